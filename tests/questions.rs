use crate::common::Harness;
use gongbu::lang::Lang;
#[test]
fn look() {
    for lang in [Lang::Ko, Lang::En] {
        for (w, h) in [(80, 24), (120, 36)] {
            let mut h = Harness::new(lang, w, h);
            h.keys("2 3");
            println!("{}", h.screen());
            h.keys("/ \"ㄱㄹㅌ\"");
            println!("{}", h.screen());
            h.keys("Enter Enter");
            println!("{}", h.screen());
            h.keys("Space Space");
            println!("{}", h.screen());
            h.keys("Space Space Space Space");
            println!("{}", h.screen());
            h.keys("3 Esc f");
            println!("{}", h.screen());
            h.keys("Esc e");
            println!("{}", h.screen());
            h.keys("Esc Space");
            println!("{}", h.screen());
        }
    }
}
