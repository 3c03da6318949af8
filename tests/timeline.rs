//! The timeline.

use crate::common::{Harness, adopted, now_at};
use gongbu::domain::*;
use gongbu::lang::Lang;

#[test]
fn look() {
    let ticked = |at: &str, share: usize| {
        let now = now_at(at);
        let mut data = adopted(Lang::Ko, &now);
        let ids: Vec<_> = data
            .nodes
            .iter()
            .filter(|n| n.kind.is_item())
            .map(|n| n.id.clone())
            .collect();
        let mut edit = Edit::new(Step::SetState, "", &now);
        for (i, id) in ids.iter().enumerate() {
            if i % 10 < share {
                edit.put_new(
                    &data,
                    Progress {
                        id: id.clone(),
                        state: if i % 7 == 0 {
                            State::Skipped
                        } else {
                            State::Done
                        },
                        on: Some(now.today()),
                        ..Progress::default()
                    },
                );
            }
        }
        data.apply(&edit).unwrap();
        data
    };
    for (at, w, h, keys) in [
        ("2025-12-15T21:05:00+09:00", 80, 24, "1"),
        ("2025-12-15T21:05:00+09:00", 80, 24, "1 + + + l l"),
        ("2025-12-15T21:05:00+09:00", 120, 36, "1"),
        ("2025-12-15T21:05:00+09:00", 120, 36, "1 + + z l"),
        ("2026-11-20T21:05:00+09:00", 80, 24, "1 G Space j Space j j"),
        (
            "2026-11-20T21:05:00+09:00",
            80,
            24,
            "1 j j j G k k k l G k k k k k k k k k l j",
        ),
        ("2026-11-20T21:05:00+09:00", 40, 10, "1"),
    ] {
        let mut harness = Harness::with(ticked(at, 6), at, w, h);
        harness.keys(keys);
        println!("{at} {keys}\n{}", harness.screen());
        harness.keys("ctrl-l");
        println!("{at} {keys}\n{}", harness.screen());
    }
}
