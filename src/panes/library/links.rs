//! Where the links of a page lead: elsewhere in the library, to a question, into the plan.

use super::{Shelf, State};
use crate::commands::Cmd;
use crate::content::Link;
use crate::domain::Id;
use crate::lang::Lang;
use crate::panes::palette::way_to;
use crate::panes::{Env, Reply, Request, moved};

/// Where a link was followed from, as it was there.
pub(super) struct Stop {
    shelf: Shelf,
    item: usize,
    query: String,
    top: usize,
    reading: bool,
}

impl State {
    /// Shows a page, as if no link had led to it.
    pub fn open_page(&mut self, env: &Env, page: &str) {
        self.link = None;
        self.trail.clear();
        if let Some(item) = self.pages.iter().position(|other| other.id == page) {
            self.show(env, Shelf::Pages, item);
        }
    }

    /// Follows the only link of the selected page, or asks which.
    pub(super) fn begin_link(&mut self, env: &Env) -> Reply {
        let links = self.page().map_or(&[][..], |page| &page.links);
        match links {
            [] => Reply::refuse(env.lang.library().no_links()),
            [link] => {
                let link = link.clone();
                self.follow(env, &link)
            }
            _ => {
                self.link = Some(0);
                self.sync_sheet(env);
                Reply::none()
            }
        }
    }

    /// Chooses among the links of the selected page.
    pub(super) fn link_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let links = self.page().map_or(Vec::new(), |page| page.links.clone());
        let at = self.link.take().unwrap_or(0);
        let chosen = match cmd.choice() {
            Some(digit) => links.get(digit),
            None if cmd == Cmd::Open => links.get(at),
            None => None,
        };
        if let Some(link) = chosen {
            return self.follow(env, link);
        }
        if cmd != Cmd::Back {
            self.link = Some(moved(at, cmd, 3, links.len()).unwrap_or(at));
        }
        self.sync_sheet(env);
        Reply::none()
    }

    /// What a link is called: its sort, and the title of what it leads to.
    pub(super) fn link_name(&self, env: &Env, link: &Link) -> String {
        let texts = env.lang.library();
        let lang = env.lang;
        let (sort, title) = match link {
            Link::Page(id) => {
                let page = self.pages.iter().find(|page| page.id == *id);
                let title = page.map_or(id.as_str(), |page| page.title.get(lang));
                (texts.link_page(), title)
            }
            Link::Node(id) => match env.title(id) {
                "" => (texts.link_node(), self.title_in_packs(id, lang)),
                title => (texts.link_node(), title),
            },
            Link::Question(id) => {
                let question = env.data.question(id);
                let prompt = question.map_or(id.as_str(), |question| question.prompt.get(lang));
                (texts.link_question(), prompt)
            }
            Link::Project(id) => {
                let project = self.catalogue.project(id);
                let title = project.map_or(id.as_str(), |project| project.title.get(lang));
                (texts.link_project(), title)
            }
            Link::Role(id) => {
                let role = self.catalogue.roles.iter().find(|role| role.id == *id);
                let title = role.map_or(id.as_str(), |role| role.title.get(lang));
                (texts.link_role(), title)
            }
            Link::Web(address) => return address.clone(),
        };
        format!("{sort}: {title}")
    }

    /// The title of a node of a plan that is not taken up.
    fn title_in_packs<'a>(&'a self, id: &'a str, lang: Lang) -> &'a str {
        let mut parts = id.split('/');
        let plan = parts.next().unwrap_or_default();
        let plans = self.packs.iter().filter_map(|pack| pack.plan.as_ref());
        let Some(plan) = plans.into_iter().find(|other| other.id == plan) else {
            return id;
        };
        let (mut title, mut nodes) = (plan.title.get(lang), &plan.nodes);
        for part in parts {
            let Some(node) = nodes.iter().find(|node| node.id == part) else {
                return id;
            };
            (title, nodes) = (node.title.get(lang), &node.children);
        }
        title
    }

    /// Goes where a link of the selected page leads.
    fn follow(&mut self, env: &Env, link: &Link) -> Reply {
        let texts = env.lang.library();
        let catalogue = &self.catalogue;
        let found = match link {
            Link::Page(id) => place(self.pages.iter().map(|page| &page.id), id, Shelf::Pages),
            Link::Project(id) => {
                let ids = catalogue.projects.iter().map(|project| &project.id);
                place(ids, id, Shelf::Projects)
            }
            Link::Role(id) => place(
                catalogue.roles.iter().map(|role| &role.id),
                id,
                Shelf::Roles,
            ),
            Link::Question(id) if env.data.question(id).is_some() => {
                return Reply::request(Request::OpenQuestion(id.clone()));
            }
            Link::Node(id) if env.data.nodes.get(id).is_some_and(|node| !node.deleted) => {
                return Reply::request(way_to(env, id));
            }
            Link::Node(_) => {
                let key = env.key(Cmd::PlanProject);
                return Reply::refuse(texts.not_taken_up(Shelf::Packs.name(env.lang), &key));
            }
            Link::Web(address) => return Reply::say(texts.address(address)),
            Link::Question(_) => None,
        };
        match found {
            Some((shelf, item)) => {
                let stop = self.item().map(|item| Stop {
                    shelf: self.shelf,
                    item,
                    query: self.query.clone(),
                    top: self.top,
                    reading: self.reading,
                });
                self.trail.extend(stop);
                self.show(env, shelf, item);
                Reply::none()
            }
            None => Reply::refuse(texts.leads_nowhere()),
        }
    }

    /// Back to where a link was followed from.
    pub(super) fn return_to(&mut self, env: &Env, stop: Stop) {
        self.go_to(env, stop.shelf);
        self.query = stop.query;
        self.filter(env);
        self.select(stop.item);
        (self.top, self.reading) = (stop.top, stop.reading);
        self.sync_sheet(env);
    }
}

/// Where an id stands on a shelf.
fn place<'a>(
    mut ids: impl Iterator<Item = &'a Id>,
    id: &str,
    shelf: Shelf,
) -> Option<(Shelf, usize)> {
    Some((shelf, ids.position(|other| other == id)?))
}
