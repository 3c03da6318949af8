//! The line below the editor that asks what to find.

use super::*;
use crate::ui::text_area::{self, TextArea};
use crate::ui::wrap;

/// The text being typed.
pub struct Field {
    area: TextArea,
}

impl Field {
    pub fn new(text: &str) -> Field {
        Field {
            area: TextArea::line(text),
        }
    }

    /// The text without the blanks around it.
    pub fn text(&self) -> String {
        self.area.text().trim().to_owned()
    }

    pub fn is_blank(&self) -> bool {
        self.text().is_empty()
    }

    pub fn apply(&mut self, op: Op) {
        self.area.apply(op);
    }

    /// Tells the field its room: what `label` leaves of `line`.
    pub fn fit(&mut self, label: &str, line: Rect) {
        let room = room(label, line);
        self.area.set_size(room.width, room.height);
    }

    pub fn draw(&self, label: &str, line: Rect, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let room = room(label, line);
        let label = format!(" {label}");
        let before = room.x.saturating_sub(line.x + 1);
        paint::put(buf, line.x, line.y, before, &label, env.style(Role::Key));
        text_area::draw(&self.area, room, buf, &env.text_styles())
    }
}

/// Where the text stands: behind the label, which yields to it on a narrow line.
fn room(label: &str, line: Rect) -> Rect {
    let label = u16::try_from(wrap::width(label) + 2).unwrap_or(u16::MAX);
    let used = label.min(line.width / 2);
    Rect {
        x: line.x + used,
        width: line.width - used,
        ..line
    }
}
