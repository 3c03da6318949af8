//! The week pane: a week's checklist as a tree, or any node with all below it.

mod asking;
mod detail;
mod draw;
mod edits;
mod rows;

use self::edits::Mode;
use self::rows::{Rows, Shown};
use super::{Env, Pane, Reply, Request, Typing, moved};
use crate::commands::{Cmd, Scope};
use crate::domain::{Id, Week};
use crate::ui::text_area::Op;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use std::collections::BTreeSet;

/// State of the week pane.
#[derive(Default)]
pub struct State {
    shown: Shown,
    /// Where Esc goes back to from a node: what was shown, and the row the cursor was on.
    back: Option<(Shown, Option<Id>)>,
    rows: Rows,
    cursor: usize,
    folded: BTreeSet<Id>,
    mode: Mode,
    /// A row that is to have the cursor once it is there.
    wanted: Option<Id>,
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        draw::title(self, env)
    }

    fn scopes(&self) -> Vec<Scope> {
        match &self.mode {
            Mode::List => vec![Scope::Week, Scope::List],
            Mode::Asking { .. } => vec![Scope::Line],
            Mode::Confirming { .. } => vec![Scope::Confirm],
        }
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        self.refusal(env, cmd)
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match &self.mode {
            Mode::List => self.list_command(env, cmd),
            Mode::Asking { .. } => self.line_command(env, cmd),
            Mode::Confirming { .. } => self.confirm_command(env, cmd),
        }
    }

    fn text(&mut self, env: &Env, op: Op) -> Reply {
        if let Mode::Asking { ask, .. } = &mut self.mode {
            ask.apply(env, op);
        }
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        let selected = self.wanted.take().or_else(|| self.selected());
        if let Shown::Node(id) = &self.shown {
            let node = env.data.nodes.get(id).is_some_and(|node| !node.deleted);
            if !node && !env.data.plans.contains(id) {
                self.leave_node();
            }
        }
        self.rows = Rows::of(env, &self.shown, &self.folded);
        let at = selected.and_then(|id| self.rows.position(&id));
        self.cursor = at.unwrap_or(self.cursor).min(self.last());
        if self.mode.is_about_nothing(env) {
            self.mode = Mode::List;
        }
    }

    fn typing(&self) -> Vec<Typing> {
        match &self.mode {
            Mode::Asking { ask, .. } => ask.typing().into_iter().collect(),
            Mode::List | Mode::Confirming { .. } => Vec::new(),
        }
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        draw::draw(self, env, buf)
    }
}

impl State {
    /// Shows a week.
    pub fn open_week(&mut self, env: &Env, week: Week) -> Reply {
        self.shown = if week == env.now.week() {
            Shown::ThisWeek
        } else {
            Shown::Week(week)
        };
        self.back = None;
        self.mode = Mode::List;
        self.show_from_top(env);
        Reply::none()
    }

    /// Puts the cursor on a row, as soon as it is there.
    pub fn select(&mut self, item: Option<Id>) {
        self.wanted = item;
    }

    /// Shows a node with all below it.
    pub fn open_node(&mut self, env: &Env, node: &str, select: Option<&str>) -> Reply {
        if !matches!(self.shown, Shown::Node(_)) {
            self.back = Some((self.shown.clone(), self.selected()));
        }
        self.shown = Shown::Node(node.to_owned());
        self.mode = Mode::List;
        if let Some(select) = select {
            self.unfold_above(env, select);
            self.wanted = Some(select.to_owned());
        }
        self.show_from_top(env);
        Reply::none()
    }

    fn show_from_top(&mut self, env: &Env) {
        self.rows = Rows::default();
        self.cursor = 0;
        self.sync(env);
    }

    fn unfold_above(&mut self, env: &Env, id: &str) {
        for above in env.index.tree.ancestors(env.data, id) {
            self.folded.remove(&above.id);
        }
    }

    /// The row that has the cursor.
    pub fn selected(&self) -> Option<Id> {
        self.rows.rows.get(self.cursor).map(|row| row.id.clone())
    }

    fn last(&self) -> usize {
        self.rows.rows.len().saturating_sub(1)
    }

    /// Goes back from a node to what was shown before.
    fn leave_node(&mut self) {
        let (shown, selected) = self.back.take().unwrap_or_default();
        self.shown = shown;
        self.wanted = selected;
    }

    fn list_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let page = draw::list_height(self, env).saturating_sub(1);
        if let Some(row) = moved(self.cursor, cmd, page, self.rows.rows.len()) {
            self.cursor = row;
            return Reply::none();
        }
        match cmd {
            Cmd::Left => self.left(env),
            Cmd::Right => self.right(env),
            Cmd::Open => return self.open(env),
            Cmd::Back => return self.back(env),
            Cmd::FoldAll => self.fold_all(env),
            Cmd::WeekBefore => return self.other_week(env, -1),
            Cmd::WeekAfter => return self.other_week(env, 1),
            Cmd::ThisWeek => return self.open_week(env, env.now.week()),
            _ => return self.item_command(env, cmd),
        }
        Reply::none()
    }

    /// Folds a row, or goes to the one above it.
    fn left(&mut self, env: &Env) {
        let Some(row) = self.rows.rows.get(self.cursor) else {
            return;
        };
        if row.has_children && !row.folded {
            self.folded.insert(row.id.clone());
            self.sync(env);
        } else if let Some(parent) = self.rows.parent_of(self.cursor) {
            self.cursor = parent;
        }
    }

    /// Unfolds a row, or goes to the first one below it.
    fn right(&mut self, env: &Env) {
        let Some(row) = self.rows.rows.get(self.cursor) else {
            return;
        };
        if row.folded {
            self.folded.remove(&row.id);
            self.sync(env);
        } else if row.has_children {
            self.cursor = (self.cursor + 1).min(self.last());
        }
    }

    /// Folds or unfolds a row; of an item without anything below, opens the draft.
    fn open(&mut self, env: &Env) -> Reply {
        let Some(row) = self.rows.rows.get(self.cursor) else {
            return Reply::none();
        };
        if row.has_children {
            if !self.folded.remove(&row.id) {
                self.folded.insert(row.id.clone());
            }
            self.sync(env);
            return Reply::none();
        }
        match edits::draft_of(env, &row.id) {
            Some(draft) => Reply::request(Request::OpenDraft(draft)),
            None => Reply::refuse(env.lang.week().nothing_to_open()),
        }
    }

    /// From a node back to the week, from another week to this one.
    fn back(&mut self, env: &Env) -> Reply {
        match self.shown {
            Shown::Node(_) => self.leave_node(),
            Shown::Week(_) => self.shown = Shown::ThisWeek,
            Shown::ThisWeek => return Reply::unhandled(),
        }
        self.show_from_top(env);
        Reply::none()
    }

    fn other_week(&mut self, env: &Env, by: i64) -> Reply {
        let before = match (&self.shown, &self.back) {
            (Shown::Node(_), Some((before, _))) => before,
            (shown, _) => shown,
        };
        let week = before.week(env).unwrap_or(env.now.week());
        self.open_week(env, week.plus(by))
    }

    /// Folds all that has something below it; unfolds all when nothing is left to fold.
    fn fold_all(&mut self, env: &Env) {
        let open: Vec<Id> = self
            .rows
            .rows
            .iter()
            .filter(|row| row.has_children && !row.folded && row.depth > 0)
            .map(|row| row.id.clone())
            .collect();
        if open.is_empty() {
            self.folded.clear();
        } else {
            self.cursor = self.top_of(self.cursor);
            self.folded.extend(open);
        }
        self.sync(env);
    }

    /// The row that stays visible when all below the first level is folded.
    fn top_of(&self, mut at: usize) -> usize {
        while self.rows.rows.get(at).is_some_and(|row| row.depth > 1) {
            match self.rows.parent_of(at) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    }
}
