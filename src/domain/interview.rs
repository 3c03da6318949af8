//! Real interviews: the next one, what it makes of a question's weight, what has to be known by then, and how much of
//! what was asked had been prepared.

use super::data::Data;
use super::index::Index;
use super::records::{Asked, Grade, Id, Interview, Question, QuestionKind};
use super::review::{Memory, Scheduler};
use crate::lang::{COMPANIES, Lang};
use chrono::{Datelike, Duration, NaiveDate};
use std::collections::{BTreeSet, HashMap};

/// On so many days before an interview its questions weigh more.
pub const DAYS_AHEAD: i64 = 42;

/// The interviews still to be held on or after a day, the nearest first.
pub fn ahead(data: &Data, today: NaiveDate) -> Vec<&Interview> {
    let mut ahead: Vec<&Interview> = (data.interviews.iter())
        .filter(|interview| !interview.deleted && !interview.held && interview.on >= today)
        .collect();
    ahead.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
    ahead
}

/// The nearest interview still to be held, on `today` or later.
pub fn next(data: &Data, today: NaiveDate) -> Option<&Interview> {
    ahead(data, today).into_iter().next()
}

/// How much a question matters for the interviews ahead: 1 without one, at most 5.
///
/// `weight = 1 + near * (1/2 + company + asked + went)`, the greatest over the interviews ahead, where
/// - `near` is `1 - days / 42`: 0 from 42 days before it on, 1 on its day;
/// - `company` is 1 for a question of that company;
/// - `asked` is 1 if an earlier interview there had it, 1/2 if one elsewhere had it;
/// - `went` is 3/2 if it went wrong when it was last asked ("again"), 3/4 if it was hard.
///
/// The figures are ours: they order questions and claim no more. Who weighs many questions makes one [`Weights`].
pub fn weight(data: &Data, question: &Question, today: NaiveDate) -> f32 {
    Weights::of(data, today).weight(question)
}

/// What the interviews ahead make of questions; made once for many of them.
pub struct Weights<'a> {
    ahead: Vec<Ahead<'a>>,
}

impl<'a> Weights<'a> {
    pub fn of(data: &'a Data, today: NaiveDate) -> Weights<'a> {
        let ahead = ahead(data, today).into_iter();
        let ahead = ahead.map(|interview| Ahead::of(data, interview, today));
        Weights {
            ahead: ahead.filter(|ahead| ahead.near > 0.0).collect(),
        }
    }

    /// See [`weight`].
    pub fn weight(&self, question: &Question) -> f32 {
        let weights = self.ahead.iter().map(|ahead| ahead.weight(question));
        weights.fold(1.0, f32::max)
    }
}

/// What earlier interviews say of a question.
#[derive(Default)]
struct Before {
    /// The same company asked it.
    here: bool,
    /// How it went the last time.
    went: Option<Grade>,
}

/// One interview ahead.
struct Ahead<'a> {
    company: Company,
    /// 0 at 42 days before it ..= 1 on its day.
    near: f32,
    asked: HashMap<&'a str, Before>,
}

impl<'a> Ahead<'a> {
    fn of(data: &'a Data, interview: &Interview, today: NaiveDate) -> Ahead<'a> {
        let company = Company::of(&interview.company);
        let mut others: Vec<&Interview> = (data.interviews.iter())
            .filter(|other| !other.deleted && other.id != interview.id)
            .collect();
        others.sort_by_key(|other| other.on);
        let mut asked: HashMap<&str, Before> = HashMap::new();
        for other in others {
            let here = Company::of(&other.company).is(&company);
            for one in &other.asked {
                if let Some(id) = &one.question {
                    let before = asked.entry(id).or_default();
                    before.here |= here;
                    before.went = one.went.or(before.went);
                }
            }
        }
        let days = (interview.on - today).num_days();
        Ahead {
            company,
            near: (1.0 - days as f32 / DAYS_AHEAD as f32).clamp(0.0, 1.0),
            asked,
        }
    }

    fn weight(&self, question: &Question) -> f32 {
        let company = if self.company.asks(question) {
            1.0
        } else {
            0.0
        };
        let asked = self.asked.get(question.id.as_str());
        let asked = asked.map_or(0.0, |before| {
            let went = match before.went {
                Some(Grade::Again) => 1.5,
                Some(Grade::Hard) => 0.75,
                Some(Grade::Good | Grade::Easy) | None => 0.0,
            };
            went + if before.here { 1.0 } else { 0.5 }
        });
        1.0 + self.near * (0.5 + company + asked)
    }
}

/// The names a company goes by.
pub struct Company(BTreeSet<String>);

impl Company {
    /// Of the name as it was typed. A longer name is also known by its first words, `Naver Cloud` as `Naver`; a few
    /// companies are known by their Korean and their English name.
    pub fn of(name: &str) -> Company {
        let mut names = BTreeSet::new();
        let mut joined = String::new();
        for word in name.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
            joined.push_str(word);
            if joined.is_empty() {
                continue;
            }
            let known = COMPANIES
                .iter()
                .find(|known| known.contains(&joined.as_str()));
            names.insert(known.map_or(joined.clone(), |known| known[0].to_owned()));
        }
        Company(names)
    }

    /// Whether both names are of one company.
    pub fn is(&self, other: &Company) -> bool {
        !self.0.is_disjoint(&other.0)
    }

    /// Whether a question is said to be one of the company's: by its company or by a tag.
    pub fn asks(&self, question: &Question) -> bool {
        let mut names = question.company.iter().flat_map(|company| {
            let langs = [Lang::En, Lang::Ko].into_iter();
            langs.flat_map(|lang| company.get(lang).split([',', '/', ';']))
        });
        names.any(|name| Company::of(name).is(self))
            || question.tags.iter().any(|tag| self.0.contains(tag))
    }
}

/// A question that may come up in an interview.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    pub question: Id,
    /// Probability (0..=1) that it is remembered on the day, without another review; none if it was never reviewed.
    pub recall: Option<f32>,
    /// Whether it is known on the day: it comes up no earlier.
    pub known: bool,
}

/// What there is to know for an interview.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preparation {
    /// The weakest first; of those that are as weak the ones that weigh more.
    pub questions: Vec<Prepared>,
    /// How many of them are known on the day.
    pub known: usize,
    /// Days left to study, today included; 0 on the day itself.
    pub days: i64,
}

impl Preparation {
    /// Which questions may come up: those ever reviewed, those of the company, those asked in earlier interviews,
    /// behavioural ones, and those of a topic that the role names.
    pub fn of(data: &Data, index: &Index, interview: &Interview, today: NaiveDate) -> Preparation {
        let ahead = Ahead::of(data, interview, today);
        let role = interview.role.to_lowercase();
        let role: BTreeSet<&str> = role.split(|c: char| !c.is_alphanumeric()).collect();
        let scheduler = Scheduler::of(&data.settings());
        let mut questions: Vec<(Prepared, f32)> = data
            .all_questions()
            .filter_map(|question| {
                let memory = index.memory(&question.id);
                let relevant = memory.is_some()
                    || question.kind == QuestionKind::Behavioural
                    || ahead.asked.contains_key(question.id.as_str())
                    || ahead.company.asks(question)
                    || names_topic(&role, &question.topic);
                relevant.then(|| {
                    let prepared = prepared(&scheduler, question, memory, interview.on);
                    (prepared, ahead.weight(question))
                })
            })
            .collect();
        questions.sort_by(|(a, heavy), (b, heavier)| {
            let recall = |one: &Prepared| one.recall.unwrap_or(0.0);
            let by_recall = recall(a).total_cmp(&recall(b));
            by_recall.then(heavier.total_cmp(heavy))
        });
        let questions: Vec<Prepared> = questions.into_iter().map(|(one, _)| one).collect();
        Preparation {
            known: questions.iter().filter(|one| one.known).count(),
            questions,
            days: (interview.on - today).num_days().max(0),
        }
    }

    /// How many questions are still to be learnt.
    pub fn left(&self) -> usize {
        self.questions.len() - self.known
    }

    /// Those to learn from a row on, as many as today's share.
    pub fn to_study(&self, row: usize) -> Vec<Id> {
        let open = self.questions.iter().skip(row).filter(|one| !one.known);
        let open = open.map(|one| one.question.clone());
        open.take(self.today()).collect()
    }

    /// How many of them today: as many as on each day that is left.
    pub fn today(&self) -> usize {
        let days = usize::try_from(self.days.max(1)).unwrap_or(1);
        self.left().div_ceil(days)
    }
}

fn names_topic(role: &BTreeSet<&str>, topic: &str) -> bool {
    if topic.is_empty() {
        return false;
    }
    let names = [Lang::En, Lang::Ko].map(|lang| lang.questions().topic(topic).to_lowercase());
    role.contains(topic) || names.iter().any(|name| role.contains(name.as_str()))
}

fn prepared(
    scheduler: &Scheduler,
    question: &Question,
    memory: Option<Memory>,
    on: NaiveDate,
) -> Prepared {
    let recall = |memory: Memory| scheduler.recall(&memory, (on - memory.last).num_days());
    Prepared {
        question: question.id.clone(),
        recall: memory.map(recall),
        known: memory.is_some_and(|memory| memory.due >= on && memory.due > memory.last),
    }
}

/// How much of what was asked had been prepared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hits {
    /// Questions that were asked.
    pub asked: usize,
    /// Those of them that the bank had before that day.
    pub in_bank: usize,
    /// Those of them that had been reviewed before that day.
    pub prepared: usize,
}

impl Hits {
    pub fn of(data: &Data, index: &Index, interview: &Interview) -> Hits {
        // What was made a question of afterwards was not there.
        let late = |asked: &Asked, question: &Question| {
            let made = [Lang::En, Lang::Ko]
                .iter()
                .any(|lang| question.prompt.get(*lang) == asked.text);
            question.own && (made || question.created.date_naive() >= interview.on)
        };
        let there = |asked: &&Asked| {
            let question = asked.question.as_ref().and_then(|id| data.question(id));
            question.is_some_and(|question| !late(asked, question))
        };
        let bank: Vec<&Id> = (interview.asked.iter())
            .filter(there)
            .filter_map(|asked| asked.question.as_ref())
            .collect();
        let reviewed = |id: &&&Id| {
            let memory = index.memory(id);
            memory.is_some_and(|memory| memory.first < interview.on)
        };
        Hits {
            asked: interview.asked.len(),
            in_bank: bank.len(),
            prepared: bank.iter().filter(reviewed).count(),
        }
    }

    /// Of all interviews that were held.
    pub fn of_all(data: &Data, index: &Index) -> Hits {
        let held = (data.interviews.iter()).filter(|one| one.held && !one.deleted);
        held.fold(Hits::default(), |sum, interview| {
            let one = Hits::of(data, index, interview);
            Hits {
                asked: sum.asked + one.asked,
                in_bank: sum.in_bank + one.in_bank,
                prepared: sum.prepared + one.prepared,
            }
        })
    }

    /// The share of what was asked that had been prepared, 0..=100; none of nothing.
    pub fn percent(self) -> Option<usize> {
        (self.prepared * 100 + self.asked / 2).checked_div(self.asked)
    }
}

/// A day as people type it: `2026-12-03`, `12-03` (the nearest one, rather ahead than past), `+14` days from today.
pub fn day_of(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let typed = typed.trim();
    let days = typed.strip_prefix('+').map(|days| (days, 1));
    let days = days.or_else(|| Some((typed.strip_prefix('-')?, -1)));
    if let Some((days, sign)) = days {
        let days: i64 = days.trim().parse().ok().filter(|days| *days <= 36_500)?;
        return today.checked_add_signed(Duration::days(sign * days));
    }
    let parts: Vec<&str> = typed
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    match numbers[..] {
        [year @ 1900..=2199, month, day] => {
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        }
        [month, day] => {
            let years = [-1, 0, 1].map(|by| today.year() + by);
            let days = years
                .into_iter()
                .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
            // What lies ahead is meant unless it is more than nine months away.
            days.min_by_key(|day| {
                let ahead = (*day - today).num_days();
                if ahead >= 0 { ahead } else { -3 * ahead }
            })
        }
        _ => None,
    }
}
