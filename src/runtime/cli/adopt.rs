//! `gongbu adopt`: takes up a pack from a file of the user's own.

use super::End;
use super::data::Session;
use super::out::{Out, complain};
use crate::content::adopt_pack;
use crate::panes::adopt::{refused, report};
use crate::panes::past::Unfit;
use crate::runtime::packs;
use anyhow::{anyhow, bail};
use chrono::NaiveDate;
use std::path::Path;

/// Takes up the pack in `file` as one step, its plan starting on `start` or on its own dates.
pub fn run(
    mut session: Session,
    file: &Path,
    start: Option<NaiveDate>,
    dry_run: bool,
    out: &mut Out,
) -> anyhow::Result<End> {
    session.must_be_started()?;
    let lang = session.lang;
    let nodes = session.data.nodes.iter().map(|node| node.id.clone());
    let pack = match packs::read(file, nodes.collect(), lang) {
        Ok(pack) => pack,
        Err(Unfit::Unreadable(why)) => bail!(why),
        Err(Unfit::Mistakes(lines)) => {
            for line in &lines {
                out.line(line)?;
            }
            complain(&lang.adopt().mistakes(lines.len()));
            return Ok(End::Problem);
        }
    };
    let name = file.display().to_string();
    let adoption = adopt_pack(&session.data, &pack, start, lang, &session.now);
    let adoption = adoption.map_err(|refusal| anyhow!(refused(&refusal, &name, lang)))?;
    for line in report(&adoption, lang) {
        out.line(&line)?;
    }
    if dry_run {
        out.line(lang.update().only_shown())?;
        return Ok(End::Well);
    }
    session.must_be_writable()?;
    session.apply(&adoption.edit)?;
    out.line(&lang.adopt().done(adoption.title.get(lang)))?;
    Ok(End::Well)
}
