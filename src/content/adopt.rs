//! Adopting a roadmap: its plans are copied into the user's data under stable ids, so that edits are free.

use super::pack::{Pack, PackNode, PackPlan};
use super::shipped::{self, Part};
use crate::domain::{Data, Edit, Extra, Id, Node, Now, Plan, Progress, Step};
use crate::lang::Lang;
use chrono::NaiveDate;

/// The edit that puts the plans of `packs` into `data`, starting on `start` (none: on the document's own dates).
/// A plan that is there already stays as it is. `lang`: in which the document's own reasons for skipping are kept.
pub fn adopt(
    data: &Data,
    packs: &[Pack],
    start: Option<NaiveDate>,
    lang: Lang,
    now: &Now,
    what: &str,
) -> Edit {
    let mut edit = Edit::new(Step::Adopt, what, now);
    let first_order = data
        .plans
        .iter()
        .map(|plan| plan.order)
        .max()
        .map_or(0, |order| order + 1);
    for (pack, order) in packs.iter().zip(first_order..) {
        let Some(plan) = &pack.plan else { continue };
        if data.plans.contains(&plan.id) {
            continue;
        }
        edit = edit.put(
            data,
            Plan {
                id: plan.id.clone(),
                title: plan.title.clone(),
                base: plan.base,
                start: start.unwrap_or(plan.base),
                stated: plan.stated.clone(),
                notes: plan.notes.clone(),
                pack: Some(pack.id.clone()),
                pack_version: Some(pack.version.clone()),
                order,
                updated: now.utc,
                extra: Extra::new(),
            },
        );
        for node in nodes(plan, now) {
            edit.put_new(data, node);
        }
        for progress in settled(plan, lang, now) {
            edit = edit.put(data, progress);
        }
    }
    edit
}

/// What the document says is done or skipped already. It has no day: it counts for none.
fn settled(plan: &PackPlan, lang: Lang, now: &Now) -> Vec<Progress> {
    fn add(found: &mut Vec<Progress>, above: &str, node: &PackNode, lang: Lang, now: &Now) {
        let id = format!("{above}/{}", node.id);
        if let Some(state) = node.state {
            found.push(Progress {
                id: id.clone(),
                state,
                reason: node.reason.as_ref().map(|text| text.get(lang).to_owned()),
                updated: now.utc,
                ..Progress::default()
            });
        }
        for child in &node.children {
            add(found, &id, child, lang, now);
        }
    }
    let mut found = Vec::new();
    for node in &plan.nodes {
        add(&mut found, &plan.id, node, lang, now);
    }
    found
}

/// The nodes of a plan as records, each before those below it.
pub(super) fn nodes(plan: &PackPlan, now: &Now) -> Vec<Node> {
    let mut found = Vec::new();
    for (index, node) in plan.nodes.iter().enumerate() {
        add(&mut found, now, &plan.id, None, index, node);
    }
    found
}

fn add(
    found: &mut Vec<Node>,
    now: &Now,
    plan: &Id,
    parent: Option<&Id>,
    index: usize,
    node: &PackNode,
) {
    let id = format!("{}/{}", parent.unwrap_or(plan), node.id);
    let mut record = Node {
        id: id.clone(),
        plan: plan.clone(),
        parent: parent.cloned(),
        order: (index as i64 + 1) * 1000,
        kind: node.kind,
        title: node.title.clone(),
        note: node.note.clone(),
        span: node.span.clone(),
        weeks: node.weeks,
        months: node.months,
        hours: node.hours,
        tier: node.tier,
        target: node.target.clone(),
        choice: node.choice.clone(),
        weight: node.weight,
        tags: node.tags.clone(),
        question: None,
        week: None,
        own: false,
        shipped: String::new(),
        deleted: false,
        updated: now.utc,
        extra: Extra::new(),
    };
    record.shipped = shipped::seal::<Part>(&record);
    found.push(record);
    for (index, child) in node.children.iter().enumerate() {
        add(found, now, plan, Some(&id), index, child);
    }
}
