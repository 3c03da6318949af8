//! The form in which a question is written: one text field for each part, the one with the keys as tall as it needs.

use super::merge::{self, Fields};
use crate::domain::{Edit, Id, Question, Step};
use crate::lang::{Lang, Questions};
use crate::panes::{AUTOSAVE, Env, Typing};
use crate::ui::text_area::{self, Motion, Op, Select, TextArea};
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use chrono::{DateTime, Duration, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A field: its name, what belongs into it, and how many rows it has when empty.
struct Field {
    name: fn(Questions) -> &'static str,
    help: fn(Questions) -> &'static str,
    rows: usize,
}

const FIELDS: [Field; 8] = [
    Field {
        name: Questions::prompt_field,
        help: Questions::prompt_help,
        rows: 2,
    },
    Field {
        name: Questions::topic_field,
        help: Questions::topic_help,
        rows: 1,
    },
    Field {
        name: Questions::hint,
        help: Questions::hint_help,
        rows: 1,
    },
    Field {
        name: Questions::points,
        help: Questions::points_help,
        rows: 3,
    },
    Field {
        name: Questions::answer,
        help: Questions::answer_help,
        rows: 4,
    },
    Field {
        name: Questions::bad_field,
        help: Questions::bad_help,
        rows: 2,
    },
    Field {
        name: Questions::why_field,
        help: Questions::why_help,
        rows: 2,
    },
    Field {
        name: Questions::followups,
        help: Questions::followups_help,
        rows: 2,
    },
];

/// Prompt and topic are one line each, however long: Enter goes on to the next field there.
const ONE_LINE: usize = 2;

/// A question being written.
pub struct Form {
    /// The question as it was before; for a new one what it starts from.
    base: Question,
    /// Whether the question is among the data.
    pub is_new: bool,
    /// The language whose texts are edited.
    lang: Lang,
    fields: [TextArea; 8],
    /// What the fields held before anything was typed, or when they were last saved.
    saved: Fields,
    focus: usize,
    opened: DateTime<Utc>,
    /// When the first key came that is not saved yet.
    typed: Option<DateTime<Utc>>,
}

impl Form {
    /// A form for a new question that starts from `base`, which has no id yet.
    pub fn add(env: &Env, base: Question) -> Form {
        Form::new(env, base, true)
    }

    /// A form for a question that is there.
    pub fn edit(env: &Env, question: &Question) -> Form {
        Form::new(env, question.clone(), false)
    }

    fn new(env: &Env, base: Question, is_new: bool) -> Form {
        let saved = merge::fields_of(&base, env.lang);
        let mut form = Form {
            is_new,
            lang: env.lang,
            fields: saved.clone().map(|text| TextArea::multi(&text)),
            saved,
            base,
            focus: 0,
            opened: env.now.utc,
            typed: None,
        };
        form.fields[1] = TextArea::line(&form.saved[1]);
        // A field may hold less than the question: what steers the terminal is not taken into it.
        form.saved = form.texts();
        form.bring_back(env);
        form.fields[0].apply(Op::Move(Motion::TextEnd, Select::No));
        form
    }

    /// Puts back what was typed into the same form before and not saved.
    fn bring_back(&mut self, env: &Env) {
        let Some(typed) = env.typed_before(&self.name()) else {
            return;
        };
        for (field, text) in self.fields.iter_mut().zip(typed) {
            field.apply(Op::SetText(text.clone()));
        }
        self.base.units.extend(typed.get(FIELDS.len()).cloned());
        self.typed = Some(env.now.utc);
    }

    /// What the form is called where typed text is kept.
    fn name(&self) -> String {
        let id = if self.is_new { "new" } else { &self.base.id };
        format!("question-form:{id}")
    }

    /// What was typed and is not saved as a question: while a new one has no prompt, that is all of it.
    pub fn typing(&self) -> Option<Typing> {
        let node = self.base.units.first().filter(|_| self.is_new);
        let fields = self.texts().into_iter().chain(node.cloned());
        self.is_changed().then(|| Typing {
            id: self.name(),
            fields: fields.collect(),
        })
    }

    /// Fills in a prompt and where it belongs, unless something stands there.
    pub fn suggest(&mut self, node: &str, prompt: &str) {
        if self.fields[0].text().trim().is_empty() {
            self.fields[0] = TextArea::multi(prompt);
            self.fields[0].apply(Op::Move(Motion::TextEnd, Select::No));
            self.saved[0] = prompt.to_owned();
            self.base.units = vec![node.to_owned()];
        }
    }

    fn texts(&self) -> Fields {
        std::array::from_fn(|index| self.fields[index].text())
    }

    /// Whether anything stands in it that is not saved.
    pub fn is_changed(&self) -> bool {
        let texts = self.texts();
        let blank = self.is_new && texts.iter().all(|text| text.trim().is_empty());
        texts != self.saved && !blank
    }

    /// When what was typed is to be saved by itself; a question has to have a prompt for that.
    pub fn deadline(&self) -> Option<DateTime<Utc>> {
        self.typed
            .filter(|_| self.has_prompt())
            .map(|typed| typed + AUTOSAVE)
    }

    /// The clock jumped by so much.
    pub fn clock_moved(&mut self, by: Duration) {
        self.typed = self.typed.map(|typed| typed + by);
    }

    pub fn has_prompt(&self) -> bool {
        !self.fields[0].text().trim().is_empty()
    }

    /// The edit that saves what was typed, and the question's id. A question without a prompt keeps the one it had.
    pub fn save(&mut self, env: &Env) -> (Edit, Id) {
        // Someone else may have changed it meanwhile: what the form does not show is theirs.
        let current = env.data.question(&self.base.id).unwrap_or(&self.base);
        let mut fields = self.texts();
        if !self.has_prompt() {
            fields[0] = match self.base.prompt.get(self.lang) {
                "" => env.lang.questions().untitled().to_owned(),
                prompt => prompt.to_owned(),
            };
        }
        let known = env.data.all_questions().map(|other| other.topic.as_str());
        let topic = merge::topic(&fields[1], known);
        let mut question = merge::merged(current, &fields, self.lang);
        if fields[1] != self.saved[1] {
            question.topic = topic;
        }
        if self.is_new {
            question.id = env
                .fresh_id(|id| env.data.questions.contains(id) || env.data.bank.contains_key(id));
            question.own = true;
        }
        if !env.data.questions.contains(&question.id) {
            question.created = env.now.utc;
        }
        let id = question.id.clone();
        let what = question.prompt.get(self.lang).to_owned();
        self.base = question.clone();
        self.saved = self.texts();
        self.is_new = false;
        self.typed = None;
        let edit = Edit::new(Step::EditQuestion, what, &env.now)
            .put(env.data, question)
            .joining(format!("question/{id}/{}", self.opened.timestamp_millis()));
        (edit, id)
    }

    /// Goes `by` fields on, round the ends.
    pub fn go(&mut self, by: isize) {
        let count = FIELDS.len() as isize;
        self.focus = (self.focus as isize + by).rem_euclid(count) as usize;
    }

    /// Takes typed text.
    pub fn text(&mut self, env: &Env, op: Op) {
        if op == Op::Newline && self.focus < ONE_LINE {
            return self.go(1);
        }
        let area = self
            .places(env.lang, env.area)
            .into_iter()
            .find(|(index, _)| *index == self.focus);
        let field = &mut self.fields[self.focus];
        if let Some((_, area)) = area {
            field.set_size(area.width, area.height);
        }
        if field.apply(op) {
            self.typed = self.typed.or(Some(env.now.utc));
        }
    }

    /// Where each field's text is; on small screens only some are shown.
    fn places(&self, lang: Lang, area: Rect) -> Vec<(usize, Rect)> {
        let left = self.label_width(lang) + 4;
        let width = area.width.saturating_sub(left + 1);
        // The help of the field has the last line.
        let room = usize::from(area.height.saturating_sub(1));
        let count = FIELDS.len();
        let shown = list::window(count, self.focus, room);
        let mut heights = [1; FIELDS.len()];
        let mut spare = room.saturating_sub(count);
        let cells = usize::from(width.saturating_sub(1)).max(1);
        let wanted = |index: usize| {
            let rows = wrap::lines_of(&self.fields[index].text(), cells).len();
            let here = usize::from(index == self.focus && index >= ONE_LINE);
            (rows + here).max(FIELDS[index].rows)
        };
        let others = (0..count).filter(|index| *index != self.focus);
        for index in std::iter::once(self.focus).chain(others) {
            let more = wanted(index).saturating_sub(1).min(spare);
            heights[index] += more;
            spare -= more;
        }
        let mut y = area.y;
        let mut places = Vec::new();
        for index in shown {
            let height = u16::try_from(heights[index]).unwrap_or(1);
            let x = area.x + left.min(area.width);
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

    fn label_width(&self, lang: Lang) -> u16 {
        let names = FIELDS
            .iter()
            .map(|field| wrap::width((field.name)(lang.questions())));
        names
            .max()
            .and_then(|width| u16::try_from(width).ok())
            .unwrap_or(0)
    }

    pub fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let texts = env.lang.questions();
        let labels = self.label_width(env.lang);
        let styles = env.text_styles();
        let mut caret = None;
        for (index, place) in self.places(env.lang, env.area) {
            let focused = index == self.focus;
            let (mark, role) = if focused {
                (">", Role::Key)
            } else {
                (" ", Role::Dim)
            };
            let label = format!("{mark}{}", (FIELDS[index].name)(texts));
            paint::put(
                buf,
                env.area.x,
                place.y,
                labels + 1,
                &label,
                env.style(role),
            );
            let rule = if focused {
                Role::BorderFocused
            } else {
                Role::Border
            };
            let x = env.area.x + labels + 2;
            for y in place.y..place.bottom() {
                if x < env.area.right() {
                    paint::put(buf, x, y, 1, "│", env.style(rule));
                }
            }
            // Its room may have changed since its last key, as the other fields grow.
            let mut field = self.fields[index].clone();
            field.set_size(place.width, place.height);
            let at = text_area::draw(&field, place, buf, &styles);
            caret = if focused && env.focused { at } else { caret };
        }
        if env.area.height > 0 {
            let help = (FIELDS[self.focus].help)(texts);
            let width = env.area.width.saturating_sub(1);
            let y = env.area.bottom() - 1;
            paint::put(buf, env.area.x + 1, y, width, help, env.style(Role::Dim));
        }
        caret
    }
}

/// What a new question starts from: the topic that is looked at.
pub fn blank(topic: Option<&String>) -> Question {
    Question {
        topic: topic.cloned().unwrap_or_default(),
        ..Question::default()
    }
}
