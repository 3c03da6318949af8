//! What comes from elsewhere while the program runs: files edited by hand, documents that another time could not be
//! saved. It is merged with what is there, as a step that can be undone.

use super::model::{Model, Overlay, SaveState};
use crate::domain::docs::Parsed;
use crate::domain::trip;
use crate::domain::{Data, Edit, Step, Table};
use crate::panes::rescued;
use crate::store::{Conflict, Merged, Outside, Rescued, Taken, merge, records, shrinks};
use std::collections::BTreeMap;

/// Places named in one message; more would say no more.
const PLACES: usize = 3;

/// What becomes of a rescued document.
struct Rescue {
    /// Its place among those found.
    index: usize,
    /// Records that it brings.
    taken: usize,
    conflicts: Vec<Conflict>,
}

impl Model {
    /// Takes in a document that somebody else changed. What is being typed is ours, too, and is saved first.
    pub(super) fn outside(&mut self, outside: Outside) {
        self.wake(true);
        trip::point("merge");
        let Outside {
            id,
            name,
            base,
            theirs,
        } = outside;
        let file = format!("{name}.json");
        let texts = self.lang.saving();
        let ours = self.data.encode(name.as_str());
        let merged = merged(base.as_deref(), ours.as_deref(), &theirs);
        let parsed = merged
            .as_ref()
            .and_then(|merged| Parsed::of(name.as_str(), &merged.bytes).ok());
        let (Some(merged), Some(parsed)) = (merged, parsed) else {
            self.unsaved.taken.push(Taken {
                id,
                put_aside: true,
            });
            return self.tell(texts.no_document(&file), true);
        };
        if let Some(loss) = ours.and_then(|ours| shrinks(&ours, &merged.bytes)) {
            self.unsaved.taken.push(Taken {
                id,
                put_aside: true,
            });
            return self.tell(texts.shrank(&file, loss.before, loss.after), true);
        }
        let bad: Vec<String> = parsed
            .bad()
            .iter()
            .map(|record| texts.bad_record(&file, &record.id, &record.reason))
            .collect();
        let documents = vec![(name.to_string(), Some(parsed))];
        let edit = self
            .data
            .edit_to(documents, Step::Outside, &file, &self.now);
        let places = self.places(&merged.conflicts);
        self.take_in(&edit);
        // It is saved, even if nothing of it changed: the answer belongs to a save.
        self.unsaved.extend([(name.to_string(), 0)]);
        self.unsaved.taken.push(Taken {
            id,
            put_aside: !merged.conflicts.is_empty(),
        });
        if !merged.conflicts.is_empty() {
            self.unsaved.mark = Some("outside".to_owned());
            self.tell(texts.both_sides(&file, merged.taken, &places), true);
        } else if merged.taken > 0 {
            self.tell(texts.taken_in(&file, merged.taken), false);
        }
        for text in bad {
            self.tell(text, true);
        }
    }

    /// Applies a step that was not made by keys here, and remembers it for undo.
    fn take_in(&mut self, edit: &Edit) {
        if edit.is_empty() {
            return;
        }
        match self.data.apply(edit) {
            Ok(docs) => {
                self.history.push(edit);
                self.changed(edit, docs);
            }
            // It was made from what is there.
            Err(_) => self.tell(self.lang.app().changed_since().to_owned(), true),
        }
    }

    /// Where both sides differ, in the user's words.
    fn places(&self, conflicts: &[Conflict]) -> String {
        let place = |conflict: &Conflict| {
            let Conflict { member, id, field } = conflict;
            let record = id.as_ref().and_then(|id| {
                let table = Table::of_list(member)?;
                self.data.record(table, id)
            });
            let name = match (record, id) {
                (Some(record), _) => self.data.name_of(&record, None, self.lang),
                (None, Some(id)) => format!("{member}/{id}"),
                (None, None) => member.clone(),
            };
            match field {
                Some(field) => format!("{name} ({field})"),
                None => name,
            }
        };
        let mut places: Vec<String> = conflicts.iter().take(PLACES).map(place).collect();
        if conflicts.len() > PLACES {
            places.push(format!("+{}", conflicts.len() - PLACES));
        }
        places.join(", ")
    }

    /// Takes note of documents that could not be saved another time, and asks what to do with them.
    pub fn offer(&mut self, found: Vec<Rescued>) {
        if matches!(self.save, SaveState::ReadOnly(_)) {
            return;
        }
        self.rescued = found;
        let (_, plan) = self.rescue_plan();
        // What is in the data already is no question.
        let settled = |rescue: &&Rescue| rescue.taken == 0 && rescue.conflicts.is_empty();
        let mut settled: Vec<usize> = plan.iter().filter(settled).map(|r| r.index).collect();
        settled.reverse();
        for index in settled {
            let rescued = self.rescued.remove(index);
            self.unsaved.taken.push(Taken {
                id: rescued.id,
                put_aside: false,
            });
        }
        if self.overlay.is_none() {
            self.ask_about_rescued();
        }
    }

    /// Opens the question what to do with rescued documents.
    pub(super) fn ask_about_rescued(&mut self) {
        if self.rescued.is_empty() {
            return;
        }
        let (_, plan) = self.rescue_plan();
        let documents = plan.iter().map(|rescue| rescued::Document {
            file: format!("{}.json", self.rescued[rescue.index].name),
            records: rescue.taken,
            conflicts: rescue.conflicts.len(),
        });
        let at = self.rescued.iter().filter_map(|rescued| rescued.at).max();
        let state = rescued::State::new(documents.collect(), at);
        self.show(Overlay::Rescued(state));
    }

    /// What the data would be with the rescued documents in it, and what each of them brings.
    fn rescue_plan(&self) -> (BTreeMap<String, Option<Vec<u8>>>, Vec<Rescue>) {
        let mut documents: BTreeMap<String, Option<Vec<u8>>> = BTreeMap::new();
        let mut plan = Vec::new();
        for (index, rescued) in self.rescued.iter().enumerate() {
            let name = rescued.name.as_str();
            let now = documents
                .entry(name.to_owned())
                .or_insert_with(|| self.data.encode(name));
            let base = rescued.base.as_deref();
            let mut rescue = Rescue {
                index,
                taken: 0,
                conflicts: Vec::new(),
            };
            match &rescued.bytes {
                Some(theirs) => match merged(base, now.as_deref(), theirs) {
                    Some(merged) => {
                        rescue.taken = merged.taken;
                        rescue.conflicts = merged.conflicts;
                        *now = Some(merged.bytes);
                    }
                    None => rescue.conflicts.push(Conflict::default()),
                },
                // It was deleted, which counts if nobody has worked on it since.
                None if now.as_deref() == base => {
                    rescue.taken = now.take().map_or(0, |now| records(&now));
                }
                None => {}
            }
            plan.push(rescue);
        }
        (documents, plan)
    }

    /// Takes the rescued documents in, as one step.
    pub(super) fn take_rescued(&mut self) {
        self.overlay = None;
        let (documents, plan) = self.rescue_plan();
        let parsed = |(name, bytes): (String, Option<Vec<u8>>)| {
            let parsed = match bytes {
                Some(bytes) => Some(Parsed::of(&name, &bytes).ok()?),
                None => None,
            };
            Some((name, parsed))
        };
        let documents: Vec<(String, Option<Parsed>)> =
            documents.into_iter().filter_map(parsed).collect();
        let files: Vec<String> = documents.iter().map(|(name, _)| name.clone()).collect();
        let what = files.join(", ");
        let edit = self.data.edit_to(documents, Step::Rescue, what, &self.now);
        let conflicts: Vec<Conflict> = plan.iter().flat_map(|r| r.conflicts.clone()).collect();
        let places = self.places(&conflicts);
        self.take_in(&edit);
        self.unsaved.extend(files.into_iter().map(|name| (name, 0)));
        for rescue in &plan {
            self.unsaved.taken.push(Taken {
                id: self.rescued[rescue.index].id,
                put_aside: !rescue.conflicts.is_empty(),
            });
        }
        self.rescued.clear();
        let taken = plan.iter().map(|rescue| rescue.taken).sum();
        let texts = self.lang.saving();
        if conflicts.is_empty() {
            self.tell(texts.rescue_taken(taken), false);
        } else {
            self.tell(texts.rescue_taken_but(taken, &places), true);
        }
        self.sync();
    }

    /// Puts the rescued documents aside for good.
    pub(super) fn discard_rescued(&mut self) {
        self.overlay = None;
        let found = std::mem::take(&mut self.rescued);
        self.unsaved.taken.extend(found.iter().map(|found| Taken {
            id: found.id,
            put_aside: true,
        }));
        self.sync();
    }

    /// Replaces all data by what somebody else has saved: where this program only looks on. Undo knows nothing of it.
    pub fn reload(&mut self, data: Data, reason: String) {
        let mut data = data;
        data.bank = std::mem::take(&mut self.data.bank);
        data.shipped_stories = std::mem::take(&mut self.data.shipped_stories);
        self.index = crate::domain::Index::of(&data);
        self.data = data;
        self.save = SaveState::ReadOnly(reason);
        self.settings_changed();
        self.sync();
    }
}

/// Brings our document together with theirs. None when one of them is no document.
fn merged(base: Option<&[u8]>, ours: Option<&[u8]>, theirs: &[u8]) -> Option<Merged> {
    match ours {
        Some(ours) => merge(base, ours, theirs),
        None => Some(Merged {
            bytes: theirs.to_vec(),
            conflicts: Vec::new(),
            taken: records(theirs),
        }),
    }
}
