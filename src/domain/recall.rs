//! What the review log says about a memory: how much was remembered, how well that was predicted, what comes up when.
//!
//! A review counts as a test of memory when the question was reviewed before, on an earlier study day. First reviews are
//! left out (there was nothing to remember yet), and so are repeats on the same day (they ask what was read minutes
//! ago). Recall before each review that counts is predicted from the reviews before it alone.

use super::records::Grade;
use super::review::{KNOWN_DAYS, Memory, Scheduler};
use chrono::{Days, NaiveDate};
use std::ops::Range;

/// One review as memory sees it: study day and grade.
pub type Graded = (NaiveDate, Grade);

/// A review that tested memory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recall {
    pub on: NaiveDate,
    /// Probability of recall just before it, 0..=1.
    pub predicted: f32,
    /// Whether the grade was anything but "again".
    pub remembered: bool,
    /// Whether the question counted as known (stability of three weeks) before it.
    pub known: bool,
}

/// Replays the reviews of one question, oldest first, and tells `each` that tested memory. Returns the memory they leave.
pub fn replay(
    scheduler: &Scheduler,
    reviews: impl IntoIterator<Item = Graded>,
    mut each: impl FnMut(Recall),
) -> Option<Memory> {
    let mut memory: Option<Memory> = None;
    for (on, grade) in reviews {
        if let Some(before) = memory
            && on > before.last
        {
            each(Recall {
                on,
                predicted: scheduler.recall(&before, (on - before.last).num_days()),
                remembered: grade != Grade::Again,
                known: !before.is_learning(),
            });
        }
        memory = Some(scheduler.after(memory, grade, on));
    }
    memory
}

/// How many of some reviews were remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub reviews: u32,
    pub remembered: u32,
}

impl Tally {
    pub fn add(&mut self, remembered: bool) {
        self.reviews += 1;
        self.remembered += u32::from(remembered);
    }

    /// The share remembered, 0..=1; none of no reviews.
    pub fn share(self) -> Option<f64> {
        (self.reviews > 0).then(|| f64::from(self.remembered) / f64::from(self.reviews))
    }
}

/// Predicted recall is sorted into this many bins: everything below one half, then steps of 5 points.
pub const BINS: usize = 11;

/// Percent that a bin reaches from and to.
pub fn bin_range(bin: usize) -> Range<usize> {
    match bin {
        0 => 0..50,
        _ => 45 + bin * 5..50 + bin * 5,
    }
}

/// The bin of a prediction.
fn bin_of(predicted: f64) -> usize {
    let over = ((predicted - 0.5) / 0.05).floor();
    if over < 0.0 {
        0
    } else {
        (over as usize + 1).min(BINS - 1)
    }
}

/// Reviews whose predicted recall lies in one bin.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bin {
    pub tally: Tally,
    /// Sum of the predictions.
    predicted: f64,
}

impl Bin {
    /// The mean prediction, 0..=1; none of no reviews.
    pub fn predicted(&self) -> Option<f64> {
        (self.tally.reviews > 0).then(|| self.predicted / f64::from(self.tally.reviews))
    }
}

/// How good predictions are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Mean of `-ln(probability given to what happened)`: 0 is perfect, 0.69 a coin.
    pub log_loss: f64,
    /// Root of the mean squared gap between predicted and actual share, each bin weighing as many reviews as it has:
    /// 0..=1.
    pub rmse: f64,
}

/// Predicted against actual recall.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calibration {
    pub bins: [Bin; BINS],
    pub all: Bin,
    loss: f64,
}

impl Calibration {
    pub fn add(&mut self, recall: &Recall) {
        let predicted = f64::from(recall.predicted);
        for bin in [&mut self.bins[bin_of(predicted)], &mut self.all] {
            bin.tally.add(recall.remembered);
            bin.predicted += predicted;
        }
        // A prediction of certainty that fails would weigh more than all others together.
        let sure = predicted.clamp(1e-4, 1.0 - 1e-4);
        self.loss -= if recall.remembered { sure } else { 1.0 - sure }.ln();
    }

    /// None of no reviews.
    pub fn score(&self) -> Option<Score> {
        let reviews = f64::from(self.all.tally.reviews);
        let gap = |bin: &Bin| Some((bin.predicted()? - bin.tally.share()?).powi(2));
        let squares: f64 = self
            .bins
            .iter()
            .filter_map(|bin| Some(gap(bin)? * f64::from(bin.tally.reviews)))
            .sum();
        (reviews > 0.0).then(|| Score {
            log_loss: self.loss / reviews,
            rmse: (squares / reviews).sqrt(),
        })
    }
}

/// So many days the forecast looks ahead: twelve weeks.
pub const AHEAD: usize = 84;

/// Reviews that come up in some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    pub known: u32,
    pub learning: u32,
}

impl Load {
    pub fn total(self) -> u32 {
        self.known + self.learning
    }

    pub fn add(&mut self, more: Load) {
        self.known += more.known;
        self.learning += more.learning;
    }
}

/// Adds to `days` (the first is today) when a question comes up, if it is answered "good" on each of its days. What is
/// overdue comes up today. New questions and lapses come on top of such a forecast.
pub fn forecast(scheduler: &Scheduler, memory: Memory, today: NaiveDate, days: &mut [Load]) {
    let mut memory = memory;
    loop {
        let ahead = (memory.due - today).num_days().max(0);
        let Some(load) = usize::try_from(ahead)
            .ok()
            .and_then(|ahead| days.get_mut(ahead))
        else {
            return;
        };
        if memory.is_learning() {
            load.learning += 1;
        } else {
            load.known += 1;
        }
        let Some(on) = today.checked_add_days(Days::new(ahead.unsigned_abs())) else {
            return;
        };
        memory = scheduler.after(Some(memory), Grade::Good, on);
    }
}

/// Reviews a day as things stand: each question comes up once in the interval that its present stability gives, and a
/// share of `1 - retention` of those reviews is "again" and asked once more on the day. As stabilities grow the load
/// falls; new questions add to it.
pub fn reviews_a_day(parameters: &[f32], retention: f32, stabilities: &[f32]) -> f64 {
    let scheduler = Scheduler::with(parameters, retention);
    let once: f64 = stabilities
        .iter()
        .map(|stability| 1.0 / f64::from(scheduler.interval(*stability)))
        .sum();
    once * f64::from(2.0 - retention)
}

/// Days at which the bands of stability end; the last band is open. The first that is known begins at [`KNOWN_DAYS`].
pub const BANDS: [f32; 4] = [7.0, KNOWN_DAYS, 90.0, 365.0];

/// The band of a stability, 0..=4.
pub fn band_of(stability: f32) -> usize {
    BANDS.iter().filter(|end| stability >= **end).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn first_reviews_and_repeats_of_the_day_test_no_memory() {
        let scheduler = Scheduler::new(0.9);
        let reviews = [
            (day("2026-01-01"), Grade::Again),
            (day("2026-01-01"), Grade::Good),
            (day("2026-01-03"), Grade::Good),
            (day("2026-01-03"), Grade::Good),
            (day("2026-02-03"), Grade::Again),
        ];
        let mut seen = Vec::new();
        replay(&scheduler, reviews, |recall| {
            seen.push((recall.on, recall.remembered))
        });
        assert_eq!(
            seen,
            [(day("2026-01-03"), true), (day("2026-02-03"), false)]
        );
    }

    #[test]
    fn recall_is_nine_tenths_once_stability_has_passed() {
        let scheduler = Scheduler::with(&[], 0.9);
        let memory = scheduler.after(None, Grade::Easy, day("2026-01-01"));
        assert!((scheduler.recall(&memory, 8) - 0.9).abs() < 0.01);
        assert!((scheduler.recall(&memory, 0) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn calibration_measures_the_gap_between_promise_and_fact() {
        let mut calibration = Calibration::default();
        for number in 0..100 {
            calibration.add(&Recall {
                on: day("2026-01-01"),
                predicted: 0.92,
                remembered: number < 82,
                known: false,
            });
        }
        let score = calibration.score().expect("reviews");
        assert!((score.rmse - 0.10).abs() < 1e-6, "{score:?}");
        let loss = -(0.82 * 0.92_f64.ln() + 0.18 * 0.08_f64.ln());
        assert!((score.log_loss - loss).abs() < 1e-6, "{score:?}");
        assert_eq!(calibration.bins[9].tally.reviews, 100);
        assert_eq!(bin_range(9), 90..95);
        assert_eq!((bin_of(0.2), bin_of(0.5), bin_of(1.0)), (0, 1, 10));
    }

    #[test]
    fn a_forecast_follows_a_question_through_the_twelve_weeks() {
        let scheduler = Scheduler::new(0.9);
        let memory = scheduler.after(None, Grade::Good, day("2026-01-01"));
        let mut days = [Load::default(); AHEAD];
        // Good after 2 days, then after 11, then after 46: the reference's intervals.
        forecast(&scheduler, memory, day("2026-01-01"), &mut days);
        let busy: Vec<usize> = (0..AHEAD).filter(|day| days[*day].total() > 0).collect();
        assert_eq!(busy, [2, 13, 59]);
        assert_eq!((days[2].learning, days[59].known), (1, 1));
    }

    #[test]
    fn a_higher_retention_costs_more_reviews() {
        let stabilities = [10.0, 50.0, 200.0];
        let load = |retention| reviews_a_day(&[], retention, &stabilities);
        assert!(load(0.95) > load(0.9) && load(0.9) > load(0.8));
        // At 0.9 the interval is the stability.
        assert!((load(0.9) - 1.1 * (0.1 + 0.02 + 0.005)).abs() < 1e-3);
    }
}
