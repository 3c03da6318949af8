//! The command line: one file a command. Each answers its exit code or an error, worded for the user.

mod args;
mod check;
mod data;
mod find;
mod init;
mod keys;
mod out;
mod paths;
mod report;
mod tick;

use super::clock::Clock;
use super::{cockpit, data_dir};
use crate::lang::Lang;
use args::{Args, Command};
use clap::Parser;
use data::Session;
use out::{Out, complain, io_kind};
use std::io::{self, ErrorKind, IsTerminal};
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Well,
    /// A problem was found or something was refused.
    Problem,
    /// Wrong usage, or no terminal.
    Usage,
}

/// Runs what the command line says. Prints errors, once.
pub fn main() -> ExitCode {
    // Whatever is made, by whichever part of the program, is the user's alone from its first moment.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let mut out = Out::new();
    // The language is known for sure only when the settings are.
    let mut lang = Lang::default();
    let ended = match Args::try_parse() {
        Ok(args) => {
            lang = args.lang.unwrap_or_default();
            run(args, &mut lang, &mut out)
        }
        Err(error) => usage(&error, &mut out),
    };
    let ended = ended.and_then(|end| {
        out.flush()?;
        Ok(end)
    });
    match ended {
        Ok(End::Well) => ExitCode::SUCCESS,
        Ok(End::Problem) => ExitCode::from(1),
        Ok(End::Usage) => ExitCode::from(2),
        Err(error) => match io_kind(&error) {
            // Who reads has had enough: `gongbu dump | head`.
            Some(ErrorKind::BrokenPipe) => ExitCode::SUCCESS,
            Some(_) => {
                complain(&lang.cli().cannot_write(&error.to_string()));
                ExitCode::from(1)
            }
            None => {
                complain(&error.to_string());
                ExitCode::from(1)
            }
        },
    }
}

fn run(args: Args, lang: &mut Lang, out: &mut Out) -> anyhow::Result<End> {
    let Args {
        data_dir: flag,
        lang: own_lang,
        now,
        command,
    } = args;
    let dir = data_dir::resolve(flag)?;
    let clock = Clock::new(now);
    *lang = own_lang.unwrap_or_else(|| data::lang_of(&dir.path));
    let lang = *lang;
    let open = || Session::open(&dir.path, &clock, lang, own_lang);
    let Some(command) = command else {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            complain(lang.cli().no_terminal());
            return Ok(End::Usage);
        }
        let data = super::open::open(&dir.path, lang)?;
        cockpit::cockpit(data, clock, own_lang)?;
        return Ok(End::Well);
    };
    match command {
        Command::Init(init) => init::run(&init, &dir.path, &clock, lang, out),
        Command::Check { files } => check::run(&files, &dir.path, lang, out),
        Command::Paths => paths::run(&dir, lang, out),
        Command::Dump => data::dump(&open()?.data, out),
        Command::Keys { json, markdown } => keys::run(&open()?, json, markdown, out),
        Command::Today { json } => report::run(&open()?, json, out),
        Command::Tick {
            id,
            skip,
            without_proof,
        } => tick::tick(open()?, &id, skip.as_deref(), without_proof, out),
        Command::Log { id, time, on } => tick::log(open()?, &id, &time, on, out),
    }
}

/// Help and version, or what is wrong with the arguments.
fn usage(error: &clap::Error, out: &mut Out) -> anyhow::Result<End> {
    let text = error.render().to_string();
    if error.use_stderr() {
        complain(text.strip_prefix("error: ").unwrap_or(&text).trim_end());
        return Ok(End::Usage);
    }
    out.text(&text)?;
    Ok(End::Well)
}
