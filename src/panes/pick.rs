//! Picking a question of the bank: what is typed narrows the list, and where own words are welcome they are the last row.

use super::ask::rule;
use super::{Cmd, Env, Op, Typing, moved};
use crate::domain::search::{Haystack, Search};
use crate::domain::{Id, Question};
use crate::ui::text_area::{self, TextArea};
use crate::ui::theme::Role;
use crate::ui::{list, paint};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// It is still being looked for.
    Open,
    Cancelled,
    Question(Id),
    /// No question of the bank: what was typed.
    Words(String),
}

/// A question being picked.
pub struct Pick {
    title: String,
    field: TextArea,
    /// What it is called where typed text is kept.
    id: Id,
    questions: Vec<Id>,
    texts: Vec<Haystack>,
    search: Search,
    found: Vec<usize>,
    cursor: usize,
    /// Whether own words may be picked.
    words: bool,
    /// Questions with a mark: picking one of them takes it away.
    marked: Vec<Id>,
}

impl Pick {
    /// `first`: the questions that stand first while nothing is typed.
    pub fn new(
        env: &Env,
        id: impl Into<Id>,
        title: impl Into<String>,
        first: impl Fn(&Question) -> bool,
    ) -> Pick {
        let mut all: Vec<&Question> = env.data.all_questions().collect();
        all.sort_by_key(|question| !first(question));
        let text = |question: &&Question| {
            let topic = env.lang.questions().topic(&question.topic);
            Haystack::new(&format!("{} {topic}", question.prompt.get(env.lang)))
        };
        let mut pick = Pick {
            title: title.into(),
            field: TextArea::line(""),
            id: id.into(),
            texts: all.iter().map(text).collect(),
            questions: all.iter().map(|question| question.id.clone()).collect(),
            search: Search::default(),
            found: Vec::new(),
            cursor: 0,
            words: false,
            marked: Vec::new(),
        };
        if let Some([text, ..]) = env.typed_before(&pick.id) {
            pick.field.apply(Op::SetText(text.clone()));
        }
        pick.refresh();
        pick
    }

    /// Lets what was typed be picked too.
    #[must_use]
    pub fn or_words(mut self) -> Pick {
        self.words = true;
        self
    }

    /// Marks what is picked already.
    #[must_use]
    pub fn marking(mut self, marked: &[Id]) -> Pick {
        self.marked = marked.to_vec();
        self.questions_first();
        self
    }

    /// The marked ones stand first.
    fn questions_first(&mut self) {
        let mut order: Vec<usize> = (0..self.questions.len()).collect();
        order.sort_by_key(|index| !self.marked.contains(&self.questions[*index]));
        self.questions = order.iter().map(|at| self.questions[*at].clone()).collect();
        self.texts = order.iter().map(|at| self.texts[*at].clone()).collect();
        self.search.forget();
        self.refresh();
    }

    fn refresh(&mut self) {
        let hits = self.search.update(&self.field.text(), &self.texts);
        self.found = hits.iter().map(|hit| hit.index as usize).collect();
        self.cursor = 0;
    }

    /// Rows to choose from: what was found, and the words themselves.
    fn rows(&self) -> usize {
        let typed = !self.field.text().trim().is_empty();
        self.found.len() + usize::from(self.words && typed)
    }

    pub fn text(&mut self, op: Op) {
        let before = self.field.text();
        self.field.apply(op);
        if self.field.text() != before {
            self.refresh();
        }
    }

    pub fn command(&mut self, env: &Env, cmd: Cmd) -> Picked {
        match cmd {
            Cmd::LineOk => match self.found.get(self.cursor) {
                Some(index) => return Picked::Question(self.questions[*index].clone()),
                None if self.rows() > 0 => {
                    return Picked::Words(self.field.text().trim().to_owned());
                }
                None => {}
            },
            Cmd::LineCancel => return Picked::Cancelled,
            // The own words stand last: up from the first row goes there.
            Cmd::LinePrevious if self.cursor == 0 => self.cursor = self.rows().saturating_sub(1),
            _ => {
                let page = env.area.height.saturating_sub(2);
                self.cursor = moved(self.cursor, cmd, page, self.rows()).unwrap_or(self.cursor);
            }
        }
        Picked::Open
    }

    /// What was typed and not sent.
    pub fn typing(&self) -> Option<Typing> {
        let text = self.field.text();
        (!text.trim().is_empty()).then(|| Typing {
            id: self.id.clone(),
            fields: vec![text],
        })
    }

    /// Draws it over the whole pane: the field on top, the questions below. Returns the place of the caret.
    pub fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let area = env.area;
        if area.height < 2 {
            return None;
        }
        rule(env, buf, area.y, &self.title, Role::TitleFocused);
        let place = Rect {
            x: area.x + 1.min(area.width),
            y: area.y + 1,
            width: area.width.saturating_sub(1),
            height: 1,
        };
        let mut field = self.field.clone();
        field.set_size(place.width, 1);
        let caret = text_area::draw(&field, place, buf, &env.text_styles());
        let room = usize::from(area.height - 2);
        let shown = list::window(self.rows(), self.cursor, room);
        for (row, y) in shown.zip(area.y + 2..) {
            let at = Rect { y, ..area };
            let selected = row == self.cursor;
            let role = |role: Role| {
                let own = env.style(role);
                if selected { env.selected() } else { own }
            };
            if selected {
                paint::style_line(buf, area, y, env.selected());
            }
            let question =
                (self.found.get(row)).and_then(|index| env.data.question(&self.questions[*index]));
            let Some(question) = question else {
                let words = env.lang.interviews().own_words(self.field.text().trim());
                paint::put(
                    buf,
                    at.x + 1,
                    y,
                    at.width.saturating_sub(1),
                    &words,
                    role(Role::Text),
                );
                continue;
            };
            let topic = env.lang.questions().topic(&question.topic);
            let used = paint::put_right(buf, at, y, &format!(" {topic} "), role(Role::Dim));
            let mark = if self.marked.contains(&question.id) {
                "[x] "
            } else if self.marked.is_empty() {
                ""
            } else {
                "[ ] "
            };
            let prompt = format!("{mark}{}", question.prompt.get(env.lang));
            let width = at.width.saturating_sub(used + 1);
            paint::put(buf, at.x + 1, y, width, &prompt, role(Role::Text));
        }
        if self.rows() == 0 && room > 0 {
            let nothing = env.lang.questions().nothing_found(&self.field.text());
            paint::put(
                buf,
                area.x + 1,
                area.y + 2,
                area.width.saturating_sub(1),
                &nothing,
                env.style(Role::Dim),
            );
        }
        caret.filter(|_| env.focused)
    }
}
