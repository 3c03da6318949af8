//! Texts of the doctor: what is wrong with files and records, and what to do about it.

use super::Lang;
use crate::domain::Table;

texts! {
    /// Texts of the doctor.
    Doctor {
        title => "Check the data", "데이터 점검";
        checking => "checking…", "점검하는 중…";
        files => "Files", "파일";
        records => "Records", "기록";
        fn healthy(documents: usize, records: usize) =>
            "All is well: {documents} document(s), {records} record(s).", "모두 정상입니다: 문서 {documents}개, 기록 {records}건.";
        fn found(problems: usize) => "{problems} problem(s) found.", "문제 {problems}개를 찾았습니다.";
        fn notes(count: usize) => "{count} remark(s), nothing to do.", "참고 {count}건, 할 일은 없습니다.";
        fn mends(count: usize) => "`gongbu doctor --repair` puts {count} of them right; no byte is lost.",
            "`gongbu doctor --repair` 가 그중 {count}개를 바로잡습니다. 한 바이트도 잃지 않습니다.";
        fn needs_person(count: usize) => "{count} of them need you: mend the file by hand, or bring an earlier state back.",
            "{count}개는 직접 보아야 합니다. 파일을 손으로 고치거나 이전 상태를 복원하세요.";
        close_first => "Close gongbu before you repair.", "바로잡기 전에 gongbu 를 닫으세요.";
        is_mended => "--repair", "--repair";
        remark => "remark", "참고";

        repairing_refused => "gongbu is open, so nothing was repaired. Close it first.", "gongbu 가 열려 있어 바로잡지 않았습니다. 먼저 닫으세요.";
        nothing_to_repair => "Nothing had to be repaired.", "바로잡을 것이 없었습니다.";
        fn kept_before(mark: &str) => "The state before is kept: `gongbu restore {mark}`", "이전 상태를 남겨 두었습니다: `gongbu restore {mark}`";
        fn moved(from: &str, to: &str) => "moved {from} to {to}", "옮김: {from} → {to}";
        fn removed(path: &str) => "removed {path} (without content)", "지움: {path} (내용 없음)";
        fn tightened(path: &str) => "closed to others: {path}", "다른 사람이 읽지 못하게 함: {path}";
        fn bytes_kept(file: &str, path: &str) => "the bytes of {file} as they were are in {path}", "{file} 의 원래 바이트: {path}";
        fn went_home(count: usize) => "{count} record(s) moved to the document they belong to", "기록 {count}건을 제 문서로 옮김";
        fn dropped(count: usize) => "{count} double record(s) dropped that were the same in all", "완전히 같은 중복 기록 {count}건을 뺌";
        fn failed(why: &str) => "could not be done: {why}", "하지 못함: {why}";

        fn file_damaged(file: &str, how: &str) => "{file} is damaged ({how}); the saved state is whole", "{file} 손상 ({how}). 저장 상태는 온전합니다";
        damage_missing => "missing", "없어짐";
        damage_empty => "empty", "비어 있음";
        damage_zeros => "zeros", "0 으로 채워짐";
        damage_torn => "cut off", "잘림";
        damage_media => "unreadable", "읽을 수 없음";
        fn not_json(file: &str, line: usize, column: usize, why: &str) => "{file} line {line}, column {column}: not JSON: {why}",
            "{file} {line}행 {column}열: JSON 이 아님: {why}";
        fn conflict(file: &str, line: usize) => "{file} line {line}: conflict marker of a version control system",
            "{file} {line}행: 버전 관리 충돌 표시";
        fn bad_utf8(file: &str, line: usize, column: usize) => "{file} line {line}, byte {column}: not UTF-8", "{file} {line}행 {column}바이트: UTF-8 이 아님";
        fn changed_outside(file: &str, records: &str) =>
            "{file} was edited outside: {records}; the next start merges it, or puts it aside if too much would be gone",
            "{file} 을(를) 밖에서 고쳤습니다: {records}. 다음에 열 때 합치거나, 너무 많이 사라지면 따로 둡니다";
        no_records => "no record differs", "기록은 같음";
        fn old_copy(file: &str, seq: u64) => "{file} is an older state put back (number {seq}); the newest one is used",
            "{file} 은(는) 되돌려 놓은 예전 상태({seq}번)입니다. 최신 상태를 씁니다";
        fn lags(file: &str) => "{file} does not have the newest state yet; the next start writes it", "{file} 에 최신 상태가 아직 없습니다. 다음에 열 때 씁니다";
        fn generation_damaged(state: &str, records: &str, good: usize) => "saved state {state} is damaged: {records}; {good} record(s) are good",
            "저장 상태 {state} 손상: {records}. 성한 기록 {good}건";
        records_unknown => "which records cannot be told", "어느 기록인지 알 수 없음";
        fn generation_unreadable(state: &str, why: &str) => "saved state {state} cannot be read: {why}", "저장 상태 {state} 을(를) 읽을 수 없음: {why}";
        fn generation_unfinished(state: &str) => "saved state {state} is part of a save that was not finished; it does not count",
            "저장 상태 {state} 은(는) 끝나지 않은 저장이라 치지 않습니다";
        fn marker_without(path: &str, states: &str) => "{path} names states that are gone: {states}", "{path} 이(가) 가리키는 상태가 없습니다: {states}";
        fn marker_broken(path: &str) => "{path} is broken; the save it stands for does not count", "{path} 이(가) 깨져 그 저장은 치지 않습니다";
        fn mark_broken(path: &str) => "{path} is broken; what it named is not kept by it any more", "{path} 이(가) 깨져 그 표시가 지키던 상태를 더는 지키지 못합니다";
        fn manifest_copy_differs(path: &str) => "{path} is not what gongbu.json says", "{path} 이(가) gongbu.json 과 다릅니다";
        fn manifest_missing(path: &str) => "{path} is missing; a copy is kept", "{path} 이(가) 없습니다. 사본이 있습니다";
        fn manifest_broken(path: &str, why: &str) => "{path} cannot be read: {why}", "{path} 을(를) 읽을 수 없음: {why}";
        fn manifest_differs(path: &str, id: &str, copy: &str) => "{path} names dataset {id}, its copy {copy}: two folders were mixed",
            "{path} 의 데이터는 {id}, 사본은 {copy}: 두 폴더가 섞였습니다";
        fn history_missing(path: &str) => "{path} is missing: there are documents but no saved states", "{path} 없음: 문서는 있으나 저장 상태가 없습니다";
        fn leftover(path: &str) => "{path} was being written when the program stopped", "{path}: 쓰는 도중에 프로그램이 멈췄습니다";
        fn stranger(path: &str, what: &str) => "{path} is none of gongbu's documents: {what}; it is not loaded", "{path}: gongbu 문서가 아님 ({what}). 읽지 않습니다";
        stranger_copy => "a copy", "사본";
        stranger_sync => "the other side of a synchroniser's conflict", "동기화 충돌의 다른 쪽";
        stranger_editor => "left by an editor", "편집기가 남김";
        stranger_recovered => "recovered by a disk check", "디스크 검사가 되살림";
        stranger_system => "left by the system", "운영체제가 남김";
        stranger_unknown => "the name cannot be a document's", "문서 이름이 될 수 없음";
        fn take_stranger(path: &str) => "it can be read: `gongbu restore {path}` takes it", "읽을 수 있음: `gongbu restore {path}`";
        fn rescue_waiting(path: &str) => "{path} holds what could not be saved; the next start offers it", "{path}: 저장하지 못한 내용. 다음에 열 때 묻습니다";
        fn open_to_others(path: &str, mode: &str) => "{path} can be read by others (mode {mode})", "{path} 을(를) 다른 사람이 읽을 수 있습니다 (모드 {mode})";
        fn link_away(path: &str, target: &str) => "{path} is a link to {target}, outside the data", "{path} 은(는) 데이터 밖 {target} (으)로 가는 링크입니다";
        nowhere => "nowhere", "없는 곳";
        fn no_locks(why: &str) => "this disk has no file locks: do not open gongbu twice on it ({why})", "이 디스크에는 파일 잠금이 없습니다. 두 번 열지 마세요 ({why})";
        fn nearly_full(path: &str, free: &str) => "little room on the disk of {path}: {free} free", "{path} 디스크에 자리가 거의 없습니다: {free} 남음";

        fn bad_record(record: &str, field: &str, why: &str) => "{record} cannot be read and stays in the file: {field}: {why}",
            "{record} 을(를) 읽을 수 없어 파일에 그대로 둡니다: {field}: {why}";
        fn not_a_list(field: &str) => "\"{field}\" is not a list of records", "\"{field}\" 이(가) 기록의 목록이 아닙니다";
        fn duplicate_id(record: &str) => "{record} has an id that another record has; it stays in the file", "{record}: id 가 다른 기록과 같아 파일에 그대로 둡니다";
        fn exact_duplicate(record: &str) => "{record} is there twice, the same in all", "{record}: 완전히 같은 것이 또 있습니다";
        fn points_nowhere(record: &str, field: &str, target: &str) => "{record}: {field} names \"{target}\", which is not there",
            "{record}: {field} 이(가) 가리키는 \"{target}\" 이(가) 없습니다";
        fn circular(record: &str, target: &str) => "{record} is below itself (parent \"{target}\") and is not shown",
            "{record}: 자기 아래에 있어 (상위 \"{target}\") 보이지 않습니다";
        fn wrong_document(record: &str, home: &str) => "{record} belongs into {home}.json", "{record}: {home}.json 에 있어야 합니다";
        fn date_out_of_reach(record: &str, field: &str, day: &str) => "{record}: {field} {day} cannot be", "{record}: {field} {day} 일 수 없습니다";
        fn absurd(record: &str, field: &str, amount: &str) => "{record}: {field} {amount} cannot be", "{record}: {field} {amount} 일 수 없습니다";
        fn wrong_id(record: &str, id: &str) => "{record} should have the id \"{id}\"", "{record}: id 는 \"{id}\" 이어야 합니다";
        no_settings => "there are plans but no settings: the defaults are used", "계획은 있으나 설정이 없어 기본값을 씁니다";
        not_a_document => "not a document of gongbu: it must be one JSON object, { … }", "gongbu 문서가 아님: JSON 객체 { … } 하나여야 합니다";
        setting => "the settings", "설정";
        table_plan => "plan", "계획";
        table_node => "item", "항목";
        table_progress => "progress", "진행";
        table_log => "time", "시간 기록";
        table_reading => "reading", "측정값";
        table_question => "question", "질문";
        table_review => "grade", "채점";
        table_attempt => "answer", "답변";
        table_mock => "mock interview", "모의 면접";
        table_story => "story", "이야기";
        table_interview => "interview", "면접";
        table_period => "period", "기간";
        table_draft => "draft", "초안";
        table_retro => "retro", "회고";
        table_unsent => "typed text", "보내지 않은 글";
        added => "new", "새로";
        changed => "changed", "바뀜";
        gone => "gone", "없어짐";
        fn more(count: usize) => "and {count} more", "그 밖에 {count}건";
    }
}

impl Doctor {
    /// What a table's records are called.
    pub fn table(self, table: Table) -> &'static str {
        match table {
            Table::Settings => self.setting(),
            Table::Plan => self.table_plan(),
            Table::Node => self.table_node(),
            Table::Progress => self.table_progress(),
            Table::Log => self.table_log(),
            Table::Reading => self.table_reading(),
            Table::Question => self.table_question(),
            Table::Review => self.table_review(),
            Table::Attempt => self.table_attempt(),
            Table::Mock => self.table_mock(),
            Table::Story => self.table_story(),
            Table::Interview => self.table_interview(),
            Table::Period => self.table_period(),
            Table::Draft => self.table_draft(),
            Table::Retro => self.table_retro(),
            Table::Unsent => self.table_unsent(),
        }
    }
}

impl Lang {
    pub fn doctor(self) -> Doctor {
        Doctor(self)
    }
}
