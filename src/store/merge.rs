//! Bringing two changed copies of a document together, by member, record and field. Pure; it knows of documents only that
//! they are objects, and that a list may hold records: objects with a text `id`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;

use super::json::{BOM, check_json};
use super::lines::diff3;
use super::spans::{elements, id, members, same};

/// Two copies in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    pub bytes: Vec<u8>,
    /// Where both sides differ: ours is in `bytes`, theirs is not.
    pub conflicts: Vec<Conflict>,
    /// How many records (members, where there are no records) came from their side: new, changed or gone.
    pub taken: usize,
}

/// A place that both sides changed in different ways.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    pub member: String,
    /// The record; none when it is about the member as a whole.
    pub id: Option<String>,
    /// The field of the record, with dots where fields have fields; none when it is about the record as a whole.
    pub field: Option<String>,
}

/// A loss that is too large to be taken over unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shrink {
    pub before: usize,
    pub after: usize,
}

/// Merges what `ours` and `theirs` made of `base`. What only one side changed is taken from it; where both did, ours
/// stays and is named. An edit beats a deletion. If one side changed nothing the other is the result, byte for byte.
/// None when one of them is not a JSON object, or has a member twice.
pub fn merge(base: Option<&[u8]>, ours: &[u8], theirs: &[u8]) -> Option<Merged> {
    let (ours, theirs) = (object(ours)?, object(theirs)?);
    let base = base.and_then(object);
    let mut merge = Merge::default();
    let text = match base {
        Some(base) if same(base, theirs) => Cow::Borrowed(ours),
        Some(base) if same(base, ours) => Cow::Borrowed(theirs),
        _ if same(ours, theirs) => Cow::Borrowed(ours),
        _ => Cow::Owned(merge.fields(base, ours, theirs, 0)? + "\n"),
    };
    Some(Merged {
        taken: differences(ours.as_bytes(), text.as_bytes()),
        bytes: text.into_owned().into_bytes(),
        conflicts: merge.conflicts,
    })
}

/// How many records a document holds: objects with a text `id` in the lists of its top level.
pub fn records(document: &[u8]) -> usize {
    // Every save counts, so nothing is read here that was read before: of what is no JSON the number means nothing.
    let text = document.strip_prefix(BOM).unwrap_or(document);
    let members = str::from_utf8(text).ok().and_then(members);
    let members = members.unwrap_or_default();
    let lists = members.into_iter().filter_map(|(_, raw)| elements(raw));
    lists.flatten().filter(|raw| id(raw).is_some()).count()
}

/// Whether a document lost so much that nobody can have meant it: all, more than 20 records, or more than a tenth of them
/// and at least two.
pub fn shrinks(before: &[u8], after: &[u8]) -> Option<Shrink> {
    let (before, after) = (records(before), records(after));
    let lost = before.saturating_sub(after);
    let much = lost > 20 || (lost >= 2 && lost * 10 > before) || (lost > 0 && after == 0);
    much.then_some(Shrink { before, after })
}

/// Which of two states somebody went on from: whether `theirs` agrees more with `older` than with `newer` in what
/// distinguishes the two.
pub(super) fn goes_on_from_older(older: &[u8], newer: &[u8], theirs: &[u8]) -> bool {
    let (Some(older), Some(newer), Some(theirs)) = (object(older), object(newer), object(theirs))
    else {
        return false;
    };
    let (older, newer, theirs) = (leaves(older), leaves(newer), leaves(theirs));
    let changed = older
        .keys()
        .chain(newer.keys().filter(|key| !older.contains_key(*key)));
    let changed = changed.filter(|key| older.get(*key) != newer.get(*key));
    let votes = changed.fold(0_i64, |votes, key| {
        let like = |side: &HashMap<String, &str>| i64::from(side.get(key) == theirs.get(key));
        votes + like(&older) - like(&newer)
    });
    votes > 0
}

/// The text of a document that is an object with unique members.
fn object(document: &[u8]) -> Option<&str> {
    let text = document.strip_prefix(BOM).unwrap_or(document);
    check_json(text).ok()?;
    let text = str::from_utf8(text).ok()?;
    members(text).map(|_| text)
}

/// Every member and every field of every record, by where it stands.
fn leaves(document: &str) -> HashMap<String, &str> {
    let mut leaves = HashMap::new();
    for (member, raw) in members(document).unwrap_or_default() {
        let list = elements(raw).unwrap_or_default();
        let mut records = list
            .into_iter()
            .filter_map(|raw| Some((id(raw)?, members(raw)?)))
            .peekable();
        if records.peek().is_none() {
            leaves.insert(member.into_owned(), raw);
            continue;
        }
        for (id, fields) in records {
            for (field, raw) in fields {
                leaves.insert(format!("{member}\n{id}\n{field}"), raw);
            }
        }
    }
    leaves
}

/// In how many records, or members without records, the second document differs from the first.
pub(super) fn differences(one: &[u8], other: &[u8]) -> usize {
    /// The member, the id, and the how manieth of this id; none for a member without records.
    type Place = (String, Option<(String, usize)>);
    fn parts(document: &str) -> HashMap<Place, &str> {
        let mut parts = HashMap::new();
        for (member, raw) in members(document).unwrap_or_default() {
            let list = elements(raw).unwrap_or_default();
            if list.iter().all(|raw| id(raw).is_none()) {
                parts.insert((member.to_string(), None), raw);
                continue;
            }
            let mut counts: HashMap<String, usize> = HashMap::new();
            for raw in list {
                // What lost its id, or never had one, counts, too.
                let id = id(raw).map_or_else(String::new, Cow::into_owned);
                let count = counts.entry(id.clone()).or_default();
                *count += 1;
                parts.insert((member.to_string(), Some((id, *count))), raw);
            }
        }
        parts
    }
    let parts = |document| object(document).map(parts).unwrap_or_default();
    let (one, other) = (parts(one), parts(other));
    let changed = one
        .iter()
        .filter(|(key, raw)| other.get(*key).is_none_or(|other| !same(raw, other)));
    changed.count() + other.keys().filter(|key| !one.contains_key(*key)).count()
}

/// A merge under way: where it is, and what it met.
#[derive(Default)]
struct Merge {
    /// The names on the way, and whether each is a record's.
    path: Vec<(String, bool)>,
    conflicts: Vec<Conflict>,
}

/// The three texts of one place; none where it is not there.
#[derive(Clone, Copy)]
struct Three<'a> {
    base: Option<&'a str>,
    ours: Option<&'a str>,
    theirs: Option<&'a str>,
}

impl Merge {
    /// The result for one place; none when it is gone.
    fn place(&mut self, three: Three, depth: usize) -> Option<String> {
        let Three { base, ours, theirs } = three;
        let (ours, theirs) = match (ours, theirs) {
            (Some(ours), Some(theirs)) => (ours, theirs),
            // Added, or deleted elsewhere: a deletion holds only against what was not changed.
            (Some(one), None) | (None, Some(one)) => {
                let deleted = base.is_some_and(|base| same(base, one));
                return (!deleted).then(|| one.to_owned());
            }
            (None, None) => return None,
        };
        if same(ours, theirs) || base.is_some_and(|base| same(base, theirs)) {
            return Some(ours.to_owned());
        }
        if base.is_some_and(|base| same(base, ours)) {
            return Some(theirs.to_owned());
        }
        let both = self
            .fields(base, ours, theirs, depth)
            .or_else(|| self.list(base, ours, theirs, depth));
        Some(both.unwrap_or_else(|| {
            self.conflict();
            ours.to_owned()
        }))
    }

    /// Two objects; none when one is none.
    fn fields(
        &mut self,
        base: Option<&str>,
        ours: &str,
        theirs: &str,
        depth: usize,
    ) -> Option<String> {
        let (ours, theirs) = (members(ours)?, members(theirs)?);
        let base = base.and_then(members).unwrap_or_default();
        let merged = self.each(&base, &ours, &theirs, |key| (key.to_string(), false), depth);
        let fields = merged
            .into_iter()
            .map(|(key, raw)| format!("{}: {raw}", serde_json::Value::from(key.as_ref())));
        Some(between("{", fields, "}", depth))
    }

    /// Two lists; none when one is none.
    fn list(
        &mut self,
        base: Option<&str>,
        ours: &str,
        theirs: &str,
        depth: usize,
    ) -> Option<String> {
        let (ours, theirs) = (elements(ours)?, elements(theirs)?);
        let base = base.and_then(elements);
        let mut all = base.iter().flatten().chain(&ours).chain(&theirs);
        if all.any(|raw| id(raw).is_some()) {
            let base = keyed(base.unwrap_or_default());
            let merged = self.each(&base, &keyed(ours), &keyed(theirs), Key::name, depth);
            let records = merged.into_iter().map(|(_, raw)| raw);
            return Some(between("[", records, "]", depth));
        }
        // Without a base nobody can tell what was added from what was deleted.
        let (merged, conflict) = diff3(&base?, &ours, &theirs, same);
        if conflict {
            self.conflict();
        }
        let lines = merged.into_iter().map(str::to_owned);
        Some(between("[", lines, "]", depth))
    }

    /// What becomes of each part. Parts stand in our order, unless only they changed it.
    fn each<'a, K: Clone + Eq + Hash>(
        &mut self,
        base: &[(K, &'a str)],
        ours: &[(K, &'a str)],
        theirs: &[(K, &'a str)],
        name: impl Fn(&K) -> (String, bool),
        depth: usize,
    ) -> Vec<(K, String)> {
        let by_key = |side: &[(K, &str)]| -> HashMap<K, usize> {
            let keys = side.iter().enumerate();
            keys.map(|(at, (key, _))| (key.clone(), at)).collect()
        };
        let (in_base, in_ours, in_theirs) = (by_key(base), by_key(ours), by_key(theirs));
        let order = |side: &[(K, &str)], other: &HashMap<K, usize>| -> Vec<usize> {
            side.iter()
                .filter_map(|(key, _)| other.get(key).copied())
                .collect()
        };
        let our_order = !order(ours, &in_base).is_sorted() || order(theirs, &in_base).is_sorted();
        let (first, second) = if our_order {
            (ours, theirs)
        } else {
            (theirs, ours)
        };
        let mut keys: Vec<&K> = first.iter().map(|(key, _)| key).collect();
        // What only the other has stands behind what it stands behind there.
        let mut before = None;
        let mut places: HashMap<&K, usize> = keys
            .iter()
            .enumerate()
            .map(|(at, key)| (*key, at))
            .collect();
        for (key, _) in second {
            if !places.contains_key(key) {
                let at = before
                    .and_then(|key| places.get(key))
                    .map_or(0, |at| at + 1);
                places
                    .values_mut()
                    .filter(|place| **place >= at)
                    .for_each(|place| *place += 1);
                keys.insert(at, key);
                places.insert(key, at);
            }
            before = Some(key);
        }
        let mut merged = Vec::new();
        for key in keys {
            let raw =
                |side: &[(K, &'a str)], at: &HashMap<K, usize>| at.get(key).map(|&at| side[at].1);
            let three = Three {
                base: raw(base, &in_base),
                ours: raw(ours, &in_ours),
                theirs: raw(theirs, &in_theirs),
            };
            self.path.push(name(key));
            merged.extend(self.place(three, depth + 1).map(|raw| (key.clone(), raw)));
            self.path.pop();
        }
        merged
    }

    fn conflict(&mut self) {
        let mut path = self.path.iter().peekable();
        let member = path.next().map(|(name, _)| name.clone());
        let id = path.next_if(|(_, record)| *record);
        let id = id.map(|(name, _)| name.clone());
        let fields: Vec<&str> = path.map(|(name, _)| name.as_str()).collect();
        self.conflicts.push(Conflict {
            member: member.unwrap_or_default(),
            id,
            field: (!fields.is_empty()).then(|| fields.join(".")),
        });
    }
}

/// What tells an element of a list from the others: its id, or else its text; and how often that was there before.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    text: String,
    count: usize,
}

impl Key {
    fn name(&self) -> (String, bool) {
        (self.text.clone(), true)
    }
}

fn keyed(list: Vec<&str>) -> Vec<(Key, &str)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    list.into_iter()
        .map(|raw| {
            let text = id(raw).map_or_else(|| raw.to_owned(), Cow::into_owned);
            let count = counts.entry(text.clone()).or_default();
            *count += 1;
            let count = *count;
            (Key { text, count }, raw)
        })
        .collect()
}

/// Parts of an object or a list, one a line.
fn between(open: &str, parts: impl Iterator<Item = String>, close: &str, depth: usize) -> String {
    let lines: Vec<String> = parts
        .map(|part| format!("\n{}{part}", "  ".repeat(depth + 1)))
        .collect();
    if lines.is_empty() {
        return format!("{open}{close}");
    }
    format!("{open}{}\n{}{close}", lines.join(","), "  ".repeat(depth))
}
