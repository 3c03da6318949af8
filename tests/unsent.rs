//! Text that is typed into a field and not sent: no field of the program loses it.

use crate::common::{FRIDAY, Harness};
use gongbu::app::Msg;
use gongbu::commands::{COMMANDS, Key, Scope};
use gongbu::domain::{Data, Draft, Edit, Step};
use gongbu::lang::Lang;
use std::collections::BTreeSet;

/// What is typed in these tests: nothing of it stands anywhere else.
const WORDS: &str = "qxjz 31";

/// The cockpit with a draft in it, so that each list has a row.
fn furnished() -> Harness {
    let mut harness = Harness::new(Lang::En, 100, 30);
    let draft = Draft {
        id: "d".into(),
        title: "Locks".into(),
        body: vec!["one lock".into()],
        ..Draft::default()
    };
    let edit = Edit::new(Step::EditDraft, "Locks", &harness.now).put(&harness.model.data, draft);
    harness.model.data.apply(&edit).unwrap();
    Harness::with(harness.model.data.clone(), FRIDAY, 100, 30)
}

/// The data as it would be after a start, read from what was saved.
fn reread(data: &Data) -> Data {
    let mut again = Data::default();
    for doc in data.docs() {
        let bytes = data.encode(&doc).unwrap();
        assert_eq!(again.load(&doc, &bytes).unwrap(), [], "{doc}");
    }
    again
}

fn restarted(harness: &Harness) -> Harness {
    let now = harness.now.local().to_rfc3339();
    Harness::with(reread(&harness.model.data), &now, 100, 30)
}

fn saved_anywhere(data: &Data, words: &str) -> bool {
    let holds = |doc: &String| {
        let bytes = data.encode(doc).unwrap();
        String::from_utf8(bytes).unwrap().contains(words)
    };
    data.docs().iter().any(holds)
}

/// Types the words and says whether they are kept two seconds later, in what would be on disk.
fn keeps_words(harness: &mut Harness) -> bool {
    for c in WORDS.chars() {
        harness.send(Msg::Key(Key::char(c)));
    }
    harness.wait(2);
    saved_anywhere(&harness.model.data, WORDS)
}

#[test]
fn no_field_that_any_command_opens_loses_what_was_typed_two_seconds_ago() {
    let mut fields = BTreeSet::new();
    for pane in [
        "1",
        "2 j j j j j j j",
        "3",
        "4",
        "4 Enter",
        "3 Enter",
        "3 a",
        "4 a",
        "S",
        "S a",
        "I",
        "I a",
        "P",
        "P a",
        "L",
        "L Right Right Right Right",
        "V",
        "M",
        "M Enter",
    ] {
        let mut harness = furnished();
        harness.keys(pane);
        let (data, scopes) = (harness.model.data.clone(), harness.model.scopes());
        let here = COMMANDS.iter().filter(|command| {
            // What works from everywhere is tried from one place.
            scopes.contains(&command.scope) && (command.scope != Scope::Cockpit || pane == "1")
        });
        for command in here {
            let Some(keys) = command.keys.first() else {
                continue;
            };
            let mut harness = Harness::with(data.clone(), FRIDAY, 100, 30);
            harness.keys(pane);
            harness.keys(keys);
            if !harness.model.takes_text() || harness.model.quitting {
                continue;
            }
            assert!(keeps_words(&mut harness), "{pane} {keys}: {}", command.name);
            fields.extend(harness.model.data.unsent.iter().map(|typed| {
                let name = typed
                    .id
                    .split_once(':')
                    .map_or(typed.id.as_str(), |(name, _)| name);
                name.to_owned()
            }));
        }
    }
    let expected = [
        "add",
        "draft-find",
        "draft-title",
        "due",
        "first-day",
        "hours",
        "interview",
        "library-search",
        "log",
        "note",
        "palette",
        "period",
        "question-form",
        "question-search",
        "reading",
        "skip",
        "story-form",
        "title",
    ];
    assert_eq!(
        fields,
        expected.map(str::to_owned).into(),
        "the fields there are"
    );
}

#[test]
fn each_field_of_the_question_form_is_kept_before_there_is_a_prompt() {
    for tabs in 1..8 {
        let mut harness = furnished();
        harness.keys("3 a").keys(&"Tab ".repeat(tabs));
        assert!(keeps_words(&mut harness), "field {tabs}");
        assert!(harness.model.data.questions.is_empty());
        let mut harness = restarted(&harness);
        harness.keys("3 a").shows(WORDS).shows("not sent yet");
        harness.keys("\"Why?\"").wait(2);
        assert_eq!(harness.model.data.questions.len(), 1);
        assert!(harness.model.data.unsent.is_empty(), "it is a question now");
    }
}

#[test]
fn the_first_start_keeps_what_was_typed_into_its_fields() {
    for (tabs, words) in [(1, "2031"), (2, "77")] {
        let mut harness = Harness::with(Data::default(), FRIDAY, 80, 24);
        harness
            .keys("Enter")
            .keys(&"Tab ".repeat(tabs))
            .keys("ctrl-u");
        words
            .chars()
            .for_each(|c| harness.send(Msg::Key(Key::char(c))));
        harness.wait(2);
        let mut harness = restarted(&harness);
        assert!(!harness.model.data.is_started(), "nothing is adopted yet");
        harness.keys("Enter").shows(words);
    }
    let mut harness = Harness::with(Data::default(), FRIDAY, 80, 24);
    harness.keys("Enter Tab Tab Backspace Enter").wait(2);
    assert!(harness.model.data.is_started());
    assert!(harness.model.data.unsent.is_empty(), "it was sent");
}

#[test]
fn the_same_field_brings_the_text_back_and_tells_when_it_was_typed() {
    let mut harness = furnished();
    harness
        .keys("2 j j j j j j j s \"no time this week\"")
        .wait(2);
    let mut harness = restarted(&harness);
    harness
        .keys("2 j j j j j j j +")
        .lacks("no time this week")
        .keys("Esc");
    harness.keys("s").shows("no time this week");
    harness.shows("Typed 11-20 (Fri) 21:05 and not sent yet.");
    harness.keys("\", really\" Enter").wait(3);
    let reason = |harness: &Harness| {
        let progress = harness.model.data.progress.iter();
        progress
            .filter_map(|progress| progress.reason.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(reason(&harness), ["no time this week, really"]);
    assert!(harness.model.data.unsent.is_empty(), "it was sent");
    harness.keys("a").lacks("not sent yet");
}

#[test]
fn typed_text_is_no_step_of_the_user() {
    let mut harness = furnished();
    harness.keys("2 a \"first\" Enter");
    let history = harness.model.history.clone();
    let revision = harness.model.index.revision;
    harness.keys("a \"something else\"").wait(4);
    assert_eq!(harness.model.data.unsent.len(), 1);
    assert_eq!(harness.model.history, history);
    assert_eq!(
        harness.model.index.revision, revision,
        "nothing is worked out anew"
    );
    assert!(harness.model.toast.is_none());
    harness.keys("Esc u").shows("Undone: item added, first");
}

#[test]
fn text_is_saved_two_seconds_after_its_first_key_or_after_two_hundred_keys() {
    let mut harness = furnished();
    harness.keys("2 a \"one\"").wait(1).keys("\" two\"");
    assert!(harness.model.data.unsent.is_empty());
    harness.wait(1);
    assert_eq!(
        harness.model.data.unsent.get("add").unwrap().fields,
        ["one two"]
    );
    let saves = harness.effects.len();
    harness.wait(30);
    assert_eq!(harness.effects.len(), saves, "nothing typed, nothing saved");
    let typed = |harness: &Harness| harness.model.data.unsent.get("add").unwrap().fields[0].len();
    for _ in 0..199 {
        harness.send(Msg::Key(Key::char('x')));
    }
    assert_eq!(typed(&harness), 7);
    harness.send(Msg::Key(Key::char('x')));
    assert_eq!(typed(&harness), 207);
}

#[test]
fn ctrl_c_hangup_and_suspension_keep_what_is_typed_at_once() {
    for leave in ["ctrl-c", "ctrl-q"] {
        let mut harness = furnished();
        harness.keys("2 a \"at once\"").keys(leave);
        assert!(harness.model.quitting);
        assert!(saved_anywhere(&harness.model.data, "at once"), "{leave}");
    }
    let mut harness = furnished();
    harness.keys("2 a \"at once\"").send(Msg::Hangup);
    assert!(saved_anywhere(&harness.model.data, "at once"));
    let mut harness = furnished();
    harness.keys("3 a Tab Tab \"at once\" Esc ctrl-z");
    assert!(saved_anywhere(&harness.model.data, "at once"));
}

#[test]
fn cancelling_drops_a_few_words_and_keeps_what_is_longer_than_a_line() {
    let mut harness = furnished();
    harness
        .keys("2 j j j j j j j s \"a few words\"")
        .wait(3)
        .keys("Esc");
    assert!(harness.model.data.unsent.is_empty());
    harness.keys("s").lacks("a few words").keys("Esc");
    let long = "three hundred letters ".repeat(14);
    harness.keys("s").keys(&format!("\"{long}\" Esc"));
    harness.shows("Not sent. The text is here again when you come back.");
    let mut harness = restarted(&harness);
    harness
        .keys("2 j j j j j j j s")
        .shows("three hundred letters")
        .keys("Enter");
    assert!(harness.model.data.unsent.is_empty(), "until it is sent");
    harness
        .keys("s")
        .keys(&format!("\"{long}\" Esc s ctrl-u Esc"));
    assert!(harness.model.data.unsent.is_empty(), "or emptied");
}

#[test]
fn a_refused_answer_stays_and_one_that_could_not_be_done_comes_back() {
    let mut harness = furnished();
    harness
        .keys("2 j j j j j j j + \"abc\" Enter")
        .wait(2)
        .shows("abc");
    assert_eq!(harness.model.data.unsent.len(), 1);
    let mut harness = furnished();
    harness.keys("2 j j j j j j j m \"a note\"");
    harness.model.save = gongbu::app::SaveState::ReadOnly("Somebody else has it.".into());
    harness.keys("Enter").shows("Somebody else has it.");
    harness.keys("m").shows("a note");
    let saves = |effect: &gongbu::app::Effect| matches!(effect, gongbu::app::Effect::Save { .. });
    assert!(
        !harness.effects.iter().any(saves),
        "nothing of it is written"
    );
}

#[test]
fn every_scope_that_takes_text_is_reached_by_these_tests() {
    let reached = [
        ("2 a", Scope::Line),
        ("3 a", Scope::Form),
        ("4 Enter", Scope::Editor),
        ("r", Scope::Retro),
        (":", Scope::Palette),
        ("3 Enter i", Scope::Answer),
        ("M Enter", Scope::MockNotes),
    ];
    let all = COMMANDS
        .iter()
        .map(|command| command.scope)
        .filter(|scope| scope.is_text());
    let mut seen = Vec::new();
    for (keys, scope) in reached {
        let mut harness = furnished();
        harness.keys(keys);
        assert_eq!(harness.model.scopes().first(), Some(&scope), "{keys}");
        assert!(keeps_words(&mut harness), "{keys}");
        seen.push(scope);
    }
    for scope in all {
        assert!(seen.contains(&scope), "{scope:?}");
    }
}
