//! What a pack said of a node when it was taken over, as a checksum of each part of it: an update of the pack can tell
//! what the user changed since, even by hand in the file, without a second copy of the plan.

use crate::domain::Node;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The parts of a node that are compared, each as a whole.
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

impl Part {
    pub(super) const ALL: [Part; 5] = [
        Part::Title,
        Part::Note,
        Part::Length,
        Part::Nature,
        Part::Place,
    ];

    /// Six hexadecimal digits that stand for the part.
    fn sum(self, node: &Node) -> String {
        let text = match self {
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
        };
        let hash = Sha256::digest(text);
        format!("{:02x}{:02x}{:02x}", hash[0], hash[1], hash[2])
    }

    /// Takes the part over from another node.
    pub(super) fn copy(self, from: &Node, to: &mut Node) {
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

/// The checksums of a node as the pack states it.
pub(super) fn seal(node: &Node) -> String {
    Part::ALL.map(|part| part.sum(node)).join("-")
}

/// The parts in which a node differs from what its `shipped` says; all of them when it says nothing that can be read.
pub(super) fn changed(node: &Node, shipped: &str) -> Vec<Part> {
    let sums: Vec<&str> = shipped.split('-').collect();
    let is_changed = |(index, part): (usize, Part)| {
        let was = sums.get(index).copied().unwrap_or_default();
        (was != part.sum(node)).then_some(part)
    };
    let parts = Part::ALL.into_iter().enumerate();
    parts.filter_map(is_changed).collect()
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
