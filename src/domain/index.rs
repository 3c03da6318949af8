//! Everything derived from the data that is too dear to derive for every frame: trees, schedules, memories, sums
//! of hours. Kept up to date edit by edit, so that cost grows with the step, not with the history.

use super::calendar::{Now, Week};
use super::chain;
use super::data::Data;
use super::edit::Edit;
use super::records::{Id, Node, Record, Review, Settings, Table};
use super::review::{Memory, Scheduler};
use super::schedule::Schedule;
use super::tree::Tree;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Derived data. [`Index::of`] builds it whole, [`Index::update`] after one edit.
#[derive(Debug, Clone, Default)]
pub struct Index {
    pub tree: Tree,
    pub schedule: Schedule,
    memories: HashMap<Id, Memory>,
    /// Reviews of each question, in no order.
    reviews: HashMap<Id, Vec<Id>>,
    reviews_on: BTreeMap<NaiveDate, u32>,
    /// How many questions are due on which day.
    dues: BTreeMap<NaiveDate, usize>,
    minutes: HashMap<Id, i64>,
    minutes_on: BTreeMap<NaiveDate, i64>,
    /// Goes up with every change: who caches something compares it.
    pub revision: u64,
    /// Goes up when questions change: texts prepared for searching stay good until then.
    pub question_revision: u64,
    /// Goes up when a memory may have changed.
    pub memory_revision: u64,
}

impl Index {
    /// Derives everything: a walk over the whole history.
    pub fn of(data: &Data) -> Index {
        let tree = Tree::of(data);
        let mut index = Index {
            schedule: Schedule::of(data, &tree),
            tree,
            ..Index::default()
        };
        index.read_reviews(data);
        for log in data.logs.iter().filter(|log| !log.deleted) {
            index.count_minutes(&log.node, log.on, log.minutes);
        }
        index.count_dues(data);
        index
    }

    /// Brings the index up to date after `edit` was applied to `data`.
    pub fn update(&mut self, data: &Data, edit: &Edit) {
        self.revision += 1;
        let touches = |table| {
            edit.changes
                .iter()
                .any(|change| change.key().is_some_and(|key| key.0 == table))
        };
        if only_retention_changes(edit) {
            let scheduler = Scheduler::of(&data.settings());
            for (question, memory) in &mut self.memories {
                *memory = rechecked(data, question, scheduler.redue(*memory));
            }
            self.memory_revision += 1;
            self.count_dues(data);
            return;
        }
        if scheduling_changes(edit) {
            // Every due day may change.
            *self = Index {
                revision: self.revision,
                question_revision: self.question_revision + u64::from(touches(Table::Question)),
                memory_revision: self.memory_revision + 1,
                ..Index::of(data)
            };
            return;
        }
        self.question_revision += u64::from(touches(Table::Question));
        self.memory_revision += u64::from(touches(Table::Review) || touches(Table::Question));
        if touches(Table::Plan) || touches(Table::Node) {
            self.tree = Tree::of(data);
            self.schedule = Schedule::of(data, &self.tree);
        }
        let mut questions = BTreeSet::new();
        for change in &edit.changes {
            for (record, there) in [(&change.before, false), (&change.after, true)] {
                match record {
                    Some(Record::Review(review)) => {
                        self.count_review(review, there);
                        questions.insert(review.question.clone());
                    }
                    Some(Record::Question(question)) => {
                        let whys = chain::walk(question).into_iter();
                        let whys = whys.map(|step| chain::id_of(&question.id, &step.path));
                        let all = whys.chain([question.id.clone()]);
                        questions.extend(all.filter(|id| self.reviews.contains_key(id)));
                    }
                    Some(Record::Log(log)) if !log.deleted => {
                        self.count_minutes(
                            &log.node,
                            log.on,
                            if there { log.minutes } else { -log.minutes },
                        );
                    }
                    _ => {}
                }
            }
        }
        if !questions.is_empty() {
            let scheduler = Scheduler::of(&data.settings());
            for question in questions {
                self.count_due(data, &question, false);
                self.remember(data, &scheduler, &question);
                self.count_due(data, &question, true);
            }
        }
        if touches(Table::Question) {
            self.count_dues(data);
        }
    }

    /// Counts all reviews and replays them question by question.
    fn read_reviews(&mut self, data: &Data) {
        let mut by_question: HashMap<&str, Vec<&Review>> = HashMap::new();
        for review in data.reviews.iter() {
            by_question
                .entry(&review.question)
                .or_default()
                .push(review);
            *self.reviews_on.entry(review.on).or_default() += 1;
        }
        let scheduler = Scheduler::of(&data.settings());
        for (question, mut reviews) in by_question {
            sort_by_time(&mut reviews);
            if let Some(memory) = remembered(data, &scheduler, question, &reviews) {
                self.memories.insert(question.to_owned(), memory);
            }
            let ids = reviews
                .into_iter()
                .map(|review| review.id.clone())
                .collect();
            self.reviews.insert(question.to_owned(), ids);
        }
    }

    fn count_review(&mut self, review: &Review, there: bool) {
        let list = self.reviews.entry(review.question.clone()).or_default();
        let count = self.reviews_on.entry(review.on).or_default();
        if there {
            list.push(review.id.clone());
            *count += 1;
        } else {
            list.retain(|id| *id != review.id);
            *count = count.saturating_sub(1);
        }
    }

    fn remember(&mut self, data: &Data, scheduler: &Scheduler, question: &str) {
        match remembered(data, scheduler, question, &self.history(data, question)) {
            Some(memory) => self.memories.insert(question.to_owned(), memory),
            None => self.memories.remove(question),
        };
    }

    fn count_minutes(&mut self, node: &str, on: NaiveDate, minutes: i64) {
        *self.minutes.entry(node.to_owned()).or_default() += minutes;
        *self.minutes_on.entry(on).or_default() += minutes;
    }

    /// What is known of a question's memory; none when it was never reviewed.
    pub fn memory(&self, question: &str) -> Option<Memory> {
        self.memories.get(question).copied()
    }

    /// Every question (and follow-up) that was reviewed, with its memory; in no order.
    pub fn memories(&self) -> impl Iterator<Item = (&Id, &Memory)> {
        self.memories.iter()
    }

    /// A question's reviews that count, oldest first, as they are replayed.
    pub fn history<'a>(&self, data: &'a Data, question: &str) -> Vec<&'a Review> {
        let ids = self.reviews.get(question).into_iter().flatten();
        let reviews: Vec<&Review> = ids.filter_map(|id| data.reviews.get(id)).collect();
        let mut reviews: Vec<&Review> = counted(data, question, &reviews).collect();
        sort_by_time(&mut reviews);
        reviews
    }

    /// How many reviewed questions are due by `day`.
    pub fn due(&self, day: NaiveDate) -> usize {
        self.dues.range(..=day).map(|(_, count)| count).sum()
    }

    fn count_dues(&mut self, data: &Data) {
        self.dues.clear();
        for (question, memory) in &self.memories {
            if chain::exists(data, question) {
                *self.dues.entry(memory.due).or_default() += 1;
            }
        }
    }

    /// Counts one question in, or out before its memory changes.
    fn count_due(&mut self, data: &Data, question: &str, there: bool) {
        let Some(memory) = self
            .memory(question)
            .filter(|_| chain::exists(data, question))
        else {
            return;
        };
        let count = self.dues.entry(memory.due).or_default();
        *count = if there {
            *count + 1
        } else {
            count.saturating_sub(1)
        };
    }

    /// Reviews counted for a study day.
    pub fn reviews_on(&self, day: NaiveDate) -> u32 {
        self.reviews_on.get(&day).copied().unwrap_or(0)
    }

    /// Minutes logged on a node itself.
    pub fn minutes(&self, node: &str) -> i64 {
        self.minutes.get(node).copied().unwrap_or(0)
    }

    /// Minutes logged on a node and all below it.
    pub fn minutes_below(&self, data: &Data, node: &str) -> i64 {
        let below: i64 = self
            .tree
            .below(data, node)
            .iter()
            .map(|(child, _)| self.minutes(&child.id))
            .sum();
        self.minutes(node) + below
    }

    /// Minutes logged on a study day.
    pub fn minutes_on(&self, day: NaiveDate) -> i64 {
        self.minutes_on.get(&day).copied().unwrap_or(0)
    }

    /// Minutes logged in a week.
    pub fn minutes_in(&self, week: Week) -> i64 {
        self.minutes_on
            .range(week.monday()..=week.sunday())
            .map(|(_, minutes)| minutes)
            .sum()
    }

    /// The nodes whose items make up a week: what is due in it, units of the schedule, own items planned for it. What lies
    /// below another of them is not named again.
    pub fn week_nodes(&self, data: &Data, week: Week) -> Vec<Id> {
        let mut units: Vec<Id> = self.schedule.in_week(week).cloned().collect();
        units.sort_by_key(|id| self.plan_order(data, id));
        let mut due: Vec<(NaiveDate, &Id)> = (data.progress.iter())
            .filter_map(|progress| Some((progress.due?, &progress.id)))
            .filter(|(due, _)| Week::of(*due) == week)
            .collect();
        due.sort_unstable();
        let due: Vec<&Id> = due.into_iter().map(|(_, id)| id).collect();
        let mut own: Vec<&Node> = (data.nodes.iter())
            .filter(|node| node.week == Some(week))
            .collect();
        own.sort_by_key(|node| (node.order, node.id.clone()));
        let stands = |node: &Node| {
            node.week == Some(week) || due.contains(&&node.id) || units.contains(&node.id)
        };
        let stands_alone = |id: &Id| {
            let node = data.nodes.get(id).filter(|node| !node.deleted);
            node.is_some()
                && !self
                    .tree
                    .ancestors(data, id)
                    .iter()
                    .any(|above| stands(above))
        };
        let own = own.into_iter().map(|node| &node.id);
        let mut nodes: Vec<Id> = Vec::new();
        for id in due.iter().copied().chain(&units).chain(own) {
            if !nodes.contains(id) && stands_alone(id) {
                nodes.push(id.clone());
            }
        }
        nodes
    }

    fn plan_order(&self, data: &Data, node: &str) -> (i64, Option<NaiveDate>) {
        let plan = data
            .nodes
            .get(node)
            .and_then(|node| data.plans.get(&node.plan));
        (
            plan.map_or(i64::MAX, |plan| plan.order),
            self.schedule.range(node).map(|range| range.from),
        )
    }

    /// Promises still to be answered: those of the latest finished or begun daily retro before today.
    pub fn promises<'a>(&self, data: &'a Data, now: &Now) -> Option<&'a super::records::Retro> {
        let today = now.today();
        data.retros
            .iter()
            .rev()
            .filter(|retro| retro.cadence == super::records::Cadence::Daily && retro.on < today)
            .max_by_key(|retro| retro.on)
            .filter(|retro| retro.promises.iter().any(|promise| promise.kept.is_none()))
    }
}

/// What is remembered of a question after its reviews, oldest first. Those before its `since` do not count, and its
/// `recheck` brings it up earlier.
fn remembered(
    data: &Data,
    scheduler: &Scheduler,
    question: &str,
    reviews: &[&Review],
) -> Option<Memory> {
    let memory = scheduler.replay(counted(data, question, reviews))?;
    Some(rechecked(data, question, memory))
}

/// The reviews of a question from its `since` on, in the order given. Its follow-ups begin anew with it.
fn counted<'r, 'a>(
    data: &Data,
    question: &str,
    reviews: &'r [&'a Review],
) -> impl Iterator<Item = &'a Review> + use<'r, 'a> {
    let since = data
        .question(chain::split(question).0)
        .and_then(|question| question.since);
    let reviews = reviews.iter().copied();
    reviews.filter(move |review| since.is_none_or(|since| review.at > since))
}

/// The memory, due on the day its question is to be looked at again, if that is earlier.
fn rechecked(data: &Data, question: &str, memory: Memory) -> Memory {
    let recheck = data.question(question).and_then(|it| it.recheck);
    match recheck.filter(|day| memory.last < *day) {
        Some(day) => Memory {
            due: memory.due.min(day),
            ..memory
        },
        None => memory,
    }
}

/// Whether an edit changes how schedules are computed.
fn scheduling_changes(edit: &Edit) -> bool {
    let scheduling = |record: &Option<Record>| match record {
        Some(Record::Settings(settings)) => (settings.retention, settings.parameters.clone()),
        _ => (Settings::default().retention, Vec::new()),
    };
    edit.changes
        .iter()
        .any(|change| scheduling(&change.before) != scheduling(&change.after))
}

/// Whether an edit changes nothing of schedules but the desired retention: memories stay, their due days move.
fn only_retention_changes(edit: &Edit) -> bool {
    match &edit.changes[..] {
        [change] => match (&change.before, &change.after) {
            (Some(Record::Settings(before)), Some(Record::Settings(after))) => {
                before.parameters == after.parameters && before.retention != after.retention
            }
            _ => false,
        },
        _ => false,
    }
}

/// The order in which reviews are replayed: by time, and by id where the time is the same.
fn sort_by_time(reviews: &mut [&Review]) {
    reviews.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
}
