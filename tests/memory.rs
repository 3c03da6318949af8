//! The place of memory: charts, the desired retention, fitting.

use crate::common::{FRIDAY, Harness, adopted, decade, learner, now_at};
use gongbu::app::{Effect, Msg};
use gongbu::domain::fit::{Failure, News, Progress};
use gongbu::domain::{Data, Edit, Grade, Index, Review, Settings, Step};
use gongbu::lang::Lang;
use gongbu::runtime::fitting;
use insta::assert_snapshot;
use std::sync::OnceLock;

/// Somebody's data after 300 days of study.
fn studied() -> Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    DATA.get_or_init(|| learner::after(300, now_at(FRIDAY).today()))
        .clone()
}

/// Data of a plan, and so many reviews: each of its own question on one day, and of the same on a later one.
fn reviewed(times: usize) -> Data {
    let now = now_at(FRIDAY);
    let mut data = adopted(Lang::En, &now);
    let mut random = decade::Random(3);
    let mut edit = Edit::new(Step::Grade, "", &now);
    for number in 0..times {
        let question = decade::question(&mut random, number, &now);
        for (turn, on) in ["2026-10-01", "2026-10-04"].into_iter().enumerate() {
            let on: chrono::NaiveDate = on.parse().unwrap();
            let json = serde_json::json!({"id": format!("r{number}-{turn}"), "question": question.id, "grade": "good", "on": on, "at": now.start_of(on), "seconds": 30});
            let review: Review = serde_json::from_value(json).unwrap();
            edit = edit.put(&data, review);
        }
        edit = edit.put(&data, question);
    }
    data.apply(&edit).unwrap();
    data
}

/// The place of memory over some data, all of it read.
fn memory(data: Data, lang: Lang, width: u16, height: u16) -> Harness {
    let mut harness = Harness::with(data, FRIDAY, width, height);
    harness.model.lang = lang;
    // The packs' questions are not what is looked at here.
    harness.model.data.bank.clear();
    harness.keys("V").wait(2);
    harness
}

fn english(data: Data) -> Harness {
    memory(data, Lang::En, 80, 24)
}

/// Does the fits that were asked for, as the runtime would. Returns how many.
fn fit(harness: &mut Harness) -> usize {
    let mut count = 0;
    for effect in std::mem::take(&mut harness.effects) {
        if let Effect::Fit(job) = effect {
            let number = job.number;
            let mut told: Vec<News> = Vec::new();
            fitting::follow(job, &Progress::default(), |news| told.push(news));
            for news in told {
                harness.send(Msg::Fit(number, news));
            }
            count += 1;
        }
    }
    count
}

fn settings(harness: &Harness) -> Settings {
    harness.model.data.settings()
}

macro_rules! pictures {
    ($($name:ident $keys:literal;)*) => {$(
        #[test]
        fn $name() {
            for lang in [Lang::En, Lang::Ko] {
                for (width, height) in [(80, 24), (120, 36)] {
                    let mut harness = memory(studied(), lang, width, height);
                    harness.keys($keys);
                    let name = format!("{}_{}_{width}", stringify!($name), lang.code());
                    assert_snapshot!(name, harness.screen());
                }
            }
        }
    )*};
}
pictures! {
    retention_by_week "";
    retention_by_month "Space";
    the_days_to_come "Right";
    the_weeks_to_come "Right Space";
    predicted_against_actual "Tab Tab";
    stability_by_topic "Left Down";
    another_retention_considered "- - -";
}

#[test]
fn a_result_of_fitting_shows_before_and_after() {
    for lang in [Lang::En, Lang::Ko] {
        for (width, height) in [(80, 24), (120, 36)] {
            let mut harness = memory(studied(), lang, width, height);
            harness.keys("o");
            assert_eq!(fit(&mut harness), 1);
            let name = format!("fitted_{}_{width}", lang.code());
            assert_snapshot!(name, harness.screen());
        }
    }
}

#[test]
fn no_size_breaks_a_chart() {
    let mut harness = english(studied());
    for (width, height) in [
        (200, 60),
        (60, 20),
        (40, 10),
        (41, 11),
        (36, 8),
        (1, 1),
        (0, 0),
    ] {
        harness.send(Msg::Resize(width, height));
        for key in ["Tab", "Tab", "Tab", "Tab", "Space", "Tab", "Tab", "-", "o"] {
            harness.keys(key).screen();
        }
        fit(&mut harness);
        harness.screen();
        harness.keys("Esc Esc");
    }
}

#[test]
fn without_reviews_each_chart_says_what_is_missing_and_where_to_make_it() {
    let mut harness = english(adopted(Lang::En, &now_at(FRIDAY)));
    harness.shows("20 more reviews are missing");
    harness.shows("3 opens the questions");
    harness.keys("Tab").shows("Nothing was reviewed yet");
    harness.keys("Tab").shows("100 more reviews are missing");
    harness.keys("Tab").shows("all topics");
    harness.keys("o").shows("400 are missing");
    assert_eq!(fit(&mut harness), 0);
}

#[test]
fn reviews_short_of_a_chart_are_counted() {
    // First reviews do not count: 13 of 26 do.
    let mut harness = english(reviewed(13));
    harness.shows("7 more reviews are missing");
    harness.keys("Tab Tab").shows("87 more reviews are missing");
    harness.keys("o").shows("387 are missing");
    let mut harness = english(reviewed(20));
    harness.keys("Space").shows("2026-10     100.0 %");
}

#[test]
fn the_share_of_a_month_is_that_of_its_reviews() {
    let data = studied();
    let index = Index::of(&data);
    let (mut asked, mut knew) = (0, 0);
    for (id, _) in index.memories() {
        let history = index.history(&data, id);
        for pair in history.windows(2) {
            let counts = pair[1].on > pair[0].on && pair[1].on.to_string().starts_with("2026-10");
            asked += u32::from(counts);
            knew += u32::from(counts && pair[1].grade != Grade::Again);
        }
    }
    let share = f64::from(knew) * 100.0 / f64::from(asked);
    let row = format!("2026-10     {share:>5.1} %");
    let mut harness = english(data);
    harness
        .keys("Space")
        .shows(&row)
        .shows(&format!(" {asked} "));
}

#[test]
fn today_in_the_forecast_is_what_is_due() {
    let data = studied();
    let due = Index::of(&data).due(now_at(FRIDAY).today());
    assert!(due > 0);
    english(data).keys("Tab").shows(&format!("today {due} "));
}

#[test]
fn a_topic_alone_is_picked_from_its_row_or_stepped_to_and_left_with_esc() {
    let mut harness = english(studied());
    harness.keys("Left Down Enter").shows("Memory  Database");
    harness.keys("Tab").shows("Memory  Database");
    harness
        .keys("f")
        .shows("Memory  Go")
        .shows("Share of repeated");
    harness.keys("Esc").shows("Memory  all topics");
    assert!(harness.model.place.is_some());
    harness.keys("Esc");
    assert!(harness.model.place.is_none());
}

#[test]
fn another_retention_is_weighed_before_it_is_applied_and_taken_back() {
    let mut harness = english(studied());
    let due = |harness: &Harness| {
        harness
            .model
            .index
            .due(harness.today() + chrono::Days::new(30))
    };
    let before = due(&harness);
    harness
        .keys("- -")
        .shows("90 % -> 88 %")
        .shows("reviews a day");
    assert_eq!(settings(&harness).retention, 0.9);
    harness.keys("Esc").lacks("->");
    harness.keys("-").keys("+").lacks("->");
    harness
        .keys("- - - - - Enter")
        .shows("Desired retention is 85 % now");
    assert_eq!(settings(&harness).retention, 0.85);
    assert!(due(&harness) < before, "fewer come up");
    // What is kept up to date is what a new index would be.
    let anew = Index::of(&harness.model.data);
    for (id, memory) in anew.memories() {
        assert_eq!(harness.model.index.memory(id), Some(*memory));
    }
    harness.keys("u").wait(1).shows("Desired retention 90 %");
    assert_eq!(settings(&harness).retention, 0.9);
    assert_eq!(due(&harness), before);
}

#[test]
fn sessions_bring_as_many_new_questions_a_day_as_the_memory_place_says() {
    let mut harness = Harness::new(Lang::En, 120, 36);
    harness
        .keys("V")
        .shows("New questions a day 20  > < change");
    harness
        .keys(&"< ".repeat(17))
        .shows("New questions a day 3");
    assert_eq!(settings(&harness).new_a_day, 3);
    harness.keys("Esc 3").shows("new 3");
    harness.keys("Space").shows("3 new").keys("Esc");
    harness
        .keys("V")
        .keys(&"< ".repeat(5))
        .shows("New questions a day 0");
    harness
        .keys("Esc 3 Space")
        .shows("0 new ones today, that is enough; V changes how many.");
    // All presses are one step.
    harness.keys("u");
    assert_eq!(settings(&harness).new_a_day, 20);
    harness.shows("new 20");
}

#[test]
fn the_retention_stays_within_its_bounds() {
    let mut harness = english(studied());
    harness.keys(&"+ ".repeat(20)).shows("90 % -> 97 %");
    harness.keys(&"- ".repeat(40)).shows("90 % -> 70 %");
    harness.keys("Enter");
    assert_eq!(settings(&harness).retention, 0.7);
}

#[test]
fn fitted_parameters_are_applied_on_a_word_only_and_taken_back() {
    let mut harness = english(studied());
    harness.keys("o").shows("Fitting to").shows("Esc stops it");
    harness.keys("o").shows("A fit is under way already");
    fit(&mut harness);
    harness
        .shows("Fitted parameters")
        .shows("predict you better");
    assert!(settings(&harness).parameters.is_empty(), "never silently");
    harness.keys("-").shows("A result waits");
    harness
        .keys("Enter")
        .wait(1)
        .shows("The fitted parameters are in force");
    assert_eq!(settings(&harness).parameters.len(), 21);
    let anew = Index::of(&harness.model.data);
    for (id, memory) in anew.memories() {
        assert_eq!(harness.model.index.memory(id), Some(*memory));
    }
    harness.shows("FSRS-6 fitted to you");
    harness.keys("Tab Tab").shows("Off by");
    harness.keys("u").wait(1).shows("FSRS-6 default");
    assert!(settings(&harness).parameters.is_empty());
    harness.keys("ctrl-r").wait(1).shows("FSRS-6 fitted to you");
    harness.keys("x").wait(1).shows("FSRS-6 default");
    harness.keys("x").shows("in force already");
}

#[test]
fn esc_stops_a_fit_and_nothing_of_it_comes_back() {
    let mut harness = english(studied());
    harness
        .keys("o Esc")
        .shows("FSRS-6 default")
        .lacks("Fitting to");
    assert!(harness.effects.contains(&Effect::StopFit));
    // It was over before it could be stopped: nobody waits for it.
    fit(&mut harness);
    harness.lacks("Fitted parameters");
    harness.keys("o");
    fit(&mut harness);
    harness
        .shows("Fitted parameters")
        .keys("Esc")
        .lacks("Fitted parameters");
    assert!(settings(&harness).parameters.is_empty());
}

#[test]
fn a_fit_goes_on_elsewhere_and_its_result_waits_although_reviews_came_meanwhile() {
    let mut harness = english(studied());
    harness.keys("o Tab").shows("Fitting to");
    let number = harness
        .effects
        .iter()
        .rev()
        .find_map(|effect| match effect {
            Effect::Fit(job) => Some(job.number),
            _ => None,
        });
    harness.send(Msg::Fit(number.unwrap(), News::Progress(0.42)));
    harness.shows("42 %");
    harness.keys("V").lacks("Memory  all topics");
    let now = harness.now;
    let json = serde_json::json!({"id": "late", "question": "q000001", "grade": "good", "on": now.today(), "at": now.utc});
    let review: Review = serde_json::from_value(json).unwrap();
    let edit = Edit::new(Step::Grade, "", &now).put(&harness.model.data, review);
    harness.model.data.apply(&edit).unwrap();
    harness.model.index.update(&harness.model.data, &edit);
    fit(&mut harness);
    harness.shows("Fitting is over: V shows the result");
    harness
        .keys("V")
        .wait(2)
        .shows("Fitted parameters")
        .shows("Reviews since the fit began: 1.");
}

#[test]
fn a_fit_that_failed_says_why() {
    let mut harness = english(studied());
    harness.keys("o");
    let job = harness.effects.iter().find_map(|effect| match effect {
        Effect::Fit(job) => Some(job.clone()),
        _ => None,
    });
    let number = job.unwrap().number;
    harness.send(Msg::Fit(number, News::Failed(Failure::OneDay)));
    harness.shows("too close together");
    harness
        .keys("Esc")
        .lacks("too close together")
        .shows("Memory  all topics");
}

#[test]
fn a_long_log_is_read_bit_by_bit_and_keys_are_taken_meanwhile() {
    let now = now_at(FRIDAY);
    let mut harness = Harness::with(decade::data(&now), FRIDAY, 80, 24);
    harness.model.lang = Lang::En;
    harness.keys("V");
    harness.shows("Reading reviews: ").shows("of 50,000");
    harness
        .keys("Tab")
        .shows("[Forecast]")
        .shows("Reading reviews: ");
    harness.keys("o").shows("still being read");
    harness.wait(10).lacks("Reading reviews: ").shows("today ");
    // Nothing more is to be done: it sleeps until the minute.
    assert!(harness.model.deadline() - harness.now.utc > chrono::Duration::seconds(1));
}

#[test]
fn the_scale_of_the_forecast_names_no_number_twice() {
    let mut harness = english(reviewed(1));
    harness.keys("Tab");
    let screen = harness.screen();
    let ones = screen
        .lines()
        .filter(|line| line.trim_start().starts_with("│     1 "));
    assert_eq!(ones.count(), 1, "{screen}");
}
