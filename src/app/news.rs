//! What is told at the bottom of the screen. A toast answers a key. News are what no key has asked for, such as what was
//! found at the start or that a file was changed outside; they stand below each other until they were read.

use super::model::Model;
use crate::commands::{Cmd, Conflict};
use crate::content;
use crate::domain::mock;
use crate::lang::Lang;
use crate::panes::Toast;
use chrono::{DateTime, Duration, Utc};

/// How long a toast stays.
const TOAST: Duration = Duration::seconds(5);

/// How long one line of news stays.
const LINE: Duration = Duration::seconds(5);

/// The longest that news stay.
const MOST: Duration = Duration::seconds(40);

/// Keys that come sooner than this were not pressed by somebody who has read the news.
const READ: Duration = Duration::seconds(3);

/// From so many lines that say the same of different things, one is shown with their number.
const SIMILAR: usize = 3;

/// The news on the screen.
#[derive(Debug, Default)]
pub struct News {
    lines: Vec<Toast>,
    /// When the last line came, and when all go.
    told: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl News {
    /// Adds a line; what stands there already is not said twice.
    pub(super) fn add(&mut self, line: Toast, now: DateTime<Utc>) {
        if line.text.is_empty() || self.lines.contains(&line) {
            return;
        }
        self.lines.push(line);
        let shown = self.similar().into_iter().map(|(line, _)| line);
        let rows: usize = shown.map(|line| 1 + line.text.len() / 80).sum();
        let stays = LINE * i32::try_from(rows + 1).unwrap_or(i32::MAX).min(100);
        self.told = now;
        self.until = now + stays.min(MOST);
    }

    pub fn lines(&self) -> &[Toast] {
        &self.lines
    }

    /// The lines as they are shown: of many similar ones the first, with the number of the others.
    pub fn told(&self, lang: Lang) -> Vec<Toast> {
        let told = |(line, more): (&Toast, usize)| Toast {
            text: match more {
                0 => line.text.clone(),
                more => lang.app().and_more_like(&line.text, more),
            },
            bad: line.bad,
        };
        self.similar().into_iter().map(told).collect()
    }

    /// The lines, those that stand for similar ones with the number of these.
    fn similar(&self) -> Vec<(&Toast, usize)> {
        let mut groups: Vec<((bool, String), Vec<&Toast>)> = Vec::new();
        for line in &self.lines {
            let kind = (line.bad, shape(&line.text));
            match groups.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((kind, vec![line])),
            }
        }
        let mut shown = Vec::new();
        for (_, lines) in groups {
            match lines.len() {
                SIMILAR.. => shown.push((lines[0], lines.len() - 1)),
                _ => shown.extend(lines.into_iter().map(|line| (line, 0))),
            }
        }
        shown
    }

    pub(super) fn clear(&mut self) {
        self.lines.clear();
    }

    /// When they go by themselves.
    pub(super) fn deadline(&self) -> Option<DateTime<Utc>> {
        (!self.lines.is_empty()).then_some(self.until)
    }

    /// The clock jumped by so much.
    pub(super) fn clock_moved(&mut self, by: Duration) {
        self.told += by;
        self.until += by;
    }

    /// Drops what has stood there long enough.
    pub(super) fn expire(&mut self, now: DateTime<Utc>) {
        if self.until <= now {
            self.clear();
        }
    }

    /// A key was pressed: whoever does that has read what stood there a while. `esc`: or does not want to.
    pub(super) fn key(&mut self, esc: bool, now: DateTime<Utc>) {
        if esc || self.told + READ <= now {
            self.clear();
        }
    }
}

/// What a line says but for names, paths, numbers, what is counted, and reasons in brackets.
fn shape(text: &str) -> String {
    let (mut quoted, mut depth) = (false, 0_usize);
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if !quoted && depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let is_number = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let mut counts = false;
    let mut words = Vec::new();
    for word in plain.split_whitespace() {
        let is_name = word.contains(".json") || word.contains('/');
        words.push(if counts || is_name || is_number(word) {
            "*"
        } else {
            word
        });
        counts = !is_name && is_number(word);
    }
    words.join(" ")
}

impl Model {
    /// Tells all that was found at the start, own keys that clash included.
    pub fn warn(&mut self, found: Vec<Toast>) {
        let clashes: Vec<String> = self
            .conflicts
            .iter()
            .map(|conflict| key_conflict(self.lang, conflict))
            .collect();
        self.news.clear();
        let clock = self.clock_is_behind().map(|text| Toast { text, bad: true });
        let update = content::is_outdated(&self.data).then(|| Toast {
            text: self.lang.update().there_is_one(
                &self.keymap.key_of(Cmd::OpenPalette).unwrap_or_default(),
                Cmd::UpdatePlans.command().title(self.lang),
            ),
            bad: false,
        });
        let key = self.keymap.key_of(Cmd::MockInterviews).unwrap_or_default();
        let broken = mock::unfinished(&self.data).map(|_| Toast {
            text: self.lang.mock().broken_off(&key),
            bad: false,
        });
        let found = clock.into_iter().chain(found).chain(broken).chain(update);
        // What asks for something to be done comes first.
        let (bad, good): (Vec<Toast>, Vec<Toast>) = found.partition(|toast| toast.bad);
        let clashes = clashes.into_iter().map(|text| Toast { text, bad: true });
        for toast in bad.into_iter().chain(clashes).chain(good) {
            self.news.add(toast, self.now.utc);
        }
    }

    /// Shows a toast for a few seconds, in place of the one before.
    pub fn say(&mut self, toast: Toast) {
        // A long one takes longer to read.
        let lines = 1 + toast.text.len() / 80 + toast.text.matches('\n').count();
        let stays = TOAST * i32::try_from(lines.min(6)).unwrap_or(1);
        self.toast = Some((toast, self.now.utc + stays));
    }

    /// Tells news, below those that stand there.
    pub(super) fn tell(&mut self, text: String, bad: bool) {
        self.news.add(Toast { text, bad }, self.now.utc);
    }
}

/// Why a binding of the user's was not taken, in words.
pub fn key_conflict(lang: Lang, conflict: &Conflict) -> String {
    let texts = lang.app();
    match conflict {
        Conflict::UnknownCommand(name) => texts.unknown_command(name),
        Conflict::BadKey { command, key } => texts.bad_key(command, key),
        Conflict::Taken { command, key, by } => texts.key_taken(command, key, by),
    }
}
