//! The last gate before the terminal: everything that is printed passes through [`shown`],
//! inside the full screen and outside of it.

use std::borrow::Cow;

use super::wrap::TAB;
use crate::domain::text::{clean_line, is_control};

/// The text as one harmless line. What would steer the terminal shows as `?`, so that a broken
/// text can be recognised; it is borrowed when there is nothing to replace.
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    if !text.chars().any(is_control) {
        return clean_line(text);
    }
    let mut visible = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => visible.push(' '),
            '\t' => visible.extend(std::iter::repeat_n(' ', TAB)),
            c if is_control(c) => visible.push('?'),
            c => visible.push(c),
        }
    }
    Cow::Owned(clean_line(&visible).into_owned())
}
