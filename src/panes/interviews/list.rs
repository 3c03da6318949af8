//! The list of interviews: those ahead on top, the nearest first, then those that were held.

use super::plan;
use crate::domain::interview::{Hits, Preparation, ahead};
use crate::domain::{Id, Interview};
use crate::panes::{Cmd, Env};
use crate::ui::sheet::Sheet;
use crate::ui::theme::Role;
use crate::ui::{list, paint, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The interviews in the order of the rows.
pub fn rows(env: &Env) -> Vec<Id> {
    let next = ahead(env.data, env.now.today());
    let mut rows: Vec<Id> = next.into_iter().map(|one| one.id.clone()).collect();
    let others = env.data.interviews.iter();
    let mut others: Vec<&Interview> = others
        .filter(|one| !one.deleted && !rows.contains(&one.id))
        .collect();
    others.sort_by(|a, b| (b.on, &b.id).cmp(&(a.on, &a.id)));
    rows.extend(others.into_iter().map(|one| one.id.clone()));
    rows
}

/// Company and role.
pub fn name(interview: &Interview) -> String {
    if interview.role.is_empty() {
        return interview.company.clone();
    }
    format!("{}, {}", interview.company, interview.role)
}

/// The hits in words; empty where nothing was asked.
pub fn hits(env: &Env, hits: Hits) -> String {
    let texts = env.lang.interviews();
    let words = |percent| {
        let prepared = texts.hits(hits.prepared, hits.asked, percent);
        format!("{prepared}, {}", texts.in_bank(hits.in_bank))
    };
    hits.percent().map_or_else(String::new, words)
}

/// When it is, in a word; and in which role.
fn when(env: &Env, interview: &Interview) -> (String, Role) {
    let texts = env.lang.interviews();
    let days = (interview.on - env.now.today()).num_days();
    match (interview.held, interview.outcome) {
        (_, Some(outcome)) => (texts.outcome_name(outcome).to_owned(), Role::Text),
        (true, None) => (texts.held().to_owned(), Role::Text),
        (false, None) if days < 0 => (texts.how_was_it().to_owned(), Role::Warn),
        (false, None) if days == 0 => (texts.day().to_owned(), Role::Here),
        (false, None) => (texts.days_left(days), Role::Here),
    }
}

pub fn draw(
    env: &Env,
    rows: &[Id],
    cursor: usize,
    preparation: Option<&Preparation>,
    buf: &mut Buffer,
    area: Rect,
) {
    if area.is_empty() {
        return;
    }
    if rows.is_empty() {
        return empty(env, buf, area);
    }
    let texts = env.lang.interviews();
    let x = area.x + 1.min(area.width);
    let width = area.width.saturating_sub(1);
    let mut top = area.y;
    let overall = hits(env, Hits::of_all(env.data, env.index));
    if !overall.is_empty() && area.height >= 4 {
        paint::put(
            buf,
            x,
            top,
            width,
            &texts.overall(&overall),
            env.style(Role::Title),
        );
        top += 1;
    }
    let heads = area.height >= 6;
    let first = top + u16::from(heads);
    let foot = u16::from(preparation.is_some() && area.height >= 6) * 2;
    let height = area.bottom().saturating_sub(first + foot);
    let shown = list::window(rows.len(), cursor, usize::from(height));
    let shown: Vec<(usize, &Interview)> = shown
        .filter_map(|row| Some((row, env.data.interviews.get(&rows[row])?)))
        .collect();
    let widest = |texts: &mut dyn Iterator<Item = String>| {
        let width = texts.map(|text| wrap::width(&text)).max().unwrap_or(0);
        u16::try_from(width).unwrap_or(0) + 2
    };
    let head = texts.column_when().to_owned();
    let mut whens = shown.iter().map(|(_, one)| when(env, one).0).chain([head]);
    let when_width = widest(&mut whens).min(width / 3);
    let date = |one: &Interview| env.lang.week().date(one.on, env.now.today());
    let mut dates = shown.iter().map(|(_, one)| date(one));
    let date_width = widest(&mut dates).min(width / 3);
    let short = |one: &Interview| {
        let hits = Hits::of(env.data, env.index, one);
        hits.percent().map_or_else(String::new, |percent| {
            texts.short_hits(hits.prepared, hits.asked, percent)
        })
    };
    if heads {
        let style = env.style(Role::Dim);
        paint::put(buf, x, top, when_width, texts.column_when(), style);
        paint::put(
            buf,
            x + when_width,
            top,
            date_width,
            texts.column_date(),
            style,
        );
        let rest = width.saturating_sub(when_width + date_width);
        paint::put(
            buf,
            x + when_width + date_width,
            top,
            rest,
            texts.company(),
            style,
        );
        let result = format!("{} ", texts.column_result());
        paint::put_right(buf, area, top, &result, style);
    }
    for ((row, one), y) in shown.into_iter().zip(first..) {
        let selected = row == cursor;
        let style = |role: Role| {
            let plain = env.style(role);
            if selected { env.selected() } else { plain }
        };
        if selected {
            paint::style_line(buf, area, y, env.selected());
        }
        let (when, role) = when(env, one);
        paint::put(buf, x, y, when_width.saturating_sub(1), &when, style(role));
        paint::put(
            buf,
            x + when_width,
            y,
            date_width,
            &date(one),
            style(Role::Dim),
        );
        let result = format!(" {} ", short(one));
        let used = paint::put_right(buf, area, y, &result, style(Role::Text));
        let at = when_width + date_width;
        let room = width.saturating_sub(at + used);
        paint::put(buf, x + at, y, room, &name(one), style(Role::Text));
    }
    if let Some(preparation) = preparation.filter(|_| foot > 0) {
        let y = area.bottom() - 2;
        paint::rule(buf, area, y, env.style(Role::Border));
        plan::draw_measure(env, preparation, buf, area, y + 1);
    }
}

fn empty(env: &Env, buf: &mut Buffer, area: Rect) {
    let texts = env.lang.interviews();
    let mut sheet = Sheet::new(usize::from(area.width.min(100)));
    sheet.text(1, "", texts.empty(), Role::Title);
    sheet.text(1, "", texts.purpose(), Role::Text);
    sheet.blank();
    let key = format!("{}  ", env.key(Cmd::AddInterview));
    sheet.text(1, &key, texts.begins_one(), Role::Dim);
    sheet.draw(env.theme, buf, area, 0);
}
