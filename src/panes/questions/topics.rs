//! What the list can be narrowed to: everything on top, then each topic, then the other filters by category, with how
//! many questions each would leave.

use super::bank::{Bank, Sort};
use super::filter::{self, Category, Filter, State};
use super::list::{List, sort_name};
use crate::commands::Cmd;
use crate::panes::{Env, Reply, moved};
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::cmp::Reverse;

/// What stands in the rows; none for everything.
pub fn choices(bank: &Bank) -> Vec<Option<Filter>> {
    let mut topics = filter::all(bank, Category::Topic);
    topics.sort_by_key(|filter| match filter {
        Filter::Topic(topic) => {
            let topic = &bank.topics[*topic];
            (Reverse(topic.count), &*topic.name)
        }
        _ => (Reverse(0), ""),
    });
    let others = [
        Category::State,
        Category::Kind,
        Category::Level,
        Category::Company,
        Category::Tag,
    ];
    let others = others
        .into_iter()
        .flat_map(|category| filter::all(bank, category));
    let rows = topics.into_iter().chain(others).map(Some);
    [None].into_iter().chain(rows).collect()
}

/// The row of a topic.
pub fn row_of(bank: &Bank, topic: &Option<String>) -> usize {
    let here = |choice: &Option<Filter>| match (choice, topic) {
        (Some(Filter::Topic(index)), Some(name)) => bank.topics[*index].name == *name,
        _ => false,
    };
    choices(bank).iter().position(here).unwrap_or(0)
}

/// How many questions each choice would leave, and how many of them are due.
fn counts(bank: &Bank, list: &List, choices: &[Option<Filter>]) -> Vec<(usize, usize)> {
    let mut on: Vec<Filter> = list.more.clone();
    if list.only_due {
        on.push(Filter::State(State::Due));
    }
    let topic = list.topic.as_ref().and_then(|name| {
        let found = bank.topics.iter().position(|topic| topic.name == *name);
        found.map(Filter::Topic)
    });
    on.extend(topic);
    choices
        .iter()
        .map(|choice| {
            // A choice replaces another one of its category, where only one can be.
            let replaced = |filter: &&Filter| {
                choice.is_none_or(|choice| {
                    choice.category().is_single() && choice.category() == filter.category()
                })
            };
            let kept: Vec<Filter> = on.iter().filter(|it| !replaced(it)).copied().collect();
            let passes = kept.iter().chain(choice);
            let passing = bank
                .entries()
                .iter()
                .filter(|entry| passes.clone().all(|filter| filter.passes(entry)));
            passing.fold((0, 0), |(all, due), entry| {
                (all + 1, due + usize::from(entry.standing.is_due()))
            })
        })
        .collect()
}

impl super::State {
    /// Puts the list into the next order.
    pub(super) fn sort_next(&mut self, env: &Env) -> Reply {
        let next = match self.bank.sort() {
            Sort::Due => Sort::Title,
            Sort::Title => Sort::Topic,
            Sort::Topic => Sort::Weakest,
            Sort::Weakest => Sort::Due,
        };
        self.bank.arrange(env, next);
        self.list.refresh(&mut self.bank);
        Reply::say(sort_name(env, next))
    }

    pub(super) fn topics_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let row = self.topics.unwrap_or(0);
        let choices = choices(&self.bank);
        let rows = choices.len();
        match cmd {
            Cmd::Open => {
                match choices.get(row).copied().flatten() {
                    None => (self.list.topic, self.list.only_due) = (None, false),
                    Some(Filter::Topic(topic)) => {
                        let name = self.bank.topics.get(topic).map(|topic| &topic.name);
                        self.list.topic =
                            name.filter(|_| self.list.topic.as_ref() != name).cloned();
                    }
                    Some(Filter::State(State::Due)) => {
                        self.list.only_due = !self.list.only_due;
                    }
                    Some(filter) => self.list.toggle(filter),
                }
                if row == 0 {
                    self.list.more.clear();
                }
                self.topics = None;
                self.list.refresh(&mut self.bank);
            }
            Cmd::Back => self.topics = None,
            Cmd::FilterTopic => self.topics = Some((row + 1) % rows),
            _ => {
                match moved(row, cmd, env.area.height, rows) {
                    Some(row) => self.topics = Some(row),
                    // What is done to a question waits until one can be seen.
                    None if matches!(
                        cmd,
                        Cmd::SearchQuestions | Cmd::FilterDue | Cmd::StartReview | Cmd::AddQuestion
                    ) =>
                    {
                        self.topics = None;
                        return self.list_command(env, cmd);
                    }
                    None => {}
                }
            }
        }
        Reply::none()
    }
}

pub fn draw(env: &Env, bank: &Bank, shown: &List, cursor: usize, buf: &mut Buffer) {
    let area = env.area;
    let choices = choices(bank);
    let window = list::window(choices.len(), cursor, area.height.into());
    let visible = choices.get(window.clone()).unwrap_or_default();
    let counts = counts(bank, shown, visible);
    let name = |choice: &Option<Filter>| match choice {
        None => env.lang.questions().all_topics().to_owned(),
        Some(filter) => filter.name(bank, env.lang),
    };
    // As wide as the widest of all, so that scrolling does not move the numbers.
    let widest = choices
        .iter()
        .map(|choice| wrap::width(&name(choice)))
        .max();
    let names = u16::try_from(widest.unwrap_or(0))
        .unwrap_or(u16::MAX)
        .min(area.width.saturating_sub(24));
    for (((y, row), choice), (count, due)) in
        (area.y..area.bottom()).zip(window).zip(visible).zip(counts)
    {
        let is_on = match choice {
            None => !shown.is_filtered(),
            Some(Filter::State(State::Due)) => shown.only_due,
            Some(Filter::Topic(topic)) => shown.topic.as_ref() == Some(&bank.topics[*topic].name),
            Some(filter) => shown.more.contains(filter),
        };
        let mark = if is_on { "[x]" } else { "[ ]" };
        paint::put(buf, area.x + 1, y, 3, mark, env.style(Role::Dim));
        let style = env.style(Role::Text);
        paint::put(buf, area.x + 5, y, names, &name(choice), style);
        let numbers = Rect {
            x: area.x + names + 5,
            width: 7.min(area.width.saturating_sub(names + 5)),
            ..area
        };
        paint::put_right(buf, numbers, y, &count.to_string(), style);
        let x = numbers.right() + 2;
        let width = area.right().saturating_sub(x);
        if due > 0 {
            let text = env.lang.app().due(due);
            paint::put(buf, x, y, width, &text, env.style(Role::Warn));
        }
        if let Some(filter) = choice {
            let right = Rect {
                x: x + 8.min(width),
                width: width.saturating_sub(9),
                ..area
            };
            let category = filter.category().name(env.lang);
            paint::put_right(buf, right, y, category, env.style(Role::Dim));
        }
        if row == cursor {
            paint::style_line(buf, area, y, env.selected());
        }
    }
}
