//! The list of drafts: its rows, how they are drawn, and the text of the selected one below them.

use super::*;
use crate::domain::draft::{Outline, counts};
use crate::lang::grouped;
use crate::ui::wrap;
use chrono::Datelike;

/// The rows that a preview needs to tell anything.
const PREVIEW: u16 = 4;

/// Panes at least this high show a preview however long the list is.
const HIGH: u16 = 14;

/// The widest that a text is read at.
pub const COLUMN: u16 = 100;

/// What the list shows of a draft.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: Id,
    title: String,
    state: DraftState,
    updated: DateTime<Utc>,
    /// Bytes of its text: with the time of change, what tells whether the numbers still hold.
    bytes: usize,
    done: usize,
    characters: usize,
}

/// The rows of all drafts, the newest change first. Only drafts that changed since `old` are counted.
pub fn rows(env: &Env, old: &[Row]) -> Vec<Row> {
    let known: HashMap<&str, &Row> = old.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut rows: Vec<Row> = env
        .data
        .drafts
        .iter()
        .filter(|draft| !draft.deleted)
        .map(|draft| {
            let bytes = draft.body.iter().map(|line| line.len() + 1).sum();
            let (done, characters) = known
                .get(draft.id.as_str())
                .filter(|row| row.updated == draft.updated && row.bytes == bytes)
                .map_or_else(|| measure(draft), |row| (row.done, row.characters));
            Row {
                id: draft.id.clone(),
                title: draft.title.clone(),
                state: draft.state,
                updated: draft.updated,
                bytes,
                done,
                characters,
            }
        })
        .collect();
    rows.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| b.id.cmp(&a.id)));
    rows
}

fn measure(draft: &Draft) -> (usize, usize) {
    let done = Outline::of(&draft.body).done();
    (done, counts(&draft.body).chars_with_spaces)
}

/// The cells of a row after its title: state, sections, characters, last change.
type Cells = [String; 4];

/// Which of these cells yield first where the room is small.
const YIELD: [usize; 3] = [2, 3, 0];

/// Room that the title keeps before a column is shown.
const TITLE: usize = 22;

fn cells(row: &Row, env: &Env) -> Cells {
    [
        env.lang.drafts().state(row.state).to_owned(),
        format!("{}/6", row.done),
        grouped(row.characters),
        changed(row.updated, env),
    ]
}

/// `today 14:02`, or the date.
fn changed(at: DateTime<Utc>, env: &Env) -> String {
    let then = crate::domain::Now { utc: at, ..env.now };
    let local = then.local();
    if then.today() == env.now.today() {
        let time = local.format("%H:%M").to_string();
        return env.lang.drafts().today_at(&time);
    }
    let format = if local.year() == env.now.local().year() {
        "%m-%d"
    } else {
        "%Y-%m-%d"
    };
    local.format(format).to_string()
}

/// The widths of the columns after the title; 0 for one that is left out.
fn columns(lines: &[Cells], room: usize) -> [usize; 4] {
    let mut widths = [0; 4];
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = wrap::width(cell).max(*width);
        }
    }
    for column in YIELD {
        if TITLE + taken(&widths) <= room {
            break;
        }
        widths[column] = 0;
    }
    widths
}

/// Cells that columns take with the gaps before them.
fn taken(widths: &[usize; 4]) -> usize {
    let shown = widths.iter().filter(|width| **width > 0);
    shown.map(|width| width + 2).sum::<usize>() + 2
}

/// Draws the list and, where there is room, the selected draft's text.
pub fn draw(rows: &[Row], cursor: usize, env: &Env, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.drafts();
    let heads = area.height >= 4;
    let wanted = u16::try_from(rows.len() + usize::from(heads)).unwrap_or(u16::MAX);
    let mut list = area;
    if area.height >= HIGH {
        list.height = wanted.min(area.height * 2 / 5);
    } else if wanted.saturating_add(PREVIEW) <= area.height {
        list.height = wanted;
    }
    let height = usize::from(list.height.saturating_sub(u16::from(heads)));
    let shown = window(rows.len(), cursor, height);
    let names: Cells = [
        texts.column_state().to_owned(),
        texts.column_sections().to_owned(),
        texts.column_characters().to_owned(),
        texts.column_changed().to_owned(),
    ];
    let mut lines: Vec<Cells> = rows[shown.clone()]
        .iter()
        .map(|row| cells(row, env))
        .collect();
    if heads {
        lines.push(names.clone());
    }
    let widths = columns(&lines, usize::from(area.width));
    let mut y = list.y;
    if heads {
        let dim = [env.style(Role::Dim); 5];
        draw_line(texts.column_title(), &names, &widths, dim, buf, list, y);
        y += 1;
    }
    for (row, line) in shown.zip(&lines) {
        let draft = &rows[row];
        let mut styles =
            [Role::Text, Role::Dim, Role::Text, Role::Dim, Role::Dim].map(|role| env.style(role));
        if draft.done == 6 {
            styles[2] = env.style(Role::Good);
        }
        if row == cursor {
            styles = [env.selected(); 5];
            paint::style_line(buf, list, y, env.selected());
        }
        let title = shown_title(&draft.title, env);
        draw_line(title, line, &widths, styles, buf, list, y);
        y += 1;
    }
    let below = Rect {
        y: list.bottom(),
        height: area.height - list.height,
        ..area
    };
    let selected = rows
        .get(cursor)
        .and_then(|row| env.data.drafts.get(&row.id));
    if let Some(draft) = selected {
        preview(draft, env, buf, below);
    }
}

/// A title as it is shown; drafts from elsewhere may have none.
pub fn shown_title<'a>(title: &'a str, env: &Env) -> &'a str {
    if title.trim().is_empty() {
        return env.lang.drafts().untitled();
    }
    title
}

fn draw_line(
    title: &str,
    line: &Cells,
    widths: &[usize; 4],
    styles: [Style; 5],
    buf: &mut Buffer,
    area: Rect,
    y: u16,
) {
    let room = usize::from(area.width).saturating_sub(taken(widths));
    let room = u16::try_from(room).unwrap_or(u16::MAX);
    paint::put(buf, area.x.saturating_add(1), y, room, title, styles[0]);
    let mut x = area.x.saturating_add(room + 1);
    for (column, width) in widths.iter().enumerate().filter(|(_, width)| **width > 0) {
        // Numbers end at the same place, words begin there.
        let cell = if column == 0 {
            wrap::pad(&line[column], *width)
        } else {
            wrap::pad_start(&line[column], *width)
        };
        x = x.saturating_add(2);
        let room = area.right().saturating_sub(x);
        x = x.saturating_add(paint::put(buf, x, y, room, &cell, styles[column + 1]));
    }
}

/// The beginning of a draft's text, blank lines left out.
fn preview(draft: &Draft, env: &Env, buf: &mut Buffer, area: Rect) {
    if area.height < PREVIEW {
        return;
    }
    paint::rule(buf, area, area.y, env.style(Role::Border));
    let room = area.width.saturating_sub(2).min(COLUMN);
    let x = area.x + 1;
    let title = format!(" {} ", shown_title(&draft.title, env));
    paint::put(buf, x, area.y, room, &title, env.style(Role::Title));
    let mut y = area.y + 1;
    if let Some(from) = origin(draft, env) {
        paint::put(buf, x, y, room, &from, env.style(Role::Dim));
        y += 1;
    }
    for line in draft.body.iter().filter(|line| !line.trim().is_empty()) {
        let role = if line.starts_with('#') {
            Role::Title
        } else {
            Role::Text
        };
        let mut start = 0;
        while start < line.len() {
            if y >= area.bottom() {
                return;
            }
            // Row by row: a line may be longer than the screen by far.
            let end = wrap::row_end(line, start, usize::from(room));
            paint::put(
                buf,
                x,
                y,
                room,
                line[start..end].trim_end(),
                env.style(role),
            );
            y += 1;
            start = end;
        }
    }
}

/// Where a draft grew from, in words.
pub fn origin(draft: &Draft, env: &Env) -> Option<String> {
    let node = env.data.nodes.get(draft.node.as_ref()?)?;
    Some(env.lang.drafts().from_node(node.title.get(env.lang)))
}

/// What a draft is for and which keys make one.
pub fn draw_empty(env: &Env, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.drafts();
    let room = area.width.saturating_sub(2).min(COLUMN);
    let x = area.x.saturating_add(1);
    let mut y = area.y.saturating_add(u16::from(area.height >= 8));
    let mut line = |pieces: &[(&str, Style)]| {
        if y < area.bottom() {
            paint::put_all(buf, x, y, room, pieces);
        }
        y = y.saturating_add(1);
    };
    line(&[(texts.empty(), env.style(Role::Title))]);
    for row in wrap::lines_of(texts.purpose(), usize::from(room)) {
        line(&[(row, env.style(Role::Text))]);
    }
    if area.height >= 8 {
        line(&[]);
    }
    let ways = [
        (Cmd::AddDraft, texts.begins_one()),
        (Cmd::DraftFromItem, texts.from_week()),
    ];
    for (cmd, what) in ways {
        let Some(key) = env.keymap.key_of(cmd) else {
            continue;
        };
        let dim = env.style(Role::Dim);
        line(&[(&key, env.style(Role::Key)), ("  ", dim), (what, dim)]);
    }
}
