//! Every kind of call gives every kind of error, once and for ever: nothing panics, what was acknowledged is there,
//! what failed is said at once, and when the trouble is over everything is saved.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use gongbu::store::{SaveEvent, Saver, Timing};

use super::faulty::{
    CALLS, Call, EACCES, EDQUOT, EINTR, EIO, EMFILE, ENOSPC, ENOTSUP, EROFS, Fault, Faulty,
};
use super::{Lab, batch, change, changes, expected, texts};

const ERRORS: [i32; 8] = [EIO, ENOSPC, EDQUOT, EROFS, EACCES, EMFILE, EINTR, ENOTSUP];

const N1: &str = "{\"n\":1}";
const N2: &str = "{\"n\":2}";

/// Nothing happens by itself, only when it is asked for.
const ASKED: Timing = Timing {
    quiet: Duration::from_secs(600),
    latest: Duration::from_secs(600),
    first_retry: Duration::from_secs(600),
    longest_retry: Duration::from_secs(600),
};

const PATIENCE: Duration = Duration::from_secs(20);

/// Every position of every kind of call, with every error, once and for ever.
fn each_fault(mut trial: impl FnMut(&'static [Call], Fault, i32) -> usize) -> usize {
    let mut trials = 0;
    for kind in CALLS.chunks(1) {
        for at in 0.. {
            let mut calls = 0;
            for code in ERRORS {
                for fault in [Fault::Once(at), Fault::From(at)] {
                    calls = calls.max(trial(kind, fault, code));
                    trials += 1;
                }
            }
            if calls <= at {
                break;
            }
        }
    }
    trials
}

#[test]
fn every_error_of_every_call_is_told_at_once_and_got_over() {
    let trials = each_fault(|kind, fault, code| {
        let label = format!("{kind:?}, {fault:?}, error {code}");
        let lab = Lab::with(&[("plan", N1), ("weeks/w1", N1)]);
        let files = Faulty::default();
        let store = lab.try_open(files.clone()).expect("opens").store;
        let (sender, events) = mpsc::channel();
        let saver = Saver::start_with(store, ASKED, move |event| {
            let _ = sender.send(event);
        });
        files.fail_only(kind, fault, code);
        let both = changes(&[("plan", N2), ("weeks/w1", N2), ("weeks/w2", N2)]);
        saver.save(batch(1, both)).expect("queued");
        let saved = match events.recv_timeout(PATIENCE).expect("an answer") {
            SaveEvent::Saved { ticket: 1 } => true,
            SaveEvent::Failed {
                ticket: 1,
                will_retry: true,
                ..
            } => false,
            event => panic!("{label}: {event:?}"),
        };
        let calls = files.calls();
        let old = expected(&[("plan", N1), ("weeks/w1", N1)]);
        let new = expected(&[("plan", N2), ("weeks/w1", N2), ("weeks/w2", N2)]);
        let found = lab.found_by_another();
        assert!(
            found == new || (!saved && found == old),
            "{label}: {found:?}"
        );
        files.heal();
        saver
            .save(batch(2, vec![change("after", N1)]))
            .expect("queued");
        for event in events.iter() {
            match event {
                SaveEvent::Saved { ticket: 2 } => break,
                SaveEvent::Saved { ticket: 1 } => {}
                event => panic!("{label}: {event:?}"),
            }
        }
        assert_eq!(saver.stop(PATIENCE), Ok(()), "{label}");
        let opened = lab.open();
        assert_eq!(opened.notices, [], "{label}");
        let mut all = new;
        all.insert("after".into(), N1.into());
        assert_eq!(texts(&opened), all, "{label}");
        calls
    });
    assert!(trials > 500, "only {trials} trials");
}

#[test]
fn every_error_of_every_call_of_a_start_leaves_the_data_as_it_was() {
    each_fault(|kind, fault, code| {
        let label = format!("{kind:?}, {fault:?}, error {code}");
        let lab = Lab::with(&[("plan", N1), ("edited", N1)]);
        let mut store = lab.open().store;
        store.commit(vec![change("plan", N2)]).expect("commit");
        drop(store);
        lab.write("edited.json", N2);
        let files = Faulty::default();
        files.fail_only(kind, fault, code);
        let all = expected(&[("edited", N2), ("plan", N2)]);
        if let Ok(mut opened) = lab.try_open(files.clone()) {
            let found = texts(&opened);
            let known = found
                .iter()
                .all(|(name, text)| all.get(name) == Some(text) || text == N1);
            assert!(known, "{label}: {found:?}");
            // What could not be read is told.
            assert!(
                found == all || !opened.notices.is_empty(),
                "{label}: {found:?}"
            );
            opened.store.refresh();
        }
        let calls = files.calls();
        let opened = lab.open();
        assert_eq!(texts(&opened), all, "{label}: {:?}", opened.notices);
        calls
    });
}

#[test]
fn what_failed_to_reach_the_disk_once_is_written_again_under_a_new_name() {
    // Whoever asks a second time is told that all is well, though the bytes are gone.
    let lab = Lab::with(&[("plan", N1)]);
    for at in 0..2 {
        let files = Faulty::default();
        let mut opened = lab.try_open(files.clone()).expect("opens");
        files.fail_only(&[Call::Sync], Fault::Once(at), EIO);
        let batch = changes(&[
            ("plan", &format!("{{\"n\":1{at}}}")),
            ("week", &at.to_string()),
        ]);
        opened
            .store
            .commit(batch)
            .expect("saved at the second attempt");
        let log = files.log();
        let of = |kind: Call, good: bool| -> Vec<&PathBuf> {
            log.iter()
                .filter(|(call, _, ok)| *call == kind && *ok == good)
                .map(|(_, path, _)| path)
                .collect()
        };
        let failed = of(Call::Sync, false);
        assert_eq!(failed.len(), 1);
        let synced = of(Call::Sync, true);
        assert!(
            !synced.contains(&failed[0]),
            "the file that failed is not believed again"
        );
        // Both documents and the transaction's marker, each written and waited for, and then its directory.
        let since = log.iter().position(|(_, _, ok)| !ok).expect("the fault");
        let later = &log[since..];
        let waited_for = |path: &Path| {
            let place = |call: Call, path: &Path| {
                later
                    .iter()
                    .position(|(kind, at, ok)| *kind == call && at == path && *ok)
            };
            let steps = [
                place(Call::Create, path),
                place(Call::Write, path),
                place(Call::Sync, path),
                place(Call::SyncDir, path.parent().expect("a directory")),
            ];
            steps.iter().all(Option::is_some) && steps.is_sorted()
        };
        let created = later.iter().filter(|(kind, ..)| *kind == Call::Create);
        let created: Vec<&PathBuf> = created.map(|(_, path, _)| path).collect();
        assert_eq!(created.len(), 3);
        for path in created {
            assert!(waited_for(path), "{}", path.display());
        }
        drop(opened);
    }
}

#[test]
fn a_directory_that_cannot_be_waited_for_is_waited_for_with_its_file_system() {
    for code in [super::faulty::EINVAL, ENOTSUP] {
        for also_that in [false, true] {
            let lab = Lab::new();
            let files = Faulty::default();
            let kinds: &[Call] = if also_that {
                &[Call::SyncDir, Call::SyncFs]
            } else {
                &[Call::SyncDir]
            };
            files.fail_only(kinds, Fault::From(0), code);
            let mut opened = lab.try_open(files.clone()).expect("opens");
            opened
                .store
                .commit(changes(&[("plan", N1), ("week", N1)]))
                .expect("saved");
            assert_eq!(opened.store.refresh(), []);
            let log = files.log();
            assert!(log.iter().any(|(kind, ..)| *kind == Call::SyncDir));
            for (index, (kind, path, _)) in log.iter().enumerate() {
                if *kind == Call::SyncDir {
                    let (next, at, ok) = &log[index + 1];
                    assert_eq!((*next, at, *ok), (Call::SyncFs, path, !also_that));
                }
            }
            drop(opened);
            assert_eq!(lab.open().notices, []);
        }
    }
}

#[test]
fn room_that_runs_out_only_when_the_disk_is_waited_for_is_no_save() {
    // Network file systems take the bytes and refuse them later.
    let lab = Lab::with(&[("plan", N1)]);
    let files = Faulty::default();
    let mut opened = lab.try_open(files.clone()).expect("opens");
    files.fail_only(&[Call::Sync], Fault::From(0), ENOSPC);
    opened
        .store
        .commit(vec![change("plan", N2)])
        .expect_err("not saved");
    files.heal();
    drop(opened);
    let opened = lab.open();
    assert_eq!(texts(&opened), expected(&[("plan", N1)]));
    assert_eq!(opened.notices, [], "nothing half-written stays");
}
