//! What is wrong with the records, beyond what the files tell: for `gongbu doctor`. Finds; [`Data::mend`] puts right what
//! no person need decide.

mod values;

use super::calendar::Now;
use super::data::Data;
use super::docs::Foreign;
use super::records::*;
use super::tree;
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use values::{culprit, read};

/// What is wrong with a record. The names are those of `gongbu doctor --json` and do not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ailment {
    /// It cannot be read; it is left in its file.
    BadRecord,
    /// Where a list of records belongs stands something else.
    NotAList,
    /// Another record has the same id, and says something else.
    DuplicateId,
    /// Another record is the same in all.
    ExactDuplicate,
    /// It names a record that there is not.
    PointsNowhere,
    /// A node is below itself.
    CircularParent,
    /// It stands in another document than its own.
    WrongDocument,
    /// A date that nobody can have meant.
    DateOutOfReach,
    /// A number that nobody can have meant.
    AbsurdAmount,
    /// The id does not fit to what the record is about.
    WrongId,
    /// There are plans but no settings.
    NoSettings,
}

impl Ailment {
    /// Whether [`Data::mend`] puts it right.
    pub fn is_mended(self) -> bool {
        matches!(self, Ailment::ExactDuplicate | Ailment::WrongDocument)
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// The document.
    pub document: String,
    pub kind: Ailment,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// The id of the record, as far as it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What stands there, or where it belongs, or why it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// The years that a plan may lie in.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;
/// Minutes of a day: nobody studies longer on one.
const DAY_MINUTES: i64 = 24 * 60;
/// Seconds of a day.
const DAY_SECONDS: u32 = 24 * 60 * 60;
/// Hours that a node may state: ten years without a pause.
const HOURS: f64 = 100_000.0;
const WEEK_HOURS: u32 = 24 * 7;

/// Everything that is wrong with the records. `known`: nodes of packs that need not be in the data.
pub fn examine(data: &Data, known: &BTreeSet<Id>, now: &Now) -> Vec<Fault> {
    let mut ward = Ward {
        data,
        known,
        today: now.today(),
        faults: Vec::new(),
    };
    for (doc, foreign) in &data.foreign {
        ward.unread(doc, foreign);
    }
    ward.strays();
    ward.plans();
    ward.own_work();
    ward.questions();
    ward.writing();
    ward.settings();
    ward.faults.sort();
    ward.faults
}

struct Ward<'a> {
    data: &'a Data,
    known: &'a BTreeSet<Id>,
    today: NaiveDate,
    faults: Vec<Fault>,
}

impl Ward<'_> {
    /// Notes something about a record that was read.
    fn note<R: Row>(&mut self, row: &R, kind: Ailment, field: &str, detail: impl ToString) {
        let stray = self
            .data
            .strays_of(R::TABLE)
            .into_iter()
            .find(|(id, _)| id == row.id());
        self.faults.push(Fault {
            document: stray.map_or_else(|| row.doc(), |(_, doc)| doc),
            kind,
            table: Some(R::TABLE),
            record: Some(row.id().clone()),
            field: Some(field.to_owned()).filter(|field| !field.is_empty()),
            detail: Some(detail.to_string()).filter(|detail| !detail.is_empty()),
        });
    }

    /// What could not be read and stays in its file.
    fn unread(&mut self, doc: &str, foreign: &Foreign) {
        for (key, left) in &foreign.records {
            let Some(table) = Table::of_list(key) else {
                continue;
            };
            let Value::Array(values) = left else {
                self.faults.push(Fault {
                    document: doc.to_owned(),
                    kind: Ailment::NotAList,
                    table: Some(table),
                    record: None,
                    field: Some(key.clone()),
                    detail: None,
                });
                continue;
            };
            for value in values {
                let (kind, field, detail) = match read(table, value) {
                    Err(reason) => (
                        Ailment::BadRecord,
                        culprit(table, value, &reason),
                        Some(reason),
                    ),
                    Ok(record)
                        if self.data.record(table, record.id()).as_ref() == Some(&record) =>
                    {
                        (Ailment::ExactDuplicate, None, None)
                    }
                    Ok(_) => (Ailment::DuplicateId, Some("id".to_owned()), None),
                };
                let id = value.get("id").and_then(Value::as_str);
                self.faults.push(Fault {
                    document: doc.to_owned(),
                    kind,
                    table: Some(table),
                    record: id.map(str::to_owned),
                    field,
                    detail,
                });
            }
        }
    }

    fn strays(&mut self) {
        for &table in Table::ALL {
            for (id, doc) in self.data.strays_of(table) {
                let Some(record) = self.data.record(table, &id) else {
                    continue;
                };
                self.faults.push(Fault {
                    document: doc,
                    kind: Ailment::WrongDocument,
                    table: Some(table),
                    record: Some(id),
                    field: None,
                    detail: Some(record.doc()),
                });
            }
        }
    }

    fn plans(&mut self) {
        let data = self.data;
        for plan in data.plans.iter() {
            for (field, day) in [("base", plan.base), ("start", plan.start)] {
                if !YEARS.contains(&day.year()) {
                    self.note(plan, Ailment::DateOutOfReach, field, day);
                }
            }
            if let Some(hours) = plan.stated.hours.filter(|hours| is_absurd(*hours)) {
                self.note(plan, Ailment::AbsurdAmount, "stated", hours);
            }
        }
        for node in tree::lost(data) {
            let parent = node.parent.clone().unwrap_or_default();
            let kind = if data.nodes.contains(&parent) {
                Ailment::CircularParent
            } else {
                Ailment::PointsNowhere
            };
            self.note(node, kind, "parent", parent);
        }
        for node in data.nodes.iter().filter(|node| !node.deleted) {
            if !data.plans.contains(&node.plan) {
                self.note(node, Ailment::PointsNowhere, "plan", &node.plan);
            }
            if let Some(hours) = node.hours.filter(|hours| is_absurd(*hours)) {
                self.note(node, Ailment::AbsurdAmount, "hours", hours);
            }
        }
    }

    fn own_work(&mut self) {
        let data = self.data;
        for progress in data.progress.iter() {
            if !self.is_node(&progress.id) {
                self.note(progress, Ailment::PointsNowhere, "id", &progress.id);
            }
            if let Some(on) = progress.on.filter(|on| self.is_far(*on)) {
                self.note(progress, Ailment::DateOutOfReach, "on", on);
            }
            if let Some(due) = progress.due.filter(|due| self.is_far(*due)) {
                self.note(progress, Ailment::DateOutOfReach, "due", due);
            }
        }
        for log in data.logs.iter().filter(|log| !log.deleted) {
            if !self.is_node(&log.node) {
                self.note(log, Ailment::PointsNowhere, "node", &log.node);
            }
            if self.is_far(log.on) {
                self.note(log, Ailment::DateOutOfReach, "on", log.on);
            }
            if log.minutes.abs() > DAY_MINUTES {
                self.note(log, Ailment::AbsurdAmount, "minutes", log.minutes);
            }
        }
        for reading in data.readings.iter().filter(|reading| !reading.deleted) {
            if !self.is_node(&reading.node) {
                self.note(reading, Ailment::PointsNowhere, "node", &reading.node);
            }
            if self.is_far(reading.on) {
                self.note(reading, Ailment::DateOutOfReach, "on", reading.on);
            }
        }
    }

    fn questions(&mut self) {
        let data = self.data;
        for question in data.questions.iter().filter(|question| !question.deleted) {
            for unit in &question.units {
                if !self.is_node(unit) {
                    self.note(question, Ailment::PointsNowhere, "units", unit);
                }
            }
        }
        for review in data.reviews.iter() {
            let id = &review.question;
            if !data.questions.contains(id) && !data.bank.contains_key(id) {
                self.note(review, Ailment::PointsNowhere, "question", id);
            }
            if self.is_far(review.on) {
                self.note(review, Ailment::DateOutOfReach, "on", review.on);
            }
            if review.seconds > DAY_SECONDS {
                self.note(review, Ailment::AbsurdAmount, "seconds", review.seconds);
            }
        }
    }

    fn writing(&mut self) {
        let data = self.data;
        for draft in data.drafts.iter().filter(|draft| !draft.deleted) {
            if let Some(node) = draft.node.as_ref().filter(|node| !self.is_node(node)) {
                self.note(draft, Ailment::PointsNowhere, "node", node);
            }
        }
        for retro in data.retros.iter() {
            let cadence = serde_json::to_value(retro.cadence).unwrap_or_default();
            let id = format!("{}-{}", cadence.as_str().unwrap_or_default(), retro.on);
            if retro.id != id {
                self.note(retro, Ailment::WrongId, "id", id);
            }
            if self.is_far(retro.on) {
                self.note(retro, Ailment::DateOutOfReach, "on", retro.on);
            }
            if retro.seconds > DAY_SECONDS {
                self.note(retro, Ailment::AbsurdAmount, "seconds", retro.seconds);
            }
        }
    }

    fn settings(&mut self) {
        let data = self.data;
        let broken = data
            .foreign
            .get("settings")
            .is_some_and(|f| !f.records.is_empty());
        match data.settings.get("settings") {
            None if data.is_started() && !broken => self.faults.push(Fault {
                document: "settings".into(),
                kind: Ailment::NoSettings,
                table: Some(Table::Settings),
                record: None,
                field: None,
                detail: None,
            }),
            None => {}
            Some(settings) => {
                if settings.hours_per_week > WEEK_HOURS {
                    let hours = settings.hours_per_week;
                    self.note(settings, Ailment::AbsurdAmount, "hours_per_week", hours);
                }
                if settings.day_start > 23 {
                    let hour = settings.day_start;
                    self.note(settings, Ailment::AbsurdAmount, "day_start", hour);
                }
                if !(0.5..1.0).contains(&settings.retention) {
                    let share = settings.retention;
                    self.note(settings, Ailment::AbsurdAmount, "retention", share);
                }
            }
        }
    }

    fn is_node(&self, id: &str) -> bool {
        self.data.nodes.contains(id) || self.known.contains(id)
    }

    /// Whether something cannot have been done that day. A traveller's day may be one ahead.
    fn is_far(&self, day: NaiveDate) -> bool {
        day > self.today + Days::new(1) || !YEARS.contains(&day.year())
    }
}

fn is_absurd(hours: f64) -> bool {
    !(0.0..=HOURS).contains(&hours)
}
