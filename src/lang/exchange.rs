//! Texts of importing and exporting questions.

use super::Lang;

texts! {
    /// Texts of importing and exporting questions.
    Exchange {
        import => "questions imported", "질문 가져오기";
        fn unknown_format(file: &str) => "{file}: say what it is by its name, .md for Q: and A:, .tsv or .txt for a table with tabs",
            "{file}: 이름 끝으로 형식을 알려 주세요. Q: 와 A: 는 .md, 탭으로 나눈 표는 .tsv 나 .txt";
        fn not_text(file: &str) => "{file} is not text in UTF-8", "{file} 은 UTF-8 글이 아닙니다";
        fn read(file: &str, new: usize, known: usize, unread: usize) =>
            "{file}: {new} new, {known} known already, {unread} line(s) not understood",
            "{file}: 새 질문 {new}개, 이미 있음 {known}개, 읽지 못한 줄 {unread}개";
        fn known(prompt: &str) => "known: {prompt}", "이미 있음: {prompt}";
        fn lines(lines: &str) => "not understood: line {lines}", "읽지 못함: {lines}번째 줄";
        only_shown => "Nothing was changed (--dry-run).", "바꾸지 않았습니다 (--dry-run).";
        fn done(new: usize) => "{new} question(s) are in the bank now. `u` in the cockpit takes them back.",
            "질문 {new}개를 넣었습니다. 화면에서 `u` 로 되돌릴 수 있습니다.";
        nothing => "There is nothing new in it.", "새 질문이 없습니다.";
    }
}

impl Lang {
    pub fn exchange(self) -> Exchange {
        Exchange(self)
    }
}
