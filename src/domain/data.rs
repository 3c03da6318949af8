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

macro_rules! data {
    ($($name:ident $rows:ident $list:literal;)+) => {
        /// A user's data. Content of packs (the question bank, stories) is beside it, in [`Data::bank`] and
        /// [`Data::shipped_stories`].
        #[derive(Debug, Clone, Default)]
        pub struct Data {
            $(pub $rows: Rows<$name>,)+
            /// Questions that packs bring; never saved, overridden by `questions` of the same id.
            pub bank: BTreeMap<Id, Question>,
            /// Stories that packs bring as examples; never saved, overridden by `stories` of the same id.
            pub shipped_stories: BTreeMap<Id, Story>,
            /// What documents hold that we do not understand, kept for the next save.
            pub(super) foreign: BTreeMap<String, Foreign>,
        }

        impl Data {
            /// A copy of any record.
            pub fn record(&self, table: Table, id: &str) -> Option<Record> {
                match table { $(Table::$name => self.$rows.get(id).cloned().map(Record::$name),)+ }
            }

            fn put(&mut self, record: Record) {
                match record { $(Record::$name(row) => self.$rows.put(row),)+ }
            }

            fn remove(&mut self, record: &Record) {
                match record { $(Record::$name(row) => self.$rows.remove(&row.id),)+ }
            }

            /// The document that a record lives in.
            fn home(&self, record: &Record) -> Option<String> {
                match record { $(Record::$name(row) => self.$rows.home(&row.id),)+ }
            }

            /// How many records there are.
            pub fn record_count(&self) -> usize {
                [$(self.$rows.len()),+].iter().sum()
            }

            /// Records that stand in another document than their own, each with that document.
            pub(super) fn strays_of(&self, table: Table) -> Vec<(Id, String)> {
                let strays = match table { $(Table::$name => &self.$rows.strays,)+ };
                strays.iter().map(|(id, doc)| (id.clone(), doc.clone())).collect()
            }
        }
    };
}
tables!(data);

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
                let from = self.home(before);
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
                (Some(before), None) => self.remove(before),
                (None, None) => {}
            }
        }
        Ok(docs)
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

    /// A story: the user's, else the pack's.
    pub fn story(&self, id: &str) -> Option<&Story> {
        let theirs = || self.shipped_stories.get(id);
        self.stories
            .get(id)
            .or_else(theirs)
            .filter(|story| !story.deleted)
    }

    /// All stories, the user's version before the pack's, by id.
    pub fn all_stories(&self) -> impl Iterator<Item = &Story> {
        let theirs = self
            .shipped_stories
            .values()
            .filter(|story| !self.stories.contains(&story.id));
        self.stories
            .iter()
            .chain(theirs)
            .filter(|story| !story.deleted)
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
