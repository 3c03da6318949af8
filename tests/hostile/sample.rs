//! One of everything that can be saved, each field filled, and the same with a text put into every field that takes
//! one. No `..Default`: a new field must be filled here, and is covered from then on.

use crate::common::{FRIDAY, now_at};
use gongbu::domain::docs::Parsed;
use gongbu::domain::*;
use gongbu::lang::Lang;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::OnceLock;

fn both(en: &str, ko: &str) -> Text {
    let (en, ko) = (en.to_owned(), ko.to_owned());
    let extra = Some(Box::new(extra()));
    Text::Both { en, ko, extra }
}

fn extra() -> Extra {
    let Value::Object(extra) = serde_json::json!({"later": {"deep": ["kept as it is"]}}) else {
        unreachable!("an object");
    };
    extra
}

fn node(id: &str, parent: Option<&str>, order: i64, kind: Kind, span: Option<&str>) -> Node {
    let now = now_at(FRIDAY);
    Node {
        id: format!("road/{id}"),
        plan: "road".into(),
        parent: parent.map(|parent| format!("road/{parent}")),
        order,
        kind,
        title: both(&format!("{id} title"), &format!("{id} 제목")),
        note: Some(both("a note\nof two lines", "메모\n두 줄")),
        span: span.map(|span| span.parse().unwrap()),
        weeks: span.is_none().then_some(2),
        months: None,
        hours: Some(4.0),
        tier: Some(1),
        target: (kind == Kind::Measure).then(|| Target {
            op: ">=".into(),
            value: 90.0,
            unit: both("per cent", "퍼센트"),
            extra: extra(),
        }),
        choice: Some("avoid".into()),
        weight: Some(40),
        tags: vec!["tag one".into(), "tag two".into()],
        question: None,
        week: None,
        own: false,
        shipped: String::new(),
        deleted: false,
        updated: now.utc,
        extra: extra(),
    }
}

/// The records of the sample.
fn records() -> Vec<Record> {
    let now = now_at(FRIDAY);
    let (today, utc) = (now.today(), now.utc);
    let yesterday = today.pred_opt().unwrap();
    let mut own = node("own", None, 9000, Kind::Task, None);
    own.own = true;
    own.week = Some(now.week());
    let tree = [
        node("p", None, 1000, Kind::Phase, Some("2026-10..2026-12")),
        node("p/b", Some("p"), 1000, Kind::Block, Some("2026-11-02+6w")),
        node(
            "p/b/u",
            Some("p/b"),
            1000,
            Kind::Unit,
            Some("2026-11-16+2w"),
        ),
        node("p/b/u/g", Some("p/b/u"), 1000, Kind::Group, None),
        node("p/b/u/g/t", Some("p/b/u/g"), 1000, Kind::Task, None),
        node("p/b/u/g/c", Some("p/b/u/g"), 2000, Kind::Criterion, None),
        node("p/b/u/g/m", Some("p/b/u/g"), 3000, Kind::Milestone, None),
        node("p/b/u/g/s", Some("p/b/u/g"), 4000, Kind::Measure, None),
        node("p/b/u/g/r", Some("p/b/u/g"), 5000, Kind::Resource, None),
        node("p/b/u/g/n", Some("p/b/u/g"), 6000, Kind::Note, None),
        node(
            "p/b/u/d",
            Some("p/b/u"),
            7000,
            Kind::Period,
            Some("2026-11-20"),
        ),
        own,
    ];
    let question = Question {
        id: "asked".into(),
        kind: QuestionKind::Design,
        topic: "a topic".into(),
        units: vec!["road/p/b/u".into()],
        prompt: both("What is a goroutine?", "고루틴이란?"),
        intent: Some(both("intent", "의도")),
        hint: Some(both("hint", "힌트")),
        points: vec![both("point", "요점")],
        answer: both("an answer\nof lines", "답\n여러 줄"),
        bad: vec![BadAnswer {
            text: both("bad", "나쁜 답"),
            why: both("why", "이유"),
            extra: extra(),
        }],
        followups: vec![FollowUp {
            id: String::new(),
            prompt: both("and then?", "그다음은?"),
            answer: both("this", "이것"),
            followups: Vec::new(),
            extra: extra(),
        }],
        difficulty: 2,
        tags: vec!["tag".into()],
        source: Some(both("a book", "책")),
        stages: vec![Stage {
            title: both("clarify", "범위"),
            minutes: 5,
            extra: extra(),
        }],
        company: Some(both("a company", "회사")),
        own: true,
        shipped: "a text".into(),
        since: Some(utc),
        recheck: Some(FRIDAY[..10].parse().unwrap()),
        deleted: false,
        created: utc,
        updated: utc,
        extra: extra(),
    };
    let answers = ["learned", "insight", "habit"].map(|id| (id.to_owned(), format!("to {id}")));
    let mut records = vec![
        Record::Settings(Settings {
            id: "settings".into(),
            lang: Lang::En,
            hours_per_week: 12,
            day_start: 4,
            retention: 0.9,
            parameters: Vec::new(),
            session_minutes: 10,
            session_cards: 0,
            new_a_day: 20,
            keys: [("no.such.command".to_owned(), vec!["no such key".to_owned()])].into(),
            updated: utc,
            extra: extra(),
        }),
        Record::Plan(Plan {
            id: "road".into(),
            title: both("The road", "길"),
            base: "2026-10-01".parse().unwrap(),
            start: "2026-10-01".parse().unwrap(),
            stated: Stated {
                hours: Some(100.0),
                rate: Some((5.0, 10.0)),
                extra: extra(),
            },
            notes: vec![both("a remark", "비고")],
            pack: Some("a pack".into()),
            pack_version: Some("1.0".into()),
            order: 0,
            updated: utc,
            extra: extra(),
        }),
        Record::Progress(Progress {
            id: "road/p/b/u/g/t".into(),
            state: State::Skipped,
            on: Some(today),
            reason: Some("no time".into()),
            without_proof: true,
            due: Some(yesterday),
            note: Some("a note\nof two lines".into()),
            updated: utc,
            extra: extra(),
        }),
        Record::Log(Log {
            id: "log".into(),
            node: "road/p/b/u/g/t".into(),
            minutes: 30,
            on: today,
            deleted: false,
            updated: utc,
            extra: extra(),
        }),
        Record::Reading(Reading {
            id: "reading".into(),
            node: "road/p/b/u/g/s".into(),
            value: 12.5,
            on: today,
            deleted: false,
            updated: utc,
            extra: extra(),
        }),
        Record::Question(question),
        Record::Review(Review {
            id: "review".into(),
            question: "asked".into(),
            grade: Grade::Again,
            on: yesterday,
            at: utc - chrono::Duration::days(1),
            seconds: 30,
            updated: utc,
            extra: extra(),
        }),
        Record::Draft(Draft {
            id: "draft".into(),
            title: "A draft".into(),
            state: DraftState::Review,
            body: vec!["## Problem".into(), "some text".into(), "## Cause".into()],
            node: Some("road/p/b/u/g/t".into()),
            deleted: false,
            created: utc,
            updated: utc,
            extra: extra(),
        }),
        Record::Retro(Retro {
            id: format!("daily-{yesterday}"),
            cadence: Cadence::Daily,
            on: yesterday,
            answers: answers.into_iter().collect(),
            promises: vec![Promise {
                text: "a promise".into(),
                kept: None,
                extra: extra(),
            }],
            seconds: 100,
            finished: true,
            updated: utc,
            extra: extra(),
        }),
    ];
    records.extend(tree.map(Record::Node));
    records
}

/// The documents of the sample.
pub fn documents() -> Vec<(String, Value)> {
    let mut data = Data::default();
    let mut edit = Edit::new(Step::Settings, "", &now_at(FRIDAY));
    for record in records() {
        edit.changes.push(Change {
            before: None,
            after: Some(record),
        });
    }
    data.apply(&edit).unwrap();
    data.docs()
        .into_iter()
        .map(|doc| (doc.clone(), data.doc_value(&doc).unwrap()))
        .collect()
}

/// Every text of the sample that can be any text: those whose change leaves all records readable.
pub fn free_texts() -> &'static [String] {
    static FREE: OnceLock<Vec<String>> = OnceLock::new();
    FREE.get_or_init(|| find_free_texts(&documents()).into_iter().collect())
}

fn find_free_texts(documents: &[(String, Value)]) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for (_, value) in documents {
        collect(value, &mut texts);
    }
    let bound = |text: &String| {
        let change = |found: &str| match found {
            found if found == text => format!("any {found}"),
            found => found.to_owned(),
        };
        let (_, bad) = load(&with(documents, &change));
        bad > 0
    };
    // The one record of settings is found by its id.
    texts.retain(|text| text != "settings" && !bound(text));
    texts
}

fn collect(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(texts.insert(text.clone())),
        Value::Array(list) => list.iter().for_each(|part| collect(part, texts)),
        Value::Object(members) => members.values().for_each(|part| collect(part, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The documents with every text changed. Names of members stay, but for those that people choose.
pub fn with(
    documents: &[(String, Value)],
    change: &dyn Fn(&str) -> String,
) -> Vec<(String, Value)> {
    fn walk(value: &mut Value, change: &dyn Fn(&str) -> String) {
        match value {
            Value::String(text) => *text = change(text),
            Value::Array(list) => list.iter_mut().for_each(|part| walk(part, change)),
            Value::Object(members) => {
                members.values_mut().for_each(|part| walk(part, change));
                for chosen in ["keys", "answers", "later"] {
                    if let Some(Value::Object(named)) = members.get_mut(chosen) {
                        *named = std::mem::take(named)
                            .into_iter()
                            .map(|(key, value)| (change(&key), value))
                            .collect();
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut changed = documents.to_vec();
    changed
        .iter_mut()
        .for_each(|(_, value)| walk(value, change));
    changed
}

/// The sample with a payload in every text that can be any: another one in each round, so that as many rounds as
/// there are payloads bring each to each text.
pub fn hostile(round: usize) -> Vec<(String, Value)> {
    let payloads = super::corpus::payloads();
    let change = |text: &str| match free_texts().iter().position(|free| free == text) {
        Some(index) => {
            let payload = &payloads[(index * 5 + round) % payloads.len()];
            format!("{payload}{text}{payload}")
        }
        None => text.to_owned(),
    };
    with(&documents(), &change)
}

/// Reads documents; how many records could not be read.
pub fn load(documents: &[(String, Value)]) -> (Data, usize) {
    let parsed = documents
        .iter()
        .map(|(doc, value)| Parsed::of(doc, value.to_string().as_bytes()).unwrap())
        .collect();
    let mut data = Data::default();
    let bad = data.load_all(parsed).len();
    (data, bad)
}

#[test]
fn the_sample_has_many_texts_and_most_of_them_are_free() {
    let documents = documents();
    assert_eq!(load(&documents).1, 0);
    let free = free_texts();
    assert!(free.len() > 60, "{free:#?}");
    for text in [
        "A draft",
        "a promise",
        "some text",
        "no time",
        "tag one",
        "asked",
        "road",
    ] {
        assert!(free.iter().any(|free| free == text), "{text} in {free:#?}");
    }
}
