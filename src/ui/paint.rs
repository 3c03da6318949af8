//! Putting text on the buffer. Every text that reaches the screen goes through here: control characters are made
//! visible, and nothing is drawn outside of what was asked for, half a wide letter neither.

use super::safe;
use super::theme::{Role, Theme};
use super::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, Widget};

/// Writes one line at (`x`, `y`), cut with ".." where `width` cells do not suffice. Returns the cells used.
pub fn put(buf: &mut Buffer, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
    let area = buf.area.intersection(Rect {
        x,
        y,
        width,
        height: 1,
    });
    if area.is_empty() || area.x != x {
        return 0;
    }
    let text = safe::shown(text);
    let text = wrap::truncate(&text, usize::from(area.width));
    let (end, _) = buf.set_stringn(x, y, &text, usize::from(area.width), style);
    for at in x..end {
        second_half(buf, at, y);
    }
    end - x
}

/// Gives the second cell of a wide letter the look of its first. It is covered now, but the terminal shows it with that
/// look once another letter takes the first cell alone: then it has to be known as one that changes.
fn second_half(buf: &mut Buffer, x: u16, y: u16) {
    let Some(cell) = buf.cell((x, y)) else {
        return;
    };
    // No letter of one byte is wide.
    if cell.symbol().len() > 1 && wrap::width(cell.symbol()) > 1 {
        let style = cell.style();
        if let Some(second) = buf.cell_mut((x + 1, y)) {
            second.set_style(style);
        }
    }
}

/// Puts one glyph into the cell at (`x`, `y`). The caller knows that there is room for its width.
pub fn glyph(buf: &mut Buffer, x: u16, y: u16, glyph: &str) {
    if let Some(cell) = buf.cell_mut((x, y)) {
        cell.set_symbol(&safe::glyph(glyph));
    }
}

/// Writes pieces of different styles after each other. Returns the cells used.
pub fn put_all(buf: &mut Buffer, x: u16, y: u16, width: u16, pieces: &[(&str, Style)]) -> u16 {
    let mut used = 0;
    for (text, style) in pieces {
        if used >= width {
            break;
        }
        used += put(buf, x.saturating_add(used), y, width - used, text, *style);
    }
    used
}

/// Writes `text` so that it ends at the right edge of the line. Returns the cells used.
pub fn put_right(buf: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) -> u16 {
    let text = safe::shown(text);
    let width = u16::try_from(wrap::width(&text))
        .unwrap_or(u16::MAX)
        .min(area.width);
    put(
        buf,
        area.right().saturating_sub(width),
        y,
        width,
        &text,
        style,
    )
}

/// Draws a rule across `area` in the line `y`.
pub fn rule(buf: &mut Buffer, area: Rect, y: u16, style: Style) {
    let line = "─".repeat(usize::from(area.width));
    put(buf, area.x, y, area.width, &line, style);
}

/// Gives a whole line a style, e.g. the selected one.
pub fn style_line(buf: &mut Buffer, area: Rect, y: u16, style: Style) {
    buf.set_style(
        area.intersection(Rect {
            y,
            height: 1,
            ..area
        }),
        style,
    );
}

/// Empties an area: what was drawn under an overlay is gone. So is a wide letter that reaches into it from the left:
/// it would swallow the first column.
pub fn clear(buf: &mut Buffer, area: Rect) {
    let area = area.intersection(buf.area);
    if area.x > buf.area.x {
        for y in area.top()..area.bottom() {
            let before = &mut buf[(area.x - 1, y)];
            if wrap::width(before.symbol()) > 1 {
                before.set_symbol(" ");
            }
        }
    }
    ratatui::widgets::Clear.render(area, buf);
}

/// Draws a titled border and returns what is inside.
pub fn frame(buf: &mut Buffer, area: Rect, title: &str, focused: bool, theme: Theme) -> Rect {
    let border = theme.style(if focused {
        Role::BorderFocused
    } else {
        Role::Border
    });
    let block = Block::bordered().border_style(border);
    let area = area.intersection(buf.area);
    let inner = block.inner(area);
    block.render(area, buf);
    if area.width > 4 && area.height > 0 {
        let style = theme.style(if focused {
            Role::TitleFocused
        } else {
            Role::Title
        });
        let title = format!(" {title} ");
        put(buf, area.x + 1, area.y, area.width - 2, &title, style);
    }
    inner
}

/// A column for each value, its height between the least (▁) and the largest (█) of them; the middle one where all are
/// alike.
pub fn sparkline(values: &[f64]) -> String {
    const COLUMNS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let column = |value: &f64| {
        let share = (value - least) / (most - least);
        // Nothing between least and most: no number.
        let share = if share.is_finite() { share } else { 0.5 };
        COLUMNS[((share * 7.0).round() as usize).min(7)]
    };
    values.iter().map(column).collect()
}

/// A bar of `width` cells, `share` (0.0..=1.0) of it filled.
pub fn bar(width: usize, share: f64) -> String {
    let filled = (share.clamp(0.0, 1.0) * width as f64).round() as usize;
    let mut text = "█".repeat(filled.min(width));
    text.push_str(&"░".repeat(width - filled.min(width)));
    text
}
