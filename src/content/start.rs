//! The first start as one edit: language, hours a week and the plans of a roadmap. The first screen and
//! `gongbu init` both make it here, so that they cannot differ.

use super::{adopt, roadmap};
use crate::domain::{Data, Edit, Now, Settings, Step};
use crate::lang::Lang;
use chrono::NaiveDate;
use std::ops::RangeInclusive;

/// Hours a week that can be set: up to 16 a day.
pub const HOURS: RangeInclusive<u32> = 1..=112;

/// Years that a plan can be in.
pub const YEARS: RangeInclusive<i32> = 1970..=2199;

/// The edit that starts `data`. `id`: the roadmap to adopt; none (or one we do not have) sets the choices alone.
/// `start`: its first day, none for the document's own dates.
pub fn start_edit(
    data: &Data,
    lang: Lang,
    id: Option<&str>,
    start: Option<NaiveDate>,
    hours: u32,
    now: &Now,
) -> Edit {
    let packs = id.map(roadmap).unwrap_or_default();
    let edit = match packs.first() {
        Some(first) => adopt(data, &packs, start, lang, now, first.title.get(lang)),
        None => Edit::new(Step::Settings, lang.code(), now),
    };
    let settings = Settings {
        lang,
        hours_per_week: hours.clamp(*HOURS.start(), *HOURS.end()),
        ..data.settings()
    };
    edit.put(data, settings)
}
