//! Which rows of a list are on screen: a pure function of length, cursor and height.

use std::ops::Range;

/// The rows shown. The cursor stays in the middle where the list goes on at both ends.
pub fn window(len: usize, cursor: usize, height: usize) -> Range<usize> {
    if height == 0 || len == 0 {
        return 0..0;
    }
    let first = cursor
        .saturating_sub(height / 2)
        .min(len.saturating_sub(height));
    first..(first + height).min(len)
}

/// The cursor moved by `by` rows, kept within `len`.
pub fn moved(cursor: usize, by: isize, len: usize) -> usize {
    cursor.saturating_add_signed(by).min(len.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_always_within_the_window() {
        for len in 0..20 {
            for cursor in 0..len {
                for height in 1..25 {
                    let shown = window(len, cursor, height);
                    assert!(
                        shown.contains(&cursor),
                        "{cursor} of {len} in {height} rows"
                    );
                    assert_eq!(shown.len(), len.min(height));
                }
            }
        }
    }
}
