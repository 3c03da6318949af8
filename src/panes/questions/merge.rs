//! Between a question and the texts of the form. Only the language that is edited is replaced; lists are edited
//! line by line, and a line that was not touched keeps both its languages and all that the form does not show.

use super::fields::{COUNT, kind_named};
use crate::domain::text::{clean, clean_line};
use crate::domain::{BadAnswer, Extra, FollowUp, Question, Stage, Text, chain};
use crate::lang::Lang;

/// The texts of the form, in the order of [`FIELDS`](super::fields::FIELDS).
pub type Fields = [String; COUNT];

/// Stands between a follow-up and its answer.
const BETWEEN: &str = " | ";

/// Minutes of a stage that states none.
const STAGE: u32 = 15;

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
        outline(&question.followups, lang),
        question
            .intent
            .as_ref()
            .map_or(String::new(), |intent| intent.get(lang).to_owned()),
        lang.questions().kind(question.kind).to_owned(),
        match question.difficulty {
            0 => String::new(),
            level => level.to_string(),
        },
        question.tags.join(", "),
        question.company.as_ref().map_or(String::new(), line),
        question.source.as_ref().map_or(String::new(), line),
        question.units.join("\n"),
        lines(
            question
                .stages
                .iter()
                .map(|stage| stage_line(stage, lang))
                .collect(),
        ),
    ]
}

/// The question with the form's texts in place of its own. The topic is left to [`topic`].
pub fn merged(question: &Question, fields: &Fields, lang: Lang) -> Question {
    let mut new = question.clone();
    let [
        prompt,
        _,
        hint,
        points,
        answer,
        bad,
        why,
        followups,
        intent,
        kind,
        difficulty,
        tags,
        company,
        source,
        _,
        stages,
    ] = fields;
    new.prompt = with(&question.prompt, lang, &one_line(prompt));
    new.answer = with(&question.answer, lang, clean(answer).trim_end());
    let optional = |old: &Option<Text>, new: &str| {
        let new = new.trim_end();
        let text = match old {
            Some(old) => with(old, lang, new),
            None => Text::plain(new),
        };
        Some(text).filter(|text| !text.is_empty())
    };
    new.hint = optional(&question.hint, &clean(hint));
    new.intent = optional(&question.intent, &clean(intent));
    new.company = optional(&question.company, &one_line(company));
    new.source = optional(&question.source, &one_line(source));
    new.kind = kind_named(kind, lang).unwrap_or(question.kind);
    new.difficulty = difficulty
        .trim()
        .parse()
        .unwrap_or(question.difficulty)
        .min(3);
    let shown_tags = question.tags.join(", ");
    if one_line(tags) != one_line(&shown_tags) {
        let tags = tags.split([',', '#']).map(one_line);
        new.tags = tags.filter(|tag| !tag.is_empty()).collect();
    }
    new.stages = kept(
        &question.stages,
        |stage| stage_line(stage, lang),
        lines(stages).filter(|line| !line.is_empty()).collect(),
        |old, line| {
            let (title, minutes) = line.rsplit_once(BETWEEN.trim()).unwrap_or((line, ""));
            let minutes = minutes.trim().parse().ok();
            match old {
                Some(old) => Stage {
                    title: with(&old.title, lang, title.trim()),
                    minutes: minutes.unwrap_or(old.minutes),
                    extra: old.extra.clone(),
                },
                None => Stage {
                    title: Text::plain(title.trim()),
                    minutes: minutes.unwrap_or(STAGE),
                    extra: Extra::new(),
                },
            }
        },
    );
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
    new.followups = merge_chain(&question.followups, &branches(followups), lang);
    chain::keep_keys(&question.followups, &mut new.followups);
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

/// Follow-ups as lines, each level two blanks deeper than the one above it.
fn outline(followups: &[FollowUp], lang: Lang) -> String {
    fn add(lines: &mut Vec<String>, followups: &[FollowUp], depth: usize, lang: Lang) {
        for next in followups {
            lines.push(format!(
                "{}{}",
                "  ".repeat(depth),
                followup_line(next, lang)
            ));
            add(lines, &next.followups, depth + 1, lang);
        }
    }
    let mut lines = Vec::new();
    add(&mut lines, followups, 0, lang);
    lines.join("\n")
}

/// A line of the outline with what stands below it.
#[derive(Debug, Clone, PartialEq)]
struct Branch {
    line: String,
    below: Vec<Branch>,
}

/// No chain goes deeper; a pasted text may.
const DEEPEST: usize = 8;

/// Reads an outline. A line belongs below the last one before it that stands further left.
fn branches(text: &str) -> Vec<Branch> {
    fn group(lines: &[(usize, String)], depth: usize) -> Vec<Branch> {
        let mut branches = Vec::new();
        let mut lines = lines;
        while let Some(((left, line), rest)) = lines.split_first() {
            let end = match depth < DEEPEST {
                true => rest.iter().position(|(indent, _)| indent <= left),
                false => Some(0),
            };
            let (below, beside) = rest.split_at(end.unwrap_or(rest.len()));
            branches.push(Branch {
                line: line.clone(),
                below: group(below, depth + 1),
            });
            lines = beside;
        }
        branches
    }
    let text = clean(text);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<(usize, String)> = lines.map(|line| (indent(line), one_line(line))).collect();
    group(&lines, 1)
}

/// The tree of follow-ups after editing, level by level.
fn merge_chain(old: &[FollowUp], new: &[Branch], lang: Lang) -> Vec<FollowUp> {
    let shown = |next: &FollowUp| Branch {
        line: followup_line(next, lang),
        below: branches(&outline(&next.followups, lang)),
    };
    kept(old, shown, new.to_vec(), |old, branch| {
        let (prompt, answer) = branch
            .line
            .split_once(BETWEEN)
            .unwrap_or((&branch.line, ""));
        let (prompt, answer) = (prompt.trim(), answer.trim());
        let blank = FollowUp::default();
        let base = old.unwrap_or(&blank);
        let text = |old: &Text, new: &str| match old.is_empty() {
            true => Text::plain(new),
            false => with(old, lang, new),
        };
        FollowUp {
            prompt: text(&base.prompt, prompt),
            answer: text(&base.answer, answer),
            followups: merge_chain(&base.followups, &branch.below, lang),
            ..base.clone()
        }
    })
}

fn stage_line(stage: &Stage, lang: Lang) -> String {
    format!(
        "{}{BETWEEN}{}",
        one_line(stage.title.get(lang)),
        stage.minutes
    )
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
