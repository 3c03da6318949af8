//! Fits parameters in a thread of its own, tells how far it is, and lets go of it when nobody waits any more.

use super::cockpit::send;
use super::events::Event;
use crate::app::Msg;
use crate::domain::fit::{self, Failure, Job, News, Progress};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

/// How often progress is told.
const GLANCE: Duration = Duration::from_millis(100);

/// The fit under way, if one is. Whoever drops it stops the fit; the end of the program waits for none.
#[derive(Default)]
pub struct Fitting(Option<Progress>);

impl Fitting {
    /// Begins a job; one before it is stopped.
    pub fn start(&mut self, job: Job, queue: Sender<Event>) {
        self.stop();
        let progress = Progress::default();
        self.0 = Some(progress.clone());
        thread::spawn(move || {
            let number = job.number;
            follow(job, &progress, |news| {
                send(&queue, Event::Msg(Msg::Fit(number, news)));
            });
        });
    }

    /// Stops the fit under way within a moment.
    pub fn stop(&mut self) {
        if let Some(progress) = self.0.take() {
            progress.stop();
        }
    }
}

impl Drop for Fitting {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Does a job in one more thread and tells how it goes until it is over.
pub fn follow(job: Job, progress: &Progress, mut tell: impl FnMut(News)) {
    let (sender, answer) = mpsc::channel();
    let watched = progress.clone();
    thread::spawn(move || {
        // Nobody listens once the program ends.
        let _ = sender.send(fit::fit(&job, &watched));
    });
    loop {
        match answer.recv_timeout(GLANCE) {
            Ok(Ok(fitted)) => return tell(News::Done(Box::new(fitted))),
            Ok(Err(failure)) => return tell(News::Failed(failure)),
            Err(RecvTimeoutError::Timeout) => tell(News::Progress(progress.share())),
            // The optimiser met a mistake of its own.
            Err(RecvTimeoutError::Disconnected) => {
                return tell(News::Failed(Failure::NoNumbers));
            }
        }
    }
}
