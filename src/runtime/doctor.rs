//! Examines the data: the files as the store finds them, the records as the program understands them. Writes nothing.

mod entry;
mod files;

use super::open::{self, options};
use super::wording;
use crate::content::{Content, EMBEDDED, Names};
use crate::domain::{Data, Id, Now, doctor};
use crate::lang::Lang;
use crate::panes::past::{LineKind, ReportLine};
use crate::store::{Files, Finding, RealFiles, Store, StrangerKind, examine};
pub use entry::{Entry, Level};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What an examination found.
pub struct Report {
    /// Whether it could be read. If not, the only entry says why.
    pub is_readable: bool,
    pub files: Vec<Entry>,
    pub records: Vec<Entry>,
    documents: usize,
    count: usize,
}

/// Examines the data in `dir`.
pub fn report(dir: &Path, now: &Now, lang: Lang) -> Report {
    let mut report = Report {
        is_readable: true,
        files: Vec::new(),
        records: Vec::new(),
        documents: 0,
        count: 0,
    };
    let files: Arc<dyn Files> = Arc::new(RealFiles);
    let findings = examine(&files, dir, &options(lang));
    report.files = findings
        .iter()
        .map(|found| Entry::of_file(found, dir, lang))
        .collect();
    let refused = |found: &Finding| matches!(found, Finding::NotOpened(_));
    if findings.iter().any(refused) {
        report.is_readable = false;
        return report;
    }
    match Store::open_read(files, dir, options(lang)) {
        Err(error) => {
            report.is_readable = false;
            let text = wording::open_error(lang, &error);
            report.files.push(Entry::unreadable(text));
            // Repairing begins with opening.
            report
                .files
                .iter_mut()
                .for_each(|entry| entry.mended = false);
        }
        Ok(opened) => {
            let (parsed, broken) = open::parse(&opened.docs);
            report.documents = opened.docs.len();
            let broken = broken.into_iter().map(|doc| Entry::no_document(doc, lang));
            report.records.extend(broken);
            let mut data = Data::default();
            data.load_all(parsed);
            Content::embedded().lend(&mut data);
            let hour = data.settings().day_start.min(23);
            let now = Now {
                day_start: hour,
                ..*now
            };
            let faults = doctor::examine(&data, &pack_nodes(), &now);
            report.count = data.record_count();
            let entries = faults
                .iter()
                .map(|fault| Entry::of_record(fault, &data, lang));
            report.records.extend(entries);
        }
    }
    report
}

/// Nodes of the roadmaps that ship with the program, whether they are taken up or not.
fn pack_nodes() -> BTreeSet<Id> {
    EMBEDDED
        .iter()
        .flat_map(|(_, text)| Names::of(text).nodes)
        .collect()
}

impl Report {
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.files.iter().chain(&self.records)
    }

    /// How many entries are more than a remark.
    pub fn problems(&self) -> usize {
        self.entries()
            .filter(|entry| entry.level == Level::Problem)
            .count()
    }

    /// The report in words. `open`: the cockpit has the data open, so that files that lag behind say nothing.
    pub fn lines(&self, lang: Lang, open: bool) -> Vec<ReportLine> {
        let texts = lang.doctor();
        let mut lines = Vec::new();
        let mut line = |kind, text: String| lines.push(ReportLine { text, kind });
        let shown = |entry: &&Entry| !(open && entry.passes_while_open);
        for (heading, entries) in [
            (texts.files(), &self.files),
            (texts.records(), &self.records),
        ] {
            let mut entries = entries.iter().filter(shown).peekable();
            if entries.peek().is_some() {
                line(LineKind::Heading, heading.to_owned());
            }
            for entry in entries {
                line(LineKind::Finding, entry.line(lang));
            }
        }
        let problems: Vec<&Entry> = self
            .entries()
            .filter(|entry| entry.level == Level::Problem)
            .filter(shown)
            .collect();
        if !self.is_readable {
            return lines;
        }
        if problems.is_empty() {
            line(LineKind::Well, texts.healthy(self.documents, self.count));
            return lines;
        }
        line(LineKind::Heading, texts.found(problems.len()));
        let mended = problems.iter().filter(|entry| entry.mended).count();
        if mended > 0 {
            line(LineKind::Advice, texts.mends(mended));
        }
        if mended > 0 && open {
            line(LineKind::Advice, texts.close_first().to_owned());
        }
        if mended < problems.len() {
            line(
                LineKind::Advice,
                texts.needs_person(problems.len() - mended),
            );
        }
        lines
    }

    /// The report as JSON; its names do not change.
    pub fn json(&self) -> Value {
        json!({
            "format": "gongbu-doctor",
            "healthy": self.is_readable && self.problems() == 0,
            "readable": self.is_readable,
            "documents": self.documents,
            "records": self.count,
            "findings": self.entries().collect::<Vec<_>>(),
        })
    }
}

/// Whether a file is only what systems and editors leave lying about.
fn is_litter(kind: StrangerKind) -> bool {
    matches!(kind, StrangerKind::System)
}
