//! The search while typing, cut into steps: the first results are there at once, however many questions there are,
//! and the rest follows between two keys. A query that got narrower is tried on what the last one found.

use crate::domain::hangul;
use crate::domain::search::{Haystack, Matcher, Quality, narrows};
use std::cmp::Reverse;

/// How many questions are looked at between two keys: a few milliseconds' work.
pub const STEP: usize = 12_000;

/// So many of the results are put in order; who wants to see more of them types another letter.
const RANKED: usize = 1_000;

/// What a question can be found by at once: the prompt in the user's language, that in the other one, and both with
/// topic, company and tags.
pub struct Texts {
    pub prompt: Haystack,
    pub other: Haystack,
    pub whole: Haystack,
}

/// How a question was found, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// Words of the prompt begin like this,
    Prompt,
    /// or those of the prompt in the other language,
    Other,
    /// or those of prompts, topic, company and tags together.
    Label,
    /// It stands within words of the prompt,
    InPrompt,
    /// or within others.
    InLabel,
    /// Words of an answer begin like this,
    Answer,
    /// or it stands within them.
    InAnswer,
    /// The letters are near each other in the prompt,
    PromptClose,
    /// or anywhere else.
    Close,
    /// They are all over the text, which nobody meant; but a longer query may bring them together.
    Strewn,
}

impl Class {
    /// The class of letters that do not stand together.
    fn loose(quality: Quality, close: Class) -> Class {
        match quality {
            Quality::Whole | Quality::Close => close,
            Quality::Strewn => Class::Strewn,
        }
    }

    /// Where the words stand as they are, if they do.
    fn standing(matcher: &Matcher, texts: &Texts) -> Option<(Class, i64)> {
        // It holds the prompts, too, and turns most questions down.
        let (at_words, score) = matcher.stands(&texts.whole)?;
        let prompt = matcher.stands(&texts.prompt);
        if let Some((true, score)) = prompt {
            return Some((Class::Prompt, score));
        }
        if let Some((true, score)) = matcher.stands(&texts.other) {
            return Some((Class::Other, score));
        }
        Some(match prompt {
            _ if at_words => (Class::Label, score),
            Some((_, score)) => (Class::InPrompt, score),
            None => (Class::InLabel, score),
        })
    }
}

/// Whether answers are searched for a query: of what is too short for that they are full.
fn is_deep(query: &str) -> bool {
    let long = |word: &str| {
        let initials = word.chars().any(hangul::is_lead_jamo);
        word.chars().count() >= if initials { 4 } else { 2 }
    };
    let mut words = query.split_whitespace().peekable();
    words.peek().is_some() && words.all(long)
}

type Hit = (Class, Reverse<i64>, usize);

/// One way of looking, over all questions.
#[derive(Default)]
struct Pass {
    /// What the last query left, from `at` on, and then all questions from `rest` on.
    todo: Vec<usize>,
    at: usize,
    rest: usize,
    /// What was found, in the order of the questions: walking them in another would jump through memory.
    matching: Vec<usize>,
    hits: Vec<Hit>,
}

impl Pass {
    /// Begins anew; a narrower query has only to look at what was found and at what was not looked at yet.
    fn restart(&mut self, narrower: bool) {
        if narrower {
            let mut todo = std::mem::take(&mut self.matching);
            todo.extend_from_slice(&self.todo[self.at..]);
            self.todo = todo;
        } else {
            self.todo.clear();
            self.matching.clear();
            self.rest = 0;
        }
        self.at = 0;
        self.hits.clear();
    }

    /// Looks at no more than `most` of `texts`. Returns how many that were.
    fn step(
        &mut self,
        texts: &[Texts],
        most: usize,
        test: impl Fn(&Texts) -> Option<(Class, i64)>,
    ) -> usize {
        self.walk(texts.len(), most, |index| {
            (texts.get(index).and_then(&test), 1)
        })
    }

    /// Looks at questions below `ready` until what `test` says that they cost comes to `most`. Returns how much it was.
    fn walk(
        &mut self,
        ready: usize,
        most: usize,
        mut test: impl FnMut(usize) -> (Option<(Class, i64)>, usize),
    ) -> usize {
        let mut looked = 0;
        while looked < most {
            let index = match self.todo.get(self.at) {
                Some(index) => {
                    self.at += 1;
                    *index
                }
                None if self.rest < ready => {
                    self.rest += 1;
                    self.rest - 1
                }
                None => break,
            };
            let (found, cost) = test(index);
            looked += cost;
            if let Some((class, score)) = found {
                self.matching.push(index);
                if class != Class::Strewn {
                    self.hits.push((class, Reverse(score), index));
                }
            }
        }
        looked
    }

    fn is_done(&self, count: usize) -> bool {
        self.at >= self.todo.len() && self.rest >= count
    }
}

/// A search under way.
#[derive(Default)]
pub struct Finder {
    query: Option<String>,
    /// Looks for words as they stand, and for letters near each other in the prompt.
    first: Pass,
    /// Then in answers.
    deep: Pass,
    /// Where both find nothing: letters near each other anywhere.
    second: Pass,
}

impl Finder {
    /// The questions were replaced: nothing that was found counts any longer.
    pub fn forget(&mut self) {
        *self = Finder::default();
    }

    /// Takes a query up. Says whether it is a new one.
    pub fn ask(&mut self, query: &str) -> bool {
        if self.query.as_deref() == Some(query) {
            return false;
        }
        let narrower = self.query.as_ref().is_some_and(|old| narrows(old, query));
        self.first.restart(narrower);
        self.deep
            .restart(narrower && self.query.as_deref().is_some_and(is_deep));
        self.second.restart(narrower);
        self.query = Some(query.to_owned());
        true
    }

    /// Whether all of `count` questions were looked at.
    pub fn is_done(&self, count: usize) -> bool {
        self.query.is_none()
            || self.first.is_done(count)
                && self.is_deep_done(count)
                && (!self.has_none() || self.second.is_done(count))
    }

    /// Looks at `most` more questions; `count` is how many there will be in all. Says whether it looked at any.
    pub fn step(&mut self, texts: &[Texts], count: usize, most: usize) -> bool {
        let Some(query) = &self.query else {
            return false;
        };
        let matcher = Matcher::new(query);
        let mut looked = self.first.step(texts, most, |texts| {
            Class::standing(&matcher, texts).or_else(|| {
                let (quality, score) = matcher.judge(&texts.prompt)?;
                Some((Class::loose(quality, Class::PromptClose), score))
            })
        });
        if self.first.is_done(count) && self.is_deep_done(count) && self.has_none() {
            // Half the number: the texts are long, and scattered letters take time.
            let most = most.saturating_sub(looked).div_ceil(2);
            looked += self.second.step(texts, most, |texts| {
                let (quality, score) = matcher.judge(&texts.whole)?;
                Some((Class::loose(quality, Class::Close), score))
            });
        }
        looked > 0
    }

    fn has_none(&self) -> bool {
        self.first.hits.is_empty() && self.deep.hits.is_empty()
    }

    fn is_deep_done(&self, count: usize) -> bool {
        !self.query.as_deref().is_some_and(is_deep) || self.deep.is_done(count)
    }

    /// Looks into answers once everything else was looked at. `look` is handed a question and says how its answers hold
    /// the words, and how many bytes it had to read; no more than `most` are read. Says whether any was.
    pub fn step_deep(
        &mut self,
        texts: &[Texts],
        count: usize,
        most: usize,
        mut look: impl FnMut(usize, &Matcher) -> (Option<(bool, i64)>, usize),
    ) -> bool {
        let Some(query) = &self.query else {
            return false;
        };
        if !is_deep(query) || !self.first.is_done(count) {
            return false;
        }
        let matcher = Matcher::new(query);
        let long = query.split_whitespace().all(|word| word.len() > 2);
        let looked = self.deep.walk(texts.len(), most, |index| {
            let (found, cost) = look(index, &matcher);
            let known = || {
                texts
                    .get(index)
                    .is_some_and(|texts| matcher.rank_whole(&texts.whole).is_some())
            };
            let found = found.map(|(at_words, score)| match at_words {
                // What was found already may be found here alone by a longer query.
                _ if known() => (Class::Strewn, score),
                true => (Class::Answer, score),
                false if long => (Class::InAnswer, score),
                false => (Class::Strewn, score),
            });
            (found, cost)
        });
        looked > 0
    }

    /// What was found so far, best first. As long as some hold the words as they stand, others are left out.
    pub fn found(&self) -> Vec<usize> {
        let parts = match self.has_none() {
            true => [&self.second.hits[..], &[]],
            false => [&self.first.hits[..], &self.deep.hits[..]],
        };
        let hits = || parts.into_iter().flatten();
        let whole = |hit: &&Hit| hit.0 <= Class::InAnswer;
        let any_whole = hits().any(|hit| whole(&hit));
        let mut hits: Vec<Hit> = hits()
            .filter(|hit| !any_whole || whole(hit))
            .copied()
            .collect();
        if hits.len() > RANKED {
            hits.select_nth_unstable(RANKED);
        }
        let ranked = hits.len().min(RANKED);
        hits[..ranked].sort_unstable();
        hits.into_iter().map(|(_, _, index)| index).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Vec<Texts> {
        let prompts = [
            "고루틴과 스레드",
            "과제 정리",
            "고난",
            "한글 입력",
            "Go channel",
            "go map",
            "graceful timeouts",
            "검색 시간",
            "Which goroutine waits",
        ];
        let text = |number: usize| {
            let prompt = format!("{} {number}", prompts[number % prompts.len()]);
            let whole = format!("{prompt}\n{}", prompts[(number * 7 + 3) % prompts.len()]);
            Texts {
                prompt: Haystack::new(&prompt),
                other: Haystack::new(""),
                whole: Haystack::new(&whole),
            }
        };
        (0..90).map(text).collect()
    }

    /// A step, with nothing in the answers.
    fn step(finder: &mut Finder, texts: &[Texts]) -> bool {
        let count = texts.len();
        let looked = finder.step(texts, count, 20);
        finder.step_deep(texts, count, 20, |_, _| (None, 1)) || looked
    }

    fn at_once(texts: &[Texts], query: &str) -> Vec<usize> {
        let mut finder = Finder::default();
        finder.ask(query);
        while step(&mut finder, texts) {}
        assert!(finder.is_done(texts.len()), "{query}");
        finder.found()
    }

    #[test]
    fn a_search_in_steps_that_follows_the_typing_finds_what_a_new_one_finds() {
        let texts = texts();
        let typed = [
            "g", "go", "go ", "go m", "go", "ㄱ", "고", "곤", "고나", "고난", "ㄱㅅ", "gt", "gtm",
            "gtmo", "gtmou", "", "ㅎ", "하", "한", "zzz", "z", "grtn", "grtn 8",
        ];
        for patience in 0..6 {
            let mut finder = Finder::default();
            for (number, query) in typed.into_iter().enumerate() {
                finder.ask(query);
                // Some queries are typed over before they are done.
                if (number + patience) % 3 != 0 {
                    step(&mut finder, &texts);
                    continue;
                }
                while !finder.is_done(texts.len()) {
                    assert!(step(&mut finder, &texts), "{query} comes to an end");
                }
                assert_eq!(finder.found(), at_once(&texts, query), "{query}");
            }
        }
    }

    #[test]
    fn questions_that_are_prepared_later_are_found_too() {
        let texts = texts();
        let mut finder = Finder::default();
        finder.ask("고루틴");
        finder.step(&texts[..10], texts.len(), usize::MAX);
        assert!(!finder.is_done(texts.len()));
        while step(&mut finder, &texts) {}
        assert_eq!(finder.found(), at_once(&texts, "고루틴"));
    }

    #[test]
    fn letters_all_over_a_text_are_no_find() {
        let text = |prompt: &str| Texts {
            prompt: Haystack::new(prompt),
            other: Haystack::new(""),
            whole: Haystack::new(prompt),
        };
        let texts = [
            text("Are you sure that it is trusted, and by whom exactly"),
            text("r-u-s-t"),
        ];
        assert_eq!(at_once(&texts, "rust"), [0], "as it stands");
        assert_eq!(at_once(&texts[1..], "rust"), [0], "near each other");
        assert!(at_once(&[text("ready when updates are slow to come")], "rust").is_empty());
    }
}
