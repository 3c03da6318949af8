//! Puts it together: one [`Model`], one [`Msg`], one [`update`](Model::update) that returns [`Effect`]s. No I/O.

mod alarm;
mod clock;
mod commands;
mod fitting;
mod hints;
mod history;
mod keys;
mod model;
mod news;
mod outside;
mod past;
mod place;
mod requests;
mod saving;
mod typed;
mod update;
mod view;

pub use history::History;
pub use model::{Model, Overlay, SaveState, Session};
pub use news::{News, key_conflict};
pub use place::Place;
pub use update::{Effect, LONGEST_PASTE, Msg};
