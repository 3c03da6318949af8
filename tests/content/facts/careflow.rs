//! CareFlow: two tracks of three levels.

use super::*;

#[test]
fn careflow_has_two_tracks_of_three_levels_and_no_dates() {
    let tracks = ["careflow/data", "careflow/dba"];
    let levels = || tracks.iter().flat_map(|track| children(node(track)));
    let skills = levels()
        .flat_map(children)
        .filter(|group| group["id"] == "skills");
    let practice = || {
        levels()
            .flat_map(children)
            .filter(|group| group["id"] != "skills")
    };
    let ids = |track: &str| {
        children(node(track))
            .iter()
            .map(|level| level["id"].clone())
            .collect::<Value>()
    };
    let below = below(node("careflow"));
    let dated = below
        .iter()
        .filter(|node| node.get("span").or(node.get("weeks")).is_some());
    facts! {
        "there are two tracks": count("careflow", "block") => 2;
        "the levels bear the same names in both": [ids(tracks[0]), ids(tracks[1])]
            => [["basic", "middle", "advanced"], ["basic", "middle", "advanced"]];
        "there are 24 skills": skills.flat_map(children).count() => 24;
        "there are ten practice projects": practice().count() => 10;
        "of thirty tasks": practice().flat_map(children).count() => 30;
        "the DBA track has none at the top": sizes("careflow/dba", "group") => [3, 3, 1];
        "but four skills": count("careflow/dba/advanced/skills", "task") => 4;
        "nothing is done": states("careflow") => [57, 0, 0];
        "nothing has a date": dated.count() => 0;
        "the months are experience": says("careflow", "21 42 24") => true;
        "a data engineer is among the best 20 to 30 %": says("careflow/hiring/engineer/level", "20 30") => true;
        "a DBA among the best 30 to 40 %": says("careflow/hiring/dba/level", "30 40") => true;
        "what counts is no work": sizes("careflow/evaluation", "note") => [4, 4];
    }
}
