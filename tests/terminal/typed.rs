//! Killed while something is typed: the same field has it again at the next start.

use super::started;
use crate::common::pty::Pty;
use std::path::Path;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// What is typed in these tests.
const WORDS: &str = "qxjz 2031";

/// The key that empties a line.
const CLEAR: &str = "\x15";

/// The keys that open each field, one sent after the other; the pause lets the screen follow.
const FIELDS: &[&[&str]] = &[
    &["2ggjjjjjjj", "s"],
    &["2ggjjjjjjj", "+"],
    &["2ggjjjjjjj", "m"],
    &["2ggjjjjjjj", "e"],
    &["2ggjjjjjjj", "E"],
    &["2ggjjjjjjj", "a"],
    &["2ggjjjjjjj", "A"],
    &["4", "a"],
    &["4", "e"],
    &["4", "\r"],
    &["4", "\r", "\x06"],
    &["3", "/"],
    &["3", "a", "\t\t"],
    &["3", "e"],
    &[":"],
    &["r"],
];

fn open(pty: &mut Pty, keys: &[&str]) {
    for keys in keys {
        pty.send(keys);
        thread::sleep(Duration::from_millis(250));
    }
}

/// Types into a field, is killed three seconds later, and finds the words at the next start.
fn survives_a_kill(folder: &Path, first: &str, keys: &[&str]) {
    let mut pty = Pty::gongbu(folder, &[], 100, 30);
    pty.wait_for(first);
    open(&mut pty, keys);
    pty.send(WORDS).wait_for(WORDS);
    thread::sleep(Duration::from_secs(3));
    pty.signal("KILL");
    pty.wait_exit();
    let mut pty = Pty::gongbu(folder, &[], 100, 30);
    pty.wait_for(first);
    // What empties the field is not for the second time.
    let keys: Vec<&str> = keys.iter().copied().filter(|keys| *keys != CLEAR).collect();
    open(&mut pty, &keys);
    pty.wait_for(WORDS);
}

#[test]
fn a_kill_three_seconds_after_typing_loses_nothing_in_any_field() {
    let template = started();
    let mut pty = Pty::gongbu(template.path(), &[], 100, 30);
    pty.wait_for("● saved").send("4a");
    thread::sleep(Duration::from_millis(250));
    pty.send("Locks\r").wait_for("Locks\"").send("\x1b");
    thread::sleep(Duration::from_millis(250));
    pty.send("q");
    pty.wait_exit();
    thread::scope(|scope| {
        for (number, keys) in FIELDS.iter().enumerate() {
            let folder = TempDir::new().expect("a folder");
            super::copy(template.path(), folder.path());
            scope.spawn(move || {
                thread::sleep(Duration::from_millis(number as u64 * 150));
                survives_a_kill(folder.path(), "● saved", keys);
            });
        }
        for tab in ["\t", "\t\t"] {
            let folder = TempDir::new().expect("a folder");
            scope.spawn(move || {
                survives_a_kill(folder.path(), "한국어", &["\r", tab, CLEAR]);
            });
        }
    });
}
