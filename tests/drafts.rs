//! The drafts pane: the list, the editor with its sections, saving by itself.

use crate::common::Harness;
use gongbu::lang::Lang;

#[test]
fn look() {
    for lang in [Lang::En, Lang::Ko] {
        for (w, h) in [(80, 24), (120, 36)] {
            let mut harness = Harness::new(lang, w, h);
            harness.keys("4");
            println!("{}", harness.screen());
            harness.keys("a \"N+1 query\" Enter");
            println!("{}", harness.screen());
            harness.keys("\"hello 안녕\" Tab \"abc\" Esc");
            println!("{}", harness.screen());
        }
    }
}
