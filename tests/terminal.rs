//! The real program in a pseudo-terminal: killed, hung up, asked to end, and the terminal afterwards.

mod closed;
mod exits;
mod odd;
mod pastes;
mod typed;

use crate::common::pty::{Pty, run};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// A data directory on which the first start has been through, in English.
fn started() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    run(folder.path(), &["--lang", "en", "init", "--yes"]);
    folder
}

/// Copies a data directory.
fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp")
        .arg("-a")
        .arg(from.join("."))
        .arg(to)
        .status();
    assert!(copied.expect("cp is a program").success());
}

#[test]
fn a_typed_draft_survives_a_kill_two_seconds_later() {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 80, 24);
    pty.wait_for("● saved").send("4a").send("Lost and found\r");
    thread::sleep(Duration::from_millis(300));
    pty.send("락을 잡은 채 기다렸다");
    pty.wait_for("기다렸다");
    thread::sleep(Duration::from_millis(2600));
    pty.signal("KILL");
    pty.wait_exit();
    assert!(run(folder.path(), &["dump"]).contains("락을 잡은 채 기다렸다"));
}

#[test]
fn every_way_out_gives_the_terminal_back() {
    for way in ["q", "TERM", "HUP", "INT"] {
        let folder = started();
        let mut pty = Pty::gongbu(folder.path(), &[], 80, 24);
        pty.wait_for("● saved");
        if way == "q" {
            pty.send("q");
        } else {
            pty.signal(way);
        }
        let status = pty.wait_exit();
        assert!(status.success(), "{way}: {status:?}");
        let output = String::from_utf8_lossy(&pty.output()).into_owned();
        for (on, off) in [
            ("\x1b[?1049h", "\x1b[?1049l"),
            ("\x1b[?2004h", "\x1b[?2004l"),
            ("\x1b[?25l", "\x1b[?25h"),
        ] {
            let last_on = output.rfind(on).expect(on);
            let last_off = output.rfind(off).unwrap_or(0);
            assert!(last_off > last_on, "{way}: {off:?} is missing at the end");
        }
    }
}

#[test]
fn text_being_typed_is_saved_when_the_terminal_is_closed() {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 80, 24);
    pty.wait_for("● saved").send("4a").send("Hung up\r");
    thread::sleep(Duration::from_millis(300));
    pty.send("the last words");
    pty.wait_for("the last words");
    pty.hang_up();
    pty.wait_exit();
    assert!(run(folder.path(), &["dump"]).contains("the last words"));
}

#[test]
fn the_whole_day_is_found_again_after_a_restart() {
    let folder = TempDir::new().expect("a folder");
    let mut pty = Pty::gongbu(folder.path(), &[], 80, 24);
    // The first start: Enter alone accepts every default.
    pty.wait_for("한국어").send("\r").wait_for("2/2").send("\r");
    pty.wait_for("47주");
    pty.send("a").send("오늘 끝낸 일\r");
    pty.wait_for("오늘 끝낸 일");
    pty.send(" ").wait_for("[x]");
    pty.send("q");
    assert!(pty.wait_exit().success());
    let mut pty = Pty::gongbu(folder.path(), &[], 80, 24);
    pty.wait_for("[x]").wait_for("오늘 끝낸 일");
    pty.send("u").wait_for("[ ] 오늘 끝낸 일");
}

#[test]
fn a_second_instance_reads_and_says_who_writes() {
    let folder = started();
    let mut first = Pty::gongbu(folder.path(), &[], 80, 24);
    first.wait_for("● saved");
    let mut second = Pty::gongbu(folder.path(), &[], 100, 30);
    second.wait_for(&first.pid().to_string());
    second.send("2 ");
    thread::sleep(Duration::from_millis(200));
    second.send("q");
    assert!(second.wait_exit().success());
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_takes_it_again() {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 80, 24);
    pty.wait_for("● saved").send("\x1a");
    let state = || {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", pty.pid())).unwrap();
        stat.rsplit(") ").next().unwrap().chars().next().unwrap()
    };
    let stopped = (0..200).any(|_| {
        thread::sleep(Duration::from_millis(20));
        state() == 'T'
    });
    assert!(stopped, "it is not stopped");
    let output = String::from_utf8_lossy(&pty.output()).into_owned();
    assert!(
        output.rfind("\x1b[?1049l") > output.rfind("\x1b[?1049h"),
        "the shell's screen is not back"
    );
    pty.signal("CONT");
    pty.wait_for("● saved").send("4").wait_for("4").send("q");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_panic_gives_the_terminal_back_and_loses_no_text() {
    let folder = started();
    let mut pty = Pty::gongbu_with(folder.path(), &[], 80, 24, &[("GONGBU_PANIC", "1")]);
    pty.wait_for("● saved").send("4a").send("Panic\r");
    thread::sleep(Duration::from_millis(300));
    pty.send("typed just before").wait_for("typed just before");
    pty.send("\x1b[24~");
    assert_eq!(pty.wait_exit().exit_code(), 101);
    let output = String::from_utf8_lossy(&pty.output()).into_owned();
    for (on, off) in [
        ("\x1b[?1049h", "\x1b[?1049l"),
        ("\x1b[?2004h", "\x1b[?2004l"),
        ("\x1b[?25l", "\x1b[?25h"),
    ] {
        assert!(
            output.rfind(off) > output.rfind(on),
            "{off:?} is missing at the end"
        );
    }
    assert!(
        !output.contains("Panic\r\ntyped"),
        "a report carries no text of the user"
    );
    assert!(run(folder.path(), &["dump"]).contains("typed just before"));
}
