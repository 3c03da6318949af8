//! Texts of mock interviews.

use super::Lang;
use crate::domain::QuestionKind;

texts! {
    /// Texts of mock interviews.
    Mock {
        name => "Mock interviews", "모의 면접";
        running => "Mock interview running", "모의 면접 중";
        looking_back => "Looking back on a mock", "모의 면접 돌아보기";
        begin => "Begin a new one", "새로 시작";
        past => "Held so far", "지난 모의 면접";
        trends => "Scores (1 to 5), oldest first", "점수 (1~5), 오래된 것부터";
        none_yet => "None yet. Choose a kind above and begin with Enter.",
            "아직 없습니다. 위에서 종류를 고르고 Enter 키로 시작합니다.";
        nothing_paused => "No mock interview is paused.", "멈춘 모의 면접이 없습니다.";
        only_held => "This is done with mock interviews that were held.", "지난 모의 면접에 쓰는 명령입니다.";
        design => "Design", "설계";
        coding => "Whiteboard coding", "화이트보드 코딩";
        technical => "Technical", "기술 질문";
        behavioural => "Behavioural", "인성";
        company => "Company set", "회사별";
        about_design => "one question, in stages with a clock each", "질문 하나, 단계마다 시계";
        about_coding => "one problem on paper or a board", "종이나 칠판에 문제 하나";
        about_technical => "weak questions first, each with its first why", "약한 질문 먼저, 질문마다 첫 '왜'까지";
        about_behavioural => "five stories as STAR, two minutes each", "STAR 다섯 개, 하나에 2분";
        about_company => "questions of that company, then others", "그 회사의 질문, 그다음 다른 질문";
        no_company => "no company known yet", "아는 회사 없음";
        arrows => "Left / Right chooses", "좌우 화살표로 고르기";
        nothing_to_ask => "The bank has no question for this. Add one first.",
            "은행에 이런 질문이 없습니다. 먼저 질문을 추가하세요.";
        one_is_open => "One is not over. Go on with it or end it first.",
            "끝나지 않은 면접이 있습니다. 이어서 하거나 먼저 끝내세요.";
        requirements => "Requirements", "요구 사항";
        outline => "Outline", "전체 그림";
        detail => "Detail", "상세";
        scaling => "Scaling", "확장";
        understand => "Understand", "이해";
        approach => "Approach", "접근";
        code => "Code", "코드";
        test => "Test", "검증";
        do_requirements => "Ask and write down: users, load, what it must do and what not, how fast.",
            "묻고 적습니다: 사용자, 부하, 할 일과 하지 않을 일, 응답 시간.";
        do_outline => "Draw the parts and the path of one request. Name the data and the API.",
            "구성 요소와 요청 하나의 경로를 그립니다. 데이터와 API 를 적습니다.";
        do_detail => "Take the two hardest parts. Say why this way and what else there was.",
            "가장 어려운 두 부분을 깊이 봅니다. 왜 이렇게 하는지, 다른 길은 무엇이었는지 말합니다.";
        do_scaling => "Ten times the load: what breaks first, and what when a part fails?",
            "부하 열 배: 무엇이 먼저 무너지고, 부품이 죽으면 어떻게 되는지 말합니다.";
        do_understand => "Say it in your own words. Examples, limits, odd cases.",
            "자기 말로 다시 말합니다. 예시, 제약, 예외 경우.";
        do_approach => "A simple way first, then a better one. Time and memory of both.",
            "쉬운 방법 먼저, 그다음 나은 방법. 둘의 시간과 메모리.";
        do_code => "Write it by hand, aloud, from the top down.",
            "손으로, 소리 내어, 위에서 아래로 씁니다.";
        do_test => "Walk through an example, then the odd cases.",
            "예시 하나를 따라가고, 예외 경우를 봅니다.";
        do_star => "Situation, task, action, result, with a number.",
            "상황, 과제, 행동, 결과 순서로, 숫자와 함께.";
        do_answer => "Answer aloud: the point first, then why, then an example.",
            "소리 내어 답합니다: 결론, 이유, 예시 순서.";
        do_why => "And why? Go one step deeper.", "왜 그런지 한 걸음 더 들어갑니다.";
        do_stage => "Work aloud and note the key words.", "소리 내어 풀고 핵심 낱말을 적습니다.";
        paused => "PAUSED", "멈춤";
        over => "OVER TIME", "시간 초과";
        left_here => "left in this stage", "이 단계 남은 시간";
        notes => "Notes (saved as you type)", "메모 (적는 대로 저장)";
        notes_hint => "Key words are enough", "핵심 낱말이면 충분합니다";
        your_notes => "Your notes", "내 메모";
        no_notes => "No notes: said aloud.", "메모 없음: 말로 답함.";
        points => "Key points: tick what you said", "핵심: 말한 것에 표시";
        no_points => "This one has no key points: score it against the answer.",
            "핵심 목록이 없습니다. 모범 답안과 견주어 점수를 매깁니다.";
        model_answer => "Model answer", "모범 답안";
        bad_answers => "Answers that fail", "떨어지는 답";
        followups => "Follow-ups", "꼬리 질문";
        gone => "The question is no longer there.", "질문이 지금은 없습니다.";
        summary => "How it went", "결과";
        next_steps => "What to do next", "다음에 할 일";
        nothing_weak => "Nothing was weak. Sit a harder one next.", "약한 것이 없습니다. 다음에는 더 어렵게 해 봅니다.";
        no_question => "There is no question here to open.", "여기에는 열 질문이 없습니다.";
        not_asked => "not reached", "못 감";
        fn step_run(kind: &str) => "{kind}: the whole interview with its notes", "{kind}: 면접 전체와 메모";
        fn step_end(kind: &str) => "{kind}: its end; it can go on, the notes stay", "{kind}: 끝낸 것만, 메모는 그대로이고 이어서 할 수 있음";
        fn step_verdict(kind: &str) => "{kind}: scores and ticks", "{kind}: 점수와 표시";
        fn step_deleted(kind: &str) => "{kind}: deleted", "{kind}: 삭제";
        fn undo_takes_all(key: &str) => "The next undo takes away the whole mock interview with its notes. {key} once more does it.",
            "더 되돌리면 이 모의 면접 전체가 메모까지 사라집니다. 그래도 되돌리려면 {key} 키를 한 번 더 누릅니다.";
        fn stage_of(at: usize, all: usize) => "Stage {at} of {all}", "단계 {at}/{all}";
        fn whole(used: &str, given: &str) => "whole {used} of {given}", "전체 {used} / {given}";
        fn pauses(count: usize, time: &str) => "paused {count} times, {time}", "멈춤 {count}번, {time}";
        fn minutes(minutes: u32) => "{minutes} min", "{minutes}분";
        fn go_on(kind: &str, at: usize, all: usize) => "Go on: {kind}, stage {at} of {all}", "이어서 하기: {kind}, 단계 {at}/{all}";
        fn go_on_keys(open: &str, end: &str) => "{open} goes on, {end} ends it here", "{open} 이어서, {end} 여기서 끝내기";
        fn broken_off(key: &str) => "A mock interview was broken off: {key} goes on with it or ends it.",
            "모의 면접이 멈춰 있습니다. {key} 키로 이어서 하거나 끝냅니다.";
        fn stage_over(title: &str) => "Time for this stage is over: {title}", "이 단계 시간이 끝났습니다: {title}";
        fn left_paused(key: &str) => "Paused. {key} goes on.", "멈췄습니다. {key} 키로 이어서 합니다.";
        not_scored => "not scored", "채점 안 함";
        none_scored => "Not scored: open a stage and press 1 to 5.", "채점하지 않았습니다. 단계를 열고 1~5 를 누릅니다.";
        fn score_line(scores: &str, notes: &str) => "Score  {scores}   {notes}", "점수  {scores}   {notes}";
        fn suggested(score: u8) => "suggested {score}", "제안 {score}";
        fn summary_total(used: &str, given: &str) => "Time {used} of {given}", "시간 {used} / {given}";
        fn summary_score(score: &str) => "Score {score} of 5", "점수 {score} / 5";
        fn summary_part(score: &str, scored: usize, all: usize) => "Score {score} of 5, from {scored} of {all} stages: the rest is not scored",
            "점수 {score} / 5, 전체 {all}단계 중 채점한 {scored}단계 기준";
        fn items_made(count: usize) => "{count} put into this week.", "이번 주에 {count}개를 넣었습니다.";
        fn weak_keys(item: &str, question: &str) => "{item} puts each into this week, {question} opens the first.",
            "{item} 키로 이번 주 할 일에 넣고, {question} 키로 첫 질문을 엽니다.";
        fn item(prompt: &str) => "Answer well: {prompt}", "제대로 답하기: {prompt}";
        fn trend(last: &str) => "last 5: {last}", "최근 5번 {last}";
        fn trend_before(last: &str, before: &str) => "last 5: {last}, the 5 before: {before}", "최근 5번 {last}, 그 전 5번 {before}";
        fn deleted(key: &str) => "Deleted. {key} takes it back.", "지웠습니다. {key} 키로 되돌립니다.";
    }
}

impl Mock {
    /// The name of a kind of interview.
    pub fn kind(self, kind: QuestionKind) -> &'static str {
        match kind {
            QuestionKind::Technical => self.technical(),
            QuestionKind::Design => self.design(),
            QuestionKind::Coding => self.coding(),
            QuestionKind::Behavioural => self.behavioural(),
            QuestionKind::Company => self.company(),
        }
    }

    /// Minutes and seconds; negative ones have a minus.
    pub fn clock(self, seconds: i64) -> String {
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.abs();
        format!("{sign}{:02}:{:02}", seconds / 60, seconds % 60)
    }
}

impl Lang {
    pub fn mock(self) -> Mock {
        Mock(self)
    }
}
