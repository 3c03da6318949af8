//! Whys that are due: follow-ups remembered on their own come up in sessions as cards of their own, with what stands above
//! them. A why waits while its question itself is due or was forgotten today.

use super::drill::Drill;
use super::{Card, State};
use crate::domain::{Id, chain};
use crate::panes::Env;

/// The whys that a session may ask today, in the order of their ids.
pub fn due(env: &Env) -> Vec<Id> {
    let today = env.now.today();
    let waits = |question: &str| {
        let memory = env.index.memory(question);
        memory.is_some_and(|memory| memory.due <= today)
    };
    let mut found: Vec<Id> = (env.index.memories())
        .filter(|(id, memory)| {
            let (question, path) = chain::split(id);
            let is_due = path.is_some() && memory.due <= today;
            is_due && !waits(question) && chain::exists(env.data, id)
        })
        .map(|(id, _)| id.clone())
        .collect();
    found.sort_unstable();
    found
}

impl State {
    /// The whys due that belong to what the list shows.
    pub(super) fn whys(&self, env: &Env) -> Vec<Id> {
        let mut whys = due(env);
        let list = &self.list;
        // What is due is shown of itself.
        if list.topic.is_some() || !list.more.is_empty() || list.is_searched() {
            let entries = self.list.entries(&self.bank);
            let shown: std::collections::BTreeSet<&str> =
                entries.map(|entry| entry.id.as_str()).collect();
            whys.retain(|id| shown.contains(chain::split(id).0));
        }
        whys
    }

    /// Puts a card on the table: a question's own, or a why with what stands above it.
    pub(super) fn lay(&mut self, env: &Env, card: Card) {
        let (question, path) = chain::split(&card.id);
        let why = path.and_then(|path| Some((env.data.question(question)?, path)));
        self.drill = why.map(|(question, path)| Drill::due(env, question, path));
        self.card = Some(card);
    }
}
