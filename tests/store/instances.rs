//! Others who write to the same files: a second instance where locks do not work, editors of all kinds, links, and people
//! who write JSON in their own way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use gongbu::domain::Data;
use gongbu::store::{Batch, Change, JsonProblem, Notice, Opened, Store, Taken, merge};
use serde_json::{Value, json};

use super::faulty::{ENOLCK, ENOSYS, ENOTSUP, Faulty};
use super::{Lab, change, changes, expected, name, texts};
use crate::common::decade::Random;

/// A document with these records.
fn document(ids: &[String]) -> String {
    let records: Vec<Value> = ids.iter().map(|id| json!({"id": id, "n": 1})).collect();
    pretty(&json!({ "records": records }))
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("JSON") + "\n"
}

fn ids(text: &str) -> BTreeSet<String> {
    let value: Value = serde_json::from_str(text).expect("JSON");
    let records = value["records"].as_array().cloned().unwrap_or_default();
    let id = |record: &Value| record["id"].as_str().map(str::to_owned);
    records.iter().filter_map(id).collect()
}

/// An instance of the program with what it shows on its screen.
struct Instance {
    store: Store,
    screen: BTreeMap<String, String>,
    taken: Vec<Taken>,
}

impl Instance {
    fn new(opened: Opened) -> Self {
        Self {
            screen: texts(&opened),
            store: opened.store,
            taken: Vec::new(),
        }
    }

    /// Takes in what others did.
    fn listen(&mut self) {
        for outside in self.store.outsides() {
            let document = outside.name.to_string();
            let theirs = String::from_utf8(outside.theirs).expect("UTF-8");
            let merged = match self.screen.get(&document) {
                None => theirs,
                Some(ours) => {
                    let base = outside.base.as_deref();
                    let merged = merge(base, ours.as_bytes(), theirs.as_bytes());
                    let merged = merged.expect("both are objects");
                    String::from_utf8(merged.bytes).expect("UTF-8")
                }
            };
            self.screen.insert(document, merged);
            self.taken.push(Taken {
                id: outside.id,
                put_aside: false,
            });
        }
    }

    fn save(&mut self, documents: &[&str]) {
        let changes = documents.iter().map(|document| {
            let bytes = self.screen[*document].clone().into_bytes();
            Change::new(name(document), Some(bytes))
        });
        let batch = Batch {
            changes: changes.collect(),
            taken: std::mem::take(&mut self.taken),
            ..Batch::default()
        };
        self.store.save(&batch).expect("saved");
    }
}

/// Two instances save so many times each, at the same time, without seeing each other's lock.
fn two_writers(code: i32, saves: usize) {
    let first: Vec<String> = vec!["start".into()];
    let lab = Arc::new(Lab::with(&[("shared", &document(&first))]));
    let writers: Vec<_> = ["a", "b"]
        .into_iter()
        .map(|writer| {
            let lab = lab.clone();
            thread::spawn(move || {
                let opened = lab.try_open(Faulty::locks_fail(code)).expect("opens");
                assert_eq!(opened.read_only, None);
                // What the other one is just writing may look damaged.
                let first = opened.notices.first();
                assert!(
                    matches!(first, Some(Notice::LockUnavailable(_))),
                    "{first:?}"
                );
                let mut instance = Instance::new(opened);
                let own = format!("own/{writer}");
                for save in 0..saves {
                    instance.listen();
                    for document_ in ["shared", &own] {
                        let text = instance.screen.get(document_).cloned();
                        let mut all = text.as_deref().map(ids).unwrap_or_default();
                        all.insert(format!("{writer}-{save:04}"));
                        let all: Vec<String> = all.into_iter().collect();
                        instance.screen.insert(document_.into(), document(&all));
                    }
                    instance.save(&["shared", &own]);
                    if save % 7 == 0 {
                        instance.store.refresh();
                    }
                }
                instance.listen();
                if !instance.taken.is_empty() {
                    instance.save(&["shared"]);
                }
                instance.store.refresh();
            })
        })
        .collect();
    for writer in writers {
        writer.join().expect("no writer fails");
    }
    let opened = lab.open();
    let found = texts(&opened);
    let all: BTreeSet<String> = ["a", "b"]
        .iter()
        .flat_map(|writer| (0..saves).map(move |save| format!("{writer}-{save:04}")))
        .chain(first)
        .collect();
    assert_eq!(ids(&found["shared"]), all, "no record is lost");
    for writer in ["a", "b"] {
        assert_eq!(ids(&found[&format!("own/{writer}")]).len(), saves);
    }
}

#[test]
fn two_writers_without_locks_lose_no_record_of_each_other() {
    for code in [ENOLCK, ENOTSUP, ENOSYS] {
        two_writers(code, 25);
    }
}

#[test]
#[ignore = "long"]
fn long_two_writers_without_locks_save_five_hundred_times_each_and_lose_no_record() {
    two_writers(ENOTSUP, 500);
}

#[test]
fn a_save_so_slow_that_another_did_not_wait_for_it_comes_in_all_the_same() {
    for a_listens in [false, true] {
        for b_first in [false, true] {
            let lab = Lab::with(&[("shared", &document(&["start".into()]))]);
            let mut instances = ["a", "b"].map(|id| {
                let opened = lab.try_open(Faulty::lockless()).expect("opens");
                (id, Instance::new(opened))
            });
            let add = |instance: &mut Instance, id: &str| {
                let mut all = ids(&instance.screen["shared"]);
                all.insert(id.into());
                let all: Vec<String> = all.into_iter().collect();
                instance.screen.insert("shared".into(), document(&all));
                instance.save(&["shared"]);
            };
            add(&mut instances[0].1, "a");
            let [marker] = &lab.list(".gongbu/gen/_txn")[..] else {
                panic!("one save so far is beside others")
            };
            let whole = fs::read(marker).expect("read");
            fs::write(marker, &whole[..9]).expect("write");
            add(&mut instances[1].1, "b");
            fs::write(marker, &whole).expect("write");
            if !a_listens {
                add(&mut instances[0].1, "more");
            }
            if b_first {
                instances.reverse();
            }
            for _ in 0..2 {
                for (_, instance) in &mut instances {
                    assert_eq!(instance.store.look(), []);
                    instance.listen();
                    if !instance.taken.is_empty() {
                        instance.save(&["shared"]);
                    }
                }
            }
            drop(instances);
            let mut all: BTreeSet<String> = ["a", "b", "start"].map(str::to_owned).into();
            all.extend((!a_listens).then(|| "more".to_owned()));
            assert_eq!(
                ids(&texts(&lab.open())["shared"]),
                all,
                "{a_listens} {b_first}"
            );
        }
    }
}

#[test]
fn starts_beside_a_writer_without_locks_take_nothing_away_from_it() {
    let lab = Arc::new(Lab::with(&[("plan", "{\"n\":0}"), ("week", "{\"n\":0}")]));
    let starter = {
        let lab = lab.clone();
        thread::spawn(move || {
            for _ in 0..100 {
                drop(lab.try_open(Faulty::lockless()).expect("opens"));
            }
        })
    };
    let mut store = lab.try_open(Faulty::lockless()).expect("opens").store;
    for n in 1..=100 {
        let text = format!("{{\"n\":{n}}}");
        store
            .commit(changes(&[("plan", &text), ("week", &text)]))
            .expect("commit");
        store.refresh();
    }
    starter.join().expect("no start fails");
    drop(store);
    let last = "{\"n\":100}";
    assert_eq!(
        texts(&lab.open()),
        expected(&[("plan", last), ("week", last)])
    );
    assert_eq!(
        lab.list(".gongbu/quarantine"),
        Vec::<std::path::PathBuf>::new()
    );
}

/// How a program writes a file.
type Editor = fn(path: &Path, text: &str);

const EDITORS: [(&str, Editor); 7] = [
    ("in place", |path, text| {
        fs::write(path, text).expect("write");
    }),
    ("a new file moved over the old one", |path, text| {
        let new = path.with_extension("new");
        fs::write(&new, text).expect("write");
        fs::rename(new, path).expect("rename");
    }),
    ("the old one kept beside it", |path, text| {
        fs::rename(path, path.with_extension("json~")).expect("rename");
        fs::write(path, text).expect("write");
    }),
    ("removed and written again", |path, text| {
        fs::remove_file(path).expect("remove");
        fs::write(path, text).expect("write");
    }),
    ("with a file of its own for the session", |path, text| {
        fs::write(path.with_file_name(".plan.json.swp"), "session").expect("write");
        fs::write(path, text).expect("write");
    }),
    ("with the time of the old one", |path, text| {
        let time = fs::metadata(path).and_then(|metadata| metadata.modified());
        fs::write(path, text).expect("write");
        let file = fs::File::options().write(true).open(path).expect("open");
        file.set_modified(time.expect("a time")).expect("set");
    }),
    ("for Windows", |path, text| {
        fs::write(path, format!("\u{feff}{}", text.replace('\n', "\r\n"))).expect("write");
    }),
];

#[test]
fn an_edit_made_with_any_program_is_handed_over_and_never_overwritten() {
    let base = pretty(&json!({"records": [{"id": "a", "n": 1}, {"id": "b", "n": 1}]}));
    let theirs = pretty(&json!({"records": [{"id": "a", "n": 1}, {"id": "b", "n": 2}]}));
    let ours = pretty(&json!({"records": [{"id": "a", "n": 2}, {"id": "b", "n": 1}]}));
    let both = pretty(&json!({"records": [{"id": "a", "n": 2}, {"id": "b", "n": 2}]}));
    for (label, editor) in EDITORS {
        for unrefreshed in [false, true] {
            let label = format!("{label}, unrefreshed: {unrefreshed}");
            let lab = Lab::with(&[("plan", &base)]);
            let mut instance = Instance::new(lab.open());
            if unrefreshed {
                instance.screen.insert("plan".into(), ours.clone());
                instance.save(&["plan"]);
            }
            editor(&lab.path("plan.json"), &theirs);
            let file = fs::read(lab.path("plan.json")).expect("read");
            assert_eq!(instance.store.look(), [], "{label}");
            assert_eq!(instance.store.refresh(), [], "{label}");
            assert_eq!(
                fs::read(lab.path("plan.json")).expect("read"),
                file,
                "{label}"
            );
            instance.listen();
            assert_eq!(instance.taken.len(), 1, "{label}");
            let merged = if unrefreshed { &both } else { &theirs };
            assert_eq!(&instance.screen["plan"], merged, "{label}");
            instance.save(&["plan"]);
            assert_eq!(instance.store.refresh(), [], "{label}");
            drop(instance);
            let opened = lab.open();
            assert_eq!(&texts(&opened)["plan"], merged, "{label}");
            assert_eq!(opened.notices, [], "{label}");
            drop(opened);
            // The same edit while nothing is open.
            let lab = Lab::with(&[("plan", &base)]);
            if unrefreshed {
                lab.open()
                    .store
                    .commit(vec![change("plan", &ours)])
                    .expect("commit");
            }
            editor(&lab.path("plan.json"), &theirs);
            let mut opened = lab.open();
            assert_eq!(&texts(&opened)["plan"], merged, "{label}");
            assert_eq!(opened.store.refresh(), [], "{label}");
        }
    }
}

#[test]
fn an_edit_that_is_written_slowly_is_not_taken_half() {
    let half = "{\"records\": [{\"id\": \"a\", \"n\": 1}, {\"id\"";
    let whole = pretty(&json!({"records": [{"id": "a", "n": 1}, {"id": "b", "n": 2}]}));
    let lab = Lab::with(&[("plan", &document(&["a".into()]))]);
    let files = Faulty::default();
    let mut store = lab.try_open(files.clone()).expect("opens").store;
    lab.write("plan.json", half);
    let (path, text) = (lab.path("plan.json"), whole.clone());
    files.meanwhile(move || fs::write(path, text).expect("write"));
    assert_eq!(store.look(), []);
    let outsides = store.outsides();
    assert_eq!(outsides.len(), 1);
    assert_eq!(outsides[0].theirs, whole.into_bytes());
}

#[test]
fn people_may_write_json_in_their_own_way() {
    let ours = "{\n  \"records\": [\n    {\n      \"id\": \"a\",\n      \"title\": \"글\",\n      \"n\": 1\n    }\n  ]\n}\n";
    let other = "{\"other\": 1}\n";
    let edits = [
        ("a byte order mark", format!("\u{feff}{ours}")),
        ("line ends of Windows", ours.replace('\n', "\r\n")),
        ("tabs", ours.replace("  ", "\t")),
        (
            "another order",
            "{\"records\": [{\"n\": 1, \"title\": \"글\", \"id\": \"a\"}]}\n".to_owned(),
        ),
        ("no line end at the end", ours.trim_end().to_owned()),
        ("escapes", ours.replace("글", "\\uae00")),
    ];
    for (label, text) in edits {
        let lab = Lab::with(&[("plan", ours), ("other", other)]);
        lab.write("plan.json", &text);
        let before = lab.list(".gongbu/gen/other");
        let opened = lab.open();
        let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let found: Value = serde_json::from_str(&texts(&opened)["plan"]).expect("JSON");
        assert_eq!(
            found,
            serde_json::from_str::<Value>(&plain).expect("JSON"),
            "{label}"
        );
        assert_eq!(texts(&opened)["other"], other);
        drop(opened);
        assert_eq!(
            lab.read("plan.json"),
            text,
            "{label}: left as it is until there is a change"
        );
        assert_eq!(
            lab.list(".gongbu/gen/other"),
            before,
            "{label}: the neighbour is not touched"
        );
        assert_eq!(lab.read("other.json"), other);
        assert_eq!(lab.open().notices, [], "{label}");
    }
    // Numbers no program can hold go through in their digits.
    for number in ["1e400", "12345678901234567890", "-0.10", "1E+2"] {
        let lab = Lab::with(&[("plan", ours)]);
        let text = ours.replace("\"n\": 1", &format!("\"n\": {number}"));
        lab.write("plan.json", &text);
        let mut opened = lab.open();
        assert_eq!(texts(&opened)["plan"], text);
        let theirs = text.replace("글", "새 글");
        opened
            .store
            .commit(vec![change("plan", &theirs)])
            .expect("commit");
        opened.store.refresh();
        drop(opened);
        assert!(
            lab.read("plan.json")
                .contains(&format!("\"n\": {number}\n")),
            "{number}"
        );
    }
}

#[test]
fn what_is_no_json_is_told_with_line_and_column_and_left_alone() {
    let ours = "{\n  \"a\": 1\n}\n";
    for (text, line, column) in [
        ("{\n  // mine\n  \"a\": 1\n}\n", 2, 3),
        ("{\n  \"a\": 1,\n}\n", 3, 1),
        ("{\n  \"a\": 01\n}\n", 2, 9),
        ("{\n  'a': 1\n}\n", 2, 3),
        ("{\n  \"a\": NaN\n}\n", 2, 8),
        ("{\n  \"a\": 1,\n  \"a\": 2\n}\n", 3, 5),
    ] {
        let lab = Lab::with(&[("plan", ours)]);
        lab.write("plan.json", text);
        let mut opened = lab.open();
        let [Notice::BrokenByHand { problem, path, .. }] = &opened.notices[..] else {
            panic!("{text}: {:?}", opened.notices)
        };
        assert_eq!(*path, lab.path("plan.json"));
        let JsonProblem::Syntax {
            line: l, column: c, ..
        } = problem
        else {
            panic!("{text}: {problem:?}")
        };
        assert_eq!((*l, *c), (line, column), "{text}");
        assert_eq!(texts(&opened)["plan"], ours);
        opened
            .store
            .commit(vec![change("plan", "{\"a\": 2}")])
            .expect("commit");
        opened.store.refresh();
        drop(opened);
        assert_eq!(lab.read("plan.json"), text);
        assert_eq!(texts(&lab.open())["plan"], "{\"a\": 2}");
    }
}

/// Any JSON, some of it odd.
fn value(random: &mut Random, depth: usize) -> String {
    let pick = random.below(if depth == 0 { 6 } else { 9 });
    match pick {
        0 => "null".into(),
        1 => ["true", "false"][random.below(2) as usize].into(),
        2 => ["0", "-0", "1e400", "12345678901234567890", "1.10", "-2E-7"]
            [random.below(6) as usize]
            .into(),
        3..=5 => text(random),
        6 => {
            let items: Vec<String> = (0..random.below(4))
                .map(|_| value(random, depth - 1))
                .collect();
            format!("[{}]", items.join(", "))
        }
        _ => object(random, depth - 1),
    }
}

fn text(random: &mut Random) -> String {
    let letters = [
        "a",
        "글",
        "\\n",
        "\\u0000",
        "\\\"",
        " ",
        "\u{1f393}",
        "\\ud83c\\udf93",
        "e\u{301}",
        "/",
    ];
    let word: String = (0..random.below(6))
        .map(|_| letters[random.below(10) as usize])
        .collect();
    format!("\"{word}\"")
}

fn object(random: &mut Random, depth: usize) -> String {
    let spaces = [" ", "", "\n\t", "   "][random.below(4) as usize];
    let fields: Vec<String> = (0..random.below(5))
        .map(|n| format!("{spaces}\"k{n}\":{spaces}{}", value(random, depth)))
        .collect();
    format!("{{{}}}", fields.join(","))
}

#[test]
fn loading_and_saving_a_thousand_datasets_changes_no_byte_of_them() {
    let mut random = Random(20_261_121);
    for round in 0..1000 {
        let documents: Vec<(String, String)> = (0..1 + random.below(4))
            .map(|n| (format!("d{n}"), object(&mut random, 4)))
            .collect();
        let documents: Vec<(&str, &str)> = documents
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let lab = Lab::with(&documents);
        let without_lock = |lab: &Lab| {
            let mut snapshot = lab.snapshot();
            snapshot.remove(&lab.path(".gongbu/lock"));
            snapshot
        };
        let before = without_lock(&lab);
        let mut opened = lab.open();
        assert_eq!(texts(&opened), expected(&documents), "round {round}");
        let same = opened
            .docs
            .iter()
            .map(|doc| Change::new(doc.name.clone(), Some(doc.bytes.clone())));
        let same = same.collect();
        opened.store.commit(same).expect("commit");
        assert_eq!(opened.store.refresh(), []);
        drop(opened);
        assert_eq!(without_lock(&lab), before, "round {round}");
    }
}

#[test]
fn what_we_do_not_know_survives_an_edit_of_its_neighbour_in_its_digits_and_its_order() {
    let mut random = Random(7);
    for _ in 0..200 {
        let extra: Vec<String> = (0..4).map(|_| value(&mut random, 3)).collect();
        let text = format!(
            "{{\n  \"unknown\": {},\n  \"days\": [\n    {{\n      \"zzz\": {},\n      \"id\": \"2026-11-19\",\n      \"aaa\": {}\n    }},\n    {}\n  ],\n  \"later\": 1e400\n}}\n",
            extra[0], extra[1], extra[2], extra[3]
        );
        let mut data = Data::default();
        if data.load("days/2026-11", text.as_bytes()).is_err() {
            continue;
        }
        let Some(bytes) = data.encode("days/2026-11") else {
            continue;
        };
        let again = String::from_utf8(bytes).expect("UTF-8");
        let order = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
        assert_eq!(order(&again).to_string(), order(&text).to_string());
    }
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_modes_and_owners_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
    let base = "{\"n\":1}";
    let save = |lab: &Lab, text: &str| {
        let mut opened = lab.open();
        opened
            .store
            .commit(vec![change("plan", text)])
            .expect("commit");
        let outcomes = opened.store.refresh();
        (opened.notices, outcomes)
    };
    let elsewhere = |lab: &Lab| {
        let dir = lab.dir.path().join("elsewhere");
        fs::create_dir(&dir).expect("mkdir");
        dir
    };

    // Three links in a row.
    let lab = Lab::with(&[("plan", base)]);
    let away = elsewhere(&lab);
    fs::rename(lab.path("plan.json"), away.join("real.json")).expect("move");
    symlink("real.json", away.join("second.json")).expect("link");
    symlink(away.join("second.json"), away.join("first.json")).expect("link");
    symlink("../elsewhere/first.json", lab.path("plan.json")).expect("link");
    assert_eq!(save(&lab, "{\"n\":2}").1, []);
    for link in [
        lab.path("plan.json"),
        away.join("first.json"),
        away.join("second.json"),
    ] {
        assert!(link.is_symlink(), "{}", link.display());
    }
    assert_eq!(
        fs::read_to_string(away.join("real.json")).expect("read"),
        "{\"n\":2}"
    );

    // A link that leads nowhere: the document lives on and the link stays.
    fs::remove_file(away.join("real.json")).expect("remove");
    let (notices, outcomes) = save(&lab, "{\"n\":3}");
    assert!(!notices.is_empty() || !outcomes.is_empty());
    assert!(lab.path("plan.json").is_symlink());
    assert!(!away.join("real.json").exists());
    assert_eq!(texts(&lab.open())["plan"], "{\"n\":3}");

    // A linked directory.
    let lab = Lab::with(&[("drafts/one", base)]);
    let away = elsewhere(&lab);
    fs::rename(lab.path("drafts"), away.join("drafts")).expect("move");
    symlink(away.join("drafts"), lab.path("drafts")).expect("link");
    let mut opened = lab.open();
    assert_eq!(opened.notices, []);
    opened
        .store
        .commit(changes(&[
            ("drafts/one", "{\"n\":2}"),
            ("drafts/two", "{\"n\":2}"),
        ]))
        .expect("commit");
    assert_eq!(opened.store.refresh(), []);
    drop(opened);
    assert!(lab.path("drafts").is_symlink());
    for file in ["one.json", "two.json"] {
        assert_eq!(
            fs::read_to_string(away.join("drafts").join(file)).expect("read"),
            "{\"n\":2}"
        );
    }

    // A second name of the file: it parts, and keeps what it had. Somebody is told.
    let lab = Lab::with(&[("plan", base)]);
    let away = elsewhere(&lab);
    fs::hard_link(lab.path("plan.json"), away.join("twin.json")).expect("link");
    let (notices, outcomes) = save(&lab, "{\"n\":2}");
    assert_eq!(lab.read("plan.json"), "{\"n\":2}");
    assert_eq!(
        fs::read_to_string(away.join("twin.json")).expect("read"),
        base
    );
    assert_eq!(
        notices.len() + outcomes.len(),
        1,
        "{notices:?} {outcomes:?}"
    );

    // Mode and owner.
    let lab = Lab::with(&[("plan", base)]);
    fs::set_permissions(lab.path("plan.json"), fs::Permissions::from_mode(0o640)).expect("chmod");
    let root = fs::metadata(lab.path("plan.json")).expect("metadata").uid() == 0;
    if root {
        chown(lab.path("plan.json"), Some(65534), Some(65534)).expect("chown");
    }
    assert_eq!(save(&lab, "{\"n\":2}").1, []);
    let metadata = fs::metadata(lab.path("plan.json")).expect("metadata");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
    if root {
        assert_eq!((metadata.uid(), metadata.gid()), (65534, 65534));
    }
}

#[test]
fn a_directory_that_is_taken_away_under_the_program_is_not_made_anew() {
    for (label, take_away) in [
        (
            "removed",
            (|lab: &Lab| fs::remove_dir_all(lab.root())) as fn(&Lab) -> std::io::Result<()>,
        ),
        ("renamed", |lab| {
            fs::rename(lab.root(), lab.dir.path().join("moved"))
        }),
    ] {
        let lab = Lab::with(&[("plan", "{\"n\":1}")]);
        let mut opened = lab.open();
        take_away(&lab).expect("taken away");
        for _ in 0..2 {
            opened
                .store
                .commit(vec![change("plan", "{\"n\":2}")])
                .expect_err(label);
            opened.store.refresh();
            opened.store.look();
            assert!(!lab.root().exists(), "{label}");
        }
        // It comes back.
        let moved = lab.dir.path().join("moved");
        if moved.exists() {
            fs::rename(moved, lab.root()).expect("back");
            opened
                .store
                .commit(vec![change("plan", "{\"n\":2}")])
                .expect("saves");
            assert_eq!(opened.store.refresh(), []);
            drop(opened);
            assert_eq!(texts(&lab.open())["plan"], "{\"n\":2}");
        }
    }
}
