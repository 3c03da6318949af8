//! What a question is worth in a session: memory, plan, interviews.

use super::bank;
use crate::domain::interview::Weights;
use crate::domain::session::{Candidate, Stage};
use crate::domain::{Id, chain};
use crate::panes::Env;
use std::collections::BTreeSet;

/// What plan and interviews make of questions; made once for many of them.
pub struct Weigh<'a> {
    week: BTreeSet<Id>,
    phase: BTreeSet<Id>,
    interviews: Weights<'a>,
}

impl<'a> Weigh<'a> {
    pub fn of(env: &Env<'a>) -> Weigh<'a> {
        let tree = &env.index.tree;
        let position = env.index.schedule.position(env.data, tree, env.now.today());
        let mut phase = BTreeSet::new();
        if let Some(position) = position {
            let below = tree.below(env.data, &position.phase);
            phase.extend(below.iter().map(|(node, _)| node.id.clone()));
            phase.insert(position.phase);
        }
        Weigh {
            week: bank::this_week(env),
            phase,
            interviews: Weights::of(env.data, env.now.today()),
        }
    }

    /// A question or a why as a candidate for a session; none where it is gone.
    pub fn candidate(&self, env: &Env, id: &Id) -> Option<Candidate> {
        let question = env.data.question(chain::split(id).0)?;
        let on = |nodes: &BTreeSet<Id>| question.units.iter().any(|unit| nodes.contains(unit));
        Some(Candidate {
            id: id.clone(),
            memory: env.index.memory(id),
            stage: match (on(&self.week), on(&self.phase)) {
                (true, _) => Stage::Week,
                (_, true) => Stage::Phase,
                _ => Stage::Other,
            },
            interview: self.interviews.weight(question),
        })
    }
}
