//! Undo and redo of the user's steps, 200 deep, kept across a restart.

use crate::domain::{Change, Edit, Record};
use serde::{Deserialize, Serialize};

/// How many steps can be taken back.
const DEPTH: usize = 200;

/// Rough size above which the oldest steps are forgotten, in records: adopting a plan alone touches thousands.
const RECORDS: usize = 20_000;

/// The steps done and undone, the latest last.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    #[serde(default)]
    done: Vec<Edit>,
    #[serde(default)]
    undone: Vec<Edit>,
    /// Whether the user was asked about the last step, and pressed nothing else since.
    #[serde(skip)]
    asked: bool,
}

impl History {
    /// Remembers a step that was just done. What was undone before it can no longer be redone.
    pub fn push(&mut self, edit: &Edit) {
        self.undone.clear();
        match self.done.last_mut() {
            Some(last) if last.joins.is_some() && last.joins == edit.joins => join(last, edit),
            _ => self.done.push(edit.clone()),
        }
        while self.done.len() > DEPTH || (self.done.len() > 1 && self.records() > RECORDS) {
            self.done.remove(0);
        }
    }

    fn records(&self) -> usize {
        self.done.iter().map(|edit| edit.changes.len()).sum()
    }

    /// The step to take back next.
    pub fn last(&self) -> Option<&Edit> {
        self.done.last()
    }

    /// Whether the user has yet to be asked before the last step is taken back: it is all there is of a mock interview.
    pub fn must_ask(&mut self) -> bool {
        let is_mock = |change: &Change| matches!(change.after, Some(Record::Mock(_)));
        let whole = |edit: &Edit| {
            let mut changes = edit.changes.iter();
            changes.any(|change| change.before.is_none() && is_mock(change))
        };
        let must = !self.asked && self.last().is_some_and(whole);
        self.asked = must;
        must
    }

    /// Another command came: what was asked is not answered.
    pub fn forget_asked(&mut self) {
        self.asked = false;
    }

    /// The step to do again next.
    pub fn next(&self) -> Option<&Edit> {
        self.undone.last()
    }

    /// Moves the last step to those undone.
    pub fn undid(&mut self) {
        self.undone.extend(self.done.pop());
    }

    /// Moves the last undone step back.
    pub fn redid(&mut self) {
        self.done.extend(self.undone.pop());
    }

    /// Forgets the last step: the data has changed under it.
    pub fn drop_last(&mut self) {
        self.done.pop();
    }

    /// Forgets the step that would be redone.
    pub fn drop_next(&mut self) {
        self.undone.pop();
    }
}

/// Makes one step of two: each record from before the first to after the second.
fn join(first: &mut Edit, second: &Edit) {
    for change in &second.changes {
        match first
            .changes
            .iter_mut()
            .find(|known| known.key() == change.key())
        {
            Some(known) => known.after = change.after.clone(),
            None => first.changes.push(change.clone()),
        }
    }
    first.at = second.at;
}
