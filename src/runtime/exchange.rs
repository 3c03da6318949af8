//! Reads foreign files with questions: for the command line and for the cockpit.

use super::past::at_home;
use crate::import::{self, Format};
use crate::lang::Lang;
use crate::panes::past::Found;
use crate::store::{Files, RealFiles};
use std::io::ErrorKind;
use std::path::Path;

/// What a file holds, or why it cannot be read, in the user's words.
pub fn read(file: &Path, lang: Lang) -> Result<Found, String> {
    let texts = lang.exchange();
    let name = file.display().to_string();
    let format = Format::of(&name).ok_or_else(|| texts.unknown_format(&name))?;
    let text = String::from_utf8(bytes(file, lang)?).map_err(|_| texts.not_text(&name))?;
    let read = import::read(&text, format);
    let lines: Vec<&str> = text.lines().collect();
    let line = |number: usize| lines.get(number.saturating_sub(1)).copied().unwrap_or("");
    let unread = read.unread.into_iter();
    Ok(Found {
        questions: read.questions,
        unread: unread
            .map(|number| (number, line(number).to_owned()))
            .collect(),
    })
}

/// The bytes of a file that the user names, or why it cannot be read. Through the file layer, which reads neither pipes
/// nor devices nor what would fill the memory.
pub(super) fn bytes(file: &Path, lang: Lang) -> Result<Vec<u8>, String> {
    let name = file.display().to_string();
    RealFiles
        .read(&at_home(file))
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => lang.exchange().no_such_file(&name),
            ErrorKind::PermissionDenied => lang.saving().denied(&name),
            ErrorKind::InvalidInput | ErrorKind::IsADirectory => lang.saving().no_file(&name),
            _ => format!("{name}: {error}"),
        })
}
