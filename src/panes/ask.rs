//! A question of one line or a few, asked at the bottom of a pane: a title, fields, and why an answer was refused.
//!
//! Whoever asks puts [`Scope::Line`](crate::commands::Scope::Line) first among its scopes, hands over text and
//! commands, and draws the rest of its pane above [`Ask::height`].

use super::{Env, Typing};
use crate::commands::Cmd;
use crate::domain::Id;
use crate::ui::text_area::{self, Op, TextArea};
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What has become of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It is still being answered.
    Open,
    /// The user is done; see [`Ask::text`]. Refuse the answer or drop the question.
    Answered,
    /// The user thinks better of it.
    Cancelled,
}

/// A question being asked.
#[derive(Debug, Clone)]
pub struct Ask {
    title: String,
    fields: Vec<(String, TextArea)>,
    /// The field that takes text.
    at: usize,
    refusal: Option<String>,
    /// What it is called where typed text is kept.
    id: Id,
    /// What stood in the fields before anything was typed.
    begun: Vec<String>,
}

impl Ask {
    /// A question without a field yet.
    pub fn new(title: impl Into<String>) -> Ask {
        Ask {
            title: title.into(),
            fields: Vec::new(),
            at: 0,
            refusal: None,
            id: Id::new(),
            begun: Vec::new(),
        }
    }

    /// Adds a field that begins with `text`; a single one needs no label.
    #[must_use]
    pub fn field(mut self, label: impl Into<String>, text: &str) -> Ask {
        self.fields.push((label.into(), TextArea::line(text)));
        self
    }

    /// What the last field shows while it is empty.
    #[must_use]
    pub fn placeholder(mut self, text: &str) -> Ask {
        if let Some((label, area)) = self.fields.pop() {
            self.fields.push((label, area.with_placeholder(text)));
        }
        self
    }

    /// Names it, so that typed text is kept, and brings back what was typed under this name before and not sent. To be
    /// called last.
    #[must_use]
    pub fn kept_as(mut self, env: &Env, id: impl Into<Id>) -> Ask {
        self.id = id.into();
        self.begun = self.texts();
        if let Some(typed) = env.typed_before(&self.id) {
            for ((_, area), text) in self.fields.iter_mut().zip(typed) {
                area.apply(Op::SetText(text.clone()));
            }
        }
        self
    }

    /// What was typed and not sent.
    pub fn typing(&self) -> Option<Typing> {
        let fields = self.texts();
        let blank = fields.iter().all(|text| text.trim().is_empty());
        let named = !self.id.is_empty();
        (named && !blank && fields != self.begun).then(|| Typing {
            id: self.id.clone(),
            fields,
        })
    }

    fn texts(&self) -> Vec<String> {
        self.fields.iter().map(|(_, area)| area.text()).collect()
    }

    /// What stands in a field.
    pub fn text(&self, field: usize) -> String {
        self.fields
            .get(field)
            .map_or(String::new(), |(_, area)| area.text())
    }

    /// Says why the answer cannot be taken; the question stays open.
    pub fn refuse(&mut self, why: impl Into<String>) {
        self.refusal = Some(why.into());
    }

    /// Takes typed text.
    pub fn apply(&mut self, env: &Env, op: Op) {
        let width = self.text_area(env.area, self.at).width;
        if let Some((_, area)) = self.fields.get_mut(self.at) {
            area.set_size(width, 1);
            if area.apply(op) {
                self.refusal = None;
            }
        }
    }

    /// Takes a command of the line scope.
    pub fn command(&mut self, cmd: Cmd) -> Asked {
        let count = self.fields.len().max(1);
        match cmd {
            Cmd::LineOk => return Asked::Answered,
            Cmd::LineCancel => return Asked::Cancelled,
            Cmd::LineNext => self.at = (self.at + 1) % count,
            Cmd::LinePrevious => self.at = (self.at + count - 1) % count,
            _ => {}
        }
        Asked::Open
    }

    /// Whether the last field takes the text.
    pub fn is_last(&self) -> bool {
        self.at + 1 >= self.fields.len()
    }

    /// Rows it takes at the bottom of the pane.
    pub fn height(&self) -> u16 {
        1 + u16::try_from(self.fields.len()).unwrap_or(u16::MAX - 2)
            + u16::from(self.refusal.is_some())
    }

    /// The bottom rows of a pane that it draws on.
    fn area(&self, pane: Rect) -> Rect {
        let height = self.height().min(pane.height);
        Rect {
            y: pane.bottom() - height,
            height,
            ..pane
        }
    }

    /// Cells that the labels take, with a margin and the blanks behind them; without labels the margin.
    fn label_width(&self, width: u16) -> u16 {
        let longest = self
            .fields
            .iter()
            .map(|(label, _)| wrap::width(label))
            .max()
            .unwrap_or(0);
        match u16::try_from(longest).unwrap_or(u16::MAX) {
            0 => 1.min(width / 2),
            longest => (longest.saturating_add(3)).min(width / 2),
        }
    }

    /// Where a field's text is; where there is no room for all, the one that takes text has the last row.
    fn text_area(&self, pane: Rect, field: usize) -> Rect {
        let area = self.area(pane);
        let label = self.label_width(area.width);
        let from_below = if area.height < self.height() {
            1
        } else {
            let below = self.fields.len().saturating_sub(field);
            u16::try_from(below).unwrap_or(u16::MAX) + u16::from(self.refusal.is_some())
        };
        Rect {
            x: area.x + label,
            y: area.bottom().saturating_sub(from_below).max(area.y),
            width: area.width - label,
            height: area.height.min(1),
        }
    }

    /// Draws it at the bottom of the pane. Returns the place of the caret.
    pub fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let area = self.area(env.area);
        if area.is_empty() {
            return None;
        }
        paint::clear(buf, area);
        let cramped = area.height < self.height();
        match &self.refusal {
            Some(refusal) if cramped => rule(env, buf, area.y, refusal, Role::Bad),
            _ => rule(env, buf, area.y, &self.title, Role::TitleFocused),
        }
        let styles = env.text_styles();
        let mut caret = None;
        for (index, (label, text)) in self.fields.iter().enumerate() {
            let active = index == self.at;
            if cramped && !active {
                continue;
            }
            let place = self.text_area(env.area, index);
            let role = if active { Role::Title } else { Role::Dim };
            let label_room = (place.x - area.x).saturating_sub(2);
            let x = area.x + 1.min(area.width);
            paint::put(buf, x, place.y, label_room, label, env.style(role));
            // Before its first key a field knows no width; the end of a long text is where the caret stands.
            let mut text = text.clone();
            text.set_size(place.width, place.height);
            let found = text_area::draw(&text, place, buf, &styles);
            caret = if active { found } else { caret };
        }
        if let Some(refusal) = self.refusal.as_ref().filter(|_| !cramped) {
            let style = env.style(Role::Bad);
            let x = area.x + 1.min(area.width);
            let room = area.width.saturating_sub(1);
            paint::put(buf, x, area.bottom() - 1, room, refusal, style);
        }
        caret.filter(|_| env.focused)
    }
}

/// Draws a rule across a pane with a text in it.
pub fn rule(env: &Env, buf: &mut Buffer, y: u16, text: &str, role: Role) {
    let area = env.area;
    paint::rule(buf, area, y, env.style(Role::Border));
    if !text.is_empty() && area.width > 4 {
        let text = format!(" {text} ");
        paint::put(buf, area.x + 1, y, area.width - 2, &text, env.style(role));
    }
}
