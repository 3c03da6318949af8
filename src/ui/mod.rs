//! Drawing helpers: what every pane draws with. Pure; knows cells and styles, nothing of the data.

pub mod layout;
pub mod list;
pub mod paint;
pub mod safe;
pub mod sheet;
pub mod text_area;
pub mod theme;
pub mod wrap;
