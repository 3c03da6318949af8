//! The form in which a story is written: a text field for each part, the one with the keys as tall as it needs.

use super::fields::{
    COMPETENCY, FIELDS, METRIC, PARTS, TITLE, competencies, help, is_line, label_width, name,
    texts_of, value_of,
};
use crate::domain::story::{Part, question_id};
use crate::domain::text::{clean, clean_line};
use crate::domain::{Edit, Id, Step, Story, Text};
use crate::lang::Lang;
use crate::panes::{Cmd, Env, Reply, Typing};
use crate::ui::text_area::{self, Motion, Op, Select, TextArea};
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A story being written.
pub struct Form {
    /// The story as it was before; for a new one what it starts from.
    base: Story,
    /// Whether the story is not yet among the data.
    pub is_new: bool,
    /// The language whose texts are edited.
    lang: Lang,
    fields: Vec<TextArea>,
    /// What the fields held before anything was typed, or when they were last saved.
    saved: Vec<String>,
    focus: usize,
    opened: DateTime<Utc>,
}

impl Form {
    /// A form for a new story that starts from `base`, which has no id yet.
    pub fn add(env: &Env, base: Story) -> Form {
        Form::new(env, base, true)
    }

    /// A form for a story of the user's own.
    pub fn edit(env: &Env, story: &Story) -> Form {
        Form::new(env, story.clone(), false)
    }

    fn new(env: &Env, base: Story, is_new: bool) -> Form {
        let texts = texts_of(&base, env.lang);
        let area = |(index, text): (usize, &String)| {
            if is_line(index) {
                TextArea::line(text)
            } else {
                TextArea::multi(text)
            }
        };
        let mut form = Form {
            is_new,
            lang: env.lang,
            fields: texts.iter().enumerate().map(area).collect(),
            saved: Vec::new(),
            base,
            focus: TITLE,
            opened: env.now.utc,
        };
        // A field may hold less than the story: what steers the terminal is not taken into it.
        form.saved = form.texts();
        if let Some(typed) = env.typed_before(&form.name()) {
            for (field, text) in form.fields.iter_mut().zip(typed) {
                field.apply(Op::SetText(text.clone()));
            }
        }
        form.fields[TITLE].apply(Op::Move(Motion::TextEnd, Select::No));
        form
    }

    /// What the form is called where typed text is kept.
    fn name(&self) -> Id {
        let id = if self.is_new { "new" } else { &self.base.id };
        format!("story-form:{id}")
    }

    /// The story it edits; none while that is new.
    pub fn story(&self) -> Option<&Id> {
        (!self.is_new).then_some(&self.base.id)
    }

    fn texts(&self) -> Vec<String> {
        self.fields.iter().map(TextArea::text).collect()
    }

    /// Whether anything stands in it that is not saved.
    pub fn is_changed(&self) -> bool {
        let blank = self.is_new && self.texts().iter().all(|text| text.trim().is_empty());
        self.texts() != self.saved && !blank
    }

    /// What was typed and is not saved as a story.
    pub fn typing(&self) -> Option<Typing> {
        self.is_changed().then(|| Typing {
            id: self.name(),
            fields: self.texts(),
        })
    }

    /// Saves what was typed as one step of undo for all of this stay. The question that was made of the story says the
    /// same afterwards.
    pub fn save(&mut self, env: &Env) -> Reply {
        if !self.is_changed() {
            return Reply::none();
        }
        // Someone else may have changed it meanwhile: what the form does not show is theirs.
        let current = env.data.story(&self.base.id).unwrap_or(&self.base);
        let (mut story, bad_number) = self.story_of(current);
        if self.is_new {
            story.id = env.fresh_id(|id| env.data.stories.contains(id));
            story.created = env.now.utc;
            story.own = true;
        }
        self.base = story.clone();
        self.saved = self.texts();
        self.is_new = false;
        let opened = self.opened.timestamp_millis();
        let key = format!("story/{}/{opened}", story.id);
        let what = story.title.get(self.lang).to_owned();
        let mut edit = Edit::new(Step::EditStory, what, &env.now).joining(key);
        if env
            .data
            .questions
            .get(&question_id(&story.id))
            .is_some_and(|known| !known.deleted)
        {
            edit = super::links::put_question(edit, env, &story);
        }
        let reply = Reply::edit(edit.put(env.data, story));
        if bad_number {
            return reply.and_say(env.lang.stories().not_a_number());
        }
        reply
    }

    /// The story with the form's texts in place of its own, and whether a value of the metric is no number.
    fn story_of(&self, current: &Story) -> (Story, bool) {
        let lang = self.lang;
        let mut story = current.clone();
        let texts = self.texts();
        // What was not touched stays as it is, in both languages.
        let put = |text: &mut Text, index: usize, typed: &str| {
            if texts[index] != self.saved[index] {
                *text = text.with(lang, typed.to_owned());
            }
        };
        let line = |index: usize| clean_line(&texts[index]).trim().to_owned();
        put(&mut story.title, TITLE, &line(TITLE));
        if story.title.is_empty() {
            story.title = Text::plain(lang.stories().untitled());
        }
        if texts[COMPETENCY] != self.saved[COMPETENCY] {
            story.competencies = competencies(&texts[COMPETENCY]);
        }
        for (index, part) in Part::ALL.into_iter().enumerate() {
            let typed = clean(&texts[PARTS + index]).trim_end().to_owned();
            put(part.of_mut(&mut story), PARTS + index, &typed);
        }
        let mut metric = story.metric.unwrap_or_default();
        put(&mut metric.name, METRIC, &line(METRIC));
        put(&mut metric.unit, METRIC + 1, &line(METRIC + 1));
        put(&mut metric.how, METRIC + 4, &line(METRIC + 4));
        let mut bad = false;
        for (index, value) in [
            (METRIC + 2, &mut metric.before),
            (METRIC + 3, &mut metric.after),
        ] {
            if texts[index] != self.saved[index] {
                let typed = line(index);
                *value = value_of(&typed);
                bad |= value.is_none() && !typed.is_empty();
            }
        }
        let blank = metric.name.is_empty() && metric.unit.is_empty() && metric.how.is_empty();
        let some = metric.before.is_some() || metric.after.is_some();
        story.metric = (some || !blank).then_some(metric);
        (story, bad)
    }

    /// Takes a command of the form scope that stays in it.
    pub fn command(&mut self, cmd: Cmd) {
        match cmd {
            Cmd::FormNext => self.go(1),
            Cmd::FormPrevious => self.go(FIELDS - 1),
            Cmd::FormUndo => drop(self.fields[self.focus].apply(Op::Undo)),
            Cmd::FormRedo => drop(self.fields[self.focus].apply(Op::Redo)),
            _ => {}
        }
    }

    fn go(&mut self, by: usize) {
        self.focus = (self.focus + by) % FIELDS;
    }

    /// Takes typed text.
    pub fn text(&mut self, env: &Env, op: Op) {
        if is_line(self.focus) {
            match op {
                Op::Newline | Op::Move(Motion::Down, _) => return self.go(1),
                Op::Move(Motion::Up, _) => return self.go(FIELDS - 1),
                _ => {}
            }
        }
        let places = self.places(env.area);
        let place = places.into_iter().find(|(index, _)| *index == self.focus);
        let field = &mut self.fields[self.focus];
        if let Some((_, place)) = place {
            field.set_size(place.width, place.height);
        }
        field.apply(op);
    }

    /// Where each field's text is; on small screens only some are shown. The last line is the help's.
    fn places(&self, area: Rect) -> Vec<(usize, Rect)> {
        let left = (label_width(self.lang) + 4).min(area.width);
        let width = area.width - left;
        let room = usize::from(area.height.saturating_sub(1));
        let mut heights = [1; FIELDS];
        let mut spare = room.saturating_sub(FIELDS);
        let cells = usize::from(width.saturating_sub(1)).max(1);
        let others = (0..FIELDS).filter(|index| *index != self.focus);
        for index in std::iter::once(self.focus).chain(others) {
            let rows = wrap::lines_of(&self.fields[index].text(), cells).len();
            let here = usize::from(index == self.focus && !is_line(index));
            let more = (rows + here).saturating_sub(1).min(spare);
            heights[index] += if is_line(index) { 0 } else { more };
            spare -= heights[index] - 1;
        }
        let mut y = area.y;
        let mut places = Vec::new();
        for index in list::window(FIELDS, self.focus, room) {
            let height = u16::try_from(heights[index]).unwrap_or(1);
            let x = area.x + left;
            places.push((
                index,
                Rect {
                    x,
                    y,
                    width,
                    height,
                },
            ));
            y += height;
        }
        places
    }

    pub fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let texts = env.lang.stories();
        let labels = label_width(self.lang);
        let mut caret = None;
        for (index, place) in self.places(env.area) {
            let focused = index == self.focus;
            let (mark, role, rule) = if focused {
                (">", Role::Key, Role::BorderFocused)
            } else {
                (" ", Role::Dim, Role::Border)
            };
            let label = format!("{mark}{}", name(texts, index));
            paint::put(
                buf,
                env.area.x,
                place.y,
                labels + 1,
                &label,
                env.style(role),
            );
            let x = env.area.x + labels + 2;
            for y in place.y..place.bottom() {
                if x < env.area.right() {
                    paint::put(buf, x, y, 1, "│", env.style(rule));
                }
            }
            // Its room may have changed since its last key, as the other fields grow.
            let mut field = self.fields[index].clone();
            field.set_size(place.width, place.height);
            let at = text_area::draw(&field, place, buf, &env.text_styles());
            caret = if focused && env.focused { at } else { caret };
        }
        if env.area.height > 0 {
            let width = env.area.width.saturating_sub(1);
            let y = env.area.bottom() - 1;
            let help = help(texts, self.focus);
            paint::put(buf, env.area.x + 1, y, width, &help, env.style(Role::Dim));
        }
        caret
    }
}
