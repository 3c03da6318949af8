//! What goes between the store and whoever works on the documents: changes in, other people's changes out.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::name::DocName;

/// A document's new content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub name: DocName,
    /// None deletes the document.
    pub bytes: Option<Vec<u8>>,
    /// How many records the user removed, or moved to another document, since the document was last saved. A
    /// document that has lost more than that is not saved.
    pub removes: usize,
}

impl Change {
    /// A change that takes no record away.
    pub fn new(name: DocName, bytes: Option<Vec<u8>>) -> Self {
        Self {
            name,
            bytes,
            removes: 0,
        }
    }
}

/// What is saved together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Comes back with the answer.
    pub ticket: u64,
    pub changes: Vec<Change>,
    /// Documents whose loss is no loss of data.
    pub soft: Vec<(DocName, Vec<u8>)>,
    /// What came from elsewhere and has found its place in these changes, or was decided against.
    pub taken: Vec<Taken>,
    /// Why the state before this is to be kept for long, if it is.
    pub mark: Option<String>,
}

/// The answer to an [`Outside`] or a [`Rescued`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub id: u64,
    /// Not all of it was taken in: its bytes are put aside before they go.
    pub put_aside: bool,
}

/// A document that somebody else changed while it was open: its file, which is not written to before the answer, or, where
/// there are no locks, by saving it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// For the answer, [`Batch::taken`].
    pub id: u64,
    pub name: DocName,
    /// What they started from; none when that is not known, or there was nothing.
    pub base: Option<Vec<u8>>,
    pub theirs: Vec<u8>,
}

/// A document that could not be saved and was written elsewhere. It stays there until the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescued {
    /// For the answer, [`Batch::taken`].
    pub id: u64,
    pub name: DocName,
    /// What it was made from; none when that is not known, or there was nothing.
    pub base: Option<Vec<u8>>,
    /// None when the document had been deleted.
    pub bytes: Option<Vec<u8>>,
    pub at: Option<DateTime<Utc>>,
    pub path: PathBuf,
}
