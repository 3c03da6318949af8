//! The list: which questions are shown, where the cursor is, and how rows look.

use super::bank::{Bank, Entry, Sort};
use super::filter::{self, Filter};
use super::rows::{Columns, Query, draw_row, next_due};
use crate::commands::Cmd;
use crate::domain::Id;
use crate::panes::{Env, Typing, moved};
use crate::ui::text_area::{self, Op, TextArea};
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// What the search field is called where typed text is kept.
const SEARCH: &str = "question-search";

/// What is shown, and the row that keys act on.
pub struct List {
    pub field: TextArea,
    /// Whether the search field has the keys.
    pub searching: bool,
    /// What was searched for before anything was typed.
    begun: String,
    pub topic: Option<String>,
    pub only_due: bool,
    /// Further filters, the last chosen last.
    pub more: Vec<Filter>,
    /// What is searched for, without the filters typed.
    words: String,
    shown: Vec<usize>,
    cursor: usize,
    /// Whether the cursor stays at the top, whatever comes there: until it is moved, and while results come in.
    at_best: bool,
    /// The question under the cursor, by which it is found again when rows move.
    pub at: Option<Id>,
}

impl Default for List {
    fn default() -> Self {
        List {
            field: TextArea::line(""),
            searching: false,
            begun: String::new(),
            topic: None,
            only_due: false,
            more: Vec::new(),
            words: String::new(),
            shown: Vec::new(),
            cursor: 0,
            at_best: true,
            at: None,
        }
    }
}

/// What an order is called.
pub fn sort_name(env: &Env, sort: Sort) -> &'static str {
    let texts = env.lang.finding();
    match sort {
        Sort::Due => texts.by_due(),
        Sort::Title => texts.by_title(),
        Sort::Topic => texts.by_topic(),
        Sort::Weakest => texts.by_weakest(),
    }
}

impl List {
    pub fn query(&self) -> String {
        self.field.text()
    }

    pub fn is_searched(&self) -> bool {
        !self.query().trim().is_empty()
    }

    pub fn is_filtered(&self) -> bool {
        self.topic.is_some() || self.only_due || !self.more.is_empty() || self.is_searched()
    }

    /// Works out the rows, the cursor staying on its question if that is still among them.
    pub fn refresh(&mut self, bank: &mut Bank) {
        let (words, typed) = filter::split(&self.query(), bank);
        self.words = words;
        let mut rows = if !self.words.trim().is_empty() {
            bank.find(&self.words)
        } else {
            bank.rows().to_vec()
        };
        let topic = self.topic.as_ref().map(|name| {
            let found = bank.topics.iter().position(|topic| topic.name == *name);
            found.unwrap_or(usize::MAX)
        });
        if topic.is_some() || self.only_due || !self.more.is_empty() || !typed.is_empty() {
            rows.retain(|index| {
                bank.entry(*index).is_some_and(|entry| {
                    topic.is_none_or(|topic| entry.topic == topic)
                        && (!self.only_due || entry.is_due())
                        && self.more.iter().all(|filter| filter.passes(entry))
                        && typed
                            .iter()
                            .all(|meant| meant.iter().any(|filter| filter.passes(entry)))
                })
            });
        }
        self.shown = rows;
        if self.at_best {
            return self.go(bank, 0);
        }
        let at = self.at.as_ref().and_then(|id| bank.index_of(id));
        let row = at.and_then(|at| self.shown.iter().position(|index| *index == at));
        self.go(bank, row.unwrap_or(self.cursor));
    }

    /// Takes a filter in; one that is on goes. Of what a question has only one, the last choice counts.
    pub fn toggle(&mut self, filter: Filter) {
        let category = filter.category();
        let was = self.more.contains(&filter);
        self.more
            .retain(|on| *on != filter && !(category.is_single() && on.category() == category));
        if !was {
            self.more.push(filter);
        }
    }

    /// Takes away the last thing that narrows the list: first the search, then filters, then what is due and the topic.
    pub fn widen(&mut self) {
        if self.more.pop().is_none() {
            if self.only_due {
                self.only_due = false;
            } else {
                self.topic = None;
            }
        }
    }

    /// The rows after the query has changed: the best one is the one that is wanted.
    pub fn retyped(&mut self, bank: &mut Bank) {
        self.at_best = self.is_searched();
        self.refresh(bank);
    }

    /// Gives the search field the keys. What was typed there last and not sent is there again, and typing replaces it.
    pub fn search(&mut self, env: &Env, bank: &mut Bank) {
        self.searching = true;
        self.begun = self.query();
        if let Some(typed) = env.typed_before(SEARCH).and_then(<[String]>::first) {
            self.field = TextArea::line(typed);
            self.field.apply(Op::SelectAll);
            self.retyped(bank);
        }
    }

    /// What was typed into the search field and not sent.
    pub fn typing(&self) -> Option<Typing> {
        let typed = self.searching && self.is_searched() && self.query() != self.begun;
        typed.then(|| Typing {
            id: SEARCH.to_owned(),
            fields: vec![self.query()],
        })
    }

    /// Ends the search; the cursor stays on its question.
    pub fn clear_search(&mut self, bank: &mut Bank) {
        self.searching = false;
        self.field = TextArea::line("");
        self.at_best = false;
        self.refresh(bank);
    }

    /// Puts the cursor on a question that the next edit brings.
    pub fn expect(&mut self, id: Id) {
        self.at = Some(id);
        self.at_best = false;
    }

    /// Puts the cursor on a question, if it is shown.
    pub fn select(&mut self, bank: &mut Bank, id: Id) {
        self.expect(id);
        self.refresh(bank);
    }

    fn go(&mut self, bank: &Bank, row: usize) {
        self.cursor = row.min(self.shown.len().saturating_sub(1));
        let entry = self.shown.get(self.cursor).and_then(|i| bank.entry(*i));
        self.at = entry.map(|entry| entry.id.clone());
    }

    /// Moves the cursor, if the command is one that moves.
    pub fn moved(&mut self, env: &Env, bank: &Bank, cmd: Cmd) {
        let page = self.rows_area(bank, env.area).height;
        let Some(row) = moved(self.cursor, cmd, page, self.shown.len()) else {
            return;
        };
        self.at_best = false;
        self.go(bank, row);
    }

    /// The questions shown, in order.
    pub fn entries<'a>(&'a self, bank: &'a Bank) -> impl Iterator<Item = &'a Entry> {
        self.shown.iter().filter_map(|index| bank.entry(*index))
    }

    /// Whether there is a line on top: it tells search, filters, and an order that is not the usual one.
    fn has_head(&self, bank: &Bank) -> bool {
        self.searching || self.is_filtered() || bank.sort() != Sort::Due
    }

    /// The part of the pane that the rows have: the line on top is for search, filters and order.
    fn rows_area(&self, bank: &Bank, area: Rect) -> Rect {
        let top = u16::from(self.has_head(bank)).min(area.height);
        Rect {
            y: area.y + top,
            height: area.height - top,
            ..area
        }
    }

    pub fn draw(&self, env: &Env, bank: &Bank, buf: &mut Buffer) -> Option<Position> {
        let area = self.rows_area(bank, env.area);
        let top = Rect {
            height: env.area.height - area.height,
            ..env.area
        };
        let caret = self.draw_top(env, bank, top, buf);
        if self.shown.is_empty() {
            self.draw_empty(env, bank, area, buf);
            return caret;
        }
        let columns = Columns::of(env, bank, area.width);
        let query = Query::new(&self.words);
        let rows = list::window(self.shown.len(), self.cursor, usize::from(area.height));
        for (y, row) in (area.y..area.bottom()).zip(rows) {
            let entry = bank.entry(self.shown[row]);
            let question = entry.and_then(|entry| env.data.question(&entry.id));
            if let (Some(entry), Some(question)) = (entry, question) {
                let line = Rect {
                    y,
                    height: 1,
                    ..area
                };
                draw_row(env, buf, line, &columns, &query, entry, question);
            }
            if row == self.cursor {
                paint::style_line(buf, area, y, env.selected());
            }
        }
        caret
    }

    /// The line of search and filters. Returns where the caret is to be.
    fn draw_top(&self, env: &Env, bank: &Bank, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        let texts = env.lang.questions();
        let mut filters = Vec::new();
        if let Some(topic) = &self.topic {
            filters.push(texts.topic(topic).to_owned());
        }
        if self.only_due {
            filters.push(texts.only_due().to_owned());
        }
        filters.extend(self.more.iter().map(|filter| filter.name(bank, env.lang)));
        if !self.is_searched() && bank.sort() != Sort::Due {
            filters.push(sort_name(env, bank.sort()).to_owned());
        }
        filters.push(texts.found(self.shown.len()));
        let filters = filters.join(" · ");
        let inner = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        let used = paint::put_right(buf, inner, area.y, &filters, env.style(Role::Dim));
        if !self.searching && !self.is_searched() {
            return None;
        }
        paint::put(buf, area.x + 1, area.y, 1, "/", env.style(Role::Key));
        let field = Rect {
            x: area.x + 3,
            width: area.width.saturating_sub(used + 6),
            ..area
        };
        if !self.searching {
            let text = self.query();
            paint::put(buf, field.x, field.y, field.width, &text, Style::new());
            return None;
        }
        // The room may have changed since the last key.
        let mut shown = self.field.clone();
        shown.set_size(field.width, field.height);
        text_area::draw(&shown, field, buf, &env.text_styles()).filter(|_| env.focused)
    }

    /// What to say where there are no rows, and how to get out of there.
    fn draw_empty(&self, env: &Env, bank: &Bank, area: Rect, buf: &mut Buffer) {
        let texts = env.lang.questions();
        let key = |cmd| env.key(cmd);
        let mut lines = Vec::new();
        if bank.len() == 0 {
            lines.push(texts.empty_bank().to_owned());
            lines.push(texts.press_to_add(&key(Cmd::AddQuestion)));
        } else if self.is_searched() && bank.is_busy() {
            lines.push(texts.searching().to_owned());
        } else if self.is_searched() {
            lines.push(texts.nothing_found(self.query().trim()));
            lines.push(texts.clears_search(&key(Cmd::Back)));
        } else {
            if self.only_due {
                lines.push(texts.nothing_due().to_owned());
                lines.push(next_due(env, bank, self.topic.as_deref()));
            } else {
                lines.push(texts.nothing_to_show().to_owned());
            }
            lines.push(texts.clears_filter(&key(Cmd::Back)));
        }
        let width = usize::from(area.width.saturating_sub(2));
        let rows = lines.iter().enumerate().flat_map(|(index, line)| {
            let role = if index == 0 { Role::Text } else { Role::Dim };
            let rows = wrap::lines_of(line, width);
            rows.into_iter().map(move |row| (row, role))
        });
        for (y, (row, role)) in (area.y..area.bottom()).zip(rows) {
            paint::put(buf, area.x + 1, y, area.width - 1, row, env.style(role));
        }
    }
}
