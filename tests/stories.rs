//! The story bank: what is missing is named, stories are written, copied, told, linked and found again.

use crate::common::{FRIDAY, Harness, adopted, now_at};
use gongbu::domain::story::{self, Lint, Part};
use gongbu::domain::{AttemptKind, Data, Draft, Edit, Metric, Step, Story, Text};
use gongbu::lang::Lang;
use insta::assert_snapshot;

fn example_of_own(id: &str, title: &str) -> Story {
    Story {
        id: id.into(),
        title: Text::plain(title),
        competencies: vec!["performance".into(), "hiring".into()],
        situation: Text::plain("The list page made a hundred queries."),
        task: Text::plain("I had to make it fast before the sale."),
        analysis: Text::plain("I counted the queries."),
        cause: Text::plain("One query for each row."),
        action: Text::plain("I joined them into three."),
        result: Text::plain("From 100 queries to 3."),
        lesson: Text::plain("Count before guessing."),
        metric: Some(Metric {
            name: Text::plain("queries a page"),
            unit: Text::plain("queries"),
            before: Some(100.0),
            after: Some(3.0),
            how: Text::plain("query log"),
            ..Metric::default()
        }),
        own: true,
        created: now_at(FRIDAY).utc,
        ..Story::default()
    }
}

fn data_with(lang: Lang, stories: Vec<Story>) -> Data {
    let now = now_at(FRIDAY);
    let mut data = adopted(lang, &now);
    for story in stories {
        let edit = Edit::new(Step::EditStory, "", &now).put(&data, story);
        data.apply(&edit).unwrap();
    }
    data
}

fn with(lang: Lang, stories: Vec<Story>, width: u16, height: u16) -> Harness {
    let mut harness = Harness::with(data_with(lang, stories), FRIDAY, width, height);
    harness.keys("S");
    harness
}

fn one(width: u16, height: u16) -> Harness {
    with(
        Lang::En,
        vec![example_of_own("n1", "N+1 on the list page")],
        width,
        height,
    )
}

fn own(harness: &Harness) -> Vec<Story> {
    let stories = story::own(&harness.model.data, Lang::En);
    stories.into_iter().cloned().collect()
}

#[test]
fn a_new_story_is_typed_field_by_field_and_its_change_is_computed() {
    let mut harness = with(Lang::En, vec![], 120, 36);
    harness.keys(
        "a \"N+1\" Enter \"Performance, 갈등, Kotlin\" Enter \"Slow page\" Tab Tab Tab Tab Tab",
    );
    harness.keys(
        "\"3 queries\" Tab Tab \"queries a page\" Enter \"queries\" Enter \"1,00\" Enter \"3\" Esc",
    );
    let stories = own(&harness);
    assert_eq!(stories.len(), 1);
    assert_eq!(
        stories[0].competencies,
        ["performance", "conflict", "kotlin"]
    );
    assert_eq!(stories[0].result, Text::plain("3 queries"));
    harness.shows("100 -> 3 queries (-97 %)").shows("own 1/20");
    harness.keys("u").shows("own 0/20");
}

#[test]
fn a_story_saved_before_it_is_left_stands_in_the_list_once() {
    let mut harness = with(Lang::En, vec![], 80, 24);
    harness.keys("a \"Only once\" ctrl-s Esc").shows("own 1/20");
    // Its row, and the title of what is said of it below.
    assert_eq!(harness.screen().matches("Only once").count(), 2);
    harness.keys("m");
    assert_eq!(harness.screen().matches("  1  Only once").count(), 1);
    assert_eq!(harness.screen().matches("  2  Only once").count(), 0);
}

#[test]
fn what_a_story_lacks_is_said() {
    let mut story = example_of_own("n1", "N+1");
    assert_eq!(story::lint(&story, Lang::En), []);
    story.metric = None;
    story.result = Text::plain("It was fast.");
    story.action = Text::plain("We joined the queries, and our team was glad.");
    story.task = Text::default();
    story.situation = Text::plain("word ".repeat(400));
    let lints = story::lint(&story, Lang::En);
    assert_eq!(
        lints,
        [
            Lint::NoMetric,
            Lint::Missing(Part::Task),
            Lint::NoNumber,
            Lint::TooLong(177),
            Lint::We,
        ]
    );
    let mut harness = with(Lang::En, vec![story], 120, 36);
    harness
        .shows("! no metric")
        .shows("! still empty: Task")
        .shows("! the action says \"we\"");
}

#[test]
fn korean_is_measured_by_syllables() {
    let mut story = example_of_own("n1", "N+1");
    let minute = "가나다라마 ".repeat(62);
    for part in [Part::Situation, Part::Task, Part::Action, Part::Result] {
        *part.of_mut(&mut story) = Text::default();
    }
    story.action = Text::plain(minute);
    assert_eq!(story::spoken_seconds(&story, Lang::Ko), 60);
    // A figure or a name with a Korean ending is a word and its ending: a minute of words, and 140 syllables.
    story.action = Text::plain("500ms를 ".repeat(140));
    assert_eq!(story::spoken_seconds(&story, Lang::Ko), 87);
}

#[test]
fn an_example_is_copied_before_it_is_changed() {
    let mut harness = with(Lang::En, vec![], 120, 36);
    harness.keys("e").shows("Copy it and tell your own.");
    harness.keys("Enter").shows("Lesson").keys("Esc");
    harness.keys("c").shows("edit").keys("Esc");
    assert_eq!(own(&harness).len(), 1);
    assert!(own(&harness)[0].id != own(&harness)[0].title.get(Lang::En));
    harness.shows("own 1/20");
}

#[test]
fn an_own_story_is_deleted_and_brought_back() {
    let mut harness = one(120, 36);
    harness
        .keys("D")
        .shows("own 0/20")
        .shows("u brings it back");
    harness.keys("u").shows("own 1/20");
    harness.keys("End D").shows("Copy it and tell your own.");
}

#[test]
fn gaps_come_first_and_enter_on_one_begins_a_story_that_closes_it() {
    let mut harness = one(120, 36);
    harness.shows("no story of yours yet: ownership, conflict");
    harness.keys("m").shows("gaps 10").shows("hiring");
    harness
        .keys("Down Enter")
        .shows("conflict")
        .keys("\"Two designs\" Esc");
    harness.shows("gaps 9");
    let stories = own(&harness);
    assert!(
        stories
            .iter()
            .any(|story| story.competencies == ["conflict"])
    );
}

#[test]
fn space_in_the_table_marks_a_competency() {
    let mut harness = one(120, 36);
    harness.keys("Space").shows("Works in the coverage table.");
    harness.keys("m Space");
    assert_eq!(
        own(&harness)[0].competencies,
        ["performance", "hiring", "ownership"]
    );
    harness.shows("gaps 9").keys("u").shows("gaps 10");
}

#[test]
fn a_rehearsal_hides_the_text_counts_seconds_and_keeps_them() {
    let mut harness = one(80, 24);
    harness
        .keys("t")
        .shows("0:00 / 2:00")
        .shows("Now: Situation")
        .lacks("hundred queries");
    harness.keys("Space").shows("hundred queries");
    harness.wait(45).shows("0:45 / 2:00").shows("Now: Action");
    harness
        .wait(80)
        .shows("2:05 / 2:00")
        .shows("end with the number");
    harness.keys("Enter").shows("Kept: 2:05");
    let attempts: Vec<_> = harness.model.data.attempts.iter().cloned().collect();
    assert_eq!(attempts.len(), 1);
    assert_eq!(attempts[0].question, "story-n1");
    assert_eq!(
        (attempts[0].kind, attempts[0].seconds),
        (AttemptKind::Mock, 125)
    );
    harness
        .shows("1x 2:05")
        .shows("1x, last 2026-11-20 2:05, best 2:05");
}

#[test]
fn a_rehearsal_wakes_once_a_second_and_leaving_it_keeps_nothing() {
    let mut harness = one(80, 24);
    harness.keys("t");
    let first = harness.model.deadline();
    assert_eq!((first - harness.now.utc).num_milliseconds(), 1000);
    harness.wait(10).keys("Esc");
    assert!(harness.model.data.attempts.iter().next().is_none());
    harness.keys("t").wait(5).keys("2 S").shows("not told yet");
    assert!(harness.model.data.attempts.iter().next().is_none());
    assert!((harness.model.deadline() - harness.now.utc).num_seconds() > 1);
}

#[test]
fn a_question_is_linked_by_typing_a_few_letters_and_unlinked_the_same_way() {
    let mut harness = one(120, 36);
    harness
        .keys("f \"ten times\" Enter")
        .shows("Linked: Tell me about it: Making an API");
    assert_eq!(own(&harness)[0].questions, ["story-story-performance"]);
    harness.shows("answers: Tell me about it: Making an API");
    harness
        .keys("3 / \"ten times\" Enter Enter")
        .shows("Your stories: N+1 on the list page");
    harness
        .keys("Esc S f")
        .shows("[x] Tell me")
        .keys("Enter")
        .shows("No longer linked");
    assert!(own(&harness)[0].questions.is_empty());
}

#[test]
fn a_story_becomes_a_question_that_follows_it() {
    let mut harness = one(120, 36);
    harness.keys("Q").shows("In the question bank");
    let question = harness.model.data.question("story-n1").unwrap().clone();
    assert_eq!(question.points.len(), 4);
    assert_eq!(
        question.points[3].get(Lang::En),
        "Result: From 100 queries to 3."
    );
    harness.keys("Enter \" again\" Esc");
    let prompt = &harness.model.data.question("story-n1").unwrap().prompt;
    assert_eq!(
        prompt.get(Lang::En),
        "Tell me about it: N+1 on the list page again"
    );
}

#[test]
fn a_story_becomes_a_draft_and_the_draft_the_same_story() {
    let mut harness = one(120, 36);
    harness
        .keys("w")
        .shows("## Problem")
        .shows("Count before guessing.");
    let draft = harness.model.data.drafts.iter().next().unwrap().clone();
    assert_eq!(own(&harness)[0].draft.as_ref(), Some(&draft.id));
    let base = Story {
        metric: own(&harness)[0].metric.clone(),
        ..Story::default()
    };
    let back = story::from_draft(&base, &draft, &draft.body, Lang::En);
    for part in Part::ALL {
        assert_eq!(part.of(&back), part.of(&own(&harness)[0]), "{part:?}");
    }
    harness.keys("Esc S w").shows("## Problem");
    assert_eq!(harness.model.data.drafts.len(), 1);
}

#[test]
fn a_draft_becomes_a_story_by_its_sections_without_typing_it_again() {
    let now = now_at(FRIDAY);
    let mut data = data_with(Lang::En, vec![]);
    let body = "## 문제\n목록이 느림\n\n빠르게 할 것\n## Analysis\n로그\n## 해결\n조인";
    let draft = Draft {
        id: "d1".into(),
        title: "N+1".into(),
        body: body.lines().map(str::to_owned).collect(),
        ..Draft::default()
    };
    let edit = Edit::new(Step::EditDraft, "", &now).put(&data, draft);
    data.apply(&edit).unwrap();
    let mut harness = Harness::with(data, FRIDAY, 120, 36);
    harness
        .keys("4 *")
        .shows("STAR stories  edit")
        .shows("조인");
    let story = own(&harness)[0].clone();
    assert_eq!(story.situation, Text::plain("목록이 느림"));
    assert_eq!(story.task, Text::plain("빠르게 할 것"));
    assert_eq!(
        (story.action, story.draft),
        (Text::plain("조인"), Some("d1".into()))
    );
    // In the editor the same; what was added there fills what was empty.
    harness
        .keys("Esc 4 Enter ctrl-End Enter \"## Lesson\" Enter \"count\" F4")
        .shows("STAR stories  edit");
    assert_eq!(own(&harness).len(), 1);
    assert_eq!(own(&harness)[0].lesson, Text::plain("count"));
}

#[test]
fn what_was_typed_into_the_form_comes_back() {
    let mut harness = with(Lang::En, vec![], 120, 36);
    harness.keys("a Tab Tab \"half a thought\"").wait(3);
    let data = harness.model.data.clone();
    assert!(!data.unsent.is_empty());
    let mut again = Harness::with(data, FRIDAY, 120, 36);
    again.keys("S a").shows("half a thought");
}

#[test]
fn what_was_typed_is_saved_when_the_place_is_left() {
    let mut harness = with(Lang::En, vec![], 120, 36);
    harness.keys("a \"A title\"");
    harness.send(gongbu::app::Msg::Hangup);
    assert_eq!(own(&harness).len(), 1);
}

#[test]
fn an_unknown_value_is_asked_for_and_a_word_is_no_number() {
    let mut harness = one(120, 36);
    harness
        .keys("Enter shift-Tab shift-Tab ctrl-u \"many\" Esc")
        .shows("no number");
    assert_eq!(own(&harness)[0].metric.as_ref().unwrap().after, None);
    harness.shows("! half a metric");
}

fn look(lang: Lang, width: u16, height: u16) -> Harness {
    let mut second = example_of_own(
        "n2",
        "채팅 서버가 배포할 때마다 끊기던 문제를 연결 드레이닝과 재시도 지터로 해결한 이야기",
    );
    second.competencies = vec!["ownership".into(), "failure".into()];
    second.metric = None;
    second.result = Text::plain("끊김이 사라졌다.");
    let first = example_of_own("n1", "N+1 on the list page");
    with(lang, vec![first, second], width, height)
}

#[test]
fn the_stories_look_as_they_should() {
    for lang in [Lang::En, Lang::Ko] {
        for (width, height) in [(80, 24), (120, 36)] {
            let name = |what: &str| format!("stories_{what}_{}_{width}x{height}", lang.code());
            let mut harness = look(lang, width, height);
            assert_snapshot!(name("list"), harness.screen());
            harness.keys("m Right");
            assert_snapshot!(name("coverage"), harness.screen());
            harness.keys("Esc e Tab Tab");
            assert_snapshot!(name("form"), harness.screen());
            harness.keys("Esc t Space").wait(50);
            assert_snapshot!(name("rehearsal"), harness.screen());
        }
    }
    for lang in [Lang::En, Lang::Ko] {
        let mut harness = Harness::with(adopted(lang, &now_at(FRIDAY)), FRIDAY, 80, 24);
        harness.model.data.shipped_stories.clear();
        harness.keys("S");
        assert_snapshot!(format!("stories_empty_{}", lang.code()), harness.screen());
    }
}

#[test]
fn no_size_of_the_screen_is_too_small() {
    for lang in [Lang::En, Lang::Ko] {
        for width in [0, 1, 5, 20, 36, 60] {
            for height in [0, 1, 2, 3, 5, 8, 20] {
                let mut harness = look(lang, 80, 24);
                for keys in [
                    "",
                    "m",
                    "Esc t Space Space",
                    "Esc f",
                    "Esc e",
                    "Esc End Enter",
                ] {
                    harness.keys(keys);
                    harness.send(gongbu::app::Msg::Resize(width, height));
                    harness.screen();
                    harness.send(gongbu::app::Msg::Resize(80, 24));
                }
            }
        }
    }
}
