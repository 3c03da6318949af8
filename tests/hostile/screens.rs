//! Hostile texts in every field of every record, on every screen: no cell of it steers, and every border stays.

use super::{corpus, sample};
use crate::common::{FRIDAY, Harness, now_at, small_bank};
use gongbu::app::Model;
use gongbu::content::Content;
use gongbu::domain::Data;
use gongbu::domain::text::{is_control, is_invisible};
use gongbu::ui::layout::PaneId;
use gongbu::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::fmt::Write;
use unicode_normalization::char::is_combining_mark;

/// Keys to each screen that shows what a user or a file says.
pub const SCREENS: [&str; 38] = [
    "1",
    "1 End",
    "1 i",
    "1 Down Down Down Enter",
    "2",
    "2 End",
    "2 Down Down Down",
    "2 a",
    "2 Down Down Down e",
    "2 Down Down Down m",
    "2 Down Down Down s",
    "2 Down Down Down +",
    "2 Down Down Down Enter",
    "2 ]",
    "2 End D",
    "2 End Space u",
    "3",
    "3 /",
    "3 f",
    "3 Enter",
    "3 Enter Space Space Space Space Space Space",
    "3 e",
    "3 e Tab Tab Tab Tab",
    "3 D",
    "3 Space",
    "4",
    "4 Enter",
    "4 e",
    "4 D",
    "4 a",
    "4 Enter ctrl-f",
    ":",
    ": Down Down",
    "?",
    "r",
    "r Tab",
    "y u",
    "ctrl-l",
];

/// The model on documents at a size; the content is made once, as that takes longest.
pub fn harness(data: Data, content: &Content, width: u16, height: u16) -> Harness {
    let now = now_at(FRIDAY);
    let mut harness = Harness::with(Data::default(), FRIDAY, 1, 1);
    let size = Rect::new(0, 0, width, height);
    harness.model = Model::new(data, content.clone(), now, size, Theme::new(true), None);
    harness
}

/// What is wrong with the cells of a screen.
pub fn bad_cells(buf: &Buffer) -> String {
    let mut found = String::new();
    for position in buf.area.positions() {
        let symbol = buf[position].symbol();
        let joins = |c: char| matches!(c, '\u{200D}' | '\u{FE0F}') && symbol.chars().count() > 1;
        let steers = |c: char| is_control(c) || (is_invisible(c) && !joins(c));
        let marks = symbol.chars().filter(|c| is_combining_mark(*c)).count();
        if symbol.chars().any(steers) || marks > 8 {
            let _ = writeln!(found, "{position}: {symbol:?}");
        }
    }
    found
}

/// The cells of all borders but their titles.
fn borders(model: &Model, buf: &Buffer) -> Borders {
    let layout = model.layout();
    let panes = PaneId::ALL.map(|id| layout.panes[id as usize]);
    let over = model.overlay.as_ref().map(|_| model.overlay_area());
    let mut cells = Vec::new();
    for area in panes.into_iter().chain(over) {
        if area.is_empty() {
            continue;
        }
        let (left, right) = (area.left(), area.right() - 1);
        let (top, bottom) = (area.top(), area.bottom() - 1);
        let sides = (top..=bottom).flat_map(|y| [(left, y), (right, y)]);
        let ends = (left..=right).map(|x| (x, bottom));
        // A toast may lie over the last line, and an overlay over anything.
        let covered = |(x, y): (u16, u16)| {
            over.is_some_and(|over| over != area && over.contains((x, y).into()))
        };
        cells.extend(sides.chain(ends).filter(|cell| !covered(*cell)));
    }
    cells
        .into_iter()
        .map(|cell| (cell, buf[cell].symbol().to_owned()))
        .collect()
}

fn drawn(harness: &Harness) -> Buffer {
    let mut buf = Buffer::empty(harness.model.size);
    harness.model.draw(&mut buf);
    buf
}

/// The cells of one border after the other.
type Borders = Vec<((u16, u16), String)>;

/// Goes through all screens; fails where a cell is bad, and gives the borders of each.
fn all_screens(data: Data, content: &Content, what: &str) -> Vec<Borders> {
    let mut harness = harness(data, content, 120, 36);
    let visit = |keys: &&str| {
        harness.keys("Esc Esc Esc Esc").keys(keys);
        harness.model.toast = None;
        let buf = drawn(&harness);
        assert_eq!(bad_cells(&buf), "", "{what} on {keys}");
        borders(&harness.model, &buf)
    };
    SCREENS.iter().map(visit).collect()
}

/// Each text that may be any gets another payload in every round; so many rounds give every payload to several.
fn rounds(count: usize) {
    let content = small_bank();
    let calm = all_screens(
        sample::load(&sample::documents()).0,
        &content,
        "harmless text",
    );
    for round in 0..count {
        let (data, bad) = sample::load(&sample::hostile(round));
        assert_eq!(bad, 0, "round {round}");
        let screens = all_screens(data, &content, &format!("round {round}"));
        for ((keys, borders), calm) in SCREENS.iter().zip(screens).zip(&calm) {
            assert_eq!(&borders, calm, "round {round} breaks a border on {keys}");
        }
    }
}

#[test]
fn no_text_of_any_field_steers_or_breaks_a_screen() {
    rounds(60);
}

/// Every payload in every field.
#[test]
#[ignore = "long"]
fn long_no_text_of_any_field_steers_or_breaks_a_screen() {
    rounds(corpus::payloads().len());
}
