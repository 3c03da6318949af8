//! What the packs state, fact by fact: a row is a sentence, what stands in the data, and what has to stand there.

/// Rows of a sentence, what stands in the data, and what is stated; every row that is wrong is told.
macro_rules! facts {
    ($($fact:literal: $found:expr => $stated:tt;)+) => {
        let facts = [$(($fact, json!($found), json!($stated))),+];
        let wrong = facts.into_iter().filter(|(_, found, stated)| found != stated);
        let wrong: Vec<String> = wrong
            .map(|(fact, found, stated)| format!("{fact}: {found}, stated as {stated}"))
            .collect();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    };
}

mod careflow;
mod market;
mod pages;
mod portfolio;
mod roles;
mod service;
mod tracks;

use crate::common::{FRIDAY, now_at};
use gongbu::content::{EMBEDDED, ROADMAPS, adopt, roadmap};
use gongbu::domain::Data;
use gongbu::domain::schedule::Schedule;
use gongbu::domain::tree::Tree;
use gongbu::lang::Lang;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// All packs as they stand in their files.
static FILES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let files = EMBEDDED.iter();
    files
        .map(|(name, text)| serde_json::from_str(text).expect(name))
        .collect()
});

/// A plan, or a node of one, by its full id.
fn node(id: &str) -> &'static Value {
    let (plan, path) = id.split_once('/').unwrap_or((id, ""));
    let mut plans = FILES.iter().filter_map(|file| file.get("plan"));
    let plan = plans.find(|found| found["id"] == plan);
    let parts = path.split('/').filter(|part| !part.is_empty());
    let found = parts.fold(plan, |above, part| {
        children(above?).iter().find(|node| node["id"] == part)
    });
    found.unwrap_or_else(|| panic!("no node {id}"))
}

/// What a plan or a node holds.
fn children(node: &Value) -> &[Value] {
    let list = node.get("nodes").or(node.get("children"));
    list.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Everything below a node.
fn below(node: &'static Value) -> Vec<&'static Value> {
    let deeper = |child| [vec![child], below(child)].concat();
    children(node).iter().flat_map(deeper).collect()
}

/// The nodes of a kind below one.
fn of_kind(id: &str, kind: &str) -> Vec<&'static Value> {
    let mut found = below(node(id));
    found.retain(|node| node["kind"] == kind);
    found
}

/// How many nodes of a kind are below one.
fn count(id: &str, kind: &str) -> Value {
    json!(of_kind(id, kind).len())
}

/// How many children each child of a node has, those of `kind` alone being counted.
fn sizes(id: &str, kind: &str) -> Value {
    let of_kind = |child| {
        let held = children(child).iter();
        held.filter(|held| held["kind"] == kind).count()
    };
    children(node(id)).iter().map(of_kind).collect()
}

/// A member of every node below one that has it, in their order; `/` leads into it.
fn each(id: &str, member: &str) -> Value {
    let member = format!("/{member}");
    let below = below(node(id));
    let found = below.iter().filter_map(|node| node.pointer(&member));
    found.cloned().collect()
}

/// How many tasks below a node are open, done and skipped in the document.
fn states(id: &str) -> Value {
    let tasks = of_kind(id, "task");
    let of = |state| tasks.iter().filter(|task| task["state"] == state).count();
    let (done, skipped) = (of("done"), of("skipped"));
    json!([tasks.len() - done - skipped, done, skipped])
}

/// The English of a text.
fn english(text: &Value) -> &str {
    let english = text.as_str().or_else(|| text["en"].as_str());
    english.unwrap_or_default()
}

/// Whether the title or note of a node, or a remark on a plan, has some words (or figures) in each language.
fn tells(id: &str, english: &str, korean: &str) -> Value {
    let has = |text: &Value, lang: &str, words: &str| {
        let text = text.as_str().or_else(|| text[lang].as_str());
        text.is_some_and(|text| words.split(' ').all(|word| text.contains(word)))
    };
    let node = node(id);
    let remarks = node["notes"].as_array().into_iter().flatten();
    let mut texts = remarks.chain([&node["title"], &node["note"]]);
    json!(texts.any(|text| has(text, "en", english) && has(text, "ko", korean)))
}

/// The same of figures and names that both languages share.
fn says(id: &str, figures: &str) -> Value {
    tells(id, figures, figures)
}

/// The unit that is on at a date, and the week of its phase, when a roadmap is taken up on its own dates.
fn on(road: &str, date: &str) -> Value {
    let (mut data, now) = (Data::default(), now_at(FRIDAY));
    let edit = adopt(&data, &roadmap(road), None, Lang::En, &now, "");
    data.apply(&edit).expect("a roadmap");
    let tree = Tree::of(&data);
    let date = date.parse().expect("a date");
    let position = Schedule::of(&data, &tree).position(&data, &tree, date);
    json!(position.map(|position| (position.unit, position.week.0)))
}

#[test]
fn five_roadmaps_can_be_taken_up() {
    let plans = ROADMAPS.map(|road| roadmap(road).len());
    facts! {
        "they are these": ROADMAPS => ["service", "market", "tracks", "careflow", "portfolio"];
        "and have these many plans": plans => [5, 1, 4, 1, 1];
    }
}
