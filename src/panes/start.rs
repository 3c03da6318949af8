//! Stub.
use super::*;
#[derive(Default)]
pub struct State {}
impl Pane for State {
    fn title(&self, _env: &Env) -> String {
        "start".into()
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
    /// The first start: nothing is adopted yet.
    pub fn new(_lang: Lang, _today: chrono::NaiveDate) -> State {
        State {}
    }
}
