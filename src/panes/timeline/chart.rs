//! Draws the rows: bars, milestones, periods, the rule of today.

use super::axis::Scale;
use super::markers::{Piece, RULE, put};
use super::parts::Parts;
use super::rows::{Bar, Mark, Row, Shape};
use crate::domain::Kind;
use crate::domain::schedule::Range;
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use chrono::{Days, Duration};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeMap;

/// Fewest cells of a bar that has a border of its own.
const BORDERED: usize = 3;

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
    let finished = row.tally.total() > 0 && row.tally.open() == 0;
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
        drawing
            .texts
            .push(Piece::new(0, row.tally_text(), Role::Dim));
    }
    put(env, buf, chart, y, &drawing.fills);
    if let Some(cell) = scale.cell(env.now.today()) {
        put(env, buf, chart, y, &[Piece::new(cell, RULE, Role::Here)]);
    }
    put(env, buf, chart, y, &drawing.texts);
    if selected {
        // Bars keep their own look: reversed, done would look open.
        paint::style_line(buf, left, y, env.selected());
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
                let start = bars
                    .first()
                    .map_or(0, |bar| self.scale.cells(bar.from, bar.to).start);
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
                    self.texts
                        .push(Piece::new(cell, mark.letter(), role_of(mark)));
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
        let room = slack.saturating_sub(start + (cells.len() / 6).max(2) + 1);
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
        if let Some(spare) = (cells.end - slack).checked_sub(width + 1) {
            self.texts
                .push(Piece::new(slack + 1 + spare / 2, word, Role::Dim));
        }
    }

    /// How many of the cells are filled. Where the bar is cut by the screen's edge, as many as lie in the done part
    /// of the whole; nothing done is never a filled cell, something open never a full bar.
    fn done_cells(&self, bar: &Bar, cells: std::ops::Range<usize>) -> usize {
        let share = bar.tally.share();
        let len = cells.len();
        let until = bar.slack.or(bar.to);
        let cut = bar.from < self.scale.first()
            || until.is_none_or(|to| to > self.scale.last() + Days::new(1));
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
            Some(last) => self
                .scale
                .cell(last)
                .map(|cell| (cell + 1).saturating_sub(width)),
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
        let after = match self.scale.cell(self.env.now.today()) {
            // Today's rule stays in sight.
            Some(today) if today > end && today <= end + 1 + width => today + 2,
            _ => end + 1,
        };
        let cell = if after + width <= self.scale.width() {
            Some(after)
        } else {
            start.checked_sub(width + 1)
        };
        if let Some(cell) = cell {
            self.texts.push(Piece::new(cell, text, Role::Bad));
        }
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
