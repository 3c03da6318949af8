//! The question bank: cards and their reviews.

use super::{Extra, Id, bounds, is_default};
use crate::domain::calendar::date_in_reach;
use crate::domain::words::Text;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

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
    /// A key such as `spring`; `lang` knows the names of the shipped ones.
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
    /// What a good answer has to mention.
    #[serde(default, skip_serializing_if = "is_default")]
    pub points: Vec<Text>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub answer: Text,
    /// Answers that fail, each with the reason.
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
    /// What the pack said of it when the user's copy was made or last updated, as checksums.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shipped: String,
    /// Reviews before this moment do not count: the question was worded anew, or is learned anew.
    #[serde(default, skip_serializing_if = "is_default")]
    pub since: Option<DateTime<Utc>>,
    /// The study day on which it comes up at the latest, until it is reviewed on that day or later.
    #[serde(default, skip_serializing_if = "is_default")]
    pub recheck: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    /// Tells the document it is saved in; never changes.
    #[serde(default, deserialize_with = "bounds::moment")]
    pub created: DateTime<Utc>,
    #[serde(default, deserialize_with = "bounds::moment")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What people say, and why it fails.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BadAnswer {
    pub text: Text,
    pub why: Text,
    #[serde(flatten)]
    pub extra: Extra,
}

/// The next "why?" with its short answer, and those that follow from it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FollowUp {
    /// Names it among its siblings; empty means its place, from 1.
    #[serde(default, skip_serializing_if = "is_default")]
    pub id: Id,
    pub prompt: Text,
    #[serde(default)]
    pub answer: Text,
    /// What is asked when this was answered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub followups: Vec<FollowUp>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A clocked part of a design interview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    pub title: Text,
    pub minutes: u32,
    #[serde(flatten)]
    pub extra: Extra,
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
    #[serde(deserialize_with = "date_in_reach")]
    pub on: NaiveDate,
    /// The moment of the grade.
    #[serde(deserialize_with = "bounds::moment")]
    pub at: DateTime<Utc>,
    /// Seconds from the prompt to the grade.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seconds: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    #[serde(deserialize_with = "bounds::moment")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}
