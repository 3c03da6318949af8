//! Taking up a pack from a file of the user's own: its plan is adopted, its questions and stories become the user's, and
//! remember what the pack said. What a newer version of the file then brings, an update takes over.

use super::adopt::adopt;
use super::copies::Field;
use super::pack::{Pack, PackStory};
use super::{is_ours, later, shipped};
use crate::domain::{Data, Edit, Id, Now, Plan, Question, Record, Step, Story, Text, story};
use crate::lang::Lang;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What taking up a pack does.
#[derive(Debug, Clone, PartialEq)]
pub struct Adoption {
    pub edit: Edit,
    pub title: Text,
    /// The plan that is put beside the user's: its title and first day, and how many items it has.
    pub plan: Option<(Text, NaiveDate, usize)>,
    pub questions: usize,
    pub stories: usize,
    pub left_out: LeftOut,
}

/// What of a pack cannot be taken up, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    pub pages: usize,
    pub projects: usize,
    pub roles: usize,
    pub retros: usize,
}

/// Why a pack cannot be taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Its plan is followed already: it is to be updated.
    Followed(Id),
    /// The program has a pack or plan of this id, or another pack of the user's has.
    Taken(Id),
    /// Questions and stories of these ids are in the bank already.
    Known(Vec<Id>),
    /// It has nothing but what cannot be taken up.
    Nothing(LeftOut),
}

/// The edit that takes up a pack, its plan starting on `start` (none: on its own dates).
pub fn adopt_pack(
    data: &Data,
    pack: &Pack,
    start: Option<NaiveDate>,
    lang: Lang,
    now: &Now,
) -> Result<Adoption, Refusal> {
    if let Some(id) = pack.plan.as_ref().map(|plan| &plan.id) {
        match data.plans.get(id) {
            Some(plan) if plan.pack.as_ref() == Some(&pack.id) => {
                return Err(Refusal::Followed(id.clone()));
            }
            None if !is_shipped(id) => {}
            _ => return Err(Refusal::Taken(id.clone())),
        }
    }
    if is_ours(&pack.id) {
        return Err(Refusal::Taken(pack.id.clone()));
    }
    let (questions, stories) = (questions(pack), stories(pack));
    let known = known(data, &questions, &stories);
    if !known.is_empty() {
        return Err(Refusal::Known(known));
    }
    let left_out = LeftOut {
        pages: pack.pages.len(),
        projects: pack.projects.len(),
        roles: pack.roles.len(),
        retros: pack.retros.len(),
    };
    let title = pack.title.get(lang);
    let packs = std::slice::from_ref(pack);
    let mut edit = adopt(data, packs, start, lang, now, title);
    let records = || edit.changes.iter().filter_map(|it| it.after.as_ref());
    let items = records().filter(|it| matches!(it, Record::Node(node) if node.kind.is_item()));
    let items = items.count();
    let plan = records().find_map(|it| match it {
        Record::Plan(Plan { title, start, .. }) => Some((title.clone(), *start, items)),
        _ => None,
    });
    let adoption = |edit| Adoption {
        edit,
        title: pack.title.clone(),
        plan,
        questions: pack
            .questions
            .iter()
            .filter(|it| it.retired.is_none())
            .count(),
        stories: stories.len(),
        left_out,
    };
    if pack.plan.is_none() {
        edit.step = Step::Import;
    }
    for question in &questions {
        edit.put_new(data, begun(question, now));
    }
    for story in &stories {
        edit.put_new(data, begun_story(story, now));
    }
    match edit.is_empty() {
        true => Err(Refusal::Nothing(left_out)),
        false => Ok(adoption(edit)),
    }
}

/// The questions that a pack asks, those that ask for its stories among them, as the user's own records that know what
/// the pack says.
pub(super) fn questions(pack: &Pack) -> Vec<Question> {
    let asked = pack.questions.iter().filter(|it| it.retired.is_none());
    let asked = asked.cloned().map(|question| question.into_question());
    let told = stories(pack);
    let told = told.iter().map(story::question);
    asked
        .chain(told)
        .map(|question| Question {
            own: true,
            shipped: shipped::seal::<Field>(&question),
            ..question
        })
        .collect()
}

/// The stories of a pack as the user's own records.
pub(super) fn stories(pack: &Pack) -> Vec<Story> {
    let stories = pack.stories.iter().cloned().map(PackStory::into_story);
    stories.map(|it| Story { own: true, ..it }).collect()
}

/// A question that comes into the data now.
pub(super) fn begun(question: &Question, now: &Now) -> Question {
    Question {
        created: now.utc,
        ..question.clone()
    }
}

/// A story that comes into the data now.
pub(super) fn begun_story(story: &Story, now: &Now) -> Story {
    Story {
        created: now.utc,
        ..story.clone()
    }
}

/// Whether something of a pack was taken up from a file.
pub(super) fn is_taken_up(data: &Data, pack: &Pack) -> bool {
    let plan = pack.plan.as_ref().and_then(|it| data.plans.get(&it.id));
    let plan = plan.is_some_and(|plan| plan.pack.as_ref() == Some(&pack.id));
    let asked = pack.questions.iter().map(|question| question.id.clone());
    let told = pack.stories.iter().map(|it| story::question_id(&it.id));
    let sealed = |question: &Question| question.own && !question.shipped.is_empty();
    !is_ours(&pack.id)
        && (plan
            || asked
                .chain(told)
                .any(|id| data.questions.get(&id).is_some_and(sealed)))
}

/// Whether the program has a plan, or a project that becomes one, of this id.
fn is_shipped(plan: &str) -> bool {
    let is_it = |pack: &Pack| {
        let projects = pack.projects.iter();
        let mut projects = projects.map(|project| project.plan(NaiveDate::default()).id);
        pack.plan.as_ref().is_some_and(|it| it.id == plan) || projects.any(|id| id == plan)
    };
    later().iter().any(is_it)
}

/// Ids that the bank has already, or that stand twice in the pack.
fn known(data: &Data, questions: &[Question], stories: &[Story]) -> Vec<Id> {
    let mut seen: BTreeSet<&Id> = BTreeSet::new();
    let asked = questions.iter().map(|it| &it.id);
    let asked = asked.filter(|id| {
        let is_new = data.question(id).is_none() && !data.bank.contains_key(*id);
        !seen.insert(*id) || !is_new
    });
    let asked: Vec<Id> = asked.cloned().collect();
    let told = stories.iter().map(|it| &it.id);
    let told = told.filter(|id| {
        let is_asked = asked.contains(&story::question_id(id));
        data.story(id).is_some() && !is_asked
    });
    asked.iter().chain(told).cloned().collect()
}
