//! Printing: everything passes the gate that keeps foreign text from steering the terminal, and a reader that has
//! gone is no error.

use crate::domain::text::{is_control, is_invisible};
use crate::ui::{safe, wrap};
use serde::Serialize;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

/// Standard output.
pub struct Out {
    stdout: BufWriter<StdoutLock<'static>>,
}

impl Out {
    pub fn new() -> Out {
        Out {
            stdout: BufWriter::new(io::stdout().lock()),
        }
    }

    /// Prints a line.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.stdout, "{}", safe::shown(text).trim_end())
    }

    /// Prints a text of several lines.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        text.lines().try_for_each(|line| self.line(line))
    }

    /// Prints a file for another program: as a text, but tabs stay what they are.
    pub fn file(&mut self, text: &str) -> io::Result<()> {
        text.lines().try_for_each(|line| {
            let cells: Vec<_> = line.split('\t').map(safe::shown).collect();
            writeln!(self.stdout, "{}", cells.join("\t"))
        })
    }

    /// Prints rows of cells below each other, indented.
    pub fn table(&mut self, rows: &[Vec<String>]) -> io::Result<()> {
        let mut widths: Vec<usize> = Vec::new();
        for row in rows {
            for (column, cell) in row.iter().enumerate() {
                let width = wrap::width(&safe::shown(cell));
                match widths.get_mut(column) {
                    Some(widest) => *widest = width.max(*widest),
                    None => widths.push(width),
                }
            }
        }
        for row in rows {
            let mut line = String::new();
            for (cell, widest) in row.iter().zip(&widths) {
                let cell = safe::shown(cell);
                let gap = widest.saturating_sub(wrap::width(&cell));
                line.push_str(&format!("  {cell}{}", " ".repeat(gap)));
            }
            self.line(&line)?;
        }
        Ok(())
    }

    /// Prints a value as JSON, with what could steer a terminal, or hide in it, escaped.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_string_pretty(value)?;
        let mut rest = text.as_str();
        let steers = |c: char| (c != '\n' && is_control(c)) || is_invisible(c);
        while let Some(at) = rest.find(steers) {
            let (before, from) = rest.split_at(at);
            self.stdout.write_all(before.as_bytes())?;
            let mut chars = from.chars();
            if let Some(control) = chars.next() {
                for unit in control.encode_utf16(&mut [0; 2]) {
                    write!(self.stdout, "\\u{unit:04x}")?;
                }
            }
            rest = chars.as_str();
        }
        writeln!(self.stdout, "{rest}")
    }

    pub fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }
}

/// Tells an error or a notice. A program that cannot tell has nobody to tell it to.
pub fn complain(text: &str) {
    let mut stderr = io::stderr().lock();
    let mut prefix = "gongbu: ";
    for line in text.lines() {
        let _ = writeln!(stderr, "{prefix}{}", safe::shown(line));
        prefix = "";
    }
}

/// The kind of an error that was met while printing; errors of other origin come in words.
pub fn io_kind(error: &anyhow::Error) -> Option<ErrorKind> {
    error.downcast_ref::<io::Error>().map(io::Error::kind)
}
