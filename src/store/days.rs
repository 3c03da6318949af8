//! The days on which anything was saved. A document that rested while many of them passed needs fewer old states;
//! months in which nobody studied do not count.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// So many days are remembered, …
const REMEMBERED: usize = 60;

/// … and after so many without a save a document is at rest.
const REST: usize = 30;

/// Days in the order in which they were met; each is there once, where it was met last. What the clock says of their
/// order does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ActiveDays {
    days: Vec<NaiveDate>,
}

impl ActiveDays {
    /// Its loss only means that documents count as active for longer.
    pub(super) fn decode(file: &[u8]) -> Self {
        serde_json::from_slice(file).unwrap_or_default()
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("days are plain data")
    }

    /// Says whether that is news.
    pub(super) fn note(&mut self, now: DateTime<Utc>) -> bool {
        let today = now.date_naive();
        if self.days.last() == Some(&today) {
            return false;
        }
        self.days.retain(|&day| day != today);
        self.days.push(today);
        let surplus = self.days.len().saturating_sub(REMEMBERED);
        self.days.drain(..surplus);
        true
    }

    /// Whether a document last saved at that moment has been at rest.
    pub(super) fn rested_since(&self, at: DateTime<Utc>) -> bool {
        let Some(start) = self.days.len().checked_sub(REST) else {
            return false;
        };
        let saved = at.date_naive();
        // The day before and after, too: a save around midnight may have been noted under another date.
        let near = [
            saved.checked_sub_days(Days::new(1)),
            Some(saved),
            saved.checked_add_days(Days::new(1)),
        ];
        !self.days[start..]
            .iter()
            .any(|&day| near.contains(&Some(day)))
    }
}
