//! Any size and any keys: no panic, and the data stays sound.

use crate::common::{FRIDAY, Harness, decade::Random};
use gongbu::app::Msg;
use gongbu::commands::{Code, Key};
use gongbu::domain::Data;
use gongbu::lang::Lang;

/// The keys that lead to each screen.
const SCREENS: [&str; 24] = [
    "1",
    "1 i",
    "1 z",
    "2",
    "2 a \"half\"",
    "2 s",
    "2 z",
    "3",
    "3 / \"go\"",
    "3 f",
    "3 Enter",
    "3 Space Space",
    "3 a Tab \"half\"",
    "3 e",
    "4",
    "4 a",
    "4 a \"T\" Enter \"text\"",
    "4 a \"T\" Enter ctrl-f",
    "?",
    ": \"go\"",
    "r",
    "r \"half\" Tab Tab",
    ": \"retro.weekly\" Enter",
    "2 j j j j j j Space",
];

const SIZES: [(u16, u16); 22] = [
    (0, 0),
    (0, 50),
    (50, 0),
    (1, 1),
    (2, 1),
    (1, 500),
    (20, 5),
    (39, 10),
    (40, 9),
    (40, 10),
    (41, 11),
    (60, 20),
    (80, 24),
    (99, 28),
    (100, 27),
    (100, 28),
    (120, 36),
    (200, 60),
    (500, 10),
    (500, 200),
    (65_535, 1),
    (1, 65_535),
];

#[test]
fn every_screen_draws_at_every_size_and_is_the_same_afterwards() {
    for keys in SCREENS {
        let mut harness = Harness::new(Lang::Ko, 120, 36);
        harness.keys(keys);
        assert!(!harness.model.quitting, "{keys}");
        let before = harness.screen();
        let scopes = harness.model.scopes();
        for (width, height) in SIZES {
            harness.send(Msg::Resize(width, height));
            let screen = harness.screen();
            let small = width < 40 || height < 10;
            if small && width > 0 && height > 0 {
                let line = screen.lines().next().unwrap_or_default();
                assert!(
                    "공부는 40x10 칸이 필요합니다. 창을 키워 주세요."
                        .contains(line.trim_end_matches('.')),
                    "{keys} {width}x{height}: {line}"
                );
                assert!(screen.lines().skip(1).all(str::is_empty), "nothing else");
            }
            assert_eq!(harness.model.scopes(), scopes, "{keys} {width}x{height}");
        }
        harness.send(Msg::Resize(120, 36));
        assert_eq!(harness.screen(), before, "{keys}");
    }
    let mut start = Harness::with(Data::default(), FRIDAY, 120, 36);
    for keys in ["", "Enter", "Tab Tab"] {
        start.keys(keys);
        for (width, height) in SIZES {
            start.send(Msg::Resize(width, height));
            start.screen();
        }
    }
}

#[test]
fn ten_thousand_random_resizes_and_keys_do_no_harm() {
    for seed in [1, 2] {
        let mut random = Random(seed);
        let mut harness = Harness::new(if seed == 1 { Lang::Ko } else { Lang::En }, 80, 24);
        for step in 0..5_000 {
            let message = match random.below(12) {
                0 => Msg::Resize(random.below(220) as u16, random.below(70) as u16),
                1 => Msg::Paste(
                    ["가나다\r\nabc", "\u{1b}[31mred", "👩‍👩‍👧‍👦 ㅋㅋ", "2026-01-01"]
                        [random.below(4) as usize]
                        .into(),
                ),
                _ => Msg::Key(any_key(&mut random)),
            };
            harness.send(message);
            if harness.model.quitting {
                harness.model.quitting = false;
            }
            if step % 10 == 0 {
                harness.wait(random.below(5) as i64);
                harness.screen();
            }
        }
        assert_sound(&harness.model.data);
    }
}

/// Any key: characters of both scripts, named keys, with and without modifiers.
fn any_key(random: &mut Random) -> Key {
    const NAMED: [Code; 14] = [
        Code::Enter,
        Code::Esc,
        Code::Tab,
        Code::Backspace,
        Code::Delete,
        Code::Up,
        Code::Down,
        Code::Left,
        Code::Right,
        Code::Home,
        Code::End,
        Code::PageUp,
        Code::PageDown,
        Code::F(1),
    ];
    const CHARS: &str = " abcdefghijklmnopqrstuvwxyzADEGJKQZ0123456789:/?+-=[]ㅁㄴㅇ가뷁é한";
    let code = if random.below(3) == 0 {
        NAMED[random.below(NAMED.len() as u64) as usize]
    } else {
        let count = CHARS.chars().count() as u64;
        Code::Char(CHARS.chars().nth(random.below(count) as usize).unwrap())
    };
    Key {
        code,
        ctrl: random.below(12) == 0,
        alt: random.below(30) == 0,
        shift: random.below(15) == 0 && !matches!(code, Code::Char(_)),
    }
}

/// The data can be written and read again, and says the same.
fn assert_sound(data: &Data) {
    let mut again = Data::default();
    for doc in data.docs() {
        let bytes = data.encode(&doc).unwrap();
        assert_eq!(again.load(&doc, &bytes).unwrap(), [], "{doc}");
    }
    for doc in data.docs() {
        assert_eq!(data.encode(&doc), again.encode(&doc), "{doc}");
    }
}
