//! Backups: a folder with every document as it is now, checked before it counts, that opens like any data folder.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Local};

use super::archive::Archive;
use super::disk::Disk;
use super::files::Files;
use super::generation::{Generation, Header, Sha};
use super::json::{Text, check_json};
use super::load::{Found, Listing, Markers, head_of, read_generation};
use super::manifest::Manifest;
use super::name::DocName;
use super::report::{IoFault, OpenError};
use super::survey::parent;
use super::{Loaded, OpenOptions, Store};

/// A backup that was written, read back and found equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    pub dir: PathBuf,
    pub documents: usize,
    pub bytes: u64,
    /// Copies of files that could not be used, exactly as they were found.
    pub as_found: Vec<PathBuf>,
}

/// Why there is no backup. Nothing of it was left behind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    #[error("{}: inside the data itself", .0.display())]
    InsideData(PathBuf),
    #[error("{}: no such directory", .0.display())]
    ParentMissing(PathBuf),
    #[error("{}: already there", .0.display())]
    Exists(PathBuf),
    #[error("{}: not a directory", .0.display())]
    NotADirectory(PathBuf),
    /// The disk is full; how much the backup needs and how much there is, if that is known.
    #[error("{}: {needed} bytes needed, {free:?} free", path.display())]
    NoSpace {
        path: PathBuf,
        needed: u64,
        free: Option<u64>,
    },
    /// What was read back is not what was written.
    #[error("{}: differs from what was written", .0.display())]
    Differs(PathBuf),
    /// The data itself cannot be read.
    #[error(transparent)]
    Source(#[from] OpenError),
    #[error(transparent)]
    Io(#[from] IoFault),
}

impl Archive {
    /// Writes a new folder `DIR/gongbu-YYYYMMDD-HHMMSS` with every document in its newest saved state. `dir` is made if only
    /// it is missing. What a person is writing into the files at this moment is copied beside, as it is.
    pub fn backup(&self, dir: &Path) -> Result<Backup, BackupError> {
        let files = &self.disk.files;
        let is_new = self.check_place(dir)?;
        let time = DateTime::<Local>::from(files.now());
        let target = dir.join(time.format("gongbu-%Y%m%d-%H%M%S").to_string());
        let partial = target.with_extension("partial");
        for path in [&target, &partial] {
            if files.stat(path).is_ok() {
                return Err(BackupError::Exists(path.clone()));
            }
        }
        let contents = self.contents()?;
        let needed = contents.room();
        let free = files.space(if is_new { parent(dir) } else { dir }).ok();
        if free.is_some_and(|free| free < needed) {
            let path = target;
            return Err(BackupError::NoSpace { path, needed, free });
        }
        let mut draft = Draft {
            disk: Disk {
                files: files.clone(),
                root: partial,
            },
            dirs: Vec::new(),
            written: Vec::new(),
        };
        let made = draft
            .write(dir, is_new, &contents.files)
            .and_then(|()| draft.publish(&target));
        match made {
            Ok(()) => Ok(contents.backup(target)),
            Err(error) => {
                draft.remove();
                Err(match error {
                    BackupError::Io(fault) if is_full(&fault) => BackupError::NoSpace {
                        path: target,
                        needed,
                        free: fault.space.map(|space| space.free).or(free),
                    },
                    error => error,
                })
            }
        }
    }

    /// Says whether the folder has to be made first.
    fn check_place(&self, dir: &Path) -> Result<bool, BackupError> {
        let files = &self.disk.files;
        let is_new = match files.list(dir) {
            Ok(_) => false,
            Err(error) if error.kind() == io::ErrorKind::NotFound => true,
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(BackupError::NotADirectory(dir.to_owned()));
            }
            Err(error) => return Err(IoFault::at(dir)(error).into()),
        };
        let existing = if is_new { parent(dir) } else { dir };
        let missing = |_| BackupError::ParentMissing(existing.to_owned());
        let real = files.resolve(existing).map_err(missing)?;
        // A link that leads nowhere is a place that is away.
        if is_new && files.stat(dir).is_ok() {
            return Err(BackupError::ParentMissing(dir.to_owned()));
        }
        let root = &self.disk.root;
        let root = files.resolve(root).map_err(IoFault::at(root))?;
        if real.starts_with(root) {
            return Err(BackupError::InsideData(dir.to_owned()));
        }
        Ok(is_new)
    }

    /// Everything that goes into a backup. While an open cockpit goes on saving it is read until it is of one piece.
    fn contents(&self) -> Result<Contents, BackupError> {
        for _ in 0..5 {
            let listing = Listing::read(&self.disk)?;
            let contents = self.read_contents(&listing)?;
            if Listing::read(&self.disk)?.docs == listing.docs {
                return Ok(contents);
            }
        }
        let listing = Listing::read(&self.disk)?;
        self.read_contents(&listing)
    }

    fn read_contents(&self, listing: &Listing) -> Result<Contents, BackupError> {
        let disk = &self.disk;
        let mut contents = Contents::default();
        let mut schema = 0;
        let mut markers = Markers::default();
        for (name, seqs) in &listing.docs {
            // A file that cannot be read cannot be copied either; its saved state can.
            let raw = disk.read(&disk.canonical(name)).ok().flatten();
            let text = raw.clone().map(Text::new);
            let sha = text.as_ref().map(|text| Sha::of(&text.bytes));
            let newest = self.newest(&mut markers, name, seqs, sha)?;
            let (header, body) = match (newest, text) {
                (Newest::Whole(Generation { header, body }), _) => (header, body),
                (Newest::Canonical(header), Some(text)) => (header, text.bytes),
                (_, Some(text)) if check_json(&text.bytes).is_ok() => {
                    contents.add(name, text.bytes);
                    continue;
                }
                (_, _) => {
                    contents.add_as_found(name, raw);
                    continue;
                }
            };
            schema = schema.max(header.schema);
            if sha != header.content() && sha != header.canonical {
                contents.add_as_found(name, raw);
            }
            if !header.deleted {
                contents.add(name, body);
            }
        }
        let manifest = [
            disk.root.join("gongbu.json"),
            disk.inner().join("manifest.json"),
        ]
        .into_iter()
        .filter_map(|path| disk.read(&path).ok().flatten())
        .find(|file| Manifest::decode(file).is_ok_and(|manifest| manifest.is_ours()))
        .unwrap_or_else(|| Manifest::new(schema, disk.time()).encode());
        contents.files.push(("gongbu.json".into(), manifest));
        if let Ok(Some(readme)) = disk.read(&disk.root.join("README.txt")) {
            contents.files.push(("README.txt".into(), readme));
        }
        Ok(contents)
    }

    /// The newest state that counts and is whole. The canonical file is as good as the one whose checksum it has.
    fn newest(
        &self,
        markers: &mut Markers,
        name: &DocName,
        seqs: &[u64],
        canonical: Option<Sha>,
    ) -> Result<Newest, IoFault> {
        for &seq in seqs.iter().rev() {
            if let Some(header) = head_of(&self.disk, markers, name, seq)
                && canonical.is_some()
                && header.content() == canonical
            {
                return Ok(Newest::Canonical(header));
            }
            match read_generation(&self.disk, markers, name, seq)? {
                Found::Whole(generation) => return Ok(Newest::Whole(generation)),
                Found::DoesNotCount | Found::Damaged(_) => {}
            }
        }
        Ok(Newest::Nothing)
    }
}

/// Where the newest state of a document is.
enum Newest {
    Whole(Generation),
    /// In the canonical file, which has the checksum of this generation.
    Canonical(Header),
    Nothing,
}

/// The files of a backup, by their paths in it.
#[derive(Default)]
struct Contents {
    files: Vec<(PathBuf, Vec<u8>)>,
    documents: usize,
    bytes: u64,
    as_found: Vec<PathBuf>,
}

impl Contents {
    fn add(&mut self, name: &DocName, bytes: Vec<u8>) {
        self.documents += 1;
        self.bytes += bytes.len() as u64;
        self.files.push((format!("{name}.json").into(), bytes));
    }

    /// With an ending under which it is never taken for a document.
    fn add_as_found(&mut self, name: &DocName, raw: Option<Vec<u8>>) {
        if let Some(raw) = raw {
            let path = Path::new("as-found").join(format!("{}.json.txt", name.flat()));
            self.as_found.push(path.clone());
            self.files.push((path, raw));
        }
    }

    /// How much of a disk it takes.
    fn room(&self) -> u64 {
        const BLOCK: u64 = 4096;
        let blocks = |bytes: &Vec<u8>| (bytes.len() as u64).div_ceil(BLOCK) + 1;
        (self
            .files
            .iter()
            .map(|(_, bytes)| blocks(bytes))
            .sum::<u64>()
            + 16)
            * BLOCK
    }

    fn backup(self, dir: PathBuf) -> Backup {
        Backup {
            documents: self.documents,
            bytes: self.bytes,
            as_found: self.as_found.iter().map(|path| dir.join(path)).collect(),
            dir,
        }
    }
}

/// A backup that does not count yet.
struct Draft {
    disk: Disk,
    /// What was made, in that order.
    dirs: Vec<PathBuf>,
    written: Vec<PathBuf>,
}

impl Draft {
    fn write(
        &mut self,
        dir: &Path,
        is_new: bool,
        contents: &[(PathBuf, Vec<u8>)],
    ) -> Result<(), BackupError> {
        if is_new {
            self.make_dir(dir)?;
            self.disk.sync_dir(parent(dir))?;
        }
        self.make_dir(&self.disk.root.clone())?;
        for (path, bytes) in contents {
            let mut above: Vec<&Path> = path.ancestors().skip(1).collect();
            above.pop();
            for dir in above.iter().rev() {
                let dir = self.disk.root.join(dir);
                if !self.dirs.contains(&dir) {
                    self.make_dir(&dir)?;
                }
            }
            let path = self.disk.root.join(path);
            self.disk.write_new(&path, bytes)?;
            self.written.push(path);
        }
        for dir in &self.dirs {
            self.disk.sync_dir(dir)?;
        }
        for (path, bytes) in contents {
            let path = self.disk.root.join(path);
            if self.disk.files.read(&path).map_err(IoFault::at(&path))? != *bytes {
                return Err(BackupError::Differs(path));
            }
        }
        Ok(())
    }

    fn make_dir(&mut self, dir: &Path) -> Result<(), IoFault> {
        self.disk.files.create_dir(dir).map_err(IoFault::at(dir))?;
        self.dirs.push(dir.to_owned());
        Ok(())
    }

    /// Gives it its name.
    fn publish(&self, target: &Path) -> Result<(), BackupError> {
        let Disk {
            files,
            root: partial,
        } = &self.disk;
        let dir = parent(target);
        files.rename(partial, target).map_err(IoFault::at(target))?;
        let lasts = self.disk.sync_dir(dir);
        let lasts = lasts.and_then(|()| files.settle(dir).map_err(IoFault::at(dir)));
        lasts.map_err(|fault| {
            // Whether it lasts is not known, so it is none.
            let _ = files.rename(target, partial);
            fault.into()
        })
    }

    fn remove(self) {
        let files = &self.disk.files;
        for path in &self.written {
            let _ = files.remove(path);
        }
        for dir in self.dirs.iter().rev() {
            let _ = files.remove_dir(dir);
        }
    }
}

fn is_full(fault: &IoFault) -> bool {
    matches!(
        fault.kind,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

/// The documents in a backup, or in any data folder, as they are now. Changes nothing there.
pub fn read_backup(
    files: Arc<dyn Files>,
    dir: &Path,
    options: OpenOptions,
) -> Result<Vec<Loaded>, OpenError> {
    Ok(Store::open_read(files, dir, options)?.docs)
}
