//! Damage that is saved again and again, day after day: the states from before stay, and what cannot be meant is refused.

use chrono::{TimeZone, Utc};
use gongbu::store::{Archive, Change, Notice, SaveError};
use std::sync::Arc;

use super::faulty::Faulty;
use super::{Lab, change, name};

const DAY: u64 = 24 * 60 * 60;

/// A document with so many records.
fn document(records: usize, version: usize) -> String {
    let all: Vec<String> = (0..records)
        .map(|record| format!("{{\"id\":\"r{record}\",\"v\":{version}}}"))
        .collect();
    format!("{{\"records\":[{}]}}", all.join(","))
}

/// How many records each state still holds, newest first, and on which day it was saved.
fn states(lab: &Lab) -> Vec<(usize, u64)> {
    let archive = Archive::open(Arc::new(Faulty::default()), lab.root()).expect("opens");
    let evening = Utc.timestamp_opt(1_795_000_000, 0).unwrap();
    archive
        .states(&name("plan"))
        .into_iter()
        .map(|state| {
            let days = (state.at.expect("a time") - evening).num_days();
            (
                state.records.expect("a number"),
                u64::try_from(days).expect("later"),
            )
        })
        .collect()
}

#[test]
fn a_state_that_lost_most_records_is_refused_and_told_and_kept() {
    let lab = Lab::with(&[("plan", &document(100, 0))]);
    let mut opened = lab.open();
    let poison = document(3, 1);
    for _ in 0..60 {
        let Err(SaveError::Implausible {
            before,
            after,
            kept,
            ..
        }) = opened.store.commit(vec![change("plan", &poison)])
        else {
            panic!("not refused")
        };
        assert_eq!((before, after), (100, 3));
        let kept = std::fs::read_to_string(kept.expect("kept")).expect("read");
        assert_eq!(kept, poison);
    }
    drop(opened);
    assert_eq!(lab.read("plan.json"), document(100, 0));
    assert_eq!(lab.list(".gongbu/outside").len(), 1, "once is enough");
}

#[test]
fn sixty_saves_over_forty_days_of_a_state_that_lost_most_records_push_out_nothing_from_before() {
    let lab = Lab::new();
    let files = Faulty::default();
    files.set_clock(0);
    let mut opened = lab.try_open(files.clone()).expect("opens");
    // Two weeks of honest work.
    for day in 0..14 {
        files.set_clock(day * DAY);
        let text = document(100, day as usize);
        opened
            .store
            .commit(vec![change("plan", &text)])
            .expect("commit");
        assert_eq!(opened.store.refresh(), []);
    }
    // A mistake of the program that says it removed them on purpose.
    for save in 0..60_u64 {
        files.set_clock((14 + save * 2 / 3) * DAY + save);
        let bad = Change {
            removes: if save == 0 { 97 } else { 0 },
            ..change("plan", &document(3, 100 + save as usize))
        };
        opened.store.commit(vec![bad]).expect("commit");
        assert_eq!(opened.store.refresh(), []);
    }
    drop(opened);
    let states = states(&lab);
    let good: Vec<u64> = states
        .iter()
        .filter(|(records, _)| *records == 100)
        .map(|(_, day)| *day)
        .collect();
    assert!(good.contains(&13), "the last good state: {states:?}");
    let weeks: std::collections::BTreeSet<u64> = good.iter().map(|day| day / 7).collect();
    assert!(weeks.len() >= 2, "good states of two weeks: {good:?}");
    assert!(states.len() >= 20, "{states:?}");
}

#[test]
fn a_file_that_was_emptied_outside_is_not_taken_over_and_its_bytes_are_kept() {
    for text in ["{}", "{\"records\":[]}", &document(10, 0)] {
        let lab = Lab::with(&[("plan", &document(100, 0))]);
        lab.write("plan.json", text);
        let mut opened = lab.open();
        assert!(
            matches!(
                &opened.notices[..],
                [Notice::TooMuchGone { kept: Some(_), .. }]
            ),
            "{text}: {:?}",
            opened.notices
        );
        assert_eq!(opened.docs[0].bytes, document(100, 0).into_bytes());
        assert_eq!(opened.store.refresh(), []);
        drop(opened);
        assert_eq!(lab.read("plan.json"), document(100, 0));
        let kept = lab.list(".gongbu/outside");
        assert_eq!(std::fs::read_to_string(&kept[0]).expect("read"), text);
    }
}
