//! Questions as foreign files: the Markdown and the table that [`crate::import`] reads. Pure: records in, text out.

use crate::domain::text::clean_line;
use crate::domain::{FollowUp, Question, QuestionKind};
use crate::import::Format;
use crate::import::markdown::{ESCAPE, is_mark};
use crate::lang::Lang;

/// Questions in one language. What a format cannot hold is left out: the table has prompt, answer, topic and tags.
pub fn export<'a>(
    questions: impl Iterator<Item = &'a Question>,
    format: Format,
    lang: Lang,
) -> String {
    match format {
        Format::Markdown => {
            let cards: Vec<String> = questions.map(|it| markdown(it, lang)).collect();
            cards.join("\n")
        }
        Format::Table => table(questions, lang),
    }
}

fn markdown(question: &Question, lang: Lang) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        if !value.trim().is_empty() {
            text.push_str(&format!("{name} {}\n", escaped(value.trim_end())));
        }
    };
    line("Q:", question.prompt.get(lang));
    line("Topic:", &question.topic);
    if question.kind != QuestionKind::Technical
        && let Ok(serde_json::Value::String(kind)) = serde_json::to_value(question.kind)
    {
        line("Kind:", &kind);
    }
    line("Tags:", &question.tags.join(", "));
    if let Some(hint) = &question.hint {
        line("Hint:", hint.get(lang));
    }
    for point in &question.points {
        line("P:", &clean_line(point.get(lang)));
    }
    line("A:", question.answer.get(lang));
    for bad in &question.bad {
        let both = [&bad.text, &bad.why].map(|text| clean_line(text.get(lang)));
        line("X:", &both.join(" | "));
    }
    whys(&mut text, &question.followups, 0, lang);
    text
}

/// A text whose further lines begin nothing of the format.
fn escaped(text: &str) -> String {
    let mut fenced = false;
    let lines = text.lines().enumerate().map(|(number, line)| {
        fenced ^= line.trim_start().starts_with("```");
        match number > 0 && !fenced && is_mark(line) {
            true => format!("{ESCAPE}{line}"),
            false => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn whys(text: &mut String, followups: &[FollowUp], depth: usize, lang: Lang) {
    for followup in followups {
        let prompt = clean_line(followup.prompt.get(lang));
        let answer = clean_line(followup.answer.get(lang));
        let answer = match answer.trim().is_empty() {
            true => String::new(),
            false => format!(" | {answer}"),
        };
        text.push_str(&format!("{}W: {prompt}{answer}\n", "  ".repeat(depth)));
        whys(text, &followup.followups, depth + 1, lang);
    }
}

fn table<'a>(questions: impl Iterator<Item = &'a Question>, lang: Lang) -> String {
    let mut table = csv::WriterBuilder::new()
        .delimiter(b'\t')
        .from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = table.write_record(["prompt", "answer", "topic", "tags"]);
    for question in questions {
        let _ = table.write_record([
            question.prompt.get(lang),
            question.answer.get(lang),
            &question.topic,
            &question.tags.join(" "),
        ]);
    }
    let bytes = table.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
