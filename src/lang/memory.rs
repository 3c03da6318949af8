//! Texts of memory.

use super::Lang;

texts! {
    /// Texts of memory.
    Memory {
        name => "Memory", "기억";
    }
}

impl Lang {
    pub fn memory(self) -> Memory {
        Memory(self)
    }
}
