//! Questions from foreign files: Markdown with `Q:` and `A:`, and tables with tabs between (also as Anki exports notes in
//! plain text). Pure: text in, questions and a report out.

pub(crate) mod markdown;
mod table;

use crate::domain::text::clean;
use crate::domain::{Data, Edit, Id, Now, Question, Step, Text, fresh_id};
use std::collections::BTreeSet;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Table,
}

impl Format {
    /// By the end of a file's name; none where it says nothing.
    pub fn of(name: &str) -> Option<Format> {
        let (_, end) = name.rsplit_once('.')?;
        match end.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Format::Markdown),
            "tsv" | "txt" => Some(Format::Table),
            _ => None,
        }
    }
}

/// What was read of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    pub questions: Vec<Question>,
    /// Lines, from 1, of what is no question.
    pub unread: Vec<usize>,
}

/// Reads a file. It may hold anything: what is not understood is counted, not guessed.
pub fn read(text: &str, format: Format) -> Read {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut read = match format {
        Format::Markdown => markdown::read(text),
        Format::Table => table::read(text),
    };
    read.questions
        .retain(|question| !question.prompt.is_empty());
    read
}

/// What an import does.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Takes the new ones in, as one step.
    pub edit: Edit,
    pub new: usize,
    /// Prompts that are in the bank already, or twice in the file.
    pub known: Vec<String>,
}

/// The edit that takes questions in as the user's own; those whose prompt is there already are left out.
pub fn import(data: &Data, questions: Vec<Question>, now: &Now, what: &str) -> Import {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for question in data.all_questions() {
        seen.extend(wordings(&question.prompt).map(|text| key(&text)));
    }
    let mut import = Import {
        edit: Edit::new(Step::Import, what, now),
        new: 0,
        known: Vec::new(),
    };
    let mut used: BTreeSet<Id> = BTreeSet::new();
    for (number, question) in questions.into_iter().enumerate() {
        let prompt = wordings(&question.prompt).next().unwrap_or_default();
        if !seen.insert(key(&prompt)) {
            import.known.push(prompt);
            continue;
        }
        let salt = now
            .salt
            .wrapping_add(u32::try_from(number).unwrap_or(u32::MAX));
        let taken = |id: &str| {
            data.questions.contains(id) || data.bank.contains_key(id) || used.contains(id)
        };
        let id = fresh_id(now.utc, salt, taken);
        used.insert(id.clone());
        import.new += 1;
        import.edit = import.edit.put(
            data,
            Question {
                id,
                own: true,
                created: now.utc,
                updated: now.utc,
                ..question
            },
        );
    }
    import
}

fn wordings(text: &Text) -> impl Iterator<Item = String> {
    let mut all: Vec<String> = [crate::lang::Lang::En, crate::lang::Lang::Ko]
        .map(|lang| text.get(lang).to_owned())
        .to_vec();
    all.dedup();
    all.into_iter()
}

/// What of a prompt tells it from others: its letters and digits.
fn key(prompt: &str) -> String {
    let letters = prompt.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// A text as it is taken in.
fn text(text: &str) -> Text {
    Text::plain(clean(text).trim())
}
