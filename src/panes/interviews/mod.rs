//! Real interviews: what has to be known until the next one, and what was asked in those that were held.

mod debrief;
mod list;
mod plan;

use super::ask::{Ask, Asked as Answer};
use super::pick::{Pick, Picked};
use super::*;
use crate::domain::interview::{Preparation, day_of};
use crate::domain::{Interview, Step};

/// What of the place has the keys: the first of these that there is, else the interview that is open, else the list.
#[derive(Default)]
pub struct State {
    /// Company, role and date being asked for; of a new one there is no id.
    ask: Option<(Option<Id>, Ask)>,
    /// What was asked in the open interview, being picked.
    pick: Option<Pick>,
    /// A note on it being written.
    note: Option<Ask>,
    /// The interview that is open, and its row.
    open: Option<(Id, usize)>,
    rows: Vec<Id>,
    cursor: usize,
    /// Of the interview under the cursor or open, while it lies ahead.
    preparation: Option<Preparation>,
    /// Which interview that was computed for.
    prepared: Option<Id>,
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        let texts = env.lang.interviews();
        let today = env.now.today();
        let more = match self.selected(env).filter(|_| self.open.is_some()) {
            Some(one) if is_ahead(env, one) => {
                texts.countdown((one.on - today).num_days(), &one.company)
            }
            Some(one) => one.company.clone(),
            None => {
                let ahead = crate::domain::interview::ahead(env.data, today);
                texts.ahead_count(ahead.len())
            }
        };
        format!("{}  {more}", texts.name())
    }

    fn scopes(&self) -> Vec<Scope> {
        // With a preparation it lies ahead.
        let debrief = self.open.is_some() && self.preparation.is_none();
        if self.ask.is_some() || self.pick.is_some() || self.note.is_some() {
            vec![Scope::Line]
        } else if debrief {
            vec![Scope::Debrief, Scope::Interviews, Scope::List]
        } else {
            vec![Scope::Interviews, Scope::List]
        }
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.interviews();
        let interview = self.selected(env);
        match cmd {
            Cmd::HoldInterview if interview.is_some() => {
                interview.and_then(|one| debrief::not_held_yet(env, one))
            }
            Cmd::Open | Cmd::EditInterview | Cmd::HoldInterview | Cmd::DeleteInterview => {
                interview.is_none().then(|| texts.no_interview().to_owned())
            }
            Cmd::AddAsked
            | Cmd::CycleOutcome
            | Cmd::WentAgain
            | Cmd::WentHard
            | Cmd::WentGood
            | Cmd::WentEasy
            | Cmd::QuestionFromAsked
            | Cmd::DeleteAsked => match (interview, &self.open) {
                (Some(one), Some((_, row))) if !is_ahead(env, one) => {
                    let needs_row = !matches!(cmd, Cmd::AddAsked | Cmd::CycleOutcome);
                    let missing = needs_row && one.asked.get(*row).is_none();
                    missing.then(|| texts.no_asked().to_owned())
                }
                (Some(_), Some(_)) => Some(texts.not_yet().to_owned()),
                _ => Some(texts.no_interview().to_owned()),
            },
            _ => None,
        }
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        if let Some((_, ask)) = &mut self.ask {
            match ask.command(cmd) {
                Answer::Open => {}
                Answer::Answered => return self.accept(env),
                Answer::Cancelled => self.ask = None,
            }
            return Reply::none();
        }
        let open = self
            .open
            .as_ref()
            .and_then(|(id, _)| env.data.interviews.get(id));
        if let (Some(note), Some(interview)) = (&mut self.note, open) {
            let answer = note.command(cmd);
            let text = note.text(0);
            if answer != Answer::Open {
                self.note = None;
            }
            return match answer {
                Answer::Answered => debrief::add_note(env, interview, &text),
                Answer::Open | Answer::Cancelled => Reply::none(),
            };
        }
        if let (Some(pick), Some(interview)) = (&mut self.pick, open) {
            let picked = pick.command(env, cmd);
            if picked != Picked::Open {
                self.pick = None;
                self.open = Some((interview.id.clone(), interview.asked.len()));
            }
            return debrief::add(env, interview, picked);
        }
        let reply = match open {
            Some(interview) => self.open_command(env, cmd, interview),
            None => self.list_command(env, cmd),
        };
        if self.selected(env).map(|one| &one.id) != self.prepared.as_ref() {
            self.prepare(env);
        }
        reply
    }

    fn text(&mut self, env: &Env, op: Op) -> Reply {
        let asks = self.ask.as_mut().map(|(_, ask)| ask).or(self.note.as_mut());
        if let Some(ask) = asks {
            ask.apply(env, op);
        } else if let Some(pick) = &mut self.pick {
            pick.text(op);
        }
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        let here = self.rows.get(self.cursor).cloned();
        self.rows = list::rows(env);
        let row = here.and_then(|id| self.rows.iter().position(|row| *row == id));
        let last = self.rows.len().saturating_sub(1);
        self.cursor = row.unwrap_or(self.cursor).min(last);
        let there = |id: &Id| env.data.interviews.get(id).filter(|one| !one.deleted);
        match self.open.as_mut().map(|(id, row)| (there(id), row)) {
            Some((Some(one), row)) if !is_ahead(env, one) => {
                *row = (*row).min(one.asked.len().saturating_sub(1));
            }
            Some((None, _)) => (self.open, self.pick, self.note) = (None, None, None),
            Some(_) | None => {}
        }
        self.prepare(env);
    }

    fn typing(&self) -> Vec<Typing> {
        let asks = self.ask.iter().map(|(_, ask)| ask).chain(&self.note);
        let pick = self.pick.iter().filter_map(Pick::typing);
        asks.filter_map(Ask::typing).chain(pick).collect()
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        if env.area.is_empty() {
            return None;
        }
        if let Some(pick) = &self.pick {
            return pick.draw(env, buf);
        }
        let ask = self.ask.as_ref().map(|(_, ask)| ask).or(self.note.as_ref());
        let below = ask.map_or(0, Ask::height).min(env.area.height);
        let area = Rect {
            height: env.area.height - below,
            ..env.area
        };
        match (&self.open, self.selected(env), &self.preparation) {
            (Some((_, row)), Some(one), Some(preparation)) if is_ahead(env, one) => {
                plan::draw(env, one, preparation, *row, buf, area);
            }
            (Some((_, row)), Some(one), _) => debrief::draw(env, one, *row, buf, area),
            _ => list::draw(
                env,
                &self.rows,
                self.cursor,
                self.preparation.as_ref(),
                buf,
                area,
            ),
        }
        ask.and_then(|ask| ask.draw(env, buf))
    }
}

/// A title with the days until the next interview and its company, while one lies ahead.
pub fn with_countdown(env: &Env, title: String) -> String {
    let today = env.now.today();
    let Some(next) = crate::domain::interview::next(env.data, today) else {
        return title;
    };
    let days = (next.on - today).num_days();
    let next = env.lang.interviews().countdown(days, &next.company);
    format!("{title} · {next}")
}

/// Whether an interview is still to be held.
fn is_ahead(env: &Env, interview: &Interview) -> bool {
    !interview.held && interview.on >= env.now.today()
}

impl State {
    /// The interview that is open, else the one under the cursor.
    fn selected<'a>(&self, env: &Env<'a>) -> Option<&'a Interview> {
        let open = self.open.as_ref().map(|(id, _)| id);
        let id = open.or_else(|| self.rows.get(self.cursor))?;
        env.data.interviews.get(id)
    }

    /// Computes what has to be known for the interview that is looked at.
    fn prepare(&mut self, env: &Env) {
        let selected = self.selected(env);
        self.prepared = selected.map(|one| one.id.clone());
        let ahead = selected.filter(|one| is_ahead(env, one));
        self.preparation =
            ahead.map(|one| Preparation::of(env.data, env.index, one, env.now.today()));
        if let (Some((_, row)), Some(preparation)) = (&mut self.open, &self.preparation) {
            *row = (*row).min(preparation.questions.len().saturating_sub(1));
        }
    }

    fn list_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let page = env.area.height / 2;
        if let Some(row) = moved(self.cursor, cmd, page, self.rows.len()) {
            self.cursor = row;
            return Reply::none();
        }
        match (cmd, self.selected(env)) {
            (Cmd::Back, _) => return Reply::request(Request::Close),
            (Cmd::AddInterview, _) => self.ask_new(env),
            (Cmd::Open, Some(one)) => self.open = Some((one.id.clone(), 0)),
            (_, Some(one)) => return self.change(env, cmd, one),
            (_, None) => {}
        }
        Reply::none()
    }

    fn open_command(&mut self, env: &Env, cmd: Cmd, interview: &Interview) -> Reply {
        let ahead = is_ahead(env, interview);
        let row = self.open.as_ref().map_or(0, |(_, row)| *row);
        let len = match &self.preparation {
            Some(preparation) if ahead => preparation.questions.len(),
            _ => interview.asked.len(),
        };
        if let Some(row) = moved(row, cmd, env.area.height / 2, len) {
            self.open = Some((interview.id.clone(), row));
            return Reply::none();
        }
        match cmd {
            Cmd::Back => self.open = None,
            Cmd::Open if ahead => {
                let preparation = self.preparation.as_ref();
                return preparation.map_or_else(Reply::none, |plan| plan::study(env, plan, row));
            }
            Cmd::Open => {
                let asked = interview.asked.get(row);
                if let Some(id) = asked.and_then(|asked| asked.question.clone()) {
                    return Reply::request(Request::OpenQuestion(id));
                }
            }
            Cmd::AddInterview => self.ask_new(env),
            Cmd::AddAsked => {
                let texts = env.lang.interviews();
                let company = crate::domain::interview::Company::of(&interview.company);
                let id = format!("interview-asked:{}", interview.id);
                let first = |question: &crate::domain::Question| company.asks(question);
                self.pick = Some(Pick::new(env, id, texts.asked_title(), first).or_words());
            }
            Cmd::NoteInterview => {
                let ask = Ask::new(env.lang.interviews().note()).field("", "");
                self.note = Some(ask.kept_as(env, format!("interview-note:{}", interview.id)));
            }
            Cmd::EditInterview | Cmd::HoldInterview | Cmd::DeleteInterview => {
                return self.change(env, cmd, interview);
            }
            _ => return debrief::command(env, cmd, interview, row),
        }
        Reply::none()
    }

    /// What can be done to an interview in the list and where it is open.
    fn change(&mut self, env: &Env, cmd: Cmd, interview: &Interview) -> Reply {
        let texts = env.lang.interviews();
        match cmd {
            Cmd::EditInterview => {
                let ask = Ask::new(texts.changing())
                    .field(texts.company(), &interview.company)
                    .field(texts.role(), &interview.role)
                    .field(texts.date(), &interview.on.to_string());
                let ask = ask.kept_as(env, format!("interview:{}", interview.id));
                self.ask = Some((Some(interview.id.clone()), ask));
                Reply::none()
            }
            Cmd::HoldInterview => {
                let held = Interview {
                    held: !interview.held,
                    ..interview.clone()
                };
                let said = if held.held {
                    self.open = Some((held.id.clone(), 0));
                    texts.held_now(&env.key(Cmd::AddAsked))
                } else {
                    texts.ahead_again().to_owned()
                };
                put(env, held).and_say(said)
            }
            Cmd::DeleteInterview => {
                self.open = None;
                let gone = Interview {
                    deleted: true,
                    ..interview.clone()
                };
                let edit = Edit::new(Step::DeleteInterview, &gone.company, &env.now);
                let said = texts.deleted(&env.key(Cmd::Undo));
                Reply::edit(edit.put(env.data, gone)).and_say(said)
            }
            _ => Reply::unhandled(),
        }
    }

    fn ask_new(&mut self, env: &Env) {
        let texts = env.lang.interviews();
        let ask = Ask::new(texts.adding())
            .field(texts.company(), "")
            .field(texts.role(), "")
            .field(texts.date(), "")
            .placeholder(texts.date_example());
        self.ask = Some((None, ask.kept_as(env, "interview:new")));
    }

    /// Takes company, role and date. Enter goes on to the next field while the date is empty.
    fn accept(&mut self, env: &Env) -> Reply {
        let texts = env.lang.interviews();
        let Some((id, ask)) = &mut self.ask else {
            return Reply::none();
        };
        let text = |field: usize| {
            let text = ask.text(field);
            crate::domain::text::clean_line(&text).trim().to_owned()
        };
        let (company, role, date) = (text(0), text(1), text(2));
        if !company.is_empty() && date.is_empty() && !ask.is_last() {
            ask.command(Cmd::LineNext);
            return Reply::none();
        }
        let today = env.now.today();
        let on = day_of(&date, today);
        let known = id.as_ref().and_then(|id| env.data.interviews.get(id));
        let is_held = known.is_some_and(|one| one.held);
        let refusal = match on {
            _ if company.is_empty() => texts.needs_company(),
            None => texts.bad_date(),
            Some(on) if is_held && on > today => texts.held_before(),
            Some(_) => "",
        };
        let Some(on) = on.filter(|_| refusal.is_empty()) else {
            ask.refuse(refusal);
            return Reply::none();
        };
        let base = known.cloned().unwrap_or_else(|| Interview {
            id: env.fresh_id(|id| env.data.interviews.contains(id)),
            ..Interview::default()
        });
        self.ask = None;
        let interview = Interview {
            company,
            role,
            on,
            ..base
        };
        // The cursor goes where its row comes.
        self.rows.insert(0, interview.id.clone());
        self.cursor = 0;
        put(env, interview)
    }
}

/// The edit that changes an interview.
fn put(env: &Env, interview: Interview) -> Reply {
    let edit = Edit::new(Step::EditInterview, &interview.company, &env.now);
    Reply::edit(edit.put(env.data, interview))
}
