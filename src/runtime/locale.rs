//! Which language to speak where no settings say so.

use crate::domain::Data;
use crate::lang::Lang;
use crate::store::{Files, RealFiles};
use std::env;
use std::path::Path;

/// The language of the data at `path`, read without opening it: errors of opening are worded in it. That of the
/// settings; else that of the last session; else that of the environment.
pub fn lang_of(path: &Path) -> Lang {
    of_settings(path)
        .or_else(|| of_session(path))
        .or_else(of_environment)
        .unwrap_or_default()
}

fn of_settings(path: &Path) -> Option<Lang> {
    let bytes = RealFiles.read(&path.join("settings.json")).ok()?;
    let mut data = Data::default();
    // What is wrong with it is told when the data is opened.
    let _ = data.load("settings", &bytes);
    Some(data.settings.get("settings")?.lang)
}

fn of_session(path: &Path) -> Option<Lang> {
    let session = path.join(".gongbu").join("soft").join("session.json");
    let bytes = RealFiles.read(&session).ok()?;
    let session: crate::app::Session = serde_json::from_slice(&bytes).ok()?;
    session.lang
}

/// What the system is set to; none where it is set to no language.
pub fn of_environment() -> Option<Lang> {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(set)?;
    of_locale(&locale)
}

fn of_locale(locale: &str) -> Option<Lang> {
    let language = locale.split(['_', '.', '@']).next().unwrap_or_default();
    match language {
        "C" | "POSIX" => None,
        "ko" => Some(Lang::Ko),
        _ => Some(Lang::En),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_is_spoken_where_the_system_does_and_where_it_says_nothing() {
        for (locale, lang) in [
            ("ko_KR.UTF-8", Some(Lang::Ko)),
            ("ko", Some(Lang::Ko)),
            ("en_US.UTF-8", Some(Lang::En)),
            ("de_DE", Some(Lang::En)),
            ("C", None),
            ("C.UTF-8", None),
            ("POSIX", None),
        ] {
            assert_eq!(of_locale(locale), lang, "{locale}");
        }
    }
}
