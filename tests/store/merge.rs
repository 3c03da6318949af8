//! Bringing two copies of a document together: the laws, and the cases that people meet.

use gongbu::store::{Conflict, Merged, Shrink, merge, records, shrinks};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(Some(base.as_bytes()), ours.as_bytes(), theirs.as_bytes()).expect("three objects")
}

fn text(merged: &Merged) -> &str {
    str::from_utf8(&merged.bytes).expect("UTF-8")
}

fn value(merged: &Merged) -> Value {
    serde_json::from_slice(&merged.bytes).expect("JSON")
}

fn conflict(member: &str, id: Option<&str>, field: Option<&str>) -> Conflict {
    Conflict {
        member: member.to_owned(),
        id: id.map(str::to_owned),
        field: field.map(str::to_owned),
    }
}

const BASE: &str = r#"{
  "nodes": [
    {
      "id": "a",
      "title": {
        "en": "Goroutines",
        "ko": "고루틴"
      },
      "hours": 3
    },
    {
      "id": "b",
      "title": {
        "en": "Channels",
        "ko": "채널"
      },
      "hours": 4
    }
  ]
}
"#;

#[test]
fn different_fields_of_one_record_come_together() {
    let ours = BASE.replace("\"hours\": 3", "\"hours\": 5");
    let theirs = BASE.replace("고루틴", "고루틴과 스케줄러");
    let merged = merged(BASE, &ours, &theirs);
    assert_eq!(
        text(&merged),
        ours.replace("고루틴", "고루틴과 스케줄러"),
        "as if one had written both"
    );
    assert_eq!((merged.conflicts, merged.taken), (vec![], 1));
}

#[test]
fn where_both_changed_a_field_ours_stays_and_it_is_named() {
    let ours = BASE.replace("\"hours\": 3", "\"hours\": 5");
    let theirs = BASE
        .replace("\"hours\": 3", "\"hours\": 6")
        .replace("Channels", "Channels, select");
    let merged = merged(BASE, &ours, &theirs);
    assert_eq!(text(&merged), ours.replace("Channels", "Channels, select"));
    assert_eq!(
        merged.conflicts,
        [conflict("nodes", Some("a"), Some("hours"))]
    );
    assert_eq!(merged.taken, 1);

    let ours = BASE.replace("고루틴", "하나");
    let theirs = BASE.replace("고루틴", "둘");
    let both = self::merged(BASE, &ours, &theirs);
    assert_eq!(
        both.conflicts,
        [conflict("nodes", Some("a"), Some("title.ko"))]
    );
    assert_eq!(text(&both), ours);
}

#[test]
fn an_edit_beats_a_deletion_on_either_side() {
    let base = r#"{"nodes":[{"id":"a","n":1},{"id":"b","n":1}],"note":"x","gone":1}"#;
    let edited = r#"{"nodes":[{"id":"a","n":2},{"id":"b","n":1}],"note":"y","gone":1}"#;
    let deleted = r#"{"nodes":[{"id":"b","n":1}]}"#;
    let kept = json!({"nodes": [{"id": "a", "n": 2}, {"id": "b", "n": 1}], "note": "y"});
    for (ours, theirs) in [(edited, deleted), (deleted, edited)] {
        let merged = merged(base, ours, theirs);
        assert_eq!(value(&merged), kept);
        assert_eq!(merged.conflicts, []);
    }
    let untouched = self::merged(base, base, deleted);
    assert_eq!(text(&untouched), deleted);
}

#[test]
fn what_both_sides_add_is_all_there_in_the_order_it_was_written() {
    let base = r#"{"n":[{"id":"a"},{"id":"b"}]}"#;
    let ours = r#"{"n":[{"id":"a"},{"id":"o"},{"id":"b"}]}"#;
    let theirs = r#"{"n":[{"id":"t"},{"id":"a"},{"id":"b"},{"id":"u"}],"more":true}"#;
    assert_eq!(
        value(&merged(base, ours, theirs)),
        json!({"n": [{"id": "t"}, {"id": "a"}, {"id": "o"}, {"id": "b"}, {"id": "u"}], "more": true})
    );
    // Who changed the order decides it.
    let theirs = r#"{"n":[{"id":"b"},{"id":"a"}]}"#;
    assert_eq!(
        value(&merged(base, ours, theirs)),
        json!({"n": [{"id": "b"}, {"id": "a"}, {"id": "o"}]})
    );
}

#[test]
fn one_id_added_on_both_sides_is_one_record() {
    let ours = r#"{"n":[{"id":"x","a":1,"b":1}]}"#;
    let theirs = r#"{"n":[{"id":"x","a":1,"b":2,"c":3}]}"#;
    let merged = merged("{}", ours, theirs);
    assert_eq!(
        value(&merged),
        json!({"n": [{"id": "x", "a": 1, "b": 1, "c": 3}]})
    );
    assert_eq!(merged.conflicts, [conflict("n", Some("x"), Some("b"))]);
}

#[test]
fn an_id_that_stands_twice_loses_neither_record() {
    let base = r#"{"n":[{"id":"x","a":1}]}"#;
    let ours = r#"{"n":[{"id":"x","a":2}]}"#;
    let theirs = r#"{"n":[{"id":"x","a":1},{"id":"x","a":9}]}"#;
    assert_eq!(
        value(&merged(base, ours, theirs)),
        json!({"n": [{"id": "x", "a": 2}, {"id": "x", "a": 9}]})
    );
}

#[test]
fn texts_come_together_line_by_line() {
    let document = |lines: &[&str]| json!({"draft": [{"id": "d", "body": lines}]}).to_string();
    let base = document(&["one", "two", "three", "four", "five"]);
    let ours = document(&["one", "TWO", "three", "four", "five", "six"]);
    let theirs = document(&["zero", "one", "two", "three", "FIVE"]);
    let both = merged(&base, &ours, &theirs);
    assert_eq!(
        value(&both)["draft"][0]["body"],
        json!(["zero", "one", "TWO", "three", "FIVE", "six"])
    );
    assert_eq!(both.conflicts, []);

    // Both wrote on at the end: nothing says that one of them was meant instead of the other.
    let ours = document(&["one", "two", "three", "four", "five", "mine", "end"]);
    let theirs = document(&["one", "two", "three", "four", "five", "yours", "end"]);
    let both = merged(&base, &ours, &theirs);
    assert_eq!(
        value(&both)["draft"][0]["body"].as_array().map(Vec::len),
        Some(8)
    );
    assert!(text(&both).contains("\"mine\",\n        \"yours\",\n        \"end\""));

    let ours = document(&["one", "two", "3", "four", "five"]);
    let theirs = document(&["one", "two", "drei", "four", "5"]);
    let both = merged(&base, &ours, &theirs);
    assert_eq!(
        value(&both)["draft"][0]["body"],
        json!(["one", "two", "3", "four", "5"])
    );
    assert_eq!(both.conflicts, [conflict("draft", Some("d"), Some("body"))]);
}

#[test]
fn numbers_escapes_and_unknown_parts_keep_their_spelling() {
    let base = r#"{"n":[{"id":"a","v":1,"big":12345678901234567890,"exp":1e400,"text":"\u00e9\/"}],"?":{"x":1.0}}"#;
    let ours = base.replace("\"v\":1", "\"v\":2");
    let theirs = base.replace("\"x\":1.0", "\"x\":2E5");
    let merged = merged(base, &ours, &theirs);
    for kept in [
        "12345678901234567890",
        "1e400",
        r#""\u00e9\/""#,
        "2E5",
        "\"v\": 2",
    ] {
        let loose = text(&merged).replace("\": ", "\":");
        assert!(
            loose.contains(&kept.replace("\": ", "\":")),
            "{kept} is in {}",
            text(&merged)
        );
    }
    // Another spelling of the same is no change.
    let respelled = base.replace(r#""\u00e9\/""#, "\"é/\"").replace(',', ", ");
    assert_eq!(text(&self::merged(base, &ours, &respelled)), ours);
    assert_eq!(text(&self::merged(base, &respelled, &ours)), ours);
}

#[test]
fn without_a_base_nothing_counts_as_deleted() {
    let ours = r#"{"n":[{"id":"a","v":1},{"id":"b","v":1}],"t":["x"]}"#;
    let theirs = r#"{"n":[{"id":"b","v":2},{"id":"c","v":1}],"t":["y"]}"#;
    let merged = merge(None, ours.as_bytes(), theirs.as_bytes()).expect("two objects");
    assert_eq!(
        value(&merged),
        json!({"n": [{"id": "a", "v": 1}, {"id": "b", "v": 1}, {"id": "c", "v": 1}], "t": ["x"]})
    );
    assert_eq!(
        merged.conflicts,
        [
            conflict("n", Some("b"), Some("v")),
            conflict("t", None, None)
        ]
    );
}

#[test]
fn what_is_no_object_or_has_a_member_twice_is_not_merged() {
    let object = br#"{"a":1}"#;
    for other in ["[]", "5", "", "{\"a\":1,", "{\"a\":1,\"a\":2}", "\u{feff}"] {
        assert_eq!(
            merge(Some(object), object, other.as_bytes()),
            None,
            "{other}"
        );
        assert_eq!(
            merge(Some(object), other.as_bytes(), object),
            None,
            "{other}"
        );
    }
    // A base like that is none.
    assert!(merge(Some(b"[]"), object, object).is_some());
    // Further down it is one thing.
    let both = merged(
        r#"{"m":{"x":1,"x":2}}"#,
        r#"{"m":{"x":1,"x":3}}"#,
        r#"{"m":{"x":1,"x":4}}"#,
    );
    assert_eq!(both.conflicts, [conflict("m", None, None)]);
}

#[test]
fn records_are_objects_with_a_text_for_an_id_in_a_list_of_the_document() {
    for (document, count) in [
        ("{}", 0),
        ("[]", 0),
        ("{", 0),
        (
            r#"{"n":[{"id":"a"},{"id":"b"},{"id":7},{},"x"],"m":[{"id":"a"}]}"#,
            3,
        ),
        (r#"{"n":[{"\u0069d":"a"}],"deep":{"n":[{"id":"a"}]}}"#, 1),
        (
            "\u{feff}{\"n\":[{\"id\":\"a\",\"items\":[{\"id\":\"b\"}]}]}",
            1,
        ),
    ] {
        assert_eq!(records(document.as_bytes()), count, "{document}");
    }
}

#[test]
fn a_large_loss_is_noticed_and_a_small_one_is_not() {
    let document = |count: usize| {
        let nodes: Vec<Value> = (0..count).map(|n| json!({"id": n.to_string()})).collect();
        json!({ "nodes": nodes }).to_string().into_bytes()
    };
    for (before, after, noticed) in [
        (0, 0, false),
        (1, 0, true),
        (1, 1, false),
        (2, 1, false),
        (5, 4, false),
        (5, 3, true),
        (19, 17, true),
        (20, 18, false),
        (100, 90, false),
        (100, 89, true),
        (1000, 980, false),
        (1000, 979, true),
        (3, 30, false),
    ] {
        let expected = noticed.then_some(Shrink { before, after });
        assert_eq!(
            shrinks(&document(before), &document(after)),
            expected,
            "{before} to {after}"
        );
    }
    assert!(shrinks(&document(1), b"").is_some(), "an empty file");
}

// ===== Laws =====

/// Something a person does to a document. Whatever is written is written only once.
#[derive(Debug, Clone)]
enum Step {
    Set(usize, usize),
    Unset(usize, usize),
    Add(usize),
    Delete(usize),
    Swap(usize, usize),
    Line(usize),
    AddLine(usize),
    DeleteLine(usize),
    Member(usize),
    DeleteMember(usize),
    Nested(bool),
}

fn step() -> impl Strategy<Value = Step> {
    let small = 0_usize..6;
    prop_oneof![
        3 => (small.clone(), 0_usize..3).prop_map(|(record, field)| Step::Set(record, field)),
        1 => (small.clone(), 0_usize..3).prop_map(|(record, field)| Step::Unset(record, field)),
        1 => small.clone().prop_map(Step::Add),
        1 => small.clone().prop_map(Step::Delete),
        1 => (small.clone(), small.clone()).prop_map(|(one, other)| Step::Swap(one, other)),
        2 => small.clone().prop_map(Step::Line),
        1 => small.clone().prop_map(Step::AddLine),
        1 => small.clone().prop_map(Step::DeleteLine),
        1 => small.clone().prop_map(Step::Member),
        1 => small.prop_map(Step::DeleteMember),
        1 => prop::bool::ANY.prop_map(Step::Nested),
    ]
}

fn take(document: &mut Value, steps: &[Step], side: &str) {
    for (count, step) in steps.iter().enumerate() {
        let token = format!("{side}{count}!");
        let nodes = document["nodes"].as_array_mut().expect("a list");
        match *step {
            Step::Set(record, field) => {
                if let Some(node) = nodes.get_mut(record) {
                    node[format!("f{field}")] = token.into();
                }
            }
            Step::Unset(record, field) => {
                if let Some(node) = nodes.get_mut(record).and_then(Value::as_object_mut) {
                    node.shift_remove(&format!("f{field}"));
                }
            }
            Step::Add(at) => {
                let at = at.min(nodes.len());
                nodes.insert(at, json!({"id": token}));
            }
            Step::Delete(record) => {
                if record < nodes.len() {
                    nodes.remove(record);
                }
            }
            Step::Swap(one, other) => {
                if one.max(other) < nodes.len() {
                    nodes.swap(one, other);
                }
            }
            Step::Line(at) | Step::AddLine(at) | Step::DeleteLine(at) => {
                let lines = document["text"].as_array_mut().expect("lines");
                let at = at.min(lines.len());
                if !matches!(step, Step::AddLine(_)) && at < lines.len() {
                    lines.remove(at);
                }
                if !matches!(step, Step::DeleteLine(_)) {
                    lines.insert(at, token.into());
                }
            }
            Step::Member(member) => document[format!("m{member}")] = token.into(),
            Step::DeleteMember(member) => {
                let members = document.as_object_mut().expect("an object");
                members.shift_remove(&format!("m{member}"));
            }
            Step::Nested(korean) => {
                document["deep"][if korean { "ko" } else { "en" }] = token.into();
            }
        }
    }
}

fn base_document() -> Value {
    let nodes: Vec<Value> = (0..5)
        .map(|n| json!({"id": format!("n{n}"), "f0": 0, "f1": [1, 2], "f2": {"x": null}}))
        .collect();
    let mut document = Map::new();
    document.insert("m0".into(), json!("first"));
    document.insert("nodes".into(), nodes.into());
    document.insert("text".into(), json!(["a", "b", "c", "d", "e"]));
    document.insert("deep".into(), json!({"en": "x", "ko": "y"}));
    document.insert("m1".into(), json!([{"no": "id"}]));
    Value::Object(document)
}

/// All texts of a document with where they stand.
fn tokens(document: &Value) -> Vec<(String, Conflict)> {
    let mut tokens = Vec::new();
    for (member, value) in document.as_object().expect("an object") {
        let mut leaves = Vec::new();
        match value {
            Value::Array(list) => {
                for element in list {
                    let id = element["id"].as_str();
                    leaves.extend(id.map(|id| (id, Some(id), None)));
                    let fields = element.as_object().into_iter().flatten();
                    leaves.extend(
                        fields.filter_map(|(key, value)| Some((value.as_str()?, id, Some(key)))),
                    );
                    leaves.extend(element.as_str().map(|line| (line, None, None)));
                }
            }
            Value::Object(fields) => {
                let fields = fields.iter();
                leaves.extend(
                    fields.filter_map(|(key, value)| Some((value.as_str()?, None, Some(key)))),
                );
            }
            value => leaves.extend(value.as_str().map(|text| (text, None, None))),
        }
        for (token, id, field) in leaves {
            let place = conflict(member, id, field.map(String::as_str));
            tokens.push((token.to_owned(), place));
        }
    }
    tokens
}

/// The document with all lists sorted: what it says, whatever the order.
fn unordered(value: &Value) -> Value {
    match value {
        Value::Array(list) => {
            let mut list: Vec<Value> = list.iter().map(unordered).collect();
            list.sort_by_key(Value::to_string);
            Value::Array(list)
        }
        Value::Object(members) => {
            let mut members: Vec<(String, Value)> = members
                .iter()
                .map(|(key, value)| (key.clone(), unordered(value)))
                .collect();
            members.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(members.into_iter().collect())
        }
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_of_merging_hold(
        our_steps in prop::collection::vec(step(), 0..8),
        their_steps in prop::collection::vec(step(), 0..8),
        pretty in prop::bool::ANY,
    ) {
        let base = base_document();
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        take(&mut ours, &our_steps, "o");
        take(&mut theirs, &their_steps, "t");
        let encode = |value: &Value| if pretty { format!("{value:#}\n") } else { value.to_string() };
        let (b, o, t) = (encode(&base), encode(&ours), encode(&theirs));

        let only_theirs = merged(&b, &b, &t);
        prop_assert_eq!(text(&only_theirs), &t);
        let only_ours = merged(&b, &o, &b);
        prop_assert_eq!((text(&only_ours), only_ours.taken), (o.as_str(), 0));
        let both_the_same = merged(&b, &o, &o);
        prop_assert_eq!((text(&both_the_same), both_the_same.taken), (o.as_str(), 0));

        let both = merged(&b, &o, &t);
        let result = text(&both);
        for (token, _) in tokens(&ours) {
            // A list of lines that they changed is as they left it where we did not touch it.
            if token.ends_with('!') {
                prop_assert!(result.contains(&format!("{token:?}")), "{} of ours is in {}", token, result);
            }
        }
        for (token, place) in tokens(&theirs) {
            let named = both.conflicts.iter().any(|conflict| {
                conflict.member == place.member
                    && (conflict.id.is_none() || conflict.id == place.id)
                    && (conflict.field.is_none() || conflict.field == place.field)
            });
            prop_assert!(
                !token.ends_with('!') || named || result.contains(&format!("{token:?}")),
                "{token} of theirs is in {result} or in {:?}", both.conflicts
            );
        }
        // A record that either side changed is there; one that somebody deleted and nobody changed is not.
        let node = |document: &Value, id: &str| {
            let nodes = document["nodes"].as_array().expect("a list");
            nodes.iter().find(|node| node["id"] == *id).cloned()
        };
        let result = value(&both);
        for n in 0..5 {
            let id = format!("n{n}");
            let (was, in_ours, in_theirs) = (node(&base, &id), node(&ours, &id), node(&theirs, &id));
            let expected = match (&in_ours, &in_theirs) {
                (Some(_), Some(_)) => true,
                (Some(_), None) => in_ours != was,
                (None, Some(_)) => in_theirs != was,
                (None, None) => false,
            };
            prop_assert_eq!(node(&result, &id).is_some(), expected, "{}", id);
        }
        // From the other side the same comes out, but for the conflicts, and a second time nothing does.
        let other_side = merged(&b, &t, &o);
        prop_assert_eq!(&other_side.conflicts.is_empty(), &both.conflicts.is_empty());
        if both.conflicts.is_empty() {
            prop_assert_eq!(unordered(&value(&other_side)), unordered(&result));
            let again = merged(&b, text(&both), &t);
            prop_assert_eq!(unordered(&value(&again)), unordered(&result));
        }
    }
}
