//! The loop of the cockpit: wait for an event or the model's deadline, update, draw once, save.

use super::clock::Clock;
use super::events::{self, Event};
use super::open::OpenData;
use super::terminal::Screen;
use super::wording;
use crate::app::{Effect, History, Model, Msg, SaveState, Session};
#[cfg(debug_assertions)]
use crate::commands::{Code, Key};
use crate::content::Content;
use crate::lang::Lang;
use crate::store::{Batch, Change, DocName, SaveError, SaveEvent, Saver};
use crate::ui::theme::Theme;
use ratatui::layout::Rect;
use signal_hook::consts::SIGTSTP;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How long the keys must rest before undo history and window state are written: no loss if they are lost.
const REST: Duration = Duration::from_secs(2);

/// How long quitting waits for a slow disk.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs the cockpit until the user quits or the system asks to end. Everything is saved before it returns.
/// Errors: the terminal cannot be used, or at the end something could not be saved (the error says where it is).
pub fn cockpit(open: OpenData, clock: Clock, lang: Option<Lang>) -> anyhow::Result<()> {
    let OpenData {
        store,
        data,
        notices,
        read_only,
    } = open;
    let colors = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let soft = |name: &str| {
        DocName::new(name)
            .ok()
            .and_then(|name| store.read_soft(&name))
    };
    let session: Session = soft("session")
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    let history: History = soft("history")
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();

    let (queue, inbox) = mpsc::channel();
    events::watch_signals(queue.clone())?;
    let mut screen = Screen::enter()?;
    let (width, height) = screen.size()?;
    let size = Rect::new(0, 0, width, height);
    let mut model = Model::new(
        data,
        Content::embedded(),
        clock.now(),
        size,
        Theme::new(colors),
        lang,
    );
    model.resume(&session);
    model.history = history;
    model.warn(read_only.iter().cloned().chain(notices).collect());
    if let Some(reason) = read_only {
        model.save = SaveState::ReadOnly(reason);
    }
    let lang = model.lang;
    let to_queue = queue.clone();
    let saver = Saver::start(store, move |event| {
        // The loop has ended when nobody listens; nobody needs to know then.
        let _ = to_queue.send(Event::Save(event));
    });
    events::read_terminal(queue);

    let mut run = Run {
        model,
        saver: &saver,
        clock,
        docs: BTreeSet::new(),
        ticket: 0,
        soft_since: None,
        suspend: false,
    };
    let ended = catch_unwind(AssertUnwindSafe(|| run.run(&mut screen, &inbox)));
    let read_only = matches!(run.model.save, SaveState::ReadOnly(_));
    // However the loop ended, what was typed is handed over. After a panic the model may not manage that.
    let _ = catch_unwind(AssertUnwindSafe(|| {
        run.update(Msg::Hangup);
        run.save();
        if !read_only {
            run.save_soft();
        }
    }));
    drop(screen);
    let saved = saver.stop(PATIENCE);
    match ended {
        Err(panic) => resume_unwind(panic),
        Ok(result) => result?,
    }
    match saved {
        Err(SaveError::ReadOnly) if read_only => Ok(()),
        Err(error) => Err(anyhow::anyhow!(wording::save_error(lang, &error))),
        Ok(()) => Ok(()),
    }
}

/// What the loop works on.
struct Run<'a> {
    model: Model,
    saver: &'a Saver,
    clock: Clock,
    /// Documents to save after the next frame.
    docs: BTreeSet<String>,
    ticket: u64,
    /// When undo history and window state last changed, while they are not written.
    soft_since: Option<Instant>,
    /// Whether to stop the process once everything is handed to the saver.
    suspend: bool,
}

impl Run<'_> {
    fn run(&mut self, screen: &mut Screen, inbox: &Receiver<Event>) -> anyhow::Result<()> {
        let mut quitting = self.update(Msg::Tick);
        loop {
            // ===== Draw =====
            if screen.draw(&self.model).is_err() {
                // The terminal is gone; what was typed is not.
                self.update(Msg::Hangup);
                quitting = true;
            }
            self.save();
            if quitting {
                return Ok(());
            }
            if std::mem::take(&mut self.suspend) {
                screen.suspend();
                signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
                screen.resume()?;
                continue;
            }
            // ===== Wait =====
            let first = match inbox.recv_timeout(self.until_deadline()) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => {
                    if self.soft_since.is_some_and(|since| since.elapsed() >= REST) {
                        self.save_soft();
                    }
                    Event::Msg(Msg::Tick)
                }
                Err(RecvTimeoutError::Disconnected) => Event::Msg(Msg::Hangup),
            };
            // ===== Update: all that has come in, before anything is drawn =====
            let mut next = Some(first);
            while let Some(event) = next {
                quitting |= self.take(event, screen);
                next = inbox.try_recv().ok();
            }
        }
    }

    /// Handles one event. Returns whether to quit.
    fn take(&mut self, event: Event, screen: &mut Screen) -> bool {
        let lang = self.model.lang;
        let message = match event {
            Event::Msg(message) => message,
            Event::Save(SaveEvent::Saved { ticket }) => Msg::Saved(ticket),
            Event::Save(SaveEvent::Failed { error, .. }) => {
                Msg::SaveFailed(wording::save_error(lang, &error))
            }
            Event::Save(SaveEvent::Notice(outcome)) => {
                Msg::Notice(wording::refresh_outcome(lang, &outcome))
            }
            Event::Save(SaveEvent::Outside(_)) => return false,
            // The system also sends this when the terminal is closed: then there is none to take.
            Event::Continued => screen.resume().map_or(Msg::Hangup, |()| Msg::Tick),
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
        for effect in self.model.update(message, self.clock.now()) {
            match effect {
                Effect::Save { ticket, docs } => {
                    self.ticket = ticket;
                    self.docs.extend(docs);
                }
                Effect::Suspend => self.suspend = true,
                Effect::Quit => quit = true,
            }
        }
        quit
    }

    /// Hands the changed documents to the saver.
    fn save(&mut self) {
        if self.docs.is_empty() {
            return;
        }
        let changes = std::mem::take(&mut self.docs)
            .into_iter()
            .filter_map(|doc| {
                Some(Change::new(
                    DocName::new(doc.as_str()).ok()?,
                    self.model.data.encode(&doc),
                ))
            })
            .collect();
        if let Err(error) = self.saver.save(Batch {
            ticket: self.ticket,
            changes,
            ..Batch::default()
        }) {
            let reason = wording::save_error(self.model.lang, &error);
            self.update(Msg::SaveFailed(reason));
        }
    }

    /// Hands undo history and window state to the saver.
    fn save_soft(&mut self) {
        self.soft_since = None;
        let history = serde_json::to_vec(&self.model.history).ok();
        let session = serde_json::to_vec(&self.model.session()).ok();
        let soft = [("history", history), ("session", session)]
            .into_iter()
            .filter_map(|(name, bytes)| Some((DocName::new(name).ok()?, bytes?)))
            .collect();
        // A lost undo history is no lost data; a stopped saver was reported when data met it.
        let _ = self.saver.save(Batch {
            ticket: self.ticket,
            soft,
            ..Batch::default()
        });
    }

    fn until_deadline(&self) -> Duration {
        let now = self.clock.now().utc;
        let mut wait = (self.model.deadline() - now).to_std().unwrap_or_default();
        if let Some(since) = self.soft_since {
            wait = wait.min(REST.saturating_sub(since.elapsed()));
        }
        wait
    }
}

/// In debug builds a test may ask for a panic, to see that the terminal and the text survive it: F12, while
/// `$GONGBU_PANIC` is set.
#[cfg(debug_assertions)]
fn panic_if_asked(message: &Msg) {
    let key = Key::plain(Code::F(12));
    assert!(
        *message != Msg::Key(key) || std::env::var_os("GONGBU_PANIC").is_none(),
        "asked for"
    );
}
