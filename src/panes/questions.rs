//! Stub.
use super::*;
#[derive(Default)]
pub struct State {}
impl Pane for State {
    fn title(&self, _env: &Env) -> String {
        "questions".into()
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
    /// Opens a question's card.
    pub fn open(&mut self, _env: &Env, _question: &str) -> Reply {
        Reply::none()
    }
    /// Starts a new question that belongs to a node.
    pub fn add(&mut self, _env: &Env, _node: &str, _prompt: &str) -> Reply {
        Reply::none()
    }
}
