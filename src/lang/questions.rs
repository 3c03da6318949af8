//! Texts of the question bank: list, card, review session, form.

use super::Lang;
use crate::domain::QuestionKind;

texts! {
    /// Texts of the question bank.
    Questions {
        name => "Questions", "질문 은행";
        fn counts(due: usize, new: usize) => "due {due} · new {new}", "복습 {due} · 새 {new}";
        fn progress(at: usize, of: usize) => "review {at}/{of}", "복습 {at}/{of}";
        card => "card", "카드";
        session_over => "review done", "복습 끝";
        adding => "new question", "새 질문 쓰기";
        editing => "edit", "고치기";
        choosing => "filter", "거르기";

        is_new => "new", "새 질문";
        today => "today", "오늘";
        tomorrow => "tomorrow", "내일";
        day_late => "1 day late", "1일 지남";
        fn days_ahead(days: i64) => "in {days} days", "{days}일 뒤";
        fn days_late(days: i64) => "{days} days late", "{days}일 지남";
        fn days(days: i64) => "{days}d", "{days}일";
        fn months(months: i64) => "{months}mo", "{months}달";
        fn years(years: String) => "{years}y", "{years}년";

        no_topic => "no topic", "주제 없음";
        all_topics => "Everything", "전체";
        technical => "technical", "기술";
        coding => "coding", "코딩";
        behavioural => "behavioural", "경험";
        design_kind => "system design", "시스템 설계";
        company_kind => "company", "회사 질문";

        only_due => "due only", "복습할 것만";
        fn found(count: usize) => "{count} found", "{count}개";
        empty_bank => "No questions yet.", "아직 질문이 없습니다.";
        fn press_to_add(key: &str) => "{key} adds one.", "{key} 키로 추가합니다.";
        fn nothing_found(what: &str) => "Nothing found for: {what}", "찾은 것이 없습니다: {what}";
        searching => "Searching ...", "찾는 중 ...";
        nothing_to_show => "No question passes the filters.", "거른 결과가 비어 있습니다.";
        fn clears_search(key: &str) => "{key} clears the search.", "{key} 키로 찾기를 지웁니다.";
        fn clears_filter(key: &str) => "{key} clears the filters, one by one.",
            "{key} 키로 거르기를 하나씩 풉니다.";
        nothing_due => "Nothing is due.", "지금 복습할 것이 없습니다.";
        fn next_due(when: &str, count: usize) => "Next: {when} ({count}).", "다음 복습: {when} ({count}개).";
        nothing_reviewed => "Nothing has been reviewed yet.", "아직 복습한 질문이 없습니다.";
        fn enough_new(count: u32, key: &str) => "{count} new ones today, that is enough; {key} changes how many.",
            "오늘은 새 질문 {count}개를 이미 시작했습니다. 개수는 {key} 에서 바꿉니다.";
        fn learn_new(topic: &str) => "{topic} picks a topic to learn from.",
            "{topic} 키로 주제를 골라 새 질문을 시작합니다.";
        no_row => "There is no question here.", "여기에는 질문이 없습니다.";
        gone => "That question is no longer there.", "그 질문은 이제 없습니다.";
        pack_stays => "It comes with the program; only own questions can be deleted.",
            "내가 만든 질문만 지울 수 있습니다.";
        fn deleted(undo: &str) => "Question deleted; {undo} brings it back.",
            "질문을 지웠습니다. {undo} 키로 되돌립니다.";

        intent => "What they want to know", "질문 의도";
        hint => "Hint", "힌트";
        points => "Key points", "핵심";
        answer => "Model answer", "모범 답안";
        bad => "Bad answers", "피할 답";
        why => "why: ", "이유: ";
        followups => "Follow-ups", "꼬리 질문";
        source => "Source", "출처";
        stages => "Stages", "진행 순서";
        fn minutes(minutes: u32) => "{minutes} min", "{minutes}분";
        fn stages_total(minutes: u32) => "{minutes} min in all", "모두 {minutes}분";
        fn no_answer(key: &str) => "No model answer yet; {key} writes one.",
            "아직 모범 답안이 없습니다. {key} 키로 적습니다.";
        fn difficulty(level: u8) => "difficulty {level}/3", "난이도 {level}/3";
        never_reviewed => "never reviewed", "아직 복습 전";
        fn due(when: &str) => "due {when}", "복습 {when}";
        fn memory(stability: &str, reviews: u32, lapses: u32) =>
            "memory {stability} · reviews {reviews} · lapses {lapses}",
            "기억 {stability} · 복습 {reviews}번 · 잊음 {lapses}번";
        reveal_first => "Reveal the answer first.", "먼저 모범 답안을 펼치세요.";
        all_revealed => "Everything is revealed; grade it.", "모두 펼쳤습니다. 채점하세요.";
        nothing_graded => "Nothing has been graded here yet.", "아직 여기서 채점한 것이 없습니다.";
        fn graded(grade: &str, when: &str) => "{grade}: next {when}", "{grade}: 다음 복습 {when}";
        fn once_more(grade: &str) => "{grade}: once more at the end", "{grade}: 끝에 한 번 더";
        fn stopped(done: usize, left: usize) => "Stopped: {done} graded, {left} left.",
            "멈춤: {done}개 채점, {left}개 남음.";
        fn summary_done(cards: usize, reviews: usize) => "{cards} questions, {reviews} gradings",
            "질문 {cards}개, 채점 {reviews}번";
        fn summary_again(count: usize) => "{count} had to be asked again", "{count}개는 다시 물음";
        summary_clean => "none had to be asked again", "다시 물은 것 없음";
        summary_none => "Nothing is planned after that.", "그 뒤로 예정된 복습은 없습니다.";
        fn summary_back(key: &str) => "{key} goes back to the list.", "{key} 키로 목록에 돌아갑니다.";

        prompt_field => "Prompt", "질문";
        topic_field => "Topic", "주제";
        bad_field => "Bad answer", "피할 답";
        why_field => "Why it fails", "안 되는 이유";
        prompt_help => "What is asked. Enter: next field.", "무엇을 묻는가. Enter: 다음 칸.";
        topic_help => "A word to filter by, such as Go. Enter: next field.",
            "거를 때 쓰는 낱말, 예: Go. Enter: 다음 칸.";
        hint_help => "A nudge that does not give it away.", "답을 말해 주지 않는 실마리.";
        points_help => "What a good answer names, one point a line.", "좋은 답에 나와야 할 것, 한 줄에 하나.";
        answer_help => "As you would say it.", "말하듯이 적기.";
        bad_help => "What people say, one a line.", "흔히 하는 답, 한 줄에 하나.";
        why_help => "The reason for each bad answer, in the same order.", "위 답이 안 되는 이유, 같은 순서로.";
        followups_help => "One why a line: question | answer. Two blanks in front: below the line above.",
            "이어질 물음, 한 줄에 하나: 질문 | 답. 앞에 두 칸을 띄우면 윗줄 아래로 이어집니다.";
        intent_field => "Intent", "의도";
        intent_help => "What the interviewer wants to find out.", "면접관이 알고 싶은 것.";
        kind_field => "Kind", "종류";
        kind_help => "Left and right choose.", "왼쪽과 오른쪽 화살표로 고르기.";
        difficulty_field => "Difficulty", "난이도";
        difficulty_help => "1 easy, 3 hard. Left and right choose.", "1 쉬움, 3 어려움. 왼쪽과 오른쪽 화살표로 고르기.";
        tags_field => "Tags", "태그";
        tags_help => "Words to filter by, with commas between.", "거를 때 쓰는 낱말, 쉼표로 나누기.";
        company_field => "Company", "회사";
        company_help => "Where it is asked.", "이 질문을 하는 회사.";
        source_help => "Book, paper or manual with its section.", "책, 논문, 설명서와 그 부분.";
        units_field => "Belongs to", "속한 곳";
        units_help => "Plan items, one a line: an id, or the end of one that no other has.",
            "계획 항목, 한 줄에 하나: 아이디 또는 하나뿐인 끝부분.";
        stages_help => "Parts of a mock interview, one a line: title | minutes.", "모의 면접의 단계, 한 줄에 하나: 이름 | 분.";
        untitled => "Untitled question", "제목 없는 질문";
        prompt_missing => "Write the prompt first.", "먼저 질문을 적으세요.";
        kept_open => "Kept until it has a prompt; adding goes on with it.",
            "질문을 적지 않아 남겨 두었습니다. 추가를 누르면 이어 씁니다.";
        not_begun => "Nothing was written, so there is no new question.",
            "적은 것이 없어 질문을 만들지 않았습니다.";
        saved => "Question saved.", "질문을 저장했습니다.";
        unchanged => "Nothing changed.", "바뀐 것이 없습니다.";
    }
}

impl Questions {
    /// A day in words, counted from today: negative is overdue.
    pub fn when(self, days: i64) -> String {
        match days {
            0 => self.today().to_owned(),
            1 => self.tomorrow().to_owned(),
            -1 => self.day_late().to_owned(),
            late if late < 0 => self.days_late(-late),
            ahead => self.days_ahead(ahead),
        }
    }

    /// A length of time in as few letters as make sense: `2d`, `5mo`, `1.4y`.
    pub fn length(self, days: i64) -> String {
        match days {
            ..100 => self.days(days),
            100..600 => self.months((days + 15) / 30),
            _ => self.years(format!("{:.1}", days as f64 / 365.25)),
        }
    }

    /// When a question graded now would come up again: `today`, `2d`.
    pub fn interval(self, days: i64) -> String {
        if days <= 0 {
            self.today().to_owned()
        } else {
            self.length(days)
        }
    }

    /// The name of a topic; one we do not know is called what the data call it.
    pub fn topic(self, topic: &str) -> &str {
        match topic {
            "" => self.no_topic(),
            key => super::topics::name(self.0, key).unwrap_or(key),
        }
    }

    /// A topic as it stands in a field to be typed in.
    pub fn topic_typed(self, topic: &str) -> &str {
        if topic.is_empty() {
            topic
        } else {
            self.topic(topic)
        }
    }

    /// What a question trains.
    pub fn kind(self, kind: QuestionKind) -> &'static str {
        match kind {
            QuestionKind::Technical => self.technical(),
            QuestionKind::Design => self.design_kind(),
            QuestionKind::Coding => self.coding(),
            QuestionKind::Behavioural => self.behavioural(),
            QuestionKind::Company => self.company_kind(),
        }
    }
}

impl Lang {
    pub fn questions(self) -> Questions {
        Questions(self)
    }
}
