//! Texts about saving: what went wrong and what to do.

use super::Lang;

texts! {
    /// Texts about saving.
    Saving {
        read_only => "this copy is open for reading only", "읽기 전용으로 열려 있습니다";
        fn full(path: &str) => "the disk is full ({path}); make room, it will be tried again",
            "디스크가 가득 찼습니다 ({path}). 자리를 만들면 다시 저장합니다";
        fn full_by(path: &str, needed: u64, free: u64) =>
            "the disk is full ({path}): {needed} kB needed, {free} kB free; make room, it will be tried again",
            "디스크가 가득 찼습니다 ({path}): {needed} kB 필요, {free} kB 남음. 자리를 만들면 다시 저장합니다";
        fn implausible(file: &str, before: usize, after: usize, kept: &str) =>
            "{file} was not saved: {before} records would have become {after} although nothing was deleted. What was to be saved is in {kept}",
            "{file} 을(를) 저장하지 않았습니다. 지운 것이 없는데 기록 {before}개가 {after}개가 됩니다. 저장하려던 내용은 {kept} 에 있습니다";
        fn denied(path: &str) => "no permission for {path}; check its rights",
            "{path} 에 대한 권한이 없습니다. 권한을 확인하세요";
        fn read_only_disk(path: &str) => "the disk is read-only ({path}); once it can be written to, it will be tried again",
            "디스크가 읽기 전용입니다 ({path}). 쓸 수 있게 되면 다시 저장합니다";
        fn gone(path: &str) => "{path} is gone: moved, renamed, or on a drive that was removed? Once it is back, it will be tried again",
            "{path} 폴더가 없습니다. 옮겼거나 이름을 바꿨거나 드라이브를 뺐나요? 다시 나타나면 저장합니다";
        fn missing(path: &str) => "{path} is gone; was a drive removed?",
            "{path} 이(가) 사라졌습니다. 드라이브를 뺐나요?";
        fn no_file(path: &str) => "{path} is not a plain file and is left alone",
            "{path} 은(는) 보통 파일이 아니라서 그대로 둡니다";
        fn other(path: &str, kind: &str) => "{kind} at {path}; it will be tried again",
            "{path}: {kind}. 다시 시도합니다";
        fn rescued(reason: &str, place: &str) =>
            "{reason}. A copy of what is unsaved is in {place}",
            "{reason}. 저장되지 않은 것의 사본은 {place} 에 있습니다";
        timeout => "the disk does not answer; the last changes may not be saved",
            "디스크가 응답하지 않습니다. 마지막 변경이 저장되지 않았을 수 있습니다";
        fn internal(detail: &str) => "a mistake of the program: {detail}", "프로그램의 잘못: {detail}";
        fn changed_outside(file: &str, kept: &str) =>
            "The other version of {file} is kept. To take it all the same: gongbu restore {kept}",
            "{file} 파일의 다른 쪽 내용은 보관했습니다. 그래도 쓰려면: gongbu restore {kept}";
        fn taken_in_line(file: &str, records: &str) => "{file} was changed outside: {records} taken over",
            "{file} 파일이 밖에서 바뀌어 {records}를 반영했습니다";
        fn both_sides_line(file: &str, records: &str, places: &str) =>
            "{file} was changed outside: {records} taken over. Changed on both sides, so yours stayed: {places}",
            "{file} 파일이 밖에서 바뀌어 {records}를 반영했습니다. 양쪽에서 바뀐 곳은 여기 것을 남겼습니다: {places}";
        fn rescue_taken_line(records: &str) => "The unsaved changes are taken in: {records}", "저장하지 못했던 변경을 반영했습니다: {records}";
        fn rescue_taken_but_line(records: &str, places: &str) =>
            "The unsaved changes are taken in: {records}. Changed since, so it stayed: {places}",
            "저장하지 못했던 변경을 반영했습니다: {records}. 그 뒤에 바뀐 곳은 그대로 두었습니다: {places}";
        fn rescued_found_line(at: &str, documents: &str, records: &str) =>
            "Unsaved changes of {at} were found ({documents}, {records} differ):",
            "{at} 에 저장하지 못한 변경이 있습니다 ({documents}, {records} 다름):";
        fn rescued_document_line(file: &str, records: &str) => "{file}: {records}", "{file}: {records}";
        fn shrank(file: &str, before: usize, after: usize) =>
            "{file} went from {before} records to {after} outside. That was not taken over: yours stays.",
            "{file} 파일이 밖에서 기록 {before}개에서 {after}개로 줄었습니다. 반영하지 않고 여기 것을 남겼습니다.";
        fn rescued_more(count: usize) => "… and {count} more", "… 그 밖에 {count}개";
        rescued_take => "take them in (undo takes them back)", "반영합니다 (되돌릴 수 있음)";
        rescued_wait => "decide later; they stay where they are", "나중에 정합니다. 그대로 둡니다";
        rescued_discard => "put them aside, in .gongbu/outside", "반영하지 않고 .gongbu/outside 에 치웁니다";
        fn rescued_later(key: &str, command: &str) =>
            "They wait. To find them again, press {key} and choose: {command}", "그대로 두었습니다. 다시 찾으려면 {key} 키를 누르고 고르세요: {command}";
        next_start => "The next start asks what to do with it", "다음에 시작할 때 어떻게 할지 묻습니다";
        fn rescued_notice_line(documents: &str) =>
            "changes that could not be saved another time are waiting ({documents}); the cockpit asks what to do with them",
            "전에 저장하지 못한 변경이 기다리고 있습니다 ({documents}). gongbu 를 열면 어떻게 할지 묻습니다";
        printed => "These documents could not be saved anywhere. This is all of them, as JSON; copy it from here:",
            "다음 문서는 어디에도 저장하지 못했습니다. JSON 으로 모두 적으니 여기서 복사해 두세요:";
        fn broken_outside(file: &str, line: usize, column: usize) =>
            "{file} line {line}, column {column}: not valid JSON. It is left alone; changes are kept beside it",
            "{file} {line}행 {column}열: JSON 이 아닙니다. 그대로 두고 변경은 따로 보관합니다";
        fn not_an_object(file: &str) =>
            "{file} must be one JSON object, {{ … }}. It is left alone; changes are kept beside it",
            "{file} 은(는) JSON 객체 {{ … }} 하나여야 합니다. 그대로 두고 변경은 따로 보관합니다";
        fn no_document(file: &str) => "{file} is no document of gongbu: it must be one JSON object, {{ … }}",
            "{file} 은(는) gongbu 문서가 아닙니다. JSON 객체 {{ … }} 하나여야 합니다";
        fn refresh_failed(reason: &str) => "Saved, but the readable file could not be renewed: {reason}",
            "저장했지만 읽는 파일은 새로 쓰지 못했습니다: {reason}";
        fn not_a_dataset(path: &str) =>
            "{path} is not empty and holds no gongbu data. Name an empty or new folder with --data-dir.",
            "{path} 은(는) 비어 있지 않고 gongbu 데이터도 아닙니다. --data-dir 로 빈 폴더나 새 폴더를 지정하세요.";
        fn not_a_directory(path: &str) => "{path} is no folder. Name one with --data-dir.",
            "{path} 은(는) 폴더가 아닙니다. --data-dir 로 폴더를 지정하세요.";
        fn too_new(schema: u32, ours: u32) =>
            "This data was written by a newer gongbu (schema {schema}, this one knows {ours}). Nothing was touched; install the newer version.",
            "더 새로운 gongbu 가 쓴 데이터입니다 (스키마 {schema}, 이 버전은 {ours}). 아무것도 건드리지 않았으니 새 버전을 설치하세요.";
        fn broken_manifest(path: &str, line: usize, column: usize) =>
            "{path} line {line}, column {column}: not valid. Mend it by hand, or remove it: a copy is kept.",
            "{path} {line}행 {column}열이 잘못되었습니다. 고치거나 지우세요. 사본이 따로 있습니다.";
        fn locked(pid: &str, since: &str, host: &str) =>
            "READ ONLY: gongbu is open on {host}, process {pid}, since {since}",
            "읽기 전용: {host} 의 다른 gongbu 가 쓰고 있습니다 (프로세스 {pid}, {since} 부터)";
        nobody_writes => "READ ONLY: whoever wrote here has ended",
            "읽기 전용: 쓰고 있던 쪽이 끝났습니다";
        handed_over => "READ ONLY: another gongbu was given the right to write",
            "읽기 전용: 다른 gongbu 에 쓰기를 넘겼습니다";
        taken_right => "This gongbu writes from now on.", "이제부터 이 gongbu 가 씁니다.";
        given_right => "All is saved, and another gongbu writes from now on, as it asked. This one looks on.",
            "모두 저장했고, 부탁을 받아 다른 gongbu 가 쓰기 시작했습니다. 여기서는 보기만 합니다.";
        keeps_right => "Another gongbu asked to write. Not while there are changes here that are not saved.",
            "다른 gongbu 가 쓰기를 부탁했지만, 여기 저장되지 않은 변경이 있어 넘기지 않았습니다.";
        fn holder_stopped(pid: u32) =>
            "Process {pid} is stopped (Ctrl-Z?) and cannot let go. Continue it with fg, or kill -CONT {pid}, and ask again; or end it: kill -9 {pid}. What it showed as saved is safe",
            "프로세스 {pid} 번이 멈춰 있어(Ctrl-Z?) 넘겨주지 못합니다. fg 나 kill -CONT {pid} 로 계속시킨 뒤 다시 하거나, kill -9 {pid} 로 끝내세요. 저장됨으로 보인 것은 안전합니다";
        fn holder_silent(pid: u32) =>
            "Process {pid} does not let go: look at its screen, perhaps it cannot save. Or end it: kill {pid}",
            "프로세스 {pid} 번이 넘겨주지 않습니다. 저장하지 못하고 있을지 모르니 그 화면을 보세요. 끝내려면: kill {pid}";
        fn newer_schema(schema: u32, ours: u32) =>
            "READ ONLY: a newer gongbu wrote this data (schema {schema}, this one knows {ours})",
            "읽기 전용: 더 새로운 gongbu 가 쓴 데이터입니다 (스키마 {schema}, 이 버전은 {ours})";
        fn read_only_because(reason: &str) => "READ ONLY: {reason}", "읽기 전용: {reason}";
        manifest_rebuilt => "gongbu.json was missing or damaged and was written anew.",
            "gongbu.json 이 없거나 손상되어 새로 썼습니다.";
        history_missing => "The .gongbu folder was missing: the documents are complete, their history starts now.",
            ".gongbu 폴더가 없었습니다. 문서는 온전하고 이력은 지금부터 다시 쌓입니다.";
        no_locks => "This disk has no file locks: do not open gongbu twice on it.",
            "이 디스크는 파일 잠금이 없습니다. gongbu 를 동시에 두 번 열지 마세요.";
        fn restored(file: &str, kept: &str) => "{file} was damaged; the last saved state was used. Its bytes are in {kept}",
            "{file} 이(가) 손상되어 마지막 저장 상태를 썼습니다. 원래 바이트는 {kept} 에 있습니다";
        fn taken_over(file: &str, count: usize) =>
            "{file} was changed outside; {count} records were taken over.",
            "{file} 이(가) 밖에서 바뀌어 기록 {count}개를 반영했습니다.";
        fn taken_over_but(file: &str, count: usize, places: &str, kept: &str) =>
            "{file} was changed outside; {count} records were taken over. Changed on both sides, so yours stayed: {places}. The other version is in {kept}",
            "{file} 이(가) 밖에서 바뀌어 기록 {count}개를 반영했습니다. 양쪽에서 바뀐 곳은 여기 것을 남겼습니다: {places}. 다른 쪽은 {kept} 에 있습니다";
        fn too_much_gone(file: &str, before: usize, after: usize, kept: &str) =>
            "{file} went from {before} records to {after} outside and was not taken over. To take it all the same: gongbu restore {kept}",
            "{file} 이(가) 밖에서 기록 {before}개에서 {after}개로 줄어 반영하지 않았습니다. 그래도 쓰려면: gongbu restore {kept}";
        fn unlinked(path: &str) =>
            "{path} had a second name (a hard link); the other name still has the old content",
            "{path} 에 다른 이름(하드 링크)이 있었습니다. 그 이름에는 옛 내용이 남습니다";
        fn mend_first(path: &str) =>
            "READ ONLY: {path} cannot be read, and the data must be brought to a new form first. Mend it and start again",
            "읽기 전용: {path} 을(를) 읽을 수 없습니다. 데이터를 새 형식으로 옮겨야 하니 먼저 고치고 다시 시작하세요";
        fn old_copy(file: &str, kept: &str) => "{file} was an older copy; the newest state was used. The copy is in {kept}",
            "{file} 은(는) 예전 사본이어서 최신 상태를 썼습니다. 사본은 {kept} 에 있습니다";
        fn generation_damaged(path: &str) => "An unfinished save was set aside: {path}", "끝나지 않은 저장을 따로 치워 두었습니다: {path}";
        fn records_damaged(records: &str, path: &str) =>
            "A saved state was damaged in {records} and set aside; the one before was used. The damaged one: {path}",
            "저장된 상태에서 {records} 항목이 손상되어 따로 치워 두고 그 앞의 상태를 썼습니다. 손상된 파일: {path}";
        fn followed(file: &str, target: &str) => "{file} is a link: what you change is written to {target}",
            "{file} 은(는) 링크입니다. 바꾼 내용은 {target} 에 씁니다";
        fn no_rights(path: &str) => "This disk keeps no file rights: other users of this computer can read {path}.",
            "이 디스크에는 파일 권한이 없습니다. 이 컴퓨터의 다른 사용자가 {path} 을(를) 읽을 수 있습니다.";
        fn not_ours(path: &str) => "{path} is none of gongbu's files and was not loaded.",
            "{path} 은(는) gongbu 파일이 아니라서 읽지 않았습니다.";
        fn bad_record(file: &str, id: &str, reason: &str) =>
            "{file}: record \"{id}\" could not be read and is left as it is ({reason})",
            "{file}: \"{id}\" 기록을 읽지 못해 그대로 두었습니다 ({reason})";
        no_settings => "settings.json holds no record with the id \"settings\": the defaults are used; `gongbu check` says more",
            "settings.json 에 id 가 \"settings\" 인 기록이 없어 기본값을 씁니다. 자세한 것은 `gongbu check`";
        fn lost_node(file: &str, id: &str, parent: &str) =>
            "{file}: \"{id}\" is not shown: its parent \"{parent}\" is missing, or below it",
            "{file}: \"{id}\" 은(는) 보이지 않습니다. 상위 \"{parent}\" 이(가) 없거나 그 아래에 있습니다";
        readme => "This folder is the data of gongbu, a study cockpit for the terminal.\n\nEach .json file is a document that you may read, edit and put under version control at any time.\ngongbu notices what you changed and takes it over; a file that is not valid JSON is reported and left alone.\nThe folder .gongbu holds the last 20 states of every document and older ones by hour, day, week and month (gen),\nbytes that could not be used (quarantine) and copies from outside (outside).\nCopy the whole folder to back it up or to move to another machine.\n\nTo restore by hand: in .gongbu/gen/<document>/ the file with the highest number is the newest state; its first\nline is a header, a last line that begins with lists holds checksums of the records, what is between is the document.\n",
            "이 폴더는 터미널 학습 도구 gongbu 의 데이터입니다.\n\n.json 파일은 언제든 읽고 고치고 버전 관리에 넣어도 됩니다. 고친 내용은 gongbu 로 돌아오거나 다시 열 때 반영되며,\nJSON 이 아닌 파일은 알리고 그대로 둡니다. .gongbu 폴더에는 문서마다 최근 20개 상태와 시간·날·주·달별 옛 상태(gen),\n쓸 수 없던 바이트(quarantine), 밖에서 온 사본(outside)이 있습니다.\n백업하거나 다른 컴퓨터로 옮기려면 폴더 전체를 복사하세요.\n\n직접 복구하려면 .gongbu/gen/<문서>/ 에서 번호가 가장 큰 파일을 보세요. 첫 줄은 머리글, lists 로 시작하는 끝 줄은 기록별 검사합이며\n그 사이가 문서입니다.\n";
    }
}

impl Saving {
    /// `3 records`
    pub fn records(self, count: usize) -> String {
        match (self.0, count) {
            (Lang::En, 1) => "1 record".to_owned(),
            (Lang::En, count) => format!("{count} records"),
            (Lang::Ko, count) => format!("기록 {count}개"),
        }
    }

    /// `2 documents`
    fn documents(self, count: usize) -> String {
        match (self.0, count) {
            (Lang::En, 1) => "1 document".to_owned(),
            (Lang::En, count) => format!("{count} documents"),
            (Lang::Ko, count) => format!("문서 {count}개"),
        }
    }

    /// A file was edited outside, and what changed was taken in.
    pub fn taken_in(self, file: &str, count: usize) -> String {
        self.taken_in_line(file, &self.records(count))
    }

    /// The same, but not all of it: ours stayed where both sides changed the same.
    pub fn both_sides(self, file: &str, count: usize, places: &str) -> String {
        self.both_sides_line(file, &self.records(count), places)
    }

    pub fn rescue_taken(self, count: usize) -> String {
        self.rescue_taken_line(&self.records(count))
    }

    pub fn rescue_taken_but(self, count: usize, places: &str) -> String {
        self.rescue_taken_but_line(&self.records(count), places)
    }

    /// Unsaved changes were found; `at` is when they were written.
    pub fn rescued_found(self, at: &str, documents: usize, records: usize) -> String {
        self.rescued_found_line(at, &self.documents(documents), &self.records(records))
    }

    /// For commands, which do not ask.
    pub fn rescued_notice(self, count: usize) -> String {
        self.rescued_notice_line(&self.documents(count))
    }

    pub fn rescued_document(self, file: &str, records: usize) -> String {
        self.rescued_document_line(file, &self.records(records))
    }

    pub fn rescued_conflicts(self, places: usize) -> String {
        match (self.0, places) {
            (Lang::En, 1) => "1 place was changed since and stays".to_owned(),
            (Lang::En, places) => format!("{places} places were changed since and stay"),
            (Lang::Ko, places) => format!("그 뒤에 바뀐 {places}곳은 그대로 둡니다"),
        }
    }
}

impl Lang {
    pub fn saving(self) -> Saving {
        Saving(self)
    }
}
