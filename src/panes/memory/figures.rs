//! The figures behind the charts, read from the review log question by question, some thousand reviews at a time.

use crate::domain::chain;
use crate::domain::pace::Pace;
use crate::domain::recall::{
    AHEAD, Calibration, Graded, Load, Recall, Tally, band_of, forecast, replay,
};
use crate::domain::review::Scheduler;
use crate::domain::{Data, Id, Index, Week};
use crate::panes::Env;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// So many reviews are read before a key gets its turn.
const SLICE: usize = 1_000;

/// Retention is shown for so many weeks, and for so many months.
pub const SHOWN: usize = 12;

/// What is known of one topic.
#[derive(Debug, Clone, Default)]
pub struct Topic {
    pub key: String,
    /// Questions never reviewed.
    pub new: usize,
    /// Questions by band of stability.
    pub bands: [usize; 5],
    pub tally: Tally,
    pub ahead: Vec<Load>,
}

impl Topic {
    fn named(key: &str) -> Topic {
        Topic {
            key: key.to_owned(),
            new: 0,
            bands: [0; 5],
            tally: Tally::default(),
            ahead: vec![Load::default(); AHEAD],
        }
    }

    /// Questions that were reviewed.
    pub fn reviewed(&self) -> usize {
        self.bands.iter().sum()
    }

    /// The share of all its questions that is known, 0..=1.
    pub fn known(&self) -> Option<f64> {
        let all = self.reviewed() + self.new;
        let known: usize = self.bands[2..].iter().sum();
        (all > 0).then(|| known as f64 / all as f64)
    }
}

/// All figures.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// By key; the last ones may be of questions that are gone.
    pub topics: Vec<Topic>,
    recalls: Vec<(u16, Recall)>,
    pub histories: Arc<Vec<Vec<Graded>>>,
    /// Of every question that is asked again.
    pub stabilities: Vec<f32>,
    /// How deep why-chains hold.
    pub chains: chain::Depths,
    /// Seconds a review takes.
    pub seconds: u32,
    /// All reviews, and those that tested memory.
    pub reviews: usize,
    pub tested: usize,
}

/// What the charts show of some of the figures.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// First day, all and those of known questions; the oldest first.
    pub weeks: Vec<(NaiveDate, Tally, Tally)>,
    pub months: Vec<(NaiveDate, Tally, Tally)>,
    /// Of the weeks shown.
    pub recent: Tally,
    pub calibration: Calibration,
    pub ahead: Vec<Load>,
}

impl Figures {
    /// What the charts show of one topic, or of all.
    pub fn shown(&self, topic: Option<usize>, today: NaiveDate) -> Shown {
        let months = |from: NaiveDate, back: i32| {
            crate::domain::calendar::add_months(from.with_day(1).unwrap_or(from), -back)
        };
        let this_week = Week::of(today);
        let mut shown = Shown {
            ahead: vec![Load::default(); AHEAD],
            ..Shown::default()
        };
        for back in (0..SHOWN).rev() {
            let back = i32::try_from(back).unwrap_or(0);
            let monday = this_week.plus(-i64::from(back)).monday();
            shown
                .weeks
                .push((monday, Tally::default(), Tally::default()));
            let first = months(today, back);
            shown
                .months
                .push((first, Tally::default(), Tally::default()));
        }
        let wanted = |of: u16| topic.is_none_or(|topic| topic == usize::from(of));
        for (_, recall) in self.recalls.iter().filter(|(of, _)| wanted(*of)) {
            shown.calibration.add(recall);
            for spans in [&mut shown.weeks, &mut shown.months] {
                let after = spans.partition_point(|(first, ..)| *first <= recall.on);
                if let Some((_, all, known)) = after.checked_sub(1).and_then(|at| spans.get_mut(at))
                {
                    all.add(recall.remembered);
                    if recall.known {
                        known.add(recall.remembered);
                    }
                }
            }
        }
        for (_, all, _) in &shown.weeks {
            shown.recent.reviews += all.reviews;
            shown.recent.remembered += all.remembered;
        }
        for (number, of) in self.topics.iter().enumerate() {
            if topic.is_none_or(|topic| topic == number) {
                for (load, more) in shown.ahead.iter_mut().zip(&of.ahead) {
                    load.add(*more);
                }
            }
        }
        shown
    }

    /// Minutes that so many reviews take.
    pub fn minutes(&self, reviews: f64) -> f64 {
        reviews * f64::from(self.seconds) / 60.0
    }
}

/// Reads the log.
pub struct Reader {
    scheduler: Scheduler,
    today: NaiveDate,
    /// What is still to be read, the last first.
    left: Vec<Id>,
    pub done: usize,
    pub total: usize,
    numbers: HashMap<String, u16>,
    histories: Vec<Vec<Graded>>,
    figures: Figures,
}

impl Reader {
    /// Begins: nothing is read yet.
    pub fn new(env: &Env) -> Reader {
        let mut left: Vec<Id> = env.index.memories().map(|(id, _)| id.clone()).collect();
        left.sort_unstable();
        let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
        for question in env.data.all_questions() {
            let is_new = env.index.memory(&question.id).is_none();
            *keys.entry(&question.topic).or_default() += usize::from(is_new);
        }
        let topics: Vec<Topic> = keys
            .iter()
            .map(|(key, new)| Topic {
                new: *new,
                ..Topic::named(key)
            })
            .collect();
        Reader {
            scheduler: Scheduler::of(&env.data.settings()),
            today: env.now.today(),
            left,
            done: 0,
            total: env.data.reviews.len(),
            numbers: (0..)
                .zip(&topics)
                .map(|(at, topic)| (topic.key.clone(), at))
                .collect(),
            histories: Vec::new(),
            figures: Figures {
                topics,
                ..Figures::default()
            },
        }
    }

    /// Reads on for a moment. The figures, once all is read.
    pub fn read(&mut self, data: &Data, index: &Index) -> Option<Figures> {
        let end = self.done + SLICE;
        while self.done < end {
            let Some(id) = self.left.pop() else {
                return Some(self.finish(data, index));
            };
            self.read_question(data, index, &id);
        }
        None
    }

    fn read_question(&mut self, data: &Data, index: &Index, id: &str) {
        let reviews = index.history(data, id);
        // Each costs something, if only to be looked up.
        self.done += reviews.len().max(1);
        // A follow-up is part of its question.
        let (root, _) = chain::split(id);
        let is_asked = chain::exists(data, id);
        let question = data.question(root).or_else(|| data.questions.get(root));
        let topic = self.number_of(question.map_or("", |question| &question.topic));
        let history: Vec<Graded> = reviews
            .iter()
            .map(|review| (review.on, review.grade))
            .collect();
        let recalls = &mut self.figures.recalls;
        let of = &mut self.figures.topics[usize::from(topic)];
        replay(&self.scheduler, history.iter().copied(), |recall| {
            recalls.push((topic, recall));
            of.tally.add(recall.remembered);
        });
        if let Some(memory) = index.memory(id).filter(|_| is_asked) {
            of.bands[band_of(memory.stability)] += 1;
            forecast(&self.scheduler, memory, self.today, &mut of.ahead);
            self.figures.stabilities.push(memory.stability);
        }
        self.histories.push(history);
    }

    fn number_of(&mut self, topic: &str) -> u16 {
        if let Some(number) = self.numbers.get(topic) {
            return *number;
        }
        let number = u16::try_from(self.figures.topics.len()).unwrap_or(u16::MAX - 1);
        self.figures.topics.push(Topic::named(topic));
        self.numbers.insert(topic.to_owned(), number);
        number
    }

    fn finish(&mut self, data: &Data, index: &Index) -> Figures {
        Figures {
            chains: chain::depths(data),
            seconds: Pace::of(data, index).known,
            reviews: self.histories.iter().map(Vec::len).sum(),
            tested: self.figures.recalls.len(),
            histories: Arc::new(std::mem::take(&mut self.histories)),
            ..std::mem::take(&mut self.figures)
        }
    }
}
