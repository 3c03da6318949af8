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
        title => "Import questions", "질문 가져오기";
        which_file => "File", "파일";
        file_hint => "~/questions.md", "~/questions.md";
        about => "Q: and A: in .md, or a table with tabs in .tsv or .txt (an export of Anki too). What comes is shown first; nothing is sent anywhere.",
            "Q: 와 A: 로 적은 .md, 탭으로 나눈 표 .tsv 나 .txt(Anki 텍스트 내보내기 포함). 가져올 내용을 먼저 보여 주고, 어디에도 보내지 않습니다.";
        no_path => "Type the path of a file.", "파일 경로를 적어 주세요.";
        fn no_such_file(file: &str) => "There is no file {file}", "{file} 파일이 없습니다";
        reading => "Reading the file ...", "파일을 읽는 중 ...";
        fn new_ones(count: usize) => "New: {count}", "새 질문 {count}개";
        fn known_ones(count: usize) => "Left out, as they are in the bank already or twice in the file: {count}",
            "이미 있거나 파일에 두 번 나와서 뺀 것 {count}개";
        fn unread_lines(count: usize) => "Lines that are no question: {count}", "질문으로 읽지 못한 줄 {count}개";
        fn line(number: usize, text: &str) => "line {number}: {text}", "{number}번째 줄: {text}";
        fn take_them(yes: &str, no: &str) => "Take the new ones in?  {yes} yes  {no} no", "새 질문을 넣을까요?  {yes} 예  {no} 아니요";
        fn go_back(no: &str) => "There is nothing new in it. {no} goes back.", "새 질문이 없습니다. {no} 돌아가기";
        fn taken(count: usize, undo: &str) => "Questions taken in: {count}. {undo} takes them back.", "질문 {count}개를 넣었습니다. {undo} 키로 되돌립니다.";
        only_shown => "Nothing was changed (--dry-run).", "바꾸지 않았습니다 (--dry-run).";
        fn done(new: usize) => "{new} question(s) are in the bank now. `u` in the cockpit takes them back.",
            "질문 {new}개를 넣었습니다. 화면에서 `u`로 되돌릴 수 있습니다.";
        nothing => "There is nothing new in it.", "새 질문이 없습니다.";
    }
}

impl Lang {
    pub fn exchange(self) -> Exchange {
        Exchange(self)
    }
}
