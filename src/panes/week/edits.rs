//! What is done to the items of the week pane: each command makes one edit, or asks first.

use super::State;
use super::asking::Asking;
use super::rows::Row;
use crate::commands::Cmd;
use crate::domain::draft::template;
use crate::domain::items::{Cannot, Closed, Items, Place};
use crate::domain::{self, Draft, Edit, Id, Kind, Step};
use crate::panes::ask::Ask;
use crate::panes::items::{ItemAsk, missed};
use crate::panes::{Env, Reply, Request};

/// What the pane is doing.
#[derive(Default)]
pub enum Mode {
    #[default]
    List,
    /// Asking a line.
    Asking { what: Asking, ask: Ask },
    /// Asking whether a node with open criteria is to be closed.
    Confirming { node: Id },
}

impl Mode {
    /// Whether what was asked about is gone.
    pub fn is_about_nothing(&self, env: &Env) -> bool {
        let id = match self {
            Mode::List => None,
            Mode::Confirming { node } => Some(node),
            Mode::Asking { what, .. } => match what {
                Asking::Skip(id)
                | Asking::Log(id)
                | Asking::Title(id)
                | Asking::Hours(id)
                | Asking::Note(id) => Some(id),
                Asking::Item(item) => Some(item.id()),
                Asking::Add { place, .. } => place.parent.as_ref(),
            },
        };
        id.is_some_and(|id| env.data.nodes.get(id).is_none_or(|node| node.deleted))
    }
}

/// The latest draft that grew from a node.
pub fn draft_of(env: &Env, node: &str) -> Option<Id> {
    let drafts = env.data.drafts.iter();
    drafts
        .filter(|draft| !draft.deleted && draft.node.as_deref() == Some(node))
        .max_by_key(|draft| draft.updated)
        .map(|draft| draft.id.clone())
}

pub(super) fn items<'a>(env: &Env<'a>) -> Items<'a> {
    Items::new(env.data, env.index, env.now, env.lang)
}

fn refuse(env: &Env, cannot: &Cannot) -> Reply {
    Reply::refuse(why(env, cannot))
}

/// Why something was not done; names the key that does better.
pub(super) fn why(env: &Env, cannot: &Cannot) -> String {
    let texts = env.lang.week();
    let skip = env.keymap.key_of(Cmd::SkipItem);
    match (cannot, skip) {
        (Cannot::FromThePlan, Some(key)) => texts.cannot_delete_with(&key),
        _ => texts.cannot(cannot),
    }
}

impl State {
    pub(super) fn row(&self) -> Option<&Row> {
        self.rows.rows.get(self.cursor)
    }

    /// Why a command cannot be given on the row of the cursor.
    pub(super) fn refusal(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.week();
        let on_item = matches!(
            cmd,
            Cmd::ToggleDone
                | Cmd::ToggleDoing
                | Cmd::SkipItem
                | Cmd::LogTime
                | Cmd::AddChild
                | Cmd::EditItem
                | Cmd::EditItemHours
                | Cmd::NoteItem
                | Cmd::ReadMeasure
                | Cmd::SetDue
                | Cmd::DeleteItem
                | Cmd::MoveItemUp
                | Cmd::MoveItemDown
                | Cmd::DraftFromItem
                | Cmd::QuestionFromItem
        );
        if !on_item {
            return None;
        }
        let Some(row) = self.row() else {
            return Some(texts.no_item().to_owned());
        };
        let note = matches!(row.kind, Kind::Note | Kind::Period);
        let own = env.data.nodes.get(&row.id).is_some_and(|node| node.own);
        let cannot = match cmd {
            Cmd::ToggleDone | Cmd::ToggleDoing | Cmd::SkipItem | Cmd::SetDue if note => {
                Cannot::NotTickable
            }
            Cmd::ReadMeasure if row.kind != Kind::Measure => Cannot::NotAMeasure,
            Cmd::DeleteItem if !own => Cannot::FromThePlan,
            Cmd::AddChild => items(env).room_below(&row.id).err()?,
            _ => return None,
        };
        Some(why(env, &cannot))
    }

    pub(super) fn item_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        if cmd == Cmd::AddItem {
            return self.ask_to_add(env);
        }
        let Some(row) = self.row().cloned() else {
            return Reply::unhandled();
        };
        let id = row.id.clone();
        match cmd {
            Cmd::ToggleDone => self.toggle_done(env, &row),
            Cmd::ToggleDoing => self.toggle_doing(env, &row),
            Cmd::SkipItem => self.toggle_skip(env, &row),
            Cmd::DeleteItem => delete(env, &id),
            Cmd::MoveItemUp | Cmd::MoveItemDown => {
                let moved = items(env).shift(&id, cmd == Cmd::MoveItemDown);
                moved.map_or_else(|cannot| refuse(env, &cannot), Reply::edit)
            }
            Cmd::LogTime => self.ask(env, Asking::Log(id), ""),
            Cmd::AddChild => {
                let place = Place {
                    parent: Some(id.clone()),
                    after: None,
                    week: self.shown.week(env),
                };
                let proves = Some(id);
                self.ask(env, Asking::Add { place, proves }, "")
            }
            Cmd::EditItem => {
                let text = env.title(&id).to_owned();
                self.ask(env, Asking::Title(id), &text)
            }
            Cmd::EditItemHours => {
                let hours = env.data.nodes.get(&id).and_then(|node| node.hours);
                let text = hours.map(|hours| hours.to_string()).unwrap_or_default();
                self.ask(env, Asking::Hours(id), &text)
            }
            Cmd::NoteItem => {
                let note = env.data.progress_of(&id).note.unwrap_or_default();
                let first = note.lines().next().unwrap_or("").to_owned();
                self.ask(env, Asking::Note(id), &first)
            }
            Cmd::ReadMeasure => self.ask(env, Asking::Item(ItemAsk::Reading(id)), ""),
            Cmd::SetDue => self.ask(env, Asking::Item(ItemAsk::Due(id)), ""),
            Cmd::DraftFromItem => draft(env, &id),
            Cmd::QuestionFromItem => Reply::request(Request::NewQuestion {
                prompt: env.title(&id).to_owned(),
                node: id,
            }),
            _ => Reply::unhandled(),
        }
    }

    fn toggle_done(&mut self, env: &Env, row: &Row) -> Reply {
        let texts = env.lang.week();
        if row.state == domain::State::Done {
            let edit = items(env).set_state(&row.id, domain::State::Todo);
            let reply = edit.map_or_else(|cannot| refuse(env, &cannot), Reply::edit);
            return if row.has_children && reply.toast.is_none() {
                reply.and_say(texts.reopened(env.title(&row.id)))
            } else {
                reply
            };
        }
        let open = env.index.tree.open_criteria(env.data, &row.id);
        if open.is_empty() {
            close(env, row)
        } else {
            let node = row.id.clone();
            self.mode = Mode::Confirming { node };
            Reply::none()
        }
    }

    fn toggle_doing(&mut self, env: &Env, row: &Row) -> Reply {
        let own = env.data.state(&row.id);
        if row.state == domain::State::Skipped
            && own != domain::State::Skipped
            && let Err(cannot @ Cannot::SkippedWith(_)) = items(env).unskip(&row.id)
        {
            return refuse(env, &cannot);
        }
        let state = if own == domain::State::Doing {
            domain::State::Todo
        } else {
            domain::State::Doing
        };
        let edit = items(env).set_state(&row.id, state);
        edit.map_or_else(|cannot| refuse(env, &cannot), Reply::edit)
    }

    fn toggle_skip(&mut self, env: &Env, row: &Row) -> Reply {
        if row.state == domain::State::Skipped {
            match items(env).unskip(&row.id) {
                Err(cannot) => return refuse(env, &cannot),
                Ok(edit) if env.data.state(&row.id) == domain::State::Skipped => {
                    let said = env.lang.week().taken_back(env.title(&row.id));
                    return Reply::edit(edit).and_say(said);
                }
                // It only adds up to skipped: all below it is.
                Ok(_) => {}
            }
        }
        self.ask(env, Asking::Skip(row.id.clone()), "")
    }

    pub(super) fn confirm_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let Mode::Confirming { node } = std::mem::take(&mut self.mode) else {
            return Reply::unhandled();
        };
        let row = self.rows.rows.iter().find(|row| row.id == node);
        match (cmd, row) {
            (Cmd::Yes, Some(row)) => close(env, row),
            _ => Reply::none(),
        }
    }
}

/// Closes a node and says what else that closed.
fn close(env: &Env, row: &Row) -> Reply {
    let texts = env.lang.week();
    let name = env.title(&row.id);
    match items(env).close(&row.id) {
        Err(cannot) => refuse(env, &cannot),
        Ok(Closed {
            edit,
            below,
            unproved,
        }) => {
            let reply = Reply::edit(edit);
            if unproved > 0 {
                reply.and_say(texts.closed_unproved(name, unproved))
            } else if below > 0 {
                reply.and_say(texts.closed_below(name, below))
            } else if row.kind == Kind::Criterion {
                reply.and_say(texts.verified(name))
            } else if let Some(missed) = missed(env, &row.id) {
                reply.and_say(missed)
            } else {
                reply
            }
        }
    }
}

fn delete(env: &Env, id: &str) -> Reply {
    let texts = env.lang.week();
    match items(env).delete(id) {
        Err(cannot) => refuse(env, &cannot),
        Ok(edit) => {
            let said = match edit.changes.len() - 1 {
                0 => texts.deleted(&edit.what),
                below => texts.deleted_with(&edit.what, below),
            };
            Reply::edit(edit).and_say(said)
        }
    }
}

/// Opens the draft of a node; makes one first where there is none.
fn draft(env: &Env, node: &str) -> Reply {
    if let Some(draft) = draft_of(env, node) {
        return Reply::request(Request::OpenDraft(draft)).and_say(env.lang.week().draft_there());
    }
    let title = env.title(node);
    let id = env.fresh_id(|id| env.data.drafts.contains(id));
    let draft = Draft {
        id: id.clone(),
        title: title.to_owned(),
        body: template(env.lang),
        node: Some(node.to_owned()),
        created: env.now.utc,
        ..Draft::default()
    };
    let edit = Edit::new(Step::EditDraft, title, &env.now).put(env.data, draft);
    Reply::edit(edit).and_request(Request::OpenDraft(id))
}
