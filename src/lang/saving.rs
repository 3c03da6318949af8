//! Texts about saving: what went wrong and what to do.

use super::Lang;

texts! {
    /// Texts about saving.
    Saving {
        read_only => "this copy is open for reading only", "읽기 전용으로 열려 있습니다";
        fn full(path: &str) => "the disk is full ({path}); make room, it will be tried again",
            "디스크가 가득 찼습니다 ({path}). 자리를 만들면 다시 저장합니다";
        fn denied(path: &str) => "no permission to write {path}; check its rights",
            "{path} 에 쓸 권한이 없습니다. 권한을 확인하세요";
        fn read_only_disk(path: &str) => "the disk is read-only ({path})", "디스크가 읽기 전용입니다 ({path})";
        fn missing(path: &str) => "{path} is gone; was a drive removed?",
            "{path} 이(가) 사라졌습니다. 드라이브를 뺐나요?";
        fn other(path: &str, kind: &str) => "{kind} at {path}; it will be tried again",
            "{path}: {kind}. 다시 시도합니다";
        fn rescued(reason: &str, place: &str) =>
            "Could not save: {reason}. What was unsaved is in {place}",
            "저장하지 못했습니다: {reason}. 저장되지 않은 것은 {place} 에 있습니다";
        timeout => "the disk does not answer; the last changes may not be saved",
            "디스크가 응답하지 않습니다. 마지막 변경이 저장되지 않았을 수 있습니다";
        fn internal(detail: &str) => "a mistake of the program: {detail}", "프로그램의 잘못: {detail}";
        fn changed_outside(file: &str, kept: &str) =>
            "{file} was edited outside while open; that version is kept in {kept}",
            "{file} 이(가) 밖에서 고쳐졌습니다. 그 내용은 {kept} 에 보관했습니다";
        fn broken_outside(file: &str, line: usize, column: usize) =>
            "{file} line {line}, column {column}: not valid JSON. It is left alone; changes are kept beside it",
            "{file} {line}행 {column}열: JSON 이 아닙니다. 그대로 두고 변경은 따로 보관합니다";
        fn refresh_failed(reason: &str) => "Saved, but the readable file could not be renewed: {reason}",
            "저장했지만 읽는 파일은 새로 쓰지 못했습니다: {reason}";
    }
}

impl Lang {
    pub fn saving(self) -> Saving {
        Saving(self)
    }
}
