use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};
#[derive(Debug, Clone, Default)]
pub struct TextArea {
    text: String,
    multi: bool,
}
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    Insert(String),
    Newline,
    Paste(String),
    Move(Motion, bool),
    Delete(Motion),
    Undo,
    Redo,
    SelectAll,
    Cut,
    Copy,
    SetText(String),
    Find(String),
    FindNext,
    FindPrev,
}
#[derive(Debug, Clone, Copy, PartialEq)]
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
#[derive(Debug, Clone, Copy, Default)]
pub struct Styles {
    pub text: Style,
    pub selection: Style,
    pub found: Style,
    pub placeholder: Style,
}
impl TextArea {
    pub fn line(text: &str) -> Self {
        TextArea {
            text: text.into(),
            multi: false,
        }
    }
    pub fn multi(text: &str) -> Self {
        TextArea {
            text: text.into(),
            multi: true,
        }
    }
    pub fn text(&self) -> String {
        self.text.clone()
    }
    pub fn set_size(&mut self, _w: u16, _h: u16) {}
    pub fn apply(&mut self, op: Op) -> bool {
        match op {
            Op::Insert(s) | Op::Paste(s) => {
                self.text.push_str(&s);
                true
            }
            Op::Newline if self.multi => {
                self.text.push('\n');
                true
            }
            Op::Delete(_) => self.text.pop().is_some(),
            Op::SetText(t) => {
                self.text = t;
                true
            }
            _ => false,
        }
    }
    /// Line (0-based) and byte of the caret.
    pub fn caret(&self) -> (usize, usize) {
        (0, 0)
    }
    pub fn clipboard(&self) -> &str {
        ""
    }
}
pub fn draw(
    area_text: &TextArea,
    area: Rect,
    buf: &mut Buffer,
    styles: &Styles,
) -> Option<Position> {
    buf.set_stringn(
        area.x,
        area.y,
        &area_text.text,
        area.width as usize,
        styles.text,
    );
    Some(Position::new(area.x, area.y))
}
