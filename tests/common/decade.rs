//! Ten years of data, made from a seed: 50,000 reviews, 10,000 questions, 3,000 retros, 500 drafts, 10,000 logs.

use chrono::{Days, Duration, NaiveDate};
use gongbu::content;
use gongbu::domain::*;
use gongbu::lang::Lang;

/// The last day of the ten years.
pub const LAST_DAY: &str = "2026-11-20";

/// Numbers that look random and are the same every time (xorshift).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

const WORDS: [&str; 12] = [
    "고루틴",
    "채널",
    "트랜잭션",
    "인덱스",
    "파티션",
    "consumer group",
    "가비지 컬렉션",
    "격리 수준",
    "HPA",
    "캐시 무효화",
    "메시지 순서",
    "connection pool",
];

/// A text of some words.
fn sentence(random: &mut Random, words: usize) -> String {
    let pick = |random: &mut Random| WORDS[random.below(WORDS.len() as u64) as usize];
    (0..words)
        .map(|_| pick(random))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A question of the user's.
pub fn question(random: &mut Random, number: usize, now: &Now) -> Question {
    Question {
        id: format!("q{number:06}"),
        topic: ["go", "kafka", "kubernetes", "database"][number % 4].into(),
        prompt: Text::plain(format!("{} 차이는? {number}", sentence(random, 5))),
        points: (0..4).map(|_| Text::plain(sentence(random, 6))).collect(),
        answer: Text::plain(sentence(random, 60)),
        own: true,
        created: now.utc - Duration::days((number % 3600) as i64),
        ..Question::default()
    }
}

/// How much of everything.
pub struct Size {
    pub days: u64,
    pub questions: usize,
    pub reviews: u64,
    pub retros: u64,
    pub drafts: usize,
    pub logs: u64,
}

/// Ten years of somebody who studies every day.
const DECADE: Size = Size {
    days: 3_650,
    questions: 10_000,
    reviews: 50_000,
    retros: 3_000,
    drafts: 500,
    logs: 10_000,
};

/// Three years, of about five megabytes.
pub const THREE_YEARS: Size = Size {
    days: 1_095,
    questions: 1_000,
    reviews: 10_000,
    retros: 900,
    drafts: 90,
    logs: 2_500,
};

/// The data of ten years up to [`LAST_DAY`].
pub fn data(now: &Now) -> Data {
    of_size(now, &DECADE)
}

/// The data of some years up to [`LAST_DAY`].
pub fn of_size(now: &Now, size: &Size) -> Data {
    let mut random = Random(42);
    let mut data = Data::default();
    let settings = Settings {
        lang: Lang::Ko,
        ..Settings::default()
    };
    let mut edit = Edit::new(Step::Settings, "", now).put(&data, settings);
    edit.changes.extend(
        content::adopt(
            &data,
            &content::roadmap("service"),
            None,
            Lang::En,
            now,
            "service",
        )
        .changes,
    );
    for number in 0..size.questions {
        edit.put_new(&data, question(&mut random, number, now));
    }
    let last: NaiveDate = LAST_DAY.parse().expect("a date");
    let grades = [
        Grade::Again,
        Grade::Hard,
        Grade::Good,
        Grade::Good,
        Grade::Good,
        Grade::Easy,
    ];
    for number in 0..size.reviews {
        let on = last - Days::new(size.days - number * size.days / size.reviews);
        let at = now.start_of(on) + Duration::seconds((number % 3600) as i64);
        edit.put_new(
            &data,
            Review {
                id: format!("r{number:08}"),
                question: format!("q{:06}", random.below(size.questions as u64)),
                grade: grades[random.below(6) as usize],
                on,
                at,
                seconds: 30,
                updated: at,
                extra: Extra::new(),
            },
        );
    }
    for number in 0..size.retros {
        let on = last - Days::new(number + 1);
        let answers =
            ["learned", "insight", "habit"].map(|id| (id.to_owned(), sentence(&mut random, 12)));
        edit.put_new(
            &data,
            Retro {
                id: format!("daily-{on}"),
                cadence: Cadence::Daily,
                on,
                answers: answers.into_iter().collect(),
                promises: vec![Promise {
                    text: sentence(&mut random, 3),
                    kept: Some(Kept::Yes),
                    extra: Extra::new(),
                }],
                seconds: 280,
                finished: true,
                updated: now.utc,
                extra: Extra::new(),
            },
        );
    }
    for number in 0..size.drafts {
        let body = (0..60).map(|_| sentence(&mut random, 9)).collect();
        let title = sentence(&mut random, 4);
        edit.put_new(
            &data,
            Draft {
                id: format!("d{number:04}"),
                title,
                body,
                created: now.utc,
                ..Draft::default()
            },
        );
    }
    let nodes: Vec<Id> = edit
        .changes
        .iter()
        .filter_map(|change| match &change.after {
            Some(Record::Node(node)) if node.kind.is_item() => Some(node.id.clone()),
            _ => None,
        })
        .collect();
    for number in 0..size.logs {
        let on = last - Days::new(number * size.days / size.logs);
        edit.put_new(
            &data,
            Log {
                id: format!("l{number:06}"),
                node: nodes[random.below(nodes.len() as u64) as usize].clone(),
                minutes: 30,
                on,
                deleted: false,
                updated: now.utc,
                extra: Extra::new(),
            },
        );
    }
    for id in nodes.iter().step_by(3) {
        edit.put_new(
            &data,
            Progress {
                id: id.clone(),
                state: State::Done,
                on: Some(last),
                ..Progress::default()
            },
        );
    }
    data.apply(&edit).expect("fresh data takes everything");
    data
}
