//! Files that somebody edits while they are open: nothing is overwritten, nothing is taken in silently.

use std::fs;
use std::time::{Duration, SystemTime};

use gongbu::store::{Notice, RefreshOutcome, SaveError};

use super::faulty::Faulty;
use super::{Lab, batch, change, expected, name, one_outside, put_aside, removal, taking, texts};

pub const BASE: &str = "{\"n\": 1}";
pub const OURS: &str = "{\"n\": 2}";
pub const THEIRS: &str = "{\"n\": 1, \"theirs\": 1}";
pub const BOTH: &str = "{\n  \"n\": 2,\n  \"theirs\": 1\n}\n";

pub fn plan(lab: &Lab) -> String {
    lab.read("plan.json")
}

/// A document with so many records.
pub fn nodes(count: usize) -> String {
    let nodes: Vec<String> = (0..count).map(|n| format!("{{\"id\": \"{n}\"}}")).collect();
    format!("{{\"nodes\": [{}]}}", nodes.join(", "))
}

#[test]
fn an_edit_beside_newer_content_is_told_once_and_not_overwritten_before_it_is_taken_in() {
    let lab = Lab::with(&[("plan", BASE)]);
    let mut store = lab.open().store;
    store.commit(vec![change("plan", OURS)]).expect("commit");
    lab.write("plan.json", THEIRS);
    assert_eq!(store.refresh(), []);
    let outside = one_outside(&mut store);
    assert_eq!(outside.name, name("plan"));
    assert_eq!(outside.base.as_deref(), Some(BASE.as_bytes()));
    assert_eq!(outside.theirs, THEIRS.as_bytes());

    // Saves go on; the file waits.
    store
        .commit(vec![change("plan", "{\"n\": 3}")])
        .expect("commit");
    assert_eq!(store.refresh(), []);
    assert_eq!(store.look(), []);
    assert_eq!(store.outsides(), []);
    assert!(!store.needs_refresh());
    assert_eq!(plan(&lab), THEIRS);

    let taken = taking(outside.id, false, vec![change("plan", BOTH)]);
    assert_eq!(store.save(&taken), Ok(vec![]));
    assert!(store.needs_refresh());
    assert_eq!(store.refresh(), []);
    assert_eq!(plan(&lab), BOTH);
    drop(store);
    let opened = lab.open();
    assert_eq!(opened.notices, []);
    assert_eq!(texts(&opened), expected(&[("plan", BOTH)]));
}

#[test]
fn an_edit_is_noticed_by_looking_and_taken_in_as_it_is() {
    let lab = Lab::with(&[("plan", BASE), ("week", "{}")]);
    let mut store = lab.open().store;
    assert_eq!(store.look(), []);
    assert_eq!(store.outsides(), []);
    lab.write("plan.json", format!("\u{feff}{}\r\n", THEIRS));
    assert_eq!(store.look(), []);
    let outside = one_outside(&mut store);
    let theirs = format!("{THEIRS}\n");
    assert_eq!(
        outside.theirs,
        theirs.as_bytes(),
        "freed from what editors add"
    );
    let taken = taking(outside.id, false, vec![change("plan", &theirs)]);
    assert_eq!(store.save(&taken), Ok(vec![]));
    assert!(!store.needs_refresh(), "the file has it already");
    assert_eq!(lab.list(".gongbu/outside").len(), 0);
    drop(store);
    assert_eq!(texts(&lab.open())["plan"], theirs);
}

#[test]
fn a_half_written_file_is_read_again_before_anybody_is_told() {
    let lab = Lab::with(&[("plan", BASE)]);
    let files = Faulty::default();
    let mut store = lab.try_open(files.clone()).expect("opens").store;
    lab.write("plan.json", &THEIRS[..12]);
    let path = lab.path("plan.json");
    files.meanwhile(move || fs::write(path, THEIRS).expect("write"));
    assert_eq!(store.look(), []);
    assert_eq!(one_outside(&mut store).theirs, THEIRS.as_bytes());
    drop(store);

    // The same at a start. What does not parse is not what anybody meant: it would be put aside as torn.
    let half = "{\"n\": 1, \"theirs\": ";
    lab.write("plan.json", half);
    let path = lab.path("plan.json");
    files.meanwhile(move || fs::write(path, THEIRS).expect("write"));
    let opened = lab.try_open(files).expect("opens");
    assert!(
        matches!(opened.notices[..], [Notice::ChangedOutside { .. }]),
        "{:?}",
        opened.notices
    );
    assert_eq!(texts(&opened)["plan"], THEIRS);
}

#[test]
fn an_unfinished_edit_is_told_once_left_alone_and_taken_when_it_is_finished() {
    let lab = Lab::with(&[("plan", BASE)]);
    let mut store = lab.open().store;
    store.commit(vec![change("plan", OURS)]).expect("commit");
    let half = "{\"n\": 1, \"theirs\":";
    lab.write("plan.json", half);
    let outcomes = store.refresh();
    assert!(
        matches!(outcomes[..], [RefreshOutcome::BrokenByHand { .. }]),
        "{outcomes:?}"
    );
    assert!(!store.needs_refresh());
    assert_eq!((store.refresh(), store.look()), (vec![], vec![]));
    assert_eq!(plan(&lab), half);
    assert!(
        lab.list(".")
            .iter()
            .all(|path| !path.to_string_lossy().contains("gongbu-tmp"))
    );
    lab.write("plan.json", THEIRS);
    assert_eq!(store.look(), []);
    let outside = one_outside(&mut store);
    assert_eq!(outside.base.as_deref(), Some(BASE.as_bytes()));

    // And when it was unfinished already at the start.
    drop(store);
    lab.write("plan.json", half);
    let mut opened = lab.open();
    assert!(matches!(opened.notices[..], [Notice::BrokenByHand { .. }]));
    lab.write("plan.json", THEIRS);
    assert_eq!(opened.store.look(), []);
    let outside = one_outside(&mut opened.store);
    assert_eq!(
        outside.base.as_deref(),
        Some(BASE.as_bytes()),
        "the file was not refreshed since"
    );
    assert_eq!(texts(&opened)["plan"], OURS);
}

#[test]
fn an_unfinished_edit_that_is_taken_back_is_none() {
    let lab = Lab::with(&[("plan", BASE)]);
    let mut store = lab.open().store;
    lab.write("plan.json", "{");
    assert_eq!(store.look().len(), 1);
    lab.write("plan.json", BASE);
    store.commit(vec![change("plan", OURS)]).expect("commit");
    assert_eq!(store.look(), []);
    assert_eq!(store.outsides(), []);
    assert_eq!(store.refresh(), []);
    assert_eq!(plan(&lab), OURS);

    // One that was told already is told again as what it is now.
    lab.write("plan.json", THEIRS);
    store.look();
    one_outside(&mut store);
    lab.write("plan.json", OURS);
    store.look();
    let back = one_outside(&mut store);
    assert_eq!(back.base.as_deref(), Some(THEIRS.as_bytes()));
    assert_eq!(back.theirs, OURS.as_bytes());
}

#[test]
fn a_file_that_is_gone_is_written_again() {
    let lab = Lab::with(&[("plan", BASE), ("drafts/one", "{}")]);
    let mut store = lab.open().store;
    fs::remove_file(lab.path("plan.json")).expect("remove");
    fs::remove_dir_all(lab.path("drafts")).expect("remove");
    assert_eq!(store.look(), []);
    assert_eq!(store.outsides(), []);
    assert!(store.needs_refresh());
    assert_eq!(store.refresh(), []);
    assert_eq!(plan(&lab), BASE);
    assert_eq!(lab.read("drafts/one.json"), "{}");
}

#[test]
fn a_new_file_is_news_without_a_base() {
    let lab = Lab::with(&[("plan", BASE)]);
    let mut store = lab.open().store;
    fs::create_dir(lab.path("drafts")).expect("mkdir");
    lab.write("drafts/by-hand.json", THEIRS);
    store.look();
    let outside = one_outside(&mut store);
    assert_eq!((outside.name, outside.base), (name("drafts/by-hand"), None));
    let taken = taking(outside.id, false, vec![change("drafts/by-hand", THEIRS)]);
    assert_eq!(store.save(&taken), Ok(vec![]));
    drop(store);
    let opened = lab.open();
    assert_eq!(opened.notices, []);
    assert_eq!(texts(&opened)["drafts/by-hand"], THEIRS);
}

#[test]
fn an_edit_of_a_deleted_document_keeps_its_file_until_it_is_decided_against() {
    let lab = Lab::with(&[("drafts/one", BASE)]);
    let mut store = lab.open().store;
    store.commit(vec![removal("drafts/one")]).expect("commit");
    lab.write("drafts/one.json", THEIRS);
    assert_eq!(store.refresh(), []);
    let outside = one_outside(&mut store);
    assert_eq!(outside.base.as_deref(), Some(BASE.as_bytes()));
    assert_eq!(lab.read("drafts/one.json"), THEIRS);
    let outcomes = store
        .save(&taking(outside.id, true, vec![]))
        .expect("saved");
    assert_eq!(
        fs::read_to_string(put_aside(&outcomes)).expect("read"),
        THEIRS
    );
    assert_eq!(store.refresh(), []);
    assert!(!lab.path("drafts/one.json").exists());
}

#[test]
fn looking_reads_only_what_looks_different() {
    let documents: Vec<String> = (0..40).map(|n| format!("drafts/d{n}")).collect();
    let all: Vec<(&str, &str)> = documents.iter().map(|name| (name.as_str(), BASE)).collect();
    let lab = Lab::with(&all);
    let long_ago = SystemTime::now() - Duration::from_secs(60);
    for document in &documents {
        let file = fs::File::options()
            .append(true)
            .open(lab.path(&format!("{document}.json")));
        file.and_then(|file| file.set_modified(long_ago))
            .expect("the time is set");
    }
    let files = Faulty::default();
    let mut store = lab.try_open(files.clone()).expect("opens").store;
    store.look();
    let looked = |store: &mut gongbu::store::Store| {
        files.heal();
        assert_eq!(store.look(), []);
        files.calls()
    };
    let quiet = looked(&mut store);
    assert!(quiet <= 40 + 5, "{quiet} calls");
    lab.write("drafts/d7.json", THEIRS);
    let busy = looked(&mut store);
    assert!((quiet + 1..quiet + 12).contains(&busy), "{busy} calls");
    assert_eq!(one_outside(&mut store).name, name("drafts/d7"));
}

#[test]
fn where_the_directory_was_nothing_is_made_again() {
    let lab = Lab::with(&[("plan", BASE)]);
    let mut store = lab.open().store;
    store.commit(vec![change("plan", OURS)]).expect("commit");
    fs::rename(lab.root(), lab.rescue().with_file_name("elsewhere")).expect_err("no parent yet");
    let moved = lab.root().with_file_name("moved");
    fs::rename(lab.root(), &moved).expect("rename");
    for empty in [false, true] {
        if empty {
            // The place where a stick was mounted.
            fs::create_dir(lab.root()).expect("mkdir");
        }
        assert!(matches!(store.look()[..], [RefreshOutcome::Failed(_)]));
        assert!(matches!(store.refresh()[..], [RefreshOutcome::Failed(_)]));
        let saved = store.commit(vec![change("plan", BOTH), change("new", "{}")]);
        assert!(matches!(saved, Err(SaveError::Io(_))), "{saved:?}");
        assert_eq!(lab.root().exists(), empty);
    }
    assert_eq!(lab.list(".").len(), 0);
    fs::remove_dir(lab.root()).expect("rmdir");
    fs::rename(&moved, lab.root()).expect("rename");
    store
        .commit(vec![change("plan", BOTH)])
        .expect("the stick is back");
    assert_eq!(store.refresh(), []);
    assert_eq!(plan(&lab), BOTH);
}

#[test]
fn a_save_that_loses_records_nobody_removed_is_refused() {
    let lab = Lab::with(&[("plan", &nodes(5)), ("week", BASE)]);
    let mut store = lab.open().store;
    for lost in [nodes(4), "{}".to_owned()] {
        let refused = store.commit(vec![change("plan", &lost), change("week", OURS)]);
        let Err(SaveError::Implausible {
            before: 5,
            kept: Some(kept),
            ..
        }) = refused
        else {
            panic!("{refused:?}")
        };
        assert_eq!(fs::read_to_string(kept).expect("read"), lost);
    }
    assert!(store.commit(vec![removal("plan")]).is_err());
    let mut removed = change("plan", &nodes(3));
    removed.removes = 1;
    assert!(store.save(&batch(1, vec![removed.clone()])).is_err());
    removed.removes = 2;
    store
        .save(&batch(1, vec![removed]))
        .expect("two are less by two");
    store.refresh();
    drop(store);
    assert_eq!(
        texts(&lab.open()),
        expected(&[("plan", &nodes(3)), ("week", BASE)])
    );
}
