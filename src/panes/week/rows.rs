//! The rows of the week pane: a week's units and own items, or a node, with all below them that is not folded.

use crate::domain::schedule::hours_of;
use crate::domain::tree::{DEEPEST, Sum, Tally};
use crate::domain::{Id, Kind, Node, State, Week};
use crate::panes::Env;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// What the pane shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Shown {
    /// The current week, whichever that is.
    #[default]
    ThisWeek,
    Week(Week),
    /// A node with all below it, or all of a plan.
    Node(Id),
}

impl Shown {
    /// The week shown, if one is.
    pub fn week(&self, env: &Env) -> Option<Week> {
        match self {
            Shown::ThisWeek => Some(env.now.week()),
            Shown::Week(week) => Some(*week),
            Shown::Node(_) => None,
        }
    }
}

/// A row. Titles and notes are looked up when it is drawn.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: Id,
    pub depth: usize,
    pub kind: Kind,
    pub state: State,
    /// Of what lies below it, for rows that have something below.
    pub tally: Option<Tally>,
    pub has_children: bool,
    pub folded: bool,
    /// Minutes logged on it and below it.
    pub minutes: i64,
    pub hours: Option<f64>,
    /// Closed although a criterion is open.
    pub unproved: bool,
}

/// What to say where no unit is on.
#[derive(Debug, Clone, Default)]
pub struct Gap {
    pub why: Why,
    /// The unit that is on next, and since when.
    pub next: Option<(Id, NaiveDate)>,
    /// Units of the weeks before with the number of items still open.
    pub open: Vec<(Id, usize)>,
}

/// Why no unit is on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Why {
    #[default]
    NoPlan,
    Slack,
    Outside,
    /// The last unit of all was on until this day.
    Over(NaiveDate),
    /// A node without anything below it.
    Childless,
}

/// All rows of what is shown.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    pub rows: Vec<Row>,
    pub tally: Tally,
    /// Set when no unit is on in the week.
    pub gap: Option<Gap>,
}

impl Rows {
    /// Makes the rows; those below a `folded` one are left out.
    pub fn of(env: &Env, shown: &Shown, folded: &BTreeSet<Id>) -> Rows {
        let (data, tree) = (env.data, &env.index.tree);
        let tops = match shown {
            Shown::Node(id) if data.nodes.contains(id) => vec![id.clone()],
            Shown::Node(plan) => tree.roots(plan).to_vec(),
            Shown::ThisWeek | Shown::Week(_) => shown
                .week(env)
                .map(|week| env.index.week_nodes(data, week))
                .unwrap_or_default(),
        };
        let mut rows = Rows::default();
        let mut sums: HashMap<Id, Sum> = HashMap::new();
        for top in &tops {
            tree.each_sum(data, top, |id, sum| {
                sums.insert(id.to_owned(), sum);
            });
            let sum = sums.get(top).copied().unwrap_or_default();
            rows.tally += sum.tally;
            rows.push(env, &sums, folded, top, 0);
        }
        rows.gap = match shown.week(env) {
            Some(week) => gap(env, week, &tops),
            None if rows.rows.is_empty() => Some(Gap {
                why: Why::Childless,
                ..Gap::default()
            }),
            None => None,
        };
        rows
    }

    fn push(
        &mut self,
        env: &Env,
        sums: &HashMap<Id, Sum>,
        folded: &BTreeSet<Id>,
        id: &Id,
        depth: usize,
    ) {
        let (data, tree) = (env.data, &env.index.tree);
        let Some(node) = data.nodes.get(id).filter(|_| depth < DEEPEST) else {
            return;
        };
        let children = tree.children(id);
        let sum = sums.get(id).copied().unwrap_or_default();
        let mut tally = sum.tally;
        if node.kind.is_item() {
            tally.take(sum.shown);
        }
        let without_proof = data
            .progress
            .get(id)
            .is_some_and(|progress| progress.without_proof);
        let is_folded = folded.contains(id) && !children.is_empty();
        self.rows.push(Row {
            id: id.clone(),
            depth,
            kind: node.kind,
            state: sum.shown,
            tally: Some(tally).filter(|tally| tally.total() > 0),
            has_children: !children.is_empty(),
            folded: is_folded,
            minutes: env.index.minutes_below(data, id),
            hours: expected(env, node),
            unproved: without_proof && sum.shown == State::Done && sum.open_criteria > 0,
        });
        if !is_folded {
            for child in children {
                self.push(env, sums, folded, child, depth + 1);
            }
        }
    }

    pub fn position(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// The row above that a row is under.
    pub fn parent_of(&self, at: usize) -> Option<usize> {
        let depth = self.rows.get(at)?.depth;
        self.rows[..at].iter().rposition(|row| row.depth < depth)
    }
}

/// Hours expected of a node; those of a part of the plan may be a share of the whole.
fn expected(env: &Env, node: &Node) -> Option<f64> {
    if node.kind.is_part() {
        hours_of(env.data, &env.index.tree, node)
    } else {
        node.usable_hours()
    }
}

/// How many weeks are looked at for the next unit, and for what is left over.
const AHEAD: i64 = 520;
const BEHIND: i64 = 26;
const LEFT_OVER: usize = 4;

/// What to say of a week in which no unit is on.
fn gap(env: &Env, week: Week, tops: &[Id]) -> Option<Gap> {
    let (data, tree) = (env.data, &env.index.tree);
    let schedule = &env.index.schedule;
    let is_unit = |id: &Id| data.nodes.get(id).is_some_and(|node| !node.own);
    if tops.iter().any(is_unit) {
        return None;
    }
    if data.plans.is_empty() {
        return Some(Gap::default());
    }
    // A phase that is only a span for milestones has no slack.
    let slack = schedule
        .position(data, tree, week.thursday())
        .is_some_and(|place| {
            let below = tree.below(data, &place.phase);
            below.iter().any(|(node, _)| node.kind == Kind::Task)
        });
    let next = (1..=AHEAD).find_map(|weeks| {
        let unit = schedule.in_week(week.plus(weeks)).next()?;
        Some((unit.clone(), schedule.range(unit)?.from))
    });
    let mut open: Vec<(Id, usize)> = Vec::new();
    for weeks in 1..=BEHIND {
        for unit in schedule.in_week(week.plus(-weeks)) {
            let sum = tree.sum(data, unit);
            let left = sum.open_tasks + sum.open_criteria;
            if left > 0 && open.len() < LEFT_OVER && !open.iter().any(|(id, _)| id == unit) {
                open.push((unit.clone(), left));
            }
        }
    }
    let over = schedule.last_day().filter(|last| *last < week.monday());
    let why = match over {
        _ if slack => Why::Slack,
        Some(last) => Why::Over(last),
        None => Why::Outside,
    };
    Some(Gap { why, next, open })
}
