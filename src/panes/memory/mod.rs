//! Memory: what was remembered, what comes up, how well that was predicted and what is known of each topic, as charts;
//! and the two things that can be done about it: another desired retention, and parameters fitted to the user.

mod calibration;
mod charts;
mod figures;
mod forecast;
mod offer;
mod retention;
mod topics;

use super::*;
use crate::domain::fit::{self, Fitted, Job, News};
use crate::domain::recall::reviews_a_day;
use crate::domain::review::RETENTION;
use crate::domain::{Settings, Step};
use crate::lang::grouped;
use chrono::NaiveDate;
use figures::{Figures, Reader, Shown};

/// What can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Chart {
    #[default]
    Retention,
    Forecast,
    Calibration,
    Topics,
}

impl Chart {
    const ALL: [Chart; 4] = [
        Chart::Retention,
        Chart::Forecast,
        Chart::Calibration,
        Chart::Topics,
    ];
}

/// What the place shows.
#[derive(Default)]
pub struct State {
    chart: Chart,
    /// Months in place of weeks, weeks in place of days.
    coarse: bool,
    reader: Option<Box<Reader>>,
    figures: Figures,
    shown: Shown,
    /// The topic shown alone, by its key.
    topic: Option<String>,
    /// The row of the table of topics; the first is all of them.
    row: usize,
    /// The desired retention that is being considered, in percent.
    proposed: Option<u32>,
    fit: Option<News>,
    /// What the figures were read from: revisions of memories and questions, and the day.
    seen: Option<(u64, u64, NaiveDate)>,
}

/// More new questions a day are a slip of the finger.
const MOST_NEW: u32 = 200;

/// A retention in whole percent.
fn percent_of(retention: f32) -> u32 {
    (retention * 100.0).round() as u32
}

/// The least and the most retention that can be asked for, in percent.
fn bounds() -> (u32, u32) {
    (percent_of(*RETENTION.start()), percent_of(*RETENTION.end()))
}

impl State {
    /// How the fit goes; none when there is none.
    pub fn told(&mut self, news: Option<News>) {
        if matches!(news, Some(News::Done(_))) {
            self.proposed = None;
        }
        self.fit = news;
    }

    /// The desired retention in force, in percent.
    fn desired(env: &Env) -> u32 {
        let (least, most) = bounds();
        percent_of(env.data.settings().retention).clamp(least, most)
    }

    fn topic_number(&self) -> Option<usize> {
        let topic = self.topic.as_ref()?;
        self.figures.topics.iter().position(|of| of.key == *topic)
    }

    fn fitted(&self) -> Option<&Fitted> {
        match &self.fit {
            Some(News::Done(fitted)) => Some(fitted),
            _ => None,
        }
    }

    fn turn(&mut self, by: usize) {
        let at = (self.chart as usize + by) % Chart::ALL.len();
        self.chart = Chart::ALL[at];
    }

    fn read_on(&mut self, env: &Env) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        if let Some(figures) = reader.read(env.data, env.index) {
            self.figures = figures;
            self.reader = None;
            if self.topic_number().is_none() {
                self.topic = None;
            }
            self.row = self.row.min(self.figures.topics.len());
            self.show(env);
        }
    }

    fn show(&mut self, env: &Env) {
        self.shown = self.figures.shown(self.topic_number(), env.now.today());
    }

    fn propose(&mut self, env: &Env, by: i32) {
        let (least, most) = bounds();
        let now = Self::desired(env);
        let next = self.proposed.unwrap_or(now).saturating_add_signed(by);
        let next = next.clamp(least, most);
        self.proposed = (next != now).then_some(next);
    }

    /// Reviews a day at a retention, and the minutes they take.
    fn load(&self, env: &Env, percent: u32) -> (f64, f64) {
        let settings = env.data.settings();
        let retention = percent as f32 / 100.0;
        let reviews = reviews_a_day(&settings.parameters, retention, &self.figures.stabilities);
        (reviews, self.figures.minutes(reviews))
    }

    fn change(env: &Env, what: String, change: impl FnOnce(&mut Settings)) -> Edit {
        let mut settings = env.data.settings();
        change(&mut settings);
        Edit::new(Step::Settings, what, &env.now).put(env.data, settings)
    }

    /// Changes how many questions are begun on a day; presses after each other are one step.
    fn change_new(env: &Env, by: i32) -> Reply {
        let now = env.data.settings().new_a_day;
        let next = now.saturating_add_signed(by).min(MOST_NEW.max(now));
        if next == now {
            return Reply::none();
        }
        let what = env.lang.memory().new_step().to_owned();
        let edit = Self::change(env, what, |settings| settings.new_a_day = next);
        Reply::edit(edit.joining("new-a-day"))
    }

    /// Enter: what is offered is applied, else the topic of the row is shown alone.
    fn open(&mut self, env: &Env) -> Reply {
        let texts = env.lang.memory();
        let undo = env.key(Cmd::Undo);
        if let Some(fitted) = self.fitted() {
            let parameters = fitted.parameters.clone();
            let what = texts.parameters_step().to_owned();
            let edit = Self::change(env, what, |settings| settings.parameters = parameters);
            return Reply::edit(edit)
                .and_request(Request::DropFit)
                .and_say(texts.fit_applied(&undo));
        }
        if let Some(percent) = self.proposed.take() {
            let what = texts.retention_step(percent);
            let retention = percent as f32 / 100.0;
            let edit = Self::change(env, what, |settings| settings.retention = retention);
            return Reply::edit(edit).and_say(texts.applied(percent, &undo));
        }
        if self.chart == Chart::Topics {
            let topic = self.row.checked_sub(1);
            let topic = topic.and_then(|at| self.figures.topics.get(at));
            self.topic = topic.map(|topic| topic.key.clone());
            self.show(env);
        }
        Reply::none()
    }

    /// Esc: what is offered is dropped, else the place is left.
    fn back(&mut self, env: &Env) -> Reply {
        if self.proposed.take().is_some() {
            return Reply::none();
        }
        if self.fit.is_some() {
            return Reply::request(Request::DropFit);
        }
        if self.topic.take().is_some() {
            self.show(env);
            return Reply::none();
        }
        Reply::request(Request::Close)
    }

    fn next_topic(&mut self, env: &Env) {
        let next = self.topic_number().map_or(0, |at| at + 1);
        self.topic = self.figures.topics.get(next).map(|topic| topic.key.clone());
        self.show(env);
    }

    fn start_fit(&self, env: &Env) -> Reply {
        Reply::request(Request::Fit(Job {
            number: env.now.utc.timestamp_millis().unsigned_abs(),
            histories: self.figures.histories.clone(),
            current: env.data.settings().parameters,
        }))
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        let texts = env.lang.memory();
        let topic = self
            .topic
            .as_ref()
            .map(|topic| env.lang.questions().topic(topic));
        format!("{}  {}", texts.name(), topic.unwrap_or(texts.all_topics()))
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Memory, Scope::List]
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.memory();
        let busy = || match &self.fit {
            Some(News::Progress(_)) => Some(texts.is_fitting()),
            Some(News::Done(_)) => Some(texts.is_offered()),
            _ => None,
        };
        let reason = match cmd {
            Cmd::FitParameters | Cmd::MemoryTopic | Cmd::RaiseRetention | Cmd::LowerRetention
                if self.reader.is_some() =>
            {
                Some(texts.still_reading())
            }
            Cmd::FitParameters if self.figures.tested < fit::LEAST => {
                return Some(texts.too_few(fit::LEAST - self.figures.tested));
            }
            Cmd::FitParameters => busy(),
            Cmd::UsualParameters if env.data.settings().parameters.is_empty() => {
                Some(texts.is_usual())
            }
            Cmd::UsualParameters | Cmd::RaiseRetention | Cmd::LowerRetention => {
                self.fitted().map(|_| texts.is_offered())
            }
            _ => None,
        };
        reason.map(str::to_owned)
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::NextChart | Cmd::Right => self.turn(1),
            Cmd::PreviousChart | Cmd::Left => self.turn(Chart::ALL.len() - 1),
            Cmd::ChartSpan => self.coarse = !self.coarse,
            Cmd::RaiseRetention => self.propose(env, 1),
            Cmd::LowerRetention => self.propose(env, -1),
            Cmd::MoreNew => return Self::change_new(env, 1),
            Cmd::FewerNew => return Self::change_new(env, -1),
            Cmd::MemoryTopic => self.next_topic(env),
            Cmd::FitParameters => return self.start_fit(env),
            Cmd::UsualParameters => {
                let texts = env.lang.memory();
                let what = texts.parameters_step().to_owned();
                let edit = Self::change(env, what, |settings| settings.parameters.clear());
                return Reply::edit(edit).and_say(texts.usual_applied(&env.key(Cmd::Undo)));
            }
            Cmd::Open => return self.open(env),
            Cmd::Back => return self.back(env),
            _ if self.chart == Chart::Topics => {
                let page = env.area.height.saturating_sub(8);
                let len = self.figures.topics.len() + 1;
                match moved(self.row, cmd, page, len) {
                    Some(row) => self.row = row,
                    None => return Reply::unhandled(),
                }
            }
            _ => return Reply::unhandled(),
        }
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        let index = env.index;
        let today = env.now.today();
        let seen = Some((index.memory_revision, index.question_revision, today));
        if self.seen != seen {
            self.seen = seen;
            // Read when it is woken, which is at once.
            self.reader = Some(Box::new(Reader::new(env)));
        }
        if self.proposed == Some(Self::desired(env)) {
            self.proposed = None;
        }
    }

    fn deadline(&self, env: &Env) -> Option<DateTime<Utc>> {
        self.reader.as_ref().map(|_| env.now.utc)
    }

    fn wake(&mut self, env: &Env, _leaving: bool) -> Reply {
        self.read_on(env);
        Reply::none()
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        charts::draw(self, env, buf);
        None
    }
}
