//! Content that ships with the program: packs of plans, questions and retro prompts. Loads, validates, adopts.

mod adopt;
mod check;
mod coverage;
mod locate;
mod pack;
mod shipped;
mod start;
mod update;

pub use adopt::adopt;
pub use check::{Problem, Reason, check_file, check_pack, node_ids};
pub use coverage::{Coverage, coverage};
pub use locate::place;
pub use pack::{Pack, Prompt, PromptKind, RetroForm};
pub use start::{HOURS, YEARS, start_edit};
pub use update::{PlanUpdate, Update, update};

use crate::domain::{Cadence, Data, Id, Question, Story};
use std::collections::{BTreeMap, BTreeSet};

/// The packs in `data/`, as they are embedded.
pub const EMBEDDED: [(&str, &str); 7] = [
    ("service.json", include_str!("../../data/service.json")),
    ("career.json", include_str!("../../data/career.json")),
    ("mastery.json", include_str!("../../data/mastery.json")),
    ("systems.json", include_str!("../../data/systems.json")),
    ("practice.json", include_str!("../../data/practice.json")),
    ("questions.json", include_str!("../../data/questions.json")),
    ("retros.json", include_str!("../../data/retros.json")),
];

/// The version of all packs in `data/`. A plan made of another one can be updated.
pub const VERSION: &str = "2026.11";

/// Packs that every start needs: questions and retro prompts. Plans are read when one is adopted.
const AT_START: [&str; 2] = ["questions.json", "retros.json"];

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
            if AT_START.contains(&name)
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
        let stories: Vec<Story> = (pack.stories.into_iter())
            .map(pack::PackStory::into_story)
            .collect();
        let told: Vec<Question> = stories.iter().map(crate::domain::story::question).collect();
        let stories = stories.into_iter();
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

/// Whether a plan was made of another version of one of our packs.
pub fn is_outdated(data: &Data) -> bool {
    let ours = |pack: &str| {
        EMBEDDED
            .iter()
            .any(|(name, _)| name.strip_suffix(".json") == Some(pack))
    };
    data.plans.iter().any(|plan| {
        plan.pack.as_deref().is_some_and(ours) && plan.pack_version.as_deref() != Some(VERSION)
    })
}

/// All packs.
pub fn packs() -> Vec<Pack> {
    let packs = EMBEDDED.iter();
    packs
        .filter_map(|(_, text)| serde_json::from_str(text).ok())
        .collect()
}

/// The packs that have a plan.
pub fn plans() -> Vec<Pack> {
    let mut packs = packs();
    packs.retain(|pack| pack.plan.is_some());
    packs
}

/// The packs of a roadmap, plans first as they are to stand on the timeline. Empty when there is none of that id.
pub fn roadmap(id: &str) -> Vec<Pack> {
    let mut packs = plans();
    packs.retain(|pack| pack.roadmap == id);
    packs
}

/// The ids of all nodes in the program's packs.
pub fn shipped_node_ids() -> BTreeSet<Id> {
    EMBEDDED
        .iter()
        .flat_map(|(_, text)| node_ids(text))
        .collect()
}

/// Ids of the roadmaps that can be adopted, the default first.
pub const ROADMAPS: [&str; 1] = ["service"];
