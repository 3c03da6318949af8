//! What we know: plans, weeks, questions, drafts, retros. Pure: no terminal, no files, no clock.

pub mod calendar;
pub mod chain;
pub mod data;
pub mod dates;
pub mod diff;
pub mod docs;
pub mod doctor;
pub mod draft;
pub mod edit;
pub mod fit;
pub mod hangul;
pub mod index;
pub mod interview;
pub mod items;
mod names;
pub mod pace;
pub mod recall;
pub mod records;
pub mod relearn;
pub mod review;
pub mod schedule;
pub mod search;
pub mod session;
pub mod text;
pub mod today;
pub mod tree;
pub mod trip;
pub mod words;

pub use calendar::{Now, Span, Week};
pub use data::{Data, Refused};
pub use diff::{Difference, Touched};
pub use edit::{Change, Edit, ForeignChange, Step};
pub use index::Index;
pub use names::Known;
pub use records::*;
pub use words::Text;
