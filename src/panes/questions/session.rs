//! A review session: cards one after another, those answered with "again" once more at the end.

use crate::domain::{Grade, Id};
use std::collections::VecDeque;

/// A card that was graded in this session.
#[derive(Debug)]
pub struct Graded {
    pub question: Id,
    pub review: Id,
    pub grade: Grade,
}

/// The cards still to come, and those graded.
#[derive(Debug, Default)]
pub struct Session {
    queue: VecDeque<Id>,
    graded: Vec<Graded>,
}

impl Session {
    pub fn new(queue: impl IntoIterator<Item = Id>) -> Session {
        Session {
            queue: queue.into_iter().collect(),
            graded: Vec::new(),
        }
    }

    /// The card after this one.
    pub fn next(&mut self) -> Option<Id> {
        self.queue.pop_front()
    }

    /// Number of the card on the table, and of all that are known to come.
    pub fn progress(&self) -> (usize, usize) {
        let at = self.graded.len() + 1;
        (at, at + self.queue.len())
    }

    /// How many cards are to come after this one.
    pub fn left(&self) -> usize {
        self.queue.len()
    }

    /// The grades given, in order.
    pub fn graded(&self) -> &[Graded] {
        &self.graded
    }

    /// Notes a grade; "again" brings the card back at the end.
    pub fn grade(&mut self, graded: Graded) {
        if graded.grade == Grade::Again {
            self.queue.push_back(graded.question.clone());
        }
        self.graded.push(graded);
    }

    /// Takes back the last grade if its review is no longer `there`: the card it was given to is on the table again,
    /// and `open`, which was, comes after it.
    pub fn take_back(&mut self, open: Option<&Id>, there: impl Fn(&str) -> bool) -> Option<Id> {
        let last = self.graded.pop_if(|last| !there(&last.review))?;
        if let Some(open) = open {
            self.queue.push_front(open.clone());
        }
        if last.grade == Grade::Again {
            let again = self.queue.iter().rposition(|id| *id == last.question);
            again.and_then(|index| self.queue.remove(index));
        }
        Some(last.question)
    }

    /// How many different questions were graded.
    pub fn cards(&self) -> usize {
        let ids: std::collections::BTreeSet<&Id> =
            self.graded.iter().map(|graded| &graded.question).collect();
        ids.len()
    }

    /// How often the grade was "again".
    pub fn again(&self) -> usize {
        let again = self
            .graded
            .iter()
            .filter(|graded| graded.grade == Grade::Again);
        again.count()
    }
}
