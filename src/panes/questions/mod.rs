//! The question bank: a list with search and filters, cards that reveal themselves step by step, review sessions,
//! and the form in which questions are written.

mod bank;
mod card;
mod drill;
mod fields;
mod find;
mod form;
mod form_view;
mod list;
mod merge;
mod review;
mod rows;
mod session;
mod topics;

use super::*;
use crate::domain::review::Standing;
use crate::domain::{Extra, Grade, Question, Review, Step};
use crate::ui::text_area::Motion;
use bank::Bank;
use card::{Card, GRADES};
use chrono::{DateTime, Utc};
use drill::Drill;
use form::Form;
use list::List;
use session::{Graded, Session};

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
    /// The row of the topics to choose from.
    topics: Option<usize>,
    list: List,
    bank: Bank,
    /// A form that was left before it had a prompt.
    kept: Option<Form>,
}

/// Which part of the pane has the keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Form,
    Drill,
    Card,
    Summary,
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
            (Mode::Drill, _) => match self.drilled(env) {
                Some((drill, question)) => {
                    let (at, of) = drill.progress(question);
                    env.lang.chain().progress(at, of)
                }
                None => String::new(),
            },
            (Mode::Card, Some(session)) => {
                let (at, of) = session.progress();
                texts.progress(at, of)
            }
            (Mode::Card, None) => texts.card().to_owned(),
            (Mode::Summary, _) => texts.session_over().to_owned(),
            (Mode::Topics, _) => texts.choosing().to_owned(),
            (Mode::Search | Mode::List, _) => texts.counts(self.bank.due, self.bank.new_now()),
        };
        format!("{}  {more}", texts.name())
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.mode() {
            Mode::Form => vec![Scope::Form],
            Mode::Drill => vec![Scope::Drill],
            Mode::Card => vec![Scope::Card, Scope::List],
            Mode::Search => vec![Scope::Line],
            Mode::Summary => vec![Scope::List],
            Mode::Topics | Mode::List => vec![Scope::Questions, Scope::List],
        }
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.questions();
        let reason = match cmd {
            Cmd::GradeAgain | Cmd::GradeHard | Cmd::GradeGood | Cmd::GradeEasy => {
                let (card, question) = self.card(env)?;
                (!card.is_answered(question)).then(|| texts.reveal_first())
            }
            Cmd::Reveal => {
                let (card, question) = self.card(env)?;
                card.next(question).is_none().then(|| texts.all_revealed())
            }
            Cmd::StartChain => {
                let (_, question) = self.card(env)?;
                (question.followups.is_empty()).then(|| env.lang.chain().none())
            }
            Cmd::WhyHeld | Cmd::WhyFailed => {
                let (drill, _) = self.drilled(env)?;
                match drill.is_over() {
                    true => Some(env.lang.chain().over()),
                    false => (!drill.is_revealed()).then(|| env.lang.chain().reveal_first()),
                }
            }
            Cmd::UndoGrade => {
                let graded = self
                    .session
                    .as_ref()
                    .is_some_and(|s| !s.graded().is_empty());
                (!graded).then(|| texts.nothing_graded())
            }
            Cmd::Open | Cmd::EditQuestion if self.mode() == Mode::List => {
                self.list.at.is_none().then(|| texts.no_row())
            }
            Cmd::DeleteQuestion if self.mode() == Mode::List => match &self.list.at {
                None => Some(texts.no_row()),
                Some(id) => env.data.bank.contains_key(id).then(|| texts.pack_stays()),
            },
            Cmd::StartReview if self.queue().is_empty() => {
                return Some(self.why_no_session(env));
            }
            _ => None,
        };
        reason.map(str::to_owned)
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match self.mode() {
            Mode::Form => self.form_command(env, cmd),
            Mode::Drill => self.drill_command(env, cmd),
            Mode::Card => self.card_command(env, cmd),
            Mode::Summary => {
                if matches!(cmd, Cmd::Open | Cmd::Back) {
                    self.session = None;
                }
                Reply::none()
            }
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
        }
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        if self.bank.sync(env) {
            let topics = &self.bank.topics;
            let there = |name: &String| topics.iter().any(|topic| topic.name == *name);
            self.list.topic = self.list.topic.take().filter(there);
            self.list.refresh(&mut self.bank);
        }
        if let Some(drill) = &mut self.drill {
            drill.sync(env);
        }
        // A grade was undone: its card is asked again.
        while let Some(session) = &mut self.session {
            let open = self.card.as_ref().map(|card| &card.id);
            let there = |review: &str| env.data.reviews.contains(review);
            let Some(id) = session.take_back(open, there) else {
                break;
            };
            self.card = Some(Card::answered(env, &id));
        }
        if self.card.is_some() && self.card(env).is_none() {
            self.next_card(env);
        }
    }

    fn wants_room(&self) -> bool {
        matches!(
            self.mode(),
            Mode::Form | Mode::Drill | Mode::Card | Mode::Summary
        )
    }

    fn deadline(&self, env: &Env) -> Option<DateTime<Utc>> {
        let typed = self.form.as_ref().and_then(Form::deadline);
        if self.bank.is_busy() {
            Some(env.now.utc)
        } else {
            typed
        }
    }

    fn clock_moved(&mut self, by: Duration) {
        if let Some(card) = &mut self.card {
            card.opened += by;
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
        forms.filter_map(Form::typing).chain(search).collect()
    }

    fn wake(&mut self, env: &Env, leaving: bool) -> Reply {
        if self.bank.work(env) {
            self.list.refresh(&mut self.bank);
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
        match (self.mode(), &self.form, self.card(env), self.topics) {
            (Mode::Form, Some(form), _, _) => return form.draw(env, buf),
            (Mode::Card, _, Some((card, question)), _) => card.draw(env, question, buf),
            (Mode::Summary, ..) => self.draw_summary(env, buf),
            (Mode::Topics, _, _, Some(row)) => topics::draw(env, &self.bank, row, buf),
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
        (self.session, self.drill) = (None, None);
        self.topics = None;
        self.list.searching = false;
        self.list.select(&mut self.bank, question.to_owned());
        self.card = Some(Card::new(env, question));
        reply
    }

    /// Starts a new question that belongs to a node.
    pub fn add(&mut self, env: &Env, node: &str, prompt: &str) -> Reply {
        let reply = self.leave_form(env);
        (self.session, self.drill) = (None, None);
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
        } else if self.card.is_some() {
            Mode::Card
        } else if self.session.is_some() {
            Mode::Summary
        } else if self.topics.is_some() {
            Mode::Topics
        } else if self.list.searching {
            Mode::Search
        } else {
            Mode::List
        }
    }

    /// The chain that is gone through, with its question.
    fn drilled<'a>(&'a self, env: &Env<'a>) -> Option<(&'a Drill, &'a Question)> {
        let drill = self.drill.as_ref()?;
        Some((drill, env.data.question(&drill.question)?))
    }

    fn drill_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let question = (self.drill.as_ref()).and_then(|drill| env.data.question(&drill.question));
        let (Some(drill), Some(question)) = (&mut self.drill, question) else {
            self.drill = None;
            return Reply::none();
        };
        let (reply, is_left) = drill.command(env, question, cmd);
        if is_left {
            self.drill = None;
        }
        reply
    }

    /// The open card with its question.
    fn card<'a>(&'a self, env: &Env<'a>) -> Option<(&'a Card, &'a Question)> {
        let card = self.card.as_ref()?;
        Some((card, env.data.question(&card.id)?))
    }

    fn list_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::SearchQuestions => self.list.search(env, &mut self.bank),
            Cmd::FilterTopic => self.topics = Some(topics::row_of(&self.bank, &self.list.topic)),
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
            Cmd::StartReview => {
                self.session = Some(Session::new(self.queue()));
                self.next_card(env);
            }
            Cmd::AddQuestion => self.start_form(env),
            Cmd::EditQuestion => {
                let question = self.list.at.as_ref().and_then(|id| env.data.question(id));
                self.form = question.map(|question| Form::edit(env, question));
            }
            Cmd::DeleteQuestion => return self.delete(env),
            _ => self.list.moved(env, &self.bank, cmd),
        }
        Reply::none()
    }

    /// Takes away the last thing that narrows the list: first the search, then what is due, then the topic.
    fn clear_one(&mut self) {
        if self.list.is_searched() {
            return self.list.clear_search(&mut self.bank);
        } else if self.list.only_due {
            self.list.only_due = false;
        } else {
            self.list.topic = None;
        }
        self.list.refresh(&mut self.bank);
    }

    fn search_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::LineOk => self.list.searching = false,
            Cmd::LineCancel => self.list.clear_search(&mut self.bank),
            _ => self.list.moved(env, &self.bank, cmd),
        }
        Reply::none()
    }

    fn topics_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let row = self.topics.unwrap_or(0);
        let rows = self.bank.topics.len() + 1;
        match cmd {
            Cmd::Open => {
                self.list.topic = topics::name_of(&self.bank, row);
                self.topics = None;
                self.list.refresh(&mut self.bank);
            }
            Cmd::Back => self.topics = None,
            Cmd::FilterTopic => self.topics = Some((row + 1) % rows),
            _ => {
                match moved(row, cmd, env.area.height, rows) {
                    Some(row) => self.topics = Some(row),
                    // What is done to a question waits until one can be seen.
                    None if matches!(
                        cmd,
                        Cmd::SearchQuestions | Cmd::FilterDue | Cmd::StartReview | Cmd::AddQuestion
                    ) =>
                    {
                        self.topics = None;
                        return self.list_command(env, cmd);
                    }
                    None => {}
                }
            }
        }
        Reply::none()
    }

    fn delete(&mut self, env: &Env) -> Reply {
        let own = |id: &&Id| !env.data.bank.contains_key(*id);
        let id = self.list.at.as_ref().filter(own);
        let question = id.and_then(|id| env.data.questions.get(id));
        let Some(question) = question else {
            return Reply::none();
        };
        let what = question.prompt.get(env.lang).to_owned();
        let mut gone = question.clone();
        gone.deleted = true;
        Reply::edit(Edit::new(Step::DeleteQuestion, what, &env.now).put(env.data, gone))
            .and_say(env.lang.questions().deleted(&env.key(Cmd::Undo)))
    }
}
