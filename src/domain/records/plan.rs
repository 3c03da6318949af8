//! Plans, the nodes of their trees, what was done with them and the time it took.

use super::{Extra, Id, bounds, is_default};
use crate::domain::calendar::{Span, Week, date_in_reach};
use crate::domain::words::Text;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A roadmap being followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub id: Id,
    pub title: Text,
    /// The document's own first day.
    #[serde(deserialize_with = "date_in_reach")]
    pub base: NaiveDate,
    /// The user's first day: the whole plan is moved by the difference.
    #[serde(deserialize_with = "date_in_reach")]
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
    #[serde(default, deserialize_with = "bounds::moment")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Numbers a document states about itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Stated {
    #[serde(
        default,
        skip_serializing_if = "is_default",
        deserialize_with = "bounds::finite"
    )]
    pub hours: Option<f64>,
    /// Hours a week: least, most.
    #[serde(
        default,
        skip_serializing_if = "is_default",
        deserialize_with = "bounds::finite"
    )]
    pub rate: Option<(f64, f64)>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Stated {
    /// The hours, if they can be meant.
    pub fn usable_hours(&self) -> Option<f64> {
        bounds::hours(self.hours)
    }
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
    /// Whether a plan is made of it: phase, block, unit.
    pub fn is_part(self) -> bool {
        self == Kind::Phase || self.is_in_sequence()
    }

    /// Whether it follows the one before it, where it has no dates of its own.
    pub fn is_in_sequence(self) -> bool {
        matches!(self, Kind::Block | Kind::Unit)
    }

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
    #[serde(
        default,
        skip_serializing_if = "is_default",
        deserialize_with = "bounds::finite"
    )]
    pub hours: Option<f64>,
    /// Mastery tier that the document puts it in, 1 the first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tier: Option<u8>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: Option<Target>,
    /// Its quadrant of impact against effort, one of [`CHOICES`](crate::domain::priority::CHOICES).
    #[serde(default, skip_serializing_if = "is_default")]
    pub choice: Option<String>,
    /// Share of success, in per cent, that the document puts down to it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weight: Option<u8>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: Vec<String>,
    /// The question it is about: one that its owner could not answer yet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub question: Option<Id>,
    /// The week an own item is planned for; items of units come with their unit's weeks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub week: Option<Week>,
    /// Made by the user rather than by a pack.
    #[serde(default, skip_serializing_if = "is_default")]
    pub own: bool,
    /// Checksums of what the pack said of it when it was taken over: what differs from them is the user's own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shipped: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    #[serde(default, deserialize_with = "bounds::moment")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Node {
    /// The stated hours, if they can be meant.
    pub fn usable_hours(&self) -> Option<f64> {
        bounds::hours(self.hours)
    }
}

/// The number a measure is to reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// One of `>=` `<=` `<` `>` `=`.
    pub op: String,
    #[serde(deserialize_with = "bounds::finite")]
    pub value: f64,
    pub unit: Text,
    #[serde(flatten)]
    pub extra: Extra,
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
    /// The day it is to be done by: an exam, a goal.
    #[serde(
        default,
        skip_serializing_if = "is_default",
        deserialize_with = "bounds::day_in_reach"
    )]
    pub due: Option<NaiveDate>,
    /// Own note, any number of lines.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<String>,
    #[serde(default, deserialize_with = "bounds::moment")]
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
    #[serde(deserialize_with = "bounds::minutes")]
    pub minutes: i64,
    /// The study day it counts for.
    #[serde(deserialize_with = "date_in_reach")]
    pub on: NaiveDate,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    #[serde(default, deserialize_with = "bounds::moment")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A value read off a measure: followers, views, a response time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reading {
    pub id: Id,
    /// The measure.
    pub node: Id,
    /// In the unit of the measure's target.
    #[serde(deserialize_with = "bounds::finite")]
    pub value: f64,
    /// The study day it was read on.
    #[serde(deserialize_with = "date_in_reach")]
    pub on: NaiveDate,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    #[serde(default, deserialize_with = "bounds::moment")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}
