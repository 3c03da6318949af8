//! What of the past stays and what is cleared away, with a clock that the test moves.

use std::fs;
use std::time::{Duration, SystemTime};

use gongbu::store::{Archive, Change, SavedState, Store};

use super::faulty::{EIO, ENOSPC, Fault, Faulty};
use super::{Lab, change, name, records};

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// A Monday, at noon.
fn monday() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_794_830_400)
}

struct Rig {
    lab: Lab,
    files: Faulty,
    store: Option<Store>,
}

impl Rig {
    fn new() -> Self {
        let lab = Lab::new();
        let files = Faulty::default();
        files.set_time(monday());
        let store = lab.try_open(files.clone()).expect("opens").store;
        Self {
            lab,
            files,
            store: Some(store),
        }
    }

    fn store(&mut self) -> &mut Store {
        self.store.as_mut().expect("it is open")
    }

    fn reopen(&mut self) {
        self.store = None;
        self.store = Some(self.lab.try_open(self.files.clone()).expect("opens").store);
    }

    fn at(&mut self, seconds: u64) -> &mut Self {
        self.files.set_time(monday() + Duration::from_secs(seconds));
        self
    }

    fn save(&mut self, document: &str, text: &str) {
        let mut change = change(document, text);
        // As a mistake of the program would: the store is told that it is meant.
        change.removes = 20;
        self.save_change(change);
    }

    fn save_change(&mut self, change: Change) {
        let store = self.store();
        store.commit(vec![change]).expect("commit");
        assert_eq!(store.refresh(), []);
    }

    fn states(&self, document: &str) -> Vec<SavedState> {
        let archive = Archive::open(std::sync::Arc::new(self.files.clone()), self.lab.root());
        archive.expect("an archive").states(&name(document))
    }

    fn seqs(&self, document: &str) -> Vec<u64> {
        let mut seqs: Vec<u64> = self
            .states(document)
            .iter()
            .map(|state| state.seq)
            .collect();
        seqs.reverse();
        seqs
    }
}

#[test]
fn hours_and_days_of_a_busy_week_stay_beside_the_last_twenty_saves() {
    let mut rig = Rig::new();
    let mut seq = 0;
    for day in 0..5 {
        for hour in 0..3 {
            for minute in 0..10 {
                rig.at(day * DAY + hour * HOUR + minute * 60);
                rig.save("plan", &format!("{{\"n\":{seq}}}"));
                seq += 1;
            }
        }
    }
    // Ten saves in each of fifteen hours, of which the first stays: they are fewer than 24.
    let staying = |last: u64| -> Vec<u64> {
        let stays = |seq: &u64| seq % 10 == 1 || *seq > last - 20;
        (1..=last).filter(stays).collect()
    };
    assert_eq!(rig.seqs("plan"), staying(150));
    rig.reopen();
    rig.at(6 * DAY).save("plan", "{}");
    assert_eq!(rig.seqs("plan"), staying(151));
}

#[test]
fn sixty_saves_of_a_state_that_lost_most_records_leave_states_from_before() {
    let mut rig = Rig::new();
    for save in 0..60_u64 {
        // Twice as much as goes without a mark.
        let count = match save {
            0..20 => 30,
            20 => 12,
            _ => 3,
        };
        rig.at(save * 16 * HOUR)
            .save("plan", &records(count, &format!("save {save}")));
        if save % 7 == 0 {
            rig.reopen();
        }
    }
    let full: Vec<u64> = rig
        .states("plan")
        .iter()
        .filter(|state| state.records == Some(30))
        .map(|state| state.seq)
        .collect();
    assert_eq!(full.first(), Some(&20), "the last full one: {full:?}");
    assert!(full.contains(&1), "the first of a week: {full:?}");
    let archive =
        Archive::open(std::sync::Arc::new(rig.files.clone()), rig.lab.root()).expect("an archive");
    let body = archive
        .read(&name("plan"), 20)
        .expect("reads")
        .expect("it was not deleted");
    assert_eq!(
        String::from_utf8(body).expect("UTF-8"),
        records(30, "save 19")
    );
}

#[test]
fn a_clock_that_runs_wild_for_an_evening_removes_no_day() {
    let mut rig = Rig::new();
    for day in 0..12 {
        rig.at(day * DAY)
            .save("plan", &format!("{{\"day\":{day}}}"));
    }
    let days = rig.seqs("plan");
    for jump in [
        SystemTime::UNIX_EPOCH,
        monday() + Duration::from_secs(3650 * DAY),
    ] {
        for minute in 0..60 {
            rig.files
                .set_time(jump + Duration::from_secs(minute * 1800));
            let text = format!("{{\"jump\":\"{jump:?} {minute}\"}}");
            rig.save("plan", &text);
        }
    }
    rig.reopen();
    for minute in 0..25 {
        rig.at(12 * DAY + minute)
            .save("plan", &format!("{{\"again\":{minute}}}"));
    }
    let left = rig.seqs("plan");
    assert!(days.iter().all(|seq| left.contains(seq)), "{left:?}");
    assert!(left.len() < 100, "{}", left.len());
}

#[test]
fn a_mark_keeps_every_document_as_it_is_and_the_newest_thirty_stay() {
    let mut rig = Rig::new();
    rig.save("settings", "{\"a\":1}");
    rig.at(60).save("plan", "{\"n\":0}");
    rig.at(120).save("plan", "{\"n\":1}");
    let id = rig.store().mark("Before: restore!").expect("marks");
    assert_eq!(id, "20261116T120200Z-before--restore-");
    assert_eq!(
        rig.store().mark("Before: restore!").expect("marks"),
        id,
        "the same again"
    );
    for n in 2..60 {
        rig.at(120 + n).save("plan", &format!("{{\"n\":{n}}}"));
    }
    assert_eq!(
        rig.seqs("plan")[..2],
        [1, 2],
        "the first of the hour, and the marked one"
    );
    let marked: Vec<SavedState> = rig
        .states("plan")
        .into_iter()
        .filter(|state| state.seq == 2)
        .collect();
    assert_eq!(marked[0].marked, ["before--restore-"]);

    // The clock was set back: marks are counted, not dated.
    for n in 0..30 {
        rig.at(n).save("plan", &format!("{{\"m\":{n}}}"));
        rig.store().mark("more").expect("marks");
    }
    let archive =
        Archive::open(std::sync::Arc::new(rig.files.clone()), rig.lab.root()).expect("an archive");
    let marks = archive.marks();
    assert_eq!(marks.len(), 30);
    assert!(marks.iter().all(|mark| mark.reason == "more"), "{marks:?}");
    assert_eq!(
        marks[0].docs[&name("plan")],
        rig.seqs("plan").last().copied().expect("states")
    );
    assert_eq!(marks[0].docs[&name("settings")], 1);
    rig.at(HOUR).save("plan", "{}");
    assert!(!rig.seqs("plan").contains(&2), "named by nothing any more");
}

#[test]
fn deleting_many_records_at_once_marks_the_state_before() {
    let mut rig = Rig::new();
    rig.save("plan", &records(60, "all"));
    let removing = |count: usize| Change {
        removes: 60 - count,
        ..change("plan", &records(count, "all"))
    };
    rig.save_change(removing(40));
    let marks = |rig: &Rig| {
        let archive = Archive::open(std::sync::Arc::new(rig.files.clone()), rig.lab.root());
        archive.expect("an archive").marks()
    };
    assert_eq!(marks(&rig), [], "twenty are not many");
    rig.save_change(Change {
        removes: 21,
        ..change("plan", &records(19, "all"))
    });
    let [mark] = &marks(&rig)[..] else {
        panic!("one mark")
    };
    assert_eq!(mark.docs[&name("plan")], 2);
}

#[test]
fn nothing_is_cleared_away_after_a_save_that_failed() {
    let mut rig = Rig::new();
    for n in 0..20 {
        rig.at(n).save("plan", &format!("{{\"n\":{n}}}"));
    }
    rig.at(20);
    rig.store()
        .commit(vec![change("plan", "{\"n\":20}")])
        .expect("commit");
    rig.at(21);
    rig.store()
        .commit(vec![change("plan", "{\"n\":21}")])
        .expect("commit");
    let gen_dir = rig.lab.path(".gongbu/gen");
    rig.files.fail_below(&gen_dir, ENOSPC);
    rig.store()
        .commit(vec![change("plan", "{\"n\":22}")])
        .expect_err("full");
    rig.files.heal();
    assert_eq!(rig.store().refresh(), []);
    assert_eq!(rig.seqs("plan").len(), 22, "all are there");
    rig.at(23).save("plan", "{\"n\":23}");
    assert_eq!(rig.seqs("plan").len(), 21);
}

#[test]
fn nothing_is_cleared_away_where_marks_or_states_cannot_be_read() {
    for below in [".gongbu/keep", ".gongbu/gen/plan"] {
        let mut rig = Rig::new();
        for n in 0..21 {
            rig.at(n).save("plan", &format!("{{\"n\":{n}}}"));
            if n == 1 {
                rig.store().mark("x").expect("marks");
            }
        }
        rig.reopen();
        rig.at(30);
        rig.store()
            .commit(vec![change("plan", "{\"n\":30}")])
            .expect("commit");
        let path = rig.lab.path(below);
        rig.files.fail_below(&path, EIO);
        rig.store().refresh();
        rig.files.heal();
        assert_eq!(rig.seqs("plan").len(), 22, "{below}");
        rig.at(31).save("plan", "{\"n\":31}");
        assert_eq!(
            rig.seqs("plan").len(),
            22,
            "{below}: the first, the marked and twenty"
        );
    }
}

#[test]
fn clearing_away_survives_a_fault_at_any_of_its_calls() {
    for at in 0.. {
        let mut rig = Rig::new();
        for n in 0..25 {
            rig.at(n);
            rig.store()
                .commit(vec![change("plan", &format!("{{\"n\":{n}}}"))])
                .expect("commit");
        }
        rig.files.fail(Fault::Once(at), EIO);
        rig.store().refresh();
        let reached = rig.files.calls() > at;
        rig.files.heal();
        let seqs = rig.seqs("plan");
        assert!(seqs.len() >= 21 && seqs.contains(&1), "{at}: {seqs:?}");
        assert_eq!(
            seqs[seqs.len() - 20..],
            (6..=25).collect::<Vec<u64>>(),
            "{at}"
        );
        rig.reopen();
        rig.store().refresh();
        assert_eq!(rig.lab.read("plan.json"), "{\"n\":24}", "{at}");
        if !reached {
            break;
        }
    }
}

#[test]
fn a_document_at_rest_keeps_two_states_and_the_first_of_each_month() {
    let mut rig = Rig::new();
    for day in 0..30 {
        rig.at(day * DAY)
            .save("reviews/2026-11", &format!("{{\"n\":{day}}}"));
    }
    let active = rig.seqs("reviews/2026-11").len();
    assert!(active > 20, "{active}");
    // A month in which nobody studies is no rest.
    for (count, day) in (100..132).enumerate() {
        rig.at(day * DAY).save("plan", &format!("{{\"n\":{day}}}"));
        if count == 15 {
            rig.reopen();
        }
        let expected = if count < 30 { active } else { 4 };
        // On the thirtieth day after the last save, the day before that counting as near.
        if !(28..=31).contains(&count) {
            assert_eq!(rig.seqs("reviews/2026-11").len(), expected, "{count}");
        }
    }
    // The 16th of November, the 1st of December, and the newest two.
    assert_eq!(rig.seqs("reviews/2026-11"), [1, 16, 29, 30]);
    let days = rig.lab.read(".gongbu/days.json");
    assert_eq!(days.matches("\"20").count(), 60, "older ones are forgotten");
}

#[test]
fn the_days_are_written_once_a_day_and_losing_them_costs_nothing() {
    let mut rig = Rig::new();
    rig.save("plan", "{\"n\":0}");
    let days = rig.lab.read(".gongbu/days.json");
    assert_eq!(days, "{\"days\":[\"2026-11-16\"]}");
    fs::remove_file(rig.lab.path(".gongbu/days.json")).expect("remove");
    rig.at(HOUR).save("plan", "{\"n\":1}");
    assert!(
        !rig.lab.path(".gongbu/days.json").exists(),
        "not twice a day"
    );
    rig.at(DAY).save("plan", "{\"n\":2}");
    assert_eq!(
        rig.lab.read(".gongbu/days.json"),
        "{\"days\":[\"2026-11-16\",\"2026-11-17\"]}"
    );
    rig.lab.write(".gongbu/days.json", "broken");
    rig.reopen();
    rig.at(2 * DAY).save("plan", "{\"n\":3}");
    assert_eq!(
        rig.lab.read(".gongbu/days.json"),
        "{\"days\":[\"2026-11-18\"]}"
    );
}

#[test]
fn a_damaged_state_is_moved_away_instead_of_removed() {
    let mut rig = Rig::new();
    for n in 0..20 {
        rig.at(n).save("plan", &format!("{{\"n\":{n}}}"));
    }
    rig.lab
        .write(".gongbu/gen/plan/000000000002.json", "broken");
    rig.reopen();
    for n in 20..30 {
        rig.at(n).save("plan", &format!("{{\"n\":{n}}}"));
    }
    assert_eq!(rig.lab.list(".gongbu/gen/plan").len(), 21);
    let quarantine = rig.lab.list(".gongbu/quarantine");
    assert_eq!(quarantine.len(), 1);
    assert_eq!(fs::read_to_string(&quarantine[0]).expect("read"), "broken");
}
