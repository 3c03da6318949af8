//! A strict reader of what a program writes to a terminal: it knows the few sequences that gongbu uses, and whatever
//! else steers is an offence.

use gongbu::domain::text::{is_control, is_invisible};

/// What the full screen may ask of the terminal, besides colours and the place of the cursor.
const MODES: [&str; 4] = ["?1049", "?2004", "?25", "?1004"];

/// Everything in `output` that is not on the list, with what stands around it.
pub fn offences(output: &[u8]) -> Vec<String> {
    let text = match std::str::from_utf8(output) {
        Ok(text) => text,
        Err(error) => {
            let from = error.valid_up_to();
            return vec![format!(
                "no UTF-8 at byte {from}: {:?}",
                around(output, from)
            )];
        }
    };
    let mut found = Vec::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        rest = &rest[c.len_utf8()..];
        let good = match c {
            '\x1b' => match allowed(rest) {
                Some(length) => {
                    rest = &rest[length..];
                    true
                }
                None => false,
            },
            // A terminal in its ordinary mode turns each line end into these two.
            '\r' => rest.starts_with('\n'),
            '\n' => before == '\r',
            // Emoji are put together with these.
            '\u{200D}' | '\u{FE0F}' => before != ' ',
            c => !is_control(c) && !is_invisible(c),
        };
        if !good {
            found.push(format!("{c:?} at byte {at}: {:?}", around(output, at)));
        }
        before = c;
    }
    found
}

/// The length of the sequence at the beginning of `rest` (the escape already taken), if it is one of ours.
fn allowed(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('[')?;
    let end = body.find(|c| !matches!(c, '0'..='?'))?;
    let (parameters, from) = body.split_at(end);
    let last = from.chars().next()?;
    let numbers = parameters
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ';' | ':'));
    let ours = match last {
        'm' => numbers,
        'H' => numbers && parameters.matches(';').count() == 1,
        'J' => parameters == "2",
        'h' | 'l' => MODES.contains(&parameters),
        _ => false,
    };
    ours.then_some(1 + end + 1)
}

fn around(output: &[u8], at: usize) -> String {
    let from = at.saturating_sub(30);
    let to = (at + 40).min(output.len());
    String::from_utf8_lossy(&output[from..to]).into_owned()
}

/// As [`offences`], of what is printed to a pipe: plain lines, and no sequence at all.
pub fn offences_in_print(output: &[u8]) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(output) else {
        return vec![format!("no UTF-8: {:?}", String::from_utf8_lossy(output))];
    };
    let bad = |c: &char| *c != '\n' && (is_control(*c) || is_invisible(*c));
    let joins = |c: &char| matches!(c, '\u{200D}' | '\u{FE0F}');
    text.char_indices()
        .filter(|(_, c)| bad(c) && !joins(c))
        .map(|(at, c)| format!("{c:?} at byte {at}: {:?}", around(output, at)))
        .collect()
}

#[test]
fn the_strict_reader_knows_ours_and_nothing_else() {
    let ours = "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[12;40H\x1b[38;5;12;49m가 ❤\u{FE0F}\x1b[0m\r\n";
    assert_eq!(offences(ours.as_bytes()), [""; 0]);
    for bad in super::corpus::payloads() {
        let steers = bad.chars().any(|c| c != '\n' && is_control(c));
        let ours = bad.starts_with("\x1b[") && offences(bad.as_bytes()).is_empty();
        if steers && !ours {
            assert_ne!(offences(bad.as_bytes()), [""; 0], "{bad:?}");
        }
        if steers {
            assert_ne!(offences_in_print(bad.as_bytes()), [""; 0], "{bad:?}");
        }
    }
    for bad in super::corpus::raw() {
        assert_ne!(offences(&bad), [""; 0], "{bad:?}");
    }
}
