//! A day from an empty data directory, by keyboard alone, at every size, in both languages and on both keyboards.

use crate::common::{FRIDAY, Harness};
use gongbu::domain::{Cadence, Data, Grade, State};
use gongbu::lang::Lang;

/// The keys of a day: tick the first item that can be, grade a question, write a draft, hold the retro.
const LATIN: [&str; 4] = [
    "2 j j j j j j j Space",
    "3 Enter Space Space Space 3 Esc",
    "4 a \"제목\" Enter \"본문을 적는다\" Esc",
    "r \"배운 것\" Enter Enter Enter \"첫째\" Enter Enter Enter ctrl-s",
];

/// The same with the Hangul keyboard on.
const HANGUL: [&str; 4] = [
    "2 ㅓ ㅓ ㅓ ㅓ ㅓ ㅓ ㅓ Space",
    "3 Enter Space Space Space 3 Esc",
    "4 ㅁ \"제목\" Enter \"본문을 적는다\" Esc",
    "ㄱ \"배운 것\" Enter Enter Enter \"첫째\" Enter Enter Enter ctrl-ㄴ",
];

#[test]
fn a_day_is_lived_by_keyboard_alone_at_every_size_in_both_languages_and_on_both_keyboards() {
    for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        for (lang, first) in [(Lang::Ko, "Enter Enter"), (Lang::En, "Down Enter Enter")] {
            for keys in [LATIN, HANGUL] {
                let mut harness = Harness::with(Data::default(), FRIDAY, width, height);
                harness.keys(first);
                for part in keys {
                    harness.keys(part);
                }
                harness.wait(3);
                assert_lived(&harness.model.data, lang);
                // And all of it is there when it is read again.
                let mut again = Data::default();
                for doc in harness.model.data.docs() {
                    let bytes = harness.model.data.encode(&doc).unwrap();
                    assert_eq!(again.load(&doc, &bytes).unwrap(), [], "{doc}");
                }
                assert_lived(&again, lang);
            }
        }
    }
}

fn assert_lived(data: &Data, lang: Lang) {
    assert_eq!(data.settings().lang, lang);
    let done = data
        .progress
        .iter()
        .filter(|progress| progress.state == State::Done);
    assert_eq!(done.count(), 1, "one item is ticked");
    let grades: Vec<Grade> = data.reviews.iter().map(|review| review.grade).collect();
    assert_eq!(grades, [Grade::Good]);
    let draft = data.drafts.iter().next().unwrap();
    assert_eq!(draft.title, "제목");
    assert!(
        draft.body.iter().any(|line| line == "본문을 적는다"),
        "{:?}",
        draft.body
    );
    let retro = data.retros.iter().next().unwrap();
    assert!(
        retro.finished && retro.cadence == Cadence::Daily,
        "{retro:?}"
    );
    assert_eq!(
        retro.answers.values().next().map(String::as_str),
        Some("배운 것")
    );
    assert_eq!(retro.promises[0].text, "첫째");
}
