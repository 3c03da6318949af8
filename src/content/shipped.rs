//! What a pack said of a node or question when it was taken over, as a checksum of each part of it: an update of the
//! pack can tell what the user changed since, even by hand in the file, without a second copy.

use crate::domain::Node;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A part of a record that is compared as a whole.
pub(super) trait Piece: Copy + PartialEq + 'static {
    type Of;
    /// All parts, in the order of their checksums.
    const ALL: &'static [Self];

    /// What the part says, for its checksum.
    fn said(self, of: &Self::Of) -> Vec<u8>;

    /// Takes the part over from another record.
    fn copy(self, from: &Self::Of, to: &mut Self::Of);
}

/// The checksums of a record as the pack states it.
pub(super) fn seal<P: Piece>(record: &P::Of) -> String {
    let sums: Vec<String> = P::ALL.iter().map(|part| sum(*part, record)).collect();
    sums.join("-")
}

/// Six hexadecimal digits that stand for a part.
fn sum<P: Piece>(part: P, record: &P::Of) -> String {
    let hash = Sha256::digest(part.said(record));
    format!("{:02x}{:02x}{:02x}", hash[0], hash[1], hash[2])
}

/// The parts in which a record differs from what a seal says; all of them when it says nothing that can be read.
pub(super) fn changed<P: Piece>(record: &P::Of, seal: &str) -> Vec<P> {
    let sums: Vec<&str> = seal.split('-').collect();
    let is_changed = |(index, part): (usize, &P)| {
        let was = sums.get(index).copied().unwrap_or_default();
        (was != sum(*part, record)).then_some(*part)
    };
    let parts = P::ALL.iter().enumerate();
    parts.filter_map(is_changed).collect()
}

/// Whether two seals say the same of a part.
pub(super) fn is_same<P: Piece>(part: P, one: &str, other: &str) -> bool {
    let index = P::ALL.iter().position(|known| *known == part);
    let of = |seal: &str| Some(seal.split('-').nth(index?)?.to_owned());
    of(one).is_some() && of(one) == of(other)
}

/// The parts of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Note,
    /// Dates, weeks, months, hours.
    Length,
    /// Kind, tier, target, choice, weight, tags.
    Nature,
    /// Parent and place among siblings.
    Place,
}

impl Piece for Part {
    type Of = Node;
    const ALL: &'static [Part] = &[
        Part::Title,
        Part::Note,
        Part::Length,
        Part::Nature,
        Part::Place,
    ];

    fn said(self, node: &Node) -> Vec<u8> {
        match self {
            Part::Title => json(&node.title),
            Part::Note => json(&node.note),
            Part::Length => json(&(&node.span, node.weeks, node.months, node.hours)),
            Part::Nature => {
                let nature = (node.kind, node.tier, &node.target, &node.choice, &node.tags);
                // Sums made before there were weights stay right.
                match node.weight {
                    None => json(&nature),
                    weight => json(&(nature, weight)),
                }
            }
            Part::Place => json(&(&node.parent, node.order)),
        }
    }

    fn copy(self, from: &Node, to: &mut Node) {
        match self {
            Part::Title => to.title.clone_from(&from.title),
            Part::Note => to.note.clone_from(&from.note),
            Part::Length => {
                to.span.clone_from(&from.span);
                (to.weeks, to.months, to.hours) = (from.weeks, from.months, from.hours);
            }
            Part::Nature => {
                (to.kind, to.tier, to.weight) = (from.kind, from.tier, from.weight);
                to.target.clone_from(&from.target);
                to.choice.clone_from(&from.choice);
                to.tags.clone_from(&from.tags);
            }
            Part::Place => {
                to.parent.clone_from(&from.parent);
                to.order = from.order;
            }
        }
    }
}

/// What a value says, in bytes.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
