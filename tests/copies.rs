//! Shipped questions that the user edited meet newer packs: three ways, field by field.

use crate::common::{FRIDAY, Harness, adopted, now_at, small_bank};
use gongbu::content::{self, Content, Field, Pack, Told, Update};
use gongbu::domain::{Attempt, Data, Edit, Extra, Grade, Index, Question, Review, Step, Text};
use gongbu::lang::Lang;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A question of a pack.
fn asked(id: &str, prompt: &str, hint: &str, answer: &str) -> Value {
    json!({
        "id": id, "kind": "technical", "topic": "go", "prompt": prompt, "intent": "whether it is known",
        "hint": hint, "points": ["a point"], "answer": answer, "bad": [], "followups": [], "difficulty": 1,
    })
}

/// The text of a pack with a plan and questions.
fn pack(version: &str, questions: &[Value]) -> String {
    json!({
        "gongbu_pack": 1, "id": "mine", "version": version, "roadmap": "mine",
        "title": "My road", "about": "A road.", "questions": questions,
        "plan": { "id": "mine", "title": "My road", "base": "2026-01-05", "nodes": [] },
    })
    .to_string()
}

/// The data as a program meets it that ships this pack alone.
fn with(data: &Data, pack: &str) -> Data {
    let mut data = data.clone();
    Content::of([pack].into_iter()).lend(&mut data);
    data
}

/// The plan of a pack taken up, its questions lent.
fn begun(pack: &str) -> Data {
    let now = now_at("2026-01-05T09:00:00+09:00");
    let read: Pack = serde_json::from_str(pack).expect("a pack");
    let mut data = Data::default();
    let edit = content::adopt(&data, &[read], None, Lang::En, &now, "mine");
    apply(&mut data, &edit);
    with(&data, pack)
}

fn apply(data: &mut Data, edit: &Edit) {
    data.apply(edit).expect("an edit");
}

/// Edits a shipped question, as the form does.
fn edit(data: &mut Data, id: &str, change: impl Fn(&mut Question)) {
    let now = now_at(FRIDAY);
    let mut question = data.question(id).expect("a question").clone();
    change(&mut question);
    let question = content::copied(data, question, now.utc);
    let edit = Edit::new(Step::EditQuestion, id, &now).put(data, question);
    apply(data, &edit);
}

fn review(data: &mut Data, question: &str) {
    let now = now_at(FRIDAY);
    let review = Review {
        id: format!("r-{question}"),
        question: question.into(),
        grade: Grade::Good,
        on: now.today(),
        at: now.utc,
        seconds: 30,
        updated: now.utc,
        extra: Extra::new(),
    };
    let edit = Edit::new(Step::Grade, "", &now).put(data, review);
    apply(data, &edit);
}

fn update(data: &Data, pack: &str) -> Update {
    let read: Pack = serde_json::from_str(pack).expect("a pack");
    content::update(data, &[read], &now_at(FRIDAY), "update")
}

fn ids(told: &[Told]) -> Vec<&str> {
    told.iter().map(|told| told.id.as_str()).collect()
}

fn said<'a>(data: &'a Data, id: &str) -> [&'a str; 3] {
    let question = data.question(id).expect("a question");
    let hint = question.hint.as_ref().map_or("", |hint| hint.get(Lang::En));
    [
        question.prompt.get(Lang::En),
        hint,
        question.answer.get(Lang::En),
    ]
}

#[test]
fn fields_the_user_left_follow_the_pack_and_those_both_changed_stay_and_are_named() {
    let mut data = begun(&pack("1", &[asked("q", "prompt", "hint", "answer")]));
    edit(&mut data, "q", |question| {
        question.hint = Some(Text::plain("my hint"));
        question.answer = Text::plain("my answer");
    });
    let second = pack("2", &[asked("q", "new prompt", "hint", "new answer")]);
    let mut data = with(&data, &second);
    assert!(content::is_outdated(&data));
    let done = update(&data, &second);
    assert_eq!(ids(&done.questions.changed), ["q"]);
    assert_eq!(done.questions.changed[0].fields, [Field::Prompt]);
    assert_eq!(ids(&done.questions.kept), ["q"]);
    assert_eq!(done.questions.kept[0].fields, [Field::Answer]);
    assert_eq!(done.counts(), (1, 1));
    apply(&mut data, &done.edit);
    assert_eq!(said(&data, "q"), ["new prompt", "my hint", "my answer"]);
    assert!(!content::is_outdated(&data));
    assert!(update(&data, &second).is_empty());

    // The next version is compared with the one that was taken over, not with the first.
    let third = pack("3", &[asked("q", "newer prompt", "new hint", "new answer")]);
    let mut data = with(&data, &third);
    let done = update(&data, &third);
    assert_eq!(done.questions.changed[0].fields, [Field::Prompt]);
    assert_eq!(done.questions.kept[0].fields, [Field::Hint]);
    apply(&mut data, &done.edit);
    assert_eq!(said(&data, "q"), ["newer prompt", "my hint", "my answer"]);
}

#[test]
fn the_same_change_on_both_sides_is_no_difference() {
    let mut data = begun(&pack("1", &[asked("q", "prompt", "hint", "answer")]));
    edit(&mut data, "q", |question| {
        question.answer = Text::plain("better");
    });
    let second = pack("2", &[asked("q", "prompt", "hint", "better")]);
    let mut data = with(&data, &second);
    let done = update(&data, &second);
    assert!(done.questions.is_empty());
    apply(&mut data, &done.edit);
    // Both agree: from now on the answer is the pack's.
    let third = pack("3", &[asked("q", "prompt", "hint", "best")]);
    let mut data = with(&data, &third);
    let edit = update(&data, &third).edit;
    apply(&mut data, &edit);
    assert_eq!(said(&data, "q")[2], "best");
}

#[test]
fn reviews_and_the_schedule_are_as_they_were_whatever_becomes_of_the_question() {
    let questions = ["edited", "untouched", "gone"].map(|id| asked(id, "prompt", "hint", "answer"));
    let mut data = begun(&pack("1", &questions));
    for id in ["edited", "untouched", "gone"] {
        review(&mut data, id);
    }
    for id in ["edited", "gone"] {
        edit(&mut data, id, |question| {
            question.answer = Text::plain("mine");
        });
    }
    let second = [
        asked("edited", "other", "other", "other"),
        asked("untouched", "other", "other", "other"),
    ];
    let second = pack("2", &second);
    let mut data = with(&data, &second);
    let memories = |data: &Data| {
        let index = Index::of(data);
        let ids = ["edited", "untouched", "gone"];
        ids.map(|id| format!("{:?}", index.memory(id)))
    };
    let before = (
        memories(&data),
        data.reviews.iter().cloned().collect::<Vec<_>>(),
    );
    let edit = update(&data, &second).edit;
    apply(&mut data, &edit);
    let after = (
        memories(&data),
        data.reviews.iter().cloned().collect::<Vec<_>>(),
    );
    assert_eq!(before, after);
    assert!(before.0.iter().all(|memory| memory.starts_with("Some")));
}

#[test]
fn copies_whose_pack_is_gone_become_the_users_own_if_anything_was_done_with_them() {
    let ids_of = ["edited", "reviewed", "tried", "put-off"];
    let questions = ids_of.map(|id| asked(id, id, "hint", "answer"));
    let mut data = begun(&pack("1", &questions));
    edit(&mut data, "edited", |question| {
        question.answer = Text::plain("mine");
    });
    let now = now_at(FRIDAY);
    for id in ["reviewed", "tried", "put-off"] {
        edit(&mut data, id, |question| {
            question.recheck = Some(now.today())
        });
    }
    review(&mut data, "reviewed");
    let tried = json!({ "id": "a1", "question": "tried#1", "on": "2026-11-20", "at": now.utc, "updated": now.utc });
    let tried: Attempt = serde_json::from_value(tried).expect("an attempt");
    let tried = Edit::new(Step::Answer, "", &now).put(&data, tried);
    apply(&mut data, &tried);
    let second = pack("2", &[]);
    let mut data = with(&data, &second);
    assert!(content::is_outdated(&data));
    let done = update(&data, &second);
    assert_eq!(ids(&done.questions.left), ["edited", "reviewed", "tried"]);
    assert_eq!(ids(&done.questions.removed), ["put-off"]);
    apply(&mut data, &done.edit);
    for id in ["edited", "reviewed", "tried"] {
        assert!(data.question(id).is_some_and(|question| question.own));
    }
    assert!(data.question("put-off").is_none());
    assert!(update(&data, &second).is_empty() && !content::is_outdated(&data));
    apply(&mut data, &done.edit.inverse());
    assert!(data.question("put-off").is_some());
}

#[test]
fn a_retired_question_is_there_for_those_alone_who_worked_on_it() {
    let first = ["reviewed", "edited", "unseen"].map(|id| asked(id, id, "hint", "answer"));
    let mut data = begun(&pack("1", &first));
    review(&mut data, "reviewed");
    edit(&mut data, "edited", |question| {
        question.answer = Text::plain("mine");
    });
    let mut later: Vec<Value> = first.to_vec();
    for question in &mut later {
        question["retired"] = json!("2");
    }
    let mut fresh = asked("fresh", "fresh", "hint", "answer");
    fresh["added"] = json!("2");
    later.push(fresh);
    let second = pack("2", &later);
    assert!(content::check_pack(&second, &content::Names::default()).is_empty());
    let mut data = with(&data, &second);
    let shown = |data: &Data| -> Vec<String> {
        let questions = data.all_questions();
        let mut ids: Vec<String> = questions.map(|question| question.id.clone()).collect();
        ids.sort();
        ids
    };
    assert_eq!(shown(&data), ["edited", "fresh", "reviewed"]);
    let done = update(&data, &second).questions;
    assert_eq!(ids(&done.new), ["fresh"]);
    assert_eq!(ids(&done.removed), ["unseen"]);
    assert_eq!(ids(&done.left), ["reviewed", "edited"]);
    let edit = update(&data, &second).edit;
    apply(&mut data, &edit);
    assert_eq!(shown(&data), ["edited", "fresh", "reviewed"]);
    assert!(update(&data, &second).questions.is_empty());
    assert!(content::coverage(&[serde_json::from_str(&second).unwrap()]).is_empty());
}

#[test]
fn an_edit_made_before_there_were_checksums_is_the_users_in_every_field_that_differs() {
    let mut data = begun(&pack("1", &[asked("q", "prompt", "hint", "answer")]));
    edit(&mut data, "q", |question| {
        question.answer = Text::plain("mine");
        question.shipped.clear();
    });
    let old = data.questions.get("q").expect("the copy").clone();
    let unsealed = Question {
        shipped: String::new(),
        ..old
    };
    let put = Edit::new(Step::Outside, "", &now_at(FRIDAY)).put(&data, unsealed);
    apply(&mut data, &put);
    assert!(!content::is_outdated(&data));
    let second = pack("2", &[asked("q", "new prompt", "hint", "answer")]);
    let mut data = with(&data, &second);
    let done = update(&data, &second);
    assert_eq!(
        done.questions.kept[0].fields,
        [Field::Prompt, Field::Answer]
    );
    apply(&mut data, &done.edit);
    assert_eq!(said(&data, "q"), ["prompt", "hint", "mine"]);
    // What it has in common with the pack follows it from now on.
    let third = pack("3", &[asked("q", "new prompt", "new hint", "answer")]);
    let mut data = with(&data, &third);
    let edit = update(&data, &third).edit;
    apply(&mut data, &edit);
    assert_eq!(said(&data, "q"), ["prompt", "new hint", "mine"]);
}

#[test]
fn questions_of_the_users_own_are_none_of_the_packs() {
    let mut data = begun(&pack("1", &[]));
    let own = Question {
        id: "q".into(),
        prompt: Text::plain("mine"),
        own: true,
        ..Question::default()
    };
    let put = Edit::new(Step::EditQuestion, "", &now_at(FRIDAY)).put(&data, own.clone());
    apply(&mut data, &put);
    let second = pack("2", &[asked("q", "prompt", "hint", "answer")]);
    let mut data = with(&data, &second);
    let done = update(&data, &second);
    assert!(done.questions.is_empty());
    apply(&mut data, &done.edit);
    assert_eq!(said(&data, "q")[0], "mine");
}

#[test]
fn the_form_makes_a_copy_that_differs_only_where_something_was_typed() {
    for lang in [Lang::En, Lang::Ko] {
        let mut harness = Harness::new(lang, 120, 36);
        harness.keys("3 e Tab Tab \"xyz \" ctrl-s");
        let data = &harness.model.data;
        let copy = data.questions.iter().next().expect("a copy").clone();
        let old = data.bank.get(&copy.id).expect("the pack's").clone();
        let mut expected = old.clone();
        expected.hint.clone_from(&copy.hint);
        assert_ne!(copy.hint, old.hint);
        let plain = Question {
            shipped: String::new(),
            created: old.created,
            updated: old.updated,
            ..copy.clone()
        };
        assert_eq!(plain, expected);
        assert!(!copy.shipped.is_empty());
        assert!(!content::is_outdated(data));
    }
}

#[test]
fn a_copy_of_an_older_version_is_told_of_and_updated_from_the_palette_as_one_step() {
    for (lang, news, fields, done) in [
        (
            Lang::En,
            "Plans or questions of yours",
            "(Prompt)",
            "1 question(s) of yours",
        ),
        (Lang::Ko, "고친 질문의 새 내용", "(질문)", "고친 질문 1개"),
    ] {
        let now = now_at(FRIDAY);
        let mut data = adopted(lang, &now);
        small_bank().lend(&mut data);
        let id = "go-goroutine-vs-thread";
        // An older program had another prompt, and the user another hint.
        let mut old = data.bank.get(id).expect("a question").clone();
        old.prompt = Text::plain("As it was asked before");
        data.bank.insert(id.into(), old);
        edit(&mut data, id, |question| {
            question.hint = Some(Text::plain("my hint"));
        });
        let mut harness = Harness::with(data, FRIDAY, 120, 36);
        harness.shows(news).keys(": \"plans.update\" Enter");
        harness.shows(fields).keys("y").shows(done);
        let copy = harness.model.data.question(id).expect("the copy").clone();
        assert_eq!(copy.prompt, harness.model.data.bank[id].prompt);
        assert_eq!(copy.hint, Some(Text::plain("my hint")));
        harness.keys("u");
        let copy = harness.model.data.question(id).expect("the copy");
        assert_eq!(copy.prompt.get(lang), "As it was asked before");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Field by field: who alone changed it has it; where both did, the user's stays and is told of.
    #[test]
    fn every_field_is_brought_together_three_ways(
        ours in proptest::array::uniform3(0..3u8),
        theirs in proptest::array::uniform3(0..3u8),
    ) {
        let text = |n: u8| format!("text {n}");
        let mut data = begun(&pack("1", &[asked("q", &text(0), &text(0), &text(0))]));
        edit(&mut data, "q", |question| {
            question.prompt = Text::plain(text(ours[0]));
            question.hint = Some(Text::plain(text(ours[1])));
            question.answer = Text::plain(text(ours[2]));
        });
        let second = pack("2", &[asked("q", &text(theirs[0]), &text(theirs[1]), &text(theirs[2]))]);
        let mut data = with(&data, &second);
        let done = update(&data, &second);
        apply(&mut data, &done.edit);
        let kept = done.questions.kept.first().map_or(0, |told| told.fields.len());
        let both = |(ours, theirs): (&u8, &u8)| *ours != 0 && *theirs != 0 && ours != theirs;
        prop_assert_eq!(kept, ours.iter().zip(&theirs).filter(|pair| both(*pair)).count());
        let expected: Vec<String> = ours.iter().zip(&theirs)
            .map(|(ours, theirs)| text(if *ours == 0 { *theirs } else { *ours }))
            .collect();
        prop_assert_eq!(said(&data, "q").to_vec(), expected);
        prop_assert!(update(&data, &second).is_empty());
        apply(&mut data, &done.edit.inverse());
        let asked = said(&data, "q").map(str::to_owned);
        prop_assert_eq!(asked.to_vec(), ours.map(text).to_vec());
    }
}
