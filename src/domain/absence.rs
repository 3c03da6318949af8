//! Absences planned ahead: what a period changes about the reviews of a day, and about the hours of a week.
//!
//! Before a period, reviews that would fall due in it may come early. Which ones: those that find no room in the period
//! itself, and in it they take the place of no other, so that the plan never lowers what is remembered on return; and of
//! them those of which enough of the interval has passed already, because a review brought forward by much of its
//! interval loses most of what it is worth. After it, a backlog is thinned to so many a day. What is long overdue is an
//! ordinary FSRS review with the days that have really passed; nothing is reset or forgiven.

pub mod forecast;
mod share;

pub use share::{ahead_cap, plan};

use super::calendar::Week;
use super::chain;
use super::data::Data;
use super::index::Index;
use super::records::{BacklogOrder, Before, Id, Period};
use super::relearn;
use super::review::{Memory, Scheduler};
use chrono::{Datelike, Days, NaiveDate};
use share::gain;
use std::collections::HashMap;

/// What periods say about one study day. The default changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct DayPlan {
    /// Due reviews wanted that day; none is without limit.
    pub review_cap: Option<usize>,
    /// Whether new questions may be introduced.
    pub new_allowed: bool,
    /// Questions to be reviewed today although they are due only in the period, the nearest due first.
    pub advance: Vec<Id>,
    /// In which order what is due comes; none is the usual one.
    pub order: Option<BacklogOrder>,
    /// Why the day is not an ordinary one.
    pub why: Option<Why>,
}

impl Default for DayPlan {
    fn default() -> DayPlan {
        DayPlan {
            review_cap: None,
            new_allowed: true,
            advance: Vec::new(),
            order: None,
            why: None,
        }
    }
}

/// Why a day is not an ordinary one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A period begins soon: `days` from today.
    Ahead { period: Id, days: i64 },
    /// In a period, which ends with the day `to`.
    Inside { period: Id, to: NaiveDate },
    /// After a period: `left` questions of its backlog are still due.
    Backlog { period: Id, left: usize },
}

impl DayPlan {
    /// How many reviews are wanted on the study day `today` after those already made; none is without limit.
    pub fn cap_left(&self, index: &Index, today: NaiveDate) -> Option<usize> {
        let made = index.reviews_on(today) as usize;
        self.review_cap.map(|cap| cap.saturating_sub(made))
    }
}

/// The periods there are, by their first day.
pub fn periods(data: &Data) -> Vec<&Period> {
    let mut found: Vec<&Period> = (data.periods.iter())
        .filter(|period| !period.deleted && period.from <= period.to)
        .collect();
    found.sort_by_key(|period| (period.from, &period.id));
    found
}

/// Another period that shares a day with these dates.
pub fn clash<'a>(data: &'a Data, id: &str, from: NaiveDate, to: NaiveDate) -> Option<&'a Period> {
    periods(data)
        .into_iter()
        .find(|other| other.id != id && other.from <= to && from <= other.to)
}

/// Why the study day `today` is not an ordinary one: cheap, for every frame.
pub fn why(data: &Data, index: &Index, today: NaiveDate) -> Option<Why> {
    outline(data, index, today).0.why
}

/// The period that is on.
pub fn current(data: &Data, today: NaiveDate) -> Option<&Period> {
    periods(data)
        .into_iter()
        .find(|period| period.from <= today && today <= period.to)
}

/// What waits of the questions due by `to`: without those that wait for an item of the plan, which no session asks.
fn backlog(data: &Data, index: &Index, to: NaiveDate) -> usize {
    let due = index.due(to);
    if due == 0 {
        return 0;
    }
    let is_due = |id: &Id| index.memory(id).is_some_and(|memory| memory.due <= to);
    let waiting = relearn::waiting(data);
    due.saturating_sub(waiting.iter().filter(|id| is_due(id)).count())
}

/// The plan of a day without what comes early, and the period it comes early for.
fn outline<'a>(data: &'a Data, index: &Index, today: NaiveDate) -> (DayPlan, Option<&'a Period>) {
    let all = periods(data);
    let inside = all.iter().find(|p| p.from <= today && today <= p.to);
    if let Some(period) = inside {
        let day = DayPlan {
            review_cap: Some(period.a_day as usize),
            new_allowed: false,
            order: Some(period.order),
            why: Some(Why::Inside {
                period: period.id.clone(),
                to: period.to,
            }),
            ..DayPlan::default()
        };
        return (day, None);
    }
    if let Some(period) = all.iter().rev().find(|period| period.to < today) {
        let left = backlog(data, index, period.to);
        if left > 0 {
            let day = DayPlan {
                review_cap: (period.back_a_day > 0).then_some(period.back_a_day as usize),
                new_allowed: false,
                order: Some(period.order),
                why: Some(Why::Backlog {
                    period: period.id.clone(),
                    left,
                }),
                ..DayPlan::default()
            };
            return (day, None);
        }
    }
    let Some(period) = all.iter().find(|period| today < period.from) else {
        return (DayPlan::default(), None);
    };
    let days = (period.from - today).num_days();
    let in_window = today >= window(period);
    if !in_window && days > 1 {
        return (DayPlan::default(), None);
    }
    let day = DayPlan {
        new_allowed: !(in_window && period.before == Before::Lighten),
        why: Some(Why::Ahead {
            period: period.id.clone(),
            days,
        }),
        ..DayPlan::default()
    };
    let is_early = in_window && period.before == Before::FrontLoad;
    (day, is_early.then_some(*period))
}

/// The first day on which something is done ahead of a period; its own first day where nothing is.
pub fn window(period: &Period) -> NaiveDate {
    let ahead = match period.before {
        Before::Nothing => 0,
        Before::FrontLoad | Before::Lighten => u64::from(period.ahead.min(366)),
    };
    (period.from.checked_sub_days(Days::new(ahead))).unwrap_or(period.from)
}

/// Every question and follow-up that is remembered, in the order of their ids.
fn known(data: &Data, index: &Index) -> Vec<(Id, Memory)> {
    let there = index.memories().filter(|(id, _)| chain::exists(data, id));
    let mut known: Vec<(Id, Memory)> = there.map(|(id, memory)| (id.clone(), *memory)).collect();
    known.sort_by(|a, b| a.0.cmp(&b.0));
    known
}

/// Puts what is due into the order of a backlog: first what was due by `to`, the period's last day, then the rest.
pub fn sort(
    data: &Data,
    index: &Index,
    today: NaiveDate,
    (order, to): (BacklogOrder, NaiveDate),
    due: &mut [Id],
) {
    let scheduler = Scheduler::of(&data.settings());
    // The day on which the plan comes to a question; what it never comes to goes last.
    let course = |id: &str| {
        let question = data.question(chain::split(id).0)?;
        let ranges = (question.units.iter()).filter_map(|unit| index.schedule.range(unit));
        ranges.map(|range| range.from).min()
    };
    // What a review is worth shows over the month that follows.
    let month = today.checked_add_days(Days::new(30)).unwrap_or(today);
    due.sort_by_cached_key(|id| {
        let memory = index.memory(id);
        let on = memory.map_or(today, |memory| memory.due);
        let rank = match (order, memory) {
            (BacklogOrder::Value, Some(memory)) => {
                let gain = gain(&scheduler, &memory, today, month).clamp(0.0, 1.0);
                ((1.0 - f64::from(gain)) * 1e9) as usize
            }
            (BacklogOrder::Course, _) => course(id).map_or(usize::MAX, |day| {
                usize::try_from(day.num_days_from_ce()).unwrap_or(0)
            }),
            _ => 0,
        };
        (on > to, rank, on, id.clone())
    });
}

/// The places of these reviews in the order of today's backlog, from 0; none where no period orders them.
pub fn places(
    data: &Data,
    index: &Index,
    today: NaiveDate,
    mut reviews: Vec<Id>,
) -> HashMap<Id, usize> {
    reviews.retain(|id| index.memory(id).is_some());
    let day = outline(data, index, today).0;
    let period = match &day.why {
        Some(Why::Inside { period, .. } | Why::Backlog { period, .. }) => data.periods.get(period),
        Some(Why::Ahead { .. }) | None => None,
    };
    let Some((period, order)) = period.zip(day.order) else {
        return HashMap::new();
    };
    sort(data, index, today, (order, period.to), &mut reviews);
    if today <= period.to {
        last_the_early(data, index, period, &mut reviews);
    }
    reviews.into_iter().zip(0..).collect()
}

/// Puts what came early for a period behind the rest: in the period it is not to take the place of what did not.
fn last_the_early(data: &Data, index: &Index, period: &Period, reviews: &mut Vec<Id>) {
    let memory = |id: Id| index.memory(&id).map(|memory| (id, memory));
    let known: Vec<(Id, Memory)> = reviews.drain(..).filter_map(memory).collect();
    let scheduler = Scheduler::of(&data.settings());
    let early = share::early(data, index, &scheduler, period, period.from, &known);
    let (last, first): (Vec<_>, Vec<_>) =
        (known.into_iter().enumerate()).partition(|(at, _)| early.contains(at));
    reviews.extend(first.into_iter().chain(last).map(|(_, (id, _))| id));
}

/// The day after.
fn after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

/// Hours meant for a week, rounded: those of a period on the days it covers, where it states any, else the usual ones.
pub fn week_hours(data: &Data, week: Week) -> u32 {
    let usual = f64::from(data.settings().hours_per_week);
    let all = periods(data);
    let of = |day: NaiveDate| {
        let covering = all.iter().find(|p| p.from <= day && day <= p.to);
        let stated = covering.and_then(|period| period.hours);
        stated.map_or(usual, |hours| hours.clamp(0.0, 168.0))
    };
    let days = week.monday().iter_days().take(7);
    (days.map(of).sum::<f64>() / 7.0).round() as u32
}
