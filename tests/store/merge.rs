//! Bringing two copies of a document together: the cases that people meet.

use gongbu::store::{Conflict, Merged, Shrink, merge, records, shrinks};
use serde_json::{Value, json};

pub fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(Some(base.as_bytes()), ours.as_bytes(), theirs.as_bytes()).expect("three objects")
}

pub fn text(merged: &Merged) -> &str {
    str::from_utf8(&merged.bytes).expect("UTF-8")
}

pub fn value(merged: &Merged) -> Value {
    serde_json::from_slice(&merged.bytes).expect("JSON")
}

pub fn conflict(member: &str, id: Option<&str>, field: Option<&str>) -> Conflict {
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
    for other in [
        "[]",
        "5",
        "",
        "{\"a\":1,",
        "{\"a\":1,\"a\":2}",
        "{\"m\":[{\"x\":1,\"x\":2}]}",
        "\u{feff}",
    ] {
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
