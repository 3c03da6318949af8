//! Earlier states: on the command line, in the cockpit, and that bringing one back can be taken back.

use crate::common::small::{EVENING, Small, kept};
use crate::common::{Harness, now_at};
use gongbu::app::{Effect, Msg};
use gongbu::domain::Data;
use gongbu::lang::Lang;
use gongbu::runtime::past;
use gongbu::store::RealFiles;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// The documents of a dataset, as the program opens them.
fn data_of(root: &Path) -> Data {
    let options = gongbu::runtime::open::options(Lang::En);
    let opened = gongbu::store::Store::open_read(Arc::new(RealFiles), root, options).unwrap();
    let mut data = Data::default();
    for loaded in &opened.docs {
        data.load(loaded.name.as_str(), &loaded.bytes).unwrap();
    }
    data
}

/// The cockpit over a dataset; what it asks of the past is answered at once.
struct Cockpit<'a> {
    small: &'a Small,
    harness: Harness,
}

impl<'a> Cockpit<'a> {
    fn new(small: &'a Small, lang: Lang, width: u16, height: u16) -> Cockpit<'a> {
        let mut harness = Harness::with(data_of(&small.data()), EVENING, width, height);
        harness.model.lang = lang;
        harness.send(Msg::Tick);
        Cockpit { small, harness }
    }

    /// Presses keys without an answer to what they ask.
    fn unanswered(&mut self, keys: &str) -> &mut Self {
        self.harness.keys(keys);
        self
    }

    /// Answers what was asked.
    fn answer(&mut self) -> &mut Self {
        for effect in std::mem::take(&mut self.harness.effects) {
            match effect {
                Effect::Past(query) => {
                    let (now, lang) = (self.harness.model.now, self.harness.model.lang);
                    let answer = past::answer(&self.small.data(), query, &now, lang);
                    self.harness.send(Msg::Past(Box::new(answer)));
                }
                other => self.harness.effects.push(other),
            }
        }
        self
    }

    /// Presses keys, each of which is answered.
    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.unanswered(key).answer();
        }
        self
    }

    /// Runs a command from the palette.
    fn palette(&mut self, name: &str) -> &mut Self {
        self.unanswered(&format!(": \"{name}\" Enter"));
        self.answer()
    }

    fn shows(&mut self, text: &str) -> &mut Self {
        self.harness.shows(text);
        self
    }

    fn lacks(&mut self, text: &str) -> &mut Self {
        self.harness.lacks(text);
        self
    }

    fn dump(&self) -> Vec<(String, Option<Vec<u8>>)> {
        let data = &self.harness.model.data;
        data.docs()
            .into_iter()
            .map(|doc| (doc.clone(), data.encode(&doc)))
            .collect()
    }
}

/// What `gongbu dump` prints.
fn dump(small: &Small) -> String {
    small.run(&["dump"]).well("gongbu")
}

#[test]
fn a_backup_is_made_beside_an_open_cockpit_and_brings_everything_back() {
    let small = Small::new();
    let before = dump(&small);
    let to = small.home();
    let out = small
        .run(&["backup", &to.display().to_string()])
        .well("Backed up and read back: 11 document(s)");
    let made = out.trim().rsplit("in ").next().unwrap().to_owned();
    assert!(Path::new(&made).join("plans/mine.json").exists(), "{made}");
    small.run(&["log", "own1", "50m"]).well("+50m");
    small
        .run(&["restore", &made, "--dry-run"])
        .well("- 1 removed");
    small.run(&["restore", &made]).well("Brought back");
    assert_eq!(dump(&small), before);
    // It opens like any data folder.
    let said = small.run(&["dump", "--data-dir", &made]);
    assert_eq!(said.out, before);
}

#[test]
fn a_backup_comes_back_on_another_machine_where_nothing_is_yet() {
    let small = Small::new();
    let to = small.home().display().to_string();
    let out = small.run(&["backup", &to]).well("Backed up");
    let made = out.trim().rsplit("in ").next().unwrap().to_owned();
    fs::remove_file(Path::new(&made).join("unsent.json")).unwrap();
    fs::rename(small.data(), small.home().join("lost")).unwrap();
    small.run(&["restore", &made]).well("Brought back");
    assert_eq!(dump(&small), small.run(&["dump", "--data-dir", &made]).out);
}

#[test]
fn a_backup_into_the_data_itself_or_to_nowhere_is_refused() {
    let small = Small::new();
    let before = small.tree();
    small
        .run(&["backup", &small.data().display().to_string()])
        .refused(1, "inside the data itself");
    small
        .run(&["backup", "/nowhere/at/all"])
        .refused(1, "there is no such folder");
    assert_eq!(small.tree(), before);
}

#[test]
fn a_document_goes_back_by_one_state_and_the_mark_takes_that_back() {
    let small = Small::new();
    let before = dump(&small);
    small.run(&["log", "own1", "50m"]).well("+50m");
    let after = dump(&small);
    let tree = small.tree();
    let said = small
        .run(&["restore", "hours/2026-11", "--dry-run"])
        .well("- +50m on 2026-11-14, My own item");
    assert!(said.contains("Nothing was changed."), "{said}");
    assert_eq!(small.tree(), tree, "a dry run writes nothing");
    let out = small
        .run(&["restore", "hours/2026-11"])
        .well("Brought back: Hours 2026-11");
    assert_eq!(dump(&small), before);
    let mark = out
        .lines()
        .find_map(|line| line.split("gongbu restore ").nth(1))
        .unwrap();
    small
        .run(&["restore", mark.trim_end_matches('`')])
        .well("Brought back");
    assert_eq!(dump(&small), after);
    // Both are steps of the cockpit's history, beside the one that it had.
    let history = small.read(".gongbu/soft/history.json");
    assert_eq!(
        history.matches("\"step\":\"restore\"").count(),
        3,
        "{history}"
    );
}

#[test]
fn a_state_is_named_by_number_by_moment_and_by_file() {
    let small = Small::new();
    let body = |text: &str| {
        let mut lines = text.split_inclusive('\n');
        lines.next();
        lines
            .filter(|line| !line.contains("\"sums\":"))
            .collect::<String>()
    };
    let first = body(&small.read(".gongbu/gen/hours__2026-11/000000000001.json"));
    small
        .run(&["restore", "hours/2026-11@1"])
        .well("Brought back");
    assert_eq!(small.read("hours/2026-11.json"), first);
    small
        .run(&["restore", "hours/2026-11@2"])
        .well("Brought back");
    small.write("../aside.json", "{}");
    small.write("../hours__2026-11-20261114T210000Z.json", &first);
    let aside = small.path("../hours__2026-11-20261114T210000Z.json");
    small
        .run(&["restore", &aside.display().to_string()])
        .well("Brought back");
    assert_eq!(small.read("hours/2026-11.json"), first);
    let nameless = small.path("../aside.json").display().to_string();
    small
        .run(&["restore", &nameless])
        .refused(1, "which document it is");
    // A generation file by hand.
    let by_hand = small
        .path(".gongbu/gen/progress__own1/000000000001.json")
        .display()
        .to_string();
    small.run(&["restore", &by_hand, "--dry-run"]).well("own1");
}

#[test]
fn everything_goes_back_to_a_moment_and_what_is_not_sent_stays() {
    let small = Small::new();
    let holds = |dump: &str, minutes: [u32; 3]| {
        minutes.map(|minutes| dump.contains(&format!("\"minutes\": {minutes},")))
    };
    small.edit("unsent.json", "half a thought", "half a thought, and more");
    small
        .run(&["log", "own1", "7m", "--on", "2026-09-30"])
        .well("+7m");
    assert!(small.path("hours/2026-09.json").exists());
    // 25 minutes on the 12th, 26 on the 13th until they were taken back on the 14th, 10 on that evening.
    assert_eq!(holds(&dump(&small), [25, 26, 10]), [true, false, true]);
    for (what, expected) in [
        ("2026-11-12", [true, false, false]),
        ("2026-11-13T20:59", [true, false, false]),
        ("2026-11-13T21:00:01", [true, true, false]),
        ("2026-11-13", [true, true, false]),
        ("2026-11-14T03:00:00Z", [true, false, false]),
        ("2026-11-14", [true, false, true]),
    ] {
        let out = small.run(&["restore", what]).well("Everything as of");
        let dump = dump(&small);
        assert_eq!(holds(&dump, [25, 26, 10]), expected, "{what}: {out}");
        assert!(
            !dump.contains("hours/2026-09"),
            "it was not there yet: {out}"
        );
        assert!(
            dump.contains("half a thought, and more"),
            "typed text belongs to the present"
        );
    }
    small
        .run(&["restore", "1999-01-01"])
        .refused(1, "no saved state from 1999-01-01 or before");
}

#[test]
fn what_cannot_be_brought_back_is_said_with_the_forms_there_are() {
    let small = Small::new();
    let tree = small.tree();
    for what in [
        "nonsense",
        "plans/none",
        "hours/2026-11@yesterday",
        "../../etc/passwd-none",
        "",
    ] {
        let said = small.run(&["restore", what, "--dry-run"]);
        assert_eq!(said.code, 1, "{what}: {said:?}");
        assert!(
            said.err.contains("gongbu restore --list"),
            "{what}: {said:?}"
        );
    }
    small
        .run(&["restore", "hours/2026-11@99", "--dry-run"])
        .refused(1, "gone or damaged");
    small.run(&["restore"]).refused(2, "--list");
    assert_eq!(small.tree(), tree);
}

#[test]
fn the_list_names_marks_days_documents_and_files_that_were_set_aside() {
    let small = Small::new();
    small.write(".gongbu/quarantine/settings-20261114T100000Z.json", "{");
    let tree = small.tree();
    let out = small.run(&["restore", "--list"]).well("before: restore");
    for expected in [
        "hours/2026-11",
        "Draft: 해시 테이블이란",
        "Plan: Small plan",
        "quarantine/settings-20261114T100000Z.json",
        "damaged",
    ] {
        assert!(out.contains(expected), "{expected}: {out}");
    }
    let out = small
        .run(&["restore", "--list", "hours/2026-11"])
        .well("hours/2026-11@1");
    assert!(
        out.contains("rec.") && out.contains("Nothing differs from now."),
        "{out}"
    );
    small
        .run(&["restore", "--list", "hours/none"])
        .refused(2, "names no earlier state");
    assert_eq!(small.tree(), tree, "looking writes nothing");
    let empty = small.home().join("empty");
    small.run(&[
        "restore",
        "--list",
        "--data-dir",
        &empty.display().to_string(),
    ]);
    assert!(!empty.exists(), "looking makes no data folder");
}

#[test]
fn while_the_cockpit_is_open_the_command_line_looks_but_does_not_bring_back() {
    let small = Small::new();
    let options = gongbu::runtime::open::options(Lang::En);
    let open = gongbu::store::Store::open(Arc::new(RealFiles), small.data(), options).unwrap();
    let tree = small.tree();
    small
        .run(&["restore", "hours/2026-11"])
        .refused(1, "gongbu is open");
    small
        .run(&["doctor", "--repair"])
        .refused(1, "gongbu is open");
    small
        .run(&["restore", "hours/2026-11", "--dry-run"])
        .well("Hours 2026-11");
    small.run(&["restore", "--list"]).well("hours/2026-11");
    small.run(&["doctor"]).well("All is well");
    for args in [&["today"][..], &["dump"], &["keys"], &["check"]] {
        let said = small.run(args);
        assert_eq!(
            (said.code, said.err.as_str()),
            (0, ""),
            "{args:?}: {}",
            said.out
        );
    }
    small
        .run(&["backup", &small.home().display().to_string()])
        .well("Backed up");
    assert_eq!(small.tree(), tree);
    drop(open);
}

#[test]
fn looking_at_data_takes_no_lock_and_writes_nothing() {
    let small = Small::new();
    // A hand edit that nobody has taken over yet is shown and left alone.
    small.edit("hours/2026-11.json", "\"minutes\": 45", "\"minutes\": 46");
    let tree = small.tree();
    for args in [
        &["today", "--json"][..],
        &["dump"],
        &["keys"],
        &["check"],
        &["doctor"],
        &["restore", "--list"],
    ] {
        small.run(args);
        assert_eq!(small.tree(), tree, "{args:?}");
    }
    assert!(small.run(&["dump"]).out.contains("\"minutes\": 46"));
}

#[test]
fn in_the_cockpit_a_state_is_chosen_looked_at_and_brought_back_and_undo_takes_it_back() {
    let small = Small::new();
    small.run(&["log", "own1", "50m"]).well("+50m");
    let mut cockpit = Cockpit::new(&small, Lang::En, 80, 24);
    let before = cockpit.dump();
    cockpit
        .unanswered(": \"data.restore\" Enter")
        .shows("reading…");
    cockpit.answer().shows("Everything").shows("Hours 2026-11");
    // The document saved last stands first, below everything.
    cockpit.keys("Down Enter").shows("now");
    cockpit
        .keys("Enter")
        .shows("- +50m on 2026-11-14, My own item")
        .shows("Bring this back?");
    cockpit.keys("n").lacks("Bring this back?");
    assert_eq!(cockpit.dump(), before, "no means no");
    cockpit
        .keys("Enter y")
        .shows("Brought back: Hours 2026-11")
        .shows("u takes it back");
    assert_ne!(cockpit.dump(), before);
    let mark = cockpit
        .harness
        .effects
        .iter()
        .find_map(|effect| match effect {
            Effect::Save { mark, .. } => Some(mark.clone()),
            _ => None,
        });
    assert_eq!(
        mark,
        Some(Some("restore".to_owned())),
        "the state before is kept"
    );
    cockpit
        .keys("u")
        .shows("Undone: earlier state brought back, Hours 2026-11");
    assert_eq!(cockpit.dump(), before);
}

#[test]
fn everything_as_of_a_day_can_be_looked_at_and_left() {
    let small = Small::new();
    let mut cockpit = Cockpit::new(&small, Lang::Ko, 120, 36);
    let before = cockpit.dump();
    cockpit.palette("data.restore").shows("전체");
    cockpit.keys("Enter").shows("복원 직전");
    cockpit.keys("Enter").shows("이 상태로 되돌릴까요?");
    cockpit.keys("Esc Esc Esc").lacks("이전 상태 복원");
    assert_eq!(cockpit.dump(), before);
}

#[test]
fn a_preview_of_data_that_has_changed_meanwhile_is_read_again_before_it_is_brought_back() {
    let small = Small::new();
    small.run(&["log", "own1", "50m"]).well("+50m");
    let mut cockpit = Cockpit::new(&small, Lang::En, 80, 24);
    cockpit
        .palette("data.restore")
        .keys("Down Enter Enter")
        .shows("Bring this back?");
    // What somebody else changed comes in while the preview is open.
    cockpit.harness.model.index.revision += 1;
    let before = cockpit.dump();
    cockpit.unanswered("y").shows("has changed meanwhile");
    assert_eq!(cockpit.dump(), before);
    cockpit.answer().shows("Bring this back?");
    cockpit.keys("y").shows("Brought back");
}

#[test]
fn where_nothing_was_saved_the_overlay_says_so() {
    let small = Small::new();
    let mut cockpit = Cockpit::new(&small, Lang::En, 80, 24);
    fs::remove_dir_all(small.path(".gongbu/gen")).unwrap();
    fs::remove_dir_all(small.path(".gongbu/keep")).unwrap();
    cockpit
        .palette("data.restore")
        .shows("there is no earlier state");
    cockpit
        .keys("Enter Down Enter Esc")
        .lacks("there is no earlier state");
}

#[test]
fn a_state_that_was_damaged_meanwhile_is_said_and_nothing_changes() {
    let small = Small::new();
    let mut cockpit = Cockpit::new(&small, Lang::En, 80, 24);
    cockpit.palette("data.restore").keys("Down Enter");
    fs::remove_dir_all(small.path(".gongbu/gen")).unwrap();
    cockpit.keys("Enter").shows("is gone or damaged");
    let before = cockpit.dump();
    cockpit.keys("y");
    assert_eq!(cockpit.dump(), before);
}

#[test]
fn a_backup_from_the_palette_asks_for_a_folder_and_remembers_it() {
    let small = Small::new();
    let mut cockpit = Cockpit::new(&small, Lang::En, 80, 24);
    cockpit.palette("data.backup").shows("Back up to a folder");
    cockpit.keys("Enter").shows("Say where to.");
    cockpit
        .unanswered("\"/nowhere/at/all\" Enter")
        .shows("Backing up…");
    cockpit
        .answer()
        .shows("there is no such folder")
        .shows("Folder");
    for _ in 0.."/nowhere/at/all".len() {
        cockpit.unanswered("Backspace");
    }
    let home = small.home().display().to_string();
    cockpit.unanswered(&format!("\"{home}\" Enter")).answer();
    cockpit.shows("Backed up and read back: 11 document(s)");
    assert_eq!(fs::read_dir(small.home()).unwrap().count(), 1);
    // It is remembered, also across a restart.
    let session = cockpit.harness.model.session();
    let mut again = Cockpit::new(&small, Lang::En, 80, 24);
    again.harness.model.resume(&session);
    again.palette("data.backup");
    let folder = home.rsplit('/').next().unwrap();
    again.shows(folder);
}

#[test]
fn the_doctor_in_the_cockpit_says_what_the_command_line_says() {
    let small = Small::new();
    let mut cockpit = Cockpit::new(&small, Lang::En, 120, 36);
    cockpit
        .unanswered(": \"data.doctor\" Enter")
        .shows("checking…");
    cockpit.answer().shows("All is well: 11 document(s)");
    cockpit.keys("Esc").lacks("All is well");
    small.edit(
        "hours/2026-11.json",
        r#""node": "mine/p1/u1/a""#,
        r#""node": "nobody""#,
    );
    cockpit
        .palette("data.doctor")
        .shows("nobody")
        .shows("problem(s) found");
}

#[test]
fn the_overlays_of_the_past_can_be_drawn_at_any_size() {
    let small = Small::new();
    for lang in [Lang::En, Lang::Ko] {
        let mut cockpit = Cockpit::new(&small, lang, 80, 24);
        for open in ["data.restore", "data.doctor", "data.backup"] {
            for (width, height) in [
                (40, 10),
                (1, 1),
                (0, 0),
                (41, 11),
                (66, 12),
                (500, 200),
                (80, 24),
            ] {
                cockpit.harness.send(Msg::Resize(width, height));
                cockpit.harness.screen();
            }
            cockpit.palette(open);
            for keys in ["", "Down Enter", "Enter", "End", "Esc", "Esc", "Esc"] {
                for (width, height) in [
                    (40, 10),
                    (1, 1),
                    (0, 0),
                    (41, 11),
                    (66, 12),
                    (500, 200),
                    (80, 24),
                ] {
                    cockpit.harness.send(Msg::Resize(width, height));
                    cockpit.harness.screen();
                }
                cockpit.keys(keys);
            }
        }
    }
}

#[test]
fn the_columns_and_the_preview_look_like_this() {
    for (lang, code) in [(Lang::En, "en"), (Lang::Ko, "ko")] {
        for (width, height) in [(80, 24), (120, 36), (60, 20)] {
            let small = Small::new();
            let mut cockpit = Cockpit::new(&small, lang, width, height);
            cockpit.palette("data.restore");
            cockpit.keys("Down Down");
            let columns = cockpit.harness.overlay();
            insta::assert_snapshot!(format!("past-columns-{code}-{width}"), columns);
            cockpit.keys("Up Up Enter");
            let days = cockpit.harness.overlay();
            insta::assert_snapshot!(format!("past-days-{code}-{width}"), days);
            cockpit.keys("Enter");
            let preview = cockpit.harness.overlay();
            insta::assert_snapshot!(format!("past-preview-{code}-{width}"), preview);
        }
    }
}

#[test]
fn the_first_schema_opens_and_prints_what_it_always_did() {
    let small = Small::new();
    let expected = fs::read_to_string(kept().join("dump.json")).unwrap();
    let said = small.run(&["dump"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert_eq!(said.out, expected);
    // And when it is opened to be changed.
    let said = small.run(&["log", "own1", "5m"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    small
        .run(&["restore", "hours/2026-11"])
        .well("Brought back");
    assert_eq!(small.run(&["dump"]).out, expected);
    small.run(&["doctor"]).well("All is well");
    // Every saved state can still be read.
    for doc in data_of(&small.data()).docs() {
        let out = small
            .run(&["restore", "--list", &doc])
            .well(&format!("{doc}@1"));
        assert!(!out.contains("gone or damaged"), "{out}");
    }
    let mut cockpit = Cockpit::new(&small, Lang::En, 80, 24);
    cockpit.harness.model.now = now_at(EVENING);
    cockpit.shows("Small plan");
}

#[test]
fn steps_of_migration_run_in_order_from_where_the_data_is() {
    use gongbu::runtime::migrate::{Documents, Step, run};
    use gongbu::store::{DocName, Loaded};
    fn mark(documents: Documents, step: &str) -> Documents {
        let mark = |(name, mut value): (String, serde_json::Value)| {
            let known = value["steps"].as_str().unwrap_or_default().to_owned();
            value["steps"] = format!("{known}{step}").into();
            (name, value)
        };
        documents.into_iter().map(mark).collect()
    }
    let steps: [Step; 3] = [|d| mark(d, "a"), |d| mark(d, "b"), |d| mark(d, "c")];
    let loaded = |bytes: &str| Loaded {
        name: DocName::new("settings").unwrap(),
        bytes: bytes.into(),
    };
    let after = |from| {
        let bytes = run(&steps, from, vec![loaded(r#"{"far": 1e400}"#)])
            .remove(0)
            .bytes;
        String::from_utf8(bytes).unwrap()
    };
    assert!(after(1).contains("\"abc\""), "{}", after(1));
    assert!(
        after(3).contains("\"c\"") && after(3).contains("1e+400"),
        "{}",
        after(3)
    );
    assert_eq!(
        after(4),
        r#"{"far": 1e400}"#,
        "nothing to do, nothing touched"
    );
    let broken = run(&steps, 1, vec![loaded("{")]);
    assert_eq!(
        broken,
        [loaded("{")],
        "what is no JSON is left to who reports it"
    );
}
