//! Where the caret goes.

use super::lines::{Lines, Pos};
use super::{Select, TextArea};

/// A way for the caret. `Up` to `PageDown` go by rows on screen and keep the wanted column;
/// `LineStart` and `LineEnd` go to the edge of the row first, then to that of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    Left,
    Right,
    WordLeft,
    WordRight,
    Up,
    Down,
    LineStart,
    LineEnd,
    ParagraphUp,
    ParagraphDown,
    PageUp,
    PageDown,
    TextStart,
    TextEnd,
}

impl Motion {
    pub(super) fn is_vertical(self) -> bool {
        matches!(
            self,
            Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown
        )
    }
}

impl TextArea {
    /// Puts the caret at a place that was found in the text, or at the nearest there is.
    pub fn go_to(&mut self, place: Pos) {
        let line = place.line.min(self.lines.count() - 1);
        let text = self.lines.line(line);
        let mut byte = place.byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let pos = self.lines.snap(Pos { line, byte });
        self.place(pos, Select::No);
        self.wanted = None;
        self.reveal();
    }

    pub(super) fn target(&mut self, motion: Motion) -> Pos {
        let page = usize::from(self.height).saturating_sub(1).max(1);
        let caret = self.caret;
        let lines = &mut self.lines;
        match motion {
            Motion::Left => lines.left(caret),
            Motion::Right => lines.right(caret),
            Motion::WordLeft => word_left(lines, caret),
            Motion::WordRight => word_right(lines, caret),
            Motion::Up => self.by_rows(1, false),
            Motion::Down => self.by_rows(1, true),
            Motion::PageUp => self.by_rows(page, false),
            Motion::PageDown => self.by_rows(page, true),
            Motion::LineStart => row_start(lines, caret),
            Motion::LineEnd => row_end(lines, caret),
            Motion::ParagraphUp => paragraph(lines, caret, false),
            Motion::ParagraphDown => paragraph(lines, caret, true),
            Motion::TextStart => Pos::default(),
            Motion::TextEnd => lines.end(),
        }
    }

    fn by_rows(&mut self, count: usize, down: bool) -> Pos {
        self.lines.prepare(self.caret.line);
        let column = match self.wanted {
            Some(column) => column,
            None => self.lines.column_of(self.caret),
        };
        self.wanted = Some(column);
        let mut place = (self.caret.line, self.lines.row_of(self.caret));
        for step in 0..count {
            match self.lines.next_row(place.0, place.1, down) {
                Some(next) => place = next,
                None if step == 0 => return self.caret,
                None => break,
            }
        }
        self.lines.prepare(place.0);
        self.lines.at_column(place.0, place.1, column)
    }
}

fn row_start(lines: &mut Lines, caret: Pos) -> Pos {
    lines.prepare(caret.line);
    let (row, _) = lines.row(caret.line, lines.row_of(caret));
    let byte = if caret.byte == row.start {
        0
    } else {
        row.start
    };
    Pos { byte, ..caret }
}

fn row_end(lines: &mut Lines, caret: Pos) -> Pos {
    lines.prepare(caret.line);
    let edge = lines.at_column(caret.line, lines.row_of(caret), usize::MAX);
    if edge == caret {
        return lines.line_end(caret.line);
    }
    edge
}

/// Whether the grapheme at a place belongs to a word; line ends do not.
fn in_word(lines: &Lines, pos: Pos) -> bool {
    let first = lines.line(pos.line)[pos.byte..].chars().next();
    first.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

fn word_left(lines: &Lines, caret: Pos) -> Pos {
    let mut pos = caret;
    let mut inside = false;
    loop {
        let before = lines.left(pos);
        if before == pos || (inside && !in_word(lines, before)) {
            return pos;
        }
        inside = in_word(lines, before);
        pos = before;
    }
}

fn word_right(lines: &Lines, caret: Pos) -> Pos {
    let mut pos = caret;
    let mut inside = false;
    loop {
        let here = in_word(lines, pos);
        let next = lines.right(pos);
        if next == pos || (inside && !here) {
            return pos;
        }
        inside = here;
        pos = next;
    }
}

/// The next blank line beyond some text, or the edge of the text.
fn paragraph(lines: &Lines, caret: Pos, down: bool) -> Pos {
    let blank = |line: usize| lines.line(line).trim().is_empty();
    let mut line = caret.line;
    let mut text_seen = !blank(line);
    loop {
        let next = if down {
            Some(line + 1).filter(|next| *next < lines.count())
        } else {
            line.checked_sub(1)
        };
        match next {
            Some(next) => line = next,
            None if down => return lines.end(),
            None => return Pos::default(),
        }
        if blank(line) && text_seen {
            return Pos { line, byte: 0 };
        }
        text_seen |= !blank(line);
    }
}
