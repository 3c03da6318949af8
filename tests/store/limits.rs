//! Disks that are full, at every size, and processes that may not have more: old data stays as it is, what is missing is
//! said with numbers, and saving goes on when there is room again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use gongbu::store::{Change, SaveError, SaveEvent, Saver, Timing};

use super::faulty::Faulty;
use super::{Lab, batch, change, changes, expected, texts};

/// A document of about so many bytes that differs from save to save.
fn document(save: usize, bytes: usize) -> String {
    let records: Vec<String> = (0..bytes / 100)
        .map(|record| format!("    {{\"id\": \"r{record:04}\", \"text\": \"{save:060}\"}}"))
        .collect();
    format!("{{\n  \"records\": [\n{}\n  ]\n}}\n", records.join(",\n"))
}

/// Twenty saves of three documents on a disk of this size.
fn fill(kilobytes: u64) -> usize {
    let lab = Lab::with(&[("old", &document(1, 3_000)), ("plan", &document(0, 6_000))]);
    let old = lab.read("old.json");
    let files = Faulty::default();
    files.limit(&lab.root(), kilobytes << 10, usize::MAX);
    let mut refused = 0;
    let mut saved = texts(&lab.open());
    let Ok(mut opened) = lab.try_open(files.clone()) else {
        panic!("{kilobytes}k: a full disk opens")
    };
    for save in 1..=20 {
        let batch: BTreeMap<String, String> = ["plan", "weeks/w1", "weeks/w2"]
            .iter()
            .map(|name| ((*name).to_owned(), document(save, save * 1_000)))
            .collect();
        let mut next = saved.clone();
        next.extend(batch.clone());
        // It is no matter here that they shrink and grow.
        let batch = batch
            .iter()
            .map(|(name, text)| Change {
                removes: 1000,
                ..change(name, text)
            })
            .collect();
        match opened.store.commit(batch) {
            Ok(()) => saved = next,
            Err(SaveError::Io(fault)) => {
                assert_eq!(fault.kind, std::io::ErrorKind::StorageFull);
                let space = fault.space.expect("a full disk says how full");
                assert!(space.needed > 0, "{kilobytes}k: {space:?}");
                assert!(space.free <= kilobytes << 10, "{kilobytes}k: {space:?}");
                refused += 1;
            }
            Err(error) => panic!("{kilobytes}k, save {save}: {error}"),
        }
        opened.store.refresh();
        assert_eq!(lab.read("old.json"), old);
        for path in lab.list(".").iter().chain(&lab.maybe_list("weeks")) {
            let length = path.metadata().expect("metadata").len();
            assert!(
                path.is_dir() || length > 0,
                "{kilobytes}k, save {save}: {} is empty",
                path.display()
            );
        }
    }
    assert_eq!(lab.found_by_another(), saved, "{kilobytes}k");
    // Somebody makes room.
    files.limit(&lab.root(), u64::MAX / 2, usize::MAX);
    saved.insert("plan".into(), "{\"n\": 21}".into());
    let last = vec![Change {
        removes: 1000,
        ..change("plan", "{\"n\": 21}")
    }];
    opened.store.commit(last).expect("there is room");
    assert_eq!(opened.store.refresh(), []);
    drop(opened);
    let opened = lab.open();
    assert_eq!(texts(&opened), saved);
    assert_eq!(opened.notices, []);
    refused
}

#[test]
fn a_disk_that_fills_up_keeps_what_was_saved_and_says_how_much_is_missing() {
    let refused: Vec<usize> = (64..1024).step_by(60).map(fill).collect();
    assert!(
        refused[0] > 15 && refused.is_sorted_by(|one, next| one >= next),
        "{refused:?}"
    );
    assert!(refused[refused.len() - 1] < 5, "{refused:?}");
}

#[test]
#[ignore = "long"]
fn long_a_disk_that_fills_up_at_any_size_keeps_what_was_saved() {
    let refused: Vec<usize> = (64..=1024).step_by(4).map(fill).collect();
    assert!(
        refused[0] > 15 && refused.is_sorted_by(|one, next| one >= next),
        "{refused:?}"
    );
    assert!(refused[refused.len() - 1] < 5, "{refused:?}");
}

#[test]
fn saving_goes_on_by_itself_when_there_is_room_again() {
    let lab = Lab::with(&[("plan", "{\"n\":1}")]);
    let files = Faulty::default();
    let (sender, events) = mpsc::channel();
    let store = lab.try_open(files.clone()).expect("opens").store;
    let timing = Timing {
        first_retry: Duration::from_millis(5),
        longest_retry: Duration::from_millis(20),
        ..Timing::default()
    };
    let saver = Saver::start_with(store, timing, move |event| {
        let _ = sender.send(event);
    });
    files.limit(&lab.root(), 0, usize::MAX);
    saver
        .save(batch(1, vec![change("plan", "{\"n\":2}")]))
        .expect("queued");
    let patience = Duration::from_secs(20);
    let first = events.recv_timeout(patience).expect("an answer");
    assert!(
        matches!(
            &first,
            SaveEvent::Failed {
                ticket: 1,
                will_retry: true,
                ..
            }
        ),
        "{first:?}"
    );
    let said = format!("{first:?}");
    assert!(
        said.contains("StorageFull") && said.contains("free: 0"),
        "{said}"
    );
    files.limit(&lab.root(), 1 << 20, usize::MAX);
    let answer = events
        .iter()
        .find(|event| !matches!(event, SaveEvent::Failed { .. }));
    assert_eq!(answer, Some(SaveEvent::Saved { ticket: 1 }));
    assert_eq!(saver.stop(patience), Ok(()));
    assert_eq!(texts(&lab.open()), expected(&[("plan", "{\"n\":2}")]));
}

#[test]
fn a_thousand_starts_on_a_full_disk_shrink_no_file() {
    let lab =
        Lab::with(&["edited", "lags", "plan", "torn"].map(|name| (name, "{\"n\":1,\"m\":2}")));
    let mut store = lab.open().store;
    store
        .commit(vec![change("lags", "{\"n\":2}")])
        .expect("commit");
    drop(store);
    lab.write("edited.json", "{\"by\":\"hand\"}");
    lab.write("torn.json", "{\"n\":1");
    let state = expected(&[
        ("edited", "{\"by\":\"hand\"}"),
        ("lags", "{\"n\":2}"),
        ("plan", "{\"n\":1,\"m\":2}"),
        ("torn", "{\"n\":1,\"m\":2}"),
    ]);
    // The lock is a note for people; without room it may be empty.
    let snapshot = |lab: &Lab| {
        let mut snapshot = lab.snapshot();
        snapshot.remove(&lab.path(".gongbu/lock"));
        snapshot
    };
    let before = snapshot(&lab);
    for start in 0..1000 {
        let files = Faulty::default();
        files.limit(&lab.root(), 0, 0);
        let mut opened = lab.try_open(files).expect("opens");
        assert_eq!(texts(&opened), state, "start {start}");
        assert!(
            opened
                .store
                .commit(vec![change("plan", "{\"n\":9}")])
                .is_err()
        );
        opened.store.refresh();
        drop(opened);
        if start % 100 == 0 {
            assert_eq!(snapshot(&lab), before, "start {start}");
        }
    }
    assert_eq!(snapshot(&lab), before);
    let mut opened = lab.open();
    assert_eq!(texts(&opened), state);
    assert_eq!(opened.store.refresh(), []);
}

#[test]
fn a_disk_that_has_room_but_no_names_left_loses_nothing() {
    let lab = Lab::with(&[("plan", "{\"n\":1}"), ("week", "{\"n\":1}")]);
    let used = lab.snapshot().len();
    for more in 0..12 {
        let copy = Lab::new();
        copy.become_copy_of(&lab);
        let files = Faulty::default();
        let mut opened = copy.try_open(files.clone()).expect("opens");
        files.limit(&copy.root(), 1 << 20, used + more);
        let text = format!("{{\"n\":2,\"more\":{more}}}");
        let saved = opened
            .store
            .commit(changes(&[
                ("new/one", &text),
                ("plan", &text),
                ("week", &text),
            ]))
            .is_ok();
        opened.store.refresh();
        let old = texts(&lab.open());
        let mut new = old.clone();
        for name in ["new/one", "plan", "week"] {
            new.insert(name.into(), text.clone());
        }
        let found = copy.found_by_another();
        assert_eq!(found, if saved { new.clone() } else { old }, "{more} more");
        assert!(saved || more < 6, "{more} more names are enough");
        files.limit(&copy.root(), 1 << 20, usize::MAX);
        opened
            .store
            .commit(changes(&[
                ("new/one", &text),
                ("plan", &text),
                ("week", &text),
            ]))
            .expect("saves");
        assert_eq!(opened.store.refresh(), []);
        drop(opened);
        assert_eq!(texts(&copy.open()), new);
    }
}

/// Runs the real program under limits of the shell.
#[cfg(unix)]
fn limited(data: &Path, limit: &str, args: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_gongbu");
    let line = format!("{limit} && exec \"$0\" --data-dir \"$1\" --now \"$2\" {args}");
    Command::new("sh")
        .args(["-c", &line, program])
        .arg(data)
        .arg(crate::common::FRIDAY)
        .env("XDG_STATE_HOME", data.join("../state"))
        .env("XDG_RUNTIME_DIR", data.join("../run"))
        .stdin(Stdio::null())
        .output()
        .expect("sh runs")
}

#[cfg(unix)]
#[test]
fn a_process_that_may_write_no_larger_files_says_so_and_loses_nothing() {
    let dir = Lab::new();
    let data: PathBuf = dir.root();
    let well = |output: &Output| output.status.success();
    let text = |output: &Output| {
        String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr)
    };
    assert!(well(&limited(&data, "true", "--lang en init --yes")));
    assert!(well(&limited(&data, "true", "tick presence")));
    let before = limited(&data, "true", "dump").stdout;
    // Enough for the lock, not for a document. Standard output is a pipe, so it is not limited.
    let refused = limited(&data, "ulimit -f 0", "tick features/history-search");
    assert!(
        refused.status.code().is_some(),
        "killed: {:?}, {}",
        refused.status,
        text(&refused)
    );
    assert!(!well(&refused), "{}", text(&refused));
    assert!(!text(&refused).contains("panicked"), "{}", text(&refused));
    let after = limited(&data, "true", "dump");
    assert_eq!(after.stdout, before);
    let saved = limited(&data, "true", "tick features/history-search");
    assert!(well(&saved), "{}", text(&saved));
}

#[cfg(unix)]
#[test]
fn a_process_that_may_open_few_files_at_a_time_works() {
    let dir = Lab::new();
    let data: PathBuf = dir.root();
    for args in [
        "--lang en init --yes",
        "tick presence",
        "check",
        "today",
        "dump",
    ] {
        let output = limited(&data, "ulimit -n 16", args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args}: {said}");
    }
    // Far too few: an error in words, whatever the word.
    for few in 3..10 {
        let output = limited(&data, &format!("ulimit -n {few}"), "today");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("panicked"), "{few}: {said}");
    }
    assert!(limited(&data, "true", "check").status.success());
}
