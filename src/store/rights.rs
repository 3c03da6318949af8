//! What the file layer asks of a platform about rights, owners and names of files; where there are none, harmless answers.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::files::{Owner, PRIVATE};

#[cfg(unix)]
pub(super) fn mode_of(metadata: &fs::Metadata) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777
}

#[cfg(not(unix))]
pub(super) fn mode_of(_metadata: &fs::Metadata) -> u32 {
    PRIVATE
}

#[cfg(unix)]
pub(super) fn links_of(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
pub(super) fn links_of(_metadata: &fs::Metadata) -> u64 {
    1
}

#[cfg(unix)]
pub(super) fn inode_of(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
pub(super) fn inode_of(_metadata: &fs::Metadata) -> u64 {
    0
}

#[cfg(unix)]
pub(super) fn owner_of(metadata: &fs::Metadata) -> Option<Owner> {
    use std::os::unix::fs::MetadataExt;
    Some(Owner {
        user: metadata.uid(),
        group: metadata.gid(),
    })
}

#[cfg(not(unix))]
pub(super) fn owner_of(_metadata: &fs::Metadata) -> Option<Owner> {
    None
}

#[cfg(unix)]
pub(super) fn private(options: &mut fs::OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    // A link planted under one of our own names is never followed.
    let not_links = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or(0);
    options.mode(PRIVATE).custom_flags(not_links);
}

#[cfg(not(unix))]
pub(super) fn private(_options: &mut fs::OpenOptions) {}

/// Best effort: file systems without permission bits refuse, and the bytes matter more.
#[cfg(unix)]
pub(super) fn set_mode(file: &File, mode: u32) {
    let _ = file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
}

#[cfg(unix)]
pub(super) fn take_rights(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = fs::symlink_metadata(path)?;
    // The rights of a link are those of what it leads to, which is none of ours.
    if metadata.is_symlink() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mode = metadata.permissions().mode() & 0o700;
    fs::set_permissions(path, PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn take_rights(_path: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(unix))]
pub(super) fn set_mode(_file: &File, _mode: u32) {}
