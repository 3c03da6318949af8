//! What happens on a card, in a session and in the form.

use super::*;
use crate::domain::chain;
use crate::domain::relearn;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;

/// What is offered when the time of a session is used up.
const MORE_MINUTES: i64 = 5;

/// How many weak questions the end of a cram names.
const SHOWN_WEAK: usize = 8;

impl State {
    /// Reviews these questions now, without an end but theirs.
    pub fn study(&mut self, env: &Env, questions: Vec<Id>) -> Reply {
        let reply = self.leave_form(env);
        (self.topics, self.setup, self.choice, self.drill) = (None, None, None, None);
        self.list.searching = false;
        self.session = Some(Session::new(questions, false, None));
        self.next_card(env);
        reply
    }

    /// Whether a session goes on, or its summary shows.
    pub fn is_in_session(&self) -> bool {
        self.session.is_some()
    }

    /// Why there is nothing to review, and what to do instead.
    pub(super) fn why_no_session(&self, env: &Env) -> String {
        let texts = env.lang.questions();
        let why = (env.lang.periods()).why_capped(env.data, env.index, env.now.today());
        if let Some(why) = why {
            return why;
        }
        let mut words = vec![texts.nothing_due().to_owned()];
        // What the list hides, a session does not bring either.
        if self.bank.due + self.bank.new_now() > 0 {
            if self.list.is_searched() {
                words.push(texts.clears_search(&env.key(Cmd::Back)));
                return words.join(" ");
            }
            if self.list.only_due {
                words.push(texts.clears_filter(&env.key(Cmd::Back)));
                return words.join(" ");
            }
        }
        if self.bank.next_due(None).is_some() {
            words.push(rows::next_due(env, &self.bank, None));
        }
        if self.bank.new_left() == 0 {
            words
                .push(texts.enough_new(env.data.settings().new_a_day, &env.key(Cmd::MemoryCharts)));
        } else {
            words.push(texts.learn_new(&env.key(Cmd::FilterTopic)));
        }
        words.join(" ")
    }

    /// What is due and new, and the next interview.
    pub(super) fn counts(&self, env: &Env) -> String {
        let (due, new) = (self.bank.due + self.bank.whys, self.bank.new_now());
        let mut counts = env.lang.questions().counts(due, new);
        if !self.why.1.is_empty() {
            counts = format!("{counts} · {}", self.why.1);
        }
        interviews::with_countdown(env, counts)
    }

    /// Puts the next card of the session on the table, if there is one.
    pub(super) fn next_card(&mut self, env: &Env) {
        self.card = None;
        let Some(session) = &mut self.session else {
            return;
        };
        // The card on the table is finished, then the time counts.
        if session.is_over(env.now.utc) && !session.graded().is_empty() {
            return;
        }
        while let Some(id) = session.next() {
            if chain::exists(env.data, &id) {
                return self.lay(env, Card::new(env, &id));
            }
        }
        if session.graded().is_empty() {
            self.session = None;
        }
    }

    /// Why a command of cards and sessions cannot be given.
    pub(super) fn card_refusal(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.questions();
        let more = env.lang.session();
        let reason = match cmd {
            Cmd::GradeAgain | Cmd::GradeHard | Cmd::GradeGood | Cmd::GradeEasy => {
                let (card, question) = self.card(env)?;
                (!card.is_answered(question)).then(|| texts.reveal_first())
            }
            Cmd::TakeGrade => {
                let (card, question) = self.card(env)?;
                let none = card.next(question).is_none();
                (none && card.suggestion(env, question).is_none()).then(|| texts.all_revealed())
            }
            Cmd::Reveal => {
                let (card, question) = self.card(env)?;
                let none = card.next(question).is_none() && !card.ticks_by_space();
                none.then(|| texts.all_revealed())
            }
            Cmd::TypeAnswer | Cmd::SaidAloud | Cmd::NotYet => {
                let (card, question) = self.card(env)?;
                card.is_answered(question).then(|| more.answer_before())
            }
            Cmd::TickPoint => {
                let (_, question) = self.card(env)?;
                question.points.is_empty().then(|| more.no_points())
            }
            Cmd::EarlierAnswers => {
                let (card, _) = self.card(env)?;
                let none = answer::earlier(env, &card.id).is_empty();
                none.then(|| more.no_earlier())
            }
            Cmd::UndoGrade => {
                let session = self.session.as_ref();
                let graded = session.is_some_and(|it| !it.graded().is_empty());
                (!graded).then(|| texts.nothing_graded())
            }
            Cmd::StartReview if !self.has_reviews(env) => return Some(self.why_no_session(env)),
            Cmd::CramList if self.list.at.is_none() => Some(more.nothing_to_cram()),
            Cmd::MoreTime => {
                let session = self.session.as_ref();
                let none = session.is_some_and(|session| session.left() == 0);
                none.then(|| texts.nothing_due())
            }
            _ => None,
        };
        reason.map(str::to_owned)
    }

    pub(super) fn card_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let Some(card) = &mut self.card else {
            return Reply::none();
        };
        let Some(question) = env.data.question(&card.id) else {
            return Reply::none();
        };
        if let Some((_, grade)) = GRADES.iter().find(|(command, _)| *command == cmd) {
            return self.grade(env, *grade);
        }
        if card.earlier.is_some() && !matches!(cmd, Cmd::UndoGrade) {
            match cmd {
                Cmd::EarlierAnswers | Cmd::LeaveCard | Cmd::TakeGrade => card.earlier = None,
                _ => card.moved(env, question, cmd),
            }
            return Reply::none();
        }
        match cmd {
            Cmd::Reveal if card.ticks_by_space() => {
                card.tick(env, question);
            }
            Cmd::Reveal => card.reveal(env, question),
            Cmd::StartChain => self.drill = Drill::new(env, question),
            Cmd::TakeGrade => match card.suggestion(env, question) {
                Some(grade) => return self.grade(env, grade),
                None => card.reveal(env, question),
            },
            Cmd::TickPoint => {
                if !card.tick(env, question) {
                    return Reply::refuse(env.lang.session().points_first());
                }
            }
            Cmd::TypeAnswer => self.type_answer(env),
            Cmd::SaidAloud => return self.said_aloud(env),
            Cmd::EarlierAnswers => card.earlier = Some(0),
            Cmd::NotYet => {
                let reply = self.plan_for_week(env, question);
                self.next_card(env);
                return reply;
            }
            Cmd::EditCard => self.edit_question(env, &question.id),
            Cmd::UndoGrade => return Reply::request(Request::Run(Cmd::Undo)),
            Cmd::LeaveCard => return self.leave_card(env),
            _ => card.moved(env, question, cmd),
        }
        Reply::none()
    }

    /// Commands of a session that is over.
    pub(super) fn summary_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match (cmd, &mut self.session) {
            (Cmd::Open | Cmd::Back, _) => self.session = None,
            (Cmd::MoreTime, Some(session)) => {
                session.more(env.now.utc, MORE_MINUTES);
                self.next_card(env);
            }
            _ => {}
        }
        Reply::none()
    }

    pub(super) fn leave_card(&mut self, env: &Env) -> Reply {
        self.card = None;
        match self.session.take() {
            Some(session) if !session.graded().is_empty() => {
                let left = session.left() + 1;
                Reply::say(env.lang.questions().stopped(session.graded().len(), left))
            }
            _ => Reply::none(),
        }
    }

    /// Writes the review with the answer it is of; a cram writes the answer alone. In a session the next card follows,
    /// otherwise the list.
    fn grade(&mut self, env: &Env, grade: Grade) -> Reply {
        let Some((card, question)) = self.card(env) else {
            return Reply::none();
        };
        let today = env.now.today();
        let cram = self.session.as_ref().is_some_and(|session| session.cram);
        let seconds = card.seconds(env.now.utc);
        let what = question.prompt.get(env.lang);
        let review = Review {
            id: env.fresh_id(|id| env.data.reviews.contains(id)),
            question: question.id.clone(),
            grade,
            on: today,
            at: env.now.utc,
            seconds,
            updated: env.now.utc,
            extra: Extra::new(),
        };
        let mut attempt = self.attempt(env, card);
        let answered = card.attempt.is_some() || card.used_rubric();
        attempt.grade = Some(grade);
        attempt.seconds = seconds;
        if card.used_rubric() {
            let ticks = card.ticks.iter().filter_map(|at| u32::try_from(*at).ok());
            attempt.said = ticks.collect();
            attempt.points = u32::try_from(question.points.len()).unwrap_or(0);
        }
        let memory = env.index.memory(&question.id);
        let scheduler = crate::domain::review::Scheduler::of(&env.data.settings());
        let after = scheduler.after(memory, grade, today);
        let (record, edit) = if cram {
            let id = attempt.id.clone();
            let edit = Edit::new(Step::Answer, what, &env.now).put(env.data, attempt);
            (id, edit)
        } else {
            let id = review.id.clone();
            attempt.review = Some(id.clone());
            let mut edit = Edit::new(Step::Grade, what, &env.now).put(env.data, review);
            if answered {
                edit = edit.put(env.data, attempt);
            }
            (id, edit)
        };
        let title = GRADES
            .iter()
            .find(|(_, other)| *other == grade)
            .map_or("", |(cmd, _)| cmd.command().title(env.lang));
        let texts = env.lang.questions();
        let said = match &self.session {
            Some(_) if grade == Grade::Again => texts.once_more(title),
            Some(_) if cram => env.lang.session().cram_said(title),
            _ => texts.graded(title, &texts.when((after.due - today).num_days())),
        };
        let leech = !cram && grade == Grade::Again && relearn::is_leech(after.lapses);
        self.choice = leech.then(|| Choice::leech(question.id.clone(), after.lapses));
        if let (Some(session), Some(card)) = (&mut self.session, self.card.take()) {
            session.grade(Graded {
                card,
                record,
                grade,
            });
        }
        self.next_card(env);
        Reply {
            edits: vec![edit],
            ..Reply::say(said)
        }
    }

    /// Grades that were undone: their cards are asked again, as they were.
    pub(super) fn take_back(&mut self, env: &Env) {
        while let Some(session) = &mut self.session {
            let open = self.card.as_ref().map(|card| &card.id);
            let cram = session.cram;
            let there = |record: &str| {
                if cram {
                    let attempt = env.data.attempts.get(record);
                    attempt.is_some_and(|attempt| attempt.grade.is_some())
                } else {
                    env.data.reviews.contains(record)
                }
            };
            let Some(card) = session.take_back(open, there) else {
                return;
            };
            self.choice = None;
            self.lay(env, card.again());
            if let Some(drill) = &mut self.drill {
                drill.reveal();
            }
        }
    }

    /// How the session went, and when the next review is.
    pub(super) fn draw_summary(&self, env: &Env, buf: &mut Buffer) {
        let Some(session) = &self.session else {
            return;
        };
        let texts = env.lang.questions();
        let more = env.lang.session();
        let again = match session.again() {
            0 => texts.summary_clean().to_owned(),
            count => texts.summary_again(count),
        };
        let area = Rect {
            x: env.area.x + 1,
            width: env.area.width.saturating_sub(2),
            ..env.area
        };
        let mut sheet = Sheet::new(usize::from(area.width));
        let name = if session.cram {
            more.cram_over()
        } else {
            texts.session_over()
        };
        sheet.heading(name);
        sheet.blank();
        let done = texts.summary_done(session.cards(), session.graded().len());
        sheet.text(2, "", &done, Role::Good);
        sheet.text(2, "", &again, Role::Text);
        sheet.blank();
        if session.left() > 0 {
            sheet.text(2, "", more.time_up(), Role::Text);
            let offer = more.more(&env.key(Cmd::MoreTime), session.left());
            sheet.text(2, "", &offer, Role::Key);
            sheet.blank();
        }
        if session.cram {
            let weak = session.weak();
            let none = weak.is_empty();
            let title = if none {
                more.none_weak()
            } else {
                more.still_weak()
            };
            sheet.text(2, "", title, Role::Text);
            let questions = weak.into_iter().filter_map(|id| env.data.question(id));
            for question in questions.take(SHOWN_WEAK) {
                sheet.text(2, "- ", question.prompt.get(env.lang), Role::Warn);
            }
            sheet.text(2, "", more.cram_rule(), Role::Dim);
        } else {
            let next = match self.bank.next_due(None) {
                Some(_) => rows::next_due(env, &self.bank, None),
                None => texts.summary_none().to_owned(),
            };
            sheet.text(2, "", &next, Role::Text);
        }
        sheet.blank();
        sheet.text(2, "", &texts.summary_back(&env.key(Cmd::Open)), Role::Dim);
        sheet.draw(env.theme, buf, area, 0);
    }
}

/// Where a session is: its card, and the time that is left.
pub fn title(env: &Env, session: &Session) -> String {
    let (at, of) = session.progress();
    let texts = env.lang.session();
    let place = if session.cram {
        texts.cram_progress(at, of)
    } else {
        env.lang.questions().progress(at, of)
    };
    match session.minutes_left(env.now.utc) {
        Some(minutes) => format!("{place} · {}", texts.minutes_left(minutes)),
        None => place,
    }
}
