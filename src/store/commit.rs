//! Saving: every changed document becomes a new generation, and several at once count together or not at all.

use std::collections::BTreeMap;
use std::io;

use super::disk::{Disk, number_of};
use super::generation::{Header, Marker, Sha};
use super::json::check_json;
use super::name::DocName;
use super::report::{IoFault, SaveError};
use super::rescue::write_rescue;
use super::{Change, Pending, Saved, Store};

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
        if self.read_only.is_some() {
            return Err(SaveError::ReadOnly);
        }
        check_changes(&changes)?;
        let latest: BTreeMap<DocName, Option<Vec<u8>>> = changes
            .into_iter()
            .map(|change| (change.name, change.bytes))
            .collect();
        let mut news: Vec<News> = latest
            .into_iter()
            .map(|(name, bytes)| News::new(name, bytes))
            .collect();
        news.retain(|news| news.content != self.docs.get(&news.name).and_then(|doc| doc.content));
        let together = if news.len() > 1 {
            Together::Yes
        } else {
            Together::No
        };
        // An error says nothing about what reached the disk, so the second attempt uses new files.
        if self.write_generations(&news, together).is_err() {
            self.write_generations(&news, together)?;
        }
        for News { name, bytes, .. } in news {
            let pending = bytes.map_or(Pending::Remove, Pending::Write);
            self.docs.entry(name).or_default().pending = Some(pending);
        }
        Ok(())
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
        if let Err(fault) = self.write_bodies(news, txn, &mut seqs) {
            for (news, &seq) in news.iter().zip(&seqs) {
                let _ = self
                    .disk
                    .files
                    .remove(&self.disk.generation(&news.name, seq));
            }
            return Err(fault);
        }
        if let Some(txn) = txn {
            // From here on nothing is cleared away on an error: the marker may be on the disk, and then all
            // that it names must be, too.
            let docs = news
                .iter()
                .zip(&seqs)
                .map(|(news, &seq)| (news.name.clone(), seq))
                .collect();
            let marker = Marker { txn, docs };
            if let Err(fault) = self
                .disk
                .write_new(&self.disk.marker(txn), &marker.encode())
            {
                self.last_txn = highest_taken(&self.disk, &fault).unwrap_or(txn);
                return Err(fault);
            }
            self.disk.sync_dir(&self.disk.markers())?;
            self.markers.insert(marker);
        }
        for (news, seq) in news.iter().zip(seqs) {
            let doc = self.docs.entry(news.name.clone()).or_default();
            doc.generations.push(Saved { seq, checked: true });
            doc.content = news.content;
        }
        Ok(())
    }

    fn write_bodies(
        &mut self,
        news: &[News],
        txn: Option<u64>,
        seqs: &mut Vec<u64>,
    ) -> Result<(), IoFault> {
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
                    schema: self.options.schema,
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

    /// Writes documents that could not be saved to the rescue directory and says where.
    pub(super) fn rescue(&self, changes: &[Change], fault: IoFault) -> SaveError {
        let dirs = &self.options.rescue;
        match write_rescue(
            self.disk.files.clone(),
            dirs,
            &self.manifest.dataset_id,
            changes,
        ) {
            Ok(dir) => SaveError::Rescued { fault, dir },
            Err(_) => SaveError::Io(fault),
        }
    }
}

/// If `fault` says that the number of a new file is taken, the highest number that is. Where locks do not work, another
/// instance may be writing, too; or the name is that of something which is no file of ours and not counted.
fn highest_taken(disk: &Disk, fault: &IoFault) -> Option<u64> {
    let ours = number_of(&fault.path).filter(|_| fault.kind == io::ErrorKind::AlreadyExists)?;
    let highest = disk.numbers(fault.path.parent()?).ok()?.last().copied();
    Some(highest.unwrap_or(ours).max(ours))
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
