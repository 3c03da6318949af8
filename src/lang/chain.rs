//! Texts of why-chains.

use super::Lang;

texts! {
    /// Texts of why-chains.
    Chain {
        name => "Why-chain", "꼬리 질문";
        fn progress(at: usize, of: usize) => "why {at}/{of}", "꼬리 질문 {at}/{of}";
        fn say_first(key: &str) => "Answer aloud, then {key} shows the short answer.", "소리 내어 답한 다음 {key} 키로 짧은 답을 봅니다.";
        fn verdict(held: &str, failed: &str) => "{held} I had it: deeper   {failed} I had not: stop here",
            "{held} 답했음: 더 깊이   {failed} 막혔음: 여기서 멈춤";
        fn verdict_alone(held: &str, failed: &str) => "{held} I had it   {failed} I had not", "{held} 답했음   {failed} 막혔음";
        no_answer => "(no short answer is written)", "(적힌 짧은 답이 없음)";
        fn whole(depth: u32) => "The whole chain held, {depth} deep.", "{depth}단계 끝까지 답했습니다.";
        fn reached(depth: u32, of: u32) => "Depth reached: {depth} of {of}.", "{of}단계 가운데 {depth}단계까지 답했습니다.";
        fn stuck_beside(held: usize, of: usize) => "You got to the deepest why, but were stuck on another: {held} of {of} whys held.",
            "가장 깊은 질문까지 갔지만 다른 데서 막혔습니다. 질문 {of}개 중 {held}개.";
        fn again(prompt: &str) => "It comes up again: {prompt}", "다시 나올 질문: {prompt}";
        fn back(key: &str) => "{key} goes back to the card.", "{key} 키로 카드로 돌아갑니다.";
        none => "This question has no follow-ups. They can be added in the form.", "꼬리 질문이 없습니다. 고치기에서 더할 수 있습니다.";
        reveal_first => "See the short answer first.", "먼저 짧은 답을 보세요.";
        over => "The chain is over.", "꼬리 질문이 끝났습니다.";
        fn depth_of(last: u32, best: u32, of: u32) => "chain {last}/{of}, best {best}", "꼬리 질문 {last}/{of}단계, 최고 {best}단계";

    }
}

impl Lang {
    pub fn chain(self) -> Chain {
        Chain(self)
    }
}
