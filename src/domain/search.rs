//! Fuzzy search while typing, in Korean and English: words are ANDed, initial consonants find
//! syllables, and the syllable under construction matches whatever it can still become.
//!
//! Places of matches are counted in the composed text (NFC), as `text::clean` leaves it.

mod mask;
mod pattern;
mod word;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use self::mask::Mask;
use self::word::{Found, Word};

pub use self::word::Quality;
use super::hangul;

/// A text to search in, prepared once.
#[derive(Clone, Debug)]
pub struct Haystack {
    /// Lower case, one character for each character of the original.
    text: Box<str>,
    /// The same characters as the matchers compare them.
    letters: Box<[u16]>,
    mask: Mask,
}

impl Haystack {
    pub fn new(text: &str) -> Haystack {
        let text: Box<str> = composed(text).chars().map(lower).collect();
        Haystack {
            letters: text.chars().map(pattern::fold).collect(),
            mask: Mask::of_text(&text),
            text,
        }
    }

    /// What is searched: composed, in lower case.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Bytes of memory that it takes.
    pub fn bytes(&self) -> usize {
        size_of::<Haystack>() + self.text.len() + size_of_val(&*self.letters)
    }
}

/// How well a text matches, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// Higher is better. Ties of quality are already broken by gap, then by length.
    pub score: i64,
    /// The matched characters, as rising indices of `char`s of the text.
    pub positions: Vec<u32>,
}

/// A query ready to be held against many texts. The empty query matches everything.
pub struct Matcher {
    words: Vec<Word>,
}

impl Matcher {
    pub fn new(query: &str) -> Matcher {
        let query = normal(query);
        // Only the word at the very end can still be under construction.
        let open_end = !query.ends_with(char::is_whitespace);
        let mut words: Vec<Word> = Vec::new();
        let mut parts = query.split_whitespace().peekable();
        while let Some(part) = parts.next() {
            let open = open_end && parts.peek().is_none();
            words.push(Word::new(part, open));
        }
        Matcher { words }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The match with its places, for the rows that are shown.
    pub fn score(&self, haystack: &Haystack) -> Option<Hit> {
        let mut positions = Vec::new();
        let score = self.evaluate(haystack, |word| word.find(haystack, Some(&mut positions)))?;
        positions.sort_unstable();
        positions.dedup();
        Some(Hit { score, positions })
    }

    /// How the words are found, and the score.
    pub fn judge(&self, haystack: &Haystack) -> Option<(Quality, i64)> {
        let mut quality = Quality::Whole;
        let score = self.evaluate(haystack, |word| {
            let found = word.find(haystack, None)?;
            quality = quality.min(word.quality(found));
            Some(found)
        })?;
        Some((quality, score))
    }

    /// The score of a text in which each word stands together. Does not look for scattered letters, which takes
    /// most of the time in long texts.
    pub fn rank_whole(&self, haystack: &Haystack) -> Option<i64> {
        self.evaluate(haystack, |word| word.find_whole(haystack, None))
    }

    /// As [`Matcher::rank_whole`], and whether each word begins where a word of the text begins.
    pub fn stands(&self, haystack: &Haystack) -> Option<(bool, i64)> {
        let mut at_words = true;
        let score = self.evaluate(haystack, |word| {
            let found = word.find_whole(haystack, None)?;
            at_words &= found.is_at_word();
            Some(found)
        })?;
        Some((at_words, score))
    }

    /// The score alone, for ranking a whole collection.
    pub fn rank(&self, haystack: &Haystack) -> Option<i64> {
        self.evaluate(haystack, |word| word.find(haystack, None))
    }

    fn evaluate(
        &self,
        haystack: &Haystack,
        mut find: impl FnMut(&Word) -> Option<Found>,
    ) -> Option<i64> {
        if !self
            .words
            .iter()
            .all(|word| haystack.mask.covers(word.mask()))
        {
            return None;
        }
        let mut total = Found::default();
        for word in &self.words {
            let found = find(word)?;
            total.points += found.points;
            total.gap += found.gap;
        }
        const STEP: i64 = 1 << 12;
        let tie = |count: usize| STEP - 1 - (count as i64).min(STEP - 1);
        Some((total.points * STEP + tie(total.gap as usize)) * STEP + tie(haystack.letters.len()))
    }
}

/// One text that matches, among those searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    pub index: u32,
    pub score: i64,
}

/// A search that follows a query while it is typed: a query that only got narrower is tried on
/// the previous hits alone.
#[derive(Clone, Debug, Default)]
pub struct Search {
    query: Option<String>,
    searched: usize,
    /// The texts that match, in their own order: walking them in the order of the hits would
    /// jump through memory and cost more than narrowing saves.
    matching: Vec<u32>,
    hits: Vec<Ranked>,
}

impl Search {
    /// Finds the texts that match, best first, in their own order where equal.
    ///
    /// Call [`Search::forget`] when texts were replaced; a changed number is noticed.
    pub fn update(&mut self, query: &str, haystacks: &[Haystack]) -> &[Ranked] {
        let query = normal(query);
        let previous = self.query.take();
        let same_texts = self.searched == haystacks.len();
        if same_texts && previous.as_ref() == Some(&query) {
            self.query = previous;
            return &self.hits;
        }
        let matcher = Matcher::new(&query);
        let narrower = same_texts && previous.is_some_and(|old| narrows(&old, &query));
        let candidates = std::mem::take(&mut self.matching);
        self.hits.clear();
        let mut test = |index: u32| {
            let score = haystacks
                .get(index as usize)
                .and_then(|text| matcher.rank(text));
            if let Some(score) = score {
                self.matching.push(index);
                self.hits.push(Ranked { index, score });
            }
        };
        if narrower {
            candidates.into_iter().for_each(&mut test);
        } else {
            (0..haystacks.len() as u32).for_each(&mut test);
        }
        // The empty query leaves the texts as they are.
        if !matcher.is_empty() {
            self.hits
                .sort_unstable_by_key(|hit| (std::cmp::Reverse(hit.score), hit.index));
        }
        self.query = Some(query);
        self.searched = haystacks.len();
        &self.hits
    }

    /// What the last update found.
    pub fn hits(&self) -> &[Ranked] {
        &self.hits
    }

    /// Makes the next update look at every text again.
    pub fn forget(&mut self) {
        self.query = None;
    }
}

/// Whether everything that `new` finds is also found by `old`.
pub fn narrows(old: &str, new: &str) -> bool {
    if new.starts_with(old) {
        return true;
    }
    // 하 → 한 replaces the last character by one that it is the beginning of.
    let (mut before, mut after) = (old.chars(), new.chars());
    match (before.next_back(), after.next_back()) {
        (Some(from), Some(to)) => {
            before.as_str() == after.as_str() && hangul::syllable_starts_with(to, from)
        }
        _ => false,
    }
}

/// The text in NFC. Most are, which is seen at a glance; other systems write Hangul in its letters.
fn composed(text: &str) -> Cow<'_, str> {
    let composes = |c| matches!(c, '\u{300}'..='\u{36F}' | '\u{1100}'..='\u{11FF}');
    if text.is_ascii() || !text.chars().any(composes) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

fn normal(query: &str) -> String {
    query.nfc().map(lower).collect()
}

/// Lower case where that is a single character, so that positions stay those of the original.
fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if hangul::is_syllable(c) {
        return c;
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) => single,
        _ => c,
    }
}
