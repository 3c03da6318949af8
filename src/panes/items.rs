//! What several panes do with items: the mark of a state, and what is asked of an item in one way everywhere.

use super::ask::Ask;
use super::{Env, Reply};
use crate::domain::dates::{parse_day, parse_past_day};
use crate::domain::items::Items;
use crate::domain::{Id, State, measure};
use crate::lang::figure;
use crate::ui::theme::Role;

/// How a state is drawn before a title.
pub fn state_mark(state: State) -> (&'static str, Role) {
    match state {
        State::Todo => ("[ ] ", Role::Text),
        State::Doing => ("[~] ", Role::Here),
        State::Done => ("[x] ", Role::Good),
        State::Skipped => ("[-] ", Role::Dim),
    }
}

/// The day an item is due by in words, as a warning once it has passed and the item is open; none without such a day.
pub fn due(env: &Env, node: &str, state: State) -> Option<(String, Role)> {
    let texts = env.lang.week();
    let today = env.now.today();
    let due = env.data.progress.get(node)?.due?;
    let is_open = matches!(state, State::Todo | State::Doing);
    let day = texts.date(due, today);
    Some(if is_open && due < today {
        (texts.overdue_since(&day), Role::Warn)
    } else {
        (texts.due_by(&day), Role::Dim)
    })
}

/// What is said when a measure is done although the newest value misses its target.
pub fn missed(env: &Env, node: &str) -> Option<String> {
    let target = env.data.nodes.get(node)?.target.as_ref()?;
    let newest = measure::readings(env.data, node).pop()?;
    let texts = env.lang.week();
    (!target.is_met(newest.value)).then(|| texts.closed_missed(&figure(newest.value)))
}

/// What is asked of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemAsk {
    /// A value of a measure, and the day it was read.
    Reading(Id),
    /// The day by which it is to be done.
    Due(Id),
}

impl ItemAsk {
    /// The item.
    pub fn id(&self) -> &Id {
        match self {
            ItemAsk::Reading(id) | ItemAsk::Due(id) => id,
        }
    }

    /// What it is called where typed text is kept.
    pub fn name(&self) -> String {
        match self {
            ItemAsk::Reading(id) => format!("reading:{id}"),
            ItemAsk::Due(id) => format!("due:{id}"),
        }
    }

    /// The question.
    pub fn begin(&self, env: &Env) -> Ask {
        let texts = env.lang.week();
        let title = env.title(self.id());
        let ask = match self {
            ItemAsk::Reading(id) => {
                let target = env.data.nodes.get(id).and_then(|node| node.target.as_ref());
                let unit = target.map_or("", |target| target.unit.get(env.lang));
                Ask::new(texts.ask_about(texts.ask_reading(), title))
                    .field(texts.value_in(unit), "")
                    .placeholder(texts.hint_reading())
                    .field(texts.read_on(), &env.now.today().to_string())
                    .placeholder(texts.hint_read_on())
            }
            ItemAsk::Due(id) => {
                let due = env.data.progress_of(id).due;
                let due = due.map(|due| due.to_string()).unwrap_or_default();
                Ask::new(texts.ask_about(texts.ask_due(), title))
                    .field("", &due)
                    .placeholder(texts.hint_due())
            }
        };
        ask.kept_as(env, self.name())
    }

    /// What its answer does, or why it is none.
    pub fn answer(&self, env: &Env, ask: &Ask) -> Result<Reply, String> {
        let texts = env.lang.week();
        let today = env.now.today();
        match self {
            ItemAsk::Reading(id) => {
                let value = measure::parse_value(&ask.text(0)).ok_or(texts.no_value())?;
                let on = parse_past_day(&ask.text(1), today).ok_or(texts.no_past_day())?;
                let edit = measure::read(env.data, id, value, on, &env.now, env.lang)
                    .map_err(|cannot| texts.cannot(&cannot))?;
                let node = env.data.nodes.get(id);
                let target = node.and_then(|node| node.target.as_ref());
                let met = target.is_some_and(|target| target.is_met(value));
                let said = match met {
                    true => texts.reading_meets(&figure(value), env.title(id)),
                    false => texts.reading_noted(&figure(value), env.title(id)),
                };
                Ok(Reply::edit(edit).and_say(said))
            }
            ItemAsk::Due(id) => {
                let text = ask.text(0);
                let due = match text.trim() {
                    "" => None,
                    text => Some(parse_day(text, today).ok_or(texts.no_due_day())?),
                };
                if due == env.data.progress_of(id).due {
                    return Ok(Reply::none());
                }
                let items = Items::new(env.data, env.index, env.now, env.lang);
                let edit = (items.due(id, due)).map_err(|cannot| texts.cannot(&cannot))?;
                let said = match due {
                    Some(due) => texts.due_set(&due.to_string(), env.title(id)),
                    None => texts.due_gone(env.title(id)),
                };
                Ok(Reply::edit(edit).and_say(said))
            }
        }
    }
}
