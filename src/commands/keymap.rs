//! From keys to commands: sequences, the nearest scope first, and the user's own keys from `settings.json`.

use super::key::Key;
use super::table::{COMMANDS, Cmd, Command, Scope};
use std::collections::BTreeMap;

/// Which keys give which command.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

#[derive(Debug, Clone)]
struct Binding {
    scope: Scope,
    keys: Vec<Key>,
    cmd: Cmd,
}

/// What a sequence of keys means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    Command(Cmd),
    /// The beginning of a longer sequence.
    Prefix,
    Nothing,
}

/// A user's binding that could not be taken; the default keys stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// No command has that name.
    UnknownCommand(String),
    /// The text is no key sequence.
    BadKey { command: String, key: String },
    /// Two commands of one scope would share the keys (or the beginning of a sequence).
    Taken {
        command: String,
        key: String,
        by: String,
    },
}

impl Default for Keymap {
    fn default() -> Self {
        Keymap::new(&BTreeMap::new()).0
    }
}

impl Keymap {
    /// The default keys, replaced by the user's `own` (command name to key sequences, e.g. `"g g"`).
    pub fn new(own: &BTreeMap<String, Vec<String>>) -> (Keymap, Vec<Conflict>) {
        let mut keymap = Keymap {
            bindings: Vec::new(),
        };
        let mut conflicts: Vec<Conflict> = own
            .keys()
            .filter(|name| COMMANDS.iter().all(|command| command.name != **name))
            .map(|name| Conflict::UnknownCommand(name.clone()))
            .collect();
        // The user's keys first: whoever comes later finds them taken.
        for command in COMMANDS {
            for text in own.get(command.name).into_iter().flatten() {
                if let Err(conflict) = keymap.bind(command, text) {
                    conflicts.push(conflict);
                }
            }
        }
        for command in COMMANDS {
            let replaced = keymap
                .bindings
                .iter()
                .any(|binding| binding.cmd == command.id);
            let removed = own.get(command.name).is_some_and(Vec::is_empty);
            if !replaced && !removed {
                for text in command.keys {
                    if let Err(conflict) = keymap.bind(command, text) {
                        conflicts.push(conflict);
                    }
                }
            }
        }
        (keymap, conflicts)
    }

    fn bind(&mut self, command: &Command, text: &str) -> Result<(), Conflict> {
        let name = command.name.to_owned();
        let keys: Result<Vec<Key>, String> = text.split(' ').map(str::parse).collect();
        let Ok(keys) = keys else {
            return Err(Conflict::BadKey {
                command: name,
                key: text.to_owned(),
            });
        };
        let clash = self.bindings.iter().find(|other| {
            other.scope == command.scope
                && other.cmd != command.id
                && (other.keys.starts_with(&keys) || keys.starts_with(&other.keys))
        });
        if let Some(other) = clash {
            let by = other.cmd.command().name.to_owned();
            return Err(Conflict::Taken {
                command: name,
                key: text.to_owned(),
                by,
            });
        }
        self.bindings.push(Binding {
            scope: command.scope,
            keys,
            cmd: command.id,
        });
        Ok(())
    }

    /// What `keys` mean where `scopes` are active, the nearest first.
    pub fn resolve(&self, scopes: &[Scope], keys: &[Key]) -> Resolved {
        for scope in scopes {
            for binding in self
                .bindings
                .iter()
                .filter(|binding| binding.scope == *scope)
            {
                if binding.keys == keys {
                    return Resolved::Command(binding.cmd);
                }
                if binding.keys.starts_with(keys) {
                    return Resolved::Prefix;
                }
            }
        }
        Resolved::Nothing
    }

    /// The keys of a command as shown to the user, e.g. `["g g", "Home"]`.
    pub fn keys_of(&self, cmd: Cmd) -> Vec<String> {
        self.shown(cmd).collect()
    }

    /// The first of them: the one that hints and messages name.
    pub fn key_of(&self, cmd: Cmd) -> Option<String> {
        self.shown(cmd).next()
    }

    fn shown(&self, cmd: Cmd) -> impl Iterator<Item = String> {
        let sequence = |binding: &Binding| {
            let keys: Vec<String> = binding.keys.iter().map(Key::to_string).collect();
            keys.join(" ")
        };
        let bindings = self.bindings.iter();
        bindings
            .filter(move |binding| binding.cmd == cmd)
            .map(sequence)
    }
}
