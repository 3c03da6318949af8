//! A question of the list, with all that it can be filtered and ordered by.

use crate::domain::review::{Memory, Standing};
use crate::domain::{Id, QuestionKind};

/// A question of the list.
#[derive(Debug)]
pub struct Entry {
    pub id: Id,
    /// Index into [`Bank::topics`].
    pub topic: usize,
    pub standing: Standing,
    /// Reviewed, but not yet well remembered.
    pub learning: bool,
    pub this_week: bool,
    pub kind: QuestionKind,
    pub difficulty: u8,
    pub own: bool,
    /// Places in [`Bank::companies`] and [`Bank::tags`].
    pub companies: Vec<usize>,
    pub tags: Vec<usize>,
    /// How badly it is remembered for how often it was asked; 0 is well enough.
    pub weakness: u32,
    /// Forgotten again and again.
    pub is_leech: bool,
}

impl Entry {
    pub fn is_new(&self) -> bool {
        matches!(self.standing, Standing::NewThisWeek | Standing::New)
    }
}

/// In which order the list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// What is worth looking at first.
    #[default]
    Due,
    Title,
    Topic,
    Weakest,
}

/// So often forgotten, it is a leech.
pub const LEECH: u32 = 4;

/// How badly a question is remembered: forgotten more than once, or gone within a week after several reviews.
pub fn weakness(memory: Memory) -> u32 {
    let short = memory.reviews > 1 && memory.stability < 7.0;
    if memory.lapses < 2 && !short {
        return 0;
    }
    memory.lapses * 100 + (100.0 / (1.0 + memory.stability.max(0.0))) as u32 + 1
}
