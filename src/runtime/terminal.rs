//! The terminal: taken over on entry, given back once on every way out, a panic included. Frames are written by a
//! thread of their own, so that a terminal that stops reading holds up nothing but the picture.

use super::events::Event;
use super::mistake;
use crate::app::{Model, Msg};
use crate::domain::trip;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange,
};
use crossterm::queue;
use crossterm::style::ResetColor;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::io::Errno;
use std::io::{self, Write, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{panic, thread};

/// How long a terminal that does not read is waited for at the end.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether the terminal is ours.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// What is written to it.
static OUTPUT: Output = Output {
    state: Mutex::new(Pending {
        bytes: None,
        busy: false,
        wanted: false,
    }),
    changed: Condvar::new(),
};

/// Hands bytes to the thread that writes them.
struct Output {
    state: Mutex<Pending>,
    changed: Condvar,
}

/// What is to be written.
struct Pending {
    bytes: Option<Vec<u8>>,
    /// Something is being written.
    busy: bool,
    /// A frame was not drawn because of that.
    wanted: bool,
}

impl Output {
    fn lock(&self) -> MutexGuard<'_, Pending> {
        // Nothing is left half done under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a frame may be drawn; if not, [`Event::Drawn`] will tell when.
    fn is_free(&self) -> bool {
        let mut state = self.lock();
        let free = !state.busy && state.bytes.is_none();
        state.wanted = !free;
        free
    }

    fn write(&self, bytes: Vec<u8>) {
        self.lock().bytes.get_or_insert_default().extend(bytes);
        self.changed.notify_all();
    }

    /// Waits until all is written, but not for ever.
    fn settle(&self, patience: Duration) {
        let state = self.lock();
        let busy = |state: &mut Pending| state.busy || state.bytes.is_some();
        drop(self.changed.wait_timeout_while(state, patience, busy));
    }

    /// Writes what it is given, for ever.
    fn run(&self, queue: &Sender<Event>) {
        loop {
            let state = self.lock();
            let idle = |state: &mut Pending| state.bytes.is_none();
            let Ok(mut state) = self.changed.wait_while(state, idle) else {
                return;
            };
            let bytes = state.bytes.take().unwrap_or_default();
            state.busy = true;
            drop(state);
            trip::point("writer");
            let written = write_all(&bytes);
            let mut state = self.lock();
            state.busy = false;
            let wanted = std::mem::take(&mut state.wanted);
            drop(state);
            self.changed.notify_all();
            if written.is_err() {
                // The terminal is gone.
                let _ = queue.send(Event::Msg(Msg::Hangup));
            } else if wanted {
                let _ = queue.send(Event::Drawn);
            }
        }
    }
}

/// Writes to the terminal itself: the lock on the standard output belongs to whoever started us.
fn write_all(mut bytes: &[u8]) -> rustix::io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            // Another program that shares the terminal has switched blocking off.
            Err(Errno::AGAIN) => thread::sleep(Duration::from_millis(10)),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Collects a frame's bytes.
#[derive(Clone, Default)]
struct Canvas(Arc<Mutex<Vec<u8>>>);

impl Canvas {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Canvas {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal while the cockpit has it. Gives it back when dropped.
pub struct Screen {
    canvas: Canvas,
    terminal: Terminal<CrosstermBackend<Canvas>>,
}

impl Screen {
    /// Switches to the alternate screen, raw mode, bracketed paste and reports of focus.
    pub fn enter(queue: Sender<Event>) -> io::Result<Screen> {
        let ours = thread::current().id();
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().id() == ours {
                give_back();
                report(info);
            } else {
                // A report would run over the screen; it is told at the end.
                mistake::keep(info);
            }
        }));
        thread::spawn(move || {
            let write = || OUTPUT.run(&queue);
            while catch_unwind(AssertUnwindSafe(write)).is_err() {
                // A mistake: the program ends, but what gives the terminal back must still be written.
                OUTPUT.lock().busy = false;
                let _ = queue.send(Event::Msg(Msg::Hangup));
            }
        });
        let canvas = Canvas::default();
        let terminal = terminal(&canvas, Rect::default())?;
        let mut screen = Screen { canvas, terminal };
        screen.take()?;
        Ok(screen)
    }

    /// Draws one frame, unless the last one is still being written: then the next one waits for [`Event::Drawn`].
    pub fn draw(&mut self, model: &Model) -> io::Result<()> {
        if !OUTPUT.is_free() {
            return Ok(());
        }
        self.terminal.draw(|frame| {
            if let Some(position) = model.draw(frame.buffer_mut()) {
                frame.set_cursor_position(position);
            }
        })?;
        let bytes = self.canvas.take();
        if !bytes.is_empty() {
            OUTPUT.write(bytes);
        }
        Ok(())
    }

    /// Takes up the terminal's size and draws everything anew at the next frame. Returns the size in cells.
    pub fn resize(&mut self) -> io::Result<(u16, u16)> {
        let size = rustix::termios::tcgetwinsize(stdout())?;
        // A terminal that does not know its size is taken for the usual one.
        let (width, height) = match (size.ws_col, size.ws_row) {
            (0, _) | (_, 0) => (80, 24),
            size => size,
        };
        // A new one remembers no frame. Its size is fixed, so that it never asks the terminal anything: the thread that
        // reads keys would swallow the answer.
        self.terminal = terminal(&self.canvas, Rect::new(0, 0, width, height))?;
        self.canvas.take();
        queue!(self.canvas, Clear(ClearType::All))?;
        Ok((width, height))
    }

    /// Gives the terminal back for a while: [`Screen::resume`] takes it again.
    pub fn suspend(&mut self) {
        give_back();
    }

    /// Takes the terminal again after a stop and draws everything anew at the next frame. Returns its size in cells.
    pub fn resume(&mut self) -> io::Result<(u16, u16)> {
        // Whoever had it meanwhile may have left any mode; the library believes that it is still raw.
        disable_raw_mode()?;
        self.take()?;
        self.resize()
    }

    fn take(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let mut bytes = Vec::new();
        queue!(
            bytes,
            EnterAlternateScreen,
            EnableBracketedPaste,
            EnableFocusChange,
            Hide
        )?;
        OUTPUT.write(bytes);
        Ok(())
    }
}

fn terminal(canvas: &Canvas, area: Rect) -> io::Result<Terminal<CrosstermBackend<Canvas>>> {
    let viewport = Viewport::Fixed(area);
    let backend = CrosstermBackend::new(canvas.clone());
    Terminal::with_options(backend, TerminalOptions { viewport })
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Undoes all that was switched on, once. A terminal that is gone cannot be restored: errors are of no use here.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    OUTPUT.settle(PATIENCE);
    let mut bytes = Vec::new();
    let _ = queue!(
        bytes,
        ResetColor,
        DisableFocusChange,
        DisableBracketedPaste,
        Show,
        LeaveAlternateScreen
    );
    OUTPUT.write(bytes);
    OUTPUT.settle(PATIENCE);
    let _ = disable_raw_mode();
}
