//! Why-chains: the drill goes deeper on success, stops on failure, and remembers each why on its own.

use crate::common::{FRIDAY, Harness};
use gongbu::domain::{Edit, FollowUp, Grade, Index, Question, Step, Text, chain};
use gongbu::lang::Lang;

fn why(prompt: &str, followups: Vec<FollowUp>) -> FollowUp {
    FollowUp {
        prompt: Text::plain(prompt),
        answer: Text::plain(format!("because of {prompt}")),
        followups,
        ..FollowUp::default()
    }
}

/// The cockpit with one question of the user's own, its card open and its answer seen.
fn opened(lang: Lang) -> Harness {
    let harness = Harness::new(lang, 80, 24);
    let mut data = harness.model.data.clone();
    let question = Question {
        id: "own-gmp".into(),
        topic: "go".into(),
        prompt: Text::plain("zebra: how does the scheduler work?"),
        answer: Text::plain("With G, M and P."),
        followups: vec![
            why("why P", vec![why("why not one queue", vec![])]),
            why("why M", vec![]),
        ],
        own: true,
        created: harness.now.utc,
        ..Question::default()
    };
    let edit = Edit::new(Step::EditQuestion, "", &harness.now).put(&data, question);
    data.apply(&edit).expect("a question");
    let mut harness = Harness::with(data, FRIDAY, 80, 24);
    harness.keys("3 / \"zebra\" Enter Enter Space");
    harness
}

fn grades(harness: &Harness) -> Vec<(String, Grade)> {
    let reviews = harness.model.data.reviews.iter();
    reviews
        .map(|review| (review.question.clone(), review.grade))
        .collect()
}

#[test]
fn success_goes_deeper_and_the_depth_reached_is_kept() {
    for lang in [Lang::En, Lang::Ko] {
        let mut harness = opened(lang);
        harness.keys("w").shows("why P").lacks("because of why P");
        harness.keys("Space").shows("because of why P");
        harness
            .keys("3")
            .shows("why not one queue")
            .shows("because of why P");
        harness.keys("Space y Space 3");
        let text = match lang {
            Lang::En => "The whole chain held, 2 deep.",
            Lang::Ko => "2단계 끝까지 답했습니다.",
        };
        harness.shows(text);
        let asked: Vec<String> = grades(&harness).into_iter().map(|(id, _)| id).collect();
        assert_eq!(asked, ["own-gmp#1", "own-gmp#1.1", "own-gmp#2"]);
        assert_eq!(chain::reached(&harness.model.data, "own-gmp"), Some((2, 2)));
        harness.keys("Enter").shows("zebra");
        harness.shows(match lang {
            Lang::En => "chain 2/2, best 2",
            Lang::Ko => "꼬리 질문 2/2단계, 최고 2단계",
        });
    }
}

#[test]
fn failure_stops_and_schedules_exactly_that_why() {
    let mut harness = opened(Lang::En);
    harness.keys("w Space 3 Space 1");
    harness
        .shows("Depth reached: 1 of 2.")
        .shows("It comes up again: why not one queue");
    let due = |id: &str| {
        let memory = harness.model.index.memory(id);
        memory.map(|memory| memory.due <= harness.now.today())
    };
    assert_eq!(due("own-gmp#1.1"), Some(true));
    assert_eq!(due("own-gmp#1"), Some(false));
    assert_eq!(due("own-gmp#2"), None);
    assert_eq!(harness.model.index.due(harness.now.today()), 1);
    assert_eq!(chain::reached(&harness.model.data, "own-gmp"), Some((1, 1)));
}

#[test]
fn a_step_of_the_drill_is_taken_back_with_u() {
    let mut harness = opened(Lang::En);
    harness
        .keys("w Space 3 Space 1")
        .shows("Depth reached: 1 of 2.");
    harness.keys("u").shows("why not one queue");
    assert_eq!(grades(&harness).len(), 1);
    assert_eq!(chain::reached(&harness.model.data, "own-gmp"), None);
    harness.keys("u").shows("why P").lacks("why not one queue");
    assert!(grades(&harness).is_empty());
    harness.keys("1").shows("Depth reached: 0 of 2.");
}

#[test]
fn a_verdict_waits_for_the_short_answer() {
    let mut harness = opened(Lang::En);
    harness.keys("w 3").shows("See the short answer first.");
    assert!(grades(&harness).is_empty());
    harness.keys("Esc").shows("zebra");
}

#[test]
fn after_the_short_answer_its_key_says_which_verdicts_there_are() {
    let mut harness = opened(Lang::En);
    harness
        .keys("w")
        .shows("Space Show the short answer")
        .lacks("3 I had it");
    harness.keys("Space");
    harness
        .lacks("Space Show the short answer")
        .shows("3 I had it");
    harness.keys("Space").shows("1 I had not: stop here");
    harness.keys("1").lacks("Space Show the short answer");
}

#[test]
fn a_question_without_follow_ups_says_so() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("3 a \"lonely zebra\" ctrl-s / \"lonely\" Enter Enter Space w");
    harness.shows("This question has no follow-ups.");
}

#[test]
fn a_why_that_was_edited_away_is_no_longer_due_but_its_reviews_stay() {
    let mut harness = opened(Lang::En);
    harness.keys("w Space 1 Enter");
    assert_eq!(harness.model.index.due(harness.now.today()), 1);
    let mut question = harness.model.data.question("own-gmp").expect("it").clone();
    question.followups.clear();
    let edit = Edit::new(Step::EditQuestion, "", &harness.now).put(&harness.model.data, question);
    harness.model.data.apply(&edit).expect("an edit");
    harness.model.index.update(&harness.model.data, &edit);
    assert_eq!(harness.model.index.due(harness.now.today()), 0);
    assert_eq!(grades(&harness).len(), 1);
}

/// The same on a later evening.
fn later(harness: &Harness, day: &str) -> Harness {
    let data = harness.model.data.clone();
    Harness::with(data, &format!("{day}T21:05:00+09:00"), 80, 24)
}

#[test]
fn a_why_that_is_due_comes_up_in_a_session_with_what_stands_above_it() {
    for lang in [Lang::En, Lang::Ko] {
        let mut harness = opened(lang);
        harness.keys("w Space 3 Space 1 Enter Esc");
        let mut harness = later(&harness, "2026-11-21");
        harness.keys("3").shows(match lang {
            Lang::En => "due 1",
            Lang::Ko => "복습 1",
        });
        harness.keys("Space Space");
        harness.shows("zebra").shows("because of why P");
        harness
            .shows("why not one queue")
            .lacks("because of why not");
        harness.keys("Space 3");
        let memory = harness.model.index.memory("own-gmp#1.1").expect("a memory");
        assert_eq!(memory.reviews, 2);
        assert!(memory.due > harness.now.today());
        assert!(!harness.screen().contains("why not one queue"));
        // Taken back, it is asked again with its answer in sight.
        harness.keys("u").shows("because of why not one queue");
        assert_eq!(
            harness.model.index.memory("own-gmp#1.1").map(|m| m.reviews),
            Some(1)
        );
    }
}

#[test]
fn a_question_started_anew_starts_its_whys_anew_too() {
    let mut harness = opened(Lang::En);
    harness.keys("w Space y Space y Space y").wait(1);
    let whys = ["own-gmp#1", "own-gmp#1.1", "own-gmp#2"];
    let known = |harness: &Harness| whys.map(|id| harness.model.index.memory(id));
    let before = known(&harness);
    assert!(before.iter().all(Option::is_some));
    harness.keys("Enter Esc e ctrl-End ctrl-u \"zebra, quite another thing\" ctrl-s");
    harness.shows("More than half of it is new").keys("3");
    assert_eq!(known(&harness), [None; 3]);
    let rebuilt = Index::of(&harness.model.data);
    assert!(whys.iter().all(|id| rebuilt.memory(id).is_none()));
    // No review is lost, and what is answered from now on counts.
    assert_eq!(harness.model.data.reviews.len(), 3);
    harness.keys("u");
    assert_eq!(known(&harness), before);
    harness.keys("ctrl-r").wait(1);
    harness.keys("Enter Space w Space y Esc");
    assert_eq!(harness.model.index.memory("own-gmp#1").unwrap().reviews, 1);
}

#[test]
fn a_why_waits_while_its_question_is_due_itself() {
    let mut harness = opened(Lang::En);
    harness.keys("w Space 1 Enter 1");
    let mut harness = later(&harness, "2026-11-21");
    harness.keys("3 Space Space");
    harness.shows("zebra").lacks("why P").lacks("> ");
    assert!(harness.model.index.memory("own-gmp#1").is_some());
}

#[test]
fn the_drill_looks_as_it_should() {
    for lang in [Lang::Ko, Lang::En] {
        let code = lang.code();
        let mut harness = opened(lang);
        harness.keys("w");
        insta::assert_snapshot!(format!("chain_asked_{code}"), harness.screen());
        harness.keys("Space 3 Space");
        insta::assert_snapshot!(format!("chain_answered_{code}"), harness.screen());
        harness.keys("1");
        insta::assert_snapshot!(format!("chain_over_{code}"), harness.screen());
    }
}

#[test]
fn the_charts_of_memory_tell_how_deep_chains_hold() {
    let mut harness = opened(Lang::En);
    harness.keys("w Space 3 Space 1 Enter Esc V Left").wait(1);
    harness
        .shows("Why-chains tried: 1,")
        .shows("median depth 1, whole 0.");
}

#[test]
fn a_chain_that_breaks_beside_its_deepest_why_is_not_whole() {
    let mut harness = opened(Lang::En);
    harness.keys("w Space 3 Space 3 Space 1");
    harness.shows("2 of 3 whys held.");
    let depths = chain::depths(&harness.model.data);
    assert_eq!((depths.tried, depths.whole, depths.median), (1, 0, 2));
}
