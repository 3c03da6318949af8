//! The doctor: it finds what was seeded and names it, writes nothing unless asked, and repairs without losing a byte.

use crate::common::small::{Said, Small};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

/// Something wrong, and what is to be said of it.
struct Case {
    what: &'static str,
    seed: fn(&Small),
    kind: &'static str,
    /// The document, or the path where there is none.
    place: &'static str,
    /// A record, or a word of the line for people.
    names: &'static str,
    /// Whether a repair puts it right.
    mended: bool,
}

const HOURS: &str = "hours/2026-11.json";
const PLAN: &str = "plans/mine.json";

/// The newest saved state of a document.
fn newest(small: &Small, flat: &str) -> std::path::PathBuf {
    let states = fs::read_dir(small.path(&format!(".gongbu/gen/{flat}"))).unwrap();
    let mut paths: Vec<_> = states.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.pop().unwrap()
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case { what: "time on an item that is gone", kind: "points-nowhere", place: "hours/2026-11", names: "h1", mended: false,
        seed: |s| s.edit(HOURS, r#""node": "mine/p1/u1/a""#, r#""node": "nobody""#) },
    Case { what: "a grade of a question that is gone", kind: "points-nowhere", place: "reviews/2026-11", names: "r1", mended: false,
        seed: |s| s.edit("reviews/2026-11.json", r#""question": "q1""#, r#""question": "q7""#) },
    Case { what: "progress of nothing", kind: "points-nowhere", place: "progress/own1", names: "own1", mended: false,
        seed: |s| s.edit(PLAN, r#""id": "own1""#, r#""id": "own2""#) },
    Case { what: "a draft that grew from nothing", kind: "points-nowhere", place: "drafts/d1", names: "d1", mended: false,
        seed: |s| s.edit("drafts/d1.json", r#""node": "mine/p1/u1""#, r#""node": "mine/p9""#) },
    Case { what: "a question of a unit that is gone", kind: "points-nowhere", place: "questions/2026-11", names: "q1", mended: false,
        seed: |s| s.edit("questions/2026-11.json", "\"mine/p1/u1\"", "\"mine/p1/u9\"") },
    Case { what: "a parent that is gone", kind: "points-nowhere", place: "plans/mine", names: "mine/p1/u1", mended: false,
        seed: |s| s.edit(PLAN, r#""parent": "mine/p1","#, r#""parent": "mine/p5","#) },
    Case { what: "a plan that is gone", kind: "points-nowhere", place: "plans/other", names: "own3", mended: false,
        seed: |s| s.write("plans/other.json", r#"{"nodes": [{"id": "own3", "plan": "other", "order": 1, "kind": "task", "title": "x", "own": true, "updated": "2026-11-14T12:00:00Z"}]}"#) },
    Case { what: "an item below itself", kind: "circular-parent", place: "plans/mine", names: "mine/p1", mended: false,
        seed: |s| s.edit(PLAN, r#""plan": "mine","#, r#""plan": "mine", "parent": "mine/p1/u1","#) },
    Case { what: "one id for two records", kind: "duplicate-id", place: "hours/2026-11", names: "h1", mended: false,
        seed: |s| s.edit(HOURS, r#""id": "h2""#, r#""id": "h1""#) },
    Case { what: "a record that is there twice", kind: "exact-duplicate", place: "drafts/d1", names: "d1", mended: true,
        seed: |s| {
            let text = s.read("drafts/d1.json");
            let record = text.trim().strip_prefix("{\n  \"draft\": [").unwrap().strip_suffix("]\n}").unwrap().trim();
            s.write("drafts/d1.json", format!("{{\"draft\": [{record}, {record}]}}"));
        } },
    Case { what: "a date that is none", kind: "bad-record", place: "hours/2026-11", names: "on", mended: false,
        seed: |s| s.edit(HOURS, r#""on": "2026-11-12""#, r#""on": "2026-13-12""#) },
    Case { what: "a field that is missing", kind: "bad-record", place: "hours/2026-11", names: "minutes", mended: false,
        seed: |s| s.edit(HOURS, r#""minutes": 45,"#, "") },
    Case { what: "minutes that no sum can hold", kind: "bad-record", place: "hours/2026-11", names: "minutes", mended: false,
        seed: |s| s.edit(HOURS, r#""minutes": 45"#, r#""minutes": 9000000000"#) },
    Case { what: "no list where a list belongs", kind: "not-a-list", place: "retros/2026-11", names: "draft", mended: false,
        seed: |s| s.edit("retros/2026-11.json", "{\n", "{\n  \"draft\": {\"d2\": {}},\n") },
    Case { what: "a record in another document", kind: "wrong-document", place: "hours/2026-11", names: "h2", mended: true,
        seed: |s| s.edit(HOURS, r#""on": "2026-11-13""#, r#""on": "2026-10-13""#) },
    Case { what: "a day to come", kind: "date-out-of-reach", place: "hours/2026-11", names: "2026-11-30", mended: false,
        seed: |s| s.edit(HOURS, r#""on": "2026-11-12""#, r#""on": "2026-11-30""#) },
    Case { what: "more than a day in a day", kind: "absurd-amount", place: "hours/2026-11", names: "4500", mended: false,
        seed: |s| s.edit(HOURS, r#""minutes": 45"#, r#""minutes": 4500"#) },
    Case { what: "a recall that cannot be", kind: "absurd-amount", place: "settings", names: "retention", mended: false,
        seed: |s| s.edit("settings.json", "0.88", "88.0") },
    Case { what: "an id that does not fit", kind: "wrong-id", place: "retros/2026-11", names: "daily-2026-11-13", mended: false,
        seed: |s| s.edit("retros/2026-11.json", r#""id": "daily-2026-11-13""#, r#""id": "daily-2026-11-12""#) },
    Case { what: "no settings", kind: "no-settings", place: "settings", names: "settings", mended: false,
        seed: |s| {
            fs::remove_file(s.path("settings.json")).unwrap();
            fs::remove_dir_all(s.path(".gongbu/gen/settings")).unwrap();
        } },
    Case { what: "a document that is none", kind: "not-a-document", place: "plans/x", names: "JSON object", mended: false,
        seed: |s| s.write("plans/x.json", "[1]") },
    Case { what: "a file that was cut off", kind: "file-damaged", place: "hours/2026-11", names: "cut off", mended: true,
        seed: |s| { let text = s.read(HOURS); s.write(HOURS, &text[..text.len() / 2]) } },
    Case { what: "a file of zeros", kind: "file-damaged", place: "settings", names: "zeros", mended: true,
        seed: |s| { let text = s.read("settings.json"); s.write("settings.json", vec![0; text.len()]) } },
    Case { what: "a file that is gone", kind: "file-damaged", place: "reviews/2026-11", names: "missing", mended: true,
        seed: |s| fs::remove_file(s.path("reviews/2026-11.json")).unwrap() },
    Case { what: "a flipped bit in a saved state", kind: "state-damaged", place: "reviews/2026-11", names: "r2", mended: true,
        seed: |s| {
            let path = newest(s, "reviews__2026-11");
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, text.replacen("\"good\"", "\"gooe\"", 1)).unwrap();
        } },
    Case { what: "a save that was not finished", kind: "state-unfinished", place: "progress/own1", names: "not finished", mended: true,
        seed: |s| fs::remove_file(s.path(".gongbu/gen/_txn/000000000001.json")).unwrap() },
    Case { what: "a broken file of a save", kind: "save-broken", place: ".gongbu/gen/_txn/000000000009.json", names: "broken", mended: true,
        seed: |s| s.write(".gongbu/gen/_txn/000000000009.json", "{\"txn\":9,") },
    Case { what: "text that is not UTF-8", kind: "bad-utf8", place: "drafts/d1", names: "UTF-8", mended: false,
        seed: |s| { let mut bytes = fs::read(s.path("drafts/d1.json")).unwrap(); bytes[70] = 0xff; s.write("drafts/d1.json", bytes) } },
    Case { what: "a comma too many", kind: "not-json", place: "settings", names: "line", mended: false,
        seed: |s| s.edit("settings.json", "\"hours_per_week\": 9,", "\"hours_per_week\": 9,,") },
    Case { what: "a merge that was not finished", kind: "conflict-markers", place: "settings", names: "line", mended: false,
        seed: |s| s.edit("settings.json", "{\n", "<<<<<<< ours\n{\n") },
    Case { what: "an older state put back", kind: "old-copy", place: "hours/2026-11", names: "older", mended: true,
        seed: |s| {
            let text = fs::read_to_string(s.path(".gongbu/gen/hours__2026-11/000000000001.json")).unwrap();
            let mut lines = text.split_inclusive('\n');
            lines.next();
            let body: String = lines.filter(|line| !line.contains("\"sums\":")).collect();
            s.write(HOURS, body);
        } },
    Case { what: "no manifest", kind: "manifest-missing", place: "gongbu.json", names: "missing", mended: true,
        seed: |s| fs::remove_file(s.path("gongbu.json")).unwrap() },
    Case { what: "two folders mixed", kind: "manifest-differs", place: "gongbu.json", names: "mixed", mended: false,
        seed: |s| s.edit("gongbu.json", "0123456789abcdef", "fedcba9876543210") },
    Case { what: "a file manager's copy", kind: "stranger", place: "settings (1).json", names: "copy", mended: false,
        seed: |s| s.write("settings (1).json", s.read("settings.json")) },
    Case { what: "a synchroniser's conflict", kind: "stranger", place: "settings.sync-conflict-20261114-210000-ABCDEFG.json", names: "synchroniser", mended: false,
        seed: |s| s.write("settings.sync-conflict-20261114-210000-ABCDEFG.json", s.read("settings.json")) },
    Case { what: "a folder that all can read", kind: "open-to-others", place: "", names: "mode", mended: true,
        seed: |s| fs::set_permissions(s.data(), fs::Permissions::from_mode(0o755)).unwrap() },
    Case { what: "a link that leads away", kind: "link-leads-away", place: "retros", names: "link", mended: false,
        seed: |s| {
            fs::rename(s.path("retros"), s.home().join("retros")).unwrap();
            symlink(s.home().join("retros"), s.path("retros")).unwrap();
        } },
];

fn json(said: &Said) -> Value {
    serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"))
}

/// The findings of a kind.
fn findings<'a>(report: &'a Value, kind: &str) -> Vec<&'a Value> {
    let all = report["findings"].as_array().unwrap();
    all.iter().filter(|found| found["kind"] == kind).collect()
}

impl Case {
    /// Whether a finding is the one that was seeded.
    fn is(&self, found: &Value) -> bool {
        let text = |member: &str| found.get(member).map(Value::to_string).unwrap_or_default();
        let is_place = |member: &str| found.get(member).is_some_and(|place| place == self.place);
        (is_place("document") || is_place("path"))
            && ["text", "records", "field"]
                .iter()
                .any(|member| text(member).contains(self.names))
            && found["mended"] == self.mended
    }
}

#[test]
fn a_dataset_that_is_well_is_called_well_and_nothing_is_written() {
    let small = Small::new();
    let before = small.tree();
    small.run(&["doctor"]).well("All is well: 11 document(s)");
    let said = small.run(&["doctor", "--json"]);
    assert_eq!(said.code, 0);
    let report = json(&said);
    assert_eq!(report["format"], "gongbu-doctor");
    assert_eq!(
        (&report["healthy"], &report["readable"]),
        (&true.into(), &true.into())
    );
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(0));
    assert_eq!(small.tree(), before);
    small
        .run(&["doctor", "--repair"])
        .well("Nothing had to be repaired.");
}

#[test]
fn every_fault_that_is_seeded_is_found_and_named_and_nothing_is_written() {
    assert!(CASES.len() >= 15);
    for case in CASES {
        let small = Small::new();
        (case.seed)(&small);
        let before = small.tree();
        let said = small.run(&["doctor", "--json"]);
        assert_eq!(said.code, 1, "{}: {said:?}", case.what);
        let report = json(&said);
        assert_eq!(report["healthy"], false, "{}", case.what);
        let found = findings(&report, case.kind);
        assert!(
            found.iter().any(|found| case.is(found)),
            "{}: {report:#}",
            case.what
        );
        let words = small.run(&["doctor"]);
        assert_eq!(words.code, 1, "{}", case.what);
        for found in found {
            // The same in words.
            let text = found["text"].as_str().unwrap();
            assert!(
                words.out.contains(text),
                "{}: {text}: {}",
                case.what,
                words.out
            );
        }
        assert_eq!(small.tree(), before, "{} was written to", case.what);
    }
}

#[test]
fn a_repair_loses_no_byte_puts_right_what_it_says_and_a_second_one_does_nothing() {
    for case in CASES {
        let small = Small::new();
        (case.seed)(&small);
        let before = small.tree();
        let said = small.run(&["doctor", "--repair"]);
        let after = small.tree();
        for (name, bytes) in &before {
            // The lock says who has it; the undo history and the list of days are no data.
            let no_data = [".gongbu/lock", ".gongbu/soft", ".gongbu/days.json"];
            if no_data.iter().any(|own| name.starts_with(own))
                || bytes.iter().all(|byte| *byte == 0)
            {
                continue;
            }
            let kept = |file: &Vec<u8>| file.windows(bytes.len()).any(|window| window == bytes);
            assert!(
                after.values().any(kept),
                "{}: the bytes of {name} are lost: {said:?}",
                case.what
            );
        }
        let report = json(&small.run(&["doctor", "--json"]));
        let left = findings(&report, case.kind);
        assert_eq!(
            left.iter().any(|found| case.is(found)),
            !case.mended,
            "{}: {said:?} {report:#}",
            case.what
        );
        let again = small.run(&["doctor", "--repair"]);
        assert!(
            again.out.contains("Nothing had to be repaired."),
            "{}: {again:?}",
            case.what
        );
        let unchanged = |tree: std::collections::BTreeMap<String, Vec<u8>>| {
            let mut tree = tree;
            tree.remove(".gongbu/lock");
            tree
        };
        assert_eq!(unchanged(small.tree()), unchanged(after), "{}", case.what);
    }
}

#[test]
fn a_repair_moves_a_stray_home_and_drops_a_double_which_its_mark_brings_back() {
    let small = Small::new();
    small.edit(HOURS, r#""on": "2026-11-13""#, r#""on": "2026-10-13""#);
    let text = small.read("drafts/d1.json");
    let record = &text[text.find('[').unwrap() + 1..text.rfind(']').unwrap()].trim();
    small.write(
        "drafts/d1.json",
        format!("{{\"draft\": [{record}, {record}]}}"),
    );
    let out = small.run(&["doctor", "--repair"]).out;
    for done in [
        "1 record(s) moved to the document they belong to",
        "1 double record(s) dropped",
        "the bytes of drafts/d1.json as they were are in .gongbu/quarantine/drafts__d1-",
    ] {
        assert!(out.contains(done), "{out}");
    }
    assert!(small.read("hours/2026-10.json").contains("\"h2\""));
    assert!(!small.read(HOURS).contains("\"h2\""));
    assert_eq!(small.read("drafts/d1.json").matches("\"d1\"").count(), 1);
    let mark = out
        .lines()
        .find_map(|line| line.split("gongbu restore ").nth(1))
        .unwrap();
    small
        .run(&["restore", mark.trim_end_matches('`')])
        .well("Brought back");
    assert_eq!(small.read("drafts/d1.json").matches("\"d1\"").count(), 2);
}

#[test]
fn data_that_cannot_be_read_at_all_has_a_code_of_its_own() {
    let small = Small::new();
    small.edit("gongbu.json", "\"schema\": 1", "\"schema\": 99");
    small.edit("gongbu.json", "\"min_reader\": 1", "\"min_reader\": 99");
    let before = small.tree();
    let said = small.run(&["doctor", "--json"]);
    assert_eq!(
        (said.code, json(&said)["readable"].clone()),
        (3, false.into()),
        "{said:?}"
    );
    assert_eq!(small.run(&["doctor", "--repair"]).code, 1, "refused");
    assert_eq!(small.tree(), before);
    let nowhere = small.home().join("none/data");
    let said = small.run(&["doctor", "--data-dir", &nowhere.display().to_string()]);
    assert_eq!(said.code, 3, "{said:?}");
}

#[test]
fn what_a_file_says_cannot_steer_the_terminal_through_the_doctor() {
    let small = Small::new();
    small.edit(
        HOURS,
        r#""node": "mine/p1/u1/a""#,
        r#""node": "\u001b]0;title\u0007\u009b31m""#,
    );
    for args in [
        &["doctor"][..],
        &["doctor", "--json"],
        &["restore", "--list", "hours/2026-11"],
        &["restore", "hours/2026-11", "--dry-run"],
    ] {
        let said = small.run(args);
        let both = said.out + &said.err;
        assert!(
            !both.contains(['\u{1b}', '\u{7}', '\u{9b}']),
            "{args:?}: {both:?}"
        );
    }
}
