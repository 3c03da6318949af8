//! The one test binary: a module for each area of behaviour.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod architecture;
mod cockpit;
mod common;
mod data;
mod items;
mod keys;
mod pictures;
mod stress;
mod text;
mod week;
