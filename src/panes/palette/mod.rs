//! The palette: one field that finds every command, every part of a plan, every question, story and draft, and goes there.
//! Everything is prepared once when it opens, so that a letter costs a search and no more.

mod entries;
mod view;

pub use entries::way_to;

use super::*;
use crate::domain::search::{Haystack, Matcher, Search};
use crate::ui::list;
use crate::ui::text_area::TextArea;
use entries::{Entry, Sort, Target};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Rows above the results: the field and a rule.
const ABOVE: u16 = 2;

/// So many results are put in the order of the list of questions; nobody looks further.
const RANKED: usize = 1_000;

/// What its field is called where typed text is kept.
const NAME: &str = "palette";

/// A result on screen.
struct Row {
    entry: usize,
    /// Letters of the title that matched, as indices of characters.
    matched: Vec<u32>,
    /// What of its text matched, where its title did not.
    excerpt: Option<String>,
}

/// The open palette.
pub struct State {
    /// Active when it was opened, the nearest first.
    scopes: Vec<Scope>,
    /// Why commands cannot be given now.
    reasons: BTreeMap<Cmd, String>,
    query: TextArea,
    entries: Vec<Entry>,
    /// What is searched, one for each entry.
    texts: Vec<Haystack>,
    /// The titles alone.
    titles: Vec<Haystack>,
    /// What the stories tell, by the place of their entry.
    told: Vec<(usize, Haystack)>,
    search: Search,
    /// What `entries` were made from: language and revision of the data.
    made: Option<(Lang, u64)>,
    /// As many results as there is room for, those of a sort together.
    rows: Vec<Row>,
    /// How many there are in all.
    found: usize,
    cursor: usize,
}

/// The pane in which a scope's commands work; none for those that only work where something is open.
pub fn home(scope: Scope) -> Option<PaneId> {
    match scope {
        Scope::Timeline => Some(PaneId::Timeline),
        Scope::Week => Some(PaneId::Week),
        Scope::Questions => Some(PaneId::Questions),
        Scope::Drafts => Some(PaneId::Drafts),
        Scope::List
        | Scope::Cockpit
        | Scope::Notes
        | Scope::Session
        | Scope::Summary
        | Scope::Card
        | Scope::Drill
        | Scope::Answer
        | Scope::Choice
        | Scope::Mock
        | Scope::MockNotes
        | Scope::MockReview
        | Scope::Stories
        | Scope::Rehearsal
        | Scope::Interviews
        | Scope::Debrief
        | Scope::Periods
        | Scope::Memory
        | Scope::Library
        | Scope::Editor
        | Scope::Retro
        | Scope::Palette
        | Scope::Help
        | Scope::Start
        | Scope::Confirm
        | Scope::Rescued
        | Scope::Line
        | Scope::Form => None,
    }
}

impl State {
    /// `scopes`: those that were active when it was opened, the nearest first. `reasons`: why some commands cannot
    /// be given.
    pub fn new(scopes: Vec<Scope>, reasons: BTreeMap<Cmd, String>) -> State {
        State {
            scopes,
            reasons,
            query: TextArea::line(""),
            entries: Vec::new(),
            texts: Vec::new(),
            titles: Vec::new(),
            told: Vec::new(),
            search: Search::default(),
            made: None,
            rows: Vec::new(),
            found: 0,
            cursor: 0,
        }
    }

    /// Finds what the query says, as much as there is room for.
    fn find(&mut self, env: &Env) {
        let room = usize::from(env.area.height.saturating_sub(ABOVE));
        let query = self.query.text();
        if query.trim().is_empty() {
            let useful = entries::useful(&self.entries, &self.scopes);
            self.found = useful.len();
            let row = |entry| Row {
                entry,
                matched: Vec::new(),
                excerpt: None,
            };
            self.rows = useful.into_iter().take(room).map(row).collect();
            return;
        }
        let hits = self.search.update(&query, &self.texts);
        // What matches a third as well as the best is scattered letters: noise beside a real find.
        let least = hits.first().map_or(0, |best| best.score / 3);
        let end = hits.partition_point(|hit| hit.score >= least);
        let mut hits = hits[..end].to_vec();
        // As in the list of questions: a title in which words begin so comes before one that holds it within words.
        let matcher = Matcher::new(&query);
        let ranked = hits.len().min(RANKED);
        hits[..ranked].sort_by_cached_key(|hit| {
            let index = hit.index as usize;
            let title = self.titles.get(index).and_then(|it| matcher.stands(it));
            let whole = || self.texts.get(index).and_then(|it| matcher.stands(it));
            let class = match (title, whole()) {
                (Some((true, _)), _) => 0,
                (_, Some((true, _))) => 1,
                (Some(_), _) => 2,
                (None, Some(_)) => 3,
                (None, None) => 4,
            };
            let score = title.map_or(hit.score, |(_, score)| score);
            (class, Reverse(score), Reverse(hit.score), index)
        });
        // Stories whose text alone holds all words come after those that are called so.
        let mut by_text: Vec<(usize, i64)> = (self.told.iter())
            .filter(|(entry, _)| hits.iter().all(|hit| hit.index as usize != *entry))
            .filter_map(|(entry, told)| Some((*entry, matcher.rank_whole(told)?)))
            .collect();
        by_text.sort_by_key(|(entry, score)| (Reverse(*score), *entry));
        self.found = hits.len() + by_text.len();
        // What cannot be chosen comes last and puts its group in front of none.
        let entries = &self.entries;
        let (on, off): (Vec<usize>, Vec<usize>) = hits
            .iter()
            .map(|hit| hit.index as usize)
            .chain(by_text.iter().map(|(entry, _)| *entry))
            .partition(|entry| entries.get(*entry).is_some_and(|entry| entry.off.is_none()));
        let mut groups: Vec<(Sort, Vec<usize>)> = Vec::new();
        for entry in on.into_iter().chain(off) {
            let Some(sort) = entries.get(entry).map(|entry| entry.sort) else {
                continue;
            };
            match groups.iter_mut().find(|(known, _)| *known == sort) {
                Some((_, group)) if group.len() < room => group.push(entry),
                Some(_) => {}
                None => groups.push((sort, vec![entry])),
            }
        }
        share(&mut groups, room);
        let words: Vec<Matcher> = query.split_whitespace().map(Matcher::new).collect();
        let row = |entry: usize| {
            let is_by_text = by_text.iter().any(|(other, _)| *other == entry);
            let title = matcher.score(&self.texts[entry]).filter(|_| !is_by_text);
            let excerpt = match &self.entries[entry].target {
                Target::Story(id) if is_by_text => entries::line_of(env, id, &words),
                _ => None,
            };
            Row {
                entry,
                matched: title.map_or_else(Vec::new, |hit| hit.positions),
                excerpt,
            }
        };
        self.rows = (groups.into_iter().flat_map(|(_, group)| group))
            .map(row)
            .collect();
    }

    fn run(&self, env: &Env) -> Reply {
        let Some(entry) = self
            .rows
            .get(self.cursor)
            .and_then(|row| self.entries.get(row.entry))
        else {
            return Reply::none();
        };
        match &entry.target {
            Target::Command(cmd) => {
                if let Some(reason) = &entry.off {
                    return Reply::refuse(reason.clone());
                }
                let scope = cmd.command().scope;
                match home(scope).filter(|_| !self.scopes.contains(&scope)) {
                    Some(pane) => {
                        Reply::request(Request::Focus(pane)).and_request(Request::Run(*cmd))
                    }
                    None => Reply::request(Request::Run(*cmd)),
                }
            }
            Target::Node(id) => Reply::request(entries::way_to(env, id)),
            Target::Page(id) => Reply::request(Request::OpenPage(id.clone())),
            Target::Question(id) => Reply::request(Request::OpenQuestion(id.clone())),
            Target::Story(id) => Reply::request(Request::OpenStory(id.clone())),
            Target::Draft(id) => Reply::request(Request::OpenDraft(id.clone())),
        }
    }
}

/// Cuts the groups so that together they have at most `room` rows: the same share for each, and what one leaves
/// goes to the others, the best first.
fn share(groups: &mut [(Sort, Vec<usize>)], room: usize) {
    let fair = room / groups.len().max(1);
    let taken: usize = groups.iter().map(|(_, group)| group.len().min(fair)).sum();
    let mut spare = room.saturating_sub(taken);
    for (_, group) in groups {
        let more = group.len().saturating_sub(fair).min(spare);
        spare -= more;
        group.truncate(fair + more);
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        env.lang.palette().title().to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Palette]
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::PaletteUp => self.cursor = list::moved(self.cursor, -1, self.rows.len()),
            Cmd::PaletteDown => self.cursor = list::moved(self.cursor, 1, self.rows.len()),
            Cmd::PaletteRun => return self.run(env),
            Cmd::PaletteClose => return Reply::request(Request::Close),
            _ => return Reply::unhandled(),
        }
        Reply::none()
    }

    fn text(&mut self, env: &Env, op: Op) -> Reply {
        if self.query.apply(op) {
            self.cursor = 0;
            self.find(env);
        }
        Reply::none()
    }

    fn typing(&self) -> Vec<Typing> {
        let fields = vec![self.query.text()];
        let id = NAME.to_owned();
        let typed = !fields[0].trim().is_empty();
        typed.then_some(Typing { id, fields }).into_iter().collect()
    }

    fn sync(&mut self, env: &Env) {
        if self.made.is_none()
            && let Some(typed) = env.typed_before(NAME).and_then(<[String]>::first)
        {
            // What is typed now replaces it.
            self.query = TextArea::line(typed);
            self.query.apply(Op::SelectAll);
        }
        let now = (env.lang, env.index.revision);
        if self.made != Some(now) {
            self.made = Some(now);
            self.entries = entries::all(env, &self.scopes, &self.reasons);
            self.texts = self.entries.iter().map(Entry::haystack).collect();
            self.titles = self.entries.iter().map(Entry::name).collect();
            let told = |(at, entry)| Some((at, entries::told(env, entry)?));
            self.told = self.entries.iter().enumerate().filter_map(told).collect();
            self.search.forget();
        }
        self.query.set_size(view::field(env.area).width, 1);
        self.find(env);
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, env, buf)
    }
}
