//! The six rules of `src/lib.rs`, read off the source.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file without its tests and comments.
struct Source {
    /// Path below `src/`, e.g. `panes/week.rs`.
    path: String,
    layer: String,
    /// Lines of the whole file.
    lines: usize,
    code: Vec<(usize, String)>,
}

/// The folders in the order of use: a layer may use those of a smaller number, and itself.
const LAYERS: [(&str, u8); 11] = [
    ("lang", 0),
    ("domain", 0),
    ("commands", 1),
    ("ui", 1),
    ("content", 1),
    ("store", 1),
    ("import", 2),
    ("export", 3),
    ("panes", 3),
    ("app", 4),
    ("runtime", 5),
];

/// Files that are pure tables.
const TABLES: [&str; 1] = ["commands/table.rs"];

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files.iter().map(|file| read(&root, file)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn read(root: &Path, file: &Path) -> Source {
    let text = fs::read_to_string(file).unwrap();
    let path = file
        .strip_prefix(root)
        .unwrap()
        .to_string_lossy()
        .replace('\\', "/");
    let layer = path
        .split('/')
        .next()
        .unwrap()
        .trim_end_matches(".rs")
        .to_owned();
    let code = text
        .lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .map(|(number, line)| (number + 1, line.trim()))
        .filter(|(_, line)| !line.starts_with("//"))
        .map(|(number, line)| (number, line.to_owned()))
        .collect();
    Source {
        path,
        layer,
        lines: text.lines().count(),
        code,
    }
}

/// Fails with every place where a line of `layers` contains one of `words`.
fn forbid(layers: &[&str], words: &[&str]) {
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| layers.contains(&source.layer.as_str()))
        .flat_map(|source| {
            source.code.iter().filter_map(|(number, line)| {
                let word = words.iter().find(|word| line.contains(**word))?;
                Some(format!("{}:{number} mentions {word}: {line}", source.path))
            })
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_pure_layers_know_no_files_processes_threads_terminal_input_or_clock() {
    forbid(
        &[
            "domain", "commands", "panes", "app", "ui", "lang", "content", "import", "export",
        ],
        &[
            "std::fs",
            "std::process",
            "std::thread",
            "std::env",
            "std::net",
            "std::io",
            "crossterm",
            "SystemTime",
            "Instant",
            "Utc::now",
            "Local::now",
            "signal_hook",
        ],
    );
    let clocks = ["SystemTime::now", "Utc::now", "Local::now"];
    let asking: Vec<String> = sources()
        .iter()
        .filter(|source| {
            source
                .code
                .iter()
                .any(|(_, line)| clocks.iter().any(|clock| line.contains(clock)))
        })
        .map(|source| source.path.clone())
        .collect();
    assert_eq!(
        asking,
        ["runtime/clock.rs", "store/files.rs"],
        "the shell's clock and the store's file layer"
    );
}

#[test]
fn the_layers_below_the_screen_know_no_terminal_library() {
    forbid(
        &[
            "domain", "store", "content", "import", "export", "lang", "commands",
        ],
        &["ratatui", "crossterm"],
    );
}

#[test]
fn data_is_changed_by_apply_alone() {
    let gates: Vec<String> = sources()
        .iter()
        .filter(|source| source.path == "domain/data.rs" || source.path == "domain/docs.rs")
        .flat_map(|source| source.code.clone())
        .map(|(_, line)| line)
        .filter(|line| line.starts_with("pub fn") && line.contains("&mut self"))
        .collect();
    assert_eq!(
        gates.len(),
        3,
        "apply and two ways to load, no more: {gates:?}"
    );
    assert!(
        gates.iter().any(|line| line.starts_with("pub fn apply(")),
        "{gates:?}"
    );
    assert!(
        gates.iter().any(|line| line.starts_with("pub fn load(")),
        "{gates:?}"
    );
}

#[test]
fn texts_for_users_are_in_lang_and_data_alone() {
    // Tables of letters, not texts.
    let tables_of_letters = [
        "domain/text.rs",
        "domain/hangul.rs",
        "domain/search.rs",
        "domain/search/",
    ];
    let mut found = Vec::new();
    for source in sources() {
        let letters = tables_of_letters
            .iter()
            .any(|table| source.path.starts_with(table));
        if source.layer == "lang" || letters {
            continue;
        }
        let shown = ["panes", "app", "ui", "commands"].contains(&source.layer.as_str());
        for (number, line) in &source.code {
            let hangul = line
                .split("//")
                .next()
                .unwrap()
                .chars()
                .any(|c| ('가'..='힣').contains(&c) || ('ㄱ'..='ㅣ').contains(&c));
            let spoken = shown
                && !line.contains("reason = ")
                && !line.contains(".expect(")
                && literals(line).iter().any(|text| is_spoken(text));
            if hangul || spoken {
                found.push(format!("{}:{number}: {line}", source.path));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The string literals of a line.
fn literals(line: &str) -> Vec<&str> {
    line.split('"').skip(1).step_by(2).collect()
}

/// Two words in a row outside of `{}` are a text for people.
fn is_spoken(text: &str) -> bool {
    let mut depth = 0;
    let plain: String = text
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '{');
            let outside = depth == 0;
            depth -= i32::from(*c == '}');
            outside
        })
        .collect();
    let words: Vec<&str> = plain.split(' ').collect();
    words.windows(2).any(|pair| {
        pair.iter()
            .all(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic()))
    })
}

#[test]
fn files_stay_under_four_hundred_lines() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.layer != "lang" && !TABLES.contains(&source.path.as_str()))
        .filter(|source| source.lines > 400)
        .map(|source| format!("{}: {} lines", source.path, source.lines))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn drawing_borrows_the_state_and_cannot_change_it() {
    for source in sources()
        .iter()
        .filter(|source| ["panes", "app", "ui"].contains(&source.layer.as_str()))
    {
        for (number, line) in &source.code {
            let draws = line.contains("fn draw") || line.contains("fn view");
            assert!(
                !draws || !line.contains("&mut self"),
                "{}:{number}: {line}",
                source.path
            );
            assert!(
                !line.contains("Cell<"),
                "{}:{number} hides a change: {line}",
                source.path
            );
            assert!(
                !line.contains("Wrap {"),
                "{}:{number}: our own wrap is used: {line}",
                source.path
            );
        }
    }
}

#[test]
fn each_layer_uses_only_what_stands_left_of_it() {
    let level = |name: &str| {
        LAYERS
            .iter()
            .find(|(layer, _)| *layer == name)
            .map(|(_, level)| *level)
    };
    let mut found = Vec::new();
    for source in sources() {
        let Some(own) = level(&source.layer) else {
            continue;
        };
        for (number, line) in &source.code {
            for used in line.split("crate::").skip(1) {
                let name: String = used
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                let Some(other) = level(&name) else { continue };
                let allowed = name == source.layer || other < own || (own == 0 && other == 0);
                if !allowed {
                    found.push(format!("{}:{number} uses {name}: {line}", source.path));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for source in sources() {
        let text = fs::read_to_string(root.join(&source.path)).unwrap();
        assert!(text.starts_with("//!"), "{} has no header", source.path);
    }
}
