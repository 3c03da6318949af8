//! Edits on items: states, proof, time, own items.

use crate::common::{FRIDAY, adopted, now_at};
use gongbu::domain::items::{
    Cannot, Items, NoAmount, OWN_LEVELS, Place, parse_hours, parse_minutes,
};
use gongbu::domain::*;
use gongbu::lang::Lang;

const UNIT: &str = "service/p2/go/web";
const GROUP: &str = "service/p2/go/web/build";
const TASK: &str = "service/p2/go/web/build/jwt-middleware";
const PROOF: &str = "service/p2/go/web/tps-10k";

/// Data with its index, and the edits on it.
struct Desk {
    data: Data,
    index: Index,
    now: Now,
}

impl Desk {
    fn new() -> Desk {
        let now = now_at(FRIDAY);
        let data = adopted(Lang::En, &now);
        let index = Index::of(&data);
        Desk { data, index, now }
    }

    fn items(&self) -> Items<'_> {
        Items::new(&self.data, &self.index, self.now, Lang::En)
    }

    fn apply(&mut self, edit: Result<Edit, Cannot>) -> Edit {
        let edit = edit.unwrap();
        self.data.apply(&edit).unwrap();
        self.index.update(&self.data, &edit);
        edit
    }

    fn set(&mut self, id: &str, state: State) -> Edit {
        let edit = self.items().set_state(id, state);
        self.apply(edit)
    }

    fn add(&mut self, parent: Option<&str>, title: &str, kind: Kind) -> Id {
        let place = Place {
            parent: parent.map(str::to_owned),
            ..Place::default()
        };
        let (edit, id) = self.items().add(&place, title, kind).unwrap();
        self.apply(Ok(edit));
        id
    }

    fn shown(&self, id: &str) -> State {
        let node = self.data.nodes.get(id).unwrap();
        self.index.tree.shown_state(&self.data, node)
    }

    fn children(&self, id: &str) -> Vec<&str> {
        let children = self.index.tree.children(id).iter();
        children
            .map(|id| self.data.nodes.get(id).unwrap().title.get(Lang::En))
            .collect()
    }
}

#[test]
fn texts_are_cleaned_wherever_they_come_from() {
    let mut desk = Desk::new();
    let id = desk.add(None, "\u{1112}\u{1161}\u{11ab}\u{1b}[31m\nred", Kind::Task);
    let title = |desk: &Desk| desk.data.title(&id, Lang::En).to_owned();
    assert_eq!(title(&desk), "한 red");
    let edit = desk.items().rename(&id, "a\u{7}b\u{202e}c");
    desk.apply(edit);
    assert_eq!(title(&desk), "abc");
    let edit = desk.items().note(&id, "one\r\ntwo\u{1b}[2J");
    desk.apply(edit);
    let edit = desk.items().skip(&id, "no\ttime\u{200b}");
    desk.apply(edit);
    let progress = desk.data.progress_of(&id);
    assert_eq!(progress.note.as_deref(), Some("one\ntwo"));
    assert_eq!(progress.reason.as_deref(), Some("no time"));
}

#[test]
fn minutes_are_read_as_people_write_them() {
    for (text, minutes) in [
        ("30", 30),
        (" +30 ", 30),
        ("30m", 30),
        ("30 min", 30),
        ("30분", 30),
        ("30ㅡ", 30),
        ("1h", 60),
        ("1H", 60),
        ("1시간", 60),
        ("1ㅗ", 60),
        ("1.5h", 90),
        ("1,5 h", 90),
        ("0.25h", 15),
        ("1h30", 90),
        ("1h30m", 90),
        ("1h 30 m", 90),
        ("1시간 30분", 90),
        ("-15m", -15),
        ("-1h30", -90),
        ("24h", 1440),
    ] {
        assert_eq!(parse_minutes(text), Ok(minutes), "{text}");
    }
}

#[test]
fn what_is_no_amount_of_time_is_refused_with_the_reason() {
    for (text, why) in [
        ("", NoAmount::Nonsense),
        ("h", NoAmount::Nonsense),
        ("abc", NoAmount::Nonsense),
        ("1.5", NoAmount::Nonsense),
        ("1..5h", NoAmount::Nonsense),
        (".", NoAmount::Nonsense),
        ("1,000m", NoAmount::Nonsense),
        ("1h90", NoAmount::Nonsense),
        ("1.5h30", NoAmount::Nonsense),
        ("30m 1h", NoAmount::Nonsense),
        ("1h 2h", NoAmount::Nonsense),
        ("--5", NoAmount::Nonsense),
        ("1e3", NoAmount::Nonsense),
        ("NaN", NoAmount::Nonsense),
        ("30x", NoAmount::Nonsense),
        ("30 가", NoAmount::Nonsense),
        ("99999999999999999999999999", NoAmount::Nonsense),
        ("0", NoAmount::Nothing),
        ("0h", NoAmount::Nothing),
        ("-0", NoAmount::Nothing),
        ("25h", NoAmount::TooMuch),
        ("1441", NoAmount::TooMuch),
    ] {
        assert_eq!(parse_minutes(text), Err(why), "{text}");
    }
}

#[test]
fn a_bare_number_of_hours_is_hours_and_an_empty_text_none() {
    for (text, hours) in [
        ("2", Some(2.0)),
        ("1.5", Some(1.5)),
        ("90m", Some(1.5)),
        ("1h30", Some(1.5)),
        ("", None),
        ("  ", None),
    ] {
        assert_eq!(parse_hours(text), Ok(hours), "{text}");
    }
    assert_eq!(parse_hours("-2"), Err(NoAmount::Nonsense));
    assert_eq!(parse_hours("0"), Err(NoAmount::Nothing));
    assert_eq!(parse_hours("1001"), Err(NoAmount::TooMuch));
}

#[test]
fn a_state_is_dated_with_the_study_day_or_the_day_that_is_given() {
    let mut desk = Desk::new();
    desk.set(TASK, State::Done);
    assert_eq!(desk.data.progress_of(TASK).on, Some(desk.now.today()));
    let on = "2026-11-01".parse().unwrap();
    let dated = Items { on, ..desk.items() };
    let edits = [dated.set_state(TASK, State::Doing), dated.log(TASK, 30)];
    for edit in edits {
        desk.apply(edit);
    }
    assert_eq!(desk.data.progress_of(TASK).on, Some(on));
    assert_eq!(desk.index.minutes_on(on), 30);
}

#[test]
fn closing_a_unit_closes_all_below_but_the_criteria_in_one_edit() {
    let mut desk = Desk::new();
    let before = desk.data.clone();
    let closed = desk.items().close(UNIT).unwrap();
    assert_eq!((closed.below, closed.unproved), (8, 1));
    desk.apply(Ok(closed.edit.clone()));
    assert_eq!(desk.data.state(TASK), State::Done);
    assert_eq!(desk.data.state(PROOF), State::Todo);
    assert_eq!(desk.shown(UNIT), State::Done);
    assert!(desk.data.progress_of(UNIT).without_proof);
    desk.data.apply(&closed.edit.inverse()).unwrap();
    assert_eq!(desk.data.progress.len(), before.progress.len());
}

#[test]
fn the_proof_that_comes_later_takes_the_mark_away() {
    let mut desk = Desk::new();
    desk.set(UNIT, State::Done);
    assert!(desk.data.progress_of(UNIT).without_proof);
    desk.set(PROOF, State::Done);
    assert!(!desk.data.progress_of(UNIT).without_proof);
    assert_eq!(desk.shown(UNIT), State::Done);
    // Taken back, the proof is missing again, and this time nobody agreed to that.
    desk.set(PROOF, State::Todo);
    assert_eq!(desk.shown(UNIT), State::Doing);
}

#[test]
fn a_closed_unit_is_not_shown_as_done_above_an_item_that_is_opened_or_added() {
    let mut desk = Desk::new();
    desk.set(UNIT, State::Done);
    desk.set(TASK, State::Todo);
    assert_eq!(desk.shown(UNIT), State::Doing);
    assert_eq!(desk.shown(GROUP), State::Doing);
    desk.set(TASK, State::Done);
    assert_eq!(desk.shown(UNIT), State::Done);
    let own = desk.add(Some(GROUP), "one more", Kind::Task);
    assert_eq!(desk.shown(UNIT), State::Doing);
    desk.set(&own, State::Done);
    let below = desk.add(Some(&own), "a part of it", Kind::Task);
    assert_eq!(desk.shown(&own), State::Doing);
    desk.set(&below, State::Done);
    assert_eq!(desk.shown(&own), State::Done);
}

#[test]
fn a_unit_marked_as_begun_follows_its_items_when_the_last_is_closed() {
    let mut desk = Desk::new();
    desk.set(GROUP, State::Doing);
    assert_eq!(desk.shown(GROUP), State::Doing);
    for id in desk.index.tree.children(GROUP).to_vec() {
        desk.set(&id, State::Done);
    }
    assert_eq!(desk.shown(GROUP), State::Done);
}

#[test]
fn a_reopened_group_is_open_though_all_below_it_is_done() {
    let mut desk = Desk::new();
    desk.set(GROUP, State::Done);
    desk.set(GROUP, State::Todo);
    assert_eq!(desk.shown(GROUP), State::Doing);
    assert_eq!(desk.data.state(TASK), State::Done);
    desk.set(GROUP, State::Done);
    assert_eq!(desk.shown(GROUP), State::Done);
}

#[test]
fn what_lies_in_a_skipped_part_counts_as_skipped_and_comes_back_with_it() {
    let mut desk = Desk::new();
    desk.set(TASK, State::Done);
    let edit = desk.items().skip(GROUP, " known ");
    desk.apply(edit);
    assert_eq!(
        desk.data.progress_of(GROUP).reason.as_deref(),
        Some("known")
    );
    let tally = desk.index.tree.tally(&desk.data, UNIT);
    assert_eq!((tally.done, tally.skipped, tally.total()), (1, 3, 9));
    let other = "service/p2/go/web/build/graceful-shutdown";
    assert_eq!(desk.shown(other), State::Skipped);
    assert!(matches!(
        desk.items().unskip(other),
        Err(Cannot::SkippedWith(title)) if title == "Build it"
    ));
    let edit = desk.items().unskip(GROUP);
    desk.apply(edit);
    assert_eq!(desk.shown(other), State::Todo);
    assert_eq!(desk.data.progress_of(GROUP).reason, None);
}

#[test]
fn a_skip_needs_a_reason_and_a_note_of_the_plan_has_no_state() {
    let desk = Desk::new();
    assert_eq!(desk.items().skip(TASK, "  "), Err(Cannot::NoReason));
    let note = desk.data.nodes.iter().find(|node| node.kind == Kind::Note);
    let note = note.unwrap().id.clone();
    assert_eq!(
        desk.items().set_state(&note, State::Done),
        Err(Cannot::NotTickable)
    );
    assert_eq!(
        desk.items().set_state("no/such", State::Done),
        Err(Cannot::NoSuchItem)
    );
}

#[test]
fn a_skipped_criterion_does_not_stand_in_the_way_of_done() {
    let mut desk = Desk::new();
    let edit = desk.items().skip(PROOF, "no server to measure on");
    desk.apply(edit);
    let closed = desk.items().close(UNIT).unwrap();
    assert_eq!(closed.unproved, 0);
}

#[test]
fn a_correction_takes_back_no_more_than_there_is() {
    let mut desk = Desk::new();
    let edit = desk.items().log(TASK, 30);
    desk.apply(edit);
    assert_eq!(desk.items().log(TASK, -45), Err(Cannot::Minutes(30)));
    let edit = desk.items().log(TASK, -30);
    desk.apply(edit);
    assert_eq!(desk.index.minutes(TASK), 0);
    assert_eq!(desk.data.logs.len(), 2);
}

#[test]
fn own_items_stand_where_they_are_put_also_where_there_is_no_room_between() {
    let mut desk = Desk::new();
    let parent = desk.add(None, "list", Kind::Task);
    let first = desk.add(Some(&parent), "first", Kind::Task);
    desk.add(Some(&parent), "last", Kind::Task);
    for number in 0..14 {
        let place = Place {
            parent: Some(parent.clone()),
            after: Some(first.clone()),
            week: None,
        };
        let title = format!("n{number}");
        let (edit, _) = desk.items().add(&place, &title, Kind::Task).unwrap();
        desk.apply(Ok(edit));
    }
    let mut expected = vec!["first".to_owned()];
    expected.extend((0..14).rev().map(|number| format!("n{number}")));
    expected.push("last".into());
    assert_eq!(desk.children(&parent), expected);
}

#[test]
fn own_items_nest_four_levels_and_hold_no_more() {
    let mut desk = Desk::new();
    let mut parent = desk.add(Some(GROUP), "1", Kind::Task);
    for level in 2..=OWN_LEVELS {
        parent = desk.add(Some(&parent), &level.to_string(), Kind::Task);
    }
    assert_eq!(desk.items().room_below(&parent), Err(Cannot::TooDeep));
    let place = Place {
        parent: Some(parent),
        ..Place::default()
    };
    let refused = desk.items().add(&place, "too deep", Kind::Task);
    assert_eq!(refused.map(|_| ()), Err(Cannot::TooDeep));
    assert_eq!(desk.items().room_below(PROOF), Err(Cannot::TooDeep));
}

#[test]
fn only_the_topmost_own_item_is_planned_for_the_week() {
    let mut desk = Desk::new();
    let week = Some(desk.now.week());
    let mut place = Place {
        week,
        ..Place::default()
    };
    let (edit, top) = desk.items().add(&place, "top", Kind::Task).unwrap();
    desk.apply(Ok(edit));
    place.parent = Some(top.clone());
    let (edit, below) = desk.items().add(&place, "below", Kind::Task).unwrap();
    desk.apply(Ok(edit));
    let week_of = |id: &str| desk.data.nodes.get(id).unwrap().week;
    assert_eq!((week_of(&top), week_of(&below)), (week, None));
    let nodes = desk.index.week_nodes(&desk.data, desk.now.week());
    assert!(nodes.contains(&top) && !nodes.contains(&below), "{nodes:?}");
}

#[test]
fn a_title_changed_in_one_language_keeps_the_other() {
    let mut desk = Desk::new();
    let korean = desk
        .data
        .nodes
        .get(TASK)
        .unwrap()
        .title
        .get(Lang::Ko)
        .to_owned();
    let edit = desk.items().rename(TASK, " JWT by hand ");
    desk.apply(edit);
    let title = &desk.data.nodes.get(TASK).unwrap().title;
    assert_eq!(title.get(Lang::En), "JWT by hand");
    assert_eq!(title.get(Lang::Ko), korean);
    assert_eq!(desk.items().rename(TASK, " "), Err(Cannot::NoTitle));
}

#[test]
fn own_items_are_deleted_with_all_below_and_what_came_with_the_plan_is_not() {
    let mut desk = Desk::new();
    let top = desk.add(Some(GROUP), "top", Kind::Task);
    let below = desk.add(Some(&top), "below", Kind::Task);
    let edit = desk.items().delete(&top);
    let edit = desk.apply(edit);
    assert!(desk.data.nodes.get(&below).unwrap().deleted);
    assert_eq!(desk.index.tree.children(GROUP).len(), 4);
    desk.data.apply(&edit.inverse()).unwrap();
    assert!(!desk.data.nodes.get(&below).unwrap().deleted);
    assert_eq!(desk.items().delete(TASK), Err(Cannot::FromThePlan));
}

#[test]
fn an_item_moves_among_its_siblings_and_a_unit_keeps_its_dates() {
    let mut desk = Desk::new();
    let titles = desk.children(GROUP).join("|");
    let edit = desk.items().shift(TASK, true);
    desk.apply(edit);
    assert!(desk.children(GROUP)[1].starts_with("JWT"));
    let edit = desk.items().shift(TASK, false);
    desk.apply(edit);
    assert_eq!(desk.children(GROUP).join("|"), titles);
    assert_eq!(desk.items().shift(TASK, false), Err(Cannot::AlreadyFirst));
    assert_eq!(desk.items().shift(PROOF, true), Err(Cannot::AlreadyLast));
    assert_eq!(desk.items().shift(UNIT, true), Err(Cannot::Dated));
}
