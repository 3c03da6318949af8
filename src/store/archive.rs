//! The past of a dataset, to look at: every saved state of every document, marks, what was put aside. It takes no
//! lock and writes nothing, so it works beside an open cockpit and on a disk that is full or read-only.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::disk::{Aside, Disk};
use super::files::{Files, Kind};
use super::generation::{HEAD, Header};
use super::load::{Found, Markers, read_generation};
use super::mark::{read_marks, time_in};
use super::name::DocName;
use super::report::{IoFault, OpenError};
use super::survey::Survey;

/// The read-only window on what a dataset was.
pub struct Archive {
    pub(super) disk: Disk,
}

/// One saved state of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedState {
    pub name: DocName,
    pub seq: u64,
    /// When it was saved; older versions did not note it.
    pub at: Option<DateTime<Utc>>,
    /// How many records it holds; older versions did not note it.
    pub records: Option<usize>,
    /// The document was deleted here.
    pub deleted: bool,
    /// The reasons of the marks that keep this state.
    pub marked: Vec<String>,
}

/// A state of the whole dataset that stays, whatever is cleared away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub id: String,
    pub at: DateTime<Utc>,
    pub reason: String,
    /// The state of each document that there was.
    pub docs: BTreeMap<DocName, u64>,
}

/// A file whose bytes were put aside instead of being lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    pub path: PathBuf,
    /// The document it belongs to, if the file name tells.
    pub name: Option<DocName>,
    pub at: Option<DateTime<Utc>>,
    pub kind: SetAsideKind,
}

/// Why a file was put aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetAsideKind {
    /// A good file that somebody else wrote.
    Outside,
    /// A damaged file.
    Quarantine,
}

impl Archive {
    /// Errors when there is no dataset in `root`. Whatever in it is damaged or missing is only not found later.
    pub fn open(files: Arc<dyn Files>, root: impl Into<PathBuf>) -> Result<Self, OpenError> {
        let disk = Disk {
            files,
            root: root.into(),
        };
        match Survey::of(&disk) {
            Ok(survey) if survey.is_new() => Err(survey.nothing_there(&disk)),
            Ok(_) | Err(OpenError::BrokenManifest { .. }) => Ok(Self { disk }),
            Err(error) => Err(error),
        }
    }

    /// Every document that has a history, deleted ones too.
    pub fn documents(&self) -> Vec<DocName> {
        let entries = self.disk.list(&self.disk.generations()).unwrap_or_default();
        let mut names: Vec<DocName> = entries
            .into_iter()
            .filter(|entry| entry.kind == Kind::Dir)
            .filter_map(|entry| DocName::from_flat(&entry.name))
            .filter(|name| !self.numbers(name).is_empty())
            .collect();
        names.sort();
        names
    }

    /// The saved states of a document, newest first. Only their first lines are read, so whether the rest is whole is
    /// known after `read`.
    pub fn states(&self, name: &DocName) -> Vec<SavedState> {
        let marks = self.marks();
        let mut markers = Markers::default();
        self.heads(&mut markers, name)
            .map(|header| SavedState {
                name: name.clone(),
                seq: header.seq,
                at: header.at,
                records: header.records,
                deleted: header.deleted,
                marked: marks
                    .iter()
                    .filter(|mark| mark.docs.get(name) == Some(&header.seq))
                    .map(|mark| mark.reason.clone())
                    .collect(),
            })
            .collect()
    }

    /// The bytes of a saved state; none when the document was deleted there. Errors with `InvalidData` when they are not
    /// what was saved, and with `NotFound` when there is no such state.
    pub fn read(&self, name: &DocName, seq: u64) -> Result<Option<Vec<u8>>, IoFault> {
        let path = self.disk.generation(name, seq);
        let problem = match read_generation(&self.disk, &mut Markers::default(), name, seq)? {
            Found::Whole(generation) if generation.header.deleted => return Ok(None),
            Found::Whole(generation) => return Ok(Some(generation.body)),
            Found::DoesNotCount => io::ErrorKind::NotFound,
            Found::Damaged(_) => io::ErrorKind::InvalidData,
        };
        Err(IoFault::at(&path)(problem.into()))
    }

    /// Newest first.
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = read_marks(&self.disk).unwrap_or_default();
        marks.reverse();
        marks
    }

    /// The state of each document that was current at that moment, deletions included. A document that did not exist
    /// yet is not in it. Where that very state is gone it is the newest of the older ones that are still there. States
    /// without a time count as older than any that has one.
    pub fn as_of(&self, at: DateTime<Utc>) -> Vec<(DocName, u64)> {
        let mut markers = Markers::default();
        let mut current = Vec::new();
        for name in self.documents() {
            // By time rather than by number: after a clock was wrong the two differ.
            let state = self
                .heads(&mut markers, &name)
                .map(|header| (header.at, header.seq))
                .filter(|(saved, _)| saved.is_none_or(|saved| saved <= at))
                .max();
            current.extend(state.map(|(_, seq)| (name, seq)));
        }
        current
    }

    /// What was put aside, newest first.
    pub fn aside(&self) -> Vec<SetAside> {
        let mut found = Vec::new();
        for (aside, kind) in [
            (Aside::Outside, SetAsideKind::Outside),
            (Aside::Quarantine, SetAsideKind::Quarantine),
        ] {
            let dir = self.disk.aside(aside);
            for entry in self.disk.list(&dir).unwrap_or_default() {
                if entry.kind != Kind::File || Disk::is_temporary(&entry) {
                    continue;
                }
                let stem = entry.name.strip_suffix(".json").unwrap_or(&entry.name);
                let (flat, at) = time_in(stem).unzip();
                found.push(SetAside {
                    path: dir.join(&entry.name),
                    name: flat.and_then(DocName::from_flat),
                    at,
                    kind,
                });
            }
        }
        found.sort_by(|one, other| (other.at, &other.path).cmp(&(one.at, &one.path)));
        found
    }

    pub(super) fn numbers(&self, name: &DocName) -> Vec<u64> {
        self.disk
            .numbers(&self.disk.history(name))
            .unwrap_or_default()
    }

    /// The first lines of the states that count, newest first.
    fn heads(&self, markers: &mut Markers, name: &DocName) -> impl Iterator<Item = Header> {
        self.numbers(name).into_iter().rev().filter_map(move |seq| {
            let head = self
                .disk
                .read_head(&self.disk.generation(name, seq), HEAD)
                .ok()??;
            let (header, _) = Header::decode(&head, name, seq)?;
            let counts = markers.committed(&self.disk, &header).unwrap_or(false);
            counts.then_some(header)
        })
    }
}
