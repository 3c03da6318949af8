//! The career change in three tracks.

use super::*;

#[test]
fn three_tracks_have_their_boxes_all_of_them_open() {
    let of = |id: &str| {
        let held = children(node(id)).iter();
        json!(held.filter(|held| held["kind"] == "task").count())
    };
    let plans = FILES.iter().filter(|file| file["roadmap"] == "tracks");
    let goal_of_all = |file: &&Value| file["plan"]["id"] != "tracks-ready";
    facts! {
        "there are three, beside what they lead to": plans.filter(goal_of_all).count() => 3;
        "the first has three phases": count("tracks-learn", "phase") => 3;
        "the second has two": count("tracks-projects", "phase") => 2;
        "the backend clone has five items": of("tracks-learn/backend/build") => 5;
        "the pipeline has four": of("tracks-learn/pipeline/build") => 4;
        "the frontend has four": of("tracks-learn/frontend/build") => 4;
        "crypto has five proofs": count("tracks-projects/crypto", "criterion") => 5;
        "the portfolio has three times three": sizes("tracks-ready/portfolio", "task") => [3, 3, 3];
        "and nothing of it is done": states("tracks-ready/portfolio") => [9, 0, 0];
        "seven analyses are done": states("tracks-oss/analysed") => [0, 7, 0];
        "two more have no date": each("tracks-oss/later", "span") => [];
        "they are n8n and CrewAI": says("tracks-oss", "n8n CrewAI 20") => true;
    }
}

#[test]
fn own_projects_stand_where_they_are_said_to_stand() {
    let status = |id: &str, figures: &str| says(&format!("tracks-projects/status/{id}"), figures);
    let idea = |id: &str, stars: &str| says(&format!("tracks-projects/ideas/{id}"), stars);
    facts! {
        "crypto at 40 %": status("crypto", "40") => true;
        "StoreBridge at 70 %": status("storebridge", "70") => true;
        "focus-reader at 100 %": status("focus-reader", "100") => true;
        "youtube at 20 %": status("youtube", "20") => true;
        "project-inspector at 60 %": status("inspector", "60") => true;
        "there are no others": count("tracks-projects/status", "note") => 5;
        "StoreBridge waits for its gate": children(node("tracks-projects/storebridge/resume"))[0]["id"] => "registered";
        "which has no date": tells("tracks-projects/storebridge", "Waits no date", "기다리며 날짜는") => true;
        "all its 47 tests pass": says("tracks-projects/storebridge/resume/tests", "47") => true;
        "two ideas have three stars": [idea("crawler", "3"), idea("reviewer", "3")] => [true, true];
        "two have four": [idea("gateway", "4"), idea("logs", "4")] => [true, true];
    }
}

#[test]
fn milestones_shares_and_hours_of_the_tracks_are_as_stated() {
    let milestones = children(node("tracks-ready/milestones")).iter();
    let titles: Vec<&str> = milestones
        .map(|milestone| english(&milestone["title"]))
        .collect();
    let tagged = |tag: &str| titles.iter().filter(|title| title.starts_with(tag)).count();
    let spans = each("tracks-ready/milestones", "span");
    let spans: Vec<&Value> = spans.as_array().into_iter().flatten().collect();
    let within = |span: &str| spans.iter().filter(|found| **found == span).count();
    facts! {
        "3, 3, 3 and 4 milestones": ["2025-01", "2025-02", "2025-03", "2025-04..2025-06"].map(within) => [3, 3, 3, 4];
        "of the three tracks and of none": ["[hl-learn]", "[projects]", "[oss]", ""].map(tagged) => [5, 3, 2, 13];
        "40, 40 and 20 %": says("tracks-ready/week/shares", "hl-learn 40 projects 40 oss 20") => true;
        "an evening has 1 to 2 h": says("tracks-ready/week/evening", "1-2") => true;
        "so a week has 12.5 to 25 h": says("tracks-ready", "5 10 40 12.5 25") => true;
        "one at a time is broken at once":
            tells("tracks-ready", "January three, February overlap", "1월 3개 2월 겹치는")
            => true;
        "four principles and one to remember": count("tracks-ready/principles", "note") => 5;
        "three risks": count("tracks-ready/risks", "note") => 3;
        "three signs of success": children(node("tracks-ready/success")).len() => 3;
    }
}
