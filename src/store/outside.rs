//! Canonical files that somebody edits while they are open: noticed, handed over, and not written to until what they hold
//! was taken in.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::base::base_of;
use super::change::{Change, Outside, Taken};
use super::disk::{Aside, Disk};
use super::files::{Kind, Stamp};
use super::generation::Sha;
use super::json::{Text, check_instead};
use super::load::{Listing, Markers, body_of, head_content};
use super::merge::{differences, goes_on_from_older};
use super::name::DocName;
use super::report::{IoFault, RefreshOutcome};
use super::{Doc, Pending, Store};

/// How long somebody may need to finish writing a file.
pub(super) const UNFINISHED: Duration = Duration::from_millis(200);

/// A file that was changed less than this ago may be changed again without looking different.
const FRESH: Duration = Duration::from_secs(3);

/// Somebody's version of a canonical file.
pub(super) struct Held {
    /// None where nobody was told and the next start decides.
    pub(super) id: Option<u64>,
    pub(super) sha: Sha,
    /// As it stands in the file.
    pub(super) raw: Vec<u8>,
    /// Where it was put aside, once it was.
    pub(super) kept: Option<PathBuf>,
}

/// What a look at a canonical file found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    /// It holds what we know: it may be written.
    Ours,
    Missing,
    /// Somebody's unfinished edit.
    Broken,
    /// Somebody's edit that is not taken in yet.
    Held,
}

/// One canonical file and where the news about it go.
pub(super) struct Meeting<'a> {
    pub(super) disk: &'a Disk,
    pub(super) markers: &'a mut Markers,
    pub(super) shared: bool,
    pub(super) last_id: &'a mut u64,
    pub(super) outsides: &'a mut Vec<Outside>,
    pub(super) outcomes: &'a mut Vec<RefreshOutcome>,
}

impl Meeting<'_> {
    /// Compares a canonical file with what we last read or wrote.
    pub(super) fn meet(&mut self, name: &DocName, doc: &mut Doc) -> Result<Met, IoFault> {
        let Some(mut text) = self.read(name)? else {
            return Ok(Met::Missing);
        };
        if self.is_ours(name, doc, Sha::of(&text.bytes)) {
            return Ok(Met::Ours);
        }
        let newest = newest_body(self.disk, self.markers, name, doc);
        let mut checked = check_instead(&text.bytes, newest.as_deref());
        if checked.is_err() && !doc.frozen {
            self.disk.files.pause(UNFINISHED);
            let Some(again) = self.read(name)? else {
                return Ok(Met::Missing);
            };
            text = again;
            if self.is_ours(name, doc, Sha::of(&text.bytes)) {
                return Ok(Met::Ours);
            }
            checked = check_instead(&text.bytes, newest.as_deref());
        }
        if let Err(problem) = checked {
            if !doc.frozen {
                doc.frozen = true;
                self.outcomes.push(RefreshOutcome::BrokenByHand {
                    name: name.clone(),
                    path: self.disk.canonical(name),
                    problem,
                });
            }
            return Ok(Met::Broken);
        }
        doc.frozen = false;
        let sha = Sha::of(&text.bytes);
        if doc.held.last().is_none_or(|held| held.sha != sha) {
            let base = self.base(name, doc, &text.bytes);
            *self.last_id += 1;
            self.outsides.push(Outside {
                id: *self.last_id,
                name: name.clone(),
                base,
                theirs: text.bytes.clone(),
            });
            doc.held.push(Held {
                id: Some(*self.last_id),
                sha,
                raw: text.into_raw(),
                kept: None,
            });
        }
        Ok(Met::Held)
    }

    fn read(&self, name: &DocName) -> Result<Option<Text>, IoFault> {
        let path = self.disk.canonical(name);
        match self.disk.read(&path)? {
            Some(raw) => Ok(Some(Text::new(raw))),
            // A link whose target is away; writing would replace the link.
            None if self.disk.files.stat(&path).is_ok() => {
                Err(IoFault::at(&path)(io::ErrorKind::NotFound.into()))
            }
            None => Ok(None),
        }
    }

    /// Whether a canonical file with this content holds nothing that we do not know.
    fn is_ours(&mut self, name: &DocName, doc: &mut Doc, found: Sha) -> bool {
        let found = Some(found);
        let known = found == doc.canonical || found == doc.content || found == doc.older;
        // Another instance brings the files up to date, too.
        let ours =
            known
                || self.shared
                    && doc.generations.iter().rev().any(|saved| {
                        head_content(self.disk, self.markers, name, saved.seq) == found
                    });
        if ours {
            doc.frozen = false;
            doc.held.retain(|held| held.id.is_some());
        }
        // An edit that somebody took back before it was taken in is an edit, too: we were told of the first.
        ours && doc.held.is_empty()
    }

    /// What somebody's version was made from.
    fn base(&mut self, name: &DocName, doc: &Doc, theirs: &[u8]) -> Option<Vec<u8>> {
        // Another instance may have written the file before we heard of its save: what is missing nobody took out.
        if self.shared {
            return None;
        }
        if let Some(held) = doc.held.last() {
            return Some(Text::new(held.raw.clone()).bytes);
        }
        if let Some(known) = &doc.known {
            return Some(known.clone());
        }
        let seqs: Vec<u64> = doc.generations.iter().map(|saved| saved.seq).collect();
        let mut body = |sha: Option<Sha>| base_of(self.disk, self.markers, name, &seqs, sha?);
        let base = body(doc.canonical);
        match (body(doc.older), base) {
            (Some(older), Some(newer)) if goes_on_from_older(&older, &newer, theirs) => Some(older),
            (_, base) => base,
        }
    }
}

/// The newest content of a document, read from its generation.
pub(super) fn newest_body(
    disk: &Disk,
    markers: &mut Markers,
    name: &DocName,
    doc: &Doc,
) -> Option<Vec<u8>> {
    let content = doc.content?;
    if let Some(Pending::Write(bytes)) = &doc.pending {
        return Some(bytes.clone());
    }
    let seqs = doc.generations.iter().map(|saved| saved.seq);
    body_of(disk, markers, name, seqs, content)
}

impl Store {
    /// Looks at the canonical files for what others did to them. Reads only those that look different from outside. What
    /// is to be taken in comes from [`Store::outsides`].
    pub fn look(&mut self) -> Vec<RefreshOutcome> {
        let mut outcomes = Vec::new();
        if self.read_only.is_some() {
            return outcomes;
        }
        // With the directory gone every file would seem to be missing.
        if let Err(fault) = self.still_there() {
            return vec![RefreshOutcome::Failed(fault)];
        }
        if self.shared
            && let Err(error) = self.catch_up()
        {
            outcomes.push(RefreshOutcome::Failed(error));
        }
        let names: BTreeSet<DocName> = match Listing::canonical(&self.disk) {
            Ok(listing) => listing.docs.into_keys().collect(),
            Err(fault) => {
                outcomes.push(RefreshOutcome::Failed(fault));
                return outcomes;
            }
        };
        for name in &names {
            self.docs.entry(name.clone()).or_default();
        }
        let Self {
            disk,
            docs,
            markers,
            last_id,
            waiting,
            shared,
            ..
        } = self;
        let mut meeting = Meeting {
            disk,
            markers,
            shared: *shared,
            last_id,
            outsides: waiting,
            outcomes: &mut outcomes,
        };
        for (name, doc) in docs.iter_mut() {
            let seen = names.contains(name);
            let met = if seen {
                let stamp = stamp(meeting.disk, name);
                if stamp.is_some() && stamp == doc.stamp {
                    continue;
                }
                let met = meeting.meet(name, doc);
                // Only what was the same before and after is known to have been read.
                let settled = met == Ok(Met::Ours) && stamp == self::stamp(meeting.disk, name);
                doc.stamp = stamp.filter(|stamp| settled && is_old(meeting.disk, stamp));
                met
            } else {
                Ok(Met::Missing)
            };
            match met {
                // Deleting a file deletes no document.
                Ok(Met::Missing) if doc.canonical.is_some() && doc.pending.is_none() => {
                    doc.pending =
                        newest_body(meeting.disk, meeting.markers, name, doc).map(Pending::Write);
                }
                Ok(_) => {}
                Err(fault) => meeting.outcomes.push(RefreshOutcome::Failed(fault)),
            }
        }
        outcomes
    }

    /// Errors when the data directory is not where it was: renamed, removed, or a disk that was taken out.
    pub(super) fn still_there(&self) -> Result<(), IoFault> {
        let path = self.disk.generations();
        let stat = self.disk.files.stat(&path);
        stat.map(|_| ()).map_err(IoFault::at(&path))
    }

    /// Before a save in which these are taken in: puts aside what is asked for, and counts their files as known. Gives
    /// back what has to be restored if the save fails.
    pub(super) fn begin_taking(
        &mut self,
        taken: &[Taken],
        changes: &BTreeMap<DocName, Change>,
        outcomes: &mut Vec<RefreshOutcome>,
    ) -> Result<Vec<(DocName, Option<Sha>)>, IoFault> {
        let mut before = Vec::new();
        for (name, doc) in &mut self.docs {
            let mut canonical = doc.canonical;
            for index in 0..doc.held.len() {
                let id = doc.held[index].id;
                let Some(answer) = taken.iter().find(|taken| Some(taken.id) == id) else {
                    continue;
                };
                let goes_on = match changes.get(name) {
                    Some(change) => change.bytes.clone(),
                    None => newest_body(&self.disk, &mut self.markers, name, doc),
                };
                let held = &mut doc.held[index];
                // Should the file be edited once more before it is written, its bytes tell what that began with.
                let same = goes_on.is_some_and(|ours| differences(&held.raw, &ours) == 0);
                if (answer.put_aside || !same) && held.kept.is_none() {
                    let kept = self.disk.put_aside(Aside::Outside, name, &held.raw)?;
                    held.kept = Some(kept);
                }
                if let (true, Some(kept)) = (answer.put_aside, &held.kept) {
                    outcomes.push(RefreshOutcome::ChangedOutside {
                        name: name.clone(),
                        kept: kept.clone(),
                    });
                }
                canonical = Some(held.sha);
            }
            if canonical != doc.canonical {
                before.push((name.clone(), doc.canonical));
                doc.canonical = canonical;
            }
        }
        Ok(before)
    }

    /// After that save: the files may be written again.
    pub(super) fn finish_taking(&mut self, taken: &[Taken]) {
        for (name, doc) in &mut self.docs {
            let is_taken = |held: &&Held| taken.iter().any(|taken| Some(taken.id) == held.id);
            let last = doc.held.iter().rfind(is_taken);
            if let Some(last) = last {
                doc.known = Some(Text::new(last.raw.clone()).bytes);
                doc.held.retain(|held| !is_taken(&held));
                doc.older = None;
                if doc.pending.is_none() && doc.content != doc.canonical {
                    let newest = newest_body(&self.disk, &mut self.markers, name, doc);
                    doc.pending = match (newest, doc.content) {
                        (Some(bytes), _) => Some(Pending::Write(bytes)),
                        (None, None) => Some(Pending::Remove),
                        (None, Some(_)) => None,
                    };
                }
            }
        }
    }

    pub(super) fn take_back(&mut self, before: Vec<(DocName, Option<Sha>)>) {
        for (name, canonical) in before {
            if let Some(doc) = self.docs.get_mut(&name) {
                doc.canonical = canonical;
            }
        }
    }
}

/// What a canonical file looks like from outside; none when there is none.
fn stamp(disk: &Disk, name: &DocName) -> Option<Stamp> {
    let path = disk.canonical(name);
    let stat = disk.files.stat(&path).ok()?;
    if stat.kind != Kind::Link {
        return Some(stat.stamp);
    }
    let target = disk.files.resolve(&path).ok()?;
    disk.files.stat(&target).ok().map(|stat| stat.stamp)
}

/// Whether a change from now on would be seen in the time of the file.
fn is_old(disk: &Disk, stamp: &Stamp) -> bool {
    let age = |modified| disk.files.now().duration_since(modified).ok();
    stamp.modified.and_then(age).is_some_and(|age| age > FRESH)
}
