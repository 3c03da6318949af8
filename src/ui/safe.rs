//! The last gate before the terminal: everything that is printed passes through here, inside the full screen and
//! outside of it.

use std::borrow::Cow;

use super::wrap::TAB;
use crate::domain::text::{clean_line, is_control, is_hidden};

/// What stands for a character that would steer the terminal, or that hides in a text.
const MARK: &str = "?";

/// The text as one harmless line. What would steer the terminal, and what nobody would see, shows as `?`, so that a
/// broken or deceptive text can be recognised; it is borrowed when there is nothing to replace.
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    if !text.chars().any(is_control) && clean_line(text) == text {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    // What stands before, as the rules of emoji see it; and whether that is a crowd of hidden ones.
    let (mut last, mut crowd) = ('\n', false);
    while let Some(c) = chars.next() {
        let hidden = !is_control(c) && is_hidden(last, c, chars.peek().copied());
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => visible.push(' '),
            '\t' => visible.extend(std::iter::repeat_n(' ', TAB)),
            // One mark tells of all of them.
            _ if hidden && crowd => {}
            _ if hidden || is_control(c) => visible.push_str(MARK),
            _ => visible.push(c),
        }
        (last, crowd) = (c, hidden);
    }
    Cow::Owned(clean_line(&visible).into_owned())
}

/// One glyph of a text whose line ends and tabs are dealt with elsewhere.
pub fn glyph(text: &str) -> Cow<'_, str> {
    if text.contains(is_control) {
        return Cow::Borrowed(MARK);
    }
    clean_line(text)
}
