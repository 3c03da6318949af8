//! The form of a period: texts, numbers and choices, one a line.

use crate::commands::Cmd;
use crate::domain::absence::clash;
use crate::domain::dates::parse_day;
use crate::domain::{BacklogOrder, Before, Data, Id, Media, Period};
use crate::lang::{DAY_WORDS, Lang, WEEK_WORDS, number};
use crate::panes::{Env, Typing};
use crate::ui::text_area::{self, Motion, Op, TextArea};
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use chrono::{Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The lines, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Title,
    From,
    To,
    Media,
    Hours,
    Before,
    Ahead,
    ADay,
    BackADay,
    Order,
}

const LINES: [Line; 10] = [
    Line::Title,
    Line::From,
    Line::To,
    Line::Media,
    Line::Hours,
    Line::Before,
    Line::Ahead,
    Line::ADay,
    Line::BackADay,
    Line::Order,
];

const MEDIA: [Media; 5] = [
    Media::Nothing,
    Media::Paper,
    Media::Phone,
    Media::Browser,
    Media::Computer,
];
const BEFORE: [Before; 3] = [Before::FrontLoad, Before::Lighten, Before::Nothing];
const ORDERS: [BacklogOrder; 3] = [
    BacklogOrder::Value,
    BacklogOrder::Course,
    BacklogOrder::Overdue,
];

/// A longer period is a slip of the pen.
const MOST_DAYS: i64 = 3_660;

/// The open form.
pub struct Form {
    /// The period as it was, or a new one.
    pub period: Period,
    texts: Vec<TextArea>,
    /// Chosen of media, before, order.
    chosen: [usize; 3],
    at: usize,
    refusal: Option<String>,
    begun: Vec<String>,
}

impl Form {
    /// A form for a period; the dates of a new one are yet to be typed, `length` stands where its last day goes.
    pub fn new(env: &Env, period: Period, length: Option<&str>) -> Form {
        let amount = |amount: u32| match amount {
            0 => String::new(),
            amount => amount.to_string(),
        };
        let day = |day: NaiveDate| match length {
            Some(_) => String::new(),
            None => day.to_string(),
        };
        let text = |line: Line| match line {
            Line::Title => period.title.clone(),
            Line::From => day(period.from),
            Line::To => length.map_or_else(|| day(period.to), str::to_owned),
            Line::Hours => period.hours.map(number).unwrap_or_default(),
            Line::Ahead => amount(period.ahead),
            Line::ADay => amount(period.a_day),
            Line::BackADay => amount(period.back_a_day),
            Line::Media | Line::Before | Line::Order => String::new(),
        };
        let lang = env.lang.periods();
        let area = |line: &Line| {
            let area = TextArea::line(&text(*line));
            match line {
                Line::From => area.with_placeholder(lang.day_hint()),
                Line::To => area.with_placeholder(lang.to_hint()),
                Line::Hours => area.with_placeholder(lang.hours_hint()),
                Line::BackADay => area.with_placeholder(lang.zero_hint()),
                Line::Ahead | Line::ADay => area.with_placeholder("0"),
                _ => area,
            }
        };
        let texts = LINES.iter().map(area).collect();
        let place = |found: Option<usize>| found.unwrap_or(0);
        let mut form = Form {
            chosen: [
                place(MEDIA.iter().position(|media| *media == period.media)),
                place(BEFORE.iter().position(|before| *before == period.before)),
                place(ORDERS.iter().position(|order| *order == period.order)),
            ],
            at: usize::from(length.is_some() && !period.title.is_empty()),
            period,
            texts,
            refusal: None,
            begun: Vec::new(),
        };
        form.begun = form.values();
        let typed = env.typed_before(&form.name());
        for (index, text) in typed.into_iter().flatten().enumerate() {
            match LINES.get(index).and_then(|line| choice(*line)) {
                Some((choice, count)) => {
                    form.chosen[choice] = text.parse().unwrap_or(0).min(count - 1);
                }
                None => {
                    if let Some(area) = form.texts.get_mut(index) {
                        area.apply(Op::SetText(text.clone()));
                    }
                }
            }
        }
        form
    }

    /// What it is called where typed text is kept.
    fn name(&self) -> Id {
        match self.period.id.is_empty() {
            true => "period:new".into(),
            false => format!("period:{}", self.period.id),
        }
    }

    fn values(&self) -> Vec<String> {
        let value = |(index, line): (usize, &Line)| match choice(*line) {
            Some((choice, _)) => self.chosen[choice].to_string(),
            None => self.texts[index].text(),
        };
        LINES.iter().enumerate().map(value).collect()
    }

    pub fn typing(&self) -> Option<Typing> {
        let fields = self.values();
        (fields != self.begun).then(|| Typing {
            id: self.name(),
            fields,
        })
    }

    pub fn step(&mut self, cmd: Cmd) {
        let by = match cmd {
            Cmd::LineNext => 1,
            Cmd::LinePrevious => LINES.len() - 1,
            _ => 0,
        };
        self.at = (self.at + by) % LINES.len();
    }

    /// Takes text, or turns a choice: by arrows, blanks and digits.
    pub fn apply(&mut self, op: Op) {
        if let Some((choice, count)) = choice(LINES[self.at]) {
            let now = self.chosen[choice];
            let digit = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
            self.chosen[choice] = match op {
                Op::Move(Motion::Left, _) => (now + count - 1) % count,
                Op::Move(Motion::Right, _) => (now + 1) % count,
                Op::Insert(text) if text == " " => (now + 1) % count,
                Op::Insert(text) => digit(&text).filter(|at| *at < count).unwrap_or(now),
                _ => now,
            };
            self.refusal = None;
        } else if self.texts[self.at].apply(op) {
            self.refusal = None;
        }
    }

    fn text(&self, line: Line) -> String {
        let at = LINES.iter().position(|other| *other == line).unwrap_or(0);
        self.texts[at].text().trim().to_owned()
    }

    /// The period as it was filled in; otherwise the cursor goes to what is wrong, which is told.
    pub fn read(&mut self, data: &Data, today: NaiveDate, lang: Lang) -> Option<Period> {
        match self.check(data, today, lang) {
            Ok(period) => Some(period),
            Err((line, why)) => {
                self.at = LINES.iter().position(|other| *other == line).unwrap_or(0);
                self.refusal = Some(why);
                None
            }
        }
    }

    fn check(&self, data: &Data, today: NaiveDate, lang: Lang) -> Result<Period, (Line, String)> {
        let texts = lang.periods();
        let refuse = |line, why: &str| (line, why.to_owned());
        let title = self.text(Line::Title);
        if title.is_empty() {
            return Err(refuse(Line::Title, texts.no_title()));
        }
        let from = parse_day(&self.text(Line::From), today);
        let from = from.ok_or_else(|| refuse(Line::From, texts.bad_from()))?;
        let to = last_day(&self.text(Line::To), from, today);
        let to = to.ok_or_else(|| refuse(Line::To, texts.bad_to()))?;
        if to < from {
            return Err(refuse(Line::To, texts.turned()));
        }
        if to < today {
            return Err(refuse(Line::From, texts.past()));
        }
        if (to - from).num_days() > MOST_DAYS {
            return Err(refuse(Line::To, texts.too_long()));
        }
        if let Some(other) = clash(data, &self.period.id, from, to) {
            let (from, to) = (other.from.to_string(), other.to.to_string());
            return Err((Line::From, texts.overlaps(&other.title, &from, &to)));
        }
        let amount = |line, most: u32| {
            let text = self.text(line);
            let amount = if text.is_empty() {
                Some(0)
            } else {
                text.parse().ok()
            };
            let amount = amount.filter(|amount| *amount <= most);
            amount.ok_or_else(|| (line, texts.bad_number(label(line, lang), most)))
        };
        let hours = match self.text(Line::Hours) {
            text if text.is_empty() => None,
            text => {
                let hours = text.parse::<f64>().ok();
                let hours = hours.filter(|hours| (0.0..=168.0).contains(hours));
                let bad = || texts.bad_number(texts.hours(), 168);
                Some(hours.ok_or_else(|| (Line::Hours, bad()))?)
            }
        };
        Ok(Period {
            title,
            from,
            to,
            hours,
            media: MEDIA[self.chosen[0]],
            before: BEFORE[self.chosen[1]],
            order: ORDERS[self.chosen[2]],
            ahead: amount(Line::Ahead, 60)?,
            a_day: amount(Line::ADay, 999)?,
            back_a_day: amount(Line::BackADay, 999)?,
            ..self.period.clone()
        })
    }

    /// Draws it over the whole pane. Returns the place of the caret.
    pub fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let area = env.area;
        let rows = usize::from(area.height.saturating_sub(2)).max(1);
        let labels = LINES.iter().map(|line| wrap::width(label(*line, env.lang)));
        let longest = labels.max().unwrap_or(0).min(usize::from(area.width / 2));
        let left = u16::try_from(longest + 3).unwrap_or(0).min(area.width);
        let mut caret = None;
        let shown = list::window(LINES.len(), self.at, rows);
        for (index, y) in shown.zip(area.y..area.bottom()) {
            let line = LINES[index];
            let active = index == self.at;
            let role = if active { Role::Title } else { Role::Dim };
            let (x, room) = (area.x + left, area.width - left);
            paint::put(
                buf,
                area.x + 1,
                y,
                left.saturating_sub(2),
                label(line, env.lang),
                env.style(role),
            );
            if let Some((choice, count)) = choice(line) {
                let name = self.name_of(line, env.lang);
                let at = format!("{}/{count}", self.chosen[choice] + 1);
                let pieces = match active {
                    true => [
                        ("< ", Role::Key),
                        (name, Role::Title),
                        (" > ", Role::Key),
                        (&*at, Role::Dim),
                    ],
                    false => [
                        ("", Role::Dim),
                        (name, Role::Text),
                        ("", Role::Dim),
                        ("", Role::Dim),
                    ],
                };
                env.put_all(buf, Position::new(x, y), room, &pieces);
            } else {
                let mut text = self.texts[index].clone();
                text.set_size(room, 1);
                let place = Rect {
                    x,
                    y,
                    width: room,
                    height: 1,
                };
                let found = text_area::draw(&text, place, buf, &env.text_styles());
                caret = if active { found } else { caret };
            }
        }
        let below = area.y + u16::try_from(LINES.len().min(rows) + 1).unwrap_or(0);
        let told = match &self.refusal {
            Some(why) => Some((why.as_str(), Role::Bad)),
            None => choice(LINES[self.at]).map(|_| (env.lang.periods().choose_hint(), Role::Dim)),
        };
        if let Some((text, role)) = told {
            let room = usize::from(area.width.saturating_sub(2)).max(1);
            let y = below.min(area.bottom().saturating_sub(1));
            for (row, y) in wrap::lines_of(text, room).into_iter().zip(y..area.bottom()) {
                paint::put(
                    buf,
                    area.x + 1,
                    y,
                    area.width.saturating_sub(2),
                    row,
                    env.style(role),
                );
            }
        }
        caret.filter(|_| env.focused)
    }

    fn name_of(&self, line: Line, lang: Lang) -> &'static str {
        let texts = lang.periods();
        match line {
            Line::Media => texts.media_of(MEDIA[self.chosen[0]]),
            Line::Before => texts.before_of(BEFORE[self.chosen[1]]),
            _ => texts.order_of(ORDERS[self.chosen[2]]),
        }
    }
}

/// Of a line that is a choice: which one, and of how many.
fn choice(line: Line) -> Option<(usize, usize)> {
    match line {
        Line::Media => Some((0, MEDIA.len())),
        Line::Before => Some((1, BEFORE.len())),
        Line::Order => Some((2, ORDERS.len())),
        _ => None,
    }
}

fn label(line: Line, lang: Lang) -> &'static str {
    let texts = lang.periods();
    match line {
        Line::Title => texts.title(),
        Line::From => texts.from(),
        Line::To => texts.to(),
        Line::Media => texts.media(),
        Line::Hours => texts.hours(),
        Line::Before => texts.before(),
        Line::Ahead => texts.ahead(),
        Line::ADay => texts.a_day(),
        Line::BackADay => texts.back_a_day(),
        Line::Order => texts.order(),
    }
}

/// The last day: a date, or a length from the first day on such as `21d`, `3w` or `3주`.
fn last_day(text: &str, from: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let length = |units: [&str; 6], days: u64| {
        let number = units.iter().find_map(|unit| text.strip_suffix(unit))?;
        let number: u64 = number.trim().parse().ok()?;
        let days = number.checked_mul(days)?.checked_sub(1)?;
        from.checked_add_days(Days::new(days.min(36_500)))
    };
    // `12-07` is the next one that comes after the first day, which may be next year.
    let near = if text.starts_with('+') {
        today
    } else {
        from.max(today)
    };
    length(DAY_WORDS, 1)
        .or_else(|| length(WEEK_WORDS, 7))
        .or_else(|| parse_day(text, near))
}
