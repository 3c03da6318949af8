//! The portfolio plan: phases, the chat project, the checklist, the guides.

use super::*;
use gongbu::domain::draft::Section;

#[test]
fn the_portfolio_plan_has_three_phases_and_no_dates_of_its_own() {
    facts! {
        "there are three phases": count("portfolio", "phase") => 3;
        "the first takes up to two months": node("portfolio/p1")["months"] => 2;
        "the first is stated as 1 to 2 months": tells("portfolio/p1", "1 to 2 months", "1~2개월") => true;
        "the second takes up to three months": node("portfolio/p2")["months"] => 3;
        "the second is stated as 2 to 3 months": tells("portfolio/p2", "2 to 3 months", "2~3개월") => true;
        "the third has no end": node("portfolio/p3")["span"] => "2025-07..";
        "only the day of writing is a date":
            tells("portfolio", "only date 2025-01-16 relative", "날짜는 2025-01-16뿐이고 상대")
            => true;
        "the plan has five weeks in three parts": each("portfolio/p2", "weeks") => [2, 2, 1];
        "contributing has four levels": count("portfolio/p3", "group") => 4;
    }
}

#[test]
fn the_chat_project_has_its_stack_three_problems_and_a_definition_of_done() {
    let stack = children(node("portfolio/p2/stack")).iter();
    let stack: Vec<&str> = stack.map(|part| english(&part["title"])).collect();
    facts! {
        "the stack has six parts": stack
            => [
                "Backend: Django + DRF", "WebSocket: Django Channels", "Message queue: Redis Pub/Sub",
                "Database: PostgreSQL", "Cache: Redis", "Deployment: Docker + Kubernetes"
            ];
        "it has three problems": count("portfolio/p2/solve", "group") => 3;
        "each is proved": count("portfolio/p2/solve", "criterion") => 3;
        "it grows to 10,000": says("portfolio/p2/solve/scale/measured", "10,000") => true;
        "no message is lost": says("portfolio/p2/solve/loss/measured", "0") => true;
        "rooms take 100 ms": says("portfolio/p2/solve/rooms/measured", "3 100 5") => true;
        "its length is stated in three ways": tells("portfolio", "2-3 months 5 weeks 5-6 weeks", "2~3개월 5주 5-6주") => true;
        "four things are required": count("portfolio/p2/write-up/required", "criterion") => 4;
        "three are good to have": count("portfolio/p2/write-up/optional", "criterion") => 3;
        "five are not needed": count("portfolio/p2/write-up/unneeded", "note") => 5;
        "what is not needed is to be avoided": node("portfolio/p2/write-up/unneeded")["choice"] => "avoid";
        "the least aim is three problems":
            tells("portfolio/p2/write-up/required", "three problems", "문제 3개") => true;
        "9 over three projects, 18 over six": says("portfolio", "9 18") => true;
        "a post has six sections": Section::ALL.map(|section| Lang::En.drafts().section(section))
            => ["Problem", "Analysis", "Cause", "Fix", "Result", "Lesson"];
    }
}

#[test]
fn the_checklist_is_without_repeats_and_keeps_its_states() {
    let below = below(node("portfolio/checklist"));
    let tagged = below
        .iter()
        .filter(|node| node["tags"] == json!(["portfolio"]));
    facts! {
        "21 boxes are left of 24, three of them done": states("portfolio/checklist") => [18, 3, 0];
        "the boxes before that are counted": says("portfolio", "24 19 5 21 18 3") => true;
        "every box is marked as of the portfolio": tagged.count() => 21;
        "the lists have their sizes": sizes("portfolio/checklist", "task") => [5, 3, 3, 7, 3];
        "none of the five guides is done": states("portfolio/checklist/guides") => [5, 0, 0];
        "though they are headed as finished": tells("portfolio", "0 of 5 ticked", "5개 중 0개") => true;
        "the first list of topics has 3 of 7 done": states("portfolio/checklist/topics") => [4, 3, 0];
        "the second had 2 of 6": tells("portfolio", "3 of 7 2 of 6", "7개 3개 6개 2개") => true;
        "what only the second has is there": states("portfolio/checklist/more-topics") => [3, 0, 0];
        "the three cases have no body": each("portfolio/checklist/posts", "note") => [];
        "the target role is open": node("portfolio/checklist/topics/role")["state"] => null;
    }
}

#[test]
fn six_guides_of_78_chapters_are_to_come_and_sixteen_are_named() {
    let chapters = children(node("portfolio/guides/planned"))
        .iter()
        .map(|guide| {
            let title = english(&guide["title"]);
            let count = title
                .rsplit(": ")
                .next()
                .and_then(|count| count.split(' ').next());
            count.and_then(|count| count.parse::<u32>().ok())
        });
    let chapters: Vec<u32> = chapters.flatten().collect();
    facts! {
        "their chapters are stated": chapters => [15, 12, 12, 15, 12, 12];
        "there are 78": chapters.iter().sum::<u32>() => 78;
        "they are to be read": count("portfolio/guides/planned", "resource") => 6;
        "sixteen finished ones are named": count("portfolio/guides/written", "note") => 16;
        "29 are spoken of": says("portfolio/guides/written", "29") => true;
        "a remark has both": says("portfolio", "29 16 78") => true;
    }
}
