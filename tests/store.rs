//! The store: what is saved is found again, whatever happened to the files in between.

mod archive;
mod backup;
mod between;
mod corrupt;
mod crash;
mod cuts;
mod errors;
mod examine;
mod faulty;
mod instances;
mod keep;
mod kill;
mod laws;
mod limits;
mod load;
mod medium;
mod merge;
mod migrate;
mod model;
mod open;
mod outside;
mod places;
mod poison;
mod record;
mod refresh;
mod replay;
mod rescue;
mod saver;
mod shared;
mod version;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gongbu::store::{
    Batch, Change, DocName, Files, JsonProblem, OpenError, OpenOptions, Opened, Outside,
    RefreshOutcome, Store, Taken, check_json,
};
use tempfile::TempDir;

use faulty::Faulty;

/// A data directory of one's own, in memory where the system has such a place.
pub struct Lab {
    dir: TempDir,
}

impl Lab {
    pub fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let dir = if memory.is_dir() {
            tempfile::tempdir_in(memory)
        } else {
            tempfile::tempdir()
        };
        Self {
            dir: dir.expect("a temporary directory"),
        }
    }

    /// With these documents committed and refreshed.
    pub fn with(documents: &[(&str, &str)]) -> Self {
        let lab = Self::new();
        let mut store = lab.open().store;
        store.commit(changes(documents)).expect("commit");
        assert_eq!(store.refresh(), []);
        lab
    }

    pub fn root(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.root().join(relative)
    }

    pub fn rescue(&self) -> PathBuf {
        self.dir.path().join("state").join("rescue")
    }

    pub fn second_rescue(&self) -> PathBuf {
        self.dir.path().join("run").join("rescue")
    }

    /// The files in a rescue directory.
    pub fn rescued(&self, dir: &Path) -> Vec<PathBuf> {
        let id = self.dataset_id();
        let entries = fs::read_dir(dir.join(id)).into_iter().flatten();
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        paths
    }

    pub fn dataset_id(&self) -> String {
        let manifest: serde_json::Value =
            serde_json::from_str(&self.read("gongbu.json")).expect("a manifest");
        manifest["dataset_id"].as_str().expect("an id").to_owned()
    }

    pub fn try_open(&self, files: impl Files + 'static) -> Result<Opened, OpenError> {
        Store::open(Arc::new(files), self.root(), self.options())
    }

    pub fn options(&self) -> OpenOptions {
        OpenOptions {
            schema: 3,
            readme: "Read me.\n".into(),
            rescue: vec![self.rescue(), self.second_rescue()],
            migrate: None,
        }
    }

    pub fn open(&self) -> Opened {
        self.try_open(Faulty::default()).expect("the dataset opens")
    }

    /// The documents as a start would find them now, without the one that is open.
    pub fn found_by_another(&self) -> BTreeMap<String, String> {
        let other = Self::new();
        other.become_copy_of(self);
        texts(&other.open())
    }

    pub fn become_copy_of(&self, other: &Self) {
        medium::materialise(&medium::tree_of(other.dir.path()), self.dir.path());
    }

    /// As `list`; nothing if there is no such directory.
    pub fn maybe_list(&self, relative: &str) -> Vec<PathBuf> {
        if self.path(relative).is_dir() {
            self.list(relative)
        } else {
            Vec::new()
        }
    }

    pub fn write(&self, relative: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(relative), bytes).expect("write");
    }

    pub fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).expect("read")
    }

    /// The files below `relative`, sorted.
    pub fn list(&self, relative: &str) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = fs::read_dir(self.path(relative))
            .expect("a directory")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        paths
    }

    /// Every path below the root with its bytes; of links with what they say.
    pub fn snapshot(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut snapshot = BTreeMap::new();
        let mut dirs = vec![self.root()];
        while let Some(dir) = dirs.pop() {
            for entry in fs::read_dir(dir).expect("a directory") {
                let path = entry.expect("an entry").path();
                if path.is_symlink() {
                    let target = fs::read_link(&path).expect("a link");
                    snapshot.insert(path, target.into_os_string().into_encoded_bytes());
                } else if path.is_dir() {
                    snapshot.insert(path.clone(), Vec::new());
                    dirs.push(path);
                } else {
                    snapshot.insert(path.clone(), fs::read(path).expect("read"));
                }
            }
        }
        snapshot
    }
}

pub fn name(name: &str) -> DocName {
    DocName::new(name).expect("a document name")
}

pub fn change(name_: &str, text: &str) -> Change {
    Change::new(name(name_), Some(text.as_bytes().to_vec()))
}

pub fn removal(name_: &str) -> Change {
    Change::new(name(name_), None)
}

/// A batch that only changes documents.
pub fn batch(ticket: u64, changes: Vec<Change>) -> Batch {
    Batch {
        ticket,
        changes,
        ..Batch::default()
    }
}

pub fn changes(documents: &[(&str, &str)]) -> Vec<Change> {
    documents
        .iter()
        .map(|(name, text)| change(name, text))
        .collect()
}

/// A document with so many records, each with this text.
pub fn records(count: usize, text: &str) -> String {
    let records: Vec<String> = (0..count)
        .map(|n| format!("    {{\"id\": \"r{n}\", \"text\": \"{text} {n}\"}}"))
        .collect();
    format!("{{\n  \"nodes\": [\n{}\n  ]\n}}\n", records.join(",\n"))
}

/// The documents of an opened dataset as texts.
pub fn texts(opened: &Opened) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    opened
        .docs
        .iter()
        .map(|doc| (doc.name.to_string(), text(&doc.bytes)))
        .collect()
}

pub fn expected(documents: &[(&str, &str)]) -> BTreeMap<String, String> {
    documents
        .iter()
        .map(|&(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

#[test]
fn a_saved_document_is_found_again_before_and_after_its_file_is_refreshed() {
    let lab = Lab::new();
    let mut opened = lab.open();
    opened
        .store
        .commit(changes(&[
            ("plans/service", "{\"a\":1}\n"),
            ("settings", "{}"),
        ]))
        .expect("commit");
    drop(opened);
    assert!(!lab.path("settings.json").exists());

    let mut opened = lab.open();
    assert_eq!(opened.notices, []);
    assert_eq!(
        texts(&opened),
        expected(&[("plans/service", "{\"a\":1}\n"), ("settings", "{}")])
    );
    assert!(opened.store.needs_refresh());
    assert_eq!(opened.store.refresh(), []);
    drop(opened);
    assert_eq!(lab.read("plans/service.json"), "{\"a\":1}\n");

    let opened = lab.open();
    assert_eq!(opened.notices, []);
    assert!(!opened.store.needs_refresh());
    assert_eq!(
        texts(&opened),
        expected(&[("plans/service", "{\"a\":1}\n"), ("settings", "{}")])
    );
}

#[test]
fn a_deleted_document_stays_away_and_its_file_goes() {
    let lab = Lab::with(&[("drafts/one", "{\"n\":1}"), ("settings", "{}")]);
    let mut store = lab.open().store;
    store.commit(vec![removal("drafts/one")]).expect("commit");
    drop(store);
    let mut opened = lab.open();
    assert_eq!(texts(&opened), expected(&[("settings", "{}")]));
    assert_eq!(opened.notices, []);
    assert_eq!(opened.store.refresh(), []);
    drop(opened);
    assert!(!lab.path("drafts/one.json").exists());
    let mut opened = lab.open();
    assert_eq!(texts(&opened), expected(&[("settings", "{}")]));
    opened
        .store
        .commit(vec![change("drafts/one", "{\"n\":2}")])
        .expect("commit");
    assert_eq!(opened.store.refresh(), []);
    assert_eq!(lab.read("drafts/one.json"), "{\"n\":2}");
}

#[test]
fn saving_the_same_bytes_again_writes_nothing() {
    let lab = Lab::with(&[("settings", "{}")]);
    let before = lab.snapshot();
    let mut store = lab.open().store;
    store
        .commit(changes(&[("settings", "{}")]))
        .expect("commit");
    store.commit(vec![removal("never-was")]).expect("commit");
    assert_eq!(store.refresh(), []);
    drop(store);
    let mut after = lab.snapshot();
    let lock = lab.path(".gongbu/lock");
    after.insert(lock.clone(), before[&lock].clone());
    assert_eq!(after, before);
}

#[test]
fn what_is_not_json_is_refused_and_nothing_of_its_batch_is_saved() {
    let lab = Lab::new();
    let mut store = lab.open().store;
    let error = store
        .commit(changes(&[("a", "{}"), ("b", "{\"x\":")]))
        .expect_err("not JSON");
    assert_eq!(
        error.to_string(),
        "b: line 1, column 5: EOF while parsing a value"
    );
    drop(store);
    assert_eq!(texts(&lab.open()), expected(&[]));
}

#[test]
fn names_of_documents_are_small_and_safe() {
    let longest = ["a".repeat(64), "b".repeat(64), "c".repeat(64)].join("/");
    for good in [
        "settings",
        "plans/service",
        "reviews/2026-11",
        "drafts/01j9zx",
        "a/b/c",
        &longest,
    ] {
        assert!(DocName::new(good).is_ok(), "{good}");
    }
    let too_long = "a".repeat(65);
    for bad in [
        "", "/", "a/", "/a", "a//b", "a/b/c/d", "..", "a/../b", "A", "a.b", "a_b", "a b", "공부",
        "con", "x/nul", "com1", "lpt9", "gongbu", ".gongbu", "a\\b", "a\0", &too_long,
    ] {
        assert!(DocName::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn problems_are_counted_in_characters() {
    for (text, line, column) in [
        ("", 1, 1),
        ("{\"제목\": 채}", 1, 8),
        ("[1,\n 2,\n x]", 3, 2),
        ("\u{feff}[1,\r\nx]", 2, 1),
        ("[1] 2", 1, 5),
        ("{\"a\":1,\n \"b\":[{\"a\":1,\"a\":2}]}", 2, 16),
        (&"[".repeat(200), 1, 128),
    ] {
        let Err(JsonProblem::Syntax {
            line: l, column: c, ..
        }) = check_json(text.as_bytes())
        else {
            panic!("{text} is no JSON")
        };
        assert_eq!((l, c), (line, column), "{text}");
    }
    assert!(check_json(b"\"\xff\"").is_err(), "UTF-8 is checked");
    for text in [
        "1e400",
        "123456789012345678901234567890",
        " null ",
        "\"<<<<<<<\"",
    ] {
        assert_eq!(check_json(text.as_bytes()), Ok(()), "{text}");
    }
}

#[test]
fn the_longest_name_goes_through_all_of_it() {
    let longest = ["a".repeat(64), "b".repeat(64), "c".repeat(64)].join("/");
    let lab = Lab::with(&[(&longest, "{\"n\":1}"), ("x", "1")]);
    let mut store = lab.open().store;
    store
        .commit(changes(&[(&longest, "{\"n\":2}"), ("x", "2")]))
        .expect("commit");
    drop(store);
    let opened = lab.open();
    assert_eq!(opened.notices, []);
    assert_eq!(texts(&opened)[&longest], "{\"n\":2}");
}

#[test]
fn soft_documents_are_replaced_as_a_whole_and_may_be_missing() {
    let lab = Lab::new();
    let store = lab.open().store;
    let undo = name("undo/plan");
    assert_eq!(store.read_soft(&undo), None);
    store.write_soft(&undo, b"first").expect("write");
    store.write_soft(&undo, b"second").expect("write");
    drop(store);
    let opened = lab.open();
    assert_eq!(
        opened.store.read_soft(&undo).as_deref(),
        Some(b"second".as_slice())
    );
    assert_eq!(texts(&opened), expected(&[]));
    assert_eq!(lab.list(".gongbu/soft").len(), 1);
}

/// The one edit by others that waits to be taken in.
pub fn one_outside(store: &mut Store) -> Outside {
    let mut outsides = store.outsides();
    assert_eq!(outsides.len(), 1, "{outsides:?}");
    outsides.remove(0)
}

/// A batch that changes documents and takes in one edit by others.
pub fn taking(id: u64, put_aside: bool, changes: Vec<Change>) -> Batch {
    Batch {
        taken: vec![Taken { id, put_aside }],
        ..batch(0, changes)
    }
}

/// The one path where something was put aside.
pub fn put_aside(outcomes: &[RefreshOutcome]) -> &Path {
    match outcomes {
        [RefreshOutcome::ChangedOutside { kept, .. }] => kept,
        other => panic!("not one: {other:?}"),
    }
}
