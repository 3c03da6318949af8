//! Backing up: asks for a folder and says what became of it.

use super::Query;
use crate::panes::ask::{Ask, Asked};
use crate::panes::*;
use crate::ui::sheet::Sheet;

/// The open question.
pub struct State {
    ask: Ask,
    runs: bool,
    /// What it is about, wrapped.
    words: Sheet,
}

impl State {
    /// `folder`: where the last backup went.
    pub fn new(env: &Env, folder: &str) -> State {
        let texts = env.lang.past();
        State {
            ask: Ask::new(texts.backup_folder()).field("", folder),
            runs: false,
            words: Sheet::new(0),
        }
    }

    /// The folder that is being written to.
    pub fn folder(&self) -> String {
        self.ask.text(0).trim().to_owned()
    }

    /// It was not made; the question stays open.
    pub fn failed(&mut self) {
        self.runs = false;
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        env.lang.past().backup_title().to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Line]
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match self.ask.command(cmd) {
            Asked::Open => Reply::none(),
            Asked::Cancelled => Reply::request(Request::Close),
            Asked::Answered if self.runs => Reply::none(),
            Asked::Answered if self.folder().is_empty() => {
                self.ask.refuse(env.lang.past().no_folder());
                Reply::none()
            }
            Asked::Answered => {
                self.runs = true;
                Reply::request(Request::Past(Query::Backup(self.folder())))
            }
        }
    }

    fn text(&mut self, env: &Env, op: Op) -> Reply {
        self.ask.apply(env, op);
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        let mut words = Sheet::new(usize::from(env.area.width.saturating_sub(2)));
        words.text(0, "", env.lang.past().backup_words(), Role::Text);
        self.words = words;
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let area = env.area;
        let above = Rect {
            x: area.x.saturating_add(1),
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(self.ask.height()),
            ..area
        };
        let above = above.intersection(area);
        let used = self.words.draw(env.theme, buf, above, 0);
        if self.runs && used + 1 < above.height {
            let text = env.lang.past().backup_runs();
            paint::put(
                buf,
                above.x,
                above.y + used + 1,
                above.width,
                text,
                env.style(Role::Warn),
            );
        }
        self.ask.draw(env, buf)
    }
}
