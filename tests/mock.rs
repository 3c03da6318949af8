//! Mock interviews: the clock from moments, a whole one by keys, over time, pause, restart, looking back.

use crate::common::pty::{Pty, run};
use crate::common::{FRIDAY, Harness, adopted, now_at};
use chrono::{DateTime, Duration, Utc};
use gongbu::app::Msg;
use gongbu::domain::mock::{self, Choice, Picker};
use gongbu::domain::{
    AttemptKind, BadAnswer, Data, Edit, Extra, FollowUp, Index, Mock, MockStage, Question,
    QuestionKind, Step, Story, Text,
};
use gongbu::lang::Lang;
use proptest::prelude::*;

fn question(id: &str, kind: QuestionKind, prompt: &str) -> Question {
    Question {
        id: id.into(),
        kind,
        prompt: Text::plain(prompt),
        points: vec![Text::plain("It keeps order"), Text::plain("It has a cost")],
        answer: Text::plain("The model of all answers."),
        bad: vec![BadAnswer {
            text: Text::plain("It is always fast."),
            why: Text::plain("Nothing is."),
            extra: Extra::new(),
        }],
        followups: vec![FollowUp {
            id: "1".into(),
            prompt: Text::plain("And why is that?"),
            answer: Text::plain("Because of the lock."),
            ..FollowUp::default()
        }],
        own: true,
        ..Question::default()
    }
}

/// The plan, and no questions but these.
fn bank(lang: Lang) -> Data {
    let now = now_at(FRIDAY);
    let mut data = adopted(lang, &now);
    let mut edit = Edit::new(Step::EditQuestion, "", &now);
    edit.put_new(
        &data,
        question("d1", QuestionKind::Design, "Design a chat for millions"),
    );
    for n in 0..12 {
        let id = format!("t{n:02}");
        edit.put_new(
            &data,
            question(&id, QuestionKind::Technical, &format!("Question {n}")),
        );
    }
    edit.put_new(
        &data,
        Story {
            id: "s1".into(),
            title: Text::plain("The slow list"),
            own: true,
            ..Story::default()
        },
    );
    data.apply(&edit).unwrap();
    data
}

/// A cockpit that knows the questions of [`bank`] alone.
fn harness(lang: Lang, width: u16, height: u16) -> Harness {
    opened(bank(lang), FRIDAY, width, height)
}

fn opened(data: Data, now: &str, width: u16, height: u16) -> Harness {
    let mut harness = Harness::with(data, now, width, height);
    harness.model.data.bank.clear();
    harness.model.data.shipped_stories.clear();
    harness
}

fn only(harness: &Harness) -> Mock {
    let mocks: Vec<&Mock> = harness.model.data.mocks.iter().collect();
    assert_eq!(mocks.len(), 1);
    mocks[0].clone()
}

fn at(seconds: i64) -> DateTime<Utc> {
    now_at(FRIDAY).utc + Duration::seconds(seconds)
}

fn started(stages: usize) -> Mock {
    Mock {
        id: "m".into(),
        stages: vec![
            MockStage {
                minutes: 15,
                ..MockStage::default()
            };
            stages
        ],
        started: at(0),
        seen: at(0),
        on: now_at(FRIDAY).today(),
        ..Mock::default()
    }
}

#[test]
fn a_design_mock_goes_from_the_first_key_to_the_summary() {
    let mut harness = harness(Lang::En, 120, 36);
    harness.keys("M").shows("Mock interviews").keys("Enter");
    harness.shows("Design a chat for millions").shows("15:00");
    harness.lacks("It keeps order").lacks("The model of all");
    harness.keys("\"1000 users\"").wait(65).shows("13:55");
    assert_eq!(only(&harness).stages[0].notes, ["1000 users"]);
    harness.keys("Tab").shows("Outline").shows("15:00");
    harness.wait(60).keys("ctrl-n").wait(30).keys("F2").wait(5);
    assert_eq!(only(&harness).at_stage, 3);
    harness
        .keys("Tab")
        .shows("1000 users")
        .shows("It keeps order");
    harness
        .shows("The model of all answers.")
        .shows("Nothing is.");
    harness
        .keys("Space")
        .shows("[x] It keeps order")
        .shows("suggested 3");
    harness
        .keys("3 Enter 3 Enter 3 Enter 2 Enter")
        .shows("Score 2.8 of 5")
        .lacks("not scored");
    harness.shows("02:40 / 60:00".split(" / ").next().unwrap());
    let mock = only(&harness);
    let seconds: Vec<u32> = mock.stages.iter().map(|stage| stage.seconds).collect();
    assert_eq!(seconds, [65, 60, 30, 5]);
    let data = &harness.model.data;
    assert_eq!(data.reviews.len(), 0);
    let attempts: Vec<_> = data.attempts.iter().collect();
    assert_eq!(attempts.len(), 1);
    assert_eq!(attempts[0].kind, AttemptKind::Mock);
    assert_eq!(
        (attempts[0].said.as_slice(), attempts[0].seconds),
        (&[0][..], 160)
    );
}

#[test]
fn a_stage_that_was_given_no_score_has_none_whatever_the_ticks_suggest() {
    let mut harness = harness(Lang::En, 100, 30);
    harness.keys("M Enter").wait(60).keys("Tab").wait(60);
    harness
        .keys("ctrl-e Space")
        .shows("not scored, suggested 3");
    harness.keys("Enter Enter Enter Enter").shows("How it went");
    let stages = |harness: &Harness| only(harness).stages.iter().filter_map(|s| s.score).count();
    assert_eq!(stages(&harness), 0);
    assert_eq!(mock::score(&only(&harness)), None);
    harness
        .shows("Not scored: open a stage")
        .shows("not reached");
    harness.keys("Left Left Left 4 Right Right Right");
    assert_eq!(stages(&harness), 1);
    harness.shows("Score 4.0 of 5, from 1 of 4 stages");
    // What was neither scored nor ticked was not found weak.
    let mut unjudged = only(&harness);
    for stage in &mut unjudged.stages {
        (stage.score, stage.said) = (None, Vec::new());
    }
    assert!(mock::weak(&harness.model.data, &unjudged).is_empty());
}

#[test]
fn a_weak_question_becomes_an_item_of_this_week_once() {
    let mut harness = harness(Lang::En, 100, 30);
    harness.keys("M Enter ctrl-e 1 Enter Enter Enter Enter a");
    let about = |harness: &Harness| {
        let nodes = harness.model.data.nodes.iter();
        nodes
            .filter(|node| node.question.as_deref() == Some("d1"))
            .count()
    };
    assert_eq!(about(&harness), 1);
    harness.keys("a");
    assert_eq!(about(&harness), 1);
    harness
        .keys("q")
        .lacks("What to do next")
        .shows("Design a chat");
}

#[test]
fn time_that_is_over_counts_on() {
    let mut harness = harness(Lang::En, 80, 24);
    harness.keys("M Enter").wait(15 * 60 + 61).shows("-01:01");
    harness.shows("OVER TIME");
    assert!(only(&harness).finished.is_none());
}

#[test]
fn a_pause_stops_the_clock_and_wakes_nobody() {
    let mut harness = harness(Lang::En, 80, 24);
    harness
        .keys("M Enter")
        .wait(10)
        .keys("ctrl-p")
        .shows("PAUSED");
    harness.wait(5);
    let before = harness.now.utc;
    assert!(harness.model.deadline() - before > Duration::seconds(1));
    harness.wait(600).shows("14:50").keys("F4").wait(10);
    harness.shows("14:40").lacks("PAUSED");
    let mock = only(&harness);
    assert_eq!(mock.pauses.len(), 1);
    assert!(!mock.pauses[0].broken);
}

#[test]
fn a_restart_offers_to_go_on_and_the_time_between_is_no_interview() {
    let mut harness = harness(Lang::En, 80, 24);
    harness.keys("M Enter \"half a thought\"").wait(20);
    let data = harness.model.data.clone();
    let mut later = opened(data, "2026-11-20T22:05:00+09:00", 80, 24);
    later.keys("M").shows("Go on: Design, stage 1 of 4");
    later.keys("Enter").shows("half a thought").shows("14:4");
    let mock = only(&later);
    assert!(mock.pauses[0].broken);
    later.keys("ctrl-e").shows("half a thought");
}

#[test]
fn one_that_was_broken_off_can_be_ended_where_it_was() {
    let mut harness = harness(Lang::En, 80, 24);
    harness.keys("M Enter").wait(20);
    let data = harness.model.data.clone();
    let mut later = opened(data, "2026-11-20T22:05:00+09:00", 80, 24);
    later.keys("M x").shows("Looking back");
    let mock = only(&later);
    assert!(mock::total(&mock, later.now.utc) <= 20);
    assert_eq!(mock.finished, Some(mock.seen));
}

#[test]
fn keys_for_what_is_not_there_are_not_named_and_say_why() {
    let mut harness = harness(Lang::En, 120, 36);
    harness.keys("M").lacks("D Delete").lacks("x End");
    harness.keys("x").shows("No mock interview is paused");
    harness.keys("D").shows("mock interviews that were held");
}

#[test]
fn leaving_pauses_and_deleting_can_be_undone() {
    let mut harness = harness(Lang::En, 80, 24);
    harness.keys("M Enter").wait(5).keys("Esc").shows("Paused");
    harness.keys("Home x Esc").shows("Held so far");
    harness.keys("End D").lacks("Held so far");
    harness.keys("u").shows("Held so far");
}

#[test]
fn a_sleeping_machine_is_a_broken_pause() {
    let mut harness = harness(Lang::En, 80, 24);
    harness.keys("M Enter").wait(10);
    harness.now.utc += Duration::hours(2);
    harness.send(Msg::Tick);
    harness.wait(1).shows("14:4");
    let mock = only(&harness);
    assert!(mock.pauses.iter().any(|pause| pause.broken));
}

#[test]
fn a_clock_put_back_gives_no_time_back() {
    let mut harness = harness(Lang::En, 80, 24);
    harness.keys("M Enter").wait(30);
    harness.now.utc -= Duration::hours(1);
    // By how much it went back nobody can tell but from the first look after it.
    harness.wait(10).wait(10).shows("14:20");
    assert!(only(&harness).stages[0].seconds >= 30);
}

#[test]
fn a_technical_mock_fills_its_minutes_with_whys_between() {
    let data = bank(Lang::En);
    let index = Index::of(&data);
    let picker = |seed| Picker {
        data: &data,
        index: &index,
        today: now_at(FRIDAY).today(),
        phase: Default::default(),
        seed,
    };
    for minutes in [15, 30, 45] {
        let stages = picker(3).stages(&Choice::Technical(minutes));
        assert_eq!(
            stages.iter().map(|stage| stage.minutes).sum::<u32>(),
            minutes
        );
        assert!(stages[1].question.as_ref().unwrap().ends_with("#1"));
    }
    let choice = Choice::Technical(45);
    assert_eq!(picker(3).stages(&choice), picker(3).stages(&choice));
    assert_ne!(picker(3).stages(&choice), picker(4).stages(&choice));
    let told = picker(1).stages(&Choice::Behavioural);
    assert_eq!(told[0].title, Text::plain("The slow list"));
}

#[test]
fn a_technical_mock_can_be_chosen_in_three_lengths() {
    for (keys, given) in [("", "15:00"), ("Right", "30:00"), ("Right Right", "45:00")] {
        let mut harness = harness(Lang::En, 80, 24);
        harness.keys(&format!("M Down Down {keys} Enter"));
        harness.shows(&format!("of {given}"));
        assert_eq!(only(&harness).kind, QuestionKind::Technical);
    }
}

#[test]
fn a_company_set_asks_that_companys_questions_first() {
    let mut data = bank(Lang::En);
    let mut edit = Edit::new(Step::EditQuestion, "", &now_at(FRIDAY));
    let theirs = Question {
        company: Some(Text::plain("Hanbit")),
        ..question("h1", QuestionKind::Company, "Why us of all?")
    };
    edit.put_new(&data, theirs);
    data.apply(&edit).unwrap();
    let mut harness = opened(data, FRIDAY, 100, 30);
    harness.keys("M Down Down Down Down").shows("< Hanbit >");
    harness.keys("Enter").shows("Why us of all?");
    let mock = only(&harness);
    assert_eq!(mock.company, "Hanbit");
    assert_eq!(mock::given(&mock), 45);
    let asked = |stage: &MockStage| stage.question.clone().unwrap();
    assert!(asked(&mock.stages[0]).starts_with("h1"));
    assert!(mock.stages.iter().any(|s| asked(s).starts_with('t')));
}

#[test]
fn a_behavioural_mock_finds_its_story_under_any_title() {
    let mut data = bank(Lang::En);
    let now = now_at(FRIDAY);
    let mut edit = Edit::new(Step::EditStory, "", &now);
    let same = Story {
        id: "s2".into(),
        title: Text::plain("The slow list"),
        situation: Text::plain("Another one of that name."),
        ..Story::default()
    };
    edit.put_new(&data, same);
    data.apply(&edit).unwrap();
    let mut harness = opened(data, FRIDAY, 80, 24);
    harness.keys("M Down Down Down Enter");
    assert_eq!(only(&harness).stages[0].story.as_deref(), Some("s1"));
    harness.lacks("Users waited.");
    let renamed = Story {
        title: Text::plain("A list made fast"),
        situation: Text::plain("Users waited."),
        ..harness.model.data.stories.get("s1").unwrap().clone()
    };
    let edit = Edit::new(Step::EditStory, "", &now).put(&harness.model.data, renamed);
    harness.model.data.apply(&edit).unwrap();
    harness.keys("ctrl-e").shows("Users waited.");
}

#[test]
fn undoing_says_what_it_takes_away() {
    let mut harness = harness(Lang::En, 120, 36);
    harness.keys("M Enter \"users\"").wait(20).keys("ctrl-e 2");
    harness.keys("u").shows("scores and ticks");
    harness
        .keys("u")
        .shows("its end; it can go on, the notes stay");
    assert_eq!(only(&harness).stages[0].notes, ["users"]);
    assert!(only(&harness).finished.is_none());
    harness
        .keys("u u")
        .shows("the whole interview with its notes");
}

#[test]
fn a_whole_mock_is_not_undone_before_the_key_was_pressed_once_more() {
    let mut harness = harness(Lang::En, 120, 36);
    harness
        .keys("M Enter \"users\"")
        .wait(20)
        .keys("ctrl-e 2 u u");
    harness.keys("u").shows("u once more does it");
    assert_eq!(only(&harness).stages[0].notes, ["users"]);
    // Anything else means no, and the next time it is asked again.
    harness.keys("Down u").shows("u once more does it");
    assert!(!harness.model.data.mocks.is_empty());
    harness.keys("u").lacks("once more");
    assert!(harness.model.data.mocks.is_empty());
    harness.keys("ctrl-r").shows("Design");
    assert_eq!(only(&harness).stages[0].notes, ["users"]);
}

#[test]
fn a_mock_that_was_killed_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["--lang", "en", "init", "--yes"]);
    let mut pty = Pty::gongbu(folder.path(), &[], 100, 30);
    pty.wait_for("● saved").send("M");
    pty.wait_for("Begin a new one").send("\r");
    pty.wait_for("left in this stage").send("\t");
    // What the second stage is called depends on the question; the notes are those of whatever stage it is.
    pty.send("halfathought");
    pty.wait_for("halfathought");
    std::thread::sleep(std::time::Duration::from_millis(3_500));
    pty.signal("KILL");
    pty.wait_exit();
    drop(pty);
    let folder_name = folder.path().to_str().unwrap();
    let later = "2026-11-20T22:05:00+09:00";
    let args = ["--data-dir", folder_name, "--now", later];
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_gongbu"));
    let mut pty = Pty::program(program, &args, 100, 30);
    pty.wait_for("● saved").send("M");
    pty.wait_for("Go on: Design, stage 2 of").send("\r");
    pty.wait_for("halfathought");
    pty.wait_for("● saved").signal("KILL");
    pty.wait_exit();
    drop(pty);
    let dump: serde_json::Value = serde_json::from_str(&run(folder.path(), &["dump"])).unwrap();
    let documents = dump["documents"].as_object().unwrap();
    let mocks: Vec<&serde_json::Value> = documents
        .values()
        .filter_map(|document| document["mocks"].as_array())
        .flatten()
        .collect();
    assert_eq!(mocks.len(), 1);
    assert_eq!(mocks[0]["stages"][1]["notes"][0], "halfathought");
    let pauses = mocks[0]["pauses"].as_array().unwrap();
    assert_eq!(pauses.len(), 1);
    assert_eq!(pauses[0]["broken"], true);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stages_and_pauses_make_up_the_whole_time(
        steps in proptest::collection::vec((0u8..4, 0i64..400_000), 1..40)
    ) {
        let mut mock = started(5);
        let mut now = at(0);
        let mut alive = now;
        for (what, millis) in steps {
            now += Duration::milliseconds(millis);
            if mock.finished.is_some() {
                break;
            }
            mock::follow(&mut mock, alive, now);
            alive = now;
            match what {
                0 => mock::next(&mut mock, now),
                1 => mock::pause(&mut mock, now),
                2 => mock::see(&mut mock, now),
                _ => mock::go_on(&mut mock, now),
            }
        }
        let last = mock.finished.unwrap_or(now);
        mock::end(&mut mock, last);
        let end = mock.finished.unwrap();
        let stages: i64 = mock.stages.iter().map(|stage| i64::from(stage.seconds)).sum();
        let wall = (end - mock.started).num_milliseconds() - mock::paused(&mock, end);
        prop_assert_eq!(stages, wall / 1000);
    }

    #[test]
    fn no_clock_set_by_hand_makes_time_negative(jumps in proptest::collection::vec(-100_000i64..100_000, 1..30)) {
        let mut mock = started(2);
        let mut alive = at(0);
        for jump in jumps {
            let now = alive + Duration::seconds(jump);
            let before = mock::in_stage(&mock, alive);
            mock::follow(&mut mock, alive, now);
            alive = now;
            prop_assert!(mock::in_stage(&mock, now) >= before);
            prop_assert!(mock::paused(&mock, now) >= 0);
        }
    }
}

#[test]
fn screens_of_mocks_in_both_languages() {
    for lang in [Lang::En, Lang::Ko] {
        for (width, height) in [(80, 24), (120, 36)] {
            let name = |what: &str| format!("mock_{what}_{}_{width}", lang.code());
            let mut harness = harness(lang, width, height);
            harness.keys("M");
            insta::assert_snapshot!(name("empty"), harness.screen());
            harness
                .keys("Enter")
                .wait(75)
                .keys("\"API, QPS 10k\"")
                .wait(3);
            insta::assert_snapshot!(name("running"), harness.screen());
            harness.keys("ctrl-p").wait(20);
            insta::assert_snapshot!(name("paused"), harness.screen());
            harness.keys("ctrl-e Space 2");
            insta::assert_snapshot!(name("looking_back"), harness.screen());
            harness.keys("Enter Enter Enter Enter").wait(10);
            insta::assert_snapshot!(name("summary"), harness.screen());
            harness.keys("Esc").wait(10);
            insta::assert_snapshot!(name("list"), harness.screen());
        }
    }
}
