//! The reader of a plan's notes: its numbers, stated beside computed, and its remarks.

use super::details::{plan_hours, slack_text};
use crate::domain::schedule::{self, Range};
use crate::domain::{Id, Kind, Node, Plan};
use crate::lang::number;
use crate::panes::Env;
use crate::ui::paint;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The open reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    pub plan: Id,
    /// The first line on screen.
    pub top: usize,
}

/// What stands before each number and note.
const BULLET: &str = "· ";

/// A text and how it looks.
type Line = (String, Role);

impl Reader {
    /// Scrolls by lines; never past the end.
    pub fn scroll(&mut self, env: &Env, by: isize) {
        let lines = self.sheet(env).len();
        let last = lines.saturating_sub(usize::from(env.area.height));
        self.top = self.top.min(last).saturating_add_signed(by).min(last);
    }

    pub fn draw(&self, env: &Env, buf: &mut Buffer) {
        let area = env.area;
        let sheet = self.sheet(env);
        let last = sheet.len().saturating_sub(usize::from(area.height));
        let top = self.top.min(last);
        sheet.draw(env.theme, buf, area, top);
        let below = sheet.len() - top;
        if let Some(more) = below.checked_sub(usize::from(area.height) + 1) {
            // The last line tells that there is more instead of a part of it.
            if area.height > 1 {
                let y = area.bottom() - 1;
                let line = Rect {
                    y,
                    height: 1,
                    ..area
                };
                paint::clear(buf, line);
                let text = env.lang.timeline().more_below(more + 2);
                paint::put_right(buf, line, y, &text, env.style(Role::Dim));
            }
        }
    }

    /// What there is to read, as wide as the pane.
    fn sheet(&self, env: &Env) -> Sheet {
        let texts = env.lang.timeline();
        let mut sheet = Sheet::new(usize::from(env.area.width));
        let Some(plan) = env.data.plans.get(&self.plan) else {
            return sheet;
        };
        let numbers = numbers(env, plan);
        if !numbers.is_empty() {
            sheet.text(0, "", texts.numbers(), Role::Title);
        }
        for (text, role) in numbers {
            sheet.text(0, BULLET, &text, role);
        }
        if !plan.notes.is_empty() {
            if !sheet.is_empty() {
                sheet.blank();
            }
            sheet.text(0, "", texts.notes(), Role::Title);
        }
        for note in &plan.notes {
            sheet.text(0, BULLET, note.get(env.lang), Role::Text);
        }
        if sheet.is_empty() {
            sheet.text(0, "", texts.no_notes(), Role::Dim);
        }
        sheet
    }
}

/// Hours and weeks of the plan and of each of its phases.
fn numbers(env: &Env, plan: &Plan) -> Vec<Line> {
    let texts = env.lang.timeline();
    let own = env.data.settings().hours_per_week;
    let mut out = Vec::new();
    if let Some(mut text) = plan_hours(env, plan) {
        let computed = schedule::computed_hours(env.data, &env.index.tree, &plan.id);
        let more = plan.stated.usable_hours().map(|stated| computed - stated);
        match more {
            Some(more) if computed > 0.0 && more >= 0.5 => {
                text = format!("{text} · {}", texts.hours_more(&number(more)));
            }
            Some(more) if computed > 0.0 && more <= -0.5 => {
                text = format!("{text} · {}", texts.hours_less(&number(-more)));
            }
            _ => {}
        }
        out.push((text, Role::Text));
    }
    if let Some((least, most)) = plan.stated.rate {
        let rate = texts.rate(&number(least), &number(most));
        out.push((format!("{rate} · {}", texts.own_rate(own)), Role::Text));
    }
    let roots = env.index.tree.roots(&plan.id).iter();
    let phases = roots
        .filter_map(|id| env.data.nodes.get(id))
        .filter(|node| node.kind == Kind::Phase);
    for phase in phases {
        if let Some(range) = env.index.schedule.range(&phase.id) {
            out.extend(phase_line(env, phase, range, own));
        }
    }
    out
}

/// Weeks planned of those available, and the pace this takes against the user's own.
fn phase_line(env: &Env, phase: &Node, range: Range, own: u32) -> Option<Line> {
    let texts = env.lang.timeline();
    let (index, data) = (env.index, env.data);
    let planned = index.schedule.planned_to(data, &index.tree, &phase.id)?;
    let weeks = |days: i64| days as f64 / 7.0;
    let planned_weeks = weeks((planned - range.from).num_days());
    let all = weeks((range.to? - range.from).num_days());
    let title = phase.title.get(env.lang);
    let mut parts = vec![texts.weeks_planned(title, &number(planned_weeks), &number(all))];
    let slack = slack_text(env, (range.to? - planned).num_days());
    parts.extend(slack.map(|(text, _)| text));
    let mut role = Role::Text;
    let hours = schedule::hours_of(data, &index.tree, phase);
    if let Some(hours) = hours.filter(|_| planned_weeks > 0.0) {
        let pace = hours / planned_weeks;
        parts.push(texts.pace(&number(hours), &number(pace)));
        let over = pace - f64::from(own);
        if over >= 0.05 {
            role = Role::Warn;
            parts.push(texts.pace_over(&number(over), own));
        } else {
            parts.push(texts.pace_within(own));
        }
    }
    Some((parts.join(" · "), role))
}
