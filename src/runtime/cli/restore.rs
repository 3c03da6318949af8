//! `gongbu restore`: what earlier states there are, and bringing one back as a step that can be undone.

use super::End;
use super::data::Session;
use super::out::{Out, complain};
use crate::domain::{Data, Difference, Now};
use crate::lang::Lang;
use crate::panes::past::{Listing, Source, words};
use crate::runtime::past;
use crate::store::{Archive, DocName, Mark, SavedState, SetAside};
use anyhow::{anyhow, bail};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use std::path::{Path, PathBuf};

/// Brings an earlier state back, or says what that would change.
pub fn run(
    mut session: Session,
    what: &str,
    dry_run: bool,
    dir: &Path,
    out: &mut Out,
) -> anyhow::Result<End> {
    let (lang, now) = (session.lang, session.now);
    let texts = lang.past();
    if !dry_run {
        session.must_be_writable_to_restore()?;
    }
    let worded = |error: String| anyhow!(error);
    let source = source_of(dir, what, &now, lang).map_err(worded)?;
    let reading = past::read(dir, &source, lang).map_err(worded)?;
    let name = words::source_name(&source, &session.data, &now, lang);
    let (edit, difference, remarks) = words::edit_of(reading, &name, &session.data, &now, lang);
    out.line(&name)?;
    show(&difference, &remarks, &session.data, lang, out)?;
    if dry_run || edit.is_empty() {
        out.line(texts.nothing_was_changed())?;
        return Ok(End::Well);
    }
    let mark = session.mark("restore")?;
    session.apply(&edit)?;
    out.line(&texts.done(&name))?;
    out.line(&texts.how_to_undo(&mark))?;
    Ok(End::Well)
}

fn show(
    difference: &Difference,
    remarks: &[String],
    data: &Data,
    lang: Lang,
    out: &mut Out,
) -> anyhow::Result<()> {
    out.line(&lang.past().summary(difference))?;
    for (_, line) in words::preview(difference, remarks, data, lang) {
        out.line(&format!("  {line}"))?;
    }
    Ok(())
}

/// Prints what there is; with a document, its states and what of each differs from now.
pub fn list(
    session: &Session,
    what: Option<&str>,
    dir: &Path,
    out: &mut Out,
) -> anyhow::Result<End> {
    let (lang, now) = (session.lang, session.now);
    let worded = |error: String| anyhow!(error);
    let Some(what) = what else {
        let listing = past::list(dir, &now, lang).map_err(worded)?;
        return all(&listing, session, dir, out);
    };
    let archive = past::archive(dir, lang).map_err(worded)?;
    let named = DocName::new(what)
        .ok()
        .filter(|name| archive.documents().contains(name));
    let Some(name) = named else {
        complain(&lang.past().unknown_what(what));
        return Ok(End::Usage);
    };
    states(&archive, &name, session, dir, out)
}

fn all(listing: &Listing, session: &Session, dir: &Path, out: &mut Out) -> anyhow::Result<End> {
    let (lang, now, data) = (session.lang, &session.now, &session.data);
    let texts = lang.past();
    let when = |at: Option<DateTime<Utc>>| {
        at.map_or_else(
            || texts.no_time().to_owned(),
            |at| words::moment_and_age(at, now, lang),
        )
    };
    let mark = |mark: &Mark| {
        let reason = texts.before(texts.reason(&mark.reason));
        vec![mark.id.clone(), when(Some(mark.at)), reason]
    };
    let marks = listing.marks.iter().map(mark).collect();
    let day = |(end, saves): &(DateTime<Utc>, usize)| {
        let day = Now { utc: *end, ..*now }.today();
        let until = texts.until(&words::moment(*end, now, lang));
        vec![day.to_string(), texts.saves(*saves), until]
    };
    let days = listing.days.iter().map(day).collect();
    let document = |(name, states): &(DocName, Vec<SavedState>)| {
        let at = states.first().and_then(|state| state.at);
        let title = data.document_name(name.as_str(), lang);
        vec![name.to_string(), when(at), texts.saves(states.len()), title]
    };
    let documents = listing.documents.iter().map(document).collect();
    let file = |file: &SetAside| {
        let kind = words::aside_kind(file.kind, lang).to_owned();
        let shown = file.path.strip_prefix(dir).unwrap_or(&file.path).display();
        vec![shown.to_string(), when(file.at), kind]
    };
    let rescued = |path: &PathBuf| {
        let when = String::new();
        vec![path.display().to_string(), when, texts.rescued().to_owned()]
    };
    let aside = listing.aside.iter().map(file);
    let files = aside.chain(listing.rescued.iter().map(rescued)).collect();
    let parts: [(&str, Vec<Vec<String>>); 4] = [
        (texts.marks(), marks),
        (texts.days(), days),
        (texts.documents(), documents),
        (texts.files(), files),
    ];
    for (heading, rows) in parts {
        out.line(heading)?;
        if rows.is_empty() {
            out.line(&format!("  {}", texts.none()))?;
        }
        out.table(&rows)?;
    }
    out.line(texts.backups_hint())?;
    Ok(End::Well)
}

fn states(
    archive: &Archive,
    name: &DocName,
    session: &Session,
    dir: &Path,
    out: &mut Out,
) -> anyhow::Result<End> {
    let (lang, now, data) = (session.lang, &session.now, &session.data);
    let texts = lang.past();
    out.line(&texts.states_of(&data.document_name(name.as_str(), lang)))?;
    let row = |state: SavedState| {
        let SavedState {
            seq,
            at,
            records,
            deleted,
            marked,
            ..
        } = state;
        let count = match records {
            _ if deleted => texts.deleted().to_owned(),
            Some(records) => texts.count(records),
            None => String::new(),
        };
        let source = Source::State {
            name: name.clone(),
            seq,
            at,
        };
        let mut differs = match past::read(dir, &source, lang) {
            Ok(reading) => texts.summary(&words::edit_of(reading, "", data, now, lang).1),
            Err(error) => error,
        };
        for reason in &marked {
            differs.push_str(&format!("  [{}]", texts.before(texts.reason(reason))));
        }
        let when = at.map_or_else(
            || texts.no_time().to_owned(),
            |at| words::moment_and_age(at, now, lang),
        );
        vec![format!("{name}@{seq}"), when, count, differs]
    };
    let rows: Vec<Vec<String>> = archive.states(name).into_iter().map(row).collect();
    out.table(&rows)?;
    Ok(End::Well)
}

/// What the user means by `what`. The error says which forms there are.
fn source_of(dir: &Path, what: &str, now: &Now, lang: Lang) -> Result<Source, String> {
    let texts = lang.past();
    if let Some(at) = moment(what, now) {
        let archive = past::archive(dir, lang)?;
        if archive.as_of(at).is_empty() {
            return Err(texts.nothing_then(what));
        }
        return Ok(Source::Moment(at));
    }
    // `./plans/service` is always a path.
    let path = Path::new(what);
    if let Ok(archive) = past::archive(dir, lang) {
        if let Some(mark) = archive.marks().into_iter().find(|mark| mark.id == what) {
            return Ok(Source::Mark {
                id: mark.id,
                at: mark.at,
            });
        }
        let (name, which) = match what.split_once('@') {
            Some((name, which)) => (name, Some(which)),
            None => (what, None),
        };
        let name = name.strip_suffix(".json").unwrap_or(name);
        let name = DocName::new(name).ok();
        if let Some(name) = name.filter(|name| archive.documents().contains(name)) {
            return state_of(&archive.states(&name), which, what, now, lang);
        }
    }
    if path.exists() {
        return Ok(Source::Path(path.to_owned()));
    }
    // Files that were set aside are listed by their place in the data.
    let below = dir.join(path);
    if path.is_relative() && below.exists() && !what.is_empty() {
        return Ok(Source::Path(below));
    }
    Err(texts.unknown_what(what))
}

/// One of the states of a document: the one before the present, a number, or that of a moment.
fn state_of(
    states: &[SavedState],
    which: Option<&str>,
    what: &str,
    now: &Now,
    lang: Lang,
) -> Result<Source, String> {
    let texts = lang.past();
    let found = match which {
        None => states.get(1),
        Some(which) => match (which.parse::<u64>(), moment(which, now)) {
            (Ok(seq), _) => states.iter().find(|state| state.seq == seq),
            (_, Some(at)) => states
                .iter()
                .find(|state| state.at.is_some_and(|saved| saved <= at)),
            (Err(_), None) => return Err(texts.unknown_what(what)),
        },
    };
    let state = found.ok_or_else(|| texts.state_gone(what))?;
    Ok(Source::State {
        name: state.name.clone(),
        seq: state.seq,
        at: state.at,
    })
}

/// `2026-11-14` (the end of that study day), `2026-11-14T21:00`, or with seconds, or with an offset.
fn moment(text: &str, now: &Now) -> Option<DateTime<Utc>> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Some(past::end_of(now, day));
    }
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.to_utc());
    }
    let (day, time) = text.split_once(['T', ' '])?;
    let forms = ["%H:%M", "%H:%M:%S"];
    let time = forms
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(time, form).ok())?;
    let local = NaiveDateTime::new(day.parse().ok()?, time);
    local
        .and_local_timezone(now.offset)
        .single()
        .map(|at| at.to_utc())
}

impl Session {
    /// Errors when nothing can be saved; if the cockpit has the data open, it can bring states back itself.
    fn must_be_writable_to_restore(&self) -> anyhow::Result<()> {
        if self.is_open_elsewhere() {
            bail!(self.lang.past().cockpit_is_open());
        }
        self.must_be_writable()
    }
}
