//! The kinds of period that a new one is chosen from.

use crate::domain::{BacklogOrder, Before, Media, Period};
use crate::lang::Lang;
use crate::panes::Env;
use crate::ui::paint;
use crate::ui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A kind of period, and the length it usually has.
pub fn presets(lang: Lang) -> [(&'static str, String, Period); 5] {
    let texts = lang.periods();
    let usual = Period {
        ahead: 7,
        back_a_day: 30,
        hours: Some(0.0),
        ..Period::default()
    };
    [
        (texts.exercise(), texts.length_weeks(2), usual.clone()),
        (
            texts.leave(),
            texts.length_days(7),
            Period {
                media: Media::Phone,
                a_day: 10,
                hours: None,
                ..usual.clone()
            },
        ),
        (
            texts.exams(),
            texts.length_weeks(2),
            Period {
                media: Media::Computer,
                before: Before::Lighten,
                a_day: 10,
                hours: Some(2.0),
                ..usual.clone()
            },
        ),
        (
            texts.basic(),
            texts.length_weeks(5),
            Period {
                media: Media::Paper,
                ahead: 14,
                order: BacklogOrder::Value,
                ..usual.clone()
            },
        ),
        (texts.other(), String::new(), usual),
    ]
}

/// Draws them over the whole pane.
pub fn draw(env: &Env, buf: &mut Buffer, cursor: usize) {
    let area = env.area;
    let texts = env.lang.periods();
    paint::put(
        buf,
        area.x + 1,
        area.y,
        area.width.saturating_sub(2),
        texts.which(),
        env.style(Role::Title),
    );
    let rows = presets(env.lang);
    for ((at, (name, length, period)), y) in rows.iter().enumerate().zip(area.y + 1..area.bottom())
    {
        let media = texts.media_of(period.media);
        let pieces = match length.is_empty() {
            true => vec![((*name).to_owned(), Role::Text)],
            false => vec![
                ((*name).to_owned(), Role::Text),
                (format!("  {length} · {media}"), Role::Dim),
            ],
        };
        env.put_all(
            buf,
            Position::new(area.x + 1, y),
            area.width.saturating_sub(2),
            &pieces,
        );
        if at == cursor {
            let line = Rect {
                y,
                height: 1,
                ..area
            };
            paint::style_line(buf, line, y, env.selected());
        }
    }
}
