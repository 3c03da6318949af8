//! The user's copies of shipped questions: one is made with the first edit, and remembers what the pack said then, so
//! that a newer version can be brought together with it field by field. Questions of a pack that was taken up from a file
//! remember it too. Reviews are not touched.

use super::pack::{Pack, PackQuestion, PackStory};
use super::shipped::{self, Piece, json};
use super::{adoption, is_ours};
use crate::domain::{Data, Edit, Id, Now, Question, Story, Text, chain, story};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// The fields of a question that are compared, each as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Prompt,
    Kind,
    Topic,
    Units,
    Intent,
    Hint,
    Points,
    Answer,
    Bad,
    FollowUps,
    Difficulty,
    Tags,
    Source,
    Stages,
    Company,
}

impl Piece for Field {
    type Of = Question;
    const ALL: &'static [Field] = &[
        Field::Prompt,
        Field::Kind,
        Field::Topic,
        Field::Units,
        Field::Intent,
        Field::Hint,
        Field::Points,
        Field::Answer,
        Field::Bad,
        Field::FollowUps,
        Field::Difficulty,
        Field::Tags,
        Field::Source,
        Field::Stages,
        Field::Company,
    ];

    fn said(self, question: &Question) -> Vec<u8> {
        match self {
            Field::Prompt => json(&question.prompt),
            Field::Kind => json(&question.kind),
            Field::Topic => json(&question.topic),
            Field::Units => json(&question.units),
            Field::Intent => json(&question.intent),
            Field::Hint => json(&question.hint),
            Field::Points => json(&question.points),
            Field::Answer => json(&question.answer),
            Field::Bad => json(&question.bad),
            Field::FollowUps => json(&question.followups),
            Field::Difficulty => json(&question.difficulty),
            Field::Tags => json(&question.tags),
            Field::Source => json(&question.source),
            Field::Stages => json(&question.stages),
            Field::Company => json(&question.company),
        }
    }

    fn copy(self, from: &Question, to: &mut Question) {
        match self {
            Field::Prompt => to.prompt.clone_from(&from.prompt),
            Field::Kind => to.kind = from.kind,
            Field::Topic => to.topic.clone_from(&from.topic),
            Field::Units => to.units.clone_from(&from.units),
            Field::Intent => to.intent.clone_from(&from.intent),
            Field::Hint => to.hint.clone_from(&from.hint),
            Field::Points => to.points.clone_from(&from.points),
            Field::Answer => to.answer.clone_from(&from.answer),
            Field::Bad => to.bad.clone_from(&from.bad),
            Field::FollowUps => to.followups.clone_from(&from.followups),
            Field::Difficulty => to.difficulty = from.difficulty,
            Field::Tags => to.tags.clone_from(&from.tags),
            Field::Source => to.source.clone_from(&from.source),
            Field::Stages => to.stages.clone_from(&from.stages),
            Field::Company => to.company.clone_from(&from.company),
        }
    }
}

/// A question as the user's data is to hold it: one that is not there yet begins now, and remembers what its pack says.
pub fn copied(data: &Data, question: Question, at: DateTime<Utc>) -> Question {
    if data.questions.contains(&question.id) {
        return question;
    }
    let theirs = data.bank.get(&question.id);
    Question {
        shipped: theirs.map(shipped::seal::<Field>).unwrap_or_default(),
        created: at,
        ..question
    }
}

/// What an update does to questions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QuestionUpdate {
    /// The packs brought them since the version that the plans are of.
    pub new: Vec<Told>,
    /// Copies of the user whose untouched fields are the pack's new ones.
    pub changed: Vec<Told>,
    /// Copies with fields that the pack changed, and so did the user: the user's stay.
    pub kept: Vec<Told>,
    /// The packs ask them no longer, and nothing was done with them: they go.
    pub removed: Vec<Told>,
    /// The packs ask them no longer, but the user has reviewed or edited them: they stay.
    pub left: Vec<Told>,
}

/// A question in a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub id: Id,
    pub prompt: Text,
    /// The fields it is about; empty means the whole question.
    pub fields: Vec<Field>,
}

impl Told {
    fn of(question: &Question, fields: Vec<Field>) -> Told {
        Told {
            id: question.id.clone(),
            prompt: question.prompt.clone(),
            fields,
        }
    }
}

impl QuestionUpdate {
    pub fn is_empty(&self) -> bool {
        *self == QuestionUpdate::default()
    }
}

/// Questions that the user answered, or has a copy of.
pub(super) fn worked(data: &Data) -> BTreeSet<&str> {
    let reviewed = data.reviews.iter().map(|review| &review.question);
    let tried = data.attempts.iter().map(|attempt| &attempt.question);
    let asked = reviewed.chain(tried).map(|id| chain::split(id).0);
    let copies = data.questions.iter().filter(|copy| !copy.deleted);
    asked.chain(copies.map(|copy| copy.id.as_str())).collect()
}

/// Whether a copy was made of a question that the packs ask in other words now, or no longer.
pub(super) fn is_outdated(data: &Data) -> bool {
    let mut copies = data.questions.iter().filter(is_copy);
    copies.any(|copy| {
        let theirs = data.bank.get(&copy.id).map(shipped::seal::<Field>);
        !copy.shipped.is_empty() && theirs.is_none_or(|theirs| theirs != copy.shipped)
    })
}

/// Whether a record is the user's copy of a shipped question, not one of the user's own.
fn is_copy(question: &&Question) -> bool {
    !question.own && !question.deleted
}

/// Whether a record came with a pack that the user took up from a file.
fn is_taken_up(question: &&Question) -> bool {
    question.own && !question.deleted && !question.shipped.is_empty()
}

/// Adds to `edit` what `packs` change in the user's copies, and in what was taken up from them. `from`: the version that
/// the plans are of, if they are of an older one.
pub(super) fn update(
    edit: Edit,
    data: &Data,
    packs: &[Pack],
    from: Option<&str>,
    now: &Now,
) -> (Edit, QuestionUpdate) {
    let (mut edit, mut report) = (edit, QuestionUpdate::default());
    let worked = worked(data);
    let stated = packs.iter().flat_map(|pack| &pack.questions);
    let later = |version: &Option<String>| version.as_deref() > from;
    for question in stated.clone().filter(|_| from.is_some()) {
        let told = || Told::of(&question.clone().into_question(), Vec::new());
        let is_ours = worked.contains(&*question.id);
        match (later(&question.added), later(&question.retired)) {
            (_, true) if is_ours => report.left.push(told()),
            (false, true) => report.removed.push(told()),
            (true, false) if data.bank.contains_key(&question.id) => report.new.push(told()),
            _ => {}
        }
    }
    let stories = packs.iter().flat_map(|pack| &pack.stories).cloned();
    let stories = stories.map(|it| story::question(&PackStory::into_story(it)));
    let questions = stated.cloned().map(PackQuestion::into_question);
    let theirs = questions.chain(stories);
    let theirs: BTreeMap<Id, Question> = theirs.map(|it| (it.id.clone(), it)).collect();
    for copy in data.questions.iter().filter(is_copy) {
        let after = match theirs.get(&copy.id) {
            Some(theirs) => merged(copy, theirs, &mut report),
            // Those of other packs are none of ours to judge.
            None if copy.shipped.is_empty() || data.bank.contains_key(&copy.id) => continue,
            None => orphan(data, copy, &mut report),
        };
        if after != *copy {
            edit = edit.put(data, after);
        }
    }
    for pack in packs.iter().filter(|pack| !is_ours(&pack.id)) {
        edit = taken_up(edit, data, pack, now, &mut report);
    }
    (edit, report)
}

/// Adds to `edit` what the newer version of a file changes in what was taken up from it, and what it has beside that.
fn taken_up(edit: Edit, data: &Data, pack: &Pack, now: &Now, report: &mut QuestionUpdate) -> Edit {
    let mut edit = edit;
    let is_known = adoption::is_taken_up(data, pack);
    for theirs in adoption::questions(pack) {
        let ours = data.questions.get(&theirs.id);
        if let Some(ours) = ours.filter(|ours| is_edited_story(data, pack, ours)) {
            if ours.shipped != theirs.shipped {
                report.kept.push(Told::of(ours, Vec::new()));
            }
        } else if let Some(ours) = ours.filter(is_taken_up) {
            let after = merged(ours, &theirs, report);
            if after != *ours {
                edit = edit.put(data, after);
            }
        } else if ours.is_none() && is_known && !data.bank.contains_key(&theirs.id) {
            report.new.push(Told::of(&theirs, Vec::new()));
            edit = edit.put(data, adoption::begun(&theirs, now));
        }
    }
    for theirs in adoption::stories(pack) {
        let asked = data.questions.get(&story::question_id(&theirs.id));
        match data.stories.get(&theirs.id) {
            // What the user wrote in a story stays as a whole.
            Some(ours) if asked.is_some_and(|asked| is_as_told(ours, asked)) => {
                let after = retold(ours, theirs);
                if after != *ours {
                    edit = edit.put(data, after);
                }
            }
            None if is_known && asked.is_none() => {
                edit = edit.put(data, adoption::begun_story(&theirs, now));
            }
            _ => {}
        }
    }
    edit
}

/// Whether a question asks for a story of the pack that the user has edited: both stay as they are.
fn is_edited_story(data: &Data, pack: &Pack, asked: &Question) -> bool {
    let mut stories = pack.stories.iter();
    let told = stories.find(|it| story::question_id(&it.id) == asked.id);
    let told = told.and_then(|it| data.stories.get(&it.id));
    is_taken_up(&asked) && told.is_some_and(|ours| !is_as_told(ours, asked))
}

/// Whether a story is as the pack told it when the question that asks for it was sealed.
fn is_as_told(ours: &Story, asked: &Question) -> bool {
    let is_sealed = asked.own && !asked.shipped.is_empty();
    is_sealed && !ours.deleted && shipped::seal::<Field>(&story::question(ours)) == asked.shipped
}

/// A story with what its pack says now.
fn retold(ours: &Story, theirs: Story) -> Story {
    Story {
        questions: ours.questions.clone(),
        draft: ours.draft.clone(),
        node: ours.node.clone(),
        created: ours.created,
        updated: ours.updated,
        extra: ours.extra.clone(),
        ..theirs
    }
}

/// A copy with what its pack says now.
fn merged(copy: &Question, theirs: &Question, report: &mut QuestionUpdate) -> Question {
    let seal = shipped::seal::<Field>(theirs);
    let own: Vec<Field> = shipped::changed(copy, &copy.shipped);
    let differs: Vec<Field> = shipped::changed(copy, &seal);
    let (kept, new): (Vec<Field>, Vec<Field>) =
        differs.into_iter().partition(|field| own.contains(field));
    let mut after = copy.clone();
    for field in &new {
        field.copy(theirs, &mut after);
    }
    let kept = kept.into_iter();
    let kept: Vec<Field> = kept
        .filter(|field| !shipped::is_same(*field, &copy.shipped, &seal))
        .collect();
    if !new.is_empty() {
        report.changed.push(Told::of(&after, new));
    }
    if !kept.is_empty() {
        report.kept.push(Told::of(&after, kept));
    }
    after.shipped = seal;
    after
}

/// A copy whose pack is gone: the user's own from now on, if anything was done with it.
fn orphan(data: &Data, copy: &Question, report: &mut QuestionUpdate) -> Question {
    let edited = !shipped::changed::<Field>(copy, &copy.shipped).is_empty();
    let asked = |id: &Id| chain::split(id).0 == copy.id;
    let reviewed = data.reviews.iter().any(|review| asked(&review.question));
    let tried = || data.attempts.iter().any(|it| asked(&it.question));
    let told = Told::of(copy, Vec::new());
    if edited || reviewed || tried() {
        report.left.push(told);
        return Question {
            own: true,
            shipped: String::new(),
            ..copy.clone()
        };
    }
    report.removed.push(told);
    Question {
        deleted: true,
        ..copy.clone()
    }
}
