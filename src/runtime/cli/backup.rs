//! `gongbu backup`: all documents in a new folder, read back and compared. Works while the cockpit is open.

use super::End;
use super::out::Out;
use crate::lang::Lang;
use crate::runtime::past;
use anyhow::anyhow;
use std::path::Path;

pub fn run(folder: &Path, dir: &Path, lang: Lang, out: &mut Out) -> anyhow::Result<End> {
    let made = past::backup(dir, folder, lang).map_err(|error| anyhow!(error))?;
    out.text(&made)?;
    Ok(End::Well)
}
