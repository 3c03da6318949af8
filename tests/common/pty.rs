//! The real program in a pseudo-terminal.

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Longest wait for anything to appear: generous, since test machines are busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program running in a pseudo-terminal, and the screen it draws.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    seen: Arc<Mutex<Seen>>,
    reader: Option<JoinHandle<()>>,
    closing: Arc<AtomicBool>,
    paused: Arc<AtomicBool>,
}

/// Something that wants to see the screen after every piece of output.
type Watch = Box<dyn FnMut(&vt100::Screen) + Send>;

/// What has come out so far.
struct Seen {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    /// Called with the screen after every piece of output.
    watch: Option<Watch>,
}

impl Pty {
    /// Starts gongbu on a data directory at a fixed moment.
    pub fn gongbu(data: &Path, args: &[&str], width: u16, height: u16) -> Pty {
        Pty::gongbu_with(data, args, width, height, &[])
    }

    /// The same with variables of the environment.
    pub fn gongbu_with(
        data: &Path,
        args: &[&str],
        width: u16,
        height: u16,
        variables: &[(&str, &str)],
    ) -> Pty {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gongbu"));
        command.arg("--data-dir");
        command.arg(data);
        command.args(["--now", super::FRIDAY]);
        command.args(args);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        for name in super::LOCALE {
            command.env_remove(name);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        Pty::start(command, width, height)
    }

    /// Starts any program.
    pub fn program(path: &Path, args: &[&str], width: u16, height: u16) -> Pty {
        let mut command = CommandBuilder::new(path);
        command.args(args);
        command.env("GONGBU", env!("CARGO_BIN_EXE_gongbu"));
        command.env("TERM", "xterm-256color");
        Pty::start(command, width, height)
    }

    fn start(command: CommandBuilder, width: u16, height: u16) -> Pty {
        let size = PtySize {
            rows: height,
            cols: width,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().expect("its output");
        let keyboard = pair.master.take_writer().expect("its input");
        let seen = Arc::new(Mutex::new(Seen {
            screen: vt100::Parser::new(cells(height), cells(width), 0),
            bytes: Vec::new(),
            watch: None,
        }));
        let shared = Arc::clone(&seen);
        let closing = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&closing);
        let paused = Arc::new(AtomicBool::new(false));
        let pause = Arc::clone(&paused);
        let reader = thread::spawn(move || {
            let mut piece = [0; 8192];
            loop {
                while pause.load(Ordering::Relaxed) {
                    thread::sleep(Duration::from_millis(5));
                }
                let Ok(count) = output.read(&mut piece) else {
                    return;
                };
                if count == 0 || stop.load(Ordering::Relaxed) {
                    return;
                }
                let mut seen = shared.lock().expect("no reader panics");
                seen.bytes.extend_from_slice(&piece[..count]);
                seen.screen.process(&piece[..count]);
                if let Some(mut watch) = seen.watch.take() {
                    watch(seen.screen.screen());
                    seen.watch = Some(watch);
                }
            }
        });
        Pty {
            child,
            master: Some(pair.master),
            keyboard: Some(keyboard),
            seen,
            reader: Some(reader),
            closing,
            paused,
        }
    }

    /// Calls `watch` with the screen after every piece of output.
    pub fn watch(&self, watch: impl FnMut(&vt100::Screen) + Send + 'static) {
        self.seen.lock().expect("no reader panics").watch = Some(Box::new(watch));
    }

    /// Sends bytes as a keyboard would. A program that has gone does not mind.
    pub fn send(&mut self, keys: &str) -> &mut Pty {
        self.send_bytes(keys.as_bytes())
    }

    /// Sends bytes that need not be text.
    pub fn send_bytes(&mut self, bytes: &[u8]) -> &mut Pty {
        if let Some(keyboard) = &mut self.keyboard {
            let _ = keyboard.write_all(bytes).and_then(|()| keyboard.flush());
        }
        self
    }

    /// Stops reading what the program writes, or goes on.
    pub fn pause(&self, pause: bool) {
        self.paused.store(pause, Ordering::Relaxed);
    }

    /// Gives the terminal another size, and forgets what was on its screen.
    pub fn resize(&self, width: u16, height: u16) {
        let size = PtySize {
            rows: height,
            cols: width,
            pixel_width: 0,
            pixel_height: 0,
        };
        // Before it is told: what it draws then must not be forgotten. One that is told of no size takes the usual one.
        match (width, height) {
            (0, _) | (_, 0) => self.forget(80, 24),
            (width, height) => self.forget(width, height),
        }
        let master = self.master.as_ref().expect("a terminal");
        master.resize(size).expect("it takes the size");
    }

    /// Forgets what was on the screen.
    pub fn forget(&self, width: u16, height: u16) {
        let mut seen = self.seen.lock().expect("no reader panics");
        seen.screen = vt100::Parser::new(cells(height), cells(width), 0);
    }

    /// The modes of the terminal, as `stty` prints them.
    pub fn modes(&self) -> String {
        let master = self.master.as_ref().expect("a terminal");
        let name = master.tty_name().expect("it has a name");
        let stty = Command::new("stty").arg("-g").arg("-F").arg(name).output();
        String::from_utf8(stty.expect("stty is a program").stdout).expect("ASCII")
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.seen
            .lock()
            .expect("no reader panics")
            .screen
            .screen()
            .contents()
    }

    /// Lets a function look at the screen.
    pub fn with_screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.seen.lock().expect("no reader panics").screen.screen())
    }

    /// Everything the program has written.
    pub fn output(&self) -> Vec<u8> {
        self.seen.lock().expect("no reader panics").bytes.clone()
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&mut self, text: &str) -> &mut Pty {
        let start = Instant::now();
        while !self.screen().contains(text) {
            assert!(
                start.elapsed() < PATIENCE,
                "\"{text}\" does not appear:\n{}",
                self.screen()
            );
            thread::sleep(Duration::from_millis(10));
        }
        self
    }

    /// Waits until the program ends.
    pub fn wait_exit(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("its state") {
                // What it wrote last may still be on its way to the reader.
                thread::sleep(Duration::from_millis(50));
                return status;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "it does not end:\n{}",
                self.screen()
            );
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Sends a signal, e.g. `KILL`.
    pub fn signal(&self, name: &str) {
        if let Some(pid) = self.child.process_id() {
            let sent = Command::new("kill")
                .args([&format!("-{name}"), &pid.to_string()])
                .status();
            assert!(sent.is_ok(), "kill is a program");
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("it runs")
    }

    /// Closes the terminal under the program.
    pub fn hang_up(&mut self) {
        // The reader holds the terminal open too: one more key brings it to its end.
        self.closing.store(true, Ordering::Relaxed);
        self.send("x");
        if let Some(reader) = self.reader.take() {
            reader.join().expect("no reader panics");
        }
        self.keyboard = None;
        self.master = None;
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        self.signal("KILL");
        let _ = self.child.wait();
    }
}

/// Runs gongbu without a terminal and returns what it prints; fails when it fails.
pub fn run(data: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongbu"));
    super::LOCALE.iter().for_each(|name| {
        command.env_remove(name);
    });
    let output = command
        .arg("--data-dir")
        .arg(data)
        .args(["--now", super::FRIDAY])
        .args(args)
        .output()
        .expect("the program starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "gongbu {args:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A length of a terminal, which has at least one cell.
fn cells(length: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(length).unwrap_or(std::num::NonZeroU16::MIN)
}
