//! Texts of the week pane, of the one-line questions it asks, and of amounts of time as they are typed.

use super::{Lang, hours, number};
use crate::domain::items::{Cannot, NoAmount};
use crate::domain::{State, Week as IsoWeek};
use chrono::{Datelike, NaiveDate};

/// What may stand behind a number of hours, the longest first; the last is the key of `h` on the Hangul keyboard.
pub const HOUR_WORDS: [&str; 7] = ["hours", "hour", "hrs", "hr", "h", "시간", "ㅗ"];

/// Korean multiples that may stand behind a number.
pub const MULTIPLES: [(char, f64); 2] = [('천', 1e3), ('만', 1e4)];

/// What may stand behind a number of minutes, the longest first; the last is the key of `m`.
pub const MINUTE_WORDS: [&str; 7] = ["minutes", "minute", "mins", "min", "m", "분", "ㅡ"];

texts! {
    /// Texts of the week pane.
    Week {
        this_week => "This week", "이번 주";
        fn week_name(number: u32) => "W{number:02}", "{number}주";
        fn week_of_year(year: i32, number: u32) => "{year}-W{number:02}", "{year}년 {number}주";
        fn done_of(done: usize, total: usize) => "done {done}/{total}", "완료 {done}/{total}";
        fn skipped_too(count: usize) => ", skipped {count}", ", 건너뜀 {count}";
        proof => "proof", "증명";
        avoid => "avoid", "피할 것";
        without_proof => "without proof", "증명 없이";
        note_label => "Note", "메모";
        from_plan => "Plan", "계획";
        fn hours_a_week(hours: &str) => "about {hours}h a week", "주당 약 {hours}시간";
        fn logged(hours: &str) => "{hours}h logged", "{hours}시간 기록";
        fn estimated(hours: &str) => "{hours}h expected", "예상 {hours}시간";
        state_todo => "to do", "할 일";
        state_doing => "doing", "진행 중";
        state_done => "done", "완료";
        state_skipped => "skipped", "건너뜀";

        empty_slack => "Slack in the plan this week: time to catch up, rest or review.",
            "계획에 비워 둔 주입니다. 밀린 것을 따라잡거나, 쉬거나, 복습하세요.";
        empty_before => "No unit of the plan is on this week.", "이 주에는 잡힌 단원이 없습니다.";
        fn empty_after(day: &str, key: &str) => "The last unit of the plan was on until {day}. {key} shows what is late.",
            "계획의 마지막 단원이 {day}에 끝났습니다. {key} 키로 타임라인을 열면 밀린 것이 보입니다.";
        empty_no_plan => "There is no plan yet.", "아직 계획이 없습니다.";
        empty_node => "There is nothing below it.", "이 아래에는 항목이 없습니다.";
        fn next_unit(title: &str, from: &str, week: &str) =>
            "Next: {title}, from {from} ({week})", "다음 단원: {title}, {from}부터 ({week})";
        fn open_before(title: &str, open: usize) => "Still open: {title} ({open})", "남은 것: {title} ({open})";
        add_own => "add an item of your own to this week", "이 주에 내 항목 추가";
        week_before => "week before", "이전 주";
        week_after => "week after", "다음 주";
        back_to_this_week => "back to this week", "이번 주로";

        ask_skip => "Skip: why?", "건너뛰는 이유";
        hint_skip => "a word is enough", "한마디면 됩니다";
        ask_log => "Time spent", "쓴 시간";
        hint_log => "30, 45m, 1.5h, 1h30; -15m takes back", "30, 45m, 1.5h, 1시간 30분; -15m은 빼기";
        ask_add => "New item", "새 항목";
        hint_add => "Title; with \"? \" in front a proof of the item above", "제목. \"? \"로 시작하면 위 항목의 증명";
        ask_title => "Title", "제목";
        ask_hours => "Hours expected", "예상 시간";
        hint_hours => "2, 1.5, 90m; empty: none", "2, 1.5, 90m; 비우면 없음";
        ask_note => "Note", "메모";
        fn ask_about(what: &str, title: &str) => "{what} - {title}", "{what} - {title}";
        fn ask_unproved(count: usize, title: &str) =>
            "Done without proof? {count} open: {title}", "증명 없이 완료할까요? 남은 증명 {count}개: {title}";
        fn and_more(count: usize) => "and {count} more", "그 밖에 {count}개";
        fn yes_no(yes: &str, no: &str) =>
            "{yes} done without proof   {no} leave it open", "{yes} 증명 없이 완료   {no} 그대로 두기";

        fn closed_below(title: &str, count: usize) => "Done with {count} below: {title}", "아래 {count}개까지 완료: {title}";
        fn closed_unproved(title: &str, count: usize) =>
            "Done without proof ({count} open): {title}", "증명 없이 완료 (남은 증명 {count}개): {title}";
        fn verified(title: &str) => "Proved: {title}", "증명됨: {title}";
        fn reopened(title: &str) => "Open again; what is below stays as it is: {title}",
            "다시 할 일로, 아래 항목은 그대로: {title}";
        fn taken_back(title: &str) => "Not skipped any more: {title}", "건너뛰기 취소: {title}";
        fn logged_line(minutes: &str, sum: &str, title: &str) => "{minutes}, now {sum}: {title}", "{minutes}, 합계 {sum}: {title}";
        fn deleted(title: &str) => "Deleted: {title}", "지움: {title}";
        fn deleted_with(title: &str, count: usize) => "Deleted with {count} below: {title}", "하위 {count}개와 함께 지움: {title}";
        draft_there => "It has a draft already; here it is.", "쓰던 초안이 있어 열었습니다.";
        no_item => "There is no item to do that with.", "고른 항목이 없습니다.";
        nothing_to_open => "Nothing below to open.", "아래에 열 것이 없습니다.";

        ask_reading => "Value", "측정값";
        fn value_in(unit: &str) => "value {unit}", "값 {unit}";
        hint_reading => "320, 1,200, 99.95, 1.2k", "320, 1,200, 99.95, 3천, 1.5만";
        read_on => "read on", "측정한 날";
        hint_read_on => "2026-11-20, 11-20 or -3 (days ago)", "2026-11-20, 11-20, -3 (며칠 전)";
        no_value => "That is no number. Type it like 320, 1,200 or 99.95.", "숫자가 아닙니다. 320, 1,200, 99.95처럼 적으세요.";
        no_past_day => "That is no day up to today. Type 2026-11-20, 11-20 or -3 (days ago).",
            "오늘까지의 날짜가 아닙니다. 2026-11-20, 11-20, -3 (며칠 전)처럼 적으세요.";
        fn reading_noted(value: &str, title: &str) => "Noted {value}: {title}", "{value} 적음: {title}";
        fn reading_meets(value: &str, title: &str) => "Noted {value}, the target is met: {title}", "{value} 적음, 목표 달성: {title}";
        fn closed_missed(value: &str) => "Done, though the newest value, {value}, misses the target.", "완료했지만 최근 값 {value}은(는) 목표에 못 미칩니다.";
        ask_due => "Due by", "기한";
        hint_due => "2026-12-07, 12-07 or +14; empty: none", "2026-12-07, 12-07, +14. 비우면 기한 없음";
        no_due_day => "That is no date. Type 2026-12-07, 12-07 or +14 (days from today); empty takes it away.",
            "날짜가 아닙니다. 2026-12-07, 12-07, +14(오늘부터 일수)처럼 적으세요. 비우면 기한을 지웁니다.";
        fn due_set(day: &str, title: &str) => "Due by {day}: {title}", "{day}까지: {title}";
        fn due_gone(title: &str) => "No day any more: {title}", "기한 없앰: {title}";
        fn due_by(day: &str) => "due by {day}", "기한 {day}";
        fn overdue_since(day: &str) => "was due by {day}", "기한 지남 {day}";
        fn last_read(value: &str, day: &str) => "last {value} on {day}", "최근 {value}, {day}";

        cannot_find => "There is no such item any more.", "그런 항목이 없습니다.";
        cannot_read => "Only measures are read.", "지표에만 값을 적을 수 있습니다.";
        cannot_tick => "A note of the plan has no state.", "계획에 딸린 메모라 완료 표시를 할 수 없습니다.";
        fn cannot_delete_with(skip: &str) => "It belongs to the plan: skip it instead ({skip}).",
            "계획에 있는 항목입니다. 지우지 말고 건너뛰세요 ({skip}).";
        cannot_delete => "It belongs to the plan: skip it instead.", "계획 항목은 지우지 말고 건너뛰세요.";
        cannot_move => "Only items and groups are moved: the place of a unit sets its dates.",
            "항목과 묶음만 옮길 수 있습니다. 단원은 순서가 곧 날짜입니다.";
        fn cannot_nest(levels: usize) => "Own items go {levels} levels deep, and below a proof or note there are none.",
            "내 항목은 {levels}단계까지입니다. 증명과 메모 아래에는 둘 수 없습니다.";
        cannot_prove => "A proof needs an item above it.", "증명은 항목 아래에만 둘 수 있습니다.";
        no_title => "A title is needed.", "제목을 적어 주세요.";
        no_reason => "A reason is needed, if only a word.", "이유를 한마디라도 적어 주세요.";
        already_first => "It is the first already.", "이미 맨 위입니다.";
        already_last => "It is the last already.", "이미 맨 아래입니다.";
        fn skipped_with(title: &str) => "Skipped as part of: {title}", "상위 항목과 함께 건너뜀: {title}";
        fn only_minutes(minutes: i64) => "Only {minutes}m are logged on it.", "기록된 시간은 {minutes}분뿐입니다.";
        no_amount => "Not a time. Try 30, 45m, 1.5h, 1h30 or -15m.", "시간으로 읽을 수 없습니다. 예: 30, 45m, 1.5h, 1시간 30분, -15m";
        zero_amount => "Nothing to write down.", "0은 기록하지 않습니다.";
        too_much => "That is more than fits (a day to log, 1000 hours to expect).",
            "너무 깁니다 (기록은 하루, 예상은 1000시간까지).";
    }
}

impl Week {
    /// `W47, 11-16 .. 11-22`
    pub fn week_and_days(self, week: IsoWeek, today: NaiveDate) -> String {
        format!("{}, {}", self.week(week, today), self.days(week))
    }

    /// `11-16 .. 11-22`
    pub fn days(self, week: IsoWeek) -> String {
        format!("{} .. {}", self.day(week.monday()), self.day(week.sunday()))
    }

    /// A week's number, with its year when that is not the current one.
    pub fn week(self, week: IsoWeek, today: NaiveDate) -> String {
        if week.year() == IsoWeek::of(today).year() {
            self.week_name(week.number())
        } else {
            self.week_of_year(week.year(), week.number())
        }
    }

    /// `11-16`
    pub fn day(self, date: NaiveDate) -> String {
        format!("{:02}-{:02}", date.month(), date.day())
    }

    /// `11-16`, with its year when that is not the current one.
    pub fn date(self, date: NaiveDate, today: NaiveDate) -> String {
        if date.year() == today.year() {
            self.day(date)
        } else {
            date.to_string()
        }
    }

    /// `5/9, skipped 1`
    pub fn counts(self, done: usize, total: usize, skipped: usize) -> String {
        let mut text = format!("{done}/{total}");
        if skipped > 0 {
            text.push_str(&self.skipped_too(skipped));
        }
        text
    }

    /// `done 5/9, skipped 1`
    pub fn counts_in_words(self, done: usize, total: usize, skipped: usize) -> String {
        let mut text = self.done_of(done, total);
        if skipped > 0 {
            text.push_str(&self.skipped_too(skipped));
        }
        text
    }

    /// Logged against expected hours: `1.5/2h`, `1.5h`; nothing where there is neither.
    pub fn spent(self, minutes: i64, expected: Option<f64>) -> String {
        match expected {
            Some(expected) => format!("{}/{}h", hours(minutes), number(expected)),
            None if minutes != 0 => format!("{}h", hours(minutes)),
            None => String::new(),
        }
    }

    pub fn state(self, state: State) -> &'static str {
        match state {
            State::Todo => self.state_todo(),
            State::Doing => self.state_doing(),
            State::Done => self.state_done(),
            State::Skipped => self.state_skipped(),
        }
    }

    /// Why an edit was not made.
    pub fn cannot(self, cannot: &Cannot) -> String {
        match cannot {
            Cannot::NoSuchItem => self.cannot_find().into(),
            Cannot::NotTickable => self.cannot_tick().into(),
            Cannot::NotAMeasure => self.cannot_read().into(),
            Cannot::FromThePlan => self.cannot_delete().into(),
            Cannot::Dated => self.cannot_move().into(),
            Cannot::TooDeep => self.cannot_nest(crate::domain::items::OWN_LEVELS),
            Cannot::ProofOfNothing => self.cannot_prove().into(),
            Cannot::NoTitle => self.no_title().into(),
            Cannot::NoReason => self.no_reason().into(),
            Cannot::AlreadyFirst => self.already_first().into(),
            Cannot::AlreadyLast => self.already_last().into(),
            Cannot::SkippedWith(title) => self.skipped_with(title),
            Cannot::Minutes(minutes) => self.only_minutes(*minutes),
        }
    }

    /// Why a text is no amount of time.
    pub fn no_amount_because(self, why: NoAmount) -> &'static str {
        match why {
            NoAmount::Nonsense => self.no_amount(),
            NoAmount::Nothing => self.zero_amount(),
            NoAmount::TooMuch => self.too_much(),
        }
    }
}

impl Lang {
    pub fn week(self) -> Week {
        Week(self)
    }
}
