//! The library: the catalogue of projects that can be put into the plan, roles with what is missing for them, pages to
//! read, what the user's plans have of resources, measures, priorities and the portfolio, and the packs that all content
//! comes from.

mod asking;
mod links;
mod measures;
mod nodes;
mod packs;
mod pages;
mod priorities;
mod projects;
mod roles;
mod rows;
mod view;

use self::asking::Asking;
use self::links::Stop;
use self::rows::{Row, both};
use super::ask::Ask;
use super::items::ItemAsk;
use super::*;
use crate::content::{self, Catalogue, Pack, Page};
use crate::domain::State as ItemState;
use crate::domain::search::Haystack;
use crate::ui::sheet::Sheet;

/// Inner width from which on the list and what is selected in it stand side by side.
const WIDE: u16 = 100;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Shelf {
    #[default]
    Projects,
    Roles,
    Pages,
    Resources,
    Measures,
    Priorities,
    Portfolio,
    Packs,
}

impl Shelf {
    const ALL: [Shelf; 8] = [
        Shelf::Projects,
        Shelf::Roles,
        Shelf::Pages,
        Shelf::Resources,
        Shelf::Measures,
        Shelf::Priorities,
        Shelf::Portfolio,
        Shelf::Packs,
    ];

    fn name(self, lang: Lang) -> &'static str {
        let texts = lang.library();
        match self {
            Shelf::Projects => texts.projects(),
            Shelf::Roles => texts.roles(),
            Shelf::Pages => texts.pages(),
            Shelf::Resources => texts.resources(),
            Shelf::Measures => texts.measures(),
            Shelf::Priorities => texts.priorities(),
            Shelf::Portfolio => texts.portfolio(),
            Shelf::Packs => texts.packs(),
        }
    }

    /// Whether items of the user's plans stand on it.
    fn has_items(self) -> bool {
        matches!(
            self,
            Shelf::Resources | Shelf::Measures | Shelf::Priorities | Shelf::Portfolio
        )
    }
}

/// The open library. What packs bring is read when it is opened, but for those with the questions of the bank: they are the
/// largest, and their own shelf alone tells of them.
pub struct State {
    shelf: Shelf,
    catalogue: Catalogue,
    packs: Vec<Pack>,
    /// Whether those are all packs.
    has_all: bool,
    pages: Vec<Page>,
    /// The items of a shelf that gathers some.
    nodes: Vec<Id>,
    rows: Vec<Row>,
    /// What is searched of each row; made when there is something to look for.
    haystacks: Vec<Haystack>,
    /// What is looked for on the shelf; empty: nothing.
    query: String,
    /// Indices of the rows that are left of it.
    shown: Vec<usize>,
    cursor: usize,
    /// What is selected, laid out.
    sheet: Sheet,
    top: usize,
    /// In a narrow window: the sheet takes the room of the list.
    reading: bool,
    /// A line is asked for.
    asking: Option<(Asking, Ask)>,
    /// The link that would be followed, while one is chosen.
    link: Option<usize>,
    /// Where links were followed from.
    trail: Vec<Stop>,
}

impl Default for State {
    fn default() -> State {
        let packs = content::later();
        State {
            shelf: Shelf::default(),
            catalogue: Catalogue::of(&packs),
            pages: packs.iter().flat_map(|pack| pack.pages.clone()).collect(),
            packs,
            has_all: false,
            nodes: Vec::new(),
            rows: Vec::new(),
            haystacks: Vec::new(),
            query: String::new(),
            shown: Vec::new(),
            cursor: 0,
            sheet: Sheet::new(0),
            top: 0,
            reading: false,
            asking: None,
            link: None,
            trail: Vec::new(),
        }
    }
}

impl State {
    /// Shows what stands for an index of a shelf.
    fn show(&mut self, env: &Env, shelf: Shelf, item: usize) {
        self.go_to(env, shelf);
        self.select(item);
        self.reading = env.area.width < WIDE;
        self.sync_sheet(env);
    }

    /// Makes the rows of the shelf.
    fn make_rows(&mut self, env: &Env) {
        if self.shelf == Shelf::Packs && !self.has_all {
            (self.packs, self.has_all) = (content::packs(), true);
        }
        (self.rows, self.nodes) = match self.shelf {
            Shelf::Projects => (projects::rows(env, &self.catalogue), Vec::new()),
            Shelf::Roles => (roles::rows(env, &self.catalogue), Vec::new()),
            Shelf::Pages => (pages::rows(env, &self.pages), Vec::new()),
            Shelf::Packs => (packs::rows(env, &self.packs), Vec::new()),
            shelf => nodes::rows(env, shelf),
        };
        self.haystacks.clear();
        self.filter(env);
        self.settle(self.cursor);
    }

    /// What is searched of an item of the shelf.
    fn words(&self, env: &Env, item: usize) -> String {
        match self.shelf {
            Shelf::Projects => projects::words(&self.catalogue.projects[item]),
            Shelf::Roles => {
                let role = &self.catalogue.roles[item];
                format!("{}\n{}", both(&role.title), both(&role.about))
            }
            Shelf::Pages => pages::words(&self.pages[item]),
            Shelf::Packs => {
                let pack = &self.packs[item];
                format!("{}\n{}", both(&pack.title), both(&pack.about))
            }
            _ => nodes::words(env, &self.nodes[item]),
        }
    }

    /// Lays out what is selected, for the room there is now.
    fn sync_sheet(&mut self, env: &Env) {
        let width = usize::from(self.areas(env).sheet.width.min(100));
        let mut sheet = Sheet::new(width);
        if let Some(item) = self.item() {
            let catalogue = &self.catalogue;
            match self.shelf {
                Shelf::Projects => projects::lay_out(env, catalogue, item, &mut sheet),
                Shelf::Roles => roles::lay_out(env, catalogue, item, &mut sheet),
                Shelf::Packs => packs::lay_out(env, &self.packs, item, &mut sheet),
                Shelf::Pages => {
                    let name = |link: &_| self.link_name(env, link);
                    pages::lay_out(env, &self.pages[item], name, &mut sheet);
                }
                shelf => nodes::lay_out(env, shelf, &self.nodes[item], &mut sheet),
            }
        }
        self.sheet = sheet;
        let last = self.sheet.len().saturating_sub(1);
        self.top = self.top.min(last);
    }

    fn go_to(&mut self, env: &Env, shelf: Shelf) {
        self.shelf = shelf;
        self.query.clear();
        (self.cursor, self.top, self.reading) = (0, 0, false);
        self.sync(env);
    }

    /// The shelf so many places further on.
    fn turn(&mut self, env: &Env, by: usize) {
        self.trail.clear();
        let at = Shelf::ALL.iter().position(|shelf| *shelf == self.shelf);
        let to = (at.unwrap_or(0) + by) % Shelf::ALL.len();
        self.go_to(env, Shelf::ALL[to]);
    }

    /// Moves the cursor from row to row that can be selected.
    fn move_cursor(&mut self, env: &Env, cmd: Cmd) -> bool {
        let page = self.areas(env).list.height.saturating_sub(1);
        let Some(to) = moved(self.cursor, cmd, page, self.shown.len()) else {
            return false;
        };
        let found = if to < self.cursor {
            (0..=to).rev().find(|at| self.is_free(*at))
        } else {
            (to..self.shown.len()).find(|at| self.is_free(*at))
        };
        if let Some(found) = found {
            (self.cursor, self.top) = (found, 0);
            self.trail.clear();
            self.sync_sheet(env);
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

    /// Scrolls what is selected by a page, and back to its beginning after the end.
    fn scroll_on(&mut self, env: &Env) {
        let before = self.top;
        self.scroll(env, Cmd::PageDown);
        if self.top == before {
            self.top = 0;
        }
    }

    /// Goes to the plan of the selected project, or to the selected item.
    fn open_in_plan(&self, env: &Env) -> Reply {
        if self.shelf.has_items() {
            return self.go_to_item(env);
        }
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

    /// One step back: out of the sheet, to where a link was followed from, from what was looked for, out of the library.
    fn back(&mut self, env: &Env) -> Reply {
        if let Some(stop) = self.trail.pop() {
            self.return_to(env, stop);
        } else if self.reading {
            self.reading = false;
            self.sync_sheet(env);
        } else if !self.query.is_empty() {
            self.drop_query(env);
        } else {
            return Reply::request(Request::Close);
        }
        Reply::none()
    }

    /// Shows all rows again, the cursor on the same one.
    fn drop_query(&mut self, env: &Env) {
        let item = self.item();
        self.query.clear();
        self.filter(env);
        if let Some(item) = item {
            self.select(item);
        }
        self.sync_sheet(env);
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        env.lang.library().name().to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.asking, self.link) {
            (Some(_), _) => vec![Scope::Line],
            (None, Some(_)) => vec![Scope::Choice, Scope::List],
            (None, None) => vec![Scope::Library, Scope::List],
        }
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.library();
        match cmd {
            Cmd::PlanProject if !matches!(self.shelf, Shelf::Projects | Shelf::Packs) => {
                Some(texts.only_projects().to_owned())
            }
            Cmd::OpenInPlan if self.shelf == Shelf::Projects => None,
            Cmd::FollowLink if self.page().is_none() => Some(texts.only_pages().to_owned()),
            Cmd::OpenInPlan
            | Cmd::LibraryDone
            | Cmd::LibraryDoing
            | Cmd::LibraryRead
            | Cmd::LibraryDue
            | Cmd::TakeAway => self.item_refusal(env, cmd),
            _ => None,
        }
    }

    fn is_hinted(&self, env: &Env, cmd: Cmd) -> bool {
        // What stands beside the list or in its room is open already, and an empty shelf has nothing to open.
        let can_open = env.area.width < WIDE && !self.reading && self.item().is_some();
        let opens = cmd != Cmd::Open || self.link.is_some() || can_open;
        opens && self.disabled(env, cmd).is_none()
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        if self.asking.is_some() {
            return self.line_command(env, cmd);
        }
        if self.link.is_some() {
            return self.link_command(env, cmd);
        }
        match cmd {
            Cmd::PlanProject => return self.ask_first_day(env),
            Cmd::OpenInPlan => return self.open_in_plan(env),
            Cmd::FollowLink => return self.begin_link(env),
            Cmd::SearchLibrary => return self.search(env),
            Cmd::LibraryDone => return self.toggle(env, ItemState::Done),
            Cmd::LibraryDoing => return self.toggle(env, ItemState::Doing),
            Cmd::LibraryRead => return self.ask_of_item(env, ItemAsk::Reading),
            Cmd::LibraryDue => return self.ask_of_item(env, ItemAsk::Due),
            Cmd::TakeAway => {
                let measure = self.node(env);
                return measure.map_or_else(Reply::none, |node| measures::take_away(env, node));
            }
            Cmd::Back => return self.back(env),
            Cmd::Left => self.turn(env, Shelf::ALL.len() - 1),
            Cmd::Right => self.turn(env, 1),
            Cmd::Open if env.area.width < WIDE => {
                (self.reading, self.top) = (!self.reading, 0);
                self.sync_sheet(env);
            }
            Cmd::Open => self.scroll_on(env),
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
        self.line_text(env, op);
        Reply::none()
    }

    fn typing(&self) -> Vec<Typing> {
        let ask = self.asking.as_ref();
        ask.and_then(|(_, ask)| ask.typing()).into_iter().collect()
    }

    fn sync(&mut self, env: &Env) {
        self.make_rows(env);
        self.sync_sheet(env);
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        self.draw_all(env, buf)
    }
}
