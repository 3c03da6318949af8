//! Texts of the library: the catalogue of projects, roles and their readiness, packs.

use super::Lang;

texts! {
    /// Texts of the library.
    Library {
        name => "Library", "자료실";
        projects => "Projects", "프로젝트";
        fn turn(left: &str, right: &str) => "{left} / {right} turns", "{left} / {right} 넘기기";
        roles => "Roles", "직무";
        packs => "Packs", "자료";

        basic => "basic", "입문";
        middle => "middle", "중급";
        advanced => "advanced", "고급";
        optional => "optional", "선택";
        fn weeks(least: u32, most: u32) => "{least}-{most} weeks", "{least}-{most}주";
        fn solved(solved: usize, problems: usize) => "solved {solved}/{problems}", "해결 {solved}/{problems}";
        planned => "in your plan", "계획에 있음";

        stack => "Stack", "기술";
        features => "Features", "기능";
        problem => "Problem", "문제";
        analysis => "Analysis", "분석";
        fix => "Fix", "해결";
        result => "Result", "결과";
        measured => "Measure", "측정";
        learn => "What you learn", "배우는 것";
        fn sheet(stars: u8, level: &str, least: u32, most: u32) =>
            "Elsewhere it is stated with {stars} star(s), {level}, {least}-{most} weeks.",
            "다른 곳에는 별 {stars}개, {level}, {least}-{most}주로 적혀 있습니다.";

        fn set_up(stack: &str) => "Set up the project: {stack}", "프로젝트 준비: {stack}";
        fn core_features(title: &str) => "The core features of: {title}", "핵심 기능 구현: {title}";
        build => "Build it", "만들기";
        solve => "Find and solve its three problems", "문제 세 가지 찾아 풀기";
        write_up => "Write it up", "글로 정리하기";
        fn post_about(title: &str) => "Post: {title}", "글쓰기: {title}";
        write_readme => "README with the measured results, and the link in the portfolio",
            "측정 결과를 담은 README와 포트폴리오 링크";

        fn ask_week(title: &str) => "First day of \"{title}\"", "\"{title}\" 시작일";
        day_hint => "2026-12-07, 12-07 or +14", "2026-12-07, 12-07, +14";
        no_day => "That is no date. Type 2026-12-07, 12-07 or +14 (days from today).",
            "날짜가 아닙니다. 2026-12-07, 12-07 또는 +14 (오늘부터 일수)처럼 적으세요.";
        only_projects => "This is done with projects and plans.", "프로젝트와 계획에 쓰는 명령입니다.";
        no_plan => "There is no plan in this pack: its content is in use already.", "계획이 없는 자료입니다. 내용은 이미 쓰이고 있습니다.";
        fn put_pack(title: &str, first: &str, key: &str) => "\"{title}\" is in your plan from {first} on. {key} takes it back.",
            "{first}부터 계획에 넣음: \"{title}\". {key} 키로 되돌립니다.";
        already => "It is in your plan already: the timeline shows it.", "이미 계획에 있습니다. 타임라인에서 볼 수 있습니다.";
        not_planned => "It is not in your plan yet.", "아직 계획에 없습니다.";
        fn put(title: &str, first: &str, drafts: usize, key: &str) =>
            "\"{title}\" begins on {first}, with {drafts} drafts to write. {key} takes it back.",
            "{first} 시작: \"{title}\". 쓸 글 {drafts}편도 만들었습니다. {key} 키로 되돌립니다.";

        required => "Required", "필수";
        preferred => "Preferred", "우대";
        bonus => "Bonus", "가산점";
        fn covered(percent: u32) => "covered {percent}%", "{percent}% 충족";
        fn asked_by(percent: u32) => "{percent}%", "{percent}%";
        fn shown_by(projects: &str) => "shown by {projects}", "증명: {projects}";
        mastered => "mastered in your plan", "계획에서 숙달함";
        fn known(known: usize, all: usize) => "questions known {known}/{all}", "아는 질문 {known}/{all}";
        fn closes(projects: &str) => "closed by {projects}", "채우는 프로젝트: {projects}";
        nothing_closes => "no project of the catalogue shows it", "이를 보여 주는 프로젝트가 없음";
        fn know_more(count: usize) => "or by {count} more question(s)", "또는 질문 {count}개 더";
        fn stated(text: &str) => "Stated: {text}", "자료에 적힌 값: {text}";
        minimum => "Minimum portfolio", "최소 포트폴리오";
        differentiated => "Portfolio that sets you apart", "차별화 포트폴리오";
        fn portfolio_weeks(stated_least: u32, stated_most: u32, least: u32, most: u32) =>
            "stated {stated_least}-{stated_most} weeks, the sum of its projects is {least}-{most}",
            "자료에 적힌 기간 {stated_least}-{stated_most}주, 프로젝트 합계 {least}-{most}주";
        fn solves(count: u32) => "{count} problems solved", "문제 {count}개 해결";
        fn finished_of(finished: usize, all: usize) => "finished {finished}/{all}", "끝냄 {finished}/{all}";
        competencies => "What the role is about", "핵심 역량";
        notes => "Remarks", "비고";

        fn questions(count: usize) => "{count} questions", "질문 {count}개";
        fn plan_version(version: &str) => "your plan: {version}", "내 계획: {version}";
        a_plan => "plan", "계획";
        retros => "retro forms", "회고 양식";
        fn projects_count(count: usize) => "{count} projects", "프로젝트 {count}개";
        fn stories(count: usize) => "{count} stories", "이야기 {count}편";
    }
}

impl Lang {
    pub fn library(self) -> Library {
        Library(self)
    }
}
