//! What the user writes: drafts, retros, and what was typed into a field and not sent yet.

use super::{Extra, Id, bounds, is_default};
use crate::domain::calendar::date_in_reach;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    #[serde(default, deserialize_with = "bounds::moment")]
    pub created: DateTime<Utc>,
    #[serde(default, deserialize_with = "bounds::moment")]
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
    #[serde(deserialize_with = "date_in_reach")]
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
    #[serde(default, deserialize_with = "bounds::moment")]
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
    #[serde(flatten)]
    pub extra: Extra,
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

/// What stands in an open field or form, kept until it is sent. The id names the field, e.g. `log:<item id>`, so that
/// the same field brings its text back.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Unsent {
    pub id: Id,
    /// The text of each of its lines of input, in order.
    #[serde(default)]
    pub fields: Vec<String>,
    /// When it was typed.
    #[serde(default, deserialize_with = "bounds::moment")]
    pub updated: DateTime<Utc>,
    #[serde(flatten)]
    pub extra: Extra,
}
