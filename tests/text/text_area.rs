//! The editor: one table of operations after the other.

use gongbu::ui::text_area::{Motion, Op, Pos, Select, Styles, TextArea, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

const FAMILY: &str = "👨\u{200D}👩\u{200D}👧";

fn go(motion: Motion) -> Op {
    Op::Move(motion, Select::No)
}

fn typed(editor: &mut TextArea, text: &str) {
    for c in text.chars() {
        editor.apply(Op::Insert(c.to_string()));
    }
}

fn sized(text: &str, width: u16, height: u16) -> TextArea {
    let mut editor = TextArea::multi(text);
    editor.set_size(width, height);
    editor
}

/// What a text area of this size shows, row by row, and the caret.
fn screen(editor: &TextArea, width: u16, height: u16) -> (Vec<String>, Option<(u16, u16)>) {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    let caret = draw(editor, area, &mut buf, &Styles::default());
    let row = |y| {
        let mut x = 0;
        let mut row = String::new();
        while x < width {
            let symbol = buf[(x, y)].symbol();
            row.push_str(symbol);
            x += gongbu::ui::wrap::width(symbol).max(1) as u16;
        }
        row.trim_end().to_owned()
    };
    ((0..height).map(row).collect(), caret.map(|p| (p.x, p.y)))
}

#[test]
fn the_caret_steps_over_whole_graphemes() {
    let graphemes = [
        "\u{1112}\u{1161}\u{11AB}",
        FAMILY,
        "🇰🇷",
        "❤\u{FE0F}",
        "e\u{301}",
        "가",
        "a",
    ];
    let text = graphemes.concat();
    let mut editor = sized(&text, 40, 3);
    let mut byte = 0;
    for grapheme in graphemes {
        editor.apply(go(Motion::Right));
        byte += grapheme.len();
        assert_eq!(editor.caret(), Pos { line: 0, byte }, "{grapheme:?}");
    }
    for grapheme in graphemes.iter().rev() {
        assert!(editor.apply(Op::Delete(Motion::Left)), "{grapheme:?}");
        byte -= grapheme.len();
        assert_eq!(editor.text(), text[..byte]);
    }
    assert!(!editor.apply(Op::Delete(Motion::Left)));
}

#[test]
fn motions_go_where_they_say() {
    let text = "하나 둘, three_4\n\n  다섯";
    let cases = [
        ((0, 0), Motion::WordRight, (0, 6)),
        ((0, 6), Motion::WordRight, (0, 10)),
        ((0, 10), Motion::WordRight, (0, 19)),
        ((0, 19), Motion::WordRight, (2, 8)),
        ((2, 8), Motion::WordLeft, (2, 2)),
        ((2, 2), Motion::WordLeft, (0, 12)),
        ((0, 12), Motion::WordLeft, (0, 7)),
        ((0, 12), Motion::LineStart, (0, 0)),
        ((0, 12), Motion::LineEnd, (0, 19)),
        ((0, 12), Motion::Down, (1, 0)),
        ((0, 12), Motion::ParagraphDown, (1, 0)),
        ((1, 0), Motion::ParagraphDown, (2, 8)),
        ((2, 5), Motion::ParagraphUp, (1, 0)),
        ((1, 0), Motion::ParagraphUp, (0, 0)),
        ((0, 19), Motion::Right, (1, 0)),
        ((2, 0), Motion::Left, (1, 0)),
        ((2, 0), Motion::TextStart, (0, 0)),
        ((0, 0), Motion::TextEnd, (2, 8)),
        ((0, 0), Motion::Up, (0, 0)),
        ((2, 8), Motion::PageDown, (2, 8)),
    ];
    for (from, motion, to) in cases {
        let mut editor = sized(text, 40, 5);
        while (editor.caret().line, editor.caret().byte) != from {
            editor.apply(go(Motion::Right));
        }
        editor.apply(go(motion));
        assert_eq!(
            (editor.caret().line, editor.caret().byte),
            to,
            "{motion:?} from {from:?}"
        );
    }
}

#[test]
fn up_and_down_go_by_rows_and_remember_the_column() {
    // Rows: "가나다라 " / "마바 " / "abcdefgh" (one cell of ten is the caret's).
    let mut editor = sized("가나다라 마바 abcdefgh", 10, 5);
    for _ in 0..3 {
        editor.apply(go(Motion::Right));
    }
    let mut columns = Vec::new();
    for motion in [
        Motion::Down,
        Motion::Down,
        Motion::Down,
        Motion::Up,
        Motion::Up,
    ] {
        editor.apply(go(motion));
        columns.push(screen(&editor, 10, 5).1);
    }
    let expected = [
        Some((4, 1)),
        Some((6, 2)),
        Some((6, 2)),
        Some((4, 1)),
        Some((6, 0)),
    ];
    assert_eq!(columns, expected);
    // Home and End stop at the row before they go to the edge of the line.
    for (motion, caret) in [
        (Motion::Down, (4, 1)),
        (Motion::LineStart, (0, 1)),
        (Motion::LineStart, (0, 0)),
        (Motion::LineEnd, (8, 0)),
        (Motion::LineEnd, (8, 2)),
    ] {
        editor.apply(go(motion));
        assert_eq!(screen(&editor, 10, 5).1, Some(caret), "{motion:?}");
    }
}

#[test]
fn typing_is_undone_by_the_word_and_a_paste_at_once() {
    let mut editor = sized("", 20, 5);
    typed(&mut editor, "한글 입력");
    assert!(editor.apply(Op::Paste("붙인\r\n글\u{1B}[0m".to_owned())));
    assert_eq!(editor.text(), "한글 입력붙인\n글");
    editor.apply(Op::Newline);
    let mut seen = Vec::new();
    while editor.apply(Op::Undo) {
        seen.push(editor.text());
    }
    assert_eq!(seen, ["한글 입력붙인\n글", "한글 입력", "한글 ", ""]);
    while editor.apply(Op::Redo) {}
    assert_eq!(editor.text(), "한글 입력붙인\n글\n");
    // A move ends the run.
    let mut editor = sized("", 20, 5);
    typed(&mut editor, "ab");
    editor.apply(go(Motion::Left));
    editor.apply(go(Motion::Right));
    typed(&mut editor, "cd");
    editor.apply(Op::Undo);
    assert_eq!(editor.text(), "ab");
    // Erasing is a run of its own, backwards and forwards.
    editor.apply(Op::Delete(Motion::Left));
    editor.apply(Op::Delete(Motion::Left));
    assert_eq!(editor.text(), "");
    editor.apply(Op::Undo);
    assert_eq!(editor.text(), "ab");
}

#[test]
fn the_undo_history_is_bounded() {
    let mut editor = sized("", 20, 5);
    for _ in 0..1100 {
        editor.apply(Op::Newline);
    }
    let mut steps = 0;
    while editor.apply(Op::Undo) {
        steps += 1;
    }
    assert_eq!(steps, 1000);
    let mut editor = TextArea::multi("");
    for _ in 0..6 {
        editor.apply(Op::SetText("x".repeat(1 << 20)));
        editor.apply(Op::SetText(String::new()));
    }
    let mut steps = 0;
    while editor.apply(Op::Undo) {
        steps += 1;
    }
    assert_eq!(steps, 4);
}

#[test]
fn a_selection_is_replaced_cut_and_copied() {
    let mut editor = sized("하나 둘\n셋", 20, 5);
    editor.apply(Op::Move(Motion::WordRight, Select::Extend));
    assert_eq!(editor.selected_text().as_deref(), Some("하나"));
    assert!(!editor.apply(Op::Copy));
    assert_eq!(editor.clipboard(), Some("하나"));
    editor.apply(Op::Insert("a".to_owned()));
    assert_eq!(editor.text(), "a 둘\n셋");
    editor.apply(Op::SelectAll);
    assert!(editor.apply(Op::Cut));
    assert_eq!(
        (editor.text().as_str(), editor.clipboard()),
        ("", Some("a 둘\n셋"))
    );
    assert!(!editor.apply(Op::Cut));
    editor.apply(Op::Undo);
    editor.apply(Op::SelectAll);
    editor.apply(go(Motion::Left));
    assert_eq!((editor.caret(), editor.selection()), (Pos::default(), None));
    editor.apply(go(Motion::WordRight));
    editor.apply(go(Motion::Right));
    editor.apply(Op::Move(Motion::TextEnd, Select::Extend));
    assert_eq!(editor.selected_text().as_deref(), Some("둘\n셋"));
    editor.apply(Op::Delete(Motion::TextEnd));
    assert_eq!(editor.text(), "a ");
}

#[test]
fn finding_ignores_case_goes_round_and_keeps_to_graphemes() {
    let mut editor = sized("Go go\n고루틴 GO\ne\u{301}", 20, 5);
    let at = |editor: &TextArea| (editor.caret().line, editor.caret().byte);
    editor.apply(Op::Find("go".to_owned()));
    let mut places = vec![at(&editor)];
    for op in [
        Op::FindNext,
        Op::FindNext,
        Op::FindNext,
        Op::FindPrev,
        Op::FindPrev,
    ] {
        editor.apply(op);
        places.push(at(&editor));
    }
    assert_eq!(places, [(0, 0), (0, 3), (1, 10), (0, 0), (1, 10), (0, 3)]);
    assert!(editor.at_match());
    editor.apply(Op::Find("e".to_owned()));
    assert!(!editor.at_match());
    assert_eq!(at(&editor), (0, 3));
    // A match that goes on in the next row is painted in both.
    let mut editor = sized("abcdef", 4, 3);
    editor.apply(Op::Find("cde".to_owned()));
    let area = Rect::new(0, 0, 4, 3);
    let mut buf = Buffer::empty(area);
    let found = Style::new().bg(Color::Blue);
    draw(
        &editor,
        area,
        &mut buf,
        &Styles {
            found,
            ..Styles::default()
        },
    );
    let painted: String = buf
        .content()
        .iter()
        .filter(|c| c.bg == Color::Blue)
        .map(|c| c.symbol())
        .collect();
    assert_eq!(painted, "cde");
}

#[test]
fn a_single_line_scrolls_sideways_and_takes_no_line_ends() {
    let mut editor = TextArea::line("제목").with_placeholder("찾기");
    editor.set_size(7, 1);
    assert!(!editor.apply(Op::Newline));
    editor.apply(Op::Paste("a\r\nb".to_owned()));
    assert_eq!(editor.text(), "제목a b");
    assert_eq!(
        screen(&editor, 7, 1),
        (vec![" 목a b".to_owned()], Some((6, 0)))
    );
    editor.apply(go(Motion::LineStart));
    assert_eq!(
        screen(&editor, 7, 1),
        (vec!["제목a b".to_owned()], Some((0, 0)))
    );
    editor.apply(Op::SetText(String::new()));
    assert_eq!(
        screen(&editor, 7, 1),
        (vec!["찾기".to_owned()], Some((0, 0)))
    );
}

#[test]
fn the_screen_shows_the_part_around_the_caret() {
    let text = "첫 줄\n둘째 줄은 조금 길다\n\tGo\n끝\u{7}";
    let mut editor = sized(text, 12, 3);
    assert_eq!(
        screen(&editor, 12, 3),
        (
            vec!["첫 줄".into(), "둘째 줄은".into(), "조금 길다".into()],
            Some((0, 0))
        )
    );
    editor.apply(go(Motion::TextEnd));
    assert_eq!(
        screen(&editor, 12, 3),
        (
            vec!["조금 길다".into(), "    Go".into(), "끝?".into()],
            Some((3, 2))
        )
    );
    // Half a wide character is never painted.
    assert_eq!(screen(&editor, 3, 2).0, ["조", ""].map(String::from));
    let mut buf = Buffer::empty(Rect::new(0, 0, 5, 5));
    let outside = Rect::new(3, 3, 40, 40);
    draw(&editor, outside, &mut buf, &Styles::default());
    let nowhere = Rect::new(30, 30, 4, 4);
    assert_eq!(
        draw(&editor, nowhere, &mut buf, &Styles::default()),
        None::<Position>
    );
}

#[test]
fn a_text_comes_back_byte_for_byte() {
    for text in [
        "",
        "\n",
        "a\r\nb\r",
        "끝\n\n",
        "\u{FEFF}x\u{200B}\t",
        "\u{1112}\u{1161}",
    ] {
        let mut editor = sized(text, 10, 3);
        assert_eq!(editor.text(), text);
        editor.apply(Op::SetText(format!("{text}!")));
        assert_eq!(editor.text(), format!("{text}!"));
    }
}
