//! When the parts of a plan are on: the document's own rules, in civil dates.
//!
//! A phase has a span. The blocks of a phase follow each other from its first day, the units of a block from the
//! block's; a length of weeks is 7 days each, of months whole calendar months. What is left of a phase after its
//! last block is slack. An ISO week shows the unit that is on at its Thursday (ISO 8601's own rule for months).

use super::calendar::{LAST_DAY, Shift, Week};
use super::data::Data;
use super::records::{Id, Kind, Node, Plan};
use super::tree::Tree;
use chrono::{Days, Months, NaiveDate};
use std::collections::{HashMap, HashSet};

/// First day and the day after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub from: NaiveDate,
    /// Not included; none when open-ended.
    pub to: Option<NaiveDate>,
}

impl Range {
    /// Whether a date lies in it; the end does not.
    pub fn contains(&self, date: NaiveDate) -> bool {
        date >= self.from && self.to.is_none_or(|to| date < to)
    }

    /// The last day; none when open-ended.
    pub fn last(&self) -> Option<NaiveDate> {
        self.to.map(|to| to.pred_opt().unwrap_or(to))
    }

    /// The first ISO week that shows what is on in the range; the week of its first day when none does.
    pub fn first_week(&self) -> Week {
        let week = Week::of(self.from);
        [week, week.plus(1)]
            .into_iter()
            .find(|week| self.contains(week.thursday()))
            .unwrap_or(week)
    }

    /// Days from `date` to the last day: 0 on it, negative afterwards; none when open-ended.
    pub fn days_left(&self, date: NaiveDate) -> Option<i64> {
        self.to.map(|to| (to - date).num_days() - 1)
    }

    /// The range's week that `date` is in, from 1, and how many there are (a part of a week counts).
    pub fn week_of(&self, date: NaiveDate) -> (i64, i64) {
        let weeks = |days: i64| (days + 6).div_euclid(7).max(1);
        let nth = (date - self.from).num_days().div_euclid(7) + 1;
        (
            nth,
            self.to.map_or(nth, |to| weeks((to - self.from).num_days())),
        )
    }
}

/// Dates of all plans' nodes, moved by each plan's shift.
#[derive(Debug, Clone, Default)]
pub struct Schedule {
    ranges: HashMap<Id, Range>,
    /// Units (and blocks without units) by first day.
    studied: Vec<(Range, Id)>,
    /// What is studied, and all above it.
    study: HashSet<Id>,
}

/// Where a date lies in one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    pub phase: Id,
    pub range: Range,
    /// The block or unit that is on; none in slack weeks.
    pub unit: Option<Id>,
    /// Week of the phase, from 1, and the phase's number of weeks.
    pub week: (i64, i64),
    pub days_left: Option<i64>,
}

impl Schedule {
    /// Dates everything that has dates: a node without a span follows its predecessor.
    pub fn of(data: &Data, tree: &Tree) -> Schedule {
        let mut schedule = Schedule::default();
        for plan in data.plans.iter() {
            schedule.add_plan(data, tree, plan);
        }
        schedule
            .studied
            .sort_by(|a, b| (a.0.from, &a.1).cmp(&(b.0.from, &b.1)));
        for (_, id) in &schedule.studied {
            let above = tree.ancestors(data, id).into_iter().map(|node| &node.id);
            let ids = above.chain([id]).cloned();
            schedule.study.extend(ids);
        }
        schedule
    }

    fn add_plan(&mut self, data: &Data, tree: &Tree, plan: &Plan) {
        let shift = Shift::between(plan.base, plan.start);
        for root in tree.roots(&plan.id) {
            if let Some(node) = data.nodes.get(root) {
                self.add_node(data, tree, node, None, shift);
            }
        }
    }

    /// Dates a node, `after` being where its predecessor ended (or its parent begins), and all below it.
    /// Returns where it ends.
    fn add_node(
        &mut self,
        data: &Data,
        tree: &Tree,
        node: &Node,
        after: Option<NaiveDate>,
        shift: Shift,
    ) -> Option<NaiveDate> {
        let range = match (&node.span, after) {
            (Some(span), _) => Some(Range {
                from: shift.apply(span.first()),
                to: span
                    .last()
                    .and_then(|last| last.succ_opt())
                    .map(|to| shift.apply(to)),
            }),
            (None, Some(from)) => length_of(data, tree, node).map(|length| Range {
                from,
                to: Some(length.after(from)),
            }),
            (None, None) => None,
        };
        if let Some(range) = range {
            self.ranges.insert(node.id.clone(), range);
        }
        let mut next = range.map(|range| range.from);
        let mut has_dated_child = false;
        for id in tree.children(&node.id) {
            let Some(child) = data.nodes.get(id) else {
                continue;
            };
            if child.kind.is_in_sequence() {
                let end = self.add_node(data, tree, child, next, shift);
                has_dated_child |= self.ranges.contains_key(id);
                next = end.or(next);
            } else {
                // Has no place in the sequence, but it or something in it may have dates of its own.
                self.add_node(data, tree, child, None, shift);
            }
        }
        if let Some(range) = range.filter(|_| node.kind.is_in_sequence() && !has_dated_child) {
            self.studied.push((range, node.id.clone()));
        }
        // A phase of which nothing inside is dated is studied as a whole, unless it only holds milestones.
        let holds_tasks = || {
            let below = tree.below(data, &node.id);
            below.iter().any(|(child, _)| child.kind == Kind::Task)
        };
        let whole = range.filter(|_| node.kind == Kind::Phase && !has_dated_child);
        if let Some(range) = whole.filter(|_| holds_tasks()) {
            self.studied.push((range, node.id.clone()));
        }
        range.and_then(|range| range.to)
    }

    /// The dates of a node, if it has any.
    pub fn range(&self, node: &str) -> Option<Range> {
        self.ranges.get(node).copied()
    }

    /// Whether the node, or something below it, is studied in weeks of its own.
    pub fn is_study(&self, node: &str) -> bool {
        self.study.contains(node)
    }

    /// The day after the last block (or unit) of a node; what is left of the node then is slack. None when nothing
    /// in it is dated. May lie after the node's own end: more is planned than there is room for.
    pub fn planned_to(&self, data: &Data, tree: &Tree, node: &str) -> Option<NaiveDate> {
        tree.children(node)
            .iter()
            .filter(|id| {
                data.nodes
                    .get(id.as_str())
                    .is_some_and(|child| child.kind.is_in_sequence())
            })
            .filter_map(|id| self.range(id)?.to)
            .max()
    }

    /// What is studied on a date, over all plans.
    pub fn on(&self, date: NaiveDate) -> impl Iterator<Item = &Id> {
        self.studied
            .iter()
            .filter(move |(range, _)| range.contains(date))
            .map(|(_, id)| id)
    }

    /// The last day on which something is studied; none when nothing is dated or something is open-ended.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let days = self.studied.iter().map(|(range, _)| range.last());
        days.collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// What is studied in a week: the units that are on at its Thursday. When everything begins after that, in the
    /// very first week, those that are on at its end.
    pub fn in_week(&self, week: Week) -> impl Iterator<Item = &Id> {
        let begins = self.studied.first().map(|(range, _)| range.from);
        let late = begins.is_some_and(|first| week.contains(first) && first > week.thursday());
        self.on(if late { week.sunday() } else { week.thursday() })
    }

    /// Where `date` lies in the first plan that has a phase then. A phase in which something is studied that day
    /// comes first, then one in its slack, then those without anything to study (goals over several years).
    pub fn position(&self, data: &Data, tree: &Tree, date: NaiveDate) -> Option<Position> {
        data.plans_in_order()
            .iter()
            .flat_map(|plan| tree.roots(&plan.id))
            .filter_map(|id| data.nodes.get(id))
            .filter(|node| node.kind == Kind::Phase)
            .filter_map(|node| self.position_in(data, tree, node, date))
            .min_by_key(|position| match &position.unit {
                Some(_) => 0,
                None if self.is_study(&position.phase) => 1,
                None => 2,
            })
    }

    /// Where `date` lies in a phase; none outside of it.
    pub fn position_in(
        &self,
        data: &Data,
        tree: &Tree,
        phase: &Node,
        date: NaiveDate,
    ) -> Option<Position> {
        let range = self.range(&phase.id).filter(|range| range.contains(date))?;
        let unit = self.on(date).find(|id| {
            **id == phase.id
                || tree
                    .ancestors(data, id)
                    .iter()
                    .any(|above| above.id == phase.id)
        });
        Some(Position {
            phase: phase.id.clone(),
            range,
            unit: unit.cloned(),
            week: range.week_of(date),
            days_left: range.days_left(date),
        })
    }
}

/// A stated length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Weeks(u32),
    Months(u32),
}

impl Length {
    fn after(self, from: NaiveDate) -> NaiveDate {
        let end = match self {
            Length::Weeks(weeks) => from.checked_add_days(Days::new(u64::from(weeks) * 7)),
            Length::Months(months) => from.checked_add_months(Months::new(months)),
        };
        end.map_or(LAST_DAY, |end| end.min(LAST_DAY))
    }
}

/// A longer one is a slip of the pen.
const MOST_YEARS: u32 = 20;

/// A node's stated length, else the sum of its children's.
fn length_of(data: &Data, tree: &Tree, node: &Node) -> Option<Length> {
    let of_weeks = |weeks: u32| Length::Weeks(weeks.min(MOST_YEARS * 52));
    let of_months = |months: u32| Length::Months(months.min(MOST_YEARS * 12));
    if let Some(weeks) = node.weeks {
        return Some(of_weeks(weeks));
    }
    if let Some(months) = node.months {
        return Some(of_months(months));
    }
    let children = || {
        tree.children(&node.id)
            .iter()
            .filter_map(|id| data.nodes.get(id))
    };
    let weeks = children().filter_map(|child| child.weeks);
    let months = children().filter_map(|child| child.months);
    match (
        weeks.fold(0, u32::saturating_add),
        months.fold(0, u32::saturating_add),
    ) {
        (0, 0) => None,
        (0, months) => Some(of_months(months)),
        (weeks, _) => Some(of_weeks(weeks)),
    }
}

/// Hours of a node: stated, else the sum of its parts, else its share of the parent's by weeks (or months).
pub fn hours_of(data: &Data, tree: &Tree, node: &Node) -> Option<f64> {
    if let Some(stated) = node.usable_hours() {
        return Some(stated);
    }
    let parts = |id: &str| -> f64 {
        tree.children(id)
            .iter()
            .filter_map(|id| data.nodes.get(id))
            .filter(|child| child.kind.is_in_sequence())
            .filter_map(Node::usable_hours)
            .sum()
    };
    let sum = parts(&node.id);
    if sum > 0.0 {
        return Some(sum);
    }
    let parent = data.nodes.get(node.parent.as_ref()?)?;
    let whole = parent.usable_hours()?;
    let length = |node: &Node| f64::from(node.weeks.or(node.months).unwrap_or(0));
    let all: f64 = tree
        .children(&parent.id)
        .iter()
        .filter_map(|id| data.nodes.get(id))
        .map(length)
        .sum();
    (all > 0.0 && length(node) > 0.0).then(|| whole * length(node) / all)
}

/// Hours of a node without its own statement, to stand beside it: the sum of its parts or its share of the whole.
pub fn computed_hours_of(data: &Data, tree: &Tree, node: &Node) -> Option<f64> {
    let unstated = Node {
        hours: None,
        ..node.clone()
    };
    hours_of(data, tree, &unstated)
}

/// Sum of the hours that a plan's blocks state, to stand beside the plan's own number.
pub fn computed_hours(data: &Data, tree: &Tree, plan: &str) -> f64 {
    let phases = tree
        .roots(plan)
        .iter()
        .filter_map(|id| data.nodes.get(id))
        .filter(|node| node.kind == Kind::Phase);
    phases
        .flat_map(|phase| tree.children(&phase.id))
        .filter_map(|id| data.nodes.get(id))
        .filter(|node| node.kind == Kind::Block)
        .filter_map(Node::usable_hours)
        .sum()
}
