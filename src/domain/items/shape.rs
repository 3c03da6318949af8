//! Edits on the tree itself: items are added, worded, estimated, deleted and moved.

use super::{Cannot, Items};
use crate::domain::calendar::Week;
use crate::domain::edit::{Edit, Step};
use crate::domain::records::{Id, Kind, Node, Progress, fresh_id};
use crate::domain::text::{clean, clean_line};
use crate::domain::words::Text;
use chrono::NaiveDate;

/// How deep own items may be nested in each other.
pub const OWN_LEVELS: usize = 4;

/// The plan of own items that belong to none. It has no record: nothing dates it.
pub const OWN_PLAN: &str = "own";

/// Where an own item is added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub parent: Option<Id>,
    /// The sibling it follows; none: at the end.
    pub after: Option<Id>,
    pub week: Option<Week>,
}

impl<'a> Items<'a> {
    /// Adds an own item; answers its id too.
    pub fn add(&self, place: &Place, title: &str, kind: Kind) -> Result<(Edit, Id), Cannot> {
        let title = clean_line(title);
        let title = title.trim();
        if title.is_empty() {
            return Err(Cannot::NoTitle);
        }
        let parent = place
            .parent
            .as_deref()
            .map(|id| self.node(id))
            .transpose()?;
        if parent.is_none() && kind == Kind::Criterion {
            return Err(Cannot::ProofOfNothing);
        }
        if let Some(parent) = parent {
            self.room_below(&parent.id)?;
        }
        let fresh = fresh_id(self.now.utc, self.now.salt, |id| {
            self.data.nodes.contains(&format!("{OWN_PLAN}/{id}"))
        });
        let id = format!("{OWN_PLAN}/{fresh}");
        // An own item goes with the one above it; only the topmost is planned for a week.
        let week = place.week.filter(|_| !parent.is_some_and(|node| node.own));
        let siblings = self.siblings(place.parent.as_deref(), place.week);
        let at = siblings
            .iter()
            .position(|node| Some(&node.id) == place.after.as_ref())
            .map_or(siblings.len(), |at| at + 1);
        let edit = Edit::new(Step::AddItem, title, &self.now);
        let (edit, order) = self.room(edit, &siblings, at);
        let node = Node {
            id: id.clone(),
            plan: parent.map_or(OWN_PLAN.to_owned(), |node| node.plan.clone()),
            parent: place.parent.clone(),
            order,
            kind,
            title: Text::plain(title),
            note: None,
            span: None,
            weeks: None,
            months: None,
            hours: None,
            tier: None,
            target: None,
            choice: None,
            weight: None,
            tags: Vec::new(),
            question: None,
            week,
            own: true,
            shipped: String::new(),
            deleted: false,
            updated: self.now.utc,
            extra: Default::default(),
        };
        Ok((edit.put(self.data, node), id))
    }

    /// Whether an item may be added below a node.
    pub fn room_below(&self, id: &str) -> Result<(), Cannot> {
        let node = self.node(id)?;
        let above = self.index.tree.ancestors(self.data, id);
        let own = std::iter::once(node).chain(above);
        let leaf = matches!(node.kind, Kind::Criterion | Kind::Note);
        if leaf || own.take_while(|node| node.own).count() >= OWN_LEVELS {
            return Err(Cannot::TooDeep);
        }
        Ok(())
    }

    /// Changes a title in the current language; the other language keeps its own.
    pub fn rename(&self, id: &str, title: &str) -> Result<Edit, Cannot> {
        let node = self.node(id)?;
        let title = clean_line(title);
        let title = title.trim();
        if title.is_empty() {
            return Err(Cannot::NoTitle);
        }
        let renamed = Node {
            title: node.title.with(self.lang, title.to_owned()),
            ..node.clone()
        };
        Ok(Edit::new(Step::EditItem, title, &self.now).put(self.data, renamed))
    }

    /// Sets the hours that are expected; none: unknown.
    pub fn estimate(&self, id: &str, hours: Option<f64>) -> Result<Edit, Cannot> {
        let node = self.node(id)?;
        let estimated = Node {
            hours,
            ..node.clone()
        };
        Ok(self.edit(Step::EditItem, node).put(self.data, estimated))
    }

    /// Sets the day by which a node is to be done; none: no such day.
    pub fn due(&self, id: &str, due: Option<NaiveDate>) -> Result<Edit, Cannot> {
        let node = self.tickable(id)?;
        let progress = Progress {
            due,
            ..self.data.progress_of(id)
        };
        Ok(self.edit(Step::EditItem, node).put(self.data, progress))
    }

    /// Sets the own note on a node; empty: none.
    pub fn note(&self, id: &str, note: &str) -> Result<Edit, Cannot> {
        let node = self.node(id)?;
        let progress = Progress {
            note: (!note.trim().is_empty()).then(|| clean(note).trim_end().to_owned()),
            ..self.data.progress_of(id)
        };
        Ok(self.edit(Step::Note, node).put(self.data, progress))
    }

    /// Deletes an own item with all below it.
    pub fn delete(&self, id: &str) -> Result<Edit, Cannot> {
        let node = self.node(id)?;
        if !node.own {
            return Err(Cannot::FromThePlan);
        }
        let mut edit = self.edit(Step::DeleteItem, node);
        let below = self.index.tree.below(self.data, id);
        for gone in std::iter::once(node).chain(below.iter().map(|(node, _)| *node)) {
            let gone = Node {
                deleted: true,
                ..gone.clone()
            };
            edit = edit.put(self.data, gone);
        }
        Ok(edit)
    }

    /// Moves an item or group one place up or down among its siblings.
    pub fn shift(&self, id: &str, down: bool) -> Result<Edit, Cannot> {
        let node = self.node(id)?;
        if node.kind.is_part() || node.kind == Kind::Period {
            return Err(Cannot::Dated);
        }
        let mut siblings = self.siblings(node.parent.as_deref(), node.week);
        let at = siblings.iter().position(|sibling| sibling.id == id);
        let at = at.ok_or(Cannot::NoSuchItem)?;
        let to = if down {
            Some(at + 1).filter(|to| *to < siblings.len())
        } else {
            at.checked_sub(1)
        };
        let to = to.ok_or(if down {
            Cannot::AlreadyLast
        } else {
            Cannot::AlreadyFirst
        })?;
        let orders: Vec<i64> = siblings.iter().map(|node| node.order).collect();
        siblings.swap(at, to);
        let distinct = orders.windows(2).all(|pair| pair[0] < pair[1]);
        let mut edit = self.edit(Step::MoveItem, node);
        for (place, sibling) in siblings.into_iter().enumerate() {
            let order = if distinct {
                orders[place]
            } else {
                (place as i64 + 1) * 1000
            };
            edit = self.put_order(edit, sibling, order);
        }
        Ok(edit)
    }

    /// The nodes under a parent in order; without one, the own items planned for a week.
    fn siblings(&self, parent: Option<&str>, week: Option<Week>) -> Vec<&'a Node> {
        if let Some(parent) = parent {
            let children = self.index.tree.children(parent);
            return children
                .iter()
                .filter_map(|id| self.data.nodes.get(id))
                .collect();
        }
        let roots = self.index.tree.roots(OWN_PLAN);
        roots
            .iter()
            .filter_map(|id| self.data.nodes.get(id))
            .filter(|node| node.week == week)
            .collect()
    }

    /// An order between the siblings `at - 1` and `at`; makes room where there is none.
    fn room(&self, mut edit: Edit, siblings: &[&Node], at: usize) -> (Edit, i64) {
        let before = at.checked_sub(1).and_then(|at| siblings.get(at));
        let order = match (before, siblings.get(at)) {
            (None, None) => Some(1000),
            (Some(before), None) => before.order.checked_add(1000),
            (None, Some(after)) => after.order.checked_sub(1000),
            (Some(before), Some(after)) if after.order.saturating_sub(before.order) > 1 => {
                Some(before.order + (after.order - before.order) / 2)
            }
            (Some(_), Some(_)) => None,
        };
        if let Some(order) = order {
            return (edit, order);
        }
        for (place, sibling) in siblings.iter().enumerate() {
            let place = place as i64 + if place < at { 1 } else { 2 };
            edit = self.put_order(edit, sibling, place * 1000);
        }
        (edit, (at as i64 + 1) * 1000)
    }

    fn put_order(&self, edit: Edit, node: &Node, order: i64) -> Edit {
        if node.order == order {
            return edit;
        }
        let moved = Node {
            order,
            ..node.clone()
        };
        edit.put(self.data, moved)
    }
}
