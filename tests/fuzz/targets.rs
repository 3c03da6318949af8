//! What every reader must hold to, whatever it is given.

use crate::common::{FRIDAY, now_at};
use gongbu::app::Model;
use gongbu::commands::{Key, Keymap};
use gongbu::content::{Content, Names, Pack, check_file};
use gongbu::domain::docs::Parsed;
use gongbu::domain::items::parse_minutes;
use gongbu::domain::{Data, Span, Week};
use gongbu::store::{
    Archive, Change, DocName, Files, Loaded, OpenOptions, RealFiles, Store, check_json, examine,
    merge,
};
use gongbu::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A document that can be read is written again with the same meaning, and no text of it stops the cockpit.
pub fn document(bytes: &[u8]) {
    let Ok(parsed) = Parsed::of("plans/fuzzed", bytes) else {
        return;
    };
    if check_json(bytes).is_err() {
        // The store lets no member pass that stands twice.
        return;
    }
    let mut data = Data::default();
    data.load_all(vec![parsed]);
    let Some(once) = data.encode("plans/fuzzed") else {
        return;
    };
    let mut again = Data::default();
    again
        .load("plans/fuzzed", &once)
        .expect("what we write can be read");
    let twice = again.encode("plans/fuzzed").expect("and holds something");
    assert_eq!(
        String::from_utf8_lossy(&once),
        String::from_utf8_lossy(&twice)
    );
    let read = |bytes: &[u8]| {
        serde_json::from_slice::<Value>(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
            .expect("JSON")
    };
    assert_kept(&read(bytes), &read(&once), "");
    if once.len() % 16 == 0 {
        static CONTENT: OnceLock<Content> = OnceLock::new();
        let content = CONTENT.get_or_init(Content::embedded).clone();
        let size = Rect::new(0, 0, 120, 36);
        let model = Model::new(data, content, now_at(FRIDAY), size, Theme::new(true), None);
        let mut buf = Buffer::empty(size);
        model.draw(&mut buf);
    }
}

/// Whatever says something in `before` says it in `after`: members, records by id, numbers by value.
fn assert_kept(before: &Value, after: &Value, place: &str) {
    let says_nothing = match before {
        Value::Null => true,
        Value::Bool(truth) => !truth,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(members) => members.is_empty(),
    };
    if says_nothing {
        return;
    }
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in before {
                let found = after.get(key).unwrap_or(&Value::Null);
                assert_kept(value, found, &format!("{place}.{key}"));
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            let by_id = before.iter().any(|record| record.get("id").is_some());
            for (index, value) in before.iter().enumerate() {
                let same = |other: &&Value| other.get("id") == value.get("id");
                // Of records with one id and of those without any the order tells.
                let alone = before.iter().filter(same).count() == 1;
                if by_id && alone {
                    let found = after.iter().find(same).unwrap_or(&Value::Null);
                    assert_kept(value, found, &format!("{place}[{}]", value["id"]));
                } else if !by_id {
                    let found = after.get(index).unwrap_or(&Value::Null);
                    assert_kept(value, found, &format!("{place}[{index}]"));
                }
            }
        }
        (Value::Number(before), Value::Number(after)) => {
            let close = |a: f64, b: f64| a == b || (a - b).abs() <= a.abs() * 1e-6 + 1e-30;
            let same = before
                .as_f64()
                .zip(after.as_f64())
                .is_some_and(|(a, b)| close(a, b));
            assert!(same || before == after, "{place}: {before} became {after}");
        }
        // Moments and dates may be written in another form.
        (Value::String(_), Value::String(_)) if is_time(place) => {}
        (before, after) => assert_eq!(before, after, "{place}"),
    }
}

fn is_time(place: &str) -> bool {
    let times = [
        "updated", "created", "at", "on", "base", "start", "week", "span",
    ];
    place
        .rsplit('.')
        .next()
        .is_some_and(|member| times.contains(&member))
}

/// Problems stand in the text, in order; a pack without any can be read.
pub fn pack(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    Names::of(text);
    let problems = check_file(text, &Names::default());
    let lines = text.lines().count().max(1);
    let mut before = (1, 1);
    for problem in &problems {
        assert!(problem.line <= lines + 1, "{problem:?} of {lines} lines");
        assert!(
            (problem.line, problem.column) >= before,
            "{problem:?} after {before:?}"
        );
        before = (problem.line, problem.column);
    }
    let is_pack = serde_json::from_str::<serde_json::Value>(text)
        .is_ok_and(|value| value.get("gongbu_pack").is_some());
    if problems.is_empty() && is_pack {
        serde_json::from_str::<Pack>(text).expect("it was said to be well");
    }
}

/// A key that can be read is written as it is read; a keymap takes every text or says why not.
pub fn keys(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for part in text.split(' ') {
        if let Ok(key) = part.parse::<Key>() {
            assert_eq!(key.to_string().parse(), Ok(key), "{part:?}");
        }
    }
    let own: BTreeMap<String, Vec<String>> = [
        ("app.quit".to_owned(), vec![text.clone().into_owned()]),
        (
            "item.done".to_owned(),
            text.split('\n').map(str::to_owned).collect(),
        ),
        (text.into_owned(), Vec::new()),
    ]
    .into();
    let (keymap, conflicts) = Keymap::new(&own);
    assert!(conflicts.len() <= own.values().map(Vec::len).sum::<usize>() + 200);
    for command in gongbu::commands::COMMANDS {
        keymap.keys_of(command.id);
    }
}

/// Times, spans and weeks are read or refused.
pub fn times(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(minutes) = parse_minutes(&text) {
        assert!(
            minutes != 0 && minutes.abs() <= 1_000_000,
            "{text:?} are {minutes} minutes"
        );
    }
    if let Ok(span) = text.parse::<Span>() {
        assert!(
            span.last().is_none_or(|last| span.first() <= last),
            "{text:?}"
        );
    }
    let _ = text.parse::<Week>();
    let _ = chrono::DateTime::parse_from_rfc3339(&text);
}

/// A merge of anything is JSON, and changes of one side alone are taken as they are.
pub fn merges(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(3, "\n-----\n").map(str::as_bytes);
    let [base, ours, theirs] = [(); 3].map(|()| parts.next().unwrap_or_default());
    for base in [Some(base), None] {
        let Some(merged) = merge(base, ours, theirs) else {
            continue;
        };
        check_json(&merged.bytes).expect("JSON");
        assert!(
            check_json(ours).is_ok() && check_json(theirs).is_ok(),
            "merged, and no JSON"
        );
    }
    if check_json(ours).is_ok() && ours.trim_ascii().starts_with(b"{") {
        let Some(same) = merge(Some(ours), ours, ours) else {
            // A member stands twice: which one is meant nobody knows.
            return;
        };
        assert_eq!(same.bytes, ours);
        assert_eq!((same.conflicts.len(), same.taken), (0, 0));
    }
}

/// What the files of a data directory are changed at random: it opens or says why not, what it saves is found again,
/// and looking at it changes nothing.
pub fn store(root: &Path, damage: impl Fn(&[u8]) -> Vec<u8>, which: u64) {
    let paths = files_of(root);
    let path = &paths[which as usize % paths.len()];
    let before = fs::read(path).expect("it is there");
    fs::write(path, damage(&before)).expect("damaged");
    let files: Arc<dyn Files> = Arc::new(RealFiles);
    let options = || OpenOptions {
        schema: 1,
        ..OpenOptions::default()
    };
    let listed: Vec<Vec<u8>> = files_of(root)
        .iter()
        .map(|path| fs::read(path).unwrap_or_default())
        .collect();
    examine(&files, root, &options());
    let _ = Archive::open(files.clone(), root)
        .map(|archive| (archive.documents(), archive.marks(), archive.aside()));
    let after: Vec<Vec<u8>> = files_of(root)
        .iter()
        .map(|path| fs::read(path).unwrap_or_default())
        .collect();
    assert!(listed == after, "looking changed something");
    let Ok(mut opened) = Store::open(files.clone(), root, options()) else {
        return;
    };
    let name = DocName::new("drafts/fuzzed").expect("a name");
    let text = format!("{{\"draft\":[{{\"id\":\"fuzzed\",\"title\":\"{which}\"}}]}}");
    let change = Change {
        removes: 1_000,
        ..Change::new(name.clone(), Some(text.clone().into_bytes()))
    };
    let saved = opened.store.commit(vec![change]);
    opened.store.refresh();
    drop(opened);
    let again = Store::open(files, root, options()).expect("it opened before");
    let found = again.docs.iter().find(|doc: &&Loaded| doc.name == name);
    if saved.is_ok() {
        let found = found.map(|doc| String::from_utf8_lossy(&doc.bytes).into_owned());
        assert_eq!(found, Some(text), "{} damaged", path.display());
    }
}

/// All files below a folder but the lock, in order.
pub fn files_of(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_of(&path));
        } else if !path.ends_with("lock") {
            found.push(path);
        }
    }
    found.sort();
    found
}
