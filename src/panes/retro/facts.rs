//! What a retro looks back on, in figures: made from the data, so that nobody has to remember.

use crate::domain::absence;
use crate::domain::calendar::add_months;
use crate::domain::tree::Tally;
use crate::domain::{Cadence, Id, State, Week};
use crate::panes::Env;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::collections::BTreeSet;

/// The days a retro looks back on. Months and quarters are made of whole weeks, as the plan is: a week belongs to
/// the month of its Thursday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub cadence: Cadence,
    /// The day, the Monday, the first of the month or of the quarter.
    pub first: NaiveDate,
    /// Empty for a day.
    pub weeks: Vec<Week>,
}

impl Period {
    /// The period of a cadence that `today` is in.
    pub fn of(cadence: Cadence, today: NaiveDate) -> Period {
        let month = today.with_day(1).unwrap_or(today);
        let (first, months) = match cadence {
            Cadence::Daily => (today, 0),
            Cadence::Weekly => (Week::of(today).monday(), 0),
            Cadence::Monthly => (month, 1),
            Cadence::Quarterly => (add_months(month, -((today.month0() % 3) as i32)), 3),
        };
        let weeks = match cadence {
            Cadence::Daily => Vec::new(),
            Cadence::Weekly => vec![Week::of(today)],
            Cadence::Monthly | Cadence::Quarterly => {
                let end = add_months(first, months);
                (0..=14)
                    .map(|n| Week::of(first).plus(n))
                    .filter(|week| (first..end).contains(&week.thursday()))
                    .collect()
            }
        };
        Period {
            cadence,
            first,
            weeks,
        }
    }

    pub fn id(&self) -> Id {
        let name = match self.cadence {
            Cadence::Daily => "daily",
            Cadence::Weekly => "weekly",
            Cadence::Monthly => "monthly",
            Cadence::Quarterly => "quarterly",
        };
        format!("{name}-{}", self.first)
    }

    /// First and last day.
    fn days(&self) -> (NaiveDate, NaiveDate) {
        match (self.weeks.first(), self.weeks.last()) {
            (Some(first), Some(last)) => (first.monday(), last.sunday()),
            _ => (self.first, self.first),
        }
    }
}

/// The figures of a period.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Titles of what was done in it, in order.
    pub done: Vec<String>,
    pub minutes: i64,
    pub reviews: u32,
    /// Items planned for its weeks; nothing for a day.
    pub plan: Tally,
    /// Hours meant for it; nothing for a day.
    pub capacity: u32,
}

impl Facts {
    pub fn of(env: &Env, period: &Period) -> Facts {
        let (first, last) = period.days();
        let mut done: Vec<(DateTime<Utc>, String)> = env
            .data
            .progress
            .iter()
            .filter(|progress| progress.state == State::Done)
            .filter(|progress| progress.on.is_some_and(|on| (first..=last).contains(&on)))
            .filter_map(|progress| {
                let node = env
                    .data
                    .nodes
                    .get(&progress.id)
                    .filter(|node| !node.deleted && node.kind.is_item())?;
                Some((progress.updated, node.title.get(env.lang).to_owned()))
            })
            .collect();
        done.sort();
        let days = || first.iter_days().take_while(|day| *day <= last);
        Facts {
            done: done.into_iter().map(|(_, title)| title).collect(),
            minutes: days().map(|day| env.index.minutes_on(day)).sum(),
            reviews: days().map(|day| env.index.reviews_on(day)).sum(),
            plan: planned(env, &period.weeks),
            capacity: (period.weeks.iter())
                .map(|week| absence::week_hours(env.data, *week))
                .sum(),
        }
    }
}

/// The items of the weeks, each counted once however many weeks it is on.
fn planned(env: &Env, weeks: &[Week]) -> Tally {
    let mut items: BTreeSet<Id> = BTreeSet::new();
    let nodes: BTreeSet<Id> = weeks
        .iter()
        .flat_map(|week| env.index.week_nodes(env.data, *week))
        .collect();
    for id in &nodes {
        let own = env.data.nodes.get(id).filter(|node| node.kind.is_item());
        items.extend(own.map(|node| node.id.clone()));
        for (node, _) in env.index.tree.below(env.data, id) {
            if node.kind.is_item() {
                items.insert(node.id.clone());
            }
        }
    }
    let mut tally = Tally::default();
    for id in &items {
        tally.add(env.data.state(id));
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_retro_is_named_after_the_first_day_of_its_period() {
        for (cadence, today, id) in [
            (Cadence::Daily, "2026-11-20", "daily-2026-11-20"),
            (Cadence::Weekly, "2026-11-20", "weekly-2026-11-16"),
            (Cadence::Weekly, "2026-11-16", "weekly-2026-11-16"),
            (Cadence::Weekly, "2027-01-02", "weekly-2026-12-28"),
            (Cadence::Monthly, "2026-11-20", "monthly-2026-11-01"),
            (Cadence::Quarterly, "2026-11-20", "quarterly-2026-10-01"),
            (Cadence::Quarterly, "2026-03-31", "quarterly-2026-01-01"),
        ] {
            assert_eq!(Period::of(cadence, day(today)).id(), id);
        }
    }

    #[test]
    fn every_week_belongs_to_one_month_and_to_one_quarter() {
        for cadence in [Cadence::Monthly, Cadence::Quarterly] {
            let mut weeks: Vec<Week> = Vec::new();
            for month in 1..=12 {
                let first = NaiveDate::from_ymd_opt(2026, month, 1).expect("a date");
                let period = Period::of(cadence, first);
                if period.first == first {
                    weeks.extend(period.weeks);
                }
            }
            // 2026 is a year of 53 ISO weeks.
            assert_eq!(weeks.len(), 53);
            assert!(weeks.windows(2).all(|pair| pair[0].plus(1) == pair[1]));
        }
    }
}
