//! Draws the axis and the rows.

use super::axis::Scale;
use super::parts::Parts;
use super::rows::{Bar, Mark, Row, Shape};
use crate::domain::schedule::Range;
use crate::domain::tree::Tally;
use crate::domain::{Kind, Week};
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use chrono::{Duration, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeMap;

/// The column of today, through all rows.
const RULE: &str = "╎";
/// The column of the date cursor, on the axis.
const CARET: &str = "^";
/// Fewest cells of a bar that has a border of its own.
const BORDERED: usize = 3;

/// A text in the chart, by its first cell.
struct Piece {
    cell: usize,
    text: String,
    role: Role,
}

impl Piece {
    fn new(cell: usize, text: impl Into<String>, role: Role) -> Piece {
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
fn put(env: &Env, buf: &mut Buffer, chart: Rect, y: u16, pieces: &[Piece]) {
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
pub fn draw_axis(env: &Env, buf: &mut Buffer, parts: &Parts, scale: &Scale, cursor: NaiveDate) {
    let chart = parts.chart(parts.ticks);
    let ticks = scale.ticks(env.lang.timeline());
    let ticks = ticks
        .into_iter()
        .map(|tick| Piece::new(tick.cell, tick.text, Role::Title));
    let markers = markers(env, scale, cursor, parts.markers.is_empty());
    if parts.markers.is_empty() {
        let free: Vec<Piece> = ticks
            .filter(|tick| markers.iter().all(|marker| !tick.overlaps(marker)))
            .collect();
        put(env, buf, chart, parts.ticks.y, &free);
        put(env, buf, chart, parts.ticks.y, &markers);
        if !parts.ticks.is_empty() {
            let week = Week::of(cursor).to_string();
            let room = (parts.label + parts.tally).saturating_sub(1);
            let (x, y) = (parts.ticks.x, parts.ticks.y);
            paint::put(buf, x, y, room, &week, env.style(Role::Dim));
        }
    } else {
        put(env, buf, chart, parts.ticks.y, &ticks.collect::<Vec<_>>());
        put(env, buf, chart, parts.markers.y, &markers);
    }
}

/// The word for today and the date cursor. `short`: without the cursor's week.
fn markers(env: &Env, scale: &Scale, cursor: NaiveDate, short: bool) -> Vec<Piece> {
    let today = env.now.today();
    let word = env.lang.timeline().today();
    let week = Week::of(cursor).to_string();
    let same = Week::of(today) == Week::of(cursor);
    let mut word = match scale.cell(today) {
        Some(cell) if same && !short => {
            beside(scale, cell, RULE, &format!("{word} {week}"), Role::Here)
        }
        Some(cell) => beside(scale, cell, RULE, word, Role::Here),
        None if today < scale.first() => Piece::new(0, format!("<{word}"), Role::Here),
        None => {
            let text = format!("{word}>");
            let cell = scale.width().saturating_sub(wrap::width(&text));
            Piece::new(cell, text, Role::Here)
        }
    };
    let Some(cell) = scale.cell(cursor).filter(|_| !same) else {
        return vec![word];
    };
    let caret = Piece::new(cell, CARET, Role::Key);
    let mut named = beside(scale, cell, CARET, &week, Role::Key);
    if named.overlaps(&word) {
        // Between the two there is no room: each names itself on its outer side.
        if let Some(today) = scale.cell(today) {
            let (left, right) = if cell < today { (cell, today) } else { (today, cell) };
            let outer_left = |text: &str, mark: &str| {
                let text = format!("{text}{mark}");
                left.checked_sub(wrap::width(&text) - 1)
                    .map(|start| (start, text))
            };
            let texts = env.lang.timeline();
            if left == cell {
                word = beside(scale, right, RULE, texts.today(), Role::Here);
                if let Some((start, text)) = outer_left(&week, CARET) {
                    named = Piece::new(start, text, Role::Key);
                }
            } else if let Some((start, text)) = outer_left(texts.today(), RULE) {
                word = Piece::new(start, text, Role::Here);
            }
        }
    }
    if short || named.overlaps(&word) {
        vec![word, caret]
    } else {
        vec![word, named]
    }
}

/// A mark at `cell` with a text on its right, on its left where the right has no room.
fn beside(scale: &Scale, cell: usize, mark: &str, text: &str, role: Role) -> Piece {
    let width = wrap::width(text);
    match cell.checked_sub(width) {
        Some(start) if cell + 1 + width > scale.width() => {
            Piece::new(start, format!("{text}{mark}"), role)
        }
        _ => Piece::new(cell, format!("{mark}{text}"), role),
    }
}

/// Draws one row at line `y`.
pub fn draw_row(
    env: &Env,
    buf: &mut Buffer,
    parts: &Parts,
    scale: &Scale,
    row: &Row,
    y: u16,
    selected: bool,
) {
    let area = parts.rows;
    let finished = row.tally.total() > 0 && row.tally.todo + row.tally.doing == 0;
    let role = match row.kind {
        None => Role::Title,
        Some(_) if finished => Role::Dim,
        Some(Kind::Period) => Role::Dim,
        Some(_) => Role::Text,
    };
    let label = format!("{}{}", row.lead(), row.title);
    let room = parts.label.saturating_sub(1);
    paint::put(buf, area.x, y, room, &label, env.style(role));
    let left = Rect {
        width: (parts.label + parts.tally)
            .saturating_sub(1)
            .min(area.width),
        ..area
    };
    if parts.tally > 0 && row.kind.is_none_or(|kind| !kind.is_item()) {
        paint::put_right(buf, left, y, &row.tally_text(), env.style(role));
    }
    let chart = parts.chart(area);
    let mut drawing = Drawing {
        env,
        scale,
        fills: Vec::new(),
        texts: Vec::new(),
    };
    drawing.shape(row);
    if parts.tally == 0 && matches!(row.shape, Shape::None) {
        drawing.texts.push(Piece::new(0, row.tally_text(), Role::Dim));
    }
    put(env, buf, chart, y, &drawing.fills);
    if let Some(cell) = scale.cell(env.now.today()) {
        put(env, buf, chart, y, &[Piece::new(cell, RULE, Role::Here)]);
    }
    put(env, buf, chart, y, &drawing.texts);
    if selected {
        // Bars keep their own look: reversed, done would look open.
        let style = env.style(if env.focused {
            Role::Selected
        } else {
            Role::SelectedElsewhere
        });
        paint::style_line(buf, left, y, style);
    }
}

/// What a row's chart is made of: fills lie under the rule of today, texts over it.
struct Drawing<'a> {
    env: &'a Env<'a>,
    scale: &'a Scale,
    fills: Vec<Piece>,
    texts: Vec<Piece>,
}

impl Drawing<'_> {
    fn shape(&mut self, row: &Row) {
        match &row.shape {
            Shape::None => {}
            Shape::Bars(bars) => {
                let mut free = 0;
                for bar in bars {
                    let cells = self.scale.cells(bar.from, bar.to);
                    if cells.end > free {
                        self.bar(bar, cells.start.max(free)..cells.end);
                        free = cells.end;
                    }
                }
                let start = bars.first().map_or(0, |bar| {
                    self.scale.cells(bar.from, bar.to).start
                });
                self.late(row, start, free);
            }
            Shape::Hatch(range) => {
                let cells = self.scale.cells(range.from, range.to);
                self.fill(cells, "▒", Role::Dim);
            }
            Shape::Milestone(range, mark) => self.milestone(row, *range, *mark),
            Shape::Marks(marks) => {
                let mut shown: BTreeMap<usize, Mark> = BTreeMap::new();
                for (date, mark) in marks {
                    if let Some(cell) = self.scale.cell(*date) {
                        let there = shown.entry(cell).or_insert(*mark);
                        *there = (*there).max(*mark);
                    }
                }
                for (cell, mark) in shown {
                    self.texts.push(Piece::new(cell, mark.letter(), role_of(mark)));
                }
            }
        }
    }

    fn fill(&mut self, cells: std::ops::Range<usize>, glyph: &str, role: Role) {
        if !cells.is_empty() {
            self.fills
                .push(Piece::new(cells.start, glyph.repeat(cells.len()), role));
        }
    }

    /// One bar in `cells`, which may be less than its time where another one is before it.
    fn bar(&mut self, bar: &Bar, cells: std::ops::Range<usize>) {
        let slack = bar.slack.map_or(cells.end, |slack| {
            let from = self.scale.cells(bar.from, Some(slack)).end;
            from.clamp(cells.start, cells.end)
        });
        let mut start = cells.start;
        if !bar.title.is_empty() && cells.len() >= BORDERED {
            self.fills.push(Piece::new(start, "│", Role::Border));
            start += 1;
        }
        // The title yields where it would leave nothing of the bar.
        let room = slack.saturating_sub(start + (cells.len() / 4).max(2) + 1);
        let width = wrap::width(&bar.title);
        if width > 0 && (width <= room || room >= 8) {
            let title = wrap::truncate(&bar.title, room).into_owned();
            let used = wrap::width(&title) + 1;
            self.texts.push(Piece::new(start, title, Role::Text));
            start += used;
        }
        let done = start + self.done_cells(bar, start..slack);
        self.fill(start..done, "█", Role::BarDone);
        self.fill(done..slack, "░", Role::BarOpen);
        self.fill(slack..cells.end, "·", Role::Dim);
        let word = self.env.lang.timeline().slack();
        let width = wrap::width(word);
        if let Some(spare) = (cells.end - slack).checked_sub(width + 2) {
            self.texts
                .push(Piece::new(slack + 1 + spare / 2, word, Role::Dim));
        }
    }

    /// How many of the cells are filled. Where the bar is cut by the screen's edge, as many as lie in the done part
    /// of the whole; nothing done is never a filled cell, something open never a full bar.
    fn done_cells(&self, bar: &Bar, cells: std::ops::Range<usize>) -> usize {
        let share = share(bar.tally);
        let len = cells.len();
        let until = bar.slack.or(bar.to);
        let cut = bar.from < self.scale.first() || until.is_none_or(|to| to > self.scale.last());
        if bar.title.is_empty() && cut {
            let end = until.unwrap_or(self.scale.last());
            let days = (end - bar.from).num_days() as f64 * share;
            let date = bar.from + Duration::days(days.round() as i64);
            let done = self.scale.cells(bar.from, Some(date)).end;
            return if share > 0.0 {
                done.clamp(cells.start, cells.end) - cells.start
            } else {
                0
            };
        }
        let done = (share * len as f64).round() as usize;
        if share >= 1.0 {
            len
        } else if share > 0.0 {
            done.max(1).min(len.saturating_sub(1))
        } else {
            0
        }
    }

    fn milestone(&mut self, row: &Row, range: Range, mark: Mark) {
        let cells = self.scale.cells(range.from, range.to);
        let glyph = match mark {
            Mark::Open => "<>".to_owned(),
            Mark::Skipped | Mark::Done | Mark::Late => format!("<{}>", mark.letter()),
        };
        let width = wrap::width(&glyph);
        self.fill(cells.clone(), "─", Role::Dim);
        let at = match range.last() {
            Some(last) => self.scale.cell(last).map(|cell| (cell + 1).saturating_sub(width)),
            // Without a last day it is open from its first one on.
            None => self.scale.cell(range.from),
        };
        if let Some(at) = at {
            self.texts.push(Piece::new(at, glyph, role_of(mark)));
            self.late(row, at.min(cells.start), cells.end.max(at + width));
        }
    }

    /// Says how late a row is behind (else before) what takes the cells from `start` to `end`.
    fn late(&mut self, row: &Row, start: usize, end: usize) {
        let Some(days) = row.late else { return };
        let text = self.env.lang.timeline().late(days);
        let width = wrap::width(&text);
        let cell = if end + 1 + width <= self.scale.width() {
            Some(end + 1)
        } else {
            start.checked_sub(width + 1)
        };
        if let Some(cell) = cell {
            self.texts.push(Piece::new(cell, text, Role::Bad));
        }
    }
}

/// Share of what was not skipped that is done.
fn share(tally: Tally) -> f64 {
    let counted = tally.total() - tally.skipped;
    if counted == 0 {
        0.0
    } else {
        tally.done as f64 / counted as f64
    }
}

fn role_of(mark: Mark) -> Role {
    match mark {
        Mark::Skipped => Role::Dim,
        Mark::Done => Role::Good,
        Mark::Open => Role::Title,
        Mark::Late => Role::Bad,
    }
}
