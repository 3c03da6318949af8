//! The library: projects that are put into the plan, roles and what is missing for them, packs.

use crate::common::{FRIDAY, Harness};
use gongbu::content::{self, Readiness, built, readiness};
use gongbu::domain::items::Items;
use gongbu::domain::{DraftState, Index, State};
use gongbu::lang::Lang;
use insta::assert_snapshot;

#[test]
fn a_project_is_put_into_the_plan_with_its_problems_proofs_and_drafts_as_one_step() {
    for lang in [Lang::En, Lang::Ko] {
        let mut harness = Harness::new(lang, 80, 24);
        let before = harness.model.data.record_count();
        harness.keys("L p");
        harness.shows("2026-11-23").keys("Enter");
        let data = &harness.model.data;
        let plan = data.plans.get("project-backend-blog-api").expect("a plan");
        assert_eq!(plan.start.to_string(), "2026-11-23");
        assert_eq!(plan.pack.as_deref(), Some("catalogue"));
        let problems = "project-backend-blog-api/work/problems/n-plus-1";
        for node in ["", "/fix", "/measured"] {
            assert!(
                data.nodes.contains(&format!("{problems}{node}")),
                "{problems}{node}"
            );
        }
        let drafts: Vec<_> = data.drafts.iter().collect();
        assert_eq!(drafts.len(), 3);
        assert!(drafts.iter().all(|draft| draft.state == DraftState::Idea));
        assert!(
            drafts
                .iter()
                .any(|draft| draft.node.as_deref() == Some(problems))
        );
        // Three or four weeks: the last day is that of the fourth.
        let range = harness
            .model
            .index
            .schedule
            .range("project-backend-blog-api/work");
        let last = range.and_then(|range| range.last()).expect("a last day");
        assert_eq!(last.to_string(), "2026-12-20");
        harness.keys("p").shows(match lang {
            Lang::En => "in your plan already",
            Lang::Ko => "이미 계획에 있습니다",
        });
        harness.keys("u");
        assert_eq!(harness.model.data.record_count(), before);
    }
}

#[test]
fn the_project_is_worked_on_in_the_week_it_begins() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys("L p Enter g");
    harness.shows("Build it").shows("Set up the project");
    let mut later = Harness::with(
        harness.model.data.clone(),
        "2026-11-24T20:00:00+09:00",
        120,
        36,
    );
    later.keys("2 End").shows("Set up the project");
}

#[test]
fn what_is_no_date_is_asked_again_and_typed_text_is_kept() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("L p ctrl-u \"soon\" Enter");
    harness.shows("That is no date");
    assert!(harness.model.data.plans.len() == 5);
    harness.keys("Esc").lacks("That is no date");
    harness.keys("p ctrl-u \"+14\" Enter");
    let plans = &harness.model.data.plans;
    let plan = plans.get("project-backend-blog-api").expect("a plan");
    assert_eq!(plan.start.to_string(), "2026-12-04");
}

#[test]
fn a_finished_project_covers_the_skills_it_shows() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys("L p Enter");
    let catalogue = content::catalogue();
    let role = &catalogue.roles[0];
    let percent = |harness: &Harness| {
        let (data, index) = (&harness.model.data, &harness.model.index);
        let ready = readiness(role, &catalogue, data, index, harness.today());
        Readiness::percent(&ready.required, &role.postings.required)
    };
    assert_eq!(percent(&harness), 0);
    let project = catalogue.project("backend-blog-api").expect("a project");
    for problem in &project.problems {
        let index = Index::of(&harness.model.data);
        let items = Items::new(&harness.model.data, &index, harness.now, Lang::En);
        let id = project.problem_id(problem);
        let edit = items.set_state(&id, State::Done).expect("done");
        harness.model.data.apply(&edit).expect("an edit");
        harness.model.index.update(&harness.model.data, &edit);
    }
    let (data, index) = (&harness.model.data, &harness.model.index);
    assert!(built(project, data, index).is_finished());
    // Four of the five required skills, all asked for as often.
    assert_eq!(percent(&harness), 80);
    harness
        .keys("Esc L Right")
        .shows("shown by Django blog API")
        .shows("closed by Spring Boot");
}

#[test]
fn questions_that_are_known_cover_a_skill_too() {
    let catalogue = content::catalogue();
    let role = &catalogue.roles[0];
    let skill = &role.postings.required[0];
    let mut harness = Harness::new(Lang::En, 80, 24);
    let topics = &skill.topics;
    let of_topic = |q: &&gongbu::domain::Question| topics.contains(&q.topic);
    let ids: Vec<String> = (harness.model.data.all_questions().filter(of_topic))
        .map(|question| question.id.clone())
        .collect();
    assert!(ids.len() >= 3, "{ids:?}");
    let state = |harness: &Harness| {
        let (data, index) = (&harness.model.data, &harness.model.index);
        readiness(role, &catalogue, data, index, harness.today()).required[0].clone()
    };
    assert!(!state(&harness).is_covered());
    for (n, id) in ids.iter().enumerate() {
        let review = gongbu::domain::Review {
            id: format!("review-{n}"),
            question: id.clone(),
            grade: gongbu::domain::Grade::Good,
            on: harness.today(),
            at: harness.now.utc,
            seconds: 30,
            updated: harness.now.utc,
            extra: Default::default(),
        };
        let edit = gongbu::domain::Edit::new(gongbu::domain::Step::Grade, "", &harness.now)
            .put(&harness.model.data, review);
        harness.model.data.apply(&edit).expect("an edit");
        harness.model.index.update(&harness.model.data, &edit);
    }
    let state = state(&harness);
    assert_eq!(state.known, ids.len());
    assert!(state.is_covered() && state.shown_by.is_empty());
    harness.keys("L Right").shows("Backend engineer");
}

#[test]
fn the_catalogue_is_complete() {
    let catalogue = content::catalogue();
    assert_eq!(catalogue.roles.len(), 5);
    assert_eq!(catalogue.projects.len(), 30);
    for role in &catalogue.roles {
        let projects = catalogue.of_role(&role.id);
        assert_eq!(projects.len(), 6, "{}", role.id);
        let (least, most) = catalogue.weeks(&role.order);
        assert_eq!((least, most), role.weeks, "{}", role.id);
        assert_eq!(role.competencies.len(), 4, "{}", role.id);
    }
    for project in &catalogue.projects {
        assert_eq!(project.problems.len(), 3, "{}", project.id);
    }
    let measured = |problem: &&content::ProblemToSolve| {
        let metric = problem.metric.as_ref();
        metric.is_some_and(|metric| metric.before.is_some() && metric.after.is_some())
    };
    let problems = catalogue.projects.iter().flat_map(|p| &p.problems);
    assert!(problems.filter(measured).count() >= 7);
}

#[test]
fn a_pack_whose_roles_name_projects_it_has_not_is_refused() {
    let text = content::EMBEDDED
        .iter()
        .find(|(name, _)| *name == "catalogue.json")
        .map(|(_, text)| text.replacen("\"backend-msa\"", "\"backend-monolith\"", 1))
        .expect("the catalogue");
    let problems = content::check_pack(&text, &Default::default());
    let unknown = |id: &str| content::Reason::UnknownProject(id.to_owned());
    assert!(!problems.is_empty());
    assert!(
        problems
            .iter()
            .all(|problem| problem.reason == unknown("backend-msa")
                || problem.reason == unknown("backend-monolith"))
    );
}

#[test]
fn the_library_looks_as_it_should() {
    for lang in [Lang::Ko, Lang::En] {
        for (width, height) in [(80, 24), (120, 36)] {
            let mut harness = Harness::new(lang, width, height);
            let code = lang.code();
            harness.keys("L");
            assert_snapshot!(format!("library_projects_{code}_{width}"), harness.screen());
            harness.keys("Enter");
            assert_snapshot!(format!("library_project_{code}_{width}"), harness.screen());
            harness.keys("Right Enter");
            assert_snapshot!(format!("library_role_{code}_{width}"), harness.screen());
        }
    }
}

#[test]
fn the_library_can_be_drawn_at_any_size() {
    for (width, height) in [(1, 1), (20, 5), (40, 10), (99, 12), (200, 60), (500, 200)] {
        let mut harness = Harness::with(
            crate::common::adopted(Lang::Ko, &crate::common::now_at(FRIDAY)),
            FRIDAY,
            width,
            height,
        );
        for keys in [
            "L",
            "Down Enter",
            "p",
            "Esc",
            "Right",
            "PageDown End",
            "Right",
        ] {
            harness.keys(keys).screen();
        }
    }
}

#[test]
fn another_document_is_put_beside_the_plan_on_its_own_or_another_first_day() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys("L Right Right").shows("Market Insights Pro");
    let market = "Down ".repeat(5);
    harness.keys(&market).keys("p").shows("2025-09-09");
    harness.keys("ctrl-u \"2026-12-01\" Enter");
    let plan = harness.model.data.plans.get("market").expect("a plan");
    assert_eq!(plan.start.to_string(), "2026-12-01");
    harness.keys("p").shows("in your plan already");
    harness.keys("u");
    assert!(!harness.model.data.plans.contains("market"));
    // A pack without a plan has nothing to put there.
    harness.keys("End p").shows("There is no plan in this pack");
}
