//! What all charts have in common: their names, the sentence that says what one means and what to do, the lines below.

use super::{Chart, State, calibration, forecast, grouped, offer, retention, topics};
use crate::commands::Cmd;
use crate::domain::fit::News;
use crate::lang::number;
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Wider a bar is no easier to read.
const WIDEST: u16 = 100;

/// Lower a chart leaves no room for more than one sentence.
const LOW: u16 = 14;

/// Lines below the charts.
const BELOW: u16 = 2;

pub fn draw(state: &State, env: &Env, buf: &mut Buffer) {
    let area = Rect {
        x: env.area.x.saturating_add(1),
        width: env.area.width.saturating_sub(2),
        ..env.area
    };
    draw_names(state, env, buf, area);
    let rest = below(area, 1);
    let body = Rect {
        height: rest.height.saturating_sub(BELOW),
        ..rest
    };
    if let Some(News::Done(fitted)) = &state.fit {
        offer::draw(state, fitted, env, buf, body);
    } else if let Some(reader) = &state.reader {
        let (done, total) = (
            grouped(reader.done.min(reader.total)),
            grouped(reader.total),
        );
        say(
            env,
            buf,
            body,
            &env.lang.memory().reading(&done, &total),
            Role::Dim,
        );
        let share = reader.done as f64 / reader.total.max(1) as f64;
        let width = body.width.min(WIDEST / 2);
        put(
            env,
            buf,
            below(body, 1),
            width,
            &[(paint::bar(width.into(), share), Role::BarDone)],
        );
    } else {
        match state.chart {
            Chart::Retention => retention::draw(state, env, buf, body),
            Chart::Forecast => forecast::draw(state, env, buf, body),
            Chart::Calibration => calibration::draw(state, env, buf, body),
            Chart::Topics => topics::draw(state, env, buf, body),
        }
    }
    let last = below(rest, rest.height.saturating_sub(BELOW));
    draw_settings(state, env, buf, last);
}

/// What is left of an area below some lines.
pub fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect {
        y: area.y + lines,
        height: area.height - lines,
        ..area
    }
}

/// Writes into the first line of an area.
pub fn put(
    env: &Env,
    buf: &mut Buffer,
    area: Rect,
    width: u16,
    pieces: &[(impl AsRef<str>, Role)],
) {
    if area.height > 0 {
        let at = Position::new(area.x, area.y);
        env.put_all(buf, at, width.min(area.width), pieces);
    }
}

/// Writes a text of any length. Returns what is left below it.
pub fn say(env: &Env, buf: &mut Buffer, area: Rect, text: &str, role: Role) -> Rect {
    let rows = wrap::lines_of(text, usize::from(area.width).max(1));
    let mut rest = area;
    for row in rows {
        put(env, buf, rest, rest.width, &[(row, role)]);
        rest = below(rest, 1);
    }
    rest
}

/// What a chart means, and what to do. Returns the room for the chart.
pub fn explain(env: &Env, buf: &mut Buffer, area: Rect, means: &str, advice: &str) -> Rect {
    // Where there is little room, what to do is said and what it means is left to a larger window.
    let rest = if area.height >= LOW {
        say(env, buf, area, means, Role::Dim)
    } else {
        area
    };
    let rest = say(env, buf, rest, advice, Role::Title);
    below(rest, u16::from(rest.height > 12))
}

/// Where there is nothing to draw: how many reviews are missing, and where to make them.
pub fn say_missing(env: &Env, buf: &mut Buffer, area: Rect, missing: u32) {
    let key = env.key(Cmd::QuestionsPane);
    say(
        env,
        buf,
        area,
        &env.lang.memory().missing(missing, &key),
        Role::Dim,
    );
}

/// A bar of `width` cells with a mark; both are shares of it.
pub fn marked_bar(width: u16, share: f64, mark: Option<f64>) -> String {
    let mut bar: Vec<char> = paint::bar(width.into(), share).chars().collect();
    if let Some(mark) = mark {
        let at = (mark.clamp(0.0, 1.0) * f64::from(width)).round() as usize;
        if let Some(cell) = bar.get_mut(at.min(usize::from(width.max(1)) - 1)) {
            *cell = '|';
        }
    }
    bar.into_iter().collect()
}

/// What the ends of bars stand for: `low` and all.
pub fn scale(low: &str, width: u16) -> String {
    let high = "100 %";
    let room = usize::from(width).checked_sub(low.len() + high.len() + 1);
    room.map_or_else(String::new, |room| {
        format!("{low}{}{high}", " ".repeat(room + 1))
    })
}

/// The room for bars beside `taken` cells of figures.
pub fn bar_room(area: Rect, taken: u16) -> u16 {
    area.width.saturating_sub(taken).min(WIDEST)
}

fn draw_names(state: &State, env: &Env, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.memory();
    let mut pieces = Vec::new();
    for chart in Chart::ALL {
        let name = match chart {
            Chart::Retention => texts.retention(),
            Chart::Forecast => texts.forecast(),
            Chart::Calibration => texts.calibration(),
            Chart::Topics => texts.topics(),
        };
        let piece = if chart == state.chart {
            (format!("[{name}]"), Role::TitleFocused)
        } else {
            (format!(" {name} "), Role::Dim)
        };
        pieces.push(piece);
        pieces.push((" ".to_owned(), Role::Dim));
    }
    put(env, buf, area, area.width, &pieces);
}

/// The last lines: the desired retention, the parameters in force, what is being considered or done.
fn draw_settings(state: &State, env: &Env, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.memory();
    let now = State::desired(env);
    let (open, back) = (env.key(Cmd::Open), env.key(Cmd::Back));
    let (raise, lower) = (env.key(Cmd::RaiseRetention), env.key(Cmd::LowerRetention));
    let (more, fewer) = (env.key(Cmd::MoreNew), env.key(Cmd::FewerNew));
    if let Some(percent) = state.proposed {
        let (before, after) = (state.load(env, now), state.load(env, percent));
        let effect = texts.effect(
            &number(before.0),
            &number(after.0),
            &number(before.1),
            &number(after.1),
        );
        let pieces = [
            (texts.proposed(now, percent), Role::Warn),
            (effect, Role::Text),
        ];
        put(env, buf, area, area.width, &pieces);
        let pieces = [(texts.apply(&open, &back), Role::Dim)];
        return put(env, buf, below(area, 1), area.width, &pieces);
    }
    let pieces = [
        (texts.desired(now), Role::Text),
        (texts.change(&raise, &lower), Role::Dim),
        (texts.new_a_day(env.data.settings().new_a_day), Role::Text),
        (texts.change(&more, &fewer), Role::Dim),
    ];
    put(env, buf, area, area.width, &pieces);
    let line = match &state.fit {
        Some(News::Progress(share)) => {
            let percent = (share * 100.0) as u32;
            let reviews = grouped(state.figures.reviews);
            (texts.fitting(percent, &reviews, &back), Role::Here)
        }
        Some(News::Failed(failure)) => {
            let text = format!("{} {}", texts.failure(*failure), texts.failed(&back));
            (text, Role::Bad)
        }
        // What it came to stands above.
        Some(News::Done(_)) => return,
        None => {
            let fit = env.key(Cmd::FitParameters);
            let text = if env.data.settings().parameters.is_empty() {
                texts.usual(&fit)
            } else {
                texts.own(&fit, &env.key(Cmd::UsualParameters))
            };
            (text, Role::Dim)
        }
    };
    put(env, buf, below(area, 1), area.width, &[line]);
}
