//! What is told of a panic: where it was, and nothing that the user wrote. A message that was put together while the
//! program ran may quote a text; one that stands in the source cannot.

use super::cli::complain;
use crate::lang::Lang;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Panics of helpers that nobody was told of yet.
static KEPT: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Whether there was any.
static HAPPENED: AtomicBool = AtomicBool::new(false);

/// From now on panics are told in this language.
pub fn install(lang: Lang) {
    panic::set_hook(Box::new(move |info| {
        HAPPENED.store(true, Ordering::SeqCst);
        complain(&lang.app().mistake(&words(info)));
        let trace = Backtrace::capture();
        if trace.status() == BacktraceStatus::Captured {
            complain(&trace.to_string());
        }
    }));
}

/// Keeps what a helper's panic has to say until the terminal is given back.
pub fn keep(info: &PanicHookInfo) {
    HAPPENED.store(true, Ordering::SeqCst);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.push(words(info));
}

/// Tells what was kept. Returns whether there was a panic at all, in whichever thread.
pub fn told(lang: Lang) -> bool {
    let kept = std::mem::take(&mut *KEPT.lock().unwrap_or_else(PoisonError::into_inner));
    for mistake in kept {
        complain(&lang.app().mistake(&mistake));
    }
    HAPPENED.load(Ordering::SeqCst)
}

fn words(info: &PanicHookInfo) -> String {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    match info.payload().downcast_ref::<&'static str>() {
        Some(message) => format!("{place}: {message}"),
        None => place,
    }
}
