//! Which copy of a document wins: the canonical file that people see and edit, or the newest generation.
//! Nothing here writes; it reads, and says what should be done.

use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::PathBuf;

use super::disk::{Aside, Disk};
use super::files::Kind;
use super::generation::{Generation, HEAD, Header, Marker, Sha};
use super::json::{Text, check_instead};
use super::name::{DocName, MANIFEST, is_segment};
use super::report::{Cause, Damage, IoFault, Notice};
use super::sums::Damaged;

/// What there is in the data directory, by name.
#[derive(Default)]
pub(super) struct Listing {
    /// Every document that has a canonical file or a history, with the numbers of its generations.
    pub(super) docs: BTreeMap<DocName, Vec<u64>>,
    pub(super) strangers: Vec<PathBuf>,
    /// Temporary files that a crash left behind.
    pub(super) leftovers: Vec<PathBuf>,
}

impl Listing {
    pub(super) fn read(disk: &Disk) -> Result<Self, IoFault> {
        let mut listing = Self::default();
        listing.read_canonical(disk, "", 3)?;
        for dir in [disk.inner(), disk.inner().join("soft")] {
            let entries = disk.list(&dir)?.into_iter().filter(Disk::is_temporary);
            listing
                .leftovers
                .extend(entries.map(|entry| dir.join(entry.name)));
        }
        for entry in disk.list(&disk.generations())? {
            let Some(name) = DocName::from_flat(&entry.name).filter(|_| entry.kind == Kind::Dir)
            else {
                continue;
            };
            let seqs = disk.numbers(&disk.history(&name))?;
            // An empty one is left of a first save that never was.
            if !seqs.is_empty() {
                listing.docs.insert(name, seqs);
            }
        }
        Ok(listing)
    }

    fn read_canonical(&mut self, disk: &Disk, prefix: &str, depth: usize) -> Result<(), IoFault> {
        let dir = disk.root.join(prefix);
        let entries = match disk.list(&dir) {
            // A link in a data directory may lead anywhere, or nowhere.
            Err(fault) if fault.kind == io::ErrorKind::NotADirectory => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let path = dir.join(&entry.name);
            if Disk::is_temporary(&entry) {
                self.leftovers.push(path);
            } else if let Some(stem) = entry.name.strip_suffix(".json") {
                match DocName::new(format!("{prefix}{stem}")) {
                    Ok(name) if matches!(entry.kind, Kind::File | Kind::Link) => {
                        self.docs.entry(name).or_default();
                    }
                    Ok(_) => {}
                    Err(_) if prefix.is_empty() && stem == MANIFEST => {}
                    Err(_) => self.strangers.push(path),
                }
            } else if depth > 1
                && is_segment(&entry.name)
                && matches!(entry.kind, Kind::Dir | Kind::Link)
            {
                self.read_canonical(disk, &format!("{prefix}{}/", entry.name), depth - 1)?;
            }
        }
        Ok(())
    }
}

/// The transaction markers read so far; none for a transaction that was never finished.
#[derive(Default)]
pub(super) struct Markers(HashMap<u64, Option<Marker>>);

impl Markers {
    pub(super) fn get(&mut self, disk: &Disk, txn: u64) -> Result<Option<&Marker>, IoFault> {
        if let Slot::Vacant(slot) = self.0.entry(txn) {
            let file = disk.read(&disk.marker(txn))?;
            slot.insert(file.and_then(|file| Marker::decode(&file, txn)));
        }
        Ok(self.0.get(&txn).and_then(Option::as_ref))
    }

    pub(super) fn insert(&mut self, marker: Marker) {
        self.0.insert(marker.txn, Some(marker));
    }

    pub(super) fn remove(&mut self, txn: u64) {
        self.0.remove(&txn);
    }

    /// Whether this generation counts.
    pub(super) fn committed(&mut self, disk: &Disk, header: &Header) -> Result<bool, IoFault> {
        let Some(txn) = header.txn else {
            return Ok(true);
        };
        Ok(self
            .get(disk, txn)?
            .is_some_and(|marker| marker.docs.get(&header.doc) == Some(&header.seq)))
    }
}

/// What reading one generation gave.
pub(super) enum Found {
    Whole(Generation),
    /// Part of a transaction that was never finished, or gone meanwhile.
    DoesNotCount,
    Damaged(Damaged),
}

pub(super) fn read_generation(
    disk: &Disk,
    markers: &mut Markers,
    name: &DocName,
    seq: u64,
) -> Result<Found, IoFault> {
    let Some(file) = disk.read(&disk.generation(name, seq))? else {
        return Ok(Found::DoesNotCount);
    };
    let generation = match Generation::decode(file, name, seq) {
        Ok(generation) => generation,
        Err(damaged) => return Ok(Found::Damaged(damaged)),
    };
    let counts = markers.committed(disk, &generation.header)?;
    Ok(if counts {
        Found::Whole(generation)
    } else {
        Found::DoesNotCount
    })
}

/// What is true of a document after looking at all its copies.
#[derive(Default)]
pub(super) struct Verdict {
    /// The content the program works with; none when there is no such document.
    pub(super) bytes: Option<Vec<u8>>,
    /// The fingerprint of the newest generation's content.
    pub(super) content: Option<Sha>,
    /// The fingerprint of the canonical file's content, if it has one that we know.
    pub(super) canonical: Option<Sha>,
    pub(super) stance: Stance,
    /// Generations that are newer than the one used, and broken.
    pub(super) damaged: Vec<u64>,
    pub(super) notices: Vec<Notice>,
}

impl Verdict {
    fn freeze(&mut self) {
        self.stance = Stance::Frozen;
        // Whatever it holds once it can be used again is news.
        self.canonical = None;
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
    match disk.follow_all(name).and_then(|_| disk.read(&path)) {
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
    let canonical = read_canonical(disk, name);
    if let Canonical::Text(text) = &canonical {
        verdict.canonical = Some(Sha::of(&text.bytes));
    }
    let mut newest = None;
    for &seq in seqs.iter().rev() {
        if verdict.canonical.is_some()
            && head_content(disk, markers, name, seq) == verdict.canonical
        {
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
            Ok(Found::Damaged(Damaged { bad, .. })) => {
                verdict.damaged.push(seq);
                verdict.notices.push(Notice::GenerationDamaged {
                    path: disk.generation(name, seq),
                    bad: bad.unwrap_or_default(),
                });
            }
            Err(fault) => verdict.notices.push(Notice::GenerationUnreadable(fault)),
        }
    }
    judge(
        disk,
        markers,
        name,
        seqs,
        canonical,
        newest.as_ref(),
        &mut verdict,
    );
    verdict
}

/// The content a generation that counts says it has, without reading its body.
fn head_content(disk: &Disk, markers: &mut Markers, name: &DocName, seq: u64) -> Option<Sha> {
    let head = disk.read_head(&disk.generation(name, seq), HEAD).ok()??;
    let (header, _) = Header::decode(&head, name, seq)?;
    markers
        .committed(disk, &header)
        .ok()?
        .then_some(header.content())?
}

/// The load table, for the cases where file and newest generation differ.
fn judge(
    disk: &Disk,
    markers: &mut Markers,
    name: &DocName,
    seqs: &[u64],
    canonical: Canonical,
    newest: Option<&Generation>,
    verdict: &mut Verdict,
) {
    let path = disk.canonical(name);
    let newest_seq = newest.map(|generation| generation.header.seq);
    let written = newest.and_then(|generation| generation.header.canonical);
    let older = seqs
        .iter()
        .rev()
        .copied()
        .filter(|&seq| newest_seq.is_some_and(|newest| seq < newest));
    if let Some(Generation { header, body }) = newest {
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
                    name: name.clone(),
                    damage: Damage::Missing,
                    kept: None,
                });
            }
            return;
        }
        Canonical::Failed(fault) => {
            verdict.freeze();
            verdict.notices.push(Notice::Unreadable {
                name: name.clone(),
                path,
                cause: Cause::Io(fault),
            });
            return;
        }
        Canonical::Text(text) => text,
    };
    if written.is_some() && written == verdict.canonical {
        verdict.stance = Stance::Lags;
        return;
    }
    let ours = newest.filter(|generation| !generation.header.deleted);
    match check_instead(&text.bytes, ours.map(|generation| &generation.body[..])) {
        Ok(())
            if older
                .clone()
                .any(|seq| head_content(disk, markers, name, seq) == verdict.canonical) =>
        {
            verdict.stance = Stance::Supersede(Aside::Outside, text.into_raw());
            verdict.notices.push(Notice::OldCopy {
                name: name.clone(),
                kept: None,
            });
        }
        Ok(()) => {
            verdict.content = verdict.canonical;
            verdict.bytes = Some(text.bytes);
            verdict.stance = Stance::Adopt;
            verdict.notices.push(Notice::ChangedOutside {
                name: name.clone(),
                previous: newest_seq,
            });
        }
        Err(problem) => {
            let mut bodies = newest
                .map(|generation| generation.body.clone())
                .into_iter()
                .chain(
                    older.filter_map(|seq| match read_generation(disk, markers, name, seq) {
                        Ok(Found::Whole(generation)) => Some(generation.body),
                        Ok(Found::DoesNotCount | Found::Damaged(_)) | Err(_) => None,
                    }),
                );
            if newest_seq.is_none() {
                verdict.freeze();
                let cause = Cause::Json(problem);
                verdict.notices.push(Notice::Unreadable {
                    name: name.clone(),
                    path,
                    cause,
                });
            } else if let Some(damage) = damage_of(&text.bytes, &mut bodies) {
                verdict.stance = Stance::Supersede(Aside::Quarantine, text.into_raw());
                verdict.notices.push(Notice::Restored {
                    name: name.clone(),
                    damage,
                    kept: None,
                });
            } else {
                verdict.freeze();
                verdict.notices.push(Notice::BrokenByHand {
                    name: name.clone(),
                    path,
                    problem,
                });
            }
        }
    }
}

/// Tells a file that a crash or the medium damaged from one that a person is editing.
fn damage_of(bytes: &[u8], bodies: &mut impl Iterator<Item = Vec<u8>>) -> Option<Damage> {
    if bytes.is_empty() {
        return Some(Damage::Empty);
    }
    let filled = bytes
        .iter()
        .rposition(|&byte| byte != 0)
        .map_or(0, |last| last + 1);
    if filled == 0 {
        return Some(Damage::Nul);
    }
    bodies
        .any(|body| body.starts_with(&bytes[..filled]))
        .then_some(Damage::Torn)
}
