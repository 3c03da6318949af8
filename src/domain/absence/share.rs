//! Which reviews come early: those that find no room in the period, spread over the days before it.

use super::{DayPlan, after, known, outline, window};
use crate::domain::data::Data;
use crate::domain::index::Index;
use crate::domain::records::{Grade, Id, Period, Review, Settings};
use crate::domain::review::{Memory, Scheduler};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What the periods say about the study day `today`.
pub fn plan(data: &Data, index: &Index, today: NaiveDate) -> DayPlan {
    let (mut day, front_load) = outline(data, index, today);
    if let Some(period) = front_load {
        day.advance = advance(data, index, period, today);
    }
    day
}

/// How many reviews may come early on one day: the cards of a session, else what fits into its minutes at half a minute
/// each, else 50.
pub fn ahead_cap(settings: &Settings) -> usize {
    match (settings.session_cards, settings.session_minutes) {
        (0, 0) => 50,
        (0, minutes) => (minutes as usize).saturating_mul(2),
        (cards, _) => cards as usize,
    }
}

/// What of today's share is still to be reviewed. The share follows from how the day began, so that it does not grow
/// while it is worked off.
fn advance(data: &Data, index: &Index, period: &Period, today: NaiveDate) -> Vec<Id> {
    let settings = data.settings();
    let scheduler = Scheduler::of(&settings);
    let mut known = known(data, index);
    let done: HashSet<Id> = (known.iter())
        .filter(|(_, memory)| memory.last == today)
        .map(|(id, _)| id.clone())
        .collect();
    let mut earlier: HashMap<&str, Vec<&Review>> = HashMap::new();
    if !done.is_empty() {
        for review in data.reviews.iter() {
            if review.on < today && done.contains(&review.question) {
                earlier.entry(&review.question).or_default().push(review);
            }
        }
    }
    known.retain_mut(|(id, memory)| {
        if !done.contains(id) {
            return true;
        }
        let mut reviews = earlier.remove(id.as_str()).unwrap_or_default();
        reviews.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        match scheduler.replay(reviews) {
            Some(before) => *memory = before,
            None => return false,
        }
        true
    });
    let early = early(data, index, &scheduler, period, today, &known);
    let memories: Vec<Memory> = known.iter().map(|(_, memory)| *memory).collect();
    let left = left_over(&scheduler, &memories, &early, period, today);
    share(
        &scheduler,
        &memories,
        &left,
        period,
        today,
        ahead_cap(&settings),
    )
    .into_iter()
    .map(|at| known[at].0.clone())
    .filter(|id| !done.contains(id))
    .collect()
}

/// Which of these, by their place, came early for the period before the day `today`.
pub fn early(
    data: &Data,
    index: &Index,
    scheduler: &Scheduler,
    period: &Period,
    today: NaiveDate,
    known: &[(Id, Memory)],
) -> HashSet<usize> {
    let begun = window(period);
    let end = period.from.min(today);
    let came = |id: &Id| {
        let mut memory: Option<Memory> = None;
        index.history(data, id).into_iter().any(|review| {
            let is_ahead = begun <= review.on && review.on < end;
            let is_early = memory.is_some_and(|memory| memory.due >= period.from);
            memory = Some(scheduler.after(memory, review.grade, review.on));
            is_ahead && is_early
        })
    };
    let places = known.iter().enumerate();
    places
        .filter(|(_, (id, memory))| memory.last >= begun && came(id))
        .map(|(at, _)| at)
        .collect()
}

/// Which memories, by their place, are to be reviewed today ahead of the period: those `left` over by it, spread evenly
/// over the days that are left, at most `cap` a day. Where the days do not suffice for all, those stay whose recall on
/// return gains least.
pub fn share(
    scheduler: &Scheduler,
    memories: &[Memory],
    left: &[usize],
    period: &Period,
    today: NaiveDate,
    cap: usize,
) -> Vec<usize> {
    let days = usize::try_from((period.from - today).num_days()).unwrap_or(0);
    if days == 0 {
        return Vec::new();
    }
    let begun = window(period);
    let mut found: Vec<usize> = left.to_vec();
    found.retain(|at| {
        let memory = &memories[*at];
        let (elapsed, interval) = (
            (today - memory.last).num_days(),
            (memory.due - memory.last).num_days(),
        );
        // Too early teaches nothing; and what came within these days already came for this period.
        let least = if memory.last >= begun { 2 } else { 10 };
        let is_due = period.from <= memory.due && memory.due <= period.to;
        is_due && elapsed > 0 && elapsed * least >= interval
    });
    let room = days.saturating_mul(cap);
    if found.len() > room {
        let back = after(period.to);
        found.sort_by_cached_key(|at| {
            let gain = gain(scheduler, &memories[*at], today, back);
            Reverse((f64::from(gain.max(0.0)) * 1e9) as u64)
        });
        found.truncate(room);
    }
    found.sort_by_key(|at| (memories[*at].due, *at));
    found.truncate(found.len().div_ceil(days).min(cap));
    found
}

/// What falls due in the period and is not reviewed in it at all, as it has no room: found by playing it through with
/// nothing coming early from `today` on. Whatever is reviewed in the period stays there: a review before it would be
/// worth less on return.
pub fn left_over(
    scheduler: &Scheduler,
    memories: &[Memory],
    early: &HashSet<usize>,
    period: &Period,
    today: NaiveDate,
) -> Vec<usize> {
    let mut memories = memories.to_vec();
    keep_up(scheduler, &mut memories, today, period.from, |_| {});
    let made = go_through(scheduler, &mut memories, early, period, today);
    (0..memories.len())
        .filter(|at| memories[*at].due <= period.to && !made.contains(at))
        .collect()
}

/// Reviews each question as it falls due from a day on until the day before `until`, and tells each day on which it does.
pub fn keep_up(
    scheduler: &Scheduler,
    memories: &mut [Memory],
    from: NaiveDate,
    until: NaiveDate,
    mut each: impl FnMut(NaiveDate),
) {
    for memory in memories {
        while memory.due.max(from) < until {
            let on = memory.due.max(from);
            *memory = scheduler.after(Some(*memory), Grade::Good, on);
            each(on);
        }
    }
}

/// Makes the reviews that are possible in the period, the longest due first; what came `early` for it goes last, so that
/// it takes the place of nothing. Returns what was reviewed.
pub fn go_through(
    scheduler: &Scheduler,
    memories: &mut [Memory],
    early: &HashSet<usize>,
    period: &Period,
    today: NaiveDate,
) -> HashSet<usize> {
    let mut made = HashSet::new();
    if period.a_day == 0 {
        return made;
    }
    let mut queues = [BTreeSet::new(), BTreeSet::new()];
    for (at, memory) in memories.iter().enumerate() {
        if memory.due <= period.to {
            queues[usize::from(early.contains(&at))].insert((memory.due, at));
        }
    }
    let days = period.from.max(today).iter_days();
    for day in days.take_while(|day| *day <= period.to) {
        for _ in 0..period.a_day {
            let due = |queue: &BTreeSet<(NaiveDate, usize)>| {
                queue.first().copied().filter(|(due, _)| *due <= day)
            };
            let next = queues.iter().position(|queue| due(queue).is_some());
            let Some((_, at)) = next.and_then(|queue| queues[queue].pop_first()) else {
                break;
            };
            memories[at] = scheduler.after(Some(memories[at]), Grade::Good, day);
            made.insert(at);
            queues[usize::from(early.contains(&at))].insert((memories[at].due, at));
        }
    }
    made
}

/// By how much the probability of recall on the day `back` is higher when it is reviewed (and known) on the day `on`.
pub fn gain(scheduler: &Scheduler, memory: &Memory, on: NaiveDate, back: NaiveDate) -> f32 {
    let reviewed = scheduler.after(Some(*memory), Grade::Good, on);
    let recall = |memory: &Memory| scheduler.recall(memory, (back - memory.last).num_days());
    recall(&reviewed) - recall(memory)
}
