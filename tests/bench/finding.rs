//! How fast questions are found among 100,000 that have answers, points and tags in both languages, through the keys of
//! the list: the search, the menu of filters, the order by title.

use crate::Report;
use crate::common::decade::{self, Random, Size};
use crate::memory::Cockpit;
use gongbu::domain::{Edit, Now, Step, Text};

/// A plan and hardly anything else: the questions come on top.
const BARE: Size = Size {
    days: 1,
    questions: 0,
    reviews: 0,
    retros: 0,
    drafts: 0,
    logs: 0,
};

const QUESTIONS: usize = 100_000;

pub fn wide(report: &mut Report, now: Now) {
    let mut data = decade::of_size(&now, &BARE);
    let mut random = Random(7);
    let mut edit = Edit::new(Step::Settings, "", &now);
    for number in 0..QUESTIONS {
        let mut question = decade::question(&mut random, number, &now);
        let both = |text: &Text| Text::Both {
            en: format!("Why does number {number} wait for its consumer group"),
            ko: text.get(gongbu::lang::Lang::Ko).to_owned(),
            extra: None,
        };
        question.prompt = both(&question.prompt);
        question.answer = both(&question.answer);
        question.points.iter_mut().for_each(|it| *it = both(it));
        question.tags = vec![format!("tag{}", number % 40), "ordering".to_owned()];
        edit.put_new(&data, question);
    }
    let _ = data.apply(&edit);
    let mut cockpit = Cockpit::new(data, now);
    cockpit.press("3");
    let slice = cockpit.rest();
    report.bar("100,000 questions made ready, a slice", slice, 16.0, "ms");
    for query in ["고루틴", "ㄱㄹㅌ", "트랜ㅈ", "consumer", "zzzz"] {
        cockpit.press("/");
        let (mut key, mut slice) = (0.0_f64, 0.0_f64);
        for letter in query.chars() {
            key = key.max(cockpit.press(&letter.to_string()));
            slice = slice.max(cockpit.rest());
        }
        report.bar(
            &format!("a keystroke of \"{query}\" in 100,000, the slowest"),
            key,
            16.0,
            "ms",
        );
        report.bar("  and a slice of what follows", slice, 16.0, "ms");
        cockpit.press("Esc");
    }
    let mut opened = 0.0_f64;
    for _ in 0..5 {
        opened = opened.max(cockpit.press("f"));
        cockpit.press("Esc");
    }
    report.bar("the filter menu of 100,000 opened", opened, 16.0, "ms");
    cockpit.press("f");
    let moved = cockpit.press("Down").max(cockpit.press("PageDown"));
    report.bar("a row further in it", moved, 8.0, "ms");
    cockpit.press("Esc");
    let title = cockpit.press("o");
    let slice = cockpit.rest();
    report.bar("100,000 by title, the key", title, 8.0, "ms");
    report.bar("  and a slice of what follows", slice, 8.0, "ms");
    report.bar("100,000 by topic", cockpit.press("o"), 8.0, "ms");
    report.bar("100,000 by weakness", cockpit.press("o"), 8.0, "ms");
    cockpit.press("o o");
    report.bar("100,000 by title again", cockpit.press("Down"), 8.0, "ms");
}
