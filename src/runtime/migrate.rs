//! Data of older schemas in the present one, step by step: each step is pure and makes schema n + 1 of schema n. The
//! store keeps the state before, and nothing is written until all steps are done.

use super::open::SCHEMA;
use crate::store::Loaded;
use serde_json::Value;
use std::collections::BTreeMap;

/// All documents, by name.
pub type Documents = BTreeMap<String, Value>;

/// Makes schema n + 1 of schema n.
pub type Step = fn(Documents) -> Documents;

/// The steps, the one from schema 1 to 2 first. A schema gets a new number only when the meaning of saved data changes.
pub const STEPS: [Step; SCHEMA as usize - 1] = [];

/// Brings documents of schema `from` to the present one.
pub fn migrate(from: u32, docs: Vec<Loaded>) -> Vec<Loaded> {
    run(&STEPS, from, docs)
}

/// As [`migrate`], with any steps. What is no JSON stays as it is: it is reported elsewhere.
pub fn run(steps: &[Step], from: u32, docs: Vec<Loaded>) -> Vec<Loaded> {
    let done = usize::try_from(from.saturating_sub(1)).unwrap_or(usize::MAX);
    let Some(steps) = steps.get(done..).filter(|steps| !steps.is_empty()) else {
        return docs;
    };
    let mut documents = Documents::new();
    let mut others = Vec::new();
    for loaded in docs {
        match serde_json::from_slice(&loaded.bytes) {
            Ok(value) => drop(documents.insert(loaded.name.as_str().to_owned(), value)),
            Err(_) => others.push(loaded),
        }
    }
    let documents = steps
        .iter()
        .fold(documents, |documents, step| step(documents));
    let loaded = documents.into_iter().filter_map(|(name, value)| {
        let mut bytes = serde_json::to_vec_pretty(&value).ok()?;
        bytes.push(b'\n');
        let name = crate::store::DocName::new(name).ok()?;
        Some(Loaded { name, bytes })
    });
    others.extend(loaded);
    others.sort_by(|a, b| a.name.cmp(&b.name));
    others
}
