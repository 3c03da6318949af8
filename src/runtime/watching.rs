//! Being told when the documents change, where the system tells it: nothing wakes until then.

use super::cockpit::send;
use super::events::Event;
use std::path::Path;
use std::sync::mpsc::Sender;

/// Sends [`Event::Changed`] whenever a document below `dir` was written, for ever.
#[cfg(target_os = "linux")]
pub fn watch(dir: &Path, queue: Sender<Event>) {
    use rustix::fs::inotify::{self, CreateFlags, Reader};
    use std::mem::MaybeUninit;
    use std::thread;
    use std::time::Duration;

    /// What comes within this time is told as one.
    const TOGETHER: Duration = Duration::from_millis(200);

    let dir = dir.to_owned();
    thread::spawn(move || {
        let Ok(told) = inotify::init(CreateFlags::CLOEXEC) else {
            return;
        };
        loop {
            add_all(&told, &dir);
            let mut buffer = [MaybeUninit::uninit(); 4096];
            if Reader::new(&told, &mut buffer).next().is_err() {
                return;
            }
            thread::sleep(TOGETHER);
            send(&queue, Event::Changed);
        }
    });
}

/// Watches the folder of the data and those of documents in it; what is watched already stays so.
#[cfg(target_os = "linux")]
fn add_all(told: &impl std::os::fd::AsFd, dir: &Path) {
    use rustix::fs::inotify::{self, WatchFlags};

    let flags = WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO | WatchFlags::CREATE;
    let folders = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let folders = folders
        .map(|entry| entry.path())
        .filter(|path| path.is_dir() && !path.ends_with(".gongbu"));
    for folder in [dir.to_owned()].into_iter().chain(folders) {
        // One that has just gone needs no watching.
        let _ = inotify::add_watch(told, &folder, flags);
    }
}

/// Elsewhere nothing is told; there are other occasions to look.
#[cfg(not(target_os = "linux"))]
pub fn watch(_dir: &Path, _queue: Sender<Event>) {}
