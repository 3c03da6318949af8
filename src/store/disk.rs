//! Where things are in the data directory, and the few compound steps (make a directory that lasts, write a
//! file that lasts, put bytes aside) that everything else is made of. It knows no rules.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};

use super::files::{Entry, Files, Kind, LARGEST, PRIVATE, Stat};
use super::name::DocName;
use super::report::{IoFault, Space};

/// The data directory and the way to it.
pub(super) struct Disk {
    pub(super) files: Arc<dyn Files>,
    pub(super) root: PathBuf,
}

/// Files being written carry this in front; a crash may leave some behind.
const TEMPORARY: &str = ".gongbu-tmp-";

/// A time as part of a file name.
pub(super) const COMPACT: &str = "%Y%m%dT%H%M%SZ";

/// Where bytes go that we do not use but must not lose.
#[derive(Clone, Copy)]
pub(super) enum Aside {
    /// Damaged files.
    Quarantine,
    /// Good files that were written by others.
    Outside,
}

impl Disk {
    pub(super) fn inner(&self) -> PathBuf {
        self.root.join(".gongbu")
    }

    pub(super) fn generations(&self) -> PathBuf {
        self.inner().join("gen")
    }

    pub(super) fn markers(&self) -> PathBuf {
        self.generations().join("_txn")
    }

    pub(super) fn marker(&self, txn: u64) -> PathBuf {
        self.markers().join(format!("{txn:012}.json"))
    }

    pub(super) fn history(&self, name: &DocName) -> PathBuf {
        self.generations().join(name.flat())
    }

    pub(super) fn generation(&self, name: &DocName, seq: u64) -> PathBuf {
        self.history(name).join(format!("{seq:012}.json"))
    }

    pub(super) fn canonical(&self, name: &DocName) -> PathBuf {
        self.root.join(format!("{name}.json"))
    }

    pub(super) fn soft(&self, name: &DocName) -> PathBuf {
        self.inner()
            .join("soft")
            .join(format!("{}.json", name.flat()))
    }

    pub(super) fn aside(&self, aside: Aside) -> PathBuf {
        self.inner().join(match aside {
            Aside::Quarantine => "quarantine",
            Aside::Outside => "outside",
        })
    }

    /// Reads a file; none when there is none. An error may be a passing one, so it is tried twice.
    pub(super) fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, IoFault> {
        let again = |_| self.files.read(path);
        existing(self.files.read(path).or_else(again), path)
    }

    pub(super) fn read_head(&self, path: &Path, max: usize) -> Result<Option<Vec<u8>>, IoFault> {
        let again = |_| self.files.read_head(path, max);
        existing(self.files.read_head(path, max).or_else(again), path)
    }

    /// The names in a directory; none when there is no directory.
    pub(super) fn list(&self, dir: &Path) -> Result<Vec<Entry>, IoFault> {
        let again = |_| self.files.list(dir);
        Ok(existing(self.files.list(dir).or_else(again), dir)?.unwrap_or_default())
    }

    /// The numbers of the numbered JSON files in `dir`, ascending.
    pub(super) fn numbers(&self, dir: &Path) -> Result<Vec<u64>, IoFault> {
        let files = self
            .list(dir)?
            .into_iter()
            .filter(|entry| entry.kind == Kind::File);
        let mut numbers: Vec<u64> = files
            .filter_map(|entry| number_of(Path::new(&entry.name)))
            .collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Makes sure that `dir` is a directory of its own, not a link to somewhere. Says whether it is new.
    pub(super) fn ensure_dir(&self, dir: &Path) -> Result<bool, IoFault> {
        match self.files.create_dir(dir) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                match self.files.stat(dir).map_err(IoFault::at(dir))?.kind {
                    Kind::Dir => Ok(false),
                    Kind::File | Kind::Link | Kind::Other => {
                        Err(IoFault::at(dir)(io::ErrorKind::NotADirectory.into()))
                    }
                }
            }
            Err(error) => Err(IoFault::at(dir)(error)),
        }
    }

    /// As `ensure_dir`, with all directories above it. The names of those that are new are on the disk then.
    pub(super) fn ensure_dirs(&self, dir: &Path) -> Result<(), IoFault> {
        let new = match (self.ensure_dir(dir), dir.parent()) {
            (Err(fault), Some(parent)) if fault.kind == io::ErrorKind::NotFound => {
                self.ensure_dirs(parent)?;
                self.ensure_dir(dir)?
            }
            (result, _) => result?,
        };
        match dir
            .parent()
            .filter(|_| new)
            .map(|parent| self.sync_dir(parent))
        {
            // A directory that we may pass through but not read.
            Some(Err(fault)) if fault.kind != io::ErrorKind::PermissionDenied => Err(fault),
            _ => Ok(()),
        }
    }

    /// Waits until the names in a directory are on the disk. Some file systems (FUSE, network) can do that only
    /// for all they hold, and if not even that, nothing more can be asked of them.
    pub(super) fn sync_dir(&self, dir: &Path) -> Result<(), IoFault> {
        let cannot = |error: &io::Error| {
            matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            )
        };
        match self.files.sync_dir(dir) {
            Err(error) if cannot(&error) => match self.files.sync_fs(dir) {
                Err(error) if cannot(&error) => Ok(()),
                result => result,
            },
            result => result,
        }
        .map_err(IoFault::at(dir))
    }

    /// Writes a file under a name that nothing has and waits until its bytes are on the disk.
    /// Its name lasts only after `sync_dir`.
    pub(super) fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<(), IoFault> {
        // What could not be read again would be as good as lost.
        if bytes.len() as u64 > LARGEST {
            return Err(IoFault::at(path)(io::ErrorKind::FileTooLarge.into()));
        }
        let mut file = self
            .files
            .create_new(path, PRIVATE)
            .map_err(|error| self.fault(path, bytes, error))?;
        file.write(bytes)
            .and_then(|()| file.sync())
            .map_err(|error| {
                let _ = self.files.remove(path);
                self.fault(path, bytes, error)
            })
    }

    /// The fault of writing `bytes`. If there is no room it says how much there is.
    fn fault(&self, path: &Path, bytes: &[u8], error: io::Error) -> IoFault {
        let mut fault = IoFault::at(path)(error);
        if matches!(
            fault.kind,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        ) {
            fault.space = self.files.space(&self.root).ok().map(|free| Space {
                needed: bytes.len() as u64,
                free,
            });
        }
        fault
    }

    /// Replaces the file at `path` as a whole: whoever reads it sees the old bytes or the new ones.
    /// It gets the mode and the owner of `like`. `before_rename` may still call it off. On FAT the entry of a renamed file is written with the file,
    /// not with the directory, hence the second sync.
    pub(super) fn replace(
        &self,
        path: &Path,
        bytes: &[u8],
        like: Option<&Stat>,
        before_rename: impl FnOnce() -> Result<bool, IoFault>,
    ) -> Result<bool, IoFault> {
        let dir = path.parent().unwrap_or(&self.root);
        let temporary = self.temporary(dir);
        let mut file = self
            .files
            .create_new(&temporary, like.map_or(PRIVATE, |stat| stat.mode))
            .map_err(|error| self.fault(&temporary, bytes, error))?;
        if let Some(owner) = like.and_then(|stat| stat.owner) {
            self.files.give(&temporary, owner);
        }
        let written = file
            .write(bytes)
            .and_then(|()| file.sync())
            .map_err(|error| self.fault(&temporary, bytes, error));
        let renamed = written.and_then(|()| before_rename()).and_then(|go_on| {
            if go_on {
                self.files
                    .rename(&temporary, path)
                    .map_err(IoFault::at(path))?;
            }
            Ok(go_on)
        });
        match renamed {
            Ok(true) => {
                file.sync().map_err(IoFault::at(path))?;
                self.sync_dir(dir)?;
                Ok(true)
            }
            Ok(false) | Err(_) => {
                let _ = self.files.remove(&temporary);
                renamed
            }
        }
    }

    /// Replaces a file that is no loss: nothing waits for the disk.
    pub(super) fn replace_soft(&self, path: &Path, bytes: &[u8]) -> Result<(), IoFault> {
        let temporary = self.temporary(path.parent().unwrap_or(&self.root));
        let write = || {
            self.files.create_new(&temporary, PRIVATE)?.write(bytes)?;
            self.files.rename(&temporary, path)
        };
        write().map_err(|error| {
            let _ = self.files.remove(&temporary);
            IoFault::at(path)(error)
        })
    }

    pub(super) fn temporary(&self, dir: &Path) -> PathBuf {
        let nanos = self
            .files
            .now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |time| time.as_nanos());
        dir.join(format!("{TEMPORARY}{}-{nanos}", std::process::id()))
    }

    pub(super) fn is_temporary(entry: &Entry) -> bool {
        entry.kind == Kind::File && entry.name.starts_with(TEMPORARY)
    }

    /// Writes `bytes` to a new file among those put aside and says where.
    pub(super) fn put_aside(
        &self,
        aside: Aside,
        name: &DocName,
        bytes: &[u8],
    ) -> Result<PathBuf, IoFault> {
        self.put_aside_as(aside, &name.flat(), bytes)
    }

    /// As `put_aside`, for files that are no documents. What an interrupted start put aside already is not put
    /// aside again.
    pub(super) fn put_aside_as(
        &self,
        aside: Aside,
        flat: &str,
        bytes: &[u8],
    ) -> Result<PathBuf, IoFault> {
        let dir = self.aside(aside);
        let same = |entry: &Entry| {
            let ours = entry.kind == Kind::File && entry.name.starts_with(&format!("{flat}-"));
            ours && self
                .read(&dir.join(&entry.name))
                .is_ok_and(|kept| kept.as_deref() == Some(bytes))
        };
        let kept = self.list(&dir)?.into_iter().find(same);
        let path = match kept {
            Some(entry) => {
                // Whether the interrupted one waited for its bytes is not known.
                self.files.sync_fs(&dir).map_err(IoFault::at(&dir))?;
                dir.join(entry.name)
            }
            None => {
                let path = self.unused(&dir, flat)?;
                self.write_new(&path, bytes)?;
                path
            }
        };
        self.sync_dir(&dir)?;
        Ok(path)
    }

    /// A path in `dir` that carries the name and the time and is not taken.
    pub(super) fn unused(&self, dir: &Path, flat: &str) -> Result<PathBuf, IoFault> {
        let stem = format!("{flat}-{}", self.compact_time());
        let mut path = dir.join(format!("{stem}.json"));
        for count in 2.. {
            match self.files.stat(&path) {
                Ok(_) => path = dir.join(format!("{stem}-{count}.json")),
                Err(error) if error.kind() == io::ErrorKind::NotFound => break,
                Err(error) => return Err(IoFault::at(&path)(error)),
            }
        }
        Ok(path)
    }

    /// Moves a damaged generation out of the history.
    pub(super) fn quarantine_generation(&self, name: &DocName, seq: u64) -> Result<(), IoFault> {
        self.quarantine(&self.generation(name, seq), &name.flat())
            .map(|_| ())
    }

    /// Moves a damaged file to where nothing is lost and nothing is used, and says where that is.
    pub(super) fn quarantine(&self, from: &Path, flat: &str) -> Result<PathBuf, IoFault> {
        let to = self.unused(&self.aside(Aside::Quarantine), flat)?;
        self.files.rename(from, &to).map_err(IoFault::at(from))?;
        Ok(to)
    }

    /// The time, to the millisecond.
    pub(super) fn now(&self) -> DateTime<Utc> {
        DateTime::<Utc>::from(self.files.now()).trunc_subsecs(3)
    }

    pub(super) fn time(&self) -> String {
        self.now().to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    pub(super) fn compact_time(&self) -> String {
        self.now().format(COMPACT).to_string()
    }
}

/// The number of a numbered file.
pub(super) fn number_of(path: &Path) -> Option<u64> {
    let stem = path.file_name()?.to_str()?.strip_suffix(".json")?;
    stem.parse().ok().filter(|_| stem.len() == 12)
}

fn existing<T>(result: io::Result<T>, path: &Path) -> Result<Option<T>, IoFault> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(IoFault::at(path)(error)),
    }
}
