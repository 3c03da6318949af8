//! Refreshing the canonical files: other people's edits, links, modes, and clearing away.

use std::fs;

use gongbu::store::{Notice, RefreshOutcome};

use super::faulty::Faulty;
use super::{Lab, change, changes, expected, texts};

#[test]
fn an_edit_made_while_we_had_nothing_newer_is_left_for_the_next_start() {
    let lab = Lab::with(&[("plan", "{\"n\":1}")]);
    let mut store = lab.open().store;
    lab.write("plan.json", "{\"theirs\":1}");
    assert_eq!(store.refresh(), []);
    drop(store);
    assert_eq!(texts(&lab.open()), expected(&[("plan", "{\"theirs\":1}")]));
}

#[cfg(unix)]
#[test]
fn a_linked_file_stays_a_link_and_keeps_its_mode() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let lab = Lab::with(&[("plan", "{\"n\":1}")]);
    let elsewhere = lab.rescue().with_file_name("elsewhere.json");
    fs::create_dir_all(elsewhere.parent().expect("a parent")).expect("mkdir");
    fs::rename(lab.path("plan.json"), &elsewhere).expect("move");
    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o640)).expect("chmod");
    symlink(&elsewhere, lab.path("plan.json")).expect("link");

    let mut opened = lab.open();
    let followed = Notice::Followed {
        name: super::name("plan"),
        target: elsewhere.clone(),
    };
    assert_eq!(opened.notices, [followed]);
    opened
        .store
        .commit(vec![change("plan", "{\"n\":2}")])
        .expect("commit");
    assert_eq!(opened.store.refresh(), []);
    assert!(lab.path("plan.json").is_symlink());
    assert_eq!(fs::read_to_string(&elsewhere).expect("read"), "{\"n\":2}");
    assert_eq!(
        elsewhere.metadata().expect("metadata").permissions().mode() & 0o777,
        0o640
    );

    // The disk with the target is taken out.
    fs::remove_file(&elsewhere).expect("remove");
    opened
        .store
        .commit(vec![change("plan", "{\"n\":3}")])
        .expect("commit");
    assert!(matches!(
        opened.store.refresh()[..],
        [RefreshOutcome::Failed(_)]
    ));
    assert!(lab.path("plan.json").is_symlink());
    drop(opened);
    let opened = lab.open();
    assert!(
        matches!(opened.notices[..], [Notice::Unreadable { .. }]),
        "{:?}",
        opened.notices
    );
    assert_eq!(texts(&opened), expected(&[("plan", "{\"n\":3}")]));
    assert!(lab.path("plan.json").is_symlink());
}

#[test]
fn the_last_twenty_good_generations_stay() {
    // All in one hour, of which the first stays, too.
    let files = Faulty::default();
    files.set_clock(0);
    let lab = Lab::new();
    let mut store = lab.try_open(files.clone()).expect("opens").store;
    store
        .commit(changes(&[("plan", "0"), ("other", "0")]))
        .expect("commit");
    assert_eq!(store.refresh(), []);
    for n in 1..=30 {
        store
            .commit(changes(&[
                ("plan", &n.to_string()),
                ("third", &n.to_string()),
            ]))
            .expect("commit");
        assert_eq!(store.refresh(), []);
    }
    drop(store);
    assert_eq!(lab.list(".gongbu/gen/plan").len(), 21);
    assert_eq!(lab.list(".gongbu/gen/other").len(), 1);
    // One marker for each transaction that is still needed: of the last twenty and of the first of each document.
    assert_eq!(lab.list(".gongbu/gen/_txn").len(), 22);

    // Broken ones do not count.
    for path in &lab.list(".gongbu/gen/plan")[5..15] {
        fs::write(path, "broken").expect("write");
    }
    let mut store = lab.try_open(files).expect("opens").store;
    for n in 31..=40 {
        store
            .commit(vec![change("plan", &n.to_string())])
            .expect("commit");
        assert_eq!(store.refresh(), []);
    }
    let good = lab
        .list(".gongbu/gen/plan")
        .iter()
        .filter(|path| fs::read(path).expect("read") != b"broken")
        .count();
    assert_eq!(good, 21);
    drop(store);
    assert_eq!(texts(&lab.open())["plan"], "40");
}

#[test]
fn temporary_files_of_a_crash_are_swept_at_the_next_start() {
    let lab = Lab::with(&[("plans/service", "{}")]);
    for path in [
        ".gongbu-tmp-1-2",
        "plans/.gongbu-tmp-1-2",
        ".gongbu/soft/.gongbu-tmp-1-2",
    ] {
        lab.write(path, "half");
    }
    drop(lab.open());
    assert!(
        lab.snapshot()
            .keys()
            .all(|path| !path.to_string_lossy().contains("tmp-1-2"))
    );
}

#[cfg(unix)]
#[test]
fn a_second_name_of_a_file_is_broken_off_and_that_is_told() {
    let lab = Lab::with(&[("plan", "{\"n\":1}")]);
    let other = lab.path("plan.other");
    fs::hard_link(lab.path("plan.json"), &other).expect("link");
    let mut store = lab.open().store;
    for (n, told) in [(2, true), (3, false)] {
        store
            .commit(vec![change("plan", &format!("{{\"n\":{n}}}"))])
            .expect("commit");
        let expected = RefreshOutcome::Unlinked {
            name: super::name("plan"),
            path: lab.path("plan.json"),
        };
        assert_eq!(store.refresh().contains(&expected), told);
    }
    assert_eq!(fs::read_to_string(other).expect("read"), "{\"n\":1}");
    assert_eq!(lab.read("plan.json"), "{\"n\":3}");
}

#[cfg(unix)]
#[test]
fn a_file_of_somebody_else_stays_theirs() {
    use std::os::unix::fs::{MetadataExt, chown};
    let lab = Lab::with(&[("plan", "{\"n\":1}")]);
    let path = lab.path("plan.json");
    // Only root may give files away, and only root replaces other people's files.
    if chown(&path, Some(4321), Some(4322)).is_err() {
        return;
    }
    let mut store = lab.open().store;
    store
        .commit(vec![change("plan", "{\"n\":2}")])
        .expect("commit");
    assert_eq!(store.refresh(), []);
    let metadata = path.metadata().expect("metadata");
    assert_eq!((metadata.uid(), metadata.gid()), (4321, 4322));
    assert_eq!(metadata.mode() & 0o777, 0o600);
    assert_eq!(lab.read("plan.json"), "{\"n\":2}");
}
