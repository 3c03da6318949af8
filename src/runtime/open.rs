//! Opens the data: store and documents in, data and what to tell the user out.

use super::{data_dir, migrate, takeover, wording};
use crate::domain::Data;
use crate::domain::docs::Parsed;
use crate::domain::tree;
use crate::lang::Lang;
use crate::panes::Toast;
use crate::store::{
    Change, DocName, Loaded, Notice, OpenOptions, Opened, ReadOnly, RealFiles, Rescued, SaveError,
    Store,
};
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
    /// What was found, in the user's words.
    pub notices: Vec<Toast>,
    /// Why nothing will be written, in the user's words.
    pub read_only: Option<String>,
    /// Whether that is because another instance has the data open.
    pub is_locked: bool,
    /// Whether that one can be asked for the right to write.
    pub can_take_over: bool,
    /// What another time could not be saved.
    pub rescued: Vec<Rescued>,
}

/// What the store must know to open data.
pub fn options(lang: Lang) -> OpenOptions {
    OpenOptions {
        schema: SCHEMA,
        readme: lang.saving().readme().to_owned(),
        rescue: data_dir::rescue_dirs(),
        migrate: Some(migrate::migrate),
    }
}

/// Whether there is no folder at `path` yet, or nothing in it.
pub fn is_empty(path: &Path) -> bool {
    match std::fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
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
    let opened = Store::open(Arc::new(RealFiles), path, options(lang))
        .map_err(|error| anyhow!(wording::open_error(lang, &error)))?;
    Ok(read(opened, path, lang))
}

/// Reads the data without taking the lock or writing anything. Errors as [`open`].
pub fn look(path: &Path, lang: Lang) -> anyhow::Result<OpenData> {
    let mut opened = Store::open_read(Arc::new(RealFiles), path, options(lang))
        .map_err(|error| anyhow!(wording::open_error(lang, &error)))?;
    // Who only looks has taken nothing over and written nothing anew.
    opened.notices.retain(|notice| {
        !matches!(
            notice,
            Notice::ChangedOutside { .. } | Notice::HistoryMissing | Notice::ManifestRebuilt
        )
    });
    Ok(read(opened, path, lang))
}

fn read(opened: Opened, path: &Path, lang: Lang) -> OpenData {
    let mut data = Data::default();
    let mut notices: Vec<Toast> = opened
        .notices
        .iter()
        .map(|notice| wording::notice(lang, notice))
        .collect();
    let mut bad_news: Vec<String> = Vec::new();
    let (documents, broken) = parse(&opened.docs);
    bad_news.extend(broken.iter().map(|doc| wording::bad_document(lang, doc)));
    let bad = data.load_all(documents);
    bad_news.extend(bad.iter().map(|record| wording::bad_record(lang, record)));
    let settings = opened
        .docs
        .iter()
        .any(|doc| doc.name.as_str() == "settings");
    if settings && data.settings.is_empty() && bad.iter().all(|record| record.doc != "settings") {
        bad_news.push(lang.saving().no_settings().to_owned());
    }
    let lost = tree::lost(&data);
    bad_news.extend(lost.into_iter().map(|node| wording::lost_node(lang, node)));
    let told = bad_news.into_iter().map(|text| Toast { text, bad: true });
    notices.extend(told);
    let is_locked = matches!(opened.read_only, Some(ReadOnly::LockedBy(_)));
    let can_take_over = match &opened.read_only {
        Some(ReadOnly::LockedBy(holder)) => takeover::state(path, holder).can_be_asked(),
        _ => false,
    };
    let read_only = opened
        .read_only
        .map(|reason| wording::read_only(lang, &reason));
    OpenData {
        store: opened.store,
        data,
        notices,
        read_only,
        is_locked,
        can_take_over,
        rescued: opened.rescued,
    }
}

/// Saves documents at once, each with how many records left it on purpose: for commands that end after one change. Errors, worded for the user.
pub fn save(
    store: &mut Store,
    data: &Data,
    docs: impl IntoIterator<Item = (String, usize)>,
    lang: Lang,
) -> anyhow::Result<()> {
    let changes = docs
        .into_iter()
        .filter_map(|(doc, removes)| {
            Some(Change {
                name: DocName::new(doc.as_str()).ok()?,
                bytes: data.encode(&doc),
                removes,
            })
        })
        .collect();
    let worded = |error: SaveError| anyhow!(wording::save_error(lang, &error));
    store.commit(changes).map_err(worded)?;
    store.refresh();
    Ok(())
}

/// Reads documents on all cores: with ten years of data that is most of the start. What is no JSON object comes back
/// by name.
pub fn parse(docs: &[Loaded]) -> (Vec<Parsed>, Vec<&str>) {
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
