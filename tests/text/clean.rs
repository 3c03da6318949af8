//! What cleaning removes, what it keeps, and when it does not copy.

use std::borrow::Cow;

use gongbu::domain::text::{Counts, clean, clean_line, counts};
use proptest::prelude::*;

const FAMILY: &str = "👨\u{200D}👩\u{200D}👧";

#[test]
fn nothing_invisible_survives_but_what_an_emoji_needs() {
    let many_marks = format!("e{}", "\u{0316}".repeat(40));
    let eight_marks = format!("e{}", "\u{0316}".repeat(8));
    let cases = [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("a\u{2028}b\u{2029}c\u{85}d", "a\nb\nc\nd"),
        ("a\tb\0\u{7}\u{8}\u{7F}\u{80}c", "a\tbc"),
        ("\u{1B}[1;31m빨강\u{1B}[0m", "빨강"),
        ("\u{1B}]0;title\u{7}본문", "본문"),
        ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ("\u{1B}]0;unfinished\nnext", "\nnext"),
        ("\u{1B}(Ba\u{1B}7b\u{1B}", "ab"),
        ("\u{9B}31mred\u{9D}0;t\u{9C}!", "red!"),
        ("a\u{202E}b\u{2066}c\u{200E}d\u{61C}", "abcd"),
        ("a\u{200B}b\u{FEFF}c\u{2060}d\u{AD}e\u{3164}", "abcde"),
        ("\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}", "\u{1F3F4}"),
        (FAMILY, FAMILY),
        ("가\u{200D}나", "가나"),
        ("❤\u{FE0F}", "❤\u{FE0F}"),
        ("\u{FE0F}a", "a"),
        ("a\u{FE0E}b", "ab"),
        ("\u{1112}\u{1161}\u{11AB}", "한"),
        ("e\u{301}", "é"),
        (&many_marks, &eight_marks),
        ("한글 그대로", "한글 그대로"),
    ];
    for (dirty, expected) in cases {
        assert_eq!(clean(dirty), expected, "{dirty:?}");
    }
}

#[test]
fn a_line_has_no_line_ends_or_tabs() {
    assert_eq!(clean_line("가\r\n나\t다\n"), "가 나 다 ");
}

#[test]
fn a_clean_text_is_not_copied() {
    let long = "Go의 고루틴은 “가볍다”. 漢字かな ㅋㅋ → é\n\t- 끝\n".repeat(10);
    for text in ["", "plain", "한글 문장", FAMILY, &long] {
        assert!(matches!(clean(text), Cow::Borrowed(_)), "{text:?}");
        if !text.contains('\n') {
            assert!(matches!(clean_line(text), Cow::Borrowed(_)), "{text:?}");
        }
    }
}

proptest! {
    #[test]
    fn cleaning_twice_is_cleaning_once(
        text in "([가-힣]|[\u{1100}-\u{11C2}]|[\\x00-\\x1f]|[a-e]|\\[|[\u{80}-\u{9f}]|[\u{300}-\u{34f}]|[\u{200a}-\u{202f}]|👨|👧|\u{fe0f}|\\PC){0,60}"
    ) {
        let once = clean(&text).into_owned();
        prop_assert_eq!(clean(&once), once.as_str());
        prop_assert!(!once.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        let line = clean_line(&text).into_owned();
        prop_assert!(!line.contains(char::is_control));
    }
}

#[test]
fn counting_goes_by_what_a_reader_sees() {
    let cases = [
        ("", [0, 0, 0, 0, 0]),
        ("한글 두 줄\n끝", [7, 5, 4, 2, 1]),
        (
            "e\u{301} \u{1112}\u{1161}\u{11AB} 👨\u{200D}👩\u{200D}👧",
            [5, 3, 3, 1, 1],
        ),
        ("a\n", [1, 1, 1, 1, 1]),
    ];
    for (text, [with, without, words, lines, minutes]) in cases {
        let expected = Counts {
            chars_with_spaces: with,
            chars_without_spaces: without,
            words,
            lines,
            reading_minutes: minutes,
        };
        assert_eq!(counts(text), expected, "{text:?}");
    }
    assert_eq!(counts(&"가".repeat(1001)).reading_minutes, 3);
    assert_eq!(counts(&"a".repeat(1001)).reading_minutes, 2);
}
