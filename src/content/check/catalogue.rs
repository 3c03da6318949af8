//! Checking the catalogue of a pack: projects, and the roles that name them.

use super::super::locate::Located;
use super::{Check, NODE_ID, QUESTION_ID, Reason, id_of};
use crate::domain::Id;
use std::collections::BTreeSet;

impl Check {
    /// Projects, and the roles that name them.
    pub(super) fn catalogue(&mut self, projects: &[Located], roles: &[Located]) {
        self.siblings(projects, QUESTION_ID);
        self.siblings(roles, NODE_ID);
        let known: BTreeSet<Id> = projects.iter().filter_map(id_of).collect();
        let known_roles: BTreeSet<Id> = roles.iter().filter_map(id_of).collect();
        self.known.projects.extend(known.iter().cloned());
        self.known.roles.extend(known_roles.iter().cloned());
        for project in projects {
            self.siblings(project.list("problems"), QUESTION_ID);
            self.named(project.get("role"), &known_roles);
        }
        for role in roles {
            let portfolio = |name| role.get(name).map_or(&[][..], |set| set.list("projects"));
            let sets = [portfolio("minimum"), portfolio("differentiated")];
            let postings = role.get("postings").map_or(&[][..], Located::members);
            let skills = postings.iter().flat_map(|member| member.value.items());
            let shown = skills.flat_map(|skill| skill.list("projects"));
            let order = role.list("order").iter();
            for id in order.chain(sets.into_iter().flatten()).chain(shown) {
                self.named(Some(id), &known);
            }
        }
    }

    /// A reference to a project or a role.
    fn named(&mut self, id: Option<&Located>, known: &BTreeSet<String>) {
        if let Some(id) = id
            && let Some(text) = id.text().filter(|text| !known.contains(*text))
        {
            self.say(id.at, Reason::UnknownProject(text.to_owned()));
        }
    }
}
