//! Telling a story against the clock: two minutes with marks for the four parts, the text hidden.

use crate::domain::story::{Part, question_id};
use crate::domain::{Attempt, AttemptKind, Edit, Id, Step};
use crate::panes::{Cmd, Env, Reply};
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use chrono::{DateTime, Duration, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Seconds a story is meant to take.
const TOTAL: u32 = 120;

/// Nobody tells a story for longer, in seconds: the clock stands still then.
const LONGEST: u32 = 600;

/// A story being told.
pub struct Rehearsal {
    story: Id,
    started: DateTime<Utc>,
    /// How many parts are shown.
    shown: usize,
}

impl Rehearsal {
    pub fn new(env: &Env, story: &str) -> Rehearsal {
        Rehearsal {
            story: story.to_owned(),
            started: env.now.utc,
            shown: 0,
        }
    }

    fn seconds(&self, env: &Env) -> u32 {
        let seconds = (env.now.utc - self.started).num_seconds().max(0);
        u32::try_from(seconds).unwrap_or(LONGEST).min(LONGEST)
    }

    /// When the clock shows something else.
    pub fn next_second(&self, env: &Env) -> Option<DateTime<Utc>> {
        let seconds = self.seconds(env);
        let next = self.started + Duration::seconds(i64::from(seconds) + 1);
        (seconds < LONGEST).then_some(next.max(env.now.utc + Duration::milliseconds(1)))
    }

    pub fn clock_moved(&mut self, by: Duration) {
        self.started += by;
    }

    /// What a command does, and whether it ends the rehearsal.
    pub fn command(&mut self, env: &Env, cmd: Cmd) -> (Reply, bool) {
        match cmd {
            Cmd::ShowPart => {
                self.shown = (self.shown + 1).min(Part::STAR.len());
                (Reply::none(), false)
            }
            Cmd::KeepRehearsal => (self.keep(env), true),
            Cmd::LeaveRehearsal => (Reply::none(), true),
            _ => (Reply::unhandled(), false),
        }
    }

    fn keep(&self, env: &Env) -> Reply {
        let Some(story) = env.data.story(&self.story) else {
            return Reply::none();
        };
        let seconds = self.seconds(env);
        let attempt = Attempt {
            id: env.fresh_id(|id| env.data.attempts.contains(id)),
            question: question_id(&self.story),
            kind: AttemptKind::Mock,
            aloud: true,
            seconds,
            on: env.now.today(),
            at: env.now.utc,
            ..Attempt::default()
        };
        let texts = env.lang.stories();
        let edit = Edit::new(Step::Answer, story.title.get(env.lang), &env.now);
        Reply::edit(edit.put(env.data, attempt)).and_say(texts.kept(&texts.clock(seconds)))
    }

    pub fn draw(&self, env: &Env, buf: &mut Buffer) {
        let Some(story) = env.data.story(&self.story) else {
            return;
        };
        let texts = env.lang.stories();
        let area = env.area;
        let seconds = self.seconds(env);
        let width = area.width.saturating_sub(2).min(100);
        let x = area.x + 1.min(area.width);
        // On low screens the blank lines go first.
        let airy = area.height >= 14;
        let mut y = area.y;
        let mut line = |pieces: &[(&str, Role)]| {
            if y < area.bottom() {
                env.put_all(buf, Position { x, y }, width, pieces);
            }
            y = y.saturating_add(1);
        };
        line(&[(story.title.get(env.lang), Role::Title)]);
        if airy {
            line(&[("", Role::Text)]);
        }
        let over = seconds > TOTAL;
        let clock = format!("{} / {}  ", texts.clock(seconds), texts.clock(TOTAL));
        let stage = stage_at(seconds);
        let now = match stage {
            Some(part) => texts.now_tell(texts.part(part)),
            None => texts.over().to_owned(),
        };
        let role = if over { Role::Warn } else { Role::Here };
        line(&[(&clock, role), (&now, role)]);
        let cells = bar(usize::from(width), seconds);
        let cells: Vec<(&str, Role)> = cells
            .iter()
            .map(|(text, role)| (text.as_str(), *role))
            .collect();
        line(&cells);
        let names = names(env, usize::from(width), stage);
        let names: Vec<(&str, Role)> = names
            .iter()
            .map(|(text, role)| (text.as_str(), *role))
            .collect();
        line(&names);
        if airy {
            line(&[("", Role::Text)]);
        }
        let mut sheet = Sheet::new(usize::from(width));
        if self.shown == 0 {
            sheet.text(0, "", &texts.hidden(&env.key(Cmd::ShowPart)), Role::Text);
        }
        for (part, _) in Part::STAR.iter().take(self.shown) {
            sheet.text(0, "", texts.part(*part), Role::Here);
            sheet.text(0, "", part.of(story).get(env.lang), Role::Text);
        }
        let (keep, leave) = (env.key(Cmd::KeepRehearsal), env.key(Cmd::LeaveRehearsal));
        let below = Rect {
            x,
            y: y.min(area.bottom()),
            width,
            height: area.bottom().saturating_sub(y),
        };
        // What was shown last stays in sight.
        let first = sheet
            .len()
            .saturating_sub(usize::from(below.height.saturating_sub(1)));
        let used = sheet.draw(env.theme, buf, below, first);
        let y = below.y + used + u16::from(airy);
        if y < area.bottom() {
            let keep = texts.keep(&keep, &leave);
            paint::put(buf, x, y, width, &keep, env.style(Role::Dim));
        }
    }
}

/// The part that is to be told at a time; none when the time is over.
fn stage_at(seconds: u32) -> Option<Part> {
    let mut end = 0;
    let stage = Part::STAR.iter().find(|(_, takes)| {
        end += takes;
        seconds < end
    });
    stage.map(|(part, _)| *part)
}

/// The cells of each stage in a bar.
fn widths(width: usize) -> [usize; 4] {
    let room = width.saturating_sub(Part::STAR.len() - 1);
    Part::STAR.map(|(_, takes)| room * takes as usize / TOTAL as usize)
}

/// A bar of the two minutes, with a mark between the stages.
fn bar(width: usize, seconds: u32) -> Vec<(String, Role)> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    for ((_, takes), width) in Part::STAR.iter().zip(widths(width)) {
        let done = seconds.saturating_sub(begin).min(*takes);
        let filled = width * done as usize / *takes as usize;
        if begin > 0 {
            pieces.push(("│".to_owned(), Role::Border));
        }
        pieces.push(("█".repeat(filled), Role::BarDone));
        pieces.push(("░".repeat(width - filled), Role::BarOpen));
        begin += takes;
    }
    pieces
}

/// The names of the stages below the bar.
fn names(env: &Env, width: usize, stage: Option<Part>) -> Vec<(String, Role)> {
    let texts = env.lang.stories();
    let stages = Part::STAR.iter().zip(widths(width));
    stages
        .map(|((part, takes), width)| {
            let here = stage == Some(*part);
            let mark = if here { ">" } else { "" };
            let name = format!("{mark}{}", texts.stage_says(texts.part(*part), *takes));
            let role = if here { Role::Here } else { Role::Dim };
            (wrap::pad(&name, width + 1).into_owned(), role)
        })
        .collect()
}
