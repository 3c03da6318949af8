//! Dates as people type them.

use chrono::{Datelike, Days, NaiveDate};

/// The day that a text names, seen from `today`: `2026-12-07`, `12-07` (the next one that comes), `+14` (days from
/// today), also with `.` or `/` between the numbers.
pub fn parse_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim().replace(['.', '/'], "-");
    if let Some(days) = text.strip_prefix('+') {
        let days: u64 = days.trim_end_matches('d').parse().ok()?;
        return today.checked_add_days(Days::new(days.min(36_500)));
    }
    let parts: Vec<u32> = text
        .split('-')
        .map(|part| part.trim().parse().ok())
        .collect::<Option<_>>()?;
    let date = match parts[..] {
        [year, month, day] if (1970..=2199).contains(&year) => {
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        }
        [month, day] => {
            let of_year = |year| NaiveDate::from_ymd_opt(year, month, day);
            let this_year = of_year(today.year()).filter(|date| *date >= today);
            // The 29th of February may be four or eight years away.
            this_year.or_else(|| (1..=8).find_map(|n| of_year(today.year() + n)))
        }
        _ => None,
    };
    date.filter(|date| (1970..=2199).contains(&date.year()))
}

/// The day up to today that a text names: `2026-11-07`, `11-07` (the last one that was), `-3` (days ago), `today`'s date
/// when it is empty.
pub fn parse_past_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim();
    if text.is_empty() {
        return Some(today);
    }
    if let Some(days) = text.strip_prefix('-') {
        let days: u64 = days.trim_end_matches('d').parse().ok()?;
        return today.checked_sub_days(Days::new(days.min(36_500)));
    }
    let date = parse_day(text, today)?;
    if date <= today {
        return Some(date);
    }
    let is_short = text.split(['-', '.', '/']).count() == 2 && !text.starts_with('+');
    let of_year = |year| NaiveDate::from_ymd_opt(year, date.month(), date.day());
    let earlier = (0..=8).find_map(|n| of_year(today.year() - n).filter(|date| *date <= today));
    earlier.filter(|_| is_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_were_are_read_as_people_type_them() {
        let day = |text: &str| -> NaiveDate { text.parse().expect("a date") };
        let today = day("2026-11-20");
        for (text, date) in [
            ("", Some("2026-11-20")),
            ("2026-11-07", Some("2026-11-07")),
            ("11-07", Some("2026-11-07")),
            ("11.20", Some("2026-11-20")),
            ("11-21", Some("2025-11-21")),
            ("2/29", Some("2024-02-29")),
            ("-3", Some("2026-11-17")),
            ("-3d", Some("2026-11-17")),
            ("2026-11-21", None),
            ("+1", None),
            ("soon", None),
        ] {
            assert_eq!(parse_past_day(text, today), date.map(day), "{text}");
        }
    }

    #[test]
    fn dates_are_read_as_people_type_them() {
        let day = |text: &str| -> NaiveDate { text.parse().expect("a date") };
        let today = day("2026-11-20");
        for (text, date) in [
            ("2026-12-07", Some("2026-12-07")),
            (" 2026.12.7 ", Some("2026-12-07")),
            ("12/07", Some("2026-12-07")),
            ("11-20", Some("2026-11-20")),
            ("11-19", Some("2027-11-19")),
            ("2-29", Some("2028-02-29")),
            ("+14", Some("2026-12-04")),
            ("+0", Some("2026-11-20")),
            ("13-40", None),
            ("99999-1-1", None),
            ("+", None),
            ("tomorrow", None),
            ("", None),
            ("1", None),
        ] {
            assert_eq!(parse_day(text, today), date.map(day), "{text}");
        }
    }
}
