//! Draws the model: header, promises, panes, overlay, hints. A function of the model; decides nothing.

use super::model::{Model, Overlay, SaveState};
use crate::commands::Cmd;
use crate::domain::trip;
use crate::ui::layout::{LEAST, PaneId, inside};
use crate::ui::paint;
use crate::ui::safe;
use crate::ui::theme::Role;
use crate::ui::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// A command with its key and its title.
pub(super) type Hint = (Cmd, String, String);

impl Model {
    /// Draws the whole screen. Returns where the terminal's cursor is to stand; hidden where none is.
    pub fn draw(&self, buf: &mut Buffer) -> Option<Position> {
        let size = self.size.intersection(buf.area);
        if size.width < LEAST.0 || size.height < LEAST.1 {
            let text = self.lang.app().too_small(LEAST.0, LEAST.1);
            paint::put(
                buf,
                size.x,
                size.y,
                size.width,
                &text,
                self.theme.style(Role::Text),
            );
            return None;
        }
        let layout = self.layout();
        self.alarm(buf, layout.alarm);
        self.header(buf, layout.header);
        self.promises(buf, layout.promises);
        self.tabs(buf, layout.tabs);
        let mut cursor = None;
        if let Some(place) = &self.place {
            let focused = self.overlay.is_none();
            let env = self.env(inside(layout.body), focused);
            let title = place.pane().title(&env);
            paint::frame(buf, layout.body, &title, focused, self.theme);
            trip::point("draw-place");
            cursor = place.pane().draw(&env, buf);
        }
        for id in PaneId::ALL {
            let area = layout.panes[id as usize];
            if area.is_empty() || self.place.is_some() {
                continue;
            }
            let focused = self.is_focused(id);
            let env = self.env(inside(area), focused);
            let pane = self.panes.get(id);
            let title = format!("{} {}", id as usize + 1, pane.title(&env));
            paint::frame(buf, area, &title, focused, self.theme);
            trip::point(
                [
                    "draw-timeline",
                    "draw-week",
                    "draw-questions",
                    "draw-drafts",
                ][id as usize],
            );
            let caret = pane.draw(&env, buf);
            cursor = if focused { caret } else { cursor };
        }
        if let Some(overlay) = &self.overlay {
            let area = self.overlay_area();
            paint::clear(buf, area);
            let env = self.env(inside(area), true);
            paint::frame(buf, area, &overlay.pane().title(&env), true, self.theme);
            trip::point("draw-overlay");
            cursor = overlay.pane().draw(&env, buf);
        }
        self.hints(buf, layout.hints);
        cursor
    }

    fn header(&self, buf: &mut Buffer, area: Rect) {
        let style = |role| self.theme.style(role);
        let texts = self.lang.app();
        let (save, role) = match &self.save {
            SaveState::Saved => (format!("● {}", texts.saved()), Role::Good),
            SaveState::Saving if self.is_slow() => (format!("○ {}", texts.slow_disk()), Role::Warn),
            SaveState::Saving => (format!("○ {}", texts.saving()), Role::Dim),
            SaveState::Failed(_) => (format!("! {}", texts.not_saved()), Role::Bad),
            SaveState::ReadOnly(_) => (format!("! {}", texts.read_only()), Role::Warn),
        };
        let local = self.now.local();
        let clock = texts.date_and_time(local);
        let due = self.index.due(self.now.today());
        let minutes = self.index.minutes_in(self.now.week());
        let hours = texts.hours_of(
            minutes,
            crate::domain::absence::week_hours(&self.data, self.now.week()),
        );
        // On the right what changes; the less important yields where there is no room: the save state never.
        let wide = area.width >= 96;
        let mut right: Vec<(String, Role)> = vec![(hours, Role::Text)];
        if due > 0 || wide {
            right.push((texts.due(due), if due > 0 { Role::Warn } else { Role::Dim }));
        }
        right.push((save, role));
        right.push((clock, Role::Text));
        let room = usize::from(area.width).saturating_sub(1);
        let gap = if wide { 3 } else { 2 };
        let length = |right: &[(String, Role)]| -> usize {
            right.iter().map(|(text, _)| wrap::width(text) + gap).sum()
        };
        let place = self.position();
        let needed = wrap::width(&place) + 2;
        if length(&right) + needed > room
            && let Some((clock, _)) = right.last_mut()
        {
            // The day is known best of all of this.
            *clock = local.format("%H:%M").to_string();
        }
        while length(&right) + needed > room && right.len() > 2 {
            right.remove(0);
        }
        if length(&right) > room * 3 / 4 {
            // The save state stands last but one.
            right = vec![right.swap_remove(right.len() - 2)];
        }
        let start = room.saturating_sub(length(&right));
        let mut left: Vec<(&str, ratatui::style::Style)> = vec![(" ", style(Role::Text))];
        if start >= needed + 9 {
            left.push(("gongbu  ", style(Role::Title)));
        }
        left.push((&place, style(Role::Here)));
        let left_room = u16::try_from(start).unwrap_or(0);
        paint::put_all(buf, area.x, area.y, left_room, &left);
        let mut x = area.x + left_room;
        for (text, role) in &right {
            x += gap as u16;
            x += paint::put(
                buf,
                x,
                area.y,
                area.right().saturating_sub(x),
                text,
                style(*role),
            );
        }
    }

    /// Where the user is in the plan: phase, week n of m, days left.
    fn position(&self) -> String {
        let texts = self.lang.app();
        let today = self.now.today();
        match self
            .index
            .schedule
            .position(&self.data, &self.index.tree, today)
        {
            Some(position) => {
                let title = self.data.title(&position.phase, self.lang);
                let (week, weeks) = position.week;
                let mut text = format!("{title} · {}", texts.week_of(week, weeks));
                if let Some(days) = position.days_left {
                    text.push_str(&format!(" · D-{days}"));
                }
                text
            }
            None if self.data.plans.is_empty() => texts.no_plan().to_owned(),
            None => texts.between_phases().to_owned(),
        }
    }

    fn promises(&self, buf: &mut Buffer, area: Rect) {
        let Some(retro) = self
            .index
            .promises(&self.data, &self.now)
            .filter(|_| !area.is_empty())
        else {
            return;
        };
        let texts = self.lang.app();
        let style = |role| self.theme.style(role);
        let keys: Vec<String> = [Cmd::PromiseKept, Cmd::PromiseBroken, Cmd::PromiseCarried]
            .iter()
            .filter_map(|cmd| self.keymap.key_of(*cmd))
            .collect();
        let answer = texts.answer_with(&keys.join("/"));
        let answer_width = u16::try_from(wrap::width(&answer)).unwrap_or(0) + 2;
        let room = area.width.saturating_sub(answer_width);
        let mut pieces = vec![(
            format!(" {}", texts.yesterdays_promises()),
            style(Role::Title),
        )];
        let mut asked = false;
        // The one that the keys answer can always be read: those answered make room for it.
        let whole: usize = (retro.promises.iter())
            .map(|promise| wrap::width(&promise.text) + 4)
            .sum();
        let tight = whole + wrap::width(texts.yesterdays_promises()) + 13 > usize::from(room);
        for (number, promise) in retro.promises.iter().enumerate() {
            let role = match promise.kept {
                Some(_) => Role::Dim,
                None if !asked => {
                    asked = true;
                    Role::Warn
                }
                None => Role::Text,
            };
            let mark = promise.kept.map_or("", |kept| texts.kept_mark(kept));
            let text = match promise.kept {
                Some(_) if tight => "",
                _ => &format!(" {}", promise.text),
            };
            pieces.push((format!("  {}{text}{mark}", number + 1), style(role)));
        }
        let pieces: Vec<(&str, _)> = pieces
            .iter()
            .map(|(text, style)| (text.as_str(), *style))
            .collect();
        paint::put_all(buf, area.x, area.y, room, &pieces);
        let right = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        paint::put_right(buf, right, area.y, &answer, style(Role::Key));
    }

    fn tabs(&self, buf: &mut Buffer, area: Rect) {
        if area.is_empty() {
            return;
        }
        let names = [
            Cmd::TimelinePane,
            Cmd::WeekPane,
            Cmd::QuestionsPane,
            Cmd::DraftsPane,
        ];
        let mut x = area.x + 1;
        for (id, cmd) in PaneId::ALL.into_iter().zip(names) {
            let text = format!(" {} {} ", id as usize + 1, cmd.command().title(self.lang));
            let role = if id == self.focus {
                Role::Selected
            } else {
                Role::Dim
            };
            x += paint::put(
                buf,
                x,
                area.y,
                area.right().saturating_sub(x),
                &text,
                self.theme.style(role),
            );
            x += 1;
        }
    }

    /// The line at the bottom: a toast while there is one, else the keys that work here.
    fn hints(&self, buf: &mut Buffer, area: Rect) {
        if area.is_empty() {
            return;
        }
        let style = |role| self.theme.style(role);
        // Where there are several, each begins with a mark.
        let lines = self.news.told(self.lang);
        let mark = if lines.len() > 1 { "- " } else { "" };
        let news = lines.iter().map(|line| {
            let role = if line.bad { Role::Bad } else { Role::Text };
            (mark, line.text.as_str(), style(role))
        });
        let toast = self.toast.iter().map(|(toast, _)| {
            let role = if toast.bad { Role::Bad } else { Role::Good };
            ("", toast.text.as_str(), style(role))
        });
        let told: Vec<(&str, &str, Style)> = news.chain(toast).collect();
        if !told.is_empty() {
            return self.told(buf, area, &told);
        }
        // The first start says itself, where it has room, what its keys do; in its fields that is not what they do in
        // other fields.
        if matches!(self.overlay, Some(Overlay::Start(_))) && self.overlay_area().height >= 10 {
            return;
        }
        let texts = self.lang.app();
        let mut mark = String::new();
        if !self.pending.is_empty() {
            let keys: Vec<String> = self.pending.iter().map(ToString::to_string).collect();
            mark = format!("{} …", keys.join(" "));
        } else if self.hangul {
            mark = texts.hangul_mode().to_owned();
        }
        let mark_width = u16::try_from(wrap::width(&mark)).unwrap_or(0);
        let right = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        paint::put_right(buf, right, area.y, &mark, style(Role::Warn));
        let beside = if mark_width > 0 { mark_width + 2 } else { 1 };
        let end = area.right().saturating_sub(beside);
        let mut x = area.x + 1;
        let length = |(_, keys, title): &Hint| wrap::width(keys) + wrap::width(title) + 1;
        // The key to all other keys is never the one left out.
        let (help, mut hints): (Vec<_>, Vec<_>) =
            (self.hint_list().into_iter()).partition(|(cmd, _, _)| *cmd == Cmd::OpenHelp);
        let help_width: usize = help.iter().map(|hint| length(hint) + 2).sum();
        let mut free = usize::from(end.saturating_sub(x)).saturating_sub(help_width);
        let fitting = (hints.iter())
            .take_while(|hint| {
                let fits = length(hint) <= free;
                free = free.saturating_sub(length(hint) + 2);
                fits
            })
            .count();
        hints.truncate(fitting);
        for (_, keys, title) in hints.iter().chain(&help) {
            let room = |x: u16| end.saturating_sub(x);
            x += paint::put(buf, x, area.y, room(x), keys, style(Role::Key)) + 1;
            x += paint::put(buf, x, area.y, room(x), title, style(Role::Dim)) + 2;
        }
    }

    /// News and a toast, below each other; what is too long for the line at the bottom takes lines above it.
    fn told(&self, buf: &mut Buffer, area: Rect, texts: &[(&str, &str, Style)]) {
        let width = area.width.saturating_sub(2);
        let mut lines: Vec<(String, Style)> = Vec::new();
        for (mark, text, style) in texts {
            let room = usize::from(width).saturating_sub(mark.len()).max(1);
            let mut mark = (*mark).to_owned();
            for line in text.lines().map(safe::shown) {
                for row in wrap::lines_of(&line, room) {
                    lines.push((format!("{mark}{row}"), *style));
                    mark = " ".repeat(mark.len());
                }
            }
        }
        let most = usize::from(self.size.height / 3).max(1);
        let more = self
            .lang
            .app()
            .more_lines(lines.len().saturating_sub(most) + 1);
        if lines.len() > most {
            lines.truncate(most - 1);
            lines.push((more, self.theme.style(Role::Warn)));
        }
        let height = u16::try_from(lines.len()).unwrap_or(1).max(1);
        let top = area.bottom().saturating_sub(height);
        paint::clear(
            buf,
            Rect {
                y: top,
                height,
                ..area
            },
        );
        for (y, (line, style)) in (top..).zip(lines) {
            paint::put(buf, area.x + 1, y, width, &line, style);
        }
    }
}
