//! How the library looks: the shelves on top, the list, and what is selected beside it.

use super::{Shelf, State, WIDE};
use crate::commands::Cmd;
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Where the list and the sheet are; one of them is empty where there is no room for both.
pub(super) struct Areas {
    pub(super) tabs: Rect,
    pub(super) list: Rect,
    pub(super) sheet: Rect,
}

impl State {
    pub(super) fn areas(&self, env: &Env) -> Areas {
        let asked = self.asking.as_ref().map_or(0, |(_, ask)| ask.height());
        let inner = Rect {
            height: env.area.height.saturating_sub(asked),
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
        let empty = Rect { width: 0, ..body };
        if body.width >= WIDE {
            let list = body.width * 2 / 5;
            return Areas {
                tabs,
                list: Rect {
                    width: list,
                    ..body
                },
                sheet: Rect {
                    x: body.x + list + 2,
                    width: body.width - list - 3,
                    ..body
                },
            };
        }
        let sheet = Rect {
            x: body.x + 1.min(body.width),
            width: body.width.saturating_sub(2),
            ..body
        };
        match self.reading {
            true => Areas {
                tabs,
                list: empty,
                sheet,
            },
            false => Areas {
                tabs,
                list: body,
                sheet: empty,
            },
        }
    }

    pub(super) fn draw_all(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let areas = self.areas(env);
        self.draw_tabs(env, buf, areas.tabs);
        self.draw_rows(env, buf, areas.list);
        let last = self.sheet.len();
        let height = usize::from(areas.sheet.height);
        let top = self.top.min(last.saturating_sub(height));
        self.sheet.draw(env.theme, buf, areas.sheet, top);
        let (_, ask) = self.asking.as_ref()?;
        ask.draw(env, buf)
    }

    fn draw_tabs(&self, env: &Env, buf: &mut Buffer, area: Rect) {
        if area.is_empty() {
            return;
        }
        let mut pieces: Vec<(String, Role)> = vec![(" ".to_owned(), Role::Text)];
        for shelf in Shelf::ALL {
            let (open, close, role) = match shelf == self.shelf {
                true => ("[", "]", Role::Here),
                false => (" ", " ", Role::Dim),
            };
            pieces.push((format!("{open}{}{close} ", shelf.name(env.lang)), role));
        }
        env.put_all(buf, area.as_position(), area.width, &pieces);
        let turn = (env.lang.library()).turn(&env.key(Cmd::Left), &env.key(Cmd::Right));
        let right = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        paint::put_right(buf, right, area.y, &turn, env.style(Role::Dim));
    }

    fn draw_rows(&self, env: &Env, buf: &mut Buffer, area: Rect) {
        let shown = list::window(self.rows.len(), self.cursor, usize::from(area.height));
        for (row, y) in shown.clone().zip(area.y..) {
            let line = Rect {
                y,
                height: 1,
                ..area
            };
            let row_data = &self.rows[row];
            let right = wrap::width(&row_data.right);
            let right_width = u16::try_from(right).unwrap_or(u16::MAX);
            let x = area.x + 1 + row_data.indent;
            let width = (area.width).saturating_sub(3 + row_data.indent + right_width);
            let text = wrap::truncate(&row_data.text, usize::from(width));
            paint::put(buf, x, y, width, &text, env.style(row_data.role));
            let place = Rect {
                width: area.width.saturating_sub(1),
                ..line
            };
            paint::put_right(buf, place, y, &row_data.right, env.style(Role::Dim));
            if row == self.cursor {
                paint::style_line(buf, line, y, env.selected());
            }
        }
    }
}
