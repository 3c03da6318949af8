//! Bringing the canonical files up to date with what was saved, without ever overwriting what a person wrote,
//! and clearing away generations that are no longer needed.

use std::io;

use super::disk::{Aside, Disk};
use super::generation::{HEAD, Header, Sha};
use super::json::{Text, check_instead};
use super::load::{Found, read_generation};
use super::name::DocName;
use super::report::{IoFault, RefreshOutcome};
use super::{Doc, Pending, Store};

/// So many good generations of each document stay.
const KEEP: usize = 20;

impl Store {
    /// Writes the canonical files that lag behind. Whatever fails is tried again by the next refresh.
    pub fn refresh(&mut self) -> Vec<RefreshOutcome> {
        let mut outcomes = Vec::new();
        if self.read_only.is_some() {
            return outcomes;
        }
        let mut refreshed = Vec::new();
        for (name, doc) in &mut self.docs {
            let Some(pending) = doc.pending.take() else {
                continue;
            };
            match bring_up_to_date(&self.disk, name, doc, &pending, &mut outcomes) {
                Ok(true) => {
                    doc.canonical = doc.content;
                    refreshed.push(name.clone());
                }
                Ok(false) => doc.pending = Some(pending),
                Err(fault) => {
                    doc.pending = Some(pending);
                    outcomes.push(RefreshOutcome::Failed(fault));
                }
            }
        }
        for name in refreshed {
            self.prune(&name);
        }
        outcomes
    }

    /// Removes what is older than enough good generations. Failing to costs only space.
    fn prune(&mut self, name: &DocName) {
        let Self {
            disk,
            docs,
            markers,
            ..
        } = self;
        let Some(doc) = docs
            .get_mut(name)
            .filter(|doc| doc.generations.len() > KEEP)
        else {
            return;
        };
        let mut good = 0;
        let mut cut = 0;
        for (index, saved) in doc.generations.iter_mut().enumerate().rev() {
            if good == KEEP {
                cut = index + 1;
                break;
            }
            if !saved.checked {
                match read_generation(disk, markers, name, saved.seq) {
                    Ok(Found::Whole(_)) => saved.checked = true,
                    Ok(Found::DoesNotCount | Found::Damaged(_)) => {}
                    // A medium that gives errors is no place to remove copies from.
                    Err(_) => return,
                }
            }
            good += usize::from(saved.checked);
        }
        let old: Vec<u64> = doc
            .generations
            .drain(..cut)
            .map(|saved| saved.seq)
            .collect();
        for seq in old {
            let path = self.disk.generation(name, seq);
            let head = self.disk.files.read_head(&path, HEAD).unwrap_or_default();
            let _ = self.disk.files.remove(&path);
            if let Some(txn) = Header::decode(&head, name, seq).and_then(|(header, _)| header.txn) {
                self.prune_marker(txn);
            }
        }
    }

    /// Removes a marker that no generation needs any more.
    fn prune_marker(&mut self, txn: u64) {
        let Ok(Some(marker)) = self.markers.get(&self.disk, txn) else {
            return;
        };
        let needed = marker.docs.iter().any(|(name, seq)| {
            self.docs
                .get(name)
                .is_some_and(|doc| doc.generations.iter().any(|saved| saved.seq == *seq))
        });
        if !needed {
            let _ = self.disk.files.remove(&self.disk.marker(txn));
            self.markers.remove(txn);
        }
    }
}

/// Says whether the canonical file now has the content; if not, it is frozen.
fn bring_up_to_date(
    disk: &Disk,
    name: &DocName,
    doc: &mut Doc,
    pending: &Pending,
    outcomes: &mut Vec<RefreshOutcome>,
) -> Result<bool, IoFault> {
    let path = disk.canonical(name);
    match pending {
        Pending::Remove => {
            if !may_overwrite(disk, name, doc, None, outcomes)? {
                return Ok(false);
            }
            match disk.files.remove(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    Err(IoFault::at(&path)(error))
                }
                // A file that came back after a power cut would be removed again.
                _ => Ok(true),
            }
        }
        Pending::Write(bytes) => {
            if doc.frozen && !may_overwrite(disk, name, doc, Some(bytes), outcomes)? {
                return Ok(false);
            }
            ensure_parents(disk, name)?;
            disk.follow_all(name)?;
            // A link stays a link: the file it leads to is what gets replaced.
            let target = match disk.files.resolve(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => path,
                result => result.map_err(IoFault::at(&path))?,
            };
            let stat = disk.files.stat(&target).ok();
            disk.replace(&target, bytes, stat.as_ref(), || {
                may_overwrite(disk, name, doc, Some(bytes), outcomes)
            })
        }
    }
}

/// Compares the canonical file with what we last read or wrote. An edit is put aside first; an unfinished one
/// is left alone.
fn may_overwrite(
    disk: &Disk,
    name: &DocName,
    doc: &mut Doc,
    ours: Option<&[u8]>,
    outcomes: &mut Vec<RefreshOutcome>,
) -> Result<bool, IoFault> {
    let path = disk.canonical(name);
    let Some(raw) = disk.read(&path)? else {
        return match disk.files.stat(&path) {
            // A link whose target is away; writing would replace the link.
            Ok(_) => Err(IoFault::at(&path)(io::ErrorKind::NotFound.into())),
            Err(_) => Ok(true),
        };
    };
    let text = Text::new(raw);
    let found = Some(Sha::of(&text.bytes));
    if found == doc.canonical || found == doc.content {
        doc.frozen = false;
        return Ok(true);
    }
    if let Err(problem) = check_instead(&text.bytes, ours) {
        if !doc.frozen {
            doc.frozen = true;
            outcomes.push(RefreshOutcome::BrokenByHand {
                name: name.clone(),
                path,
                problem,
            });
        }
        return Ok(false);
    }
    let kept = disk.put_aside(Aside::Outside, name, &text.into_raw())?;
    outcomes.push(RefreshOutcome::ChangedOutside {
        name: name.clone(),
        kept,
    });
    doc.frozen = false;
    // Not put aside a second time should the write fail.
    doc.canonical = found;
    Ok(true)
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
