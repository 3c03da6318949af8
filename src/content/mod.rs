//! Content that ships with the program: packs of plans, questions and retro prompts. Loads, validates, adopts.

mod adopt;
mod adoption;
mod catalogue;
mod check;
mod copies;
mod coverage;
mod locate;
mod pack;
mod readiness;
mod shipped;
mod start;
mod update;

pub use adopt::adopt;
pub use adoption::{Adoption, LeftOut, Refusal, adopt_pack};
pub use catalogue::{Catalogue, Level, Portfolio, ProblemToSolve, Project, Role, Skill};
pub use check::{Names, Problem, Reason, check_file, check_pack};
pub use copies::{Field, QuestionUpdate, Told, copied};
pub use coverage::{Coverage, coverage};
pub use locate::place;
pub use pack::{Link, Pack, Page, Prompt, PromptKind, RetroForm};
pub use readiness::{Built, Readiness, SkillState, Standing, built};
pub use start::{HOURS, YEARS, start_edit};
pub use update::{PlanUpdate, Update, update};

use crate::domain::{Cadence, Data, Id, Plan, Question, Story};
use std::collections::BTreeMap;

/// Names the files of `data/` once: each is embedded under its name.
macro_rules! embedded {
    ($($name:literal)+) => {
        &[$(($name, include_str!(concat!("../../data/", $name)))),+]
    };
}

/// The packs in `data/`, as they are embedded. Plans first, in the order in which they stand on the timeline.
pub const EMBEDDED: &[(&str, &str)] = embedded! {
    "service.json"
    "career.json"
    "mastery.json"
    "systems.json"
    "practice.json"
    "market.json"
    "careflow.json"
    "tracks-ready.json"
    "tracks-learn.json"
    "tracks-projects.json"
    "tracks-oss.json"
    "portfolio.json"
    "catalogue.json"
    "pages.json"
    "method.json"
    "questions.json"
    "q-cs.json"
    "q-languages.json"
    "q-data.json"
    "q-systems.json"
    "q-web.json"
    "q-people.json"
    "q-platform.json"
    "q-career.json"
    "q-projects.json"
    "q-practice.json"
    "retros.json"
};

/// The version of all packs in `data/`. A plan made of another one can be updated.
pub const VERSION: &str = "2026.11.2";

/// Packs that every start needs bear these names: questions and retro prompts. Plans are read when one is adopted.
fn at_start(name: &str) -> bool {
    name.starts_with("q-") || matches!(name, "questions.json" | "retros.json")
}

/// What the panes need of the packs.
#[derive(Debug, Clone, Default)]
pub struct Content {
    retros: BTreeMap<Cadence, RetroForm>,
    /// Questions of all packs, until they are lent; stories are in it as behavioural questions.
    pub bank: BTreeMap<Id, Question>,
    /// Stories of all packs, as examples of how one is told.
    pub stories: BTreeMap<Id, Story>,
    /// Questions that packs ask no longer: lent to those alone who worked on them.
    retired: BTreeMap<Id, Question>,
}

impl Content {
    /// Reads what every start needs. The embedded packs are valid, a test sees to that.
    pub fn embedded() -> Content {
        let packs = EMBEDDED.iter().filter(|(name, _)| at_start(name));
        Content::of(packs.map(|(_, text)| *text))
    }

    /// What some packs bring; a text that is no pack brings nothing.
    pub fn of<'a>(packs: impl Iterator<Item = &'a str>) -> Content {
        let mut content = Content::default();
        packs
            .filter_map(|text| serde_json::from_str(text).ok())
            .for_each(|pack| content.add(pack));
        content
    }

    /// Puts what packs bring beside the user's data. It is large, and there only once: nothing of it stays here.
    pub fn lend(&mut self, data: &mut Data) {
        let retired = std::mem::take(&mut self.retired);
        if !retired.is_empty() {
            let worked = copies::worked(data);
            let theirs = retired.into_iter();
            self.bank
                .extend(theirs.filter(|(id, _)| worked.contains(&**id)));
        }
        data.bank = std::mem::take(&mut self.bank);
        data.shipped_stories = std::mem::take(&mut self.stories);
    }

    fn add(&mut self, pack: Pack) {
        self.retros.extend(pack.retros);
        let stories: Vec<Story> = (pack.stories.into_iter())
            .map(pack::PackStory::into_story)
            .collect();
        for story in stories {
            let told = crate::domain::story::question(&story);
            self.bank.insert(told.id.clone(), told);
            self.stories.insert(story.id.clone(), story);
        }
        for question in pack.questions {
            let to = match question.retired {
                Some(_) => &mut self.retired,
                None => &mut self.bank,
            };
            to.insert(question.id.clone(), question.into_question());
        }
    }

    /// The form of a cadence's retro.
    pub fn retro(&self, cadence: Cadence) -> Option<&RetroForm> {
        self.retros.get(&cadence)
    }
}

/// Whether the program has a pack of this id.
fn is_ours(pack: &str) -> bool {
    let mut names = EMBEDDED.iter().map(|(name, _)| name.strip_suffix(".json"));
    names.any(|name| name == Some(pack))
}

/// Whether a plan or question was made of another version of one of our packs.
pub fn is_outdated(data: &Data) -> bool {
    let old = |plan: &Plan| {
        plan.pack.as_deref().is_some_and(is_ours) && plan.pack_version.as_deref() != Some(VERSION)
    };
    data.plans.iter().any(old) || copies::is_outdated(data)
}

/// All packs.
pub fn packs() -> Vec<Pack> {
    read(|_, _| true)
}

/// The packs that no start needs: plans, the catalogue, pages.
pub fn later() -> Vec<Pack> {
    read(|name, _| !at_start(name))
}

/// The packs that have a plan.
pub fn plans() -> Vec<Pack> {
    let mut packs = later();
    packs.retain(|pack| pack.plan.is_some());
    packs
}

/// The catalogue of all packs.
pub fn catalogue() -> Catalogue {
    Catalogue::of(&later())
}

/// The pages of all packs.
pub fn pages() -> Vec<Page> {
    let packs = read(|name, text| !at_start(name) && text.contains("\"pages\""));
    packs.into_iter().flat_map(|pack| pack.pages).collect()
}

/// Reads packs by name and text. They are large: what is not asked for is not read.
fn read(wanted: impl Fn(&str, &str) -> bool) -> Vec<Pack> {
    let packs = EMBEDDED.iter().filter(|(name, text)| wanted(name, text));
    packs
        .filter_map(|(_, text)| serde_json::from_str(text).ok())
        .collect()
}

/// The packs of a roadmap, plans first as they are to stand on the timeline. Empty when there is none of that id.
pub fn roadmap(id: &str) -> Vec<Pack> {
    let mut packs = plans();
    packs.retain(|pack| pack.roadmap == id);
    packs
}

/// Ids of the roadmaps that can be adopted, the default first.
pub const ROADMAPS: [&str; 5] = ["service", "market", "tracks", "careflow", "portfolio"];
