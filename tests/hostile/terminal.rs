//! The real program in a pseudo-terminal on hostile data: what it writes is read by a strict reader, the title stays,
//! and the files stay as they were.

use super::{corpus, sample, screens, vt};
use crate::common::pty::Pty;
use gongbu::domain::Data;
use gongbu::runtime::open::SCHEMA;
use gongbu::store::{DocName, OpenOptions, RealFiles, Store};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// A folder, in memory where the system has such a place.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = match memory.is_dir() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    };
    folder.unwrap()
}

/// A data directory with these documents, as somebody may hand it over.
pub fn handed_over(documents: &[(String, Value)]) -> TempDir {
    let folder = folder();
    let options = OpenOptions {
        schema: SCHEMA,
        ..OpenOptions::default()
    };
    let opened = Store::open(Arc::new(RealFiles), folder.path(), options).unwrap();
    drop(opened);
    for (doc, value) in documents {
        let path = folder.path().join(format!("{doc}.json"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, serde_json::to_vec_pretty(value).unwrap()).unwrap();
    }
    folder
}

/// What a keyboard sends for keys as the key map names them.
pub fn bytes_of(key: &str) -> String {
    match key {
        "Enter" => "\r".into(),
        "Esc" => "\x1b".into(),
        "Tab" => "\t".into(),
        "Space" => " ".into(),
        "Down" => "\x1b[B".into(),
        "Up" => "\x1b[A".into(),
        "End" => "\x1b[F".into(),
        "PageDown" => "\x1b[6~".into(),
        key => match key.strip_prefix("ctrl-").and_then(|key| key.bytes().next()) {
            Some(letter) => char::from(letter & 0x1f).into(),
            None => key.into(),
        },
    }
}

/// Presses keys with pauses in which an escape is known to be a key of its own.
pub fn press(pty: &mut Pty, keys: &str) {
    // An escape that something follows at once is the beginning of a sequence.
    for key in keys.split(' ') {
        pty.send(&bytes_of(key));
        let pause = if key == "Esc" { 60 } else { 4 };
        thread::sleep(Duration::from_millis(pause));
    }
}

/// The readable files and what is in them.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with(".gongbu") {
                folders.push(path);
            } else if path.is_file() {
                found.insert(path.clone(), fs::read(path).unwrap());
            }
        }
    }
    found
}

/// Fails if the output has more than the program's own few sequences, or too many of those.
fn assert_harmless(output: &[u8], what: &str) {
    let offences = vt::offences(output);
    assert!(offences.is_empty(), "{what}: {offences:#?}");
    let text = String::from_utf8_lossy(output);
    // The same sequences are ours and in the corpus: ours come once on the way in and once on the way out.
    for (own, most) in [("\x1b[2J", 1), ("\x1b[?1049l", 1), ("\x1b[?2004h", 1)] {
        let count = text.matches(own).count();
        assert!(count <= most, "{what}: {own:?} {count} times");
    }
    for theirs in [
        "\x1b[31mred",
        "\x1b[38;2;0;0;0;48;2;0;0;0m",
        "\x1b[9999;9999H",
    ] {
        assert!(!text.contains(theirs), "{what}: {theirs:?}");
    }
}

#[test]
fn looking_at_hostile_data_writes_only_our_own_sequences_and_changes_no_file() {
    let looking = |keys: &&&str| !keys.contains(['u', 'D']) && !keys.contains("ctrl-l");
    for round in [0, 60, 120, 180] {
        let folder = handed_over(&sample::hostile(round));
        let before = files(folder.path());
        let mut pty = Pty::gongbu(folder.path(), &["--lang", "en"], 120, 36);
        pty.wait_for("● saved");
        for keys in screens::SCREENS.iter().filter(looking) {
            press(&mut pty, "Esc Esc Esc");
            press(&mut pty, keys);
        }
        press(&mut pty, "Esc Esc Esc Esc 2 q");
        let status = pty.wait_exit();
        assert!(status.success(), "{status:?}");
        assert_harmless(&pty.output(), &format!("round {round}"));
        for (path, bytes) in before {
            let now = fs::read(&path).unwrap();
            let (now, bytes) = (
                String::from_utf8_lossy(&now),
                String::from_utf8_lossy(&bytes),
            );
            assert_eq!(now, bytes, "{}", path.display());
        }
    }
}

#[test]
fn a_list_of_all_payloads_and_bytes_typed_raw_write_only_our_own_sequences() {
    let drafts = corpus::payloads()
        .into_iter()
        .enumerate()
        .map(|(number, title)| {
            let id = format!("d{number:04}");
            let value = json!({"draft": [{"id": id, "title": title, "body": [title, "end"]}]});
            (format!("drafts/{id}"), value)
        });
    let mut documents: Vec<(String, Value)> = sample::documents();
    documents.extend(drafts);
    let folder = handed_over(&documents);
    let mut pty = Pty::gongbu(folder.path(), &["--lang", "en"], 100, 30);
    pty.wait_for("● saved");
    press(&mut pty, "4 z");
    for _ in 0..30 {
        press(&mut pty, "PageDown");
    }
    press(&mut pty, "Esc 2 a");
    for bytes in corpus::raw() {
        pty.send_bytes(&bytes).send("\r");
        press(&mut pty, "Esc Esc 2 a");
    }
    pty.send("\x1b[200~kept\x1b]0;PWNED\x07\x1b[2J\u{9b}2J\x1b[201~\r");
    press(&mut pty, "Esc Esc 2 q");
    assert!(pty.wait_exit().success());
    assert_harmless(&pty.output(), "a list");
    let mut data = Data::default();
    for (path, bytes) in files(folder.path()) {
        let name = path.strip_prefix(folder.path()).unwrap().with_extension("");
        if DocName::new(name.to_string_lossy()).is_ok() {
            data.load(&name.to_string_lossy(), &bytes).unwrap();
        }
    }
    let own = data.nodes.iter().filter(|node| node.own);
    let titles: Vec<&str> = own
        .map(|node| node.title.get(gongbu::lang::Lang::En))
        .collect();
    assert!(
        titles.iter().any(|title| title.contains("kept")),
        "{titles:?}"
    );
    let clean = |title: &&str| !title.contains(char::is_control);
    assert!(titles.iter().all(clean), "{titles:?}");
}
