//! Bringing the canonical files up to date with what was saved, without ever overwriting what a person wrote.

use std::io;

use super::disk::Disk;
use super::name::DocName;
use super::outside::{Meeting, Met};
use super::report::{IoFault, RefreshOutcome};
use super::{Doc, Pending, Store};

impl Store {
    /// Writes the canonical files that lag behind. Whatever fails is tried again by the next refresh. What others did to
    /// these files meanwhile is not overwritten: see [`Store::outsides`].
    pub fn refresh(&mut self) -> Vec<RefreshOutcome> {
        let mut outcomes = Vec::new();
        let lags = self.docs.values().any(|doc| doc.pending.is_some());
        if self.read_only.is_some() || !lags {
            return outcomes;
        }
        // Nothing is put where our directory was: something else may be there now.
        if let Err(fault) = self.still_there() {
            return vec![RefreshOutcome::Failed(fault)];
        }
        if self.shared
            && let Err(fault) = self.catch_up()
        {
            return vec![RefreshOutcome::Failed(fault)];
        }
        let mut refreshed = Vec::new();
        let Self {
            disk,
            docs,
            markers,
            last_id,
            waiting,
            shared,
            ..
        } = self;
        let mut meeting = Meeting {
            disk,
            markers,
            shared: *shared,
            last_id,
            outsides: waiting,
            outcomes: &mut outcomes,
        };
        for (name, doc) in docs.iter_mut() {
            if !doc.held.is_empty() {
                continue;
            }
            let Some(pending) = doc.pending.take() else {
                continue;
            };
            match meeting.bring_up_to_date(name, doc, &pending) {
                Ok(true) => {
                    doc.canonical = doc.content;
                    doc.older = None;
                    doc.known = None;
                    doc.stamp = None;
                    refreshed.push(name.clone());
                }
                Ok(false) => doc.pending = Some(pending),
                Err(fault) => {
                    doc.pending = Some(pending);
                    meeting.outcomes.push(RefreshOutcome::Failed(fault));
                }
            }
        }
        if !refreshed.is_empty()
            && let Err(error) = self.disk.files.settle(&self.disk.root)
        {
            outcomes.push(RefreshOutcome::Failed(IoFault::at(&self.disk.root)(error)));
        }
        self.clear_away(&refreshed);
        outcomes
    }
}

impl Meeting<'_> {
    /// Says whether the canonical file now has the content; if not, it is somebody else's for now.
    fn bring_up_to_date(
        &mut self,
        name: &DocName,
        doc: &mut Doc,
        pending: &Pending,
    ) -> Result<bool, IoFault> {
        let path = self.disk.canonical(name);
        let may_write = |met| matches!(met, Met::Ours | Met::Missing);
        let bytes = match pending {
            Pending::Remove => {
                if !may_write(self.meet(name, doc)?) {
                    return Ok(false);
                }
                return match self.disk.files.remove(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => {
                        Err(IoFault::at(&path)(error))
                    }
                    // A file that came back after a power cut would be removed again.
                    _ => Ok(true),
                };
            }
            Pending::Write(bytes) => bytes,
        };
        if doc.frozen && !may_write(self.meet(name, doc)?) {
            return Ok(false);
        }
        ensure_parents(self.disk, name)?;
        self.disk.follow_all(name)?;
        // A link stays a link: the file it leads to is what gets replaced.
        let target = match self.disk.files.resolve(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => path,
            result => result.map_err(IoFault::at(&path))?,
        };
        let stat = self.disk.files.stat(&target).ok();
        let disk = self.disk;
        let written = disk.replace(&target, bytes, stat.as_ref(), || {
            Ok(may_write(self.meet(name, doc)?))
        })?;
        if written && stat.is_some_and(|stat| stat.links > 1) {
            self.outcomes.push(RefreshOutcome::Unlinked {
                name: name.clone(),
                path: target,
            });
        }
        Ok(written)
    }
}

fn ensure_parents(disk: &Disk, name: &DocName) -> Result<(), IoFault> {
    let mut dir = disk.root.clone();
    let segments: Vec<&str> = name.as_str().split('/').collect();
    for segment in &segments[..segments.len() - 1] {
        let parent = dir.clone();
        dir.push(segment);
        match disk.files.create_dir(&dir) {
            Ok(()) => disk.sync_dir(&parent)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(IoFault::at(&dir)(error)),
        }
    }
    Ok(())
}
