//! Bytes of a terminal as keys and pastes.

use crate::app::LONGEST_PASTE;
use crate::commands::{Code, Key};

/// Something that came from the keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    Paste(String),
    /// A paste of so many bytes, which nobody wants.
    TooLong(usize),
    /// Whether the terminal's window has the keys of the desktop.
    Focus(bool),
}

/// No sequence is longer; what seems to be is not one.
const LONGEST_SEQUENCE: usize = 64;

const ESC: u8 = 0x1b;
pub const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Makes sense of bytes, however they are cut.
#[derive(Debug, Default)]
pub struct Decoder {
    /// What may be the beginning of something.
    rest: Vec<u8>,
    paste: Option<Pasted>,
}

/// Pasted bytes.
#[derive(Debug, Default)]
pub struct Pasted {
    bytes: Vec<u8>,
    /// How many there were in all.
    count: usize,
}

impl Pasted {
    pub fn push(&mut self, bytes: &[u8]) {
        self.count += bytes.len();
        if self.count <= LONGEST_PASTE {
            self.bytes.extend_from_slice(bytes);
        } else {
            self.bytes = Vec::new();
        }
    }

    pub fn input(self) -> Input {
        if self.count > LONGEST_PASTE {
            return Input::TooLong(self.count);
        }
        Input::Paste(String::from_utf8_lossy(&self.bytes).into_owned())
    }
}

/// What bytes begin with.
enum Token {
    /// More has to come to tell.
    Part,
    /// So many bytes that mean nothing to us.
    Nothing(usize),
    One(Input, usize),
    PasteBegins(usize),
}

impl Decoder {
    /// Takes bytes and adds what they mean to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        let mut more = Some(bytes.to_vec());
        while let Some(bytes) = more {
            more = self.feed_to_end_of_paste(&bytes, out);
        }
    }

    /// The same, but what stands behind the end of a paste is handed back.
    pub fn feed_to_end_of_paste(&mut self, bytes: &[u8], out: &mut Vec<Input>) -> Option<Vec<u8>> {
        self.rest.extend_from_slice(bytes);
        let mut at = 0;
        while at < self.rest.len() {
            if let Some(pasted) = &mut self.paste {
                let here = &self.rest[at..];
                if let Some(end) = find(here, PASTE_ENDS) {
                    pasted.push(&here[..end]);
                    at += end + PASTE_ENDS.len();
                    out.extend(self.paste.take().map(Pasted::input));
                    return Some(std::mem::take(&mut self.rest).split_off(at));
                }
                let kept = begun(here, PASTE_ENDS);
                pasted.push(&here[..here.len() - kept]);
                at = self.rest.len() - kept;
                break;
            }
            match token(&self.rest[at..]) {
                Token::Part => break,
                Token::Nothing(count) => at += count,
                Token::One(input, count) => {
                    out.push(input);
                    at += count;
                }
                Token::PasteBegins(count) => {
                    self.paste = Some(Pasted::default());
                    at += count;
                }
            }
        }
        self.rest.drain(..at);
        None
    }

    /// Takes back what may be the beginning of something.
    pub fn take_rest(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.rest)
    }

    /// Whether an answer is owed: something has begun that may be a key of its own.
    pub fn is_waiting(&self) -> bool {
        !self.rest.is_empty()
    }

    pub fn is_pasting(&self) -> bool {
        self.paste.is_some()
    }

    /// Nothing follows: what has begun is taken for what it is by itself.
    pub fn settle(&mut self, out: &mut Vec<Input>) {
        let rest = std::mem::take(&mut self.rest);
        if let Some(mut pasted) = self.paste.take() {
            pasted.push(&rest);
            out.push(pasted.input());
            return;
        }
        match rest.as_slice() {
            [ESC] => out.push(Input::Key(Key::plain(Code::Esc))),
            [ESC, ESC] => out.extend([(); 2].map(|()| Input::Key(Key::plain(Code::Esc)))),
            [ESC, c @ (b'[' | b'O')] => out.push(Input::Key(Key {
                alt: true,
                ..Key::char(char::from(*c))
            })),
            _ => {}
        }
    }
}

/// Where `part` first stands.
pub fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == part[0]) {
        if bytes[from + at..].starts_with(part) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// How many bytes at the end are the beginning of `part`.
fn begun(bytes: &[u8], part: &[u8]) -> usize {
    let most = bytes.len().min(part.len() - 1);
    let is_begun = |count: &usize| part.starts_with(&bytes[bytes.len() - count..]);
    (1..=most).rev().find(is_begun).unwrap_or(0)
}

fn token(bytes: &[u8]) -> Token {
    match bytes {
        [] | [ESC] | [ESC, b'[' | b'O'] => Token::Part,
        [ESC, b'[', ..] => sequence(bytes),
        [ESC, b'O', last, ..] => match function(*last) {
            Some(code) => key(Key::plain(code), 3),
            None => Token::Nothing(3),
        },
        [ESC, ESC, ..] => key(Key::plain(Code::Esc), 1),
        [ESC, rest @ ..] => match character(rest) {
            Token::One(Input::Key(key), count) => {
                let key = Key { alt: true, ..key };
                Token::One(Input::Key(key), count + 1)
            }
            Token::Nothing(count) => Token::Nothing(count + 1),
            other => other,
        },
        _ => character(bytes),
    }
}

fn key(key: Key, count: usize) -> Token {
    Token::One(Input::Key(key), count)
}

/// A character, or one of the old control keys.
fn character(bytes: &[u8]) -> Token {
    let ctrl = |c: u8, count| {
        let code = Code::Char(char::from(c));
        key(
            Key {
                ctrl: true,
                ..Key::plain(code)
            },
            count,
        )
    };
    match bytes[0] {
        b'\r' => key(Key::plain(Code::Enter), 1),
        b'\t' => key(Key::plain(Code::Tab), 1),
        0x7f => key(Key::plain(Code::Backspace), 1),
        0 => ctrl(b' ', 1),
        c @ 0x01..=0x1a => ctrl(c - 1 + b'a', 1),
        c @ 0x1c..=0x1f => ctrl(c - 0x1c + b'4', 1),
        b' '..=b'~' => key(Key::char(char::from(bytes[0])), 1),
        _ => {
            let most = &bytes[..bytes.len().min(4)];
            let valid = match std::str::from_utf8(most) {
                Ok(text) => text,
                Err(error) if error.valid_up_to() > 0 => {
                    std::str::from_utf8(&most[..error.valid_up_to()]).unwrap_or_default()
                }
                Err(error) => match error.error_len() {
                    Some(count) => return Token::Nothing(count),
                    None => return Token::Part,
                },
            };
            match valid.chars().next() {
                Some(c) if !c.is_control() => key(Key::char(c), c.len_utf8()),
                Some(c) => Token::Nothing(c.len_utf8()),
                None => Token::Nothing(1),
            }
        }
    }
}

/// A sequence that begins with ESC [, by ECMA-48: parameters, intermediates, a final byte.
fn sequence(bytes: &[u8]) -> Token {
    // Two that do not keep to it: function keys of the Linux console, and the old reports of the mouse.
    match bytes {
        [_, _, b'[', last @ b'A'..=b'E', ..] => {
            return key(Key::plain(Code::F(last - b'A' + 1)), 4);
        }
        [_, _, b'['] => return Token::Part,
        [_, _, b'M', rest @ ..] if rest.len() < 3 => return Token::Part,
        [_, _, b'M', ..] => return Token::Nothing(6),
        _ => {}
    }
    let body = &bytes[2..];
    let Some(end) = body.iter().position(|byte| !(b' '..=b'?').contains(byte)) else {
        return match body.len() {
            LONGEST_SEQUENCE.. => Token::Nothing(bytes.len()),
            _ => Token::Part,
        };
    };
    let count = end + 3;
    let last = body[end];
    if !(b'@'..=b'~').contains(&last) {
        // Something else begins here; what came before it is nothing.
        return Token::Nothing(count - 1);
    }
    let numbers: Vec<u32> = String::from_utf8_lossy(&body[..end])
        .split(';')
        // Behind a colon come details of the key, such as whether it was released.
        .map(|part| {
            part.split(':')
                .next()
                .unwrap_or_default()
                .parse()
                .unwrap_or(0)
        })
        .collect();
    let released = body[..end].ends_with(b":3");
    let number = numbers.first().copied().unwrap_or(0);
    let code = match (last, number) {
        (b'~', 200) => return Token::PasteBegins(count),
        (b'~', 27) => numbers.get(2).copied().and_then(coded),
        (b'~', _) => numbered(number),
        (b'u', _) => coded(number),
        (b'I' | b'O', _) if end == 0 => {
            return Token::One(Input::Focus(last == b'I'), count);
        }
        (b'Z', _) => Some(Code::Tab),
        // A larger number makes it something else, such as the place of the cursor.
        _ => function(last).filter(|_| number <= 1),
    };
    let Some(code) = code.filter(|_| !released) else {
        return Token::Nothing(count);
    };
    let modifiers = numbers.get(1).copied().unwrap_or(1).saturating_sub(1);
    let shift = (modifiers & 1 != 0 || last == b'Z') && !matches!(code, Code::Char(_));
    key(
        Key {
            code,
            shift,
            alt: modifiers & 2 != 0,
            ctrl: modifiers & 4 != 0,
        },
        count,
    )
}

/// Keys named by the last letter of their sequence.
fn function(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

/// Keys named by a number before `~`.
fn numbered(number: u32) -> Option<Code> {
    let f = |first: u32, at: u32| u8::try_from(number - first + at).ok().map(Code::F);
    match number {
        1 | 7 => Some(Code::Home),
        2 => Some(Code::Insert),
        3 => Some(Code::Delete),
        4 | 8 => Some(Code::End),
        5 => Some(Code::PageUp),
        6 => Some(Code::PageDown),
        11..=15 => f(11, 1),
        17..=21 => f(17, 6),
        23..=26 => f(23, 11),
        28..=29 => f(28, 15),
        31..=34 => f(31, 17),
        _ => None,
    }
}

/// Keys named by the number of their character.
fn coded(number: u32) -> Option<Code> {
    match number {
        9 => Some(Code::Tab),
        13 => Some(Code::Enter),
        27 => Some(Code::Esc),
        127 => Some(Code::Backspace),
        // The private area of Unicode names keys that write nothing.
        0xe000..=0xf8ff => None,
        _ => char::from_u32(number)
            .filter(|c| !c.is_control())
            .map(Code::Char),
    }
}
