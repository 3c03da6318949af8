//! Questions from and to foreign files.

use crate::common::{FRIDAY, Harness, now_at};
use gongbu::app::{Effect, Msg};
use gongbu::domain::{Data, Question, QuestionKind, Text, chain};
use gongbu::export::export;
use gongbu::import::{self, Format, Read};
use gongbu::lang::Lang;
use gongbu::runtime::past;
use proptest::prelude::*;
use std::path::Path;

fn markdown(text: &str) -> Read {
    import::read(text, Format::Markdown)
}

fn table(text: &str) -> Read {
    import::read(text, Format::Table)
}

fn en(text: &Text) -> &str {
    text.get(Lang::En)
}

fn pairs(read: &Read) -> Vec<(&str, &str)> {
    let questions = read.questions.iter();
    questions
        .map(|question| (en(&question.prompt), en(&question.answer)))
        .collect()
}

#[test]
fn cards_of_plain_text_programs_are_read_over_several_lines() {
    let read = markdown(
        "# Databases\n\nQ: What is an index?\nA: A sorted copy\nof some columns.\n\n---\n\nQ: 격리 수준은?\nA: 네 가지.\n",
    );
    assert_eq!(
        pairs(&read),
        [
            ("What is an index?", "A sorted copy\nof some columns."),
            ("격리 수준은?", "네 가지."),
        ]
    );
    assert!(read.unread.is_empty());
}

#[test]
fn gaps_become_a_question_and_its_answer_is_the_whole_text() {
    let read = markdown("C: Go schedules [goroutines] on [threads].\n");
    assert_eq!(
        pairs(&read),
        [(
            "Go schedules […] on […].",
            "Go schedules goroutines on threads."
        )]
    );
}

#[test]
fn code_in_an_answer_is_no_mark() {
    let read = markdown("Q: Print?\nA: Like this:\n```\nQ: not a question\n# no heading\n```\n");
    assert_eq!(read.questions.len(), 1);
    assert!(en(&read.questions[0].answer).contains("Q: not a question"));
}

#[test]
fn what_is_no_question_is_told_by_its_line() {
    let read = markdown("loose words\nA: an answer to nothing\n");
    assert!(read.questions.is_empty());
    assert_eq!(read.unread, [1, 2]);
}

#[test]
fn a_table_has_prompt_answer_topic_and_tags() {
    let read = table(
        "prompt\tanswer\ttopic\ttags\n\"What is\n\"\"MVCC\"\"?\"\tVersions\tdatabase\tpg mvcc\nlonely\n",
    );
    assert_eq!(pairs(&read), [("What is\n\"MVCC\"?", "Versions")]);
    assert_eq!(read.questions[0].topic, "database");
    assert_eq!(read.questions[0].tags, ["pg", "mvcc"]);
    assert_eq!(read.unread.len(), 1);
}

#[test]
fn an_export_of_anki_is_read_with_its_html_deck_and_tags() {
    let read = table(
        "#separator:tab\n#html:true\n#deck column:1\n#tags column:4\nBackend::Go\tWhat is <b>GMP</b>?\tG, M &amp; P<br>a model\tgo sched\n",
    );
    assert_eq!(pairs(&read), [("What is GMP?", "G, M & P\na model")]);
    assert_eq!(read.questions[0].topic, "Go");
    assert_eq!(read.questions[0].tags, ["go", "sched"]);
}

#[test]
fn what_is_in_the_bank_or_twice_in_the_file_is_not_taken_again() {
    let harness = Harness::new(Lang::En, 80, 24);
    let data = &harness.model.data;
    let shipped = data.all_questions().next().expect("a question");
    let text = format!(
        "Q: {}!!\nA: x\nQ: brand new\nA: y\nQ: Brand  new?\nA: z\n",
        en(&shipped.prompt)
    );
    let import = import::import(data, markdown(&text).questions, &harness.now, "file");
    assert_eq!((import.new, import.known.len()), (1, 2));
    let mut data = data.clone();
    data.apply(&import.edit).expect("an edit");
    let own: Vec<&Question> = data.questions.iter().collect();
    assert_eq!(own.len(), 1);
    assert!(own[0].own && en(&own[0].prompt) == "brand new");
    let again = import::import(&data, markdown(&text).questions, &harness.now, "file");
    assert_eq!(again.new, 0);
}

/// Answers what the cockpit asked the runtime.
fn answer(harness: &mut Harness) {
    for effect in std::mem::take(&mut harness.effects) {
        if let Effect::Past(query) = effect {
            let answer = past::answer(Path::new("/"), query, &harness.now, harness.model.lang);
            harness.send(Msg::Past(Box::new(answer)));
        }
    }
}

#[test]
fn the_cockpit_shows_what_a_file_brings_before_it_takes_it_in_as_one_step() {
    for lang in [Lang::En, Lang::Ko] {
        let folder = tempfile::tempdir().unwrap();
        let mut harness = Harness::new(lang, 100, 30);
        harness.model.lang = lang;
        let shipped = harness.model.data.all_questions().next().expect("one");
        let file = folder.path().join("my own.md");
        let text = format!(
            "stray words\nQ: zebra one\nA: y\nQ: zebra two\nA: z\nQ: {}\nA: x\n",
            shipped.prompt.get(lang)
        );
        std::fs::write(&file, text).unwrap();
        harness.keys(": \"questions.import\" Enter Enter");
        let texts = lang.exchange();
        harness.shows(texts.no_path());
        // A file that is not there, and one of another kind.
        for (path, why) in [
            ("/nowhere/q.md", texts.no_such_file("/nowhere/q.md")),
            ("q.docx", "q.docx".to_owned()),
        ] {
            harness.keys(&format!("ctrl-u \"{path}\" Enter"));
            answer(&mut harness);
            harness.shows(&why);
        }
        harness.keys(&format!("ctrl-u \"'{}'\" Enter", file.display()));
        harness.shows(texts.reading());
        answer(&mut harness);
        harness
            .shows(&texts.new_ones(2))
            .shows("- zebra two")
            .shows(&texts.known_ones(1))
            .shows(&texts.line(1, "stray words"));
        assert!(harness.model.data.questions.is_empty());
        // No goes back to the path, yes takes them in.
        harness.keys("n").lacks("zebra two").keys("Enter");
        answer(&mut harness);
        harness.keys("y").shows(&texts.taken(2, "u"));
        assert_eq!(harness.model.data.questions.len(), 2);
        assert!(harness.model.overlay.is_none());
        harness.keys("u");
        assert!(harness.model.data.questions.is_empty());
        harness.keys("ctrl-r : \"questions.import\" Enter");
        harness.keys(&format!("ctrl-u \"{}\" Enter", file.display()));
        answer(&mut harness);
        harness
            .shows(&texts.new_ones(0))
            .keys("y")
            .shows(texts.nothing());
        assert_eq!(harness.model.data.questions.len(), 2);
    }
}

#[test]
fn a_question_goes_out_and_comes_back_with_all_its_parts() {
    let source = "Q: What is a saga?\nTopic: design\nKind: design\nTags: a, b\nHint: money\nP: steps\nP: undo\nA: A chain of\n\ntransactions.\nX: 2PC | blocks\nW: Why? | because\n  W: And then? | so\nW: Else?\n";
    let first = markdown(source);
    let question = &first.questions[0];
    assert_eq!(question.kind, QuestionKind::Design);
    assert_eq!(chain::depth(question), 2);
    let text = export(first.questions.iter(), Format::Markdown, Lang::En);
    assert_eq!(markdown(&text), first);
}

#[test]
fn nothing_in_a_file_can_steer_the_terminal() {
    for format in [Format::Markdown, Format::Table] {
        let read = import::read("Q: a\x1b[2Jb\tc\x07d\nA: \u{202e}e\n", format);
        let text = format!("{:?}", read.questions);
        assert!(
            !text.contains("\\u{1b}") && !text.contains("\\u{202e}"),
            "{text}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_a_panic_and_taken_in(text in "(?s).{0,400}") {
        for format in [Format::Markdown, Format::Table] {
            let read = import::read(&text, format);
            let mut data = Data::default();
            let import = import::import(&data, read.questions, &now_at(FRIDAY), "");
            data.apply(&import.edit).expect("an edit");
            prop_assert_eq!(data.questions.len(), import.new);
        }
    }

    #[test]
    fn what_goes_out_comes_back(
        cards in proptest::collection::vec(("[a-zA-Z가-힣0-9 ?]{1,40}", "[a-zA-Z가-힣0-9.#:\\\\\n-]{1,80}"), 1..8),
    ) {
        let questions: Vec<Question> = cards.iter().map(|(prompt, answer)| Question {
            prompt: Text::plain(format!("x{}", prompt.trim())),
            answer: Text::plain(gongbu::domain::text::clean(&format!("y{answer}")).trim()),
            ..Question::default()
        }).collect();
        for format in [Format::Markdown, Format::Table] {
            let text = export(questions.iter(), format, Lang::En);
            let read = import::read(&text, format);
            prop_assert_eq!(&read.questions, &questions);
        }
    }
}

#[test]
fn an_answer_may_hold_lines_that_look_like_marks() {
    let question = Question {
        prompt: Text::plain("How?"),
        answer: Text::plain("First\n# a comment\nQ: quoted\n---\n\\done"),
        ..Question::default()
    };
    let text = export(std::iter::once(&question), Format::Markdown, Lang::En);
    assert_eq!(markdown(&text).questions, [question]);
}
