//! The list: one to go on with, new ones, how the kinds go, those held.

use super::*;
use crate::domain::QuestionKind;
use crate::ui::wrap;

/// A row that keys act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// The one that was left or broken off.
    GoOn,
    /// A new one, by its place among the kinds.
    New(usize),
    Past(Id),
}

/// Most scores shown of a kind.
const SCORES: usize = 12;

const KINDS: [QuestionKind; 5] = [
    QuestionKind::Design,
    QuestionKind::Coding,
    QuestionKind::Technical,
    QuestionKind::Behavioural,
    QuestionKind::Company,
];

/// The rows, those held the latest first.
pub fn rows(data: &Data) -> Vec<Row> {
    let mut past: Vec<&Mock> = (data.mocks.iter())
        .filter(|mock| mock.finished.is_some() && !mock.deleted)
        .collect();
    past.sort_by_key(|mock| std::cmp::Reverse((mock.started, &mock.id)));
    let open = mock::unfinished(data).map(|_| Row::GoOn);
    let new = (0..KINDS.len()).map(Row::New);
    let past = past.into_iter().map(|mock| Row::Past(mock.id.clone()));
    open.into_iter().chain(new).chain(past).collect()
}

/// A line of the list on screen.
enum Line {
    Row(usize),
    Heading(&'static str),
    Text(String),
    Blank,
}

impl State {
    fn lines(&self, env: &Env) -> Vec<Line> {
        let texts = env.lang.mock();
        let mut lines = Vec::new();
        let is_past = |row: &Row| matches!(row, Row::Past(_));
        for (at, row) in self.rows.iter().enumerate() {
            match row {
                Row::New(0) => lines.push(Line::Heading(texts.begin())),
                Row::Past(_) if at == 0 || !is_past(&self.rows[at - 1]) => {
                    let trends = trends(env);
                    if !trends.is_empty() {
                        lines.extend([Line::Blank, Line::Heading(texts.trends())]);
                        lines.extend(trends.into_iter().map(Line::Text));
                    }
                    lines.extend([Line::Blank, Line::Heading(texts.past())]);
                }
                _ => {}
            }
            lines.push(Line::Row(at));
            if *row == Row::GoOn {
                let keys = texts.go_on_keys(&env.key(Cmd::Open), &env.key(Cmd::EndBrokenMock));
                lines.extend([Line::Text(keys), Line::Blank]);
            }
        }
        if !self.rows.iter().any(is_past) {
            lines.extend([Line::Blank, Line::Text(texts.none_yet().to_owned())]);
        }
        lines
    }

    fn row_text(&self, env: &Env, row: &Row) -> [String; 2] {
        let texts = env.lang.mock();
        match row {
            Row::GoOn => {
                let mock = mock::unfinished(env.data);
                let text = mock.map(|mock| {
                    let at = (mock.at_stage + 1).min(mock.stages.len());
                    texts.go_on(texts.kind(mock.kind), at, mock.stages.len())
                });
                [format!("! {}", text.unwrap_or_default()), String::new()]
            }
            Row::New(at) => {
                let about = [
                    texts.about_design(),
                    texts.about_coding(),
                    texts.about_technical(),
                    texts.about_behavioural(),
                    texts.about_company(),
                ][*at];
                let value = match self.choice(*at) {
                    Some(Choice::Technical(minutes)) => format!("< {} >", texts.minutes(minutes)),
                    Some(Choice::Company(name)) => format!("< {name} >"),
                    None => texts.no_company().to_owned(),
                    _ => String::new(),
                };
                let name = wrap::pad(texts.kind(KINDS[*at]), 19);
                let text = match value.as_str() {
                    "" => format!("  {name}{about}"),
                    _ => format!("  {name}{value}  {about}"),
                };
                let chosen = self.rows.get(self.cursor) == Some(row) && !value.is_empty();
                let hint = if chosen { texts.arrows() } else { "" };
                [text, hint.to_owned()]
            }
            Row::Past(id) => {
                let Some(mock) = env.data.mocks.get(id) else {
                    return Default::default();
                };
                let date = mock.on.to_string();
                let name = texts.kind(mock.kind);
                let used = texts.clock(mock::total(mock, mock.seen));
                let score = mock::score(mock).map_or("-".to_owned(), |s| format!("{s:.1}"));
                [
                    format!("  {}  {name}  {}", wrap::pad(&date, 12), mock.company),
                    format!("{score}  {used:>6} "),
                ]
            }
        }
    }

    pub(super) fn draw_list(&self, env: &Env, buf: &mut Buffer) {
        let lines = self.lines(env);
        let at_cursor = |line: &Line| matches!(line, Line::Row(at) if *at == self.cursor);
        let cursor = lines.iter().position(at_cursor).unwrap_or(0);
        let area = env.area;
        let shown = crate::ui::list::window(lines.len(), cursor, usize::from(area.height));
        for (y, line) in (area.y..area.bottom()).zip(&lines[shown]) {
            let (x, width) = (area.x + 1.min(area.width), area.width.saturating_sub(2));
            match line {
                Line::Blank => {}
                Line::Heading(text) => {
                    paint::put(buf, x, y, width, text, env.style(Role::Title));
                }
                Line::Text(text) => {
                    let (x, width) = (x + 2.min(width), width.saturating_sub(2));
                    paint::put(buf, x, y, width, text, env.style(Role::Dim));
                }
                Line::Row(at) => {
                    let selected = *at == self.cursor;
                    let role = match self.rows[*at] {
                        Row::GoOn => Role::Warn,
                        _ => Role::Text,
                    };
                    let style = match selected {
                        true => env.selected(),
                        false => env.style(role),
                    };
                    let [text, right] = self.row_text(env, &self.rows[*at]);
                    let inner = Rect { x, width, ..area };
                    let taken = u16::try_from(wrap::width(&right)).unwrap_or(0);
                    let room = match taken {
                        0 => width,
                        taken => width.saturating_sub(taken + 1),
                    };
                    paint::put(buf, x, y, room, &text, style);
                    paint::put_right(buf, inner, y, &right, style);
                    if selected {
                        paint::style_line(buf, area, y, style);
                    }
                }
            }
        }
    }
}

/// How each kind goes that has a score: its scores one by one, the mean of the last ones and of those before.
fn trends(env: &Env) -> Vec<String> {
    let texts = env.lang.mock();
    let line = |kind: &QuestionKind| {
        let trend = mock::trend(env.data, *kind)?;
        let first = trend.scores.len().saturating_sub(SCORES);
        let scores = trend.scores[first..].iter();
        let scores: Vec<String> = scores.map(|s| format!("{}", s.round())).collect();
        let last = format!("{:.1}", trend.last);
        let mean = match trend.before {
            Some(before) => texts.trend_before(&last, &format!("{before:.1}")),
            None => texts.trend(&last),
        };
        let bar = paint::bar(10, trend.last / 5.0);
        let name = wrap::pad(texts.kind(*kind), 19);
        let scores = wrap::pad_start(&scores.concat(), SCORES).into_owned();
        Some(format!("{name}{scores}  {bar}  {mean}"))
    };
    KINDS.iter().filter_map(line).collect()
}
