//! `gongbu init`: the first start without screens.

use super::End;
use super::args::Init;
use super::out::{Out, complain};
use crate::content::{ROADMAPS, roadmap, start_edit};
use crate::domain::Settings;
use crate::lang::Lang;
use crate::runtime::clock::Clock;
use crate::runtime::open;
use anyhow::{anyhow, bail};
use std::path::Path;

pub fn run(
    args: &Init,
    path: &Path,
    clock: &Clock,
    lang: Lang,
    out: &mut Out,
) -> anyhow::Result<End> {
    let texts = lang.cli();
    let id = args.plan.as_deref().unwrap_or(ROADMAPS[0]);
    let packs = roadmap(id);
    let hours = args.hours.unwrap_or(Settings::default().hours_per_week);
    let title = packs.first().map_or(id, |pack| pack.title.get(lang));
    let base = packs
        .iter()
        .filter_map(|pack| pack.plan.as_ref())
        .map(|plan| plan.base)
        .min();
    let first = args
        .start
        .or(base)
        .map(|day| day.to_string())
        .unwrap_or_default();
    if args.is_silent() {
        complain(&texts.say_yes(title, &first, hours));
        return Ok(End::Usage);
    }
    let mut open = open::open(path, lang)?;
    for notice in &open.notices {
        complain(&notice.text);
    }
    if open.data.is_started() {
        bail!(texts.already_started(&path.display().to_string()));
    }
    if let Some(reason) = &open.read_only {
        bail!(texts.cannot_change(reason));
    }
    let edit = start_edit(&open.data, lang, Some(id), args.start, hours, &clock.now());
    let changed = |_| anyhow!(lang.app().changed_since());
    let docs = open.data.apply(&edit).map_err(changed)?;
    open::save(&mut open.store, &open.data, docs, lang)?;
    out.line(&texts.started(title, &first, hours))?;
    out.line(&texts.data_is_in(&path.display().to_string()))?;
    Ok(End::Well)
}
