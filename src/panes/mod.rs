//! The panes and overlays. Each has a `State` that implements [`Pane`]: it reads data, answers commands with a
//! [`Reply`], and draws itself. It never touches files, clocks or the terminal.

pub mod adopt;
pub mod ask;
pub mod drafts;
pub mod exchange;
pub mod help;
pub mod interviews;
pub mod items;
pub mod leave;
pub mod library;
pub mod memory;
pub mod mock;
pub mod palette;
pub mod past;
pub mod periods;
pub mod pick;
pub mod questions;
pub mod rescued;
pub mod retro;
pub mod start;
pub mod stories;
pub mod text_keys;
pub mod timeline;
pub mod update;
pub mod week;

use crate::commands::{Cmd, Keymap, Scope};
use crate::content::Content;
use crate::domain::{Data, Edit, Id, Index, Now, Week, fit};
use crate::lang::Lang;
use crate::ui::layout::PaneId;
use crate::ui::text_area::{Op, Styles};
use crate::ui::theme::{Role, Theme};
use crate::ui::{list, paint};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// What a pane may know: all of it read-only.
#[derive(Clone, Copy)]
pub struct Env<'a> {
    pub data: &'a Data,
    pub index: &'a Index,
    pub content: &'a Content,
    pub keymap: &'a Keymap,
    pub now: Now,
    pub lang: Lang,
    pub theme: Theme,
    /// The pane's room, without its border.
    pub area: Rect,
    /// Whether the pane has the keys.
    pub focused: bool,
}

/// Typed text is saved at the latest this long after the first key of it.
pub(crate) const AUTOSAVE: Duration = Duration::seconds(2);

impl<'a> Env<'a> {
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// The style of the row that keys act on, or would act on if the pane had them.
    pub fn selected(&self) -> Style {
        self.style(if self.focused {
            Role::Selected
        } else {
            Role::SelectedElsewhere
        })
    }

    /// How text fields look.
    pub fn text_styles(&self) -> Styles {
        Styles {
            text: self.style(Role::Text),
            selection: self.style(Role::Selected),
            found: self.style(Role::Match),
            placeholder: self.style(Role::Dim),
        }
    }

    /// Writes pieces of different roles after each other. Returns the cells used.
    pub fn put_all(
        &self,
        buf: &mut Buffer,
        at: Position,
        width: u16,
        pieces: &[(impl AsRef<str>, Role)],
    ) -> u16 {
        let styled = pieces
            .iter()
            .map(|(text, role)| (text.as_ref(), self.style(*role)));
        let pieces: Vec<(&str, Style)> = styled.collect();
        paint::put_all(buf, at.x, at.y, width, &pieces)
    }

    /// The first key of a command as it is shown; empty when it has none.
    pub fn key(&self, cmd: Cmd) -> String {
        self.keymap.key_of(cmd).unwrap_or_default()
    }

    /// The title of a node; empty when there is none of that id.
    pub fn title(&self, node: &str) -> &'a str {
        self.data.title(node, self.lang)
    }

    /// What was typed into a field before and not sent.
    pub fn typed_before(&self, field: &str) -> Option<&'a [String]> {
        let unsent = self.data.unsent.get(field)?;
        Some(&unsent.fields)
    }

    /// An id for a new record that no record of `taken` has.
    pub fn fresh_id(&self, taken: impl Fn(&str) -> bool) -> Id {
        crate::domain::fresh_id(self.now.utc, self.now.salt, taken)
    }
}

/// What a pane wants to happen after a command.
#[derive(Debug, Default)]
pub struct Reply {
    /// Changes of the data, applied in order.
    pub edits: Vec<Edit>,
    /// What only the app can do.
    pub requests: Vec<Request>,
    /// A line told to the user.
    pub toast: Option<Toast>,
    /// The command is not for this pane; the app tries the next scope.
    pub unhandled: bool,
}

impl Reply {
    /// Nothing has to happen.
    pub fn none() -> Reply {
        Reply::default()
    }

    pub fn unhandled() -> Reply {
        Reply {
            unhandled: true,
            ..Reply::default()
        }
    }

    pub fn edit(edit: Edit) -> Reply {
        Reply {
            edits: vec![edit],
            ..Reply::default()
        }
    }

    pub fn request(request: Request) -> Reply {
        Reply {
            requests: vec![request],
            ..Reply::default()
        }
    }

    /// Tells something, and nothing else.
    pub fn say(text: impl Into<String>) -> Reply {
        Reply {
            toast: Some(Toast {
                text: text.into(),
                bad: false,
            }),
            ..Reply::default()
        }
    }

    /// Tells why something was not done.
    pub fn refuse(text: impl Into<String>) -> Reply {
        Reply {
            toast: Some(Toast {
                text: text.into(),
                bad: true,
            }),
            ..Reply::default()
        }
    }

    /// The same, and a request more.
    #[must_use]
    pub fn and_request(mut self, request: Request) -> Reply {
        self.requests.push(request);
        self
    }

    /// The same, and an edit more.
    #[must_use]
    pub fn and_edit(mut self, edit: Edit) -> Reply {
        self.edits.push(edit);
        self
    }

    /// The same, told to the user in these words.
    #[must_use]
    pub fn and_say(mut self, text: impl Into<String>) -> Reply {
        self.toast = Some(Toast {
            text: text.into(),
            bad: false,
        });
        self
    }
}

/// The row (of a list, or the first one on screen of a text) that a command of moving goes to; none when it is another
/// command. `page`: the rows of a page.
fn moved(cursor: usize, cmd: Cmd, page: u16, len: usize) -> Option<usize> {
    let page = isize::try_from(page.max(1)).unwrap_or(isize::MAX);
    let by = match cmd {
        Cmd::Up | Cmd::LinePrevious => -1,
        Cmd::Down | Cmd::LineNext => 1,
        Cmd::PageUp => -page,
        Cmd::PageDown => page,
        Cmd::Top => return Some(0),
        Cmd::Bottom => return Some(len.saturating_sub(1)),
        _ => return None,
    };
    Some(list::moved(cursor, by, len))
}

/// A line told to the user for a few seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    pub text: String,
    pub bad: bool,
}

/// What stands in an open field or form and is not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    /// The field's name among all fields; the same field has the same one after a restart.
    pub id: Id,
    /// The text of each line of input.
    pub fields: Vec<String>,
}

/// What a pane asks of the app.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Give a pane the keys.
    Focus(PaneId),
    /// Show a week in the week pane and go there.
    OpenWeek(Week),
    /// Show a node with all below it in the week pane, the cursor on `select` if given.
    OpenNode {
        node: Id,
        select: Option<Id>,
    },
    /// Show a question's card.
    OpenQuestion(Id),
    /// Start writing a new question that belongs to a node.
    NewQuestion {
        node: Id,
        prompt: String,
    },
    /// Open a draft in the editor.
    OpenDraft(Id),
    /// Open a story in its form.
    OpenStory(Id),
    /// Show a page of the library.
    OpenPage(Id),
    /// Review these questions now, in this order.
    Study(Vec<Id>),
    /// Run any command, as from the palette.
    Run(Cmd),
    /// Speak this language from now on, without saving it: the first start, before anything is saved.
    Speak(Lang),
    /// Read the past of the data; the answer comes to the overlay.
    Past(past::Query),
    /// Fit parameters in the background; how it goes comes to the place of memory.
    Fit(fit::Job),
    /// Stop fitting, or forget what was fitted.
    DropFit,
    /// Close the overlay that answers.
    Close,
    /// Take in, or put aside, what another time could not be saved.
    TakeRescued,
    DiscardRescued,
    Quit,
}

/// A pane or an overlay.
pub trait Pane {
    /// The text in its border.
    fn title(&self, env: &Env) -> String;

    /// Where its keys are looked up, the nearest first; [`Scope::Cockpit`] is added by the app for panes.
    fn scopes(&self) -> Vec<Scope>;

    /// Whether the command can be given now; otherwise why not.
    fn disabled(&self, _env: &Env, _cmd: Cmd) -> Option<String> {
        None
    }

    /// Whether the line at the bottom may name the command now.
    fn is_hinted(&self, env: &Env, cmd: Cmd) -> bool {
        self.disabled(env, cmd).is_none()
    }

    /// Does what a command says.
    fn command(&mut self, env: &Env, cmd: Cmd) -> Reply;

    /// Takes typed text, where the nearest scope is one of text.
    fn text(&mut self, _env: &Env, _op: Op) -> Reply {
        Reply::none()
    }

    /// Brings the pane's own state in line with the data: after any change, at midnight, when the language changes.
    fn sync(&mut self, _env: &Env) {}

    /// Whether it wants the whole screen now.
    fn wants_room(&self) -> bool {
        false
    }

    /// When it wants [`Pane::wake`] to be called: unsaved text, a running clock.
    fn deadline(&self, _env: &Env) -> Option<DateTime<Utc>> {
        None
    }

    /// What stands in its open fields and would be lost if the program ended now. The app keeps it, and drops it once
    /// it is no longer named here; whoever opens the same field looks for it with [`Env::typed_before`].
    fn typing(&self) -> Vec<Typing> {
        Vec::new()
    }

    /// The clock jumped, or nobody was here: what counts time from a moment moves that moment along.
    fn clock_moved(&mut self, _by: Duration) {}

    /// Called when its deadline has passed, and with `leaving` before it loses the keys or the program ends:
    /// whatever was typed becomes an edit.
    fn wake(&mut self, _env: &Env, _leaving: bool) -> Reply {
        Reply::none()
    }

    /// Draws the inside of its border (`env.area`). Returns where the terminal's cursor is to stand, in text fields.
    fn draw(&self, env: &Env, buf: &mut Buffer) -> Option<Position>;
}
