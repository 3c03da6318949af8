//! What the doctor found, to scroll through: the text of `gongbu doctor`.

use super::{Answer, LineKind, ReportLine};
use crate::panes::*;
use crate::ui::sheet::Sheet;

/// The open report.
pub struct State {
    /// None while it is being examined.
    lines: Option<Vec<ReportLine>>,
    sheet: Sheet,
    /// First line shown.
    top: usize,
}

impl Default for State {
    fn default() -> State {
        State {
            lines: None,
            sheet: Sheet::new(0),
            top: 0,
        }
    }
}

impl State {
    /// Takes what the runtime has found.
    pub fn told(&mut self, env: &Env, answer: Answer) {
        if let Answer::Doctor(lines) = answer {
            self.lines = Some(lines);
            self.sync(env);
        }
    }

    fn last(&self, env: &Env) -> usize {
        self.sheet
            .len()
            .saturating_sub(usize::from(env.area.height))
    }
}

impl Pane for State {
    fn title(&self, env: &Env) -> String {
        let title = env.lang.doctor().title();
        let height = usize::from(env.area.height);
        if self.sheet.len() <= height {
            return title.to_owned();
        }
        let last = (self.top + height).min(self.sheet.len());
        format!("{title}  {}-{last}/{}", self.top + 1, self.sheet.len())
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Help, Scope::List]
    }

    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply {
        if matches!(cmd, Cmd::HelpClose | Cmd::Back) {
            return Reply::request(Request::Close);
        }
        let page = env.area.height.saturating_sub(1);
        match moved(self.top, cmd, page, self.last(env) + 1) {
            Some(top) => self.top = top,
            None => return Reply::unhandled(),
        }
        Reply::none()
    }

    fn sync(&mut self, env: &Env) {
        let mut sheet = Sheet::new(usize::from(env.area.width.saturating_sub(2)));
        match &self.lines {
            None => sheet.text(0, "", env.lang.doctor().checking(), Role::Dim),
            Some(lines) => {
                for line in lines {
                    match line.kind {
                        LineKind::Heading if sheet.is_empty() => {
                            sheet.text(0, "", &line.text, Role::Here)
                        }
                        LineKind::Heading => sheet.heading(&line.text),
                        LineKind::Finding => sheet.text(1, "· ", &line.text, Role::Text),
                        LineKind::Advice => sheet.text(1, "", &line.text, Role::Text),
                        LineKind::Well => {
                            if !sheet.is_empty() {
                                sheet.blank();
                            }
                            sheet.text(0, "", &line.text, Role::Good);
                        }
                    }
                }
            }
        }
        self.sheet = sheet;
        self.top = self.top.min(self.last(env));
    }

    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position> {
        let area = Rect {
            x: env.area.x.saturating_add(1),
            width: env.area.width.saturating_sub(2),
            ..env.area
        };
        self.sheet
            .draw(env.theme, buf, area.intersection(env.area), self.top);
        None
    }
}
