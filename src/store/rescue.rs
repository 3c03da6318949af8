//! Writing documents elsewhere while the data directory refuses them, and finding them again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::change::Change;
use super::disk::Disk;
use super::files::Files;
use super::report::IoFault;

/// Writes documents that cannot be saved to the first of `dirs` that takes them all, and says where.
pub fn write_rescue(
    files: Arc<dyn Files>,
    dirs: &[PathBuf],
    dataset_id: &str,
    changes: &[Change],
) -> Result<PathBuf, IoFault> {
    let mut refused = IoFault::at(Path::new(""))(std::io::ErrorKind::NotFound.into());
    for dir in dirs {
        let dir = dir.join(dataset_id);
        let disk = Disk {
            files: files.clone(),
            root: dir.clone(),
        };
        let write = || -> Result<(), IoFault> {
            disk.ensure_dirs(&dir)?;
            for change in changes {
                if let Some(bytes) = &change.bytes {
                    disk.write_new(&disk.unused(&dir, &change.name.flat())?, bytes)?;
                }
            }
            disk.sync_dir(&dir)
        };
        match write() {
            Ok(()) => return Ok(dir),
            Err(fault) => refused = fault,
        }
    }
    Err(refused)
}
