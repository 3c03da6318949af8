//! Slow media: the model never waits for the disk, quitting does and says so.

use super::sample;
use super::terminal::{folder, handed_over, press};
use super::watched::Watched;
use crate::common::pty::{Pty, run};
use gongbu::runtime::open::SCHEMA;
use gongbu::store::{Batch, Change, DocName, OpenOptions, SaveError, SaveEvent, Saver, Store};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

fn batch(ticket: u64) -> Batch {
    let text = format!("{{\"n\": {ticket}}}");
    Batch {
        ticket,
        changes: vec![Change::new(
            DocName::new("settings").unwrap(),
            Some(text.into_bytes()),
        )],
        ..Batch::default()
    }
}

/// A saver on a disk whose writes take 200 ms and whose syncs take three seconds.
fn slow_saver(root: &std::path::Path) -> (Saver, mpsc::Receiver<SaveEvent>) {
    drop(super::places::open(root, &Watched::default()));
    let mut files = Watched::default();
    let options = OpenOptions {
        schema: SCHEMA,
        ..OpenOptions::default()
    };
    files.slow = [Duration::from_millis(200), Duration::from_secs(3)];
    let opened = Store::open(Arc::new(files), root, options).unwrap();
    let (sender, events) = mpsc::channel();
    let saver = Saver::start(opened.store, move |event| drop(sender.send(event)));
    (saver, events)
}

#[test]
fn whoever_hands_over_changes_never_waits_for_a_slow_disk() {
    let outer = folder();
    let (saver, events) = slow_saver(&outer.path().join("data"));
    let start = Instant::now();
    for ticket in 1..=500 {
        saver.save(batch(ticket)).unwrap();
    }
    // A single sync takes three seconds.
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
    assert!(
        events.try_recv().is_err(),
        "nothing is said to be saved before it is"
    );
    saver.stop(Duration::from_secs(60)).unwrap();
    let saved = events
        .iter()
        .filter(|event| matches!(event, SaveEvent::Saved { .. }))
        .count();
    assert_eq!(saved, 500, "they became few commits, and each was answered");
    let settings = super::places::open(&outer.path().join("data"), &Watched::default()).docs;
    assert_eq!(settings[0].bytes, b"{\"n\": 500}");
}

#[test]
fn who_does_not_wait_for_a_slow_disk_is_told_that_it_is_not_saved() {
    let outer = folder();
    let (saver, _events) = slow_saver(&outer.path().join("data"));
    saver.save(batch(1)).unwrap();
    let stopped = saver.stop(Duration::from_millis(300));
    assert!(
        matches!(stopped, Err(SaveError::Timeout | SaveError::Rescued { .. })),
        "{stopped:?}"
    );
}

#[test]
#[allow(clippy::print_stdout, reason = "says why it was not run")]
fn keys_are_echoed_while_a_slow_disk_saves_and_quitting_waits_for_it() {
    if std::process::Command::new("strace")
        .arg("-V")
        .output()
        .is_err()
    {
        println!("skipped: there is no strace here");
        return;
    }
    let data = handed_over(&sample::documents());
    let name = data.path().display().to_string();
    run(data.path(), &["tick", "road/p/b/u/g/m"]);
    let slow = [
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        "trace=fsync",
        "-e",
        "inject=fsync:delay_exit=1500000",
    ];
    let gongbu = [
        env!("CARGO_BIN_EXE_gongbu"),
        "--data-dir",
        &name,
        "--lang",
        "en",
        "--now",
        crate::common::FRIDAY,
    ];
    let arguments: Vec<&str> = slow.into_iter().chain(gongbu).collect();
    let mut pty = Pty::program(std::path::Path::new("strace"), &arguments, 120, 36);
    pty.wait_for("● saved");
    press(&mut pty, "2 a");
    pty.send("slow one\r").wait_for("○ saving");
    // Saving takes two syncs at least, so three seconds; each of these keys is seen well before that.
    let start = Instant::now();
    press(&mut pty, "4 a");
    for letter in ["u", "v", "w", "x"] {
        let typed = Instant::now();
        pty.send(letter);
        while !pty.screen().contains(letter) {
            thread::sleep(Duration::from_millis(2));
        }
        assert!(
            typed.elapsed() < Duration::from_millis(1_400),
            "{letter}: {:?}",
            typed.elapsed()
        );
    }
    assert!(
        start.elapsed() < Duration::from_millis(2_900),
        "{:?}",
        start.elapsed()
    );
    pty.send("\x1b");
    thread::sleep(Duration::from_millis(100));
    pty.send("2a");
    pty.send("slow two\r").wait_for("slow two");
    let quit = Instant::now();
    pty.send("\x11");
    let status = pty.wait_exit();
    assert!(status.success(), "{status:?} {}", pty.screen());
    assert!(
        quit.elapsed() > Duration::from_secs(1),
        "it waited for the disk"
    );
    let dump = run(data.path(), &["dump"]);
    assert!(dump.contains("slow one") && dump.contains("slow two"));
}
