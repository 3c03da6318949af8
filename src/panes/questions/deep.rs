//! What stands in a question beside its prompt: points, answers, follow-ups, in both languages. It is much, so it is
//! made ready for searching when a search gets that far, and kept as long as there is room.

use crate::domain::search::{Haystack, Matcher};
use crate::domain::{FollowUp, Question, Text};
use crate::lang::Lang;
use std::collections::HashMap;

/// How many bytes of answers are looked at between two keys.
pub const STEP: usize = 1 << 18;

/// So many bytes of them are kept ready: some thousand questions.
const ROOM: usize = 24 << 20;

/// Answers made ready, by the place of their question.
#[derive(Default)]
pub struct Deep {
    ready: HashMap<usize, Haystack>,
    bytes: usize,
}

impl Deep {
    pub fn clear(&mut self) {
        *self = Deep::default();
    }

    /// How a question holds the words of a query, and how many bytes were read for that.
    pub fn look(
        &mut self,
        index: usize,
        question: Option<&Question>,
        beside: impl FnOnce(&Question) -> String,
        matcher: &Matcher,
    ) -> (Option<(bool, i64)>, usize) {
        if let Some(haystack) = self.ready.get(&index) {
            return (matcher.stands(haystack), haystack.bytes() / 8);
        }
        let Some(question) = question else {
            return (None, 1);
        };
        let mut text = beside(question);
        parts(question, |part| {
            for lang in [Lang::En, Lang::Ko] {
                text.push('\n');
                text.push_str(part.get(lang));
            }
        });
        let haystack = Haystack::new(&text);
        let bytes = haystack.bytes();
        let found = matcher.stands(&haystack);
        if self.bytes + bytes <= ROOM {
            self.bytes += bytes;
            self.ready.insert(index, haystack);
        }
        (found, bytes)
    }
}

/// Hands out the texts of a question, those first that one would rather see a hit in.
fn parts<'a>(question: &'a Question, mut each: impl FnMut(&'a Text)) {
    question.points.iter().for_each(&mut each);
    each(&question.answer);
    question.hint.iter().for_each(&mut each);
    question.intent.iter().for_each(&mut each);
    fn chain<'a>(list: &'a [FollowUp], each: &mut impl FnMut(&'a Text)) {
        for next in list {
            each(&next.prompt);
            each(&next.answer);
            chain(&next.followups, each);
        }
    }
    chain(&question.followups, &mut each);
    for bad in &question.bad {
        each(&bad.text);
        each(&bad.why);
    }
}

/// The line of the answers that holds most words of a query, in the user's language where it can be.
pub fn line_of<'a>(question: &'a Question, words: &[Matcher], lang: Lang) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for lang in [lang, lang.other()] {
        parts(question, |part| {
            for line in part.get(lang).lines() {
                let haystack = Haystack::new(line);
                let stands = |word: &&Matcher| word.rank_whole(&haystack).is_some();
                let count = words.iter().filter(stands).count();
                if count > best.map_or(0, |(most, _)| most) {
                    best = Some((count, line));
                }
            }
        });
    }
    best.map(|(_, line)| line)
}
