//! Spaced repetition: FSRS-6 as in the crate `fsrs` =6.6.2 (open-spaced-repetition). Its 21 parameters are the default
//! ones of that crate ([`fsrs::DEFAULT_PARAMETERS`]) or those that [`super::fit`] fits to the user's own reviews and
//! that the settings keep. What a question's memory is follows from its reviews alone and can always be recomputed.
//! Learning steps and the study day are ours: "again" stays due on the same day, every other grade waits at least until
//! the next. `tests/fsrs/make.py` asks an independent implementation (py-fsrs 6.3.2) for the intervals of 16,200 reviews
//! with default and other parameters; `tests/review.rs` compares.

use super::records::{Grade, Review, Settings};
use chrono::{Days, NaiveDate};
use fsrs::{
    DEFAULT_PARAMETERS, FSRS, MemoryState, check_and_fill_parameters, current_retrievability,
};

/// What is known of how well a question is remembered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days until recall falls to 90 %.
    pub stability: f32,
    /// 1 easy ..= 10 hard.
    pub difficulty: f32,
    /// Study day of the first review.
    pub first: NaiveDate,
    /// Study day of the last review.
    pub last: NaiveDate,
    /// Study day it comes up again.
    pub due: NaiveDate,
    pub reviews: u32,
    /// How often the answer was "again".
    pub lapses: u32,
}

impl Memory {
    /// Whether it is still so fresh that it would be gone within three weeks.
    pub fn is_learning(&self) -> bool {
        self.stability < KNOWN_DAYS
    }
}

/// A question counts as known once its stability is this many days.
pub const KNOWN_DAYS: f32 = 21.0;

/// Where a question stands on a day. The order is that in which questions are worth looking at: the most overdue
/// first, then new ones of this week's units, other new ones, and the rest by the day they come up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Due since that day.
    Due(NaiveDate),
    /// Never reviewed, and it belongs to what is studied this week.
    NewThisWeek,
    New,
    /// Comes up on that day.
    Later(NaiveDate),
}

impl Standing {
    /// `this_week`: whether it belongs to what is studied then.
    pub fn of(memory: Option<Memory>, this_week: bool, today: NaiveDate) -> Standing {
        match memory {
            Some(memory) if memory.due <= today => Standing::Due(memory.due),
            Some(memory) => Standing::Later(memory.due),
            None if this_week => Standing::NewThisWeek,
            None => Standing::New,
        }
    }

    pub fn is_due(self) -> bool {
        matches!(self, Standing::Due(_))
    }

    pub fn is_new(self) -> bool {
        matches!(self, Standing::NewThisWeek | Standing::New)
    }
}

/// The retention that can be asked for.
pub const RETENTION: std::ops::RangeInclusive<f32> = 0.70..=0.97;

/// The steepness of the forgetting curve is held to these bounds, as the crate holds it.
const DECAY: std::ops::RangeInclusive<f32> = 0.1..=0.8;

/// Computes memories and intervals.
pub struct Scheduler {
    fsrs: FSRS,
    retention: f32,
    /// The last of the 21 parameters: how steep the forgetting curve is.
    decay: f32,
}

impl Scheduler {
    /// With the default parameters. `retention`: the probability of recall at which a question comes up again, clamped
    /// to 0.70..=0.97.
    pub fn new(retention: f32) -> Scheduler {
        Scheduler {
            fsrs: FSRS::default(),
            retention: retention.clamp(*RETENTION.start(), *RETENTION.end()),
            decay: DEFAULT_PARAMETERS[20],
        }
    }

    /// With these parameters; with the default ones where they are none or cannot be used.
    pub fn with(parameters: &[f32], retention: f32) -> Scheduler {
        let usual = Scheduler::new(retention);
        let own = check_and_fill_parameters(parameters).ok();
        let own = own.and_then(|own| Some((FSRS::new(&own).ok()?, *own.get(20)?)));
        match own {
            Some((fsrs, decay)) => Scheduler {
                fsrs,
                decay: decay.clamp(*DECAY.start(), *DECAY.end()),
                ..usual
            },
            None => usual,
        }
    }

    /// With the user's retention and, where they can be used, parameters.
    pub fn of(settings: &Settings) -> Scheduler {
        Scheduler::with(&settings.parameters, settings.retention)
    }

    /// The probability (0..=1) that a question is still remembered so many days after its last review: FSRS's forgetting
    /// curve, `(1 + factor * days / stability) ^ -decay`.
    pub fn recall(&self, memory: &Memory, days: i64) -> f32 {
        let state = MemoryState {
            stability: memory.stability,
            difficulty: memory.difficulty,
        };
        current_retrievability(state, days.clamp(0, 36_500) as f32, self.decay)
    }

    /// Days until recall falls from certain to the desired retention, at least one: the forgetting curve turned round.
    pub fn interval(&self, stability: f32) -> f32 {
        let days = self.fsrs.next_interval(Some(stability), self.retention, 3);
        days.clamp(1.0, 36_500.0)
    }

    /// The same memory, due when this retention wants it: what a review left of stability does not depend on it.
    pub fn redue(&self, memory: Memory) -> Memory {
        if memory.due == memory.last {
            // "Again" stays due on its day.
            return memory;
        }
        let days = self.interval(memory.stability).round() as u64;
        Memory {
            due: memory
                .last
                .checked_add_days(Days::new(days))
                .unwrap_or(memory.last),
            ..memory
        }
    }

    /// The memory after one more review. A review dated before the last one counts as on the last one's day.
    pub fn after(&self, before: Option<Memory>, grade: Grade, on: NaiveDate) -> Memory {
        let elapsed = before.map_or(0, |memory| (on - memory.last).num_days().clamp(0, 36_500));
        let state = before.map(|memory| MemoryState {
            stability: memory.stability,
            difficulty: memory.difficulty,
        });
        let on = before.map_or(on, |memory| memory.last.max(on));
        let next = self
            .fsrs
            .next_states(state, self.retention, elapsed as u32)
            .ok()
            .map(|next| match grade {
                Grade::Again => next.again,
                Grade::Hard => next.hard,
                Grade::Good => next.good,
                Grade::Easy => next.easy,
            });
        // Only parameters that are not numbers make FSRS fail; ours are its defaults.
        let (stability, difficulty, interval) = next.map_or((1.0, 5.0, 1.0), |next| {
            (next.memory.stability, next.memory.difficulty, next.interval)
        });
        let days = if grade == Grade::Again {
            0
        } else {
            interval.round().clamp(1.0, 36_500.0) as u64
        };
        Memory {
            stability,
            difficulty,
            first: before.map_or(on, |memory| memory.first),
            last: on,
            due: on.checked_add_days(Days::new(days)).unwrap_or(on),
            reviews: before.map_or(0, |memory| memory.reviews) + 1,
            lapses: before.map_or(0, |memory| memory.lapses) + u32::from(grade == Grade::Again),
        }
    }

    /// The memory that a question's reviews, oldest first, add up to.
    pub fn replay<'a>(&self, reviews: impl IntoIterator<Item = &'a Review>) -> Option<Memory> {
        reviews.into_iter().fold(None, |memory, review| {
            Some(self.after(memory, review.grade, review.on))
        })
    }

    /// Days until the question would come up again, for each grade in order: again, hard, good, easy.
    pub fn intervals(&self, memory: Option<Memory>, on: NaiveDate) -> [i64; 4] {
        [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy]
            .map(|grade| (self.after(memory, grade, on).due - on).num_days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_on_every_due_day_gives_the_intervals_of_the_reference_implementation() {
        // py-fsrs 6.3.2, default parameters, no learning steps, no fuzz: 2, 11, 46, 163, 497, 1346 days.
        let scheduler = Scheduler::new(0.9);
        let mut on: NaiveDate = "2026-01-01".parse().expect("a date");
        let mut memory = None;
        for days in [2, 11, 46, 163, 497, 1346] {
            let next = scheduler.after(memory, Grade::Good, on);
            assert_eq!((next.due - on).num_days(), days);
            (on, memory) = (next.due, Some(next));
        }
    }

    #[test]
    fn again_stays_due_today_and_counts_as_a_lapse() {
        let scheduler = Scheduler::new(0.9);
        let on: NaiveDate = "2026-01-01".parse().expect("a date");
        let memory = scheduler.after(None, Grade::Again, on);
        assert_eq!((memory.due, memory.lapses), (on, 1));
    }

    #[test]
    fn a_review_dated_before_the_last_one_does_not_turn_time_back() {
        let scheduler = Scheduler::new(0.9);
        let late: NaiveDate = "2026-02-01".parse().expect("a date");
        let early: NaiveDate = "2026-01-01".parse().expect("a date");
        let memory = scheduler.after(None, Grade::Good, late);
        assert_eq!(scheduler.after(Some(memory), Grade::Good, early).last, late);
    }

    #[test]
    fn standings_are_in_the_order_in_which_questions_are_worth_looking_at() {
        let scheduler = Scheduler::new(0.9);
        let day = |text: &str| -> NaiveDate { text.parse().expect("a date") };
        let good = |on: &str| Some(scheduler.after(None, Grade::Good, day(on)));
        let today = day("2026-01-20");
        let standings = [
            Standing::of(good("2026-01-01"), false, today),
            Standing::of(good("2026-01-18"), true, today),
            Standing::of(None, true, today),
            Standing::of(None, false, today),
            Standing::of(good("2026-01-19"), true, today),
            Standing::of(good("2026-01-20"), false, today),
        ];
        assert!(standings.is_sorted());
        assert_eq!(
            standings.map(Standing::is_due),
            [true, true, false, false, false, false]
        );
    }
}
