//! All of a user's data in memory. [`Data::apply`] is the only gate for changes.

use super::docs::Foreign;
use super::edit::{Edit, ForeignChange};
use super::records::*;
use super::trip;
use crate::lang::Lang;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use thiserror::Error;

/// The rows of one table, and which document each lives in.
#[derive(Debug, Clone)]
pub struct Rows<R> {
    rows: BTreeMap<Id, R>,
    docs: BTreeMap<String, BTreeSet<Id>>,
    /// The document of each row that someone wrote into another one than its own. It stays there until it is changed:
    /// its own document would not be saved before.
    strays: BTreeMap<Id, String>,
}

/// The rows of one table that a document brings.
pub(super) struct Part<'a, R> {
    pub rows: Vec<R>,
    pub doc: &'a str,
    /// Whether all of them belong into that document.
    pub at_home: bool,
}

impl<R> Default for Rows<R> {
    fn default() -> Self {
        Rows {
            rows: BTreeMap::new(),
            docs: BTreeMap::new(),
            strays: BTreeMap::new(),
        }
    }
}

impl<R> Rows<R> {
    /// Records that stand in another document than their own, by id with that document.
    pub(super) fn strays(&self) -> impl Iterator<Item = (&Id, &String)> {
        self.strays.iter()
    }
}

impl<R: Row> Rows<R> {
    pub fn get(&self, id: &str) -> Option<&R> {
        self.rows.get(id)
    }

    pub fn contains(&self, id: &str) -> bool {
        self.rows.contains_key(id)
    }

    /// All rows, by id.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &R> {
        self.rows.values()
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows of one document, by id.
    pub fn of_doc<'a>(&'a self, doc: &str) -> impl Iterator<Item = &'a R> {
        self.docs
            .get(doc)
            .into_iter()
            .flatten()
            .filter_map(|id| self.rows.get(id))
    }

    pub(super) fn docs(&self) -> impl Iterator<Item = &String> {
        self.docs.keys()
    }

    /// Takes in many rows at once; a row whose id is taken is handed to `twice`, with its document.
    pub(super) fn extend<'a>(
        &mut self,
        parts: impl Iterator<Item = Part<'a, R>>,
        mut twice: impl FnMut(&str, &R),
    ) {
        let mut fresh: Vec<(&str, bool, R)> = parts
            .flat_map(|part| {
                part.rows
                    .into_iter()
                    .map(move |row| (part.doc, part.at_home, row))
            })
            .collect();
        // Documents are in order and so are their rows: this is nearly sorted, and a map of sorted rows is made at once.
        fresh.sort_by(|a, b| a.2.id().cmp(b.2.id()));
        let mut rows: Vec<(Id, R)> = Vec::with_capacity(fresh.len());
        let mut homes: BTreeMap<String, Vec<Id>> = BTreeMap::new();
        for (doc, at_home, row) in fresh {
            let id = row.id();
            if self.rows.contains_key(id) || rows.last().is_some_and(|(last, _)| last == id) {
                twice(doc, &row);
                continue;
            }
            if !at_home && row.doc() != doc {
                self.strays.insert(id.clone(), doc.to_owned());
            }
            match homes.get_mut(doc) {
                Some(ids) => ids.push(id.clone()),
                None => drop(homes.insert(doc.to_owned(), vec![id.clone()])),
            }
            rows.push((id.clone(), row));
        }
        if self.rows.is_empty() {
            self.rows = rows.into_iter().collect();
        } else {
            self.rows.extend(rows);
        }
        for (doc, ids) in homes {
            self.docs.entry(doc).or_default().extend(ids);
        }
    }

    pub(super) fn put(&mut self, row: R) {
        self.remove(row.id());
        self.docs
            .entry(row.doc())
            .or_default()
            .insert(row.id().clone());
        self.rows.insert(row.id().clone(), row);
    }

    /// The document that a row lives in.
    fn home(&self, id: &str) -> Option<String> {
        let own = || self.rows.get(id).map(Row::doc);
        self.strays.get(id).cloned().or_else(own)
    }

    pub(super) fn remove(&mut self, id: &str) {
        let Some(doc) = self.home(id) else {
            return;
        };
        self.rows.remove(id);
        self.strays.remove(id);
        if let Some(ids) = self.docs.get_mut(&doc) {
            ids.remove(id);
            if ids.is_empty() {
                self.docs.remove(&doc);
            }
        }
    }
}

/// A user's data. Content of packs (the question bank) is beside it, in [`Data::bank`].
#[derive(Debug, Clone, Default)]
pub struct Data {
    pub settings: Rows<Settings>,
    pub plans: Rows<Plan>,
    pub nodes: Rows<Node>,
    pub progress: Rows<Progress>,
    pub logs: Rows<Log>,
    pub questions: Rows<Question>,
    pub reviews: Rows<Review>,
    pub drafts: Rows<Draft>,
    pub retros: Rows<Retro>,
    /// What was typed and not sent.
    pub unsent: Rows<Unsent>,
    /// Questions that packs bring; never saved, overridden by `questions` of the same id.
    pub bank: BTreeMap<Id, Question>,
    /// What documents hold that we do not understand, kept for the next save.
    pub(super) foreign: BTreeMap<String, Foreign>,
}

/// Why an edit was refused; the data is unchanged.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// The record is no longer what the edit was made from.
    #[error("{0:?} {1} has changed since")]
    Changed(Table, Id),
    /// An edit moves no record to another id.
    #[error("a change names two records")]
    Mixed,
    /// Only one of two changes of a record can have been made from what is there.
    #[error("{0:?} {1} is changed twice in one step")]
    Twice(Table, Id),
    /// What a document holds beside the records is no longer what the edit was made from.
    #[error("{0} has changed since")]
    Foreign(String),
}

/// Calls `$body` with `$rows` bound to the table that `$record` belongs to and `$row` to the record itself.
macro_rules! with_rows {
    ($data:expr, $record:expr, |$rows:ident, $row:ident| $body:expr) => {
        match $record {
            Record::Settings($row) => {
                let $rows = &mut $data.settings;
                $body
            }
            Record::Plan($row) => {
                let $rows = &mut $data.plans;
                $body
            }
            Record::Node($row) => {
                let $rows = &mut $data.nodes;
                $body
            }
            Record::Progress($row) => {
                let $rows = &mut $data.progress;
                $body
            }
            Record::Log($row) => {
                let $rows = &mut $data.logs;
                $body
            }
            Record::Question($row) => {
                let $rows = &mut $data.questions;
                $body
            }
            Record::Review($row) => {
                let $rows = &mut $data.reviews;
                $body
            }
            Record::Draft($row) => {
                let $rows = &mut $data.drafts;
                $body
            }
            Record::Retro($row) => {
                let $rows = &mut $data.retros;
                $body
            }
            Record::Unsent($row) => {
                let $rows = &mut $data.unsent;
                $body
            }
        }
    };
}

impl Data {
    /// Applies one step. Names the documents it touched, each with how many records left it on purpose: a document
    /// that loses more has lost them by mistake. Refuses, changing nothing, when a record is not what the edit was
    /// made from.
    pub fn apply(&mut self, edit: &Edit) -> Result<BTreeMap<String, usize>, Refused> {
        let mut seen = HashSet::new();
        for change in &edit.changes {
            let (table, id) = change.key().ok_or(Refused::Mixed)?;
            if !seen.insert((table, id)) {
                return Err(Refused::Twice(table, id.clone()));
            }
            let one = |record: &Option<Record>| {
                record
                    .as_ref()
                    .is_none_or(|record| record.table() == table && record.id() == id)
            };
            if !one(&change.before) || !one(&change.after) {
                return Err(Refused::Mixed);
            }
            if self.record(table, id) != change.before {
                return Err(Refused::Changed(table, id.clone()));
            }
        }
        let changed =
            |foreign: &&ForeignChange| self.foreign.get(&foreign.doc) != foreign.before.as_ref();
        if let Some(foreign) = edit.foreign.iter().find(changed) {
            return Err(Refused::Foreign(foreign.doc.clone()));
        }
        let mut docs: BTreeMap<String, usize> = BTreeMap::new();
        for change in &edit.foreign {
            let count = |foreign: &Option<Foreign>| foreign.as_ref().map_or(0, Foreign::len);
            let left = count(&change.before).saturating_sub(count(&change.after));
            *docs.entry(change.doc.clone()).or_default() += left;
            match change.after.clone() {
                Some(after) => drop(self.foreign.insert(change.doc.clone(), after)),
                None => drop(self.foreign.remove(&change.doc)),
            }
        }
        for change in &edit.changes {
            trip::point("apply");
            let to = change.after.as_ref().map(Record::doc);
            if let Some(before) = &change.before {
                let from = with_rows!(self, before, |rows, row| rows.home(&row.id));
                if let Some(from) = from {
                    let leaves = to.as_ref() != Some(&from);
                    *docs.entry(from).or_default() += usize::from(leaves);
                }
            }
            if let Some(to) = to {
                docs.entry(to).or_default();
            }
            match (&change.before, &change.after) {
                (_, Some(after)) => self.put(after.clone()),
                (Some(before), None) => with_rows!(self, before, |rows, row| rows.remove(&row.id)),
                (None, None) => {}
            }
        }
        Ok(docs)
    }

    /// A copy of any record.
    pub fn record(&self, table: Table, id: &str) -> Option<Record> {
        match table {
            Table::Settings => self.settings.get(id).cloned().map(Record::Settings),
            Table::Plan => self.plans.get(id).cloned().map(Record::Plan),
            Table::Node => self.nodes.get(id).cloned().map(Record::Node),
            Table::Progress => self.progress.get(id).cloned().map(Record::Progress),
            Table::Log => self.logs.get(id).cloned().map(Record::Log),
            Table::Question => self.questions.get(id).cloned().map(Record::Question),
            Table::Review => self.reviews.get(id).cloned().map(Record::Review),
            Table::Draft => self.drafts.get(id).cloned().map(Record::Draft),
            Table::Retro => self.retros.get(id).cloned().map(Record::Retro),
            Table::Unsent => self.unsent.get(id).cloned().map(Record::Unsent),
        }
    }

    fn put(&mut self, record: Record) {
        with_rows!(self, record, |rows, row| rows.put(row));
    }

    /// The user's choices, or the defaults.
    pub fn settings(&self) -> Settings {
        self.settings.get("settings").cloned().unwrap_or_default()
    }

    /// A question: the user's version, else the pack's.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions
            .get(id)
            .or_else(|| self.bank.get(id))
            .filter(|question| !question.deleted)
    }

    /// All questions, the user's version before the pack's, by id.
    pub fn all_questions(&self) -> impl Iterator<Item = &Question> {
        let theirs = self
            .bank
            .values()
            .filter(|question| !self.questions.contains(&question.id));
        self.questions
            .iter()
            .chain(theirs)
            .filter(|question| !question.deleted)
    }

    /// The state and notes of a node; the default when nothing was done yet.
    pub fn progress_of(&self, node: &str) -> Progress {
        self.progress
            .get(node)
            .cloned()
            .unwrap_or_else(|| Progress {
                id: node.to_owned(),
                ..Progress::default()
            })
    }

    /// The own state of a node, whatever lies below it.
    pub fn state(&self, node: &str) -> State {
        self.progress
            .get(node)
            .map_or(State::Todo, |progress| progress.state)
    }

    /// The plans by their order; the timeline gives them letters in it.
    pub fn plans_in_order(&self) -> Vec<&Plan> {
        let mut plans: Vec<&Plan> = self.plans.iter().collect();
        // They come by id, and stay so where their order is the same.
        plans.sort_by_key(|plan| plan.order);
        plans
    }

    /// The title of a node; empty when there is none of that id.
    pub fn title(&self, node: &str, lang: Lang) -> &str {
        self.nodes.get(node).map_or("", |node| node.title.get(lang))
    }

    /// Whether a first start has been through (a plan adopted or the user chose to look around).
    pub fn is_started(&self) -> bool {
        // Settings that somebody broke by hand are no reason to begin anew over a plan that is there.
        let broken = self.foreign.contains_key("settings");
        !self.settings.is_empty() || broken || !self.plans.is_empty() || !self.nodes.is_empty()
    }
}
