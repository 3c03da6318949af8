//! Texts of the drafts pane: states, sections and what each asks for, counters, the editor's lines.

use super::Lang;
use crate::domain::DraftState;
use crate::domain::draft::Section;
use crate::domain::text::Counts;

texts! {
    /// Texts of the drafts pane.
    Drafts {
        drafts => "Drafts", "초안";
        idea => "idea", "구상";
        draft => "draft", "초안";
        review => "review", "퇴고";
        published => "published", "발행";
        column_title => "title", "제목";
        column_state => "state", "상태";
        column_sections => "done", "절";
        column_characters => "chars", "글자";
        column_changed => "changed", "고친 때";
        fn today_at(time: &str) => "today {time}", "오늘 {time}";
        problem => "Problem", "문제";
        analysis => "Analysis", "분석";
        cause => "Cause", "원인";
        fix => "Fix", "해결";
        result => "Result", "결과";
        lesson => "Lesson", "교훈";
        ask_problem => "What went wrong, for whom, since when? What did it cost?",
            "무엇이, 누구에게, 언제부터 문제였습니까? 그 때문에 무엇을 잃었습니까?";
        ask_analysis => "What did you look at, in which order? Logs, plans, profiles, tries.",
            "무엇을 어떤 순서로 살폈습니까? 로그, 실행 계획, 프로파일, 실험.";
        ask_cause => "Why did it happen? Not the symptom again: ask why until it ends.",
            "왜 일어났습니까? 증상을 되풀이하지 말고 끝까지 \"왜\"를 물어보세요.";
        ask_fix => "What did you change? Which ways did you turn down, and why?",
            "무엇을 바꿨습니까? 고르지 않은 방법과 그 이유는 무엇입니까?";
        ask_result => "What was measured, before and after, how?",
            "무엇을 어떻게 쟀습니까? 전과 후의 숫자를 적어 주세요.";
        ask_lesson => "What will you do differently? Where else does it hold?",
            "다음에는 무엇을 다르게 합니까? 또 어디에 쓸 수 있습니까?";
        fn go_to_section(key: &str) => "{key} goes to the next section.", "{key} 키로 다음 절로 가요.";
        fn add_sections(key: &str) => "{key} adds the sections that are missing.", "{key} 키로 빠진 절을 넣습니다.";
        fn from_node(title: &str) => "from: {title}", "출처: {title}";
        untitled => "(no title)", "(제목 없음)";
        saved => "saved", "저장됨";
        typing => "typing", "입력 중";
        not_saved => "not saved", "저장 안 됨";
        ask_title => "Title of the new draft", "새 초안 제목";
        ask_new_name => "New title", "새 제목";
        needs_title => "A draft needs a title.", "초안에는 제목이 있어야 합니다.";
        fn ask_delete(title: &str) => "Delete the draft \"{title}\"?", "초안을 지울까요? \"{title}\"";
        fn deleted(title: &str, key: &str) => "Deleted: {title} ({key} brings it back)",
            "지움: {title} ({key} 되돌리기)";
        fn now_in_state(state: &str, title: &str) => "{state}: {title}", "{state}: {title}";
        gone => "This draft was deleted.", "지워진 초안입니다.";
        no_draft => "There is no draft here.", "초안이 없습니다.";
        find => "Find:", "찾기:";
        no_match => "no match", "없음";
        fn not_found(text: &str) => "Not found: {text}", "찾을 수 없음: {text}";
        nothing_selected => "Nothing is selected: shift and the arrows select.",
            "선택한 글이 없습니다. shift와 방향키로 고르세요.";
        nothing_copied => "Nothing was copied here. From other programs, paste with the terminal.",
            "여기서 복사한 글이 없습니다. 다른 프로그램의 글은 터미널의 붙여넣기로 넣으세요.";
        all_sections => "All six sections are there.", "여섯 절이 모두 있습니다.";
        empty => "No drafts yet.", "아직 초안이 없습니다.";
        purpose => "A draft makes a post of a problem you solved: problem, analysis, cause, fix, result, lesson.",
            "풀어낸 문제를 글로 옮기는 자리입니다. 문제, 분석, 원인, 해결, 결과, 교훈 순서로 적습니다.";
        begins_one => "begins a draft", "새 초안 쓰기";
        from_week => "in the week pane makes one of an item", "이번 주 창에서 항목을 초안으로 쓰기";
    }
}

impl Drafts {
    pub fn state(self, state: DraftState) -> &'static str {
        match state {
            DraftState::Idea => self.idea(),
            DraftState::Draft => self.draft(),
            DraftState::Review => self.review(),
            DraftState::Published => self.published(),
        }
    }

    /// A section's heading.
    pub fn section(self, section: Section) -> &'static str {
        match section {
            Section::Problem => self.problem(),
            Section::Analysis => self.analysis(),
            Section::Cause => self.cause(),
            Section::Fix => self.fix(),
            Section::Result => self.result(),
            Section::Lesson => self.lesson(),
        }
    }

    /// What a section is to answer.
    pub fn prompt(self, section: Section) -> &'static str {
        match section {
            Section::Problem => self.ask_problem(),
            Section::Analysis => self.ask_analysis(),
            Section::Cause => self.ask_cause(),
            Section::Fix => self.ask_fix(),
            Section::Result => self.ask_result(),
            Section::Lesson => self.ask_lesson(),
        }
    }

    /// `1,204 chars`
    pub fn characters(self, count: usize) -> String {
        match self.0 {
            Lang::En => amount(count, "char"),
            Lang::Ko => format!("{}자", grouped(count)),
        }
    }

    /// `3/6 sections`
    pub fn sections_done(self, done: usize) -> String {
        match self.0 {
            Lang::En => format!("{done}/6 sections"),
            Lang::Ko => format!("{done}/6 절"),
        }
    }

    /// The counters below the editor, the most telling first, so that a narrow pane can leave the last ones out.
    pub fn counters(self, counts: &Counts, done: usize) -> [String; 4] {
        let characters = self.characters(counts.chars_with_spaces);
        let bare = grouped(counts.chars_without_spaces);
        let minutes = counts.reading_minutes;
        let (characters, words, time) = match self.0 {
            Lang::En => (
                format!("{characters} ({bare} without spaces)"),
                amount(counts.words, "word"),
                format!("{minutes} min"),
            ),
            Lang::Ko => (
                format!("{characters} (공백 제외 {bare}자)"),
                format!("{}어절", grouped(counts.words)),
                format!("읽기 {minutes}분"),
            ),
        };
        [characters, words, time, self.sections_done(done)]
    }
}

fn amount(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(count))
}

/// A number with its thousands apart: `1,204`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What a heading may be called to count as a section, in small letters; both languages always, as a draft may
/// have been begun in the other one.
pub fn section_names(section: Section) -> &'static [&'static str] {
    match section {
        Section::Problem => &[
            "problem",
            "the problem",
            "problems",
            "problem statement",
            "issue",
            "symptom",
            "symptoms",
            "situation",
            "background",
            "문제",
            "문제 상황",
            "문제상황",
            "문제 정의",
            "문제점",
            "증상",
            "현상",
            "상황",
            "배경",
        ],
        Section::Analysis => &[
            "analysis",
            "investigation",
            "diagnosis",
            "분석",
            "문제 분석",
            "조사",
            "진단",
            "분석 과정",
        ],
        Section::Cause => &[
            "cause",
            "causes",
            "the cause",
            "root cause",
            "root causes",
            "root cause analysis",
            "원인",
            "근본 원인",
            "원인 분석",
        ],
        Section::Fix => &[
            "fix",
            "the fix",
            "fixes",
            "solution",
            "solutions",
            "resolution",
            "action",
            "해결",
            "해결책",
            "해결 방법",
            "해결방법",
            "해결 방안",
            "해결 과정",
            "조치",
            "개선",
        ],
        Section::Result => &[
            "result",
            "results",
            "the result",
            "outcome",
            "outcomes",
            "impact",
            "measurement",
            "measurements",
            "결과",
            "성과",
            "효과",
            "측정",
            "측정 결과",
            "개선 결과",
        ],
        Section::Lesson => &[
            "lesson",
            "lessons",
            "lesson learned",
            "lessons learned",
            "learnings",
            "takeaway",
            "takeaways",
            "what i learned",
            "교훈",
            "배운 점",
            "배운점",
            "느낀 점",
            "느낀점",
            "회고",
        ],
    }
}

impl Lang {
    pub fn drafts(self) -> Drafts {
        Drafts(self)
    }
}
