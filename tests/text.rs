//! Text: Hangul tables, cleaning, search, wrapping and the editor.

mod clean;
mod hangul;
mod search;
