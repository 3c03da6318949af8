//! The place of memory: charts, the desired retention, fitting.

use crate::common::learner;
use crate::common::{FRIDAY, Harness, now_at};
use gongbu::app::{Effect, Msg};
use gongbu::domain::fit::{News, Progress};
use gongbu::domain::{Data, Index};
use gongbu::lang::Lang;
use gongbu::runtime::fitting;
use std::sync::OnceLock;

/// Somebody's data after 300 days.
fn studied() -> Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    DATA.get_or_init(|| learner::after(300, now_at(FRIDAY).today()))
        .clone()
}

fn memory(data: Data, lang: Lang, width: u16, height: u16) -> Harness {
    let mut harness = Harness::with(data, FRIDAY, width, height);
    harness.model.lang = lang;
    harness.send(Msg::Tick);
    harness.keys("V").wait(2);
    harness
}

#[test]
fn print_them() {
    for lang in [Lang::En, Lang::Ko] {
        for (width, height) in [(80, 24), (120, 36), (200, 60), (60, 20)] {
            let mut harness = memory(studied(), lang, width, height);
            for _ in 0..4 {
                println!("{}", harness.screen());
                harness.keys("Space");
                println!("{}", harness.screen());
                harness.keys("Space Tab");
            }
            harness.keys("- -");
            println!("{}", harness.screen());
            harness.keys("Esc o");
            println!("{}", harness.screen());
            finish(&mut harness);
            println!("{}", harness.screen());
        }
    }
    let mut empty = memory(Data::default(), Lang::En, 80, 24);
    println!("{}", empty.screen());
}

/// Does what fits were asked for, as the runtime would.
fn finish(harness: &mut Harness) {
    for effect in std::mem::take(&mut harness.effects) {
        if let Effect::Fit(job) = effect {
            let number = job.number;
            let mut told: Vec<News> = Vec::new();
            fitting::follow(job, &Progress::default(), |news| told.push(news));
            for news in told {
                harness.send(Msg::Fit(number, news));
            }
        }
    }
}
