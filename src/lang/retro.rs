//! Texts of the retro.

use super::Lang;
use crate::domain::Cadence;
use chrono::{Datelike, NaiveDate};

texts! {
    /// Texts of the retro.
    Retros {
        daily => "Daily retro", "오늘 회고";
        weekly => "Weekly retro", "주간 회고";
        monthly => "Monthly retro", "월간 회고";
        quarterly => "Quarterly retro", "분기 회고";
        fn days(first: &str, last: &str) => "{first} .. {last}", "{first} ~ {last}";
        fn quarter(year: i32, quarter: u32) => "{year} Q{quarter}", "{year}년 {quarter}분기";
        fn done_today(count: usize) => "done today {count}", "오늘 완료 {count}";
        fn done_in_period(count: usize) => "done in the period {count}", "기간 중 완료 {count}";
        fn reviews(count: u32) => "reviews {count}", "복습 {count}";
        fn plan_done(done: usize, total: usize) => "plan {done}/{total}", "계획 {done}/{total}";
        fn skipped(count: usize) => "skipped {count}", "건너뜀 {count}";
        fn percent_without(percent: usize, skipped: usize) =>
            "{percent}% ({skipped} skipped left out)", "{percent}% (건너뛴 {skipped}개 제외)";
        fn more(count: usize) => "and {count} more", "외 {count}개";
        steps => "Also go through", "함께 할 일";
        no_form => "There is no form for this retro.", "이 회고의 양식이 없습니다.";
        fn finished(answered: usize, prompts: usize, time: &str) =>
            "Retro done: {answered} of {prompts} answered in {time}.",
            "회고 끝: {prompts}개 중 {answered}개 답함, {time} 걸림.";
        fn promised(count: usize) => " Promises for tomorrow: {count}", " 내일의 다짐 {count}개";
        no_earlier => "There is no earlier retro of this kind.", "이보다 앞선 회고가 없습니다.";
        no_later => "This is the latest one.", "가장 최근 회고입니다.";
        fn of_the_past(title: &str, year: i32) => "{title} · past, {year}", "{title} · 지난 회고, {year}년";
        fn left(key: &str) => "Saved. {key} goes on with it.", "저장했습니다. {key} 키로 이어서 쓸 수 있습니다.";
    }
}

impl Retros {
    pub fn name(self, cadence: Cadence) -> &'static str {
        match cadence {
            Cadence::Daily => self.daily(),
            Cadence::Weekly => self.weekly(),
            Cadence::Monthly => self.monthly(),
            Cadence::Quarterly => self.quarterly(),
        }
    }

    /// Name and time of a retro, e.g. `Daily retro 11-20 (Fri)`. `first`: the day or the first day of the period.
    pub fn title(self, cadence: Cadence, first: NaiveDate) -> String {
        let time = match cadence {
            Cadence::Daily => {
                let weekday = self.0.app().weekday(first.weekday());
                format!("{} ({weekday})", first.format("%m-%d"))
            }
            Cadence::Weekly => {
                let last = first + chrono::Days::new(6);
                self.days(
                    &first.format("%m-%d").to_string(),
                    &last.format("%m-%d").to_string(),
                )
            }
            Cadence::Monthly => first.format("%Y-%m").to_string(),
            Cadence::Quarterly => self.quarter(first.year(), first.month0() / 3 + 1),
        };
        format!("{} {time}", self.name(cadence))
    }

    /// A clock that counts down: `4:37`, and `-0:30` when the time is over.
    pub fn clock(self, seconds: i64) -> String {
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.abs();
        format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
    }
}

impl Lang {
    pub fn retro(self) -> Retros {
        Retros(self)
    }
}
