//! Which copy of a document wins: the canonical file that people see and edit, or the newest generation.
//! Nothing here writes; it reads, and says what should be done.

use std::io;

use super::base::base_of;
use super::disk::{Aside, Disk};
use super::generation::{Generation, Sha};
use super::json::{Text, check_instead};
use super::load::{Found, Markers, head_content, head_of, read_generation};
use super::merge::{differences, goes_on_from_older, merge, shrinks};
use super::name::DocName;
use super::report::{Cause, Damage, IoFault, Notice};

/// What is true of a document after looking at all its copies.
#[derive(Default)]
pub(super) struct Verdict {
    /// The content the program works with; none when there is no such document.
    pub(super) bytes: Option<Vec<u8>>,
    /// The fingerprint of the newest generation's content.
    pub(super) content: Option<Sha>,
    /// The fingerprint of the canonical file's content, if it has one that we know. Of a file that must not be touched:
    /// what it held before.
    pub(super) canonical: Option<Sha>,
    /// What the canonical file held when the newest generation was written.
    pub(super) written: Option<Sha>,
    pub(super) stance: Stance,
    /// The schema that the newest generation was written in.
    pub(super) schema: u32,
    /// Generations that are newer than the one used, and broken.
    pub(super) damaged: Vec<u64>,
    pub(super) notices: Vec<Notice>,
}

impl Verdict {
    fn freeze(&mut self) {
        self.stance = Stance::Frozen;
        // Once it can be used again it is compared with what it held before.
        self.canonical = self.content;
    }

    /// Whether somebody may be writing the canonical file at this moment.
    pub(super) fn is_unfinished(&self) -> bool {
        let broken = |notice: &Notice| {
            matches!(
                notice,
                Notice::BrokenByHand { .. }
                    | Notice::Unreadable {
                        cause: Cause::Json(_),
                        ..
                    }
            )
        };
        self.notices.iter().any(broken)
    }
}

/// What to do about the canonical file.
#[derive(Default)]
pub(super) enum Stance {
    #[default]
    Current,
    /// It does not have the newest content yet.
    Lags,
    /// As `Lags`, but its bytes must be put aside first.
    Supersede(Aside, Vec<u8>),
    /// Its content is news and becomes a generation.
    Adopt,
    /// Its content and the newest generation's were merged: a new generation, and then the file's new content. Its bytes
    /// must be put aside first: should the file be edited once more before it is written, they tell what that began with.
    Merged(Vec<u8>),
    /// It must not be touched.
    Frozen,
}

enum Canonical {
    Missing,
    Failed(IoFault),
    Text(Text),
}

fn read_canonical(disk: &Disk, name: &DocName) -> Canonical {
    let path = disk.canonical(name);
    match disk.read(&path) {
        Ok(Some(bytes)) => Canonical::Text(Text::new(bytes)),
        // A link whose target is not there now, perhaps on a disk that is not mounted, is not a missing file.
        Ok(None) if disk.files.stat(&path).is_ok() => {
            Canonical::Failed(IoFault::at(&path)(io::ErrorKind::NotFound.into()))
        }
        Ok(None) => Canonical::Missing,
        Err(fault) => Canonical::Failed(fault),
    }
}

/// Looks at the canonical file and as few generations as possible: one head when nothing is wrong.
pub(super) fn read_document(
    disk: &Disk,
    markers: &mut Markers,
    name: &DocName,
    seqs: &[u64],
) -> Verdict {
    let mut verdict = Verdict::default();
    let canonical = match disk.follow_all(name) {
        Ok(link) => {
            let told = |target| Notice::Followed {
                name: name.clone(),
                target,
            };
            verdict.notices.extend(link.map(told));
            read_canonical(disk, name)
        }
        Err(fault) => Canonical::Failed(fault),
    };
    if let Canonical::Text(text) = &canonical {
        verdict.canonical = Some(Sha::of(&text.bytes));
    }
    let mut newest = None;
    for &seq in seqs.iter().rev() {
        if verdict.canonical.is_some()
            && let Some(header) = head_of(disk, markers, name, seq)
            && header.content() == verdict.canonical
        {
            verdict.schema = header.schema;
            verdict.content = verdict.canonical;
            verdict.bytes = match canonical {
                Canonical::Text(text) => Some(text.bytes),
                Canonical::Missing | Canonical::Failed(_) => None,
            };
            return verdict;
        }
        match read_generation(disk, markers, name, seq) {
            Ok(Found::Whole(generation)) => {
                newest = Some(generation);
                break;
            }
            Ok(Found::DoesNotCount) => {}
            Ok(Found::Damaged(damaged)) => {
                verdict.damaged.push(seq);
                verdict.notices.push(Notice::GenerationDamaged {
                    path: disk.generation(name, seq),
                    bad: damaged.bad.unwrap_or_default(),
                });
            }
            Err(fault) => verdict.notices.push(Notice::GenerationUnreadable(fault)),
        }
    }
    verdict.schema = newest.as_ref().map_or(0, |newest| newest.header.schema);
    let newest_seq = newest.as_ref().map(|generation| generation.header.seq);
    let older = seqs.iter().copied();
    let older = older.filter(|&seq| newest_seq.is_some_and(|newest| seq < newest));
    let mut case = Case {
        disk,
        markers,
        name,
        newest: newest.as_ref(),
        older: older.collect(),
    };
    case.judge(canonical, &mut verdict);
    verdict
}

/// A document whose file and newest generation differ.
struct Case<'a> {
    disk: &'a Disk,
    markers: &'a mut Markers,
    name: &'a DocName,
    newest: Option<&'a Generation>,
    /// The numbers of the generations before the newest, ascending.
    older: Vec<u64>,
}

impl Case<'_> {
    /// The load table.
    fn judge(&mut self, canonical: Canonical, verdict: &mut Verdict) {
        let name = self.name.clone();
        let path = self.disk.canonical(&name);
        let written = self.newest.and_then(|newest| newest.header.canonical);
        verdict.written = written;
        if let Some(Generation { header, body }) = self.newest {
            verdict.content = header.content();
            verdict.bytes = (!header.deleted).then(|| body.clone());
        }
        let text = match canonical {
            Canonical::Missing => {
                if verdict.bytes.is_some() {
                    verdict.stance = Stance::Lags;
                }
                // A new document whose file was never written is no damage.
                if verdict.bytes.is_some() && written.is_some() {
                    verdict.notices.push(Notice::Restored {
                        name,
                        damage: Damage::Missing,
                        kept: None,
                    });
                }
                return;
            }
            Canonical::Failed(fault) => {
                verdict.freeze();
                let cause = Cause::Io(fault);
                verdict
                    .notices
                    .push(Notice::Unreadable { name, path, cause });
                return;
            }
            Canonical::Text(text) => text,
        };
        if let Some(sha) = written.filter(|_| written == verdict.canonical) {
            let kept = base_of(self.disk, self.markers, self.name, &self.seqs(), sha).is_some();
            verdict.stance = if kept || verdict.content == written {
                Stance::Lags
            } else {
                // The file may be the last whole copy of what it holds.
                Stance::Supersede(Aside::Outside, text.into_raw())
            };
            return;
        }
        match check_instead(&text.bytes, verdict.bytes.as_deref()) {
            Ok(()) if self.is_older(verdict.canonical) => {
                verdict.stance = Stance::Supersede(Aside::Outside, text.into_raw());
                verdict.notices.push(Notice::OldCopy { name, kept: None });
            }
            Ok(()) => self.take_in(text, written, verdict),
            Err(problem) => {
                if self.newest.is_none() {
                    verdict.freeze();
                    let cause = Cause::Json(problem);
                    verdict
                        .notices
                        .push(Notice::Unreadable { name, path, cause });
                } else if let Some(damage) = self.damage_of(&text.bytes) {
                    verdict.stance = Stance::Supersede(Aside::Quarantine, text.into_raw());
                    verdict.notices.push(Notice::Restored {
                        name,
                        damage,
                        kept: None,
                    });
                } else {
                    verdict.freeze();
                    verdict.notices.push(Notice::BrokenByHand {
                        name,
                        path,
                        problem,
                    });
                }
            }
        }
    }

    /// A file that somebody else wrote: what they changed comes into what we have.
    fn take_in(&mut self, text: Text, written: Option<Sha>, verdict: &mut Verdict) {
        let ours = verdict.bytes.take();
        let name = self.name.clone();
        let previous = self.newest.map(|newest| newest.header.seq);
        let Some(ours) = ours else {
            verdict.stance = Stance::Adopt;
            verdict.notices.push(Notice::ChangedOutside {
                name,
                previous,
                taken: differences(b"{}", &text.bytes),
                conflicts: Vec::new(),
                kept: None,
            });
            verdict.bytes = Some(text.bytes);
            return;
        };
        // The file may have been refreshed after the newest generation, or not: then it lacks what that brought.
        let base = written
            .filter(|&written| Some(written) != verdict.content)
            .and_then(|sha| base_of(self.disk, self.markers, self.name, &self.seqs(), sha))
            .filter(|base| goes_on_from_older(base, &ours, &text.bytes));
        let merged = base.and_then(|base| merge(Some(&base), &ours, &text.bytes));
        let (bytes, conflicts) = merged.map_or_else(
            || (text.bytes.clone(), Vec::new()),
            |merged| (merged.bytes, merged.conflicts),
        );
        if let Some(shrink) = shrinks(&ours, &bytes) {
            verdict.bytes = Some(ours);
            verdict.stance = Stance::Supersede(Aside::Outside, text.into_raw());
            verdict.notices.push(Notice::TooMuchGone {
                name,
                shrink,
                kept: None,
            });
            return;
        }
        let taken = differences(&ours, &bytes);
        if taken > 0 || !conflicts.is_empty() {
            verdict.notices.push(Notice::ChangedOutside {
                name,
                previous,
                taken,
                conflicts: conflicts.clone(),
                kept: None,
            });
        }
        verdict.stance = if bytes == text.bytes {
            Stance::Adopt
        } else if bytes != ours {
            Stance::Merged(text.into_raw())
        } else if conflicts.is_empty() {
            Stance::Lags
        } else {
            Stance::Supersede(Aside::Outside, text.into_raw())
        };
        verdict.bytes = Some(bytes);
    }

    /// The numbers of all generations up to the newest, ascending.
    fn seqs(&self) -> Vec<u64> {
        let newest = self.newest.map(|newest| newest.header.seq);
        self.older.iter().copied().chain(newest).collect()
    }

    /// Whether a generation before the newest has this content.
    fn is_older(&mut self, content: Option<Sha>) -> bool {
        let mut older = self.older.iter().rev();
        older.any(|&seq| head_content(self.disk, self.markers, self.name, seq) == content)
    }

    /// Tells a file that a crash or the medium damaged from one that a person is editing.
    fn damage_of(&mut self, bytes: &[u8]) -> Option<Damage> {
        if bytes.is_empty() {
            return Some(Damage::Empty);
        }
        let last = bytes.iter().rposition(|&byte| byte != 0);
        let Some(last) = last else {
            return Some(Damage::Nul);
        };
        let beginning = &bytes[..=last];
        let older = self.older.iter().rev().copied();
        let newest = self.newest.map(|newest| newest.header.seq);
        let torn = newest.into_iter().chain(older).any(|seq| {
            match read_generation(self.disk, self.markers, self.name, seq) {
                Ok(Found::Whole(generation)) => generation.body.starts_with(beginning),
                Ok(Found::DoesNotCount | Found::Damaged(_)) | Err(_) => false,
            }
        });
        torn.then_some(Damage::Torn)
    }
}
