//! Opens the data: store and documents in, data and what to tell the user out.

use super::{data_dir, wording};
use crate::domain::Data;
use crate::domain::docs::Parsed;
use crate::domain::tree;
use crate::lang::Lang;
use crate::store::{Change, DocName, Loaded, OpenOptions, RealFiles, SaveError, Store};
use anyhow::anyhow;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::thread;

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
        rescue: data_dir::state_dir()
            .ok()
            .map(|state| state.join("rescue"))
            .into_iter()
            .collect(),
        migrate: None,
    };
    let opened = Store::open(Arc::new(RealFiles), path, options)
        .map_err(|error| anyhow!(wording::open_error(lang, &error)))?;
    let mut data = Data::default();
    let mut notices: Vec<String> = opened
        .notices
        .iter()
        .map(|notice| wording::notice(lang, notice))
        .collect();
    let (documents, broken) = parse(&opened.docs);
    notices.extend(broken.iter().map(|doc| wording::bad_document(lang, doc)));
    let bad = data.load_all(documents);
    notices.extend(bad.iter().map(|record| wording::bad_record(lang, record)));
    let settings = opened
        .docs
        .iter()
        .any(|doc| doc.name.as_str() == "settings");
    if settings && data.settings.is_empty() && bad.iter().all(|record| record.doc != "settings") {
        notices.push(lang.saving().no_settings().to_owned());
    }
    let lost = tree::lost(&data);
    notices.extend(lost.into_iter().map(|node| wording::lost_node(lang, node)));
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
        .filter_map(|doc| {
            Some(Change::new(
                DocName::new(doc.as_str()).ok()?,
                data.encode(&doc),
            ))
        })
        .collect();
    let worded = |error: SaveError| anyhow!(wording::save_error(lang, &error));
    store.commit(changes).map_err(worded)?;
    store.refresh();
    Ok(())
}

/// Reads documents on all cores: with ten years of data that is most of the start. What is no JSON object comes back
/// by name.
fn parse(docs: &[Loaded]) -> (Vec<Parsed>, Vec<&str>) {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    // Each core takes every n-th document: the large ones of one kind stand side by side.
    let share = |core: usize| -> Vec<_> {
        let mine = docs.iter().skip(core).step_by(cores);
        mine.map(|doc| (doc.name.as_str(), Parsed::of(doc.name.as_str(), &doc.bytes)))
            .collect()
    };
    let mut read: Vec<_> = thread::scope(|scope| {
        let share = &share;
        let others: Vec<_> = (1..cores)
            .map(|core| scope.spawn(move || share(core)))
            .collect();
        let mut read = share(0);
        for other in others {
            match other.join() {
                Ok(more) => read.extend(more),
                Err(panic) => resume_unwind(panic),
            }
        }
        read
    });
    read.sort_by_key(|(doc, _)| *doc);
    let mut parsed = Vec::new();
    let mut broken = Vec::new();
    for (doc, result) in read {
        match result {
            Ok(document) => parsed.push(document),
            Err(_) => broken.push(doc),
        }
    }
    (parsed, broken)
}
