//! Markdown as plain-text card programs write it: a line `Q:` begins a question, `A:` its answer; both go on until the next
//! such line. `C:` is a text with gaps in square brackets. Beyond that gongbu reads and writes `Topic:`, `Tags:`, `Hint:`,
//! `P:` (a key point), `X: bad answer | reason` and `W: why | answer`, two blanks before a `W:` for each level.

use super::{Read, text};
use crate::domain::text::clean_line;
use crate::domain::{BadAnswer, FollowUp, Question, QuestionKind};

/// Stands before a line of a text that would begin something.
pub(crate) const ESCAPE: char = '\\';

/// Whether a line begins something, ends it, or is taken for escaped.
pub(crate) fn is_mark(line: &str) -> bool {
    let bare = line.trim_start();
    let marked = MARKS.iter().any(|(mark, _)| bare.starts_with(mark));
    let ends = matches!(bare.trim_end(), "---" | "***") || bare.starts_with('#');
    marked || ends || bare.starts_with(ESCAPE)
}

/// What a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Question,
    Answer,
    Gaps,
    Topic,
    Tags,
    Kind,
    Hint,
    Point,
    Bad,
    Why,
}

const MARKS: [(&str, Mark); 10] = [
    ("Q:", Mark::Question),
    ("A:", Mark::Answer),
    ("C:", Mark::Gaps),
    ("Topic:", Mark::Topic),
    ("Tags:", Mark::Tags),
    ("Kind:", Mark::Kind),
    ("Hint:", Mark::Hint),
    ("P:", Mark::Point),
    ("X:", Mark::Bad),
    ("W:", Mark::Why),
];

/// A mark with the text after it, however many lines that is.
struct Part {
    line: usize,
    indent: usize,
    mark: Mark,
    text: String,
}

pub(super) fn read(source: &str) -> Read {
    let mut read = Read::default();
    let mut open: Option<Question> = None;
    for part in parts(source, &mut read.unread) {
        match (part.mark, &mut open) {
            (Mark::Question, open) => {
                read.questions.extend(open.take());
                *open = Some(Question {
                    prompt: text(&part.text),
                    ..Question::default()
                });
            }
            (Mark::Gaps, open) => {
                read.questions.extend(open.take());
                *open = Some(with_gaps(&part.text));
            }
            (_, Some(question)) => add(question, &part),
            // An answer to nothing.
            (_, None) => read.unread.push(part.line),
        }
    }
    read.questions.extend(open);
    read
}

/// The marks of a file in order. Text before the first one belongs to none, and so do headings, rules and front matter.
fn parts(source: &str, unread: &mut Vec<usize>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut ended = true;
    let mut fenced = false;
    for (number, line) in (1..).zip(source.lines()) {
        let bare = line.trim_start();
        fenced ^= bare.starts_with("```");
        if let Some(line) = line
            .strip_prefix(ESCAPE)
            .filter(|it| !fenced && is_mark(it))
        {
            match parts.last_mut().filter(|_| !ended) {
                Some(part) => part.text.extend(["\n", line]),
                None => unread.push(number),
            }
            continue;
        }
        let marked = MARKS
            .iter()
            .find_map(|(mark, kind)| Some((*kind, bare.strip_prefix(mark)?)));
        match marked.filter(|_| !fenced) {
            Some((mark, rest)) => {
                ended = false;
                parts.push(Part {
                    line: number,
                    indent: line.len() - bare.len(),
                    mark,
                    text: rest.trim().to_owned(),
                });
            }
            None if !fenced && matches!(bare.trim_end(), "---" | "***") => ended = true,
            None if !fenced && bare.starts_with('#') => ended = true,
            None => match parts.last_mut() {
                Some(part) if !ended => {
                    part.text.push('\n');
                    part.text.push_str(line);
                }
                _ if bare.is_empty() => {}
                _ => unread.push(number),
            },
        }
    }
    parts
}

fn add(question: &mut Question, part: &Part) {
    let line = || clean_line(&part.text).trim().to_owned();
    let halves = |line: &str| match line.split_once(" | ") {
        Some((first, second)) => (text(first), text(second)),
        None => (text(line), text("")),
    };
    match part.mark {
        Mark::Answer => question.answer = text(&part.text),
        Mark::Topic => question.topic = line(),
        Mark::Tags => {
            let tags = part.text.split([',', '#']).map(clean_line);
            let tags = tags.map(|tag| tag.trim().to_owned());
            question.tags = tags.filter(|tag| !tag.is_empty()).collect();
        }
        Mark::Kind => {
            let kind = serde_json::Value::String(line().to_lowercase());
            question.kind = serde_json::from_value(kind).unwrap_or(QuestionKind::Technical);
        }
        Mark::Hint => question.hint = Some(text(&part.text)),
        Mark::Point => question.points.push(text(&line())),
        Mark::Bad => {
            let (bad, why) = halves(&line());
            question.bad.push(BadAnswer {
                text: bad,
                why,
                extra: Default::default(),
            });
        }
        Mark::Why => {
            let (prompt, answer) = halves(&line());
            let mut list = &mut question.followups;
            for _ in 0..(part.indent / 2).min(DEEPEST) {
                match list.is_empty() {
                    true => break,
                    false => {
                        let last = list.len() - 1;
                        list = &mut list[last].followups;
                    }
                }
            }
            list.push(FollowUp {
                prompt,
                answer,
                ..FollowUp::default()
            });
        }
        Mark::Question | Mark::Gaps => {}
    }
}

/// No why-chain is deeper.
const DEEPEST: usize = 8;

/// A text with gaps as a question: the gaps are to be filled.
fn with_gaps(source: &str) -> Question {
    let mut prompt = String::new();
    let mut whole = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once('[') {
        let Some((gap, after)) = after.split_once(']') else {
            break;
        };
        prompt.push_str(before);
        prompt.push_str("[…]");
        whole.push_str(before);
        whole.push_str(gap);
        rest = after;
    }
    prompt.push_str(rest);
    whole.push_str(rest);
    Question {
        prompt: text(&prompt),
        answer: text(&whole),
        ..Question::default()
    }
}
