//! What the store has to say: errors and notices as data. The `lang` layer turns them into words;
//! the `Display` texts here are for logs.

use std::io;
use std::path::{Path, PathBuf};

use super::finding::RecordRef;
use super::holder::Holder;
use super::json::JsonProblem;
use super::merge::{Conflict, Shrink};
use super::name::DocName;

/// An operating system error and the path it met.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {kind}", path.display())]
pub struct IoFault {
    pub path: PathBuf,
    pub kind: io::ErrorKind,
    /// The number of the operating system, for kinds that Rust has no name for (such as EIO).
    pub code: Option<i32>,
    /// On a full disk: what would have been needed and what there was.
    pub space: Option<Space>,
}

/// Room on a disk, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    pub needed: u64,
    pub free: u64,
}

impl IoFault {
    /// For `map_err`: binds an error to the path it came from.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |error| Self {
            path: path.to_owned(),
            kind: error.kind(),
            code: error.raw_os_error(),
            space: None,
        }
    }
}

/// Why a directory cannot be opened. Nothing in it was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    #[error("{}: not empty and not ours", .0.display())]
    NotADataset(PathBuf),
    #[error("{}: not a directory", .0.display())]
    NotADirectory(PathBuf),
    #[error("{}: no such directory", .0.display())]
    ParentMissing(PathBuf),
    /// Written by a version whose data this one cannot even read.
    #[error("schema {schema} needs a reader of {min_reader}, this is {ours}")]
    TooNew {
        schema: u32,
        min_reader: u32,
        ours: u32,
    },
    #[error("{}: {problem}", path.display())]
    BrokenManifest { path: PathBuf, problem: JsonProblem },
    #[error(transparent)]
    Io(#[from] IoFault),
}

/// Why nothing will be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadOnly {
    /// Another process has the dataset open.
    LockedBy(Holder),
    /// A newer version wrote it and asks older ones not to write.
    NewerSchema {
        schema: u32,
        ours: u32,
    },
    NotWritable(IoFault),
    /// It was opened only to look at it.
    Asked,
    /// The documents are to be brought to a new schema, and somebody left this one in a state that cannot be read.
    MendFirst(PathBuf),
}

/// Something the user should know about what was found while opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The manifest was missing or damaged and was written anew.
    ManifestRebuilt,
    /// There were documents but no generations: the documents are complete, their history starts now.
    HistoryMissing,
    /// The file system has no locks: a second instance cannot be detected.
    LockUnavailable(IoFault),
    /// The file was damaged and the newest generation took its place. `kept` has its bytes.
    Restored {
        name: DocName,
        damage: Damage,
        kept: Option<PathBuf>,
    },
    /// Somebody edited or added the file; its content was taken over, in `taken` records. What was there before is
    /// generation `previous`. Where both sides differ ours stayed, and theirs is in `kept`.
    ChangedOutside {
        name: DocName,
        previous: Option<u64>,
        taken: usize,
        conflicts: Vec<Conflict>,
        kept: Option<PathBuf>,
    },
    /// The file lost so many records that it was not taken over. It is in `kept`.
    TooMuchGone {
        name: DocName,
        shrink: Shrink,
        kept: Option<PathBuf>,
    },
    /// Somebody put an older version back; the newest one was used. `kept` has the old one.
    OldCopy {
        name: DocName,
        kept: Option<PathBuf>,
    },
    /// Somebody is editing and it does not parse; the file is left alone, the newest generation is shown.
    BrokenByHand {
        name: DocName,
        path: PathBuf,
        problem: JsonProblem,
    },
    /// The file cannot be used. It is left alone; the newest generation, if there is one, is shown.
    Unreadable {
        name: DocName,
        path: PathBuf,
        cause: Cause,
    },
    /// A save that was never finished, or was damaged since. An older one was used.
    GenerationDamaged {
        path: PathBuf,
        /// The records that are not as they were saved, as far as that can be told.
        bad: Vec<RecordRef>,
    },
    GenerationUnreadable(IoFault),
    /// Putting right what was found did not succeed; it will be tried again next time.
    RecoveryFailed(IoFault),
    /// The document's file is a link, and was followed.
    Followed {
        name: DocName,
        target: PathBuf,
    },
    /// Whatever rights a file is given here, other users can read it.
    NoRights {
        path: PathBuf,
    },
    /// A JSON file whose name is none of ours, such as a copy left by a synchroniser. Not loaded.
    NotOurs {
        path: PathBuf,
    },
}

/// What had happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    Missing,
    Empty,
    /// Filled with NUL bytes, as after a power cut.
    Nul,
    /// Only the beginning is there.
    Torn,
}

/// Why a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    Io(IoFault),
    Json(JsonProblem),
}

/// Why something was not saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    #[error("opened read-only")]
    ReadOnly,
    /// A mistake of the program, not of the user.
    #[error("{name}: {problem}")]
    NotJson { name: DocName, problem: JsonProblem },
    /// The document lost records that nobody removed. What was to be saved is in `kept`.
    #[error("{name}: {before} records became {after}")]
    Implausible {
        name: DocName,
        before: usize,
        after: usize,
        kept: Option<PathBuf>,
    },
    #[error(transparent)]
    Io(#[from] IoFault),
    /// They could not be saved, so the documents were written to `dir`.
    #[error("{error}; rescued to {}", dir.display())]
    Rescued { error: Box<SaveError>, dir: PathBuf },
    /// Still busy when the time was up.
    #[error("saving takes too long")]
    Timeout,
    #[error("the saver has stopped")]
    Stopped,
}

/// What `refresh` met, beyond files it simply wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefreshOutcome {
    /// Somebody's version of the file was put aside, because not all of it found its place. It is in `kept`.
    ChangedOutside { name: DocName, kept: PathBuf },
    /// The file was edited and does not parse: it is left alone until it does.
    BrokenByHand {
        name: DocName,
        path: PathBuf,
        problem: JsonProblem,
    },
    /// The file had another name elsewhere, a hard link. It was replaced, so the other name now stands for the old content.
    Unlinked { name: DocName, path: PathBuf },
    /// The file could not be brought up to date. Nothing is lost; the next refresh tries again.
    Failed(IoFault),
}
