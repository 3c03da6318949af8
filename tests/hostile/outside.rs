//! Hostile texts outside of the full screen: printed data, errors, file names and arguments, to a pipe and to a
//! terminal.

use super::terminal::handed_over;
use super::{corpus, sample, vt};
use crate::common::FRIDAY;
use crate::common::pty::Pty;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Commands that print what the data hold, with one that does not exist and one that finds nothing.
const COMMANDS: [&[&str]; 13] = [
    &["dump"],
    &["today"],
    &["today", "--json"],
    &["check"],
    &["keys"],
    &["keys", "--json"],
    &["keys", "--markdown"],
    &["paths"],
    &["tick", "title"],
    &["tick", "road/p/b/u/g/t"],
    &["log", "t", "30m"],
    &["init", "--yes"],
    &["--help"],
];

fn gongbu<A: AsRef<OsStr>>(data: &Path, args: impl IntoIterator<Item = A>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongbu"));
    command.arg("--data-dir").arg(data).args(["--now", FRIDAY]);
    command
        .args(args)
        .env_remove("GONGBU_DATA")
        .stdin(Stdio::null());
    command.output().unwrap()
}

/// Fails if either of what was printed holds more than lines of text, or it ended in another way than it may.
fn assert_plain(output: &Output, what: &str) {
    for printed in [&output.stdout, &output.stderr] {
        let offences = vt::offences_in_print(printed);
        assert!(offences.is_empty(), "{what}: {offences:#?}");
    }
    let code = output.status.code();
    assert!(matches!(code, Some(0..=2)), "{what}: {output:?}");
}

/// A name that a file can have: no separator, no NUL, and not too long.
fn file_name(payload: &[u8]) -> OsString {
    let name = payload
        .iter()
        .copied()
        .filter(|byte| !matches!(byte, 0 | b'/'));
    OsString::from_vec(name.take(200).collect())
}

/// Data with hostile texts, hostile file names, and files broken in hostile ways.
fn worst(round: usize) -> TempDir {
    let folder = handed_over(&sample::hostile(round));
    let write = |name: &OsStr, text: &[u8]| {
        let mut file = name.to_owned();
        file.push(".json");
        fs::write(folder.path().join("plans").join(file), text).unwrap();
    };
    for (number, payload) in corpus::payloads().iter().enumerate().step_by(3) {
        let number = number.to_string();
        let escaped = serde_json::to_string(payload).unwrap();
        let broken = match round % 4 {
            0 => format!("{{\"nodes\": [{{\"id\": {escaped}, \"kind\": {escaped}}}]}}"),
            1 => format!("{{\"nodes\": [{payload}]}}"),
            2 => format!("<<<<<<< {payload}\n{{}}\n=======\n{{}}\n>>>>>>> {payload}\n"),
            _ => format!("{{{escaped}: {escaped}, \"nodes\": {escaped}}}"),
        };
        write(&file_name(payload.as_bytes()), broken.as_bytes());
        write(OsStr::new(&number), broken.as_bytes());
    }
    for raw in corpus::raw() {
        write(&file_name(&raw), &raw);
        write(OsStr::new("raw"), &raw);
    }
    folder
}

#[test]
fn what_commands_print_of_hostile_data_is_plain_text() {
    for round in 0..4 {
        let folder = worst(round * 51);
        for args in COMMANDS {
            let output = gongbu(folder.path(), args);
            assert_plain(&output, &format!("round {round}, {args:?}"));
        }
    }
}

#[test]
fn what_commands_print_to_a_terminal_is_plain_text_too() {
    let folder = worst(17);
    for args in COMMANDS {
        let mut pty = Pty::gongbu(folder.path(), args, 100, 30);
        pty.wait_exit();
        let output = pty.output();
        assert!(!output.is_empty(), "{args:?} says nothing");
        let offences = vt::offences(&output);
        assert!(offences.is_empty(), "{args:?}: {offences:#?}");
        assert!(!output.contains(&0x1b), "{args:?} sends an escape");
    }
}

#[test]
fn hostile_arguments_are_told_as_plain_text() {
    let folder = handed_over(&sample::documents());
    let texts = corpus::payloads().into_iter().map(String::into_bytes);
    for (number, payload) in texts.chain(corpus::raw()).enumerate() {
        let argument: Vec<u8> = payload
            .into_iter()
            .filter(|byte| *byte != 0)
            .take(4_000)
            .collect();
        let argument = OsStr::from_bytes(&argument);
        let flag = |name: &str| {
            let mut flag = OsString::from(name);
            flag.push(argument);
            flag
        };
        let args: Vec<OsString> = match number % 12 {
            0 => vec![argument.into()],
            1 => vec![flag("--lang=")],
            2 => vec![flag("--now=")],
            3 => vec![flag("--"), "dump".into()],
            4 => vec!["tick".into(), argument.into()],
            5 => vec![
                "tick".into(),
                "road/p/b/u/g/m".into(),
                "--skip".into(),
                argument.into(),
            ],
            6 => vec!["log".into(), "road/p/b/u/g/t".into(), argument.into()],
            7 => vec!["log".into(), argument.into(), "30m".into()],
            8 => vec!["log".into(), "t".into(), "30m".into(), flag("--on=")],
            9 => vec!["check".into(), argument.into()],
            10 => vec!["init".into(), flag("--plan=")],
            _ => vec!["--help".into(), argument.into()],
        };
        assert_plain(&gongbu(folder.path(), &args), &format!("{args:?}"));
        // The name of the program is an argument too, and so is the place of the data.
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongbu"));
        command.arg0(argument).arg("--help").stdin(Stdio::null());
        assert_plain(&command.output().unwrap(), &format!("called {argument:?}"));
        if number % 4 == 0 {
            let place = folder
                .path()
                .join("sub")
                .join(file_name(argument.as_bytes()));
            for args in [["paths"], ["today"], ["check"]] {
                let output = gongbu(&place, args);
                assert_plain(&output, &format!("{args:?} in {place:?}"));
            }
        }
    }
}
