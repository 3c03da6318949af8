//! A question's card: the prompt, and behind it what is revealed step by step.

use super::answer::{Answering, earlier_sheet};
use super::parts::{Part, WIDEST_PAIR, add_part, facts, part_name, parts};
use crate::commands::Cmd;
use crate::domain::pace::Pace;
use crate::domain::review::Scheduler;
use crate::domain::session::suggested;
use crate::domain::{Grade, Id, Question, chain};
use crate::panes::{Env, moved, stories};
use crate::ui::paint;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use crate::ui::wrap;
use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::collections::BTreeSet;

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

/// A question laid open.
#[derive(Debug)]
pub struct Card {
    pub id: Id,
    /// How many parts are revealed.
    shown: usize,
    scroll: usize,
    pub opened: DateTime<Utc>,
    /// The key points that were said.
    pub ticks: BTreeSet<usize>,
    /// The key point that is ticked next.
    pub cursor: Option<usize>,
    /// Whether the cursor was moved or something ticked: from then on Space ticks as well.
    rubric: bool,
    /// The answer being typed.
    pub answering: Option<Answering>,
    /// The answer that was given before the model answer was shown.
    pub attempt: Option<Id>,
    /// Earlier answers are looked at, from that line on.
    pub earlier: Option<usize>,
    /// Seconds until the model answer was shown.
    answered: Option<u32>,
    /// How deep its why-chain held, last and at best.
    reached: Option<(u32, u32)>,
}

impl Card {
    pub fn new(env: &Env, id: &str) -> Card {
        Card {
            id: id.to_owned(),
            shown: 0,
            scroll: 0,
            opened: env.now.utc,
            ticks: BTreeSet::new(),
            cursor: None,
            rubric: false,
            answering: None,
            attempt: None,
            earlier: None,
            answered: None,
            reached: chain::reached(env.data, id),
        }
    }

    /// Reads anew how deep its why-chain held.
    pub fn chain_tried(&mut self, env: &Env) {
        self.reached = chain::reached(env.data, &self.id);
    }

    /// Seconds since it was opened; more than an hour was no thinking.
    pub fn seconds(&self, now: DateTime<Utc>) -> u32 {
        let seconds = (now - self.opened).num_seconds().clamp(0, 3_600);
        u32::try_from(seconds).unwrap_or(0)
    }

    /// The card as it was when it was graded, from its top.
    pub fn again(self) -> Card {
        Card { scroll: 0, ..self }
    }

    /// Whether the model answer has been seen.
    pub fn is_answered(&self, question: &Question) -> bool {
        self.has_shown(question, Part::Answer)
    }

    /// Whether nothing of it has been revealed.
    pub fn is_untouched(&self) -> bool {
        self.shown == 0
    }

    fn has_shown(&self, question: &Question, part: Part) -> bool {
        let parts = parts(question);
        parts.iter().take(self.shown).any(|shown| *shown == part)
    }

    /// Whether key points were gone through: their boxes show, and the ticks count.
    pub fn used_rubric(&self) -> bool {
        self.rubric
    }

    /// What was revealed last.
    pub fn last(&self, question: &Question) -> Option<Part> {
        let at = self.shown.checked_sub(1)?;
        parts(question).get(at).copied()
    }

    /// What the next key would reveal.
    pub fn next(&self, question: &Question) -> Option<Part> {
        parts(question).get(self.shown).copied()
    }

    /// The grade that the ticked points speak for.
    pub fn suggestion(&self, env: &Env, question: &Question) -> Option<Grade> {
        let seconds = self.answered.filter(|_| self.rubric)?;
        let is_new = env.index.memory(&self.id).is_none();
        let pace = Pace::of(env.data, env.index).seconds(is_new);
        suggested(self.ticks.len(), question.points.len(), seconds, pace)
    }

    /// Reveals the next part and scrolls to where it begins, if it does not fit on the screen.
    pub fn reveal(&mut self, env: &Env, question: &Question) {
        let Some(part) = self.next(question) else {
            return;
        };
        let width = usize::from(text_area(env.area).width);
        let before = self.sheet(env, question, width).len();
        self.shown += 1;
        self.cursor = (part == Part::Points).then_some(0);
        if part == Part::Answer {
            self.answered = Some(self.seconds(env.now.utc));
        }
        let room = usize::from(text_area(env.area).height);
        let after = self.sheet(env, question, width).len();
        let end = after.saturating_sub(room);
        // The blank line before the part need not be seen.
        self.scroll = end.min(before + 1).max(self.scroll.min(end));
    }

    /// Whether Space ticks rather than reveals.
    pub fn ticks_by_space(&self) -> bool {
        self.rubric && self.cursor.is_some()
    }

    /// Ticks the key point of the cursor, or unticks it; without a cursor brings it to the first one. Says whether
    /// there are key points to be seen.
    pub fn tick(&mut self, env: &Env, question: &Question) -> bool {
        if !self.has_shown(question, Part::Points) {
            return false;
        }
        match self.cursor {
            Some(at) => {
                if !self.ticks.remove(&at) {
                    self.ticks.insert(at);
                }
            }
            None => self.cursor = Some(0),
        }
        self.rubric = true;
        self.show_cursor(env, question);
        true
    }

    /// Scrolls so that the key points are seen from the one of the cursor on.
    fn show_cursor(&mut self, env: &Env, question: &Question) {
        let Some(at) = self.cursor else {
            return;
        };
        let area = text_area(env.area);
        let width = usize::from(area.width);
        let before = Card {
            shown: parts(question)
                .iter()
                .position(|part| *part == Part::Points)
                .unwrap_or(0),
            ..Card::new(env, &self.id)
        };
        let mut sheet = before.sheet(env, question, width);
        sheet.heading("");
        for point in question.points.iter().take(at) {
            sheet.text(5, "", point.get(env.lang), Role::Text);
        }
        let line = sheet.len();
        let room = usize::from(area.height).max(1);
        self.scroll = self
            .scroll
            .clamp((line + 3).saturating_sub(room).min(line), line);
    }

    /// Scrolls or moves among the key points, if the command is one that moves.
    pub fn moved(&mut self, env: &Env, question: &Question, cmd: Cmd) {
        let area = text_area(env.area);
        if let Some(top) = self.earlier {
            let lines = earlier_sheet(env, &self.id, usize::from(area.width)).len();
            let end = lines.saturating_sub(usize::from(area.height));
            self.earlier = moved(top, cmd, area.height, end + 1).or(self.earlier);
            return;
        }
        if let Some(at) = self.cursor
            && matches!(cmd, Cmd::Up | Cmd::Down)
        {
            let last = question.points.len().saturating_sub(1);
            self.cursor = Some(match cmd {
                Cmd::Up => at.saturating_sub(1),
                // The first key shows that there are boxes.
                _ if !self.rubric && at == 0 => 0,
                _ => (at + 1).min(last),
            });
            self.rubric = true;
            return self.show_cursor(env, question);
        }
        let lines = self.sheet(env, question, usize::from(area.width)).len();
        let end = lines.saturating_sub(usize::from(area.height));
        let page = area.height.saturating_sub(1);
        let scroll = self.scroll.min(end);
        if let Some(to) = moved(scroll, cmd, page, end + 1) {
            self.scroll = to;
        }
    }

    pub fn draw(&self, env: &Env, question: &Question, buf: &mut Buffer) -> Option<Position> {
        let area = text_area(env.area);
        if let Some(answering) = &self.answering {
            let mut sheet = Sheet::new(usize::from(area.width));
            sheet.text(0, "", question.prompt.get(env.lang), Role::Title);
            return answering.draw(env, &sheet, buf);
        }
        let sheet = match self.earlier {
            Some(_) => earlier_sheet(env, &self.id, usize::from(area.width)),
            None => self.sheet(env, question, usize::from(area.width)),
        };
        let end = sheet.len().saturating_sub(usize::from(area.height));
        let wide = Rect {
            width: env.area.width.saturating_sub(2).min(WIDEST_PAIR),
            ..area
        };
        let top = self.earlier.unwrap_or(self.scroll).min(end);
        sheet.draw(env.theme, buf, wide, top);
        let foot = Rect {
            y: area.bottom(),
            height: env.area.bottom().saturating_sub(area.bottom()),
            ..env.area
        };
        if foot.height < FOOT {
            return None;
        }
        paint::rule(buf, foot, foot.y, env.style(Role::Border));
        if top < end {
            // Says that there is more below.
            paint::put(buf, area.x, foot.y, 3, "...", env.style(Role::Key));
        }
        let line = Rect {
            x: area.x,
            y: foot.y + 1,
            width: env.area.width.saturating_sub(2),
            height: 1,
        };
        self.draw_foot(env, question, buf, line);
        None
    }

    /// What the next key does: the grades with what each would lead to, or the next part.
    fn draw_foot(&self, env: &Env, question: &Question, buf: &mut Buffer, line: Rect) {
        let texts = env.lang.questions();
        let key = |cmd| env.key(cmd);
        let mut pieces: Vec<(String, Role)> = Vec::new();
        if self.earlier.is_some() {
            pieces.push((key(Cmd::EarlierAnswers), Role::Key));
            pieces.push((format!(" {}", env.lang.questions().card()), Role::Text));
            env.put_all(buf, line.as_position(), line.width, &pieces);
            return;
        }
        let next = self
            .next(question)
            .map(|part| part_name(env, question, part));
        let is_answered = self.is_answered(question);
        if is_answered {
            let scheduler = Scheduler::of(&env.data.settings());
            let days = scheduler.intervals(env.index.memory(&self.id), env.now.today());
            let suggested = self.suggestion(env, question);
            for ((cmd, grade), days) in GRADES.into_iter().zip(days) {
                let title = cmd.command().title(env.lang);
                if suggested == Some(grade) {
                    pieces.push((format!("[{} {title}]", key(Cmd::TakeGrade)), Role::Selected));
                    pieces.push((" ".into(), Role::Text));
                } else {
                    pieces.push((key(cmd), Role::Key));
                    pieces.push((format!(" {title} "), Role::Text));
                }
                pieces.push((format!("{}   ", texts.interval(days)), Role::Dim));
            }
        }
        let (reveal, tick) = match self.ticks_by_space() {
            true => (Cmd::TakeGrade, Cmd::Reveal),
            false => (Cmd::Reveal, Cmd::TickPoint),
        };
        if let Some(next) = next {
            pieces.push((key(reveal), Role::Key));
            pieces.push((format!(" {next}   "), Role::Text));
        }
        if !is_answered {
            let texts = env.lang.session();
            let mut add = |cmd, text: &str| {
                pieces.push((key(cmd), Role::Key));
                pieces.push((format!(" {text}   "), Role::Text));
            };
            if self.cursor.is_some() {
                add(tick, texts.tick());
            }
            add(Cmd::TypeAnswer, texts.type_it());
            add(Cmd::SaidAloud, texts.said_it());
            add(Cmd::NotYet, texts.not_yet());
        }
        let wanted: usize = pieces.iter().map(|(text, _)| wrap::width(text)).sum();
        if wanted.saturating_sub(3) > usize::from(line.width) {
            // Gaps yield before words do.
            for (text, _) in pieces.iter_mut().filter(|(text, _)| text.ends_with("   ")) {
                text.truncate(text.len() - 1);
            }
        }
        if let Some((text, _)) = pieces.last_mut() {
            text.truncate(text.trim_end().len());
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
        if let Some((last, best)) = self.reached {
            let line = (env.lang.chain()).depth_of(last, best, chain::depth(question));
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
            add_part(env, self, question, part, &mut sheet);
        }
        sheet
    }
}

/// The part of the pane that the text has.
pub fn text_area(area: Rect) -> Rect {
    let foot = if area.height > FOOT + 1 { FOOT } else { 0 };
    Rect {
        x: area.x + 1.min(area.width),
        width: area.width.saturating_sub(2).min(WIDEST),
        height: area.height - foot,
        ..area
    }
}
