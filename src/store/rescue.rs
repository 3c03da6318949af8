//! Writing documents elsewhere while the data directory refuses them, and finding them again.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::Store;
use super::change::{Change, Rescued, Taken};
use super::disk::{Aside, Disk};
use super::files::{Files, Kind};
use super::generation::{Generation, HEAD, Header, Sha};
use super::load::{body_of, head_content};
use super::name::DocName;
use super::report::{IoFault, RefreshOutcome};

/// A rescued document that waits for its answer.
pub(super) struct Copy {
    name: DocName,
    path: PathBuf,
    bytes: Option<Vec<u8>>,
}

/// A change and the content it was made from.
#[derive(Clone)]
pub(super) struct Unsaved {
    pub(super) change: Change,
    pub(super) parent: Option<Sha>,
}

/// Writes documents that cannot be saved to the first of `dirs` that takes them all, and says where. The next start finds
/// them there.
pub fn write_rescue(
    files: Arc<dyn Files>,
    dirs: &[PathBuf],
    dataset_id: &str,
    changes: &[Change],
) -> Result<PathBuf, IoFault> {
    let unsaved: Vec<Unsaved> = changes
        .iter()
        .map(|change| Unsaved {
            change: change.clone(),
            parent: None,
        })
        .collect();
    let place = Place {
        files,
        dirs: dirs.to_vec(),
        dataset_id: dataset_id.to_owned(),
        schema: 0,
    };
    place.write(&unsaved).map(|(dir, _)| dir)
}

/// Where documents of a dataset may be rescued to.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) files: Arc<dyn Files>,
    pub(super) dirs: Vec<PathBuf>,
    pub(super) dataset_id: String,
    pub(super) schema: u32,
}

impl Place {
    /// Writes all to one directory; says which, and the files.
    pub(super) fn write(&self, unsaved: &[Unsaved]) -> Result<(PathBuf, Vec<PathBuf>), IoFault> {
        let mut refused = IoFault::at(Path::new(""))(io::ErrorKind::NotFound.into());
        for dir in &self.dirs {
            let root = dir.join(&self.dataset_id);
            let disk = Disk {
                files: self.files.clone(),
                root: root.clone(),
            };
            let mut written = Vec::new();
            match self.write_to(&disk, unsaved, &mut written) {
                Ok(()) => return Ok((root, written)),
                Err(fault) => {
                    self.remove(&written);
                    refused = fault;
                }
            }
        }
        Err(refused)
    }

    fn write_to(
        &self,
        disk: &Disk,
        unsaved: &[Unsaved],
        written: &mut Vec<PathBuf>,
    ) -> Result<(), IoFault> {
        disk.ensure_dirs(&disk.root)?;
        for Unsaved { change, parent } in unsaved {
            let body = change.bytes.as_deref().unwrap_or_default();
            let header = Header {
                doc: change.name.clone(),
                seq: 0,
                parent: *parent,
                canonical: None,
                sha256: Sha::of(body),
                schema: self.schema,
                txn: None,
                deleted: change.bytes.is_none(),
                at: Some(disk.now()),
                records: None,
                bytes: None,
            };
            let path = disk.unused(&disk.root, &change.name.flat())?;
            disk.write_new(&path, &header.encode(body))?;
            written.push(path);
        }
        disk.sync_dir(&disk.root)
    }

    pub(super) fn remove(&self, written: &[PathBuf]) {
        for path in written {
            let _ = self.files.remove(path);
        }
    }
}

/// What the first line of a rescued file must at least say.
#[derive(Deserialize)]
struct FirstLine {
    r#gen: Subject,
}

#[derive(Deserialize)]
struct Subject {
    doc: DocName,
    seq: u64,
}

/// Reads a rescued file, whatever its name.
fn decode(file: Vec<u8>) -> Option<Generation> {
    let end = file.iter().take(HEAD).position(|&byte| byte == b'\n')?;
    let FirstLine { r#gen: subject } = serde_json::from_slice(&file[..end]).ok()?;
    Generation::decode(file, &subject.doc, subject.seq).ok()
}

impl Store {
    pub(super) fn rescue_place(&self) -> Place {
        Place {
            files: self.disk.files.clone(),
            dirs: self.options.rescue.clone(),
            dataset_id: self.manifest.dataset_id.clone(),
            schema: self.manifest.schema,
        }
    }

    /// What the newest saved content of a document is.
    pub(super) fn content(&self, name: &DocName) -> Option<Sha> {
        self.docs.get(name)?.content
    }

    /// Finds what earlier sessions rescued. What was saved after all is cleared away.
    pub(super) fn find_rescued(&mut self) -> Vec<Rescued> {
        let mut found: Vec<(Rescued, Sha)> = Vec::new();
        for dir in self.options.rescue.clone() {
            let dir = dir.join(&self.manifest.dataset_id);
            // A place that cannot be read is as good as empty; it is read again next time.
            for entry in self.disk.list(&dir).unwrap_or_default() {
                if entry.kind != Kind::File || !entry.name.ends_with(".json") {
                    continue;
                }
                let path = dir.join(&entry.name);
                let file = self.disk.read(&path).ok().flatten();
                let Some(Generation { header, body }) = file.and_then(decode) else {
                    continue;
                };
                let twice = |(other, sha): &(Rescued, Sha)| {
                    other.name == header.doc
                        && *sha == header.sha256
                        && other.bytes.is_none() == header.deleted
                };
                if self.was_saved(&header) || found.iter().any(twice) {
                    if self.read_only.is_none() {
                        let _ = self.disk.files.remove(&path);
                    }
                    continue;
                }
                let at = self.disk.files.stat(&path).ok();
                self.last_id += 1;
                let rescued = Rescued {
                    id: self.last_id,
                    base: self.earlier(&header.doc, header.parent),
                    bytes: (!header.deleted).then_some(body),
                    at: at
                        .and_then(|stat| stat.stamp.modified)
                        .map(DateTime::<Utc>::from),
                    name: header.doc,
                    path,
                };
                found.push((rescued, header.sha256));
            }
        }
        found.sort_by(|(one, _), (other, _)| (one.at, &one.path).cmp(&(other.at, &other.path)));
        let found: Vec<Rescued> = found.into_iter().map(|(rescued, _)| rescued).collect();
        for Rescued {
            id,
            name,
            bytes,
            path,
            ..
        } in &found
        {
            let copy = Copy {
                name: name.clone(),
                path: path.clone(),
                bytes: bytes.clone(),
            };
            self.rescued.insert(*id, copy);
        }
        found
    }

    fn was_saved(&mut self, header: &Header) -> bool {
        let Some(doc) = self.docs.get(&header.doc) else {
            return header.deleted;
        };
        if header.deleted {
            return doc.content.is_none();
        }
        let mut generations = doc.generations.iter().rev();
        generations.any(|saved| {
            head_content(&self.disk, &mut self.markers, &header.doc, saved.seq) == header.content()
        })
    }

    fn earlier(&mut self, name: &DocName, content: Option<Sha>) -> Option<Vec<u8>> {
        let doc = self.docs.get(name)?;
        let seqs = doc.generations.iter().map(|saved| saved.seq);
        body_of(&self.disk, &mut self.markers, name, seqs, content?)
    }

    /// Clears away rescued documents that are answered for.
    pub(super) fn settle_rescued(&mut self, taken: &[Taken], outcomes: &mut Vec<RefreshOutcome>) {
        for Taken { id, put_aside } in taken {
            let Some(Copy { name, path, bytes }) = self.rescued.get(id) else {
                continue;
            };
            if let Some(bytes) = bytes.as_ref().filter(|_| *put_aside) {
                match self.disk.put_aside(Aside::Outside, name, bytes) {
                    Ok(kept) => outcomes.push(RefreshOutcome::ChangedOutside {
                        name: name.clone(),
                        kept,
                    }),
                    Err(fault) => {
                        outcomes.push(RefreshOutcome::Failed(fault));
                        continue;
                    }
                }
            }
            let _ = self.disk.files.remove(path);
            self.rescued.remove(id);
        }
    }
}
