//! `gongbu paths`: where the data is, and why there.

use super::End;
use super::out::Out;
use crate::lang::Lang;
use crate::runtime::data_dir::{self, Origin, PORTABLE_MARKER, Resolved};
use crate::ui::wrap;

pub fn run(dir: &Resolved, lang: Lang, out: &mut Out) -> anyhow::Result<End> {
    let texts = lang.cli();
    let why = match dir.origin {
        Origin::Flag => "--data-dir".to_owned(),
        Origin::Environment => "$GONGBU_DATA".to_owned(),
        Origin::Portable => texts.beside_the_program(PORTABLE_MARKER),
        Origin::Platform => texts.platform().to_owned(),
    };
    let state = data_dir::state_dir()?;
    let rescue = state.join("rescue");
    let names = [texts.data(), texts.state(), texts.rescue()];
    let wide = names
        .iter()
        .map(|name| wrap::width(name))
        .max()
        .unwrap_or(0);
    for (name, path, note) in [
        (names[0], &dir.path, format!("  ({why})")),
        (names[1], &state, String::new()),
        (names[2], &rescue, String::new()),
    ] {
        let name = wrap::pad(name, wide);
        out.line(&format!("{name}  {}{note}", path.display()))?;
    }
    Ok(End::Well)
}
