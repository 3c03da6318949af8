//! Who may read what is saved, and links that somebody laid out: nothing is open to others for a moment, and no link
//! leads our writing to what is not ours.

use super::terminal::{folder, handed_over};
use super::watched::Watched;
use super::{places::open, sample};
use crate::common::FRIDAY;
use gongbu::store::{Change, DocName, Notice, Opened, RealFiles};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

fn change(name: &str, text: &str) -> Change {
    Change {
        name: DocName::new(name).unwrap(),
        bytes: Some(text.into()),
        removes: 1_000,
    }
}

/// Saves a change of a document, renews its file and starts again.
fn save(opened: &mut Opened, name: &str, text: &str) {
    opened.store.commit(vec![change(name, text)]).unwrap();
    opened.store.refresh();
}

/// Everything below a folder with its rights.
fn modes(folder: &Path) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mode = fs::symlink_metadata(&path).unwrap().permissions().mode() & 0o777;
        found.push((path.display().to_string(), mode));
        if path.is_dir() {
            found.extend(modes(&path));
        }
    }
    found
}

#[test]
fn nothing_is_open_to_others_from_its_first_moment_on() {
    let outer = folder();
    let root = outer.path().join("data");
    let files = Watched::default();
    let mut opened = open(&root, &files);
    save(&mut opened, "plans/road", "{\"nodes\":[]}");
    save(&mut opened, "settings", "{\"settings\":[]}");
    opened
        .store
        .write_soft(&DocName::new("history").unwrap(), b"{}")
        .unwrap();
    drop(opened);
    fs::write(root.join("settings.json"), "{\"settings\": [1]}").unwrap();
    fs::write(root.join("plans/road.json"), "").unwrap();
    drop(open(&root, &files));
    assert!(files.paths().len() > 20);
    assert_eq!(files.open_to_others(), Vec::<&Path>::new());
}

#[test]
fn the_program_keeps_its_files_private_under_any_umask() {
    for umask in ["000", "022", "777"] {
        let outer = folder();
        let home = outer.path().join("home");
        fs::create_dir(&home).unwrap();
        let script = format!(
            "umask {umask}; \"$0\" --lang en --now {FRIDAY} init --yes && \"$0\" --now {FRIDAY} log presence 30m"
        );
        let done = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_gongbu")])
            .env("HOME", &home)
            .env_remove("GONGBU_DATA")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_STATE_HOME")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
        let found = modes(&home);
        assert!(found.len() > 30, "{found:?}");
        for (path, mode) in found {
            let wanted = if Path::new(&path).is_dir() {
                0o700
            } else {
                0o600
            };
            assert_eq!(mode, wanted, "umask {umask}: {path} {mode:o}");
        }
    }
}

#[test]
fn a_disk_that_keeps_no_rights_is_told_of_once() {
    let outer = folder();
    let root = outer.path().join("data");
    let mut files = Watched::default();
    files.without_rights = true;
    let told = |opened: &Opened| {
        let rights = |notice: &&Notice| matches!(notice, Notice::NoRights { .. });
        opened.notices.iter().filter(rights).count()
    };
    let opened = open(&root, &files);
    assert_eq!(told(&opened), 1);
    drop(opened);
    assert_eq!(told(&open(&root, &files)), 0);
    // Wide rights of what was copied here are no sign of such a disk.
    let copied = handed_over(&sample::documents());
    let lock = copied.path().join(".gongbu/lock");
    fs::set_permissions(lock, PermissionsExt::from_mode(0o644)).unwrap();
    assert_eq!(told(&open(copied.path(), &Watched::default())), 0);
}

#[test]
fn links_planted_at_our_own_names_are_not_followed() {
    const CANARY: &str = "{\"canary\": 1}\n";
    for place in [
        ".gongbu",
        ".gongbu/lock",
        ".gongbu/gen",
        ".gongbu/gen/_txn",
        ".gongbu/gen/settings",
        ".gongbu/gen/settings/000000000002.json",
        ".gongbu/gen/settings/000000000003.json",
        ".gongbu/gen/_txn/000000000001.json",
        ".gongbu/soft",
        ".gongbu/soft/history.json",
        ".gongbu/outside",
        ".gongbu/quarantine",
        ".gongbu/manifest.json",
        ".gongbu/.gongbu-tmp-1-1",
        ".gongbu-tmp-1-1",
        "gongbu.json",
        "README.txt",
    ] {
        for whole_folder in [false, true] {
            let away = folder();
            let canary = away.path().join("canary");
            fs::write(&canary, CANARY).unwrap();
            let laid = handed_over(&sample::documents());
            let root = laid.path();
            save(
                &mut open(root, &Watched::default()),
                "settings",
                "{\"settings\":[]}",
            );
            let link = root.join(place);
            if fs::symlink_metadata(&link).is_ok_and(|found| found.is_dir()) {
                fs::remove_dir_all(&link).unwrap();
            } else {
                let _ = fs::remove_file(&link);
            }
            symlink(if whole_folder { away.path() } else { &canary }, &link).unwrap();
            let options = gongbu::store::OpenOptions {
                schema: 1,
                ..Default::default()
            };
            let opened = gongbu::store::Store::open(Arc::new(RealFiles), root, options);
            if let Ok(mut opened) = opened {
                let all = vec![
                    change("settings", "{\"settings\":[],\"new\":1}"),
                    change("plans/new", "{\"nodes\":[]}"),
                ];
                let saved = opened.store.commit(all);
                opened.store.refresh();
                let _ = opened
                    .store
                    .write_soft(&DocName::new("history").unwrap(), b"{}");
                drop(opened);
                // What was acknowledged is there, in spite of the link.
                if saved.is_ok() {
                    let found = open(root, &Watched::default()).docs;
                    let settings = found.iter().find(|doc| doc.name.as_str() == "settings");
                    let bytes = &settings.unwrap().bytes;
                    assert!(String::from_utf8_lossy(bytes).contains("new"), "{place}");
                }
            }
            assert_eq!(fs::read_to_string(&canary).unwrap(), CANARY, "{place}");
            let names = fs::read_dir(away.path()).unwrap().count();
            assert_eq!(names, 1, "{place} leads away");
        }
    }
}

#[test]
fn a_link_in_the_way_of_the_next_save_does_not_stop_it() {
    let away = folder();
    let laid = handed_over(&sample::documents());
    let mut opened = open(laid.path(), &Watched::default());
    save(&mut opened, "settings", "{\"settings\":[]}");
    let history = laid.path().join(".gongbu/gen/settings");
    for number in 0..9 {
        let _ = symlink(
            away.path().join("x"),
            history.join(format!("{number:012}.json")),
        );
    }
    opened
        .store
        .commit(vec![change("settings", "{\"settings\":[],\"n\":2}")])
        .unwrap();
    drop(opened);
    let opened = open(laid.path(), &Watched::default());
    let settings = opened
        .docs
        .iter()
        .find(|doc| doc.name.as_str() == "settings")
        .unwrap();
    assert!(String::from_utf8_lossy(&settings.bytes).contains("\"n\":2"));
}

#[test]
fn a_document_linked_to_a_file_of_ours_is_followed_and_told_and_one_of_another_user_is_left_alone()
{
    let laid = handed_over(&sample::documents());
    let away = folder();
    drop(open(laid.path(), &Watched::default()));
    let theirs_text = "{\"settings\": [], \"theirs\": true}\n";
    for (name, target) in [("settings.json", "file"), ("retros", "dir")] {
        let link = laid.path().join(name);
        let target = away.path().join(target);
        fs::rename(&link, &target).unwrap();
        symlink(&target, &link).unwrap();
    }
    let mut opened = open_real(laid.path());
    let followed = |opened: &Opened| {
        let links = |notice: &&Notice| matches!(notice, Notice::Followed { .. });
        opened.notices.iter().filter(links).count()
    };
    assert_eq!(followed(&opened), 1);
    save(&mut opened, "settings", "{\"settings\":[],\"ours\":1}");
    drop(opened);
    assert!(
        fs::read_to_string(away.path().join("file"))
            .unwrap()
            .contains("ours")
    );
    assert!(laid.path().join("settings.json").is_symlink());

    // Only root can give files away.
    if fs::metadata(away.path()).unwrap().uid() != 0 {
        return;
    }
    fs::write(away.path().join("file"), theirs_text).unwrap();
    for target in ["file", "dir"] {
        chown(away.path().join(target), Some(65_534), Some(65_534)).unwrap();
    }
    let mut opened = open_real(laid.path());
    assert_eq!(followed(&opened), 0);
    let settings = opened
        .docs
        .iter()
        .find(|doc| doc.name.as_str() == "settings")
        .unwrap();
    assert!(
        String::from_utf8_lossy(&settings.bytes).contains("ours"),
        "the last saved state"
    );
    let retro = "retros/2026-11";
    save(&mut opened, "settings", "{\"settings\":[],\"ours\":2}");
    save(&mut opened, retro, "{\"retros\":[],\"ours\":2}");
    drop(opened);
    assert_eq!(
        fs::read_to_string(away.path().join("file")).unwrap(),
        theirs_text
    );
    assert!(
        !fs::read_to_string(away.path().join("dir/2026-11.json"))
            .unwrap()
            .contains("ours")
    );
    let opened = open_real(laid.path());
    let ours =
        |doc: &&gongbu::store::Loaded| String::from_utf8_lossy(&doc.bytes).contains("\"ours\":2");
    assert_eq!(
        opened.docs.iter().filter(ours).count(),
        2,
        "saved all the same"
    );
}

fn open_real(root: &Path) -> Opened {
    let options = gongbu::store::OpenOptions {
        schema: 1,
        ..Default::default()
    };
    gongbu::store::Store::open(Arc::new(RealFiles), root, options).unwrap()
}
