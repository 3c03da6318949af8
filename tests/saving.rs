//! What the screen says of saving, what comes from outside while the cockpit is open, and what is asked before quitting.

use crate::common::{Harness, adopted, now_at};
use chrono::Duration;
use gongbu::app::{Effect, Msg, SaveState};
use gongbu::domain::{Draft, Edit, Step};
use gongbu::lang::Lang;
use gongbu::panes::Toast;
use gongbu::store::{DocName, Outside, Rescued, Taken};

const SERVICE: &str = "plans/service";

/// A file that somebody changed from `base`.
fn outside(harness: &Harness, doc: &str, change: impl Fn(&str) -> String) -> Msg {
    let base = text(harness, doc);
    Msg::Outside(Outside {
        id: 7,
        name: DocName::new(doc).unwrap(),
        theirs: change(&base).into_bytes(),
        base: Some(base.into_bytes()),
    })
}

fn text(harness: &Harness, doc: &str) -> String {
    String::from_utf8(harness.model.data.encode(doc).unwrap()).unwrap()
}

/// Sends a message and returns what is saved for it, without an answer.
fn saved_for(harness: &mut Harness, msg: Msg) -> Option<Effect> {
    let now = harness.now;
    let effects = harness.model.update(msg, now);
    effects
        .into_iter()
        .find(|effect| matches!(effect, Effect::Save { .. }))
}

/// The cockpit with a draft in the data.
fn with_draft(lang: Lang, body: &[&str]) -> Harness {
    let now = now_at(crate::common::FRIDAY);
    let mut data = adopted(lang, &now);
    let draft = Draft {
        id: "d1".into(),
        title: "Found".into(),
        body: body.iter().map(|line| (*line).to_owned()).collect(),
        ..Draft::default()
    };
    let edit = Edit::new(Step::EditDraft, "Found", &now).put(&data, draft);
    data.apply(&edit).unwrap();
    Harness::with(data, crate::common::FRIDAY, 80, 24)
}

#[test]
fn what_the_user_removes_is_counted_until_it_is_handed_over() {
    let mut harness = with_draft(Lang::En, &["a"]);
    let draft = harness.model.data.drafts.get("d1").unwrap().clone();
    // Unmaking a record is what undo does: it leaves its document on purpose.
    let edit = Edit::new(Step::EditDraft, "x", &harness.now).put(
        &harness.model.data,
        Draft {
            id: "d2".into(),
            ..draft
        },
    );
    assert_eq!(
        harness.model.data.apply(&edit).unwrap(),
        [("drafts/d2".to_owned(), 0)].into()
    );
    assert_eq!(
        harness.model.data.apply(&edit.inverse()).unwrap(),
        [("drafts/d2".to_owned(), 1)].into()
    );
    // Two steps before one save add up.
    harness.keys("2 a \"one\" Enter a \"two\" Enter");
    let now = harness.now;
    let mut removed = 0;
    for keys in ["u", "u"] {
        let effects = harness.model.update(Msg::Key(keys.parse().unwrap()), now);
        for effect in effects {
            if let Effect::Save { docs, .. } = effect {
                let plans = docs.iter().filter(|(doc, _)| doc.starts_with("plans/"));
                removed += plans.map(|(_, left)| left).sum::<usize>();
            }
        }
    }
    assert_eq!(removed, 2, "each undone item left the plan");
}

#[test]
fn a_file_changed_outside_is_taken_over_and_can_be_undone() {
    for (lang, told) in [
        (
            Lang::En,
            "plans/service.json was changed outside: 1 record taken over",
        ),
        (Lang::Ko, "기록 1개를 반영했습니다"),
    ] {
        let mut harness = Harness::new(lang, 80, 24);
        let text_before = text(&harness, SERVICE);
        let quoted = |title: &str| text_before.matches(&format!("\"{title}\"")).count() == 1;
        let titles = harness
            .model
            .data
            .nodes
            .iter()
            .map(|node| node.title.get(lang));
        let mut titles: Vec<String> = titles.map(str::to_owned).collect();
        titles.retain(|title| quoted(title));
        let old = titles.remove(0);
        let msg = outside(&harness, SERVICE, |text| {
            text.replacen(&format!("\"{old}\""), "\"Written by hand\"", 1)
        });
        let Some(Effect::Save { docs, taken, .. }) = saved_for(&mut harness, msg) else {
            panic!("it is saved");
        };
        assert!(docs.contains_key(SERVICE), "{docs:?}");
        assert_eq!(
            taken,
            [Taken {
                id: 7,
                put_aside: false
            }]
        );
        harness.shows(told);
        assert!(text(&harness, SERVICE).contains("Written by hand"));
        harness.send(Msg::Saved(1));
        harness.keys("u");
        assert!(!text(&harness, SERVICE).contains("Written by hand"));
    }
}

#[test]
fn a_record_that_somebody_removed_from_a_file_left_it_on_purpose() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    let leaf = {
        let nodes = &harness.model.data.nodes;
        let has_parts = |id: &str| nodes.iter().any(|node| node.parent.as_deref() == Some(id));
        let mut in_plan = nodes.iter().filter(|node| node.plan == "service");
        let leaf = in_plan.find(|node| !has_parts(&node.id));
        leaf.expect("a leaf").id.clone()
    };
    let msg = outside(&harness, SERVICE, |text| {
        let mut document: serde_json::Value = serde_json::from_str(text).unwrap();
        let nodes = document["nodes"].as_array_mut().unwrap();
        nodes.retain(|node| node["id"] != leaf.as_str());
        serde_json::to_string_pretty(&document).unwrap()
    });
    let Some(Effect::Save { docs, .. }) = saved_for(&mut harness, msg) else {
        panic!("it is saved");
    };
    assert_eq!(docs.get(SERVICE), Some(&1), "{docs:?}");
    assert!(!harness.model.data.nodes.contains(&leaf));
}

#[test]
fn news_from_outside_are_not_red_and_conflicts_are() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    let msg = outside(&harness, "settings", |text| {
        text.replacen("\"hours_per_week\": 12", "\"hours_per_week\": 9", 1)
    });
    harness.send(msg);
    assert_eq!(harness.model.data.settings().hours_per_week, 9);
    let news: Vec<bool> = harness.model.news.lines().iter().map(|l| l.bad).collect();
    assert_eq!(news, [false]);
    // Both sides change the same field: ours stays, and it is told.
    let base = text(&harness, "settings");
    let mut settings = harness.model.data.settings();
    settings.hours_per_week = 20;
    let edit = Edit::new(Step::Settings, "", &harness.now).put(&harness.model.data, settings);
    harness.model.data.apply(&edit).unwrap();
    let theirs = base.replacen("\"hours_per_week\": 9", "\"hours_per_week\": 5", 1);
    let msg = Msg::Outside(Outside {
        id: 8,
        name: DocName::new("settings").unwrap(),
        base: Some(base.into_bytes()),
        theirs: theirs.into_bytes(),
    });
    let Some(Effect::Save { taken, mark, .. }) = saved_for(&mut harness, msg) else {
        panic!("it is answered");
    };
    assert_eq!(
        taken,
        [Taken {
            id: 8,
            put_aside: true
        }]
    );
    assert_eq!(mark.as_deref(), Some("outside"));
    assert_eq!(harness.model.data.settings().hours_per_week, 20);
    assert!(harness.model.news.lines().iter().any(|line| line.bad));
    harness.shows("yours stayed").shows("hours_per_week");
}

#[test]
fn a_file_that_lost_most_of_its_records_is_not_taken_over() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    let before = text(&harness, SERVICE);
    let msg = outside(&harness, SERVICE, |_| "{\"nodes\": []}".to_owned());
    let Some(Effect::Save { docs, taken, .. }) = saved_for(&mut harness, msg) else {
        panic!("it is answered");
    };
    assert!(docs.is_empty(), "{docs:?}");
    assert!(taken[0].put_aside);
    assert_eq!(text(&harness, SERVICE), before);
    harness.shows("from 411 records to 0").shows("yours stays");
}

#[test]
fn members_that_nobody_knows_are_taken_over_too() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    let msg = outside(&harness, "settings", |text| {
        text.replacen('{', "{\n  \"mine\": {\"a\": 1.50},", 1)
    });
    harness.send(msg);
    assert!(text(&harness, "settings").contains("1.50"));
    harness.keys("u");
    assert!(!text(&harness, "settings").contains("1.50"));
}

#[test]
fn text_being_typed_wins_over_a_file_changed_at_that_moment() {
    let mut harness = with_draft(Lang::En, &["first", "second"]);
    let msg = outside(&harness, "drafts/d1", |text| {
        text.replacen("first", "FIRST", 1)
            .replacen("second", "theirs", 1)
    });
    harness.keys("4 Enter ctrl-a \"first\" alt-Enter").screen();
    harness.keys("ctrl-a \"mine\"");
    harness.send(msg);
    harness.shows("mine").shows("yours stayed");
    harness.wait(3);
    assert!(text(&harness, "drafts/d1").contains("mine"));
}

#[test]
fn lines_that_others_changed_appear_in_the_open_editor() {
    let mut harness = with_draft(Lang::En, &["first", "between", "second"]);
    let msg = outside(&harness, "drafts/d1", |text| {
        text.replacen("second", "theirs", 1)
    });
    harness.keys("4 Enter ctrl-Home \"my \"");
    harness.send(msg);
    harness
        .shows("my first")
        .shows("theirs")
        .lacks("yours stayed");
    harness.keys("\"own \"");
    harness.wait(3);
    let saved = text(&harness, "drafts/d1");
    assert!(saved.contains("theirs") && saved.contains("my "), "{saved}");
}

#[test]
fn a_failing_save_is_told_whole_at_any_usual_size() {
    let reason = "the disk is full (/home/somebody/.local/share/gongbu): 12 kB needed, 0 kB free; make room, it will be tried again. A copy of what is unsaved is in /home/somebody/.local/state/gongbu/rescue/0123456789abcdef";
    for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        let mut harness = Harness::new(Lang::En, width, height);
        harness.send(Msg::SaveFailed(reason.into()));
        let screen = harness.screen().replace('\n', " ");
        let words: String = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "! NOT SAVED: the disk is full",
            "12 kB needed, 0 kB free",
            "it will be tried again",
            "0123456789abcdef",
        ] {
            let pressed: String = part.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains(&pressed), "{part}:\n{}", harness.screen());
        }
    }
    let mut harness = Harness::new(Lang::En, 40, 10);
    harness.send(Msg::SaveFailed(reason.into()));
    harness.shows("! NOT SAVED: the disk is full");
}

#[test]
fn recovery_is_told_and_a_slow_disk_is_named() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    let now = harness.now;
    harness.keys("2 a \"an item\"");
    let effects = harness
        .model
        .update(Msg::Key("Enter".parse().unwrap()), now);
    assert!(matches!(effects.first(), Some(Effect::Save { .. })));
    harness.shows("○ saving");
    harness.wait(2);
    harness.lacks("the disk is slow");
    harness.wait(2);
    harness.shows("the disk is slow…");
    let ticket = harness.model.ticket;
    harness.send(Msg::SaveFailed("the disk is full".into()));
    harness.shows("! NOT SAVED: the disk is full").lacks("slow");
    harness.send(Msg::Saved(ticket));
    harness
        .shows("● saved")
        .shows("saved again")
        .lacks("NOT SAVED");
}

#[test]
fn quitting_asks_once_more_while_something_is_not_saved() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.send(Msg::SaveFailed("the disk is full".into()));
    harness.effects.clear();
    harness.keys("q").shows("Quit all the same?");
    assert!(!harness.effects.contains(&Effect::Quit));
    harness.keys("n").lacks("Quit all the same?").keys("ctrl-c");
    harness.shows("Quit all the same?");
    assert!(!harness.effects.contains(&Effect::Quit));
    // Nobody is locked in: asked again, it quits.
    harness.keys("ctrl-c");
    assert!(harness.effects.contains(&Effect::Quit));
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness.keys("q");
    assert!(harness.effects.contains(&Effect::Quit), "all is saved");
}

#[test]
fn quitting_over_a_slow_save_asks_too() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    let now = harness.now;
    harness.keys("2 a \"an item\"");
    harness
        .model
        .update(Msg::Key("Enter".parse().unwrap()), now);
    harness.now.utc += Duration::seconds(4);
    harness.send(Msg::Tick);
    harness.keys("q").shows("Quit all the same?").keys("y");
    assert!(harness.effects.contains(&Effect::Quit));
}

#[test]
fn a_refused_document_stays_unsaved_though_others_are_saved() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    let now = harness.now;
    harness.keys("2 a \"an item\"");
    harness
        .model
        .update(Msg::Key("Enter".parse().unwrap()), now);
    let ticket = harness.model.ticket;
    harness.send(Msg::SaveRefused {
        ticket,
        doc: Some(SERVICE.into()),
        reason: "300 records would have become 2".into(),
    });
    harness.keys("4 a \"another\" Enter");
    assert!(matches!(harness.model.save, SaveState::Failed(_)));
    harness.shows("300 records would have become 2");
    assert!(harness.model.not_on_disk().contains(SERVICE));
}

#[test]
fn hours_that_nobody_can_mean_are_not_counted() {
    for hours in [-5.0, 1e9, 1e308] {
        let mut harness = Harness::new(Lang::En, 80, 24);
        harness.keys("2 j");
        let id = harness.model.session().item.unwrap();
        let node = harness.model.data.nodes.get(&id).unwrap().clone();
        let edit = Edit::new(Step::EditItem, "", &harness.now).put(
            &harness.model.data,
            gongbu::domain::Node {
                hours: Some(hours),
                ..node
            },
        );
        let mut data = harness.model.data.clone();
        data.apply(&edit).unwrap();
        let mut harness = Harness::with(data, crate::common::FRIDAY, 200, 60);
        harness.lacks("000000").lacks("-5");
        // It stays in the file as somebody wrote it.
        let node = harness.model.data.nodes.get(&id).unwrap();
        assert_eq!(node.hours, Some(hours));
        assert_eq!(node.usable_hours(), None);
    }
}

/// A document that could not be saved another time: the present one after `change`.
fn rescued(harness: &Harness, id: u64, doc: &str, change: impl Fn(&str) -> String) -> Rescued {
    let base = text(harness, doc);
    Rescued {
        id,
        name: DocName::new(doc).unwrap(),
        bytes: Some(change(&base).into_bytes()),
        base: Some(base.into_bytes()),
        at: Some("2026-11-20T12:14:00Z".parse().unwrap()),
        path: "/rescue/x.json".into(),
    }
}

#[test]
fn rescued_changes_are_offered_and_taken_as_one_step() {
    let mut harness = with_draft(Lang::En, &["first"]);
    let found = vec![
        rescued(&harness, 1, "drafts/d1", |text| {
            text.replacen("first", "rescued text", 1)
        }),
        rescued(&harness, 2, "settings", |text| {
            text.replacen("\"hours_per_week\": 12", "\"hours_per_week\": 9", 1)
        }),
    ];
    harness.model.offer(found);
    harness
        .shows("Unsaved changes of 11-20 (Fri) 21:14 were found (2 documents, 2 records")
        .shows("drafts/d1.json: 1 record");
    // Later: they wait, and the palette finds them.
    harness.keys("Esc").shows("They wait").lacks("differ");
    assert_eq!(harness.model.rescued.len(), 2);
    assert_eq!(harness.effects, []);
    harness
        .keys(": \"unsaved changes\" Enter")
        .shows("were found");
    let now = harness.now;
    let effects = harness.model.update(Msg::Key("y".parse().unwrap()), now);
    let Some(Effect::Save {
        docs, taken, mark, ..
    }) = effects.first()
    else {
        panic!("{effects:?}");
    };
    assert!(docs.contains_key("drafts/d1") && docs.contains_key("settings"));
    assert_eq!(
        taken.iter().map(|taken| taken.id).collect::<Vec<_>>(),
        [1, 2]
    );
    assert!(taken.iter().all(|taken| !taken.put_aside));
    assert_eq!(mark.as_deref(), Some("rescue"));
    assert!(text(&harness, "drafts/d1").contains("rescued text"));
    harness.shows("taken in: 2 records");
    harness.keys("u");
    assert!(text(&harness, "drafts/d1").contains("first"));
    assert_eq!(harness.model.data.settings().hours_per_week, 12);
    harness
        .keys(": \"unsaved changes\"")
        .shows("(No unsaved changes");
}

#[test]
fn rescued_changes_can_be_put_aside_and_what_is_there_already_is_not_asked() {
    let mut harness = with_draft(Lang::Ko, &["first"]);
    let found = vec![
        rescued(&harness, 1, "drafts/d1", |text| {
            text.replacen("first", "rescued text", 1)
        }),
        rescued(&harness, 2, "settings", str::to_owned),
    ];
    harness.model.offer(found);
    harness
        .shows("(문서 1개, 기록")
        .shows("drafts/d1.json: 기록 1개");
    harness.send(Msg::Tick);
    let Some(Effect::Save { taken, .. }) = harness.effects.first() else {
        panic!("{:?}", harness.effects);
    };
    assert_eq!(
        taken,
        &[Taken {
            id: 2,
            put_aside: false
        }]
    );
    harness.effects.clear();
    harness.keys("d").lacks("저장하지 못한");
    let Some(Effect::Save { taken, docs, .. }) = harness.effects.first() else {
        panic!("{:?}", harness.effects);
    };
    assert!(taken[0].put_aside && docs.is_empty());
    assert!(text(&harness, "drafts/d1").contains("first"));
}

#[test]
fn what_was_worked_on_since_stays_and_the_rescued_version_is_put_aside() {
    let mut harness = with_draft(Lang::En, &["first"]);
    let found = rescued(&harness, 1, "drafts/d1", |text| {
        text.replacen("first", "rescued text", 1)
    });
    let draft = Draft {
        body: vec!["newer".into()],
        ..harness.model.data.drafts.get("d1").unwrap().clone()
    };
    let edit = Edit::new(Step::EditDraft, "x", &harness.now).put(&harness.model.data, draft);
    harness.model.data.apply(&edit).unwrap();
    harness.model.offer(vec![found]);
    harness
        .shows("1 place was changed since and stays")
        .keys("y");
    assert!(text(&harness, "drafts/d1").contains("newer"));
    let Some(Effect::Save { taken, .. }) = harness.effects.first() else {
        panic!("{:?}", harness.effects);
    };
    assert!(taken[0].put_aside);
}

#[test]
fn who_only_looks_on_is_told_who_writes_and_how_to_take_over() {
    for (lang, hint) in [
        (Lang::En, "T Write here from now on"),
        (Lang::Ko, "T 이제부터 여기서 쓰기"),
    ] {
        let mut harness = Harness::new(lang, 80, 24);
        harness.model.save =
            SaveState::ReadOnly("READ ONLY: gongbu is open in process 4711".into());
        harness.shows("process 4711").lacks(hint);
        harness.keys("T");
        assert_eq!(harness.effects, []);
        harness.model.can_take_over = true;
        harness.shows(hint).keys("T");
        assert_eq!(harness.effects, [Effect::TakeOver]);
    }
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness
        .keys("T")
        .shows("This gongbu is the one that writes");
    assert_eq!(harness.effects, []);
}

#[test]
fn what_somebody_else_saved_appears_without_a_step_to_undo() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness.model.save = SaveState::ReadOnly("another writes".into());
    harness.keys("2 j j");
    let at = harness.model.session().item;
    let mut data = harness.model.data.clone();
    let node = data.nodes.get(at.as_deref().unwrap()).unwrap().clone();
    let edit = Edit::new(Step::EditItem, "", &harness.now).put(
        &data,
        gongbu::domain::Node {
            title: gongbu::domain::Text::plain("Seen from afar"),
            ..node
        },
    );
    data.apply(&edit).unwrap();
    harness.model.reload(data, "another writes".into());
    harness.shows("Seen from afar");
    assert_eq!(harness.model.session().item, at, "the cursor stays");
    assert!(harness.model.history.last().is_none());
}

#[test]
fn news_that_say_the_same_of_many_files_are_one_line_with_their_number() {
    for (lang, more) in [
        (Lang::En, "(and 5 more like this)"),
        (Lang::Ko, "(같은 알림 5개 더)"),
    ] {
        let mut harness = Harness::new(lang, 120, 36);
        let texts = lang.saving();
        let names = ["hours/2026-11", "stories", "reviews/2026-10"];
        let files: Vec<String> = names.map(|name| format!("{name}.json")).to_vec();
        let reason = "invalid type: string";
        let mut found: Vec<Toast> = Vec::new();
        for (at, file) in files.iter().cycle().take(6).enumerate() {
            let say = |text: String, bad| Toast { text, bad };
            let id = format!("r {at}");
            found.push(say(texts.taken_in(&format!("{at}{file}"), at + 1), false));
            found.push(say(texts.bad_record(file, &id, reason), true));
        }
        let other = texts.no_document("notes.json");
        found.push(Toast {
            text: other.clone(),
            bad: true,
        });
        harness.model.warn(found.clone());
        let told = harness.model.news.told(lang);
        assert_eq!(told.len(), 3, "{told:?}");
        let merged = told.iter().filter(|line| line.text.ends_with(more));
        assert_eq!(merged.count(), 2, "{told:?}");
        harness.shows(more).shows("notes.json");
        assert!(told.iter().any(|line| line.text == other));
        // Two of a kind both fit.
        harness.model.warn(found[..4].to_vec());
        assert_eq!(harness.model.news.told(lang).len(), 4);
    }
}

#[test]
fn several_notices_at_the_start_can_be_read_by_each_style() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    let toast = |text: &str, bad| Toast {
        text: text.into(),
        bad,
    };
    harness.model.warn(vec![
        toast(
            "settings.json was changed outside; 1 records were taken over.",
            false,
        ),
        toast(
            "/home/x/plans/service.json line 3, column 5: not valid JSON.",
            true,
        ),
    ]);
    let lines: Vec<bool> = harness.model.news.lines().iter().map(|l| l.bad).collect();
    assert_eq!(lines, [true, false], "what asks for something comes first");
    // A key typed ahead does not wipe them away; one after a while does.
    harness
        .keys("2 j")
        .shows("not valid JSON")
        .shows("taken over");
    harness.wait(4);
    harness
        .keys("j")
        .lacks("not valid JSON")
        .lacks("taken over");
}
