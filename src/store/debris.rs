//! What lies about in a data folder and is none of ours: copies, the other sides of conflicts, what editors, operating
//! systems and repairs of disks leave. It is told, never loaded and never removed.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::disk::Disk;
use super::files::{Entry, Kind};
use super::finding::{Finding, StrangerKind};
use super::generation::HEAD;
use super::json::{JsonProblem, check_instead};
use super::load::Listing;
use super::name::{DocName, MANIFEST, is_segment};

/// So far up a repair of a disk may have left what it found.
const ABOVE: usize = 8;

/// Everything in the data folder that is none of ours, and what a repair of the disk collected above it.
pub(super) fn strangers(disk: &Disk, listing: &Listing) -> Vec<Finding> {
    let mut search = Search {
        disk,
        listing,
        found: Vec::new(),
    };
    search.folder(&disk.root, "", 3);
    for (name, _) in listing.docs.iter().filter(|(_, seqs)| !seqs.is_empty()) {
        search.history(name);
    }
    search.recovered(&disk.root, true);
    let root = disk
        .files
        .resolve(&disk.root)
        .unwrap_or_else(|_| disk.root.clone());
    for dir in root.ancestors().skip(1).take(ABOVE) {
        search.recovered(dir, false);
    }
    search.found
}

struct Search<'a> {
    disk: &'a Disk,
    listing: &'a Listing,
    found: Vec<Finding>,
}

impl Search<'_> {
    fn folder(&mut self, dir: &Path, prefix: &str, depth: usize) {
        for entry in self.disk.list(dir).unwrap_or_default() {
            let path = dir.join(&entry.name);
            match entry.kind {
                Kind::Dir if depth > 1 && is_segment(&entry.name) => {
                    self.folder(&path, &format!("{prefix}{}/", entry.name), depth - 1);
                }
                Kind::File | Kind::Link
                    if !Disk::is_temporary(&entry) && !is_ours(prefix, &entry) =>
                {
                    self.file(path, prefix, &entry.name);
                }
                Kind::Dir | Kind::File | Kind::Link | Kind::Other => {}
            }
        }
    }

    fn history(&mut self, name: &DocName) {
        let dir = self.disk.history(name);
        for entry in self.disk.list(&dir).unwrap_or_default() {
            let numbered = super::disk::number_of(Path::new(&entry.name)).is_some();
            if entry.kind == Kind::File && !numbered && !Disk::is_temporary(&entry) {
                let path = dir.join(&entry.name);
                let kind = kind_of(&entry.name).unwrap_or(StrangerKind::Unknown);
                self.add(path, kind, Some(name.clone()));
            }
        }
    }

    fn file(&mut self, path: PathBuf, prefix: &str, file_name: &str) {
        let looks_like = looks_like(prefix, file_name);
        let known = looks_like.filter(|name| self.listing.docs.contains_key(name));
        let Some(kind) = kind_of(file_name) else {
            return;
        };
        // Whose copy, if there is nothing it could be a copy of?
        let kind = match kind {
            StrangerKind::Copy if known.is_none() => StrangerKind::Unknown,
            kind => kind,
        };
        self.add(path, kind, known);
    }

    fn add(&mut self, path: PathBuf, kind: StrangerKind, name: Option<DocName>) {
        let parses = self.parse(&path).is_some();
        self.found.push(Finding::Stranger {
            path,
            kind,
            name,
            parses,
        });
    }

    /// What a repair of a FAT disk collected: `FSCK0000.REC` in the uppermost folder, `FOUND.000/FILE0000.CHK`. Above the
    /// data folder only what is a document, because much else may be there.
    fn recovered(&mut self, dir: &Path, ours: bool) {
        for entry in self.disk.list(dir).unwrap_or_default() {
            let upper = entry.name.to_ascii_uppercase();
            let path = dir.join(&entry.name);
            if entry.kind == Kind::File && upper.starts_with("FSCK") && upper.ends_with(".REC") {
                self.recovered_file(path, ours);
            } else if entry.kind == Kind::Dir && upper.starts_with("FOUND.") {
                for entry in self.disk.list(&path).unwrap_or_default() {
                    if entry.kind == Kind::File {
                        self.recovered_file(path.join(&entry.name), ours);
                    }
                }
            }
        }
    }

    fn recovered_file(&mut self, path: PathBuf, ours: bool) {
        let parsed = self.parse(&path);
        if ours || parsed.as_ref().is_some_and(Option::is_some) {
            self.found.push(Finding::Stranger {
                path,
                kind: StrangerKind::Recovered,
                parses: parsed.is_some(),
                name: parsed.flatten(),
            });
        }
    }

    /// Whether it is a document, or a saved state of one; that says of which.
    fn parse(&self, path: &Path) -> Option<Option<DocName>> {
        let bytes = self.disk.files.read(path).ok()?;
        // What was recovered ends where a block of the disk does.
        let end = bytes.iter().rposition(|&byte| byte != 0)?;
        let text = &bytes[..=end];
        if check(text).is_ok() {
            return Some(None);
        }
        let end = text.iter().take(HEAD).position(|&byte| byte == b'\n')?;
        let line: FirstLine = serde_json::from_slice(&text[..end]).ok()?;
        Some(Some(line.r#gen.doc))
    }
}

fn check(text: &[u8]) -> Result<(), JsonProblem> {
    check_instead(text, Some(b"{}"))
}

/// What the first line of a saved state says, as far as it matters here.
#[derive(Deserialize)]
struct FirstLine {
    r#gen: About,
}

#[derive(Deserialize)]
struct About {
    doc: DocName,
}

fn is_ours(prefix: &str, entry: &Entry) -> bool {
    entry.name.strip_suffix(".json").is_some_and(|stem| {
        (prefix.is_empty() && stem == MANIFEST) || DocName::new(format!("{prefix}{stem}")).is_ok()
    })
}

/// What a file that is none of ours is; none when it has nothing to do with us at all.
fn kind_of(file_name: &str) -> Option<StrangerKind> {
    let lower = file_name.to_lowercase();
    if [".ds_store", "thumbs.db", "desktop.ini"].contains(&lower.as_str())
        || lower.starts_with("._")
    {
        return Some(StrangerKind::System);
    }
    if !lower.contains(".json") {
        return None;
    }
    // The last is what Dropbox says in Korean.
    let conflict = ["sync-conflict", "conflicted copy", "\u{cda9}\u{b3cc}"];
    if conflict.iter().any(|word| lower.contains(word)) {
        return Some(StrangerKind::SyncConflict);
    }
    let editor = [
        "~", ".swp", ".swo", ".swx", ".bak", ".orig", ".rej", ".tmp", "#",
    ];
    if editor.iter().any(|end| lower.ends_with(end)) || lower.starts_with(".#") {
        return Some(StrangerKind::Editor);
    }
    lower.ends_with(".json").then_some(StrangerKind::Copy)
}

/// The document whose name a file's name begins with.
fn looks_like(prefix: &str, file_name: &str) -> Option<DocName> {
    let start = file_name.trim_start_matches(['.', '#']);
    let plain = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    let end = start.find(|char| !plain(char)).unwrap_or(start.len());
    DocName::new(format!("{prefix}{}", start[..end].trim_end_matches('-'))).ok()
}
