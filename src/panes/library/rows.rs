//! The rows of the library's list, and finding among them.

use super::State;
use crate::domain::search::{Haystack, Matcher};
use crate::domain::{State as ItemState, Text};
use crate::lang::Lang;
use crate::panes::Env;
use crate::panes::items::state_mark;
use crate::ui::theme::Role;

/// A row of the list.
pub(super) struct Row {
    /// What stands before the text, in its own style.
    pub mark: (&'static str, Role),
    pub text: String,
    pub role: Role,
    pub right: (String, Role),
    /// What it stands for: an index on its shelf; none for a heading, on which the cursor never is.
    pub item: Option<usize>,
}

impl Row {
    /// The name of what stands below it.
    pub fn heading(text: impl Into<String>, right: impl Into<String>) -> Row {
        Row {
            mark: ("", Role::Text),
            text: text.into(),
            role: Role::Here,
            right: (right.into(), Role::Dim),
            item: None,
        }
    }

    pub fn of(item: usize, text: impl Into<String>, right: impl Into<String>) -> Row {
        Row {
            mark: ("", Role::Text),
            text: text.into(),
            role: Role::Text,
            right: (right.into(), Role::Dim),
            item: Some(item),
        }
    }

    /// The same with the mark of a state.
    #[must_use]
    pub fn in_state(mut self, state: ItemState) -> Row {
        self.mark = state_mark(state);
        if matches!(state, ItemState::Done | ItemState::Skipped) {
            self.role = Role::Dim;
        }
        self
    }
}

/// A text in both languages, to be searched.
pub(super) fn both(text: &Text) -> String {
    format!("{}\n{}", text.get(Lang::En), text.get(Lang::Ko))
}

impl State {
    /// Leaves the rows that the query matches, headings with what stands below them. Returns where the first one is that
    /// bears the words in its name: it comes before what has them somewhere in its text.
    pub(super) fn filter(&mut self, env: &Env) -> Option<usize> {
        let query = self.query.trim();
        if query.is_empty() {
            self.shown = (0..self.rows.len()).collect();
            return None;
        }
        if self.haystacks.len() != self.rows.len() {
            let words = |row: &Row| row.item.map(|item| self.words(env, item));
            self.haystacks = (self.rows.iter())
                .map(|row| Haystack::new(&words(row).unwrap_or_default()))
                .collect();
        }
        let matcher = Matcher::new(query);
        let (mut shown, mut heading, mut named) = (Vec::new(), None, None);
        for (index, (row, words)) in self.rows.iter().zip(&self.haystacks).enumerate() {
            if row.item.is_none() {
                heading = Some(index);
            } else if matcher.rank_whole(words).is_some() {
                shown.extend(heading.take());
                let is_named = matcher.rank_whole(&Haystack::new(&row.text)).is_some();
                if is_named && named.is_none() {
                    named = Some(shown.len());
                }
                shown.push(index);
            }
        }
        self.shown = shown;
        named
    }

    /// Puts the cursor on a row that can be selected: this one, or the nearest.
    pub(super) fn settle(&mut self, at: usize) {
        let at = at.min(self.shown.len().saturating_sub(1));
        let after = (at..self.shown.len()).find(|at| self.is_free(*at));
        let found = after.or_else(|| (0..at).rev().find(|at| self.is_free(*at)));
        self.cursor = found.unwrap_or(0);
    }

    /// Whether the cursor may stand on a shown row.
    pub(super) fn is_free(&self, at: usize) -> bool {
        self.row(at).is_some_and(|row| row.item.is_some())
    }

    /// A shown row.
    pub(super) fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(*self.shown.get(at)?)
    }

    /// Index of what the cursor is on.
    pub(super) fn item(&self) -> Option<usize> {
        self.row(self.cursor)?.item
    }

    /// Puts the cursor on what stands for an item of the shelf.
    pub(super) fn select(&mut self, item: usize) {
        let of = |at: &usize| self.row(*at).is_some_and(|row| row.item == Some(item));
        self.cursor = (0..self.shown.len()).find(of).unwrap_or(self.cursor);
    }
}
