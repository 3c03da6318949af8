//! The catalogue: projects by role and level, each with three problems to solve; and roles, with what postings ask for.
//! A project is a small plan that can be put into the user's at a week.

use super::pack::{Pack, PackMetric, PackNode, PackPlan};
use crate::domain::{Draft, DraftState, Id, Kind, Now, Text};
use crate::lang::{Lang, Library};
use chrono::NaiveDate;
use serde::Deserialize;

/// Projects and roles of a pack.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// Remarks: stated against computed numbers, conflicts.
    pub notes: Vec<Text>,
    pub projects: Vec<Project>,
    pub roles: Vec<Role>,
}

/// How much a project asks of whoever builds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Basic,
    Middle,
    Advanced,
    /// Beside the three base projects of a role.
    Optional,
}

impl Level {
    pub fn name(self, lang: Lang) -> &'static str {
        let texts = lang.library();
        match self {
            Level::Basic => texts.basic(),
            Level::Middle => texts.middle(),
            Level::Advanced => texts.advanced(),
            Level::Optional => texts.optional(),
        }
    }
}

/// A project to build.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    pub id: Id,
    /// Id of the role it is for.
    pub role: Id,
    pub level: Level,
    /// Place among the base or the optional projects of its role, from 1.
    pub order: u32,
    /// Stated difficulty, 1..=5.
    pub stars: u8,
    /// Weeks it takes: least, most.
    pub weeks: (u32, u32),
    pub title: Text,
    pub about: Text,
    pub stack: Vec<Text>,
    #[serde(default)]
    pub features: Vec<Text>,
    pub problems: Vec<ProblemToSolve>,
    pub learn: Vec<Text>,
    /// What a second description of the same project states otherwise.
    #[serde(default)]
    pub sheet: Option<Sheet>,
}

/// A problem that the project has on purpose.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProblemToSolve {
    pub id: Id,
    pub title: Text,
    pub problem: Text,
    #[serde(default)]
    pub analysis: Option<Text>,
    pub fix: Text,
    pub result: Text,
    #[serde(default)]
    pub metric: Option<PackMetric>,
}

/// Stated values of a second description.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    pub stars: u8,
    pub level: Text,
    pub weeks: (u32, u32),
}

/// A position to apply for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub id: Id,
    pub title: Text,
    pub about: Text,
    pub competencies: Vec<Text>,
    /// The base projects in the order in which they teach most.
    pub order: Vec<Id>,
    /// Weeks of the base projects as stated: least, most.
    pub weeks: (u32, u32),
    pub minimum: Portfolio,
    pub differentiated: Portfolio,
    pub postings: Postings,
    #[serde(default)]
    pub notes: Vec<Text>,
}

/// A set of projects to apply with.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portfolio {
    pub projects: Vec<Id>,
    /// Weeks as stated: least, most.
    pub weeks: (u32, u32),
    /// Problems solved.
    pub solves: u32,
    pub verdict: Text,
}

/// What postings of a role ask for.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postings {
    pub required: Vec<Skill>,
    pub preferred: Vec<Skill>,
    #[serde(default)]
    pub bonus: Vec<Skill>,
    /// Coverage as stated.
    #[serde(default)]
    pub stated_coverage: Option<Text>,
}

/// A skill, in how many postings it stands, and what shows it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// Per cent of the postings; none where the document states none.
    #[serde(default)]
    pub percent: Option<u32>,
    pub skill: Text,
    /// Projects any of which shows it.
    #[serde(default)]
    pub projects: Vec<Id>,
    /// Topics of the question bank that are about it.
    #[serde(default)]
    pub topics: Vec<String>,
}

impl Catalogue {
    /// What packs have of projects and roles.
    pub fn of(packs: &[Pack]) -> Catalogue {
        let mut catalogue = Catalogue::default();
        for pack in packs {
            catalogue.notes.extend_from_slice(&pack.notes);
            catalogue.projects.extend_from_slice(&pack.projects);
            catalogue.roles.extend_from_slice(&pack.roles);
        }
        catalogue
    }

    /// The projects of a role: base ones by level, then optional ones.
    pub fn of_role(&self, role: &str) -> Vec<&Project> {
        let mut projects: Vec<&Project> = (self.projects.iter())
            .filter(|project| project.role == role)
            .collect();
        projects.sort_by_key(|project| (project.level, project.order));
        projects
    }

    pub fn project(&self, id: &str) -> Option<&Project> {
        self.projects.iter().find(|project| project.id == id)
    }

    /// Weeks that some projects take together, least and most.
    pub fn weeks(&self, projects: &[Id]) -> (u32, u32) {
        let weeks = projects.iter().filter_map(|id| self.project(id));
        weeks.fold((0, 0), |sum, project| {
            (sum.0 + project.weeks.0, sum.1 + project.weeks.1)
        })
    }
}

/// A text in both languages from words of ours.
fn both(word: impl Fn(Library) -> String) -> Text {
    Text::Both {
        en: word(Lang::En.library()),
        ko: word(Lang::Ko.library()),
        extra: None,
    }
}

fn node(id: &str, kind: Kind, title: Text) -> PackNode {
    PackNode {
        id: id.to_owned(),
        kind,
        title,
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
        state: None,
        reason: None,
        children: Vec::new(),
    }
}

impl Project {
    /// The id of the plan it becomes.
    pub fn plan_id(&self) -> Id {
        format!("project-{}", self.id)
    }

    /// The id of the node of that plan that all else is below; questions about the project belong to it.
    pub fn node_id(&self) -> Id {
        format!("{}/work", self.plan_id())
    }

    /// The id of the node of one of its problems.
    pub fn problem_id(&self, problem: &ProblemToSolve) -> Id {
        format!("{}/problems/{}", self.node_id(), problem.id)
    }

    /// Weeks of its three parts, build, solve and write up, as 2 : 2 : 1 of the most it may take.
    fn parts(&self) -> [u32; 3] {
        let weeks = self.weeks.1.max(3);
        let write = (weeks / 5).max(1);
        let solve = ((weeks - write) / 2).max(1);
        [weeks - write - solve, solve, write]
    }

    /// The project as a plan from `base` on: build it, solve its problems with a measured proof each, write them up.
    pub fn plan(&self, base: NaiveDate) -> PackPlan {
        let [build, solve, write] = self.parts();
        let unit = |id: &str, title: Text, weeks: u32, children: Vec<PackNode>| PackNode {
            weeks: Some(weeks),
            children,
            ..node(id, Kind::Unit, title)
        };
        let stack: Vec<&str> = self.stack.iter().map(|tool| tool.get(Lang::En)).collect();
        let stack = stack.join(", ");
        let mut features = vec![node(
            "set-up",
            Kind::Task,
            both(|words| words.set_up(&stack)),
        )];
        let numbered = self.features.iter().enumerate();
        features.extend(numbered.map(|(index, feature)| {
            node(
                &format!("feature-{}", index + 1),
                Kind::Task,
                feature.clone(),
            )
        }));
        if self.features.is_empty() {
            let title = both(|words| words.core_features(self.title.get(words.0)));
            features.push(node("core", Kind::Task, title));
        }
        let problems = self.problems.iter().map(ProblemToSolve::node).collect();
        let mut posts: Vec<PackNode> = (self.problems.iter())
            .map(|problem| {
                let title = both(|words| words.post_about(problem.title.get(words.0)));
                node(&format!("post-{}", problem.id), Kind::Task, title)
            })
            .collect();
        posts.push(node(
            "readme",
            Kind::Task,
            both(|words| words.write_readme().to_owned()),
        ));
        let last = base + chrono::Days::new(u64::from(build + solve + write) * 7 - 1);
        let phase = PackNode {
            span: format!("{base}..{last}").parse().ok(),
            note: Some(self.about.clone()),
            children: vec![
                unit(
                    "build",
                    both(|words| words.build().to_owned()),
                    build,
                    features,
                ),
                unit(
                    "problems",
                    both(|words| words.solve().to_owned()),
                    solve,
                    problems,
                ),
                unit(
                    "write-up",
                    both(|words| words.write_up().to_owned()),
                    write,
                    posts,
                ),
            ],
            ..node("work", Kind::Phase, self.title.clone())
        };
        PackPlan {
            id: self.plan_id(),
            title: self.title.clone(),
            base,
            stated: Default::default(),
            notes: self.learn.clone(),
            nodes: vec![phase],
        }
    }

    /// A draft for each problem, as an idea: the six sections with what is known before the work.
    pub fn drafts(&self, lang: Lang, now: &Now, id: impl Fn(usize) -> Id) -> Vec<Draft> {
        let drafts = self.problems.iter().enumerate();
        drafts
            .map(|(index, problem)| Draft {
                id: id(index),
                title: problem.title.get(lang).to_owned(),
                state: DraftState::Idea,
                body: problem.body(lang),
                node: Some(self.problem_id(problem)),
                created: now.utc,
                updated: now.utc,
                ..Draft::default()
            })
            .collect()
    }
}

impl ProblemToSolve {
    /// As an item: the problem to find and mend, with the proof that it is solved.
    fn node(&self) -> PackNode {
        let mut note = vec![&self.problem];
        note.extend(&self.analysis);
        let note = both(|words| {
            let parts: Vec<&str> = note.iter().map(|part| part.get(words.0)).collect();
            parts.join(" ")
        });
        let proof = PackNode {
            note: self.metric.as_ref().map(|metric| metric.how.clone()),
            ..node("measured", Kind::Criterion, self.result.clone())
        };
        PackNode {
            note: Some(note),
            children: vec![node("fix", Kind::Task, self.fix.clone()), proof],
            ..node(&self.id, Kind::Group, self.title.clone())
        }
    }

    /// The draft's six sections: the problem stands, the rest is to be written.
    fn body(&self, lang: Lang) -> Vec<String> {
        let words = lang.drafts();
        let mut lines = Vec::new();
        for section in crate::domain::draft::Section::ALL {
            use crate::domain::draft::Section;
            lines.push(format!("## {}", words.section(section)));
            if section == Section::Problem {
                lines.push(self.problem.get(lang).to_owned());
            }
            lines.push(String::new());
        }
        lines
    }
}
