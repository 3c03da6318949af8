//! The parts of a card: what each reveal shows, and how it looks.

use super::card::Card;
use super::rows::when;
use crate::commands::Cmd;
use crate::domain::review::{Memory, Standing};
use crate::domain::{Question, Text, chain};
use crate::panes::Env;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;

/// What a key reveals, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Intent and hint.
    Hint,
    Points,
    Answer,
    /// A bad answer; what is wrong with it is for the user to say.
    Bad(usize),
    /// Why it fails.
    Why(usize),
    FollowUps,
    Source,
}

/// The parts that a question has. The answer is always one of them: grading waits for it.
pub fn parts(question: &Question) -> Vec<Part> {
    let has = |text: &Option<Text>| text.as_ref().is_some_and(|text| !text.is_empty());
    let mut parts = Vec::new();
    let mut add = |part, there: bool| {
        if there {
            parts.push(part);
        }
    };
    add(Part::Hint, has(&question.intent) || has(&question.hint));
    add(Part::Points, !question.points.is_empty());
    add(Part::Answer, true);
    for (number, bad) in question.bad.iter().enumerate() {
        add(Part::Bad(number), true);
        add(Part::Why(number), !bad.why.is_empty());
    }
    add(Part::FollowUps, !question.followups.is_empty());
    add(Part::Source, has(&question.source));
    parts
}

/// Kind, topic, difficulty, company; then what is known of the memory.
pub fn facts(env: &Env, question: &Question) -> [String; 2] {
    let texts = env.lang.questions();
    let topic = texts.topic(&question.topic);
    let kind = texts.kind(question.kind);
    let mut first = vec![topic.to_owned()];
    if !kind.eq_ignore_ascii_case(topic) {
        first.push(kind.to_owned());
    }
    if question.difficulty > 0 {
        first.push(texts.difficulty(question.difficulty));
    }
    if let Some(company) = &question.company {
        first.push(company.get(env.lang).to_owned());
    }
    let second = match env.index.memory(&question.id) {
        None => texts.never_reviewed().to_owned(),
        Some(memory) => {
            let Memory {
                stability,
                reviews,
                lapses,
                ..
            } = memory;
            let standing = Standing::of(Some(memory), false, env.now.today());
            let stability = texts.length((stability.round() as i64).max(1));
            let known = texts.memory(&stability, reviews, lapses);
            format!("{} · {known}", texts.due(&when(env, standing)))
        }
    };
    [first.join(" · "), second]
}

/// What a part is called.
pub fn part_name(env: &Env, question: &Question, part: Part) -> String {
    let texts = env.lang.questions();
    match part {
        Part::Hint if question.intent.is_none() => texts.hint().to_owned(),
        Part::Hint if question.hint.is_none() => texts.intent().to_owned(),
        Part::Hint => format!("{}, {}", texts.intent(), texts.hint()),
        Part::Points => texts.points().to_owned(),
        Part::Answer => texts.answer().to_owned(),
        Part::Bad(_) => texts.bad().to_owned(),
        Part::Why(_) => env.lang.session().the_reason().to_owned(),
        Part::FollowUps => texts.followups().to_owned(),
        Part::Source => texts.source().to_owned(),
    }
}

pub fn add_part(env: &Env, card: &Card, question: &Question, part: Part, sheet: &mut Sheet) {
    let texts = env.lang.questions();
    let lang = env.lang;
    match part {
        Part::Hint => {
            for (name, text) in [
                (texts.intent(), &question.intent),
                (texts.hint(), &question.hint),
            ] {
                if let Some(text) = text {
                    sheet.heading(name);
                    sheet.text(2, "", text.get(lang), Role::Text);
                }
            }
        }
        Part::Points => {
            sheet.heading(texts.points());
            for (number, point) in question.points.iter().enumerate() {
                let mark = match (card.used_rubric(), card.ticks.contains(&number)) {
                    (false, _) => "- ",
                    (true, true) => "[x] ",
                    (true, false) => "[ ] ",
                };
                let here = card.cursor == Some(number);
                let mark = format!("{}{mark}", if here { ">" } else { " " });
                let role = if here { Role::Key } else { Role::Text };
                sheet.text(1, &mark, point.get(lang), role);
            }
        }
        Part::Answer => {
            let answer = |sheet: &mut Sheet| {
                let answer = question.answer.get(lang);
                if answer.trim().is_empty() {
                    let how = texts.no_answer(&env.key(Cmd::EditCard));
                    sheet.text(2, "", &how, Role::Dim);
                } else {
                    sheet.text(2, "", answer, Role::Text);
                }
            };
            let own = own_answer(env, card);
            match (own, columns(env.area.width)) {
                (Some(own), Some((width, at))) => {
                    let (mut left, mut right) = (Sheet::new(width), Sheet::new(width));
                    left.heading(env.lang.session().own_answer());
                    left.text(2, "", &own, Role::Text);
                    right.heading(texts.answer());
                    answer(&mut right);
                    sheet.beside(left, right, at);
                }
                (Some(own), None) => {
                    sheet.heading(env.lang.session().own_answer());
                    sheet.text(2, "", &own, Role::Text);
                    sheet.heading(texts.answer());
                    answer(sheet);
                }
                (None, _) => {
                    sheet.heading(texts.answer());
                    answer(sheet);
                }
            }
        }
        Part::Bad(number) => {
            if number == 0 {
                sheet.heading(texts.bad());
            }
            if let Some(bad) = question.bad.get(number) {
                sheet.text(2, "x ", bad.text.get(lang), Role::Text);
                if card.last(question) == Some(part) && !bad.why.is_empty() {
                    sheet.text(4, "", env.lang.session().what_is_wrong(), Role::Key);
                }
            }
        }
        Part::Why(number) => {
            if let Some(bad) = question.bad.get(number) {
                sheet.text(4, texts.why(), bad.why.get(lang), Role::Bad);
            }
        }
        Part::FollowUps => {
            sheet.heading(texts.followups());
            for step in chain::walk(question) {
                let indent = 2 * step.depth as usize;
                let number = format!("{}. ", step.label);
                sheet.text(indent, &number, step.followup.prompt.get(lang), Role::Text);
                if !step.followup.answer.is_empty() {
                    let answer = step.followup.answer.get(lang);
                    sheet.text(indent + 3, "> ", answer, Role::Good);
                }
            }
        }
        Part::Source => {
            sheet.heading(texts.source());
            let source = question.source.as_ref().map_or("", |text| text.get(lang));
            sheet.text(2, "", source, Role::Dim);
        }
    }
}

/// What the user wrote before the model answer was shown; that it was said aloud counts too.
fn own_answer(env: &Env, card: &Card) -> Option<String> {
    let attempt = env.data.attempts.get(card.attempt.as_ref()?)?;
    let text = attempt.text.join("\n");
    if !text.trim().is_empty() {
        return Some(text);
    }
    attempt.aloud.then(|| env.lang.session().aloud().to_owned())
}

/// Width of two columns and where the second begins, where the pane has the room: from 98 cells on, the inside of a
/// screen of 100.
pub fn columns(width: u16) -> Option<(usize, usize)> {
    let room = usize::from(width.min(WIDEST_PAIR).saturating_sub(2));
    let column = room.saturating_sub(GAP) / 2;
    (width >= 98).then_some((column, column + GAP))
}

/// Between two columns.
const GAP: usize = 3;

/// No wider than two columns that are good to read.
pub const WIDEST_PAIR: u16 = 170;
