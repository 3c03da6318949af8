//! Painting of the visible part of an editor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::TextArea;
use super::find::matches_in;
use super::lines::Pos;
use crate::ui::paint;
use crate::ui::wrap::{Glyph, glyphs, glyphs_from};

/// How the parts of a text field look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Styles {
    pub text: Style,
    pub selection: Style,
    pub found: Style,
    pub placeholder: Style,
}

/// Paints the rows that are visible and gives the place of the hardware caret, at which an input
/// method shows what is being composed.
pub fn draw(editor: &TextArea, area: Rect, buf: &mut Buffer, styles: &Styles) -> Option<Position> {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return None;
    }
    buf.set_style(area, styles.text);
    if editor.is_empty() {
        let mut x = 0;
        for glyph in glyphs(&editor.placeholder) {
            x = paint(&glyph, x, area, 0, buf, styles.placeholder);
        }
        return Some(area.as_position());
    }
    let lines = &editor.lines;
    let caret_row = (editor.caret.line, lines.row_of(editor.caret));
    let mut caret = None;
    let (mut line, mut row) = editor.top;
    for y in 0..area.height {
        if line >= lines.count() {
            break;
        }
        if (line, row) == caret_row {
            let column = lines.column_of(editor.caret).saturating_sub(editor.left);
            // Spaces may hang over the edge; the caret stays on it.
            let x = column.min(usize::from(area.width) - 1) as u16;
            caret = Some(Position::new(area.x + x, area.y + y));
        }
        draw_row(editor, line, row, area, y, buf, styles);
        row += 1;
        if row >= lines.row_count(line) {
            line += 1;
            row = 0;
        }
    }
    caret
}

fn draw_row(
    editor: &TextArea,
    line: usize,
    row: usize,
    area: Rect,
    y: u16,
    buf: &mut Buffer,
    styles: &Styles,
) {
    let text = editor.lines.line(line);
    let (range, _) = editor.lines.row(line, row);
    let selection = editor.selection();
    // A match may begin in the row above.
    let longest: usize = 4 * editor.query.len();
    let mut from = range.start.saturating_sub(longest);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut found = matches_in(&editor.lines, line, from..range.end, &editor.query).peekable();
    let mut x = -(editor.left as isize);
    for glyph in glyphs_from(&text[..range.end], range.start) {
        if x >= area.width as isize {
            break;
        }
        while found.next_if(|found| found.end <= glyph.at).is_some() {}
        let at = Pos {
            line,
            byte: glyph.at,
        };
        let style = if selection.is_some_and(|(from, to)| from <= at && at < to) {
            styles.selection
        } else if found.peek().is_some_and(|found| found.start <= glyph.at) {
            styles.found
        } else {
            styles.text
        };
        x = paint(&glyph, x, area, y, buf, style);
    }
}

/// Paints a glyph at a column of the area and gives the next one. What would be cut at either
/// edge is not painted: half a wide character damages the cells beside it.
fn paint(glyph: &Glyph, x: isize, area: Rect, y: u16, buf: &mut Buffer, style: Style) -> isize {
    let next = x + glyph.width as isize;
    let blank = glyph.text == "\t";
    let whole = x >= 0 && next <= area.width as isize;
    for column in x.max(0)..next.min(area.width as isize) {
        let (left, top) = (area.x + column as u16, area.y + y);
        let Some(cell) = buf.cell_mut((left, top)) else {
            continue;
        };
        cell.reset();
        cell.set_style(style);
        if whole && !blank && column == x {
            paint::glyph(buf, left, top, glyph.text);
        }
    }
    next
}
