//! One thing the doctor found: its stable name for programs, its words for people.

use crate::domain::doctor::{Ailment, Fault};
use crate::domain::{Data, Table};
use crate::lang::Lang;
use crate::store::{DocName, RecordRef};
use serde::Serialize;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Problem,
    /// Nothing has to be done.
    Remark,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    pub kind: String,
    pub level: Level,
    /// The document it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The file or folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The number of the saved state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<u64>,
    /// Ids of the records it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// In words.
    pub text: String,
    /// Whether `--repair` puts it right.
    pub mended: bool,
    /// Normal for a moment while the cockpit is open.
    #[serde(skip)]
    pub passes_while_open: bool,
}

impl Entry {
    pub(super) fn new(kind: &str, text: String) -> Entry {
        Entry {
            kind: kind.to_owned(),
            level: Level::Problem,
            document: None,
            path: None,
            state: None,
            records: Vec::new(),
            table: None,
            field: None,
            text,
            mended: false,
            passes_while_open: false,
        }
    }

    /// A dataset that cannot be read.
    pub fn unreadable(text: String) -> Entry {
        Entry::new("not-opened", text)
    }

    /// JSON that is none of ours.
    pub fn no_document(doc: &str, lang: Lang) -> Entry {
        Entry {
            document: Some(doc.to_owned()),
            ..Entry::new("not-a-document", lang.doctor().not_a_document().to_owned())
        }
    }

    /// The line for people.
    pub fn line(&self, lang: Lang) -> String {
        let texts = lang.doctor();
        // What is about a file says so in its words.
        let place = match &self.document {
            Some(document) if self.path.is_none() => format!("{document}.json: "),
            _ => String::new(),
        };
        let behind = match (self.level, self.mended) {
            (_, true) => format!("  [{}]", texts.is_mended()),
            (Level::Remark, _) => format!("  [{}]", texts.remark()),
            (Level::Problem, false) => String::new(),
        };
        format!("{place}{}{behind}", self.text)
    }

    /// What is wrong with a record.
    pub fn of_record(fault: &Fault, data: &Data, lang: Lang) -> Entry {
        let texts = lang.doctor();
        let table = fault.table.map_or("", |table| texts.table(table));
        let id = fault.record.as_deref().unwrap_or("?");
        let read = fault.table.and_then(|table| data.record(table, id));
        let title = read.map(|record| data.name_of(&record, None, lang));
        let title = title
            .filter(|title| title != id)
            .map(|title| format!(" {title}"));
        let record = format!("{table} \"{id}\"{}", title.unwrap_or_default());
        let field = fault.field.as_deref().unwrap_or("?");
        let detail = fault.detail.as_deref().unwrap_or("?");
        let text = match fault.kind {
            Ailment::BadRecord => texts.bad_record(&record, field, detail),
            Ailment::NotAList => texts.not_a_list(field),
            Ailment::DuplicateId => texts.duplicate_id(&record),
            Ailment::ExactDuplicate => texts.exact_duplicate(&record),
            Ailment::PointsNowhere => texts.points_nowhere(&record, field, detail),
            Ailment::CircularParent => texts.circular(&record, detail),
            Ailment::WrongDocument => texts.wrong_document(&record, detail),
            Ailment::DateOutOfReach => texts.date_out_of_reach(&record, field, detail),
            Ailment::AbsurdAmount => texts.absurd(&record, field, detail),
            Ailment::WrongId => texts.wrong_id(&record, detail),
            Ailment::NoSettings => texts.no_settings().to_owned(),
        };
        let kind = serde_json::to_value(fault.kind).unwrap_or_default();
        Entry {
            document: Some(fault.document.clone()),
            records: fault.record.iter().cloned().collect(),
            table: fault.table,
            field: fault.field.clone(),
            mended: fault.kind.is_mended(),
            ..Entry::new(kind.as_str().unwrap_or_default(), text)
        }
    }

    pub(super) fn of(self, name: &DocName) -> Entry {
        Entry {
            document: Some(name.as_str().to_owned()),
            ..self
        }
    }

    pub(super) fn at(self, path: String) -> Entry {
        Entry {
            path: Some(path),
            ..self
        }
    }

    pub(super) fn in_state(self, seq: u64) -> Entry {
        Entry {
            state: Some(seq),
            ..self
        }
    }

    pub(super) fn about<'a>(self, records: impl Iterator<Item = &'a RecordRef>) -> Entry {
        let name = |record: &RecordRef| {
            let place = || format!("{}[{}]", record.member, record.index);
            record.id.clone().unwrap_or_else(place)
        };
        Entry {
            records: records.map(name).collect(),
            ..self
        }
    }

    pub(super) fn mended(self) -> Entry {
        Entry {
            mended: true,
            ..self
        }
    }

    pub(super) fn remark(self) -> Entry {
        Entry {
            level: Level::Remark,
            ..self
        }
    }
}
