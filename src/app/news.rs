//! News: what no key has asked for, such as what was found at the start or that a file was changed outside. They stand
//! above the line of hints, below each other, until they were read.

use crate::panes::Toast;
use chrono::{DateTime, Duration, Utc};

/// How long one line of news stays.
const LINE: Duration = Duration::seconds(5);

/// The longest that news stay.
const MOST: Duration = Duration::seconds(40);

/// Keys that come sooner than this were not pressed by somebody who has read the news.
const READ: Duration = Duration::seconds(3);

/// The news on the screen.
#[derive(Debug, Default)]
pub struct News {
    lines: Vec<Toast>,
    /// When the last line came, and when all go.
    told: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl News {
    /// Adds a line; what stands there already is not said twice.
    pub(super) fn add(&mut self, line: Toast, now: DateTime<Utc>) {
        if line.text.is_empty() || self.lines.contains(&line) {
            return;
        }
        self.lines.push(line);
        let rows: usize = self.lines.iter().map(|line| 1 + line.text.len() / 80).sum();
        let stays = LINE * i32::try_from(rows + 1).unwrap_or(i32::MAX).min(100);
        self.told = now;
        self.until = now + stays.min(MOST);
    }

    pub fn lines(&self) -> &[Toast] {
        &self.lines
    }

    pub(super) fn clear(&mut self) {
        self.lines.clear();
    }

    /// When they go by themselves.
    pub(super) fn deadline(&self) -> Option<DateTime<Utc>> {
        (!self.lines.is_empty()).then_some(self.until)
    }

    /// Drops what has stood there long enough.
    pub(super) fn expire(&mut self, now: DateTime<Utc>) {
        if self.until <= now {
            self.clear();
        }
    }

    /// A key was pressed: whoever does that has read what stood there a while. `esc`: or does not want to.
    pub(super) fn key(&mut self, esc: bool, now: DateTime<Utc>) {
        if esc || self.told + READ <= now {
            self.clear();
        }
    }
}
