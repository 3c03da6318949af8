//! A mock interview that runs: its clock, what is asked, notes. Answers are hidden.

use super::*;
use crate::domain::QuestionKind;
use crate::ui::text_area::{self, TextArea};
use crate::ui::wrap;

/// It is written down at least so often, so that a crash costs no more of the clock.
const HEARTBEAT: Duration = Duration::seconds(15);

/// Rows of a digit of the big clock.
const DIGIT: u16 = 5;

/// The digits, three cells wide, a bit for each from the top left on; then the minus.
const DIGITS: [u16; 11] = [
    0b111_101_101_101_111,
    0b010_110_010_010_111,
    0b111_001_111_100_111,
    0b111_001_111_001_111,
    0b101_101_111_001_001,
    0b111_100_111_001_111,
    0b111_100_111_101_111,
    0b111_001_001_001_001,
    0b111_101_111_101_111,
    0b111_101_111_001_111,
    0b000_000_111_000_000,
];

/// What has become of it.
pub enum Done {
    No,
    /// Left, with its clock stopped.
    Left,
    Over,
}

/// The mock as it runs; what is in the data is at most [`HEARTBEAT`] older.
pub struct Run {
    pub mock: Mock,
    notes: TextArea,
    unsaved: Option<DateTime<Utc>>,
    saved: DateTime<Utc>,
    /// When it was looked at last.
    alive: DateTime<Utc>,
    /// The stage whose end was told.
    told: Option<usize>,
}

/// All that is written while it runs is one step of the user's.
pub fn joined(edit: Edit, mock: &Mock) -> Edit {
    edit.joining(format!("mock {}", mock.id))
}

/// Rows above the notes: marks, clock, prompt, rule.
fn head(env: &Env, prompt_rows: usize) -> (bool, u16) {
    let big = env.area.height >= 16 && env.area.width >= 40;
    let clock = if big { DIGIT + 2 } else { 2 };
    let prompt = u16::try_from(prompt_rows).unwrap_or(u16::MAX);
    let room = env.area.height.saturating_sub(1 + clock + 1 + 2);
    (big, 1 + clock + prompt.min(room.max(1)) + 1)
}

impl Run {
    pub fn new(env: &Env, mock: Mock) -> Run {
        let mut run = Run {
            notes: TextArea::multi(""),
            unsaved: None,
            saved: env.now.utc,
            alive: env.now.utc,
            told: None,
            mock,
        };
        run.open_notes(env);
        run
    }

    fn open_notes(&mut self, env: &Env) {
        let stage = self.mock.stages.get(self.mock.at_stage);
        let text = stage.map(|stage| stage.notes.join("\n"));
        self.notes = TextArea::multi(&text.unwrap_or_default())
            .with_placeholder(env.lang.mock().notes_hint());
        self.fit(env);
        let end = text_area::Motion::TextEnd;
        self.notes.apply(Op::Move(end, text_area::Select::No));
    }

    fn prompt_rows(&self, env: &Env) -> Vec<String> {
        let width = usize::from(env.area.width.saturating_sub(2)).max(1);
        let text = prompt(env, &self.mock, self.mock.at_stage);
        let rows = wrap::lines_of(&text, width);
        rows.into_iter().map(str::to_owned).collect()
    }

    fn notes_area(&self, env: &Env) -> Rect {
        let (_, head) = head(env, self.prompt_rows(env).len());
        let head = head.min(env.area.height);
        Rect {
            x: env.area.x + 1.min(env.area.width),
            y: env.area.y + head,
            width: env.area.width.saturating_sub(2),
            height: env.area.height - head,
        }
    }

    pub fn fit(&mut self, env: &Env) {
        let area = self.notes_area(env);
        self.notes.set_size(area.width, area.height);
    }

    /// Takes account of the time since it was looked at last.
    fn live(&mut self, env: &Env) {
        mock::follow(&mut self.mock, self.alive, env.now.utc);
        self.alive = env.now.utc;
    }

    fn keep_notes(&mut self) {
        let text = self.notes.text();
        if let Some(stage) = self.mock.stages.get_mut(self.mock.at_stage) {
            stage.notes = match text.trim().is_empty() {
                true => Vec::new(),
                false => text.lines().map(str::to_owned).collect(),
            };
        }
    }

    fn save(&mut self, env: &Env) -> Edit {
        self.keep_notes();
        if self.mock.finished.is_none() {
            mock::see(&mut self.mock, env.now.utc);
        }
        self.unsaved = None;
        self.saved = env.now.utc;
        joined(edit_of(env, &self.mock), &self.mock)
    }

    pub fn command(&mut self, env: &Env, cmd: Cmd) -> (Reply, Done) {
        self.live(env);
        let now = env.now.utc;
        match cmd {
            Cmd::MockUndo => {
                self.notes.apply(Op::Undo);
                self.unsaved = self.unsaved.or(Some(now));
                return (Reply::none(), Done::No);
            }
            Cmd::MockPause => mock::pause(&mut self.mock, now),
            Cmd::MockLeave => {
                if !mock::is_paused(&self.mock) {
                    mock::pause(&mut self.mock, now);
                }
                let said = env.lang.mock().left_paused(&env.key(Cmd::Open));
                return (Reply::edit(self.save(env)).and_say(said), Done::Left);
            }
            Cmd::MockNext | Cmd::MockEnd => {
                self.keep_notes();
                if cmd == Cmd::MockEnd {
                    mock::end(&mut self.mock, now);
                } else {
                    mock::next(&mut self.mock, now);
                }
                if self.mock.finished.is_some() {
                    // A step of its own: undoing it goes on with the interview.
                    return (Reply::edit(edit_of(env, &self.mock)), Done::Over);
                }
                self.open_notes(env);
            }
            _ => return (Reply::unhandled(), Done::No),
        }
        (Reply::edit(self.save(env)), Done::No)
    }

    pub fn text(&mut self, env: &Env, op: Op) -> Reply {
        self.live(env);
        self.fit(env);
        if self.notes.apply(op) {
            self.unsaved = self.unsaved.or(Some(env.now.utc));
        }
        Reply::none()
    }

    pub fn deadline(&self) -> Option<DateTime<Utc>> {
        let digit = mock::next_second(&self.mock, self.alive);
        let beat = digit.map(|_| self.saved + HEARTBEAT);
        let notes = self.unsaved.map(|since| since + AUTOSAVE);
        digit.into_iter().chain(beat).chain(notes).min()
    }

    /// The clock was put back: what it showed stays. Where it jumped ahead, [`Run::live`] finds a gap.
    pub fn clock_moved(&mut self, by: Duration) {
        if by < Duration::zero() {
            mock::follow(&mut self.mock, self.alive, self.alive + by);
            self.alive += by;
            self.saved += by;
            self.unsaved = self.unsaved.map(|since| since + by);
        }
    }

    pub fn wake(&mut self, env: &Env, leaving: bool) -> Reply {
        let pauses = self.mock.pauses.len();
        self.live(env);
        let now = env.now.utc;
        let runs = !mock::is_paused(&self.mock);
        let notes = self.unsaved.is_some_and(|since| since + AUTOSAVE <= now);
        let beat = runs && self.saved + HEARTBEAT <= now;
        let mut reply = Reply::none();
        if leaving || notes || beat || self.mock.pauses.len() != pauses {
            reply = Reply::edit(self.save(env));
        }
        let at = self.mock.at_stage;
        if self.left(env) <= 0 && runs && self.told != Some(at) {
            self.told = Some(at);
            let name = stage_name(env, &self.mock, at);
            reply = reply.and_say(env.lang.mock().stage_over(&name));
        }
        reply
    }

    /// Seconds left in the stage; negative when its time is over.
    fn left(&self, env: &Env) -> i64 {
        let stage = self.mock.stages.get(self.mock.at_stage);
        let given = stage.map_or(0, |stage| i64::from(stage.minutes) * 60);
        given - mock::in_stage(&self.mock, env.now.utc)
    }

    /// What to do in this stage.
    fn advice(&self, env: &Env) -> &'static str {
        let texts = env.lang.mock();
        let Some(stage) = self.mock.stages.get(self.mock.at_stage) else {
            return "";
        };
        if stage.question.is_none() {
            return texts.do_star();
        }
        let title = stage.title.get(env.lang);
        let known = [
            (texts.requirements(), texts.do_requirements()),
            (texts.outline(), texts.do_outline()),
            (texts.detail(), texts.do_detail()),
            (texts.scaling(), texts.do_scaling()),
            (texts.understand(), texts.do_understand()),
            (texts.approach(), texts.do_approach()),
            (texts.code(), texts.do_code()),
            (texts.test(), texts.do_test()),
        ];
        if let Some((_, advice)) = known.iter().find(|(name, _)| *name == title) {
            return advice;
        }
        let why = stage.question.as_ref().is_some_and(|id| id.contains('#'));
        match self.mock.kind {
            _ if why => texts.do_why(),
            _ if !stage.title.is_empty() => texts.do_stage(),
            QuestionKind::Behavioural => texts.do_star(),
            _ => texts.do_answer(),
        }
    }

    /// The stages in a line: those done, the one the clock is in, those to come.
    fn marks(&self, env: &Env, width: usize) -> Vec<(String, Role)> {
        let at = self.mock.at_stage;
        let all = self.mock.stages.len();
        let mark = |n: usize| match n.cmp(&at) {
            std::cmp::Ordering::Less => ("[x]", Role::Good),
            std::cmp::Ordering::Equal => ("[~]", Role::Here),
            std::cmp::Ordering::Greater => ("[ ]", Role::Dim),
        };
        let named = (0..all).map(|n| {
            let (mark, role) = mark(n);
            let stage = &self.mock.stages[n];
            let minutes = env.lang.mock().minutes(stage.minutes);
            let title = stage.title.get(env.lang);
            (format!("{mark} {title} {minutes}   "), role)
        });
        let named: Vec<(String, Role)> = named.collect();
        let whole: usize = named.iter().map(|(text, _)| wrap::width(text)).sum();
        let titled = self.mock.stages.iter().all(|stage| !stage.title.is_empty());
        if titled && whole <= width {
            return named;
        }
        let count = env.lang.mock().stage_of(at + 1, all);
        let done = at as f64 / all.max(1) as f64;
        vec![
            (format!("{count}  "), Role::Here),
            (paint::bar(20.min(width / 3), done), Role::BarDone),
        ]
    }

    pub fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let area = env.area;
        if area.is_empty() {
            return None;
        }
        let texts = env.lang.mock();
        let (x, width) = (area.x + 1.min(area.width), area.width.saturating_sub(2));
        let put = |buf: &mut Buffer, y: u16, text: &str, role: Role| {
            if y < area.bottom() {
                paint::put(buf, x, y, width, text, env.style(role));
            }
        };
        let marks = self.marks(env, usize::from(width));
        env.put_all(buf, Position::new(x, area.y), width, &marks);
        let left = self.left(env);
        let paused = mock::is_paused(&self.mock);
        let (state, role) = match (paused, left < 0) {
            (true, _) => (texts.paused(), Role::Warn),
            (false, true) => (texts.over(), Role::Bad),
            (false, false) => (texts.left_here(), Role::Good),
        };
        let clock = texts.clock(left);
        let used = texts.clock(mock::total(&self.mock, env.now.utc));
        let given = texts.clock(i64::from(mock::given(&self.mock)) * 60);
        let mut whole = texts.whole(&used, &given);
        if !self.mock.pauses.is_empty() {
            let time = texts.clock(mock::paused(&self.mock, env.now.utc) / 1000);
            whole = format!("{whole}   {}", texts.pauses(self.mock.pauses.len(), &time));
        }
        let rows = self.prompt_rows(env);
        let (big, head) = head(env, rows.len());
        let mut y = area.y + 1;
        if big {
            let wide = draw_clock(buf, x, y + 1, &clock, env.style(role));
            let right = x + wide + 2;
            let room = (x + width).saturating_sub(right);
            let title = stage_name(env, &self.mock, self.mock.at_stage);
            paint::put(buf, right, y + 1, room, &title, env.style(Role::Title));
            let state = format!("{clock}  {state}");
            paint::put(buf, right, y + 2, room, &state, env.style(role));
            paint::put(buf, right, y + 3, room, &whole, env.style(Role::Text));
            let advice = wrap::lines_of(self.advice(env), usize::from(room).max(1));
            for (row, line) in (y + 4..y + 6).zip(advice) {
                paint::put(buf, right, row, room, line, env.style(Role::Dim));
            }
            y += DIGIT + 2;
        } else {
            put(buf, y, &format!("{clock}  {state}   {whole}"), role);
            put(buf, y + 1, self.advice(env), Role::Dim);
            y += 2;
        }
        let rule = area.y + head - 1;
        for (row, line) in (y..rule).zip(&rows) {
            put(buf, row, line, Role::Title);
        }
        if rule < area.bottom() {
            crate::panes::ask::rule(env, buf, rule, texts.notes(), Role::Dim);
        }
        let place = self.notes_area(env);
        let mut notes = self.notes.clone();
        notes.set_size(place.width, place.height);
        text_area::draw(&notes, place, buf, &env.text_styles()).filter(|_| env.focused)
    }
}

/// Draws a time in big digits. Returns the cells it took.
fn draw_clock(buf: &mut Buffer, x: u16, y: u16, clock: &str, style: Style) -> u16 {
    let mut at = x;
    for c in clock.chars() {
        let bits = match c {
            ':' => None,
            '-' => Some(DIGITS[10]),
            digit => digit
                .to_digit(10)
                .and_then(|d| DIGITS.get(d as usize).copied()),
        };
        for row in 0..DIGIT {
            let text: String = match bits {
                None => if row % 2 == 1 { "█" } else { " " }.to_owned(),
                Some(bits) => (0..3)
                    .map(|column| bits >> (14 - row * 3 - column) & 1)
                    .map(|bit| if bit == 1 { '█' } else { ' ' })
                    .collect(),
            };
            paint::put(buf, at, y + row, 3, &text, style);
        }
        at += if bits.is_some() { 4 } else { 2 };
    }
    at - x
}
