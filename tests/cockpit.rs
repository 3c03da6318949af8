//! The cockpit as a whole: header, panes, undo, language.

use crate::common::Harness;
use gongbu::lang::Lang;

#[test]
fn the_cockpit_opens_on_the_plan() {
    let mut harness = Harness::new(Lang::Ko, 120, 36);
    println!("{}", harness.screen());
    harness.shows("저장됨");
}
