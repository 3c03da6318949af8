//! What some keys do on the list.

use super::*;

impl State {
    /// Takes away the last thing that narrows the list, first the search.
    pub(super) fn clear_one(&mut self) {
        if self.list.is_searched() {
            return self.list.clear_search(&mut self.bank);
        }
        self.list.widen();
        self.list.refresh(&mut self.bank);
    }

    pub(super) fn search_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::LineOk => self.list.searching = false,
            Cmd::LineCancel => self.list.clear_search(&mut self.bank),
            _ => self.list.moved(env, &self.bank, cmd),
        }
        Reply::none()
    }

    pub(super) fn delete(&mut self, env: &Env) -> Reply {
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
