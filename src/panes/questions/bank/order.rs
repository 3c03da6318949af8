//! The orders of the list. That by title takes long among very many questions: it is made in steps between two keys,
//! kept, and until it is there the list stays in its usual order.

use super::{Bank, Sort};
use crate::panes::Env;
use crate::panes::questions::find::Texts;
use std::cmp::Reverse;
use std::collections::VecDeque;

/// How many comparisons are made between two keys: a few milliseconds' work.
const STEP: usize = 20_000;

/// So many titles are put in order at once; then they are merged.
const RUN: usize = 256;

/// A title to be put in order: its first bytes, by which most are told apart, and the place of its entry.
type Title = ([u8; 16], u32);

/// Two runs on their way into one.
#[derive(Default)]
struct Merge {
    left: VecDeque<Title>,
    right: VecDeque<Title>,
    out: VecDeque<Title>,
}

/// The order by title, as far as it has come.
#[derive(Default)]
pub struct Titles {
    next: usize,
    runs: VecDeque<VecDeque<Title>>,
    merge: Option<Merge>,
}

impl Titles {
    /// Compares at most about `budget` titles of `texts`, of which there will be `count`.
    fn step(&mut self, texts: &[Texts], count: usize, mut budget: usize) {
        let less = |a: &Title, b: &Title| {
            let text = |title: &Title| {
                texts
                    .get(title.1 as usize)
                    .map_or("", |it| it.prompt.text())
            };
            a.0.cmp(&b.0)
                .then_with(|| text(a).cmp(text(b)))
                .then(a.1.cmp(&b.1))
        };
        while budget > 0 && self.next < texts.len() {
            let end = (self.next + RUN).min(texts.len());
            let mut run: Vec<Title> = (self.next..end)
                .filter_map(|at| {
                    Some((
                        first_bytes(texts[at].prompt.text()),
                        u32::try_from(at).ok()?,
                    ))
                })
                .collect();
            run.sort_unstable_by(less);
            self.runs.push_back(run.into());
            self.next = end;
            budget = budget.saturating_sub(RUN * 8);
        }
        while budget > 0 && self.next >= count {
            let mut merge = match self.merge.take() {
                Some(merge) => merge,
                None if self.runs.len() < 2 => return,
                None => Merge {
                    left: self.runs.pop_front().unwrap_or_default(),
                    right: self.runs.pop_front().unwrap_or_default(),
                    out: VecDeque::new(),
                },
            };
            while budget > 0 {
                let from = match (merge.left.front(), merge.right.front()) {
                    (Some(left), Some(right)) if less(right, left).is_lt() => &mut merge.right,
                    (Some(_), _) => &mut merge.left,
                    (None, Some(_)) => &mut merge.right,
                    (None, None) => break,
                };
                merge.out.extend(from.pop_front());
                budget -= 1;
            }
            if merge.left.is_empty() && merge.right.is_empty() {
                self.runs.push_back(merge.out);
            } else {
                self.merge = Some(merge);
            }
        }
    }

    /// All entries by title, once all of `count` are in order.
    fn order(&self, count: usize) -> Option<Vec<usize>> {
        let is_done = self.next >= count && self.merge.is_none() && self.runs.len() < 2;
        let entries = || self.runs.iter().flatten();
        is_done.then(|| entries().map(|title| title.1 as usize).collect())
    }

    fn is_done(&self, count: usize) -> bool {
        self.next >= count && self.merge.is_none() && self.runs.len() < 2
    }
}

fn first_bytes(text: &str) -> [u8; 16] {
    let mut first = [0; 16];
    for (to, from) in first.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    first
}

impl Bank {
    /// Puts the list into an order.
    pub fn arrange(&mut self, env: &Env, sort: Sort) {
        self.sort = sort;
        self.sorted = self.order.clone();
        let entries = &self.entries;
        match sort {
            Sort::Due => {}
            Sort::Title => {
                self.titles.step(&self.texts, entries.len(), STEP);
                if let Some(sorted) = self.titles.order(entries.len()) {
                    self.sorted = sorted;
                }
            }
            Sort::Topic => {
                // Topics are few: the questions of each are gathered.
                let texts = env.lang.questions();
                let name = |topic: &usize| texts.topic(&self.topics[*topic].name).to_lowercase();
                let mut topics: Vec<usize> = (0..self.topics.len()).collect();
                topics.sort_by_cached_key(name);
                let mut gathered: Vec<Vec<usize>> = vec![Vec::new(); topics.len()];
                for index in &self.order {
                    gathered[entries[*index].topic].push(*index);
                }
                let gathered = topics.into_iter().map(|topic| &gathered[topic]);
                self.sorted = gathered.flatten().copied().collect();
            }
            // The bits of a positive number sort as the number does.
            Sort::Weakest => self
                .sorted
                .sort_by_cached_key(|index| Reverse(entries[*index].weakness.max(0.0).to_bits())),
        }
    }

    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// All entries in the list's own order, as indices.
    pub fn rows(&self) -> &[usize] {
        &self.sorted
    }

    /// Whether the list waits for its order.
    pub(super) fn is_sorting(&self) -> bool {
        self.sort == Sort::Title && !self.titles.is_done(self.entries.len())
    }

    /// Goes on with the order. Says whether it is there now.
    pub(super) fn sort_on(&mut self, env: &Env) -> bool {
        let was = self.is_sorting();
        if was {
            self.arrange(env, self.sort);
        }
        was && !self.is_sorting()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::Haystack;

    #[test]
    fn titles_sorted_in_steps_are_in_the_order_of_their_letters() {
        let prompt = |at: usize| format!("A question whose number is {}", at * 7_919 % 3_000);
        let texts: Vec<Texts> = (0..3_000)
            .map(|at| Texts {
                prompt: Haystack::new(&prompt(at)),
                other: Haystack::new(""),
                whole: Haystack::new(""),
            })
            .collect();
        let mut titles = Titles::default();
        titles.step(&texts[..500], texts.len(), 10_000);
        assert!(!titles.is_done(texts.len()));
        let mut steps = 0;
        while !titles.is_done(texts.len()) {
            titles.step(&texts, texts.len(), 1_000);
            steps += 1;
        }
        assert!(steps > 10, "{steps} steps");
        let mut sorted: Vec<usize> = (0..3_000).collect();
        sorted.sort_by_key(|at| prompt(*at));
        assert_eq!(titles.order(texts.len()), Some(sorted));
    }
}
