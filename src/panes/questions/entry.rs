//! A question of the list, with all that it can be filtered and ordered by.

use crate::domain::review::Standing;
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
    /// How weak its memory is, 0..=1; 0 for what was never reviewed.
    pub weakness: f32,
    /// Forgotten again and again.
    pub is_leech: bool,
    /// Said not to be known yet: it waits for an item of the plan.
    pub is_unknown: bool,
}

impl Entry {
    pub fn is_new(&self) -> bool {
        self.standing.is_new() && !self.is_unknown
    }

    pub fn is_due(&self) -> bool {
        self.standing.is_due() && !self.is_unknown
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
