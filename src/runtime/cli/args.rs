//! What can be said on the command line. The comments are the text of `--help`.

use crate::content::{HOURS, ROADMAPS, YEARS};
use crate::lang::Lang;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// A full-screen terminal cockpit for one person's long study plan, in Korean and English.
/// Without a command the cockpit opens; the commands do one thing and end.
#[derive(Debug, Parser)]
#[command(version, after_help = AFTER)]
pub struct Args {
    /// Folder of the data [default: $GONGBU_DATA, or the platform's place; see `gongbu paths`]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,

    /// Language of the screen and of the output [default: that of the settings]
    #[arg(long, global = true, value_name = "en|ko", value_parser = lang(), hide_possible_values = true)]
    pub lang: Option<Lang>,

    /// Take this moment for now, e.g. 2026-11-20T21:05:00+09:00 (for tests and demonstrations)
    #[arg(long, global = true, value_name = "RFC3339", value_parser = moment)]
    pub now: Option<DateTime<FixedOffset>>,

    #[command(subcommand)]
    pub command: Option<Command>,
}

const AFTER: &str = "Exit codes: 0 all is well, 1 a problem was found or something was refused, 2 wrong usage or no terminal.";

const WHAT: &str = "WHAT is one of
  2026-11-14               all documents as they were at the end of that day
  2026-11-14T21:00         all documents as they were then
  plans/service            a document as it was before its last change
  plans/service@12         one of its saved states, by number
  plans/service@2026-11-14 the document as it was then
  20261114T120000Z-restore a mark
  PATH                     a backup, or a file that was set aside";

const HEALTH: &str = "Exit codes: 0 all is well, 1 something was found, 2 wrong usage, 3 the data cannot be read at all.";

/// A command; none opens the cockpit.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The first start without screens: takes up a roadmap
    Init(Init),
    /// Print the day: phase, this week's open items, due reviews, promises
    Today {
        /// Print all of it as JSON, with stable names
        #[arg(long)]
        json: bool,
    },
    /// Mark an item as done
    Tick {
        /// Id of an item or unit, or the end of one if no other ends so (`gongbu today` prints them)
        id: String,
        /// Skip it instead, and say why
        #[arg(long, value_name = "REASON")]
        skip: Option<String>,
        /// Close it although proofs below it are still open
        #[arg(long, conflicts_with = "skip")]
        without_proof: bool,
    },
    /// Log time on an item
    Log {
        /// Id of an item or unit, or the end of one if no other ends so
        id: String,
        /// 30, 45m, 1.5h or 1h30; a leading - takes some back
        #[arg(allow_hyphen_values = true)]
        time: String,
        /// The day it counts for [default: today]
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        on: Option<NaiveDate>,
    },
    /// Print all data as one JSON text that is the same to the byte for the same data
    Dump,
    /// Check packs or data files; without a file, the packs of the program and the data
    Check {
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print how many questions each unit, topic and project has, and how many it is to have
        #[arg(long, conflicts_with = "files")]
        coverage: bool,
    },
    /// Take up a pack from a file: its plan, questions and stories
    Adopt {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// First day of the plan [default: the plan's own dates]
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        start: Option<NaiveDate>,
        /// Print what would come, and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Take in questions: Markdown with Q: and A: (.md), tables (.tsv), Anki's text (.txt)
    Import {
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Print what would be taken in, and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Print the questions as Markdown with Q: and A:, or as a table with tabs
    Export {
        /// md or tsv
        #[arg(long, default_value = "md", value_parser = ["md", "tsv"])]
        format: String,
        /// Only the questions of your own
        #[arg(long)]
        own: bool,
    },
    /// Update plans and edited questions to newer packs; what you did and changed stays
    Update {
        /// Packs to update from [default: those of the program]
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Copy all documents into a new folder below DIR, read it back and compare
    Backup {
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Bring an earlier state back; `u` in the cockpit takes that back
    #[command(after_help = WHAT)]
    Restore {
        /// A moment, a document, a mark or a path: see below
        #[arg(value_name = "WHAT")]
        what: Option<String>,
        /// Print what there is; with a document, its saved states
        #[arg(long)]
        list: bool,
        /// Print what would change, and change nothing
        #[arg(long, conflicts_with = "list")]
        dry_run: bool,
    },
    /// Say what is wrong with the data; changes nothing
    #[command(after_help = HEALTH)]
    Doctor {
        /// As JSON, with stable names
        #[arg(long)]
        json: bool,
        /// Put right what no person need decide; every byte is kept
        #[arg(long)]
        repair: bool,
    },
    /// Print where the data is, and why there
    Paths,
    /// Print all commands with their keys
    Keys {
        /// As JSON
        #[arg(long)]
        json: bool,
        /// As a Markdown table
        #[arg(long, conflicts_with = "json")]
        markdown: bool,
    },
}

/// Choices of the first start.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// Roadmap to take up [default: service]
    #[arg(long, value_name = "ID", value_parser = PossibleValuesParser::new(ROADMAPS), hide_possible_values = true)]
    pub plan: Option<String>,
    /// First day of the plan [default: the plan's own dates]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub start: Option<NaiveDate>,
    /// Hours you mean to study in an ordinary week [default: 12]
    #[arg(long, value_name = "N", value_parser = hours())]
    pub hours: Option<u32>,
    /// Take the default of everything that is not said
    #[arg(long)]
    pub yes: bool,
}

impl Init {
    /// Whether nothing was said at all.
    pub fn is_silent(&self) -> bool {
        !self.yes && self.plan.is_none() && self.start.is_none() && self.hours.is_none()
    }
}

fn lang() -> impl TypedValueParser<Value = Lang> {
    let langs = [Lang::En, Lang::Ko];
    PossibleValuesParser::new(langs.map(Lang::code)).map(move |code| {
        let found = langs.into_iter().find(|lang| lang.code() == code);
        found.unwrap_or_default()
    })
}

fn hours() -> impl TypedValueParser<Value = u32> {
    clap::value_parser!(u32).range(i64::from(*HOURS.start())..=i64::from(*HOURS.end()))
}

fn moment(text: &str) -> Result<DateTime<FixedOffset>, &'static str> {
    DateTime::parse_from_rfc3339(text).map_err(|_| "no moment such as 2026-11-20T21:05:00+09:00")
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse()
        .ok()
        .filter(|day: &NaiveDate| YEARS.contains(&day.year()))
        .ok_or_else(|| {
            let (first, last) = (YEARS.start(), YEARS.end());
            format!("no date of the years {first} to {last} such as 2026-11-20")
        })
}
