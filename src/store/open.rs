//! Opening a dataset: what is in it, and what has to be put right first.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::change::Change;
use super::commit::{News, Together};
use super::disk::{Aside, Disk};
use super::files::{Files, Lock};
use super::generation::Sha;
use super::holder::Holder;
use super::json::Text;
use super::judge::{Stance, Verdict, read_document};
use super::keep::Keeping;
use super::load::{Listing, Markers, head_of};
use super::manifest::Manifest;
use super::mark::broken_marks;
use super::name::DocName;
use super::outside::{Held, UNFINISHED};
use super::report::{IoFault, Notice, OpenError, ReadOnly, SaveError};
use super::survey::{Survey, lock_path};
use super::{Doc, Loaded, OpenOptions, Opened, Pending, Saved, Store};

/// What a dataset is opened for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Write,
    Look,
    /// As `Write`, but what a crash left behind stays to be looked at.
    Repair,
}

impl Store {
    /// Opens the dataset in `root`, or starts one if the directory is missing or empty. Never starts one where
    /// anything else is, and changes nothing unless it holds the lock.
    pub fn open(
        files: Arc<dyn Files>,
        root: impl Into<PathBuf>,
        options: OpenOptions,
    ) -> Result<Opened, OpenError> {
        Self::open_to(Purpose::Write, files, root.into(), options)
    }

    /// Opens the dataset in `root` to look at it: takes no lock and changes nothing, whatever is found. Errors when there is
    /// none.
    pub fn open_read(
        files: Arc<dyn Files>,
        root: impl Into<PathBuf>,
        options: OpenOptions,
    ) -> Result<Opened, OpenError> {
        Self::open_to(Purpose::Look, files, root.into(), options)
    }

    pub(super) fn open_to(
        purpose: Purpose,
        files: Arc<dyn Files>,
        root: PathBuf,
        options: OpenOptions,
    ) -> Result<Opened, OpenError> {
        let disk = Disk { files, root };
        let survey = Survey::of(&disk)?;
        if purpose != Purpose::Write && survey.is_new() {
            return Err(survey.nothing_there(&disk));
        }
        let mut notices = Vec::new();
        let mut guard = None;
        let mut shared = false;
        let read_only = match survey.gate(options.schema)? {
            Some(read_only) => Some(read_only),
            None if purpose == Purpose::Look => Some(ReadOnly::Asked),
            None => match survey.take_lock(&disk) {
                Ok(Lock::Held(lock)) => {
                    guard = Some(lock);
                    notices.extend(disk.notice_of_rights(&lock_path(&disk)));
                    None
                }
                Ok(Lock::Unavailable(error)) => {
                    shared = true;
                    notices.push(Notice::LockUnavailable(IoFault::at(&lock_path(&disk))(
                        error,
                    )));
                    None
                }
                Ok(Lock::Busy(note)) => Some(ReadOnly::LockedBy(Holder::parse(&note))),
                Err(fault) if survey.is_new() => return Err(fault.into()),
                Err(fault) => Some(ReadOnly::NotWritable(fault)),
            },
        };
        // Looked at before the documents: what others save from now on is news.
        let last_txn = disk.numbers(&disk.markers())?.last().copied().unwrap_or(0);
        let listing = Listing::read(&disk)?;
        let manifest = if read_only.is_none() {
            survey.establish(&disk, &options, &listing, &mut notices)?
        } else {
            survey
                .manifest
                .clone()
                .unwrap_or_else(|| Manifest::new(options.schema, disk.time()))
        };
        let store = Self {
            disk,
            docs: Default::default(),
            markers: Markers::default(),
            last_txn,
            histories_last: false,
            keeping: Keeping::default(),
            manifest,
            options,
            read_only,
            shared,
            half_written: BTreeSet::new(),
            waiting: Vec::new(),
            rescued: BTreeMap::new(),
            last_id: 0,
            _lock: guard,
        };
        Ok(store.load(purpose, listing, notices))
    }

    fn load(mut self, purpose: Purpose, listing: Listing, mut notices: Vec<Notice>) -> Opened {
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
        let verdicts = self.judge_all(listing.docs);
        let schemas = verdicts.iter().map(|(_, _, verdict)| verdict.schema);
        let (schema, ours) = (schemas.max().unwrap_or(0), self.options.schema);
        if schema > ours {
            // A newer version was at work here; it only did not come to say so in the manifest.
            let newer = ReadOnly::NewerSchema { schema, ours };
            self.read_only.get_or_insert(newer);
        }
        let writable = self.read_only.is_none();
        // Without locks what looks unfinished may be somebody's who is just writing it.
        let shared = self.shared;
        let alone = writable && !shared;
        if alone && purpose == Purpose::Write {
            for path in &listing.leftovers {
                let _ = self.disk.files.remove(path);
            }
        }
        let mut docs = Vec::new();
        let mut taken_in = Vec::new();
        for (name, seqs, mut verdict) in verdicts {
            if history_missing {
                verdict
                    .notices
                    .retain(|notice| !matches!(notice, Notice::ChangedOutside { .. }));
            }
            if !alone {
                verdict.damaged.clear();
            }
            let mut doc = if writable {
                settle(&self.disk, &name, &seqs, &mut verdict)
            } else {
                Doc::known(&seqs, &verdict)
            };
            // What is just being saved does not count yet, and is news once it does.
            while shared
                && let Some(last) = doc.generations.last()
                && head_of(&self.disk, &mut self.markers, &name, last.seq).is_none()
            {
                doc.generations.pop();
            }
            if let (Stance::Adopt | Stance::Merged(_), Some(bytes)) =
                (&verdict.stance, &verdict.bytes)
                && doc.held.is_empty()
            {
                let merged = matches!(verdict.stance, Stance::Merged(_));
                taken_in.push((News::new(name.clone(), Some(bytes.clone())), merged));
            }
            self.docs.insert(name.clone(), doc);
            notices.append(&mut verdict.notices);
            docs.extend(verdict.bytes.map(|bytes| Loaded { name, bytes }));
        }
        let mut broken = broken_marks(&self.disk);
        for txn in std::mem::take(&mut self.markers.damaged) {
            if shared {
                // Looked at again before the next save.
                self.markers.remove(txn);
                self.last_txn = self.last_txn.min(txn.saturating_sub(1));
            }
            broken.push(self.disk.marker(txn));
        }
        for path in broken {
            if alone && let Err(fault) = self.disk.quarantine(&path, "marker") {
                notices.push(Notice::RecoveryFailed(fault));
            }
            notices.push(Notice::GenerationDamaged {
                path,
                bad: Vec::new(),
            });
        }
        if writable && let Err(fault) = self.take_in(taken_in, &notices) {
            notices.push(Notice::RecoveryFailed(fault));
        }
        self.migrate_if_older(&mut docs);
        let rescued = self.find_rescued();
        Opened {
            read_only: self.read_only.clone(),
            store: self,
            docs,
            notices,
            rescued,
        }
    }

    fn judge_all(
        &mut self,
        docs: BTreeMap<DocName, Vec<u64>>,
    ) -> Vec<(DocName, Vec<u64>, Verdict)> {
        let mut verdicts: Vec<_> = docs
            .into_iter()
            .map(|(name, seqs)| {
                let verdict = read_document(&self.disk, &mut self.markers, &name, &seqs);
                (name, seqs, verdict)
            })
            .collect();
        // Somebody may be writing a file at this very moment.
        let shared = self.shared;
        let unfinished =
            |verdict: &Verdict| verdict.is_unfinished() || shared && !verdict.damaged.is_empty();
        let unfinished_markers = shared && !self.markers.damaged.is_empty();
        if unfinished_markers || verdicts.iter().any(|(_, _, verdict)| unfinished(verdict)) {
            self.disk.files.pause(UNFINISHED);
            for txn in std::mem::take(&mut self.markers.damaged) {
                self.markers.remove(txn);
            }
            for (name, seqs, verdict) in &mut verdicts {
                if unfinished_markers || unfinished(verdict) {
                    *verdict = read_document(&self.disk, &mut self.markers, name, seqs);
                }
            }
        }
        verdicts
    }

    /// Saves what others wrote into the files, brought together with what we had. Says of each whether its file has to be
    /// written, too.
    fn take_in(&mut self, news: Vec<(News, bool)>, notices: &[Notice]) -> Result<(), IoFault> {
        let doubtful = |notice: &Notice| match notice {
            Notice::ChangedOutside { conflicts, .. } => !conflicts.is_empty(),
            Notice::TooMuchGone { .. } => true,
            _ => false,
        };
        if notices.iter().any(doubtful)
            && let Err(SaveError::Io(fault)) = self.mark("outside")
        {
            return Err(fault);
        }
        let (news, merged): (Vec<News>, Vec<bool>) = news.into_iter().unzip();
        if self.shared {
            let changes = news.into_iter().map(|news| {
                let change = Change::new(news.name.clone(), news.bytes);
                (news.name, change)
            });
            return self.save_shared(&changes.collect(), &[]);
        }
        self.write_generations(&news, Together::No)?;
        let news = news.into_iter().zip(merged);
        let lags = news.filter_map(|(news, merged)| merged.then_some(news));
        self.await_refresh(lags.collect());
        Ok(())
    }

    fn migrate_if_older(&mut self, docs: &mut Vec<Loaded>) {
        let Some(migrate) = self.options.migrate else {
            return;
        };
        if self.manifest.schema >= self.options.schema || docs.is_empty() {
            return;
        }
        let frozen = self.docs.iter().find(|(_, doc)| doc.frozen);
        if let Some((name, _)) = frozen {
            let path = self.disk.canonical(name);
            self.read_only.get_or_insert(ReadOnly::MendFirst(path));
        }
        match self.migrate(migrate, docs) {
            Ok(()) | Err(SaveError::ReadOnly) => {}
            Err(error) => {
                let fault = match error {
                    SaveError::Io(fault) => fault,
                    _ => IoFault::at(&self.disk.root)(io::ErrorKind::Other.into()),
                };
                self.read_only.get_or_insert(ReadOnly::NotWritable(fault));
            }
        }
    }
}

impl Doc {
    /// A document as it was found.
    fn known(seqs: &[u64], verdict: &Verdict) -> Self {
        Self {
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
            ..Self::default()
        }
    }
}

/// Does what the verdict asks for: nothing that cannot be used may stay in the way, or be lost.
fn settle(disk: &Disk, name: &DocName, seqs: &[u64], verdict: &mut Verdict) -> Doc {
    let mut doc = Doc::known(seqs, verdict);
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
        Stance::Frozen => {
            doc.frozen = true;
            doc.older = verdict.written;
        }
        Stance::Supersede(aside, raw) => {
            doc.pending = Some(newest());
            let aside = (*aside, raw);
            aside_first(
                disk,
                name,
                aside,
                verdict.written,
                &mut doc,
                &mut verdict.notices,
            );
        }
        Stance::Merged(raw) => {
            let aside = (Aside::Outside, raw);
            aside_first(
                disk,
                name,
                aside,
                verdict.written,
                &mut doc,
                &mut verdict.notices,
            );
        }
    }
    doc
}

/// Puts the bytes of a canonical file aside. If that fails the file is not written before it is decided anew at the next
/// start.
fn aside_first(
    disk: &Disk,
    name: &DocName,
    (aside, raw): (Aside, &Vec<u8>),
    written: Option<Sha>,
    doc: &mut Doc,
    notices: &mut Vec<Notice>,
) {
    match disk.put_aside(aside, name, raw) {
        Ok(path) => notices.iter_mut().for_each(|notice| kept_in(notice, &path)),
        Err(fault) => {
            doc.held.push(Held {
                id: None,
                sha: Sha::of(&Text::new(raw.clone()).bytes),
                raw: raw.clone(),
                kept: None,
            });
            doc.canonical = written;
            notices.push(Notice::RecoveryFailed(fault));
        }
    }
}

fn kept_in(notice: &mut Notice, path: &Path) {
    if let Notice::Restored { kept, .. }
    | Notice::OldCopy { kept, .. }
    | Notice::ChangedOutside { kept, .. }
    | Notice::TooMuchGone { kept, .. } = notice
    {
        *kept = Some(path.to_owned());
    }
}
