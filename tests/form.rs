//! The form of a question: every field of it, follow-ups as an outline, keys of follow-ups that stay.

use crate::common::Harness;
use gongbu::domain::{Question, QuestionKind, chain};
use gongbu::lang::Lang;

/// The only question of the user's own.
fn own(harness: &Harness) -> Question {
    let mut own = harness.model.data.questions.iter();
    let question = own.next().expect("a question").clone();
    assert!(own.next().is_none());
    question
}

#[test]
fn every_field_of_a_question_can_be_written() {
    for lang in [Lang::En, Lang::Ko] {
        let mut harness = Harness::new(lang, 120, 36);
        harness.keys("3 a \"What is a saga?\" Tab \"Kafka\" Tab \"think of money\" Tab \"steps\" Tab \"A chain.\"");
        harness.keys("Tab \"two-phase commit\" Tab \"it blocks\" Tab \"Why?\"");
        harness.keys("Tab \"Whether failure was thought of\" Tab Right Tab Right Right");
        harness.keys("Tab \"distributed, kafka\" Tab \"Coupang\" Tab \"Richardson, ch. 4\"");
        harness.keys("Tab \"mastery/tier1/kafka\" Tab \"Outline | 10\" Enter \"Detail\" ctrl-s");
        let question = own(&harness);
        assert_eq!(question.kind, QuestionKind::Design);
        assert_eq!(question.difficulty, 2);
        assert_eq!(question.tags, ["distributed", "kafka"]);
        let text = |text: &Option<gongbu::domain::Text>| {
            text.as_ref().map(|text| text.get(lang).to_owned())
        };
        assert_eq!(text(&question.company).as_deref(), Some("Coupang"));
        assert_eq!(text(&question.source).as_deref(), Some("Richardson, ch. 4"));
        assert_eq!(
            text(&question.intent).as_deref(),
            Some("Whether failure was thought of")
        );
        assert_eq!(question.units, ["mastery/tier1/kafka"]);
        let stages: Vec<(String, u32)> = (question.stages.iter())
            .map(|stage| (stage.title.get(lang).to_owned(), stage.minutes))
            .collect();
        assert_eq!(stages, [("Outline".into(), 10), ("Detail".into(), 15)]);
        // What was written stands in the form again, and saving it once more changes nothing.
        harness.keys("e").shows("Coupang").keys("Esc");
        assert_eq!(own(&harness), question);
    }
}

#[test]
fn follow_ups_are_an_outline_whose_levels_are_two_blanks() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("3 a \"Q\" Tab Tab Tab Tab Tab Tab Tab");
    harness.keys("\"Why? | because\" Enter \"  And why that?\" Enter \"    Deeper? | yes\" Enter \"Else?\" ctrl-s");
    let question = own(&harness);
    let steps: Vec<(String, String)> = chain::walk(&question)
        .into_iter()
        .map(|step| (step.label, step.followup.prompt.get(Lang::En).to_owned()))
        .collect();
    let expected = [
        ("1", "Why?"),
        ("1.1", "And why that?"),
        ("1.1.1", "Deeper?"),
        ("2", "Else?"),
    ];
    assert_eq!(
        steps,
        expected.map(|(label, prompt)| (label.to_owned(), prompt.to_owned()))
    );
    assert_eq!(question.followups[0].answer.get(Lang::En), "because");
}

#[test]
fn a_follow_up_put_in_front_leaves_the_reviews_of_the_others_with_them() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("3 a \"Q\" Tab Tab Tab Tab Tab Tab Tab");
    harness.keys("\"first\" Enter \"second\" ctrl-s");
    harness.keys("e Tab Tab Tab Tab Tab Tab Tab");
    harness.keys("ctrl-Home \"before all\" Enter ctrl-s");
    let question = own(&harness);
    let keyed = |prompt: &str| {
        let mut steps = chain::walk(&question).into_iter();
        let step = steps.find(|step| step.followup.prompt.get(Lang::En) == prompt);
        step.map(|step| step.path)
    };
    assert_eq!(keyed("first").as_deref(), Some("1"));
    assert_eq!(keyed("second").as_deref(), Some("2"));
    assert_eq!(keyed("before all").as_deref(), Some("n1"));
}

#[test]
fn what_was_typed_into_any_field_is_there_after_a_restart() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("3 a Tab Tab Tab Tab Tab Tab Tab Tab \"의도만 적음\"");
    harness.wait(5);
    let mut again = Harness::with(harness.model.data.clone(), crate::common::FRIDAY, 80, 24);
    again
        .keys("3 a Tab Tab Tab Tab Tab Tab Tab Tab")
        .shows("의도만 적음");
}
