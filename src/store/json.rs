//! Is it JSON, and if not, where does it stop being JSON?

use std::collections::HashSet;
use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Why a text is not JSON. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonProblem {
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        line: usize,
        column: usize,
        message: String,
    },
    /// A version control system left both sides of a conflict in the file.
    #[error("line {line}: conflict marker")]
    ConflictMarker { line: usize },
    /// JSON, but a list, a number or the like where there was an object.
    #[error("not an object")]
    NotAnObject,
}

/// Checks the syntax, and that no object has a key twice: one of the two would be lost. A byte order mark and CRLF line
/// ends are accepted.
pub fn check_json(bytes: &[u8]) -> Result<(), JsonProblem> {
    let text = bytes.strip_prefix(BOM).unwrap_or(bytes);
    match serde_json::from_slice::<Checked>(text) {
        Ok(Checked) => Ok(()),
        Err(error) => Err(JsonProblem::new(text, &error)),
    }
}

/// Any JSON. It is visited rather than skipped over, because skipping checks neither UTF-8 nor the depth nor the keys.
struct Checked;

impl<'de> Deserialize<'de> for Checked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Checked)
    }
}

impl<'de> Visitor<'de> for Checked {
    type Value = Self;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self, A::Error> {
        while list.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self, A::Error> {
        let mut keys = HashSet::new();
        while let Some(key) = object.next_key::<String>()? {
            if !keys.insert(key) {
                return Err(A::Error::custom("duplicate key"));
            }
            object.next_value::<Self>()?;
        }
        Ok(self)
    }
}

/// Checks a text that is to take the place of `ours`. What was an object stays one: a list or a `null` in its place
/// could be taken over, but nothing in it would be understood.
pub(super) fn check_instead(text: &[u8], ours: Option<&[u8]>) -> Result<(), JsonProblem> {
    check_json(text)?;
    if ours.is_some_and(is_object) && !is_object(text) {
        return Err(JsonProblem::NotAnObject);
    }
    Ok(())
}

/// Whether a text that is JSON is an object.
fn is_object(json: &[u8]) -> bool {
    let text = json.strip_prefix(BOM).unwrap_or(json);
    text.trim_ascii_start().starts_with(b"{")
}

impl JsonProblem {
    pub(super) fn new(text: &[u8], error: &serde_json::Error) -> Self {
        let lines = || text.split(|&byte| byte == b'\n');
        if let Some(index) = lines().position(|line| line.starts_with(b"<<<<<<<")) {
            return Self::ConflictMarker { line: index + 1 };
        }
        let line = lines()
            .nth(error.line().saturating_sub(1))
            .unwrap_or_default();
        let before = &line[..error.column().min(line.len())];
        let column = String::from_utf8_lossy(before).chars().count().max(1);
        let message = error.to_string();
        let message = message
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned();
        Self::Syntax {
            line: error.line().max(1),
            column,
            message,
        }
    }
}

pub(super) const BOM: &[u8] = b"\xef\xbb\xbf";

/// A file as the user left it, freed from what editors and git add without changing its meaning.
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    /// The bytes before, where they differ.
    raw: Option<Vec<u8>>,
}

impl Text {
    pub(super) fn new(raw: Vec<u8>) -> Self {
        if !raw.starts_with(BOM) && !raw.contains(&b'\r') {
            return Self {
                bytes: raw,
                raw: None,
            };
        }
        let text = raw.strip_prefix(BOM).unwrap_or(&raw);
        // JSON strings cannot hold a raw line end, so this touches white space only.
        let bytes = text
            .iter()
            .enumerate()
            .filter(|&(index, &byte)| byte != b'\r' || text.get(index + 1) != Some(&b'\n'))
            .map(|(_, &byte)| byte)
            .collect();
        Self {
            bytes,
            raw: Some(raw),
        }
    }

    pub(super) fn into_raw(self) -> Vec<u8> {
        self.raw.unwrap_or(self.bytes)
    }
}
