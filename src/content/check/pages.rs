//! Checking the pages of a pack, and where they lead.

use super::super::locate::Located;
use super::{Check, NODE_ID, Reason, id_of};

impl Check {
    pub(super) fn pages(&mut self, pages: &[Located]) {
        self.siblings(pages, NODE_ID);
        self.known.pages.extend(pages.iter().filter_map(id_of));
        let links = pages.iter().flat_map(|page| page.list("links"));
        for member in links.flat_map(Located::members) {
            let known = match member.key.as_str() {
                "page" => &self.known.pages,
                "node" => &self.known.nodes,
                "question" => &self.known.questions,
                "project" => &self.known.projects,
                "role" => &self.known.roles,
                // An address may lead anywhere; other names are none of the format.
                _ => continue,
            };
            if let Some(id) = member.value.text().filter(|id| !known.contains(*id)) {
                let reason = Reason::UnknownLink(format!("{} {id}", member.key));
                self.say(member.value.at, reason);
            }
        }
    }
}
