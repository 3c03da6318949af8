//! Wrapped text to scroll through: lines with an indent and a style.

use super::theme::{Role, Theme};
use super::{paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A line of the screen.
struct Line {
    indent: usize,
    text: String,
    role: Role,
    /// What stands beside it, from that cell on.
    beside: Option<(usize, String, Role)>,
}

/// Lines made for one width, in cells.
pub struct Sheet {
    width: usize,
    lines: Vec<Line>,
}

impl Sheet {
    /// An empty sheet for lines of `width` cells.
    pub fn new(width: usize) -> Sheet {
        Sheet {
            width,
            lines: Vec::new(),
        }
    }

    /// Cells of a line.
    pub fn width(&self) -> usize {
        self.width
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn blank(&mut self) {
        self.text(0, "", "", Role::Text);
    }

    /// The name of a part, with a blank line before it.
    pub fn heading(&mut self, name: &str) {
        self.blank();
        self.text(0, "", name, Role::Here);
    }

    /// A text of any length; `bullet` stands before its first line, and the others begin under it.
    pub fn text(&mut self, indent: usize, bullet: &str, text: &str, role: Role) {
        let inner = indent + wrap::width(bullet);
        let rows = wrap::lines_of(text, self.width.saturating_sub(inner).max(1));
        for (number, row) in rows.into_iter().enumerate() {
            let (indent, text) = if number == 0 {
                (indent, format!("{bullet}{row}"))
            } else {
                (inner, row.to_owned())
            };
            self.lines.push(Line {
                indent,
                text,
                role,
                beside: None,
            });
        }
    }

    /// Two sheets side by side, the right one from cell `at` on.
    pub fn beside(&mut self, left: Sheet, right: Sheet, at: usize) {
        let rows = left.len().max(right.len());
        let mut right = right.lines.into_iter();
        let mut left = left.lines.into_iter();
        for _ in 0..rows {
            let line = left.next().unwrap_or(Line {
                indent: 0,
                text: String::new(),
                role: Role::Text,
                beside: None,
            });
            let beside = right.next();
            self.lines.push(Line {
                beside: beside.map(|line| (at + line.indent, line.text, line.role)),
                ..line
            });
        }
    }

    /// Draws the lines from `first` on. Returns how many.
    pub fn draw(&self, theme: Theme, buf: &mut Buffer, area: Rect, first: usize) -> u16 {
        for (y, line) in (area.y..area.bottom()).zip(self.lines.iter().skip(first)) {
            let indent = u16::try_from(line.indent)
                .unwrap_or(u16::MAX)
                .min(area.width);
            let width = area.width - indent;
            paint::put(
                buf,
                area.x + indent,
                y,
                width,
                &line.text,
                theme.style(line.role),
            );
            if let Some((at, text, role)) = &line.beside {
                let at = u16::try_from(*at).unwrap_or(u16::MAX).min(area.width);
                paint::put(
                    buf,
                    area.x + at,
                    y,
                    area.width - at,
                    text,
                    theme.style(*role),
                );
            }
        }
        let left = self.lines.len().saturating_sub(first);
        u16::try_from(left).map_or(area.height, |left| left.min(area.height))
    }
}
