//! Files made to exhaust whoever reads them: each reader gives an error, or what it could read, soon and in little
//! memory; none overflows the stack, which no test could catch.

use super::sample;
use super::terminal::handed_over;
use crate::common::FRIDAY;
use gongbu::content::{Names, check_file};
use gongbu::domain::docs::Parsed;
use gongbu::store::check_json;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Bombs of about so many bytes each, by name.
fn bombs(size: usize) -> Vec<(&'static str, Vec<u8>)> {
    let many = |from: &str, number: &dyn Fn(usize) -> String, to: &str| {
        let mut text = String::from(from);
        let mut count = 0;
        while text.len() < size {
            if count > 0 {
                text.push(',');
            }
            text.push_str(&number(count));
            count += 1;
        }
        text.push_str(to);
        text.into_bytes()
    };
    let deep = |open: &str, close: &str| {
        let depth = size / (open.len() + close.len());
        format!("{}{}", open.repeat(depth), close.repeat(depth)).into_bytes()
    };
    let inside = |bomb: Vec<u8>| {
        let bomb = String::from_utf8(bomb).unwrap();
        format!("{{\"nodes\":[{{\"id\":\"a\",\"x\":{bomb}}}],\"gongbu_pack\":1}}").into_bytes()
    };
    let laughs: String = (b'b'..=b'z')
        .map(|c| {
            format!(
                "{0}: &{0} [*{1},*{1},*{1},*{1},*{1}]\n",
                c as char,
                (c - 1) as char
            )
        })
        .collect();
    vec![
        ("arrays in arrays", deep("[", "]")),
        ("objects in objects", deep("{\"a\":", "}")),
        ("arrays that never end", vec![b'['; size]),
        ("arrays in a record", inside(deep("[", "]"))),
        ("arrays and objects", deep("[{\"a\":", "}]")),
        ("many keys", many("{", &|n| format!("\"{n}\":0"), "}")),
        (
            "many keys in a record",
            inside(many("{", &|n| format!("\"{n}\":0"), "}")),
        ),
        (
            "one key again and again",
            many("{", &|_| "\"nodes\":[]".into(), "}"),
        ),
        (
            "one id again and again",
            many(
                "{\"draft\":[",
                &|_| "{\"id\":\"a\",\"title\":\"b\"}".into(),
                "]}",
            ),
        ),
        (
            "records without anything",
            many("{\"nodes\":[", &|_| "{}".into(), "]}"),
        ),
        (
            "numbers",
            many("{\"nodes\":[", &|_| "1e999999999".into(), "]}"),
        ),
        (
            "a long number",
            format!("{{\"a\":{}}}", "9".repeat(size)).into_bytes(),
        ),
        (
            "a long string",
            format!("{{\"a\":\"{}\"}}", "\\u0000".repeat(size / 6)).into_bytes(),
        ),
        (
            "a long line that breaks off",
            format!("{{\"a\":\"{}", "가".repeat(size / 3)).into_bytes(),
        ),
        ("empty lines", vec![b'\n'; size]),
        ("nothing", vec![0; size]),
        ("YAML", format!("a: &a [x,x,x]\n{laughs}").into_bytes()),
        (
            "bad texts in a pack",
            many(
                "{\"gongbu_pack\":1,\"x\":[",
                &|_| "\"\\u0007\"".into(),
                "]}",
            ),
        ),
        (
            "duplicates in a pack",
            many("{\"gongbu_pack\":1", &|_| "\"x\":{\"en\":\"\"}".into(), "}"),
        ),
        (
            "nodes in nodes",
            inside(deep(
                "{\"id\":\"a\",\"kind\":\"group\",\"title\":\"t\",\"children\":[",
                "]}",
            )),
        ),
        ("conflict markers", b"<<<<<<< a\n".repeat(size / 10)),
    ]
}

/// Runs `read` and fails if it takes longer than `limit`.
fn soon<T>(what: &str, limit: Duration, read: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = read();
    let took = start.elapsed();
    assert!(took < limit, "{what} takes {took:?}");
    result
}

#[test]
fn readers_of_one_text_survive_every_bomb() {
    for (name, bomb) in bombs(400_000) {
        let limit = Duration::from_secs(5);
        soon(&format!("document: {name}"), limit, || {
            drop(Parsed::of("plans/a", &bomb))
        });
        soon(&format!("syntax: {name}"), limit, || {
            drop(check_json(&bomb))
        });
        let text = String::from_utf8_lossy(&bomb);
        soon(&format!("pack: {name}"), limit, || Names::of(&text));
        soon(&format!("check: {name}"), limit, || {
            check_file(&text, &Names::default())
        });
        soon(&format!("undo: {name}"), limit, || {
            drop(serde_json::from_slice::<gongbu::app::History>(&bomb))
        });
        soon(&format!("place: {name}"), limit, || {
            drop(serde_json::from_slice::<gongbu::app::Session>(&bomb))
        });
        soon(&format!("merge: {name}"), limit, || {
            gongbu::store::merge(Some(b"{}"), &bomb, &bomb[..bomb.len() / 2])
        });
    }
}

/// Places in a data directory that are read at the start.
const PLACES: [&str; 14] = [
    "settings.json",
    "plans/road.json",
    "drafts/new.json",
    "gongbu.json",
    ".gongbu/manifest.json",
    ".gongbu/lock",
    ".gongbu/days.json",
    ".gongbu/gen/settings/000000000001.json",
    ".gongbu/gen/settings/000000000009.json",
    ".gongbu/gen/_txn/000000000001.json",
    ".gongbu/keep/20261120T000000Z-restore.json",
    ".gongbu/soft/history.json",
    ".gongbu/soft/session.json",
    ".gongbu/outside/settings-20261120T000000Z.json",
];

/// Runs a command on a data directory in at most a gigabyte of address space. Its time is for test machines that are
/// busy; a hang is what must not be.
fn run(data: &Path, command: &str, what: &str) {
    let script = format!(
        "ulimit -v 1000000; exec timeout -s KILL 15 \"$0\" --data-dir \"$1\" --now {FRIDAY} {command}"
    );
    let output = soon(what, Duration::from_secs(15), || {
        Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_gongbu")])
            .arg(data)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    });
    let errors = String::from_utf8_lossy(&output.stderr);
    let ended = matches!(output.status.code(), Some(0..=2));
    assert!(
        ended && !errors.contains("panicked"),
        "{what}: {:?} {errors:.500}",
        output.status
    );
}

fn ready() -> tempfile::TempDir {
    let data = handed_over(&sample::documents());
    run(data.path(), "tick road/p/b/u/g/m", "a first save");
    data
}

#[test]
fn a_start_survives_a_bomb_at_every_place() {
    let bombs = bombs(1_000_000);
    for (number, place) in PLACES.iter().enumerate() {
        for bomb in [number, number + 5, number + 11] {
            let (name, bytes) = &bombs[bomb % bombs.len()];
            let data = ready();
            let path = data.path().join(place);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
            run(data.path(), "today", &format!("{name} at {place}"));
            if number < 3 {
                run(data.path(), "check", &format!("check of {name} at {place}"));
            }
        }
    }
}

/// The largest files that are read at all.
#[test]
#[ignore = "long"]
fn long_a_start_survives_the_largest_bombs() {
    for (name, bytes) in bombs((16 << 20) - 100_000) {
        for place in [
            "drafts/new.json",
            "settings.json",
            ".gongbu/soft/history.json",
        ] {
            let data = ready();
            fs::create_dir_all(data.path().join("drafts")).unwrap();
            fs::write(data.path().join(place), &bytes).unwrap();
            run(data.path(), "today", &format!("{name} at {place}"));
            run(data.path(), "check", &format!("check of {name} at {place}"));
        }
    }
}

#[test]
fn what_could_not_be_read_again_is_not_saved_and_told() {
    let data = handed_over(&sample::documents());
    let mut opened = super::places::open(data.path(), &super::watched::Watched::default());
    let large = format!("{{\"a\": \"{}\"}}", "x".repeat(16 << 20));
    let change = gongbu::store::Change {
        name: gongbu::store::DocName::new("drafts/large").unwrap(),
        bytes: Some(large.into_bytes()),
        removes: 0,
    };
    let error = opened.store.commit(vec![change]).unwrap_err();
    assert!(error.to_string().contains("too large"), "{error}");
    assert_eq!(opened.store.refresh(), []);
    assert!(!data.path().join("drafts/large.json").exists());
}

#[test]
fn files_that_are_too_large_or_no_files_are_told_and_left_alone() {
    for (number, place) in PLACES.iter().enumerate() {
        let data = ready();
        let path = data.path().join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&path);
        let what = match number % 4 {
            0 => {
                // Nothing is on the disk for it; reading it would be another matter.
                File::create(&path).unwrap().set_len(20 << 30).unwrap();
                "twenty gigabytes"
            }
            1 => {
                assert!(
                    Command::new("mkfifo")
                        .arg(&path)
                        .status()
                        .unwrap()
                        .success()
                );
                "a pipe"
            }
            2 => {
                std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
                "a device"
            }
            _ => {
                fs::create_dir(&path).unwrap();
                "a directory"
            }
        };
        for command in ["today", "check", "dump"] {
            run(
                data.path(),
                command,
                &format!("{command}: {what} at {place}"),
            );
        }
        run(
            data.path(),
            &format!("check \"$1/{place}\""),
            &format!("check FILE: {what} at {place}"),
        );
        assert!(
            fs::symlink_metadata(&path).is_ok(),
            "{what} at {place} is gone"
        );
    }
}
