//! Clearing away saved states that are no longer needed. Which those are says `keep_plan`; here they are looked up,
//! checked and removed. Failing to costs only space, and where anything gives errors nothing is removed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Store;
use super::days::ActiveDays;
use super::generation::{HEAD, Header};
use super::keep_plan::{NEWEST, NEWEST_AT_REST, Plan, State};
use super::load::{Found, read_generation};
use super::mark::{marked, read_marks};
use super::name::DocName;
use super::report::IoFault;

/// What the store remembers for clearing away.
#[derive(Default)]
pub(super) struct Keeping {
    /// The last save failed, or has not ended.
    pub(super) trouble: bool,
    days: Option<ActiveDays>,
    /// A new day has begun, so documents may have come to rest.
    new_day: bool,
    heads: HashMap<DocName, BTreeMap<u64, Worth>>,
}

/// What a generation is good for.
#[derive(Clone, Copy)]
enum Worth {
    /// As far as the first line says.
    Good(State),
    /// Part of a transaction that was never finished.
    Nothing,
    Damaged,
}

impl Store {
    /// Notes that something is saved today.
    pub(super) fn note_day(&mut self) {
        let path = self.disk.inner().join("days.json");
        let disk = &self.disk;
        let days = self.keeping.days.get_or_insert_with(|| {
            let file = disk.files.read(&path).unwrap_or_default();
            ActiveDays::decode(&file)
        });
        if days.note(disk.now()) {
            self.keeping.new_day = true;
            let _ = disk.replace_soft(&path, &days.encode());
        }
    }

    /// Clears away after these documents were saved and, on a new day, after those that have come to rest.
    pub(super) fn clear_away(&mut self, saved: &[DocName]) {
        if self.keeping.trouble {
            return;
        }
        let rested = std::mem::take(&mut self.keeping.new_day);
        let names: Vec<DocName> = if rested {
            self.docs.keys().cloned().collect()
        } else {
            saved.to_vec()
        };
        let many = |name: &&DocName| {
            let least = if saved.contains(name) {
                NEWEST
            } else {
                NEWEST_AT_REST
            };
            self.docs
                .get(*name)
                .is_some_and(|doc| doc.generations.len() > least)
        };
        let names: Vec<DocName> = names.iter().filter(many).cloned().collect();
        if names.is_empty() {
            return;
        }
        // What cannot be read may name anything.
        let Ok(marks) = read_marks(&self.disk) else {
            return;
        };
        let marked = marked(&marks);
        for name in names {
            let none = BTreeSet::new();
            let marked = marked.get(&name).unwrap_or(&none);
            if self.clear_document(&name, marked).is_err() {
                return;
            }
        }
    }

    fn clear_document(&mut self, name: &DocName, marked: &BTreeSet<u64>) -> Result<(), IoFault> {
        let plan = loop {
            let states = self.states(name, marked)?;
            let newest = states.iter().rev().find(|state| state.good);
            let at_rest = newest.is_some_and(|state| self.is_at_rest(state));
            let plan = Plan::of(&states, at_rest);
            if plan.remove.is_empty() {
                return Ok(());
            }
            if self.all_whole(name, &plan.rely)? {
                break plan;
            }
        };
        for seq in plan.remove {
            self.clear_state(name, seq);
        }
        Ok(())
    }

    fn is_at_rest(&self, newest: &State) -> bool {
        let days = self.keeping.days.as_ref();
        newest
            .at
            .is_some_and(|at| days.is_some_and(|days| days.rested_since(at)))
    }

    /// The states of a document by their first lines, which are read once.
    fn states(&mut self, name: &DocName, marked: &BTreeSet<u64>) -> Result<Vec<State>, IoFault> {
        let Self {
            disk,
            docs,
            markers,
            keeping,
            ..
        } = self;
        let worths = keeping.heads.entry(name.clone()).or_default();
        let mut states = Vec::new();
        for saved in docs.get(name).iter().flat_map(|doc| &doc.generations) {
            let seq = saved.seq;
            let worth = match worths.get(&seq) {
                Some(worth) => *worth,
                None => {
                    let head = disk.read_head(&disk.generation(name, seq), HEAD)?;
                    let worth = match head.and_then(|head| Header::decode(&head, name, seq)) {
                        None => Worth::Damaged,
                        Some((header, _)) if !markers.committed(disk, &header)? => Worth::Nothing,
                        Some((header, _)) => Worth::Good(State {
                            seq,
                            at: header.at,
                            records: header.records,
                            good: true,
                            marked: false,
                        }),
                    };
                    worths.insert(seq, worth);
                    worth
                }
            };
            let unknown = State {
                seq,
                at: None,
                records: None,
                good: false,
                marked: false,
            };
            let state = match worth {
                Worth::Good(state) => state,
                Worth::Nothing | Worth::Damaged => unknown,
            };
            states.push(State {
                marked: marked.contains(&seq),
                ..state
            });
        }
        Ok(states)
    }

    /// Reads those that were not read yet and says whether all are what their first lines say.
    fn all_whole(&mut self, name: &DocName, seqs: &[u64]) -> Result<bool, IoFault> {
        let Self {
            disk,
            docs,
            markers,
            keeping,
            ..
        } = self;
        let Some(doc) = docs.get_mut(name) else {
            return Ok(true);
        };
        let worths = keeping.heads.entry(name.clone()).or_default();
        let unchecked = doc.generations.iter_mut().filter(|saved| !saved.checked);
        let mut all = true;
        for saved in unchecked.filter(|saved| seqs.contains(&saved.seq)) {
            match read_generation(disk, markers, name, saved.seq)? {
                Found::Whole(_) => saved.checked = true,
                Found::DoesNotCount => {
                    worths.insert(saved.seq, Worth::Nothing);
                    all = false;
                }
                Found::Damaged(_) => {
                    worths.insert(saved.seq, Worth::Damaged);
                    all = false;
                }
            }
        }
        Ok(all)
    }

    fn clear_state(&mut self, name: &DocName, seq: u64) {
        let path = self.disk.generation(name, seq);
        let head = self.disk.files.read_head(&path, HEAD).unwrap_or_default();
        let worths = self.keeping.heads.entry(name.clone()).or_default();
        // What is damaged may still hold something that nothing else does.
        let gone = match worths.remove(&seq) {
            Some(Worth::Damaged) => self.disk.quarantine_generation(name, seq).is_ok(),
            Some(Worth::Good(_) | Worth::Nothing) | None => self.disk.files.remove(&path).is_ok(),
        };
        if !gone {
            return;
        }
        if let Some(doc) = self.docs.get_mut(name) {
            doc.generations.retain(|saved| saved.seq != seq);
        }
        if let Some(txn) = Header::decode(&head, name, seq).and_then(|(header, _)| header.txn) {
            self.prune_marker(txn);
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
