//! The process dies at each of its calls that change something, again while it recovers from that, and again while it
//! recovers from that: what is found at last is what one undisturbed recovery would have found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use gongbu::store::{
    Archive, Batch, Change, OpenOptions, Opened, read_backup, repair, write_rescue,
};

use super::faulty::Faulty;
use super::medium::{Tree, fingerprint, materialise, tree_of};
use super::{Lab, change, changes, expected, removal, texts};

type State = BTreeMap<String, String>;

/// Something a process does with a dataset. `act` says whether it was acknowledged.
struct Scenario {
    label: &'static str,
    prepare: fn(&Lab),
    act: fn(&Lab, &Faulty) -> bool,
    old: &'static [(&'static str, &'static str)],
    new: &'static [(&'static str, &'static str)],
}

const N1: &str = "{\"n\":1}";
const N2: &str = "{\"n\":2}";

fn prepared(documents: &[(&str, &str)]) -> impl FnOnce(&Lab) {
    let documents = changes(documents);
    move |lab| {
        let mut store = lab.open().store;
        store.commit(documents).expect("commit");
        assert_eq!(store.refresh(), []);
    }
}

fn open_and(lab: &Lab, files: &Faulty, act: impl FnOnce(&mut Opened) -> bool) -> bool {
    lab.try_open(files.clone())
        .is_ok_and(|mut opened| act(&mut opened))
}

/// Two records of which each may change by itself.
fn pair(a: usize, b: usize) -> String {
    format!("{{\"list\":[{{\"id\":\"a\",\"n\":{a}}},{{\"id\":\"b\",\"n\":{b}}}]}}")
}

const SCENARIOS: &[Scenario] = &[
    Scenario {
        label: "the first start and the first save",
        prepare: |_| {},
        act: |lab, files| {
            open_and(lab, files, |opened| {
                opened.store.commit(vec![change("plan", N1)]).is_ok()
            })
        },
        old: &[],
        new: &[("plan", N1)],
    },
    Scenario {
        label: "a save and a refresh",
        prepare: |lab| prepared(&[("plan", N1)])(lab),
        act: |lab, files| {
            open_and(lab, files, |opened| {
                let saved = opened.store.commit(vec![change("plan", N2)]).is_ok();
                opened.store.refresh();
                saved
            })
        },
        old: &[("plan", N1)],
        new: &[("plan", N2)],
    },
    Scenario {
        label: "documents changed, added and deleted together",
        prepare: |lab| prepared(&[("gone", N1), ("plan", N1), ("weeks/w1", N1)])(lab),
        act: |lab, files| {
            open_and(lab, files, |opened| {
                let mut batch = changes(&[("plan", N2), ("weeks/w1", N2), ("weeks/w2", N2)]);
                batch.push(removal("gone"));
                let saved = opened.store.commit(batch).is_ok();
                opened.store.refresh();
                saved
            })
        },
        old: &[("gone", N1), ("plan", N1), ("weeks/w1", N1)],
        new: &[("plan", N2), ("weeks/w1", N2), ("weeks/w2", N2)],
    },
    Scenario {
        label: "an edit by hand that is taken over",
        prepare: |lab| {
            prepared(&[("plan", N1), ("other", N1)])(lab);
            lab.write("plan.json", N2);
        },
        act: |lab, files| {
            open_and(lab, files, |opened| {
                opened.store.refresh();
                true
            })
        },
        old: &[("other", N1), ("plan", N2)],
        new: &[("other", N1), ("plan", N2)],
    },
    Scenario {
        label: "putting right what is damaged in many ways",
        prepare: |lab| {
            prepared(&["lags", "lost", "nuls", "old", "torn"].map(|name| (name, N1)))(lab);
            let mut store = lab.open().store;
            store.commit(vec![change("old", N2)]).expect("commit");
            store.refresh();
            store.commit(vec![change("lags", N2)]).expect("commit");
            drop(store);
            lab.write("old.json", N1);
            lab.write("nuls.json", [0; 9]);
            lab.write("torn.json", "{\"n\"");
            lab.write(".gongbu/gen/torn/000000000002.json", "{\"gen\"");
            lab.write("gongbu.json", "{\"format\":");
            std::fs::remove_file(lab.path("lost.json")).expect("remove");
        },
        act: |lab, files| {
            open_and(lab, files, |opened| {
                opened.store.refresh();
                true
            })
        },
        old: &[
            ("lags", N2),
            ("lost", N1),
            ("nuls", N1),
            ("old", N2),
            ("torn", N1),
        ],
        new: &[
            ("lags", N2),
            ("lost", N1),
            ("nuls", N1),
            ("old", N2),
            ("torn", N1),
        ],
    },
    Scenario {
        label: "a mark, and then a save that takes all away",
        prepare: |lab| prepared(&[("plan", &pair(1, 1)), ("week", N1)])(lab),
        act: |lab, files| {
            open_and(lab, files, |opened| {
                let batch = Batch {
                    changes: vec![
                        Change {
                            removes: 2,
                            ..change("plan", "{\"list\":[]}")
                        },
                        change("week", N2),
                    ],
                    mark: Some("restore".into()),
                    ..Batch::default()
                };
                let saved = opened.store.save(&batch).is_ok();
                opened.store.refresh();
                saved
            })
        },
        old: &[
            (
                "plan",
                "{\"list\":[{\"id\":\"a\",\"n\":1},{\"id\":\"b\",\"n\":1}]}",
            ),
            ("week", N1),
        ],
        new: &[("plan", "{\"list\":[]}"), ("week", N2)],
    },
    Scenario {
        label: "an edit by hand that is merged with a save that was not refreshed",
        prepare: |lab| {
            prepared(&[("plan", &pair(1, 1))])(lab);
            let mut store = lab.open().store;
            store
                .commit(vec![change("plan", &pair(2, 1))])
                .expect("commit");
            drop(store);
            lab.write("plan.json", pair(1, 2));
        },
        act: |lab, files| {
            open_and(lab, files, |opened| {
                opened.store.refresh();
                true
            })
        },
        old: &[(
            "plan",
            "{\n  \"list\": [\n    {\"id\":\"a\",\"n\":2},\n    {\"id\":\"b\",\"n\":2}\n  ]\n}\n",
        )],
        new: &[(
            "plan",
            "{\n  \"list\": [\n    {\"id\":\"a\",\"n\":2},\n    {\"id\":\"b\",\"n\":2}\n  ]\n}\n",
        )],
    },
    Scenario {
        label: "a repair",
        prepare: |lab| {
            prepared(&[("plan", N1), ("week", N1)])(lab);
            let mut store = lab.open().store;
            store
                .commit(changes(&[("plan", N2), ("week", N2)]))
                .expect("commit");
            store.refresh();
            drop(store);
            lab.write(".gongbu/gen/plan/000000000001.json", "{\"gen\"");
            lab.write(".gongbu/gen/_txn/000000000001.json", "{\"txn\"");
            lab.write("week.json", [0; 9]);
        },
        act: |lab, files| {
            let options = OpenOptions {
                schema: 3,
                ..OpenOptions::default()
            };
            repair(Arc::new(files.clone()), &lab.root(), options).is_ok()
        },
        old: &[("plan", N2), ("week", N2)],
        new: &[("plan", N2), ("week", N2)],
    },
    Scenario {
        label: "a backup",
        prepare: |lab| prepared(&[("plan", N1), ("weeks/w1", N2)])(lab),
        act: |lab, files| {
            let archive = Archive::open(Arc::new(files.clone()), lab.root());
            archive.is_ok_and(|archive| archive.backup(&lab.dir.path().join("stick")).is_ok())
        },
        old: &[("plan", N1), ("weeks/w1", N2)],
        new: &[("plan", N1), ("weeks/w1", N2)],
    },
    Scenario {
        label: "documents rescued to another place",
        prepare: |lab| prepared(&[("plan", N1)])(lab),
        act: |lab, files| {
            let id = lab.open().store.manifest().dataset_id.clone();
            let unsaved = [change("plan", N2)];
            write_rescue(Arc::new(files.clone()), &[lab.rescue()], &id, &unsaved).is_ok()
        },
        old: &[("plan", N1)],
        new: &[("plan", N1)],
    },
    Scenario {
        label: "old generations that are cleared away",
        prepare: |lab| {
            let mut store = lab.open().store;
            for n in 0..24 {
                let text = format!("{{\"n\":{n}}}");
                store
                    .commit(changes(&[("plan", &text), ("other", &text)]))
                    .expect("commit");
            }
            assert_eq!(store.refresh(), []);
            store
                .commit(changes(&[("plan", N1), ("other", N1)]))
                .expect("commit");
        },
        act: |lab, files| {
            open_and(lab, files, |opened| {
                opened.store.refresh();
                true
            })
        },
        old: &[("other", N1), ("plan", N1)],
        new: &[("other", N1), ("plan", N1)],
    },
];

/// What a start finds and what the disk then holds.
#[derive(Debug, PartialEq, Eq)]
struct Recovered {
    docs: State,
    /// The files that people read.
    files: State,
    /// The bytes that were put aside.
    aside: BTreeSet<Vec<u8>>,
}

/// Starts on what is there, puts it right, and starts once more.
fn recover(lab: &Lab, label: &str) -> Recovered {
    let files = Faulty::default();
    files.set_clock(100);
    let mut opened = lab
        .try_open(files.clone())
        .unwrap_or_else(|error| panic!("{label}: {error}"));
    assert_eq!(opened.read_only, None, "{label}");
    let docs = texts(&opened);
    assert_eq!(opened.store.refresh(), [], "{label}");
    drop(opened);
    let opened = lab.try_open(files).expect("opens again");
    assert_eq!(
        texts(&opened),
        docs,
        "{label}: a second start finds the same"
    );
    assert_eq!(opened.notices, [], "{label}: nothing is left to say");
    let read = |name: &String| (name.clone(), lab.read(&format!("{name}.json")));
    let aside = ["outside", "quarantine"]
        .iter()
        .flat_map(|dir| lab.list(&format!(".gongbu/{dir}")))
        .map(|path| std::fs::read(path).expect("read"));
    Recovered {
        files: docs.keys().map(read).collect(),
        docs,
        aside: aside.collect(),
    }
}

/// What the process leaves when it dies at each of its changes, without duplicates.
fn deaths(lab: &Lab, start: &Tree, level: u64, run: impl Fn(&Faulty) -> bool) -> Vec<(Tree, bool)> {
    let mut seen = BTreeSet::new();
    let mut left = Vec::new();
    for at in 0.. {
        materialise(start, root(lab));
        let files = Faulty::default();
        files.set_clock(level);
        files.kill_at(at);
        let acknowledged = run(&files);
        let tree = tree_of(root(lab));
        if seen.insert((identity(&tree), acknowledged)) {
            left.push((tree, acknowledged));
        }
        if files.calls() <= at {
            return left;
        }
    }
    unreachable!("no run has endless calls")
}

fn root(lab: &Lab) -> &Path {
    lab.dir.path()
}

/// The same for datasets that differ only in what is random: their identity and the names of temporary files.
fn identity(tree: &Tree) -> u64 {
    let id = tree.iter().find_map(|(path, bytes)| {
        let text = String::from_utf8_lossy(bytes.as_deref()?).into_owned();
        let (_, rest) = text.split_once("\"dataset_id\": \"")?;
        path.ends_with("manifest.json")
            .then(|| rest[..32.min(rest.len())].to_owned())
    });
    let plain = tree.iter().filter_map(|(path, bytes)| {
        let bytes = bytes.as_ref().map(|bytes| match &id {
            Some(id) => String::from_utf8_lossy(bytes)
                .replace(id, "id")
                .into_bytes(),
            None => bytes.clone(),
        });
        let name = path.file_name()?.to_str()?;
        let temporary = name.starts_with(".gongbu-tmp");
        (!temporary).then(|| (path.clone(), bytes))
    });
    fingerprint(&plain.collect())
}

fn start_and_put_right(lab: &Lab, files: &Faulty) -> bool {
    if let Ok(mut opened) = lab.try_open(files.clone()) {
        opened.store.refresh();
    }
    false
}

/// Kills each scenario everywhere, and its recovery, `nested` deep. Says how many states were recovered from.
fn kill_everywhere(nested: u64) -> usize {
    let mut count = 0;
    for Scenario {
        label,
        prepare,
        act,
        old,
        new,
    } in SCENARIOS
    {
        let lab = Lab::new();
        prepare(&lab);
        let start = tree_of(root(&lab));
        let (old, new) = (expected(old), expected(new));
        let first = deaths(&lab, &start, 1, |files| act(&lab, files));
        for (tree, acknowledged) in first {
            materialise(&tree, root(&lab));
            let plain = recover(&lab, label);
            count += 1;
            assert!(
                plain.docs == new || (!acknowledged && plain.docs == old),
                "{label}: {:?}",
                plain.docs
            );
            assert_eq!(plain.files, plain.docs, "{label}");
            let mut seen = BTreeSet::new();
            let mut level = vec![tree];
            for depth in 2..=nested {
                let mut next = Vec::new();
                for tree in level {
                    for (tree, _) in
                        deaths(&lab, &tree, depth, |files| start_and_put_right(&lab, files))
                    {
                        if !seen.insert(identity(&tree)) {
                            continue;
                        }
                        materialise(&tree, root(&lab));
                        let nested = recover(&lab, label);
                        count += 1;
                        assert_eq!(nested.docs, plain.docs, "{label}, {depth} deep");
                        assert_eq!(nested.files, plain.files, "{label}, {depth} deep");
                        for bytes in &plain.aside {
                            assert!(
                                nested.aside.contains(bytes),
                                "{label}, {depth} deep: {bytes:?} is gone"
                            );
                        }
                        next.push(tree);
                    }
                }
                level = next;
            }
        }
    }
    count
}

#[test]
fn a_process_that_dies_while_it_recovers_from_dying_recovers_to_the_same() {
    let count = kill_everywhere(2);
    assert!(count > 100, "only {count} states");
}

#[test]
fn a_backup_that_dies_leaves_nothing_wrong_and_can_be_made_again() {
    let lab = Lab::with(&[("plan", N1), ("weeks/w1", N2)]);
    let start = tree_of(root(&lab));
    let stick = lab.dir.path().join("stick");
    let all = expected(&[("plan", N1), ("weeks/w1", N2)]);
    let read = |dir: &Path| {
        let options = OpenOptions {
            schema: 3,
            ..OpenOptions::default()
        };
        let docs = read_backup(Arc::new(Faulty::default()), dir, options).ok()?;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let documents = docs
            .into_iter()
            .map(|doc| (doc.name.to_string(), text(doc.bytes)));
        Some(documents.collect::<State>())
    };
    let left = deaths(&lab, &start, 1, |files| {
        let archive = Archive::open(Arc::new(files.clone()), lab.root());
        archive.is_ok_and(|archive| archive.backup(&stick).is_ok())
    });
    assert!(left.len() > 5);
    for (tree, acknowledged) in left {
        materialise(&tree, root(&lab));
        let made: Vec<_> = std::fs::read_dir(&stick)
            .into_iter()
            .flatten()
            .flatten()
            .collect();
        let found: Vec<State> = made
            .iter()
            .filter_map(|entry| read(&entry.path()))
            .collect();
        assert!(!acknowledged || found.contains(&all));
        for half in found {
            assert!(
                half.iter().all(|(name, text)| all.get(name) == Some(text)),
                "{half:?}"
            );
        }
        let files = Faulty::default();
        files.set_clock(2);
        let archive = Archive::open(Arc::new(files), lab.root()).expect("opens");
        let backup = archive.backup(&stick).expect("a second attempt");
        assert_eq!(read(&backup.dir), Some(all.clone()));
    }
}

#[test]
#[ignore = "long"]
fn long_a_process_that_dies_three_times_in_a_row_recovers_to_the_same() {
    let count = kill_everywhere(4);
    assert!(count > 300, "only {count} states");
}
