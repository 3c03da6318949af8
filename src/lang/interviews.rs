//! Texts of interviews.

use super::Lang;
use crate::domain::{Grade, Outcome};

texts! {
    /// Texts of interviews.
    Interviews {
        name => "Interviews", "면접";
        debrief => "After an interview", "면접 되짚기";
        fn own_words(text: &str) => "as typed: {text}", "적은 그대로: {text}";

        fn until(days: i64, company: &str) => "D-{days} {company}", "D-{days} {company}";
        fn on_the_day(company: &str) => "D-day {company}", "D-day {company}";
        fn days_left(days: i64) => "D-{days}", "D-{days}";
        day => "D-day", "D-day";
        fn ahead_count(count: usize) => "{count} ahead", "예정 {count}";
        adding => "New interview", "새 면접";
        changing => "Company, role, date", "회사, 직무, 날짜";
        company => "Company", "회사";
        role => "Role", "직무";
        date => "Date", "날짜";
        date_example => "2026-12-03, 12-03 or +14", "2026-12-03, 12-03, +14";
        needs_company => "An interview needs a company.", "회사 이름을 적어 주세요.";
        bad_date => "A date is 2026-12-03, 12-03 or +14 (days from today).",
            "날짜는 2026-12-03, 12-03, +14(오늘부터 14일 뒤)처럼 적습니다.";
        empty => "No interviews yet.", "아직 면접이 없습니다.";
        purpose => "With a date, questions come weakest first until then; afterwards note what was asked, and it weighs more the next time.",
            "날짜를 정하면 그날까지 약한 질문부터 나옵니다. 면접 뒤에 받은 질문을 적어 두면 다음 준비에서 먼저 나옵니다.";
        begins_one => "enters one", "면접 추가";
        no_interview => "There is no interview here.", "면접이 없습니다.";
        fn deleted(undo: &str) => "Interview deleted; {undo} brings it back.", "면접을 지웠습니다. {undo} 키로 되돌립니다.";

        column_when => "when", "언제";
        column_date => "date", "날짜";
        column_result => "preparation", "준비";
        how_was_it => "how was it?", "되짚어 보세요";
        held => "held", "치름";
        passed => "passed", "합격";
        failed => "failed", "불합격";
        withdrawn => "withdrawn", "중단";
        no_outcome => "open", "아직 모름";
        fn outcome(name: &str) => "Outcome: {name}", "결과: {name}";

        fn known(known: usize, all: usize) => "known on the day {known}/{all}", "그날 아는 질문 {known}/{all}";
        fn share(today: usize, left: usize, days: i64) => "today {today} ({left} left / {days} days)",
            "오늘 {today}개 (남은 {left}개 / {days}일)";
        fn share_on_day(left: usize) => "today is the day, {left} left", "오늘이 면접 날입니다. 남은 질문 {left}개";
        all_known => "All of them are known on that day.", "그날까지 모두 압니다.";
        fn studies(key: &str, count: usize) => "{key} studies {count} from here.", "{key} 키로 여기서부터 {count}개를 공부합니다.";
        column_recall => "recall", "기억";
        never => "new", "새 질문";
        no_questions => "Nothing in the bank fits yet: review questions, or add some with this company.",
            "아직 맞는 질문이 없습니다. 질문을 복습하거나 이 회사의 질문을 추가하세요.";

        fn hits(prepared: usize, asked: usize, percent: usize) => "prepared {prepared} of {asked} asked ({percent}%)",
            "받은 질문 {asked}개 중 준비한 것 {prepared}개 ({percent}%)";
        fn in_bank(count: usize) => "in the bank {count}", "은행에 있던 것 {count}개";
        fn overall(text: &str) => "Hit rate of the preparation: {text}", "준비 적중률: {text}";
        fn short_hits(prepared: usize, asked: usize, percent: usize) => "{prepared}/{asked} ({percent}%)", "{prepared}/{asked} ({percent}%)";
        nothing_asked => "What were you asked?", "어떤 질문을 받았습니까?";
        fn add_asked(key: &str) => "{key} adds a question: of the bank or in your words.",
            "{key} 키로 받은 질문을 더합니다. 은행에서 고르거나 직접 적습니다.";
        fn rate(ways: &str) => "How it went:  {ways}", "평가:  {ways}";
        asked_title => "What was asked", "받은 질문";
        prepared => "prepared", "준비함";
        bank => "in the bank", "은행에 있음";
        unknown => "not in the bank", "은행에 없음";
        went_again => "wrong", "못함";
        went_hard => "badly", "겨우";
        went_good => "well", "잘함";
        went_easy => "very well", "아주 잘함";
        no_asked => "No question is chosen.", "고른 질문이 없습니다.";
        in_bank_already => "It is in the bank already.", "이미 은행에 있습니다.";
        fn made_question(prompt: &str) => "In the question bank: {prompt}", "질문 은행에 넣었습니다: {prompt}";
        note => "Note", "메모";
        notes => "Notes", "메모";
        not_yet => "It is still ahead; mark it as held first.", "아직 치르지 않은 면접입니다. 먼저 치름으로 표시하세요.";
        fn not_held_yet(days: i64, on: &str, key: &str) => "It lies ahead (D-{days}, {on}). If it was held already, change the date first: {key}.",
            "아직 남은 면접입니다(D-{days}, {on}). 이미 치렀다면 {key} 키로 날짜부터 고치세요.";
        held_before => "It was held, so its day cannot lie ahead.", "이미 치른 면접이라 앞날로 옮길 수 없습니다.";
        fn held_now(key: &str) => "Held. {key} adds what was asked.", "치름. {key} 키로 받은 질문을 더합니다.";
        ahead_again => "Still ahead.", "아직 치르지 않음.";
    }
}

impl Interviews {
    pub fn outcome_name(self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Passed => self.passed(),
            Outcome::Failed => self.failed(),
            Outcome::Withdrawn => self.withdrawn(),
        }
    }

    /// How an answer went.
    pub fn went(self, grade: Grade) -> &'static str {
        match grade {
            Grade::Again => self.went_again(),
            Grade::Hard => self.went_hard(),
            Grade::Good => self.went_good(),
            Grade::Easy => self.went_easy(),
        }
    }

    /// `D-12 Naver`, on the day `D-day Naver`.
    pub fn countdown(self, days: i64, company: &str) -> String {
        if days == 0 {
            self.on_the_day(company)
        } else {
            self.until(days, company)
        }
    }
}

impl Lang {
    pub fn interviews(self) -> Interviews {
        Interviews(self)
    }
}

/// Companies that are called by more than one name; in small letters, without blanks.
pub const COMPANIES: &[&[&str]] = &[
    &["naver", "네이버", "네이버클라우드", "navercloud"],
    &["kakao", "카카오"],
    &["line", "라인", "lineplus", "라인플러스", "ly"],
    &["coupang", "쿠팡"],
    &[
        "baemin",
        "배민",
        "배달의민족",
        "우아한형제들",
        "woowa",
        "woowabrothers",
    ],
    &[
        "toss",
        "토스",
        "비바리퍼블리카",
        "vivarepublica",
        "토스뱅크",
        "토스증권",
    ],
    &["banksalad", "뱅크샐러드"],
    &["danggeun", "당근", "당근마켓", "karrot"],
    &["amazon", "아마존", "aws"],
    &["google", "구글"],
    &["microsoft", "마이크로소프트"],
    &["meta", "메타", "facebook", "페이스북"],
    &["apple", "애플"],
    &["netflix", "넷플릭스"],
    &["samsung", "삼성", "삼성전자"],
    &["nexon", "넥슨"],
];
