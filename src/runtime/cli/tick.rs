//! `gongbu tick` and `gongbu log`: the two things worth doing without opening the cockpit.

use super::End;
use super::data::Session;
use super::find::{Found, find};
use super::out::Out;
use crate::domain::items::{Cannot, Items, parse_minutes};
use crate::domain::{Node, State};
use crate::lang::hours;
use anyhow::{anyhow, bail};
use chrono::NaiveDate;

/// Marks an item as done, or as skipped for a reason.
pub fn tick(
    mut session: Session,
    id: &str,
    skip: Option<&str>,
    without_proof: bool,
    out: &mut Out,
) -> anyhow::Result<End> {
    session.must_be_started()?;
    session.must_be_writable()?;
    let lang = session.lang;
    let (texts, week) = (lang.cli(), lang.week());
    let index = session.index();
    let node = named(&session, id)?;
    let title = node.title.get(lang).to_owned();
    let items = Items::new(&session.data, &index, session.now, lang);
    let cannot = |why: Cannot| anyhow!(week.cannot(&why));
    let (edit, line) = if let Some(reason) = skip {
        let edit = items.skip(&node.id, reason).map_err(cannot)?;
        (edit, format!("[-] {title}"))
    } else {
        let proofs = index.tree.open_criteria(&session.data, &node.id);
        if index.tree.shown_state(&session.data, node) == State::Done {
            out.line(&texts.already_done(&title))?;
            return Ok(End::Well);
        }
        if !proofs.is_empty() && !without_proof {
            let names: Vec<&str> = proofs.iter().map(|proof| proof.title.get(lang)).collect();
            bail!(texts.proofs_open(&title, proofs.len(), &names.join(" / ")));
        }
        let closed = items.close(&node.id).map_err(cannot)?;
        let line = if closed.unproved > 0 {
            week.closed_unproved(&title, closed.unproved)
        } else if closed.below > 0 {
            week.closed_below(&title, closed.below)
        } else {
            title
        };
        (closed.edit, format!("[x] {line}"))
    };
    session.apply(&edit)?;
    out.line(&line)?;
    Ok(End::Well)
}

/// Logs time on an item.
pub fn log(
    mut session: Session,
    id: &str,
    time: &str,
    on: Option<NaiveDate>,
    out: &mut Out,
) -> anyhow::Result<End> {
    session.must_be_started()?;
    session.must_be_writable()?;
    let lang = session.lang;
    let week = lang.week();
    let minutes = parse_minutes(time).map_err(|why| anyhow!(week.no_amount_because(why)))?;
    let today = session.now.today();
    let on = on.unwrap_or(today);
    if on > today {
        bail!(lang.cli().not_yet(&on.to_string()));
    }
    let index = session.index();
    let node = named(&session, id)?;
    let items = Items {
        on,
        ..Items::new(&session.data, &index, session.now, lang)
    };
    let edit = items
        .log(&node.id, minutes)
        .map_err(|why| anyhow!(week.cannot(&why)))?;
    let sum = format!(
        "{}h",
        hours(index.minutes_below(&session.data, &node.id) + minutes)
    );
    let line = week.logged_line(&format!("{minutes:+}m"), &sum, node.title.get(lang));
    session.apply(&edit)?;
    out.line(&line)?;
    Ok(End::Well)
}

/// The node that the user means. Errors, worded, when there is none or it is not clear which.
fn named<'a>(session: &'a Session, id: &str) -> anyhow::Result<&'a Node> {
    let texts = session.lang.cli();
    let names = |nodes: &[&Node]| {
        let ids: Vec<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
        ids.join(", ")
    };
    match find(&session.data, id) {
        Found::One(node) => Ok(node),
        Found::Several(nodes) => bail!(texts.several_items(id, &names(&nodes))),
        Found::None(nodes) if nodes.is_empty() => bail!(texts.no_such_item(id)),
        Found::None(nodes) => bail!(texts.did_you_mean(id, &names(&nodes))),
    }
}
