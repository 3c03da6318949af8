//! An edit: one step of the user, as the records it touches before and after. The only way saved data changes.

use super::calendar::Now;
use super::data::Data;
use super::docs::Foreign;
use super::records::{Id, Record, Row, Table};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What kind of step an edit was; worded by `lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Adopt,
    SetState,
    Skip,
    LogTime,
    /// A measure was read.
    Read,
    AddItem,
    EditItem,
    DeleteItem,
    MoveItem,
    Note,
    Grade,
    EditQuestion,
    DeleteQuestion,
    /// An answer was kept.
    Answer,
    Mock,
    EditStory,
    DeleteStory,
    EditInterview,
    DeleteInterview,
    EditPeriod,
    DeletePeriod,
    EditDraft,
    DeleteDraft,
    Retro,
    Promise,
    Settings,
    /// Questions of a foreign file were taken in.
    Import,
    /// Newer versions of packs were taken over.
    Update,
    /// An earlier state was brought back.
    Restore,
    /// What somebody wrote into the files was taken in.
    Outside,
    /// What could not be saved another time was taken in.
    Rescue,
    /// What was wrong with the records was put right.
    Repair,
    /// Text in a field that is not sent yet: never told, never in the undo history.
    Type,
}

/// A record before and after. Neither: never. Only `after`: made. Only `before`: unmade (an undone making).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Record>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Record>,
}

impl Change {
    /// Table and id of the record.
    pub fn key(&self) -> Option<(Table, &Id)> {
        self.after
            .as_ref()
            .or(self.before.as_ref())
            .map(|record| (record.table(), record.id()))
    }
}

/// What a document holds beside our records, before and after; none is nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForeignChange {
    pub doc: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Foreign>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Foreign>,
}

/// One step of the user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    pub step: Step,
    /// What it was done to, in the user's words: an item's title, a draft's name.
    pub what: String,
    pub at: DateTime<Utc>,
    pub changes: Vec<Change>,
    /// What changes beside the records: only where whole documents are brought back or taken in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub foreign: Vec<ForeignChange>,
    /// Steps with the same key that follow each other undo as one (typing in one draft).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joins: Option<String>,
}

impl Edit {
    /// A step that changes nothing yet.
    pub fn new(step: Step, what: impl Into<String>, now: &Now) -> Edit {
        Edit {
            step,
            what: what.into(),
            at: now.utc,
            changes: Vec::new(),
            foreign: Vec::new(),
            joins: None,
        }
    }

    /// Adds a record as it is to be; the one before is looked up in `data`, the time is stamped.
    #[must_use]
    pub fn put<R: Row>(mut self, data: &Data, mut row: R) -> Edit {
        row.set_updated(self.at);
        let before = data.record(R::TABLE, row.id());
        let key = (R::TABLE, row.id().clone());
        let after = Some(row.into_record());
        match self
            .changes
            .iter_mut()
            .find(|change| change.key() == Some((key.0, &key.1)))
        {
            Some(change) => change.after = after,
            None => self.changes.push(Change { before, after }),
        }
        self
    }

    /// Like [`Edit::put`] for a record that this edit does not yet touch: a whole plan is added this way.
    pub fn put_new<R: Row>(&mut self, data: &Data, mut row: R) {
        row.set_updated(self.at);
        let before = data.record(R::TABLE, row.id());
        self.changes.push(Change {
            before,
            after: Some(row.into_record()),
        });
    }

    /// Lets the edit merge with the one before it in the undo history when both carry `key`.
    #[must_use]
    pub fn joining(mut self, key: impl Into<String>) -> Edit {
        self.joins = Some(key.into());
        self
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.foreign.is_empty()
    }

    /// The edit that takes this one back.
    pub fn inverse(&self) -> Edit {
        let changes = self
            .changes
            .iter()
            .rev()
            .map(|change| Change {
                before: change.after.clone(),
                after: change.before.clone(),
            })
            .collect();
        let foreign = self
            .foreign
            .iter()
            .map(|change| ForeignChange {
                doc: change.doc.clone(),
                before: change.after.clone(),
                after: change.before.clone(),
            })
            .collect();
        Edit {
            step: self.step,
            what: self.what.clone(),
            at: self.at,
            changes,
            foreign,
            joins: self.joins.clone(),
        }
    }
}
