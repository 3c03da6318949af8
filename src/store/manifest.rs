//! The manifest `gongbu.json`: which dataset this is and which versions may read and write it.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use serde::{Deserialize, Serialize};

use super::generation::Sha;
use super::json::JsonProblem;

/// What the manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    /// The same on every copy of a dataset, different for any two datasets.
    pub dataset_id: String,
    pub schema: u32,
    /// The oldest schema number whose programs can still read this.
    pub min_reader: u32,
    /// The oldest schema number whose programs can write this without losing anything.
    pub min_writer: u32,
    pub created: String,
}

const FORMAT: &str = "gongbu";

/// The length of an identity.
const ID: usize = 32;

impl Manifest {
    pub(super) fn new(schema: u32, created: String) -> Self {
        // The standard library seeds its hashers from the system's random numbers.
        let random = [
            RandomState::new().build_hasher().finish(),
            RandomState::new().build_hasher().finish(),
        ];
        let seed = format!("{random:?} {created} {}", std::process::id());
        let mut dataset_id = String::from(Sha::of(seed.as_bytes()));
        dataset_id.truncate(ID);
        Self {
            format: FORMAT.into(),
            dataset_id,
            schema,
            min_reader: schema,
            min_writer: schema,
            created,
        }
    }

    /// The same dataset, written in another schema.
    pub(super) fn in_schema(&self, schema: u32) -> Self {
        Self {
            schema,
            min_reader: schema,
            min_writer: schema,
            ..self.clone()
        }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut file = serde_json::to_vec_pretty(self).expect("a manifest is plain data");
        file.push(b'\n');
        file
    }

    pub(super) fn decode(file: &[u8]) -> Result<Self, JsonProblem> {
        // Editors put a byte order mark in front.
        let text = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        serde_json::from_slice(text).map_err(|error| JsonProblem::new(text, &error))
    }

    /// The identity in what is left of a manifest that cannot be read.
    pub(super) fn find_id(remains: &[u8]) -> Option<String> {
        let text = String::from_utf8_lossy(remains);
        let (_, rest) = text.split_once("\"dataset_id\"")?;
        let (_, rest) = rest.split_once('"')?;
        let (id, _) = rest.split_once('"')?;
        let whole = id.len() == ID && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        whole.then(|| id.to_owned())
    }

    pub(super) fn is_ours(&self) -> bool {
        self.format == FORMAT
    }
}
