//! Texts of review sessions: how they begin and end, answers, rubric, and what is asked about a question.

use super::Lang;

texts! {
    /// Texts of review sessions.
    Session {
        name => "Session", "복습 시작";
        choice => "A choice", "고르기";
        minutes_row => "Time", "시간";
        cards_row => "Cards", "카드";
        kind_row => "Kind", "방식";
        fn minutes(minutes: u32) => "{minutes} min", "{minutes}분";
        no_end => "no end", "끝없이";
        no_cap => "all", "모두";
        review => "review", "복습";
        cram => "cram", "벼락치기";
        fn counts(due: usize, weak: usize, new: usize) => "{due} due ({weak} of them weak) · {new} new",
            "복습 {due}개 (그중 약한 것 {weak}개) · 새 질문 {new}개";
        fn early(count: usize) => "{count} come early, ahead of an absence", "쉬는 기간 앞이라 미리 나오는 것 {count}개";
        fn crams(count: usize, weak: usize) => "{count} shown in the list, {weak} of them weak",
            "목록에 보이는 {count}개, 그중 약한 것 {weak}개";
        cram_rule => "Cramming leaves the schedule as it is.", "벼락치기는 복습 일정을 바꾸지 않습니다.";
        fn pace(known: u32, new: u32) => "Your pace: {known} s a known card, {new} s a new one.",
            "내 속도: 아는 카드 {known}초, 새 카드 {new}초.";
        fn guess(known: u32, new: u32) => "Until your pace is measured: {known} s a known card, {new} s a new one.",
            "속도를 재기 전 어림: 아는 카드 {known}초, 새 카드 {new}초.";
        fn fits(count: usize, of: usize) => "{count} of {of} cards fit.", "{of}장 가운데 {count}장이 들어갑니다.";
        fn keys(start: &str) => "Arrows or digits choose; {start} starts.",
            "화살표나 숫자로 고르고 {start} 키로 시작합니다.";
        nothing_to_cram => "The list shows no question to cram.", "목록에 벼락치기할 질문이 없습니다.";
        fn minutes_left(minutes: i64) => "{minutes} min left", "{minutes}분 남음";
        fn cram_progress(at: usize, of: usize) => "cram {at}/{of}", "벼락치기 {at}/{of}";
        cram_over => "cram done", "벼락치기 끝";
        time_up => "The time is used up.", "정한 시간을 다 썼습니다.";
        fn more(key: &str, left: usize) => "{key}: 5 minutes more, {left} cards are left.",
            "{key} 키로 5분 더 합니다. 남은 카드 {left}장.";
        still_weak => "Still weak", "아직 약한 것";
        none_weak => "Nothing is weak any more.", "약한 것이 남지 않았습니다.";
        fn cram_said(grade: &str) => "{grade}: the schedule stays", "{grade}: 일정은 그대로";

        own_answer => "Your answer", "내 답";
        fn type_help(key: &str) => "Saved as you type; {key} when done.", "적는 대로 저장합니다. 다 적으면 {key} 키.";
        kept_aloud => "Noted: said aloud or on paper.", "말하거나 종이에 적은 것으로 남겼습니다.";
        aloud => "said aloud or on paper", "말하거나 종이에 적음";
        answer_before => "Answer before the model answer is shown.", "모범 답안을 보기 전에만 적을 수 있습니다.";
        type_it => "type it", "답 적기";
        said_it => "said it", "말함";
        not_yet => "not yet", "모름";
        tick => "tick", "표시";
        no_earlier => "No earlier answer to this question.", "이 질문에 앞서 한 답이 없습니다.";
        earlier => "Earlier answers", "앞서 한 답";
        fn points_said(said: usize, of: u32) => "points {said}/{of}", "핵심 {said}/{of}";
        fn points_ticked(said: usize, of: usize) => "said {said}/{of}", "말한 것 {said}/{of}";
        what_is_wrong => "What is wrong here?", "무엇이 잘못되었습니까?";
        the_reason => "Why it fails", "안 되는 이유";
        no_points => "It has no key points to tick.", "표시할 핵심이 없습니다.";
        points_first => "Reveal the key points first.", "먼저 핵심을 펼치세요.";

        fn item_title(prompt: &str) => "Learn: {prompt}", "익히기: {prompt}";
        fn to_week(undo: &str) => "An item of this week now; done, it comes as new. {undo} takes it back.",
            "이번 주 항목으로 옮겼습니다. 마치면 새 질문으로 나옵니다. {undo} 키로 되돌립니다.";
        in_week => "It is an item of the plan already; it waits for that.",
            "이미 할 일에 있습니다. 마칠 때까지 나오지 않습니다.";
        fn leech(lapses: u32) => "Forgotten {lapses} times. One more review will not do.",
            "{lapses}번 잊었습니다. 복습만 더 해서는 안 됩니다.";
        rewrite => "Rewrite it: simpler, clearer", "고쳐 쓰기: 더 쉽고 또렷하게";
        split => "Split it: some key points to a question of their own", "나누기: 핵심 일부를 다른 질문으로";
        week_item => "Make it an item of this week; done, it comes as new", "이번 주 항목으로: 마치면 새 질문으로";
        later => "Later", "나중에";
        split_which => "Which key points go to the second question?", "둘째 질문으로 옮길 핵심을 고르세요.";
        fn split_keys(tick: &str, enter: &str) => "{tick} ticks, {enter} splits.",
            "{tick} 키로 표시하고 {enter} 키로 나눕니다.";
        split_both => "Both questions need a key point.", "두 질문에 모두 핵심이 있어야 합니다.";
        few_points => "It takes two key points to split a question.", "나누려면 핵심이 둘 이상 있어야 합니다.";
        fn second_prompt(prompt: &str) => "{prompt} (second part)", "{prompt} (둘째)";
        reworded => "More than half of it is new. What about its schedule?", "절반 넘게 바뀌었습니다. 복습 일정은 어떻게 합니까?";
        keep => "Keep it", "그대로 두기";
        tomorrow => "Review it tomorrow", "내일 복습하기";
        anew => "Start anew, as a new question", "새 질문으로 다시 시작하기";
        rescheduled => "The schedule follows.", "일정을 맞췄습니다.";
    }
}

impl Lang {
    pub fn session(self) -> Session {
        Session(self)
    }
}
