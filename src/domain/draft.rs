//! The shape of a draft: six sections as `## ` headings, what is written of them, how long the text is.
//! Reads the body as lines and keeps nothing.

use super::text::{self, Counts};
use crate::lang::{Lang, section_names};

/// A part of the story of a solved problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    Problem,
    Analysis,
    Cause,
    Fix,
    Result,
    Lesson,
}

impl Section {
    pub const ALL: [Section; 6] = [
        Section::Problem,
        Section::Analysis,
        Section::Cause,
        Section::Fix,
        Section::Result,
        Section::Lesson,
    ];
}

/// How far a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionState {
    /// The body has no such heading.
    Absent,
    /// Nothing but blank lines and smaller headings below it.
    Empty,
    Filled,
}

/// A heading that begins a part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    pub line: usize,
    /// None for a heading that is not one of the six.
    pub section: Option<Section>,
    /// Whether a line of text stands below it.
    pub filled: bool,
}

/// The headings of a body in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    pub headings: Vec<Heading>,
}

/// An open code block: what closes it, and how many headings there were before it.
struct Fence {
    mark: char,
    length: usize,
    headings: usize,
    filled: bool,
}

impl Outline {
    /// Reads the lines of a body. Headings within a code block are code, unless the block is never closed:
    /// then it is still being typed.
    pub fn of<L: AsRef<str>>(body: impl IntoIterator<Item = L>) -> Outline {
        let mut headings: Vec<Heading> = Vec::new();
        let mut fence: Option<Fence> = None;
        for (number, line) in body.into_iter().enumerate() {
            let line = line.as_ref();
            if let Some((mark, length, bare)) = fence_mark(line) {
                match &fence {
                    None => {
                        fence = Some(Fence {
                            mark,
                            length,
                            headings: headings.len(),
                            filled: false,
                        });
                    }
                    Some(open) if open.mark == mark && open.length <= length && bare => {
                        headings.truncate(open.headings);
                        if let Some(last) = headings.last_mut() {
                            last.filled |= open.filled;
                        }
                        fence = None;
                    }
                    Some(_) => {}
                }
                continue;
            }
            let blank = line.trim().is_empty();
            if let Some(open) = &mut fence {
                open.filled |= !blank;
            }
            match heading(line) {
                Some((level, title)) if level <= 2 => headings.push(Heading {
                    line: number,
                    section: (level == 2).then(|| section_of(title)).flatten(),
                    filled: false,
                }),
                Some(_) => {}
                None if blank => {}
                None => {
                    if let Some(last) = headings.last_mut() {
                        last.filled = true;
                    }
                }
            }
        }
        Outline { headings }
    }

    /// The state of each section; one that is there twice counts as filled if one of them is.
    pub fn states(&self) -> [SectionState; 6] {
        let mut states = [SectionState::Absent; 6];
        for heading in &self.headings {
            let Some(section) = heading.section else {
                continue;
            };
            let state = if heading.filled {
                SectionState::Filled
            } else {
                SectionState::Empty
            };
            let known = &mut states[section as usize];
            *known = state.max(*known);
        }
        states
    }

    /// How many of the six sections are filled.
    pub fn done(&self) -> usize {
        let filled = |state: &SectionState| *state == SectionState::Filled;
        self.states().iter().filter(|state| filled(state)).count()
    }

    /// The section that a line belongs to.
    pub fn section_at(&self, line: usize) -> Option<Section> {
        let after = self.headings.partition_point(|head| head.line <= line);
        self.headings[..after].last().and_then(|head| head.section)
    }
}

/// Mark and length of a line that opens or closes a code block, and whether nothing follows the mark.
fn fence_mark(line: &str) -> Option<(char, usize, bool)> {
    let line = line.trim();
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    (length >= 3).then_some((mark, length, rest.is_empty()))
}

/// Level and title of a Markdown heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches(' ');
    let title = text.trim_start_matches('#');
    let level = text.len() - title.len();
    let indent = line.len() - text.len();
    let spaced = title.is_empty() || title.starts_with([' ', '\t']);
    ((1..=6).contains(&level) && indent <= 3 && spaced).then(|| (level, title.trim()))
}

/// The section that a heading names, in either language, with or without a number, marks or an addition.
fn section_of(title: &str) -> Option<Section> {
    let first = title.split(['(', '/', ':', ',']).next().unwrap_or(title);
    let first = first.split(" - ").next().unwrap_or(first);
    let bare = first.trim_matches(|c: char| !c.is_alphabetic());
    let words: Vec<&str> = bare.split_whitespace().collect();
    let name = words.join(" ").to_lowercase();
    Section::ALL
        .into_iter()
        .find(|section| section_names(*section).contains(&name.as_str()))
}

/// The body of a new draft: six headings with an empty line below each.
pub fn template(lang: Lang) -> Vec<String> {
    Section::ALL
        .into_iter()
        .flat_map(|section| [heading_line(section, lang), String::new()])
        .collect()
}

fn heading_line(section: Section, lang: Lang) -> String {
    format!("## {}", lang.drafts().section(section))
}

/// The state of each of the six sections of a body.
pub fn sections(body: &[String]) -> [SectionState; 6] {
    Outline::of(body).states()
}

/// The section that a line of a body belongs to.
pub fn section_at(body: &[String], line: usize) -> Option<Section> {
    Outline::of(body).section_at(line)
}

/// The body with a heading for each section that has none, before the sections that come after it.
pub fn with_missing_sections(body: &[String], lang: Lang) -> Vec<String> {
    let outline = Outline::of(body);
    let states = outline.states();
    let place = |section: Section| {
        let later = |head: &&Heading| head.section.is_some_and(|other| other > section);
        outline
            .headings
            .iter()
            .find(later)
            .map_or(body.len(), |head| head.line)
    };
    let missing: Vec<(usize, Section)> = Section::ALL
        .into_iter()
        .filter(|section| states[*section as usize] == SectionState::Absent)
        .map(|section| (place(section), section))
        .collect();
    let mut lines: Vec<String> = Vec::with_capacity(body.len() + 3 * missing.len());
    for number in 0..=body.len() {
        for (_, section) in missing.iter().filter(|(at, _)| *at == number) {
            if lines.last().is_some_and(|line| !line.trim().is_empty()) {
                lines.push(String::new());
            }
            lines.push(heading_line(*section, lang));
            lines.push(String::new());
        }
        lines.extend(body.get(number).cloned());
    }
    lines
}

/// Characters, words and reading time of what was written: the headings of the six sections were there before it.
/// The reading time is an assumption about an unknown reader: 500 Korean characters a minute, Latin letters at
/// twice that pace.
pub fn counts<L: AsRef<str>>(body: impl IntoIterator<Item = L>) -> Counts {
    let mut written = String::new();
    for line in body {
        let line = line.as_ref();
        let names_section =
            heading(line).is_some_and(|(level, title)| level == 2 && section_of(title).is_some());
        if !names_section {
            written.push_str(line);
            written.push('\n');
        }
    }
    text::counts(&written)
}
