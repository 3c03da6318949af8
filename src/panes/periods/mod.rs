//! Periods of absence: a list of them, and of the selected one what it will bring.

mod form;
mod presets;
mod preview;

use super::*;
use crate::domain::absence::forecast::Forecast;
use crate::domain::absence::{periods, window};
use crate::domain::{Period, Step};
use crate::ui::sheet::Sheet;
use crate::ui::wrap;
use form::Form;
use presets::presets;

/// Inner width from which on the list and the preview stand side by side.
const WIDE: u16 = 100;

/// What the place shows.
#[derive(Default)]
pub struct State {
    /// The periods: those to come first, then those that are over, the latest first.
    rows: Vec<Period>,
    cursor: usize,
    forecast: Option<(Id, Forecast)>,
    /// What the forecast was made from.
    seen: Option<(u64, NaiveDate)>,
    sheet: Option<Sheet>,
    top: usize,
    /// In a narrow window: the preview takes the room of the list.
    reading: bool,
    /// The kinds a new period is chosen from.
    presets: Option<usize>,
    form: Option<Form>,
    /// Why today is not an ordinary day.
    told: String,
    /// The one just saved, to put the cursor on.
    wanted: Option<Id>,
}

impl State {
    fn row(&self) -> Option<&Period> {
        self.rows.get(self.cursor)
    }

    /// Where the list and the preview are.
    fn areas(&self, env: &Env) -> (Rect, Rect) {
        let area = env.area;
        if area.width >= WIDE {
            let list = area.width * 2 / 5;
            let sheet = Rect {
                x: area.x + list + 2,
                width: area.width - list - 3,
                ..area
            };
            return (
                Rect {
                    width: list,
                    ..area
                },
                sheet,
            );
        }
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let high = match self.reading {
            true => 0,
            false => rows.min(area.height / 3).max(1.min(area.height)),
        };
        let gap = u16::from(high > 0).min(area.height - high);
        let sheet = Rect {
            x: area.x + 1.min(area.width),
            width: area.width.saturating_sub(2),
            y: area.y + high + gap,
            height: area.height - high - gap,
        };
        (
            Rect {
                height: high,
                ..area
            },
            sheet,
        )
    }

    /// Computes what is to come, if anything it depends on has changed, and lays it out.
    fn foresee(&mut self, env: &Env) {
        let today = env.now.today();
        let seen = (env.index.revision, today);
        let Some(period) = self.row().cloned() else {
            (self.sheet, self.forecast) = (None, None);
            return;
        };
        let known = self
            .forecast
            .as_ref()
            .is_some_and(|(id, _)| *id == period.id);
        if self.seen != Some(seen) || !known {
            let made =
                (period.to >= today).then(|| Forecast::of(env.data, env.index, &period, today));
            self.forecast = made.map(|forecast| (period.id.clone(), forecast));
            self.seen = Some(seen);
        }
        let width = usize::from(self.areas(env).1.width.min(100));
        let forecast = self.forecast.as_ref().map(|(_, forecast)| forecast);
        let sheet = preview::lay_out(env, &period, forecast, width);
        self.top = self.top.min(sheet.len().saturating_sub(1));
        self.sheet = Some(sheet);
    }

    fn edit(&mut self, env: &Env) -> Reply {
        if let Some(period) = self.row() {
            self.form = Some(Form::new(env, period.clone(), None));
        }
        Reply::none()
    }

    fn delete(&mut self, env: &Env) -> Reply {
        let Some(period) = self.row().cloned() else {
            return Reply::none();
        };
        let title = period.title.clone();
        let gone = Period {
            deleted: true,
            ..period
        };
        let edit = Edit::new(Step::DeletePeriod, title, &env.now).put(env.data, gone);
        Reply::edit(edit).and_say(env.lang.periods().deleted())
    }

    fn form_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let Some(mut form) = self.form.take() else {
            return Reply::none();
        };
        match cmd {
            Cmd::LineCancel => return Reply::none(),
            Cmd::LineOk => {
                if let Some(mut period) = form.read(env.data, env.now.today(), env.lang) {
                    if period.id.is_empty() {
                        period.id = env.fresh_id(|id| env.data.periods.contains(id));
                    }
                    self.wanted = Some(period.id.clone());
                    let title = period.title.clone();
                    let edit = Edit::new(Step::EditPeriod, title, &env.now).put(env.data, period);
                    return Reply::edit(edit).and_say(env.lang.periods().saved());
                }
            }
            _ => form.step(cmd),
        }
        self.form = Some(form);
        Reply::none()
    }

    fn preset_command(&mut self, env: &Env, cmd: Cmd, at: usize) -> Reply {
        let all = presets(env.lang);
        match cmd {
            Cmd::Back => self.presets = None,
            Cmd::Open => {
                self.presets = None;
                let (name, length, period) = &all[at.min(all.len() - 1)];
                let title = if length.is_empty() { "" } else { name };
                let period = Period {
                    title: title.to_owned(),
                    ..period.clone()
                };
                self.form = Some(Form::new(env, period, Some(length)));
            }
            _ => {
                let to = moved(at, cmd, env.area.height, all.len());
                self.presets = Some(to.unwrap_or(at));
            }
        }
        Reply::none()
    }

    /// When a period is, seen from today.
    fn when(env: &Env, period: &Period) -> (String, Role) {
        let texts = env.lang.periods();
        let today = env.now.today();
        if period.to < today {
            (texts.over().to_owned(), Role::Dim)
        } else if period.from <= today {
            (texts.now().to_owned(), Role::Here)
        } else {
            let role = if window(period) <= today {
                Role::Warn
            } else {
                Role::Text
            };
            (texts.begins_in((period.from - today).num_days()), role)
        }
    }

    fn draw_rows(&self, env: &Env, buf: &mut Buffer, area: Rect) {
        let shown = list::window(self.rows.len(), self.cursor, usize::from(area.height));
        for (at, y) in shown.zip(area.y..) {
            let period = &self.rows[at];
            let (when, role) = Self::when(env, period);
            let inner = Rect {
                width: area.width.saturating_sub(1),
                ..area
            };
            let right = paint::put_right(buf, inner, y, &when, env.style(role));
            let days = env
                .lang
                .periods()
                .days((period.to - period.from).num_days() + 1);
            let dates = format!("{}  {days}", period.from);
            let room = inner.width.saturating_sub(right + 3);
            let width = u16::try_from(wrap::width(&dates)).unwrap_or(u16::MAX);
            let used = if room > width + 16 { width + 2 } else { 0 };
            let title = room.saturating_sub(used);
            paint::put(
                buf,
                area.x + 1,
                y,
                title,
                &period.title,
                env.style(Role::Text),
            );
            if used > 0 {
                let place = Rect {
                    width: 1 + room,
                    ..area
                };
                paint::put_right(buf, place, y, &dates, env.style(Role::Dim));
            }
            if at == self.cursor {
                let line = Rect {
                    y,
                    height: 1,
                    ..area
                };
                paint::style_line(buf, line, y, env.selected());
            }
        }
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        let name = env.lang.periods().name();
        match self.told.is_empty() {
            true => name.to_owned(),
            false => format!("{name}  {}", self.told),
        }
    }

    fn scopes(&self) -> Vec<Scope> {
        match (&self.form, self.presets) {
            (Some(_), _) => vec![Scope::Line],
            (None, Some(_)) => vec![Scope::List],
            (None, None) => vec![Scope::Periods, Scope::List],
        }
    }

    fn disabled(&self, env: &Env, cmd: Cmd) -> Option<String> {
        let needs = matches!(cmd, Cmd::EditPeriod | Cmd::DeletePeriod);
        let missing = needs && self.rows.is_empty();
        missing.then(|| env.lang.periods().none_selected().to_owned())
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        if self.form.is_some() {
            return self.form_command(env, cmd);
        }
        if let Some(at) = self.presets {
            return self.preset_command(env, cmd, at);
        }
        match cmd {
            Cmd::AddPeriod => self.presets = Some(0),
            Cmd::Open | Cmd::EditPeriod => return self.edit(env),
            Cmd::DeletePeriod => return self.delete(env),
            Cmd::Back if self.reading => {
                (self.reading, self.top) = (false, 0);
                self.foresee(env);
            }
            Cmd::Back => return Reply::request(Request::Close),
            Cmd::Right if env.area.width < WIDE && !self.rows.is_empty() => {
                self.reading = true;
                self.foresee(env);
            }
            Cmd::Left => {
                self.reading = false;
                self.foresee(env);
            }
            Cmd::PageUp | Cmd::PageDown | Cmd::Up | Cmd::Down | Cmd::Top | Cmd::Bottom
                if self.reading || matches!(cmd, Cmd::PageUp | Cmd::PageDown) =>
            {
                let height = self.areas(env).1.height;
                let len = self.sheet.as_ref().map_or(0, Sheet::len);
                let last = len.saturating_sub(usize::from(height));
                let to = moved(self.top, cmd, height.saturating_sub(1), last + 1);
                self.top = to.unwrap_or(self.top);
            }
            _ => {
                if let Some(to) = moved(self.cursor, cmd, env.area.height, self.rows.len()) {
                    (self.cursor, self.top) = (to, 0);
                    self.foresee(env);
                }
            }
        }
        Reply::none()
    }

    fn text(&mut self, _env: &Env, op: Op) -> Reply {
        if let Some(form) = &mut self.form {
            form.apply(op);
        }
        Reply::none()
    }

    fn typing(&self) -> Vec<Typing> {
        self.form.iter().filter_map(Form::typing).collect()
    }

    fn sync(&mut self, env: &Env) {
        let today = env.now.today();
        let kept = self
            .wanted
            .take()
            .or_else(|| self.row().map(|row| row.id.clone()));
        let (mut rows, mut over): (Vec<Period>, Vec<Period>) = periods(env.data)
            .into_iter()
            .cloned()
            .partition(|period| period.to >= today);
        over.reverse();
        rows.append(&mut over);
        self.rows = rows;
        let place = self
            .rows
            .iter()
            .position(|row| Some(&row.id) == kept.as_ref());
        self.cursor = place
            .unwrap_or(self.cursor)
            .min(self.rows.len().saturating_sub(1));
        self.reading &= !self.rows.is_empty();
        self.told = (env.lang.periods()).why_today(env.data, env.index, today);
        self.foresee(env);
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        if let Some(form) = &self.form {
            return form.draw(env, buf);
        }
        if let Some(cursor) = self.presets {
            presets::draw(env, buf, cursor);
            return None;
        }
        let texts = env.lang.periods();
        if self.rows.is_empty() {
            let mut sheet = Sheet::new(usize::from(env.area.width.saturating_sub(2)));
            sheet.text(1, "", texts.empty(), Role::Text);
            sheet.text(
                1,
                "",
                &texts.how_to_add(&env.key(Cmd::AddPeriod)),
                Role::Dim,
            );
            sheet.draw(env.theme, buf, env.area, 0);
            return None;
        }
        let (rows, area) = self.areas(env);
        self.draw_rows(env, buf, rows);
        let sheet = self.sheet.as_ref()?;
        let top = self
            .top
            .min(sheet.len().saturating_sub(usize::from(area.height)));
        sheet.draw(env.theme, buf, area, top);
        None
    }
}
