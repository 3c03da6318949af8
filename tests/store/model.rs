//! Random histories against the simplest possible model: a map.

use std::collections::HashMap;

use gongbu::store::Change;
use proptest::prelude::*;
use serde_json::Value;

use super::{Lab, name};

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
