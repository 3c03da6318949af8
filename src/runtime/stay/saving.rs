//! Between the model and the saver: what is handed over, and what comes back.

use super::Stay;
use crate::app::Msg;
use crate::domain::trip;
use crate::runtime::wording;
use crate::store::{Batch, Change, DocName, SaveError, SaveEvent, Saver};

impl Stay<'_> {
    /// What the saver tells, as the model understands it.
    pub(super) fn save_went(&self, event: SaveEvent) -> Msg {
        let lang = self.model.lang;
        match event {
            SaveEvent::Saved { ticket } => Msg::Saved(ticket),
            SaveEvent::Failed {
                ticket,
                error,
                will_retry: false,
            } => {
                let reason = wording::save_error(lang, &error);
                match error {
                    SaveError::Implausible { name, .. } => Msg::SaveRefused {
                        ticket,
                        doc: Some(name.to_string()),
                        reason,
                    },
                    SaveError::NotJson { .. } => Msg::SaveRefused {
                        ticket,
                        doc: None,
                        reason,
                    },
                    _ => Msg::SaveFailed(reason),
                }
            }
            SaveEvent::Failed { error, .. } => Msg::SaveFailed(wording::save_error(lang, &error)),
            SaveEvent::Notice(outcome) => Msg::Notice(wording::refresh_outcome(lang, &outcome)),
            SaveEvent::Outside(outside) => Msg::Outside(outside),
        }
    }

    /// Hands what changed to the saver.
    pub(super) fn save(&mut self, saver: &Saver) {
        if self.docs.is_empty() && self.taken.is_empty() {
            return;
        }
        trip::point("encode");
        let data = &self.model.data;
        let changes = std::mem::take(&mut self.docs)
            .into_iter()
            .filter_map(|(doc, removes)| {
                Some(Change {
                    name: DocName::new(doc.as_str()).ok()?,
                    bytes: data.encode(&doc),
                    removes,
                })
            });
        let batch = Batch {
            ticket: self.ticket,
            changes: changes.collect(),
            soft: Vec::new(),
            taken: std::mem::take(&mut self.taken),
            mark: self.mark.take(),
        };
        if let Err(error) = saver.save(batch) {
            let reason = wording::save_error(self.model.lang, &error);
            self.update(Msg::SaveFailed(reason));
        }
    }

    /// Hands undo history and window state to the saver.
    pub(super) fn save_soft(&mut self, saver: &Saver) {
        self.soft_since = None;
        if self.only_looks() {
            return;
        }
        let history = serde_json::to_vec(&self.model.history).ok();
        let session = serde_json::to_vec(&self.model.session()).ok();
        let soft = [("history", history), ("session", session)]
            .into_iter()
            .filter_map(|(name, bytes)| Some((DocName::new(name).ok()?, bytes?)))
            .collect();
        // A lost undo history is no lost data; a stopped saver was reported when data met it. No ticket of the model's
        // has the number 0.
        let _ = saver.save(Batch {
            ticket: 0,
            soft,
            ..Batch::default()
        });
    }
}
