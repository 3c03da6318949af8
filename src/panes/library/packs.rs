//! The shelf of packs: what content there is, in which version, and whether the user's plan was made of it.

use super::rows::Row;
use crate::content::Pack;
use crate::panes::Env;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;

pub(super) fn rows(env: &Env, packs: &[Pack]) -> Vec<Row> {
    let packs = packs.iter().enumerate();
    packs
        .map(|(item, pack)| Row::of(item, pack.title.get(env.lang), contents(env, pack)))
        .collect()
}

/// What is in a pack, counted.
fn contents(env: &Env, pack: &Pack) -> String {
    let texts = env.lang.library();
    let mut parts = Vec::new();
    if pack.plan.is_some() {
        parts.push(texts.a_plan().to_owned());
    }
    if !pack.projects.is_empty() {
        parts.push(texts.projects_count(pack.projects.len()));
    }
    if !pack.pages.is_empty() {
        parts.push(texts.pages_count(pack.pages.len()));
    }
    if !pack.questions.is_empty() {
        parts.push(texts.questions(pack.questions.len()));
    }
    if !pack.stories.is_empty() {
        parts.push(texts.stories(pack.stories.len()));
    }
    if !pack.retros.is_empty() {
        parts.push(texts.retros().to_owned());
    }
    parts.join(", ")
}

pub(super) fn lay_out(env: &Env, packs: &[Pack], item: usize, sheet: &mut Sheet) {
    let texts = env.lang.library();
    let pack = &packs[item];
    sheet.text(0, "", pack.title.get(env.lang), Role::Title);
    let mut facts = vec![pack.id.clone(), pack.version.clone(), contents(env, pack)];
    let plan = pack.plan.as_ref();
    if let Some(plan) = plan.and_then(|plan| env.data.plans.get(&plan.id)) {
        let version = plan.pack_version.as_deref().unwrap_or_default();
        facts.push(texts.plan_version(version));
    }
    sheet.text(0, "", &facts.join(" · "), Role::Dim);
    sheet.text(0, "", pack.about.get(env.lang), Role::Text);
    if !pack.notes.is_empty() {
        sheet.heading(texts.notes());
        for note in &pack.notes {
            sheet.text(2, "- ", note.get(env.lang), Role::Text);
        }
    }
}
