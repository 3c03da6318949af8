//! How a question looks as one line: mark, prompt with what was searched for, topic, and when it is due in words.

use super::bank::{Bank, Entry};
use super::deep;
use super::filter::KINDS;
use crate::domain::Question;
use crate::domain::review::Standing;
use crate::domain::search::{Haystack, Matcher};
use crate::domain::text::clean_line;
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Below this width the topic is left out: the prompt needs the room.
const WITH_TOPIC: u16 = 56;

/// Below this width no excerpt of an answer is worth reading.
const EXCERPT: u16 = 24;

/// From this width on there is room for kind, difficulty and memory.
const WIDE: u16 = 150;
/// The widths of difficulty, and of a length of time.
const LEVEL: u16 = 3;
const LENGTH: u16 = 6;

/// When something comes up next, in words.
pub fn next_due(env: &Env, bank: &Bank, topic: Option<&str>) -> String {
    let texts = env.lang.questions();
    match bank.next_due(topic) {
        Some((day, count)) => {
            texts.next_due(&texts.when((day - env.now.today()).num_days()), count)
        }
        None => texts.nothing_reviewed().to_owned(),
    }
}

/// Where a question stands, in words: `tomorrow`.
pub fn when(env: &Env, standing: Standing) -> String {
    let texts = env.lang.questions();
    match standing {
        Standing::Due(day) | Standing::Later(day) => texts.when((day - env.now.today()).num_days()),
        Standing::NewThisWeek | Standing::New => texts.is_new().to_owned(),
    }
}

/// A letter for where a question stands, so that it can be seen without reading.
fn mark(entry: &Entry) -> (&'static str, Role) {
    match entry.standing {
        _ if entry.is_unknown => ("?", Role::Warn),
        _ if entry.is_leech => ("!", Role::Warn),
        Standing::Due(_) => ("●", Role::Warn),
        Standing::NewThisWeek | Standing::New => ("○", Role::Text),
        Standing::Later(_) if entry.learning => ("~", Role::Text),
        Standing::Later(_) => ("·", Role::Dim),
    }
}

/// Widths of the columns, the same for every row, so that scrolling does not move them.
pub struct Columns {
    prompt: u16,
    topic: u16,
    /// What it trains, how hard it is and how long it is remembered: only where there is room.
    kind: u16,
    due: u16,
}

impl Columns {
    pub fn of(env: &Env, bank: &Bank, width: u16) -> Columns {
        let texts = env.lang.questions();
        let cells = |text: &str| u16::try_from(wrap::width(text)).unwrap_or(u16::MAX);
        let days = bank.days().into_iter().flatten();
        let days = days.map(|day| cells(&texts.when((day - env.now.today()).num_days())));
        let due = days.fold(cells(texts.is_new()).max(cells(texts.tomorrow())), u16::max);
        let topics = bank
            .topics
            .iter()
            .map(|topic| cells(texts.topic(&topic.name)));
        let topic = if width < WITH_TOPIC {
            0
        } else {
            topics.max().unwrap_or(0).min(16)
        };
        let kinds = KINDS.map(|kind| cells(texts.kind(kind)));
        let kind = match width {
            WIDE.. => kinds.into_iter().max().unwrap_or(0),
            _ => 0,
        };
        let gap = |column: u16| if column > 0 { column + 2 } else { 0 };
        let figures = if kind > 0 { LEVEL + LENGTH + 4 } else { 0 };
        // A blank, the mark, a blank; and a blank at the end.
        let prompt = width.saturating_sub(4 + gap(topic) + gap(kind) + figures + gap(due));
        Columns {
            prompt,
            topic,
            kind,
            due,
        }
    }
}

/// Draws a question as one line.
pub fn draw_row(
    env: &Env,
    buf: &mut Buffer,
    line: Rect,
    columns: &Columns,
    query: &Query,
    entry: &Entry,
    question: &Question,
) {
    let texts = env.lang.questions();
    let (mark, role) = mark(entry);
    paint::put(buf, line.x + 1, line.y, 1, mark, env.style(role));
    let text_style = match entry.standing {
        _ if entry.is_unknown => env.style(Role::Dim),
        Standing::Later(_) => env.style(Role::Dim),
        Standing::Due(_) | Standing::NewThisWeek | Standing::New => env.style(Role::Text),
    };
    let x = line.x + 3;
    let prompt = question.prompt.get(env.lang);
    put_marked(
        env,
        buf,
        x,
        line.y,
        columns.prompt,
        prompt,
        query,
        text_style,
    );
    put_excerpt(env, buf, x, line.y, columns.prompt, question, query);
    let x = x + columns.prompt + 2;
    if columns.topic > 0 {
        let topic = texts.topic(&question.topic);
        put_marked(env, buf, x, line.y, columns.topic, topic, query, text_style);
    }
    if columns.kind > 0 {
        let dim = env.style(Role::Dim);
        let x = x + columns.topic + 2;
        paint::put(buf, x, line.y, columns.kind, texts.kind(question.kind), dim);
        let x = x + columns.kind + 2;
        if question.difficulty > 0 {
            let level = format!("{}/3", question.difficulty);
            paint::put(buf, x, line.y, LEVEL, &level, dim);
        }
        if let Some(memory) = env.index.memory(&entry.id) {
            let place = Rect {
                x: x + LEVEL + 2,
                width: LENGTH,
                ..line
            };
            let length = texts.length(f64::from(memory.stability).round() as i64);
            paint::put_right(buf, place, line.y, &length, dim);
        }
    }
    let right = Rect {
        x: line.right().saturating_sub(columns.due + 1).max(line.x),
        width: columns.due.min(line.width),
        ..line
    };
    let state = match entry.is_unknown {
        true => env.lang.finding().unknown().to_owned(),
        false => when(env, entry.standing),
    };
    let role = if entry.is_due() {
        Role::Warn
    } else {
        Role::Dim
    };
    paint::put_right(buf, right, line.y, &state, env.style(role));
}

/// A query, as a whole and word by word: a word may be found in the prompt and the next in the topic.
pub struct Query {
    whole: Matcher,
    words: Vec<Matcher>,
}

impl Query {
    pub fn new(text: &str) -> Query {
        let words = text.split_whitespace();
        Query {
            whole: Matcher::new(text),
            words: words.map(Matcher::new).collect(),
        }
    }

    /// The characters of a text that the query is about, rising.
    fn places(&self, text: &str) -> Vec<u32> {
        if self.whole.is_empty() {
            return Vec::new();
        }
        let haystack = Haystack::new(text);
        if let Some(hit) = self.whole.score(&haystack) {
            return hit.positions;
        }
        let mut places: Vec<u32> = self
            .words
            .iter()
            .filter_map(|word| Some((word, word.score(&haystack)?)))
            .filter(|(word, _)| word.rank_whole(&haystack).is_some())
            .flat_map(|(_, hit)| hit.positions)
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// Beside a prompt that does not hold all words, writes where they are in the answers, if there is room.
fn put_excerpt(
    env: &Env,
    buf: &mut Buffer,
    x: u16,
    y: u16,
    width: u16,
    question: &Question,
    query: &Query,
) {
    let prompt = clean_line(question.prompt.get(env.lang));
    let used = u16::try_from(wrap::width(&prompt)).unwrap_or(u16::MAX);
    let room = width.saturating_sub(used.saturating_add(3));
    if room < EXCERPT || query.whole.is_empty() {
        return;
    }
    let beside = |word: &&Matcher| word.rank_whole(&Haystack::new(&prompt)).is_none();
    if !query.words.iter().any(|word| beside(&word)) {
        return;
    }
    let Some(line) = deep::line_of(question, &query.words, env.lang) else {
        return;
    };
    let line = clean_line(line);
    let places = query.places(&line);
    // The hit stands in the first third.
    let first = places.first().map_or(0, |place| *place as usize);
    let before = usize::from(room / 3);
    let mut start = first;
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let mut cells = 0;
    while start > 0 && cells < before {
        start -= 1;
        cells += wrap::width(chars[start].1.encode_utf8(&mut [0; 4]));
    }
    // Not in the middle of a word: the next one begins it, or the one of the hit.
    if start > 0 {
        let is_start = |at: &usize| chars[*at - 1].1.is_whitespace();
        let whole = (start..=first).find(is_start);
        start = whole
            .or_else(|| (1..start).rev().find(is_start))
            .unwrap_or(0);
    }
    let at = chars.get(start).map_or(0, |(at, _)| *at);
    let shown = match start {
        0 => line.to_string(),
        _ => format!("…{}", &line[at..]),
    };
    let dim = env.style(Role::Dim);
    put_marked(env, buf, x + used + 3, y, room, &shown, query, dim);
}

/// Writes a text with the letters that were searched for standing out.
#[expect(
    clippy::too_many_arguments,
    reason = "a place, a text and how it looks"
)]
fn put_marked(
    env: &Env,
    buf: &mut Buffer,
    x: u16,
    y: u16,
    width: u16,
    text: &str,
    query: &Query,
    style: Style,
) {
    // Places are those of the composed text.
    let text = &*clean_line(text);
    let places = query.places(text);
    let cut = wrap::truncate(text, usize::from(width));
    // What was cut off is not highlighted, and neither are the dots that stand for it.
    let kept = if cut.len() == text.len() {
        cut.chars().count()
    } else {
        cut.chars().count().saturating_sub(2)
    };
    let mut pieces: Vec<(&str, Style)> = Vec::new();
    let mut start = 0;
    let mut marked = false;
    let mut places = places.into_iter().peekable();
    for (number, (at, _)) in cut.char_indices().enumerate() {
        let here = number < kept && places.next_if(|place| *place as usize == number).is_some();
        if here != marked {
            pieces.push((&cut[start..at], piece_style(env, style, marked)));
            (start, marked) = (at, here);
        }
    }
    pieces.push((&cut[start..], piece_style(env, style, marked)));
    paint::put_all(buf, x, y, width, &pieces);
}

fn piece_style(env: &Env, style: Style, marked: bool) -> Style {
    if marked {
        style.patch(env.style(Role::Match))
    } else {
        style
    }
}
