//! The catalogue of projects and the roles they lead to.

use super::*;
use gongbu::content::{Catalogue, Level, ProblemToSolve, Role, Skill, catalogue};
use std::collections::BTreeMap;

fn problem<'a>(catalogue: &'a Catalogue, project: &str, id: &str) -> &'a ProblemToSolve {
    let project = catalogue.project(project).expect("a project");
    let mut problems = project.problems.iter();
    problems
        .find(|problem| problem.id == id)
        .expect("a problem")
}

/// What a problem's figure is before and after.
fn figure(catalogue: &Catalogue, project: &str, id: &str) -> Value {
    let metric = problem(catalogue, project, id).metric.as_ref();
    json!(metric.map(|metric| (metric.before, metric.after, metric.unit.get(Lang::En))))
}

fn of_roles(catalogue: &Catalogue, fact: impl Fn(&Role) -> Value) -> Value {
    catalogue.roles.iter().map(fact).collect()
}

/// Which roles have a remark with all of some figures.
fn remarked(catalogue: &Catalogue, figures: &[&str; 5]) -> Value {
    let says = |role: &Role, figures: &str| {
        let has = |note: &str| figures.split(' ').all(|figure| note.contains(figure));
        let mut notes = role.notes.iter();
        notes.any(|note| has(note.get(Lang::En)) && has(note.get(Lang::Ko)))
    };
    let roles = catalogue.roles.iter().zip(figures);
    roles.map(|(role, figures)| says(role, figures)).collect()
}

#[test]
fn thirty_projects_in_five_roles_have_three_problems_each() {
    let catalogue = catalogue();
    let projects = |fact: &dyn Fn(&Role) -> usize| of_roles(&catalogue, |role| json!(fact(role)));
    let optional = |role: &Role| {
        let of_role = catalogue.of_role(&role.id);
        of_role
            .iter()
            .filter(|project| project.level == Level::Optional)
            .count()
    };
    let problems = || {
        catalogue
            .projects
            .iter()
            .flat_map(|project| &project.problems)
    };
    let sheets = catalogue
        .projects
        .iter()
        .filter(|project| project.sheet.is_some());
    let ranking = catalogue.project("data-redis-ranking").expect("a project");
    let told = |project: &&gongbu::content::Project| {
        project
            .problems
            .iter()
            .all(|problem| problem.analysis.is_some())
    };
    facts! {
        "a role has six projects": projects(&|role| catalogue.of_role(&role.id).len()) => ([6; 5]);
        "three of them are optional": projects(&optional) => ([3; 5]);
        "there are thirty": catalogue.projects.len() => 30;
        "and ninety problems": problems().count() => 90;
        "eight are described in detail": catalogue.projects.iter().filter(told).count() => 8;
        "six of these descriptions disagree": sheets.count() => 6;
        "the ranking has three stars, and two in its description":
            [Some(ranking.stars), ranking.sheet.as_ref().map(|sheet| sheet.stars)]
            => [3, 2];
        "three projects solve nine problems": of_roles(&catalogue, |role| json!(role.minimum.solves)) => ([9; 5]);
        "six solve eighteen, five fifteen": of_roles(&catalogue, |role| json!(role.differentiated.solves))
            => [18, 18, 18, 18, 15];
    }
}

#[test]
fn figures_of_problems_are_pairs_where_the_document_has_pairs() {
    let catalogue = catalogue();
    let figure = |project, id| figure(&catalogue, project, id);
    let decline = problem(&catalogue, "ai-serving", "drift")
        .problem
        .get(Lang::En);
    facts! {
        "queries of the blog": figure("backend-blog-api", "n-plus-1") => [100.0, 3.0, "queries"];
        "popular posts of the blog": figure("backend-blog-api", "hot-post-cache") => [2000.0, 50.0, "ms"];
        "the dashboard's totals": figure("data-dashboard", "slow-aggregate") => [30000.0, 200.0, "ms"];
        "a million rows": figure("data-dashboard", "bulk-insert") => [600.0, 30.0, "s"];
        "a rank": figure("data-redis-ranking", "rank-read") => [5000.0, 5.0, "ms"];
        "answers of the chatbot": figure("ai-rag", "retrieval") => [60.0, 90.0, "%"];
        "inference": figure("ai-serving", "latency") => [5000.0, 100.0, "ms"];
        "an arrow of data flow is no figure": figure("data-elk", "collect") => null;
        "a decline found is no result": figure("ai-serving", "drift") => null;
        "though the decline is told": ["85", "70"].map(|part| decline.contains(part)) => [true, true];
    }
}

#[test]
fn the_weeks_of_each_role_are_stated_and_summed() {
    let catalogue = catalogue();
    let sum = |role: &Role| json!(catalogue.weeks(&role.differentiated.projects));
    facts! {
        "the roles have their order": of_roles(&catalogue, |role| json!(role.id))
            => ["backend", "data", "devops", "ai", "fullstack"];
        "the base three take": of_roles(&catalogue, |role| json!(role.weeks))
            => [[12, 15], [15, 19], [15, 20], [16, 21], [15, 19]];
        "the larger sets are stated as": of_roles(&catalogue, |role| json!(role.differentiated.weeks))
            => [[21, 27], [28, 36], [26, 33], [28, 37], [25, 30]];
        "and sum up to": of_roles(&catalogue, sum) => [[21, 27], [24, 31], [26, 34], [27, 35], [21, 27]];
        "where they differ a remark has both":
            remarked(&catalogue, &["", "28-36 28-31 24-31", "26-33 26-34", "28-37 27-35", "25-30 21-27"])
            => ([true; 5]);
        "the weeks of the base three are laid out":
            remarked(&catalogue, &["1-4 5-9 10-15", "1-5 6-11 12-19", "1-4 5-12 13-20", "1-5 6-13 14-21", "1-5 6-11 12-19"])
            => ([true; 5]);
        "data goes on": remarked(&catalogue, &["", "20-22 23-26 27-31", "", "", ""]) => ([true; 5]);
        "two projects take 9, 10, 10 and 11 weeks, and full stack has no two":
            remarked(&catalogue, &["4 5 9", "5 10", "4 6 10", "5 6 11 8-10", "9 10 11"])
            => [true, true, true, true, false];
        "the chat has three lengths": remarked(&catalogue, &["", "", "", "", "5-6 5 2-3"]) => ([true; 5]);
    }
}

#[test]
fn remarks_on_all_roles_name_what_differs_and_what_to_begin_with() {
    let catalogue = catalogue();
    let remark = |english: &str, korean: &str| {
        let has = |text: &str, words: &str| words.split(' ').all(|word| text.contains(word));
        let mut notes = catalogue.notes.iter();
        notes.any(|note| has(note.get(Lang::En), english) && has(note.get(Lang::Ko), korean))
    };
    facts! {
        "three results of one fix": remark("100 to 3 100 to 1 100 to 5", "100개 3개 1개 5개") => true;
        "three scales of one chat": remark("1,000 100 10,000", "1000명 100명 1만") => true;
        "six descriptions disagree": remark("Six sheets disagree", "상세 6개") => true;
        "the short portfolios": remark("8-10 9, 10, 10 11 full stack", "8-10 9, 10, 10, 11 풀스택") => true;
        "undecided begin with the blog": remark("Django blog 3-4 Docker RAG", "Django 3-4 Docker RAG") => true;
        "orders by level": remark("3-4 2-3 4-5 5-6 6-8 capstone", "3-4 2-3 4-5 5-6 6-8 종합") => true;
        "three problems are enough": remark("three problems nine", "문제 3개 9개") => true;
    }
}

#[test]
fn postings_ask_for_their_skills_in_stated_shares() {
    let catalogue = catalogue();
    // How many skills have which share; none where the document states none.
    let shares = |skills: &[Skill]| {
        let mut shares: BTreeMap<Option<u32>, usize> = BTreeMap::new();
        for skill in skills {
            *shares.entry(skill.percent).or_default() += 1;
        }
        json!(shares.into_iter().collect::<Vec<_>>())
    };
    let of = |fact: fn(&Role) -> &[Skill]| of_roles(&catalogue, |role| shares(fact(role)));
    facts! {
        "required": of(|role| &role.postings.required)
            => [[[90, 5]], [[90, 5]], [[90, 4]], [[null, 4], [90, 5]], [[90, 5]]];
        "preferred": of(|role| &role.postings.preferred)
            => [[[60, 5]], [[60, 5]], [[70, 5]], [], [[60, 4]]];
        "and, for data, a bonus": of(|role| &role.postings.bonus) => [[], [[30, 3]], [], [], []];
    }
}
