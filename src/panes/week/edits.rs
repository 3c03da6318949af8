//! What is done to the items of the week pane: each command makes one edit, some after a question.

use super::State;
use super::rows::{Row, Shown};
use crate::commands::Cmd;
use crate::domain::items::{Cannot, Closed, Items, Place, parse_hours, parse_minutes};
use crate::domain::{self, Draft, Edit, Id, Kind, Step};
use crate::panes::ask::{Ask, Asked};
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

fn items<'a>(env: &Env<'a>) -> Items<'a> {
    Items::new(env.data, env.index, env.now, env.lang)
}

fn refuse(env: &Env, cannot: &Cannot) -> Reply {
    Reply::refuse(why(env, cannot))
}

/// Why something was not done; names the key that does better.
fn why(env: &Env, cannot: &Cannot) -> String {
    let texts = env.lang.week();
    let skip = env.keymap.keys_of(Cmd::SkipItem).into_iter().next();
    match (cannot, skip) {
        (Cannot::FromThePlan, Some(key)) => texts.cannot_delete_with(&key),
        _ => texts.cannot(cannot),
    }
}

fn title<'a>(env: &Env<'a>, id: &str) -> &'a str {
    env.data
        .nodes
        .get(id)
        .map_or("", |node| node.title.get(env.lang))
}

impl State {
    fn row(&self) -> Option<&Row> {
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
            Cmd::ToggleDone | Cmd::ToggleDoing | Cmd::SkipItem if note => Cannot::NotTickable,
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
                let text = title(env, &id).to_owned();
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
            Cmd::DraftFromItem => draft(env, &id),
            Cmd::QuestionFromItem => Reply::request(Request::NewQuestion {
                prompt: title(env, &id).to_owned(),
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
                reply.and_say(texts.reopened(title(env, &row.id)))
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
        if row.state == domain::State::Skipped && own != domain::State::Skipped {
            if let Err(cannot @ Cannot::SkippedWith(_)) = items(env).unskip(&row.id) {
                return refuse(env, &cannot);
            }
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
                    let said = env.lang.week().taken_back(title(env, &row.id));
                    return Reply::edit(edit).and_say(said);
                }
                // It only adds up to skipped: all below it is.
                Ok(_) => {}
            }
        }
        self.ask(env, Asking::Skip(row.id.clone()), "")
    }

    fn ask_to_add(&mut self, env: &Env) -> Reply {
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

    fn ask(&mut self, env: &Env, what: Asking, text: &str) -> Reply {
        let texts = env.lang.week();
        let about = |asked: &str, id: &str| texts.ask_about(asked, title(env, id));
        let line = match &what {
            Asking::Skip(id) => about(texts.ask_skip(), id),
            Asking::Log(id) => about(texts.ask_log(), id),
            Asking::Title(_) => texts.ask_title().to_owned(),
            Asking::Hours(id) => about(texts.ask_hours(), id),
            Asking::Note(id) => about(texts.ask_note(), id),
            Asking::Add { place, .. } => match (&place.parent, place.week) {
                (Some(parent), _) => about(texts.ask_add(), parent),
                (None, Some(week)) => {
                    texts.ask_about(texts.ask_add(), &texts.week(week, env.now.today()))
                }
                (None, None) => texts.ask_add().to_owned(),
            },
        };
        let hint = match &what {
            Asking::Skip(_) => texts.hint_skip(),
            Asking::Log(_) => texts.hint_log(),
            Asking::Add { .. } => texts.hint_add(),
            Asking::Hours(_) => texts.hint_hours(),
            Asking::Title(_) | Asking::Note(_) => "",
        };
        let ask = Ask::new(line).field("", text).placeholder(hint);
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
                let (what, text) = (what.clone(), ask.text(0));
                match self.answer(env, &what, &text) {
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
    fn answer(&mut self, env: &Env, what: &Asking, text: &str) -> Result<Reply, String> {
        let texts = env.lang.week();
        let items = items(env);
        let done = |edit: Result<Edit, Cannot>| edit.map_err(|cannot| why(env, &cannot));
        match what {
            Asking::Skip(id) => Ok(Reply::edit(done(items.skip(id, text))?)),
            Asking::Title(id) if text.trim() == title(env, id) => Ok(Reply::none()),
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
                let line = texts.logged_line(&format!("{minutes:+}m"), sum, title(env, id));
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

    /// The program ends with a line half typed: what is a text of the user's is kept, what is not confirmed of states
    /// and hours is not.
    pub(super) fn keep_typed(&mut self, env: &Env) -> Reply {
        let Mode::Asking { what, ask } = &self.mode else {
            return Reply::none();
        };
        let (what, text) = (what.clone(), ask.text(0));
        let kept = matches!(
            what,
            Asking::Add { .. } | Asking::Title(_) | Asking::Note(_)
        );
        if !kept {
            return Reply::none();
        }
        self.mode = Mode::List;
        self.answer(env, &what, &text).unwrap_or_default()
    }
}

/// Closes a node and says what else that closed.
fn close(env: &Env, row: &Row) -> Reply {
    let texts = env.lang.week();
    let name = title(env, &row.id);
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
    let title = title(env, node);
    let id = env.fresh_id(|id| env.data.drafts.contains(id));
    let draft = Draft {
        id: id.clone(),
        title: title.to_owned(),
        body: Vec::new(),
        node: Some(node.to_owned()),
        created: env.now.utc,
        ..Draft::default()
    };
    let edit = Edit::new(Step::EditDraft, title, &env.now).put(env.data, draft);
    Reply::edit(edit).and_request(Request::OpenDraft(id))
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
