//! The cockpit from the outside: the terminal is taken, the data opened, and opened again when the right to write goes
//! to another program or comes from it.

use super::clock::Clock;
use super::events::{self, Event};
use super::open::{self, OpenData};
pub use super::stay::REST;
use super::stay::{House, Next, Stay};
use super::terminal::Screen;
use super::wording;
use crate::app::{Model, SaveState, Session};
use crate::content::Content;
use crate::domain::trip;
use crate::lang::Lang;
use crate::panes::Toast;
use crate::store::SaveError;
use serde_json::{Map, Value};
use std::cell::OnceCell;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::mpsc;
use std::thread;

/// How the cockpit ended.
pub enum Ending {
    Well,
    /// Something is not saved.
    Unsaved {
        /// Why, and where it is, in the user's words.
        why: String,
        /// All of it, if it is nowhere else.
        documents: Option<Map<String, Value>>,
    },
}

/// Runs the cockpit until the user quits or the system asks to end. Everything is saved before it returns. `lang`: the
/// language where the settings name none; `own_lang`: the one that the user asked for. Errors, worded for the user, when
/// the data or the terminal cannot be used.
pub fn cockpit(
    dir: &Path,
    clock: Clock,
    lang: Lang,
    own_lang: Option<Lang>,
) -> anyhow::Result<Ending> {
    let (queue, inbox) = mpsc::channel();
    // Before anything is opened: another program may ask for it from then on.
    events::watch_signals(queue.clone())?;
    // They take as long to read as a year of data, and nobody needs them before that is there.
    let packs = thread::spawn(Content::embedded);
    let opened = open::open(dir, lang)?;
    let mut screen = Some(Screen::enter(queue.clone())?);
    #[cfg(debug_assertions)]
    if let Some(name) = std::env::var("GONGBU_PANIC")
        .ok()
        .filter(|name| name.starts_with("start"))
    {
        trip::arm(&name);
    }
    trip::point("start");
    if clock.is_the_systems() {
        events::follow_minutes(queue.clone());
    }
    let backlog = events::read_keyboard(queue.clone());
    let house = House {
        dir,
        clock,
        lang,
        own_lang,
        queue,
        inbox: &inbox,
        backlog,
        watched: OnceCell::new(),
    };
    let mut next = Entry {
        opened,
        content: packs.join().unwrap_or_else(|panic| resume_unwind(panic)),
        session: None,
        news: Vec::new(),
    };
    for number in 0.. {
        let (stay, saver) = Stay::new(&house, number, next, screen.as_mut())?;
        let left = stay.run(&mut screen, saver);
        if let Some(panic) = left.panic {
            drop(screen);
            resume_unwind(panic);
        }
        let model = &left.model;
        let unsaved = left.saved.err().and_then(|error| unsaved(model, &error));
        match left.next? {
            Next::Quit => return Ok(unsaved.unwrap_or(Ending::Well)),
            Next::HandOver => {
                next = Entry {
                    opened: handed_over(dir, lang)?,
                    content: Content::embedded(),
                    session: Some(model.session()),
                    news: handed_over_news(model.lang, unsaved.as_ref()),
                };
                if let Some(
                    unsaved @ Ending::Unsaved {
                        documents: Some(_), ..
                    },
                ) = unsaved
                {
                    return Ok(unsaved);
                }
            }
            Next::TakeOver(opened) => {
                let text = model.lang.saving().taken_right().to_owned();
                next = Entry {
                    opened: *opened,
                    content: Content::embedded(),
                    session: Some(model.session()),
                    news: vec![Toast { text, bad: false }],
                };
            }
        }
    }
    Ok(Ending::Well)
}

/// With what a stay begins.
pub struct Entry {
    pub opened: OpenData,
    /// What the packs bring.
    pub content: Content,
    /// Where the user was, if that is not to be read from the disk.
    pub session: Option<Session>,
    pub news: Vec<Toast>,
}

/// Opens the data to look on, after the right to write was given away.
fn handed_over(dir: &Path, lang: Lang) -> anyhow::Result<OpenData> {
    let mut opened = open::look(dir, lang)?;
    opened.read_only = Some(lang.saving().handed_over().to_owned());
    opened.can_take_over = true;
    opened.is_locked = true;
    // They were told when it was opened first, and there is nothing new but what this program saved itself.
    opened.notices.clear();
    Ok(opened)
}

fn handed_over_news(lang: Lang, unsaved: Option<&Ending>) -> Vec<Toast> {
    let given = Toast {
        text: lang.saving().given_right().to_owned(),
        bad: false,
    };
    let why = match unsaved {
        Some(Ending::Unsaved { why, .. }) => Some(why.clone()),
        Some(Ending::Well) | None => None,
    };
    let lost = why.map(|text| Toast { text, bad: true });
    [given].into_iter().chain(lost).collect()
}

/// What to tell at the end of documents that are not saved.
fn unsaved(model: &Model, error: &SaveError) -> Option<Ending> {
    if matches!(model.save, SaveState::ReadOnly(_)) {
        return None;
    }
    let mut why = wording::save_error(model.lang, error);
    if let SaveError::Rescued { .. } = error {
        why = format!("{why}. {}", model.lang.saving().next_start());
    }
    let documents: Map<String, Value> = match error {
        // They are kept elsewhere, and the error says where.
        SaveError::Rescued { .. } | SaveError::Implausible { kept: Some(_), .. } => Map::new(),
        _ => {
            let names = model.not_on_disk().into_iter();
            names
                .filter_map(|name| Some((name.clone(), model.data.doc_value(&name)?)))
                .collect()
        }
    };
    Some(Ending::Unsaved {
        why,
        documents: (!documents.is_empty()).then_some(documents),
    })
}

/// Sends an event that nobody may be left to hear.
pub fn send(queue: &mpsc::Sender<Event>, event: Event) {
    // The loop has ended when nobody listens; nobody needs to know then.
    let _ = queue.send(event);
}
