//! What the week pane asks a line for, and what the answer does.

use super::State;
use super::edits::{Mode, items, why};
use super::rows::Shown;
use crate::commands::Cmd;
use crate::domain::items::{Cannot, Place, parse_hours, parse_minutes};
use crate::domain::{Edit, Id, Kind};
use crate::panes::ask::{Ask, Asked};
use crate::panes::items::ItemAsk;
use crate::panes::{Env, Reply};

/// What a line is asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Asking {
    Skip(Id),
    Log(Id),
    /// A new item at a place; its proof would go below `proves`.
    Add {
        place: Place,
        proves: Option<Id>,
    },
    Title(Id),
    Hours(Id),
    Note(Id),
    /// What is asked elsewhere too.
    Item(ItemAsk),
}

impl Asking {
    /// What the line is called where typed text is kept. What was typed for one place is offered at the next.
    fn name(&self) -> String {
        match self {
            Asking::Skip(id) => format!("skip:{id}"),
            Asking::Log(id) => format!("log:{id}"),
            Asking::Add { .. } => "add".to_owned(),
            Asking::Title(id) => format!("title:{id}"),
            Asking::Hours(id) => format!("hours:{id}"),
            Asking::Note(id) => format!("note:{id}"),
            Asking::Item(item) => item.name(),
        }
    }
}

impl Asking {
    /// The question, with what is to be changed in its field.
    fn begin(&self, env: &Env, text: &str) -> Ask {
        let texts = env.lang.week();
        let about = |asked: &str, id: &str| texts.ask_about(asked, env.title(id));
        let (line, hint) = match self {
            Asking::Item(item) => return item.begin(env),
            Asking::Skip(id) => (about(texts.ask_skip(), id), texts.hint_skip()),
            Asking::Log(id) => (about(texts.ask_log(), id), texts.hint_log()),
            Asking::Title(_) => (texts.ask_title().to_owned(), ""),
            Asking::Hours(id) => (about(texts.ask_hours(), id), texts.hint_hours()),
            Asking::Note(id) => (about(texts.ask_note(), id), ""),
            Asking::Add { place, .. } => {
                let line = match (&place.parent, place.week) {
                    (Some(parent), _) => about(texts.ask_add(), parent),
                    (None, Some(week)) => {
                        texts.ask_about(texts.ask_add(), &texts.week(week, env.now.today()))
                    }
                    (None, None) => texts.ask_add().to_owned(),
                };
                (line, texts.hint_add())
            }
        };
        Ask::new(line)
            .field("", text)
            .placeholder(hint)
            .kept_as(env, self.name())
    }
}

impl State {
    pub(super) fn ask_to_add(&mut self, env: &Env) -> Reply {
        let week = self.shown.week(env);
        let mut place = Place {
            week,
            ..Place::default()
        };
        let mut proves = None;
        if let Some(row) = self.row() {
            let node = env.data.nodes.get(&row.id);
            if row.depth == 0 && matches!(self.shown, Shown::Node(_)) {
                // Beside the node that is shown, the new item would not be seen.
                place.parent = Some(row.id.clone());
            } else if row.depth > 0 || node.is_some_and(|node| node.own && node.parent.is_none()) {
                place.parent = node.and_then(|node| node.parent.clone());
                place.after = Some(row.id.clone());
            }
            proves = match row.kind {
                Kind::Criterion | Kind::Note => place.parent.clone(),
                _ => Some(row.id.clone()),
            };
        } else if let Shown::Node(id) = &self.shown {
            place.parent = Some(id.clone()).filter(|id| env.data.nodes.contains(id));
        }
        self.ask(env, Asking::Add { place, proves }, "")
    }

    pub(super) fn ask(&mut self, env: &Env, what: Asking, text: &str) -> Reply {
        let ask = what.begin(env, text);
        self.mode = Mode::Asking { what, ask };
        Reply::none()
    }

    pub(super) fn line_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let Mode::Asking { what, ask } = &mut self.mode else {
            return Reply::unhandled();
        };
        match ask.command(cmd) {
            Asked::Open => Reply::none(),
            Asked::Cancelled => {
                self.mode = Mode::List;
                Reply::none()
            }
            Asked::Answered => {
                let (what, ask) = (what.clone(), ask.clone());
                match self.answer(env, &what, &ask) {
                    Ok(reply) => {
                        self.mode = Mode::List;
                        reply
                    }
                    Err(why) => {
                        if let Mode::Asking { ask, .. } = &mut self.mode {
                            ask.refuse(why);
                        }
                        Reply::none()
                    }
                }
            }
        }
    }

    /// What an answered question does, or why the answer is none.
    fn answer(&mut self, env: &Env, what: &Asking, ask: &Ask) -> Result<Reply, String> {
        let texts = env.lang.week();
        let text = ask.text(0);
        let text = text.as_str();
        let items = items(env);
        let done = |edit: Result<Edit, Cannot>| edit.map_err(|cannot| why(env, &cannot));
        match what {
            Asking::Item(item) => item.answer(env, ask),
            Asking::Skip(id) => Ok(Reply::edit(done(items.skip(id, text))?)),
            Asking::Title(id) if text.trim() == env.title(id) => Ok(Reply::none()),
            Asking::Title(id) => Ok(Reply::edit(done(items.rename(id, text))?)),
            Asking::Hours(id) => {
                let hours = parse_hours(text).map_err(|why| texts.no_amount_because(why))?;
                Ok(Reply::edit(done(items.estimate(id, hours))?))
            }
            Asking::Note(id) => Ok(Reply::edit(done(items.note(id, &noted(env, id, text)))?)),
            Asking::Log(id) => {
                let minutes = parse_minutes(text).map_err(|why| texts.no_amount_because(why))?;
                let edit = done(items.log(id, minutes))?;
                let row = self.rows.position(id).and_then(|at| self.rows.rows.get(at));
                let (there, hours) = row.map_or((0, None), |row| (row.minutes, row.hours));
                let sum = texts.spent(there + minutes, hours);
                let sum = if sum.is_empty() { "0h" } else { &sum };
                let line = texts.logged_line(&format!("{minutes:+}m"), sum, env.title(id));
                Ok(Reply::edit(edit).and_say(line))
            }
            Asking::Add { place, proves } => {
                let proof = text.trim_start().strip_prefix(['?', '\u{FF1F}']);
                let (place, text, kind) = match proof {
                    Some(proof) => {
                        let below = Place {
                            parent: proves.clone(),
                            after: None,
                            ..place.clone()
                        };
                        (below, proof, Kind::Criterion)
                    }
                    None => (place.clone(), text, Kind::Task),
                };
                let added = items.add(&place, text, kind);
                let (edit, id) = added.map_err(|cannot| why(env, &cannot))?;
                if let Some(parent) = &place.parent {
                    self.folded.remove(parent);
                }
                self.wanted = Some(id);
                Ok(Reply::edit(edit))
            }
        }
    }
}

/// A note whose first line is `line`; further lines stay.
fn noted(env: &Env, node: &str, line: &str) -> String {
    let note = env.data.progress_of(node).note.unwrap_or_default();
    match note.split_once('\n') {
        Some((_, rest)) if line.trim().is_empty() => rest.to_owned(),
        Some((_, rest)) => format!("{line}\n{rest}"),
        None => line.to_owned(),
    }
}
