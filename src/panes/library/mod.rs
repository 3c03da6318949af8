//! The library: the catalogue of projects that can be put into the plan, roles with what is missing for them, and the
//! packs that all content comes from.

mod packs;
mod projects;
mod roles;
mod view;

use super::ask::{Ask, Asked};
use super::*;
use crate::content::{self, Catalogue, Pack};
use crate::domain::dates::parse_day;
use crate::ui::sheet::Sheet;

/// Inner width from which on the list and what is selected in it stand side by side.
const WIDE: u16 = 100;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Shelf {
    #[default]
    Projects,
    Roles,
    Packs,
}

impl Shelf {
    const ALL: [Shelf; 3] = [Shelf::Projects, Shelf::Roles, Shelf::Packs];

    fn name(self, lang: Lang) -> &'static str {
        let texts = lang.library();
        match self {
            Shelf::Projects => texts.projects(),
            Shelf::Roles => texts.roles(),
            Shelf::Packs => texts.packs(),
        }
    }
}

/// A row of the list.
struct Row {
    text: String,
    right: String,
    role: Role,
    /// Its text begins so far in.
    indent: u16,
    /// Whether the cursor may stand on it.
    is_heading: bool,
    /// Index of what it stands for on its shelf.
    item: usize,
}

/// The open library. Everything in it is read when it is opened.
pub struct State {
    shelf: Shelf,
    catalogue: Catalogue,
    packs: Vec<Pack>,
    rows: Vec<Row>,
    cursor: usize,
    /// What is selected, laid out.
    sheet: Sheet,
    top: usize,
    /// In a narrow window: the sheet takes the room of the list.
    reading: bool,
    /// The first day of what is to be put into the plan is asked for.
    asking: Option<(usize, Ask)>,
}

impl Default for State {
    fn default() -> State {
        State {
            shelf: Shelf::default(),
            catalogue: content::catalogue(),
            packs: content::packs(),
            rows: Vec::new(),
            cursor: 0,
            sheet: Sheet::new(0),
            top: 0,
            reading: false,
            asking: None,
        }
    }
}

impl State {
    /// Makes the rows of the shelf, the cursor on one that can be selected.
    fn make_rows(&mut self, env: &Env) {
        self.rows = match self.shelf {
            Shelf::Projects => projects::rows(env, &self.catalogue),
            Shelf::Roles => roles::rows(env, &self.catalogue),
            Shelf::Packs => packs::rows(env, &self.packs),
        };
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        let free = |row: &Row| !row.is_heading;
        if !self.rows.get(self.cursor).is_some_and(free) {
            let next = self.rows.iter().skip(self.cursor).position(free);
            let first = self.rows.iter().position(free).unwrap_or(0);
            self.cursor = next.map_or(first, |by| self.cursor + by);
        }
    }

    /// Lays out what is selected.
    fn make_sheet(&mut self, env: &Env) {
        let width = usize::from(self.areas(env).sheet.width.min(100));
        let mut sheet = Sheet::new(width);
        if let Some(item) = self.item() {
            match self.shelf {
                Shelf::Projects => projects::lay_out(env, &self.catalogue, item, &mut sheet),
                Shelf::Roles => roles::lay_out(env, &self.catalogue, item, &mut sheet),
                Shelf::Packs => packs::lay_out(env, &self.packs, item, &mut sheet),
            }
        }
        self.sheet = sheet;
        let last = self.sheet.len().saturating_sub(1);
        self.top = self.top.min(last);
    }

    /// Index of what the cursor is on.
    fn item(&self) -> Option<usize> {
        let row = self.rows.get(self.cursor)?;
        (!row.is_heading).then_some(row.item)
    }

    fn go_to(&mut self, env: &Env, shelf: Shelf) {
        self.shelf = shelf;
        (self.cursor, self.top, self.reading) = (0, 0, false);
        self.sync(env);
    }

    /// Moves the cursor from row to row that can be selected.
    fn move_cursor(&mut self, env: &Env, cmd: Cmd) -> bool {
        let page = self.areas(env).list.height.saturating_sub(1);
        let Some(to) = moved(self.cursor, cmd, page, self.rows.len()) else {
            return false;
        };
        let free = |index: &usize| self.rows.get(*index).is_some_and(|row| !row.is_heading);
        let found = if to < self.cursor {
            (0..=to).rev().find(free)
        } else {
            (to..self.rows.len()).find(free)
        };
        if let Some(found) = found {
            (self.cursor, self.top) = (found, 0);
            self.make_sheet(env);
        }
        true
    }

    fn scroll(&mut self, env: &Env, cmd: Cmd) -> bool {
        let height = self.areas(env).sheet.height;
        let last = self.sheet.len().saturating_sub(usize::from(height));
        let to = moved(self.top, cmd, height.saturating_sub(1), last + 1);
        self.top = to.unwrap_or(self.top);
        to.is_some()
    }

    /// Asks on which day the selected project is to begin.
    fn ask(&mut self, env: &Env) -> Reply {
        let texts = env.lang.library();
        let Some(item) = self.item() else {
            return Reply::none();
        };
        let (plan, title, first) = match self.shelf {
            Shelf::Projects => {
                let project = &self.catalogue.projects[item];
                let next = Week::of(env.now.today()).plus(1).monday();
                (project.plan_id(), &project.title, next)
            }
            // A document begins on its own dates, if nothing else is said.
            Shelf::Packs => match &self.packs[item].plan {
                Some(plan) => (plan.id.clone(), &plan.title, plan.base),
                None => return Reply::refuse(texts.no_plan()),
            },
            Shelf::Roles => return Reply::none(),
        };
        if env.data.plans.contains(&plan) {
            return Reply::refuse(texts.already());
        }
        let ask = Ask::new(texts.ask_week(title.get(env.lang)))
            .field("", &first.to_string())
            .placeholder(texts.day_hint())
            .kept_as(env, format!("first-day:{plan}"));
        self.asking = Some((item, ask));
        self.sync(env);
        Reply::none()
    }

    /// Puts the plan of a pack beside the user's.
    fn put_pack(&self, env: &Env, item: usize, first: NaiveDate) -> Reply {
        let pack = &self.packs[item];
        let title = pack.title.get(env.lang);
        let packs = std::slice::from_ref(pack);
        let edit = content::adopt(env.data, packs, Some(first), env.lang, &env.now, title);
        let said = (env.lang.library()).put_pack(title, &first.to_string(), &env.key(Cmd::Undo));
        Reply::edit(edit).and_say(said)
    }

    /// Puts a project into the plan: the plan with its items, and a draft for each problem.
    fn put_project(&self, env: &Env, item: usize, first: NaiveDate) -> Reply {
        let project = &self.catalogue.projects[item];
        let plan = project.plan(first);
        let title = project.title.get(env.lang).to_owned();
        let pack = Pack {
            plan: Some(plan),
            ..self.pack_of_projects()
        };
        let mut edit = content::adopt(env.data, &[pack], None, env.lang, &env.now, &title);
        let taken = |id: &str| env.data.drafts.contains(id);
        let ids: Vec<Id> = (0..project.problems.len())
            .map(|n| {
                let salt = env.now.salt.wrapping_add(u32::try_from(n).unwrap_or(0));
                crate::domain::fresh_id(env.now.utc, salt, taken)
            })
            .collect();
        let drafts = project.drafts(env.lang, &env.now, |n| ids[n].clone());
        let count = drafts.len();
        for draft in drafts {
            edit = edit.put(env.data, draft);
        }
        let texts = env.lang.library();
        let said = texts.put(&title, &first.to_string(), count, &env.key(Cmd::Undo));
        Reply::edit(edit).and_say(said)
    }

    /// The pack that the projects came from, without its content.
    fn pack_of_projects(&self) -> Pack {
        let whole = self.packs.iter().find(|pack| !pack.projects.is_empty());
        whole.map(Pack::head).unwrap_or_default()
    }

    fn answer(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let Some((item, mut ask)) = self.asking.take() else {
            return Reply::none();
        };
        match ask.command(cmd) {
            Asked::Open => self.asking = Some((item, ask)),
            Asked::Cancelled => {}
            Asked::Answered => match parse_day(&ask.text(0), env.now.today()) {
                Some(first) if self.shelf == Shelf::Packs => {
                    return self.put_pack(env, item, first);
                }
                Some(first) => return self.put_project(env, item, first),
                None => {
                    ask.refuse(env.lang.library().no_day());
                    self.asking = Some((item, ask));
                }
            },
        }
        self.sync(env);
        Reply::none()
    }

    /// Goes to the plan of the selected project.
    fn open_plan(&self, env: &Env) -> Reply {
        let project = self.item().map(|item| &self.catalogue.projects[item]);
        let planned = project.filter(|project| env.data.plans.contains(&project.plan_id()));
        match planned {
            Some(project) => Reply::request(Request::OpenNode {
                node: project.node_id(),
                select: None,
            }),
            None => Reply::refuse(env.lang.library().not_planned()),
        }
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        env.lang.library().name().to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.asking {
            Some(_) => vec![Scope::Line],
            None => vec![Scope::Library, Scope::List],
        }
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let is_here = match cmd {
            Cmd::PlanProject => self.shelf != Shelf::Roles,
            Cmd::OpenProject => self.shelf == Shelf::Projects,
            _ => true,
        };
        (!is_here).then(|| env.lang.library().only_projects().to_owned())
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        if self.asking.is_some() {
            return self.answer(env, cmd);
        }
        let shelf = Shelf::ALL.iter().position(|shelf| *shelf == self.shelf);
        let shelf = shelf.unwrap_or(0);
        match cmd {
            Cmd::PlanProject => return self.ask(env),
            Cmd::OpenProject => return self.open_plan(env),
            Cmd::Back if self.reading => self.reading = false,
            Cmd::Back => return Reply::request(Request::Close),
            Cmd::Left => self.go_to(env, Shelf::ALL[(shelf + 2) % 3]),
            Cmd::Right => self.go_to(env, Shelf::ALL[(shelf + 1) % 3]),
            Cmd::Open if env.area.width < WIDE => {
                (self.reading, self.top) = (!self.reading, 0);
                self.make_sheet(env);
            }
            Cmd::Open => return self.scroll_on(env),
            _ if self.reading => {
                self.scroll(env, cmd);
            }
            Cmd::PageUp | Cmd::PageDown if env.area.width >= WIDE => {
                self.scroll(env, cmd);
            }
            _ => {
                self.move_cursor(env, cmd);
            }
        }
        Reply::none()
    }

    fn text(&mut self, env: &Env, op: Op) -> Reply {
        if let Some((_, ask)) = &mut self.asking {
            ask.apply(env, op);
        }
        Reply::none()
    }

    fn typing(&self) -> Vec<Typing> {
        let ask = self.asking.as_ref();
        ask.and_then(|(_, ask)| ask.typing()).into_iter().collect()
    }

    fn sync(&mut self, env: &Env) {
        self.make_rows(env);
        self.make_sheet(env);
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        self.draw_all(env, buf)
    }
}

impl State {
    /// Scrolls what is selected by a page, and back to its beginning after the end.
    fn scroll_on(&mut self, env: &Env) -> Reply {
        let before = self.top;
        self.scroll(env, Cmd::PageDown);
        if self.top == before {
            self.top = 0;
        }
        Reply::none()
    }
}
