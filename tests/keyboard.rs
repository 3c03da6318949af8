//! Bytes of a keyboard: as keys and pastes, however they are cut and whatever they are.

use crate::common::{Harness, decade::Random};
use gongbu::app::{LONGEST_PASTE, Msg};
use gongbu::commands::Key;
use gongbu::lang::Lang;
use gongbu::runtime::input::{Decoder, Input, Keyboard};
use std::time::{Duration, Instant};

fn decoded(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    decoder.feed(bytes, &mut out);
    decoder.settle(&mut out);
    out
}

fn keys(names: &str) -> Vec<Input> {
    let key = |name: &str| Input::Key(name.parse::<Key>().expect(name));
    names.split_whitespace().map(key).collect()
}

/// A keyboard and a clock.
struct Typist {
    keyboard: Keyboard,
    now: Instant,
    out: Vec<Input>,
}

impl Typist {
    fn new() -> Typist {
        Typist {
            keyboard: Keyboard::default(),
            now: Instant::now(),
            out: Vec::new(),
        }
    }

    /// Bytes come, and then none for so many milliseconds.
    fn types(&mut self, bytes: impl AsRef<[u8]>, pause: u64) -> &mut Typist {
        if !bytes.as_ref().is_empty() {
            self.keyboard.feed(bytes.as_ref(), self.now, &mut self.out);
        }
        let until = self.now + Duration::from_millis(pause);
        while let Some(patience) = self.keyboard.patience(self.now) {
            if self.now + patience > until {
                break;
            }
            self.now += patience;
            self.keyboard.due(self.now, &mut self.out);
        }
        self.now = until;
        self
    }

    fn typed(&mut self) -> Vec<Input> {
        std::mem::take(&mut self.out)
    }
}

#[test]
fn keys_are_what_terminals_send_for_them() {
    for (bytes, names) in [
        ("aZ5한é", "a Z 5 한 é"),
        ("\r\t\x7f ", "Enter Tab Backspace Space"),
        ("\x01\x1a\x1f\0", "ctrl-a ctrl-z ctrl-7 ctrl-Space"),
        ("\x1b[A\x1b[B\x1b[C\x1b[D", "Up Down Right Left"),
        ("\x1bOA\x1bOH\x1bOF\x1bOP", "Up Home End F1"),
        (
            "\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~",
            "Home End Home End Home End",
        ),
        (
            "\x1b[2~\x1b[3~\x1b[5~\x1b[6~",
            "Insert Delete PageUp PageDown",
        ),
        ("\x1b[11~\x1b[15~\x1b[17~\x1b[24~", "F1 F5 F6 F12"),
        ("\x1b[[A\x1b[[E", "F1 F5"),
        ("\x1b[Z", "shift-Tab"),
        (
            "\x1b[1;5C\x1b[1;2A\x1b[3;3~",
            "ctrl-Right shift-Up alt-Delete",
        ),
        ("\x1bx\x1b\r\x1b\x7f", "alt-x alt-Enter alt-Backspace"),
        (
            "\x1b[97;5u\x1b[27;5;13~\x1b[13;3u",
            "ctrl-a ctrl-Enter alt-Enter",
        ),
        ("\x1b", "Esc"),
        ("\x1b\x1b", "Esc Esc"),
        ("\x1b[", "alt-["),
    ] {
        assert_eq!(decoded(bytes.as_bytes()), keys(names), "{bytes:?}");
    }
}

#[test]
fn what_is_no_key_is_nothing() {
    for bytes in [
        &b"\x1b[<0;10;10M\x1b[<0;10;10m"[..],
        b"\x1b[M !!",
        b"\x1b[?1;2c\x1b[0n\x1b[12;40R",
        b"\x80\x9b\xff\xfe",
        "\u{9b}\u{85}".as_bytes(),
        b"\x1b[97;1:3u",
        b"\x1b[57441u",
        b"\x1b[201~",
        b"\x1b[999~",
    ] {
        let inputs = decoded(bytes);
        assert_eq!(inputs, [], "{bytes:?}");
    }
    assert_eq!(
        decoded(b"\x1b[I\x1b[O"),
        [Input::Focus(true), Input::Focus(false)]
    );
    let endless = [b"\x1b[", "1;".repeat(5_000).as_bytes()].concat();
    assert_eq!(
        decoded(&[&endless[..], b"A x"].concat()).last(),
        keys("x").last()
    );
}

#[test]
fn it_does_not_matter_where_the_bytes_are_cut() {
    let text = "a한\x1b[A\x1bx\x1b[1;5C\x1b[200~past한e \x1b[20 \x1b[201\x1b[201~z\x1b[3~é\x1b[Ib";
    let whole = decoded(text.as_bytes());
    assert_eq!(whole.len(), 11, "{whole:?}");
    for at in 0..=text.len() {
        for then in at..=text.len() {
            let bytes = text.as_bytes();
            let mut decoder = Decoder::default();
            let mut out = Vec::new();
            for piece in [&bytes[..at], &bytes[at..then], &bytes[then..]] {
                decoder.feed(piece, &mut out);
            }
            decoder.settle(&mut out);
            assert_eq!(out, whole, "cut at {at} and {then}");
        }
    }
}

#[test]
fn typing_comes_at_once_and_twenty_one_letters_at_once_are_a_paste() {
    let mut typist = Typist::new();
    for c in "quick typist\r".chars() {
        typist.types(c.to_string(), 20);
    }
    assert_eq!(typist.typed().len(), 13);
    // Keys that are repeated, or come together over a slow line, are keys.
    typist.types("jjjjj", 100).types("\x1b[B".repeat(60), 100);
    assert_eq!(typist.typed().len(), 65);
    typist.types("twenty letters here!", 100);
    assert_eq!(typist.typed().len(), 20);
    typist.types("twenty-one letters ye\r", 100);
    assert_eq!(
        typist.typed(),
        [Input::Paste("twenty-one letters ye\r".into())]
    );
    // However it is cut.
    for piece in ["a list of", " things\rto do", ":\rdelete it all\r"] {
        typist.types(piece, 3);
    }
    typist.types("", 100);
    let pasted = "a list of things\rto do:\rdelete it all\r";
    assert_eq!(typist.typed(), [Input::Paste(pasted.into())]);
}

#[test]
fn an_escape_waits_for_its_sequence_and_a_letter_for_its_rest() {
    let mut typist = Typist::new();
    typist.types("\x1b", 5).types("[A", 100);
    assert_eq!(typist.typed(), keys("Up"));
    typist.types("\x1b", 50).types("[", 100);
    assert_eq!(typist.typed(), keys("Esc ["));
    typist
        .types(&"한".as_bytes()[..1], 2)
        .types(&"한".as_bytes()[1..], 100);
    assert_eq!(typist.typed(), keys("한"));
}

#[test]
fn a_paste_without_an_end_is_over_when_nothing_comes() {
    let mut typist = Typist::new();
    typist.types("\x1b[200~begun and", 900).types(" slow", 900);
    assert_eq!(typist.typed(), []);
    typist.types("", 200);
    assert_eq!(typist.typed(), [Input::Paste("begun and slow".into())]);
    typist.types("x", 50);
    assert_eq!(typist.typed(), keys("x"));
}

#[test]
fn too_much_is_counted_and_not_kept() {
    let megabyte = vec![b'x'; 1 << 20];
    for marked in [true, false] {
        let mut typist = Typist::new();
        typist.types(if marked { "\x1b[200~" } else { "" }, 0);
        for _ in 0..10 {
            typist.types(&megabyte, 1);
        }
        typist.types(if marked { "\x1b[201~" } else { "" }, 100);
        assert_eq!(typist.typed(), [Input::TooLong(10 << 20)]);
        typist.types("y", 100);
        assert_eq!(typist.typed(), keys("y"));
    }
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("2 a");
    harness.send(Msg::Paste("가".repeat(LONGEST_PASTE / 3 + 1)));
    harness.shows("붙여 넣지 않았습니다: 한 번에 2 MB 입니다. 1 MB 까지 됩니다.");
    harness.send(Msg::Paste("가나다".into()));
    harness.shows("가나다");
}

#[test]
fn a_paste_gives_no_commands_and_ends_a_sequence_of_keys() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("2 g");
    harness.send(Msg::Paste("gdx".into()));
    harness.shows("Text can be pasted into a text field only.");
    assert!(harness.model.pending.is_empty());
    assert!(harness.effects.is_empty());
}

#[test]
fn random_bytes_do_no_harm_in_any_cut() {
    noise(30_000);
}

#[test]
#[ignore = "long"]
fn long_twenty_million_random_bytes_do_no_harm_in_any_cut() {
    noise(20_000_000);
}

/// Random bytes into the keyboard, and what they mean into the cockpit.
fn noise(bytes: usize) {
    let mut random = Random(11);
    let mut typist = Typist::new();
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    let (mut sent, mut keys) = (0, 0);
    while sent < bytes {
        let piece: Vec<u8> = (0..random.below(30))
            .map(|_| match random.below(8) {
                0 => 0x1b,
                1 => b'[',
                2 => b"0123456789;~ABCMm<"[random.below(18) as usize],
                3 => "한글"[..].as_bytes()[random.below(6) as usize],
                _ => random.below(256) as u8,
            })
            .collect();
        sent += piece.len().max(1);
        typist.types(piece, random.below(40));
        for input in typist.typed() {
            let msg = match input {
                Input::Key(key) => Msg::Key(key),
                Input::Paste(text) => Msg::Paste(text),
                Input::TooLong(bytes) => Msg::TooLong(bytes),
                Input::Focus(_) => continue,
            };
            keys += 1;
            harness.send(msg);
            harness.model.quitting = false;
            if keys % 500 == 0 {
                harness.wait(3).screen();
            }
        }
    }
    assert!(keys > bytes / 20, "only {keys} inputs");
}
