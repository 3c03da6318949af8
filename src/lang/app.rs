//! Texts of the cockpit around the panes: header, promise line, hints, undo.

use super::Lang;
use crate::domain::{Kept, Step};
use chrono::{DateTime, Datelike, Duration, FixedOffset, Weekday};

texts! {
    /// Texts of the cockpit around the panes.
    App {
        saved => "saved", "저장됨";
        saving => "saving", "저장 중";
        read_only => "READ ONLY", "읽기 전용";
        not_saved => "NOT SAVED", "저장 안 됨";
        fn mistake(place: &str) =>
            "gongbu has met a mistake of its own. What was typed is kept. Please report: {place}",
            "gongbu 자체의 오류가 났습니다. 입력한 내용은 남아 있습니다. 다음 위치를 알려 주세요: {place}";
        fn not_saved_because(reason: &str) => "NOT SAVED: {reason}", "저장 안 됨: {reason}";
        saved_again => "Everything is saved again.", "다시 모두 저장했습니다.";
        slow_disk => "the disk is slow…", "디스크가 느립니다…";
        leave_title => "Before you quit", "끝내기 전에";
        leave_question => "Quit all the same? gongbu tries once more to save, then keeps what is unsaved elsewhere and says where.",
            "그래도 끝낼까요? 한 번 더 저장해 보고, 안 되면 저장되지 않은 것을 다른 곳에 두고 알려 드립니다.";
        nothing_rescued => "No unsaved changes are waiting.", "저장하지 못했던 변경이 없습니다.";
        writes_already => "This gongbu is the one that writes.", "지금 쓰고 있는 것이 이 gongbu 입니다.";
        cannot_take_over => "Whoever keeps this gongbu from writing cannot be asked from here.",
            "쓰기를 막고 있는 쪽에 여기서 부탁할 수 없습니다.";
        fn too_small(width: u16, height: u16) =>
            "gongbu needs {width}x{height} cells. Make the window larger.",
            "공부는 {width}x{height} 칸이 필요합니다. 창을 키워 주세요.";
        fn due(count: usize) => "reviews {count}", "복습 {count}";
        fn week_of(week: i64, weeks: i64) => "week {week}/{weeks}", "{week}/{weeks}주";
        no_plan => "no plan yet", "아직 계획 없음";
        between_phases => "no phase today", "오늘은 해당 단계 없음";
        yesterdays_promises => "Promised", "어제의 다짐";
        fn answer_with(keys: &str) => "kept? {keys}", "답: {keys}";
        hangul_mode => "Hangul on", "한글";
        fn more_lines(count: usize) => "… {count} more lines: see `gongbu check`",
            "… 그 밖에 {count}줄: `gongbu check`";
        fn no_command(key: &str, help: &str) =>
            "{key} does nothing here. {help} shows the keys that do.",
            "{key} 키는 여기서 하는 일이 없습니다. {help} 쓸 수 있는 키 보기";
        paste_nowhere => "Text can be pasted into a text field only.", "글을 쓰는 칸에만 붙여 넣을 수 있습니다.";
        fn paste_too_long(megabytes: usize) =>
            "Not pasted: {megabytes} MB at once. Up to 1 MB can be pasted.",
            "붙여 넣지 않았습니다: 한 번에 {megabytes} MB 입니다. 1 MB 까지 됩니다.";
        one_pane_only => "There is room for one pane only.", "창이 작아 원래 하나씩만 보입니다.";
        no_promise => "There is no promise to answer.", "답할 다짐이 없습니다.";
        nothing_to_undo => "Nothing to undo.", "되돌릴 것이 없습니다.";
        nothing_to_redo => "Nothing to do again.", "다시 할 것이 없습니다.";
        changed_since => "Not done: the record has changed in the meantime.",
            "하지 않았습니다: 그 사이에 내용이 바뀌었습니다.";
        step_adopt => "plan taken up", "계획 시작";
        step_set_state => "state", "상태";
        step_skip => "skipped", "건너뜀";
        step_log_time => "time", "시간 기록";
        step_read => "reading", "측정값";
        step_add_item => "item added", "항목 추가";
        step_edit_item => "item edited", "항목 고침";
        step_delete_item => "item deleted", "항목 지움";
        step_move_item => "item moved", "항목 옮김";
        step_note => "note", "메모";
        step_grade => "grade", "채점";
        step_edit_question => "question edited", "질문 고침";
        step_delete_question => "question deleted", "질문 지움";
        step_answer => "answer", "답변";
        step_mock => "mock interview", "모의 면접";
        step_edit_story => "story edited", "이야기 고침";
        step_delete_story => "story deleted", "이야기 지움";
        step_edit_interview => "interview edited", "면접 기록 고침";
        step_delete_interview => "interview deleted", "면접 기록 지움";
        step_edit_period => "period edited", "기간 고침";
        step_delete_period => "period deleted", "기간 지움";
        step_edit_draft => "draft edited", "초안 고침";
        step_delete_draft => "draft deleted", "초안 지움";
        step_retro => "retro", "회고";
        step_promise => "promise answered", "다짐에 답함";
        step_settings => "settings", "설정";
        step_import => "questions imported", "질문 가져오기";
        step_update => "plans updated", "계획 갱신";
        step_restore => "earlier state brought back", "이전 상태 복원";
        step_outside => "changes from outside", "밖에서 고친 내용";
        step_repair => "repair", "정리";
        step_rescue => "rescued changes", "구조한 변경";
        step_type => "text not sent", "쓰던 글";
        fn typed_before(when: &str) => "Typed {when} and not sent yet.", "{when} 에 쓰다가 보내지 않은 글입니다.";
        fn clock_back(span: &str, date: &str) =>
            "The clock went back {span}: what is written now is dated {date}.",
            "시계가 {span} 뒤로 갔습니다. 지금부터 {date}로 기록됩니다.";
        fn clock_ahead(span: &str, date: &str) =>
            "The clock went ahead {span}: what is written now is dated {date}.",
            "시계가 {span} 앞으로 갔습니다. 지금부터 {date}로 기록됩니다.";
        fn clock_behind(today: &str, last: &str) =>
            "The clock says {today}, but the last entry is of {last}. Is the clock right?",
            "시계는 {today} 인데 마지막 기록은 {last} 입니다. 시계가 맞는지 확인해 주세요.";
        kept_for_later => "Not sent. The text is here again when you come back.",
            "보내지 않았습니다. 다시 열면 쓰던 글이 그대로 있습니다.";
        fn and_more_like(text: &str, more: usize) => "{text} (and {more} more like this)", "{text} (같은 알림 {more}개 더)";
        fn undone_line(step: &str, what: &str) => "Undone: {step}, {what}", "되돌림: {step}, {what}";
        fn redone_line(step: &str, what: &str) => "Done again: {step}, {what}", "다시 함: {step}, {what}";
        fn cannot_undo_line(step: &str, what: &str) =>
            "Cannot: the data has changed since ({step}, {what}).",
            "할 수 없음: 그 뒤로 내용이 바뀌었습니다 ({step}, {what}).";
        fn kept_line(text: &str) => "Kept: {text}", "지킴: {text}";
        fn broken_line(text: &str) => "Not kept: {text}", "못 지킴: {text}";
        fn carried_line(text: &str) => "Carried to tomorrow's promises: {text}", "내일의 다짐으로 넘김: {text}";
        fn unknown_command(name: &str) =>
            "settings.json: there is no command \"{name}\" (gongbu keys lists them)",
            "settings.json: \"{name}\" 명령은 없습니다 (gongbu keys 로 목록 보기)";
        fn bad_key(command: &str, key: &str) =>
            "settings.json: \"{key}\" is no key ({command})",
            "settings.json: \"{key}\" 는 키가 아닙니다 ({command})";
        fn key_taken(command: &str, key: &str, by: &str) =>
            "Key conflict: \"{key}\" of {command} already means {by}",
            "키 충돌: {command} 의 \"{key}\" 는 이미 {by} 입니다";
    }
}

impl App {
    /// Hours of the week against the capacity: `6.5/12h`.
    pub fn hours_of(self, minutes: i64, capacity: u32) -> String {
        format!("{}/{capacity}h", hours(minutes))
    }

    /// `11-20 (Fri) 21:05`
    pub fn date_and_time(self, at: DateTime<FixedOffset>) -> String {
        format!(
            "{:02}-{:02} ({}) {}",
            at.month(),
            at.day(),
            self.weekday(at.weekday()),
            at.format("%H:%M")
        )
    }

    /// A stretch of time by its largest unit: `3 h`, `10 years`.
    pub fn span(self, by: Duration) -> String {
        let minutes = by.num_minutes().abs();
        let (count, en, ko) = match minutes {
            0..60 => (minutes, "min", "분"),
            60..1_440 => (minutes / 60, "h", "시간"),
            1_440..527_040 => (minutes / 1_440, "d", "일"),
            _ => (minutes / 525_960, "y", "년"),
        };
        match self.0 {
            Lang::En => format!("{count} {en}"),
            Lang::Ko => format!("{count}{ko}"),
        }
    }

    /// A weekday in short.
    pub fn weekday(self, day: Weekday) -> &'static str {
        let index = day.num_days_from_monday() as usize;
        match self.0 {
            Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][index],
            Lang::Ko => ["월", "화", "수", "목", "금", "토", "일"][index],
        }
    }

    /// What kind of step an edit was.
    pub fn step(self, step: Step) -> &'static str {
        match step {
            Step::Adopt => self.step_adopt(),
            Step::SetState => self.step_set_state(),
            Step::Skip => self.step_skip(),
            Step::LogTime => self.step_log_time(),
            Step::Read => self.step_read(),
            Step::AddItem => self.step_add_item(),
            Step::EditItem => self.step_edit_item(),
            Step::DeleteItem => self.step_delete_item(),
            Step::MoveItem => self.step_move_item(),
            Step::Note => self.step_note(),
            Step::Grade => self.step_grade(),
            Step::EditQuestion => self.step_edit_question(),
            Step::DeleteQuestion => self.step_delete_question(),
            Step::Answer => self.step_answer(),
            Step::Mock => self.step_mock(),
            Step::EditStory => self.step_edit_story(),
            Step::DeleteStory => self.step_delete_story(),
            Step::EditInterview => self.step_edit_interview(),
            Step::DeleteInterview => self.step_delete_interview(),
            Step::EditPeriod => self.step_edit_period(),
            Step::DeletePeriod => self.step_delete_period(),
            Step::EditDraft => self.step_edit_draft(),
            Step::DeleteDraft => self.step_delete_draft(),
            Step::Retro => self.step_retro(),
            Step::Promise => self.step_promise(),
            Step::Settings => self.step_settings(),
            Step::Import => self.step_import(),
            Step::Update => self.step_update(),
            Step::Restore => self.step_restore(),
            Step::Outside => self.step_outside(),
            Step::Rescue => self.step_rescue(),
            Step::Repair => self.step_repair(),
            Step::Type => self.step_type(),
        }
    }

    pub fn undone(self, step: Step, what: &str) -> String {
        self.undone_line(self.step(step), what)
    }

    pub fn redone(self, step: Step, what: &str) -> String {
        self.redone_line(self.step(step), what)
    }

    pub fn cannot_undo(self, step: Step, what: &str) -> String {
        self.cannot_undo_line(self.step(step), what)
    }

    pub fn promise_answered(self, kept: Kept, text: &str) -> String {
        match kept {
            Kept::Yes => self.kept_line(text),
            Kept::No => self.broken_line(text),
            Kept::Carry => self.carried_line(text),
        }
    }

    /// The mark behind an answered promise.
    pub fn kept_mark(self, kept: Kept) -> &'static str {
        match kept {
            Kept::Yes => " [x]",
            Kept::No => " [ ]",
            Kept::Carry => " [>]",
        }
    }
}

/// Minutes as hours with at most one decimal: `6.5`, `12`, `0`.
pub fn hours(minutes: i64) -> String {
    number(minutes as f64 / 60.0)
}

/// A number with at most one decimal, and none that is needless: `2`, `1.5`, `13.3`.
pub fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    format!("{tenths}")
}

/// A figure as it was read, to four decimals, with thousands apart: `45,000,000`, `99.95`.
pub fn figure(value: f64) -> String {
    let text = format!("{}", (value * 1e4).round() / 1e4);
    let (sign, text) = text.split_at(usize::from(text.starts_with('-')));
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

impl Lang {
    pub fn app(self) -> App {
        App(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_four_decimals_and_set_thousands_apart() {
        for (value, text) in [
            (0.0, "0"),
            (99.95, "99.95"),
            (1200.0, "1,200"),
            (45_000_000.0, "45,000,000"),
            (-1188.0, "-1,188"),
            (-0.5, "-0.5"),
            (99.95 - 99.9, "0.05"),
            (123_456.123_45, "123,456.1235"),
        ] {
            assert_eq!(figure(value), text);
        }
    }
}
