//! The questions as the list needs them: in order, counted by topic, ready to be searched. Each part is prepared
//! again only when what it depends on has changed, so that 100,000 questions cost nothing but when they must.

mod order;

use super::deep::{self, Deep};
pub use super::entry::{Entry, Sort};
use super::find::{Finder, STEP, Texts};
use crate::domain::relearn;
use crate::domain::review::Standing;
use crate::domain::search::Haystack;
use crate::domain::session::weakness;
use crate::domain::{Id, Question, Text};
use crate::lang::Lang;
use crate::panes::Env;
use chrono::NaiveDate;
use order::Titles;
use std::collections::{BTreeSet, HashMap};

/// How many questions are made ready for searching in one go while the user does something else.
pub const SLICE: usize = 1_000;

/// A topic and how much there is of it.
#[derive(Debug, Default)]
pub struct Topic {
    pub name: String,
    pub count: usize,
    pub due: usize,
}

/// What the entries were made from: the revision of the questions, and how many there are of both kinds.
type Source = (u64, usize, usize);

/// All questions. Entries are by id; an index into them stays good until the questions change.
#[derive(Default)]
pub struct Bank {
    source: Option<(Source, Lang)>,
    week: Option<BTreeSet<Id>>,
    stand: Option<(u64, NaiveDate)>,
    /// The questions that wait for an item, and the revision at which that was so.
    waiting: Option<(u64, BTreeSet<Id>)>,
    entries: Vec<Entry>,
    pub topics: Vec<Topic>,
    /// Companies and tags. They only grow, so that a place in them stays good.
    pub companies: Vec<Text>,
    pub tags: Vec<String>,
    company_places: HashMap<String, usize>,
    tag_places: HashMap<String, usize>,
    /// All entries in the order in which they are worth looking at.
    order: Vec<usize>,
    sort: Sort,
    /// All entries in the list's own order, where that is another one.
    sorted: Vec<usize>,
    titles: Titles,
    pub due: usize,
    /// Whys that are due on their own.
    pub whys: usize,
    /// Those of them that were not new today.
    due_before: usize,
    /// How many questions were reviewed for the first time today.
    begun: usize,
    /// How many may be begun on a day.
    new_a_day: usize,
    /// How many new questions belong to this week.
    new_this_week: usize,
    /// New ones of any week.
    new: usize,
    /// What can be searched, entry by entry; made as time allows.
    texts: Vec<Texts>,
    finder: Finder,
    deep: Deep,
}

impl Bank {
    /// Brings everything up to date. Says whether the list has to be made again.
    pub fn sync(&mut self, env: &Env) -> bool {
        self.new_a_day = env.data.settings().new_a_day as usize;
        let source = (
            env.index.question_revision,
            env.data.questions.len(),
            env.data.bank.len(),
        );
        let known = self.source.replace((source, env.lang));
        let same_questions = known.is_some_and(|(known, _)| known == source);
        if !same_questions {
            self.read(env);
        }
        if !same_questions || known.is_some_and(|(_, lang)| lang != env.lang) {
            self.texts.clear();
            self.titles = Titles::default();
            self.deep.clear();
            self.finder.forget();
        }
        let week = this_week(env);
        let same_week = same_questions && self.week.as_ref() == Some(&week);
        if !same_week {
            self.mark_week(env, &week);
            self.week = Some(week);
        }
        let stand = (env.index.memory_revision, env.now.today());
        let same_stand = !self.wait(env) && same_week && self.stand == Some(stand);
        if !same_stand {
            self.stand = Some(stand);
            self.take_stands(env);
        }
        self.prepare(env);
        self.sort_on(env);
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
            let company = question.company.as_ref();
            let companies = company.map_or(Vec::new(), |company| {
                companies_of(company)
                    .map(|name| {
                        let key = name.get(Lang::En).to_owned();
                        place_of(&mut self.company_places, &mut self.companies, key, name)
                    })
                    .collect()
            });
            let tags = question.tags.iter().map(|tag| {
                place_of(
                    &mut self.tag_places,
                    &mut self.tags,
                    tag.clone(),
                    tag.clone(),
                )
            });
            self.entries.push(Entry {
                id: question.id.clone(),
                topic,
                standing: Standing::New,
                learning: false,
                this_week: false,
                kind: question.kind,
                difficulty: question.difficulty,
                own: question.own,
                companies,
                tags: tags.collect(),
                weakness: 0.0,
                is_leech: false,
                is_unknown: false,
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

    /// Looks which questions wait for an item. Says whether others do than before.
    fn wait(&mut self, env: &Env) -> bool {
        let revision = env.index.revision;
        if self.waiting.as_ref().is_some_and(|it| it.0 == revision) {
            return false;
        }
        let waiting = relearn::waiting(env.data);
        let known = self.waiting.replace((revision, waiting));
        known.map(|it| it.1) != self.waiting.as_ref().map(|it| it.1.clone())
    }

    /// Works out where each question stands, and the order that follows from it.
    fn take_stands(&mut self, env: &Env) {
        let today = env.now.today();
        self.whys = super::whys::due(env).len();
        (self.due, self.due_before) = (0, 0);
        (self.begun, self.new_this_week, self.new) = (0, 0, 0);
        for topic in &mut self.topics {
            (topic.count, topic.due) = (0, 0);
        }
        let nothing = BTreeSet::new();
        let waiting = self.waiting.as_ref().map_or(&nothing, |it| &it.1);
        for entry in &mut self.entries {
            let memory = env.index.memory(&entry.id);
            entry.standing = Standing::of(memory, entry.this_week, today);
            entry.learning = memory.is_some_and(|memory| memory.is_learning());
            entry.weakness = memory.map_or(0.0, |memory| weakness(memory, today));
            entry.is_unknown = waiting.contains(&entry.id);
            entry.is_leech = memory.is_some_and(|memory| memory.lapses >= relearn::LEECH);
            // What waits is not asked.
            let asked = !entry.is_unknown;
            let is_due = usize::from(entry.is_due());
            let begun = memory.is_some_and(|memory| memory.first == today);
            self.due += is_due;
            self.due_before += if begun { 0 } else { is_due };
            self.new += usize::from(memory.is_none() && asked);
            self.new_this_week += usize::from(entry.standing == Standing::NewThisWeek && asked);
            self.begun += usize::from(begun);
            self.topics[entry.topic].due += is_due;
            self.topics[entry.topic].count += 1;
        }
        self.order = (0..self.entries.len()).collect();
        self.order
            .sort_unstable_by_key(|index| (self.entries[*index].standing, *index));
        self.arrange(env, self.sort);
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

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many new questions may still be begun today.
    pub fn new_left(&self) -> usize {
        self.new_a_day.saturating_sub(self.begun)
    }

    /// How many new questions a session would bring now.
    pub fn new_now(&self) -> usize {
        let new = if self.asks_any_new() {
            self.new
        } else {
            self.new_this_week
        };
        new.min(self.new_left())
    }

    /// Whether a session brings new questions of other weeks too: when nothing is due and this week has none. New
    /// ones that come once more today do not count as due: the session they are from goes on.
    pub fn asks_any_new(&self) -> bool {
        self.due_before == 0 && self.new_this_week == 0
    }

    /// The next day on which something comes up, of one topic or of all, and how much.
    pub fn next_due(&self, topic: Option<&str>) -> Option<(NaiveDate, usize)> {
        // The end of the order is by day, so the first of them is the next.
        let mut days = self.order.iter().filter_map(|index| {
            let entry = &self.entries[*index];
            let asked = topic.is_none_or(|topic| self.topics[entry.topic].name == topic);
            match entry.standing {
                Standing::Later(day) => asked.then_some(day),
                Standing::Due(_) | Standing::NewThisWeek | Standing::New => None,
            }
        });
        let first = days.next()?;
        Some((first, 1 + days.take_while(|day| *day == first).count()))
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

    /// Whether there is something to do between two keys: texts to prepare, or a search to finish.
    pub fn is_busy(&self) -> bool {
        self.is_sorting()
            || self.texts.len() < self.entries.len()
            || !self.finder.is_done(self.entries.len())
    }

    /// Does a part of that. Says whether a search has come further.
    pub fn work(&mut self, env: &Env) -> bool {
        self.prepare(env);
        let sorted = self.sort_on(env);
        let looked = self.finder.step(&self.texts, self.entries.len(), STEP);
        self.look_deeper(env) || looked || sorted
    }

    /// Looks into answers, once everything else was looked at. Says whether it did.
    pub fn look_deeper(&mut self, env: &Env) -> bool {
        let Bank {
            entries,
            texts,
            finder,
            deep,
            ..
        } = self;
        finder.step_deep(texts, entries.len(), deep::STEP, |index, matcher| {
            let question = entries
                .get(index)
                .and_then(|entry| env.data.question(&entry.id));
            deep.look(index, question, |it| searchable(it, env.lang), matcher)
        })
    }

    /// Makes some more questions ready for searching.
    fn prepare(&mut self, env: &Env) {
        let next = self.texts.len();
        for entry in self.entries.iter().skip(next).take(SLICE) {
            let question = env.data.question(&entry.id);
            let prompt = question.map_or("", |question| question.prompt.get(env.lang));
            let other = question.map_or("", |question| question.prompt.get(env.lang.other()));
            let whole = question.map_or(String::new(), |question| searchable(question, env.lang));
            self.texts.push(Texts {
                prompt: Haystack::new(prompt),
                other: Haystack::new(other),
                whole: Haystack::new(&whole),
            });
        }
    }

    /// The questions that match a query, as far as they were looked at, best first.
    pub fn find(&mut self, query: &str) -> Vec<usize> {
        if self.finder.ask(query) {
            self.finder.step(&self.texts, self.entries.len(), STEP);
        }
        self.finder.found()
    }
}

/// The place of a name in a list, at the end of which it is put if it is new.
fn place_of<T>(
    places: &mut HashMap<String, usize>,
    list: &mut Vec<T>,
    key: String,
    name: T,
) -> usize {
    *places.entry(key).or_insert_with(|| {
        list.push(name);
        list.len() - 1
    })
}

/// The companies of a question: several stand in one text, with commas between.
fn companies_of(company: &Text) -> impl Iterator<Item = Text> {
    let names = |lang| company.get(lang).split(',').map(str::trim);
    let pairs = names(Lang::En).zip(names(Lang::Ko));
    pairs.map(|(en, ko)| Text::Both {
        en: en.to_owned(),
        ko: ko.to_owned(),
        extra: None,
    })
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
pub fn this_week(env: &Env) -> BTreeSet<Id> {
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
