//! The day as data: where the user is in the plan, what this week holds, what is due, what was promised.
//! The command line prints it and gives it to scripts; the names of the members are stable.

use super::calendar::Now;
use super::data::Data;
use super::index::Index;
use super::records::{Id, Kept, Kind, Node, Promise, State};
use super::schedule::hours_of;
use super::tree::Tally;
use crate::lang::Lang;
use chrono::NaiveDate;
use serde::Serialize;

/// The day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Today {
    /// The study day.
    pub date: NaiveDate,
    /// Its ISO week, e.g. `2026-W47`.
    pub week: String,
    /// None between phases and without a plan.
    pub phase: Option<Phase>,
    /// Minutes logged this week, and the hours the user means to study in it.
    pub logged_minutes: i64,
    pub hours_per_week: u32,
    /// States of all items of the week.
    pub items: Tally,
    pub units: Vec<Unit>,
    pub reviews_due: usize,
    pub reviews: Vec<Due>,
    /// Of the last retro, while one of them is unanswered.
    pub promises: Vec<Promised>,
}

/// Where the day lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Phase {
    pub id: Id,
    pub title: String,
    /// Week of the phase, from 1, and how many it has.
    pub week: i64,
    pub weeks: i64,
    /// Days to its last day; none when it has no end.
    pub days_left: Option<i64>,
}

/// A unit that is on this week, or an item of the user's own planned for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unit {
    pub id: Id,
    pub title: String,
    pub kind: Kind,
    pub logged_minutes: i64,
    /// What it is expected to take, in all its weeks.
    pub hours: Option<f64>,
    pub items: Tally,
    pub open: Vec<Item>,
}

/// Something to tick.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    pub id: Id,
    pub title: String,
    pub kind: Kind,
    pub state: State,
}

/// A question that is due.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Due {
    pub id: Id,
    pub prompt: String,
    pub due: NaiveDate,
}

/// A promise, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Promised {
    pub text: String,
    pub kept: Option<Kept>,
}

impl Today {
    pub fn of(data: &Data, index: &Index, now: &Now, lang: Lang) -> Today {
        let today = now.today();
        let position = index.schedule.position(data, &index.tree, today);
        let phase = position.map(|position| Phase {
            title: data.title(&position.phase, lang).to_owned(),
            id: position.phase,
            week: position.week.0,
            weeks: position.week.1,
            days_left: position.days_left,
        });
        let units: Vec<Unit> = index
            .week_nodes(data, now.week())
            .iter()
            .filter_map(|id| data.nodes.get(id))
            .map(|node| unit(data, index, node, lang))
            .collect();
        let mut items = Tally::default();
        units.iter().for_each(|unit| items += unit.items);
        let reviews = due(data, index, today, lang);
        let promises = index.promises(data, now);
        Today {
            date: today,
            week: now.week().to_string(),
            phase,
            logged_minutes: index.minutes_in(now.week()),
            hours_per_week: super::absence::week_hours(data, now.week()),
            items,
            units,
            reviews_due: reviews.len(),
            reviews,
            promises: promises
                .iter()
                .flat_map(|retro| &retro.promises)
                .map(promised)
                .collect(),
        }
    }
}

fn unit(data: &Data, index: &Index, node: &Node, lang: Lang) -> Unit {
    let sum = index.tree.sum(data, &node.id);
    let mut open = Vec::new();
    if sum.shown != State::Skipped {
        if node.kind.is_item() && sum.shown != State::Done {
            open.push(node);
        }
        open.extend(index.tree.open_items(data, &node.id));
    }
    Unit {
        id: node.id.clone(),
        title: node.title.get(lang).to_owned(),
        kind: node.kind,
        logged_minutes: index.minutes_below(data, &node.id),
        hours: hours_of(data, &index.tree, node),
        items: sum.tally,
        open: open
            .into_iter()
            .map(|item| Item {
                id: item.id.clone(),
                title: item.title.get(lang).to_owned(),
                kind: item.kind,
                state: data.state(&item.id),
            })
            .collect(),
    }
}

/// The questions due by `day`, those that wait longest first.
fn due(data: &Data, index: &Index, day: NaiveDate, lang: Lang) -> Vec<Due> {
    let mut found: Vec<Due> = data
        .all_questions()
        .filter_map(|question| {
            let due = index.memory(&question.id)?.due;
            (due <= day).then(|| Due {
                id: question.id.clone(),
                prompt: question.prompt.get(lang).to_owned(),
                due,
            })
        })
        .collect();
    found.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    found
}

fn promised(promise: &Promise) -> Promised {
    Promised {
        text: promise.text.clone(),
        kept: promise.kept,
    }
}
