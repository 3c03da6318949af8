//! Two programs on one dataset where there are no locks: no save of either is lost.

use std::sync::Arc;
use std::thread;

use gongbu::store::{Batch, Change, OpenOptions, Store, Taken, merge, records};

use super::faulty::{EIO, Fault, Faulty};
use super::{Lab, change, expected, name, one_outside, removal, taking, texts};

/// Adds a record to a document as a program would that has it in memory.
fn with_record(document: &[u8], id: &str) -> Vec<u8> {
    let mut document: serde_json::Value = serde_json::from_slice(document).expect("JSON");
    let list = document["list"].as_array_mut().expect("a list");
    list.push(serde_json::json!({ "id": id }));
    format!("{document:#}\n").into_bytes()
}

/// Saves records to both documents, taking in what the other one saves.
fn write(mut store: Store, documents: [(&'static str, Vec<u8>); 2], who: &str, saves: usize) {
    let mut documents = documents;
    let mut answered: Vec<u64> = Vec::new();
    for count in 0..saves {
        for (_, bytes) in &mut documents {
            *bytes = with_record(bytes, &format!("{who}{count}"));
        }
        let changes = documents
            .iter()
            .map(|(name_, bytes)| Change::new(name(name_), Some(bytes.clone())));
        let batch = Batch {
            changes: changes.collect(),
            taken: answered
                .drain(..)
                .map(|id| Taken {
                    id,
                    put_aside: false,
                })
                .collect(),
            ..Default::default()
        };
        store.save(&batch).expect("saved");
        // Now and then nobody is there to take anything in.
        if count % 3 == 0 {
            continue;
        }
        for outside in store.outsides() {
            let document = documents
                .iter_mut()
                .find(|(name, _)| *name == outside.name.as_str());
            let (_, ours) = document.expect("one of both");
            let merged = merge(outside.base.as_deref(), ours, &outside.theirs);
            *ours = merged.expect("objects").bytes;
            answered.push(outside.id);
        }
    }
    store.refresh();
}

fn two_writers(saves: usize) {
    let empty = "{\"list\": []}";
    let lab = Lab::with(&[("plan", empty), ("week", empty)]);
    thread::scope(|scope| {
        for who in ["a", "b"] {
            let options = OpenOptions {
                schema: 3,
                ..OpenOptions::default()
            };
            let opened =
                Store::open(Arc::new(Faulty::lockless()), lab.root(), options).expect("opens");
            let documents = ["plan", "week"].map(|name| {
                let text = texts(&opened).remove(name).expect("there");
                (name, text.into_bytes())
            });
            scope.spawn(move || write(opened.store, documents, who, saves));
        }
    });
    let found = texts(&lab.open());
    for document in ["plan", "week"] {
        let text = &found[document];
        assert_eq!(records(text.as_bytes()), 2 * saves, "{document}");
        for who in ["a", "b"] {
            for count in 0..saves {
                assert!(
                    text.contains(&format!("\"{who}{count}\"")),
                    "{document} has {who}{count}"
                );
            }
        }
    }
}

#[test]
fn two_writers_without_locks_lose_no_record() {
    two_writers(60);
}

#[test]
#[ignore = "long"]
fn long_two_writers_without_locks_lose_no_record_in_five_hundred_saves_each() {
    two_writers(500);
}

#[test]
fn what_another_program_saved_is_merged_told_and_taken_in() {
    let lab = Lab::with(&[("plan", "{\"n\": 1}"), ("week", "{\"n\": 1}")]);
    let mut first = lab.try_open(Faulty::lockless()).expect("opens").store;
    let mut second = lab.try_open(Faulty::lockless()).expect("opens").store;
    let theirs = "{\"n\": 1, \"first\": 1}";
    first.commit(vec![change("plan", theirs)]).expect("commit");
    second
        .commit(vec![change("plan", "{\"n\": 2}"), change("week", "{}")])
        .expect("commit");
    let outside = one_outside(&mut second);
    assert_eq!(outside.base.as_deref(), Some(b"{\"n\": 1}".as_slice()));
    assert_eq!(outside.theirs, theirs.as_bytes());
    // Before it was taken in, and after.
    second
        .commit(vec![change("plan", "{\"n\": 3}")])
        .expect("commit");
    let both = "{\n  \"n\": 3,\n  \"first\": 1\n}\n";
    assert_eq!(
        texts(&lab.try_open(Faulty::lockless()).expect("opens"))["plan"],
        both
    );
    let taken = taking(outside.id, false, vec![change("plan", "{\"n\": 3}")]);
    second.save(&taken).expect("saved");
    assert_eq!(second.refresh(), []);
    assert_eq!(
        lab.read("plan.json"),
        "{\"n\": 3}",
        "they took it out again"
    );
    assert_eq!(first.look(), []);
    let names: Vec<String> = first
        .outsides()
        .into_iter()
        .map(|outside| outside.name.to_string())
        .collect();
    assert_eq!(names, ["plan", "week", "plan", "plan"]);
    assert_eq!(first.refresh(), []);
}

#[test]
fn what_another_program_deleted_comes_back_only_when_it_is_edited() {
    let lab = Lab::with(&[("plan", "{\"n\": 1}"), ("week", "{\"n\": 1}")]);
    let mut first = lab.try_open(Faulty::lockless()).expect("opens").store;
    let mut second = lab.try_open(Faulty::lockless()).expect("opens").store;
    first
        .commit(vec![removal("plan"), removal("week")])
        .expect("commit");
    first.refresh();
    second.look();
    assert_eq!((second.outsides(), second.refresh()), (vec![], vec![]));
    assert!(!lab.path("plan.json").exists());
    second
        .commit(vec![change("week", "{\"n\": 2}")])
        .expect("commit");
    second.refresh();
    drop((first, second));
    assert_eq!(texts(&lab.open()), expected(&[("week", "{\"n\": 2}")]));
}

#[test]
fn a_writer_that_died_half_way_is_not_waited_for_and_not_believed() {
    let lab = Lab::with(&[("plan", "{\"n\": 1}"), ("week", "{\"n\": 1}")]);
    let mut store = lab.try_open(Faulty::lockless()).expect("opens").store;
    let mut slow = lab.try_open(Faulty::lockless()).expect("opens").store;
    slow.commit(vec![change("plan", "{\"n\": 8}")])
        .expect("commit");
    let marker = ".gongbu/gen/_txn/000000000002.json";
    let whole = lab.read(marker);
    lab.write(marker, &whole[..whole.len() / 2]);
    store
        .commit(vec![change("plan", "{\"n\": 3}")])
        .expect("commit");
    assert_eq!(store.outsides(), []);
    assert_eq!(texts(&lab.open())["plan"], "{\"n\": 3}");

    // It was only slow: what it saved is told all the same.
    lab.write(marker, whole);
    assert_eq!(store.look(), []);
    let outside = one_outside(&mut store);
    assert_eq!(outside.base.as_deref(), Some(b"{\"n\": 1}".as_slice()));
    assert_eq!(outside.theirs, b"{\"n\": 8}");
    assert_eq!(store.look(), []);
    assert_eq!(store.outsides(), []);
}

#[test]
fn a_fault_at_any_call_leaves_all_of_a_save_or_nothing() {
    for fault in [Fault::Once as fn(usize) -> Fault, Fault::From] {
        for call in 0.. {
            let old = [("plan", "{\"n\": 1}"), ("week", "{\"n\": 1}")];
            let lab = Lab::with(&old);
            let files = Faulty::lockless();
            let mut store = lab.try_open(files.clone()).expect("opens").store;
            files.fail(fault(call), EIO);
            let new = [("plan", "{\"n\": 2}"), ("week", "{\"n\": 2}")];
            let saved = store.commit(super::changes(&new)).is_ok();
            let calls = files.calls();
            drop(store);
            files.cut_power();
            let found = texts(&lab.open());
            assert!(
                found == expected(&new) || (!saved && found == expected(&old)),
                "call {call}: {found:?}"
            );
            if calls <= call {
                assert!(call > 5, "{call} calls");
                break;
            }
        }
    }
}
