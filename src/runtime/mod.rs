//! The impure shell: command line, terminal, loop, clock, signals, data directory.

pub mod cli;
pub mod clock;
pub mod cockpit;
pub mod data_dir;
mod doctor;
mod events;
mod exchange;
pub mod fitting;
pub mod input;
pub mod locale;
mod looking;
pub mod migrate;
mod mistake;
pub mod open;
mod packs;
pub mod past;
mod stay;
mod takeover;
mod terminal;
mod watching;
pub mod wording;
