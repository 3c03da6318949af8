//! The table of topics: how stable their questions are, how many are known, how many were still known when asked.

use super::State;
use super::charts::{below, explain, put};
use super::figures::Topic;
use crate::commands::Cmd;
use crate::domain::recall::Tally;
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A topic is called weak from so many reviews on.
const LEAST: u32 = 20;

/// Cells of a column of figures.
const COLUMN: usize = 8;

/// The columns that stay where it is narrow: new, known, knew.
const FEW: [usize; 3] = [0, 6, 7];

pub fn draw(state: &State, env: &Env, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.memory();
    let topics = &state.figures.topics;
    let judged = topics.iter().filter(|topic| topic.tally.reviews >= LEAST);
    let share = |topic: &Topic| topic.tally.share().unwrap_or(1.0);
    let weakest = judged.min_by(|a, b| share(a).total_cmp(&share(b)));
    let open = env.key(Cmd::Open);
    let advice = match weakest {
        Some(topic) => {
            let name = env.lang.questions().topic(&topic.key);
            texts.weakest(name, &texts.percent(topic.tally.share()), &open)
        }
        None => texts.pick(&open),
    };
    let chains = state.figures.chains;
    let advice = match chains.tried {
        0 => advice,
        tried => format!(
            "{advice} {}",
            texts.chains(tried, chains.median, chains.whole)
        ),
    };
    let area = explain(env, buf, area, texts.topics_mean(), &advice);
    let columns = [
        texts.unasked(),
        texts.under_week(),
        texts.under_three_weeks(),
        texts.under_quarter(),
        texts.under_year(),
        texts.over_year(),
        texts.known(),
        texts.knew(),
    ];
    let is_narrow = usize::from(area.width) < columns.len() * COLUMN + 12;
    let stays = |at: &usize| !is_narrow || FEW.contains(at);
    let count = (0..columns.len()).filter(stays).count();
    let name_width = usize::from(area.width)
        .saturating_sub(count * COLUMN)
        .clamp(12, 40);
    let row = |name: &str, cells: &[String]| {
        let mut text = wrap::pad(&wrap::truncate(name, name_width - 1), name_width).into_owned();
        for (_, cell) in cells.iter().enumerate().filter(|(at, _)| stays(at)) {
            text.push_str(&wrap::pad_start(cell, COLUMN));
        }
        text
    };
    let head = row(texts.topic(), &columns.map(str::to_owned));
    put(env, buf, area, area.width, &[(head, Role::Dim)]);
    let rest = below(area, 1);
    let height = usize::from(rest.height);
    for (line, at) in (0..).zip(list::window(topics.len() + 1, state.row, height)) {
        let (name, cells) = match at.checked_sub(1).and_then(|at| topics.get(at)) {
            Some(topic) => (env.lang.questions().topic(&topic.key), cells_of(env, topic)),
            None => (texts.all_topics(), cells_of(env, &all(topics))),
        };
        let place = below(rest, line);
        put(
            env,
            buf,
            place,
            place.width,
            &[(row(name, &cells), Role::Text)],
        );
        if at == state.row {
            paint::style_line(buf, place, place.y, env.selected());
        }
    }
}

fn cells_of(env: &Env, topic: &Topic) -> [String; 8] {
    let texts = env.lang.memory();
    let [a, b, c, d, e] = topic.bands;
    let known = topic.known().map(|share| format!("{:.0} %", share * 100.0));
    let counts = [topic.new, a, b, c, d, e].map(|count| match count {
        0 => "·".to_owned(),
        count => count.to_string(),
    });
    let [new, a, b, c, d, e] = counts;
    let known = known.unwrap_or_else(|| "-".to_owned());
    [
        new,
        a,
        b,
        c,
        d,
        e,
        known,
        texts.percent(topic.tally.share()),
    ]
}

/// All topics as one.
fn all(topics: &[Topic]) -> Topic {
    let mut all = Topic {
        new: topics.iter().map(|topic| topic.new).sum(),
        tally: Tally::default(),
        ..Topic::default()
    };
    for topic in topics {
        all.tally.reviews += topic.tally.reviews;
        all.tally.remembered += topic.tally.remembered;
        for (sum, count) in all.bands.iter_mut().zip(topic.bands) {
            *sum += count;
        }
    }
    all
}
