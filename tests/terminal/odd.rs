//! Terminals that cannot show the cockpit, and limits that the system sets.

use super::started;
use crate::common::FRIDAY;
use crate::common::pty::{Pty, run};
use std::fs::File;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

#[test]
fn without_a_terminal_that_moves_the_cursor_it_says_so_and_ends_with_two() {
    let folder = started();
    let mut pty = Pty::gongbu_with(folder.path(), &[], 80, 24, &[("TERM", "dumb")]);
    assert_eq!(pty.wait_exit().exit_code(), 2);
    assert!(pty.screen().contains("gongbu today"), "{}", pty.screen());
    let output = pty.output();
    assert!(!output.contains(&0x1b), "not a single escape");
    let file = File::create(folder.path().join("out.txt")).expect("a file");
    let ended = Command::new(env!("CARGO_BIN_EXE_gongbu"))
        .arg("--data-dir")
        .arg(folder.path())
        .stdin(Stdio::null())
        .stdout(file)
        .output()
        .expect("it starts");
    assert_eq!(ended.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("gongbu today"));
}

#[test]
fn a_terminal_without_a_locale_or_colours_is_served() {
    let folder = started();
    let odd = [
        ("LANG", "C"),
        ("LC_ALL", "C"),
        ("NO_COLOR", "1"),
        ("TERM", "vt100"),
    ];
    let mut pty = Pty::gongbu_with(folder.path(), &[], 80, 24, &odd);
    pty.wait_for("● saved").send("q");
    assert!(pty.wait_exit().success());
    let output = String::from_utf8_lossy(&pty.output()).into_owned();
    assert!(!output.contains("\x1b[38;5"), "no colour");
}

#[test]
fn a_terminal_that_does_not_know_its_size_is_taken_for_the_usual_one() {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 80, 24);
    pty.wait_for("● saved").resize(0, 0);
    pty.wait_for("● saved");
    pty.send("?").wait_for("Esc").send("\x1b");
    // A key within a few milliseconds would make one with Alt of the escape.
    thread::sleep(Duration::from_millis(100));
    pty.resize(20, 5);
    pty.wait_for("gongbu needs 40x10");
    pty.resize(80, 24);
    pty.wait_for("● saved");
    pty.send("q");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_limit_on_the_size_of_files_is_an_error_and_not_death() {
    let folder = TempDir::new().expect("a folder");
    let program = env!("CARGO_BIN_EXE_gongbu");
    let ended = Command::new("sh")
        .args([
            "-c",
            "ulimit -f 8; exec \"$@\"",
            "sh",
            program,
            "--data-dir",
        ])
        .arg(folder.path())
        .args(["--now", FRIDAY, "--lang", "en", "init", "--yes"])
        .output()
        .expect("sh is a program");
    assert_eq!(ended.status.signal(), None, "it was not killed");
    assert_eq!(ended.status.code(), Some(1));
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(!told.contains("panicked") && !told.is_empty(), "{told}");
    // Without the limit the same folder does.
    run(folder.path(), &["--lang", "en", "init", "--yes"]);
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let folder = started();
    let script = "\"$1\" --data-dir \"$2\" dump | head -1";
    let data = folder.path().to_str().expect("UTF-8");
    let ended = Command::new("sh")
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_gongbu"), data])
        .output()
        .expect("sh is a program");
    assert!(ended.status.success());
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}
