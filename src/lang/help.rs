//! Texts of help and of the command palette.

use super::Lang;

texts! {
    /// Texts of help.
    Help {
        title => "Help: what works here", "도움말: 지금 쓸 수 있는 키";
        list => "Moving", "움직이기";
        cockpit => "Everywhere", "어디서나";
        timeline => "Timeline", "타임라인";
        plan_notes => "Notes on the plan", "계획 메모";
        week => "Week", "주간";
        questions => "Questions", "질문 은행";
        card => "Question card", "질문 카드";
        drafts => "Drafts", "초안";
        editor => "Editor", "편집기";
        retro => "Retro", "회고";
        palette => "Command palette", "명령 찾기";
        help => "Help", "도움말";
        start => "First start", "첫 시작";
        confirm => "Yes or no", "예 / 아니요";
        rescued => "Unsaved changes found", "저장하지 못했던 변경";
        line => "Text field", "입력 칸";
        form => "Question form", "질문 쓰기";
        words => "Worth knowing", "알아두기";
        marks => "[ ] open   [~] under way   [x] done   [-] skipped",
            "[ ] 할 일   [~] 진행 중   [x] 완료   [-] 건너뜀";
        fn question_marks(lapses: u32) => "Questions: ● due   ○ new   ~ being learned   · later   ! leech, forgotten {lapses} times or more   ? not known yet or parked: it waits for its item of the week",
            "질문: ● 복습   ○ 새 질문   ~ 익히는 중   · 나중   ! 거머리, {lapses}번 이상 잊음   ? 모름 또는 미뤄 둠: 이번 주 항목을 마치면 나옴";
        counting => "done 5/9, skipped 1: of nine items five are done, one is skipped, three are left. A percentage leaves skipped items out, so it always stands beside their number: skipped items are never hidden in a percentage.",
            "완료 5/9, 건너뜀 1: 아홉 개 중 다섯 개 완료, 한 개 건너뜀, 세 개 남음. 퍼센트는 건너뛴 항목을 빼고 셈하므로 그 개수를 늘 옆에 적습니다. 건너뛴 항목이 퍼센트 뒤에 숨는 일은 없습니다.";
        hangul => "Commands work with the Hangul keyboard on: ㅂ is q, ㅓ is j. In text fields it types Hangul.",
            "한글 자판 그대로 명령을 쓸 수 있습니다: ㅂ 은 q, ㅓ 는 j. 입력 칸에서는 한글이 적힙니다.";
        filters => "A search of questions takes filters among its words: topic:go kind:design tag:kafka company:naver level:3 is:due (new, weak, leech, unknown, thisweek, own).",
            "질문을 찾을 때 낱말 사이에 거르기를 적을 수 있습니다: 주제:go 종류:코딩 태그:kafka 회사:네이버 난이도:3 상태:복습 (새질문, 약함, 거머리, 모름, 이번주, 내질문).";
        fn palette_note(key: &str) => "Commands marked {key} have no key of their own: {key} finds them by name.",
            "{key} 표시는 따로 키가 없는 명령입니다. {key} 키를 누르고 이름으로 찾으세요.";
        saved => "Everything is saved as you go: ● is on disk, ○ is being written, ! could not be.",
            "하는 대로 저장됩니다: ● 저장됨, ○ 저장 중, ! 저장하지 못함.";
    }
}

texts! {
    /// Texts of the command palette.
    Palette {
        title => "Find anything", "무엇이든 찾기";
        placeholder => "command, plan, item, question or draft; initial consonants find too",
            "명령, 계획, 항목, 질문, 초안. 초성으로도 찾습니다";
        command => "Command", "명령";
        plan => "Plan", "계획";
        item => "Item", "항목";
        question => "Question", "질문";
        draft => "Draft", "초안";
        story => "Story", "STAR";
        page => "Page", "문서";
        fn found(shown: usize, all: usize) => "{shown} of {all}", "{all}개 중 {shown}개";
        nothing => "Nothing found. Fewer letters find more.", "찾지 못했습니다. 글자를 줄여 보세요.";
        fn not_here(place: &str) => "works in: {place}", "쓰는 곳: {place}";
    }
}

impl Lang {
    pub fn help(self) -> Help {
        Help(self)
    }

    pub fn palette(self) -> Palette {
        Palette(self)
    }
}
