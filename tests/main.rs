//! The one test binary: a module for each area of behaviour.

mod text;
