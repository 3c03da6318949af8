//! Readers that go, outputs that are closed or full: no command panics, and each ends with the code that it documents.

use super::sample;
use super::terminal::handed_over;
use crate::common::FRIDAY;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Every command, with what makes it print something.
const COMMANDS: [&str; 16] = [
    "dump",
    "today",
    "today --json",
    "check",
    "check nowhere.json",
    "paths",
    "keys",
    "keys --json",
    "keys --markdown",
    "tick road/p/b/u/g/m",
    "log road/p/b/u/g/t 30m",
    "init --yes",
    "--help",
    "--version",
    "nonsense",
    "--data-dir",
];

fn shell(data: &Path, script: &str) -> Output {
    Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_gongbu")])
        .arg(data)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// The end of gongbu itself, written by the shell to its third output.
fn ends(data: &Path, command: &str, outputs: &str) -> (i32, String) {
    let script = format!(
        "{{ {{ \"$0\" --data-dir \"$1\" --lang en --now {FRIDAY} {command} {outputs}; echo \"ended $?\" >&3; }} | head -c 0; }} 3>&1"
    );
    let output = shell(data, &script);
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(!err.contains("panicked"), "{command} {outputs}: {err}");
    let code = out
        .lines()
        .find_map(|line| line.strip_prefix("ended ")?.parse().ok());
    (
        code.unwrap_or_else(|| panic!("{command} {outputs}: {out} {err}")),
        err.into_owned(),
    )
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    for command in COMMANDS {
        let data = handed_over(&sample::documents());
        let (code, err) = ends(data.path(), command, "");
        let usage = matches!(command, "nonsense" | "--data-dir");
        let problem = matches!(
            command,
            "check nowhere.json"
                | "init --yes"
                | "keys --markdown"
                | "keys"
                | "keys --json"
                | "check"
        );
        let allowed = if usage {
            2..=2
        } else if problem {
            0..=1
        } else {
            0..=0
        };
        assert!(allowed.contains(&code), "{command}: {code} {err}");
    }
}

#[test]
fn an_output_that_is_full_or_closed_is_told_by_the_exit_code() {
    for command in COMMANDS {
        let usage = matches!(command, "nonsense" | "--data-dir");
        let silent = matches!(command, "init --yes" | "check nowhere.json");
        for outputs in [
            ">/dev/full",
            ">&-",
            ">/dev/full 2>/dev/full",
            ">&- 2>&-",
            "2>&-",
            "2>/dev/full",
            "<&- >&- 2>&-",
        ] {
            let data = handed_over(&sample::documents());
            let (code, err) = ends(data.path(), command, outputs);
            let what = format!("{command} {outputs}: {code} {err}");
            match () {
                () if usage => assert_eq!(code, 2, "{what}"),
                // Where nothing is to be printed, or where it can be, all may be well.
                () if silent || !outputs.contains(">/dev/full") => {
                    assert!(matches!(code, 0 | 1), "{what}")
                }
                () if outputs.starts_with('2') => assert!(matches!(code, 0 | 1), "{what}"),
                () => assert_eq!(code, 1, "{what}"),
            }
        }
    }
}

#[test]
fn a_change_is_saved_though_nobody_can_be_told() {
    for outputs in [">/dev/full", ">&-", ">&- 2>&-"] {
        let data = handed_over(&sample::documents());
        ends(data.path(), "tick road/p/b/u/g/m", outputs);
        let dump = crate::common::pty::run(data.path(), &["dump"]);
        assert!(
            dump.contains("\"id\": \"road/p/b/u/g/m\",\n          \"state\": \"done\""),
            "{outputs}: {dump}"
        );
    }
}
