//! How the first start looks.

use super::{Field, HOURS, Problem, State, parse_date};
use crate::commands::Cmd;
use crate::lang::Lang;
use crate::panes::Env;
use crate::ui::text_area::{self, Styles};
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Cells of a text field.
pub const FIELD: u16 = 12;

/// An open book: how far on the left page, what to do on the right.
const BOOK: [&str; 5] = [
    "┌─────────┬─────────┐",
    "│ ███████ │ [x] ─── │",
    "│ ████░░░ │ [~] ─── │",
    "│ ██░░░░░ │ [ ] ─── │",
    "└─────────┴─────────┘",
];

/// Draws from the top down; what has no room is left out.
struct Pen<'a, 'b> {
    env: &'a Env<'a>,
    buf: &'b mut Buffer,
    y: u16,
}

impl Pen<'_, '_> {
    fn left(&self) -> u16 {
        self.env.area.bottom().saturating_sub(self.y)
    }

    /// Writes pieces of text on the current line, which stays the current one.
    fn put(&mut self, indent: u16, pieces: &[(&str, Role)]) {
        let area = self.env.area;
        if self.y >= area.bottom() || indent >= area.width {
            return;
        }
        let at = Position::new(area.x + indent, self.y);
        self.env.put_all(self.buf, at, area.width - indent, pieces);
    }

    fn line(&mut self, indent: u16, pieces: &[(&str, Role)]) {
        self.put(indent, pieces);
        self.y = self.y.saturating_add(1);
    }

    /// A paragraph of at most `most` rows.
    fn paragraph(&mut self, indent: u16, text: &str, most: usize, role: Role) {
        let width = usize::from(self.env.area.width.saturating_sub(indent + 1));
        if width == 0 {
            return;
        }
        for row in wrap::lines_of(text, width).into_iter().take(most) {
            self.line(indent, &[(row, role)]);
        }
    }

    /// A line that can be chosen.
    fn option(&mut self, text: &str, chosen: bool, focused: bool) {
        let mark = if chosen { "> " } else { "  " };
        self.put(3, &[(mark, Role::Here), (text, Role::Text)]);
        if chosen && self.y < self.env.area.bottom() {
            let row = Rect {
                x: self.env.area.x + 4,
                width: (wrap::width(text) as u16)
                    .saturating_add(2)
                    .min(self.env.area.width.saturating_sub(4)),
                ..self.env.area
            };
            let role = if focused {
                Role::Selected
            } else {
                Role::SelectedElsewhere
            };
            paint::style_line(self.buf, row, self.y, self.env.style(role));
        }
        self.y = self.y.saturating_add(1);
    }
}

pub fn draw(state: &State, env: &Env, buf: &mut Buffer) -> Option<Position> {
    let mut pen = Pen {
        env,
        buf,
        y: env.area.y,
    };
    match state.field {
        Field::Language => {
            language(&mut pen);
            None
        }
        Field::Plan | Field::Date | Field::Hours => plan(state, &mut pen),
    }
}

fn language(pen: &mut Pen) {
    let texts = pen.env.lang.start();
    let words = [
        (texts.name(), Role::TitleFocused),
        (texts.about(), Role::Text),
        (texts.parts(), Role::Text),
        (texts.private(), Role::Dim),
    ];
    let (width, height) = (pen.env.area.width, pen.env.area.height);
    if height >= 11 && width >= 76 {
        pen.y += 1;
        for (index, row) in BOOK.iter().enumerate() {
            pen.put(3, &[(row, Role::Good)]);
            let word = index.checked_sub(1).and_then(|index| words.get(index));
            let beside = wrap::width(row) as u16 + 6;
            pen.put(beside, word.map_or(&[], std::slice::from_ref));
            pen.y += 1;
        }
        pen.y += 1;
    } else {
        // Without room for the picture the words stand alone, the name at least.
        let count = if height >= 11 { words.len() } else { 1 };
        for word in &words[..count] {
            pen.line(1, std::slice::from_ref(word));
        }
        pen.y += u16::from(count > 1);
    }
    pen.line(1, &[(texts.which_language(), Role::Title)]);
    for lang in [Lang::Ko, Lang::En] {
        pen.option(lang.name(), lang == pen.env.lang, true);
    }
    pen.y += u16::from(pen.left() > 1);
    let words = [texts.go_on(), texts.choose(), texts.quit()];
    keys(
        pen,
        &[&[Cmd::StartNext], &[Cmd::Up, Cmd::Down], &[Cmd::StartBack]],
        words,
    );
}

fn plan(state: &State, pen: &mut Pen) -> Option<Position> {
    let env = pen.env;
    let texts = env.lang.start();
    // Explanations give way where there is little room; the fields never do.
    let options = u16::try_from(state.offers.len() + 1).unwrap_or(u16::MAX);
    let spare = pen.left().saturating_sub(options.saturating_add(7));
    let gap = u16::from(spare >= 6);
    pen.y += gap;
    let base = state.offer().map(|offer| offer.base.to_string());
    let base = base.unwrap_or_default();
    offers(state, pen, spare, &base);
    pen.y += gap;
    let caret = fields(state, pen, gap, &base);
    pen.y += u16::from(pen.left() > 1);
    let words = [texts.begin(), texts.next_field(), texts.back()];
    keys(
        pen,
        &[&[Cmd::StartNext], &[Cmd::StartField], &[Cmd::StartBack]],
        words,
    );
    caret
}

/// The roadmaps to choose from, the chosen one explained as far as `spare` rows allow. `base`: its own first day.
fn offers(state: &State, pen: &mut Pen, spare: u16, base: &str) {
    let env = pen.env;
    let texts = env.lang.start();
    pen.line(1, &[(texts.which_plan(), Role::Title)]);
    let on_plan = state.field == Field::Plan;
    // Date and hours need two rows; where there is no room for all plans, those around the chosen one are shown.
    let rows = usize::from(pen.left().saturating_sub(2)).max(1);
    let shown = crate::ui::list::window(state.offers.len() + 1, state.choice, rows);
    for index in shown.clone() {
        let Some(offer) = state.offers.get(index) else {
            continue;
        };
        let chosen = state.choice == index;
        pen.option(offer.title.get(env.lang), chosen, on_plan);
        if chosen && spare > 0 {
            let titles: Vec<&str> = offer
                .plans
                .iter()
                .map(|title| title.get(env.lang))
                .collect();
            pen.paragraph(
                5,
                offer.about.get(env.lang),
                usize::from(spare.min(4)),
                Role::Dim,
            );
            if spare > 4 {
                pen.paragraph(5, &texts.brings(&titles.join(" / ")), 2, Role::Dim);
            }
        }
    }
    if shown.contains(&state.offers.len()) {
        pen.option(texts.look_around(), state.looks_around(), on_plan);
    }
    if state.looks_around() && spare > 0 {
        pen.paragraph(
            5,
            &texts.look_around_about(base, &env.key(Cmd::Undo)),
            usize::from(spare.min(6)),
            Role::Dim,
        );
    }
}

/// First day and hours a week. Returns where the caret is to be.
fn fields(state: &State, pen: &mut Pen, gap: u16, base: &str) -> Option<Position> {
    let env = pen.env;
    let texts = env.lang.start();
    let column = 3 + [texts.first_day(), texts.hours()]
        .iter()
        .map(|label| wrap::width(label))
        .max()
        .unwrap_or(0) as u16;
    let mut caret = None;
    if !state.looks_around() {
        caret = caret.or(field(
            pen,
            texts.first_day(),
            column,
            &state.date,
            state.field == Field::Date,
        ));
        let (note, role) = date_note(state, env, base);
        pen.line(column + FIELD + 3, &[(&note, role)]);
        pen.y += gap;
    }
    caret = caret.or(field(
        pen,
        texts.hours(),
        column,
        &state.hours,
        state.field == Field::Hours,
    ));
    let (least, most) = (*HOURS.start(), *HOURS.end());
    let (note, role) = match state.problem {
        Some(Problem::Hours) => (texts.bad_hours(least, most), Role::Bad),
        Some(Problem::Date) | None => (texts.hours_range(least, most), Role::Dim),
    };
    pen.line(column + FIELD + 3, &[(&note, role)]);
    caret
}

/// What stands beside the first day: what is wrong with it, or how far from today it is.
fn date_note(state: &State, env: &Env, base: &str) -> (String, Role) {
    let texts = env.lang.start();
    let today = env.now.today();
    let example = today.to_string();
    match (state.problem, parse_date(&state.date.text())) {
        (Some(Problem::Date), _) => (texts.bad_date(&example), Role::Bad),
        (_, None) => (texts.own_dates(base), Role::Dim),
        (_, Some(date)) => {
            let days = (date - today).num_days();
            let far = match days {
                0 => texts.today().to_owned(),
                1.. => texts.days_ahead(days),
                _ => texts.days_ago(-days),
            };
            let weekday = env.lang.app().weekday(date.weekday());
            let own = if date.to_string() == base {
                String::new()
            } else {
                format!(" · {}", texts.own_dates(base))
            };
            (format!("({weekday}) {far}{own}"), Role::Dim)
        }
    }
}

/// Label and text field on the current line, which stays the current one.
fn field(
    pen: &mut Pen,
    label: &str,
    column: u16,
    text: &text_area::TextArea,
    focused: bool,
) -> Option<Position> {
    let env = pen.env;
    let role = if focused {
        Role::TitleFocused
    } else {
        Role::Text
    };
    pen.put(1, &[(label, role)]);
    let area = Rect {
        x: env.area.x.saturating_add(column),
        y: pen.y,
        width: FIELD,
        height: 1,
    };
    let area = area.intersection(env.area);
    if area.is_empty() {
        return None;
    }
    let styles = Styles {
        text: env.style(if focused { Role::Text } else { Role::Dim }),
        ..env.text_styles()
    };
    pen.put(column - 1, &[("[", Role::Border)]);
    pen.put(column + FIELD, &[("]", Role::Border)]);
    text_area::draw(text, area, pen.buf, &styles).filter(|_| focused)
}

/// The keys that matter, each with what it does.
fn keys(pen: &mut Pen, cmds: &[&[Cmd]; 3], words: [&str; 3]) {
    let env = pen.env;
    let first = |cmd: &Cmd| env.key(*cmd);
    let keys = cmds.map(|cmds| cmds.iter().map(first).collect::<Vec<_>>().join("/"));
    let mut pieces = Vec::new();
    for (key, word) in keys.iter().zip(words) {
        pieces.extend([
            (key.as_str(), Role::Key),
            (" ", Role::Text),
            (word, Role::Dim),
            ("   ", Role::Text),
        ]);
    }
    pen.line(1, &pieces);
}
