//! The shelves that gather items of the user's plans: resources, measures, priorities, the portfolio. What is done with
//! an item here is done in the plan, and the other way round.

use super::rows::{Row, both};
use super::{Shelf, State, measures, priorities};
use crate::commands::Cmd;
use crate::domain::items::{Items, OWN_PLAN};
use crate::domain::tree::Tally;
use crate::domain::{Id, Kind, Node, State as ItemState};
use crate::panes::palette::way_to;
use crate::panes::{Env, Reply, items};
use crate::ui::paint;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;

/// Stands between the name of a node and that of one below it.
pub(super) const BELOW: &str = " > ";

/// A node with the items below it that stand on a shelf.
struct Group<'a> {
    parent: &'a Node,
    items: Vec<&'a Node>,
}

/// The rows of a shelf, and the nodes that they stand for.
pub(super) fn rows(env: &Env, shelf: Shelf) -> (Vec<Row>, Vec<Id>) {
    let (mut rows, mut nodes) = (Vec::new(), Vec::new());
    let readings = measures::all(env, shelf);
    for group in groups(env, shelf) {
        let right = counts(env, &group.items);
        rows.push(Row::heading(heading(env, group.parent, shelf), right));
        for node in group.items {
            let row = match shelf {
                Shelf::Measures => measures::row(env, nodes.len(), node, &readings),
                _ => row(env, nodes.len(), node),
            };
            rows.push(row);
            nodes.push(node.id.clone());
        }
    }
    (rows, nodes)
}

/// How many items are done and skipped, as the week says it; nothing where there is no item.
fn counts(env: &Env, nodes: &[&Node]) -> String {
    let mut tally = Tally::default();
    for node in nodes.iter().filter(|node| node.kind.is_item()) {
        tally.add(state(env, node));
    }
    match tally.total() {
        0 => String::new(),
        total => (env.lang.week()).counts(tally.done, total, tally.skipped),
    }
}

pub(super) fn state(env: &Env, node: &Node) -> ItemState {
    env.index.tree.shown_state(env.data, node)
}

/// What a shelf gathers, in the order of the plans.
fn groups<'a>(env: &Env<'a>, shelf: Shelf) -> Vec<Group<'a>> {
    let plans = env.data.plans_in_order();
    let plans = plans.iter().map(|plan| plan.id.as_str()).chain([OWN_PLAN]);
    let roots = plans.flat_map(|plan| env.index.tree.roots(plan));
    let mut groups: Vec<Group> = Vec::new();
    for root in roots.filter_map(|id| env.data.nodes.get(id)) {
        let below = env.index.tree.below(env.data, &root.id);
        for node in std::iter::once(root).chain(below.into_iter().map(|(node, _)| node)) {
            let Some(parent) = (node.parent.as_ref()).and_then(|id| env.data.nodes.get(id)) else {
                continue;
            };
            if !belongs(env, shelf, node, parent) {
                continue;
            }
            match groups.iter_mut().find(|group| group.parent.id == parent.id) {
                Some(group) => group.items.push(node),
                None => groups.push(Group {
                    parent,
                    items: vec![node],
                }),
            }
        }
    }
    groups
}

fn belongs(env: &Env, shelf: Shelf, node: &Node, parent: &Node) -> bool {
    match shelf {
        Shelf::Resources => node.kind == Kind::Resource,
        Shelf::Measures => node.kind == Kind::Measure,
        Shelf::Priorities => parent.choice.is_some() || parent.weight.is_some(),
        Shelf::Portfolio => node.kind.is_item() && portfolio(env, node).is_some(),
        Shelf::Projects | Shelf::Roles | Shelf::Pages | Shelf::Packs => false,
    }
}

/// The checklist of the portfolio that a node stands in.
fn portfolio<'a>(env: &Env<'a>, node: &Node) -> Option<&'a Node> {
    let above = env.index.tree.ancestors(env.data, &node.id);
    let is_tagged = |above: &&Node| above.tags.iter().any(|tag| tag == "portfolio");
    above.into_iter().find(is_tagged)
}

/// The name of a group, with what stands above it where the name alone says too little.
fn heading(env: &Env, parent: &Node, shelf: Shelf) -> String {
    let name = parent.title.get(env.lang);
    if shelf == Shelf::Priorities {
        return name.to_owned();
    }
    let above = parent.parent.as_ref().and_then(|id| env.data.nodes.get(id));
    let plan = env.data.plans.get(&parent.plan);
    let above = above
        .map(|node| &node.title)
        .or(plan.map(|plan| &plan.title));
    match above {
        Some(above) => format!("{}{BELOW}{name}", above.get(env.lang)),
        None => name.to_owned(),
    }
}

fn row(env: &Env, item: usize, node: &Node) -> Row {
    let title = node.title.get(env.lang);
    if !node.kind.is_item() {
        let mut row = Row::of(item, title, "");
        (row.mark, row.role) = ((" ·  ", Role::Dim), Role::Dim);
        return row;
    }
    let state = state(env, node);
    let mut row = Row::of(item, title, "").in_state(state);
    let progress = env.data.progress.get(&node.id);
    row.right = match (state, progress.and_then(|progress| progress.on)) {
        (ItemState::Done, Some(on)) => {
            let day = env.lang.week().date(on, env.now.today());
            (day, Role::Dim)
        }
        _ => items::due(env, &node.id, state).unwrap_or((String::new(), Role::Dim)),
    };
    row
}

/// What is searched of an item.
pub(super) fn words(env: &Env, id: &str) -> String {
    let Some(node) = env.data.nodes.get(id) else {
        return String::new();
    };
    let note = node.note.as_ref().map(both).unwrap_or_default();
    format!("{}\n{note}\n{}", both(&node.title), node.tags.join(" "))
}

/// An item in full: where it stands, its state and days, its notes, and what its shelf says of it.
pub(super) fn lay_out(env: &Env, shelf: Shelf, id: &str, sheet: &mut Sheet) {
    let Some(node) = env.data.nodes.get(id) else {
        return;
    };
    let above = env.index.tree.ancestors(env.data, id);
    let titles = above.iter().rev().map(|above| above.title.get(env.lang));
    let plan = env.data.plans.get(&node.plan);
    let plan = plan.map(|plan| plan.title.get(env.lang));
    let path: Vec<&str> = plan.into_iter().chain(titles).collect();
    sheet.text(0, "", node.title.get(env.lang), Role::Title);
    sheet.text(0, "", &path.join(BELOW), Role::Dim);
    if node.kind.is_item() {
        lay_out_state(env, node, sheet);
    }
    if let Some(note) = &node.note {
        sheet.blank();
        sheet.text(0, "", note.get(env.lang), Role::Text);
    }
    let progress = env.data.progress.get(id);
    if let Some(note) = progress.and_then(|progress| progress.note.as_ref()) {
        let label = format!("{}: ", env.lang.week().note_label());
        sheet.blank();
        sheet.text(0, &label, note, Role::Text);
    }
    match shelf {
        Shelf::Measures => measures::lay_out(env, node, sheet),
        Shelf::Priorities => priorities::lay_out(env, node, sheet),
        Shelf::Portfolio => lay_out_portfolio(env, node, sheet),
        _ => {}
    }
}

fn lay_out_state(env: &Env, node: &Node, sheet: &mut Sheet) {
    let texts = env.lang.week();
    let state = state(env, node);
    let progress = env.data.progress.get(&node.id);
    let mut facts = vec![texts.state(state).to_owned()];
    if state != ItemState::Todo {
        let on = progress.and_then(|progress| progress.on);
        facts.extend(on.map(|on| on.to_string()));
    }
    facts.extend(progress.and_then(|progress| progress.reason.clone()));
    let (_, role) = items::state_mark(state);
    sheet.text(0, "", &facts.join(" · "), role);
    if let Some((due, role)) = items::due(env, &node.id, state) {
        sheet.text(0, "", &due, role);
    }
}

/// How far each checklist of the portfolio is.
fn lay_out_portfolio(env: &Env, node: &Node, sheet: &mut Sheet) {
    let here = portfolio(env, node).map(|node| &node.id);
    sheet.heading(env.lang.library().checklists());
    let tagged = env.data.nodes.iter().filter(|node| !node.deleted);
    for list in tagged.filter(|node| node.tags.iter().any(|tag| tag == "portfolio")) {
        let tally = env.index.tree.tally(env.data, &list.id);
        let plan = env.data.plans.get(&list.plan);
        let plan = plan.map_or("", |plan| plan.title.get(env.lang));
        let bar = paint::bar(20, tally.share());
        let counts = (env.lang.week()).counts(tally.done, tally.total(), tally.skipped);
        let line = format!("{bar} {counts}  ");
        let role = if here == Some(&list.id) {
            Role::Here
        } else {
            Role::Text
        };
        let title = format!("{plan}{BELOW}{}", list.title.get(env.lang));
        sheet.text(2, &line, &title, role);
    }
}

impl State {
    /// The item that is selected, on a shelf of items.
    pub(super) fn node<'a>(&self, env: &Env<'a>) -> Option<&'a Node> {
        let id = self
            .shelf
            .has_items()
            .then(|| self.nodes.get(self.item()?))??;
        env.data.nodes.get(id).filter(|node| !node.deleted)
    }

    /// Why a command cannot be given on the selected item.
    pub(super) fn item_refusal(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.library();
        let Some(node) = self.node(env) else {
            return Some(texts.only_items().to_owned());
        };
        match cmd {
            Cmd::LibraryRead | Cmd::TakeAway if node.kind != Kind::Measure => {
                Some(env.lang.week().cannot_read().to_owned())
            }
            Cmd::LibraryDone | Cmd::LibraryDoing | Cmd::LibraryDue if !node.kind.is_item() => {
                Some(env.lang.week().cannot_tick().to_owned())
            }
            _ => None,
        }
    }

    /// Gives the selected item a state, or takes it back.
    pub(super) fn toggle(&self, env: &Env, to: ItemState) -> Reply {
        let Some(node) = self.node(env) else {
            return Reply::none();
        };
        if !env.index.tree.open_criteria(env.data, &node.id).is_empty() && to == ItemState::Done {
            let key = env.key(Cmd::OpenInPlan);
            return Reply::refuse(env.lang.library().proof_open(&key));
        }
        let to = match env.data.state(&node.id) == to {
            true => ItemState::Todo,
            false => to,
        };
        let items = Items::new(env.data, env.index, env.now, env.lang);
        match items.set_state(&node.id, to) {
            Ok(edit) => {
                let missed = items::missed(env, &node.id).filter(|_| to == ItemState::Done);
                match missed {
                    Some(missed) => Reply::edit(edit).and_say(missed),
                    None => Reply::edit(edit),
                }
            }
            Err(cannot) => Reply::refuse(env.lang.week().cannot(&cannot)),
        }
    }

    /// Goes to the selected item in its plan.
    pub(super) fn go_to_item(&self, env: &Env) -> Reply {
        match self.node(env) {
            Some(node) => Reply::request(way_to(env, &node.id)),
            None => Reply::none(),
        }
    }
}
