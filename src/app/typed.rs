//! Text in open fields that is not sent yet. It is saved within two seconds (the pane that opens the same field again
//! brings it back), and removed when it was sent. Cancelling drops a short one; what is longer than a line stays until
//! it is sent. None of this is a step of the user's: it is not told, and undo does not know it.

use super::model::{Model, SaveState};
use crate::commands::Cmd;
use crate::domain::{Change, Edit, Id, Step, Unsent};
use crate::panes::{AUTOSAVE, Toast, Typing};
use crate::ui::wrap;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// So many keys are saved without waiting.
const KEYS: usize = 200;

/// A cancelled text wider than this is kept: nobody likes to type it again.
const LINE: usize = 80;

/// What stands in open fields.
#[derive(Default)]
pub(super) struct Typed {
    fields: BTreeMap<Id, Field>,
    /// The command that was run last, while its message is handled.
    pub cmd: Option<Cmd>,
    /// What was sent could not be done.
    pub refused: bool,
}

/// An open field or form.
#[derive(Default)]
struct Field {
    text: Vec<String>,
    /// When the first key came that is not saved.
    since: Option<DateTime<Utc>>,
    /// Keys that are not saved, about.
    keys: usize,
}

impl Typed {
    /// When something is to be saved.
    pub fn deadline(&self) -> Option<DateTime<Utc>> {
        let since = self.fields.values().filter_map(|field| field.since).min();
        since.map(|since| since + AUTOSAVE)
    }

    /// The clock was moved.
    pub fn clock_moved(&mut self, by: chrono::Duration) {
        for since in self
            .fields
            .values_mut()
            .filter_map(|field| field.since.as_mut())
        {
            *since += by;
        }
    }
}

impl Model {
    /// Follows what stands in the fields after a message: saves what is due, or all when `leaving`, and drops what was
    /// sent. `by_user`: a field that closed was closed by a key or saved as something, not taken from under the user's hands.
    pub(super) fn keep_typed(&mut self, leaving: bool, by_user: bool) {
        let now = self.now.utc;
        let mut before = std::mem::take(&mut self.typed.fields);
        for Typing { id, fields: text } in self.typing() {
            let saved = self.data.unsent.get(&id);
            let is_saved = saved.is_some_and(|saved| saved.fields == text);
            let when = saved.map(|saved| saved.updated);
            let mut field = match (before.remove(&id), when.filter(|_| is_saved)) {
                (Some(field), _) => field,
                (None, Some(when)) => {
                    self.say_when_typed(when);
                    Field::default()
                }
                (None, None) => Field::default(),
            };
            let length = |text: &[String]| text.iter().map(String::len).sum::<usize>();
            if field.text != text {
                field.keys += length(&text).abs_diff(length(&field.text)).max(1);
                field.text = text;
            }
            if is_saved {
                (field.since, field.keys) = (None, 0);
            } else {
                let since = *field.since.get_or_insert(now);
                if leaving || field.keys >= KEYS || since + AUTOSAVE <= now {
                    self.put_typed(&id, &field.text);
                    (field.since, field.keys) = (None, 0);
                }
            }
            self.typed.fields.insert(id, field);
        }
        for (id, field) in before {
            self.closed(&id, &field.text, by_user);
        }
        (self.typed.cmd, self.typed.refused) = (None, false);
    }

    /// What stands in open fields and is not what they were opened with.
    fn typing(&self) -> Vec<Typing> {
        let panes = crate::ui::layout::PaneId::ALL.map(|id| self.panes.get(id));
        let place = self.place.as_ref().map(|place| place.pane());
        let overlay = self.overlay.as_ref().map(|overlay| overlay.pane());
        panes
            .into_iter()
            .chain(place)
            .chain(overlay)
            .flat_map(|pane| pane.typing())
            .collect()
    }

    /// A field with `text` in it is open no longer.
    fn closed(&mut self, id: &str, text: &[String], by_user: bool) {
        let cancelled = matches!(self.typed.cmd, Some(Cmd::LineCancel | Cmd::PaletteClose));
        let width: usize = text.iter().map(|line| wrap::width(line)).sum();
        if !by_user || self.typed.refused {
            self.put_typed(id, text);
        } else if cancelled && width > LINE {
            self.put_typed(id, text);
            let text = self.lang.app().kept_for_later().to_owned();
            self.say(Toast { text, bad: false });
        } else {
            self.change_typed(id, None);
        }
    }

    fn say_when_typed(&mut self, when: DateTime<Utc>) {
        let texts = self.lang.app();
        let when = texts.date_and_time(when.with_timezone(&self.now.offset));
        let text = texts.typed_before(&when);
        self.say(Toast { text, bad: false });
    }

    fn put_typed(&mut self, id: &str, text: &[String]) {
        let known = self.data.unsent.get(id);
        if known.is_some_and(|known| known.fields == text) {
            return;
        }
        let record = Unsent {
            id: id.to_owned(),
            fields: text.to_vec(),
            ..known.cloned().unwrap_or_default()
        };
        self.change_typed(id, Some(record));
    }

    /// Replaces or removes what is kept of a field: beside the undo history, and without a word.
    fn change_typed(&mut self, id: &str, after: Option<Unsent>) {
        let mut edit = Edit::new(Step::Type, id, &self.now);
        match (after, self.data.unsent.get(id).cloned()) {
            (Some(after), _) => edit = edit.put(&self.data, after),
            (None, Some(before)) => edit.changes.push(Change {
                before: Some(crate::domain::Record::Unsent(before)),
                after: None,
            }),
            (None, None) => return,
        }
        let Ok(docs) = self.data.apply(&edit) else {
            return;
        };
        // Who may only read keeps it in memory.
        if !matches!(self.save, SaveState::ReadOnly(_)) {
            self.unsaved.extend(docs);
        }
    }
}
