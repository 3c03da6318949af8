//! Words of filters: on chips, in the menu, and as they are typed into the search.

use super::Lang;

texts! {
    /// Words of filters.
    Finding {
        due => "due", "복습";
        is_new => "new", "새 질문";
        weak => "weak", "약함";
        leech => "leech", "거머리";
        unknown => "unknown", "모름";
        week => "this week", "이번 주";
        own => "own", "내 질문";
        fn level(level: u8) => "difficulty {level}", "난이도 {level}";
        in_topics => "topic", "주제";
        in_states => "state", "상태";
        in_kinds => "kind", "종류";
        in_levels => "level", "난이도";
        in_companies => "company", "회사";
        in_tags => "tag", "태그";
        by_due => "by due day", "복습일순";
        by_title => "by title", "제목순";
        by_topic => "by topic", "주제순";
        by_weakest => "weakest first", "약한 순";
    }
}

impl Lang {
    pub fn finding(self) -> Finding {
        Finding(self)
    }
}

/// What stands before the colon of a filter that is typed, in either language: topic, state, kind, level, company, tag.
pub const FILTER_WORDS: [[&str; 2]; 6] = [
    ["topic", "주제"],
    ["is", "상태"],
    ["kind", "종류"],
    ["level", "난이도"],
    ["company", "회사"],
    ["tag", "태그"],
];
