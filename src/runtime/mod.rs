//! The impure shell: command line, terminal, loop, clock, signals, data directory.

pub mod cli;
pub mod clock;
pub mod cockpit;
pub mod data_dir;
mod events;
pub mod input;
pub mod open;
mod terminal;
pub mod wording;
