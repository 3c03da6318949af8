//! How the week pane looks: rows, the detail of the selected one, what is being asked, what an empty week says.

use super::State;
use super::edits::Mode;
use super::rows::{Gap, Row, Shown, Why};
use crate::commands::Cmd;
use crate::domain::tree::Tally;
use crate::domain::{self, Kind, Node};
use crate::lang::{hours, number};
use crate::panes::Env;
use crate::panes::ask::rule;
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// Narrower than this, numbers are given without words.
const WORDY: u16 = 64;
const NARROW: u16 = 44;

pub fn title(state: &State, env: &Env) -> String {
    let texts = env.lang.week();
    let today = env.now.today();
    let narrow = env.area.width < NARROW;
    let name = match (&state.shown, state.shown.week(env)) {
        (_, Some(week)) if narrow => texts.week(week, today),
        (Shown::ThisWeek, Some(week)) => {
            let days = texts.week_and_days(week, today);
            format!("{} ({days})", texts.this_week())
        }
        (_, Some(week)) => {
            let days = texts.days(week);
            format!("{} ({days})", texts.week(week, today))
        }
        (Shown::Node(id), None) => {
            let plan = || env.data.plans.get(id).map(|plan| &plan.title);
            let node = env.data.nodes.get(id).map(|node| &node.title);
            node.or_else(plan)
                .map_or(String::new(), |title| title.get(env.lang).to_owned())
        }
        (_, None) => String::new(),
    };
    let tally = state.rows.tally;
    if tally.total() == 0 {
        return name;
    }
    let counts = texts.counts(tally.done, tally.total(), tally.skipped);
    format!("{name} {counts}")
}

/// Rows of the pane that the list has.
pub fn list_height(state: &State, env: &Env) -> u16 {
    env.area.height - bottom_height(state, env)
}

/// Rows below the list: the question being asked, or the detail of the selected row.
fn bottom_height(state: &State, env: &Env) -> u16 {
    let room = env.area.height;
    match &state.mode {
        Mode::Asking { ask, .. } => ask.height().min(room),
        Mode::Confirming { node } => {
            let open = env.index.tree.open_criteria(env.data, node).len();
            let wanted = u16::try_from(open).unwrap_or(u16::MAX).saturating_add(2);
            wanted.min(room / 2).max(2).min(room)
        }
        Mode::List if state.rows.rows.is_empty() => 0,
        Mode::List => match room {
            0..10 => 0,
            10..16 => 3,
            16..30 => 4,
            _ => 6,
        },
    }
}

pub fn draw(state: &State, env: &Env, buf: &mut Buffer) -> Option<Position> {
    let area = env.area;
    if area.is_empty() {
        return None;
    }
    let below = bottom_height(state, env);
    let top = Rect {
        height: area.height - below,
        ..area
    };
    let bottom = Rect {
        y: top.bottom(),
        height: below,
        ..area
    };
    let shown = rows(state, env, buf, top);
    let rest = Rect {
        y: top.y + shown,
        height: top.height - shown,
        ..top
    };
    if let Some(gap) = &state.rows.gap {
        draw_gap(gap, env, buf, rest, shown > 0);
    }
    match &state.mode {
        Mode::Asking { ask, .. } => return ask.draw(env, buf),
        Mode::Confirming { node } => confirm(env, buf, bottom, node),
        Mode::List => detail(state, env, buf, bottom),
    }
    None
}

/// Draws the rows around the cursor; returns how many.
fn rows(state: &State, env: &Env, buf: &mut Buffer, area: Rect) -> u16 {
    let rows = &state.rows.rows;
    let window = list::window(rows.len(), state.cursor, usize::from(area.height));
    let hours_width = window
        .clone()
        .map(|at| wrap::width(&env.lang.week().spent(rows[at].minutes, rows[at].hours)))
        .max()
        .unwrap_or(0);
    let mut y = area.y;
    for at in window {
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        draw_row(env, buf, line, &rows[at], hours_width);
        if at == state.cursor {
            let role = if env.focused {
                Role::Selected
            } else {
                Role::SelectedElsewhere
            };
            paint::style_line(buf, area, y, env.style(role));
        }
        y += 1;
    }
    y - area.y
}

fn draw_row(env: &Env, buf: &mut Buffer, line: Rect, row: &Row, hours_width: usize) {
    let Some(node) = env.data.nodes.get(&row.id) else {
        return;
    };
    let right = right_of(env, row, hours_width);
    let used = paint::put_right(buf, line, line.y, &right, env.style(Role::Dim));
    let room = line.width.saturating_sub(used + u16::from(used > 0));
    let step = if line.width < NARROW { 1 } else { 2 };
    let indent = " ".repeat((row.depth * step).min(usize::from(line.width) / 3));
    let fold = if row.folded { "+ " } else { "  " };
    let dim = matches!(row.state, domain::State::Done | domain::State::Skipped);
    let (mark, mark_role) = mark(row);
    let mut pieces: Vec<(String, Role)> = vec![
        (indent, Role::Text),
        (fold.to_owned(), Role::Key),
        (mark.to_owned(), mark_role),
    ];
    if let Some(label) = label(env, node) {
        pieces.push((format!("{label}: "), if dim { Role::Dim } else { Role::Here }));
    }
    let title_role = match row.kind {
        Kind::Note => Role::Dim,
        _ if dim => Role::Dim,
        Kind::Phase | Kind::Block | Kind::Unit | Kind::Group => Role::Title,
        Kind::Task
        | Kind::Criterion
        | Kind::Milestone
        | Kind::Measure
        | Kind::Resource
        | Kind::Period => Role::Text,
    };
    let before: usize = pieces.iter().map(|(text, _)| wrap::width(text)).sum();
    let suffix = suffix(env, row, node);
    let after: usize = suffix.iter().map(|(text, _)| wrap::width(text)).sum();
    // The title yields to what is said of it, but not below a third of the row.
    let title_room = usize::from(room)
        .saturating_sub(before + after)
        .max(usize::from(line.width) / 3);
    let title = titled(env, node);
    pieces.push((wrap::truncate(&title, title_room).into_owned(), title_role));
    pieces.extend(suffix);
    if let Some(note) = first_line_of_note(env, node) {
        pieces.push((format!("  {note}"), Role::Dim));
    }
    let pieces: Vec<(&str, Style)> = pieces
        .iter()
        .map(|(text, role)| (text.as_str(), env.style(*role)))
        .collect();
    paint::put_all(buf, line.x, line.y, room, &pieces);
}

fn mark(row: &Row) -> (&'static str, Role) {
    if matches!(row.kind, Kind::Note | Kind::Period) {
        return (" ·  ", Role::Dim);
    }
    match row.state {
        domain::State::Todo => ("[ ] ", Role::Text),
        domain::State::Doing => ("[~] ", Role::Here),
        domain::State::Done => ("[x] ", Role::Good),
        domain::State::Skipped => ("[-] ", Role::Dim),
    }
}

/// The word before a title that says what the item is for.
fn label(env: &Env, node: &Node) -> Option<&'static str> {
    match node.kind {
        Kind::Criterion => Some(env.lang.week().proof()),
        _ if node.choice.is_some() => Some(env.lang.week().avoid()),
        _ => None,
    }
}

/// The title, with the number that a measure is to reach.
fn titled(env: &Env, node: &Node) -> String {
    let title = node.title.get(env.lang);
    match &node.target {
        Some(target) => format!(
            "{title} {} {} {}",
            target.op,
            target.value,
            target.unit.get(env.lang)
        ),
        None => title.to_owned(),
    }
}

/// What is said of an item behind its title: the reason of a skip, the day of a proof, that there is none.
fn suffix(env: &Env, row: &Row, node: &Node) -> Vec<(String, Role)> {
    let texts = env.lang.week();
    let mut pieces = Vec::new();
    let Some(progress) = env.data.progress.get(&row.id) else {
        return pieces;
    };
    if row.unproved {
        pieces.push((format!("  {}", texts.without_proof()), Role::Warn));
    }
    if let (domain::State::Skipped, Some(reason)) = (progress.state, &progress.reason) {
        pieces.push((format!("  ({reason})"), Role::Dim));
    }
    if let (Kind::Criterion, domain::State::Done, Some(on)) = (node.kind, row.state, progress.on) {
        pieces.push((format!("  {}", texts.day(on)), Role::Dim));
    }
    pieces
}

/// The first line of the user's note, else of the plan's.
fn first_line_of_note<'a>(env: &Env<'a>, node: &'a Node) -> Option<&'a str> {
    let own = env.data.progress.get(&node.id);
    own.and_then(|progress| progress.note.as_deref())
        .or_else(|| node.note.as_ref().map(|note| note.get(env.lang)))
        .and_then(|note| note.lines().next())
}

/// Counts and hours at the right edge, the hours under each other.
fn right_of(env: &Env, row: &Row, hours_width: usize) -> String {
    let texts = env.lang.week();
    let spent = texts.spent(row.minutes, row.hours);
    let Some(tally) = row.tally else {
        return spent;
    };
    if env.area.width < NARROW {
        return short_counts(tally);
    }
    let counts = if env.area.width < WORDY {
        texts.counts(tally.done, tally.total(), tally.skipped)
    } else {
        texts.counts_in_words(tally.done, tally.total(), tally.skipped)
    };
    if hours_width == 0 {
        return counts;
    }
    format!("{counts}  {spent:>hours_width$}")
}

/// `5/9 [-]1`
fn short_counts(tally: Tally) -> String {
    let mut text = format!("{}/{}", tally.done, tally.total());
    if tally.skipped > 0 {
        text.push_str(&format!(" [-]{}", tally.skipped));
    }
    text
}

/// The selected row in full: where it stands, its title, its numbers and notes.
fn detail(state: &State, env: &Env, buf: &mut Buffer, area: Rect) {
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

/// Draws paragraphs one after the other, wrapped, as far as there is room.
fn draw_paragraphs(env: &Env, buf: &mut Buffer, area: Rect, paragraphs: &[(String, Role)]) {
    let mut y = area.y;
    let width = area.width.saturating_sub(2);
    for (text, role) in paragraphs {
        for line in wrap::lines_of(text, usize::from(width)) {
            if y >= area.bottom() {
                return;
            }
            paint::put(buf, area.x + 1, y, width, line, env.style(*role));
            y += 1;
        }
    }
}

/// The nodes above, the nearest last; those that do not fit are left out.
fn path(env: &Env, node: &Node) -> String {
    const BETWEEN: &str = " > ";
    let room = usize::from(env.area.width).saturating_sub(4);
    let mut path = String::new();
    for above in env.index.tree.ancestors(env.data, &node.id) {
        let title = above.title.get(env.lang);
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
        let to = to.map_or(String::new(), |to| texts.day(to));
        facts.push(format!("{} .. {to}", texts.day(range.from)));
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
fn confirm(env: &Env, buf: &mut Buffer, area: Rect, node: &str) {
    let texts = env.lang.week();
    let open = env.index.tree.open_criteria(env.data, node);
    let title = env.data.nodes.get(node);
    let title = title.map_or("", |node| node.title.get(env.lang));
    paint::clear(buf, area);
    let asked = texts.ask_unproved(open.len(), title);
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
    let key = |cmd| {
        let keys = env.keymap.keys_of(cmd).into_iter();
        keys.take(1).collect::<String>()
    };
    lines.push((texts.yes_no(&key(Cmd::Yes), &key(Cmd::No)), Role::Key));
    for (y, (text, role)) in (area.y + 1..area.bottom()).zip(&lines) {
        let width = area.width.saturating_sub(2);
        paint::put(buf, area.x + 1, y, width, text, env.style(*role));
    }
}

/// What a week without a unit says: why, what comes next, what is left over, which keys help.
fn draw_gap(gap: &Gap, env: &Env, buf: &mut Buffer, area: Rect, below_rows: bool) {
    let texts = env.lang.week();
    let name = |id: &str| {
        let node = env.data.nodes.get(id);
        node.map_or("", |node| node.title.get(env.lang))
    };
    let why = match gap.why {
        Why::NoPlan => texts.empty_no_plan(),
        Why::Slack => texts.empty_slack(),
        Why::Outside => texts.empty_before(),
        Why::Childless => texts.empty_node(),
    };
    let mut lines: Vec<(String, Role)> = Vec::new();
    if below_rows {
        lines.push((String::new(), Role::Text));
    }
    lines.push((why.to_owned(), Role::Text));
    if let Some((unit, from)) = &gap.next {
        let today = env.now.today();
        let week = texts.week(domain::Week::of(*from), today);
        let next = texts.next_unit(name(unit), &texts.day(*from), &week);
        lines.push((next, Role::Here));
    }
    for (unit, open) in &gap.open {
        lines.push((texts.open_before(name(unit), *open), Role::Dim));
    }
    if !below_rows {
        let key = |cmd| env.keymap.keys_of(cmd).into_iter().next();
        lines.push((String::new(), Role::Text));
        if let Some(add) = key(Cmd::AddItem) {
            lines.push((texts.keys_add(&add), Role::Key));
        }
        if let (Some(before), Some(after)) = (key(Cmd::WeekBefore), key(Cmd::WeekAfter)) {
            lines.push((texts.keys_weeks(&before, &after), Role::Key));
        }
        if let Some(this) = key(Cmd::ThisWeek) {
            lines.push((texts.keys_today(&this), Role::Key));
        }
    }
    draw_paragraphs(env, buf, area, &lines);
}
