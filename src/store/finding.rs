//! What an examination of a data folder finds, as data.

use std::path::PathBuf;

use super::json::JsonProblem;
use super::name::DocName;
use super::report::{Damage, IoFault, OpenError};

/// One record in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordRef {
    /// The list it is in.
    pub member: String,
    /// Its place in that list, from 0.
    pub index: usize,
    /// Its id, if that can still be read.
    pub id: Option<String>,
}

/// How a record differs from the saved one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordChange {
    Added,
    Changed,
    Removed,
}

/// What a file is that is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrangerKind {
    /// A copy that a file manager or a person made: `plan (1).json`.
    Copy,
    /// The other side of a conflict that a synchroniser met: `plan.sync-conflict-….json`.
    SyncConflict,
    /// What an editor keeps beside the file: `plan.json~`, `.plan.json.swp`.
    Editor,
    /// What a repair of a FAT disk collected: `FSCK0000.REC`, `FOUND.000/FILE0000.CHK`.
    Recovered,
    /// What an operating system leaves in every folder: `.DS_Store`, `Thumbs.db`.
    System,
    /// A JSON file whose name cannot be a document's.
    Unknown,
}

/// One thing found. Paths are whole paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It cannot be opened at all; nothing else was looked at.
    NotOpened(OpenError),
    /// The file of a document was damaged; the saved state is whole and takes its place at the next start.
    FileDamaged {
        name: DocName,
        path: PathBuf,
        damage: Damage,
    },
    /// Somebody edited the file and it does not parse.
    NotJson {
        name: DocName,
        path: PathBuf,
        problem: JsonProblem,
    },
    /// A version control system left both sides of a conflict in the file.
    ConflictMarkers {
        name: DocName,
        path: PathBuf,
        line: usize,
    },
    /// The text is not UTF-8. Line and column count from 1, the column in bytes.
    BadUtf8 {
        name: DocName,
        path: PathBuf,
        line: usize,
        column: usize,
    },
    FileUnreadable {
        name: DocName,
        fault: IoFault,
    },
    /// Somebody edited the file; it is taken over at the next start.
    ChangedOutside {
        name: DocName,
        path: PathBuf,
        records: Vec<(RecordRef, RecordChange)>,
    },
    /// Somebody put an older state back: that of generation `seq`.
    OldCopy {
        name: DocName,
        path: PathBuf,
        seq: u64,
    },
    /// The file does not have the newest state yet, as after a crash.
    Lags {
        name: DocName,
        path: PathBuf,
    },
    /// The bytes of a saved state are not those that were saved. `bad` are the records that changed; none when that
    /// cannot be told.
    GenerationDamaged {
        name: DocName,
        seq: u64,
        path: PathBuf,
        bad: Option<Vec<RecordRef>>,
        /// How many records are still as they were saved.
        good: usize,
    },
    GenerationUnreadable {
        name: DocName,
        seq: u64,
        fault: IoFault,
    },
    /// A state of several documents that were never saved completely; it does not count.
    GenerationUnfinished {
        name: DocName,
        seq: u64,
        path: PathBuf,
    },
    /// A save of several documents whose states are gone.
    MarkerWithoutGenerations {
        path: PathBuf,
        missing: Vec<(DocName, u64)>,
    },
    MarkerBroken {
        path: PathBuf,
    },
    /// A mark that cannot be read: what it named is not kept by it any more.
    MarkBroken {
        path: PathBuf,
    },
    ManifestMissing {
        path: PathBuf,
    },
    ManifestBroken {
        path: PathBuf,
        problem: JsonProblem,
    },
    /// The manifest names another dataset than its copy: two folders were mixed.
    ManifestDiffers {
        path: PathBuf,
        id: String,
        copy_id: String,
    },
    /// The copy of the manifest says something else of the same dataset. The manifest is what counts.
    ManifestCopyDiffers {
        path: PathBuf,
    },
    /// There are documents but no saved states.
    HistoryMissing {
        path: PathBuf,
    },
    /// A file that was being written when the program was stopped.
    Leftover {
        path: PathBuf,
    },
    /// A file that is none of ours. It is never loaded and never removed.
    Stranger {
        path: PathBuf,
        kind: StrangerKind,
        /// The document it looks like a copy of.
        name: Option<DocName>,
        /// Whether it could be read as a document.
        parses: bool,
    },
    /// Documents that an earlier session could not save and wrote elsewhere.
    RescueWaiting {
        path: PathBuf,
    },
    /// Others on this machine can read it.
    OpenToOthers {
        path: PathBuf,
        mode: u32,
    },
    /// A link to somewhere outside the data folder; none when it leads nowhere.
    LinkLeadsAway {
        path: PathBuf,
        target: Option<PathBuf>,
    },
    /// The file system has no locks: a second instance cannot be told.
    NoLocks(IoFault),
    /// Little room on the disk, in bytes.
    NearlyFull {
        path: PathBuf,
        free: u64,
        wanted: u64,
    },
}
