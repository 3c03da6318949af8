//! Marks: small files that name a state of every document. What they name stays, so a mark keeps the whole dataset as it
//! was and costs nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Store;
use super::archive::Mark;
use super::disk::Disk;
use super::files::Kind;
use super::generation::{HEAD, Header};
use super::name::DocName;
use super::report::{IoFault, SaveError};
use super::seal::{is_intact, seal};

/// So many marks stay.
const NEWEST: usize = 30;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct MarkFile {
    /// Marks are counted, because a clock may be set.
    #[serde(default)]
    number: u64,
    at: DateTime<Utc>,
    reason: String,
    docs: BTreeMap<DocName, u64>,
}

impl Disk {
    pub(super) fn keep(&self) -> PathBuf {
        self.inner().join("keep")
    }

    fn mark_path(&self, id: &str) -> PathBuf {
        self.keep().join(format!("{id}.json"))
    }
}

/// All marks, oldest first. What is no mark is left out: half of one names nothing.
pub(super) fn read_marks(disk: &Disk) -> Result<Vec<Mark>, IoFault> {
    Ok(numbered(disk)?.into_iter().map(|(_, mark)| mark).collect())
}

fn numbered(disk: &Disk) -> Result<Vec<(u64, Mark)>, IoFault> {
    let mut marks = Vec::new();
    for entry in disk.list(&disk.keep())? {
        let Some(id) = entry
            .name
            .strip_suffix(".json")
            .filter(|_| entry.kind == Kind::File)
        else {
            continue;
        };
        let Some(file) = disk.read(&disk.mark_path(id))? else {
            continue;
        };
        if let Some(MarkFile {
            number,
            at,
            reason,
            docs,
        }) = decode(&file)
        {
            let id = id.to_owned();
            marks.push((
                number,
                Mark {
                    id,
                    at,
                    reason,
                    docs,
                },
            ));
        }
    }
    marks.sort_by(|(one, a), (other, b)| (one, &a.id).cmp(&(other, &b.id)));
    Ok(marks)
}

fn decode(file: &[u8]) -> Option<MarkFile> {
    let mark = serde_json::from_slice(file).ok()?;
    (is_intact(file) != Some(false)).then_some(mark)
}

/// Files among the marks that are damaged.
pub(super) fn broken_marks(disk: &Disk) -> Vec<PathBuf> {
    let entries = disk.list(&disk.keep()).unwrap_or_default();
    let files = entries.into_iter().filter(|entry| entry.kind == Kind::File);
    let paths = files
        .filter(|entry| entry.name.ends_with(".json"))
        .map(|entry| disk.keep().join(entry.name));
    let broken = |path: &PathBuf| {
        disk.read(path)
            .is_ok_and(|file| file.is_some_and(|file| decode(&file).is_none()))
    };
    paths.filter(broken).collect()
}

/// The states that marks name, by document.
pub(super) fn marked(marks: &[Mark]) -> BTreeMap<DocName, BTreeSet<u64>> {
    let mut marked: BTreeMap<DocName, BTreeSet<u64>> = BTreeMap::new();
    for (name, &seq) in marks.iter().flat_map(|mark| &mark.docs) {
        marked.entry(name.clone()).or_default().insert(seq);
    }
    marked
}

impl Store {
    /// Keeps the present state of all documents for long, and says the id of the mark. It costs a small file. Marking the
    /// same state twice for the same reason is marking it once.
    pub fn mark(&mut self, reason: &str) -> Result<String, SaveError> {
        if self.read_only.is_some() {
            return Err(SaveError::ReadOnly);
        }
        let reason = plain(reason);
        let docs = self.present()?;
        let marks = numbered(&self.disk)?;
        if let Some((_, last)) = marks.last()
            && last.docs == docs
            && last.reason == reason
        {
            return Ok(last.id.clone());
        }
        let file = MarkFile {
            number: marks.last().map_or(0, |(number, _)| *number) + 1,
            at: self.disk.now(),
            reason,
            docs,
        };
        let id = self.write_mark(&file)?;
        let surplus = (marks.len() + 1).saturating_sub(NEWEST);
        for (_, mark) in &marks[..surplus] {
            let _ = self.disk.files.remove(&self.disk.mark_path(&mark.id));
        }
        Ok(id)
    }

    fn write_mark(&self, file: &MarkFile) -> Result<String, IoFault> {
        let keep = self.disk.keep();
        if self.disk.ensure_dir(&keep)? {
            self.disk.sync_dir(&self.disk.inner())?;
        }
        let bytes = seal(serde_json::to_vec(file).expect("a mark is plain data"));
        let stem = format!("{}-{}", self.disk.compact_time(), file.reason);
        let mut id = stem.clone();
        let mut count = 1;
        loop {
            match self.disk.write_new(&self.disk.mark_path(&id), &bytes) {
                Err(fault) if fault.kind == io::ErrorKind::AlreadyExists => {
                    count += 1;
                    id = format!("{stem}-{count}");
                }
                result => break result?,
            }
        }
        self.disk.sync_dir(&keep)?;
        Ok(id)
    }

    /// The number of the saved state that each document is in.
    fn present(&mut self) -> Result<BTreeMap<DocName, u64>, IoFault> {
        let Self {
            disk,
            docs,
            markers,
            ..
        } = self;
        let mut present = BTreeMap::new();
        for (name, doc) in docs.iter().filter(|(_, doc)| doc.content.is_some()) {
            for saved in doc.generations.iter().rev() {
                let head = disk.read_head(&disk.generation(name, saved.seq), HEAD)?;
                let head = head.and_then(|head| Header::decode(&head, name, saved.seq));
                if let Some((header, _)) = head
                    && header.content() == doc.content
                    && markers.committed(disk, &header)?
                {
                    present.insert(name.clone(), saved.seq);
                    break;
                }
            }
        }
        Ok(present)
    }
}

/// A reason as part of a file name.
fn plain(reason: &str) -> String {
    let plain: String = reason
        .chars()
        .map(|char| char.to_ascii_lowercase())
        .map(|char| {
            if char.is_ascii_alphanumeric() {
                char
            } else {
                '-'
            }
        })
        .take(40)
        .collect();
    if plain.is_empty() {
        "mark".into()
    } else {
        plain
    }
}

/// The time in a file name that ends with it, perhaps with a count behind.
pub(super) fn time_in(stem: &str) -> Option<(&str, DateTime<Utc>)> {
    let parse = |stem: &str| {
        let (rest, time) = stem.rsplit_once('-')?;
        let time = chrono::NaiveDateTime::parse_from_str(time, super::disk::COMPACT).ok()?;
        Some((rest.len(), time.and_utc()))
    };
    let counted = || {
        let (rest, count) = stem.rsplit_once('-')?;
        count
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| parse(rest))?
    };
    parse(stem)
        .or_else(counted)
        .map(|(length, time)| (&stem[..length], time))
}
