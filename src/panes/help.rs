//! Stub.
use super::*;
#[derive(Default)]
pub struct State {}
impl Pane for State {
    fn title(&self, _env: &Env) -> String {
        "help".into()
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::List]
    }
    fn command(&mut self, _env: &Env, _cmd: Cmd) -> Reply {
        Reply::none()
    }
    fn draw(&self, _env: &Env, _buf: &mut Buffer) -> Option<Position> {
        None
    }
}
impl State {
    /// `scopes`: those that were active when it was opened, the nearest first.
    pub fn new(_scopes: Vec<Scope>) -> State {
        State {}
    }
}
