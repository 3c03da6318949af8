//! How ready somebody is for a role: what its postings ask for, set against projects finished and questions known.

use super::catalogue::{Catalogue, Project, Role, Skill};
use crate::domain::review::Memory;
use crate::domain::{Data, Id, Index, Node, State};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Share of a topic's questions that must be known for it to count.
const KNOWN_SHARE: f64 = 0.8;

/// The plan whose units are topics to master, named as the topics of the bank are.
const MASTERY: &str = "mastery";

/// Fewer questions than this say nothing about a topic.
const FEWEST: usize = 3;

/// How far a project of the catalogue is in the user's plans.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Built {
    /// Whether it has been put into the plan.
    pub planned: bool,
    /// Problems solved with their proof, and all of them.
    pub solved: usize,
    pub problems: usize,
}

impl Built {
    /// Whether all its problems are solved.
    pub fn is_finished(self) -> bool {
        self.problems > 0 && self.solved == self.problems
    }
}

/// A skill and what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillState {
    /// Finished projects that show it.
    pub shown_by: Vec<Id>,
    /// Projects that would show it, not finished.
    pub would_show: Vec<Id>,
    /// Questions of its topics that are known by today, and all of them.
    pub known: usize,
    pub questions: usize,
    /// Whether the user's mastery map has one of its topics as done.
    pub is_mastered: bool,
}

impl SkillState {
    /// Whether a finished project shows it, or enough of its questions are known.
    pub fn is_covered(&self) -> bool {
        let is_known = self.questions >= FEWEST && self.known >= self.enough();
        !self.shown_by.is_empty() || self.is_mastered || is_known
    }

    /// How many questions have to be known.
    fn enough(&self) -> usize {
        (KNOWN_SHARE * self.questions as f64).ceil() as usize
    }

    /// How many more questions would cover it; none where there are too few to tell.
    pub fn more_to_know(&self) -> Option<usize> {
        (self.questions >= FEWEST).then(|| self.enough().saturating_sub(self.known))
    }
}

/// The skills of a role, each with its state.
#[derive(Debug, Clone, PartialEq)]
pub struct Readiness {
    pub required: Vec<SkillState>,
    pub preferred: Vec<SkillState>,
    pub bonus: Vec<SkillState>,
}

impl Readiness {
    /// Share covered of some skills, 0..=100, each counted by the per cent of postings that ask for it.
    pub fn percent(states: &[SkillState], skills: &[Skill]) -> u32 {
        let weight = |skill: &Skill| skill.percent.unwrap_or(100);
        let all: u32 = skills.iter().map(weight).sum();
        let pairs = states.iter().zip(skills);
        let covered = pairs.filter(|(state, _)| state.is_covered());
        let covered: u32 = covered.map(|(_, skill)| weight(skill)).sum();
        (covered * 100).checked_div(all).unwrap_or(0)
    }
}

/// How far a project is.
pub fn built(project: &Project, data: &Data, index: &Index) -> Built {
    let solved = |id: &Id| {
        let node = data.nodes.get(id).filter(|node| !node.deleted);
        node.is_some_and(|node| index.tree.shown_state(data, node) == State::Done)
    };
    let ids = project.problems.iter().map(|p| project.problem_id(p));
    Built {
        planned: data.plans.contains(&project.plan_id()),
        solved: ids.filter(solved).count(),
        problems: project.problems.len(),
    }
}

/// What is known on a study day, counted once for all roles and skills: there may be ten thousand questions.
pub struct Standing<'a> {
    catalogue: &'a Catalogue,
    data: &'a Data,
    index: &'a Index,
    /// Questions known and all questions, by topic.
    topics: BTreeMap<&'a str, (usize, usize)>,
    /// Topics of the mastery plan that are done.
    mastered: BTreeSet<&'a str>,
}

impl<'a> Standing<'a> {
    pub fn new(
        catalogue: &'a Catalogue,
        data: &'a Data,
        index: &'a Index,
        today: NaiveDate,
    ) -> Standing<'a> {
        let mut topics: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for question in data.all_questions() {
            // What is not due yet is remembered as well as the user wants it to be.
            let is_known = |memory: Memory| memory.due > today;
            let (known, questions) = topics.entry(&question.topic).or_default();
            *questions += 1;
            *known += usize::from(index.memory(&question.id).is_some_and(is_known));
        }
        let topic = |node: &'a Node| node.id.rsplit('/').next().unwrap_or_default();
        let nodes = data.nodes.iter();
        let mastered = nodes
            .filter(|node| !node.deleted && node.plan == MASTERY)
            .filter(|node| topics.contains_key(topic(node)))
            .filter(|node| index.tree.shown_state(data, node) == State::Done);
        Standing {
            catalogue,
            data,
            index,
            mastered: mastered.map(topic).collect(),
            topics,
        }
    }

    /// The state of every skill of a role.
    pub fn readiness(&self, role: &Role) -> Readiness {
        let states = |skills: &[Skill]| skills.iter().map(|skill| self.state(skill)).collect();
        Readiness {
            required: states(&role.postings.required),
            preferred: states(&role.postings.preferred),
            bonus: states(&role.postings.bonus),
        }
    }

    fn state(&self, skill: &Skill) -> SkillState {
        let projects = skill.projects.iter();
        let projects = projects.filter_map(|id| self.catalogue.project(id));
        let is_finished = |project: &&Project| built(project, self.data, self.index).is_finished();
        let (shown, would) = projects.partition::<Vec<&Project>, _>(is_finished);
        let topics: BTreeSet<&str> = skill.topics.iter().map(String::as_str).collect();
        let counts = topics.iter().filter_map(|topic| self.topics.get(topic));
        let (known, questions) = counts.fold((0, 0), |sum, (known, questions)| {
            (sum.0 + known, sum.1 + questions)
        });
        let ids = |projects: Vec<&Project>| projects.iter().map(|p| p.id.clone()).collect();
        SkillState {
            shown_by: ids(shown),
            would_show: ids(would),
            known,
            questions,
            is_mastered: !topics.is_disjoint(&self.mastered),
        }
    }
}
