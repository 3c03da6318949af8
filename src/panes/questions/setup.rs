//! The sheet before a session: its time, how many cards, review or cram, and what fits.

use super::weigh::Weigh;
use super::*;
use crate::domain::pace::Pace;
use crate::domain::session::{Candidate, Limits, WEAK, order, weakness};
use crate::domain::{Settings, absence, chain, relearn};
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use crate::ui::wrap;
use std::collections::HashMap;

/// Minutes to choose from; 0 is without end. A digit chooses what begins with it, in both rows.
const MINUTES: [u32; 4] = [5, 10, 20, 0];

/// Most cards, to choose from; 0 is all.
const CARDS: [u32; 5] = [10, 20, 30, 50, 0];

/// Rows: time, cards, kind.
const ROWS: usize = 3;

/// A session being set up.
#[derive(Debug)]
pub struct Setup {
    row: usize,
    minutes: u32,
    cards: u32,
    cram: bool,
    review: Vec<Candidate>,
    shown: Vec<Candidate>,
    early: usize,
    /// Why today is not an ordinary day; empty where it is one.
    why: String,
    pace: Pace,
}

impl Setup {
    fn cards(&self) -> &[Candidate] {
        if self.cram { &self.shown } else { &self.review }
    }

    /// How many cards the session will ask at the user's pace.
    fn fitting(&self) -> usize {
        let most = match self.cards {
            0 => usize::MAX,
            cards => cards as usize,
        };
        let cards = self.cards().iter().take(most);
        let is_new = cards.map(|card| card.memory.is_none());
        let seconds = match self.minutes {
            0 => u32::MAX,
            minutes => minutes.saturating_mul(60),
        };
        self.pace.fit(seconds, is_new)
    }

    fn step(&mut self, by: isize) {
        let go = |all: &[u32], value: &mut u32| {
            let at = all.iter().position(|other| other == value);
            let at = at.unwrap_or(0) as isize + by;
            *value = all[at.rem_euclid(all.len() as isize) as usize];
        };
        match self.row {
            0 => go(&MINUTES, &mut self.minutes),
            1 => go(&CARDS, &mut self.cards),
            _ => self.cram = !self.cram,
        }
    }

    /// Takes what begins with a digit.
    fn digit(&mut self, digit: char) {
        let begins = |value: &&u32| value.to_string().starts_with(digit);
        match self.row {
            0 => self.minutes = MINUTES.iter().find(begins).copied().unwrap_or(self.minutes),
            1 => self.cards = CARDS.iter().find(begins).copied().unwrap_or(self.cards),
            _ => {}
        }
    }

    fn command(&mut self, cmd: Cmd) {
        match cmd {
            Cmd::Up => self.row = self.row.saturating_sub(1),
            Cmd::Down => self.row = (self.row + 1).min(ROWS - 1),
            Cmd::Left => self.step(-1),
            Cmd::Right => self.step(1),
            Cmd::SessionKind => self.cram = !self.cram,
            Cmd::Session0 => self.digit('0'),
            Cmd::Session1 => self.digit('1'),
            Cmd::Session2 => self.digit('2'),
            Cmd::Session3 => self.digit('3'),
            Cmd::Session5 => self.digit('5'),
            _ => {}
        }
    }

    /// Draws the rows and what comes of them.
    pub fn draw(&self, env: &Env, buf: &mut Buffer) {
        let texts = env.lang.session();
        let area = env.area;
        let minutes = |value: &u32| match value {
            0 => texts.no_end().to_owned(),
            minutes => texts.minutes(*minutes),
        };
        let cards = |value: &u32| match value {
            0 => texts.no_cap().to_owned(),
            cards => cards.to_string(),
        };
        let at = |all: &[u32], value: u32| all.iter().position(|other| *other == value);
        let rows = [
            (
                texts.minutes_row(),
                MINUTES.iter().map(minutes).collect::<Vec<_>>(),
                at(&MINUTES, self.minutes),
            ),
            (
                texts.cards_row(),
                CARDS.iter().map(cards).collect(),
                at(&CARDS, self.cards),
            ),
            (
                texts.kind_row(),
                vec![texts.review().to_owned(), texts.cram().to_owned()],
                Some(usize::from(self.cram)),
            ),
        ];
        let names = rows.iter().map(|(name, ..)| wrap::width(name)).max();
        let names = names.unwrap_or(0);
        let top = area.y + u16::from(area.height > 9);
        for (number, (name, options, chosen)) in rows.iter().enumerate() {
            let y = top + number as u16;
            if y >= area.bottom() {
                return;
            }
            let here = number == self.row;
            let mark = if here { "> " } else { "  " };
            let pad = " ".repeat(names - wrap::width(name) + 2);
            let role = if here { Role::Key } else { Role::Dim };
            let mut pieces = vec![(format!("{mark}{name}{pad}"), role)];
            for (index, option) in options.iter().enumerate() {
                if Some(index) == *chosen {
                    pieces.push((format!("[{option}]"), Role::Title));
                } else {
                    pieces.push((format!(" {option} "), Role::Dim));
                }
                pieces.push((" ".into(), Role::Text));
            }
            let at = Position::new(area.x + 1.min(area.width), y);
            env.put_all(buf, at, area.width.saturating_sub(1), &pieces);
        }
        let below = Rect {
            x: area.x + 1.min(area.width),
            y: top + ROWS as u16,
            width: area.width.saturating_sub(2),
            height: area.bottom().saturating_sub(top + ROWS as u16),
        };
        self.sheet(env, usize::from(below.width))
            .draw(env.theme, buf, below, 0);
    }

    /// What is there, how much of it fits, and how to start.
    fn sheet(&self, env: &Env, width: usize) -> Sheet {
        let texts = env.lang.session();
        let today = env.now.today();
        let mut sheet = Sheet::new(width);
        let all = self.cards();
        let reviewed = || all.iter().filter_map(|card| card.memory);
        let weak = reviewed()
            .filter(|memory| weakness(*memory, today) > WEAK)
            .count();
        let known = reviewed().count();
        sheet.blank();
        if self.cram {
            sheet.text(2, "", &texts.crams(all.len(), weak), Role::Text);
        } else {
            let counts = texts.counts(known - self.early.min(known), weak, all.len() - known);
            sheet.text(2, "", &counts, Role::Text);
            if self.early > 0 {
                sheet.text(2, "", &texts.early(self.early), Role::Warn);
            }
            if !self.why.is_empty() {
                sheet.text(2, "", &self.why, Role::Warn);
            }
        }
        let fits = match (all.len(), self.cram) {
            (0, true) => texts.nothing_to_cram().to_owned(),
            (0, false) => env.lang.questions().nothing_due().to_owned(),
            (of, _) => texts.fits(self.fitting(), of),
        };
        sheet.text(2, "", &fits, Role::Good);
        let pace = match self.pace.measured {
            0 => texts.guess(self.pace.known, self.pace.new),
            _ => texts.pace(self.pace.known, self.pace.new),
        };
        sheet.text(2, "", &pace, Role::Dim);
        if self.cram {
            sheet.text(2, "", texts.cram_rule(), Role::Dim);
        }
        sheet.blank();
        let keys = texts.keys(&env.key(Cmd::BeginSession));
        sheet.text(2, "", &keys, Role::Dim);
        sheet
    }
}

impl State {
    /// Opens the sheet. What it may ask is worked out once.
    pub(super) fn set_up(&mut self, env: &Env, cram: bool) {
        let settings = env.data.settings();
        let limits = self.limits(env);
        let review = self.to_review(env, &limits);
        let early = |card: &&Candidate| limits.early.contains(&card.id);
        self.setup = Some(Setup {
            row: 0,
            minutes: nearest(&MINUTES, settings.session_minutes),
            cards: nearest(&CARDS, settings.session_cards),
            cram,
            early: review.iter().filter(early).count(),
            review,
            why: env
                .lang
                .periods()
                .why_today(env.data, env.index, env.now.today()),
            shown: self.to_cram(env),
            pace: Pace::of(env.data, env.index),
        });
    }

    pub(super) fn setup_command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::BeginSession | Cmd::Open => self.begin(env),
            Cmd::LeaveSession | Cmd::Back => {
                self.setup = None;
                Reply::none()
            }
            _ => {
                if let Some(setup) = &mut self.setup {
                    setup.command(cmd);
                }
                Reply::none()
            }
        }
    }

    /// Starts the session that is set up, and remembers what was chosen.
    fn begin(&mut self, env: &Env) -> Reply {
        let Some(setup) = self.setup.take_if(|setup| !setup.cards().is_empty()) else {
            return match &self.setup {
                Some(setup) if setup.cram => Reply::refuse(env.lang.session().nothing_to_cram()),
                _ => Reply::refuse(self.why_no_session(env)),
            };
        };
        let most = match setup.cards {
            0 => usize::MAX,
            cards => cards as usize,
        };
        let until =
            (setup.minutes > 0).then(|| env.now.utc + Duration::minutes(i64::from(setup.minutes)));
        let queue = setup.cards().iter().take(most).map(|card| card.id.clone());
        self.session = Some(Session::new(queue, setup.cram, until));
        self.next_card(env);
        let known = env.data.settings();
        let settings = Settings {
            session_minutes: setup.minutes,
            session_cards: setup.cards,
            ..known.clone()
        };
        if settings == known {
            return Reply::none();
        }
        Reply::edit(Edit::new(Step::Settings, "", &env.now).put(env.data, settings))
    }

    /// What cuts today's reviews: an absence, and the new ones a day holds.
    fn limits(&self, env: &Env) -> Limits {
        let today = env.now.today();
        let day = absence::plan(env.data, env.index, today);
        Limits {
            review_cap: day.cap_left(env.index, today),
            new: usize::from(day.new_allowed) * self.bank.new_left(),
            backlog: HashMap::new(),
            early: day.advance.into_iter().collect(),
        }
    }

    /// Whether a session would ask anything, as cheaply as it can be told.
    pub(super) fn has_reviews(&self, env: &Env) -> bool {
        let limits = self.limits(env);
        let asked = self.asked(env);
        let mut entries = self.list.entries(&self.bank);
        entries.any(|entry| {
            let room = match entry.standing {
                Standing::NewThisWeek | Standing::New => limits.new > 0,
                Standing::Due(_) | Standing::Later(_) => limits.review_cap != Some(0),
            };
            room && (asked(entry.standing, &entry.id) || limits.early.contains(&entry.id))
        }) || limits.review_cap != Some(0) && !self.whys(env).is_empty()
    }

    /// Which of the questions shown a review asks: those due and this week's new ones. Other new ones only when there
    /// is nothing else, when a topic or a search asks for them, or when an item about them was done. What waits for an
    /// item is not asked.
    fn asked(&self, env: &Env) -> impl Fn(Standing, &Id) -> bool {
        let wanted =
            self.list.topic.is_some() || self.list.is_searched() || self.bank.asks_any_new();
        let waiting = relearn::waiting(env.data);
        let learned = relearn::learned(env.data);
        move |standing, id| {
            let asked = match standing {
                Standing::Due(_) | Standing::NewThisWeek => true,
                Standing::New => wanted || learned.contains(id),
                Standing::Later(_) => false,
            };
            asked && !waiting.contains(id)
        }
    }

    /// What a review asks, in order of what matters.
    fn to_review(&self, env: &Env, limits: &Limits) -> Vec<Candidate> {
        let asked = self.asked(env);
        let weigh = Weigh::of(env);
        let entries = self.list.entries(&self.bank);
        let candidates = entries
            .filter(|entry| asked(entry.standing, &entry.id) || limits.early.contains(&entry.id))
            .filter_map(|entry| weigh.candidate(env, &entry.id));
        let mut whys = self.whys(env);
        let early = limits.early.iter();
        whys.extend(early.filter(|id| chain::split(id).1.is_some()).cloned());
        let whys = whys.iter().filter_map(|id| weigh.candidate(env, id));
        let all: Vec<Candidate> = candidates.chain(whys).collect();
        let (ids, today) = (all.iter().map(|card| card.id.clone()), env.now.today());
        let backlog = absence::places(env.data, env.index, today, ids.collect());
        order(
            all,
            today,
            &Limits {
                backlog,
                ..limits.clone()
            },
        )
    }

    /// What a cram asks: all that the list shows, in order of what matters.
    fn to_cram(&self, env: &Env) -> Vec<Candidate> {
        let weigh = Weigh::of(env);
        let entries = self.list.entries(&self.bank);
        let candidates = entries.filter_map(|entry| weigh.candidate(env, &entry.id));
        let all = Limits {
            new: usize::MAX,
            ..Limits::default()
        };
        order(candidates.collect(), env.now.today(), &all)
    }
}

/// The one of `all` that is nearest to what the settings hold, 0 standing for no limit.
fn nearest(all: &[u32], wanted: u32) -> u32 {
    let limited = all.iter().copied().filter(|value| *value > 0);
    match wanted {
        0 => 0,
        wanted => limited
            .min_by_key(|value| value.abs_diff(wanted))
            .unwrap_or(0),
    }
}
