//! Cleaning of text that comes from outside (files, packs, pastes) and counting of text that
//! the user writes. After [`clean`] a text is NFC, has only `\n` line ends and holds nothing
//! invisible except what an emoji needs.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// More marks than this on one letter are an attack or an accident.
const MARKS_PER_LETTER: usize = 8;
const JOINER: char = '\u{200D}';

/// Normalises a text of many lines; borrows it when there is nothing to do.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut composed = String::with_capacity(text.len());
    composed.extend(strip(text).nfc());
    let cleaned = cap_marks(&composed);
    if cleaned == text {
        return Cow::Borrowed(text);
    }
    Cow::Owned(cleaned)
}

/// [`clean`] for a text that must stay on one line: line ends and tabs become spaces.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    let cleaned = clean(text);
    if cleaned.contains(['\n', '\t']) {
        return Cow::Owned(cleaned.replace(['\n', '\t'], " "));
    }
    cleaned
}

/// Whether a character steers the terminal or the direction of text instead of showing.
pub fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
            | '\u{2028}' | '\u{2029}')
}

/// Whether a character takes no room and is no mark on another one (tags included).
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character between these two hides in the text: nothing shows it, and no emoji needs it.
pub fn is_hidden(before: char, c: char, after: Option<char>) -> bool {
    match c {
        JOINER => !(is_emoji_part(before) && after.is_some_and(is_emoji_part)),
        '\u{FE0F}' => before == '\n',
        _ => is_invisible(c),
    }
}

/// Whether [`clean`] would surely change nothing.
fn is_plain(text: &str) -> bool {
    if text
        .bytes()
        .all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\t'))
    {
        return true;
    }
    let mut marks = 0;
    let mut unusual = false;
    for c in text.chars() {
        if matches!(c, '\n' | '\t' | ' '..='~' | '가'..='힣') {
            marks = 0;
            continue;
        }
        if is_control(c) || is_invisible(c) || c == '\u{FE0F}' {
            return false;
        }
        unusual = true;
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks > MARKS_PER_LETTER {
            return false;
        }
    }
    !unusual || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// The characters worth keeping, with line ends as `\n`.
fn strip(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut rest = text.chars();
    let mut last = '\n';
    std::iter::from_fn(move || {
        loop {
            let c = rest.next()?;
            let kept = match c {
                '\n' | '\t' => c,
                '\r' => {
                    if rest.as_str().starts_with('\n') {
                        rest.next();
                    }
                    '\n'
                }
                '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
                '\u{1B}' | '\u{90}' | '\u{98}' | '\u{9B}' | '\u{9D}'..='\u{9F}' => {
                    rest = skip_escape(c, rest.as_str()).chars();
                    continue;
                }
                _ if is_control(c) || is_hidden(last, c, rest.clone().next()) => continue,
                _ => c,
            };
            last = kept;
            return Some(kept);
        }
    })
}

/// What follows a terminal sequence that was opened by `start`.
fn skip_escape(start: char, rest: &str) -> &str {
    let (kind, body) = match start {
        '\u{1B}' => match rest.chars().next() {
            Some(kind @ ' '..='~') => (kind, &rest[1..]),
            _ => return rest,
        },
        // The 8-bit forms are the 7-bit ones without the escape.
        c1 => (char::from(c1 as u8 - 0x40), rest),
    };
    match kind {
        '[' => {
            let body = body.trim_start_matches(|c| ('0'..='?').contains(&c));
            skip_final(body, '@')
        }
        // Strings for the terminal end at BEL or ST; a broken one must not eat the next line.
        ']' | 'P' | 'X' | '^' | '_' => {
            let end = body.find(['\u{7}', '\u{1B}', '\u{9C}', '\n', '\r']);
            let tail = end.map_or("", |end| &body[end..]);
            tail.strip_prefix("\u{1B}\\")
                .or_else(|| tail.strip_prefix(['\u{7}', '\u{9C}']))
                .unwrap_or(tail)
        }
        ' '..='/' => skip_final(body, '0'),
        _ => body,
    }
}

/// Skips intermediate bytes and the final one, if there is a valid one.
fn skip_final(body: &str, lowest: char) -> &str {
    let tail = body.trim_start_matches(|c| (' '..='/').contains(&c));
    match tail.chars().next() {
        Some(c) if (lowest..='~').contains(&c) => &tail[1..],
        // Not a sequence after all: the blanks were text.
        _ => body,
    }
}

/// Roughly the characters that emoji are put together from.
fn is_emoji_part(c: char) -> bool {
    matches!(c,
        '\u{FE0F}' | '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{27BF}' | '\u{2900}'..='\u{297F}'
        | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F000}'..='\u{1FAFF}')
}

fn cap_marks(text: &str) -> String {
    let mut marks = 0;
    text.chars()
        .filter(|c| {
            marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
            marks <= MARKS_PER_LETTER
        })
        .collect()
}

/// The size of a text as a writer asks for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Characters as a reader sees them; line ends do not count.
    pub chars_with_spaces: usize,
    pub chars_without_spaces: usize,
    /// Runs between white space, the Korean 어절.
    pub words: usize,
    pub lines: usize,
    /// Rounded up. An assumption, not a measurement of this reader: 500 characters a minute
    /// silently in Korean, Latin letters at twice that pace (about 200 words a minute).
    pub reading_minutes: usize,
}

/// Counts a text; an empty one has no line.
pub fn counts(text: &str) -> Counts {
    const CHARS_PER_MINUTE: usize = 500;
    let mut counts = Counts {
        lines: text.lines().count(),
        words: text.split_whitespace().count(),
        ..Counts::default()
    };
    let mut half_chars: usize = 0;
    for line in text.lines() {
        // Clusters of several characters are rare, and finding them costs more than counting.
        let simple = line
            .chars()
            .all(|c| c.is_ascii() || ('가'..='힣').contains(&c));
        let mut count = |c: char| {
            counts.chars_with_spaces += 1;
            if !c.is_whitespace() {
                counts.chars_without_spaces += 1;
                half_chars += if c.is_ascii() { 1 } else { 2 };
            }
        };
        if simple {
            line.chars().for_each(&mut count);
        } else {
            line.graphemes(true)
                .filter_map(|grapheme| grapheme.chars().next())
                .for_each(&mut count);
        }
    }
    counts.reading_minutes = half_chars.div_ceil(2 * CHARS_PER_MINUTE);
    counts
}
