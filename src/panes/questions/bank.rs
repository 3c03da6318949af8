//! The questions as the list needs them: in order, counted by topic, ready to be searched. Each part is prepared
//! again only when what it depends on has changed, so that 100,000 questions cost nothing but when they must.

use crate::domain::review::{NEW_A_DAY, Standing};
use crate::domain::search::{Haystack, Matcher, Search};
use crate::domain::{Id, Question};
use crate::lang::Lang;
use crate::panes::Env;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// How many questions are made ready for searching in one go while the user does something else.
pub const SLICE: usize = 1_000;

/// A question of the list.
#[derive(Debug)]
pub struct Entry {
    pub id: Id,
    /// Index into [`Bank::topics`].
    pub topic: usize,
    pub standing: Standing,
    /// Reviewed, but not yet well remembered.
    pub learning: bool,
    this_week: bool,
}

/// A topic and how much there is of it.
#[derive(Debug, Default)]
pub struct Topic {
    pub name: String,
    pub count: usize,
    pub due: usize,
}

/// What the entries were made from.
type Texts = (u64, usize, usize);

/// All questions. Entries are by id; an index into them stays good until the questions change.
#[derive(Default)]
pub struct Bank {
    texts: Option<(Texts, Lang)>,
    week: Option<BTreeSet<Id>>,
    stand: Option<(u64, NaiveDate)>,
    entries: Vec<Entry>,
    pub topics: Vec<Topic>,
    /// All entries in the list's own order.
    order: Vec<usize>,
    pub due: usize,
    /// How many questions were reviewed for the first time today.
    begun: usize,
    /// Prompts in the user's language, and everything that can be searched in; made as time allows.
    prompts: Vec<Haystack>,
    wholes: Vec<Haystack>,
    in_prompts: Search,
    in_wholes: Search,
}

impl Bank {
    /// Brings everything up to date. Says whether the list has to be made again.
    pub fn sync(&mut self, env: &Env) -> bool {
        let texts = (
            env.index.question_revision,
            env.data.questions.len(),
            env.data.bank.len(),
        );
        let known = self.texts.replace((texts, env.lang));
        let same_questions = known.is_some_and(|(known, _)| known == texts);
        if !same_questions {
            self.read(env);
        }
        if !same_questions || known.is_some_and(|(_, lang)| lang != env.lang) {
            self.prompts.clear();
            self.wholes.clear();
            self.in_prompts.forget();
            self.in_wholes.forget();
        }
        let week = this_week(env);
        let same_week = same_questions && self.week.as_ref() == Some(&week);
        if !same_week {
            self.mark_week(env, &week);
            self.week = Some(week);
        }
        let stand = (env.index.memory_revision, env.now.today());
        let same_stand = same_week && self.stand == Some(stand);
        if !same_stand {
            self.stand = Some(stand);
            self.take_stands(env);
        }
        self.prepare(env, SLICE);
        !same_stand || known.is_none_or(|(_, lang)| lang != env.lang)
    }

    /// Reads which questions there are, and their topics.
    fn read(&mut self, env: &Env) {
        let mut topics: HashMap<&str, usize> = HashMap::new();
        self.topics.clear();
        self.entries.clear();
        for question in env.data.all_questions() {
            let topic = *topics.entry(&question.topic).or_insert_with(|| {
                self.topics.push(Topic {
                    name: question.topic.clone(),
                    ..Topic::default()
                });
                self.topics.len() - 1
            });
            self.entries.push(Entry {
                id: question.id.clone(),
                topic,
                standing: Standing::New,
                learning: false,
                this_week: false,
            });
        }
        // Where a question is from must not show in its place: one that was edited stays where it was.
        self.entries.sort_by(|a, b| a.id.cmp(&b.id));
    }

    /// Finds the questions that belong to this week's units.
    fn mark_week(&mut self, env: &Env, week: &BTreeSet<Id>) {
        for entry in &mut self.entries {
            let units = env
                .data
                .question(&entry.id)
                .map_or(&[][..], |question| &question.units);
            entry.this_week = units.iter().any(|unit| week.contains(unit));
        }
    }

    /// Works out where each question stands, and the order that follows from it.
    fn take_stands(&mut self, env: &Env) {
        let today = env.now.today();
        (self.due, self.begun) = (0, 0);
        for topic in &mut self.topics {
            (topic.count, topic.due) = (0, 0);
        }
        for entry in &mut self.entries {
            let memory = env.index.memory(&entry.id);
            entry.standing = Standing::of(memory, entry.this_week, today);
            entry.learning = memory.is_some_and(|memory| memory.is_learning());
            let is_due = usize::from(entry.standing.is_due());
            self.due += is_due;
            self.begun += usize::from(memory.is_some_and(|memory| memory.first == today));
            self.topics[entry.topic].due += is_due;
            self.topics[entry.topic].count += 1;
        }
        self.order = (0..self.entries.len()).collect();
        self.order
            .sort_unstable_by_key(|index| (self.entries[*index].standing, *index));
    }

    pub fn entry(&self, index: usize) -> Option<&Entry> {
        self.entries.get(index)
    }

    /// The entry of a question.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.entries
            .binary_search_by(|entry| entry.id.as_str().cmp(id))
            .ok()
    }

    pub fn order(&self) -> &[usize] {
        &self.order
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many new questions may still be begun today.
    pub fn new_left(&self) -> usize {
        NEW_A_DAY.saturating_sub(self.begun)
    }

    /// How many new questions a session would bring now.
    pub fn new_now(&self) -> usize {
        let new = self.standing_as(|standing| standing == Standing::NewThisWeek);
        new.take(self.new_left()).count()
    }

    fn standing_as(&self, like: impl Fn(Standing) -> bool) -> impl Iterator<Item = Standing> {
        let standings = self.order.iter().map(|index| self.entries[*index].standing);
        standings.filter(move |standing| like(*standing))
    }

    /// The next day on which something comes up, and how much.
    pub fn next_due(&self) -> Option<(NaiveDate, usize)> {
        // The rest of the order is by day, so the first of them is the next.
        let first = self
            .order
            .partition_point(|index| !matches!(self.entries[*index].standing, Standing::Later(_)));
        let standing = |index: &usize| self.entries[*index].standing;
        let Standing::Later(day) = standing(self.order.get(first)?) else {
            return None;
        };
        let count = self.order[first..]
            .iter()
            .take_while(|index| standing(index) == Standing::Later(day))
            .count();
        Some((day, count))
    }

    /// The earliest and the latest day on which a question is due: no day of the list is worded longer.
    pub fn days(&self) -> [Option<NaiveDate>; 2] {
        let day = |index: &usize| match self.entries[*index].standing {
            Standing::Due(day) | Standing::Later(day) => Some(day),
            Standing::NewThisWeek | Standing::New => None,
        };
        let first = self.order.first().and_then(day);
        [first, self.order.last().and_then(day)]
    }

    /// Whether some questions cannot be searched yet.
    pub fn is_unprepared(&self) -> bool {
        self.wholes.len() < self.entries.len()
    }

    /// Makes some more questions ready for searching.
    pub fn prepare(&mut self, env: &Env, most: usize) {
        for entry in self.entries.iter().skip(self.wholes.len()).take(most) {
            let Some(question) = env.data.question(&entry.id) else {
                // Keeps the indices in step; the entry goes with the next sync.
                self.prompts.push(Haystack::new(""));
                self.wholes.push(Haystack::new(""));
                continue;
            };
            let prompt = question.prompt.get(env.lang);
            self.prompts.push(Haystack::new(prompt));
            self.wholes
                .push(Haystack::new(&searchable(question, env.lang)));
        }
    }

    /// The questions that match a query, best first: by their prompt, then by anything else about them. As long as
    /// some hold the words as they stand, those with the letters strewn over them are left out.
    pub fn find(&mut self, env: &Env, query: &str) -> Vec<usize> {
        self.prepare(env, usize::MAX);
        let matcher = Matcher::new(query);
        let prompts = self.in_prompts.update(query, &self.prompts);
        let wholes = self.in_wholes.update(query, &self.wholes);
        let mut taken = vec![false; self.entries.len()];
        let mut found = Vec::new();
        for whole in [true, false] {
            for hits in [prompts, wholes] {
                // Hits come best first, so those of one quality stand together.
                let from = match whole {
                    true => 0,
                    false => hits.partition_point(|hit| matcher.is_whole(hit.score)),
                };
                for hit in &hits[from..] {
                    if matcher.is_whole(hit.score) != whole {
                        break;
                    }
                    let index = hit.index as usize;
                    if !std::mem::replace(&mut taken[index], true) {
                        found.push(index);
                    }
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        found
    }
}

/// All that a question can be found by.
fn searchable(question: &Question, lang: Lang) -> String {
    let mut text = question.prompt.get(lang).to_owned();
    let mut add = |part: &str| {
        if !part.is_empty() {
            text.push('\n');
            text.push_str(part);
        }
    };
    for lang in [lang, lang.other()] {
        if !question.topic.is_empty() {
            add(lang.questions().topic(&question.topic));
        }
        add(question.company.as_ref().map_or("", |name| name.get(lang)));
    }
    question.tags.iter().for_each(|tag| add(tag));
    add(question.prompt.get(lang.other()));
    text
}

/// The nodes that are studied this week, with all that is above and below them.
fn this_week(env: &Env) -> BTreeSet<Id> {
    let mut nodes = BTreeSet::new();
    for id in env.index.week_nodes(env.data, env.now.week()) {
        let above = env.index.tree.ancestors(env.data, &id);
        let below = env.index.tree.below(env.data, &id);
        nodes.extend(above.iter().map(|node| node.id.clone()));
        nodes.extend(below.iter().map(|(node, _)| node.id.clone()));
        nodes.insert(id);
    }
    nodes
}
