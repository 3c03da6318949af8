//! Our own editor, for one line and for many: edits by grapheme, wraps softly, undoes, finds, and
//! says where the hardware caret belongs. Keys become [`Op`]s elsewhere.
//!
//! The layout calls [`TextArea::set_size`] before the next operation, as moving by rows and
//! scrolling depend on it.

mod draw;
mod find;
mod lines;
mod motion;
mod undo;

pub use self::draw::{Styles, draw};
pub use self::lines::Pos;
pub use self::motion::Motion;
pub use crate::domain::text::{Counts, counts};

use self::lines::{Lines, UNWRAPPED};
use self::undo::{History, Kind, Step};
use crate::domain::text::{clean, clean_line};
use crate::ui::wrap;

/// Whether a motion takes the selection along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Select {
    No,
    Extend,
}

/// What can be done to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    Insert(String),
    /// Does nothing in a single line.
    Newline,
    Paste(String),
    Move(Motion, Select),
    /// The selection, or what the motion passes over.
    Delete(Motion),
    Undo,
    Redo,
    SelectAll,
    /// Cut and copy leave the text in [`TextArea::clipboard`].
    Cut,
    Copy,
    SetText(String),
    /// Sets what to find and goes to the first match from the caret on; empty ends finding.
    Find(String),
    FindNext,
    FindPrev,
}

/// A text being edited.
#[derive(Clone, Debug)]
pub struct TextArea {
    lines: Lines,
    single: bool,
    caret: Pos,
    /// Where the selection began.
    anchor: Option<Pos>,
    /// The column that moving by rows tries to keep.
    wanted: Option<usize>,
    /// The line and row at the top.
    top: (usize, usize),
    /// Cells scrolled to the left, in a single line.
    left: usize,
    width: u16,
    height: u16,
    history: History,
    clipboard: Option<String>,
    query: Vec<char>,
    placeholder: String,
    revision: u64,
}

impl TextArea {
    /// An editor of one line, with the caret at the end.
    pub fn line(text: &str) -> TextArea {
        let mut editor = TextArea::new(&clean_line(text), true);
        editor.caret = editor.lines.end();
        editor
    }

    /// An editor of many lines, with the caret at the start. Keeps the text byte for byte.
    pub fn multi(text: &str) -> TextArea {
        TextArea::new(text, false)
    }

    fn new(text: &str, single: bool) -> TextArea {
        TextArea {
            lines: Lines::new(text),
            single,
            caret: Pos::default(),
            anchor: None,
            wanted: None,
            top: (0, 0),
            left: 0,
            width: 0,
            height: 0,
            history: History::default(),
            clipboard: None,
            query: Vec::new(),
            placeholder: String::new(),
            revision: 0,
        }
    }

    /// What an empty editor shows.
    pub fn with_placeholder(mut self, text: &str) -> TextArea {
        self.placeholder = clean_line(text).into_owned();
        self
    }

    pub fn text(&self) -> String {
        self.lines.text()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn caret(&self) -> Pos {
        self.caret
    }

    /// Grows with each change of the text, for callers that keep something computed from it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub fn line_count(&self) -> usize {
        self.lines.count()
    }

    /// The text of a line, empty beyond the last.
    pub fn line_text(&self, line: usize) -> &str {
        self.lines.line(line)
    }

    /// What was cut or copied last.
    pub fn clipboard(&self) -> Option<&str> {
        self.clipboard.as_deref()
    }

    /// The two ends of the selection, in order.
    pub fn selection(&self) -> Option<(Pos, Pos)> {
        let anchor = self.anchor.filter(|anchor| *anchor != self.caret)?;
        Some((anchor.min(self.caret), anchor.max(self.caret)))
    }

    /// The selected text; none without a selection.
    pub fn selected_text(&self) -> Option<String> {
        let (from, to) = self.selection()?;
        Some(self.lines.slice(from, to))
    }

    /// Sets the size of the area that the editor will be drawn in.
    pub fn set_size(&mut self, width: u16, height: u16) {
        if (self.width, self.height) == (width, height) {
            return;
        }
        (self.width, self.height) = (width, height);
        // One cell stays free, so that the caret has a place behind a full row.
        let wraps = !self.single && width > 0 && height > 0;
        self.lines.set_width(if wraps {
            usize::from(width - 1).max(1)
        } else {
            UNWRAPPED
        });
        self.wanted = None;
        self.reveal();
    }

    /// Carries out one operation and says whether the text changed.
    pub fn apply(&mut self, op: Op) -> bool {
        let vertical = matches!(&op, Op::Move(motion, _) if motion.is_vertical());
        if !vertical {
            self.wanted = None;
        }
        let before = self.revision;
        match op {
            Op::Insert(text) => self.insert(&text, Kind::Typing),
            Op::Newline if self.single => {}
            Op::Newline => self.insert("\n", Kind::Typing),
            Op::Paste(text) => self.insert(&text, Kind::Other),
            Op::Move(motion, select) => self.go(motion, select),
            Op::Delete(motion) => self.delete(motion),
            Op::Undo => {
                let caret = self.history.undo(&mut self.lines);
                self.restored(caret);
            }
            Op::Redo => {
                let caret = self.history.redo(&mut self.lines);
                self.restored(caret);
            }
            Op::SelectAll => {
                self.place(Pos::default(), Select::No);
                self.place(self.lines.end(), Select::Extend);
            }
            Op::Cut => {
                self.copy();
                if let Some((from, to)) = self.selection() {
                    self.replace(from, to, "", Kind::Other);
                }
            }
            Op::Copy => self.copy(),
            Op::SetText(text) => self.set_text(text),
            Op::Find(query) => {
                self.query = find::folded(&clean_line(&query));
                let found = self.find_forward(true);
                self.place_found(found);
            }
            Op::FindNext => {
                let found = self.find_forward(false);
                self.place_found(found);
            }
            Op::FindPrev => {
                let found = self.find_backward();
                self.place_found(found);
            }
        }
        self.reveal();
        self.revision != before
    }

    fn insert(&mut self, text: &str, kind: Kind) {
        let text = if self.single {
            clean_line(text)
        } else {
            clean(text)
        };
        let (from, to) = self.selection().unwrap_or((self.caret, self.caret));
        self.replace(from, to, &text, kind);
    }

    fn delete(&mut self, motion: Motion) {
        if let Some((from, to)) = self.selection() {
            self.replace(from, to, "", Kind::Other);
            return;
        }
        let caret = self.caret;
        let target = match motion {
            // Deleting goes by the line: what a row is depends on the window.
            Motion::LineStart => Pos { byte: 0, ..caret },
            Motion::LineEnd => self.lines.line_end(caret.line),
            other => self.target(other),
        };
        self.wanted = None;
        let kind = match motion {
            Motion::Left | Motion::Right => Kind::Erasing,
            _ => Kind::Other,
        };
        self.replace(caret.min(target), caret.max(target), "", kind);
    }

    fn set_text(&mut self, text: String) {
        let text = if self.single {
            clean_line(&text).into_owned()
        } else {
            text
        };
        let caret = self.caret;
        self.replace(Pos::default(), self.lines.end(), &text, Kind::Other);
        // The caret stays in its line if that is still there.
        if !self.single {
            let line = caret.line.min(self.lines.count() - 1);
            let mut byte = caret.byte.min(self.lines.line(line).len());
            while !self.lines.line(line).is_char_boundary(byte) {
                byte -= 1;
            }
            self.caret = self.lines.snap(Pos { line, byte });
        }
    }

    /// The one way in which the text changes, undo apart.
    fn replace(&mut self, from: Pos, to: Pos, text: &str, kind: Kind) {
        let removed = self.lines.slice(from, to);
        self.anchor = None;
        if removed == text {
            return;
        }
        self.lines.replace(from, to, text);
        let before = self.caret;
        self.caret = self.lines.snap(from.after(text));
        self.revision += 1;
        self.history.record(Step {
            kind,
            at: from,
            removed,
            inserted: text.to_owned(),
            before,
            after: self.caret,
        });
    }

    fn restored(&mut self, caret: Option<Pos>) {
        if let Some(caret) = caret {
            self.caret = caret;
            self.anchor = None;
            self.revision += 1;
        }
    }

    fn copy(&mut self) {
        if let Some(text) = self.selected_text() {
            self.clipboard = Some(text);
        }
    }

    fn go(&mut self, motion: Motion, select: Select) {
        // Without extending, a selection is left at the edge that one moves towards.
        if let (Select::No, Some((from, to))) = (select, self.selection()) {
            match motion {
                Motion::Left => return self.place(from, select),
                Motion::Right => return self.place(to, select),
                _ => {}
            }
        }
        let target = self.target(motion);
        self.place(target, select);
    }

    fn place(&mut self, pos: Pos, select: Select) {
        self.anchor = match select {
            Select::No => None,
            Select::Extend => self.anchor.or(Some(self.caret)),
        };
        self.caret = pos;
        self.history.close();
    }

    fn place_found(&mut self, found: Option<Pos>) {
        if let Some(pos) = found {
            self.place(pos, Select::No);
        }
    }

    /// Scrolls as little as needed to show the caret, and prepares what is visible.
    fn reveal(&mut self) {
        if self.width == 0 || self.height == 0 {
            return;
        }
        if self.single {
            return self.reveal_column();
        }
        let height = usize::from(self.height);
        self.lines.prepare(self.caret.line);
        let caret = (self.caret.line, self.lines.row_of(self.caret));
        let line = self.top.0.min(self.lines.count() - 1);
        self.lines.prepare(line);
        self.top = (line, self.top.1.min(self.lines.row_count(line) - 1)).min(caret);
        let mut place = Some(self.top);
        let mut visible = false;
        for _ in 0..height {
            visible |= place == Some(caret);
            place = place.and_then(|(line, row)| self.lines.next_row(line, row, true));
        }
        if visible {
            return;
        }
        self.top = caret;
        for _ in 1..height {
            if let Some(above) = self.lines.next_row(self.top.0, self.top.1, false) {
                self.top = above;
            }
        }
    }

    fn reveal_column(&mut self) {
        let text = self.lines.line(0);
        let room = usize::from(self.width) - 1;
        let column = wrap::width(&text[..self.caret.byte]);
        let rest = wrap::width(&text[self.caret.byte..]);
        // No more is hidden on the left than the text needs.
        let needed = (column + rest).saturating_sub(room);
        self.left = self
            .left
            .clamp(column.saturating_sub(room), column)
            .min(needed);
    }
}
