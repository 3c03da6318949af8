pub mod app;
pub mod commands;
pub mod content;
pub mod domain;
pub mod lang;
pub mod panes;
pub mod ui;
