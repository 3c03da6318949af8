//! Keys as we name them: `q`, `ctrl-p`, `Space`, `shift-Tab`, `F1`. Independent of the terminal library.

use crate::domain::hangul;
use std::fmt;
use std::str::FromStr;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key press. Shift is part of a character (`G`), and a modifier only of other keys (`shift-Tab`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

const NAMED: [(&str, Code); 15] = [
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Space", Code::Char(' ')),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Insert", Code::Insert),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PageUp", Code::PageUp),
    ("PageDown", Code::PageDown),
];

impl Key {
    pub fn plain(code: Code) -> Key {
        Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    pub fn char(c: char) -> Key {
        Key::plain(Code::Char(c))
    }

    /// The character it types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The keys under a Hangul character on a two-set keyboard, with the same modifiers; none for other keys.
    /// A committed syllable is several keys: `아` is `d`, `k`.
    pub fn under_hangul(self) -> Option<Vec<Key>> {
        let Code::Char(c) = self.code else {
            return None;
        };
        let keys = hangul::keys_of(c)?;
        Some(
            keys.as_str()
                .chars()
                .map(|c| Key {
                    code: Code::Char(c),
                    ..self
                })
                .collect(),
        )
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [
            (self.ctrl, "ctrl-"),
            (self.alt, "alt-"),
            (self.shift, "shift-"),
        ] {
            if on {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::F(n) => write!(f, "F{n}"),
            code => match (NAMED.iter().find(|(_, named)| *named == code), code) {
                (Some((name, _)), _) => f.write_str(name),
                (None, Code::Char(c)) => write!(f, "{c}"),
                (None, _) => Ok(()),
            },
        }
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut key = Key::char(' ');
        let mut rest = text;
        while let Some((modifier, after)) =
            rest.split_once('-').filter(|(_, after)| !after.is_empty())
        {
            match modifier {
                "ctrl" => key.ctrl = true,
                "alt" => key.alt = true,
                "shift" => key.shift = true,
                _ => break,
            }
            rest = after;
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) => Code::Char(c),
            _ => NAMED
                .iter()
                .find(|(name, _)| *name == rest)
                .map(|(_, code)| *code)
                .or_else(|| {
                    let number: u8 = rest.strip_prefix('F')?.parse().ok()?;
                    (1..=24).contains(&number).then_some(Code::F(number))
                })
                .ok_or_else(|| text.to_owned())?,
        };
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_written_as_it_is_read() {
        for text in [
            "q",
            "G",
            "ctrl-p",
            "Space",
            "shift-Tab",
            "F5",
            "-",
            "+",
            "ctrl--",
            "alt-Enter",
            ":",
            "ctrl-Left",
        ] {
            assert_eq!(
                text.parse::<Key>().map(|key| key.to_string()),
                Ok(text.to_owned())
            );
        }
        for text in ["", "hyper-x", "F0", "F99", "Spaces"] {
            assert!(text.parse::<Key>().is_err(), "{text} is no key");
        }
    }

    #[test]
    fn hangul_stands_for_the_keys_under_it_with_their_modifiers() {
        let under = |key: Key| {
            key.under_hangul()
                .map(|keys| keys.iter().map(Key::to_string).collect::<Vec<_>>())
        };
        assert_eq!(under(Key::char('ㅂ')), Some(vec!["q".into()]));
        assert_eq!(under(Key::char('아')), Some(vec!["d".into(), "k".into()]));
        assert_eq!(
            under(Key {
                ctrl: true,
                ..Key::char('ㅔ')
            }),
            Some(vec!["ctrl-p".into()])
        );
        assert_eq!(under(Key::char('q')), None);
    }
}
