//! Keeps documents, which are names and JSON texts, in a directory so that nothing acknowledged is ever lost.
//!
//! Every save first becomes a new file that replaces nothing: a *generation* under `.gongbu/gen/`. Once that is
//! on the disk the save is acknowledged. A moment later the *canonical* file, the one that people read, edit and
//! put under version control, is brought up to date. At the next start the two are compared, and what differs
//! tells a crash from damage and damage from a person's edit: the rules are in `judge`. While open, edits of others are
//! handed to whoever works with the documents (`outside`), who brings both together with `merge`.
//!
//! The store knows nothing of what the documents mean and has no words for users.

mod archive;
mod aside;
mod backup;
mod base;
mod change;
mod changes;
mod commit;
mod days;
mod debris;
mod disk;
mod examine;
mod files;
mod finding;
mod generation;
mod holder;
mod json;
mod judge;
mod keep;
mod keep_plan;
mod lines;
mod links;
mod load;
mod manifest;
mod mark;
mod merge;
mod migrate;
mod name;
mod open;
mod outside;
mod refresh;
mod repair;
mod report;
mod rescue;
mod rights;
mod saver;
mod seal;
mod shared;
mod spans;
mod sums;
mod survey;
mod volume;
mod worker;

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

pub use archive::{Archive, Mark, SavedState, SetAside, SetAsideKind};
pub use aside::read_aside;
pub use backup::{Backup, BackupError, read_backup};
pub use change::{Batch, Change, Outside, Rescued, Taken};
pub use examine::examine;
pub use files::{Entry, Files, Kind, Lock, NewFile, Owner, PRIVATE, RealFiles, Stamp, Stat};
pub use finding::{Finding, RecordChange, RecordRef, StrangerKind};
pub use holder::Holder;
pub use json::{JsonProblem, check_json};
pub use manifest::Manifest;
pub use merge::{Conflict, Merged, Shrink, merge, records, shrinks};
pub use name::{BadName, DocName};
pub use repair::{Repaired, repair};
pub use report::{
    Cause, Damage, IoFault, Notice, OpenError, ReadOnly, RefreshOutcome, SaveError, Space,
};
pub use rescue::write_rescue;
pub use saver::{SaveEvent, Saver, Timing};

/// What the program must say to open a dataset.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// The schema this program writes.
    pub schema: u32,
    /// The text of `README.txt` in a new dataset.
    pub readme: String,
    /// Where documents go while the data directory refuses them: the first of these that takes them.
    pub rescue: Vec<PathBuf>,
    /// Turns documents of an older schema into the present one.
    pub migrate: Option<Migrate>,
}

/// Given the schema the documents were written in and all of them, gives all of them in the present one. A document that
/// it leaves out is deleted.
pub type Migrate = fn(from: u32, docs: Vec<Loaded>) -> Vec<Loaded>;

/// An opened dataset.
pub struct Opened {
    pub store: Store,
    pub docs: Vec<Loaded>,
    pub notices: Vec<Notice>,
    pub read_only: Option<ReadOnly>,
    /// What an earlier session could not save and wrote elsewhere.
    pub rescued: Vec<Rescued>,
}

/// A document as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    pub name: DocName,
    pub bytes: Vec<u8>,
}

/// One dataset, open. Holds the lock as long as it lives.
pub struct Store {
    disk: disk::Disk,
    docs: BTreeMap<DocName, Doc>,
    markers: load::Markers,
    last_txn: u64,
    /// Whether the names of all histories are known to be on the disk. A process that was killed may have
    /// left one that is not, so each session starts in doubt.
    histories_last: bool,
    keeping: keep::Keeping,
    manifest: Manifest,
    options: OpenOptions,
    read_only: Option<ReadOnly>,
    /// There are no locks here: others may save at the same time.
    shared: bool,
    /// Transactions whose marker somebody has only begun to write.
    half_written: BTreeSet<u64>,
    /// What came from elsewhere and is not taken in yet.
    waiting: Vec<Outside>,
    rescued: BTreeMap<u64, rescue::Copy>,
    /// The last number given to something that came from elsewhere.
    last_id: u64,
    _lock: Option<Box<dyn Any + Send>>,
}

/// What the store remembers of a document.
#[derive(Default)]
struct Doc {
    /// The generations on the disk, oldest first.
    generations: Vec<Saved>,
    /// The highest number ever given to a generation; none is given twice.
    last_seq: u64,
    /// The newest saved content; none when there is no such document.
    content: Option<generation::Sha>,
    /// What the canonical file held when we last read or wrote it, or took it in.
    canonical: Option<generation::Sha>,
    /// That content, where it is no generation.
    known: Option<Vec<u8>>,
    /// What it may have held instead.
    older: Option<generation::Sha>,
    /// The canonical file is somebody's unfinished edit, or unreadable, and must be left alone.
    frozen: bool,
    /// Other people's versions of the canonical file that are not taken in yet, oldest first. As long as there are any,
    /// it is not written.
    held: Vec<outside::Held>,
    /// What the canonical file looked like from outside when it was `canonical`.
    stamp: Option<Stamp>,
    /// What the canonical file does not have yet.
    pending: Option<Pending>,
    /// How many records the newest content has, once that was asked.
    records: Option<usize>,
    /// Others saved since: what those who work with us know, and which of their saves we wait to be taken in.
    behind: Option<shared::Behind>,
}

/// A generation's number and whether its bytes are known to be good.
struct Saved {
    seq: u64,
    checked: bool,
}

enum Pending {
    Write(Vec<u8>),
    Remove,
}

impl Store {
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Whether any canonical file is behind its document and may be written.
    pub fn needs_refresh(&self) -> bool {
        self.docs
            .values()
            .any(|doc| doc.pending.is_some() && !doc.frozen && doc.held.is_empty())
    }

    /// What others changed since it was last asked. Each is answered with [`Batch::taken`].
    pub fn outsides(&mut self) -> Vec<Outside> {
        std::mem::take(&mut self.waiting)
    }

    /// Writes something whose loss is no loss of data, such as the undo history. It has no generations.
    pub fn write_soft(&self, name: &DocName, bytes: &[u8]) -> Result<(), SaveError> {
        if self.read_only.is_some() {
            return Err(SaveError::ReadOnly);
        }
        Ok(self.disk.replace_soft(&self.disk.soft(name), bytes)?)
    }

    pub fn read_soft(&self, name: &DocName) -> Option<Vec<u8>> {
        self.disk.read(&self.disk.soft(name)).ok().flatten()
    }
}
