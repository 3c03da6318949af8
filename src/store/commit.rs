//! Saving: every changed document becomes a new generation, and several at once count together or not at all.

use std::collections::BTreeMap;
use std::io;

use super::change::{Batch, Change};
use super::disk::{Aside, Disk, number_of};
use super::generation::{Header, Marker, Sha};
use super::json::check_json;
use super::merge::records;
use super::name::DocName;
use super::outside::newest_body;
use super::report::{IoFault, RefreshOutcome, SaveError};
use super::{Pending, Saved, Store};

/// A save that takes more records away than this is preceded by a mark.
const MANY: usize = 20;

/// A document's new content with its fingerprint.
pub(super) struct News {
    pub(super) name: DocName,
    pub(super) bytes: Option<Vec<u8>>,
    pub(super) content: Option<Sha>,
}

impl News {
    pub(super) fn new(name: DocName, bytes: Option<Vec<u8>>) -> Self {
        let content = bytes.as_deref().map(Sha::of);
        Self {
            name,
            bytes,
            content,
        }
    }
}

/// Whether documents count only all together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Together {
    Yes,
    No,
}

impl Store {
    /// Saves all changes or none. When this returns without an error they survive a power cut.
    pub fn commit(&mut self, changes: Vec<Change>) -> Result<(), SaveError> {
        let batch = Batch {
            changes,
            ..Batch::default()
        };
        self.save(&batch).map(|_| ())
    }

    /// As `commit`, with what else belongs to a batch; documents whose loss is no loss come last and may fail.
    pub fn save(&mut self, batch: &Batch) -> Result<Vec<RefreshOutcome>, SaveError> {
        if self.read_only.is_some() {
            return Err(SaveError::ReadOnly);
        }
        let mut outcomes = Vec::new();
        check_changes(&batch.changes)?;
        let mut latest: BTreeMap<DocName, Change> = BTreeMap::new();
        for change in &batch.changes {
            add_change(&mut latest, change.clone());
        }
        for change in latest.values() {
            self.check_plausible(change, None)?;
        }
        let removes: usize = latest.values().map(|change| change.removes).sum();
        let reason = batch.mark.as_deref();
        if let Some(reason) = reason.or((removes > MANY).then_some("bulk")) {
            // A state that is not marked is still among the last ones; one that is not saved is nowhere.
            if let Err(SaveError::Io(fault)) = self.mark(reason) {
                outcomes.push(RefreshOutcome::Failed(fault));
            }
        }
        let taking = self.begin_taking(&batch.taken, &latest, &mut outcomes)?;
        let saved = if self.shared {
            self.save_shared(&latest, &batch.taken)
        } else {
            self.save_alone(&latest)
        };
        if let Err(fault) = saved {
            self.take_back(taking);
            return Err(fault.into());
        }
        self.finish_taking(&batch.taken);
        self.settle_rescued(&batch.taken, &mut outcomes);
        for (name, bytes) in &batch.soft {
            // Its loss is no loss, so nobody is told.
            let _ = self.write_soft(name, bytes);
        }
        Ok(outcomes)
    }

    fn save_alone(&mut self, latest: &BTreeMap<DocName, Change>) -> Result<(), IoFault> {
        let news = latest
            .values()
            .map(|change| News::new(change.name.clone(), change.bytes.clone()));
        let news = self.only_new(news.collect());
        let together = if news.len() > 1 {
            Together::Yes
        } else {
            Together::No
        };
        // An error says nothing about what reached the disk, so the second attempt uses new files.
        if self.write_generations(&news, together).is_err() {
            self.write_generations(&news, together)?;
        }
        self.await_refresh(news);
        Ok(())
    }

    pub(super) fn only_new(&self, mut news: Vec<News>) -> Vec<News> {
        news.retain(|news| news.content != self.docs.get(&news.name).and_then(|doc| doc.content));
        news
    }

    pub(super) fn await_refresh(&mut self, news: Vec<News>) {
        for News { name, bytes, .. } in news {
            let doc = self.docs.entry(name).or_default();
            doc.records = Some(bytes.as_deref().map_or(0, records));
            let pending = bytes.map_or(Pending::Remove, Pending::Write);
            // The file may have it already: somebody wrote it there.
            doc.pending = (doc.content != doc.canonical).then_some(pending);
        }
    }

    /// Refuses a change after which records are missing that nobody removed. `before` is what it follows on, if that is
    /// not yet saved.
    pub(super) fn check_plausible(
        &mut self,
        change: &Change,
        before: Option<&Change>,
    ) -> Result<(), SaveError> {
        let after = change.bytes.as_deref().map_or(0, records);
        let before = match before {
            Some(before) => before.bytes.as_deref().map_or(0, records),
            None => self.count(&change.name),
        };
        if after.saturating_add(change.removes) >= before {
            return Ok(());
        }
        let kept = change.bytes.as_deref().and_then(|bytes| {
            let kept = self.disk.put_aside(Aside::Outside, &change.name, bytes);
            kept.ok()
        });
        Err(SaveError::Implausible {
            name: change.name.clone(),
            before,
            after,
            kept,
        })
    }

    /// How many records a document has; none where that cannot be told.
    fn count(&mut self, name: &DocName) -> usize {
        let Some(doc) = self.docs.get_mut(name) else {
            return 0;
        };
        // What others added meanwhile, nobody here can have removed.
        if let Some(behind) = &doc.behind {
            return behind.known().map_or(0, records);
        }
        if doc.records.is_none() {
            let body = newest_body(&self.disk, &mut self.markers, name, doc);
            doc.records = body.as_deref().map(records);
        }
        doc.records.unwrap_or(0)
    }

    pub(super) fn write_generations(
        &mut self,
        news: &[News],
        together: Together,
    ) -> Result<(), IoFault> {
        if news.is_empty() {
            return Ok(());
        }
        let txn = (together == Together::Yes).then(|| {
            self.last_txn += 1;
            self.last_txn
        });
        let mut seqs = Vec::new();
        if let Err(fault) = self.write_bodies(news, self.manifest.schema, txn, &mut seqs) {
            self.remove_bodies(news, &seqs);
            return Err(fault);
        }
        if let Some(txn) = txn {
            // From here on nothing is cleared away on an error: the marker may be on the disk, and then all
            // that it names must be, too.
            if let Err(fault) = self.write_marker(txn, news, &seqs, None) {
                self.last_txn = highest_taken(&self.disk, &fault).unwrap_or(txn);
                return Err(fault);
            }
        }
        self.count_in(news, &seqs);
        Ok(())
    }

    /// From this moment on the generations of the transaction count.
    pub(super) fn write_marker(
        &mut self,
        txn: u64,
        news: &[News],
        seqs: &[u64],
        schema: Option<u32>,
    ) -> Result<(), IoFault> {
        let docs = news
            .iter()
            .zip(seqs)
            .map(|(news, &seq)| (news.name.clone(), seq))
            .collect();
        let marker = Marker { txn, docs, schema };
        self.disk
            .write_new(&self.disk.marker(txn), &marker.encode())?;
        self.disk.sync_dir(&self.disk.markers())?;
        self.markers.insert(marker);
        Ok(())
    }

    pub(super) fn remove_bodies(&self, news: &[News], seqs: &[u64]) {
        for (news, &seq) in news.iter().zip(seqs) {
            let path = self.disk.generation(&news.name, seq);
            let _ = self.disk.files.remove(&path);
        }
    }

    /// Counts written generations as the newest.
    pub(super) fn count_in(&mut self, news: &[News], seqs: &[u64]) {
        for (news, &seq) in news.iter().zip(seqs) {
            let doc = self.docs.entry(news.name.clone()).or_default();
            doc.generations.push(Saved { seq, checked: true });
            doc.content = news.content;
        }
        self.keeping.trouble = false;
    }

    pub(super) fn write_bodies(
        &mut self,
        news: &[News],
        schema: u32,
        txn: Option<u64>,
        seqs: &mut Vec<u64>,
    ) -> Result<(), IoFault> {
        self.note_day();
        // Until this has succeeded nothing is cleared away.
        self.keeping.trouble = true;
        // One moment for all: whoever asks for the state of a time gets all of a transaction or nothing.
        let at = self.disk.now();
        for News {
            name,
            bytes,
            content,
        } in news
        {
            let doc = self.docs.entry(name.clone()).or_default();
            if doc.generations.is_empty() {
                self.disk.ensure_dir(&self.disk.history(name))?;
                self.histories_last = false;
            }
            loop {
                doc.last_seq += 1;
                let header = Header {
                    doc: name.clone(),
                    seq: doc.last_seq,
                    parent: doc.content,
                    canonical: doc.canonical,
                    sha256: content.unwrap_or_else(|| Sha::of(b"")),
                    schema,
                    txn,
                    deleted: bytes.is_none(),
                    at: Some(at),
                    records: None,
                    bytes: None,
                };
                let file = header.encode(bytes.as_deref().unwrap_or_default());
                let path = self.disk.generation(name, doc.last_seq);
                let Err(fault) = self.disk.write_new(&path, &file) else {
                    break;
                };
                doc.last_seq = highest_taken(&self.disk, &fault).ok_or(fault)?;
            }
            seqs.push(doc.last_seq);
        }
        for News { name, .. } in news {
            self.disk.sync_dir(&self.disk.history(name))?;
        }
        if !self.histories_last {
            self.disk.sync_dir(&self.disk.generations())?;
            self.histories_last = true;
        }
        Ok(())
    }
}

/// If `fault` says that the number of a new file is taken, the highest number that is. Where locks do not work, another
/// instance may be writing, too; or the name is that of something which is no file of ours and not counted.
pub(super) fn highest_taken(disk: &Disk, fault: &IoFault) -> Option<u64> {
    let ours = number_of(&fault.path).filter(|_| fault.kind == io::ErrorKind::AlreadyExists)?;
    let highest = disk.numbers(fault.path.parent()?).ok()?.last().copied();
    Some(highest.unwrap_or(ours).max(ours))
}

/// Adds a change to those that wait. The later bytes of a document win; what was removed adds up.
pub(super) fn add_change(changes: &mut BTreeMap<DocName, Change>, mut change: Change) {
    if let Some(earlier) = changes.get(&change.name) {
        change.removes = change.removes.saturating_add(earlier.removes);
    }
    changes.insert(change.name.clone(), change);
}

/// Refuses what is not JSON: it could be saved, but never be told from damage afterwards.
pub(super) fn check_changes(changes: &[Change]) -> Result<(), SaveError> {
    for change in changes {
        if let Some(Err(problem)) = change.bytes.as_deref().map(check_json) {
            return Err(SaveError::NotJson {
                name: change.name.clone(),
                problem,
            });
        }
    }
    Ok(())
}
