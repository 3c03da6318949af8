//! Days, weeks and clocks: summer time, the turn of the year, clocks that jump, machines that sleep, people who travel.

mod zones;

use crate::common::{FRIDAY, Harness, now_at};
use chrono::{DateTime, Datelike, Days, Duration, FixedOffset, NaiveDate, Utc};
use gongbu::app::Msg;
use gongbu::domain::{Now, Week};
use gongbu::lang::Lang;
use std::collections::BTreeSet;
use std::process::Command;
use zones::{ZONES, Zone};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The offset of a zone at a moment.
fn offset(zone: &Zone, at: DateTime<Utc>) -> FixedOffset {
    let text = at.format("%Y-%m-%dT%H:%MZ").to_string();
    let past = zone
        .2
        .iter()
        .rev()
        .find(|(change, _)| *change <= text.as_str());
    let minutes = past.map_or(zone.1, |(_, minutes)| *minutes);
    FixedOffset::east_opt(minutes * 60).expect("an offset")
}

#[test]
fn each_civil_day_is_one_study_day_in_twelve_zones_over_three_years() {
    for zone in &ZONES {
        for day_start in [0, 4, 6] {
            let mut at: DateTime<Utc> = "2026-01-02T00:00:00Z".parse().expect("a moment");
            let end: DateTime<Utc> = "2029-01-01T00:00:00Z".parse().expect("a moment");
            let mut seen = BTreeSet::new();
            let mut changes = 0;
            let mut last = None;
            while at < end {
                let now = Now {
                    utc: at,
                    offset: offset(zone, at),
                    day_start,
                    salt: 0,
                };
                let today = now.today();
                // By the wall clock alone: before the hour at which a day begins it is still yesterday.
                let wall = at.naive_utc() + Duration::seconds(now.offset.local_minus_utc().into());
                let early = u64::from(chrono::Timelike::hour(&wall) < day_start);
                assert_eq!(today, wall.date() - Days::new(early), "{} {at}", zone.0);
                if last != Some(today) {
                    changes += 1;
                    seen.insert(today);
                    let step = last.map_or(1, |last| (today - last).num_days());
                    // Only a clock put back at midnight brings a day twice, and only where days begin there.
                    assert!(step == 1 || day_start == 0 && step == -1, "{} {at}", zone.0);
                }
                last = Some(today);
                at += Duration::minutes(30);
            }
            let (first, last) = (seen.first().copied(), seen.last().copied());
            let days = (last.expect("days") - first.expect("days")).num_days() + 1;
            assert_eq!(seen.len() as i64, days, "{}: no day is left out", zone.0);
            if day_start > 0 {
                assert_eq!(changes, days, "{}: and none comes twice", zone.0);
            }
        }
    }
}

#[test]
fn weeks_are_those_of_iso_8601_for_a_hundred_years() {
    let mut date = day("1990-01-01");
    // A Monday, the first of week 1: from there on it is counting.
    let (mut year, mut number) = (1990, 1);
    let mut weeks_of_53 = 0;
    while date < day("2090-01-01") {
        if date.weekday().num_days_from_monday() == 0 && date > day("1990-01-01") {
            let thursday = date + Days::new(3);
            number = if thursday.year() > year {
                1
            } else {
                number + 1
            };
            year = thursday.year();
            weeks_of_53 += i32::from(number == 53);
        }
        let week = Week::of(date);
        assert_eq!((week.year(), week.number()), (year, number), "{date}");
        assert_eq!(week.to_string().parse(), Ok(week));
        date = date.succ_opt().expect("a day");
    }
    assert_eq!(weeks_of_53, 18);
    assert_eq!(Week::of(day("2028-02-29")).to_string(), "2028-W09");
    assert_eq!(Week::of(day("2027-01-01")).to_string(), "2026-W53");
}

#[test]
fn a_study_day_begins_where_it_says_on_each_side_of_a_change_of_the_clock() {
    let berlin = ZONES.iter().find(|zone| zone.0 == "Europe/Berlin");
    let berlin = berlin.expect("it is there");
    for (at, today) in [
        ("2026-03-29T01:59:00Z", "2026-03-28"),
        ("2026-03-29T02:00:00Z", "2026-03-29"),
        ("2026-10-25T02:59:00Z", "2026-10-24"),
        ("2026-10-25T03:00:00Z", "2026-10-25"),
        ("2028-02-29T02:59:00Z", "2028-02-28"),
        ("2028-02-29T03:00:00Z", "2028-02-29"),
    ] {
        let utc: DateTime<Utc> = at.parse().expect("a moment");
        let now = Now {
            utc,
            offset: offset(berlin, utc),
            day_start: 4,
            salt: 0,
        };
        assert_eq!(now.today(), day(today), "{at}");
    }
}

/// Sets the clock of the harness, and lets the model see it.
fn set_clock(harness: &mut Harness, at: DateTime<Utc>) {
    harness.now.utc = at;
    harness.send(Msg::Tick);
}

#[test]
fn a_clock_that_jumps_loses_and_doubles_nothing_and_is_told_once() {
    let start = now_at(FRIDAY).utc;
    for (to, told) in [
        (
            start - Duration::hours(1),
            "The clock went back 1 h: what is written now is dated 11-20 (Fri) 20:05.",
        ),
        (start - Duration::days(1), "The clock went back 1 d:"),
        (
            "1970-01-01T00:00:00Z".parse().expect("a moment"),
            "The clock went back 56 y:",
        ),
        (
            "2038-01-19T03:14:08Z".parse().expect("a moment"),
            "The clock went ahead 11 y:",
        ),
        (start + Duration::days(3653), "The clock went ahead 10 y:"),
    ] {
        let mut harness = Harness::new(Lang::En, 100, 30);
        harness
            .keys("2 a \"before the jump\" Enter")
            .keys("a \"typed acro\"");
        let nodes = harness.model.data.nodes.len();
        set_clock(&mut harness, to);
        harness.shows(told);
        // What was being typed is saved in time, whatever the clock says.
        harness.keys("\"ss\"");
        harness.model.toast = None;
        for _ in 0..3 {
            harness.now.utc += Duration::seconds(1);
            harness.send(Msg::Tick);
        }
        assert_eq!(
            harness.model.data.unsent.get("add").unwrap().fields,
            ["typed across"]
        );
        assert!(harness.model.toast.is_none(), "told once");
        harness.keys("Enter");
        harness.keys("a \"after the jump\" Enter");
        set_clock(&mut harness, start + Duration::minutes(5));
        harness.keys("a \"back again\" Enter");
        let own: Vec<_> = harness
            .model
            .data
            .nodes
            .iter()
            .filter(|node| node.own)
            .collect();
        assert_eq!(own.len(), 4, "{told}");
        assert_eq!(harness.model.data.nodes.len(), nodes + 3);
        let ids: BTreeSet<_> = own.iter().map(|node| &node.id).collect();
        assert_eq!(ids.len(), 4, "no id twice");
        harness.keys("u u u u");
        assert!(
            !harness
                .model
                .data
                .nodes
                .iter()
                .any(|node| node.own && !node.deleted)
        );
    }
}

#[test]
fn after_a_jump_back_the_next_deadline_is_near() {
    let mut harness = Harness::new(Lang::En, 100, 30);
    harness.keys("4 a \"T\" Enter \"text\"");
    let back = harness.now.utc - Duration::days(1);
    set_clock(&mut harness, back);
    let wait = harness.model.deadline() - harness.now.utc;
    assert!(wait <= Duration::seconds(2), "{wait}");
    harness.wait(2);
    let draft = harness.model.data.drafts.iter().next().expect("a draft");
    assert!(draft.body.iter().any(|line| line.contains("text")));
}

#[test]
fn ticks_and_logs_of_a_day_are_counted_once_when_the_day_comes_twice() {
    let mut harness = Harness::new(Lang::En, 100, 30);
    let log = "2 g g j j j j j j j + \"30\" Enter";
    harness.keys(log);
    let yesterday = harness.now.utc - Duration::days(1);
    set_clock(&mut harness, yesterday);
    let tomorrow = harness.now.utc + Duration::days(1) + Duration::minutes(1);
    set_clock(&mut harness, tomorrow);
    harness.keys(log);
    let minutes: i64 = harness.model.data.logs.iter().map(|log| log.minutes).sum();
    assert_eq!((harness.model.data.logs.len(), minutes), (2, 60));
    assert_eq!(harness.model.index.minutes_in(harness.now.week()), 60);
}

#[test]
fn a_night_of_sleep_brings_the_new_day_and_is_no_time_of_study() {
    let mut harness = Harness::new(Lang::Ko, 100, 30);
    harness.keys("r \"반쯤\"").wait(60);
    let morning = harness.now.utc + Duration::hours(9);
    set_clock(&mut harness, morning);
    harness.shows("11-21 (토) 06:06");
    assert!(harness.model.toast.is_none(), "sleep is nothing to tell");
    harness.keys("ctrl-s");
    let retro = harness.model.data.retros.iter().next().expect("the retro");
    assert_eq!(retro.on, day("2026-11-20"), "it is still Friday's");
    assert_eq!(retro.seconds, 60);
    let mut harness = Harness::new(Lang::Ko, 100, 30);
    harness
        .keys("3 Enter Space Space Space Space Space Space")
        .wait(20);
    let morning = harness.now.utc + Duration::hours(9);
    set_clock(&mut harness, morning);
    harness.keys("3");
    let review = harness.model.data.reviews.iter().next().expect("a review");
    assert_eq!((review.seconds, review.on), (20, day("2026-11-21")));
}

#[test]
fn a_clock_behind_the_last_entry_is_told_at_the_start() {
    let mut harness = Harness::new(Lang::En, 100, 30);
    harness.keys("2 g g j j j j j j j + \"30\" Enter");
    let data = harness.model.data.clone();
    let mut harness = Harness::with(data.clone(), "1970-01-01T09:00:00+09:00", 100, 30);
    harness.shows(
        "The clock says 1970-01-01, but the last entry is of 2026-11-20. Is the clock right?",
    );
    Harness::with(data, "2026-11-20T20:00:00+09:00", 100, 30).lacks("Is the clock right?");
}

#[test]
fn from_seoul_to_new_york_and_back_past_days_stay_as_they_were() {
    let hours = |east: i32| FixedOffset::east_opt(east * 3600).expect("an offset");
    let mut harness = Harness::new(Lang::En, 100, 30);
    let log = "2 g g j j j j j j j + \"30\" Enter";
    harness.keys(log);
    let mut expected = vec![day("2026-11-20")];
    // Saturday evening there, and back in Seoul on Monday.
    for (later, east, on) in [(24, -5, "2026-11-21"), (36, 9, "2026-11-23")] {
        for _ in 0..later {
            harness.now.utc += Duration::hours(1);
            harness.send(Msg::Tick);
        }
        harness.now.offset = hours(east);
        harness.send(Msg::Tick);
        harness.keys(log);
        expected.push(day(on));
    }
    let mut days: Vec<_> = harness.model.data.logs.iter().map(|log| log.on).collect();
    days.sort();
    assert_eq!(days, expected);
}

#[test]
fn an_odd_time_zone_is_no_reason_not_to_start() {
    let folder = tempfile::TempDir::new().expect("a folder");
    crate::common::pty::run(folder.path(), &["--lang", "en", "init", "--yes"]);
    for zone in [
        "",
        "Nowhere/At_All",
        ":/nowhere",
        "\u{ff}\u{fe}",
        "Asia/Seoul",
        "EST5EDT,M3.2.0,M11.1.0",
        "UTC+99",
    ] {
        let ended = Command::new(env!("CARGO_BIN_EXE_gongbu"))
            .arg("--data-dir")
            .arg(folder.path())
            .args(["--lang", "en", "today"])
            .env("TZ", zone)
            .output()
            .expect("it starts");
        assert!(ended.status.success(), "{zone:?}");
    }
}
