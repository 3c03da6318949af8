//! Random histories against the simplest possible model: a map. And somebody who edits the file all the while.

use std::collections::HashMap;

use gongbu::store::{Batch, Change, Outside, Taken, merge};
use proptest::prelude::*;
use serde_json::Value;

use super::{Lab, batch, change, name};

const NAMES: [&str; 4] = ["settings", "plans/service", "reviews/2026-11", "drafts/a"];

#[derive(Debug, Clone)]
enum Step {
    /// Documents to write, or to delete.
    Commit(Vec<(usize, bool)>),
    Refresh,
    /// The end of the process, with or without warning, and a new start.
    Reopen,
    /// Between end and start somebody adds to a file.
    Edit(usize),
    /// Between end and start a file loses its second half.
    Tear(usize),
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

fn step() -> impl Strategy<Value = Step> {
    let document = 0..NAMES.len();
    prop_oneof![
        4 => prop::collection::vec((document.clone(), prop::bool::weighted(0.8)), 1..4).prop_map(Step::Commit),
        2 => Just(Step::Refresh),
        2 => Just(Step::Reopen),
        1 => document.clone().prop_map(Step::Edit),
        1 => document.prop_map(Step::Tear),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_history_of_saves_refreshes_starts_and_edits_equals_a_map(
        steps in prop::collection::vec(step(), 1..40)
    ) {
        let lab = Lab::new();
        let mut opened = lab.open();
        let mut model: HashMap<String, Value> = HashMap::new();
        for (count, step) in steps.into_iter().enumerate() {
            match step {
                Step::Commit(documents) => {
                    let mut batch = Vec::new();
                    for (index, write) in documents {
                        let bytes = write.then(|| format!("{{\"text\":\"공부 {count}\"}}\n").into_bytes());
                        match bytes.clone() {
                            Some(bytes) => model.insert(NAMES[index].to_owned(), json(&bytes)),
                            None => model.remove(NAMES[index]),
                        };
                        batch.push(Change::new(name(NAMES[index]), bytes));
                    }
                    prop_assert_eq!(opened.store.commit(batch), Ok(()));
                    continue;
                }
                Step::Refresh => {
                    prop_assert_eq!(opened.store.refresh(), []);
                    for (name, bytes) in &model {
                        prop_assert_eq!(&json(lab.read(&format!("{name}.json")).as_bytes()), bytes);
                    }
                    continue;
                }
                Step::Reopen => drop(opened),
                Step::Edit(index) => {
                    drop(opened);
                    let path = format!("{}.json", NAMES[index]);
                    let file = std::fs::read(lab.path(&path)).unwrap_or_default();
                    if let Ok(mut edited) = serde_json::from_slice::<Value>(&file) {
                        edited["by hand"] = count.into();
                        lab.write(&path, edited.to_string());
                        // The file may be behind what was saved, or stand for what was deleted.
                        model.entry(NAMES[index].to_owned()).or_insert(edited)["by hand"] = count.into();
                    }
                }
                Step::Tear(index) => {
                    drop(opened);
                    let path = format!("{}.json", NAMES[index]);
                    if lab.path(&path).exists() {
                        let bytes = std::fs::read(lab.path(&path)).expect("read");
                        lab.write(&path, &bytes[..bytes.len() / 2]);
                    }
                }
            }
            opened = lab.open();
            let found: HashMap<String, Value> =
                opened.docs.iter().map(|doc| (doc.name.to_string(), json(&doc.bytes))).collect();
            prop_assert_eq!(&found, &model);
        }
    }
}

/// What the program and somebody with an editor do to one document.
#[derive(Debug, Clone)]
enum Turn {
    /// The program sets one of its members and saves.
    Program(usize),
    /// Somebody reads the file, sets one of theirs and writes it.
    Person(usize),
    Look,
    /// The program takes in what it was told of.
    Answer,
    Refresh,
    Kill,
}

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        4 => (0_usize..3).prop_map(Turn::Program),
        4 => (0_usize..3).prop_map(Turn::Person),
        2 => Just(Turn::Look),
        2 => Just(Turn::Answer),
        2 => Just(Turn::Refresh),
        2 => Just(Turn::Kill),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_program_and_a_person_write_at_the_same_time_is_all_there_in_the_end(
        turns in prop::collection::vec(turn(), 1..40)
    ) {
        let lab = Lab::with(&[("plan", "{\"a\": 0}")]);
        let mut opened = lab.open();
        let mut memory = json(b"{\"a\": 0}");
        let mut expected = memory.clone();
        let mut told = Vec::new();
        for (count, turn) in turns.iter().chain([&Turn::Kill]).enumerate() {
            match turn {
                Turn::Program(member) => {
                    memory[format!("program{member}")] = count.into();
                    expected[format!("program{member}")] = count.into();
                    let saved = opened.store.commit(vec![change("plan", &memory.to_string())]);
                    prop_assert_eq!(saved, Ok(()));
                }
                Turn::Person(member) => {
                    let mut file = json(lab.read("plan.json").as_bytes());
                    file[format!("person{member}")] = count.into();
                    expected[format!("person{member}")] = count.into();
                    lab.write("plan.json", format!("{file:#}"));
                }
                Turn::Look => {
                    prop_assert_eq!(opened.store.look(), []);
                    told.extend(opened.store.outsides());
                }
                Turn::Answer => {
                    let mut taken = Vec::new();
                    for Outside { id, base, theirs, .. } in told.drain(..) {
                        let merged = merge(base.as_deref(), memory.to_string().as_bytes(), &theirs);
                        let merged = merged.expect("objects");
                        prop_assert_eq!(merged.conflicts, []);
                        memory = json(&merged.bytes);
                        taken.push(Taken { id, put_aside: false });
                    }
                    let changes = vec![change("plan", &memory.to_string())];
                    prop_assert_eq!(opened.store.save(&Batch { taken, ..batch(0, changes) }), Ok(vec![]));
                }
                Turn::Refresh => {
                    prop_assert_eq!(opened.store.refresh(), []);
                    told.extend(opened.store.outsides());
                }
                Turn::Kill => {
                    drop(opened);
                    told.clear();
                    opened = lab.open();
                    memory = json(&opened.docs[0].bytes);
                    prop_assert_eq!(&memory, &expected, "{:?}", opened.notices);
                }
            }
        }
    }
}
