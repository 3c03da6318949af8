//! Market Insights Pro: eight weeks with the states the document gives them.

use super::*;

#[test]
fn the_eight_weeks_have_their_day_blocks_groups_and_states() {
    let weeks = [
        "s1/w1", "s1/w2", "s2/w3", "s2/w4", "s3/w5", "s3/w6", "s4/w7", "s4/w8",
    ];
    let weeks = || weeks.map(|week| format!("market/{week}"));
    let blocks = weeks().map(|week| children(node(&week)).len());
    let groups = weeks().map(|week| {
        children(node(&week))
            .iter()
            .map(|block| children(block).len())
            .sum::<usize>()
    });
    facts! {
        "a week has three day blocks": blocks => ([3; 8]);
        "of two groups each, 48 in all": groups => ([6; 8]);
        "of 191 tasks 56 are done and 9 skipped": states("market") => [126, 56, 9];
        "the first week is done": states("market/s1/w1") => [0, 30, 0];
        "of the second one item is open": states("market/s1/w2") => [1, 14, 7];
        "and that is its filter by category": node("market/s1/w2/d4-5/filters/category")["state"] => null;
        "the third is half done": states("market/s2/w3") => [8, 12, 2];
        "the rest is open": weeks().map(|week| states(&week)[0].clone())[3..] => [24, 24, 21, 24, 24];
        "two groups are items themselves":
            [&node("market/s2/w3/d3-4/schema")["kind"], &node("market/s3/w6/d1-2/locust")["kind"]]
            => ["task", "task"];
        "the tracker's four are open": [count("market", "milestone"), each("market/s1/done-s1", "state")] => [4, []];
        "the widgets were left out on request": node("market/s1/w2/d4-5/widgets/drag")["reason"]["en"]
            => "The user asked to leave the widgets out";
        "and so were all three of them": states("market/s1/w2/d4-5/widgets") => [0, 0, 3];
    }
}

#[test]
fn where_the_document_contradicts_itself_it_is_said() {
    facts! {
        "done with an open item": tells("market/s1/w2/d4-5/filters", "done open", "완료") => true;
        "open with nothing open below: speed": tells("market/s1/w2/d6-7/frontend", "Open settled", "미완료") => true;
        "open with nothing open below: browsers": tells("market/s1/w2/d6-7/browsers", "Open settled", "미완료") => true;
        "done with two skipped": tells("market/s2/w3/d1-2/levels", "done two skipped", "완료") => true;
        "ticks against tracker": says("market", "191 56 9 126 0 4") => true;
        "the end is a day early or late": says("market", "2025-09-09 2025-11-03 2025-11-04") => true;
        "20 h come on top of 10 to 12": says("market", "20 10 12") => true;
        "sorting is done and failed": tells("market", "Sorting done failed", "정렬 완료 실패") => true;
        "the failed edits are a note": node("market/troubles/stale")["kind"] => "note";
    }
}

#[test]
fn dates_find_their_week_and_the_whole_is_160_hours() {
    let sprint = |week: &str| format!("market/{week}");
    facts! {
        "it takes 160 h, 20 a week": node("market")["stated"] => { "hours": 160, "rate": [20, 20] };
        "it begins on a Tuesday": node("market")["base"] => "2025-09-09";
        "its last day is 2025-11-03": node("market/s4")["span"] => "2025-10-21..2025-11-03";
        "2025-09-24 is in week 3": on("market", "2025-09-24") => [sprint("s2/w3"), 1];
        "2025-09-25 too": on("market", "2025-09-25") => [sprint("s2/w3"), 1];
        "2025-10-08 is in week 5": on("market", "2025-10-08") => [sprint("s3/w5"), 1];
        "2025-11-03 is in week 8": on("market", "2025-11-03") => [sprint("s4/w8"), 2];
        "2025-11-04 is outside": on("market", "2025-11-04") => null;
    }
}

#[test]
fn targets_troubles_and_reading_are_complete() {
    let drawn = below(node("market/architecture"));
    let drawn: String = drawn.iter().map(|part| english(&part["title"])).collect();
    let parts = [
        "Client",
        "load balancer",
        "FastAPI",
        "Redis",
        "Kafka",
        "PostgreSQL",
        "ML API",
        "data pipeline",
        "notices",
        "Celery workers",
        "Prometheus",
        "Grafana",
        "MLflow",
    ];
    let missing: Vec<&str> = parts
        .into_iter()
        .filter(|part| !drawn.contains(part))
        .collect();
    let goals = ["s1", "s2", "s3", "s4"].map(|sprint| {
        let notes = children(node(&format!("market/{sprint}"))).iter();
        let of = |name: &str| {
            notes
                .clone()
                .filter(|note| note["id"].as_str().is_some_and(|id| id.starts_with(name)))
                .count()
        };
        [of("goal-"), of("learnt-")]
    });
    facts! {
        "six figures are to be reached": each("market/targets", "target/value") => [500, 500, 60, 99.5, 85, 10];
        "four troubles and the failed edits": count("market/troubles", "note") => 5;
        "seven texts to read": count("market/resources", "resource") => 7;
        "four things to show": count("market/outcomes", "note") => 4;
        "five goals of learning": count("market/goals", "note") => 5;
        "goals and lessons of the sprints": goals => [[3, 4], [3, 4], [4, 4], [4, 4]];
        "all thirteen parts are in the architecture": missing => [];
        "the load goes to 1,000 for 24 h": says("market/s3/w6/d1-2/locust", "100 500 24") => true;
    }
}
