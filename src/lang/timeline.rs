//! Texts of the timeline.

use super::Lang;
use chrono::NaiveDate;

texts! {
    /// Texts of the timeline.
    Timeline {
        fn title(from: &str, to: &str, zoom: &str) =>
            "Timeline · {from} .. {to} · {zoom}", "타임라인 · {from} .. {to} · {zoom}";
        bare_title => "Timeline", "타임라인";
        fn notes_title(plan: &str) => "Timeline · notes: {plan}", "타임라인 · 메모: {plan}";
        zoom_all => "all", "전체";
        zoom_years => "years", "연 단위";
        zoom_quarters => "quarters", "분기 단위";
        zoom_months => "months", "월 단위";
        zoom_weeks => "weeks", "주 단위";
        today => "today", "오늘";
        fn week_tick(week: u32) => "W{week:02}", "{week}주";
        fn quarter(quarter: u32) => "Q{quarter}", "{quarter}분기";
        fn quarter_of_year(year: i32, short: i32, quarter: u32) => "{year} Q{quarter}", "'{short:02} {quarter}분기";
        slack => "slack", "여유";
        fn late(days: i64) => "+{days}d late", "{days}일 늦음";
        fn late_by(days: &str) => "{days} late", "{days} 늦음";
        fn begins_after(days: &str) => "in {days}", "{days} 뒤 시작";
        fn d_day(days: i64) => "D-{days}", "D-{days}";
        last_day => "D-day", "D-day";
        fn ended_before(days: &str) => "ended {days} ago", "{days} 전 끝남";
        fn week_at(week: &str, nth: i64, weeks: i64) => "{week} = week {nth}/{weeks}", "{week} = {nth}/{weeks}주";
        fn now(what: &str) => "now: {what}", "지금: {what}";
        now_slack => "now: slack", "지금: 여유 기간";
        fn stated(hours: &str) => "{hours}h stated", "제시 {hours}시간";
        fn computed(hours: &str) => "{hours}h computed", "계산 {hours}시간";
        fn both_hours(stated: &str, computed: &str) =>
            "{stated}h stated, {computed}h computed", "제시 {stated}시간, 계산 {computed}시간";
        fn hours(hours: &str) => "{hours}h", "{hours}시간";
        fn logged(hours: &str) => "{hours}h logged", "기록 {hours}시간";
        fn done(done: usize, total: usize) => "done {done}/{total}", "완료 {done}/{total}";
        fn skipped(count: usize) => "skipped {count}", "건너뜀 {count}";
        fn slack_weeks(weeks: &str) => "{weeks}-week slack", "여유 {weeks}주";
        fn over_weeks(weeks: &str) => "{weeks}-week overrun", "{weeks}주 넘침";
        fn due_on(date: NaiveDate) => "due {date}", "기한 {date}";
        fn next_due(date: NaiveDate) => "next due {date}", "다음 기한 {date}";
        fn late_milestones(count: usize) => "{count} overdue", "기한 지남 {count}";
        undated => "no dates", "날짜 없음";
        no_plan => "No plan yet.", "아직 계획이 없습니다.";
        fn how_to_start(key: &str) => "{key} finds every command.", "{key} 키로 모든 명령을 찾을 수 있습니다.";
        nothing_inside => "There is nothing to unfold here.", "펼칠 것이 없습니다.";
        closest => "It cannot be shown any closer.", "더 확대할 수 없습니다.";
        widest => "Everything is shown already.", "이미 전체가 보입니다.";
        no_notes => "This plan has no notes.", "이 계획에는 메모가 없습니다.";
        numbers => "Numbers", "숫자";
        notes => "Notes", "메모";
        fn hours_more(hours: &str) => "{hours}h more than stated", "제시보다 {hours}시간 많음";
        fn hours_less(hours: &str) => "{hours}h less than stated", "제시보다 {hours}시간 적음";
        fn rate(least: &str, most: &str) => "stated pace {least}-{most}h a week", "제시된 속도 주 {least}-{most}시간";
        fn own_rate(hours: u32) => "your week has {hours}h", "나의 한 주는 {hours}시간";
        fn weeks_planned(phase: &str, planned: &str, weeks: &str) =>
            "{phase}: {planned} of {weeks} weeks planned", "{phase}: {weeks}주 가운데 {planned}주 계획됨";
        fn pace(hours: &str, rate: &str) => "{hours}h = {rate}h a week", "{hours}시간 = 주 {rate}시간";
        fn pace_over(hours: &str, own: u32) => "{hours}h over your {own}h", "나의 {own}시간보다 {hours}시간 많음";
        fn pace_within(own: u32) => "within your {own}h", "나의 {own}시간 안";
        fn more_below(lines: usize) => "+{lines} lines", "{lines}줄 더 있음";
    }
}

impl Timeline {
    /// A month in short: `Nov`, `11월`.
    pub fn month(self, month: u32) -> String {
        match self.0 {
            Lang::En => {
                let names = [
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec",
                ];
                let index = month.saturating_sub(1) as usize;
                names.get(index).copied().unwrap_or_default().to_owned()
            }
            Lang::Ko => format!("{month}월"),
        }
    }

    /// A number of days: `1 day`, `12 days`, `12일`.
    fn days(self, days: i64) -> String {
        match (self.0, days) {
            (Lang::En, 1) => format!("{days} day"),
            (Lang::En, _) => format!("{days} days"),
            (Lang::Ko, _) => format!("{days}일"),
        }
    }

    pub fn days_late(self, days: i64) -> String {
        self.late_by(&self.days(days))
    }

    pub fn starts_in(self, days: i64) -> String {
        self.begins_after(&self.days(days))
    }

    pub fn ended(self, days: i64) -> String {
        self.ended_before(&self.days(days))
    }

    /// A quarter with its year: `2025 Q3`, `'25 3분기`.
    pub fn quarter_of(self, year: i32, quarter: u32) -> String {
        self.quarter_of_year(year, year.rem_euclid(100), quarter)
    }

    /// First and last day of something: `2025-06-01..2025-10-31`, open-ended `2031-01-01..`.
    pub fn dates(self, from: NaiveDate, last: Option<NaiveDate>) -> String {
        match last {
            Some(last) if last == from => from.to_string(),
            Some(last) => format!("{from}..{last}"),
            None => format!("{from}.."),
        }
    }
}

impl Lang {
    pub fn timeline(self) -> Timeline {
        Timeline(self)
    }
}
