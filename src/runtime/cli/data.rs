//! The data as a command needs it: opened, with what is derived from it, and saved after a change.

use super::End;
use super::out::{Out, complain};
use crate::app::History;
use crate::content::Content;
use crate::domain::{Data, Edit, Index, Now};
use crate::lang::Lang;
use crate::runtime::clock::Clock;
use crate::runtime::open::{self, OpenData};
use crate::runtime::wording;
use crate::store::{DocName, Store};
use anyhow::{anyhow, bail};
use serde_json::{Map, Value, json};
use std::path::Path;

/// Opened data.
pub struct Session {
    pub data: Data,
    pub now: Now,
    pub lang: Lang,
    /// None where nothing was ever saved: looking does not make a data directory.
    store: Option<Store>,
    /// Why nothing will be written.
    read_only: Option<String>,
    is_locked: bool,
}

impl Session {
    /// Opens the data at `path` to change it. `lang`: for what is said until the settings are known; `own_lang`: the
    /// language that the user asked for.
    pub fn open(
        path: &Path,
        clock: &Clock,
        lang: Lang,
        own_lang: Option<Lang>,
    ) -> anyhow::Result<Session> {
        if open::is_empty(path) {
            return Session::with(None, clock, lang, own_lang);
        }
        Session::make(path, clock, lang, own_lang)
    }

    /// Opens the data to change it, and makes it where there is none yet.
    pub fn make(
        path: &Path,
        clock: &Clock,
        lang: Lang,
        own_lang: Option<Lang>,
    ) -> anyhow::Result<Session> {
        Session::with(Some(open::open(path, lang)?), clock, lang, own_lang)
    }

    /// Opens the data to look at it: takes no lock and writes nothing.
    pub fn look(
        path: &Path,
        clock: &Clock,
        lang: Lang,
        own_lang: Option<Lang>,
    ) -> anyhow::Result<Session> {
        let is_there = !open::is_empty(path);
        let opened = is_there.then(|| open::look(path, lang)).transpose()?;
        Session::with(opened, clock, lang, own_lang)
    }

    fn with(
        opened: Option<OpenData>,
        clock: &Clock,
        lang: Lang,
        own_lang: Option<Lang>,
    ) -> anyhow::Result<Session> {
        let mut session = Session {
            data: Data::default(),
            now: clock.now(),
            lang,
            store: None,
            read_only: None,
            is_locked: false,
        };
        if let Some(opened) = opened {
            for notice in &opened.notices {
                complain(&notice.text);
            }
            if !opened.rescued.is_empty() {
                complain(&lang.saving().rescued_notice(opened.rescued.len()));
            }
            session.data = opened.data;
            session.store = Some(opened.store);
            session.read_only = opened.read_only;
            session.is_locked = opened.is_locked;
        }
        let settings = session.data.settings();
        if session.data.is_started() {
            session.lang = own_lang.unwrap_or(settings.lang);
        }
        session.now.day_start = settings.day_start.min(23);
        Content::embedded().lend(&mut session.data);
        Ok(session)
    }

    /// Whether another instance has the data open.
    pub fn is_open_elsewhere(&self) -> bool {
        self.is_locked
    }

    /// Keeps the state before something large, and says the mark's name.
    pub fn mark(&mut self, reason: &str) -> anyhow::Result<String> {
        let lang = self.lang;
        let Some(store) = &mut self.store else {
            return Ok(String::new());
        };
        let marked = store.mark(reason);
        marked.map_err(|error| anyhow!(wording::save_error(lang, &error)))
    }

    /// Errors when there was no first start.
    pub fn must_be_started(&self) -> anyhow::Result<()> {
        if self.data.is_started() {
            return Ok(());
        }
        bail!(self.lang.cli().not_started())
    }

    /// Errors when nothing can be saved, and says who keeps us from it.
    pub fn must_be_writable(&self) -> anyhow::Result<()> {
        match &self.read_only {
            Some(reason) => bail!(self.lang.cli().cannot_change(reason)),
            None => Ok(()),
        }
    }

    pub fn index(&self) -> Index {
        Index::of(&self.data)
    }

    /// Makes a change and saves it; the cockpit can undo it.
    pub fn apply(&mut self, edit: &Edit) -> anyhow::Result<()> {
        let changed = |_| anyhow!(self.lang.app().changed_since());
        let docs = self.data.apply(edit).map_err(changed)?;
        if let Some(store) = &mut self.store {
            open::save(store, &self.data, docs, self.lang)?;
            remember(store, edit);
        }
        Ok(())
    }
}

/// Adds a step to the undo history of the cockpit. A lost undo is no lost data.
fn remember(store: &Store, edit: &Edit) {
    let Ok(name) = DocName::new("history") else {
        return;
    };
    let mut history: History = store
        .read_soft(&name)
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    history.push(edit);
    if let Ok(bytes) = serde_json::to_vec(&history) {
        let _ = store.write_soft(&name, &bytes);
    }
}

/// Prints all data as one JSON text.
pub fn dump(data: &Data, out: &mut Out) -> anyhow::Result<End> {
    let documents: Map<String, Value> = data
        .docs()
        .into_iter()
        .filter_map(|name| Some((name.clone(), data.doc_value(&name)?)))
        .collect();
    out.json(&json!({ "format": "gongbu", "documents": documents }))?;
    Ok(End::Well)
}
