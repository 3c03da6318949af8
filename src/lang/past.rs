//! Texts about earlier states: what there is, what bringing one back changes, backups.

use super::Lang;
use crate::domain::{Difference, Touched};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

texts! {
    /// Texts about earlier states.
    Past {
        settings => "Settings", "설정";
        unsent => "Text not sent yet", "보내지 않은 글";
        fn plan(title: &str) => "Plan: {title}", "계획: {title}";
        fn progress(title: &str) => "Progress: {title}", "진행: {title}";
        fn draft(title: &str) => "Draft: {title}", "초안: {title}";
        fn hours(month: &str) => "Hours {month}", "시간 기록 {month}";
        fn questions(month: &str) => "Questions {month}", "질문 {month}";
        fn reviews(month: &str) => "Reviews {month}", "복습 {month}";
        fn retros(month: &str) => "Retros {month}", "회고 {month}";
        fn answers(month: &str) => "Answers {month}", "답변 {month}";
        fn mocks(month: &str) => "Mock interviews {month}", "모의 면접 {month}";
        fn stories(month: &str) => "Stories {month}", "이야기 {month}";
        interviews => "Interviews", "면접";
        periods => "Periods", "기간";
        fn readings(month: &str) => "Readings of measures {month}", "지표 측정값 {month}";
        fn answer_of(title: &str, day: &str) => "answer of {day}, {title}", "{day} 답변, {title}";
        fn mock_of(kind: &str, day: &str) => "mock interview of {day}, {kind}", "{day} 모의 면접, {kind}";
        fn interview_of(company: &str, day: &str) => "{company}, interview of {day}", "{company}, {day} 면접";
        fn progress_of(title: &str) => "state of {title}", "{title} 상태";
        fn reading_of(title: &str, value: &str, day: &str) => "{value} on {day}, {title}", "{day} {value}, {title}";
        fn time_on(title: &str, amount: &str, day: &str) => "{amount} on {day}, {title}", "{day} {amount}, {title}";
        fn grade_of(title: &str, day: &str) => "grade of {day}, {title}", "{day} 채점, {title}";

        title => "Bring an earlier state back", "이전 상태 복원";
        reading => "reading…", "읽는 중…";
        everything => "Everything", "전체";
        aside => "Set aside", "따로 둔 파일";
        nothing_saved => "Nothing was saved yet: there is no earlier state.", "아직 저장한 것이 없어 이전 상태도 없습니다.";
        no_states => "No earlier state is left of it.", "남아 있는 이전 상태가 없습니다.";
        now_state => "now", "현재";
        deleted => "deleted", "지워짐";
        fn count(records: usize) => "{records} rec.", "{records}건";
        fn saves(count: usize) => "{count} saved", "저장 {count}번";
        fn end_of(day: &str) => "end of {day}", "{day} 끝";
        fn until(when: &str) => "until {when}", "{when}까지";
        just_now => "just now", "방금";
        fn minutes_ago(n: i64) => "{n} min ago", "{n}분 전";
        fn hours_ago(n: i64) => "{n} h ago", "{n}시간 전";
        one_day_ago => "1 day ago", "하루 전";
        fn days_ago(n: i64) => "{n} days ago", "{n}일 전";
        no_time => "time not noted", "시각 모름";
        from_outside => "from outside", "밖에서 온 것";
        damaged => "damaged", "손상됨";
        rescued => "could not be saved", "저장하지 못한 것";
        backup_file => "backup or file", "백업이나 파일";

        bring_back => "Bring this back?", "이 상태로 되돌릴까요?";
        nothing_differs => "Nothing differs from now.", "지금과 다른 것이 없습니다.";
        fn sums(added: usize, removed: usize, changed: usize) =>
            "+ {added} added   - {removed} removed   ~ {changed} changed", "+ 추가 {added}   - 사라짐 {removed}   ~ 바뀜 {changed}";
        fn hidden(count: usize) => "and {count} record(s) that are deleted now and then",
            "지금도 그때도 지워진 기록 {count}건";
        fn foreign(name: &str) => "parts of {name} that gongbu does not read", "{name}: gongbu 가 읽지 않는 부분";
        fn unreadable(count: usize) => "{count} record(s) there cannot be read; they come back as they are",
            "그중 {count}건은 읽을 수 없어 그대로 되돌립니다";
        fn left_alone(name: &str) => "No state of {name} is left from then: it stays as it is.",
            "{name}: 그때의 상태가 남아 있지 않아 그대로 둡니다.";
        fn more(count: usize) => "… and {count} more", "… 그 밖에 {count}건";
        changed_meanwhile => "The data has changed meanwhile: look again.", "그 사이 데이터가 바뀌었습니다. 다시 확인하세요.";
        fn restored(what: &str, key: &str) => "Brought back: {what}. {key} takes it back.", "복원: {what}. {key} 키로 되돌릴 수 있습니다.";

        backup_title => "Back up to a folder", "폴더에 백업";
        backup_folder => "Folder (a new one is made in it)", "폴더 (그 안에 새 폴더를 만듭니다)";
        backup_words => "Writes every document into a new folder, reads it back and compares. The folder opens like any data folder, and `gongbu restore FOLDER` takes it back.",
            "모든 문서를 새 폴더에 쓰고, 다시 읽어 비교합니다. 그 폴더는 데이터 폴더처럼 열 수 있고, `gongbu restore 폴더` 로 되돌립니다.";
        backup_runs => "Backing up…", "백업하는 중…";
        no_folder => "Say where to.", "폴더를 적어 주세요.";
        fn backed_up(folder: &str, documents: usize, bytes: &str) =>
            "Backed up and read back: {documents} document(s), {bytes}, in {folder}",
            "백업하고 다시 읽어 확인했습니다: 문서 {documents}개, {bytes}, {folder}";
        fn as_found(file: &str) => "Could not be used and was copied as it is: {file}", "쓸 수 없어 있는 그대로 복사했습니다: {file}";
        fn inside_data(path: &str) => "{path} is inside the data itself; name a folder elsewhere, best on another disk",
            "{path} 은(는) 데이터 폴더 안입니다. 다른 곳, 되도록 다른 디스크의 폴더를 지정하세요";
        fn parent_missing(path: &str) => "{path}: there is no such folder; is the drive there?",
            "{path}: 그런 폴더가 없습니다. 드라이브가 연결되어 있나요?";
        fn no_directory(path: &str) => "{path} is no folder", "{path} 은(는) 폴더가 아닙니다";
        fn exists(path: &str) => "{path} is there already; try again in a second", "{path} 이(가) 이미 있습니다. 잠시 뒤 다시 하세요";
        fn no_space(path: &str, needed: &str, free: &str) => "no room in {path}: {needed} needed, {free} free",
            "{path} 에 자리가 없습니다: 필요 {needed}, 남음 {free}";
        fn differs(path: &str) => "{path}: what was read back is not what was written; do not trust that disk",
            "{path}: 다시 읽은 것이 쓴 것과 다릅니다. 그 디스크를 믿지 마세요";

        cannot_open_past => "the saved states could not be read", "저장된 상태를 읽지 못했습니다";
        fn no_file(path: &str) => "{path} could not be read, or holds no document", "{path} 을(를) 읽지 못했거나 문서가 아닙니다";
        fn not_told(path: &str) => "{path}: its name does not tell which document it is", "{path}: 어느 문서인지 이름으로 알 수 없습니다";
        fn state_gone(what: &str) => "the saved state {what} is gone or damaged", "저장 상태 {what} 이(가) 없거나 손상되었습니다";
        fn unknown_what(what: &str) =>
            "\"{what}\" names no earlier state. Say one of these:\n  2026-11-14 or 2026-11-14T21:00   all documents as they were then\n  plans/service                    a document before its last change\n  plans/service@12                 a saved state by its number\n  plans/service@2026-11-14         a document as it was then\n  20261114T120000Z-restore         a mark\n  /media/usb/gongbu-…              a backup, or a file that was set aside\n`gongbu restore --list` prints what there is.",
            "\"{what}\" 에 해당하는 이전 상태가 없습니다. 이렇게 쓰세요:\n  2026-11-14 또는 2026-11-14T21:00   그때의 모든 문서\n  plans/service                      마지막으로 바뀌기 전의 문서\n  plans/service@12                   번호로 고른 저장 상태\n  plans/service@2026-11-14           그때의 문서\n  20261114T120000Z-restore           표시해 둔 상태\n  /media/usb/gongbu-…                백업이나 따로 둔 파일\n`gongbu restore --list` 로 목록을 볼 수 있습니다.";
        fn nothing_then(what: &str) => "there is no saved state from {what} or before", "{what} 이전에 저장한 상태가 없습니다";
        cockpit_is_open => "gongbu is open: bring it back there (palette: \"Bring an earlier state back\"), or close it first.",
            "gongbu 가 열려 있습니다. 거기서 복원하거나 (명령 찾기: \"이전 상태 복원\") 먼저 닫으세요.";
        say_what => "say what to bring back; `gongbu restore --list` prints what there is",
            "무엇을 되돌릴지 적으세요. `gongbu restore --list` 로 목록을 볼 수 있습니다";
        nothing_was_changed => "Nothing was changed.", "바꾸지 않았습니다.";
        fn done(what: &str) => "Brought back: {what}", "복원했습니다: {what}";
        fn how_to_undo(mark: &str) => "To take it back: u in the cockpit, or `gongbu restore {mark}`",
            "되돌리려면 화면에서 u 를 누르거나 `gongbu restore {mark}`";
        fn all_as_of(when: &str) => "Everything as of {when}", "{when} 의 전체";
        fn before_mark(reason: &str, when: &str) => "Everything before \"{reason}\", {when}", "{when} \"{reason}\" 직전의 전체";
        fn doc_as_of(name: &str, when: &str) => "{name} as of {when}", "{when} 의 {name}";
        fn doc_number(name: &str, seq: u64) => "{name}, number {seq}", "{name} {seq}번";
        what => "What", "무엇";
        fn before(reason: &str) => "before: {reason}", "{reason} 직전";
        reason_restore => "restore", "복원";
        reason_repair => "repair", "바로잡기";
        marks => "Marks (the state before something large)", "표시 (큰 변경 직전의 상태)";
        days => "Days on which something was saved", "저장한 날";
        documents => "Documents", "문서";
        files => "Files that were set aside", "따로 둔 파일";
        backups_hint => "A backup is brought back by its folder: `gongbu restore FOLDER`",
            "백업은 폴더로 되돌립니다: `gongbu restore 폴더`";
        fn states_of(name: &str) => "{name}: number, when, records, what differs from now",
            "{name}: 번호, 시각, 건수, 지금과 다른 점";
        none => "none", "없음";
        field_note => "note", "메모";
        field_title => "title", "제목";
        field_state => "state", "상태";
        field_on => "date", "날짜";
        field_minutes => "time", "시간";
        field_body => "text", "본문";
        field_prompt => "question", "질문";
        field_answer => "answer", "답";
        field_answers => "answers", "답변";
        field_promises => "promises", "다짐";
        field_order => "order", "순서";
        field_week => "week", "주";
        field_hours => "hours", "시간";
        field_parent => "place", "위치";
        field_reason => "reason", "이유";
        field_tags => "tags", "태그";
        field_keys => "keys", "키";
        field_lang => "language", "언어";
    }
}

impl Past {
    /// How long ago something was.
    pub fn ago(self, minutes: i64) -> String {
        match minutes {
            ..=0 => self.just_now().to_owned(),
            1..60 => self.minutes_ago(minutes),
            60..1440 => self.hours_ago(minutes / 60),
            1440..2880 => self.one_day_ago().to_owned(),
            _ => self.days_ago(minutes / 1440),
        }
    }

    /// `2026-11-20 (Fri) 21:05:33`: two states of one minute are told apart.
    pub fn moment(self, at: DateTime<FixedOffset>) -> String {
        let weekday = self.0.app().weekday(at.weekday());
        let (day, time) = (at.format("%Y-%m-%d"), at.format("%H:%M:%S"));
        format!("{day} ({weekday}) {time}")
    }

    /// The end of a study day; without the year if it is `year`.
    pub fn day_end(self, day: NaiveDate, year: i32) -> String {
        let form = if day.year() == year {
            "%m-%d"
        } else {
            "%Y-%m-%d"
        };
        let weekday = self.0.app().weekday(day.weekday());
        self.end_of(&format!("{} ({weekday})", day.format(form)))
    }

    /// A moment where there is little room: without the year if it is `year`, else without the seconds.
    pub fn short_moment(self, at: DateTime<FixedOffset>, year: i32) -> String {
        let weekday = self.0.app().weekday(at.weekday());
        if at.year() == year {
            return format!(
                "{} ({weekday}) {}",
                at.format("%m-%d"),
                at.format("%H:%M:%S")
            );
        }
        format!(
            "{} ({weekday}) {}",
            at.format("%Y-%m-%d"),
            at.format("%H:%M")
        )
    }

    /// What a mark was made before.
    pub fn reason(self, reason: &str) -> &str {
        match reason {
            "restore" => self.reason_restore(),
            "repair" => self.reason_repair(),
            _ => reason,
        }
    }

    /// A member of a record in the user's words; as it is in the file where there are none.
    pub fn field(self, name: &str) -> &str {
        match name {
            "note" => self.field_note(),
            "title" => self.field_title(),
            "state" => self.field_state(),
            "on" => self.field_on(),
            "minutes" => self.field_minutes(),
            "body" => self.field_body(),
            "prompt" => self.field_prompt(),
            "answer" => self.field_answer(),
            "answers" => self.field_answers(),
            "promises" => self.field_promises(),
            "order" => self.field_order(),
            "week" => self.field_week(),
            "hours" => self.field_hours(),
            "parent" => self.field_parent(),
            "reason" => self.field_reason(),
            "tags" => self.field_tags(),
            "keys" => self.field_keys(),
            "lang" => self.field_lang(),
            _ => name,
        }
    }

    /// A record of a preview: its name and what of it differs.
    pub fn touched(self, touched: &Touched) -> String {
        let title = touched.title.trim();
        if touched.fields.is_empty() {
            return title.to_owned();
        }
        let fields: Vec<&str> = touched.fields.iter().map(|name| self.field(name)).collect();
        format!("{title}  ({})", fields.join(", "))
    }

    /// How much differs, in short.
    pub fn summary(self, difference: &Difference) -> String {
        if difference.is_empty() {
            return self.nothing_differs().to_owned();
        }
        let Difference {
            added,
            removed,
            changed,
            ..
        } = difference;
        self.sums(added.len(), removed.len(), changed.len())
    }

    /// A size in the largest unit that leaves a number above one.
    pub fn size(self, bytes: u64) -> String {
        match bytes {
            0..1_000 => format!("{bytes} B"),
            1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
            1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
            _ => format!("{:.1} GB", bytes as f64 / 1e9),
        }
    }
}

impl Lang {
    pub fn past(self) -> Past {
        Past(self)
    }
}
