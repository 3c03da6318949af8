//! Text: Hangul tables, cleaning, search, wrapping and the editor.

mod clean;
mod hangul;
mod search;
mod text_area;
mod text_area_fuzz;
mod wrap;
