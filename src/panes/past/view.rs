//! How earlier states look: two columns, one at a time where it is narrow, and the preview in place of both.

use super::rows::{Choice, Thing};
use super::{Env, Preview, Ready, State, Step, WIDE};
use crate::domain::text::clean_line;
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The rows of things and those of states; where it is narrow the one that the keys do not act on is empty.
pub fn columns(area: Rect, step: Step) -> (Rect, Rect) {
    let below = Rect {
        y: area.y.saturating_add(1),
        height: area.height.saturating_sub(1),
        ..area
    };
    let nothing = Rect { width: 0, ..below };
    if area.width < WIDE {
        return match step {
            Step::Thing => (below, nothing),
            Step::State | Step::Preview => (Rect { width: 0, ..below }, below),
        };
    }
    let left = (area.width * 3 / 10).clamp(24, 56);
    let things = Rect {
        width: left,
        ..below
    };
    let states = Rect {
        x: below.x + left + 1,
        width: below.width - left - 1,
        ..below
    };
    (things, states)
}

/// Where the lines of the preview are.
pub fn sheet_area(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(4),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(4),
    }
    .intersection(area)
}

pub fn draw(state: &State, env: &Env, buf: &mut Buffer) {
    let texts = env.lang.past();
    match (&state.preview, &state.listing) {
        (Some(Preview::Reading(_)), _) | (None, None) => say(env, buf, texts.reading(), Role::Dim),
        (Some(Preview::Failed(why)), _) | (None, Some(Err(why))) => say(env, buf, why, Role::Bad),
        (Some(Preview::Ready(ready)), _) => draw_preview(ready, env, buf),
        (None, Some(Ok(_))) if state.things.is_empty() => {
            say(env, buf, texts.nothing_saved(), Role::Dim);
        }
        (None, Some(Ok(_))) => draw_columns(state, env, buf),
    }
}

/// A text of any length in place of everything.
fn say(env: &Env, buf: &mut Buffer, text: &str, role: Role) {
    let width = env.area.width.saturating_sub(2);
    let rows = wrap::lines_of(text, usize::from(width).max(1));
    for (y, row) in (env.area.y..env.area.bottom()).zip(rows) {
        paint::put(buf, env.area.x + 1, y, width, row, env.style(role));
    }
}

fn draw_preview(ready: &Ready, env: &Env, buf: &mut Buffer) {
    let texts = env.lang.past();
    let area = env.area;
    let width = area.width.saturating_sub(2);
    let mut line = |y: u16, text: &str, role: Role| {
        if y < area.height {
            paint::put(buf, area.x + 1, area.y + y, width, text, env.style(role));
        }
    };
    line(0, &ready.name, Role::Title);
    line(1, &texts.summary(&ready.difference), Role::Text);
    if !ready.edit.is_empty() {
        line(2, texts.bring_back(), Role::Warn);
    }
    let sheet = sheet_area(area);
    ready.sheet.draw(env.theme, buf, sheet, ready.top);
    let height = usize::from(sheet.height);
    if ready.sheet.len() > height {
        let last = (ready.top + height).min(ready.sheet.len());
        let place = format!("{}-{last}/{}", ready.top + 1, ready.sheet.len());
        let line = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        paint::put_right(
            buf,
            line,
            area.y + 2.min(area.height.saturating_sub(1)),
            &place,
            env.style(Role::Dim),
        );
    }
}

fn draw_columns(state: &State, env: &Env, buf: &mut Buffer) {
    let texts = env.lang.past();
    let (things, states) = columns(env.area, state.step);
    let chosen = state.things.get(state.thing);
    let heads = [
        (things, texts.what(), Role::Title),
        (
            states,
            chosen.map_or("", |thing| thing.title.as_str()),
            Role::Title,
        ),
    ];
    for (area, text, role) in heads {
        let width = area.width.saturating_sub(2);
        paint::put(buf, area.x + 1, env.area.y, width, text, env.style(role));
    }
    for (index, y) in rows(state.things.len(), state.thing, things) {
        let selected = (index == state.thing).then_some(state.step == Step::Thing);
        draw_thing(&state.things[index], env, buf, row(things, y), selected);
    }
    let choices = state.choices();
    // The present state is not what one looks for.
    let cursor = match state.step {
        Step::Thing => 0,
        Step::State | Step::Preview => state.choice,
    };
    for (index, y) in rows(choices.len(), cursor, states) {
        let on = state.step == Step::State && index == state.choice;
        draw_choice(
            &choices[index],
            env,
            buf,
            row(states, y),
            on.then_some(true),
        );
    }
}

/// Which rows are shown, each with its line.
fn rows(len: usize, cursor: usize, area: Rect) -> impl Iterator<Item = (usize, u16)> {
    let height = if area.width == 0 {
        0
    } else {
        usize::from(area.height)
    };
    list::window(len, cursor, height).zip(area.y..area.bottom())
}

fn row(area: Rect, y: u16) -> Rect {
    Rect {
        y,
        height: 1,
        ..area
    }
}

/// `selected`: whether the row has the cursor, and whether the keys act on it.
fn mark_row(env: &Env, buf: &mut Buffer, line: Rect, selected: Option<bool>) {
    let role = match selected {
        None => return,
        Some(true) => Role::Selected,
        Some(false) => Role::SelectedElsewhere,
    };
    paint::style_line(buf, line, line.y, env.style(role));
}

fn draw_thing(thing: &Thing, env: &Env, buf: &mut Buffer, line: Rect, selected: Option<bool>) {
    let inner = Rect {
        x: line.x + 1,
        width: line.width.saturating_sub(2),
        ..line
    };
    let beside = if inner.width >= 34 {
        thing.beside.as_str()
    } else {
        ""
    };
    let used = paint::put_right(buf, inner, line.y, beside, env.style(Role::Dim));
    let room = inner
        .width
        .saturating_sub(if used > 0 { used + 2 } else { 0 });
    let title = clean_line(&thing.title);
    paint::put(buf, inner.x, line.y, room, &title, env.style(Role::Text));
    mark_row(env, buf, line, selected);
}

fn draw_choice(choice: &Choice, env: &Env, buf: &mut Buffer, line: Rect, selected: Option<bool>) {
    let (x, room) = (line.x + 1, line.width.saturating_sub(2));
    // `2025-11-20 (Fri) 21:05` and `999 days ago`, or the words for none.
    let (when, age) = (23, 13);
    let style = |role| env.style(role);
    paint::put(
        buf,
        x,
        line.y,
        room.min(when),
        &choice.when,
        style(Role::Text),
    );
    let left = room.saturating_sub(when);
    paint::put(
        buf,
        x + when.min(room),
        line.y,
        left.min(age),
        &choice.age,
        style(Role::Dim),
    );
    let left = left.saturating_sub(age);
    let beside = clean_line(&choice.beside);
    paint::put(
        buf,
        x + (when + age).min(room),
        line.y,
        left,
        &beside,
        style(Role::Text),
    );
    mark_row(env, buf, line, selected);
}
