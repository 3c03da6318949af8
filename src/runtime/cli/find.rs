//! Naming a node on the command line: by its id, or by the end of it where no other ends so.

use crate::domain::{Data, Id, Kind, Node};
use std::collections::HashMap;

/// How many nodes are named when it is not clear which one is meant.
const NAMED: usize = 5;

/// What a text names.
#[derive(Debug, PartialEq)]
pub enum Found<'a> {
    One(&'a Node),
    /// Several end so.
    Several(Vec<&'a Node>),
    /// None does; these are written nearly so.
    None(Vec<&'a Node>),
}

/// Finds the node with this id, or the only one whose id ends so; whole parts of ids go before parts of words.
pub fn find<'a>(data: &'a Data, text: &str) -> Found<'a> {
    let text = text.trim().trim_matches('/');
    let ends = |whole: bool| -> Vec<&'a Node> {
        nameable(data)
            .filter(|node| ends_in(&node.id, text, whole))
            .collect()
    };
    if let Some(node) = nameable(data).find(|node| node.id == text) {
        return Found::One(node);
    }
    let mut found = if text.is_empty() {
        Vec::new()
    } else {
        ends(true)
    };
    if found.is_empty() && text.chars().count() >= 3 {
        found = ends(false);
    }
    match found.as_slice() {
        [] => Found::None(like(data, text)),
        [one] => Found::One(one),
        _ => {
            found.truncate(NAMED);
            Found::Several(found)
        }
    }
}

/// The shortest end of each id that no other id has, for lists that ids are copied from.
pub struct ShortIds<'a> {
    counts: HashMap<&'a str, usize>,
}

impl<'a> ShortIds<'a> {
    pub fn of(data: &'a Data) -> ShortIds<'a> {
        let mut counts = HashMap::new();
        for node in nameable(data) {
            for end in ends_of(&node.id) {
                *counts.entry(end).or_default() += 1;
            }
        }
        ShortIds { counts }
    }

    pub fn get<'b>(&self, id: &'b str) -> &'b str {
        let alone = |end: &&str| self.counts.get(end) == Some(&1);
        ends_of(id).find(alone).unwrap_or(id)
    }
}

/// Nodes that have a state or time.
fn nameable(data: &Data) -> impl Iterator<Item = &Node> {
    data.nodes
        .iter()
        .filter(|node| !node.deleted && !matches!(node.kind, Kind::Note | Kind::Period))
}

/// The ends of an id that begin with a whole part, the shortest first.
fn ends_of(id: &str) -> impl Iterator<Item = &str> {
    let parts = id.rmatch_indices('/').map(|(at, _)| &id[at + 1..]);
    parts.chain(std::iter::once(id))
}

fn ends_in(id: &str, text: &str, whole: bool) -> bool {
    id.strip_suffix(text)
        .is_some_and(|before| !whole || before.ends_with('/'))
}

/// The nodes whose ids end most nearly so, and not too far off.
fn like<'a>(data: &'a Data, text: &str) -> Vec<&'a Node> {
    let parts = text.split('/').count();
    let far = (text.chars().count() / 4).max(1);
    let mut near: Vec<(usize, &Id, &Node)> = nameable(data)
        .filter_map(|node| {
            let end = ends_of(&node.id).nth(parts - 1)?;
            let steps = if end.contains(text) {
                1
            } else {
                distance(text, end)
            };
            (steps <= far).then_some((steps, &node.id, node))
        })
        .collect();
    near.sort_by_key(|(steps, id, _)| (*steps, *id));
    near.into_iter().take(3).map(|(_, _, node)| node).collect()
}

/// How many letters must be changed, added or removed to make `b` of `a`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
