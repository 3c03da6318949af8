//! Files that were put aside, or that a person names: a document as it is, or a saved state with its first line.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Store;
use super::disk::Aside;
use super::files::Files;
use super::generation::HEAD;
use super::name::DocName;
use super::report::IoFault;

/// What the first line of a saved state says, as far as it matters here.
#[derive(Deserialize)]
struct About {
    doc: DocName,
    #[serde(default)]
    deleted: bool,
    #[serde(default)]
    bytes: Option<usize>,
}

#[derive(Deserialize)]
struct FirstLine {
    #[serde(rename = "gen")]
    about: About,
}

/// Reads a file with a document in it. The name is none when neither its first line nor its path tells it; the bytes are
/// none where the file says that the document was deleted.
pub fn read_aside(
    files: &dyn Files,
    path: &Path,
) -> Result<(Option<DocName>, Option<Vec<u8>>), IoFault> {
    let mut bytes = files.read(path).map_err(IoFault::at(path))?;
    let end = bytes.iter().take(HEAD).position(|&byte| byte == b'\n');
    if let Some(end) = end
        && let Ok(FirstLine { about }) = serde_json::from_slice(&bytes[..end])
    {
        let mut body = bytes.split_off(end + 1);
        // What follows are the checksums of its records.
        body.truncate(about.bytes.unwrap_or(body.len()));
        return Ok((Some(about.doc), (!about.deleted).then_some(body)));
    }
    Ok((named(files, path), Some(bytes)))
}

/// The document that a path tells: `…/plans__service-20261114T210000Z.json` as files are put aside, or
/// `…/plans/service.json` below a `gongbu.json`.
fn named(files: &dyn Files, path: &Path) -> Option<DocName> {
    let stem = path.file_name()?.to_str()?.strip_suffix(".json")?;
    if let Some(name) = of_set_aside(stem) {
        return Some(name);
    }
    let mut name = stem.to_owned();
    let mut folder = path.parent()?;
    for _ in 0..3 {
        if files.stat(&folder.join("gongbu.json")).is_ok() {
            return DocName::new(name).ok();
        }
        name = format!("{}/{name}", folder.file_name()?.to_str()?);
        folder = folder.parent()?;
    }
    None
}

/// `plans__service-20261114T210000Z` and `plans__service-20261114T210000Z-2`
fn of_set_aside(stem: &str) -> Option<DocName> {
    let is_time = |part: &str| {
        let form = |c: char| c.is_ascii_digit() || c == 'T' || c == 'Z';
        part.len() == 16 && part.ends_with('Z') && part.chars().all(form)
    };
    let (rest, last) = stem.rsplit_once('-')?;
    let flat = if is_time(last) {
        rest
    } else {
        let (rest, time) = rest.rsplit_once('-').filter(|(_, time)| is_time(time))?;
        let _ = (time, last.parse::<u32>().ok()?);
        rest
    };
    DocName::from_flat(flat)
}

impl Store {
    /// Keeps bytes of a document among the damaged files, and says where.
    pub fn quarantine(&self, name: &DocName, bytes: &[u8]) -> Result<PathBuf, IoFault> {
        self.disk.put_aside(Aside::Quarantine, name, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_put_aside_tells_its_document() {
        let name = |stem: &str| of_set_aside(stem).map(String::from);
        assert_eq!(
            name("plans__service-20261114T210000Z"),
            Some("plans/service".into())
        );
        assert_eq!(
            name("reviews__2026-11-20261114T210000Z-2"),
            Some("reviews/2026-11".into())
        );
        assert_eq!(name("settings-20261114T210000Z"), Some("settings".into()));
        assert_eq!(name("reviews__2026-11"), None);
        assert_eq!(name("settings"), None);
    }
}
