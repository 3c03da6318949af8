//! Places: what takes the room of the four panes until it is left. Overlays may lie over them as over the panes.

use super::model::{Model, env};
use crate::commands::Cmd;
use crate::panes::{self, Pane};
use crate::ui::layout::{PaneId, inside};

/// The place that is open.
pub enum Place {
    Mock(Box<panes::mock::State>),
    Stories(Box<panes::stories::State>),
    Interviews(Box<panes::interviews::State>),
    Periods(Box<panes::periods::State>),
    Memory(Box<panes::memory::State>),
    Library(Box<panes::library::State>),
}

impl Place {
    /// The place a command opens.
    fn of(cmd: Cmd) -> Option<Place> {
        Some(match cmd {
            Cmd::MockInterviews => Place::Mock(Box::default()),
            Cmd::StoryBank => Place::Stories(Box::default()),
            Cmd::InterviewLog => Place::Interviews(Box::default()),
            Cmd::StudyPeriods => Place::Periods(Box::default()),
            Cmd::MemoryCharts => Place::Memory(Box::default()),
            Cmd::OpenLibrary => Place::Library(Box::default()),
            _ => return None,
        })
    }

    /// The command that opens it.
    fn command(&self) -> Cmd {
        match self {
            Place::Mock(_) => Cmd::MockInterviews,
            Place::Stories(_) => Cmd::StoryBank,
            Place::Interviews(_) => Cmd::InterviewLog,
            Place::Periods(_) => Cmd::StudyPeriods,
            Place::Memory(_) => Cmd::MemoryCharts,
            Place::Library(_) => Cmd::OpenLibrary,
        }
    }

    pub fn pane(&self) -> &dyn Pane {
        match self {
            Place::Mock(pane) => pane.as_ref(),
            Place::Stories(pane) => pane.as_ref(),
            Place::Interviews(pane) => pane.as_ref(),
            Place::Periods(pane) => pane.as_ref(),
            Place::Memory(pane) => pane.as_ref(),
            Place::Library(pane) => pane.as_ref(),
        }
    }

    pub fn pane_mut(&mut self) -> &mut dyn Pane {
        match self {
            Place::Mock(pane) => pane.as_mut(),
            Place::Stories(pane) => pane.as_mut(),
            Place::Interviews(pane) => pane.as_mut(),
            Place::Periods(pane) => pane.as_mut(),
            Place::Memory(pane) => pane.as_mut(),
            Place::Library(pane) => pane.as_mut(),
        }
    }
}

impl Model {
    /// Goes to the place that a command opens; where it is open already, back to the panes.
    pub(super) fn go_to_place(&mut self, cmd: Cmd) {
        let is_open = self.place.as_ref().map(Place::command) == Some(cmd);
        self.enter((!is_open).then_some(cmd));
    }

    /// Goes to the stories and opens one.
    pub(super) fn open_story(&mut self, story: &str) {
        self.enter(Some(Cmd::StoryBank));
        let body = inside(self.layout().body);
        let env = env!(self, body, true);
        if let Some(Place::Stories(state)) = &mut self.place {
            state.open(&env, story);
        }
        self.sync();
    }

    /// Goes to the library and shows a page.
    pub(super) fn open_page(&mut self, page: &str) {
        self.enter(Some(Cmd::OpenLibrary));
        let body = inside(self.layout().body);
        let env = env!(self, body, true);
        if let Some(Place::Library(state)) = &mut self.place {
            state.open_page(&env, page);
        }
    }

    /// Puts the place of a command where the panes are, the library as it was left; none: the panes.
    fn enter(&mut self, cmd: Option<Cmd>) {
        self.leave();
        self.pending.clear();
        self.overlay = None;
        self.leave_place();
        let kept = (self.library).take_if(|place| Some(place.command()) == cmd);
        self.place = kept.or_else(|| Place::of(cmd?));
        self.tell_fitting();
        self.sync();
    }

    /// Leaves the place that is open. The library is kept as it is: whoever follows a link out of it comes back to the
    /// same page.
    pub(super) fn leave_place(&mut self) {
        if let Some(place) = self.place.take()
            && matches!(place, Place::Library(_))
        {
            self.library = Some(place);
        }
    }

    /// Goes back to the place that a session was started from, once the session is left.
    pub(super) fn come_back(&mut self) {
        if self.panes.questions.is_in_session() {
            return;
        }
        let from = self.session_from.take();
        if from.is_some() && self.is_focused(PaneId::Questions) {
            self.place = from;
            self.sync();
        }
    }

    /// Whether a pane has the keys, with nothing over it.
    pub(super) fn is_focused(&self, pane: PaneId) -> bool {
        self.overlay.is_none() && self.place.is_none() && self.focus == pane
    }
}
