//! Saving in the background: a thread that owns the store, so that no key press ever waits for a disk.
//! It sleeps until it is given something or a deadline of its own comes; idle, it never wakes.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::Store;
use super::change::{Batch, Change, Outside};
use super::commit::check_changes;
use super::name::DocName;
use super::report::{RefreshOutcome, SaveError};

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
}

enum Order {
    Save(Batch),
    Look,
    Stop,
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
        thread::spawn(move || {
            let result = Worker::new(store, timing, on_event).run(&inbox);
            // Nobody listens when the handle was dropped.
            let _ = report.send(result);
        });
        Self { orders, result }
    }

    /// Queues changes; the answer comes as an event with their ticket. Several queued batches become one commit.
    pub fn save(&self, batch: Batch) -> Result<(), SaveError> {
        self.orders
            .send(Order::Save(batch))
            .map_err(|_| SaveError::Stopped)
    }

    /// Asks to look now at the files that people edit, and to try again at once what could not be saved. What is
    /// found comes as events.
    pub fn look(&self) {
        // A saver that has stopped says so when it is given something.
        let _ = self.orders.send(Order::Look);
    }

    /// Saves what is queued, refreshes the canonical files and gives the lock back. What cannot be saved is
    /// written to the rescue directory, and the error says where.
    pub fn stop(self, timeout: Duration) -> Result<(), SaveError> {
        self.orders
            .send(Order::Stop)
            .map_err(|_| SaveError::Stopped)?;
        match self.result.recv_timeout(timeout) {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout) => Err(SaveError::Timeout),
            Err(RecvTimeoutError::Disconnected) => Err(SaveError::Stopped),
        }
    }
}

struct Worker<F> {
    store: Store,
    timing: Timing,
    on_event: F,
    changes: BTreeMap<DocName, Change>,
    soft: BTreeMap<DocName, Vec<u8>>,
    /// Tickets that wait for the next commit; the first `told` of them were already told of a failure.
    tickets: Vec<u64>,
    told: usize,
    retry: Option<Retry>,
    /// When the canonical files were first behind, and when they are due.
    behind: Option<(Instant, Instant)>,
}

struct Retry {
    at: Instant,
    wait: Duration,
}

impl<F: Fn(SaveEvent)> Worker<F> {
    fn new(store: Store, timing: Timing, on_event: F) -> Self {
        let mut worker = Self {
            store,
            timing,
            on_event,
            changes: BTreeMap::new(),
            soft: BTreeMap::new(),
            tickets: Vec::new(),
            told: 0,
            retry: None,
            behind: None,
        };
        worker.put_off_refresh();
        worker
    }

    fn run(mut self, inbox: &Receiver<Order>) -> Result<(), SaveError> {
        loop {
            let order = match self.deadline() {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => inbox.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            match order {
                Ok(Order::Save(batch)) => {
                    self.take(batch);
                    // Whatever else came meanwhile goes into the same commit.
                    let mut stop = false;
                    while let Ok(order) = inbox.try_recv() {
                        match order {
                            Order::Save(batch) => self.take(batch),
                            Order::Look => {}
                            Order::Stop => stop = true,
                        }
                    }
                    if stop {
                        return self.finish();
                    }
                    let _ = self.commit();
                }
                Ok(Order::Look) => {}
                Ok(Order::Stop) | Err(RecvTimeoutError::Disconnected) => return self.finish(),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = Instant::now();
            if self.retry.as_ref().is_some_and(|retry| retry.at <= now) {
                let _ = self.commit();
            }
            if self.behind.is_some_and(|(_, due)| due <= now) {
                self.refresh();
            }
        }
    }

    fn deadline(&self) -> Option<Instant> {
        let retry = self.retry.as_ref().map(|retry| retry.at);
        let refresh = self.behind.map(|(_, due)| due);
        [retry, refresh].into_iter().flatten().min()
    }

    /// Adds a batch to what waits. Later bytes of a document win.
    fn take(
        &mut self,
        Batch {
            ticket,
            changes,
            soft,
            ..
        }: Batch,
    ) {
        // Checked one by one, so that a bad batch does not hold up the others.
        if let Err(error) = check_changes(&changes) {
            self.tell(SaveEvent::Failed {
                ticket,
                error,
                will_retry: false,
            });
            return;
        }
        self.changes.extend(
            changes
                .into_iter()
                .map(|change| (change.name.clone(), change)),
        );
        self.soft.extend(soft);
        self.tickets.push(ticket);
    }

    fn commit(&mut self) -> Result<(), SaveError> {
        if self.tickets.is_empty() {
            return Ok(());
        }
        let changes = self.changes.values().cloned().collect();
        if let Err(error) = self.store.commit(changes) {
            let will_retry = matches!(error, SaveError::Io(_));
            // Tickets that know hear of it again only through the last one.
            let from = if self.told == self.tickets.len() {
                self.told.saturating_sub(1)
            } else {
                self.told
            };
            for &ticket in &self.tickets[from..] {
                self.tell(SaveEvent::Failed {
                    ticket,
                    error: error.clone(),
                    will_retry,
                });
            }
            self.told = self.tickets.len();
            if will_retry {
                let wait = self
                    .retry
                    .as_ref()
                    .map_or(self.timing.first_retry, |retry| retry.wait * 2);
                let wait = wait.min(self.timing.longest_retry);
                self.retry = Some(Retry {
                    at: Instant::now() + wait,
                    wait,
                });
            } else {
                self.forget();
            }
            return Err(error);
        }
        for (name, bytes) in &self.soft {
            // Its loss is no loss, so nobody is told.
            let _ = self.store.write_soft(name, bytes);
        }
        for &ticket in &self.tickets {
            self.tell(SaveEvent::Saved { ticket });
        }
        self.forget();
        self.put_off_refresh();
        Ok(())
    }

    fn forget(&mut self) {
        self.changes.clear();
        self.soft.clear();
        self.tickets.clear();
        self.told = 0;
        self.retry = None;
    }

    fn put_off_refresh(&mut self) {
        if self.store.needs_refresh() {
            let now = Instant::now();
            let since = self.behind.map_or(now, |(since, _)| since);
            self.behind = Some((
                since,
                (now + self.timing.quiet).min(since + self.timing.latest),
            ));
        }
    }

    fn refresh(&mut self) {
        self.behind = None;
        for outcome in self.store.refresh() {
            self.tell(SaveEvent::Notice(outcome));
        }
        if self.store.needs_refresh() {
            let now = Instant::now();
            self.behind = Some((now, now + self.timing.longest_retry));
        }
    }

    /// The last chance: to the data directory, or else to the rescue directory.
    fn finish(mut self) -> Result<(), SaveError> {
        let changes: Vec<Change> = self.changes.values().cloned().collect();
        let result = self.commit().map_err(|error| match error {
            SaveError::Io(fault) => self.store.rescue(&changes, fault),
            error => error,
        });
        self.refresh();
        result
    }

    fn tell(&self, event: SaveEvent) {
        (self.on_event)(event);
    }
}
