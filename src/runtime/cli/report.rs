//! `gongbu today`: the day in plain text, or as JSON.

use super::End;
use super::data::Session;
use super::find::ShortIds;
use super::out::Out;
use crate::domain::today::{Item, Today, Unit};
use crate::domain::{Kind, State};
use crate::lang::{Lang, hours};
use crate::ui::wrap;
use chrono::Datelike;

/// How many open items are listed, over all units, and how many questions.
const ITEMS: usize = 10;
const QUESTIONS: usize = 5;

/// Widest title before an id.
const TITLE: usize = 60;

pub fn run(session: &Session, json: bool, out: &mut Out) -> anyhow::Result<End> {
    session.must_be_started()?;
    let lang = session.lang;
    let today = Today::of(&session.data, &session.index(), &session.now, lang);
    if json {
        out.json(&today)?;
        return Ok(End::Well);
    }
    let no_plan = session.data.plans.is_empty();
    head(&today, no_plan, lang, out)?;
    units(&today, &ShortIds::of(&session.data), lang, out)?;
    tail(&today, lang, out)?;
    Ok(End::Well)
}

fn head(today: &Today, no_plan: bool, lang: Lang, out: &mut Out) -> anyhow::Result<()> {
    let (texts, app, week) = (lang.cli(), lang.app(), lang.week());
    let day = app.weekday(today.date.weekday());
    out.line(&format!("{} ({day})  {}", today.date, today.week))?;
    let phase = match &today.phase {
        Some(phase) => {
            let weeks = app.week_of(phase.week, phase.weeks);
            let left = phase
                .days_left
                .map(|days| format!(" · {}", texts.days_left(days)));
            format!("{} · {weeks}{}", phase.title, left.unwrap_or_default())
        }
        None if no_plan => app.no_plan().to_owned(),
        None => app.between_phases().to_owned(),
    };
    fact(texts.phase(), &phase, lang, out)?;
    let items = today.items;
    let mut done = texts.hours_of(&hours(today.logged_minutes), today.hours_per_week);
    done.push_str(" · ");
    if today.units.is_empty() {
        done.push_str(texts.nothing_this_week());
    } else {
        done.push_str(&week.counts_in_words(items.done, items.total(), items.skipped));
    }
    fact(texts.this_week(), &done, lang, out)
}

/// A named fact, the names under each other.
fn fact(name: &str, text: &str, lang: Lang, out: &mut Out) -> anyhow::Result<()> {
    let texts = lang.cli();
    let names = [
        texts.phase(),
        texts.this_week(),
        texts.reviews(),
        texts.promises(),
    ];
    let wide = names
        .iter()
        .map(|name| wrap::width(name))
        .max()
        .unwrap_or(0);
    out.line(&format!("{}  {text}", wrap::pad(name, wide)))?;
    Ok(())
}

fn units(today: &Today, ids: &ShortIds, lang: Lang, out: &mut Out) -> anyhow::Result<()> {
    let (texts, week) = (lang.cli(), lang.week());
    let shares = shares(&today.units);
    let listed = || {
        today
            .units
            .iter()
            .zip(&shares)
            .flat_map(|(unit, share)| &unit.open[..*share])
    };
    let widest = listed().map(|item| wrap::width(&worded(item, lang))).max();
    let wide = widest.unwrap_or(0).min(TITLE);
    for (unit, share) in today.units.iter().zip(&shares) {
        if !unit.kind.is_item() {
            let spent = week.spent(unit.logged_minutes, unit.hours);
            let counts = week.counts(unit.items.done, unit.items.total(), unit.items.skipped);
            out.line("")?;
            out.line(&format!("{}  {counts}  {spent}", unit.title))?;
        }
        for item in &unit.open[..*share] {
            let title = worded(item, lang);
            let title = wrap::pad(&title, wide);
            out.line(&format!(
                "  {} {title}  {}",
                mark(item.state),
                ids.get(&item.id)
            ))?;
        }
        let more = unit.open.len() - share;
        if more > 0 {
            out.line(&format!("      {}", texts.more(more)))?;
        }
    }
    Ok(())
}

fn tail(today: &Today, lang: Lang, out: &mut Out) -> anyhow::Result<()> {
    let texts = lang.cli();
    out.line("")?;
    let due = match today.reviews_due {
        0 => texts.nothing_due().to_owned(),
        count => texts.due(count),
    };
    fact(texts.reviews(), &due, lang, out)?;
    for question in today.reviews.iter().take(QUESTIONS) {
        out.line(&format!("  {}", question.prompt))?;
    }
    if today.reviews_due > QUESTIONS {
        out.line(&format!("  {}", texts.more(today.reviews_due - QUESTIONS)))?;
    }
    for (number, promise) in today.promises.iter().enumerate() {
        let name = if number == 0 { texts.promises() } else { "" };
        let kept = promise.kept.map_or("", |kept| lang.app().kept_mark(kept));
        fact(
            name,
            &format!("{} {}{kept}", number + 1, promise.text),
            lang,
            out,
        )?;
    }
    Ok(())
}

/// How many items of each unit are listed: every unit has its turn until the room is used up.
fn shares(units: &[Unit]) -> Vec<usize> {
    let mut shares = vec![0; units.len()];
    let all: usize = units.iter().map(|unit| unit.open.len()).sum();
    let mut left = ITEMS.min(all);
    while left > 0 {
        for (share, unit) in shares.iter_mut().zip(units) {
            if left > 0 && *share < unit.open.len() {
                *share += 1;
                left -= 1;
            }
        }
    }
    shares
}

fn worded(item: &Item, lang: Lang) -> String {
    let proof = if item.kind == Kind::Criterion {
        lang.cli().proof()
    } else {
        ""
    };
    format!("{proof}{}", item.title)
}

fn mark(state: State) -> &'static str {
    match state {
        State::Todo => "[ ]",
        State::Doing => "[~]",
        State::Done => "[x]",
        State::Skipped => "[-]",
    }
}
