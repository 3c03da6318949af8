//! Words of STAR stories.

use super::Lang;

texts! {
    /// Words of STAR stories.
    Stories {
        name => "STAR stories", "STAR 이야기";
        situation => "Situation", "상황";
        task => "Task", "과제";
        action => "Action", "행동";
        result => "Result", "결과";
        hint => "Situation, task, action, result: two minutes, and a number at the end.",
            "상황, 과제, 행동, 결과 순서로 2분 안에, 마지막은 숫자로.";
        fn tell_me(title: &str) => "Tell me about it: {title}", "경험을 말해 보세요: {title}";
    }
}

impl Lang {
    pub fn stories(self) -> Stories {
        Stories(self)
    }
}
