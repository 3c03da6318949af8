//! Power cuts, all of them: histories are recorded call by call, every state that a cut at any moment may leave
//! is built under the rules of three kinds of file systems, and the store opens each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gongbu::store::{Change, Files, NewFile, Notice, OpenOptions, Opened, Store};
use tempfile::TempDir;

use super::faulty::Faulty;
use super::medium::{Depth, Medium, RULES, Rules, Tree, materialise, tree_of};
use super::record::{Op, Recorder};
use super::{change, name, removal, texts};

/// Documents as texts.
pub type State = BTreeMap<String, String>;

pub fn options(rescue: &Path) -> OpenOptions {
    OpenOptions {
        schema: 3,
        readme: "Read me.\n".into(),
        rescue: vec![rescue.to_owned()],
        ..OpenOptions::default()
    }
}

pub fn memory_dir() -> TempDir {
    let memory = Path::new("/dev/shm");
    let dir = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    dir.expect("a temporary directory")
}

/// A dataset being used while everything is written down.
pub struct Trial {
    pub dir: TempDir,
    pub tape: Recorder<State>,
    pub start: Tree,
    pub opened: Option<Opened>,
    pub state: State,
}

impl Trial {
    /// Recorded from the very first call.
    pub fn new() -> Self {
        Self {
            dir: memory_dir(),
            tape: Recorder::default(),
            start: Tree::new(),
            opened: None,
            state: State::new(),
        }
    }

    /// With these documents saved, refreshed and waited for before the record begins.
    pub fn with(documents: &[(&str, &str)]) -> Self {
        let mut trial = Self::new();
        trial.open();
        for (name, text) in documents {
            trial.save(&[(name, Some(text))]);
        }
        trial.refresh();
        trial.close();
        trial.begin();
        trial
    }

    /// Forgets the record; what is there now is on the disk.
    pub fn begin(&mut self) {
        self.tape.take();
        self.start = tree_of(self.dir.path());
        self.tape.note(Op::Must(self.state.clone()));
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.dir.path().join("data").join(below)
    }

    pub fn open(&mut self) -> &mut Opened {
        self.close();
        let files = Arc::new(self.tape.clone());
        let options = options(&self.dir.path().join("rescue"));
        let opened = Store::open(files, self.path(""), options).expect("opens");
        assert_eq!(texts(&opened), self.state, "the history as such is right");
        self.opened.insert(opened)
    }

    pub fn close(&mut self) {
        self.opened = None;
    }

    pub fn store(&mut self) -> &mut Store {
        &mut self.opened.as_mut().expect("open").store
    }

    /// Saves documents together; none deletes one.
    pub fn save(&mut self, documents: &[(&str, Option<&str>)]) {
        let mut batch = Vec::new();
        for &(document, text) in documents {
            match text {
                Some(text) => {
                    self.state.insert(document.into(), text.into());
                    batch.push(Change {
                        removes: 1,
                        ..change(document, text)
                    });
                }
                None => {
                    self.state.remove(document);
                    batch.push(Change {
                        removes: 1,
                        ..removal(document)
                    });
                }
            }
        }
        self.tape.note(Op::May(self.state.clone()));
        self.store().commit(batch).expect("commit");
        self.tape.note(Op::Must(self.state.clone()));
    }

    pub fn refresh(&mut self) {
        assert_eq!(self.store().refresh(), []);
    }

    /// Another program writes a file; `state` is what the dataset then means.
    pub fn outside(&mut self, file: &str, bytes: Option<&[u8]>, state: State) {
        let path = self.path(file);
        self.tape.note(Op::May(state.clone()));
        match bytes {
            Some(bytes) => fs::write(&path, bytes).expect("write"),
            None => fs::remove_file(&path).expect("remove"),
        }
        self.tape.note(Op::Outside(path, bytes.map(<[u8]>::to_vec)));
        self.state = state.clone();
        self.tape.note(Op::Must(state));
    }

    /// An edit that becomes the document.
    pub fn edit(&mut self, document: &str, text: &str) {
        let mut state = self.state.clone();
        state.insert(document.into(), text.into());
        self.outside(&format!("{document}.json"), Some(text.as_bytes()), state);
    }

    /// Damage that changes nothing of what the dataset means.
    pub fn damage(&mut self, file: &str, bytes: Option<&[u8]>) {
        self.outside(file, bytes, self.state.clone());
    }
}

/// What came out of a replay.
#[derive(Default, Debug)]
pub struct Outcome {
    pub states: usize,
    pub violations: Vec<String>,
}

/// Opens every state that a power cut during the record may leave, under the rules of one file system.
pub fn replay<L: Clone + std::fmt::Debug>(
    ops: &[Op<L>],
    root: &Path,
    start: &Tree,
    rules: Rules,
    depth: Depth,
    mut check: impl FnMut(&Path, &[L]) -> Result<(), String>,
) -> Outcome {
    let mut medium = Medium::new(rules, root, start);
    let scratch = memory_dir();
    let mut outcome = Outcome::default();
    let mut legal: Vec<L> = Vec::new();
    let mut seen = BTreeSet::new();
    for (moment, op) in ops.iter().enumerate() {
        match op {
            Op::May(state) => legal.push(state.clone()),
            Op::Must(state) => {
                legal = vec![state.clone()];
                // A state that was fine before need not be fine after an acknowledgement.
                seen.clear();
            }
            _ => medium.play(op),
        }
        medium.states(depth, &mut seen, |tree| {
            outcome.states += 1;
            materialise(&tree, scratch.path());
            if let Err(problem) = check(scratch.path(), &legal) {
                let files: Vec<String> = tree
                    .iter()
                    .map(|(path, bytes)| {
                        format!("{}: {:?}", path.display(), bytes.as_ref().map(Vec::len))
                    })
                    .collect();
                outcome.violations.push(format!(
                    "{rules:?}, after {moment} {op:?}: {problem}\n{}",
                    files.join("\n")
                ));
            }
        });
    }
    outcome
}

/// Opens what a crash left: one of the legal states is found, a second start finds the same, and then the files
/// that people read hold it, too.
pub fn check_store(dir: &Path, legal: &[State]) -> Result<(), String> {
    let open = || {
        let opening = || {
            Store::open(
                Arc::new(Faulty::default()),
                dir.join("data"),
                options(&dir.join("rescue")),
            )
        };
        match catch_unwind(AssertUnwindSafe(opening)) {
            Ok(Ok(opened)) if opened.read_only.is_some() => Err(format!("{:?}", opened.read_only)),
            Ok(opened) => opened.map_err(|error| format!("does not open: {error}")),
            Err(_) => Err("panics".to_owned()),
        }
    };
    let mut first = open()?;
    let found = texts(&first);
    if !legal.contains(&found) {
        return Err(format!(
            "found {found:?}, legal is {legal:?}, notices {:?}",
            first.notices
        ));
    }
    let outcomes = first.store.refresh();
    if !outcomes.is_empty() {
        return Err(format!("refresh: {outcomes:?}"));
    }
    drop(first);
    for (document, text) in &found {
        if fs::read_to_string(dir.join("data").join(format!("{document}.json")))
            .as_ref()
            .ok()
            != Some(text)
        {
            return Err(format!("{document}.json is not refreshed"));
        }
    }
    let second = open()?;
    if texts(&second) != found {
        return Err(format!(
            "the second start finds {:?} instead of {found:?}",
            texts(&second)
        ));
    }
    let word = |notice: &Notice| !matches!(notice, Notice::LockUnavailable(_));
    match second.notices.into_iter().find(word) {
        Some(notice) => Err(format!("the second start still says {notice:?}")),
        None => Ok(()),
    }
}

/// Ends the trial and replays it under all rules. Says how many states there were.
pub fn survives(label: &str, trial: Trial, depth: Depth) -> usize {
    survives_as(label, trial, depth, check_store)
}

/// As `survives`, with a look of one's own at what a crash left.
pub fn survives_as(
    label: &str,
    mut trial: Trial,
    depth: Depth,
    check: impl Fn(&Path, &[State]) -> Result<(), String>,
) -> usize {
    trial.close();
    let ops = trial.tape.take();
    let mut states = 0;
    for rules in RULES {
        let outcome = replay(&ops, trial.dir.path(), &trial.start, rules, depth, &check);
        assert!(
            outcome.violations.is_empty(),
            "{label}: {} of {} states are wrong; the first: {}",
            outcome.violations.len(),
            outcome.states,
            outcome.violations[0]
        );
        states += outcome.states;
    }
    states
}

pub const ONE: &str =
    "{\n  \"items\": [\n    {\n      \"id\": \"a\",\n      \"n\": 1\n    }\n  ]\n}\n";
pub const TWO: &str =
    "{\n  \"items\": [\n    {\n      \"id\": \"a\",\n      \"n\": 2\n    }\n  ]\n}\n";
pub const THREE: &str =
    "{\n  \"items\": [\n    {\n      \"id\": \"a\",\n      \"n\": 3\n    }\n  ]\n}\n";

type History = (&'static str, fn() -> Trial);

const HISTORIES: &[History] = &[
    ("the first start and the first save", || {
        let mut trial = Trial::new();
        trial.tape.note(Op::Must(State::new()));
        trial.open();
        trial.save(&[("plans/service", Some(ONE))]);
        trial.refresh();
        trial
    }),
    ("single saves", || {
        let mut trial = Trial::with(&[("settings", ONE)]);
        trial.open();
        trial.save(&[("settings", Some(TWO))]);
        trial.save(&[("settings", Some(THREE))]);
        trial.refresh();
        trial.save(&[("plans/new", Some(ONE))]);
        trial.refresh();
        trial
    }),
    ("several documents at once", || {
        let mut trial = Trial::with(&[("plan", ONE), ("weeks/w1", ONE)]);
        trial.open();
        trial.save(&[
            ("plan", Some(TWO)),
            ("weeks/w1", Some(TWO)),
            ("weeks/w2", Some(TWO)),
        ]);
        trial.refresh();
        trial.save(&[("plan", Some(THREE)), ("weeks/w2", None)]);
        trial.refresh();
        trial
    }),
    ("deleting and writing again", || {
        let mut trial = Trial::with(&[("drafts/a", ONE), ("plan", ONE)]);
        trial.open();
        trial.save(&[("drafts/a", None)]);
        trial.refresh();
        trial.save(&[("drafts/a", Some(TWO))]);
        trial.refresh();
        trial
    }),
    ("an edit by hand between two sessions", || {
        let mut trial = Trial::with(&[("plan", ONE)]);
        trial.edit("plan", TWO);
        trial.open();
        trial.refresh();
        trial.save(&[("plan", Some(THREE))]);
        trial.refresh();
        trial
    }),
    ("repairing what an earlier crash left", || {
        let mut trial = Trial::with(&[("lags", ONE), ("lost", ONE), ("new", ONE), ("torn", ONE)]);
        trial.open();
        trial.save(&[("lags", Some(TWO))]);
        trial.close();
        trial.begin();
        trial.damage("torn.json", Some(&ONE.as_bytes()[..10]));
        trial.damage("lost.json", None);
        trial.damage("new.json", Some(&[0; 20]));
        trial.damage("gongbu.json", Some(b""));
        trial.open();
        trial.refresh();
        trial
    }),
    (
        "a generation that is damaged, and the one before it",
        || {
            let mut trial = Trial::with(&[("plan", ONE)]);
            trial.open();
            trial.save(&[("plan", Some(TWO))]);
            trial.close();
            let path = ".gongbu/gen/plan/000000000002.json";
            fs::write(trial.path(path), "{\"gen\":").expect("write");
            trial.state = State::from([("plan".into(), ONE.into())]);
            trial.begin();
            trial.open();
            trial.save(&[("plan", Some(THREE))]);
            trial.refresh();
            trial
        },
    ),
    ("saves that push old generations out", || {
        let mut trial = Trial::with(&[("plan", ONE), ("other", ONE)]);
        trial.open();
        for n in 0..24 {
            let text = format!("{{\"n\":{n}}}");
            trial.save(&[("plan", Some(&text)), ("other", Some(&text))]);
        }
        trial.refresh();
        trial.begin();
        trial.save(&[("plan", Some(TWO)), ("other", Some(TWO))]);
        trial.refresh();
        trial
    }),
    ("things whose loss is no loss", || {
        let mut trial = Trial::with(&[("plan", ONE)]);
        trial.open();
        let undo = name("undo");
        trial.store().write_soft(&undo, b"[1]").expect("write");
        trial.save(&[("plan", Some(TWO))]);
        trial.store().write_soft(&undo, b"[1,2]").expect("write");
        trial.refresh();
        trial
    }),
];

#[test]
fn nothing_acknowledged_is_lost_by_a_power_cut_at_any_moment() {
    let mut states = 0;
    for (label, history) in HISTORIES {
        states += survives(label, history(), Depth::Quick);
    }
    assert!(states >= 1_000, "only {states} states were tried");
}

#[test]
fn a_file_that_was_refreshed_holds_the_newest_text_after_a_power_cut_on_any_file_system() {
    let mut trial = Trial::with(&[("plan", ONE), ("week", ONE)]);
    trial.open();
    trial.save(&[("plan", Some(TWO)), ("new/one", Some(TWO))]);
    trial.refresh();
    trial.close();
    let ops = trial.tape.take();
    for rules in RULES {
        let mut medium = Medium::new(rules, trial.dir.path(), &trial.start);
        ops.iter().for_each(|op| medium.play(op));
        medium.states(Depth::Quick, &mut BTreeSet::new(), |tree| {
            for (document, text) in &trial.state {
                let path = PathBuf::from(format!("data/{document}.json"));
                let found = tree.get(&path).cloned().flatten().unwrap_or_default();
                assert_eq!(
                    String::from_utf8_lossy(&found),
                    *text,
                    "{rules:?}, {document}"
                );
            }
        });
    }
}

#[test]
#[ignore = "long"]
fn long_nothing_acknowledged_is_lost_whatever_single_thing_goes_wrong_at_a_power_cut() {
    let mut states = 0;
    for (label, history) in HISTORIES {
        states += survives(label, history(), Depth::Long);
    }
    assert!(states >= 2_000, "only {states} states were tried");
}

/// A way to save one file, known to be right or wrong: `(files, directory, number of the save, text)`.
type Protocol = fn(&Recorder<String>, &Path, usize, &str);

fn write(files: &Recorder<String>, path: &Path, text: &str, sync: bool) -> Box<dyn NewFile> {
    let mut file = files.create_new(path, 0o600).expect("create");
    file.write(text.as_bytes()).expect("write");
    if sync {
        file.sync().expect("sync");
    }
    file
}

/// Beside each the file systems on which it loses something.
const PROTOCOLS: [(&str, Protocol, &[Rules]); 6] = [
    (
        "a temporary file and a rename, waiting for nothing",
        |files, dir, n, text| {
            let temporary = dir.join(format!("tmp{n}"));
            write(files, &temporary, text, false);
            files.rename(&temporary, &dir.join("plan")).expect("rename");
        },
        &RULES,
    ),
    (
        "a temporary file that is waited for, and a rename that is not",
        |files, dir, n, text| {
            let temporary = dir.join(format!("tmp{n}"));
            write(files, &temporary, text, true);
            files.rename(&temporary, &dir.join("plan")).expect("rename");
        },
        &RULES,
    ),
    (
        "the textbook: wait for the file, rename, wait for the directory",
        |files, dir, n, text| {
            let temporary = dir.join(format!("tmp{n}"));
            write(files, &temporary, text, true);
            files.rename(&temporary, &dir.join("plan")).expect("rename");
            files.sync_dir(dir).expect("sync");
        },
        &[Rules::Fat],
    ),
    (
        "the textbook, and the file waited for again: too late for the moment between",
        |files, dir, n, text| {
            let temporary = dir.join(format!("tmp{n}"));
            let mut file = write(files, &temporary, text, true);
            files.rename(&temporary, &dir.join("plan")).expect("rename");
            file.sync().expect("sync");
            files.sync_dir(dir).expect("sync");
        },
        &[Rules::Fat],
    ),
    (
        "a new name for each save, its directory not waited for",
        |files, dir, n, text| {
            write(files, &dir.join(format!("plan{n}")), text, true);
        },
        &[Rules::Posix, Rules::Fat],
    ),
    (
        "a new name for each save",
        |files, dir, n, text| {
            write(files, &dir.join(format!("plan{n}")), text, true);
            files.sync_dir(dir).expect("sync");
        },
        &[],
    ),
];

#[test]
fn the_replay_finds_what_is_wrong_with_ways_of_saving_that_are_known_to_be_wrong() {
    for (label, protocol, wrong_on) in PROTOCOLS {
        let dir = memory_dir();
        let start: Tree =
            Tree::from(["plan", "plan0"].map(|name| (name.into(), Some(b"<0>".to_vec()))));
        materialise(&start, dir.path());
        let tape = Recorder::default();
        tape.note(Op::Must("<0>".to_owned()));
        for n in 1..4 {
            let text = format!("<{n}>");
            tape.note(Op::May(text.clone()));
            protocol(&tape, dir.path(), n, &text);
            tape.note(Op::Must(text));
        }
        let ops = tape.take();
        for rules in RULES {
            let outcome = replay(
                &ops,
                dir.path(),
                &start,
                rules,
                Depth::Quick,
                |dir, legal| {
                    // The newest file that is whole.
                    let names = ["plan3", "plan2", "plan1", "plan0"];
                    let names = if label.starts_with("a new name") {
                        &names[..]
                    } else {
                        &["plan"]
                    };
                    let found = names
                        .iter()
                        .filter_map(|name| fs::read_to_string(dir.join(name)).ok())
                        .find(|text| text.ends_with('>'));
                    match found {
                        Some(text) if legal.contains(&text) => Ok(()),
                        found => Err(format!("{found:?} instead of {legal:?}")),
                    }
                },
            );
            assert_eq!(
                !outcome.violations.is_empty(),
                wrong_on.contains(&rules),
                "{label}, {rules:?}: {:?}",
                outcome.violations.first()
            );
        }
    }
}
