//! The shelf of measures: what each is to reach, what was read off it, and how that went over time.

use super::Shelf;
use super::nodes::state;
use super::rows::Row;
use crate::commands::Cmd;
use crate::domain::{Id, Node, Reading, measure};
use crate::lang::figure;
use crate::panes::{Env, Reply};
use crate::ui::paint;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use std::collections::BTreeMap;

/// Cells of the sparkline in a row, and in full.
const SHORT: usize = 8;
const LONG: usize = 40;

/// The readings of all measures, the oldest first, where the shelf asks for them.
pub(super) fn all<'a>(env: &Env<'a>, shelf: Shelf) -> BTreeMap<&'a Id, Vec<&'a Reading>> {
    match shelf {
        Shelf::Measures => measure::all_readings(env.data),
        _ => BTreeMap::new(),
    }
}

pub(super) fn row(
    env: &Env,
    item: usize,
    node: &Node,
    readings: &BTreeMap<&Id, Vec<&Reading>>,
) -> Row {
    let readings = readings.get(&node.id).map_or(&[][..], Vec::as_slice);
    let target = target(env, node);
    let right = match readings.last() {
        Some(last) => {
            let values: Vec<f64> = readings.iter().map(|reading| reading.value).collect();
            let newest = &values[values.len().saturating_sub(SHORT)..];
            let spark = paint::sparkline(newest);
            format!("{spark}  {} / {target}", figure(last.value))
        }
        None => target,
    };
    Row::of(item, node.title.get(env.lang), right).in_state(state(env, node))
}

/// The target in words, `>= 300 commits`.
fn target(env: &Env, node: &Node) -> String {
    node.target.as_ref().map_or_else(String::new, |target| {
        let unit = target.unit.get(env.lang);
        let text = format!("{} {} {unit}", target.op, figure(target.value));
        text.trim_end().to_owned()
    })
}

/// How far the measure is, its course, and every reading, the newest first.
pub(super) fn lay_out(env: &Env, node: &Node, sheet: &mut Sheet) {
    let texts = env.lang.library();
    sheet.heading(texts.target());
    sheet.text(2, "", &target(env, node), Role::Text);
    let readings = measure::readings(env.data, &node.id);
    let (Some(first), Some(last)) = (readings.first(), readings.last()) else {
        sheet.blank();
        sheet.text(
            0,
            "",
            &texts.no_reading(&env.key(Cmd::LibraryRead)),
            Role::Dim,
        );
        return;
    };
    if let Some(target) = &node.target {
        let share = target.share(first.value, last.value);
        let role = if target.is_met(last.value) {
            Role::Good
        } else {
            Role::Text
        };
        let percent = (share * 100.0).floor();
        let line = format!("{} {percent}%", paint::bar(30, share));
        sheet.text(2, "", &line, role);
    }
    sheet.heading(texts.course());
    let values: Vec<f64> = readings.iter().map(|reading| reading.value).collect();
    let newest = &values[values.len().saturating_sub(LONG)..];
    sheet.text(2, "", &paint::sparkline(newest), Role::Here);
    let least = newest.iter().copied().fold(f64::INFINITY, f64::min);
    let most = newest.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    sheet.text(
        2,
        "",
        &texts.least_and_most(&figure(least), &figure(most)),
        Role::Dim,
    );
    sheet.heading(&texts.readings(readings.len()));
    for (at, reading) in readings.iter().enumerate().rev() {
        let before = at.checked_sub(1).map(|before| readings[before].value);
        let by = before.map_or(String::new(), |before| change(reading.value - before));
        let line = format!("{}  {:>12}  {by}", reading.on, figure(reading.value));
        sheet.text(2, "", line.trim_end(), Role::Text);
    }
}

/// A difference with its sign.
fn change(by: f64) -> String {
    let sign = if by < 0.0 { "" } else { "+" };
    format!("{sign}{}", figure(by))
}

/// Takes the newest reading of a measure away.
pub(super) fn take_away(env: &Env, node: &Node) -> Reply {
    let texts = env.lang.library();
    match measure::unread(env.data, &node.id, &env.now, env.lang) {
        Some((edit, value)) => {
            let said = texts.taken_away(&figure(value), &env.key(Cmd::Undo));
            Reply::edit(edit).and_say(said)
        }
        None => Reply::refuse(texts.nothing_read()),
    }
}
