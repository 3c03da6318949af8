//! Which records of a document somebody changed.

use std::collections::HashMap;

use super::finding::{RecordChange, RecordRef};
use super::json::{BOM, check_json};
use super::spans::{elements, id, members, same};

/// The parts of a document by list and id: where each is and what it says. A member that is no list of records is a part
/// of its own.
type Parts<'a> = HashMap<(String, Option<String>), (usize, &'a str)>;

fn parts(document: &[u8]) -> Parts<'_> {
    let text = document.strip_prefix(BOM).unwrap_or(document);
    let text = str::from_utf8(text)
        .ok()
        .filter(|_| check_json(text).is_ok());
    let mut parts = Parts::new();
    for (member, raw) in text.and_then(members).unwrap_or_default() {
        let list = elements(raw).unwrap_or_default().into_iter().enumerate();
        let records = list.filter_map(|(index, raw)| Some((id(raw)?, index, raw)));
        let before = parts.len();
        for (id, index, raw) in records {
            parts.insert((member.to_string(), Some(id.into_owned())), (index, raw));
        }
        if parts.len() == before {
            parts.insert((member.to_string(), None), (0, raw));
        }
    }
    parts
}

/// In which records the second document differs from the first, in the order of the document.
pub(super) fn changes(one: &[u8], other: &[u8]) -> Vec<(RecordRef, RecordChange)> {
    let (one, other) = (parts(one), parts(other));
    let record = |(member, id): &(String, Option<String>), index: usize| RecordRef {
        member: member.clone(),
        index,
        id: id.clone(),
    };
    let mut changes = Vec::new();
    for (key, &(index, raw)) in &other {
        match one.get(key) {
            None => changes.push((record(key, index), RecordChange::Added)),
            Some((_, before)) if !same(before, raw) => {
                changes.push((record(key, index), RecordChange::Changed));
            }
            Some(_) => {}
        }
    }
    for (key, &(index, _)) in one.iter().filter(|(key, _)| !other.contains_key(*key)) {
        changes.push((record(key, index), RecordChange::Removed));
    }
    changes.sort_by(|(one, _), (other, _)| one.cmp(other));
    changes
}
