//! Cuts a JSON text into its parts without changing a byte of them, so that what is merged keeps its numbers, escapes
//! and order as somebody wrote them. The text should have been checked before: of what is no JSON it makes no sense.

use std::borrow::Cow;

use serde_json::Value;

/// The members of an object, in order; none when it is no object, or has a key twice.
pub(super) fn members(json: &str) -> Option<Vec<(Cow<'_, str>, &str)>> {
    let mut rest = json.trim_ascii().strip_prefix('{')?.trim_ascii_start();
    let mut members: Vec<(Cow<'_, str>, &str)> = Vec::new();
    while !rest.starts_with('}') {
        let (key, after) = value(rest)?;
        let after = after.trim_ascii_start().strip_prefix(':')?;
        let (raw, after) = value(after.trim_ascii_start())?;
        members.push((text(key)?, raw));
        rest = next(after);
    }
    let mut keys: Vec<&str> = members.iter().map(|(key, _)| key.as_ref()).collect();
    keys.sort_unstable();
    let unique = keys.windows(2).all(|pair| pair[0] != pair[1]);
    unique.then_some(members)
}

/// The elements of a list; none when it is no list.
pub(super) fn elements(json: &str) -> Option<Vec<&str>> {
    let mut rest = json.trim_ascii().strip_prefix('[')?.trim_ascii_start();
    let mut elements = Vec::new();
    while !rest.starts_with(']') {
        let (raw, after) = value(rest)?;
        elements.push(raw);
        rest = next(after);
    }
    Some(elements)
}

/// The content of a JSON string.
pub(super) fn text(json: &str) -> Option<Cow<'_, str>> {
    let inner = json.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        return serde_json::from_str::<String>(json).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inner))
}

/// The `id` of a record: of an object that has a text there.
pub(super) fn id(json: &str) -> Option<Cow<'_, str>> {
    let (_, raw) = members(json)?.into_iter().find(|(key, _)| key == "id")?;
    text(raw)
}

/// Whether two texts say the same, however they are written.
pub(super) fn same(one: &str, other: &str) -> bool {
    let value = |json: &str| serde_json::from_str::<Value>(json).ok();
    one == other || value(one).is_some_and(|one| Some(one) == value(other))
}

/// What follows after a comma, if there is one.
fn next(rest: &str) -> &str {
    let rest = rest.trim_ascii_start();
    rest.strip_prefix(',').map_or(rest, str::trim_ascii_start)
}

/// Splits after the first value.
fn value(json: &str) -> Option<(&str, &str)> {
    let bytes = json.as_bytes();
    let end = match bytes.first()? {
        b'"' => string_end(bytes, 0)?,
        b'{' | b'[' => {
            let mut depth = 0_usize;
            let mut at = 0;
            loop {
                match bytes.get(at)? {
                    b'"' => {
                        at = string_end(bytes, at)?;
                        continue;
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    break at;
                }
            }
        }
        _ => bytes
            .iter()
            .position(|byte| {
                matches!(byte, b',' | b'}' | b']' | b':') || byte.is_ascii_whitespace()
            })
            .unwrap_or(bytes.len()),
    };
    // An empty value would be found again and again.
    (end > 0).then(|| json.split_at(end))
}

/// Where the string that begins at `start` has ended.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}
