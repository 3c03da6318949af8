//! How fast the library is beside ten years of data: opened, turned from shelf to shelf, searched letter by letter.

use crate::Report;
use crate::common::decade;
use crate::memory::Cockpit;
use gongbu::domain::Now;

/// The shelves, in the order in which Right turns to them.
const SHELVES: [&str; 8] = [
    "roles",
    "pages",
    "resources",
    "measures",
    "priorities",
    "portfolio",
    "packs",
    "projects",
];

pub fn shelves(report: &mut Report, now: Now) {
    let mut cockpit = Cockpit::new(decade::data(&now), now);
    report.bar(
        "key to frame: the library opened",
        cockpit.press("L"),
        50.0,
        "ms",
    );
    for shelf in SHELVES {
        // The packs with the questions are read when their shelf is turned to.
        let bar = if shelf == "packs" { 100.0 } else { 16.0 };
        let time = cockpit.press("Right");
        report.bar(
            &format!("key to frame: the shelf of {shelf}"),
            time,
            bar,
            "ms",
        );
    }
    let slowest = |cockpit: &mut Cockpit, keys: &[&str]| {
        let times = keys.iter().map(|key| cockpit.press(key));
        times.fold(0.0, f64::max)
    };
    cockpit.press("Right Right");
    let moves = slowest(&mut cockpit, &["Down"; 20]);
    report.bar(
        "key to frame: from page to page, the slowest",
        moves,
        8.0,
        "ms",
    );
    cockpit.press("/");
    let letters = slowest(&mut cockpit, &["트", "랜", "Backspace", "ㅈ", "q"]);
    report.bar(
        "a letter searched in all pages, the slowest",
        letters,
        16.0,
        "ms",
    );
}
