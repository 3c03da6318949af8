//! The shelf of roles: what their postings ask for, what of it is covered, and what would close the gaps.

use super::rows::Row;
use crate::content::{Catalogue, Portfolio, Readiness, Skill, SkillState, Standing, built};
use crate::domain::Id;
use crate::panes::Env;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;

/// The roles with the share of required skills that is covered.
pub(super) fn rows(env: &Env, catalogue: &Catalogue) -> Vec<Row> {
    let texts = env.lang.library();
    let standing = Standing::new(catalogue, env.data, env.index, env.now.today());
    let roles = catalogue.roles.iter().enumerate();
    roles
        .map(|(item, role)| {
            let ready = standing.readiness(role);
            let percent = Readiness::percent(&ready.required, &role.postings.required);
            let right = format!("{} {}", texts.required(), texts.covered(percent));
            Row::of(item, role.title.get(env.lang), right)
        })
        .collect()
}

/// A role in full.
pub(super) fn lay_out(env: &Env, catalogue: &Catalogue, item: usize, sheet: &mut Sheet) {
    let texts = env.lang.library();
    let lang = env.lang;
    let role = &catalogue.roles[item];
    let standing = Standing::new(catalogue, env.data, env.index, env.now.today());
    let ready = standing.readiness(role);
    sheet.text(0, "", role.title.get(lang), Role::Title);
    sheet.text(0, "", role.about.get(lang), Role::Text);
    let postings = &role.postings;
    for (name, states, skills) in [
        (texts.required(), &ready.required, &postings.required),
        (texts.preferred(), &ready.preferred, &postings.preferred),
        (texts.bonus(), &ready.bonus, &postings.bonus),
    ] {
        if skills.is_empty() {
            continue;
        }
        let percent = Readiness::percent(states, skills);
        sheet.heading(&format!("{name} · {}", texts.covered(percent)));
        for (skill, state) in skills.iter().zip(states) {
            lay_out_skill(env, catalogue, skill, state, sheet);
        }
    }
    if let Some(stated) = &postings.stated_coverage {
        sheet.blank();
        sheet.text(0, "", &texts.stated(stated.get(lang)), Role::Dim);
    }
    for (name, portfolio) in [
        (texts.minimum(), &role.minimum),
        (texts.differentiated(), &role.differentiated),
    ] {
        lay_out_portfolio(env, catalogue, name, portfolio, sheet);
    }
    sheet.heading(texts.competencies());
    for competency in &role.competencies {
        sheet.text(2, "- ", competency.get(lang), Role::Text);
    }
    if !role.notes.is_empty() {
        sheet.heading(texts.notes());
        for note in &role.notes {
            sheet.text(2, "- ", note.get(lang), Role::Dim);
        }
    }
}

/// A skill: whether it is covered and by what, or what would close the gap.
fn lay_out_skill(
    env: &Env,
    catalogue: &Catalogue,
    skill: &Skill,
    state: &SkillState,
    sheet: &mut Sheet,
) {
    let texts = env.lang.library();
    let (mark, role) = match state.is_covered() {
        true => ("[x] ", Role::Good),
        false => ("[ ] ", Role::Text),
    };
    let asked = skill.percent.map(|percent| texts.asked_by(percent));
    let title = match asked {
        Some(asked) => format!("{} · {asked}", skill.skill.get(env.lang)),
        None => skill.skill.get(env.lang).to_owned(),
    };
    sheet.text(2, mark, &title, role);
    let titles = |ids: &[Id]| {
        let projects = ids.iter().filter_map(|id| catalogue.project(id));
        let titles: Vec<&str> = projects.map(|p| p.title.get(env.lang)).collect();
        titles.join(", ")
    };
    let mut facts = Vec::new();
    if !state.shown_by.is_empty() {
        facts.push(texts.shown_by(&titles(&state.shown_by)));
    }
    if state.is_mastered {
        facts.push(texts.mastered().to_owned());
    }
    if !state.is_covered() {
        match state.would_show.is_empty() {
            true => facts.push(texts.nothing_closes().to_owned()),
            false => facts.push(texts.closes(&titles(&state.would_show))),
        }
        if let Some(more) = state.more_to_know() {
            facts.push(texts.know_more(more));
        }
    }
    if state.questions > 0 {
        facts.push(texts.known(state.known, state.questions));
    }
    sheet.text(6, "", &facts.join(" · "), Role::Dim);
}

fn lay_out_portfolio(
    env: &Env,
    catalogue: &Catalogue,
    name: &str,
    portfolio: &Portfolio,
    sheet: &mut Sheet,
) {
    let texts = env.lang.library();
    let projects: Vec<_> = (portfolio.projects.iter())
        .filter_map(|id| catalogue.project(id))
        .collect();
    let finished =
        |project: &&&crate::content::Project| built(project, env.data, env.index).is_finished();
    let finished = projects.iter().filter(finished).count();
    let done = texts.finished_of(finished, projects.len());
    sheet.heading(&format!("{name} · {done}"));
    for project in projects {
        let (least, most) = project.weeks;
        let weeks = texts.weeks(least, most);
        let text = format!("{} · {weeks}", project.title.get(env.lang));
        let is_done = built(project, env.data, env.index).is_finished();
        sheet.text(2, if is_done { "[x] " } else { "[ ] " }, &text, Role::Text);
    }
    let (least, most) = catalogue.weeks(&portfolio.projects);
    let weeks = texts.portfolio_weeks(portfolio.weeks.0, portfolio.weeks.1, least, most);
    sheet.text(2, "", &weeks, Role::Dim);
    let verdict = format!(
        "{} · {}",
        texts.solves(portfolio.solves),
        portfolio.verdict.get(env.lang)
    );
    sheet.text(2, "", &verdict, Role::Dim);
}
