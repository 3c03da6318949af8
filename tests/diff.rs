//! Going to documents as they were: what the edit says, what it leaves, and that it can be taken back.

use crate::common::{FRIDAY, adopted, now_at};
use gongbu::domain::docs::Parsed;
use gongbu::domain::*;
use gongbu::lang::Lang;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn now() -> Now {
    now_at(FRIDAY)
}

/// All documents of `data`, as they are saved.
fn saved(data: &Data) -> BTreeMap<String, String> {
    let text = |doc: &str| String::from_utf8(data.encode(doc).unwrap()).unwrap();
    let docs = data.docs().into_iter();
    docs.map(|doc| (doc.clone(), text(&doc))).collect()
}

/// Data from documents, as the program reads it.
fn read(docs: &BTreeMap<String, String>) -> Data {
    let mut data = Data::default();
    let parsed = docs.iter().map(|(doc, text)| parse(doc, text));
    let _ = data.load_all(parsed.collect());
    data
}

fn parse(doc: &str, text: &str) -> Parsed {
    Parsed::of(doc, text.as_bytes()).unwrap()
}

/// The edit from `data` to exactly `docs`: what is not among them is to be gone.
fn edit_to(data: &Data, docs: &BTreeMap<String, String>) -> Edit {
    let mut names = data.docs();
    names.extend(docs.keys().cloned());
    let target = names.into_iter().map(|doc| {
        let parsed = docs.get(&doc).map(|text| parse(&doc, text));
        (doc, parsed)
    });
    data.edit_to(target.collect(), Step::Restore, "then", &now())
}

fn draft(id: &str, title: &str) -> Draft {
    Draft {
        id: id.into(),
        title: title.into(),
        ..Draft::default()
    }
}

fn log(id: &str, on: &str, minutes: i64) -> Log {
    Log {
        id: id.into(),
        node: "n".into(),
        minutes,
        on: on.parse().unwrap(),
        deleted: false,
        updated: now().utc,
        extra: Extra::new(),
    }
}

fn put(data: &mut Data, row: impl Row) {
    let mut edit = Edit::new(Step::Note, "", &now());
    edit.put_new(data, row);
    data.apply(&edit).unwrap();
}

#[test]
fn a_record_that_lives_in_another_document_now_moves_back_and_is_not_doubled() {
    let mut data = Data::default();
    put(&mut data, log("a", "2026-10-31", 30));
    let then = saved(&data);
    put(&mut data, log("a", "2026-11-01", 30));
    assert_eq!(Vec::from_iter(saved(&data).into_keys()), ["hours/2026-11"]);
    let october = then["hours/2026-10"].clone();
    // Only the document of October is asked for.
    let target = vec![(
        "hours/2026-10".to_owned(),
        Some(parse("hours/2026-10", &october)),
    )];
    let edit = data.edit_to(target, Step::Restore, "", &now());
    let mut back = data.clone();
    back.apply(&edit).unwrap();
    assert_eq!(saved(&back), then);
    back.apply(&edit.inverse()).unwrap();
    assert_eq!(saved(&back), saved(&data));
}

#[test]
fn records_keep_the_times_they_had() {
    let mut data = Data::default();
    put(&mut data, draft("d", "old"));
    let then = saved(&data);
    let later = Now {
        utc: now().utc + chrono::Duration::days(30),
        ..now()
    };
    let edit = Edit::new(Step::EditDraft, "", &later).put(&data, draft("d", "new"));
    data.apply(&edit).unwrap();
    let edit = edit_to(&data, &then);
    data.apply(&edit).unwrap();
    assert_eq!(data.drafts.get("d").unwrap().updated, now().utc);
}

#[test]
fn what_is_not_understood_of_a_document_comes_back_too_and_goes_again_with_undo() {
    let text = r#"{"draft": [{"id": "d", "title": "T", "new": 1.50}, {"id": "e", "title": 7}], "stickers": [1e400]}"#;
    let then = BTreeMap::from([("drafts/d".to_owned(), text.to_owned())]);
    let then = saved(&read(&then));
    let mut data = Data::default();
    put(&mut data, draft("d", "T"));
    let now = saved(&data);
    let edit = edit_to(&data, &then);
    assert_eq!(edit.changes.len(), 1);
    assert_eq!(edit.foreign.len(), 1);
    assert_eq!(data.difference(&edit, Lang::En).foreign, ["drafts/d"]);
    data.apply(&edit).unwrap();
    assert_eq!(saved(&data), then);
    // The history is written to a file between.
    let written = serde_json::to_string(&edit).unwrap();
    let edit: Edit = serde_json::from_str(&written).unwrap();
    data.apply(&edit.inverse()).unwrap();
    assert_eq!(saved(&data), now);
}

#[test]
fn an_edit_whose_foreign_part_is_stale_is_refused_whole() {
    let with = |extra: &str| {
        let text = format!(r#"{{"draft": [{{"id": "d", "title": "T"}}], "x": {extra}}}"#);
        BTreeMap::from([("drafts/d".to_owned(), text)])
    };
    let mut data = read(&with("1"));
    let two = edit_to(&data, &with("2"));
    let three = edit_to(&data, &with("3"));
    data.apply(&two).unwrap();
    let before = saved(&data);
    assert_eq!(data.apply(&three), Err(Refused::Foreign("drafts/d".into())));
    assert_eq!(saved(&data), before);
}

#[test]
fn documents_as_they_are_need_no_edit() {
    let data = adopted(Lang::Ko, &now());
    assert!(edit_to(&data, &saved(&data)).is_empty());
}

#[test]
fn the_difference_names_records_as_the_user_does() {
    let mut data = adopted(Lang::En, &now());
    put(&mut data, draft("kept", "kept as it is"));
    put(&mut data, draft("gone", "brought back"));
    put(&mut data, draft("old", "before"));
    let then = saved(&data);
    let deleted = Draft {
        deleted: true,
        ..data.drafts.get("gone").unwrap().clone()
    };
    put(&mut data, deleted);
    put(&mut data, draft("old", "after"));
    put(&mut data, draft("new", "written since"));
    let node = data
        .nodes
        .iter()
        .find(|n| n.kind.is_item())
        .unwrap()
        .clone();
    let progress = Progress {
        id: node.id.clone(),
        state: State::Done,
        ..Progress::default()
    };
    put(&mut data, progress);
    let edit = edit_to(&data, &then);
    let difference = data.difference(&edit, Lang::En);
    let titles =
        |list: &[Touched]| -> Vec<String> { list.iter().map(|t| t.title.clone()).collect() };
    assert_eq!(titles(&difference.added), ["brought back"]);
    let state = format!("state of {}", node.title.get(Lang::En));
    assert_eq!(
        titles(&difference.removed),
        [state, "written since".to_owned()]
    );
    assert_eq!(titles(&difference.changed), ["before"]);
    assert_eq!(difference.changed[0].fields, ["title"]);
    assert_eq!(difference.unseen, 0);
}

/// A few documents with a few records, in which ids meet often.
fn documents() -> impl Strategy<Value = BTreeMap<String, String>> {
    let log = (0..6_u8, 1..4_u32, 1..90_i64, any::<bool>(), 0..3_u8);
    let logs = proptest::collection::vec(log, 0..8);
    let drafts = proptest::collection::vec((0..4_u8, "[a-c]{1,3}", 0..3_u8), 0..4);
    let bad = proptest::collection::vec(0..3_u8, 0..3);
    (logs, drafts, bad, proptest::option::of(0..3_u8)).prop_map(|(logs, drafts, bad, member)| {
        let mut data = Data::default();
        for (id, month, minutes, deleted, extra) in logs {
            let mut row = Log {
                deleted,
                ..self::log(&format!("l{id}"), &format!("2026-{month:02}-03"), minutes)
            };
            if extra > 0 {
                row.extra.insert("extra".into(), extra.into());
            }
            put(&mut data, row);
        }
        for (id, title, lines) in drafts {
            let body = (0..lines).map(|line| format!("line {line}")).collect();
            put(
                &mut data,
                Draft {
                    body,
                    ..draft(&format!("d{id}"), &title)
                },
            );
        }
        let mut docs = saved(&data);
        for id in bad {
            let text =
                format!(r#"{{"hours": [{{"id": "bad{id}", "minutes": "many"}}], "other": {id}}}"#);
            docs.entry(format!("hours/2026-0{}", id + 4))
                .or_insert(text);
        }
        if let Some(member) = member {
            docs.insert("stickers".into(), format!(r#"{{"later": [{member}]}}"#));
        }
        // As the program would write them.
        saved(&read(&docs))
    })
}

proptest! {
    #[test]
    fn the_edit_leads_to_exactly_the_other_documents_and_undo_back(a in documents(), b in documents()) {
        let mut data = read(&a);
        let edit = edit_to(&data, &b);
        let index = Index::of(&data);
        data.apply(&edit).unwrap();
        prop_assert_eq!(&saved(&data), &b);
        let mut kept = index.clone();
        kept.update(&data, &edit);
        prop_assert_eq!(kept.minutes("n"), Index::of(&data).minutes("n"));
        let edit: Edit = serde_json::from_str(&serde_json::to_string(&edit).unwrap()).unwrap();
        data.apply(&edit.inverse()).unwrap();
        prop_assert_eq!(&saved(&data), &a);
    }

    #[test]
    fn one_document_of_several_is_brought_back_and_undo_leaves_no_trace(a in documents(), b in documents(), pick in any::<prop::sample::Index>()) {
        let names: Vec<String> = a.keys().chain(b.keys()).cloned().collect();
        prop_assume!(!names.is_empty());
        let doc = pick.get(&names);
        let mut data = read(&a);
        let edit = data.edit_to(vec![(doc.clone(), b.get(doc).map(|text| parse(doc, text)))], Step::Restore, "", &now());
        data.apply(&edit).unwrap();
        let after = saved(&data);
        prop_assert_eq!(after.get(doc), b.get(doc));
        data.apply(&edit.inverse()).unwrap();
        prop_assert_eq!(&saved(&data), &a);
    }
}
