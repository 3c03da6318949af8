//! The question bank: a list with search and filters, cards that reveal themselves step by step, review sessions,
//! and the form in which questions are written.

mod answer;
mod bank;
mod card;
mod choice;
mod deep;
mod drill;
mod entry;
mod fields;
mod filter;
mod find;
mod form;
mod form_view;
mod forms;
mod list;
mod list_keys;
mod merge;
mod parts;
mod review;
mod rows;
mod session;
mod setup;
mod topics;
mod weigh;
mod whys;

use super::*;
use crate::domain::review::Standing;
use crate::domain::{Extra, Grade, Question, Review, Step};
use crate::ui::text_area::Motion;
use bank::Bank;
use card::{Card, GRADES};
use choice::Choice;
use chrono::{DateTime, Utc};
use drill::Drill;
use form::Form;
use list::List;
use session::{Graded, Session};
use setup::Setup;

/// What of the pane has the keys: the first of these that there is.
#[derive(Default)]
pub struct State {
    /// A question being written.
    form: Option<Form>,
    /// The why-chain of the open card.
    drill: Option<Drill>,
    /// A question opened; in a session the one being asked.
    card: Option<Card>,
    /// The session; without a card it is over and its summary shows.
    session: Option<Session>,
    /// A session being set up.
    setup: Option<Setup>,
    /// What is asked about a question.
    choice: Option<Choice>,
    /// The question as it was when its form was opened.
    before_form: Option<Question>,
    /// The menu of filters.
    topics: Option<topics::Menu>,
    list: List,
    bank: Bank,
    /// What an absence makes of today, and what it was worked out from.
    why: (Option<(u64, NaiveDate, Lang)>, String),
    /// A form that was left before it had a prompt.
    kept: Option<Form>,
}

/// Which part of the pane has the keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Form,
    Drill,
    Choice,
    Answer,
    Card,
    Summary,
    Setup,
    Topics,
    Search,
    List,
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        let texts = env.lang.questions();
        let more = match (self.mode(), &self.session) {
            (Mode::Form, _) => match &self.form {
                Some(form) if form.is_new => texts.adding().to_owned(),
                _ => texts.editing().to_owned(),
            },
            (Mode::Drill, Some(session)) => review::title(env, session),
            (Mode::Drill, None) => self.drill_title(env),
            (Mode::Card | Mode::Answer | Mode::Choice, Some(session)) => {
                review::title(env, session)
            }
            (Mode::Card | Mode::Answer | Mode::Choice, None) => texts.card().to_owned(),
            (Mode::Setup, _) => env.lang.session().name().to_owned(),
            (Mode::Summary, Some(session)) if session.cram => {
                env.lang.session().cram_over().to_owned()
            }
            (Mode::Summary, _) => texts.session_over().to_owned(),
            (Mode::Topics, _) => texts.choosing().to_owned(),
            (Mode::Search | Mode::List, _) => self.counts(env),
        };
        format!("{}  {more}", texts.name())
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.mode() {
            Mode::Form => vec![Scope::Form],
            Mode::Drill => vec![Scope::Drill],
            Mode::Choice => vec![Scope::Choice, Scope::List],
            Mode::Answer => vec![Scope::Answer],
            Mode::Card => vec![Scope::Card, Scope::List],
            Mode::Search => vec![Scope::Line],
            Mode::Summary => vec![Scope::Summary, Scope::List],
            Mode::Setup => vec![Scope::Session, Scope::List],
            Mode::Topics => vec![Scope::Choice, Scope::Questions, Scope::List],
            Mode::List => vec![Scope::Questions, Scope::List],
        }
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.questions();
        let reason = match cmd {
            Cmd::StartChain | Cmd::RevealWhy | Cmd::WhyHeld | Cmd::WhyFailed => {
                return self.drill_refuses(env, cmd);
            }
            Cmd::Open | Cmd::EditQuestion if self.mode() == Mode::List => {
                self.list.at.is_none().then(|| texts.no_row())
            }
            Cmd::DeleteQuestion if self.mode() == Mode::List => match &self.list.at {
                None => Some(texts.no_row()),
                Some(id) => env.data.bank.contains_key(id).then(|| texts.pack_stays()),
            },
            _ => return self.card_refusal(env, cmd),
        };
        reason.map(str::to_owned)
    }

    fn is_hinted(&self, env: &Env, cmd: Cmd) -> bool {
        // Their key does something else than their title says.
        let other = match cmd {
            Cmd::Reveal => self.card.as_ref().is_some_and(Card::ticks_by_space),
            Cmd::RevealWhy => self.drill.as_ref().is_some_and(Drill::is_over),
            _ => false,
        };
        !other && self.disabled(env, cmd).is_none()
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match self.mode() {
            Mode::Form => self.form_command(env, cmd),
            Mode::Drill => self.drill_command(env, cmd),
            Mode::Card => self.card_command(env, cmd),
            Mode::Choice => self.choice_command(env, cmd),
            Mode::Answer => self.answer_command(env, cmd),
            Mode::Summary => self.summary_command(env, cmd),
            Mode::Setup => self.setup_command(env, cmd),
            Mode::Topics => self.topics_command(env, cmd),
            Mode::Search => self.search_command(env, cmd),
            Mode::List => self.list_command(env, cmd),
        }
    }

    fn text(&mut self, env: &Env, op: Op) -> Reply {
        if let Some(form) = &mut self.form {
            form.text(env, op);
            return Reply::none();
        }
        if let Some(answering) = self.card.as_mut().and_then(|it| it.answering.as_mut()) {
            answering.text(env, op);
            return Reply::none();
        }
        let page = match op {
            Op::Move(Motion::PageUp, _) => Some(Cmd::PageUp),
            Op::Move(Motion::PageDown, _) => Some(Cmd::PageDown),
            _ => None,
        };
        if let Some(cmd) = page {
            self.list.moved(env, &self.bank, cmd);
            return Reply::none();
        }
        self.list.field.set_size(env.area.width, 1);
        if self.list.field.apply(op) {
            self.list.retyped(&mut self.bank);
            if self.bank.look_deeper(env) {
                self.list.refresh(&mut self.bank);
            }
        }
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        let from = Some((env.index.revision, env.now.today(), env.lang));
        if self.why.0 != from {
            let texts = env.lang.periods();
            let why = texts.why_today(env.data, env.index, env.now.today());
            self.why = (from, why);
        }
        if self.bank.sync(env) {
            let topics = &self.bank.topics;
            let there = |name: &String| topics.iter().any(|topic| topic.name == *name);
            self.list.topic = self.list.topic.take().filter(there);
            self.list.refresh(&mut self.bank);
            if let Some(menu) = &mut self.topics {
                menu.renew(env, &self.bank, &self.list);
            }
        }
        if let Some(drill) = &mut self.drill {
            drill.sync(env);
        }
        self.take_back(env);
        if self.card.is_some() && self.card(env).is_none() && self.drill.is_none() {
            self.next_card(env);
        }
    }

    fn wants_room(&self) -> bool {
        !matches!(self.mode(), Mode::Topics | Mode::Search | Mode::List)
    }

    fn deadline(&self, env: &Env) -> Option<DateTime<Utc>> {
        let form = self.form.as_ref().and_then(Form::deadline);
        let answer = self.card.as_ref().and_then(|it| it.answering.as_ref());
        let typed = form.or(answer.and_then(answer::Answering::deadline));
        let now = self.bank.is_busy().then_some(env.now.utc);
        now.or(typed)
    }

    fn clock_moved(&mut self, by: Duration) {
        if let Some(card) = &mut self.card {
            card.opened += by;
        }
        if let Some(session) = &mut self.session {
            session.clock_moved(by);
        }
        if let Some(form) = &mut self.form {
            form.clock_moved(by);
        }
        if let Some(drill) = &mut self.drill {
            drill.clock_moved(by);
        }
    }

    fn typing(&self) -> Vec<Typing> {
        let forms = self.form.iter().chain(&self.kept);
        let search = self.list.typing().into_iter();
        let answer = self.card.iter().filter_map(|it| it.answering.as_ref());
        let answer = answer.filter_map(answer::Answering::typing);
        (forms.filter_map(Form::typing).chain(search).chain(answer)).collect()
    }

    fn wake(&mut self, env: &Env, leaving: bool) -> Reply {
        if self.bank.work(env) {
            self.list.refresh(&mut self.bank);
        }
        if self.mode() == Mode::Answer {
            let now = env.now.utc;
            let due = self.deadline(env).is_some_and(|deadline| deadline <= now);
            let edit = (leaving || due).then(|| self.save_answer(env)).flatten();
            return edit.map_or_else(Reply::none, Reply::edit);
        }
        if !leaving {
            let due = |form: &&mut Form| {
                form.deadline()
                    .is_some_and(|deadline| deadline <= env.now.utc)
            };
            return self
                .form
                .as_mut()
                .filter(due)
                .map_or_else(Reply::none, |form| Reply::edit(form.save(env).0));
        }
        // A new one without a prompt is no question yet: it is kept as text that was not sent.
        let whole = |form: &&mut Form| form.is_changed() && (form.has_prompt() || !form.is_new);
        self.form
            .as_mut()
            .filter(whole)
            .map_or_else(Reply::none, |form| Reply::edit(form.save(env).0))
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        if env.area.is_empty() {
            return None;
        }
        if let (Mode::Drill, Some((drill, question))) = (self.mode(), self.drilled(env)) {
            drill.draw(env, question, buf);
            return None;
        }
        match (self.mode(), &self.form, self.card(env), &self.topics) {
            (Mode::Form, Some(form), _, _) => return form.draw(env, buf),
            (Mode::Card | Mode::Answer, _, Some((card, question)), _) => {
                return card.draw(env, question, buf);
            }
            (Mode::Choice, ..) => self.choice.iter().for_each(|it| it.draw(env, buf)),
            (Mode::Setup, ..) => self.setup.iter().for_each(|it| it.draw(env, buf)),
            (Mode::Summary, ..) => self.draw_summary(env, buf),
            (Mode::Topics, _, _, Some(menu)) => {
                topics::draw(env, &self.bank, &self.list, menu, buf)
            }
            _ => return self.list.draw(env, &self.bank, buf),
        }
        None
    }
}

impl State {
    /// Opens a question's card.
    pub fn open(&mut self, env: &Env, question: &str) -> Reply {
        if env.data.question(question).is_none() {
            return Reply::refuse(env.lang.questions().gone());
        }
        let reply = self.leave_form(env);
        (self.session, self.setup, self.choice, self.drill) = (None, None, None, None);
        self.topics = None;
        self.list.searching = false;
        self.list.select(&mut self.bank, question.to_owned());
        self.card = Some(Card::new(env, question));
        reply
    }

    /// Starts a new question that belongs to a node.
    pub fn add(&mut self, env: &Env, node: &str, prompt: &str) -> Reply {
        let reply = self.leave_form(env);
        (self.session, self.setup, self.choice, self.drill) = (None, None, None, None);
        self.card = None;
        self.topics = None;
        self.list.searching = false;
        self.start_form(env);
        if let Some(form) = &mut self.form {
            form.suggest(node, prompt);
        }
        reply
    }

    fn mode(&self) -> Mode {
        if self.form.is_some() {
            Mode::Form
        } else if self.drill.is_some() {
            Mode::Drill
        } else if self.choice.is_some() {
            Mode::Choice
        } else if let Some(card) = &self.card {
            match card.answering {
                Some(_) => Mode::Answer,
                None => Mode::Card,
            }
        } else if self.session.is_some() {
            Mode::Summary
        } else if self.setup.is_some() {
            Mode::Setup
        } else if self.topics.is_some() {
            Mode::Topics
        } else if self.list.searching {
            Mode::Search
        } else {
            Mode::List
        }
    }

    /// The open card with its question.
    fn card<'a>(&'a self, env: &Env<'a>) -> Option<(&'a Card, &'a Question)> {
        let card = self.card.as_ref()?;
        Some((card, env.data.question(&card.id)?))
    }

    fn list_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::SearchQuestions => self.list.search(env, &mut self.bank),
            Cmd::FilterTopic => self.topics = Some(topics::Menu::new(env, &self.bank, &self.list)),
            Cmd::SortQuestions => return self.sort_next(env),
            Cmd::FilterDue => {
                self.list.only_due = !self.list.only_due;
                self.list.refresh(&mut self.bank);
            }
            Cmd::Back => self.clear_one(),
            Cmd::Open => {
                if let Some(id) = self.list.at.clone() {
                    return self.open(env, &id);
                }
            }
            Cmd::StartReview => self.set_up(env, false),
            Cmd::CramList => self.set_up(env, true),
            Cmd::AddQuestion => self.start_form(env),
            Cmd::EditQuestion => {
                if let Some(id) = self.list.at.clone() {
                    self.list.expect(id.clone());
                    self.edit_question(env, &id);
                }
            }
            Cmd::DeleteQuestion => return self.delete(env),
            _ => self.list.moved(env, &self.bank, cmd),
        }
        Reply::none()
    }
}
