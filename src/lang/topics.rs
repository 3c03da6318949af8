//! Names of the topics that shipped questions are about.

use super::Lang;

/// Key, English, Korean.
const NAMES: [(&str, &str, &str); 26] = [
    ("algorithms", "Algorithms", "알고리즘"),
    ("aws", "AWS", "AWS"),
    ("behaviour", "Behavioural", "인성"),
    ("c", "C", "C"),
    ("company", "Company", "회사"),
    ("data", "Data engineering", "데이터 엔지니어링"),
    ("database", "Database", "데이터베이스"),
    ("design", "Design", "설계"),
    ("devops", "DevOps", "DevOps"),
    ("django", "Django", "Django"),
    ("docker", "Docker", "Docker"),
    ("elixir", "Elixir", "Elixir"),
    ("frontend", "Frontend", "프론트엔드"),
    ("go", "Go", "Go"),
    ("kafka", "Kafka", "Kafka"),
    ("kubernetes", "Kubernetes", "Kubernetes"),
    ("ml", "Machine learning", "머신러닝"),
    ("mobile", "Mobile", "모바일"),
    ("network", "Networking", "네트워크"),
    ("os", "Operating systems", "운영체제"),
    ("redis", "Redis", "Redis"),
    ("security", "Security", "보안"),
    ("spring", "Spring", "Spring"),
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
