//! The pack format: what a JSON file of content holds. Unknown members are refused, so that a slip of the pen in a
//! pack does not silently drop content.

use super::catalogue::{Project, Role};
use crate::domain::calendar::date_in_reach;
use crate::domain::{
    BadAnswer, Cadence, FollowUp, Id, Kind, Metric, Question, QuestionKind, Span, Stage, State,
    Stated, Story, Target, Text,
};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A file of content.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Version of the format; 1.
    pub gongbu_pack: u32,
    pub id: Id,
    pub version: String,
    /// The roadmap it belongs to: adopting the roadmap adopts the plans of all its packs.
    pub roadmap: String,
    pub title: Text,
    pub about: Text,
    #[serde(default)]
    pub plan: Option<PackPlan>,
    #[serde(default)]
    pub questions: Vec<PackQuestion>,
    #[serde(default)]
    pub stories: Vec<PackStory>,
    #[serde(default)]
    pub retros: BTreeMap<Cadence, RetroForm>,
    /// Projects to build, and the roles they lead to.
    #[serde(default)]
    pub projects: Vec<Project>,
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Texts to read.
    #[serde(default)]
    pub pages: Vec<Page>,
    /// Remarks on projects and roles: stated against computed numbers, conflicts.
    #[serde(default)]
    pub notes: Vec<Text>,
}

impl Pack {
    /// What names the pack, without its content.
    pub fn head(&self) -> Pack {
        Pack {
            id: self.id.clone(),
            version: self.version.clone(),
            roadmap: self.roadmap.clone(),
            title: self.title.clone(),
            about: self.about.clone(),
            ..Pack::default()
        }
    }
}

/// A plan as a tree.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackPlan {
    pub id: Id,
    pub title: Text,
    #[serde(deserialize_with = "date_in_reach")]
    pub base: NaiveDate,
    #[serde(default)]
    pub stated: Stated,
    #[serde(default)]
    pub notes: Vec<Text>,
    pub nodes: Vec<PackNode>,
}

/// A node; its full id is the path of ids above it, joined by `/`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackNode {
    pub id: Id,
    pub kind: Kind,
    pub title: Text,
    #[serde(default)]
    pub note: Option<Text>,
    #[serde(default)]
    pub span: Option<Span>,
    #[serde(default)]
    pub weeks: Option<u32>,
    #[serde(default)]
    pub months: Option<u32>,
    #[serde(default)]
    pub hours: Option<f64>,
    #[serde(default)]
    pub tier: Option<u8>,
    #[serde(default)]
    pub target: Option<Target>,
    #[serde(default)]
    pub choice: Option<String>,
    #[serde(default)]
    pub weight: Option<u8>,
    #[serde(default)]
    pub tags: Vec<String>,
    /// How far it was when the document was written; for leaves.
    #[serde(default)]
    pub state: Option<State>,
    /// Why it was skipped.
    #[serde(default)]
    pub reason: Option<Text>,
    #[serde(default)]
    pub children: Vec<PackNode>,
}

/// A question as a pack states it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackQuestion {
    pub id: Id,
    pub kind: QuestionKind,
    pub topic: String,
    #[serde(default)]
    pub units: Vec<Id>,
    pub prompt: Text,
    pub intent: Text,
    pub hint: Text,
    pub points: Vec<Text>,
    pub answer: Text,
    pub bad: Vec<BadAnswer>,
    pub followups: Vec<FollowUp>,
    pub difficulty: u8,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub source: Option<Text>,
    #[serde(default)]
    pub stages: Vec<Stage>,
    #[serde(default)]
    pub company: Option<Text>,
    /// The version of the pack that brought it, if not its first.
    #[serde(default)]
    pub added: Option<String>,
    /// The version from which it is asked no longer: those who worked on it keep it, nobody else sees it.
    #[serde(default)]
    pub retired: Option<String>,
}

/// A story as a pack states it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackStory {
    pub id: Id,
    pub title: Text,
    pub competencies: Vec<String>,
    pub situation: Text,
    pub task: Text,
    pub analysis: Text,
    pub cause: Text,
    pub action: Text,
    pub result: Text,
    pub lesson: Text,
    #[serde(default)]
    pub metric: Option<PackMetric>,
}

/// A measured result; `before` or `after` may be unknown.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackMetric {
    pub name: Text,
    pub unit: Text,
    pub before: Option<f64>,
    pub after: Option<f64>,
    pub how: Text,
}

/// A text to read: reference, method, advice.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub id: Id,
    /// What it stands under in the library.
    pub group: Text,
    pub title: Text,
    /// Blocks of text; what one begins with says what it is: `## ` a heading, `- ` or `1. ` an item, `> ` a quotation,
    /// three backticks a text to be shown as it is, anything else a paragraph.
    pub body: Vec<Text>,
    #[serde(default)]
    pub links: Vec<Link>,
}

/// What a page leads to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    Page(Id),
    Node(Id),
    Question(Id),
    Project(Id),
    Role(Id),
    /// An address; it is shown, never opened.
    Web(String),
}

/// What a retro asks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetroForm {
    pub minutes: u32,
    pub prompts: Vec<Prompt>,
    /// Further steps to go through, not to be answered in writing.
    #[serde(default)]
    pub steps: Vec<Text>,
}

/// One question of a retro.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    pub id: Id,
    pub text: Text,
    #[serde(default)]
    pub kind: PromptKind,
}

/// How a prompt is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromptKind {
    #[default]
    Text,
    /// The program proposes figures; the user may add to them.
    Computed,
    /// One line each; they become the next day's promises.
    Priorities,
}

impl PackQuestion {
    pub fn into_question(self) -> Question {
        Question {
            id: self.id,
            kind: self.kind,
            topic: self.topic,
            units: self.units,
            prompt: self.prompt,
            intent: Some(self.intent),
            hint: Some(self.hint),
            points: self.points,
            answer: self.answer,
            bad: self.bad,
            followups: self.followups,
            difficulty: self.difficulty,
            tags: self.tags,
            source: self.source,
            stages: self.stages,
            company: self.company,
            ..Question::default()
        }
    }
}

impl PackStory {
    pub fn into_story(self) -> Story {
        Story {
            id: self.id,
            title: self.title,
            competencies: self.competencies,
            situation: self.situation,
            task: self.task,
            analysis: self.analysis,
            cause: self.cause,
            action: self.action,
            result: self.result,
            lesson: self.lesson,
            metric: self.metric.map(|metric| Metric {
                name: metric.name,
                unit: metric.unit,
                before: metric.before,
                after: metric.after,
                how: metric.how,
                ..Metric::default()
            }),
            ..Story::default()
        }
    }
}
