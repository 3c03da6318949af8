//! Earlier states: what there is, what bringing one back would change.

mod asked;
pub mod words;

pub use asked::*;
