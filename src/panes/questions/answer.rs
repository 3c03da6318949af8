//! Answers given before the model answer is seen: typed into the card, or said aloud; and those of earlier days.

use super::*;
use crate::domain::{Attempt, AttemptKind};
use crate::ui::sheet::Sheet;
use crate::ui::text_area::{self, TextArea};
use crate::ui::theme::Role;

/// An answer being typed.
#[derive(Debug)]
pub struct Answering {
    field: TextArea,
    /// What it is called where typed text is kept.
    name: Id,
    /// What stood in it when it was last saved.
    saved: String,
    /// When the first key came that is not saved yet.
    typed: Option<DateTime<Utc>>,
}

impl Answering {
    fn new(env: &Env, card: &Card) -> Answering {
        let attempt = card
            .attempt
            .as_ref()
            .and_then(|id| env.data.attempts.get(id));
        let saved = attempt.map_or(String::new(), |attempt| attempt.text.join("\n"));
        let name = format!("answer:{}", card.id);
        let typed = env.typed_before(&name).and_then(<[String]>::first);
        let mut field = TextArea::multi(typed.unwrap_or(&saved));
        field.apply(Op::Move(Motion::TextEnd, text_area::Select::No));
        Answering {
            typed: typed.map(|_| env.now.utc),
            field,
            name,
            saved,
        }
    }

    /// Takes typed text.
    pub fn text(&mut self, env: &Env, op: Op) {
        let area = card::text_area(env.area);
        self.field.set_size(area.width, area.height.max(2) / 2);
        if self.field.apply(op) {
            self.typed = self.typed.or(Some(env.now.utc));
        }
    }

    /// When it is to be saved by itself.
    pub fn deadline(&self) -> Option<DateTime<Utc>> {
        self.typed.map(|typed| typed + AUTOSAVE)
    }

    /// What stands in it and is not saved.
    pub fn typing(&self) -> Option<Typing> {
        let text = self.field.text();
        (text != self.saved).then(|| Typing {
            id: self.name.clone(),
            fields: vec![text],
        })
    }

    /// Draws the prompt and below it the field.
    pub fn draw(&self, env: &Env, prompt: &Sheet, buf: &mut Buffer) -> Option<Position> {
        let area = card::text_area(env.area);
        let texts = env.lang.session();
        // The prompt leaves room for the heading and three lines.
        let above = prompt.len().min(usize::from(area.height.saturating_sub(4)));
        let above = u16::try_from(above).unwrap_or(0);
        let head = Rect {
            height: above,
            ..area
        };
        prompt.draw(env.theme, buf, head, 0);
        let at = area.y + above;
        let help = texts.type_help(&env.key(Cmd::AnswerDone));
        if at < area.bottom() {
            let pieces = [
                (texts.own_answer(), Role::Here),
                ("  ", Role::Text),
                (help.as_str(), Role::Dim),
            ];
            env.put_all(buf, Position::new(area.x, at), area.width, &pieces);
        }
        let field = Rect {
            y: (at + 1).min(env.area.bottom()),
            height: env.area.bottom().saturating_sub(at + 1),
            ..area
        };
        let mut shown = self.field.clone();
        shown.set_size(field.width, field.height);
        text_area::draw(&shown, field, buf, &env.text_styles()).filter(|_| env.focused)
    }
}

impl State {
    /// What the card's answer is so far.
    pub(super) fn attempt(&self, env: &Env, card: &Card) -> Attempt {
        let known = card
            .attempt
            .as_ref()
            .and_then(|id| env.data.attempts.get(id));
        let cram = self.session.as_ref().is_some_and(|session| session.cram);
        known.cloned().unwrap_or_else(|| Attempt {
            id: env.fresh_id(|id| env.data.attempts.contains(id)),
            question: card.id.clone(),
            kind: if cram {
                AttemptKind::Cram
            } else {
                AttemptKind::Review
            },
            on: env.now.today(),
            at: env.now.utc,
            seconds: card.seconds(env.now.utc),
            ..Attempt::default()
        })
    }

    /// Opens the field of the answer. An answer of today to the same question that was never graded goes on.
    pub(super) fn type_answer(&mut self, env: &Env) {
        let today = env.now.today();
        if let Some(card) = &mut self.card {
            let open = |attempt: &&Attempt| {
                let graded = attempt.grade.is_some() || attempt.mock.is_some();
                attempt.question == card.id && !graded && !attempt.deleted
            };
            let latest = env.data.attempts.iter().rev();
            let latest = latest.take_while(|attempt| attempt.on == today).find(open);
            card.attempt = card.attempt.take().or(latest.map(|it| it.id.clone()));
            card.answering = Some(Answering::new(env, card));
        }
    }

    /// The edit that keeps what was typed, if anything was.
    pub(super) fn save_answer(&mut self, env: &Env) -> Option<Edit> {
        let card = self.card.as_ref()?;
        let text = card.answering.as_ref()?.field.text();
        let unchanged = card.answering.as_ref()?.saved == text;
        let mut attempt = self.attempt(env, card);
        let id = attempt.id.clone();
        let what = env.data.question(&card.id)?.prompt.get(env.lang).to_owned();
        let card = self.card.as_mut()?;
        let seconds = card.seconds(env.now.utc);
        let answering = card.answering.as_mut()?;
        answering.typed = None;
        if unchanged {
            return None;
        }
        attempt.text = text.lines().map(str::to_owned).collect();
        attempt.seconds = seconds;
        answering.saved = text;
        card.attempt = Some(id.clone());
        let edit = Edit::new(Step::Answer, what, &env.now).put(env.data, attempt);
        Some(edit.joining(format!("answer/{id}")))
    }

    pub(super) fn answer_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let op = match cmd {
            Cmd::AnswerUndo => Op::Undo,
            Cmd::AnswerRedo => Op::Redo,
            Cmd::AnswerDone => {
                let edit = self.save_answer(env);
                if let Some(card) = &mut self.card {
                    card.answering = None;
                }
                return edit.map_or_else(Reply::none, Reply::edit);
            }
            _ => return Reply::none(),
        };
        if let Some(answering) = self.card.as_mut().and_then(|it| it.answering.as_mut()) {
            answering.text(env, op);
        }
        Reply::none()
    }

    /// Notes that the answer was said aloud or written on paper.
    pub(super) fn said_aloud(&mut self, env: &Env) -> Reply {
        let Some((card, question)) = self.card(env) else {
            return Reply::none();
        };
        let mut attempt = self.attempt(env, card);
        attempt.aloud = true;
        let id = attempt.id.clone();
        let what = question.prompt.get(env.lang);
        let edit = Edit::new(Step::Answer, what, &env.now).put(env.data, attempt);
        if let Some(card) = &mut self.card {
            card.attempt = Some(id);
        }
        Reply::edit(edit).and_say(env.lang.session().kept_aloud())
    }
}

/// Earlier answers to a question, the latest first.
pub fn earlier_sheet(env: &Env, question: &str, width: usize) -> Sheet {
    let texts = env.lang.session();
    let mut sheet = Sheet::new(width);
    sheet.text(0, "", texts.earlier(), Role::Title);
    for attempt in earlier(env, question) {
        let mut facts = vec![attempt.on.to_string()];
        if let Some(grade) = attempt.grade {
            let cmd = GRADES.iter().find(|(_, other)| *other == grade);
            facts.extend(cmd.map(|(cmd, _)| cmd.command().title(env.lang).to_owned()));
        }
        if attempt.points > 0 {
            facts.push(texts.points_said(attempt.said.len(), attempt.points));
        }
        match attempt.kind {
            AttemptKind::Cram => facts.push(texts.cram().to_owned()),
            AttemptKind::Mock => facts.push(env.lang.mock().name().to_owned()),
            AttemptKind::Review => {}
        }
        if attempt.aloud {
            facts.push(texts.aloud().to_owned());
        }
        sheet.heading(&facts.join(" · "));
        if !attempt.text.is_empty() {
            sheet.text(2, "", &attempt.text.join("\n"), Role::Text);
        }
    }
    sheet
}

/// The answers to a question, the latest first.
pub fn earlier<'a>(env: &Env<'a>, question: &str) -> Vec<&'a Attempt> {
    let of = |attempt: &&Attempt| attempt.question == question && !attempt.deleted;
    env.data.attempts.iter().rev().filter(of).collect()
}
