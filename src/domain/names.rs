//! What a user would call a record or a document.

use super::data::Data;
use super::edit::{Change, Edit};
use super::records::*;
use super::words::Text;
use crate::lang::Lang;
use std::collections::HashMap;

/// Records that an edit brings or takes away, to be named though they are not in the data.
pub struct Known<'a>(HashMap<(Table, &'a str), &'a Record>);

impl<'a> Known<'a> {
    pub fn of(edit: &'a Edit) -> Known<'a> {
        let record = |change: &'a Change| change.after.as_ref().or(change.before.as_ref());
        let records = edit.changes.iter().filter_map(record);
        Known(
            records
                .map(|record| ((record.table(), record.id().as_str()), record))
                .collect(),
        )
    }

    fn node(&self, id: &str) -> Option<&'a Text> {
        match self.0.get(&(Table::Node, id))? {
            Record::Node(node) => Some(&node.title),
            _ => None,
        }
    }

    fn question(&self, id: &str) -> Option<&'a Text> {
        match self.0.get(&(Table::Question, id))? {
            Record::Question(question) => Some(&question.prompt),
            _ => None,
        }
    }
}

impl Data {
    /// What a user would call a record. `more`: where to find what is not in the data.
    pub fn name_of(&self, record: &Record, more: Option<&Known>, lang: Lang) -> String {
        let or_id = |name: Option<&Text>, id: &str| match name.map(|name| name.get(lang)) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => id.to_owned(),
        };
        let node = |id: &str| {
            let here = self.nodes.get(id).map(|node| &node.title);
            or_id(here.or_else(|| more?.node(id)), id)
        };
        let question = |id: &str| {
            let here = self.questions.get(id).or_else(|| self.bank.get(id));
            let here = here.map(|question| &question.prompt);
            or_id(here.or_else(|| more?.question(id)), id)
        };
        let own = |name: &str| {
            if name.trim().is_empty() {
                record.id().clone()
            } else {
                name.to_owned()
            }
        };
        let texts = lang.past();
        match record {
            Record::Settings(_) => texts.settings().to_owned(),
            Record::Plan(plan) => own(plan.title.get(lang)),
            Record::Node(row) => own(row.title.get(lang)),
            Record::Progress(progress) => texts.progress_of(&node(&progress.id)),
            Record::Log(log) => {
                let amount = format!("{:+}m", log.minutes);
                texts.time_on(&node(&log.node), &amount, &log.on.to_string())
            }
            Record::Reading(row) => {
                let value = crate::lang::figure(row.value);
                texts.reading_of(&node(&row.node), &value, &row.on.to_string())
            }
            Record::Question(row) => own(row.prompt.get(lang)),
            Record::Review(review) => {
                texts.grade_of(&question(&review.question), &review.on.to_string())
            }
            Record::Attempt(row) => texts.answer_of(&question(&row.question), &row.on.to_string()),
            Record::Mock(mock) => {
                texts.mock_of(lang.questions().kind(mock.kind), &mock.on.to_string())
            }
            Record::Story(story) => own(story.title.get(lang)),
            Record::Interview(row) => texts.interview_of(&row.company, &row.on.to_string()),
            Record::Period(period) => own(&period.title),
            Record::Draft(draft) => own(&draft.title),
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
            "attempts" => texts.answers(rest),
            "mocks" => texts.mocks(rest),
            "stories" => texts.stories(rest),
            "interviews" => texts.interviews().to_owned(),
            "periods" => texts.periods().to_owned(),
            "readings" => texts.readings(rest),
            _ => doc.to_owned(),
        }
    }
}
