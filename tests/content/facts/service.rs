//! The service roadmap: five plans, the questions, stories and retros that go with them.

use super::*;

/// The plans of the roadmap.
const PLANS: [&str; 5] = ["service", "career", "mastery", "systems", "practice"];

/// How much there is to learn below a node; some groups, on depth or choice, name nothing to learn.
fn skills(part: &Value, aside: &[&str]) -> usize {
    let held = children(part).iter();
    let held = held.filter(|held| !aside.iter().any(|aside| held["id"] == *aside));
    held.map(|held| match held["kind"].as_str() {
        Some("task" | "note") => 1,
        _ => skills(held, aside),
    })
    .sum()
}

fn pack(id: &str) -> &'static Value {
    let mut files = FILES.iter();
    files.find(|file| file["id"] == id).expect("a pack")
}

/// Length and hours of each block of a phase.
fn blocks(phase: &str) -> Value {
    let blocks = of_kind(phase, "block").into_iter();
    blocks
        .map(|block| json!([block["weeks"], block["hours"]]))
        .collect()
}

/// Length and proofs of each unit of a phase.
fn units(phase: &str) -> Value {
    let proofs = |unit: &Value| {
        let held = children(unit).iter();
        held.filter(|held| held["kind"] == "criterion").count()
    };
    let units = of_kind(phase, "unit").into_iter();
    units
        .map(|unit| json!([unit["weeks"], proofs(unit)]))
        .collect()
}

#[test]
fn four_phases_of_study_have_their_weeks_and_hours() {
    let phases = of_kind("service", "phase").into_iter();
    let units_with = |member: &str| {
        let mut units = of_kind("service", "unit");
        units.retain(|unit| unit.get("weeks").is_some() && unit.get(member).is_some());
        units
    };
    facts! {
        "the phases have their spans": phases.map(|phase| phase["span"].clone()).collect::<Value>()
            => ["2025-06..2025-10", "2025-11..2026-03", "2026-04..2026-06", "2026-07..2026-08"];
        "the first has 240 h in 20 weeks": blocks("service/p1") => [[12, 160], [4, 40], [4, 40]];
        "the second has 360 h in 20 weeks": blocks("service/p2") => [[10, 180], [6, 100], [2, 40], [2, 40]];
        "the third has 180 h in 8 weeks": blocks("service/p3") => [[6, 140], [2, 40]];
        "the fourth has 160 h in 8 weeks": blocks("service/p4") => [[4, 80], [4, 80]];
        "600 h are stated, 940 are summed": says("service", "600 940 340") => true;
        "10 to 12 h a week do not do": says("service", "10 12 65.3 14.4 2026-12-01 2027-03-21") => true;
        "weeks left over": says("service", "21.9 21.6 13.0 8.9 5.0") => true;
        "units of the first and their proofs": units("service/p1")
            => [[3, 2], [3, 2], [3, 2], [3, 2], [1, 0], [1, 0], [1, 0], [1, 0], [2, 1], [2, 1]];
        "units of the second": units("service/p2")
            => [[4, 2], [3, 1], [2, 1], [1, 1], [2, 1], [3, 1], [1, 1], [1, 0], [1, 0], [1, 0], [1, 0]];
        "units of the third": units("service/p3") => [[2, 3], [2, 3], [2, 4], [1, 2], [1, 2]];
        "units of the fourth": units("service/p4") => [[2, 0], [2, 0]];
        "there are 28 units": units_with("weeks").len() => 28;
        "four state their hours": units_with("hours").len() => 4;
        "Go is 4, 3, 2 and 1 weeks": each("service/p2/go", "weeks") => [4, 3, 2, 1];
        "a web framework in December": on("service", "2025-12-15") => ["service/p2/go/web", 7];
        "cryptography in May": on("service", "2026-05-20") => ["service/p3/security/crypto", 8];
        "nothing in the middle of June": on("service", "2026-06-10") => [null, 11];
        "heaps in August": on("service", "2025-08-24") => ["service/p1/special/heap", 13];
    }
}

#[test]
fn proofs_and_topics_are_complete_and_nothing_is_given() {
    let all = || PLANS.iter().flat_map(|plan| below(node(plan)));
    let proofs = |node: &&Value| {
        children(node)
            .iter()
            .any(|child| child["kind"] == "criterion")
    };
    let topics = |tier: &str| {
        let topics = children(node(&format!("mastery/{tier}"))).iter();
        let proofs = |topic: &Value| {
            let held = children(topic).iter();
            held.filter(|held| held["kind"] == "criterion").count()
        };
        let facts = topics.map(|topic| {
            json!([
                topic["id"],
                skills(topic, &["depth", "level"]),
                proofs(topic)
            ])
        });
        facts.collect::<Value>()
    };
    let learnt = |id: &str, aside: &[&str]| skills(node(id), aside);
    let areas = [
        learnt("systems/patterns", &["level"]),
        learnt("systems/tools", &["level"]),
        learnt("systems/architecture", &["level", "scale-up", "scale-out"]),
        learnt("systems/cloud", &["selection"]),
    ];
    let tiers = ["tier1", "tier2", "tier3"];
    let tiers = tiers.map(|tier| learnt(&format!("mastery/{tier}"), &["depth", "level"]));
    let kubectl = |id: &str| {
        let proofs = of_kind(id, "criterion").into_iter();
        let mut titles = proofs.map(|proof| english(&proof["title"]));
        let title = titles.find(|title| title.contains("kubectl"))?;
        title.split(' ').find_map(|word| word.parse::<u32>().ok())
    };
    facts! {
        "proofs of the phases":
            ["p1", "p2", "p3", "p4"].map(|phase| count(&format!("service/{phase}"), "criterion"))
            => [10, 8, 14, 0];
        "103 proofs": all().filter(|node| node["kind"] == "criterion").count() => 103;
        "in 40 places": all().filter(proofs).count() => 40;
        "nothing is done or skipped": PLANS.map(|plan| each(plan, "state")) => [[], [], [], [], []];
        "first tier": topics("tier1")
            => [["go", 25, 4], ["kubernetes", 25, 5], ["kafka", 24, 4], ["postgresql", 20, 4]];
        "second tier": topics("tier2") => [["typescript", 10, 3], ["redis", 15, 3], ["docker", 15, 3]];
        "third tier": topics("tier3")
            => [["elixir", 8, 3], ["mongodb", 8, 3], ["elasticsearch", 13, 3], ["message-queues", 19, 3]];
        "15 final skills": count("mastery/final-skills", "task") => 15;
        "patterns, tools, architecture, cloud": areas => [60, 45, 60, 71];
        "418 skills in all": areas.iter().chain(&tiers).sum::<usize>() => 418;
        "five areas of the cloud": children(node("systems/cloud")).len() => 5;
        "which have no proof": count("systems/cloud", "criterion") => 0;
        "kubectl at 50 and at 100": [kubectl("service/p3"), kubectl("mastery/tier1/kubernetes")] => [50, 100];
        "security patterns stand twice, each in its place":
            [&node("systems/patterns/security")["tier"], &node("systems/architecture/security")["tier"]]
            => [2, null];
    }
}

#[test]
fn questions_stories_and_retros_are_complete() {
    let pack = pack("questions");
    let questions = || pack["questions"].as_array().into_iter().flatten();
    let technical = |topic: &str| {
        questions()
            .filter(|question| question["kind"] == "technical" && question["topic"] == topic)
            .count()
    };
    let minutes = questions()
        .filter(|question| question["kind"] == "design")
        .map(|question| {
            let stages = question["stages"].as_array().into_iter().flatten();
            stages
                .map(|stage| stage["minutes"].clone())
                .collect::<Value>()
        });
    let stories = || pack["stories"].as_array().into_iter().flatten();
    let told = stories().map(|story| {
        ["situation", "task", "action", "result"]
            .iter()
            .filter(|part| !english(&story[**part]).is_empty())
            .count()
    });
    let figures = stories()
        .filter_map(|story| story.get("metric"))
        .map(|metric| json!([metric["before"], metric["after"], metric["unit"]]));
    let more_hard = of_kind("career", "measure").into_iter();
    let more_hard = more_hard.filter(|measure| measure["id"] == "leetcode-hard");
    let more_hard: Value = more_hard
        .map(|measure| measure["target"]["value"].clone())
        .collect();
    let retros = &self::pack("retros")["retros"];
    let forms = ["daily", "weekly", "monthly", "quarterly"].map(|cadence| &retros[cadence]);
    let len = |value: &Value| value.as_array().map_or(0, Vec::len);
    facts! {
        "ten technical questions": ["go", "kubernetes", "kafka", "database"].map(technical) => [4, 2, 2, 2];
        "five designs of four times 15 minutes": minutes.collect::<Value>() => ([[15; 4]; 5]);
        "five scenarios in the plan": count("service/p4/coding/design/scenarios", "task") => 5;
        "in four steps": count("service/p4/coding/design/process", "task") => 4;
        "three groups of firms with four topics": sizes("service/p4/interview/company", "task") => [4, 4, 4];
        "three stories with four parts": told.collect::<Value>() => [4, 4, 4];
        "one is measured from 500 to 50 ms": figures.filter(|figure| figure[0] == 500).collect::<Value>()
            => [[500, 50, "ms"]];
        "LeetCode: 30, 30, 10": each("service/p4/coding/go-problems/leetcode", "target/value") => [30, 30, 10];
        "then 50 and 200 hard ones": more_hard => [50, 200];
        "retros take minutes to half a day": forms.map(|form| &form["minutes"]) => [5, 30, 60, 240];
        "four questions each": forms.map(|form| len(&form["prompts"])) => [4, 4, 4, 4];
        "the fourth of a day asks for priorities": forms[0]["prompts"][3]["kind"] => "priorities";
        "the first of a week is computed": forms[1]["prompts"][0]["kind"] => "computed";
        "a quarter has five more steps": forms.map(|form| len(&form["steps"])) => [0, 0, 0, 5];
    }
}

#[test]
fn the_time_after_discharge_is_as_stated() {
    let project = |id: &str| {
        let id = format!("career/portfolio/projects/{id}");
        json!([node(&id)["months"], count(&format!("{id}/kpi"), "measure")])
    };
    let months = |id: &str| {
        let held = children(node(id)).iter();
        held.filter_map(|block| block.get("months").cloned())
            .collect::<Value>()
    };
    facts! {
        "three projects of three months and four figures":
            ["chatflow", "ecocommerce", "virtualspace"].map(project)
            => [[3, 4], [3, 4], [3, 4]];
        "ChatFlow: users, ms, %, %": each("career/portfolio/projects/chatflow/kpi", "target/value")
            => [1000, 100, 99.9, 0];
        "EcoCommerce: TPS, ms, %, s": each("career/portfolio/projects/ecocommerce/kpi", "target/value")
            => [5000, 50, 99.95, 30];
        "VirtualSpace: users, ms, %, MB": each("career/portfolio/projects/virtualspace/kpi", "target/value")
            => [50, 16, 95, 100];
        "1, 9 and 2 months": months("career/portfolio") => [1, 9, 2];
        "in a span of 13": says("career", "12 13 2026-09 2027-09") => true;
        "the job hunt has rounds of 3 and 6": months("career/job-hunt") => [3, 6];
        "in 7 months": says("career", "7 9 3 6 2027-03") => true;
        "fifteen goals by year": count("career/annual", "milestone") => 15;
        "twelve milestones": count("career/milestones", "milestone") => 12;
        "four signs": count("career/milestones", "measure") => 4;
        "48 goals by horizon":
            ["short", "mid", "long"].map(|horizon| count(&format!("career/goals-{horizon}"), "milestone"))
            => [16, 16, 16];
        "CKA is dated three ways": says("career", "CKA 2025 2026 2027 CKAD CKS") => true;
        "ten statements of the first goals":
            ["short", "mid", "long"].map(|horizon| count(&format!("career/horizons/{horizon}"), "milestone"))
            => [4, 3, 3];
    }
}

#[test]
fn habits_shares_and_reading_are_as_stated() {
    let shares: Vec<u32> = (children(node("practice/success")).iter())
        .filter_map(|factor| {
            english(&factor["title"])
                .rsplit(' ')
                .next()?
                .strip_suffix('%')?
                .parse()
                .ok()
        })
        .collect();
    let weeks = children(node("practice/monthly-routine"))
        .iter()
        .map(|week| json!(english(&week["title"])));
    facts! {
        "16 h a week": each("practice/weekly-budget", "hours") => [4, 4, 2, 3, 3];
        "64 a month": says("practice/weekly-budget/totals/monthly", "64") => true;
        "768 a year, or 832": says("practice", "16 52 832 768") => true;
        "four weeks of four": sizes("practice/monthly-routine", "task") => [4, 4, 4, 4];
        "explore, deepen, contribute, publish": weeks.collect::<Value>()
            => ["Week 1: explore something new", "Week 2: deepen what you have", "Week 3: open source", "Week 4: publish"];
        "the matrix has four quadrants of four":
            [sizes("practice/matrix", "task"), sizes("practice/matrix", "note")]
            => [[4, 4, 4, 0], [0, 0, 0, 4]];
        "what to avoid is no work": node("practice/matrix/avoid")["choice"] => "avoid";
        "success is 40, 30, 20 and 10 %": shares => [40, 30, 20, 10];
        "posts are 30, 40, 20 and 10 %": each("practice/blog", "target/value") => [30, 40, 20, 10];
        "7 books, 12 courses, 11 communities":
            ["books", "courses", "communities"].map(|list| count(&format!("practice/{list}"), "resource"))
            => [7, 12, 11];
        "8 certificates in three priorities": sizes("practice/certificates", "resource") => [3, 3, 2, 0];
        "10 subscriptions": sizes("practice/subscriptions", "resource") => [3, 4, 3];
        "five figures a year": each("practice/measurement", "target/value") => [300, 1000, 500, 2, 5];
    }
}
