//! Earlier states in the user's words, for the overlay and the command line alike.

use super::{Reading, Source};
use crate::domain::{Data, Difference, Edit, Now, Step, Touched};
use crate::lang::Lang;
use crate::store::{DocName, SetAsideKind};
use chrono::{DateTime, Utc};

/// How many records of one kind a preview names.
const NAMED: usize = 200;

/// A moment on the user's clock: `2026-11-20 (Fri) 21:05:33`.
pub fn moment(at: DateTime<Utc>, now: &Now, lang: Lang) -> String {
    lang.past().moment(at.with_timezone(&now.offset))
}

/// The same, and how long ago.
pub fn moment_and_age(at: DateTime<Utc>, now: &Now, lang: Lang) -> String {
    let age = lang.past().ago((now.utc - at).num_minutes());
    format!("{}  {age}", moment(at, now, lang))
}

/// What a source is: `Plan: Service as of 2026-11-14 (Sat) 21:05:33`.
pub fn source_name(source: &Source, data: &Data, now: &Now, lang: Lang) -> String {
    let texts = lang.past();
    let when = |at: DateTime<Utc>| moment(at, now, lang);
    match source {
        Source::Moment(at) => texts.all_as_of(&when(*at)),
        Source::Mark { id, at } => {
            let reason = id.split_once('-').map_or(id.as_str(), |(_, reason)| reason);
            texts.before_mark(texts.reason(reason), &when(*at))
        }
        Source::State { name, seq, at } => {
            let name = data.document_name(name.as_str(), lang);
            match at {
                Some(at) => texts.doc_as_of(&name, &when(*at)),
                None => texts.doc_number(&name, *seq),
            }
        }
        Source::Path(path) => path.display().to_string(),
    }
}

/// Why a file was set aside.
pub fn aside_kind(kind: SetAsideKind, lang: Lang) -> &'static str {
    match kind {
        SetAsideKind::Outside => lang.past().from_outside(),
        SetAsideKind::Quarantine => lang.past().damaged(),
    }
}

/// The edit that brings back what was read, and what it would change.
pub fn edit_of(
    reading: Reading,
    what: &str,
    data: &Data,
    now: &Now,
    lang: Lang,
) -> (Edit, Difference, Vec<String>) {
    let texts = lang.past();
    let mut remarks: Vec<String> = Vec::new();
    if reading.unreadable > 0 {
        remarks.push(texts.unreadable(reading.unreadable));
    }
    let alone = |name: &DocName| texts.left_alone(&data.document_name(name.as_str(), lang));
    remarks.extend(reading.left_alone.iter().map(alone));
    let edit = data.edit_to(reading.documents, Step::Restore, what, now);
    let difference = data.difference(&edit, lang);
    (edit, difference, remarks)
}

/// The sign of a line of a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Added,
    Removed,
    Changed,
    Remark,
}

/// A difference line by line, each with its sign.
pub fn preview(
    difference: &Difference,
    remarks: &[String],
    data: &Data,
    lang: Lang,
) -> Vec<(Sign, String)> {
    let texts = lang.past();
    let mut lines = Vec::new();
    let lists = [
        (Sign::Added, "+ ", &difference.added),
        (Sign::Removed, "- ", &difference.removed),
        (Sign::Changed, "~ ", &difference.changed),
    ];
    for (sign, mark, list) in lists {
        let line = |touched: &Touched| (sign, format!("{mark}{}", texts.touched(touched)));
        lines.extend(list.iter().take(NAMED).map(line));
        if list.len() > NAMED {
            lines.push((sign, format!("{mark}{}", texts.more(list.len() - NAMED))));
        }
    }
    let foreign = |doc: &String| {
        let name = data.document_name(doc, lang);
        (Sign::Changed, format!("~ {}", texts.foreign(&name)))
    };
    lines.extend(difference.foreign.iter().map(foreign));
    if difference.unseen > 0 {
        lines.push((Sign::Remark, texts.hidden(difference.unseen)));
    }
    lines.extend(remarks.iter().map(|remark| (Sign::Remark, remark.clone())));
    lines
}
