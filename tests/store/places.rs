//! Data directories that are not what they should be: away, not mounted, mixed up, half copied. Never does a new dataset
//! begin over something, and nothing is overwritten.

use std::fs;
use std::path::{Path, PathBuf};

use gongbu::store::{Notice, OpenError};

use super::faulty::Faulty;
use super::medium::{Tree, materialise, tree_of};
use super::{Lab, change, changes, expected, texts};

const N1: &str = "{\"n\":1}";
const N2: &str = "{\"n\":2}";

fn dataset() -> Lab {
    let lab = Lab::with(&[("drafts/one", N1), ("plan", N1), ("settings", N1)]);
    let mut store = lab.open().store;
    store
        .commit(changes(&[("drafts/one", N2), ("plan", N2)]))
        .expect("commit");
    assert_eq!(store.refresh(), []);
    drop(store);
    lab
}

fn below_data(lab: &Lab) -> Tree {
    tree_of(lab.dir.path())
}

#[test]
fn a_directory_that_is_away_is_not_made_anew() {
    // A stick that is not mounted leaves its mount point, or a link to it.
    let lab = Lab::new();
    let stick = lab.dir.path().join("media/usb/gongbu");
    std::os::unix::fs::symlink(&stick, lab.root()).expect("link");
    assert_eq!(
        lab.try_open(Faulty::default()).err(),
        Some(OpenError::ParentMissing(lab.root()))
    );
    assert!(lab.root().is_symlink() && !lab.dir.path().join("media").exists());
    // The mount point is there and empty, the dataset would be a directory in it.
    fs::create_dir_all(stick.parent().expect("a parent")).expect("mkdir");
    assert_eq!(
        lab.try_open(Faulty::default()).err(),
        Some(OpenError::ParentMissing(lab.root()))
    );
    assert!(!stick.exists());
}

#[test]
fn what_is_no_dataset_is_left_as_it_is() {
    let files: [(&str, &[(&str, &str)]); 6] = [
        (
            "documents alone",
            &[("plan.json", N1), ("settings.json", N1)],
        ),
        ("somebody's work", &[("thesis.odt", "years")]),
        (
            "a manifest of something else",
            &[(
                "gongbu.json",
                "{\"format\":\"other\",\"dataset_id\":\"x\",\"schema\":3,\"min_reader\":3,\"min_writer\":3,\"created\":\"\"}",
            )],
        ),
        ("a manifest that is none", &[("gongbu.json", "hello")]),
        (
            "half a manifest",
            &[("gongbu.json", "{\"format\": \"gongbu\"")],
        ),
        ("a hidden file", &[(".config", "x")]),
    ];
    for (label, files) in files {
        let lab = Lab::new();
        fs::create_dir(lab.root()).expect("mkdir");
        for (name, text) in files {
            lab.write(name, text);
        }
        let before = below_data(&lab);
        let error = lab.try_open(Faulty::default()).err();
        assert!(
            matches!(
                error,
                Some(OpenError::NotADataset(_) | OpenError::BrokenManifest { .. })
            ),
            "{label}: {error:?}"
        );
        assert_eq!(below_data(&lab), before, "{label}");
    }
}

#[test]
fn generations_of_another_dataset_are_told_and_lose_nothing() {
    let lab = dataset();
    let other = Lab::with(&[("foreign", N1), ("plan", "{\"theirs\":1}")]);
    // Somebody copied one folder into the other and let the newer files win.
    let mut tree = below_data(&lab);
    let theirs = below_data(&other);
    for (path, bytes) in &theirs {
        if path.starts_with("data/.gongbu/gen") || path.ends_with("manifest.json") {
            tree.insert(path.clone(), bytes.clone());
        }
    }
    materialise(&tree, lab.dir.path());
    let mut opened = lab.try_open(Faulty::default()).expect("opens");
    let found = texts(&opened);
    opened.store.refresh();
    drop(opened);
    for (document, text) in expected(&[("drafts/one", N2), ("plan", N2), ("settings", N1)]) {
        assert_eq!(found.get(&document), Some(&text), "{document}");
    }
    let after: Vec<Vec<u8>> = below_data(&lab).into_values().flatten().collect();
    for (path, bytes) in tree {
        let Some(bytes) = bytes.filter(|_| !path.ends_with("lock")) else {
            continue;
        };
        let kept = |file: &Vec<u8>| file.windows(bytes.len().max(1)).any(|part| part == bytes);
        assert!(after.iter().any(kept), "{} is gone", path.display());
    }
}

/// Orders in which programs copy the files of a directory.
fn orders(tree: &Tree) -> Vec<Vec<PathBuf>> {
    let files: Vec<PathBuf> = tree
        .iter()
        .filter(|(_, bytes)| bytes.is_some())
        .map(|(path, _)| path.clone())
        .collect();
    let mut backwards = files.clone();
    backwards.reverse();
    let mut by_depth = files.clone();
    by_depth.sort_by_key(|path| path.components().count());
    let mut deepest_first = by_depth.clone();
    deepest_first.reverse();
    vec![files, backwards, by_depth, deepest_first]
}

fn with_parents(tree: &mut Tree, path: &Path, bytes: Vec<u8>) {
    for parent in path.ancestors().skip(1) {
        if !parent.as_os_str().is_empty() {
            tree.insert(parent.to_owned(), None);
        }
    }
    tree.insert(path.to_owned(), Some(bytes));
}

#[test]
fn a_dataset_that_was_copied_halfway_is_never_begun_anew_and_the_rest_can_follow() {
    let source = dataset();
    let whole = below_data(&source);
    let state = texts(&source.open());
    let id = source.open().store.manifest().dataset_id.clone();
    for (order, files) in orders(&whole).iter().enumerate() {
        for count in 1..files.len() {
            for half in [false, true] {
                let label = format!("order {order}, {count} files, half: {half}");
                let mut tree = Tree::new();
                for path in &files[..count] {
                    with_parents(&mut tree, path, whole[path].clone().expect("a file"));
                }
                if half {
                    let bytes = whole[&files[count]].clone().expect("a file");
                    with_parents(&mut tree, &files[count], bytes[..bytes.len() / 2].to_vec());
                }
                let lab = Lab::new();
                materialise(&tree, lab.dir.path());
                match lab.try_open(Faulty::default()) {
                    Err(_) => assert_eq!(below_data(&lab), tree, "{label}"),
                    Ok(mut opened) => {
                        for (document, text) in texts(&opened) {
                            assert!(
                                text == N1 || text == N2 || text == state[&document],
                                "{label}: {document} is {text}"
                            );
                        }
                        let known = tree.iter().any(|(_, bytes)| {
                            let text =
                                String::from_utf8_lossy(bytes.as_deref().unwrap_or_default())
                                    .into_owned();
                            text.contains(&id)
                        });
                        assert!(
                            !known || opened.store.manifest().dataset_id == id,
                            "{label}: another dataset began"
                        );
                        let complete = texts(&opened) == state;
                        assert!(
                            complete
                                || !opened.notices.is_empty()
                                || documents_missing_whole(&tree, &whole),
                            "{label}: nothing is said"
                        );
                        opened.store.refresh();
                        drop(opened);
                        nothing_lost(&tree, &below_data(&lab), &label);
                    }
                }
                // The copy is made again, over everything.
                let mut again = below_data(&lab);
                for (path, bytes) in &whole {
                    if let Some(bytes) = bytes {
                        with_parents(&mut again, path, bytes.clone());
                    }
                }
                materialise(&again, lab.dir.path());
                let opened = lab.open();
                assert_eq!(texts(&opened), state, "{label}: {:?}", opened.notices);
                assert_eq!(opened.store.manifest().dataset_id, id, "{label}");
            }
        }
    }
}

/// Whether nothing at all was copied yet of some document, or of its newest state: then nobody can know of it.
fn documents_missing_whole(tree: &Tree, whole: &Tree) -> bool {
    let relevant = |path: &&PathBuf| {
        let text = path.to_string_lossy();
        text.contains("/gen/") || (text.ends_with(".json") && !text.contains(".gongbu"))
    };
    whole
        .keys()
        .filter(relevant)
        .any(|path| !tree.contains_key(path))
}

fn nothing_lost(before: &Tree, after: &Tree, label: &str) {
    let kept: Vec<&Vec<u8>> = after.values().flatten().collect();
    for (path, bytes) in before {
        let Some(bytes) = bytes else { continue };
        let passing = path.ends_with("lock") || bytes.is_empty() || path.ends_with("days.json");
        let whole = |file: &&Vec<u8>| file.windows(bytes.len()).any(|part| part == bytes);
        assert!(
            passing || kept.iter().any(whole),
            "{label}: {} is gone",
            path.display()
        );
    }
}

#[test]
fn a_manifest_that_was_lost_twice_is_told() {
    let lab = dataset();
    let state = texts(&lab.open());
    fs::remove_file(lab.path("gongbu.json")).expect("remove");
    fs::remove_file(lab.path(".gongbu/manifest.json")).expect("remove");
    let opened = lab.open();
    assert_eq!(texts(&opened), state);
    assert_eq!(opened.notices, [Notice::ManifestRebuilt]);
}

#[test]
fn copies_and_other_debris_beside_the_documents_are_never_data_and_never_deleted() {
    let lab = dataset();
    let debris = [
        "plan (1).json",
        "plan.json~",
        ".plan.json.swp",
        "plan.sync-conflict-20261120-120000-ABCDEFG.json",
        "plan (conflicted copy 2026-11-20).json",
        ".DS_Store",
        "Thumbs.db",
        "PLAN.json",
        "plan.json.bak",
        "drafts/.one.json.swx",
        "drafts/one (2).json",
        "#plan.json#",
        ".#plan.json",
        "FSCK0000.REC",
    ];
    for name in debris {
        lab.write(name, N1);
    }
    fs::create_dir(lab.path(".git")).expect("mkdir");
    lab.write(".git/config", "[core]");
    let state = expected(&[("drafts/one", N2), ("plan", N2), ("settings", N1)]);
    for round in 0..2 {
        let mut opened = lab.open();
        assert_eq!(texts(&opened), state, "round {round}");
        opened
            .store
            .commit(vec![change(
                "settings",
                &format!("{{\"n\":1,\"round\":{round}}}"),
            )])
            .expect("commit");
        opened
            .store
            .commit(vec![change("settings", N1)])
            .expect("commit");
        assert_eq!(opened.store.refresh(), []);
    }
    for name in debris {
        assert_eq!(lab.read(name), N1, "{name}");
    }
    assert_eq!(lab.read(".git/config"), "[core]");
}
