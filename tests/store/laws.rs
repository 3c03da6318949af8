//! The laws of bringing two copies of a document together.

use gongbu::store::Conflict;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::merge::{conflict, merged, text, value};

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
