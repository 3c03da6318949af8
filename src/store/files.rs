//! The thin layer between the store and the disk. Everything the store does to files goes through `Files`,
//! so that tests can make each single call fail. It decides nothing.

use std::any::Any;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use super::rights::{inode_of, links_of, mode_of, owner_of, private, set_mode, take_rights};
use super::volume;

/// The calls the store needs from a file system.
pub trait Files: Send + Sync {
    /// The whole file, following symbolic links. Anything but a regular file of sane size is an error.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// At most the first `max` bytes.
    fn read_head(&self, path: &Path, max: usize) -> io::Result<Vec<u8>>;
    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>>;
    /// What stands at `path` itself; symbolic links are not followed.
    fn stat(&self, path: &Path) -> io::Result<Stat>;
    /// The real path behind symbolic links.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// Creates a file that must not exist, private from its first moment, then gives it `mode`.
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn NewFile>>;
    /// Creates a directory only its owner can enter.
    fn create_dir(&self, path: &Path) -> io::Result<()>;
    fn sync_dir(&self, path: &Path) -> io::Result<()>;
    /// Waits for everything on the file system that `dir` is on.
    fn sync_fs(&self, dir: &Path) -> io::Result<()>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Takes the advisory lock on the file at `path` and writes `note` into it for others to read.
    fn try_lock(&self, path: &Path, note: &str) -> io::Result<Lock>;
    fn now(&self) -> SystemTime;
    /// Who we are, where files have owners.
    fn user(&self) -> Option<u32> {
        None
    }
    /// Gives a file of ours to another owner, if we may. Nothing depends on it.
    fn give(&self, _path: &Path, _owner: Owner) {}
    /// How many bytes there is room for where `path` is.
    fn space(&self, _path: &Path) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
    /// Waits for the whole volume where waiting for single files is not enough: on removable media with FAT.
    fn settle(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }
    /// Removes a directory that is empty.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;
    /// Takes group's and others' rights away. File systems without rights refuse.
    fn protect(&self, path: &Path) -> io::Result<()>;
    /// Whether the lock could be had now. Gives it back at once and writes nothing; errors when there is no lock file.
    fn probe_lock(&self, path: &Path) -> io::Result<Lock>;
    /// Waits for somebody else to finish writing.
    fn pause(&self, time: Duration) {
        thread::sleep(time);
    }
}

/// A file being written for the first time. Dropping it closes it; what the system may say then cannot be heard, which
/// is one more reason to believe in nothing that was not waited for with `sync`.
pub trait NewFile: Send {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    fn sync(&mut self) -> io::Result<()>;
}

/// One name in a directory.
#[derive(Debug, Clone)]
pub struct Entry {
    pub name: String,
    pub kind: Kind,
}

/// What a path is, without following links.
#[derive(Debug, Clone, Copy)]
pub struct Stat {
    pub kind: Kind,
    /// The permission bits; 0600 where the platform has none.
    pub mode: u32,
    /// Under how many names the file is known.
    pub links: u64,
    pub owner: Option<Owner>,
    pub stamp: Stamp,
}

/// What changes when a file does, most of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    pub size: u64,
    pub modified: Option<SystemTime>,
    pub inode: u64,
}

/// Whom a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    pub user: u32,
    pub group: u32,
}

/// What a directory entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    File,
    Dir,
    Link,
    Other,
}

/// The answer to an attempt at the lock.
pub enum Lock {
    /// Ours until the guard is dropped.
    Held(Box<dyn Any + Send>),
    /// Another process has it; the text is its note.
    Busy(String),
    /// This file system has no locks.
    Unavailable(io::Error),
}

/// Permission bits of everything the store creates on its own.
pub const PRIVATE: u32 = 0o600;

/// No document comes near this; a larger file is not ours and would only exhaust memory. Nor is one ever written.
pub(super) const LARGEST: u64 = 16 << 20;

/// The real file system.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealFiles;

impl Files for RealFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if plain_file(path)? > LARGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        fs::read(path)
    }

    fn read_head(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        plain_file(path)?;
        let mut head = Vec::with_capacity(max);
        File::open(path)?.take(max as u64).read_to_end(&mut head)?;
        Ok(head)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            entries.push(Entry {
                name: entry.file_name().to_string_lossy().into_owned(),
                kind: kind_of(entry.file_type()?),
            });
        }
        Ok(entries)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let metadata = fs::symlink_metadata(path)?;
        Ok(Stat {
            kind: kind_of(metadata.file_type()),
            mode: mode_of(&metadata),
            links: links_of(&metadata),
            owner: owner_of(&metadata),
            stamp: Stamp {
                size: metadata.len(),
                modified: metadata.modified().ok(),
                inode: inode_of(&metadata),
            },
        })
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn NewFile>> {
        // O_EXCL also refuses a symbolic link planted at this name.
        let mut options = File::options();
        options.write(true).create_new(true);
        private(&mut options);
        let file = options.open(path)?;
        if mode != PRIVATE {
            set_mode(&file, mode);
        }
        Ok(Box::new(RealFile(file)))
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        if !cfg!(unix) {
            return Ok(());
        }
        File::open(path)?.sync_all()
    }

    fn sync_fs(&self, dir: &Path) -> io::Result<()> {
        volume::sync(&File::open(dir)?)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn try_lock(&self, path: &Path, note: &str) -> io::Result<Lock> {
        if let Ok(metadata) = fs::symlink_metadata(path)
            && !metadata.is_file()
        {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        // Never truncated on opening: until we hold the lock the note is another's.
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        private(&mut options);
        let mut file = options.open(path)?;
        match file.try_lock() {
            Ok(()) => {
                // The note is for people; a full disk must not keep us from holding the lock.
                let _ = file
                    .set_len(0)
                    .and_then(|()| file.rewind())
                    .and_then(|()| file.write_all(note.as_bytes()));
                Ok(Lock::Held(Box::new(file)))
            }
            Err(TryLockError::WouldBlock) => {
                let mut note = String::new();
                let _ = file.take(1024).read_to_string(&mut note);
                Ok(Lock::Busy(note))
            }
            Err(TryLockError::Error(error)) => Ok(Lock::Unavailable(error)),
        }
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn protect(&self, path: &Path) -> io::Result<()> {
        take_rights(path)
    }

    fn probe_lock(&self, path: &Path) -> io::Result<Lock> {
        if !fs::symlink_metadata(path)?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let file = File::open(path)?;
        match file.try_lock_shared() {
            Ok(()) => Ok(Lock::Held(Box::new(()))),
            Err(TryLockError::WouldBlock) => {
                let mut note = String::new();
                let _ = file.take(1024).read_to_string(&mut note);
                Ok(Lock::Busy(note))
            }
            Err(TryLockError::Error(error)) => Ok(Lock::Unavailable(error)),
        }
    }

    fn give(&self, path: &Path, owner: Owner) {
        #[cfg(unix)]
        let _ = std::os::unix::fs::lchown(path, Some(owner.user), Some(owner.group));
        #[cfg(not(unix))]
        let _ = (path, owner);
    }

    fn user(&self) -> Option<u32> {
        #[cfg(unix)]
        return Some(rustix::process::geteuid().as_raw());
        #[cfg(not(unix))]
        None
    }

    fn space(&self, path: &Path) -> io::Result<u64> {
        volume::free(path)
    }

    fn settle(&self, path: &Path) -> io::Result<()> {
        if volume::is_fat(path) {
            volume::sync(&File::open(path)?)?;
        }
        Ok(())
    }
}

struct RealFile(File);

impl NewFile for RealFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }
}

/// The length of a file. Errors when it is none, before it is opened: opening a pipe would block for ever.
fn plain_file(path: &Path) -> io::Result<u64> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    Ok(metadata.len())
}

fn kind_of(file_type: fs::FileType) -> Kind {
    if file_type.is_symlink() {
        Kind::Link
    } else if file_type.is_dir() {
        Kind::Dir
    } else if file_type.is_file() {
        Kind::File
    } else {
        Kind::Other
    }
}
