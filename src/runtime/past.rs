//! Reads the past of the data: for the command line, and for the cockpit in a thread of its own. Writes nothing but
//! backups.

use super::data_dir::rescue_dirs;
use super::exchange;
use super::open::options;
use super::packs;
use super::wording;
use crate::domain::Now;
use crate::domain::docs::Parsed;
use crate::lang::Lang;
use crate::panes::past::{Answer, Listing, Query, Reading, Source};
use crate::store::{
    Archive, BackupError, DocName, Files, Kind, RealFiles, SavedState, read_aside, read_backup,
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was typed and not sent. It belongs to the present and is never brought back.
const UNSENT: &str = "unsent";

/// Answers what the cockpit asks.
pub fn answer(dir: &Path, query: Query, now: &Now, lang: Lang) -> Answer {
    match query {
        Query::List => Answer::List(list(dir, now, lang).map(Box::new)),
        Query::Read(source) => {
            let reading = read(dir, &source, lang).map(Box::new);
            Answer::Read(source, reading)
        }
        Query::Backup(folder) => {
            let made = backup(dir, Path::new(&folder), lang);
            Answer::Backup(folder, made)
        }
        Query::Questions(file) => {
            let found = exchange::read(Path::new(&file), lang).map(Box::new);
            Answer::Questions(file, found)
        }
        Query::Pack(file, nodes) => {
            let pack = packs::read(Path::new(&file), nodes, lang).map(Box::new);
            Answer::Pack(file, pack)
        }
        Query::Doctor => Answer::Doctor(super::doctor::report(dir, now, lang).lines(lang, true)),
    }
}

/// Opens the past. Errors are in the user's words, as all of this file are.
pub fn archive(dir: &Path, lang: Lang) -> Result<Archive, String> {
    Archive::open(Arc::new(RealFiles), dir).map_err(|error| wording::open_error(lang, &error))
}

/// All earlier states there are.
pub fn list(dir: &Path, now: &Now, lang: Lang) -> Result<Listing, String> {
    let archive = archive(dir, lang)?;
    let mut documents: Vec<(DocName, Vec<SavedState>)> = archive
        .documents()
        .into_iter()
        .map(|name| {
            let states = archive.states(&name);
            (name, states)
        })
        .filter(|(name, states)| !states.is_empty() && name.as_str() != UNSENT)
        .collect();
    let mut days: BTreeMap<NaiveDate, BTreeSet<DateTime<Utc>>> = BTreeMap::new();
    for at in documents
        .iter()
        .flat_map(|(_, states)| states)
        .filter_map(|state| state.at)
    {
        days.entry(day_of(now, at)).or_default().insert(at);
    }
    documents.sort_by_key(|(_, states)| std::cmp::Reverse(states.first().and_then(|s| s.at)));
    let days = days.into_iter().rev();
    Ok(Listing {
        marks: archive.marks(),
        days: days
            .map(|(day, saves)| (end_of(now, day), saves.len()))
            .collect(),
        documents,
        aside: archive.aside(),
        rescued: rescued(dir),
    })
}

/// The study day of a moment.
fn day_of(now: &Now, at: DateTime<Utc>) -> NaiveDate {
    Now { utc: at, ..*now }.today()
}

/// The last moment of a study day.
pub fn end_of(now: &Now, day: NaiveDate) -> DateTime<Utc> {
    now.start_of(day.succ_opt().unwrap_or(day)) - chrono::Duration::seconds(1)
}

/// Files of what could not be saved in the data folder.
fn rescued(dir: &Path) -> Vec<PathBuf> {
    let Some(id) = dataset_id(dir) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for place in rescue_dirs() {
        let place = place.join(&id);
        let entries = RealFiles.list(&place).unwrap_or_default();
        let files = entries.into_iter().filter(|entry| entry.kind == Kind::File);
        found.extend(files.map(|file| place.join(file.name)));
    }
    found
}

/// Which dataset a folder holds.
fn dataset_id(dir: &Path) -> Option<String> {
    let manifest = RealFiles.read(&dir.join("gongbu.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).ok()?;
    Some(manifest.get("dataset_id")?.as_str()?.to_owned())
}

/// What stands in an earlier state.
pub fn read(dir: &Path, source: &Source, lang: Lang) -> Result<Reading, String> {
    let texts = lang.past();
    let mut reading = Reading {
        documents: Vec::new(),
        unreadable: 0,
        left_alone: Vec::new(),
    };
    match source {
        Source::Moment(at) => {
            let archive = archive(dir, lang)?;
            let then: BTreeMap<DocName, u64> = archive.as_of(*at).into_iter().collect();
            for name in archive.documents() {
                let states = archive.states(&name);
                let oldest = states.last();
                match then.get(&name) {
                    Some(&seq) => reading.add_state(&archive, &name, seq, lang)?,
                    // Its first state came later: there was no such document.
                    None if oldest.is_some_and(|state| state.seq == 1) => {
                        reading.add(&name, None)?
                    }
                    None => reading.left_alone.push(name),
                }
            }
        }
        Source::Mark { id, .. } => {
            let archive = archive(dir, lang)?;
            let marks = archive.marks();
            let Some(mark) = marks.iter().find(|mark| mark.id == *id) else {
                return Err(texts.state_gone(id));
            };
            for name in archive.documents() {
                match mark.docs.get(&name) {
                    Some(&seq) => reading.add_state(&archive, &name, seq, lang)?,
                    None => reading.add(&name, None)?,
                }
            }
        }
        Source::State { name, seq, .. } => {
            reading.add_state(&archive(dir, lang)?, name, *seq, lang)?;
        }
        Source::Path(path) if path.is_dir() => {
            let found = read_backup(Arc::new(RealFiles), path, options(lang))
                .map_err(|error| wording::open_error(lang, &error))?;
            for document in &found {
                reading.add(&document.name, Some(&document.bytes))?;
            }
            // Where nothing is yet, nothing has to go.
            let names =
                archive(dir, lang).map_or_else(|_| Vec::new(), |archive| archive.documents());
            let known: BTreeSet<&DocName> = found.iter().map(|document| &document.name).collect();
            for name in names.iter().filter(|name| !known.contains(name)) {
                reading.add(name, None)?;
            }
        }
        Source::Path(path) => {
            let shown = path.display().to_string();
            let (name, bytes) =
                read_aside(&RealFiles, path).map_err(|fault| wording::io_fault(lang, &fault))?;
            let name = name.ok_or_else(|| texts.not_told(&shown))?;
            let added = reading.add(&name, bytes.as_deref());
            added.map_err(|_| texts.no_file(&shown))?;
        }
    }
    Ok(reading)
}

impl Reading {
    fn add_state(
        &mut self,
        archive: &Archive,
        name: &DocName,
        seq: u64,
        lang: Lang,
    ) -> Result<(), String> {
        let gone = || lang.past().state_gone(&format!("{name}@{seq}"));
        let bytes = archive.read(name, seq).map_err(|_| gone())?;
        self.add(name, bytes.as_deref()).map_err(|_| gone())
    }

    fn add(&mut self, name: &DocName, bytes: Option<&[u8]>) -> Result<(), String> {
        if name.as_str() == UNSENT {
            return Ok(());
        }
        let parsed = bytes.map(|bytes| Parsed::of(name.as_str(), bytes));
        let parsed = parsed.transpose().map_err(|error| error.to_string())?;
        self.unreadable += parsed.as_ref().map_or(0, Parsed::unreadable);
        self.documents.push((name.as_str().to_owned(), parsed));
        Ok(())
    }
}

/// Makes a backup below `folder` and says what was made.
pub fn backup(dir: &Path, folder: &Path, lang: Lang) -> Result<String, String> {
    let texts = lang.past();
    let made = archive(dir, lang)?
        .backup(&at_home(folder))
        .map_err(|error| backup_error(lang, &error))?;
    let place = made.dir.display().to_string();
    let mut lines = vec![texts.backed_up(&place, made.documents, &texts.size(made.bytes))];
    let shown = |file: &PathBuf| texts.as_found(&file.display().to_string());
    lines.extend(made.as_found.iter().map(shown));
    Ok(lines.join("\n"))
}

/// A path as people write it: `~/backup` is in the home directory. A shell has done that already.
pub(super) fn at_home(path: &Path) -> PathBuf {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => Path::new(&home).join(rest),
        _ => path.to_owned(),
    }
}

fn backup_error(lang: Lang, error: &BackupError) -> String {
    let texts = lang.past();
    let shown = |path: &Path| path.display().to_string();
    match error {
        BackupError::InsideData(path) => texts.inside_data(&shown(path)),
        BackupError::ParentMissing(path) => texts.parent_missing(&shown(path)),
        BackupError::Exists(path) => texts.exists(&shown(path)),
        BackupError::NotADirectory(path) => texts.no_directory(&shown(path)),
        BackupError::NoSpace { path, needed, free } => {
            let free = free.map_or_else(|| "?".to_owned(), |free| texts.size(free));
            texts.no_space(&shown(path), &texts.size(*needed), &free)
        }
        BackupError::Differs(path) => texts.differs(&shown(path)),
        BackupError::Source(error) => wording::open_error(lang, error),
        BackupError::Io(fault) => wording::io_fault(lang, fault),
    }
}
