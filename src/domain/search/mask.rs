//! A small summary of the characters of a text. It rejects most texts for most queries at the
//! cost of two ANDs, before any character is looked at.

use crate::domain::hangul;

/// Sets of characters; a set bit says "may be there", a clear one "is not".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    /// Letters, digits, initial consonants, and the rest by remainder.
    chars: u64,
    /// Syllables without their tails, by a hash.
    syllables: u64,
}

/// Set when a consonant stands alone, which few texts have and a query of initials asks for.
const LONE_JAMO: u64 = 1 << 63;

impl Mask {
    pub fn of_text(text: &str) -> Mask {
        text.chars().fold(Mask::default(), |mask, c| mask.with(c))
    }

    pub fn covers(self, wanted: Mask) -> bool {
        self.chars & wanted.chars == wanted.chars
            && self.syllables & wanted.syllables == wanted.syllables
    }

    /// Adds a character that must be there exactly.
    pub fn with(self, c: char) -> Mask {
        if let Some(jamo) = hangul::split(c) {
            let body = jamo.lead * 21 + jamo.vowel;
            // Multiplicative hashing: neighbours in the table land far apart.
            let bit = (body as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58;
            let mut mask = self.with_lead(jamo.lead);
            mask.syllables |= 1 << bit;
            return mask;
        }
        let mut mask = self;
        if let Some((first, second)) = hangul::split_consonants(c) {
            // Both spellings of the query, ㄳ and ㄱㅅ, must get through to this text.
            mask = mask.with(first).with(second);
        } else if let Some(lead) = hangul::lead_index(c) {
            mask = mask.with_lead(lead);
            mask.chars |= LONE_JAMO;
        } else {
            mask.chars |= 1
                << match c {
                    'a'..='z' => c as u32 - 'a' as u32,
                    '0'..='9' => 26 + (c as u32 - '0' as u32),
                    _ => 55 + c as u32 % 8,
                };
        }
        mask
    }

    /// Adds an initial consonant, which a syllable or the consonant alone provides.
    pub fn with_lead_of(self, jamo: char) -> Mask {
        hangul::lead_index(jamo).map_or(self, |lead| self.with_lead(lead))
    }

    fn with_lead(self, lead: usize) -> Mask {
        Mask {
            chars: self.chars | 1 << (36 + lead),
            ..self
        }
    }
}
