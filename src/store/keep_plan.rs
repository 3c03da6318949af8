//! Which saved states of one document may go. A pure function, so that it can be tried on any history, with any clock.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Utc};

/// So many good states of each document stay whatever their age.
pub(super) const NEWEST: usize = 20;

/// And so many of one that is at rest.
pub(super) const NEWEST_AT_REST: usize = 2;

/// Seconds in a day.
const DAY: i64 = 86_400;

/// A clock that goes back further than this, or on further than `LEAP`, was set wrong, then or before.
const BACK: i64 = DAY;
const LEAP: i64 = 400 * DAY;

/// What has to be known of a saved state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State {
    pub(super) seq: u64,
    pub(super) at: Option<DateTime<Utc>>,
    pub(super) records: Option<usize>,
    /// Known to be whole, or not known to be damaged.
    pub(super) good: bool,
    pub(super) marked: bool,
}

/// What may go, and what must be whole before it does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) remove: Vec<u64>,
    /// The states that stay in the place of those that go.
    pub(super) rely: Vec<u64>,
}

/// One kind of spaced states: the first of each of the last `count` spans of time that have any.
struct Tier {
    count: usize,
    span: fn(DateTime<Utc>) -> i64,
}

const TIERS: [Tier; 4] = [
    Tier {
        count: 24,
        span: |at| at.timestamp().div_euclid(3600),
    },
    Tier {
        count: 14,
        span: |at| at.timestamp().div_euclid(DAY),
    },
    // Weeks begin on Mondays; the first day of all was a Thursday.
    Tier {
        count: 8,
        span: |at| (at.timestamp().div_euclid(DAY) + 3).div_euclid(7),
    },
    MONTHS,
];

const MONTHS: Tier = Tier {
    count: 12,
    span: |at| i64::from(at.year()) * 12 + i64::from(at.month0()),
};

impl Plan {
    /// `states` in the order of their numbers. `at_rest`: the document has not been saved for long, and what is older than
    /// a month needs no days and hours.
    pub(super) fn of(states: &[State], at_rest: bool) -> Self {
        let (newest, tiers) = if at_rest {
            (NEWEST_AT_REST, &TIERS[3..])
        } else {
            (NEWEST, &TIERS[..])
        };
        let good = || states.iter().filter(|state| state.good);
        let mut stay: BTreeSet<u64> = good().rev().take(newest).map(|state| state.seq).collect();
        // Until there are enough good ones even broken ones are better than nothing.
        let Some(&oldest) = stay.first().filter(|_| stay.len() == newest) else {
            return Self::default();
        };
        stay.extend(fullest(states));
        for era in eras(states) {
            for tier in tiers {
                stay.extend(tier.firsts(&era.states));
            }
        }
        let rely = stay.iter().copied().collect();
        stay.extend(
            states
                .iter()
                .filter(|state| state.marked)
                .map(|state| state.seq),
        );
        let remove: Vec<u64> = states
            .iter()
            .map(|state| state.seq)
            .filter(|&seq| seq < oldest && !stay.contains(&seq))
            .collect();
        if remove.is_empty() {
            return Self::default();
        }
        Self { remove, rely }
    }
}

impl Tier {
    /// Counted from the newest state backwards, never from what the clock says now.
    fn firsts(&self, era: &[(u64, DateTime<Utc>)]) -> Vec<u64> {
        let mut firsts: BTreeMap<i64, u64> = BTreeMap::new();
        for &(seq, at) in era.iter().rev() {
            let span = (self.span)(at);
            if firsts.len() < self.count || firsts.contains_key(&span) {
                firsts.insert(span, seq);
            }
        }
        firsts.into_values().collect()
    }
}

/// The newest state that has nearly as many records as any. If a program or a person lost many of them without noticing,
/// this is what they will want back, however long it takes. The one that it is measured by stays with it, or the measure
/// would shrink each time.
fn fullest(states: &[State]) -> Vec<u64> {
    let counted = || {
        let good = states.iter().filter(|state| state.good);
        good.filter_map(|state| Some((state.seq, state.records?)))
    };
    let Some(most) = counted().map(|(_, records)| records).max() else {
        return Vec::new();
    };
    let newest = |least: usize| {
        counted()
            .rev()
            .find(|&(_, records)| records.saturating_mul(10) >= least)
    };
    let least = [most.saturating_mul(9), most.saturating_mul(10)];
    least
        .into_iter()
        .filter_map(newest)
        .map(|(seq, _)| seq)
        .collect()
}

/// Good states between two changes of the clock: their numbers and times.
#[derive(Default)]
struct Era {
    last: i64,
    states: Vec<(u64, DateTime<Utc>)>,
}

/// Good states, divided where the clock was set. Each part has spans of its own, so that hours in 1970, or in ten years,
/// push nothing out. A clock that is put right again goes on where it had been.
fn eras(states: &[State]) -> Vec<Era> {
    // The one used last is last.
    let mut eras: Vec<Era> = Vec::new();
    for state in states.iter().filter(|state| state.good) {
        let Some(at) = state.at else {
            continue;
        };
        let time = at.timestamp();
        let mut era = eras
            .iter()
            .rposition(|era| (-BACK..=LEAP).contains(&(time - era.last)))
            .map_or_else(Era::default, |index| eras.remove(index));
        era.last = if era.states.is_empty() {
            time
        } else {
            era.last.max(time)
        };
        era.states.push((state.seq, at));
        eras.push(era);
    }
    eras
}

#[cfg(test)]
#[path = "../../tests/store/keep_plan.rs"]
mod tests;
