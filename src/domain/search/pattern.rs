//! A word of a query as a list of wishes, one for each character to be found. Works on folded
//! characters (16 bits), so that a wish is two range tests.

use super::mask::Mask;
use crate::domain::hangul;

/// A character as search compares it. Beyond the basic plane (emoji, rare ideographs) 2,048
/// classes remain, which is plenty to tell two of them apart in practice.
pub fn fold(c: char) -> u16 {
    u16::try_from(c as u32).unwrap_or(0xD800 + (c as u32 % 0x800) as u16)
}

/// Whether a folded character is part of a word.
pub fn in_word(c: u16) -> bool {
    match c {
        0..0x80 => (c as u8).is_ascii_alphanumeric(),
        0xAC00..=0xD7A3 => true,
        _ => char::from_u32(u32::from(c)).is_some_and(char::is_alphanumeric),
    }
}

/// A run of neighbouring characters.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    first: u16,
    len: u16,
}

impl Span {
    fn contains(self, c: u16) -> bool {
        c.wrapping_sub(self.first) < self.len
    }

    fn one(c: char) -> Span {
        Span {
            first: fold(c),
            len: 1,
        }
    }

    /// The syllables that an initial consonant leads.
    fn led_by(lead: usize) -> Span {
        Span {
            first: 0xAC00 + 588 * lead as u16,
            len: 588,
        }
    }
}

/// What one place of the text must be.
#[derive(Clone, Copy, Debug)]
struct Want {
    spans: [Span; 2],
    /// For a tail that moved on: the syllable without it, and the syllables that begin with it.
    carried: Option<(u16, Span)>,
}

impl Want {
    fn same(c: char) -> Want {
        Want {
            spans: [Span::one(c), Span::default()],
            carried: None,
        }
    }

    /// An initial consonant asks for the syllables it leads, or for itself.
    fn lead(c: char) -> Want {
        Want {
            spans: [
                hangul::lead_index(c).map_or(Span::default(), Span::led_by),
                Span::one(c),
            ],
            carried: None,
        }
    }

    /// A syllable under construction asks for all it can become.
    fn open(partial: char) -> Want {
        let mut spans: [Span; 2] = Default::default();
        let mut used = 0;
        for syllable in '가'..='힣' {
            if !hangul::syllable_starts_with(syllable, partial) {
                continue;
            }
            let c = fold(syllable);
            if used > 0 && spans[used - 1].first + spans[used - 1].len == c {
                spans[used - 1].len += 1;
            } else if used < spans.len() {
                spans[used] = Span { first: c, len: 1 };
                used += 1;
            }
        }
        let carried = hangul::carry(partial)
            .and_then(|(stay, moved)| Some((fold(stay), Span::led_by(hangul::lead_index(moved)?))));
        Want { spans, carried }
    }

    /// Whether the character at `at` will do.
    fn accepts(&self, text: &[u16], at: usize) -> bool {
        let c = text[at];
        if self.spans[0].contains(c) || self.spans[1].contains(c) {
            return true;
        }
        self.carried.is_some_and(|(stay, moved)| {
            c == stay && text.get(at + 1).is_some_and(|next| moved.contains(*next))
        })
    }
}

/// The wishes of a word, in order.
#[derive(Clone, Debug)]
pub struct Pattern {
    wants: Vec<Want>,
    /// What the mask of a text must have.
    pub mask: Mask,
    /// Whether every character just stands for itself.
    pub plain: bool,
}

impl Pattern {
    /// `open` says that the last syllable may still change.
    pub fn new(word: &str, open: bool) -> Pattern {
        let mut wants = Vec::new();
        let mut mask = Mask::default();
        let mut plain = true;
        let mut chars = word.chars().peekable();
        while let Some(c) = chars.next() {
            let consonants = match hangul::split_consonants(c) {
                Some((first, second)) => [Some(first), Some(second)],
                None => [Some(c).filter(|c| hangul::is_lead_jamo(*c)), None],
            };
            let last = chars.peek().is_none();
            if consonants[0].is_some() {
                plain = false;
                for consonant in consonants.into_iter().flatten() {
                    wants.push(Want::lead(consonant));
                    mask = mask.with_lead_of(consonant);
                }
            } else if open && last && hangul::is_syllable(c) {
                plain = false;
                wants.push(Want::open(c));
                // 고 may become 과, so without a tail only its consonant is sure.
                mask = match hangul::carry(c) {
                    Some(_) => mask.with(c),
                    None => mask.with_lead_of(hangul::lead(c).unwrap_or(c)),
                };
            } else {
                wants.push(Want::same(c));
                mask = mask.with(c);
            }
        }
        Pattern { wants, mask, plain }
    }

    pub fn len(&self) -> usize {
        self.wants.len()
    }

    /// The places where the whole word stands together.
    pub fn runs<'a>(&'a self, text: &'a [u16]) -> impl Iterator<Item = usize> + 'a {
        let places = (text.len() + 1).saturating_sub(self.wants.len());
        (0..places).filter(move |at| {
            let mut wants = self.wants.iter().enumerate();
            wants.all(|(step, want)| want.accepts(text, at + step))
        })
    }

    /// Takes the first characters that fit, then moves the earlier ones as close to the last as
    /// possible. Gives the range from the first to the last; `note` hears of each, last first.
    pub fn scattered(
        &self,
        text: &[u16],
        mut note: impl FnMut(usize),
    ) -> Option<std::ops::Range<usize>> {
        let mut end = 0;
        for want in &self.wants {
            end += (end..text.len()).position(|at| want.accepts(text, at))? + 1;
        }
        let mut start = end;
        for want in self.wants.iter().rev() {
            start = (0..start).rev().find(|at| want.accepts(text, *at))?;
            note(start);
        }
        Some(start..end)
    }
}
