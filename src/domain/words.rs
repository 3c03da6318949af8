//! Bilingual text as content carries it: `{"en": …, "ko": …}` or one plain string.

use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// A text in both languages, or one text that serves both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    Plain(String),
    Both { en: String, ko: String },
}

impl Text {
    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match (self, lang) {
            (Text::Plain(text), _) => text,
            (Text::Both { en, .. }, Lang::En) => en,
            (Text::Both { ko, .. }, Lang::Ko) => ko,
        }
    }

    pub fn plain(text: impl Into<String>) -> Text {
        Text::Plain(text.into())
    }

    /// Whether nothing but blanks stands in it, in either language.
    pub fn is_empty(&self) -> bool {
        match self {
            Text::Plain(text) => text.trim().is_empty(),
            Text::Both { en, ko } => en.trim().is_empty() && ko.trim().is_empty(),
        }
    }

    /// The text with `lang`'s wording replaced: an edit in one language keeps the other.
    pub fn with(&self, lang: Lang, text: String) -> Text {
        match (self, lang) {
            (Text::Plain(_), _) => Text::Plain(text),
            (Text::Both { ko, .. }, Lang::En) => Text::Both {
                en: text,
                ko: ko.clone(),
            },
            (Text::Both { en, .. }, Lang::Ko) => Text::Both {
                en: en.clone(),
                ko: text,
            },
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Text::Plain(String::new())
    }
}
