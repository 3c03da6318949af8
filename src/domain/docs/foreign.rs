//! What documents hold that we do not understand: it is kept as it is.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a document holds beside our records.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Foreign {
    /// Unknown members of the document itself.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(in crate::domain) members: Map<String, Value>,
    /// Records of a known table that could not be read, by table key.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(in crate::domain) records: Map<String, Value>,
}

impl Foreign {
    /// How many of what it holds are records to whoever looks at the file: objects in lists, with a text `id`.
    pub(in crate::domain) fn len(&self) -> usize {
        let lists = self.members.values().chain(self.records.values());
        let objects = lists.filter_map(Value::as_array).flatten();
        objects
            .filter(|value| value.get("id").is_some_and(Value::is_string))
            .count()
    }
}
