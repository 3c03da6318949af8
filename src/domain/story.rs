//! STAR stories: how complete one is, what it lacks, how long it takes to tell, which competencies all of them cover,
//! how often each was rehearsed; and what a story and a draft say of the same problem.

mod told;

pub use told::{draft_body, from_draft, question};

use super::data::Data;
use super::draft::Section;
use super::hangul::is_hangul;
use super::records::{AttemptKind, Id, Metric, Story};
use super::words::Text;
use crate::lang::Lang;
use chrono::NaiveDate;
use std::collections::HashMap;

/// So many stories of one's own the roadmap wants in the end (the service plan: three at first, 20 later on).
pub const TARGET: usize = 20;

/// The usual competencies that interviewers ask stories for, by the keys that packs use.
pub const COMPETENCIES: [&str; 11] = [
    "ownership",
    "conflict",
    "failure",
    "leadership",
    "teamwork",
    "deadline",
    "learning",
    "debugging",
    "performance",
    "communication",
    "decision",
];

/// A part of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Situation,
    Task,
    Analysis,
    Cause,
    Action,
    Result,
    Lesson,
}

impl Part {
    pub const ALL: [Part; 7] = [
        Part::Situation,
        Part::Task,
        Part::Analysis,
        Part::Cause,
        Part::Action,
        Part::Result,
        Part::Lesson,
    ];

    /// The four that are told, each with the seconds it is meant to take: 120 in all.
    pub const STAR: [(Part, u32); 4] = [
        (Part::Situation, 20),
        (Part::Task, 20),
        (Part::Action, 50),
        (Part::Result, 30),
    ];

    pub fn of(self, story: &Story) -> &Text {
        match self {
            Part::Situation => &story.situation,
            Part::Task => &story.task,
            Part::Analysis => &story.analysis,
            Part::Cause => &story.cause,
            Part::Action => &story.action,
            Part::Result => &story.result,
            Part::Lesson => &story.lesson,
        }
    }

    pub fn of_mut(self, story: &mut Story) -> &mut Text {
        match self {
            Part::Situation => &mut story.situation,
            Part::Task => &mut story.task,
            Part::Analysis => &mut story.analysis,
            Part::Cause => &mut story.cause,
            Part::Action => &mut story.action,
            Part::Result => &mut story.result,
            Part::Lesson => &mut story.lesson,
        }
    }

    /// Its section in a draft. Situation and task are the problem there.
    fn section(self) -> Section {
        match self {
            Part::Situation | Part::Task => Section::Problem,
            Part::Analysis => Section::Analysis,
            Part::Cause => Section::Cause,
            Part::Action => Section::Fix,
            Part::Result => Section::Result,
            Part::Lesson => Section::Lesson,
        }
    }
}

/// The user's own stories, by title and id.
pub fn own(data: &Data, lang: Lang) -> Vec<&Story> {
    of_kind(data, lang, true)
}

/// Stories that packs bring as examples, by title and id.
pub fn examples(data: &Data, lang: Lang) -> Vec<&Story> {
    of_kind(data, lang, false)
}

fn of_kind(data: &Data, lang: Lang, own: bool) -> Vec<&Story> {
    let mut stories: Vec<&Story> = (data.all_stories())
        .filter(|story| story.own == own)
        .collect();
    stories.sort_by(|a, b| (a.title.get(lang), &a.id).cmp(&(b.title.get(lang), &b.id)));
    stories
}

/// Whether a metric says how much changed.
fn is_measured(metric: &Metric) -> bool {
    metric.before.is_some() && metric.after.is_some()
}

/// How many of the eight parts (seven texts and the metric) are written.
pub fn written(story: &Story, lang: Lang) -> usize {
    let texts = Part::ALL.iter().filter(|part| has(story, **part, lang));
    texts.count() + usize::from(story.metric.as_ref().is_some_and(is_measured))
}

/// How many parts there are to write.
pub const PARTS: usize = Part::ALL.len() + 1;

fn has(story: &Story, part: Part, lang: Lang) -> bool {
    !part.of(story).get(lang).trim().is_empty()
}

/// By how many per cent the value changed; none where one of them is unknown or it began at nothing.
pub fn change(metric: &Metric) -> Option<i64> {
    let (before, after) = (metric.before?, metric.after?);
    let percent = (after - before) / before.abs() * 100.0;
    percent.is_finite().then(|| percent.round() as i64)
}

/// Something that a story lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lint {
    Missing(Part),
    NoMetric,
    /// The value before or the one after is unknown.
    HalfMetric,
    /// The result says no number.
    NoNumber,
    /// Telling it would take so many seconds.
    TooLong(u32),
    /// The action says more of "we" than of "I".
    We,
    NoCompetency,
}

/// Telling a story may take a little longer than two minutes, in seconds.
const LONGEST: u32 = 130;

/// What a story lacks, the most telling first.
pub fn lint(story: &Story, lang: Lang) -> Vec<Lint> {
    let mut lints = Vec::new();
    match &story.metric {
        Some(metric) if is_measured(metric) => {}
        Some(metric) if metric.before.is_some() || metric.after.is_some() => {
            lints.push(Lint::HalfMetric);
        }
        Some(_) | None => lints.push(Lint::NoMetric),
    }
    let missing = |part: &Part| !has(story, *part, lang);
    lints.extend(Part::ALL.into_iter().filter(missing).map(Lint::Missing));
    let numbered = |text: &str| text.chars().any(char::is_numeric);
    if has(story, Part::Result, lang) && !numbered(story.result.get(lang)) {
        lints.push(Lint::NoNumber);
    }
    let seconds = spoken_seconds(story, lang);
    if seconds > LONGEST {
        lints.push(Lint::TooLong(seconds));
    }
    if lang.stories().says_we(story.action.get(lang)) {
        lints.push(Lint::We);
    }
    if story.competencies.is_empty() {
        lints.push(Lint::NoCompetency);
    }
    lints
}

/// Seconds it takes to tell the four STAR parts. An estimate: 310 Korean syllables or 140 other words a minute, a calm
/// pace for an interview.
pub fn spoken_seconds(story: &Story, lang: Lang) -> u32 {
    let (mut syllables, mut words) = (0, 0);
    for (part, _) in Part::STAR {
        for word in part.of(story).get(lang).split_whitespace() {
            let hangul = word.chars().filter(|c| is_hangul(*c)).count();
            syllables += hangul;
            // `500ms였고` is a word with a Korean ending.
            let others = word.split(|c: char| is_hangul(c) || !c.is_alphanumeric());
            let others = others.filter(|run| !run.is_empty()).count();
            words += if hangul == 0 { others.min(1) } else { others };
        }
    }
    let seconds = syllables as f64 * 60.0 / 310.0 + words as f64 * 60.0 / 140.0;
    seconds.round() as u32
}

/// A competency and the stories that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competency {
    pub id: String,
    pub own: Vec<Id>,
    pub examples: Vec<Id>,
}

impl Competency {
    /// Whether no story of one's own shows it.
    pub fn is_gap(&self) -> bool {
        self.own.is_empty()
    }
}

/// The usual competencies and the user's own words with the stories that show them, gaps first.
pub fn coverage(data: &Data) -> Vec<Competency> {
    let mut ids: Vec<&str> = COMPETENCIES.to_vec();
    let own = data.all_stories().filter(|story| story.own);
    for id in own.flat_map(|story| &story.competencies) {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    let mut rows: Vec<Competency> = ids
        .into_iter()
        .map(|id| {
            let shows = |own: bool| {
                let shows = |story: &&Story| {
                    story.own == own && story.competencies.iter().any(|one| one == id)
                };
                let stories = data.all_stories().filter(shows);
                stories.map(|story| story.id.clone()).collect()
            };
            Competency {
                id: id.to_owned(),
                own: shows(true),
                examples: shows(false),
            }
        })
        .collect();
    rows.sort_by_key(|row| !row.is_gap());
    rows
}

/// Own stories that are said to answer a question.
pub fn answering<'a>(data: &'a Data, question: &str) -> Vec<&'a Story> {
    let answers = |story: &&Story| {
        !story.deleted && story.questions.iter().any(|answered| answered == question)
    };
    data.stories.iter().filter(answers).collect()
}

/// How often a story was told against the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rehearsed {
    pub times: u32,
    pub last: NaiveDate,
    /// Seconds of the last time.
    pub seconds: u32,
    /// Seconds of the time nearest to two minutes.
    pub best: u32,
}

/// The question that asks for a story.
pub fn question_id(story: &str) -> Id {
    format!("story-{story}")
}

/// All rehearsals, by the id of the question that asks for the story.
pub fn rehearsals(data: &Data) -> HashMap<&str, Rehearsed> {
    let mut all: HashMap<&str, Rehearsed> = HashMap::new();
    let told = data.attempts.iter().filter(|attempt| {
        attempt.kind == AttemptKind::Mock
            && !attempt.deleted
            && attempt.mock.is_none()
            && attempt.question.starts_with("story-")
    });
    for attempt in told {
        let one = Rehearsed {
            times: 0,
            last: attempt.on,
            seconds: attempt.seconds,
            best: attempt.seconds,
        };
        let known = all.entry(&attempt.question).or_insert(one);
        known.times += 1;
        if attempt.on >= known.last {
            (known.last, known.seconds) = (attempt.on, attempt.seconds);
        }
        if attempt.seconds.abs_diff(120) < known.best.abs_diff(120) {
            known.best = attempt.seconds;
        }
    }
    all
}
