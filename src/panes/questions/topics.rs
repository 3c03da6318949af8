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

/// The open menu. It is counted once: when it opens, and when the questions change.
pub struct Menu {
    row: usize,
    choices: Vec<Option<Filter>>,
    /// How many questions each choice would leave, and how many of them are due.
    counts: Vec<(usize, usize)>,
    /// What the choices are called.
    names: Vec<String>,
}

impl Menu {
    /// The menu with the cursor on the topic that is chosen.
    pub fn new(env: &Env, bank: &Bank, list: &List) -> Menu {
        let choices = choices(bank);
        let here = |choice: &Option<Filter>| match (choice, &list.topic) {
            (Some(Filter::Topic(index)), Some(name)) => bank.topics[*index].name == *name,
            _ => false,
        };
        let name = |choice: &Option<Filter>| match choice {
            None => env.lang.questions().all_topics().to_owned(),
            Some(filter) => filter.name(bank, env.lang),
        };
        Menu {
            row: choices.iter().position(here).unwrap_or(0),
            counts: counts(bank, list, &choices),
            names: choices.iter().map(name).collect(),
            choices,
        }
    }

    /// Counts again; the cursor stays in its row.
    pub fn renew(&mut self, env: &Env, bank: &Bank, list: &List) {
        let row = self.row;
        *self = Menu::new(env, bank, list);
        self.row = row.min(self.choices.len().saturating_sub(1));
    }
}

/// Of what a question has only one.
const SINGLE: [Category; 3] = [Category::Topic, Category::Kind, Category::Level];

/// How many questions each choice would leave, and how many of them are due: all in one walk.
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
    let mut counts = vec![(0, 0); choices.len()];
    // Where the topics, companies and tags stand; the others are tried one by one.
    let mut topics = vec![usize::MAX; bank.topics.len()];
    let mut companies = vec![usize::MAX; bank.companies.len()];
    let mut tags = vec![usize::MAX; bank.tags.len()];
    let mut few = Vec::new();
    for (row, choice) in choices.iter().enumerate() {
        match choice {
            Some(Filter::Topic(at)) => topics[*at] = row,
            Some(Filter::Company(at)) => companies[*at] = row,
            Some(Filter::Tag(at)) => tags[*at] = row,
            None => few.push((row, None)),
            Some(other) => few.push((row, Some(*other))),
        }
    }
    for entry in bank.entries() {
        let due = usize::from(entry.is_due());
        let mut add = |row: usize| {
            if let Some((all, waiting)) = counts.get_mut(row) {
                *all += 1;
                *waiting += due;
            }
        };
        let fails = |without: Option<Category>| {
            let kept = |filter: &&Filter| Some(filter.category()) != without;
            on.iter().filter(kept).any(|filter| !filter.passes(entry))
        };
        let is_out = fails(None);
        // A choice replaces another one of its category, where only one can be.
        let [no_topic, no_kind, no_level] = SINGLE.map(|category| is_out && fails(Some(category)));
        if !no_topic {
            add(topics[entry.topic]);
        }
        for (row, choice) in &few {
            let passes = match choice {
                None => true,
                Some(choice) => {
                    let out = match choice.category() {
                        Category::Kind => no_kind,
                        Category::Level => no_level,
                        Category::Topic | Category::State => is_out,
                        Category::Company | Category::Tag => is_out,
                    };
                    !out && choice.passes(entry)
                }
            };
            if passes {
                add(*row);
            }
        }
        if !is_out {
            entry.companies.iter().for_each(|at| add(companies[*at]));
            entry.tags.iter().for_each(|at| add(tags[*at]));
        }
    }
    counts
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
        let Some(menu) = &mut self.topics else {
            return Reply::none();
        };
        let rows = menu.choices.len();
        if let Some(row) = cmd.choice() {
            // The digits count the rows that can be seen.
            let shown = list::window(rows, menu.row, env.area.height.into());
            let choice = shown.clone().nth(row).and_then(|row| menu.choices.get(row));
            if let Some(choice) = choice.copied() {
                self.narrow(choice);
            }
            return Reply::none();
        }
        match cmd {
            Cmd::Open => {
                if let Some(choice) = menu.choices.get(menu.row).copied() {
                    self.narrow(choice);
                }
            }
            // Ticked, and the next one may be: the menu stays.
            Cmd::TickChoice => {
                let menu = self.topics.take();
                if let Some(mut menu) = menu {
                    if let Some(choice) = menu.choices.get(menu.row).copied() {
                        self.narrow(choice);
                    }
                    menu.renew(env, &self.bank, &self.list);
                    self.topics = Some(menu);
                }
            }
            Cmd::Back => self.topics = None,
            Cmd::FilterTopic => menu.row = (menu.row + 1) % rows.max(1),
            _ => {
                match moved(menu.row, cmd, env.area.height, rows) {
                    Some(row) => menu.row = row,
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

    /// Takes a choice of the menu and closes it; none is everything.
    fn narrow(&mut self, choice: Option<Filter>) {
        match choice {
            None => {
                (self.list.topic, self.list.only_due) = (None, false);
                self.list.more.clear();
            }
            Some(Filter::Topic(topic)) => {
                let name = self.bank.topics.get(topic).map(|topic| &topic.name);
                self.list.topic = name.filter(|_| self.list.topic.as_ref() != name).cloned();
            }
            Some(Filter::State(State::Due)) => self.list.only_due = !self.list.only_due,
            Some(filter) => self.list.toggle(filter),
        }
        self.topics = None;
        self.list.refresh(&mut self.bank);
    }
}

pub fn draw(env: &Env, bank: &Bank, shown: &List, menu: &Menu, buf: &mut Buffer) {
    let area = env.area;
    let cursor = menu.row;
    let window = list::window(menu.choices.len(), cursor, area.height.into());
    // As wide as the widest of all, so that scrolling does not move the numbers.
    let widest = menu.names.iter().map(|name| wrap::width(name)).max();
    let names = u16::try_from(widest.unwrap_or(0))
        .unwrap_or(u16::MAX)
        .min(area.width.saturating_sub(26));
    for (number, (y, row)) in (area.y..area.bottom()).zip(window).enumerate() {
        let choice = &menu.choices[row];
        let (count, due) = menu.counts[row];
        let is_on = match choice {
            None => !shown.is_filtered(),
            Some(Filter::State(State::Due)) => shown.only_due,
            Some(Filter::Topic(topic)) => shown.topic.as_ref() == Some(&bank.topics[*topic].name),
            Some(filter) => shown.more.contains(filter),
        };
        let mark = if is_on { "[x]" } else { "[ ]" };
        if number < 9 {
            let digit = (number + 1).to_string();
            paint::put(buf, area.x + 1, y, 1, &digit, env.style(Role::Key));
        }
        paint::put(buf, area.x + 3, y, 3, mark, env.style(Role::Dim));
        let style = env.style(Role::Text);
        paint::put(buf, area.x + 7, y, names, &menu.names[row], style);
        let numbers = Rect {
            x: area.x + names + 7,
            width: 7.min(area.width.saturating_sub(names + 7)),
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
