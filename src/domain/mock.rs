//! Mock interviews: what is asked in one, its clock, what it came to. The clock is derived from moments alone: from the
//! start, the pauses and what the stages before took; so nothing is lost that was not written yet but time.

mod verdict;

pub use verdict::{Trend, attempts, points, score, suggested, trend, weak};

use super::chain;
use super::data::Data;
use super::index::Index;
use super::records::*;
use super::words::Text;
use crate::lang::Lang;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use std::collections::BTreeSet;

/// A running clock that was not looked at for longer than this stood still: the program or the machine slept.
pub const GAP: Duration = Duration::seconds(30);

/// Questions of a behavioural interview, and minutes for each.
const BEHAVIOURAL: (usize, u32) = (5, 2);

/// Minutes of a company's interview.
const COMPANY: u32 = 45;

/// What can be sat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    Design,
    Coding,
    /// Its minutes.
    Technical(u32),
    Behavioural,
    /// The company's name.
    Company(String),
}

impl Choice {
    pub fn kind(&self) -> QuestionKind {
        match self {
            Choice::Design => QuestionKind::Design,
            Choice::Coding => QuestionKind::Coding,
            Choice::Technical(_) => QuestionKind::Technical,
            Choice::Behavioural => QuestionKind::Behavioural,
            Choice::Company(_) => QuestionKind::Company,
        }
    }
}

/// Question and follow-up that an id (`question`, `question#path`) names.
pub fn asked<'a>(data: &'a Data, id: &str) -> Option<(&'a Question, Option<&'a FollowUp>)> {
    let (question, path) = chain::split(id);
    let question = data.question(question)?;
    match path {
        Some(path) => Some((question, Some(chain::node(question, path)?))),
        None => Some((question, None)),
    }
}

/// Names of companies, as questions and interviews know them.
pub fn companies(data: &Data, lang: Lang) -> Vec<String> {
    let asked = (data.all_questions()).filter_map(|question| question.company.as_ref());
    let asked = asked.map(|name| name.get(lang).to_owned());
    let held = data.interviews.iter().filter(|held| !held.deleted);
    let all: BTreeSet<String> = asked.chain(held.map(|held| held.company.clone())).collect();
    all.into_iter()
        .filter(|name| !name.trim().is_empty())
        .collect()
}

/// Numbers that look random and follow from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    /// The next one, in 0.0..1.0.
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// What a choice is made from.
pub struct Picker<'a> {
    pub data: &'a Data,
    pub index: &'a Index,
    pub today: NaiveDate,
    /// The nodes of the phase that is studied now.
    pub phase: BTreeSet<Id>,
    pub seed: u64,
}

impl Picker<'_> {
    /// How much a question is worth asking: lapses, a low recall and being new in this phase raise it.
    pub fn weight(&self, question: &Question) -> f64 {
        let Some(memory) = self.index.memory(&question.id) else {
            let here = question.units.iter().any(|unit| self.phase.contains(unit));
            return if here { 6.0 } else { 1.0 };
        };
        let days = (self.today - memory.last).num_days().max(0) as f64;
        // Stability is the days until recall is 90 %.
        let recall = 0.9f64.powf(days / f64::from(memory.stability.max(0.1)));
        1.0 + 3.0 * f64::from(memory.lapses.min(4)) + 8.0 * (1.0 - recall)
    }

    /// Questions in the order of a weighted draw without putting back (Efraimidis and Spirakis, 2006).
    fn drawn(&self, wanted: impl Fn(&Question) -> bool) -> Vec<&Question> {
        let mut dice = Dice(self.seed);
        let mut all: Vec<(f64, &Question)> = (self.data.all_questions())
            .filter(|question| wanted(question))
            .map(|question| (dice.roll().powf(1.0 / self.weight(question)), question))
            .collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        all.into_iter().map(|(_, question)| question).collect()
    }

    /// The stages of a mock; none when there is nothing to ask.
    pub fn stages(&self, choice: &Choice) -> Vec<MockStage> {
        let of = |kind| move |question: &Question| question.kind == kind;
        let one = |kind| self.drawn(of(kind)).into_iter().next().map(staged);
        match choice {
            Choice::Design => one(QuestionKind::Design).unwrap_or_default(),
            Choice::Coding => one(QuestionKind::Coding).unwrap_or_default(),
            Choice::Technical(minutes) => fill(&self.drawn(of(QuestionKind::Technical)), *minutes),
            Choice::Behavioural => self.behavioural(),
            Choice::Company(name) => self.company(name),
        }
    }

    /// Own stories first, two at most, then questions; where there are too few of these, more stories.
    fn behavioural(&self) -> Vec<MockStage> {
        let (count, minutes) = BEHAVIOURAL;
        let mut dice = Dice(!self.seed);
        let mut stories: Vec<(bool, f64, &Story)> = (self.data.all_stories())
            .map(|story| (!story.own, dice.roll(), story))
            .collect();
        stories.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.total_cmp(&b.1)));
        let questions = self.drawn(|question| question.kind == QuestionKind::Behavioural);
        let told = count.saturating_sub(questions.len()).max(2);
        let told = stories
            .into_iter()
            .take(told)
            .map(|(_, _, story)| MockStage {
                title: story.title.clone(),
                minutes,
                ..MockStage::default()
            });
        let asked = questions.into_iter().map(|question| MockStage {
            question: Some(question.id.clone()),
            minutes,
            ..MockStage::default()
        });
        told.chain(asked).take(count).collect()
    }

    /// The company's own questions, then others: mostly technical ones, some on behaviour and the company.
    fn company(&self, name: &str) -> Vec<MockStage> {
        let theirs = |question: &Question| {
            let names = question.company.as_ref();
            names.is_some_and(|known| [Lang::En, Lang::Ko].iter().any(|l| known.get(*l) == name))
        };
        let mut questions = self.drawn(theirs);
        let short = |question: &Question| {
            !theirs(question)
                && question.company.is_none()
                && !matches!(question.kind, QuestionKind::Design | QuestionKind::Coding)
        };
        questions.extend(self.drawn(short));
        fill(&questions, COMPANY)
    }
}

/// As many questions as fit into the minutes: 3 to 5 each by how hard they are, one of them for the first why.
fn fill(questions: &[&Question], minutes: u32) -> Vec<MockStage> {
    let mut left = minutes;
    let mut stages: Vec<MockStage> = Vec::new();
    let mut last = None;
    for question in questions {
        if left < 3 {
            break;
        }
        let mut all = match question.difficulty {
            0 => 4,
            hard => 2 + u32::from(hard.clamp(1, 3)),
        };
        all = all.min(left);
        left -= all;
        let why = question.followups.first();
        last = Some(stages.len());
        stages.push(MockStage {
            question: Some(question.id.clone()),
            minutes: all - u32::from(why.is_some()),
            ..MockStage::default()
        });
        if let Some(why) = why {
            let key = if why.id.is_empty() { "1" } else { &why.id };
            stages.push(MockStage {
                question: Some(format!("{}#{key}", question.id)),
                minutes: 1,
                ..MockStage::default()
            });
        }
    }
    if let Some(stage) = last.and_then(|last| stages.get_mut(last)) {
        stage.minutes += left.min(2);
    }
    stages
}

/// Titles and minutes of the stages of a kind whose questions bring none.
fn usual(kind: QuestionKind) -> Vec<(Text, u32)> {
    let both = |name: fn(crate::lang::Mock) -> &'static str| Text::Both {
        en: name(Lang::En.mock()).to_owned(),
        ko: name(Lang::Ko.mock()).to_owned(),
        extra: None,
    };
    use crate::lang::Mock as M;
    match kind {
        QuestionKind::Coding => vec![
            (both(M::understand), 5),
            (both(M::approach), 5),
            (both(M::code), 15),
            (both(M::test), 5),
        ],
        _ => vec![
            (both(M::requirements), 15),
            (both(M::outline), 15),
            (both(M::detail), 15),
            (both(M::scaling), 15),
        ],
    }
}

/// A question over several stages: its own, or the usual ones of its kind.
fn staged(question: &Question) -> Vec<MockStage> {
    let own = question.stages.iter();
    let own: Vec<(Text, u32)> = own.map(|s| (s.title.clone(), s.minutes.max(1))).collect();
    let stages = if own.is_empty() {
        usual(question.kind)
    } else {
        own
    };
    stages
        .into_iter()
        .map(|(title, minutes)| MockStage {
            title,
            minutes,
            question: Some(question.id.clone()),
            ..MockStage::default()
        })
        .collect()
}

/// Milliseconds in which the clock ran until `now`; never negative.
fn active(mock: &Mock, now: DateTime<Utc>) -> i64 {
    let until = mock.finished.unwrap_or(now);
    let wall = (until - mock.started).num_milliseconds();
    (wall - paused(mock, until)).max(0)
}

/// Milliseconds in which it stood until `now`. Pauses follow each other and never overlap.
pub fn paused(mock: &Mock, now: DateTime<Utc>) -> i64 {
    let length = |pause: &Pause| (pause.to.unwrap_or(now) - pause.from).num_milliseconds();
    mock.pauses.iter().map(|pause| length(pause).max(0)).sum()
}

/// Seconds of the whole until `now`, without pauses.
pub fn total(mock: &Mock, now: DateTime<Utc>) -> i64 {
    active(mock, now) / 1000
}

/// Seconds of the stage the clock is in, until `now`.
pub fn in_stage(mock: &Mock, now: DateTime<Utc>) -> i64 {
    let before = mock.stages.iter().take(mock.at_stage);
    let before: i64 = before.map(|stage| i64::from(stage.seconds)).sum();
    (total(mock, now) - before).max(0)
}

/// When the clock shows its next second; none while it stands.
pub fn next_second(mock: &Mock, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let runs = mock.finished.is_none() && !is_paused(mock);
    runs.then(|| now + Duration::milliseconds(1000 - active(mock, now) % 1000))
}

/// Whether its clock was stopped and stands.
pub fn is_paused(mock: &Mock) -> bool {
    mock.pauses.last().is_some_and(|pause| pause.to.is_none())
}

/// Minutes given for all stages.
pub fn given(mock: &Mock) -> u32 {
    mock.stages
        .iter()
        .fold(0, |sum: u32, s| sum.saturating_add(s.minutes))
}

/// Stops the clock, or lets it go on.
pub fn pause(mock: &mut Mock, now: DateTime<Utc>) {
    match mock.pauses.last_mut().filter(|pause| pause.to.is_none()) {
        Some(open) => open.to = Some(now.max(open.from)),
        None => mock.pauses.push(Pause {
            from: now,
            to: None,
            broken: false,
            extra: Extra::new(),
        }),
    }
}

/// Writes down how far it has come.
pub fn see(mock: &mut Mock, now: DateTime<Utc>) {
    let seconds = in_stage(mock, now);
    if let Some(stage) = mock.stages.get_mut(mock.at_stage) {
        stage.seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
    }
    mock.seen = now;
}

/// The clock of the machine was put back, or nobody looked at this one since `alive`: neither counts.
pub fn follow(mock: &mut Mock, alive: DateTime<Utc>, now: DateTime<Utc>) {
    if mock.finished.is_some() {
        return;
    }
    if now < alive {
        shift(mock, now - alive);
    } else if now - alive > GAP && !is_paused(mock) {
        mock.pauses.push(Pause {
            from: alive,
            to: Some(now),
            broken: true,
            extra: Extra::new(),
        });
    }
}

/// Moves all its moments, so that what it took stays the same.
fn shift(mock: &mut Mock, by: Duration) {
    let moved = |at: DateTime<Utc>| at.checked_add_signed(by).unwrap_or(at);
    mock.started = moved(mock.started);
    mock.seen = moved(mock.seen);
    for pause in &mut mock.pauses {
        pause.from = moved(pause.from);
        pause.to = pause.to.map(moved);
    }
}

/// Takes up one that was left or broken off: what lies between is a pause.
pub fn go_on(mock: &mut Mock, now: DateTime<Utc>) {
    if now < mock.seen {
        shift(mock, now - mock.seen);
    }
    // What was a pause already is not counted twice.
    let ended = mock.pauses.last().and_then(|pause| pause.to);
    let from = ended.map_or(mock.seen, |ended| ended.max(mock.seen));
    if is_paused(mock) {
        pause(mock, now);
    } else if now > from {
        mock.pauses.push(Pause {
            from,
            to: Some(now),
            broken: true,
            extra: Extra::new(),
        });
    }
    see(mock, now);
}

/// Goes to the next stage; after the last one it is over.
pub fn next(mock: &mut Mock, now: DateTime<Utc>) {
    if is_paused(mock) {
        pause(mock, now);
    }
    see(mock, now);
    mock.at_stage += 1;
    if mock.at_stage >= mock.stages.len() {
        end(mock, now);
    }
}

/// Ends it where it stands.
pub fn end(mock: &mut Mock, now: DateTime<Utc>) {
    see(mock, now);
    if let Some(open) = mock.pauses.last_mut().filter(|pause| pause.to.is_none()) {
        open.to = Some(now.max(open.from));
    }
    mock.at_stage = mock.stages.len();
    mock.finished = Some(now);
}

/// The one that runs or was broken off, the latest if there are several.
pub fn unfinished(data: &Data) -> Option<&Mock> {
    (data.mocks.iter())
        .filter(|mock| mock.finished.is_none() && !mock.deleted)
        .max_by_key(|mock| mock.started)
}
