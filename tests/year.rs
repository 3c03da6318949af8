//! A year of daily use, simulated from a fixed seed: budgets, schedules, retention and backlog.

use crate::common::learner::{BUDGET, Day, FORGETFUL, Learner, QUESTIONS};
use chrono::Datelike;
use gongbu::domain::Index;
use gongbu::domain::fit::{self, Job, Progress};
use gongbu::domain::recall::{Calibration, Graded, replay};
use gongbu::domain::review::Scheduler;
use std::sync::Arc;

const FIRST_EVENING: &str = "2026-01-05T20:00:00+09:00";

/// Lives through a year. Each month's end the schedules are computed anew from the log alone and compared.
fn year(learner: &mut Learner) -> Vec<Day> {
    let mut months = 0;
    let days = (0..365)
        .map(|_| {
            let month = learner.today().month();
            let day = learner.day();
            if learner.today().month() != month {
                let anew = Index::of(&learner.data);
                for question in learner.data.all_questions() {
                    assert_eq!(
                        learner.index.memory(&question.id),
                        anew.memory(&question.id)
                    );
                }
                assert_eq!(
                    learner.index.due(learner.today()),
                    anew.due(learner.today())
                );
                months += 1;
            }
            day
        })
        .collect();
    assert_eq!(months, 12);
    days
}

/// No day is over the budget, and what is left over stays small (a missed day leaves all of its cards); what an absence
/// leaves melts within a month.
fn assert_bounded(days: &[Day], most: usize) {
    let back = days.iter().rposition(|day| day.away).expect("an absence") + 1;
    assert_eq!(days.iter().filter(|day| day.away).count(), 21);
    assert!(days.iter().filter(|day| day.missed).count() > 20);
    for (number, day) in days.iter().enumerate() {
        assert!(day.seconds <= BUDGET, "day {number}: {day:?}");
        let recovering = (back..back + 30).contains(&number);
        if !day.away && !recovering {
            let most = if day.missed { 3 * most } else { most };
            assert!(day.left <= most, "day {number}: {day:?}");
        }
    }
    assert!(
        days[back].left > most,
        "an absence leaves a backlog: {:?}",
        days[back]
    );
}

fn histories(learner: &Learner) -> Vec<Vec<Graded>> {
    let asked = learner.data.all_questions();
    asked
        .map(|question| {
            let reviews = learner.index.history(&learner.data, &question.id);
            reviews
                .iter()
                .map(|review| (review.on, review.grade))
                .collect()
        })
        .collect()
}

#[test]
fn a_year_with_a_memory_as_the_model_thinks_keeps_the_desired_retention() {
    let mut learner = Learner::new(&[], 0, FIRST_EVENING);
    let days = year(&mut learner);
    assert_bounded(&days, 30);
    let scheduler = Scheduler::new(0.9);
    let mut calibration = Calibration::default();
    for history in histories(&learner) {
        assert!(!history.is_empty(), "every question was asked");
        replay(&scheduler, history, |recall| calibration.add(&recall));
    }
    assert!(
        calibration.all.tally.reviews > 5 * QUESTIONS as u32,
        "{calibration:?}"
    );
    let share = calibration.all.tally.share().expect("reviews");
    assert!((share - 0.9).abs() <= 0.03, "{share}");
    let score = calibration.score().expect("reviews");
    assert!(score.rmse < 0.03, "{score:?}");
}

#[test]
fn a_year_with_a_memory_that_forgets_sooner_stays_bounded_and_fitting_finds_out() {
    let mut learner = Learner::new(&FORGETFUL, 5, FIRST_EVENING);
    let days = year(&mut learner);
    assert_bounded(&days, 60);
    let job = Job {
        number: 1,
        histories: Arc::new(histories(&learner)),
        current: Vec::new(),
    };
    let fitted = fit::fit(&job, &Progress::default()).expect("a year is enough");
    let [default, current, new] = fitted.scores;
    assert_eq!(default, current);
    assert!(new.log_loss < default.log_loss, "{fitted:?}");
    assert!(new.rmse < default.rmse, "{fitted:?}");
    assert!(fitted.is_better() && fitted.tested > 300 && fitted.trained > 3 * fitted.tested);
    // The same again is the same: nothing in it is left to chance.
    assert_eq!(fit::fit(&job, &Progress::default()), Ok(fitted));
}

#[test]
fn a_fit_that_is_stopped_ends_and_offers_nothing() {
    let mut learner = Learner::new(&FORGETFUL, 5, FIRST_EVENING);
    for _ in 0..120 {
        learner.day();
    }
    let job = Job {
        number: 1,
        histories: Arc::new(histories(&learner)),
        current: Vec::new(),
    };
    let progress = Progress::default();
    progress.stop();
    assert_eq!(fit::fit(&job, &progress), Err(fit::Failure::Stopped));
}

#[test]
fn a_fit_of_few_reviews_says_how_many_are_missing() {
    let mut learner = Learner::new(&[], 0, FIRST_EVENING);
    for _ in 0..10 {
        learner.day();
    }
    let job = Job {
        number: 1,
        histories: Arc::new(histories(&learner)),
        current: Vec::new(),
    };
    let failure = fit::fit(&job, &Progress::default()).expect_err("ten days are too few");
    assert!(
        matches!(failure, fit::Failure::TooFew(1..400)),
        "{failure:?}"
    );
}
