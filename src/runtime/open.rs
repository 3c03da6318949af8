//! Opens the data: store and documents in, data and what to tell the user out.

use super::{data_dir, wording};
use crate::domain::Data;
use crate::lang::Lang;
use crate::store::{DocName, OpenOptions, RealFiles, SaveError, Store};
use anyhow::anyhow;
use std::path::Path;
use std::sync::Arc;

/// The schema that this version writes; goes up only when the meaning of saved data changes.
pub const SCHEMA: u32 = 1;

/// Opened data.
pub struct OpenData {
    pub store: Store,
    pub data: Data,
    /// What was found wrong and put right, in the user's words.
    pub notices: Vec<String>,
    /// Why nothing will be written, in the user's words.
    pub read_only: Option<String>,
}

/// Opens or makes the data directory and reads all documents. Errors, worded for the user, when it cannot be used;
/// nothing was changed then.
pub fn open(path: &Path, lang: Lang) -> anyhow::Result<OpenData> {
    if let Some(parent) = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        // The platform's folder for data may itself be missing on a fresh account.
        std::fs::create_dir_all(parent)
            .map_err(|error| anyhow!(wording::no_folder(lang, parent, &error)))?;
    }
    let options = OpenOptions {
        schema: SCHEMA,
        readme: lang.saving().readme().to_owned(),
        rescue: data_dir::state_dir().ok().map(|state| state.join("rescue")),
    };
    let opened = Store::open(Arc::new(RealFiles), path, options)
        .map_err(|error| anyhow!(wording::open_error(lang, &error)))?;
    let mut data = Data::default();
    let mut notices: Vec<String> = opened
        .notices
        .iter()
        .map(|notice| wording::notice(lang, notice))
        .collect();
    for doc in &opened.docs {
        match data.load(doc.name.as_str(), &doc.bytes) {
            Ok(bad) => notices.extend(bad.iter().map(|record| wording::bad_record(lang, record))),
            Err(_) => notices.push(wording::bad_document(lang, doc.name.as_str())),
        }
    }
    let read_only = opened
        .read_only
        .map(|reason| wording::read_only(lang, &reason));
    Ok(OpenData {
        store: opened.store,
        data,
        notices,
        read_only,
    })
}

/// Saves documents at once: for commands that end after one change. Errors, worded for the user.
pub fn save(
    store: &mut Store,
    data: &Data,
    docs: impl IntoIterator<Item = String>,
    lang: Lang,
) -> anyhow::Result<()> {
    let changes = docs
        .into_iter()
        .filter_map(|doc| Some((DocName::new(doc.as_str()).ok()?, data.encode(&doc))))
        .collect();
    let worded = |error: SaveError| anyhow!(wording::save_error(lang, &error));
    store.commit(changes).map_err(worded)?;
    store.refresh();
    Ok(())
}
