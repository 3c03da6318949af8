//! Draws the axis: labels, the word for today, the date cursor with its week.

use super::axis::Scale;
use super::parts::Parts;
use crate::domain::Week;
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The column of today, through all rows.
pub const RULE: &str = "╎";
/// The column of the date cursor, on the axis.
const CARET: &str = "^";

/// A text in the chart, by its first cell.
pub struct Piece {
    pub cell: usize,
    pub text: String,
    pub role: Role,
}

impl Piece {
    pub fn new(cell: usize, text: impl Into<String>, role: Role) -> Piece {
        Piece {
            cell,
            text: text.into(),
            role,
        }
    }

    fn end(&self) -> usize {
        self.cell + wrap::width(&self.text)
    }

    fn overlaps(&self, other: &Piece) -> bool {
        self.cell < other.end() && other.cell < self.end()
    }
}

/// Writes pieces into the line `y` of the chart.
pub fn put(env: &Env, buf: &mut Buffer, chart: Rect, y: u16, pieces: &[Piece]) {
    for piece in pieces {
        let cell = u16::try_from(piece.cell).unwrap_or(u16::MAX);
        if cell < chart.width {
            paint::put(
                buf,
                chart.x + cell,
                y,
                chart.width - cell,
                &piece.text,
                env.style(piece.role),
            );
        }
    }
}

/// Draws the axis: labels of weeks, months, quarters or years, the word for today, the date cursor with its week.
pub fn draw(env: &Env, buf: &mut Buffer, parts: &Parts, scale: &Scale, cursor: NaiveDate) {
    let chart = parts.chart(parts.ticks);
    let ticks = scale.ticks(env.lang.timeline());
    let ticks = ticks
        .into_iter()
        .map(|tick| Piece::new(tick.cell, tick.text, Role::Title));
    let mut ticks: Vec<Piece> = ticks.collect();
    if parts.markers.is_empty() {
        let markers = short_markers(env, scale, cursor, &ticks);
        ticks.retain(|tick| markers.iter().all(|marker| !tick.overlaps(marker)));
        let free = ticks;
        put(env, buf, chart, parts.ticks.y, &free);
        put(env, buf, chart, parts.ticks.y, &markers);
        if !parts.ticks.is_empty() {
            let week = Week::of(cursor).to_string();
            let room = (parts.label + parts.tally).saturating_sub(1);
            let (x, y) = (parts.ticks.x, parts.ticks.y);
            paint::put(buf, x, y, room, &week, env.style(Role::Dim));
        }
    } else {
        let markers = markers(env, scale, cursor);
        put(env, buf, chart, parts.ticks.y, &ticks);
        put(env, buf, chart, parts.markers.y, &markers);
    }
}

/// The word for today, on the side of its column where it hides the least of `ticks`, and the date cursor.
fn short_markers(env: &Env, scale: &Scale, cursor: NaiveDate, ticks: &[Piece]) -> Vec<Piece> {
    let today = env.now.today();
    let texts = env.lang.timeline();
    let hides = |piece: &Piece| ticks.iter().filter(|tick| tick.overlaps(piece)).count();
    let sides = scale.cell(today).map(|cell| {
        let right = beside(scale, cell, RULE, texts.today(), Role::Here);
        match before(cell, RULE, texts.today(), Role::Here) {
            Some(left) if hides(&left) < hides(&right) => left,
            _ => right,
        }
    });
    let mut markers = vec![sides.unwrap_or_else(|| off_screen(env, scale))];
    if Week::of(today) != Week::of(cursor) {
        let caret = scale.cell(cursor);
        markers.extend(caret.map(|cell| Piece::new(cell, CARET, Role::Key)));
    }
    markers
}

/// The word for today and the date cursor with its week, on a line of their own.
fn markers(env: &Env, scale: &Scale, cursor: NaiveDate) -> Vec<Piece> {
    let word = env.lang.timeline().today();
    let week = Week::of(cursor).to_string();
    let same = Week::of(env.now.today()) == Week::of(cursor);
    let (now, caret) = (scale.cell(env.now.today()), scale.cell(cursor));
    match (now, caret) {
        (Some(now), _) if same => {
            vec![beside(
                scale,
                now,
                RULE,
                &format!("{word} {week}"),
                Role::Here,
            )]
        }
        (Some(now), Some(caret)) => {
            let right = |cell, mark, text: &str, role| beside(scale, cell, mark, text, role);
            let left = |cell, mark, text: &str, role| {
                before(cell, mark, text, role).unwrap_or_else(|| Piece::new(cell, mark, role))
            };
            // Where both are close, each names itself on its outer side.
            let mut word_piece = right(now, RULE, word, Role::Here);
            let mut week_piece = right(caret, CARET, &week, Role::Key);
            if word_piece.overlaps(&week_piece) {
                if caret < now {
                    week_piece = left(caret, CARET, &week, Role::Key);
                } else {
                    word_piece = left(now, RULE, word, Role::Here);
                }
            }
            vec![word_piece, week_piece]
        }
        (None, Some(caret)) => {
            let word = off_screen(env, scale);
            let named = beside(scale, caret, CARET, &week, Role::Key);
            if named.overlaps(&word) {
                vec![named]
            } else {
                vec![word, named]
            }
        }
        (Some(now), None) => vec![beside(scale, now, RULE, word, Role::Here)],
        (None, None) => vec![off_screen(env, scale)],
    }
}

/// Tells on which side of the screen today is.
fn off_screen(env: &Env, scale: &Scale) -> Piece {
    let word = env.lang.timeline().today();
    if env.now.today() < scale.first() {
        return Piece::new(0, format!("<{word}"), Role::Here);
    }
    let text = format!("{word}>");
    let cell = scale.width().saturating_sub(wrap::width(&text));
    Piece::new(cell, text, Role::Here)
}

/// A mark at `cell` with a text on its left; none when there is no room.
fn before(cell: usize, mark: &str, text: &str, role: Role) -> Option<Piece> {
    let start = cell.checked_sub(wrap::width(text))?;
    Some(Piece::new(start, format!("{text}{mark}"), role))
}

/// A mark at `cell` with a text on its right, on its left where the right has no room.
fn beside(scale: &Scale, cell: usize, mark: &str, text: &str, role: Role) -> Piece {
    let fits = cell + 1 + wrap::width(text) <= scale.width();
    let left = before(cell, mark, text, role).filter(|_| !fits);
    left.unwrap_or_else(|| Piece::new(cell, format!("{mark}{text}"), role))
}
