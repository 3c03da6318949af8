//! Widths, wrapping, truncating, padding and the last gate before the terminal.

use std::borrow::Cow;

use gongbu::ui::safe::shown;
use gongbu::ui::wrap::{glyphs, lines_of, pad, pad_start, truncate, width, wrap};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

#[test]
fn widths_are_those_that_ratatui_draws() {
    let cases = [
        ("", 0),
        ("abc", 3),
        ("한글", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2),
        ("ㅋㅋ", 4),
        ("e\u{301}", 1),
        ("👨\u{200D}👩\u{200D}👧\u{200D}👦", 2),
        ("🇰🇷", 2),
        ("❤\u{FE0F}", 2),
        // Terminals give this two cells. ratatui counts the mark once more than unicode-width
        // does, and a column that differs from what it draws would be worse than a gap.
        ("ｶﾞ", 3),
        ("漢字", 4),
        ("\t", 4),
        ("\u{7}", 1),
        ("\u{200B}", 0),
    ];
    for (text, expected) in cases {
        assert_eq!(width(text), expected, "{text:?}");
        if text.contains(char::is_control) {
            continue;
        }
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, 1));
        let (x, _) = buf.set_stringn(0, 0, text, 20, Style::default());
        assert_eq!(usize::from(x), expected, "{text:?} in ratatui");
    }
}

#[test]
fn words_stay_whole_while_they_fit() {
    let cases: &[(&str, usize, &[&str])] = &[
        ("", 5, &[""]),
        ("채널 대신 뮤텍스를", 9, &["채널 대신", "뮤텍스를"]),
        ("채널 대신 뮤텍스를", 8, &["채널", "대신", "뮤텍스를"]),
        ("가나다라마바사", 6, &["가나다", "라마바", "사"]),
        ("a 가나다라마바사", 6, &["a 가나", "다라마", "바사"]),
        ("가나", 1, &["가", "나"]),
        ("가나", 0, &["가", "나"]),
        ("ab cd", 5, &["ab cd"]),
        ("ab   cd", 2, &["ab", "cd"]),
        ("one\n\ntwo three", 5, &["one", "", "two", "three"]),
        ("끝\n", 5, &["끝", ""]),
        ("  - 들여 쓴 줄", 8, &["  - 들여", "쓴 줄"]),
        (
            "👨\u{200D}👩\u{200D}👧🇰🇷가",
            3,
            &["👨\u{200D}👩\u{200D}👧", "🇰🇷", "가"],
        ),
    ];
    for (text, width, expected) in cases {
        assert_eq!(lines_of(text, *width), *expected, "{text:?} at {width}");
    }
}

/// Ten scripts, with what tends to break wrapping between them.
fn mixed() -> impl Strategy<Value = String> {
    let scripts = "([a-z]|[가-힣]|[ㄱ-ㅣ]|[\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11A8}-\u{11C2}]|[あ-ん]|[一-龥]\
        |[а-я]|[ء-ي]|[ก-๎]|[अ-ह\u{93E}-\u{94D}]|👨|\u{200D}|👩|🇰|🇷|\u{FE0F}|\u{301}|\u{200B}|[ ]{1,3}|\t|\u{7})";
    proptest::string::string_regex(&format!("{scripts}{{0,60}}")).expect("a valid expression")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn rows_are_the_whole_text_and_none_is_too_wide(text in mixed(), columns in 0..24_usize) {
        let rows = wrap(&text, columns);
        let joined: String = rows.iter().map(|row| &text[row.clone()]).collect();
        prop_assert_eq!(&joined, &text);
        for row in rows {
            let row = text[row].trim_end_matches([' ', '\t']);
            prop_assert!(width(row) <= columns || glyphs(row).filter(|g| g.width > 0).count() <= 1, "{row:?}");
        }
    }

    #[test]
    fn truncated_and_padded_texts_fit(text in mixed(), columns in 0..24_usize) {
        prop_assert!(width(&truncate(&text, columns)) <= columns);
        let line = shown(&text).into_owned();
        prop_assert!(!line.contains(char::is_control));
        prop_assert_eq!(width(&pad(&line, columns)), columns);
        prop_assert_eq!(width(&pad_start(&line, columns)), columns);
    }

    #[test]
    fn ratatui_draws_what_is_shown_as_wide_as_it_is_measured(text in mixed()) {
        let line = shown(&text).into_owned();
        let mut buf = Buffer::empty(Rect::new(0, 0, 300, 1));
        let (x, _) = buf.set_stringn(0, 0, &line, 300, Style::default());
        prop_assert_eq!(usize::from(x), width(&line));
    }
}

#[test]
fn two_dots_stand_for_what_is_cut() {
    let cases = [
        ("고루틴", 6, "고루틴"),
        ("고루틴", 5, "고.."),
        ("고루틴", 4, "고.."),
        ("고루틴과", 7, "고루.."),
        ("goroutine", 5, "gor.."),
        ("abc", 2, ".."),
        ("abc", 1, "."),
        ("abc", 0, ""),
        ("", 0, ""),
    ];
    for (text, width, expected) in cases {
        assert_eq!(truncate(text, width), expected, "{text:?} at {width}");
    }
    assert_eq!(pad("한", 4), "한  ");
    assert_eq!(pad_start("3.5", 5), "  3.5");
    assert!(matches!(pad("한글", 4), Cow::Borrowed(_)));
}

#[test]
fn what_would_steer_the_terminal_is_shown_as_a_mark() {
    let cases = [
        ("한글 plain", "한글 plain"),
        ("\u{1B}[31m빨강\u{1B}[0m", "?[31m빨강?[0m"),
        ("a\u{202E}b\u{9B}c\u{7F}", "a?b?c?"),
        ("a\r\nb\nc\td", "a b c    d"),
        ("a\u{200B}b\u{FEFF}", "a?b?"),
        ("\u{1112}\u{1161}\u{11AB}", "한"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text:?}");
    }
    assert!(matches!(shown("한글 plain"), Cow::Borrowed(_)));
}
