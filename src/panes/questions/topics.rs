//! The topics to choose from: all of them on top, then each by its name, with how much there is of it.

use super::State;
use super::bank::{Bank, Topic};
use crate::commands::Cmd;
use crate::panes::Env;
use crate::panes::{Reply, moved};
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The topics in the order of the rows.
fn sorted(bank: &Bank) -> Vec<&Topic> {
    let mut topics: Vec<&Topic> = bank.topics.iter().collect();
    topics.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    topics
}

/// The row of a topic.
pub fn row_of(bank: &Bank, topic: &Option<String>) -> usize {
    let found = topic.as_ref().and_then(|name| {
        let topics = sorted(bank);
        topics.iter().position(|topic| topic.name == *name)
    });
    found.map_or(0, |index| index + 1)
}

/// The topic of a row; none for all.
pub fn name_of(bank: &Bank, row: usize) -> Option<String> {
    let index = row.checked_sub(1)?;
    sorted(bank).get(index).map(|topic| topic.name.clone())
}

pub fn draw(env: &Env, bank: &Bank, cursor: usize, buf: &mut Buffer) {
    let area = env.area;
    let texts = env.lang.questions();
    let mut rows = vec![(texts.all_topics(), bank.len(), bank.due)];
    let topics = sorted(bank);
    rows.extend(
        topics
            .iter()
            .map(|topic| (texts.topic(&topic.name), topic.count, topic.due)),
    );
    let names = rows
        .iter()
        .map(|(name, ..)| wrap::width(name))
        .max()
        .unwrap_or(0);
    let names = u16::try_from(names)
        .unwrap_or(u16::MAX)
        .min(area.width.saturating_sub(20));
    for (y, row) in
        (area.y..area.bottom()).zip(list::window(rows.len(), cursor, area.height.into()))
    {
        let (name, count, due) = rows[row];
        paint::put(buf, area.x + 1, y, names, name, env.style(Role::Text));
        let numbers = Rect {
            x: area.x + names + 1,
            width: 7.min(area.width.saturating_sub(names + 1)),
            ..area
        };
        paint::put_right(buf, numbers, y, &count.to_string(), env.style(Role::Text));
        if due > 0 {
            let x = numbers.right() + 2;
            let width = area.right().saturating_sub(x);
            paint::put(
                buf,
                x,
                y,
                width,
                &env.lang.app().due(due),
                env.style(Role::Warn),
            );
        }
        if row == cursor {
            paint::style_line(buf, area, y, env.selected());
        }
    }
}

impl State {
    pub(super) fn topics_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let row = self.topics.unwrap_or(0);
        let rows = self.bank.topics.len() + 1;
        match cmd {
            Cmd::Open => {
                self.list.topic = name_of(&self.bank, row);
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
