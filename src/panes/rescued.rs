//! The question what to do with changes that another time could not be saved and were written elsewhere.

use super::*;
use crate::ui::sheet::Sheet;

/// A document that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub file: String,
    /// How many of its records would change.
    pub records: usize,
    /// Places that were changed since as well, and would stay as they are.
    pub conflicts: usize,
}

/// The open question.
pub struct State {
    documents: Vec<Document>,
    /// When the last of them was written.
    at: Option<DateTime<Utc>>,
}

impl State {
    pub fn new(documents: Vec<Document>, at: Option<DateTime<Utc>>) -> State {
        State { documents, at }
    }

    /// Rows it asks for, with its border.
    pub fn height(&self) -> u16 {
        10 + u16::try_from(self.documents.len())
            .unwrap_or(u16::MAX)
            .min(30)
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        env.lang.help().rescued().to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Rescued]
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        match cmd {
            Cmd::TakeRescued => Reply::request(Request::TakeRescued),
            Cmd::DiscardRescued => Reply::request(Request::DiscardRescued),
            Cmd::LaterRescued => {
                let key = env.key(Cmd::OpenPalette);
                let title = Cmd::ShowRescued.command().title(env.lang);
                let text = env.lang.saving().rescued_later(&key, title);
                Reply::request(Request::Close).and_say(text)
            }
            _ => Reply::none(),
        }
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let texts = env.lang.saving();
        let area = Rect {
            x: env.area.x + 1.min(env.area.width),
            width: env.area.width.saturating_sub(2),
            ..env.area
        };
        let width = usize::from(area.width);
        let at = self.at.map(|at| at.with_timezone(&env.now.offset));
        let at = at.map_or("?".to_owned(), |at| env.lang.app().date_and_time(at));
        let records = self.documents.iter().map(|doc| doc.records).sum();
        let mut keys = Sheet::new(width);
        keys.blank();
        for (cmd, about) in [
            (Cmd::TakeRescued, texts.rescued_take()),
            (Cmd::LaterRescued, texts.rescued_wait()),
            (Cmd::DiscardRescued, texts.rescued_discard()),
        ] {
            keys.text(0, &format!("{:<4} ", env.key(cmd)), about, Role::Text);
        }
        let mut sheet = Sheet::new(width);
        let found = texts.rescued_found(&at, self.documents.len(), records);
        sheet.text(0, "", &found, Role::Title);
        sheet.blank();
        let room = usize::from(area.height)
            .saturating_sub(sheet.len() + keys.len())
            .max(1);
        let shown = if self.documents.len() > room {
            room - 1
        } else {
            self.documents.len()
        };
        for document in &self.documents[..shown] {
            let text = texts.rescued_document(&document.file, document.records);
            match document.conflicts {
                0 => sheet.text(2, "", &text, Role::Text),
                places => {
                    let text = format!("{text}; {}", texts.rescued_conflicts(places));
                    sheet.text(2, "", &text, Role::Warn);
                }
            }
        }
        if shown < self.documents.len() {
            let more = texts.rescued_more(self.documents.len() - shown);
            sheet.text(2, "", &more, Role::Dim);
        }
        let used = sheet.draw(env.theme, buf, area, 0);
        let below = Rect {
            y: area.y + used,
            height: area.height - used,
            ..area
        };
        keys.draw(env.theme, buf, below, 0);
        None
    }
}
