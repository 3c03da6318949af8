//! A pack from a file of the user's own: taken up, refused, updated.

use crate::cli::{Said, gongbu, started};
use crate::common::Harness;
use gongbu::app::{Effect, Msg};
use gongbu::domain::{Data, Edit, Question, State, Step, Story, Text};
use gongbu::lang::Lang;
use gongbu::runtime::past;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The example in the README.
fn example() -> &'static str {
    let readme = include_str!("../README.md");
    let mut blocks = readme.split("```json\n").skip(1);
    let block = blocks.find(|block| block.contains("gongbu_pack"));
    block.and_then(|it| it.split_once("```")).expect("one").0
}

fn asked(id: &str, prompt: &str, hint: &str) -> Value {
    json!({
        "id": id, "kind": "technical", "topic": "go", "prompt": prompt, "intent": "whether it is known",
        "hint": hint, "points": ["a point"], "answer": "an answer", "bad": [], "followups": [], "difficulty": 1,
    })
}

fn told(id: &str, action: &str) -> Value {
    json!({
        "id": id, "title": "The slow list", "competencies": ["performance"], "situation": "a list took 3 s",
        "task": "below 1 s", "analysis": "explain", "cause": "n+1", "action": action, "result": "0.2 s", "lesson": "look",
    })
}

/// A pack without a plan.
fn pack(version: &str, questions: &[Value], stories: &[Value]) -> Value {
    json!({
        "gongbu_pack": 1, "id": "mine", "version": version, "roadmap": "mine", "title": "My road",
        "about": "A road.", "questions": questions, "stories": stories,
    })
}

/// A file beside the data.
struct File {
    _folder: TempDir,
    path: PathBuf,
}

impl File {
    fn of(text: impl AsRef<[u8]>) -> File {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("mine.json");
        std::fs::write(&path, text).unwrap();
        File {
            _folder: folder,
            path,
        }
    }

    fn path(&self) -> &str {
        self.path.to_str().unwrap()
    }

    fn becomes(&self, text: impl AsRef<[u8]>) {
        std::fs::write(&self.path, text).unwrap();
    }
}

fn adopt(data: &Path, file: &File) -> Said {
    gongbu(data, &["adopt", file.path()])
}

/// All data as the program reads it.
fn data_of(folder: &Path) -> Data {
    let dump: Value = serde_json::from_str(&gongbu(folder, &["dump"]).well("")).unwrap();
    let mut data = Data::default();
    for (name, document) in dump["documents"].as_object().unwrap() {
        let text = serde_json::to_vec(document).unwrap();
        data.load(name, &text).expect(name);
    }
    data
}

/// Writes a record into the data by hand.
fn rewrite(folder: &Path, list: &str, id: &str, change: impl Fn(&mut Value)) {
    for entry in std::fs::read_dir(folder.join(list)).unwrap() {
        let path = entry.unwrap().path();
        let mut document: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        for record in document[list].as_array_mut().unwrap() {
            if record["id"] == id {
                change(record);
            }
        }
        let text = serde_json::to_string_pretty(&document).unwrap();
        std::fs::write(&path, text).unwrap();
    }
}

#[test]
fn the_pack_of_the_readme_is_taken_up_with_its_plan_and_questions() {
    let folder = started();
    let file = File::of(example());
    let before = gongbu(folder.path(), &["dump"]).well("");
    let shown = gongbu(folder.path(), &["adopt", "--dry-run", file.path()]);
    let shown = shown.well("plan: My road, from 2026-12-07 on, items: 2\nquestions: 1\n");
    assert!(shown.contains("left out: 1 page ("), "{shown}");
    assert!(shown.ends_with("Nothing was changed (--dry-run).\n"));
    assert_eq!(gongbu(folder.path(), &["dump"]).well(""), before);

    gongbu(
        folder.path(),
        &["adopt", "--start", "2027-01-04", file.path()],
    )
    .well("plan: My road, from 2027-01-04 on");
    let data = data_of(folder.path());
    let plan = data.plans.get("mine").expect("the plan");
    assert_eq!(plan.start.to_string(), "2027-01-04");
    assert!(data.nodes.contains("mine/basics/hash/build"));
    let question = data.questions.get("hash-resize").expect("the question");
    assert!(question.own && !question.shipped.is_empty());
    assert_eq!(question.units, ["mine/basics/hash"]);
    // Nothing is outdated, and the packs of the program have nothing to say of it.
    assert!(!gongbu::content::is_outdated(&data));
    gongbu(folder.path(), &["update"]).well("All plans are of the newest version");
    gongbu(folder.path(), &["update", file.path()]).well("All plans are of the newest version");
    gongbu(folder.path(), &["check"]).well("");
    // A second time it is an update.
    let again = adopt(folder.path(), &file);
    again.refused(1, &format!("`gongbu update {}`", file.path()));
}

#[test]
fn a_pack_with_mistakes_is_refused_with_the_lines_of_the_check() {
    let folder = started();
    let mut question = asked("q", "Why?", "hint");
    question["units"] = json!(["mine/no-such"]);
    question["difficulty"] = json!("hard");
    let text = serde_json::to_string_pretty(&pack("1", &[question], &[])).unwrap();
    let era = example().replace("2026-12-07", "+12026-12-07");
    for text in [
        text.as_bytes(),
        era.as_bytes(),
        b"{\"gongbu_pack\": 1,",
        b"\xff\xfe{}",
    ] {
        let file = File::of(text);
        let before = gongbu(folder.path(), &["dump"]).well("");
        let checked = gongbu(folder.path(), &["check", file.path()]);
        let said = adopt(folder.path(), &file);
        assert_eq!((said.code, &said.out), (1, &checked.out));
        assert!(
            said.out.starts_with(&format!("{}:", file.path())),
            "{}",
            said.out
        );
        assert!(said.err.contains("Nothing can be taken up"), "{}", said.err);
        assert_eq!(gongbu(folder.path(), &["dump"]).well(""), before);
    }
}

#[test]
fn what_is_no_pack_or_has_ids_of_others_is_refused() {
    let folder = started();
    let refused = |text: String, words: &str| {
        adopt(folder.path(), &File::of(text)).refused(1, words);
    };
    refused(json!({ "questions": [] }).to_string(), "is no pack");
    let known = gongbu::content::Content::embedded();
    let known = known.bank.keys().next().expect("a question").clone();
    let twice = [asked(&known, "Why?", ""), asked("new", "How?", "")];
    let mut twice = pack("1", &twice, &[]);
    twice["questions"][0]["hint"] = json!("hint");
    twice["questions"][1]["hint"] = json!("hint");
    refused(twice.to_string(), &known);
    let plan = |pack_id: &str, id: &str| {
        let mut pack = pack("1", &[], &[]);
        pack["id"] = json!(pack_id);
        pack["plan"] = json!({ "id": id, "title": "P", "base": "2026-12-07", "nodes": [] });
        pack.to_string()
    };
    refused(plan("mine", "market"), "choose another id");
    refused(plan("mine", "service"), "choose another id");
    refused(plan("service", "service"), "`gongbu update ");
    refused(plan("market", "mine"), "choose another id");
    refused(pack("1", &[], &[]).to_string(), "nothing in it");
    let mut pages = pack("1", &[], &[]);
    pages["pages"] = json!([{ "id": "p", "group": "G", "title": "T", "body": ["a"] }]);
    refused(pages.to_string(), "left out: 1 page");
    let missing = folder.path().join("no-such.json");
    gongbu(folder.path(), &["adopt", missing.to_str().unwrap()]).refused(1, "no-such.json");
    gongbu(folder.path(), &["adopt", "/dev/zero"]).refused(1, "/dev/zero");
    let empty = TempDir::new().unwrap();
    gongbu(empty.path(), &["--lang", "en", "adopt", "x.json"]).refused(1, "nothing is started");
    assert_eq!(data_of(folder.path()).questions.len(), 0);
}

#[test]
fn a_newer_version_of_the_file_keeps_the_edits_and_brings_the_rest() {
    let folder = started();
    let data = folder.path();
    let stories = [told("slow", "an index"), told("edited", "a cache")];
    let questions = ["one", "two", "gone"].map(|id| asked(id, "Why?", "hint"));
    let file = File::of(pack("1", &questions, &stories).to_string());
    adopt(data, &file).well("questions: 3\nstories: 2\n");
    rewrite(data, "questions", "one", |it| it["hint"] = json!("my hint"));
    rewrite(data, "stories", "edited", |it| it["lesson"] = json!("mine"));
    let stories = [
        told("slow", "a covering index"),
        told("edited", "a bigger cache"),
        told("later", "a queue"),
    ];
    let questions = ["one", "two", "new"].map(|id| asked(id, "Why so?", "a better hint"));
    file.becomes(pack("2", &questions, &stories).to_string());
    let shown = gongbu(data, &["update", "--dry-run", file.path()]).out;
    assert!(shown.contains("new (2)"), "{shown}");
    assert!(shown.contains("kept as you made them"), "{shown}");
    let updated = gongbu(data, &["update", file.path()]);
    assert!(
        updated
            .out
            .contains("Updated: 0 plan(s), 5 question(s) of yours"),
        "{updated:?}"
    );
    let now = data_of(data);
    let said = |id: &str| {
        let question = now.question(id).expect(id);
        let hint = question.hint.as_ref().expect("a hint");
        [&question.prompt, hint].map(|text| text.get(Lang::En).to_owned())
    };
    assert_eq!(said("one"), ["Why so?", "my hint"]);
    assert_eq!(said("two"), ["Why so?", "a better hint"]);
    assert_eq!(said("new"), ["Why so?", "a better hint"]);
    assert_eq!(said("gone"), ["Why?", "hint"]);
    let action = |id: &str| {
        let story: &Story = now.story(id).expect(id);
        (story.action.get(Lang::En), story.lesson.get(Lang::En))
    };
    assert_eq!(action("slow"), ("a covering index", "look"));
    assert_eq!(action("edited"), ("a cache", "mine"));
    let answer = |id: &str| now.question(id).expect(id).answer.get(Lang::En);
    assert!(answer("story-slow").contains("a covering index"));
    assert!(answer("story-edited").contains("a cache"));
    assert_eq!(action("later"), ("a queue", "look"));
    assert!(now.questions.iter().all(|question| question.own));
    gongbu(data, &["update", file.path()]).well("All plans are of the newest version");
    gongbu(data, &["update"]).well("All plans are of the newest version");
}

#[test]
fn a_plan_of_a_file_is_updated_and_keeps_what_was_done() {
    let folder = started();
    let data = folder.path();
    let file = File::of(example());
    adopt(data, &file).well("is taken up");
    gongbu(data, &["tick", "mine/basics/hash/build"]).well("");
    let newer = example()
        .replace("\"version\": \"2026.11\"", "\"version\": \"2026.12\"")
        .replace("Build one with chaining", "Build one with open addressing")
        .replace("\"30-minutes\"", "\"20-minutes\"")
        .replace("\"hint\": \"Load factor\"", "\"hint\": \"How full is it?\"");
    file.becomes(newer);
    let shown = gongbu(data, &["update", file.path()]).well("Updated: 1 plan(s), 1 question(s)");
    assert!(shown.contains("My road: 2026.11 -> 2026.12"), "{shown}");
    let now = data_of(data);
    let build = "mine/basics/hash/build";
    assert_eq!(now.title(build, Lang::En), "Build one with open addressing");
    assert_eq!(now.state(build), State::Done);
    assert!(now.nodes.contains("mine/basics/hash/20-minutes"));
    let hint = now.question("hash-resize").unwrap().hint.clone();
    assert_eq!(hint, Some(Text::plain("How full is it?")));
}

#[test]
fn what_the_user_deleted_or_wrote_alone_is_none_of_the_files() {
    let now = crate::common::now_at(crate::common::FRIDAY);
    let read = |value: Value| serde_json::from_value(value).expect("a pack");
    let first = read(pack("1", &["a", "b"].map(|id| asked(id, "Why?", "h")), &[]));
    let mut data = Data::default();
    let taken = gongbu::content::adopt_pack(&data, &first, None, Lang::En, &now).unwrap();
    assert_eq!((taken.plan, taken.questions), (None, 2));
    data.apply(&taken.edit).unwrap();
    let mut gone: Question = data.questions.get("a").unwrap().clone();
    gone.deleted = true;
    let own = Question {
        id: "c".into(),
        prompt: Text::plain("mine"),
        own: true,
        ..Question::default()
    };
    let edit = Edit::new(Step::EditQuestion, "", &now);
    let edit = edit.put(&data, gone).put(&data, own);
    data.apply(&edit).unwrap();
    let second = ["a", "b", "c"].map(|id| asked(id, "How?", "h"));
    let second = read(pack("2", &second, &[]));
    let update = gongbu::content::update(&data, &[second], &now, "update");
    data.apply(&update.edit).unwrap();
    assert!(data.question("a").is_none());
    let prompt = |id: &str| data.question(id).unwrap().prompt.get(Lang::En);
    assert_eq!((prompt("b"), prompt("c")), ("How?", "mine"));
    // Taken back, all of it is gone.
    data.apply(&update.edit.inverse()).unwrap();
    data.apply(&edit.inverse()).unwrap();
    data.apply(&taken.edit.inverse()).unwrap();
    assert!(data.all_questions().next().is_none());
}

#[test]
fn a_question_may_belong_to_a_unit_that_only_the_users_data_has() {
    let folder = started();
    adopt(folder.path(), &File::of(example())).well("is taken up");
    let mut question = asked("q", "Why?", "hint");
    question["units"] = json!(["mine/basics/hash"]);
    let mut other = pack("1", &[question], &[]);
    other["id"] = json!("other");
    adopt(folder.path(), &File::of(other.to_string())).well("questions: 1");
}

/// Types a path into the cockpit's question and answers what it asks the runtime.
fn ask(harness: &mut Harness, path: &str) {
    harness.keys(&format!("ctrl-u \"{path}\" Enter"));
    for effect in std::mem::take(&mut harness.effects) {
        if let Effect::Past(query) = effect {
            let answer = past::answer(Path::new("/"), query, &harness.now, harness.model.lang);
            harness.send(Msg::Past(Box::new(answer)));
        }
    }
}

#[test]
fn the_cockpit_shows_a_pack_before_it_takes_it_up_as_one_step() {
    for lang in [Lang::En, Lang::Ko] {
        let texts = lang.adopt();
        let mut harness = Harness::new(lang, 100, 30);
        harness.model.lang = lang;
        let before = harness.model.data.clone();
        harness.keys(": \"packs.adopt\" Enter").shows(texts.title());
        let nowhere = "/nowhere/p.json";
        ask(&mut harness, nowhere);
        harness.shows(&lang.exchange().no_such_file(nowhere));
        let bad = File::of("{\n  \"gongbu_pack\": 1,\n}");
        ask(&mut harness, bad.path());
        harness.shows(&texts.mistakes(1)).shows("mine.json:3:1: ");
        harness.keys("y").shows(&texts.mistakes(1));
        let market = example().replace(
            "\"plan\": { \"id\": \"mine\"",
            "\"plan\": { \"id\": \"market\"",
        );
        let market = File::of(market.replace("mine/basics", "market/basics"));
        harness.keys("n");
        ask(&mut harness, market.path());
        harness.shows("\"market\"");
        let file = File::of(example());
        ask(&mut harness, file.path());
        harness
            .shows(&texts.plan("My road", "2026-12-07", 2))
            .shows(&texts.questions(1))
            .shows(&texts.counted(1, 0, 0, 0));
        assert_eq!(harness.model.data.plans.len(), before.plans.len());
        harness.keys("y").shows(&texts.taken_up("My road", "u"));
        assert!(harness.model.overlay.is_none());
        assert!(harness.model.data.plans.contains("mine"));
        assert!(harness.model.data.question("hash-resize").is_some());
        harness.keys("u");
        assert!(!harness.model.data.plans.contains("mine"));
        assert!(harness.model.data.question("hash-resize").is_none());
        assert_eq!(harness.model.data.nodes.len(), before.nodes.len());
    }
}
