//! Finding a text in the editor, ignoring case, on grapheme edges only.

use std::ops::Range;

use super::TextArea;
use super::lines::{Lines, Pos};

impl TextArea {
    /// Whether a match of the query begins at the caret.
    pub fn at_match(&self) -> bool {
        matches(&self.lines, self.caret.line, &self.query)
            .any(|range| range.start == self.caret.byte)
    }

    /// The next match from the caret on, round the end of the text.
    pub(super) fn find_forward(&self, include_caret: bool) -> Option<Pos> {
        let count = self.lines.count();
        let here = self.caret.byte;
        let starts = |line| matches(&self.lines, line, &self.query).map(|range| range.start);
        let place = |line: usize| move |byte: usize| Pos { line, byte };
        let line = self.caret.line;
        starts(line)
            .find(|at| *at > here || (include_caret && *at == here))
            .map(place(line))
            .or_else(|| {
                // The line of the caret comes last once more, for what is before the caret.
                (1..=count)
                    .map(|step| (line + step) % count)
                    .find_map(|line| starts(line).next().map(place(line)))
            })
    }

    pub(super) fn find_backward(&self) -> Option<Pos> {
        let count = self.lines.count();
        let here = self.caret.byte;
        let starts = |line| matches(&self.lines, line, &self.query).map(|range| range.start);
        let place = |line: usize| move |byte: usize| Pos { line, byte };
        let line = self.caret.line;
        starts(line)
            .take_while(|at| *at < here)
            .last()
            .map(place(line))
            .or_else(|| {
                (1..=count)
                    .map(|step| (line + count - step) % count)
                    .find_map(|line| starts(line).last().map(place(line)))
            })
    }
}

/// The matches in a line that do not overlap.
pub fn matches<'a>(
    lines: &'a Lines,
    line: usize,
    query: &'a [char],
) -> impl Iterator<Item = Range<usize>> + 'a {
    matches_in(lines, line, 0..lines.line(line).len(), query)
}

/// The matches that begin within a part of a line.
pub fn matches_in<'a>(
    lines: &'a Lines,
    line: usize,
    part: Range<usize>,
    query: &'a [char],
) -> impl Iterator<Item = Range<usize>> + 'a {
    let text = lines.line(line);
    let edge = move |byte| lines.is_edge(Pos { line, byte });
    let mut from = part.start;
    std::iter::from_fn(move || {
        let first = query.first()?;
        while from < part.end {
            let start = from;
            let c = text[start..].chars().next()?;
            from += c.len_utf8();
            if fold(c) != *first {
                continue;
            }
            let mut rest = text[start..].chars();
            let same = query.iter().all(|q| rest.next().map(fold) == Some(*q));
            let end = text.len() - rest.as_str().len();
            if same && edge(start) && edge(end) {
                from = end;
                return Some(start..end);
            }
        }
        None
    })
}

/// A query as it is compared.
pub fn folded(query: &str) -> Vec<char> {
    query.chars().map(fold).collect()
}

fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    c.to_lowercase().next().unwrap_or(c)
}
