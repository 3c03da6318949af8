//! Earlier states: what there is, which state of it, and what bringing that back would change. The runtime reads the
//! past; until its answer comes, the overlay says so.

mod asked;
pub mod backup;
pub mod report;
mod rows;
mod view;
pub mod words;

use super::*;
use crate::domain::Difference;
use crate::ui::sheet::Sheet;
pub use asked::*;
use rows::{Choice, Thing};

/// Inner width from which on things and their states stand side by side.
const WIDE: u16 = 64;

/// Where the keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Step {
    /// Choosing what.
    #[default]
    Thing,
    /// Choosing a state of it.
    State,
    /// Looking at what would change.
    Preview,
}

/// What a state would change.
enum Preview {
    Reading(Source),
    Failed(String),
    Ready(Box<Ready>),
}

/// A state that was read and compared with the data.
struct Ready {
    source: Source,
    name: String,
    edit: Edit,
    difference: Difference,
    remarks: Vec<String>,
    /// The data it was compared with.
    revision: u64,
    sheet: Sheet,
    /// First line shown.
    top: usize,
}

/// The open overlay.
#[derive(Default)]
pub struct State {
    /// None while it is being read.
    listing: Option<Result<Box<Listing>, String>>,
    things: Vec<Thing>,
    thing: usize,
    choice: usize,
    step: Step,
    preview: Option<Preview>,
}

impl State {
    /// Asks for nothing by itself: whoever opens it sends [`Query::List`].
    pub fn new() -> State {
        State::default()
    }

    /// Takes what the runtime has read.
    pub fn told(&mut self, env: &Env, answer: Answer) {
        match answer {
            Answer::List(listing) => {
                self.listing = Some(listing);
                self.sync(env);
            }
            Answer::Read(source, reading) => {
                // What was asked before is no longer wanted.
                if !matches!(&self.preview, Some(Preview::Reading(asked)) if *asked == source) {
                    return;
                }
                self.preview = Some(match reading {
                    Err(why) => Preview::Failed(why),
                    Ok(reading) => Preview::Ready(Box::new(Ready::new(env, source, *reading))),
                });
                self.sync(env);
            }
            Answer::Backup(..) | Answer::Doctor(_) | Answer::Questions(..) | Answer::Pack(..) => {}
        }
    }

    fn choices(&self) -> &[Choice] {
        self.things
            .get(self.thing)
            .map_or(&[], |thing| &thing.choices)
    }

    /// Asks what the chosen state holds.
    fn look(&mut self) -> Reply {
        let Some(choice) = self.choices().get(self.choice) else {
            return Reply::none();
        };
        let source = choice.source.clone();
        self.read(source)
    }

    fn read(&mut self, source: Source) -> Reply {
        self.step = Step::Preview;
        self.preview = Some(Preview::Reading(source.clone()));
        Reply::request(Request::Past(Query::Read(source)))
    }

    fn back(&mut self) -> Reply {
        match self.step {
            Step::Thing => return Reply::request(Request::Close),
            Step::State => self.step = Step::Thing,
            Step::Preview => {
                self.step = Step::State;
                self.preview = None;
            }
        }
        Reply::none()
    }

    /// Whether there is something to say yes or no to.
    fn asks(&self) -> bool {
        match &self.preview {
            Some(Preview::Ready(ready)) => !ready.edit.is_empty(),
            Some(Preview::Reading(_)) => true,
            Some(Preview::Failed(_)) | None => false,
        }
    }

    /// Brings the state back that is looked at.
    fn bring_back(&mut self, env: &Env) -> Reply {
        let Some(Preview::Ready(ready)) = &self.preview else {
            return Reply::none();
        };
        let texts = env.lang.past();
        if ready.revision != env.index.revision {
            let source = ready.source.clone();
            let again = self.read(source);
            return Reply {
                requests: again.requests,
                ..Reply::refuse(texts.changed_meanwhile())
            };
        }
        if ready.edit.is_empty() {
            return Reply::refuse(texts.nothing_differs());
        }
        let said = texts.restored(&ready.name, &env.key(Cmd::Undo));
        Reply::edit(ready.edit.clone())
            .and_say(said)
            .and_request(Request::Close)
    }

    fn scroll(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let page = view::sheet_area(env.area).height;
        let Some(Preview::Ready(ready)) = &mut self.preview else {
            return Reply::none();
        };
        let last = ready.sheet.len().saturating_sub(usize::from(page));
        match moved(ready.top, cmd, page.saturating_sub(1), last + 1) {
            Some(top) => ready.top = top,
            None => return Reply::unhandled(),
        }
        Reply::none()
    }
}

impl Ready {
    fn new(env: &Env, source: Source, reading: Reading) -> Ready {
        let name = words::source_name(&source, env.data, &env.now, env.lang);
        let (edit, difference, remarks) =
            words::edit_of(reading, &name, env.data, &env.now, env.lang);
        Ready {
            source,
            name,
            edit,
            difference,
            remarks,
            revision: env.index.revision,
            sheet: Sheet::new(0),
            top: 0,
        }
    }

    /// Wraps its lines to the room there is.
    fn wrap(&mut self, env: &Env) {
        let mut sheet = Sheet::new(usize::from(view::sheet_area(env.area).width));
        for (sign, line) in words::preview(&self.difference, &self.remarks, env.data, env.lang) {
            let (bullet, text) = match sign {
                words::Sign::Remark => ("", line.as_str()),
                _ => line.split_at(2),
            };
            let role = match sign {
                words::Sign::Added => Role::Good,
                words::Sign::Removed => Role::Bad,
                words::Sign::Changed => Role::Text,
                words::Sign::Remark => Role::Dim,
            };
            sheet.text(0, bullet, text, role);
        }
        self.sheet = sheet;
        self.top = self.top.min(self.sheet.len().saturating_sub(1));
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        env.lang.past().title().to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.step {
            Step::Preview if self.asks() => vec![Scope::Confirm, Scope::List],
            Step::Preview | Step::Thing | Step::State => vec![Scope::List],
        }
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match (self.step, cmd) {
            (Step::Preview, Cmd::Yes) => return self.bring_back(env),
            (Step::Preview, Cmd::No | Cmd::Left) | (_, Cmd::Back) => return self.back(),
            (Step::Preview, _) => return self.scroll(env, cmd),
            (Step::State, Cmd::Left) => return self.back(),
            (Step::State, Cmd::Open | Cmd::Right) => return self.look(),
            (Step::Thing, Cmd::Open | Cmd::Right) => {
                if !self.choices().is_empty() {
                    self.step = Step::State;
                    self.choice = self.things.get(self.thing).map_or(0, Thing::first);
                }
                return Reply::none();
            }
            _ => {}
        }
        let page = view::columns(env.area, self.step)
            .0
            .height
            .saturating_sub(1);
        let (cursor, len) = match self.step {
            Step::Thing => (self.thing, self.things.len()),
            Step::State | Step::Preview => (self.choice, self.choices().len()),
        };
        let Some(to) = moved(cursor, cmd, page, len) else {
            return Reply::unhandled();
        };
        match self.step {
            Step::Thing => (self.thing, self.choice) = (to, 0),
            Step::State | Step::Preview => self.choice = to,
        }
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        if let Some(Ok(listing)) = &self.listing {
            self.things = rows::things(listing, env);
        }
        self.thing = self.thing.min(self.things.len().saturating_sub(1));
        self.choice = self.choice.min(self.choices().len().saturating_sub(1));
        if let Some(Preview::Ready(ready)) = &mut self.preview {
            ready.wrap(env);
        }
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, env, buf);
        None
    }
}
