//! Drawing helpers that know cells and styles, but no files, keys, threads or clocks.

pub mod safe;
pub mod text_area;
pub mod wrap;
