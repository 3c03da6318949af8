//! Texts of interviews.

use super::Lang;

texts! {
    /// Texts of interviews.
    Interviews {
        name => "Interviews", "면접";
    }
}

impl Lang {
    pub fn interviews(self) -> Interviews {
        Interviews(self)
    }
}
