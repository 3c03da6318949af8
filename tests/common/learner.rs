//! Somebody who studies every day, simulated from a seed: a memory that follows FSRS with parameters of its own, a pace,
//! a budget of minutes, days missed and an absence planned ahead.

use super::decade::{Random, question};
use super::now_at;
use chrono::{Days, Duration, NaiveDate};
use gongbu::domain::review::{Memory, Scheduler, Standing};
use gongbu::domain::session::{self, Candidate, Limits, Stage};
use gongbu::domain::*;
use std::collections::HashMap;

/// Questions of the bank.
pub const QUESTIONS: usize = 300;

/// Seconds a day.
pub const BUDGET: u32 = 20 * 60;

/// New questions a day.
const NEW: usize = 6;

/// Forgets sooner than the default parameters think: lower first stabilities, a steeper curve.
pub const FORGETFUL: [f32; 21] = [
    0.12, 0.6, 1.4, 4.5, 7.0, 0.59, 2.65, 0.0123, 1.4, 0.21, 0.61, 1.63, 0.09, 0.3, 1.9, 0.45,
    1.51, 0.62, 0.15, 0.08, 0.25,
];

/// How a day went.
#[derive(Debug, Clone, Copy, Default)]
pub struct Day {
    pub seconds: u32,
    pub reviews: usize,
    /// Due and not reached when the day ended.
    pub left: usize,
    /// Not there: missed, or away as planned.
    pub missed: bool,
    pub away: bool,
}

/// The learner and what the program knows.
pub struct Learner {
    pub data: Data,
    pub index: Index,
    pub now: Now,
    truth: Scheduler,
    /// Percent by which the true recall of an answer is off the model's, up or down.
    noise: u64,
    /// What is truly remembered.
    memories: HashMap<Id, Memory>,
    random: Random,
    reviews: u64,
    /// Takes questions as they stand in the bank: pictures of the data stay the same however sessions are ordered.
    is_orderly: bool,
    started: NaiveDate,
}

impl Learner {
    /// `parameters`: those of the true memory; none are the program's own default ones. `from`: the first evening.
    pub fn new(parameters: &[f32], noise: u64, from: &str) -> Learner {
        let now = now_at(from);
        let mut data = Data::default();
        let mut edit = Edit::new(Step::Settings, "", &now).put(&data, Settings::default());
        let mut random = Random(20_261_121);
        for number in 0..QUESTIONS {
            edit.put_new(&data, question(&mut random, number, &now));
        }
        data.apply(&edit).expect("fresh data takes everything");
        Learner {
            index: Index::of(&data),
            data,
            now,
            truth: Scheduler::with(parameters, 0.9),
            noise,
            memories: HashMap::new(),
            random,
            reviews: 0,
            is_orderly: false,
            started: now.today(),
        }
    }

    /// The study day that comes next.
    pub fn today(&self) -> NaiveDate {
        self.now.today()
    }

    /// Whether the learner planned to be away: three weeks in the seventh month.
    fn is_away(&self) -> bool {
        (190..211).contains(&(self.today() - self.started).num_days())
    }

    /// Lives through a day and goes on to the next.
    pub fn day(&mut self) -> Day {
        let mut day = Day {
            away: self.is_away(),
            missed: self.random.below(12) == 0,
            ..Day::default()
        };
        if !day.away && !day.missed {
            self.study(&mut day);
        }
        day.left = self.index.due(self.today());
        self.now.utc += Duration::days(1);
        day
    }

    fn study(&mut self, day: &mut Day) {
        let cards = if self.is_orderly {
            self.by_id()
        } else {
            self.by_worth()
        };
        let mut queue: Vec<Id> = cards.into_iter().rev().collect();
        while let Some(id) = queue.pop() {
            let seconds = 25 + self.random.below(31) as u32;
            if day.seconds + seconds > BUDGET {
                return;
            }
            day.seconds += seconds;
            day.reviews += 1;
            if self.answer(&id, seconds) == Grade::Again {
                // Asked once more at the end of the day's cards.
                queue.insert(0, id);
            }
        }
    }

    /// The day's questions in the order of a session.
    fn by_worth(&self) -> Vec<Id> {
        let today = self.today();
        let candidates = self.data.all_questions().filter_map(|question| {
            let memory = self.index.memory(&question.id);
            let standing = Standing::of(memory, false, today);
            (standing.is_due() || standing.is_new()).then(|| Candidate {
                id: question.id.clone(),
                memory,
                stage: Stage::Other,
                interview: 1.0,
            })
        });
        let limits = Limits {
            review_cap: None,
            new: NEW,
            backlog: Default::default(),
            early: Default::default(),
        };
        let cards = session::order(candidates.collect(), today, &limits);
        cards.into_iter().map(|card| card.id).collect()
    }

    /// The same as they stand in the bank, what is due first.
    fn by_id(&self) -> Vec<Id> {
        let asked = |wanted: fn(Standing) -> bool| {
            let questions = self.data.all_questions().filter(move |question| {
                let memory = self.index.memory(&question.id);
                wanted(Standing::of(memory, false, self.today()))
            });
            questions.map(|question| question.id.clone())
        };
        let new = asked(Standing::is_new).take(NEW);
        asked(Standing::is_due).chain(new).collect()
    }

    /// Is asked a question, grades the answer honestly, and the program takes note.
    fn answer(&mut self, id: &str, seconds: u32) -> Grade {
        let today = self.today();
        let before = self.memories.get(id).copied();
        let off = self.random.below(2 * self.noise + 1) as f32 - self.noise as f32;
        let chance = match before {
            None => 0.75,
            Some(memory) if memory.last == today => 0.95,
            Some(memory) => self.truth.recall(&memory, (today - memory.last).num_days()),
        };
        let chance = (chance + off / 100.0).clamp(0.0, 1.0);
        let remembered = (self.random.below(10_000) as f32) < chance * 10_000.0;
        let grade = match (remembered, self.random.below(10)) {
            (false, _) => Grade::Again,
            (true, 0..2) => Grade::Hard,
            (true, 2..9) => Grade::Good,
            (true, _) => Grade::Easy,
        };
        let after = self.truth.after(before, grade, today);
        self.memories.insert(id.to_owned(), after);
        self.reviews += 1;
        let at = self.now.utc + Duration::seconds(self.reviews as i64 % 3_600);
        let review = Review {
            id: format!("r{:08}", self.reviews),
            question: id.to_owned(),
            grade,
            on: today,
            at,
            seconds,
            updated: at,
            extra: Extra::new(),
        };
        let edit = Edit::new(Step::Grade, "", &self.now).put(&self.data, review);
        self.data.apply(&edit).expect("a review");
        self.index.update(&self.data, &edit);
        grade
    }
}

/// The data of somebody forgetful after so many days, the last of them the day before `until`.
pub fn after(days: u64, until: NaiveDate) -> Data {
    let first = until - Days::new(days);
    let mut learner = Learner::new(&FORGETFUL, 5, &format!("{first}T20:00:00+09:00"));
    learner.is_orderly = true;
    for _ in 0..days {
        learner.day();
    }
    learner.data
}
