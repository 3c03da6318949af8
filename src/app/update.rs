//! What happens: a message comes in, the model changes, effects go out.

use super::model::{Model, SaveState, env};
use crate::commands::{Cmd, Code, Key, Scope};
use crate::domain::trip;
use crate::domain::{Change, Edit, Now, Record, Step, Table, fit};
use crate::panes::past::{Answer, Query};
use crate::panes::{Env, Pane, Reply, Toast};
use crate::store::{Outside, Taken};
use crate::ui::layout::{PaneId, inside};
use crate::ui::text_area::Op;
use ratatui::layout::Rect;
use std::collections::BTreeMap;

/// What the program is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    Key(Key),
    /// Text pasted into the terminal.
    Paste(String),
    /// A paste of so many bytes, more than is taken.
    TooLong(usize),
    Resize(u16, u16),
    /// The deadline has come; only the time is new.
    Tick,
    /// All changes up to this ticket are on disk.
    Saved(u64),
    /// Changes could not be saved; the reason in the user's words. The store keeps trying.
    SaveFailed(String),
    /// Changes of a ticket, or one document of them, will not be saved, however often it is tried; the reason in the
    /// user's words.
    SaveRefused {
        ticket: u64,
        doc: Option<String>,
        reason: String,
    },
    /// Something the store found, in the user's words.
    Notice(Toast),
    /// Somebody else changed a document.
    Outside(Outside),
    /// Somebody else is to write from now on: what is being typed is handed over.
    HandOver,
    /// What was read of the past.
    Past(Box<Answer>),
    /// How the fit of that number goes.
    Fit(u64, fit::News),
    /// The program has to end: the terminal was closed, or the system asks.
    Hangup,
}

/// The longest paste that is taken, in bytes.
pub const LONGEST_PASTE: usize = 1024 * 1024;

/// What the runtime does for the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Save these documents; answer with the ticket.
    Save {
        ticket: u64,
        /// Each with how many records left it on purpose.
        docs: BTreeMap<String, usize>,
        /// What came from elsewhere and is part of them now.
        taken: Vec<Taken>,
        /// Why the state before is to be kept for long, if it is.
        mark: Option<String>,
    },
    /// Ask whoever writes for the right to.
    TakeOver,
    /// Read the past in the background and answer with [`Msg::Past`].
    Past(Query),
    /// Fit parameters in the background and answer with [`Msg::Fit`].
    Fit(fit::Job),
    /// Nobody waits for the fit any more.
    StopFit,
    /// Give the terminal back to the shell until the process is continued.
    Suspend,
    /// Leave the loop.
    Quit,
}

impl Model {
    /// Takes in a message at a moment.
    pub fn update(&mut self, msg: Msg, now: Now) -> Vec<Effect> {
        let (day, before) = (self.now.today(), self.now.utc);
        trip::point("update");
        self.now = Now {
            day_start: self.now.day_start,
            ..now
        };
        if self.now.today() != day {
            self.sync();
        }
        self.follow_clock(before);
        if self
            .toast
            .as_ref()
            .is_some_and(|(_, until)| *until <= self.now.utc)
        {
            self.toast = None;
        }
        self.news.expire(self.now.utc);
        let handing_over = msg == Msg::HandOver;
        let by_user = matches!(
            msg,
            Msg::Key(_) | Msg::Paste(_) | Msg::Tick | Msg::Hangup | Msg::HandOver
        );
        match msg {
            Msg::Key(key) => {
                self.news.key(key.code == Code::Esc, self.now.utc);
                self.key(key);
            }
            Msg::Paste(text) => self.paste(text),
            Msg::TooLong(bytes) => self.refuse_paste(bytes),
            Msg::Resize(width, height) => {
                self.size = Rect::new(0, 0, width, height);
                self.sync();
            }
            Msg::Tick => {}
            Msg::Saved(ticket) => self.saved(ticket),
            Msg::SaveFailed(reason) => self.saving_went(SaveState::Failed(reason)),
            Msg::SaveRefused {
                ticket,
                doc,
                reason,
            } => self.refused(ticket, doc, reason),
            Msg::Notice(toast) => self.tell(toast.text, toast.bad),
            Msg::Outside(outside) => self.outside(outside),
            Msg::HandOver => {}
            Msg::Past(answer) => self.past_answered(*answer),
            Msg::Fit(number, news) => self.fit_went(number, news),
            Msg::Hangup => self.quitting = true,
        }
        let leaving = self.quitting || handing_over;
        self.come_back();
        self.wake(leaving);
        self.keep_typed(leaving || self.suspending, by_user);
        // A pane that asked for room, or gave it back, learns of its new size.
        let layout = self.layout();
        if self.laid_out != layout {
            self.laid_out = layout;
            self.sync();
        }
        self.effects()
    }

    /// Saves what changed since the last time and quits if that was asked.
    fn effects(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.save_effect().into_iter().collect();
        if std::mem::take(&mut self.taking_over) {
            effects.push(Effect::TakeOver);
        }
        effects.extend(self.asking.drain(..).map(Effect::Past));
        effects.append(&mut self.fit_effects);
        if std::mem::take(&mut self.suspending) {
            effects.push(Effect::Suspend);
        }
        if self.quitting {
            effects.push(Effect::Quit);
        }
        effects
    }

    /// Gives a command to whoever it is for: the overlay, the focused pane, the cockpit.
    pub(super) fn run(&mut self, cmd: Cmd) {
        self.typed.cmd = Some(cmd);
        if cmd != Cmd::Undo {
            self.history.forget_asked();
        }
        let scope = cmd.command().scope;
        if scope == Scope::Cockpit {
            return self.cockpit(cmd);
        }
        if let Some(reason) = self.with_pane(|pane, env| pane.disabled(env, cmd)) {
            return self.say(Toast {
                text: reason,
                bad: true,
            });
        }
        let reply = self.with_pane(|pane, env| pane.command(env, cmd));
        trip::point(["timeline", "week", "questions", "drafts"][self.focus as usize]);
        self.take(reply);
    }

    fn paste(&mut self, text: String) {
        self.pending.clear();
        if text.len() > LONGEST_PASTE {
            return self.refuse_paste(text.len());
        }
        if !self.takes_text() {
            // Letters of a text are no commands.
            let text = self.lang.app().paste_nowhere().to_owned();
            return self.say(Toast { text, bad: true });
        }
        self.text(Op::Paste(text));
    }

    fn refuse_paste(&mut self, bytes: usize) {
        let text = self
            .lang
            .app()
            .paste_too_long(bytes.div_ceil(LONGEST_PASTE));
        self.say(Toast { text, bad: true });
    }

    pub(super) fn text(&mut self, op: Op) {
        if self.takes_text() {
            let reply = self.with_pane(|pane, env| pane.text(env, op));
            self.take(reply);
        }
    }

    /// Lets whoever has the keys do something.
    pub(super) fn with_pane<T>(&mut self, act: impl FnOnce(&mut dyn Pane, &Env) -> T) -> T {
        let area = match self.overlay {
            Some(_) => inside(self.overlay_area()),
            None if self.place.is_some() => inside(self.layout().body),
            None => self.layout().inner(self.focus),
        };
        let env = env!(self, area, true);
        match (&mut self.overlay, &mut self.place) {
            (Some(overlay), _) => act(overlay.pane_mut(), &env),
            (None, Some(place)) => act(place.pane_mut(), &env),
            (None, None) => act(self.panes.get_mut(self.focus), &env),
        }
    }

    /// Lets each pane and the overlay do something, and takes their replies.
    pub(super) fn with_all(&mut self, mut act: impl FnMut(&mut dyn Pane, &Env) -> Reply) {
        let layout = self.layout();
        let overlay_area = inside(self.overlay_area());
        let mut replies = Vec::new();
        for id in PaneId::ALL {
            let focused = self.is_focused(id);
            let env = env!(self, layout.inner(id), focused);
            replies.push(act(self.panes.get_mut(id), &env));
        }
        let focused = self.overlay.is_none();
        if let Some(place) = &mut self.place {
            let env = env!(self, inside(layout.body), focused);
            replies.push(act(place.pane_mut(), &env));
        }
        if let Some(overlay) = &mut self.overlay {
            let env = env!(self, overlay_area, true);
            replies.push(act(overlay.pane_mut(), &env));
        }
        for reply in replies {
            self.take(reply);
        }
    }

    /// Brings all panes in line with the data.
    pub(super) fn sync(&mut self) {
        self.with_all(|pane, env| {
            pane.sync(env);
            Reply::none()
        });
    }

    /// Lets panes whose deadline has passed (or all, when `leaving`) hand over what was typed.
    pub(super) fn wake(&mut self, leaving: bool) {
        self.with_all(|pane, env| {
            let due = pane
                .deadline(env)
                .is_some_and(|deadline| deadline <= env.now.utc);
            if due || leaving {
                pane.wake(env, leaving)
            } else {
                Reply::none()
            }
        });
    }

    /// Hands over what was typed in the pane that is about to lose the keys.
    pub(super) fn leave(&mut self) {
        let reply = self.with_pane(|pane, env| pane.wake(env, true));
        self.take(reply);
    }

    pub(super) fn take(&mut self, reply: Reply) {
        let mut done = true;
        for edit in &reply.edits {
            done &= self.apply(edit);
        }
        // Nothing is told as done when it was not.
        if let Some(toast) = reply.toast.filter(|toast| done || toast.bad) {
            self.say(toast);
        }
        for request in reply.requests {
            self.request(request);
        }
    }

    /// Applies an edit and remembers it for undo. Says why and returns false when it cannot be done.
    pub(super) fn apply(&mut self, edit: &Edit) -> bool {
        if edit.is_empty() {
            return true;
        }
        if self.refuses_changes() {
            self.typed.refused = true;
            return false;
        }
        match self.data.apply(edit) {
            Ok(docs) => {
                self.history.push(edit);
                self.changed(edit, docs);
                true
            }
            Err(_) => {
                self.typed.refused = true;
                let text = self.lang.app().changed_since().to_owned();
                self.say(Toast { text, bad: true });
                false
            }
        }
    }

    /// Whether nothing may be changed, because the data belongs to someone else; says so.
    pub(super) fn refuses_changes(&mut self) -> bool {
        let SaveState::ReadOnly(reason) = &self.save else {
            return false;
        };
        let text = reason.clone();
        self.say(Toast { text, bad: true });
        true
    }

    /// After the data changed by `edit`.
    pub(super) fn changed(&mut self, edit: &Edit, docs: impl IntoIterator<Item = (String, usize)>) {
        self.unsaved.extend(docs);
        self.mark(edit.step);
        self.index.update(&self.data, edit);
        let lang = |record: &Option<Record>| match record {
            Some(Record::Settings(settings)) => Some(settings.lang),
            _ => None,
        };
        let is_settings = |change: &&Change| matches!(change.key(), Some((Table::Settings, _)));
        if let Some(change) = edit.changes.iter().find(is_settings) {
            // Another language may have been asked for; it stays until one is chosen, and nothing else with it.
            let others = |record: &Option<Record>| match record {
                Some(Record::Settings(settings)) => Some(settings.but_for_lang()),
                _ => None,
            };
            let chosen = match edit.step {
                Step::Settings => others(&change.before) == others(&change.after),
                step => step == Step::Adopt,
            };
            if chosen || lang(&change.before) != lang(&change.after) {
                self.lang = self.data.settings().lang;
            }
            self.settings_changed();
        }
        self.sync();
    }

    /// Follows the settings, but for the language: another one may have been asked for.
    pub(super) fn settings_changed(&mut self) {
        let settings = self.data.settings();
        self.now.day_start = settings.day_start.min(23);
        (self.keymap, self.conflicts) = crate::commands::Keymap::new(&settings.keys);
    }
}
