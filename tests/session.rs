//! Review sessions: budget, answers of one's own, rubric, cram, leeches, what is not known yet, rewording.

use crate::common::pty::{Pty, run};
use crate::common::{FRIDAY, Harness, adopted, now_at};
use gongbu::domain::review::Memory;
use gongbu::domain::{
    AttemptKind, BadAnswer, Data, Edit, Extra, Grade, Id, Index, Question, Review, State, Step,
    Text,
};
use gongbu::lang::Lang;

/// Adds a question with three key points to one's own.
fn own(data: &mut Data, id: &str) {
    let question = Question {
        id: id.into(),
        topic: "mine".into(),
        prompt: Text::plain(format!("What does {id} do?")),
        points: ["first", "second", "third"].map(Text::plain).to_vec(),
        answer: Text::plain("It does what it says on the tin."),
        bad: vec![BadAnswer {
            text: Text::plain("Nothing."),
            why: Text::plain("It does something."),
            extra: Extra::new(),
        }],
        own: true,
        ..Question::default()
    };
    let edit = Edit::new(Step::EditQuestion, "", &now_at(FRIDAY)).put(data, question);
    data.apply(&edit).unwrap();
}

fn reviewed(data: &mut Data, question: &str, grade: Grade, on: &str) {
    let at = format!("{on}T12:00:00Z").parse().unwrap();
    let count = data.reviews.len();
    let review = Review {
        id: format!("r-{on}-{question}-{count}"),
        question: question.into(),
        grade,
        on: on.parse().unwrap(),
        at,
        seconds: 30,
        updated: at,
        extra: Extra::new(),
    };
    let edit = Edit::new(Step::Grade, "", &now_at(FRIDAY)).put(data, review);
    data.apply(&edit).unwrap();
}

/// Three questions of one's own, all due.
fn three() -> Data {
    let mut data = adopted(Lang::En, &now_at(FRIDAY));
    for id in ["alpha", "beta", "gamma"] {
        own(&mut data, id);
        reviewed(&mut data, id, Grade::Good, "2026-11-10");
    }
    data
}

fn at(data: Data, width: u16, height: u16) -> Harness {
    let mut harness = Harness::with(data, FRIDAY, width, height);
    harness.keys("3");
    harness
}

fn memories(harness: &Harness) -> Vec<(Id, Option<Memory>)> {
    let all = harness.model.data.all_questions();
    all.map(|question| {
        (
            question.id.clone(),
            harness.model.index.memory(&question.id),
        )
    })
    .collect()
}

fn rebuilt_alike(harness: &Harness) {
    let rebuilt = Index::of(&harness.model.data);
    for (id, memory) in memories(harness) {
        assert_eq!(rebuilt.memory(&id), memory, "{id}");
    }
}

#[test]
fn the_sheet_tells_what_fits_and_remembers_what_was_chosen() {
    let mut harness = at(three(), 80, 24);
    harness
        .keys("Space")
        .shows("3 due (0 of them weak)")
        .shows("[10 min]")
        .shows("3 of 3 cards fit.")
        .shows("Your pace: 45 s a known card, 30 s a new one.");
    harness.keys("5").shows("[5 min]").keys("Right Right");
    harness.shows("[20 min]").keys("Down 1").shows("[10]");
    harness.keys("Enter").shows("review 1/3 · 20 min left");
    let settings = harness.model.data.settings();
    assert_eq!((settings.session_minutes, settings.session_cards), (20, 10));
    harness.keys("Esc Space").shows("[20 min]").shows("[10]");
    harness.keys("Space").shows("review 1/3");
}

#[test]
fn when_the_time_is_used_up_the_card_is_finished_and_five_minutes_more_are_offered() {
    let mut harness = at(three(), 80, 24);
    harness.keys("Space 5 Enter").wait(200);
    harness.keys("Space Space 3").shows("review 2/3");
    harness.wait(200).shows("review 2/3 · 0 min left");
    harness.keys("Space Space 3").shows("The time is used up.");
    harness.shows("5: 5 minutes more, 1 cards are left.");
    harness.keys("5").shows("review 3/3 · 5 min left");
    harness.keys("Space Space 3").lacks("The time is used up.");
    assert_eq!(harness.model.data.reviews.len(), 6);
}

#[test]
fn an_answer_typed_before_the_reveal_stands_beside_the_model_answer() {
    for (width, beside) in [(110, true), (80, false)] {
        let mut harness = at(three(), width, 30);
        if beside {
            harness.keys("z");
        }
        harness.keys("/ \"alpha\" Enter Enter i \"my words\" Enter \"two lines\"");
        harness.wait(3);
        let saved = harness.model.data.attempts.iter().next().unwrap();
        assert_eq!(saved.text, ["my words", "two lines"]);
        harness.keys("Esc Space Space");
        let screen = harness.screen();
        let line = screen.lines().find(|line| line.contains("my words"));
        let both = line.unwrap().contains("on the tin");
        assert_eq!(both, beside, "{screen}");
        harness.shows("on the tin").keys("i");
        harness.shows("Answer before the model answer is shown.");
        harness.keys("3 Enter o").shows("my words").shows("Good");
    }
}

#[test]
fn what_was_typed_comes_back_after_the_program_was_killed() {
    let mut harness = at(three(), 80, 24);
    harness.keys("/ \"alpha\" Enter Enter i \"half a tho\"");
    harness.send(gongbu::app::Msg::Hangup);
    let mut harness = at(harness.model.data.clone(), 80, 24);
    harness
        .keys("/ \"alpha\" Enter Enter i")
        .shows("half a tho");
    harness.keys("\"ught\" ctrl-s Space Space 3");
    let attempts: Vec<_> = harness.model.data.attempts.iter().collect();
    let [attempt] = attempts[..] else {
        panic!("one answer: {attempts:?}")
    };
    assert_eq!(attempt.text, ["half a thought"]);
    assert_eq!(attempt.grade, Some(Grade::Good));
    assert!(attempt.review.is_some());
}

#[test]
fn ticked_points_suggest_a_grade_and_undo_brings_the_card_back_with_them() {
    let mut harness = at(three(), 80, 24);
    harness.keys("Space Enter p Space Down x Down Space");
    harness.shows("[x] ").keys("Enter");
    harness.shows("[Enter Good]").shows("2 Hard");
    let before = memories(&harness);
    harness.keys("Enter").shows("review 2/3");
    let attempt = harness.model.data.attempts.iter().next().unwrap();
    assert_eq!((attempt.said.len(), attempt.points), (2, 3));
    assert!(attempt.aloud);
    harness.keys("u").shows("review 1/3").shows("[Enter Good]");
    assert_eq!(memories(&harness), before);
    assert_eq!(harness.screen().matches("[x] ").count(), 2);
    let attempt = harness.model.data.attempts.iter().next().unwrap();
    assert_eq!((attempt.grade, attempt.aloud), (None, true));
    harness.keys("1").shows("review 2/4");
}

#[test]
fn the_foot_of_a_card_names_the_keys_as_they_work_while_points_are_ticked() {
    let mut harness = at(three(), 80, 24);
    harness.keys("Space Enter Space");
    harness.shows("Space Model answer").shows("x tick");
    harness.keys("x");
    harness.shows("Enter Model answer").shows("Space tick");
    harness.keys("Space").shows("[ ] first");
    harness.keys("Enter").shows("It does what it says");
}

#[test]
fn the_line_at_the_bottom_names_only_what_can_be_done() {
    let mut harness = at(three(), 80, 24);
    harness.keys("Space Enter");
    harness.shows("Reveal the next step").lacks("3 Good");
    harness.keys("Space Space").shows("3 Good");
}

#[test]
fn cram_asks_what_the_list_shows_and_leaves_every_schedule_as_it_was() {
    let mut harness = at(three(), 80, 24);
    harness.keys("/ \"is:own does\" Enter c").shows("[cram]");
    harness.shows("Cramming leaves the schedule as it is.");
    let dumped = |harness: &Harness| format!("{:?}", memories(harness));
    let before = dumped(&harness);
    let counted = harness.model.index.reviews_on(harness.today());
    harness.keys("Enter").shows("cram 1/");
    harness.keys("Space Space 1").shows("once more at the end");
    harness.keys("Space Space 3 Space Space 3");
    for _ in 0..12 {
        if !harness.screen().contains("cram done") {
            harness.keys("Space Space Space 2");
        }
    }
    harness.shows("cram done").shows("Still weak");
    assert_eq!(dumped(&harness), before);
    assert_eq!(harness.model.data.reviews.len(), 3);
    assert_eq!(harness.model.index.reviews_on(harness.today()), counted);
    let attempts = &harness.model.data.attempts;
    assert!(attempts.len() > 3);
    assert!(attempts.iter().all(|it| it.kind == AttemptKind::Cram));
    rebuilt_alike(&harness);
}

/// One question that was forgotten three times, and another.
fn leech() -> Data {
    let mut data = three();
    for on in ["2026-11-11", "2026-11-12", "2026-11-13"] {
        reviewed(&mut data, "beta", Grade::Again, on);
    }
    data
}

#[test]
fn a_question_forgotten_four_times_is_asked_about_and_becomes_an_item_of_the_week() {
    let mut harness = at(leech(), 80, 24);
    harness.keys("Space Enter").shows("What does beta do?");
    harness.keys("Space Space 1").shows("Forgotten 4 times.");
    harness.wait(1).keys("3").shows("An item of this week now");
    harness.lacks("Forgotten").shows("review 2/3");
    let week = harness.now.week();
    let data = &harness.model.data;
    let item = data.nodes.iter().find(|node| node.question.is_some());
    let item = item.unwrap().clone();
    assert_eq!(item.week, Some(week));
    assert_eq!(harness.model.index.memory("beta"), None, "learned anew");
    assert_eq!(data.reviews.len(), 7, "no review is lost");
    rebuilt_alike(&harness);
    harness.keys("Esc / \"is:own beta\" Enter Space");
    harness.shows("Nothing is due");
    let items = gongbu::domain::items::Items::new(
        &harness.model.data,
        &harness.model.index,
        harness.now,
        Lang::En,
    );
    let done = items.set_state(&item.id, State::Done).ok().unwrap();
    let mut data = harness.model.data.clone();
    data.apply(&done).unwrap();
    let mut harness = at(data, 80, 24);
    harness.keys("Space").shows("1 new").keys("Enter Esc");
    harness
        .keys("/ \"is:own beta\" Enter Space Enter")
        .shows("never reviewed");
}

#[test]
fn the_list_marks_leeches_and_what_waits_for_an_item_and_help_says_so() {
    let mut harness = at(leech(), 80, 24);
    harness.keys("Space Enter Space Space 1 4 Esc");
    harness.shows("! What does beta do?");
    harness.keys("Space Enter d Esc").shows("? What does");
    // A leech made an item of the week waits too, and is no longer called one.
    let mut harness = at(leech(), 80, 24);
    harness.keys("Space Enter Space Space 1 3 Esc");
    harness.shows("? What does beta do?").lacks("! What");
    harness
        .keys("? End")
        .shows("! leech, forgotten")
        .shows("? not known yet or parked");
}

#[test]
fn a_leech_is_split_and_the_second_question_is_worded_by_the_user() {
    let mut harness = at(leech(), 80, 24);
    harness.keys("Space Enter Space Space 1 2");
    harness.shows("Which key points go").keys("Enter");
    harness.shows("Both questions need a key point.");
    harness
        .keys("Down Space Enter")
        .shows("What does beta do? (second part)");
    harness.keys("Esc").shows("review 2/");
    let data = &harness.model.data;
    assert_eq!(data.question("beta").unwrap().points.len(), 2);
    let other = data.questions.iter().find(|it| it.points.len() == 1);
    assert_eq!(other.unwrap().points[0], Text::plain("second"));
}

#[test]
fn what_is_not_known_yet_becomes_an_item_without_a_grade() {
    let mut harness = at(three(), 80, 24);
    harness
        .keys("Space Enter d")
        .shows("An item of this week now");
    harness.shows("review 1/2");
    assert_eq!(harness.model.data.reviews.len(), 3);
    harness.keys("Space Space d").shows("Answer before");
    let nodes = harness.model.data.nodes.iter();
    assert_eq!(nodes.filter(|node| node.question.is_some()).count(), 1);
}

#[test]
fn a_big_edit_asks_about_the_schedule_and_both_answers_can_be_undone() {
    let before = {
        let harness = at(three(), 80, 24);
        harness.model.index.memory("alpha")
    };
    for (key, want_new) in [("1", false), ("2", false), ("3", true)] {
        let mut data = three();
        reviewed(&mut data, "alpha", Grade::Easy, "2026-11-19");
        let mut harness = at(data, 80, 24);
        let known = harness.model.index.memory("alpha");
        assert_ne!(known, before);
        harness.keys("/ \"alpha\" Enter e ctrl-End ctrl-u \"Alpha is quite another thing\" ctrl-s");
        harness.shows("More than half of it is new");
        harness.keys(key).lacks("More than half");
        let memory = harness.model.index.memory("alpha");
        match key {
            "1" => assert_eq!(memory, known),
            "2" => assert_eq!(memory.unwrap().due, "2026-11-21".parse().unwrap()),
            _ => assert_eq!(memory, None),
        }
        assert_eq!(memory.is_none(), want_new);
        rebuilt_alike(&harness);
        if key != "1" {
            harness.keys("u");
            assert_eq!(harness.model.index.memory("alpha"), known);
        }
    }
    let mut harness = at(three(), 80, 24);
    harness.keys("/ \"alpha\" Enter e ctrl-End \" indeed\" ctrl-s");
    harness.lacks("More than half");
}

#[test]
fn a_session_killed_in_its_middle_has_lost_nothing_that_was_graded() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["--lang", "en", "init", "--yes"]);
    let mut pty = Pty::gongbu(folder.path(), &[], 100, 30);
    pty.wait_for("● saved").send("3");
    pty.send(" ");
    pty.wait_for("cards fit");
    pty.send(" ");
    for next in 2..=4 {
        // Enough steps for any card; after the last one a further key only says so.
        pty.send("    ");
        pty.wait_for("3 Good");
        pty.send("3").wait_for(&format!("review {next}/"));
    }
    // What the screen shows after the grade is there already.
    pty.wait_for("● saved").signal("KILL");
    pty.wait_exit();
    drop(pty);
    let dump: serde_json::Value = serde_json::from_str(&run(folder.path(), &["dump"])).unwrap();
    let documents = dump["documents"].as_object().unwrap();
    let reviews = documents
        .values()
        .filter_map(|doc| doc["reviews"].as_array());
    assert_eq!(reviews.flatten().count(), 3);
}

/// The screen below the header, which has pictures of its own.
fn body(harness: &mut Harness) -> String {
    let screen = harness.screen();
    screen.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn each_screen_of_a_session_looks_as_it_should() {
    for lang in [Lang::En, Lang::Ko] {
        for (width, height) in [(80, 24), (120, 36)] {
            let name = |what: &str| format!("session_{what}_{}_{width}", lang.code());
            let mut data = leech();
            let settings = gongbu::domain::Settings {
                lang,
                ..data.settings()
            };
            let edit = Edit::new(Step::Settings, "", &now_at(FRIDAY)).put(&data, settings);
            data.apply(&edit).unwrap();
            let mut harness = at(data, width, height);
            if width > 100 {
                harness.keys("z");
            }
            harness.keys("Space");
            insta::assert_snapshot!(name("start"), body(&mut harness));
            harness.keys("c");
            insta::assert_snapshot!(name("cram"), body(&mut harness));
            harness.keys("c Enter i \"내 말로 적은 답\"");
            insta::assert_snapshot!(name("typing"), body(&mut harness));
            harness.keys("Esc Space Down x");
            insta::assert_snapshot!(name("rubric"), body(&mut harness));
            harness.keys("Enter");
            insta::assert_snapshot!(name("answer"), body(&mut harness));
            harness.keys("1");
            insta::assert_snapshot!(name("leech"), body(&mut harness));
            harness.keys("2 Down Space");
            insta::assert_snapshot!(name("split"), body(&mut harness));
            harness.keys("Esc Space Space 3 Space Space 3 o").wait(5);
            insta::assert_snapshot!(name("earlier"), body(&mut harness));
            harness.keys("o Space Space 4").wait(5);
            insta::assert_snapshot!(name("summary"), body(&mut harness));
        }
    }
}
