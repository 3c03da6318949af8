//! Newer packs meet plans that were made of older ones and worked on since.

use crate::common::{FRIDAY, Harness, now_at};
use gongbu::content::{self, Pack, Update};
use gongbu::domain::items::Items;
use gongbu::domain::{Data, Edit, Index, Log, Node, Record, State, Step, Text};
use gongbu::lang::Lang;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A pack with one plan of some nodes, each as `id`, kind, title and children.
fn pack(version: &str, nodes: Value) -> Pack {
    serde_json::from_value(json!({
        "gongbu_pack": 1, "id": "mine", "version": version, "roadmap": "mine",
        "title": "My road", "about": "A road.",
        "plan": { "id": "mine", "title": "My road", "base": "2026-01-05", "nodes": nodes },
    }))
    .expect("a pack")
}

fn leaf(id: &str, title: &str) -> Value {
    json!({ "id": id, "kind": "task", "title": title })
}

fn unit(id: &str, title: &str, children: Vec<Value>) -> Value {
    json!({ "id": id, "kind": "unit", "title": title, "weeks": 2, "children": children })
}

fn first() -> Pack {
    pack(
        "1",
        json!([unit(
            "go",
            "Go",
            vec![
                leaf("a", "channels"),
                leaf("b", "mutexes"),
                leaf("c", "select"),
                leaf("d", "context"),
            ],
        )]),
    )
}

fn adopted(pack: &Pack) -> Data {
    let now = now_at("2026-01-05T09:00:00+09:00");
    let mut data = Data::default();
    let edit = content::adopt(
        &data,
        std::slice::from_ref(pack),
        None,
        Lang::En,
        &now,
        "mine",
    );
    data.apply(&edit).expect("adopted");
    data
}

fn update(data: &Data, pack: &Pack) -> Update {
    content::update(data, std::slice::from_ref(pack), &now_at(FRIDAY), "update")
}

fn apply(data: &mut Data, edit: &Edit) {
    data.apply(edit).expect("an edit");
}

fn retitle(data: &mut Data, id: &str, title: &str) {
    let mut node = data.nodes.get(id).expect("a node").clone();
    node.title = Text::plain(title);
    let edit = Edit::new(Step::EditItem, title, &now_at(FRIDAY)).put(data, node);
    apply(data, &edit);
}

fn title<'a>(data: &'a Data, id: &str) -> &'a str {
    data.title(id, Lang::En)
}

#[test]
fn what_is_new_changed_and_gone_is_told_and_done() {
    let mut data = adopted(&first());
    let second = pack(
        "2",
        json!([unit(
            "go",
            "Go",
            vec![
                leaf("e", "generics"),
                leaf("a", "channels and select"),
                leaf("b", "mutexes"),
                leaf("d", "context"),
            ],
        )]),
    );
    let update = update(&data, &second);
    let report = &update.plans[0];
    assert_eq!((report.from.as_deref(), &*report.to), (Some("1"), "2"));
    assert_eq!(report.new, ["mine/go/e"]);
    assert_eq!(report.changed, ["mine/go/a"]);
    assert_eq!(report.removed, ["mine/go/c"]);
    assert!(report.kept.is_empty() && report.left.is_empty());
    apply(&mut data, &update.edit);
    assert_eq!(title(&data, "mine/go/a"), "channels and select");
    assert!(data.nodes.get("mine/go/c").is_some_and(|node| node.deleted));
    let order = |id: &str| data.nodes.get(id).map(|node| node.order);
    assert!(order("mine/go/e") < order("mine/go/a"));
    let plan = data.plans.get("mine").expect("the plan");
    assert_eq!(plan.pack_version.as_deref(), Some("2"));
}

#[test]
fn what_the_user_changed_stays_and_the_rest_of_the_item_is_updated() {
    let mut data = adopted(&first());
    retitle(&mut data, "mine/go/a", "channels, my way");
    let second = pack(
        "2",
        json!([unit(
            "go",
            "Go",
            vec![
                json!({ "id": "a", "kind": "task", "title": "channels!", "note": "with a buffer" }),
                leaf("b", "mutexes"),
                leaf("c", "select"),
                leaf("d", "context"),
            ],
        )]),
    );
    let update = update(&data, &second);
    assert_eq!(update.plans[0].kept, ["mine/go/a"]);
    apply(&mut data, &update.edit);
    let node = data.nodes.get("mine/go/a").expect("the item");
    assert_eq!(node.title.get(Lang::En), "channels, my way");
    assert_eq!(
        node.note.as_ref().map(|note| note.get(Lang::En)),
        Some("with a buffer")
    );
    // The pack says the same as before the next time: nothing to tell of.
    let third = pack(
        "3",
        json!([unit(
            "go",
            "Go",
            vec![
                json!({ "id": "a", "kind": "task", "title": "channels!", "note": "with a buffer" }),
                leaf("b", "mutexes"),
                leaf("c", "select"),
                leaf("d", "context"),
            ],
        )]),
    );
    let report = &self::update(&data, &third).plans[0];
    assert!(report.kept.is_empty() && report.changed.is_empty());
}

#[test]
fn what_was_worked_on_stays_though_the_pack_has_it_no_longer() {
    let mut data = adopted(&first());
    let now = now_at(FRIDAY);
    let index = Index::of(&data);
    let items = Items::new(&data, &index, now, Lang::En);
    let done = items.set_state("mine/go/c", State::Done).expect("done");
    let log = Log {
        id: "log-1".into(),
        node: "mine/go/d".into(),
        minutes: 30,
        on: now.today(),
        deleted: false,
        updated: now.utc,
        extra: Default::default(),
    };
    let logged = Edit::new(Step::LogTime, "", &now).put(&data, log);
    apply(&mut data, &done);
    apply(&mut data, &logged);
    retitle(&mut data, "mine/go/b", "mutexes and atomics");
    let second = pack("2", json!([unit("go", "Go", vec![])]));
    let update = update(&data, &second);
    assert_eq!(
        update.plans[0].left,
        ["mine/go/b", "mine/go/c", "mine/go/d"]
    );
    assert_eq!(update.plans[0].removed, ["mine/go/a"]);
    apply(&mut data, &update.edit);
    assert_eq!(data.state("mine/go/c"), State::Done);
    assert_eq!(data.logs.len(), 1);
    assert_eq!(title(&data, "mine/go/b"), "mutexes and atomics");
}

#[test]
fn what_was_deleted_by_the_user_does_not_come_back() {
    let mut data = adopted(&first());
    let mut node = data.nodes.get("mine/go/b").expect("a node").clone();
    node.deleted = true;
    let edit = Edit::new(Step::DeleteItem, "", &now_at(FRIDAY)).put(&data, node);
    apply(&mut data, &edit);
    let mut second = first();
    second.version = "2".into();
    let update = update(&data, &second);
    apply(&mut data, &update.edit);
    assert!(data.nodes.get("mine/go/b").is_some_and(|node| node.deleted));
}

#[test]
fn the_first_day_the_user_chose_stays_and_the_documents_own_moves() {
    let mut second = first();
    second.version = "2".into();
    let base = "2026-03-02".parse().expect("a date");
    second.plan.as_mut().expect("a plan").base = base;
    let mut data = adopted(&first());
    let edit = update(&data, &second).edit;
    apply(&mut data, &edit);
    assert_eq!(data.plans.get("mine").expect("the plan").start, base);

    let mut data = adopted(&first());
    let mut plan = data.plans.get("mine").expect("the plan").clone();
    plan.start = "2026-07-01".parse().expect("a date");
    let edit = Edit::new(Step::Adopt, "", &now_at(FRIDAY)).put(&data, plan.clone());
    apply(&mut data, &edit);
    let edit = update(&data, &second).edit;
    apply(&mut data, &edit);
    assert_eq!(data.plans.get("mine").expect("the plan").start, plan.start);
}

#[test]
fn plans_taken_up_before_there_were_checksums_are_updated_where_nobody_touched_them() {
    let mut data = adopted(&first());
    let ids: Vec<String> = data.nodes.iter().map(|node| node.id.clone()).collect();
    // Put in as an older version wrote them: without checksums, with the time of that day.
    let mut edit = Edit::new(Step::Outside, "", &now_at("2026-01-05T09:00:00+09:00"));
    for id in &ids {
        let node = data.nodes.get(id).expect("a node").clone();
        edit = edit.put(
            &data,
            Node {
                shipped: String::new(),
                ..node
            },
        );
    }
    apply(&mut data, &edit);
    retitle(&mut data, "mine/go/b", "my own words");
    let second = pack(
        "2",
        json!([unit(
            "go",
            "Go",
            vec![
                leaf("a", "A"),
                leaf("b", "B"),
                leaf("c", "C"),
                leaf("d", "D")
            ],
        )]),
    );
    let update = update(&data, &second);
    apply(&mut data, &update.edit);
    assert_eq!(title(&data, "mine/go/a"), "A");
    assert_eq!(title(&data, "mine/go/b"), "my own words");
    assert_eq!(update.plans[0].kept, ["mine/go/b"]);
}

#[test]
fn the_service_plan_updates_from_the_packs_of_the_program_as_one_step() {
    let mut harness = Harness::new(Lang::En, 80, 24);
    harness
        .keys(": \"plans.update\" Enter")
        .shows("All plans are of the newest version");
    let mut plan = harness.model.data.plans.get("service").unwrap().clone();
    plan.pack_version = Some("2026.01".into());
    let edit = Edit::new(Step::Adopt, "", &harness.now).put(&harness.model.data, plan);
    harness.model.data.apply(&edit).expect("an older version");
    harness.keys(": \"plans.update\" Enter");
    harness
        .shows("2026.01 -> ")
        .shows("Nothing but the version changes.")
        .keys("y")
        .shows("1 plan(s) updated, 0 question(s) of yours.");
    let version = |harness: &Harness| {
        let plan = harness.model.data.plans.get("service").expect("the plan");
        plan.pack_version.clone()
    };
    assert_eq!(version(&harness).as_deref(), Some(content::VERSION));
    harness.keys("u");
    assert_eq!(version(&harness).as_deref(), Some("2026.01"));
}

#[test]
fn a_plan_of_an_older_pack_is_told_of_at_the_start() {
    for (lang, text) in [
        (Lang::En, "Plans or questions of yours can be updated"),
        (Lang::Ko, "계획이나 고친 질문의 새 내용"),
    ] {
        let harness = Harness::new(lang, 80, 24);
        let mut data = harness.model.data.clone();
        let mut plan = data.plans.get("service").expect("the plan").clone();
        plan.pack_version = Some("2026.01".into());
        let edit = Edit::new(Step::Adopt, "", &harness.now).put(&data, plan);
        data.apply(&edit).expect("an older version");
        Harness::with(data, FRIDAY, 80, 24).shows(text);
    }
}

#[test]
fn every_embedded_pack_is_of_the_version_that_is_compared() {
    for (name, text) in content::EMBEDDED {
        let pack: Pack = serde_json::from_str(text).expect(name);
        assert_eq!(pack.version, content::VERSION, "{name}");
        assert_eq!(Some(&*pack.id), name.strip_suffix(".json"), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a pack becomes, nothing the user did is gone, and a second update finds nothing.
    #[test]
    fn an_update_loses_nothing_of_the_users_and_is_done_once(
        before in proptest::collection::vec((0..8u8, 0..3u8), 1..8),
        after in proptest::collection::vec((0..8u8, 0..3u8), 1..8),
        edited in proptest::collection::btree_set(0..8u8, 0..4),
        ticked in proptest::collection::btree_set(0..8u8, 0..4),
    ) {
        let nodes = |list: &[(u8, u8)]| {
            let mut seen = std::collections::BTreeSet::new();
            let leaves = list.iter().filter(|(id, _)| seen.insert(*id));
            leaves.map(|(id, text)| leaf(&format!("n{id}"), &format!("text {text}"))).collect::<Vec<_>>()
        };
        let mut data = adopted(&pack("1", json!([unit("u", "Unit", nodes(&before))])));
        let there = |data: &Data, id: u8| data.nodes.contains(&format!("mine/u/n{id}"));
        let edited: Vec<u8> = edited.into_iter().filter(|id| there(&data, *id)).collect();
        let ticked: Vec<u8> = ticked.into_iter().filter(|id| there(&data, *id)).collect();
        for id in &edited {
            retitle(&mut data, &format!("mine/u/n{id}"), "mine");
        }
        for id in &ticked {
            let index = Index::of(&data);
            let items = Items::new(&data, &index, now_at(FRIDAY), Lang::En);
            let edit = items.set_state(&format!("mine/u/n{id}"), State::Done).expect("done");
            apply(&mut data, &edit);
        }
        let progress: Vec<_> = data.progress.iter().cloned().collect();
        let second = pack("2", json!([unit("u", "Unit", nodes(&after))]));
        let update = update(&data, &second);
        apply(&mut data, &update.edit);
        for id in &edited {
            prop_assert_eq!(title(&data, &format!("mine/u/n{id}")), "mine");
        }
        for id in edited.iter().chain(&ticked) {
            let node = data.nodes.get(&format!("mine/u/n{id}")).expect("still there");
            prop_assert!(!node.deleted);
        }
        prop_assert_eq!(progress, data.progress.iter().cloned().collect::<Vec<_>>());
        prop_assert!(self::update(&data, &second).plans.is_empty());
        let inverse = update.edit.inverse();
        apply(&mut data, &inverse);
        let plans = data.record(gongbu::domain::Table::Plan, "mine");
        let version = match plans {
            Some(Record::Plan(plan)) => plan.pack_version,
            _ => None,
        };
        prop_assert_eq!(version.as_deref(), Some("1"));
    }
}
