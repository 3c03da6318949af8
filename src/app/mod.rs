//! Puts it together: one [`Model`], one [`Msg`], one [`update`](Model::update) that returns [`Effect`]s. No I/O.

mod clock;
mod commands;
mod history;
mod keys;
mod model;
mod requests;
mod typed;
mod update;
mod view;

pub use history::History;
pub use model::{Model, Overlay, SaveState, Session, key_conflict};
pub use update::{Effect, LONGEST_PASTE, Msg};
