//! What a story is tied to: the question that asks for it, questions it answers, the draft that tells it.

use crate::content::copied;
use crate::domain::draft::Outline;
use crate::domain::story::{self, question, question_id};
use crate::domain::{Draft, DraftState, Edit, Question, Step, Story};
use crate::panes::{Env, Reply, Request};

/// Adds the question that asks for a story to an edit. Of one that is there, what the user wrote beside the story stays.
pub fn put_question(edit: Edit, env: &Env, story: &Story) -> Edit {
    let made = question(story);
    let known = env.data.questions.get(&made.id);
    let known = known.filter(|known| !known.deleted);
    let question = match known {
        Some(known) => Question {
            prompt: made.prompt,
            points: made.points,
            answer: made.answer,
            source: made.source,
            tags: made.tags,
            ..known.clone()
        },
        None => copied(env.data, made, env.now.utc),
    };
    edit.put(env.data, question)
}

/// The user's stories that answer a question, in a line; none where there is none.
pub fn answering(env: &Env, question: &str) -> Option<String> {
    let stories = story::answering(env.data, question);
    let titles: Vec<&str> = stories
        .iter()
        .map(|story| story.title.get(env.lang))
        .collect();
    (!titles.is_empty()).then(|| env.lang.stories().linked_stories(&titles.join(", ")))
}

/// Makes or updates the question that asks for a story.
pub fn make_question(env: &Env, story: &Story) -> Reply {
    let edit = Edit::new(Step::EditQuestion, story.title.get(env.lang), &env.now);
    let edit = put_question(edit, env, story);
    let prompt = question(story).prompt;
    Reply::edit(edit).and_say(env.lang.stories().made_question(prompt.get(env.lang)))
}

/// Links a question to a story, or takes the link away.
pub fn toggle_question(env: &Env, story: &Story, id: &str) -> Reply {
    let texts = env.lang.stories();
    let prompt = env.data.question(id);
    let prompt = prompt.map_or("", |question| question.prompt.get(env.lang));
    let mut story = story.clone();
    let said = if story.questions.iter().any(|known| known == id) {
        story.questions.retain(|known| known != id);
        texts.unlinked(prompt)
    } else {
        story.questions.push(id.to_owned());
        texts.linked(prompt)
    };
    let edit = Edit::new(Step::EditStory, story.title.get(env.lang), &env.now);
    Reply::edit(edit.put(env.data, story)).and_say(said)
}

/// Opens the draft that tells a story; makes one of the story's parts where there is none.
pub fn open_draft(env: &Env, story: &Story) -> Reply {
    let linked = story.draft.as_ref().and_then(|id| env.data.drafts.get(id));
    if let Some(draft) = linked.filter(|draft| !draft.deleted) {
        return Reply::request(Request::OpenDraft(draft.id.clone()));
    }
    let id = env.fresh_id(|id| env.data.drafts.contains(id));
    let title = story.title.get(env.lang).to_owned();
    let draft = Draft {
        id: id.clone(),
        title: title.clone(),
        state: DraftState::Draft,
        body: story::draft_body(story, env.lang),
        node: story.node.clone(),
        created: env.now.utc,
        ..Draft::default()
    };
    let story = Story {
        draft: Some(id.clone()),
        ..story.clone()
    };
    let edit = Edit::new(Step::EditDraft, title, &env.now).put(env.data, draft);
    let edit = edit.put(env.data, story);
    Reply::edit(edit).and_request(Request::OpenDraft(id))
}

/// Makes a story of a draft by its sections, or fills what is empty in the one that is linked to it; then opens it.
pub fn from_draft(env: &Env, draft: &Draft, body: &[String]) -> Reply {
    let texts = env.lang.stories();
    let own = |story: &&Story| story.draft.as_ref() == Some(&draft.id) && !story.deleted;
    let known = env.data.stories.iter().find(own);
    if known.is_none() && Outline::of(body).done() == 0 {
        return Reply::refuse(texts.nothing_in_draft());
    }
    let base = known.cloned().unwrap_or_else(|| Story {
        id: env.fresh_id(|id| env.data.stories.contains(id)),
        own: true,
        created: env.now.utc,
        ..Story::default()
    });
    let story = story::from_draft(&base, draft, body, env.lang);
    let open = Request::OpenStory(story.id.clone());
    if known == Some(&story) {
        return Reply::request(open);
    }
    let said = texts.from_the_draft(&draft.title);
    let mut edit = Edit::new(Step::EditStory, story.title.get(env.lang), &env.now);
    if env
        .data
        .questions
        .get(&question_id(&story.id))
        .is_some_and(|known| !known.deleted)
    {
        edit = put_question(edit, env, &story);
    }
    Reply::edit(edit.put(env.data, story))
        .and_request(open)
        .and_say(said)
}
