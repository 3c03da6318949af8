//! gongbu: a terminal cockpit for one person's long study plan.

pub mod domain;
pub mod ui;
