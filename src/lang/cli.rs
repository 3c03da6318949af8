//! Texts of the command line. `--help` is English only; it is in the comments of `runtime/cli/args.rs`.

use super::Lang;

texts! {
    /// Texts of the command line.
    Cli {
        no_terminal => "the cockpit needs a terminal on input and output; `gongbu today` prints the day without one",
            "화면을 쓰려면 입력과 출력이 터미널이어야 합니다. `gongbu today` 는 터미널 없이 오늘을 출력합니다";
        dumb_terminal => "this terminal can only print lines (TERM=dumb); the cockpit needs one that moves the cursor. `gongbu today` prints the day",
            "이 터미널은 줄만 출력합니다 (TERM=dumb). 커서를 옮길 수 있는 터미널이 필요합니다. `gongbu today` 는 오늘을 출력합니다";
        fn cannot_write(reason: &str) => "the output could not be written: {reason}", "출력하지 못했습니다: {reason}";
        not_started => "nothing is started yet; run `gongbu`, or `gongbu init --yes`",
            "아직 시작하지 않았습니다. `gongbu` 또는 `gongbu init --yes` 를 실행하세요";
        fn cannot_change(reason: &str) => "nothing was changed. {reason}",
            "바꾸지 않았습니다. {reason}";

        fn say_yes(plan: &str, first: &str, hours: u32) =>
            "nothing was started. \"{plan}\" from {first} with {hours} h a week: say --yes; else say --plan, --start or --hours",
            "아직 시작하지 않았습니다. \"{plan}\" 계획, {first} 시작, 주 {hours}시간이면 --yes 를, 바꾸려면 --plan, --start, --hours 를 붙이세요";
        fn already_started(path: &str) =>
            "already started in {path}; run `gongbu`, or start elsewhere with --data-dir DIR",
            "{path} 에서 이미 시작했습니다. `gongbu` 를 실행하거나 --data-dir DIR 로 다른 곳에서 시작하세요";
        fn started(plan: &str, first: &str, hours: u32) =>
            "Started: {plan}, from {first}, {hours} h a week. `gongbu` opens it.",
            "시작했습니다: {plan}, {first}부터, 주 {hours}시간. `gongbu`로 여세요.";
        fn data_is_in(path: &str) => "The data is in {path}", "데이터 위치: {path}";

        fn covered(units: usize, least: usize) =>
            "questions: all {units} units and topics have enough; the fewest are {least}",
            "질문: 단위와 주제 {units}개 모두 충분하며, 가장 적은 곳이 {least}개입니다";
        fn short_of_questions(which: &str) => "questions: too few for {which}", "질문이 모자란 곳: {which}";

        phase => "Phase", "단계";
        this_week => "This week", "이번 주";
        reviews => "Reviews", "복습";
        promises => "Promised", "다짐";
        fn hours_of(logged: &str, capacity: u32) => "{logged}/{capacity}h", "{logged}/{capacity}h";
        fn days_left(days: i64) => "D-{days}", "D-{days}";
        nothing_due => "none due", "없음";
        fn due(count: usize) => "{count} due", "{count}개";
        nothing_this_week => "no unit of the plan is on", "잡힌 단원 없음";
        fn more(count: usize) => "and {count} more", "그 밖에 {count}개";
        proof => "proof: ", "증명: ";

        fn no_such_item(id: &str) => "there is no item \"{id}\"; `gongbu today` prints the ids of this week",
            "\"{id}\" 항목이 없습니다. 이번 주 항목의 id 는 `gongbu today` 에 있습니다";
        fn did_you_mean(id: &str, found: &str) => "there is no item \"{id}\"; did you mean {found}?",
            "\"{id}\" 항목이 없습니다. 혹시 이것인가요: {found}";
        fn several_items(id: &str, found: &str) => "several ids end in \"{id}\"; say which: {found}",
            "\"{id}\" 로 끝나는 id 가 여러 개입니다. 하나를 고르세요: {found}";
        fn already_done(title: &str) => "Done already: {title}", "이미 완료: {title}";
        fn proofs_open(title: &str, count: usize, found: &str) =>
            "not closed: {count} proof(s) of \"{title}\" are open: {found}; tick them, or say --without-proof",
            "닫지 않았습니다. \"{title}\" 의 증명 {count}개가 열려 있습니다: {found}. 먼저 완료하거나 --without-proof 를 붙이세요";
        fn not_yet(day: &str) => "{day} has not come yet; log time for today or an earlier day",
            "{day} 은(는) 아직 오지 않았습니다. 오늘이나 지난 날에 기록하세요";

        fn cannot_read(path: &str, reason: &str) => "{path} could not be read: {reason}", "{path} 읽지 못함: {reason}";
        one_well => "1 file checked, nothing wrong", "파일 1개 확인, 문제 없음";
        fn all_well(count: usize) => "{count} files checked, nothing wrong", "파일 {count}개 확인, 문제 없음";
        one_problem => "1 problem found", "문제 1개";
        fn problems(count: usize) => "{count} problems found", "문제 {count}개";
        not_utf8 => "not UTF-8", "UTF-8 이 아님";
        conflict_marker => "conflict marker of a version control system", "버전 관리 충돌 표시가 남아 있음";
        fn syntax(detail: &str) => "not JSON: {detail}", "JSON 이 아님: {detail}";
        fn shape(detail: &str) => "not of the right form: {detail}", "형식이 맞지 않음: {detail}";
        unknown_file => "neither a pack nor a data document of gongbu", "gongbu 의 팩도 데이터 문서도 아님";
        version => "a pack format that this version does not read", "이 버전이 읽지 못하는 팩 형식";
        fn duplicate_member(key: &str) => "\"{key}\" stands twice in one object", "한 객체에 \"{key}\" 가 두 번 있음";
        fn missing_language(code: &str) => "the text lacks \"{code}\"", "텍스트에 \"{code}\" 가 없음";
        empty_text => "empty text", "빈 텍스트";
        fn control(code: &str) => "control or invisible character {code}", "제어 문자 또는 보이지 않는 문자 {code}";
        not_composed => "not in Unicode's NFC", "유니코드 NFC 가 아님";
        fn bad_id(id: &str) => "\"{id}\" is no id: a-z, 0-9 and - only, and not too long",
            "\"{id}\" 는 id 로 쓸 수 없음: a-z, 0-9, - 만 쓰고 너무 길지 않게";
        fn duplicate_id(id: &str) => "id \"{id}\" is taken already", "id \"{id}\" 가 이미 있음";
        fn unknown_link(id: &str) => "there is no {id} to lead to", "가리키는 대상이 없습니다: {id}";
        fn unknown_project(id: &str) => "the pack has no project or role {id}", "이 자료에 {id} 프로젝트나 직무가 없습니다";
        fn unknown_unit(id: &str) => "no plan has a node \"{id}\"", "\"{id}\" 노드가 어느 계획에도 없음";
        no_points => "an answer without points", "답은 있는데 핵심 항목(points)이 없음";
        fn bad_span(span: &str) => "\"{span}\" is no span such as 2025-06..2025-10", "\"{span}\" 는 2025-06..2025-10 같은 기간이 아님";
        fn unknown_kind(kind: &str) => "\"{kind}\" is no kind", "\"{kind}\" 라는 종류는 없음";
        fn nesting(child: &str, parent: &str) => "a {child} cannot stand below a {parent}", "{parent} 아래에 {child} 를 둘 수 없음";
        fn bad_choice(choice: &str) => "\"{choice}\" is none of invest quick fill avoid", "\"{choice}\" 은(는) invest quick fill avoid 가운데 하나가 아님";
        fn bad_operator(op: &str) => "\"{op}\" is none of >= <= < > =", "\"{op}\" 는 >= <= < > = 가운데 하나가 아님";
        fn bad_record(id: &str, why: &str) => "record \"{id}\" cannot be read: {why}", "\"{id}\" 기록을 읽을 수 없음: {why}";

        data => "data", "데이터";
        state => "state", "상태";
        rescue => "rescue copies", "구조 사본";
        fn beside_the_program(marker: &str) => "{marker} is beside the program", "프로그램 옆에 {marker} 파일이 있음";
        platform => "the platform's place", "운영체제의 기본 위치";

        place => "Where", "어디서";
        key => "Keys", "키";
        what => "What it does", "하는 일";
        name => "Name", "이름";
    }
}

impl Lang {
    pub fn cli(self) -> Cli {
        Cli(self)
    }
}
