//! Looking at everything in a data folder without changing anything. What is found is put into words elsewhere.

use std::path::Path;
use std::sync::Arc;

use super::OpenOptions;
use super::changes::changes;
use super::debris::strangers;
use super::disk::Disk;
use super::files::{Files, Kind, Lock};
use super::finding::{Finding, RecordChange, RecordRef};
use super::generation::{Generation, Sha};
use super::json::{JsonProblem, Text};
use super::judge::{Stance, read_document};
use super::load::{Found, Listing, Markers, head_content, read_generation};
use super::manifest::Manifest;
use super::mark::broken_marks;
use super::name::DocName;
use super::outside::UNFINISHED;
use super::report::{Cause, IoFault, Notice, OpenError};
use super::survey::{Survey, copy_path, lock_path, manifest_path};

/// Looks at every file of the dataset in `root`. Reads only. Of `options` it takes the schema and the places where
/// documents were rescued to.
pub fn examine(files: &Arc<dyn Files>, root: &Path, options: &OpenOptions) -> Vec<Finding> {
    let disk = Disk {
        files: files.clone(),
        root: root.to_owned(),
    };
    let refused = match Survey::of(&disk) {
        Ok(survey) if survey.is_new() => Some(survey.nothing_there(&disk)),
        Ok(survey) => survey.gate(options.schema).err(),
        // It will not open like this, and still there is much to be said.
        Err(OpenError::BrokenManifest { .. }) => None,
        Err(error) => Some(error),
    };
    let listing = match refused {
        Some(error) => Err(error),
        None => Listing::read(&disk).map_err(OpenError::from),
    };
    let listing = match listing {
        Ok(listing) => listing,
        Err(error) => return vec![Finding::NotOpened(error)],
    };
    let mut exam = Exam::new(&disk);
    exam.manifest();
    exam.documents(&listing);
    exam.generations(&listing);
    exam.markers(&listing);
    exam.marks();
    exam.recheck();
    exam.leftovers(&listing);
    exam.found.extend(strangers(&disk, &listing));
    exam.links(&disk.root, 3);
    exam.rescued(options);
    exam.surroundings(&listing);
    exam.found
}

/// An examination under way.
pub(super) struct Exam<'a> {
    disk: &'a Disk,
    markers: Markers,
    pub(super) found: Vec<Finding>,
}

impl<'a> Exam<'a> {
    pub(super) fn new(disk: &'a Disk) -> Self {
        Self {
            disk,
            markers: Markers::default(),
            found: Vec::new(),
        }
    }

    fn manifest(&mut self) {
        let disk = self.disk;
        let has_inner = disk.files.list(&disk.inner()).is_ok();
        let mut found = Vec::new();
        for path in [manifest_path(disk), copy_path(disk)] {
            // A backup has no copy and needs none.
            if path == copy_path(disk) && !has_inner {
                continue;
            }
            match disk.read(&path) {
                Ok(Some(file)) => match Manifest::decode(&file) {
                    Ok(manifest) => found.push(manifest),
                    Err(problem) => self.found.push(Finding::ManifestBroken { path, problem }),
                },
                Ok(None) | Err(_) => self.found.push(Finding::ManifestMissing { path }),
            }
        }
        let [manifest, copy] = &found[..] else {
            return;
        };
        if manifest.dataset_id != copy.dataset_id {
            self.found.push(Finding::ManifestDiffers {
                path: manifest_path(disk),
                id: manifest.dataset_id.clone(),
                copy_id: copy.dataset_id.clone(),
            });
        } else if manifest != copy {
            let path = copy_path(disk);
            self.found.push(Finding::ManifestCopyDiffers { path });
        }
    }

    fn documents(&mut self, listing: &Listing) {
        let no_history = !listing.docs.is_empty() && listing.docs.values().all(Vec::is_empty);
        if no_history {
            let path = self.disk.generations();
            self.found.push(Finding::HistoryMissing { path });
        }
        let mut paused = false;
        for (name, seqs) in &listing.docs {
            let mut verdict = read_document(self.disk, &mut self.markers, name, seqs);
            // Somebody may be writing the file at this very moment.
            if verdict.is_unfinished() && !paused {
                self.disk.files.pause(UNFINISHED);
                paused = true;
                verdict = read_document(self.disk, &mut self.markers, name, seqs);
            }
            if matches!(verdict.stance, Stance::Lags) && verdict.notices.is_empty() {
                let path = self.disk.canonical(name);
                self.found.push(Finding::Lags {
                    name: name.clone(),
                    path,
                });
            }
            for notice in verdict.notices {
                self.noticed(name, seqs, notice, no_history);
            }
        }
    }

    fn noticed(&mut self, name: &DocName, seqs: &[u64], notice: Notice, no_history: bool) {
        let path = self.disk.canonical(name);
        let name = name.clone();
        let finding = match notice {
            Notice::Restored { damage, .. } => Finding::FileDamaged { name, path, damage },
            Notice::ChangedOutside { .. } | Notice::TooMuchGone { .. } if no_history => return,
            Notice::ChangedOutside { .. } | Notice::TooMuchGone { .. } => {
                let records = self.changed_records(&name, seqs);
                Finding::ChangedOutside {
                    name,
                    path,
                    records,
                }
            }
            Notice::OldCopy { .. } => {
                let seq = self.seq_of_copy(&name, seqs).unwrap_or(0);
                Finding::OldCopy { name, path, seq }
            }
            Notice::BrokenByHand { problem, .. }
            | Notice::Unreadable {
                cause: Cause::Json(problem),
                ..
            } => not_json(self.disk, name, problem),
            Notice::Unreadable {
                cause: Cause::Io(fault),
                ..
            } => Finding::FileUnreadable { name, fault },
            // All generations are read later.
            Notice::GenerationDamaged { .. } | Notice::GenerationUnreadable(_) => return,
            Notice::ManifestRebuilt
            | Notice::HistoryMissing
            | Notice::LockUnavailable(_)
            | Notice::RecoveryFailed(_)
            | Notice::Followed { .. }
            | Notice::NoRights { .. }
            | Notice::NotOurs { .. } => return,
        };
        self.found.push(finding);
    }

    fn canonical(&self, name: &DocName) -> Vec<u8> {
        let raw = self.disk.files.read(&self.disk.canonical(name));
        Text::new(raw.unwrap_or_default()).bytes
    }

    fn changed_records(&mut self, name: &DocName, seqs: &[u64]) -> Vec<(RecordRef, RecordChange)> {
        let mut newest = seqs.iter().rev();
        let saved = newest.find_map(|&seq| {
            match read_generation(self.disk, &mut self.markers, name, seq) {
                Ok(Found::Whole(Generation { header, body })) if !header.deleted => Some(body),
                _ => None,
            }
        });
        changes(
            &saved.unwrap_or_else(|| b"{}".to_vec()),
            &self.canonical(name),
        )
    }

    fn seq_of_copy(&mut self, name: &DocName, seqs: &[u64]) -> Option<u64> {
        let content = Some(Sha::of(&self.canonical(name)));
        let mut newest = seqs.iter().rev().copied();
        newest.find(|&seq| head_content(self.disk, &mut self.markers, name, seq) == content)
    }

    pub(super) fn generations(&mut self, listing: &Listing) {
        for (name, seqs) in &listing.docs {
            for &seq in seqs {
                let path = self.disk.generation(name, seq);
                let name = name.clone();
                let finding = match read_generation(self.disk, &mut self.markers, &name, seq) {
                    Ok(Found::Whole(_)) => continue,
                    Ok(Found::DoesNotCount) => Finding::GenerationUnfinished { name, seq, path },
                    Ok(Found::Damaged(damaged)) => Finding::GenerationDamaged {
                        name,
                        seq,
                        path,
                        bad: damaged.bad,
                        good: damaged.good.len(),
                    },
                    Err(fault) => Finding::GenerationUnreadable { name, seq, fault },
                };
                self.found.push(finding);
            }
        }
    }

    pub(super) fn markers(&mut self, listing: &Listing) {
        let numbers = self.disk.numbers(&self.disk.markers()).unwrap_or_default();
        for txn in numbers {
            let path = self.disk.marker(txn);
            let Ok(Some(marker)) = self.markers.get(self.disk, txn) else {
                self.found.push(Finding::MarkerBroken { path });
                continue;
            };
            let is_there = |name: &DocName, seq: &u64| {
                listing
                    .docs
                    .get(name)
                    .is_some_and(|seqs| seqs.contains(seq))
            };
            // Some of them may have been cleared away.
            if !marker.docs.iter().any(|(name, seq)| is_there(name, seq)) {
                let missing = marker.docs.clone().into_iter().collect();
                self.found
                    .push(Finding::MarkerWithoutGenerations { path, missing });
            }
        }
    }

    fn marks(&mut self) {
        let broken = broken_marks(self.disk).into_iter();
        self.found
            .extend(broken.map(|path| Finding::MarkBroken { path }));
    }

    /// An open cockpit may be in the middle of a save: what looks unfinished gets a moment.
    fn recheck(&mut self) {
        let unfinished = |finding: &Finding| {
            matches!(
                finding,
                Finding::GenerationUnfinished { .. }
                    | Finding::GenerationDamaged { .. }
                    | Finding::MarkerBroken { .. }
                    | Finding::MarkBroken { .. }
                    | Finding::MarkerWithoutGenerations { .. }
            )
        };
        if !self.found.iter().any(unfinished) {
            return;
        }
        self.disk.files.pause(UNFINISHED);
        let Ok(listing) = Listing::read(self.disk) else {
            return;
        };
        let mut again = Exam::new(self.disk);
        again.generations(&listing);
        again.markers(&listing);
        again.marks();
        self.found
            .retain(|finding| !unfinished(finding) || again.found.contains(finding));
    }

    fn leftovers(&mut self, listing: &Listing) {
        for path in &listing.leftovers {
            if self.disk.files.stat(path).is_ok() {
                self.found.push(Finding::Leftover { path: path.clone() });
            }
        }
    }

    /// Links may stay; what is written then goes where they lead.
    fn links(&mut self, dir: &Path, depth: usize) {
        let Ok(root) = self.disk.files.resolve(&self.disk.root) else {
            return;
        };
        for entry in self.disk.list(dir).unwrap_or_default() {
            let path = dir.join(&entry.name);
            match entry.kind {
                Kind::Link => {
                    let target = self.disk.files.resolve(&path).ok();
                    if target
                        .as_ref()
                        .is_none_or(|target| !target.starts_with(&root))
                    {
                        self.found.push(Finding::LinkLeadsAway { path, target });
                    }
                }
                Kind::Dir if depth > 1 && entry.name != ".git" => self.links(&path, depth - 1),
                Kind::Dir | Kind::File | Kind::Other => {}
            }
        }
    }

    fn rescued(&mut self, options: &OpenOptions) {
        let manifest = [manifest_path(self.disk), copy_path(self.disk)]
            .into_iter()
            .filter_map(|path| self.disk.files.read(&path).ok())
            .find_map(|file| Manifest::decode(&file).ok());
        let Some(manifest) = manifest else {
            return;
        };
        for place in &options.rescue {
            let dir = place.join(&manifest.dataset_id);
            for entry in self.disk.list(&dir).unwrap_or_default() {
                if entry.kind == Kind::File && entry.name.ends_with(".json") {
                    let path = dir.join(entry.name);
                    self.found.push(Finding::RescueWaiting { path });
                }
            }
        }
    }

    /// Rights, locks and room.
    fn surroundings(&mut self, listing: &Listing) {
        let files = &self.disk.files;
        let root = files
            .resolve(&self.disk.root)
            .unwrap_or_else(|_| self.disk.root.clone());
        // What is in a private folder is private.
        if let Ok(stat) = files.stat(&root)
            && stat.mode & 0o077 != 0
        {
            let mode = stat.mode;
            self.found.push(Finding::OpenToOthers {
                path: root.clone(),
                mode,
            });
        }
        let lock = lock_path(self.disk);
        if let Ok(Lock::Unavailable(error)) = files.probe_lock(&lock) {
            self.found.push(Finding::NoLocks(IoFault::at(&lock)(error)));
        }
        let size = |name: &DocName| {
            files
                .stat(&self.disk.canonical(name))
                .map_or(0, |stat| stat.stamp.size)
        };
        let largest = listing.docs.keys().map(size).max().unwrap_or(0);
        let wanted = 3 * largest + (1 << 20);
        if let Ok(free) = files.space(&root)
            && free < wanted
        {
            self.found.push(Finding::NearlyFull {
                path: root,
                free,
                wanted,
            });
        }
    }
}

fn not_json(disk: &Disk, name: DocName, problem: JsonProblem) -> Finding {
    let path = disk.canonical(&name);
    if let JsonProblem::ConflictMarker { line } = problem {
        return Finding::ConflictMarkers { name, path, line };
    }
    let raw = disk.files.read(&path).unwrap_or_default();
    if let Err(error) = str::from_utf8(&raw) {
        let before = &raw[..error.valid_up_to()];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column = before
            .iter()
            .rev()
            .take_while(|&&byte| byte != b'\n')
            .count()
            + 1;
        return Finding::BadUtf8 {
            name,
            path,
            line,
            column,
        };
    }
    Finding::NotJson {
        name,
        path,
        problem,
    }
}
