//! Opening: what is a dataset, who may write to it, and that nothing else is touched.

use std::fs;

use gongbu::store::{Holder, Notice, OpenError, ReadOnly, SaveError, Store};

use super::faulty::{EROFS, Faulty};
use super::{Lab, change, changes, expected, texts};

#[test]
fn a_dataset_starts_only_where_nothing_else_is() {
    let lab = Lab::new();
    fs::create_dir(lab.root()).expect("mkdir");
    for clutter in [".DS_Store", "Thumbs.db", "gongbu-portable"] {
        lab.write(clutter, "");
    }
    fs::create_dir(lab.path("lost+found")).expect("mkdir");
    assert_eq!(lab.open().notices, []);
    assert_eq!(lab.read("README.txt"), "Read me.\n");
    assert!(lab.read("gongbu.json").contains("\"format\": \"gongbu\""));

    let lab = Lab::new();
    fs::create_dir(lab.root()).expect("mkdir");
    lab.write("thesis.odt", "years of work");
    let before = lab.snapshot();
    assert_eq!(
        lab.try_open(Faulty::default()).err(),
        Some(OpenError::NotADataset(lab.root()))
    );
    assert_eq!(lab.snapshot(), before);
}

#[test]
fn a_place_that_cannot_be_a_dataset_is_named() {
    let lab = Lab::new();
    fs::write(lab.root(), "a file").expect("write");
    assert_eq!(
        lab.try_open(Faulty::default()).err(),
        Some(OpenError::NotADirectory(lab.root()))
    );

    let lab = Lab::new();
    let missing = lab.path("not/mounted");
    let opened = Store::open(
        std::sync::Arc::new(Faulty::default()),
        &missing,
        Default::default(),
    );
    assert_eq!(opened.err(), Some(OpenError::ParentMissing(missing)));

    let lab = Lab::new();
    let files = Faulty::default();
    files.fail_below(&lab.root(), EROFS);
    let Some(OpenError::Io(fault)) = lab.try_open(files).err() else {
        panic!("nothing can be created")
    };
    assert_eq!(fault.kind, std::io::ErrorKind::ReadOnlyFilesystem);

    let lab = Lab::new();
    fs::create_dir(lab.root()).expect("mkdir");
    lab.write("gongbu.json", "{\"format\": \"something else\"}");
    assert!(matches!(
        lab.try_open(Faulty::default()).err(),
        Some(OpenError::BrokenManifest { .. })
    ));
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_anything() {
    use std::os::unix::fs::PermissionsExt;
    let lab = Lab::with(&[("plans/service", "{}"), ("settings", "1")]);
    let mut store = lab.open().store;
    store.write_soft(&super::name("undo"), b"x").expect("write");
    lab.write("settings.json", "{ broken");
    store.commit(vec![change("settings", "2")]).expect("commit");
    store.refresh();
    fs::set_permissions(lab.path("settings.json"), fs::Permissions::from_mode(0o600))
        .expect("chmod");
    drop(store);
    drop(lab.open());
    for path in lab.snapshot().keys().chain([&lab.root()]) {
        let mode = path.metadata().expect("metadata").permissions().mode() & 0o777;
        assert_eq!(
            mode,
            if path.is_dir() { 0o700 } else { 0o600 },
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_second_instance_is_read_only_and_writes_nothing() {
    let lab = Lab::with(&[("plan", "{\"n\":1}"), ("broken", "{\"n\":1}")]);
    let mut first = lab.open();
    first
        .store
        .commit(vec![change("plan", "{\"n\":2}")])
        .expect("commit");
    lab.write("broken.json", "");
    lab.write("new.json", "{\"n\":9}");
    let before = lab.snapshot();

    let files = Faulty::default();
    let mut second = lab.try_open(files.clone()).expect("opens");
    let Some(ReadOnly::LockedBy(Holder {
        pid,
        since: Some(_),
        ..
    })) = second.read_only
    else {
        panic!("{:?}", second.read_only)
    };
    assert_eq!(pid, Some(std::process::id()));
    let all = expected(&[
        ("broken", "{\"n\":1}"),
        ("new", "{\"n\":9}"),
        ("plan", "{\"n\":2}"),
    ]);
    assert_eq!(texts(&second), all);
    assert_eq!(
        second.store.commit(vec![change("plan", "3")]),
        Err(SaveError::ReadOnly)
    );
    assert_eq!(
        second.store.write_soft(&super::name("undo"), b"x"),
        Err(SaveError::ReadOnly)
    );
    assert_eq!(second.store.refresh(), []);
    drop(second);
    assert_eq!(files.changes(), 0);
    assert_eq!(lab.snapshot(), before);

    drop(first);
    assert_eq!(lab.open().read_only, None, "the lock is free at once");
}

#[test]
fn without_locks_two_instances_overwrite_nothing_of_each_other() {
    let lab = Lab::with(&[("plan", "0"), ("week", "0")]);
    let mut first = lab.try_open(Faulty::lockless()).expect("opens");
    let mut second = lab.try_open(Faulty::lockless()).expect("opens");
    assert!(
        matches!(second.notices[..], [Notice::LockUnavailable(_)]),
        "{:?}",
        second.notices
    );
    let mut saved = Vec::new();
    for n in [1, 2, 3, 4, 50, 51, 52, 5, 53] {
        let store = if n < 50 {
            &mut first.store
        } else {
            &mut second.store
        };
        let text = n.to_string();
        store
            .commit(changes(&[("plan", &text), ("week", &text)]))
            .expect("commit");
        saved.push(text);
    }
    assert_eq!(first.store.refresh(), []);
    assert_eq!(second.store.refresh(), []);
    drop((first, second));
    let kept = lab.snapshot();
    for text in saved {
        let bodies = kept
            .values()
            .filter(|bytes| bytes.ends_with(format!("\n{text}").as_bytes()))
            .count();
        assert!(bodies >= 2, "{text}: {bodies}");
    }
    assert_eq!(
        texts(&lab.open()),
        expected(&[("plan", "53"), ("week", "53")])
    );
}

#[test]
fn newer_data_is_read_only_or_refused_and_never_touched() {
    let lab = Lab::with(&[("plan", "{}")]);
    let manifest = lab.read("gongbu.json");
    for (min_reader, min_writer) in [(3, 4), (4, 4)] {
        let newer = manifest
            .replace("\"schema\": 3", "\"schema\": 5")
            .replace(
                "\"min_reader\": 3",
                &format!("\"min_reader\": {min_reader}, \"news\": []"),
            )
            .replace(
                "\"min_writer\": 3",
                &format!("\"min_writer\": {min_writer}"),
            );
        lab.write("gongbu.json", &newer);
        let before = lab.snapshot();
        let files = Faulty::default();
        match lab.try_open(files.clone()) {
            Ok(mut opened) => {
                assert_eq!(min_reader, 3);
                assert_eq!(
                    opened.read_only,
                    Some(ReadOnly::NewerSchema { schema: 5, ours: 3 })
                );
                assert_eq!(texts(&opened), expected(&[("plan", "{}")]));
                assert_eq!(
                    opened.store.commit(vec![change("plan", "1")]),
                    Err(SaveError::ReadOnly)
                );
            }
            Err(error) => assert_eq!(
                error,
                OpenError::TooNew {
                    schema: 5,
                    min_reader: 4,
                    ours: 3
                }
            ),
        }
        assert_eq!(files.changes(), 0);
        assert_eq!(lab.snapshot(), before);
    }
}

#[test]
fn a_manifest_in_words_of_the_future_is_not_replaced() {
    let lab = Lab::with(&[("plan", "{}")]);
    lab.write(
        "gongbu.json",
        "{\"format\": \"gongbu\", \"schema\": \"9.1\"}",
    );
    let before = lab.snapshot();
    assert!(matches!(
        lab.try_open(Faulty::default()).err(),
        Some(OpenError::BrokenManifest { .. })
    ));
    assert_eq!(lab.snapshot(), before);
}

#[test]
fn a_lost_manifest_is_rebuilt_and_stays_the_same_dataset() {
    for bytes in [None, Some(""), Some("\0\0\0"), Some("{\"format\": \"gon")] {
        let lab = Lab::with(&[("plan", "{}")]);
        let id = lab.open().store.manifest().dataset_id.clone();
        match bytes {
            None => fs::remove_file(lab.path("gongbu.json")).expect("remove"),
            Some(bytes) => lab.write("gongbu.json", bytes),
        }
        let opened = lab.open();
        assert_eq!(opened.notices, [Notice::ManifestRebuilt], "{bytes:?}");
        assert_eq!(opened.store.manifest().dataset_id, id);
        assert_eq!(texts(&opened), expected(&[("plan", "{}")]));
        drop(opened);
        assert_eq!(lab.open().notices, []);
        let other = Lab::with(&[]);
        assert_ne!(other.open().store.manifest().dataset_id, id);
    }
}

#[test]
fn without_its_history_the_documents_are_taken_as_they_are() {
    let lab = Lab::with(&[("plans/service", "{\"n\":1}"), ("settings", "{}")]);
    fs::remove_dir_all(lab.path(".gongbu")).expect("remove");
    let opened = lab.open();
    assert_eq!(opened.notices, [Notice::HistoryMissing]);
    assert_eq!(
        texts(&opened),
        expected(&[("plans/service", "{\"n\":1}"), ("settings", "{}")])
    );
    drop(opened);
    let mut opened = lab.open();
    assert_eq!(opened.notices, []);
    opened
        .store
        .commit(changes(&[("settings", "{\"a\":1}")]))
        .expect("commit");
    assert_eq!(opened.store.refresh(), []);
    assert!(
        lab.read(".gongbu/gen/settings/000000000001.json")
            .ends_with("{}")
    );
}

#[test]
fn an_unwritable_directory_opens_read_only() {
    let lab = Lab::with(&[("plan", "{}")]);
    let opened = lab.try_open(Faulty::unwritable()).expect("opens");
    assert!(
        matches!(opened.read_only, Some(ReadOnly::NotWritable(_))),
        "{:?}",
        opened.read_only
    );
    assert_eq!(texts(&opened), expected(&[("plan", "{}")]));
}

#[test]
fn opening_looks_at_each_file_and_the_head_of_one_generation_each() {
    let documents: Vec<String> = (0..50).map(|n| format!("drafts/d{n}")).collect();
    let lab = Lab::with(&[]);
    let mut store = lab.open().store;
    for n in 0..5 {
        let batch = documents
            .iter()
            .map(|name| change(name, &n.to_string()))
            .collect();
        store.commit(batch).expect("commit");
    }
    assert_eq!(store.refresh(), []);
    drop(store);
    let files = Faulty::default();
    assert_eq!(lab.try_open(files.clone()).expect("opens").docs.len(), 50);
    // Beside the five calls for each document, two of them about links, there are a few for the whole.
    assert!(files.calls() <= 50 * 5 + 40, "{} calls", files.calls());
}

#[test]
fn files_that_are_not_ours_are_named_and_left_alone() {
    let lab = Lab::with(&[("plan", "{}")]);
    lab.write("plan (1).json", "{\"a\": 1}");
    lab.write("plan.sync-conflict-20261120.json", "{}");
    lab.write(".plan.json.swp", "swap");
    lab.write("notes.txt", "mine");
    let mut opened = lab.open();
    opened.notices.sort_by_key(|notice| format!("{notice:?}"));
    assert_eq!(
        opened.notices,
        [
            Notice::NotOurs {
                path: lab.path("plan (1).json")
            },
            Notice::NotOurs {
                path: lab.path("plan.sync-conflict-20261120.json")
            },
        ]
    );
    assert_eq!(texts(&opened), expected(&[("plan", "{}")]));
    assert_eq!(lab.read("plan (1).json"), "{\"a\": 1}");
}

#[cfg(unix)]
#[test]
fn links_planted_in_place_of_our_own_files_are_not_followed() {
    let lab = Lab::with(&[("plan", "{}")]);
    let victim = lab.rescue().with_file_name("victim");
    fs::create_dir_all(&victim).expect("mkdir");
    fs::write(victim.join("file"), "precious").expect("write");
    for (ours, theirs) in [
        (".gongbu/lock", victim.join("file")),
        (".gongbu/gen/plan", victim.clone()),
    ] {
        let path = lab.path(ours);
        let _ = fs::remove_file(&path);
        let _ = fs::remove_dir_all(&path);
        std::os::unix::fs::symlink(theirs, &path).expect("link");
    }
    let opened = lab.open();
    assert!(matches!(opened.read_only, Some(ReadOnly::NotWritable(_))));
    drop(opened);
    fs::remove_file(lab.path(".gongbu/lock")).expect("remove");
    let mut opened = lab.open();
    assert!(opened.store.commit(vec![change("plan", "1")]).is_err());
    assert_eq!(fs::read_dir(&victim).expect("list").count(), 1);
    assert_eq!(
        fs::read_to_string(victim.join("file")).expect("read"),
        "precious"
    );
}
