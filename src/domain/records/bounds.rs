//! Values that are of the right type and still nonsense: a file edited by hand can hold them, and sums of them would
//! leave what numbers and dates can hold. Their record counts as unreadable.

use crate::domain::calendar::date_in_reach;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Two years without a pause; one entry of the log cannot be more.
const MINUTES: i64 = 1_000_000;

/// More hours than this are no number of hours. A plan of ten years states a few thousand.
const HOURS: f64 = 100_000.0;

/// Hours that a document states, if they can be meant: others count as not stated, and the doctor tells of them.
pub fn hours(stated: Option<f64>) -> Option<f64> {
    stated.filter(|hours| (0.0..=HOURS).contains(hours))
}

/// A moment of a year of four digits; local time must not lead out of what a calendar can hold.
pub fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
    let text = from.deserialize_str(AsText)?;
    let at = match written_by_us(&text) {
        Some(at) => at,
        None => text.parse().map_err(D::Error::custom)?,
    };
    if (1..=9999).contains(&at.year()) {
        return Ok(at);
    }
    Err(D::Error::custom(format_args!("not a usable time: {at}")))
}

/// The form in which we write a moment, `2026-11-20T12:05:00.123Z`. Ten years of data hold a hundred thousand of
/// them, and reading any form that is allowed takes ten times as long.
fn written_by_us(text: &str) -> Option<DateTime<Utc>> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let [hour, minute, second] = numbers(time, b':', [2, 2, 2])?;
    let nanos = match fraction.len() {
        0 if !text.contains('.') => 0,
        digits @ 1..=9 => number(fraction.as_bytes())? * 10_u32.pow(9 - digits as u32),
        _ => return None,
    };
    Some(
        day(date)?
            .and_hms_nano_opt(hour, minute, second, nanos)?
            .and_utc(),
    )
}

/// A date that days and weeks are counted from, if there is one.
pub fn day_in_reach<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NaiveDate>, D::Error> {
    struct Day(NaiveDate);
    impl<'de> Deserialize<'de> for Day {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
            date_in_reach(deserializer).map(Day)
        }
    }
    let day: Option<Day> = Deserialize::deserialize(deserializer)?;
    Ok(day.map(|Day(day)| day))
}

/// A date as we write it, `2026-11-20`.
pub fn day(text: &str) -> Option<NaiveDate> {
    let [year, month, day] = numbers(text, b'-', [4, 2, 2])?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Three numbers of so many digits with a separator between.
fn numbers(text: &str, separator: u8, digits: [usize; 3]) -> Option<[u32; 3]> {
    let mut rest = text.as_bytes();
    let mut found = [0; 3];
    for (index, (slot, digits)) in found.iter_mut().zip(digits).enumerate() {
        if index > 0 {
            rest = rest.strip_prefix(&[separator])?;
        }
        *slot = number(rest.get(..digits)?)?;
        rest = &rest[digits..];
    }
    rest.is_empty().then_some(found)
}

/// A number of at most nine digits and nothing else.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, digit| {
        digit
            .is_ascii_digit()
            .then(|| sum * 10 + u32::from(digit - b'0'))
    })
}

/// Takes a text as it stands in the file, without a copy where there need be none.
pub struct AsText;

impl<'de> Visitor<'de> for AsText {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}

/// A number that can be written again: one beyond what numbers hold would be saved as nothing.
pub trait Finite {
    fn is_finite(&self) -> bool;
}

impl Finite for f32 {
    fn is_finite(&self) -> bool {
        f32::is_finite(*self)
    }
}

impl Finite for f64 {
    fn is_finite(&self) -> bool {
        f64::is_finite(*self)
    }
}

impl Finite for (f64, f64) {
    fn is_finite(&self) -> bool {
        self.0.is_finite() && self.1.is_finite()
    }
}

impl<T: Finite> Finite for Option<T> {
    fn is_finite(&self) -> bool {
        self.as_ref().is_none_or(Finite::is_finite)
    }
}

/// A finite number.
pub fn finite<'de, D: Deserializer<'de>, T: Finite + Deserialize<'de>>(
    from: D,
) -> Result<T, D::Error> {
    let number = T::deserialize(from)?;
    if number.is_finite() {
        return Ok(number);
    }
    Err(D::Error::custom("not a usable number"))
}

/// Finite numbers.
pub fn all_finite<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<f32>, D::Error> {
    let numbers: Vec<f32> = Vec::deserialize(from)?;
    if numbers.iter().all(|number| number.is_finite()) {
        return Ok(numbers);
    }
    Err(D::Error::custom("not usable numbers"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_form_is_read_as_the_calendar_reads_it() {
        for text in [
            "2026-11-20T12:05:00Z",
            "2026-11-20T12:05:00.5Z",
            "2026-02-28T23:59:59.123456789Z",
            "2024-02-29T00:00:00.001Z",
            "0001-01-01T00:00:00Z",
        ] {
            assert_eq!(written_by_us(text), text.parse().ok(), "{text}");
            assert!(written_by_us(text).is_some(), "{text}");
        }
        for text in [
            "2026-11-20T12:05:00+09:00",
            "2026-11-20 12:05:00Z",
            "2026-02-30T00:00:00Z",
            "2026-11-20T24:00:00Z",
            "2026-11-20T12:05:00.Z",
            "2026-11-20T12:05Z",
            "+26-11-20T12:05:00Z",
            "2026-11-20T12:05:00.1234567890Z",
            "",
        ] {
            assert_eq!(written_by_us(text), None, "{text} is left to the calendar");
        }
    }
}
