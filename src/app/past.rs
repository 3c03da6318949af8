//! The past of the data on screen: overlays that ask the runtime, and its answers.

use super::model::{Model, Overlay, env};
use crate::panes::Toast;
use crate::panes::exchange::{self, Sort};
use crate::panes::past::{Answer, Query, State, backup, report};
use crate::ui::layout::inside;
use ratatui::layout::Rect;

impl Model {
    pub(super) fn open_past(&mut self) {
        self.show(Overlay::Past(Box::new(State::new())));
        self.asking.push(Query::List);
    }

    pub(super) fn open_backup(&mut self) {
        let env = self.env(Rect::default(), true);
        let state = backup::State::new(&env, &self.backup_folder);
        self.show(Overlay::Backup(Box::new(state)));
    }

    pub(super) fn open_doctor(&mut self) {
        self.show(Overlay::Doctor(report::State::default()));
        self.asking.push(Query::Doctor);
    }

    pub(super) fn open_import(&mut self, sort: Sort) {
        let state = exchange::State::new(&self.env(Rect::default(), true), sort);
        self.show(Overlay::Import(Box::new(state)));
    }

    pub(super) fn ask_past(&mut self, query: Query) {
        self.asking.push(query);
    }

    /// Gives an answer to the overlay that waits for it; what came of a backup is told in any case.
    pub(super) fn past_answered(&mut self, answer: Answer) {
        if let Answer::Backup(folder, made) = answer {
            let (text, bad) = match made {
                Ok(text) => {
                    self.backup_folder = folder;
                    (text, false)
                }
                Err(why) => (why, true),
            };
            match &mut self.overlay {
                Some(Overlay::Backup(state)) if bad => state.failed(),
                Some(Overlay::Backup(_)) => self.overlay = None,
                _ => {}
            }
            self.say(Toast { text, bad });
            return self.sync();
        }
        let area = inside(self.overlay_area());
        let env = env!(self, area, true);
        match &mut self.overlay {
            Some(Overlay::Past(state)) => state.told(&env, answer),
            Some(Overlay::Doctor(state)) => state.told(&env, answer),
            Some(Overlay::Import(state)) => state.told(&env, answer),
            _ => {}
        }
    }
}
