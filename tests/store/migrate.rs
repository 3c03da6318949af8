//! Documents of an older schema are brought to the present one together, whenever the process dies.

use std::sync::Arc;

use gongbu::store::{DocName, Loaded, OpenError, OpenOptions, Opened, ReadOnly, SaveError, Store};

use super::faulty::{EIO, Fault, Faulty};
use super::{Lab, change, expected, texts};

const NEW: u32 = 5;

/// From schema 3 to 4 members are in capitals; from 4 to 5 the notes move into a document of their own.
fn steps(from: u32, docs: Vec<Loaded>) -> Vec<Loaded> {
    let mut docs = docs;
    if from < 4 {
        for doc in &mut docs {
            doc.bytes = doc.bytes.to_ascii_uppercase();
        }
    }
    if from < 5 {
        docs.retain(|doc| doc.name.as_str() != "old");
        docs.push(Loaded {
            name: DocName::new("notes").expect("a name"),
            bytes: b"{}".to_vec(),
        });
    }
    docs
}

fn open_in(lab: &Lab, files: &Faulty, schema: u32) -> Opened {
    let options = OpenOptions {
        schema,
        migrate: Some(steps),
        ..OpenOptions::default()
    };
    Store::open(Arc::new(files.clone()), lab.root(), options).expect("opens")
}

const OLD: [(&str, &str); 3] = [
    ("old", "{\"a\":1}"),
    ("plan", "{\"a\":1}"),
    ("same", "{\"A\":1}"),
];
const MIGRATED: [(&str, &str); 3] = [
    ("notes", "{}"),
    ("plan", "{\"A\":1}"),
    ("same", "{\"A\":1}"),
];

#[test]
fn all_documents_come_to_the_new_schema_and_stay_there() {
    let lab = Lab::with(&OLD);
    lab.write(
        "gongbu.json",
        lab.read("gongbu.json")
            .replace("\"created\"", "\"unknown\": [1], \"created\""),
    );
    let mut opened = open_in(&lab, &Faulty::default(), NEW);
    assert_eq!((&opened.notices[..], &opened.read_only), (&[][..], &None));
    assert_eq!(texts(&opened), expected(&MIGRATED));
    assert_eq!(opened.store.manifest().schema, NEW);
    assert_eq!(opened.store.refresh(), []);
    assert_eq!(lab.read("plan.json"), "{\"A\":1}");
    assert!(!lab.path("old.json").exists());
    drop(opened);
    for manifest in ["gongbu.json", ".gongbu/manifest.json"] {
        let manifest = lab.read(manifest);
        for line in [
            "\"schema\": 5",
            "\"min_reader\": 5",
            "\"min_writer\": 5",
            "\"unknown\": [",
        ] {
            assert!(manifest.contains(line), "{line}: {manifest}");
        }
    }
    let before = lab.snapshot();
    let opened = open_in(&lab, &Faulty::default(), NEW);
    assert_eq!(texts(&opened), expected(&MIGRATED));
    drop(opened);
    assert_eq!(lab.snapshot().len(), before.len(), "nothing was done again");
    // The old states are there for the old program.
    assert!(
        lab.read(".gongbu/gen/plan/000000000001.json")
            .ends_with("{\"a\":1}")
    );
}

#[test]
fn a_crash_at_any_call_of_a_migration_leaves_all_old_or_all_new() {
    let mut seen = [false; 3];
    for fault in [Fault::Once as fn(usize) -> Fault, Fault::From] {
        for cut in [false, true] {
            for call in 0.. {
                let lab = Lab::with(&OLD);
                let files = Faulty::default();
                files.fail(fault(call), EIO);
                let options = OpenOptions {
                    schema: NEW,
                    migrate: Some(steps),
                    ..OpenOptions::default()
                };
                if let Ok(opened) = Store::open(Arc::new(files.clone()), lab.root(), options) {
                    let found = texts(&opened);
                    let whole = found == expected(&MIGRATED) || opened.read_only.is_some();
                    // A document that could not be read at all is told, and not migrated.
                    assert!(
                        whole || !opened.notices.is_empty(),
                        "call {call}: {found:?}"
                    );
                }
                let calls = files.calls();
                if cut {
                    files.cut_power();
                }
                // The old program either works on, or sees that it must not.
                match lab.try_open(Faulty::default()) {
                    Err(OpenError::TooNew { schema: NEW, .. }) => seen[2] = true,
                    Err(error) => panic!("call {call}: {error}"),
                    Ok(mut old) => match &old.read_only {
                        None => {
                            assert_eq!(texts(&old), expected(&OLD), "call {call}");
                            old.store.refresh();
                            seen[0] = true;
                        }
                        Some(ReadOnly::NewerSchema { schema: NEW, .. }) => {
                            assert_eq!(texts(&old), expected(&MIGRATED), "call {call}");
                            let refused = old.store.commit(vec![change("plan", "{}")]);
                            assert_eq!(refused, Err(SaveError::ReadOnly));
                            seen[1] = true;
                        }
                        Some(other) => panic!("call {call}: {other:?}"),
                    },
                }
                let mut new = open_in(&lab, &Faulty::default(), NEW);
                assert_eq!(new.read_only, None, "call {call}");
                assert_eq!(texts(&new), expected(&MIGRATED), "call {call}");
                assert_eq!(new.store.manifest().schema, NEW, "call {call}");
                new.store.refresh();
                drop(new);
                let new = open_in(&lab, &Faulty::default(), NEW);
                assert_eq!(
                    (&new.notices[..], texts(&new)),
                    (&[][..], expected(&MIGRATED))
                );
                if calls <= call {
                    break;
                }
            }
        }
    }
    assert_eq!(seen, [true; 3]);
}

#[test]
fn a_later_program_goes_on_where_an_interrupted_one_ended() {
    let lab = Lab::with(&OLD);
    let manifest = lab.read("gongbu.json");
    let copy = lab.read(".gongbu/manifest.json");
    drop(open_in(&lab, &Faulty::default(), 4));
    lab.write("gongbu.json", manifest);
    lab.write(".gongbu/manifest.json", copy);
    fn only_the_last(from: u32, docs: Vec<Loaded>) -> Vec<Loaded> {
        assert_eq!(from, 4);
        docs
    }
    let options = OpenOptions {
        schema: NEW,
        migrate: Some(only_the_last),
        ..OpenOptions::default()
    };
    let opened = Store::open(Arc::new(Faulty::default()), lab.root(), options).expect("opens");
    assert_eq!(opened.store.manifest().schema, NEW);
}

#[test]
fn who_may_not_write_sees_the_new_schema_and_changes_nothing() {
    let lab = Lab::with(&OLD);
    let _writer = lab.open();
    let files = Faulty::default();
    let opened = open_in(&lab, &files, NEW);
    assert!(matches!(opened.read_only, Some(ReadOnly::LockedBy { .. })));
    assert_eq!(texts(&opened), expected(&MIGRATED));
    assert_eq!(files.changes(), 0);
}

#[test]
fn an_unfinished_edit_is_mended_before_anything_is_migrated() {
    let lab = Lab::with(&OLD);
    lab.write("plan.json", "{\"a\": ");
    let opened = open_in(&lab, &Faulty::default(), NEW);
    assert_eq!(
        opened.read_only,
        Some(ReadOnly::MendFirst(lab.path("plan.json")))
    );
    assert_eq!(texts(&opened), expected(&MIGRATED));
    drop(opened);
    lab.write("plan.json", "{\"a\":2}");
    let opened = open_in(&lab, &Faulty::default(), NEW);
    assert_eq!(opened.read_only, None);
    assert_eq!(
        texts(&opened)["plan"],
        "{\"A\":2}",
        "edits of the old schema are migrated, too"
    );
    assert!(
        lab.read(".gongbu/gen/plan/000000000002.json")
            .contains("\"schema\":3")
    );
}
