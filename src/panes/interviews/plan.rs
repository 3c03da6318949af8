//! Before an interview: what has to be known by then, the weakest first.

use crate::domain::Interview;
use crate::domain::interview::Preparation;
use crate::panes::{Cmd, Env, Reply, Request};
use crate::ui::theme::Role;
use crate::ui::{list, paint};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Starts a session on the questions that are not known yet, from a row on, as many as today's share.
pub fn study(env: &Env, plan: &Preparation, row: usize) -> Reply {
    let ids = plan.to_study(row);
    if ids.is_empty() {
        return Reply::say(env.lang.interviews().all_known());
    }
    Reply::request(Request::Study(ids))
}

/// How far one is: known of all, and today's share.
pub fn measure(env: &Env, plan: &Preparation) -> [String; 2] {
    let texts = env.lang.interviews();
    let share = match (plan.left(), plan.days) {
        (0, _) => texts.all_known().to_owned(),
        (left, 0) => texts.share_on_day(left),
        (left, days) => texts.share(plan.today(), left, days),
    };
    [texts.known(plan.known, plan.questions.len()), share]
}

/// Draws the measure of an interview ahead in one line.
pub fn draw_measure(env: &Env, plan: &Preparation, buf: &mut Buffer, area: Rect, y: u16) {
    let [known, share] = measure(env, plan);
    let all = plan.questions.len().max(1);
    let bar = paint::bar(20, plan.known as f64 / all as f64);
    let pieces = [
        (known.as_str(), Role::Text),
        ("  ", Role::Text),
        (&bar, Role::BarDone),
        ("  ", Role::Text),
        (&share, Role::Here),
    ];
    let x = area.x + 1.min(area.width);
    env.put_all(
        buf,
        Position { x, y },
        area.width.saturating_sub(1),
        &pieces,
    );
}

pub fn draw(
    env: &Env,
    interview: &Interview,
    plan: &Preparation,
    cursor: usize,
    buf: &mut Buffer,
    area: Rect,
) {
    let texts = env.lang.interviews();
    if area.height < 2 {
        return;
    }
    let x = area.x + 1.min(area.width);
    let width = area.width.saturating_sub(1);
    let title = super::list::name(interview);
    let date = format!("  {}", env.lang.week().date(interview.on, env.now.today()));
    let pieces = [(title.as_str(), Role::Title), (&date, Role::Dim)];
    env.put_all(buf, Position { x, y: area.y }, width, &pieces);
    draw_measure(env, plan, buf, area, area.y + 1);
    let mut top = area.y + 2;
    if plan.questions.is_empty() {
        if top < area.bottom() {
            paint::put(
                buf,
                x,
                top,
                width,
                texts.no_questions(),
                env.style(Role::Text),
            );
        }
        return;
    }
    let mut foot = 0;
    if area.height >= 8 {
        paint::put(
            buf,
            x,
            top,
            width,
            texts.column_recall(),
            env.style(Role::Dim),
        );
        top += 1;
        foot = 1;
    }
    let height = area.bottom().saturating_sub(top + foot);
    let shown = list::window(plan.questions.len(), cursor, usize::from(height));
    for (row, y) in shown.zip(top..) {
        let one = &plan.questions[row];
        let selected = row == cursor;
        let style = |role: Role| {
            let plain = env.style(role);
            if selected { env.selected() } else { plain }
        };
        if selected {
            paint::style_line(buf, area, y, env.selected());
        }
        let recall = match one.recall {
            Some(recall) => format!("{:>4.0}%", recall * 100.0),
            None => texts.never().to_owned(),
        };
        let role = match (one.known, one.recall) {
            (true, _) => Role::Good,
            (false, Some(_)) => Role::Text,
            (false, None) => Role::Dim,
        };
        let Some(question) = env.data.question(&one.question) else {
            continue;
        };
        let recall = crate::ui::wrap::pad(&recall, 8);
        let used = paint::put(buf, x, y, width, &recall, style(role));
        let topic = format!(" {} ", env.lang.questions().topic(&question.topic));
        let right = paint::put_right(buf, area, y, &topic, style(Role::Dim));
        let room = width.saturating_sub(used + right);
        paint::put(
            buf,
            x + used,
            y,
            room,
            question.prompt.get(env.lang),
            style(Role::Text),
        );
    }
    if foot > 0 {
        let count = plan.to_study(cursor).len();
        let says = match count {
            0 => texts.all_known().to_owned(),
            count => texts.studies(&env.key(Cmd::Open), count),
        };
        paint::put(
            buf,
            x,
            area.bottom() - 1,
            width,
            &says,
            env.style(Role::Dim),
        );
    }
}
