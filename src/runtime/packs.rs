//! Packs in files: what is wrong with one, and the pack itself where nothing is. For the command line and for the cockpit.

use super::exchange::bytes;
use crate::content::{Names, Pack, Problem, Reason, check_file, place};
use crate::domain::{Id, Kind};
use crate::lang::Lang;
use crate::panes::past::Unfit;
use crate::store::{JsonProblem, check_json};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Reads a pack that has nothing wrong with it. `nodes`: what its questions may belong to beside what it has itself and
/// what the program has.
pub fn read(file: &Path, nodes: BTreeSet<Id>, lang: Lang) -> Result<Pack, Unfit> {
    let name = file.display().to_string();
    let bytes = bytes(file, lang).map_err(Unfit::Unreadable)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut known = Names::shipped();
    known.nodes.extend(nodes);
    known.add(std::str::from_utf8(bytes).map_or_else(|_| Names::default(), Names::of));
    let found = problems(bytes, &known, lang);
    if !found.is_empty() {
        let lines = found.into_iter();
        let lines = lines.map(|(line, column, reason)| format!("{name}:{line}:{column}: {reason}"));
        return Err(Unfit::Mistakes(lines.collect()));
    }
    // What is well and still no pack is a document.
    serde_json::from_slice(bytes).map_err(|_| Unfit::Unreadable(lang.adopt().not_a_pack(&name)))
}

/// Line, column and reason of all that is wrong.
pub fn problems(bytes: &[u8], known: &Names, lang: Lang) -> Vec<(usize, usize, String)> {
    let texts = lang.cli();
    if let Err(JsonProblem::ConflictMarker { line }) = check_json(bytes) {
        return vec![(line, 1, texts.conflict_marker().to_owned())];
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let (line, column) = place(&valid, valid.len());
            return vec![(line, column, texts.not_utf8().to_owned())];
        }
    };
    let worded = |problem: Problem| (problem.line, problem.column, wording(lang, &problem.reason));
    check_file(text, known).into_iter().map(worded).collect()
}

fn wording(lang: Lang, reason: &Reason) -> String {
    let texts = lang.cli();
    match reason {
        Reason::Syntax(detail) => texts.syntax(detail),
        Reason::Shape(detail) => texts.shape(detail),
        Reason::Unknown => texts.unknown_file().to_owned(),
        Reason::Version => texts.version().to_owned(),
        Reason::DuplicateMember(key) => texts.duplicate_member(key),
        Reason::MissingLanguage(code) => texts.missing_language(code),
        Reason::EmptyText => texts.empty_text().to_owned(),
        Reason::Control(c) => texts.control(&format!("U+{:04X}", u32::from(*c))),
        Reason::NotComposed => texts.not_composed().to_owned(),
        Reason::BadId(id) => texts.bad_id(id),
        Reason::DuplicateId(id) => texts.duplicate_id(id),
        Reason::UnknownUnit(id) => texts.unknown_unit(id),
        Reason::UnknownProject(id) => texts.unknown_project(id),
        Reason::UnknownLink(id) => texts.unknown_link(id),
        Reason::AnswerWithoutPoints => texts.no_points().to_owned(),
        Reason::BadSpan(span) => texts.bad_span(span),
        Reason::UnknownKind(kind) => texts.unknown_kind(kind),
        Reason::Nesting { child, parent } => texts.nesting(&code(*child), &code(*parent)),
        Reason::BadOperator(op) => texts.bad_operator(op),
        Reason::BadChoice(choice) => texts.bad_choice(choice),
        Reason::Record { id, why } => texts.bad_record(id, why),
    }
}

/// A kind as packs write it.
fn code(kind: Kind) -> String {
    match serde_json::to_value(kind) {
        Ok(Value::String(code)) => code,
        _ => String::new(),
    }
}
