//! Pastes of every kind, and what only looks like keys.

use super::started;
use crate::common::decade::Random;
use crate::common::pty::{Pty, run};
use std::fs;
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn bracketed(text: &str) -> Vec<u8> {
    [b"\x1b[200~", text.as_bytes(), b"\x1b[201~"].concat()
}

/// The program with an empty draft open in the editor.
fn editor() -> (TempDir, Pty) {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 100, 30);
    pty.wait_for("● saved").send("4a").send("Pasted\r");
    pty.wait_for("\"Pasted\"");
    (folder, pty)
}

/// Kilobytes of memory that a process has.
fn memory(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("it runs");
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number
        .and_then(|number| number.parse().ok())
        .expect("a number")
}

#[test]
fn ten_megabytes_are_refused_in_words_and_typing_goes_on() {
    let (_folder, mut pty) = editor();
    let before = memory(pty.pid());
    pty.send_bytes(&bracketed(&"한글과 letters ".repeat(650_000)));
    pty.wait_for("Not pasted:").wait_for("Up to 1 MB");
    pty.send("still here").wait_for("still here");
    let grown = memory(pty.pid()).saturating_sub(before);
    assert!(grown < 64 * 1024, "it has grown by {grown} kB");
}

#[test]
fn a_paste_that_the_terminal_never_ends_is_taken_and_typing_goes_on() {
    let (folder, mut pty) = editor();
    pty.send_bytes("\x1b[200~never ended\nsecond line".as_bytes());
    pty.wait_for("second line");
    pty.send(" typed").wait_for("second line typed");
    // The end that comes after all does nothing.
    pty.send("\x1b[201~")
        .send("!")
        .wait_for("second line typed!");
    pty.send("\x11");
    assert!(pty.wait_exit().success());
    assert!(run(folder.path(), &["dump"]).contains("second line typed!"));
}

#[test]
fn the_end_of_a_paste_within_it_lets_no_key_out_of_it() {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 100, 30);
    pty.wait_for("● saved").send("2a").wait_for("Enter OK");
    pty.send_bytes(&bracketed("innocent\x1b[201~\r\x1b4aBad\r"));
    pty.wait_for("innocent");
    thread::sleep(Duration::from_millis(300));
    pty.wait_for("Enter OK");
    assert!(!pty.screen().contains("\"Bad\""), "{}", pty.screen());
    pty.send("\x11");
    assert!(pty.wait_exit().success());
    let dump = run(folder.path(), &["dump"]);
    assert!(!dump.contains("\"title\": \"Bad\""), "no draft was made");
}

#[test]
fn control_characters_in_a_paste_come_to_nothing() {
    let (folder, mut pty) = editor();
    pty.send_bytes(&bracketed("a\0b\u{9b}31mc\x07\x1b]0;title\x07d\u{85}e\x7f"));
    pty.wait_for("abcd").send("\x11");
    assert!(pty.wait_exit().success());
    let dump = run(folder.path(), &["dump"]);
    assert!(dump.contains("\"abcd\"") && dump.contains("\"e"), "{dump}");
    let output = String::from_utf8_lossy(&pty.output()).into_owned();
    assert!(!output.contains("\x1b]0;title"));
}

#[test]
fn a_burst_of_keys_is_a_paste_whatever_is_in_it() {
    let folder = started();
    let before = run(folder.path(), &["dump"]);
    let mut pty = Pty::gongbu(folder.path(), &[], 100, 30);
    pty.wait_for("● saved");
    // Where no text is taken it does nothing.
    pty.send("2 x d a Injected item\r D D 4a Draft\r ctrl");
    pty.wait_for("Text can be pasted into a text field only.");
    // In a field its line ends send nothing.
    pty.send("a").wait_for("Enter OK");
    pty.send("first line of a list\nsecond line of a list\n");
    pty.wait_for("of a list second line of a list")
        .wait_for("Enter OK");
    pty.send("\x1b").wait_for("Space Done").send("q");
    assert!(pty.wait_exit().success());
    assert_eq!(run(folder.path(), &["dump"]), before, "nothing was done");
}

#[test]
fn one_paste_is_one_step_of_undo() {
    for paste in [
        bracketed("one\ntwo\nthree and more"),
        b"one\rtwo\rthree and more".to_vec(),
    ] {
        let (_folder, mut pty) = editor();
        pty.send("before").wait_for("before").send_bytes(&paste);
        pty.wait_for("three and more").send("\x1a");
        let start = Instant::now();
        while pty.screen().contains("one") || pty.screen().contains("three") {
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "{}",
                pty.screen()
            );
            thread::sleep(Duration::from_millis(10));
        }
        assert!(pty.screen().contains("before"));
    }
}

#[test]
fn two_megabytes_of_noise_do_no_harm() {
    noise(2);
}

#[test]
#[ignore = "long"]
fn long_twenty_megabytes_of_noise_do_no_harm() {
    noise(20);
}

/// Sends random bytes, pieces of sequences and of letters, reports of the mouse; all but what quits or stops.
fn noise(megabytes: usize) {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 100, 30);
    pty.wait_for("● saved").send("2");
    let before = memory(pty.pid());
    let mut random = Random(7);
    let mut sent = 0;
    while sent < megabytes * 1024 * 1024 {
        let mut piece = Vec::new();
        while piece.len() < 64 * 1024 {
            match random.below(400) {
                0..20 => piece.extend(format!("\x1b[<{};9;9M", random.below(99)).bytes()),
                20..40 => piece.extend(b"\x1b[M !!"),
                40..60 => piece.extend(b"\x1b["),
                60..80 => piece.extend(&"한".as_bytes()[..2]),
                80 => piece.extend(b"\x1b[200~"),
                81 => piece.extend(b"\x1b[201~"),
                _ => piece.push(random.below(256) as u8),
            }
        }
        piece.retain(|byte| !matches!(byte, b'q' | 0x03 | 0x11 | 0x1a));
        sent += piece.len();
        pty.send_bytes(&piece);
    }
    pty.send_bytes(b"\x1b[201~");
    thread::sleep(Duration::from_secs(2));
    let grown = memory(pty.pid()).saturating_sub(before);
    assert!(grown < 64 * 1024, "it has grown by {grown} kB");
    // Noise may have found the palette, and in it the command that stops the program.
    pty.signal("CONT");
    pty.signal("TERM");
    assert!(pty.wait_exit().success());
    assert!(run(folder.path(), &["check"]).contains("nothing wrong"));
}
