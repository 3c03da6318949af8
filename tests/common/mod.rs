//! The harness: keys in, screen text out, with the real model and a clock of its own.

pub mod decade;
pub mod learner;
pub mod pty;
pub mod small;

use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use gongbu::app::{Effect, Model, Msg};
use gongbu::commands::Key;
use gongbu::content::{self, Content};
use gongbu::domain::{Data, Edit, Now, Settings, Step};
use gongbu::lang::Lang;
use gongbu::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

/// A study day in the middle of the plan: Friday of week 47, phase "ChatFlow" of the time after discharge.
pub const FRIDAY: &str = "2026-11-20T21:05:00+09:00";

/// What the system says of languages: the program asks it where no settings say anything.
pub const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The moment that `text` names, as the runtime would hand it in.
pub fn now_at(text: &str) -> Now {
    let at: DateTime<FixedOffset> = text.parse().expect("a moment with its offset");
    Now {
        utc: at.to_utc(),
        offset: *at.offset(),
        day_start: 4,
        salt: 7,
    }
}

/// Data with the service roadmap adopted on its own dates.
pub fn adopted(lang: Lang, now: &Now) -> Data {
    let mut data = Data::default();
    let settings = Settings {
        lang,
        ..Settings::default()
    };
    let edit = Edit::new(Step::Settings, "", now).put(&data, settings);
    data.apply(&edit).expect("settings");
    let edit = content::adopt(
        &data,
        &content::roadmap("service"),
        None,
        lang,
        now,
        "service",
    );
    data.apply(&edit).expect("the roadmap");
    data
}

/// A bank of thirty questions, and the retro prompts: it stays as it is when the program's own grows.
pub fn small_bank() -> Content {
    let packs = content::EMBEDDED
        .iter()
        .filter(|(name, _)| ["questions.json", "retros.json"].contains(name));
    Content::of(packs.map(|(_, text)| *text))
}

/// A model under test.
pub struct Harness {
    pub model: Model,
    pub now: Now,
    /// Effects since the start.
    pub effects: Vec<Effect>,
    cursor: Option<Position>,
}

impl Harness {
    /// The cockpit on the service roadmap, on [`FRIDAY`].
    pub fn new(lang: Lang, width: u16, height: u16) -> Harness {
        let now = now_at(FRIDAY);
        Harness::with(adopted(lang, &now), FRIDAY, width, height)
    }

    /// The cockpit on any data at any moment, with the [`small_bank`].
    pub fn with(data: Data, now: &str, width: u16, height: u16) -> Harness {
        Harness::having(small_bank(), data, now, width, height)
    }

    /// The cockpit with any packs.
    pub fn having(content: Content, data: Data, now: &str, width: u16, height: u16) -> Harness {
        let now = now_at(now);
        let size = Rect::new(0, 0, width, height);
        let model = Model::new(data, content, now, size, Theme::new(true), None);
        Harness {
            model,
            now,
            effects: Vec::new(),
            cursor: None,
        }
    }

    /// Presses keys, named as in the key map and separated by blanks; `"text in quotes"` is typed letter by letter.
    pub fn keys(&mut self, script: &str) -> &mut Harness {
        for (index, part) in script.split('"').enumerate() {
            if index % 2 == 1 {
                part.chars().for_each(|c| self.send(Msg::Key(Key::char(c))));
            } else {
                for key in part.split_whitespace() {
                    self.send(Msg::Key(key.parse().expect("a key")));
                }
            }
        }
        self
    }

    /// Tells the model something; what it saves is answered as saved.
    pub fn send(&mut self, msg: Msg) {
        let effects = self.model.update(msg, self.now);
        for effect in &effects {
            if let Effect::Save { ticket, .. } = effect {
                let more = self.model.update(Msg::Saved(*ticket), self.now);
                self.effects.extend(more);
            }
        }
        self.effects.extend(effects);
    }

    /// Lets time pass, waking the model at each of its deadlines.
    pub fn wait(&mut self, seconds: i64) -> &mut Harness {
        let end = self.now.utc + Duration::seconds(seconds);
        loop {
            let next = self.model.deadline().min(end);
            self.now.utc = next;
            self.send(Msg::Tick);
            if next >= end {
                return self;
            }
        }
    }

    /// The screen as text, one line a row, blanks at the end cut.
    pub fn screen(&mut self) -> String {
        let mut buf = Buffer::empty(self.model.size);
        self.cursor = self.model.draw(&mut buf);
        text_of(&buf)
    }

    /// The overlay alone with its border, and the line of hints.
    pub fn overlay(&mut self) -> String {
        let mut buf = Buffer::empty(self.model.size);
        self.model.draw(&mut buf);
        let mut part = Buffer::empty(self.model.overlay_area());
        for position in part.area.positions() {
            part[position] = buf[position].clone();
        }
        let hints = text_of(&buf).lines().last().unwrap_or_default().to_owned();
        text_of(&part) + &hints
    }

    /// Where the terminal's cursor stands after the last [`Harness::screen`].
    pub fn cursor(&mut self) -> Option<Position> {
        self.screen();
        self.cursor
    }

    /// Asserts that the screen shows a text.
    pub fn shows(&mut self, text: &str) -> &mut Harness {
        let screen = self.screen();
        assert!(
            screen.contains(text),
            "\"{text}\" is not on the screen:\n{screen}"
        );
        self
    }

    /// Asserts that the screen does not show a text.
    pub fn lacks(&mut self, text: &str) -> &mut Harness {
        let screen = self.screen();
        assert!(
            !screen.contains(text),
            "\"{text}\" is on the screen:\n{screen}"
        );
        self
    }

    pub fn today(&self) -> NaiveDate {
        self.now.today()
    }
}

/// A buffer as text: wide letters take two cells, the second of which is skipped.
pub fn text_of(buf: &Buffer) -> String {
    let mut text = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut line = String::new();
        let mut skip = 0;
        for x in buf.area.left()..buf.area.right() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let symbol = buf[(x, y)].symbol();
            skip = symbol.width().saturating_sub(1);
            line.push_str(symbol);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
