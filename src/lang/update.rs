//! Texts of updating plans and questions to newer packs.

use super::Lang;

texts! {
    /// Texts of updating plans and questions to newer packs.
    Update {
        title => "Update the plans", "계획 갱신";
        fn versions(plan: &str, from: &str, to: &str) => "{plan}: {from} -> {to}", "{plan}: {from} -> {to}";
        unknown_version => "?", "?";
        questions => "Questions", "질문";
        fn added(count: usize) => "new ({count})", "새로 생김 ({count})";
        fn changed(count: usize) => "changed ({count})", "바뀜 ({count})";
        fn kept(count: usize) => "kept as you made them, though the pack says something else now ({count})",
            "자료가 바뀌었지만 직접 고친 대로 둠 ({count})";
        fn removed(count: usize) => "removed: no longer in the pack, and nothing was done with them ({count})",
            "없어짐: 자료에서 빠졌고 손댄 적 없음 ({count})";
        fn left(count: usize) => "no longer in the pack, but you have worked on them: they stay ({count})",
            "자료에서 빠졌지만 공부한 기록이 있어 남김 ({count})";
        nothing_else => "Nothing but the version changes.", "버전 말고는 바뀌는 것이 없습니다.";
        fn more(count: usize) => "and {count} more", "그 밖에 {count}건";
        safe => "Ticks, hours, notes, reviews and items of your own are not touched.",
            "완료 표시, 시간, 메모, 채점, 직접 만든 항목은 그대로입니다.";
        fn question(yes: &str, no: &str) => "Take this over? {yes} yes, {no} no", "이대로 갱신할까요? {yes} 예, {no} 아니요";
        fn newest(version: &str) => "All plans are of the newest version ({version}).", "모든 계획이 최신 버전입니다 ({version}).";
        fn done(plans: usize, questions: usize, key: &str) => "{plans} plan(s) updated, {questions} question(s) of yours. {key} takes it back.",
            "계획 {plans}개와 고친 질문 {questions}개를 갱신했습니다. {key} 키로 되돌립니다.";
        fn there_is_one(key: &str, name: &str) => "Plans or questions of yours can be updated to newer content: {key} \"{name}\" shows what would change.",
            "계획이나 고친 질문의 새 내용이 있습니다. {key} \"{name}\" 에서 무엇이 바뀌는지 볼 수 있습니다.";
        fn printed(plans: usize, questions: usize) => "Updated: {plans} plan(s), {questions} question(s) of yours. `u` in the cockpit takes it back.",
            "갱신: 계획 {plans}개, 고친 질문 {questions}개. 화면에서 `u`로 되돌릴 수 있습니다.";
        only_shown => "Nothing was changed (--dry-run).", "바꾸지 않았습니다 (--dry-run).";
        fn no_pack(file: &str, problems: usize) => "{file} is no pack that can be taken: `gongbu check {file}` names {problems} problem(s)",
            "{file} 은 쓸 수 있는 자료가 아닙니다. `gongbu check {file}` 로 문제 {problems}건을 보세요";
        fn no_plan(file: &str) => "{file} has no plan that you follow and no question that you edited",
            "{file} 에는 진행 중인 계획도 직접 고친 질문도 없습니다";
    }
}

impl Lang {
    pub fn update(self) -> Update {
        Update(self)
    }
}
