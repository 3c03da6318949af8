//! What the store found wrong with files, in words.

use super::{Entry, is_litter};
use crate::lang::Lang;
use crate::runtime::wording;
use crate::store::{Damage, DocName, Finding, RecordChange, RecordRef, StrangerKind};
use std::path::Path;

/// Most records that a line names.
const NAMED: usize = 5;

impl Entry {
    /// What is wrong with a file. `dir`: the data, whose paths are named from there.
    pub fn of_file(finding: &Finding, dir: &Path, lang: Lang) -> Entry {
        let texts = lang.doctor();
        let shown = |path: &Path| path.strip_prefix(dir).unwrap_or(path).display().to_string();
        let file = |name: &DocName| format!("{name}.json");
        let state = |name: &DocName, seq: u64| format!("{name}@{seq}");
        match finding {
            Finding::NotOpened(error) => Entry::unreadable(wording::open_error(lang, error)),
            Finding::FileDamaged { name, path, damage } => {
                let how = match damage {
                    Damage::Missing => texts.damage_missing(),
                    Damage::Empty => texts.damage_empty(),
                    Damage::Nul => texts.damage_zeros(),
                    Damage::Torn => texts.damage_torn(),
                };
                let text = texts.file_damaged(&file(name), how);
                Entry::new("file-damaged", text)
                    .of(name)
                    .at(shown(path))
                    .mended()
            }
            Finding::NotJson {
                name,
                path,
                problem,
            } => {
                let (line, column) = wording::place(problem);
                let why = problem.to_string();
                let why = why.rsplit(": ").next().unwrap_or_default();
                let text = texts.not_json(&file(name), line, column, why);
                Entry::new("not-json", text).of(name).at(shown(path))
            }
            Finding::ConflictMarkers { name, path, line } => {
                let text = texts.conflict(&file(name), *line);
                Entry::new("conflict-markers", text)
                    .of(name)
                    .at(shown(path))
            }
            Finding::BadUtf8 {
                name,
                path,
                line,
                column,
            } => {
                let text = texts.bad_utf8(&file(name), *line, *column);
                Entry::new("bad-utf8", text).of(name).at(shown(path))
            }
            Finding::FileUnreadable { name, fault } => {
                let text = wording::io_fault(lang, fault);
                Entry::new("file-unreadable", text)
                    .of(name)
                    .at(shown(&fault.path))
            }
            Finding::ChangedOutside {
                name,
                path,
                records,
            } => {
                let named: Vec<(&RecordRef, Option<RecordChange>)> = records
                    .iter()
                    .map(|(record, change)| (record, Some(*change)))
                    .collect();
                let what = match named.is_empty() {
                    true => texts.no_records().to_owned(),
                    false => record_list(lang, &named),
                };
                let text = texts.changed_outside(&file(name), &what);
                let entry = Entry::new("changed-outside", text)
                    .of(name)
                    .at(shown(path))
                    .mended();
                entry.about(records.iter().map(|(record, _)| record))
            }
            Finding::OldCopy { name, path, seq } => {
                let text = texts.old_copy(&file(name), *seq);
                let entry = Entry::new("old-copy", text).of(name).at(shown(path));
                entry.in_state(*seq).mended()
            }
            Finding::Lags { name, path } => {
                let text = texts.lags(&file(name));
                let entry = Entry::new("file-lags", text)
                    .of(name)
                    .at(shown(path))
                    .mended();
                Entry {
                    passes_while_open: true,
                    ..entry.remark()
                }
            }
            Finding::GenerationDamaged {
                name,
                seq,
                path,
                bad,
                good,
            } => {
                let bad = bad.as_deref().unwrap_or_default();
                let named: Vec<(&RecordRef, Option<RecordChange>)> =
                    bad.iter().map(|record| (record, None)).collect();
                let what = match named.is_empty() {
                    true => texts.records_unknown().to_owned(),
                    false => record_list(lang, &named),
                };
                let text = texts.generation_damaged(&state(name, *seq), &what, *good);
                let entry = Entry::new("state-damaged", text).of(name).at(shown(path));
                entry.in_state(*seq).about(bad.iter()).mended()
            }
            Finding::GenerationUnreadable { name, seq, fault } => {
                let text = texts
                    .generation_unreadable(&state(name, *seq), &wording::io_fault(lang, fault));
                let entry = Entry::new("state-unreadable", text).of(name);
                entry.at(shown(&fault.path)).in_state(*seq)
            }
            Finding::GenerationUnfinished { name, seq, path } => {
                let text = texts.generation_unfinished(&state(name, *seq));
                let entry = Entry::new("state-unfinished", text)
                    .of(name)
                    .at(shown(path));
                Entry {
                    passes_while_open: true,
                    ..entry.in_state(*seq).mended()
                }
            }
            Finding::MarkerWithoutGenerations { path, missing } => {
                let states: Vec<String> = missing
                    .iter()
                    .map(|(name, seq)| state(name, *seq))
                    .collect();
                let text = texts.marker_without(&shown(path), &states.join(", "));
                Entry::new("save-without-states", text)
                    .at(shown(path))
                    .mended()
            }
            Finding::MarkerBroken { path } => {
                let text = texts.marker_broken(&shown(path));
                Entry::new("save-broken", text).at(shown(path)).mended()
            }
            Finding::MarkBroken { path } => {
                let text = texts.mark_broken(&shown(path));
                Entry::new("mark-broken", text).at(shown(path)).mended()
            }
            Finding::ManifestCopyDiffers { path } => {
                let text = texts.manifest_copy_differs(&shown(path));
                Entry::new("manifest-copy-differs", text)
                    .at(shown(path))
                    .mended()
            }
            Finding::ManifestMissing { path } => {
                let text = texts.manifest_missing(&shown(path));
                Entry::new("manifest-missing", text)
                    .at(shown(path))
                    .mended()
            }
            Finding::ManifestBroken { path, problem } => {
                let text = texts.manifest_broken(&shown(path), &problem.to_string());
                Entry::new("manifest-broken", text).at(shown(path)).mended()
            }
            Finding::ManifestDiffers { path, id, copy_id } => {
                let text = texts.manifest_differs(&shown(path), id, copy_id);
                Entry::new("manifest-differs", text).at(shown(path))
            }
            Finding::HistoryMissing { path } => {
                let text = texts.history_missing(&shown(path));
                Entry::new("history-missing", text).at(shown(path)).mended()
            }
            Finding::Leftover { path } => {
                let entry = Entry::new("leftover", texts.leftover(&shown(path)));
                let entry = entry.at(shown(path)).mended().remark();
                Entry {
                    passes_while_open: true,
                    ..entry
                }
            }
            Finding::Stranger {
                path,
                kind,
                name,
                parses,
            } => {
                let what = match kind {
                    StrangerKind::Copy => texts.stranger_copy(),
                    StrangerKind::SyncConflict => texts.stranger_sync(),
                    StrangerKind::Editor => texts.stranger_editor(),
                    StrangerKind::Recovered => texts.stranger_recovered(),
                    StrangerKind::System => texts.stranger_system(),
                    StrangerKind::Unknown => texts.stranger_unknown(),
                };
                let mut text = texts.stranger(&shown(path), what);
                if *parses && name.is_some() {
                    let take = texts.take_stranger(&path.display().to_string());
                    text = format!("{text}; {take}");
                }
                let entry = Entry::new("stranger", text).at(shown(path));
                let entry = Entry {
                    document: name.as_ref().map(|name| name.as_str().to_owned()),
                    ..entry
                };
                if is_litter(*kind) {
                    entry.remark()
                } else {
                    entry
                }
            }
            Finding::RescueWaiting { path } => {
                let text = texts.rescue_waiting(&shown(path));
                Entry::new("rescue-waiting", text).at(shown(path))
            }
            Finding::OpenToOthers { path, mode } => {
                let text = texts.open_to_others(&shown(path), &format!("{mode:o}"));
                Entry::new("open-to-others", text).at(shown(path)).mended()
            }
            Finding::LinkLeadsAway { path, target } => {
                let target = target.as_ref().map(|target| target.display().to_string());
                let target = target.as_deref().unwrap_or(texts.nowhere());
                let text = texts.link_away(&shown(path), target);
                Entry::new("link-leads-away", text).at(shown(path))
            }
            Finding::NoLocks(fault) => {
                let text = texts.no_locks(&wording::io_fault(lang, fault));
                Entry::new("no-locks", text).at(shown(&fault.path)).remark()
            }
            Finding::NearlyFull { path, free, .. } => {
                let text = texts.nearly_full(&shown(path), &lang.past().size(*free));
                Entry::new("nearly-full", text).at(shown(path))
            }
        }
    }
}

/// Names records: `reviews "r1" changed, reviews "r2" gone, and 3 more`.
fn record_list(lang: Lang, records: &[(&RecordRef, Option<RecordChange>)]) -> String {
    let texts = lang.doctor();
    let name = |(record, change): &(&RecordRef, Option<RecordChange>)| {
        let id = match &record.id {
            Some(id) => format!("\"{id}\""),
            None => format!("[{}]", record.index),
        };
        let change = match change {
            None => String::new(),
            Some(RecordChange::Added) => format!(" {}", texts.added()),
            Some(RecordChange::Changed) => format!(" {}", texts.changed()),
            Some(RecordChange::Removed) => format!(" {}", texts.gone()),
        };
        format!("{} {id}{change}", record.member)
    };
    let mut names: Vec<String> = records.iter().take(NAMED).map(name).collect();
    if records.len() > NAMED {
        names.push(texts.more(records.len() - NAMED));
    }
    names.join(", ")
}
