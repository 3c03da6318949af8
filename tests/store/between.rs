//! Files that somebody edits between a crash and the next start: what they did and what was saved come together.

use std::fs;

use gongbu::store::{Conflict, Notice, Shrink};

use super::outside::{BASE, BOTH, OURS, THEIRS, nodes, plan};
use super::{Lab, change, name, one_outside, taking, texts};

#[test]
fn an_edit_that_nobody_answered_for_is_merged_at_the_next_start() {
    for refreshes in [true, false] {
        let lab = Lab::with(&[("plan", BASE)]);
        let mut store = lab.open().store;
        store.commit(vec![change("plan", OURS)]).expect("commit");
        lab.write("plan.json", THEIRS);
        if refreshes {
            store.refresh();
            store
                .commit(vec![change("plan", "{\"n\": 2, \"more\": 3}")])
                .expect("commit");
        }
        drop(store);
        let mut opened = lab.open();
        assert_eq!(
            opened.notices,
            [Notice::ChangedOutside {
                name: name("plan"),
                previous: Some(if refreshes { 3 } else { 2 }),
                taken: 1,
                conflicts: vec![],
                kept: Some(lab.list(".gongbu/outside")[0].clone()),
            }]
        );
        let found = texts(&opened)["plan"].clone();
        assert_eq!(found.contains("more"), refreshes);
        assert!(found.contains("\"n\": 2") && found.contains("\"theirs\": 1"));
        assert_eq!(opened.store.refresh(), []);
        drop(opened);
        assert_eq!(plan(&lab), found);
        assert_eq!(lab.open().notices, []);
    }
}

#[test]
fn where_both_changed_the_same_ours_stays_and_theirs_is_kept() {
    let lab = Lab::with(&[("plan", "{\"a\": 1, \"n\": 1, \"x\": 1}")]);
    let mut store = lab.open().store;
    let ours = "{\"a\": 2, \"n\": 2, \"x\": 1}";
    store.commit(vec![change("plan", ours)]).expect("commit");
    drop(store);
    let theirs = "{\"a\": 1, \"n\": 3, \"x\": 4}";
    lab.write("plan.json", theirs);
    let mut opened = lab.open();
    let [
        Notice::ChangedOutside {
            taken: 1,
            conflicts,
            kept: Some(kept),
            ..
        },
    ] = &opened.notices[..]
    else {
        panic!("{:?}", opened.notices)
    };
    let place = Conflict {
        member: "n".into(),
        ..Conflict::default()
    };
    assert_eq!(conflicts, &[place]);
    assert_eq!(fs::read_to_string(kept).expect("read"), theirs);
    assert_eq!(
        texts(&opened)["plan"],
        "{\n  \"a\": 2,\n  \"n\": 2,\n  \"x\": 4\n}\n"
    );
    opened.store.refresh();
    assert!(plan(&lab).contains("\"x\": 4"));
}

#[test]
fn an_edit_after_a_crash_and_another_one_before_the_file_was_written_lose_nothing() {
    for taken_in_while_open in [false, true] {
        let lab = Lab::with(&[("plan", BASE)]);
        let mut store = lab.open().store;
        store.commit(vec![change("plan", OURS)]).expect("commit");
        lab.write("plan.json", THEIRS);
        if taken_in_while_open {
            store.look();
            let id = one_outside(&mut store).id;
            let taken = taking(id, false, vec![change("plan", BOTH)]);
            store.save(&taken).expect("saved");
        }
        drop(store);
        drop(lab.open());
        assert_eq!(plan(&lab), THEIRS, "killed before the refresh");
        lab.write("plan.json", THEIRS.replace('}', ", \"again\": 1}"));
        let found = texts(&lab.open())["plan"].clone();
        for part in ["\"n\": 2", "\"theirs\": 1", "\"again\": 1"] {
            assert!(found.contains(part), "{part}: {found}");
        }
    }
}

#[test]
fn a_file_that_was_only_written_differently_is_no_news() {
    let lab = Lab::with(&[("plan", "{\"a\": 1, \"b\": [1, 2]}")]);
    lab.write("plan.json", "{\n\t\"b\":[1,2],\n\t\"a\":1\n}");
    let opened = lab.open();
    assert_eq!(opened.notices, []);
    drop(opened);
    assert_eq!(plan(&lab), "{\n\t\"b\":[1,2],\n\t\"a\":1\n}");
}

#[test]
fn a_file_that_lost_much_is_not_taken_over() {
    for left in ["{}".to_owned(), nodes(0), nodes(70)] {
        let lab = Lab::with(&[("plan", &nodes(100))]);
        lab.write("plan.json", &left);
        let mut opened = lab.open();
        let [
            Notice::TooMuchGone {
                shrink: Shrink { before: 100, .. },
                kept: Some(kept),
                ..
            },
        ] = &opened.notices[..]
        else {
            panic!("{:?}", opened.notices)
        };
        assert_eq!(fs::read_to_string(kept).expect("read"), left);
        assert_eq!(texts(&opened)["plan"], nodes(100));
        assert_eq!(opened.store.refresh(), []);
        assert_eq!(plan(&lab), nodes(100));
    }
    let lab = Lab::with(&[("plan", &nodes(100))]);
    lab.write("plan.json", nodes(95));
    assert_eq!(texts(&lab.open())["plan"], nodes(95));
}

#[test]
fn an_edit_that_was_taken_in_in_another_spelling_is_what_the_next_one_began_with() {
    let lab = Lab::with(&[("plan", BASE)]);
    let mut store = lab.open().store;
    lab.write("plan.json", THEIRS);
    store.look();
    let id = one_outside(&mut store).id;
    let respelled = "{\"theirs\":1,\"n\":1}";
    let taken = taking(id, false, vec![change("plan", respelled)]);
    store.save(&taken).expect("saved");
    store
        .commit(vec![change("plan", "{\"theirs\":1,\"n\":2}")])
        .expect("commit");
    drop(store);
    assert_eq!(plan(&lab), THEIRS, "killed before the refresh");
    lab.write("plan.json", THEIRS.replace('}', ", \"again\": 1}"));
    let found = texts(&lab.open())["plan"].clone();
    for part in ["\"n\": 2", "\"theirs\": 1", "\"again\": 1"] {
        assert!(found.contains(part), "{part}: {found}");
    }
}
