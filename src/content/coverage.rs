//! How many questions the bank has for each study unit and topic, against how many it is to have.

use super::pack::{Pack, PackNode};
use crate::domain::{Id, Kind, Text};
use std::collections::BTreeMap;

/// A unit or topic and its questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    pub id: Id,
    pub title: Text,
    pub questions: usize,
    /// How many there are to be at least.
    pub wanted: usize,
}

impl Coverage {
    /// Whether there are enough.
    pub fn is_enough(&self) -> bool {
        self.questions >= self.wanted
    }
}

/// The plan whose units are studied one after another: four questions each.
const STUDIED: (&str, usize) = ("service", 4);

/// The plans whose units are topics to master, below the block that names their tier: eight questions for those of the
/// first tier, three for the others.
const MASTERED: (&[&str], usize, usize) = (&["mastery", "systems"], 8, 3);

/// Questions for each project of the catalogue.
const BUILT: usize = 2;

/// Counts the questions of `packs` by unit; one question may serve several.
pub fn coverage(packs: &[Pack]) -> Vec<Coverage> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let questions = packs.iter().flat_map(|pack| &pack.questions);
    for question in questions.filter(|question| question.retired.is_none()) {
        for unit in &question.units {
            *counts.entry(unit).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for plan in packs.iter().filter_map(|pack| pack.plan.as_ref()) {
        for node in &plan.nodes {
            add(&plan.id, &plan.id, None, node, &counts, &mut found);
        }
    }
    for project in packs.iter().flat_map(|pack| &pack.projects) {
        let id = project.node_id();
        found.push(Coverage {
            questions: counts.get(id.as_str()).copied().unwrap_or(0),
            title: project.title.clone(),
            wanted: BUILT,
            id,
        });
    }
    found
}

fn add(
    plan: &str,
    above: &str,
    parent: Option<&PackNode>,
    node: &PackNode,
    counts: &BTreeMap<&str, usize>,
    found: &mut Vec<Coverage>,
) {
    let id = format!("{above}/{}", node.id);
    let (plans, first, others) = MASTERED;
    let block = parent.filter(|parent| parent.kind == Kind::Block);
    let wanted = match block {
        _ if plan == STUDIED.0 => Some(STUDIED.1),
        Some(block) if plans.contains(&plan) => match node.tier.or(block.tier) {
            Some(1) => Some(first),
            _ => Some(others),
        },
        _ => None,
    };
    if let (Kind::Unit, Some(wanted)) = (node.kind, wanted) {
        found.push(Coverage {
            questions: counts.get(id.as_str()).copied().unwrap_or(0),
            title: node.title.clone(),
            wanted,
            id: id.clone(),
        });
    }
    for child in &node.children {
        add(plan, &id, Some(node), child, counts, found);
    }
}
