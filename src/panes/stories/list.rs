//! The list of stories: the measure on top, a row for each, and below them what there is to say of the selected one.

use super::State;
use crate::domain::Story;
use crate::domain::story::{self, Part, lint, question_id, spoken_seconds, written};
use crate::panes::{Cmd, Env};
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The widest that a text is read at.
pub const COLUMN: u16 = 100;

/// Room that the title keeps before a column is shown.
const TITLE: usize = 22;

/// The cells of a row after its title: parts, metric, rehearsals.
type Cells = [String; 3];

/// Which of these yield first where the room is small.
const YIELD: [usize; 3] = [2, 1, 0];

pub fn draw(state: &State, env: &Env, buf: &mut Buffer) {
    let area = env.area;
    let mut y = head(state, env, buf, area);
    if state.rows.is_empty() {
        return empty(
            env,
            buf,
            Rect {
                y,
                height: area.bottom().saturating_sub(y),
                ..area
            },
        );
    }
    let left = area.bottom().saturating_sub(y);
    let wanted = u16::try_from(state.rows.len() + 1).unwrap_or(u16::MAX);
    // Half of the room is for the selected story, where there is room for both.
    let rows = if left >= 9 {
        wanted.min(left * 2 / 5).max(4)
    } else {
        left
    };
    let table = Rect {
        y,
        height: rows,
        ..area
    };
    y += self::table(state, env, buf, table);
    let below = Rect {
        y,
        height: area.bottom().saturating_sub(y),
        ..area
    };
    if let Some(story) = state.selected(env).filter(|_| below.height > 1) {
        paint::rule(buf, below, below.y, env.style(Role::Border));
        let title = format!(" {} ", story.title.get(env.lang));
        paint::put(
            buf,
            below.x + 1,
            below.y,
            below.width.saturating_sub(2),
            &title,
            env.style(Role::Title),
        );
        let mut sheet = Sheet::new(usize::from(below.width.min(COLUMN)));
        tell(&mut sheet, state, env, story, false);
        let inner = Rect {
            y: below.y + 1,
            height: below.height - 1,
            ..below
        };
        sheet.draw(env.theme, buf, inner, 0);
    }
}

/// The measure: how many stories there are of how many, how many are whole, which competencies have none. Returns the
/// line below it.
fn head(state: &State, env: &Env, buf: &mut Buffer, area: Rect) -> u16 {
    let texts = env.lang.stories();
    let whole = |id: &&crate::domain::Id| {
        let story = env.data.story(id);
        story.is_some_and(|story| written(story, env.lang) == story::PARTS)
    };
    let own = &state.rows[..state.own.min(state.rows.len())];
    let whole = own.iter().filter(whole).count();
    let bar = paint::bar(20, state.own as f64 / story::TARGET as f64);
    let measure = texts.measure(state.own, story::TARGET);
    let complete = texts.complete(whole, state.own);
    let at = Position {
        x: area.x + 1.min(area.width),
        y: area.y,
    };
    let width = area.width.saturating_sub(1);
    let pieces = [
        (measure.as_str(), Role::Title),
        ("  ", Role::Text),
        (&bar, Role::BarDone),
        ("  ", Role::Text),
        (&complete, Role::Text),
    ];
    env.put_all(buf, at, width, &pieces);
    if area.height < 6 {
        return (area.y + 1).min(area.bottom());
    }
    let gaps = state.coverage.iter().filter(|row| row.is_gap());
    let gaps: Vec<&str> = gaps.map(|row| texts.competency(&row.id)).collect();
    let (line, role) = if gaps.is_empty() {
        (texts.no_gaps().to_owned(), Role::Good)
    } else {
        (texts.gaps(&gaps.join(", ")), Role::Warn)
    };
    let key = format!(" {} ", env.key(Cmd::StoryCoverage));
    let y = at.y + 1;
    let used = paint::put_right(buf, area, y, &key, env.style(Role::Key));
    paint::put(
        buf,
        at.x,
        y,
        width.saturating_sub(used),
        &line,
        env.style(role),
    );
    y + 1
}

/// Draws the rows with the names of their columns. Returns how many lines.
fn table(state: &State, env: &Env, buf: &mut Buffer, area: Rect) -> u16 {
    let texts = env.lang.stories();
    let heads = area.height >= 4;
    let height = area.height.saturating_sub(u16::from(heads));
    let shown = list::window(state.rows.len(), state.cursor, usize::from(height));
    let stories: Vec<(usize, &Story)> = shown
        .filter_map(|row| Some((row, env.data.story(&state.rows[row])?)))
        .collect();
    let names: Cells = [
        texts.column_parts(),
        texts.column_metric(),
        texts.column_told(),
    ]
    .map(str::to_owned);
    let lines: Vec<Cells> = stories
        .iter()
        .map(|(_, story)| cells(state, env, story))
        .collect();
    let mut widths = [0; 3];
    for line in lines.iter().chain(heads.then_some(&names)) {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = wrap::width(cell).max(*width).min(32);
        }
    }
    let taken = |widths: &[usize; 3]| -> usize {
        widths
            .iter()
            .filter(|width| **width > 0)
            .map(|width| width + 2)
            .sum()
    };
    let room = usize::from(area.width.saturating_sub(2));
    for column in YIELD {
        if TITLE + taken(&widths) > room {
            widths[column] = 0;
        }
    }
    let mut put = |y: u16, title: &str, line: &Cells, roles: [Role; 2], selected: bool| {
        let style = |role: Role| {
            let plain = env.style(role);
            if selected { env.selected() } else { plain }
        };
        if selected {
            paint::style_line(buf, area, y, env.selected());
        }
        let mut x = area.x + 1.min(area.width);
        let width = u16::try_from(room.saturating_sub(taken(&widths))).unwrap_or(0);
        paint::put(buf, x, y, width, title, style(roles[0]));
        x += width;
        for (cell, width) in line.iter().zip(widths).filter(|(_, width)| *width > 0) {
            x = x.saturating_add(2);
            let cell = wrap::pad(cell, width);
            x += paint::put(
                buf,
                x,
                y,
                area.right().saturating_sub(x),
                &cell,
                style(roles[1]),
            );
        }
    };
    let mut y = area.y;
    if heads {
        put(y, texts.column_title(), &names, [Role::Dim; 2], false);
        y += 1;
    }
    for ((row, story), line) in stories.iter().zip(&lines) {
        let roles = if story.own {
            [Role::Text; 2]
        } else {
            [Role::Dim; 2]
        };
        put(
            y,
            story.title.get(env.lang),
            line,
            roles,
            *row == state.cursor,
        );
        y += 1;
    }
    y - area.y
}

fn cells(state: &State, env: &Env, story: &Story) -> Cells {
    let texts = env.lang.stories();
    let metric = story.metric.as_ref();
    let told = state.rehearsed.get(&question_id(&story.id));
    let told = match told {
        Some(told) => texts.told_so_often(told.times, &texts.clock(told.seconds)),
        None if story.own => "-".to_owned(),
        None => texts.example().to_owned(),
    };
    [
        format!("{}/{}", written(story, env.lang), story::PARTS),
        metric.map_or_else(|| "-".to_owned(), |metric| texts.metric(metric)),
        told,
    ]
}

/// What there is to say of a story: what it lacks, what it shows, what it is tied to, and its text.
pub fn tell(sheet: &mut Sheet, state: &State, env: &Env, story: &Story, all: bool) {
    let texts = env.lang.stories();
    let mut line = |text: &str, role: Role| sheet.text(1, "", text, role);
    if story.own {
        for lint in texts.lints(&lint(story, env.lang)) {
            line(&format!("! {lint}"), Role::Warn);
        }
    }
    let shows: Vec<&str> = story
        .competencies
        .iter()
        .map(|id| texts.competency(id))
        .collect();
    if !shows.is_empty() {
        line(&shows.join(", "), Role::Dim);
    }
    if let Some(metric) = &story.metric {
        line(&texts.metric_source(metric), Role::Text);
    }
    let told = state.rehearsed.get(&question_id(&story.id));
    let history = told.map_or_else(
        || texts.never_told().to_owned(),
        |told| {
            let last = format!(
                "{} {}",
                told.last.format("%Y-%m-%d"),
                texts.clock(told.seconds)
            );
            texts.times(told.times, &last, &texts.clock(told.best))
        },
    );
    let seconds = spoken_seconds(story, env.lang);
    let spoken = texts.spoken(&texts.clock(seconds));
    line(&format!("{}; {spoken}", texts.history(&history)), Role::Dim);
    for question in story
        .questions
        .iter()
        .filter_map(|id| env.data.question(id))
    {
        line(&texts.answers(question.prompt.get(env.lang)), Role::Dim);
    }
    let draft = story.draft.as_ref().and_then(|id| env.data.drafts.get(id));
    if let Some(draft) = draft.filter(|draft| !draft.deleted) {
        line(&texts.draft_line(&draft.title), Role::Dim);
    }
    for part in Part::ALL {
        let text = part.of(story).get(env.lang).trim();
        if text.is_empty() {
            continue;
        }
        if all {
            sheet.heading(texts.part(part));
            sheet.text(1, "", text, Role::Text);
        } else {
            sheet.text(1, &format!("{}: ", texts.part(part)), text, Role::Text);
        }
    }
}

/// What a story is for and which keys make one.
fn empty(env: &Env, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.stories();
    let mut sheet = Sheet::new(usize::from(area.width.min(COLUMN)));
    sheet.text(1, "", texts.empty(), Role::Title);
    sheet.text(1, "", texts.purpose(), Role::Text);
    sheet.blank();
    let ways = [
        (Cmd::AddStory, texts.begins_one()),
        (Cmd::CopyStory, texts.copies_one()),
        (Cmd::StoryFromDraft, texts.from_draft()),
    ];
    for (cmd, what) in ways {
        sheet.text(1, &format!("{}  ", env.key(cmd)), what, Role::Dim);
    }
    sheet.draw(env.theme, buf, area, 0);
}
