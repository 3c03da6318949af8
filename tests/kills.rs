//! The real program is killed while somebody works with it on every screen: what it had shown as saved is there, it
//! starts again, what was typed two seconds ago is there, and nothing is left lying about.

use crate::common::decade::Random;
use crate::common::pty::{Pty, run};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What is typed is saved within this time, and for a busy machine.
const TYPED: Duration = Duration::from_millis(2_000 + 1_500);

/// What was seen on the screen, by its word.
#[derive(Default)]
struct Seen {
    /// Items shown while everything was said to be saved, and whether they were ticked.
    saved: BTreeMap<String, bool>,
    /// Words of texts being written: when they were first seen.
    typed: BTreeMap<String, Instant>,
}

impl Seen {
    fn look(&mut self, screen: &vt100::Screen) {
        let text = screen.contents();
        let saved = text.contains("● saved");
        for line in text.lines() {
            for word in line.split(|c: char| !c.is_ascii_alphanumeric()) {
                let whole =
                    |kind: &str| word.starts_with(kind) && word.ends_with('z') && word.len() == 10;
                if whole("item") && saved {
                    let ticked = line.contains("[x]");
                    *self.saved.entry(word.to_owned()).or_default() |= ticked;
                } else if whole("word") {
                    self.typed
                        .entry(word.to_owned())
                        .or_insert_with(Instant::now);
                }
            }
        }
    }
}

/// Somebody who works fast and does everything.
struct Hand {
    random: Random,
    count: u32,
}

impl Hand {
    fn word(&mut self, kind: &str) -> String {
        self.count += 1;
        format!("{kind}{:05}z", self.count)
    }

    /// Keys of some work. Escapes stand alone, so that they are keys of their own. Nothing is undone or ticked twice.
    fn work(&mut self) -> Vec<String> {
        let mut keys = vec!["\x1b".to_owned(), "\x1b".into()];
        match self.random.below(12) {
            0..=3 => keys.push(format!("2ta{}\r", self.word("item"))),
            4..=6 => keys.push(format!("2ta{}\r ", self.word("item"))),
            7 => keys.extend(["3 ".into(), "    ".into(), "3".into(), "    1".into()]),
            8 => keys.push(format!("4a{}\r{} ", self.word("titl"), self.word("word"))),
            9 => keys.push(format!("4\r{} {} ", self.word("word"), self.word("word"))),
            10 => keys.push(format!("r{} ", self.word("word"))),
            _ => keys.push("2t+30\r".into()),
        }
        keys
    }
}

/// Files that a save left half way.
fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(leftovers(&path));
        } else if path.to_string_lossy().contains("-tmp-") {
            found.push(path);
        }
    }
    found
}

/// Kills a session after a random time of work and looks at what is left. Returns how much was known to be saved.
fn kill(data: &Path, hand: &mut Hand, seen: &Arc<Mutex<Seen>>, longest: u64, what: &str) {
    let mut pty = Pty::gongbu(data, &[], 100, 30);
    pty.wait_for("● saved");
    let notes = Arc::clone(seen);
    pty.watch(move |screen| notes.lock().unwrap().look(screen));
    let end = Instant::now() + Duration::from_millis(hand.random.below(longest));
    'work: while Instant::now() < end {
        for keys in hand.work() {
            pty.send(&keys);
            let pause = if keys == "\x1b" {
                70
            } else {
                hand.random.below(60)
            };
            thread::sleep(Duration::from_millis(pause));
            if Instant::now() >= end {
                break 'work;
            }
        }
    }
    let killed = Instant::now();
    pty.signal("KILL");
    pty.wait_exit();
    drop(pty);
    let dump = run(data, &["dump"]);
    let seen = seen.lock().unwrap();
    let missing: Vec<&String> = seen
        .saved
        .keys()
        .filter(|item| !dump.contains(item.as_str()))
        .collect();
    assert!(
        missing.is_empty(),
        "{what}: shown as saved and gone: {missing:?}"
    );
    for (item, _) in seen.saved.iter().filter(|(_, ticked)| **ticked) {
        assert!(
            is_done(&dump, item),
            "{what}: {item} was shown as saved and ticked"
        );
    }
    let old = |at: &Instant| killed.saturating_duration_since(*at) > TYPED;
    let lost: Vec<&String> = seen
        .typed
        .iter()
        .filter(|(word, at)| old(at) && !dump.contains(word.as_str()))
        .map(|(word, _)| word)
        .collect();
    assert!(lost.is_empty(), "{what}: typed long ago and gone: {lost:?}");
}

/// Whether the item of this title is done.
fn is_done(dump: &str, title: &str) -> bool {
    let dump: serde_json::Value = serde_json::from_str(dump).unwrap();
    let documents = dump["documents"].as_object().unwrap();
    let all = |table: &str| -> Vec<&serde_json::Value> {
        documents
            .values()
            .filter_map(|doc| doc[table].as_array())
            .flatten()
            .collect()
    };
    let nodes = all("nodes");
    let node = nodes.into_iter().find(|node| node["title"] == title);
    let done = |id: &serde_json::Value| {
        let progress = all("progress");
        progress
            .iter()
            .any(|progress| progress["id"] == *id && progress["state"] == "done")
    };
    node.is_some_and(|node| done(&node["id"]))
}

/// Kills many sessions on one data directory; at least so many items must have been shown as saved.
fn kills(seed: u64, rounds: u32, longest: u64) -> usize {
    let folder = TempDir::new().unwrap();
    run(folder.path(), &["--lang", "en", "init", "--yes"]);
    let mut hand = Hand {
        random: Random(seed),
        count: 0,
    };
    let seen = Arc::new(Mutex::new(Seen::default()));
    for round in 0..rounds {
        kill(
            folder.path(),
            &mut hand,
            &seen,
            longest,
            &format!("seed {seed}, round {round}"),
        );
        // A text may have been changed since it was lost or kept; only the last session tells.
        seen.lock().unwrap().typed.clear();
    }
    let mut pty = Pty::gongbu(folder.path(), &[], 100, 30);
    pty.wait_for("● saved").send("q");
    assert!(pty.wait_exit().success());
    assert_eq!(leftovers(folder.path()), [""; 0].map(PathBuf::from));
    seen.lock().unwrap().saved.len()
}

/// In several data directories at a time: most of it is waiting.
fn many(kills_in_all: u32, each: u32, longest: u64) {
    let todo = Mutex::new(1..=u64::from(kills_in_all / each));
    let counts = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let next = todo.lock().unwrap().next();
                    let Some(seed) = next else { return };
                    let count = kills(seed, each, longest);
                    counts.lock().unwrap().push(count);
                }
            });
        }
    });
    let counts = counts.into_inner().unwrap();
    let all: usize = counts.iter().sum();
    assert!(
        all as u32 >= kills_in_all,
        "only so many items were ever shown as saved: {counts:?}"
    );
}

#[test]
fn what_was_shown_as_saved_survives_fifty_kills_at_any_work() {
    many(50, 10, 1_500);
}

#[test]
#[ignore = "long"]
fn long_what_was_shown_as_saved_survives_a_thousand_kills_at_any_work() {
    many(1_000, 25, 3_000);
    // Long enough for texts to be old.
    many(48, 4, 12_000);
}
