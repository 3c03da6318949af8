//! The 2-set tables, unfinished syllables and particles.

use gongbu::domain::hangul::{
    Jamo, Josa, carry, is_hangul, is_lead_jamo, join, josa, keys_of, lead, split, split_consonants,
    syllable_starts_with,
};

#[test]
fn every_basic_jamo_has_the_key_it_is_printed_on() {
    let pairs = [
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
        ('ㅏ', "k"),
        ('ㅐ', "o"),
        ('ㅑ', "i"),
        ('ㅒ', "O"),
        ('ㅓ', "j"),
        ('ㅔ', "p"),
        ('ㅕ', "u"),
        ('ㅖ', "P"),
        ('ㅗ', "h"),
        ('ㅛ', "y"),
        ('ㅜ', "n"),
        ('ㅠ', "b"),
        ('ㅡ', "m"),
        ('ㅣ', "l"),
    ];
    assert_eq!(pairs.len(), 33);
    for (jamo, keys) in pairs {
        assert_eq!(keys_of(jamo).as_deref(), Some(keys), "{jamo}");
    }
}

#[test]
fn compound_jamo_and_syllables_expand_to_the_keys_pressed() {
    let pairs = [
        ('ㅘ', "hk"),
        ('ㅙ', "ho"),
        ('ㅢ', "ml"),
        ('ㄳ', "rt"),
        ('ㅄ', "qt"),
        ('ㅀ', "fg"),
        ('아', "dk"),
        ('가', "rk"),
        ('하', "gk"),
        ('뷁', "qnpfr"),
        ('값', "rkqt"),
        ('뷰', "qb"),
        ('힣', "glg"),
        ('꽥', "Rhor"),
        ('예', "dP"),
    ];
    for (c, keys) in pairs {
        assert_eq!(keys_of(c).as_deref(), Some(keys), "{c}");
    }
    for c in [
        'a', '1', ' ', '漢', 'あ', '\u{3164}', '\u{3165}', '\u{1100}', '😀',
    ] {
        assert_eq!(keys_of(c), None, "{c:?}");
    }
}

#[test]
fn every_syllable_composes_back_and_has_its_own_keys() {
    let mut seen = std::collections::HashSet::new();
    for c in '가'..='힣' {
        let jamo = split(c).expect("a syllable comes apart");
        assert_eq!(join(jamo), Some(c));
        assert!(is_hangul(c));
        assert!(lead(c).is_some_and(is_lead_jamo));
        // The keys of the parts in a row are the keys of the whole.
        let lead_keys = keys_of(lead(c).expect("has a lead")).expect("has keys");
        let keys = keys_of(c).expect("has keys");
        assert!(keys.starts_with(&*lead_keys) && keys.len() <= 5);
        seen.insert(keys.to_string());
    }
    assert_eq!(seen.len(), 11_172);
    assert_eq!(
        join(Jamo {
            lead: 19,
            vowel: 0,
            tail: 0
        }),
        None
    );
    assert_eq!(split('ㄱ'), None);
}

#[test]
fn an_unfinished_syllable_begins_what_it_can_become() {
    let cases = [
        ('한', 'ㅎ', true),
        ('한', '하', true),
        ('한', '한', true),
        ('학', '하', true),
        ('하', '한', false),
        ('과', '고', true),
        ('곽', '고', true),
        ('괙', '과', false),
        ('곤', '고', true),
        ('관', '곤', false),
        ('닭', '달', true),
        ('달', '닭', false),
        ('갔', '갓', false),
        ('까', 'ㄱ', false),
        ('허', '하', false),
        ('a', 'ㅎ', false),
        ('ㅎ', 'ㅎ', true),
        ('의', '으', true),
    ];
    for (syllable, partial, expected) in cases {
        assert_eq!(
            syllable_starts_with(syllable, partial),
            expected,
            "{syllable} {partial}"
        );
    }
}

#[test]
fn a_tail_moves_on_as_the_key_that_typed_it() {
    let cases = [
        ('한', Some(('하', 'ㄴ'))),
        ('닭', Some(('달', 'ㄱ'))),
        ('값', Some(('갑', 'ㅅ'))),
        ('있', Some(('이', 'ㅆ'))),
        ('밖', Some(('바', 'ㄲ'))),
        ('하', None),
        ('ㅎ', None),
        ('a', None),
    ];
    for (partial, expected) in cases {
        assert_eq!(carry(partial), expected, "{partial}");
    }
    assert_eq!(split_consonants('ㄳ'), Some(('ㄱ', 'ㅅ')));
    assert_eq!(split_consonants('ㅀ'), Some(('ㄹ', 'ㅎ')));
    assert_eq!(split_consonants('ㄲ'), None);
    assert_eq!(split_consonants('ㅘ'), None);
}

#[test]
fn particles_follow_the_last_sound() {
    use Josa::{Object, Subject, Topic, Toward, With};
    let cases = [
        ("고루틴", Topic, "은"),
        ("뮤텍스", Topic, "는"),
        ("채널", Subject, "이"),
        ("나무", Subject, "가"),
        ("값", Object, "을"),
        ("파일", Object, "을"),
        ("질문", With, "과"),
        ("회고", With, "와"),
        ("집", Toward, "으로"),
        ("서울", Toward, "로"),
        ("학교", Toward, "로"),
        ("'고루틴'", Topic, "은"),
        ("초안(둘)", Topic, "은"),
        ("초안.", Topic, "은"),
        // Digits are read in Korean.
        ("1", Topic, "은"),
        ("2", Topic, "는"),
        ("3", Toward, "으로"),
        ("7", Toward, "로"),
        ("10", Object, "을"),
        ("1,000", Subject, "이"),
        ("20", Toward, "으로"),
        ("1,000,000,000,000", Topic, "는"),
        ("50%", Subject, "가"),
        // Acronyms and single letters are spelled out.
        ("API", Topic, "는"),
        ("URL", Toward, "로"),
        ("LRU", Object, "를"),
        ("VM", Topic, "은"),
        ("b", Topic, "는"),
        ("n", Topic, "은"),
        ("GraphQL", Subject, "이"),
        // Words by their usual transcription, or both forms where that is open.
        ("goroutine", Topic, "은"),
        ("channel", Toward, "로"),
        ("Kubernetes", Topic, "는"),
        ("Docker", Subject, "가"),
        ("string", Object, "을"),
        ("Kafka", With, "와"),
        ("module", Toward, "로"),
        ("web", Topic, "은"),
        ("test", Topic, "는"),
        ("git", Topic, "은(는)"),
        ("stack", Subject, "이(가)"),
        ("type", Toward, "(으)로"),
        ("ㅋㅋ", Topic, "은"),
        ("ㅠ", Topic, "는"),
        ("", Topic, "은(는)"),
        ("漢", With, "과(와)"),
    ];
    for (word, particle, expected) in cases {
        assert_eq!(josa(word, particle), expected, "{word}");
    }
}
