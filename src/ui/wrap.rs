//! Widths in terminal cells and everything that follows from them: wrapping, truncating,
//! padding. Uses the same measure as ratatui's buffer, so that what fits here fits there.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::hangul::is_syllable;
use crate::domain::text::is_control;

/// Cells that a tab takes, wherever it stands.
pub const TAB: usize = 4;
const CUT: &str = "..";

/// A grapheme cluster and the cells it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Where it begins, in bytes.
    pub at: usize,
    pub text: &'a str,
    pub width: usize,
}

impl Glyph<'_> {
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    fn is_space(&self) -> bool {
        matches!(self.text, " " | "\t")
    }
}

/// The glyphs of a text. Control characters count one cell, as they are shown as a mark.
pub fn glyphs(text: &str) -> impl Iterator<Item = Glyph<'_>> {
    glyphs_from(text, 0)
}

/// The glyphs from a grapheme edge on, with places counted in the whole text.
pub fn glyphs_from(text: &str, start: usize) -> impl Iterator<Item = Glyph<'_>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let glyph = first_glyph(&text[at..], at)?;
        at = glyph.end();
        Some(glyph)
    })
}

fn first_glyph(rest: &str, at: usize) -> Option<Glyph<'_>> {
    let glyph = |len: usize, width| Glyph {
        at,
        text: &rest[..len],
        width,
    };
    // Looking up cluster rules for letters and syllables in a row would take most of the time.
    if let [b' '..=b'~', next @ ..] = rest.as_bytes()
        && next.first().is_none_or(u8::is_ascii)
    {
        return Some(glyph(1, 1));
    }
    let mut chars = rest.chars();
    let first = chars.next()?;
    if is_syllable(first) && chars.next().is_none_or(|c| c.is_ascii() || is_syllable(c)) {
        return Some(glyph(first.len_utf8(), 2));
    }
    let text = rest.graphemes(true).next()?;
    let width = match first {
        '\t' => TAB,
        _ if is_control(first) => 1,
        _ => usize::from(text.cell_width()),
    };
    Some(glyph(text.len(), width))
}

/// The cells that a text takes in one row.
pub fn width(text: &str) -> usize {
    glyphs(text).map(|glyph| glyph.width).sum()
}

/// Where the row that begins at `start` ends. Depends on nothing before `start`.
///
/// Korean breaks between words (어절) like English; only a word wider than a whole row is broken
/// inside, where the row is full. Spaces at the end of a row hang over its edge.
pub fn row_end(text: &str, start: usize, width: usize) -> usize {
    let width = width.max(1);
    let mut column = 0;
    let mut word = start;
    let mut after_space = false;
    for glyph in glyphs_from(text, start) {
        if glyph.is_space() {
            column += glyph.width;
            after_space = true;
            continue;
        }
        if after_space {
            word = glyph.at;
            after_space = false;
        }
        if column + glyph.width > width && glyph.at > start {
            let whole_word_moves = word > start && fits(text, word, width);
            return if whole_word_moves { word } else { glyph.at };
        }
        column += glyph.width;
    }
    text.len()
}

/// Whether the word at `start` fits into a row of its own.
fn fits(text: &str, start: usize, width: usize) -> bool {
    let mut column = 0;
    glyphs_from(text, start)
        .take_while(|glyph| !glyph.is_space())
        .all(|glyph| {
            column += glyph.width;
            column <= width
        })
}

/// The rows of one paragraph; together they are the whole text. An empty text has one row.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    loop {
        let end = row_end(text, start, width);
        rows.push(start..end);
        if end >= text.len() {
            return rows;
        }
        start = end;
    }
}

/// The rows of a text of many lines, without the line ends and without spaces that hang over.
pub fn lines_of(text: &str, width: usize) -> Vec<&str> {
    let mut rows = Vec::new();
    for line in text.split('\n') {
        for row in wrap(line, width) {
            rows.push(line[row].trim_end_matches([' ', '\t']));
        }
    }
    rows
}

/// The longest beginning that fits, and its width.
fn head(text: &str, width: usize) -> (&str, usize) {
    let mut taken = 0;
    for glyph in glyphs(text) {
        if taken + glyph.width > width {
            return (&text[..glyph.at], taken);
        }
        taken += glyph.width;
    }
    (text, taken)
}

/// The text, or its beginning and two dots where it does not fit.
///
/// Not `…`: its width is ambiguous, and East Asian terminals may give it two cells.
pub fn truncate(text: &str, width: usize) -> Cow<'_, str> {
    if head(text, width).0.len() == text.len() {
        return Cow::Borrowed(text);
    }
    match width.checked_sub(CUT.len()) {
        None => Cow::Borrowed(&CUT[..width]),
        Some(room) => Cow::Owned(format!("{}{CUT}", head(text, room).0)),
    }
}

/// The text in exactly `width` cells: truncated, or with spaces after it.
pub fn pad(text: &str, width: usize) -> Cow<'_, str> {
    padded(text, width, |text, spaces| format!("{text}{spaces}"))
}

/// As [`pad`], with the spaces before the text.
pub fn pad_start(text: &str, width: usize) -> Cow<'_, str> {
    padded(text, width, |text, spaces| format!("{spaces}{text}"))
}

fn padded(text: &str, width: usize, join: fn(&str, &str) -> String) -> Cow<'_, str> {
    let text = truncate(text, width);
    let missing = width.saturating_sub(self::width(&text));
    if missing == 0 {
        return text;
    }
    Cow::Owned(join(&text, &" ".repeat(missing)))
}
