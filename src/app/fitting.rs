//! Fitting the parameters of memory: asked for in its place, done by the runtime, offered until applied or dropped. It
//! goes on while other things are done, and its result waits.

use super::model::Model;
use super::place::Place;
use super::update::Effect;
use crate::commands::Cmd;
use crate::domain::fit::{Job, News};
use crate::panes::Toast;

impl Model {
    pub(super) fn fit(&mut self, job: Job) {
        self.fitting = Some((job.number, News::Progress(0.0)));
        self.fit_effects.push(Effect::Fit(job));
        self.tell_fitting();
    }

    pub(super) fn drop_fit(&mut self) {
        self.fitting = None;
        self.fit_effects.push(Effect::StopFit);
        self.tell_fitting();
    }

    /// Takes in how a fit goes; an earlier one's news are of no use.
    pub(super) fn fit_went(&mut self, number: u64, news: News) {
        if self.fitting.as_ref().map(|(number, _)| *number) != Some(number) {
            return;
        }
        let is_over = !matches!(news, News::Progress(_));
        self.fitting = Some((number, news));
        self.tell_fitting();
        if is_over && !matches!(self.place, Some(Place::Memory(_))) {
            let key = self.keymap.key_of(Cmd::MemoryCharts).unwrap_or_default();
            let text = self.lang.memory().fit_is_over(&key);
            self.say(Toast { text, bad: false });
        }
    }

    /// Tells the place of memory, where it is open.
    pub(super) fn tell_fitting(&mut self) {
        let news = self.fitting.as_ref().map(|(_, news)| news.clone());
        if let Some(Place::Memory(state)) = &mut self.place {
            state.told(news);
        }
    }
}
