//! The retro: the day's or the period's figures, a clock that counts down without nagging, and a few prompts on one
//! form. Leaving keeps everything; opening again goes on where it stopped.

mod facts;
mod form;
mod view;

use super::*;
use crate::content::PromptKind;
use crate::domain::{Cadence, Promise, Retro, Step};
use crate::ui::text_area::Motion;
use chrono::{Datelike, NaiveDate};
use facts::{Facts, Period};
use form::Field;

/// A retro being held.
pub struct State {
    period: Period,
    facts: Facts,
    /// One for each prompt.
    fields: Vec<Field>,
    /// The field that has the keys.
    current: usize,
    opened: DateTime<Utc>,
    /// Time since then in which nobody was here.
    away: Duration,
    /// Seconds spent on it before it was opened.
    spent: u32,
    /// It was finished before, or its time is over: its clock stands.
    finished: bool,
    /// Not that of the current day or period.
    is_past: bool,
    /// Since when something typed is not saved.
    unsaved: Option<DateTime<Utc>>,
    /// Something was saved since it was opened.
    wrote: bool,
}

impl State {
    /// Begins or resumes the retro of the current day or period.
    pub fn new(env: &Env, cadence: Cadence) -> State {
        State::of(env, Period::of(cadence, env.now.today()))
    }

    fn of(env: &Env, period: Period) -> State {
        let cadence = period.cadence;
        let is_past = period != Period::of(cadence, env.now.today());
        let record = env.data.retros.get(&period.id());
        let prompts = env
            .content
            .retro(cadence)
            .map_or(&[][..], |form| form.prompts.as_slice());
        let fields: Vec<Field> = prompts
            .iter()
            .map(|prompt| Field::new(prompt, record))
            .collect();
        let first_open = match is_past {
            true => Some(0),
            false => fields.iter().position(Field::is_empty),
        };
        State {
            facts: Facts::of(env, &period),
            current: first_open.unwrap_or(fields.len().saturating_sub(1)),
            fields,
            opened: env.now.utc,
            away: Duration::zero(),
            spent: record.map_or(0, |record| record.seconds),
            finished: is_past || record.is_some_and(|record| record.finished),
            is_past,
            unsaved: None,
            wrote: false,
            period,
        }
    }

    /// Seconds spent on it until now.
    fn seconds(&self, now: &Now) -> u32 {
        let here = if self.finished {
            0
        } else {
            (now.utc - self.opened - self.away).num_seconds().max(0)
        };
        self.spent
            .saturating_add(u32::try_from(here).unwrap_or(u32::MAX))
    }

    /// Seconds left on the clock; negative when the time is over.
    fn left(&self, env: &Env) -> i64 {
        let minutes = env
            .content
            .retro(self.period.cadence)
            .map_or(0, |form| form.minutes);
        i64::from(minutes) * 60 - i64::from(self.seconds(&env.now))
    }

    /// The record as it is to be.
    fn record(&self, env: &Env, finished: bool) -> Retro {
        let id = self.period.id();
        let known = env.data.retros.get(&id).cloned();
        let mut retro =
            known.unwrap_or_else(|| empty(id, self.period.cadence, self.period.first, &env.now));
        for field in &self.fields {
            if field.kind == PromptKind::Priorities {
                retro.promises = field.promises(&retro.promises);
            } else if field.is_empty() {
                retro.answers.remove(&field.id);
            } else {
                retro.answers.insert(field.id.clone(), field.answer());
            }
        }
        retro.seconds = self.seconds(&env.now);
        retro.finished |= finished;
        retro
    }

    /// What was written since the last time, as an edit; at the end of a session that wrote something also the time
    /// it took. All edits of one session undo as one step.
    fn save(&mut self, env: &Env, at_end: bool, finished: bool) -> Option<Edit> {
        self.unsaved = None;
        let retro = self.record(env, finished);
        let same = match env.data.retros.get(&retro.id) {
            Some(known) => {
                known.answers == retro.answers
                    && known.promises == retro.promises
                    && known.finished == retro.finished
                    && (known.seconds == retro.seconds || !(at_end && self.wrote))
            }
            None => retro.answers.is_empty() && retro.promises.is_empty() && !retro.finished,
        };
        if same {
            return None;
        }
        self.wrote = true;
        let what = env
            .lang
            .retro()
            .title(self.period.cadence, self.period.first);
        let session = format!("{} {}", retro.id, self.opened.timestamp_millis());
        Some(
            Edit::new(Step::Retro, what, &env.now)
                .put(env.data, retro)
                .joining(session),
        )
    }

    fn leave(&mut self, env: &Env) -> Reply {
        let edit = self.save(env, true, false);
        let begun = env.data.retros.contains(&self.period.id());
        let mut reply = Reply::request(Request::Close);
        if (edit.is_some() || begun) && !self.finished {
            let key = env.keymap.key_of(self.command_that_opens());
            let key = key.unwrap_or_else(|| env.key(Cmd::OpenPalette));
            reply = reply.and_say(env.lang.retro().left(&key));
        }
        reply.edits.extend(edit);
        reply
    }

    /// Shows the nearest retro of the cadence before or after this one; after the last one the current.
    fn turn(&mut self, env: &Env, back: bool) -> Reply {
        let (cadence, here) = (self.period.cadence, self.period.first);
        let of_cadence = |retro: &&Retro| retro.cadence == cadence;
        let days = env.data.retros.iter().filter(of_cadence).map(|r| r.on);
        let current = Period::of(cadence, env.now.today());
        let next = if back {
            days.filter(|day| *day < here).max()
        } else {
            let later = days.filter(|day| *day > here && *day < current.first);
            later
                .min()
                .or((here < current.first).then_some(current.first))
        };
        let texts = env.lang.retro();
        let Some(next) = next else {
            return Reply::refuse(if back {
                texts.no_earlier()
            } else {
                texts.no_later()
            });
        };
        let edit = self.save(env, true, false);
        *self = State::of(env, Period::of(cadence, next));
        self.fit(env);
        edit.map_or_else(Reply::none, Reply::edit)
    }

    fn command_that_opens(&self) -> Cmd {
        match self.period.cadence {
            Cadence::Daily => Cmd::DailyRetro,
            Cadence::Weekly => Cmd::WeeklyRetro,
            Cadence::Monthly => Cmd::MonthlyRetro,
            Cadence::Quarterly => Cmd::QuarterlyRetro,
        }
    }

    fn finish(&mut self, env: &Env) -> Reply {
        let texts = env.lang.retro();
        let answered = self.fields.iter().filter(|field| !field.is_empty()).count();
        let time = texts.clock(i64::from(self.seconds(&env.now)));
        let mut said = texts.finished(answered, self.fields.len(), &time);
        let promises = self.record(env, true).promises.len();
        if promises > 0 {
            said.push_str(&texts.promised(promises));
        }
        let mut reply = Reply::request(Request::Close).and_say(said);
        reply.edits.extend(self.save(env, true, true));
        self.finished = true;
        reply
    }

    /// Goes to the next line of the current field or to the next field. Says whether there was one.
    fn forward(&mut self) -> bool {
        if self
            .fields
            .get_mut(self.current)
            .is_some_and(Field::forward)
        {
            return true;
        }
        if self.current + 1 >= self.fields.len() {
            return false;
        }
        self.current += 1;
        self.fields[self.current].enter(false);
        true
    }

    fn backward(&mut self) -> bool {
        if self
            .fields
            .get_mut(self.current)
            .is_some_and(Field::backward)
        {
            return true;
        }
        if self.current == 0 {
            return false;
        }
        self.current -= 1;
        self.fields[self.current].enter(true);
        true
    }

    /// Tells the text fields how much room they have.
    fn fit(&mut self, env: &Env) {
        let (width, height) = view::field_size(self, env);
        for field in &mut self.fields {
            field.set_size(width, height);
        }
    }

    fn typed(&mut self, env: &Env, op: Op) {
        let Some(field) = self.fields.get_mut(self.current) else {
            return;
        };
        match field.apply(op.clone()) {
            form::Applied::Changed => self.unsaved = self.unsaved.or(Some(env.now.utc)),
            form::Applied::Moved => {}
            // Up and down go on from field to field.
            form::Applied::Stuck => match op {
                Op::Move(Motion::Up, _) => {
                    self.backward();
                }
                Op::Move(Motion::Down, _) => {
                    self.forward();
                }
                _ => {}
            },
        }
    }
}

fn empty(id: Id, cadence: Cadence, on: NaiveDate, now: &Now) -> Retro {
    Retro {
        id,
        cadence,
        on,
        answers: Default::default(),
        promises: Vec::new(),
        seconds: 0,
        finished: false,
        updated: now.utc,
        extra: Default::default(),
    }
}

/// Today's daily retro with a promise added that was carried over; one that is there already is not doubled.
pub fn carried(data: &Data, now: &Now, promise: &str) -> Retro {
    let period = Period::of(Cadence::Daily, now.today());
    let known = data.retros.get(&period.id()).cloned();
    let mut retro = known.unwrap_or_else(|| empty(period.id(), Cadence::Daily, period.first, now));
    if retro.promises.iter().all(|known| known.text != promise) {
        retro.promises.push(Promise {
            text: promise.to_owned(),
            ..Promise::default()
        });
    }
    retro
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        let texts = env.lang.retro();
        let title = texts.title(self.period.cadence, self.period.first);
        match self.is_past {
            true => texts.of_the_past(&title, self.period.first.year()),
            false => title,
        }
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Retro]
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::NextPrompt => {
                self.forward();
            }
            Cmd::AnswerPrompt => {
                if !self.forward() {
                    return self.finish(env);
                }
            }
            Cmd::PreviousPrompt => {
                self.backward();
            }
            Cmd::RetroNewline => self.typed(env, Op::Newline),
            Cmd::FinishRetro => return self.finish(env),
            Cmd::LeaveRetro => return self.leave(env),
            Cmd::EarlierRetro => return self.turn(env, true),
            Cmd::LaterRetro => return self.turn(env, false),
            _ => return Reply::unhandled(),
        }
        self.fit(env);
        Reply::none()
    }

    fn text(&mut self, env: &Env, op: Op) -> Reply {
        self.typed(env, op);
        self.fit(env);
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        self.facts = Facts::of(env, &self.period);
        self.fit(env);
    }

    fn deadline(&self, env: &Env) -> Option<DateTime<Utc>> {
        // The clock's next digit.
        let begun = self.opened + self.away;
        let here = (env.now.utc - begun).num_seconds().max(0);
        let digit = (!self.finished).then(|| begun + Duration::seconds(here + 1));
        let save = self.unsaved.map(|since| since + AUTOSAVE);
        digit.into_iter().chain(save).min()
    }

    fn clock_moved(&mut self, by: Duration) {
        self.away += by;
        self.unsaved = self.unsaved.map(|since| since + by);
    }

    fn wake(&mut self, env: &Env, leaving: bool) -> Reply {
        self.save(env, leaving, false)
            .map_or_else(Reply::none, Reply::edit)
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, env, buf)
    }
}
