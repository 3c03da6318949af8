//! Which saved states stay: part of the module it tests, which is private.

use super::*;
use chrono::TimeDelta;
use proptest::prelude::*;

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn state(seq: u64, at: DateTime<Utc>, records: usize) -> State {
    State {
        seq,
        at: Some(at),
        records: Some(records),
        good: true,
        marked: false,
    }
}

/// So many states, one each `step` from `start` on.
fn every(step: TimeDelta, count: i32, start: &str) -> Vec<State> {
    (0..count)
        .map(|n| {
            state(
                u64::from(n.unsigned_abs()) + 1,
                moment(start) + step * n,
                10,
            )
        })
        .collect()
}

fn staying(states: &[State], at_rest: bool) -> Vec<u64> {
    let plan = Plan::of(states, at_rest);
    let all = states.iter().map(|state| state.seq);
    all.filter(|seq| !plan.remove.contains(seq)).collect()
}

/// What is left after saving all of these one by one and clearing away after each.
fn lived_through(states: &[State]) -> Vec<State> {
    let mut left: Vec<State> = Vec::new();
    for &state in states {
        left.push(state);
        let plan = Plan::of(&left, false);
        left.retain(|state| !plan.remove.contains(&state.seq));
    }
    left
}

#[test]
fn the_last_twenty_and_the_first_of_hours_days_weeks_and_months_stay() {
    let minutes = TimeDelta::minutes(1);
    for (what, states, at_rest, expected) in [
        (
            "few",
            every(minutes, 20, "2026-11-14T10:00:00Z"),
            false,
            (1..=20).collect::<Vec<u64>>(),
        ),
        // The first of the hour, which is the first of the day, the week and the month, too.
        (
            "one hour",
            every(minutes, 60, "2026-11-14T10:00:00Z"),
            false,
            [&[1][..], &(41..=60).collect::<Vec<u64>>()].concat(),
        ),
        (
            "two hours",
            every(minutes, 60, "2026-11-14T10:30:00Z"),
            false,
            [&[1, 31][..], &(41..=60).collect::<Vec<u64>>()].concat(),
        ),
        (
            "thirty hours, each an hour: 24 of them, the days' and the month's first",
            every(TimeDelta::hours(1), 30, "2026-11-14T10:00:00Z"),
            false,
            [&[1][..], &(7..=30).collect::<Vec<u64>>()].concat(),
        ),
        (
            "forty days, one save a day: the last 24 hours that have any are days",
            every(TimeDelta::days(1), 40, "2026-10-01T10:00:00Z"),
            false,
            // Thursday the 1st; Mondays 5, 12; then 24 in a row from the 17th.
            [&[1, 5, 12][..], &(17..=40).collect::<Vec<u64>>()].concat(),
        ),
        (
            "two years, one a month",
            every(TimeDelta::days(31), 30, "2024-01-01T10:00:00Z"),
            false,
            (7..=30).collect(),
        ),
        (
            "at rest: the newest two and the first of each month",
            every(TimeDelta::days(1), 40, "2026-10-01T10:00:00Z"),
            true,
            vec![1, 32, 39, 40],
        ),
    ] {
        assert_eq!(staying(&states, at_rest), expected, "{what}");
    }
}

#[test]
fn what_is_damaged_does_not_count_and_the_next_of_its_day_takes_its_place() {
    let mut states = every(TimeDelta::minutes(1), 60, "2026-11-14T10:00:00Z");
    states[0].good = false;
    states[50].good = false;
    assert_eq!(
        staying(&states, false),
        [&[2][..], &(40..=60).collect::<Vec<u64>>()].concat()
    );
    for state in &mut states[..45] {
        state.good = false;
    }
    assert_eq!(
        staying(&states, false).len(),
        60,
        "too few good ones to let any go"
    );
}

#[test]
fn a_marked_state_stays_and_so_does_the_fullest() {
    let mut states = every(TimeDelta::minutes(1), 60, "2026-11-14T10:00:00Z");
    states[10].marked = true;
    states[20].records = Some(100);
    states[21].records = Some(90);
    states[22].records = Some(89);
    assert_eq!(
        staying(&states, false),
        [&[1, 11, 21, 22][..], &(41..=60).collect::<Vec<u64>>()].concat()
    );
}

#[test]
fn a_state_that_lost_records_unseen_does_not_push_out_all_good_ones() {
    for poisoned in [5_u64, 20, 30, 45] {
        let start = moment("2026-10-01T09:00:00Z");
        let states: Vec<State> = (1..=60)
            .map(|seq: u64| {
                let at = start + TimeDelta::hours(16) * i32::try_from(seq).expect("small");
                state(seq, at, if seq >= poisoned { 3 } else { 50 })
            })
            .collect();
        let left = lived_through(&states);
        let good: Vec<&State> = left.iter().filter(|state| state.seq < poisoned).collect();
        assert_eq!(
            good.last().map(|state| state.seq),
            Some(poisoned - 1),
            "the last full one"
        );
        assert!(good.len() >= 2, "{poisoned}: {left:?}");
        assert!(
            good.iter().any(|state| state.seq == 1),
            "the first of a week"
        );
    }
}

/// A year of saves: some days none, some days many.
fn year() -> Vec<State> {
    let mut states = Vec::new();
    let mut at = moment("2026-01-01T08:00:00Z");
    for n in 0..600 {
        at += TimeDelta::minutes([7, 1, 300, 2, 1500, 11, 45][n % 7]);
        states.push(state(n as u64 + 1, at, 40 + n / 10));
    }
    states
}

#[test]
fn a_clock_that_jumps_removes_no_old_state() {
    let before = lived_through(&year());
    let last = *before.last().expect("states");
    let numbered = |states: Vec<State>, from: u64| -> Vec<State> {
        let states = states.into_iter().zip(from..);
        states
            .map(|(state, seq)| State {
                seq,
                records: last.records,
                ..state
            })
            .collect()
    };
    let right = every(TimeDelta::minutes(1), 30, "2026-12-30T00:00:00Z");
    let old = |states: &[State]| -> BTreeSet<u64> {
        states
            .iter()
            .map(|state| state.seq)
            .filter(|&seq| seq <= last.seq)
            .collect()
    };
    let all_right = [&before[..], &numbered(right.clone(), last.seq + 1)].concat();
    let expected = old(&lived_through(&all_right));
    for jump in [
        "1970-01-01T00:00:00Z",
        "2036-12-01T00:00:00Z",
        "2038-01-19T03:14:07Z",
    ] {
        let wrong = numbered(every(TimeDelta::minutes(50), 200, jump), last.seq + 1);
        let wrong = [&before[..], &wrong].concat();
        let left = old(&lived_through(&wrong));
        assert!(
            left.is_superset(&expected),
            "{jump}: {:?}",
            expected.difference(&left)
        );
        let right_again = [&wrong[..], &numbered(right.clone(), last.seq + 201)].concat();
        let left = old(&lived_through(&right_again));
        assert!(
            left.is_superset(&expected),
            "{jump}: {:?}",
            expected.difference(&left)
        );
    }
}

#[test]
fn a_clock_that_starts_anew_each_time_does_not_keep_everything() {
    let mut states = Vec::new();
    for boot in 0..200_u64 {
        let right =
            moment("2026-01-01T00:00:00Z") + TimeDelta::days(i64::try_from(boot).expect("small"));
        for (minute, start) in [moment("1970-01-01T00:00:00Z"), right]
            .into_iter()
            .enumerate()
        {
            let at = start + TimeDelta::minutes(minute as i64);
            states.push(state(boot * 2 + minute as u64 + 1, at, 10));
        }
    }
    assert!(
        lived_through(&states).len() < 80,
        "{}",
        lived_through(&states).len()
    );
}

fn any_states() -> impl Strategy<Value = Vec<State>> {
    let one = (
        prop_oneof![
            96 => 0_i64..4_000_000,
            1 => Just(-34_000_000_000_i64),
            1 => Just(6_300_000_000_i64),
        ],
        0_usize..50,
        prop::bool::weighted(0.9),
        prop::bool::weighted(0.05),
        prop::bool::weighted(0.9),
    );
    prop::collection::vec(one, 0..150).prop_map(|all| {
        let mut time = moment("2026-01-01T00:00:00Z").timestamp();
        let mut states = Vec::new();
        for (seq, (step, records, good, marked, known)) in (1..).zip(all) {
            time = (time + step / 20).clamp(0, 4_000_000_000);
            let at = DateTime::from_timestamp(time, 0).filter(|_| known);
            states.push(State {
                seq,
                at,
                records: known.then_some(records),
                good,
                marked,
            });
        }
        states
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_goes_what_is_new_or_full_or_marked_or_all_there_is(states in any_states(), at_rest: bool) {
        let plan = Plan::of(&states, at_rest);
        let newest = if at_rest { NEWEST_AT_REST } else { NEWEST };
        let good: Vec<&State> = states.iter().filter(|state| state.good).collect();
        for state in good.iter().rev().take(newest) {
            prop_assert!(!plan.remove.contains(&state.seq));
        }
        for seq in fullest(&states) {
            prop_assert!(!plan.remove.contains(&seq));
        }
        for state in states.iter().filter(|state| state.marked) {
            prop_assert!(!plan.remove.contains(&state.seq));
        }
        // What stays in their place is good and stays.
        for seq in &plan.rely {
            prop_assert!(good.iter().any(|state| state.seq == *seq));
            prop_assert!(!plan.remove.contains(seq));
        }
        // Of every month that has any, one stays, as long as there are no more than twelve.
        let months: BTreeSet<i64> = good.iter().filter_map(|state| state.at).map(MONTHS.span).collect();
        if months.len() <= MONTHS.count {
            let left: BTreeSet<i64> = good
                .iter()
                .filter(|state| !plan.remove.contains(&state.seq))
                .filter_map(|state| state.at)
                .map(MONTHS.span)
                .collect();
            prop_assert_eq!(left, months);
        }
        // With a clock that was never set, clearing away again finds nothing more.
        let clock: Vec<i64> = good.iter().filter_map(|state| state.at).map(|at| at.timestamp()).collect();
        prop_assume!(clock.windows(2).all(|pair| (0..=LEAP).contains(&(pair[1] - pair[0]))));
        let left: Vec<State> = states.iter().copied().filter(|state| !plan.remove.contains(&state.seq)).collect();
        prop_assert_eq!(Plan::of(&left, at_rest).remove, Vec::<u64>::new());
    }
}
