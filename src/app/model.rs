//! The model: all state of the program while it runs.

use super::history::History;
use super::news::News;
use super::place::Place;
use super::saving::{Handed, Unsaved};
use super::typed::Typed;
use crate::commands::{Conflict, Key, Keymap, Scope};
use crate::content::Content;
use crate::domain::{Data, Id, Index, Now, fit};
use crate::lang::Lang;
use crate::panes::{self, Env, Pane, Toast};
use crate::store::Rescued;
use crate::ui::layout::{Layout, PaneId, inside};
use crate::ui::theme::Theme;
use chrono::{DateTime, Duration, Utc};
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

/// What a pane with `$area` inside its border may know of `$model`. A macro, as a function would borrow the model
/// whole, the pane in it too.
macro_rules! env {
    ($model:expr, $area:expr, $focused:expr) => {
        $crate::panes::Env {
            data: &$model.data,
            index: &$model.index,
            content: &$model.content,
            keymap: &$model.keymap,
            now: $model.now,
            lang: $model.lang,
            theme: $model.theme,
            area: $area,
            focused: $focused,
        }
    };
}
pub(super) use env;

/// Whether what the user did is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// `●`
    Saved,
    /// `○`
    Saving,
    /// `!`, and why.
    Failed(String),
    /// Another instance or a newer version owns the data, and why.
    ReadOnly(String),
}

/// What is over the panes.
pub enum Overlay {
    Start(panes::start::State),
    Help(panes::help::State),
    Palette(panes::palette::State),
    Leave(panes::leave::State),
    Rescued(panes::rescued::State),
    Retro(Box<panes::retro::State>),
    Past(Box<panes::past::State>),
    Backup(Box<panes::past::backup::State>),
    Doctor(panes::past::report::State),
    Update(panes::update::State),
    Import(Box<panes::exchange::State>),
}

impl Overlay {
    pub fn pane(&self) -> &dyn Pane {
        match self {
            Overlay::Start(pane) => pane,
            Overlay::Help(pane) => pane,
            Overlay::Palette(pane) => pane,
            Overlay::Leave(pane) => pane,
            Overlay::Rescued(pane) => pane,
            Overlay::Retro(pane) => pane.as_ref(),
            Overlay::Past(pane) => pane.as_ref(),
            Overlay::Backup(pane) => pane.as_ref(),
            Overlay::Doctor(pane) => pane,
            Overlay::Update(pane) => pane,
            Overlay::Import(pane) => pane.as_ref(),
        }
    }

    pub fn pane_mut(&mut self) -> &mut dyn Pane {
        match self {
            Overlay::Start(pane) => pane,
            Overlay::Help(pane) => pane,
            Overlay::Palette(pane) => pane,
            Overlay::Leave(pane) => pane,
            Overlay::Rescued(pane) => pane,
            Overlay::Retro(pane) => pane.as_mut(),
            Overlay::Past(pane) => pane.as_mut(),
            Overlay::Backup(pane) => pane.as_mut(),
            Overlay::Doctor(pane) => pane,
            Overlay::Update(pane) => pane,
            Overlay::Import(pane) => pane.as_mut(),
        }
    }
}

/// The four panes.
#[derive(Default)]
pub struct Panes {
    pub timeline: panes::timeline::State,
    pub week: panes::week::State,
    pub questions: panes::questions::State,
    pub drafts: panes::drafts::State,
}

impl Panes {
    pub fn get(&self, pane: PaneId) -> &dyn Pane {
        match pane {
            PaneId::Timeline => &self.timeline,
            PaneId::Week => &self.week,
            PaneId::Questions => &self.questions,
            PaneId::Drafts => &self.drafts,
        }
    }

    pub fn get_mut(&mut self, pane: PaneId) -> &mut dyn Pane {
        match pane {
            PaneId::Timeline => &mut self.timeline,
            PaneId::Week => &mut self.week,
            PaneId::Questions => &mut self.questions,
            PaneId::Drafts => &mut self.drafts,
        }
    }
}

/// Where the user was: kept for the next start, no loss if it is lost.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    pub pane: usize,
    pub zoomed: bool,
    /// The row of the week pane.
    pub item: Option<Id>,
    /// The language spoken last: for when the settings cannot be read.
    pub lang: Option<Lang>,
    /// Where the last backup went.
    pub backup: String,
}

impl Default for Session {
    fn default() -> Self {
        Session {
            pane: PaneId::Week as usize,
            zoomed: false,
            item: None,
            lang: None,
            backup: String::new(),
        }
    }
}

/// All state. Made by [`Model::new`] and what is read from the disk besides, changed by [`Model::update`] alone: but for
/// [`Model::reload`], where another program writes.
pub struct Model {
    pub data: Data,
    pub index: Index,
    pub content: Content,
    pub history: History,
    pub keymap: Keymap,
    pub conflicts: Vec<Conflict>,
    pub lang: Lang,
    pub theme: Theme,
    pub now: Now,
    pub size: Rect,
    pub focus: PaneId,
    pub zoomed: bool,
    pub panes: Panes,
    /// What stands in place of the panes.
    pub place: Option<Place>,
    /// The library as it was left.
    pub(super) library: Option<Place>,
    /// The place that the session under way was started from.
    pub(super) session_from: Option<Place>,
    pub overlay: Option<Overlay>,
    pub toast: Option<(Toast, DateTime<Utc>)>,
    /// What no key has asked for.
    pub news: News,
    /// What another time could not be saved, and waits for the user's word.
    pub rescued: Vec<Rescued>,
    /// Keys of a sequence begun.
    pub pending: Vec<Key>,
    /// A Hangul key was just read as the keys under it: the status line says so.
    pub hangul: bool,
    pub save: SaveState,
    /// Where this program only looks on: whether who writes can be asked for the right to.
    pub can_take_over: bool,
    /// Number of the last batch of changes, and of the last one known to be on disk.
    pub ticket: u64,
    pub saved_ticket: u64,
    /// What changed since the last [`super::Effect::Save`].
    pub(super) unsaved: Unsaved,
    /// What was handed over and has no answer yet.
    pub(super) handed: Handed,
    /// What stands in open fields.
    pub(super) typed: Typed,
    /// Where the last backup went.
    pub(super) backup_folder: String,
    /// What is to be asked of the past.
    pub(super) asking: Vec<panes::past::Query>,
    /// The fit of parameters that was last begun, by its number, until its result is applied or dropped.
    pub(super) fitting: Option<(u64, fit::News)>,
    pub(super) fit_effects: Vec<super::Effect>,
    /// The layout that the panes were last told of.
    pub(super) laid_out: Layout,
    pub suspending: bool,
    /// Who writes is to be asked for the right to.
    pub(super) taking_over: bool,
    pub quitting: bool,
}

impl Model {
    /// `lang`: overrides the language of the settings.
    pub fn new(
        data: Data,
        content: Content,
        now: Now,
        size: Rect,
        theme: Theme,
        lang: Option<Lang>,
    ) -> Model {
        let settings = data.settings();
        let (mut data, mut content) = (data, content);
        content.lend(&mut data);
        let index = Index::of(&data);
        let (keymap, conflicts) = Keymap::new(&settings.keys);
        let lang = lang.unwrap_or(settings.lang);
        let mut model = Model {
            index,
            content,
            history: History::default(),
            keymap,
            conflicts,
            lang,
            theme,
            now: Now {
                day_start: settings.day_start.min(23),
                ..now
            },
            size,
            focus: PaneId::Week,
            zoomed: false,
            panes: Panes::default(),
            place: None,
            library: None,
            session_from: None,
            overlay: None,
            toast: None,
            news: News::default(),
            rescued: Vec::new(),
            pending: Vec::new(),
            hangul: false,
            save: SaveState::Saved,
            can_take_over: false,
            ticket: 0,
            saved_ticket: 0,
            unsaved: Unsaved::default(),
            handed: Handed::default(),
            typed: Typed::default(),
            backup_folder: String::new(),
            asking: Vec::new(),
            fitting: None,
            fit_effects: Vec::new(),
            laid_out: Layout::default(),
            suspending: false,
            taking_over: false,
            quitting: false,
            data,
        };
        if !model.data.is_started() {
            model.overlay = Some(Overlay::Start(panes::start::State::new(&model.data)));
        }
        model.sync();
        model.warn(Vec::new());
        model
    }

    /// Takes up where the user was.
    pub fn resume(&mut self, session: &Session) {
        self.focus = PaneId::ALL
            .get(session.pane)
            .copied()
            .unwrap_or(PaneId::Week);
        self.zoomed = session.zoomed;
        self.panes.week.select(session.item.clone());
        self.backup_folder.clone_from(&session.backup);
        self.sync();
    }

    /// Where the user is now.
    pub fn session(&self) -> Session {
        Session {
            pane: self.focus as usize,
            zoomed: self.zoomed,
            item: self.panes.week.selected(),
            lang: Some(self.lang),
            backup: self.backup_folder.clone(),
        }
    }

    /// Whether yesterday's promises stand under the header.
    pub fn shows_promises(&self) -> bool {
        self.index.promises(&self.data, &self.now).is_some()
    }

    pub fn layout(&self) -> Layout {
        let alone = self.zoomed || self.panes.get(self.focus).wants_room();
        let alarm = u16::try_from(self.alarm_lines().len()).unwrap_or(u16::MAX);
        Layout::of(self.size, self.focus, alone, self.shows_promises(), alarm)
    }

    /// The area of an overlay with its border.
    pub fn overlay_area(&self) -> Rect {
        let body = self.layout().body;
        let wide = |width: u16, height: u16| crate::ui::layout::centered(body, width, height);
        match &self.overlay {
            None => Rect::default(),
            Some(Overlay::Palette(_)) => wide(90, 24),
            Some(Overlay::Start(_)) => wide(84, 24),
            Some(Overlay::Help(_)) => wide(110, body.height),
            Some(Overlay::Retro(_)) => wide(110, 30),
            Some(Overlay::Leave(_)) => wide(76, 12),
            Some(Overlay::Rescued(state)) => wide(76, state.height()),
            Some(Overlay::Past(_)) => wide(130, body.height),
            Some(Overlay::Backup(_)) => wide(84, 9),
            Some(Overlay::Doctor(_)) => wide(130, body.height),
            Some(Overlay::Update(_)) => wide(110, body.height),
            Some(Overlay::Import(_)) => wide(110, 24),
        }
    }

    /// What a pane with `area` inside its border may know.
    pub fn env(&self, area: Rect, focused: bool) -> Env<'_> {
        env!(self, area, focused)
    }

    /// The scopes whose keys are active, the nearest first.
    pub fn scopes(&self) -> Vec<Scope> {
        match &self.overlay {
            Some(overlay) => overlay.pane().scopes(),
            None => {
                let pane = match &self.place {
                    Some(place) => place.pane(),
                    None => self.panes.get(self.focus),
                };
                let mut scopes = pane.scopes();
                let modal = |scope: &Scope| {
                    scope.is_text() || matches!(scope, Scope::Confirm | Scope::Card | Scope::Drill)
                };
                if !scopes.first().is_some_and(modal) {
                    scopes.push(Scope::Cockpit);
                }
                scopes
            }
        }
    }

    /// Whether typed characters are text now.
    pub fn takes_text(&self) -> bool {
        self.scopes().first().is_some_and(|scope| scope.is_text())
    }

    /// When the model next wants a [`super::Msg::Tick`]: a toast's end, unsaved text, a running clock, the minute
    /// on the screen, which also brings midnight.
    pub fn deadline(&self) -> DateTime<Utc> {
        let to_minute = 60 - i64::from(self.now.utc.timestamp().rem_euclid(60) as i32);
        let mut next = self.now.utc + Duration::seconds(to_minute);
        if let Some((_, until)) = &self.toast {
            next = next.min(*until);
        }
        let slow = self.slow_at().filter(|at| *at > self.now.utc);
        for deadline in self.news.deadline().into_iter().chain(slow) {
            next = next.min(deadline);
        }
        next = self.typed.deadline().unwrap_or(next).min(next);
        let layout = self.layout();
        for pane in PaneId::ALL {
            let env = self.env(layout.inner(pane), self.is_focused(pane));
            if let Some(deadline) = self.panes.get(pane).deadline(&env) {
                next = next.min(deadline);
            }
        }
        if let Some(place) = &self.place {
            let env = self.env(inside(layout.body), self.overlay.is_none());
            if let Some(deadline) = place.pane().deadline(&env) {
                next = next.min(deadline);
            }
        }
        if let Some(overlay) = &self.overlay {
            let env = self.env(inside(self.overlay_area()), true);
            if let Some(deadline) = overlay.pane().deadline(&env) {
                next = next.min(deadline);
            }
        }
        next.max(self.now.utc + Duration::milliseconds(10))
    }
}
