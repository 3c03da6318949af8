//! `gongbu update`: plans and questions made of older packs take over what newer ones say.

use super::End;
use super::data::Session;
use super::out::Out;
use crate::content::{self, Names, Pack, check_pack};
use crate::lang::Lang;
use crate::panes::update::report;
use anyhow::{Context, anyhow, bail};
use std::fs;
use std::path::PathBuf;

/// Updates from the packs of the program, or from those in `files`.
pub fn run(
    mut session: Session,
    files: &[PathBuf],
    dry_run: bool,
    out: &mut Out,
) -> anyhow::Result<End> {
    session.must_be_started()?;
    let lang = session.lang;
    let texts = lang.update();
    let packs = if files.is_empty() {
        content::packs()
    } else {
        files
            .iter()
            .map(|file| read(file, lang))
            .collect::<anyhow::Result<Vec<Pack>>>()?
    };
    for (pack, file) in packs.iter().zip(files) {
        let followed = |id: &str| session.data.plans.contains(id);
        let plan = pack.plan.as_ref().is_some_and(|plan| followed(&plan.id));
        let mut questions = pack.questions.iter();
        if !plan && !questions.any(|it| session.data.questions.contains(&it.id)) {
            bail!(texts.no_plan(&file.display().to_string()));
        }
    }
    let update = content::update(&session.data, &packs, &session.now, texts.title());
    if update.is_empty() {
        out.line(&texts.newest(content::VERSION))?;
        return Ok(End::Well);
    }
    for line in report(&session.data, &update, lang) {
        out.line(&format!("{}{}", " ".repeat(line.indent), line.text))?;
    }
    if dry_run {
        out.line(texts.only_shown())?;
        return Ok(End::Well);
    }
    session.must_be_writable()?;
    session.apply(&update.edit)?;
    let (plans, questions) = update.counts();
    out.line(&texts.printed(plans, questions))?;
    Ok(End::Well)
}

/// Reads a pack that has nothing wrong with it.
fn read(file: &PathBuf, lang: Lang) -> anyhow::Result<Pack> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).with_context(|| name.clone())?;
    let mut known = Names::shipped();
    known.add(Names::of(&text));
    let problems = check_pack(&text, &known);
    if !problems.is_empty() {
        bail!(lang.update().no_pack(&name, problems.len()));
    }
    serde_json::from_str(&text).map_err(|error| anyhow!("{name}: {error}"))
}
