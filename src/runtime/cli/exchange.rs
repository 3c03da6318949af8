//! `gongbu import` and `gongbu export`: questions from and to foreign files.

use super::End;
use super::data::Session;
use super::out::{Out, complain};
use crate::domain::Question;
use crate::export::export;
use crate::import::{self, Format};
use crate::runtime::exchange;
use anyhow::{anyhow, bail};
use std::path::PathBuf;

/// How many prompts that are known already, and lines not understood, are named.
const NAMED: usize = 10;

/// Takes the questions of files in, as one step.
pub fn take(
    mut session: Session,
    files: &[PathBuf],
    dry_run: bool,
    out: &mut Out,
) -> anyhow::Result<End> {
    session.must_be_started()?;
    let texts = session.lang.exchange();
    let mut all: Vec<Question> = Vec::new();
    for file in files {
        let name = file.display().to_string();
        let read = exchange::read(file, session.lang).map_err(|why| anyhow!(why))?;
        let alone = import::import(&session.data, read.questions.clone(), &session.now, "");
        out.line(&texts.read(&name, alone.new, alone.known.len(), read.unread.len()))?;
        for prompt in alone.known.iter().take(NAMED) {
            out.line(&format!("  {}", texts.known(prompt)))?;
        }
        if !read.unread.is_empty() {
            let lines = read.unread.iter().take(NAMED);
            let lines: Vec<String> = lines.map(|(number, _)| number.to_string()).collect();
            complain(&texts.lines(&lines.join(", ")));
        }
        all.extend(read.questions);
    }
    let import = import::import(&session.data, all, &session.now, texts.import());
    if dry_run {
        out.line(texts.only_shown())?;
    } else if import.new == 0 {
        out.line(texts.nothing())?;
    } else {
        session.must_be_writable()?;
        session.apply(&import.edit)?;
        out.line(&texts.done(import.new))?;
    }
    Ok(End::Well)
}

/// Prints questions as a file that another program reads.
pub fn give(session: &Session, format: &str, own: bool, out: &mut Out) -> anyhow::Result<End> {
    let name = format!(".{format}");
    let Some(format) = Format::of(&name) else {
        bail!(session.lang.exchange().unknown_format(&name));
    };
    let mut questions: Vec<&Question> = (session.data.all_questions())
        .filter(|question| question.own || !own)
        .collect();
    questions.sort_by_key(|question| (&question.topic, &question.id));
    out.file(&export(questions.into_iter(), format, session.lang))?;
    Ok(End::Well)
}
