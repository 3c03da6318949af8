//! `gongbu keys`: the table of commands with the keys as they are, the user's own included.

use super::End;
use super::data::Session;
use super::out::{Out, complain};
use crate::app::key_conflict;
use crate::commands::{COMMANDS, Cmd, Keymap};
use crate::lang::Lang;
use crate::panes::help::scope_name;
use crate::ui::wrap;
use serde::Serialize;

/// A command as JSON has it.
#[derive(Serialize)]
struct Row {
    command: &'static str,
    /// Where it works, in the user's language.
    scope: &'static str,
    title: &'static str,
    keys: Vec<String>,
}

pub fn run(session: &Session, json: bool, markdown: bool, out: &mut Out) -> anyhow::Result<End> {
    let lang = session.lang;
    let (keymap, conflicts) = Keymap::new(&session.data.settings().keys);
    for conflict in &conflicts {
        complain(&key_conflict(lang, conflict));
    }
    let palette = keymap.key_of(Cmd::OpenPalette);
    let rows: Vec<Row> = COMMANDS
        .iter()
        .map(|command| Row {
            command: command.name,
            scope: scope_name(lang, command.scope),
            title: command.title(lang),
            keys: keymap.keys_of(command.id),
        })
        .collect();
    if json {
        out.json(&rows)?;
    } else if markdown {
        table(&rows, palette.as_deref(), lang, out)?;
    } else {
        list(&rows, palette.as_deref(), out)?;
    }
    let ended = if conflicts.is_empty() {
        End::Well
    } else {
        End::Problem
    };
    Ok(ended)
}

/// `palette`: the key that finds the commands without one.
fn list(rows: &[Row], palette: Option<&str>, out: &mut Out) -> anyhow::Result<()> {
    let wide = |cells: &dyn Fn(&Row) -> usize| rows.iter().map(cells).max().unwrap_or(0);
    let keys = |row: &Row| match palette {
        Some(palette) if row.keys.is_empty() => format!("({palette})"),
        _ => row.keys.join("  "),
    };
    let keys_wide = wide(&|row| wrap::width(&keys(row)));
    let title_wide = wide(&|row| wrap::width(row.title));
    let mut scope = "";
    for row in rows {
        if row.scope != scope {
            if !scope.is_empty() {
                out.line("")?;
            }
            scope = row.scope;
            out.line(scope)?;
        }
        let keys = keys(row);
        let (keys, title) = (
            wrap::pad(&keys, keys_wide),
            wrap::pad(row.title, title_wide),
        );
        out.line(&format!("  {keys}  {title}  {}", row.command))?;
    }
    Ok(())
}

fn table(rows: &[Row], palette: Option<&str>, lang: Lang, out: &mut Out) -> anyhow::Result<()> {
    let texts = lang.cli();
    let (place, key, what, name) = (texts.place(), texts.key(), texts.what(), texts.name());
    out.line(&format!("| {place} | {key} | {what} | {name} |"))?;
    out.line("|---|---|---|---|")?;
    let mut scope = "";
    for row in rows {
        let place = if row.scope == scope { "" } else { row.scope };
        scope = row.scope;
        let keys: Vec<String> = row.keys.iter().map(|key| code(key)).collect();
        let keys = match palette {
            Some(palette) if keys.is_empty() => format!("({})", code(palette)),
            _ => keys.join(" "),
        };
        let name = code(row.command);
        out.line(&format!("| {place} | {keys} | {} | {name} |", row.title))?;
    }
    Ok(())
}

/// A text as code in a cell of a Markdown table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}
