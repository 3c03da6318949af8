//! The chart of retention: the share remembered by week and by month, against the desired one.

use super::charts::{bar_room, below, explain, marked_bar, put, say_missing, scale};
use super::{State, grouped};
use crate::commands::Cmd;
use crate::domain::recall::Tally;
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::wrap;
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// So many reviews it takes.
const LEAST: u32 = 20;

/// So far off the desired retention (0..=1) is no matter.
const NEAR: f64 = 0.03;

/// Lines that the second table takes at least.
const ROOM: u16 = 7;

/// Bars begin here: all that matters lies above.
const FLOOR: f64 = 0.5;

pub fn draw(state: &State, env: &Env, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.memory();
    let tally = state.shown.calibration.all.tally;
    if tally.reviews < LEAST {
        return say_missing(env, buf, area, LEAST - tally.reviews);
    }
    let desired = f64::from(State::desired(env)) / 100.0;
    let recent = state.shown.recent.share();
    let shown = texts.percent(recent);
    let fit = env.key(Cmd::FitParameters);
    let advice = match recent {
        None => texts.no_recent().to_owned(),
        Some(share) if share < desired - NEAR => texts.below_target(&shown, &fit),
        Some(share) if share > desired + NEAR => texts.above_target(&shown, &fit),
        Some(_) => texts.on_target(&shown),
    };
    let aim = format!("{} %", State::desired(env));
    let area = explain(env, buf, area, &texts.retention_means(&aim), &advice);
    let weeks = (texts.week_of(), &state.shown.weeks);
    let months = (texts.month(), &state.shown.months);
    let (first, second) = if state.coarse {
        (months, weeks)
    } else {
        (weeks, months)
    };
    let rest = draw_spans(env, buf, area, first, desired);
    if rest.height >= ROOM {
        draw_spans(env, buf, below(rest, 1), second, desired);
    }
}

type Spans<'a> = (&'a str, &'a Vec<(NaiveDate, Tally, Tally)>);

/// Draws a heading and a row for each span, the newest first. Returns what is left below.
fn draw_spans(env: &Env, buf: &mut Buffer, area: Rect, spans: Spans, desired: f64) -> Rect {
    let texts = env.lang.memory();
    let (name, spans) = spans;
    // Where it is narrow, the column of known ones gives way to the bars.
    let is_narrow = area.width < 66;
    let bars = bar_room(area, if is_narrow { 32 } else { 50 });
    let scale = scale("50 %", bars);
    let last = |text: &str| match is_narrow {
        true => String::new(),
        false => format!("  {}", wrap::pad_start(text, 16)),
    };
    let head = format!(
        "{} {} {}  {}{}",
        wrap::pad(name, 10),
        wrap::pad_start(texts.knew(), 8),
        wrap::pad(&scale, usize::from(bars) + 1),
        wrap::pad_start(texts.reviews(), 8),
        last(texts.of_known()),
    );
    put(env, buf, area, area.width, &[(head, Role::Dim)]);
    let mut rest = below(area, 1);
    for (first, all, known) in spans.iter().rev() {
        let label = if name == texts.month() {
            first.format("%Y-%m").to_string()
        } else {
            first.to_string()
        };
        let share = all.share();
        let over = |share: f64| (share - FLOOR) / (1.0 - FLOOR);
        let bar = match share {
            Some(share) => marked_bar(bars, over(share), Some(over(desired))),
            None => " ".repeat(bars.into()),
        };
        let known = match known.share() {
            Some(_) => format!("{} ({})", texts.percent(known.share()), known.reviews),
            None => "-".to_owned(),
        };
        let role = match share {
            Some(share) if share < desired - NEAR => Role::Warn,
            _ => Role::Text,
        };
        let pieces = [
            (wrap::pad(&label, 10).into_owned(), Role::Text),
            (format!(" {:>8} ", texts.percent(share)), role),
            (bar, Role::BarDone),
            (
                format!("   {:>8}", grouped(all.reviews as usize)),
                Role::Text,
            ),
            (last(&known), Role::Dim),
        ];
        put(env, buf, rest, rest.width, &pieces);
        rest = below(rest, 1);
    }
    rest
}
