//! The records a user's data is made of. Every record has an id and the time of its last change, and keeps
//! the fields it does not know (`extra`), so that a newer version's data survives an older one.

pub(super) mod bounds;
mod interview;
mod plan;
mod question;
mod writing;

pub use interview::*;
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

/// Hands all tables to the macro `$then`, in the order of documents: the type of their records, their rows in
/// [`crate::domain::Data`], the list of a document that holds them.
macro_rules! tables {
    ($then:ident) => {
        $then! {
            Settings settings "settings";
            Plan plans "plan";
            Node nodes "nodes";
            Progress progress "progress";
            Log logs "hours";
            Reading readings "readings";
            Question questions "questions";
            Review reviews "reviews";
            Attempt attempts "attempts";
            Mock mocks "mocks";
            Story stories "stories";
            Interview interviews "interviews";
            Period periods "periods";
            Draft drafts "draft";
            Retro retros "retros";
            Unsent unsent "unsent";
        }
    };
}
pub(in crate::domain) use tables;

macro_rules! records {
    ($($name:ident $rows:ident $list:literal;)+) => {
        /// Which table a record belongs to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Table { $($name,)+ }

        impl Table {
            /// All tables, in the order of documents.
            pub const ALL: &[Table] = &[$(Table::$name,)+];

            /// The list of a document that holds its records.
            pub fn list(self) -> &'static str { match self { $(Table::$name => $list,)+ } }
        }

        /// Any record.
        #[expect(clippy::large_enum_variant, reason = "only the few records of an edit are held so")]
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Record { $($name($name),)+ }
    };
}
tables!(records);

impl Table {
    /// The table that a list of a document holds.
    pub fn of_list(list: &str) -> Option<Table> {
        Table::ALL
            .iter()
            .copied()
            .find(|table| table.list() == list)
    }
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
    Reading, |reading| format!("readings/{}", month(reading.on));
    Question, |question| format!("questions/{}", month(question.created.date_naive()));
    Review, |review| format!("reviews/{}", month(review.on));
    Attempt, |attempt| format!("attempts/{}", month(attempt.on));
    Mock, |mock| format!("mocks/{}", month(mock.on));
    Story, |story| format!("stories/{}", month(story.created.date_naive()));
    Interview, |_| "interviews".into();
    Period, |_| "periods".into();
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
    /// Parameters of FSRS fitted to the user's own reviews; empty means the default ones.
    #[serde(
        default,
        skip_serializing_if = "is_default",
        deserialize_with = "bounds::all_finite"
    )]
    pub parameters: Vec<f32>,
    /// Minutes a review session may take; 0 is without end.
    #[serde(default = "default_minutes", skip_serializing_if = "is_usual_minutes")]
    pub session_minutes: u32,
    /// Cards a review session may have; 0 is without end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub session_cards: u32,
    /// How many questions review sessions introduce on one study day.
    #[serde(default = "default_new", skip_serializing_if = "is_usual_new")]
    pub new_a_day: u32,
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

fn default_minutes() -> u32 {
    10
}
fn is_usual_minutes(minutes: &u32) -> bool {
    *minutes == default_minutes()
}
fn default_new() -> u32 {
    20
}
fn is_usual_new(new: &u32) -> bool {
    *new == default_new()
}

impl Settings {
    /// All but the language and the time of the last change.
    pub fn but_for_lang(&self) -> Settings {
        Settings {
            lang: Lang::default(),
            updated: DateTime::default(),
            ..self.clone()
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            id: "settings".into(),
            lang: Lang::default(),
            hours_per_week: default_hours(),
            day_start: default_day_start(),
            retention: default_retention(),
            parameters: Vec::new(),
            session_minutes: default_minutes(),
            session_cards: 0,
            new_a_day: default_new(),
            keys: BTreeMap::new(),
            updated: DateTime::default(),
            extra: Extra::new(),
        }
    }
}
