//! The plans' trees as children lists, derived from the nodes.

use super::data::Data;
use super::records::{Id, Kind, Node, State};
use serde::Serialize;
use std::collections::HashMap;
use std::ops::AddAssign;

/// A hand-edited file may contain a loop; no real tree is that deep.
pub const DEEPEST: usize = 32;

/// Children of every node and roots of every plan, in order. Deleted nodes are left out with all below them.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    children: HashMap<Id, Vec<Id>>,
    roots: HashMap<Id, Vec<Id>>,
}

/// How many items of a subtree are in which state; skipped is never hidden in a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    pub todo: usize,
    pub doing: usize,
    pub done: usize,
    pub skipped: usize,
}

impl Tally {
    /// Items of every state.
    pub fn total(self) -> usize {
        self.todo + self.doing + self.done + self.skipped
    }

    /// Share done of what was not skipped, 0..=100, rounded down.
    pub fn percent(self) -> usize {
        let counted = self.done + self.open();
        (self.done * 100).checked_div(counted).unwrap_or(0)
    }

    /// The same as 0.0..=1.0.
    pub fn share(self) -> f64 {
        match self.done + self.open() {
            0 => 0.0,
            counted => self.done as f64 / counted as f64,
        }
    }

    /// Items that are neither done nor skipped.
    pub fn open(self) -> usize {
        self.todo + self.doing
    }

    /// Counts one more item of a state.
    pub fn add(&mut self, state: State) {
        *self.count_mut(state) += 1;
    }

    /// Takes out one item of a state, if one is counted.
    pub fn take(&mut self, state: State) {
        let count = self.count_mut(state);
        *count = count.saturating_sub(1);
    }

    fn count_mut(&mut self, state: State) -> &mut usize {
        match state {
            State::Todo => &mut self.todo,
            State::Doing => &mut self.doing,
            State::Done => &mut self.done,
            State::Skipped => &mut self.skipped,
        }
    }

    /// The state that these items add up to.
    pub fn state(self) -> State {
        if self.open() > 0 {
            if self.done + self.doing > 0 {
                State::Doing
            } else {
                State::Todo
            }
        } else if self.done > 0 {
            State::Done
        } else if self.skipped > 0 {
            State::Skipped
        } else {
            State::Todo
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Tally) {
        self.todo += more.todo;
        self.doing += more.doing;
        self.done += more.done;
        self.skipped += more.skipped;
    }
}

/// What a subtree adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Of its items, itself included.
    pub tally: Tally,
    /// See [`Tree::shown_state`].
    pub shown: State,
    /// Open items that are no criteria.
    pub open_tasks: usize,
    pub open_criteria: usize,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.tally += other.tally;
        self.open_tasks += other.open_tasks;
        self.open_criteria += other.open_criteria;
    }
}

/// Nodes that stand in no plan because a file was edited by hand: their parent is missing, or they are below
/// themselves. What hangs below them is not named again.
pub fn lost(data: &Data) -> Vec<&Node> {
    let parent_of = |node: &Node| data.nodes.get(node.parent.as_deref()?);
    let is_lost = |node: &&Node| {
        if node.parent.is_none() {
            return false;
        }
        let mut above = parent_of(node);
        if above.is_none() {
            return true;
        }
        for _ in 0..DEEPEST {
            match above {
                Some(parent) if parent.id == node.id => return true,
                Some(parent) => above = parent_of(parent),
                None => return false,
            }
        }
        false
    };
    let live = data.nodes.iter().filter(|node| !node.deleted);
    live.filter(is_lost).collect()
}

impl Tree {
    /// A node whose parent is missing is in no list.
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
        if depth > DEEPEST {
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
            let Some(parent) = data.nodes.get(&id).filter(|_| found.len() < DEEPEST) else {
                break;
            };
            found.push(parent);
            next = parent.parent.clone();
        }
        found
    }

    /// States of the items in a subtree, itself included.
    pub fn tally(&self, data: &Data, node: &str) -> Tally {
        self.sum(data, node).tally
    }

    /// The state a row shows: an item's own; of a unit or group what its items add up to, unless it was begun,
    /// closed or skipped as a whole. What lies in a skipped part is skipped. Nothing is done above an open item,
    /// save above criteria when it was closed without proof on purpose.
    pub fn shown_state(&self, data: &Data, node: &Node) -> State {
        self.sum(data, &node.id).shown
    }

    /// State and counts of a subtree.
    pub fn sum(&self, data: &Data, node: &str) -> Sum {
        let mut sum = Sum::default();
        // Children are told before their parents: the last is the node's own.
        self.each_sum(data, node, |_, found| sum = found);
        sum
    }

    /// Walks a subtree once and tells the sum of every node in it, children before their parents.
    pub fn each_sum(&self, data: &Data, node: &str, mut tell: impl FnMut(&str, Sum)) {
        let skipped = self
            .ancestors(data, node)
            .iter()
            .any(|above| data.state(&above.id) == State::Skipped);
        self.sums(data, node, skipped, 0, &mut tell);
    }

    fn sums(
        &self,
        data: &Data,
        id: &str,
        skipped: bool,
        depth: usize,
        tell: &mut dyn FnMut(&str, Sum),
    ) -> Sum {
        let mut sum = Sum::default();
        let Some(node) = data.nodes.get(id).filter(|_| depth <= DEEPEST) else {
            return sum;
        };
        let progress = data.progress.get(id);
        let own = progress.map_or(State::Todo, |progress| progress.state);
        let without_proof = progress.is_some_and(|progress| progress.without_proof);
        let skipped = skipped || own == State::Skipped;
        for child in self.children(id) {
            sum.add(self.sums(data, child, skipped, depth + 1, tell));
        }
        let state = match own {
            State::Todo | State::Doing if skipped => State::Skipped,
            State::Done if sum.open_tasks > 0 || (sum.open_criteria > 0 && !without_proof) => {
                State::Doing
            }
            State::Todo | State::Doing | State::Done | State::Skipped => own,
        };
        let open = matches!(state, State::Todo | State::Doing);
        if node.kind.is_item() {
            sum.tally.add(state);
            if open && node.kind == Kind::Criterion {
                sum.open_criteria += 1;
            } else if open {
                sum.open_tasks += 1;
            }
        }
        sum.shown = if node.kind.is_item() || state != State::Todo {
            state
        } else {
            sum.tally.state()
        };
        tell(id, sum);
        sum
    }

    /// Items below a node that are neither done nor skipped, in reading order; what lies in a skipped part is not.
    pub fn open_items<'a>(&'a self, data: &'a Data, node: &str) -> Vec<&'a Node> {
        let mut found = Vec::new();
        self.walk_open(data, node, 0, &mut found);
        found
    }

    fn walk_open<'a>(
        &'a self,
        data: &'a Data,
        node: &str,
        depth: usize,
        found: &mut Vec<&'a Node>,
    ) {
        if depth > DEEPEST {
            return;
        }
        for child in self
            .children(node)
            .iter()
            .filter_map(|id| data.nodes.get(id))
        {
            let state = data.state(&child.id);
            if state == State::Skipped {
                continue;
            }
            if child.kind.is_item() && state != State::Done {
                found.push(child);
            }
            self.walk_open(data, &child.id, depth + 1, found);
        }
    }

    /// Criteria under a node, at any depth, that are still open: closing it asks for proof.
    pub fn open_criteria<'a>(&'a self, data: &'a Data, node: &str) -> Vec<&'a Node> {
        self.open_items(data, node)
            .into_iter()
            .filter(|child| child.kind == Kind::Criterion)
            .collect()
    }
}
