//! Opening a dataset: what is in it, and what has to be put right first.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::commit::{News, Together};
use super::disk::Disk;
use super::files::{Files, Lock};
use super::load::{Listing, Markers, Stance, Verdict, read_document};
use super::manifest::Manifest;
use super::name::DocName;
use super::report::{IoFault, Notice, OpenError, ReadOnly};
use super::survey::{Survey, lock_path};
use super::{Doc, Loaded, OpenOptions, Opened, Pending, Saved, Store};

impl Store {
    /// Opens the dataset in `root`, or starts one if the directory is missing or empty. Never starts one where
    /// anything else is, and changes nothing unless it holds the lock.
    pub fn open(
        files: Arc<dyn Files>,
        root: impl Into<PathBuf>,
        options: OpenOptions,
    ) -> Result<Opened, OpenError> {
        let disk = Disk {
            files,
            root: root.into(),
        };
        let survey = Survey::of(&disk)?;
        let mut notices = Vec::new();
        let mut guard = None;
        let read_only = match survey.gate(options.schema)? {
            Some(read_only) => Some(read_only),
            None => match survey.take_lock(&disk) {
                Ok(Lock::Held(lock)) => {
                    guard = Some(lock);
                    notices.extend(disk.notice_of_rights(&lock_path(&disk)));
                    None
                }
                Ok(Lock::Unavailable(error)) => {
                    notices.push(Notice::LockUnavailable(IoFault::at(&lock_path(&disk))(
                        error,
                    )));
                    None
                }
                Ok(Lock::Busy(note)) => Some(locked_by(&note)),
                Err(fault) if survey.is_new() => return Err(fault.into()),
                Err(fault) => Some(ReadOnly::NotWritable(fault)),
            },
        };
        let listing = Listing::read(&disk)?;
        let manifest = if read_only.is_none() {
            survey.establish(&disk, &options, &listing, &mut notices)?
        } else {
            survey
                .manifest
                .clone()
                .unwrap_or_else(|| Manifest::new(options.schema, disk.time()))
        };
        let last_txn = disk.numbers(&disk.markers())?.last().copied().unwrap_or(0);
        let store = Self {
            disk,
            docs: Default::default(),
            markers: Markers::default(),
            last_txn,
            histories_last: false,
            manifest,
            options,
            read_only: read_only.clone(),
            _lock: guard,
        };
        Ok(store.load(listing, notices))
    }

    /// Opens the dataset in `root` to look at it: takes no lock and changes nothing, whatever is found.
    pub fn open_read(
        files: Arc<dyn Files>,
        root: impl Into<PathBuf>,
        options: OpenOptions,
    ) -> Result<Opened, OpenError> {
        Self::open(files, root, options)
    }

    fn load(mut self, listing: Listing, mut notices: Vec<Notice>) -> Opened {
        let writable = self.read_only.is_none();
        if writable {
            for path in &listing.leftovers {
                let _ = self.disk.files.remove(path);
            }
        }
        notices.extend(
            listing
                .strangers
                .into_iter()
                .map(|path| Notice::NotOurs { path }),
        );
        let history_missing = !listing.docs.is_empty() && listing.docs.values().all(Vec::is_empty);
        if history_missing {
            notices.push(Notice::HistoryMissing);
        }
        let mut docs = Vec::new();
        let mut adopted = Vec::new();
        for (name, seqs) in listing.docs {
            let mut verdict = read_document(&self.disk, &mut self.markers, &name, &seqs);
            if let Ok(Some(target)) = self.disk.follow_all(&name) {
                let name = name.clone();
                notices.push(Notice::Followed { name, target });
            }
            if history_missing {
                verdict
                    .notices
                    .retain(|notice| !matches!(notice, Notice::ChangedOutside { .. }));
            }
            if let (Stance::Adopt, Some(bytes)) = (&verdict.stance, &verdict.bytes) {
                adopted.push(News::new(name.clone(), Some(bytes.clone())));
            }
            let doc = if writable {
                settle(&self.disk, &name, &seqs, &mut verdict)
            } else {
                Doc::default()
            };
            self.docs.insert(name.clone(), doc);
            notices.append(&mut verdict.notices);
            docs.extend(verdict.bytes.map(|bytes| Loaded { name, bytes }));
        }
        if writable && let Err(fault) = self.write_generations(&adopted, Together::No) {
            notices.push(Notice::RecoveryFailed(fault));
        }
        let read_only = self.read_only.clone();
        Opened {
            store: self,
            docs,
            notices,
            read_only,
            rescued: Vec::new(),
        }
    }
}

/// Does what the verdict asks for: nothing that cannot be used may stay in the way, or be lost.
fn settle(disk: &Disk, name: &DocName, seqs: &[u64], verdict: &mut Verdict) -> Doc {
    let mut doc = Doc {
        generations: seqs
            .iter()
            .map(|&seq| Saved {
                seq,
                checked: false,
            })
            .collect(),
        last_seq: seqs.last().copied().unwrap_or(0),
        content: verdict.content,
        canonical: verdict.canonical,
        frozen: false,
        pending: None,
    };
    for &seq in &verdict.damaged {
        match disk.quarantine_generation(name, seq) {
            Ok(()) => doc.generations.retain(|saved| saved.seq != seq),
            Err(fault) => verdict.notices.push(Notice::RecoveryFailed(fault)),
        }
    }
    let newest = || {
        verdict
            .bytes
            .clone()
            .map_or(Pending::Remove, Pending::Write)
    };
    match &verdict.stance {
        Stance::Current | Stance::Adopt => {}
        Stance::Lags => doc.pending = Some(newest()),
        Stance::Frozen => doc.frozen = true,
        Stance::Supersede(aside, raw) => {
            doc.pending = Some(newest());
            match disk.put_aside(*aside, name, raw) {
                Ok(path) => verdict
                    .notices
                    .iter_mut()
                    .for_each(|notice| kept_in(notice, &path)),
                Err(fault) => {
                    doc.frozen = true;
                    doc.canonical = None;
                    verdict.notices.push(Notice::RecoveryFailed(fault));
                }
            }
        }
    }
    doc
}

fn kept_in(notice: &mut Notice, path: &Path) {
    if let Notice::Restored { kept, .. } | Notice::OldCopy { kept, .. } = notice {
        *kept = Some(path.to_owned());
    }
}

fn locked_by(note: &str) -> ReadOnly {
    let mut words = note.split_whitespace();
    let pid = words.next().and_then(|word| word.parse().ok());
    ReadOnly::LockedBy {
        pid,
        since: words.next().map(str::to_owned),
    }
}
