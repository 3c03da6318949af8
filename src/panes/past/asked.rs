//! What is asked of the past and what comes back: the runtime reads it in a thread of its own.

use crate::content::Pack;
use crate::domain::docs::Parsed;
use crate::domain::{Id, Question};
use crate::store::{DocName, Mark, SavedState, SetAside};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// An earlier state that can be brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// All documents as they were then.
    Moment(DateTime<Utc>),
    /// All documents as a mark keeps them.
    Mark { id: String, at: DateTime<Utc> },
    /// A document in one of its saved states.
    State {
        name: DocName,
        seq: u64,
        at: Option<DateTime<Utc>>,
    },
    /// A backup or another data folder, or a file that was set aside.
    Path(PathBuf),
}

/// What the cockpit asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// What there is.
    List,
    /// What stands in an earlier state.
    Read(Source),
    /// A backup in a new folder below this one.
    Backup(String),
    /// Whether the data is well.
    Doctor,
    /// The questions of a foreign file.
    Questions(String),
    /// The pack in a file of the user's own; what its questions may belong to.
    Pack(String, BTreeSet<Id>),
}

/// What comes back. Errors are in the user's words.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    List(Result<Box<Listing>, String>),
    Read(Source, Result<Box<Reading>, String>),
    /// What was made below a folder, or why it was not.
    Backup(String, Result<String, String>),
    /// The lines of the report.
    Doctor(Vec<ReportLine>),
    /// What a file holds, or why it cannot be read.
    Questions(String, Result<Box<Found>, String>),
    /// The pack in a file, or what is wrong with it.
    Pack(String, Result<Box<Pack>, Unfit>),
}

/// Why a file brings no pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It cannot be read, or is something else.
    Unreadable(String),
    /// What is wrong with it, each with file, line and column.
    Mistakes(Vec<String>),
}

/// What was read of a foreign file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    pub questions: Vec<Question>,
    /// What is no question: the number of the line, from 1, and its text.
    pub unread: Vec<(usize, String)>,
}

/// All earlier states there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Listing {
    /// Newest first.
    pub marks: Vec<Mark>,
    /// The last moment of each study day on which something was saved, newest first, with how often.
    pub days: Vec<(DateTime<Utc>, usize)>,
    /// Every document with its states, newest first; the document saved last comes first.
    pub documents: Vec<(DocName, Vec<SavedState>)>,
    /// Newest first.
    pub aside: Vec<SetAside>,
    /// Files of what could not be saved.
    pub rescued: Vec<PathBuf>,
}

/// What stands in an earlier state.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Each document as it was; none when it was not there.
    pub documents: Vec<(String, Option<Parsed>)>,
    /// Records in it that cannot be read.
    pub unreadable: usize,
    /// Documents of which no state is left from then.
    pub left_alone: Vec<DocName>,
}

/// A line of the doctor's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    pub text: String,
    pub kind: LineKind,
}

/// What a line of the report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    Heading,
    Finding,
    /// What to do about it.
    Advice,
    Well,
}
