//! What there is to say of the selected row: dates, week, days left, hours, what is done.

use super::parts::Parts;
use super::rows::{Mark, Row, Shape};
use crate::domain::schedule::{self, Position};
use crate::domain::{Kind, Node, Plan, State, Week};
use crate::lang::{hours, number};
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::wrap;
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Position as Cell;

/// Something said, and how.
type Said = (String, Role);

/// All of it, worded when the row or the date cursor moves: some of it takes a look at all that the row contains.
#[derive(Debug, Clone, Default)]
pub struct Details {
    title: String,
    /// Cells of the row's whole label.
    label: usize,
    dates: Option<Said>,
    when: Vec<Said>,
    what: Vec<Said>,
}

impl Details {
    pub fn of(env: &Env, row: &Row, cursor: NaiveDate) -> Details {
        Details {
            title: row.title.clone(),
            label: row.label_width(),
            dates: dates(env, row),
            when: when(env, row, cursor),
            what: what(env, row),
        }
    }

    /// Draws it on the lines there are; on a single one the most needed comes first.
    pub fn draw(&self, env: &Env, buf: &mut Buffer, parts: &Parts) {
        let area = parts.details;
        let title = (self.title.clone(), Role::Title);
        let (dates, when) = (self.dates.iter(), self.when.iter());
        let lines: Vec<Vec<&Said>> = match area.height {
            0 => return,
            1 => {
                // The title is said where its row has no room for it.
                let cut = self.label + 1 > usize::from(parts.label);
                let (share, rest) = self.what.split_at(self.what.len().min(1));
                let all = cut.then_some(&title).into_iter().chain(when);
                vec![all.chain(share).chain(dates).chain(rest).collect()]
            }
            _ => vec![
                std::iter::once(&title).chain(dates).chain(when).collect(),
                self.what.iter().collect(),
            ],
        };
        for (line, y) in lines.iter().zip(area.y..area.bottom()) {
            let mut pieces = Vec::new();
            let mut used = 0;
            for (index, (text, role)) in line.iter().enumerate() {
                // What would be cut to less than a few letters is left out, with what separates it.
                let least = wrap::width(text).min(8);
                if index > 0 && used + 3 + least > usize::from(area.width) {
                    break;
                }
                used += wrap::width(text) + if index > 0 { 3 } else { 0 };
                if index > 0 {
                    pieces.push((" · ", Role::Dim));
                }
                pieces.push((text.as_str(), *role));
            }
            env.put_all(buf, Cell::new(area.x, y), area.width, &pieces);
        }
    }
}

fn dates(env: &Env, row: &Row) -> Option<Said> {
    let texts = env.lang.timeline();
    let text = match (row.range, row.kind) {
        (Some(range), Some(kind)) if kind.is_item() => match range.last() {
            Some(last) => texts.due_on(last),
            None => texts.dates(range.from, None),
        },
        (Some(range), _) => texts.dates(range.from, range.last()),
        (None, _) if matches!(row.shape, Shape::Marks(_)) => return None,
        (None, _) => texts.undated().to_owned(),
    };
    Some((text, Role::Text))
}

/// Week of it, days left or until, how late, what is on now.
fn when(env: &Env, row: &Row, cursor: NaiveDate) -> Vec<Said> {
    let texts = env.lang.timeline();
    let today = env.now.today();
    let mut said = Vec::new();
    if let Some(range) = row.range {
        let item = row.kind.is_some_and(Kind::is_item);
        if range.contains(cursor) && !item {
            let (nth, weeks) = range.week_of(cursor);
            let week = Week::of(cursor);
            let text = if week == Week::of(today) {
                env.lang.app().week_of(nth, weeks)
            } else {
                texts.week_at(&week.to_string(), nth, weeks)
            };
            said.push((text, Role::Here));
        }
        let until = (range.from - today).num_days();
        match (row.late, range.days_left(today)) {
            (Some(late), _) => said.push((texts.days_late(late), Role::Bad)),
            (None, _) if until > 0 && !item => said.push((texts.starts_in(until), Role::Text)),
            (None, Some(0)) => said.push((texts.last_day().to_owned(), Role::Warn)),
            // Of a whole plan the phase that is on tells its own days.
            (None, Some(left)) if left > 0 && row.kind.is_none() => {}
            (None, Some(left)) if left > 0 => said.push((texts.d_day(left), Role::Here)),
            (None, Some(left)) => said.push((texts.ended(-left), Role::Dim)),
            (None, None) => {}
        }
    }
    if let Shape::Marks(marks) = &row.shape {
        let next = marks
            .iter()
            .find(|(date, mark)| *mark == Mark::Open && *date >= today);
        said.extend(next.map(|(date, _)| (texts.next_due(*date), Role::Text)));
        let late = marks.iter().filter(|(_, mark)| *mark == Mark::Late).count();
        if late > 0 {
            said.push((texts.late_milestones(late), Role::Bad));
        }
    }
    said.extend(now(env, row, today).map(|text| (text, Role::Here)));
    said
}

/// What is on today inside of the row.
fn now(env: &Env, row: &Row, today: NaiveDate) -> Option<String> {
    let texts = env.lang.timeline();
    let title = |id: &str| env.title(id).to_owned();
    let unit = |position: &Position| position.unit.as_deref().map(title);
    match row.kind {
        None => {
            let position = position_in_plan(env, &row.plan, today)?;
            let (nth, weeks) = position.week;
            let week = env.lang.app().week_of(nth, weeks);
            let phase = title(&position.phase);
            let unit = unit(&position).unwrap_or_else(|| texts.slack().to_owned());
            let left = position.days_left.map(|days| match days {
                0 => texts.last_day().to_owned(),
                days => texts.d_day(days),
            });
            let parts = [Some(phase), Some(week), left].into_iter().flatten();
            let place = parts.collect::<Vec<_>>().join(" ");
            Some(texts.now(&format!("{place}, {unit}")))
        }
        Some(Kind::Phase | Kind::Block) if row.study => {
            let node = env.data.nodes.get(&row.id)?;
            let schedule = &env.index.schedule;
            let position = schedule.position_in(env.data, &env.index.tree, node, today)?;
            match &position.unit {
                Some(on) if *on == row.id => None,
                Some(_) => unit(&position).map(|unit| texts.now(&unit)),
                None => Some(texts.now_slack().to_owned()),
            }
        }
        Some(_) => None,
    }
}

/// Where a date lies in one plan; a phase with something to study comes first.
fn position_in_plan(env: &Env, plan: &str, date: NaiveDate) -> Option<Position> {
    let (schedule, tree) = (&env.index.schedule, &env.index.tree);
    tree.roots(plan)
        .iter()
        .filter(|id| schedule.is_study(id))
        .filter_map(|id| env.data.nodes.get(id))
        .filter(|node| node.kind == Kind::Phase)
        .filter_map(|node| schedule.position_in(env.data, tree, node, date))
        .min_by_key(|position| position.unit.is_none())
}

/// What is done, hours, slack. What is done comes first, if there is anything to do.
fn what(env: &Env, row: &Row) -> Vec<Said> {
    let texts = env.lang.timeline();
    let mut said = Vec::new();
    let total = row.tally.total();
    if total > 0 {
        said.push((texts.done(row.tally.done, total), Role::Text));
    }
    if row.tally.skipped > 0 {
        said.push((texts.skipped(row.tally.skipped), Role::Warn));
    }
    let hours_text = match row.kind {
        None => env
            .data
            .plans
            .get(&row.id)
            .and_then(|plan| plan_hours(env, plan)),
        Some(_) => env
            .data
            .nodes
            .get(&row.id)
            .and_then(|node| node_hours(env, node)),
    };
    said.extend(hours_text.map(|text| (text, Role::Text)));
    if row.minutes != 0 {
        said.push((texts.logged(&hours(row.minutes)), Role::Text));
    }
    if let Some(node) = env.data.nodes.get(&row.id) {
        said.extend(slack(env, row, node));
        let state = env.data.state(&node.id);
        if let (State::Skipped, Some(progress)) = (state, env.data.progress.get(&node.id)) {
            said.extend(progress.reason.clone().map(|reason| (reason, Role::Dim)));
        }
    }
    said
}

/// What a plan states beside what its blocks add up to.
pub fn plan_hours(env: &Env, plan: &Plan) -> Option<String> {
    let computed = schedule::computed_hours(env.data, &env.index.tree, &plan.id);
    let computed = (computed > 0.0).then_some(computed);
    both(env, plan.stated.usable_hours(), computed)
}

fn node_hours(env: &Env, node: &Node) -> Option<String> {
    let computed = schedule::computed_hours_of(env.data, &env.index.tree, node);
    both(env, node.usable_hours(), computed)
}

fn both(env: &Env, stated: Option<f64>, computed: Option<f64>) -> Option<String> {
    let texts = env.lang.timeline();
    match (stated.map(number), computed.map(number)) {
        (Some(stated), Some(computed)) if stated == computed => Some(texts.hours(&stated)),
        (Some(stated), Some(computed)) => Some(texts.both_hours(&stated, &computed)),
        (Some(stated), None) => Some(texts.stated(&stated)),
        (None, Some(computed)) => Some(texts.computed(&computed)),
        (None, None) => None,
    }
}

/// Weeks of a phase behind its last block, or how much longer than the phase its blocks are.
fn slack(env: &Env, row: &Row, node: &Node) -> Option<Said> {
    let (schedule, tree) = (&env.index.schedule, &env.index.tree);
    let planned = schedule.planned_to(env.data, tree, &node.id)?;
    slack_text(env, (row.range?.to? - planned).num_days())
}

/// `days` between the last block and the end; a day or two are no slack.
pub fn slack_text(env: &Env, days: i64) -> Option<Said> {
    let texts = env.lang.timeline();
    let weeks = number(days.abs() as f64 / 7.0);
    match days {
        4.. => Some((texts.slack_weeks(&weeks), Role::Text)),
        ..=-4 => Some((texts.over_weeks(&weeks), Role::Warn)),
        _ => None,
    }
}
