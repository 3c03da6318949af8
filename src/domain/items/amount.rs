//! Amounts of time as people type them: `30`, `1.5h`, `1h30`, `-15m`, in Korean too.

use crate::lang::{HOUR_WORDS, MINUTE_WORDS};

/// Why a text is no amount of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAmount {
    Nonsense,
    Nothing,
    /// More than fits: a day of minutes, or a thousand hours.
    TooMuch,
}

const DAY: i64 = 24 * 60;
const MOST_HOURS: f64 = 1000.0;

/// A number, and what it counts.
enum Unit {
    Hours,
    Minutes,
    /// The text ends after the number.
    Bare,
}

/// Minutes to log: a bare number is minutes, a leading `-` takes some back.
pub fn parse_minutes(text: &str) -> Result<i64, NoAmount> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let minutes = amount(text, 1.0)?.round();
    if minutes == 0.0 {
        Err(NoAmount::Nothing)
    } else if minutes > DAY as f64 {
        Err(NoAmount::TooMuch)
    } else {
        Ok(sign * minutes as i64)
    }
}

/// Hours that are expected: a bare number is hours; an empty text, that nothing is expected.
pub fn parse_hours(text: &str) -> Result<Option<f64>, NoAmount> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let hours = (amount(text, 60.0)? / 60.0 * 100.0).round() / 100.0;
    if hours == 0.0 {
        Err(NoAmount::Nothing)
    } else if hours > MOST_HOURS {
        Err(NoAmount::TooMuch)
    } else {
        Ok(Some(hours))
    }
}

/// Minutes of a text; a bare number counts `bare` minutes each, but minutes when it follows hours.
fn amount(text: &str, bare: f64) -> Result<f64, NoAmount> {
    let (first, unit, rest) = part(text).ok_or(NoAmount::Nonsense)?;
    match unit {
        // Parts of a minute are a slip: 1.5 was meant as hours.
        Unit::Bare if bare == 1.0 && first.fract() != 0.0 => Err(NoAmount::Nonsense),
        Unit::Bare => Ok(first * bare),
        Unit::Minutes if rest.is_empty() => Ok(first),
        Unit::Hours if rest.is_empty() => Ok(first * 60.0),
        Unit::Hours => {
            let (second, unit, rest) = part(rest).ok_or(NoAmount::Nonsense)?;
            let minutes = second < 60.0 && second.fract() == 0.0 && first.fract() == 0.0;
            if minutes && rest.is_empty() && !matches!(unit, Unit::Hours) {
                Ok(first * 60.0 + second)
            } else {
                Err(NoAmount::Nonsense)
            }
        }
        Unit::Minutes => Err(NoAmount::Nonsense),
    }
}

/// Reads a number and its unit off the front.
fn part(text: &str) -> Option<(f64, Unit, &str)> {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    // A comma before three digits may mean thousands as well as parts.
    if number
        .split_once(',')
        .is_some_and(|(_, parts)| parts.len() > 2)
    {
        return None;
    }
    // A lone point, two points and numbers beyond reason are no numbers.
    let number: f64 = number.replace(',', ".").parse().ok()?;
    if !number.is_finite() || number > 1e6 {
        return None;
    }
    let rest = rest.trim();
    if rest.is_empty() {
        return Some((number, Unit::Bare, rest));
    }
    let strip = |words: &[&str]| {
        words.iter().find_map(|word| {
            let (head, tail) = rest.split_at_checked(word.len())?;
            head.eq_ignore_ascii_case(word).then(|| tail.trim_start())
        })
    };
    if let Some(rest) = strip(&HOUR_WORDS) {
        return Some((number, Unit::Hours, rest));
    }
    strip(&MINUTE_WORDS).map(|rest| (number, Unit::Minutes, rest))
}
