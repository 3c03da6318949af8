//! The library: projects that are put into the plan, roles and what is missing for them, packs.

use crate::common::{FRIDAY, Harness};
use gongbu::content::{self, Readiness, Standing, built};
use gongbu::domain::items::Items;
use gongbu::domain::priority::{factors, score};
use gongbu::domain::{Data, DraftState, Edit, Index, Settings, State, Step};
use gongbu::lang::Lang;
use insta::assert_snapshot;

/// The keys to a shelf.
const MEASURES: &str = "L Right Right Right Right";
const PRIORITIES: &str = "L Left Left Left";

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
        let ready = Standing::new(&catalogue, data, index, harness.today()).readiness(role);
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
        .keys("Right")
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
        Standing::new(&catalogue, data, index, harness.today())
            .readiness(role)
            .required[0]
            .clone()
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
            "Right Enter f Down",
            "Esc Esc / \"a\" Esc",
            "Right Enter b Esc",
            "Right v \"3\" Enter",
            "Right Right Right",
        ] {
            harness.keys(keys).screen();
        }
    }
}

#[test]
fn another_document_is_put_beside_the_plan_on_its_own_or_another_first_day() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys("L Left").shows("Market Insights Pro");
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

#[test]
fn every_shelf_looks_as_it_should() {
    let shelves = [
        "pages",
        "resources",
        "measures",
        "priorities",
        "portfolio",
        "packs",
    ];
    for lang in [Lang::Ko, Lang::En] {
        for (width, height) in [(80, 24), (120, 36)] {
            let mut harness = Harness::new(lang, width, height);
            let code = lang.code();
            harness.keys("L Right");
            for shelf in shelves {
                harness.keys("Right Down");
                assert_snapshot!(format!("library_{shelf}_{code}_{width}"), harness.screen());
            }
        }
    }
}

#[test]
fn the_open_shelf_is_in_sight_where_not_all_of_them_fit() {
    for lang in [Lang::Ko, Lang::En] {
        let mut harness = Harness::new(lang, 46, 16);
        let texts = lang.library();
        harness.keys("L").shows(&format!("[{}]", texts.projects()));
        harness.keys("Left").shows(&format!("[{}]", texts.packs()));
        harness
            .keys("Left")
            .shows(&format!("[{}]", texts.portfolio()));
        harness
            .keys("Right Right")
            .shows(&format!("[{}]", texts.projects()));
    }
}

#[test]
fn a_value_of_a_measure_is_noted_shown_with_its_course_and_taken_away_again() {
    for lang in [Lang::En, Lang::Ko] {
        let mut harness = Harness::new(lang, 120, 36);
        harness.keys(MEASURES).keys("v \"12\" Enter");
        harness
            .keys("v \"twelve\" Enter")
            .shows(lang.week().no_value());
        harness.keys("Esc v \"1.2k\" Tab ctrl-u \"+3\" Enter");
        harness.shows(lang.week().no_past_day());
        harness.keys("ctrl-u \"-3\" Enter");
        let values = |harness: &Harness| -> Vec<(String, f64)> {
            let data = &harness.model.data;
            let readings = data.readings.iter().filter(|reading| !reading.deleted);
            let mut values: Vec<_> = readings.map(|r| (r.on.to_string(), r.value)).collect();
            values.sort_by(|a, b| a.0.cmp(&b.0));
            values
        };
        let both = [
            ("2026-11-17".to_owned(), 1200.0),
            ("2026-11-20".to_owned(), 12.0),
        ];
        assert_eq!(values(&harness), both);
        harness.shows("█▁  12 / >= 30").shows("-1,188");
        harness.keys("D");
        assert_eq!(values(&harness), both[..1]);
        harness.keys("u");
        assert_eq!(values(&harness), both);
        // Three times there is nothing left.
        harness.keys("D D D").shows(lang.library().nothing_read());
    }
}

#[test]
fn figures_are_shown_as_they_were_read_and_a_target_that_is_missed_is_told() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys(MEASURES);
    harness.shows(">= 99.95 %").shows(">= 45,000,000 KRW");
    harness.keys("v \"12.25\" Enter").shows("12.25 / >= 30");
    harness.keys("Space").shows("12.25, misses the target");
    harness.keys("Space v \"30\" Enter Space");
    harness.lacks("misses").shows("+17.75");
    harness.keys("g Space Space").lacks("misses");
    harness
        .keys("v \"3\" Enter Space Space")
        .shows("misses the target");
}

#[test]
fn the_week_notes_the_same_values() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys(MEASURES).keys("g v \"31\" Enter");
    harness.shows("the target is met").shows("last 31 on 11-20");
    // The library is as it was left.
    harness.keys("L").shows("31 / >= 30");
    // What is no measure has no value.
    harness.keys("Left v").shows("Only measures are read");
}

#[test]
fn what_is_due_comes_up_in_its_week_and_warns_once_the_day_has_passed() {
    for lang in [Lang::En, Lang::Ko] {
        let mut harness = Harness::new(lang, 120, 36);
        harness.keys("L Right Right Right");
        harness
            .keys("b \"soon\" Enter")
            .shows(lang.week().no_due_day());
        harness.keys("ctrl-u \"+10\" Enter");
        let data = harness.model.data.clone();
        let due = data.progress.iter().find(|progress| progress.due.is_some());
        let due = due.expect("a day").clone();
        assert_eq!(due.due.expect("a day").to_string(), "2026-11-30");
        let title = data.title(&due.id, lang).to_owned();
        let at = |now: &str| Harness::with(data.clone(), now, 120, 36);
        at(FRIDAY).keys("2 z").lacks(&title);
        at("2026-12-02T20:00:00+09:00").keys("2 z").shows(&title);
        let mut late = at("2026-12-02T20:00:00+09:00");
        late.keys("L Right Right Right")
            .shows(&lang.week().overdue_since("11-30"));
        // Done, it warns no more.
        late.keys("Space")
            .lacks(&lang.week().overdue_since("11-30"));
        late.keys("Space b ctrl-u Enter");
        assert!(late.model.data.progress.iter().all(|row| row.due.is_none()));
    }
}

#[test]
fn an_item_ticked_in_the_library_is_done_in_its_plan() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys("L Left Left Space").shows("[x] ChatFlow");
    let id = "career/portfolio-check/required/chatflow";
    let state = |harness: &Harness| harness.model.data.state(id);
    assert_eq!(state(&harness), State::Done);
    harness.shows("1/6").keys("g").shows("[x] ChatFlow");
    harness.keys("u");
    assert_eq!(state(&harness), State::Todo);
    harness.keys("L d").shows("[~] ChatFlow");
    assert_eq!(state(&harness), State::Doing);
}

#[test]
fn what_was_skipped_is_counted_on_a_shelf_as_in_the_week() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys(MEASURES).shows("0/3").lacks("skipped");
    harness.keys("g s \"done elsewhere\" Enter L");
    harness.shows("[Measures]").shows("0/3, skipped 1");
}

#[test]
fn what_is_to_be_avoided_is_no_work() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys(PRIORITIES).keys("/ \"legacy\" Enter Space");
    harness.shows("has no state").shows("Much effort: avoid");
    let avoided = |id: &&String| id.starts_with("practice/matrix/avoid/");
    let (data, index) = (&harness.model.data, &harness.model.index);
    let open = index.tree.open_items(data, "practice/matrix");
    assert!(!open.is_empty() && !open.iter().any(|node| avoided(&&node.id)));
}

#[test]
fn success_is_what_its_factors_weigh() {
    let mut harness = Harness::new(Lang::En, 120, 40);
    harness.keys(PRIORITIES).keys("/ \"30 minutes\" Enter");
    harness.shows("0 of 100").keys("Space");
    // A third of 40 per cent.
    harness.shows("13 of 100");
    let (data, index) = (&harness.model.data, &harness.model.index);
    let factors = factors(data, index, "practice/success");
    let weights: Vec<u8> = factors.iter().map(|factor| factor.weight).collect();
    assert_eq!(weights, [40, 30, 20, 10]);
    assert!((score(&factors) - 40.0 / 3.0).abs() < 1e-9);
}

#[test]
fn words_are_looked_for_as_they_are_typed_in_both_languages_and_by_first_consonants() {
    let mut harness = Harness::new(Lang::Ko, 120, 36);
    let catalogue = content::catalogue();
    let first = catalogue.projects[0].title.get(Lang::Ko);
    harness.keys("L").shows(first);
    harness.keys("/ \"웹소켓\"").lacks(first);
    harness.keys("Esc").shows(first);
    harness.keys("/ \"websocket\" Enter").lacks(first);
    harness.shows("/websocket");
    harness.keys("/ ctrl-u \"zzz\"").shows("맞는 것이 없습니다");
    harness.keys("Enter Esc").shows(first);
    harness.keys("Left Left Left / \"ㄴㅌㅇㅋ\"");
    harness.shows("네트워킹").lacks("꾸준함");
}

#[test]
fn a_page_is_found_read_and_leads_on_and_back() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness
        .keys(": \"How a résumé is read\" Enter")
        .shows("[Pages]");
    harness
        .shows("How a résumé is read")
        .keys("f")
        .shows("Go where?");
    let page = content::pages()
        .into_iter()
        .find(|page| page.id == "resume-lenses");
    let page = page.expect("a page");
    let place = |link: &content::Link| matches!(link, content::Link::Page(_));
    let at = page.links.iter().position(place).expect("a link to a page");
    let content::Link::Page(to) = &page.links[at] else {
        unreachable!("a page");
    };
    let to = content::pages().into_iter().find(|page| page.id == *to);
    let title = to.expect("a page").title.get(Lang::En).to_owned();
    harness
        .keys(&(at + 1).to_string())
        .shows(&title)
        .lacks("Go where?");
    harness.keys("Esc").shows("How a résumé is read");
    harness
        .keys("Esc")
        .shows(&title)
        .shows("How a résumé is read");
    harness.keys("Esc").lacks("[Pages]");
}

#[test]
fn what_was_looked_for_and_read_is_there_again_after_a_link() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("L Right Right / \"résumé\" Enter Enter End");
    let before = harness.screen();
    assert!(before.contains("/résumé"), "{before}");
    harness.keys("f 1").lacks("/résumé").keys("Esc");
    assert_eq!(harness.screen(), before);
    harness.lacks("Enter Open").keys("Esc").shows("/résumé");
    harness.shows("Enter Open").keys("Esc Esc").lacks("[Pages]");
}

#[test]
fn the_library_is_there_again_as_it_was_when_a_link_led_out_of_it() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    let planned = |link: &content::Link| match link {
        content::Link::Node(id) => harness.model.data.nodes.contains(id),
        _ => false,
    };
    let pages = content::pages();
    let mut places = pages
        .iter()
        .filter_map(|page| Some((page, page.links.iter().position(planned)?)));
    let (page, at) = places.next().expect("a link into the plan");
    let title = page.title.get(Lang::En).to_owned();
    harness.keys(&format!(": \"{title}\" Enter f {}", at + 1));
    harness.lacks("[Pages]").keys("L");
    harness.shows("[Pages]").shows(&title);
}

#[test]
fn a_page_that_is_found_opens_in_the_library_as_it_was_left() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys("L Right Right f").shows("Go where?");
    harness.keys(": \"When time is short\" Enter");
    harness.shows("Two small plans").lacks("Go where?");
    harness.keys("Esc").lacks("[Pages]");
    harness.keys("L").shows("[Pages]");
}

#[test]
fn a_shelf_without_items_says_what_fills_it() {
    let mut data = Data::default();
    let settings = Settings {
        lang: Lang::En,
        ..Settings::default()
    };
    let now = crate::common::now_at(FRIDAY);
    let edit = Edit::new(Step::Settings, "", &now).put(&data, settings);
    data.apply(&edit).expect("settings");
    let mut harness = Harness::with(data, FRIDAY, 80, 24);
    harness.keys("L Right Right Right");
    harness.shows("nothing for this shelf").lacks("Enter Open");
}
