//! The load table, row by row: which copy wins and what is said about it.

use std::fs;

use gongbu::store::{Cause, Damage, JsonProblem, Notice, Opened};

use super::{Lab, change, changes, expected, name, texts};

const OLD: &str = "{\n  \"week\": 46,\n  \"title\": \"고루틴\"\n}\n";
const NEW: &str = "{\n  \"week\": 47,\n  \"title\": \"채널\"\n}\n";

/// Two refreshed generations: OLD, then NEW.
fn two_generations() -> Lab {
    let lab = Lab::with(&[("plan", OLD)]);
    let mut store = lab.open().store;
    store.commit(vec![change("plan", NEW)]).expect("commit");
    assert_eq!(store.refresh(), []);
    lab
}

fn plan(opened: &Opened) -> String {
    texts(opened).remove("plan").expect("there is a plan")
}

/// That so many records of the plan came from outside and nothing else was there to say.
fn changed_outside(taken: usize) -> Notice {
    Notice::ChangedOutside {
        name: name("plan"),
        previous: Some(2),
        taken,
        conflicts: vec![],
        kept: None,
    }
}

/// The kept bytes of the one notice.
fn kept(opened: &Opened) -> Vec<u8> {
    let path = match &opened.notices[..] {
        [Notice::Restored { kept, .. } | Notice::OldCopy { kept, .. }] => kept.clone(),
        other => panic!("not one notice with kept bytes: {other:?}"),
    };
    fs::read(path.expect("bytes were kept")).expect("readable")
}

#[test]
fn a_file_that_was_not_refreshed_before_a_crash_is_brought_up_to_date_without_a_word() {
    let lab = Lab::with(&[("plan", OLD)]);
    let mut store = lab.open().store;
    for week in 47..52 {
        store
            .commit(vec![change("plan", &NEW.replace("47", &week.to_string()))])
            .expect("commit");
    }
    drop(store);
    assert_eq!(lab.read("plan.json"), OLD);
    let mut opened = lab.open();
    assert_eq!(opened.notices, []);
    assert_eq!(plan(&opened), NEW.replace("47", "51"));
    assert_eq!(opened.store.refresh(), []);
    assert_eq!(lab.read("plan.json"), NEW.replace("47", "51"));
}

#[test]
fn a_damaged_file_is_put_aside_and_the_newest_generation_takes_its_place() {
    let torn_and_filled = [&NEW.as_bytes()[..20], &[0; 44]].concat();
    for (damage, bytes) in [
        (Damage::Empty, Vec::new()),
        (Damage::Nul, vec![0; 512]),
        (Damage::Torn, NEW.as_bytes()[..1].to_vec()),
        (Damage::Torn, NEW.as_bytes()[..NEW.len() - 2].to_vec()),
        (Damage::Torn, OLD.as_bytes()[..30].to_vec()),
        (Damage::Torn, torn_and_filled),
    ] {
        let lab = two_generations();
        lab.write("plan.json", &bytes);
        let mut opened = lab.open();
        let Some(Notice::Restored { damage: found, .. }) = opened.notices.first() else {
            panic!("{damage:?}: {:?}", opened.notices)
        };
        assert_eq!(*found, damage);
        assert_eq!(kept(&opened), bytes);
        assert_eq!(plan(&opened), NEW);
        assert_eq!(opened.store.refresh(), []);
        drop(opened);
        assert_eq!(lab.read("plan.json"), NEW);
        assert_eq!(lab.open().notices, []);
    }
}

#[test]
fn what_is_json_but_no_object_any_more_is_left_alone_and_told() {
    for text in ["[]", "null", " 5\n", "\"x\""] {
        let lab = two_generations();
        lab.write("plan.json", text);
        let mut opened = lab.open();
        let [Notice::BrokenByHand { problem, .. }] = &opened.notices[..] else {
            panic!("{text}: {:?}", opened.notices)
        };
        assert_eq!(*problem, JsonProblem::NotAnObject);
        assert_eq!(plan(&opened), NEW, "the last saved state goes on");
        opened
            .store
            .commit(vec![change("plan", OLD)])
            .expect("commit");
        assert_eq!(opened.store.refresh(), []);
        drop(opened);
        assert_eq!(lab.read("plan.json"), text);
    }
}

#[test]
fn every_truncation_of_a_file_gives_the_whole_document_back() {
    let lab = two_generations();
    for length in 0..NEW.len() - 1 {
        lab.write("plan.json", &NEW.as_bytes()[..length]);
        let mut opened = lab.open();
        assert_eq!(plan(&opened), NEW, "cut at {length}");
        assert_eq!(opened.notices.len(), 1);
        assert_eq!(opened.store.refresh(), []);
    }
}

#[test]
fn every_flipped_byte_is_either_an_edit_that_is_shown_or_left_alone() {
    for bit in [0x01, 0x20, 0x80] {
        for index in 0..NEW.len() {
            let lab = two_generations();
            let mut bytes = NEW.as_bytes().to_vec();
            bytes[index] ^= bit;
            lab.write("plan.json", &bytes);
            let opened = lab.open();
            match &opened.notices[..] {
                [
                    Notice::ChangedOutside {
                        previous: Some(2), ..
                    },
                ] => {
                    assert_eq!(plan(&opened).as_bytes(), bytes);
                }
                [Notice::BrokenByHand { .. }] => assert_eq!(plan(&opened), NEW),
                other => panic!("bit {bit} of byte {index}: {other:?}"),
            }
            assert_eq!(fs::read(lab.path("plan.json")).expect("read"), bytes);
            assert!(
                lab.read(".gongbu/gen/plan/000000000002.json")
                    .ends_with(NEW)
            );
        }
    }
}

#[test]
fn a_missing_file_is_written_again() {
    let lab = two_generations();
    fs::remove_file(lab.path("plan.json")).expect("remove");
    let mut opened = lab.open();
    let restored = Notice::Restored {
        name: name("plan"),
        damage: Damage::Missing,
        kept: None,
    };
    assert_eq!(opened.notices, [restored]);
    assert_eq!(plan(&opened), NEW);
    assert_eq!(opened.store.refresh(), []);
    assert_eq!(lab.read("plan.json"), NEW);
}

#[test]
fn an_edit_by_hand_wins_and_becomes_a_generation() {
    let lab = two_generations();
    let edited = NEW.replace("채널", "Mutex");
    lab.write("plan.json", &edited);
    let opened = lab.open();
    assert_eq!(opened.notices, [changed_outside(1)]);
    assert_eq!(plan(&opened), edited);
    drop(opened);
    assert!(
        lab.read(".gongbu/gen/plan/000000000003.json")
            .ends_with(&edited)
    );
    let opened = lab.open();
    assert_eq!(opened.notices, []);
    assert_eq!(plan(&opened), edited);
}

#[test]
fn an_edit_by_hand_beside_an_unrefreshed_save_wins_and_the_save_is_kept() {
    let lab = Lab::with(&[("plan", OLD)]);
    let mut store = lab.open().store;
    store.commit(vec![change("plan", NEW)]).expect("commit");
    drop(store);
    lab.write("plan.json", "{\"mine\": true}");
    let opened = lab.open();
    assert_eq!(opened.notices, [changed_outside(3)]);
    assert_eq!(plan(&opened), "{\"mine\": true}");
    assert!(
        lab.read(".gongbu/gen/plan/000000000002.json")
            .ends_with(NEW)
    );
}

#[test]
fn an_old_copy_put_back_does_not_win_and_is_kept() {
    let lab = two_generations();
    let mut store = lab.open().store;
    store
        .commit(vec![change("plan", "{\"third\": 3}")])
        .expect("commit");
    assert_eq!(store.refresh(), []);
    drop(store);
    lab.write("plan.json", OLD);
    let mut opened = lab.open();
    assert!(
        matches!(opened.notices[..], [Notice::OldCopy { .. }]),
        "{:?}",
        opened.notices
    );
    assert_eq!(kept(&opened), OLD.as_bytes());
    assert_eq!(plan(&opened), "{\"third\": 3}");
    assert_eq!(opened.store.refresh(), []);
    assert_eq!(lab.read("plan.json"), "{\"third\": 3}");
}

#[test]
fn a_broken_edit_is_left_alone_with_line_and_column_while_saves_go_on() {
    let lab = two_generations();
    let broken = "{\n  \"week\": 47,\n  \"title\": \"채널\",\n}\n";
    lab.write("plan.json", broken);
    let mut opened = lab.open();
    let [
        Notice::BrokenByHand {
            path,
            problem:
                JsonProblem::Syntax {
                    line,
                    column,
                    message,
                },
            ..
        },
    ] = &opened.notices[..]
    else {
        panic!("{:?}", opened.notices)
    };
    assert_eq!((path, *line, *column), (&lab.path("plan.json"), 4, 1));
    assert_eq!(message, "trailing comma");
    assert_eq!(plan(&opened), NEW);

    opened
        .store
        .commit(vec![change("plan", "{\"after\": 1}")])
        .expect("saves go on");
    assert_eq!(opened.store.refresh(), []);
    drop(opened);
    assert_eq!(lab.read("plan.json"), broken);
    let opened = lab.open();
    assert_eq!(plan(&opened), "{\"after\": 1}");
    assert!(matches!(opened.notices[..], [Notice::BrokenByHand { .. }]));
}

#[test]
fn a_broken_edit_that_is_finished_while_nothing_was_saved_is_left_for_the_next_start() {
    let lab = two_generations();
    lab.write("plan.json", "{\"title\": ");
    let mut opened = lab.open();
    lab.write("plan.json", "{\"title\": \"done\"}");
    assert_eq!(opened.store.refresh(), []);
    drop(opened);
    let opened = lab.open();
    assert_eq!(plan(&opened), "{\"title\": \"done\"}");
}

#[test]
fn a_file_that_nothing_valid_stands_for_is_never_overwritten() {
    for bytes in ["", "\0\0\0\0", "{ half", "not json at all"] {
        let lab = Lab::with(&[("settings", "{}")]);
        lab.write("plan.json", bytes);
        let mut opened = lab.open();
        let [
            Notice::Unreadable {
                cause: Cause::Json(_),
                path,
                ..
            },
        ] = &opened.notices[..]
        else {
            panic!("{bytes:?}: {:?}", opened.notices)
        };
        assert_eq!(*path, lab.path("plan.json"));
        assert_eq!(texts(&opened), expected(&[("settings", "{}")]));
        opened
            .store
            .commit(vec![change("plan", "{\"new\": 1}")])
            .expect("saves go on");
        assert_eq!(opened.store.refresh(), []);
        assert_eq!(lab.read("plan.json"), bytes);
        drop(opened);
        assert_eq!(lab.read("plan.json"), bytes);
    }
}

#[test]
fn conflict_markers_are_named() {
    let lab = two_generations();
    lab.write(
        "plan.json",
        "{\n<<<<<<< HEAD\n\"a\": 1\n=======\n\"a\": 2\n>>>>>>> other\n}\n",
    );
    let opened = lab.open();
    let [Notice::BrokenByHand { problem, .. }] = &opened.notices[..] else {
        panic!("{:?}", opened.notices)
    };
    assert_eq!(*problem, JsonProblem::ConflictMarker { line: 2 });
    assert_eq!(plan(&opened), NEW);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_edit() {
    let lab = two_generations();
    lab.write(
        "plan.json",
        format!("\u{feff}{}", NEW.replace('\n', "\r\n")),
    );
    let opened = lab.open();
    assert_eq!(opened.notices, []);
    assert_eq!(plan(&opened), NEW);
    assert!(!opened.store.needs_refresh());
}

#[test]
fn a_torn_generation_is_skipped_and_put_aside() {
    for keep in [0, 10, 200, 315] {
        let lab = Lab::with(&[("plan", OLD)]);
        let mut store = lab.open().store;
        store.commit(vec![change("plan", NEW)]).expect("commit");
        drop(store);
        let path = ".gongbu/gen/plan/000000000002.json";
        let whole = lab.read(path);
        lab.write(path, &whole.as_bytes()[..keep]);
        let mut opened = lab.open();
        assert_eq!(
            opened.notices,
            [Notice::GenerationDamaged {
                bad: vec![],
                path: lab.path(path)
            }],
            "{keep}"
        );
        assert_eq!(plan(&opened), OLD);
        assert_eq!(lab.list(".gongbu/quarantine").len(), 1);
        opened
            .store
            .commit(vec![change("plan", "{\"n\": 3}")])
            .expect("commit");
        drop(opened);
        let opened = lab.open();
        assert_eq!(opened.notices, []);
        assert_eq!(plan(&opened), "{\"n\": 3}");
    }
}

#[test]
fn a_flipped_byte_in_the_newest_generation_is_noticed_when_the_generation_is_needed() {
    let lab = two_generations();
    let path = ".gongbu/gen/plan/000000000002.json";
    let whole = lab.read(path);
    lab.write(path, whole.replace("채널", "체널"));
    assert_eq!(lab.open().notices, [], "the file itself is good");
    fs::remove_file(lab.path("plan.json")).expect("remove");
    let opened = lab.open();
    assert!(opened.notices.contains(&Notice::GenerationDamaged {
        bad: vec![],
        path: lab.path(path)
    }));
    assert_eq!(plan(&opened), OLD);
}

#[test]
fn generations_of_a_transaction_without_its_marker_do_not_count() {
    let lab = Lab::with(&[("plan", OLD), ("week", "1")]);
    let mut store = lab.open().store;
    store
        .commit(changes(&[("plan", NEW), ("week", "2")]))
        .expect("commit");
    drop(store);
    fs::remove_file(lab.path(".gongbu/gen/_txn/000000000002.json")).expect("the second marker");
    let mut opened = lab.open();
    assert_eq!(texts(&opened), expected(&[("plan", OLD), ("week", "1")]));
    // A later transaction with the same number must not bring them back.
    opened
        .store
        .commit(changes(&[("plan", "3"), ("other", "3")]))
        .expect("commit");
    drop(opened);
    let opened = lab.open();
    assert_eq!(
        texts(&opened),
        expected(&[("other", "3"), ("plan", "3"), ("week", "1")])
    );
    drop(opened);
    lab.write(".gongbu/gen/plan/000000000003.json", "damaged");
    assert_eq!(plan(&lab.open()), OLD);
}
