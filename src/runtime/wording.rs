//! Turns what the store reports into the user's words.

use crate::domain::docs::BadRecord;
use crate::domain::{Node, Row};
use crate::lang::Lang;
use crate::panes::Toast;
use crate::store::{
    Cause, Conflict, DocName, IoFault, JsonProblem, Notice, OpenError, ReadOnly, RefreshOutcome,
    SaveError,
};
use chrono::{DateTime, Local, Utc};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Why something was not saved, and what to do.
pub fn save_error(lang: Lang, error: &SaveError) -> String {
    let texts = lang.saving();
    match error {
        SaveError::ReadOnly => texts.read_only().to_owned(),
        SaveError::NotJson { .. } | SaveError::Stopped => texts.internal(&error.to_string()),
        SaveError::Implausible {
            name,
            before,
            after,
            kept,
        } => texts.implausible(&file(name), *before, *after, &shown_or_none(kept)),
        SaveError::Io(fault) if fault.kind == ErrorKind::NotFound => texts.gone(&whole(fault)),
        SaveError::Io(fault) if fault.kind == ErrorKind::NotADirectory => {
            texts.other(&fault.path.display().to_string(), &fault.kind.to_string())
        }
        SaveError::Io(fault) => io_fault(lang, fault),
        SaveError::Rescued { error, dir } => {
            texts.rescued(&save_error(lang, error), &dir.display().to_string())
        }
        SaveError::Timeout => texts.timeout().to_owned(),
    }
}

/// An error of the operating system, and what to do.
pub fn io_fault(lang: Lang, fault: &IoFault) -> String {
    let texts = lang.saving();
    let path = fault.path.display().to_string();
    if let Some(space) = fault.space {
        return texts.full_by(
            &whole(fault),
            space.needed.div_ceil(1024),
            space.free / 1024,
        );
    }
    match fault.kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => texts.full(&whole(fault)),
        ErrorKind::PermissionDenied => texts.denied(&path),
        ErrorKind::ReadOnlyFilesystem => texts.read_only_disk(&whole(fault)),
        ErrorKind::NotFound => texts.missing(&path),
        ErrorKind::InvalidInput | ErrorKind::IsADirectory => texts.no_file(&path),
        ErrorKind::NotADirectory => texts.not_a_directory(&path),
        kind => texts.other(&path, &kind.to_string()),
    }
}

/// The data folder that a path in its inside belongs to: what is wrong with it is wrong with all of it.
fn whole(fault: &IoFault) -> String {
    let inside = |path: &&Path| path.file_name().is_some_and(|name| name == ".gongbu");
    let root = fault.path.ancestors().find(inside).and_then(Path::parent);
    root.unwrap_or(&fault.path).display().to_string()
}

/// Why a folder could not be made.
pub fn no_folder(lang: Lang, path: &Path, error: &std::io::Error) -> String {
    let texts = lang.saving();
    let path = path.display().to_string();
    match error.kind() {
        ErrorKind::PermissionDenied => texts.denied(&path),
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => texts.not_a_directory(&path),
        _ => format!("{path}: {error}"),
    }
}

/// What was met while the readable files were renewed.
pub fn refresh_outcome(lang: Lang, outcome: &RefreshOutcome) -> Toast {
    let texts = lang.saving();
    let bad = matches!(
        outcome,
        RefreshOutcome::BrokenByHand { .. } | RefreshOutcome::Failed(_)
    );
    let text = match outcome {
        RefreshOutcome::ChangedOutside { name, kept } => texts.changed_outside(
            &format!("{}.json", name.as_str()),
            &kept.display().to_string(),
        ),
        RefreshOutcome::BrokenByHand { path, problem, .. } => broken(lang, path, problem),
        RefreshOutcome::Unlinked { path, .. } => texts.unlinked(&path.display().to_string()),
        RefreshOutcome::Failed(fault) => texts.refresh_failed(&io_fault(lang, fault)),
    };
    Toast { text, bad }
}

/// A file that a person left in a state that cannot be used.
fn broken(lang: Lang, path: &Path, problem: &JsonProblem) -> String {
    let texts = lang.saving();
    let file = path.display().to_string();
    if let JsonProblem::NotAnObject = problem {
        return texts.not_an_object(&file);
    }
    let (line, column) = place(problem);
    texts.broken_outside(&file, line, column)
}

/// Line and column of a problem in a JSON text.
pub fn place(problem: &JsonProblem) -> (usize, usize) {
    match problem {
        JsonProblem::Syntax { line, column, .. } => (*line, *column),
        JsonProblem::ConflictMarker { line } => (*line, 1),
        JsonProblem::NotAnObject => (1, 1),
    }
}

/// Why the data directory cannot be used, and what to do.
pub fn open_error(lang: Lang, error: &OpenError) -> String {
    let texts = lang.saving();
    match error {
        OpenError::NotADataset(path) => texts.not_a_dataset(&path.display().to_string()),
        OpenError::NotADirectory(path) => texts.not_a_directory(&path.display().to_string()),
        OpenError::ParentMissing(path) => texts.missing(&path.display().to_string()),
        OpenError::TooNew { schema, ours, .. } => texts.too_new(*schema, *ours),
        OpenError::BrokenManifest { path, problem } => {
            let (line, column) = place(problem);
            texts.broken_manifest(&path.display().to_string(), line, column)
        }
        OpenError::Io(fault) => io_fault(lang, fault),
    }
}

/// Why nothing will be written.
pub fn read_only(lang: Lang, reason: &ReadOnly) -> String {
    let texts = lang.saving();
    match reason {
        ReadOnly::LockedBy(holder) => {
            let or_unknown = |word: Option<String>| word.unwrap_or_else(|| "?".to_owned());
            let pid = or_unknown(holder.pid.map(|pid| pid.to_string()));
            let since = holder.since.as_deref().map(|since| {
                let at = since.parse::<DateTime<Utc>>().ok();
                let local = at.map(|at| at.with_timezone(&Local).fixed_offset());
                local.map_or(since.to_owned(), |at| lang.app().date_and_time(at))
            });
            let host = or_unknown(holder.host.clone());
            texts.locked(&pid, &or_unknown(since), &host)
        }
        ReadOnly::NewerSchema { schema, ours } => texts.newer_schema(*schema, *ours),
        ReadOnly::MendFirst(path) => texts.mend_first(&path.display().to_string()),
        ReadOnly::Asked => texts.read_only().to_owned(),
        ReadOnly::NotWritable(fault) => texts.read_only_because(&io_fault(lang, fault)),
    }
}

/// Something that was found while opening.
pub fn notice(lang: Lang, notice: &Notice) -> Toast {
    // What asks for nothing to be done is news, no more.
    let news = match notice {
        Notice::ChangedOutside { conflicts, .. } => conflicts.is_empty(),
        Notice::ManifestRebuilt
        | Notice::HistoryMissing
        | Notice::OldCopy { .. }
        | Notice::GenerationDamaged { .. }
        | Notice::NotOurs { .. } => true,
        _ => false,
    };
    Toast {
        text: notice_text(lang, notice),
        bad: !news,
    }
}

fn notice_text(lang: Lang, notice: &Notice) -> String {
    let texts = lang.saving();
    let shown = |path: &Path| path.display().to_string();
    match notice {
        Notice::ManifestRebuilt => texts.manifest_rebuilt().to_owned(),
        Notice::HistoryMissing => texts.history_missing().to_owned(),
        Notice::LockUnavailable(_) => texts.no_locks().to_owned(),
        Notice::Restored { name, kept, .. } => texts.restored(&file(name), &shown_or_none(kept)),
        Notice::ChangedOutside {
            name,
            taken,
            conflicts,
            kept,
            ..
        } if !conflicts.is_empty() => texts.taken_over_but(
            &file(name),
            *taken,
            &places(conflicts),
            &shown_or_none(kept),
        ),
        Notice::ChangedOutside { name, taken, .. } => texts.taken_over(&file(name), *taken),
        // Who only looks puts nothing aside.
        Notice::TooMuchGone {
            name,
            shrink,
            kept: None,
        } => texts.shrank(&file(name), shrink.before, shrink.after),
        Notice::TooMuchGone { name, shrink, kept } => texts.too_much_gone(
            &file(name),
            shrink.before,
            shrink.after,
            &shown_or_none(kept),
        ),
        Notice::OldCopy { name, kept } => texts.old_copy(&file(name), &shown_or_none(kept)),
        Notice::BrokenByHand { path, problem, .. } => broken(lang, path, problem),
        Notice::Unreadable { path, cause, .. } => match cause {
            Cause::Io(fault) => io_fault(lang, fault),
            Cause::Json(problem) => broken(lang, path, problem),
        },
        Notice::GenerationDamaged { path, bad } if bad.is_empty() => {
            texts.generation_damaged(&shown(path))
        }
        Notice::GenerationDamaged { path, bad } => {
            let ids: Vec<&str> = bad
                .iter()
                .take(5)
                .map(|record| record.id.as_deref().unwrap_or(&record.member))
                .collect();
            texts.records_damaged(&ids.join(", "), &shown(path))
        }
        Notice::GenerationUnreadable(fault) | Notice::RecoveryFailed(fault) => {
            io_fault(lang, fault)
        }
        Notice::Followed { name, target } => texts.followed(&file(name), &shown(target)),
        Notice::NoRights { path } => texts.no_rights(&shown(path)),
        Notice::NotOurs { path } => texts.not_ours(&shown(path)),
    }
}

fn file(name: &DocName) -> String {
    format!("{}.json", name.as_str())
}

fn shown_or_none(path: &Option<PathBuf>) -> String {
    let shown = |path: &PathBuf| path.display().to_string();
    path.as_ref().map_or_else(|| "-".to_owned(), shown)
}

/// Where both sides differ, such as `nodes/week-1/title`. The first few; more would say no more.
pub fn places(conflicts: &[Conflict]) -> String {
    let place = |conflict: &Conflict| {
        let Conflict { member, id, field } = conflict;
        let parts = [Some(member), id.as_ref(), field.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        parts.join("/")
    };
    let mut places: Vec<String> = conflicts.iter().take(3).map(place).collect();
    if conflicts.len() > 3 {
        places.push(format!("+{}", conflicts.len() - 3));
    }
    places.join(", ")
}

/// A record that could not be read and was left in its file.
pub fn bad_record(lang: Lang, record: &BadRecord) -> String {
    lang.saving()
        .bad_record(&format!("{}.json", record.doc), &record.id, &record.reason)
}

/// A node of a plan that stands nowhere.
pub fn lost_node(lang: Lang, node: &Node) -> String {
    let parent = node.parent.as_deref().unwrap_or_default();
    lang.saving()
        .lost_node(&format!("{}.json", node.doc()), &node.id, parent)
}

/// A document that is JSON but not one of ours.
pub fn bad_document(lang: Lang, doc: &str) -> String {
    lang.saving().no_document(&format!("{doc}.json"))
}
