//! Bilingual text as content carries it: `{"en": …, "ko": …}` or one plain string.

use crate::lang::Lang;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// A text in both languages, or one text that serves both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Text {
    Plain(String),
    Both {
        en: String,
        ko: String,
        /// What else stands beside them: other languages, perhaps.
        #[serde(flatten)]
        extra: Option<Box<Map<String, Value>>>,
    },
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
            Text::Both { en, ko, .. } => en.trim().is_empty() && ko.trim().is_empty(),
        }
    }

    /// The text with `lang`'s wording replaced: an edit in one language keeps the other.
    pub fn with(&self, lang: Lang, text: String) -> Text {
        match (self, lang) {
            (Text::Plain(_), _) => Text::Plain(text),
            (Text::Both { ko, extra, .. }, Lang::En) => Text::Both {
                en: text,
                ko: ko.clone(),
                extra: extra.clone(),
            },
            (Text::Both { en, extra, .. }, Lang::Ko) => Text::Both {
                en: en.clone(),
                ko: text,
                extra: extra.clone(),
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

/// Reads either form in one go. (An untagged enum, or one with other members, is read into a buffer first and copied
/// from there.)
struct TextVisitor;

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

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Text, A::Error> {
        let (mut en, mut ko, mut extra) = (None, None, None);
        while let Some(key) = members.next_key::<String>()? {
            let slot = match key.as_str() {
                "en" => &mut en,
                "ko" => &mut ko,
                _ => {
                    let more: &mut Box<Map<String, Value>> = extra.get_or_insert_default();
                    more.insert(key, members.next_value()?);
                    continue;
                }
            };
            if slot.replace(members.next_value()?).is_some() {
                return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
            }
        }
        Ok(Text::Both {
            en: en.ok_or_else(|| A::Error::missing_field("en"))?,
            ko: ko.ok_or_else(|| A::Error::missing_field("ko"))?,
            extra,
        })
    }
}
