//! What we know, as pure functions and data: no terminal, no files, no clock.

pub mod hangul;
pub mod search;
pub mod text;
