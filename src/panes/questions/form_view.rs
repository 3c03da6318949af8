//! How the form looks: the field with the keys is as tall as it needs, the others share what is left.

use super::fields::{COUNT, FIELDS, Input};
use super::form::Form;
use crate::lang::Lang;
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::{list, paint, text_area, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl Form {
    /// Where each field's text is; on small screens only some are shown.
    pub(super) fn places(&self, lang: Lang, area: Rect) -> Vec<(usize, Rect)> {
        let left = self.label_width(lang) + 4;
        let width = area.width.saturating_sub(left + 1);
        // The help of the field has the last line.
        let room = usize::from(area.height.saturating_sub(1));
        let count = FIELDS.len();
        let shown = list::window(count, self.focus, room);
        let mut heights = [1; COUNT];
        let mut spare = room.saturating_sub(count);
        let cells = usize::from(width.saturating_sub(1)).max(1);
        let wanted = |index: usize| {
            let rows = wrap::lines_of(&self.fields[index].text(), cells).len();
            let here = usize::from(index == self.focus && FIELDS[index].input == Input::Lines);
            (rows + here).max(FIELDS[index].rows)
        };
        let others = (0..count).filter(|index| *index != self.focus);
        for index in std::iter::once(self.focus).chain(others) {
            let more = wanted(index).saturating_sub(1).min(spare);
            heights[index] += more;
            spare -= more;
        }
        let mut y = area.y;
        let mut places = Vec::new();
        for index in shown {
            let height = u16::try_from(heights[index]).unwrap_or(1);
            let x = area.x + left.min(area.width);
            places.push((
                index,
                Rect {
                    x,
                    y,
                    width,
                    height,
                },
            ));
            y += height;
        }
        places
    }

    fn label_width(&self, lang: Lang) -> u16 {
        let names = FIELDS
            .iter()
            .map(|field| wrap::width((field.name)(lang.questions())));
        names
            .max()
            .and_then(|width| u16::try_from(width).ok())
            .unwrap_or(0)
    }

    /// Draws the fields; the help of the one with the keys stands below.
    pub fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let texts = env.lang.questions();
        let labels = self.label_width(env.lang);
        let styles = env.text_styles();
        let mut caret = None;
        for (index, place) in self.places(env.lang, env.area) {
            let focused = index == self.focus;
            let (mark, role) = if focused {
                (">", Role::Key)
            } else {
                (" ", Role::Dim)
            };
            let label = format!("{mark}{}", (FIELDS[index].name)(texts));
            paint::put(
                buf,
                env.area.x,
                place.y,
                labels + 1,
                &label,
                env.style(role),
            );
            let rule = if focused {
                Role::BorderFocused
            } else {
                Role::Border
            };
            let x = env.area.x + labels + 2;
            for y in place.y..place.bottom() {
                if x < env.area.right() {
                    paint::put(buf, x, y, 1, "│", env.style(rule));
                }
            }
            // Its room may have changed since its last key, as the other fields grow.
            let mut field = self.fields[index].clone();
            field.set_size(place.width, place.height);
            let at = text_area::draw(&field, place, buf, &styles);
            caret = if focused && env.focused { at } else { caret };
        }
        if env.area.height > 0 {
            let help = (FIELDS[self.focus].help)(texts);
            let width = env.area.width.saturating_sub(1);
            let y = env.area.bottom() - 1;
            paint::put(buf, env.area.x + 1, y, width, help, env.style(Role::Dim));
        }
        caret
    }
}
