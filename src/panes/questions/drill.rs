//! The drill of a why-chain: one why after another, each answered aloud before its short answer is shown. Success goes
//! deeper; failure stops the chain and brings exactly that why up again.

use super::{Graded, State};
use crate::commands::Cmd;
use crate::domain::{Attempt, AttemptKind, Edit, Extra, Grade, Id, Question, Review, Step, chain};
use crate::panes::{Env, Reply, Request};
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use chrono::{DateTime, Duration, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A why that was graded in this drill.
#[derive(Debug)]
struct Held {
    path: String,
    review: Id,
    depth: u32,
    held: bool,
}

/// A chain being gone through.
#[derive(Debug)]
pub struct Drill {
    pub question: Id,
    /// The why that is asked; none once the chain is over.
    at: Option<String>,
    revealed: bool,
    graded: Vec<Held>,
    opened: DateTime<Utc>,
    /// One why that is due, asked in a session: it ends with its grade.
    is_single: bool,
}

impl Drill {
    /// Begins with the first why below a question; none where it has no chain.
    pub fn new(env: &Env, question: &Question) -> Option<Drill> {
        let first = chain::next(question, None)?;
        Some(Drill {
            question: question.id.clone(),
            at: Some(first.path),
            revealed: false,
            graded: Vec::new(),
            opened: env.now.utc,
            is_single: false,
        })
    }

    /// Asks one why that is due.
    pub fn due(env: &Env, question: &Question, path: &str) -> Drill {
        Drill {
            question: question.id.clone(),
            at: Some(path.to_owned()),
            revealed: false,
            graded: Vec::new(),
            opened: env.now.utc,
            is_single: true,
        }
    }

    /// Shows the short answer.
    pub fn reveal(&mut self) {
        self.revealed = true;
    }

    /// The deepest why in a row that held.
    pub fn depth(&self) -> u32 {
        let held = self.graded.iter().take_while(|graded| graded.held);
        held.map(|graded| graded.depth).max().unwrap_or(0)
    }

    /// Number of the why that is asked, and how many the chain has.
    pub fn progress(&self, question: &Question) -> (usize, usize) {
        let all = chain::walk(question).len();
        ((self.graded.len() + 1).min(all), all)
    }

    /// The clock jumped by so much.
    pub fn clock_moved(&mut self, by: Duration) {
        self.opened += by;
    }

    /// Whether a why waits for its verdict.
    pub fn is_revealed(&self) -> bool {
        self.at.is_some() && self.revealed
    }

    pub fn is_over(&self) -> bool {
        self.at.is_none()
    }

    /// A grade that was undone is asked again.
    pub fn sync(&mut self, env: &Env) {
        let there = |held: &mut Held| !env.data.reviews.contains(&held.review);
        while let Some(undone) = self.graded.pop_if(there) {
            (self.at, self.revealed) = (Some(undone.path), true);
        }
        // Somebody may have taken the why away meanwhile.
        let question = env.data.question(&self.question);
        let gone = |path: &String| question.is_none_or(|q| chain::node(q, path).is_none());
        if self.at.as_ref().is_some_and(gone) {
            self.at = None;
        }
    }

    /// Answers a command; says in the second place whether the drill is left.
    pub fn command(&mut self, env: &Env, question: &Question, cmd: Cmd) -> (Reply, bool) {
        match cmd {
            Cmd::RevealWhy if self.is_over() => (Reply::none(), true),
            Cmd::RevealWhy => {
                self.revealed = true;
                (Reply::none(), false)
            }
            Cmd::WhyHeld => (self.grade(env, question, true), false),
            Cmd::WhyFailed => (self.grade(env, question, false), false),
            Cmd::UndoWhy => (Reply::request(Request::Run(Cmd::Undo)), false),
            Cmd::LeaveDrill | Cmd::Back => (Reply::none(), true),
            _ => (Reply::none(), false),
        }
    }

    /// Writes the review of a why. With the last one the depth that was reached is kept.
    fn grade(&mut self, env: &Env, question: &Question, held: bool) -> Reply {
        let Some(path) = self.at.clone() else {
            return Reply::none();
        };
        let steps = chain::walk(question);
        let step = steps.iter().find(|step| step.path == path);
        let seconds = (env.now.utc - self.opened).num_seconds().clamp(0, 3_600);
        let review = Review {
            id: env.fresh_id(|id| env.data.reviews.contains(id)),
            question: chain::id_of(&question.id, &path),
            grade: if held { Grade::Good } else { Grade::Again },
            on: env.now.today(),
            at: env.now.utc,
            seconds: u32::try_from(seconds).unwrap_or(0),
            updated: env.now.utc,
            extra: Extra::new(),
        };
        self.graded.push(Held {
            path: path.clone(),
            review: review.id.clone(),
            depth: step.map_or(0, |step| step.depth),
            held,
        });
        self.opened = env.now.utc;
        self.revealed = false;
        let goes_on = held && !self.is_single;
        let next = chain::next(question, Some(&path)).filter(|_| goes_on);
        self.at = next.map(|step| step.path);
        let what = question.prompt.get(env.lang);
        let mut edit = Edit::new(Step::Grade, what, &env.now).put(env.data, review);
        if self.is_over() && !self.is_single {
            edit = edit.put(env.data, self.attempt(env, question));
        }
        Reply::edit(edit)
    }

    /// How deep the chain held, as it is kept.
    fn attempt(&self, env: &Env, question: &Question) -> Attempt {
        Attempt {
            id: env.fresh_id(|id| env.data.attempts.contains(id)),
            question: question.id.clone(),
            kind: AttemptKind::Review,
            aloud: true,
            chained: true,
            depth: self.depth(),
            said: (0..)
                .zip(&self.graded)
                .filter(|(_, it)| it.held)
                .map(|(at, _)| at)
                .collect(),
            points: u32::try_from(chain::walk(question).len()).unwrap_or(u32::MAX),
            on: env.now.today(),
            at: env.now.utc,
            updated: env.now.utc,
            ..Attempt::default()
        }
    }

    pub fn draw(&self, env: &Env, question: &Question, buf: &mut Buffer) {
        let texts = env.lang.chain();
        let area = Rect {
            x: env.area.x + 1.min(env.area.width),
            width: env.area.width.saturating_sub(2).min(100),
            ..env.area
        };
        let mut sheet = Sheet::new(usize::from(area.width));
        let lang = env.lang;
        sheet.text(0, "", question.prompt.get(lang), Role::Dim);
        match &self.at {
            Some(path) => {
                let above = chain::breadcrumb(question, path);
                let depth = above.len();
                for (level, followup) in above.into_iter().enumerate() {
                    let is_asked = level + 1 == depth;
                    let role = if is_asked { Role::Title } else { Role::Text };
                    if is_asked {
                        sheet.blank();
                    }
                    sheet.text(2 * (level + 1), "> ", followup.prompt.get(lang), role);
                    if !is_asked || self.revealed {
                        let answer = followup.answer.get(lang);
                        let (answer, role) = match answer.trim().is_empty() {
                            true => (texts.no_answer(), Role::Dim),
                            false => (answer, Role::Good),
                        };
                        sheet.text(2 * (level + 1) + 2, "", answer, role);
                    }
                }
                sheet.blank();
                let (held, failed) = (env.key(Cmd::WhyHeld), env.key(Cmd::WhyFailed));
                let how = match self.revealed {
                    // One that is due alone leads nowhere.
                    true if self.is_single => texts.verdict_alone(&held, &failed),
                    true => texts.verdict(&held, &failed),
                    false => texts.say_first(&env.key(Cmd::RevealWhy)),
                };
                sheet.text(0, "", &how, Role::Dim);
            }
            None => {
                sheet.blank();
                let (reached, whole) = (self.depth(), chain::depth(question));
                let all_held = self.graded.iter().all(|graded| graded.held);
                let held = self.graded.iter().filter(|graded| graded.held).count();
                let (text, role) = match all_held && !self.graded.is_empty() {
                    true => (texts.whole(whole), Role::Good),
                    // Whole in depth and yet not held: it would read as a success.
                    false if reached == whole => {
                        let all = chain::walk(question).len();
                        (texts.stuck_beside(held, all), Role::Title)
                    }
                    false => (texts.reached(reached, whole), Role::Title),
                };
                sheet.text(0, "", &text, role);
                if let Some(failed) = self.graded.iter().find(|graded| !graded.held)
                    && let Some(followup) = chain::node(question, &failed.path)
                {
                    sheet.text(2, "", &texts.again(followup.prompt.get(lang)), Role::Text);
                }
                sheet.blank();
                let back = texts.back(&env.key(Cmd::RevealWhy));
                sheet.text(0, "", &back, Role::Dim);
            }
        }
        // What is asked stays in sight, however much stands above it.
        let first = sheet.len().saturating_sub(usize::from(area.height));
        sheet.draw(env.theme, buf, area, first);
    }
}

impl State {
    /// The chain that is gone through, with its question.
    pub(super) fn drilled<'a>(&'a self, env: &Env<'a>) -> Option<(&'a Drill, &'a Question)> {
        let drill = self.drill.as_ref()?;
        Some((drill, env.data.question(&drill.question)?))
    }

    pub(super) fn drill_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let question = (self.drill.as_ref()).and_then(|drill| env.data.question(&drill.question));
        let (Some(drill), Some(question)) = (&mut self.drill, question) else {
            self.drill = None;
            return Reply::none();
        };
        let (reply, is_left) = drill.command(env, question, cmd);
        if drill.is_single {
            return self.single(env, reply, is_left);
        }
        if is_left {
            self.drill = None;
            if let Some(card) = &mut self.card {
                card.chain_tried(env);
            }
        }
        reply
    }

    /// After a command on a why of the session: graded it makes room for the next card, left it ends the session.
    fn single(&mut self, env: &Env, reply: Reply, is_left: bool) -> Reply {
        let graded = self.drill.as_mut().and_then(|drill| drill.graded.pop());
        if is_left {
            self.drill = None;
            return self.leave_card(env);
        }
        if let Some(graded) = graded {
            self.drill = None;
            if let (Some(session), Some(card)) = (&mut self.session, self.card.take()) {
                session.grade(Graded {
                    card,
                    record: graded.review,
                    grade: if graded.held {
                        Grade::Good
                    } else {
                        Grade::Again
                    },
                });
            }
            self.next_card(env);
        }
        reply
    }

    /// Which why of the chain is asked.
    pub(super) fn drill_title(&self, env: &Env) -> String {
        self.drilled(env)
            .map_or_else(String::new, |(drill, question)| {
                let (at, of) = drill.progress(question);
                env.lang.chain().progress(at, of)
            })
    }

    /// Why a chain cannot be begun, or a why not be judged yet.
    pub(super) fn drill_refuses(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.chain();
        if cmd == Cmd::RevealWhy {
            // What it would show is there; what comes next is the verdict.
            let revealed = |(drill, _): (&Drill, &Question)| drill.is_revealed();
            let done = self.drilled(env).is_some_and(revealed);
            return done.then(|| texts.verdict(&env.key(Cmd::WhyHeld), &env.key(Cmd::WhyFailed)));
        }
        let reason = match (cmd, self.drilled(env)) {
            (Cmd::StartChain, _) => {
                let (_, question) = self.card(env)?;
                question.followups.is_empty().then(|| texts.none())
            }
            (_, Some((drill, _))) if drill.is_over() => Some(texts.over()),
            (_, Some((drill, _))) => (!drill.is_revealed()).then(|| texts.reveal_first()),
            (_, None) => None,
        };
        reason.map(str::to_owned)
    }
}
