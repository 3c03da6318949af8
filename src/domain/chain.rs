//! Why-chains: the follow-ups below a question as a tree. Success goes deeper, failure stops. Each follow-up is remembered
//! on its own, under the id `question#path`: the path is made of keys joined by `.`, and a key is the follow-up's own id
//! or, where it has none, its place among its siblings from 1.

use super::data::Data;
use super::records::{Attempt, FollowUp, Id, Question};
use std::collections::{BTreeMap, BTreeSet};

/// What stands between a question's id and the path of a follow-up.
const MARK: char = '#';

/// The question that an id belongs to, and the path of the follow-up if it is one.
pub fn split(id: &str) -> (&str, Option<&str>) {
    match id.split_once(MARK) {
        Some((question, path)) => (question, Some(path)),
        None => (id, None),
    }
}

/// The id of a follow-up.
pub fn id_of(question: &str, path: &str) -> Id {
    format!("{question}{MARK}{path}")
}

/// The key of a follow-up that stands at `place` (from 0) among its siblings.
fn key(followup: &FollowUp, place: usize) -> String {
    match followup.id.is_empty() {
        true => (place + 1).to_string(),
        false => followup.id.clone(),
    }
}

/// A follow-up and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<'a> {
    pub path: String,
    /// Its number as it is shown: `2.1`.
    pub label: String,
    /// 1 is directly below the question.
    pub depth: u32,
    pub followup: &'a FollowUp,
}

/// All follow-ups of a question, each before those below it.
pub fn walk(question: &Question) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    descend(&question.followups, "", "", 1, &mut steps);
    steps
}

fn descend<'a>(
    followups: &'a [FollowUp],
    above: &str,
    label_above: &str,
    depth: u32,
    steps: &mut Vec<Step<'a>>,
) {
    let join = |above: &str, part: String| match above.is_empty() {
        true => part,
        false => format!("{above}.{part}"),
    };
    for (place, followup) in followups.iter().enumerate() {
        let path = join(above, key(followup, place));
        let label = join(label_above, (place + 1).to_string());
        steps.push(Step {
            path: path.clone(),
            label: label.clone(),
            depth,
            followup,
        });
        descend(&followup.followups, &path, &label, depth + 1, steps);
    }
}

/// The follow-up at a path.
pub fn node<'a>(question: &'a Question, path: &str) -> Option<&'a FollowUp> {
    let mut list = question.followups.as_slice();
    let mut found = None;
    for part in path.split('.') {
        let mut here = list.iter().enumerate();
        let (_, followup) = here.find(|(place, followup)| key(followup, *place) == part)?;
        list = &followup.followups;
        found = Some(followup);
    }
    found
}

/// The follow-ups above one, outermost first, itself last.
pub fn breadcrumb<'a>(question: &'a Question, path: &str) -> Vec<&'a FollowUp> {
    let parts: Vec<&str> = path.split('.').collect();
    let paths = (1..=parts.len()).map(|n| parts[..n].join("."));
    paths.filter_map(|path| node(question, &path)).collect()
}

/// How deep the tree below a question goes; 0 where there is none.
pub fn depth(question: &Question) -> u32 {
    let depths = walk(question).into_iter().map(|step| step.depth);
    depths.max().unwrap_or(0)
}

/// Whether an id names a question that is there, or a follow-up that its question still has.
pub fn exists(data: &Data, id: &str) -> bool {
    let (question, path) = split(id);
    data.question(question)
        .is_some_and(|question| path.is_none_or(|path| node(question, path).is_some()))
}

/// What is asked after the follow-up at `path` was answered (`None`: after the question): the first below it, else the
/// next beside it or beside one above it.
pub fn next<'a>(question: &'a Question, path: Option<&str>) -> Option<Step<'a>> {
    let steps = walk(question);
    let at = match path {
        None => 0,
        Some(path) => steps.iter().position(|step| step.path == path)? + 1,
    };
    steps.into_iter().nth(at)
}

/// Gives follow-ups that were edited the keys under which their reviews are known: one whose prompt is as it was keeps
/// its key wherever it stands now; a new one gets one that no review can know.
pub fn keep_keys(old: &[FollowUp], new: &mut [FollowUp]) {
    let known: BTreeMap<String, &FollowUp> = (old.iter().enumerate())
        .map(|(place, followup)| (key(followup, place), followup))
        .collect();
    let moved = |new: &[FollowUp]| {
        let keys: Vec<String> = new.iter().enumerate().map(|(n, f)| key(f, n)).collect();
        let same = |(key, followup): (&String, &FollowUp)| {
            known
                .get(key)
                .is_some_and(|old| old.prompt == followup.prompt)
        };
        // Where nothing was, nothing is known of any place.
        !old.is_empty() && (new.len() < known.len() || !keys.iter().zip(new).all(same))
    };
    let taken_over: BTreeSet<String> = known.keys().cloned().collect();
    if moved(new) {
        let mut used: BTreeSet<String> = BTreeSet::new();
        // Those that are what they were come first: no other may take their key.
        let mut keys: Vec<Option<String>> = vec![None; new.len()];
        for (slot, followup) in keys.iter_mut().zip(new.iter()) {
            let same = |(key, old): &(&String, &&FollowUp)| {
                old.prompt == followup.prompt && !used.contains(*key)
            };
            if let Some((key, _)) = known.iter().find(same) {
                used.insert(key.clone());
                *slot = Some(key.clone());
            }
        }
        for (place, followup) in new.iter_mut().enumerate() {
            let key = keys[place].take().unwrap_or_else(|| {
                // Where one stands that was reworded, its key goes on.
                let here = key(followup, place);
                if known.contains_key(&here) && !used.contains(&here) {
                    used.insert(here.clone());
                    return here;
                }
                fresh(&mut used, &taken_over)
            });
            followup.id = match key == (place + 1).to_string() {
                true => String::new(),
                false => key,
            };
        }
    }
    for (place, followup) in new.iter_mut().enumerate() {
        let here = key(followup, place);
        let before = known.get(&here).map_or(&[][..], |old| &old.followups);
        keep_keys(before, &mut followup.followups);
    }
}

/// A key that is not in use and never was here.
fn fresh(used: &mut BTreeSet<String>, known: &BTreeSet<String>) -> String {
    let mut keys = (1..).map(|n| format!("n{n}"));
    let key = keys.find(|key| !used.contains(key) && !known.contains(key));
    let key = key.unwrap_or_default();
    used.insert(key.clone());
    key
}

/// How deep the chains of the bank hold.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Depths {
    /// Questions with follow-ups whose chain was tried.
    pub tried: usize,
    /// Those of them of which every why held at the last try.
    pub whole: usize,
    /// Median of the depths last reached.
    pub median: u32,
}

/// The depths last and best reached of a question, none where its chain was never tried.
pub fn reached(data: &Data, question: &str) -> Option<(u32, u32)> {
    let tries = data.attempts.iter();
    let mut tries: Vec<_> = tries
        .filter(|attempt| !attempt.deleted && attempt.question == question && attempt.chained)
        .collect();
    tries.sort_by_key(|attempt| attempt.at);
    let best = tries.iter().map(|attempt| attempt.depth).max()?;
    Some((tries.last()?.depth, best))
}

/// The depths over the whole bank: a walk over all attempts.
pub fn depths(data: &Data) -> Depths {
    let mut last: BTreeMap<&str, &Attempt> = BTreeMap::new();
    for attempt in data.attempts.iter() {
        if attempt.deleted || !attempt.chained {
            continue;
        }
        let entry = last.entry(attempt.question.as_str()).or_insert(attempt);
        if entry.at <= attempt.at {
            *entry = attempt;
        }
    }
    let mut found: Vec<u32> = Vec::new();
    let mut whole = 0;
    for (id, attempt) in last {
        if data
            .question(id)
            .is_none_or(|question| question.followups.is_empty())
        {
            continue;
        }
        found.push(attempt.depth);
        whole += usize::from(attempt.said.len() >= attempt.points as usize);
    }
    found.sort_unstable();
    Depths {
        tried: found.len(),
        whole,
        median: found.get(found.len() / 2).copied().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Text;
    use proptest::prelude::*;

    fn why(prompt: &str, followups: Vec<FollowUp>) -> FollowUp {
        FollowUp {
            prompt: Text::plain(prompt),
            followups,
            ..FollowUp::default()
        }
    }

    fn question() -> Question {
        Question {
            id: "gmp".into(),
            followups: vec![
                why(
                    "a",
                    vec![why("a1", vec![why("a1x", vec![])]), why("a2", vec![])],
                ),
                why("b", vec![]),
            ],
            ..Question::default()
        }
    }

    #[test]
    fn each_follow_up_has_a_path_a_number_and_a_depth() {
        let question = question();
        let steps: Vec<(String, u32)> = walk(&question)
            .into_iter()
            .map(|step| (step.path, step.depth))
            .collect();
        let expected = [("1", 1), ("1.1", 2), ("1.1.1", 3), ("1.2", 2), ("2", 1)];
        assert_eq!(
            steps,
            expected.map(|(path, depth)| (path.to_owned(), depth))
        );
        assert_eq!(depth(&question), 3);
        let prompt = |path: &str| node(&question, path).map(|f| f.prompt.clone());
        assert_eq!(prompt("1.1.1"), Some(Text::plain("a1x")));
        assert_eq!(prompt("1.3"), None);
        assert_eq!(breadcrumb(&question, "1.1.1").len(), 3);
        assert_eq!(split("gmp#1.1"), ("gmp", Some("1.1")));
        assert_eq!(split("gmp"), ("gmp", None));
    }

    #[test]
    fn success_goes_deeper_first_and_then_beside() {
        let question = question();
        let mut path = None;
        let mut asked = Vec::new();
        while let Some(step) = next(&question, path.as_deref()) {
            asked.push(step.path.clone());
            path = Some(step.path);
        }
        assert_eq!(asked, ["1", "1.1", "1.1.1", "1.2", "2"]);
        assert_eq!(next(&question, Some("9")), None);
    }

    #[test]
    fn one_that_moves_keeps_its_key_and_a_new_one_gets_a_key_of_its_own() {
        let old = question().followups;
        let mut new = vec![why("new", vec![]), old[1].clone(), old[0].clone()];
        keep_keys(&old, &mut new);
        let keys: Vec<String> = new.iter().enumerate().map(|(n, f)| key(f, n)).collect();
        assert_eq!(keys, ["n1", "2", "1"]);
        // Reworded in place, it goes on under its key.
        let mut reworded = question().followups;
        reworded[1].prompt = Text::plain("b, in other words");
        keep_keys(&old, &mut reworded);
        assert_eq!(key(&reworded[1], 1), "2");
    }

    proptest! {
        /// Insert, delete and reorder as one likes: an unchanged prompt is found under the key it had.
        #[test]
        fn an_unchanged_prompt_keeps_its_key(
            before in proptest::collection::btree_set(0..9u8, 0..6),
            after in proptest::sample::subsequence((0..9u8).collect::<Vec<_>>(), 0..9).prop_shuffle(),
        ) {
            let make = |list: &[u8]| -> Vec<FollowUp> {
                list.iter().map(|n| why(&n.to_string(), vec![])).collect()
            };
            let old = make(&before.iter().copied().collect::<Vec<_>>());
            let mut new = make(&after);
            keep_keys(&old, &mut new);
            let keys = |list: &[FollowUp]| -> BTreeMap<String, String> {
                list.iter().enumerate().map(|(n, f)| {
                    (f.prompt.get(crate::lang::Lang::En).to_owned(), key(f, n))
                }).collect()
            };
            let (was, is) = (keys(&old), keys(&new));
            for (prompt, key) in &was {
                if let Some(now) = is.get(prompt) {
                    prop_assert_eq!(key, now);
                }
            }
            let different: BTreeSet<&String> = is.values().collect();
            prop_assert_eq!(different.len(), new.len());
        }
    }
}
