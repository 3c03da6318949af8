//! The text of the editor as lines, each with its rows on screen. Rows are computed when a line
//! is looked at, and after an edit only around the edit, so that a key costs the same in a line
//! of a megabyte as in a short one.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use crate::ui::wrap::{glyphs_from, row_end};

/// A place between two characters of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pos {
    pub line: usize,
    /// Bytes from the start of the line.
    pub byte: usize,
}

impl Pos {
    /// Where a text that begins here ends.
    pub fn after(self, text: &str) -> Pos {
        match text.rfind('\n') {
            None => Pos {
                line: self.line,
                byte: self.byte + text.len(),
            },
            Some(at) => Pos {
                line: self.line + text.matches('\n').count(),
                byte: text.len() - at - 1,
            },
        }
    }
}

/// The width that stands for "do not wrap".
pub const UNWRAPPED: usize = usize::MAX;
/// Rows before an edit that it can change: a word may move up, and a word that was too wide for
/// a row, and so began in the rest of one, may become narrow enough for the next.
const ROWS_BEFORE: usize = 3;

#[derive(Clone, Debug, Default)]
struct Line {
    text: String,
    /// Where the rows after the first begin.
    starts: Vec<u32>,
    /// The width for which `starts` holds; 0 for none.
    wrapped: usize,
}

impl Line {
    fn new(text: String) -> Line {
        Line {
            text,
            ..Line::default()
        }
    }

    fn replace(&mut self, range: Range<usize>, new: &str) {
        self.text.replace_range(range.clone(), new);
        if self.wrapped == 0 || self.wrapped == UNWRAPPED {
            return;
        }
        let row = self
            .starts
            .partition_point(|at| *at as usize <= range.start);
        let old = self.starts.split_off(row.saturating_sub(ROWS_BEFORE));
        // Rows that began after the edit, at their new places.
        let moved = |at: &u32| {
            (*at as usize)
                .checked_sub(range.end)
                .map(|rest| range.start + new.len() + rest)
        };
        let old: Vec<usize> = old.iter().filter_map(moved).collect();
        let mut old = old.as_slice();
        let mut start = self.starts.last().map_or(0, |at| *at as usize);
        loop {
            start = row_end(&self.text, start, self.wrapped);
            if start >= self.text.len() {
                return;
            }
            self.starts.push(start as u32);
            old = &old[old.partition_point(|at| *at < start)..];
            if old.first() == Some(&start) {
                // A row depends on nothing before it, so the rest is as it was.
                self.starts.extend(old[1..].iter().map(|at| *at as u32));
                return;
            }
        }
    }
}

/// The text line by line, with the rows that each takes on screen.
#[derive(Clone, Debug)]
pub struct Lines {
    /// Never empty.
    lines: Vec<Line>,
    width: usize,
}

impl Lines {
    pub fn new(text: &str) -> Lines {
        let lines = text.split('\n').map(|line| Line::new(line.to_owned()));
        Lines {
            lines: lines.collect(),
            width: UNWRAPPED,
        }
    }

    pub fn set_width(&mut self, width: usize) {
        self.width = width;
    }

    pub fn text(&self) -> String {
        self.slice(Pos::default(), self.end())
    }

    pub fn count(&self) -> usize {
        self.lines.len()
    }

    pub fn line(&self, line: usize) -> &str {
        self.lines.get(line).map_or("", |line| &line.text)
    }

    pub fn end(&self) -> Pos {
        self.line_end(self.count() - 1)
    }

    pub fn line_end(&self, line: usize) -> Pos {
        Pos {
            line,
            byte: self.line(line).len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.end() == Pos::default()
    }

    pub fn slice(&self, from: Pos, to: Pos) -> String {
        if from.line == to.line {
            return self.line(from.line)[from.byte..to.byte].to_owned();
        }
        let mut text = self.line(from.line)[from.byte..].to_owned();
        for line in from.line + 1..to.line {
            text.push('\n');
            text.push_str(self.line(line));
        }
        text.push('\n');
        text.push_str(&self.line(to.line)[..to.byte]);
        text
    }

    /// Puts `new` in the place of what is between `from` and `to`.
    pub fn replace(&mut self, from: Pos, to: Pos, new: &str) {
        if from.line == to.line && !new.contains('\n') {
            self.lines[from.line].replace(from.byte..to.byte, new);
            return;
        }
        let tail = self.line(to.line)[to.byte..].to_owned();
        let mut pieces = new.split('\n');
        let first = pieces.next().unwrap_or_default();
        let mut added: Vec<Line> = pieces.map(|piece| Line::new(piece.to_owned())).collect();
        let end = self.line(from.line).len();
        self.lines[from.line].replace(from.byte..end, first);
        match added.last_mut() {
            Some(last) => last.text.push_str(&tail),
            None => {
                let end = self.line(from.line).len();
                self.lines[from.line].replace(end..end, &tail);
            }
        }
        self.lines.splice(from.line + 1..=to.line, added);
    }

    /// Brings the rows of a line up to date.
    pub fn prepare(&mut self, line: usize) {
        let width = self.width;
        let Some(line) = self.lines.get_mut(line) else {
            return;
        };
        if line.wrapped != width {
            line.starts = row_starts(&line.text, width);
            line.wrapped = width;
        }
    }

    /// Where the rows of a line after the first begin.
    fn starts(&self, line: usize) -> Cow<'_, [u32]> {
        match self.lines.get(line) {
            None => Cow::Borrowed(&[]),
            Some(line) if line.wrapped == self.width => Cow::Borrowed(&line.starts),
            Some(line) => Cow::Owned(row_starts(&line.text, self.width)),
        }
    }

    pub fn row_count(&self, line: usize) -> usize {
        self.starts(line).len() + 1
    }

    pub fn row_of(&self, pos: Pos) -> usize {
        self.starts(pos.line)
            .partition_point(|start| *start as usize <= pos.byte)
    }

    /// The bytes of a row, and whether it is the last one of its line.
    pub fn row(&self, line: usize, row: usize) -> (Range<usize>, bool) {
        let starts = self.starts(line);
        let start = match row {
            0 => 0,
            _ => starts.get(row - 1).map_or(0, |start| *start as usize),
        };
        match starts.get(row) {
            Some(end) => (start..*end as usize, false),
            None => (start..self.line(line).len(), true),
        }
    }

    /// The cells between the start of its row and a place.
    pub fn column_of(&self, pos: Pos) -> usize {
        let (range, _) = self.row(pos.line, self.row_of(pos));
        glyphs_from(&self.line(pos.line)[..pos.byte], range.start)
            .map(|glyph| glyph.width)
            .sum()
    }

    /// The place in a row that is nearest to a column from the left. The end of a row that goes
    /// on belongs to the next row.
    pub fn at_column(&self, line: usize, row: usize, column: usize) -> Pos {
        let (range, last) = self.row(line, row);
        let mut taken = 0;
        let mut byte = range.start;
        for glyph in glyphs_from(&self.line(line)[..range.end], range.start) {
            taken += glyph.width;
            if taken > column || (!last && glyph.end() == range.end) {
                break;
            }
            byte = glyph.end();
        }
        Pos { line, byte }
    }

    /// The row above or below, across lines.
    pub fn next_row(&mut self, line: usize, row: usize, down: bool) -> Option<(usize, usize)> {
        if down {
            self.prepare(line);
            if row + 1 < self.row_count(line) {
                return Some((line, row + 1));
            }
            return (line + 1 < self.count()).then_some((line + 1, 0));
        }
        if row > 0 {
            return Some((line, row - 1));
        }
        let line = line.checked_sub(1)?;
        self.prepare(line);
        Some((line, self.row_count(line) - 1))
    }

    /// The edge of a grapheme after a place; the start of the next line at the end of one.
    pub fn right(&self, pos: Pos) -> Pos {
        let text = self.line(pos.line);
        match GraphemeCursor::new(pos.byte, text.len(), true).next_boundary(text, 0) {
            Ok(Some(byte)) => Pos { byte, ..pos },
            _ if pos.line + 1 < self.count() => Pos {
                line: pos.line + 1,
                byte: 0,
            },
            _ => pos,
        }
    }

    /// The edge before a place; the end of the line above at the start of one.
    pub fn left(&self, pos: Pos) -> Pos {
        let text = self.line(pos.line);
        match GraphemeCursor::new(pos.byte, text.len(), true).prev_boundary(text, 0) {
            Ok(Some(byte)) => Pos { byte, ..pos },
            _ => match pos.line.checked_sub(1) {
                Some(line) => self.line_end(line),
                None => pos,
            },
        }
    }

    /// Whether no grapheme is cut here.
    pub fn is_edge(&self, pos: Pos) -> bool {
        let text = self.line(pos.line);
        text.is_char_boundary(pos.byte)
            && GraphemeCursor::new(pos.byte, text.len(), true)
                .is_boundary(text, 0)
                .unwrap_or(true)
    }

    /// The place itself, or the next edge when an edit has joined the letters around it.
    pub fn snap(&self, pos: Pos) -> Pos {
        if self.is_edge(pos) {
            pos
        } else {
            self.right(pos)
        }
    }
}

fn row_starts(text: &str, width: usize) -> Vec<u32> {
    let mut starts = Vec::new();
    if width == UNWRAPPED {
        return starts;
    }
    let mut start = 0;
    loop {
        start = row_end(text, start, width);
        if start >= text.len() {
            return starts;
        }
        starts.push(start as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_leaves_the_rows_that_wrapping_afresh_gives() {
        let pieces = [
            " ",
            "a",
            "가",
            "나다라마바사",
            "supercalifragilistic",
            "\u{301}",
            "🇰",
            "🇰🇷",
            "  ",
            "👨\u{200D}👩",
            "\u{200D}",
            "한 글 ",
            "\t",
            "\u{1112}",
            "\u{1161}",
            "x y z ",
        ];
        let mut state = 7_u64;
        let mut random = |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as usize % below
        };
        for _ in 0..400 {
            let mut lines = Lines::new("");
            lines.set_width(1 + random(12));
            lines.prepare(0);
            for _ in 0..100 {
                let text = lines.line(0);
                let mut edges = [random(text.len() + 1), random(text.len() + 1)];
                edges[1] = edges[1].min(edges[0] + 12);
                edges.sort_unstable();
                while !text.is_char_boundary(edges[0]) {
                    edges[0] -= 1;
                }
                while !text.is_char_boundary(edges[1]) {
                    edges[1] += 1;
                }
                let [from, to] = edges.map(|byte| Pos { line: 0, byte });
                let to = if random(3) == 0 { to } else { from };
                lines.replace(from, to, pieces[random(pieces.len())]);
                let line = &lines.lines[0];
                assert_eq!(
                    line.starts,
                    row_starts(&line.text, lines.width),
                    "{:?}",
                    line.text
                );
            }
        }
    }
}
