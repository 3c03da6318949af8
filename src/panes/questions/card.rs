//! A question's card: the prompt, and behind it what is revealed step by step.

use super::rows::when;
use crate::commands::Cmd;
use crate::domain::review::{Memory, Scheduler, Standing};
use crate::domain::{Grade, Id, Question, Text};
use crate::panes::{Env, moved, stories};
use crate::ui::paint;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The grades with the commands that give them, as they stand at the bottom of a card.
pub const GRADES: [(Cmd, Grade); 4] = [
    (Cmd::GradeAgain, Grade::Again),
    (Cmd::GradeHard, Grade::Hard),
    (Cmd::GradeGood, Grade::Good),
    (Cmd::GradeEasy, Grade::Easy),
];

/// The grading a card may be given: rule and bar below its text.
const FOOT: u16 = 2;

/// Longer lines than this are hard to read.
const WIDEST: u16 = 100;

/// What a key reveals, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Intent and hint.
    Hint,
    Points,
    Answer,
    Bad,
    FollowUps,
    Source,
}

/// The parts that a question has. The answer is always one of them: grading waits for it.
fn parts(question: &Question) -> Vec<Part> {
    let has = |text: &Option<Text>| text.as_ref().is_some_and(|text| !text.is_empty());
    [
        (Part::Hint, has(&question.intent) || has(&question.hint)),
        (Part::Points, !question.points.is_empty()),
        (Part::Answer, true),
        (Part::Bad, !question.bad.is_empty()),
        (Part::FollowUps, !question.followups.is_empty()),
        (Part::Source, has(&question.source)),
    ]
    .into_iter()
    .filter_map(|(part, there)| there.then_some(part))
    .collect()
}

/// A question laid open.
#[derive(Debug)]
pub struct Card {
    pub id: Id,
    /// How many parts are revealed.
    shown: usize,
    scroll: usize,
    pub opened: DateTime<Utc>,
}

impl Card {
    pub fn new(env: &Env, id: &str) -> Card {
        Card {
            id: id.to_owned(),
            shown: 0,
            scroll: 0,
            opened: env.now.utc,
        }
    }

    /// The card as it was when it could be graded.
    pub fn answered(env: &Env, id: &str) -> Card {
        let mut card = Card::new(env, id);
        if let Some(question) = env.data.question(id) {
            let answer = parts(question)
                .iter()
                .position(|part| *part == Part::Answer);
            card.shown = answer.map_or(0, |index| index + 1);
        }
        card
    }

    /// Whether the model answer has been seen.
    pub fn is_answered(&self, question: &Question) -> bool {
        parts(question)
            .iter()
            .take(self.shown)
            .any(|part| *part == Part::Answer)
    }

    /// What the next key would reveal.
    pub fn next(&self, question: &Question) -> Option<Part> {
        parts(question).get(self.shown).copied()
    }

    /// Reveals the next part and scrolls to where it begins, if it does not fit on the screen.
    pub fn reveal(&mut self, env: &Env, question: &Question) {
        if self.next(question).is_none() {
            return;
        }
        let width = usize::from(text_area(env.area).width);
        let before = self.sheet(env, question, width).len();
        self.shown += 1;
        let room = usize::from(text_area(env.area).height);
        let after = self.sheet(env, question, width).len();
        let end = after.saturating_sub(room);
        // The blank line before the part need not be seen.
        self.scroll = end.min(before + 1).max(self.scroll.min(end));
    }

    /// Scrolls, if the command is one that moves.
    pub fn moved(&mut self, env: &Env, question: &Question, cmd: Cmd) {
        let area = text_area(env.area);
        let lines = self.sheet(env, question, usize::from(area.width)).len();
        let end = lines.saturating_sub(usize::from(area.height));
        let page = area.height.saturating_sub(1);
        let scroll = self.scroll.min(end);
        if let Some(to) = moved(scroll, cmd, page, end + 1) {
            self.scroll = to;
        }
    }

    pub fn draw(&self, env: &Env, question: &Question, buf: &mut Buffer) {
        let area = text_area(env.area);
        let sheet = self.sheet(env, question, usize::from(area.width));
        let end = sheet.len().saturating_sub(usize::from(area.height));
        sheet.draw(env.theme, buf, area, self.scroll.min(end));
        let foot = Rect {
            y: area.bottom(),
            height: env.area.bottom().saturating_sub(area.bottom()),
            ..env.area
        };
        if foot.height < FOOT {
            return;
        }
        paint::rule(buf, foot, foot.y, env.style(Role::Border));
        if self.scroll < end {
            // Says that there is more below.
            paint::put(buf, area.x, foot.y, 3, "...", env.style(Role::Key));
        }
        let line = Rect {
            x: area.x,
            y: foot.y + 1,
            width: area.width,
            height: 1,
        };
        self.draw_foot(env, question, buf, line);
    }

    /// What the next key does: the grades with what each would lead to, or the next part.
    fn draw_foot(&self, env: &Env, question: &Question, buf: &mut Buffer, line: Rect) {
        let texts = env.lang.questions();
        let key = |cmd| env.key(cmd);
        let mut pieces: Vec<(String, Role)> = Vec::new();
        let next = self
            .next(question)
            .map(|part| part_name(env, question, part));
        if self.is_answered(question) {
            let scheduler = Scheduler::of(&env.data.settings());
            let days = scheduler.intervals(env.index.memory(&self.id), env.now.today());
            for ((cmd, _), days) in GRADES.into_iter().zip(days) {
                let title = cmd.command().title(env.lang);
                pieces.push((key(cmd), Role::Key));
                pieces.push((format!(" {title} "), Role::Text));
                pieces.push((format!("{}   ", texts.interval(days)), Role::Dim));
            }
        }
        if let Some(next) = next {
            pieces.push((key(Cmd::Reveal), Role::Key));
            pieces.push((format!(" {next}   "), Role::Text));
        }
        if !self.is_answered(question) {
            let keys: Vec<String> = GRADES.iter().map(|(cmd, _)| key(*cmd)).collect();
            pieces.push((texts.own_answer_first(&keys.join(" ")), Role::Dim));
        }
        env.put_all(buf, line.as_position(), line.width, &pieces);
    }

    fn sheet(&self, env: &Env, question: &Question, width: usize) -> Sheet {
        let texts = env.lang.questions();
        let mut sheet = Sheet::new(width);
        sheet.text(0, "", question.prompt.get(env.lang), Role::Title);
        for line in facts(env, question) {
            sheet.text(0, "", &line, Role::Dim);
        }
        if let Some(line) = stories::answering(env, &question.id) {
            sheet.text(0, "", &line, Role::Dim);
        }
        if !question.stages.is_empty() {
            sheet.blank();
            let total = question.stages.iter().map(|stage| stage.minutes).sum();
            let heading = format!("{} · {}", texts.stages(), texts.stages_total(total));
            sheet.text(0, "", &heading, Role::Here);
            for (number, stage) in question.stages.iter().enumerate() {
                let title = stage.title.get(env.lang);
                let text = format!("{title} · {}", texts.minutes(stage.minutes));
                sheet.text(2, &format!("{}. ", number + 1), &text, Role::Text);
            }
        }
        for part in parts(question).into_iter().take(self.shown) {
            add_part(env, question, part, &mut sheet);
        }
        sheet
    }
}

/// The part of the pane that the text has.
fn text_area(area: Rect) -> Rect {
    let foot = if area.height > FOOT + 1 { FOOT } else { 0 };
    Rect {
        x: area.x + 1.min(area.width),
        width: area.width.saturating_sub(2).min(WIDEST),
        height: area.height - foot,
        ..area
    }
}

/// Kind, topic, difficulty, company; then what is known of the memory.
fn facts(env: &Env, question: &Question) -> [String; 2] {
    let texts = env.lang.questions();
    let topic = texts.topic(&question.topic);
    let kind = texts.kind(question.kind);
    let mut first = vec![topic.to_owned()];
    if !kind.eq_ignore_ascii_case(topic) {
        first.push(kind.to_owned());
    }
    if question.difficulty > 0 {
        first.push(texts.difficulty(question.difficulty));
    }
    if let Some(company) = &question.company {
        first.push(company.get(env.lang).to_owned());
    }
    let second = match env.index.memory(&question.id) {
        None => texts.never_reviewed().to_owned(),
        Some(memory) => {
            let Memory {
                stability,
                reviews,
                lapses,
                ..
            } = memory;
            let standing = Standing::of(Some(memory), false, env.now.today());
            let stability = texts.length((stability.round() as i64).max(1));
            let known = texts.memory(&stability, reviews, lapses);
            format!("{} · {known}", texts.due(&when(env, standing)))
        }
    };
    [first.join(" · "), second]
}

/// What a part is called.
fn part_name(env: &Env, question: &Question, part: Part) -> String {
    let texts = env.lang.questions();
    match part {
        Part::Hint if question.intent.is_none() => texts.hint().to_owned(),
        Part::Hint if question.hint.is_none() => texts.intent().to_owned(),
        Part::Hint => format!("{}, {}", texts.intent(), texts.hint()),
        Part::Points => texts.points().to_owned(),
        Part::Answer => texts.answer().to_owned(),
        Part::Bad => texts.bad().to_owned(),
        Part::FollowUps => texts.followups().to_owned(),
        Part::Source => texts.source().to_owned(),
    }
}

fn add_part(env: &Env, question: &Question, part: Part, sheet: &mut Sheet) {
    let texts = env.lang.questions();
    let lang = env.lang;
    match part {
        Part::Hint => {
            for (name, text) in [
                (texts.intent(), &question.intent),
                (texts.hint(), &question.hint),
            ] {
                if let Some(text) = text {
                    sheet.heading(name);
                    sheet.text(2, "", text.get(lang), Role::Text);
                }
            }
        }
        Part::Points => {
            sheet.heading(texts.points());
            for point in &question.points {
                sheet.text(2, "- ", point.get(lang), Role::Text);
            }
        }
        Part::Answer => {
            sheet.heading(texts.answer());
            let answer = question.answer.get(lang);
            if answer.trim().is_empty() {
                let how = texts.no_answer(&env.key(Cmd::EditCard));
                sheet.text(2, "", &how, Role::Dim);
            } else {
                sheet.text(2, "", answer, Role::Text);
            }
        }
        Part::Bad => {
            sheet.heading(texts.bad());
            for bad in &question.bad {
                sheet.text(2, "x ", bad.text.get(lang), Role::Text);
                if !bad.why.is_empty() {
                    sheet.text(4, texts.why(), bad.why.get(lang), Role::Bad);
                }
            }
        }
        Part::FollowUps => {
            sheet.heading(texts.followups());
            for (number, followup) in question.followups.iter().enumerate() {
                let number = format!("{}. ", number + 1);
                sheet.text(2, &number, followup.prompt.get(lang), Role::Text);
                if !followup.answer.is_empty() {
                    sheet.text(5, "> ", followup.answer.get(lang), Role::Good);
                }
            }
        }
        Part::Source => {
            sheet.heading(texts.source());
            let source = question.source.as_ref().map_or("", |text| text.get(lang));
            sheet.text(2, "", source, Role::Dim);
        }
    }
}
