//! The week pane: the checklist of a week, what keys do to it, what it looks like.

use crate::common::{FRIDAY, Harness, adopted, now_at, text_of};
use gongbu::app::Msg;
use gongbu::commands::Cmd;
use gongbu::domain::{self, Data, Edit, Progress, Settings, Step};
use gongbu::lang::Lang;
use gongbu::panes::Pane;
use gongbu::panes::week::State;
use insta::assert_snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A Monday in the third week of the unit on web frameworks: two groups of four tasks and a criterion.
const MONDAY: &str = "2025-12-15T21:05:00+09:00";

/// The last, empty week of the phase on languages.
const SLACK: &str = "2026-03-28T21:05:00+09:00";

const UNIT: &str = "service/p2/go/web";
const PROOF: &str = "service/p2/go/web/tps-10k";

fn at(now: &str, lang: Lang, width: u16, height: u16) -> Harness {
    let mut harness = Harness::with(adopted(lang, &now_at(now)), now, width, height);
    harness.keys("2");
    harness
}

fn monday(lang: Lang) -> Harness {
    at(MONDAY, lang, 80, 24)
}

/// The line of the screen that contains a text.
fn line(harness: &mut Harness, text: &str) -> String {
    let screen = harness.screen();
    let found = screen.lines().find(|line| line.contains(text));
    found
        .unwrap_or_else(|| panic!("\"{text}\" is not on:\n{screen}"))
        .to_owned()
}

fn state(harness: &Harness, id: &str) -> domain::State {
    harness.model.data.state(id)
}

#[test]
fn the_week_shows_the_unit_that_is_on_with_groups_items_and_proof() {
    let mut harness = monday(Lang::En);
    harness
        .shows("This week (W51, 12-15 .. 12-21) 0/9")
        .shows("[ ] Web frameworks")
        .shows("[ ] Gin and Echo side by side")
        .shows("[ ] proof: Tune a server until it handles 10,000 TPS");
    assert!(line(&mut harness, "[ ] Web frameworks").contains("done 0/9  0/54h"));
    harness.keys("ctrl-l");
    harness
        .shows("이번 주 (51주, 12-15 .. 12-21) 0/9")
        .shows("[ ] 증명: 1만 TPS");
}

#[test]
fn space_ticks_and_takes_back_and_the_parents_follow() {
    let mut harness = monday(Lang::En);
    harness
        .keys("j j Space")
        .shows("[x] Understand how")
        .shows("12-21) 1/9");
    assert!(line(&mut harness, "Web frameworks").contains("[~] Web frameworks"));
    assert!(line(&mut harness, "Gin and Echo").contains("done 1/4"));
    harness
        .keys("x")
        .shows("[ ] Understand how")
        .shows("[ ] Web frameworks");
    harness
        .keys("d")
        .shows("[~] Understand how")
        .shows("[~] Gin and Echo");
    harness.keys("d").shows("[ ] Understand how");
}

#[test]
fn a_skip_asks_for_a_reason_shows_it_and_is_taken_back_by_the_same_key() {
    let mut harness = monday(Lang::En);
    harness.keys("j j s").shows("Skip: why? - Understand how");
    harness.keys("Enter").shows("A reason is needed");
    harness.keys("\"in the book\" Enter");
    harness.shows("[-] Understand how the middleware chain is built  (in the book)");
    harness.shows("0/9, skipped 1");
    harness
        .keys("s")
        .lacks("in the book")
        .shows("Not skipped any more");
    harness
        .keys("s \"half a rea\" Esc")
        .lacks("half a rea")
        .shows("[ ] Understand how");
}

#[test]
fn time_is_logged_on_todays_study_day_and_the_sum_is_told() {
    let mut harness = monday(Lang::En);
    harness.keys("j j + \"soon\" Enter").shows("Not a time");
    harness
        .keys("ctrl-u \"1h30\" Enter")
        .shows("+90m, now 1.5h: Understand how");
    assert!(line(&mut harness, "[ ] Understand").contains("1.5h"));
    assert!(line(&mut harness, "[ ] Web frameworks").contains("1.5/54h"));
    harness.keys("= \"-2h\" Enter").shows("Only 90m are logged");
    harness.keys("ctrl-u \"-30m\" Enter").shows("-30m, now 1h");
    let today = harness.today();
    assert_eq!(harness.model.index.minutes_on(today), 60);
    harness.keys("u").shows("Undone: time");
    assert_eq!(harness.model.index.minutes_on(today), 90);
}

#[test]
fn what_is_estimated_stands_behind_what_was_spent() {
    let mut harness = monday(Lang::En);
    harness
        .keys("j j E \"2\" Enter + \"30\" Enter")
        .shows("now 0.5/2h");
    assert!(line(&mut harness, "[ ] Understand").contains("0.5/2h"));
    harness.keys("E ctrl-u Enter");
    assert!(line(&mut harness, "[ ] Understand").contains(" 0.5h"));
}

#[test]
fn closing_a_unit_with_an_open_criterion_asks_and_records_that_there_is_no_proof() {
    let mut harness = monday(Lang::En);
    harness
        .keys("Space")
        .shows("Done without proof? 1 open: Web frameworks")
        .shows("y done without proof   n leave it open");
    harness
        .keys("n")
        .shows("[ ] Web frameworks")
        .lacks("without proof");
    harness.keys("Space Esc").shows("[ ] Web frameworks");
    harness
        .keys("Space y")
        .shows("Done without proof (1 open): Web frameworks");
    assert!(line(&mut harness, "[x] Web").contains("without proof"));
    assert!(harness.model.data.progress_of(UNIT).without_proof);
    assert_eq!(state(&harness, PROOF), domain::State::Todo);
    harness.shows("12-21) 8/9");
    harness
        .keys("u")
        .shows("[ ] Web frameworks")
        .shows("12-21) 0/9");
}

#[test]
fn a_unit_is_closed_without_a_question_once_it_is_proved() {
    let mut harness = monday(Lang::En);
    harness.keys("G Space").shows("Proved: Tune a server");
    assert!(line(&mut harness, "[x] proof").contains("12-15"));
    harness
        .keys("g g Space")
        .shows("Done with 8 below: Web frameworks");
    assert!(!line(&mut harness, "[x] Web").contains("without"));
    harness
        .keys("Space")
        .shows("Open again")
        .shows("[~] Web frameworks");
    assert_eq!(
        harness
            .model
            .index
            .tree
            .tally(&harness.model.data, UNIT)
            .done,
        9
    );
}

#[test]
fn a_group_of_open_tasks_is_closed_in_one_step_of_undo() {
    let mut harness = monday(Lang::En);
    harness
        .keys("j Space")
        .shows("Done with 4 below: Gin")
        .shows("[x] HTTP error");
    harness.keys("u").shows("12-21) 0/9");
}

#[test]
fn own_items_are_added_beside_and_below_and_as_proof() {
    let mut harness = monday(Lang::En);
    harness.keys("j j a \"Read the source\" Enter");
    let row = |harness: &mut Harness, text: &str| {
        let screen = harness.screen();
        screen.lines().position(|line| line.contains(text)).unwrap()
    };
    let first = row(&mut harness, "Understand how");
    assert_eq!(row(&mut harness, "Read the source"), first + 1);
    harness.keys("A \"router.go\" Enter a \"? Draw it\" Enter");
    assert_eq!(row(&mut harness, "[ ] router.go"), first + 2);
    assert_eq!(row(&mut harness, "[ ] proof: Draw it"), first + 3);
    harness.shows("12-21) 0/12");
    // The proof gates the item that it proves.
    harness
        .keys("k Space")
        .shows("Done without proof? 1 open: router.go");
    harness.keys("Esc a Enter").shows("A title is needed");
    harness.keys("Esc").lacks("A title is needed");
}

#[test]
fn an_item_added_on_a_unit_belongs_to_the_week_itself() {
    let mut harness = monday(Lang::Ko);
    harness
        .keys("a \"이력서 고치기\" Enter")
        .shows("[ ] 이력서 고치기");
    let node = harness
        .model
        .data
        .nodes
        .iter()
        .find(|node| node.own)
        .unwrap();
    assert_eq!(
        (node.parent.clone(), node.week),
        (None, Some(harness.now.week()))
    );
    harness.keys("]").lacks("이력서").keys("t").shows("이력서");
}

#[test]
fn titles_and_notes_are_edited_where_they_stand() {
    let mut harness = monday(Lang::En);
    harness
        .keys("j j e ctrl-u \"Middleware by hand\" Enter")
        .shows("[ ] Middleware by hand");
    harness
        .keys("ctrl-l")
        .shows("미들웨어 체인이 엮이는 구조 파악");
    harness.keys("ctrl-l m \"see chapter 3\" Enter");
    assert!(line(&mut harness, "[ ] Middleware").contains("see chapter 3"));
    harness.shows("Note: see chapter 3");
}

#[test]
fn further_lines_of_a_note_stay_when_the_first_is_edited() {
    let now = now_at(MONDAY);
    let mut data = adopted(Lang::En, &now);
    let note = Progress {
        id: UNIT.into(),
        note: Some("one\ntwo".into()),
        ..Progress::default()
    };
    data.apply(&Edit::new(Step::Note, "", &now).put(&data, note))
        .unwrap();
    let mut harness = Harness::with(data, MONDAY, 80, 24);
    harness.keys("2 m ctrl-u \"first\" Enter");
    assert_eq!(
        harness.model.data.progress_of(UNIT).note.as_deref(),
        Some("first\ntwo")
    );
}

#[test]
fn own_items_are_deleted_and_those_of_the_plan_are_not() {
    let mut harness = monday(Lang::En);
    harness
        .keys("j j D")
        .shows("It belongs to the plan: skip it instead (s)");
    harness
        .keys("a \"one\" Enter A \"two\" Enter k D")
        .shows("Deleted with 1 below: one");
    harness
        .lacks("] one")
        .lacks("] two")
        .keys("u")
        .shows("[ ] one")
        .shows("[ ] two");
}

#[test]
fn items_move_among_their_siblings_and_the_cursor_with_them() {
    let mut harness = monday(Lang::En);
    harness.keys("j j J Space").shows("12-21) 1/9");
    let screen = harness.screen();
    let place = |text: &str| screen.find(text).unwrap();
    assert!(place("[ ] Speed up JSON") < place("[x] Understand how"));
    harness.keys("K K").shows("It is the first already");
    harness
        .keys("g g J")
        .shows("Only items and groups are moved");
}

#[test]
fn rows_fold_one_by_one_and_all_at_once() {
    let mut harness = monday(Lang::En);
    harness
        .keys("j Left")
        .lacks("HTTP error")
        .shows("+ [ ] Gin and Echo");
    harness.keys("Right").shows("HTTP error");
    harness
        .keys("Enter")
        .lacks("HTTP error")
        .keys("Enter")
        .shows("HTTP error");
    harness.keys("j j Left Space").shows("Done with 4 below");
    harness
        .keys("u Z")
        .lacks("HTTP error")
        .lacks("Graceful")
        .keys("Z")
        .shows("Graceful");
}

#[test]
fn other_weeks_are_shown_and_today_is_found_again() {
    let mut harness = monday(Lang::En);
    harness
        .keys("]")
        .shows("W52 (12-22 .. 12-28) 0/")
        .shows("[ ] Database access");
    harness.keys("] ]").shows("2026-W02 (01-05 .. 01-11)");
    harness.keys("t").shows("This week (W51");
    harness
        .keys("[")
        .shows("W50 (12-08")
        .keys("Esc")
        .shows("This week (W51");
}

#[test]
fn at_midnight_of_sunday_this_week_is_the_next_one() {
    let mut harness = at("2025-12-21T23:50:00+09:00", Lang::En, 80, 24);
    harness
        .shows("This week (W51")
        .wait(5 * 3600)
        .shows("This week (W52");
    harness.shows("[ ] Database access");
}

#[test]
fn any_node_is_shown_with_all_below_and_esc_goes_back() {
    let harness = monday(Lang::En);
    let area = Rect::new(0, 0, 78, 20);
    let env = harness.model.env(area, true);
    let mut pane = State::default();
    pane.sync(&env);
    pane.open_node(&env, "mastery/tier1", Some("mastery/tier1/kafka"));
    assert!(pane.title(&env).starts_with("Tier 1: full mastery 0/"));
    let mut buf = Buffer::empty(area);
    pane.draw(&env, &mut buf);
    let screen = text_of(&buf);
    assert!(screen.contains("[ ] Kafka"), "{screen}");
    // The same of a whole plan, by its id.
    pane.open_node(&env, "mastery", None);
    assert!(pane.title(&env).starts_with("Mastery map 0/"));
    pane.command(&env, Cmd::Back);
    assert!(pane.title(&env).starts_with("This week"));
    assert!(pane.command(&env, Cmd::Back).unhandled);
}

#[test]
fn a_slack_week_says_so_and_what_comes_next() {
    let mut harness = at(SLACK, Lang::En, 80, 24);
    harness
        .shows("Slack in the plan this week")
        .shows("Next: Kubernetes, from 04-01 (W14)")
        .shows("Still open: System calls (7)")
        .shows("a  add an item of your own");
    harness
        .keys("Space")
        .shows("There is no item to do that with.");
    harness
        .keys("a \"catch up\" Enter")
        .shows("[ ] catch up")
        .shows("Slack in the plan");
}

#[test]
fn a_week_without_any_plan_says_how_to_begin() {
    let now = now_at(FRIDAY);
    let mut data = Data::default();
    let settings = Settings {
        lang: Lang::En,
        ..Settings::default()
    };
    data.apply(&Edit::new(Step::Settings, "", &now).put(&data, settings))
        .unwrap();
    let mut harness = Harness::with(data, FRIDAY, 80, 24);
    harness
        .keys("2")
        .shows("There is no plan yet.")
        .shows("a  add an item");
    harness
        .keys("a \"my own\" Enter Space")
        .shows("[x] my own")
        .shows("11-22) 1/1");
}

#[test]
fn an_item_becomes_a_draft_once() {
    let mut harness = monday(Lang::En);
    harness.keys("j j w");
    let drafts = harness.model.data.drafts.len();
    assert_eq!(drafts, 1);
    let draft = harness.model.data.drafts.iter().next().unwrap().clone();
    assert_eq!(draft.title, "Understand how the middleware chain is built");
    assert!(draft.node.is_some());
    harness.keys("Esc 2 w").shows("has a draft already");
    assert_eq!(harness.model.data.drafts.len(), 1);
}

#[test]
fn a_line_half_typed_when_the_program_ends_is_neither_sent_nor_lost() {
    let mut harness = monday(Lang::En);
    let items = harness.model.data.nodes.len();
    harness.keys("j j a \"half a thought\"");
    harness.send(Msg::Hangup);
    assert_eq!(harness.model.data.nodes.len(), items);
    let typed = harness.model.data.unsent.get("add").unwrap();
    assert_eq!(typed.fields, ["half a thought"]);
    let mut harness = monday(Lang::En);
    harness.keys("j j + \"30\"");
    harness.send(Msg::Hangup);
    assert!(harness.model.data.logs.is_empty());
    assert_eq!(harness.model.data.unsent.len(), 1);
}

#[test]
fn the_caret_stands_behind_what_is_typed() {
    let mut harness = monday(Lang::Ko);
    harness.keys("a");
    let before = harness.cursor().unwrap();
    harness.keys("\"가나\"");
    let after = harness.cursor().unwrap();
    assert_eq!((after.x, after.y), (before.x + 4, before.y));
    harness.keys("Esc");
    assert_eq!(harness.cursor(), None);
}

/// The screen without its header, which is not the pane's.
fn below_header(harness: &mut Harness) -> String {
    let screen = harness.screen();
    screen.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn the_week_pane_as_it_looks() {
    for (lang, name) in [(Lang::Ko, "ko"), (Lang::En, "en")] {
        for (width, height) in [(80, 24), (120, 36)] {
            let mut harness = at(FRIDAY, lang, width, height);
            harness.keys("z j j j j j j j Space j d + \"1h30\" Enter j s \"S3\" Enter j j j j");
            assert_snapshot!(format!("week_{name}_{width}"), below_header(&mut harness));
        }
        let mut harness = monday(lang);
        harness.keys("Space");
        assert_snapshot!(format!("week_confirm_{name}"), below_header(&mut harness));
        let mut harness = at(SLACK, lang, 80, 24);
        assert_snapshot!(format!("week_slack_{name}"), below_header(&mut harness));
        let mut harness = at(FRIDAY, lang, 40, 14);
        harness.keys("j j a \"? 1,000 명\"");
        assert_snapshot!(format!("week_narrow_{name}"), below_header(&mut harness));
    }
}

#[test]
fn after_the_last_unit_the_week_says_since_when_and_where_what_is_late_stands() {
    for (lang, said) in [
        (Lang::En, "was on until 2025-11-03. 1 shows"),
        (Lang::Ko, "2025-11-03에 끝났습니다"),
    ] {
        let now = now_at(FRIDAY);
        let market =
            gongbu::content::start_edit(&Data::default(), lang, Some("market"), None, 12, &now);
        let mut data = Data::default();
        data.apply(&market).expect("the roadmap");
        let mut harness = Harness::with(data, FRIDAY, 80, 24);
        harness.keys("2").shows(said);
    }
}
