//! The real program beside others: a second instance, editors that change files while it is open, a data folder that is
//! moved away, a disk that refuses.

use crate::common::pty::{Pty, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A data directory on which the first start has been through, in English.
fn started() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    run(folder.path(), &["--lang", "en", "init", "--yes"]);
    folder
}

/// Starts the program; what it rescues goes below `state`.
fn open(data: &Path, state: &Path) -> Pty {
    let state = state.to_str().expect("a plain path");
    Pty::gongbu_with(data, &[], 100, 30, &[("XDG_STATE_HOME", state)])
}

/// What a terminal sends when its window gets the keys of the desktop.
const FOCUS: &str = "\x1b[I";

/// Waits until something is so.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(20), "{what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// The document that holds the items, once the program has brought it up to date.
fn plan(data: &Path) -> PathBuf {
    data.join("plans/career.json")
}

/// An item's title that stands once in the plan.
const TITLE: &str = "\"Show who is online\"";

#[test]
fn a_second_instance_takes_over_and_the_first_looks_on() {
    let folder = started();
    let mut first = Pty::gongbu(folder.path(), &[], 100, 30);
    first.wait_for("● saved");
    first
        .send("2a")
        .send("from the first\r")
        .wait_for("from the first");
    let mut second = Pty::gongbu(folder.path(), &[], 100, 30);
    second
        .wait_for(&format!("process {}", first.pid()))
        .send("2G")
        .wait_for("from the first");
    let asked = Instant::now();
    second.send("T").wait_for("This gongbu writes from now on");
    assert!(asked.elapsed() < Duration::from_secs(5));
    first.wait_for("READ ONLY");
    second.send("2a").send("from the second\r");
    second.wait_for("from the second").wait_for("● saved");
    first
        .wait_for(&format!("process {}", second.pid()))
        .send("2G")
        .wait_for("from the second");
    // And back again.
    first.send("T").wait_for("This gongbu writes from now on");
    second.wait_for("READ ONLY");
    first.send("q");
    assert!(first.wait_exit().success());
    second.send("q");
    assert!(second.wait_exit().success());
    let dump = run(folder.path(), &["dump"]);
    assert!(dump.contains("from the first") && dump.contains("from the second"));
}

#[test]
fn text_in_the_editor_is_handed_over_with_the_right_to_write() {
    let folder = started();
    let mut first = Pty::gongbu(folder.path(), &[], 100, 30);
    first.wait_for("● saved").send("4a").send("Handed\r");
    thread::sleep(Duration::from_millis(300));
    first.send("the last words").wait_for("the last words");
    let mut second = Pty::gongbu(folder.path(), &[], 100, 30);
    second.wait_for("READ ONLY").send("T");
    second.wait_for("This gongbu writes from now on");
    assert!(run(folder.path(), &["dump"]).contains("the last words"));
}

#[test]
fn a_stopped_holder_is_named_and_a_killed_one_is_in_nobodys_way() {
    let folder = started();
    let mut first = Pty::gongbu(folder.path(), &[], 100, 30);
    first.wait_for("● saved");
    first.signal("STOP");
    let start = Instant::now();
    let mut second = Pty::gongbu(folder.path(), &[], 100, 30);
    second.wait_for("READ ONLY");
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    second
        .send("T")
        .wait_for(&format!("Process {} is stopped", first.pid()))
        .wait_for("fg");
    first.signal("KILL");
    first.wait_exit();
    second.send("T").wait_for("This gongbu writes from now on");
    second.send("2a").send("after the end\r");
    second.wait_for("after the end").wait_for("● saved");
}

#[test]
fn a_process_that_does_not_hold_the_lock_gets_no_signal() {
    let folder = started();
    let mut bystander = Command::new("sleep").arg("60").spawn().expect("a program");
    let mut first = Pty::gongbu(folder.path(), &[], 100, 30);
    first.wait_for("● saved");
    // Somebody wrote another number into the note.
    let lock = folder.path().join(".gongbu/lock");
    let note = fs::read_to_string(&lock).unwrap();
    let rest = note.split_once(' ').unwrap().1;
    fs::write(&lock, format!("{} {rest}", bystander.id())).unwrap();
    let mut second = Pty::gongbu(folder.path(), &[], 100, 30);
    second
        .wait_for("READ ONLY")
        .send("T")
        .wait_for("cannot be asked");
    thread::sleep(Duration::from_millis(100));
    assert!(bystander.try_wait().unwrap().is_none(), "it was ended");
    bystander.kill().unwrap();
    bystander.wait().unwrap();
}

#[test]
fn edits_of_any_editor_appear_when_the_window_is_looked_at_again() {
    let folder = started();
    let data = folder.path();
    let mut pty = Pty::gongbu(data, &[], 100, 30);
    pty.wait_for("● saved");
    let change = |new: &str, write: &dyn Fn(&Path, &str)| {
        let text = fs::read_to_string(plan(data)).unwrap();
        let old = text
            .lines()
            .find(|line| line.contains("Show who is online") || line.contains("by hand"))
            .expect("the title");
        let value = old
            .trim()
            .trim_end_matches(',')
            .rsplit(": ")
            .next()
            .unwrap();
        write(&plan(data), &text.replace(value, &format!("\"{new}\"")));
    };
    // As vim does: a new file takes the name.
    change("renamed by hand", &|path, text| {
        let beside = path.with_extension("json~");
        fs::write(&beside, text).unwrap();
        fs::rename(&beside, path).unwrap();
    });
    pty.send(FOCUS)
        .wait_for("renamed by hand")
        .wait_for("taken over");
    until("the file is ours again", || {
        fs::read_to_string(plan(data))
            .unwrap()
            .contains("renamed by hand")
    });
    thread::sleep(Duration::from_secs(3));
    // As nano does: the file is emptied and written, here slowly. Half of it is never taken for the whole.
    change("slowly by hand", &|path, text| {
        let (one, other) = text.split_at(text.len() / 2);
        fs::write(path, one).unwrap();
        thread::sleep(Duration::from_millis(100));
        fs::write(path, format!("{one}{other}")).unwrap();
    });
    pty.send(FOCUS).wait_for("slowly by hand");
    thread::sleep(Duration::from_secs(3));
    let sed = Command::new("sed")
        .args(["-i", "s/slowly by hand/streamed by hand/"])
        .arg(plan(data))
        .status();
    assert!(sed.expect("sed").success());
    pty.send(FOCUS).wait_for("streamed by hand");
    // All of it can be undone.
    pty.send("u").wait_for("slowly by hand").send("q");
    assert!(pty.wait_exit().success());
    assert!(run(data, &["dump"]).contains("slowly by hand"));
}

#[test]
fn what_was_edited_while_the_program_was_stopped_appears_when_it_goes_on() {
    let folder = started();
    let data = folder.path();
    let mut pty = Pty::gongbu(data, &[], 100, 30);
    pty.wait_for("● saved");
    pty.signal("STOP");
    let text = fs::read_to_string(plan(data)).unwrap();
    fs::write(plan(data), text.replace(TITLE, "\"while it slept\"")).unwrap();
    pty.signal("CONT");
    pty.wait_for("while it slept").wait_for("taken over");
}

#[test]
#[ignore = "long"]
fn long_the_first_key_after_a_pause_looks_for_what_was_edited() {
    let folder = started();
    let data = folder.path();
    let mut pty = Pty::gongbu(data, &[], 100, 30);
    pty.wait_for("● saved").send("2");
    let text = fs::read_to_string(plan(data)).unwrap();
    fs::write(plan(data), text.replace(TITLE, "\"during a pause\"")).unwrap();
    pty.send("2");
    thread::sleep(Duration::from_secs(31));
    assert!(
        !pty.screen().contains("during a pause"),
        "idle, nothing looks"
    );
    pty.send("2").wait_for("during a pause");
}

#[test]
fn a_half_written_file_is_not_taken_for_the_truth() {
    let folder = started();
    let data = folder.path();
    let mut pty = Pty::gongbu(data, &[], 100, 30);
    pty.wait_for("● saved");
    let text = fs::read_to_string(plan(data)).unwrap();
    assert!(text.contains(TITLE));
    fs::write(plan(data), &text[..text.len() / 2]).unwrap();
    pty.send(FOCUS).wait_for("not valid JSON");
    let whole = text.replace(TITLE, "\"whole again\"");
    fs::write(plan(data), whole).unwrap();
    pty.send(FOCUS).wait_for("whole again");
}

#[test]
fn a_data_folder_that_is_moved_away_is_told_rescued_and_found_again() {
    let folder = TempDir::new().expect("a folder");
    let (data, away) = (folder.path().join("data"), folder.path().join("away"));
    let state = folder.path().join("state");
    fs::create_dir(&state).unwrap();
    run(&data, &["--lang", "en", "init", "--yes"]);
    let mut pty = open(&data, &state);
    pty.wait_for("● saved");
    fs::rename(&data, &away).unwrap();
    pty.send("2a").send("while it was away\r");
    pty.wait_for("! NOT SAVED").wait_for("is gone");
    assert!(!data.exists(), "nothing is made where it was");
    until("a copy is kept", || {
        let dir = walk(&state.join("gongbu/rescue"));
        let has = |path: &PathBuf| {
            fs::read_to_string(path)
                .unwrap()
                .contains("while it was away")
        };
        dir.iter().any(has)
    });
    pty.send("q").wait_for("Quit all the same?").send("n");
    fs::rename(&away, &data).unwrap();
    pty.send(FOCUS).wait_for("● saved").wait_for("saved again");
    assert_eq!(walk(&state.join("gongbu/rescue")), Vec::<PathBuf>::new());
    pty.send("q");
    assert!(pty.wait_exit().success());
    assert!(run(&data, &["dump"]).contains("while it was away"));
}

#[test]
fn what_could_not_be_saved_is_offered_at_the_next_start() {
    let folder = TempDir::new().expect("a folder");
    let (data, away) = (folder.path().join("data"), folder.path().join("away"));
    let state = folder.path().join("state");
    fs::create_dir(&state).unwrap();
    run(&data, &["--lang", "en", "init", "--yes"]);
    let mut pty = open(&data, &state);
    pty.wait_for("● saved");
    fs::rename(&data, &away).unwrap();
    pty.send("2a")
        .send("not on the disk\r")
        .wait_for("! NOT SAVED");
    pty.send("q").wait_for("Quit all the same?").send("y");
    assert_eq!(pty.wait_exit().exit_code(), 1);
    let output = String::from_utf8_lossy(&pty.output()).into_owned();
    assert!(output.contains("rescue"), "it says where the copy is");
    fs::rename(&away, &data).unwrap();
    // Commands only mention it.
    let dump = Command::new(env!("CARGO_BIN_EXE_gongbu"))
        .arg("--data-dir")
        .arg(&data)
        .args(["dump"])
        .env("XDG_STATE_HOME", &state)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&dump.stderr).into_owned();
    assert!(said.contains("are waiting (1 document"), "{said}");
    // Later: it is asked again.
    let mut pty = open(&data, &state);
    pty.wait_for("were found")
        .send("\x1b")
        .wait_for("They wait");
    pty.send("q");
    assert!(pty.wait_exit().success());
    let mut pty = open(&data, &state);
    pty.wait_for("were found")
        .send("y")
        .wait_for("taken in")
        .send("2G")
        .wait_for("not on the disk");
    pty.wait_for("● saved").send("q");
    assert!(pty.wait_exit().success());
    assert!(run(&data, &["dump"]).contains("not on the disk"));
    let mut pty = open(&data, &state);
    pty.wait_for("● saved");
    assert!(!pty.screen().contains("were found"));
}

#[test]
fn what_no_place_takes_is_printed_at_the_end() {
    let folder = TempDir::new().expect("a folder");
    let (data, away) = (folder.path().join("data"), folder.path().join("away"));
    // Files stand where folders would have to be.
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    run(&data, &["--lang", "en", "init", "--yes"]);
    let nowhere = file.join("x");
    let nowhere = nowhere.to_str().unwrap();
    let places = [
        ("XDG_STATE_HOME", nowhere),
        ("XDG_RUNTIME_DIR", nowhere),
        ("TMPDIR", nowhere),
    ];
    let mut pty = Pty::gongbu_with(&data, &[], 100, 30, &places);
    pty.wait_for("● saved");
    fs::rename(&data, &away).unwrap();
    pty.send("2a").send("only here\r").wait_for("! NOT SAVED");
    pty.send("q").wait_for("Quit all the same?").send("y");
    assert_eq!(pty.wait_exit().exit_code(), 1);
    let output = String::from_utf8_lossy(&pty.output()).into_owned();
    let printed = &output[output
        .rfind("\x1b[?1049l")
        .expect("the terminal is given back")..];
    assert!(printed.contains("copy it from here"), "{printed}");
    assert!(printed.contains("only here"), "{printed}");
}

#[test]
fn the_language_is_that_of_the_last_session_where_the_settings_cannot_be_read() {
    let folder = started();
    let data = folder.path();
    let mut pty = Pty::gongbu(data, &[], 80, 24);
    pty.wait_for("● saved").send("q");
    assert!(pty.wait_exit().success());
    fs::remove_dir_all(data.join(".gongbu/gen/settings")).unwrap();
    fs::write(data.join("settings.json"), "{ oh").unwrap();
    let mut pty = Pty::gongbu_with(data, &[], 80, 24, &[("LANG", "ko_KR.UTF-8")]);
    pty.wait_for("not valid JSON").wait_for("● saved");
}

#[test]
fn the_first_start_speaks_the_language_of_the_system_and_korean_by_itself() {
    for (locale, text) in [
        ("en_US.UTF-8", "Enter continue"),
        ("ko_KR.UTF-8", "Enter 계속"),
        ("C", "Enter 계속"),
    ] {
        let folder = TempDir::new().expect("a folder");
        let mut pty = Pty::gongbu_with(folder.path(), &[], 80, 24, &[("LANG", locale)]);
        pty.wait_for(text);
        pty.send("\x11");
        assert!(pty.wait_exit().success());
    }
}

/// All files below a folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}
