//! What the store asks of a whole volume: how much room it has, what kind it is, and to write down everything.

use std::fs::File;
use std::io;
use std::path::Path;

/// Free bytes for us where `path` is.
#[cfg(unix)]
pub(super) fn free(path: &Path) -> io::Result<u64> {
    let volume = rustix::fs::statvfs(path)?;
    Ok(volume.f_bavail.saturating_mul(volume.f_frsize))
}

#[cfg(not(unix))]
pub(super) fn free(_path: &Path) -> io::Result<u64> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Waits until all of the volume that `file` is on has been written.
#[cfg(target_os = "linux")]
pub(super) fn sync(file: &File) -> io::Result<()> {
    Ok(rustix::fs::syncfs(file)?)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn sync(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Whether it is a volume with FAT or exFAT, whose directory entries are written when they please.
#[cfg(target_os = "linux")]
pub(super) fn is_fat(path: &Path) -> bool {
    // The numbers of FAT and exFAT.
    rustix::fs::statfs(path).is_ok_and(|volume| matches!(volume.f_type, 0x4d44 | 0x2011_bab0))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_fat(_path: &Path) -> bool {
    false
}
