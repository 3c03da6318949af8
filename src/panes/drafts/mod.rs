//! The drafts: a list of posts being written, and the editor that one of them opens in.
//!
//! What is typed becomes an edit within two seconds, and at once on leaving; one stay in the editor is one step of
//! undo.

mod editor;
mod editor_view;
mod field;
mod list;

use super::ask::{Ask, Asked};
use super::*;
use crate::domain::draft::template;
use crate::domain::{Draft, DraftState, Step};
use crate::ui::list::window;
use crate::ui::paint;
use crate::ui::text_area::Pos;
use editor::Editor;
use std::collections::HashMap;

/// What the pane is doing.
#[derive(Default)]
enum Mode {
    #[default]
    List,
    Edit,
    /// The title of a new draft is being asked for.
    New(Ask),
    Rename(Id, Ask),
    /// Whether to delete is being asked.
    Delete(Id),
}

/// The list with its cursor, and the draft opened last.
#[derive(Default)]
pub struct State {
    mode: Mode,
    rows: Vec<list::Row>,
    cursor: usize,
    /// Kept when the editor is left: caret and typing history are there on coming back.
    editor: Option<Editor>,
    /// Where the carets of drafts opened before stood.
    carets: HashMap<Id, Pos>,
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        match (&self.mode, &self.editor) {
            (Mode::Edit, Some(editor)) => editor_view::title(editor, env),
            _ if self.rows.is_empty() => env.lang.drafts().drafts().to_owned(),
            _ => format!("{}  {}", env.lang.drafts().drafts(), self.rows.len()),
        }
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.mode, &self.editor) {
            (Mode::Edit, Some(editor)) if editor.finding.is_some() => {
                vec![Scope::Line]
            }
            (Mode::Edit, Some(_)) => vec![Scope::Editor],
            (Mode::New(_) | Mode::Rename(..), _) => vec![Scope::Line],
            (Mode::Delete(_), _) => vec![Scope::Confirm],
            (Mode::List | Mode::Edit, _) => vec![Scope::Drafts, Scope::List],
        }
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let needs_one = matches!(
            cmd,
            Cmd::Open
                | Cmd::RenameDraft
                | Cmd::CycleDraftState
                | Cmd::DeleteDraft
                | Cmd::StoryFromDraft
        );
        (needs_one && self.rows.is_empty()).then(|| env.lang.drafts().no_draft().to_owned())
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        self.fit(env);
        match (&mut self.mode, &mut self.editor) {
            (Mode::Edit, Some(_)) if cmd == Cmd::LeaveEditor => self.leave_editor(env),
            (Mode::Edit, Some(editor)) if cmd == Cmd::StoryFromText => editor.make_story(env),
            (Mode::Edit, Some(editor)) => editor.command(env, cmd),
            (Mode::New(ask) | Mode::Rename(_, ask), _) => match ask.command(cmd) {
                Asked::Open => Reply::none(),
                Asked::Answered => self.accept(env),
                Asked::Cancelled => self.back_to_list(),
            },
            (Mode::Delete(id), _) => match cmd {
                Cmd::Yes => {
                    let id = std::mem::take(id);
                    self.mode = Mode::List;
                    delete(env, &id)
                }
                Cmd::No => self.back_to_list(),
                _ => Reply::unhandled(),
            },
            (Mode::List | Mode::Edit, _) => self.list_command(env, cmd),
        }
    }

    fn text(&mut self, env: &Env, op: Op) -> Reply {
        self.fit(env);
        match (&mut self.mode, &mut self.editor) {
            (Mode::Edit, Some(editor)) => editor.text(env, op),
            (Mode::New(ask) | Mode::Rename(_, ask), _) => ask.apply(env, op),
            _ => {}
        }
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        let selected = self.rows.get(self.cursor).map(|row| row.id.clone());
        self.rows = list::rows(env, &self.rows);
        let cursor = selected.and_then(|id| self.rows.iter().position(|row| row.id == id));
        let last = self.rows.len().saturating_sub(1);
        self.cursor = cursor.unwrap_or(self.cursor).min(last);
        let gone = |editor: &mut Editor| !editor.sync(env);
        if self.editor.as_mut().is_some_and(gone) {
            self.editor = None;
            if matches!(self.mode, Mode::Edit) {
                self.mode = Mode::List;
            }
        }
        self.fit(env);
    }

    fn wants_room(&self) -> bool {
        matches!(self.mode, Mode::Edit)
    }

    fn deadline(&self, _env: &Env) -> Option<DateTime<Utc>> {
        self.editor.as_ref().and_then(Editor::deadline)
    }

    fn clock_moved(&mut self, by: Duration) {
        if let Some(editor) = &mut self.editor {
            editor.clock_moved(by);
        }
    }

    fn typing(&self) -> Vec<Typing> {
        let typing = match (&self.mode, &self.editor) {
            (Mode::New(ask) | Mode::Rename(_, ask), _) => ask.typing(),
            (Mode::Edit, Some(editor)) => editor.finding.as_ref().and_then(|find| find.typing()),
            (Mode::List | Mode::Edit | Mode::Delete(_), _) => None,
        };
        typing.into_iter().collect()
    }

    fn wake(&mut self, env: &Env, _leaving: bool) -> Reply {
        let edit = self.editor.as_mut().and_then(|editor| editor.edit(env));
        Reply {
            edits: edit.into_iter().collect(),
            ..Reply::none()
        }
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        if let (Mode::Edit, Some(editor)) = (&self.mode, &self.editor) {
            return editor_view::draw(editor, env, buf);
        }
        let (body, line) = self.parts(env);
        if self.rows.is_empty() {
            list::draw_empty(env, buf, body);
        } else {
            list::draw(&self.rows, self.cursor, env, buf, body);
        }
        match &self.mode {
            Mode::New(ask) | Mode::Rename(_, ask) => ask.draw(env, buf),
            Mode::Delete(id) => {
                let title = env.data.drafts.get(id).map_or("", |draft| &draft.title);
                let question = env.lang.drafts().ask_delete(title);
                let keys: Vec<String> = [Cmd::Yes, Cmd::No]
                    .into_iter()
                    .filter_map(|cmd| env.keymap.key_of(cmd))
                    .collect();
                let keys = format!(" {} ", keys.join("/"));
                let used = paint::put_right(buf, line, line.y, &keys, env.style(Role::Key));
                let room = line.width.saturating_sub(used);
                let style = env.style(Role::Warn);
                paint::put(buf, line.x, line.y, room, &format!(" {question}"), style);
                None
            }
            Mode::List | Mode::Edit => None,
        }
    }
}

impl State {
    /// Opens a draft in the editor.
    pub fn open(&mut self, env: &Env, draft: &str) -> Reply {
        let mut reply = self.wake(env, true);
        let Some(record) = env.data.drafts.get(draft) else {
            return reply;
        };
        if record.deleted {
            reply.toast = Reply::refuse(env.lang.drafts().gone()).toast;
            return reply;
        }
        match &mut self.editor {
            Some(editor) if editor.id() == draft => editor.enter(env),
            _ => {
                let mut next = Editor::new(env, record, self.carets.get(draft).copied());
                if let Some(last) = self.editor.take() {
                    self.carets.insert(last.id().to_owned(), last.area.caret());
                    next.clipboard = last.clipboard;
                }
                self.editor = Some(next);
            }
        }
        self.mode = Mode::Edit;
        self.select(draft);
        // With the keys comes the room: everything is fitted again.
        reply.and_request(Request::Focus(PaneId::Drafts))
    }

    fn select(&mut self, draft: &str) {
        if let Some(row) = self.rows.iter().position(|row| row.id == draft) {
            self.cursor = row;
        }
    }

    /// Tells the editor the room it has.
    fn fit(&mut self, env: &Env) {
        if let (Mode::Edit, Some(editor)) = (&self.mode, &mut self.editor) {
            editor_view::fit(editor, env);
        }
    }

    /// The list's room, and what is below it while something is asked.
    fn parts(&self, env: &Env) -> (Rect, Rect) {
        let height = match &self.mode {
            Mode::New(ask) | Mode::Rename(_, ask) => ask.height(),
            Mode::Delete(_) => 1,
            Mode::List | Mode::Edit => 0,
        };
        let height = env.area.height.min(height);
        let body = Rect {
            height: env.area.height - height,
            ..env.area
        };
        let line = Rect {
            y: body.bottom(),
            height,
            ..env.area
        };
        (body, line)
    }

    fn list_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let page = self.parts(env).0.height / 2;
        if let Some(row) = moved(self.cursor, cmd, page, self.rows.len()) {
            self.cursor = row;
            return Reply::none();
        }
        let here = self.rows.get(self.cursor).map(|row| row.id.clone());
        let record = here.as_ref().and_then(|id| env.data.drafts.get(id));
        match (cmd, record) {
            (Cmd::AddDraft, _) => {
                let ask = Ask::new(env.lang.drafts().ask_title()).field("", "");
                self.mode = Mode::New(ask.kept_as(env, "draft-title:new"));
            }
            (Cmd::Open, Some(draft)) => return self.open(env, &draft.id),
            (Cmd::RenameDraft, Some(draft)) => {
                let ask = Ask::new(env.lang.drafts().ask_new_name()).field("", &draft.title);
                let ask = ask.kept_as(env, format!("draft-title:{}", draft.id));
                self.mode = Mode::Rename(draft.id.clone(), ask);
            }
            (Cmd::CycleDraftState, Some(draft)) => return cycle_state(env, draft),
            (Cmd::StoryFromDraft, Some(draft)) => {
                return stories::from_draft(env, draft, &draft.body);
            }
            (Cmd::DeleteDraft, Some(draft)) => self.mode = Mode::Delete(draft.id.clone()),
            _ => return Reply::unhandled(),
        }
        Reply::none()
    }

    fn back_to_list(&mut self) -> Reply {
        self.mode = Mode::List;
        Reply::none()
    }

    fn leave_editor(&mut self, env: &Env) -> Reply {
        self.mode = Mode::List;
        let edit = self.editor.as_mut().and_then(|editor| editor.leave(env));
        Reply {
            edits: edit.into_iter().collect(),
            ..Reply::none()
        }
    }

    /// Makes or renames a draft by the title that was typed.
    fn accept(&mut self, env: &Env) -> Reply {
        let (id, ask) = match &mut self.mode {
            Mode::New(ask) => (None, ask),
            Mode::Rename(id, ask) => (Some(id.clone()), ask),
            Mode::List | Mode::Edit | Mode::Delete(_) => return Reply::unhandled(),
        };
        let title = answer(ask);
        if title.is_empty() {
            ask.refuse(env.lang.drafts().needs_title());
            return Reply::none();
        }
        self.mode = Mode::List;
        let edit = Edit::new(Step::EditDraft, &title, &env.now);
        let Some(id) = id else {
            let id = env.fresh_id(|id| env.data.drafts.contains(id));
            let draft = Draft {
                id: id.clone(),
                title,
                state: DraftState::Idea,
                body: template(env.lang),
                created: env.now.utc,
                ..Draft::default()
            };
            return Reply::edit(edit.put(env.data, draft)).and_request(Request::OpenDraft(id));
        };
        match env.data.drafts.get(&id) {
            Some(draft) if draft.title != title => {
                let draft = Draft {
                    title,
                    ..draft.clone()
                };
                Reply::edit(edit.put(env.data, draft))
            }
            _ => Reply::none(),
        }
    }
}

/// The title that was typed.
fn answer(ask: &Ask) -> String {
    ask.text(0).trim().to_owned()
}

fn cycle_state(env: &Env, draft: &Draft) -> Reply {
    let state = match draft.state {
        DraftState::Idea => DraftState::Draft,
        DraftState::Draft => DraftState::Review,
        DraftState::Review => DraftState::Published,
        DraftState::Published => DraftState::Idea,
    };
    let texts = env.lang.drafts();
    let said = texts.now_in_state(texts.state(state), &draft.title);
    let draft = Draft {
        state,
        ..draft.clone()
    };
    let edit = Edit::new(Step::EditDraft, &draft.title, &env.now);
    Reply::edit(edit.put(env.data, draft)).and_say(said)
}

fn delete(env: &Env, id: &str) -> Reply {
    let Some(draft) = env.data.drafts.get(id) else {
        return Reply::none();
    };
    let said = env.lang.drafts().deleted(&draft.title, &env.key(Cmd::Undo));
    let draft = Draft {
        deleted: true,
        ..draft.clone()
    };
    let edit = Edit::new(Step::DeleteDraft, &draft.title, &env.now);
    Reply::edit(edit.put(env.data, draft)).and_say(said)
}
