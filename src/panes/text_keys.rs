//! Which key does what to text, the same in every text field.

use crate::commands::{Code, Key};
use crate::ui::text_area::{Motion, Op, Select};

/// What a key does in a text field; none when it means nothing there. Enter and Tab are for the field's owner,
/// who decides whether there are several lines.
pub fn op_of(key: Key) -> Option<Op> {
    if let Some(c) = key.typed() {
        return Some(Op::Insert(c.to_string()));
    }
    let by_word = key.ctrl || key.alt;
    let motion = match key.code {
        Code::Left if by_word => Motion::WordLeft,
        Code::Right if by_word => Motion::WordRight,
        Code::Left => Motion::Left,
        Code::Right => Motion::Right,
        Code::Up if by_word => Motion::ParagraphUp,
        Code::Down if by_word => Motion::ParagraphDown,
        Code::Up => Motion::Up,
        Code::Down => Motion::Down,
        Code::Home if key.ctrl => Motion::TextStart,
        Code::End if key.ctrl => Motion::TextEnd,
        Code::Home => Motion::LineStart,
        Code::End => Motion::LineEnd,
        Code::PageUp => Motion::PageUp,
        Code::PageDown => Motion::PageDown,
        Code::Backspace if by_word => return Some(Op::Delete(Motion::WordLeft)),
        Code::Delete if by_word => return Some(Op::Delete(Motion::WordRight)),
        Code::Backspace => return Some(Op::Delete(Motion::Left)),
        Code::Delete => return Some(Op::Delete(Motion::Right)),
        Code::Enter => return Some(Op::Newline),
        Code::Char('w') if key.ctrl => return Some(Op::Delete(Motion::WordLeft)),
        Code::Char('u') if key.ctrl => return Some(Op::Delete(Motion::LineStart)),
        Code::Char('k') if key.ctrl => return Some(Op::Delete(Motion::LineEnd)),
        _ => return None,
    };
    let select = if key.shift {
        Select::Extend
    } else {
        Select::No
    };
    Some(Op::Move(motion, select))
}
