//! Values that are of the right type and still nonsense: a file edited by hand can hold them, and sums of them would
//! leave what numbers and dates can hold. Their record counts as unreadable.

use chrono::{DateTime, Datelike, Utc};
use serde::de::{Deserialize, Deserializer, Error};

/// Two years without a pause; one entry of the log cannot be more.
const MINUTES: i64 = 1_000_000;

/// A moment of a year of four digits; local time must not lead out of what a calendar can hold.
pub fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
    let at = DateTime::<Utc>::deserialize(from)?;
    if (1..=9999).contains(&at.year()) {
        return Ok(at);
    }
    Err(D::Error::custom(format_args!("not a usable time: {at}")))
}

/// Minutes of one entry of the log.
pub fn minutes<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    let minutes = i64::deserialize(from)?;
    if (-MINUTES..=MINUTES).contains(&minutes) {
        return Ok(minutes);
    }
    Err(D::Error::custom(format_args!(
        "not a usable number of minutes: {minutes}"
    )))
}
