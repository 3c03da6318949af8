//! All tests that need more than one file of the program, in one binary.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cockpit;
mod common;
mod questions;
mod text;
