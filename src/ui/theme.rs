//! Styles by role. The terminal's own 16 colours, so that light and dark both work; meaning is never in the colour
//! alone, and with NO_COLOR only bold, dim, underline and reverse are left.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of text is, to the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Text,
    /// Beside the point: hints, done items, prompts.
    Dim,
    /// Names of panes and of sections.
    Title,
    /// The name of the pane that has the keys.
    TitleFocused,
    Border,
    BorderFocused,
    /// The row that keys act on, in the pane that has the keys.
    Selected,
    /// The same in a pane that has not.
    SelectedElsewhere,
    /// Keys in hints and help.
    Key,
    /// Letters that a search matched.
    Match,
    Good,
    Warn,
    Bad,
    /// Today, the current phase: where you are.
    Here,
    /// Filled and empty parts of bars.
    BarDone,
    BarOpen,
}

/// Which styles are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colors: bool,
}

impl Theme {
    /// `colors`: false under NO_COLOR (<https://no-color.org>).
    pub fn new(colors: bool) -> Theme {
        Theme { colors }
    }

    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let color = |color: Color| if self.colors { plain.fg(color) } else { plain };
        match role {
            Role::Text => plain,
            Role::Dim => {
                if self.colors {
                    plain.fg(Color::DarkGray)
                } else {
                    plain.add_modifier(Modifier::DIM)
                }
            }
            Role::Title => plain.add_modifier(Modifier::BOLD),
            Role::TitleFocused => color(Color::Cyan).add_modifier(Modifier::BOLD),
            Role::Border => {
                if self.colors {
                    plain.fg(Color::DarkGray)
                } else {
                    plain.add_modifier(Modifier::DIM)
                }
            }
            Role::BorderFocused => color(Color::Cyan),
            // What is dim without colours would be hard to read on it.
            Role::Selected => plain
                .add_modifier(Modifier::REVERSED)
                .remove_modifier(Modifier::DIM),
            Role::SelectedElsewhere => plain.add_modifier(Modifier::UNDERLINED),
            Role::Key => color(Color::Cyan).add_modifier(Modifier::BOLD),
            Role::Match => {
                color(Color::Magenta).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
            }
            Role::Good => color(Color::Green),
            Role::Warn => color(Color::Magenta).add_modifier(Modifier::BOLD),
            Role::Bad => color(Color::Red).add_modifier(Modifier::BOLD),
            Role::Here => color(Color::Blue).add_modifier(Modifier::BOLD),
            Role::BarDone => color(Color::Green),
            Role::BarOpen => color(Color::Blue),
        }
    }
}
