//! The fields of the form: what they are called, what they show of a story, how what is typed is read.

use crate::domain::story::{COMPETENCIES, Part};
use crate::domain::text::clean_line;
use crate::domain::{Metric, Story, Text};
use crate::lang::{Lang, Stories};
use crate::ui::wrap;

/// Title, competencies, the seven parts; then the metric: name, unit, before, after, how it was measured.
pub const FIELDS: usize = 14;

/// The first field of the parts, and the first one of the metric.
pub const PARTS: usize = 2;
pub const METRIC: usize = 9;

/// The first two fields.
pub const TITLE: usize = 0;
pub const COMPETENCY: usize = 1;

/// Fields of one line, however long: Enter goes on to the next field there.
pub fn is_line(index: usize) -> bool {
    !(PARTS..METRIC).contains(&index)
}

/// What the fields show of a story.
pub fn texts_of(story: &Story, lang: Lang) -> Vec<String> {
    let text = |text: &Text| text.get(lang).to_owned();
    let names = story.competencies.iter();
    let names: Vec<&str> = names.map(|id| lang.stories().competency(id)).collect();
    let value = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let metric = story.metric.clone().unwrap_or_default();
    let Metric {
        name,
        unit,
        before,
        after,
        how,
        ..
    } = &metric;
    let parts = Part::ALL.iter().map(|part| text(part.of(story)));
    [text(&story.title), names.join(", ")]
        .into_iter()
        .chain(parts)
        .chain([
            text(name),
            text(unit),
            value(*before),
            value(*after),
            text(how),
        ])
        .collect()
}

/// What was typed as the competencies: known ones by their name in either language, others as they are.
pub fn competencies(typed: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for name in typed.split([',', '/', ';']) {
        let name = clean_line(name).trim().to_lowercase();
        let named = |id: &&&str| {
            let names = [Lang::En, Lang::Ko].map(|lang| lang.stories().competency(id));
            **id == name || names.contains(&name.as_str())
        };
        let id = COMPETENCIES.iter().find(named);
        let id = id.map_or(name.clone(), |id| (*id).to_owned());
        if !id.is_empty() && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// A value as people write it: `1,200`, `99.9`, `50ms` without its unit.
pub fn value_of(typed: &str) -> Option<f64> {
    let plain = typed.replace([',', '_'], "");
    let end = plain.find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+'));
    let number = &plain[..end.unwrap_or(plain.len())];
    number.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The name of a field.
pub fn name(texts: Stories, index: usize) -> &'static str {
    match index {
        TITLE => texts.title_field(),
        COMPETENCY => texts.competencies_field(),
        9 => texts.metric_name(),
        10 => texts.metric_unit(),
        11 => texts.metric_before(),
        12 => texts.metric_after(),
        13 => texts.metric_how(),
        part => Part::ALL
            .get(part - PARTS)
            .map_or("", |part| texts.part(*part)),
    }
}

/// What belongs into a field.
pub fn help(texts: Stories, index: usize) -> String {
    let help = match index {
        TITLE => texts.title_help(),
        COMPETENCY => {
            let names: Vec<&str> = COMPETENCIES.iter().map(|id| texts.competency(id)).collect();
            return texts.competencies_help(&names.join(", "));
        }
        2 => texts.situation_help(),
        3 => texts.task_help(),
        4 => texts.analysis_help(),
        5 => texts.cause_help(),
        6 => texts.action_help(),
        7 => texts.result_help(),
        8 => texts.lesson_help(),
        9 => texts.name_help(),
        10 => texts.unit_help(),
        11 | 12 => texts.number_help(),
        _ => texts.how_help(),
    };
    help.to_owned()
}

/// Cells that the names of the fields take.
pub fn label_width(lang: Lang) -> u16 {
    let names = (0..FIELDS).map(|index| wrap::width(name(lang.stories(), index)));
    names
        .max()
        .and_then(|width| u16::try_from(width).ok())
        .unwrap_or(0)
}
