//! Looking on while somebody else writes: reads the data again when it has changed.

use super::open;
use super::{takeover, wording};
use crate::domain::Data;
use crate::lang::Lang;
use crate::store::ReadOnly;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

/// What a look found.
#[derive(Debug)]
pub struct Seen {
    /// What the directory looked like from outside.
    pub print: u64,
    /// The data, if it has changed since.
    pub fresh: Option<Fresh>,
}

/// The data as somebody else has saved it.
#[derive(Debug)]
pub struct Fresh {
    pub data: Data,
    /// Why nothing is written here, in the user's words.
    pub reason: String,
    pub can_take_over: bool,
}

/// Reads the data if the directory looks different than `known`.
pub fn look(dir: &Path, lang: Lang, known: u64) -> Seen {
    let print = print(dir);
    // A directory that is gone, or half written: what is on the screen is the best there is.
    let opened = (print != known).then(|| open::look(dir, lang).ok());
    let fresh = opened.flatten().map(|opened| {
        let (reason, can_take_over) = who_writes(dir, lang);
        Fresh {
            data: opened.data,
            reason,
            can_take_over,
        }
    });
    Seen { print, fresh }
}

/// Who writes, in the user's words, and whether it can be asked for the right to.
pub fn who_writes(dir: &Path, lang: Lang) -> (String, bool) {
    let holder = takeover::holder(dir);
    let state = takeover::state(dir, &holder);
    let reason = match state {
        takeover::State::Gone => lang.saving().nobody_writes().to_owned(),
        _ => wording::read_only(lang, &ReadOnly::LockedBy(holder)),
    };
    (reason, state.can_be_asked())
}

/// A number that changes when anything is saved or edited: names, sizes and times, not contents.
fn print(dir: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    let inner = dir.join(".gongbu");
    for_each(&inner.join("gen"), 0, &mut hasher);
    for_each(dir, 2, &mut hasher);
    note(&inner.join("lock"), &mut hasher);
    hasher.finish()
}

/// Notes the entries of a directory, and those of the directories in it, so deep.
fn for_each(dir: &Path, deep: usize, hasher: &mut DefaultHasher) {
    let mut paths: Vec<_> = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| !path.ends_with(".gongbu"))
        .collect();
    paths.sort();
    for path in paths {
        note(&path, hasher);
        if deep > 0 && path.is_dir() {
            for_each(&path, deep - 1, hasher);
        }
    }
}

fn note(path: &Path, hasher: &mut DefaultHasher) {
    let metadata = fs::metadata(path).ok();
    let seen = metadata.map(|metadata| (metadata.len(), metadata.modified().ok()));
    (path, seen).hash(hasher);
}
