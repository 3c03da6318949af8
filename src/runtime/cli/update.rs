//! `gongbu update`: plans and questions made of older packs take over what newer ones say.

use super::End;
use super::data::Session;
use super::out::Out;
use crate::content::{self, Pack};
use crate::domain::Data;
use crate::domain::story::question_id;
use crate::lang::Lang;
use crate::panes::past::Unfit;
use crate::panes::update::report;
use crate::runtime::packs;
use anyhow::{anyhow, bail};
use std::path::{Path, PathBuf};

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
            .map(|file| read(file, &session.data, lang))
            .collect::<anyhow::Result<Vec<Pack>>>()?
    };
    for (pack, file) in packs.iter().zip(files) {
        let followed = |id: &str| session.data.plans.contains(id);
        let plan = pack.plan.as_ref().is_some_and(|plan| followed(&plan.id));
        let asked = pack.questions.iter().map(|it| it.id.clone());
        let told = pack.stories.iter().map(|it| question_id(&it.id));
        let mut questions = asked.chain(told);
        if !plan && !questions.any(|id| session.data.questions.contains(&id)) {
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
fn read(file: &Path, data: &Data, lang: Lang) -> anyhow::Result<Pack> {
    let name = file.display().to_string();
    let nodes = data.nodes.iter().map(|node| node.id.clone());
    packs::read(file, nodes.collect(), lang).map_err(|unfit| match unfit {
        Unfit::Unreadable(why) => anyhow!(why),
        Unfit::Mistakes(lines) => anyhow!(lang.update().no_pack(&name, lines.len())),
    })
}
