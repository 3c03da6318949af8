//! Texts of taking up a pack from a file.

use super::Lang;

texts! {
    /// Texts of taking up a pack from a file.
    Adopt {
        title => "Take up a pack", "자료 가져오기";
        file_hint => "~/mine.json", "~/mine.json";
        about => "A pack: JSON with a plan, questions and stories, as the README shows. What comes is shown first; nothing is sent anywhere.",
            "계획, 질문, 이야기가 담긴 JSON 자료(형식은 README 참고). 가져올 내용을 먼저 보여 주고, 어디에도 보내지 않습니다.";
        fn not_a_pack(file: &str) => "{file} is no pack: it says no \"gongbu_pack\"", "{file} 은 자료가 아닙니다. \"gongbu_pack\" 이 없습니다";
        fn mistakes(count: usize) => "Nothing can be taken up, it has mistakes: {count}", "잘못된 곳이 {count}군데 있어 가져올 수 없습니다";
        fn plan(title: &str, first: &str, items: usize) => "plan: {title}, from {first} on, items: {items}",
            "계획: {title}, {first} 시작, 항목 {items}개";
        fn questions(count: usize) => "questions: {count}", "질문 {count}개";
        fn stories(count: usize) => "stories: {count}", "이야기 {count}편";
        fn without(what: &str) => "left out: {what} (a file cannot bring them yet)", "뺀 것: {what} (아직 파일에서 가져올 수 없음)";
        fn followed(plan: &str, file: &str) => "you follow the plan \"{plan}\" already; `gongbu update {file}` takes a newer version over",
            "\"{plan}\" 계획은 이미 진행 중입니다. 새 버전은 `gongbu update {file}` 로 반영하세요";
        fn taken(id: &str) => "\"{id}\" is the id of another pack or plan; choose another id in the file",
            "\"{id}\" 는 다른 자료나 계획이 쓰는 id 입니다. 파일에서 다른 id 로 바꾸세요";
        fn known(ids: &str, file: &str) => "the question bank has these ids already: {ids}; choose others, or `gongbu update {file}` if they came from this pack",
            "질문 은행에 이미 있는 id 입니다: {ids}. 다른 id 로 바꾸거나, 이 자료에서 가져온 질문이면 `gongbu update {file}` 로 반영하세요";
        fn nothing_but(what: &str) => "there is nothing in it that can be taken up; left out: {what}", "가져올 수 있는 내용이 없습니다. 뺀 것: {what}";
        nothing => "there is nothing in it that can be taken up", "가져올 수 있는 내용이 없습니다";
        fn take_it(yes: &str, no: &str) => "Take it up?  {yes} yes  {no} no", "가져올까요?  {yes} 예  {no} 아니요";
        fn go_back(no: &str) => "{no} goes back.", "{no} 돌아가기";
        fn taken_up(title: &str, undo: &str) => "\"{title}\" is taken up. {undo} takes it back.", "가져왔습니다: \"{title}\". {undo} 키로 되돌립니다.";
        fn done(title: &str) => "\"{title}\" is taken up. `u` in the cockpit takes it back.", "가져왔습니다: \"{title}\". 화면에서 `u` 로 되돌릴 수 있습니다.";
    }
}

impl Adopt {
    /// What is left out, counted; empty where nothing is.
    pub fn counted(self, pages: usize, projects: usize, roles: usize, retros: usize) -> String {
        let part = |count: usize, one: &str, many: &str, ko: &str, unit: &str| {
            let name = if count == 1 { one } else { many };
            (count > 0).then(|| match self.0 {
                Lang::En => format!("{count} {name}"),
                Lang::Ko => format!("{ko} {count}{unit}"),
            })
        };
        let parts = [
            part(pages, "page", "pages", "문서", "편"),
            part(projects, "project", "projects", "프로젝트", "개"),
            part(roles, "role", "roles", "직무", "개"),
            part(retros, "retro form", "retro forms", "회고 양식", "개"),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl Lang {
    pub fn adopt(self) -> Adopt {
        Adopt(self)
    }
}
