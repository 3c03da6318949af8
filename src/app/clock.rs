//! The clock between two messages. The model is woken at least once a minute; where more time than that has passed, the
//! machine slept or somebody set the clock, and nobody studied meanwhile. Where less than none has passed, somebody did.

use super::model::Model;
use crate::panes::Reply;
use chrono::{DateTime, Duration, Utc};

/// Longer than the longest wait between two messages.
const AWAKE: Duration = Duration::minutes(3);

/// A machine may sleep for so long; beyond it the clock was wrong or is.
const ASLEEP: Duration = Duration::days(31);

/// A clock is put right by less than this without a word.
const RIGHT: Duration = Duration::minutes(1);

impl Model {
    /// Takes account of a clock that did not run evenly from `before` to now: nothing that is counted counts the jump,
    /// nothing that is to be saved waits for a time that comes once more.
    pub(super) fn follow_clock(&mut self, before: DateTime<Utc>) {
        let by = self.now.utc - before;
        if by >= Duration::zero() && by <= AWAKE {
            return;
        }
        self.with_all(|pane, _| {
            pane.clock_moved(by);
            Reply::none()
        });
        self.typed.clock_moved(by);
        self.news.clock_moved(by);
        self.handed.clock_moved(by);
        if let Some((_, until)) = &mut self.toast {
            *until += by;
        }
        let texts = self.lang.app();
        let date = texts.date_and_time(self.now.local());
        let span = texts.span(by);
        if by < -RIGHT {
            let text = texts.clock_back(&span, &date);
            self.tell(text, true);
        } else if by > ASLEEP {
            let text = texts.clock_ahead(&span, &date);
            self.tell(text, true);
        }
    }

    /// What to tell when the clock is behind what was written already, as after an empty battery.
    pub(super) fn clock_is_behind(&self) -> Option<String> {
        let data = &self.data;
        let last = (data.progress.iter().map(|row| row.updated))
            .chain(data.logs.iter().map(|row| row.updated))
            .chain(data.reviews.iter().map(|row| row.at))
            .chain(data.drafts.iter().map(|row| row.updated))
            .chain(data.retros.iter().map(|row| row.updated))
            .max()?;
        let by = last - self.now.utc;
        if by <= Duration::days(1) {
            return None;
        }
        let texts = self.lang.app();
        let last = last.with_timezone(&self.now.offset).date_naive();
        let today = self.now.local().date_naive();
        Some(texts.clock_behind(&today.to_string(), &last.to_string()))
    }
}
