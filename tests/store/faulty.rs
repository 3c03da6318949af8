//! A file layer over the real one that counts calls, makes chosen ones fail, knows how much fits on the disk, and
//! knows what a power cut takes.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use gongbu::store::{Entry, Files, Lock, NewFile, Owner, RealFiles, Stat};

pub const EINTR: i32 = 4;
pub const EIO: i32 = 5;
pub const EACCES: i32 = 13;
pub const EINVAL: i32 = 22;
pub const EMFILE: i32 = 24;
pub const ENOSPC: i32 = 28;
pub const EROFS: i32 = 30;
pub const ENOLCK: i32 = 37;
pub const ENOSYS: i32 = 38;
pub const ENOTSUP: i32 = 95;
pub const EDQUOT: i32 = 122;

/// Which calls fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Once(usize),
    From(usize),
}

/// How a call can fail to come back.
#[derive(Clone, Copy)]
pub enum Stuck {
    Hang,
    Panic,
}

/// The kinds of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Call {
    Read,
    ReadHead,
    List,
    Stat,
    Resolve,
    Create,
    CreateDir,
    Write,
    Sync,
    SyncDir,
    SyncFs,
    Rename,
    Remove,
    Lock,
    Space,
    Settle,
    RemoveDir,
    Protect,
    ProbeLock,
}

pub const CALLS: [Call; 19] = [
    Call::Read,
    Call::ReadHead,
    Call::List,
    Call::Stat,
    Call::Resolve,
    Call::Create,
    Call::CreateDir,
    Call::Write,
    Call::Sync,
    Call::SyncDir,
    Call::SyncFs,
    Call::Rename,
    Call::Remove,
    Call::Lock,
    Call::Space,
    Call::Settle,
    Call::RemoveDir,
    Call::Protect,
    Call::ProbeLock,
];

/// Those that change what another process would see.
pub const CHANGES: [Call; 8] = [
    Call::Create,
    Call::CreateDir,
    Call::Write,
    Call::Rename,
    Call::Remove,
    Call::RemoveDir,
    Call::Protect,
    Call::Lock,
];

#[derive(Clone, Default)]
pub struct Faulty(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    calls: usize,
    changes: usize,
    /// Every call since the last `fail` or `heal`, and whether it succeeded.
    log: Vec<(Call, PathBuf, bool)>,
    fault: Option<(Fault, i32)>,
    /// Only calls of these kinds count and fail.
    only: Option<&'static [Call]>,
    /// Faults happen only below these paths; everywhere if there are none.
    below: Vec<PathBuf>,
    /// Calls that change something below this path do not come back, or panic.
    stuck: Option<(PathBuf, Stuck)>,
    /// What an attempt at the lock gives.
    lock: Option<i32>,
    unwritable: bool,
    /// The time, if it does not pass by itself.
    clock: Option<SystemTime>,
    disk: Option<Capacity>,
    /// Files whose bytes are not yet on the disk.
    dirty: BTreeSet<PathBuf>,
    /// Names that a power cut takes back, oldest first.
    names: Vec<Name>,
    /// What somebody else does while we wait for them.
    meanwhile: Option<Box<dyn FnOnce() + Send>>,
}

/// How much fits below a directory. Files take whole blocks, directories one.
struct Capacity {
    root: PathBuf,
    bytes: u64,
    files: usize,
}

const BLOCK: u64 = 4096;

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
        state.log.clear();
        state.fault = Some((fault, code));
    }

    pub fn fail_below(&self, path: &Path, code: i32) {
        self.fail(Fault::From(0), code);
        self.state().below = vec![path.to_owned()];
    }

    /// There, too.
    pub fn also_below(&self, path: &Path) {
        self.state().below.push(path.to_owned());
    }

    pub fn get_stuck(&self, path: &Path, stuck: Stuck) {
        self.state().stuck = Some((path.to_owned(), stuck));
    }

    /// As `fail`, counting only calls of some kinds.
    pub fn fail_only(&self, calls: &'static [Call], fault: Fault, code: i32) {
        self.fail(fault, code);
        self.state().only = Some(calls);
    }

    /// The process dies at this of its calls that change something: none of them has an effect from then on.
    pub fn kill_at(&self, change: usize) {
        self.fail_only(&CHANGES, Fault::From(change), EIO);
    }

    /// A file system that has no locks.
    pub fn lockless() -> Self {
        Self::locks_fail(ENOTSUP)
    }

    /// A file system on which locking gives this error.
    pub fn locks_fail(code: i32) -> Self {
        let files = Self::default();
        files.state().lock = Some(code);
        files
    }

    /// A file system on which nothing can be changed.
    pub fn unwritable() -> Self {
        let files = Self::default();
        files.state().unwritable = true;
        files
    }

    /// Lets so many bytes and so many files and directories fit below `root`.
    pub fn limit(&self, root: &Path, bytes: u64, files: usize) {
        self.state().disk = Some(Capacity {
            root: root.to_owned(),
            bytes,
            files,
        });
    }

    /// The time from now on, so many seconds after a certain evening. It stands still.
    pub fn set_clock(&self, seconds: u64) {
        let evening = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_000_000);
        self.state().clock = Some(evening + Duration::from_secs(seconds));
    }

    /// The time from now on. It stands still.
    pub fn set_time(&self, time: SystemTime) {
        self.state().clock = Some(time);
    }

    /// What happens the next time that somebody is waited for.
    pub fn meanwhile(&self, act: impl FnOnce() + Send + 'static) {
        self.state().meanwhile = Some(Box::new(act));
    }

    pub fn heal(&self) {
        let mut state = self.state();
        state.calls = 0;
        state.log.clear();
        state.fault = None;
        state.only = None;
        state.below.clear();
        state.stuck = None;
    }

    /// Calls since the last `fail` or `heal`.
    pub fn calls(&self) -> usize {
        self.state().calls
    }

    /// What was called since the last `fail` or `heal`, with what, and whether it succeeded.
    pub fn log(&self) -> Vec<(Call, PathBuf, bool)> {
        self.state().log.clone()
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

    fn call(&self, kind: Call, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        let below = &state.below;
        let here = below.is_empty() || below.iter().any(|below| path.starts_with(below));
        let counts = here && state.only.is_none_or(|only| only.contains(&kind));
        let mut result = Ok(());
        if counts {
            let call = state.calls;
            state.calls += 1;
            result = match state.fault {
                Some((Fault::Once(at), code)) if call == at => Err(code),
                Some((Fault::From(at), code)) if call >= at => Err(code),
                Some(_) | None => Ok(()),
            };
        }
        state.log.push((kind, path.to_owned(), result.is_ok()));
        result.map_err(io::Error::from_raw_os_error)
    }

    fn call_to_change(&self, kind: Call, path: &Path) -> io::Result<()> {
        if self.state().unwritable {
            return Err(io::Error::from_raw_os_error(EROFS));
        }
        loop {
            let state = self.state();
            let stuck = state.stuck.as_ref();
            match stuck.filter(|(below, _)| path.starts_with(below)) {
                None => break,
                Some((_, Stuck::Hang)) => {}
                Some((_, Stuck::Panic)) => {
                    drop(state);
                    panic!("asked for");
                }
            }
            drop(state);
            std::thread::sleep(Duration::from_millis(5));
        }
        self.call(kind, path)
    }

    fn changed(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        state.changes += 1;
        change(&mut state);
    }

    /// Refuses a new name where there is no room for one more.
    fn room_for_a_name(&self, path: &Path) -> io::Result<()> {
        match &self.state().disk {
            Some(disk) if path.starts_with(&disk.root) && usage(&disk.root).1 >= disk.files => {
                Err(io::Error::from_raw_os_error(ENOSPC))
            }
            _ => Ok(()),
        }
    }

    /// How many more bytes a file of `length` at `path` may get.
    fn room(&self, path: &Path) -> u64 {
        match &self.state().disk {
            Some(disk) if path.starts_with(&disk.root) => {
                let length = fs::metadata(path).map_or(0, |metadata| metadata.len());
                let slack = length.next_multiple_of(BLOCK) - length;
                disk.bytes.saturating_sub(usage(&disk.root).0) + slack
            }
            _ => u64::MAX,
        }
    }
}

/// The bytes, in whole blocks, and the files and directories below `dir`.
fn usage(dir: &Path) -> (u64, usize) {
    let mut usage = (0, 0);
    let mut dirs = vec![dir.to_owned()];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            usage.1 += 1;
            match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => {
                    usage.0 += BLOCK;
                    dirs.push(entry.path());
                }
                Ok(metadata) => usage.0 += metadata.len().next_multiple_of(BLOCK),
                Err(_) => {}
            }
        }
    }
    usage
}

impl Files for Faulty {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call(Call::Read, path)?;
        RealFiles.read(path)
    }

    fn read_head(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        self.call(Call::ReadHead, path)?;
        RealFiles.read_head(path, max)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        self.call(Call::List, dir)?;
        RealFiles.list(dir)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.call(Call::Stat, path)?;
        RealFiles.stat(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.call(Call::Resolve, path)?;
        RealFiles.resolve(path)
    }

    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn NewFile>> {
        self.call_to_change(Call::Create, path)?;
        self.room_for_a_name(path)?;
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
        self.call_to_change(Call::CreateDir, path)?;
        if !path.exists() {
            self.room_for_a_name(path)?;
        }
        RealFiles.create_dir(path)?;
        self.changed(|state| state.names.push(Name::CreatedDir(path.to_owned())));
        Ok(())
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.call_to_change(Call::SyncDir, path)?;
        RealFiles.sync_dir(path)?;
        self.state().names.retain(|name| {
            let (Name::Created(child)
            | Name::CreatedDir(child)
            | Name::Replaced { path: child, .. }) = name;
            child.parent() != Some(path)
        });
        Ok(())
    }

    fn sync_fs(&self, dir: &Path) -> io::Result<()> {
        self.call_to_change(Call::SyncFs, dir)?;
        RealFiles.sync_fs(dir)?;
        let mut state = self.state();
        state.names.clear();
        state.dirty.clear();
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call_to_change(Call::Rename, to)?;
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
        self.call_to_change(Call::Remove, path)?;
        RealFiles.remove(path)?;
        self.changed(|state| {
            state.dirty.remove(path);
        });
        Ok(())
    }

    fn try_lock(&self, path: &Path, note: &str) -> io::Result<Lock> {
        self.call_to_change(Call::Lock, path)?;
        if let Some(code) = self.state().lock {
            return Ok(Lock::Unavailable(io::Error::from_raw_os_error(code)));
        }
        RealFiles.try_lock(path, note)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.call_to_change(Call::RemoveDir, path)?;
        RealFiles.remove_dir(path)?;
        self.changed(|_| {});
        Ok(())
    }

    fn protect(&self, path: &Path) -> io::Result<()> {
        self.call_to_change(Call::Protect, path)?;
        RealFiles.protect(path)?;
        self.changed(|_| {});
        Ok(())
    }

    fn probe_lock(&self, path: &Path) -> io::Result<Lock> {
        self.call(Call::ProbeLock, path)?;
        if let Some(code) = self.state().lock {
            return Ok(Lock::Unavailable(io::Error::from_raw_os_error(code)));
        }
        RealFiles.probe_lock(path)
    }

    fn now(&self) -> SystemTime {
        let clock = self.state().clock;
        clock.unwrap_or_else(|| RealFiles.now())
    }

    fn pause(&self, _time: Duration) {
        let act = self.state().meanwhile.take();
        act.into_iter().for_each(|act| act());
        if self.state().lock.is_some() {
            // Somebody else may really be at work.
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn give(&self, path: &Path, owner: Owner) {
        RealFiles.give(path, owner);
    }

    fn space(&self, path: &Path) -> io::Result<u64> {
        // It changes nothing and decides nothing, so it fails only where that is asked for.
        let asked = self
            .state()
            .only
            .is_some_and(|only| only.contains(&Call::Space));
        if asked {
            self.call(Call::Space, path)?;
        }
        match &self.state().disk {
            Some(disk) if path.starts_with(&disk.root) => {
                Ok(disk.bytes.saturating_sub(usage(&disk.root).0))
            }
            _ => RealFiles.space(path),
        }
    }

    fn settle(&self, path: &Path) -> io::Result<()> {
        self.call_to_change(Call::Settle, path)?;
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
        if let Err(error) = self.files.call(Call::Write, &self.path) {
            // What fails half way leaves half.
            self.file.write(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        let room = self.files.room(&self.path);
        if room < bytes.len() as u64 {
            self.file.write(&bytes[..room as usize])?;
            return Err(io::Error::from_raw_os_error(ENOSPC));
        }
        self.files.changed(|_| {});
        self.file.write(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.files.call(Call::Sync, &self.path)?;
        self.file.sync()?;
        self.files.state().dirty.remove(&self.path);
        Ok(())
    }
}
