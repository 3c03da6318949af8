//! Between a question and the texts of the form. Only the language that is edited is replaced; lists are edited
//! line by line, and a line that was not touched keeps both its languages and all that the form does not show.

use crate::domain::text::{clean, clean_line};
use crate::domain::{BadAnswer, Extra, FollowUp, Question, Text};
use crate::lang::Lang;

/// Prompt, topic, hint, key points, answer, bad answers, why they fail, follow-ups.
pub type Fields = [String; 8];

/// Stands between a follow-up and its answer.
const BETWEEN: &str = " | ";

/// What the form shows of a question.
pub fn fields_of(question: &Question, lang: Lang) -> Fields {
    let line = |text: &Text| one_line(text.get(lang));
    let lines = |lines: Vec<String>| lines.join("\n");
    [
        line(&question.prompt),
        lang.questions().topic_typed(&question.topic).to_owned(),
        question
            .hint
            .as_ref()
            .map_or(String::new(), |hint| hint.get(lang).to_owned()),
        lines(question.points.iter().map(line).collect()),
        question.answer.get(lang).to_owned(),
        lines(question.bad.iter().map(|bad| line(&bad.text)).collect()),
        lines(question.bad.iter().map(|bad| line(&bad.why)).collect()),
        lines(
            question
                .followups
                .iter()
                .map(|next| followup_line(next, lang))
                .collect(),
        ),
    ]
}

/// The question with the form's texts in place of its own. The topic is left to [`topic`].
pub fn merged(question: &Question, fields: &Fields, lang: Lang) -> Question {
    let mut new = question.clone();
    let [prompt, _, hint, points, answer, bad, why, followups] = fields;
    new.prompt = with(&question.prompt, lang, &one_line(prompt));
    new.answer = with(&question.answer, lang, clean(answer).trim_end());
    let hint = clean(hint);
    new.hint = match &question.hint {
        Some(old) => Some(with(old, lang, hint.trim_end())).filter(|hint| !hint.is_empty()),
        None => Some(Text::plain(hint.trim_end())).filter(|hint| !hint.is_empty()),
    };
    new.points = kept(
        &question.points,
        |point| one_line(point.get(lang)),
        lines(points).filter(|line| !line.is_empty()).collect(),
        |old, line| old.map_or_else(|| Text::plain(line), |old| with(old, lang, line)),
    );
    let mut whys = lines(why);
    let mut pairs: Vec<(String, String)> = lines(bad)
        .map(|bad| (bad, whys.next().unwrap_or_default()))
        .collect();
    pairs.extend(whys.map(|why| (String::new(), why)));
    pairs.retain(|(bad, why)| !bad.is_empty() || !why.is_empty());
    new.bad = kept(
        &question.bad,
        |bad| (one_line(bad.text.get(lang)), one_line(bad.why.get(lang))),
        pairs,
        |old, (bad, why)| match old {
            Some(old) => BadAnswer {
                text: with(&old.text, lang, bad),
                why: with(&old.why, lang, why),
                extra: old.extra.clone(),
            },
            None => BadAnswer {
                text: Text::plain(bad),
                why: Text::plain(why),
                extra: Extra::new(),
            },
        },
    );
    new.followups = kept(
        &question.followups,
        |next| followup_line(next, lang),
        lines(followups).filter(|line| !line.is_empty()).collect(),
        |old, line| {
            let (prompt, answer) = line.split_once(BETWEEN).unwrap_or((line, ""));
            let (prompt, answer) = (prompt.trim(), answer.trim());
            match old {
                Some(old) => FollowUp {
                    prompt: with(&old.prompt, lang, prompt),
                    answer: with(&old.answer, lang, answer),
                    ..old.clone()
                },
                None => FollowUp {
                    prompt: Text::plain(prompt),
                    answer: Text::plain(answer),
                    ..FollowUp::default()
                },
            }
        },
    );
    new
}

/// A topic as the data call it: a known one may be typed by the name it is shown under, in any case.
pub fn topic<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> String {
    let typed = one_line(typed);
    let same = |name: &str| name.to_lowercase() == typed.to_lowercase();
    let mut known = known.filter(|topic| !topic.is_empty());
    let found = known.find(|topic| {
        let names = [Lang::En, Lang::Ko].map(|lang| lang.questions().topic(topic));
        same(topic) || names.into_iter().any(same)
    });
    found.map_or(typed.clone(), str::to_owned)
}

/// The text with `lang`'s wording replaced; untouched where that wording is as it was.
fn with(text: &Text, lang: Lang, new: &str) -> Text {
    let old = clean(text.get(lang));
    if one_line(&old) == one_line(new) && old.lines().eq(new.lines()) {
        return text.clone();
    }
    text.with(lang, new.to_owned())
}

/// A list after editing. What is the same at both ends is kept as it is; what lies between is changed in order.
fn kept<T: Clone, K: PartialEq>(
    old: &[T],
    shown: impl Fn(&T) -> K,
    new: Vec<K>,
    change: impl Fn(Option<&T>, &K) -> T,
) -> Vec<T> {
    let same = |(old, new): &(&T, &K)| shown(old) == **new;
    let head = old.iter().zip(&new).take_while(same).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev());
    let tail = tail.take(most).take_while(same).count();
    let (first, rest) = old.split_at(head);
    let (middle, last) = rest.split_at(rest.len() - tail);
    let changed = new[head..new.len() - tail]
        .iter()
        .enumerate()
        .map(|(index, new)| change(middle.get(index), new));
    first
        .iter()
        .cloned()
        .chain(changed)
        .chain(last.iter().cloned())
        .collect()
}

fn followup_line(next: &FollowUp, lang: Lang) -> String {
    let (prompt, answer) = (
        one_line(next.prompt.get(lang)),
        one_line(next.answer.get(lang)),
    );
    if answer.is_empty() {
        prompt
    } else {
        format!("{prompt}{BETWEEN}{answer}")
    }
}

fn one_line(text: &str) -> String {
    clean_line(text).trim().to_owned()
}

/// The lines of a field; blank ones too, as two fields may belong together line by line.
fn lines(text: &str) -> impl Iterator<Item = String> {
    let text = clean(text).into_owned();
    let lines: Vec<String> = text.split('\n').map(one_line).collect();
    lines.into_iter()
}
