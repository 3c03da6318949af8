//! Interviews.

use super::*;

/// What the place shows.
#[derive(Default)]
pub struct State {}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        env.lang.interviews().name().to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Interviews, Scope::List]
    }

    fn command(&mut self, _env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::Back => Reply::request(Request::Close),
            _ => Reply::none(),
        }
    }

    fn draw(&self, _env: &Env, _buf: &mut Buffer) -> Option<Position> {
        None
    }
}
