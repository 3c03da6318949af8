//! Mock interviews: the list of those held, the one that runs, and looking back on one.

mod list;
mod look;
mod parts;
mod run;

use super::*;
use crate::domain::mock::{self, Choice, Picker};
use crate::domain::{Mock, Step};
use list::Row;
use look::Look;
use run::Run;
use std::collections::BTreeSet;

/// Minutes of a technical interview that can be chosen.
const LENGTHS: [u32; 3] = [15, 30, 45];

/// What the place shows.
#[derive(Default)]
pub struct State {
    view: View,
    rows: Vec<Row>,
    cursor: usize,
    /// Which of [`LENGTHS`], and which of the companies.
    length: usize,
    company: usize,
    companies: Vec<String>,
    /// The mock that opens as soon as it is in the data.
    starting: Option<Mock>,
}

#[derive(Default)]
enum View {
    #[default]
    List,
    Run(Box<Run>),
    Look(Look),
}

/// The mock with the answers that go with it, as a step.
fn edit_of(env: &Env, mock: &Mock) -> Edit {
    let texts = env.lang.mock();
    let kind = texts.kind(mock.kind);
    let was = env.data.mocks.get(&mock.id);
    // What undoing it takes away: all of the interview, its end alone, or what was changed looking back.
    let what = match (was.map(|was| was.finished.is_some()), mock.finished) {
        _ if mock.deleted => texts.step_deleted(kind),
        (_, None) => texts.step_run(kind),
        (Some(true), Some(_)) => texts.step_verdict(kind),
        (_, Some(_)) => texts.step_end(kind),
    };
    let mut edit = Edit::new(Step::Mock, what, &env.now).put(env.data, mock.clone());
    if mock.finished.is_some() {
        for attempt in mock::attempts(env.data, mock) {
            edit = edit.put(env.data, attempt);
        }
    }
    edit
}

/// What is asked in a stage, whole.
fn prompt(env: &Env, mock: &Mock, at: usize) -> String {
    let Some(stage) = mock.stages.get(at) else {
        return String::new();
    };
    match &stage.question {
        Some(id) => match mock::asked(env.data, id) {
            Some((_, Some(follow))) => follow.prompt.get(env.lang).to_owned(),
            Some((question, None)) => question.prompt.get(env.lang).to_owned(),
            None => env.lang.mock().gone().to_owned(),
        },
        None => env.lang.stories().tell_me(stage.title.get(env.lang)),
    }
}

/// What a stage is called: its title, else what is asked in it.
fn stage_name(env: &Env, mock: &Mock, at: usize) -> String {
    match mock.stages.get(at) {
        Some(stage) if !stage.title.is_empty() => stage.title.get(env.lang).to_owned(),
        _ => prompt(env, mock, at),
    }
}

impl State {
    fn choice(&self, at: usize) -> Option<Choice> {
        Some(match at {
            0 => Choice::Design,
            1 => Choice::Coding,
            2 => Choice::Technical(LENGTHS[self.length % LENGTHS.len()]),
            3 => Choice::Behavioural,
            _ => Choice::Company(self.companies.get(self.company)?.clone()),
        })
    }

    fn start(&mut self, env: &Env, at: usize) -> Reply {
        let texts = env.lang.mock();
        if mock::unfinished(env.data).is_some() {
            return Reply::refuse(texts.one_is_open());
        }
        let Some(choice) = self.choice(at) else {
            return Reply::refuse(texts.no_company());
        };
        let phase = phase(env);
        let picker = Picker {
            data: env.data,
            index: env.index,
            today: env.now.today(),
            phase,
            seed: u64::from(env.now.salt) ^ env.now.utc.timestamp().unsigned_abs(),
        };
        let stages = picker.stages(&choice);
        if stages.is_empty() {
            return Reply::refuse(texts.nothing_to_ask());
        }
        let mock = Mock {
            id: env.fresh_id(|id| env.data.mocks.contains(id)),
            kind: choice.kind(),
            company: match choice {
                Choice::Company(name) => name,
                _ => String::new(),
            },
            stages,
            started: env.now.utc,
            seen: env.now.utc,
            on: env.now.today(),
            ..Mock::default()
        };
        self.starting = Some(mock.clone());
        Reply::edit(run::joined(edit_of(env, &mock), &mock))
    }

    /// Takes up the one that was left or broken off.
    fn go_on(&mut self, env: &Env) -> Reply {
        let Some(mut mock) = mock::unfinished(env.data).cloned() else {
            return Reply::none();
        };
        mock::go_on(&mut mock, env.now.utc);
        self.starting = Some(mock.clone());
        Reply::edit(run::joined(edit_of(env, &mock), &mock))
    }

    /// Ends the one that was broken off, at the last moment it was known to run.
    fn end_broken(&mut self, env: &Env) -> Reply {
        let Some(mut mock) = mock::unfinished(env.data).cloned() else {
            return Reply::none();
        };
        let seen = mock.seen;
        mock::end(&mut mock, seen);
        self.view = View::Look(Look::of(&mock.id));
        Reply::edit(edit_of(env, &mock))
    }

    fn list_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let page = env.area.height;
        if let Some(cursor) = moved(self.cursor, cmd, page, self.rows.len()) {
            self.cursor = cursor;
            return Reply::none();
        }
        let row = self.rows.get(self.cursor).cloned();
        match (cmd, row) {
            (Cmd::Back, _) => return Reply::request(Request::Close),
            (Cmd::Open, Some(Row::GoOn)) => return self.go_on(env),
            (Cmd::EndBrokenMock, _) => return self.end_broken(env),
            (Cmd::Open, Some(Row::New(at))) => return self.start(env, at),
            (Cmd::Open, Some(Row::Past(id))) => self.view = View::Look(Look::over(env, &id)),
            (Cmd::Left | Cmd::Right, Some(Row::New(at))) => {
                let step = |value: usize, len: usize| match (len, cmd) {
                    (0, _) => 0,
                    (_, Cmd::Right) => (value + 1) % len,
                    _ => (value + len - 1) % len,
                };
                match at {
                    2 => self.length = step(self.length, LENGTHS.len()),
                    4 => self.company = step(self.company, self.companies.len()),
                    _ => {}
                }
            }
            (Cmd::DeleteMock, Some(Row::Past(id))) => {
                let Some(mock) = env.data.mocks.get(&id) else {
                    return Reply::none();
                };
                let gone = Mock {
                    deleted: true,
                    ..mock.clone()
                };
                let said = env.lang.mock().deleted(&env.key(Cmd::Undo));
                return Reply::edit(edit_of(env, &gone)).and_say(said);
            }
            _ => {}
        }
        Reply::none()
    }
}

/// The nodes of the phases that this week's units lie in.
fn phase(env: &Env) -> BTreeSet<Id> {
    let tree = &env.index.tree;
    let mut nodes = BTreeSet::new();
    for unit in env.index.week_nodes(env.data, env.now.week()) {
        let top = tree.ancestors(env.data, &unit).last().map(|n| n.id.clone());
        let top = top.unwrap_or(unit);
        if nodes.insert(top.clone()) {
            let below = tree.below(env.data, &top);
            nodes.extend(below.into_iter().map(|(node, _)| node.id.clone()));
        }
    }
    nodes
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        let texts = env.lang.mock();
        let name = |mock: &Mock| {
            let kind = texts.kind(mock.kind);
            match mock.company.as_str() {
                "" => kind.to_owned(),
                company => format!("{kind}  {company}"),
            }
        };
        match &self.view {
            View::List => texts.name().to_owned(),
            View::Run(run) => format!("{}  {}", texts.running(), name(&run.mock)),
            View::Look(look) => match env.data.mocks.get(&look.id) {
                Some(mock) => format!("{}  {}", texts.looking_back(), name(mock)),
                None => texts.name().to_owned(),
            },
        }
    }

    fn scopes(&self) -> Vec<Scope> {
        match &self.view {
            View::List => vec![Scope::Mock, Scope::List],
            View::Run(_) => vec![Scope::MockNotes],
            View::Look(_) => vec![Scope::MockReview, Scope::List],
        }
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.mock();
        let row = self.rows.get(self.cursor);
        match cmd {
            Cmd::EndBrokenMock if !self.rows.contains(&Row::GoOn) => {
                Some(texts.nothing_paused().to_owned())
            }
            Cmd::DeleteMock if !matches!(row, Some(Row::Past(_))) => {
                Some(texts.only_held().to_owned())
            }
            _ => None,
        }
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match &mut self.view {
            View::List => self.list_command(env, cmd),
            View::Run(run) => {
                let (reply, done) = run.command(env, cmd);
                match done {
                    run::Done::No => {}
                    run::Done::Left => self.view = View::List,
                    run::Done::Over => self.view = View::Look(Look::of(&run.mock.id.clone())),
                }
                reply
            }
            View::Look(look) => {
                let (reply, left) = look.command(env, cmd);
                if left {
                    self.view = View::List;
                }
                reply
            }
        }
    }

    fn text(&mut self, env: &Env, op: Op) -> Reply {
        match &mut self.view {
            View::Run(run) => run.text(env, op),
            _ => Reply::none(),
        }
    }

    fn sync(&mut self, env: &Env) {
        self.companies = mock::companies(env.data, env.lang);
        self.company = self.company.min(self.companies.len().saturating_sub(1));
        let at = self.rows.get(self.cursor).cloned();
        self.rows = list::rows(env.data);
        if let Some(found) = at.and_then(|at| self.rows.iter().position(|row| *row == at)) {
            self.cursor = found;
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        let there = |id: &str| env.data.mocks.get(id).is_some_and(|mock| !mock.deleted);
        if let Some(mock) = self.starting.take_if(|mock| there(&mock.id)) {
            self.view = View::Run(Box::new(Run::new(env, mock)));
        }
        let gone = match &self.view {
            View::List => false,
            View::Run(run) => !there(&run.mock.id),
            View::Look(look) => {
                let mock = env.data.mocks.get(&look.id);
                mock.is_none_or(|mock| mock.deleted || mock.finished.is_none())
            }
        };
        if gone {
            self.view = View::List;
        }
        if let View::Run(run) = &mut self.view {
            run.fit(env);
        }
    }

    fn deadline(&self, _env: &Env) -> Option<DateTime<Utc>> {
        match &self.view {
            View::Run(run) => run.deadline(),
            _ => None,
        }
    }

    fn clock_moved(&mut self, by: Duration) {
        if let View::Run(run) = &mut self.view {
            run.clock_moved(by);
        }
    }

    fn wake(&mut self, env: &Env, leaving: bool) -> Reply {
        match &mut self.view {
            View::Run(run) => run.wake(env, leaving),
            _ => Reply::none(),
        }
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        match &self.view {
            View::List => {
                self.draw_list(env, buf);
                None
            }
            View::Run(run) => run.draw(env, buf),
            View::Look(look) => {
                look.draw(env, buf);
                None
            }
        }
    }
}
