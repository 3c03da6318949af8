//! What a fit came to: before and after, for the user to apply or drop.

use super::charts::{below, put, say};
use super::{State, grouped};
use crate::commands::Cmd;
use crate::domain::fit::Fitted;
use crate::domain::recall::Score;
use crate::panes::Env;
use crate::ui::theme::Role;
use crate::ui::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Parameters in a line.
const IN_LINE: usize = 7;

pub fn draw(state: &State, fitted: &Fitted, env: &Env, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.memory();
    let [default, current, new] = &fitted.scores;
    put(
        env,
        buf,
        area,
        area.width,
        &[(texts.fit_title(), Role::Title)],
    );
    let split = texts.fit_split(
        &grouped(fitted.trained),
        &grouped(fitted.tested),
        &fitted.from.to_string(),
    );
    let rest = say(env, buf, below(area, 1), &split, Role::Dim);
    let seen = texts.fit_seen(&grouped(fitted.seen));
    let mut rest = say(env, buf, rest, &seen, Role::Dim);
    let since = state.figures.reviews.saturating_sub(fitted.seen);
    if since > 0 {
        rest = say(env, buf, rest, &texts.fit_since(&grouped(since)), Role::Dim);
    }
    let mut rest = below(rest, u16::from(rest.height > 10));
    let cells = |name: &str, loss: &str, rmse: &str| {
        format!(
            "{} {} {}",
            wrap::pad(name, 16),
            wrap::pad_start(loss, 10),
            wrap::pad_start(rmse, 10)
        )
    };
    let figures = |score: &Score| {
        let rmse = texts.percent(Some(score.rmse));
        (format!("{:.4}", score.log_loss), rmse)
    };
    let mut line = |text: String, role: Role| {
        put(env, buf, rest, rest.width, &[(text, role)]);
        rest = below(rest, 1);
    };
    line(cells("", texts.log_loss(), texts.rmse()), Role::Dim);
    let usual = fitted.current.is_empty();
    let rows = [
        (texts.row_default(), default, Role::Text),
        (texts.row_current(), current, Role::Text),
        (texts.row_fitted(), new, Role::Title),
    ];
    for (at, (name, score, role)) in rows.into_iter().enumerate() {
        // The default ones in force are one row.
        if usual && at == 0 {
            continue;
        }
        let (loss, rmse) = figures(score);
        line(cells(name, &loss, &rmse), role);
    }
    let verdict = if fitted.is_better() {
        (texts.is_better(), Role::Good)
    } else {
        (texts.is_no_better(), Role::Warn)
    };
    line(format!("{} {}", texts.smaller(), verdict.0), verdict.1);
    let (open, back) = (env.key(Cmd::Open), env.key(Cmd::Back));
    line(
        texts.fit_apply(&open, &back, &env.key(Cmd::Undo)),
        Role::Key,
    );
    line(String::new(), Role::Text);
    for (at, chunk) in fitted.parameters.chunks(IN_LINE).enumerate() {
        let shown: Vec<String> = chunk.iter().map(|value| format!("{value:>8.4}")).collect();
        let first = at * IN_LINE;
        line(format!("w{first:<2} {}", shown.join(" ")), Role::Dim);
    }
}
