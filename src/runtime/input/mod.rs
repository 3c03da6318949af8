//! What the keyboard sends. Bytes are read in one thread and made sense of in another: an escape is a key when nothing
//! follows it, a paste ends however it is sent, and what was pasted into a terminal that does not mark pastes is told
//! from typing by its speed.

mod burst;
mod decode;

pub use burst::Keyboard;
pub use decode::{Decoder, Input};
