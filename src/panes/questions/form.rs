//! The form in which a question is written: one field for each part. What is in it is saved by itself.

use super::fields::{self, COUNT, FIELDS, Input};
use super::merge::{self, Fields};
use crate::content::copied;
use crate::domain::{Edit, Id, Question, Step};
use crate::lang::Lang;
use crate::panes::{AUTOSAVE, Env, Typing};
use crate::ui::text_area::{Motion, Op, Select, TextArea};
use chrono::{DateTime, Duration, Utc};

/// A question being written.
pub struct Form {
    /// The question as it was before; for a new one what it starts from.
    base: Question,
    /// Whether the question is among the data.
    pub is_new: bool,
    /// The language whose texts are edited.
    lang: Lang,
    pub(super) fields: [TextArea; COUNT],
    /// What the fields held before anything was typed, or when they were last saved.
    saved: Fields,
    pub(super) focus: usize,
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
        for (index, field) in FIELDS.iter().enumerate() {
            if field.input != Input::Lines {
                form.fields[index] = TextArea::line(&form.saved[index]);
            }
        }
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
        self.typed = Some(env.now.utc);
    }

    /// What the form is called where typed text is kept.
    fn name(&self) -> String {
        let id = if self.is_new { "new" } else { &self.base.id };
        format!("question-form:{id}")
    }

    /// What was typed and is not saved as a question: while a new one has no prompt, that is all of it.
    pub fn typing(&self) -> Option<Typing> {
        self.is_changed().then(|| Typing {
            id: self.name(),
            fields: self.texts().to_vec(),
        })
    }

    /// Fills in a prompt and where it belongs, unless something stands there.
    pub fn suggest(&mut self, node: &str, prompt: &str) {
        if self.fields[0].text().trim().is_empty() {
            self.fields[0] = TextArea::multi(prompt);
            self.fields[0].apply(Op::Move(Motion::TextEnd, Select::No));
            self.saved[0] = prompt.to_owned();
            self.base.units = vec![node.to_owned()];
            self.fields[fields::UNITS] = TextArea::multi(node);
            self.saved[fields::UNITS] = node.to_owned();
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
        if fields[fields::UNITS] != self.saved[fields::UNITS] {
            question.units = fields::units(&fields[fields::UNITS], env);
        }
        if fields[1] != self.saved[1] {
            question.topic = topic;
        }
        if self.is_new {
            question.id = env
                .fresh_id(|id| env.data.questions.contains(id) || env.data.bank.contains_key(id));
            question.own = true;
        }
        let question = copied(env.data, question, env.now.utc);
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
        let input = FIELDS[self.focus].input;
        if op == Op::Newline && input != Input::Lines {
            return self.go(1);
        }
        if let Input::Choice(choices) = input {
            let by = match op {
                Op::Move(Motion::Left, _) => -1,
                Op::Move(Motion::Right, _) | Op::Insert(_) => 1,
                _ => return,
            };
            let text = fields::chosen(choices, &self.fields[self.focus].text(), by, self.lang);
            self.fields[self.focus] = TextArea::line(&text);
            self.typed = self.typed.or(Some(env.now.utc));
            return;
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
}

/// What a new question starts from: the topic that is looked at.
pub fn blank(topic: Option<&String>) -> Question {
    Question {
        topic: topic.cloned().unwrap_or_default(),
        ..Question::default()
    }
}
