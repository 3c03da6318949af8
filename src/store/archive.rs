//! The past of a dataset, to look at: every saved state of every document, marks, what was put aside. It takes no
//! lock and writes nothing, so it works beside an open cockpit and on a disk that is full or read-only.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::disk::Disk;
use super::files::Files;
use super::name::DocName;
use super::report::{IoFault, OpenError};

/// The read-only window on what a dataset was.
pub struct Archive {
    pub(super) disk: Disk,
}

/// One saved state of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedState {
    pub name: DocName,
    pub seq: u64,
    /// When it was saved; older versions did not note it.
    pub at: Option<DateTime<Utc>>,
    /// How many records it holds; older versions did not note it.
    pub records: Option<usize>,
    /// The document was deleted here.
    pub deleted: bool,
    /// The reasons of the marks that keep this state.
    pub marked: Vec<String>,
}

/// A state of the whole dataset that stays, whatever is cleared away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub id: String,
    pub at: DateTime<Utc>,
    pub reason: String,
    /// The state of each document that there was.
    pub docs: BTreeMap<DocName, u64>,
}

/// A file whose bytes were put aside instead of being lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    pub path: PathBuf,
    /// The document it belongs to, if the file name tells.
    pub name: Option<DocName>,
    pub at: Option<DateTime<Utc>>,
    pub kind: SetAsideKind,
}

/// Why a file was put aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetAsideKind {
    /// A good file that somebody else wrote.
    Outside,
    /// A damaged file.
    Quarantine,
}

impl Archive {
    /// Errors when there is no dataset in `root`.
    pub fn open(files: Arc<dyn Files>, root: impl Into<PathBuf>) -> Result<Self, OpenError> {
        Ok(Self {
            disk: Disk {
                files,
                root: root.into(),
            },
        })
    }

    /// Every document that has a history, deleted ones too.
    pub fn documents(&self) -> Vec<DocName> {
        Vec::new()
    }

    /// The saved states of a document that can still be read, newest first.
    pub fn states(&self, _name: &DocName) -> Vec<SavedState> {
        Vec::new()
    }

    /// The bytes of a saved state; none when the document was deleted there.
    pub fn read(&self, _name: &DocName, _seq: u64) -> Result<Option<Vec<u8>>, IoFault> {
        Ok(None)
    }

    /// Newest first.
    pub fn marks(&self) -> Vec<Mark> {
        Vec::new()
    }

    /// The state of each document that was current at that moment, deletions included. A document that did not exist
    /// yet, or whose states of that time are gone, is not in it.
    pub fn as_of(&self, _at: DateTime<Utc>) -> Vec<(DocName, u64)> {
        Vec::new()
    }

    /// What was put aside, newest first.
    pub fn aside(&self) -> Vec<SetAside> {
        Vec::new()
    }
}
