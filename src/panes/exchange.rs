//! Taking questions of a foreign file in: asks for its path, shows what comes and what does not, and asks whether to.

use super::ask::{Ask, Asked};
use super::past::{Answer, Found, Query};
use super::*;
use crate::domain::{Question, Row};
use crate::import::{self, Import};
use crate::ui::sheet::Sheet;

/// What the field is called where typed text is kept.
const NAME: &str = "import";

/// The open question.
pub struct State {
    ask: Ask,
    /// The file that is being read.
    reading: Option<String>,
    /// What was read, and what taking it in does.
    found: Option<(String, Found, Import)>,
    sheet: Sheet,
    /// First line shown.
    top: usize,
}

impl State {
    pub fn new(env: &Env) -> State {
        let texts = env.lang.exchange();
        let ask = Ask::new(texts.which_file())
            .field("", "")
            .placeholder(texts.file_hint());
        State {
            ask: ask.kept_as(env, NAME),
            reading: None,
            found: None,
            sheet: Sheet::new(0),
            top: 0,
        }
    }

    /// Takes what the runtime has read.
    pub fn told(&mut self, env: &Env, answer: Answer) {
        let Answer::Questions(file, found) = answer else {
            return;
        };
        if self.reading.take_if(|reading| *reading == file).is_none() {
            return;
        }
        match found {
            Ok(found) => {
                let what = env.lang.exchange().import();
                let import = import::import(env.data, found.questions.clone(), &env.now, what);
                self.found = Some((file, *found, import));
                self.top = 0;
            }
            Err(why) => self.ask.refuse(why),
        }
        self.sync(env);
    }

    fn last(&self, env: &Env) -> usize {
        let height = usize::from(env.area.height.saturating_sub(2));
        self.sheet.len().saturating_sub(height)
    }

    /// The path is typed, or dropped into the terminal, which puts quotes around it.
    fn ask_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match self.ask.command(cmd) {
            Asked::Open => return Reply::none(),
            Asked::Cancelled => return Reply::request(Request::Close),
            Asked::Answered => {}
        }
        let path = self.ask.text(0);
        let path = path.trim().trim_matches(['\'', '"']).to_owned();
        if path.is_empty() {
            self.ask.refuse(env.lang.exchange().no_path());
            return Reply::none();
        }
        self.reading = Some(path.clone());
        self.sync(env);
        Reply::request(Request::Past(Query::Questions(path)))
    }

    fn report(&self, env: &Env, sheet: &mut Sheet) {
        let texts = env.lang.exchange();
        let Some((file, found, import)) = &self.found else {
            let text = match self.reading {
                Some(_) => texts.reading(),
                None => texts.about(),
            };
            return sheet.text(0, "", text, Role::Text);
        };
        sheet.text(0, "", file, Role::Title);
        let new = import.edit.changes.iter().filter_map(|change| {
            let question = Question::from_record(change.after.as_ref()?)?;
            Some(question.prompt.get(env.lang).to_owned())
        });
        let unread = found.unread.iter();
        let parts = [
            (texts.new_ones(import.new), new.collect()),
            (texts.known_ones(import.known.len()), import.known.clone()),
            (
                texts.unread_lines(found.unread.len()),
                unread
                    .map(|(at, text)| texts.line(*at, text))
                    .collect::<Vec<String>>(),
            ),
        ];
        for (at, (heading, lines)) in parts.into_iter().enumerate() {
            if at == 0 || !lines.is_empty() {
                sheet.heading(&heading);
            }
            for line in lines {
                sheet.text(1, "- ", &line.replace('\n', " "), Role::Text);
            }
        }
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        env.lang.exchange().title().to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.found {
            Some(_) => vec![Scope::Confirm, Scope::List],
            None => vec![Scope::Line],
        }
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let texts = env.lang.exchange();
        let Some((_, _, import)) = &self.found else {
            return self.ask_command(env, cmd);
        };
        match cmd {
            Cmd::Yes if import.new == 0 => return Reply::refuse(texts.nothing()),
            Cmd::Yes => {
                return Reply::edit(import.edit.clone())
                    .and_request(Request::Close)
                    .and_say(texts.taken(import.new, &env.key(Cmd::Undo)));
            }
            Cmd::No | Cmd::Back => {
                self.found = None;
                self.sync(env);
            }
            _ => {
                let page = env.area.height.saturating_sub(3);
                let top = moved(self.top, cmd, page, self.last(env) + 1);
                self.top = top.unwrap_or(self.top);
            }
        }
        Reply::none()
    }

    fn text(&mut self, env: &Env, op: Op) -> Reply {
        if self.reading.is_none() {
            self.ask.apply(env, op);
        }
        Reply::none()
    }

    fn typing(&self) -> Vec<Typing> {
        self.ask.typing().into_iter().collect()
    }

    fn sync(&mut self, env: &Env) {
        let mut sheet = Sheet::new(usize::from(env.area.width.saturating_sub(2)));
        self.report(env, &mut sheet);
        self.sheet = sheet;
        self.top = self.top.min(self.last(env));
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let texts = env.lang.exchange();
        let below = match self.found {
            Some(_) => 2,
            None => self.ask.height(),
        };
        let area = Rect {
            x: env.area.x.saturating_add(1),
            width: env.area.width.saturating_sub(2),
            height: env.area.height.saturating_sub(below),
            ..env.area
        };
        let area = area.intersection(env.area);
        self.sheet.draw(env.theme, buf, area, self.top);
        let Some((_, _, import)) = &self.found else {
            return self.ask.draw(env, buf);
        };
        let (yes, no) = (env.key(Cmd::Yes), env.key(Cmd::No));
        let question = match import.new {
            0 => texts.go_back(&no),
            _ => texts.take_them(&yes, &no),
        };
        if env.area.height >= 2 {
            let row = env.area.bottom() - 1;
            paint::put(
                buf,
                area.x,
                row,
                area.width,
                &question,
                env.style(Role::Here),
            );
        }
        None
    }
}
