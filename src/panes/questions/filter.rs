//! What narrows the list: filters of several categories that combine, chosen from the menu or typed into the search.

use super::bank::{Bank, Entry};
use crate::domain::QuestionKind;
use crate::domain::session::WEAK;
use crate::lang::{FILTER_WORDS, Lang};

/// What a question can be filtered by, as [`FILTER_WORDS`] has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    Topic,
    State,
    Kind,
    Level,
    Company,
    Tag,
}

/// What can be said of a question at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Due,
    New,
    Weak,
    Leech,
    Unknown,
    Week,
    Own,
}

/// One condition. Topics, companies and tags are places in the lists of the [`Bank`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    Topic(usize),
    State(State),
    Kind(QuestionKind),
    Level(u8),
    Company(usize),
    Tag(usize),
}

const STATES: [State; 7] = [
    State::Due,
    State::New,
    State::Weak,
    State::Leech,
    State::Unknown,
    State::Week,
    State::Own,
];

pub const KINDS: [QuestionKind; 5] = [
    QuestionKind::Technical,
    QuestionKind::Design,
    QuestionKind::Coding,
    QuestionKind::Behavioural,
    QuestionKind::Company,
];

const CATEGORIES: [Category; 6] = [
    Category::Topic,
    Category::State,
    Category::Kind,
    Category::Level,
    Category::Company,
    Category::Tag,
];

impl Category {
    pub fn name(self, lang: Lang) -> &'static str {
        let texts = lang.finding();
        match self {
            Category::Topic => texts.in_topics(),
            Category::State => texts.in_states(),
            Category::Kind => texts.in_kinds(),
            Category::Level => texts.in_levels(),
            Category::Company => texts.in_companies(),
            Category::Tag => texts.in_tags(),
        }
    }

    /// Whether a question is in one of them at most: a second choice replaces the first.
    pub fn is_single(self) -> bool {
        matches!(self, Category::Topic | Category::Kind | Category::Level)
    }
}

impl Filter {
    pub fn category(self) -> Category {
        match self {
            Filter::Topic(_) => Category::Topic,
            Filter::State(_) => Category::State,
            Filter::Kind(_) => Category::Kind,
            Filter::Level(_) => Category::Level,
            Filter::Company(_) => Category::Company,
            Filter::Tag(_) => Category::Tag,
        }
    }

    pub fn passes(self, entry: &Entry) -> bool {
        match self {
            Filter::Topic(topic) => entry.topic == topic,
            Filter::State(State::Due) => entry.is_due(),
            Filter::State(State::New) => entry.is_new(),
            Filter::State(State::Weak) => entry.weakness > WEAK,
            Filter::State(State::Leech) => entry.is_leech,
            Filter::State(State::Unknown) => entry.is_unknown,
            Filter::State(State::Week) => entry.this_week,
            Filter::State(State::Own) => entry.own,
            Filter::Kind(kind) => entry.kind == kind,
            Filter::Level(level) => entry.difficulty == level,
            Filter::Company(company) => entry.companies.contains(&company),
            Filter::Tag(tag) => entry.tags.contains(&tag),
        }
    }

    /// What it is called.
    pub fn name(self, bank: &Bank, lang: Lang) -> String {
        let texts = lang.finding();
        match self {
            Filter::Topic(topic) => {
                let name = bank.topics.get(topic).map_or("", |topic| &topic.name);
                lang.questions().topic(name).to_owned()
            }
            Filter::State(State::Due) => texts.due().to_owned(),
            Filter::State(State::New) => texts.is_new().to_owned(),
            Filter::State(State::Weak) => texts.weak().to_owned(),
            Filter::State(State::Leech) => texts.leech().to_owned(),
            Filter::State(State::Unknown) => texts.unknown().to_owned(),
            Filter::State(State::Week) => texts.week().to_owned(),
            Filter::State(State::Own) => texts.own().to_owned(),
            Filter::Kind(kind) => lang.questions().kind(kind).to_owned(),
            Filter::Level(level) => texts.level(level),
            Filter::Company(company) => bank
                .companies
                .get(company)
                .map_or(String::new(), |name| name.get(lang).to_owned()),
            Filter::Tag(tag) => bank.tags.get(tag).cloned().unwrap_or_default(),
        }
    }
}

/// All filters that there are, category by category.
pub fn all(bank: &Bank, category: Category) -> Vec<Filter> {
    match category {
        Category::Topic => (0..bank.topics.len()).map(Filter::Topic).collect(),
        Category::State => STATES.map(Filter::State).to_vec(),
        Category::Kind => KINDS.map(Filter::Kind).to_vec(),
        Category::Level => (1..=3).map(Filter::Level).collect(),
        Category::Company => (0..bank.companies.len()).map(Filter::Company).collect(),
        Category::Tag => (0..bank.tags.len()).map(Filter::Tag).collect(),
    }
}

/// A query taken apart: the words to search for, and for each filter typed among them those that it can mean. One that
/// means nothing lets nothing pass.
pub fn split(query: &str, bank: &Bank) -> (String, Vec<Vec<Filter>>) {
    let mut words = String::new();
    let mut typed = Vec::new();
    for word in query.split_inclusive(char::is_whitespace) {
        match filter(word.trim_end()) {
            Some((_, "")) => {}
            Some((category, value)) => typed.push(meant(bank, category, &folded(value))),
            None => words.push_str(word),
        }
    }
    (words, typed)
}

/// Category and value of a word such as `topic:go`.
fn filter(word: &str) -> Option<(Category, &str)> {
    let (key, value) = word.split_once(':')?;
    let key = folded(key);
    let names = |(_, names): &(Category, [&str; 2])| names.contains(&key.as_str());
    let (category, _) = CATEGORIES.into_iter().zip(FILTER_WORDS).find(names)?;
    Some((category, value))
}

/// The filters whose name in either language begins with a value; those that are called so, if there are any.
fn meant(bank: &Bank, category: Category, value: &str) -> Vec<Filter> {
    let called = |filter: Filter| {
        let mut names = [Lang::En, Lang::Ko]
            .map(|lang| folded(&filter.name(bank, lang)))
            .to_vec();
        match filter {
            Filter::Topic(topic) => names.extend(bank.topics.get(topic).map(|it| folded(&it.name))),
            Filter::Level(level) => names.push(level.to_string()),
            // The word for one of them is not always what its kind is called.
            Filter::Kind(QuestionKind::Design) => names.push("design".to_owned()),
            _ => {}
        }
        names
    };
    let (mut same, mut begun) = (Vec::new(), Vec::new());
    for filter in all(bank, category) {
        let names = called(filter);
        if names.iter().any(|name| name == value) {
            same.push(filter);
        } else if names.iter().any(|name| name.starts_with(value)) {
            begun.push(filter);
        }
    }
    if same.is_empty() { begun } else { same }
}

/// Lower case without blanks and dashes: a name of two words is typed as one.
fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_lowercase)
        .collect()
}
