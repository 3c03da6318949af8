//! How fast the user answers: what a budget of minutes holds is told from their own reviews.

use super::data::Data;
use super::index::Index;

/// How many of the latest reviews are looked at: some weeks of daily use, so that the figure follows the user.
pub const LATEST: usize = 200;

/// Seconds for a new question and for a known one, where nothing has been measured yet.
pub const UNMEASURED: Pace = Pace {
    new: 60,
    known: 45,
    measured: 0,
};

/// Seconds from the prompt to the grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// For a question on the study day it is first seen.
    pub new: u32,
    /// For a question of an earlier day.
    pub known: u32,
    /// How many reviews it was measured with.
    pub measured: usize,
}

impl Pace {
    /// The medians of the latest [`LATEST`] reviews; reviews without a time do not count. Ids of reviews sort by time.
    pub fn of(data: &Data, index: &Index) -> Pace {
        let (mut new, mut known) = (Vec::new(), Vec::new());
        for review in data.reviews.iter().rev().take(LATEST) {
            if review.seconds == 0 {
                continue;
            }
            let memory = index.memory(&review.question);
            let first = memory.is_some_and(|memory| memory.first == review.on);
            if first { &mut new } else { &mut known }.push(review.seconds);
        }
        Pace {
            measured: new.len() + known.len(),
            new: median(&mut new).unwrap_or(UNMEASURED.new),
            known: median(&mut known).unwrap_or(UNMEASURED.known),
        }
    }

    /// Seconds for a question.
    pub fn seconds(self, is_new: bool) -> u32 {
        if is_new { self.new } else { self.known }
    }

    /// How many of these cards (whether each is new), in order, fit into `seconds`; at least one, if there is one.
    pub fn fit(self, seconds: u32, cards: impl IntoIterator<Item = bool>) -> usize {
        let mut used = 0u64;
        let mut count = 0;
        for is_new in cards {
            used += u64::from(self.seconds(is_new));
            if count > 0 && used > u64::from(seconds) {
                break;
            }
            count += 1;
        }
        count
    }
}

/// The middle one, the lower of two.
fn median(values: &mut [u32]) -> Option<u32> {
    let middle = values.len().checked_sub(1)? / 2;
    Some(*values.select_nth_unstable(middle).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_not_moved_by_one_who_went_for_coffee() {
        assert_eq!(median(&mut [30, 3_600, 20, 40, 25]), Some(30));
        assert_eq!(median(&mut [30, 20]), Some(20));
        assert_eq!(median(&mut []), None);
    }

    #[test]
    fn a_budget_holds_what_its_seconds_hold_and_at_least_one_card() {
        let fit = |seconds, cards: &[bool]| UNMEASURED.fit(seconds, cards.iter().copied());
        assert_eq!(fit(300, &[false; 20]), 6);
        assert_eq!(fit(300, &[true; 20]), 5);
        assert_eq!(fit(150, &[true, false, false, false]), 3);
        assert_eq!(fit(10, &[true, true]), 1);
        assert_eq!(fit(10, &[]), 0);
    }
}
