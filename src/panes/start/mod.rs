//! The first start, two screens: the language, then the plan with its first day and the hours a week. Enter alone
//! takes every default. Nothing is saved before the end, and then all of it is one step.

mod view;

use super::*;
use crate::content::{self, HOURS};
use crate::domain::{Settings, Text};
use crate::ui::text_area::TextArea;
use chrono::NaiveDate;

/// A roadmap that can be taken up.
struct Offer {
    id: &'static str,
    title: Text,
    about: Text,
    /// Titles of its plans.
    plans: Vec<Text>,
    /// The document's own first day.
    base: NaiveDate,
}

/// What the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    /// The first screen.
    Language,
    Plan,
    Date,
    Hours,
}

/// What was entered that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Problem {
    Date,
    Hours,
}

/// The first start while it is under way.
pub struct State {
    offers: Vec<Offer>,
    /// Index of an offer; beyond the last: just look around.
    choice: usize,
    field: Field,
    date: TextArea,
    hours: TextArea,
    problem: Option<Problem>,
    /// What date and hours are before anything is typed.
    defaults: [String; 2],
}

/// What its fields are called where typed text is kept.
const NAME: &str = "start";

impl State {
    /// The first start: nothing is adopted yet. What was typed into it before is there again.
    pub fn new(data: &Data) -> State {
        let offers: Vec<Offer> = content::ROADMAPS
            .iter()
            .filter_map(|id| offer(id))
            .collect();
        let base = offers.first().map(|offer| offer.base.to_string());
        let hours = Settings::default().hours_per_week;
        let defaults = [base.unwrap_or_default(), hours.to_string()];
        let typed = data.unsent.get(NAME);
        let text = |at: usize| {
            let typed = typed.and_then(|typed| typed.fields.get(at));
            TextArea::line(typed.unwrap_or(&defaults[at]))
        };
        State {
            choice: 0,
            field: Field::Language,
            date: text(0),
            hours: text(1),
            problem: None,
            defaults,
            offers,
        }
    }

    fn looks_around(&self) -> bool {
        self.choice >= self.offers.len()
    }

    /// The roadmap chosen, or the one that is shown as a sample.
    fn offer(&self) -> Option<&Offer> {
        self.offers.get(self.choice).or(self.offers.first())
    }

    /// Goes to the next field, and after the last to the first.
    fn go_on(&mut self, back: bool) {
        let fields: &[Field] = if self.looks_around() {
            &[Field::Plan, Field::Hours]
        } else {
            &[Field::Plan, Field::Date, Field::Hours]
        };
        let at = fields.iter().position(|field| *field == self.field);
        let by = if back { fields.len() - 1 } else { 1 };
        self.field = at.map_or(Field::Plan, |at| fields[(at + by) % fields.len()]);
    }

    /// Chooses a roadmap; its own first day is proposed unless another was typed.
    fn choose_offer(&mut self, choice: usize) {
        self.choice = choice;
        let Some(offer) = self.offers.get(choice) else {
            return;
        };
        let base = offer.base.to_string();
        if self.date.text() == self.defaults[0] {
            self.date = TextArea::line(&base);
        }
        self.defaults[0] = base;
    }

    fn choose(&mut self, env: &Env, down: bool) -> Reply {
        match self.field {
            Field::Language => return Reply::request(Request::Speak(env.lang.other())),
            Field::Plan if down && self.choice < self.offers.len() => {
                self.choose_offer(self.choice + 1)
            }
            Field::Plan if down => self.go_on(false),
            Field::Plan => self.choose_offer(self.choice.saturating_sub(1)),
            Field::Date | Field::Hours => self.go_on(!down),
        }
        Reply::none()
    }

    fn back(&mut self) -> Reply {
        match self.field {
            Field::Language => Reply::request(Request::Quit),
            Field::Plan | Field::Date | Field::Hours => {
                self.field = Field::Language;
                Reply::none()
            }
        }
    }

    fn next(&mut self, env: &Env) -> Reply {
        if self.field == Field::Language {
            self.field = Field::Plan;
            return Reply::none();
        }
        let date = parse_date(&self.date.text());
        let Some(hours) = parse_hours(&self.hours.text()) else {
            return self.refuse(Problem::Hours, Field::Hours);
        };
        if date.is_none() && !self.looks_around() {
            return self.refuse(Problem::Date, Field::Date);
        }
        let start = date.filter(|_| !self.looks_around());
        let id = self.offer().map(|offer| offer.id);
        let edit = content::start_edit(env.data, env.lang, id, start, hours, &env.now);
        let (help, palette) = (env.key(Cmd::OpenHelp), env.key(Cmd::OpenPalette));
        Reply::edit(edit)
            .and_say(env.lang.start().begun(&help, &palette))
            .and_request(Request::Focus(PaneId::Week))
            .and_request(Request::Close)
    }

    fn refuse(&mut self, problem: Problem, field: Field) -> Reply {
        (self.problem, self.field) = (Some(problem), field);
        Reply::none()
    }
}

fn offer(id: &'static str) -> Option<Offer> {
    let packs = content::roadmap(id);
    let first = packs.first()?;
    Some(Offer {
        id,
        title: first.title.clone(),
        about: first.about.clone(),
        base: first.plan.as_ref()?.base,
        plans: packs
            .iter()
            .filter_map(|pack| Some(pack.plan.as_ref()?.title.clone()))
            .collect(),
    })
}

/// A date as `2025-06-01`, or as it is written in Korean, `2025. 6. 1.`, of a year that a plan can be in.
fn parse_date(text: &str) -> Option<NaiveDate> {
    let parts = text.replace(['.', '/', ' '], "-");
    let parts: Vec<&str> = parts.split('-').filter(|part| !part.is_empty()).collect();
    let date: NaiveDate = parts.join("-").parse().ok()?;
    content::YEARS
        .contains(&chrono::Datelike::year(&date))
        .then_some(date)
}

fn parse_hours(text: &str) -> Option<u32> {
    text.trim()
        .parse()
        .ok()
        .filter(|hours| HOURS.contains(hours))
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        let step = if self.field == Field::Language { 1 } else { 2 };
        format!("{} {step}/2", env.lang.start().title())
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.field {
            Field::Language | Field::Plan => vec![Scope::Start, Scope::List],
            Field::Date | Field::Hours => vec![Scope::Line],
        }
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::StartNext | Cmd::LineOk => self.next(env),
            Cmd::StartBack | Cmd::LineCancel => self.back(),
            Cmd::Up => self.choose(env, false),
            Cmd::Down => self.choose(env, true),
            Cmd::StartField if self.field == Field::Language => self.choose(env, true),
            Cmd::StartField | Cmd::LineNext => {
                self.go_on(false);
                Reply::none()
            }
            Cmd::LinePrevious => {
                self.go_on(true);
                Reply::none()
            }
            _ => Reply::unhandled(),
        }
    }

    fn text(&mut self, _env: &Env, op: Op) -> Reply {
        let field = match self.field {
            Field::Date => &mut self.date,
            Field::Hours => &mut self.hours,
            Field::Language | Field::Plan => return Reply::none(),
        };
        if field.apply(op) {
            self.problem = None;
        }
        Reply::none()
    }

    fn sync(&mut self, _env: &Env) {
        self.date.set_size(view::FIELD, 1);
        self.hours.set_size(view::FIELD, 1);
    }

    fn typing(&self) -> Vec<Typing> {
        let fields = [self.date.text(), self.hours.text()];
        let typed = (fields != self.defaults).then(|| Typing {
            id: NAME.to_owned(),
            fields: fields.to_vec(),
        });
        typed.into_iter().collect()
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, env, buf)
    }
}
