//! The shelf of projects: by role and level, and one of them in full.

use super::rows::{Row, both};
use crate::content::{Catalogue, ProblemToSolve, Project, built};
use crate::domain::State;
use crate::panes::Env;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;

/// The projects below their roles.
pub(super) fn rows(env: &Env, catalogue: &Catalogue) -> Vec<Row> {
    let texts = env.lang.library();
    let mut rows = Vec::new();
    for role in &catalogue.roles {
        let weeks = texts.weeks(role.weeks.0, role.weeks.1);
        rows.push(Row::heading(role.title.get(env.lang), weeks));
        for project in catalogue.of_role(&role.id) {
            let item = catalogue.projects.iter().position(|p| p.id == project.id);
            let built = built(project, env.data, env.index);
            let state = match (built.planned, built.is_finished()) {
                (_, true) => State::Done,
                (true, false) => State::Doing,
                (false, false) => State::Todo,
            };
            let (least, most) = project.weeks;
            let right = format!(
                "{} {:<5} {}",
                project.level.name(env.lang),
                "*".repeat(usize::from(project.stars.min(5))),
                texts.weeks(least, most)
            );
            let title = project.title.get(env.lang);
            rows.push(Row::of(item.unwrap_or(0), title, right).in_state(state));
        }
    }
    rows
}

/// What is searched of a project: what it is, what it is made of, what is to be solved in it.
pub(super) fn words(project: &Project) -> String {
    let problems = project.problems.iter();
    let problems = problems.flat_map(|problem| [&problem.title, &problem.problem, &problem.fix]);
    let texts = [&project.title, &project.about].into_iter();
    let texts = texts
        .chain(&project.stack)
        .chain(&project.learn)
        .chain(problems);
    texts.map(both).collect::<Vec<_>>().join("\n")
}

/// A project in full.
pub(super) fn lay_out(env: &Env, catalogue: &Catalogue, item: usize, sheet: &mut Sheet) {
    let texts = env.lang.library();
    let lang = env.lang;
    let project: &Project = &catalogue.projects[item];
    let built = built(project, env.data, env.index);
    sheet.text(0, "", project.title.get(lang), Role::Title);
    let mut facts = vec![
        project.level.name(lang).to_owned(),
        "*".repeat(usize::from(project.stars.min(5))),
        texts.weeks(project.weeks.0, project.weeks.1),
    ];
    if built.planned {
        facts.push(texts.planned().to_owned());
        facts.push(texts.solved(built.solved, built.problems));
    }
    sheet.text(0, "", &facts.join(" · "), Role::Dim);
    sheet.text(0, "", project.about.get(lang), Role::Text);
    let stack: Vec<&str> = project.stack.iter().map(|tool| tool.get(lang)).collect();
    sheet.heading(texts.stack());
    sheet.text(2, "", &stack.join(", "), Role::Text);
    if !project.features.is_empty() {
        sheet.heading(texts.features());
        for feature in &project.features {
            sheet.text(2, "- ", feature.get(lang), Role::Text);
        }
    }
    for (number, problem) in project.problems.iter().enumerate() {
        lay_out_problem(env, number + 1, problem, sheet);
    }
    sheet.heading(texts.learn());
    for learnt in &project.learn {
        sheet.text(2, "- ", learnt.get(lang), Role::Text);
    }
    if let Some(stated) = &project.sheet {
        sheet.blank();
        let (least, most) = stated.weeks;
        let text = texts.sheet(stated.stars, stated.level.get(lang), least, most);
        sheet.text(0, "", &text, Role::Dim);
    }
}

fn lay_out_problem(env: &Env, number: usize, problem: &ProblemToSolve, sheet: &mut Sheet) {
    let texts = env.lang.library();
    let lang = env.lang;
    sheet.heading(&format!("{number}. {}", problem.title.get(lang)));
    let mut part = |name: &str, text: &str, role: Role| {
        sheet.text(2, &format!("{name}: "), text, role);
    };
    part(texts.problem(), problem.problem.get(lang), Role::Text);
    if let Some(analysis) = &problem.analysis {
        part(texts.analysis(), analysis.get(lang), Role::Text);
    }
    part(texts.fix(), problem.fix.get(lang), Role::Text);
    part(texts.result(), problem.result.get(lang), Role::Good);
    if let Some(metric) = &problem.metric {
        let number = |value: Option<f64>| value.map_or("?".to_owned(), crate::lang::figure);
        let text = format!(
            "{} {} -> {} {} ({})",
            metric.name.get(lang),
            number(metric.before),
            number(metric.after),
            metric.unit.get(lang),
            metric.how.get(lang)
        );
        part(texts.measured(), &text, Role::Dim);
    }
}
