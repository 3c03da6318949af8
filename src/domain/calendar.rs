//! Civil dates: ISO weeks, spans as a plan states them, and "now" as the runtime hands it in.

use super::records::bounds::{self, AsText};
use chrono::{
    DateTime, Datelike, Days, Duration, FixedOffset, Months, NaiveDate, NaiveTime, Utc, Weekday,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use std::str::FromStr;

/// The moment of a step, with what is needed to read it as the user's day. Only the runtime makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    pub utc: DateTime<Utc>,
    /// The user's offset from UTC at that moment.
    pub offset: FixedOffset,
    /// Hour at which a study day begins, 0..=23 (4 = what is done at 02:00 counts for yesterday).
    pub day_start: u32,
    /// Differs between runs and machines; keeps new ids apart.
    pub salt: u32,
}

impl Now {
    /// The wall clock's date and time.
    pub fn local(&self) -> DateTime<FixedOffset> {
        self.utc.with_timezone(&self.offset)
    }

    /// The study day: the civil date, which begins at `day_start` o'clock.
    pub fn today(&self) -> NaiveDate {
        (self.local() - Duration::hours(i64::from(self.day_start))).date_naive()
    }

    /// The ISO week of the study day.
    pub fn week(&self) -> Week {
        Week::of(self.today())
    }

    /// The moment at which the study day `date` begins.
    pub fn start_of(&self, date: NaiveDate) -> DateTime<Utc> {
        let time = NaiveTime::from_hms_opt(self.day_start.min(23), 0, 0).unwrap_or_default();
        let local = date.and_time(time);
        DateTime::<Utc>::from_naive_utc_and_offset(
            local - Duration::seconds(i64::from(self.offset.local_minus_utc())),
            Utc,
        )
    }
}

/// An ISO 8601 week, written `2026-W47`. Begins on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week {
    monday: NaiveDate,
}

impl Week {
    /// The week of a date.
    pub fn of(date: NaiveDate) -> Week {
        Week {
            monday: date - Days::new(u64::from(date.weekday().num_days_from_monday())),
        }
    }

    pub fn monday(self) -> NaiveDate {
        self.monday
    }

    pub fn sunday(self) -> NaiveDate {
        self.monday + Days::new(6)
    }

    /// ISO 8601 gives a week to the year and month of its Thursday, and so do we.
    pub fn thursday(self) -> NaiveDate {
        self.monday + Days::new(3)
    }

    /// The ISO year: at the turn of the year not always the date's.
    pub fn year(self) -> i32 {
        self.monday.iso_week().year()
    }

    /// 1..=53.
    pub fn number(self) -> u32 {
        self.monday.iso_week().week()
    }

    /// The week `weeks` later, or earlier when negative.
    pub fn plus(self, weeks: i64) -> Week {
        self.monday
            .checked_add_signed(Duration::weeks(weeks))
            .map_or(self, |monday| Week { monday })
    }

    pub fn contains(self, date: NaiveDate) -> bool {
        Week::of(date) == self
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year(), self.number())
    }
}

impl FromStr for Week {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = text.split_once("-W").and_then(|(year, week)| {
            let year = Some(year).filter(|year| year.len() == 4)?;
            NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, Weekday::Mon)
        });
        parsed
            .map(Week::of)
            .ok_or_else(|| format!("not a week such as 2026-W47: {text}"))
    }
}

impl Serialize for Week {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Week {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// A stretch of time as a plan states it: `2025-06..2025-10`, `2027`, `2031..`, `2026-H2`, `2026-W47`,
/// `2025-06-01..2025-06-30`, `2026-09+3m` (three months from), `2026-09-01+2w`, `2026-09-01+10d`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    text: String,
    first: NaiveDate,
    last: Option<NaiveDate>,
}

impl Span {
    /// The first day.
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last day, itself included; none when the span is open.
    pub fn last(&self) -> Option<NaiveDate> {
        self.last
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || format!("not a span such as 2025-06..2025-10: {text}");
        let (first, last) = if let Some((from, to)) = text.split_once("..") {
            let (first, _) = edge(from).ok_or_else(bad)?;
            let last = if to.is_empty() {
                None
            } else {
                Some(edge(to).ok_or_else(bad)?.1)
            };
            (first, last)
        } else if let Some((from, length)) = text.split_once('+') {
            let (first, _) = edge(from).ok_or_else(bad)?;
            (first, Some(length_from(first, length).ok_or_else(bad)?))
        } else {
            let (first, last) = edge(text).ok_or_else(bad)?;
            (first, Some(last))
        };
        if last.is_some_and(|last| last < first) {
            return Err(format!("the span ends before it begins: {text}"));
        }
        Ok(Span {
            text: text.to_owned(),
            first,
            last,
        })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// The last day that anything is dated: beyond it there is no arithmetic to rely on.
pub const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Reads a date of the years 0..=9999, for fields that days and weeks are counted from.
pub(crate) fn date_in_reach<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<NaiveDate, D::Error> {
    let text = deserializer.deserialize_str(AsText)?;
    let date = match bounds::day(&text) {
        Some(date) => date,
        None => text.parse().map_err(D::Error::custom)?,
    };
    if (0..=LAST_DAY.year()).contains(&date.year()) {
        return Ok(date);
    }
    Err(D::Error::custom(format!("not a date of this era: {date}")))
}

/// First and last day of a year, half-year, month, week or day.
fn edge(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    if text.contains("-W") {
        let week: Week = text.parse().ok()?;
        return Some((week.monday(), week.sunday()));
    }
    let mut parts = text.split('-');
    let year: i32 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let (first, months) = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => (NaiveDate::from_ymd_opt(year, 1, 1)?, 12),
        (Some("H1"), None, _) => (NaiveDate::from_ymd_opt(year, 1, 1)?, 6),
        (Some("H2"), None, _) => (NaiveDate::from_ymd_opt(year, 7, 1)?, 6),
        (Some(month), None, _) => (NaiveDate::from_ymd_opt(year, month.parse().ok()?, 1)?, 1),
        (Some(month), Some(day), None) => {
            let date = NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)?;
            return Some((date, date));
        }
        _ => return None,
    };
    Some((
        first,
        first.checked_add_months(Months::new(months))?.pred_opt()?,
    ))
}

/// Last day of `3m`, `2w` or `10d` counted from `first`.
fn length_from(first: NaiveDate, length: &str) -> Option<NaiveDate> {
    let (number, unit) = length.split_at_checked(length.len().checked_sub(1)?)?;
    let number: u32 = number.parse().ok().filter(|n| *n > 0 && *n < 10_000)?;
    let end = match unit {
        "m" => first.checked_add_months(Months::new(number))?,
        "w" => first.checked_add_days(Days::new(u64::from(number) * 7))?,
        "d" => first.checked_add_days(Days::new(u64::from(number)))?,
        _ => return None,
    };
    end.pred_opt()
}

/// How far a plan is moved from the document's own dates: whole months, then days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shift {
    months: i32,
    days: i64,
}

impl Shift {
    /// The shift that moves `base` to `start`.
    pub fn between(base: NaiveDate, start: NaiveDate) -> Shift {
        let mut months =
            (start.year() - base.year()) * 12 + start.month() as i32 - base.month() as i32;
        if add_months(base, months) > start {
            months -= 1;
        }
        Shift {
            months,
            days: (start - add_months(base, months)).num_days(),
        }
    }

    /// The date moved by whole months, then by days.
    pub fn apply(self, date: NaiveDate) -> NaiveDate {
        add_months(date, self.months)
            .checked_add_signed(Duration::days(self.days))
            .unwrap_or(date)
    }
}

/// `date` moved by whole months; a day that the month lacks becomes its last one.
pub fn add_months(date: NaiveDate, months: i32) -> NaiveDate {
    let amount = Months::new(months.unsigned_abs());
    if months < 0 {
        date.checked_sub_months(amount)
    } else {
        date.checked_add_months(amount)
    }
    .unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn every_form_of_a_span_has_its_first_and_last_day() {
        for (text, first, last) in [
            ("2025-06..2025-10", "2025-06-01", Some("2025-10-31")),
            ("2027", "2027-01-01", Some("2027-12-31")),
            ("2027..2029", "2027-01-01", Some("2029-12-31")),
            ("2031..", "2031-01-01", None),
            ("2026-H2", "2026-07-01", Some("2026-12-31")),
            ("2026-W47", "2026-11-16", Some("2026-11-22")),
            ("2025-06-01..2025-06-30", "2025-06-01", Some("2025-06-30")),
            ("2026-09+3m", "2026-09-01", Some("2026-11-30")),
            ("2026-09-01+2w", "2026-09-01", Some("2026-09-14")),
            ("2026-09-01+10d", "2026-09-01", Some("2026-09-10")),
        ] {
            let span: Span = text.parse().expect(text);
            assert_eq!(
                (span.first(), span.last()),
                (day(first), last.map(day)),
                "{text}"
            );
        }
        for text in [
            "",
            "2025-13",
            "25-06",
            "2027..2026",
            "2026-09+0m",
            "2026-09+3x",
            "2026-W54",
            "가..나",
        ] {
            assert!(text.parse::<Span>().is_err(), "{text} is no span");
        }
    }

    #[test]
    fn a_week_is_that_of_iso_8601_at_the_turn_of_the_year() {
        assert_eq!(Week::of(day("2027-01-03")).to_string(), "2026-W53");
        assert_eq!(Week::of(day("2026-11-21")).to_string(), "2026-W47");
        assert_eq!(
            "2026-W53"
                .parse::<Week>()
                .expect("a week")
                .plus(1)
                .to_string(),
            "2027-W01"
        );
    }

    #[test]
    fn a_shift_moves_months_to_months_and_keeps_the_days_left_over() {
        let whole = Shift::between(day("2025-06-01"), day("2026-12-01"));
        assert_eq!(whole.apply(day("2025-11-01")), day("2027-05-01"));
        let odd = Shift::between(day("2025-06-01"), day("2026-12-14"));
        assert_eq!(odd.apply(day("2025-06-01")), day("2026-12-14"));
        let back = Shift::between(day("2025-06-01"), day("2025-03-15"));
        assert_eq!(back.apply(day("2025-06-01")), day("2025-03-15"));
    }

    #[test]
    fn a_study_day_begins_at_four_in_the_morning() {
        let offset = FixedOffset::east_opt(9 * 3600).expect("Seoul");
        let at = |text: &str| Now {
            utc: text.parse().expect("a moment"),
            offset,
            day_start: 4,
            salt: 0,
        };
        assert_eq!(at("2026-11-20T18:59:00Z").today(), day("2026-11-20"));
        assert_eq!(at("2026-11-20T19:00:00Z").today(), day("2026-11-21"));
        let now = at("2026-11-20T19:00:00Z");
        assert_eq!(now.start_of(day("2026-11-21")), now.utc);
    }
}
