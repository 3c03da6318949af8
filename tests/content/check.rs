//! What the check of packs and documents finds, and where.

use super::Adopted;
use gongbu::content::{Names, Reason, check_file, check_pack};
use gongbu::domain::Kind;

/// A pack that is right.
const RIGHT: &str = r#"{
  "gongbu_pack": 1,
  "id": "mine",
  "version": "1",
  "roadmap": "mine",
  "title": { "en": "Mine", "ko": "내 것" },
  "about": "Go",
  "plan": {
    "id": "mine",
    "title": "Mine",
    "base": "2026-01-01",
    "nodes": [
      {
        "id": "p1",
        "kind": "phase",
        "title": "One",
        "span": "2026-01..2026-03",
        "children": [
          { "id": "a", "kind": "task", "title": "A" },
          { "id": "b", "kind": "measure", "title": "B", "target": { "op": ">=", "value": 1, "unit": "x" } },
          { "id": "c", "kind": "group", "title": "C", "choice": "fill", "children": [] }
        ]
      }
    ]
  },
  "questions": [
    {
      "id": "q1",
      "kind": "technical",
      "topic": "go",
      "units": ["mine/p1"],
      "prompt": "?",
      "intent": "i",
      "hint": "h",
      "points": ["p"],
      "answer": "a",
      "bad": [],
      "followups": [],
      "difficulty": 1
    }
  ],
  "pages": [
    { "id": "how", "group": "g", "title": "t", "body": ["b"], "links": [{ "question": "q1" }, { "page": "how" }] }
  ]
}"#;

#[test]
fn every_mistake_of_a_pack_is_found_at_its_line_and_column() {
    assert_eq!(check_pack(RIGHT, &Names::default()), []);
    let text = |reason: &str| reason.to_owned();
    for (from, to, line, column, reason) in [
        (
            r#", "ko": "내 것" }"#,
            " }",
            6,
            12,
            Reason::MissingLanguage("ko"),
        ),
        (
            r#""en": "Mine", "#,
            "",
            6,
            12,
            Reason::MissingLanguage("en"),
        ),
        (
            r#""about": "Go""#,
            r#""about": " ""#,
            7,
            12,
            Reason::EmptyText,
        ),
        (
            r#""about": "Go""#,
            "\"about\": \"\\u001b[2J\"",
            7,
            12,
            Reason::Control('\u{1b}'),
        ),
        (
            r#""about": "Go""#,
            "\"about\": \"\\u200b!\"",
            7,
            12,
            Reason::Control('\u{200b}'),
        ),
        (
            r#""about": "Go""#,
            "\"about\": \"\\u1100\\u1161\"",
            7,
            12,
            Reason::NotComposed,
        ),
        (
            r#""about": "Go""#,
            r#""about": "Go", "about": "Go""#,
            7,
            18,
            Reason::DuplicateMember(text("about")),
        ),
        (
            r#""id": "b""#,
            r#""id": "a""#,
            20,
            19,
            Reason::DuplicateId(text("a")),
        ),
        (
            r#""id": "b""#,
            r#""id": "B 1""#,
            20,
            19,
            Reason::BadId(text("B 1")),
        ),
        (
            "2026-01..2026-03",
            "2026-03..2026-01",
            17,
            17,
            Reason::BadSpan(text("2026-03..2026-01")),
        ),
        (
            r#""kind": "task""#,
            r#""kind": "tsk""#,
            19,
            32,
            Reason::UnknownKind(text("tsk")),
        ),
        (
            r#""kind": "technical""#,
            r#""kind": "tech""#,
            29,
            15,
            Reason::UnknownKind(text("tech")),
        ),
        (
            r#""kind": "task""#,
            r#""kind": "phase""#,
            19,
            11,
            Reason::Nesting {
                child: Kind::Phase,
                parent: Kind::Phase,
            },
        ),
        (">=", "=>", 20, 75, Reason::BadOperator(text("=>"))),
        ("fill", "full", 21, 65, Reason::BadChoice(text("full"))),
        (
            "mine/p1",
            "mine/p2",
            31,
            17,
            Reason::UnknownUnit(text("mine/p2")),
        ),
        (
            r#""question": "q1""#,
            r#""question": "q2""#,
            43,
            87,
            Reason::UnknownLink(text("question q2")),
        ),
        (r#"["p"]"#, "[]", 36, 17, Reason::AnswerWithoutPoints),
        (
            r#""gongbu_pack": 1"#,
            r#""gongbu_pack": 2"#,
            2,
            18,
            Reason::Version,
        ),
        (
            r#""about""#,
            r#""abuot""#,
            7,
            9,
            Reason::Shape(text(
                "unknown field `abuot`, expected one of `gongbu_pack`, `id`, `version`, `roadmap`, `title`, `about`, `plan`, `questions`, `stories`, `retros`, `projects`, `roles`, `pages`, `notes`",
            )),
        ),
        (
            r#""about": "Go","#,
            r#""about": "Go""#,
            8,
            3,
            Reason::Syntax(text("expected `,` or `}`")),
        ),
    ] {
        let wrong = RIGHT.replacen(from, to, 1);
        assert_ne!(wrong, RIGHT, "{from} is not in the pack");
        let found = check_pack(&wrong, &Names::default());
        let found: Vec<_> = found
            .iter()
            .map(|problem| (problem.line, problem.column, &problem.reason))
            .collect();
        assert_eq!(found, [(line, column, &reason)], "{from} -> {to}");
    }
}

#[test]
fn a_problem_behind_hangul_counts_columns_in_characters() {
    let wrong = RIGHT.replace(r#""ko": "내 것" }"#, r#""ko": "내 것" }, "없음": 1"#);
    let found = check_pack(&wrong, &Names::default());
    assert_eq!(
        found
            .iter()
            .map(|problem| (problem.line, problem.column))
            .collect::<Vec<_>>(),
        [(6, 46)]
    );
}

#[test]
fn several_mistakes_are_found_at_once_in_the_order_of_the_file() {
    let wrong = RIGHT
        .replace(r#""about": "Go""#, r#""about": """#)
        .replace("mine/p1", "x")
        .replace(r#""id": "b""#, r#""id": "a""#);
    let lines: Vec<usize> = check_pack(&wrong, &Names::default())
        .iter()
        .map(|problem| problem.line)
        .collect();
    assert_eq!(lines, [7, 20, 31]);
}

#[test]
fn a_document_of_the_data_is_checked_record_by_record() {
    let service = Adopted::new();
    for doc in service.data.docs() {
        let text = String::from_utf8(service.data.encode(&doc).unwrap()).unwrap();
        assert_eq!(check_file(&text, &Names::default()), [], "{doc}");
    }
    let text = "{\n  \"draft\": [\n    { \"id\": \"d1\", \"title\": \"하나\" },\n    { \"id\": \"d2\" }\n  ]\n}\n";
    let found = check_file(text, &Names::default());
    let why = "missing field `title`".to_owned();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].line, found[0].column), (4, 5));
    assert_eq!(
        found[0].reason,
        Reason::Record {
            id: "d2".into(),
            why
        }
    );
    for (text, reason) in [
        ("{ \"stickers\": [] }", Reason::Unknown),
        ("{}", Reason::Unknown),
        ("{ \"draft\": [] }", Reason::Unknown),
    ] {
        let found: Vec<Reason> = check_file(text, &Names::default())
            .into_iter()
            .map(|problem| problem.reason)
            .collect();
        assert_eq!(
            found,
            if text.contains("stickers") {
                vec![reason]
            } else {
                Vec::new()
            },
            "{text}"
        );
    }
    assert!(matches!(
        check_file("{", &Names::default())[0].reason,
        Reason::Syntax(_)
    ));
    assert!(matches!(
        check_file("[]", &Names::default())[0].reason,
        Reason::Shape(_)
    ));
}
