//! One word of a query. Plain words are left to the skim algorithm; words with initial
//! consonants or an unfinished syllable have their own matcher. A word that occurs as it stands
//! always beats one whose letters are scattered.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::Haystack;
use super::mask::Mask;
use super::pattern::{Pattern, fold, in_word};

/// Points of a match: the word itself, then a run of what it stands for, then scattered letters,
/// which never reach the next level.
const LITERAL: i64 = 3000;
const RUN: i64 = 2000;
const SCATTERED: i64 = 999;
const AT_START: i64 = 100;
const AT_WORD: i64 = 50;
/// Added where a word ends, too: `go` is rather in "Is Go fast?" than in "GopherCon".
const WHOLE_WORD: i64 = 60;
/// So many places of a word are looked at, as a short one may occur very often.
const PLACES: usize = 24;
/// Plain words shorter than this are too common as scattered letters to be worth the full
/// algorithm.
const SKIM_FROM: usize = 3;

/// Points a letter below which a scattered word is only there by accident.
const CLOSE: i64 = 12;

/// In which way a word is there; of several words the worst counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// Its letters are all over the text.
    Strewn,
    /// Its letters are near each other.
    Close,
    /// Its letters stand together.
    Whole,
}

/// How well a word was found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    pub points: i64,
    /// Characters skipped between the first and the last match.
    pub gap: u32,
}

/// A way to find letters that do not stand together. `places` receives the matched indices.
trait Scatter {
    fn find(&self, haystack: &Haystack, places: Option<&mut Vec<u32>>) -> Option<Found>;
}

/// A word of a query, ready to be looked for.
pub struct Word {
    letters: Vec<u16>,
    /// What a text must have to hold the word literally.
    literal: Mask,
    pattern: Pattern,
    skim: Option<Skim>,
}

impl Found {
    /// Whether the word stands together and begins where a word of the text begins.
    pub fn is_at_word(self) -> bool {
        self.points >= RUN && self.points % 1000 >= AT_WORD
    }
}

impl Word {
    /// `open` says that the last syllable may still change.
    pub fn new(text: &str, open: bool) -> Word {
        let pattern = Pattern::new(text, open);
        let skim = pattern.plain && pattern.len() >= SKIM_FROM;
        Word {
            letters: text.chars().map(fold).collect(),
            literal: Mask::of_text(text),
            skim: skim.then(|| Skim::new(text, pattern.clone())),
            pattern,
        }
    }

    /// What the mask of every match has.
    pub fn mask(&self) -> Mask {
        self.pattern.mask
    }

    /// What a way of being found is worth.
    pub fn quality(&self, found: Found) -> Quality {
        match found.points {
            RUN.. => Quality::Whole,
            points if points >= CLOSE * self.pattern.len() as i64 => Quality::Close,
            _ => Quality::Strewn,
        }
    }

    pub fn find(&self, haystack: &Haystack, mut places: Option<&mut Vec<u32>>) -> Option<Found> {
        if let Some(found) = self.find_whole(haystack, places.as_deref_mut()) {
            return Some(found);
        }
        let scatter: &dyn Scatter = match &self.skim {
            Some(skim) => skim,
            None => &self.pattern,
        };
        scatter.find(haystack, places)
    }

    /// The word itself, or a run of what it stands for.
    pub fn find_whole(&self, haystack: &Haystack, places: Option<&mut Vec<u32>>) -> Option<Found> {
        let text = &*haystack.letters;
        if haystack.mask.covers(self.literal)
            && let Some((at, bonus)) = best_start(text, self.letters.len(), self.occurrences(text))
        {
            return Some(run(LITERAL + bonus, at, self.letters.len(), places));
        }
        if !self.pattern.plain
            && let Some((at, bonus)) = best_start(text, self.pattern.len(), self.pattern.runs(text))
        {
            return Some(run(RUN + bonus, at, self.pattern.len(), places));
        }
        None
    }

    fn occurrences<'a>(&'a self, text: &'a [u16]) -> impl Iterator<Item = usize> + 'a {
        let places = (text.len() + 1).saturating_sub(self.letters.len());
        let first = self.letters[0];
        let starts = text[..places].iter().enumerate();
        starts
            .filter(move |(_, c)| **c == first)
            .map(|(at, _)| at)
            .filter(|at| text[*at..].starts_with(&self.letters))
    }
}

fn run(points: i64, at: usize, len: usize, places: Option<&mut Vec<u32>>) -> Found {
    if let Some(places) = places {
        places.extend(at as u32..(at + len) as u32);
    }
    Found { points, gap: 0 }
}

/// The best of several places where a word occurs: a word of the text, the start of one, else the first place.
fn best_start(
    text: &[u16],
    len: usize,
    places: impl Iterator<Item = usize>,
) -> Option<(usize, i64)> {
    let mut best: Option<(usize, i64)> = None;
    for at in places.take(PLACES) {
        let start = match at.checked_sub(1) {
            None => AT_START,
            Some(before) if !in_word(text[before]) => AT_WORD,
            Some(_) => 0,
        };
        let bonus = match start {
            0 => 0,
            start if ends_word(text, at + len) => start + WHOLE_WORD,
            start => start,
        };
        if best.is_none_or(|(_, most)| bonus > most) {
            best = Some((at, bonus));
        }
        if bonus == AT_START + WHOLE_WORD {
            break;
        }
    }
    best
}

/// Whether a word ends before `end`. In Korean a particle follows it, so only of Latin ones can be told.
fn ends_word(text: &[u16], end: usize) -> bool {
    let latin = end
        .checked_sub(1)
        .and_then(|last| text.get(last))
        .is_some_and(|last| *last < 0x80);
    match text.get(end) {
        None => true,
        Some(next) => !latin || !in_word(*next) || (0xAC00..=0xD7A3).contains(next),
    }
}

impl Scatter for Pattern {
    fn find(&self, haystack: &Haystack, mut places: Option<&mut Vec<u32>>) -> Option<Found> {
        let range = self.scattered(&haystack.letters, |at| {
            if let Some(places) = &mut places {
                places.push(at as u32);
            }
        })?;
        let gap = range.len().saturating_sub(self.len()) as u32;
        // The scale of skim: 16 a letter, 3 to open a gap and 1 for each letter of it.
        let points = 16 * self.len() as i64 - 3 - i64::from(gap);
        Some(Found {
            points: points.clamp(0, SCATTERED),
            gap,
        })
    }
}

/// The skim algorithm, which weighs word starts and neighbours.
struct Skim {
    word: String,
    pattern: Pattern,
    matcher: SkimMatcherV2,
}

impl Skim {
    fn new(word: &str, pattern: Pattern) -> Skim {
        Skim {
            word: word.to_owned(),
            pattern,
            matcher: SkimMatcherV2::default().ignore_case(),
        }
    }
}

impl Scatter for Skim {
    fn find(&self, haystack: &Haystack, places: Option<&mut Vec<u32>>) -> Option<Found> {
        let range = self.pattern.scattered(&haystack.letters, |_| {})?;
        let gap = range.len() - self.pattern.len();
        // Letters all over the text rank last anyway; the full algorithm would cost more than
        // all other texts together.
        if gap > 2 * self.pattern.len() {
            return self.pattern.find(haystack, places);
        }
        // It need not see more than the place that was found and the letter before, which tells
        // whether a word starts there.
        let from = range.start.saturating_sub(1);
        let text = &haystack.text;
        let mut edges = text.char_indices().map(|(at, _)| at);
        let start = edges.nth(from).unwrap_or(text.len());
        let end = edges.nth(range.end - from - 1).unwrap_or(text.len());
        let window = &text[start..end];
        let points = match places {
            None => self.matcher.fuzzy_match(window, &self.word)?,
            Some(places) => {
                let (points, at) = self.matcher.fuzzy_indices(window, &self.word)?;
                places.extend(at.iter().map(|at| (from + *at) as u32));
                points
            }
        };
        Some(Found {
            points: points.clamp(0, SCATTERED),
            gap: gap as u32,
        })
    }
}
