//! The question that stands between the user and the way out while something is not on disk.

use super::*;
use crate::ui::sheet::Sheet;

/// The open question.
pub struct State {
    /// Why it is not on disk, in the user's words.
    reason: String,
}

impl State {
    pub fn new(reason: String) -> State {
        State { reason }
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        env.lang.app().leave_title().to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Confirm]
    }

    fn command(&mut self, _env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::Yes => Reply::request(Request::Quit),
            Cmd::No => Reply::request(Request::Close),
            _ => Reply::none(),
        }
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let texts = env.lang.app();
        let area = Rect {
            x: env.area.x + 1.min(env.area.width),
            width: env.area.width.saturating_sub(2),
            ..env.area
        };
        let mut sheet = Sheet::new(usize::from(area.width));
        sheet.text(0, "", &texts.not_saved_because(&self.reason), Role::Bad);
        sheet.blank();
        sheet.text(0, "", texts.leave_question(), Role::Text);
        // The question stays on the screen, whatever the reason's length.
        let height = usize::from(area.height);
        sheet.draw(env.theme, buf, area, sheet.len().saturating_sub(height));
        None
    }
}
