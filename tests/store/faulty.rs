//! A file layer over the real one that counts calls, makes chosen ones fail, and knows what a power cut takes.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use gongbu::store::{Entry, Files, Lock, NewFile, Owner, RealFiles, Stat};

pub const EIO: i32 = 5;
pub const ENOSPC: i32 = 28;
pub const EROFS: i32 = 30;

/// Which calls fail.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Once(usize),
    From(usize),
}

#[derive(Clone, Default)]
pub struct Faulty(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    calls: usize,
    changes: usize,
    fault: Option<(Fault, i32)>,
    /// Faults happen only below this path; everywhere if there is none.
    below: Option<PathBuf>,
    lockless: bool,
    unwritable: bool,
    /// Files whose bytes are not yet on the disk.
    dirty: BTreeSet<PathBuf>,
    /// Names that a power cut takes back, oldest first.
    names: Vec<Name>,
}

enum Name {
    Created(PathBuf),
    CreatedDir(PathBuf),
    Replaced {
        path: PathBuf,
        before: Option<Vec<u8>>,
    },
}

impl Faulty {
    pub fn fail(&self, fault: Fault, code: i32) {
        let mut state = self.state();
        state.calls = 0;
        state.fault = Some((fault, code));
    }

    pub fn fail_below(&self, path: &Path, code: i32) {
        self.fail(Fault::From(0), code);
        self.state().below = Some(path.to_owned());
    }

    /// A file system that has no locks.
    pub fn lockless() -> Self {
        let files = Self::default();
        files.state().lockless = true;
        files
    }

    /// A file system on which nothing can be changed.
    pub fn unwritable() -> Self {
        let files = Self::default();
        files.state().unwritable = true;
        files
    }

    pub fn heal(&self) {
        let mut state = self.state();
        state.calls = 0;
        state.fault = None;
    }

    /// Calls since the last `fail` or `heal`.
    pub fn calls(&self) -> usize {
        self.state().calls
    }

    /// Successful calls that changed something on the disk, ever.
    pub fn changes(&self) -> usize {
        self.state().changes
    }

    /// Does to the disk what a power cut may: bytes and names nobody waited for are gone.
    pub fn cut_power(&self) {
        let mut state = self.state();
        for path in std::mem::take(&mut state.dirty) {
            if path.exists() {
                fs::write(&path, b"").expect("truncate");
            }
        }
        for name in std::mem::take(&mut state.names).into_iter().rev() {
            // Some are gone already together with their directory.
            let _ = match name {
                Name::Created(path) | Name::Replaced { path, before: None } => {
                    fs::remove_file(path)
                }
                Name::CreatedDir(path) => fs::remove_dir_all(path),
                Name::Replaced {
                    path,
                    before: Some(bytes),
                } => fs::write(path, bytes),
            };
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no test panics while holding this")
    }

    fn call(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        if state
            .below
            .as_ref()
            .is_some_and(|below| !path.starts_with(below))
        {
            return Ok(());
        }
        let call = state.calls;
        state.calls += 1;
        match state.fault {
            Some((Fault::Once(at), code)) if call == at => Err(io::Error::from_raw_os_error(code)),
            Some((Fault::From(at), code)) if call >= at => Err(io::Error::from_raw_os_error(code)),
            Some(_) | None => Ok(()),
        }
    }

    fn call_to_change(&self, path: &Path) -> io::Result<()> {
        if self.state().unwritable {
            return Err(io::Error::from_raw_os_error(EROFS));
        }
        self.call(path)
    }

    fn changed(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        state.changes += 1;
        change(&mut state);
    }
}

impl Files for Faulty {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call(path)?;
        RealFiles.read(path)
    }

    fn read_head(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        self.call(path)?;
        RealFiles.read_head(path, max)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        self.call(dir)?;
        RealFiles.list(dir)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.call(path)?;
        RealFiles.stat(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.call(path)?;
        RealFiles.resolve(path)
    }

    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn NewFile>> {
        self.call_to_change(path)?;
        let file = RealFiles.create_new(path, mode)?;
        self.changed(|state| {
            state.names.push(Name::Created(path.to_owned()));
            state.dirty.insert(path.to_owned());
        });
        Ok(Box::new(FaultyFile {
            files: self.clone(),
            path: path.to_owned(),
            file,
        }))
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.call_to_change(path)?;
        RealFiles.create_dir(path)?;
        self.changed(|state| state.names.push(Name::CreatedDir(path.to_owned())));
        Ok(())
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.call_to_change(path)?;
        RealFiles.sync_dir(path)?;
        self.state().names.retain(|name| {
            let (Name::Created(child)
            | Name::CreatedDir(child)
            | Name::Replaced { path: child, .. }) = name;
            child.parent() != Some(path)
        });
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call_to_change(to)?;
        let before = fs::read(to).ok();
        RealFiles.rename(from, to)?;
        self.changed(|state| {
            if state.dirty.remove(from) {
                state.dirty.insert(to.to_owned());
            }
            state.names.push(Name::Replaced {
                path: to.to_owned(),
                before,
            });
        });
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call_to_change(path)?;
        RealFiles.remove(path)?;
        self.changed(|state| {
            state.dirty.remove(path);
        });
        Ok(())
    }

    fn try_lock(&self, path: &Path, note: &str) -> io::Result<Lock> {
        self.call_to_change(path)?;
        if self.state().lockless {
            return Ok(Lock::Unavailable(io::ErrorKind::Unsupported.into()));
        }
        RealFiles.try_lock(path, note)
    }

    fn now(&self) -> SystemTime {
        RealFiles.now()
    }

    fn give(&self, path: &Path, owner: Owner) {
        RealFiles.give(path, owner);
    }

    fn space(&self, path: &Path) -> io::Result<u64> {
        RealFiles.space(path)
    }

    fn settle(&self, path: &Path) -> io::Result<()> {
        self.call_to_change(path)?;
        RealFiles.settle(path)
    }
}

struct FaultyFile {
    files: Faulty,
    path: PathBuf,
    file: Box<dyn NewFile>,
}

impl NewFile for FaultyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.files.call(&self.path) {
            // What fails half way leaves half.
            self.file.write(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        self.files.changed(|_| {});
        self.file.write(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.files.call(&self.path)?;
        self.file.sync()?;
        self.files.state().dirty.remove(&self.path);
        Ok(())
    }
}
