//! Everything the user can tell the program to do, in one table: id, name, keys, where it applies, title.
//! Keymap, help, palette and README are made from it.

mod key;
mod keymap;
mod table;

pub use key::{Code, Key};
pub use keymap::{Conflict, Keymap, Resolved};
pub use table::{COMMANDS, Cmd, Command, Scope};
