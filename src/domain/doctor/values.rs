//! The records of documents as values: which can be read, which stand in the wrong place, and what is put right of that.

use super::super::data::{Data, Rows};
use super::super::docs::Foreign;
use super::super::edit::{Change, Edit, ForeignChange, Step};
use super::super::records::*;
use crate::domain::Now;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The lists of documents.
pub(super) const TABLES: [(&str, Table); 10] = [
    ("settings", Table::Settings),
    ("plan", Table::Plan),
    ("nodes", Table::Node),
    ("progress", Table::Progress),
    ("hours", Table::Log),
    ("questions", Table::Question),
    ("reviews", Table::Review),
    ("draft", Table::Draft),
    ("retros", Table::Retro),
    ("unsent", Table::Unsent),
];

pub(super) fn table_of(key: &str) -> Option<Table> {
    TABLES
        .iter()
        .find(|(name, _)| *name == key)
        .map(|row| row.1)
}

/// Records that stand in another document than their own, each with that document.
pub(super) fn strays_of(data: &Data, table: Table) -> Vec<(Id, String)> {
    fn of<R>(rows: &Rows<R>) -> Vec<(Id, String)> {
        let pair = |(id, doc): (&Id, &String)| (id.clone(), doc.clone());
        rows.strays().map(pair).collect()
    }
    match table {
        Table::Settings => of(&data.settings),
        Table::Plan => of(&data.plans),
        Table::Node => of(&data.nodes),
        Table::Progress => of(&data.progress),
        Table::Log => of(&data.logs),
        Table::Question => of(&data.questions),
        Table::Review => of(&data.reviews),
        Table::Draft => of(&data.drafts),
        Table::Retro => of(&data.retros),
        Table::Unsent => of(&data.unsent),
    }
}

/// Reads one record of a table; the error says what is wrong with it.
pub(super) fn read(table: Table, value: &Value) -> Result<Record, String> {
    fn of<R: Row + DeserializeOwned>(value: &Value) -> Result<Record, String> {
        let row: Result<R, _> = serde_json::from_value(value.clone());
        row.map(Row::into_record).map_err(|error| error.to_string())
    }
    match table {
        Table::Settings => of::<Settings>(value),
        Table::Plan => of::<Plan>(value),
        Table::Node => of::<Node>(value),
        Table::Progress => of::<Progress>(value),
        Table::Log => of::<Log>(value),
        Table::Question => of::<Question>(value),
        Table::Review => of::<Review>(value),
        Table::Draft => of::<Draft>(value),
        Table::Retro => of::<Retro>(value),
        Table::Unsent => of::<Unsent>(value),
    }
}

/// The field because of which a record cannot be read: the one without which the complaint is another.
pub(super) fn culprit(table: Table, value: &Value, reason: &str) -> Option<String> {
    let members = value.as_object()?;
    let without = |key: &str| {
        let mut members = members.clone();
        members.remove(key);
        read(table, &Value::Object(members)).err()
    };
    let found = members
        .keys()
        .find(|key| without(key).as_deref() != Some(reason));
    // A field that is missing is named in the complaint itself.
    found
        .cloned()
        .or_else(|| Some(reason.split('`').nth(1)?.to_owned()))
}

impl Data {
    /// How many records were read.
    pub fn record_count(&self) -> usize {
        let plans = self.settings.len() + self.plans.len() + self.nodes.len();
        let work = self.progress.len() + self.logs.len() + self.questions.len();
        let writing = self.drafts.len() + self.retros.len() + self.unsent.len();
        plans + work + self.reviews.len() + writing
    }

    /// How many records were not read and stay in their files.
    pub fn foreign_records(&self) -> usize {
        let lists = self
            .foreign
            .values()
            .flat_map(|foreign| foreign.records.values());
        lists.filter_map(Value::as_array).map(Vec::len).sum()
    }

    /// The document that a record stands in.
    pub fn place_of(&self, table: Table, id: &str) -> Option<String> {
        let stray = strays_of(self, table)
            .into_iter()
            .find(|(stray, _)| stray == id);
        let own = || self.record(table, id).map(|record| record.doc());
        stray.map(|(_, doc)| doc).or_else(own)
    }

    /// The edit that puts right what no person need decide: records go home to their own document, and of records that are
    /// the same in all one stays.
    pub fn mend(&self, now: &Now) -> Edit {
        let mut edit = Edit::new(Step::Repair, "", now);
        for (_, table) in TABLES {
            for (id, _) in strays_of(self, table) {
                // The record stays as it is; putting it puts it where it belongs.
                let record = self.record(table, &id);
                edit.changes.push(Change {
                    before: record.clone(),
                    after: record,
                });
            }
        }
        for (doc, before) in &self.foreign {
            let mut after = before.clone();
            for (key, left) in &mut after.records {
                if let (Some(table), Value::Array(values)) = (table_of(key), left) {
                    values.retain(|value| !self.has_exactly(table, value));
                }
            }
            after
                .records
                .retain(|_, left| left.as_array().is_none_or(|left| !left.is_empty()));
            if after != *before {
                edit.foreign.push(ForeignChange {
                    doc: doc.clone(),
                    before: Some(before.clone()),
                    after: Some(after).filter(|after| *after != Foreign::default()),
                });
            }
        }
        edit
    }

    /// Whether a record that stayed in its file is one that was read, in all that it says.
    fn has_exactly(&self, table: Table, value: &Value) -> bool {
        read(table, value)
            .is_ok_and(|record| self.record(table, record.id()).as_ref() == Some(&record))
    }
}
