//! Edits on the items of plans, each one step of the user: state, skip, proof, time, add, edit, delete, move.
//! Pure: they are made from the data and change nothing; the week pane and the command line share them.

mod amount;
mod shape;

pub use amount::{NoAmount, parse_hours, parse_minutes};
pub use shape::{OWN_LEVELS, OWN_PLAN, Place};

use super::calendar::Now;
use super::data::Data;
use super::edit::{Edit, Step};
use super::index::Index;
use super::records::{Kind, Log, Node, Progress, State, fresh_id};
use super::text::clean_line;
use crate::lang::Lang;
use chrono::NaiveDate;

/// Why an edit is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cannot {
    NoSuchItem,
    /// Notes and periods have no state.
    NotTickable,
    /// Something that came with a plan is skipped, not deleted.
    FromThePlan,
    /// What a unit, block or phase comes before decides about dates.
    Dated,
    TooDeep,
    /// Only measures are read.
    NotAMeasure,
    /// Proof of nothing.
    ProofOfNothing,
    NoTitle,
    NoReason,
    AlreadyFirst,
    AlreadyLast,
    /// Skipped as part of the node with this title.
    SkippedWith(String),
    /// A correction that takes away more than these minutes, which is all there is.
    Minutes(i64),
}

/// A node closed with what is below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Closed {
    pub edit: Edit,
    /// How many open items below it were closed too.
    pub below: usize,
    /// How many criteria are still open: it is done without proof.
    pub unproved: usize,
}

/// What edits are made from.
#[derive(Clone, Copy)]
pub struct Items<'a> {
    pub data: &'a Data,
    pub index: &'a Index,
    pub now: Now,
    /// The study day that states and hours are dated with.
    pub on: NaiveDate,
    pub lang: Lang,
}

impl<'a> Items<'a> {
    /// Edits dated today.
    pub fn new(data: &'a Data, index: &'a Index, now: Now, lang: Lang) -> Items<'a> {
        Items {
            data,
            index,
            now,
            on: now.today(),
            lang,
        }
    }

    fn node(&self, id: &str) -> Result<&'a Node, Cannot> {
        let node = self.data.nodes.get(id).filter(|node| !node.deleted);
        node.ok_or(Cannot::NoSuchItem)
    }

    /// A node that has a state.
    fn tickable(&self, id: &str) -> Result<&'a Node, Cannot> {
        match self.node(id)? {
            node if matches!(node.kind, Kind::Note | Kind::Period) => Err(Cannot::NotTickable),
            node => Ok(node),
        }
    }

    fn edit(&self, step: Step, node: &Node) -> Edit {
        Edit::new(step, node.title.get(self.lang), &self.now)
    }

    fn put_state(&self, edit: Edit, id: &str, state: State) -> Edit {
        let progress = Progress {
            state,
            on: Some(self.on),
            reason: None,
            without_proof: false,
            ..self.data.progress_of(id)
        };
        edit.put(self.data, progress)
    }

    /// Gives a node a state of its own. Done closes what is below it too, see [`Items::close`].
    pub fn set_state(&self, id: &str, state: State) -> Result<Edit, Cannot> {
        if state == State::Done {
            return self.close(id).map(|closed| closed.edit);
        }
        let node = self.tickable(id)?;
        let mut state = state;
        if state == State::Todo && !node.kind.is_item() {
            // Reopened above closed items, it would add up to done again at once.
            let below = self.index.tree.tally(self.data, id).state();
            if matches!(below, State::Done | State::Skipped) {
                let skipped = self.data.state(id) == State::Skipped;
                state = if skipped { State::Todo } else { State::Doing };
            }
        }
        Ok(self.put_state(self.edit(Step::SetState, node), id, state))
    }

    /// Closes a node and all open items below it, except criteria: those are the proof, and while one is open the
    /// node is recorded as done without it. Who calls asks the user first, see [`super::tree::Tree::open_criteria`].
    pub fn close(&self, id: &str) -> Result<Closed, Cannot> {
        let node = self.tickable(id)?;
        let tree = &self.index.tree;
        let (criteria, tasks): (Vec<&Node>, Vec<&Node>) = tree
            .open_items(self.data, id)
            .into_iter()
            .partition(|item| item.kind == Kind::Criterion);
        let mut edit = self.edit(Step::SetState, node);
        for task in &tasks {
            edit = self.put_state(edit, &task.id, State::Done);
        }
        for (part, _) in tree.below(self.data, id) {
            // A group marked as begun adds up from its items again.
            if !part.kind.is_item() && self.data.state(&part.id) == State::Doing {
                edit = self.put_state(edit, &part.id, State::Todo);
            }
        }
        let progress = Progress {
            state: State::Done,
            on: Some(self.on),
            reason: None,
            without_proof: !criteria.is_empty(),
            ..self.data.progress_of(id)
        };
        edit = edit.put(self.data, progress);
        let mut closed: Vec<&str> = tasks.iter().map(|task| task.id.as_str()).collect();
        closed.push(id);
        Ok(Closed {
            edit: self.settle(edit, id, &closed),
            below: tasks.len(),
            unproved: criteria.len(),
        })
    }

    /// Skips a node, and with it what is open below it.
    pub fn skip(&self, id: &str, reason: &str) -> Result<Edit, Cannot> {
        let node = self.tickable(id)?;
        let reason = clean_line(reason);
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Cannot::NoReason);
        }
        let progress = Progress {
            state: State::Skipped,
            on: Some(self.on),
            reason: Some(reason.to_owned()),
            without_proof: false,
            ..self.data.progress_of(id)
        };
        let edit = self.edit(Step::Skip, node).put(self.data, progress);
        let below = self.index.tree.open_items(self.data, id);
        let mut closed: Vec<&str> = below.iter().map(|item| item.id.as_str()).collect();
        closed.push(id);
        Ok(self.settle(edit, id, &closed))
    }

    /// Takes a skip back. What is skipped as a part of something is taken back there.
    pub fn unskip(&self, id: &str) -> Result<Edit, Cannot> {
        self.tickable(id)?;
        if self.data.state(id) != State::Skipped {
            let above = self.index.tree.ancestors(self.data, id);
            let skipped = above
                .iter()
                .find(|above| self.data.state(&above.id) == State::Skipped);
            if let Some(above) = skipped {
                return Err(Cannot::SkippedWith(above.title.get(self.lang).to_owned()));
            }
        }
        self.set_state(id, State::Todo)
    }

    /// Lets the nodes above follow when `closed` are no longer open: what was marked as begun adds up from its items
    /// again when none is open, and what was closed without proof is proved when no criterion is open.
    fn settle(&self, mut edit: Edit, id: &str, closed: &[&str]) -> Edit {
        let tree = &self.index.tree;
        for above in tree.ancestors(self.data, id) {
            let Some(progress) = self.data.progress.get(&above.id) else {
                continue;
            };
            let begun = progress.state == State::Doing && !above.kind.is_item();
            if !begun && !progress.without_proof {
                continue;
            }
            let open: Vec<&Node> = tree
                .open_items(self.data, &above.id)
                .into_iter()
                .filter(|item| !closed.contains(&item.id.as_str()))
                .collect();
            if begun && open.is_empty() {
                edit = self.put_state(edit, &above.id, State::Todo);
            } else if progress.without_proof
                && !open.iter().any(|item| item.kind == Kind::Criterion)
            {
                let proved = Progress {
                    without_proof: false,
                    ..progress.clone()
                };
                edit = edit.put(self.data, proved);
            }
        }
        edit
    }

    /// Logs minutes on a node; a correction is negative.
    pub fn log(&self, id: &str, minutes: i64) -> Result<Edit, Cannot> {
        let node = self.node(id)?;
        let there = self.index.minutes(id);
        if there + minutes < 0 {
            return Err(Cannot::Minutes(there));
        }
        let log = Log {
            id: fresh_id(self.now.utc, self.now.salt, |id| {
                self.data.logs.contains(id)
            }),
            node: id.to_owned(),
            minutes,
            on: self.on,
            deleted: false,
            updated: self.now.utc,
            extra: Default::default(),
        };
        Ok(self.edit(Step::LogTime, node).put(self.data, log))
    }
}
