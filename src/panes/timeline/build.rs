//! Builds the rows of the timeline in one walk over the trees.

use super::axis::Bounds;
use super::rows::{Bar, Mark, Row, Rows, Shape, check};
use crate::domain::schedule::Range;
use crate::domain::tree::{DEEPEST, Tally};
use crate::domain::{self, Id, Kind, Node, Plan, State, absence};
use crate::panes::Env;
use crate::ui::wrap;
use chrono::{Days, NaiveDate};
use std::collections::HashMap;

/// What is found below a node.
#[derive(Default)]
struct Found {
    tally: Tally,
    minutes: i64,
    marks: Vec<(NaiveDate, Mark)>,
    /// Whether it, or anything below, has a row of its own.
    rows: bool,
}

struct Builder<'a> {
    env: &'a Env<'a>,
    folds: &'a HashMap<Id, bool>,
    out: Rows,
    dates: Option<(NaiveDate, NaiveDate)>,
}

impl Rows {
    /// The rows with `folds` unfolded (true) or folded (false); what is not in it is folded, save for plans that
    /// `height` lines have the room for and the one in which `selected` is.
    pub fn of(env: &Env, folds: &HashMap<Id, bool>, height: usize, selected: &str) -> Rows {
        let plans = env.data.plans_in_order();
        let mut folds = with_room(env, &plans, folds, height);
        if let Some(node) = env.data.nodes.get(selected) {
            folds.entry(node.plan.clone()).or_insert(true);
        }
        let folds = &folds;
        let mut builder = Builder {
            env,
            folds,
            out: Rows::default(),
            dates: None,
        };
        for (index, plan) in plans.iter().enumerate() {
            builder.plan(plan, index);
        }
        for period in absence::periods(env.data) {
            builder.absence(period);
        }
        let Builder { mut out, dates, .. } = builder;
        let today = env.now.today();
        out.bounds = dates.map(|(from, to)| Bounds {
            from: from.min(today),
            to: to.max(today + Days::new(1)),
        });
        out.label_width = out.rows.iter().map(Row::label_width).max().unwrap_or(0);
        let tallies = out.rows.iter().map(|row| wrap::width(&row.tally_text()));
        out.tally_width = tallies.max().unwrap_or(0);
        out
    }
}

/// The user's folds, and plans with phases unfolded as far as `height` lines hold them all.
fn with_room(
    env: &Env,
    plans: &[&Plan],
    folds: &HashMap<Id, bool>,
    height: usize,
) -> HashMap<Id, bool> {
    let mut all = folds.clone();
    let roots = |plan: &Plan| {
        let roots = env.index.tree.roots(&plan.id).iter();
        roots.filter_map(|id| env.data.nodes.get(id))
    };
    let periods = |plan: &Plan| roots(plan).filter(|node| node.kind == Kind::Period).count();
    let mut used: usize = plans.iter().map(|plan| 1 + periods(plan)).sum();
    used += absence::periods(env.data).len();
    for plan in plans {
        let more = roots(plan).count() - periods(plan);
        let phases = roots(plan).any(|node| node.kind == Kind::Phase);
        if !phases || folds.contains_key(&plan.id) {
            continue;
        }
        if used + more > height {
            break;
        }
        used += more;
        all.insert(plan.id.clone(), true);
    }
    all
}

impl Builder<'_> {
    fn is_open(&self, id: &str) -> bool {
        self.folds.get(id).copied().unwrap_or(false)
    }

    /// Keeps the first and last day of everything that has dates.
    fn reach(&mut self, plan: &Plan, range: Range) {
        // A goal "for 2025" may begin before the plan does; the axis begins with the plan.
        let from = range.from.max(plan.start);
        let to = range.to.unwrap_or(range.from + Days::new(365)).max(from);
        let (first, last) = self.dates.unwrap_or((from, to));
        self.dates = Some((first.min(from), last.max(to)));
    }

    /// A period of the user's own, below all plans.
    fn absence(&mut self, period: &domain::Period) {
        let range = Range {
            from: period.from,
            to: period.to.succ_opt(),
        };
        let last = range.to.unwrap_or(range.from);
        let (from, to) = self.dates.unwrap_or((range.from, last));
        self.dates = Some((from.min(range.from), to.max(last)));
        self.out.rows.push(Row {
            id: period.id.clone(),
            plan: Id::new(),
            kind: Some(Kind::Period),
            depth: 0,
            title: period.title.clone(),
            range: Some(range),
            tally: Tally::default(),
            open: None,
            late: None,
            minutes: 0,
            study: false,
            shape: Shape::Hatch(range),
        });
    }

    fn plan(&mut self, plan: &Plan, index: usize) {
        let env = self.env;
        let letter = char::from(b'A' + (index % 26) as u8);
        let title = format!("{letter} {}", plan.title.get(env.lang));
        let open = self.is_open(&plan.id);
        let at = self.out.rows.len();
        self.out.rows.push(Row {
            id: plan.id.clone(),
            plan: plan.id.clone(),
            kind: None,
            depth: 0,
            title,
            range: None,
            tally: Tally::default(),
            open: None,
            late: None,
            minutes: 0,
            study: true,
            shape: Shape::None,
        });
        let mut found = Found::default();
        let mut bars = Vec::new();
        let roots = env.index.tree.roots(&plan.id).iter();
        for node in roots.filter_map(|id| env.data.nodes.get(id)) {
            let shown = open || node.kind == Kind::Period;
            let below = self.node(plan, node, 1, shown);
            let range = env.index.schedule.range(&node.id);
            let phase = node.kind == Kind::Phase && env.index.schedule.is_study(&node.id);
            if let Some(range) = range.filter(|_| phase) {
                bars.push(self.bar(node, range, below.tally, true));
            }
            found.add(Found {
                // A period is shown even when its plan is folded.
                rows: below.rows && node.kind != Kind::Period,
                ..below
            });
        }
        bars.sort_by_key(|bar| bar.from);
        let range = bars.first().map(|first| Range {
            from: first.from,
            to: last_of(&bars),
        });
        let late = self.late(range, found.tally.open() > 0);
        let shape = match range {
            Some(range) if open => Shape::Bars(vec![Bar {
                from: range.from,
                to: range.to,
                slack: None,
                tally: found.tally,
                title: String::new(),
            }]),
            Some(_) => Shape::Bars(bars),
            None if open => Shape::None,
            None => marks(found.marks),
        };
        let row = &mut self.out.rows[at];
        row.range = range;
        row.tally = found.tally;
        row.minutes = found.minutes;
        row.open = found.rows.then_some(open);
        row.late = late;
        row.study = range.is_some();
        row.shape = shape;
    }

    /// Takes in a node and all below it; adds its row, if it has one and is `shown`.
    fn node(&mut self, plan: &Plan, node: &Node, depth: usize, shown: bool) -> Found {
        let env = self.env;
        let range = env.index.schedule.range(&node.id);
        if let Some(range) = range {
            self.reach(plan, range);
        }
        let own_row = is_row(node, range);
        let at = self.out.rows.len();
        let open = own_row && self.is_open(&node.id);
        if own_row && shown {
            self.out.rows.push(self.row(node, depth, range));
        }
        let mut found = Found {
            minutes: env.index.minutes(&node.id),
            ..Found::default()
        };
        if depth < DEEPEST {
            let (depth, shown) = if own_row {
                (depth + 1, shown && open)
            } else {
                (depth, shown)
            };
            let children = env.index.tree.children(&node.id).iter();
            for child in children.filter_map(|id| env.data.nodes.get(id)) {
                found.add(self.node(plan, child, depth, shown));
            }
        }
        if node.kind.is_item() {
            found.tally.add(env.data.state(&node.id));
        }
        if own_row && shown {
            self.finish(at, node, range, &found, open);
        }
        found.rows |= own_row;
        if let Some(range) = range.filter(|_| node.kind.is_item()) {
            let date = range.last().unwrap_or(range.from);
            found.marks.push((date, self.mark(node, range)));
        }
        found
    }

    fn row(&self, node: &Node, depth: usize, range: Option<Range>) -> Row {
        let env = self.env;
        let title = node.title.get(env.lang);
        let title = if node.kind.is_item() {
            format!("{} {title}", check(env.data.state(&node.id)))
        } else {
            title.to_owned()
        };
        Row {
            id: node.id.clone(),
            plan: node.plan.clone(),
            kind: Some(node.kind),
            depth,
            title,
            range,
            tally: Tally::default(),
            open: None,
            late: None,
            minutes: 0,
            study: env.index.schedule.is_study(&node.id),
            shape: Shape::None,
        }
    }

    /// Adds to the row at `at` what is known only after its children were seen.
    fn finish(&mut self, at: usize, node: &Node, range: Option<Range>, found: &Found, open: bool) {
        let shape = match range {
            Some(range) if node.kind == Kind::Period => Shape::Hatch(range),
            Some(range) if node.kind.is_item() => Shape::Milestone(range, self.mark(node, range)),
            Some(range) => Shape::Bars(vec![self.bar(node, range, found.tally, false)]),
            None if open => Shape::None,
            None => marks(found.marks.clone()),
        };
        let closed = matches!(self.env.data.state(&node.id), State::Done | State::Skipped);
        let unfinished = found.tally.open() > 0 && !closed;
        let late = self.late(range, unfinished);
        let row = &mut self.out.rows[at];
        row.tally = found.tally;
        row.minutes = found.minutes;
        row.open = found.rows.then_some(open);
        row.late = late;
        row.shape = shape;
    }

    /// Days since the last day of what is unfinished.
    fn late(&self, range: Option<Range>, unfinished: bool) -> Option<i64> {
        let left = range?.days_left(self.env.now.today())?;
        (left < 0 && unfinished).then_some(-left)
    }

    fn bar(&self, node: &Node, range: Range, tally: Tally, titled: bool) -> Bar {
        let env = self.env;
        let planned = env
            .index
            .schedule
            .planned_to(env.data, &env.index.tree, &node.id);
        Bar {
            from: range.from,
            to: range.to,
            slack: planned.filter(|planned| range.to.is_some_and(|to| *planned < to)),
            tally,
            title: if titled {
                node.title.get(env.lang).to_owned()
            } else {
                String::new()
            },
        }
    }

    fn mark(&self, node: &Node, range: Range) -> Mark {
        let left = range.days_left(self.env.now.today());
        match self.env.data.state(&node.id) {
            State::Skipped => Mark::Skipped,
            State::Done => Mark::Done,
            State::Todo | State::Doing if left.is_some_and(|left| left < 0) => Mark::Late,
            State::Todo | State::Doing => Mark::Open,
        }
    }
}

impl Found {
    fn add(&mut self, below: Found) {
        self.tally += below.tally;
        self.minutes += below.minutes;
        self.marks.extend(below.marks);
        self.rows |= below.rows;
    }
}

/// Whether a node has a row: what structures a plan, and whatever has dates.
fn is_row(node: &Node, range: Option<Range>) -> bool {
    node.kind.is_part() || node.kind == Kind::Period || range.is_some()
}

fn last_of(bars: &[Bar]) -> Option<NaiveDate> {
    // One open end leaves the whole open.
    bars.iter()
        .map(|bar| bar.to)
        .collect::<Option<Vec<NaiveDate>>>()
        .and_then(|ends| ends.into_iter().max())
}

/// One mark a day, the most urgent one.
fn marks(mut marks: Vec<(NaiveDate, Mark)>) -> Shape {
    if marks.is_empty() {
        return Shape::None;
    }
    marks.sort_by(|a, b| (a.0, b.1).cmp(&(b.0, a.1)));
    marks.dedup_by_key(|(date, _)| *date);
    Shape::Marks(marks)
}
