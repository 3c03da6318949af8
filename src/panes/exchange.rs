//! Taking a file in, be it foreign questions or a pack: asks for its path, shows what comes and what does not, and asks
//! whether to.

use super::adopt::{refused, report};
use super::ask::{Ask, Asked};
use super::past::{Answer, Found, Query, Unfit};
use super::*;
use crate::content::{Pack, adopt_pack};
use crate::domain::{Question, Row};
use crate::import;
use crate::ui::sheet::Sheet;

/// What kind of file is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Questions,
    Pack,
}

impl Sort {
    /// What the field is called where typed text is kept.
    fn name(self) -> &'static str {
        match self {
            Sort::Questions => "import",
            Sort::Pack => "adopt",
        }
    }

    fn title(self, lang: Lang) -> &'static str {
        match self {
            Sort::Questions => lang.exchange().title(),
            Sort::Pack => lang.adopt().title(),
        }
    }

    fn hint(self, lang: Lang) -> &'static str {
        match self {
            Sort::Questions => lang.exchange().file_hint(),
            Sort::Pack => lang.adopt().file_hint(),
        }
    }

    fn about(self, lang: Lang) -> &'static str {
        match self {
            Sort::Questions => lang.exchange().about(),
            Sort::Pack => lang.adopt().about(),
        }
    }
}

/// What was read, and what taking it in does.
struct Offer {
    file: String,
    /// Each heading with the lines below it.
    parts: Vec<(String, Vec<String>)>,
    /// What takes it in, and what is said then; or why there is nothing to take.
    take: Result<(Edit, String), String>,
    /// The question below.
    question: String,
}

impl Offer {
    fn questions(env: &Env, file: String, found: Found) -> Offer {
        let texts = env.lang.exchange();
        let import = import::import(env.data, found.questions, &env.now, texts.import());
        let new = import.edit.changes.iter().filter_map(|change| {
            let question = Question::from_record(change.after.as_ref()?)?;
            Some(question.prompt.get(env.lang).to_owned())
        });
        let unread = found.unread.iter();
        let unread = unread.map(|(at, text)| texts.line(*at, text));
        let known = import.known.len();
        let mut parts: Vec<(String, Vec<String>)> = vec![
            (texts.known_ones(known), import.known),
            (texts.unread_lines(found.unread.len()), unread.collect()),
        ];
        parts.retain(|(_, lines)| !lines.is_empty());
        parts.insert(0, (texts.new_ones(import.new), new.collect()));
        let (yes, no) = (env.key(Cmd::Yes), env.key(Cmd::No));
        let (take, question) = match import.new {
            0 => (Err(texts.nothing().to_owned()), texts.go_back(&no)),
            new => {
                let said = texts.taken(new, &env.key(Cmd::Undo));
                (Ok((import.edit, said)), texts.take_them(&yes, &no))
            }
        };
        Offer {
            file,
            parts,
            take,
            question,
        }
    }

    /// What taking up a pack does; an error is why it cannot be.
    fn pack(env: &Env, file: String, pack: &Pack) -> Result<Offer, String> {
        let texts = env.lang.adopt();
        let adoption = adopt_pack(env.data, pack, None, env.lang, &env.now);
        let adoption = adoption.map_err(|refusal| refused(&refusal, &file, env.lang))?;
        let title = adoption.title.get(env.lang).to_owned();
        let said = texts.taken_up(&title, &env.key(Cmd::Undo));
        Ok(Offer {
            file,
            parts: vec![(title, report(&adoption, env.lang))],
            take: Ok((adoption.edit, said)),
            question: texts.take_it(&env.key(Cmd::Yes), &env.key(Cmd::No)),
        })
    }

    /// The mistakes of a file that was to be a pack.
    fn mistakes(env: &Env, file: String, lines: Vec<String>) -> Offer {
        let texts = env.lang.adopt();
        let heading = texts.mistakes(lines.len());
        Offer {
            file,
            parts: vec![(heading.clone(), lines)],
            take: Err(heading),
            question: texts.go_back(&env.key(Cmd::No)),
        }
    }
}

/// The open question.
pub struct State {
    sort: Sort,
    ask: Ask,
    /// The file that is being read.
    reading: Option<String>,
    offer: Option<Offer>,
    sheet: Sheet,
    /// First line shown.
    top: usize,
}

impl State {
    pub fn new(env: &Env, sort: Sort) -> State {
        let ask = Ask::new(env.lang.exchange().which_file())
            .field("", "")
            .placeholder(sort.hint(env.lang));
        State {
            sort,
            ask: ask.kept_as(env, sort.name()),
            reading: None,
            offer: None,
            sheet: Sheet::new(0),
            top: 0,
        }
    }

    /// Takes what the runtime has read.
    pub fn told(&mut self, env: &Env, answer: Answer) {
        let (Answer::Questions(file, _) | Answer::Pack(file, _)) = &answer else {
            return;
        };
        if self.reading.take_if(|reading| reading == file).is_none() {
            return;
        }
        let offer = match answer {
            Answer::Questions(file, found) => found.map(|it| Offer::questions(env, file, *it)),
            Answer::Pack(file, Ok(pack)) => Offer::pack(env, file, &pack),
            Answer::Pack(file, Err(Unfit::Mistakes(it))) => Ok(Offer::mistakes(env, file, it)),
            Answer::Pack(_, Err(Unfit::Unreadable(why))) => Err(why),
            _ => return,
        };
        match offer {
            Ok(offer) => {
                self.offer = Some(offer);
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
        Reply::request(Request::Past(match self.sort {
            Sort::Questions => Query::Questions(path),
            Sort::Pack => {
                let nodes = env.data.nodes.iter().map(|node| node.id.clone());
                Query::Pack(path, nodes.collect())
            }
        }))
    }

    fn report(&self, env: &Env, sheet: &mut Sheet) {
        let Some(offer) = &self.offer else {
            let text = match self.reading {
                Some(_) => env.lang.exchange().reading(),
                None => self.sort.about(env.lang),
            };
            return sheet.text(0, "", text, Role::Text);
        };
        sheet.text(0, "", &offer.file, Role::Title);
        for (heading, lines) in &offer.parts {
            sheet.heading(heading);
            for line in lines {
                sheet.text(1, "- ", &line.replace('\n', " "), Role::Text);
            }
        }
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        self.sort.title(env.lang).to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.offer {
            Some(_) => vec![Scope::Confirm, Scope::List],
            None => vec![Scope::Line],
        }
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let Some(offer) = &self.offer else {
            return self.ask_command(env, cmd);
        };
        match cmd {
            Cmd::Yes => {
                return match &offer.take {
                    Err(why) => Reply::refuse(why),
                    Ok((edit, said)) => Reply::edit(edit.clone())
                        .and_request(Request::Close)
                        .and_say(said),
                };
            }
            Cmd::No | Cmd::Back => {
                self.offer = None;
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
        let below = match self.offer {
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
        let Some(offer) = &self.offer else {
            return self.ask.draw(env, buf);
        };
        if env.area.height >= 2 {
            let row = env.area.bottom() - 1;
            paint::put(
                buf,
                area.x,
                row,
                area.width,
                &offer.question,
                env.style(Role::Here),
            );
        }
        None
    }
}
