//! What happens on a card, in a session and in the form.

use super::*;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;

impl State {
    /// The cards a session would ask: those due of what the list shows, the most overdue first, then new ones. As long
    /// as the list shows everything, new ones are those of this week's units, others only when there is nothing else; a
    /// topic or a search asks for its own.
    pub(super) fn queue(&self) -> Vec<Id> {
        let chosen =
            self.list.topic.is_some() || self.list.is_searched() || self.bank.asks_any_new();
        let mut entries: Vec<_> = self.list.entries(&self.bank).collect();
        // A search puts the best match first.
        entries.sort_by_key(|entry| entry.standing);
        let due = entries.iter().filter(|entry| entry.standing.is_due());
        let new = entries.iter().filter(|entry| match entry.standing {
            Standing::NewThisWeek => true,
            Standing::New => chosen,
            Standing::Due(_) | Standing::Later(_) => false,
        });
        due.chain(new.take(self.bank.new_left()))
            .map(|entry| entry.id.clone())
            .collect()
    }

    /// Why there is nothing to review, and what to do instead.
    pub(super) fn why_no_session(&self, env: &Env) -> String {
        let texts = env.lang.questions();
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
            words.push(texts.enough_new(crate::domain::review::NEW_A_DAY));
        } else {
            words.push(texts.learn_new(&env.key(Cmd::FilterTopic)));
        }
        words.join(" ")
    }

    /// Puts the next card of the session on the table, if there is one.
    pub(super) fn next_card(&mut self, env: &Env) {
        self.card = None;
        let Some(session) = &mut self.session else {
            return;
        };
        while let Some(id) = session.next() {
            if env.data.question(&id).is_some() {
                self.card = Some(Card::new(env, &id));
                return;
            }
        }
        if session.graded().is_empty() {
            self.session = None;
        }
    }

    pub(super) fn card_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let Some(card) = &mut self.card else {
            return Reply::none();
        };
        let Some(question) = env.data.question(&card.id) else {
            return Reply::none();
        };
        if let Some((_, grade)) = GRADES.iter().find(|(command, _)| *command == cmd) {
            return self.grade(env, *grade, cmd);
        }
        match cmd {
            Cmd::Reveal => card.reveal(env, question),
            Cmd::StartChain => self.drill = Drill::new(env, question),
            Cmd::EditCard => self.form = Some(Form::edit(env, question)),
            Cmd::UndoGrade => return Reply::request(Request::Run(Cmd::Undo)),
            Cmd::LeaveCard => return self.leave_card(env),
            _ => card.moved(env, question, cmd),
        }
        Reply::none()
    }

    fn leave_card(&mut self, env: &Env) -> Reply {
        self.card = None;
        match self.session.take() {
            Some(session) if !session.graded().is_empty() => {
                let left = session.left() + 1;
                Reply::say(env.lang.questions().stopped(session.graded().len(), left))
            }
            _ => Reply::none(),
        }
    }

    /// Writes the review. In a session the next card follows, otherwise the list.
    fn grade(&mut self, env: &Env, grade: Grade, cmd: Cmd) -> Reply {
        let Some((card, question)) = self.card(env) else {
            return Reply::none();
        };
        let today = env.now.today();
        let seconds = (env.now.utc - card.opened).num_seconds().clamp(0, 3_600);
        let review = Review {
            id: env.fresh_id(|id| env.data.reviews.contains(id)),
            question: question.id.clone(),
            grade,
            on: today,
            at: env.now.utc,
            seconds: u32::try_from(seconds).unwrap_or(0),
            updated: env.now.utc,
            extra: Extra::new(),
        };
        let graded = Graded {
            question: question.id.clone(),
            review: review.id.clone(),
            grade,
        };
        let memory = env.index.memory(&question.id);
        let scheduler = crate::domain::review::Scheduler::of(&env.data.settings());
        let days = (scheduler.after(memory, grade, today).due - today).num_days();
        let edit =
            Edit::new(Step::Grade, question.prompt.get(env.lang), &env.now).put(env.data, review);
        let texts = env.lang.questions();
        let title = cmd.command().title(env.lang);
        let said = match &self.session {
            Some(_) if grade == Grade::Again => texts.once_more(title),
            _ => texts.graded(title, &texts.when(days)),
        };
        if let Some(session) = &mut self.session {
            session.grade(graded);
        }
        self.next_card(env);
        Reply {
            edits: vec![edit],
            ..Reply::say(said)
        }
    }

    /// How the session went, and when the next review is.
    pub(super) fn draw_summary(&self, env: &Env, buf: &mut Buffer) {
        let Some(session) = &self.session else {
            return;
        };
        let texts = env.lang.questions();
        let again = match session.again() {
            0 => texts.summary_clean().to_owned(),
            count => texts.summary_again(count),
        };
        let next = match self.bank.next_due(None) {
            Some(_) => rows::next_due(env, &self.bank, None),
            None => texts.summary_none().to_owned(),
        };
        let area = Rect {
            x: env.area.x + 1,
            width: env.area.width.saturating_sub(2),
            ..env.area
        };
        let mut sheet = Sheet::new(usize::from(area.width));
        sheet.heading(texts.session_over());
        sheet.blank();
        let done = texts.summary_done(session.cards(), session.graded().len());
        sheet.text(2, "", &done, Role::Good);
        sheet.text(2, "", &again, Role::Text);
        sheet.blank();
        sheet.text(2, "", &next, Role::Text);
        sheet.blank();
        sheet.text(2, "", &texts.summary_back(&env.key(Cmd::Open)), Role::Dim);
        sheet.draw(env.theme, buf, area, 0);
    }

    pub(super) fn form_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let Some(form) = &mut self.form else {
            return Reply::none();
        };
        match cmd {
            Cmd::FormNext => form.go(1),
            Cmd::FormPrevious => form.go(-1),
            Cmd::FormUndo => form.text(env, Op::Undo),
            Cmd::FormRedo => form.text(env, Op::Redo),
            Cmd::FormSave if !form.has_prompt() => {
                return Reply::refuse(env.lang.questions().prompt_missing());
            }
            Cmd::FormSave if form.is_new => return self.save_form(env),
            Cmd::FormSave | Cmd::FormLeave => return self.leave_form(env),
            _ => {}
        }
        Reply::none()
    }

    /// Opens an empty form, or the one that was left unfinished.
    pub(super) fn start_form(&mut self, env: &Env) {
        let blank = || Form::add(env, form::blank(self.list.topic.as_ref()));
        self.form = Some(self.kept.take().unwrap_or_else(blank));
    }

    /// Closes the form. What was typed is saved; where the prompt is missing, it is kept for the next time.
    pub(super) fn leave_form(&mut self, env: &Env) -> Reply {
        let Some(form) = self.form.take() else {
            return Reply::none();
        };
        if !form.is_changed() {
            // A prompt that came from somewhere else is no question before the user makes it one.
            return match form.is_new && form.has_prompt() {
                true => Reply::say(env.lang.questions().not_begun()),
                false => Reply::none(),
            };
        }
        if form.is_new && !form.has_prompt() {
            self.kept = Some(form);
            return Reply::say(env.lang.questions().kept_open());
        }
        self.form = Some(form);
        self.save_form(env)
    }

    fn save_form(&mut self, env: &Env) -> Reply {
        let Some(mut form) = self.form.take() else {
            return Reply::none();
        };
        let (edit, id) = form.save(env);
        self.list.expect(id);
        Reply::edit(edit).and_say(env.lang.questions().saved())
    }
}
