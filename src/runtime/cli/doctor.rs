//! `gongbu doctor`: says what is wrong with the data, and with `--repair` puts right what no person need decide.

use super::End;
use super::out::{Out, complain};
use crate::domain::Data;
use crate::domain::{Change, Now};
use crate::lang::Lang;
use crate::runtime::doctor::{Level, Report, report};
use crate::runtime::open::{self, options};
use crate::runtime::wording;
use crate::store::{Notice, ReadOnly, RealFiles, Repaired, repair};
use anyhow::anyhow;
use std::path::Path;
use std::sync::Arc;

pub fn run(
    dir: &Path,
    json: bool,
    mend: bool,
    now: &Now,
    lang: Lang,
    out: &mut Out,
) -> anyhow::Result<End> {
    if mend {
        match put_right(dir, now, lang) {
            Ok(done) if json => done.iter().for_each(|line| complain(line)),
            Ok(done) => done.iter().try_for_each(|line| out.line(line))?,
            Err(refused) => {
                complain(&refused.to_string());
                return Ok(End::Problem);
            }
        }
    }
    let report = report(dir, now, lang);
    if json {
        out.json(&report.json())?;
    } else {
        for line in report.lines(lang, false) {
            out.line(&line.text)?;
        }
    }
    Ok(end_of(&report))
}

fn end_of(report: &Report) -> End {
    if !report.is_readable {
        return End::Unreadable;
    }
    let is_problem = report.entries().any(|entry| entry.level == Level::Problem);
    if is_problem { End::Problem } else { End::Well }
}

/// Repairs and says what was done.
fn put_right(dir: &Path, now: &Now, lang: Lang) -> anyhow::Result<Vec<String>> {
    let texts = lang.doctor();
    let files = Arc::new(RealFiles);
    let repaired = repair(files, dir, options(lang));
    let repaired = repaired.map_err(|error| anyhow!(wording::open_error(lang, &error)))?;
    let Repaired {
        opened,
        mut mark,
        moved,
        removed,
        tightened,
        failed,
    } = repaired;
    match &opened.read_only {
        Some(ReadOnly::LockedBy { .. }) => return Err(anyhow!(texts.repairing_refused())),
        Some(reason) => return Err(anyhow!(wording::read_only(lang, reason))),
        None => {}
    }
    let shown = |path: &Path| path.strip_prefix(dir).unwrap_or(path).display().to_string();
    let mut done: Vec<String> = Vec::new();
    let settled = opened.notices.iter().filter(|notice| is_settled(notice));
    done.extend(settled.map(|notice| wording::notice(lang, notice).text));
    done.extend(
        moved
            .iter()
            .map(|(from, to)| texts.moved(&shown(from), &shown(to))),
    );
    done.extend(removed.iter().map(|path| texts.removed(&shown(path))));
    done.extend(tightened.iter().map(|path| texts.tightened(&shown(path))));
    let failure = |fault| texts.failed(&wording::io_fault(lang, fault));
    done.extend(failed.iter().map(failure));
    let mut store = opened.store;
    let mut data = Data::default();
    let (parsed, _) = open::parse(&opened.docs);
    let _ = data.load_all(parsed);
    let edit = data.mend(now);
    if !edit.is_empty() {
        let saving = |error| anyhow!(wording::save_error(lang, &error));
        if mark.is_none() {
            mark = Some(store.mark("repair").map_err(saving)?);
        }
        let strays = edit.changes.iter().filter_map(|change: &Change| {
            let (table, id) = change.key()?;
            data.place_of(table, id)
        });
        let touched: std::collections::BTreeSet<String> = strays
            .chain(edit.foreign.iter().map(|change| change.doc.clone()))
            .collect();
        for doc in touched {
            let found = opened
                .docs
                .iter()
                .find(|loaded| loaded.name.as_str() == doc);
            if let Some(loaded) = found {
                let kept = store.quarantine(&loaded.name, &loaded.bytes);
                let kept = kept.map_err(|fault| anyhow!(wording::io_fault(lang, &fault)))?;
                done.push(texts.bytes_kept(&format!("{doc}.json"), &shown(&kept)));
            }
        }
        let before = data.foreign_records();
        let docs = data
            .apply(&edit)
            .map_err(|_| anyhow!(lang.app().changed_since()))?;
        let dropped = before - data.foreign_records();
        open::save(&mut store, &data, docs, lang)?;
        if !edit.changes.is_empty() {
            done.push(texts.went_home(edit.changes.len()));
        }
        if dropped > 0 {
            done.push(texts.dropped(dropped));
        }
    }
    store.refresh();
    drop(store);
    if done.is_empty() {
        return Ok(vec![texts.nothing_to_repair().to_owned()]);
    }
    done.extend(mark.map(|mark| texts.kept_before(&mark)));
    Ok(done)
}

/// Whether opening has settled what the notice is about.
fn is_settled(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::ManifestRebuilt
            | Notice::HistoryMissing
            | Notice::Restored { .. }
            | Notice::ChangedOutside { .. }
            | Notice::TooMuchGone { .. }
            | Notice::OldCopy { .. }
    )
}
