//! Interviews: the plan until the day, what was asked, the hit rate, and what it makes of the questions' weight.

use crate::common::{FRIDAY, Harness, adopted, now_at};
use chrono::NaiveDate;
use gongbu::content::Content;
use gongbu::domain::interview::{Company, Hits, Preparation, Weights, ahead, day_of, next, weight};
use gongbu::domain::review::Scheduler;
use gongbu::domain::{
    Asked, Data, Edit, Grade, Index, Interview, Outcome, Question, Review, Step, Text,
};
use gongbu::lang::Lang;
use insta::assert_snapshot;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn put<R: gongbu::domain::Row>(data: &mut Data, row: R) {
    let edit = Edit::new(Step::EditInterview, "", &now_at(FRIDAY)).put(data, row);
    data.apply(&edit).unwrap();
}

fn interview(id: &str, company: &str, on: &str) -> Interview {
    Interview {
        id: id.into(),
        company: company.into(),
        on: day(on),
        ..Interview::default()
    }
}

fn asked(question: &str, went: Grade) -> Asked {
    Asked {
        question: Some(question.into()),
        went: Some(went),
        ..Asked::default()
    }
}

fn review(id: &str, question: &str, on: &str, grade: Grade) -> Review {
    let at: chrono::DateTime<chrono::FixedOffset> = format!("{on}T12:00:00+09:00").parse().unwrap();
    Review {
        id: id.into(),
        question: question.into(),
        grade,
        on: day(on),
        at: at.to_utc(),
        seconds: 30,
        updated: at.to_utc(),
        extra: Default::default(),
    }
}

fn question(id: &str, company: Option<&str>) -> Question {
    Question {
        id: id.into(),
        prompt: Text::plain(format!("What is {id}?")),
        company: company.map(Text::plain),
        own: true,
        created: now_at("2026-01-01T00:00:00+09:00").utc,
        ..Question::default()
    }
}

/// Three questions of the user, a held interview at Naver, and one ahead there.
fn small(lang: Lang) -> Data {
    let mut data = adopted(lang, &now_at(FRIDAY));
    Content::embedded().lend(&mut data);
    put(&mut data, question("raft", Some("네이버, 카카오")));
    put(&mut data, question("paxos", None));
    put(&mut data, question("gossip", None));
    put(&mut data, review("r1", "raft", "2026-11-01", Grade::Good));
    put(&mut data, review("r2", "paxos", "2026-11-19", Grade::Easy));
    let mut held = interview("old", "Naver", "2026-11-10");
    held.held = true;
    held.asked = vec![
        asked("raft", Grade::Again),
        asked("gossip", Grade::Good),
        Asked {
            text: "Why do you leave?".into(),
            ..Asked::default()
        },
    ];
    put(&mut data, held);
    put(
        &mut data,
        interview("next", "네이버 클라우드", "2026-12-02"),
    );
    data
}

fn harness(lang: Lang, width: u16, height: u16) -> Harness {
    let mut harness = Harness::with(small(lang), FRIDAY, width, height);
    harness.keys("I");
    harness
}

#[test]
fn the_next_interview_is_the_nearest_that_is_neither_held_nor_deleted_nor_past() {
    let mut data = Data::default();
    let today = day("2026-11-20");
    assert_eq!(next(&data, today), None);
    put(&mut data, interview("past", "A", "2026-11-19"));
    let mut held = interview("held", "B", "2026-11-20");
    held.held = true;
    put(&mut data, held);
    let mut deleted = interview("deleted", "C", "2026-11-21");
    deleted.deleted = true;
    put(&mut data, deleted);
    put(&mut data, interview("far", "D", "2026-12-21"));
    put(&mut data, interview("near", "E", "2026-11-20"));
    let ids: Vec<&str> = ahead(&data, today).iter().map(|one| &*one.id).collect();
    assert_eq!(ids, ["near", "far"]);
    assert_eq!(next(&data, today).unwrap().id, "near");
}

#[test]
fn a_question_weighs_more_the_nearer_the_company_that_asks_it_and_the_worse_it_went() {
    let data = small(Lang::En);
    let weigh = |id: &str, on: &str| weight(&data, data.question(id).unwrap(), day(on));
    // Six weeks before, and after it, all weigh the same.
    assert_eq!(weigh("raft", "2026-10-21"), 1.0);
    assert_eq!(weigh("raft", "2026-12-03"), 1.0);
    // On the day: a half for any, one for the company, one for having been asked there, one and a half for going wrong.
    assert_eq!(weigh("paxos", "2026-12-02"), 1.5);
    assert_eq!(weigh("gossip", "2026-12-02"), 2.5);
    assert_eq!(weigh("raft", "2026-12-02"), 5.0);
    assert_eq!(weigh("raft", "2026-11-11"), 3.0);
    let mut before = 0.0;
    for days in 0..=42 {
        let on = day("2026-10-21") + chrono::Duration::days(days);
        let weights = Weights::of(&data, on);
        let now = weights.weight(data.question("raft").unwrap());
        assert!(now > before, "{on}: {now} after {before}");
        before = now;
    }
}

#[test]
fn a_company_is_known_by_its_names_in_both_languages_and_by_its_first_word() {
    let is = |a: &str, b: &str| Company::of(a).is(&Company::of(b));
    assert!(is("Naver", "네이버"));
    assert!(is("네이버 클라우드", "naver"));
    assert!(is("우아한형제들", "Baemin"));
    assert!(is("Acme Inc.", "ACME"));
    assert!(!is("Line", "Linear"));
    assert!(!is("Toss", "Coupang"));
    assert!(!is("", ""));
}

#[test]
fn a_date_may_be_typed_whole_without_its_year_or_as_days_from_today() {
    let today = day("2026-11-20");
    let typed = |text: &str| day_of(text, today);
    assert_eq!(typed("2026-12-03"), Some(day("2026-12-03")));
    assert_eq!(typed(" 12-03 "), Some(day("2026-12-03")));
    assert_eq!(typed("12/3"), Some(day("2026-12-03")));
    assert_eq!(typed("2-14"), Some(day("2027-02-14")));
    assert_eq!(typed("11-10"), Some(day("2026-11-10")));
    assert_eq!(typed("+14"), Some(day("2026-12-04")));
    assert_eq!(typed("-3"), Some(day("2026-11-17")));
    for wrong in [
        "",
        "soon",
        "13-40",
        "2026-02-30",
        "+",
        "99999-1-1",
        "+999999999",
    ] {
        assert_eq!(typed(wrong), None, "{wrong}");
    }
}

#[test]
fn what_has_to_be_known_is_ordered_by_recall_on_the_day_without_another_review() {
    let data = small(Lang::En);
    let index = Index::of(&data);
    let one = data.interviews.get("next").unwrap();
    let plan = Preparation::of(&data, &index, one, day("2026-11-20"));
    let at = |id: &str| {
        plan.questions
            .iter()
            .position(|one| one.question == id)
            .unwrap()
    };
    // Asked there and never reviewed: before what was reviewed, and the weaker before the stronger.
    assert!(at("gossip") < at("raft") && at("raft") < at("paxos"));
    let raft = &plan.questions[at("raft")];
    let scheduler = Scheduler::of(&data.settings());
    let memory = index.memory("raft").unwrap();
    assert_eq!(raft.recall, Some(scheduler.recall(&memory, 31)));
    assert!(raft.recall.unwrap() < 0.8 && !raft.known);
    assert!(plan.questions[at("paxos")].recall.is_some());
    assert_eq!(plan.days, 12);
    assert_eq!(plan.today(), plan.left().div_ceil(12));
    let recalls: Vec<f32> = (plan.questions.iter())
        .map(|one| one.recall.unwrap_or(0.0))
        .collect();
    assert!(recalls.is_sorted());
}

#[test]
fn the_hit_rate_counts_what_was_reviewed_before_the_day() {
    let mut data = small(Lang::En);
    let hits = |data: &Data| {
        let index = Index::of(data);
        Hits::of(data, &index, data.interviews.get("old").unwrap())
    };
    let now = hits(&data);
    assert_eq!((now.asked, now.in_bank, now.prepared), (3, 2, 1));
    assert_eq!(now.percent(), Some(33));
    // What is reviewed on the day or later was not prepared.
    put(&mut data, review("r3", "gossip", "2026-11-10", Grade::Good));
    assert_eq!(hits(&data).prepared, 1);
    put(&mut data, review("r4", "gossip", "2026-11-09", Grade::Good));
    assert_eq!(hits(&data).prepared, 2);
    assert_eq!(Hits::default().percent(), None);
}

#[test]
fn an_interview_is_entered_with_company_role_and_date() {
    let data = adopted(Lang::En, &now_at(FRIDAY));
    let mut harness = Harness::with(data, FRIDAY, 80, 24);
    harness
        .keys("I")
        .shows("No interviews yet.")
        .shows("a  enters one");
    harness
        .keys("a \"Toss\" Enter \"Server\" Enter \"soon\" Enter")
        .shows("A date is 2026-12-03");
    harness
        .keys("ctrl-u \"12-03\" Enter")
        .shows("D-13")
        .shows("Toss, Server");
    let one = harness.model.data.interviews.iter().next().unwrap().clone();
    assert_eq!((one.on, one.held), (day("2026-12-03"), false));
    harness.keys("e Tab Tab ctrl-u \"+1\" Enter").shows("D-1 ");
    harness
        .keys("D")
        .shows("No interviews yet.")
        .keys("u")
        .shows("D-1 ");
}

#[test]
fn while_an_interview_lies_ahead_the_questions_say_so_and_no_longer_after_it() {
    let mut harness = harness(Lang::En, 120, 36);
    harness.keys("3").shows("D-12 네이버 클라우드");
    harness.wait(13 * 86_400).lacks("네이버 클라우드");
}

#[test]
fn enter_on_the_plan_studies_todays_share_from_there() {
    let mut harness = harness(Lang::En, 80, 24);
    harness
        .keys("Enter")
        .shows("known on the day")
        .shows("D-12")
        .shows("12 days)");
    let plan = {
        let data = &harness.model.data;
        let one = data.interviews.get("next").unwrap();
        Preparation::of(data, &harness.model.index, one, harness.today())
    };
    let first = plan.questions[0].question.clone();
    let prompt = harness
        .model
        .data
        .question(&first)
        .unwrap()
        .prompt
        .get(Lang::En)
        .to_owned();
    let start: String = prompt.chars().take(30).collect();
    harness
        .keys("Enter")
        .shows(&start)
        .shows(&format!("1/{}", plan.today()));
}

#[test]
fn a_session_from_the_interviews_ends_where_it_began() {
    let mut harness = harness(Lang::En, 80, 24);
    harness.keys("Enter").shows("known on the day");
    harness.keys("Enter").shows("review 1/1").keys("Esc");
    harness.shows("known on the day");
    // Once left, it does not come again.
    harness.keys("Esc Esc 3 Enter").shows("card");
    harness
        .keys("Esc")
        .lacks("Interviews")
        .shows("What is raft?");
}

#[test]
fn what_was_asked_is_picked_from_the_bank_or_typed_rated_and_made_a_question() {
    let mut harness = harness(Lang::En, 120, 36);
    harness
        .keys("Down Enter")
        .shows("Why do you leave?")
        .shows("Outcome: open");
    harness.wait(12 * 86_400);
    harness.keys("Esc Up Enter h").shows("What were you asked?");
    harness.keys("a \"paxos\" Enter 4").shows("very well");
    harness
        .keys("a \"Why us of all\" Up Enter 1")
        .shows("Why us of all")
        .shows("not in the bank");
    harness
        .keys("o o")
        .shows("Outcome: failed")
        .keys("n \"Two engineers\" Enter")
        .shows("- Two engineers");
    let one = harness.model.data.interviews.get("next").unwrap().clone();
    assert_eq!(one.asked[0].question.as_deref(), Some("paxos"));
    assert_eq!(one.asked[0].went, Some(Grade::Easy));
    assert_eq!(
        (one.asked[1].text.as_str(), one.asked[1].went),
        ("Why us of all", Some(Grade::Again))
    );
    assert_eq!((one.held, one.outcome), (true, Some(Outcome::Failed)));
    harness
        .keys("Q")
        .shows("In the question bank: Why us of all");
    let one = harness.model.data.interviews.get("next").unwrap().clone();
    let made = one.asked[1].question.clone().unwrap();
    let made = harness.model.data.question(&made).unwrap();
    assert_eq!(made.company, Some(Text::plain("네이버 클라우드")));
    // It was not in the bank before that day.
    harness.shows("prepared 1 of 2 asked (50%), in the bank 1");
    harness
        .keys("D")
        .shows("prepared 1 of 1 asked")
        .keys("u")
        .shows("of 2 asked");
    harness.keys("Q").shows("It is in the bank already.");
}

#[test]
fn an_interview_that_lies_ahead_is_not_held_yet() {
    let mut harness = harness(Lang::En, 80, 24);
    let held = |harness: &Harness| harness.model.data.interviews.get("next").unwrap().held;
    harness
        .lacks("h Held")
        .keys("h")
        .shows("It lies ahead (D-12, 2026-12-02)");
    assert!(!held(&harness));
    harness
        .keys("e Tab Tab ctrl-u \"11-20\" Enter h")
        .shows("What were you asked?");
    assert!(held(&harness));
    // What was held stays in the past.
    harness
        .keys("e Tab Tab ctrl-u \"+3\" Enter")
        .shows("cannot lie ahead");
    harness.keys("Esc h").shows("Still ahead");
    harness.keys("h").wait(12 * 86_400);
    assert!(held(&harness));
}

#[test]
fn before_it_is_held_nothing_can_be_noted_as_asked() {
    let mut harness = harness(Lang::En, 80, 24);
    harness.keys("Enter o Q").shows("known on the day");
    harness.keys("a").shows("New interview").keys("Esc");
    assert!(
        harness
            .model
            .data
            .interviews
            .get("next")
            .unwrap()
            .asked
            .is_empty()
    );
}

#[test]
fn what_was_typed_of_an_interview_comes_back() {
    let mut harness = harness(Lang::En, 80, 24);
    harness.keys("a \"Tos\"").wait(3);
    let mut again = Harness::with(harness.model.data.clone(), FRIDAY, 80, 24);
    again.keys("I a").shows("Tos");
}

#[test]
fn the_interviews_look_as_they_should() {
    for lang in [Lang::En, Lang::Ko] {
        for (width, height) in [(80, 24), (120, 36)] {
            let name = |what: &str| format!("interviews_{what}_{}_{width}x{height}", lang.code());
            let mut harness = harness(lang, width, height);
            assert_snapshot!(name("list"), harness.screen());
            harness.keys("Enter Down");
            assert_snapshot!(name("plan"), harness.screen());
            harness.keys("Esc Down Enter n \"기술 면접 두 번\" Enter Down");
            assert_snapshot!(name("debrief"), harness.screen());
            harness.keys("a \"가\"");
            assert_snapshot!(name("pick"), harness.screen());
        }
    }
    for lang in [Lang::En, Lang::Ko] {
        let mut harness = Harness::with(adopted(lang, &now_at(FRIDAY)), FRIDAY, 80, 24);
        harness.keys("I");
        assert_snapshot!(
            format!("interviews_empty_{}", lang.code()),
            harness.screen()
        );
        harness.keys("a \"Toss\"");
        assert_snapshot!(format!("interviews_new_{}", lang.code()), harness.screen());
    }
}

#[test]
fn no_size_of_the_screen_is_too_small() {
    for width in [0, 1, 5, 20, 36, 60] {
        for height in [0, 1, 2, 3, 5, 8, 20] {
            let mut harness = harness(Lang::Ko, 80, 24);
            for keys in ["", "Enter", "Esc Down Enter", "a", "Esc n", "Esc Esc a"] {
                harness.keys(keys);
                harness.send(gongbu::app::Msg::Resize(width, height));
                harness.screen();
                harness.send(gongbu::app::Msg::Resize(80, 24));
            }
        }
    }
}
