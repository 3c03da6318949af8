//! Names that would lead out of the data directory, or that some file system cannot carry: nothing outside is ever
//! touched, and what they name is saved all the same.

use super::sample;
use super::terminal::{folder, handed_over};
use super::watched::Watched;
use gongbu::domain::docs::Parsed;
use gongbu::domain::{Data, Draft, Edit, Node, Step, Text};
use gongbu::runtime::open::SCHEMA;
use gongbu::store::{Change, DocName, OpenOptions, Opened, Store};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Ids, titles and names as no file should be called.
pub const NAMES: [&str; 40] = [
    "",
    ".",
    "..",
    "...",
    "../x",
    "../../../../../../etc/passwd",
    "/etc/passwd",
    "//server/share",
    "a/../../b",
    "a/./b",
    "~/x",
    "~root",
    "C:\\x",
    "\\\\?\\C:\\x",
    "a\0b",
    "a\nb",
    "CON",
    "con",
    "con.json",
    "nul",
    "NUL.txt",
    "aux",
    "prn",
    "com1",
    "lpt9",
    "a.",
    "a ",
    " a",
    "a:b",
    "a*?\"<>|b",
    "Case",
    "case",
    "caf\u{e9}",
    "cafe\u{301}",
    "가",
    "\u{1100}\u{1161}",
    "gongbu",
    ".gongbu",
    "-rf",
    "$(touch canary)`touch canary`;touch canary",
];

/// Opens a data directory through a watched file layer.
pub fn open(root: &Path, files: &Watched) -> Opened {
    let options = OpenOptions {
        schema: SCHEMA,
        ..OpenOptions::default()
    };
    Store::open(Arc::new(files.clone()), root, options).unwrap()
}

/// Everything that was touched lies in the data directory, by a path that does not climb.
fn assert_inside(files: &Watched, root: &Path) {
    for (call, path) in files.paths() {
        let climbs = path.components().any(|part| part == Component::ParentDir);
        assert!(
            path.starts_with(root) && !climbs,
            "{call} {}",
            path.display()
        );
    }
}

/// All there is below a folder.
fn all_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all_below(&path));
        }
        found.push(path);
    }
    found
}

fn read(opened: &Opened) -> Data {
    let parsed = opened
        .docs
        .iter()
        .map(|doc| Parsed::of(doc.name.as_str(), &doc.bytes).unwrap());
    let mut data = Data::default();
    assert_eq!(data.load_all(parsed.collect()), []);
    data
}

#[test]
fn records_are_saved_whatever_their_ids_are_and_only_in_the_data_directory() {
    let names = NAMES.iter().map(|name| (*name).to_owned());
    let names = names.chain([300, 5_000].map(|length| "x".repeat(length)));
    for name in names {
        let outer = folder();
        let root = outer.path().join("deep/data");
        fs::create_dir(outer.path().join("deep")).unwrap();
        let files = Watched::default();
        // Every id of the sample, and every reference to it, leads with the name or is nothing else.
        for whole in [false, true] {
            let change = |text: &str| match text {
                "settings" => text.to_owned(),
                "road" | "draft" | "asked" | "log" if whole => name.clone(),
                _ if sample::free_texts().iter().any(|free| free == text) => {
                    format!("{name}{text}")
                }
                _ => text.to_owned(),
            };
            let (data, _) = sample::load(&sample::with(&sample::documents(), &change));
            let mut again = Data::default();
            let mut edit = Edit::new(
                Step::Settings,
                "",
                &crate::common::now_at(crate::common::FRIDAY),
            );
            edit.changes = records(&data);
            let docs = again.apply(&edit).unwrap();
            let changes = again.docs().into_iter().map(|doc| Change {
                // A document that cannot be named would not be saved, and nobody would know.
                name: DocName::new(doc.as_str()).unwrap_or_else(|bad| panic!("{name:?}: {bad}")),
                bytes: again.encode(&doc),
                removes: 1_000,
            });
            let changes: Vec<Change> = changes.collect();
            assert_eq!(changes.len(), docs.len());
            let mut opened = open(&root, &files);
            let stale: Vec<Change> = opened
                .docs
                .iter()
                .filter(|doc| !again.docs().contains(doc.name.as_str()))
                .map(|doc| Change {
                    name: doc.name.clone(),
                    bytes: None,
                    removes: 1000,
                })
                .collect();
            opened.store.commit(stale).unwrap();
            opened.store.commit(changes).unwrap();
            assert_eq!(opened.store.refresh(), [], "{name:?}");
            drop(opened);
            let found = read(&open(&root, &files));
            for doc in again.docs() {
                assert_eq!(found.encode(&doc), again.encode(&doc), "{name:?} {doc}");
            }
        }
        assert_inside(&files, &root);
        let strays: Vec<PathBuf> = all_below(outer.path())
            .into_iter()
            .filter(|path| !path.starts_with(&root) && !root.starts_with(path))
            .collect();
        assert!(strays.is_empty(), "{name:?}: {strays:?}");
    }
}

/// Each record as something new.
fn records(data: &Data) -> Vec<gongbu::domain::Change> {
    let mut history = Vec::new();
    for doc in data.docs() {
        let value = data.doc_value(&doc).unwrap();
        for (table, list) in value.as_object().unwrap() {
            let table = match table.as_str() {
                "nodes" => "node",
                "hours" => "log",
                "questions" => "question",
                "readings" => "reading",
                "reviews" => "review",
                "retros" => "retro",
                table => table,
            };
            for record in list.as_array().unwrap() {
                let record = serde_json::json!({ table: record });
                history.push(gongbu::domain::Change {
                    before: None,
                    after: Some(serde_json::from_value(record).unwrap()),
                });
            }
        }
    }
    history
}

#[test]
fn titles_never_become_paths() {
    let now = crate::common::now_at(crate::common::FRIDAY);
    let mut data = sample::load(&sample::documents()).0;
    let before = data.docs().len();
    for (number, name) in NAMES.iter().enumerate() {
        let draft = Draft {
            id: format!("d{number}"),
            title: (*name).into(),
            ..Draft::default()
        };
        let mut node: Node = data.nodes.iter().next().unwrap().clone();
        node.id = format!("own{number}");
        node.title = Text::plain(*name);
        let edit = Edit::new(Step::AddItem, *name, &now)
            .put(&data, draft)
            .put(&data, node);
        data.apply(&edit).unwrap();
    }
    let drafts =
        (0..NAMES.len()).filter(|number| data.docs().contains(&format!("drafts/d{number}")));
    assert_eq!(drafts.count(), NAMES.len());
    assert_eq!(data.docs().len(), before + NAMES.len());
}

#[test]
fn hostile_names_in_the_data_directory_lead_nowhere() {
    let outer = handed_over(&sample::documents());
    let root = outer.path();
    let canary = folder();
    fs::write(canary.path().join("x.json"), "{\"canary\":1}").unwrap();
    let away = canary.path().display().to_string();
    let gen_dir = root.join(".gongbu/gen");
    // Histories and documents whose names climb once they are read as names of documents.
    for name in [
        "..",
        "..__..__x",
        "plans__..__x",
        "plans____x",
        "CON",
        "con",
        "__x",
        "a__b__c__d",
    ] {
        let history = gen_dir.join(name);
        let _ = fs::create_dir(&history);
        let header = format!(
            "{{\"gen\":{{\"doc\":\"../x\",\"seq\":1,\"parent\":null,\"canonical\":null,\"sha256\":\"{}\",\"schema\":1,\"txn\":7}}}}\n{{}}",
            "0".repeat(64)
        );
        if name != ".." {
            fs::write(history.join("000000000001.json"), header).unwrap();
        }
    }
    // A transaction of documents that lie elsewhere.
    for (number, name) in ["../x", &format!("{away}/x"), "plans/../../x", "con"]
        .iter()
        .enumerate()
    {
        let marker = serde_json::json!({"txn": number + 7, "docs": {*name: 1}});
        fs::write(
            gen_dir.join(format!("_txn/{:012}.json", number + 7)),
            marker.to_string(),
        )
        .unwrap();
    }
    for name in [
        "CON.json",
        "con.json",
        "..json",
        "a..json",
        "Case.json",
        "case.json",
        "caf\u{e9}.json",
        "cafe\u{301}.json",
    ] {
        fs::write(root.join(name), "{\"nodes\":[]}").unwrap();
    }
    fs::write(root.join(format!("{}.json", "x".repeat(250))), "{}").unwrap();
    fs::create_dir_all(root.join("plans/x/y/z")).unwrap();
    let soft = serde_json::json!({"done": [{"changes": [{"after": {"draft": {"id": "../../x", "title": "x"}}}]}]});
    fs::write(root.join(".gongbu/soft/history.json"), soft.to_string()).unwrap();

    let files = Watched::default();
    let mut opened = open(root, &files);
    let changes = opened.docs.iter().map(|doc| Change {
        name: doc.name.clone(),
        bytes: Some([&doc.bytes[..], b"\n"].concat()),
        removes: 0,
    });
    let changes: Vec<Change> = changes.collect();
    opened.store.commit(changes).unwrap();
    opened.store.refresh();
    drop(opened);
    assert_inside(&files, root);
    assert_eq!(
        fs::read_to_string(canary.path().join("x.json")).unwrap(),
        "{\"canary\":1}"
    );
    assert_eq!(all_below(canary.path()).len(), 1);
}
