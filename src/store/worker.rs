//! The saving thread: what waits, when it is tried again, when the canonical files are due.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::Store;
use super::change::{Batch, Change, Taken};
use super::commit::{add_change, check_changes};
use super::name::DocName;
use super::report::{IoFault, RefreshOutcome, SaveError};
use super::rescue::Place;
use super::saver::{Ledger, Order, SaveEvent, Timing};
use crate::domain::trip;

pub(super) struct Worker<F> {
    store: Store,
    timing: Timing,
    on_event: F,
    ledger: Arc<Ledger>,
    place: Place,
    waiting: Waiting,
    retry: Option<Retry>,
    /// When the canonical files were first behind, and when they are due.
    behind: Option<(Instant, Instant)>,
    /// Where the waiting changes were rescued to.
    rescued: Option<RescueCopy>,
    /// The last fault of a refresh that was told: one and the same is told once.
    told: Option<IoFault>,
}

/// What goes into the next commit.
#[derive(Default)]
struct Waiting {
    changes: BTreeMap<DocName, Change>,
    soft: BTreeMap<DocName, Vec<u8>>,
    taken: Vec<Taken>,
    mark: Option<String>,
    /// The first `told` of them were already told of a failure.
    tickets: Vec<u64>,
    told: usize,
    /// The number in the ledger of what came last.
    number: u64,
}

struct Retry {
    at: Instant,
    wait: Duration,
}

struct RescueCopy {
    dir: PathBuf,
    files: Vec<PathBuf>,
    /// The number in the ledger up to which it is complete.
    number: u64,
}

impl<F: Fn(SaveEvent)> Worker<F> {
    pub(super) fn new(
        store: Store,
        timing: Timing,
        on_event: F,
        ledger: Arc<Ledger>,
        place: Place,
    ) -> Self {
        let mut worker = Self {
            store,
            timing,
            on_event,
            ledger,
            place,
            waiting: Waiting::default(),
            retry: None,
            behind: None,
            rescued: None,
            told: None,
        };
        worker.put_off_refresh();
        worker
    }

    pub(super) fn run(mut self, inbox: &Receiver<Order>) -> Result<(), SaveError> {
        loop {
            let first = match self.deadline() {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => inbox.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            let (mut save, mut look, mut stop) = (false, false, false);
            match first {
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => stop = true,
                Ok(first) => {
                    // Whatever else came meanwhile goes into the same commit.
                    for order in std::iter::once(first).chain(inbox.try_iter()) {
                        match order {
                            Order::Save(number, batch) => {
                                self.take(number, batch);
                                save = true;
                            }
                            Order::Look => look = true,
                            Order::Stop => stop = true,
                        }
                    }
                }
            }
            if stop {
                return self.finish();
            }
            let now = Instant::now();
            if save || look {
                // Somebody is there, so it is tried at once, and soon again.
                self.retry = None;
            }
            let due = self.retry.as_ref().is_none_or(|retry| retry.at <= now);
            if due && (save || look || self.retry.is_some()) {
                let _ = self.commit();
            }
            if look {
                self.look();
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
    fn take(&mut self, number: u64, batch: Batch) {
        self.waiting.number = number;
        // Checked one by one, so that a bad batch does not hold up the others.
        if let Err(error) = check_changes(&batch.changes) {
            for change in &batch.changes {
                self.ledger.refused(&change.name, number);
            }
            self.refuse(batch.ticket, error);
            return;
        }
        let mut whole = true;
        for change in batch.changes {
            let before = self.waiting.changes.get(&change.name);
            if let Err(error) = self.store.check_plausible(&change, before) {
                // The others of its batch have lost nothing; keeping them back could.
                self.ledger.refused(&change.name, number);
                self.refuse(batch.ticket, error);
                whole = false;
                continue;
            }
            let parent = self.store.content(&change.name);
            self.ledger.follows(&change.name, parent);
            add_change(&mut self.waiting.changes, change);
        }
        self.waiting.soft.extend(batch.soft);
        self.waiting.taken.extend(batch.taken);
        if self.waiting.mark.is_none() {
            self.waiting.mark = batch.mark;
        }
        if whole {
            self.waiting.tickets.push(batch.ticket);
        }
    }

    fn refuse(&self, ticket: u64, error: SaveError) {
        self.tell(SaveEvent::Failed {
            ticket,
            error,
            will_retry: false,
        });
    }

    fn commit(&mut self) -> Result<(), SaveError> {
        let waiting = &self.waiting;
        if waiting.tickets.is_empty() && waiting.changes.is_empty() && waiting.taken.is_empty() {
            return Ok(());
        }
        let batch = Batch {
            ticket: 0,
            changes: waiting.changes.values().cloned().collect(),
            soft: waiting.soft.clone().into_iter().collect(),
            taken: waiting.taken.clone(),
            mark: waiting.mark.clone(),
        };
        trip::point("commit");
        let result = self.store.save(&batch);
        trip::point("committed");
        self.tell_outsides();
        match result {
            Ok(outcomes) => {
                for outcome in outcomes {
                    self.tell(SaveEvent::Notice(outcome));
                }
                for &ticket in &self.waiting.tickets {
                    self.tell(SaveEvent::Saved { ticket });
                }
                self.ledger.saved_up_to(self.waiting.number);
                self.forget();
                self.put_off_refresh();
                Ok(())
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    fn failed(&mut self, error: SaveError) -> SaveError {
        let will_retry = matches!(error, SaveError::Io(_));
        let error = if will_retry {
            self.rescue(error)
        } else {
            error
        };
        // Tickets that know hear of it again only through the last one.
        let Waiting { tickets, told, .. } = &self.waiting;
        let from = if *told == tickets.len() {
            told.saturating_sub(1)
        } else {
            *told
        };
        for &ticket in &tickets[from..] {
            self.tell(SaveEvent::Failed {
                ticket,
                error: error.clone(),
                will_retry,
            });
        }
        self.waiting.told = self.waiting.tickets.len();
        if will_retry {
            let wait = self
                .retry
                .as_ref()
                .map_or(self.timing.first_retry, |retry| {
                    (retry.wait * 2).min(self.timing.longest_retry)
                });
            let at = Instant::now() + wait;
            self.retry = Some(Retry { at, wait });
        } else {
            self.ledger.saved_up_to(self.waiting.number);
            self.forget();
        }
        error
    }

    /// Writes what waits elsewhere, unless it is there already.
    fn rescue(&mut self, error: SaveError) -> SaveError {
        let number = self.waiting.number;
        let done = self.rescued.as_ref();
        if done.is_none_or(|copy| copy.number != number)
            && !self.waiting.changes.is_empty()
            && let Ok((dir, files)) = self.place.write(&self.ledger.waiting(number))
        {
            let copy = RescueCopy { dir, files, number };
            if let Some(old) = self.rescued.replace(copy) {
                self.place.remove(&old.files);
            }
        }
        error.rescued(self.rescued.as_ref().map(|copy| copy.dir.clone()))
    }

    fn forget(&mut self) {
        self.waiting = Waiting {
            number: self.waiting.number,
            ..Waiting::default()
        };
        self.retry = None;
        if let Some(copy) = self.rescued.take() {
            self.place.remove(&copy.files);
        }
    }

    fn put_off_refresh(&mut self) {
        if self.store.needs_refresh() {
            let now = Instant::now();
            let since = self.behind.map_or(now, |(since, _)| since);
            let due = (now + self.timing.quiet).min(since + self.timing.latest);
            self.behind = Some((since, due));
        }
    }

    fn look(&mut self) {
        let outcomes = self.store.look();
        self.tell_outcomes(outcomes);
        self.put_off_refresh();
    }

    fn refresh(&mut self) {
        self.behind = None;
        trip::point("refresh");
        let mut outcomes = self.store.look();
        outcomes.extend(self.store.refresh());
        self.tell_outcomes(outcomes);
        if self.store.needs_refresh() {
            let now = Instant::now();
            self.behind = Some((now, now + self.timing.longest_retry));
        }
    }

    fn tell_outcomes(&mut self, outcomes: Vec<RefreshOutcome>) {
        let mut fault = None;
        for outcome in outcomes {
            if let RefreshOutcome::Failed(failed) = &outcome {
                fault = Some(failed.clone());
                if self.told == fault {
                    continue;
                }
            }
            self.tell(SaveEvent::Notice(outcome));
        }
        self.told = fault;
        self.tell_outsides();
    }

    fn tell_outsides(&mut self) {
        for outside in self.store.outsides() {
            self.tell(SaveEvent::Outside(outside));
        }
    }

    /// The last chance: to the data directory, or else to a rescue directory.
    fn finish(mut self) -> Result<(), SaveError> {
        let result = self.commit();
        let outcomes = self.store.refresh();
        self.tell_outcomes(outcomes);
        result
    }

    fn tell(&self, event: SaveEvent) {
        (self.on_event)(event);
    }
}
