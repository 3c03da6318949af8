//! Documents: the data as the JSON files it is saved in, one per concern. Pretty, in stable order, and what is
//! not understood (unknown fields, tables, broken records) is carried through unchanged.

use super::data::{Data, Rows};
use super::records::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What a document holds beside our records.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Foreign {
    /// Unknown members of the document itself.
    members: Map<String, Value>,
    /// Records of a known table that could not be read, by table key.
    records: Map<String, Value>,
}

/// A record of a document that could not be read; it is kept in the file as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRecord {
    pub doc: String,
    pub table: Table,
    /// The record's id where it has one.
    pub id: String,
    pub reason: String,
}

/// A document as it is read when nothing in it is wrong.
#[derive(Deserialize)]
struct Plain {
    #[serde(default)]
    settings: Vec<Settings>,
    #[serde(default)]
    plan: Vec<Plan>,
    #[serde(default)]
    nodes: Vec<Node>,
    #[serde(default)]
    progress: Vec<Progress>,
    #[serde(default)]
    hours: Vec<Log>,
    #[serde(default)]
    questions: Vec<Question>,
    #[serde(default)]
    reviews: Vec<Review>,
    #[serde(default)]
    draft: Vec<Draft>,
    #[serde(default)]
    retros: Vec<Retro>,
    #[serde(flatten)]
    other: Map<String, Value>,
}

/// Calls `$body` for every table: its key in documents and its rows.
macro_rules! each_table {
    ($data:expr, |$key:ident, $rows:ident| $body:expr) => {{
        {
            let ($key, $rows) = ("settings", &$data.settings);
            $body
        }
        {
            let ($key, $rows) = ("plan", &$data.plans);
            $body
        }
        {
            let ($key, $rows) = ("nodes", &$data.nodes);
            $body
        }
        {
            let ($key, $rows) = ("progress", &$data.progress);
            $body
        }
        {
            let ($key, $rows) = ("hours", &$data.logs);
            $body
        }
        {
            let ($key, $rows) = ("questions", &$data.questions);
            $body
        }
        {
            let ($key, $rows) = ("reviews", &$data.reviews);
            $body
        }
        {
            let ($key, $rows) = ("draft", &$data.drafts);
            $body
        }
        {
            let ($key, $rows) = ("retros", &$data.retros);
            $body
        }
    }};
}

impl Data {
    /// Takes in one document. A record that cannot be read is kept for the next save and reported.
    /// Errors when the text is not a JSON object: then nothing was taken in.
    pub fn load(&mut self, doc: &str, bytes: &[u8]) -> Result<Vec<BadRecord>, serde_json::Error> {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        match serde_json::from_slice::<Plain>(text) {
            Ok(plain) if plain.is_new_to(self) => {
                self.take(doc, plain);
                Ok(Vec::new())
            }
            _ => {
                let members: Map<String, Value> = serde_json::from_slice(text)?;
                Ok(self.salvage(doc, members))
            }
        }
    }

    fn take(&mut self, doc: &str, plain: Plain) {
        fn load<R: Row>(rows: &mut Rows<R>, loaded: Vec<R>, doc: &str) {
            loaded.into_iter().for_each(|row| rows.load(row, doc));
        }
        load(&mut self.settings, plain.settings, doc);
        load(&mut self.plans, plain.plan, doc);
        load(&mut self.nodes, plain.nodes, doc);
        load(&mut self.progress, plain.progress, doc);
        load(&mut self.logs, plain.hours, doc);
        load(&mut self.questions, plain.questions, doc);
        load(&mut self.reviews, plain.reviews, doc);
        load(&mut self.drafts, plain.draft, doc);
        load(&mut self.retros, plain.retros, doc);
        if !plain.other.is_empty() {
            self.foreign.insert(
                doc.to_owned(),
                Foreign {
                    members: plain.other,
                    ..Foreign::default()
                },
            );
        }
    }

    /// Reads what can be read of a document in which something is wrong.
    fn salvage(&mut self, doc: &str, members: Map<String, Value>) -> Vec<BadRecord> {
        let mut foreign = Foreign::default();
        let mut bad = Vec::new();
        for (key, value) in members {
            let mut part = Salvage {
                doc,
                value,
                bad: &mut bad,
            };
            let left = match key.as_str() {
                "settings" => part.rows(&mut self.settings),
                "plan" => part.rows(&mut self.plans),
                "nodes" => part.rows(&mut self.nodes),
                "progress" => part.rows(&mut self.progress),
                "hours" => part.rows(&mut self.logs),
                "questions" => part.rows(&mut self.questions),
                "reviews" => part.rows(&mut self.reviews),
                "draft" => part.rows(&mut self.drafts),
                "retros" => part.rows(&mut self.retros),
                _ => {
                    foreign.members.insert(key, part.value);
                    continue;
                }
            };
            if left.as_array().is_none_or(|left| !left.is_empty()) {
                foreign.records.insert(key, left);
            }
        }
        self.foreign.insert(doc.to_owned(), foreign);
        bad
    }

    /// Names of all documents that hold something, sorted.
    pub fn docs(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = self.foreign.keys().cloned().collect();
        each_table!(self, |_key, rows| names.extend(rows.docs().cloned()));
        names
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
        let mut members = Map::new();
        each_table!(self, |key, rows| add_rows(&mut members, key, rows, doc));
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
    fn rows<R: Row + DeserializeOwned>(&mut self, rows: &mut Rows<R>) -> Value {
        let values = match std::mem::take(&mut self.value) {
            Value::Array(values) => values,
            other => {
                self.report(R::TABLE, String::new(), "not a list of records".into());
                return other;
            }
        };
        let mut left = Vec::new();
        for value in values {
            let id = value
                .get("id")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned();
            match serde_json::from_value::<R>(value.clone()) {
                Ok(row) if !rows.contains(row.id()) => rows.load(row, self.doc),
                Ok(_) => {
                    self.report(R::TABLE, id, "another record has the same id".into());
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

impl Plain {
    /// Whether no id is in it twice or known from another document.
    fn is_new_to(&self, data: &Data) -> bool {
        fn new<R: Row>(rows: &[R], known: &Rows<R>) -> bool {
            let mut seen = BTreeSet::new();
            rows.iter()
                .all(|row| seen.insert(row.id()) && !known.contains(row.id()))
        }
        new(&self.settings, &data.settings)
            && new(&self.plan, &data.plans)
            && new(&self.nodes, &data.nodes)
            && new(&self.progress, &data.progress)
            && new(&self.hours, &data.logs)
            && new(&self.questions, &data.questions)
            && new(&self.reviews, &data.reviews)
            && new(&self.draft, &data.drafts)
            && new(&self.retros, &data.retros)
    }
}
