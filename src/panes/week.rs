//! Stub.
use super::*;
#[derive(Default)]
pub struct State {}
impl Pane for State {
    fn title(&self, _env: &Env) -> String {
        "week".into()
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
    /// Shows a week.
    pub fn open_week(&mut self, _env: &Env, _week: Week) -> Reply {
        Reply::none()
    }
    /// Shows a node with all below it.
    pub fn open_node(&mut self, _env: &Env, _node: &str, _select: Option<&str>) -> Reply {
        Reply::none()
    }
}
