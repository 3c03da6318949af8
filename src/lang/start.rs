//! Texts of the first start.

use super::Lang;

texts! {
    /// Texts of the first start.
    Start {
        title => "Welcome", "시작하기";
        name => "gongbu 공부", "공부 gongbu";
        about => "A long study plan on one screen:", "긴 공부 계획을 한 화면에서 봅니다.";
        parts => "weeks, questions, drafts and retros.", "주간 할 일, 질문 은행, 초안, 회고.";
        private => "Works offline; the data are your own files.",
            "인터넷 없이 쓰고, 데이터는 내 파일로만 남습니다.";
        which_language => "Language", "언어";
        which_plan => "Plan", "계획";
        look_around => "Just look around", "그냥 둘러보기";
        fn look_around_about(date: &str, key: &str) =>
            "Puts in the same plan from {date}, as a sample, so that there is something to see. {key} undoes everything, back to this screen.",
            "볼 것이 있도록 같은 계획을 {date} 시작으로 넣어 드립니다. 무엇이든 {key} 키로 되돌릴 수 있고, 다 되돌리면 이 화면이 다시 나옵니다.";
        fn brings(titles: &str) => "Brings: {titles}", "들어 있는 것: {titles}";
        first_day => "First day", "시작일";
        fn own_dates(date: &str) => "{date} are the plan's own dates", "원래 계획은 {date} 시작";
        hours => "Hours a week", "주당 시간";
        fn hours_range(least: u32, most: u32) => "{least} to {most}", "{least}~{most} 사이";
        fn bad_date(date: &str) => "Not a date. Write e.g. {date}",
            "날짜로 읽을 수 없습니다. 예: {date}";
        fn bad_hours(least: u32, most: u32) => "Write a whole number from {least} to {most}",
            "{least}부터 {most}까지의 정수를 적어 주세요";
        fn days_ago(days: i64) => "{days} days ago", "{days}일 전";
        today => "today", "오늘";
        fn days_ahead(days: i64) => "in {days} days", "{days}일 뒤";
        choose => "choose", "고르기";
        go_on => "continue", "계속";
        begin => "begin", "시작";
        next_field => "next field", "다음 칸";
        back => "back", "뒤로";
        quit => "quit", "끝내기";
        fn begun(help: &str, palette: &str) =>
            "Ready. {help} shows the keys, {palette} finds everything.",
            "준비됐습니다. {help} 도움말, {palette} 무엇이든 찾기";
    }
}

impl Lang {
    pub fn start(self) -> Start {
        Start(self)
    }

    /// The language's name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Ko => "한국어",
        }
    }
}
