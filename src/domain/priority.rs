//! Priorities that a document sets: quadrants of impact against effort, and how much of success it puts down to what.

use super::data::Data;
use super::index::Index;
use super::records::Node;
use super::tree::Tally;

/// The quadrants: high impact and high effort, high and low, low and low, low and high. What stands in the last must
/// not become work: its parts are notes.
pub const CHOICES: [&str; 4] = ["invest", "quick", "fill", "avoid"];

/// A part with a weight, and how far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor<'a> {
    pub node: &'a Node,
    /// Per cent of the whole.
    pub weight: u8,
    pub tally: Tally,
}

/// The factors directly below a node, in order.
pub fn factors<'a>(data: &'a Data, index: &Index, above: &str) -> Vec<Factor<'a>> {
    let children = index.tree.children(above).iter();
    let nodes = children.filter_map(|id| data.nodes.get(id));
    nodes
        .filter_map(|node| {
            Some(Factor {
                node,
                weight: node.weight?,
                tally: index.tree.tally(data, &node.id),
            })
        })
        .collect()
}

/// How much of the whole is reached, 0.0..=100.0: each factor counts its weight times the share of it that is done.
pub fn score(factors: &[Factor]) -> f64 {
    let whole: u32 = factors.iter().map(|factor| u32::from(factor.weight)).sum();
    let reached: f64 = (factors.iter())
        .map(|factor| f64::from(factor.weight) * factor.tally.share())
        .sum();
    reached * 100.0 / f64::from(whole.max(1))
}
