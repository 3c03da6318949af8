//! What stands below the rows of the week pane: the selected one in full, the question about open criteria, and what
//! a week without a unit says.

use super::State;
use super::draw::titled;
use super::rows::{Gap, Row, Why};
use crate::commands::Cmd;
use crate::domain::{self, Kind, Node, measure};
use crate::lang::{figure, hours, number};
use crate::panes::ask::rule;
use crate::panes::{Env, items};
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The selected row in full: where it stands, its title, its numbers and notes.
pub fn selected(state: &State, env: &Env, buf: &mut Buffer, area: Rect) {
    let row = state.rows.rows.get(state.cursor);
    let Some((row, node)) = row.and_then(|row| Some((row, env.data.nodes.get(&row.id)?))) else {
        return;
    };
    if area.is_empty() {
        return;
    }
    rule(env, buf, area.y, &path(env, node), Role::Dim);
    let texts = env.lang.week();
    let mut paragraphs = vec![(titled(env, node), Role::Title)];
    let facts = facts(env, row, node);
    if !facts.is_empty() {
        paragraphs.push((facts, Role::Text));
    }
    if let Some(note) = env
        .data
        .progress
        .get(&row.id)
        .and_then(|progress| progress.note.as_ref())
    {
        paragraphs.push((format!("{}: {note}", texts.note_label()), Role::Text));
    }
    if let Some(note) = &node.note {
        let note = note.get(env.lang);
        paragraphs.push((format!("{}: {note}", texts.from_plan()), Role::Dim));
    }
    let room = Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    };
    draw_paragraphs(env, buf, room, &paragraphs);
}

/// Draws paragraphs one after the other, wrapped, as far as there is room. Returns the row after the last.
fn draw_paragraphs(env: &Env, buf: &mut Buffer, area: Rect, paragraphs: &[(String, Role)]) -> u16 {
    let inner = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let mut sheet = Sheet::new(usize::from(inner.width));
    for (text, role) in paragraphs {
        sheet.text(0, "", text, *role);
    }
    area.y + sheet.draw(env.theme, buf, inner, 0)
}

/// The plan and the nodes above, the nearest last; those that do not fit are left out.
fn path(env: &Env, node: &Node) -> String {
    const BETWEEN: &str = " > ";
    let room = usize::from(env.area.width).saturating_sub(4);
    let mut path = String::new();
    let above = env.index.tree.ancestors(env.data, &node.id);
    let plan = env.data.plans.get(&node.plan);
    let titles = above.iter().map(|above| &above.title);
    for title in titles.chain(plan.map(|plan| &plan.title)) {
        let title = title.get(env.lang);
        if path.is_empty() {
            path = title.to_owned();
        } else if wrap::width(title) + wrap::width(&path) + BETWEEN.len() + 5 <= room {
            path = format!("{title}{BETWEEN}{path}");
        } else {
            return format!("..{BETWEEN}{path}");
        }
    }
    path
}

/// State, dates and hours in words.
fn facts(env: &Env, row: &Row, node: &Node) -> String {
    let texts = env.lang.week();
    let mut facts = Vec::new();
    let progress = env.data.progress.get(&row.id);
    if !matches!(row.kind, Kind::Note | Kind::Period) {
        let mut state = texts.state(row.state).to_owned();
        if row.unproved {
            state = format!("{state} {}", texts.without_proof());
        }
        if let Some(on) = progress
            .filter(|progress| progress.state != domain::State::Todo)
            .and_then(|progress| progress.on)
        {
            state = format!("{state} {}", texts.day(on));
        }
        if let Some(reason) = progress.and_then(|progress| progress.reason.as_ref()) {
            state = format!("{state} ({reason})");
        }
        facts.push(state);
    }
    if let Some(range) = env.index.schedule.range(&row.id) {
        let to = range.to.and_then(|to| to.pred_opt());
        let today = env.now.today();
        let to = to.map_or(String::new(), |to| texts.date(to, today));
        facts.push(format!("{} .. {to}", texts.date(range.from, today)));
    }
    facts.extend(items::due(env, &row.id, row.state).map(|(due, _)| due));
    if let Some(reading) = measure::readings(env.data, &row.id).last() {
        let day = texts.date(reading.on, env.now.today());
        facts.push(texts.last_read(&figure(reading.value), &day));
    }
    if row.minutes != 0 {
        facts.push(texts.logged(&hours(row.minutes)));
    }
    if let Some(expected) = row.hours {
        facts.push(texts.estimated(&number(expected)));
        let weeks = env
            .index
            .schedule
            .range(&row.id)
            .filter(|range| range.to.is_some())
            .map_or(1, |range| range.week_of(range.from).1);
        if weeks > 1 && node.kind != Kind::Group {
            facts.push(texts.hours_a_week(&number(expected / weeks as f64)));
        }
    }
    facts.join(" · ")
}

/// Asks whether a node with open criteria is to be closed, and names them.
pub fn confirm(env: &Env, buf: &mut Buffer, area: Rect, node: &str) {
    let texts = env.lang.week();
    let open = env.index.tree.open_criteria(env.data, node);
    paint::clear(buf, area);
    let asked = texts.ask_unproved(open.len(), env.title(node));
    rule(env, buf, area.y, &asked, Role::Warn);
    let room = usize::from(area.height.saturating_sub(2));
    let shown = if open.len() > room {
        room.saturating_sub(1)
    } else {
        open.len()
    };
    let mut lines: Vec<(String, Role)> = open[..shown]
        .iter()
        .map(|criterion| (format!("[ ] {}", criterion.title.get(env.lang)), Role::Text))
        .collect();
    if shown < open.len() {
        lines.push((texts.and_more(open.len() - shown), Role::Dim));
    }
    let keys = texts.yes_no(&env.key(Cmd::Yes), &env.key(Cmd::No));
    lines.push((keys, Role::Key));
    for (y, (text, role)) in (area.y + 1..area.bottom()).zip(&lines) {
        let width = area.width.saturating_sub(2);
        paint::put(buf, area.x + 1, y, width, text, env.style(*role));
    }
}

/// What a week without a unit says: why, what comes next, what is left over, which keys help.
pub fn gap(gap: &Gap, env: &Env, buf: &mut Buffer, area: Rect, below_rows: bool) {
    let texts = env.lang.week();
    let why = match gap.why {
        Why::NoPlan => texts.empty_no_plan().to_owned(),
        Why::Slack => texts.empty_slack().to_owned(),
        Why::Outside => texts.empty_before().to_owned(),
        Why::Over(last) => texts.empty_after(&last.to_string(), &env.key(Cmd::TimelinePane)),
        Why::Childless => texts.empty_node().to_owned(),
    };
    let mut lines: Vec<(String, Role)> = Vec::new();
    if below_rows {
        lines.push((String::new(), Role::Text));
    }
    lines.push((why, Role::Text));
    if let Some((unit, from)) = &gap.next {
        let today = env.now.today();
        let week = texts.week(domain::Week::of(*from), today);
        let next = texts.next_unit(env.title(unit), &texts.day(*from), &week);
        lines.push((next, Role::Here));
    }
    for (unit, open) in &gap.open {
        lines.push((texts.open_before(env.title(unit), *open), Role::Dim));
    }
    if !below_rows {
        lines.push((String::new(), Role::Text));
    }
    let y = draw_paragraphs(env, buf, area, &lines);
    if below_rows {
        return;
    }
    for (y, (cmd, text)) in (y..area.bottom()).zip([
        (Cmd::AddItem, texts.add_own()),
        (Cmd::WeekBefore, texts.week_before()),
        (Cmd::WeekAfter, texts.week_after()),
        (Cmd::ThisWeek, texts.back_to_this_week()),
    ]) {
        let key = format!("{:<3}", env.key(cmd));
        let pieces = [(key.as_str(), Role::Key), (text, Role::Dim)];
        let width = area.width.saturating_sub(1);
        env.put_all(buf, Position::new(area.x + 1, y), width, &pieces);
    }
}
