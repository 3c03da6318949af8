//! Damage of every kind to every file of a small dataset: nothing panics, what is not damaged stays as it is, what
//! changed is said, and no byte goes that is not kept somewhere.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gongbu::store::{Files, Notice, OpenError, OpenOptions, check_json, examine, repair};
use serde_json::Value;

use super::faulty::Faulty;
use super::medium::{Tree, materialise, tree_of};
use super::{Lab, change, changes, name, removal, texts};
use crate::common::decade::Random;

type State = BTreeMap<String, String>;

/// Records as the program writes them.
fn records(list: &str, version: usize) -> String {
    let record = |n: usize| {
        format!(
            "    {{\n      \"id\": \"{list}-{n}\",\n      \"title\": \"고루틴 {n}\",\n      \"n\": {}\n    }}",
            n * version
        )
    };
    let all: Vec<String> = (1..=4).map(record).collect();
    format!("{{\n  \"{list}\": [\n{}\n  ]\n}}\n", all.join(",\n"))
}

/// A dataset in which everything occurs. If it `lags`, its last save has not reached the files that people read.
fn dataset(lags: bool) -> Lab {
    let lab = Lab::new();
    let mut store = lab.open().store;
    let one = records("items", 1);
    store
        .commit(changes(&[
            ("drafts/one", &records("drafts", 1)),
            ("gone", "{\"n\": 1}\n"),
            ("plans/service", &one),
            ("settings", "{\n  \"lang\": \"ko\"\n}\n"),
        ]))
        .expect("commit");
    assert_eq!(store.refresh(), []);
    store
        .commit(vec![change("drafts/one", &records("drafts", 2))])
        .expect("commit");
    store.commit(vec![removal("gone")]).expect("commit");
    assert_eq!(store.refresh(), []);
    store
        .commit(changes(&[
            ("plans/service", &records("items", 2)),
            ("settings", "{\n  \"lang\": \"en\"\n}\n"),
        ]))
        .expect("commit");
    if !lags {
        assert_eq!(store.refresh(), []);
    }
    store
        .write_soft(&name("undo"), b"[\"undo\"]")
        .expect("write");
    store.mark("a test").expect("marked");
    drop(store);
    lab
}

/// What a dataset was before it was damaged.
struct Before {
    tree: Tree,
    state: State,
    lags: bool,
}

fn options() -> OpenOptions {
    OpenOptions {
        schema: 3,
        ..OpenOptions::default()
    }
}

/// Damages `file` and looks what becomes of the dataset. `lossy` damage may take the newest state of a document with
/// it, because nobody could know that it was there.
fn suffer(lab: &Lab, before: &Before, file: &Path, damaged: Option<&[u8]>, lossy: bool) {
    let mut tree = before.tree.clone();
    match damaged {
        Some(bytes) => tree.insert(file.to_owned(), Some(bytes.to_vec())),
        None => tree.remove(file),
    };
    suffer_all(lab, before, &tree, &[file], lossy);
}

fn suffer_all(lab: &Lab, before: &Before, tree: &Tree, files: &[&Path], lossy: bool) {
    materialise(tree, lab.dir.path());
    let label = || {
        let file = |file: &&Path| {
            let bytes = tree.get(*file).and_then(Option::as_ref);
            format!(
                "{}: {:?}",
                file.display(),
                bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            )
        };
        files.iter().map(file).collect::<Vec<_>>().join("\n")
    };
    let real: Arc<dyn Files> = Arc::new(Faulty::default());
    let found = catch_unwind(AssertUnwindSafe(|| examine(&real, &lab.root(), &options())))
        .unwrap_or_else(|_| panic!("examining panics: {}", label()));
    assert_eq!(
        &tree_of(lab.dir.path()),
        tree,
        "examining changes nothing: {}",
        label()
    );
    let said = format!("{found:?}");
    for file in files {
        let shown = lab.dir.path().join(file);
        let passing = ["lock", "soft", "README.txt", "days.json"]
            .iter()
            .any(|part| shown.to_string_lossy().contains(part));
        // Nobody can miss what nobody knew of, checksums alone are no data, and a manifest may be edited.
        let edited = shown.to_string_lossy().ends_with(".json")
            && tree.get(*file).is_some_and(|bytes| {
                let bytes = bytes.as_deref().unwrap_or_default();
                let text = String::from_utf8_lossy(bytes);
                text.contains("\"dataset_id\"") && check_json(bytes).is_ok()
            });
        let matters = !passing
            && !edited
            && tree.get(*file).is_some_and(|bytes| {
                let original = before.tree[*file].as_deref().unwrap_or_default();
                let bytes = bytes.as_deref().unwrap_or_default();
                let value = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok();
                if value(bytes).is_some() && value(bytes) == value(original) {
                    return false;
                }
                match before_last_line(original) {
                    Some(known) => !bytes.starts_with(known),
                    None => bytes != original,
                }
            });
        assert!(
            !matters || said.contains(&*shown.to_string_lossy()),
            "the examination does not name {}: {said}\n{}",
            shown.display(),
            label()
        );
    }
    let opened = catch_unwind(AssertUnwindSafe(|| lab.try_open(Faulty::default())))
        .unwrap_or_else(|_| panic!("opening panics: {}", label()));
    let mut opened = match opened {
        Ok(opened) => opened,
        Err(
            OpenError::BrokenManifest { .. } | OpenError::TooNew { .. } | OpenError::NotADataset(_),
        ) if files.iter().any(|file| file.ends_with("gongbu.json")) => {
            assert_eq!(
                &tree_of(lab.dir.path()),
                tree,
                "what does not open is not touched"
            );
            return;
        }
        Err(error) => panic!("does not open: {error}\n{}", label()),
    };
    let found = texts(&opened);
    for (document, text) in &before.state {
        let Some(other) = found.get(document) else {
            let told = opened
                .notices
                .iter()
                .any(|notice| names(notice, document, files));
            assert!(
                lossy || told,
                "{document} is gone: {:?}\n{}",
                opened.notices,
                label()
            );
            continue;
        };
        let value = |text: &str| serde_json::from_str::<Value>(text).ok();
        if other == text || (value(text).is_some() && value(other) == value(text)) {
            continue;
        }
        let told = opened
            .notices
            .iter()
            .any(|notice| names(notice, document, files));
        assert!(
            lossy || told,
            "{document} changed and nothing is said: {:?}\n{other}\n{}",
            opened.notices,
            label()
        );
        let hand = files
            .iter()
            .any(|file| file.ends_with(format!("{document}.json")));
        // Beside a save that it does not have yet, a file that is not like anything wins as a whole.
        if hand && files.len() == 1 && !before.lags {
            assert!(
                other_records_are_whole(text, other),
                "{document}: {other}\n{}",
                label()
            );
        }
    }
    for document in found.keys() {
        assert!(
            before.state.contains_key(document) || lossy || !opened.notices.is_empty(),
            "{document} appears from nowhere\n{}",
            label()
        );
    }
    opened.store.refresh();
    drop(opened);
    let second = lab.try_open(Faulty::default()).expect("opens again");
    assert_eq!(
        texts(&second),
        found,
        "a second start finds the same: {}",
        label()
    );
    drop(second);
    let after = tree_of(lab.dir.path());
    let (_, kept): (Vec<&PathBuf>, Vec<&Option<Vec<u8>>>) = after.iter().unzip();
    for (path, bytes) in tree {
        let Some(bytes) = bytes else { continue };
        let passing = ["lock", "tmp-", "days.json"]
            .iter()
            .any(|part| path.to_string_lossy().contains(part));
        let nothing = bytes.iter().all(|&byte| byte == 0);
        if after.get(path) == Some(&Some(bytes.clone())) || passing || nothing {
            continue;
        }
        let holds = |kept: &&Option<Vec<u8>>| {
            kept.as_ref()
                .is_some_and(|kept| kept.windows(bytes.len()).any(|part| part == bytes))
        };
        assert!(
            kept.iter().any(holds),
            "the bytes of {} are gone\n{}",
            path.display(),
            label()
        );
    }
}

/// A generation without the line of checksums at its end, if it is a file with such a line.
fn before_last_line(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_suffix(b"\n")?;
    let end = rest.iter().rposition(|&byte| byte == b'\n')?;
    rest[end..]
        .starts_with(b"\n{\"lists\"")
        .then_some(&bytes[..end])
}

/// Whether a notice is about this document, or about one of these files.
fn names(notice: &Notice, document: &str, files: &[&Path]) -> bool {
    let said = format!("{notice:?}");
    said.contains(&format!("DocName({document:?})"))
        || files
            .iter()
            .any(|file| said.contains(&*file.to_string_lossy()))
}

/// Whether at most one record differs and at most one place outside the records.
fn other_records_are_whole(before: &str, after: &str) -> bool {
    let list = |text: &str| -> Vec<Value> {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let lists = value
            .as_object()
            .into_iter()
            .flat_map(|object| object.values());
        lists
            .filter_map(Value::as_array)
            .flatten()
            .cloned()
            .collect()
    };
    let (before, after) = (list(before), list(after));
    before
        .iter()
        .filter(|record| !after.contains(record))
        .count()
        <= 1
}

/// Files that hold or decide something, with their bytes.
fn files(tree: &Tree) -> Vec<(PathBuf, Vec<u8>)> {
    tree.iter()
        .filter_map(|(path, bytes)| Some((path.clone(), bytes.clone()?)))
        .collect()
}

fn before(lags: bool) -> (Lab, Before) {
    let lab = dataset(lags);
    let tree = tree_of(lab.dir.path());
    if !lags {
        let real: Arc<dyn Files> = Arc::new(Faulty::default());
        materialise(&tree, lab.dir.path());
        assert_eq!(examine(&real, &lab.root(), &options()), []);
    }
    let state = texts(&lab.open());
    (lab, Before { tree, state, lags })
}

/// Whether the newest state of some document is only here.
fn is_history(path: &Path) -> bool {
    path.to_string_lossy().contains(".gongbu/gen/")
}

/// Repairs what was damaged, twice: the second time there is nothing left to do, and no byte is gone.
fn mend(lab: &Lab, tree: &Tree) {
    materialise(tree, lab.dir.path());
    let real: Arc<dyn Files> = Arc::new(Faulty::default());
    let Ok(first) = repair(real.clone(), &lab.root(), options()) else {
        assert_eq!(
            &tree_of(lab.dir.path()),
            tree,
            "what is not opened is not touched"
        );
        return;
    };
    assert_eq!(first.failed, []);
    drop(first);
    let after = tree_of(lab.dir.path());
    for (path, bytes) in tree {
        let Some(bytes) = bytes else { continue };
        let passing = ["lock", "days.json"]
            .iter()
            .any(|part| path.ends_with(part));
        let nothing = bytes.iter().all(|&byte| byte == 0);
        let kept = |kept: &Vec<u8>| kept.windows(bytes.len()).any(|part| part == bytes);
        assert!(
            passing || nothing || after.values().flatten().any(kept),
            "the bytes of {} are gone",
            path.display()
        );
    }
    let second = repair(real, &lab.root(), options()).expect("opens again");
    assert!(
        second.moved.is_empty() && second.removed.is_empty(),
        "{:?}",
        second.moved
    );
    drop(second);
    let mut again = tree_of(lab.dir.path());
    let lock = Path::new("data/.gongbu/lock");
    again.insert(lock.to_owned(), after[lock].clone());
    assert!(again == after, "a second repair changes nothing");
}

/// Repairs every `step`th kind of damage to every file.
fn mend_all(step: u64) {
    let mut random = Random(20_261_122);
    for lags in [false, true] {
        let (lab, before) = before(lags);
        for (path, bytes) in files(&before.tree) {
            for index in 0..bytes.len() {
                if random.below(step) > 0 {
                    continue;
                }
                let mut tree = before.tree.clone();
                let damaged = match random.below(6) {
                    0 => Some(bytes[..index].to_vec()),
                    1 => Some(vec![0; bytes.len()]),
                    2 => None,
                    _ => {
                        let mut damaged = bytes.clone();
                        damaged[index] ^= [0x01, 0x20, 0x80][random.below(3) as usize];
                        Some(damaged)
                    }
                };
                match damaged {
                    Some(damaged) => tree.insert(path.clone(), Some(damaged)),
                    None => tree.remove(&path),
                };
                mend(&lab, &tree);
            }
        }
    }
}

#[test]
fn a_record_that_lost_its_id_is_told() {
    let (lab, before) = before(true);
    let path = Path::new("data/plans/service.json");
    let bytes = before.tree[path].clone().expect("a file");
    let text = String::from_utf8(bytes).expect("UTF-8");
    for name in ["id", "n", "title"] {
        let damaged = text.replacen(&format!("\"{name}\""), "\"hd\"", 1);
        suffer(&lab, &before, path, Some(damaged.as_bytes()), false);
    }
}

#[test]
fn a_repair_keeps_every_byte_and_leaves_nothing_to_repair() {
    mend_all(60);
}

#[test]
#[ignore = "long"]
fn long_a_repair_of_any_damage_keeps_every_byte_and_leaves_nothing_to_repair() {
    mend_all(2);
}

/// Flips bits of every byte of every file, of which `step` - 1 are left out between any two.
fn flip(step: usize) {
    for lags in [false, true] {
        let (lab, before) = before(lags);
        let mut count = 0;
        for (path, bytes) in files(&before.tree) {
            for index in 0..bytes.len() {
                for bit in [0x01, 0x20, 0x80] {
                    count += 1;
                    if count % step == 0 {
                        let mut damaged = bytes.clone();
                        damaged[index] ^= bit;
                        suffer(&lab, &before, &path, Some(&damaged), false);
                    }
                }
            }
        }
    }
}

#[test]
fn a_flipped_bit_anywhere_changes_nothing_or_is_told() {
    flip(31);
}

#[test]
#[ignore = "long"]
fn long_each_flipped_bit_changes_nothing_or_is_told() {
    flip(1);
}

/// Cuts every file at every `step`th length, and damages it in the other ways.
fn break_up(step: usize) {
    for lags in [false, true] {
        let (lab, before) = before(lags);
        let all = files(&before.tree);
        let mut random = Random(20_261_120);
        for (number, (path, bytes)) in all.iter().enumerate() {
            let lossy = lags && is_history(path);
            for length in (number % step..bytes.len()).step_by(step) {
                suffer(&lab, &before, path, Some(&bytes[..length]), lossy);
            }
            for start in (0..bytes.len()).step_by(512) {
                let mut damaged = bytes.clone();
                let end = bytes.len().min(start + 512);
                damaged[start..end].fill(0);
                suffer(&lab, &before, path, Some(&damaged), lossy);
            }
            suffer(&lab, &before, path, Some(b""), lossy);
            suffer(&lab, &before, path, Some(&vec![0; 4096]), lossy);
            suffer(&lab, &before, path, None, is_history(path));
            let garbage: Vec<u8> = (0..bytes.len()).map(|_| random.below(256) as u8).collect();
            suffer(&lab, &before, path, Some(&garbage), lossy);
            for (other, others) in &all[number + 1..] {
                if random.below(step as u64) > 0 || others == bytes {
                    continue;
                }
                let mut tree = before.tree.clone();
                tree.insert(path.clone(), Some(others.clone()));
                tree.insert(other.clone(), Some(bytes.clone()));
                let lossy = lags && (is_history(path) || is_history(other));
                suffer_all(&lab, &before, &tree, &[path, other], lossy);
            }
        }
    }
}

#[test]
fn files_that_are_cut_emptied_zeroed_swapped_or_gone_are_told_and_nothing_else_suffers() {
    break_up(23);
}

#[test]
#[ignore = "long"]
fn long_files_that_are_cut_anywhere_or_swapped_in_any_way_are_told() {
    break_up(1);
}
