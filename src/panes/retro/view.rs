//! How a retro looks: figures and clock on top, all prompts below, the current one with room to write.

use super::State;
use super::form::PRIORITIES;
use crate::content::PromptKind;
use crate::domain::{Cadence, Text};
use crate::lang::hours;
use crate::panes::Env;
use crate::ui::text_area;
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Cells left of a field: a rule, and the number of a priority.
const INDENT: u16 = 6;

/// Rows to write in, where there is room: in a window of the usual height, and in a tall one.
const MOST: (u16, u16) = (4, 6);

/// Height from which on a window is tall.
const TALL: u16 = 24;

/// A row of the form.
#[derive(Debug, Clone, PartialEq)]
enum Row {
    Blank,
    /// Something done in the period.
    Done(usize),
    /// How many more were done.
    More(usize),
    /// A part of the current prompt's question, or another's whole.
    Question(usize, String),
    /// What the program proposes as an answer.
    Figures,
    Answer(usize),
    Field(usize, u16),
    StepsHeading,
    Step(usize),
}

/// Width and height of the current field.
pub fn field_size(state: &State, env: &Env) -> (u16, u16) {
    let width = env.area.width.saturating_sub(INDENT + 1);
    let priorities = state
        .fields
        .get(state.current)
        .is_some_and(|field| field.kind == PromptKind::Priorities);
    if priorities {
        return (width, PRIORITIES as u16);
    }
    let others = rows(state, env, 0, 0, false).len() as u16;
    let spare = env.area.height.saturating_sub(1 + others);
    // Half of a small window at most: the question above it stays in sight.
    let least = (env.area.height / 3).clamp(1, 3);
    let most = if env.area.height >= TALL {
        MOST.1
    } else {
        MOST.0
    };
    (width, spare.clamp(least, most))
}

/// All rows below the first, with `field` rows to write in, `done` things done, and a blank after each prompt if
/// `airy`.
fn rows(state: &State, env: &Env, field: u16, done: usize, airy: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let all = state.facts.done.len();
    if done > 0 {
        let listed = if done < all { done - 1 } else { all };
        rows.extend((0..listed).map(Row::Done));
        if listed < all {
            rows.push(Row::More(all - listed));
        }
    }
    let blanks = env.area.height >= 16;
    if blanks {
        rows.push(Row::Blank);
    }
    let width = usize::from(env.area.width.saturating_sub(5)).max(1);
    for (index, prompt) in prompts(state, env).iter().enumerate() {
        let text = format!("{} {}", index + 1, prompt.get(env.lang));
        if index == state.current {
            let parts = wrap::lines_of(&text, width);
            rows.extend(
                parts
                    .into_iter()
                    .map(|part| Row::Question(index, part.to_owned())),
            );
        } else {
            rows.push(Row::Question(index, text));
        }
        let computed = state
            .fields
            .get(index)
            .is_some_and(|field| field.kind == PromptKind::Computed);
        if computed {
            rows.push(Row::Figures);
        }
        if index == state.current {
            rows.extend((0..field).map(|line| Row::Field(index, line)));
        } else if state
            .fields
            .get(index)
            .is_some_and(|field| !field.is_empty())
        {
            rows.push(Row::Answer(index));
        }
        if airy {
            rows.push(Row::Blank);
        }
    }
    let steps = steps(state, env).len();
    if steps > 0 {
        if blanks && !airy {
            rows.push(Row::Blank);
        }
        rows.push(Row::StepsHeading);
        rows.extend((0..steps).map(Row::Step));
    }
    rows
}

fn prompts<'a>(state: &State, env: &Env<'a>) -> Vec<&'a Text> {
    let form = env.content.retro(state.period.cadence);
    form.map_or_else(Vec::new, |form| {
        form.prompts.iter().map(|prompt| &prompt.text).collect()
    })
}

fn steps<'a>(state: &State, env: &Env<'a>) -> &'a [Text] {
    env.content
        .retro(state.period.cadence)
        .map_or(&[], |form| form.steps.as_slice())
}

/// The rows on screen below the first: things done take what is left over, and the current field is always there.
fn shown(state: &State, env: &Env) -> Vec<Row> {
    let room = usize::from(env.area.height.saturating_sub(1));
    let (_, field) = field_size(state, env);
    let most = if env.area.height >= TALL { 8 } else { 4 };
    let spare = |airy| room.checked_sub(rows(state, env, field, 0, airy).len());
    let done = |spare: usize| spare.min(most).min(state.facts.done.len());
    // Air between the prompts is worth less than what was done.
    let wanted = done(room);
    let airy = spare(true).is_some_and(|spare| spare >= wanted);
    let mut rows = rows(state, env, field, done(spare(airy).unwrap_or(0)), airy);
    if rows.len() > room {
        // Scroll so that the end of the field is in, and its question if both fit.
        let here = |row: &Row| match row {
            Row::Question(index, _) | Row::Field(index, _) => *index == state.current,
            Row::Blank
            | Row::Done(_)
            | Row::More(_)
            | Row::Figures
            | Row::Answer(_)
            | Row::StepsHeading
            | Row::Step(_) => false,
        };
        let first = rows.iter().position(here).unwrap_or(0);
        let last = rows.iter().rposition(here).unwrap_or(0);
        let top = (last + 1)
            .saturating_sub(room)
            .max(first.min(rows.len() - room));
        rows.drain(..top);
        rows.truncate(room);
    }
    rows
}

pub fn draw(state: &State, env: &Env, buf: &mut Buffer) -> Option<Position> {
    let area = env.area;
    if area.is_empty() {
        return None;
    }
    let texts = env.lang.retro();
    let style = |role| env.style(role);
    let line = |y: u16, indent: u16| Rect {
        x: area.x + indent.min(area.width),
        y,
        width: area.width.saturating_sub(indent + 1),
        height: 1,
    };
    let clock = texts.clock(state.left(env));
    let right = paint::put_right(buf, line(area.y, 0), area.y, &clock, style(Role::Here));
    let head = line(area.y, 1);
    let figures = figures(state, env);
    paint::put(
        buf,
        head.x,
        head.y,
        head.width.saturating_sub(right + 2),
        &figures,
        style(Role::Text),
    );
    if state.fields.is_empty() && area.height > 1 {
        paint::put(
            buf,
            head.x,
            area.y + 1,
            head.width,
            texts.no_form(),
            style(Role::Dim),
        );
    }
    let mut caret = None;
    for (row, y) in shown(state, env).iter().zip(area.y + 1..area.bottom()) {
        let mut put = |indent: u16, text: &str, role: Role| {
            let at = line(y, indent);
            paint::put(buf, at.x, at.y, at.width, text, style(role));
        };
        match row {
            Row::Blank => {}
            Row::Done(index) => {
                let title = state.facts.done.get(*index).map_or("", String::as_str);
                put(1, &format!("[x] {title}"), Role::Dim);
            }
            Row::More(count) => put(5, &texts.more(*count), Role::Dim),
            Row::Question(index, text) => {
                let here = *index == state.current;
                put(1, text, if here { Role::TitleFocused } else { Role::Text });
            }
            Row::Figures => put(3, &proposal(state, env), Role::Here),
            Row::Answer(index) => {
                let answer = state.fields.get(*index).and_then(super::Field::folded);
                put(3, &answer.unwrap_or_default(), Role::Dim);
            }
            Row::Field(index, 0) => caret = caret.or(draw_field(state, env, buf, *index, y)),
            Row::Field(..) => {}
            Row::StepsHeading => put(1, texts.steps(), Role::Title),
            Row::Step(index) => {
                let step = steps(state, env).get(*index);
                put(
                    3,
                    &format!("- {}", step.map_or("", |step| step.get(env.lang))),
                    Role::Text,
                );
            }
        }
    }
    caret
}

/// The current field from row `y` on.
fn draw_field(
    state: &State,
    env: &Env,
    buf: &mut Buffer,
    index: usize,
    y: u16,
) -> Option<Position> {
    let field = state.fields.get(index)?;
    let area = env.area;
    let (width, height) = field_size(state, env);
    let height = height.min(area.bottom().saturating_sub(y));
    let styles = env.text_styles();
    for row in y..y + height {
        paint::put(buf, area.x + 2, row, 1, "│", env.style(Role::BorderFocused));
    }
    let place = |y: u16, height: u16| {
        Rect {
            x: area.x.saturating_add(INDENT - 2),
            y,
            width,
            height,
        }
        .intersection(area)
    };
    if field.kind != PromptKind::Priorities {
        let [text] = field.lines() else {
            return None;
        };
        return text_area::draw(text, place(y, height), buf, &styles);
    }
    let mut caret = None;
    for ((at, text), y) in field.lines().iter().enumerate().zip(y..y + height) {
        let role = if at == field.line() {
            Role::TitleFocused
        } else {
            Role::Dim
        };
        let number = (at + 1).to_string();
        paint::put(buf, area.x + 4, y, 1, &number, env.style(role));
        let mut place = place(y, 1);
        place.x = place.x.saturating_add(2);
        let drawn = text_area::draw(text, place.intersection(area), buf, &styles);
        if at == field.line() {
            caret = drawn;
        }
    }
    caret
}

/// The day or the period in figures.
fn figures(state: &State, env: &Env) -> String {
    let texts = env.lang.retro();
    let facts = &state.facts;
    let reviews = texts.reviews(facts.reviews);
    if state.period.cadence == Cadence::Daily {
        let done = texts.done_today(facts.done.len());
        return format!("{done} · {}h · {reviews}", hours(facts.minutes));
    }
    let done = texts.done_in_period(facts.done.len());
    let hours = env.lang.app().hours_of(facts.minutes, facts.capacity);
    format!("{} · {hours} · {reviews} · {done}", plan(state, env))
}

/// Done of planned; what was skipped is said beside it.
fn plan(state: &State, env: &Env) -> String {
    let texts = env.lang.retro();
    let tally = state.facts.plan;
    let mut text = texts.plan_done(tally.done, tally.total());
    if tally.skipped > 0 {
        text.push_str(", ");
        text.push_str(&texts.skipped(tally.skipped));
    }
    text
}

/// The share done, with what was left out of it.
fn proposal(state: &State, env: &Env) -> String {
    let texts = env.lang.retro();
    let tally = state.facts.plan;
    let percent = tally.percent();
    let plan = texts.plan_done(tally.done, tally.total());
    if tally.skipped == 0 {
        return format!("{plan} = {percent}%");
    }
    let without = texts.percent_without(percent, tally.skipped);
    format!("{plan} = {without}")
}
