//! A file layer over the real one that writes down every call, looks at the rights of what was just made, and can be
//! slow, or have no rights at all, like a stick.

use gongbu::store::{Entry, Files, Lock, NewFile, Owner, RealFiles, Stat};
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

#[derive(Clone, Default)]
pub struct Watched {
    seen: Arc<Mutex<Seen>>,
    /// How long a write and a sync take.
    pub slow: [Duration; 2],
    /// Whatever is asked for, everybody may do everything.
    pub without_rights: bool,
}

#[derive(Default)]
struct Seen {
    /// Every path that was named in a call.
    paths: Vec<(&'static str, PathBuf)>,
    /// What others could have read or entered from its first moment on.
    open_to_others: Vec<PathBuf>,
    bytes: u64,
    /// What time it is, if it is not the real one.
    time: Option<SystemTime>,
}

impl Watched {
    pub fn paths(&self) -> Vec<(&'static str, PathBuf)> {
        self.seen.lock().unwrap().paths.clone()
    }

    pub fn open_to_others(&self) -> Vec<PathBuf> {
        self.seen.lock().unwrap().open_to_others.clone()
    }

    /// Bytes written so far.
    pub fn bytes(&self) -> u64 {
        self.seen.lock().unwrap().bytes
    }

    pub fn set_time(&self, time: SystemTime) {
        self.seen.lock().unwrap().time = Some(time);
    }

    fn note(&self, call: &'static str, path: &Path) {
        self.seen
            .lock()
            .unwrap()
            .paths
            .push((call, path.to_owned()));
    }

    fn look_at_rights(&self, path: &Path) {
        let mode = fs::symlink_metadata(path).map_or(0, |found| found.permissions().mode());
        if mode & 0o077 != 0 {
            self.seen
                .lock()
                .unwrap()
                .open_to_others
                .push(path.to_owned());
        }
    }
}

impl Files for Watched {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.note("read", path);
        RealFiles.read(path)
    }

    fn read_head(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        self.note("read_head", path);
        RealFiles.read_head(path, max)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        self.note("list", dir);
        RealFiles.list(dir)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let stat = RealFiles.stat(path)?;
        let mode = if self.without_rights {
            0o777
        } else {
            stat.mode
        };
        Ok(Stat { mode, ..stat })
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealFiles.resolve(path)
    }

    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn NewFile>> {
        self.note("create_new", path);
        let file = RealFiles.create_new(path, mode)?;
        self.look_at_rights(path);
        Ok(Box::new(WatchedFile(self.clone(), file)))
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.note("create_dir", path);
        RealFiles.create_dir(path)?;
        self.look_at_rights(path);
        Ok(())
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        thread::sleep(self.slow[1]);
        RealFiles.sync_dir(path)
    }

    fn sync_fs(&self, dir: &Path) -> io::Result<()> {
        thread::sleep(self.slow[1]);
        RealFiles.sync_fs(dir)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.note("rename", from);
        self.note("rename", to);
        RealFiles.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.note("remove", path);
        RealFiles.remove(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.note("remove_dir", path);
        RealFiles.remove_dir(path)
    }

    fn protect(&self, path: &Path) -> io::Result<()> {
        self.note("protect", path);
        RealFiles.protect(path)
    }

    fn probe_lock(&self, path: &Path) -> io::Result<Lock> {
        self.note("probe_lock", path);
        RealFiles.probe_lock(path)
    }

    fn try_lock(&self, path: &Path, note: &str) -> io::Result<Lock> {
        self.note("try_lock", path);
        let lock = RealFiles.try_lock(path, note);
        self.look_at_rights(path);
        lock
    }

    fn now(&self) -> SystemTime {
        let set = self.seen.lock().unwrap().time;
        set.unwrap_or_else(|| RealFiles.now())
    }

    fn give(&self, path: &Path, owner: Owner) {
        RealFiles.give(path, owner);
    }

    fn space(&self, path: &Path) -> io::Result<u64> {
        RealFiles.space(path)
    }

    fn settle(&self, path: &Path) -> io::Result<()> {
        RealFiles.settle(path)
    }
}

struct WatchedFile(Watched, Box<dyn NewFile>);

impl NewFile for WatchedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        thread::sleep(self.0.slow[0]);
        self.0.seen.lock().unwrap().bytes += bytes.len() as u64;
        self.1.write(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        thread::sleep(self.0.slow[1]);
        self.1.sync()
    }
}
