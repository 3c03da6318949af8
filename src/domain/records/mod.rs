//! The records a user's data is made of. Every record has an id and the time of its last change, and keeps
//! the fields it does not know (`extra`), so that a newer version's data survives an older one.

pub(super) mod bounds;
mod plan;
mod question;
mod writing;

pub use plan::*;
pub use question::*;
pub use writing::*;

use crate::lang::Lang;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Names a record within its table. Content ids are paths (`service/p1/core/hash`); a user's own are made by [`fresh_id`].
pub type Id = String;

/// Unknown fields of a record, kept as they came.
pub type Extra = Map<String, Value>;

/// Which table a record belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    Settings,
    Plan,
    Node,
    Progress,
    Log,
    Question,
    Review,
    Draft,
    Retro,
    Unsent,
}

/// Any record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    Settings(Settings),
    Plan(Plan),
    Node(Node),
    Progress(Progress),
    Log(Log),
    Question(Question),
    Review(Review),
    Draft(Draft),
    Retro(Retro),
    Unsent(Unsent),
}

/// What every record can tell of itself.
pub trait Row: Clone + PartialEq {
    const TABLE: Table;
    fn id(&self) -> &Id;
    /// The document the record is saved in, e.g. `reviews/2026-11`.
    fn doc(&self) -> String;
    fn set_updated(&mut self, at: DateTime<Utc>);
    fn into_record(self) -> Record;
    fn from_record(record: &Record) -> Option<&Self>;
}

macro_rules! rows {
    ($($name:ident, $doc:expr;)+) => {
        $(impl Row for $name {
            const TABLE: Table = Table::$name;
            fn id(&self) -> &Id { &self.id }
            fn doc(&self) -> String { let doc: fn(&$name) -> String = $doc; doc(self) }
            fn set_updated(&mut self, at: DateTime<Utc>) { self.updated = at; }
            fn into_record(self) -> Record { Record::$name(self) }
            fn from_record(record: &Record) -> Option<&Self> {
                if let Record::$name(row) = record { Some(row) } else { None }
            }
        })+

        impl Record {
            pub fn table(&self) -> Table { match self { $(Record::$name(_) => Table::$name,)+ } }
            pub fn id(&self) -> &Id { match self { $(Record::$name(row) => &row.id,)+ } }
            /// The document the record is saved in.
            pub fn doc(&self) -> String { match self { $(Record::$name(row) => row.doc(),)+ } }
            /// Stamps the time of the last change.
            pub fn set_updated(&mut self, at: DateTime<Utc>) {
                match self { $(Record::$name(row) => row.set_updated(at),)+ }
            }
        }
    };
}

rows! {
    Settings, |_| "settings".into();
    Plan, |plan| format!("plans/{}", segment(&plan.id));
    Node, |node| format!("plans/{}", segment(&node.plan));
    Progress, |progress| format!("progress/{}", segment(progress.id.split('/').next().unwrap_or("own")));
    Log, |log| format!("hours/{}", month(log.on));
    Question, |question| format!("questions/{}", month(question.created.date_naive()));
    Review, |review| format!("reviews/{}", month(review.on));
    Draft, |draft| format!("drafts/{}", segment(&draft.id));
    Retro, |retro| format!("retros/{}", month(retro.on));
    Unsent, |_| "unsent".into();
}

fn month(date: NaiveDate) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

/// A part of an id as a document's name may carry it: `[a-z0-9-]`, at most 64 of them, and no name that Windows keeps
/// for a device: such a document could not be saved.
fn segment(id: &str) -> String {
    let mut name: String = id
        .chars()
        .map(|c| c.to_ascii_lowercase())
        .map(|c| {
            if c.is_ascii_lowercase() || c.is_ascii_digit() {
                c
            } else {
                '-'
            }
        })
        .take(64)
        .collect();
    let device = match name.strip_prefix("com").or(name.strip_prefix("lpt")) {
        Some(number) => matches!(number.as_bytes(), [b'0'..=b'9']),
        None => matches!(&*name, "con" | "prn" | "aux" | "nul"),
    };
    if device {
        name.push('-');
    }
    if name.is_empty() { "own".into() } else { name }
}

/// An id for a new record of the user: sorts by time, differs between machines, and is not `taken`.
pub fn fresh_id(at: DateTime<Utc>, salt: u32, taken: impl Fn(&str) -> bool) -> Id {
    let digits = |mut value: u64, width: usize| {
        let mut text = vec![b'0'; width];
        for slot in text.iter_mut().rev() {
            *slot = b"0123456789abcdefghjkmnpqrstvwxyz"[(value % 32) as usize];
            value /= 32;
        }
        String::from_utf8(text).unwrap_or_default()
    };
    let millis = at.timestamp_millis().max(0) as u64;
    (0u64..)
        .map(|n| {
            format!(
                "{}{}",
                digits(millis, 9),
                digits(u64::from(salt).wrapping_add(n), 7)
            )
        })
        .find(|id| !taken(id))
        .unwrap_or_default()
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The user's choices. One record, id `settings`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub id: Id,
    #[serde(default)]
    pub lang: Lang,
    /// Hours the user means to study in an ordinary week.
    #[serde(default = "default_hours")]
    pub hours_per_week: u32,
    /// Hour at which a study day begins, 0..=23.
    #[serde(default = "default_day_start")]
    pub day_start: u32,
    /// Probability of recall at which a question comes up again, 0.70..=0.97.
    #[serde(default = "default_retention", deserialize_with = "bounds::finite")]
    pub retention: f32,
    /// Own keys by command name, e.g. `{"app.quit": ["ctrl-q"]}`; they replace the command's keys.
    #[serde(default, skip_serializing_if = "is_default")]
    pub keys: BTreeMap<String, Vec<String>>,
    #[serde(default, deserialize_with = "bounds::moment")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

fn default_hours() -> u32 {
    12
}
fn default_day_start() -> u32 {
    4
}
fn default_retention() -> f32 {
    0.9
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            id: "settings".into(),
            lang: Lang::default(),
            hours_per_week: default_hours(),
            day_start: default_day_start(),
            retention: default_retention(),
            keys: BTreeMap::new(),
            updated: DateTime::default(),
            extra: Extra::new(),
        }
    }
}
