//! What texts of packs may name.

use super::super::EMBEDDED;
use super::super::pack::{Pack, PackNode};
use crate::domain::Id;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The ids of what there is, by sort.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Full ids of the nodes of plans, and of the plans that projects become.
    pub nodes: BTreeSet<Id>,
    pub questions: BTreeSet<Id>,
    pub projects: BTreeSet<Id>,
    pub roles: BTreeSet<Id>,
    pub pages: BTreeSet<Id>,
}

impl Names {
    /// What a pack has; nothing when it is no pack.
    pub fn of(text: &str) -> Names {
        fn add(ids: &mut BTreeSet<Id>, above: &str, nodes: &[PackNode]) {
            for node in nodes {
                let id = format!("{above}/{}", node.id);
                add(ids, &id, &node.children);
                ids.insert(id);
            }
        }
        let mut names = Names::default();
        let Ok(pack) = serde_json::from_str::<Pack>(text) else {
            return names;
        };
        let stories = pack.stories.into_iter().map(|story| story.id);
        let questions = pack.questions.into_iter().map(|question| question.id);
        names.questions = questions.chain(stories).collect();
        names.projects = pack.projects.iter().map(|p| p.id.clone()).collect();
        names.roles = pack.roles.into_iter().map(|role| role.id).collect();
        names.pages = pack.pages.into_iter().map(|page| page.id).collect();
        let projects = pack.projects.iter().map(|p| p.plan(NaiveDate::default()));
        for plan in pack.plan.into_iter().chain(projects) {
            add(&mut names.nodes, &plan.id, &plan.nodes);
        }
        names
    }

    /// What the packs of the program have.
    pub fn shipped() -> Names {
        let mut names = Names::default();
        for (_, text) in EMBEDDED {
            names.add(Names::of(text));
        }
        names
    }

    pub fn add(&mut self, other: Names) {
        self.nodes.extend(other.nodes);
        self.questions.extend(other.questions);
        self.projects.extend(other.projects);
        self.roles.extend(other.roles);
        self.pages.extend(other.pages);
    }
}
