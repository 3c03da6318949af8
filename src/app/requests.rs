//! What panes ask of the app: going to another pane, opening something there, closing an overlay.

use super::model::{Model, Overlay, env};
use crate::panes::{Reply, Request};
use crate::ui::layout::PaneId;

impl Model {
    pub(super) fn request(&mut self, request: Request) {
        match request {
            Request::Focus(pane) => self.go_to(pane),
            Request::OpenWeek(_) | Request::OpenNode { .. } => self.open(PaneId::Week, request),
            Request::OpenQuestion(_) | Request::NewQuestion { .. } => {
                self.open(PaneId::Questions, request)
            }
            Request::Study(_) => {
                self.leave();
                let from = self.place.take();
                self.open(PaneId::Questions, request);
                self.session_from = from;
            }
            Request::OpenDraft(_) => self.open(PaneId::Drafts, request),
            Request::OpenStory(id) => self.open_story(&id),
            Request::OpenPage(id) => self.open_page(&id),
            Request::Run(cmd) => {
                self.overlay = None;
                self.run(cmd);
            }
            Request::Speak(lang) => {
                self.lang = lang;
                self.sync();
            }
            Request::Past(query) => self.ask_past(query),
            Request::Fit(job) => self.fit(job),
            Request::DropFit => self.drop_fit(),
            Request::Close => {
                // What lies on top.
                if self.overlay.take().is_none() {
                    self.leave();
                    self.leave_place();
                }
                self.sync();
            }
            Request::TakeRescued => self.take_rescued(),
            Request::DiscardRescued => self.discard_rescued(),
            Request::Quit => self.quitting = true,
        }
    }

    /// Closes any overlay, goes to a pane and lets it show what was asked for.
    fn open(&mut self, pane: PaneId, request: Request) {
        self.overlay = None;
        self.go_to(pane);
        let area = self.layout().inner(pane);
        let env = env!(self, area, true);
        let panes = &mut self.panes;
        let reply = match request {
            Request::OpenWeek(week) => panes.week.open_week(&env, week),
            Request::OpenNode { node, select } => {
                panes.week.open_node(&env, &node, select.as_deref())
            }
            Request::OpenQuestion(id) => panes.questions.open(&env, &id),
            Request::NewQuestion { node, prompt } => panes.questions.add(&env, &node, &prompt),
            Request::OpenDraft(id) => panes.drafts.open(&env, &id),
            Request::Study(questions) => panes.questions.study(&env, questions),
            Request::Focus(_)
            | Request::OpenStory(_)
            | Request::OpenPage(_)
            | Request::Run(_)
            | Request::Speak(_)
            | Request::Past(_)
            | Request::Fit(_)
            | Request::DropFit
            | Request::Close
            | Request::TakeRescued
            | Request::DiscardRescued
            | Request::Quit => Reply::none(),
        };
        self.take(reply);
    }

    /// Gives a pane the keys.
    pub(super) fn go_to(&mut self, pane: PaneId) {
        if self.overlay.is_none() && (self.focus != pane || self.place.is_some()) {
            self.leave();
        }
        self.leave_place();
        self.focus = pane;
        self.sync();
    }

    pub(super) fn show(&mut self, overlay: Overlay) {
        self.leave();
        self.pending.clear();
        self.overlay = Some(overlay);
        self.sync();
    }
}
