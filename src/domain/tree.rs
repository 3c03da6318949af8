//! The plans' trees as children lists, derived from the nodes.

use super::data::Data;
use super::records::{Id, Kind, Node, State};
use std::collections::HashMap;

/// Children of every node and roots of every plan, in order. Deleted nodes are left out with all below them.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    children: HashMap<Id, Vec<Id>>,
    roots: HashMap<Id, Vec<Id>>,
}

/// How many items of a subtree are in which state; skipped is never hidden in a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub todo: usize,
    pub doing: usize,
    pub done: usize,
    pub skipped: usize,
}

impl Tally {
    pub fn total(self) -> usize {
        self.todo + self.doing + self.done + self.skipped
    }

    /// Share done of what was not skipped, 0..=100.
    pub fn percent(self) -> usize {
        let counted = self.total() - self.skipped;
        if counted == 0 {
            0
        } else {
            self.done * 100 / counted
        }
    }

    pub fn add(&mut self, state: State) {
        match state {
            State::Todo => self.todo += 1,
            State::Doing => self.doing += 1,
            State::Done => self.done += 1,
            State::Skipped => self.skipped += 1,
        }
    }
}

impl Tree {
    pub fn of(data: &Data) -> Tree {
        let mut tree = Tree::default();
        for node in data.nodes.iter().filter(|node| !node.deleted) {
            match &node.parent {
                Some(parent) => tree
                    .children
                    .entry(parent.clone())
                    .or_default()
                    .push(node.id.clone()),
                None => tree
                    .roots
                    .entry(node.plan.clone())
                    .or_default()
                    .push(node.id.clone()),
            }
        }
        let order = |id: &Id| {
            data.nodes
                .get(id)
                .map_or((0, String::new()), |node| (node.order, id.clone()))
        };
        for list in tree.children.values_mut().chain(tree.roots.values_mut()) {
            list.sort_by_cached_key(order);
        }
        tree
    }

    /// Children of a node, in order.
    pub fn children(&self, node: &str) -> &[Id] {
        self.children.get(node).map_or(&[], Vec::as_slice)
    }

    /// Top nodes of a plan, in order.
    pub fn roots(&self, plan: &str) -> &[Id] {
        self.roots.get(plan).map_or(&[], Vec::as_slice)
    }

    /// All nodes below `node` in reading order, without itself, with their depth below it (1 = child).
    pub fn below<'a>(&'a self, data: &'a Data, node: &str) -> Vec<(&'a Node, usize)> {
        let mut found = Vec::new();
        self.walk(data, node, 1, &mut found);
        found
    }

    fn walk<'a>(
        &'a self,
        data: &'a Data,
        node: &str,
        depth: usize,
        found: &mut Vec<(&'a Node, usize)>,
    ) {
        // A hand-edited file may contain a loop; no real tree is that deep.
        if depth > 32 {
            return;
        }
        for id in self.children(node) {
            if let Some(child) = data.nodes.get(id) {
                found.push((child, depth));
                self.walk(data, id, depth + 1, found);
            }
        }
    }

    /// The node's ancestors, nearest first.
    pub fn ancestors<'a>(&self, data: &'a Data, node: &str) -> Vec<&'a Node> {
        let mut found: Vec<&Node> = Vec::new();
        let mut next = data.nodes.get(node).and_then(|node| node.parent.clone());
        while let Some(id) = next {
            let Some(parent) = data.nodes.get(&id).filter(|_| found.len() < 32) else {
                break;
            };
            found.push(parent);
            next = parent.parent.clone();
        }
        found
    }

    /// States of the items in a subtree, itself included.
    pub fn tally(&self, data: &Data, node: &str) -> Tally {
        let mut tally = Tally::default();
        if let Some(own) = data.nodes.get(node).filter(|own| own.kind.is_item()) {
            tally.add(data.state(&own.id));
        }
        for (child, _) in self.below(data, node) {
            if child.kind.is_item() {
                tally.add(data.state(&child.id));
            }
        }
        tally
    }

    /// The state a row shows: an item's own; of a unit or group what its items add up to, unless it was closed or
    /// skipped as a whole. A parent is never done above an open item, save when it was closed so on purpose.
    pub fn shown_state(&self, data: &Data, node: &Node) -> State {
        let own = data.state(&node.id);
        if node.kind.is_item() || own != State::Todo {
            return own;
        }
        let tally = self.tally(data, &node.id);
        if tally.total() == 0 || tally.done + tally.doing + tally.skipped == 0 {
            State::Todo
        } else if tally.todo + tally.doing == 0 {
            if tally.done == 0 {
                State::Skipped
            } else {
                State::Done
            }
        } else {
            State::Doing
        }
    }

    /// Criteria under a node (its own children, at any depth) that are still open: closing it asks for proof.
    pub fn open_criteria<'a>(&'a self, data: &'a Data, node: &str) -> Vec<&'a Node> {
        self.below(data, node)
            .into_iter()
            .map(|(child, _)| child)
            .filter(|child| child.kind == Kind::Criterion)
            .filter(|child| matches!(data.state(&child.id), State::Todo | State::Doing))
            .collect()
    }
}
