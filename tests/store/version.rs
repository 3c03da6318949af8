//! Older and newer versions of the program on the same data: the older one damages nothing of the newer, and a change of
//! schema that is interrupted leaves what one of the two can open.

use std::collections::BTreeMap;

use gongbu::store::{Files, Loaded, OpenError, OpenOptions, Opened, ReadOnly, SaveError, Store};
use std::sync::Arc;

use super::faulty::{Call, EIO, ENOSPC, Fault, Faulty};
use super::medium::{Tree, materialise, tree_of};
use super::{Lab, change, changes, expected, name, texts};

type State = BTreeMap<String, String>;

const OLD: u32 = 3;
const NEW: u32 = 4;

/// What changed in schema 4: `n` became `count`, documents `gone` went and documents `come` came.
fn to_four(from: u32, docs: Vec<Loaded>) -> Vec<Loaded> {
    assert_eq!(from, OLD);
    let mut docs: Vec<Loaded> = docs
        .into_iter()
        .filter(|doc| doc.name.as_str() != "gone")
        .map(|Loaded { name, bytes }| {
            let text = String::from_utf8(bytes)
                .expect("UTF-8")
                .replace("\"n\"", "\"count\"");
            Loaded {
                name,
                bytes: text.into_bytes(),
            }
        })
        .collect();
    docs.push(Loaded {
        name: name("come"),
        bytes: b"{\"count\":0}".to_vec(),
    });
    docs
}

fn old_state() -> State {
    expected(&[
        ("gone", "{\"n\":1}"),
        ("plan", "{\"n\":1}"),
        ("weeks/w1", "{\"n\":1}"),
    ])
}

fn new_state() -> State {
    expected(&[
        ("come", "{\"count\":0}"),
        ("plan", "{\"count\":1}"),
        ("weeks/w1", "{\"count\":1}"),
    ])
}

fn dataset() -> Lab {
    Lab::with(&[
        ("gone", "{\"n\":1}"),
        ("plan", "{\"n\":1}"),
        ("weeks/w1", "{\"n\":1}"),
    ])
}

fn open_as(lab: &Lab, schema: u32, files: impl Files + 'static) -> Result<Opened, OpenError> {
    let options = OpenOptions {
        schema,
        readme: "Read me.\n".into(),
        rescue: vec![lab.rescue()],
        migrate: (schema == NEW).then_some(to_four as _),
    };
    Store::open(Arc::new(files), lab.root(), options)
}

/// What the two versions find in what an interrupted migration left. Both or one may open it, and none makes it worse.
fn both_open(lab: &Lab, label: &str) {
    let left = tree_of(lab.dir.path());
    let files = Faulty::default();
    match open_as(lab, OLD, files.clone()) {
        Ok(mut old) => match old.read_only {
            None => {
                assert_eq!(texts(&old), old_state(), "{label}");
                old.store
                    .commit(vec![change("plan", "{\"n\":2}")])
                    .expect("the old version works");
                assert_eq!(old.store.refresh(), []);
            }
            Some(ReadOnly::NewerSchema { .. }) => {
                let found = texts(&old);
                assert!(
                    found == old_state() || found == new_state(),
                    "{label}: {found:?}"
                );
                assert_eq!(
                    old.store.commit(vec![change("plan", "1")]),
                    Err(SaveError::ReadOnly)
                );
                old.store.refresh();
                drop(old);
                assert_eq!(files.changes(), 0, "{label}: it only looks");
            }
            other => panic!("{label}: {other:?}"),
        },
        Err(OpenError::TooNew { .. }) => assert_eq!(files.changes(), 0, "{label}"),
        Err(error) => panic!("{label}: {error}"),
    }
    materialise(&left, lab.dir.path());
    let mut new = open_as(lab, NEW, Faulty::default()).expect("the new version opens");
    assert_eq!(new.read_only, None, "{label}");
    assert_eq!(texts(&new), new_state(), "{label}");
    assert_eq!(new.store.refresh(), [], "{label}");
    drop(new);
    let again = open_as(lab, NEW, Faulty::default()).expect("opens again");
    assert_eq!(texts(&again), new_state(), "{label}");
    assert_eq!(again.notices, [], "{label}");
    for (document, text) in new_state() {
        assert_eq!(lab.read(&format!("{document}.json")), text, "{label}");
    }
    assert!(!lab.path("gone.json").exists(), "{label}");
    // What was before is kept, and marked.
    let marks = lab.list(".gongbu/keep");
    assert!(!marks.is_empty(), "{label}");
    let before = b"{\"n\":1}".as_slice();
    let holds = |bytes: &&Vec<u8>| bytes.windows(before.len()).any(|part| part == before);
    assert!(
        lab.snapshot().values().filter(holds).count() >= 3,
        "{label}"
    );
}

#[test]
fn a_change_of_schema_that_dies_anywhere_leaves_what_the_old_version_opens_and_the_new_one_finishes()
 {
    let lab = dataset();
    let start = tree_of(lab.dir.path());
    let mut before: Option<Tree> = None;
    for at in 0.. {
        materialise(&start, lab.dir.path());
        let files = Faulty::default();
        files.set_clock(1);
        files.kill_at(at);
        if let Ok(mut opened) = open_as(&lab, NEW, files.clone()) {
            opened.store.refresh();
        }
        let calls = files.calls();
        let left = tree_of(lab.dir.path());
        if before.as_ref() != Some(&left) {
            both_open(&lab, &format!("killed at change {at}"));
        }
        before = Some(left);
        if calls <= at {
            assert!(at > 20, "a migration changes a lot");
            return;
        }
    }
}

#[test]
fn a_change_of_schema_that_meets_an_error_leaves_what_the_old_version_opens_and_the_new_one_finishes()
 {
    for (kinds, code) in [
        (&[Call::Create] as &[Call], ENOSPC),
        (&[Call::Write], ENOSPC),
        (&[Call::Sync], EIO),
        (&[Call::SyncDir], EIO),
        (&[Call::Rename], EIO),
    ] {
        for fault in [Fault::Once as fn(usize) -> Fault, Fault::From] {
            for at in 0.. {
                let lab = dataset();
                let files = Faulty::default();
                files.fail_only(kinds, fault(at), code);
                let label = format!("{kinds:?} {at}, {:?}", fault(at));
                if let Ok(mut opened) = open_as(&lab, NEW, files.clone()) {
                    // What cannot be written for good is shown all the same.
                    let found = texts(&opened);
                    assert!(
                        found == new_state()
                            || (opened.read_only.is_some() && found == old_state()),
                        "{label}: {found:?}"
                    );
                    opened.store.refresh();
                }
                let calls = files.calls();
                files.cut_power();
                both_open(&lab, &label);
                if calls <= at {
                    break;
                }
            }
        }
    }
}

#[test]
fn the_old_version_changes_nothing_of_newer_data_whatever_it_is_asked() {
    for (min_reader, min_writer) in [(OLD, NEW), (NEW, NEW), (9, 9)] {
        for broken in [false, true] {
            let lab = dataset();
            let manifest = lab.read("gongbu.json");
            let newer = manifest
                .replace("\"schema\": 3", "\"schema\": 9")
                .replace(
                    "\"min_reader\": 3",
                    &format!("\"min_reader\": {min_reader}"),
                )
                .replace(
                    "\"min_writer\": 3",
                    &format!("\"min_writer\": {min_writer}, \"news\": {{}}"),
                );
            lab.write("gongbu.json", newer);
            if broken {
                lab.write("plan.json", "{\"half\":");
                lab.write(".gongbu/gen/gone/000000000001.json", "broken");
                lab.write("gone.json", "");
            }
            let before = lab.snapshot();
            let files = Faulty::default();
            match open_as(&lab, OLD, files.clone()) {
                Err(OpenError::TooNew {
                    min_reader: needed,
                    ours,
                    ..
                }) => {
                    assert_eq!((needed, ours), (min_reader, OLD));
                    assert!(min_reader > OLD);
                }
                Ok(mut opened) => {
                    assert_eq!(min_reader, OLD);
                    assert_eq!(
                        opened.read_only,
                        Some(ReadOnly::NewerSchema {
                            schema: 9,
                            ours: OLD
                        })
                    );
                    let store = &mut opened.store;
                    assert_eq!(
                        store.commit(changes(&[("plan", "1"), ("new", "1")])),
                        Err(SaveError::ReadOnly)
                    );
                    assert_eq!(
                        store.write_soft(&name("undo"), b"x"),
                        Err(SaveError::ReadOnly)
                    );
                    assert_eq!(store.mark("x"), Err(SaveError::ReadOnly));
                    assert_eq!(store.refresh(), []);
                    assert_eq!(store.look(), []);
                }
                Err(error) => panic!("{error}"),
            }
            assert_eq!(files.changes(), 0);
            assert_eq!(lab.snapshot(), before);
        }
    }
}

#[test]
fn two_versions_that_take_turns_lose_no_field_of_each_other() {
    // The new one is of the same schema and knows a field more.
    let lab = Lab::with(&[("plan", "{\"n\":0}")]);
    for turn in 0..200 {
        let mut opened = open_as(&lab, OLD, Faulty::default()).expect("opens");
        assert_eq!(opened.notices, [], "turn {turn}");
        let text = texts(&opened).remove("plan").expect("a plan");
        let next = if turn % 2 == 0 {
            text.replace(&format!("\"n\":{turn}"), &format!("\"n\":{}", turn + 1))
        } else {
            let text = text.replace(&format!("\"n\":{turn}"), &format!("\"n\":{}", turn + 1));
            text.replace('}', &format!(",\"x{turn}\":1e400}}"))
        };
        opened
            .store
            .commit(vec![change("plan", &next)])
            .expect("commit");
        assert_eq!(opened.store.refresh(), []);
    }
    let text = lab.read("plan.json");
    assert_eq!(text.matches("1e400").count(), 100);
    assert!(text.contains("\"n\":200"));
}
