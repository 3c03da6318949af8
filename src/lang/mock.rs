//! Texts of mock interviews.

use super::Lang;

texts! {
    /// Texts of mock interviews.
    Mock {
        name => "Mock interviews", "모의 면접";
    }
}

impl Lang {
    pub fn mock(self) -> Mock {
        Mock(self)
    }
}
