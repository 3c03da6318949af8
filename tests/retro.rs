//! The retro: typed, left, resumed, finished; the clock; the promises of the next day.

use crate::common::{FRIDAY, Harness, adopted, now_at};
use gongbu::app::Msg;
use gongbu::domain::{Edit, Kept, Log, Progress, State, Step};
use gongbu::lang::Lang;

const SATURDAY: &str = "2026-11-21T10:00:00+09:00";
const TODAY: &str = "daily-2026-11-20";

/// The same data on another day.
fn on(harness: &Harness, day: &str) -> Harness {
    Harness::with(harness.model.data.clone(), day, 80, 24)
}

/// A Friday on which two items were done and 90 minutes logged.
fn busy_friday(lang: Lang, width: u16, height: u16) -> Harness {
    let now = now_at(FRIDAY);
    let mut data = adopted(lang, &now);
    let units = gongbu::domain::Index::of(&data).week_nodes(&data, now.week());
    let index = gongbu::domain::Index::of(&data);
    let mut items: Vec<String> = units
        .iter()
        .flat_map(|unit| index.tree.below(&data, unit))
        .filter(|(node, _)| node.kind.is_item())
        .map(|(node, _)| node.id.clone())
        .collect();
    items.dedup();
    let mut edit = Edit::new(Step::SetState, "", &now);
    for (id, state) in items.iter().zip([State::Done, State::Done, State::Skipped]) {
        edit.put_new(
            &data,
            Progress {
                id: id.clone(),
                state,
                on: Some(now.today()),
                ..Progress::default()
            },
        );
    }
    edit.put_new(
        &data,
        Log {
            id: "l1".into(),
            node: items[0].clone(),
            minutes: 90,
            on: now.today(),
            deleted: false,
            updated: now.utc,
            extra: Default::default(),
        },
    );
    data.apply(&edit).unwrap();
    Harness::with(data, FRIDAY, width, height)
}

#[test]
fn the_daily_retro_begins_with_what_the_day_brought() {
    let mut harness = busy_friday(Lang::Ko, 80, 24);
    harness.keys("r").shows("오늘 회고 11-20 (금)");
    harness.shows("오늘 완료 2 · 1.5h · 복습 0").shows("5:00");
    let screen = harness.screen();
    assert_eq!(screen.matches("[x]").count(), 2, "{screen}");
}

#[test]
fn what_is_typed_is_saved_two_seconds_later_and_undone_as_one_step() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("r \"채널\"");
    assert!(harness.model.data.retros.is_empty());
    harness.wait(2);
    let saved = |harness: &Harness| {
        let retro = harness.model.data.retros.get(TODAY);
        retro.map(|retro| retro.answers["learned"].clone())
    };
    assert_eq!(saved(&harness).as_deref(), Some("채널"));
    harness.keys("\"과 락\"").wait(3);
    harness.keys("Tab \"둘째\" Esc");
    assert_eq!(saved(&harness).as_deref(), Some("채널과 락"));
    harness.keys("u");
    assert!(harness.model.data.retros.is_empty());
}

#[test]
fn a_retro_left_goes_on_at_the_first_unanswered_prompt() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness
        .keys("r \"하나\" Enter \"둘\" Esc")
        .shows("r 키로 이어서");
    assert!(harness.model.overlay.is_none());
    harness.keys("r").shows("하나").shows("둘");
    harness.keys("\"셋\" Esc");
    let retro = harness.model.data.retros.get(TODAY).unwrap();
    assert_eq!(retro.answers["habit"], "셋");
    assert!(!retro.finished);
}

#[test]
fn nothing_typed_leaves_nothing_behind() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("r").wait(10).keys("Tab Esc");
    assert!(harness.model.data.retros.is_empty());
}

#[test]
fn enter_skips_a_prompt_and_finishes_after_the_last() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("r Enter \"깨달음\" Enter Enter");
    harness.wait(252);
    harness.keys("\"첫째\" Enter \"둘째\" Enter \"셋째\" Enter");
    assert!(harness.model.overlay.is_none());
    harness.shows("회고 끝: 4개 중 2개 답함, 4:12 걸림. 내일의 다짐 3개");
    let retro = harness.model.data.retros.get(TODAY).unwrap();
    assert!(retro.finished);
    assert_eq!(retro.seconds, 252);
    let promises: Vec<&str> = retro
        .promises
        .iter()
        .map(|promise| promise.text.as_str())
        .collect();
    assert_eq!(promises, ["첫째", "둘째", "셋째"]);
    assert_eq!(retro.answers.keys().collect::<Vec<_>>(), ["insight"]);
}

#[test]
fn ctrl_s_finishes_from_any_prompt() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness
        .keys("r \"one\" ctrl-s")
        .shows("Retro done: 1 of 4 answered in 0:00.");
    assert!(harness.model.data.retros.get(TODAY).unwrap().finished);
}

#[test]
fn the_clock_runs_while_the_retro_is_open_and_only_then() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("r").wait(23).shows("4:37");
    let next = harness.model.deadline() - harness.now.utc;
    assert!(next.num_milliseconds() <= 1000, "{next}");
    harness.keys("\"하나\"").wait(7).shows("4:30").keys("Esc");
    harness.wait(6);
    let next = harness.model.deadline() - harness.now.utc;
    assert!(next.num_seconds() > 1, "{next}");
    harness.wait(600);
    harness.keys("r").shows("4:30");
    harness.wait(300).shows("-0:30");
    assert!(
        harness.model.toast.is_none(),
        "time over is no reason to nag"
    );
}

#[test]
fn quitting_saves_what_was_just_typed() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("r \"방금\"");
    harness.send(Msg::Hangup);
    assert_eq!(
        harness.model.data.retros.get(TODAY).unwrap().answers["learned"],
        "방금"
    );
}

#[test]
fn ctrl_c_quits_from_every_overlay_and_keeps_what_was_typed() {
    for keys in ["?", ":", "r", "r Tab Tab Tab"] {
        let mut harness = Harness::new(Lang::Ko, 80, 24);
        harness.keys(keys).keys("\"방금\" ctrl-c");
        assert!(harness.model.quitting, "{keys}");
        assert_eq!(
            harness.model.data.retros.is_empty(),
            !keys.starts_with('r'),
            "{keys}"
        );
    }
}

#[test]
fn a_new_line_is_typed_with_alt_enter_or_ctrl_j() {
    for key in ["alt-Enter", "ctrl-j"] {
        let mut harness = Harness::new(Lang::Ko, 80, 24);
        harness
            .keys(&format!("r \"위\" {key} \"아래\" Tab"))
            .shows("위 / 아래");
        harness.keys("Esc");
        let retro = harness.model.data.retros.get(TODAY).unwrap();
        assert_eq!(retro.answers["learned"], "위\n아래");
    }
}

#[test]
fn promises_stand_under_the_header_the_next_day_and_are_answered_one_by_one() {
    let mut friday = Harness::new(Lang::Ko, 80, 24);
    friday.keys("r Tab Tab Tab \"채널 정리\" Enter \"풀 손코딩\" Enter \"복습 10분\" Enter");
    friday.lacks("어제의 다짐");
    let mut saturday = on(&friday, SATURDAY);
    saturday.shows("어제의 다짐  1 채널 정리  2 풀 손코딩  3 복습 10분");
    saturday.keys("y").shows("지킴: 채널 정리");
    saturday.keys("n").shows("못 지킴: 풀 손코딩");
    saturday.shows("어제의 다짐");
    saturday.keys("c").shows("내일의 다짐으로 넘김: 복습 10분");
    saturday.wait(6);
    saturday.lacks("어제의 다짐");
    let answers: Vec<Option<Kept>> = saturday
        .model
        .data
        .retros
        .get(TODAY)
        .unwrap()
        .promises
        .iter()
        .map(|promise| promise.kept)
        .collect();
    assert_eq!(
        answers,
        [Some(Kept::Yes), Some(Kept::No), Some(Kept::Carry)]
    );
    // It waits in today's retro and goes on from there.
    saturday.keys("r Tab Tab Tab").shows("1 복습 10분");
    saturday.keys("Enter \"새 다짐\" ctrl-s");
    let today = saturday.model.data.retros.get("daily-2026-11-21").unwrap();
    let texts: Vec<&str> = today
        .promises
        .iter()
        .map(|promise| promise.text.as_str())
        .collect();
    assert_eq!(texts, ["복습 10분", "새 다짐"]);
    on(&saturday, "2026-11-22T10:00:00+09:00").shows("1 복습 10분  2 새 다짐");
}

#[test]
fn a_promise_carried_that_is_there_already_is_not_doubled() {
    let now = now_at(FRIDAY);
    let mut data = adopted(Lang::Ko, &now);
    let once = gongbu::panes::retro::carried(&data, &now, "복습");
    assert_eq!(once.promises.len(), 1);
    let edit = Edit::new(Step::Promise, "", &now).put(&data, once);
    data.apply(&edit).unwrap();
    let twice = gongbu::panes::retro::carried(&data, &now, "복습");
    assert_eq!(twice.promises.len(), 1);
}

#[test]
fn a_retro_after_midnight_is_that_of_the_day_before() {
    let harness = Harness::new(Lang::Ko, 80, 24);
    let mut night = on(&harness, "2026-11-21T02:00:00+09:00");
    night.keys("r").shows("11-20 (금)");
}

#[test]
fn the_weekly_retro_sets_the_plan_against_what_was_done() {
    let mut harness = busy_friday(Lang::Ko, 80, 24);
    harness
        .keys(": \"주간 회고\" Enter")
        .shows("주간 회고 11-16 ~ 11-22");
    harness.shows("30:00").shows("1.5/12h");
    let screen = harness.screen();
    let line = screen
        .lines()
        .find(|line| line.contains("계획 2/"))
        .unwrap();
    assert!(line.contains("건너뜀 1"), "{line}");
    assert!(screen.contains("(건너뛴 1개 제외)"), "{screen}");
    harness.keys("Enter \"어려움\" ctrl-s");
    assert!(
        harness
            .model
            .data
            .retros
            .get("weekly-2026-11-16")
            .unwrap()
            .finished
    );
}

#[test]
fn the_quarterly_retro_lists_its_steps() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness
        .keys(": \"분기 회고\" Enter")
        .shows("분기 회고 2026년 4분기");
    harness
        .shows("240:00")
        .shows("함께 할 일")
        .shows("- 커리어 목표와");
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness
        .keys(": \"monthly retro\" Enter")
        .shows("Monthly retro 2026-11")
        .shows("60:00");
}

#[test]
fn arrows_go_from_field_to_field_where_the_text_ends() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("r Down \"둘\" Down Down \"첫째\" Down \"둘째\" Up Up \"셋\" Esc");
    let retro = harness.model.data.retros.get(TODAY).unwrap();
    assert_eq!(retro.answers["insight"], "둘");
    assert_eq!(retro.promises[1].text, "둘째");
    assert_eq!(retro.answers["habit"], "셋");
}

#[test]
fn the_current_field_is_in_sight_in_the_smallest_window() {
    for (width, height) in [(40, 10), (44, 12), (80, 16)] {
        let mut harness = busy_friday(Lang::Ko, width, height);
        harness.keys("r");
        for letter in ["가가", "나나", "다다", "라라"] {
            harness.keys(&format!("\"{letter}\"")).shows(letter);
            assert!(harness.cursor().is_some(), "{width}x{height} {letter}");
            harness.keys("Tab");
        }
    }
}

#[test]
fn the_retros_look_as_they_should() {
    for (lang, name) in [(Lang::Ko, "ko"), (Lang::En, "en")] {
        for (width, height) in [(80, 24), (120, 36)] {
            let mut harness = busy_friday(lang, width, height);
            harness.keys("r \"채널은 소유권을 넘긴다\" Enter \"락\" alt-Enter \"락\" Enter");
            insta::assert_snapshot!(format!("daily_{name}_{width}x{height}"), harness.overlay());
            harness.keys("Enter \"first\" Enter");
            insta::assert_snapshot!(
                format!("priorities_{name}_{width}x{height}"),
                harness.overlay()
            );
            harness.keys("Esc : \"retro.weekly\" Enter");
            insta::assert_snapshot!(format!("weekly_{name}_{width}x{height}"), harness.overlay());
            harness.keys("Esc : \"retro.quarterly\" Enter");
            insta::assert_snapshot!(
                format!("quarterly_{name}_{width}x{height}"),
                harness.overlay()
            );
        }
    }
}

#[test]
fn the_promise_that_is_asked_for_can_be_read_however_long_the_others_are() {
    let mut friday = Harness::new(Lang::Ko, 80, 24);
    friday.keys("r Tab Tab Tab \"채널 vs Mutex 정리하고 블로그 초안까지 쓰기\" Enter");
    friday.keys("\"worker pool 손코딩하고 누수 확인\" Enter \"복습 10분\" Enter");
    let mut saturday = on(&friday, SATURDAY);
    saturday.shows("1 채널 vs Mutex 정리하고 블로그 초안까지 쓰기");
    saturday.keys("y");
    saturday.shows("1 [x]  2 worker pool 손코딩하고 누수 확인  3 복습");
    saturday.keys("n").shows("1 [x]  2 [ ]  3 복습 10분");
}

#[test]
fn earlier_retros_are_read_with_page_up_and_mended_where_they_stand() {
    for lang in [Lang::En, Lang::Ko] {
        let mut first = Harness::new(lang, 80, 24);
        first.keys("r \"learned of channels\" ctrl-s");
        let mut second = on(&first, "2026-11-21T21:00:00+09:00");
        second.keys("r \"learned of mutexes\" PageUp");
        second
            .shows("learned of channels")
            .lacks("learned of mutexes");
        second.keys("PageUp").shows(match lang {
            Lang::En => "no earlier retro",
            Lang::Ko => "앞선 회고가 없습니다",
        });
        second.keys("End \" and select\" PageDown");
        second.shows("learned of mutexes").lacks("and select");
        second
            .keys("PageUp")
            .shows("learned of channels and select");
        let retro = second.model.data.retros.get("daily-2026-11-20");
        assert!(retro.is_some_and(|retro| retro.finished));
        let today = second.model.data.retros.get("daily-2026-11-21");
        assert!(today.is_some_and(|retro| !retro.finished));
    }
}

#[test]
fn the_clock_of_an_earlier_retro_stands_still() {
    let mut first = Harness::new(Lang::En, 80, 24);
    first.keys("r \"one\" Esc");
    let seconds = |harness: &Harness| {
        let retro = harness.model.data.retros.get("daily-2026-11-20");
        retro.map(|retro| retro.seconds)
    };
    let before = seconds(&first);
    let mut second = on(&first, "2026-11-21T21:00:00+09:00");
    second.keys("r PageUp").wait(90);
    second.keys("Esc");
    assert_eq!(seconds(&second), before);
}
