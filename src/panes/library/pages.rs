//! The shelf of pages: texts to read by group, and one of them in full.

use super::rows::{Row, both};
use super::{Shelf, State};
use crate::content::{Link, Page};
use crate::domain::State as ItemState;
use crate::panes::Env;
use crate::panes::items::state_mark;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;

/// The pages below their groups, groups in the order in which they first come up.
pub(super) fn rows(env: &Env, pages: &[Page]) -> Vec<Row> {
    let mut groups: Vec<&str> = Vec::new();
    for page in pages {
        let group = page.group.get(env.lang);
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    let mut rows = Vec::new();
    for group in groups {
        let of_group = |(_, page): &(usize, &Page)| page.group.get(env.lang) == group;
        let pages: Vec<_> = pages.iter().enumerate().filter(of_group).collect();
        rows.push(Row::heading(group, pages.len().to_string()));
        rows.extend(
            (pages.into_iter()).map(|(item, page)| Row::of(item, page.title.get(env.lang), "")),
        );
    }
    rows
}

/// What is searched of a page: all of it.
pub(super) fn words(page: &Page) -> String {
    let texts = [&page.title, &page.group].into_iter().chain(&page.body);
    texts.map(both).collect::<Vec<_>>().join("\n")
}

/// A page in full.
pub(super) fn lay_out(env: &Env, page: &Page, name: impl Fn(&Link) -> String, sheet: &mut Sheet) {
    sheet.text(0, "", page.title.get(env.lang), Role::Title);
    sheet.text(0, "", page.group.get(env.lang), Role::Dim);
    let mut before = Block::Item;
    for block in &page.body {
        before = lay_out_block(block.get(env.lang), before, sheet);
    }
    if !page.links.is_empty() {
        sheet.heading(env.lang.library().links());
        for (number, link) in page.links.iter().enumerate() {
            let number = format!("{}. ", number + 1);
            sheet.text(2, &number, &name(link), Role::Text);
        }
    }
}

/// What a block is, as far as the next one asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Heading,
    Paragraph,
    Item,
    Code,
}

fn lay_out_block(text: &str, before: Block, sheet: &mut Sheet) -> Block {
    const STATES: [(&str, ItemState); 3] = [
        ("[ ] ", ItemState::Todo),
        ("[x] ", ItemState::Done),
        ("[-] ", ItemState::Skipped),
    ];
    if let Some(heading) = text.strip_prefix("## ") {
        sheet.heading(heading);
        return Block::Heading;
    }
    if let Some(code) = text.strip_prefix("```") {
        sheet.blank();
        let code = code.trim_end_matches("```").trim_matches('\n');
        for line in code.lines() {
            sheet.text(4, "", line, Role::Key);
        }
        return Block::Code;
    }
    let state = (STATES.iter()).find_map(|(mark, state)| Some((text.strip_prefix(mark)?, *state)));
    let (indent, mark, rest, role) = if let Some((rest, state)) = state {
        let (mark, role) = state_mark(state);
        (2, mark, rest, role)
    } else if let Some(rest) = text.strip_prefix("  - ") {
        (4, "- ", rest, Role::Text)
    } else if let Some(rest) = text.strip_prefix("- ") {
        (2, "- ", rest, Role::Text)
    } else if let Some(end) = numbered(text) {
        (2, &text[..end], &text[end..], Role::Text)
    } else {
        let (indent, rest, role) = match text.strip_prefix("> ") {
            Some(rest) => (4, rest, Role::Dim),
            None => (0, text, Role::Text),
        };
        if before != Block::Heading {
            sheet.blank();
        }
        sheet.text(indent, "", rest, role);
        return Block::Paragraph;
    };
    if before == Block::Code {
        sheet.blank();
    }
    sheet.text(indent, mark, rest, role);
    Block::Item
}

/// Where the text of a numbered item begins: after `12. `.
fn numbered(text: &str) -> Option<usize> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .filter(|at| *at > 0)?;
    text[digits..].starts_with(". ").then_some(digits + 2)
}

impl State {
    /// The page that is selected.
    pub(super) fn page(&self) -> Option<&Page> {
        (self.shelf == Shelf::Pages).then(|| self.pages.get(self.item()?))?
    }
}
