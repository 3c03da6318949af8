//! Draws the editor: the strip of sections, what the section at the caret asks for, the text, the counters.

use super::editor::Editor;
use super::list::{COLUMN, origin, shown_title};
use super::*;
use crate::domain::draft::{Section, SectionState};
use crate::ui::text_area;
use crate::ui::wrap;

/// Where everything is. A part that there is no room for is empty.
struct Parts {
    strip: Rect,
    /// What the draft grew from, if it did.
    node: Rect,
    prompt: Rect,
    rule: Rect,
    text: Rect,
    bottom: Rect,
}

fn parts(area: Rect, node: bool) -> Parts {
    let mut rest = area;
    let mut take = |wanted: bool| {
        let height = u16::from(wanted).min(rest.height);
        let taken = Rect { height, ..rest };
        rest.y += height;
        rest.height -= height;
        taken
    };
    let height = area.height;
    let strip = take(height >= 4);
    let node = take(node && height >= 12);
    let prompt = take(height >= 6);
    let rule = take(height >= 14);
    let bottom = u16::from(height >= 2);
    rest.height -= bottom;
    let margin = u16::from(area.width >= 30);
    // One cell more than the column: the caret's, behind a full row.
    let width = rest.width.saturating_sub(margin).min(COLUMN + 1);
    Parts {
        strip,
        node,
        prompt,
        rule,
        text: Rect {
            x: rest.x + margin,
            width,
            ..rest
        },
        bottom: Rect {
            y: rest.bottom(),
            height: bottom,
            ..rest
        },
    }
}

fn parts_of(editor: &Editor, env: &Env) -> Parts {
    parts(env.area, origin(editor.draft(), env).is_some())
}

/// Tells the text fields the room they have.
pub fn fit(editor: &mut Editor, env: &Env) {
    let parts = parts_of(editor, env);
    if !parts.text.is_empty() {
        editor.area.set_size(parts.text.width, parts.text.height);
    }
    let line = find_line(env, parts.bottom);
    if let Some(find) = &mut editor.finding {
        find.field.fit(env.lang.drafts().find(), line);
    }
}

/// What is left for the field on the right of which "no match" may stand.
fn find_line(env: &Env, bottom: Rect) -> Rect {
    let said = u16::try_from(wrap::width(env.lang.drafts().no_match()) + 2).unwrap_or(0);
    Rect {
        width: bottom.width.saturating_sub(said),
        ..bottom
    }
}

/// Room that the title keeps before the border tells the number of characters too.
const LEAST_TITLE: usize = 16;

/// The text in the border: the draft's title, how far it is, how long.
pub fn title(editor: &Editor, env: &Env) -> String {
    let texts = env.lang.drafts();
    let sections = texts.sections_done(editor.outline.done());
    let characters = texts.characters(editor.counts.chars_with_spaces);
    // The frame adds a number and blanks, the title its quotes.
    let room = |after: &str| usize::from(env.area.width).saturating_sub(wrap::width(after) + 6);
    let mut after = format!("  {sections} · {characters}");
    if room(&after) < LEAST_TITLE {
        after = format!("  {sections}");
    }
    let room = room(&after);
    let title = wrap::truncate(shown_title(&editor.draft().title, env), room);
    format!("\"{title}\"{after}")
}

pub fn draw(editor: &Editor, env: &Env, buf: &mut Buffer) -> Option<Position> {
    let parts = parts_of(editor, env);
    draw_strip(editor, env, buf, &parts);
    draw_prompt(editor, env, buf, parts.prompt);
    if parts.rule.height > 0 {
        paint::rule(buf, parts.rule, parts.rule.y, env.style(Role::Border));
    }
    let caret = text_area::draw(&editor.area, parts.text, buf, &env.text_styles());
    match &editor.finding {
        None => {
            draw_counters(editor, env, buf, parts.bottom);
            caret
        }
        Some(find) => {
            let texts = env.lang.drafts();
            let line = find_line(env, parts.bottom);
            if !find.field.is_blank() && !editor.area.at_match() {
                let said = format!("{} ", texts.no_match());
                let style = env.style(Role::Bad);
                paint::put_right(buf, parts.bottom, parts.bottom.y, &said, style);
            }
            find.field.draw(texts.find(), line, env, buf)
        }
    }
}

fn mark(state: SectionState) -> &'static str {
    match state {
        SectionState::Absent => "[-]",
        SectionState::Empty => "[ ]",
        SectionState::Filled => "[x]",
    }
}

fn draw_strip(editor: &Editor, env: &Env, buf: &mut Buffer, parts: &Parts) {
    let area = parts.strip;
    if area.height == 0 {
        return;
    }
    let texts = env.lang.drafts();
    let here = editor.section();
    let states = editor.outline.states();
    let names: Vec<String> = Section::ALL
        .iter()
        .map(|section| {
            format!(
                "{} {}",
                mark(states[*section as usize]),
                texts.section(*section)
            )
        })
        .collect();
    let gap = "  ";
    let whole: usize = names.iter().map(|name| wrap::width(name) + gap.len()).sum();
    let mut pieces: Vec<(&str, Style)> = vec![(" ", env.style(Role::Text))];
    if whole <= usize::from(area.width) {
        for (section, name) in Section::ALL.iter().zip(&names) {
            let role = match states[*section as usize] {
                _ if here == Some(*section) => Role::Here,
                SectionState::Filled => Role::Text,
                SectionState::Empty | SectionState::Absent => Role::Dim,
            };
            pieces.push((name, env.style(role)));
            pieces.push((gap, env.style(Role::Text)));
        }
    } else {
        // All marks, and the name of the section that is being written.
        pieces.extend(Section::ALL.map(|section| {
            let role = if here == Some(section) {
                Role::Here
            } else {
                Role::Dim
            };
            (mark(states[section as usize]), env.style(role))
        }));
        let name = here.map_or("", |section| texts.section(section));
        pieces.push((" ", env.style(Role::Text)));
        pieces.push((name, env.style(Role::Here)));
    }
    paint::put_all(buf, area.x, area.y, area.width, &pieces);
    if let Some(from) = origin(editor.draft(), env).filter(|_| parts.node.height > 0) {
        let room = parts.node.width.saturating_sub(1);
        let style = env.style(Role::Dim);
        paint::put(buf, parts.node.x + 1, parts.node.y, room, &from, style);
    }
}

/// What the section at the caret asks for, or which keys lead to one.
fn draw_prompt(editor: &Editor, env: &Env, buf: &mut Buffer, area: Rect) {
    if area.height == 0 {
        return;
    }
    let texts = env.lang.drafts();
    let key = |cmd| env.keymap.key_of(cmd);
    let headed = editor
        .outline
        .headings
        .iter()
        .any(|head| head.section.is_some());
    let prompt = match editor.section() {
        Some(section) => Some(texts.prompt(section).to_owned()),
        None if headed => key(Cmd::NextSection).map(|key| texts.go_to_section(&key)),
        None => key(Cmd::AddSections).map(|key| texts.add_sections(&key)),
    };
    let room = area.width.saturating_sub(1);
    let prompt = prompt.unwrap_or_default();
    paint::put(buf, area.x + 1, area.y, room, &prompt, env.style(Role::Dim));
}

fn draw_counters(editor: &Editor, env: &Env, buf: &mut Buffer, area: Rect) {
    if area.height == 0 {
        return;
    }
    let texts = env.lang.drafts();
    let (said, role) = if !editor.is_unsaved() {
        (texts.saved(), Role::Good)
    } else if editor.is_typing() {
        (texts.typing(), Role::Dim)
    } else {
        (texts.not_saved(), Role::Bad)
    };
    let said = format!(" {said} ");
    let used = paint::put_right(buf, area, area.y, &said, env.style(role));
    let room = area.width.saturating_sub(used + 1);
    let mut line = String::new();
    for counter in texts.counters(&editor.counts, editor.outline.done()) {
        let longer = if line.is_empty() {
            counter
        } else {
            format!("{line} · {counter}")
        };
        if wrap::width(&longer) > usize::from(room) && !line.is_empty() {
            break;
        }
        line = longer;
    }
    paint::put(buf, area.x + 1, area.y, room, &line, env.style(Role::Dim));
}
