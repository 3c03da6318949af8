//! Texts, files and places that mean harm: nothing in them acts on the terminal, leaves the data directory, starts a
//! program or calls anybody; and what they break is told, not passed on.

mod bombs;
mod corpus;
mod gates;
mod outside;
mod panics;
mod pipes;
mod places;
mod rights;
pub mod sample;
mod screens;
mod slow;
pub mod terminal;
mod typed;
mod vt;
#[allow(dead_code, reason = "shared with the benches, which use the rest")]
mod watched;
