//! Questions that the schedule alone does not help: forgotten again and again, worded anew, or not known yet.

use super::data::Data;
use super::records::{Id, Node, Question, State};
use crate::lang::Lang;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// A question forgotten so often is asked about: what it takes to learn it is not one more review. Four, as each lapse
/// costs about three reviews: by then it has taken the time of a dozen well-made ones.
pub const LEECH: u32 = 4;

/// Whether a question with so many lapses, the last of them just now, is asked about: at [`LEECH`] of them, then at
/// every second one.
pub fn is_leech(lapses: u32) -> bool {
    lapses >= LEECH && (lapses - LEECH).is_multiple_of(2)
}

/// Whether prompt or answer changed so much, by words, that it is not the question that was learned: more than half.
pub fn is_reworded(old: &Question, new: &Question, lang: Lang) -> bool {
    let changed = |old: &str, new: &str| !old.trim().is_empty() && changed_share(old, new) > 0.5;
    changed(old.prompt.get(lang), new.prompt.get(lang))
        || changed(old.answer.get(lang), new.answer.get(lang))
}

/// Which share of the words differs, 0..=1, whatever their order: of the longer of both texts.
pub fn changed_share(old: &str, new: &str) -> f64 {
    let mut words: HashMap<&str, usize> = HashMap::new();
    let mut count = 0;
    for word in old.split_whitespace() {
        *words.entry(word).or_default() += 1;
        count += 1;
    }
    let mut same = 0;
    let mut more = 0;
    for word in new.split_whitespace() {
        more += 1;
        if let Some(left) = words.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            same += 1;
        }
    }
    match count.max(more) {
        0 => 0.0,
        longer => 1.0 - f64::from(same) / f64::from(longer),
    }
}

/// Items of the user's that are about a question and still open.
fn open_items(data: &Data) -> impl Iterator<Item = (&Node, &Id)> {
    data.nodes
        .iter()
        .filter(|node| !node.deleted)
        .filter_map(|node| Some((node, node.question.as_ref()?)))
        .filter(|(node, _)| matches!(data.state(&node.id), State::Todo | State::Doing))
}

/// The questions that wait for an item of the plan: they are not asked until it is done.
pub fn waiting(data: &Data) -> BTreeSet<Id> {
    open_items(data)
        .map(|(_, question)| question.clone())
        .collect()
}

/// The questions that an item was done for: they are asked as new, whatever the week.
pub fn learned(data: &Data) -> BTreeSet<Id> {
    data.nodes
        .iter()
        .filter(|node| !node.deleted && data.state(&node.id) == State::Done)
        .filter_map(|node| node.question.clone())
        .collect()
}

/// The open item that a question waits for.
pub fn item_of<'a>(data: &'a Data, question: &str) -> Option<&'a Node> {
    open_items(data)
        .find(|(_, about)| *about == question)
        .map(|(node, _)| node)
}

/// The question with a later half of its own: the points of these numbers go to the second one, which has no id yet.
/// None where one of them would be left without points.
pub fn split(question: &Question, second: &BTreeSet<usize>) -> Option<(Question, Question)> {
    let part = |later: bool| Question {
        points: question
            .points
            .iter()
            .enumerate()
            .filter(|(number, _)| second.contains(number) == later)
            .map(|(_, point)| point.clone())
            .collect(),
        ..question.clone()
    };
    let (first, mut other) = (part(false), part(true));
    other.since = None;
    other.recheck = None;
    other.own = true;
    other.shipped.clear();
    (!first.points.is_empty() && !other.points.is_empty()).then_some((first, other))
}

/// The day on which a question worded anew is looked at.
pub fn tomorrow(today: NaiveDate) -> NaiveDate {
    today.succ_opt().unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::words::Text;

    #[test]
    fn words_changed_are_counted_whatever_their_order() {
        assert!(changed_share("a b c d", "d c b a") < 0.01);
        assert!((changed_share("a b c d", "a b x y") - 0.5).abs() < 0.01);
        assert!((changed_share("a b", "a b a b") - 0.5).abs() < 0.01);
        assert!((changed_share("", "a") - 1.0).abs() < 0.01);
        assert!(changed_share("", "") < 0.01);
    }

    #[test]
    fn half_of_the_words_is_still_the_same_question_and_a_first_answer_too() {
        let question = |prompt: &str, answer: &str| Question {
            prompt: Text::plain(prompt),
            answer: Text::plain(answer),
            ..Question::default()
        };
        let old = question("why is a map", "");
        let reworded = |new: &Question| is_reworded(&old, new, Lang::En);
        assert!(!reworded(&question("why is a slice", "a long answer")));
        assert!(!reworded(&question("why has the map", "")));
        assert!(reworded(&question("how does it map", "")));
    }

    #[test]
    fn a_leech_is_asked_about_at_four_lapses_and_at_every_second_one_after() {
        let asked: Vec<u32> = (0..10).filter(|lapses| is_leech(*lapses)).collect();
        assert_eq!(asked, [4, 6, 8]);
    }

    #[test]
    fn splitting_gives_each_point_to_one_of_both() {
        let question = Question {
            points: ["a", "b", "c"].map(Text::plain).to_vec(),
            ..Question::default()
        };
        let (first, second) = split(&question, &BTreeSet::from([1, 2])).expect("two parts");
        assert_eq!(first.points, [Text::plain("a")]);
        assert_eq!(second.points, ["b", "c"].map(Text::plain));
        assert!(split(&question, &BTreeSet::from([0, 1, 2])).is_none());
        assert!(split(&question, &BTreeSet::new()).is_none());
    }
}
