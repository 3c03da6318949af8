//! How the palette looks.

use super::entries::{Entry, Sort};
use super::{ABOVE, Row, State};
use crate::domain::text::clean_line;
use crate::panes::Env;
use crate::ui::text_area;
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// Room for how many were found.
const COUNT: u16 = 16;

/// Where the query is typed.
pub fn field(area: Rect) -> Rect {
    let count = if area.width >= 40 { COUNT } else { 0 };
    let field = Rect {
        x: area.x.saturating_add(3),
        width: area.width.saturating_sub(4 + count),
        height: 1,
        ..area
    };
    field.intersection(area)
}

pub fn draw(state: &State, env: &Env, buf: &mut Buffer) -> Option<Position> {
    let area = env.area;
    if area.is_empty() {
        return None;
    }
    let caret = draw_query(state, env, buf);
    if area.height > 1 {
        paint::rule(buf, area, area.y + 1, env.style(Role::Border));
    }
    let below = Rect {
        y: area.y.saturating_add(ABOVE),
        height: area.height.saturating_sub(ABOVE),
        ..area
    };
    draw_results(state, env, buf, below);
    caret
}

/// The line of the field and of how many were found. Returns where the caret is to be.
fn draw_query(state: &State, env: &Env, buf: &mut Buffer) -> Option<Position> {
    let area = env.area;
    let texts = env.lang.palette();
    let style = |role| env.style(role);
    paint::put(
        buf,
        area.x + 1,
        area.y,
        area.width.saturating_sub(1),
        ">",
        style(Role::Key),
    );
    let query = state.query.text();
    let field = field(area);
    if query.is_empty() {
        paint::put(
            buf,
            field.x,
            field.y,
            field.width,
            texts.placeholder(),
            style(Role::Dim),
        );
    } else if area.width >= 40 {
        let count = texts.found(state.rows.len(), state.found);
        let right = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        paint::put_right(buf, right, area.y, &count, style(Role::Dim));
    }
    if query.is_empty() {
        // The hint stays where the text will be.
        (!field.is_empty()).then(|| field.as_position())
    } else {
        text_area::draw(&state.query, field, buf, &env.text_styles())
    }
}

fn draw_results(state: &State, env: &Env, buf: &mut Buffer, area: Rect) {
    if state.rows.is_empty() && area.height > 0 {
        let (text, width) = (env.lang.palette().nothing(), area.width.saturating_sub(1));
        paint::put(buf, area.x + 1, area.y, width, text, env.style(Role::Dim));
    }
    let mut above: Option<Sort> = None;
    for (index, (row, y)) in state.rows.iter().zip(area.y..area.bottom()).enumerate() {
        let Some(entry) = state.entries.get(row.entry) else {
            continue;
        };
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        let label = (above != Some(entry.sort)).then(|| entry.sort.name(env.lang));
        above = Some(entry.sort);
        draw_row(env, buf, line, entry, label, row);
        if index == state.cursor {
            paint::style_line(buf, line, y, env.style(Role::Selected));
        }
    }
}

fn draw_row(
    env: &Env,
    buf: &mut Buffer,
    line: Rect,
    entry: &Entry,
    label: Option<&str>,
    row: &Row,
) {
    let style = |role| env.style(role);
    let widest = Sort::ALL.map(|sort| wrap::width(sort.name(env.lang)));
    let labels = 3 + widest.into_iter().max().unwrap_or(0) as u16;
    if let Some(label) = label {
        paint::put(
            buf,
            line.x + 1,
            line.y,
            labels.min(line.width.saturating_sub(1)),
            label,
            style(Role::Title),
        );
    }
    let x = line.x.saturating_add(labels);
    let room = line.width.saturating_sub(labels + 1);
    // On the right: keys, or where it lies; never more than two fifths.
    let mut right = 0;
    if room >= 24 {
        let most = room * 2 / 5;
        let keys = wrap::truncate(&entry.keys, usize::from(most)).into_owned();
        let beside = wrap::truncate(
            row.excerpt.as_ref().unwrap_or(&entry.beside),
            usize::from(most),
        )
        .into_owned();
        let edge = |taken: u16| Rect {
            x,
            width: room.saturating_sub(taken),
            ..line
        };
        right = paint::put_right(buf, edge(0), line.y, &keys, style(Role::Key));
        let gap = if right > 0 { 2 } else { 0 };
        if right + gap + wrap::width(&beside) as u16 <= most {
            right +=
                gap + paint::put_right(buf, edge(right + gap), line.y, &beside, style(Role::Dim));
        }
    }
    let room = room.saturating_sub(if right > 0 { right + 2 } else { 0 });
    let base = style(if entry.off.is_some() {
        Role::Dim
    } else {
        Role::Text
    });
    let pieces = pieces(
        &clean_line(&entry.title),
        &row.matched,
        base,
        style(Role::Match),
    );
    let mut pieces: Vec<(&str, Style)> = pieces
        .iter()
        .map(|(text, style)| (text.as_str(), *style))
        .collect();
    let reason = entry.off.as_ref().map(|reason| format!("  ({reason})"));
    if let Some(reason) = &reason {
        pieces.push((reason, style(Role::Dim)));
    }
    put_cut(buf, x, line.y, room, &pieces);
}

/// Writes pieces as one text: what does not fit is cut at the end of the whole, not of a piece.
fn put_cut(buf: &mut Buffer, x: u16, y: u16, room: u16, pieces: &[(&str, Style)]) {
    let whole: String = pieces.iter().map(|(text, _)| *text).collect();
    let cut = wrap::truncate(&whole, usize::from(room));
    if cut.len() == whole.len() {
        paint::put_all(buf, x, y, room, pieces);
        return;
    }
    let kept = cut.trim_end_matches('.').len();
    let mut start = 0;
    let mut used = 0;
    for (text, style) in pieces {
        let end = (start + text.len()).min(kept);
        if let Some(text) = whole.get(start..end) {
            used += paint::put(
                buf,
                x.saturating_add(used),
                y,
                room.saturating_sub(used),
                text,
                *style,
            );
        }
        start = end;
    }
    paint::put(
        buf,
        x.saturating_add(used),
        y,
        room.saturating_sub(used),
        "..",
        last_style(pieces),
    );
}

/// The style of what is cut off: that of the last piece.
fn last_style(pieces: &[(&str, Style)]) -> Style {
    pieces.last().map_or_else(Style::new, |(_, style)| *style)
}

/// The title in pieces, those apart whose letters matched.
fn pieces(title: &str, matched: &[u32], base: Style, found: Style) -> Vec<(String, Style)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (index, c) in title.chars().enumerate() {
        let hit = matched.binary_search(&(index as u32)).is_ok();
        match pieces.last_mut() {
            Some((text, known)) if *known == hit => text.push(c),
            _ => pieces.push((c.to_string(), hit)),
        }
    }
    pieces
        .into_iter()
        .map(|(text, hit)| (text, if hit { found } else { base }))
        .collect()
}
