//! Everything that can be wrong with the files of a dataset is found and named, and what can be is put right without
//! losing a byte.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gongbu::store::{
    Damage, Files, Finding, JsonProblem, OpenError, RecordChange, RecordRef, Repaired,
    StrangerKind, examine, repair,
};

use super::faulty::{Call, EIO, Faulty};
use super::{Lab, change, changes, expected, name, records, texts};

/// Two documents that were saved together once, and one of them twice more.
fn lived() -> Lab {
    let lab = Lab::with(&[("plan", &records(2, "one")), ("settings", "{\"a\": 1}\n")]);
    let mut store = lab.open().store;
    for text in ["two", "three"] {
        store
            .commit(vec![change("plan", &records(3, text))])
            .expect("commit");
        store.refresh();
    }
    lab
}

fn look_with(lab: &Lab, files: &Faulty) -> Vec<Finding> {
    let files: Arc<dyn Files> = Arc::new(files.clone());
    examine(&files, &lab.root(), &lab.options())
}

/// Looks twice: on a disk where nothing can be changed, and where changes are counted.
fn look(lab: &Lab) -> Vec<Finding> {
    let before = lab.snapshot();
    let files = Faulty::default();
    let found = look_with(lab, &files);
    assert_eq!(files.changes(), 0);
    assert_eq!(lab.snapshot(), before);
    assert_eq!(look_with(lab, &Faulty::unwritable()), found);
    found
}

fn mend(lab: &Lab) -> Repaired {
    repair(Arc::new(Faulty::default()), &lab.root(), lab.options()).expect("it opens")
}

/// What is in the files, whatever their names; the lock's note and the mark of the repair come and go.
fn bytes(lab: &Lab) -> BTreeSet<Vec<u8>> {
    let files = lab
        .snapshot()
        .into_iter()
        .filter(|(path, _)| path.is_file() && !path.ends_with(".gongbu/lock"));
    files.map(|(_, bytes)| bytes).collect()
}

fn without_lock(lab: &Lab) -> Vec<(PathBuf, Vec<u8>)> {
    let files = lab.snapshot().into_iter();
    files
        .filter(|(path, _)| !path.ends_with(".gongbu/lock"))
        .collect()
}

fn generation(lab: &Lab, document: &str, seq: u64) -> PathBuf {
    lab.path(&format!(".gongbu/gen/{document}/{seq:012}.json"))
}

fn flip(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("read");
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replacen(from, to, 1)).expect("write");
}

fn record(index: usize) -> RecordRef {
    RecordRef {
        member: "nodes".into(),
        index,
        id: Some(format!("r{index}")),
    }
}

#[test]
fn a_healthy_dataset_has_nothing_to_tell() {
    let lab = lived();
    assert_eq!(look(&lab), []);
    assert_eq!(look(&Lab::with(&[])), []);
    let beside_an_open_cockpit = lab.open();
    assert_eq!(look(&lab), []);
    drop(beside_an_open_cockpit);
}

/// What is done to a dataset, and what must be told of it.
type Case = (&'static str, fn(&Lab), fn(&Lab) -> Vec<Finding>);

const CASES: [Case; 28] = [
    (
        "a file is gone",
        |lab| fs::remove_file(lab.path("plan.json")).expect("remove"),
        |lab| vec![damaged(lab, Damage::Missing)],
    ),
    (
        "a file is empty",
        |lab| lab.write("plan.json", ""),
        |lab| vec![damaged(lab, Damage::Empty)],
    ),
    (
        "a file is all NULs",
        |lab| lab.write("plan.json", [0; 600]),
        |lab| vec![damaged(lab, Damage::Nul)],
    ),
    (
        "a file is torn",
        |lab| lab.write("plan.json", &records(3, "three")[..50]),
        |lab| vec![damaged(lab, Damage::Torn)],
    ),
    (
        "a file is no JSON",
        |lab| lab.write("plan.json", "{\n  \"nodes\": [,]\n}\n"),
        |lab| {
            vec![Finding::NotJson {
                name: name("plan"),
                path: lab.path("plan.json"),
                problem: JsonProblem::Syntax {
                    line: 2,
                    column: 13,
                    message: "expected value".into(),
                },
            }]
        },
    ),
    (
        "a file with conflict markers",
        |lab| lab.write("plan.json", "{\n<<<<<<< HEAD\n}\n"),
        |lab| {
            vec![Finding::ConflictMarkers {
                name: name("plan"),
                path: lab.path("plan.json"),
                line: 2,
            }]
        },
    ),
    (
        "a file that is no UTF-8",
        |lab| lab.write("plan.json", b"{\n \"a\": \"\xff\"}"),
        |lab| {
            vec![Finding::BadUtf8 {
                name: name("plan"),
                path: lab.path("plan.json"),
                line: 2,
                column: 8,
            }]
        },
    ),
    (
        "a file changed outside",
        |lab| {
            let text = records(4, "three")
                .replace("\"three 1\"", "\"by hand\"")
                .replace("\"r2\"", "\"r9\"");
            lab.write("plan.json", text);
        },
        |lab| {
            let mut other = record(2);
            other.id = Some("r9".into());
            vec![Finding::ChangedOutside {
                name: name("plan"),
                path: lab.path("plan.json"),
                records: vec![
                    (record(1), RecordChange::Changed),
                    (record(2), RecordChange::Removed),
                    (other, RecordChange::Added),
                    (record(3), RecordChange::Added),
                ],
            }]
        },
    ),
    (
        "an old copy put back",
        |lab| lab.write("plan.json", records(2, "one")),
        |lab| {
            vec![Finding::OldCopy {
                name: name("plan"),
                path: lab.path("plan.json"),
                seq: 1,
            }]
        },
    ),
    (
        "a file that lags behind",
        |lab| {
            lab.open()
                .store
                .commit(vec![change("plan", &records(4, "four"))])
                .expect("commit");
        },
        |lab| {
            vec![Finding::Lags {
                name: name("plan"),
                path: lab.path("plan.json"),
            }]
        },
    ),
    (
        "a bit flipped in an old state",
        |lab| flip(&generation(lab, "plan", 2), "two 1", "twp 1"),
        |lab| vec![damaged_generation(lab, 2, Some(vec![record(1)]), 2)],
    ),
    (
        "a bit flipped between the records",
        |lab| flip(&generation(lab, "plan", 2), "\"nodes\"", "\"nodez\""),
        |lab| vec![damaged_generation(lab, 2, Some(vec![]), 3)],
    ),
    (
        "a bit flipped in the first line",
        |lab| flip(&generation(lab, "plan", 2), "\"seq\":2", "\"seq\":6"),
        |lab| vec![damaged_generation(lab, 2, Some(vec![]), 3)],
    ),
    (
        "a torn state",
        |lab| {
            let path = generation(lab, "plan", 2);
            let file = fs::read(&path).expect("read");
            fs::write(path, &file[..file.len() / 2]).expect("write");
        },
        |lab| vec![damaged_generation(lab, 2, None, 0)],
    ),
    (
        "a save that was never finished",
        |lab| {
            let mut store = lab.open().store;
            store
                .commit(changes(&[("a", "1"), ("b", "2")]))
                .expect("commit");
            store.refresh();
            drop(store);
            fs::remove_file(lab.list(".gongbu/gen/_txn").pop().expect("a marker")).expect("remove");
            for file in ["a.json", "b.json"] {
                fs::remove_file(lab.path(file)).expect("remove");
            }
        },
        |lab| {
            ["a", "b"]
                .map(|document| Finding::GenerationUnfinished {
                    name: name(document),
                    seq: 1,
                    path: generation(lab, document, 1),
                })
                .to_vec()
        },
    ),
    (
        "a marker whose states are gone",
        |lab| {
            fs::write(
                lab.path(".gongbu/gen/_txn/000000000077.json"),
                "{\"txn\":77,\"docs\":{\"plan\":99}}",
            )
            .expect("write")
        },
        |lab| {
            vec![Finding::MarkerWithoutGenerations {
                path: lab.path(".gongbu/gen/_txn/000000000077.json"),
                missing: vec![(name("plan"), 99)],
            }]
        },
    ),
    (
        "a marker that is broken",
        |lab| lab.write(".gongbu/gen/_txn/000000000077.json", "{\"txn\":77,"),
        |lab| {
            vec![Finding::MarkerBroken {
                path: lab.path(".gongbu/gen/_txn/000000000077.json"),
            }]
        },
    ),
    (
        "a mark that is broken",
        |lab| {
            lab.open().store.mark("test").expect("marks");
            flip(&lab.list(".gongbu/keep")[0], "\"plan\":3", "\"plan\":2");
        },
        |lab| {
            vec![Finding::MarkBroken {
                path: lab.list(".gongbu/keep")[0].clone(),
            }]
        },
    ),
    (
        "no manifest",
        |lab| fs::remove_file(lab.path("gongbu.json")).expect("remove"),
        |lab| {
            vec![Finding::ManifestMissing {
                path: lab.path("gongbu.json"),
            }]
        },
    ),
    (
        "a broken copy of the manifest",
        |lab| lab.write(".gongbu/manifest.json", "{"),
        |lab| {
            vec![Finding::ManifestBroken {
                path: lab.path(".gongbu/manifest.json"),
                problem: JsonProblem::Syntax {
                    line: 1,
                    column: 1,
                    message: "EOF while parsing an object".into(),
                },
            }]
        },
    ),
    (
        "a copy of the manifest that says something else",
        |lab| {
            flip(
                &lab.path(".gongbu/manifest.json"),
                "\"schema\": 3",
                "\"schema\": 2",
            )
        },
        |lab| {
            vec![Finding::ManifestCopyDiffers {
                path: lab.path(".gongbu/manifest.json"),
            }]
        },
    ),
    (
        "the manifest of another dataset",
        |lab| {
            let other = Lab::with(&[]);
            fs::copy(other.path("gongbu.json"), lab.path("gongbu.json"))
                .map(|_| ())
                .expect("copy");
        },
        |lab| {
            let id = |path: &str| {
                let value: serde_json::Value = serde_json::from_str(&lab.read(path)).expect("JSON");
                value["dataset_id"].as_str().expect("a text").to_owned()
            };
            vec![Finding::ManifestDiffers {
                path: lab.path("gongbu.json"),
                id: id("gongbu.json"),
                copy_id: id(".gongbu/manifest.json"),
            }]
        },
    ),
    (
        "no history",
        |lab| fs::remove_dir_all(lab.path(".gongbu/gen")).expect("remove"),
        |lab| {
            vec![Finding::HistoryMissing {
                path: lab.path(".gongbu/gen"),
            }]
        },
    ),
    (
        "a file that was being written",
        |lab| lab.write(".gongbu-tmp-1-2", "{\"half\": 1}"),
        |lab| {
            vec![Finding::Leftover {
                path: lab.path(".gongbu-tmp-1-2"),
            }]
        },
    ),
    (
        "a rescue that waits",
        |lab| {
            let dir = lab
                .rescue()
                .join(lab.open().store.manifest().dataset_id.clone());
            fs::create_dir_all(&dir).expect("mkdir");
            fs::write(dir.join("plan-20261114T210000Z.json"), "{}").expect("write");
        },
        |lab| {
            let dir = lab
                .rescue()
                .join(lab.open().store.manifest().dataset_id.clone());
            vec![Finding::RescueWaiting {
                path: dir.join("plan-20261114T210000Z.json"),
            }]
        },
    ),
    #[cfg(unix)]
    (
        "a folder open to others",
        |lab| {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(lab.root(), fs::Permissions::from_mode(0o755)).expect("chmod");
        },
        |lab| {
            vec![Finding::OpenToOthers {
                path: lab.root(),
                mode: 0o755,
            }]
        },
    ),
    #[cfg(unix)]
    (
        "a link that leads away",
        |lab| {
            let elsewhere = lab.rescue().with_file_name("elsewhere.json");
            fs::create_dir_all(elsewhere.parent().expect("a parent")).expect("mkdir");
            fs::rename(lab.path("plan.json"), &elsewhere).expect("move");
            std::os::unix::fs::symlink(&elsewhere, lab.path("plan.json")).expect("link");
        },
        |lab| {
            let target = fs::canonicalize(lab.path("plan.json")).ok();
            vec![Finding::LinkLeadsAway {
                path: lab.path("plan.json"),
                target,
            }]
        },
    ),
    #[cfg(unix)]
    (
        "a link that leads nowhere",
        |lab| {
            std::os::unix::fs::symlink("/nowhere/at/all", lab.path("notes")).expect("link");
        },
        |lab| {
            vec![Finding::LinkLeadsAway {
                path: lab.path("notes"),
                target: None,
            }]
        },
    ),
];

fn damaged(lab: &Lab, damage: Damage) -> Finding {
    Finding::FileDamaged {
        name: name("plan"),
        path: lab.path("plan.json"),
        damage,
    }
}

fn damaged_generation(lab: &Lab, seq: u64, bad: Option<Vec<RecordRef>>, good: usize) -> Finding {
    Finding::GenerationDamaged {
        name: name("plan"),
        seq,
        path: generation(lab, "plan", seq),
        bad,
        good,
    }
}

#[test]
fn each_fault_of_the_files_is_found_and_named_and_nothing_else() {
    for (what, spoil, expected) in CASES {
        let lab = lived();
        spoil(&lab);
        let found = look(&lab);
        assert_eq!(found, expected(&lab), "{what}");
    }
}

#[test]
fn a_repair_loses_no_byte_and_doing_it_again_changes_nothing() {
    // Everything at once, too.
    let all = CASES.iter().map(|case| (case.0, vec![case.1]));
    let together: Vec<fn(&Lab)> = CASES
        .iter()
        .filter(|case| {
            case.0.contains("state") || case.0.contains("marker") || case.0.contains("written")
        })
        .map(|case| case.1)
        .collect();
    for (what, spoils) in all.chain([("many at once", together)]) {
        let lab = lived();
        spoils.iter().for_each(|spoil| spoil(&lab));
        let before = bytes(&lab);
        let documents = texts(
            &gongbu::store::Store::open_read(
                Arc::new(Faulty::default()),
                lab.root(),
                lab.options(),
            )
            .expect("opens"),
        );
        let first = mend(&lab);
        assert_eq!(first.failed, [], "{what}");
        assert_eq!(texts(&first.opened), documents, "{what}");
        drop(first);
        let after = bytes(&lab);
        let lost: Vec<String> = before
            .difference(&after)
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            .collect();
        // Bytes of nothing, and the file that lagged behind, whose content is a saved state.
        assert!(
            lost.iter().all(|bytes| bytes.is_empty()
                || *bytes == records(3, "three")
                || *bytes == records(2, "one")),
            "{what}: {lost:?}"
        );
        let rest = look(&lab);
        let stays = |finding: &Finding| {
            matches!(
                finding,
                Finding::NotJson { .. }
                    | Finding::ConflictMarkers { .. }
                    | Finding::BadUtf8 { .. }
                    | Finding::ManifestDiffers { .. }
                    | Finding::RescueWaiting { .. }
                    | Finding::LinkLeadsAway { .. }
            )
        };
        assert!(rest.iter().all(stays), "{what}: {rest:?}");
        let once = without_lock(&lab);
        let second = mend(&lab);
        assert_eq!(
            (
                second.moved.len(),
                second.removed.len(),
                second.tightened.len()
            ),
            (0, 0, 0),
            "{what}"
        );
        assert_eq!(second.mark, None, "{what}");
        drop(second);
        assert_eq!(without_lock(&lab), once, "{what}");
    }
}

#[test]
fn a_repair_moves_what_it_cannot_use_and_marks_what_was() {
    let lab = lived();
    flip(&generation(&lab, "plan", 2), "two 1", "twp 1");
    lab.write(".gongbu-tmp-1-2", "{\"half\": 1}");
    lab.write(".gongbu/.gongbu-tmp-1-3", "{\"ha");
    let repaired = mend(&lab);
    assert_eq!(repaired.moved.len(), 2, "{:?}", repaired.moved);
    assert_eq!(repaired.removed, [lab.path(".gongbu/.gongbu-tmp-1-3")]);
    assert!(repaired.mark.is_some_and(|mark| mark.ends_with("-repair")));
    for (from, to) in &repaired.moved {
        assert!(
            !from.exists() && to.starts_with(lab.path(".gongbu/quarantine")),
            "{}",
            to.display()
        );
    }
}

#[test]
fn a_repair_does_nothing_to_a_dataset_that_somebody_has_open_or_that_is_none() {
    let lab = lived();
    flip(&generation(&lab, "plan", 2), "two 1", "twp 1");
    let open = lab.open();
    let before = lab.snapshot();
    let repaired = mend(&lab);
    assert!(repaired.opened.read_only.is_some());
    assert_eq!((repaired.moved, repaired.mark), (vec![], None));
    assert_eq!(lab.snapshot(), before);
    drop(open);

    let nowhere = Lab::new();
    let result = repair(
        Arc::new(Faulty::default()),
        &nowhere.root(),
        nowhere.options(),
    );
    assert_eq!(result.err(), Some(OpenError::ParentMissing(nowhere.root())));
    assert!(!nowhere.root().exists());
    assert_eq!(
        look_with(&nowhere, &Faulty::default()),
        [Finding::NotOpened(OpenError::ParentMissing(nowhere.root()))]
    );
}

#[test]
fn where_there_are_no_locks_nothing_is_moved_that_somebody_may_be_writing() {
    let lab = lived();
    lab.write(".gongbu-tmp-1-2", "{\"half\": 1}");
    flip(&generation(&lab, "plan", 2), "two 1", "twp 1");
    let files = Faulty::lockless();
    let found = look_with(&lab, &files);
    assert!(
        found
            .iter()
            .any(|finding| matches!(finding, Finding::NoLocks(_))),
        "{found:?}"
    );
    let repaired = repair(Arc::new(files), &lab.root(), lab.options()).expect("opens");
    assert_eq!(repaired.moved, []);
}

#[test]
fn a_save_that_is_being_finished_is_no_fault() {
    let lab = lived();
    let mut store = lab.open().store;
    store
        .commit(changes(&[("a", "1"), ("b", "2")]))
        .expect("commit");
    store.refresh();
    let marker = lab.list(".gongbu/gen/_txn").pop().expect("a marker");
    let bytes = fs::read(&marker).expect("read");
    fs::remove_file(&marker).expect("remove");
    let files = Faulty::default();
    files.meanwhile(move || fs::write(marker, bytes).expect("write"));
    let found = look_with(&lab, &files);
    assert!(
        !found
            .iter()
            .any(|finding| matches!(finding, Finding::GenerationUnfinished { .. })),
        "{found:?}"
    );
}

#[test]
fn a_disk_that_is_nearly_full_or_gives_errors_is_told() {
    let lab = lived();
    let files = Faulty::default();
    files.limit(&lab.root(), 300 * 1024, 1000);
    let found = look_with(&lab, &files);
    let [Finding::NearlyFull { free, wanted, .. }] = &found[..] else {
        panic!("{found:?}")
    };
    assert!(free < wanted && *wanted > 1 << 20);

    let files = Faulty::default();
    files.fail_below(&generation(&lab, "plan", 1), EIO);
    let found = look_with(&lab, &files);
    assert!(
        matches!(&found[..], [Finding::GenerationUnreadable { seq: 1, .. }]),
        "{found:?}"
    );
    let files = Faulty::default();
    files.fail_below(&lab.path("plan.json"), EIO);
    let found = look_with(&lab, &files);
    assert!(
        found
            .iter()
            .any(|finding| matches!(finding, Finding::FileUnreadable { .. })),
        "{found:?}"
    );
}

#[test]
fn what_others_leave_in_the_folder_is_told_but_never_loaded_or_removed() {
    use StrangerKind::{Copy, Editor, Recovered, SyncConflict, System, Unknown};
    let lab = lived();
    let mut store = lab.open().store;
    store
        .commit(vec![change("plans/service", "{}")])
        .expect("commit");
    store.refresh();
    drop(store);
    let good = "{\"from\": \"elsewhere\"}";
    let saved = fs::read_to_string(generation(&lab, "plan", 2)).expect("read") + "\0\0\0\0";
    fs::create_dir(lab.path("FOUND.000")).expect("mkdir");
    let plan = Some(name("plan"));
    let cases = [
        (".DS_Store", "\0\0\0\u{1}Bud1", System, None, false),
        ("._plan.json", "x", System, None, false),
        (".plan.json.swp", "b0VIM 9.0", Editor, plan.clone(), false),
        (
            "FOUND.000/FILE0000.CHK",
            saved.as_str(),
            Recovered,
            plan.clone(),
            true,
        ),
        ("FSCK0000.REC", good, Recovered, None, true),
        ("FSCK0001.REC", "PK\u{3}\u{4}", Recovered, None, false),
        ("Plan.json", good, Unknown, None, true),
        ("Thumbs.db", "x", System, None, false),
        ("plan (1).json", good, Copy, plan.clone(), true),
        ("plan - 복사본.json", "{ broken", Copy, plan.clone(), false),
        (
            "plan (Mina's conflicted copy 2026-11-14).json",
            good,
            SyncConflict,
            plan.clone(),
            true,
        ),
        ("plan.json.bak", good, Editor, plan.clone(), true),
        ("plan.json~", good, Editor, plan.clone(), true),
        (
            "plan.sync-conflict-20261114-210000-ABCDEFG.json",
            good,
            SyncConflict,
            plan.clone(),
            true,
        ),
        (
            "plans/service copy.json",
            "[1]",
            Copy,
            Some(name("plans/service")),
            false,
        ),
        ("자료.json", good, Unknown, None, true),
        (
            ".gongbu/gen/plan/000000000002 (1).json",
            good,
            Copy,
            plan.clone(),
            true,
        ),
    ];
    for (path, text, ..) in &cases {
        lab.write(path, text);
    }
    // No business of ours.
    for path in ["thesis.odt", "notes.txt", "plan.md~"] {
        lab.write(path, "x");
    }
    let mut found = look(&lab);
    let mut expected_findings: Vec<Finding> = cases
        .iter()
        .map(|(path, _, kind, document, parses)| Finding::Stranger {
            path: lab.path(path),
            kind: *kind,
            name: document.clone(),
            parses: *parses,
        })
        .collect();
    let by_path = |finding: &Finding| match finding {
        Finding::Stranger { path, .. } => path.clone(),
        other => panic!("{other:?}"),
    };
    found.sort_by_key(by_path);
    expected_findings.sort_by_key(by_path);
    assert_eq!(found, expected_findings);

    let before = bytes(&lab);
    let paths: Vec<PathBuf> = lab.snapshot().into_keys().collect();
    drop(mend(&lab));
    let mut opened = lab.open();
    assert_eq!(
        texts(&opened),
        expected(&[
            ("plan", &records(3, "three")),
            ("plans/service", "{}"),
            ("settings", "{\"a\": 1}\n")
        ])
    );
    opened
        .store
        .commit(vec![change(
            "plan",
            "{\"nodes\":[{\"id\":\"r0\"},{\"id\":\"r1\"},{\"id\":\"r2\"}]}",
        )])
        .expect("commit");
    assert_eq!(opened.store.refresh(), []);
    drop(opened);
    assert!(paths.iter().all(|path| path.exists()));
    let changed = fs::read(lab.path("plan.json")).expect("read");
    assert!(
        before
            .difference(&bytes(&lab))
            .all(|bytes| *bytes == records(3, "three").into_bytes()),
        "{changed:?}"
    );
}

#[test]
fn what_a_repair_of_the_disk_found_is_looked_for_above_the_folder_if_it_is_ours() {
    let lab = lived();
    let above = lab.root().parent().expect("a parent").to_owned();
    fs::copy(generation(&lab, "plan", 3), above.join("FSCK0000.REC")).expect("copy");
    fs::write(above.join("FSCK0001.REC"), "a photograph").expect("write");
    let found = look(&lab);
    assert_eq!(
        found,
        [Finding::Stranger {
            path: fs::canonicalize(&above).expect("real").join("FSCK0000.REC"),
            kind: StrangerKind::Recovered,
            name: Some(name("plan")),
            parses: true,
        }]
    );
}

#[test]
fn an_examination_survives_a_fault_at_any_of_its_calls() {
    let lab = lived();
    let files = Faulty::default();
    let expected = look_with(&lab, &files);
    files.heal();
    look_with(&lab, &files);
    let calls = files.calls();
    assert!(
        files.log().iter().all(|(call, ..)| *call != Call::Lock),
        "it takes no lock"
    );
    for at in 0..calls {
        files.fail(super::faulty::Fault::Once(at), EIO);
        let found = look_with(&lab, &files);
        files.heal();
        // What is read once is asked twice; where an answer is missing it is told or left out, never made up.
        assert!(found.len() <= expected.len() + 2, "{at}: {found:?}");
    }
}
