//! Periods of absence: planned in their place, played through, and obeyed on the days before, in and after.

use crate::common::{FRIDAY, Harness, adopted, now_at};
use chrono::{Days, NaiveDate};
use gongbu::domain::absence::forecast::Forecast;
use gongbu::domain::absence::{self, Why};
use gongbu::domain::review::{Memory, Scheduler};
use gongbu::domain::session::{Candidate, Limits, Stage, order as order_of};
use gongbu::domain::*;
use gongbu::lang::Lang;
use insta::assert_snapshot;
use proptest::prelude::*;
use std::collections::HashSet;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn today() -> NaiveDate {
    day("2026-11-20")
}

/// The service roadmap and 120 questions that were answered well over the last weeks.
fn data(lang: Lang) -> Data {
    let now = now_at(FRIDAY);
    let mut data = adopted(lang, &now);
    let mut edit = Edit::new(Step::Grade, "", &now);
    for number in 0..120_u64 {
        let id = format!("q{number:03}");
        let question = Question {
            id: id.clone(),
            prompt: Text::plain(format!("질문 {number}")),
            ..Question::default()
        };
        edit = edit.put(&data, question);
        let on = today() - Days::new(1 + number % 30);
        for (times, on) in [(0, on - Days::new(20)), (1, on)] {
            edit = edit.put(&data, review(&format!("{id}-{times}"), &id, on));
        }
    }
    data.apply(&edit).expect("questions");
    data
}

fn review(id: &str, question: &str, on: NaiveDate) -> Review {
    let at = on.and_hms_opt(12, 0, 0).expect("noon").and_utc();
    serde_json::from_value(serde_json::json!({
        "id": id, "question": question, "grade": "good", "on": on, "at": at,
    }))
    .expect("a review")
}

fn period() -> Period {
    Period {
        id: "p1".into(),
        title: "혹한기 훈련".into(),
        from: day("2026-12-07"),
        to: day("2026-12-20"),
        ahead: 7,
        back_a_day: 10,
        hours: Some(0.0),
        ..Period::default()
    }
}

fn with(mut data: Data, period: Period) -> Data {
    let edit = Edit::new(Step::EditPeriod, "", &now_at(FRIDAY)).put(&data, period);
    data.apply(&edit).expect("a period");
    data
}

#[test]
fn a_period_is_planned_from_a_preset_edited_deleted_and_brought_back() {
    let mut h = Harness::with(data(Lang::En), FRIDAY, 120, 36);
    h.keys("P").shows("No period is planned.");
    h.keys("a").shows("Field exercise").keys("Enter");
    h.keys("\"12-07\" Enter").shows("Period saved.");
    let saved = h
        .model
        .data
        .periods
        .iter()
        .next()
        .expect("a period")
        .clone();
    assert_eq!(
        (saved.from, saved.to),
        (day("2026-12-07"), day("2026-12-20"))
    );
    h.shows("From 12-07 (Mon) to 12-20 (Sun) no reviews.");
    h.keys("e Tab Tab ctrl-u \"3w\" Tab 2 Enter");
    let saved = h
        .model
        .data
        .periods
        .iter()
        .next()
        .expect("a period")
        .clone();
    assert_eq!((saved.to, saved.media), (day("2026-12-27"), Media::Paper));
    h.keys("D").shows("No period is planned.");
    h.keys("u").shows("2026-12-27");
}

#[test]
fn the_length_of_a_period_is_written_as_its_language_writes_it() {
    let ends = |h: &Harness| h.model.data.periods.iter().next().expect("a period").to;
    let mut h = Harness::with(data(Lang::Ko), FRIDAY, 80, 24);
    h.keys("P a").shows("2주").lacks("2w").keys("Enter");
    h.shows("2주").keys("\"12-07\" Enter");
    assert_eq!(ends(&h), day("2026-12-20"));
    for (length, last) in [
        ("3주", "2026-12-27"),
        ("3 주간", "2026-12-27"),
        ("10일", "2026-12-16"),
        ("4w", "2027-01-03"),
        ("4ㅈ", "2027-01-03"),
    ] {
        h.keys(&format!("e Tab Tab ctrl-u \"{length}\" Enter"));
        assert_eq!(ends(&h), day(last), "{length}");
    }
    let mut h = Harness::with(data(Lang::En), FRIDAY, 80, 24);
    h.keys("P a Enter").shows("2w").lacks("2주");
}

#[test]
fn what_cannot_be_is_refused_with_the_reason() {
    let mut h = Harness::with(with(data(Lang::En), period()), FRIDAY, 80, 24);
    h.keys("P a Enter \"never\" Enter")
        .shows("The first day is no date");
    h.keys("ctrl-u \"12-10\" Enter")
        .shows("It overlaps with: 혹한기 훈련");
    h.keys("ctrl-u \"2026-01-05\" Enter")
        .shows("lies in the past");
    h.keys("ctrl-u \"+40\" Tab ctrl-u \"2026-12-25\" Enter");
    h.shows("The last day lies before the first one.");
    assert_eq!(h.model.data.periods.iter().count(), 1);
    h.keys("Esc").lacks("lies before");
}

#[test]
fn the_place_looks_as_it_should() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Ko, "ko")] {
        for (width, height) in [(80, 24), (120, 36)] {
            let mut h = Harness::with(data(lang), FRIDAY, width, height);
            h.keys("P");
            assert_snapshot!(format!("none_{name}_{width}"), h.screen());
            h.keys("a Enter");
            assert_snapshot!(format!("form_{name}_{width}"), h.screen());
            let mut h = Harness::with(with(data(lang), period()), FRIDAY, width, height);
            h.keys("P");
            assert_snapshot!(format!("preview_{name}_{width}"), h.screen());
            if width == 80 {
                h.keys("Right");
                assert_snapshot!(format!("reading_{name}_{width}"), h.screen());
            }
        }
    }
}

#[test]
fn a_period_of_the_users_own_is_on_the_timeline_and_in_the_hours_of_its_weeks() {
    let data = with(data(Lang::En), period());
    assert_eq!(
        absence::week_hours(&data, "2026-W50".parse().expect("a week")),
        0
    );
    assert_eq!(
        absence::week_hours(&data, "2026-W47".parse().expect("a week")),
        12
    );
    Harness::with(data, FRIDAY, 120, 36)
        .keys("1 z")
        .shows("혹한기 훈련");
}

#[test]
fn no_screen_is_too_small_for_the_place() {
    for (width, height) in [(0, 0), (1, 1), (20, 5), (36, 8), (60, 20), (200, 60)] {
        let mut h = Harness::with(with(data(Lang::Ko), period()), FRIDAY, width, height);
        h.keys("P").screen();
        h.keys("Right").screen();
        h.keys("Esc e Tab Tab Tab").screen();
    }
}

#[test]
fn before_in_and_after_a_period_the_day_is_another() {
    let data = with(data(Lang::En), period());
    let index = Index::of(&data);
    let on = |text: &str| absence::plan(&data, &index, day(text));
    assert_eq!(on("2026-11-25"), absence::DayPlan::default());
    let ahead = on("2026-12-02");
    assert!(!ahead.advance.is_empty() && ahead.new_allowed, "{ahead:?}");
    for id in &ahead.advance {
        let due = index.memory(id).expect("a memory").due;
        assert!(due >= day("2026-12-07") && due <= day("2026-12-20"));
    }
    let inside = on("2026-12-10");
    assert_eq!((inside.review_cap, inside.new_allowed), (Some(0), false));
    let back = on("2026-12-21");
    assert_eq!((back.review_cap, back.new_allowed), (Some(10), false));
    assert!(matches!(back.why, Some(Why::Backlog { left, .. }) if left > 10));
}

#[test]
fn todays_share_does_not_grow_while_it_is_worked_off() {
    let mut data = with(data(Lang::En), period());
    let today = day("2026-12-03");
    let share = absence::plan(&data, &Index::of(&data), today).advance;
    assert!(share.len() > 1);
    let done = review("early", &share[0], today);
    let edit = Edit::new(Step::Grade, "", &now_at(FRIDAY)).put(&data, done);
    data.apply(&edit).expect("a review");
    let left = absence::plan(&data, &Index::of(&data), today).advance;
    assert_eq!(left, share[1..]);
}

#[test]
fn what_is_reviewed_in_a_period_anyway_does_not_come_early() {
    let share = |a_day: u32| {
        let data = with(data(Lang::En), Period { a_day, ..period() });
        absence::plan(&data, &Index::of(&data), day("2026-12-02"))
            .advance
            .len()
    };
    assert!(share(0) > share(1) && share(1) > 0);
    // Ten a day for fourteen days are room for all 120 of them.
    assert_eq!(share(10), 0);
}

#[test]
fn what_came_early_for_a_period_goes_last_in_it() {
    let order = BacklogOrder::Overdue;
    let mut data = with(
        data(Lang::En),
        Period {
            a_day: 2,
            order,
            ahead: 20,
            ..period()
        },
    );
    let index = Index::of(&data);
    let due_in = |index: &Index, id: &str, from: &str| {
        let due = index.memory(id).expect("a memory").due;
        due >= day(from) && due <= day("2026-12-20")
    };
    let ids = || (0..120).map(|n| format!("q{n:03}"));
    let early = ids()
        .find(|id| due_in(&index, id, "2026-12-07"))
        .expect("due in it");
    // Soon forgotten after its early review, it is due again before all others.
    let mut again = review("came-early", &early, day("2026-11-21"));
    again.grade = Grade::Again;
    let edit = Edit::new(Step::Grade, "", &now_at(FRIDAY)).put(&data, again);
    data.apply(&edit).expect("a review");
    let index = Index::of(&data);
    let due: Vec<Id> = ids()
        .filter(|id| due_in(&index, id, "2026-11-01"))
        .collect();
    let places = absence::places(&data, &index, day("2026-12-10"), due.clone());
    assert!(due.len() > 2);
    assert_eq!(places[&early], due.len() - 1);
    let places = absence::places(&data, &index, day("2026-12-21"), due);
    assert_eq!(places[&early], 0, "after it the usual order counts again");
}

#[test]
fn a_backlog_is_put_in_order_with_what_waited_through_the_period_first() {
    let data = with(data(Lang::En), period());
    let index = Index::of(&data);
    let to = day("2026-12-20");
    for order in [
        BacklogOrder::Value,
        BacklogOrder::Course,
        BacklogOrder::Overdue,
    ] {
        let mut due: Vec<Id> = (0..120).map(|n| format!("q{n:03}")).collect();
        absence::sort(&data, &index, day("2026-12-25"), (order, to), &mut due);
        let waited = |id: &Id| index.memory(id).expect("a memory").due <= to;
        assert!(due.iter().is_sorted_by_key(|id| !waited(id)), "{order:?}");
    }
}

#[test]
fn a_backlog_is_told_where_sessions_are_begun_and_a_used_up_day_is_too() {
    let past = Period {
        from: day("2026-11-09"),
        to: day("2026-11-18"),
        back_a_day: 1,
        ..period()
    };
    let mut data = with(data(Lang::En), past);
    for number in 0..5 {
        let old = review(
            &format!("old-{number}"),
            &format!("w{number}"),
            day("2026-11-01"),
        );
        let question = Question {
            id: format!("w{number}"),
            prompt: Text::plain("waits".to_owned()),
            ..Question::default()
        };
        let edit = Edit::new(Step::Grade, "", &now_at(FRIDAY));
        let edit = edit.put(&data, question).put(&data, old);
        data.apply(&edit).expect("a question");
    }
    let index = Index::of(&data);
    assert!(matches!(
        absence::why(&data, &index, today()),
        Some(Why::Backlog { .. })
    ));
    let mut h = Harness::with(data.clone(), FRIDAY, 120, 36);
    h.keys("3").shows("after 혹한기 훈련");
    h.keys("Space").shows("after 혹한기 훈련");
    let done = review("today", "w0", today());
    data.apply(&Edit::new(Step::Grade, "", &now_at(FRIDAY)).put(&data, done))
        .expect("a review");
    let plan = absence::plan(&data, &Index::of(&data), today());
    assert_eq!(plan.cap_left(&Index::of(&data), today()), Some(0));
}

#[test]
fn the_week_names_the_period_that_is_on() {
    let on = Period {
        from: day("2026-11-19"),
        to: day("2026-11-25"),
        ..period()
    };
    Harness::with(with(data(Lang::Ko), on), FRIDAY, 120, 36)
        .keys("2")
        .shows("· 혹한기 훈련");
}

/// Memories of questions reviewed once or twice in the last days, always known.
fn memories(seeds: &[(u64, u64)]) -> Vec<Memory> {
    let scheduler = Scheduler::new(0.9);
    let of = |(ago, gap): &(u64, u64)| {
        let last = today() - Days::new(*ago);
        let first = scheduler.after(None, Grade::Good, last - Days::new(*gap));
        match gap {
            0 => first,
            _ => scheduler.after(Some(first), Grade::Good, last),
        }
    };
    seeds.iter().map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_never_lowers_recall_keeps_to_its_caps_and_ends_when_it_says(
        seeds in prop::collection::vec((1_u64..90, 0_u64..60), 1..200),
        begins in 1_u64..120,
        length in 1_u64..200,
        ahead in 0_u32..30,
        back_a_day in 1_u32..30,
        a_day in 0_u32..20,
        minutes in 1_u32..10,
    ) {
        let from = today() + Days::new(begins);
        let to = from + Days::new(length - 1);
        let period = Period { from, to, ahead, back_a_day, a_day, ..period() };
        let settings = Settings { session_minutes: minutes, ..Settings::default() };
        let memories = memories(&seeds);
        let forecast = Forecast::from(&settings, (&memories, HashSet::new()), 0, &period, today());
        let (without, with) = (&forecast.without, &forecast.with);
        prop_assert!(with.recall >= without.recall - 1e-9, "{forecast:?}");
        prop_assert!(with.backlog <= memories.len());
        let cap = absence::ahead_cap(&settings);
        prop_assert!(with.early.values().all(|count| *count <= cap));
        prop_assert!(with.early.keys().all(|day| *day < from && *day >= absence::window(&period)));
        // So many a day, the backlog first: it is gone on the promised day and not before.
        let a_day = back_a_day as usize;
        prop_assert_eq!(with.days, with.backlog.div_ceil(a_day));
        let until = to + Days::new(with.days as u64);
        let mut after = with.load.iter().filter(|(day, _)| **day > to && **day < until);
        prop_assert!(after.all(|(_, count)| *count <= a_day), "{forecast:?}");
    }
    #[test]
    fn sessions_end_the_backlog_in_the_promised_number_of_days(
        count in 1_usize..40,
        back_a_day in 1_u32..9,
        by in 0_usize..3,
    ) {
        let order = [BacklogOrder::Value, BacklogOrder::Course, BacklogOrder::Overdue][by];
        let now = now_at(FRIDAY);
        let mut data = Data::default();
        let mut edit = Edit::new(Step::Grade, "", &now);
        for number in 0..count {
            let id = format!("q{number:03}");
            let question = Question { id: id.clone(), ..Question::default() };
            let on = today() - Days::new(number as u64 % 20);
            edit = edit.put(&data, question).put(&data, review(&format!("{id}-0"), &id, on));
        }
        data.apply(&edit).expect("questions");
        let mut data = with(data, Period { back_a_day, order, ..period() });
        let mut index = Index::of(&data);
        let cap = back_a_day as usize;
        let to = period().to;
        let mut day = to + Days::new(1);
        let promised = index.due(to).div_ceil(cap);
        let mut days = 0;
        while let Some(Why::Backlog { .. }) = absence::why(&data, &index, day) {
            let plan = absence::plan(&data, &index, day);
            prop_assert!(!plan.new_allowed);
            // Two sessions a day: the cap is the day's, not the session's.
            let mut made = 0;
            for session in 0..2 {
                let ids: Vec<Id> = data.all_questions().map(|q| q.id.clone()).collect();
                let is_due = |id: &&Id| index.memory(id).is_some_and(|m| m.due <= day);
                let due: Vec<Id> = ids.iter().filter(is_due).cloned().collect();
                let limits = Limits {
                    review_cap: plan.cap_left(&index, day),
                    backlog: absence::places(&data, &index, day, due.clone()),
                    ..Limits::default()
                };
                let candidates = due.into_iter().map(|id| Candidate {
                    memory: index.memory(&id),
                    id,
                    stage: Stage::Other,
                    interview: 1.0,
                });
                let asked = order_of(candidates.collect(), day, &limits);
                let half = if session == 0 { cap.div_ceil(2) } else { cap };
                for card in asked.into_iter().take(half) {
                    let done = review(&format!("{}-{day}", card.id), &card.id, day);
                    let edit = Edit::new(Step::Grade, "", &now).put(&data, done);
                    data.apply(&edit).expect("a review");
                    index.update(&data, &edit);
                    made += 1;
                }
            }
            prop_assert!(made <= cap);
            days += 1;
            prop_assert!(days <= promised, "{} of {}", days, promised);
            day = day + Days::new(1);
        }
        prop_assert_eq!(days, promised);
    }
}
