//! Stub.
use super::*;
#[derive(Default)]
pub struct State {}
impl Pane for State {
    fn title(&self, _env: &Env) -> String {
        "retro".into()
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
use crate::domain::{Cadence, Retro};
impl State {
    /// Begins or resumes the retro of the current day or period.
    pub fn new(_env: &Env, _cadence: Cadence) -> State {
        State {}
    }
}
/// Today's daily retro with a promise added that was carried over.
pub fn carried(data: &Data, now: &Now, promise: &str) -> Retro {
    let id = format!("daily-{}", now.today());
    let mut retro = data.retros.get(&id).cloned().unwrap_or(Retro {
        id,
        cadence: Cadence::Daily,
        on: now.today(),
        answers: Default::default(),
        promises: Vec::new(),
        seconds: 0,
        finished: false,
        updated: now.utc,
        extra: Default::default(),
    });
    retro.promises.push(crate::domain::Promise {
        text: promise.to_owned(),
        kept: None,
    });
    retro
}
