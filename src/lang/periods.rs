//! Texts of periods of absence.

use super::Lang;
use crate::domain::absence::{self, Why};
use crate::domain::{BacklogOrder, Before, Data, Index, Media};
use chrono::{Datelike, NaiveDate};

/// What stands behind the number of a length, the letters of the keys included.
pub const DAY_WORDS: [&str; 6] = ["days", "day", "d", "일간", "일", "ㅇ"];
pub const WEEK_WORDS: [&str; 6] = ["weeks", "week", "w", "주간", "주", "ㅈ"];

texts! {
    /// Texts of periods of absence.
    Periods {
        name => "Periods of absence", "쉬는 기간";
        empty => "No period is planned.", "계획된 기간이 없습니다.";
        fn how_to_add(key: &str) => "{key} plans one: dates, what you can take along, what happens before and after.",
            "{key} 키로 계획합니다. 날짜, 가져갈 수 있는 것, 기간 전후에 할 일을 정합니다.";
        none_selected => "There is no period here.", "여기에는 기간이 없습니다.";
        deleted => "Period deleted.", "기간을 지웠습니다.";
        saved => "Period saved.", "기간을 저장했습니다.";
        which => "What kind of period is it?", "어떤 기간입니까?";

        exercise => "Field exercise", "야외 훈련";
        leave => "Leave", "휴가";
        exams => "Exams", "시험 기간";
        basic => "Basic training", "기초 군사 훈련";
        other => "Something else", "그 밖의 기간";

        title => "Title", "제목";
        from => "First day", "첫날";
        to => "Last day", "마지막 날";
        media => "Within reach", "쓸 수 있는 것";
        hours => "Hours a week", "주당 시간";
        before => "Before it", "시작 전";
        ahead => "Days before", "준비 일수";
        a_day => "Reviews a day in it", "기간 중 하루 복습";
        back_a_day => "Reviews a day after", "끝난 뒤 하루 복습";
        order => "Order after it", "끝난 뒤 순서";
        day_hint => "2027-01-05, 01-05 or +14", "2027-01-05, 01-05, +14";
        to_hint => "2027-01-18, 01-18, 21d or 3w", "2027-01-18, 01-18, 21일, 3주";
        fn length_days(count: u64) => "{count}d", "{count}일";
        fn length_weeks(count: u64) => "{count}w", "{count}주";
        hours_hint => "empty: as usual", "비우면 평소대로";
        zero_hint => "empty or 0: no limit", "비우거나 0: 제한 없음";
        choose_hint => "Left / Right or a digit chooses", "좌우 화살표나 숫자로 고름";

        nothing => "nothing", "아무것도 없음";
        paper => "paper", "종이";
        phone => "phone", "휴대폰";
        browser => "browser", "브라우저";
        computer => "computer", "컴퓨터";
        front_load => "review ahead", "미리 복습";
        lighten => "no new questions", "새 질문 멈춤";
        as_usual => "nothing", "그대로";
        by_value => "what a review gains most for", "복습 효과가 큰 것부터";
        by_course => "order of the course", "과정 순서대로";
        by_overdue => "longest overdue", "오래 밀린 것부터";

        no_title => "A period needs a title.", "제목이 있어야 합니다.";
        bad_from => "The first day is no date: 2027-01-05, 01-05 or +14.", "첫날을 알 수 없습니다. 2027-01-05, 01-05, +14처럼 적습니다.";
        bad_to => "The last day is no date and no length: 2027-01-18, 01-18, 21d or 3w.",
            "마지막 날을 알 수 없습니다. 2027-01-18, 01-18, 21일, 3주처럼 적습니다.";
        turned => "The last day lies before the first one.", "마지막 날이 첫날보다 앞섭니다.";
        past => "The period lies in the past; there is nothing left to plan.", "이미 지난 기간이라 계획할 것이 없습니다.";
        too_long => "A period may last ten years at most.", "기간은 길어도 10년까지입니다.";
        fn overlaps(title: &str, from: &str, to: &str) =>
            "It overlaps with: {title} ({from} .. {to})", "다른 기간과 겹칩니다: {title} ({from} ~ {to})";
        fn bad_number(field: &str, most: u32) => "{field}: a number from 0 to {most}.", "{field}: 0부터 {most}까지의 수를 적습니다.";

        fn days(days: i64) => "{days} days", "{days}일";
        fn begins_in(days: i64) => "in {days} days", "{days}일 뒤";
        now => "now", "지금";
        over => "over", "끝남";
        fn dates(from: &str, to: &str, days: i64) => "{from} .. {to}, {days} days", "{from} ~ {to}, {days}일";
        fn hours_a_week(hours: &str) => "{hours}h a week", "주 {hours}시간";
        usual_hours => "hours as usual", "시간은 평소대로";
        plan => "What will happen", "앞으로 할 일";
        fn ahead_first(first: &str, last: &str, count: usize, most: usize) =>
            "From {first} to {last}, {count} reviews come early, at most {most} a day.",
            "{first}부터 {last}까지 {count}개를 미리 복습합니다. 하루에 많아야 {most}개입니다.";
        nothing_early => "Nothing has to come early.", "미리 복습할 것이 없습니다.";
        fn no_new(first: &str, last: &str, fewer: usize) =>
            "From {first} to {last} no new questions: {fewer} fewer reviews fall due in the period.",
            "{first}부터 {last}까지 새 질문을 멈춥니다. 기간 중 복습이 {fewer}개 줄어듭니다.";
        nothing_before => "Nothing changes before it.", "시작 전에는 달라지는 것이 없습니다.";
        fn none_inside(from: &str, to: &str) => "From {from} to {to} no reviews.", "{from}부터 {to}까지 복습이 없습니다.";
        fn some_inside(from: &str, to: &str, count: u32) =>
            "From {from} to {to} at most {count} reviews a day, nothing new.",
            "{from}부터 {to}까지 하루 {count}개까지 복습하고 새 질문은 없습니다.";
        fn back(day: &str, count: u32, last: &str) =>
            "From {day}, {count} a day until the backlog is gone on {last}; new questions wait until then.",
            "{day}부터 하루 {count}개씩, 밀린 것은 {last}에 끝납니다. 새 질문은 그때까지 기다립니다.";
        fn back_at_once(day: &str) => "From {day} all that waits, without limit.", "{day}부터 밀린 것을 제한 없이 복습합니다.";
        fn back_clear(day: &str) => "On {day} nothing waits.", "{day}에 밀린 것이 없습니다.";
        figures => "In figures", "숫자로";
        without => "without", "계획 없이";
        with => "with the plan", "계획대로";
        recall => "Recall on return", "돌아온 날 기억";
        fn above(retention: u32) => "Above {retention} %", "{retention} % 이상";
        inside => "Fall due in it", "기간 중 복습";
        backlog => "Backlog on return", "돌아온 날 밀린 것";
        clear_in => "Days until it is gone", "다 끝낼 때까지";
        chart => "Reviews", "복습";
        legend => "█ with the plan   ░ without it", "█ 계획대로   ░ 계획 없이";
        part_before => "before", "전";
        part_in => "in it", "기간";
        part_after => "after", "후";
        fn note(known: usize) =>
            "Played through for {known} questions as if every answer were right, without new ones. What is long overdue counts with the days that really passed.",
            "아는 질문 {known}개를 모두 맞힌다고 보고 셈했고 새 질문은 뺐습니다. 오래 밀린 것은 실제로 지난 날수로 복습합니다.";
        none_known => "No question has been reviewed yet: there is nothing to forget.", "아직 복습한 질문이 없어 잊을 것도 없습니다.";
        fn ended(left: usize) => "It is over. Of its backlog {left} are left.", "지난 기간입니다. 밀린 것이 {left}개 남았습니다.";

        enough_today => "Enough reviews for today:", "오늘 복습은 여기까지입니다.";
        fn ahead_line(title: &str, days: i64) => "{title} begins in {days} days", "{title}: {days}일 뒤 시작";
        fn tomorrow_line(title: &str) => "{title} begins tomorrow", "{title}: 내일 시작";
        fn inside_line(title: &str, to: &str) => "{title} until {to}", "{title}: {to}까지";
        fn backlog_line(title: &str, left: usize) => "after {title}: {left} of the backlog left, new ones wait",
            "{title} 뒤: 밀린 것 {left}개, 새 질문은 기다림";
    }
}

impl Lang {
    pub fn periods(self) -> Periods {
        Periods(self)
    }
}

impl Periods {
    pub fn media_of(self, media: Media) -> &'static str {
        match media {
            Media::Nothing => self.nothing(),
            Media::Paper => self.paper(),
            Media::Phone => self.phone(),
            Media::Browser => self.browser(),
            Media::Computer => self.computer(),
        }
    }

    pub fn before_of(self, before: Before) -> &'static str {
        match before {
            Before::FrontLoad => self.front_load(),
            Before::Lighten => self.lighten(),
            Before::Nothing => self.as_usual(),
        }
    }

    pub fn order_of(self, order: BacklogOrder) -> &'static str {
        match order {
            BacklogOrder::Value => self.by_value(),
            BacklogOrder::Course => self.by_course(),
            BacklogOrder::Overdue => self.by_overdue(),
        }
    }

    /// Why a day is not an ordinary one, in one line.
    pub fn why(self, data: &Data, why: &Why, today: NaiveDate) -> String {
        let title = |id: &str| data.periods.get(id).map_or("", |period| &period.title);
        match why {
            Why::Ahead { period, days: 1 } => self.tomorrow_line(title(period)),
            Why::Ahead { period, days } => self.ahead_line(title(period), *days),
            Why::Inside { period, to } => self.inside_line(title(period), &self.day(*to, today)),
            Why::Backlog { period, left } => self.backlog_line(title(period), *left),
        }
    }

    /// Why today is not an ordinary day, in one line; empty where it is one.
    pub fn why_today(self, data: &Data, index: &Index, today: NaiveDate) -> String {
        let why = absence::why(data, index, today);
        why.map_or(String::new(), |why| self.why(data, &why, today))
    }

    /// Why no review is wanted any more today, where a period is the reason.
    pub fn why_capped(self, data: &Data, index: &Index, today: NaiveDate) -> Option<String> {
        let day = absence::plan(data, index, today);
        let is_used_up = day.cap_left(index, today) == Some(0) && index.due(today) > 0;
        let why = day.why.filter(|_| is_used_up)?;
        Some(format!(
            "{} {}",
            self.enough_today(),
            self.why(data, &why, today)
        ))
    }

    /// A day, with its year where that is not `today`'s: `01-05 (Tue)`, `2027-01-05`.
    pub fn day(self, day: NaiveDate, today: NaiveDate) -> String {
        match day.year() == today.year() {
            true => format!(
                "{} ({})",
                day.format("%m-%d"),
                self.0.app().weekday(day.weekday())
            ),
            false => day.to_string(),
        }
    }
}
