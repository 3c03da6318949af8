//! Hostile texts that are typed and pasted: into every field, none steers the screen, and what is kept is clean.

use super::screens::{bad_cells, harness};
use super::{corpus, sample};
use crate::common::{Harness, small_bank};
use gongbu::app::Msg;
use gongbu::commands::Key;
use gongbu::domain::text::{is_control, is_invisible};
use ratatui::buffer::Buffer;

/// Keys that open each field, and those that send what stands in it.
const FIELDS: [(&str, &str); 17] = [
    ("2 a", "Enter"),
    ("2 Down Down Down A", "Enter"),
    ("2 Down Down Down e", "Enter"),
    ("2 Down Down Down m", "Enter"),
    ("2 Down Down Down s", "Enter"),
    ("2 Down Down Down E", "Enter"),
    ("2 Down Down Down +", "Enter"),
    ("3 /", "Enter"),
    ("3 a", "ctrl-s"),
    ("3 a Tab Tab Tab", "ctrl-s"),
    ("4 a", "Enter"),
    ("4 e", "Enter"),
    ("4 Enter", "ctrl-s"),
    ("4 Enter ctrl-f", "Enter"),
    (":", "Down"),
    ("r", "Enter"),
    ("r Tab Tab", "ctrl-s"),
];

/// Puts a payload into a field in one of several ways and looks at the screen at each step.
fn fill(harness: &mut Harness, way: usize, payload: &str, what: &str) {
    match way {
        0 => harness.send(Msg::Paste(payload.to_owned())),
        // In two pastes, so that a sequence is put together only in the field.
        1 => {
            let middle = payload.chars().count() / 2;
            let (first, second): (Vec<_>, Vec<_>) = payload
                .chars()
                .enumerate()
                .partition(|(at, _)| *at < middle);
            for part in [first, second] {
                harness.send(Msg::Paste(part.iter().map(|(_, c)| c).collect()));
            }
        }
        _ => {
            for c in payload.chars().take(200) {
                harness.send(Msg::Key(Key::char(c)));
            }
        }
    }
    let mut buf = Buffer::empty(harness.model.size);
    harness.model.draw(&mut buf);
    assert_eq!(bad_cells(&buf), "", "{what}");
}

#[test]
fn what_is_typed_or_pasted_never_steers_and_is_kept_clean() {
    let content = small_bank();
    let (data, _) = sample::load(&sample::documents());
    let payloads = corpus::payloads();
    for (field, (open, send)) in FIELDS.into_iter().enumerate() {
        let mut harness = harness(data.clone(), &content, 100, 30);
        for (number, payload) in payloads.iter().enumerate() {
            // Each payload goes into a third of the fields, in each of the ways.
            if (number + field / 3) % 3 != 0 {
                continue;
            }
            let what = format!("{payload:.40} in {open}");
            harness.keys("Esc Esc Esc Esc").keys(open);
            fill(&mut harness, (number + field) % 3, payload, &what);
            if number % 5 == field % 5 {
                harness.keys(send);
            }
            if number % 40 == 39 {
                // Lists that grow by every payload would make this slow.
                harness = super::screens::harness(data.clone(), &content, 100, 30);
            }
            assert_clean(&harness, &what);
        }
    }
}

/// Nothing that was entered is kept with a character that steers or hides.
fn assert_clean(harness: &Harness, what: &str) {
    for doc in harness.model.data.docs() {
        let json = harness.model.data.doc_value(&doc).unwrap().to_string();
        let json = json.replace(['\u{200D}', '\u{FE0F}'], "");
        let escaped = json.contains("\\u00") || json.contains("\\b") || json.contains("\\f");
        let raw = json.chars().any(|c| is_control(c) || is_invisible(c));
        assert!(!escaped && !raw, "{what} is kept in {doc}: {json}");
    }
}
