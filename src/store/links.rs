//! Links at the places of documents, and what others may read. A link of the user's is followed and told of; one that
//! leads to what somebody else owns is left alone: data may come from anywhere, and may have been laid out with care.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::files::{Kind, PRIVATE};
use super::name::DocName;
use super::report::{IoFault, Notice};

impl Disk {
    /// Where the link at `path` leads; none when there is no link, or nothing behind it. Errors when that is somebody
    /// else's.
    pub(super) fn follow(&self, path: &Path) -> Result<Option<PathBuf>, IoFault> {
        let is_link = |path: &Path| {
            let stat = self.files.stat(path);
            stat.is_ok_and(|stat| stat.kind == Kind::Link)
        };
        if !is_link(path) {
            return Ok(None);
        }
        let Ok(target) = self.files.resolve(path) else {
            return Ok(None);
        };
        let owner = self.files.stat(&target).ok().and_then(|stat| stat.owner);
        match (self.files.user(), owner) {
            (Some(user), Some(owner)) if owner.user != user => {
                Err(IoFault::at(path)(io::ErrorKind::PermissionDenied.into()))
            }
            _ => Ok(Some(target)),
        }
    }

    /// As `follow`, for the file of a document and the directories that it stands in.
    pub(super) fn follow_all(&self, name: &DocName) -> Result<Option<PathBuf>, IoFault> {
        for (at, _) in name.as_str().match_indices('/') {
            self.follow(&self.root.join(&name.as_str()[..at]))?;
        }
        self.follow(&self.canonical(name))
    }

    /// Tells, once for a dataset, that other users can read what is made here whatever rights are asked for.
    pub(super) fn notice_of_rights(&self, made: &Path) -> Option<Notice> {
        let open = |path: &Path| {
            let stat = self.files.stat(path);
            stat.is_ok_and(|stat| stat.mode & 0o077 != 0)
        };
        // Copies of a dataset may have other rights than it had: only a new file tells what the disk does with them.
        let told = DocName::new("told-of-rights").ok()?;
        if !open(made) || self.files.stat(&self.soft(&told)).is_ok() {
            return None;
        }
        let probe = self.temporary(&self.inner());
        drop(self.files.create_new(&probe, PRIVATE).ok()?);
        let shown = open(&probe);
        let _ = self.files.remove(&probe);
        let _ = shown.then(|| self.replace_soft(&self.soft(&told), b"{}\n"));
        shown.then(|| Notice::NoRights {
            path: self.root.clone(),
        })
    }
}
