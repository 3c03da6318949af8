//! The history of the editor: one step for a run of typing, a paste or a deletion, within
//! bounds of number and size.

use std::collections::VecDeque;

use super::lines::{Lines, Pos};

const STEPS: usize = 1000;
const BYTES: usize = 4 << 20;
/// A run of typing or erasing longer than this is continued in a new step.
const RUN_BYTES: usize = 300;

/// What kind of edit a step is; two of a kind in a row may become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Typing,
    Erasing,
    Other,
}

/// A change that is undone as one.
#[derive(Clone, Debug)]
pub struct Step {
    pub kind: Kind,
    pub at: Pos,
    pub removed: String,
    pub inserted: String,
    /// The caret before and after.
    pub before: Pos,
    pub after: Pos,
}

impl Step {
    fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }

    /// Takes the following step in, or gives it back.
    fn join(&mut self, next: Step) -> Option<Step> {
        let alike = self.kind == next.kind && self.bytes() < RUN_BYTES && self.after == next.before;
        if !alike {
            return Some(next);
        }
        match next.kind {
            Kind::Typing => {
                // A new word is a new step.
                let word_begins = self.inserted.ends_with(char::is_whitespace)
                    && !next.inserted.starts_with(char::is_whitespace);
                let adjacent = self.at.after(&self.inserted) == next.at && next.removed.is_empty();
                if word_begins || !adjacent || next.inserted.contains('\n') {
                    return Some(next);
                }
                self.inserted.push_str(&next.inserted);
            }
            Kind::Erasing if next.at == self.at => self.removed.push_str(&next.removed),
            Kind::Erasing if next.at.after(&next.removed) == self.at => {
                self.removed.insert_str(0, &next.removed);
                self.at = next.at;
            }
            Kind::Erasing | Kind::Other => return Some(next),
        }
        self.after = next.after;
        None
    }
}

/// What was done and what was undone, the latest last.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    bytes: usize,
    /// Whether the next step may join the last one.
    open: bool,
}

impl History {
    pub fn record(&mut self, step: Step) {
        self.bytes -= self
            .undone
            .drain(..)
            .map(|step| step.bytes())
            .sum::<usize>();
        self.bytes += step.bytes();
        let rest = match self.done.back_mut() {
            Some(last) if self.open => last.join(step),
            _ => Some(step),
        };
        self.done.extend(rest);
        self.open = true;
        while self.done.len() > STEPS || (self.bytes > BYTES && self.done.len() > 1) {
            if let Some(oldest) = self.done.pop_front() {
                self.bytes -= oldest.bytes();
            }
        }
    }

    /// Ends a run: the caret went elsewhere.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// Takes a step back and says where the caret belongs.
    pub fn undo(&mut self, lines: &mut Lines) -> Option<Pos> {
        let step = self.done.pop_back()?;
        lines.replace(step.at, step.at.after(&step.inserted), &step.removed);
        let caret = step.before;
        self.undone.push(step);
        self.open = false;
        Some(caret)
    }

    pub fn redo(&mut self, lines: &mut Lines) -> Option<Pos> {
        let step = self.undone.pop()?;
        lines.replace(step.at, step.at.after(&step.removed), &step.inserted);
        let caret = step.after;
        self.done.push_back(step);
        self.open = false;
        Some(caret)
    }
}
