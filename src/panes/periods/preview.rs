//! What a period will bring: in sentences, in figures, as bars.

use crate::domain::absence::{forecast::Forecast, window};
use crate::domain::{Before, Period};
use crate::lang::number;
use crate::panes::Env;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use chrono::{Days, NaiveDate};

/// Lays the preview out.
pub fn lay_out(env: &Env, period: &Period, forecast: Option<&Forecast>, width: usize) -> Sheet {
    let texts = env.lang.periods();
    let mut sheet = Sheet::new(width);
    let days = (period.to - period.from).num_days() + 1;
    let (from, to) = (period.from.to_string(), period.to.to_string());
    sheet.text(0, "", &period.title, Role::Title);
    sheet.text(0, "", &texts.dates(&from, &to, days), Role::Text);
    let hours = match period.hours {
        Some(hours) => texts.hours_a_week(&number(hours)),
        None => texts.usual_hours().to_owned(),
    };
    let media = texts.media_of(period.media);
    sheet.text(0, "", &format!("{media} · {hours}"), Role::Dim);
    let today = env.now.today();
    if period.to < today {
        sheet.blank();
        sheet.text(0, "", &texts.ended(env.index.due(period.to)), Role::Text);
        return sheet;
    }
    let Some(forecast) = forecast.filter(|forecast| forecast.known > 0) else {
        sheet.blank();
        sheet.text(0, "", texts.none_known(), Role::Dim);
        return sheet;
    };
    sheet.heading(texts.plan());
    sheet.text(0, "", &happens(env, period, forecast), Role::Text);
    figures(env, forecast, &mut sheet);
    bars(env, period, forecast, &mut sheet, width);
    sheet.blank();
    sheet.text(0, "", &texts.note(forecast.known), Role::Dim);
    sheet
}

/// What will happen on which date.
fn happens(env: &Env, period: &Period, forecast: &Forecast) -> String {
    let texts = env.lang.periods();
    let today = env.now.today();
    let day = |day: NaiveDate| texts.day(day, today);
    let eve = period.from.pred_opt().unwrap_or(period.from);
    let before = match (period.before, forecast.early()) {
        _ if period.from <= today => String::new(),
        (Before::FrontLoad, Some((most, first, last))) => {
            let count = forecast.with.early.values().sum();
            texts.ahead_first(&day(first), &day(last), count, most)
        }
        (Before::FrontLoad, None) => texts.nothing_early().to_owned(),
        (Before::Lighten, _) => {
            let first = window(period).max(today);
            texts.no_new(&day(first), &day(eve), forecast.lighter)
        }
        (Before::Nothing, _) => texts.nothing_before().to_owned(),
    };
    let (from, to) = (day(period.from), day(period.to));
    let inside = match period.a_day {
        0 => texts.none_inside(&from, &to),
        count => texts.some_inside(&from, &to, count),
    };
    let back = period.to.succ_opt().unwrap_or(period.to);
    let gone = u64::try_from(forecast.with.days).unwrap_or(0).max(1) - 1;
    let gone = back.checked_add_days(Days::new(gone)).unwrap_or(back);
    let after = match (forecast.with.backlog, period.back_a_day) {
        (0, _) => texts.back_clear(&day(back)),
        (_, 0) => texts.back_at_once(&day(back)),
        (_, count) => texts.back(&day(back), count, &day(gone)),
    };
    let said = [before, inside, after];
    let said: Vec<String> = said.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(" ")
}

fn figures(env: &Env, forecast: &Forecast, sheet: &mut Sheet) {
    let texts = env.lang.periods();
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let retention = (env.data.settings().retention * 100.0).round() as u32;
    let (without, with) = (&forecast.without, &forecast.with);
    let rows = [
        (
            String::new(),
            texts.without().to_owned(),
            texts.with().to_owned(),
        ),
        (
            texts.recall().to_owned(),
            percent(without.recall),
            percent(with.recall),
        ),
        (
            texts.above(retention),
            percent(without.above),
            percent(with.above),
        ),
        (
            texts.inside().to_owned(),
            without.inside.to_string(),
            with.inside.to_string(),
        ),
        (
            texts.backlog().to_owned(),
            without.backlog.to_string(),
            with.backlog.to_string(),
        ),
        (
            texts.clear_in().to_owned(),
            without.days.to_string(),
            with.days.to_string(),
        ),
    ];
    sheet.heading(texts.figures());
    let label = rows
        .iter()
        .map(|row| wrap::width(&row.0))
        .max()
        .unwrap_or(0);
    let cell = |text: &str, width: usize| {
        format!(
            "{}{text}",
            " ".repeat(width.saturating_sub(wrap::width(text)))
        )
    };
    for (number, (name, without, with)) in rows.iter().enumerate() {
        let gap = " ".repeat(label.saturating_sub(wrap::width(name)));
        let line = format!("{name}{gap}  {}  {}", cell(without, 10), cell(with, 13));
        sheet.text(
            0,
            "",
            &line,
            if number == 0 { Role::Dim } else { Role::Text },
        );
    }
}

/// At most so many bars for the days before, in and after.
const MOST_BARS: i64 = 7;

/// Bars of reviews: before and after by the day, longer stretches by several days.
fn bars(env: &Env, period: &Period, forecast: &Forecast, sheet: &mut Sheet, width: usize) {
    let texts = env.lang.periods();
    let days = || {
        forecast
            .without
            .load
            .keys()
            .chain(forecast.with.load.keys())
    };
    let (Some(first), Some(last)) = (days().min().copied(), days().max().copied()) else {
        return;
    };
    sheet.heading(texts.chart());
    sheet.text(0, "", texts.legend(), Role::Dim);
    let today = env.now.today();
    let back = period.to.succ_opt().unwrap_or(period.to);
    let parts = [
        (texts.part_before(), first.max(today), period.from),
        (texts.part_in(), period.from.max(today), back),
        (texts.part_after(), back, last.succ_opt().unwrap_or(last)),
    ];
    let mut rows = Vec::new();
    for (name, from, to) in parts {
        let length = (to - from).num_days();
        let step = (length + MOST_BARS - 1) / MOST_BARS.max(1);
        let mut at = from;
        while at < to {
            let end = at
                .checked_add_days(Days::new(step.unsigned_abs()))
                .unwrap_or(to)
                .min(to);
            let sum = |load: &std::collections::BTreeMap<NaiveDate, usize>| -> usize {
                load.range(at..end).map(|(_, count)| count).sum()
            };
            let counts = (sum(&forecast.with.load), sum(&forecast.without.load));
            let label = if at == from { name } else { "" };
            rows.push((label, at, step, counts));
            at = end;
        }
    }
    let most = rows
        .iter()
        .map(|row| row.3.0.max(row.3.1))
        .max()
        .unwrap_or(0)
        .max(1);
    let names = rows.iter().map(|row| wrap::width(row.0)).max().unwrap_or(0);
    let room = width.saturating_sub(names + 26).clamp(4, 40);
    for (name, day, step, (with, without)) in rows {
        let cells = |count: usize| match count {
            0 => 0,
            count => (count * room).div_ceil(most),
        };
        let long = cells(with.max(without));
        let filled = cells(with);
        let bar = paint::bar(long, filled as f64 / long.max(1) as f64);
        let pad = " ".repeat(room - long.min(room));
        let gap = " ".repeat(names - wrap::width(name));
        let more = if step > 1 { ".." } else { "  " };
        let line = format!(
            "{name}{gap} {}{more} {bar}{pad} {with:>4} {without:>4}",
            day.format("%m-%d")
        );
        sheet.text(0, "", &line, Role::Text);
    }
}
