//! Hangul arithmetic: the keys under a character on a 2-set (두벌식) keyboard, the jamo of a
//! syllable, "is this what is being typed" for search, and the particle that follows a word.
//!
//! Knows nothing about commands or search; both build on these tables.

use std::ops::Deref;

/// Lead consonants in the order of their Unicode index, with the key of each.
const LEADS: [(char, &str); 19] = [
    ('ㄱ', "r"),
    ('ㄲ', "R"),
    ('ㄴ', "s"),
    ('ㄷ', "e"),
    ('ㄸ', "E"),
    ('ㄹ', "f"),
    ('ㅁ', "a"),
    ('ㅂ', "q"),
    ('ㅃ', "Q"),
    ('ㅅ', "t"),
    ('ㅆ', "T"),
    ('ㅇ', "d"),
    ('ㅈ', "w"),
    ('ㅉ', "W"),
    ('ㅊ', "c"),
    ('ㅋ', "z"),
    ('ㅌ', "x"),
    ('ㅍ', "v"),
    ('ㅎ', "g"),
];

/// Vowels in index order; the compound ones take two keys.
const VOWELS: [(char, &str); 21] = [
    ('ㅏ', "k"),
    ('ㅐ', "o"),
    ('ㅑ', "i"),
    ('ㅒ', "O"),
    ('ㅓ', "j"),
    ('ㅔ', "p"),
    ('ㅕ', "u"),
    ('ㅖ', "P"),
    ('ㅗ', "h"),
    ('ㅘ', "hk"),
    ('ㅙ', "ho"),
    ('ㅚ', "hl"),
    ('ㅛ', "y"),
    ('ㅜ', "n"),
    ('ㅝ', "nj"),
    ('ㅞ', "np"),
    ('ㅟ', "nl"),
    ('ㅠ', "b"),
    ('ㅡ', "m"),
    ('ㅢ', "ml"),
    ('ㅣ', "l"),
];

/// Tail consonants in index order; the first entry stands for "no tail".
const TAILS: [(char, &str); 28] = [
    ('\0', ""),
    ('ㄱ', "r"),
    ('ㄲ', "R"),
    ('ㄳ', "rt"),
    ('ㄴ', "s"),
    ('ㄵ', "sw"),
    ('ㄶ', "sg"),
    ('ㄷ', "e"),
    ('ㄹ', "f"),
    ('ㄺ', "fr"),
    ('ㄻ', "fa"),
    ('ㄼ', "fq"),
    ('ㄽ', "ft"),
    ('ㄾ', "fx"),
    ('ㄿ', "fv"),
    ('ㅀ', "fg"),
    ('ㅁ', "a"),
    ('ㅂ', "q"),
    ('ㅄ', "qt"),
    ('ㅅ', "t"),
    ('ㅆ', "T"),
    ('ㅇ', "d"),
    ('ㅈ', "w"),
    ('ㅊ', "c"),
    ('ㅋ', "z"),
    ('ㅌ', "x"),
    ('ㅍ', "v"),
    ('ㅎ', "g"),
];

const FIRST_SYLLABLE: u32 = 0xAC00;
const SYLLABLES: u32 = 19 * 21 * 28;

/// Up to five QWERTY keys; reads as a `str`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    bytes: [u8; 5],
    len: u8,
}

impl Keys {
    fn of(parts: &[&str]) -> Keys {
        let mut keys = Keys {
            bytes: [0; 5],
            len: 0,
        };
        for byte in parts.iter().flat_map(|part| part.bytes()) {
            keys.bytes[usize::from(keys.len)] = byte;
            keys.len += 1;
        }
        keys
    }

    pub fn as_str(&self) -> &str {
        // Only bytes of the tables above get in, and those are ASCII.
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

impl Deref for Keys {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

/// The indices of a syllable's lead, vowel and tail (0 = no tail).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jamo {
    pub lead: usize,
    pub vowel: usize,
    pub tail: usize,
}

/// The QWERTY keys that type a syllable or a jamo; `None` for any other character.
pub fn keys_of(c: char) -> Option<Keys> {
    if let Some(jamo) = split(c) {
        return Some(Keys::of(&[
            LEADS[jamo.lead].1,
            VOWELS[jamo.vowel].1,
            TAILS[jamo.tail].1,
        ]));
    }
    if !('ㄱ'..='ㅣ').contains(&c) {
        return None;
    }
    let tables = LEADS.iter().chain(&VOWELS).chain(&TAILS[1..]);
    let (_, keys) = tables.into_iter().find(|(jamo, _)| *jamo == c)?;
    Some(Keys::of(&[keys]))
}

/// Whether the character belongs to the Korean script in any of its forms.
pub fn is_hangul(c: char) -> bool {
    matches!(c,
        '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}'
        | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}' | '\u{FFA1}'..='\u{FFDC}')
}

/// Whether the character is a complete syllable (가 … 힣).
pub fn is_syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// Whether the character is a consonant that can begin a syllable, standing alone (ㄱ … ㅎ).
pub fn is_lead_jamo(c: char) -> bool {
    lead_index(c).is_some()
}

/// The index of a consonant standing alone among the lead consonants.
pub fn lead_index(c: char) -> Option<usize> {
    if !('ㄱ'..='ㅎ').contains(&c) {
        return None;
    }
    LEADS.iter().position(|(jamo, _)| *jamo == c)
}

/// The initial consonant of a syllable.
pub fn lead(c: char) -> Option<char> {
    // No detour over `split`: search asks this for every character of every line.
    let index = (c as u32).wrapping_sub(FIRST_SYLLABLE);
    (index < SYLLABLES).then(|| LEADS[(index / 588) as usize].0)
}

/// Takes a syllable apart.
pub fn split(c: char) -> Option<Jamo> {
    let index = (c as u32).wrapping_sub(FIRST_SYLLABLE);
    (index < SYLLABLES).then_some(Jamo {
        lead: (index / 588) as usize,
        vowel: (index % 588 / 28) as usize,
        tail: (index % 28) as usize,
    })
}

/// Puts a syllable together; `None` when an index is out of its table.
pub fn join(jamo: Jamo) -> Option<char> {
    let inside = jamo.lead < LEADS.len() && jamo.vowel < VOWELS.len() && jamo.tail < TAILS.len();
    let index = (jamo.lead * 21 + jamo.vowel) * 28 + jamo.tail;
    inside
        .then(|| char::from_u32(FIRST_SYLLABLE + index as u32))
        .flatten()
}

/// Whether `syllable` can be what someone is typing who has got as far as `partial`.
///
/// Both are compared key by key, so ㅎ, 하 and 한 all begin 한, and 고 begins 과.
/// A tail that moves on to the next syllable is the business of [`carry`].
pub fn syllable_starts_with(syllable: char, partial: char) -> bool {
    if syllable == partial {
        return true;
    }
    let Some(whole) = split(syllable) else {
        return false;
    };
    let Some(part) = split(partial) else {
        return LEADS[whole.lead].0 == partial;
    };
    if whole.lead != part.lead {
        return false;
    }
    if part.tail == 0 {
        return VOWELS[whole.vowel].1.starts_with(VOWELS[part.vowel].1);
    }
    whole.vowel == part.vowel && TAILS[whole.tail].1.starts_with(TAILS[part.tail].1)
}

/// What remains of a syllable when the next vowel takes its last consonant along, and that
/// consonant: 한 → (하, ㄴ), 닭 → (달, ㄱ). `None` without a tail.
pub fn carry(partial: char) -> Option<(char, char)> {
    let jamo = split(partial)?;
    if jamo.tail == 0 {
        return None;
    }
    let keys = TAILS[jamo.tail].1;
    let (stay, moved) = keys.split_at(keys.len() - 1);
    let tail = TAILS.iter().position(|(_, keys)| *keys == stay)?;
    let (next, _) = LEADS.iter().find(|(_, keys)| *keys == moved)?;
    Some((join(Jamo { tail, ..jamo })?, *next))
}

/// The two consonants of a compound one that an input method makes of two typed in a row
/// (ㄳ → ㄱ, ㅅ).
pub fn split_consonants(c: char) -> Option<(char, char)> {
    if !('ㄱ'..='ㅎ').contains(&c) {
        return None;
    }
    let (_, keys) = TAILS[1..].iter().find(|(jamo, _)| *jamo == c)?;
    let (first, second) = keys.split_at_checked(1)?;
    let jamo = |key: &str| LEADS.iter().find(|(_, keys)| *keys == key).map(|(c, _)| *c);
    Some((jamo(first)?, jamo(second)?))
}

/// A particle whose form depends on how the word before it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Josa {
    /// 은/는
    Topic,
    /// 이/가
    Subject,
    /// 을/를
    Object,
    /// 과/와
    With,
    /// 으로/로
    Toward,
}

/// How the last sound of a word decides about a particle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Vowel,
    /// ㄹ counts as a consonant except before 로.
    Rieul,
    Consonant,
}

/// The form of the particle after `word`, or both forms, 은(는), when the reading is unclear.
pub fn josa(word: &str, josa: Josa) -> &'static str {
    let [consonant, vowel, unclear] = match josa {
        Josa::Topic => ["은", "는", "은(는)"],
        Josa::Subject => ["이", "가", "이(가)"],
        Josa::Object => ["을", "를", "을(를)"],
        Josa::With => ["과", "와", "과(와)"],
        Josa::Toward => ["으로", "로", "(으)로"],
    };
    match ending(word) {
        Some(Ending::Vowel) => vowel,
        Some(Ending::Rieul) if josa == Josa::Toward => vowel,
        Some(Ending::Rieul | Ending::Consonant) => consonant,
        None => unclear,
    }
}

fn ending(word: &str) -> Option<Ending> {
    // Brackets, quotes and dots at the end are not read aloud; the per cent sign is (퍼센트).
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
    let last = word.chars().next_back()?;
    if let Some(jamo) = split(last) {
        return Some(match TAILS[jamo.tail].0 {
            '\0' => Ending::Vowel,
            'ㄹ' => Ending::Rieul,
            _ => Ending::Consonant,
        });
    }
    match last {
        '%' => Some(Ending::Vowel),
        'ㄹ' => Some(Ending::Rieul),
        // The names of the consonants all end in one: 기역, 니은 …
        'ㄱ'..='ㅎ' => Some(Ending::Consonant),
        'ㅏ'..='ㅣ' => Some(Ending::Vowel),
        '0'..='9' => Some(digit_ending(word, last)),
        'A'..='Z' => Some(match last {
            'L' | 'R' => Ending::Rieul,
            'M' | 'N' => Ending::Consonant,
            _ => Ending::Vowel,
        }),
        'a'..='z' => latin_ending(word),
        _ => None,
    }
}

/// Numbers are read in Sino-Korean: 영 일 이 삼 사 오 육 칠 팔 구, and 십 백 천 만 억 조 for zeros.
fn digit_ending(word: &str, last: char) -> Ending {
    match last {
        '1' | '7' | '8' => Ending::Rieul,
        '3' | '6' => Ending::Consonant,
        '0' => {
            let digits = word.chars().rev().filter(|c| *c != ',');
            match digits.take_while(|c| *c == '0').count() {
                12..16 => Ending::Vowel, // 조 is the only power without a final consonant
                _ => Ending::Consonant,
            }
        }
        _ => Ending::Vowel,
    }
}

/// The usual transcription of an English word by its last letters, where it is regular.
fn latin_ending(word: &str) -> Option<Ending> {
    let mut letters = word
        .chars()
        .rev()
        .take_while(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase());
    let last = letters.next()?;
    let Some(before) = letters.next() else {
        // A single letter is read by its name.
        return ending(&word.to_ascii_uppercase());
    };
    let vowel = |c: char| "aeiou".contains(c);
    let after_long_vowel = vowel(before) && letters.next().is_some_and(vowel);
    match last {
        'l' => Some(Ending::Rieul),
        'm' | 'n' => Some(Ending::Consonant),
        'g' if before == 'n' => Some(Ending::Consonant),
        'e' => match before {
            'l' => Some(Ending::Rieul),
            'm' | 'n' => Some(Ending::Consonant),
            'p' | 't' | 'k' => None, // 타입 but 파이프
            _ => Some(Ending::Vowel),
        },
        'b' | 'c' | 'p' if after_long_vowel => None, // 힙 but 루프
        'b' | 'c' | 'p' if vowel(before) => Some(Ending::Consonant),
        't' | 'k' if vowel(before) => None, // 깃 but 비트
        'k' if before == 'c' => None,       // 스택 but 체크
        _ => Some(Ending::Vowel),
    }
}
