//! The chart of what comes up: columns for the next thirty days, bars for the next twelve weeks.

use super::charts::{bar_room, below, explain, put, say};
use super::{State, grouped};
use crate::commands::Cmd;
use crate::domain::recall::Load;
use crate::lang::number;
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::wrap;
use chrono::{Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const DAYS: usize = 30;

/// Cells of the scale beside the columns.
const SCALE: u16 = 7;

pub fn draw(state: &State, env: &Env, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.memory();
    let ahead = &state.shown.ahead;
    if state.figures.stabilities.is_empty() {
        let text = texts.nothing_reviewed(&env.key(Cmd::QuestionsPane));
        say(env, buf, area, &text, Role::Dim);
        return;
    }
    let days = &ahead[..DAYS.min(ahead.len())];
    let today = env.now.today();
    let busiest = (0..)
        .zip(days)
        .max_by_key(|(day, load)| (load.total(), -day));
    let advice = match busiest {
        Some((day, load)) if load.total() > 0 => advice(state, env, day_after(today, day), *load),
        _ => texts.nothing_ahead().to_owned(),
    };
    let area = explain(env, buf, area, texts.forecast_means(), &advice);
    let weeks: Vec<Load> = ahead.chunks(7).map(sum).collect();
    let both = usize::from(area.height) >= 12 + weeks.len();
    if both {
        let lines = area.height - 2 - u16::try_from(weeks.len()).unwrap_or(0);
        let upper = Rect {
            height: lines.min(24),
            ..area
        };
        draw_days(state, env, buf, upper, days);
        draw_weeks(state, env, buf, below(area, upper.height + 1), &weeks);
    } else if state.coarse {
        draw_weeks(state, env, buf, area, &weeks);
    } else {
        draw_days(state, env, buf, area, days);
    }
}

fn day_after(today: NaiveDate, days: i64) -> NaiveDate {
    today
        .checked_add_days(Days::new(days.unsigned_abs()))
        .unwrap_or(today)
}

fn sum(loads: &[Load]) -> Load {
    loads.iter().fold(Load::default(), |mut sum, load| {
        sum.add(*load);
        sum
    })
}

/// Minutes as they are shown.
fn minutes(state: &State, load: Load) -> String {
    number(state.figures.minutes(f64::from(load.total())).ceil())
}

/// What to do about the busiest day.
fn advice(state: &State, env: &Env, day: NaiveDate, load: Load) -> String {
    let texts = env.lang.memory();
    let budget = env.data.settings().session_minutes;
    let needed = state.figures.minutes(f64::from(load.total()));
    let (day, reviews) = (texts.day(day), grouped(load.total() as usize));
    let minutes = minutes(state, load);
    if budget > 0 && needed > f64::from(budget) {
        texts.over_budget(
            &day,
            &reviews,
            &minutes,
            budget,
            &env.key(Cmd::LowerRetention),
        )
    } else {
        texts.fits_budget(&day, &reviews, &minutes)
    }
}

/// What the two kinds of cells are. Returns what is left below.
fn draw_legend(state: &State, env: &Env, buf: &mut Buffer, area: Rect) -> Rect {
    let seconds = state.figures.seconds.to_string();
    let legend = env.lang.memory().legend(&seconds);
    put(env, buf, area, area.width, &[(legend, Role::Dim)]);
    below(area, 1)
}

/// Thirty columns over their days, what is known at the foot and what is being learned on it.
fn draw_days(state: &State, env: &Env, buf: &mut Buffer, area: Rect, days: &[Load]) {
    let texts = env.lang.memory();
    let area = draw_legend(state, env, buf, area);
    let most = days
        .iter()
        .map(|load| load.total())
        .max()
        .unwrap_or(0)
        .max(1);
    let height = area.height.saturating_sub(2);
    let count = u16::try_from(days.len()).unwrap_or(1).max(1);
    let step = (area.width.saturating_sub(SCALE) / count).clamp(1, 5);
    let thick = usize::from((step - 1).max(1));
    // A column that is not empty has at least one cell.
    let cells = |reviews: u32| {
        let exact = f64::from(reviews) * f64::from(height) / f64::from(most);
        (exact.round() as u16).max(u16::from(reviews > 0))
    };
    for line in 0..height {
        let level = height - line;
        let scale = match line {
            0 => grouped(most as usize),
            _ if level == 1 => "0".to_owned(),
            _ if line == height / 2 && most > 1 => number((f64::from(most) / 2.0).round()),
            _ => String::new(),
        };
        let mut text = format!("{scale:>5} ");
        for load in days {
            let (all, known) = (cells(load.total()), cells(load.known));
            let known = if load.learning > 0 {
                known.min(all.saturating_sub(1))
            } else {
                all
            };
            let glyph = match () {
                () if level <= known => "█",
                () if level <= all => "░",
                () => " ",
            };
            text.push_str(&glyph.repeat(thick));
            text.push_str(&" ".repeat(usize::from(step) - thick));
        }
        put(
            env,
            buf,
            below(area, line),
            area.width,
            &[(text.trim_end(), Role::BarDone)],
        );
    }
    let today = env.now.today();
    let mut labels = " ".repeat(usize::from(SCALE) - 1);
    for day in (0..i64::from(count)).step_by(7) {
        let room = usize::from(step) * 7;
        labels.push_str(&wrap::pad(&texts.day(day_after(today, day)), room));
    }
    put(
        env,
        buf,
        below(area, height),
        area.width,
        &[(labels.trim_end(), Role::Dim)],
    );
    let count = |day: usize| {
        grouped(sum(&days[day.min(days.len())..(day + 1).min(days.len())]).total() as usize)
    };
    let told = |loads: &[Load]| {
        let load = sum(loads);
        format!(
            "{} ({})",
            grouped(load.total() as usize),
            texts.minutes(&minutes(state, load))
        )
    };
    let week = told(&days[..7.min(days.len())]);
    let sums = texts.ahead(&count(0), &count(1), &week, &told(days));
    put(
        env,
        buf,
        below(area, height + 1),
        area.width,
        &[(sums, Role::Text)],
    );
}

/// Twelve weeks from today, one a line.
fn draw_weeks(state: &State, env: &Env, buf: &mut Buffer, area: Rect, weeks: &[Load]) {
    let texts = env.lang.memory();
    let most = weeks
        .iter()
        .map(|load| load.total())
        .max()
        .unwrap_or(0)
        .max(1);
    let bars = bar_room(area, 36);
    let today = env.now.today();
    let mut rest = draw_legend(state, env, buf, area);
    for (week, load) in (0..).zip(weeks) {
        let (from, to) = (day_after(today, week * 7), day_after(today, week * 7 + 6));
        let cells = |reviews: u32| {
            let exact = f64::from(reviews) * f64::from(bars) / f64::from(most);
            (exact.round() as usize).max(usize::from(reviews > 0))
        };
        let known = cells(load.known);
        let learning = cells(load.total())
            .saturating_sub(known)
            .max(usize::from(load.learning > 0));
        let pieces = [
            (
                format!("{}..{}", texts.day(from), texts.day(to)),
                Role::Text,
            ),
            (
                format!(" {:>7}", grouped(load.total() as usize)),
                Role::Text,
            ),
            (
                wrap::pad_start(&texts.minutes(&minutes(state, *load)), 11).into_owned(),
                Role::Dim,
            ),
            (format!("  {}", "█".repeat(known)), Role::BarDone),
            ("░".repeat(learning), Role::BarOpen),
        ];
        put(env, buf, rest, rest.width, &pieces);
        rest = below(rest, 1);
    }
}
