//! Parts of a sheet to look back with: notes, follow-ups, a story.

use super::*;
use crate::domain::{MockStage, Text};
use crate::ui::sheet::Sheet;

/// The notes of a stage.
pub fn notes(env: &Env, stage: &MockStage, sheet: &mut Sheet) {
    let texts = env.lang.mock();
    let title = stage.title.get(env.lang);
    let heading = match title.is_empty() || stage.question.is_none() {
        true => texts.your_notes().to_owned(),
        false => format!("{}: {title}", texts.your_notes()),
    };
    sheet.text(0, "", &heading, Role::Here);
    match stage.notes.is_empty() {
        true => sheet.text(1, "", texts.no_notes(), Role::Dim),
        false => sheet.text(1, "", &stage.notes.join("\n"), Role::Text),
    }
}

/// What is asked next, with short answers.
pub fn followups(env: &Env, list: &[crate::domain::FollowUp], sheet: &mut Sheet) {
    if list.is_empty() {
        return;
    }
    sheet.heading(env.lang.mock().followups());
    for follow in list {
        sheet.text(1, "? ", follow.prompt.get(env.lang), Role::Text);
        sheet.text(3, "", follow.answer.get(env.lang), Role::Dim);
    }
}

/// The story that was asked for, as STAR.
pub fn story(env: &Env, stage: &MockStage, sheet: &mut Sheet) {
    let found = stage.story.as_ref().and_then(|id| env.data.story(id));
    let Some(story) = found else {
        return sheet.text(0, "", env.lang.mock().gone(), Role::Dim);
    };
    let texts = env.lang.stories();
    let parts = [
        (texts.situation(), &story.situation),
        (texts.task(), &story.task),
        (texts.action(), &story.action),
        (texts.result(), &story.result),
    ];
    for (name, text) in parts {
        sheet.heading(name);
        sheet.text(1, "", text.get(env.lang), Role::Text);
    }
}

/// The points that can be ticked in a stage.
pub fn points_of<'a>(env: &Env<'a>, stage: Option<&MockStage>) -> &'a [Text] {
    let id = stage.and_then(|stage| stage.question.as_ref());
    match id.and_then(|id| mock::asked(env.data, id)) {
        Some((question, None)) => &question.points,
        _ => &[],
    }
}
