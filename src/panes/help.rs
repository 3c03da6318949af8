//! Help: what works where it was opened, made from the table of commands, and a few words worth knowing.

use super::*;
use crate::commands::{COMMANDS, Command};
use crate::domain::relearn;
use crate::ui::theme::Role;
use crate::ui::{paint, wrap};
use std::collections::BTreeMap;

/// Width of one column from which on there are two.
const COLUMN: u16 = 44;

/// Most cells that keys take.
const KEYS: usize = 18;

/// A line of help.
#[derive(Debug, Clone)]
enum Line {
    Blank,
    Heading(String),
    /// Keys, title, and why it cannot be given now.
    Command(String, String, Option<String>),
    Text(String),
}

/// The open help.
pub struct State {
    scopes: Vec<Scope>,
    reasons: BTreeMap<Cmd, String>,
    /// First line shown.
    top: usize,
    /// One or two columns, above the words that take the whole width.
    columns: Vec<Vec<Line>>,
    words: Vec<Line>,
}

impl State {
    /// `scopes`: those that were active when it was opened, the nearest first. `reasons`: why some of their
    /// commands could not be given.
    pub fn new(scopes: Vec<Scope>, reasons: BTreeMap<Cmd, String>) -> State {
        State {
            scopes,
            reasons,
            top: 0,
            columns: Vec::new(),
            words: Vec::new(),
        }
    }

    /// Lines from the first to the last.
    fn len(&self) -> usize {
        self.above() + self.words.len()
    }

    /// Lines of the columns.
    fn above(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or(0)
    }

    fn scroll(&mut self, env: &Env, by: isize) {
        let last = self.len().saturating_sub(usize::from(env.area.height));
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// The lines of a scope.
    fn section(&self, env: &Env, scope: Scope) -> Vec<Line> {
        let palette = env.key(Cmd::OpenPalette);
        let line = |command: &'static Command| {
            let mut keys = env.keymap.keys_of(command.id).join("  ");
            if keys.is_empty() {
                keys.clone_from(&palette);
            }
            let reason = self.reasons.get(&command.id).cloned();
            Line::Command(keys, command.title(env.lang).to_owned(), reason)
        };
        let commands: Vec<&Command> = COMMANDS
            .iter()
            .filter(|command| command.scope == scope)
            .collect();
        // What has a key comes first.
        let (keyed, others): (Vec<&Command>, Vec<&Command>) = commands
            .into_iter()
            .partition(|command| !env.keymap.keys_of(command.id).is_empty());
        let mut lines = vec![Line::Heading(scope_name(env.lang, scope).to_owned())];
        lines.extend(keyed.into_iter().chain(others).map(line));
        lines.push(Line::Blank);
        lines
    }
}

/// The heading of a scope.
pub fn scope_name(lang: Lang, scope: Scope) -> &'static str {
    let texts = lang.help();
    match scope {
        Scope::List => texts.list(),
        Scope::Cockpit => texts.cockpit(),
        Scope::Timeline => texts.timeline(),
        Scope::Notes => texts.plan_notes(),
        Scope::Week => texts.week(),
        Scope::Questions => texts.questions(),
        Scope::Card => texts.card(),
        Scope::Session => lang.session().name(),
        Scope::Summary => lang.questions().session_over(),
        Scope::Answer => lang.session().own_answer(),
        Scope::Choice => lang.session().choice(),
        Scope::Drafts => texts.drafts(),
        Scope::Mock => lang.mock().name(),
        Scope::MockNotes => lang.mock().running(),
        Scope::MockReview => lang.mock().looking_back(),
        Scope::Stories => lang.stories().name(),
        Scope::Rehearsal => lang.stories().rehearsing(),
        Scope::Interviews => lang.interviews().name(),
        Scope::Debrief => lang.interviews().debrief(),
        Scope::Periods => lang.periods().name(),
        Scope::Memory => lang.memory().name(),
        Scope::Library => lang.library().name(),
        Scope::Drill => lang.chain().name(),
        Scope::Editor => texts.editor(),
        Scope::Retro => texts.retro(),
        Scope::Palette => texts.palette(),
        Scope::Help => texts.help(),
        Scope::Start => texts.start(),
        Scope::Confirm => texts.confirm(),
        Scope::Rescued => texts.rescued(),
        Scope::Line => texts.line(),
        Scope::Form => texts.form(),
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        let title = env.lang.help().title();
        let height = usize::from(env.area.height);
        if self.len() <= height {
            return title.to_owned();
        }
        format!(
            "{title}  {}-{}/{}",
            self.top + 1,
            (self.top + height).min(self.len()),
            self.len()
        )
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Help, Scope::List]
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        let page = isize::from(env.area.height.saturating_sub(1).max(1) as i16);
        match cmd {
            Cmd::HelpClose | Cmd::Back => return Reply::request(Request::Close),
            Cmd::Up => self.scroll(env, -1),
            Cmd::Down => self.scroll(env, 1),
            Cmd::PageUp | Cmd::Left => self.scroll(env, -page),
            Cmd::PageDown | Cmd::Right | Cmd::Open => self.scroll(env, page),
            Cmd::Top => self.top = 0,
            Cmd::Bottom => self.scroll(env, isize::MAX),
            _ => return Reply::unhandled(),
        }
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        let sections: Vec<Vec<Line>> = self
            .scopes
            .iter()
            .map(|scope| self.section(env, *scope))
            .collect();
        self.columns = if env.area.width >= 2 * COLUMN {
            // The split that makes the higher column as low as can be.
            let height = |part: &[Vec<Line>]| part.iter().map(Vec::len).sum::<usize>();
            let split = (0..=sections.len())
                .min_by_key(|at| height(&sections[..*at]).max(height(&sections[*at..])));
            let (left, right) = sections.split_at(split.unwrap_or(0));
            vec![left.concat(), right.concat()]
        } else {
            vec![sections.concat()]
        };
        let texts = env.lang.help();
        let width = usize::from(env.area.width.saturating_sub(4)).max(1);
        let question_marks = texts.question_marks(relearn::LEECH);
        let palette = texts.palette_note(&env.key(Cmd::OpenPalette));
        self.words = vec![Line::Heading(texts.words().to_owned())];
        for text in [
            texts.marks(),
            &question_marks,
            texts.counting(),
            texts.hangul(),
            texts.filters(),
            &palette,
            texts.saved(),
        ] {
            let rows = wrap::lines_of(text, width);
            self.words
                .extend(rows.into_iter().map(|row| Line::Text(row.to_owned())));
        }
        self.scroll(env, 0);
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let area = env.area;
        let above = self.above();
        let count = u16::try_from(self.columns.len()).unwrap_or(1).max(1);
        let width = area.width / count;
        for row in 0..area.height {
            let at = self.top + usize::from(row);
            let line = |x: u16, width: u16| Rect {
                x,
                y: area.y + row,
                width,
                height: 1,
            };
            if at >= above {
                if let Some(words) = self.words.get(at - above) {
                    draw_line(env, buf, line(area.x, area.width), words);
                }
                continue;
            }
            for (column, x) in self
                .columns
                .iter()
                .zip((area.x..).step_by(usize::from(width.max(1))))
            {
                if let Some(text) = column.get(at) {
                    draw_line(env, buf, line(x, width.saturating_sub(count - 1)), text);
                }
            }
        }
        None
    }
}

fn draw_line(env: &Env, buf: &mut Buffer, area: Rect, line: &Line) {
    let style = |role| env.style(role);
    let (x, room) = (area.x + 1, area.width.saturating_sub(1));
    match line {
        Line::Blank => {}
        Line::Heading(text) => {
            paint::put(buf, x, area.y, room, text, style(Role::Title));
        }
        Line::Text(text) => {
            paint::put(
                buf,
                x + 1,
                area.y,
                room.saturating_sub(1),
                text,
                style(Role::Text),
            );
        }
        Line::Command(keys, title, reason) => {
            let keys_room = KEYS.min(usize::from(area.width / 2)) as u16;
            paint::put(
                buf,
                x + 1,
                area.y,
                keys_room.saturating_sub(1),
                keys,
                style(Role::Key),
            );
            let role = if reason.is_some() {
                Role::Dim
            } else {
                Role::Text
            };
            let reason = reason.as_ref().map(|reason| format!("  ({reason})"));
            let pieces = [
                (title.as_str(), style(role)),
                (reason.as_deref().unwrap_or_default(), style(Role::Dim)),
            ];
            let start = keys_room + 2;
            paint::put_all(
                buf,
                area.x + start,
                area.y,
                area.width.saturating_sub(start),
                &pieces,
            );
        }
    }
}
