//! The fields of a retro's form.

use crate::content::{Prompt, PromptKind};
use crate::domain::{Id, Promise, Retro};
use crate::ui::text_area::{Motion, Op, Select, TextArea};

/// How many priorities are asked for.
pub const PRIORITIES: usize = 3;

/// The answer to a prompt: one text, or one line for each priority.
pub struct Field {
    /// The prompt's.
    pub id: Id,
    pub kind: PromptKind,
    lines: Vec<TextArea>,
    /// The line that has the keys.
    line: usize,
}

/// What an operation did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    Changed,
    Moved,
    /// Nothing: the caret is at an edge.
    Stuck,
}

impl Field {
    /// The field with what was answered before.
    pub fn new(prompt: &Prompt, record: Option<&Retro>) -> Field {
        let lines = if prompt.kind == PromptKind::Priorities {
            let promise = |at: usize| record.and_then(|record| record.promises.get(at));
            (0..PRIORITIES)
                .map(|at| TextArea::line(promise(at).map_or("", |promise| &promise.text)))
                .collect()
        } else {
            let answer = record.and_then(|record| record.answers.get(&prompt.id));
            vec![TextArea::multi(answer.map_or("", String::as_str))]
        };
        let mut field = Field {
            id: prompt.id.clone(),
            kind: prompt.kind,
            line: 0,
            lines,
        };
        field.lines.iter_mut().for_each(to_end);
        let open = field.lines.iter().position(is_blank);
        field.line = open.unwrap_or(0);
        field
    }

    pub fn lines(&self) -> &[TextArea] {
        &self.lines
    }

    pub fn line(&self) -> usize {
        self.line
    }

    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(is_blank)
    }

    /// The text without blanks at its end.
    pub fn answer(&self) -> String {
        self.lines
            .first()
            .map_or_else(String::new, |text| text.text().trim_end().to_owned())
    }

    /// The priorities as promises. What is known of one of the same words stays, and so do those beyond the lines.
    pub fn promises(&self, known: &[Promise]) -> Vec<Promise> {
        let mut promises: Vec<Promise> = Vec::new();
        for line in &self.lines {
            let text = line.text().trim().to_owned();
            if text.is_empty() || promises.iter().any(|promise| promise.text == text) {
                continue;
            }
            let known = known.iter().find(|promise| promise.text == text);
            promises.push(known.cloned().unwrap_or(Promise {
                text,
                ..Promise::default()
            }));
        }
        promises.extend(known.iter().skip(PRIORITIES).cloned());
        promises
    }

    /// In one line, for a field that has not the keys; none when nothing was answered.
    pub fn folded(&self) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        if self.kind == PromptKind::Priorities {
            let lines = self.lines.iter().map(|line| line.text().trim().to_owned());
            let said = lines.enumerate().filter(|(_, text)| !text.is_empty());
            let said: Vec<String> = said
                .map(|(at, text)| format!("{} {text}", at + 1))
                .collect();
            return Some(said.join("   "));
        }
        let text = self.answer();
        let lines: Vec<&str> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        Some(lines.join(" / "))
    }

    /// Goes to the next line; false on the last.
    pub fn forward(&mut self) -> bool {
        let more = self.line + 1 < self.lines.len();
        self.line += usize::from(more);
        more
    }

    /// Goes to the previous line; false on the first.
    pub fn backward(&mut self) -> bool {
        let more = self.line > 0;
        self.line -= usize::from(more);
        more
    }

    /// The keys come to it from the field before or `after`.
    pub fn enter(&mut self, after: bool) {
        self.line = if after {
            self.lines.len().saturating_sub(1)
        } else {
            0
        };
    }

    /// Tells the lines the room of the field, in cells and rows.
    pub fn set_size(&mut self, width: u16, height: u16) {
        let single = self.lines.len() > 1;
        for line in &mut self.lines {
            line.set_size(width, if single { 1 } else { height });
        }
    }

    pub fn apply(&mut self, op: Op) -> Applied {
        let Some(line) = self.lines.get_mut(self.line) else {
            return Applied::Stuck;
        };
        let before = line.caret();
        if line.apply(op) {
            Applied::Changed
        } else if line.caret() == before {
            Applied::Stuck
        } else {
            Applied::Moved
        }
    }
}

fn is_blank(text: &TextArea) -> bool {
    text.text().trim().is_empty()
}

/// Puts the caret where writing goes on.
fn to_end(text: &mut TextArea) {
    text.apply(Op::Move(Motion::TextEnd, Select::No));
}
