//! Small harms to texts and files, the same for the same seed.

use crate::common::decade::Random;

/// Pieces that formats are sensitive to.
const PIECES: [&str; 36] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "-1",
    "0",
    "1e400",
    "18446744073709551616",
    "-9223372036854775808",
    "\"id\":\"a\",",
    "\"id\":",
    "\u{feff}",
    "\r\n",
    "\0",
    "\u{1b}]0;x\u{7}",
    "\u{202e}",
    "가",
    "\u{1100}\u{1161}",
    "2026-11-20",
    "2026-W53",
    "9999-12-31",
    "0001-01-01T00:00:00Z",
    "..",
    "/",
    "<<<<<<< a\n",
    "sha256",
    "\n",
    "            ",
];

/// A text with one to eight harms done to it; `other` lends pieces.
pub fn mutated(random: &mut Random, text: &[u8], other: &[u8]) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..=random.below(8) {
        harm(random, &mut text, other);
    }
    // Long ones are for bombs; these are to be many.
    text.truncate(200_000);
    text
}

fn harm(random: &mut Random, text: &mut Vec<u8>, other: &[u8]) {
    let at = random.below(text.len() as u64 + 1) as usize;
    let end = (at + random.below(24) as usize).min(text.len());
    match random.below(10) {
        0 if at < text.len() => text[at] ^= 1 << random.below(8),
        1 if at < text.len() => text[at] = random.below(256) as u8,
        2 => drop(text.drain(at..end)),
        3 => {
            let piece = text[at..end].to_vec();
            let to = random.below(text.len() as u64 + 1) as usize;
            text.splice(to..to, piece);
        }
        4 => {
            let piece = text[at..end].repeat(1 + random.below(20) as usize);
            text.splice(at..end, piece);
        }
        5 if !other.is_empty() => {
            let from = random.below(other.len() as u64) as usize;
            let to = (from + random.below(200) as usize).min(other.len());
            text.splice(at..end, other[from..to].iter().copied());
        }
        6 => text.truncate(at),
        7 => {
            // A number becomes another one.
            if let Some(digit) = text[at..].iter().position(u8::is_ascii_digit) {
                text[at + digit] = b'0' + random.below(10) as u8;
            }
        }
        _ => {
            let piece = PIECES[random.below(PIECES.len() as u64) as usize];
            text.splice(at..at, piece.bytes());
        }
    }
}
