//! The records a user's data is made of. Every record has an id and the time of its last change, and keeps
//! the fields it does not know (`extra`), so that a newer version's data survives an older one.

use super::calendar::{Span, Week};
use super::words::Text;
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
}

/// Any record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "records pass through one at a time"
)]
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
}

fn month(date: NaiveDate) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

/// A part of an id as a document's name may carry it: `[a-z0-9-]`, at most 64 of them.
fn segment(id: &str) -> String {
    let name: String = id
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
    #[serde(default = "default_retention")]
    pub retention: f32,
    /// Own keys by command name, e.g. `{"app.quit": ["ctrl-q"]}`; they replace the command's keys.
    #[serde(default, skip_serializing_if = "is_default")]
    pub keys: BTreeMap<String, Vec<String>>,
    #[serde(default)]
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

/// A roadmap being followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub id: Id,
    pub title: Text,
    /// The document's own first day.
    pub base: NaiveDate,
    /// The user's first day: the whole plan is moved by the difference.
    pub start: NaiveDate,
    /// Hours the document states for the whole, and its hours a week (least, most).
    #[serde(default, skip_serializing_if = "is_default")]
    pub stated: Stated,
    /// Remarks on the plan: stated against computed numbers, conflicts, constraints.
    #[serde(default, skip_serializing_if = "is_default")]
    pub notes: Vec<Text>,
    /// Where it came from: pack id and version.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pack: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub pack_version: Option<String>,
    /// Position among the plans.
    #[serde(default)]
    pub order: i64,
    #[serde(default)]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Numbers a document states about itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Stated {
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: Option<f64>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub rate: Option<(f64, f64)>,
}

/// What a node of a plan's tree is. A leaf's kind comes from its section, not from its marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Phase,
    Block,
    Unit,
    Group,
    Task,
    Criterion,
    Milestone,
    Measure,
    Resource,
    Period,
    Note,
}

impl Kind {
    /// Whether the user can tick it.
    pub fn is_item(self) -> bool {
        matches!(
            self,
            Kind::Task | Kind::Criterion | Kind::Milestone | Kind::Measure | Kind::Resource
        )
    }
}

/// A node of a plan's tree, or an item of the user's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    pub id: Id,
    pub plan: Id,
    #[serde(default, skip_serializing_if = "is_default")]
    pub parent: Option<Id>,
    /// Position among siblings; gaps of 1000 leave room between.
    pub order: i64,
    pub kind: Kind,
    pub title: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<Text>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub span: Option<Span>,
    /// Stated length; a block or unit follows its predecessor.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weeks: Option<u32>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub months: Option<u32>,
    /// Stated hours; for an own item the estimate.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hours: Option<f64>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub tier: Option<u8>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: Option<Target>,
    /// `avoid`: what must not become work.
    #[serde(default, skip_serializing_if = "is_default")]
    pub choice: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: Vec<String>,
    /// The week an own item is planned for; items of units come with their unit's weeks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub week: Option<Week>,
    /// Made by the user rather than by a pack.
    #[serde(default, skip_serializing_if = "is_default")]
    pub own: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    #[serde(default)]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// The number a measure is to reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// One of `>=` `<=` `<` `>` `=`.
    pub op: String,
    pub value: f64,
    pub unit: Text,
}

/// How far an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[default]
    Todo,
    Doing,
    Done,
    Skipped,
}

/// What the user did with a node: its state, the proof, a note. The id is the node's.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Progress {
    pub id: Id,
    #[serde(default)]
    pub state: State,
    /// Study day of the last change of state.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on: Option<NaiveDate>,
    /// Why it was skipped.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: Option<String>,
    /// Closed although a criterion was open; the user was asked and said so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub without_proof: bool,
    /// Own note, any number of lines.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<String>,
    #[serde(default)]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Time spent on a node. Totals are sums of these, never stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Log {
    pub id: Id,
    pub node: Id,
    /// Minutes; a correction may be negative.
    pub minutes: i64,
    /// The study day it counts for.
    pub on: NaiveDate,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    #[serde(default)]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a question trains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    #[default]
    Technical,
    Design,
    Coding,
    Behavioural,
    Company,
}

/// A card of the question bank. One in the user's data replaces the pack's of the same id.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Question {
    pub id: Id,
    #[serde(default)]
    pub kind: QuestionKind,
    #[serde(default)]
    pub topic: String,
    /// Ids of the plan nodes it belongs to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub units: Vec<Id>,
    pub prompt: Text,
    /// What the interviewer wants to find out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub intent: Option<Text>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub hint: Option<Text>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub points: Vec<Text>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub answer: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    pub bad: Vec<BadAnswer>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub followups: Vec<FollowUp>,
    /// 1 easy .. 3 hard.
    #[serde(default, skip_serializing_if = "is_default")]
    pub difficulty: u8,
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Option<Text>,
    /// Clocked stages of a design interview.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stages: Vec<Stage>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub company: Option<Text>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub own: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    #[serde(default)]
    pub created: DateTime<Utc>,
    #[serde(default)]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What people say, and why it fails.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BadAnswer {
    pub text: Text,
    pub why: Text,
}

/// The next "why?" and its short answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    pub prompt: Text,
    #[serde(default)]
    pub answer: Text,
}

/// A clocked part of a design interview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    pub title: Text,
    pub minutes: u32,
}

/// How well a question was answered, the four grades of FSRS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Again,
    Hard,
    Good,
    Easy,
}

/// One grading of a question. Schedules are derived from these and can always be recomputed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Review {
    pub id: Id,
    pub question: Id,
    pub grade: Grade,
    /// The study day it counts for.
    pub on: NaiveDate,
    pub at: DateTime<Utc>,
    /// Seconds from the prompt to the grade.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seconds: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Where a draft stands on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftState {
    Idea,
    #[default]
    Draft,
    Review,
    Published,
}

/// A post being written.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Draft {
    pub id: Id,
    pub title: String,
    #[serde(default)]
    pub state: DraftState,
    /// The text, one string a line; sections are `## ` headings.
    #[serde(default)]
    pub body: Vec<String>,
    /// The plan node it grew from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub node: Option<Id>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    #[serde(default)]
    pub created: DateTime<Utc>,
    #[serde(default)]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// How often a retro is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    Daily,
    Weekly,
    Monthly,
    Quarterly,
}

/// Answers to a cadence's prompts. The id is `<cadence>-<first day>`, so that one day has one of each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Retro {
    pub id: Id,
    pub cadence: Cadence,
    /// The study day, or the first day of the period looked back on.
    pub on: NaiveDate,
    /// Answer by prompt id.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// The next day's priorities: tomorrow's promise line.
    #[serde(default, skip_serializing_if = "is_default")]
    pub promises: Vec<Promise>,
    /// Seconds spent on it so far.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seconds: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    pub finished: bool,
    #[serde(default)]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something the user said they would do next.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Promise {
    pub text: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub kept: Option<Kept>,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    Yes,
    No,
    /// Stays a promise for another day.
    Carry,
}
