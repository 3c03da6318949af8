//! Data, documents, undo: what goes in comes out, and nothing foreign is lost.

use crate::common::{Harness, adopted, decade, now_at};
use gongbu::app::History;
use gongbu::domain::*;
use gongbu::lang::Lang;
use proptest::prelude::*;

fn now() -> Now {
    now_at(crate::common::FRIDAY)
}

/// Every document of `data`, read into new data.
fn reread(data: &Data) -> Data {
    let mut again = Data::default();
    for doc in data.docs() {
        assert_eq!(
            again.load(&doc, &data.encode(&doc).unwrap()).unwrap(),
            [],
            "{doc}"
        );
    }
    again
}

#[test]
fn a_document_that_is_read_and_written_is_the_same_to_the_byte() {
    let data = decade::data(&now());
    let again = reread(&data);
    for doc in data.docs() {
        assert_eq!(data.encode(&doc), again.encode(&doc), "{doc}");
    }
}

#[test]
fn unknown_fields_numbers_and_tables_survive_in_their_digits() {
    let text = r#"{
  "draft": [
    {
      "id": "d1",
      "title": "제목",
      "state": "draft",
      "body": [
        "한 줄"
      ],
      "created": "2026-11-20T12:00:00Z",
      "updated": "2026-11-20T12:00:00Z",
      "mood": {
        "deep": [
          1e+400,
          12345678901234567890123
        ]
      },
      "later": 1.10
    }
  ],
  "stickers": [
    1.000
  ]
}
"#;
    let mut data = Data::default();
    assert_eq!(data.load("drafts/d1", text.as_bytes()).unwrap(), []);
    assert_eq!(
        String::from_utf8(data.encode("drafts/d1").unwrap()).unwrap(),
        text
    );
}

#[test]
fn a_record_that_cannot_be_read_is_reported_and_kept_in_the_file() {
    let text = r#"{"hours": [{"id": "a", "node": "n", "minutes": 30, "on": "2026-11-20"}, {"id": "b", "node": "n", "minutes": "half an hour", "on": "2026-11-20"}]}"#;
    let mut data = Data::default();
    let bad = data.load("hours/2026-11", text.as_bytes()).unwrap();
    assert_eq!(bad.len(), 1);
    assert_eq!((bad[0].table, bad[0].id.as_str()), (Table::Log, "b"));
    assert_eq!(data.logs.len(), 1);
    let written = String::from_utf8(data.encode("hours/2026-11").unwrap()).unwrap();
    assert!(written.contains("half an hour"), "{written}");
}

#[test]
fn two_records_of_one_id_are_both_kept_and_reported() {
    let text = r#"{"hours": [{"id": "a", "node": "n", "minutes": 30, "on": "2026-11-20"}, {"id": "a", "node": "n", "minutes": 45, "on": "2026-11-20"}]}"#;
    let mut data = Data::default();
    assert_eq!(
        data.load("hours/2026-11", text.as_bytes()).unwrap().len(),
        1
    );
    let written = String::from_utf8(data.encode("hours/2026-11").unwrap()).unwrap();
    assert!(
        written.contains("30") && written.contains("45"),
        "{written}"
    );
}

#[test]
fn a_record_of_an_id_that_another_document_has_is_kept_and_reported() {
    let log = |minutes: u32| {
        format!(
            r#"{{"hours": [{{"id": "a", "node": "n", "minutes": {minutes}, "on": "2026-11-20"}}]}}"#
        )
    };
    let mut data = Data::default();
    let mut load = |doc, minutes| data.load(doc, log(minutes).as_bytes()).unwrap().len();
    assert_eq!(load("hours/2026-11", 30), 0);
    assert_eq!(load("hours/copy", 45), 1);
    for (doc, minutes) in [("hours/2026-11", "30"), ("hours/copy", "45")] {
        let written = String::from_utf8(data.encode(doc).unwrap()).unwrap();
        assert!(written.contains(minutes), "{doc}: {written}");
    }
}

#[test]
fn a_record_that_was_written_into_another_document_than_its_own_stays_there_until_it_is_changed() {
    let text = r#"{"hours": [{"id": "a", "node": "n", "minutes": 30, "on": "2026-10-31"}]}"#;
    let mut data = Data::default();
    assert_eq!(data.load("hours/2026-11", text.as_bytes()).unwrap(), []);
    let other = Log {
        id: "b".into(),
        on: "2026-11-02".parse().unwrap(),
        ..data.logs.get("a").unwrap().clone()
    };
    let edit = Edit::new(Step::LogTime, "", &now()).put(&data, other);
    let saved = data.apply(&edit).unwrap();
    assert_eq!(Vec::from_iter(saved.into_keys()), ["hours/2026-11"]);
    assert_eq!(reread(&data).logs.len(), 2);
    let november = data.doc_value("hours/2026-11").unwrap();
    assert_eq!(november["hours"].as_array().unwrap().len(), 2);

    let changed = Log {
        minutes: 45,
        ..data.logs.get("a").unwrap().clone()
    };
    let edit = Edit::new(Step::LogTime, "", &now()).put(&data, changed);
    let saved = data.apply(&edit).unwrap();
    assert_eq!(
        Vec::from_iter(saved),
        [
            ("hours/2026-10".to_owned(), 0),
            ("hours/2026-11".to_owned(), 1)
        ]
    );
    assert_eq!(reread(&data).logs.len(), 2);
}

#[test]
fn a_document_that_is_no_json_object_is_refused_and_nothing_is_taken_in() {
    for text in ["", "[1]", "{\"hours\": [", "\0\0\0"] {
        let mut data = Data::default();
        assert!(
            data.load("hours/2026-11", text.as_bytes()).is_err(),
            "{text:?}"
        );
        assert!(data.docs().is_empty());
    }
}

#[test]
fn dates_and_sums_that_no_calendar_can_hold_count_as_unreadable() {
    for (doc, text) in [
        (
            "plans/a",
            r#"{"plan":[{"id":"a","title":"A","base":"2025-06-01","start":"+262142-12-31"}]}"#,
        ),
        (
            "hours/2026-11",
            r#"{"hours":[{"id":"h","node":"n","minutes":9223372036854775807,"on":"2026-11-20"}]}"#,
        ),
        (
            "hours/2026-11",
            r#"{"hours":[{"id":"h","node":"n","minutes":5,"on":"-0001-11-20"}]}"#,
        ),
        (
            "drafts/d",
            r#"{"draft":[{"id":"d","title":"T","state":"idea","body":[],"created":"+262142-12-31T23:59:59Z","updated":"2026-11-20T12:00:00Z"}]}"#,
        ),
    ] {
        let mut data = Data::default();
        let bad = data.load(doc, text.as_bytes()).unwrap();
        assert_eq!(bad.len(), 1, "{text}");
        let kept = String::from_utf8(data.encode(doc).unwrap()).unwrap();
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(read(&kept), read(text), "it stays in the file");
    }
}

#[test]
fn settings_that_were_broken_by_hand_do_not_begin_anew() {
    let mut data = Data::default();
    let text = br#"{"settings":[{"id":"settings","lang":"en","keys":{"item.done":"v"}}]}"#;
    assert_eq!(data.load("settings", text).unwrap().len(), 1);
    assert!(data.is_started());
    let mut data = adopted(Lang::En, &now());
    data.settings = Default::default();
    assert!(data.is_started(), "there is a plan");
    assert!(!Data::default().is_started());
}

#[test]
fn a_date_out_of_all_reach_is_reported_and_kept_in_the_file() {
    let text = r#"{"hours": [{"id": "a", "node": "n", "minutes": 30, "on": "+262142-12-31"}]}"#;
    let mut data = Data::default();
    assert_eq!(
        data.load("hours/2026-11", text.as_bytes()).unwrap().len(),
        1
    );
    let written = String::from_utf8(data.encode("hours/2026-11").unwrap()).unwrap();
    assert!(written.contains("+262142-12-31"), "{written}");
}

#[test]
fn units_that_add_up_to_more_than_the_calendar_holds_are_scheduled_all_the_same() {
    let mut data = adopted(Lang::Ko, &now());
    let first = data.nodes.iter().find(|node| node.kind == Kind::Phase);
    let phase = first.unwrap().clone();
    let mut edit = Edit::new(Step::AddItem, "", &now());
    for number in 0..14_000 {
        let unit = Node {
            id: format!("long{number:05}"),
            parent: Some(phase.id.clone()),
            order: 1_000_000 + number,
            kind: Kind::Block,
            span: None,
            weeks: Some(u32::MAX),
            ..phase.clone()
        };
        edit.put_new(&data, unit);
    }
    data.apply(&edit).unwrap();
    let index = Index::of(&data);
    let last = index.schedule.range("long13999").unwrap();
    assert!(last.to.is_some_and(|to| last.from <= to), "{last:?}");
}

#[test]
fn an_edit_made_from_an_older_record_is_refused_whole() {
    let mut data = adopted(Lang::Ko, &now());
    let draft = |title: &str| Draft {
        id: "d".into(),
        title: title.into(),
        ..Draft::default()
    };
    let first = Edit::new(Step::EditDraft, "", &now()).put(&data, draft("one"));
    let stale = Edit::new(Step::EditDraft, "", &now()).put(&data, draft("two"));
    data.apply(&first).unwrap();
    assert!(matches!(
        data.apply(&stale),
        Err(Refused::Changed(Table::Draft, _))
    ));
    assert_eq!(data.drafts.get("d").unwrap().title, "one");
}

#[test]
fn an_edit_that_changes_one_record_twice_is_refused_whole() {
    let mut data = Data::default();
    let mut edit = Edit::new(Step::EditDraft, "", &now());
    for title in ["one", "two"] {
        let draft = Draft {
            id: "d".into(),
            title: title.into(),
            ..Draft::default()
        };
        edit.put_new(&data, draft);
    }
    assert_eq!(
        data.apply(&edit),
        Err(Refused::Twice(Table::Draft, "d".into()))
    );
    assert!(data.docs().is_empty());
}

#[test]
fn the_index_kept_up_to_date_equals_the_index_built_anew() {
    let data = decade::data(&now());
    let mut harness = Harness::with(data, crate::common::FRIDAY, 120, 36);
    harness.keys("2 Down Down Space Down d + \"30\" Enter a \"새 항목\" Enter u ctrl-r 3 Enter Space Space Space Space Space 3 Esc");
    let fresh = Index::of(&harness.model.data);
    for question in harness.model.data.all_questions() {
        assert_eq!(
            harness.model.index.memory(&question.id),
            fresh.memory(&question.id),
            "{}",
            question.id
        );
    }
    for node in harness.model.data.nodes.iter() {
        assert_eq!(
            harness.model.index.minutes(&node.id),
            fresh.minutes(&node.id),
            "{}",
            node.id
        );
        assert_eq!(
            harness.model.index.tree.children(&node.id),
            fresh.tree.children(&node.id),
            "{}",
            node.id
        );
    }
}

#[test]
fn after_every_kind_of_edit_and_its_undo_the_index_is_what_a_new_one_would_be() {
    let now = now();
    let today = now.today();
    let mut data = adopted(Lang::Ko, &now);
    let node = data.nodes.iter().next().unwrap().id.clone();
    let plan = data.plans.iter().next().unwrap().clone();
    let log = |minutes, on: &str, deleted| Log {
        id: "l".into(),
        node: node.clone(),
        minutes,
        on: on.parse().unwrap(),
        deleted,
        updated: now.utc,
        extra: Extra::new(),
    };
    let question = |deleted| Question {
        id: "q".into(),
        deleted,
        ..Question::default()
    };
    let review = |id: &str, on: &str| Review {
        id: id.into(),
        question: "q".into(),
        grade: Grade::Good,
        on: on.parse().unwrap(),
        at: now.utc,
        seconds: 0,
        updated: now.utc,
        extra: Extra::new(),
    };
    let settings = Settings {
        retention: 0.8,
        ..data.settings()
    };
    let moved = Plan {
        start: plan.start + chrono::Days::new(40),
        ..plan
    };
    let gone = Node {
        deleted: true,
        ..data.nodes.iter().last().unwrap().clone()
    };
    let edit = || Edit::new(Step::Note, "", &now);
    type Make<'a> = Box<dyn Fn(&Data) -> Edit + 'a>;
    let steps: Vec<Make> = vec![
        Box::new(|data| edit().put(data, log(30, "2026-11-20", false))),
        Box::new(|data| edit().put(data, log(45, "2026-11-19", false))),
        Box::new(|data| edit().put(data, log(45, "2026-11-19", true))),
        Box::new(|data| edit().put(data, question(false))),
        Box::new(|data| edit().put(data, review("r1", "2026-11-01"))),
        Box::new(|data| edit().put(data, review("r2", "2026-11-04"))),
        Box::new(|data| edit().put(data, review("r1", "2026-11-02"))),
        Box::new(|data| edit().put(data, settings.clone())),
        Box::new(|data| edit().put(data, question(true))),
        Box::new(|data| edit().put(data, moved.clone())),
        Box::new(|data| edit().put(data, gone.clone())),
    ];
    let mut index = Index::of(&data);
    let mut check = |data: &mut Data, edit: &Edit| {
        data.apply(edit).unwrap();
        index.update(data, edit);
        let new = Index::of(data);
        assert_eq!(index.memory("q"), new.memory("q"));
        assert_eq!(index.minutes(&node), new.minutes(&node));
        for day in (-30..400).map(|days| today + chrono::Duration::days(days)) {
            assert_eq!(index.due(day), new.due(day), "{day}");
            assert_eq!(index.reviews_on(day), new.reviews_on(day), "{day}");
            assert_eq!(index.minutes_on(day), new.minutes_on(day), "{day}");
        }
        for node in data.nodes.iter() {
            let range = |index: &Index| index.schedule.range(&node.id);
            assert_eq!(range(&index), range(&new), "{}", node.id);
            assert_eq!(index.tree.children(&node.id), new.tree.children(&node.id));
        }
    };
    let mut done = Vec::new();
    for step in &steps {
        let edit = step(&data);
        check(&mut data, &edit);
        done.push(edit);
    }
    for edit in done.iter().rev() {
        check(&mut data, &edit.inverse());
    }
}

#[test]
fn two_hundred_steps_can_be_taken_back_and_done_again_also_after_a_restart() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    let before = harness.model.data.clone();
    for number in 0..210 {
        let draft = Draft {
            id: format!("d{number:03}"),
            title: "x".into(),
            ..Draft::default()
        };
        let edit = Edit::new(Step::EditDraft, "x", &harness.now).put(&harness.model.data, draft);
        harness.model.data.apply(&edit).unwrap();
        harness.model.history.push(&edit);
    }
    let after = harness.model.data.drafts.len();
    let text = serde_json::to_string(&harness.model.history).unwrap();
    harness.model.history = serde_json::from_str::<History>(&text).unwrap();
    for _ in 0..200 {
        harness.keys("u");
    }
    assert_eq!(
        harness.model.data.drafts.len(),
        before.drafts.len() + 10,
        "200 of 210 steps"
    );
    harness.keys("u").shows("Nothing to undo");
    for _ in 0..200 {
        harness.keys("ctrl-r");
    }
    assert_eq!(harness.model.data.drafts.len(), after);
}

#[test]
fn what_was_carried_out_after_a_step_keeps_its_undo_from_destroying_it() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    let draft = |title: &str| Draft {
        id: "d".into(),
        title: title.into(),
        ..Draft::default()
    };
    let first =
        Edit::new(Step::EditDraft, "mine", &harness.now).put(&harness.model.data, draft("mine"));
    harness.model.data.apply(&first).unwrap();
    harness.model.history.push(&first);
    let outside = Edit::new(Step::EditDraft, "theirs", &harness.now)
        .put(&harness.model.data, draft("theirs"));
    harness.model.data.apply(&outside).unwrap();
    harness.keys("u").shows("Cannot");
    assert_eq!(harness.model.data.drafts.get("d").unwrap().title, "theirs");
}

proptest! {
    #[test]
    fn any_run_of_edits_can_be_taken_back_to_the_byte(steps in prop::collection::vec((0..6_u8, 0..5_u8, "[가-힣a-z \\\\\"]{0,12}"), 1..40)) {
        let mut data = Data::default();
        let mut done: Vec<Edit> = Vec::new();
        for (table, id, text) in steps {
            let edit = Edit::new(Step::Note, "", &now());
            let id = format!("x{id}");
            let edit = match table {
                0 => edit.put(&data, Progress { id, note: Some(text), ..Progress::default() }),
                1 => edit.put(&data, Draft { id, title: text, ..Draft::default() }),
                2 => edit.put(&data, Question { id, prompt: Text::plain(text), ..Question::default() }),
                3 => edit.put(&data, Settings { day_start: text.len() as u32 % 24, ..Settings::default() }),
                _ => match done.pop() {
                    Some(last) => last.inverse(),
                    None => continue,
                },
            };
            data.apply(&edit).unwrap();
            if table < 4 {
                done.push(edit);
            }
        }
        let again = reread(&data);
        for doc in data.docs() {
            prop_assert_eq!(data.encode(&doc), again.encode(&doc));
        }
        for edit in done.iter().rev() {
            data.apply(&edit.inverse()).unwrap();
        }
        prop_assert!(data.docs().is_empty(), "{:?}", data.docs());
    }
}
