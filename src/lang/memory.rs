//! Texts of memory: charts of what was remembered and what comes up, the desired retention, fitted parameters.

use super::Lang;
use crate::domain::fit::Failure;
use chrono::{Datelike, NaiveDate};

texts! {
    /// Texts of memory.
    Memory {
        name => "Memory", "기억";
        retention => "Retention", "기억률";
        forecast => "Forecast", "복습 예정";
        calibration => "Calibration", "예측과 실제";
        topics => "Topics", "주제별";
        all_topics => "all topics", "모든 주제";

        fn reading(done: &str, total: &str) => "Reading reviews: {done} of {total}", "복습 기록을 읽는 중: {total}건 중 {done}건";
        fn missing(missing: u32, key: &str) =>
            "No chart yet: {missing} more reviews are missing. First reviews and repeats on the same day do not count. {key} opens the questions, where you review.",
            "아직 그릴 기록이 모자랍니다. 복습 {missing}번이 더 필요합니다. 첫 복습과 같은 날의 반복은 세지 않습니다. {key} 키로 질문 은행을 열어 복습하세요.";
        fn nothing_reviewed(key: &str) => "Nothing was reviewed yet, so nothing is scheduled. {key} opens the questions, where you review.",
            "아직 복습한 것이 없어 예정된 복습도 없습니다. {key} 키로 질문 은행을 열어 복습하세요.";

        fn retention_means(desired: &str) => "Share of repeated questions you still knew; | is the {desired} you aim for.", "다시 물었을 때 아직 기억하던 비율입니다. | 는 목표 {desired} 입니다.";
        fn on_target(share: &str) => "Last 12 weeks {share}, on target: nothing to do.", "최근 12주 {share}, 목표대로입니다. 할 일이 없습니다.";
        fn below_target(share: &str, fit: &str) => "Last 12 weeks {share}, below the aim: {fit} fits the parameters to you.", "최근 12주 {share}, 목표보다 낮습니다. {fit} 키로 매개변수를 맞추세요.";
        fn above_target(share: &str, fit: &str) => "Last 12 weeks {share}, above the aim: {fit} fits the parameters and saves reviews.", "최근 12주 {share}, 목표보다 높습니다. {fit} 키로 맞추면 복습이 줄어듭니다.";
        no_recent => "No review counted in the last 12 weeks.", "최근 12주에 센 복습이 없습니다.";
        month => "month", "달";
        week_of => "week of", "주 시작";
        knew => "knew", "기억";
        reviews => "reviews", "복습";
        of_known => "of known ones", "알던 질문";

        forecast_means => "Answered on their day and known; new and forgotten ones come on top.", "예정일에 복습하고 모두 기억할 때입니다. 새 질문과 잊은 질문은 더해집니다.";
        fn fits_budget(day: &str, reviews: &str, minutes: &str) => "Most on {day}: {reviews}, about {minutes} min, within a session: nothing to do.", "가장 많은 날 {day}: {reviews}건, 약 {minutes}분. 한 번에 끝낼 수 있습니다.";
        fn over_budget(day: &str, reviews: &str, minutes: &str, budget: u32, lower: &str) => "Most on {day}: {reviews}, about {minutes} min, over the {budget} of a session: {lower} lowers the aim.", "가장 많은 날 {day}: {reviews}건, 약 {minutes}분. 예산 {budget}분 초과: {lower} 목표 낮추기.";
        nothing_ahead => "Nothing comes up in the next 12 weeks.", "12주 안에 돌아올 복습이 없습니다.";
        fn legend(pace: &str) => "█ known (3 weeks or more)   ░ learning   at your {pace} s a review", "█ 아는 질문 (3주 이상)   ░ 배우는 질문   한 번에 {pace}초 기준";
        fn ahead(today: &str, tomorrow: &str, week: &str, month: &str) =>
            "today {today} · tomorrow {tomorrow} · 7 days {week} · 30 days {month}",
            "오늘 {today} · 내일 {tomorrow} · 7일 {week} · 30일 {month}";
        fn minutes(minutes: &str) => "{minutes} min", "{minutes}분";

        calibration_means => "Bar: what you knew. | : what was predicted. Short of it: forgotten too soon.", "막대는 실제 기억, | 는 예측입니다. 못 미치면 예측보다 빨리 잊은 것입니다.";
        fn well_calibrated(rmse: &str) => "Off by {rmse} points on average: good, nothing to do.",
            "평균 {rmse}%p 어긋남: 잘 맞습니다. 할 일이 없습니다.";
        fn badly_calibrated(rmse: &str, fit: &str) => "Off by {rmse} points on average: {fit} fits the parameters to you.",
            "평균 {rmse}%p 어긋남: {fit} 키로 매개변수를 나에게 맞추세요.";
        predicted => "predicted", "예측";
        actual => "actual", "실제";
        under_half => "under 50", "50 미만";
        fn sums(reviews: &str, predicted: &str, actual: &str) =>
            "All {reviews}: predicted {predicted}, actual {actual}", "전체 {reviews}건: 예측 {predicted}, 실제 {actual}";
        fn measures(rmse: &str, loss: &str) =>
            "RMSE over bins {rmse}, log-loss {loss}; without first and same-day reviews",
            "구간 RMSE {rmse}, 로그 손실 {loss}. 첫 복습과 같은 날 반복은 뺐습니다.";

        topics_mean => "Questions by stability: days until memory fades to 90 %. From 3 weeks known.", "안정도(기억이 90 %로 옅어질 때까지의 날수)별 질문 수. 3주부터 아는 것.";
        fn weakest(topic: &str, share: &str, open: &str) => "Weakest: {topic}, knew {share}. {open} on a row shows that topic alone.", "가장 약한 주제: {topic}, 기억 {share}. 줄에서 {open}: 그 주제만 보기.";
        fn chains(tried: usize, median: u32, whole: usize) =>
            "Why-chains tried: {tried}, median depth {median}, whole {whole}.",
            "꼬리 질문: {tried}번 이어 갔고 깊이 중앙값 {median}, 끝까지 답함 {whole}.";
        fn pick(open: &str) => "{open} on a row shows that topic alone in all charts.", "줄에서 {open}: 모든 그래프에서 그 주제만 보기.";
        topic => "topic", "주제";
        unasked => "new", "새";
        under_week => "<7 d", "<7일";
        under_three_weeks => "<3 wk", "<3주";
        under_quarter => "<90 d", "<90일";
        under_year => "<1 y", "<1년";
        over_year => "1 y+", "1년+";
        known => "known", "아는 것";

        fn desired(percent: u32) => "Desired retention {percent} %", "목표 기억률 {percent} %";
        fn change(raise: &str, lower: &str) => "  {raise} {lower} change", "  {raise} {lower} 바꾸기";
        fn new_a_day(count: u32) => "    New questions a day {count}", "    하루 새 질문 {count}개";
        new_step => "new questions a day", "하루 새 질문 수";
        fn usual(fit: &str) => "Parameters: FSRS-6 default  {fit} fits them to you", "매개변수: FSRS-6 기본값  {fit} 나에게 맞추기";
        fn own(fit: &str, back: &str) => "Parameters: FSRS-6 fitted to you  {fit} anew  {back} default", "매개변수: FSRS-6 맞춤값  {fit} 다시 맞추기  {back} 기본값";
        fn proposed(from: u32, to: u32) => "Desired retention {from} % -> {to} %", "목표 기억률 {from} % -> {to} %";
        fn effect(before: &str, after: &str, before_minutes: &str, after_minutes: &str) =>
            ": {before} -> {after} reviews a day, {before_minutes} -> {after_minutes} min",
            ": 하루 복습 {before} -> {after}건, {before_minutes} -> {after_minutes}분";
        fn apply(open: &str, back: &str) => "{open} applies it, {back} drops it. As known now, without new questions.", "{open} 적용, {back} 취소. 지금 기억 기준이며 새 질문은 뺐습니다.";
        fn applied(percent: u32, undo: &str) => "Desired retention is {percent} % now. {undo} takes it back.", "목표 기억률을 {percent} %로 바꿨습니다. {undo} 키로 되돌립니다.";
        fn retention_step(percent: u32) => "desired retention {percent} %", "목표 기억률 {percent} %";
        still_reading => "The reviews are still being read: a moment.", "복습 기록을 아직 읽고 있습니다. 잠시 기다려 주세요.";
        is_fitting => "A fit is under way already.", "이미 맞추는 중입니다.";
        is_offered => "A result waits: apply it or drop it first.", "기다리는 결과가 있습니다. 먼저 적용하거나 버리세요.";
        is_usual => "The default parameters are in force already.", "이미 기본 매개변수를 쓰고 있습니다.";

        fn fitting(percent: u32, reviews: &str, back: &str) => "Fitting to {reviews} reviews: {percent} %. {back} stops it, all else goes on.", "복습 {reviews}건에 맞추는 중: {percent} %. {back} 중단. 다른 일을 해도 됩니다.";
        fit_title => "Fitted parameters", "맞춘 매개변수";
        fn fit_split(trained: &str, tested: &str, from: &str) => "Fitted to the older {trained} reviews, measured on the {tested} since {from}.", "오래된 복습 {trained}건에 맞추고 {from} 뒤의 {tested}건으로 재었습니다.";
        fn fit_seen(seen: &str) => "Read {seen} in all; first ones and repeats on a day are not predicted.", "읽은 복습은 모두 {seen}건, 첫 복습과 같은 날의 반복은 예측하지 않습니다.";
        fn fit_since(count: &str) => "Reviews since the fit began: {count}.", "맞추기 시작한 뒤의 복습: {count}건.";
        log_loss => "log-loss", "로그 손실";
        rmse => "RMSE", "RMSE";
        row_default => "default", "기본값";
        row_current => "in force", "지금 쓰는 값";
        row_fitted => "fitted", "맞춘 값";
        smaller => "Smaller is better in both.", "둘 다 작을수록 좋습니다.";
        is_better => "The fitted ones predict you better.", "맞춘 값이 더 잘 예측합니다.";
        is_no_better => "The fitted ones are no better: best dropped.", "맞춘 값이 더 낫지 않습니다. 버리는 것이 좋습니다.";
        fn fit_apply(open: &str, back: &str, undo: &str) => "{open} puts them in force ({undo} takes it back), {back} drops them.", "{open} 적용 ({undo} 되돌리기), {back} 버리기.";
        fn fit_applied(undo: &str) => "The fitted parameters are in force. {undo} takes it back.", "맞춘 매개변수를 적용했습니다. {undo} 키로 되돌립니다.";
        fn usual_applied(undo: &str) => "The default parameters are in force. {undo} takes it back.", "기본 매개변수를 적용했습니다. {undo} 키로 되돌립니다.";
        parameters_step => "parameters of memory", "기억 매개변수";
        fn fit_is_over(key: &str) => "Fitting is over: {key} shows the result.", "매개변수 맞추기가 끝났습니다. {key} 키로 결과를 봅니다.";
        fn failed(back: &str) => "{back} closes this.", "{back} 닫기.";
        stopped => "Fitting was stopped.", "맞추기를 중단했습니다.";
        fn too_few(missing: usize) => "Fitting takes 400 reviews that count; {missing} are missing.", "맞추려면 셀 수 있는 복습 400번이 필요합니다. {missing}번 모자랍니다.";
        one_day => "All reviews lie too close together to hold some out.", "복습이 며칠에 몰려 있어 따로 남겨 잴 것이 없습니다.";
        no_numbers => "The optimiser found no usable numbers in these reviews. Nothing changed.", "이 기록에서는 쓸 수 있는 값을 찾지 못했습니다. 바뀐 것은 없습니다.";
    }
}

impl Memory {
    /// Why nothing was fitted.
    pub fn failure(self, failure: Failure) -> String {
        match failure {
            Failure::Stopped => self.stopped().to_owned(),
            Failure::TooFew(missing) => self.too_few(missing),
            Failure::OneDay => self.one_day().to_owned(),
            Failure::NoNumbers => self.no_numbers().to_owned(),
        }
    }

    /// `11-20`
    pub fn day(self, day: NaiveDate) -> String {
        format!("{:02}-{:02}", day.month(), day.day())
    }

    /// `91.4 %`, or a dash where there is none.
    pub fn percent(self, share: Option<f64>) -> String {
        share.map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", share * 100.0))
    }
}

impl Lang {
    pub fn memory(self) -> Memory {
        Memory(self)
    }
}
