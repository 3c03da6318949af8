//! A mistake of the program at each of many places: the terminal is given back, what was typed is found again, and the
//! report quotes nothing of it.

use super::terminal::{folder, handed_over};
use super::{sample, vt};
use crate::common::pty::{Pty, run};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

const TYPED: &str = "typed just before";

/// A place, and the keys that lead there after it was armed.
const PLACES: [(&str, &[&str]); 20] = [
    ("update", &[]),
    ("update!", &[]),
    ("apply", &["\x13"]),
    ("drafts", &["\x13"]),
    ("timeline", &["\x1b", "1", "j"]),
    ("week", &["\x1b", "2", "j"]),
    ("questions", &["\x1b", "3", "j"]),
    ("draw-timeline", &["\x1b", "1"]),
    ("draw-week", &["\x1b", "2"]),
    ("draw-questions", &["\x1b", "3"]),
    ("draw-drafts", &[]),
    ("draw-drafts!", &[]),
    ("draw-overlay", &["\x1b", ":"]),
    ("encode", &["\x13"]),
    ("commit", &["\x13", "\x11", "\x11"]),
    ("commit!", &["\x13", "\x11", "\x11"]),
    ("committed", &["\x13", "\x11", "\x11"]),
    ("refresh", &["\x13"]),
    ("keyboard", &["x"]),
    ("writer", &["x"]),
];

/// Types a text, arms the place and goes there. The home has the rescued texts, should there be any.
fn trip(place: &str, keys: &[&str]) -> (Pty, tempfile::TempDir, tempfile::TempDir) {
    let data = handed_over(&sample::documents());
    let home = folder();
    let home_name = home.path().to_str().unwrap();
    let variables = [
        ("GONGBU_PANIC", place),
        ("XDG_STATE_HOME", home_name),
        ("XDG_RUNTIME_DIR", home_name),
    ];
    let mut pty = Pty::gongbu_with(data.path(), &["--lang", "en"], 120, 36, &variables);
    if place.starts_with("start") {
        return (pty, data, home);
    }
    pty.wait_for("● saved")
        .send("4a")
        .wait_for("Title of the new")
        .send("Private title\r");
    pty.wait_for("Private title");
    thread::sleep(Duration::from_millis(200));
    pty.send(TYPED).wait_for(TYPED);
    if place.ends_with('!') {
        // Who cannot ask the model any more has what was saved by itself: the last two seconds may be lost.
        thread::sleep(Duration::from_millis(2_600));
    }
    pty.send("\x1b[24~");
    thread::sleep(Duration::from_millis(100));
    for keys in keys {
        pty.send(keys);
        thread::sleep(Duration::from_millis(250));
    }
    if place == "refresh" {
        thread::sleep(Duration::from_secs(4));
        pty.send("\x11");
        thread::sleep(Duration::from_millis(250));
        pty.send("\x11");
    }
    (pty, data, home)
}

/// Whether any file below a folder holds a text.
fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => holds(&path, text),
            false => fs::read_to_string(&path).is_ok_and(|found| found.contains(text)),
        }
    })
}

fn assert_survived(place: &str, keys: &[&str]) {
    let (mut pty, data, home) = trip(place, keys);
    let status = pty.wait_exit();
    let output = pty.output();
    let text = String::from_utf8_lossy(&output).into_owned();
    assert_eq!(status.exit_code(), 101, "{place}: {text}");
    for (on, off) in [
        ("\x1b[?1049h", "\x1b[?1049l"),
        ("\x1b[?2004h", "\x1b[?2004l"),
        ("\x1b[?25l", "\x1b[?25h"),
    ] {
        assert!(
            text.rfind(off) > text.rfind(on),
            "{place}: {off:?} is missing at the end"
        );
    }
    // What is told stands below, on the ordinary screen.
    let told = &text[text.rfind("\x1b[?1049l").unwrap()..];
    assert!(told.contains("mistake of its own"), "{place}: {told}");
    for private in ["words of the user", TYPED, "Private title"] {
        assert!(!told.contains(private), "{place} tells {private:?}: {told}");
    }
    let offences = vt::offences(told.as_bytes());
    assert!(offences.is_empty(), "{place}: {offences:?}");
    if place.starts_with("start") {
        return;
    }
    let dump = run(data.path(), &["dump"]);
    assert!(dump.contains("Private title"), "{place}: {dump}");
    if dump.contains(TYPED) {
        return;
    }
    // What could not be saved was put elsewhere, and is offered at the next start.
    assert!(holds(home.path(), TYPED), "{place}: the text is lost");
    let home_name = home.path().to_str().unwrap();
    let variables = [
        ("XDG_STATE_HOME", home_name),
        ("XDG_RUNTIME_DIR", home_name),
    ];
    let mut pty = Pty::gongbu_with(data.path(), &["--lang", "en"], 120, 36, &variables);
    pty.wait_for("Unsaved changes")
        .send("y")
        .wait_for("are taken in");
    pty.wait_for("● saved");
    thread::sleep(Duration::from_millis(300));
    pty.send("\x11");
    assert!(pty.wait_exit().success());
    assert!(
        run(data.path(), &["dump"]).contains(TYPED),
        "{place}: the text is not taken back"
    );
}

#[test]
fn a_mistake_at_any_place_gives_the_terminal_back_loses_no_text_and_tells_none() {
    let mut todo = PLACES.to_vec();
    todo.extend([("start", &[][..]), ("start-model", &[])]);
    let todo = Mutex::new(todo);
    let failed = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let next = todo.lock().unwrap().pop();
                    let Some((place, keys)) = next else { return };
                    if std::panic::catch_unwind(|| assert_survived(place, keys)).is_err() {
                        failed.lock().unwrap().push(place);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn a_mistake_while_an_edit_from_outside_is_taken_in_loses_neither_side() {
    let (mut pty, data, home) = trip("merge", &["\x13"]);
    let drafts = data.path().join("drafts");
    let file = || {
        fs::read_dir(&drafts)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| holds_text(path, TYPED))
    };
    let path = (0..100).find_map(|_| {
        thread::sleep(Duration::from_millis(100));
        file()
    });
    let path = path.expect("the readable file is renewed");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("Private title", "Title from outside")).unwrap();
    // The window is looked at again.
    pty.send("\x1b[O\x1b[I");
    assert_eq!(pty.wait_exit().exit_code(), 101);
    let dump = run(data.path(), &["dump"]);
    assert!(
        dump.contains(TYPED) && dump.contains("Title from outside"),
        "{dump}"
    );
    drop(home);
}

fn holds_text(path: &Path, text: &str) -> bool {
    fs::read_to_string(path).is_ok_and(|found| found.contains(text))
}
