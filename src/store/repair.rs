//! Putting right what can be without losing a byte: what is damaged or left over is moved to the quarantine, so that the
//! history has only what can be used. Doing it again changes nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::change::Change;
use super::disk::Aside;
use super::examine::{Exam, examine};
use super::files::Files;
use super::finding::Finding;
use super::json::check_json;
use super::load::Listing;
use super::name::DocName;
use super::open::Purpose;
use super::report::{IoFault, OpenError, RefreshOutcome, SaveError};
use super::survey::manifest_path;
use super::{Doc, OpenOptions, Opened, Store};

/// What a repair did.
pub struct Repaired {
    /// The dataset, open: whoever repairs goes on with its documents. If it is read-only nothing was done.
    pub opened: Opened,
    /// The id of the mark that keeps the state before.
    pub mark: Option<String>,
    /// Files moved out of the way: from, to.
    pub moved: Vec<(PathBuf, PathBuf)>,
    /// Files without content that were removed.
    pub removed: Vec<PathBuf>,
    /// Folders that others could look into.
    pub tightened: Vec<PathBuf>,
    /// What could not be done.
    pub failed: Vec<IoFault>,
}

/// Puts right what can be without losing a byte.
pub fn repair(
    files: Arc<dyn Files>,
    root: &Path,
    options: OpenOptions,
) -> Result<Repaired, OpenError> {
    // Opening restores damaged files from their saved states, with their bytes put aside.
    let opened = Store::open_to(
        Purpose::Repair,
        files.clone(),
        root.to_owned(),
        options.clone(),
    )?;
    let mut repaired = Repaired {
        opened,
        mark: None,
        moved: Vec::new(),
        removed: Vec::new(),
        tightened: Vec::new(),
        failed: Vec::new(),
    };
    if repaired.opened.read_only.is_some() {
        return Ok(repaired);
    }
    // Without locks what looks unfinished may be somebody's who is just writing it.
    let alone = !repaired.opened.store.shared;
    let findings: Vec<Finding> = examine(&files, root, &options)
        .into_iter()
        .filter(|finding| is_for_us(finding) && (alone || !may_be_anothers(finding)))
        .collect();
    if !findings.is_empty() {
        match repaired.opened.store.mark("repair") {
            Ok(id) => repaired.mark = Some(id),
            // Nothing is moved before the state is safe.
            Err(SaveError::Io(fault)) => {
                repaired.failed.push(fault);
                return Ok(repaired);
            }
            Err(_) => return Ok(repaired),
        }
    }
    for outcome in repaired.opened.store.refresh() {
        if let RefreshOutcome::Failed(fault) = outcome {
            repaired.failed.push(fault);
        }
    }
    for finding in &findings {
        repaired.put_right(finding);
    }
    if alone {
        repaired.markers();
    }
    repaired.sync();
    Ok(repaired)
}

fn is_for_us(finding: &Finding) -> bool {
    matches!(
        finding,
        Finding::GenerationDamaged { .. }
            | Finding::GenerationUnfinished { .. }
            | Finding::MarkerBroken { .. }
            | Finding::MarkerWithoutGenerations { .. }
            | Finding::MarkBroken { .. }
            | Finding::ManifestCopyDiffers { .. }
            | Finding::Leftover { .. }
            | Finding::OpenToOthers { .. }
            | Finding::Lags { .. }
            | Finding::FileDamaged { .. }
            | Finding::OldCopy { .. }
    )
}

fn may_be_anothers(finding: &Finding) -> bool {
    matches!(
        finding,
        Finding::GenerationDamaged { .. }
            | Finding::GenerationUnfinished { .. }
            | Finding::MarkerBroken { .. }
            | Finding::MarkerWithoutGenerations { .. }
            | Finding::MarkBroken { .. }
            | Finding::Leftover { .. }
    )
}

impl Repaired {
    fn put_right(&mut self, finding: &Finding) {
        match finding {
            Finding::GenerationDamaged {
                name, seq, path, ..
            }
            | Finding::GenerationUnfinished { name, seq, path } => {
                if !self.saved_anew(name, *seq) {
                    return;
                }
                if self.quarantine(path, &name.flat())
                    && let Some(doc) = self.opened.store.docs.get_mut(name)
                {
                    doc.generations.retain(|saved| saved.seq != *seq);
                }
            }
            Finding::Leftover { path } => self.leftover(path),
            Finding::MarkBroken { path } => {
                self.quarantine(path, "mark");
            }
            Finding::ManifestCopyDiffers { path } => self.manifest_copy(path),
            Finding::OpenToOthers { path, .. } => {
                let files = &self.opened.store.disk.files;
                match files.protect(path) {
                    Ok(()) if files.stat(path).is_ok_and(|stat| stat.mode & 0o077 == 0) => {
                        self.tightened.push(path.clone());
                    }
                    // A file system without rights; it says so each time.
                    Ok(()) => {}
                    Err(error) => self.failed.push(IoFault::at(path)(error)),
                }
            }
            _ => {}
        }
    }

    /// Makes sure that what is in use has a saved state of its own before a broken one goes. Says whether it has.
    fn saved_anew(&mut self, name: &DocName, seq: u64) -> bool {
        let Opened { store, docs, .. } = &mut self.opened;
        let newest = |doc: &Doc| doc.generations.last().is_some_and(|saved| saved.seq == seq);
        let Some(doc) = store.docs.get_mut(name).filter(|doc| newest(doc)) else {
            return true;
        };
        let Some(loaded) = docs.iter().find(|loaded| loaded.name == *name) else {
            return true;
        };
        doc.content = None;
        let change = Change::new(name.clone(), Some(loaded.bytes.clone()));
        match store.commit(vec![change]) {
            Ok(()) => true,
            Err(SaveError::Io(fault)) => {
                self.failed.push(fault);
                false
            }
            Err(_) => false,
        }
    }

    /// Says whether it is out of the way.
    fn quarantine(&mut self, path: &Path, what: &str) -> bool {
        match self.opened.store.disk.quarantine(path, what) {
            Ok(to) => self.moved.push((path.to_owned(), to)),
            Err(fault) => {
                self.failed.push(fault);
                return false;
            }
        }
        true
    }

    /// What a program that was stopped had begun to write. Nobody was told that it was saved.
    fn leftover(&mut self, path: &Path) {
        let files = self.opened.store.disk.files.clone();
        match files.read(path) {
            Ok(bytes) if check_json(&bytes).is_ok() => {
                self.quarantine(path, "leftover");
            }
            Ok(_) => match files.remove(path) {
                Ok(()) => self.removed.push(path.to_owned()),
                Err(error) => self.failed.push(IoFault::at(path)(error)),
            },
            Err(error) => self.failed.push(IoFault::at(path)(error)),
        }
    }

    /// A manifest or a copy that cannot be read at all was put right when the dataset was opened.
    fn manifest_copy(&mut self, path: &Path) {
        if !self.quarantine(path, "manifest") {
            return;
        }
        let disk = &self.opened.store.disk;
        let written = disk
            .read(&manifest_path(disk))
            .and_then(|file| disk.replace(path, &file.unwrap_or_default(), None, || Ok(true)));
        if let Err(fault) = written {
            self.failed.push(fault);
        }
    }

    /// Markers last: moving generations may have left some without.
    fn markers(&mut self) {
        let disk = &self.opened.store.disk;
        let Ok(listing) = Listing::read(disk) else {
            return;
        };
        let mut exam = Exam::new(disk);
        exam.markers(&listing);
        for finding in exam.found {
            if let Finding::MarkerBroken { path } | Finding::MarkerWithoutGenerations { path, .. } =
                finding
            {
                self.quarantine(&path, "marker");
            }
        }
    }

    fn sync(&mut self) {
        if self.moved.is_empty() {
            return;
        }
        let disk = &self.opened.store.disk;
        if let Err(fault) = disk.sync_dir(&disk.aside(Aside::Quarantine)) {
            self.failed.push(fault);
        }
    }
}
