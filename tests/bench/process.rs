//! The whole program in a pseudo-terminal against a bare four-pane program, and what it does when nothing happens.

use crate::common::pty::{Pty, run};
use crate::{Report, median, millis};
use crossterm::event::{Event, read};
use ratatui::layout::{Constraint, Layout};
use ratatui::widgets::{Block, Paragraph};
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

/// Runs of each program; they take turns.
const RUNS: usize = 15;

/// A bare program: four panes, and a megabyte of JSON to read, as the bars have it.
pub fn bare() {
    let mut args = std::env::args()
        .skip_while(|argument| argument != "--bare")
        .skip(1);
    let text = fs::read_to_string(args.next().expect("a file of JSON")).expect("it is there");
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut terminal = ratatui::init();
    loop {
        terminal
            .draw(|frame| {
                let rows =
                    Layout::vertical([Constraint::Percentage(50); 2]).areas::<2>(frame.area());
                for (row, area) in rows.into_iter().enumerate() {
                    let columns =
                        Layout::horizontal([Constraint::Percentage(50); 2]).areas::<2>(area);
                    for (column, area) in columns.into_iter().enumerate() {
                        let text = format!(
                            "pane {row} {column} of {} records",
                            value.as_array().map_or(0, Vec::len)
                        );
                        frame.render_widget(
                            Paragraph::new(text).block(Block::bordered().title("bare")),
                            area,
                        );
                    }
                }
            })
            .expect("it draws");
        if matches!(read(), Ok(Event::Key(_)) | Err(_)) {
            ratatui::restore();
            return;
        }
    }
}

/// Start to the full frame, against the bare program in turn; idling; memory.
pub fn whole(report: &mut Report) {
    let folder = tempfile::TempDir::new().expect("a folder");
    run(folder.path(), &["--lang", "en", "init", "--yes"]);
    let json = folder.path().join("bare");
    let records: Vec<_> = (0..9_000)
        .map(|number| serde_json::json!({"id": format!("r{number:08}"), "question": "고루틴과 스레드", "grade": "good", "on": "2026-11-20", "seconds": 30}))
        .collect();
    let text = serde_json::to_string(&records).expect("JSON");
    println!("     the bare program reads {} bytes of JSON", text.len());
    let bare_data = tempfile::TempDir::new().expect("a folder");
    let json = bare_data.path().join(json.file_name().expect("a name"));
    fs::write(&json, text).expect("written");

    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let mut pty = Pty::gongbu(folder.path(), &[], 120, 36);
        wait(&pty, "Enter Open");
        ours.push(millis(start.elapsed()));
        pty.send("q").wait_exit();
        let start = Instant::now();
        let mut pty = Pty::program(
            &std::env::current_exe().expect("this program"),
            &["--bare", &json.to_string_lossy()],
            120,
            36,
        );
        wait(&pty, "pane 1 1");
        theirs.push(millis(start.elapsed()));
        pty.send("q").wait_exit();
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!(
        "     {:<58} {ours:>9.2} ms",
        "whole start to the full frame"
    );
    println!(
        "     {:<58} {theirs:>9.2} ms",
        "the same of the bare program"
    );
    report.bar("start against the bare program", ours / theirs, 1.5, "x");
    idle(report, &folder);
}

fn idle(report: &mut Report, folder: &tempfile::TempDir) {
    let mut pty = Pty::gongbu(folder.path(), &[], 120, 36);
    pty.wait_for("Enter Open");
    // Let everything that follows a start come to rest.
    thread::sleep(Duration::from_secs(5));
    let before = switches(pty.pid());
    thread::sleep(Duration::from_secs(10));
    let woken = switches(pty.pid()) - before;
    // The clock on the screen may strike once.
    report.bar(
        "wake-ups in 10 s of idling (the clock may strike once)",
        woken as f64,
        2.0,
        "",
    );
    let memory = status(pty.pid(), "VmRSS:") as f64 / 1024.0;
    report.bar("memory after the start", memory, 60.0, "MiB");
    pty.send("q").wait_exit();
}

/// Context switches of all threads so far, of their own will: each is a wake-up.
fn switches(pid: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).expect("Linux");
    threads
        .filter_map(Result::ok)
        .filter_map(|thread| fs::read_to_string(thread.path().join("status")).ok())
        .map(|text| number_after(&text, "voluntary_ctxt_switches:"))
        .sum()
}

fn status(pid: u32, name: &str) -> u64 {
    number_after(
        &fs::read_to_string(format!("/proc/{pid}/status")).expect("Linux"),
        name,
    )
}

fn number_after(text: &str, name: &str) -> u64 {
    text.lines()
        .find_map(|line| line.strip_prefix(name))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

fn wait(pty: &Pty, text: &str) {
    let start = Instant::now();
    while !pty.screen().contains(text) {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "\"{text}\" does not appear:\n{}",
            pty.screen()
        );
        thread::sleep(Duration::from_micros(200));
    }
}
