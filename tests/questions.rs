//! The question bank: list, search, filters, cards, sessions, the form.

use crate::common::{FRIDAY, Harness, adopted, now_at, text_of};
use chrono::{DateTime, Days, NaiveDate, Utc};
use gongbu::app::Msg;
use gongbu::commands::{Cmd, Key};
use gongbu::domain::{
    Data, Edit, Extra, Grade, Index, Node, Question, QuestionKind, Record, Review, Step, Text,
};
use gongbu::lang::Lang;
use gongbu::panes::{Pane, questions::State};
use gongbu::ui::text_area::Op;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

const GOROUTINE: &str = "go-goroutine-vs-thread";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn put(data: &mut Data, edit: Edit) {
    data.apply(&edit).unwrap();
}

/// Adds a review of a question on a day.
fn reviewed(data: &mut Data, question: &str, grade: Grade, on: &str) {
    let at: DateTime<Utc> = format!("{on}T12:00:00Z").parse().unwrap();
    let review = Review {
        id: format!("r-{question}-{on}"),
        question: question.into(),
        grade,
        on: day(on),
        at,
        seconds: 30,
        updated: at,
        extra: Extra::new(),
    };
    let edit = Edit::new(Step::Grade, "", &now_at(FRIDAY)).put(data, review);
    put(data, edit);
}

/// Adds a question of the user's own.
fn own(data: &mut Data, id: &str, topic: &str, prompt: &str) {
    let question = Question {
        id: id.into(),
        topic: topic.into(),
        prompt: Text::plain(prompt),
        answer: Text::plain("42"),
        own: true,
        ..Question::default()
    };
    let edit = Edit::new(Step::EditQuestion, "", &now_at(FRIDAY)).put(data, question);
    put(data, edit);
}

fn at(data: Data, width: u16, height: u16) -> Harness {
    let mut harness = Harness::with(data, FRIDAY, width, height);
    harness.keys("3");
    harness
}

fn questions(lang: Lang) -> Harness {
    at(adopted(lang, &now_at(FRIDAY)), 80, 24)
}

/// One question of each standing: overdue, due today, due tomorrow, well known, and all others new.
fn studied(lang: Lang) -> Data {
    let mut data = adopted(lang, &now_at(FRIDAY));
    reviewed(
        &mut data,
        "kafka-partition-count",
        Grade::Good,
        "2026-11-15",
    );
    reviewed(
        &mut data,
        "database-index-design",
        Grade::Good,
        "2026-11-18",
    );
    reviewed(&mut data, GOROUTINE, Grade::Good, "2026-11-19");
    reviewed(&mut data, "design-url-shortener", Grade::Good, "2026-06-01");
    reviewed(&mut data, "design-url-shortener", Grade::Easy, "2026-10-20");
    data
}

/// The rows of the list, without the frame.
fn rows(harness: &mut Harness) -> Vec<String> {
    let screen = harness.screen();
    let rows = screen.lines().filter(|line| line.starts_with('│'));
    rows.map(|line| line.trim_matches('│').trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn memory(harness: &Harness, id: &str) -> Option<gongbu::domain::review::Memory> {
    harness.model.index.memory(id)
}

#[test]
fn the_list_shows_the_overdue_first_and_says_in_words_when_each_is_due() {
    let mut harness = at(studied(Lang::En), 80, 24);
    harness.shows("Questions  due 2 · new 0");
    let rows = rows(&mut harness);
    assert!(
        rows[0].starts_with("● How do you decide the number"),
        "{rows:#?}"
    );
    assert!(
        rows[0].contains("  Kafka ") && rows[0].ends_with("3 days late"),
        "{rows:#?}"
    );
    assert!(
        rows[1].contains("  Database ") && rows[1].ends_with("today"),
        "{rows:#?}"
    );
    assert!(
        rows[2].starts_with("○ ") && rows[2].ends_with("new"),
        "{rows:#?}"
    );
    harness.keys("End");
    let rows = self::rows(&mut harness);
    let last: Vec<&String> = rows.iter().rev().take(2).collect();
    assert!(last[1].starts_with("~ How does a goroutine"), "{rows:#?}");
    assert!(last[1].ends_with("tomorrow"), "{rows:#?}");
    assert!(last[0].starts_with("· Design a URL"), "{rows:#?}");
    assert!(
        last[0].contains("in ") && last[0].ends_with("days"),
        "{rows:#?}"
    );
}

#[test]
fn new_questions_of_this_weeks_units_come_before_other_new_ones() {
    let data = adopted(Lang::Ko, &now_at(FRIDAY));
    let mut harness = Harness::with(data, "2025-11-12T20:00:00+09:00", 80, 24);
    harness.keys("3");
    harness.shows("복습 0 · 새 4");
    for row in &rows(&mut harness)[..4] {
        assert!(row.contains(" Go "), "{row}");
    }
}

#[test]
fn letters_that_were_searched_for_stand_out() {
    let mut harness = questions(Lang::Ko);
    harness.keys("/ \"ㄱㄹㅌ\"");
    assert_eq!(rows(&mut harness).len(), 2, "the field and one question");
    harness.shows("고루틴은 OS 스레드와");
    let mut buf = Buffer::empty(harness.model.size);
    harness.model.draw(&mut buf);
    let marked: String = buf
        .content
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
        .map(|cell| cell.symbol())
        // The second cell of a wide letter looks as its first and is blank.
        .filter(|symbol| *symbol != " ")
        .collect();
    assert_eq!(marked, "고루틴");
}

#[test]
fn typing_a_word_jamo_by_jamo_never_empties_the_list() {
    let mut harness = questions(Lang::Ko);
    harness.keys("/");
    let mut typed = 0;
    for step in ["ㄱ", "고", "골", "고루", "고뤁", "고루티", "고루틴"] {
        (0..typed).for_each(|_| harness.send(Msg::Key("Backspace".parse().unwrap())));
        step.chars()
            .for_each(|c| harness.send(Msg::Key(Key::char(c))));
        typed = step.chars().count();
        harness.shows("고루틴은 OS 스레드와");
    }
}

#[test]
fn every_word_must_be_found_in_prompt_topic_tags_answers_or_the_other_language() {
    let mut harness = questions(Lang::Ko);
    harness
        .keys("/ \"스레드 go\"")
        .shows("고루틴은 OS")
        .shows("1개");
    harness.keys("ctrl-u \"goroutine\"").shows("고루틴은 OS");
    harness.keys("ctrl-u \"데이터베이스\"").shows("3개");
    harness
        .keys("ctrl-u \"스레드 kafka\"")
        .shows("찾은 것이 없습니다");
    harness.shows("Esc 키로 찾기를 지웁니다.");
    harness.keys("Esc").shows("라이더에게").lacks("찾은 것이");
}

#[test]
fn what_stands_in_the_prompt_comes_before_what_stands_elsewhere() {
    let mut data = adopted(Lang::En, &now_at(FRIDAY));
    own(&mut data, "a", "zebra", "Stripes?");
    own(&mut data, "b", "animals", "Why has a zebra stripes?");
    let mut harness = at(data, 80, 24);
    harness.keys("/ \"zebra\"");
    let rows = rows(&mut harness);
    assert!(rows[1].contains("Why has a zebra"), "{rows:#?}");
    assert!(rows[2].contains("Stripes?"), "{rows:#?}");
}

#[test]
fn the_search_follows_the_language() {
    let mut harness = questions(Lang::Ko);
    harness.keys("/ \"고루틴\" Enter ctrl-l");
    harness.shows("How does a goroutine").shows("7 found");
}

#[test]
fn arrows_move_while_a_search_is_typed_and_enter_keeps_what_was_found() {
    let mut harness = questions(Lang::Ko);
    harness.keys("/ \"데이터베이스\" Down Enter").shows("3개");
    assert_eq!(harness.cursor(), None, "the field no longer has the keys");
    harness.keys("Enter").shows("데이터베이스 · 기술");
    harness.keys("Esc").shows("3개").keys("Esc").lacks("3개");
}

#[test]
fn the_caret_stands_behind_what_was_typed() {
    let mut harness = questions(Lang::Ko);
    harness.keys("/ \"고루\"");
    let caret = harness.cursor().unwrap();
    assert_eq!((caret.x, caret.y), (1 + 3 + 4, 3));
}

#[test]
fn filters_combine_with_the_search_and_esc_takes_them_away_one_by_one() {
    let mut harness = at(studied(Lang::En), 80, 24);
    harness
        .keys("f")
        .shows("[x] Everything")
        .shows("[ ] Company");
    harness
        .keys("Esc")
        .lacks("Everything")
        .keys("f Down Down Down Enter");
    harness.shows("Go · 4 found");
    harness
        .keys("f")
        .keys("Esc d")
        .shows("Go · due only · 0 found");
    harness
        .shows("Nothing is due.")
        .shows("Next: tomorrow (1).");
    harness
        .keys("/ \"thread\" Enter")
        .shows("Nothing found for: thread");
    harness.keys("Esc").shows("Go · due only · 0 found");
    harness.keys("Esc").shows("Go · 4 found");
    harness
        .keys("Esc")
        .lacks("found")
        .keys("Home")
        .shows("How do you decide");
}

#[test]
fn a_card_reveals_one_step_a_key_and_grades_only_after_the_answer() {
    let mut harness = at(adopted(Lang::En, &now_at(FRIDAY)), 120, 60);
    harness.keys("/ \"goroutine\" Enter Enter");
    let steps = [
        "What they want to know",
        "Key points",
        "  Model answer\n",
        "Bad answers",
        "Follow-ups",
        "Source",
    ];
    let heading = |name: &str| format!("│ {} ", name.trim());
    for (index, step) in steps.iter().enumerate() {
        harness.lacks(&heading(step));
        if index < 3 {
            harness.keys("3").shows("Reveal the answer first.");
            assert_eq!(memory(&harness, GOROUTINE), None);
        }
        harness.keys(if index % 2 == 0 { "Space" } else { "Enter" });
        harness.shows(&heading(step));
        if index == 3 {
            // What is wrong with a bad answer is for the user to say, before its reason shows.
            harness
                .shows("What is wrong here?")
                .lacks("why: The factor");
            harness.keys("Space").shows("why: The factor");
            harness.lacks("What is wrong here?").keys("Space Space");
        }
    }
    harness.shows("1 Again today   2 Hard 1d   3 Good 2d   4 Easy 8d");
    harness
        .shows("x A goroutine is just a thread")
        .shows("why: It misses");
    harness.keys("Space").shows("Everything is revealed");
}

#[test]
fn a_card_shows_kind_stages_and_what_is_known_of_the_memory() {
    let mut harness = at(studied(Lang::Ko), 80, 24);
    harness.keys("/ \"URL\" Enter Enter");
    harness.shows("설계 · 시스템 설계 · 난이도");
    harness
        .shows("진행 순서 · 모두 60분")
        .shows("1. 요구사항 정리 · 15분");
    harness.shows("복습 2번 · 잊음 0번");
    harness
        .keys("Esc Esc / \"고루틴\" Enter Enter")
        .shows("복습 내일 · 기억 2일 · 복습 1번");
}

#[test]
fn a_card_scrolls_by_lines_and_pages() {
    let mut harness = questions(Lang::Ko);
    harness.keys("/ \"고루틴\" Enter Enter Space Space Space Space Space Space Space Space Space");
    harness.shows("출처").lacks("난이도");
    harness.keys("Home").shows("난이도 2/3").lacks("출처");
    harness
        .keys("PageDown")
        .lacks("난이도")
        .keys("End")
        .shows("출처");
    harness
        .keys("Up")
        .lacks("pthread_create")
        .keys("Down")
        .shows("pthread_create");
}

#[test]
fn a_grade_moves_the_due_day_and_survives_a_rebuild() {
    let mut harness = questions(Lang::En);
    harness.keys("/ \"goroutine\" Enter Enter").wait(90);
    harness
        .keys("Space Space Space 3")
        .shows("Good: next in 2 days");
    let known = memory(&harness, GOROUTINE).unwrap();
    assert_eq!(known.due, day("2026-11-22"));
    let review = harness.model.data.reviews.iter().next().unwrap();
    assert_eq!((review.seconds, review.on), (90, day("2026-11-20")));
    let rebuilt = Index::of(&harness.model.data);
    assert_eq!(rebuilt.memory(GOROUTINE), Some(known));
    harness.shows("in 2 days");
    assert_eq!(
        rows(&mut harness).len(),
        8,
        "back on the list, still searched"
    );
}

#[test]
fn a_session_asks_what_is_due_then_what_is_new_this_week() {
    let mut data = adopted(Lang::En, &now_at(FRIDAY));
    reviewed(&mut data, "kafka-message-order", Grade::Good, "2025-11-09");
    let mut harness = Harness::with(data, "2025-11-12T20:00:00+09:00", 80, 24);
    harness.keys("3").shows("due 1 · new 4").keys("Space Enter");
    harness.shows("review 1/5").shows("Kafka · technical");
    for at in 2..=5 {
        harness
            .keys("Space Space Space 4")
            .shows(&format!("review {at}/5"));
        harness.shows("Go · technical");
    }
    harness.keys("Space Space Space 3");
    harness
        .shows("5 questions, 5 gradings")
        .shows("none had to be asked again");
    harness.shows("Next: in 2 days (1).");
    // With this week's done there is room for others, up to twenty new ones a day.
    harness.keys("Enter").shows("due 0 · new 16");
    harness.keys("Space Space").shows("review 1/16").keys("Esc");
    for _ in 0..16 {
        harness.keys("Space Space Space Space Space 4 Esc");
    }
    harness
        .keys("Space")
        .shows("Nothing is due. Next: in 2 days (1).");
}

#[test]
fn a_session_that_was_left_still_has_its_new_questions_when_one_of_them_is_due_again() {
    let mut harness = at(adopted(Lang::Ko, &now_at(FRIDAY)), 80, 24);
    harness.keys("3").shows("복습 0 · 새 20");
    harness.keys("Space Space Space Space Space 1 Esc");
    harness
        .shows("복습 1 · 새 19")
        .keys("Space Space")
        .shows("복습 1/20");
}

#[test]
fn where_a_search_or_a_filter_hides_what_is_new_that_is_what_is_told() {
    let mut harness = at(adopted(Lang::Ko, &now_at(FRIDAY)), 80, 24);
    harness.keys("3 d").shows("복습할 것만 · 0개").keys("Space");
    harness.shows("지금 복습할 것이 없습니다. Esc 키로 거르기를 하나씩 풉니다.");
    harness.keys("Esc / \"ㅋㅍㅋ\" Enter Space");
    harness.shows("지금 복습할 것이 없습니다. Esc 키로 찾기를 지웁니다.");
}

#[test]
fn again_comes_back_at_the_end_of_the_session() {
    let mut harness = at(studied(Lang::En), 80, 24);
    harness
        .keys("Space Space")
        .shows("review 1/2")
        .shows("Kafka · technical");
    harness.keys("Space Space Space 1");
    harness
        .shows("Again: once more at the end")
        .shows("review 2/3");
    harness.shows("Database · technical");
    harness
        .keys("Space Space Space 3")
        .shows("review 3/3")
        .shows("Kafka · technical");
    harness.keys("Space Space Space 3");
    harness
        .shows("2 questions, 3 gradings")
        .shows("1 had to be asked again");
    assert_eq!(memory(&harness, "kafka-partition-count").unwrap().lapses, 1);
}

#[test]
fn a_session_begins_no_more_than_twenty_new_questions_a_day() {
    let mut data = adopted(Lang::En, &now_at(FRIDAY));
    for number in 0..25 {
        own(
            &mut data,
            &format!("own-{number:02}"),
            "many",
            &format!("Number {number}?"),
        );
    }
    for number in 0..4 {
        reviewed(
            &mut data,
            &format!("own-{number:02}"),
            Grade::Good,
            "2026-11-20",
        );
    }
    let mut harness = at(data, 80, 24);
    harness.keys("f Down Enter").shows("many · 25 found");
    harness.keys("Space Space").shows("review 1/16");
    harness.keys(&"Space 4 ".repeat(16));
    harness.keys("Enter Space").shows("20 new ones today");
}

#[test]
fn undo_restores_the_memory_and_in_a_session_asks_the_card_again() {
    let mut harness = at(studied(Lang::En), 80, 24);
    let before = memory(&harness, "kafka-partition-count");
    harness
        .keys("Space Space u")
        .shows("Nothing has been graded here yet.");
    harness
        .keys("Space Space Space 1")
        .shows("review 2/3")
        .keys("u");
    harness.shows("review 1/2").shows("Kafka · technical");
    assert_eq!(memory(&harness, "kafka-partition-count"), before);
    harness.keys("4 Space Space Space 3").shows("review done");
    harness
        .keys("u")
        .shows("review 2/2")
        .shows("Database · technical");
    harness
        .keys("Esc")
        .shows("Stopped: 1 graded, 1 left.")
        .shows("due 1 · new 0");
    harness.keys("u").shows("due 2 · new 0");
    assert_eq!(memory(&harness, "kafka-partition-count"), before);
    assert_eq!(
        Index::of(&harness.model.data).memory("kafka-partition-count"),
        before
    );
}

#[test]
fn a_question_that_goes_while_it_is_asked_makes_room_for_the_next() {
    let mut data = studied(Lang::En);
    own(&mut data, "own-1", "own", "Mine?");
    reviewed(&mut data, "own-1", Grade::Good, "2026-11-01");
    let mut harness = at(data, 80, 24);
    harness.keys("Space Space").shows("Mine?");
    let mut gone = harness.model.data.questions.get("own-1").unwrap().clone();
    gone.deleted = true;
    let edit = Edit::new(Step::DeleteQuestion, "", &harness.now).put(&harness.model.data, gone);
    let mut state = std::mem::take(&mut harness.model.panes.questions);
    harness.model.data.apply(&edit).unwrap();
    harness.model.index.update(&harness.model.data, &edit);
    state.sync(&harness.model.env(Rect::new(0, 0, 78, 20), true));
    harness.model.panes.questions = state;
    harness.lacks("Mine?").shows("Kafka · technical");
}

#[test]
fn editing_a_packs_question_keeps_its_reviews_and_the_other_language() {
    let mut harness = at(studied(Lang::Ko), 80, 24);
    let before = memory(&harness, GOROUTINE);
    let pack = harness.model.data.question(GOROUTINE).unwrap().clone();
    harness
        .keys("/ \"고루틴\" Enter e")
        .shows("질문 은행  고치기");
    harness.keys("\" 정말로?\" Tab Tab Tab ctrl-End Enter \"새 핵심\" ctrl-s");
    harness.shows("질문을 저장했습니다.").shows("고루틴은 OS");
    let edited = harness.model.data.question(GOROUTINE).unwrap().clone();
    assert_eq!(edited.prompt.get(Lang::En), pack.prompt.get(Lang::En));
    assert_eq!(
        edited.prompt.get(Lang::Ko),
        format!("{} 정말로?", pack.prompt.get(Lang::Ko))
    );
    assert_eq!(edited.points[..6], pack.points[..]);
    assert_eq!(edited.points[6], Text::plain("새 핵심"));
    assert_eq!((edited.created, edited.own), (harness.now.utc, false));
    assert!(!edited.shipped.is_empty(), "what the pack said is known");
    let same = Question {
        prompt: pack.prompt.clone(),
        points: pack.points.clone(),
        shipped: pack.shipped.clone(),
        created: pack.created,
        updated: pack.updated,
        // What the pack said is remembered, for its next version.
        ..edited.clone()
    };
    assert!(!edited.shipped.is_empty());
    assert_eq!(same, pack, "nothing else has changed");
    assert_eq!(memory(&harness, GOROUTINE), before);
    harness.keys("Esc u");
    assert_eq!(harness.model.data.question(GOROUTINE), Some(&pack));
}

#[test]
fn lines_of_a_list_keep_their_other_language_when_one_between_them_is_edited() {
    let mut harness = questions(Lang::En);
    let pack = harness.model.data.question(GOROUTINE).unwrap().clone();
    // Deletes the second bad answer with its reason, and rewords the first follow-up.
    harness.keys("/ \"goroutine\" Enter e Tab Tab Tab Tab Tab ctrl-End ctrl-u Backspace");
    harness.keys("Tab ctrl-End ctrl-u Backspace Tab End \" indeed\" ctrl-s");
    let edited = harness.model.data.question(GOROUTINE).unwrap();
    assert_eq!(edited.bad, pack.bad[..1]);
    assert_eq!(edited.followups[1..], pack.followups[1..]);
    let (new, old) = (&edited.followups[0], &pack.followups[0]);
    assert_eq!(new.answer, old.answer);
    assert_eq!(new.prompt.get(Lang::Ko), old.prompt.get(Lang::Ko));
    assert_eq!(
        new.prompt.get(Lang::En),
        format!("{} indeed", old.prompt.get(Lang::En))
    );
}

#[test]
fn a_prompt_taken_from_an_item_is_no_question_until_it_is_saved_and_that_is_told() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness
        .keys("2 Q Esc")
        .shows("적은 것이 없어 질문을 만들지 않았습니다.");
    assert_eq!(harness.model.data.questions.iter().count(), 0);
    harness.keys("2 Q ctrl-s").shows("질문을 저장했습니다.");
    assert_eq!(harness.model.data.questions.iter().count(), 1);
}

#[test]
fn a_new_question_is_written_field_by_field() {
    let mut harness = questions(Lang::Ko);
    harness
        .keys("a")
        .shows("새 질문 쓰기")
        .keys("ctrl-s")
        .shows("먼저 질문을 적으세요.");
    harness.keys("\"왜 슬라이스를 복사하나?\" Enter \"데이터베이스\" Enter \"배열\" Tab");
    harness.keys("\"배열을 공유\" Enter Enter \"용량\" Tab \"공유하니까.\" Enter \"끝.\" Tab");
    harness.keys("\"빨라서\" Tab \"느리다\" Tab \"append 는? | 옮긴다\" Enter \"왜?\" ctrl-s");
    harness
        .shows("왜 슬라이스를 복사하나?")
        .shows("질문을 저장했습니다.");
    let own: Vec<_> = harness.model.data.questions.iter().collect();
    let [question] = own[..] else {
        panic!("one question: {own:?}")
    };
    assert!(question.own);
    assert_eq!(question.kind, QuestionKind::Technical);
    assert_eq!(
        question.topic, "database",
        "known by its name on the screen"
    );
    assert_eq!(question.hint, Some(Text::plain("배열")));
    assert_eq!(
        question.points,
        [Text::plain("배열을 공유"), Text::plain("용량")]
    );
    assert_eq!(question.answer, Text::plain("공유하니까.\n끝."));
    assert_eq!(question.bad[0].why, Text::plain("느리다"));
    assert_eq!(question.followups[0].answer, Text::plain("옮긴다"));
    assert_eq!(question.followups[1].prompt, Text::plain("왜?"));
    harness
        .keys("Enter")
        .shows("데이터베이스 · 기술")
        .keys("Space Space Space 3");
    assert!(
        rows(&mut harness).iter().any(|row| row.contains("2일 뒤")) || {
            harness.keys("End");
            rows(&mut harness).iter().any(|row| row.contains("2일 뒤"))
        }
    );
}

#[test]
fn decomposed_hangul_is_stored_composed() {
    let mut harness = questions(Lang::Ko);
    harness.keys("a");
    harness.send(Msg::Paste(
        "\u{1112}\u{1161}\u{11AB}글은\r\n왜?\u{1b}[31m".into(),
    ));
    harness.keys("ctrl-s");
    let question = harness.model.data.questions.iter().next().unwrap();
    assert!(
        question.prompt.get(Lang::Ko).starts_with("한글은 왜?"),
        "{question:?}"
    );
    assert!(!question.prompt.get(Lang::Ko).contains('\u{1b}'));
}

#[test]
fn esc_saves_a_question_with_a_prompt_and_keeps_one_without() {
    let mut harness = questions(Lang::En);
    harness
        .keys("a Tab Tab \"only a hint\" Esc")
        .shows("Kept until it has a prompt");
    assert!(harness.model.data.questions.is_empty());
    harness
        .keys("a")
        .shows("only a hint")
        .keys("shift-Tab shift-Tab \"Why?\" Esc");
    harness.shows("Question saved.").shows("Why?");
    assert_eq!(harness.model.data.questions.len(), 1);
    harness
        .keys("a")
        .lacks("only a hint")
        .keys("Esc")
        .keys("e Esc");
    assert_eq!(
        harness.model.data.questions.len(),
        1,
        "nothing typed, nothing saved"
    );
    harness.keys("u").shows("Undone").wait(6).lacks("Why?");
}

#[test]
fn typed_text_is_saved_when_the_program_has_to_end() {
    let mut harness = questions(Lang::En);
    harness.keys("a \"Half a ques\"");
    harness.send(Msg::Hangup);
    let question = harness.model.data.questions.iter().next().unwrap();
    assert_eq!(question.prompt, Text::plain("Half a ques"));
    let mut harness = questions(Lang::En);
    harness.keys("a Tab Tab \"a hint\" Esc 2");
    harness.send(Msg::Hangup);
    assert!(
        harness.model.data.questions.is_empty(),
        "without a prompt it is none"
    );
    let mut harness = at(harness.model.data.clone(), 80, 24);
    harness.keys("a").shows("a hint").keys("\"Why?\" Esc");
    assert_eq!(harness.model.data.questions.len(), 1);
    assert!(harness.model.data.unsent.is_empty());
}

#[test]
fn only_own_questions_can_be_deleted() {
    let mut data = adopted(Lang::En, &now_at(FRIDAY));
    own(&mut data, "own-1", "own", "Mine?");
    reviewed(&mut data, "own-1", Grade::Good, "2026-11-01");
    let mut harness = at(data, 80, 24);
    harness
        .keys("D")
        .shows("Question deleted; u brings it back.")
        .lacks("Mine?");
    harness
        .keys("u")
        .shows("Mine?")
        .keys("Down D")
        .shows("It comes with the program");
}

#[test]
fn the_cursor_stays_on_its_question_when_rows_move() {
    let mut harness = at(studied(Lang::En), 80, 24);
    harness.keys("Down Enter").shows("Database · technical");
    harness
        .keys("Space Space Space 3 Enter")
        .shows("Database · technical")
        .shows("due in ");
}

#[test]
fn other_panes_open_a_card_and_start_a_question_of_a_node() {
    let harness = questions(Lang::En);
    let env = harness.model.env(Rect::new(0, 0, 78, 20), true);
    let mut state = State::default();
    state.sync(&env);
    assert_eq!(
        state.open(&env, "no such").toast.map(|toast| toast.bad),
        Some(true)
    );
    state.open(&env, GOROUTINE);
    assert!(state.wants_room());
    let mut buf = Buffer::empty(env.area);
    state.draw(&env, &mut buf);
    assert!(text_of(&buf).contains("How does a goroutine differ"));
    state.command(&env, Cmd::LeaveCard);
    let node: &Node = harness.model.data.nodes.iter().next().unwrap();
    state.add(&env, &node.id, "Why a worker pool");
    state.text(&env, Op::Insert("?".into()));
    let reply = state.command(&env, Cmd::FormSave);
    let Some(Record::Question(question)) = &reply.edits[0].changes[0].after else {
        panic!("{reply:?}");
    };
    assert_eq!(question.prompt, Text::plain("Why a worker pool?"));
    assert_eq!(question.units, std::slice::from_ref(&node.id));
}

#[test]
fn an_empty_bank_says_how_to_fill_it() {
    let harness = questions(Lang::En);
    let mut model = harness.model;
    model.data.bank.clear();
    let env = model.env(Rect::new(0, 0, 60, 8), true);
    let mut state = State::default();
    state.sync(&env);
    let mut buf = Buffer::empty(env.area);
    state.draw(&env, &mut buf);
    assert!(text_of(&buf).contains("a adds one."), "{}", text_of(&buf));
    assert!(state.disabled(&env, Cmd::Open).is_some());
}

#[test]
fn ten_thousand_questions_are_reviewed_and_searched_like_thirty() {
    let mut data = adopted(Lang::Ko, &now_at(FRIDAY));
    let now = now_at(FRIDAY);
    let mut edit = Edit::new(Step::Adopt, "", &now);
    for number in 0..10_000 {
        let id = format!("q{number:05}");
        edit.put_new(
            &data,
            Question {
                id: id.clone(),
                topic: format!("topic {}", number % 50),
                prompt: Text::plain(format!("{number}번째 질문은 채널인가요?")),
                own: true,
                ..Question::default()
            },
        );
        if number % 4 == 0 {
            edit.put_new(
                &data,
                Review {
                    id,
                    question: format!("q{number:05}"),
                    grade: Grade::Good,
                    on: day("2026-11-01") + Days::new(number % 30),
                    at: now.utc,
                    seconds: 0,
                    updated: now.utc,
                    extra: Extra::new(),
                },
            );
        }
    }
    put(&mut data, edit);
    let mut harness = at(data, 120, 36);
    harness.keys("/ \"9998ㅂㅉ ㅊㄴ\"").shows("9998번째 질문은");
    harness
        .keys("Enter Esc Space Space")
        .shows("복습 1/")
        .keys("Space 3");
    harness.shows("복습 2/").keys("Esc");
    harness
        .wait(2)
        .keys("/ \"topic 49\"")
        .shows("49번째 질문은");
}

#[test]
fn nothing_panics_at_any_size() {
    let harness = at(studied(Lang::Ko), 80, 24);
    let scripts: [&[Cmd]; 8] = [
        &[],
        &[Cmd::SearchQuestions],
        &[Cmd::FilterTopic],
        &[Cmd::StartReview, Cmd::Down, Cmd::Right],
        &[
            Cmd::StartReview,
            Cmd::BeginSession,
            Cmd::Reveal,
            Cmd::Reveal,
            Cmd::TickPoint,
            Cmd::Reveal,
        ],
        &[Cmd::Open, Cmd::TypeAnswer],
        &[
            Cmd::EditQuestion,
            Cmd::FormNext,
            Cmd::FormNext,
            Cmd::FormNext,
        ],
        &[Cmd::FilterDue, Cmd::FilterTopic, Cmd::Down, Cmd::Open],
    ];
    for script in scripts {
        for (width, height) in (0..46)
            .step_by(5)
            .flat_map(|w| [0, 1, 2, 3, 5, 9, 14].map(|h| (w, h)))
        {
            let env = harness.model.env(Rect::new(2, 1, width, height), true);
            let mut state = State::default();
            state.sync(&env);
            for cmd in script {
                state.command(&env, *cmd);
            }
            state.text(&env, Op::Insert("가나 다".into()));
            state.command(&env, Cmd::PageDown);
            let mut buf = Buffer::empty(Rect::new(0, 0, width + 4, height + 2));
            state.draw(&env, &mut buf);
            state.title(&env);
        }
    }
}

/// The screen below the header, which has pictures of its own.
fn body(harness: &mut Harness) -> String {
    let screen = harness.screen();
    screen.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn the_pane_looks_as_it_should() {
    for lang in [Lang::En, Lang::Ko] {
        for (width, height) in [(80, 24), (120, 36)] {
            let name = |what: &str| format!("questions_{what}_{}_{width}", lang.code());
            let mut harness = at(studied(lang), width, height);
            // The other panes have snapshots of their own.
            if width > 100 {
                harness.keys("z");
            }
            insta::assert_snapshot!(name("list"), body(&mut harness));
            harness.keys("f");
            insta::assert_snapshot!(name("topics"), body(&mut harness));
            harness.keys("Esc / \"ㄱㄹㅌ\"");
            insta::assert_snapshot!(name("search"), body(&mut harness));
            harness.keys("Esc Space Space Space Space Space");
            insta::assert_snapshot!(name("card"), body(&mut harness));
            harness.keys("e");
            insta::assert_snapshot!(name("form"), body(&mut harness));
        }
    }
}
