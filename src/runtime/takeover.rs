//! The right to write, between two programs on one computer: who has it, and asking for it. Whoever has it holds the
//! lock of the data directory; a signal asks it to save and let go.

use crate::lang::Lang;
use crate::store::Holder;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// How long whoever is asked may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often is looked whether the lock is free.
const STEP: Duration = Duration::from_millis(20);

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The lock is free.
    Free,
    /// The process is stopped, as by Ctrl-Z, and cannot answer.
    Stopped(u32),
    /// It did not let go in time.
    Silent(u32),
    /// It runs on another computer, or does not say who it is.
    Unknown,
}

impl Answer {
    /// In the user's words; nothing where it is good.
    pub fn worded(&self, lang: Lang) -> Option<String> {
        let texts = lang.saving();
        match self {
            Answer::Free => None,
            Answer::Stopped(pid) => Some(texts.holder_stopped(*pid)),
            Answer::Silent(pid) => Some(texts.holder_silent(*pid)),
            Answer::Unknown => Some(lang.app().cannot_take_over().to_owned()),
        }
    }
}

/// Who holds the lock of a data directory, or held it last.
pub fn holder(root: &Path) -> Holder {
    // It is one short line; whatever else stands there is no note.
    let note = fs::read(lock(root)).unwrap_or_default();
    let note = String::from_utf8_lossy(&note[..note.len().min(1024)]);
    Holder::parse(&note)
}

/// Asks whoever holds the lock for it. Waits for the answer, so it needs a thread of its own.
pub fn ask(root: &Path) -> Answer {
    if is_free(root) {
        return Answer::Free;
    }
    let holder = holder(root);
    let Some(pid) = holder.pid.filter(|_| state(root, &holder) == State::Writes) else {
        return Answer::Unknown;
    };
    if is_stopped(pid) {
        return Answer::Stopped(pid);
    }
    if !signal(pid) {
        return Answer::Unknown;
    }
    let asked = Instant::now();
    while asked.elapsed() < PATIENCE {
        if is_free(root) {
            return Answer::Free;
        }
        thread::sleep(STEP);
    }
    if is_stopped(pid) {
        Answer::Stopped(pid)
    } else {
        Answer::Silent(pid)
    }
}

/// What is known of a holder without asking it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It runs here and has the lock open.
    Writes,
    /// It ran here and has let go.
    Gone,
    /// It runs elsewhere, as somebody else, or does not say who it is.
    Unknown,
}

impl State {
    /// Whether the right to write may be had from here.
    pub fn can_be_asked(self) -> bool {
        matches!(self, State::Writes | State::Gone)
    }
}

/// Looks at the process that the note of a lock names. The note may be old, and the signal would end a program that does
/// not know it: only who has the lock open is asked.
#[cfg(target_os = "linux")]
pub fn state(root: &Path, holder: &Holder) -> State {
    let (Some(pid), true) = (holder.pid, holder.is_here()) else {
        return State::Unknown;
    };
    let files = match fs::read_dir(format!("/proc/{pid}/fd")) {
        Ok(files) => files,
        Err(error) if error.kind() == ErrorKind::NotFound => return State::Gone,
        Err(_) => return State::Unknown,
    };
    let Ok(lock) = fs::canonicalize(lock(root)) else {
        return State::Unknown;
    };
    let is_lock = |path: PathBuf| fs::read_link(path).is_ok_and(|target| target == lock);
    if files.flatten().any(|file| is_lock(file.path())) {
        State::Writes
    } else {
        State::Gone
    }
}

/// The same where open files cannot be looked at: the note is all there is.
#[cfg(all(unix, not(target_os = "linux")))]
pub fn state(_root: &Path, holder: &Holder) -> State {
    let pid = holder.pid.and_then(|pid| i32::try_from(pid).ok());
    let pid = pid.and_then(rustix::process::Pid::from_raw);
    match pid.filter(|_| holder.is_here()) {
        None => State::Unknown,
        Some(pid) => match rustix::process::test_kill_process(pid) {
            Ok(()) => State::Writes,
            Err(rustix::io::Errno::SRCH) => State::Gone,
            Err(_) => State::Unknown,
        },
    }
}

/// Nobody can be asked here.
#[cfg(not(unix))]
pub fn state(_root: &Path, _holder: &Holder) -> State {
    State::Unknown
}

fn lock(root: &Path) -> PathBuf {
    root.join(".gongbu").join("lock")
}

/// Whether nobody holds the lock. For a moment it is held for that, so this is only for who wants it.
fn is_free(root: &Path) -> bool {
    let file = File::options().read(true).write(true).open(lock(root));
    file.is_ok_and(|file| file.try_lock().is_ok())
}

/// Whether a process is stopped.
fn is_stopped(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat
        .rsplit(") ")
        .next()
        .and_then(|rest| rest.chars().next());
    matches!(state, Some('T' | 't'))
}

#[cfg(unix)]
fn signal(pid: u32) -> bool {
    let pid = i32::try_from(pid)
        .ok()
        .and_then(rustix::process::Pid::from_raw);
    pid.is_some_and(|pid| rustix::process::kill_process(pid, rustix::process::Signal::USR1).is_ok())
}

#[cfg(not(unix))]
fn signal(_pid: u32) -> bool {
    false
}
