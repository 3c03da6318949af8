//! A session: cards one after another, those answered with "again" once more at the end, until the time is used up.

use super::card::Card;
use crate::domain::{Grade, Id};
use chrono::{DateTime, Duration, Utc};
use std::collections::VecDeque;

/// A card that was graded in this session.
#[derive(Debug)]
pub struct Graded {
    /// The card as it was, with its ticks: it is asked again if the grade is taken back.
    pub card: Card,
    /// The review; for a cram the attempt.
    pub record: Id,
    pub grade: Grade,
}

/// The cards still to come, and those graded.
#[derive(Debug)]
pub struct Session {
    queue: VecDeque<Id>,
    graded: Vec<Graded>,
    /// Its grades leave the schedule alone.
    pub cram: bool,
    /// When the time is used up; none is without end.
    until: Option<DateTime<Utc>>,
}

impl Session {
    pub fn new(
        queue: impl IntoIterator<Item = Id>,
        cram: bool,
        until: Option<DateTime<Utc>>,
    ) -> Session {
        Session {
            queue: queue.into_iter().collect(),
            graded: Vec::new(),
            cram,
            until,
        }
    }

    /// The card after this one.
    pub fn next(&mut self) -> Option<Id> {
        self.queue.pop_front()
    }

    /// Whether its time is used up.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.until.is_some_and(|until| now >= until)
    }

    /// Whole minutes left, a begun one counts; none without an end.
    pub fn minutes_left(&self, now: DateTime<Utc>) -> Option<i64> {
        let left = (self.until? - now).num_seconds().max(0);
        Some((left + 59) / 60)
    }

    /// Goes on for so many minutes from now.
    pub fn more(&mut self, now: DateTime<Utc>, minutes: i64) {
        self.until = Some(now + Duration::minutes(minutes));
    }

    /// The clock jumped by so much.
    pub fn clock_moved(&mut self, by: Duration) {
        self.until = self.until.map(|until| until + by);
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
            self.queue.push_back(graded.card.id.clone());
        }
        self.graded.push(graded);
    }

    /// Takes a question out of what is to come.
    pub fn drop_question(&mut self, question: &str) {
        self.queue.retain(|id| id != question);
    }

    /// Takes back the last grade if its record is no longer `there`: the card it was given to is on the table again,
    /// and `open`, which was, comes after it.
    pub fn take_back(&mut self, open: Option<&Id>, there: impl Fn(&str) -> bool) -> Option<Card> {
        let last = self.graded.pop_if(|last| !there(&last.record))?;
        if let Some(open) = open {
            self.queue.push_front(open.clone());
        }
        if last.grade == Grade::Again {
            let again = self.queue.iter().rposition(|id| *id == last.card.id);
            again.and_then(|index| self.queue.remove(index));
        }
        Some(last.card)
    }

    /// How many different questions were graded.
    pub fn cards(&self) -> usize {
        let ids: std::collections::BTreeSet<&Id> =
            self.graded.iter().map(|graded| &graded.card.id).collect();
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

    /// The questions whose last grade was "again" or "hard".
    pub fn weak(&self) -> Vec<&Id> {
        let last = |graded: &&Graded, at: usize| {
            let later = &self.graded[at + 1..];
            !later.iter().any(|later| later.card.id == graded.card.id)
        };
        let graded = self.graded.iter().enumerate();
        graded
            .filter(|(at, graded)| last(graded, *at))
            .filter(|(_, graded)| matches!(graded.grade, Grade::Again | Grade::Hard))
            .map(|(_, graded)| &graded.card.id)
            .collect()
    }
}
