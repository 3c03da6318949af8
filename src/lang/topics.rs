//! Names of the topics that shipped questions are about.

use super::Lang;

/// Key, English, Korean.
const NAMES: [(&str, &str, &str); 20] = [
    ("algorithms", "Algorithms", "알고리즘"),
    ("aws", "AWS", "AWS"),
    ("behaviour", "Behavioural", "인성"),
    ("c", "C", "C"),
    ("company", "Company", "회사"),
    ("database", "Database", "데이터베이스"),
    ("design", "Design", "설계"),
    ("devops", "DevOps", "DevOps"),
    ("docker", "Docker", "Docker"),
    ("elixir", "Elixir", "Elixir"),
    ("go", "Go", "Go"),
    ("kafka", "Kafka", "Kafka"),
    ("kubernetes", "Kubernetes", "Kubernetes"),
    ("network", "Networking", "네트워크"),
    ("os", "Operating systems", "운영체제"),
    ("redis", "Redis", "Redis"),
    ("security", "Security", "보안"),
    ("story", "STAR story", "STAR 이야기"),
    ("typescript", "TypeScript", "TypeScript"),
    ("web", "Web and APIs", "웹과 API"),
];

/// The name of a topic; none for one we do not know.
pub fn name(lang: Lang, key: &str) -> Option<&'static str> {
    let (_, en, ko) = NAMES.iter().find(|(known, _, _)| *known == key)?;
    Some(match lang {
        Lang::En => en,
        Lang::Ko => ko,
    })
}
