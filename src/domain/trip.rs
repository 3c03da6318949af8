//! Named places at which a test can make a debug build panic, to see what a mistake of the program there would cost.
//! In a release they are nothing.

/// A place by its name.
#[cfg(not(debug_assertions))]
pub fn point(_name: &str) {}

#[cfg(debug_assertions)]
pub use debug::{arm, point};

#[cfg(debug_assertions)]
mod debug {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Mutex, PoisonError};

    static IS_ARMED: AtomicBool = AtomicBool::new(false);
    static ARMED: Mutex<String> = Mutex::new(String::new());

    /// Lets the place of this name panic when it is next passed; with a `!` after the name, every time.
    pub fn arm(name: &str) {
        name.clone_into(&mut ARMED.lock().unwrap_or_else(PoisonError::into_inner));
        IS_ARMED.store(true, Ordering::SeqCst);
    }

    /// A place by its name.
    pub fn point(name: &str) {
        if !IS_ARMED.load(Ordering::Relaxed) {
            return;
        }
        let armed = ARMED.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if armed.trim_end_matches('!') != name {
            return;
        }
        IS_ARMED.store(armed.ends_with('!'), Ordering::SeqCst);
        // As mistakes do that come from a text: its words are in the message.
        panic!(
            "asked for at {name}, in a text such as \"{}\"",
            "words of the user"
        );
    }
}
