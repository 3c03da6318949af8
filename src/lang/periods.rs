//! Texts of periods of absence.

use super::Lang;

texts! {
    /// Texts of periods of absence.
    Periods {
        name => "Periods of absence", "쉬는 기간";
    }
}

impl Lang {
    pub fn periods(self) -> Periods {
        Periods(self)
    }
}
