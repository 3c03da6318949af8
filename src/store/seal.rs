//! A checksum inside a JSON object, over all of its text before it, for files that have no other.

use sha2::{Digest, Sha256};

const BEFORE: &[u8] = b",\"sum\":\"";
const DIGITS: usize = 16;
const AFTER: &[u8] = b"\"}";

/// Adds the checksum as the last member of an object that has at least one.
pub(super) fn seal(mut object: Vec<u8>) -> Vec<u8> {
    if object.pop() == Some(b'}') {
        let sum = sum(&object);
        object.extend_from_slice(BEFORE);
        object.extend_from_slice(sum.as_bytes());
        object.extend_from_slice(AFTER);
    }
    object
}

/// Whether the text is as it was sealed; none if it has no checksum.
pub(super) fn is_intact(object: &[u8]) -> Option<bool> {
    let rest = object.strip_suffix(AFTER)?;
    let (rest, digits) = rest.split_at_checked(rest.len().checked_sub(DIGITS)?)?;
    match rest.strip_suffix(BEFORE) {
        Some(text) => Some(sum(text).as_bytes() == digits),
        // Nothing else ends like this: it is the name before it that was damaged.
        None => digits.iter().all(u8::is_ascii_hexdigit).then_some(false),
    }
}

fn sum(text: &[u8]) -> String {
    let digest = Sha256::digest(text);
    let half = u64::from_be_bytes(std::array::from_fn(|index| digest[index]));
    format!("{half:016x}")
}
