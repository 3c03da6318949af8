//! In which order a session asks: by what matters. Pure, total, and the same for the same data.

use super::records::{Grade, Id};
use super::review::Memory;
use chrono::NaiveDate;
use fsrs::{FSRS6_DEFAULT_DECAY, MemoryState, current_retrievability};
use std::collections::{BTreeSet, HashMap};

/// What the plan says of a question now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// It belongs to a unit of this week.
    Week,
    /// It belongs to the phase that is on.
    Phase,
    #[default]
    Other,
}

/// A question that may be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub id: Id,
    pub memory: Option<Memory>,
    pub stage: Stage,
    /// What a coming interview makes of it; 1 is no interview.
    pub interview: f32,
}

impl Candidate {
    /// What asking it now is worth: (urgency and weakness) × interview × stage of the plan. What is due begins at 1 and
    /// what is new at 0.5, so that new questions wait for those due unless an interview asks for them.
    pub fn value(&self, today: NaiveDate) -> f32 {
        let stage = match self.stage {
            Stage::Week => 1.25,
            Stage::Phase => 1.1,
            Stage::Other => 1.0,
        };
        let base = match self.memory {
            Some(memory) => 1.0 + (1.0 - recall(memory, today)) + weakness(memory, today),
            None => 0.5,
        };
        let interview = if self.interview.is_finite() {
            self.interview.clamp(0.1, 10.0)
        } else {
            1.0
        };
        base * stage * interview
    }
}

/// Probability that it is remembered on a day: the curve of FSRS-6 with its default decay.
pub fn recall(memory: Memory, today: NaiveDate) -> f32 {
    let state = MemoryState {
        stability: memory.stability.max(0.001),
        difficulty: memory.difficulty,
    };
    let days = (today - memory.last).num_days().clamp(0, 36_500) as f32;
    let recall = current_retrievability(state, days, FSRS6_DEFAULT_DECAY);
    if recall.is_finite() {
        recall.clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// How weak a memory is, 0 firm ..= 1 weak: the chance that at least one of four things lets it down. Lapses (a half at
/// four), a low stability (a half at five days), a last grade of "again" (a half), and what is forgotten by today.
pub fn weakness(memory: Memory, today: NaiveDate) -> f32 {
    let lapses = memory.lapses as f32;
    let lapsed = lapses / (lapses + 4.0);
    let fresh = 5.0 / (5.0 + memory.stability.max(0.0));
    // Only "again" leaves a question due on the day it was asked.
    let again = if memory.due <= memory.last { 0.5 } else { 0.0 };
    let forgotten = 1.0 - recall(memory, today);
    1.0 - (1.0 - lapsed) * (1.0 - fresh) * (1.0 - again) * (1.0 - forgotten)
}

/// A memory weaker than this counts as weak where they are counted.
pub const WEAK: f32 = 0.8;

/// What cuts a day's reviews: an absence and the time after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// Reviews wanted today.
    pub review_cap: Option<usize>,
    /// New questions that may be begun today.
    pub new: usize,
    /// The places of a backlog's reviews in its order, from 0; what has none comes after them, by value.
    pub backlog: HashMap<Id, usize>,
    /// What comes today although it is due later.
    pub early: BTreeSet<Id>,
}

/// The order of a session: as a backlog wants it, by value, the highest first, then the longest due, then by id. New ones beyond the limit and
/// reviews beyond the cap, from the end, are left out; nothing else is.
pub fn order(mut candidates: Vec<Candidate>, today: NaiveDate, limits: &Limits) -> Vec<Candidate> {
    candidates.sort_by_cached_key(|candidate| {
        let due = candidate.memory.map(|memory| memory.due);
        // The bits of a positive number sort as the number does.
        let value = candidate.value(today).max(0.0).to_bits();
        let place = limits.backlog.get(&candidate.id).copied();
        (
            place.unwrap_or(usize::MAX),
            std::cmp::Reverse(value),
            due.unwrap_or(NaiveDate::MAX),
            candidate.id.clone(),
        )
    });
    candidates.dedup_by(|a, b| a.id == b.id);
    let (mut new, mut reviews) = (0, 0);
    candidates.retain(|candidate| {
        let (count, most) = match candidate.memory {
            None => (&mut new, limits.new),
            Some(_) => (&mut reviews, limits.review_cap.unwrap_or(usize::MAX)),
        };
        *count += 1;
        *count <= most
    });
    candidates
}

/// The grade that ticked key points speak for; none where there are no points. None ticked: again. Less than half:
/// hard. From 80 % on: good; all of them, and faster than the own `pace` (both in seconds): easy. Between half and 80 %
/// it is good for who was not slower than that, otherwise hard.
pub fn suggested(said: usize, points: usize, seconds: u32, pace: u32) -> Option<Grade> {
    if points == 0 {
        return None;
    }
    let quick = seconds <= pace;
    Some(match said.min(points) {
        0 => Grade::Again,
        said if said * 2 < points => Grade::Hard,
        said if said == points && quick => Grade::Easy,
        said if said * 5 >= points * 4 || quick => Grade::Good,
        _ => Grade::Hard,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::review::Scheduler;
    use proptest::prelude::*;

    fn day(offset: i64) -> NaiveDate {
        let base: NaiveDate = "2026-11-20".parse().expect("a date");
        base + chrono::Duration::days(offset)
    }

    fn candidate(id: &str, memory: Option<Memory>) -> Candidate {
        Candidate {
            id: id.into(),
            memory,
            stage: Stage::Other,
            interview: 1.0,
        }
    }

    fn graded(grades: &[(Grade, i64)]) -> Option<Memory> {
        let scheduler = Scheduler::new(0.9);
        grades.iter().fold(None, |memory, (grade, offset)| {
            Some(scheduler.after(memory, *grade, day(*offset)))
        })
    }

    fn all_limits() -> Limits {
        Limits {
            new: usize::MAX,
            ..Limits::default()
        }
    }

    #[test]
    fn the_weak_the_week_and_the_interview_come_first() {
        let firm = graded(&[
            (Grade::Easy, -200),
            (Grade::Easy, -190),
            (Grade::Good, -100),
        ]);
        let weak = graded(&[(Grade::Again, -9), (Grade::Again, -8), (Grade::Again, -6)]);
        let new = candidate("new", None);
        let mut week = candidate("week", None);
        week.stage = Stage::Week;
        let mut soon = candidate("soon", None);
        soon.interview = 8.0;
        let all = vec![
            new,
            candidate("firm", firm),
            week,
            candidate("weak", weak),
            soon,
        ];
        let ids: Vec<Id> = order(all, day(0), &all_limits())
            .into_iter()
            .map(|c| c.id)
            .collect();
        assert_eq!(ids, ["soon", "weak", "firm", "week", "new"]);
    }

    #[test]
    fn a_backlog_comes_first_in_its_order_and_is_cut_from_the_end() {
        let weak = graded(&[(Grade::Again, -9), (Grade::Again, -6)]);
        let good = graded(&[(Grade::Good, -40)]);
        let all = vec![
            candidate("weak", weak),
            candidate("second", good),
            candidate("first", good),
        ];
        let places = |cap| Limits {
            backlog: [("first".into(), 0), ("second".into(), 1)].into(),
            review_cap: cap,
            ..all_limits()
        };
        let ids = |cap| -> Vec<Id> {
            let ordered = order(all.clone(), day(0), &places(cap));
            ordered.into_iter().map(|candidate| candidate.id).collect()
        };
        assert_eq!(ids(None), ["first", "second", "weak"]);
        assert_eq!(ids(Some(1)), ["first"]);
    }

    #[test]
    fn weakness_grows_with_lapses_and_falls_with_stability() {
        let of = |grades: &[(Grade, i64)]| weakness(graded(grades).expect("a memory"), day(0));
        let firm = of(&[(Grade::Easy, -100), (Grade::Easy, -60), (Grade::Easy, -1)]);
        let fresh = of(&[(Grade::Good, -1)]);
        let lapsed = of(&[(Grade::Again, -3), (Grade::Again, -2), (Grade::Good, -1)]);
        let now = of(&[(Grade::Again, -3), (Grade::Again, -2), (Grade::Again, -1)]);
        assert!(
            firm < fresh && fresh < lapsed && lapsed < now,
            "{firm} {fresh} {lapsed} {now}"
        );
        assert!(firm < WEAK && now > WEAK);
        assert!((0.0..=1.0).contains(&firm) && (0.0..=1.0).contains(&now));
    }

    #[test]
    fn ticked_points_suggest_a_grade() {
        let grade = |said, points, quick| suggested(said, points, if quick { 30 } else { 90 }, 45);
        assert_eq!(grade(0, 5, true), Some(Grade::Again));
        assert_eq!(grade(2, 5, true), Some(Grade::Hard));
        assert_eq!(grade(3, 5, false), Some(Grade::Hard));
        assert_eq!(grade(3, 5, true), Some(Grade::Good));
        assert_eq!(grade(4, 5, false), Some(Grade::Good));
        assert_eq!(grade(5, 5, false), Some(Grade::Good));
        assert_eq!(grade(5, 5, true), Some(Grade::Easy));
        assert_eq!(grade(0, 0, true), None);
    }

    prop_compose! {
        fn any_candidate()(
            id in 0u32..40,
            grades in proptest::collection::vec((0usize..4, -90i64..0), 0..5),
            stage in 0usize..3,
            interview in prop_oneof![Just(1.0f32), 0.0f32..20.0, Just(f32::NAN), Just(f32::INFINITY)],
        ) -> Candidate {
            let mut grades: Vec<(Grade, i64)> = grades
                .into_iter()
                .map(|(grade, at)| ([Grade::Again, Grade::Hard, Grade::Good, Grade::Easy][grade], at))
                .collect();
            grades.sort_by_key(|(_, at)| *at);
            Candidate {
                stage: [Stage::Week, Stage::Phase, Stage::Other][stage],
                interview,
                ..candidate(&format!("q{id:02}"), graded(&grades))
            }
        }
    }

    proptest! {
        #[test]
        fn the_order_is_total_deterministic_and_drops_nothing_but_what_a_limit_cuts(
            all in proptest::collection::vec(any_candidate(), 0..30),
            cap in proptest::option::of(0usize..10),
            new in 0usize..10,
        ) {
            let mut seen = std::collections::BTreeSet::new();
            let all: Vec<Candidate> = all.into_iter().filter(|c| seen.insert(c.id.clone())).collect();
            let limits = Limits { review_cap: cap, new, ..Limits::default() };
            let ids = |all: Vec<Candidate>, limits: &Limits| -> Vec<Id> {
                order(all, day(0), limits).into_iter().map(|c| c.id).collect()
            };
            let ordered = ids(all.clone(), &all_limits());
            prop_assert_eq!(ordered.len(), all.len());
            let mut other = all.clone();
            other.reverse();
            prop_assert_eq!(&ids(other, &all_limits()), &ordered);
            // What is left of a cut order is its beginning, reviews and new ones each.
            let cut = ids(all.clone(), &limits);
            let is_new = |id: &Id| all.iter().any(|c| c.id == *id && c.memory.is_none());
            let reviews = ordered.iter().filter(|id| !is_new(id)).take(cap.unwrap_or(usize::MAX));
            let fresh = ordered.iter().filter(|id| is_new(id)).take(new);
            let kept: std::collections::BTreeSet<&Id> = reviews.chain(fresh).collect();
            prop_assert_eq!(cut.iter().collect::<std::collections::BTreeSet<_>>(), kept);
        }
    }
}
