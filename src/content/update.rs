//! A newer version of a pack meets the plan and the questions that the user made of an older one: three ways by id. What
//! the pack changed is taken over, what the user changed stays, ticks, hours, notes and reviews are not touched at all,
//! and everything is one step that undo takes back.

use super::adopt::nodes;
use super::copies::{self, QuestionUpdate, Told};
use super::pack::{Pack, PackPlan};
use super::shipped::{self, Part, Piece};
use crate::domain::{Change, Data, Edit, Id, Node, Now, Plan, Step, Table};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// What an update of packs does.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    pub edit: Edit,
    /// Plan by plan, those alone that have another version.
    pub plans: Vec<PlanUpdate>,
    pub questions: QuestionUpdate,
}

impl Update {
    /// Whether everything is of the newest version.
    pub fn is_empty(&self) -> bool {
        self.plans.is_empty() && self.edit.is_empty()
    }

    /// How many plans and how many of the user's questions take something over or come anew.
    pub fn counts(&self) -> (usize, usize) {
        let put = |told: &&Told| {
            let mut keys = self.edit.changes.iter().filter_map(Change::key);
            keys.any(|key| key == (Table::Question, &told.id))
        };
        let new = self.questions.new.iter().filter(put).count();
        (self.plans.len(), self.questions.changed.len() + new)
    }
}

/// What an update does to one plan, by the ids of nodes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanUpdate {
    pub plan: Id,
    /// The version it was made from, if that is known, and the new one.
    pub from: Option<String>,
    pub to: String,
    /// The pack has them now, and had them not.
    pub new: Vec<Id>,
    /// Their text, length or nature is the pack's new one.
    pub changed: Vec<Id>,
    /// The pack changed them, and so did the user: the user's stays.
    pub kept: Vec<Id>,
    /// The pack has them no longer, and nothing was done with them: they go.
    pub removed: Vec<Id>,
    /// The pack has them no longer, but the user has worked on them: they stay.
    pub left: Vec<Id>,
}

/// The update of all plans in `data` that `packs` has in another version, and of the questions in it that `packs` words
/// otherwise. Its edit is empty when there is none.
pub fn update(data: &Data, packs: &[Pack], now: &Now, what: &str) -> Update {
    let mut update = Update {
        edit: Edit::new(Step::Update, what, now),
        plans: Vec::new(),
        questions: QuestionUpdate::default(),
    };
    for pack in packs {
        let Some(theirs) = &pack.plan else { continue };
        let Some(ours) = data.plans.get(&theirs.id) else {
            continue;
        };
        if ours.pack_version.as_deref() == Some(&pack.version) {
            continue;
        }
        let merge = Merge {
            data,
            now,
            adopted: adopted(data, &ours.id),
            worked: worked(data, &ours.id),
        };
        let (edit, report) = merge.plan(update.edit, pack, theirs, ours);
        update.edit = edit;
        update.plans.push(report);
    }
    let versions = update.plans.iter().filter_map(|plan| plan.from.as_deref());
    let from = versions.min();
    (update.edit, update.questions) = copies::update(update.edit, data, packs, from, now);
    update
}

/// Nodes of a plan that the user did something with: a state, a note, time, a reading, a draft, an item of the user's own below.
fn worked(data: &Data, plan: &str) -> BTreeSet<Id> {
    let mut worked: BTreeSet<Id> = data.progress.iter().map(|row| row.id.clone()).collect();
    worked.extend(data.logs.iter().map(|log| log.node.clone()));
    worked.extend(data.readings.iter().map(|reading| reading.node.clone()));
    worked.extend(data.drafts.iter().filter_map(|draft| draft.node.clone()));
    let own = data.nodes.iter().filter(|node| node.own && !node.deleted);
    worked.extend(own.filter_map(|node| node.parent.clone()));
    for question in data.questions.iter() {
        worked.extend(question.units.iter().cloned());
    }
    // Whatever stands above them stays too.
    let mut all: BTreeSet<Id> = BTreeSet::new();
    for id in worked {
        let mut next = Some(id);
        while let Some(id) = next {
            let node = data.nodes.get(&id).filter(|node| node.plan == plan);
            next = node.and_then(|node| node.parent.clone());
            if !all.insert(id) {
                break;
            }
        }
    }
    all
}

/// When a plan was taken up: the time of all nodes that nobody touched since.
fn adopted(data: &Data, plan: &str) -> Option<DateTime<Utc>> {
    let of_pack = |node: &&Node| node.plan == plan && !node.own;
    let times = data.nodes.iter().filter(of_pack).map(|node| node.updated);
    times.min()
}

struct Merge<'a> {
    data: &'a Data,
    now: &'a Now,
    /// When the plan was taken up.
    adopted: Option<DateTime<Utc>>,
    worked: BTreeSet<Id>,
}

impl Merge<'_> {
    fn plan(&self, edit: Edit, pack: &Pack, theirs: &PackPlan, ours: &Plan) -> (Edit, PlanUpdate) {
        let mut report = PlanUpdate {
            plan: ours.id.clone(),
            from: ours.pack_version.clone(),
            to: pack.version.clone(),
            ..PlanUpdate::default()
        };
        let mut edit = edit.put(
            self.data,
            Plan {
                title: theirs.title.clone(),
                base: theirs.base,
                // The user's own first day stays; one that was the document's moves with it.
                start: if ours.start == ours.base {
                    theirs.base
                } else {
                    ours.start
                },
                stated: theirs.stated.clone(),
                notes: theirs.notes.clone(),
                pack: Some(pack.id.clone()),
                pack_version: Some(pack.version.clone()),
                ..ours.clone()
            },
        );
        let stated = nodes(theirs, self.now);
        let ids: BTreeMap<&Id, &Node> = stated.iter().map(|node| (&node.id, node)).collect();
        for node in &stated {
            match self.data.nodes.get(&node.id) {
                None => {
                    report.new.push(node.id.clone());
                    edit = edit.put(self.data, node.clone());
                }
                // What the user deleted stays deleted.
                Some(old) if old.deleted || old.own => {}
                Some(old) => {
                    let merged = self.node(old, node, &mut report);
                    if merged != *old {
                        edit = edit.put(self.data, merged);
                    }
                }
            }
        }
        let of_pack = |node: &&Node| node.plan == ours.id && !node.own && !node.deleted;
        for node in self.data.nodes.iter().filter(of_pack) {
            if ids.contains_key(&node.id) {
                continue;
            }
            let edited = self.own(node).iter().any(|part| *part != Part::Place);
            if self.worked.contains(&node.id) || edited {
                report.left.push(node.id.clone());
                continue;
            }
            report.removed.push(node.id.clone());
            let gone = Node {
                deleted: true,
                ..node.clone()
            };
            edit = edit.put(self.data, gone);
        }
        (edit, report)
    }

    /// The parts of a node that are the user's own.
    fn own(&self, node: &Node) -> Vec<Part> {
        // Taken over before there were checksums: who never touched it since has left its time as it was.
        if node.shipped.is_empty() && Some(node.updated) == self.adopted {
            return Vec::new();
        }
        shipped::changed(node, &node.shipped)
    }

    /// A node that both have, part by part.
    fn node(&self, old: &Node, new: &Node, report: &mut PlanUpdate) -> Node {
        let own = self.own(old);
        let differs = shipped::changed(old, &new.shipped);
        let mut merged = old.clone();
        let (mut changed, mut kept) = (false, false);
        for part in differs {
            if own.contains(&part) {
                kept |= part != Part::Place && !shipped::is_same(part, &old.shipped, &new.shipped);
            } else {
                part.copy(new, &mut merged);
                changed |= part != Part::Place;
            }
        }
        if changed {
            report.changed.push(old.id.clone());
        }
        if kept {
            report.kept.push(old.id.clone());
        }
        merged.shipped.clone_from(&new.shipped);
        merged
    }
}
