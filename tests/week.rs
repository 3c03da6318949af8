//! The week pane.

use crate::common::{FRIDAY, Harness, adopted, now_at};
use gongbu::lang::Lang;

#[test]
fn look() {
    for (lang, w, h, now, keys) in [
        (Lang::Ko, 80, 24, FRIDAY, "2"),
        (
            Lang::En,
            80,
            24,
            FRIDAY,
            "2 j j j j j j Space j s \"later\" Enter j + \"1h30\" Enter j d",
        ),
        (Lang::Ko, 80, 24, "2025-12-15T21:05:00+09:00", "2 Space"),
        (Lang::En, 120, 36, "2025-12-15T21:05:00+09:00", "2 Space y"),
        (
            Lang::Ko,
            200,
            60,
            "2025-12-15T21:05:00+09:00",
            "2 Space y z",
        ),
        (Lang::En, 80, 24, "2026-03-28T21:05:00+09:00", "2"),
        (
            Lang::Ko,
            80,
            24,
            "2026-03-28T21:05:00+09:00",
            "2 a \"책 읽기\" Enter A \"1장\" Enter a \"? 요약 쓰기\" Enter",
        ),
        (Lang::Ko, 80, 24, FRIDAY, "2 +"),
        (Lang::Ko, 40, 10, FRIDAY, "2 j j"),
        (Lang::Ko, 46, 14, FRIDAY, "2 j j a"),
    ] {
        let mut harness = Harness::with(adopted(lang, &now_at(now)), now, w, h);
        harness.keys(keys);
        println!("== {lang:?} {w}x{h} {now} {keys}\n{}", harness.screen());
    }
}
