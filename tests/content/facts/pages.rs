//! What stands in no plan: arguments and reference, as pages.

use super::*;

/// The blocks of a page in a language.
fn page(id: &str, lang: Lang) -> Vec<&'static str> {
    let mut pages = FILES.iter().filter_map(|file| file["pages"].as_array());
    let page = pages.find_map(|pages| pages.iter().find(|page| page["id"] == id));
    let page = page.unwrap_or_else(|| panic!("no page {id}"));
    let blocks = page["body"].as_array().expect("a body").iter();
    let text = |block: &'static Value| block.get(lang.code()).unwrap_or(block).as_str();
    blocks.map(|block| text(block).expect("a text")).collect()
}

/// What a page lacks, in either language, of what it is to say; a figure counts where no digit stands beside it.
fn lacks(id: &str, stated: &[&str]) -> Value {
    let texts = [Lang::En, Lang::Ko].map(|lang| page(id, lang).join("\n"));
    let is_apart = |text: &str, at: usize, figure: &str| {
        let before = text[..at].chars().next_back();
        let after = text[at + figure.len()..].chars().next();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !digit(before) && !digit(after)
    };
    let says = |text: &String, figure: &str| {
        let mut places = text.match_indices(figure);
        places.any(|(at, _)| is_apart(text, at, figure))
    };
    let missing = |figure: &&&str| !texts.iter().all(|text| says(text, figure));
    let missing: Vec<&str> = stated.iter().filter(missing).copied().collect();
    json!(missing)
}

/// How many blocks of a page begin so, if both languages agree.
fn blocks(id: &str, mark: &str) -> Value {
    let count = |lang| {
        let blocks = page(id, lang).into_iter();
        blocks.filter(|block| block.starts_with(mark)).count()
    };
    let (en, ko) = (count(Lang::En), count(Lang::Ko));
    assert_eq!(en, ko, "{id}");
    json!(en)
}

#[test]
fn getting_hired_is_argued_in_figures() {
    facts! {
        "a query fix from 100 to 5, a cache from 3 s to 100 ms": lacks("resume-lenses", &["100", "5", "3"]) => [];
        "a stock alert within 50 ms": lacks("three-options", &["50", "100", "WebSocket", "Spark"]) => [];
        "two strategies of four steps": [blocks("hunt-strategies", "1. "), blocks("hunt-strategies", "4. ")] => [2, 2];
        "all projects are stated as 28-36 weeks, and are 20-31": lacks("hunt-strategies", &["28-36", "20-31"]) => [];
        "two projects are stated as 8-10 weeks, and AI's are 11": lacks("short-portfolio", &["8-10", "9", "10", "11"]) => [];
        "data engineers and DBAs are placed differently": lacks("hiring-bands", &["20-30", "30-40"]) => [];
    }
}

#[test]
fn a_project_is_done_in_tiers_and_in_five_weeks() {
    facts! {
        "four things are required, three nice to have, five not needed": [
            blocks("done-tiers", "[ ] "),
            lacks("done-tiers", &["(4)", "(3)", "(5)"])
        ] => [4, []];
        "weeks 1-2, 3-4 and 5": lacks("five-weeks", &["1", "2", "3", "4", "5"]) => [];
        "the chat has three lengths": lacks("five-weeks", &["2", "3", "5", "6"]) => [];
        "four principles": (1..=4).map(|n| blocks("four-principles", &format!("## {n}. "))).collect::<Value>() => [1, 1, 1, 1];
        "open source in four levels, with three targets": [
            (1..=4).map(|n| lacks("oss-ladder", &[&n.to_string()])).collect::<Value>(),
            lacks("oss-ladder", &["Django", "DRF", "Celery"])
        ] => [[[], [], [], []], []];
    }
}

#[test]
fn answers_are_set_side_by_side() {
    facts! {
        "a bad answer and a good one about Redis": lacks("bad-good-answer", &["Redis", "80", "85", "100"]) => [];
        "three of nine problems are not told": [blocks("nine-problems", "6. "), blocks("nine-problems", "7. ")] => [1, 0];
        "what the six have come to": lacks("nine-problems", &["100", "80", "50", "3"]) => [];
    }
}

#[test]
fn the_guides_lead_to_projects() {
    facts! {
        "29 guides are claimed, 16 named": lacks("guide-map", &["29", "16"]) => [];
        "six are unwritten, of 15 or 12 chapters, 78 in all": lacks("guide-map", &["15", "12", "78"]) => [];
    }
}

#[test]
fn what_does_not_fit_is_named() {
    facts! {
        "600 hours are stated and 940 add up": lacks("hours-600-940", &["600", "940", "14.4", "65.3"]) => [];
        "slack of the four phases": lacks("hours-600-940", &["1.9", "1.6", "5.0", "0.9"]) => [];
        "hours of the phases": lacks("hours-600-940", &["240", "360", "180", "160"]) => [];
        "topics to talk about next, done of all": lacks("discussion-log", &["3", "7", "2", "6"]) => [];
        "two plans ask 30-32 hours in the same weeks": lacks("two-plans-at-once", &["30", "32", "16"]) => [];
        "three things at a time in January and in February": lacks("contradictions-tracks", &["1", "2", "80", "40", "20"]) => [];
    }
}
