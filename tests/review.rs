//! Memory against an independent implementation of the same FSRS version; `fsrs/make.py` says how it was asked.

use chrono::{Days, NaiveDate};
use gongbu::domain::Grade;
use gongbu::domain::review::{Memory, Scheduler};

const VECTORS: &str = include_str!("fsrs/vectors.txt");

#[test]
fn twelve_thousand_reviews_give_the_intervals_of_the_reference_implementation() {
    let (mut reviews, mut exact, mut lapses) = (0, 0, 0);
    for line in VECTORS.lines() {
        let mut words: Vec<&str> = line.split(' ').collect();
        let mut number = |at: usize| words.remove(at).parse::<f32>().expect("a number");
        let retention = number(0);
        let scheduler = Scheduler::new(retention);
        let (difficulty, stability) = {
            let last = words.len() - 1;
            let parse = |word: &str| word.parse::<f32>().expect("a number");
            (parse(words[last]), parse(words[last - 1]))
        };
        let mut on: NaiveDate = "2026-01-01".parse().expect("a date");
        let mut memory: Option<Memory> = None;
        for step in &words[..words.len() - 2] {
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
                lapses += 1;
            } else {
                let ours = (after.due - on).num_days() as u64;
                // The crate computes in single precision: what lies half way may round to the day beside it.
                assert!(ours.abs_diff(interval) <= 1, "{ours} at {step} of {line}");
                exact += usize::from(ours == interval);
            }
            memory = Some(after);
            reviews += 1;
        }
        let memory = memory.expect("a history has reviews");
        assert!(
            (memory.stability - stability).abs() <= stability * 1e-3,
            "{} {line}",
            memory.stability
        );
        assert!(
            (memory.difficulty - difficulty).abs() < 1e-2,
            "{} {line}",
            memory.difficulty
        );
    }
    assert_eq!(reviews, 12_000);
    assert!(exact + lapses >= reviews - 5, "{exact} and {lapses}");
}
