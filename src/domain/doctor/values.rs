//! The records of documents as values: which can be read, which stand in the wrong place, and what is put right of that.

use super::super::data::Data;
use super::super::docs::Foreign;
use super::super::edit::{Change, Edit, ForeignChange, Step};
use super::super::records::*;
use crate::domain::Now;
use serde::de::DeserializeOwned;
use serde_json::Value;

macro_rules! reader {
    ($($name:ident $rows:ident $list:literal;)+) => {
        /// Reads one record of a table; the error says what is wrong with it.
        pub(super) fn read(table: Table, value: &Value) -> Result<Record, String> {
            fn of<R: Row + DeserializeOwned>(value: &Value) -> Result<Record, String> {
                let row: Result<R, _> = serde_json::from_value(value.clone());
                row.map(Row::into_record).map_err(|error| error.to_string())
            }
            match table { $(Table::$name => of::<$name>(value),)+ }
        }
    };
}
tables!(reader);

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
        let stray = self
            .strays_of(table)
            .into_iter()
            .find(|(stray, _)| stray == id);
        let own = || self.record(table, id).map(|record| record.doc());
        stray.map(|(_, doc)| doc).or_else(own)
    }

    /// The edit that puts right what no person need decide: records go home to their own document, and of records that are
    /// the same in all one stays.
    pub fn mend(&self, now: &Now) -> Edit {
        let mut edit = Edit::new(Step::Repair, "", now);
        for &table in Table::ALL {
            for (id, _) in self.strays_of(table) {
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
                if let (Some(table), Value::Array(values)) = (Table::of_list(key), left) {
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
