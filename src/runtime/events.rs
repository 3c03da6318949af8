//! What comes in from outside: keys, signals and the saver's answers, in one queue.

use super::looking::Seen;
use super::takeover::Answer;
use crate::app::Msg;
use crate::commands::{Code, Key};
use crate::store::SaveEvent;
use crossterm::event::{Event as TermEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::mpsc::Sender;
use std::thread;

/// Something from outside.
#[derive(Debug)]
pub enum Event {
    Msg(Msg),
    /// What the saver of a stay tells.
    Save(u32, SaveEvent),
    /// What was found during a stay of looking on.
    Seen(u32, Box<Seen>),
    /// What came of asking for the right to write.
    Answered(u32, Answer),
    /// Another program asks for the right to write.
    AskedForLock,
    /// The user came back to this terminal.
    Focused,
    /// The process was stopped and goes on: the terminal may be in any state.
    Continued,
}

/// Reads the terminal in a thread that blocks until there is something.
pub fn read_terminal(queue: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let (event, ends) = match crossterm::event::read() {
                Ok(TermEvent::FocusGained) => (Some(Event::Focused), false),
                Ok(event) => (message_of(event).map(Event::Msg), false),
                Err(_) => (Some(Event::Msg(Msg::Hangup)), true),
            };
            let Some(event) = event else { continue };
            if queue.send(event).is_err() || ends {
                return;
            }
        }
    });
}

/// Turns the signals that end the program into [`Msg::Hangup`], and the others into what they ask for.
pub fn watch_signals(queue: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT, SIGUSR1])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGCONT => Event::Continued,
                SIGUSR1 => Event::AskedForLock,
                _ => Event::Msg(Msg::Hangup),
            };
            if queue.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// What an event of the terminal tells the model, if anything.
fn message_of(event: TermEvent) -> Option<Msg> {
    match event {
        TermEvent::Key(key) if key.kind != KeyEventKind::Release => key_of(key).map(Msg::Key),
        TermEvent::Paste(text) => Some(Msg::Paste(text)),
        TermEvent::Resize(width, height) => Some(Msg::Resize(width, height)),
        TermEvent::Key(_) | TermEvent::Mouse(_) | TermEvent::FocusGained | TermEvent::FocusLost => {
            None
        }
    }
}

/// The terminal library's key as ours.
fn key_of(event: KeyEvent) -> Option<Key> {
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        KeyCode::Char(c) => {
            // Shift is in the character already.
            shift = false;
            Code::Char(c)
        }
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => {
            shift = true;
            Code::Tab
        }
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    Some(Key {
        code,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift,
    })
}
