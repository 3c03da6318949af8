//! Names of documents. They become paths, so only a small safe alphabet is let through.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of a document: up to three segments such as `settings`, `plans/service` or `reviews/2026-11`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocName(String);

/// A name that cannot be a document's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a document name: {0:?}")]
pub struct BadName(pub String);

/// The name of the manifest, which is not a document.
pub(super) const MANIFEST: &str = "gongbu";

impl DocName {
    /// Errors when it is no name that every file system can carry.
    pub fn new(name: impl Into<String>) -> Result<Self, BadName> {
        let name = name.into();
        let valid =
            name != MANIFEST && name.split('/').count() <= 3 && name.split('/').all(is_segment);
        if valid {
            Ok(Self(name))
        } else {
            Err(BadName(name))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One file name for the whole name. Segments have no `_`, so this can be undone.
    pub(super) fn flat(&self) -> String {
        self.0.replace('/', "__")
    }

    pub(super) fn from_flat(flat: &str) -> Option<Self> {
        Self::new(flat.replace("__", "/")).ok()
    }
}

/// Whether `segment` may stand between the slashes of a name.
pub(super) fn is_segment(segment: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=64).contains(&segment.len()) && segment.bytes().all(plain) && !is_reserved(segment)
}

/// Names that Windows keeps for devices, whatever their extension.
fn is_reserved(segment: &str) -> bool {
    match segment {
        "con" | "prn" | "aux" | "nul" => true,
        _ => matches!(
            segment.as_bytes(),
            [b'c', b'o', b'm', b'0'..=b'9'] | [b'l', b'p', b't', b'0'..=b'9']
        ),
    }
}

impl fmt::Display for DocName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for DocName {
    type Error = BadName;

    fn try_from(name: String) -> Result<Self, BadName> {
        Self::new(name)
    }
}

impl From<DocName> for String {
    fn from(name: DocName) -> Self {
        name.0
    }
}
