//! What a key is: a command, a part of one, or text.

use super::model::Model;
use crate::commands::{Cmd, Code, Key, Resolved, Scope};
use crate::panes::Toast;

impl Model {
    /// A toast belongs to what was done last: what opens or is left next has its own line of keys to show, and a
    /// refusal is over with the next key.
    pub(super) fn key(&mut self, key: Key) {
        let scopes = self.scopes();
        let last = self.toast.take();
        self.press(key);
        if self.toast.is_none() && self.scopes() == scopes {
            self.toast = last.filter(|(toast, _)| !toast.bad);
        }
    }

    fn press(&mut self, key: Key) {
        self.hangul = false;
        if self.takes_text() {
            return self.text_key(key);
        }
        match key.under_hangul() {
            None => self.command_key(key),
            Some(keys) => {
                self.hangul = true;
                let syllable = keys.len() > 1;
                for key in keys {
                    // A syllable's first key may have opened a text field; the rest is not text. And somebody who
                    // begins a Korean word where no text is taken does not mean to quit by its first letter.
                    let quits =
                        self.keymap.resolve(&self.scopes(), &[key]) == Resolved::Command(Cmd::Quit);
                    if !(self.takes_text() || syllable && quits) {
                        self.command_key(key);
                    }
                }
            }
        }
    }

    /// A key where characters are text: other keys may be commands, the rest goes to the text.
    fn text_key(&mut self, key: Key) {
        self.pending.clear();
        // Ctrl with a Hangul letter is the command under it; the letter alone is text.
        let command = match key.under_hangul() {
            Some(keys) if key.ctrl || key.alt => keys.first().copied().unwrap_or(key),
            _ => key,
        };
        if command.typed().is_none() {
            if let Resolved::Command(cmd) = self.keymap.resolve(&self.scopes(), &[command]) {
                return self.run(cmd);
            }
            if self.quits(command) {
                return self.run(Cmd::Quit);
            }
        }
        if let Some(op) = crate::panes::text_keys::op_of(command) {
            self.text(op);
        }
    }

    fn command_key(&mut self, key: Key) {
        self.pending.push(key);
        match self.keymap.resolve(&self.scopes(), &self.pending) {
            Resolved::Prefix => {}
            Resolved::Command(cmd) => {
                self.pending.clear();
                self.run(cmd);
            }
            Resolved::Nothing => {
                let alone = self.pending.len() == 1;
                self.pending.clear();
                if self.quits(key) {
                    return self.run(Cmd::Quit);
                }
                // The key that broke a sequence off may be a command of its own.
                if !alone && key.code != Code::Esc {
                    self.command_key(key);
                } else if self.asks_for_help(key) {
                    self.run(Cmd::OpenHelp);
                } else if key.typed().is_some() {
                    self.say_no_command(key);
                }
            }
        }
    }

    /// Whether a key that means nothing here is the one for help, and this a place that has some: on a card too it is
    /// the help that tells the keys.
    fn asks_for_help(&self, key: Key) -> bool {
        self.gives_help()
            && self.keymap.resolve(&[Scope::Cockpit], &[key]) == Resolved::Command(Cmd::OpenHelp)
    }

    /// A letter that does nothing here, perhaps text meant for a field: says so, and where the keys are listed.
    fn say_no_command(&mut self, key: Key) {
        // Where a question waits for its answer, or in an overlay, the keys are on the screen.
        if !self.gives_help() {
            return;
        }
        let help = self.keymap.keys_of(Cmd::OpenHelp).into_iter().next();
        let text = (self.lang.app()).no_command(&key.to_string(), &help.unwrap_or_default());
        self.say(Toast { text, bad: true });
    }

    /// Whether a key that means nothing here is one that quits everywhere else: with Ctrl it does so in overlays,
    /// text fields and questions too. Nobody is locked in.
    fn quits(&self, key: Key) -> bool {
        key.ctrl && self.keymap.resolve(&[Scope::Cockpit], &[key]) == Resolved::Command(Cmd::Quit)
    }

    /// Whether help can be asked for now: neither in an overlay nor before a question that has two answers.
    pub fn gives_help(&self) -> bool {
        self.overlay.is_none() && !matches!(self.scopes().first(), Some(Scope::Confirm))
    }
}
