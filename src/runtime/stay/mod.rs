//! One stay in the cockpit, on data that was opened once: wait for an event or the model's deadline, update, draw once,
//! save.

mod others;
mod saving;

use super::clock::Clock;
use super::cockpit::{Entry, send};
use super::events::{self, Backlog, Event};
use super::fitting::Fitting;
use super::input::Input;
use super::open::OpenData;
use super::terminal::Screen;
use crate::app::{Effect, History, Model, Msg, SaveState, Session};
#[cfg(debug_assertions)]
use crate::commands::{Code, Key};
use crate::domain::trip;
use crate::lang::Lang;
use crate::store::{DocName, SaveError, SaveEvent, Saver, Taken};
use crate::ui::theme::Theme;
use chrono::{DateTime, Utc};
use ratatui::layout::Rect;
use signal_hook::consts::SIGTSTP;
use std::any::Any;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// How long the keys must rest before undo history and window state are written. They are no loss if they are lost, and
/// large: written whenever somebody thinks for a moment, they would be most of what a day writes.
pub const REST: Duration = Duration::from_secs(10);

/// So long input is taken in before a frame is drawn.
const FRAME: Duration = Duration::from_millis(50);

/// The model is woken at least so often.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// How long quitting waits for a slow disk.
const PATIENCE: Duration = Duration::from_secs(10);

/// What stays the same from one stay to the next.
pub struct House<'a> {
    pub dir: &'a Path,
    pub clock: Clock,
    /// The language where the settings name none.
    pub lang: Lang,
    /// The language that the user asked for.
    pub own_lang: Option<Lang>,
    pub queue: Sender<Event>,
    pub inbox: &'a Receiver<Event>,
    pub backlog: Backlog,
    /// Set once changes of the data are told.
    pub watched: OnceCell<()>,
}

/// Whether a look at somebody else's data is under way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looking {
    No,
    Yes,
    /// And something has changed since it began.
    Again,
}

/// What comes after a stay.
pub enum Next {
    Quit,
    /// Another program writes from now on.
    HandOver,
    /// This program writes from now on, with the data opened for it.
    TakeOver(Box<OpenData>),
}

/// How a stay ended.
pub struct Left {
    pub next: anyhow::Result<Next>,
    pub panic: Option<Box<dyn Any + Send>>,
    pub model: Model,
    /// How the last save went.
    pub saved: Result<(), SaveError>,
}

/// What the loop works on.
pub struct Stay<'a> {
    house: &'a House<'a>,
    /// Its number: answers to an earlier one are of no use.
    number: u32,
    model: Model,
    /// What is to be saved after the next frame.
    docs: BTreeMap<String, usize>,
    taken: Vec<Taken>,
    mark: Option<String>,
    ticket: u64,
    /// When undo history and window state last changed, while they are not written.
    soft_since: Option<Instant>,
    /// When the last key came.
    key_at: DateTime<Utc>,
    /// Where this program only looks on: what the directory looked like, and whether a look is under way.
    print: u64,
    looking: Looking,
    /// Who writes was asked for the right to and has not answered.
    asking: bool,
    /// When to look without a reason.
    look_at: Option<Instant>,
    fitting: Fitting,
    /// Whether to stop the process once everything is handed to the saver.
    suspend: bool,
    next: Option<Next>,
}

impl<'a> Stay<'a> {
    /// Begins a stay.
    pub fn new(
        house: &'a House<'a>,
        number: u32,
        entry: Entry,
        screen: Option<&mut Screen>,
    ) -> anyhow::Result<(Stay<'a>, Saver)> {
        let Entry {
            opened,
            content,
            session,
            news,
        } = entry;
        let colors = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let soft = |name: &str| {
            DocName::new(name)
                .ok()
                .and_then(|name| opened.store.read_soft(&name))
        };
        let session: Session = session
            .or_else(|| serde_json::from_slice(&soft("session")?).ok())
            .unwrap_or_default();
        let history: History = soft("history")
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        let (width, height) = screen.map_or(Ok((0, 0)), Screen::resize)?;
        let now = house.clock.now();
        // Settings that cannot be read name no language.
        let fallback = opened.data.settings.is_empty().then_some(house.lang);
        let mut model = Model::new(
            opened.data,
            content,
            now,
            Rect::new(0, 0, width, height),
            Theme::new(colors),
            house.own_lang.or(fallback),
        );
        trip::point("start-model");
        model.resume(&session);
        model.history = history;
        model.warn(news.into_iter().chain(opened.notices).collect());
        let reads = opened.read_only.is_some();
        if let Some(reason) = opened.read_only {
            model.save = SaveState::ReadOnly(reason);
            model.can_take_over = opened.can_take_over;
        }
        model.offer(opened.rescued);
        let queue = house.queue.clone();
        let saver = Saver::start(opened.store, move |event| {
            send(&queue, Event::Save(number, event));
        });
        let stay = Stay {
            house,
            number,
            model,
            docs: BTreeMap::new(),
            taken: Vec::new(),
            mark: None,
            ticket: 0,
            soft_since: None,
            key_at: now.utc,
            print: 0,
            looking: Looking::No,
            asking: false,
            // Whoever was given the right to write says who it is in a moment.
            look_at: reads.then(|| Instant::now() + Duration::from_secs(1)),
            fitting: Fitting::default(),
            suspend: false,
            next: None,
        };
        Ok((stay, saver))
    }

    /// Stays until the user quits, the system asks to end, or somebody else is to write.
    pub fn run(mut self, screen: &mut Option<Screen>, saver: Saver) -> Left {
        let ended = catch_unwind(AssertUnwindSafe(|| match screen {
            Some(screen) => self.stay(screen, &saver),
            None => Ok(()),
        }));
        let quits = self.next.is_none();
        // However the loop ended, what was typed is handed over. After a panic the model may not manage that.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            self.update(if quits { Msg::Hangup } else { Msg::HandOver });
            self.save(&saver);
            if !self.only_looks() {
                self.save_soft(&saver);
            }
        }));
        if quits || ended.is_err() {
            *screen = None;
        }
        let saved = saver.stop(PATIENCE);
        // What was saved meanwhile need not be told as lost.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            while let Ok(event) = self.house.inbox.try_recv() {
                if let Event::Save(number, SaveEvent::Saved { ticket }) = event
                    && number == self.number
                {
                    self.update(Msg::Saved(ticket));
                }
            }
        }));
        let (next, panic) = match ended {
            Ok(Ok(())) => (Ok(self.next.unwrap_or(Next::Quit)), None),
            Ok(Err(error)) => (Err(error), None),
            Err(panic) => (Ok(Next::Quit), Some(panic)),
        };
        Left {
            next,
            panic,
            model: self.model,
            saved,
        }
    }

    fn stay(&mut self, screen: &mut Screen, saver: &Saver) -> anyhow::Result<()> {
        let mut quitting = self.update(Msg::Tick);
        loop {
            // ===== Draw =====
            if screen.draw(&self.model).is_err() {
                // The terminal is gone; what was typed is not.
                self.update(Msg::Hangup);
                quitting = true;
            }
            self.save(saver);
            if quitting || self.next.is_some() {
                return Ok(());
            }
            if std::mem::take(&mut self.suspend) {
                screen.suspend();
                signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
                // Now it goes on, or the queue says so once more: both are the same to the screen.
                let message = size_message(screen.resume());
                quitting |= self.update(message);
                continue;
            }
            // ===== Wait =====
            let first = match self.house.inbox.recv_timeout(self.until_deadline()) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => {
                    if self.soft_since.is_some_and(|since| since.elapsed() >= REST) {
                        self.save_soft(saver);
                    }
                    if self.only_looks() {
                        self.look(saver);
                    }
                    Event::Msg(Msg::Tick)
                }
                Err(RecvTimeoutError::Disconnected) => Event::Msg(Msg::Hangup),
            };
            // ===== Update: all that has come in, before anything is drawn =====
            let mut next = Some(first);
            let since = Instant::now();
            while let Some(event) = next {
                quitting |= self.take(event, screen, saver);
                // However much comes in, the screen follows.
                next = match since.elapsed() < FRAME {
                    true => self.house.inbox.try_recv().ok(),
                    false => None,
                };
            }
        }
    }

    /// Handles one event. Returns whether to quit.
    fn take(&mut self, event: Event, screen: &mut Screen, saver: &Saver) -> bool {
        let message = match event {
            Event::Msg(message) => message,
            Event::Input(input) => {
                self.house.backlog.took();
                match input {
                    Input::Focus(true) => self.look(saver),
                    Input::Focus(false) => {}
                    Input::Key(_) | Input::Paste(_) | Input::TooLong(_) => self.key_came(saver),
                }
                events::message_of(input).unwrap_or(Msg::Tick)
            }
            Event::Drawn => return false,
            Event::Stop => {
                self.suspend = true;
                Msg::Tick
            }
            Event::Resized => size_message(screen.resize()),
            // The system also sends this when the terminal is closed: then there is none to take.
            Event::Continued => {
                self.look(saver);
                size_message(screen.resume())
            }
            Event::AskedForLock => return self.asked_for_lock(),
            Event::Changed => {
                if self.only_looks() {
                    self.look(saver);
                }
                return false;
            }
            Event::Save(number, _) | Event::Seen(number, _) | Event::Answered(number, _)
                if number != self.number =>
            {
                return false;
            }
            Event::Save(_, event) => self.save_went(event),
            Event::Seen(_, seen) => {
                self.print = seen.print;
                if std::mem::replace(&mut self.looking, Looking::No) == Looking::Again {
                    self.look(saver);
                }
                if let Some(fresh) = seen.fresh.filter(|_| self.only_looks()) {
                    self.model.reload(fresh.data, fresh.reason);
                    self.model.can_take_over = fresh.can_take_over;
                }
                Msg::Tick
            }
            Event::Answered(_, answer) => return self.answered(&answer),
        };
        #[cfg(debug_assertions)]
        panic_if_asked(&message);
        self.update(message)
    }

    /// Updates the model and carries out its effects; saving waits for the next frame. Returns whether to quit.
    fn update(&mut self, message: Msg) -> bool {
        let mut quit = false;
        if matches!(message, Msg::Key(_) | Msg::Paste(_)) {
            self.soft_since = Some(Instant::now());
        }
        for effect in self.model.update(message, self.house.clock.now()) {
            match effect {
                Effect::Save {
                    ticket,
                    docs,
                    taken,
                    mark,
                } => {
                    self.ticket = ticket;
                    for (doc, left) in docs {
                        *self.docs.entry(doc).or_default() += left;
                    }
                    self.taken.extend(taken);
                    self.mark = self.mark.take().or(mark);
                }
                Effect::TakeOver => self.ask_for_lock(),
                Effect::Past(query) => self.ask_past(query),
                Effect::Fit(job) => self.fitting.start(job, self.house.queue.clone()),
                Effect::StopFit => self.fitting.stop(),
                Effect::Suspend => self.suspend = true,
                Effect::Quit => quit = true,
            }
        }
        quit
    }

    fn until_deadline(&self) -> Duration {
        let now = self.house.clock.now().utc;
        let wait = (self.model.deadline() - now).to_std().unwrap_or_default();
        // A clock that was put back since must not make it wait for that time to come again.
        let mut wait = wait.min(LONGEST_WAIT);
        if let Some(since) = self.soft_since {
            wait = wait.min(REST.saturating_sub(since.elapsed()));
        }
        if let Some(at) = self.look_at {
            wait = wait.min(at.saturating_duration_since(Instant::now()));
        }
        wait
    }
}

/// The size that the screen has now; the terminal is gone where it has none.
fn size_message(size: io::Result<(u16, u16)>) -> Msg {
    size.map_or(Msg::Hangup, |(width, height)| Msg::Resize(width, height))
}

/// In debug builds a test may ask for a panic, to see that the terminal and the text survive it: at the place of the name
/// in `$GONGBU_PANIC`, from the key F12 on.
#[cfg(debug_assertions)]
fn panic_if_asked(message: &Msg) {
    if *message == Msg::Key(Key::plain(Code::F(12)))
        && let Ok(name) = std::env::var("GONGBU_PANIC")
    {
        trip::arm(if name == "1" { "update" } else { &name });
    }
}
