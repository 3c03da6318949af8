//! Checking files of content and data without taking them in: everything that is wrong with them, with line,
//! column and reason. Whether hours and weeks add up is not checked: documents may state what they like.

mod catalogue;
mod names;
mod pages;

pub use names::Names;

use super::locate::{Located, Member, Value, places};
use super::pack::Pack;
use crate::domain::docs::BadRecord;
use crate::domain::priority::CHOICES;
use crate::domain::text::{clean, is_control, is_invisible};
use crate::domain::{Data, Id, Kind, QuestionKind, Span, Table};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as PlainError;
use std::collections::{BTreeSet, HashMap};

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    pub reason: Reason,
}

/// What is wrong; worded by `lang`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Not JSON: the parser's words.
    Syntax(String),
    /// JSON, but not of the form asked for: the parser's words.
    Shape(String),
    /// Neither a pack nor a document of ours.
    Unknown,
    /// A version of the pack format that we do not read.
    Version,
    /// A member stands twice in one object.
    DuplicateMember(String),
    /// A text lacks the language of this code.
    MissingLanguage(&'static str),
    EmptyText,
    /// A character that steers the terminal or cannot be seen.
    Control(char),
    /// A text that is not in Unicode's NFC.
    NotComposed,
    BadId(String),
    DuplicateId(String),
    /// A question belongs to a node that no plan has.
    UnknownUnit(String),
    /// A role or project names one that the pack does not have.
    UnknownProject(String),
    /// A page leads to what is not there.
    UnknownLink(String),
    AnswerWithoutPoints,
    BadSpan(String),
    UnknownKind(String),
    /// A node of this kind cannot stand below one of that kind.
    Nesting {
        child: Kind,
        parent: Kind,
    },
    /// A measure's operator.
    BadOperator(String),
    /// A quadrant of impact against effort.
    BadChoice(String),
    /// A record of a document that cannot be read, and why.
    Record {
        id: String,
        why: String,
    },
}

/// Longest id of a node or plan, and of a question or story.
const NODE_ID: usize = 24;
const QUESTION_ID: usize = 64;

/// How many problems of one file are told.
const MOST: usize = 1_000;

/// Checks a file of any form: a pack, or a document of a user's data. `known`: what it may name beside what is in it.
pub fn check_file(text: &str, known: &Names) -> Vec<Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let root = match Located::of(text) {
        Ok(root) => root,
        Err(error) => return vec![of_parser(text, &error, Reason::Syntax)],
    };
    if root.get("gongbu_pack").is_some() {
        check_located(text, &root, known)
    } else {
        check_document(text, &root)
    }
}

/// Checks a pack.
pub fn check_pack(text: &str, known: &Names) -> Vec<Problem> {
    match Located::of(text) {
        Ok(root) => check_located(text, &root, known),
        Err(error) => vec![of_parser(text, &error, Reason::Syntax)],
    }
}

fn check_located(text: &str, root: &Located, known: &Names) -> Vec<Problem> {
    let mut check = Check {
        found: Vec::new(),
        known: known.clone(),
    };
    if let Some(id) = root.get("id") {
        check.id(id, NODE_ID);
    }
    check.texts(root);
    if let Some(plan) = root.get("plan") {
        check.plan(plan);
    }
    check.catalogue(root.list("projects"), root.list("roles"));
    check.questions(root.list("questions"), root.list("stories"));
    check.pages(root.list("pages"));
    if let Some(forms) = root.get("retros") {
        for form in forms.members() {
            check.siblings(form.value.list("prompts"), QUESTION_ID);
        }
    }
    let mut problems = in_order(text, check.found);
    match serde_json::from_str::<Pack>(text) {
        Ok(pack) if pack.gongbu_pack != 1 => {
            let at = root.get("gongbu_pack").map_or(0, |version| version.at);
            problems.extend(in_order(text, vec![(at, Reason::Version)]));
        }
        Ok(_) => {}
        // The parser stops at the first mistake, and says less of it than we have said already.
        Err(_) if problems.iter().any(Problem::stops_the_parser) => {}
        Err(error) => problems.push(of_parser(text, &error, Reason::Shape)),
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems
}

fn check_document(text: &str, root: &Located) -> Vec<Problem> {
    let mut data = Data::default();
    let bad = match data.load("file", text.as_bytes()) {
        Ok(bad) => bad,
        Err(error) => return vec![of_parser(text, &error, Reason::Shape)],
    };
    let ours = |member: &Member| Table::of_list(&member.key).is_some();
    if !root.members().is_empty() && !root.members().iter().any(ours) {
        return in_order(text, vec![(root.at, Reason::Unknown)]);
    }
    let lists = root
        .members()
        .iter()
        .flat_map(|member| match &member.value.value {
            Value::Array(list) => list.as_slice(),
            _ => &[],
        });
    // Of several records with one id the first was read; the last is the one complained of.
    let places: HashMap<&str, usize> = lists
        .map(|record| (record.text_of("id").unwrap_or_default(), record.at))
        .collect();
    let worded = |record: BadRecord| {
        let at = places.get(record.id.as_str()).copied().unwrap_or(root.at);
        let (id, why) = (record.id, record.reason);
        (at, Reason::Record { id, why })
    };
    in_order(text, bad.into_iter().map(worded).collect())
}

/// The problems in the order of the text. Of a file that is nothing but problems the first ones are enough.
fn in_order(text: &str, mut found: Vec<(usize, Reason)>) -> Vec<Problem> {
    found.sort_by_key(|(at, _)| *at);
    found.truncate(MOST);
    let places = places(text, found.iter().map(|(at, _)| *at));
    let reasons = found.iter().map(|(_, reason)| reason.clone());
    let placed = |((line, column), reason)| Problem {
        line,
        column,
        reason,
    };
    places.zip(reasons).map(placed).collect()
}

/// What was found so far, by byte.
struct Check {
    found: Vec<(usize, Reason)>,
    /// What may be named.
    known: Names,
}

impl Check {
    fn say(&mut self, at: usize, reason: Reason) {
        self.found.push((at, reason));
    }

    /// What is asked of every text and object, wherever it stands.
    fn texts(&mut self, located: &Located) {
        match &located.value {
            Value::Text(text) => self.string(located.at, text),
            Value::Array(list) => list.iter().for_each(|part| self.texts(part)),
            Value::Other => {}
            Value::Object(members) => {
                let mut seen = BTreeSet::new();
                for member in members {
                    if !seen.insert(member.key.as_str()) {
                        self.say(member.at, Reason::DuplicateMember(member.key.clone()));
                    }
                    self.texts(&member.value);
                }
                match (seen.contains("en"), seen.contains("ko")) {
                    (true, false) => self.say(located.at, Reason::MissingLanguage("ko")),
                    (false, true) => self.say(located.at, Reason::MissingLanguage("en")),
                    (true, true) | (false, false) => {}
                }
            }
        }
    }

    fn string(&mut self, at: usize, text: &str) {
        let bad = |c: &char| (is_control(*c) && *c != '\n') || is_invisible(*c);
        if text.trim().is_empty() {
            self.say(at, Reason::EmptyText);
        } else if let Some(control) = text.chars().find(bad) {
            self.say(at, Reason::Control(control));
        } else if clean(text) != text {
            self.say(at, Reason::NotComposed);
        }
    }

    fn id(&mut self, id: &Located, longest: usize) {
        let Some(text) = id.text() else { return };
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.is_empty() || text.len() > longest || !text.chars().all(plain) {
            self.say(id.at, Reason::BadId(text.to_owned()));
        }
    }

    /// Ids of records that must differ from each other.
    fn siblings(&mut self, records: &[Located], longest: usize) {
        let mut seen = BTreeSet::new();
        for id in records.iter().filter_map(|record| record.get("id")) {
            self.id(id, longest);
            if let Some(text) = id.text().filter(|text| !seen.insert(*text)) {
                self.say(id.at, Reason::DuplicateId(text.to_owned()));
            }
        }
    }

    fn plan(&mut self, plan: &Located) {
        if let Some(id) = plan.get("id") {
            self.id(id, NODE_ID);
        }
        let id = plan.text_of("id").unwrap_or_default().to_owned();
        self.nodes(&id, None, plan.list("nodes"));
    }

    fn nodes(&mut self, above: &str, parent: Option<Kind>, nodes: &[Located]) {
        self.siblings(nodes, NODE_ID);
        for node in nodes {
            let id = format!("{above}/{}", node.text_of("id").unwrap_or_default());
            let kind = self.kind::<Kind>(node);
            if let (Some(child), Some(parent)) = (kind, parent)
                && !may_hold(parent, child)
            {
                self.say(node.at, Reason::Nesting { child, parent });
            }
            if let Some(span) = node.get("span")
                && let Some(text) = span.text()
                && text.parse::<Span>().is_err()
            {
                self.say(span.at, Reason::BadSpan(text.to_owned()));
            }
            if let Some(op) = node.get("target").and_then(|target| target.get("op"))
                && let Some(text) = op.text()
                && ![">=", "<=", "<", ">", "="].contains(&text)
            {
                self.say(op.at, Reason::BadOperator(text.to_owned()));
            }
            if let Some(choice) = node.get("choice")
                && let Some(text) = choice.text()
                && !CHOICES.contains(&text)
            {
                self.say(choice.at, Reason::BadChoice(text.to_owned()));
            }
            self.nodes(&id, kind, node.list("children"));
            self.known.nodes.insert(id);
        }
    }

    fn questions(&mut self, questions: &[Located], stories: &[Located]) {
        self.siblings(questions, QUESTION_ID);
        self.siblings(stories, QUESTION_ID);
        let ids = questions.iter().chain(stories).filter_map(id_of);
        self.known.questions.extend(ids);
        for question in questions {
            self.kind::<QuestionKind>(question);
            for unit in question.list("units") {
                if let Some(id) = unit.text().filter(|id| !self.known.nodes.contains(*id)) {
                    self.say(unit.at, Reason::UnknownUnit(id.to_owned()));
                }
            }
            if let Some(answer) = question
                .get("answer")
                .filter(|_| question.list("points").is_empty())
            {
                self.say(answer.at, Reason::AnswerWithoutPoints);
            }
        }
    }

    /// The kind of a node or question, if we know it.
    fn kind<'a, K: Deserialize<'a>>(&mut self, record: &'a Located) -> Option<K> {
        let kind = record.get("kind")?;
        let text = kind.text()?;
        let known: Result<K, PlainError> = K::deserialize(text.into_deserializer());
        if known.is_err() {
            self.say(kind.at, Reason::UnknownKind(text.to_owned()));
        }
        known.ok()
    }
}

/// The id of a record.
fn id_of(record: &Located) -> Option<Id> {
    record.text_of("id").map(str::to_owned)
}

/// Phase over block over unit over group over leaf; steps may be left out, and groups hold groups.
fn may_hold(parent: Kind, child: Kind) -> bool {
    let rank = |kind| match kind {
        Kind::Phase => 0,
        Kind::Block => 1,
        Kind::Unit => 2,
        Kind::Group => 3,
        Kind::Period => 4,
        Kind::Task
        | Kind::Criterion
        | Kind::Milestone
        | Kind::Measure
        | Kind::Resource
        | Kind::Note => 5,
    };
    rank(parent) < rank(child) || (parent == Kind::Group && child == Kind::Group)
}

impl Problem {
    /// Whether the parser of packs fails on it, too.
    fn stops_the_parser(&self) -> bool {
        match self.reason {
            Reason::DuplicateMember(_)
            | Reason::MissingLanguage(_)
            | Reason::BadSpan(_)
            | Reason::UnknownKind(_) => true,
            Reason::Syntax(_)
            | Reason::Shape(_)
            | Reason::Unknown
            | Reason::Version
            | Reason::EmptyText
            | Reason::Control(_)
            | Reason::NotComposed
            | Reason::BadId(_)
            | Reason::DuplicateId(_)
            | Reason::UnknownUnit(_)
            | Reason::UnknownProject(_)
            | Reason::UnknownLink(_)
            | Reason::AnswerWithoutPoints
            | Reason::Nesting { .. }
            | Reason::BadOperator(_)
            | Reason::BadChoice(_)
            | Reason::Record { .. } => false,
        }
    }
}

/// A parser's complaint, its place taken out of the words. Parsers count bytes, we count characters.
fn of_parser(
    text: &str,
    error: &serde_json::Error,
    reason: impl FnOnce(String) -> Reason,
) -> Problem {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    let line = error.line().max(1);
    let bytes = text.lines().nth(line - 1).unwrap_or_default().as_bytes();
    let before = &bytes[..error.column().min(bytes.len())];
    Problem {
        line,
        column: String::from_utf8_lossy(before).chars().count().max(1),
        reason: reason(words.to_owned()),
    }
}
