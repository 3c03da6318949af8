//! What lies between the data now and documents as they were or came from elsewhere: as an edit that leads there, and
//! in the user's words.

use super::calendar::Now;
use super::data::{Data, Rows};
use super::docs::Parsed;
use super::edit::{Change, Edit, ForeignChange, Step};
use super::names::Known;
use super::records::*;
use crate::lang::Lang;
use serde_json::Value;
use std::collections::BTreeSet;

/// What an edit does, as the user sees it. A record that is marked as deleted does not count as there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    pub added: Vec<Touched>,
    pub removed: Vec<Touched>,
    pub changed: Vec<Touched>,
    /// Records that change although nobody sees them before or after.
    pub unseen: usize,
    /// Documents in which something changes that gongbu does not read.
    pub foreign: Vec<String>,
}

/// A record that an edit touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    pub table: Table,
    pub id: Id,
    /// Its name in the user's words.
    pub title: String,
    /// The members that differ, as they are named in the file, if it is there before and after.
    pub fields: Vec<String>,
}

impl Difference {
    /// Whether the edit does nothing at all.
    pub fn is_empty(&self) -> bool {
        self.seen() == 0 && self.unseen == 0 && self.foreign.is_empty()
    }

    /// How many records the user would see change.
    pub fn seen(&self) -> usize {
        self.added.len() + self.removed.len() + self.changed.len()
    }
}

impl Data {
    /// The edit after which the named documents hold exactly what they are given here (none: nothing). Records are taken
    /// as they are, with their times. One that lives in another document now moves; one that stands in a document which
    /// is not its own goes home.
    pub fn edit_to(
        &self,
        documents: Vec<(String, Option<Parsed>)>,
        step: Step,
        what: impl Into<String>,
        now: &Now,
    ) -> Edit {
        let mut edit = Edit::new(step, what, now);
        let mut names = BTreeSet::new();
        let mut parsed = Vec::new();
        for (name, document) in documents {
            if names.insert(name) {
                parsed.extend(document);
            }
        }
        let mut then = Data::default();
        // What cannot be read is in `foreign` and so goes back as it is.
        let _ = then.load_all(parsed);
        let mut difference = Comparing {
            names: &names,
            changes: &mut edit.changes,
        };
        difference.rows(&self.settings, &then.settings);
        difference.rows(&self.plans, &then.plans);
        difference.rows(&self.nodes, &then.nodes);
        difference.rows(&self.progress, &then.progress);
        difference.rows(&self.logs, &then.logs);
        difference.rows(&self.questions, &then.questions);
        difference.rows(&self.reviews, &then.reviews);
        difference.rows(&self.drafts, &then.drafts);
        difference.rows(&self.retros, &then.retros);
        difference.rows(&self.unsent, &then.unsent);
        for doc in names {
            let (before, after) = (self.foreign.get(&doc), then.foreign.get(&doc));
            if before != after {
                edit.foreign.push(ForeignChange {
                    before: before.cloned(),
                    after: after.cloned(),
                    doc,
                });
            }
        }
        edit
    }

    /// What `edit`, made from this data and not yet applied, would do.
    pub fn difference(&self, edit: &Edit, lang: Lang) -> Difference {
        let known = Known::of(edit);
        let mut difference = Difference::default();
        for change in &edit.changes {
            let seen = |record: &Option<Record>| record.as_ref().is_some_and(|r| !is_deleted(r));
            let Some(record) = change.after.as_ref().or(change.before.as_ref()) else {
                continue;
            };
            let (list, shown) = match (seen(&change.before), seen(&change.after)) {
                (false, true) => (&mut difference.added, record),
                (true, false) => (
                    &mut difference.removed,
                    change.before.as_ref().unwrap_or(record),
                ),
                (true, true) => (&mut difference.changed, record),
                (false, false) => {
                    difference.unseen += 1;
                    continue;
                }
            };
            list.push(Touched {
                table: shown.table(),
                id: shown.id().clone(),
                title: self.name_of(shown, Some(&known), lang),
                fields: changed_fields(change),
            });
        }
        difference.foreign = edit.foreign.iter().map(|f| f.doc.clone()).collect();
        difference
    }
}

/// Collects what differs in the documents of `names`.
struct Comparing<'a> {
    names: &'a BTreeSet<String>,
    changes: &'a mut Vec<Change>,
}

impl Comparing<'_> {
    fn rows<R: Row>(&mut self, now: &Rows<R>, then: &Rows<R>) {
        let gone = self
            .names
            .iter()
            .flat_map(|doc| now.of_doc(doc))
            .filter(|row| !then.contains(row.id()));
        self.changes.extend(gone.map(|row| Change {
            before: Some(row.clone().into_record()),
            after: None,
        }));
        for row in then.iter() {
            let before = now.get(row.id());
            if before != Some(row) {
                self.changes.push(Change {
                    before: before.cloned().map(Row::into_record),
                    after: Some(row.clone().into_record()),
                });
            }
        }
    }
}

fn is_deleted(record: &Record) -> bool {
    match record {
        Record::Node(row) => row.deleted,
        Record::Log(row) => row.deleted,
        Record::Reading(row) => row.deleted,
        Record::Question(row) => row.deleted,
        Record::Draft(row) => row.deleted,
        Record::Attempt(row) => row.deleted,
        Record::Mock(row) => row.deleted,
        Record::Story(row) => row.deleted,
        Record::Interview(row) => row.deleted,
        Record::Period(row) => row.deleted,
        Record::Settings(_)
        | Record::Plan(_)
        | Record::Progress(_)
        | Record::Review(_)
        | Record::Retro(_)
        | Record::Unsent(_) => false,
    }
}

/// The members of a record that differ before and after, but for the time of the change.
fn changed_fields(change: &Change) -> Vec<String> {
    let members = |record: &Option<Record>| match serde_json::to_value(record.as_ref()?).ok()? {
        // A record is written as `{"table": {…}}`.
        Value::Object(mut tagged) => match tagged.values_mut().next()?.take() {
            Value::Object(members) => Some(members),
            _ => None,
        },
        _ => None,
    };
    let (Some(before), Some(after)) = (members(&change.before), members(&change.after)) else {
        return Vec::new();
    };
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    keys.into_iter()
        .filter(|key| *key != "updated" && before.get(*key) != after.get(*key))
        .cloned()
        .collect()
}
