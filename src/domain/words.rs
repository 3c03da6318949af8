//! Bilingual text as content carries it: `{"en": …, "ko": …}` or one plain string.

use crate::lang::Lang;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A text in both languages, or one text that serves both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

/// Reads either form in one go. (An untagged enum is read into a buffer first and copied from there.)
struct TextVisitor;

/// The members of a text in both languages.
#[derive(Deserialize)]
struct Both {
    en: String,
    ko: String,
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or {\"en\": text, \"ko\": text}")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text::Plain(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Text, E> {
        Ok(Text::Plain(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Text, A::Error> {
        let Both { en, ko } = Both::deserialize(MapAccessDeserializer::new(members))?;
        Ok(Text::Both { en, ko })
    }
}
