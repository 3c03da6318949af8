//! What comes in from outside: keys, signals and the saver's answers, in one queue.

use super::input::{Input, Keyboard};
use super::looking::Seen;
use super::takeover::Answer;
use crate::app::Msg;
use crate::domain::trip;
use crate::store::SaveEvent;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGWINCH};
use signal_hook::iterator::Signals;
use std::io::{self, ErrorKind, Read, stdin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// Something from outside.
#[derive(Debug)]
pub enum Event {
    Msg(Msg),
    /// What the keyboard sent.
    Input(Input),
    /// What the saver of a stay tells.
    Save(u32, SaveEvent),
    /// What was found during a stay of looking on.
    Seen(u32, Box<Seen>),
    /// What came of asking for the right to write.
    Answered(u32, Answer),
    /// Another program asks for the right to write.
    AskedForLock,
    /// Documents were written: by this program or by others.
    Changed,
    /// The terminal has another size.
    Resized,
    /// The terminal has taken the last frame, and there was one more to draw.
    Drawn,
    /// The process is asked to stop for a while.
    Stop,
    /// The process was stopped and goes on: the terminal may be in any state.
    Continued,
}

/// So much input may wait to be taken; the terminal keeps the rest.
const WAITING: usize = 1_000;

/// How many inputs are in the queue and not taken.
#[derive(Clone, Default)]
pub struct Backlog(Arc<AtomicUsize>);

impl Backlog {
    /// One was taken.
    pub fn took(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Tells that nothing more will come, however a thread ends.
struct Ending(Sender<Event>);

impl Drop for Ending {
    fn drop(&mut self) {
        // The loop has ended when nobody listens; nobody needs to know then.
        let _ = self.0.send(Event::Msg(Msg::Hangup));
    }
}

/// Reads the keyboard in two threads: one blocks until there is something, the other makes sense of it.
pub fn read_keyboard(queue: Sender<Event>) -> Backlog {
    let backlog = Backlog::default();
    let waiting = backlog.clone();
    let (sender, bytes) = mpsc::sync_channel(16);
    thread::spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match stdin().lock().read(&mut buffer) {
                // The terminal is gone: it says so for ever.
                Ok(0) => return,
                Ok(count) => {
                    if sender.send(buffer[..count].to_vec()).is_err() {
                        return;
                    }
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // Another program that shares the terminal has switched blocking off.
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    thread::sleep(Duration::from_millis(10));
                }
                Err(_) => return,
            }
        }
    });
    thread::spawn(move || {
        let ending = Ending(queue);
        decode(&bytes, &ending.0, &waiting);
    });
    backlog
}

/// Makes inputs of bytes until there are no more.
fn decode(bytes: &Receiver<Vec<u8>>, queue: &Sender<Event>, backlog: &Backlog) {
    let mut keyboard = Keyboard::default();
    let mut inputs = Vec::new();
    loop {
        let patience = keyboard.patience(Instant::now());
        let came = match patience {
            Some(patience) => bytes.recv_timeout(patience),
            None => bytes.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match came {
            Ok(bytes) => {
                trip::point("keyboard");
                keyboard.feed(&bytes, Instant::now(), &mut inputs);
            }
            Err(RecvTimeoutError::Timeout) => keyboard.due(Instant::now(), &mut inputs),
            Err(RecvTimeoutError::Disconnected) => return,
        }
        for input in inputs.drain(..) {
            while backlog.0.load(Ordering::Relaxed) >= WAITING {
                thread::sleep(Duration::from_millis(1));
            }
            backlog.0.fetch_add(1, Ordering::Relaxed);
            if queue.send(Event::Input(input)).is_err() {
                return;
            }
        }
    }
}

/// Tells of each minute of the clock on the wall. The loop's own waiting stands still while the machine sleeps; this
/// does not, so that after a night the new day is there at once.
#[cfg(target_os = "linux")]
pub fn follow_minutes(queue: Sender<Event>) {
    use rustix::thread::{ClockId, clock_nanosleep_absolute};
    use rustix::time::{Timespec, clock_gettime};
    thread::spawn(move || {
        loop {
            let now = clock_gettime(ClockId::Realtime);
            let minute = Timespec {
                tv_sec: (now.tv_sec / 60 + 1) * 60,
                tv_nsec: 0,
            };
            let slept = clock_nanosleep_absolute(ClockId::Realtime, &minute);
            if slept == Err(rustix::io::Errno::INTR) {
                continue;
            }
            if slept.is_err() || queue.send(Event::Msg(Msg::Tick)).is_err() {
                return;
            }
        }
    });
}

/// Elsewhere the loop notices at its next minute.
#[cfg(not(target_os = "linux"))]
pub fn follow_minutes(_queue: Sender<Event>) {}

/// Turns signals into events; those that end the program into [`Msg::Hangup`].
pub fn watch_signals(queue: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([
        SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT, SIGTSTP, SIGUSR1, SIGWINCH,
    ])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGCONT => Event::Continued,
                SIGTSTP => Event::Stop,
                SIGUSR1 => Event::AskedForLock,
                SIGWINCH => Event::Resized,
                _ => Event::Msg(Msg::Hangup),
            };
            if queue.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// What an input tells the model, if anything.
pub fn message_of(input: Input) -> Option<Msg> {
    match input {
        Input::Key(key) => Some(Msg::Key(key)),
        Input::Paste(text) => Some(Msg::Paste(text)),
        Input::TooLong(bytes) => Some(Msg::TooLong(bytes)),
        Input::Focus(_) => None,
    }
}
