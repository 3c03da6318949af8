//! What the library asks a line for: the first day of what is put into the plan, a value of a measure, the day an item is
//! due by, what to look for.

use super::{Shelf, State};
use crate::commands::Cmd;
use crate::content::{self, Pack};
use crate::domain::dates::parse_day;
use crate::domain::{Id, Week};
use crate::lang::Lang;
use crate::panes::ask::{Ask, Asked};
use crate::panes::items::ItemAsk;
use crate::panes::{Env, Op, Reply};
use chrono::NaiveDate;

/// What a line is asked for.
pub(super) enum Asking {
    /// The first day of what stands for this index on its shelf.
    FirstDay(usize),
    Item(ItemAsk),
    /// Words to look for, which narrow the list as they are typed.
    Search,
}

impl State {
    pub(super) fn search(&mut self, env: &Env) -> Reply {
        let texts = env.lang.library();
        let ask = Ask::new(texts.ask_search(self.shelf.name(env.lang)))
            .field("", &self.query)
            .placeholder(texts.search_hint())
            .kept_as(env, format!("library-search:{}", self.shelf.name(Lang::En)));
        self.query = ask.text(0);
        self.asking = Some((Asking::Search, ask));
        self.filter(env);
        self.settle(self.cursor);
        self.sync_sheet(env);
        Reply::none()
    }

    pub(super) fn ask_of_item(&mut self, env: &Env, of: impl Fn(Id) -> ItemAsk) -> Reply {
        if let Some(node) = self.node(env) {
            let item = of(node.id.clone());
            let ask = item.begin(env);
            self.asking = Some((Asking::Item(item), ask));
            self.sync_sheet(env);
        }
        Reply::none()
    }

    /// Asks on which day the selected project or document is to begin.
    pub(super) fn ask_first_day(&mut self, env: &Env) -> Reply {
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
            _ => return Reply::none(),
        };
        if env.data.plans.contains(&plan) {
            return Reply::refuse(texts.already());
        }
        let ask = Ask::new(texts.ask_week(title.get(env.lang)))
            .field("", &first.to_string())
            .placeholder(texts.day_hint())
            .kept_as(env, format!("first-day:{plan}"));
        self.asking = Some((Asking::FirstDay(item), ask));
        self.sync_sheet(env);
        Reply::none()
    }

    pub(super) fn line_text(&mut self, env: &Env, op: Op) {
        let Some((what, ask)) = &mut self.asking else {
            return;
        };
        ask.apply(env, op);
        if matches!(what, Asking::Search) {
            self.query = ask.text(0);
            let named = self.filter(env);
            self.settle(named.unwrap_or(0));
            self.top = 0;
            self.sync_sheet(env);
        }
    }

    pub(super) fn line_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let Some((what, mut ask)) = self.asking.take() else {
            return Reply::none();
        };
        let answered = match (ask.command(cmd), &what) {
            (Asked::Open, Asking::Search) => {
                // The list is looked through while it is narrowed.
                self.asking = Some((what, ask));
                self.move_cursor(env, cmd);
                return Reply::none();
            }
            (Asked::Open, _) => {
                self.asking = Some((what, ask));
                return Reply::none();
            }
            (Asked::Cancelled, Asking::Search) => {
                self.drop_query(env);
                Ok(Reply::none())
            }
            (Asked::Cancelled, _) | (Asked::Answered, Asking::Search) => Ok(Reply::none()),
            (Asked::Answered, Asking::Item(item)) => item.answer(env, &ask),
            (Asked::Answered, Asking::FirstDay(item)) => {
                match parse_day(&ask.text(0), env.now.today()) {
                    Some(first) => Ok(self.put(env, *item, first)),
                    None => Err(env.lang.library().no_day().to_owned()),
                }
            }
        };
        let reply = answered.unwrap_or_else(|why| {
            ask.refuse(why);
            self.asking = Some((what, ask));
            Reply::none()
        });
        self.sync_sheet(env);
        reply
    }

    /// Puts what stands for an index of the shelf into the plan.
    fn put(&self, env: &Env, item: usize, first: NaiveDate) -> Reply {
        match self.shelf {
            Shelf::Packs => self.put_pack(env, item, first),
            _ => self.put_project(env, item, first),
        }
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
}
