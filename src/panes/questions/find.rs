//! The search while typing, cut into steps: the first results are there at once, however many questions there are,
//! and the rest follows between two keys. A query that got narrower is tried on what the last one found.

use crate::domain::search::{Haystack, Matcher, Quality, narrows};
use std::cmp::Reverse;

/// How many questions are looked at between two keys: a few milliseconds' work.
pub const STEP: usize = 12_000;

/// So many of the results are put in order; who wants to see more of them types another letter.
const RANKED: usize = 1_000;

/// What a question can be found by: the prompt in the user's language, and everything about it.
pub struct Texts {
    pub prompt: Haystack,
    pub whole: Haystack,
}

/// How a question was found, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// The words stand in the prompt.
    Prompt,
    /// They stand anywhere else.
    Anywhere,
    /// Their letters are near each other in the prompt,
    PromptClose,
    /// or anywhere else.
    Close,
    /// They are all over the text, which nobody meant; but a longer query may bring them together.
    Strewn,
}

impl Class {
    fn of(quality: Quality, whole: Class, close: Class) -> Class {
        match quality {
            Quality::Whole => whole,
            Quality::Close => close,
            Quality::Strewn => Class::Strewn,
        }
    }
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
        let mut looked = 0;
        while looked < most {
            let index = match self.todo.get(self.at) {
                Some(index) => {
                    self.at += 1;
                    *index
                }
                None if self.rest < texts.len() => {
                    self.rest += 1;
                    self.rest - 1
                }
                None => break,
            };
            looked += 1;
            if let Some((class, score)) = texts.get(index).and_then(&test) {
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
    /// Where the first finds nothing: letters near each other anywhere.
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
        self.second.restart(narrower);
        self.query = Some(query.to_owned());
        true
    }

    /// Whether all of `count` questions were looked at.
    pub fn is_done(&self, count: usize) -> bool {
        self.query.is_none()
            || self.first.is_done(count)
                && (!self.first.hits.is_empty() || self.second.is_done(count))
    }

    /// Looks at `most` more questions; `count` is how many there will be in all. Says whether it looked at any.
    pub fn step(&mut self, texts: &[Texts], count: usize, most: usize) -> bool {
        let Some(query) = &self.query else {
            return false;
        };
        let matcher = Matcher::new(query);
        let mut looked = self.first.step(texts, most, |texts| {
            let prompt = matcher.judge(&texts.prompt);
            if let Some((Quality::Whole, score)) = prompt {
                return Some((Class::Prompt, score));
            }
            if let Some(score) = matcher.rank_whole(&texts.whole) {
                return Some((Class::Anywhere, score));
            }
            let (quality, score) = prompt?;
            Some((Class::of(quality, Class::Prompt, Class::PromptClose), score))
        });
        if self.first.is_done(count) && self.first.hits.is_empty() {
            // Half the number: the texts are long, and scattered letters take time.
            let most = most.saturating_sub(looked).div_ceil(2);
            looked += self.second.step(texts, most, |texts| {
                let (quality, score) = matcher.judge(&texts.whole)?;
                Some((Class::of(quality, Class::Anywhere, Class::Close), score))
            });
        }
        looked > 0
    }

    /// What was found so far, best first. As long as some hold the words as they stand, others are left out.
    pub fn found(&self) -> Vec<usize> {
        let hits = if self.first.hits.is_empty() {
            &self.second.hits
        } else {
            &self.first.hits
        };
        let whole = |hit: &Hit| hit.0 <= Class::Anywhere;
        let any_whole = hits.iter().any(whole);
        let mut hits: Vec<Hit> = hits
            .iter()
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
                whole: Haystack::new(&whole),
            }
        };
        (0..90).map(text).collect()
    }

    fn at_once(texts: &[Texts], query: &str) -> Vec<usize> {
        let mut finder = Finder::default();
        finder.ask(query);
        finder.step(texts, texts.len(), usize::MAX);
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
                    finder.step(&texts, texts.len(), 20);
                    continue;
                }
                while !finder.is_done(texts.len()) {
                    assert!(
                        finder.step(&texts, texts.len(), 20),
                        "{query} comes to an end"
                    );
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
        finder.step(&texts, texts.len(), usize::MAX);
        assert_eq!(finder.found(), at_once(&texts, "고루틴"));
    }

    #[test]
    fn letters_all_over_a_text_are_no_find() {
        let text = |prompt: &str| Texts {
            prompt: Haystack::new(prompt),
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
