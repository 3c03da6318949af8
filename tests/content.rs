//! Facts about the packs: what the roadmap states and how much of everything there is.

mod check;
mod facts;

use crate::common::{FRIDAY, adopted, now_at};
use gongbu::content::{Content, EMBEDDED, Names, Pack, Prompt, PromptKind, check_pack, roadmap};
use gongbu::domain::schedule::{Schedule, computed_hours, hours_of};
use gongbu::domain::tree::Tree;
use gongbu::domain::{Cadence, Data, Id, Kind, Node, QuestionKind};
use gongbu::lang::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// The service roadmap as a user has it after adopting it on its own dates.
struct Adopted {
    data: Data,
    tree: Tree,
    schedule: Schedule,
}

impl Adopted {
    fn new() -> Adopted {
        let data = adopted(Lang::En, &now_at(FRIDAY));
        let tree = Tree::of(&data);
        let schedule = Schedule::of(&data, &tree);
        Adopted {
            data,
            tree,
            schedule,
        }
    }

    fn node(&self, id: &str) -> &Node {
        self.data
            .nodes
            .get(id)
            .unwrap_or_else(|| panic!("no node {id}"))
    }

    fn children(&self, id: &str) -> Vec<&Node> {
        self.tree
            .children(id)
            .iter()
            .map(|id| self.node(id))
            .collect()
    }

    fn below(&self, id: &str, kind: Kind) -> Vec<&Node> {
        let below = self.tree.below(&self.data, id);
        below
            .into_iter()
            .map(|(node, _)| node)
            .filter(|node| node.kind == kind)
            .collect()
    }

    /// How many nodes of a kind are below a node or in a plan.
    fn count(&self, id: &str, kind: Kind) -> usize {
        let roots = self.tree.roots(id);
        roots
            .iter()
            .map(|root| self.below(root, kind).len() + usize::from(self.node(root).kind == kind))
            .sum::<usize>()
            + self.below(id, kind).len()
    }

    /// Leaves below a node, save those under a group of one of `without`'s names.
    fn leaves(&self, id: &str, without: &[&str]) -> usize {
        let counts = |node: &Node| matches!(node.kind, Kind::Task | Kind::Note);
        self.children(id)
            .iter()
            .filter(|child| !without.contains(&child.id.rsplit('/').next().unwrap()))
            .map(|child| usize::from(counts(child)) + self.leaves(&child.id, without))
            .sum()
    }
}

fn pack(name: &str) -> Pack {
    let (_, text) = EMBEDDED
        .iter()
        .find(|(file, _)| *file == format!("{name}.json"))
        .unwrap();
    serde_json::from_str(text).unwrap()
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

#[test]
fn every_pack_passes_the_check() {
    let known = Names::shipped();
    for (name, text) in EMBEDDED {
        assert_eq!(check_pack(text, &known), [], "{name}");
    }
}

#[test]
fn every_file_of_content_is_in_the_program() {
    let names: BTreeSet<String> = EMBEDDED
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(names.len(), EMBEDDED.len(), "one is listed twice");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let files = std::fs::read_dir(folder).unwrap();
    let files = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names, files.collect());
}

#[test]
fn every_question_of_the_packs_is_in_the_bank_and_its_topic_has_a_name_in_both_languages() {
    let bank = Content::embedded().bank;
    let mut count = 0;
    for (name, _) in EMBEDDED {
        let pack = pack(name.trim_end_matches(".json"));
        count += pack.questions.len() + pack.stories.len();
        for question in pack.questions {
            let topic = question.topic;
            for lang in [Lang::En, Lang::Ko] {
                let named = lang.questions().topic(&topic);
                assert_ne!(named, topic, "{} has no name for {topic}", lang.code());
            }
            assert!(bank.contains_key(&question.id), "{}", question.id);
        }
    }
    // No two share an id.
    assert_eq!(bank.len(), count);
}

#[test]
fn every_text_of_a_pack_is_there_in_both_languages() {
    fn strings<'a>(value: &'a serde_json::Value, path: String, found: &mut Vec<(String, &'a str)>) {
        match value {
            serde_json::Value::String(text) => found.push((path, text)),
            serde_json::Value::Array(list) => {
                list.iter()
                    .enumerate()
                    .for_each(|(n, part)| strings(part, format!("{path}/{n}"), found));
            }
            serde_json::Value::Object(members) => {
                assert_eq!(
                    members.contains_key("en"),
                    members.contains_key("ko"),
                    "{path}"
                );
                members
                    .iter()
                    .for_each(|(key, part)| strings(part, format!("{path}/{key}"), found));
            }
            _ => {}
        }
    }
    let hangul = |text: &str| {
        text.chars()
            .any(|c| ('가'..='힣').contains(&c) || ('ㄱ'..='ㅣ').contains(&c))
    };
    for (name, text) in EMBEDDED {
        let value = serde_json::from_str(text).unwrap();
        let mut found = Vec::new();
        strings(&value, (*name).to_owned(), &mut found);
        for (path, text) in found {
            if !path.ends_with("/ko") {
                assert!(!hangul(text), "{path} is not English: {text}");
            } else if text.split_whitespace().count() > 5 {
                assert!(hangul(text), "{path} is not Korean: {text}");
            }
        }
    }
}

#[test]
fn the_phases_have_their_dates_weeks_and_hours() {
    let service = Adopted::new();
    type Row = (
        &'static str,
        &'static str,
        &'static [(&'static str, u32, f64)],
        f64,
        f64,
    );
    // Phase, its span, its blocks with weeks and hours, the sum of hours, weeks it leaves unallocated.
    let rows: [Row; 4] = [
        (
            "service/p1",
            "2025-06..2025-10",
            &[
                ("core", 12, 160.0),
                ("special", 4, 40.0),
                ("net-os", 4, 40.0),
            ],
            240.0,
            1.9,
        ),
        (
            "service/p2",
            "2025-11..2026-03",
            &[
                ("go", 10, 180.0),
                ("ts", 6, 100.0),
                ("elixir", 2, 40.0),
                ("c", 2, 40.0),
            ],
            360.0,
            1.6,
        ),
        (
            "service/p3",
            "2026-04..2026-06",
            &[("chat", 6, 140.0), ("security", 2, 40.0)],
            180.0,
            5.0,
        ),
        (
            "service/p4",
            "2026-07..2026-08",
            &[("coding", 4, 80.0), ("interview", 4, 80.0)],
            160.0,
            0.9,
        ),
    ];
    let mut planned = 0;
    for (id, span, blocks, hours, slack) in rows {
        let phase = service.node(id);
        assert_eq!(
            phase.span.as_ref().map(|span| span.as_str()),
            Some(span),
            "{id}"
        );
        let found: Vec<(String, u32, f64)> = service
            .children(id)
            .iter()
            .map(|block| (block.id.clone(), block.weeks.unwrap(), block.hours.unwrap()))
            .collect();
        let expected: Vec<_> = blocks
            .iter()
            .map(|(name, weeks, hours)| (format!("{id}/{name}"), *weeks, *hours))
            .collect();
        assert_eq!(found, expected, "{id}");
        assert_eq!(
            found.iter().map(|(_, _, hours)| hours).sum::<f64>(),
            hours,
            "{id}"
        );
        let weeks: u32 = found.iter().map(|(_, weeks, _)| weeks).sum();
        planned += weeks;
        let range = service.schedule.range(id).unwrap();
        let days = (range.to.unwrap() - range.from).num_days() as f64;
        assert_eq!(
            ((days / 7.0 - f64::from(weeks)) * 10.0).round() / 10.0,
            slack,
            "{id}"
        );
        for block in service.children(id) {
            let units: u32 = service
                .children(&block.id)
                .iter()
                .filter_map(|unit| unit.weeks)
                .sum();
            assert!(
                units == 0 || Some(units) == block.weeks,
                "{}: units of {units} weeks",
                block.id
            );
        }
    }
    assert_eq!(planned, 56);
    assert_eq!(
        computed_hours(&service.data, &service.tree, "service"),
        940.0
    );
    let stated = &service.data.plans.get("service").unwrap().stated;
    assert_eq!(
        (stated.hours, stated.rate),
        (Some(600.0), Some((10.0, 12.0)))
    );
}

#[test]
fn where_stated_and_computed_numbers_differ_a_note_names_both() {
    let service = Adopted::new();
    for (plan, named) in [
        ("service", &["600", "940"][..]),
        ("service", &["14.4", "65.3", "2026-12-01", "2027-03-21"]),
        ("service", &["21.9", "21.6", "5.0", "8.9", "9.3"]),
        ("service", &["kubectl", "50", "100"]),
        ("career", &["2026-09", "2027-09", "12", "13"]),
        ("career", &["2027-03", "2027-09", "7", "9"]),
        ("career", &["CKA", "2025", "2026", "2027"]),
        ("practice", &["16", "832", "768"]),
        ("practice", &["CKA", "CKAD", "2025", "2026", "2027"]),
    ] {
        for lang in [Lang::En, Lang::Ko] {
            let notes = &service.data.plans.get(plan).unwrap().notes;
            let found = notes
                .iter()
                .any(|note| named.iter().all(|part| note.get(lang).contains(part)));
            assert!(found, "{plan}, {lang:?}: no note names {named:?}");
        }
    }
}

#[test]
fn there_are_28_study_units_and_four_state_their_hours() {
    let service = Adopted::new();
    let units: Vec<&Node> = service
        .tree
        .roots("service")
        .iter()
        .flat_map(|root| service.below(root, Kind::Unit))
        .filter(|unit| unit.weeks.is_some())
        .collect();
    assert_eq!(units.len(), 28);
    let stated: Vec<f64> = units.iter().filter_map(|unit| unit.hours).collect();
    assert_eq!(stated, [40.0; 4]);
    let prorated: Vec<(Option<u32>, Option<f64>)> = service
        .children("service/p2/go")
        .iter()
        .map(|unit| (unit.weeks, hours_of(&service.data, &service.tree, unit)))
        .collect();
    let expected = [(4, 72.0), (3, 54.0), (2, 36.0), (1, 18.0)];
    assert_eq!(
        prorated,
        expected.map(|(weeks, hours)| (Some(weeks), Some(hours)))
    );
}

#[test]
fn a_date_finds_its_phase_week_and_unit() {
    let service = Adopted::new();
    for (date, phase, week, unit) in [
        ("2025-12-15", "service/p2", 7, Some("service/p2/go/web")),
        (
            "2026-05-20",
            "service/p3",
            8,
            Some("service/p3/security/crypto"),
        ),
        ("2026-06-10", "service/p3", 11, None),
        (
            "2025-08-24",
            "service/p1",
            13,
            Some("service/p1/special/heap"),
        ),
    ] {
        let node = service.node(phase);
        let position = service
            .schedule
            .position_in(&service.data, &service.tree, node, day(date))
            .unwrap();
        assert_eq!(
            (position.week.0, position.unit.as_deref()),
            (week, unit),
            "{date}"
        );
    }
}

#[test]
fn the_proofs_are_103_in_40_places_and_none_is_given() {
    let service = Adopted::new();
    for (id, criteria) in [
        ("service/p1", 10),
        ("service/p2", 8),
        ("service/p3", 14),
        ("service/p4", 0),
        ("service", 32),
        ("mastery", 38),
        ("systems", 33),
        ("career", 0),
        ("practice", 0),
    ] {
        assert_eq!(service.count(id, Kind::Criterion), criteria, "{id}");
    }
    let all: Vec<&Node> = service
        .data
        .nodes
        .iter()
        .filter(|node| node.kind == Kind::Criterion)
        .collect();
    let places: BTreeSet<&Option<Id>> = all.iter().map(|node| &node.parent).collect();
    assert_eq!((all.len(), places.len()), (32 + 71, 40));
    assert!(
        service.data.progress.is_empty(),
        "nothing is done when a plan is taken up"
    );
}

#[test]
fn the_topics_have_their_items_and_proofs() {
    let service = Adopted::new();
    let mut skills = 0;
    for (id, items, criteria) in [
        ("mastery/tier1/go", 25, 4),
        ("mastery/tier1/kubernetes", 25, 5),
        ("mastery/tier1/kafka", 24, 4),
        ("mastery/tier1/postgresql", 20, 4),
        ("mastery/tier2/typescript", 10, 3),
        ("mastery/tier2/redis", 15, 3),
        ("mastery/tier2/docker", 15, 3),
        ("mastery/tier3/elixir", 8, 3),
        ("mastery/tier3/mongodb", 8, 3),
        ("mastery/tier3/elasticsearch", 13, 3),
        ("mastery/tier3/message-queues", 19, 3),
        ("systems/patterns", 60, 12),
        ("systems/tools", 45, 12),
        ("systems/architecture", 60, 9),
    ] {
        let without = ["depth", "level", "scale-up", "scale-out"];
        assert_eq!(service.leaves(id, &without), items, "{id}");
        assert_eq!(service.count(id, Kind::Criterion), criteria, "{id}");
        skills += items;
    }
    let cloud = service.leaves("systems/cloud", &["selection"]);
    assert_eq!(
        (cloud, service.count("systems/cloud", Kind::Criterion)),
        (71, 0)
    );
    assert_eq!(skills + cloud, 418);
    assert_eq!(service.leaves("mastery/final-skills", &[]), 15);
}

#[test]
fn the_interview_questions_are_complete() {
    let questions = pack("questions").questions;
    let of = |kind| {
        questions
            .iter()
            .filter(move |question| question.kind == kind)
    };
    let mut topics: BTreeMap<&str, usize> = BTreeMap::new();
    for question in of(QuestionKind::Technical) {
        *topics.entry(&question.topic).or_default() += 1;
    }
    assert_eq!(
        topics.into_iter().collect::<Vec<_>>(),
        [("database", 2), ("go", 4), ("kafka", 2), ("kubernetes", 2)]
    );
    let design: Vec<Vec<u32>> = of(QuestionKind::Design)
        .map(|question| question.stages.iter().map(|stage| stage.minutes).collect())
        .collect();
    assert_eq!(design, vec![vec![15; 4]; 5]);
    let mut companies: BTreeMap<&str, usize> = BTreeMap::new();
    for question in of(QuestionKind::Company) {
        *companies
            .entry(question.company.as_ref().unwrap().get(Lang::En))
            .or_default() += 1;
    }
    assert_eq!(companies.into_values().collect::<Vec<_>>(), [4, 4, 4]);
}

#[test]
fn every_question_has_what_an_interview_needs() {
    let packs = gongbu::content::packs();
    let questions: Vec<_> = packs.iter().flat_map(|pack| &pack.questions).collect();
    assert!(questions.len() >= 300, "{}", questions.len());
    let mut wrong = Vec::new();
    for question in questions {
        // As long as one would speak; Korean says the same in fewer words.
        let words = |lang| question.answer.get(lang).split_whitespace().count();
        let right = [
            (3..=6).contains(&question.points.len()),
            (50..=180).contains(&words(Lang::En)),
            (35..=160).contains(&words(Lang::Ko)),
            !question.bad.is_empty(),
            (2..=3).contains(&question.followups.len()),
            (1..=3).contains(&question.difficulty),
            !question.units.is_empty(),
        ];
        if right.contains(&false) {
            wrong.push((&question.id, right));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn there_are_three_stories_and_one_is_measured_from_500_to_50_ms() {
    let stories = pack("questions").stories;
    assert_eq!(stories.len(), 3);
    let measured: Vec<_> = stories
        .iter()
        .filter_map(|story| story.metric.as_ref())
        .filter_map(|metric| Some((metric.before?, metric.after?, metric.unit.get(Lang::En))))
        .collect();
    assert_eq!(measured, [(500.0, 50.0, "ms")]);
}

#[test]
fn the_retros_ask_what_they_are_to_ask() {
    let retros = pack("retros").retros;
    for (cadence, minutes, special) in [
        (Cadence::Daily, 5, Some((3, PromptKind::Priorities))),
        (Cadence::Weekly, 30, Some((0, PromptKind::Computed))),
        (Cadence::Monthly, 60, None),
        (Cadence::Quarterly, 240, None),
    ] {
        let form = &retros[&cadence];
        assert_eq!(
            (form.minutes, form.prompts.len()),
            (minutes, 4),
            "{cadence:?}"
        );
        let not_text = |(n, prompt): (usize, &Prompt)| {
            (prompt.kind != PromptKind::Text).then_some((n, prompt.kind))
        };
        let found: Vec<_> = form
            .prompts
            .iter()
            .enumerate()
            .filter_map(not_text)
            .collect();
        assert_eq!(
            found,
            special.into_iter().collect::<Vec<_>>(),
            "{cadence:?}"
        );
        assert_eq!(
            form.steps.len(),
            if cadence == Cadence::Quarterly { 5 } else { 0 },
            "{cadence:?}"
        );
    }
}

#[test]
fn the_lists_of_the_roadmap_are_complete() {
    let service = Adopted::new();
    for (id, kind, count) in [
        ("career/annual", Kind::Milestone, 15),
        ("career/portfolio/projects/chatflow/kpi", Kind::Measure, 4),
        (
            "career/portfolio/projects/ecocommerce/kpi",
            Kind::Measure,
            4,
        ),
        (
            "career/portfolio/projects/virtualspace/kpi",
            Kind::Measure,
            4,
        ),
        ("career/milestones", Kind::Milestone, 12),
        ("career/milestones/indicators", Kind::Measure, 4),
        ("career/goals-short", Kind::Milestone, 16),
        ("career/goals-mid", Kind::Milestone, 16),
        ("career/goals-long", Kind::Milestone, 16),
        ("practice/books", Kind::Resource, 7),
        ("practice/courses", Kind::Resource, 12),
        ("practice/certificates/priority-1", Kind::Resource, 3),
        ("practice/certificates/priority-2", Kind::Resource, 3),
        ("practice/certificates/priority-3", Kind::Resource, 2),
        ("practice/certificates/schedule", Kind::Milestone, 3),
        ("practice/communities", Kind::Resource, 11),
        ("practice/subscriptions/daily", Kind::Resource, 3),
        ("practice/subscriptions/weekly", Kind::Resource, 4),
        ("practice/subscriptions/monthly", Kind::Resource, 3),
        ("practice/measurement/quantitative", Kind::Measure, 5),
        ("practice/measurement/qualitative", Kind::Task, 5),
        ("practice/measurement/quarterly-review", Kind::Task, 5),
        ("practice/final-check", Kind::Task, 16),
        ("practice/feedback", Kind::Task, 16),
        ("practice/method", Kind::Task, 16),
        ("service/p4/coding/design/scenarios", Kind::Task, 5),
        ("service/p4/coding/design/process", Kind::Task, 4),
        ("service/p4/interview/company", Kind::Task, 12),
        ("service/p4/interview/star-stories", Kind::Task, 3),
    ] {
        assert_eq!(service.count(id, kind), count, "{id}");
    }
}

#[test]
fn months_quotas_weights_and_thresholds_are_as_stated() {
    let service = Adopted::new();
    for project in ["chatflow", "ecocommerce", "virtualspace"] {
        assert_eq!(
            service
                .node(&format!("career/portfolio/projects/{project}"))
                .months,
            Some(3),
            "{project}"
        );
    }
    let months = |id: &str| -> Vec<u32> {
        service
            .children(id)
            .iter()
            .filter_map(|block| block.months)
            .collect()
    };
    assert_eq!(months("career/portfolio"), [1, 9, 2]);
    assert_eq!(months("career/job-hunt"), [3, 6]);
    let targets = |id: &str| -> Vec<f64> {
        service
            .below(id, Kind::Measure)
            .iter()
            .filter_map(|node| Some(node.target.as_ref()?.value))
            .collect()
    };
    assert_eq!(
        targets("service/p4/coding/go-problems/leetcode"),
        [30.0, 30.0, 10.0]
    );
    assert_eq!(targets("practice/blog"), [30.0, 40.0, 20.0, 10.0]);
    assert_eq!(
        targets("career/portfolio/projects/chatflow/kpi"),
        [1000.0, 100.0, 99.9, 0.0]
    );
    let shares: Vec<u32> = service
        .children("practice/success")
        .iter()
        .filter_map(|factor| {
            factor
                .title
                .get(Lang::En)
                .rsplit(' ')
                .next()?
                .strip_suffix('%')?
                .parse()
                .ok()
        })
        .collect();
    assert_eq!(shares, [40, 30, 20, 10]);
    let week: Vec<f64> = service
        .below("practice/weekly-budget", Kind::Task)
        .iter()
        .filter_map(|node| node.hours)
        .collect();
    assert_eq!(week, [4.0, 4.0, 2.0, 3.0, 3.0]);
    for (id, commands) in [
        ("service/p3/chat/kubernetes", "50"),
        ("mastery/tier1/kubernetes", "100"),
    ] {
        let proofs = service.below(id, Kind::Criterion);
        let kubectl = proofs
            .iter()
            .find(|proof| proof.title.get(Lang::En).contains("kubectl"))
            .unwrap();
        assert!(
            kubectl.title.get(Lang::En).contains(commands),
            "{id}: {}",
            kubectl.title.get(Lang::En)
        );
    }
}

#[test]
fn routine_and_matrix_have_four_by_four_and_what_to_avoid_is_no_work() {
    let service = Adopted::new();
    for id in ["practice/monthly-routine", "practice/matrix"] {
        let sizes: Vec<usize> = service
            .children(id)
            .iter()
            .map(|group| service.children(&group.id).len())
            .collect();
        assert_eq!(sizes, [4; 4], "{id}");
    }
    let avoid: Vec<&Node> = service
        .data
        .nodes
        .iter()
        .filter(|node| node.choice.as_deref() == Some("avoid"))
        .collect();
    assert_eq!(avoid.len(), 1);
    assert!(
        service
            .children(&avoid[0].id)
            .iter()
            .all(|child| child.kind == Kind::Note)
    );
    assert_eq!(service.tree.tally(&service.data, &avoid[0].id).total(), 0);
}

#[test]
fn the_roadmap_is_five_plans_in_their_order() {
    let ids: Vec<Id> = roadmap("service")
        .into_iter()
        .filter_map(|pack| Some(pack.plan?.id))
        .collect();
    assert_eq!(ids, ["service", "career", "mastery", "systems", "practice"]);
    assert!(roadmap("nothing").is_empty());
}

#[test]
fn every_unit_topic_and_project_has_questions_enough() {
    let all = gongbu::content::coverage(&gongbu::content::packs());
    let wanted = |count: usize| all.iter().filter(|unit| unit.wanted == count).count();
    // Units of service; topics of the first tier and others; projects of the catalogue.
    assert_eq!([4, 8, 3, 2].map(wanted), [29, 8, 19, 30]);
    let short: Vec<_> = all.iter().filter(|unit| !unit.is_enough()).collect();
    assert!(short.is_empty(), "{short:?}");
}

#[test]
fn topics_of_the_first_tier_want_the_most_questions() {
    let pack: Pack = serde_json::from_value(serde_json::json!({
        "gongbu_pack": 1, "id": "mastery", "version": "1", "roadmap": "service", "title": "t", "about": "t",
        "plan": { "id": "mastery", "title": "t", "base": "2026-01-05", "nodes": [
            { "id": "first", "kind": "block", "title": "1", "tier": 1, "children": [
                { "id": "go", "kind": "unit", "title": "Go" } ] },
            { "id": "mixed", "kind": "block", "title": "2", "children": [
                { "id": "sre", "kind": "unit", "title": "SRE", "tier": 1 },
                { "id": "aws", "kind": "unit", "title": "AWS", "tier": 3 },
                { "id": "any", "kind": "unit", "title": "Any" } ] },
            { "id": "check", "kind": "unit", "title": "No topic of a block" },
        ] },
    }))
    .expect("a pack");
    let wanted: Vec<(String, usize)> = gongbu::content::coverage(&[pack])
        .into_iter()
        .map(|unit| (unit.id.clone(), unit.wanted))
        .collect();
    let expected = [
        ("first/go", 8),
        ("mixed/sre", 8),
        ("mixed/aws", 3),
        ("mixed/any", 3),
    ];
    assert_eq!(
        wanted,
        expected.map(|(id, count)| (format!("mastery/{id}"), count))
    );
}

#[test]
fn coverage_counts_a_question_for_each_of_its_units_and_says_what_is_short() {
    let pack: Pack = serde_json::from_value(serde_json::json!({
        "gongbu_pack": 1, "id": "service", "version": "1", "roadmap": "service", "title": "t", "about": "t",
        "plan": { "id": "service", "title": "t", "base": "2026-01-05", "nodes": [
            { "id": "go", "kind": "unit", "title": "Go" },
            { "id": "c", "kind": "unit", "title": "C" },
            { "id": "all", "kind": "group", "title": "No unit" },
        ] },
        "questions": (0..4).map(|n| serde_json::json!({
            "id": format!("q{n}"), "kind": "technical", "topic": "go", "prompt": "p", "intent": "i", "hint": "h",
            "points": ["a", "b", "c"], "answer": "a", "bad": [], "followups": [], "difficulty": 1,
            "units": if n == 0 { vec!["service/go", "service/c"] } else { vec!["service/go"] },
        })).collect::<Vec<_>>(),
    }))
    .expect("a pack");
    let counted: Vec<(String, usize, bool)> = gongbu::content::coverage(&[pack])
        .into_iter()
        .map(|unit| (unit.id.clone(), unit.questions, unit.is_enough()))
        .collect();
    assert_eq!(
        counted,
        [
            ("service/go".to_owned(), 4, true),
            ("service/c".to_owned(), 1, false)
        ]
    );
}
