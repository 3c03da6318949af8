//! Tells typing from pasting where the terminal does not: nobody types more than twenty characters in thirty
//! milliseconds. What came so fast is one paste; no line end in it sends anything, no letter in it is a command.

use super::decode::{Decoder, Input, PASTE_ENDS, Pasted, find};
use crate::commands::{Code, Key};
use std::time::{Duration, Instant};

/// More characters than this, and it is a paste.
const MOST: usize = 20;

/// The time in which they come.
const WINDOW: Duration = Duration::from_millis(30);

/// Two characters nearer than this may be the beginning of a paste.
const NEAR: Duration = Duration::from_millis(5);

/// After so long without a byte what was held back is let go.
const QUIET: Duration = Duration::from_millis(10);

/// Nothing of a sequence comes later than this; an escape before that is the key.
const ESCAPE: Duration = Duration::from_millis(10);

/// A paste that the terminal does not end is over when nothing came for so long.
const UNENDED: Duration = Duration::from_secs(1);

/// How a terminal says that what follows is pasted.
const PASTE_BEGINS: &[u8] = b"\x1b[200~";

/// Makes inputs of bytes and the moments they came at.
#[derive(Debug, Default)]
pub struct Keyboard {
    decoder: Decoder,
    /// Held back until it is known what they are.
    held: Vec<u8>,
    /// A paste that nobody marked.
    burst: Option<Pasted>,
    began: Option<Instant>,
    last: Option<Instant>,
}

impl Keyboard {
    /// Takes bytes that came at a moment and adds what they mean to `out`.
    pub fn feed(&mut self, bytes: &[u8], at: Instant, out: &mut Vec<Input>) {
        self.due(at, out);
        let near = self
            .last
            .is_some_and(|last| at.saturating_duration_since(last) < NEAR);
        self.last = Some(at);
        if let Some(burst) = &mut self.burst {
            burst.push(bytes);
            return;
        }
        if self.decoder.is_pasting() {
            return self.decode(bytes, at, out);
        }
        let bytes = &[self.decoder.take_rest().as_slice(), bytes].concat();
        if let Some(begin) = find(&[self.held.as_slice(), bytes].concat(), PASTE_BEGINS) {
            // What was held before it is no part of it.
            let all = [std::mem::take(&mut self.held).as_slice(), bytes].concat();
            self.let_go(&all[..begin], out);
            return self.decode(&all[begin..], at, out);
        }
        if self.held.is_empty() && !near && characters(bytes) < 2 {
            self.decoder.feed(bytes, out);
            return;
        }
        if self.held.is_empty() {
            self.began = Some(at);
        }
        self.held.extend_from_slice(bytes);
        if characters(&self.held) > MOST {
            let mut burst = Pasted::default();
            burst.push(&std::mem::take(&mut self.held));
            self.burst = Some(burst);
        }
    }

    /// How long to wait for bytes before [`Keyboard::due`] has something to say; none for ever.
    pub fn patience(&self, now: Instant) -> Option<Duration> {
        let quiet = now.saturating_duration_since(self.last?);
        let left = |wait: Duration| Some(wait.saturating_sub(quiet));
        if self.burst.is_some() {
            left(WINDOW)
        } else if !self.held.is_empty() {
            let held = now.saturating_duration_since(self.began.unwrap_or(now));
            left(QUIET).map(|quiet| quiet.min(WINDOW.saturating_sub(held)))
        } else if self.decoder.is_pasting() {
            left(UNENDED)
        } else if self.decoder.is_waiting() {
            left(ESCAPE)
        } else {
            None
        }
    }

    /// Lets go what has waited long enough.
    pub fn due(&mut self, now: Instant, out: &mut Vec<Input>) {
        if self
            .patience(now)
            .is_none_or(|patience| !patience.is_zero())
        {
            return;
        }
        if let Some(burst) = self.burst.take() {
            out.push(burst.input());
        } else if self.held.is_empty() {
            self.decoder.settle(out);
        } else {
            let held = std::mem::take(&mut self.held);
            self.let_go(&held, out);
        }
    }

    /// Decodes what needs no holding back; what stands behind the end of a paste is looked at as what came before it.
    fn decode(&mut self, bytes: &[u8], at: Instant, out: &mut Vec<Input>) {
        if let Some(more) = self.decoder.feed_to_end_of_paste(bytes, out)
            && !more.is_empty()
        {
            self.feed(&more, at, out);
        }
    }

    /// Takes bytes for keys, unless nobody could have typed so many.
    fn keys(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        if characters(bytes) <= MOST {
            return self.decoder.feed(bytes, out);
        }
        let mut burst = Pasted::default();
        burst.push(bytes);
        out.push(burst.input());
    }

    /// Lets go what was held back. Where a paste ends in it that has not begun, the paste held such an end itself.
    fn let_go(&mut self, held: &[u8], out: &mut Vec<Input>) {
        let Some(end) = find(held, PASTE_ENDS) else {
            return self.keys(held, out);
        };
        let mut pasted = Pasted::default();
        pasted.push(&held[..end]);
        out.push(pasted.input());
        self.let_go(&held[end + PASTE_ENDS.len()..], out);
    }
}

/// How many of the keys write something or end a line.
fn characters(bytes: &[u8]) -> usize {
    let mut inputs = Vec::new();
    Decoder::default().feed(&bytes[..bytes.len().min(4096)], &mut inputs);
    let writes = |input: &&Input| match input {
        Input::Key(key) => key.typed().is_some() || matches!(key.code, Code::Enter | Code::Tab),
        _ => false,
    };
    let newline = Key {
        ctrl: true,
        ..Key::char('j')
    };
    let is_newline = |input: &&Input| **input == Input::Key(newline);
    let written = inputs.iter().filter(writes).count();
    written + inputs.iter().filter(is_newline).count()
}
