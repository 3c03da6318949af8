//! Memory against an independent implementation of the same FSRS version; `fsrs/make.py` says how it was asked.

use chrono::{Days, NaiveDate};
use gongbu::domain::Grade;
use gongbu::domain::review::{Memory, Scheduler};

/// Default parameters, six retentions.
const VECTORS: &str = include_str!("fsrs/vectors.txt");

/// Three sets of other parameters, two retentions.
const OWN: &str = include_str!("fsrs/vectors-own.txt");

/// How many reviews there were, and how many intervals were the very same.
#[derive(Default)]
struct Agreement {
    reviews: usize,
    same: usize,
}

fn number(word: &str) -> f32 {
    word.parse().expect("a number")
}

/// Replays a history and compares each interval, and the memory at the end.
fn compare(scheduler: &Scheduler, words: &[&str], agreement: &mut Agreement) {
    let line = words.join(" ");
    let (steps, end) = words.split_at(words.len() - 2);
    let mut on: NaiveDate = "2026-01-01".parse().expect("a date");
    let mut memory: Option<Memory> = None;
    for step in steps {
        let mut parts = step
            .split(':')
            .map(|part| part.parse::<u64>().expect("a number"));
        let mut next = || parts.next().expect("three numbers");
        let (elapsed, grade, interval) = (next(), next(), next());
        on = on + Days::new(elapsed);
        let grade = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy][grade as usize - 1];
        let after = scheduler.after(memory, grade, on);
        if grade == Grade::Again {
            // A step of ours: it stays due on the day itself.
            assert_eq!(after.due, on, "{line}");
            agreement.same += 1;
        } else {
            let ours = (after.due - on).num_days() as u64;
            // The crate computes in single precision: what lies half way may round to the day beside it.
            assert!(ours.abs_diff(interval) <= 1, "{ours} at {step} of {line}");
            agreement.same += usize::from(ours == interval);
        }
        memory = Some(after);
        agreement.reviews += 1;
    }
    let memory = memory.expect("a history has reviews");
    let (stability, difficulty) = (number(end[0]), number(end[1]));
    let off = (memory.stability - stability).abs();
    assert!(off <= stability * 1e-3, "{} {line}", memory.stability);
    let off = (memory.difficulty - difficulty).abs();
    assert!(off < 1e-2, "{} {line}", memory.difficulty);
}

#[test]
fn twelve_thousand_reviews_give_the_intervals_of_the_reference_implementation() {
    let mut agreement = Agreement::default();
    for line in VECTORS.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let scheduler = Scheduler::new(number(words[0]));
        compare(&scheduler, &words[1..], &mut agreement);
    }
    assert_eq!(agreement.reviews, 12_000);
    assert!(
        agreement.same >= agreement.reviews - 5,
        "{}",
        agreement.same
    );
}

#[test]
fn with_fitted_parameters_too_the_intervals_are_those_of_the_reference_implementation() {
    let mut agreement = Agreement::default();
    for line in OWN.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let parameters: Vec<f32> = words[0].split(',').map(number).collect();
        assert_eq!(parameters.len(), 21);
        let scheduler = Scheduler::with(&parameters, number(words[1]));
        compare(&scheduler, &words[2..], &mut agreement);
    }
    assert_eq!(agreement.reviews, 4_200);
    assert!(
        agreement.same >= agreement.reviews - 5,
        "{}",
        agreement.same
    );
}
