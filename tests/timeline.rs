//! The timeline: when everything is, and how it is shown.

use crate::common::{FRIDAY, Harness, adopted, now_at};
use chrono::NaiveDate;
use gongbu::commands::Cmd;
use gongbu::content;
use gongbu::domain::schedule::{self, Position};
use gongbu::domain::*;
use gongbu::lang::Lang;
use gongbu::panes::{Pane, Reply, Request};
use gongbu::ui::layout::PaneId;
use gongbu::ui::theme::Role;
use insta::assert_snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::time::{Duration, Instant};

/// A Monday in the second phase: week 7, web frameworks.
const MONDAY: &str = "2025-12-15T21:05:00+09:00";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The service roadmap on its own dates or from another start, with its index.
fn roadmap(start: Option<&str>) -> (Data, Index) {
    let now = now_at(FRIDAY);
    let mut data = Data::default();
    let packs = content::roadmap("service");
    let edit = content::adopt(&data, &packs, start.map(day), Lang::En, &now, "");
    data.apply(&edit).unwrap();
    let index = Index::of(&data);
    (data, index)
}

fn place(data: &Data, index: &Index, date: &str) -> Option<Position> {
    index.schedule.position(data, &index.tree, day(date))
}

/// Data in which the items under the given nodes are in a state.
fn with_states(at: &str, lang: Lang, states: &[(&str, State)]) -> Data {
    let now = now_at(at);
    let mut data = adopted(lang, &now);
    let tree = Index::of(&data).tree;
    let mut edit = Edit::new(Step::SetState, "", &now);
    for (node, state) in states {
        let own = data.nodes.get(node).into_iter();
        let below = tree.below(&data, node).into_iter().map(|(node, _)| node);
        for node in own.chain(below).filter(|node| node.kind.is_item()) {
            let progress = Progress {
                id: node.id.clone(),
                state: *state,
                on: Some(now.today()),
                ..Progress::default()
            };
            edit.put_new(&data, progress);
        }
    }
    data.apply(&edit).unwrap();
    data
}

fn on_monday(lang: Lang, width: u16, height: u16) -> Harness {
    let states = [
        ("service/p1/core", State::Done),
        ("service/p1/special", State::Done),
        ("service/p1/net-os/network", State::Done),
        ("service/p1/net-os/os", State::Skipped),
        ("service/p2/go/concurrency", State::Done),
        ("career/annual/certificates/cka", State::Done),
    ];
    Harness::with(with_states(MONDAY, lang, &states), MONDAY, width, height)
}

/// What the pane answers to a command where it stands.
fn answer(harness: &Harness, cmd: Cmd) -> Reply {
    let area = harness.model.layout().inner(PaneId::Timeline);
    let env = harness.model.env(area, true);
    harness.model.panes.timeline.clone().command(&env, cmd)
}

fn opens_week(harness: &Harness, week: &str) {
    let wanted = Request::OpenWeek(week.parse().unwrap());
    assert_eq!(answer(harness, Cmd::Open).requests, [wanted]);
}

fn opens_node(harness: &Harness, node: &str, select: Option<&str>) {
    let wanted = Request::OpenNode {
        node: node.to_owned(),
        select: select.map(str::to_owned),
    };
    assert_eq!(answer(harness, Cmd::Open).requests, [wanted]);
}

/// The screen without what is around the pane.
fn pane(harness: &mut Harness) -> String {
    let screen = harness.screen();
    let inside = |line: &&str| line.starts_with(['┌', '│', '└']);
    screen.lines().filter(inside).collect::<Vec<_>>().join("\n")
}

/// The line of the screen that contains a text.
fn line(harness: &mut Harness, text: &str) -> String {
    let screen = harness.screen();
    let found = screen.lines().find(|line| line.contains(text));
    found
        .unwrap_or_else(|| panic!("\"{text}\" is not on the screen:\n{screen}"))
        .to_owned()
}

#[test]
fn a_date_lies_in_the_phase_week_and_unit_that_the_document_gives_it() {
    let (data, index) = roadmap(None);
    let p1 = index.schedule.range("service/p1").unwrap();
    assert_eq!(
        (p1.from, p1.last()),
        (day("2025-06-01"), Some(day("2025-10-31")))
    );
    for (date, phase, week, unit) in [
        ("2025-06-01", "p1", (1, 22), Some("p1/core/hash")),
        ("2025-08-24", "p1", (13, 22), Some("p1/special/heap")),
        ("2025-12-15", "p2", (7, 22), Some("p2/go/web")),
        ("2026-05-20", "p3", (8, 13), Some("p3/security/crypto")),
        ("2026-06-10", "p3", (11, 13), None),
        ("2026-08-05", "p4", (6, 9), Some("p4/interview")),
    ] {
        let found = place(&data, &index, date).unwrap();
        let unit = unit.map(|unit| format!("service/{unit}"));
        assert_eq!(found.phase, format!("service/{phase}"), "{date}");
        assert_eq!(found.week, week, "{date}");
        assert_eq!(found.unit, unit, "{date}");
    }
}

#[test]
fn after_discharge_the_portfolio_is_on_in_its_twelfth_week() {
    let (data, index) = roadmap(None);
    let found = place(&data, &index, "2026-11-20").unwrap();
    assert_eq!(found.phase, "career/portfolio");
    assert_eq!(found.week, (12, 57));
    assert_eq!(
        found.unit.as_deref(),
        Some("career/portfolio/projects/chatflow")
    );
    assert_eq!(found.days_left, Some(314));
}

#[test]
fn goals_for_several_years_never_hide_a_phase_of_study() {
    let (data, index) = roadmap(None);
    let goals = [
        "career/goals-short",
        "career/goals-mid",
        "career/goals-long",
    ];
    for date in day("2025-06-01")
        .iter_days()
        .take_while(|date| *date < day("2031-01-01"))
    {
        let found = index.schedule.position(&data, &index.tree, date).unwrap();
        assert!(!goals.contains(&found.phase.as_str()), "{date}: {found:?}");
    }
    // Where there is nothing else they are better than nothing.
    let found = place(&data, &index, "2025-03-01").unwrap();
    assert_eq!(
        (found.phase.as_str(), found.unit),
        ("career/goals-short", None)
    );
}

#[test]
fn a_plan_that_starts_eighteen_months_later_is_moved_by_eighteen_months() {
    let (data, index) = roadmap(Some("2026-12-01"));
    let p1 = index.schedule.range("service/p1").unwrap();
    assert_eq!(
        (p1.from, p1.last()),
        (day("2026-12-01"), Some(day("2027-04-30")))
    );
    let found = place(&data, &index, "2027-06-14").unwrap();
    assert_eq!(found.unit.as_deref(), Some("service/p2/go/web"));
    assert_eq!(found.week, (7, 22));
    let milestone = "career/milestones/korea-2027/large-firm";
    let due = index.schedule.range(milestone).unwrap().last();
    assert_eq!(due, Some(day("2029-06-30")));
}

#[test]
fn milestones_within_undated_groups_have_their_dates() {
    let (_, index) = roadmap(None);
    let due = |id| index.schedule.range(id).map(|range| range.last());
    assert_eq!(
        due("career/annual/certificates/aws-sap"),
        Some(Some(day("2026-12-31")))
    );
    assert_eq!(due("career/milestones/startup-2031/team"), Some(None));
    assert_eq!(
        due("practice/certificates/schedule/ckad-pca"),
        Some(Some(day("2027-06-30")))
    );
    assert_eq!(
        due("career/milestones/korea-2027"),
        None,
        "a group has none"
    );
}

#[test]
fn hours_that_are_not_stated_are_shared_by_weeks_and_stand_beside_the_stated() {
    let (data, index) = roadmap(None);
    let node = |id: &str| data.nodes.get(&format!("service/{id}")).unwrap();
    let hours = |id: &str| schedule::hours_of(&data, &index.tree, node(id));
    let go = ["concurrency", "web", "database", "performance"];
    let shares: Vec<_> = go
        .iter()
        .map(|unit| hours(&format!("p2/go/{unit}")))
        .collect();
    assert_eq!(shares, [Some(72.0), Some(54.0), Some(36.0), Some(18.0)]);
    assert_eq!(hours("p1"), Some(240.0), "the sum of its blocks");
    assert_eq!(
        schedule::computed_hours_of(&data, &index.tree, node("p1/core")),
        Some(160.0)
    );
    assert_eq!(data.plans.get("service").unwrap().stated.hours, Some(600.0));
    assert_eq!(
        schedule::computed_hours(&data, &index.tree, "service"),
        940.0
    );
}

#[test]
fn what_is_behind_the_last_block_is_slack_and_may_be_less_than_nothing() {
    let (data, index) = roadmap(None);
    let spare = |phase: &str| {
        let planned = index.schedule.planned_to(&data, &index.tree, phase)?;
        Some((index.schedule.range(phase)?.to? - planned).num_days())
    };
    assert_eq!(spare("service/p3"), Some(35));
    assert_eq!(spare("career/job-hunt"), Some(-61), "nine months in seven");
    assert_eq!(spare("career/startup"), None, "nothing in it is dated");
}

#[test]
fn the_first_week_of_a_unit_is_the_first_that_shows_it() {
    let (_, index) = roadmap(None);
    for (unit, week) in [
        // Begins on a Sunday: that week still shows what was before.
        ("service/p1/core/hash", "2025-W23"),
        // Begins on a Saturday.
        ("service/p2/go/concurrency", "2025-W45"),
        ("career/portfolio/projects/chatflow", "2026-W40"),
    ] {
        let range = index.schedule.range(unit).unwrap();
        assert_eq!(range.first_week().to_string(), week, "{unit}");
        let shown = index.schedule.in_week(range.first_week());
        assert!(shown.into_iter().any(|id| id == unit), "{unit}");
    }
}

#[test]
fn the_whole_plan_is_on_one_screen_with_today_through_all_rows() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("1");
    harness.shows("Timeline · 2025-06 .. 2035-12 · all");
    for plan in [
        "A Service plan",
        "B After discharge",
        "C Mastery map",
        "D Patterns",
        "E Habits",
    ] {
        assert!(line(&mut harness, plan).contains('╎'), "{plan}");
    }
    harness.shows("╎today 2026-W47").shows("▒▒▒");
    assert!(line(&mut harness, "C Mastery map").contains("0/252"));
}

#[test]
fn the_cursor_begins_where_the_user_is_in_the_plan() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys("1 z");
    harness.shows("Back to school and portfolio · 2026-09-01..2027-09-30 · week 12/57 · D-314");
    harness
        .shows("now: ChatFlow: real-time chat")
        .shows("800h stated");
}

#[test]
fn rows_unfold_down_to_units_and_fold_again() {
    let mut harness = on_monday(Lang::En, 80, 24);
    harness
        .keys("1")
        .shows("- A Service plan")
        .lacks("Go mastery");
    // To the phase "Language expertise", its block, its unit.
    harness
        .keys("g g j j j j")
        .shows("Language expertise · 2025-11-01..2026-03-31");
    harness.keys("Right").shows("+ Go mastery");
    harness.keys("j Space").shows("Web frameworks");
    harness
        .keys("j j")
        .shows("Web frameworks · 2025-11-29..2025-12-19 · week 3/3 · D-4");
    harness.keys("Left").shows("Go mastery · 2025-11-01");
    harness
        .keys("Left")
        .lacks("Database access")
        .shows("+ Go mastery");
    harness
        .keys("Left")
        .shows("Language expertise · 2025-11-01");
    harness.keys("Left").lacks("Go mastery");
    harness
        .keys("Left")
        .shows("A Service plan · 2025-06-01..2026-08-31");
    harness
        .keys("Space")
        .shows("+ A Service plan")
        .lacks("CS basics");
}

#[test]
fn a_leaf_says_that_there_is_nothing_to_unfold() {
    let mut harness = on_monday(Lang::En, 80, 24);
    harness
        .keys("1 g g j Space")
        .shows("There is nothing to unfold here.");
}

#[test]
fn the_cursor_stays_on_its_row_when_rows_come_and_go() {
    let mut harness = on_monday(Lang::En, 80, 24);
    harness.keys("1 g g j j j j Right j Right j");
    harness.shows("Concurrency · 2025-11-01");
    // The other languages' titles, another size, a pane that is not on screen for a while.
    harness.keys("ctrl-l").shows("Go 동시성 · 2025-11-01");
    harness.keys("2 1").shows("Go 동시성 · 2025-11-01");
    harness.send(gongbu::app::Msg::Resize(120, 36));
    harness
        .shows("Go 동시성")
        .keys("z")
        .shows("Go 동시성 · 2025-11-01");
}

#[test]
fn a_folded_plan_shows_its_phases_after_each_other_on_one_row() {
    let mut harness = on_monday(Lang::En, 120, 36);
    harness.keys("1 z + + g g Left");
    let row = line(&mut harness, "+ A Service plan");
    for title in ["CS basi", "Languag"] {
        assert!(row.contains(title), "{row}");
    }
    assert!(
        row.contains('█') && row.contains('░') && row.contains('│'),
        "{row}"
    );
}

#[test]
fn slack_is_an_open_stretch_with_its_word() {
    let mut harness = on_monday(Lang::En, 120, 36);
    harness.keys("1 z + + +");
    for _ in 0..24 {
        harness.keys("w");
    }
    let row = line(&mut harness, "Cloud and system");
    assert!(row.contains("·slack·"), "{row}");
    harness.keys("g g j j j j j").shows("5-week slack");
}

#[test]
fn a_bar_is_filled_by_the_share_that_is_done_and_never_lies() {
    let mut harness = on_monday(Lang::En, 120, 36);
    harness.keys("1 z + +");
    let row = line(&mut harness, "CS basics in depth");
    assert!(
        row.contains('█') && !row.contains('░'),
        "skipped does not count: {row}"
    );
    assert!(!row.contains("late"), "{row}");
    harness.keys("g g j j j").shows("skipped");
    let row = line(&mut harness, "Language expertise  ");
    assert!(row.contains('█') && row.contains('░'), "{row}");
}

#[test]
fn what_is_late_is_said_in_days_not_by_colour_alone() {
    let mut harness = Harness::with(adopted(Lang::En, &now_at(MONDAY)), MONDAY, 80, 24);
    harness.keys("1");
    assert!(line(&mut harness, "CS basics").contains("+45d late"));
    harness.keys("g g j j j").shows("45 days late");
    harness.keys("ctrl-l").shows("45일 늦음");
    // A unit slips by its own last day.
    harness
        .keys("Right j Right j")
        .shows("해시테이블 · 2025-06-01..2025-06-21 · 177일 늦음");
}

#[test]
fn milestones_are_marks_and_overdue_ones_say_so() {
    let states = [("career/annual/certificates/aws-sap", State::Done)];
    let data = with_states(FRIDAY, Lang::En, &states);
    let mut harness = Harness::with(data, FRIDAY, 120, 36);
    harness.keys("1 z");
    let row = line(&mut harness, "+ Annual learning goals");
    assert!(row.contains('!') && row.contains('+'), "{row}");
    for _ in 0..40 {
        if harness.screen().contains("│Annual learning goals ·") {
            break;
        }
        harness.keys("j");
    }
    harness.keys("Space");
    harness.shows("[ ] CKA (Certified").shows("+324d late");
    let row = line(&mut harness, "[x] AWS Solutions");
    assert!(row.contains("<x>"), "{row}");
    let row = line(&mut harness, "[ ] Confluent");
    assert!(row.contains("<>"), "{row}");
    harness
        .keys("j")
        .shows("[ ] WebAssembly")
        .shows("due 2025-12-31");
    opens_node(&harness, "career/annual", Some("career/annual/stack/wasm"));
}

#[test]
fn plans_without_dates_are_rows_that_unfold_to_their_topics() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("1 G k k").shows("C Mastery map · no dates");
    // The plan itself has no week and no topic to show: Enter unfolds it.
    harness
        .keys("Enter")
        .shows("- C Mastery map")
        .shows("Tier 1: full mas");
    harness.keys("j");
    opens_node(&harness, "mastery/tier1", None);
    harness.keys("Right j");
    opens_node(&harness, "mastery/tier1/go", None);
}

#[test]
fn the_date_cursor_moves_by_weeks_and_enter_opens_the_week_it_is_on() {
    let mut harness = on_monday(Lang::En, 80, 24);
    harness.keys("1 g g");
    opens_week(&harness, "2025-W51");
    harness
        .keys("w w")
        .shows("2026-W01")
        .shows("2026-W01 = week 31/66");
    opens_week(&harness, "2026-W01");
    harness.keys("b").shows("2025-W52");
    opens_week(&harness, "2025-W52");
    // A phase that is not on then opens at its own beginning.
    harness.keys("j j j");
    opens_week(&harness, "2025-W23");
    harness.keys("t").shows("╎today 2025-W51");
    harness.keys("j");
    opens_week(&harness, "2025-W51");
}

#[test]
fn the_date_cursor_does_not_leave_the_plan() {
    let mut harness = on_monday(Lang::En, 80, 24);
    harness.keys("1 g g");
    for _ in 0..60 {
        harness.keys("b");
    }
    opens_week(&harness, "2025-W23");
    harness.shows("2025-W23");
}

#[test]
fn enter_opens_the_week_pane() {
    let mut harness = on_monday(Lang::En, 80, 24);
    harness.keys("1 g g Enter");
    assert_eq!(harness.model.focus, PaneId::Week);
}

#[test]
fn zooming_goes_from_years_to_weeks_and_keeps_the_cursor_in_view() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("1");
    for name in ["years", "quarters", "months", "weeks"] {
        harness
            .keys("+")
            .shows(&format!("· {name} "))
            .shows("╎today");
    }
    harness.keys("+").shows("cannot be shown any closer");
    harness.shows("W47 ").shows("2026-10 .. 2026-12");
    for name in ["months", "quarters", "years", "all"] {
        harness.keys("-").shows(&format!("· {name} "));
    }
    harness.keys("-").shows("Everything is shown already.");
    harness.keys("+ + + 0").shows("2025-06 .. 2035-12 · all");
}

#[test]
fn today_off_the_screen_is_pointed_at() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("1 + + + +");
    for _ in 0..8 {
        harness.keys("b");
    }
    harness.shows("today>").shows("^2026-W39");
    for _ in 0..16 {
        harness.keys("w");
    }
    harness.shows("<today").shows("^2027-W02");
}

#[test]
fn the_notes_compare_what_is_stated_with_what_adds_up() {
    let mut harness = on_monday(Lang::En, 80, 24);
    harness
        .keys("1 g g i")
        .shows("Timeline · notes: Service plan");
    harness.shows("600h stated, 940h computed · 340h more than stated");
    harness.shows("Cloud and system design: 8 of 13 weeks planned · 5-week slack");
    harness.shows("10.5h over your 12h").shows(" lines");
    let first = harness.screen();
    harness.keys("G").lacks("Numbers").lacks(" lines");
    harness.keys("g g");
    assert_eq!(harness.screen(), first);
    harness
        .keys("Esc")
        .lacks("340h more")
        .shows("- A Service plan");
    harness.keys("i i").shows("- A Service plan");
}

#[test]
fn without_a_plan_it_says_what_to_press() {
    let now = now_at(FRIDAY);
    let mut data = Data::default();
    let settings = Settings {
        lang: Lang::En,
        ..Settings::default()
    };
    let edit = Edit::new(Step::Settings, "", &now).put(&data, settings);
    data.apply(&edit).unwrap();
    let mut harness = Harness::with(data, FRIDAY, 80, 24);
    harness
        .keys("1 + - w b t i Space Enter Left Right G")
        .shows("No plan yet.");
    harness.shows(": finds every command");
}

#[test]
fn nothing_breaks_at_any_size_zoom_or_date() {
    for at in [
        "2019-01-01T12:00:00+09:00",
        FRIDAY,
        "2061-01-01T12:00:00+09:00",
    ] {
        let data = adopted(Lang::Ko, &now_at(at));
        let mut harness = Harness::with(data, at, 120, 60);
        harness.keys("1 z g g");
        for keys in [
            "",
            "+",
            "+ b b b",
            "+ j j Space",
            "+ w w w w w w",
            "0 G Space",
            "i",
        ] {
            harness.keys(keys);
            for width in [0, 1, 9, 10, 11, 36, 50, 90] {
                for height in [0, 1, 2, 3, 4, 12, 20] {
                    let area = Rect::new(1, 1, width, height);
                    let env = harness.model.env(area, true);
                    let mut buf = Buffer::empty(Rect::new(0, 0, width + 2, height + 2));
                    let mut pane = harness.model.panes.timeline.clone();
                    pane.title(&env);
                    pane.draw(&env, &mut buf);
                    pane.sync(&env);
                    pane.draw(&env, &mut buf);
                    let outside = (0..height + 2)
                        .any(|y| [0, width + 1].iter().any(|x| buf[(*x, y)].symbol() != " "));
                    assert!(!outside, "{width}x{height} after {keys}");
                }
            }
        }
    }
}

#[test]
fn the_selected_row_is_marked_for_the_eye() {
    let mut harness = on_monday(Lang::En, 80, 24);
    harness.keys("1 g g");
    let mut buf = Buffer::empty(harness.model.size);
    harness.model.draw(&mut buf);
    let selected = harness.model.theme.style(Role::Selected).add_modifier;
    let rows: Vec<u16> = (0..24)
        .filter(|y| buf[(3, *y)].modifier.contains(selected))
        .filter(|y| *y > 2)
        .collect();
    assert_eq!(rows, [5], "the row of plan A");
}

/// The shortest of twenty times that drawing the pane took.
fn time_to_draw(harness: &Harness) -> Duration {
    let env = harness.model.env(Rect::new(0, 0, 198, 56), true);
    let mut buf = Buffer::empty(env.area);
    let times = (0..20).map(|_| {
        let begun = Instant::now();
        harness.model.panes.timeline.draw(&env, &mut buf);
        begun.elapsed()
    });
    times.min().unwrap()
}

#[test]
fn a_long_plan_costs_no_more_to_draw_than_a_short_one() {
    let now = now_at(FRIDAY);
    let mut data = adopted(Lang::En, &now);
    let mut harness = Harness::with(data.clone(), FRIDAY, 200, 60);
    let unfold = "1 z g g j j j Right j Right G";
    let short = time_to_draw(harness.keys(unfold));
    let mut edit = Edit::new(Step::AddItem, "", &now);
    let template = data.nodes.get("service/p1/core/hash").unwrap().clone();
    for number in 0..5_000 {
        let unit = Node {
            id: format!("service/p1/core/more-{number}"),
            order: 10_000 + number,
            ..template.clone()
        };
        edit.put_new(&data, unit);
    }
    data.apply(&edit).unwrap();
    let mut harness = Harness::with(data, FRIDAY, 200, 60);
    let long = time_to_draw(harness.keys(unfold));
    // The last row is the 5,000th and more: it is there, at the price of any other.
    harness.shows("E Habits and resources");
    assert!(
        long < short * 3 + Duration::from_millis(1),
        "{short:?}, then {long:?}"
    );
}

#[test]
fn the_timeline_looks_like_this() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Ko, "ko")] {
        for (width, height) in [(80, 24), (120, 36)] {
            let mut harness = on_monday(lang, width, height);
            harness.keys("1 z");
            assert_snapshot!(
                format!("timeline-{name}-{width}x{height}"),
                pane(&mut harness)
            );
            harness.keys("+ + + g g Left");
            assert_snapshot!(
                format!("timeline-months-{name}-{width}x{height}"),
                pane(&mut harness)
            );
        }
        let mut harness = on_monday(lang, 80, 24);
        harness.keys("1 g g i");
        assert_snapshot!(format!("timeline-notes-{name}-80x24"), pane(&mut harness));
    }
}

#[test]
fn the_notes_name_their_own_keys_and_close_with_each_of_them() {
    for key in ["Esc", "i", "Enter"] {
        let mut harness = Harness::new(Lang::Ko, 80, 24);
        harness
            .keys("1 i")
            .shows("메모: 전역 이후")
            .shows("Esc 닫기");
        harness
            .lacks("확대")
            .keys("+")
            .shows("+ 키는 여기서 하는 일이 없습니다.");
        harness.keys(key).lacks("메모: 전역 이후").shows("+ 확대");
    }
}

#[test]
fn the_line_below_the_chart_ends_with_a_word_and_not_with_a_separator() {
    for lang in [Lang::Ko, Lang::En] {
        for width in 100..180 {
            let mut harness = Harness::new(lang, width, 30);
            harness.keys("1");
            for line in harness.screen().lines().take(12) {
                let line = line.trim_end_matches(['│', ' ', '.']);
                assert!(!line.ends_with('·'), "{width}: {line}");
            }
        }
    }
}
