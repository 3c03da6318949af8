//! How the form of a question is opened and left.

use super::*;
use crate::domain::{Record, chain, relearn};

impl State {
    /// Opens a question's form, and remembers how the question was.
    pub(super) fn edit_question(&mut self, env: &Env, id: &str) {
        self.before_form = env.data.question(id).cloned();
        self.form = env
            .data
            .question(id)
            .map(|question| Form::edit(env, question));
    }

    /// Asks about the schedule, if more than half of a question is new in the form that was left and it, or a why of it,
    /// was reviewed.
    fn ask_if_reworded(&mut self, env: &Env, question: &Question) {
        let before = self.before_form.take();
        let before = before.filter(|before| before.id == question.id);
        let reworded =
            before.is_some_and(|before| relearn::is_reworded(&before, question, env.lang));
        let whys = chain::walk(question).into_iter();
        let whys = whys.map(|step| chain::id_of(&question.id, &step.path));
        let mut ids = whys.chain([question.id.clone()]);
        if reworded && ids.any(|id| env.index.memory(&id).is_some()) {
            self.choice = Some(Choice::reworded(question.id.clone()));
        }
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
            // It may have been saved while it was typed.
            let id = self.before_form.as_ref().map(|before| before.id.clone());
            if let Some(question) = id.and_then(|id| env.data.question(&id)) {
                self.ask_if_reworded(env, question);
            }
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
        let saved = edit.changes.iter().find_map(|change| match &change.after {
            Some(Record::Question(question)) => Some(question.clone()),
            _ => None,
        });
        if let Some(question) = saved {
            self.ask_if_reworded(env, &question);
        }
        self.list.expect(id);
        Reply::edit(edit).and_say(env.lang.questions().saved())
    }
}
