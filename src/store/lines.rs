//! Bringing two changed copies of a list together: where only one side changed something, that is taken.

/// Up to so many pairs of elements are compared one by one; beyond, a changed stretch counts as changed throughout.
const PAIRS: usize = 4_000_000;

/// Merges what `ours` and `theirs` made of `base`. Says whether both changed the same place: there ours stays.
pub(super) fn diff3<T: Copy>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    same: impl Fn(T, T) -> bool,
) -> (Vec<T>, bool) {
    let in_ours = matches(base, ours, &same);
    let in_theirs = matches(base, theirs, &same);
    let mut merged = Vec::new();
    let mut conflict = false;
    let (mut b, mut o, mut t) = (0, 0, 0);
    // Each round takes one stretch up to an element that all three have, and that element.
    let stable = (0..base.len()).filter_map(|at| Some((at, in_ours[at]?, in_theirs[at]?)));
    let end = (base.len(), ours.len(), theirs.len());
    for (next_b, next_o, next_t) in stable.chain([end]) {
        let stretch = Stretch {
            base: &base[b..next_b],
            ours: &ours[o..next_o],
            theirs: &theirs[t..next_t],
        };
        conflict |= stretch.resolve(&same, &mut merged);
        merged.extend(ours.get(next_o).filter(|_| next_b < base.len()));
        (b, o, t) = (next_b + 1, next_o + 1, next_t + 1);
    }
    (merged, conflict)
}

/// What the three made of one place.
struct Stretch<'a, T> {
    base: &'a [T],
    ours: &'a [T],
    theirs: &'a [T],
}

impl<T: Copy> Stretch<'_, T> {
    /// Says whether it was changed by both.
    fn resolve(&self, same: &impl Fn(T, T) -> bool, merged: &mut Vec<T>) -> bool {
        let equal = |one: &[T], other: &[T]| {
            one.len() == other.len() && one.iter().zip(other).all(|(&a, &b)| same(a, b))
        };
        let Self { base, ours, theirs } = *self;
        if equal(base, ours) {
            merged.extend(theirs);
        } else if equal(base, theirs) || equal(ours, theirs) {
            merged.extend(ours);
        } else if let Some(around) = self.around(ours, theirs, &equal) {
            merged.extend(around);
        } else if let Some(around) = self.around(theirs, ours, &equal) {
            merged.extend(around);
        } else if theirs.is_empty() {
            merged.extend(ours);
        } else if ours.is_empty() {
            // They edited what we deleted.
            merged.extend(theirs);
        } else if base.is_empty() {
            // Both put something in: first ours, then theirs, what they have in common once.
            let pairs = || ours.iter().zip(theirs);
            let start = pairs().take_while(|&(&a, &b)| same(a, b)).count();
            let (ours_left, theirs_left) = (&ours[start..], &theirs[start..]);
            let pairs = ours_left.iter().rev().zip(theirs_left.iter().rev());
            let end = pairs.take_while(|&(&a, &b)| same(a, b)).count();
            merged.extend(&ours[..ours.len() - end]);
            merged.extend(&theirs_left[..theirs_left.len() - end]);
            merged.extend(&ours[ours.len() - end..]);
        } else {
            merged.extend(ours);
            return true;
        }
        false
    }

    /// If one side only put something before or behind what was there: that, around what the other side made of it.
    fn around(
        &self,
        side: &[T],
        other: &[T],
        equal: &impl Fn(&[T], &[T]) -> bool,
    ) -> Option<Vec<T>> {
        let more = side.len().checked_sub(self.base.len())?;
        if self.base.is_empty() {
            return None;
        }
        let (front, behind) = side.split_at(self.base.len());
        let (before, back) = side.split_at(more);
        // The other side may have it already, from an earlier merge.
        if equal(front, self.base) {
            let has = other.len() >= more && equal(&other[other.len() - more..], behind);
            return Some([other, if has { &[] } else { behind }].concat());
        }
        let has = other.len() >= more && equal(&other[..more], before);
        equal(back, self.base).then(|| [if has { &[] } else { before }, other].concat())
    }
}

/// For each element of `base` where it is in `other`: a longest common subsequence.
fn matches<T: Copy>(base: &[T], other: &[T], same: &impl Fn(T, T) -> bool) -> Vec<Option<usize>> {
    let mut found = vec![None; base.len()];
    let pairs = || base.iter().zip(other);
    let start = pairs().take_while(|&(&a, &b)| same(a, b)).count();
    let (inner, inner_other) = (&base[start..], &other[start..]);
    let pairs = inner.iter().rev().zip(inner_other.iter().rev());
    let end = pairs.take_while(|&(&a, &b)| same(a, b)).count();
    for (at, found) in found.iter_mut().enumerate().take(start) {
        *found = Some(at);
    }
    for back in 1..=end {
        found[base.len() - back] = Some(other.len() - back);
    }
    let rows = &inner[..inner.len() - end];
    let columns = &inner_other[..inner_other.len() - end];
    if rows.len().saturating_mul(columns.len()) > PAIRS {
        return found;
    }
    // `longest[r][c]`: the length of what the rest from there on has in common.
    let mut longest = vec![vec![0_u32; columns.len() + 1]; rows.len() + 1];
    for r in (0..rows.len()).rev() {
        for c in (0..columns.len()).rev() {
            longest[r][c] = if same(rows[r], columns[c]) {
                longest[r + 1][c + 1] + 1
            } else {
                longest[r + 1][c].max(longest[r][c + 1])
            };
        }
    }
    let (mut r, mut c) = (0, 0);
    while r < rows.len() && c < columns.len() {
        if same(rows[r], columns[c]) {
            found[start + r] = Some(start + c);
            (r, c) = (r + 1, c + 1);
        } else if longest[r + 1][c] >= longest[r][c + 1] {
            r += 1;
        } else {
            c += 1;
        }
    }
    found
}
