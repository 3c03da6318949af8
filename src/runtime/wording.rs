//! Turns what the store reports into the user's words.

use crate::lang::Lang;
use crate::store::{IoFault, JsonProblem, RefreshOutcome, SaveError};
use std::io::ErrorKind;

/// Why something was not saved, and what to do.
pub fn save_error(lang: Lang, error: &SaveError) -> String {
    let texts = lang.saving();
    match error {
        SaveError::ReadOnly => texts.read_only().to_owned(),
        SaveError::NotJson { .. } | SaveError::Stopped => texts.internal(&error.to_string()),
        SaveError::Io(fault) => io_fault(lang, fault),
        SaveError::Rescued { fault, dir } => texts.rescued(&io_fault(lang, fault), &dir.display().to_string()),
        SaveError::Timeout => texts.timeout().to_owned(),
    }
}

/// An error of the operating system, and what to do.
pub fn io_fault(lang: Lang, fault: &IoFault) -> String {
    let texts = lang.saving();
    let path = fault.path.display().to_string();
    match fault.kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => texts.full(&path),
        ErrorKind::PermissionDenied => texts.denied(&path),
        ErrorKind::ReadOnlyFilesystem => texts.read_only_disk(&path),
        ErrorKind::NotFound => texts.missing(&path),
        kind => texts.other(&path, &kind.to_string()),
    }
}

/// What was met while the readable files were renewed.
pub fn refresh_outcome(lang: Lang, outcome: &RefreshOutcome) -> String {
    let texts = lang.saving();
    match outcome {
        RefreshOutcome::ChangedOutside { name, kept } => {
            texts.changed_outside(&format!("{name}.json"), &kept.display().to_string())
        }
        RefreshOutcome::BrokenByHand { path, problem, .. } => {
            let (line, column) = place(problem);
            texts.broken_outside(&path.display().to_string(), line, column)
        }
        RefreshOutcome::Failed(fault) => texts.refresh_failed(&io_fault(lang, fault)),
    }
}

/// Line and column of a problem in a JSON text.
pub fn place(problem: &JsonProblem) -> (usize, usize) {
    match problem {
        JsonProblem::Syntax { line, column, .. } => (*line, *column),
        JsonProblem::ConflictMarker { line } => (*line, 1),
    }
}
