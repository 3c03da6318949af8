//! The rows of the timeline: plans, below them what is unfolded, each with its dates and what is done of it.
//! Built after every change; drawing only reads them.

use super::axis::Bounds;
use crate::domain::schedule::Range;
use crate::domain::tree::Tally;
use crate::domain::{Id, Kind, State};
use crate::panes::Env;
use crate::ui::wrap;
use chrono::NaiveDate;

/// A line of the timeline.
#[derive(Debug, Clone)]
pub struct Row {
    /// The node's id, or the plan's.
    pub id: Id,
    pub plan: Id,
    /// None: the row is a plan.
    pub kind: Option<Kind>,
    pub depth: usize,
    /// As it is shown: a plan's begins with its letter, an item's with its state.
    pub title: String,
    pub range: Option<Range>,
    pub tally: Tally,
    /// Whether what is below is shown; none when nothing can be.
    pub open: Option<bool>,
    /// Days since its last day, while something in it is open.
    pub late: Option<i64>,
    /// Logged on it and all below.
    pub minutes: i64,
    /// Whether it, or something below it, is studied in weeks of its own.
    pub study: bool,
    pub shape: Shape,
}

/// What stands in the chart.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Nothing has dates.
    None,
    /// One bar, or the phases of a plan after each other.
    Bars(Vec<Bar>),
    /// A period with its own rules.
    Hatch(Range),
    /// One milestone and the time given to it.
    Milestone(Range, Mark),
    /// The milestones of what is folded.
    Marks(Vec<(NaiveDate, Mark)>),
}

/// A stretch of study.
#[derive(Debug, Clone)]
pub struct Bar {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    /// Where slack begins, if the bar ends with some.
    pub slack: Option<NaiveDate>,
    pub tally: Tally,
    /// Set where one row has several bars.
    pub title: String,
}

/// How a dated milestone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Skipped,
    Done,
    Open,
    Late,
}

impl Mark {
    /// One letter for it.
    pub fn letter(self) -> &'static str {
        match self {
            Mark::Skipped => "-",
            Mark::Done => "x",
            Mark::Open => "+",
            Mark::Late => "!",
        }
    }
}

/// All rows, and what is worth knowing of them together.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    pub rows: Vec<Row>,
    /// None when nothing has dates.
    pub bounds: Option<Bounds>,
    /// Cells of the widest label and of the widest tally.
    pub label_width: usize,
    pub tally_width: usize,
}

impl Rows {
    /// The row of a node or plan, or of what is nearest above it.
    pub fn nearest(&self, env: &Env, id: &str) -> Option<usize> {
        let at = |id: &str| self.rows.iter().position(|row| row.id == id);
        let above = || env.index.tree.ancestors(env.data, id);
        let plan = || env.data.nodes.get(id).and_then(|node| at(&node.plan));
        at(id)
            .or_else(|| above().iter().find_map(|node| at(&node.id)))
            .or_else(plan)
    }
}

impl Row {
    /// Done of all, `12/214`; empty where there is nothing to do.
    pub fn tally_text(&self) -> String {
        match self.tally.total() {
            0 => String::new(),
            total => format!("{}/{total}", self.tally.done),
        }
    }

    /// Indent and fold mark before the title.
    pub fn lead(&self) -> String {
        let mark = match self.open {
            Some(true) => "- ",
            Some(false) => "+ ",
            None => "  ",
        };
        format!("{}{mark}", " ".repeat(self.depth))
    }

    pub fn label_width(&self) -> usize {
        self.depth + 2 + wrap::width(&self.title)
    }
}

/// The mark before an item.
pub fn check(state: State) -> &'static str {
    match state {
        State::Todo => "[ ]",
        State::Doing => "[~]",
        State::Done => "[x]",
        State::Skipped => "[-]",
    }
}
