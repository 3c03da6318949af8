//! The terminal: taken over on entry, given back on every way out, a panic included.

use crate::app::Model;
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange,
};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, enable_raw_mode};
use crossterm::{cursor, execute};
use ratatui::backend::CrosstermBackend;
use ratatui::{DefaultTerminal, Terminal};
use std::io::{self, stdout};
use std::panic;

/// The terminal while the cockpit has it. Gives it back when dropped.
pub struct Screen {
    terminal: DefaultTerminal,
}

impl Screen {
    /// Switches to the alternate screen, raw mode, bracketed paste and reports of focus.
    pub fn enter() -> io::Result<Screen> {
        let terminal = ratatui::try_init()?;
        // try_init has hooked panics to leave raw mode and the alternate screen; the rest is ours.
        let restore = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            leave_extras();
            restore(info);
        }));
        execute!(stdout(), EnableBracketedPaste, EnableFocusChange)?;
        Ok(Screen { terminal })
    }

    /// Draws one frame.
    pub fn draw(&mut self, model: &Model) -> io::Result<()> {
        self.terminal.draw(|frame| {
            if let Some(position) = model.draw(frame.buffer_mut()) {
                frame.set_cursor_position(position);
            }
        })?;
        Ok(())
    }

    /// Width and height in cells.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Gives the terminal back for a while: [`Screen::resume`] takes it again.
    pub fn suspend(&mut self) {
        give_back();
    }

    /// Takes the terminal again after a stop and draws everything anew at the next frame.
    pub fn resume(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        execute!(
            stdout(),
            EnterAlternateScreen,
            EnableBracketedPaste,
            EnableFocusChange,
            Clear(ClearType::All)
        )?;
        // A new one remembers no frame. (Terminal::clear would ask the terminal for the cursor, and the thread that
        // reads keys would swallow the answer.)
        self.terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn give_back() {
    leave_extras();
    // Not `restore`: it prints its error, and where the terminal is gone, printing panics.
    let _ = ratatui::try_restore();
}

/// Undoes what ratatui does not know of. A terminal that is gone cannot be restored: errors are of no use here.
fn leave_extras() {
    let _ = execute!(
        stdout(),
        DisableFocusChange,
        DisableBracketedPaste,
        cursor::Show
    );
}
