//! Content that ships with the program: packs of plans, questions and retro prompts. Loads, validates, adopts.

mod adopt;
mod check;
mod locate;
mod pack;
mod start;

pub use adopt::adopt;
pub use check::{Problem, Reason, check_file, check_pack, node_ids};
pub use locate::place;
pub use pack::{Pack, Prompt, PromptKind, RetroForm};
pub use start::{HOURS, YEARS, start_edit};

use crate::domain::{Cadence, Data, Id, Question, Story};
use std::collections::BTreeMap;

/// The packs in `data/`, as they are embedded.
pub const EMBEDDED: [(&str, &str); 13] = [
    ("service.json", include_str!("../../data/service.json")),
    ("career.json", include_str!("../../data/career.json")),
    ("mastery.json", include_str!("../../data/mastery.json")),
    ("systems.json", include_str!("../../data/systems.json")),
    ("practice.json", include_str!("../../data/practice.json")),
    ("questions.json", include_str!("../../data/questions.json")),
    ("q-cs.json", include_str!("../../data/q-cs.json")),
    ("q-languages.json", include_str!("../../data/q-languages.json")),
    ("q-data.json", include_str!("../../data/q-data.json")),
    ("q-systems.json", include_str!("../../data/q-systems.json")),
    ("q-web.json", include_str!("../../data/q-web.json")),
    ("q-people.json", include_str!("../../data/q-people.json")),
    ("retros.json", include_str!("../../data/retros.json")),
];

/// Packs that only a first start needs: plans are read when one is adopted. The others hold questions and retro prompts.
const PLANS: [&str; 5] = [
    "service.json",
    "career.json",
    "mastery.json",
    "systems.json",
    "practice.json",
];

/// What the panes need of the packs.
#[derive(Debug, Clone, Default)]
pub struct Content {
    retros: BTreeMap<Cadence, RetroForm>,
    /// Questions of all packs; stories are in it as behavioural questions.
    pub bank: BTreeMap<Id, Question>,
    /// Stories of all packs, as examples of how one is told.
    pub stories: BTreeMap<Id, Story>,
}

impl Content {
    /// Reads what every start needs. The embedded packs are valid, a test sees to that.
    pub fn embedded() -> Content {
        let mut content = Content::default();
        for (name, text) in EMBEDDED {
            if !PLANS.contains(&name)
                && let Ok(pack) = serde_json::from_str::<Pack>(text)
            {
                content.add(pack);
            }
        }
        content
    }

    /// Puts what packs bring beside the user's data.
    pub fn lend(&self, data: &mut Data) {
        data.bank = self.bank.clone();
        data.shipped_stories = self.stories.clone();
    }

    fn add(&mut self, pack: Pack) {
        self.retros.extend(pack.retros);
        let told: Vec<Question> = pack
            .stories
            .iter()
            .map(pack::PackStory::to_question)
            .collect();
        let stories = pack.stories.into_iter().map(pack::PackStory::into_story);
        self.stories
            .extend(stories.map(|story| (story.id.clone(), story)));
        let questions = pack
            .questions
            .into_iter()
            .map(pack::PackQuestion::into_question);
        for question in questions.chain(told) {
            self.bank.insert(question.id.clone(), question);
        }
    }

    /// The form of a cadence's retro.
    pub fn retro(&self, cadence: Cadence) -> Option<&RetroForm> {
        self.retros.get(&cadence)
    }
}

/// The packs of a roadmap, plans first as they are to stand on the timeline. Empty when there is none of that id.
pub fn roadmap(id: &str) -> Vec<Pack> {
    EMBEDDED
        .iter()
        .filter_map(|(_, text)| serde_json::from_str::<Pack>(text).ok())
        .filter(|pack| pack.roadmap == id && pack.plan.is_some())
        .collect()
}

/// Ids of the roadmaps that can be adopted, the default first.
pub const ROADMAPS: [&str; 1] = ["service"];
