//! The terminal is closed, or does not read, or the process is stopped: nothing typed is lost and nothing runs wild.

use super::started;
use crate::common::pty::{Pty, run};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// Hundredths of a second that a process has computed; none when it is gone.
fn cpu(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit(") ").next()?.split(' ').collect();
    let alive = fields.first().is_some_and(|state| *state != "Z");
    let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(number(11)? + number(12)?).filter(|_| alive)
}

/// Waits for a process to be gone and returns what it has computed meanwhile, in hundredths of a second.
fn computed_until_gone(pid: u32) -> u64 {
    let begun = cpu(pid).unwrap_or(0);
    let mut last = begun;
    let start = Instant::now();
    while let Some(now) = cpu(pid) {
        last = now;
        assert!(start.elapsed() < Duration::from_secs(20), "it does not end");
        thread::sleep(Duration::from_millis(5));
    }
    last - begun
}

fn child_of(pid: u32) -> u32 {
    let path = format!("/proc/{pid}/task/{pid}/children");
    let start = Instant::now();
    loop {
        let children = fs::read_to_string(&path).unwrap_or_default();
        if let Some(child) = children.split_whitespace().next() {
            return child.parse().expect("a number");
        }
        assert!(start.elapsed() < Duration::from_secs(20), "no child");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Types half a line, closes the terminal and waits for gongbu to be gone.
fn closed_while_typing(mut pty: Pty, folder: &Path, pid: impl Fn(&Pty) -> u32) {
    pty.wait_for("● saved").send("2a").send("half a line");
    pty.wait_for("half a line");
    // All is saved and nothing is left to draw: only reading tells that the terminal is gone.
    thread::sleep(Duration::from_millis(2500));
    let pid = pid(&pty);
    pty.hang_up();
    let computed = computed_until_gone(pid);
    assert!(
        computed < 30,
        "{computed} hundredths of a second: it runs in circles"
    );
    assert!(run(folder, &["dump"]).contains("half a line"));
}

#[test]
fn a_closed_terminal_ends_the_program_and_what_was_typed_is_kept() {
    let folder = started();
    let pty = Pty::gongbu(folder.path(), &[], 80, 24);
    closed_while_typing(pty, folder.path(), Pty::pid);
}

#[test]
fn a_closed_terminal_ends_the_program_where_no_signal_tells_of_it() {
    for (script, child) in [
        // The shell leads the session: it alone would be told, and does not listen.
        ("trap '' HUP; \"$GONGBU\" \"$@\"; true", true),
        ("trap '' HUP; exec \"$GONGBU\" \"$@\"", false),
    ] {
        let folder = started();
        let data = folder.path().to_str().expect("UTF-8");
        let args = ["-c", script, "sh", "--data-dir", data, "--lang", "en"];
        let pty = Pty::program(Path::new("/bin/sh"), &args, 80, 24);
        let pid = |pty: &Pty| {
            if child {
                child_of(pty.pid())
            } else {
                pty.pid()
            }
        };
        closed_while_typing(pty, folder.path(), pid);
    }
}

#[test]
fn a_terminal_that_does_not_read_holds_up_the_picture_and_nothing_else() {
    stops_reading(Duration::from_secs(3));
}

#[test]
#[ignore = "long"]
fn long_a_terminal_that_does_not_read_for_half_a_minute_holds_up_nothing_but_the_picture() {
    stops_reading(Duration::from_secs(30));
}

fn stops_reading(time: Duration) {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 200, 50);
    pty.wait_for("● saved");
    pty.pause(true);
    // More than the terminal takes unread.
    for _ in 0..40 {
        pty.send("z");
        thread::sleep(Duration::from_millis(20));
    }
    pty.send("2a");
    thread::sleep(Duration::from_millis(100));
    pty.send("unseen\r");
    thread::sleep(Duration::from_millis(100));
    pty.send("a").send("half a line");
    thread::sleep(time);
    let saved = run(folder.path(), &["dump"]);
    assert!(
        saved.contains("unseen") && saved.contains("half a line"),
        "it is saved unseen"
    );
    pty.pause(false);
    pty.wait_for("half a line").send("\x1b");
    thread::sleep(Duration::from_millis(100));
    pty.send("q");
    assert!(pty.wait_exit().success());
}

#[test]
fn asked_to_end_before_a_terminal_that_does_not_read_it_ends() {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 200, 50);
    pty.wait_for("● saved");
    pty.pause(true);
    for _ in 0..40 {
        pty.send("z");
        thread::sleep(Duration::from_millis(10));
    }
    pty.send("2a").send("half a line");
    thread::sleep(Duration::from_millis(200));
    pty.signal("TERM");
    assert!(pty.wait_exit().success());
    assert!(run(folder.path(), &["dump"]).contains("half a line"));
}

#[test]
fn asked_to_end_while_the_disk_is_slow_it_saves_and_ends() {
    let strace = Path::new("/usr/bin/strace");
    if !strace.exists() {
        return;
    }
    let folder = started();
    let data = folder.path().to_str().expect("UTF-8");
    let args = [
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        "trace=fsync",
        "-e",
        "inject=fsync:delay_exit=800000",
        env!("CARGO_BIN_EXE_gongbu"),
        "--data-dir",
        data,
        "--lang",
        "en",
    ];
    let mut pty = Pty::program(strace, &args, 80, 24);
    pty.wait_for("● saved")
        .send("2a")
        .send("while it is slow\r");
    pty.wait_for("○ saving").send("a").send("half a line");
    pty.wait_for("half a line");
    let status = std::process::Command::new("kill")
        .args(["-TERM", &child_of(pty.pid()).to_string()])
        .status();
    assert!(status.expect("kill is a program").success());
    pty.wait_exit();
    let saved = run(folder.path(), &["dump"]);
    assert!(saved.contains("while it is slow") && saved.contains("half a line"));
    let output = String::from_utf8_lossy(&pty.output()).into_owned();
    assert!(output.contains("\x1b[?1049l"), "the terminal is back");
}

#[test]
fn stopped_and_resized_meanwhile_it_draws_everything_anew() {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 80, 24);
    pty.wait_for("● saved");
    pty.signal("STOP");
    thread::sleep(Duration::from_millis(100));
    let raw = pty.modes();
    pty.resize(120, 36);
    pty.signal("CONT");
    pty.wait_for("● saved")
        .wait_for("1 Timeline")
        .wait_for("4 Drafts");
    pty.with_screen(|screen| {
        let corner = screen.cell(0, 119).map(|cell| cell.contents().to_owned());
        assert!(corner.is_some());
        let lines: Vec<String> = screen.rows(0, 120).collect();
        assert!(
            lines
                .iter()
                .any(|line| line.ends_with('┐') && line.chars().count() == 120)
        );
    });
    assert_eq!(pty.modes(), raw, "it is raw again");
    pty.send("q");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_stop_that_another_program_sends_gives_the_terminal_back_first() {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 80, 24);
    pty.wait_for("● saved");
    pty.signal("TSTP");
    let start = Instant::now();
    while !String::from_utf8_lossy(&pty.output()).contains("\x1b[?1049l") {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "the shell's screen is not back"
        );
        thread::sleep(Duration::from_millis(10));
    }
    thread::sleep(Duration::from_millis(100));
    pty.forget(80, 24);
    pty.signal("CONT");
    pty.wait_for("● saved").send("q");
    assert!(pty.wait_exit().success());
}

#[test]
fn a_shell_with_jobs_stops_it_and_brings_it_back() {
    let bash = Path::new("/bin/bash");
    if !bash.exists() {
        return;
    }
    let folder = started();
    let data = folder.path().to_str().expect("UTF-8");
    let mut pty = Pty::program(bash, &["--norc", "--noprofile", "-i"], 80, 24);
    thread::sleep(Duration::from_millis(300));
    let cooked = pty.modes();
    pty.send_bytes(format!("\"$GONGBU\" --lang en --data-dir {data}\n").as_bytes());
    pty.wait_for("● saved").send("\x1a").wait_for("Stopped");
    pty.send("echo sane $((40+2))\n").wait_for("sane 42");
    pty.send("stty raw -echo; fg\n").wait_for("● saved");
    pty.send("2a")
        .send("after fg\r")
        .wait_for("after fg")
        .wait_for("● saved");
    pty.send("q");
    thread::sleep(Duration::from_millis(500));
    pty.send("stty sane\n");
    pty.send("echo done $((40+3))\n").wait_for("done 43");
    assert!(!cooked.is_empty());
    assert!(run(folder.path(), &["dump"]).contains("after fg"));
}
