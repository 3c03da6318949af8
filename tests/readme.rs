//! The README says what the program says of itself.

use crate::common::pty::run;
use std::path::Path;

#[test]
fn the_keys_in_the_readme_are_those_of_the_program() {
    let folder = tempfile::TempDir::new().unwrap();
    let keys = run(folder.path(), &["--lang", "en", "keys", "--markdown"]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("<!-- keys -->\n").unwrap();
    let (found, after) = rest.split_once("<!-- /keys -->").unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        let text = format!(
            "{before}<!-- keys -->\n{}\n<!-- /keys -->{after}",
            keys.trim_end()
        );
        std::fs::write(&path, text).unwrap();
        return;
    }
    assert!(
        found.trim() == keys.trim(),
        "run: UPDATE_README=1 cargo test keys_in_the_readme"
    );
}

#[test]
fn every_command_of_the_shell_is_in_the_readme() {
    let folder = tempfile::TempDir::new().unwrap();
    let help = run(folder.path(), &["--help"]);
    let readme = include_str!("../README.md");
    let commands = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1);
    let names: Vec<&str> = commands
        .take_while(|line| !line.trim().is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help" && name.chars().all(|c| c.is_ascii_lowercase()))
        .collect();
    assert!(names.len() >= 8, "{help}");
    for name in names {
        assert!(readme.contains(&format!("gongbu {name}")), "{name}");
    }
}

#[test]
fn the_pack_in_the_readme_is_one() {
    let readme = include_str!("../README.md");
    let mut blocks = readme.split("```json\n").skip(1);
    let block = blocks.find(|block| block.contains("gongbu_pack"));
    let (text, _) = block
        .and_then(|it| it.split_once("```"))
        .expect("an example");
    let names = gongbu::content::Names::of(text);
    assert!(names.nodes.contains("mine/basics/hash/30-minutes"));
    assert_eq!(gongbu::content::check_pack(text, &names), []);
}
