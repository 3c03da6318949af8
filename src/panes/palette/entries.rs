//! What the palette can find, and the way there.

use super::home;
use crate::commands::{COMMANDS, Cmd, Command, Scope};
use crate::content;
use crate::domain::search::{Haystack, Matcher};
use crate::domain::story::Part;
use crate::domain::text::clean_line;
use crate::domain::{Id, Node, Week};
use crate::lang::Lang;
use crate::panes::help::scope_name;
use crate::panes::{Env, Request};
use std::collections::BTreeMap;

/// What an entry is; entries of a sort are shown together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Command,
    Plan,
    Item,
    Question,
    Story,
    Draft,
    Page,
}

impl Sort {
    pub const ALL: [Sort; 7] = [
        Sort::Command,
        Sort::Plan,
        Sort::Item,
        Sort::Question,
        Sort::Story,
        Sort::Draft,
        Sort::Page,
    ];

    pub fn name(self, lang: Lang) -> &'static str {
        let texts = lang.palette();
        match self {
            Sort::Command => texts.command(),
            Sort::Plan => texts.plan(),
            Sort::Item => texts.item(),
            Sort::Question => texts.question(),
            Sort::Story => texts.story(),
            Sort::Draft => texts.draft(),
            Sort::Page => texts.page(),
        }
    }
}

/// Where an entry leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    Command(Cmd),
    Node(Id),
    Question(Id),
    Story(Id),
    Draft(Id),
    Page(Id),
}

/// Something that can be found.
pub struct Entry {
    pub sort: Sort,
    pub title: String,
    /// Found too, and shown beside the title: where it lies, what it belongs to.
    pub beside: String,
    /// Keys of a command.
    pub keys: String,
    pub target: Target,
    /// Why it cannot be chosen now.
    pub off: Option<String>,
}

impl Entry {
    /// The title alone: how an entry ranks depends on it first.
    pub fn name(&self) -> Haystack {
        Haystack::new(&self.title)
    }

    /// What is searched. The title comes first, so that places in it are places in the title.
    pub fn haystack(&self) -> Haystack {
        let more = match self.target {
            Target::Command(cmd) => cmd.command().name,
            Target::Node(_)
            | Target::Question(_)
            | Target::Story(_)
            | Target::Draft(_)
            | Target::Page(_) => &self.beside,
        };
        Haystack::new(&format!("{} {more}", self.title))
    }
}

/// A line of a story that holds words of a query, from shortly before the first of them on: in the user's language
/// where it can be.
pub fn line_of(env: &Env, story: &str, words: &[Matcher]) -> Option<String> {
    let story = env.data.all_stories().find(|other| other.id == story)?;
    let texts = [env.lang, env.lang.other()].map(|lang| Part::ALL.map(|it| it.of(story).get(lang)));
    let lines = texts.into_iter().flatten().flat_map(str::lines);
    lines.map(clean_line).find_map(|line| {
        let haystack = Haystack::new(&line);
        let whole = |word: &&Matcher| word.rank_whole(&haystack).is_some();
        let hit = words.iter().find(whole)?.score(&haystack)?;
        let first = *hit.positions.first()? as usize;
        let before: String = line.chars().take(first).collect();
        let start = before.trim_end().rfind(char::is_whitespace);
        Some(match start {
            Some(at) => format!("…{}", line[at..].trim_start()),
            None => line.to_string(),
        })
    })
}

/// All that a story tells, in both languages.
pub fn told(env: &Env, entry: &Entry) -> Option<Haystack> {
    let Target::Story(id) = &entry.target else {
        return None;
    };
    let story = env.data.all_stories().find(|story| story.id == *id)?;
    let mut text = format!("{} {}", entry.title, entry.beside);
    for part in Part::ALL {
        for lang in [env.lang, env.lang.other()] {
            text.push('\n');
            text.push_str(part.of(story).get(lang));
        }
    }
    Some(Haystack::new(&text))
}

/// Everything there is.
pub fn all(env: &Env, scopes: &[Scope], reasons: &BTreeMap<Cmd, String>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = COMMANDS
        .iter()
        .map(|command| of_command(env, command, scopes, reasons))
        .collect();
    let nodes: Vec<&Node> = env.data.nodes.iter().filter(|node| !node.deleted).collect();
    for sort in [Sort::Plan, Sort::Item] {
        let wanted = nodes.iter().filter(|node| sort_of(node) == Some(sort));
        entries.extend(wanted.map(|node| of_node(env, node, sort)));
    }
    entries.extend(env.data.all_questions().map(|question| Entry {
        sort: Sort::Question,
        title: question.prompt.get(env.lang).to_owned(),
        beside: env.lang.questions().topic(&question.topic).to_owned(),
        keys: String::new(),
        target: Target::Question(question.id.clone()),
        off: None,
    }));
    entries.extend(env.data.all_stories().map(|story| Entry {
        sort: Sort::Story,
        title: story.title.get(env.lang).to_owned(),
        beside: competencies(env, &story.competencies),
        keys: String::new(),
        target: Target::Story(story.id.clone()),
        off: None,
    }));
    let drafts = env.data.drafts.iter().filter(|draft| !draft.deleted);
    entries.extend(drafts.map(|draft| Entry {
        sort: Sort::Draft,
        title: draft.title.clone(),
        beside: String::new(),
        keys: String::new(),
        target: Target::Draft(draft.id.clone()),
        off: None,
    }));
    entries.extend(content::pages().into_iter().map(|page| Entry {
        sort: Sort::Page,
        title: page.title.get(env.lang).to_owned(),
        beside: page.group.get(env.lang).to_owned(),
        keys: String::new(),
        target: Target::Page(page.id),
        off: None,
    }));
    entries
}

/// The competencies of a story by name.
fn competencies(env: &Env, ids: &[String]) -> String {
    let name = |id: &String| env.lang.stories().competency(id).to_owned();
    ids.iter().map(name).collect::<Vec<_>>().join(" · ")
}

fn of_command(
    env: &Env,
    command: &Command,
    scopes: &[Scope],
    reasons: &BTreeMap<Cmd, String>,
) -> Entry {
    let place = scope_name(env.lang, command.scope);
    let here = scopes.contains(&command.scope) || home(command.scope).is_some();
    let (off, place) = if here {
        (reasons.get(&command.id).cloned(), place)
    } else {
        (Some(env.lang.palette().not_here(place)), "")
    };
    Entry {
        sort: Sort::Command,
        title: command.title(env.lang).to_owned(),
        beside: place.to_owned(),
        keys: env.keymap.keys_of(command.id).join("  "),
        target: Target::Command(command.id),
        off,
    }
}

fn sort_of(node: &Node) -> Option<Sort> {
    if node.kind.is_part() {
        Some(Sort::Plan)
    } else {
        node.kind.is_item().then_some(Sort::Item)
    }
}

fn of_node(env: &Env, node: &Node, sort: Sort) -> Entry {
    let above = node.parent.as_ref().and_then(|id| env.data.nodes.get(id));
    let plan = || env.data.plans.get(&node.plan).map(|plan| &plan.title);
    let beside = above.map(|above| &above.title).or_else(plan);
    Entry {
        sort,
        title: node.title.get(env.lang).to_owned(),
        beside: beside.map_or_else(String::new, |title| title.get(env.lang).to_owned()),
        keys: String::new(),
        target: Target::Node(node.id.clone()),
        off: None,
    }
}

/// Entries for the empty query: commands, the most useful here first.
pub fn useful(entries: &[Entry], scopes: &[Scope]) -> Vec<usize> {
    let rank = |entry: &Entry| {
        let Target::Command(cmd) = entry.target else {
            return None;
        };
        let command = cmd.command();
        let rank = match command.scope {
            _ if entry.off.is_some() => 9,
            Scope::List => 6,
            Scope::Cockpit => match cmd {
                Cmd::OpenPalette => return None,
                Cmd::NextPane
                | Cmd::PreviousPane
                | Cmd::TimelinePane
                | Cmd::WeekPane
                | Cmd::QuestionsPane
                | Cmd::DraftsPane => 5,
                _ => 2,
            },
            scope if !scopes.contains(&scope) => 4,
            _ if command.hint => 1,
            _ => 3,
        };
        Some(rank)
    };
    let mut ranked: Vec<(i32, usize)> = entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| Some((rank(entry)?, index)))
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, index)| index).collect()
}

/// The way to a node: the week in which it is studied, else its own place in the tree.
pub fn way_to(env: &Env, id: &str) -> Request {
    let own = |select: Option<Id>| Request::OpenNode {
        node: id.to_owned(),
        select,
    };
    let Some(node) = env.data.nodes.get(id) else {
        return own(None);
    };
    if node.kind.is_item() {
        let above = env.index.tree.ancestors(env.data, id);
        let unit = above.iter().find(|above| above.kind.is_part());
        return match (unit, node.week) {
            (Some(unit), _) => Request::OpenNode {
                node: unit.id.clone(),
                select: Some(id.to_owned()),
            },
            (None, Some(week)) => Request::OpenWeek(week),
            (None, None) => own(Some(id.to_owned())),
        };
    }
    match week_of(env, id) {
        Some(week) => Request::OpenWeek(week),
        None => own(None),
    }
}

/// The current week if the node is on in it, else its first; none if no week shows it or anything below it.
fn week_of(env: &Env, id: &str) -> Option<Week> {
    let range = env.index.schedule.range(id)?;
    let first = Week::of(range.from);
    let below = |other: &str| {
        let above = env.index.tree.ancestors(env.data, other);
        above.iter().any(|above| above.id == id)
    };
    let shows = |week: &Week| {
        range.contains(week.thursday())
            && env
                .index
                .schedule
                .in_week(*week)
                .any(|other| other == id || below(other))
    };
    [env.now.week(), first, first.plus(1)]
        .into_iter()
        .find(shows)
}
