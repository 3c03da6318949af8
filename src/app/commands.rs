//! The commands of the cockpit itself: panes, undo, overlays, promises, language, quit.

use super::model::{Model, Overlay, SaveState};
use crate::commands::{COMMANDS, Cmd, Scope};
use crate::content;
use crate::domain::{Cadence, Edit, Kept, Step};
use crate::panes::exchange::Sort;
use crate::panes::{Toast, help, leave, palette, retro, start, update};
use crate::ui::layout::PaneId;
use std::collections::BTreeMap;

impl Model {
    pub(super) fn cockpit(&mut self, cmd: Cmd) {
        match cmd {
            Cmd::NextPane => self.go_to(self.focus.next()),
            Cmd::PreviousPane => self.go_to(self.focus.previous()),
            Cmd::TimelinePane => self.go_to(PaneId::Timeline),
            Cmd::WeekPane => self.go_to(PaneId::Week),
            Cmd::QuestionsPane => self.go_to(PaneId::Questions),
            Cmd::DraftsPane => self.go_to(PaneId::Drafts),
            Cmd::Zoom if !self.zoomed && !self.layout().tabs.is_empty() => {
                let text = self.lang.app().one_pane_only().to_owned();
                self.say(Toast { text, bad: true });
            }
            Cmd::Zoom => {
                self.zoomed = !self.zoomed;
                self.sync();
            }
            Cmd::DailyRetro => self.retro(Cadence::Daily),
            Cmd::WeeklyRetro => self.retro(Cadence::Weekly),
            Cmd::MonthlyRetro => self.retro(Cadence::Monthly),
            Cmd::QuarterlyRetro => self.retro(Cadence::Quarterly),
            Cmd::PromiseKept => self.promise(Kept::Yes),
            Cmd::PromiseBroken => self.promise(Kept::No),
            Cmd::PromiseCarried => self.promise(Kept::Carry),
            Cmd::Undo => self.undo(),
            Cmd::Redo => self.redo(),
            Cmd::OpenPalette => {
                let state = palette::State::new(self.scopes(), self.reasons());
                self.show(Overlay::Palette(state));
            }
            Cmd::OpenHelp => {
                let state = help::State::new(self.scopes(), self.reasons());
                self.show(Overlay::Help(state));
            }
            Cmd::MockInterviews
            | Cmd::StoryBank
            | Cmd::InterviewLog
            | Cmd::StudyPeriods
            | Cmd::MemoryCharts
            | Cmd::OpenLibrary => self.go_to_place(cmd),
            Cmd::UpdatePlans => self.open_update(),
            Cmd::RestoreData => self.open_past(),
            Cmd::BackupData => self.open_backup(),
            Cmd::CheckData => self.open_doctor(),
            Cmd::AdoptPack => self.open_import(Sort::Pack),
            Cmd::ImportQuestions => self.open_import(Sort::Questions),
            Cmd::SwitchLanguage => self.switch_language(),
            Cmd::Suspend => {
                self.leave();
                self.suspending = true;
            }
            Cmd::ShowRescued if self.rescued.is_empty() => {
                let text = self.lang.app().nothing_rescued().to_owned();
                self.say(Toast { text, bad: true });
            }
            Cmd::ShowRescued => self.ask_about_rescued(),
            Cmd::TakeOver => match self.no_take_over() {
                Some(text) => self.say(Toast { text, bad: true }),
                None => self.taking_over = true,
            },
            Cmd::Quit => self.quit(),
            _ => {}
        }
    }

    /// Why commands cannot be given now; those that can are left out.
    fn reasons(&self) -> BTreeMap<Cmd, String> {
        let layout = self.layout();
        let reason = |cmd: Cmd| match cmd {
            Cmd::Undo => self
                .history
                .last()
                .is_none()
                .then(|| self.lang.app().nothing_to_undo().to_owned()),
            Cmd::Redo => self
                .history
                .next()
                .is_none()
                .then(|| self.lang.app().nothing_to_redo().to_owned()),
            Cmd::PromiseKept | Cmd::PromiseBroken | Cmd::PromiseCarried => {
                (!self.shows_promises()).then(|| self.lang.app().no_promise().to_owned())
            }
            Cmd::ShowRescued => {
                (self.rescued.is_empty()).then(|| self.lang.app().nothing_rescued().to_owned())
            }
            Cmd::TakeOver => self.no_take_over(),
            Cmd::Zoom => (!self.zoomed && !layout.tabs.is_empty())
                .then(|| self.lang.app().one_pane_only().to_owned()),
            _ => {
                let scope = cmd.command().scope;
                let id = match scope {
                    Scope::Cockpit => return None,
                    _ => palette::home(scope).unwrap_or(self.focus),
                };
                let env = self.env(layout.inner(id), id == self.focus);
                self.panes.get(id).disabled(&env, cmd)
            }
        };
        COMMANDS
            .iter()
            .filter_map(|command| Some((command.id, reason(command.id)?)))
            .collect()
    }

    /// Why nobody can be asked for the right to write, if so.
    fn no_take_over(&self) -> Option<String> {
        let texts = self.lang.app();
        match &self.save {
            SaveState::ReadOnly(_) if self.can_take_over => None,
            SaveState::ReadOnly(_) => Some(texts.cannot_take_over().to_owned()),
            _ => Some(texts.writes_already().to_owned()),
        }
    }

    /// Quits; asks once more while what was done is not on disk.
    fn quit(&mut self) {
        self.leave();
        let asked = matches!(self.overlay, Some(Overlay::Leave(_)));
        match self.quit_warning().filter(|_| !asked) {
            Some(reason) => self.show(Overlay::Leave(leave::State::new(reason))),
            None => self.quitting = true,
        }
    }

    /// Shows what newer packs would change in the plans.
    fn open_update(&mut self) {
        let texts = self.lang.update();
        let update = content::update(&self.data, &content::packs(), &self.now, texts.title());
        if update.is_empty() {
            let text = texts.newest(content::VERSION);
            return self.say(Toast { text, bad: false });
        }
        self.show(Overlay::Update(update::State::new(update)));
    }

    fn retro(&mut self, cadence: Cadence) {
        let state = retro::State::new(&self.env(ratatui::layout::Rect::default(), true), cadence);
        self.show(Overlay::Retro(Box::new(state)));
    }

    /// Answers the first promise that is still open.
    fn promise(&mut self, kept: Kept) {
        let Some(retro) = self.index.promises(&self.data, &self.now) else {
            let text = self.lang.app().no_promise().to_owned();
            return self.say(Toast { text, bad: true });
        };
        let mut retro = retro.clone();
        let Some(promise) = retro
            .promises
            .iter_mut()
            .find(|promise| promise.kept.is_none())
        else {
            return;
        };
        promise.kept = Some(kept);
        let text = promise.text.clone();
        let mut edit = Edit::new(Step::Promise, &text, &self.now).put(&self.data, retro);
        if kept == Kept::Carry {
            edit = edit.put(&self.data, retro::carried(&self.data, &self.now, &text));
        }
        if self.apply(&edit) {
            let text = self.lang.app().promise_answered(kept, &text);
            self.say(Toast { text, bad: false });
        }
    }

    fn undo(&mut self) {
        let Some(edit) = self.history.last().cloned() else {
            let text = self.lang.app().nothing_to_undo().to_owned();
            return self.say(Toast { text, bad: true });
        };
        if self.refuses_changes() {
            return;
        }
        if self.history.must_ask() {
            let key = self.keymap.key_of(Cmd::Undo).unwrap_or_default();
            let text = self.lang.mock().undo_takes_all(&key);
            return self.say(Toast { text, bad: true });
        }
        let back = edit.inverse();
        match self.data.apply(&back) {
            Ok(docs) => {
                self.history.undid();
                self.changed(&back, docs);
                if !self.data.is_started() {
                    // The first start itself was undone: choose again.
                    self.overlay = Some(Overlay::Start(start::State::new(&self.data)));
                    self.sync();
                }
                let text = self.lang.app().undone(edit.step, &edit.what);
                self.say(Toast { text, bad: false });
            }
            Err(_) => {
                self.history.drop_last();
                let text = self.lang.app().cannot_undo(edit.step, &edit.what);
                self.say(Toast { text, bad: true });
            }
        }
    }

    fn redo(&mut self) {
        let Some(edit) = self.history.next().cloned() else {
            let text = self.lang.app().nothing_to_redo().to_owned();
            return self.say(Toast { text, bad: true });
        };
        if self.refuses_changes() {
            return;
        }
        match self.data.apply(&edit) {
            Ok(docs) => {
                self.history.redid();
                self.changed(&edit, docs);
                let text = self.lang.app().redone(edit.step, &edit.what);
                self.say(Toast { text, bad: false });
            }
            Err(_) => {
                self.history.drop_next();
                let text = self.lang.app().cannot_undo(edit.step, &edit.what);
                self.say(Toast { text, bad: true });
            }
        }
    }

    fn switch_language(&mut self) {
        let mut settings = self.data.settings();
        settings.lang = self.lang.other();
        let edit =
            Edit::new(Step::Settings, settings.lang.code(), &self.now).put(&self.data, settings);
        self.apply(&edit);
        self.lang = self.data.settings().lang;
        self.sync();
    }
}
