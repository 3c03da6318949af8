//! Backups: whole and checked, or not there at all.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gongbu::store::{Archive, Backup, BackupError, Notice, Store, read_backup};

use super::faulty::{EIO, ENOSPC, Fault, Faulty};
use super::{Lab, change, changes, expected, name, records, removal, texts};

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory"))
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("backups")
    }

    fn is_empty(&self) -> bool {
        !self.path().exists() && fs::read_dir(self.0.path()).expect("a directory").count() == 0
    }
}

fn archive(lab: &Lab, files: &Faulty) -> Archive {
    Archive::open(Arc::new(files.clone()), lab.root()).expect("an archive")
}

fn back_up(lab: &Lab, dir: &Path) -> Result<Backup, BackupError> {
    archive(lab, &Faulty::default()).backup(dir)
}

fn lived() -> Lab {
    let lab = Lab::with(&[
        ("plans/service", &records(3, "text")),
        ("settings", "{\"a\": 1}\n"),
        ("gone", "{}"),
    ]);
    let mut store = lab.open().store;
    store.commit(vec![removal("gone")]).expect("commit");
    store.refresh();
    lab
}

fn documents() -> BTreeMap<String, String> {
    expected(&[
        ("plans/service", &records(3, "text")),
        ("settings", "{\"a\": 1}\n"),
    ])
}

#[test]
fn a_backup_opens_like_any_data_folder_and_holds_every_document() {
    let lab = lived();
    let before = lab.snapshot();
    let place = Place::new();
    let backup = back_up(&lab, &place.path()).expect("a backup");
    assert_eq!(lab.snapshot(), before);
    assert_eq!((backup.documents, backup.as_found.len()), (2, 0));
    assert_eq!(backup.dir.parent(), Some(&*place.path()));
    let name = backup
        .dir
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    assert!(
        name.starts_with("gongbu-2") && name.len() == "gongbu-20261114-210000".len(),
        "{name}"
    );
    let mut files: Vec<String> = fs::read_dir(&backup.dir)
        .expect("a directory")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    files.sort();
    assert_eq!(
        files,
        ["README.txt", "gongbu.json", "plans", "settings.json"]
    );

    let found =
        read_backup(Arc::new(Faulty::unwritable()), &backup.dir, lab.options()).expect("reads");
    let found: BTreeMap<String, String> = found
        .into_iter()
        .map(|document| {
            (
                document.name.to_string(),
                String::from_utf8(document.bytes).expect("UTF-8"),
            )
        })
        .collect();
    assert_eq!(found, documents());
    let opened =
        Store::open(Arc::new(Faulty::default()), &backup.dir, lab.options()).expect("opens");
    assert_eq!(texts(&opened), documents());
    assert_eq!(opened.notices, [Notice::HistoryMissing]);
    assert_eq!(
        opened.store.manifest().dataset_id,
        lab.open().store.manifest().dataset_id
    );
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_a_backup() {
    use std::os::unix::fs::PermissionsExt;
    let lab = lived();
    let place = Place::new();
    let backup = back_up(&lab, &place.path()).expect("a backup");
    for path in [
        &backup.dir,
        &backup.dir.join("plans"),
        &backup.dir.join("settings.json"),
    ] {
        let mode = path.metadata().expect("metadata").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
}

#[test]
fn what_counts_is_what_was_saved_and_what_somebody_is_writing_lies_beside_it() {
    let lab = lived();
    let mut store = lab.open().store;
    store
        .commit(vec![change("settings", "{\"a\": 2}\n")])
        .expect("commit");
    // Not refreshed: the file lags behind, and that is no edit.
    lab.write("plans/service.json", "{ \"half\": ");
    lab.write("strange.json", "not JSON \u{0}");
    let place = Place::new();
    let backup = back_up(&lab, &place.path()).expect("a backup, beside an open cockpit");
    assert_eq!(backup.documents, 2);
    let as_found: Vec<PathBuf> = ["plans__service.json.txt", "strange.json.txt"]
        .iter()
        .map(|file| backup.dir.join("as-found").join(file))
        .collect();
    assert_eq!(backup.as_found, as_found);
    assert_eq!(
        fs::read_to_string(&as_found[0]).expect("read"),
        "{ \"half\": "
    );
    let found =
        read_backup(Arc::new(Faulty::default()), &backup.dir, lab.options()).expect("reads");
    let bytes = |document: &str| {
        let found = found.iter().find(|loaded| loaded.name == name(document));
        String::from_utf8(found.expect("it is there").bytes.clone()).expect("UTF-8")
    };
    assert_eq!(bytes("settings"), "{\"a\": 2}\n");
    assert_eq!(bytes("plans/service"), records(3, "text"));
    assert_eq!(
        found.len(),
        2,
        "what lies beside it is never taken for a document"
    );
}

#[test]
fn places_that_cannot_hold_a_backup_are_refused_and_stay_as_they_are() {
    let lab = lived();
    let before = lab.snapshot();
    for inside in ["", "backups", ".gongbu", "plans"] {
        let dir = lab.path(inside);
        assert_eq!(back_up(&lab, &dir), Err(BackupError::InsideData(dir)));
    }
    #[cfg(unix)]
    {
        let place = Place::new();
        std::os::unix::fs::symlink(lab.root(), place.path()).expect("link");
        assert_eq!(
            back_up(&lab, &place.path()),
            Err(BackupError::InsideData(place.path()))
        );
        let away = place.path().with_file_name("away");
        std::os::unix::fs::symlink("/nowhere/at/all", &away).expect("link");
        assert_eq!(back_up(&lab, &away), Err(BackupError::ParentMissing(away)));
    }
    let place = Place::new();
    let below = place.path().join("not").join("there");
    let Err(BackupError::ParentMissing(missing)) = back_up(&lab, &below) else {
        panic!("two folders are missing")
    };
    assert_eq!(missing, place.path().join("not"));
    assert!(place.is_empty());
    fs::write(place.path(), "a file").expect("write");
    assert_eq!(
        back_up(&lab, &place.path()),
        Err(BackupError::NotADirectory(place.path()))
    );
    assert_eq!(lab.snapshot(), before);
}

#[test]
fn a_second_backup_of_the_same_second_does_not_touch_the_first() {
    let lab = lived();
    let place = Place::new();
    let files = Faulty::default();
    files.set_clock(0);
    let first = archive(&lab, &files)
        .backup(&place.path())
        .expect("a backup");
    fs::write(first.dir.join("settings.json"), "mine").expect("write");
    assert_eq!(
        archive(&lab, &files).backup(&place.path()),
        Err(BackupError::Exists(first.dir.clone()))
    );
    assert_eq!(
        fs::read_to_string(first.dir.join("settings.json")).expect("read"),
        "mine"
    );
    assert_eq!(fs::read_dir(place.path()).expect("a directory").count(), 1);
}

#[test]
fn a_full_disk_leaves_no_half_backup_and_says_how_much_is_needed() {
    let lab = lived();
    let place = Place::new();
    let (mut refused, mut made) = (0, 0);
    for kilobytes in (0..200).step_by(4) {
        let files = Faulty::default();
        files.limit(place.0.path(), kilobytes * 1024, 1000);
        match archive(&lab, &files).backup(&place.path()) {
            Err(BackupError::NoSpace { needed, free, .. }) => {
                assert!(
                    free.is_some_and(|free| free < needed),
                    "{free:?} of {needed}"
                );
                assert!(place.is_empty(), "{kilobytes}");
                refused += 1;
            }
            result => {
                let backup = result.expect("a backup");
                fs::remove_dir_all(backup.dir.parent().expect("a parent")).expect("remove");
                made += 1;
            }
        }
    }
    assert!(refused > 5 && made > 5, "{refused} {made}");
}

#[test]
fn a_backup_that_fails_at_any_call_leaves_nothing_behind() {
    let lab = lived();
    let before = lab.snapshot();
    for code in [EIO, ENOSPC] {
        for at in 0.. {
            let place = Place::new();
            let files = Faulty::default();
            let archive = archive(&lab, &files);
            files.fail(Fault::Once(at), code);
            let result = archive.backup(&place.path());
            let reached = files.calls() > at;
            match result {
                // A second attempt at reading, or a question that may stay open.
                Ok(backup) => assert_eq!(
                    fs::read_dir(&backup.dir).expect("a directory").count(),
                    4,
                    "{at}"
                ),
                Err(_) => assert!(
                    place.is_empty(),
                    "{at}: {:?}",
                    fs::read_dir(place.path()).map(Iterator::count)
                ),
            }
            assert_eq!(lab.snapshot(), before);
            if !reached {
                break;
            }
        }
    }
}

#[test]
fn killed_at_any_change_it_leaves_nothing_that_looks_like_a_backup() {
    let lab = lived();
    for at in 0.. {
        let place = Place::new();
        let files = Faulty::default();
        let archive = archive(&lab, &files);
        files.kill_at(at);
        let result = archive.backup(&place.path());
        let named: Vec<PathBuf> = fs::read_dir(place.path())
            .map(|entries| {
                entries
                    .map(|entry| entry.expect("an entry").path())
                    .collect()
            })
            .unwrap_or_default();
        for path in named.iter().filter(|path| path.extension().is_none()) {
            let found =
                read_backup(Arc::new(Faulty::default()), path, lab.options()).expect("reads");
            assert_eq!(found.len(), 2, "{at}: what has its name is whole");
        }
        if result.is_ok() {
            break;
        }
    }
}

#[test]
fn a_backup_of_a_damaged_dataset_has_what_can_be_read() {
    let lab = lived();
    let mut store = lab.open().store;
    store
        .commit(changes(&[("settings", "{\"a\": 2}\n")]))
        .expect("commit");
    store.refresh();
    drop(store);
    // A state whose bytes are damaged is still known by its checksum, and here the file has exactly that.
    let newest = lab.list(".gongbu/gen/settings").pop();
    let newest = newest.expect("a generation");
    let file = fs::read_to_string(&newest).expect("read");
    fs::write(&newest, file.replace("{\"a\": 2}", "{\"a\": 7}")).expect("write");
    let elsewhere = Place::new();
    let backup = back_up(&lab, &elsewhere.path()).expect("a backup");
    assert_eq!(backup.as_found, [] as [PathBuf; 0]);
    let settings = fs::read_to_string(backup.dir.join("settings.json")).expect("read");
    assert_eq!(settings, "{\"a\": 2}\n");

    fs::write(newest, "damaged").expect("write");
    lab.write("gongbu.json", "");
    fs::remove_file(lab.path("README.txt")).expect("remove");
    let place = Place::new();
    let backup = back_up(&lab, &place.path()).expect("a backup");
    // The file is the only copy of the newest state now.
    assert_eq!(
        backup.as_found,
        [backup.dir.join("as-found/settings.json.txt")]
    );
    assert_eq!(
        fs::read_to_string(&backup.as_found[0]).expect("read"),
        "{\"a\": 2}\n"
    );
    let opened =
        Store::open(Arc::new(Faulty::default()), &backup.dir, lab.options()).expect("opens");
    assert_eq!(texts(&opened), documents());
}
