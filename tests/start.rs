//! The first start: language, plan, first day, hours.

use crate::common::{FRIDAY, Harness};
use gongbu::app::Msg;
use gongbu::content::Content;
use gongbu::domain::{Data, State};
use gongbu::lang::Lang;
use gongbu::ui::layout::PaneId;

fn first_start() -> Harness {
    Harness::with(Data::default(), FRIDAY, 80, 24)
}

/// The first day of the plan that was taken up.
fn start_of_plan(harness: &Harness) -> String {
    let plan = harness.model.data.plans.get("service").unwrap();
    plan.start.to_string()
}

#[test]
fn enter_twice_leads_into_the_cockpit_in_korean() {
    let mut harness = first_start();
    harness.shows("언어").shows("> 한국어").shows("English");
    assert!(!harness.model.data.is_started());
    harness
        .keys("Enter")
        .shows("> 복무 중 계획")
        .shows("2025-06-01");
    harness.keys("Enter").shows("? 도움말");
    let settings = harness.model.data.settings();
    assert_eq!((settings.lang, settings.hours_per_week), (Lang::Ko, 12));
    assert_eq!(start_of_plan(&harness), "2025-06-01");
    assert_eq!(harness.model.focus, PaneId::Week);
    assert!(harness.model.overlay.is_none());
    assert!(harness.model.data.nodes.len() > 1000);
}

#[test]
fn choosing_english_changes_the_whole_screen_at_once() {
    let mut harness = first_start();
    harness.keys("Down").shows("> English").shows("Language");
    harness.lacks("계속").shows("saved");
    harness.keys("Enter").shows("> Service plan");
    harness.keys("Enter").shows("Ready.");
    assert_eq!(harness.model.data.settings().lang, Lang::En);
    assert_eq!(harness.model.lang, Lang::En);
}

#[test]
fn escape_goes_back_and_on_the_first_screen_out_with_nothing_written() {
    let mut harness = first_start();
    harness.keys("Enter Esc").shows("> 한국어");
    harness.keys("Esc");
    assert!(harness.model.quitting);
    assert!(!harness.model.data.is_started());
}

#[test]
fn a_first_day_and_hours_can_be_set() {
    let mut harness = first_start();
    harness.keys("Enter Tab ctrl-u \"2026-03-02\"");
    harness.shows("(월)").shows("원래 계획은 2025-06-01");
    harness.keys("Tab ctrl-u \"20\" Enter");
    assert_eq!(start_of_plan(&harness), "2026-03-02");
    assert_eq!(harness.model.data.settings().hours_per_week, 20);
}

#[test]
fn what_is_no_date_or_no_number_of_hours_is_refused_with_the_reason() {
    for date in ["2025-13-01", "next week", "", "2025-02-30", "0001-01-01"] {
        let mut harness = first_start();
        harness.keys(&format!("Enter Tab ctrl-u \"{date}\" Enter"));
        harness.shows("날짜로 읽을 수 없습니다. 예: 2026-11-20 ");
        assert!(!harness.model.data.is_started(), "{date}");
        harness.keys("ctrl-u \"2025-06-02\" Enter");
        assert_eq!(start_of_plan(&harness), "2025-06-02", "after {date}");
    }
    for hours in ["0", "113", "ten", ""] {
        let mut harness = first_start();
        harness.keys(&format!("Enter Tab Tab ctrl-u \"{hours}\" Enter"));
        harness.shows("1부터 112까지");
        assert!(!harness.model.data.is_started(), "{hours}");
    }
}

#[test]
fn looking_around_needs_no_date_and_is_undone_with_one_key() {
    let mut harness = first_start();
    harness
        .keys("Enter Down Down Down Down Down")
        .shows("> 그냥 둘러보기");
    harness.shows("2025-06-01 시작").lacks("시작일");
    harness.keys("Enter");
    assert_eq!(start_of_plan(&harness), "2025-06-01");
    harness.keys("u").shows("언어").shows("> 한국어");
    assert!(!harness.model.data.is_started());
    assert!(harness.model.data.nodes.is_empty());
    harness.keys("Enter Enter");
    assert!(harness.model.data.is_started());
}

#[test]
fn every_field_is_reached_with_tab_and_with_arrows() {
    let mut harness = first_start();
    harness.keys("Enter Tab");
    assert!(harness.cursor().is_some(), "the date has the caret");
    harness.keys("Tab Tab");
    assert!(harness.cursor().is_none(), "the plan has it back");
    harness.keys(&"Down ".repeat(6));
    assert!(
        harness.cursor().is_some(),
        "below the last plan is the date"
    );
    harness.keys(&"Up ".repeat(6)).shows("> 복무 중 계획");
}

#[test]
fn both_screens_draw_at_any_size() {
    for keys in [
        "",
        "Enter",
        "Enter Down",
        "Enter Down Down Down Down Down",
        "Enter Tab",
        "Enter Tab Tab",
    ] {
        let mut harness = first_start();
        harness.keys(keys);
        for size in [
            (1, 1),
            (3, 40),
            (40, 10),
            (41, 11),
            (60, 13),
            (77, 18),
            (500, 12),
            (200, 60),
        ] {
            harness.send(Msg::Resize(size.0, size.1));
            harness.screen();
        }
    }
}

#[test]
fn the_two_screens_look_as_they_should() {
    for (lang, keys) in [("ko", ""), ("en", "Down")] {
        for (width, height) in [(80, 24), (120, 36), (40, 10)] {
            let mut harness = Harness::with(Data::default(), FRIDAY, width, height);
            harness.keys(keys);
            insta::assert_snapshot!(
                format!("language_{lang}_{width}x{height}"),
                harness.overlay()
            );
            harness.keys("Enter");
            insta::assert_snapshot!(format!("plan_{lang}_{width}x{height}"), harness.overlay());
        }
    }
    let mut harness = first_start();
    harness.keys("Enter Down Down Down Down Down");
    insta::assert_snapshot!("look_around_ko_80x24", harness.overlay());
}

#[test]
fn a_first_day_is_understood_as_it_is_written_in_korean() {
    for date in ["2025. 6. 2.", "2025.06.02", "2025/6/2", " 2025-06-02 "] {
        let mut harness = first_start();
        harness.keys(&format!("Enter Tab ctrl-u \"{date}\""));
        harness.shows("(월)").keys("Enter");
        assert_eq!(start_of_plan(&harness), "2025-06-02", "{date}");
    }
}

#[test]
fn the_line_at_the_bottom_says_nothing_else_than_the_screen_about_its_keys() {
    let mut harness = first_start();
    for keys in ["", "Enter", "Tab"] {
        harness.keys(keys);
        harness.lacks("Enter 확인").lacks("Esc 취소");
        assert_eq!(harness.screen().matches("Enter ").count(), 1, "{keys}");
    }
}

#[test]
fn each_roadmap_proposes_its_own_first_day_unless_another_was_typed() {
    let mut harness = first_start();
    harness.keys("Enter Down").shows("2025-09-09");
    harness.keys("Down").shows("2025-01-01");
    harness.keys("Tab ctrl-u \"2026-12-07\" Tab Tab Up");
    harness.shows("2026-12-07").keys("Enter");
    let plan = harness.model.data.plans.get("market").expect("the plan");
    assert_eq!(plan.start.to_string(), "2026-12-07");
}

#[test]
fn what_a_document_says_is_done_or_skipped_is_taken_over_with_its_reason() {
    let mut harness = first_start();
    harness.keys("Enter Down Enter");
    let count = |state: State| {
        let progress = harness.model.data.progress.iter();
        progress.filter(|row| row.state == state).count()
    };
    assert_eq!((count(State::Done), count(State::Skipped)), (56, 9));
    let reason = harness
        .model
        .data
        .progress_of("market/s1/w2/d4-5/widgets/drag");
    assert_eq!(
        reason.reason.as_deref(),
        Some("사용자가 위젯을 빼 달라고 함")
    );
}

#[test]
fn the_questions_begin_on_their_first_row() {
    // What the first week's units ask comes to the top with the plan.
    let now = "2026-03-04T21:05:00+09:00";
    let mut harness = Harness::having(Content::embedded(), Data::default(), now, 80, 24);
    harness.keys("Down Enter Tab ctrl-u \"2026-03-02\" Enter 3");
    let first = harness.keys("Enter").shows("card").screen();
    harness.keys("Esc Home Enter");
    assert_eq!(harness.screen(), first);
}
