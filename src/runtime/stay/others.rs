//! What other programs do to the data: looking for it, and who of two may write.

use super::{Looking, Next, Stay};
use crate::app::{Msg, SaveState};
use crate::panes::Toast;
use crate::panes::past::Query;
use crate::runtime::cockpit::send;
use crate::runtime::events::Event;
use crate::runtime::takeover::{self, Answer};
use crate::runtime::{looking, open, past, watching};
use crate::store::Saver;
use std::thread;
use std::time::Duration;

/// After a pause so long the first key looks for what others did meanwhile.
const PAUSE: Duration = Duration::from_secs(30);

/// The same where this program only looks on: there is nothing else to do.
const GLANCE: Duration = Duration::from_secs(2);

impl Stay<'_> {
    pub(super) fn only_looks(&self) -> bool {
        matches!(self.model.save, SaveState::ReadOnly(_))
    }

    pub(super) fn key_came(&mut self, saver: &Saver) {
        let now = self.house.clock.now().utc;
        let paused = (now - self.key_at).to_std().unwrap_or_default();
        self.key_at = now;
        if paused >= PAUSE || self.only_looks() && paused >= GLANCE {
            self.look(saver);
        }
    }

    /// Looks for what others did.
    pub(super) fn look(&mut self, saver: &Saver) {
        self.look_at = None;
        if !self.only_looks() {
            return saver.look();
        }
        if self.looking != Looking::No {
            self.looking = Looking::Again;
            return;
        }
        self.looking = Looking::Yes;
        let watch = || watching::watch(self.house.dir, self.house.queue.clone());
        self.house.watched.get_or_init(watch);
        let (dir, lang, known) = (self.house.dir.to_owned(), self.model.lang, self.print);
        let (queue, number) = (self.house.queue.clone(), self.number);
        thread::spawn(move || {
            let seen = looking::look(&dir, lang, known);
            send(&queue, Event::Seen(number, Box::new(seen)));
        });
    }

    /// Asks whoever writes for the right to.
    pub(super) fn ask_for_lock(&mut self) {
        if std::mem::replace(&mut self.asking, true) {
            return;
        }
        let (dir, queue, number) = (
            self.house.dir.to_owned(),
            self.house.queue.clone(),
            self.number,
        );
        thread::spawn(move || send(&queue, Event::Answered(number, takeover::ask(&dir))));
    }

    /// Whoever writes has answered. Returns whether to quit.
    pub(super) fn answered(&mut self, answer: &Answer) -> bool {
        let lang = self.model.lang;
        self.asking = false;
        if let Some(text) = answer.worded(lang) {
            return self.update(Msg::Notice(Toast { text, bad: true }));
        }
        match open::open(self.house.dir, lang) {
            Ok(opened) => {
                self.next = Some(Next::TakeOver(Box::new(opened)));
                false
            }
            Err(error) => {
                let text = error.to_string();
                self.update(Msg::Notice(Toast { text, bad: true }))
            }
        }
    }

    /// Another program asks for the right to write: it gets it if all is saved here. Returns whether to quit.
    pub(super) fn asked_for_lock(&mut self) -> bool {
        match self.model.save {
            SaveState::ReadOnly(_) => false,
            SaveState::Failed(_) => {
                let text = self.model.lang.saving().keeps_right().to_owned();
                self.update(Msg::Notice(Toast { text, bad: true }))
            }
            SaveState::Saved | SaveState::Saving => {
                self.next = Some(Next::HandOver);
                false
            }
        }
    }

    /// Reads the past in a thread of its own.
    pub(super) fn ask_past(&self, query: Query) {
        let (dir, queue) = (self.house.dir.to_owned(), self.house.queue.clone());
        let (now, lang) = (self.model.now, self.model.lang);
        thread::spawn(move || {
            let answer = past::answer(&dir, query, &now, lang);
            send(&queue, Event::Msg(Msg::Past(Box::new(answer))));
        });
    }
}
