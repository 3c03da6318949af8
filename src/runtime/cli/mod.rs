//! The command line: one file a command. Each answers its exit code or an error, worded for the user.

mod adopt;
mod args;
mod backup;
mod check;
mod data;
mod doctor;
mod exchange;
mod find;
mod init;
mod keys;
mod out;
mod paths;
mod report;
mod restore;
mod tick;
mod update;

use super::clock::Clock;
use super::cockpit::Ending;
use super::{cockpit, data_dir, locale, mistake};
use crate::lang::Lang;
use args::{Args, Command};
use clap::Parser;
use data::Session;
pub use out::complain;
use out::{Out, io_kind};
use signal_hook::consts::{SIGUSR1, SIGXFSZ};
use std::io::{self, ErrorKind, IsTerminal};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Well,
    /// A problem was found or something was refused.
    Problem,
    /// Wrong usage, or no terminal.
    Usage,
    /// The data cannot be read at all.
    Unreadable,
}

/// The exit code of a program that met a mistake of its own, in whichever of its threads.
const MISTAKE: u8 = 101;

/// Runs what the command line says. Prints errors, once.
pub fn main() -> ExitCode {
    // Whatever is made, by whichever part of the program, is the user's alone from its first moment.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    // Another program may ask for the right to write. Only the cockpit can answer; a command is over before it could.
    let _ = signal_hook::flag::register(SIGUSR1, Arc::<AtomicBool>::default());
    // A file that grows beyond a limit of the system is an error, not death. (A closed pipe is one already.)
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::<AtomicBool>::default());
    let mut out = Out::new();
    // The language is known for sure only when the settings are.
    let mut lang = locale::of_environment().unwrap_or_default();
    mistake::install(lang);
    let ended = match Args::try_parse() {
        Ok(args) => {
            lang = args.lang.unwrap_or(lang);
            run(args, &mut lang, &mut out)
        }
        Err(error) => usage(&error, &mut out),
    };
    let ended = ended.and_then(|end| {
        out.flush()?;
        Ok(end)
    });
    if mistake::told(lang) {
        if let Err(error) = ended {
            complain(&error.to_string());
        }
        return ExitCode::from(MISTAKE);
    }
    match ended {
        Ok(End::Well) => ExitCode::SUCCESS,
        Ok(End::Problem) => ExitCode::from(1),
        Ok(End::Usage) => ExitCode::from(2),
        Ok(End::Unreadable) => ExitCode::from(3),
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
    *lang = own_lang.unwrap_or_else(|| locale::lang_of(&dir.path));
    let lang = *lang;
    mistake::install(lang);
    let open = || Session::open(&dir.path, &clock, lang, own_lang);
    let look = || Session::look(&dir.path, &clock, lang, own_lang);
    let Some(command) = command else {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            complain(lang.cli().no_terminal());
            return Ok(End::Usage);
        }
        if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
            complain(lang.cli().dumb_terminal());
            return Ok(End::Usage);
        }
        return match cockpit::cockpit(&dir.path, clock, lang, own_lang)? {
            Ending::Well => Ok(End::Well),
            Ending::Unsaved { why, documents } => {
                complain(&lang.app().not_saved_because(&why));
                if let Some(documents) = documents {
                    out.text(lang.saving().printed())?;
                    out.json(&documents)?;
                }
                Ok(End::Problem)
            }
        };
    };
    match command {
        Command::Init(init) => init::run(&init, &dir.path, &clock, lang, out),
        Command::Check { coverage: true, .. } => check::coverage_of_all(lang, out),
        Command::Check { files, .. } => check::run(&files, &dir.path, lang, out),
        Command::Paths => paths::run(&dir, lang, out),
        Command::Dump => data::dump(&look()?.data, out),
        Command::Keys { json, markdown } => keys::run(&look()?, json, markdown, out),
        Command::Today { json } => report::run(&look()?, json, out),
        Command::Backup { folder } => backup::run(&folder, &dir.path, lang, out),
        Command::Restore {
            what, list: true, ..
        } => restore::list(&look()?, what.as_deref(), &dir.path, out),
        Command::Restore { what: None, .. } => {
            complain(lang.past().say_what());
            Ok(End::Usage)
        }
        Command::Restore {
            what: Some(what),
            dry_run,
            ..
        } => {
            let session = if dry_run {
                look()?
            } else {
                Session::make(&dir.path, &clock, lang, own_lang)?
            };
            restore::run(session, &what, dry_run, &dir.path, out)
        }
        Command::Doctor { json, repair } => {
            doctor::run(&dir.path, json, repair, &clock.now(), lang, out)
        }
        Command::Adopt {
            file,
            start,
            dry_run,
        } => {
            let session = if dry_run { look()? } else { open()? };
            adopt::run(session, &file, start, dry_run, out)
        }
        Command::Import { files, dry_run } => {
            let session = if dry_run { look()? } else { open()? };
            exchange::take(session, &files, dry_run, out)
        }
        Command::Export { format, own } => exchange::give(&look()?, &format, own, out),
        Command::Update { files, dry_run } => {
            let session = if dry_run { look()? } else { open()? };
            update::run(session, &files, dry_run, out)
        }
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
