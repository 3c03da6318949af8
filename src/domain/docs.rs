//! Documents: the data as the JSON files it is saved in, one per concern. Pretty, in stable order, and what is
//! not understood (unknown fields, tables, broken records) is carried through unchanged.

mod foreign;

pub use foreign::Foreign;

use super::data::{Data, Part, Rows};
use super::records::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A record of a document that could not be read; it is kept in the file as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRecord {
    pub doc: String,
    pub table: Table,
    /// The record's id where it has one.
    pub id: String,
    pub reason: String,
}

macro_rules! plain {
    ($($name:ident $rows:ident $list:literal;)+) => {
        /// A document as it is read when nothing in it is wrong.
        #[derive(Debug, Clone, Default, PartialEq, Deserialize)]
        struct Plain {
            $(#[serde(default, rename = $list)]
            $rows: Vec<$name>,)+
            #[serde(flatten)]
            other: Map<String, Value>,
        }

        impl Plain {
            /// Whether each record is in the document it belongs to.
            fn belongs_to(&self, doc: &str) -> bool {
                fn all<R: Row>(rows: &[R], doc: &str) -> bool {
                    rows.iter().all(|row| row.doc() == doc)
                }
                $(all(&self.$rows, doc))&&+
            }

            fn ids_are_unique(&self) -> bool {
                fn unique<R: Row>(rows: &[R]) -> bool {
                    let mut seen = BTreeSet::new();
                    rows.iter().all(|row| seen.insert(row.id()))
                }
                $(unique(&self.$rows))&&+
            }

            /// Takes what can be read of a list; none when no table is called so.
            fn salvage(&mut self, list: &str, mut part: Salvage) -> Result<Value, Value> {
                match list {
                    $($list => Ok(part.rows(&mut self.$rows)),)+
                    _ => Err(part.value),
                }
            }
        }

        impl Data {
            /// Takes in the records of documents; of two with one id the second is handed to `twice`.
            fn take_in(&mut self, documents: &mut [Parsed], bad: &mut Vec<BadRecord>) {
                let mut twice = Twice { foreign: &mut self.foreign, bad };
                $(
                    let parts = documents.iter_mut().map(|document| Part {
                        rows: std::mem::take(&mut document.plain.$rows),
                        doc: &document.doc,
                        at_home: document.at_home,
                    });
                    self.$rows.extend(parts, |doc, row| twice.keep(doc, row));
                )+
            }

            /// Names of all documents that hold something, sorted.
            pub fn docs(&self) -> BTreeSet<String> {
                let mut names: BTreeSet<String> = self.foreign.keys().cloned().collect();
                $(names.extend(self.$rows.docs().cloned());)+
                names
            }

            /// The lists of a document, in order.
            fn lists(&self, doc: &str) -> Map<String, Value> {
                let mut members = Map::new();
                $(add_rows(&mut members, $list, &self.$rows, doc);)+
                members
            }
        }
    };
}
tables!(plain);

/// A document that was read: its records, and what is not understood of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    doc: String,
    plain: Plain,
    /// Whether all its records belong into it, as they do unless somebody moved one by hand.
    at_home: bool,
    foreign: Foreign,
    bad: Vec<BadRecord>,
}

impl Parsed {
    /// What of it could not be read.
    pub fn bad(&self) -> &[BadRecord] {
        &self.bad
    }

    /// How many of its records cannot be read.
    pub fn unreadable(&self) -> usize {
        self.bad.len()
    }

    /// Reads one document. A record that cannot be read is kept for the next save and reported.
    /// Errors when the text is not a JSON object.
    pub fn of(doc: &str, bytes: &[u8]) -> Result<Parsed, serde_json::Error> {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if let Ok(mut plain) = serde_json::from_slice::<Plain>(text)
            && plain.ids_are_unique()
        {
            let foreign = Foreign {
                members: std::mem::take(&mut plain.other),
                ..Foreign::default()
            };
            return Ok(Parsed {
                doc: doc.to_owned(),
                at_home: plain.belongs_to(doc),
                plain,
                foreign,
                bad: Vec::new(),
            });
        }
        let members: Map<String, Value> = serde_json::from_slice(text)?;
        Ok(Parsed::salvage(doc, members))
    }

    /// Reads what can be read of a document in which something is wrong.
    fn salvage(doc: &str, members: Map<String, Value>) -> Parsed {
        let mut plain = Plain::default();
        let mut foreign = Foreign::default();
        let mut bad = Vec::new();
        for (key, value) in members {
            let part = Salvage {
                doc,
                value,
                bad: &mut bad,
            };
            let left = match plain.salvage(&key, part) {
                Ok(left) => left,
                Err(value) => {
                    foreign.members.insert(key, value);
                    continue;
                }
            };
            if left.as_array().is_none_or(|left| !left.is_empty()) {
                foreign.records.insert(key, left);
            }
        }
        Parsed {
            doc: doc.to_owned(),
            at_home: plain.belongs_to(doc),
            plain,
            foreign,
            bad,
        }
    }
}

impl Data {
    /// Reads one document and takes it in, as [`Parsed::of`] and [`Data::load_all`].
    pub fn load(&mut self, doc: &str, bytes: &[u8]) -> Result<Vec<BadRecord>, serde_json::Error> {
        Ok(self.load_all(vec![Parsed::of(doc, bytes)?]))
    }

    /// Takes in documents that were read and reports what could not be. Of two records with one id the first is
    /// taken; the other stays in its file.
    pub fn load_all(&mut self, documents: Vec<Parsed>) -> Vec<BadRecord> {
        let mut documents = documents;
        let mut bad = Vec::new();
        for document in &mut documents {
            bad.append(&mut document.bad);
            let foreign = std::mem::take(&mut document.foreign);
            if foreign != Foreign::default() {
                self.foreign.insert(document.doc.clone(), foreign);
            }
        }
        self.take_in(&mut documents, &mut bad);
        bad
    }

    /// A document's JSON, ending in a newline; none when nothing is in it.
    pub fn encode(&self, doc: &str) -> Option<Vec<u8>> {
        let value = self.doc_value(doc)?;
        let mut bytes = serde_json::to_vec_pretty(&value).ok()?;
        bytes.push(b'\n');
        Some(bytes)
    }

    /// A document as a JSON value; none when nothing is in it.
    pub fn doc_value(&self, doc: &str) -> Option<Value> {
        let mut members = self.lists(doc);
        if let Some(foreign) = self.foreign.get(doc) {
            for (key, left) in &foreign.records {
                match (members.get_mut(key), left) {
                    (Some(Value::Array(rows)), Value::Array(left)) => {
                        rows.extend(left.iter().cloned())
                    }
                    _ => {
                        members.insert(key.clone(), left.clone());
                    }
                }
            }
            members.extend(foreign.members.clone());
        }
        (!members.is_empty()).then_some(Value::Object(members))
    }
}

/// What becomes of a record whose id is taken: it is reported and left in its file.
struct Twice<'a> {
    foreign: &'a mut BTreeMap<String, Foreign>,
    bad: &'a mut Vec<BadRecord>,
}

impl Twice<'_> {
    fn keep<R: Row + Serialize>(&mut self, doc: &str, row: &R) {
        self.bad.push(BadRecord {
            doc: doc.to_owned(),
            table: R::TABLE,
            id: row.id().clone(),
            reason: TAKEN.to_owned(),
        });
        let records = &mut self.foreign.entry(doc.to_owned()).or_default().records;
        let list = records
            .entry(R::TABLE.list())
            .or_insert_with(|| Value::Array(Vec::new()));
        if let (Value::Array(list), Ok(value)) = (list, serde_json::to_value(row)) {
            list.push(value);
        }
    }
}

/// Why a record with a known id is not read.
const TAKEN: &str = "another record has the same id";

fn add_rows<R: Row + Serialize>(
    members: &mut Map<String, Value>,
    key: &str,
    rows: &Rows<R>,
    doc: &str,
) {
    let values: Vec<Value> = rows
        .of_doc(doc)
        .filter_map(|row| serde_json::to_value(row).ok())
        .collect();
    if !values.is_empty() {
        members.insert(key.to_owned(), Value::Array(values));
    }
}

/// One member of a document whose records are read one by one.
struct Salvage<'a> {
    doc: &'a str,
    value: Value,
    bad: &'a mut Vec<BadRecord>,
}

impl Salvage<'_> {
    /// Puts what can be read into `rows` and returns the rest.
    fn rows<R: Row + DeserializeOwned>(&mut self, rows: &mut Vec<R>) -> Value {
        let values = match std::mem::take(&mut self.value) {
            Value::Array(values) => values,
            other => {
                self.report(R::TABLE, String::new(), "not a list of records".into());
                return other;
            }
        };
        let mut left = Vec::new();
        let mut ids = BTreeSet::new();
        for value in values {
            let id = value
                .get("id")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned();
            match serde_json::from_value::<R>(value.clone()) {
                Ok(row) if ids.insert(row.id().clone()) => rows.push(row),
                Ok(_) => {
                    self.report(R::TABLE, id, TAKEN.into());
                    left.push(value);
                }
                Err(error) => {
                    self.report(R::TABLE, id, error.to_string());
                    left.push(value);
                }
            }
        }
        Value::Array(left)
    }

    fn report(&mut self, table: Table, id: String, reason: String) {
        self.bad.push(BadRecord {
            doc: self.doc.to_owned(),
            table,
            id,
            reason,
        });
    }
}
