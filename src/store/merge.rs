//! Bringing two changed copies of a document together, by record and field.

/// Two copies in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    pub bytes: Vec<u8>,
    /// Where both sides differ: ours is in `bytes`, theirs is not.
    pub conflicts: Vec<Conflict>,
    /// How many records (members, in a document without records) came from their side: new, changed or gone.
    pub taken: usize,
}

/// A place that both sides changed in different ways.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    pub member: String,
    /// The record; none when it is about the member as a whole.
    pub id: Option<String>,
    /// The field of the record; none when it is about the record as a whole.
    pub field: Option<String>,
}

/// A loss that is too large to be taken over unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shrink {
    pub before: usize,
    pub after: usize,
}

/// Merges what `ours` and `theirs` made of `base`. None when one of them is not a JSON object.
pub fn merge(_base: Option<&[u8]>, ours: &[u8], theirs: &[u8]) -> Option<Merged> {
    (ours == theirs).then(|| Merged {
        bytes: ours.to_vec(),
        conflicts: Vec::new(),
        taken: 0,
    })
}

/// How many records a document holds: objects with a text `id` in the lists of its top level.
pub fn records(_document: &[u8]) -> usize {
    0
}

/// Whether a document lost so much that nobody can have meant it: all, more than 20 records, or more than a tenth of them
/// and at least two.
pub fn shrinks(before: &[u8], after: &[u8]) -> Option<Shrink> {
    let (before, after) = (records(before), records(after));
    let lost = before.saturating_sub(after);
    let much = lost > 20 || (lost >= 2 && lost * 10 > before) || (lost > 0 && after == 0);
    much.then_some(Shrink { before, after })
}
