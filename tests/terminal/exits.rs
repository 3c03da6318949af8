//! However the program ends, and whatever is on the screen then: the terminal is as it was.

use super::started;
use crate::common::pty::Pty;
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// All that was switched on, switched off.
const OFF: &str = "\x1b[0m\x1b[?1004l\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// The keys that lead to each screen.
const SCREENS: &[&[&str]] = &[
    &["1"],
    &["2"],
    &["3"],
    &["4"],
    &["z"],
    &["2", "a", "half"],
    &["3", "\r"],
    &["3", "a", "half"],
    &["4", "a", "T\r", "text"],
    &["?"],
    &[":", "half"],
    &["r", "half"],
    &["1", "i"],
];

/// Ctrl-q ends it from everywhere; F12 is a panic that was asked for.
const WAYS: &[&str] = &["\x11", "\x1b[24~", "TERM", "HUP", "INT", "QUIT"];

/// What a terminal that nobody has touched is like.
fn untouched() -> String {
    let pty = Pty::program(Path::new("/bin/sleep"), &["30"], 80, 24);
    pty.modes()
}

fn leave(pty: &mut Pty, way: &str) {
    if way.starts_with(|c: char| c.is_ascii_uppercase()) {
        pty.signal(way);
    } else {
        pty.send(way);
    }
}

fn assert_given_back(pty: &Pty, untouched: &str, how: &str) {
    let output = String::from_utf8_lossy(&pty.output()).into_owned();
    let Some((before, after)) = output.split_once(OFF) else {
        let end: Vec<char> = output.chars().rev().take(200).collect();
        panic!(
            "{how}: not all is switched off: {:?}",
            end.iter().rev().collect::<String>()
        );
    };
    for once in ["\x1b[?1004l", "\x1b[?2004l", "\x1b[?1049l"] {
        assert!(
            !before.contains(once) && !after.contains(once),
            "{how}: {once:?} twice"
        );
    }
    assert!(
        !after.contains("\x1b["),
        "{how}: something is written behind it: {after:?}"
    );
    assert_eq!(pty.modes(), untouched, "{how}");
}

#[test]
fn every_way_out_of_every_screen_leaves_the_terminal_as_it_was() {
    let template = started();
    let untouched = untouched();
    let pairs: Vec<_> = SCREENS
        .iter()
        .enumerate()
        .flat_map(|(number, keys)| WAYS.iter().map(move |way| (number, keys, way)))
        // The signals do the same on all screens: each is tried on every other one.
        .filter(|(number, _, way)| !way.starts_with(['H', 'I', 'Q']) || number % 2 == 0)
        .collect();
    let todo = Mutex::new(pairs);
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                loop {
                    let next = todo.lock().expect("nobody panics here").pop();
                    let Some((_, keys, way)) = next else {
                        return;
                    };
                    let folder = TempDir::new().expect("a folder");
                    super::copy(template.path(), folder.path());
                    let panics = [("GONGBU_PANIC", "1")];
                    let mut pty = Pty::gongbu_with(folder.path(), &[], 90, 26, &panics);
                    pty.wait_for("● saved");
                    for keys in *keys {
                        pty.send(keys);
                        thread::sleep(Duration::from_millis(30));
                    }
                    leave(&mut pty, way);
                    let status = pty.wait_exit();
                    let how = format!("{keys:?} {way:?}");
                    let code = if way.starts_with("\x1b") { 101 } else { 0 };
                    assert_eq!(status.exit_code(), code, "{how}");
                    assert_given_back(&pty, &untouched, &how);
                }
            });
        }
    });
}

#[test]
fn the_first_start_and_a_screen_that_is_too_small_give_the_terminal_back_too() {
    let untouched = untouched();
    for (size, first, way) in [((80, 24), "한국어", "TERM"), ((20, 5), "공부", "INT")] {
        let folder = TempDir::new().expect("a folder");
        let mut pty = Pty::gongbu(folder.path(), &[], size.0, size.1);
        pty.wait_for(first);
        leave(&mut pty, way);
        assert!(pty.wait_exit().success());
        assert_given_back(&pty, &untouched, way);
    }
}

#[test]
fn an_error_at_the_end_is_told_below_a_terminal_that_is_as_it_was() {
    let folder = started();
    let state = TempDir::new().expect("a folder");
    let home = state.path().to_str().expect("UTF-8");
    let mut pty = Pty::gongbu_with(folder.path(), &[], 80, 24, &[("XDG_STATE_HOME", home)]);
    pty.wait_for("● saved");
    std::fs::remove_dir_all(folder.path()).expect("it can be removed");
    std::fs::write(folder.path(), "in the way").expect("a file in its place");
    pty.send("2a").send("an item\r").wait_for("NOT SAVED");
    pty.signal("TERM");
    let status = pty.wait_exit();
    assert!(!status.success(), "what was typed could not be saved");
    assert_given_back(&pty, &untouched(), "an error");
    std::fs::remove_file(folder.path()).expect("it can be removed");
    std::fs::create_dir(folder.path()).expect("for whoever removes it");
}
