//! What is not on disk yet, and what the user is told of it.

use super::model::{Model, SaveState};
use super::update::Effect;
use crate::domain::Step;
use crate::panes::Toast;
use crate::store::Taken;
use chrono::{DateTime, Duration, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// From then on a save is called slow.
const SLOW: Duration = Duration::seconds(3);

/// What waits to be handed over to be saved.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    /// Changed documents, each with how many records left it on purpose.
    docs: BTreeMap<String, usize>,
    /// What came from elsewhere and is part of them now.
    pub(super) taken: Vec<Taken>,
    /// Why the state before is to be kept for long.
    pub(super) mark: Option<String>,
}

impl Unsaved {
    fn is_empty(&self) -> bool {
        self.docs.is_empty() && self.taken.is_empty()
    }
}

impl Extend<(String, usize)> for Unsaved {
    /// What left a document adds up.
    fn extend<T: IntoIterator<Item = (String, usize)>>(&mut self, docs: T) {
        for (doc, left) in docs {
            *self.docs.entry(doc).or_default() += left;
        }
    }
}

/// What was handed over and has no answer yet.
#[derive(Debug, Default)]
pub(super) struct Handed {
    /// The documents of each ticket.
    tickets: BTreeMap<u64, BTreeSet<String>>,
    /// Documents that the store refuses, and why.
    refused: BTreeMap<String, String>,
    /// Since when something has been on its way to the disk.
    since: Option<DateTime<Utc>>,
}

impl Handed {
    /// The clock was moved.
    pub(super) fn clock_moved(&mut self, by: Duration) {
        self.since = self.since.map(|since| since + by);
    }
}

/// Why the state before a step is to be kept for long; the name stands in a file.
fn mark_of(step: Step) -> Option<&'static str> {
    match step {
        Step::Restore => Some("restore"),
        Step::Rescue => Some("rescue"),
        Step::Repair => Some("repair"),
        _ => None,
    }
}

impl Model {
    /// Hands over what changed since the last time.
    pub(super) fn save_effect(&mut self) -> Option<Effect> {
        if self.unsaved.is_empty() {
            return None;
        }
        self.ticket += 1;
        if matches!(self.save, SaveState::Saved) {
            self.save = SaveState::Saving;
        }
        self.handed.since.get_or_insert(self.now.utc);
        let Unsaved { docs, taken, mark } = std::mem::take(&mut self.unsaved);
        let names = docs.keys().cloned().collect();
        self.handed.tickets.insert(self.ticket, names);
        Some(Effect::Save {
            ticket: self.ticket,
            docs,
            taken,
            mark,
        })
    }

    /// Notes for the next save what a step asks for.
    pub(super) fn mark(&mut self, step: Step) {
        if let Some(reason) = mark_of(step) {
            self.unsaved.mark = Some(reason.to_owned());
        }
    }

    /// All changes up to a ticket are on disk, but for documents that were refused.
    pub(super) fn saved(&mut self, ticket: u64) {
        self.saved_ticket = self.saved_ticket.max(ticket);
        for doc in self.handed.tickets.remove(&ticket).unwrap_or_default() {
            self.handed.refused.remove(&doc);
        }
        self.handed.tickets.retain(|pending, _| *pending > ticket);
        if let Some(reason) = self.handed.refused.values().next() {
            let state = SaveState::Failed(reason.clone());
            return self.saving_went(state);
        }
        if self.saved_ticket == self.ticket {
            self.handed.since = None;
            if matches!(self.save, SaveState::Failed(_)) {
                let text = self.lang.app().saved_again().to_owned();
                self.say(Toast { text, bad: false });
            }
            self.saving_went(SaveState::Saved);
        }
    }

    /// One document of a ticket, or all of them, will not be saved, however often it is tried.
    pub(super) fn refused(&mut self, ticket: u64, doc: Option<String>, reason: String) {
        let docs = match doc {
            Some(doc) => BTreeSet::from([doc]),
            None => self.handed.tickets.remove(&ticket).unwrap_or_default(),
        };
        for doc in docs {
            self.handed.refused.insert(doc, reason.clone());
        }
        self.saving_went(SaveState::Failed(reason));
    }

    /// Takes over how saving went; who may only read stays so.
    pub(super) fn saving_went(&mut self, state: SaveState) {
        if !matches!(self.save, SaveState::ReadOnly(_)) {
            self.save = state;
        }
    }

    /// Documents that may not be on disk.
    pub fn not_on_disk(&self) -> BTreeSet<String> {
        let pending = self.handed.tickets.values().flatten();
        let refused = self.handed.refused.keys();
        let changed = self.unsaved.docs.keys();
        pending.chain(refused).chain(changed).cloned().collect()
    }

    /// Whether what is being saved takes suspiciously long.
    pub fn is_slow(&self) -> bool {
        let saving = matches!(self.save, SaveState::Saving);
        saving && self.slow_at().is_some_and(|at| at <= self.now.utc)
    }

    /// When saving becomes slow.
    pub(super) fn slow_at(&self) -> Option<DateTime<Utc>> {
        self.handed.since.map(|since| since + SLOW)
    }

    /// Why it is not safe to quit now, in the user's words.
    pub(super) fn quit_warning(&self) -> Option<String> {
        match &self.save {
            SaveState::Failed(reason) => Some(reason.clone()),
            SaveState::Saving if self.is_slow() => Some(self.lang.app().slow_disk().to_owned()),
            SaveState::Saved | SaveState::Saving | SaveState::ReadOnly(_) => None,
        }
    }
}
