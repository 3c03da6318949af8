//! A file layer over the real one that writes down every change and every wait for the disk, in order.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use gongbu::store::{Entry, Files, Lock, NewFile, RealFiles, Stat};

/// One thing that happened. Files have numbers, because their names change while they are open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op<L> {
    MakeDir(PathBuf),
    Create(usize, PathBuf),
    Write(usize, Vec<u8>),
    Sync(usize),
    SyncDir(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    /// Another program wrote this file and waited for the disk, or removed it.
    Outside(PathBuf, Option<Vec<u8>>),
    /// From here on the data may also be found like this.
    May(L),
    /// From here on the data must be found like this.
    Must(L),
}

/// The layer. What it wrote down is taken with [`Recorder::take`].
pub struct Recorder<L>(Arc<Mutex<Tape<L>>>);

struct Tape<L> {
    ops: Vec<Op<L>>,
    files: usize,
    clock: SystemTime,
}

impl<L> Clone for Recorder<L> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<L> Default for Recorder<L> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Tape {
            ops: Vec::new(),
            files: 0,
            clock: SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_000_000),
        })))
    }
}

impl<L> Recorder<L> {
    pub fn note(&self, op: Op<L>) {
        self.tape().ops.push(op);
    }

    pub fn take(&self) -> Vec<Op<L>> {
        std::mem::take(&mut self.tape().ops)
    }

    fn tape(&self) -> MutexGuard<'_, Tape<L>> {
        self.0.lock().expect("no test panics while holding this")
    }

    fn created(&self, path: &Path) -> usize {
        let mut tape = self.tape();
        let number = tape.files;
        tape.files += 1;
        tape.ops.push(Op::Create(number, path.to_owned()));
        number
    }
}

impl<L: Send + 'static> Files for Recorder<L> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealFiles.read(path)
    }

    fn read_head(&self, path: &Path, max: usize) -> io::Result<Vec<u8>> {
        RealFiles.read_head(path, max)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        RealFiles.list(dir)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        RealFiles.stat(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealFiles.resolve(path)
    }

    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn NewFile>> {
        let file = RealFiles.create_new(path, mode)?;
        Ok(Box::new(Recorded {
            number: self.created(path),
            recorder: self.clone(),
            file,
        }))
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        RealFiles.create_dir(path)?;
        self.note(Op::MakeDir(path.to_owned()));
        Ok(())
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        RealFiles.sync_dir(path)?;
        self.note(Op::SyncDir(path.to_owned()));
        Ok(())
    }

    fn sync_fs(&self, dir: &Path) -> io::Result<()> {
        RealFiles.sync_fs(dir)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealFiles.rename(from, to)?;
        self.note(Op::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealFiles.remove(path)?;
        self.note(Op::Remove(path.to_owned()));
        Ok(())
    }

    fn try_lock(&self, path: &Path, note: &str) -> io::Result<Lock> {
        let new = !path.exists();
        let lock = RealFiles.try_lock(path, note)?;
        if new {
            let number = self.created(path);
            self.note(Op::Write(number, note.as_bytes().to_vec()));
        }
        Ok(lock)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        RealFiles.remove_dir(path)?;
        self.note(Op::Remove(path.to_owned()));
        Ok(())
    }

    fn protect(&self, path: &Path) -> io::Result<()> {
        RealFiles.protect(path)
    }

    fn probe_lock(&self, path: &Path) -> io::Result<Lock> {
        RealFiles.probe_lock(path)
    }

    fn pause(&self, _time: Duration) {}

    /// A second later at each look.
    fn now(&self) -> SystemTime {
        let mut tape = self.tape();
        tape.clock += Duration::from_secs(1);
        tape.clock
    }
}

struct Recorded<L> {
    recorder: Recorder<L>,
    number: usize,
    file: Box<dyn NewFile>,
}

impl<L: Send + 'static> NewFile for Recorded<L> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write(bytes)?;
        self.recorder.note(Op::Write(self.number, bytes.to_vec()));
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync()?;
        self.recorder.note(Op::Sync(self.number));
        Ok(())
    }
}
