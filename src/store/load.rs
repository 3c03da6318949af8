//! Reading what there is: names, generations and the markers without which some of them do not count. Which copy of a
//! document wins is decided in `judge`.

use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::PathBuf;

use super::disk::Disk;
use super::files::Kind;
use super::generation::{Generation, HEAD, Header, Marker, Sha};
use super::name::{DocName, MANIFEST, is_segment};
use super::report::IoFault;
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
        let mut listing = Self::canonical(disk)?;
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

    /// Only the files that people see.
    pub(super) fn canonical(disk: &Disk) -> Result<Self, IoFault> {
        let mut listing = Self::default();
        listing.read_canonical(disk, "", 3)?;
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
pub(super) struct Markers {
    read: HashMap<u64, Option<Marker>>,
    /// Those that are there and cannot be used.
    pub(super) damaged: Vec<u64>,
}

impl Markers {
    pub(super) fn get(&mut self, disk: &Disk, txn: u64) -> Result<Option<&Marker>, IoFault> {
        if let Slot::Vacant(slot) = self.read.entry(txn) {
            let file = disk.read(&disk.marker(txn))?;
            let marker = file.as_deref().map(|file| Marker::decode(file, txn));
            if let Some(None) = marker {
                self.damaged.push(txn);
            }
            slot.insert(marker.flatten());
        }
        Ok(self.read.get(&txn).and_then(Option::as_ref))
    }

    pub(super) fn insert(&mut self, marker: Marker) {
        self.read.insert(marker.txn, Some(marker));
    }

    pub(super) fn remove(&mut self, txn: u64) {
        self.read.remove(&txn);
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

/// What a generation that counts says of itself, without reading its body.
pub(super) fn head_of(
    disk: &Disk,
    markers: &mut Markers,
    name: &DocName,
    seq: u64,
) -> Option<Header> {
    let head = disk.read_head(&disk.generation(name, seq), HEAD).ok()??;
    let (header, _) = Header::decode(&head, name, seq)?;
    markers.committed(disk, &header).ok()?.then_some(header)
}

/// The content it says it has.
pub(super) fn head_content(
    disk: &Disk,
    markers: &mut Markers,
    name: &DocName,
    seq: u64,
) -> Option<Sha> {
    head_of(disk, markers, name, seq)?.content()
}

/// The newest of these generations that has this content, whole.
pub(super) fn body_of(
    disk: &Disk,
    markers: &mut Markers,
    name: &DocName,
    seqs: impl DoubleEndedIterator<Item = u64>,
    content: Sha,
) -> Option<Vec<u8>> {
    seqs.rev().find_map(|seq| {
        if head_content(disk, markers, name, seq) != Some(content) {
            return None;
        }
        match read_generation(disk, markers, name, seq) {
            Ok(Found::Whole(generation)) => Some(generation.body),
            Ok(Found::DoesNotCount | Found::Damaged(_)) | Err(_) => None,
        }
    })
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
