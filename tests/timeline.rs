//! The timeline.

use crate::common::Harness;
use gongbu::lang::Lang;

#[test]
fn look() {
    for (lang, w, h, keys) in [
        (Lang::Ko, 80, 24, "1"),
        (Lang::En, 80, 24, "1 j i"),
        (Lang::Ko, 80, 24, "1 g g i"),
        (Lang::Ko, 120, 36, "1"),
        (Lang::En, 120, 36, "1 + +"),
        (Lang::Ko, 80, 24, "1 + + + b b b"),
        (Lang::En, 80, 24, "1 + + + + b"),
        (Lang::En, 80, 24, "1 G k k Space l j l"),
        (Lang::Ko, 200, 60, "1 z"),
        (Lang::En, 200, 60, "1 z +"),
        (Lang::Ko, 44, 12, "1"),
    ] {
        let mut harness = Harness::new(lang, w, h);
        harness.keys(keys);
        println!("{keys}\n{}", harness.screen());
    }
}
