//! The cockpit as a whole: what is on the screen, the promise line, undo, language, saving.

use crate::common::Harness;
use gongbu::app::{Effect, Msg, SaveState};
use gongbu::domain::*;
use gongbu::lang::Lang;
use gongbu::panes::Toast;
use gongbu::ui::theme::Theme;
use insta::assert_snapshot;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

#[test]
fn the_cockpit_looks_as_it_should() {
    for (lang, name) in [(Lang::Ko, "ko"), (Lang::En, "en")] {
        for (width, height) in [(80, 24), (120, 36), (200, 60)] {
            let mut harness = Harness::new(lang, width, height);
            assert_snapshot!(format!("cockpit-{name}-{width}x{height}"), harness.screen());
        }
    }
}

#[test]
fn a_terminal_that_is_too_small_is_told_so_and_nothing_is_lost() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("2 a \"half a title");
    harness.send(Msg::Resize(30, 5));
    harness.shows("gongbu needs 40x10");
    harness.send(Msg::Resize(80, 24));
    harness.shows("half a title");
}

#[test]
fn the_state_of_saving_is_shown_as_it_is() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.shows("● saved");
    let now = harness.now;
    let draft = Draft {
        id: "d".into(),
        title: "x".into(),
        ..Draft::default()
    };
    harness
        .model
        .data
        .apply(&Edit::new(Step::EditDraft, "x", &now).put(&harness.model.data, draft))
        .unwrap();
    let effects = harness.model.update(Msg::Key("D".parse().unwrap()), now);
    assert_eq!(
        effects,
        [],
        "the week pane refuses to delete what is the plan's"
    );
    harness.keys("2 a \"an item\"");
    let effects = harness
        .model
        .update(Msg::Key("Enter".parse().unwrap()), now);
    let Some(Effect::Save { ticket, docs, .. }) = effects.first() else {
        panic!("{effects:?}")
    };
    assert!(docs.keys().any(|doc| doc.starts_with("plans/")), "{docs:?}");
    harness.shows("○ saving");
    harness.send(Msg::SaveFailed("the disk is full".into()));
    harness.shows("! NOT SAVED: the disk is full");
    harness.send(Msg::Saved(*ticket));
    harness.shows("● saved");
}

#[test]
fn reading_only_changes_nothing_and_says_why() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.model.save = SaveState::ReadOnly("another gongbu is open".into());
    let before = harness.model.data.progress.len();
    harness
        .keys("2 j j j j j j j Space")
        .shows("another gongbu is open")
        .shows("READ ONLY");
    assert_eq!(harness.model.data.progress.len(), before);
    assert_eq!(harness.effects, []);
}

#[test]
fn what_was_found_wrong_at_the_start_is_told_whole_and_all_of_it() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    let bad = |text: &str| Toast {
        text: text.to_owned(),
        bad: true,
    };
    let long = format!(
        "/home/{}/settings.json line 3: not valid JSON",
        "a".repeat(90)
    );
    harness
        .model
        .warn(vec![bad(&long), bad("plans/x.json was changed")]);
    harness
        .shows("line 3: not valid JSON")
        .shows("plans/x.json was changed");
    let other = |n: usize| bad(&format!("{} file {n}", "a".repeat(n + 1)));
    harness.model.warn((0..40).map(other).collect());
    harness
        .shows("file 0")
        .shows("33 more lines: see `gongbu check`");
    harness.wait(40);
    harness.shows("Space Done");
}

#[test]
fn reading_only_takes_nothing_back_and_claims_nothing_done() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys("2 a \"an item\" Enter a \"another\" Enter u");
    harness.model.save = SaveState::ReadOnly("another gongbu is open".into());
    let before = harness.model.data.nodes.len();
    // An answer that failed elsewhere gives nobody the right to write.
    harness.send(Msg::SaveFailed("the disk is full".into()));
    harness.effects.clear();
    for keys in ["u", "ctrl-r", "+ \"30\" Enter", "4 a \"a draft\" Enter"] {
        harness.keys(keys).shows("another gongbu is open");
    }
    assert_eq!(harness.model.data.nodes.len(), before);
    assert!(harness.model.data.logs.is_empty() && harness.model.data.drafts.is_empty());
    assert_eq!(harness.effects, []);
}

#[test]
fn the_language_is_switched_at_once_and_for_good() {
    let mut harness = Harness::new(Lang::Ko, 120, 36);
    harness
        .shows("저장됨")
        .keys("ctrl-l")
        .shows("saved")
        .lacks("저장됨");
    assert_eq!(harness.model.data.settings().lang, Lang::En);
    harness.keys("u").shows("저장됨");
}

#[test]
fn the_study_day_turns_at_four_while_the_cockpit_is_open() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.shows("11-20 (Fri) 21:05");
    harness.wait(7 * 3600);
    assert_eq!(harness.today().to_string(), "2026-11-21");
    harness.shows("11-21 (Sat) 04:05");
}

#[test]
fn what_is_due_stands_in_the_header() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.shows("reviews 0");
    harness
        .keys("3 Enter Space Space Space 1 Esc")
        .shows("reviews 1");
    harness.keys("u").shows("reviews 0");
}

#[test]
fn saving_waits_for_nothing_and_idling_wakes_but_for_the_minute() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.wait(120);
    let wait = harness.model.deadline() - harness.now.utc;
    assert!(
        wait.num_seconds() > 30,
        "nothing but the clock wakes it: {wait}"
    );
    assert_eq!(harness.effects, []);
}

#[test]
fn a_refusal_is_over_with_the_next_key_and_a_toast_with_what_opens_next() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    let empty = "초안이 없";
    harness.keys("4 Enter");
    assert!(last_line(&mut harness).contains(empty));
    // The field that opens says what its keys do.
    harness.keys("a");
    assert!(
        last_line(&mut harness).contains("Enter 확인  Esc 취소"),
        "{}",
        last_line(&mut harness)
    );
    harness.keys("Esc 2 j +").keys("\"30\" Enter");
    assert!(last_line(&mut harness).contains("합계"));
    // What was done stays on the screen while the user moves on in the same pane.
    harness.keys("j");
    assert!(last_line(&mut harness).contains("합계"));
    harness.keys("a");
    assert!(
        last_line(&mut harness).contains("Enter 확인  Esc 취소"),
        "{}",
        last_line(&mut harness)
    );
}

#[test]
fn the_key_to_the_help_is_never_left_out() {
    for lang in [Lang::Ko, Lang::En] {
        for width in [60, 80, 120, 200] {
            let mut harness = Harness::new(lang, width, 24);
            for pane in ["1", "2", "3", "4"] {
                harness.keys(pane);
                let line = last_line(&mut harness);
                assert!(line.contains(" ? "), "{pane}, {width}: {line}");
            }
        }
    }
}

#[test]
fn no_hint_names_a_key_that_does_something_else_here() {
    let mut harness = Harness::new(Lang::Ko, 120, 36);
    harness.keys("3 Space Space");
    let line = last_line(&mut harness);
    assert!(line.contains("Space 다음 단계 보기"), "{line}");
    assert!(!line.contains("Enter 열기"), "Enter reveals: {line}");
}

#[test]
fn a_wide_letter_looks_alike_in_both_its_cells() {
    // A second cell that looks otherwise stays on the terminal as a spot when the letter goes.
    let mut harness = Harness::new(Lang::Ko, 120, 36);
    for keys in [
        "1", "2 Down", "3", "4", "Space", "L Down", "Right", "?", "Esc :",
    ] {
        harness.keys(keys);
        let mut buf = Buffer::empty(harness.model.size);
        harness.model.draw(&mut buf);
        for position in buf.area.positions() {
            let cell = &buf[position];
            let second = (position.x + 1, position.y);
            if cell.symbol().width() > 1 && buf[second].symbol() == " " {
                assert_eq!(
                    cell.style(),
                    buf[second].style(),
                    "{keys}: {}",
                    cell.symbol()
                );
            }
        }
    }
}

#[test]
fn what_is_done_can_be_read_on_the_selected_row_without_colours() {
    let mut harness = Harness::new(Lang::Ko, 120, 36);
    harness.model.theme = Theme::new(false);
    harness.keys("L Right Right Right Space");
    let mut buf = Buffer::empty(harness.model.size);
    harness.model.draw(&mut buf);
    let selected = |cell: &&Cell| cell.modifier.contains(Modifier::REVERSED);
    let mut cells = buf.content.iter().filter(selected).peekable();
    assert!(cells.peek().is_some());
    assert!(cells.all(|cell| !cell.modifier.contains(Modifier::DIM)));
}

#[test]
fn zooming_where_one_pane_has_room_only_says_why_nothing_happens() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("z").shows("창이 작아 원래 하나씩만 보입니다.");
    assert!(!harness.model.zoomed);
    // One that was zoomed while the window was large can still be taken back.
    harness.send(Msg::Resize(120, 36));
    harness.keys("z");
    harness.send(Msg::Resize(80, 24));
    harness.keys("z");
    assert!(!harness.model.zoomed);
}

#[test]
fn a_letter_that_does_nothing_here_says_so_with_the_hangul_keyboard_too() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness
        .keys("1 s")
        .shows("s 키는 여기서 하는 일이 없습니다. ? 쓸 수 있는 키 보기");
    harness.keys("j").lacks("하는 일이 없습니다");
    harness
        .keys("ㄴ")
        .shows("s 키는 여기서 하는 일이 없습니다.");
    // The first key of a sequence waits for the next one.
    harness.keys("j g").lacks("하는 일이 없습니다");
}

#[test]
fn where_the_header_is_narrow_the_date_yields_before_the_hours() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("3 Space Space Space Space Space 1 Esc");
    let screen = harness.screen();
    let header = screen.lines().next().unwrap_or_default();
    for part in ["12/57주 · D-314", "0/12h", "복습 1", "저장됨", "21:05"] {
        assert!(header.contains(part), "{part}: {header}");
    }
}

#[test]
fn help_is_there_on_a_card_and_its_key_is_named() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("3 Space Space");
    let line = last_line(&mut harness);
    assert!(line.contains("Esc 나가기  ? 도움말"), "{line}");
    harness.keys("?").shows("도움말").shows("다음 단계 보기");
    // The card is where it was.
    harness.keys("Esc").shows("복습 1/20");
    harness.keys("b").shows("b 키는 여기서 하는 일이 없습니다.");
}

/// The line of hints, or the toast that stands there.
fn last_line(harness: &mut Harness) -> String {
    let screen = harness.screen();
    screen.lines().last().unwrap_or_default().to_owned()
}
