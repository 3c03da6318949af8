//! Texts of the library: the catalogue of projects, roles and their readiness, packs.

use super::Lang;

texts! {
    /// Texts of the library.
    Library {
        name => "Library", "자료실";
        projects => "Projects", "프로젝트";
        fn turn(left: &str, right: &str) => "{left} / {right} turns", "{left} / {right} 넘기기";
        fn more(key: &str) => "{key}: more", "{key}: 더 보기";
        roles => "Roles", "직무";
        pages => "Pages", "문서";
        resources => "Resources", "학습 자료";
        measures => "Measures", "지표";
        priorities => "Priorities", "우선순위";
        portfolio => "Portfolio", "포트폴리오";
        packs => "Packs", "팩";

        fn ask_search(shelf: &str) => "Search: {shelf}", "찾기: {shelf}";
        search_hint => "words of a title or text, or first consonants", "제목이나 내용의 낱말, 초성";
        fn nothing_found(words: &str) => "Nothing here has \"{words}\". Esc shows everything again.",
            "\"{words}\"에 맞는 것이 없습니다. Esc를 누르면 전부 다시 보입니다.";
        fn empty(packs: &str, key: &str) => "Your plans have nothing for this shelf yet. Put a document into the plan: shelf \"{packs}\", then {key}.",
            "내 계획에는 여기 놓을 것이 아직 없습니다. \"{packs}\" 칸에서 {key} 키로 계획을 넣으세요.";
        only_pages => "Only pages have links.", "링크는 문서에만 있습니다.";
        only_items => "This is done with items of your plans.", "내 계획의 항목에 쓰는 명령입니다.";
        fn proof_open(key: &str) => "Its proof is still open: {key} goes to it in the plan.", "아직 증명이 남았습니다. {key} 키로 계획에서 확인하세요.";

        links => "Leads to", "이어지는 곳";
        ask_link => "Go where?", "어디로 갈까요?";
        link_page => "page", "문서";
        link_node => "plan", "계획";
        link_question => "question", "질문";
        link_project => "project", "프로젝트";
        link_role => "role", "직무";
        no_links => "This page has no links.", "이 문서에는 링크가 없습니다.";
        leads_nowhere => "What the link leads to is not there any more.", "링크가 가리키는 것이 이제 없습니다.";
        fn address(address: &str) => "Open it in a browser: {address}", "브라우저에서 여세요: {address}";
        fn not_taken_up(packs: &str, key: &str) => "That plan is not among yours: shelf \"{packs}\", then {key}, puts it there.",
            "아직 내 계획에 없습니다. \"{packs}\" 칸에서 {key} 키로 넣을 수 있습니다.";

        target => "Target", "목표";
        course => "Course", "추이";
        fn readings(count: usize) => "Values read: {count}", "측정값 {count}개";
        fn least_and_most(least: &str, most: &str) => "least {least}, most {most}", "최소 {least}, 최대 {most}";
        fn no_reading(key: &str) => "No value yet. {key} notes one.", "아직 값이 없습니다. {key} 키로 적으세요.";
        fn taken_away(value: &str, key: &str) => "Took {value} away. {key} brings it back.", "{value} 지움. {key} 키로 되돌립니다.";
        nothing_read => "There is no value to take away.", "지울 값이 없습니다.";

        high_impact => "High impact", "효과 큼";
        low_impact => "Low impact", "효과 적음";
        quadrant_quick => "Little effort: quick wins", "노력 적음: 바로 하기";
        quadrant_invest => "Much effort: invest", "노력 큼: 꾸준히 투자";
        quadrant_fill => "Little effort: fill gaps", "노력 적음: 자투리에 하기";
        quadrant_avoid => "Much effort: avoid", "노력 큼: 하지 않기";
        weights => "What success is put down to", "성공 요인의 비중";
        fn score(reached: &str) => "Reached so far: {reached} of 100", "지금까지 100 중 {reached}";
        checklists => "Checklists", "체크리스트";

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
        no_plan => "There is no plan in this pack: its content is in use already.", "계획이 없는 팩입니다. 내용은 이미 쓰이고 있습니다.";
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
        fn asked_by(percent: u32) => "in {percent}% of postings", "공고의 {percent}%";
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
        fn pages_count(count: usize) => "{count} pages", "문서 {count}편";
        fn projects_count(count: usize) => "{count} projects", "프로젝트 {count}개";
        fn stories(count: usize) => "{count} stories", "이야기 {count}편";
    }
}

impl Library {
    /// The name of a quadrant of impact against effort.
    pub fn quadrant(self, choice: &str) -> &'static str {
        match choice {
            "quick" => self.quadrant_quick(),
            "invest" => self.quadrant_invest(),
            "fill" => self.quadrant_fill(),
            _ => self.quadrant_avoid(),
        }
    }
}

impl Lang {
    pub fn library(self) -> Library {
        Library(self)
    }
}
