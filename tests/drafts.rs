//! The drafts pane: the list, the editor with its sections, saving by itself.

use crate::common::{FRIDAY, Harness, adopted, now_at};
use gongbu::app::{Effect, Msg};
use gongbu::domain::draft::{
    Section, SectionState, counts, section_at, sections, template, with_missing_sections,
};
use gongbu::domain::{Data, Draft, DraftState, Edit, Step};
use gongbu::lang::Lang;
use insta::assert_snapshot;

/// A draft as it was left `hours` before [`FRIDAY`].
fn draft(id: &str, title: &str, hours: i64, text: &str) -> Draft {
    let at = now_at(FRIDAY).utc - chrono::Duration::hours(hours);
    Draft {
        id: id.to_owned(),
        title: title.to_owned(),
        body: text.split('\n').map(str::to_owned).collect(),
        created: at,
        updated: at,
        ..Draft::default()
    }
}

/// Puts a draft into data as last changed when it says.
fn put(data: &mut Data, draft: Draft) {
    let mut now = now_at(FRIDAY);
    now.utc = draft.updated;
    let edit = Edit::new(Step::EditDraft, "", &now).put(data, draft);
    data.apply(&edit).expect("a draft");
}

/// The cockpit with one draft of this text, in the list of drafts.
fn with_text(text: &str) -> Harness {
    let mut data = adopted(Lang::En, &now_at(FRIDAY));
    put(&mut data, draft("one", "One", 3, text));
    let mut harness = Harness::with(data, FRIDAY, 80, 24);
    harness.keys("4");
    harness
}

/// The text of the only draft there is.
fn body(harness: &Harness) -> String {
    let drafts: Vec<&Draft> = harness.model.data.drafts.iter().collect();
    assert_eq!(drafts.len(), 1);
    drafts[0].body.join("\n")
}

/// The screen without what is around the pane.
fn pane(harness: &mut Harness) -> String {
    let screen = harness.screen();
    let inside = |line: &&str| line.starts_with(['┌', '│', '└']);
    screen.lines().filter(inside).collect::<Vec<_>>().join("\n")
}

fn saves(harness: &Harness) -> usize {
    let save = |effect: &&Effect| matches!(effect, Effect::Save { .. });
    harness.effects.iter().filter(save).count()
}

/// Four drafts in all states, one of them grown from a node, one with a long Korean title.
fn several(lang: Lang) -> Data {
    let mut data = adopted(lang, &now_at(FRIDAY));
    let node = data.nodes.iter().next().expect("a node").id.clone();
    let text = "## Problem\nThe list of articles ran 100 queries a page, and p95 was at 1.9 s since the \
        release of week 44. 목록 화면 한 번에 쿼리가 100개 나가고 있었다.\n\n## Analysis\nTurned on the query log \
        and counted by endpoint.\n\n## Cause\nLazy loading inside a loop.\n\n## Fix\n\n## Result\n\n## Lesson\n";
    let grown = Draft {
        node: Some(node),
        ..draft("a", "N+1 100 -> 3 queries", 7, text)
    };
    let long = "고루틴이 새는 서비스에서 context 취소가 끝까지 전파되지 않던 까닭과 그것을 찾아낸 긴 하루의 기록";
    let leak =
        "## 문제\n메모리가 하루에 200 MB 씩 늘었다.\n## 분석\n## 원인\n## 해결\n## 결과\n## 교훈\n";
    let published = Draft {
        state: DraftState::Published,
        ..draft("c", "GC tuning", 24 * 40, "## Problem\nPauses.\n")
    };
    let idea = Draft {
        state: DraftState::Idea,
        ..draft("d", "Older than a year", 24 * 400, "")
    };
    for draft in [grown, draft("b", long, 30, leak), published, idea] {
        put(&mut data, draft);
    }
    data
}

#[test]
fn the_list_shows_each_draft_with_state_sections_length_and_change() {
    for (lang, width, height) in [
        (Lang::En, 80, 24),
        (Lang::Ko, 80, 24),
        (Lang::En, 120, 36),
        (Lang::Ko, 120, 36),
    ] {
        let mut harness = Harness::with(several(lang), FRIDAY, width, height);
        harness.keys("4 z");
        assert_snapshot!(format!("list-{}-{width}", lang.code()), pane(&mut harness));
    }
}

#[test]
fn the_tile_among_the_others_has_room_for_a_preview() {
    let mut harness = Harness::with(several(Lang::En), FRIDAY, 120, 36);
    harness
        .keys("2")
        .shows("Older than a year")
        .shows("─ N+1 100 -> 3 queries ─");
    harness.shows("The list of articles ran 100 queries a page");
}

#[test]
fn without_drafts_the_pane_tells_what_they_are_for_and_which_key_makes_one() {
    for lang in [Lang::En, Lang::Ko] {
        let mut harness = Harness::new(lang, 80, 24);
        harness.keys("4");
        assert_snapshot!(format!("empty-{}", lang.code()), pane(&mut harness));
    }
}

#[test]
fn the_editor_shows_sections_prompt_text_and_counters() {
    for (lang, width, height) in [
        (Lang::En, 80, 24),
        (Lang::Ko, 80, 24),
        (Lang::En, 120, 36),
        (Lang::Ko, 120, 36),
    ] {
        let mut harness = Harness::with(several(lang), FRIDAY, width, height);
        harness.keys("4 Enter \"select_related\"");
        assert_snapshot!(
            format!("editor-{}-{width}", lang.code()),
            pane(&mut harness)
        );
    }
}

#[test]
fn a_new_draft_asks_its_title_and_opens_on_the_template() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("4 a").shows("새 초안 제목");
    harness
        .keys("Enter")
        .shows("초안에는 제목이 있어야 합니다.");
    harness.keys("\"N+1 을 3 쿼리로\" Enter");
    harness.shows("\"N+1 을 3 쿼리로\"  0/6 절");
    assert_eq!(body(&harness), template(Lang::Ko).join("\n"));
    harness.keys("\"느렸다\" ctrl-s");
    assert!(body(&harness).starts_with("## 문제\n느렸다\n## 분석\n"));
    harness.keys("Esc").shows("초안  1").shows("1/6");
}

#[test]
fn a_title_that_is_cancelled_makes_no_draft() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("4 a \"Never\" Esc").shows("No drafts yet.");
    assert!(harness.model.data.drafts.is_empty());
}

#[test]
fn a_title_being_typed_when_the_terminal_closes_is_there_at_the_next_start() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("4 a \"Half a thought\"");
    harness.send(Msg::Hangup);
    assert!(harness.model.data.drafts.is_empty(), "it was not confirmed");
    let mut harness = Harness::with(harness.model.data.clone(), FRIDAY, 80, 24);
    harness.keys("4 a").shows("Half a thought").keys("Enter");
    let draft = harness.model.data.drafts.iter().next().expect("a draft");
    assert_eq!(draft.title, "Half a thought");
}

#[test]
fn typed_text_is_saved_two_seconds_after_its_first_key_and_not_before() {
    let mut harness = with_text("");
    harness.keys("Enter \"a 가\"").shows("typing");
    harness.wait(1).keys("\"나\"");
    assert_eq!((body(&harness).as_str(), saves(&harness)), ("", 0));
    harness.wait(1).shows("saved");
    assert_eq!((body(&harness).as_str(), saves(&harness)), ("a 가나", 1));
    harness.wait(10);
    assert_eq!(saves(&harness), 1, "nothing typed, nothing saved");
}

#[test]
fn leaving_the_editor_the_program_or_the_terminal_saves_at_once() {
    for leave in ["Esc", "ctrl-s"] {
        let mut harness = with_text("");
        harness.keys("Enter \"text\"").keys(leave);
        assert_eq!(body(&harness), "text", "{leave}");
    }
    let mut harness = with_text("");
    harness.keys("Enter \"text\"").send(Msg::Hangup);
    assert_eq!(body(&harness), "text");
    assert!(matches!(
        harness.effects.as_slice(),
        [.., Effect::Save { .. }, Effect::Quit]
    ));
}

#[test]
fn undo_in_the_cockpit_takes_back_one_stay_in_the_editor() {
    let mut harness = with_text("before");
    harness.keys("Enter ctrl-End \" one\"").wait(3);
    harness.keys("\" two\"").wait(3).keys("\" three\" Esc");
    assert_eq!(body(&harness), "before one two three");
    harness.wait(60).keys("Enter \" four\" Esc");
    assert_eq!(body(&harness), "before one two three four");
    harness.keys("u");
    assert_eq!(body(&harness), "before one two three");
    harness.keys("u").shows("Undone: draft edited, One");
    assert_eq!(body(&harness), "before");
    harness.keys("Enter").shows("6 chars").keys("Esc ctrl-r");
    assert_eq!(body(&harness), "before one two three");
    harness.keys("Enter").shows("before one two three");
}

#[test]
fn typing_is_undone_and_redone_within_the_editor() {
    let mut harness = with_text("");
    harness.keys("Enter \"one two\" ctrl-z").lacks("two");
    harness
        .keys("ctrl-y")
        .shows("one two")
        .keys("ctrl-z ctrl-z Esc");
    assert_eq!(body(&harness), "");
}

#[test]
fn text_typed_while_the_record_changes_wins_as_a_new_edit() {
    let mut harness = with_text("first");
    harness.keys("Enter ctrl-End \" mine\"");
    let mut other = harness.model.data.drafts.get("one").expect("it").clone();
    other.body = vec!["theirs".into()];
    put(&mut harness.model.data, other);
    harness.wait(3);
    assert_eq!(body(&harness), "first mine");
    harness.keys("Esc u");
    assert_eq!(body(&harness), "theirs", "what it replaced is not lost");
}

#[test]
fn a_draft_opened_again_has_its_caret_where_it_was() {
    let mut harness = with_text("one\ntwo\nthree");
    harness.keys("Enter Down Down Right");
    let caret = harness.cursor();
    harness.keys("Esc 2 4 Enter");
    assert_eq!(harness.cursor(), caret);
    harness.keys("\"X\" Esc");
    assert_eq!(body(&harness), "one\ntwo\ntXhree");
    // Another draft was open in between.
    harness.wait(60);
    harness
        .keys("a \"Other\" Enter Esc Down Enter \"Y\"")
        .wait(3);
    let one = harness.model.data.drafts.get("one").expect("it");
    assert_eq!(one.body[2], "tXYhree");
}

#[test]
fn states_cycle_titles_change_and_a_deleted_draft_can_come_back() {
    let mut harness = with_text("text");
    let state = |harness: &Harness| harness.model.data.drafts.get("one").map(|one| one.state);
    for expected in [
        DraftState::Review,
        DraftState::Published,
        DraftState::Idea,
        DraftState::Draft,
    ] {
        harness.keys("s");
        assert_eq!(state(&harness), Some(expected));
    }
    harness
        .keys("e ctrl-u \"Two\" Enter")
        .wait(9)
        .shows("Two")
        .lacks("One");
    harness
        .keys("D")
        .shows("Delete the draft \"Two\"?")
        .keys("n")
        .shows("Drafts  1");
    harness
        .keys("D y")
        .shows("No drafts yet.")
        .shows("Deleted: Two (u brings it back)");
    let deleted = |harness: &Harness| harness.model.data.drafts.get("one").map(|one| one.deleted);
    assert_eq!(deleted(&harness), Some(true), "a tombstone");
    harness.keys("u").shows("Drafts  1");
    assert_eq!(deleted(&harness), Some(false));
    harness
        .keys("D y s e Enter")
        .shows("There is no draft here.");
}

#[test]
fn the_cursor_stays_on_its_draft_when_rows_move() {
    let mut harness = Harness::with(several(Lang::En), FRIDAY, 80, 24);
    harness.keys("4 G s");
    let screen = harness.screen();
    let rows: Vec<&str> = screen.lines().skip(4).take(2).collect();
    assert!(
        rows[0].contains("Older than a year"),
        "newest first: {rows:?}"
    );
    harness.keys("s s").shows("published: Older than a year");
}

#[test]
fn sections_are_known_by_their_headings_in_both_languages() {
    use SectionState::{Absent, Empty, Filled};
    let table: [(&str, [SectionState; 6]); 14] = [
        ("", [Absent; 6]),
        ("text without headings", [Absent; 6]),
        (
            "## Problem\nx\n## Fix\n",
            [Filled, Absent, Absent, Empty, Absent, Absent],
        ),
        (
            "## 문제\n\n  \n## 원인\n까닭",
            [Empty, Absent, Filled, Absent, Absent, Absent],
        ),
        (
            "## 1. 문제 상황\nx\n## 2) Root cause:\ny",
            [Filled, Absent, Filled, Absent, Absent, Absent],
        ),
        (
            "## RESULTS (p95)\n1.9 s -> 0.2 s",
            [Absent, Absent, Absent, Absent, Filled, Absent],
        ),
        (
            "## **배운 점** ##\n측정부터",
            [Absent, Absent, Absent, Absent, Absent, Filled],
        ),
        (
            "## Analysis\n### Tools\n#### More",
            [Absent, Empty, Absent, Absent, Absent, Absent],
        ),
        (
            "## Analysis\n### Tools\npprof",
            [Absent, Filled, Absent, Absent, Absent, Absent],
        ),
        ("### Problem\nx\n##Fix\ny\n# Cause\nz", [Absent; 6]),
        (
            "## Problem\n## Notes\nx",
            [Empty, Absent, Absent, Absent, Absent, Absent],
        ),
        (
            "## Fix\n```sh\n## Result\nmake\n```\n",
            [Absent, Absent, Absent, Filled, Absent, Absent],
        ),
        (
            "## Fix\n```sh\n\n```\n## Result\nx",
            [Absent, Absent, Absent, Empty, Filled, Absent],
        ),
        (
            "## Fix\n```sh\n## Result\nx",
            [Absent, Absent, Absent, Empty, Filled, Absent],
        ),
    ];
    for (text, expected) in table {
        let body: Vec<String> = text.split('\n').map(str::to_owned).collect();
        assert_eq!(sections(&body), expected, "{text}");
    }
    for lang in [Lang::En, Lang::Ko] {
        assert_eq!(sections(&template(lang)), [Empty; 6]);
        for (place, section) in Section::ALL.into_iter().enumerate() {
            let mut body = template(lang);
            body[2 * place + 1] = "x".into();
            let mut expected = [Empty; 6];
            expected[place] = Filled;
            assert_eq!(sections(&body), expected);
            assert_eq!(section_at(&body, 2 * place), Some(section));
            assert_eq!(section_at(&body, 2 * place + 1), Some(section));
        }
    }
    assert_eq!(section_at(&["intro".into(), "## Fix".into()], 0), None);
}

#[test]
fn missing_sections_are_put_where_they_belong_and_nothing_is_lost() {
    assert_eq!(with_missing_sections(&[], Lang::Ko), template(Lang::Ko));
    let full = template(Lang::En);
    assert_eq!(with_missing_sections(&full, Lang::Ko), full);
    let body: Vec<String> = "intro\n## Cause\nwhy\n## Lesson\nlearned"
        .split('\n')
        .map(str::to_owned)
        .collect();
    let expected = "intro\n\n## Problem\n\n## Analysis\n\n## Cause\nwhy\n\n## Fix\n\n## Result\n\n## Lesson\nlearned";
    assert_eq!(with_missing_sections(&body, Lang::En).join("\n"), expected);
    let mut harness = with_text("intro");
    harness
        .keys("Enter")
        .shows("ctrl-t adds the sections that are missing.");
    harness.keys("ctrl-t \"slow\" Esc");
    assert!(body_starts(
        &harness,
        "intro\n\n## Problem\nslow\n## Analysis\n"
    ));
    harness
        .keys("Enter ctrl-t")
        .shows("All six sections are there.");
}

fn body_starts(harness: &Harness, text: &str) -> bool {
    body(harness).starts_with(text)
}

#[test]
fn tab_goes_below_the_next_heading_and_shift_tab_below_the_one_before() {
    let mut harness = with_text(&template(Lang::En).join("\n"));
    harness.keys("Enter").shows("What went wrong");
    harness.keys("\"1\" Tab \"2\" Tab Tab \"4\" shift-Tab \"3\" shift-Tab shift-Tab shift-Tab \"6\" Tab \"1\" Esc");
    let expected =
        "## Problem\n11\n## Analysis\n2\n## Cause\n3\n## Fix\n4\n## Result\n\n## Lesson\n6";
    assert_eq!(body(&harness), expected);
    harness
        .keys("Enter shift-Tab")
        .shows("What will you do differently?");
}

#[test]
fn text_typed_into_a_section_without_a_line_gets_one() {
    let mut harness = with_text("## Problem\n## Fix\n## Lesson");
    harness.keys("Enter \"a\" Tab Right shift-Tab");
    harness.send(Msg::Paste("b".into()));
    harness.keys("Tab \"c\" Esc");
    assert_eq!(body(&harness), "## Problem\na\n## Fix\nb\n## Lesson\nc");
    // Elsewhere the end of a heading is the end of a heading.
    harness.keys("Enter ctrl-Home End \"!\" Esc");
    assert!(body_starts(&harness, "## Problem!\na\n"));
}

#[test]
fn headings_of_sections_are_not_counted_as_written() {
    let body = ["## Problem", "one two", "## Notes", "셋"];
    let counts = counts(body);
    assert_eq!((counts.chars_with_spaces, counts.words), (7 + 8 + 1, 5));
    assert_eq!(counts.reading_minutes, 1);
    let mut harness = with_text(&template(Lang::Ko).join("\n"));
    harness
        .keys("Enter")
        .shows("0 chars (0 without spaces) · 0 words · 0 min · 0/6 sections");
}

#[test]
fn pasted_text_loses_carriage_returns_and_control_characters() {
    let mut harness = with_text("");
    harness.keys("Enter");
    harness.send(Msg::Paste(
        "one\r\ntwo\u{1b}[31m red\u{7}\r\n가\u{0301}".into(),
    ));
    harness.keys("Esc");
    let text = body(&harness);
    assert!(text.starts_with("one\ntwo"), "{text:?}");
    assert!(
        !text.contains(|c: char| c.is_control() && c != '\n'),
        "{text:?}"
    );
    let draft = harness.model.data.drafts.get("one").expect("it");
    assert_eq!(draft.body.len(), 3, "one string a line");
}

#[test]
fn selected_text_is_copied_cut_and_pasted_also_into_another_draft() {
    let mut harness = with_text("alpha beta");
    harness
        .keys("Enter ctrl-v")
        .shows("Nothing was copied here");
    harness.keys("ctrl-c").shows("Nothing is selected");
    harness.keys("shift-End ctrl-x ctrl-v Space ctrl-v Esc");
    assert_eq!(body(&harness), "alpha beta alpha beta");
    harness.keys("Enter ctrl-a ctrl-c Esc a \"New\" Enter ctrl-v Esc");
    harness.shows("alpha beta alpha beta");
    let draft = harness
        .model
        .data
        .drafts
        .iter()
        .find(|draft| draft.title == "New");
    assert_eq!(draft.expect("it").body[1], "alpha beta alpha beta");
}

#[test]
fn find_goes_from_match_to_match_and_says_when_there_is_none() {
    let mut harness = with_text("one cat\ntwo\n고양이 cat\ncat");
    harness.keys("Enter ctrl-f \"CAT\"").shows("Find: CAT");
    harness.keys("Down Up");
    harness.keys("Enter \"1\" F3 \"2\" ctrl-g \"3\" Esc");
    assert_eq!(body(&harness), "one 1cat\ntwo\n고양이 2cat\n3cat");
    harness.keys("Enter ctrl-f \"dog\"").shows("no match");
    harness.keys("Enter").shows("Not found: dog");
    // Leaving the search goes back to where it began.
    harness.keys("ctrl-Home ctrl-f \"two\" Esc \"0\" Esc");
    assert!(body_starts(&harness, "0one 1cat"));
}

#[test]
fn the_caret_is_returned_and_within_the_pane() {
    let mut harness = with_text("");
    assert_eq!(harness.cursor(), None);
    harness.keys("Enter");
    for text in [
        "가나다 라마바 ",
        "long words make long rows ",
        "\u{1f468}\u{200d}\u{1f469} ",
    ] {
        for _ in 0..30 {
            harness.send(Msg::Paste(text.into()));
            let cursor = harness.cursor().expect("a caret");
            assert!((1..79).contains(&cursor.x), "{cursor}");
            assert!((6..21).contains(&cursor.y), "{cursor}");
        }
        harness.keys("Enter");
    }
    harness.keys("ctrl-f");
    assert_eq!(harness.cursor().expect("in the field").y, 21);
}

#[test]
fn a_draft_of_a_megabyte_opens_and_takes_text() {
    let line = "가나다 라마바사 a long line of a long draft, ";
    let text = format!("## Problem\n{}\n", line.repeat(20)).repeat(1000);
    assert!(text.len() > 900_000);
    let mut harness = with_text(&text);
    harness.keys("Enter ctrl-End \"the end\"").shows("the end");
    harness.keys("ctrl-Home \"the start\" Esc");
    let text = body(&harness);
    assert!(text.starts_with("the start## Problem") && text.ends_with("the end"));
    // All of it in one line.
    let mut harness = with_text(&line.repeat(20_000));
    harness
        .keys("Enter ctrl-End Enter \"the end\"")
        .shows("the end");
    harness.keys("Esc").shows("가나다 라마바사 a long");
}

#[test]
fn reading_only_keeps_what_was_typed_on_screen_and_says_it_is_not_saved() {
    let mut harness = with_text("");
    harness.model.save = gongbu::app::SaveState::ReadOnly("held by another".into());
    harness.keys("Enter \"kept\"").wait(3);
    harness
        .shows("kept")
        .shows("not saved")
        .shows("held by another");
    assert_eq!(body(&harness), "");
    assert!(harness.model.deadline() > harness.now.utc + chrono::Duration::seconds(1));
}

#[test]
fn no_size_of_the_screen_breaks_list_or_editor() {
    for keys in ["4", "4 a", "4 D", "4 Enter", "4 Enter ctrl-f \"x\""] {
        for lang in [Lang::En, Lang::Ko] {
            let mut harness = Harness::with(several(lang), FRIDAY, 120, 36);
            harness.keys(keys);
            for width in [0, 1, 2, 36, 40, 41, 47, 60, 100, 200] {
                for height in [0, 1, 3, 10, 11, 12, 14, 16, 20, 28, 60] {
                    harness.send(Msg::Resize(width, height));
                    let cursor = harness.cursor();
                    assert!(cursor.is_none_or(|at| at.x < width && at.y < height));
                }
            }
        }
    }
}
