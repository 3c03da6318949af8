//! From dates to cells and back: zoom levels, the part of the years on screen, and the labels over it. Pure.

use crate::domain::Week;
use crate::domain::calendar::add_months;
use crate::lang::Timeline;
use chrono::{Datelike, Duration, NaiveDate};
use std::ops::Range;

/// How much time is on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zoom {
    #[default]
    All,
    Years,
    Quarters,
    Months,
    Weeks,
}

impl Zoom {
    const FIXED: [Zoom; 4] = [Zoom::Years, Zoom::Quarters, Zoom::Months, Zoom::Weeks];

    /// Days in a cell: a year is 12 cells, a quarter 10, a month 8, a week 7. None for [`Zoom::All`], which depends on the plans.
    fn days(self) -> Option<f64> {
        match self {
            Zoom::All => None,
            Zoom::Years => Some(30.4),
            Zoom::Quarters => Some(9.2),
            Zoom::Months => Some(3.8),
            Zoom::Weeks => Some(1.0),
        }
    }

    /// The next closer level; none when this is the closest. `all`: days in a cell when everything is shown.
    pub fn closer(self, all: f64) -> Option<Zoom> {
        let now = self.days().unwrap_or(all);
        Zoom::FIXED
            .into_iter()
            .find(|zoom| zoom.days().is_some_and(|days| days < now))
    }

    /// The next wider level; none when everything is shown already.
    pub fn wider(self, all: f64) -> Option<Zoom> {
        let now = self.days()?;
        let wider = |zoom: &Zoom| zoom.days().is_some_and(|days| days > now && days < all);
        Some(
            Zoom::FIXED
                .into_iter()
                .rev()
                .find(wider)
                .unwrap_or(Zoom::All),
        )
    }
}

/// First day of all plans and the day after their last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Bounds {
    fn days(self) -> f64 {
        (self.to - self.from).num_days().max(1) as f64
    }

    /// Days in a cell when everything is to fit into `width` cells.
    pub fn per_cell(self, width: u16) -> f64 {
        (self.days() / f64::from(width.max(1))).max(1.0)
    }

    /// The nearest date within.
    pub fn clamp(self, date: NaiveDate) -> NaiveDate {
        date.min(self.to - Duration::days(1)).max(self.from)
    }
}

/// A label over the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    pub cell: usize,
    pub text: String,
}

/// Which dates the cells of the chart stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    from: NaiveDate,
    days: f64,
    width: usize,
}

impl Scale {
    /// The scale at which `cursor` is in view; in the middle, where there is more at both ends.
    pub fn new(zoom: Zoom, bounds: Bounds, cursor: NaiveDate, width: u16) -> Scale {
        let days = zoom.days().unwrap_or_else(|| bounds.per_cell(width));
        let shown = days * f64::from(width);
        let latest = (bounds.days() - shown).max(0.0);
        let wanted = (cursor - bounds.from).num_days() as f64 - shown / 2.0;
        let skipped = if zoom == Zoom::All {
            0
        } else {
            wanted.clamp(0.0, latest).round() as i64
        };
        let mut from = bounds.from + Duration::days(skipped);
        if zoom == Zoom::Weeks {
            from = Week::of(from).monday();
        }
        Scale {
            from,
            days,
            width: usize::from(width),
        }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// The first day on screen.
    pub fn first(&self) -> NaiveDate {
        self.from
    }

    /// The last day on screen.
    pub fn last(&self) -> NaiveDate {
        let shown = (self.days * self.width as f64).round() as i64;
        self.from + Duration::days((shown - 1).max(0))
    }

    /// The cell of a date; outside of `0..width` when it is not on screen.
    fn place(&self, date: NaiveDate) -> i64 {
        ((date - self.from).num_days() as f64 / self.days).floor() as i64
    }

    /// The cell of a date that is on screen.
    pub fn cell(&self, date: NaiveDate) -> Option<usize> {
        usize::try_from(self.place(date))
            .ok()
            .filter(|cell| *cell < self.width)
    }

    /// The cells of a stretch of time (`to` not included) that are on screen, at least one where any of it is.
    pub fn cells(&self, from: NaiveDate, to: Option<NaiveDate>) -> Range<usize> {
        let width = i64::try_from(self.width).unwrap_or(i64::MAX);
        let start = self.place(from);
        let end = to.map_or(width, |to| self.place(to).max(start + 1));
        let inside = |cell: i64| usize::try_from(cell.clamp(0, width)).unwrap_or(0);
        inside(start)..inside(end)
    }

    /// Labels of the weeks, months, quarters or years on screen, whichever have the room.
    pub fn ticks(&self, texts: Timeline) -> Vec<Tick> {
        if self.width == 0 {
            return Vec::new();
        }
        let mut ticks: Vec<Tick> = Vec::new();
        let (starts, label) = self.tick_kind();
        let mut free = 0;
        for (index, date) in starts.iter().enumerate() {
            let Some(cell) = self.cell(*date).filter(|cell| *cell >= free) else {
                continue;
            };
            let next = starts
                .get(index + 1)
                .and_then(|next| self.cell(*next))
                .unwrap_or(self.width + 1);
            let room = next.saturating_sub(cell + 1);
            let long = label.text(texts, *date, true);
            let wanted = if ticks.is_empty() && crate::ui::wrap::width(&long) <= room {
                long
            } else {
                label.text(texts, *date, false)
            };
            let width = crate::ui::wrap::width(&wanted);
            if cell + width <= self.width {
                free = cell + width + 1;
                ticks.push(Tick { cell, text: wanted });
            }
        }
        // The part of a year before the first label says which year it is, where it can.
        let before = ticks.first().map_or(self.width, |tick| tick.cell);
        let year = self.from.year().to_string();
        if before >= 5
            && ticks
                .first()
                .is_none_or(|tick| !tick.text.starts_with(&year))
        {
            ticks.insert(
                0,
                Tick {
                    cell: 0,
                    text: year,
                },
            );
        }
        ticks
    }

    /// Where labels may stand, and what they say.
    fn tick_kind(&self) -> (Vec<NaiveDate>, Label) {
        let year_cells = 365.25 / self.days;
        if self.days <= 1.5 {
            let first = Week::of(self.from);
            let weeks = (self.width / 7 + 2) as i64;
            return (
                (0..weeks).map(|n| first.plus(n).monday()).collect(),
                Label::Week,
            );
        }
        let (step, label) = if year_cells >= 66.0 {
            (1, Label::Month)
        } else if year_cells >= 26.0 {
            (3, Label::Quarter)
        } else if year_cells >= 5.0 {
            (12, Label::Year)
        } else if year_cells >= 4.0 {
            (12, Label::ShortYear)
        } else {
            let years = [2, 5, 10, 20, 50, 100]
                .into_iter()
                .find(|years| f64::from(*years) * year_cells >= 5.0);
            (years.unwrap_or(1000) * 12, Label::Year)
        };
        let year = self.from.year() - self.from.year().rem_euclid((step / 12).max(1));
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(self.from);
        let last = self.last();
        let starts = (0..)
            .map(|n| add_months(first, n * step))
            .take_while(|date| *date <= last)
            .take(400)
            .collect();
        (starts, label)
    }
}

/// What the labels name.
#[derive(Debug, Clone, Copy)]
enum Label {
    Week,
    Month,
    Quarter,
    Year,
    ShortYear,
}

impl Label {
    /// `long`: with its year.
    fn text(self, texts: Timeline, date: NaiveDate, long: bool) -> String {
        let year = date.year();
        match self {
            Label::Week => {
                let week = Week::of(date);
                texts.week_tick(week.number())
            }
            Label::Month if long => format!("{year}-{:02}", date.month()),
            Label::Month if date.month() > 1 => texts.month(date.month()),
            Label::Quarter if long => texts.quarter_of(year, date.month0() / 3 + 1),
            Label::Quarter if date.month() > 1 => texts.quarter(date.month0() / 3 + 1),
            Label::ShortYear => format!("'{:02}", year.rem_euclid(100)),
            Label::Month | Label::Quarter | Label::Year => year.to_string(),
        }
    }
}
