//! Saving where there are no locks and others may save at the same time. Every save is then a transaction, and the number
//! of its marker, consecutive and taken by creating the file, decides who was first: whoever comes second reads what the
//! first saved, brings both together and takes the next number. So each save has seen all that came before it.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use super::change::{Change, Outside, Taken};
use super::commit::News;
use super::generation::Marker;
use super::load::{Found, body_of, read_generation};
use super::merge::merge;
use super::name::DocName;
use super::outside::newest_body;
use super::report::IoFault;
use super::{Doc, Pending, Saved, Store};

/// So often somebody else may be quicker.
const ATTEMPTS: usize = 200;

/// How long a marker may be half written before its writer counts as dead, in steps.
const STEP: Duration = Duration::from_millis(20);
const STEPS: usize = 50;

/// Others saved a document, and who works with us has not taken that in yet.
pub(super) struct Behind {
    /// The document as they know it.
    known: Option<Vec<u8>>,
    ids: Vec<u64>,
}

/// What became of a marker that somebody began to write.
enum Read {
    Finished(Marker),
    Half,
    /// Nothing needs it any more, because newer saves took its place.
    Gone,
}

impl Doc {
    /// The number of the newest generation that we know to count.
    fn last_counted(&self) -> u64 {
        self.generations.last().map_or(0, |saved| saved.seq)
    }
}

impl Behind {
    pub(super) fn known(&self) -> Option<&[u8]> {
        self.known.as_deref()
    }
}

impl Store {
    pub(super) fn save_shared(
        &mut self,
        latest: &BTreeMap<DocName, Change>,
        taken: &[Taken],
    ) -> Result<(), IoFault> {
        for doc in self.docs.values_mut() {
            doc.behind = doc.behind.take().and_then(|mut behind| {
                behind
                    .ids
                    .retain(|id| taken.iter().all(|taken| taken.id != *id));
                (!behind.ids.is_empty()).then_some(behind)
            });
        }
        let mut failed = None;
        for _ in 0..ATTEMPTS {
            self.catch_up()?;
            let news = self.beside_others(latest);
            let news = self.only_new(news);
            match self.try_shared(&news) {
                Ok(true) => {
                    self.await_refresh(news);
                    for change in latest.values() {
                        let doc = self.docs.get_mut(&change.name);
                        if let Some(behind) = doc.and_then(|doc| doc.behind.as_mut()) {
                            behind.known.clone_from(&change.bytes);
                        }
                    }
                    return Ok(());
                }
                Ok(false) => {}
                // An error says nothing about what reached the disk, so the second attempt uses new files.
                Err(fault) if failed.is_none() => failed = Some(fault),
                Err(fault) => return Err(fault),
            }
        }
        Err(IoFault::at(&self.disk.markers())(
            io::ErrorKind::ResourceBusy.into(),
        ))
    }

    /// One attempt. Says whether we were first.
    fn try_shared(&mut self, news: &[News]) -> Result<bool, IoFault> {
        if news.is_empty() {
            return Ok(true);
        }
        let txn = self.last_txn + 1;
        let mut seqs = Vec::new();
        if let Err(fault) = self.write_bodies(news, self.manifest.schema, Some(txn), &mut seqs) {
            self.remove_bodies(news, &seqs);
            return Err(fault);
        }
        match self.write_marker(txn, news, &seqs, None) {
            Ok(()) => {
                self.last_txn = txn;
                self.count_in(news, &seqs);
                Ok(true)
            }
            Err(fault) if fault.kind == io::ErrorKind::AlreadyExists => {
                self.remove_bodies(news, &seqs);
                Ok(false)
            }
            Err(fault) => {
                // It may be on the disk all the same, and then what it names must be, too.
                self.last_txn = txn;
                Err(fault)
            }
        }
    }

    /// The changes, each brought together with what others saved and we were not yet given back.
    fn beside_others(&mut self, latest: &BTreeMap<DocName, Change>) -> Vec<News> {
        let mut news = Vec::new();
        for Change { name, bytes, .. } in latest.values() {
            let doc = self.docs.entry(name.clone()).or_default();
            let Some(behind) = &doc.behind else {
                news.push(News::new(name.clone(), bytes.clone()));
                continue;
            };
            let theirs = newest_body(&self.disk, &mut self.markers, name, doc);
            match (bytes, theirs) {
                (Some(ours), Some(theirs)) => {
                    let merged = merge(behind.known(), ours, &theirs);
                    // What cannot be merged stays among the generations.
                    let bytes = merged.map_or_else(|| ours.clone(), |merged| merged.bytes);
                    news.push(News::new(name.clone(), Some(bytes)));
                }
                // They changed what we deleted.
                (None, Some(_)) => {}
                (_, None) => news.push(News::new(name.clone(), bytes.clone())),
            }
        }
        news
    }

    /// Reads what others saved since we last looked.
    pub(super) fn catch_up(&mut self) -> Result<(), IoFault> {
        let numbers = self.disk.numbers(&self.disk.markers())?;
        for txn in numbers {
            let half_written = self.half_written.contains(&txn);
            if txn <= self.last_txn && !half_written {
                continue;
            }
            match self.finished_marker(txn, if half_written { 1 } else { STEPS })? {
                Read::Finished(marker) => {
                    self.half_written.remove(&txn);
                    for (name, &seq) in &marker.docs {
                        self.take_notice(name, seq)?;
                    }
                }
                // Its writer is dead, or so slow that we go on without: then it is read again every time.
                Read::Half => drop(self.half_written.insert(txn)),
                Read::Gone => drop(self.half_written.remove(&txn)),
            }
            self.last_txn = self.last_txn.max(txn);
        }
        Ok(())
    }

    fn finished_marker(&mut self, txn: u64, steps: usize) -> Result<Read, IoFault> {
        for step in 1..=steps {
            let Some(file) = self.disk.read(&self.disk.marker(txn))? else {
                return Ok(Read::Gone);
            };
            if let Some(marker) = Marker::decode(&file, txn) {
                self.markers.insert(marker.clone());
                return Ok(Read::Finished(marker));
            }
            if step < steps {
                self.disk.files.pause(STEP);
            }
        }
        Ok(Read::Half)
    }

    /// Somebody saved this generation.
    fn take_notice(&mut self, name: &DocName, seq: u64) -> Result<(), IoFault> {
        let doc = self.docs.entry(name.clone()).or_default();
        if doc.generations.iter().any(|saved| saved.seq == seq) {
            return Ok(());
        }
        let found = read_generation(&self.disk, &mut self.markers, name, seq)?;
        let Found::Whole(generation) = found else {
            return Ok(());
        };
        if doc.last_counted() > seq {
            // A slow writer whom we did not wait for: what it saved is not in what we saved since.
            let seqs = doc.generations.iter().map(|saved| saved.seq);
            let parent = generation.header.parent;
            let base =
                parent.and_then(|sha| body_of(&self.disk, &mut self.markers, name, seqs, sha));
            self.last_id += 1;
            self.waiting.push(Outside {
                id: self.last_id,
                name: name.clone(),
                base,
                theirs: generation.body,
            });
            return Ok(());
        }
        // Who did not wait for us did not go on from what we have: what is missing there nobody took out. Where it is not
        // known what they went on from, nothing counts as taken out.
        let parent = generation.header.parent;
        let skipped = parent != doc.content;
        let seqs = doc.generations.iter().map(|saved| saved.seq);
        let base = if skipped {
            parent.and_then(|sha| body_of(&self.disk, &mut self.markers, name, seqs, sha))
        } else {
            newest_body(&self.disk, &mut self.markers, name, doc)
        };
        doc.generations.push(Saved { seq, checked: true });
        doc.last_seq = doc.last_seq.max(seq);
        let content = generation.header.content();
        if content == doc.content {
            return Ok(());
        }
        doc.content = content;
        doc.records = None;
        if generation.header.deleted {
            // Who edits it goes on, and so brings it back.
            doc.behind = None;
            doc.pending = None;
            return Ok(());
        }
        self.last_id += 1;
        let behind = doc.behind.get_or_insert_with(|| Behind {
            known: base.clone(),
            ids: Vec::new(),
        });
        behind.ids.push(self.last_id);
        if skipped {
            behind.known.clone_from(&base);
        }
        // Should they not come to bring the file up to date, we do.
        doc.pending = Some(Pending::Write(generation.body.clone()));
        self.waiting.push(Outside {
            id: self.last_id,
            name: name.clone(),
            base,
            theirs: generation.body,
        });
        Ok(())
    }
}
