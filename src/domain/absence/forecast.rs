//! What a period will cost: the reviews of the days before, in and after it played through, with the plan and without
//! it. Every answer is taken to be right, and new questions are left out.

use super::share::{early, go_through, keep_up, left_over, share};
use super::{after, ahead_cap, window};
use crate::domain::data::Data;
use crate::domain::index::Index;
use crate::domain::records::{Before, Grade, Period, Settings};
use crate::domain::review::{Memory, Scheduler};
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// How one way of it goes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// Mean probability of recall on the day of return, 0..=1.
    pub recall: f64,
    /// Share of questions that are then above the desired retention, 0..=1.
    pub above: f64,
    /// Reviews that fall due in the period.
    pub inside: usize,
    /// Due on return.
    pub backlog: usize,
    /// Days until that is gone.
    pub days: usize,
    /// Reviews that came early, by day.
    pub early: BTreeMap<NaiveDate, usize>,
    /// By day: reviews made before and after, reviews that fall due in the period.
    pub load: BTreeMap<NaiveDate, usize>,
}

/// Both ways.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Forecast {
    /// Questions that were reviewed at least once.
    pub known: usize,
    /// The reviews before are made as they fall due, and after it all that waits on the first day.
    pub without: Outcome,
    pub with: Outcome,
    /// Reviews of new questions that do not fall due in the period because those are not begun before it.
    pub lighter: usize,
}

/// More days after the return are not shown.
const MOST_AFTER: u64 = 120;

impl Forecast {
    pub fn of(data: &Data, index: &Index, period: &Period, today: NaiveDate) -> Forecast {
        let known = super::known(data, index);
        let memories: Vec<Memory> = known.iter().map(|(_, memory)| *memory).collect();
        let is_new = |id: &str| index.memory(id).is_none();
        let fresh = data.all_questions().filter(|q| is_new(&q.id)).count();
        let settings = data.settings();
        let scheduler = Scheduler::of(&settings);
        let early = early(data, index, &scheduler, period, after(today), &known);
        Forecast::from(&settings, (&memories, early), fresh, period, today)
    }

    /// From memories as they are today with those that came early for the period already, by their place; and the number
    /// of questions that have no memory yet.
    pub fn from(
        settings: &Settings,
        (memories, early): (&[Memory], HashSet<usize>),
        fresh: usize,
        period: &Period,
        today: NaiveDate,
    ) -> Forecast {
        let scheduler = Scheduler::of(settings);
        let cap = ahead_cap(settings);
        let play = |planned: bool| {
            let mut play = Play {
                scheduler: &scheduler,
                period,
                today,
                first: (window(period).min(back_by(period.from, 7))).max(today),
                memories: memories.to_vec(),
                early: early.clone(),
                out: Outcome::default(),
            };
            play.before(planned.then_some(cap));
            play.inside();
            play.back(settings.retention);
            play.after(planned);
            play.out
        };
        let lighter = match period.before {
            Before::Lighten => lighter(&scheduler, settings, fresh, period, today),
            Before::FrontLoad | Before::Nothing => 0,
        };
        Forecast {
            known: memories.len(),
            without: play(false),
            with: play(true),
            lighter,
        }
    }

    /// The least and the most reviews that come early on a day, and the first and the last of these days.
    pub fn early(&self) -> Option<(usize, NaiveDate, NaiveDate)> {
        let most = self.with.early.values().max()?;
        let first = self.with.early.keys().next()?;
        let last = self.with.early.keys().next_back()?;
        Some((*most, *first, *last))
    }
}

fn back_by(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// Reviews of questions begun in the days before that would fall due in the period, each counted once.
fn lighter(
    scheduler: &Scheduler,
    settings: &Settings,
    fresh: usize,
    period: &Period,
    today: NaiveDate,
) -> usize {
    let (mut left, mut found) = (fresh, 0);
    let days = window(period).max(today).iter_days();
    for day in days.take_while(|day| *day < period.from) {
        let begun = left.min(settings.new_a_day as usize);
        left -= begun;
        let mut memory = scheduler.after(None, Grade::Good, day);
        while memory.due < period.from {
            memory = scheduler.after(Some(memory), Grade::Good, memory.due);
        }
        found += if memory.due <= period.to { begun } else { 0 };
    }
    found
}

/// A way of it, being played through.
struct Play<'a> {
    scheduler: &'a Scheduler,
    period: &'a Period,
    today: NaiveDate,
    /// Days before this one are not shown.
    first: NaiveDate,
    memories: Vec<Memory>,
    /// What came early, by its place.
    early: HashSet<usize>,
    out: Outcome,
}

impl Play<'_> {
    fn review(&mut self, at: usize, on: NaiveDate) {
        self.memories[at] = self
            .scheduler
            .after(Some(self.memories[at]), Grade::Good, on);
    }

    fn count(&mut self, on: NaiveDate) {
        if on >= self.first {
            *self.out.load.entry(on).or_default() += 1;
        }
    }

    /// Reviews each question as it falls due until the day before `until`.
    fn keep_up(&mut self, from: NaiveDate, until: NaiveDate) {
        let (first, load) = (self.first, &mut self.out.load);
        keep_up(self.scheduler, &mut self.memories, from, until, |on| {
            if on >= first {
                *load.entry(on).or_default() += 1;
            }
        });
    }

    /// The days before; with a cap some reviews come early.
    fn before(&mut self, cap: Option<usize>) {
        let begin = self.period.from;
        let early = cap.filter(|_| self.period.before == Before::FrontLoad);
        let start = match early {
            Some(_) => window(self.period).max(self.today),
            None => begin,
        };
        let left = match early {
            Some(_) => left_over(
                self.scheduler,
                &self.memories,
                &self.early,
                self.period,
                self.today,
            ),
            None => Vec::new(),
        };
        self.keep_up(self.today, start);
        for day in start.iter_days().take_while(|day| *day < begin) {
            let chosen = share(
                self.scheduler,
                &self.memories,
                &left,
                self.period,
                day,
                early.unwrap_or(0),
            );
            for at in &chosen {
                self.review(*at, day);
                self.count(day);
                self.early.insert(*at);
            }
            if !chosen.is_empty() {
                self.out.early.insert(day, chosen.len());
            }
            self.keep_up(day, after(day));
        }
    }

    fn queue(&self) -> BTreeSet<(NaiveDate, usize)> {
        let all = self.memories.iter().enumerate();
        all.map(|(at, memory)| (memory.due, at)).collect()
    }

    /// The period: what falls due, and the reviews possible in it.
    fn inside(&mut self) {
        let begin = self.period.from.max(self.today);
        for at in 0..self.memories.len() {
            let due = self.memories[at].due;
            if due <= self.period.to {
                self.out.inside += 1;
                self.count(due.max(begin));
            }
        }
        go_through(
            self.scheduler,
            &mut self.memories,
            &self.early,
            self.period,
            self.today,
        );
    }

    /// What is left on the day of return.
    fn back(&mut self, retention: f32) {
        let day = after(self.period.to);
        let mut sum = 0.0;
        let mut above = 0_usize;
        for memory in &self.memories {
            let recall = self
                .scheduler
                .recall(memory, (day - memory.last).num_days());
            sum += f64::from(recall);
            above += usize::from(recall >= retention);
        }
        let all = self.memories.len().max(1) as f64;
        self.out.recall = sum / all;
        self.out.above = above as f64 / all;
        let waits = |memory: &&Memory| memory.due <= self.period.to;
        self.out.backlog = self.memories.iter().filter(waits).count();
    }

    /// The days after the return until nothing of the backlog is left, and a week more.
    fn after(&mut self, planned: bool) {
        let cap = match (planned, self.period.back_a_day) {
            (true, a_day) if a_day > 0 => a_day as usize,
            _ => usize::MAX,
        };
        let mut left = self.out.backlog;
        let mut queue = self.queue();
        let mut more = 7;
        for (number, day) in after(self.period.to)
            .iter_days()
            .enumerate()
            .take(MOST_AFTER as usize)
        {
            let room = if left > 0 { cap } else { usize::MAX };
            for _ in 0..room {
                let Some((due, at)) = queue.first().copied().filter(|(due, _)| *due <= day) else {
                    break;
                };
                queue.remove(&(due, at));
                if due <= self.period.to {
                    left -= 1;
                    self.out.days = number + 1;
                }
                self.review(at, day);
                self.count(day);
                queue.insert((self.memories[at].due, at));
            }
            if left == 0 {
                more -= 1;
            }
            if more == 0 {
                break;
            }
        }
        if left > 0 {
            self.out.days = self.out.backlog.div_ceil(cap);
        }
    }
}
