//! How fast memory is with 10,000 questions and 200,000 reviews: the start of a session, its grades, the place of charts.

use crate::common::decade::{self, Size};
use crate::{Report, median, millis, p99};
use gongbu::app::{Model, Msg};
use gongbu::commands::Key;
use gongbu::content::Content;
use gongbu::domain::{Data, Index, Now};
use gongbu::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::time::Instant;

const LONG: Size = Size {
    days: 3_650,
    questions: 10_000,
    reviews: 200_000,
    retros: 100,
    drafts: 20,
    logs: 1_000,
};

/// A cockpit that is timed.
pub struct Cockpit {
    model: Model,
    buf: Buffer,
    now: Now,
}

impl Cockpit {
    pub fn new(data: Data, now: Now) -> Cockpit {
        let size = Rect::new(0, 0, 200, 60);
        Cockpit {
            model: Model::new(data, Content::embedded(), now, size, Theme::new(true), None),
            buf: Buffer::empty(size),
            now,
        }
    }

    /// Lets everything that is under way come to its end. The slowest slice in milliseconds.
    pub fn rest(&mut self) -> f64 {
        let mut slowest = 0.0_f64;
        while self.is_busy() {
            slowest = slowest.max(self.tick());
        }
        slowest
    }

    /// Whether a text is on the screen.
    fn shows(&self, text: &str) -> bool {
        let cells = self.buf.content().iter().map(|cell| cell.symbol());
        cells.collect::<String>().contains(text)
    }

    /// Presses keys and draws a frame. Milliseconds.
    pub fn press(&mut self, keys: &str) -> f64 {
        let start = Instant::now();
        for key in keys.split(' ') {
            let key: Key = key.parse().unwrap();
            let _ = self.model.update(Msg::Key(key), self.now);
        }
        self.buf.reset();
        self.model.draw(&mut self.buf);
        millis(start.elapsed())
    }

    /// Lets the deadline come.
    fn tick(&mut self) -> f64 {
        self.now.utc = self.model.deadline();
        let start = Instant::now();
        let _ = self.model.update(Msg::Tick, self.now);
        self.buf.reset();
        self.model.draw(&mut self.buf);
        millis(start.elapsed())
    }

    /// Whether the figures are being read: then the next deadline is at once.
    fn is_busy(&self) -> bool {
        self.model.deadline() - self.now.utc < chrono::Duration::milliseconds(50)
    }
}

pub fn long_log(report: &mut Report, now: Now) {
    let data = decade::of_size(&now, &LONG);
    let start = Instant::now();
    std::hint::black_box(Index::of(&data));
    println!(
        "     {:<58} {:>9.2} ms",
        "200,000 reviews replayed",
        millis(start.elapsed())
    );
    let mut cockpit = Cockpit::new(data, now);
    cockpit.press("3");
    cockpit.rest();
    let times: Vec<f64> = (0..21)
        .map(|_| {
            // The sheet, and from it the first card.
            let time = cockpit.press("Space Enter");
            assert!(cockpit.shows("1/"), "a card is on the table");
            cockpit.press("Esc Esc");
            time
        })
        .collect();
    let slowest = times.iter().copied().fold(0.0, f64::max);
    println!(
        "     {:<58} {slowest:>9.2} ms",
        "session start of 200,000 reviews, the slowest of 21"
    );
    report.bar(
        "session start, 10,000 questions and 200,000 reviews, median",
        median(times),
        50.0,
        "ms",
    );
    cockpit.press("Space Enter");
    let grade = p99(100, |_| {
        cockpit.press("Space Space Space Space 3");
    });
    report.bar(
        "a card revealed and graded (5 keys) among 200,000 reviews, p99",
        grade,
        40.0,
        "ms",
    );
    cockpit.press("Esc");
    report.bar(
        "key to frame: the place of memory opened",
        cockpit.press("V"),
        16.0,
        "ms",
    );
    let (mut slices, mut slowest) = (0, 0.0_f64);
    while cockpit.is_busy() {
        slowest = slowest.max(cockpit.tick());
        slices += 1;
    }
    println!(
        "     {:<58} {slices:>9}",
        "slices that reading all of it takes"
    );
    report.bar("a slice of reading, the slowest", slowest, 16.0, "ms");
    let keys = ["Tab", "Space", "-", "+", "Down", "Left"];
    let time = p99(200, |run| {
        cockpit.press(keys[run % keys.len()]);
    });
    report.bar("key to frame at 200x60, p99, memory", time, 8.0, "ms");
    let time = p99(50, |_| {
        cockpit.press("f");
    });
    report.bar(
        "key to frame, another topic of memory, p99",
        time,
        16.0,
        "ms",
    );
    let time = cockpit.press("- Enter");
    report.bar("another desired retention applied", time, 50.0, "ms");
}
