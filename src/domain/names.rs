//! What a user would call a record or a document.

use super::data::Data;
use super::edit::Edit;
use super::records::*;
use crate::lang::Lang;

impl Data {
    /// What a user would call a record. `edit`: where to find what is not in the data.
    pub fn name_of(&self, record: &Record, edit: Option<&Edit>, lang: Lang) -> String {
        let title = |table: Table, id: &str| -> String {
            let here = self.record(table, id).or_else(|| {
                let changes = edit?.changes.iter().find(|change| {
                    change
                        .key()
                        .is_some_and(|(at, key)| (at, key.as_str()) == (table, id))
                })?;
                changes.after.clone().or_else(|| changes.before.clone())
            });
            let bank = || self.bank.get(id).filter(|_| table == Table::Question);
            let name = match &here {
                Some(Record::Node(node)) => node.title.get(lang),
                Some(Record::Question(question)) => question.prompt.get(lang),
                _ => bank().map_or(id, |question| question.prompt.get(lang)),
            };
            if name.is_empty() {
                id.to_owned()
            } else {
                name.to_owned()
            }
        };
        let or_id = |name: &str| {
            if name.trim().is_empty() {
                record.id().clone()
            } else {
                name.to_owned()
            }
        };
        let texts = lang.past();
        match record {
            Record::Settings(_) => texts.settings().to_owned(),
            Record::Plan(plan) => or_id(plan.title.get(lang)),
            Record::Node(node) => or_id(node.title.get(lang)),
            Record::Progress(progress) => texts.progress_of(&title(Table::Node, &progress.id)),
            Record::Log(log) => {
                let amount = format!("{:+}m", log.minutes);
                texts.time_on(&title(Table::Node, &log.node), &amount, &log.on.to_string())
            }
            Record::Question(question) => or_id(question.prompt.get(lang)),
            Record::Review(review) => texts.grade_of(
                &title(Table::Question, &review.question),
                &review.on.to_string(),
            ),
            Record::Draft(draft) => or_id(&draft.title),
            Record::Unsent(_) => texts.unsent().to_owned(),
            Record::Retro(retro) => lang.retro().title(retro.cadence, retro.on),
        }
    }

    /// What a user would call a document: `Plan: Service`, `Reviews 2026-11`, a draft's title.
    pub fn document_name(&self, doc: &str, lang: Lang) -> String {
        let texts = lang.past();
        let (folder, rest) = doc.split_once('/').unwrap_or((doc, ""));
        match folder {
            "settings" => texts.settings().to_owned(),
            "unsent" => texts.unsent().to_owned(),
            "plans" => {
                let plan = self.plans.of_doc(doc).next();
                texts.plan(plan.map_or(rest, |plan| plan.title.get(lang)))
            }
            "progress" => {
                let plan = self.plans.of_doc(&format!("plans/{rest}")).next();
                // The progress of an item of the user's own is in a document of its name.
                let own = || self.nodes.get(rest).map(|node| &node.title);
                let title = plan.map(|plan| &plan.title).or_else(own);
                texts.progress(title.map_or(rest, |title| title.get(lang)))
            }
            "drafts" => {
                let draft = self.drafts.of_doc(doc).next();
                texts.draft(draft.map_or(rest, |draft| &draft.title))
            }
            "hours" => texts.hours(rest),
            "questions" => texts.questions(rest),
            "reviews" => texts.reviews(rest),
            "retros" => texts.retros(rest),
            _ => doc.to_owned(),
        }
    }
}
