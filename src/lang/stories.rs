//! Words of STAR stories.

use super::{Lang, number};
use crate::domain::story::{Lint, Part, change};
use crate::domain::{Metric, Text};

texts! {
    /// Words of STAR stories.
    Stories {
        name => "STAR stories", "STAR 이야기";
        situation => "Situation", "상황";
        task => "Task", "과제";
        analysis => "Analysis", "분석";
        cause => "Cause", "원인";
        action => "Action", "행동";
        result => "Result", "결과";
        lesson => "Lesson", "교훈";
        hint => "Situation, task, action, result: two minutes, and a number at the end.",
            "상황, 과제, 행동, 결과 순서로 2분 안에, 마지막은 숫자로.";
        fn tell_me(title: &str) => "Tell me about it: {title}", "경험을 말해 보세요: {title}";

        coverage => "coverage", "역량 표";
        new_story => "new story", "새 이야기";
        editing => "edit", "고치기";
        reading => "example", "예시";
        rehearsing => "rehearsal", "말하기 연습";
        linking => "question it answers", "답이 되는 질문";

        fn measure(own: usize, target: usize) => "own {own}/{target}", "내 이야기 {own}/{target}";
        fn complete(count: usize, own: usize) => "complete {count}/{own}", "완성 {count}/{own}";
        fn gap_count(count: usize) => "gaps {count}", "빈 역량 {count}";
        fn gaps(names: &str) => "no story of yours yet: {names}", "내 이야기가 없는 역량: {names}";
        no_gaps => "Every competency has a story of yours.", "모든 역량에 내 이야기가 있습니다.";
        column_title => "title", "제목";
        column_competencies => "competencies", "역량";
        column_metric => "metric", "수치";
        column_told => "told", "연습";
        column_parts => "parts", "칸";
        example => "example", "예시";
        untitled => "(no title)", "(제목 없음)";
        empty => "No stories yet.", "아직 이야기가 없습니다.";
        purpose => "A story tells a problem you solved: situation, task, action, result, with a number.",
            "풀어낸 문제를 상황, 과제, 행동, 결과로 말합니다. 결과에는 숫자가 있어야 합니다.";
        begins_one => "begins a story", "새 이야기 쓰기";
        copies_one => "on an example makes it your own", "예시를 내 이야기로 복사";
        from_draft => "in the drafts makes a story of a draft", "초안 창에서 초안을 이야기로 만들기";

        fn times(times: u32, last: &str, best: &str) => "{times}x, last {last}, best {best}",
            "{times}회, 마지막 {last}, 최고 {best}";
        never_told => "not told yet", "연습 없음";
        fn history(text: &str) => "Rehearsals: {text}", "말하기 연습: {text}";
        fn answers(prompt: &str) => "answers: {prompt}", "답이 되는 질문: {prompt}";
        fn draft_line(title: &str) => "draft: {title}", "초안: {title}";
        fn linked_stories(titles: &str) => "Your stories: {titles}", "내 이야기: {titles}";
        fn spoken(clock: &str) => "about {clock} when told", "말하면 약 {clock}";

        no_metric => "no metric: what changed, from which number to which?",
            "수치가 없습니다. 무엇이 얼마에서 얼마로 바뀌었는지 적으세요.";
        half_metric => "half a metric: the value before or after is missing",
            "수치가 반쪽입니다. 전이나 후의 값이 빠졌습니다.";
        no_number => "no number in the result", "결과에 숫자가 없습니다.";
        fn too_long(clock: &str) => "about {clock} when told: longer than two minutes",
            "말하면 약 {clock}: 2분을 넘습니다.";
        says_we_too_much => "the action says \"we\": what did you do yourself?",
            "행동이 \"우리\"로 적혀 있습니다. 내가 한 일을 적으세요.";
        no_competency => "no competency: what does it show of you?",
            "역량이 없습니다. 이 이야기가 보여 주는 것을 적으세요.";
        fn missing(parts: &str) => "still empty: {parts}", "빈 칸: {parts}";

        title_field => "Title", "제목";
        competencies_field => "Shows", "역량";
        metric_name => "Metric", "수치 이름";
        metric_unit => "Unit", "단위";
        metric_before => "Before", "전";
        metric_after => "After", "후";
        metric_how => "Measured", "잰 방법";
        title_help => "What it is about, in a few words.", "무엇에 대한 이야기인지 몇 마디로.";
        fn competencies_help(names: &str) => "With commas: {names}", "쉼표로 나눕니다: {names}";
        situation_help => "Where, when, what was at stake? 20 seconds.", "언제, 어디서, 무엇이 걸려 있었는지. 20초.";
        task_help => "What was yours to do? 20 seconds.", "내가 맡은 일. 20초.";
        analysis_help => "What did you look at, in which order?", "무엇을 어떤 순서로 살폈는지.";
        cause_help => "Why did it happen?", "왜 일어났는지.";
        action_help => "What did you do, and why that way? 50 seconds.", "내가 한 일과 그렇게 한 까닭. 50초.";
        result_help => "What came of it, in numbers? 30 seconds.", "무엇이 어떻게 되었는지 숫자로. 30초.";
        lesson_help => "What do you do differently since?", "그 뒤로 달라진 점.";
        name_help => "What was measured: queries a page, p99, errors a day.", "잰 것: 화면당 쿼리, p99, 하루 오류 수.";
        unit_help => "ms, %, queries ...", "ms, %, 개 ...";
        number_help => "A number; empty while it is unknown.", "숫자. 모르면 비워 둡니다.";
        how_help => "How it was measured, so that it can be measured again.", "다시 잴 수 있게 잰 방법을 적습니다.";
        not_a_number => "That is no number; it was left out.", "숫자가 아니라서 뺐습니다.";

        fn deleted(undo: &str) => "Story deleted; {undo} brings it back.", "이야기를 지웠습니다. {undo} 키로 되돌립니다.";
        copied => "Copied: now tell it as your own.", "복사했습니다. 이제 내 이야기로 고치세요.";
        example_stays => "It comes with the program. Copy it and tell your own.",
            "기본으로 들어 있는 예시입니다. 복사해서 내 이야기로 고치세요.";
        no_story => "There is no story here.", "이야기가 없습니다.";
        in_coverage_only => "Works in the coverage table.", "역량 표에서 쓰는 키입니다.";
        fn made_question(prompt: &str) => "In the question bank: {prompt}", "질문 은행에 넣었습니다: {prompt}";
        fn linked(prompt: &str) => "Linked: {prompt}", "연결했습니다: {prompt}";
        fn unlinked(prompt: &str) => "No longer linked: {prompt}", "연결을 풀었습니다: {prompt}";
        fn from_the_draft(title: &str) => "Story made of the draft: {title}", "초안으로 이야기를 만들었습니다: {title}";

        nothing_in_draft => "No section of this draft has text yet.", "이 초안에는 아직 채운 절이 없습니다.";

        gap => "gap", "비었음";
        no_columns => "No stories to set against the competencies yet.", "아직 견줄 이야기가 없습니다.";
        fn gap_says(key: &str, name: &str) => "{key} begins a story that shows: {name}", "{key} 키로 이 역량의 이야기를 씁니다: {name}";
        fn cell_says(enter: &str, space: &str) => "{enter} opens the story, {space} marks the competency.",
            "{enter} 이야기 열기, {space} 역량 표시";
        fn example_says(enter: &str, copy: &str) => "An example: {enter} reads it, {copy} makes it your own.",
            "예시입니다. {enter} 읽기, {copy} 내 이야기로 복사";

        fn stage_says(name: &str, seconds: u32) => "{name} {seconds}s", "{name} {seconds}초";
        fn now_tell(name: &str) => "Now: {name}", "지금: {name}";
        over => "Two minutes are over: end with the number.", "2분이 지났습니다. 숫자로 마무리하세요.";
        fn hidden(key: &str) => "Tell it aloud. The text is hidden; {key} shows it part by part.",
            "소리 내어 말하세요. 글은 숨겨 두었습니다. {key} 키로 한 칸씩 봅니다.";
        fn keep(keep: &str, leave: &str) => "{keep} ends it and keeps the time, {leave} leaves without keeping it.",
            "{keep} 마치고 시간 기록, {leave} 기록 없이 나가기";
        fn told_so_often(times: u32, clock: &str) => "{times}x {clock}", "{times}회 {clock}";
        fn kept(clock: &str) => "Kept: {clock}", "기록했습니다: {clock}";

        ownership => "ownership", "책임감";
        conflict => "conflict", "갈등";
        failure => "failure", "실패";
        leadership => "leadership", "리더십";
        teamwork => "teamwork", "협업";
        deadline => "deadline", "마감";
        learning => "learning", "배움";
        debugging => "debugging", "디버깅";
        performance => "performance", "성능";
        communication => "communication", "소통";
        decision => "decision", "결정";
    }
}

impl Stories {
    /// The name of a competency; an unknown one is called what the user calls it.
    pub fn competency(self, id: &str) -> &str {
        match id {
            "ownership" => self.ownership(),
            "conflict" => self.conflict(),
            "failure" => self.failure(),
            "leadership" => self.leadership(),
            "teamwork" => self.teamwork(),
            "deadline" => self.deadline(),
            "learning" => self.learning(),
            "debugging" => self.debugging(),
            "performance" => self.performance(),
            "communication" => self.communication(),
            "decision" => self.decision(),
            other => other,
        }
    }

    pub fn part(self, part: Part) -> &'static str {
        match part {
            Part::Situation => self.situation(),
            Part::Task => self.task(),
            Part::Analysis => self.analysis(),
            Part::Cause => self.cause(),
            Part::Action => self.action(),
            Part::Result => self.result(),
            Part::Lesson => self.lesson(),
        }
    }

    /// `1:05`
    pub fn clock(self, seconds: u32) -> String {
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }

    /// `100 -> 3 queries (-97 %)`; what is unknown is `?`.
    pub fn metric(self, metric: &Metric) -> String {
        let value = |value: Option<f64>| value.map_or_else(|| "?".to_owned(), precise);
        let unit = metric.unit.get(self.0).trim();
        let mut text = format!("{} -> {}", value(metric.before), value(metric.after));
        if !unit.is_empty() {
            text += &format!(" {unit}");
        }
        if let Some(change) = change(metric) {
            let space = if self.0 == Lang::En { " " } else { "" };
            text += &format!(" ({change:+}{space}%)");
        }
        text
    }

    /// The same with its name and how it was measured.
    pub fn metric_source(self, metric: &Metric) -> String {
        let with = |text: &Text, before: &str, after: &str| {
            let text = text.get(self.0).trim();
            let empty = text.is_empty();
            if empty {
                String::new()
            } else {
                format!("{before}{text}{after}")
            }
        };
        let name = with(&metric.name, "", ": ");
        format!(
            "{name}{}{}",
            self.metric(metric),
            with(&metric.how, " - ", "")
        )
    }

    /// Whether an action tells of a group more than of oneself.
    pub fn says_we(self, text: &str) -> bool {
        let text = text.to_lowercase();
        let words: Vec<&str> = match self.0 {
            Lang::En => text.split(|c: char| !c.is_alphabetic()).collect(),
            Lang::Ko => text.split_whitespace().collect(),
        };
        let count = |names: &[&str]| {
            let named = |word: &&&str| match self.0 {
                Lang::En => names.contains(*word),
                Lang::Ko => names.iter().any(|name| word.starts_with(name)),
            };
            words.iter().filter(named).count()
        };
        let (we, me) = match self.0 {
            Lang::En => (count(&["we", "us", "our"]), count(&["i", "me", "my"])),
            Lang::Ko => (
                count(&["우리", "저희"]),
                count(&["제가", "저는", "내가", "나는"]),
            ),
        };
        we > me
    }

    /// What is wrong, in words; several empty parts are told in one line.
    pub fn lints(self, lints: &[Lint]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut empty: Vec<&str> = Vec::new();
        for lint in lints {
            match lint {
                Lint::Missing(part) => empty.push(self.part(*part)),
                Lint::NoMetric => lines.push(self.no_metric().to_owned()),
                Lint::HalfMetric => lines.push(self.half_metric().to_owned()),
                Lint::NoNumber => lines.push(self.no_number().to_owned()),
                Lint::TooLong(seconds) => lines.push(self.too_long(&self.clock(*seconds))),
                Lint::We => lines.push(self.says_we_too_much().to_owned()),
                Lint::NoCompetency => lines.push(self.no_competency().to_owned()),
            }
        }
        if !empty.is_empty() {
            lines.insert(0, self.missing(&empty.join(", ")));
        }
        lines
    }
}

/// A value as exactly as it was given, without needless digits.
fn precise(value: f64) -> String {
    let short = number(value);
    if short.parse() == Ok(value) {
        return short;
    }
    format!("{value}")
}

impl Lang {
    pub fn stories(self) -> Stories {
        Stories(self)
    }
}
