//! Saving in the background: a thread that owns the store, so that no key press ever waits for a disk.
//! It sleeps until it is given something or a deadline of its own comes; idle, it never wakes.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::Store;
use super::change::{Batch, Outside};
use super::generation::Sha;
use super::name::DocName;
use super::report::{RefreshOutcome, SaveError};
use super::rescue::{Place, Unsaved};
use super::worker::Worker;

/// What the saver reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveEvent {
    /// Everything given with this ticket is on the disk.
    Saved {
        ticket: u64,
    },
    /// Not yet, or not at all. What will be tried again stays in memory until it succeeds.
    Failed {
        ticket: u64,
        error: SaveError,
        will_retry: bool,
    },
    Notice(RefreshOutcome),
    /// Somebody else changed a document; the answer is [`Batch::taken`].
    Outside(Outside),
}

/// How long the saver waits for what.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// Without saves before the canonical files are refreshed.
    pub quiet: Duration,
    /// Before they are refreshed although saves keep coming.
    pub latest: Duration,
    /// Before the first new attempt after a failure; doubled with each further one.
    pub first_retry: Duration,
    pub longest_retry: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            quiet: Duration::from_secs(2),
            latest: Duration::from_secs(10),
            first_retry: Duration::from_secs(1),
            longest_retry: Duration::from_secs(30),
        }
    }
}

/// The handle to the saving thread. Dropping it without `stop` saves too, but nobody waits for it.
pub struct Saver {
    orders: Sender<Order>,
    result: Receiver<Result<(), SaveError>>,
    ledger: Arc<Ledger>,
    place: Place,
}

pub(super) enum Order {
    /// A batch and its number in the ledger.
    Save(u64, Batch),
    Look,
    Stop,
}

/// What is not saved yet, where both sides see it: should the thread hang or die, the other one rescues it.
#[derive(Default)]
pub(super) struct Ledger(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    last: u64,
    ticket: u64,
    unsaved: BTreeMap<DocName, (u64, Unsaved)>,
}

impl Ledger {
    fn entries(&self) -> MutexGuard<'_, Entries> {
        // Every change of it is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, batch: &Batch) -> u64 {
        let mut entries = self.entries();
        entries.last += 1;
        entries.ticket = batch.ticket;
        let number = entries.last;
        for change in &batch.changes {
            let earlier = entries.unsaved.get(&change.name);
            let unsaved = Unsaved {
                change: change.clone(),
                parent: earlier.and_then(|(_, unsaved)| unsaved.parent),
            };
            entries
                .unsaved
                .insert(change.name.clone(), (number, unsaved));
        }
        number
    }

    /// Notes what a waiting change was made from.
    pub(super) fn follows(&self, name: &DocName, parent: Option<Sha>) {
        if let Some((_, unsaved)) = self.entries().unsaved.get_mut(name) {
            unsaved.parent = unsaved.parent.or(parent);
        }
    }

    /// Strikes out what came with this number or before: it is saved.
    pub(super) fn saved_up_to(&self, number: u64) {
        let mut entries = self.entries();
        entries.unsaved.retain(|_, (of, _)| *of > number);
        for (_, unsaved) in entries.unsaved.values_mut() {
            unsaved.parent = None;
        }
    }

    /// Strikes out one document up to this number: it was refused.
    pub(super) fn refused(&self, name: &DocName, number: u64) {
        let mut entries = self.entries();
        let refused = entries
            .unsaved
            .get(name)
            .is_some_and(|(of, _)| *of <= number);
        if refused {
            entries.unsaved.remove(name);
        }
    }

    /// What came with this number or before and waits.
    pub(super) fn waiting(&self, number: u64) -> Vec<Unsaved> {
        let entries = self.entries();
        let waiting = entries.unsaved.values().filter(|(of, _)| *of <= number);
        waiting.map(|(_, unsaved)| unsaved.clone()).collect()
    }
}

impl Saver {
    pub fn start(store: Store, on_event: impl Fn(SaveEvent) + Send + 'static) -> Self {
        Self::start_with(store, Timing::default(), on_event)
    }

    pub fn start_with(
        store: Store,
        timing: Timing,
        on_event: impl Fn(SaveEvent) + Send + 'static,
    ) -> Self {
        let (orders, inbox) = mpsc::channel();
        let (report, result) = mpsc::sync_channel(1);
        let ledger = Arc::new(Ledger::default());
        let place = store.rescue_place();
        let (theirs, their_place) = (ledger.clone(), place.clone());
        thread::spawn(move || {
            let run =
                || Worker::new(store, timing, &on_event, theirs.clone(), their_place).run(&inbox);
            let result = catch_unwind(AssertUnwindSafe(run));
            // Whatever is given to us from now on is refused.
            drop(inbox);
            let result = result.unwrap_or_else(|_| {
                // Whoever waits for an answer gets one, and what is not saved is rescued at the end.
                on_event(SaveEvent::Failed {
                    ticket: theirs.entries().ticket,
                    error: SaveError::Stopped,
                    will_retry: false,
                });
                Err(SaveError::Stopped)
            });
            // Nobody listens when the handle was dropped.
            let _ = report.send(result);
        });
        Self {
            orders,
            result,
            ledger,
            place,
        }
    }

    /// Queues changes; the answer comes as an event with their ticket. Several queued batches become one commit.
    pub fn save(&self, batch: Batch) -> Result<(), SaveError> {
        let number = self.ledger.add(&batch);
        let sent = self.orders.send(Order::Save(number, batch));
        sent.map_err(|_| self.rescue(SaveError::Stopped))
    }

    /// Asks to look now at the files that people edit, and to try again at once what could not be saved. What is
    /// found comes as events.
    pub fn look(&self) {
        // A saver that has stopped says so when it is given something.
        let _ = self.orders.send(Order::Look);
    }

    /// Saves what is queued, refreshes the canonical files and gives the lock back. What cannot be saved in that time is
    /// written to one of the rescue directories, by the calling thread if the other one hangs, and the error says where.
    pub fn stop(self, timeout: Duration) -> Result<(), SaveError> {
        let _ = self.orders.send(Order::Stop);
        match self.result.recv_timeout(timeout) {
            Ok(Err(SaveError::Stopped)) | Err(RecvTimeoutError::Disconnected) => {
                Err(self.rescue(SaveError::Stopped))
            }
            Ok(result) => result,
            // Everything is saved; only files for people are not renewed yet, which the next start does.
            Err(RecvTimeoutError::Timeout) if self.ledger.waiting(u64::MAX).is_empty() => Ok(()),
            Err(RecvTimeoutError::Timeout) => Err(self.rescue(SaveError::Timeout)),
        }
    }

    /// Writes what is not saved elsewhere, without the thread.
    fn rescue(&self, error: SaveError) -> SaveError {
        let unsaved = self.ledger.waiting(u64::MAX);
        if unsaved.is_empty() {
            return error;
        }
        error.rescued(self.place.write(&unsaved).ok().map(|(dir, _)| dir))
    }
}

impl SaveError {
    /// The same error, after the documents found another place.
    pub(super) fn rescued(self, dir: Option<PathBuf>) -> Self {
        match dir {
            Some(dir) => Self::Rescued {
                error: Box::new(self),
                dir,
            },
            None => self,
        }
    }
}
