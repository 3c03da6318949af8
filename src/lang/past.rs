//! Texts about earlier states: what there is, what bringing one back changes.

use super::Lang;

texts! {
    /// Texts about earlier states.
    Past {
        settings => "settings", "설정";
        fn progress_of(title: &str) => "state of {title}", "{title} 상태";
        fn time_on(title: &str, amount: &str, day: &str) => "{amount} on {day}, {title}", "{day} {amount}, {title}";
        fn grade_of(title: &str, day: &str) => "grade of {day}, {title}", "{day} 채점, {title}";
    }
}

impl Lang {
    pub fn past(self) -> Past {
        Past(self)
    }
}
