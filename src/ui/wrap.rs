use std::borrow::Cow;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;
pub fn width(text: &str) -> usize {
    text.width()
}
pub fn truncate(text: &str, width: usize) -> Cow<'_, str> {
    if text.width() <= width {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for g in text.graphemes(true) {
        if out.width() + g.width() + 2 > width {
            break;
        }
        out.push_str(g);
    }
    out.push_str("..");
    Cow::Owned(out)
}
/// Byte ranges of the screen lines of one paragraph.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut out = vec![];
    let mut start = 0;
    let mut used = 0;
    for (i, g) in text.grapheme_indices(true) {
        if used + g.width() > width.max(1) && i > start {
            out.push(start..i);
            start = i;
            used = 0;
        }
        used += g.width();
    }
    out.push(start..text.len());
    out
}
/// The screen lines of a text with newlines.
pub fn lines_of(text: &str, width: usize) -> Vec<&str> {
    text.split('\n')
        .flat_map(|l| wrap(l, width).into_iter().map(move |r| &l[r]))
        .collect()
}
