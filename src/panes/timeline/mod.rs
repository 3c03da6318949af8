//! The timeline: all plans over the years on one screen, foldable down to their units, with a cursor in time.

mod axis;
mod build;
mod chart;
mod details;
mod markers;
mod notes;
mod parts;
mod rows;

use super::*;
use crate::domain::Kind;
use crate::domain::schedule::Range;
use crate::ui::list;
use axis::{Bounds, Scale, Zoom};
use chrono::{Days, Duration, NaiveDate};
use details::Details;
use notes::Reader;
use parts::Parts;
use ratatui::layout::Rect;
use rows::{Row, Rows};
use std::collections::HashMap;

/// The state of the timeline.
#[derive(Debug, Clone, Default)]
pub struct State {
    rows: Rows,
    cursor: usize,
    /// Id of the row at the cursor.
    selected: Id,
    /// Whether the user chose the row; until then it is that of the current phase.
    chosen: bool,
    /// What the user unfolded (true) or folded (false).
    folds: HashMap<Id, bool>,
    zoom: Zoom,
    /// The date cursor; none: today.
    date: Option<NaiveDate>,
    notes: Option<Reader>,
    /// What is said of the row at the cursor.
    details: Details,
    /// Lines for rows when it was last on screen.
    height: usize,
    /// What the rows were built from.
    built: Option<Built>,
}

#[derive(Debug, Clone, PartialEq)]
struct Built {
    revision: u64,
    today: NaiveDate,
    lang: Lang,
    height: usize,
    folds: HashMap<Id, bool>,
}

impl State {
    fn row(&self) -> Option<&Row> {
        self.rows.rows.get(self.cursor)
    }

    fn parts(&self, env: &Env) -> Parts {
        Parts::of(env.area, self.rows.label_width, self.rows.tally_width)
    }

    /// The date that the date cursor is on.
    fn date(&self, env: &Env) -> NaiveDate {
        self.date.unwrap_or(env.now.today())
    }

    fn bounds(&self, env: &Env) -> Bounds {
        let today = env.now.today();
        self.rows.bounds.unwrap_or(Bounds {
            from: today,
            to: today + Days::new(365),
        })
    }

    fn chart(&self, env: &Env) -> Rect {
        let parts = self.parts(env);
        parts.chart(parts.rows)
    }

    fn scale(&self, env: &Env) -> Scale {
        let width = self.chart(env).width;
        Scale::new(self.zoom, self.bounds(env), self.date(env), width)
    }

    /// Days in a cell when everything is shown.
    fn all(&self, env: &Env) -> f64 {
        self.bounds(env).per_cell(self.chart(env).width)
    }

    /// Builds the rows anew if anything they show has changed, the cursor staying on its row.
    fn rebuild(&mut self, env: &Env) {
        // The reader takes the whole screen for a while; the rows keep to their own room.
        if !env.area.is_empty() && self.notes.is_none() {
            self.height = usize::from(Parts::of(env.area, 0, 0).rows.height);
        }
        let built = Built {
            revision: env.index.revision,
            today: env.now.today(),
            lang: env.lang,
            height: self.height,
            folds: self.folds.clone(),
        };
        if self.built.as_ref() == Some(&built) {
            return;
        }
        let chosen = if self.chosen { &self.selected } else { "" };
        self.rows = Rows::of(env, &self.folds, self.height, chosen);
        self.built = Some(built);
        let place = if self.chosen {
            self.rows.nearest(env, &self.selected)
        } else {
            let (schedule, tree) = (&env.index.schedule, &env.index.tree);
            let position = schedule.position(env.data, tree, env.now.today());
            position.and_then(|position| self.rows.nearest(env, &position.phase))
        };
        self.go(place.unwrap_or(self.cursor));
    }

    /// Puts the cursor on a row.
    fn go(&mut self, row: usize) {
        self.cursor = row.min(self.rows.rows.len().saturating_sub(1));
        self.selected = self.row().map(|row| row.id.clone()).unwrap_or_default();
    }

    fn step(&mut self, env: &Env, by: isize) {
        match &mut self.notes {
            Some(reader) => reader.scroll(env, by),
            None => self.go(list::moved(self.cursor, by, self.rows.rows.len())),
        }
    }

    fn fold(&mut self, env: &Env, open: bool) {
        let Some(row) = self.row().filter(|row| row.open.is_some()) else {
            return;
        };
        self.folds.insert(row.id.clone(), open);
        self.rebuild(env);
    }

    /// Folds the row, or goes to the one it is under.
    fn left(&mut self, env: &Env) {
        match self.row().map(|row| (row.open, row.depth)) {
            Some((Some(true), _)) => self.fold(env, false),
            Some((_, depth)) => {
                let above = &self.rows.rows[..self.cursor];
                if let Some(parent) = above.iter().rposition(|row| row.depth < depth) {
                    self.go(parent);
                }
            }
            None => {}
        }
    }

    /// Unfolds the row, or goes to the first one under it.
    fn right(&mut self, env: &Env) {
        match self.row().and_then(|row| row.open) {
            Some(false) => self.fold(env, true),
            Some(true) => self.step(env, 1),
            None => {}
        }
    }

    fn move_date(&mut self, env: &Env, weeks: i64) {
        let bounds = self.bounds(env);
        let date = self.date(env);
        let moved = date
            .checked_add_signed(Duration::weeks(weeks))
            .filter(|moved| bounds.clamp(*moved) == *moved)
            .unwrap_or(date);
        self.date = Some(moved).filter(|moved| *moved != env.now.today());
    }

    /// Goes to what the row stands for: a week of it, or itself where it has none.
    fn open(&mut self, env: &Env) -> Reply {
        let Some(row) = self.row() else {
            return Reply::none();
        };
        let node = env.data.nodes.get(&row.id);
        match (row.range, row.kind) {
            (_, Some(kind)) if kind.is_item() => {
                let above = env.index.tree.ancestors(env.data, &row.id);
                let home = above
                    .iter()
                    .find(|above| above.kind.is_part())
                    .or(above.last())
                    .copied();
                Reply::request(Request::OpenNode {
                    node: home
                        .or(node)
                        .map(|node| node.id.clone())
                        .unwrap_or_default(),
                    select: Some(row.id.clone()),
                })
            }
            (Some(range), kind) if row.study || kind == Some(Kind::Period) => {
                Reply::request(Request::OpenWeek(self.week_of(env, range)))
            }
            (_, None) => {
                let open = row.open == Some(true);
                self.fold(env, !open);
                Reply::none()
            }
            (_, Some(_)) => Reply::request(Request::OpenNode {
                node: row.id.clone(),
                select: None,
            }),
        }
    }

    /// The week of the date cursor where the range is on in it, else the range's first week.
    fn week_of(&self, env: &Env, range: Range) -> Week {
        let week = Week::of(self.date(env));
        if range.contains(week.thursday()) {
            week
        } else {
            range.first_week()
        }
    }

    fn toggle_notes(&mut self) {
        self.notes = match self.notes {
            Some(_) => None,
            None => self.row().map(|row| Reader {
                plan: row.plan.clone(),
                top: 0,
            }),
        };
    }

    /// Does what a command says.
    fn run(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let page = match &self.notes {
            Some(_) => usize::from(env.area.height).saturating_sub(2).max(1),
            None => self.height.saturating_sub(1).max(1),
        };
        let page = isize::try_from(page).unwrap_or(1);
        self.chosen = true;
        match cmd {
            Cmd::Up => self.step(env, -1),
            Cmd::Down => self.step(env, 1),
            Cmd::PageUp => self.step(env, -page),
            Cmd::PageDown => self.step(env, page),
            Cmd::Top => self.step(env, -isize::MAX),
            Cmd::Bottom => self.step(env, isize::MAX),
            Cmd::PlanNotes => self.toggle_notes(),
            Cmd::CloseNotes => self.notes = None,
            // The reader has no rows and no dates to move in.
            _ if self.notes.is_some() => {}
            Cmd::Left => self.left(env),
            Cmd::Right => self.right(env),
            Cmd::FoldRow => {
                let open = self.row().and_then(|row| row.open) == Some(true);
                self.fold(env, !open);
            }
            Cmd::NextWeek => self.move_date(env, 1),
            Cmd::PreviousWeek => self.move_date(env, -1),
            Cmd::TimelineToday => self.date = None,
            Cmd::FitAll => self.zoom = Zoom::All,
            Cmd::ZoomIn => self.zoom = self.zoom.closer(self.all(env)).unwrap_or(self.zoom),
            Cmd::ZoomOut => self.zoom = self.zoom.wider(self.all(env)).unwrap_or(self.zoom),
            Cmd::Open => return self.open(env),
            _ => return Reply::unhandled(),
        }
        Reply::none()
    }

    /// Words what there is to say of the row.
    fn tell(&mut self, env: &Env) {
        let date = self.date(env);
        let details = self.row().map(|row| Details::of(env, row, date));
        self.details = details.unwrap_or_default();
    }

    /// Says that there is no plan, and what to press.
    fn draw_empty(&self, env: &Env, buf: &mut Buffer) {
        let texts = env.lang.timeline();
        let key = env.keymap.key_of(Cmd::OpenPalette);
        let how = key.map(|key| texts.how_to_start(&key));
        let lines = [Some(texts.no_plan().to_owned()), how];
        let area = env.area;
        for (text, y) in lines.iter().flatten().zip(area.y..area.bottom()) {
            let style = env.style(crate::ui::theme::Role::Dim);
            crate::ui::paint::put(buf, area.x, y, area.width, text, style);
        }
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        let texts = env.lang.timeline();
        let plan = self
            .notes
            .as_ref()
            .and_then(|reader| env.data.plans.get(&reader.plan));
        if let Some(plan) = plan {
            return texts.notes_title(plan.title.get(env.lang));
        }
        if self.rows.rows.is_empty() || self.chart(env).is_empty() {
            return texts.bare_title().to_owned();
        }
        let zoom = match self.zoom {
            Zoom::All => texts.zoom_all(),
            Zoom::Years => texts.zoom_years(),
            Zoom::Quarters => texts.zoom_quarters(),
            Zoom::Months => texts.zoom_months(),
            Zoom::Weeks => texts.zoom_weeks(),
        };
        let scale = self.scale(env);
        let last = self.bounds(env).clamp(scale.last());
        let month = |date: NaiveDate| date.format("%Y-%m").to_string();
        texts.title(&month(scale.first()), &month(last), zoom)
    }

    fn scopes(&self) -> Vec<Scope> {
        match self.notes {
            Some(_) => vec![Scope::Notes, Scope::List],
            None => vec![Scope::Timeline, Scope::List],
        }
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let texts = env.lang.timeline();
        if self.notes.is_some() {
            return None;
        }
        let reason = match cmd {
            Cmd::FoldRow if self.row().is_none_or(|row| row.open.is_none()) => {
                texts.nothing_inside()
            }
            Cmd::ZoomIn if self.zoom.closer(self.all(env)).is_none() => texts.closest(),
            Cmd::ZoomOut if self.zoom.wider(self.all(env)).is_none() => texts.widest(),
            Cmd::PlanNotes if self.row().is_none() => texts.no_plan(),
            Cmd::PlanNotes if self.row().is_some_and(|row| row.plan.is_empty()) => texts.no_notes(),
            _ => return None,
        };
        Some(reason.to_owned())
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let reply = self.run(env, cmd);
        self.tell(env);
        reply
    }

    fn sync(&mut self, env: &Env) {
        self.rebuild(env);
        self.tell(env);
        if let Some(reader) = self.notes.as_mut().filter(|_| !env.area.is_empty()) {
            reader.scroll(env, 0);
        }
    }

    fn wants_room(&self) -> bool {
        self.notes.is_some()
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        if env.area.is_empty() {
            return None;
        }
        if let Some(reader) = &self.notes {
            reader.draw(env, buf);
            return None;
        }
        if self.rows.rows.is_empty() {
            self.draw_empty(env, buf);
            return None;
        }
        let parts = self.parts(env);
        let scale = self.scale(env);
        let date = self.date(env);
        markers::draw(env, buf, &parts, &scale, date);
        let height = usize::from(parts.rows.height);
        let shown = list::window(self.rows.rows.len(), self.cursor, height);
        for (index, y) in shown.zip(parts.rows.y..parts.rows.bottom()) {
            let row = &self.rows.rows[index];
            let here = index == self.cursor;
            chart::draw_row(env, buf, &parts, &scale, row, y, here);
        }
        self.details.draw(env, buf, &parts);
        None
    }
}
