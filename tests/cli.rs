//! The command line: the real program without a terminal.

use crate::common::FRIDAY;
use crate::common::pty::Pty;
use serde_json::Value;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// How a run ended and what it said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

fn command(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongbu"));
    command.arg("--data-dir").arg(data).args(["--now", FRIDAY]);
    command.env_remove("GONGBU_DATA").stdin(Stdio::null());
    for name in crate::common::LOCALE {
        command.env_remove(name);
    }
    command
}

fn finish(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    let said = Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(!said.err.contains("panicked"), "{}", said.err);
    said
}

pub fn gongbu(data: &Path, args: &[&str]) -> Said {
    finish(command(data).args(args))
}

impl Said {
    /// It went well, said nothing of errors, and printed this.
    pub fn well(self, printed: &str) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        assert!(
            self.out.contains(printed),
            "\"{printed}\" was not printed: {}",
            self.out
        );
        self.out
    }

    /// It was refused with this in one line, and printed nothing.
    pub fn refused(self, code: i32, words: &str) {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{}", self.err);
        assert!(
            self.err.contains(words),
            "\"{words}\" was not said: {}",
            self.err
        );
        assert!(self.err.starts_with("gongbu: "), "{}", self.err);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
    }
}

/// A data directory on which the first start has been through, in English.
pub fn started() -> TempDir {
    let folder = TempDir::new().unwrap();
    gongbu(folder.path(), &["--lang", "en", "init", "--yes"]).well("Started");
    folder
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

const PRESENCE: &str = "career/portfolio/projects/chatflow/features/presence";

#[test]
fn the_first_start_takes_what_is_said_and_defaults_for_the_rest() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("new");
    let args = ["init", "--start", "2026-09-01", "--hours", "15"];
    let out = gongbu(&data, &args).well("2026-09-01");
    assert!(
        out.contains("15") && out.contains(&data.display().to_string()),
        "{out}"
    );
    let dump = json(&gongbu(&data, &["dump"]).well("gongbu"));
    let settings = &dump["documents"]["settings"]["settings"][0];
    assert_eq!(
        (&settings["hours_per_week"], &settings["lang"]),
        (&15.into(), &"ko".into())
    );
    for plan in ["service", "career", "mastery", "systems", "practice"] {
        let plan = &dump["documents"][format!("plans/{plan}")]["plan"][0];
        assert_eq!(plan["start"], "2026-09-01");
    }
}

#[test]
fn a_second_first_start_is_refused_and_changes_nothing() {
    let folder = started();
    let before = gongbu(folder.path(), &["dump"]).out;
    gongbu(folder.path(), &["init", "--yes", "--hours", "40"]).refused(1, "already started");
    assert_eq!(gongbu(folder.path(), &["dump"]).out, before);
}

#[test]
fn looking_before_the_first_start_makes_nothing() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("not there");
    gongbu(&data, &["--lang", "en", "today"]).refused(1, "gongbu init --yes");
    gongbu(&data, &["--lang", "en", "tick", "x"]).refused(1, "nothing is started");
    gongbu(&data, &["log", "x", "30m"]).refused(1, "시작하지");
    gongbu(&data, &["init"]).refused(2, "--yes");
    let dump = gongbu(&data, &["dump"]).well("documents");
    assert_eq!(
        json(&dump),
        serde_json::json!({ "format": "gongbu", "documents": {} })
    );
    gongbu(&data, &["keys"]).well("app.quit");
    let packs = gongbu::content::EMBEDDED.len();
    gongbu(&data, &["check"]).well(&format!("파일 {packs}개"));
    gongbu(&data, &["paths"]).well("not there");
    assert!(!data.exists());
}

#[test]
fn the_day_is_printed_in_both_languages() {
    let folder = started();
    let english = gongbu(folder.path(), &["today"]).well("week 12/57 · D-314");
    assert!(
        english.starts_with("2026-11-20 (Fri)  2026-W47\n"),
        "{english}"
    );
    for line in [
        "This week  0/12h · done 0/18",
        "and 8 more",
        "Reviews    none due",
    ] {
        assert!(english.contains(line), "{line}: {english}");
    }
    let items = english.lines().filter(|line| line.starts_with("  [ ] "));
    assert_eq!(items.count(), 10, "{english}");
    let korean = gongbu(folder.path(), &["--lang", "ko", "today"]).well("12/57주 · D-314");
    for line in ["이번 주  0/12h · 완료 0/18", "그 밖에 8개", "복습     없음"] {
        assert!(korean.contains(line), "{line}: {korean}");
    }
}

#[test]
fn the_day_as_json_says_the_same_with_stable_names() {
    let folder = started();
    gongbu(folder.path(), &["tick", "presence"]).well("Show who is online");
    gongbu(folder.path(), &["log", "presence", "30"]).well("+30m");
    let day = json(&gongbu(folder.path(), &["today", "--json"]).well("date"));
    let names: Vec<&String> = day.as_object().unwrap().keys().collect();
    let all = [
        "date",
        "week",
        "phase",
        "logged_minutes",
        "hours_per_week",
        "items",
        "units",
        "reviews_due",
        "reviews",
        "promises",
    ];
    assert_eq!(names, all);
    assert_eq!(day["phase"]["id"], "career/portfolio");
    assert_eq!(
        (&day["phase"]["week"], &day["phase"]["weeks"]),
        (&12.into(), &57.into())
    );
    assert_eq!(
        (&day["logged_minutes"], &day["items"]["done"]),
        (&30.into(), &1.into())
    );
    let unit = &day["units"][0];
    assert_eq!(unit["id"], "career/portfolio/projects/chatflow");
    let open = unit["open"].as_array().unwrap();
    assert_eq!((open.len(), &unit["items"]["todo"]), (17, &17.into()));
    assert!(
        open.iter()
            .all(|item| item["id"] != PRESENCE && item["state"] == "todo")
    );
}

#[test]
fn promises_and_due_reviews_are_part_of_the_day() {
    let folder = started();
    let write = |name: &str, text: &str| {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::write(folder.path().join(name), text).unwrap();
    };
    write(
        "retros/2026-11.json",
        r#"{"retros": [{"id": "daily-2026-11-19", "cadence": "daily", "on": "2026-11-19", "finished": true,
            "promises": [{"text": "one"}, {"text": "two", "kept": "yes"}]}]}"#,
    );
    write(
        "reviews/2026-11.json",
        r#"{"reviews": [{"id": "r1", "question": "go-goroutine-vs-thread", "grade": "again", "on": "2026-11-18",
            "at": "2026-11-18T10:00:00Z"}]}"#,
    );
    // What was put there by hand counts at once, and who only looks need not tell it.
    let out = gongbu(folder.path(), &["today"]).well("Promised   1 one\n");
    assert!(out.contains("           2 two [x]\n"), "{out}");
    assert!(out.contains("Reviews    1 due\n"), "{out}");
    let day = json(&gongbu(folder.path(), &["today", "--json"]).out);
    assert_eq!(
        day["promises"],
        serde_json::json!([{"text": "one", "kept": null}, {"text": "two", "kept": "yes"}])
    );
    assert_eq!(
        (&day["reviews_due"], &day["reviews"][0]["id"]),
        (&1.into(), &"go-goroutine-vs-thread".into())
    );
}

#[test]
fn an_item_is_ticked_by_the_end_of_its_id() {
    let folder = started();
    for id in [PRESENCE, "features/history-search", "and-group"] {
        gongbu(folder.path(), &["tick", id]).well("[x] ");
    }
    gongbu(folder.path(), &["tick", "presence"]).well("Done already");
    let dump = json(&gongbu(folder.path(), &["dump"]).out);
    let progress = dump["documents"]["progress/career"]["progress"]
        .as_array()
        .unwrap();
    let done: Vec<&str> = progress
        .iter()
        .map(|row| row["id"].as_str().unwrap().rsplit('/').next().unwrap())
        .collect();
    assert_eq!(done, ["direct-and-group", "history-search", "presence"]);
    assert!(
        progress
            .iter()
            .all(|row| row["state"] == "done" && row["on"] == "2026-11-20")
    );
}

#[test]
fn an_item_that_is_not_there_or_not_clear_is_named_with_its_likes() {
    let folder = started();
    gongbu(folder.path(), &["tick", "presense"]).refused(1, PRESENCE);
    gongbu(folder.path(), &["tick", "scale-out"])
        .refused(1, "systems/architecture/scalability/scale-out");
    gongbu(folder.path(), &["tick", "qqqqqqqq"]).refused(1, "there is no item \"qqqqqqqq\"");
    gongbu(folder.path(), &["tick", ""]).refused(1, "there is no item");
    gongbu(folder.path(), &["tick", "\u{1b}[31m"]).refused(1, "\"?[31m\"");
    assert!(!folder.path().join("progress").exists());
}

#[test]
fn a_unit_is_not_closed_while_a_proof_is_open() {
    let folder = started();
    let unit = "service/p1/core/hash";
    gongbu(folder.path(), &["tick", unit]).refused(1, "2 proof(s) of \"Hash tables\" are open");
    gongbu(folder.path(), &["tick", unit, "--without-proof"])
        .well("Done without proof (2 open): Hash tables");
    let dump = json(&gongbu(folder.path(), &["dump"]).out);
    let rows = dump["documents"]["progress/service"]["progress"]
        .as_array()
        .unwrap();
    let row = rows.iter().find(|row| row["id"] == unit).unwrap();
    assert_eq!(
        (&row["state"], &row["without_proof"]),
        (&"done".into(), &true.into())
    );
    assert_eq!(rows.len(), 7, "the unit and its six items, but no proof");
}

#[test]
fn an_item_is_skipped_for_a_reason() {
    let folder = started();
    gongbu(folder.path(), &["tick", "presence", "--skip", " "]).refused(1, "reason");
    gongbu(folder.path(), &["tick", "presence", "--skip", "나중에"]).well("[-] Show who is online");
    gongbu(folder.path(), &["today"]).well("done 0/18, skipped 1");
    assert!(
        gongbu(folder.path(), &["dump"])
            .out
            .contains("\"reason\": \"나중에\"")
    );
}

#[test]
fn a_reason_is_saved_without_what_could_steer_a_terminal() {
    let folder = started();
    let data = folder.path();
    let reason = "known\x1b[31m\x1b]0;title\x07 \u{202e}already\u{200b}";
    gongbu(data, &["tick", PRESENCE, "--skip", reason]).well("[-] ");
    let saved = fs::read_to_string(data.join("progress/career.json")).unwrap();
    assert!(saved.contains(r#""reason": "known already""#), "{saved}");
}

#[test]
fn a_day_that_no_plan_can_be_in_is_refused() {
    let folder = started();
    let year_one = ["log", PRESENCE, "5", "--on", "0001-01-01"];
    for args in [&["init", "--start", "9999-12-31"][..], &year_one] {
        let said = gongbu(folder.path(), args);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
        assert!(said.err.contains("years 1970 to 2199"), "{}", said.err);
    }
}

#[test]
fn the_check_tells_what_is_wrong_between_the_records() {
    let folder = started();
    let data = folder.path();
    let edit = |file: &str, from: &str, to: &str| {
        let text = fs::read_to_string(data.join(file)).unwrap();
        assert!(text.contains(from), "{file} has {from}");
        fs::write(data.join(file), text.replacen(from, to, 1)).unwrap();
    };
    let parent = r#""parent": "career/portfolio/projects/chatflow/features""#;
    edit("plans/career.json", parent, r#""parent": "gone""#);
    let (parent, below) = (
        r#""parent": "career/annual""#,
        r#""parent": "career/annual/architecture""#,
    );
    edit("plans/career.json", parent, below);
    let lang = r#""lang": "en","#;
    edit(
        "settings.json",
        lang,
        &format!(r#"{lang} "keys": {{"app.quit": ["Space"], "no.such": ["v"]}},"#),
    );
    let check = gongbu(data, &["check"]);
    assert_eq!(check.code, 1, "{}", check.err);
    for words in [
        "its parent \"gone\" is missing",
        "\"career/annual/architecture\" is not shown",
        "there is no command \"no.such\"",
    ] {
        assert!(check.out.contains(words), "{words}: {}", check.out);
    }
    let today = gongbu(data, &["today"]);
    assert!(
        today.err.contains("its parent \"gone\" is missing"),
        "{}",
        today.err
    );
}

#[test]
fn settings_without_their_record_are_told_and_the_plan_goes_on() {
    let folder = started();
    fs::write(folder.path().join("settings.json"), r#"{"lang": "en"}"#).unwrap();
    let today = gongbu(folder.path(), &["--lang", "en", "today"]);
    assert_eq!(today.code, 0, "{}", today.err);
    assert!(
        today.err.contains("settings.json went from 1 records to 0"),
        "{}",
        today.err
    );
    assert!(today.out.contains("ChatFlow"), "{}", today.out);
}

#[test]
fn a_file_in_the_way_of_the_folder_is_told_as_such() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("file"), "mine").unwrap();
    let said = gongbu(
        &folder.path().join("file/data"),
        &["--lang", "en", "init", "--yes"],
    );
    said.refused(1, "file is no folder");
}

#[test]
fn a_manifest_that_an_editor_put_a_byte_order_mark_into_still_opens() {
    let folder = started();
    let manifest = folder.path().join("gongbu.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, format!("\u{feff}{text}")).unwrap();
    gongbu(folder.path(), &["today"]).well("2026-11-20");
}

#[test]
fn time_is_logged_as_it_is_written_and_on_the_day_that_is_said() {
    let folder = started();
    for (time, on, printed) in [
        ("30m", None, "+30m, now 0.5h"),
        ("1h30", Some("2026-11-18"), "+90m, now 2h"),
        ("1.5시간", None, "+90m, now 3.5h"),
        ("-15m", None, "-15m, now 3.3h"),
    ] {
        let mut args = vec!["log", "presence", time];
        args.extend(on.into_iter().flat_map(|day| ["--on", day]));
        gongbu(folder.path(), &args).well(printed);
    }
    for (time, on, words) in [
        ("soon", "2026-11-20", "Not a time"),
        ("0", "2026-11-20", "Nothing"),
        ("-9h", "2026-11-20", "Only 195m"),
        ("30", "2026-11-21", "has not come yet"),
    ] {
        gongbu(folder.path(), &["log", "presence", time, "--on", on]).refused(1, words);
    }
    let dump = json(&gongbu(folder.path(), &["dump"]).out);
    let logs = dump["documents"]["hours/2026-11"]["hours"]
        .as_array()
        .unwrap();
    let minutes: i64 = logs.iter().filter_map(|log| log["minutes"].as_i64()).sum();
    assert_eq!((logs.len(), minutes), (4, 195));
    assert_eq!(
        logs.iter().filter(|log| log["on"] == "2026-11-18").count(),
        1
    );
}

#[test]
fn what_was_done_here_can_be_undone_in_the_cockpit() {
    let folder = started();
    gongbu(folder.path(), &["tick", "presence"]).well("[x]");
    let mut pty = Pty::gongbu(folder.path(), &[], 100, 30);
    pty.wait_for("● saved")
        .send("u")
        .wait_for("Undone")
        .send("q");
    assert!(pty.wait_exit().success());
    gongbu(folder.path(), &["today"]).well("done 0/18");
}

#[test]
fn while_the_cockpit_is_open_the_day_is_read_and_nothing_is_changed() {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 100, 30);
    pty.wait_for("● saved");
    let pid = pty.pid().to_string();
    gongbu(folder.path(), &["tick", "presence"]).refused(1, &pid);
    gongbu(folder.path(), &["log", "presence", "30"]).refused(1, &pid);
    gongbu(folder.path(), &["today"]).well("done 0/18");
    gongbu(folder.path(), &["check"]).well("nothing wrong");
    pty.send("q");
    assert!(pty.wait_exit().success());
}

#[test]
fn the_same_data_is_dumped_in_the_same_bytes() {
    let folder = started();
    gongbu(folder.path(), &["log", "presence", "30"]).well("+30m");
    let first = gongbu(folder.path(), &["dump"]).well("\"format\": \"gongbu\"");
    assert_eq!(gongbu(folder.path(), &["--lang", "ko", "dump"]).out, first);
    let dump = json(&first);
    let names: Vec<&String> = dump["documents"].as_object().unwrap().keys().collect();
    assert!(names.is_sorted() && names.len() == 7, "{names:?}");
    // Each document is as its file is.
    for name in names {
        let file = fs::read_to_string(folder.path().join(format!("{name}.json"))).unwrap();
        assert_eq!(json(&file), dump["documents"][name], "{name}");
    }
}

#[test]
fn foreign_text_cannot_steer_the_terminal() {
    let folder = started();
    let node = r#"{"nodes": [{"id": "own/a", "plan": "own", "order": 1, "kind": "task", "week": "2026-W47", "own": true,
        "title": "bell\u0007 \u001b]0;title\u0007 \u009b2J \u202eright to left\nnext"}]}"#;
    fs::write(folder.path().join("plans/own.json"), node).unwrap();
    gongbu(folder.path(), &["today"]);
    let steers = |text: &str| {
        text.chars()
            .any(|c| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c))
    };
    for args in [
        &["today"][..],
        &["today", "--json"],
        &["dump"],
        &["tick", "own/a"],
    ] {
        let said = gongbu(folder.path(), args);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(
            said.out.contains("bell") && !steers(&said.out),
            "{args:?}: {:?}",
            said.out
        );
    }
    let dump = json(&gongbu(folder.path(), &["dump"]).out);
    let title = dump["documents"]["plans/own"]["nodes"][0]["title"]
        .as_str()
        .unwrap();
    assert!(
        title.contains("\u{9b}2J \u{202e}right"),
        "escaped, not lost: {title:?}"
    );
}

#[test]
fn who_stops_reading_is_no_error() {
    let folder = started();
    for args in [&["dump"][..], &["keys"], &["today"], &["--help"]] {
        let mut child = command(folder.path())
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut byte = [0];
        child.stdout.take().unwrap().read_exact(&mut byte).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), output.stderr),
            (Some(0), Vec::new()),
            "{args:?}"
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_under_the_output_is_told() {
    let folder = started();
    for args in [
        &["dump"][..],
        &["today"],
        &["keys", "--json"],
        &["check"],
        &["--help"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = command(folder.path())
            .args(["--lang", "en"])
            .args(args)
            .stdout(full)
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}: {err}");
        assert!(
            err.contains("No space left") && err.lines().count() == 1,
            "{args:?}: {err}"
        );
    }
}

#[test]
fn a_file_is_checked_with_line_and_column() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    for (name, bytes, problem) in [
        (
            "pack.json",
            &b"{\n  \"gongbu_pack\": 1,\n  \"id\": \"A B\"\n}"[..],
            ":3:9: \"A B\" is no id",
        ),
        (
            "doc.json",
            b"{ \"draft\": [\n  { \"id\": \"d\" }\n] }",
            ":2:3: record \"d\" cannot be read",
        ),
        (
            "torn.json",
            b"{\n  \"draft\": [",
            ":2:12: not JSON: EOF while parsing a list",
        ),
        ("merge.json", b"{\n<<<<<<< ours\n}", ":2:1: conflict marker"),
        ("latin.json", b"{\n \"a\": \"\xe9\" }", ":2:8: not UTF-8"),
        ("other.json", b"{ \"name\": \"x\" }", ":1:1: neither"),
    ] {
        let path = file(name, bytes);
        let said = gongbu(folder.path(), &["--lang", "en", "check", &path]);
        assert_eq!(said.code, 1, "{name}: {}", said.out);
        assert!(
            said.out.starts_with(&format!("{path}{problem}")),
            "{name}: {}",
            said.out
        );
    }
    let missing = gongbu(folder.path(), &["check", "/no/such/file"]);
    assert_eq!((missing.code, missing.out.as_str()), (1, ""));
    assert!(missing.err.contains("/no/such/file"), "{}", missing.err);
    let good = concat!(env!("CARGO_MANIFEST_DIR"), "/data/questions.json");
    gongbu(folder.path(), &["--lang", "en", "check", good]).well("1 file checked, nothing wrong");
}

#[test]
fn without_a_file_the_data_is_checked_too() {
    let folder = started();
    // The documents of the roadmap, of its progress and of the settings are seven.
    let files = gongbu::content::EMBEDDED.len() + 7;
    let said = format!("{files} files checked, nothing wrong");
    gongbu(folder.path(), &["check"]).well(&said);
    let settings = folder.path().join("settings.json");
    fs::write(&settings, "{\n  \"settings\": [,]\n}\n").unwrap();
    let said = gongbu(folder.path(), &["--lang", "en", "check"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out
            .starts_with(&format!("{}:2:16: not JSON", settings.display())),
        "{}",
        said.out
    );
}

#[test]
fn the_cockpit_without_a_terminal_says_so() {
    let folder = started();
    gongbu(folder.path(), &[]).refused(2, "needs a terminal");
}

#[test]
fn wrong_usage_is_told_and_help_is_given() {
    let folder = TempDir::new().unwrap();
    for args in [
        &["fly"][..],
        &["log", "x"],
        &["log", "x", "30", "--on", "yesterday"],
        &["init", "--hours", "200"],
        &["init", "--plan", "nothing"],
        &["--lang", "fr", "today"],
        &["--now", "noon", "today"],
        &["tick", "x", "--skip", "y", "--without-proof"],
    ] {
        let said = finish(Command::new(env!("CARGO_BIN_EXE_gongbu")).args(args));
        assert_eq!(
            (said.code, said.out.as_str()),
            (2, ""),
            "{args:?}: {}",
            said.err
        );
        assert!(
            said.err.starts_with("gongbu: ") && !said.err.contains("error:"),
            "{}",
            said.err
        );
    }
    let help = gongbu(folder.path(), &["--help"]).well("Usage: gongbu [OPTIONS] [COMMAND]");
    for command in [
        "init", "today", "tick", "log", "dump", "check", "paths", "keys",
    ] {
        assert!(
            help.contains(&format!("\n  {command} ")),
            "{command}: {help}"
        );
        gongbu(folder.path(), &[command, "--help"]).well("Usage: gongbu");
    }
    gongbu(folder.path(), &["--version"]).well(env!("CARGO_PKG_VERSION"));
}

#[test]
fn where_the_data_is_comes_from_flag_environment_or_a_file_beside_the_program() {
    let folder = TempDir::new().unwrap();
    let paths = |program: &Path, data: Option<&Path>, flag: Option<&Path>| {
        let mut command = Command::new(program);
        command
            .args(["--lang", "en", "paths"])
            .env_remove("GONGBU_DATA")
            .env("HOME", folder.path());
        command
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_STATE_HOME");
        data.map(|data| command.env("GONGBU_DATA", data));
        flag.map(|flag| command.arg("--data-dir").arg(flag));
        finish(&mut command).well("state")
    };
    let line = |out: String| {
        out.lines()
            .next()
            .unwrap()
            .split_once("  ")
            .unwrap()
            .1
            .trim()
            .to_owned()
    };
    let here = Path::new(env!("CARGO_BIN_EXE_gongbu"));
    let (one, two) = (Path::new("/one"), Path::new("/two"));
    assert_eq!(
        line(paths(here, Some(two), Some(one))),
        "/one  (--data-dir)"
    );
    assert_eq!(line(paths(here, Some(two), None)), "/two  ($GONGBU_DATA)");
    let platform = line(paths(here, None, None));
    assert!(
        platform.contains(&folder.path().display().to_string()) && platform.contains("platform"),
        "{platform}"
    );
    let stick = folder.path().join("stick");
    fs::create_dir(&stick).unwrap();
    let program = stick.join("gongbu");
    fs::copy(here, &program).unwrap();
    fs::write(stick.join("gongbu-portable"), "").unwrap();
    let portable = line(paths(&program, None, None));
    assert!(
        portable.starts_with(&stick.join("gongbu-data").display().to_string()),
        "{portable}"
    );
    assert!(portable.contains("gongbu-portable"), "{portable}");
}

#[test]
fn all_commands_are_listed_with_the_keys_as_they_are() {
    use gongbu::commands::COMMANDS;
    let folder = started();
    let all = json(&gongbu(folder.path(), &["keys", "--json"]).well("app.quit"));
    let names: Vec<&str> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["command"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        COMMANDS
            .iter()
            .map(|command| command.name)
            .collect::<Vec<_>>()
    );
    let table = gongbu(folder.path(), &["keys", "--markdown"]).well("| Where | Keys |");
    assert_eq!(table.lines().count(), COMMANDS.len() + 2);
    assert!(
        table
            .lines()
            .all(|line| line.starts_with('|') && line.ends_with('|')),
        "{table}"
    );
    gongbu(folder.path(), &["--lang", "ko", "keys"]).well("어디서나");

    let own = |keys: &str| {
        let settings = format!(
            "{{\"settings\": [{{\"id\": \"settings\", \"lang\": \"en\", \"keys\": {keys}}}]}}"
        );
        fs::write(folder.path().join("settings.json"), settings).unwrap();
        // Told once that it was taken over.
        gongbu(folder.path(), &["paths"]);
        gongbu(folder.path(), &["today"]);
    };
    own(r#"{"app.quit": ["F12"]}"#);
    let quit = |out: &str| {
        out.lines()
            .find(|line| line.ends_with("app.quit"))
            .unwrap()
            .to_owned()
    };
    assert!(quit(&gongbu(folder.path(), &["keys"]).well("F12")).starts_with("  F12 "));
    own(r#"{"app.quit": ["z"]}"#);
    let said = gongbu(folder.path(), &["keys"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("pane.zoom"), "{}", said.err);
    assert!(
        said.out.contains("app.quit"),
        "the table is printed all the same"
    );
}

#[test]
fn the_language_is_that_of_the_settings_unless_another_is_asked_for() {
    let folder = started();
    gongbu(folder.path(), &["today"]).well("This week");
    gongbu(folder.path(), &["--lang", "ko", "today"]).well("이번 주");
    gongbu(folder.path(), &["today"]).well("This week");
    gongbu(folder.path(), &["init", "--yes"]).refused(1, "already started");
    gongbu(folder.path(), &["--lang", "ko", "init", "--yes"]).refused(1, "이미 시작했습니다");
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("thesis.txt"), "mine").unwrap();
    for args in [&["init", "--yes"][..], &["today"], &["dump"]] {
        gongbu(folder.path(), args).refused(1, "--data-dir");
    }
    let check = gongbu(folder.path(), &["check"]);
    assert_eq!(check.code, 1, "{}", check.out);
    assert!(check.out.contains("--data-dir"), "{}", check.out);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn questions_are_imported_once_and_exported() {
    let folder = started();
    let file = folder.path().join("mine.md");
    fs::write(&file, "Q: What is a zebra index?\nA: Striped.\n").unwrap();
    let name = file.to_str().unwrap();
    gongbu(folder.path(), &["import", "--dry-run", name]).well("Nothing was changed");
    gongbu(folder.path(), &["export", "--own"]).well("");
    gongbu(folder.path(), &["import", name]).well("1 new, 0 known already");
    gongbu(folder.path(), &["import", name]).well("There is nothing new in it.");
    gongbu(folder.path(), &["export", "--own"]).well("Q: What is a zebra index?\nA: Striped.\n");
    gongbu(folder.path(), &["export", "--own", "--format", "tsv"]).well("prompt\tanswer");
    gongbu(folder.path(), &["import", "/no/such.md"]).refused(1, "/no/such.md");
    gongbu(folder.path(), &["import", "x.apkg"]).refused(1, "say what it is by its name");
}

#[test]
fn an_edited_question_is_updated_from_a_pack_and_what_both_changed_is_named() {
    let folder = started();
    let mut pty = Pty::gongbu(folder.path(), &[], 100, 30);
    pty.wait_for("● saved").send("3").wait_for("Add a question");
    pty.send("e").wait_for("Hint").send("\t\tMine: ");
    pty.wait_for("Mine: ")
        .send("\x13")
        .wait_for("Question saved.");
    pty.wait_for("● saved").send("q");
    assert!(pty.wait_exit().success());
    let dump = json(&gongbu(folder.path(), &["dump"]).well("Mine: "));
    let documents = dump["documents"].as_object().unwrap();
    let mut questions = documents.values().filter_map(|it| it["questions"].get(0));
    let copy = questions.next().expect("the copy").clone();
    let mut newer = copy.clone();
    for member in ["shipped", "created", "updated"] {
        newer.as_object_mut().unwrap().remove(member);
    }
    (newer["hint"], newer["answer"]) = ("A newer hint".into(), "A newer answer".into());
    for member in ["units", "bad", "followups"] {
        newer[member] = Value::Array(Vec::new());
    }
    let pack = serde_json::json!({
        "gongbu_pack": 1, "id": "newer", "version": "2027.01", "roadmap": "newer",
        "title": "Newer", "about": "Newer words.", "questions": [newer],
    });
    let elsewhere = TempDir::new().unwrap();
    let file = elsewhere.path().join("newer.json");
    fs::write(&file, pack.to_string()).unwrap();
    let file = file.to_str().unwrap();
    let shown = gongbu(folder.path(), &["update", "--dry-run", file]);
    let shown = shown.well("Nothing was changed (--dry-run).");
    let fields = |heading: &str| {
        let mut lines = shown.lines().skip_while(|line| !line.contains(heading));
        lines.nth(1).unwrap_or_default().to_owned()
    };
    assert!(shown.starts_with("Questions\n"), "{shown}");
    assert!(fields("changed (1)").contains("Model answer"), "{shown}");
    assert!(fields("kept as you made them").ends_with(" (Hint)"));
    gongbu(folder.path(), &["update", file]).well("0 plan(s), 1 question(s) of yours");
    gongbu(folder.path(), &["dump"]).well("A newer answer");
    gongbu(folder.path(), &["dump"]).well("Mine: ");
    // A pack that has nothing of the user's is refused.
    fs::write(
        file,
        pack.to_string()
            .replace(copy["id"].as_str().unwrap(), "no-such"),
    )
    .unwrap();
    gongbu(folder.path(), &["update", file]).refused(1, "no question that you edited");
}
