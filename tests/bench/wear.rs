//! What saving costs: how long it takes, how many bytes a day of study writes, and how much the past takes up after
//! three years of days.

use crate::common::decade::{self, THREE_YEARS};
use crate::common::{FRIDAY, now_at};
use crate::watched::Watched;
use crate::years;
use crate::{Report, median, millis, p99};
use gongbu::app::{Effect, Model, Msg};
use gongbu::commands::Key;
use gongbu::content::Content;
use gongbu::domain::{Data, Kind, Now};
use gongbu::runtime::cockpit::REST;
use gongbu::runtime::open;
use gongbu::store::{Change, DocName, OpenOptions, Store, Timing};
use gongbu::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

pub fn open_store(root: &Path, files: &Watched) -> Store {
    let options = OpenOptions {
        schema: open::SCHEMA,
        ..OpenOptions::default()
    };
    Store::open(Arc::new(files.clone()), root, options)
        .unwrap()
        .store
}

pub fn changes(data: &Data, docs: impl IntoIterator<Item = (String, usize)>) -> Vec<Change> {
    let change = |(doc, removes): (String, usize)| Change {
        removes,
        ..Change::new(DocName::new(doc.as_str()).unwrap(), data.encode(&doc))
    };
    docs.into_iter().map(change).collect()
}

/// All of a dataset, saved.
fn written(data: &Data, root: &Path) {
    let mut store = open_store(root, &Watched::default());
    let docs = data.docs().into_iter().map(|doc| (doc, 0));
    store.commit(changes(data, docs)).unwrap();
    store.refresh();
}

pub fn three_years(report: &mut Report) {
    let now = now_at(FRIDAY);
    let data = decade::of_size(&now, &THREE_YEARS);
    let folder = tempfile::TempDir::new().unwrap();
    let root = folder.path().join("data");
    written(&data, &root);
    let docs = data.docs();
    let bytes: usize = docs
        .iter()
        .filter_map(|doc| data.encode(doc))
        .map(|doc| doc.len())
        .sum();
    println!(
        "     three years are {} nodes in {} documents of {bytes} bytes",
        data.nodes.len(),
        docs.len()
    );
    start(report, &root, now);
    latency(report, &data, &root);
    study_day(report, data, &root);
    years::years(report);
}

fn start(report: &mut Report, root: &Path, now: Now) {
    let once = || {
        let start = Instant::now();
        let opened = open::open(root, gongbu::lang::Lang::En).unwrap();
        let size = Rect::new(0, 0, 120, 36);
        let model = Model::new(
            opened.data,
            Content::embedded(),
            now,
            size,
            Theme::new(true),
            None,
        );
        model.draw(&mut Buffer::empty(size));
        millis(start.elapsed())
    };
    let time = median((0..7).map(|_| once()).collect());
    report.bar(
        "three years from disk to the first frame",
        time,
        300.0,
        "ms",
    );
}

/// Ticks on the real disk, one after the other.
fn latency(report: &mut Report, data: &Data, root: &Path) {
    let mut store = open_store(root, &Watched::default());
    let doc = data
        .docs()
        .into_iter()
        .find(|doc| doc.starts_with("progress/"))
        .unwrap();
    let bytes = data.encode(&doc).unwrap();
    let mut times = Vec::new();
    let slowest = p99(200, |run| {
        let mut bytes = bytes.clone();
        bytes.extend(std::iter::repeat_n(b'\n', run + 1));
        let start = Instant::now();
        let change = Change::new(DocName::new(doc.as_str()).unwrap(), Some(bytes));
        store.commit(vec![change]).unwrap();
        times.push(millis(start.elapsed()));
    });
    println!(
        "     {:<58} {:>9.2} ms",
        "a tick until it is on the disk, p50",
        median(times)
    );
    report.bar("a tick until it is on the disk, p99", slowest, 50.0, "ms");
    store.refresh();
}

/// The cockpit and its saver in one thread, on a clock of its own: it saves when the real one does.
struct Day {
    model: Model,
    now: Now,
    store: Store,
    /// When the readable files were first behind, and when they are renewed.
    behind: Option<(i64, i64)>,
    /// When the last key came, while undo history and window state are not written.
    soft: Option<i64>,
}

impl Day {
    fn millis(&self) -> i64 {
        self.now.utc.timestamp_millis()
    }

    fn tell(&mut self, msg: Msg) {
        if matches!(msg, Msg::Key(_)) {
            self.soft = Some(self.millis());
        }
        let mut docs: BTreeMap<String, usize> = BTreeMap::new();
        let mut last = None;
        for effect in self.model.update(msg, self.now) {
            if let Effect::Save {
                ticket, docs: more, ..
            } = effect
            {
                docs.extend(more);
                last = Some(ticket);
            }
        }
        let Some(ticket) = last else { return };
        self.store.commit(changes(&self.model.data, docs)).unwrap();
        let (timing, at) = (Timing::default(), self.millis());
        let since = self.behind.map_or(at, |(since, _)| since);
        let due =
            (at + timing.quiet.as_millis() as i64).min(since + timing.latest.as_millis() as i64);
        self.behind = Some((since, due));
        let _ = self.model.update(Msg::Saved(ticket), self.now);
    }

    /// Lets time pass, doing at its moment what is due.
    fn wait(&mut self, millis: i64) {
        let end = self.millis() + millis;
        loop {
            let deadline = self.model.deadline().timestamp_millis();
            let due = self.behind.map_or(i64::MAX, |(_, due)| due);
            let soft = self
                .soft
                .map_or(i64::MAX, |since| since + REST.as_millis() as i64);
            let next = deadline.min(due).min(soft).min(end).max(self.millis());
            self.now.utc += chrono::Duration::milliseconds(next - self.millis());
            if next == due {
                self.behind = None;
                self.store.refresh();
            }
            if next == soft {
                self.soft = None;
                let history = serde_json::to_vec(&self.model.history).unwrap();
                self.store
                    .write_soft(&DocName::new("history").unwrap(), &history)
                    .unwrap();
                let session = serde_json::to_vec(&self.model.session()).unwrap();
                self.store
                    .write_soft(&DocName::new("session").unwrap(), &session)
                    .unwrap();
            }
            self.tell(Msg::Tick);
            if next >= end {
                return;
            }
        }
    }

    fn keys(&mut self, keys: &str, pause: i64) {
        for key in keys.split(' ') {
            let key: Key = key.parse().unwrap();
            self.tell(Msg::Key(key));
            self.wait(pause);
        }
    }

    /// Writes for so many seconds, four letters in one, with a pause to think after each dozen seconds.
    fn write(&mut self, seconds: u32) {
        for second in 0..seconds {
            for letter in "가나다 ".chars() {
                self.tell(Msg::Key(Key::char(letter)));
                self.wait(250);
            }
            if second % 12 == 11 {
                self.keys("Enter", 3_000);
            }
        }
    }
}

/// Sixty ticks, thirty grades, forty minutes of writing and a retro.
fn study_day(report: &mut Report, data: Data, root: &Path) {
    let files = Watched::default();
    let store = open_store(root, &files);
    let now = now_at(FRIDAY);
    let size = Rect::new(0, 0, 120, 36);
    let model = Model::new(data, Content::embedded(), now, size, Theme::new(true), None);
    let mut day = Day {
        model,
        now,
        store,
        behind: None,
        soft: None,
    };
    let part = |day: &mut Day, name: &str, work: &mut dyn FnMut(&mut Day)| {
        let before = files.bytes();
        work(day);
        day.wait(30_000);
        let written = (files.bytes() - before) as f64 / 1e6;
        println!(
            "     {:<58} {written:>9.2} MB",
            format!("bytes written: {name}")
        );
    };
    part(&mut day, "sixty ticks", &mut |day| {
        day.keys("2 t", 300);
        let on_task = |day: &Day| {
            let row = day.model.panes.week.selected();
            let node = row.and_then(|id| day.model.data.nodes.get(&id).cloned());
            node.is_some_and(|node| node.kind == Kind::Task && !node.own)
        };
        for _ in 0..60 {
            if !on_task(day) {
                day.keys("Down", 300);
            }
        }
        assert!(on_task(day), "a task of the plan has the cursor");
        for _ in 0..60 {
            day.keys("Space", 60_000);
        }
    });
    let reviewed = day.model.data.reviews.len();
    part(&mut day, "thirty grades", &mut |day| {
        // A session without an end.
        day.keys("3 Space 0 Enter", 300);
        for _ in 0..30 {
            day.keys("Space Space Space Space Space Space Space 3", 300);
            day.wait(60_000);
        }
        day.keys("Esc Esc", 300);
    });
    part(&mut day, "forty minutes of writing", &mut |day| {
        day.keys("4 a", 300);
        day.write(2);
        day.keys("Enter", 300);
        day.write(40 * 60 * 4 / 5);
        day.keys("Esc", 300);
    });
    part(&mut day, "a retro", &mut |day| {
        day.keys("r", 300);
        for _ in 0..6 {
            day.write(45);
            day.keys("Enter", 300);
        }
        day.keys("Esc", 300);
    });
    let grades = day.model.data.reviews.len() - reviewed;
    assert_eq!(grades, 30, "the keys do what they are to do");
    let written = files.bytes() as f64 / 1e6;
    report.bar("bytes written on a study day", written, 50.0, "MB");
}
