//! What must be told as long as it lasts: that nothing can be saved, that this program only looks on. It stands at the
//! top of the screen.

use super::model::{Model, SaveState};
use crate::commands::Cmd;
use crate::ui::paint;
use crate::ui::safe;
use crate::ui::theme::Role;
use crate::ui::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Most lines it takes, on a screen that has room.
const LINES: usize = 4;

impl Model {
    fn alarm_text(&self) -> Option<(String, Role)> {
        let texts = self.lang.app();
        match &self.save {
            SaveState::Failed(reason) => {
                Some((format!("! {}", texts.not_saved_because(reason)), Role::Bad))
            }
            SaveState::ReadOnly(reason) => Some((format!("! {reason}"), Role::Warn)),
            SaveState::Saved | SaveState::Saving => None,
        }
    }

    /// The alarm in lines for this screen; the last one has what did not fit.
    pub(super) fn alarm_lines(&self) -> Vec<String> {
        let Some((text, _)) = self.alarm_text() else {
            return Vec::new();
        };
        let width = usize::from(self.size.width.saturating_sub(2)).max(1);
        let text = safe::shown(&text);
        let mut lines = wrap::lines_of(&text, width);
        let hint = self.take_over_hint();
        let joined = hint.as_ref().zip(lines.last()).map(|(hint, last)| {
            let joined = format!("{last}  {hint}");
            (wrap::width(&joined) <= width).then_some(joined)
        });
        match (&joined, &hint) {
            (Some(Some(joined)), _) => {
                lines.pop();
                lines.push(joined);
            }
            (_, Some(hint)) => lines.push(hint),
            (_, None) => {}
        }
        let most = LINES.min(usize::from(self.size.height / 6)).max(1);
        if lines.len() <= most {
            return lines.into_iter().map(str::to_owned).collect();
        }
        let rest = lines.split_off(most - 1).join(" ");
        let shown = lines.into_iter().map(str::to_owned);
        shown.chain([rest]).collect()
    }

    /// The key that asks for the right to write, and what it does.
    fn take_over_hint(&self) -> Option<String> {
        let reads = matches!(self.save, SaveState::ReadOnly(_)) && self.can_take_over;
        let key = self.keymap.key_of(Cmd::TakeOver).filter(|_| reads)?;
        Some(format!(
            "{key} {}",
            Cmd::TakeOver.command().title(self.lang)
        ))
    }

    pub(super) fn alarm(&self, buf: &mut Buffer, area: Rect) {
        let Some((_, role)) = self.alarm_text() else {
            return;
        };
        let style = self.theme.style(role);
        let width = area.width.saturating_sub(2);
        for (y, line) in (area.y..area.bottom()).zip(self.alarm_lines()) {
            paint::put(buf, area.x + 1, y, width, &line, style);
        }
    }
}
