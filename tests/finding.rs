//! Finding questions: what ranks first, what stands in answers, filters that combine.

use crate::common::{FRIDAY, Harness, adopted, now_at, small_bank};
use gongbu::content::Content;
use gongbu::domain::{Data, Question, Text};
use gongbu::lang::Lang;

fn both(en: &str, ko: &str) -> Text {
    serde_json::from_value(serde_json::json!({ "en": en, "ko": ko })).unwrap()
}

/// The question pane in full over the whole bank of the program.
fn whole_bank(lang: Lang) -> Harness {
    let data = adopted(lang, &now_at(FRIDAY));
    let mut harness = Harness::having(Content::embedded(), data, FRIDAY, 120, 36);
    harness.keys("3 z").wait(1);
    harness
}

/// The prompts of the list from the top, as they are shown.
fn rows(harness: &mut Harness) -> Vec<String> {
    let screen = harness.screen();
    let is_row = |line: &&str| {
        let line = line.trim_start_matches('│').trim_start();
        ["● ", "○ ", "~ ", "· "]
            .iter()
            .any(|mark| line.starts_with(mark))
    };
    screen.lines().filter(is_row).map(str::to_owned).collect()
}

fn first(lang: Lang, query: &str) -> String {
    let mut harness = whole_bank(lang);
    harness.keys("/").keys(&format!("\"{query}\"")).wait(1);
    rows(&mut harness).first().cloned().unwrap_or_default()
}

#[test]
fn the_question_that_is_meant_comes_first_in_either_language() {
    let table = [
        (Lang::En, "gmp", "goroutine differ"),
        (Lang::En, "consumer group", "consumer group"),
        (Lang::Ko, "고루틴", "고루틴"),
        (Lang::Ko, "ㄱㄹㅌ", "고루틴"),
        // The other language's words find it, too.
        (Lang::Ko, "goroutine", "고루틴"),
        (Lang::En, "고루틴", "oroutine"),
    ];
    for (lang, query, expected) in table {
        let row = first(lang, query);
        assert!(row.contains(expected), "{query} finds {row}");
    }
}

/// A bank of own questions by prompt, tag and answer.
fn own(questions: &[(&str, &str, &str)]) -> Harness {
    let now = now_at(FRIDAY);
    let mut data: Data = adopted(Lang::En, &now);
    let mut content = small_bank();
    content.bank.clear();
    for (number, (prompt, tag, answer)) in questions.iter().enumerate() {
        let question = Question {
            id: format!("q{number}"),
            prompt: both(prompt, prompt),
            tags: vec![(*tag).to_owned()],
            answer: both(answer, answer),
            ..Question::default()
        };
        content.bank.insert(question.id.clone(), question);
    }
    content.lend(&mut data);
    let mut bare = small_bank();
    bare.bank = data.bank.clone();
    let mut harness = Harness::having(bare, data, FRIDAY, 120, 36);
    harness.keys("3 z").wait(1);
    harness
}

#[test]
fn words_of_the_prompt_go_before_tags_and_those_before_answers() {
    let mut harness = own(&[
        ("Scheduling of algorithms", "misc", "nothing"),
        (
            "Messaging at large",
            "misc",
            "We wrote it in go and left it",
        ),
        ("GopherCon talks", "misc", "nothing"),
        ("Which language here?", "go", "nothing"),
        ("Is Go compiled?", "misc", "nothing"),
    ]);
    harness.keys("/ \"go\"").wait(1);
    let rows = rows(&mut harness);
    let order = [
        "Is Go",
        "GopherCon",
        "Which language",
        "algorithms",
        "Messaging",
    ];
    assert_eq!(rows.len(), order.len(), "{rows:#?}");
    for (row, expected) in rows.iter().zip(order) {
        assert!(row.contains(expected), "{rows:#?}");
    }
    assert!(
        rows[4].contains("wrote it in go and"),
        "where it was found shows: {rows:#?}"
    );
}

#[test]
fn another_word_never_finds_more() {
    for words in [
        "kafka partition order",
        "트랜잭션 격리 수준",
        "index scan cost",
    ] {
        let mut harness = whole_bank(Lang::Ko);
        harness.keys("/");
        let mut before = usize::MAX;
        let mut typed = String::new();
        for word in words.split(' ') {
            harness.keys(&format!("\"{word} \"")).wait(1);
            typed += word;
            let screen = harness.screen();
            let found: String = screen
                .lines()
                .find(|line| line.contains(" / "))
                .and_then(|line| line.rsplit_once('개'))
                .map(|(line, _)| {
                    line.chars()
                        .rev()
                        .take_while(char::is_ascii_digit)
                        .collect()
                })
                .unwrap_or_default();
            let found: usize = found.chars().rev().collect::<String>().parse().unwrap_or(0);
            assert!(
                found <= before,
                "{typed}: {before} became {found}\n{screen}"
            );
            before = found;
        }
    }
}

/// How many questions the list says that it shows.
fn found(harness: &mut Harness) -> usize {
    let screen = harness.screen();
    let count = screen.lines().find_map(|line| {
        let (line, _) = line
            .trim_end_matches('│')
            .trim_end()
            .rsplit_once(" found")?;
        line.split_whitespace().last()?.parse().ok()
    });
    count.unwrap_or_else(|| panic!("no count:\n{screen}"))
}

#[test]
fn filters_typed_among_the_words_narrow_the_list_in_either_language() {
    let mut harness = whole_bank(Lang::En);
    harness.keys("/ \"topic:go\"").wait(1);
    let all = found(&mut harness);
    assert!(all > 5, "{all}");
    harness.keys("\" is:new\"");
    assert_eq!(found(&mut harness), all, "all of them are new");
    harness.keys("\" kind:technical\"");
    let technical = found(&mut harness);
    assert!((1..all).contains(&technical), "{technical} of {all}");
    harness.keys("\" level:3 channel\"").wait(1);
    assert!(found(&mut harness) < technical);
    harness.keys("ctrl-u \"주제:go 상태:새질문\"");
    assert_eq!(found(&mut harness), all);
    harness.keys("ctrl-u \"company:naver\"");
    assert!(found(&mut harness) > 0);
    harness.keys("ctrl-u \"is:leech\"").shows("No").lacks("○");
}

#[test]
fn filters_of_the_menu_combine_show_in_the_head_and_go_one_by_one() {
    let mut harness = whole_bank(Lang::En);
    // The last topics are followed by the states: the second of them is "new".
    harness.keys("f Down Enter");
    let topic = found(&mut harness);
    harness.keys("f");
    harness.keys("End").shows("[ ]").shows("tag");
    harness.keys("Enter");
    let tagged = found(&mut harness);
    assert!(tagged < topic);
    harness.keys("d");
    harness.shows("due only");
    harness.keys("Esc Esc");
    assert_eq!(found(&mut harness), topic);
    harness.keys("Esc").lacks(" found");
}

#[test]
fn o_puts_the_list_into_another_order_and_back() {
    let mut harness = whole_bank(Lang::En);
    let before = rows(&mut harness);
    harness.keys("o").shows("by title");
    let titles = rows(&mut harness);
    assert_ne!(titles, before);
    let mut sorted: Vec<String> = titles.iter().map(|row| row.to_lowercase()).collect();
    sorted.sort();
    let lower: Vec<String> = titles.iter().map(|row| row.to_lowercase()).collect();
    assert_eq!(lower, sorted);
    harness.keys("o").shows("by topic");
    harness.keys("o").shows("weakest first");
    harness.keys("o").shows("by due day");
    assert_eq!(rows(&mut harness), before);
}

#[test]
fn a_wide_list_tells_kind_and_difficulty_too() {
    for lang in [Lang::En, Lang::Ko] {
        let data = adopted(lang, &now_at(FRIDAY));
        let mut harness = Harness::with(data, FRIDAY, 200, 60);
        harness.keys("3 z");
        let row = rows(&mut harness).remove(0);
        assert!(row.contains("/3"), "{row}");
        insta::assert_snapshot!(
            format!("finding_list_{}_200", lang.code()),
            harness.screen()
        );
    }
}

#[test]
fn where_the_answer_holds_the_words_is_shown() {
    for lang in [Lang::En, Lang::Ko] {
        let mut harness = Harness::with(adopted(lang, &now_at(FRIDAY)), FRIDAY, 120, 36);
        harness.keys("3 z / \"lock\"").wait(1);
        insta::assert_snapshot!(
            format!("finding_answers_{}_120", lang.code()),
            harness.screen()
        );
    }
}

#[test]
fn the_palette_ranks_questions_as_the_list_does_and_finds_stories() {
    let mut harness = own(&[
        ("Scheduling of algorithms", "misc", "nothing"),
        ("GopherCon talks", "misc", "nothing"),
        ("Go channels?", "misc", "nothing"),
    ]);
    harness.keys(": \"go\"");
    let screen = harness.overlay();
    let line = |text: &str| screen.lines().position(|line| line.contains(text));
    assert!(line("Go channels").is_some(), "{screen}");
    assert!(line("Go channels") < line("GopherCon"), "{screen}");
    let mut harness = whole_bank(Lang::En);
    let title = {
        let story = harness.model.data.all_stories().next().expect("an example");
        story.title.get(Lang::En).to_owned()
    };
    let words: String = title.chars().take(24).collect();
    harness.keys(&format!(": \"{}\"", words.trim()));
    harness.shows("Story").keys("Enter").shows("STAR stories");
}

#[test]
fn a_digit_chooses_a_row_of_the_menu() {
    let mut harness = whole_bank(Lang::En);
    harness.keys("f Down Enter");
    let topic = found(&mut harness);
    harness.keys("Esc f 2");
    assert_eq!(found(&mut harness), topic);
    harness.keys("f 1").lacks(" found");
}

#[test]
fn another_order_shows_in_the_head_without_a_filter() {
    let mut harness = whole_bank(Lang::En);
    harness.keys("o").wait(1);
    let head = |harness: &mut Harness| {
        harness
            .screen()
            .lines()
            .take(4)
            .any(|line| line.contains("by title"))
    };
    assert!(head(&mut harness));
    harness.keys("o o o Down");
    assert!(!head(&mut harness));
}

#[test]
fn a_question_not_known_yet_is_neither_new_nor_due_until_its_item_is_done() {
    let mut harness = whole_bank(Lang::En);
    harness.keys("/ \"is:unknown\"").shows("No");
    harness.keys("Esc / \"is:new\"").wait(1);
    let new = found(&mut harness);
    harness
        .keys("Enter Space Enter d Esc Esc / ctrl-u \"is:new\"")
        .wait(1);
    assert_eq!(found(&mut harness), new - 1, "{}", harness.screen());
    harness.keys("/ ctrl-u \"is:unknown\"").wait(1);
    assert_eq!(found(&mut harness), 1);
    harness.shows("unknown");
}

#[test]
fn space_ticks_in_the_menu_and_leaves_it_open() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness
        .keys("3 f Down Space")
        .shows("[x] Company")
        .shows("[ ] Design");
    harness.keys("Space").lacks("[x] Company");
    harness
        .keys("Space Esc")
        .shows("Company")
        .lacks("[ ] Design");
}
