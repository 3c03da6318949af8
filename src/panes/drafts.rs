//! Stub.
use super::*;
#[derive(Default)]
pub struct State {}
impl Pane for State {
    fn title(&self, _env: &Env) -> String {
        "drafts".into()
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
    /// Opens a draft in the editor.
    pub fn open(&mut self, _env: &Env, _draft: &str) -> Reply {
        Reply::none()
    }
}
