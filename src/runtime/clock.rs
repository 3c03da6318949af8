//! The clock: the only place that asks what time it is.

use crate::domain::Now;
use chrono::{DateTime, FixedOffset, Local, Utc};
use std::time::Instant;

/// The system's clock, or one that was set to a moment and runs on from there.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    set: Option<(DateTime<FixedOffset>, Instant)>,
    salt: u32,
}

impl Clock {
    /// `set`: what `--now` says.
    pub fn new(set: Option<DateTime<FixedOffset>>) -> Clock {
        let nanos = Utc::now().timestamp_subsec_nanos();
        let salt = nanos.rotate_left(7) ^ std::process::id().wrapping_mul(0x9e37_79b9);
        Clock {
            set: set.map(|at| (at, Instant::now())),
            salt,
        }
    }

    /// Whether it is the system's, not one that was set.
    pub fn is_the_systems(&self) -> bool {
        self.set.is_none()
    }

    /// This moment; the study day begins at the default hour until the settings are known.
    pub fn now(&self) -> Now {
        let (utc, offset) = match self.set {
            Some((at, since)) => {
                let elapsed = chrono::Duration::from_std(since.elapsed()).unwrap_or_default();
                (at.to_utc() + elapsed, *at.offset())
            }
            None => {
                let local = Local::now();
                (local.to_utc(), *local.offset())
            }
        };
        Now {
            utc,
            offset,
            day_start: 4,
            salt: self.salt,
        }
    }
}
