//! The chart of calibration: what was predicted against what was remembered.

use super::charts::{bar_room, below, explain, marked_bar, put, say_missing, scale};
use super::{State, grouped};
use crate::commands::Cmd;
use crate::domain::recall::bin_range;
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// So many reviews it takes.
const LEAST: u32 = 100;

/// So far off (0..=1) is good.
const GOOD: f64 = 0.05;

pub fn draw(state: &State, env: &Env, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.memory();
    let calibration = &state.shown.calibration;
    let reviews = calibration.all.tally.reviews;
    let Some(score) = calibration.score().filter(|_| reviews >= LEAST) else {
        return say_missing(env, buf, area, LEAST - reviews.min(LEAST));
    };
    let points = format!("{:.1}", score.rmse * 100.0);
    let advice = if score.rmse <= GOOD {
        texts.well_calibrated(&points)
    } else {
        texts.badly_calibrated(&points, &env.key(Cmd::FitParameters))
    };
    let area = explain(env, buf, area, texts.calibration_means(), &advice);
    // Rows that no prediction fell into are left out: mostly the low ones.
    let bars = bar_room(area, 42);
    let head = format!(
        "{} {} {} {} {}",
        wrap::pad("%", 10),
        wrap::pad_start(texts.predicted(), 10),
        wrap::pad_start(texts.actual(), 8),
        wrap::pad(&format!(" {}", scale("0 %", bars)), usize::from(bars) + 1),
        wrap::pad_start(texts.reviews(), 8),
    );
    put(env, buf, area, area.width, &[(head, Role::Dim)]);
    let mut rest = below(area, 1);
    for (number, bin) in calibration.bins.iter().enumerate().rev() {
        let (Some(predicted), Some(actual)) = (bin.predicted(), bin.tally.share()) else {
            continue;
        };
        let range = bin_range(number);
        let label = match range.start {
            0 => texts.under_half().to_owned(),
            _ => format!("{}-{}", range.start, range.end),
        };
        let pieces = [
            (wrap::pad(&label, 10).into_owned(), Role::Text),
            (
                format!(" {:>10}", texts.percent(Some(predicted))),
                Role::Dim,
            ),
            (format!(" {:>8}  ", texts.percent(Some(actual))), Role::Text),
            (marked_bar(bars, actual, Some(predicted)), Role::BarDone),
            (
                format!(" {:>8}", grouped(bin.tally.reviews as usize)),
                Role::Text,
            ),
        ];
        put(env, buf, rest, rest.width, &pieces);
        rest = below(rest, 1);
    }
    let all = calibration.all;
    let sums = texts.sums(
        &grouped(reviews as usize),
        &texts.percent(all.predicted()),
        &texts.percent(all.tally.share()),
    );
    put(env, buf, rest, rest.width, &[(sums, Role::Text)]);
    let loss = format!("{:.4}", score.log_loss);
    let measures = texts.measures(&texts.percent(Some(score.rmse)), &loss);
    put(
        env,
        buf,
        below(rest, 1),
        rest.width,
        &[(measures, Role::Dim)],
    );
}
