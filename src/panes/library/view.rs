//! How the library looks: the shelves on top, the list, and what is selected beside it.

use super::asking::Asking;
use super::nodes::BELOW;
use super::{Shelf, State, WIDE};
use crate::commands::Cmd;
use crate::panes::Env;
use crate::panes::ask::rule;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::borrow::Cow;

/// Cells that a row's text keeps before what stands on the right is left out.
const LEAST: u16 = 16;

/// Where the list and the sheet are; one of them is empty where there is no room for both.
pub(super) struct Areas {
    pub tabs: Rect,
    pub list: Rect,
    pub sheet: Rect,
    /// The links to choose from.
    pub links: Rect,
}

impl State {
    pub(super) fn areas(&self, env: &Env) -> Areas {
        let asked = self.asking.as_ref().map_or(0, |(_, ask)| ask.height());
        let links = self
            .link
            .and(self.page())
            .map_or(0, |page| page.links.len() + 1);
        let links = u16::try_from(links)
            .unwrap_or(u16::MAX)
            .min(env.area.height / 2);
        let inner = Rect {
            height: env.area.height.saturating_sub(asked.max(links)),
            ..env.area
        };
        let tabs = Rect {
            height: 1.min(inner.height),
            ..inner
        };
        let body = Rect {
            y: inner.y + tabs.height,
            height: inner.height - tabs.height,
            ..inner
        };
        let links = Rect {
            y: inner.bottom(),
            height: links,
            ..env.area
        };
        let (list, sheet) = if body.width >= WIDE {
            let list = body.width * 2 / 5;
            let sheet = Rect {
                x: body.x + list + 2,
                width: body.width - list - 3,
                ..body
            };
            (
                Rect {
                    width: list,
                    ..body
                },
                sheet,
            )
        } else {
            let empty = Rect { width: 0, ..body };
            let sheet = Rect {
                x: body.x + 1.min(body.width),
                width: body.width.saturating_sub(2),
                ..body
            };
            match self.reading {
                true => (empty, sheet),
                false => (body, Rect { width: 0, ..sheet }),
            }
        };
        Areas {
            tabs,
            list,
            sheet,
            links,
        }
    }

    pub(super) fn draw_all(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let areas = self.areas(env);
        self.draw_tabs(env, buf, areas.tabs);
        match self.shown.is_empty() {
            true => self.draw_nothing(env, buf, areas.list),
            false => self.draw_rows(env, buf, areas.list),
        }
        let last = self.sheet.len();
        let height = usize::from(areas.sheet.height);
        let top = self.top.min(last.saturating_sub(height));
        let mut shown = areas.sheet;
        if last > top + height && height > 1 {
            // The last row says that there is more.
            shown.height -= 1;
            let more = env.lang.library().more(&env.key(Cmd::PageDown));
            let y = shown.bottom();
            paint::put_right(buf, areas.sheet, y, &more, env.style(Role::Dim));
        }
        self.sheet.draw(env.theme, buf, shown, top);
        self.draw_links(env, buf, areas.links);
        let (_, ask) = self.asking.as_ref()?;
        ask.draw(env, buf)
    }

    /// The names of the shelves, as many as there is room for around the one that is open; what is looked for, or the keys
    /// that turn, on the right where they fit.
    fn draw_tabs(&self, env: &Env, buf: &mut Buffer, area: Rect) {
        if area.is_empty() {
            return;
        }
        let tab = |shelf: Shelf| {
            let (open, close) = if shelf == self.shelf {
                ("[", "]")
            } else {
                (" ", " ")
            };
            format!("{open}{}{close}", shelf.name(env.lang))
        };
        let tabs = Shelf::ALL.map(tab);
        let at = Shelf::ALL.iter().position(|shelf| *shelf == self.shelf);
        let at = at.unwrap_or(0);
        let room = usize::from(area.width.saturating_sub(4));
        let (mut first, mut end, mut used) = (at, at + 1, wrap::width(&tabs[at]));
        // The next ones come before the earlier ones: they are where one turns to.
        while let Some(next) = (tabs.get(end)).filter(|tab| used + wrap::width(tab) <= room) {
            (end, used) = (end + 1, used + wrap::width(next));
        }
        while first > 0 && used + wrap::width(&tabs[first - 1]) <= room {
            (first, used) = (first - 1, used + wrap::width(&tabs[first - 1]));
        }
        let mut pieces = vec![(if first > 0 { " <" } else { "  " }, Role::Dim)];
        for (number, tab) in tabs[first..end].iter().enumerate() {
            let role = if first + number == at {
                Role::Here
            } else {
                Role::Dim
            };
            pieces.push((tab, role));
        }
        pieces.push((if end < tabs.len() { ">" } else { "" }, Role::Dim));
        let taken = env.put_all(buf, area.as_position(), area.width, &pieces);
        let texts = env.lang.library();
        let is_asked = matches!(self.asking, Some((Asking::Search, _)));
        let place = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        if !self.query.trim().is_empty() && !is_asked {
            let query = format!("/{}", self.query.trim());
            paint::put_right(buf, place, area.y, &query, env.style(Role::Match));
            return;
        }
        let (left, right) = (env.key(Cmd::Left), env.key(Cmd::Right));
        let room = usize::from(area.width.saturating_sub(taken + 2));
        let fits = |turn: &&String| wrap::width(turn) < room;
        let turn = [texts.turn(&left, &right), format!("{left} / {right}")];
        if let Some(turn) = turn.iter().find(fits) {
            paint::put_right(buf, place, area.y, turn, env.style(Role::Dim));
        }
    }

    /// Why the shelf is empty, and what helps.
    fn draw_nothing(&self, env: &Env, buf: &mut Buffer, area: Rect) {
        let texts = env.lang.library();
        let text = if self.query.trim().is_empty() {
            let packs = Shelf::Packs.name(env.lang);
            texts.empty(packs, &env.key(Cmd::PlanProject))
        } else {
            texts.nothing_found(self.query.trim())
        };
        let inner = Rect {
            x: area.x + 1.min(area.width),
            y: area.y + 1.min(area.height),
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(1),
        };
        let mut sheet = Sheet::new(usize::from(inner.width));
        sheet.text(0, "", &text, Role::Dim);
        sheet.draw(env.theme, buf, inner, 0);
    }

    fn draw_rows(&self, env: &Env, buf: &mut Buffer, area: Rect) {
        let shown = list::window(self.shown.len(), self.cursor, usize::from(area.height));
        for (at, y) in shown.zip(area.y..) {
            let Some(row) = self.row(at) else { continue };
            let line = Rect {
                y,
                height: 1,
                width: area.width.saturating_sub(1),
                ..area
            };
            let (right, right_role) = &row.right;
            let right_width = u16::try_from(wrap::width(right)).unwrap_or(u16::MAX);
            let indent = if row.item.is_some() { 2 } else { 1 };
            let mut room = line.width.saturating_sub(indent + 1);
            if !right.is_empty() && room >= right_width.saturating_add(LEAST) {
                room -= right_width + 1;
                // In the style of the selected row it has to be as clear as the rest.
                let role = if at == self.cursor {
                    row.role
                } else {
                    *right_role
                };
                paint::put_right(buf, line, y, right, env.style(role));
            }
            let (mark, mark_role) = row.mark;
            let mark_width = u16::try_from(wrap::width(mark)).unwrap_or(0);
            let title = usize::from(room.saturating_sub(mark_width));
            let title = match row.item {
                Some(_) => wrap::truncate(&row.text, title),
                None => fitted(&row.text, title),
            };
            let pieces = [(mark, mark_role), (&title, row.role)];
            let at_left = Position::new(area.x + indent, y);
            env.put_all(buf, at_left, room, &pieces);
            if at == self.cursor {
                paint::style_line(
                    buf,
                    Rect {
                        height: 1,
                        y,
                        ..area
                    },
                    y,
                    env.selected(),
                );
            }
        }
    }

    /// The links of the page that is read, one of them to be followed.
    fn draw_links(&self, env: &Env, buf: &mut Buffer, area: Rect) {
        let (Some(at), Some(page)) = (self.link, self.page()) else {
            return;
        };
        if area.is_empty() {
            return;
        }
        paint::clear(buf, area);
        rule(
            env,
            buf,
            area.y,
            env.lang.library().ask_link(),
            Role::TitleFocused,
        );
        let rows = usize::from(area.height - 1);
        for (number, y) in list::window(page.links.len(), at, rows).zip(area.y + 1..) {
            let text = format!(
                "{}. {}",
                number + 1,
                self.link_name(env, &page.links[number])
            );
            let width = area.width.saturating_sub(2);
            let text = wrap::truncate(&text, usize::from(width));
            paint::put(buf, area.x + 1, y, width, &text, env.style(Role::Text));
            if number == at {
                paint::style_line(buf, area, y, env.selected());
            }
        }
    }
}

/// A text as wide as there is room: of a path to a group, what stands above gives way before its own name.
fn fitted(text: &str, room: usize) -> Cow<'_, str> {
    let Some((above, name)) = text.rsplit_once(BELOW) else {
        return wrap::truncate(text, room);
    };
    let own = wrap::width(BELOW) + wrap::width(name);
    match room.checked_sub(own) {
        Some(left) if left >= wrap::width(above) => text.into(),
        Some(left) if left >= usize::from(LEAST) / 2 => {
            format!("{}{BELOW}{name}", wrap::truncate(above, left)).into()
        }
        _ => wrap::truncate(name, room),
    }
}
