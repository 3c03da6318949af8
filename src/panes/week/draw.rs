//! How the week pane looks: its title, its rows, and where what stands below them goes.

use super::edits::Mode;
use super::rows::{Row, Shown};
use super::{State, detail};
use crate::domain::absence;
use crate::domain::tree::Tally;
use crate::domain::{self, Kind, Node};
use crate::lang::figure;
use crate::panes::Env;
use crate::panes::items::{self, state_mark};
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

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
    // An absence that is on today says why this week is not like the others.
    let absent = absence::current(env.data, today).filter(|_| state.shown == Shown::ThisWeek);
    let name = match absent {
        Some(period) => format!("{name} · {}", period.title),
        None => name,
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

/// Rows below the list: the detail of the selected row, in its place what is being asked. A question does not make
/// the list jump where it has room.
fn bottom_height(state: &State, env: &Env) -> u16 {
    let room = env.area.height;
    let detail = match room {
        0..10 => 0,
        10..16 => 3,
        16..40 => 4,
        _ => 6,
    };
    match &state.mode {
        Mode::Asking { ask, .. } => ask.height().max(detail).min(room),
        Mode::Confirming { node } => {
            let open = env.index.tree.open_criteria(env.data, node).len();
            let wanted = u16::try_from(open).unwrap_or(u16::MAX).saturating_add(2);
            wanted.min(room / 2).max(detail).max(2).min(room)
        }
        Mode::List if state.rows.rows.is_empty() => 0,
        Mode::List => detail,
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
        detail::gap(gap, env, buf, rest, shown > 0);
    }
    match &state.mode {
        Mode::Asking { ask, .. } => {
            let area = Rect {
                height: area.height - below + ask.height().min(below),
                ..area
            };
            return ask.draw(&Env { area, ..*env }, buf);
        }
        Mode::Confirming { node } => detail::confirm(env, buf, bottom, node),
        Mode::List => detail::selected(state, env, buf, bottom),
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
            paint::style_line(buf, area, y, env.selected());
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
    let padded = Rect {
        width: line.width.saturating_sub(1),
        ..line
    };
    let used = paint::put_right(buf, padded, line.y, &right, env.style(Role::Dim));
    let room = padded.width.saturating_sub(used + u16::from(used > 0));
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
        pieces.push((
            format!("{label}: "),
            if dim { Role::Dim } else { Role::Here },
        ));
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
    env.put_all(buf, line.as_position(), room, &pieces);
}

fn mark(row: &Row) -> (&'static str, Role) {
    // A group of remarks has nothing to tick either.
    let remarks = row.kind == Kind::Group && row.tally.is_none() && row.has_children;
    if matches!(row.kind, Kind::Note | Kind::Period)
        || (remarks && row.state == domain::State::Todo)
    {
        return (" ·  ", Role::Dim);
    }
    state_mark(row.state)
}

/// The word before a title that says what the item is for.
fn label(env: &Env, node: &Node) -> Option<&'static str> {
    match node.kind {
        Kind::Criterion => Some(env.lang.week().proof()),
        _ if node.choice.as_deref() == Some("avoid") => Some(env.lang.week().avoid()),
        _ => None,
    }
}

/// The title, with the number that a measure is to reach.
pub fn titled(env: &Env, node: &Node) -> String {
    let title = node.title.get(env.lang);
    match &node.target {
        Some(target) => format!(
            "{title} {} {} {}",
            target.op,
            figure(target.value),
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
    if let Some((due, role)) = items::due(env, &row.id, row.state) {
        pieces.push((format!("  {due}"), role));
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
