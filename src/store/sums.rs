//! The last line of a generation: a checksum for each record of the body. The header's checksum says that a body is
//! damaged; these say which records are, and which can still be trusted.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::finding::RecordRef;
use super::generation::Sha;
use super::json::{BOM, check_json};
use super::spans::{elements, id, members};

/// Checksums of records, in the order of the body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sums {
    /// The lists that have records, each with how many.
    lists: Vec<(String, usize)>,
    sums: Vec<String>,
    /// Where the records are: for each, how far its beginning is from the end of the one before, and its length.
    at: Vec<(usize, usize)>,
}

/// What is left of a damaged body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Damaged {
    /// Records that are as they were saved.
    pub(super) good: Vec<RecordRef>,
    /// Records that are not; none when nothing is known of the records.
    pub(super) bad: Option<Vec<RecordRef>>,
}

impl Sums {
    /// None when the body has no records.
    pub(super) fn of(body: &[u8]) -> Option<Self> {
        let text = str::from_utf8(body.strip_prefix(BOM).unwrap_or(body)).ok()?;
        let mut sums = Self::default();
        let mut end = 0;
        for (member, list) in members(text)? {
            let records = elements(list)
                .unwrap_or_default()
                .into_iter()
                .filter(|raw| id(raw).is_some());
            let mut count = 0;
            for raw in records {
                // Both are parts of the body.
                let start = raw.as_ptr() as usize - body.as_ptr() as usize;
                sums.sums.push(short(raw.as_bytes()));
                sums.at.push((start - end, raw.len()));
                end = start + raw.len();
                count += 1;
            }
            if count > 0 {
                sums.lists.push((member.into_owned(), count));
            }
        }
        (!sums.sums.is_empty()).then_some(sums)
    }

    pub(super) fn count(&self) -> usize {
        self.sums.len()
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("sums are plain data")
    }

    pub(super) fn decode(line: &[u8]) -> Option<Self> {
        let sums: Self = serde_json::from_slice(line).ok()?;
        let listed = sums
            .lists
            .iter()
            .try_fold(0_usize, |sum, list| sum.checked_add(list.1))?;
        (sums.sums.len() == sums.at.len() && sums.sums.len() == listed).then_some(sums)
    }

    /// As `compare`, for a whole file whose first line cannot be used.
    pub(super) fn salvage(file: &[u8]) -> Damaged {
        let whole = file.strip_suffix(b"\n").unwrap_or(file);
        let newline = |byte: &u8| *byte == b'\n';
        let (Some(first), Some(last)) = (
            whole.iter().position(newline),
            whole.iter().rposition(newline),
        ) else {
            return Damaged::default();
        };
        let sums = Self::decode(&whole[last + 1..]);
        let body = whole.get(first + 1..=last).unwrap_or_default();
        sums.map_or_else(Damaged::default, |sums| sums.compare(body))
    }

    /// Tells the good records of a damaged body from the bad ones.
    pub(super) fn compare(&self, body: &[u8]) -> Damaged {
        let mut good = Vec::new();
        let mut bad = Vec::new();
        let places = self
            .lists
            .iter()
            .flat_map(|(member, count)| (0..*count).map(move |index| (member, index)));
        let mut end = 0_usize;
        for (((member, index), sum), (gap, length)) in places.zip(&self.sums).zip(&self.at) {
            let start = end.saturating_add(*gap);
            end = start.saturating_add(*length);
            let raw = body.get(start..end);
            let rest = body.get(Range {
                start: start.min(body.len()),
                end: end.min(body.len()),
            });
            let record = RecordRef {
                member: member.clone(),
                index,
                id: rest.and_then(id_of),
            };
            if raw.is_some_and(|raw| short(raw) == *sum) {
                good.push(record);
            } else {
                bad.push(record);
            }
        }
        Damaged {
            good,
            bad: Some(bad),
        }
    }
}

/// The first 64 bits of the checksum, in hexadecimal.
fn short(raw: &[u8]) -> String {
    let mut hex = String::from(Sha::of(raw));
    hex.truncate(16);
    hex
}

/// The id of a record that may be damaged.
fn id_of(raw: &[u8]) -> Option<String> {
    if check_json(raw).is_ok() {
        return id(str::from_utf8(raw).ok()?).map(|id| id.into_owned());
    }
    let text = String::from_utf8_lossy(raw);
    let (_, after) = text.split_once("\"id\"")?;
    let after = after.trim_start().strip_prefix(':')?.trim_start();
    let (id, _) = after.strip_prefix('"')?.split_once('"')?;
    (!id.contains('\\')).then(|| id.to_owned())
}
