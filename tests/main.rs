//! The one test binary: a module for each area of behaviour.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod absence;
mod adopt;
mod architecture;
mod chain;
mod cli;
mod cockpit;
#[allow(dead_code, reason = "shared with the benches, which use the rest")]
mod common;
mod content;
mod copies;
mod data;
mod day;
mod diff;
mod doctor;
mod drafts;
mod exchange;
mod finding;
mod form;
mod fuzz;
mod help;
mod hostile;
mod instances;
mod interviews;
mod items;
mod keyboard;
mod keys;
mod kills;
mod library;
mod memory;
mod mock;
mod past;
mod pictures;
mod questions;
mod readme;
mod retro;
mod review;
mod saving;
mod session;
mod start;
mod store;
mod stories;
mod stress;
mod terminal;
mod text;
mod time;
mod timeline;
mod unsent;
mod update;
mod week;
mod year;
