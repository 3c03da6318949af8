//! The table of coverage: competencies down, gaps first, stories across. It scrolls both ways.

use crate::domain::Id;
use crate::domain::story::Competency;
use crate::panes::{Cmd, Env, moved};
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Cells of a column, and the widest that the names of competencies are shown.
const CELL: u16 = 4;
const NAME: u16 = 24;

/// The cell that keys act on.
pub struct Matrix {
    pub row: usize,
    pub column: usize,
}

impl Matrix {
    /// The table, on the column of a story.
    pub fn at(column: usize) -> Matrix {
        Matrix { row: 0, column }
    }

    /// Moves the cursor; none when the command is another one.
    pub fn moved(&mut self, cmd: Cmd, page: u16, rows: usize, columns: usize) -> Option<()> {
        match cmd {
            Cmd::Left => self.column = list::moved(self.column, -1, columns),
            Cmd::Right => self.column = list::moved(self.column, 1, columns),
            _ => self.row = moved(self.row, cmd, page, rows)?,
        }
        Some(())
    }

    /// `own`: how many of the stories are the user's.
    pub fn draw(
        &self,
        env: &Env,
        rows: &[Competency],
        stories: &[Id],
        own: usize,
        buf: &mut Buffer,
    ) {
        let texts = env.lang.stories();
        let area = env.area;
        let row_at = self.row.min(rows.len().saturating_sub(1));
        let column_at = self.column.min(stories.len().saturating_sub(1));
        let names = rows
            .iter()
            .map(|row| wrap::width(texts.competency(&row.id)));
        let name = names.max().and_then(|width| u16::try_from(width).ok());
        let name = name.unwrap_or(0).min(NAME).min(area.width / 3) + 1;
        // Behind the name: how many own stories, or that there is none.
        let gap = texts.gap();
        let count = u16::try_from(wrap::width(gap)).unwrap_or(0) + 2;
        let left = name + count;
        let room = usize::from(area.width.saturating_sub(left) / CELL);
        let columns = list::window(stories.len(), column_at, room);
        let foot = 2.min(area.height / 3);
        let height = usize::from(area.height.saturating_sub(foot + 1));
        let mut y = area.y;
        let at = |column: usize| {
            let step = u16::try_from(column - columns.start).unwrap_or(0) * CELL;
            area.x + left + step
        };
        for column in columns.clone() {
            let number = format!("{:>3}", column + 1);
            let role = match (column == column_at, column < own) {
                (true, _) => Role::Here,
                (false, true) => Role::Title,
                (false, false) => Role::Dim,
            };
            paint::put(buf, at(column), y, CELL, &number, env.style(role));
        }
        let more = stories.len() - columns.len();
        if more > 0 {
            let style = env.style(Role::Dim);
            paint::put(buf, area.x + 1, y, left - 1, &format!("+{more}"), style);
        }
        y += 1;
        for index in list::window(rows.len(), row_at, height) {
            let row = &rows[index];
            let selected = index == row_at;
            if selected {
                paint::style_line(buf, area, y, env.selected());
            }
            let style = |role: Role| {
                let plain = env.style(role);
                if selected { env.selected() } else { plain }
            };
            let title = texts.competency(&row.id);
            let role = if row.is_gap() { Role::Warn } else { Role::Text };
            paint::put(buf, area.x + 1, y, name - 1, title, style(role));
            let says = match row.own.len() {
                0 => gap.to_owned(),
                own => own.to_string(),
            };
            let says = wrap::pad_start(&says, usize::from(count) - 1);
            paint::put(buf, area.x + name, y, count, &says, style(role));
            for column in columns.clone() {
                let id = &stories[column];
                let (mark, role) = if row.own.contains(id) {
                    ("●", Role::Good)
                } else if row.examples.contains(id) {
                    ("○", Role::Dim)
                } else {
                    ("·", Role::Dim)
                };
                let here = selected && column == column_at;
                let mark = if here {
                    format!(" [{mark}]")
                } else {
                    format!("  {mark}")
                };
                paint::put(buf, at(column), y, CELL, &mark, style(role));
            }
            y += 1;
        }
        // Where there is room, the numbers are explained.
        let room = usize::from((area.bottom() - foot).saturating_sub(y + 1));
        for (column, y) in columns.take(room).zip(y + 1..) {
            let title = env.data.story(&stories[column]);
            let title = title.map_or("", |story| story.title.get(env.lang));
            let role = if column < own { Role::Text } else { Role::Dim };
            let line = format!("{:>3}  {title}", column + 1);
            paint::put(buf, area.x, y, area.width, &line, env.style(role));
        }
        self.foot(env, rows.get(row_at), stories.get(column_at), buf, foot);
    }

    /// What Enter does here, and which story the column is.
    fn foot(
        &self,
        env: &Env,
        row: Option<&Competency>,
        story: Option<&Id>,
        buf: &mut Buffer,
        height: u16,
    ) {
        let texts = env.lang.stories();
        let area = Rect {
            y: env.area.bottom() - height,
            height,
            ..env.area
        };
        if height == 0 {
            return;
        }
        let story = story.and_then(|id| env.data.story(id));
        let title = story.map(|story| {
            let title = story.title.get(env.lang);
            let name = if story.own {
                title.to_owned()
            } else {
                format!("{title} ({})", texts.example())
            };
            format!("{}  {name}", self.column + 1)
        });
        let title = title.unwrap_or_else(|| texts.no_columns().to_owned());
        let enter = env.key(Cmd::Open);
        let says = match (row, story) {
            (Some(row), _) if row.is_gap() => texts.gap_says(&enter, texts.competency(&row.id)),
            (_, Some(story)) if story.own => texts.cell_says(&enter, &env.key(Cmd::MarkCompetency)),
            (_, Some(_)) => texts.example_says(&enter, &env.key(Cmd::CopyStory)),
            (_, None) => String::new(),
        };
        let lines = [(title, Role::Title), (says, Role::Dim)];
        for ((text, role), y) in lines.into_iter().zip(area.y..area.bottom()) {
            let at = Position { x: area.x + 1, y };
            env.put_all(buf, at, area.width.saturating_sub(1), &[(text, role)]);
        }
    }
}
