//! Measures: numbers of a plan that are to reach a target, and what was read off them over time.

use super::calendar::Now;
use super::data::Data;
use super::edit::{Edit, Step};
use super::items::Cannot;
use super::records::{Id, Kind, Node, Reading, Target, fresh_id};
use crate::lang::{Lang, MULTIPLES};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Larger values are a slip of the finger.
const MOST: f64 = 1e12;

/// The value that a text names: digits with thousands by commas or blanks, parts after a point, a sign; what follows
/// (`ms`, `%`) is the unit and does not count. A bare `k` or `K` behind the number multiplies it, and so do Korean
/// [`MULTIPLES`].
pub fn parse_value(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || "+-., _".contains(c)))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let digits: String = number.chars().filter(|c| !", _".contains(*c)).collect();
    let value: f64 = digits.parse().ok()?;
    // `1e3`, `3 m2`: not what people type; guessing would note something else.
    if unit.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let factor = match unit.trim_start().chars().next() {
        Some('k' | 'K') if unit.trim().chars().count() == 1 => 1e3,
        first => {
            (MULTIPLES.iter().find(|(name, _)| Some(*name) == first)).map_or(1.0, |(_, by)| *by)
        }
    };
    let value = value * factor;
    (value.is_finite() && value.abs() <= MOST).then_some(value)
}

/// What was read off each measure, the oldest first; of one day in the order in which it was noted.
pub fn all_readings(data: &Data) -> BTreeMap<&Id, Vec<&Reading>> {
    let mut all: BTreeMap<&Id, Vec<&Reading>> = BTreeMap::new();
    for reading in data.readings.iter().filter(|reading| !reading.deleted) {
        all.entry(&reading.node).or_default().push(reading);
    }
    for readings in all.values_mut() {
        sort(readings);
    }
    all
}

/// What was read off one measure, in the same order.
pub fn readings<'a>(data: &'a Data, node: &str) -> Vec<&'a Reading> {
    let mut found: Vec<&Reading> = (data.readings.iter())
        .filter(|reading| !reading.deleted && reading.node == node)
        .collect();
    sort(&mut found);
    found
}

fn sort(readings: &mut [&Reading]) {
    readings.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
}

impl Target {
    /// Whether a value is as the target wants it.
    pub fn is_met(&self, value: f64) -> bool {
        match self.op.as_str() {
            ">=" => value >= self.value,
            "<=" => value <= self.value,
            "<" => value < self.value,
            ">" => value > self.value,
            _ => value == self.value,
        }
    }

    /// How much of the way to the target is done, 0.0..=1.0 and 1.0 only when it is met. A target from below (`>=`)
    /// is approached from nothing, any other from the `first` value that was read.
    pub fn share(&self, first: f64, value: f64) -> f64 {
        if self.is_met(value) {
            return 1.0;
        }
        let start = if self.op.starts_with('>') {
            first.min(0.0)
        } else {
            first
        };
        let way = self.value - start;
        if way == 0.0 {
            return 0.0;
        }
        ((value - start) / way).clamp(0.0, 0.99)
    }
}

/// The edit that notes a value of a measure on a day; values of one day stand beside each other.
pub fn read(
    data: &Data,
    node: &str,
    value: f64,
    on: NaiveDate,
    now: &Now,
    lang: Lang,
) -> Result<Edit, Cannot> {
    let node = measure(data, node)?;
    let reading = Reading {
        id: fresh_id(now.utc, now.salt, |id| data.readings.contains(id)),
        node: node.id.clone(),
        value,
        on,
        ..Reading::default()
    };
    Ok(Edit::new(Step::Read, node.title.get(lang), now).put(data, reading))
}

/// The edit that takes the newest reading of a measure away, and its value; none when there is none.
pub fn unread(data: &Data, node: &str, now: &Now, lang: Lang) -> Option<(Edit, f64)> {
    let newest = readings(data, node).pop()?;
    let gone = Reading {
        deleted: true,
        ..newest.clone()
    };
    let value = gone.value;
    let edit = Edit::new(Step::Read, data.title(node, lang), now).put(data, gone);
    Some((edit, value))
}

fn measure<'a>(data: &'a Data, id: &str) -> Result<&'a Node, Cannot> {
    let node = data.nodes.get(id).filter(|node| !node.deleted);
    let node = node.ok_or(Cannot::NoSuchItem)?;
    match node.kind {
        Kind::Measure => Ok(node),
        _ => Err(Cannot::NotAMeasure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Text;

    fn target(op: &str, value: f64) -> Target {
        Target {
            op: op.to_owned(),
            value,
            unit: Text::plain("ms"),
            extra: Default::default(),
        }
    }

    #[test]
    fn values_are_read_as_people_type_them() {
        for (text, value) in [
            ("500", Some(500.0)),
            (" 1,234.5 ms", Some(1234.5)),
            ("12 000", Some(12_000.0)),
            ("99.95%", Some(99.95)),
            ("-3", Some(-3.0)),
            ("1.2k", Some(1200.0)),
            ("3천명", Some(3000.0)),
            ("1.5만", Some(15_000.0)),
            ("7kg", Some(7.0)),
            ("", None),
            ("ms", None),
            ("1.2.3", None),
            ("--1", None),
            ("9e99", None),
            ("9999999999999999", None),
        ] {
            assert_eq!(parse_value(text), value, "{text}");
        }
    }

    #[test]
    fn a_target_knows_what_meets_it_and_how_far_the_way_is() {
        for (op, wanted, first, value, met, share) in [
            (">=", 100.0, 20.0, 50.0, false, 0.5),
            (">=", 100.0, 20.0, 100.0, true, 1.0),
            ("<=", 100.0, 500.0, 300.0, false, 0.5),
            ("<", 100.0, 500.0, 100.0, false, 0.99),
            ("<=", 100.0, 80.0, 90.0, true, 1.0),
            ("<=", 100.0, 200.0, 400.0, false, 0.0),
            ("=", 0.0, 3.0, 0.0, true, 1.0),
            (">=", 0.0, 0.0, -1.0, false, 0.0),
        ] {
            let target = target(op, wanted);
            assert_eq!(target.is_met(value), met, "{value} {op} {wanted}");
            assert_eq!(target.share(first, value), share, "{value} {op} {wanted}");
        }
    }
}
