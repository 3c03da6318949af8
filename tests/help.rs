//! Help and the palette: both are made from the table of commands.

use crate::common::{FRIDAY, Harness, adopted, decade, now_at};
use gongbu::app::Msg;
use gongbu::commands::{COMMANDS, Scope};
use gongbu::domain::{Draft, Edit, State, Step, Story, Text};
use gongbu::lang::Lang;
use gongbu::ui::layout::PaneId;
use unicode_width::UnicodeWidthStr;

/// The panes by their keys, and what works in them.
const PLACES: [(&str, Scope); 4] = [
    ("1", Scope::Timeline),
    ("2", Scope::Week),
    ("3", Scope::Questions),
    ("4", Scope::Drafts),
];

#[test]
fn help_lists_every_command_that_has_a_key_in_its_place() {
    for lang in [Lang::Ko, Lang::En] {
        for (key, place) in PLACES {
            for (width, height) in [(80, 24), (120, 36), (200, 60)] {
                let mut harness = Harness::new(lang, width, height);
                harness.keys(key).keys("?");
                let mut seen = harness.screen();
                for _ in 0..10 {
                    harness.keys("PageDown");
                    seen.push_str(&harness.screen());
                }
                let here = [place, Scope::List, Scope::Cockpit];
                for command in COMMANDS {
                    if !here.contains(&command.scope) {
                        continue;
                    }
                    let keys = command.keys.join("  ");
                    let title = command.title(lang);
                    let listed = seen
                        .lines()
                        .any(|line| line.contains(title) && line.contains(&keys));
                    assert!(listed, "{keys} {title} at {width}x{height}:\n{seen}");
                }
            }
        }
    }
}

#[test]
fn help_explains_how_skipped_items_count_and_that_hangul_works() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness
        .keys("? End")
        .shows("done 5/9, skipped 1")
        .shows("Hangul");
}

#[test]
fn help_closes_with_each_of_its_keys_and_leaves_the_pane_as_it_was() {
    for key in ["Esc", "q", "?", "Enter"] {
        let mut harness = Harness::new(Lang::Ko, 80, 24);
        let before = harness.screen();
        harness.keys("?").shows("도움말: 지금 쓸 수 있는 키");
        harness.keys(key);
        assert_eq!(harness.screen(), before, "after {key}");
        assert!(!harness.model.quitting);
    }
}

#[test]
fn help_scrolls_no_further_than_its_end() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("? End");
    let end = harness.screen();
    harness.keys("Down PageDown Down");
    assert_eq!(harness.screen(), end);
    harness.keys("Up");
    assert_ne!(harness.screen(), end);
    harness.keys("Home").shows("1-");
}

#[test]
fn initial_consonants_find_a_question_and_enter_opens_it() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys(": \"ㄱㄹㅌ\"").shows("고루틴").shows("질문");
    harness.keys("Esc : \"ㄱㄹㅌ OS ㅅㄹㄷ\" Enter");
    assert!(harness.model.overlay.is_none());
    assert_eq!(harness.model.focus, PaneId::Questions);
}

#[test]
fn a_unit_is_found_by_name_and_enter_shows_its_first_week() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("1 : \"Go 동시성\"").shows("계획  Go 동시성");
    harness
        .keys("Enter")
        .shows("2025년 45주")
        .shows("Go 동시성");
    assert!(harness.model.overlay.is_none());
    assert_eq!(harness.model.focus, PaneId::Week);
}

#[test]
fn a_topic_without_dates_and_an_item_are_shown_in_their_own_place() {
    for query in ["Tier 1", "GopherCon 발표"] {
        let mut harness = Harness::new(Lang::Ko, 80, 24);
        harness.keys(&format!("1 : \"{query}\" Enter")).shows(query);
        assert!(harness.model.overlay.is_none());
        assert_eq!(harness.model.focus, PaneId::Week, "{query}");
    }
}

#[test]
fn the_palette_runs_a_command_by_its_title_and_by_its_name() {
    for (lang, query) in [
        (Lang::Ko, "되돌리기"),
        (Lang::Ko, "app.undo"),
        (Lang::En, "undo"),
    ] {
        let mut harness = Harness::new(lang, 80, 24);
        let item = harness
            .model
            .data
            .nodes
            .iter()
            .find(|node| node.kind.is_item());
        let id = item.unwrap().id.clone();
        let mut progress = harness.model.data.progress_of(&id);
        progress.state = State::Done;
        let edit = Edit::new(Step::SetState, "it", &harness.now).put(&harness.model.data, progress);
        harness.model.history.push(&edit);
        harness.model.data.apply(&edit).unwrap();
        harness.keys(&format!(": \"{query}\" Enter"));
        assert_eq!(harness.model.data.state(&id), State::Todo, "{query}");
        assert!(harness.model.overlay.is_none());
    }
}

#[test]
fn a_command_of_another_pane_goes_there_first() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("1 : \"week.before\" Enter");
    assert_eq!(harness.model.focus, PaneId::Week);
    assert!(harness.model.overlay.is_none());
}

#[test]
fn what_cannot_be_done_now_says_why_and_stays() {
    let mut harness = Harness::new(Lang::En, 100, 30);
    harness
        .keys(": \"promise.kept\"")
        .shows("There is no promise to answer.");
    harness.keys("Enter");
    assert!(harness.model.overlay.is_some());
    harness
        .keys("Esc : \"card.again\"")
        .shows("works in: Question card");
    harness.keys("Enter");
    assert!(harness.model.overlay.is_some());
}

#[test]
fn the_empty_palette_begins_with_what_is_useful_here() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.keys("3 :");
    let screen = harness.screen();
    let at = |text: &str| {
        let line = screen.lines().position(|line| line.contains(text));
        line.unwrap_or_else(|| panic!("{text} in\n{screen}"))
    };
    assert!(at("Add a question") < at("Weekly retro"));
    // What belongs to another pane comes after all that can be done here.
    assert!(!screen.contains("Fit all"), "{screen}");
}

#[test]
fn a_draft_is_found_and_opened() {
    let now = now_at(FRIDAY);
    let mut data = crate::common::adopted(Lang::Ko, &now);
    let draft = Draft {
        id: "d1".into(),
        title: "락을 줄인 이야기".into(),
        ..Draft::default()
    };
    let edit = Edit::new(Step::EditDraft, "d", &now).put(&data, draft);
    data.apply(&edit).unwrap();
    let mut harness = Harness::with(data, FRIDAY, 80, 24);
    harness
        .keys(": \"락을 줄인\"")
        .shows("초안")
        .shows("락을 줄인 이야기");
    harness.keys("Enter");
    assert_eq!(harness.model.focus, PaneId::Drafts);
}

#[test]
fn a_story_is_found_by_what_it_tells_after_those_that_are_called_so() {
    let now = now_at(FRIDAY);
    let mut data = adopted(Lang::En, &now);
    let mut edit = Edit::new(Step::EditStory, "", &now);
    let texts = [
        (
            "s1",
            "The slow list",
            "Every order waited for the zookeeper quorum.",
        ),
        ("s2", "Zookeeper lost its quorum", "Nobody could log in."),
        ("s3", "A quiet week", "Nothing happened."),
    ];
    for (id, title, situation) in texts {
        let story = Story {
            id: id.into(),
            title: Text::plain(title),
            situation: Text::plain(situation),
            own: true,
            ..Story::default()
        };
        edit.put_new(&data, story);
    }
    data.apply(&edit).unwrap();
    let mut harness = Harness::with(data, FRIDAY, 100, 30);
    harness.keys(": \"zookeeper quorum\"").shows("2 of 2");
    let screen = harness.screen();
    let row = |title: &str| screen.lines().position(|line| line.contains(title));
    assert!(row("Zookeeper lost") < row("The slow list"), "{screen}");
    assert_eq!(row("A quiet week"), None);
    // Beside it stands what was found.
    harness.shows("…the zookeeper quorum.");
    harness.keys("Down Enter").shows("Every order waited");
}

#[test]
fn each_sort_of_find_gets_its_share_of_the_screen() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys(": \"go\"");
    let screen = harness.screen();
    for label in ["계획", "항목", "질문"] {
        assert!(
            screen
                .lines()
                .any(|line| line.contains(&format!("│ {label}"))),
            "{label} in\n{screen}"
        );
    }
    let rows = screen
        .lines()
        .filter(|line| line.starts_with("│") || line.contains("│ "))
        .count();
    assert!(rows <= 24);
}

#[test]
fn ten_thousand_questions_do_not_slow_a_letter_down() {
    let now = now_at(FRIDAY);
    let mut harness = Harness::with(decade::data(&now), FRIDAY, 80, 24);
    harness.keys(":");
    let begun = std::time::Instant::now();
    harness.keys("\"ㄱㄹㅌ 채널\"").screen();
    // Generous, since test machines are busy and nothing is optimised: it is seconds when haystacks are made anew.
    assert!(begun.elapsed().as_millis() < 3000, "{:?}", begun.elapsed());
    harness.shows("고루틴");
}

#[test]
fn nothing_found_says_so() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys(": \"쀍쀍쀍\"").shows("찾지 못했습니다");
    harness.keys("Enter");
    assert!(harness.model.overlay.is_some());
    harness.send(Msg::Paste("x\ny".into()));
    harness.screen();
}

#[test]
fn the_border_of_an_overlay_is_whole_above_wide_letters() {
    for width in 112..140 {
        let mut harness = Harness::new(Lang::Ko, width, 36);
        for keys in [":", "Esc ?"] {
            harness.keys(keys);
            let area = harness.model.overlay_area();
            let mut buf = ratatui::buffer::Buffer::empty(harness.model.size);
            harness.model.draw(&mut buf);
            for y in area.top() + 1..area.bottom() - 1 {
                assert_eq!(buf[(area.x, y)].symbol(), "│");
                let left = buf[(area.x - 1, y)].symbol();
                assert_eq!(left.width().max(1), 1, "{left} at {width}");
            }
        }
    }
}

#[test]
fn help_and_palette_look_as_they_should() {
    for (lang, name) in [(Lang::Ko, "ko"), (Lang::En, "en")] {
        for (width, height) in [(80, 24), (120, 36)] {
            let mut harness = Harness::new(lang, width, height);
            harness.keys("2 ?");
            insta::assert_snapshot!(format!("help_{name}_{width}x{height}"), harness.overlay());
            harness.keys("Esc :");
            insta::assert_snapshot!(
                format!("palette_{name}_{width}x{height}"),
                harness.overlay()
            );
            harness.keys("\"go\"");
            insta::assert_snapshot!(
                format!("palette_go_{name}_{width}x{height}"),
                harness.overlay()
            );
        }
    }
}

#[test]
fn the_hints_of_the_help_name_no_key_that_does_nothing_there() {
    let mut harness = Harness::new(Lang::Ko, 80, 24);
    harness.keys("?").shows("Esc 닫기");
    let screen = harness.screen();
    assert!(!screen.lines().last().unwrap().contains("열기"), "{screen}");
    harness.keys("Enter").lacks("지금 쓸 수 있는 키");
}

#[test]
fn the_program_speaks_in_one_tone() {
    // Questions that a retro or a draft asks may sound softer; what the program says of itself does not change its tone.
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lang");
    for file in std::fs::read_dir(folder).expect("the texts") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a file of texts");
        for (number, line) in text.lines().enumerate() {
            let soft = ["어요", "아요", "해요", "예요", "에요", "돼요"];
            let found = soft.iter().find(|ending| line.contains(**ending));
            assert!(found.is_none(), "{}:{}: {line}", path.display(), number + 1);
        }
    }
}
