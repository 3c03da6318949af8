//! Fitting the 21 parameters of FSRS-6 to the user's own reviews (crate `fsrs` =6.6.2, `compute_parameters`).
//!
//! The log is split by time: parameters are fitted to the older four fifths of the reviews that tested memory, and
//! measured on the newest fifth, which the fit has not seen. That is how they will be used: learned from what was, asked
//! about what comes. The parameters offered are the very ones that were measured.

use super::recall::{Calibration, Graded, Score, replay};
use super::review::Scheduler;
use chrono::NaiveDate;
use fsrs::{CombinedProgressState, ComputeParametersInput, FSRSError, FSRSItem, FSRSReview};
use std::sync::{Arc, Mutex, PoisonError};

/// So many reviews that tested memory it takes. With fewer than 64 the crate fits no more than the first intervals; Anki,
/// where this optimiser is at home, asked for 400 as long as it asked for any number.
pub const LEAST: usize = 400;

/// Longer histories are cut for fitting, as the crate cuts them.
const LONGEST: usize = 256;

/// What is to be fitted. Two jobs are the same when they have one number.
#[derive(Debug, Clone)]
pub struct Job {
    pub number: u64,
    /// The reviews of each question, oldest first.
    pub histories: Arc<Vec<Vec<Graded>>>,
    /// The parameters in force; empty means the default ones.
    pub current: Vec<f32>,
}

impl PartialEq for Job {
    fn eq(&self, other: &Job) -> bool {
        self.number == other.number
    }
}

impl Eq for Job {}

/// What came of a job so far.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// The share that is done, 0..=1.
    Progress(f32),
    Done(Box<Fitted>),
    Failed(Failure),
}

/// Fitted parameters and what they are worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    pub parameters: Vec<f32>,
    /// The parameters they were compared with, as [`Job::current`].
    pub current: Vec<f32>,
    /// Reviews that it saw, all counted.
    pub seen: usize,
    /// Reviews that tested memory: fitted to, and held out from this day on.
    pub trained: usize,
    pub tested: usize,
    pub from: NaiveDate,
    /// On the reviews held out: default parameters, current ones, fitted ones.
    pub scores: [Score; 3],
}

impl Fitted {
    /// Whether the fitted parameters predict what was held out better than the current ones.
    pub fn is_better(&self) -> bool {
        let [_, current, fitted] = &self.scores;
        fitted.log_loss < current.log_loss
    }
}

/// Why nothing was fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Somebody asked to stop.
    Stopped,
    /// So many reviews that tested memory are missing.
    TooFew(usize),
    /// All lie so close together that none could be held out.
    OneDay,
    /// The optimiser came to no usable numbers.
    NoNumbers,
}

/// A fit under way: others may read how far it is, and stop it.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Mutex<CombinedProgressState>>);

impl Progress {
    /// The share that is done, 0..=1.
    pub fn share(&self) -> f32 {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match state.total() {
            0 => 0.0,
            total => (state.current() as f32 / total as f32).min(1.0),
        }
    }

    /// Asks it to stop soon.
    pub fn stop(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.want_abort = true;
    }

    fn is_stopped(&self) -> bool {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.want_abort
    }
}

/// The rating that the crate knows a grade by.
fn rating(graded: &Graded) -> u32 {
    graded.1 as u32 + 1
}

/// How well parameters predict what was reviewed on `from` or later.
pub fn score(parameters: &[f32], histories: &[Vec<Graded>], from: NaiveDate) -> Option<Score> {
    let scheduler = Scheduler::with(parameters, 0.9);
    let mut calibration = Calibration::default();
    for history in histories {
        replay(&scheduler, history.iter().copied(), |recall| {
            if recall.on >= from {
                calibration.add(&recall);
            }
        });
    }
    calibration.score()
}

/// Each review that tested memory before `to`, with all before it, in the order of time (the crate lets newer ones weigh
/// more); and the number of its history.
fn items(histories: &[Vec<Graded>], to: NaiveDate) -> (Vec<FSRSItem>, Vec<i64>) {
    let mut items: Vec<(NaiveDate, i64, FSRSItem)> = Vec::new();
    for (number, history) in (0..).zip(histories) {
        let mut reviews: Vec<FSRSReview> = Vec::new();
        let mut last: Option<NaiveDate> = None;
        for graded in history.iter().take(LONGEST) {
            let on = last.map_or(graded.0, |last| last.max(graded.0));
            if on >= to {
                break;
            }
            let days = last.map_or(0, |last| (on - last).num_days());
            let delta_t = u32::try_from(days).unwrap_or(u32::MAX);
            reviews.push(FSRSReview {
                rating: rating(graded),
                delta_t,
            });
            last = Some(on);
            if delta_t > 0 {
                let reviews = reviews.clone();
                items.push((on, number, FSRSItem { reviews }));
            }
        }
    }
    items.sort_by_key(|(on, number, _)| (*on, *number));
    items
        .into_iter()
        .map(|(_, number, item)| (item, number))
        .unzip()
}

/// The first day of the newest fifth of what tested memory, and how many tests lie before it and from it on.
fn split(histories: &[Vec<Graded>]) -> Option<(NaiveDate, usize, usize)> {
    let mut days: Vec<NaiveDate> = Vec::new();
    for history in histories {
        let mut last: Option<NaiveDate> = None;
        for (on, _) in history {
            if last.is_some_and(|last| *on > last) {
                days.push(*on);
            }
            last = last.max(Some(*on));
        }
    }
    days.sort_unstable();
    let from = *days.get(days.len() * 4 / 5)?;
    let trained = days.partition_point(|day| *day < from);
    Some((from, trained, days.len() - trained))
}

/// Does a job. Takes seconds with many reviews.
pub fn fit(job: &Job, progress: &Progress) -> Result<Fitted, Failure> {
    let histories = &job.histories[..];
    let (from, trained, tested) = split(histories).ok_or(Failure::TooFew(LEAST))?;
    if trained + tested < LEAST {
        return Err(Failure::TooFew(LEAST - trained - tested));
    }
    if trained == 0 {
        return Err(Failure::OneDay);
    }
    let (train_set, card_ids) = items(histories, from);
    let input = ComputeParametersInput {
        train_set,
        card_ids: Some(card_ids),
        progress: Some(progress.0.clone()),
        ..ComputeParametersInput::default()
    };
    let parameters = fsrs::compute_parameters(input).map_err(|error| match error {
        FSRSError::Interrupted => Failure::Stopped,
        _ => Failure::NoNumbers,
    })?;
    // Four decimals, as they are shown everywhere; measured as they are kept.
    let parameters: Vec<f32> = parameters
        .iter()
        .map(|parameter| (parameter * 10_000.0).round() / 10_000.0)
        .collect();
    if parameters.iter().any(|parameter| !parameter.is_finite()) {
        return Err(Failure::NoNumbers);
    }
    let measured = |parameters: &[f32]| {
        if progress.is_stopped() {
            return Err(Failure::Stopped);
        }
        score(parameters, histories, from).ok_or(Failure::OneDay)
    };
    Ok(Fitted {
        scores: [
            measured(&[])?,
            measured(&job.current)?,
            measured(&parameters)?,
        ],
        parameters,
        current: job.current.clone(),
        seen: histories.iter().map(Vec::len).sum(),
        trained,
        tested,
        from,
    })
}
