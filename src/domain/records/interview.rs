//! Getting ready for interviews: answers given, mock interviews, stories, real interviews; and the periods in which
//! little of that is possible.

use super::{Extra, Grade, Id, QuestionKind, bounds, is_default};
use crate::domain::calendar::date_in_reach;
use crate::domain::words::Text;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What an answer was given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptKind {
    /// A review: its grade is a [`super::Review`] and moves the schedule.
    #[default]
    Review,
    /// Cramming: graded here, and the schedule does not know of it.
    Cram,
    /// A mock interview or the rehearsal of a story.
    Mock,
}

/// An answer the user gave: what was said before the model answer was seen. Only reviews make schedules; this is what
/// can be read again beside the model answer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Attempt {
    pub id: Id,
    /// The question, or a follow-up of it as `question#path` (see `domain::chain`).
    pub question: Id,
    #[serde(default)]
    pub kind: AttemptKind,
    /// What was typed, one string a line; empty when it was said aloud or written on paper.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: Vec<String>,
    /// Said aloud or written on paper.
    #[serde(default, skip_serializing_if = "is_default")]
    pub aloud: bool,
    /// Which key points were said, by their number from 0, and how many there were; of a why-chain, which whys held.
    #[serde(default, skip_serializing_if = "is_default")]
    pub said: Vec<u32>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub points: u32,
    /// Whether the why-chain was gone through, and how deep it held.
    #[serde(default, skip_serializing_if = "is_default")]
    pub chained: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    pub depth: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    pub grade: Option<Grade>,
    /// The review that was made of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub review: Option<Id>,
    /// The mock interview it was given in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mock: Option<Id>,
    /// Seconds from the prompt to the end of the answer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seconds: u32,
    /// The study day it counts for.
    #[serde(deserialize_with = "date_in_reach")]
    pub on: NaiveDate,
    /// The moment it was given.
    #[serde(deserialize_with = "bounds::moment")]
    pub at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    #[serde(default, deserialize_with = "bounds::moment")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A mock interview against the clock. It is saved while it runs, so that it outlives a crash.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Mock {
    pub id: Id,
    #[serde(default)]
    pub kind: QuestionKind,
    /// For whose interview it was, where it was for one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub company: String,
    #[serde(default)]
    pub stages: Vec<MockStage>,
    /// The stage the clock is in; the number of stages once it is over.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at_stage: usize,
    /// When the clock stood still.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pauses: Vec<Pause>,
    #[serde(deserialize_with = "bounds::moment")]
    pub started: DateTime<Utc>,
    /// The last moment at which it was known to run: what lies between it and the next start was no interview.
    #[serde(deserialize_with = "bounds::moment")]
    pub seen: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub finished: Option<DateTime<Utc>>,
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

/// A part of a mock interview: a stage of a design interview, or one question.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MockStage {
    /// What is to be done; empty where the question's prompt says it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: Text,
    /// Question or follow-up (`question#path`) asked in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub question: Option<Id>,
    /// Story that is to be told in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub story: Option<Id>,
    /// Minutes it may take.
    pub minutes: u32,
    /// Seconds it took, without pauses.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seconds: u32,
    /// Notes taken in it, one string a line.
    #[serde(default, skip_serializing_if = "is_default")]
    pub notes: Vec<String>,
    /// Which key points were said, by their number from 0: ticked afterwards.
    #[serde(default, skip_serializing_if = "is_default")]
    pub said: Vec<u32>,
    /// The user's own verdict afterwards, 1..=5.
    #[serde(default, skip_serializing_if = "is_default")]
    pub score: Option<u8>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A stretch in which a clock stood still.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pause {
    #[serde(deserialize_with = "bounds::moment")]
    pub from: DateTime<Utc>,
    /// None while it lasts.
    #[serde(default, skip_serializing_if = "is_default")]
    pub to: Option<DateTime<Utc>>,
    /// The program or the computer stopped; nobody pressed a key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub broken: bool,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A solved problem. STAR (situation, task, action, result) and a blog post are two renderings of it. One in the user's
/// data replaces the pack's of the same id.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Story {
    pub id: Id,
    pub title: Text,
    /// Keys such as `conflict`; `lang` knows the names of the usual ones.
    #[serde(default, skip_serializing_if = "is_default")]
    pub competencies: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub situation: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    pub task: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    pub analysis: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    pub cause: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    pub action: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    pub result: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    pub lesson: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    pub metric: Option<Metric>,
    /// Questions that it answers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub questions: Vec<Id>,
    /// The post it was made from or became.
    #[serde(default, skip_serializing_if = "is_default")]
    pub draft: Option<Id>,
    /// The plan node it grew from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub node: Option<Id>,
    /// Made by the user rather than by a pack.
    #[serde(default, skip_serializing_if = "is_default")]
    pub own: bool,
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

/// A measured result; `before` or `after` may be unknown.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Metric {
    pub name: Text,
    #[serde(default)]
    pub unit: Text,
    #[serde(default, deserialize_with = "bounds::finite")]
    pub before: Option<f64>,
    #[serde(default, deserialize_with = "bounds::finite")]
    pub after: Option<f64>,
    /// How it was measured.
    #[serde(default)]
    pub how: Text,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A real interview, before and after it was held.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Interview {
    pub id: Id,
    pub company: String,
    /// The position.
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: String,
    #[serde(deserialize_with = "date_in_reach")]
    pub on: NaiveDate,
    /// Whether it has been held and looked back on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub held: bool,
    /// What was asked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub asked: Vec<Asked>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub outcome: Option<Outcome>,
    /// Own notes, one string a line.
    #[serde(default, skip_serializing_if = "is_default")]
    pub notes: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    #[serde(default, deserialize_with = "bounds::moment")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// How an interview ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Passed,
    Failed,
    /// The user or the company broke it off.
    Withdrawn,
}

/// A question of a real interview.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Asked {
    /// The question of the bank that it is, if there is one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub question: Option<Id>,
    /// As it was asked, where the bank has none or words it differently.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
    /// How it went, in the grades of a review; none is not said.
    #[serde(default, skip_serializing_if = "is_default")]
    pub went: Option<Grade>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What of the study material can be had in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    Computer,
    Browser,
    Phone,
    Paper,
    #[default]
    Nothing,
}

/// What is done with the reviews that will fall due in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// Those that would be forgotten come up ahead of it.
    #[default]
    FrontLoad,
    /// The days before it bring fewer new ones, so that less falls due in it.
    Lighten,
    Nothing,
}

/// In which order a backlog is worked off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BacklogOrder {
    /// What a review gains most for.
    #[default]
    Value,
    /// The order of the plan.
    Course,
    /// The longest overdue.
    Overdue,
}

/// A span with its own capacity: an absence planned ahead.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Period {
    pub id: Id,
    pub title: String,
    /// Its first and its last study day.
    #[serde(deserialize_with = "date_in_reach")]
    pub from: NaiveDate,
    #[serde(deserialize_with = "date_in_reach")]
    pub to: NaiveDate,
    #[serde(default)]
    pub media: Media,
    /// Study hours a week in it.
    #[serde(
        default,
        skip_serializing_if = "is_default",
        deserialize_with = "bounds::finite"
    )]
    pub hours: Option<f64>,
    #[serde(default)]
    pub before: Before,
    /// On how many days before it reviews are moved.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ahead: u32,
    /// Reviews possible on a day in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub a_day: u32,
    /// Reviews wanted on a day after it, until the backlog is gone.
    #[serde(default, skip_serializing_if = "is_default")]
    pub back_a_day: u32,
    #[serde(default)]
    pub order: BacklogOrder,
    #[serde(default, skip_serializing_if = "is_default")]
    pub deleted: bool,
    #[serde(default, deserialize_with = "bounds::moment")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}
